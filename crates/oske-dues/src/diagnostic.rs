//! [`Fault`] and [`Place`]: what keeps a document from becoming a policy, and where it stands.

use std::fmt;
use std::sync::Arc;

use crate::document::{Span, Value};
use crate::finding::Severity;

/// A line and a column of a file, both from 1; columns count characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a place has a line and a column and nothing else"
)]
pub struct Place {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

impl Place {
    /// The first character.
    pub const START: Self = Self { line: 1, column: 1 };
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// The name and the text of a document, which know where each byte stands.
#[derive(Debug, Clone)]
pub(crate) struct SourceFile {
    pub(crate) name: Arc<str>,
    text: Arc<str>,
    line_starts: Arc<[usize]>,
    /// How many lines of the file stand before this text.
    lines_before: usize,
}

impl SourceFile {
    pub(crate) fn new(name: &str, text: &str) -> Self {
        let breaks = text.match_indices('\n').map(|(at, _)| at.saturating_add(1));
        Self {
            name: name.into(),
            text: text.into(),
            line_starts: std::iter::once(0).chain(breaks).collect(),
            lines_before: 0,
        }
    }

    /// Whether the text is JSON, which begins with its table as no TOML does.
    pub(crate) fn is_json(&self) -> bool {
        self.text.trim_start().starts_with('{')
    }

    /// Of one line of a file, by its index.
    #[cfg(feature = "json")]
    pub(crate) fn line(name: &str, index: usize, text: &str) -> Self {
        Self {
            lines_before: index,
            ..Self::new(name, text)
        }
    }

    /// Of a document that was built by a program.
    pub(crate) fn built() -> Self {
        Self::new("", "")
    }

    pub(crate) fn place(&self, byte: usize) -> Place {
        let line = self.line_starts.partition_point(|start| *start <= byte);
        let start = line
            .checked_sub(1)
            .and_then(|line| self.line_starts.get(line))
            .copied()
            .unwrap_or_default();
        let column = self
            .text
            .get(start..byte)
            .map_or(0, |before| before.chars().count());
        Place {
            line: line.max(1).saturating_add(self.lines_before),
            column: column.saturating_add(1),
        }
    }

    pub(crate) fn place_of(&self, span: Span) -> Option<Place> {
        span.0.map(|(start, _)| self.place(start))
    }

    /// Where the `offset`-th byte of a text value stands, that is inside its quotes. Exact where the
    /// text is written without escapes on one line, as formulas are; else the text's own place.
    pub(crate) fn place_inside(&self, span: Span, text: &str, offset: usize) -> Option<Place> {
        let (start, end) = span.0?;
        let written = self.text.get(start..end)?;
        let inside = written.find(text).filter(|_| !text.is_empty());
        let shift = inside.map_or(0, |quote| quote.saturating_add(offset));
        Some(self.place(start.saturating_add(shift)))
    }
}

/// Something that keeps a document from becoming a policy: syntax, an unknown key, units that do not
/// fit, a cycle.
///
/// A *finding*, such as a gap in a table, is no fault: see [`Finding`](crate::Finding).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    code: &'static str,
    path: String,
    file: Option<Arc<str>>,
    place: Option<Place>,
    message: String,
    help: Option<String>,
}

impl Fault {
    pub(crate) fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            code,
            path: String::new(),
            file: None,
            place: None,
            message: message.into(),
            help: None,
        }
    }

    pub(crate) fn path(mut self, path: impl Into<String>) -> Self {
        self.path = path.into();
        self
    }

    pub(crate) fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    pub(crate) fn at(mut self, file: &SourceFile, place: impl Into<Option<Place>>) -> Self {
        self.place = place.into();
        self.file = (!file.name.is_empty()).then(|| Arc::clone(&file.name));
        self
    }

    /// A stable code: `unknown-key`, `unit-mismatch`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// The keys that lead to it: `rule.2.pays`; empty for the document itself.
    #[must_use]
    pub fn document_path(&self) -> &str {
        &self.path
    }

    /// The file's name, as it was given.
    #[must_use]
    pub fn file(&self) -> Option<&str> {
        self.file.as_deref()
    }

    /// Where it stands, for a document that was read from text.
    #[must_use]
    pub fn place(&self) -> Option<Place> {
        self.place
    }

    /// What was found and what was expected.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// How to mend it, where that is known.
    #[must_use]
    pub fn help(&self) -> Option<&str> {
        self.help.as_deref()
    }

    /// The fault as a document, with the keys that a [finding](crate::Finding::to_value) has: `file`,
    /// `code`, `severity` (always `error`), `path`, `line`, `column`, `message`, `help` and `where`,
    /// which is empty. What there is not is left out.
    ///
    /// ```
    /// use oske_dues::Policy;
    ///
    /// let faults = Policy::from_toml("letter.toml", "title = ").err().ok_or("faults")?;
    /// let fault = faults.iter().next().ok_or("at least one")?.to_value();
    /// assert_eq!(fault.get("code").and_then(|code| code.as_text()), Some("syntax"));
    /// assert_eq!(fault.get("severity").and_then(|severity| severity.as_text()), Some("error"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn to_value(&self) -> Value {
        let head = Head {
            file: self.file(),
            code: self.code,
            severity: Severity::Error,
            path: &self.path,
            place: self.place,
        };
        let mut entries = head.to_entries();
        entries.push(("message", Value::text(&self.message)));
        entries.extend(self.help().map(|help| ("help", Value::text(help))));
        let nobody: [(&str, Value); 0] = [];
        entries.push(("where", Value::table(nobody)));
        Value::table(entries)
    }
}

/// What the documents of faults and of findings begin with.
pub(crate) struct Head<'f> {
    pub(crate) file: Option<&'f str>,
    pub(crate) code: &'f str,
    pub(crate) severity: Severity,
    pub(crate) path: &'f str,
    pub(crate) place: Option<Place>,
}

impl Head<'_> {
    /// `file`, `code`, `severity`, `path`, `line`, `column`.
    pub(crate) fn to_entries(&self) -> Vec<(&'static str, Value)> {
        let mut entries = Vec::new();
        entries.extend(self.file.map(|file| ("file", Value::text(file))));
        entries.push(("code", Value::text(self.code)));
        entries.push(("severity", Value::text(self.severity.name())));
        entries.push(("path", Value::text(self.path)));
        if let Some(place) = self.place {
            let number = |number: usize| Value::integer(i64::try_from(number).unwrap_or(i64::MAX));
            entries.push(("line", number(place.line)));
            entries.push(("column", number(place.column)));
        }
        entries
    }
}

/// On one line: `policy.toml:12:8: rule.2.pays: message; help`.
impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(file) = &self.file {
            write!(f, "{file}:")?;
        }
        if let Some(place) = self.place {
            write!(f, "{place}: ")?;
        }
        if !self.path.is_empty() {
            write!(f, "{}: ", self.path)?;
        }
        f.write_str(&self.message)?;
        if let Some(help) = &self.help {
            write!(f, "; {help}")?;
        }
        write!(f, " [{}]", self.code)
    }
}

impl std::error::Error for Fault {}

/// The faults of a document, all at once and in the order of the file: at least one, and at most 1,000.
///
/// [`Debug`](fmt::Debug) writes them for people, too, each on a line of its own: a program that ends with them, by
/// `?` in a `main` that returns a `Result`, shows what is wrong.
#[derive(Clone, PartialEq, Eq)]
pub struct Faults {
    // INVARIANT: never empty.
    faults: Vec<Fault>,
}

impl Faults {
    pub(crate) fn one(fault: Fault) -> Self {
        Self {
            faults: vec![fault],
        }
    }

    #[cfg(feature = "json")]
    pub(crate) fn into_vec(self) -> Vec<Fault> {
        self.faults
    }

    /// `Err` if there is any.
    pub(crate) fn check(mut faults: Vec<Fault>) -> Result<(), Self> {
        if faults.is_empty() {
            return Ok(());
        }
        faults.sort_by_key(|fault| fault.place);
        Err(Self { faults })
    }

    /// The faults, in the order of the file.
    #[must_use]
    pub fn faults(&self) -> &[Fault] {
        &self.faults
    }

    /// The faults, in the order of the file.
    pub fn iter(&self) -> std::slice::Iter<'_, Fault> {
        self.faults.iter()
    }

    /// How many there are, at least one.
    #[must_use]
    pub fn count(&self) -> usize {
        self.faults.len()
    }
}

/// One fault a line.
impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, fault) in self.faults.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{fault}")?;
        }
        Ok(())
    }
}

oske_types::list_of_faults!(Faults, Fault);

/// "did you mean `x`?", or the list of what is known.
pub(crate) fn suggestion<'a>(
    found: &str,
    known: impl IntoIterator<Item = &'a str> + Clone,
) -> String {
    if let Some(name) = oske_types::nearest(found, known.clone()) {
        return format!("did you mean `{name}`?");
    }
    let mut names: Vec<&str> = known.into_iter().collect();
    names.sort_unstable();
    if names.is_empty() {
        "none is declared".to_owned()
    } else {
        format!("known: {}", names.join(", "))
    }
}
