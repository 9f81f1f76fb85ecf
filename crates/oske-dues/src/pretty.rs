//! Faults and findings for a terminal: with the line of the file that they are about.

use annotate_snippets::renderer::{
    DEFAULT_EMPHASIS_STYLE, DEFAULT_ERROR_STYLE, DEFAULT_NOTE_STYLE, DEFAULT_WARNING_STYLE, Style,
};
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use oske_types::Language;

use crate::diagnostic::{Fault, Place};
use crate::facts::Facts;
use crate::finding::{Finding, Severity};

#[cfg_attr(docsrs, doc(cfg(feature = "pretty")))]
impl Finding {
    /// The finding for a terminal: `file:line:column: severity: message [code]`, the line of the file
    /// with a mark under the place, how to mend it, and a payer that shows it.
    ///
    /// `source` is the text of the file; where the place is not in it, no line is shown. What is
    /// about the document as a whole shows none either. With `colour` there are escape codes of
    /// ANSI terminals in it.
    ///
    /// ```
    /// use oske_dues::Policy;
    /// use oske_types::Language;
    ///
    /// let text = r#"
    /// format = "oske-policy"
    /// version = 1
    /// id = "example"
    /// title = { en = "An example" }
    /// status = "in-force"
    /// currency = "EUR"
    /// dues_years = { from = "2023" }
    /// rounding = "half-up to 0.01"
    /// param.rate = { unit = "EUR", value = "unknown" }
    ///
    /// [[rule]]
    /// id = "everyone"
    /// pays = "rate"
    /// "#;
    /// let policy = Policy::from_toml("example.toml", text)?;
    /// let findings = policy.findings();
    /// let unknown = findings.first().ok_or("a finding")?;
    /// assert_eq!(
    ///     unknown.pretty(text, Language::English, false),
    ///     r#"example.toml:10:38: warning: rate is not known [unknown-parameter]
    ///    |
    /// 10 | param.rate = { unit = "EUR", value = "unknown" }
    ///    |                                      ^^^^^^^^^
    ///    |
    ///    = help: dues by it cannot be computed until the value is given"#,
    /// );
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn pretty(&self, source: &str, language: Language, colour: bool) -> String {
        let (severity, level, style) = match self.severity() {
            Severity::Error => (
                language.pick("virhe", "fel", "error"),
                Level::ERROR,
                DEFAULT_ERROR_STYLE,
            ),
            Severity::Warning => (
                language.pick("varoitus", "varning", "warning"),
                Level::WARNING,
                DEFAULT_WARNING_STYLE,
            ),
            Severity::Note => (
                language.pick("huomio", "anmärkning", "note"),
                Level::NOTE,
                DEFAULT_NOTE_STYLE,
            ),
        };
        let mut notes = Vec::new();
        notes.extend(self.help(language).map(|help| {
            let word = language.pick("ohje", "hjälp", "help");
            (word, help)
        }));
        let payers = [
            (
                language.pick("esimerkiksi", "till exempel", "for example"),
                self.witness(),
            ),
            (
                language.pick("sen vieressä", "bredvid den", "beside it"),
                self.neighbour(),
            ),
        ];
        let payers = payers
            .into_iter()
            .filter_map(|(word, facts)| Some((word, in_words(facts?))));
        notes.extend(payers.filter(|(_, facts)| !facts.is_empty()));
        let is_of_all = self.document_path().is_empty();
        Drawing {
            file: self.file(),
            place: self.place(),
            shown: self.place().filter(|_| !is_of_all),
            path: self.document_path(),
            severity,
            level,
            style,
            message: &self.message(language),
            code: self.code(),
            notes,
        }
        .draw(source, colour)
    }
}

#[cfg_attr(docsrs, doc(cfg(feature = "pretty")))]
impl Fault {
    /// The fault for a terminal: `file:line:column: error: message [code]`, the line of the file with
    /// a mark under the place, and how to mend it. Faults are told in English.
    ///
    /// `source` is the text of the file; where the place is not in it, no line is shown. With
    /// `colour` there are escape codes of ANSI terminals in it.
    ///
    /// ```
    /// use oske_dues::Facts;
    ///
    /// let text = r#"{"id": "a town", "population": 0.5}"#;
    /// let faults = Facts::from_json("facts.json", text).unwrap_err();
    /// let fault = faults.iter().next().ok_or("a fault")?;
    /// let drawn = fault.pretty(text, false);
    /// assert!(drawn.starts_with("facts.json:1:32: error: found a bare number with decimals"));
    /// assert!(drawn.contains("1 | {\"id\": \"a town\", \"population\": 0.5}\n"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn pretty(&self, source: &str, colour: bool) -> String {
        let help = self.help().map(|help| ("help", help.to_owned()));
        let is_of_all = self.document_path().is_empty() && self.place() == Some(Place::START);
        Drawing {
            file: self.file(),
            place: self.place(),
            shown: self.place().filter(|_| !is_of_all),
            path: self.document_path(),
            severity: "error",
            level: Level::ERROR,
            style: DEFAULT_ERROR_STYLE,
            message: self.message(),
            code: self.code(),
            notes: help.into_iter().collect(),
        }
        .draw(source, colour)
    }
}

/// What is drawn of a fault or a finding.
struct Drawing<'a> {
    file: Option<&'a str>,
    place: Option<Place>,
    /// The place whose line is shown.
    shown: Option<Place>,
    path: &'a str,
    severity: &'a str,
    level: Level<'static>,
    style: Style,
    message: &'a str,
    code: &'a str,
    /// What stands below, each behind its word.
    notes: Vec<(&'a str, String)>,
}

impl Drawing<'_> {
    fn draw(&self, source: &str, colour: bool) -> String {
        let line = self.shown.and_then(|place| {
            let line = source.lines().nth(place.line.checked_sub(1)?)?;
            Some((place.line, line, marked(line, place.column)?))
        });
        let snippet = line.map(|(number, line, mark)| {
            let mark = AnnotationKind::Primary.span(mark);
            Snippet::source(line).line_start(number).annotation(mark)
        });
        let mut group = Group::with_level(self.level.clone()).elements(snippet);
        group = group.elements(self.notes.iter().map(|(word, text)| {
            let text = annotate_snippets::normalize_untrusted_str(text);
            Level::HELP.with_name(*word).message(text)
        }));
        let mut drawn = self.heading(colour);
        if !group.is_empty() {
            let renderer = if colour {
                Renderer::styled()
            } else {
                Renderer::plain()
            };
            drawn.push('\n');
            drawn.push_str(&renderer.render(&[group]));
        }
        drawn
    }

    /// `file:line:column: severity: message [code]`
    fn heading(&self, colour: bool) -> String {
        let paint = |text: &str, style: Style| {
            let text = annotate_snippets::normalize_untrusted_str(text);
            if colour {
                format!("{style}{text}{style:#}")
            } else {
                text
            }
        };
        let mut heading = String::new();
        if let Some(file) = self.file {
            heading.push_str(&annotate_snippets::normalize_untrusted_str(file));
            heading.push(':');
        }
        match self.place {
            Some(place) => heading.push_str(&format!("{place}: ")),
            None if self.file.is_some() => heading.push(' '),
            None => {}
        }
        // Without a place in a file, the keys say where it is.
        if self.place.is_none() && !self.path.is_empty() {
            heading.push_str(&format!("{}: ", self.path));
        }
        let severity = paint(self.severity, self.style);
        let message = paint(self.message, DEFAULT_EMPHASIS_STYLE);
        format!("{heading}{severity}: {message} [{}]", self.code)
    }
}

/// The bytes of a line that are marked for a column: the word, the quoted text or the bracket that
/// begins there, at least one character.
fn marked(line: &str, column: usize) -> Option<std::ops::Range<usize>> {
    let index = column.checked_sub(1)?;
    // A place may be the end of the line: what is missing is missing there.
    let (start, first) = line
        .char_indices()
        .map(|(start, letter)| (start, Some(letter)))
        .chain([(line.len(), None)])
        .nth(index)?;
    let rest = line.get(start..)?;
    let before = line.get(..start)?.chars().next_back();
    let opens = before.is_none_or(|before| before.is_whitespace() || "[{(,=:".contains(before));
    let length = match first {
        Some(quote @ ('"' | '\'')) if opens => quoted_length(rest, quote),
        Some('{') => bracket_length(rest, '{', '}'),
        Some('[') => bracket_length(rest, '[', ']'),
        Some(letter) if is_of_word(letter) => Some(
            rest.find(|letter| !is_of_word(letter))
                .unwrap_or(rest.len()),
        ),
        _ => None,
    };
    let shortest = first.map_or(0, char::len_utf8);
    let end = start.checked_add(length.unwrap_or(shortest))?;
    Some(start..end)
}

fn is_of_word(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '_' | '.' | '%')
}

/// The length of a quoted text with its quotes; `None` if it does not end on the line.
fn quoted_length(text: &str, quote: char) -> Option<usize> {
    let inside = text.strip_prefix(quote)?;
    let length = inside.find(quote)?;
    length.checked_add(quote.len_utf8().saturating_mul(2))
}

/// The length of a bracket with what stands in it; `None` if it does not close on the line.
fn bracket_length(text: &str, open: char, close: char) -> Option<usize> {
    let mut depth: usize = 0;
    let mut is_quoted = false;
    for (at, letter) in text.char_indices() {
        if letter == '"' {
            is_quoted = !is_quoted;
        }
        if is_quoted {
            continue;
        }
        if letter == open {
            depth = depth.saturating_add(1);
        }
        if letter == close {
            depth = depth.saturating_sub(1);
            if depth == 0 {
                return at.checked_add(letter.len_utf8());
            }
        }
    }
    None
}

/// `kind = municipality, population = 5000`, and for a list each thing in braces.
fn in_words(facts: &Facts) -> String {
    let values = facts.values().map(|(name, value)| match facts.list(name) {
        Some(things) => {
            let things: Vec<String> = things
                .iter()
                .map(|thing| format!("{{ {} }}", in_words(thing)))
                .collect();
            format!("{name} = [{}]", things.join(", "))
        }
        None => format!("{name} = {value}"),
    });
    let values: Vec<String> = values.collect();
    values.join(", ")
}

#[cfg(test)]
mod tests {
    use super::marked;

    #[test]
    fn the_mark_is_the_word_the_text_or_the_bracket() {
        let mark =
            |line: &'static str, column| marked(line, column).and_then(|mark| line.get(mark));
        for (line, column, expected) in [
            ("pays = \"110 euros\"", 13, Some("euros")),
            ("pays = \"110 EUR +\"", 18, Some("\"")),
            ("status = \"decided\"", 10, Some("\"decided\"")),
            ("when = \"kind = 'twon'\"", 16, Some("'twon'")),
            (
                "    { over = \"5}000\", pays = \"550\" },",
                5,
                Some("{ over = \"5}000\", pays = \"550\" }"),
            ),
            ("rows = [", 8, Some("[")),
            ("[[rule]]", 1, Some("[[rule]]")),
            ("[fact.population]", 7, Some("population")),
            ("päätös = × 2", 10, Some("×")),
            ("pays = \"", 9, Some("")),
            ("pays = \"", 10, None),
            ("", 0, None),
        ] {
            assert_eq!(mark(line, column), expected, "{line} {column}");
        }
    }
}
