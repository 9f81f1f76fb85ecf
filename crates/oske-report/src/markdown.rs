//! [`Document::to_markdown`]: for a wiki, a repository or an editor.

use oske_types::Language;

use crate::clean::{clean, web_address};
use crate::label::Label;
use crate::text::read_on;
use crate::{Block, Cell, Chart, Document, KeyFigure, Section, Span, Table, Words};

impl Document {
    /// The document as Markdown, with tables as GitHub writes them.
    ///
    /// What is said is what is read: characters that Markdown would take for its own are escaped. Charts
    /// are told by their description and a table of their data.
    ///
    /// ```
    /// use oske_report::{Document, Section, Words};
    /// use oske_types::Language;
    ///
    /// let report = Document::new(Language::Swedish, "Avgifter 2023")
    ///     .with(Section::new("Grund").with(Words::from("Se ").linked("lagen", "https://example.org/1")));
    /// let lines: Vec<String> = report.to_markdown().lines().map(str::to_owned).collect();
    /// assert_eq!(lines[2], "## Grund");
    /// assert_eq!(lines[4], "Se [lagen](<https://example.org/1>)");
    /// ```
    #[must_use]
    pub fn to_markdown(&self) -> String {
        let mut writer = Writer {
            text: String::new(),
            language: self.language(),
            point: Point::default(),
        };
        writer.heading(self.title(), 1);
        if let Some(subtitle) = self.subtitle() {
            writer.paragraph("", &Words::from(subtitle));
        }
        for block in self.opening() {
            writer.block(block);
        }
        for section in self.sections() {
            writer.section(section, 2);
        }
        if !self.sources().is_empty() {
            writer.heading(Label::Sources.in_language(self.language()), 2);
            let sources: Vec<Words> = self
                .sources()
                .iter()
                .map(|source| {
                    let words = match source.address() {
                        Some(address) => Words::default().linked(source.title(), address),
                        None => Words::from(source.title()),
                    };
                    words.plain(read_on(source, self.language()))
                })
                .collect();
            writer.list(&sources);
        }
        while writer.text.ends_with("\n\n") {
            writer.text.pop();
        }
        writer.text
    }
}

impl Table {
    /// The table as GitHub writes them in Markdown: headings, rows and totals, numbers at the right. The
    /// title is not in it. A table without columns is nothing.
    #[must_use]
    pub fn to_markdown(&self, language: Language) -> String {
        if self.columns().is_empty() {
            return String::new();
        }
        let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
        let headings = self.columns().iter();
        let mut text = line(headings.map(|column| inline(column.heading())).collect());
        let rules = self.columns().iter().map(|column| {
            let rule = if column.is_numeric() { "---:" } else { ":---" };
            rule.to_owned()
        });
        text.push_str(&line(rules.collect()));
        for row in self.rows() {
            let cells = self.columns().iter().zip(row);
            let cells = cells.map(|(column, cell)| match cell {
                Cell::Link { words, address } => link(words, address),
                _ => inline(&column.cell_in(language, cell)),
            });
            text.push_str(&line(cells.collect()));
        }
        if let Some(totals) = self.totals_in(language) {
            let cells = totals.iter().map(|cell| match inline(cell) {
                cell if cell.is_empty() => cell,
                cell => format!("**{cell}**"),
            });
            text.push_str(&line(cells.collect()));
        }
        text
    }
}

struct Writer {
    text: String,
    language: Language,
    point: Point,
}

/// What stands before a point of a list. Of two lists that follow each other the second has another, or
/// they would be one.
#[derive(Default)]
struct Point {
    mark: char,
    /// The length of the text with the last list.
    end: usize,
}

impl Writer {
    /// A blank heading is none.
    fn heading(&mut self, words: &str, level: usize) {
        let words = inline(words);
        if !words.trim().is_empty() {
            // There are six levels.
            let marks = "#".repeat(level.min(6));
            self.line(&format!("{marks} {words}"));
            self.line("");
        }
    }

    fn section(&mut self, section: &Section, level: usize) {
        self.heading(section.heading(), level);
        for block in section.blocks() {
            self.block(block);
        }
        for within in section.sections() {
            self.section(within, level.saturating_add(1));
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Paragraph(words) => self.paragraph("", words),
            Block::Note(words) => {
                let note = format!("> **{}** ", Label::Note.in_language(self.language));
                self.paragraph(&note, words);
            }
            Block::List(points) => self.list(points),
            Block::KeyFigures(figures) => self.key_figures(figures),
            Block::Table(table) => self.table(table),
            Block::Chart(chart) => self.chart(chart),
        }
    }

    /// A blank paragraph is none.
    fn paragraph(&mut self, before: &str, words: &Words) {
        let words = spans(words);
        if !before.is_empty() {
            self.line(format!("{before}{words}").trim_end());
        } else if words.trim().is_empty() {
            return;
        } else {
            self.line(&at_line_start(&words));
        }
        self.line("");
    }

    fn list(&mut self, points: &[Words]) {
        if points.is_empty() {
            return;
        }
        let is_next = !self.text.is_empty() && self.text.len() == self.point.end;
        let mark = if is_next && self.point.mark == '-' {
            '*'
        } else {
            '-'
        };
        for point in points {
            let point = spans(point);
            self.line(format!("{mark} {}", at_line_start(&point)).trim_end());
        }
        self.line("");
        let end = self.text.len();
        self.point = Point { mark, end };
    }

    fn key_figures(&mut self, figures: &[KeyFigure]) {
        let points: Vec<Words> = figures
            .iter()
            .map(|figure| {
                let words = Words::from(format!("{}: ", figure.name()));
                let words = match figure.value() {
                    Cell::Link { words: of, address } => words.linked(of, address),
                    value => words.strong(value.in_language(self.language)),
                };
                match figure.note() {
                    Some(note) => words.plain(format!(" ({note})")),
                    None => words,
                }
            })
            .collect();
        self.list(&points);
    }

    fn table(&mut self, table: &Table) {
        self.title(table.title());
        self.text.push_str(&table.to_markdown(self.language));
        self.line("");
        if let Some(left_out) = table.left_out_in(self.language) {
            self.paragraph("", &Words::from(left_out));
        }
    }

    fn chart(&mut self, chart: &Chart) {
        self.title(chart.title());
        self.paragraph("", &Words::from(chart.description()));
        self.text
            .push_str(&chart.to_table(self.language).to_markdown(self.language));
        self.line("");
    }

    fn title(&mut self, title: &str) {
        self.paragraph("", &Words::default().strong(title));
    }

    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }
}

/// Words on one line, where a line has begun already: their spaces at both ends left out.
fn inline(words: &str) -> String {
    escaped(clean(words).trim_matches(' '))
}

/// Words with what Markdown would read escaped. What is only read at the beginning of a line is left to
/// [`at_line_start`].
fn escaped(words: &str) -> String {
    let mut text = String::with_capacity(words.len());
    let mut left = words;
    while let Some(character) = left.chars().next() {
        // An address in words is no link: the colon and the point are what makes it one.
        let makes_link = |mark: char, before: &[&str]| {
            character == mark
                && before.iter().any(|before| {
                    text.get(text.len().saturating_sub(before.len())..)
                        .is_some_and(|end| end.eq_ignore_ascii_case(before))
                })
        };
        if "\\`*_{}[]<>#|~&$".contains(character)
            || makes_link(':', &["http", "https", "ftp"])
            || makes_link('.', &["www"])
        {
            text.push('\\');
        }
        text.push(character);
        left = left.get(character.len_utf8()..).unwrap_or_default();
    }
    text
}

/// A line whose beginning is no list, heading, quotation or rule.
fn at_line_start(line: &str) -> String {
    let line = line.trim_matches(' ');
    let digits = line
        .find(|character: char| !character.is_ascii_digit())
        .unwrap_or(line.len());
    let (number, rest) = line.split_at_checked(digits).unwrap_or((line, ""));
    let is_mark = match rest.chars().next() {
        Some('.' | ')') => !number.is_empty(),
        Some('-' | '+' | '=' | ':') => number.is_empty(),
        _ => false,
    };
    let escape = if is_mark { "\\" } else { "" };
    format!("{number}{escape}{rest}")
}

/// Words with their strong and linked parts.
fn spans(words: &Words) -> String {
    let mut text = String::new();
    let mut spans = words.spans().iter().peekable();
    while let Some(span) = spans.next() {
        match span {
            Span::Plain(words) | Span::Foreign { words, .. } => {
                text.push_str(&escaped(&clean(words)));
            }
            Span::Link { words, address } => text.push_str(&link(words, address)),
            Span::Strong(words) => {
                let mut words = clean(words);
                while let Some(Span::Strong(more)) =
                    spans.next_if(|span| matches!(span, Span::Strong(_)))
                {
                    words.push_str(&clean(more));
                }
                let next = match spans.peek() {
                    Some(Span::Plain(words) | Span::Foreign { words, .. }) => words.chars().next(),
                    Some(Span::Link { .. }) => Some('['),
                    Some(Span::Strong(_)) | None => None,
                };
                text.push_str(&strong(&words, text.chars().next_back(), next));
            }
        }
    }
    text
}

/// Strong words between two characters. The spaces at their ends stand outside, and where stars would be
/// taken for stars the element of HTML stands in for them.
fn strong(words: &str, before: Option<char>, after: Option<char>) -> String {
    let inner = words.trim();
    if inner.is_empty() {
        return words.to_owned();
    }
    let (lead, _) = words.split_once(inner).unwrap_or_default();
    let (_, trail) = words.rsplit_once(inner).unwrap_or_default();
    let is_letter = |character: char| {
        character.is_ascii_alphanumeric() || ('\u{c0}'..='\u{24f}').contains(&character)
    };
    let is_open = |side: Option<char>| side.is_none_or(|side| side == ' ');
    let begins = is_open(lead.chars().next_back().or(before)) || inner.starts_with(is_letter);
    let ends = is_open(trail.chars().next().or(after)) || inner.ends_with(is_letter);
    let inner = escaped(inner);
    if begins && ends {
        format!("{lead}**{inner}**{trail}")
    } else {
        format!("{lead}<strong>{inner}</strong>{trail}")
    }
}

/// Words that lead to an address of the web; to any other they do not.
fn link(words: &str, address: &str) -> String {
    let words = inline(words);
    match web_address(address) {
        Some(address) => {
            let address = address.replace('&', "\\&");
            format!("[{words}](<{address}>)")
        }
        None => words,
    }
}
