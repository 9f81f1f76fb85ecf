//! [`DocumentFault`]: what keeps a document from becoming what it is to be, and where.

use std::fmt;
use std::sync::Arc;

use toml::Spanned;
use toml::de::DeTable;

/// Something that keeps a document in TOML from becoming an [`ActivityYear`](crate::ActivityYear), or a mapping of the
/// columns of a register (*virhe*, *fel*): where it is, what was found and expected, and how to mend it.
///
/// On one line: `iso-2020.toml:12:8: members.total: message; help [code]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentFault {
    code: &'static str,
    path: Box<str>,
    file: Option<Arc<str>>,
    place: Option<(usize, usize)>,
    message: Box<str>,
    help: Option<Box<str>>,
}

impl DocumentFault {
    pub(crate) fn new(code: &'static str, message: impl Into<Box<str>>) -> Self {
        Self {
            code,
            path: Box::default(),
            file: None,
            place: None,
            message: message.into(),
            help: None,
        }
    }

    pub(crate) fn with_help(mut self, help: impl Into<Box<str>>) -> Self {
        self.help = Some(help.into());
        self
    }

    pub(crate) fn at(mut self, file: &File<'_>, path: &str, byte: usize) -> Self {
        self.path = path.into();
        self.file = Some(Arc::clone(&file.name));
        self.place = Some(file.place(byte));
        self
    }

    /// A stable code: `unknown-key`, `unknown-source`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.code
    }

    /// The keys that lead to it: `project.2.begins`; empty for the document itself.
    #[must_use]
    pub fn document_path(&self) -> &str {
        &self.path
    }

    /// The file's name, as it was given.
    #[must_use]
    pub fn file(&self) -> Option<&str> {
        self.file.as_deref()
    }

    /// The line, from 1.
    #[must_use]
    pub fn line(&self) -> Option<usize> {
        self.place.map(|(line, _)| line)
    }

    /// The column in characters, from 1.
    #[must_use]
    pub fn column(&self) -> Option<usize> {
        self.place.map(|(_, column)| column)
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
}

impl fmt::Display for DocumentFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(file) = &self.file {
            write!(f, "{file}:")?;
        }
        if let Some((line, column)) = self.place {
            write!(f, "{line}:{column}: ")?;
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

impl std::error::Error for DocumentFault {}

/// The faults of a document, all at once and in the order of the file: at least one, and at most 1,000.
#[derive(Clone, PartialEq, Eq)]
pub struct DocumentFaults {
    // INVARIANT: never empty.
    faults: Vec<DocumentFault>,
}

/// How many faults are told at once.
pub(crate) const MOST_FAULTS: usize = 1_000;

impl DocumentFaults {
    /// `Err` if there is any.
    pub(crate) fn check(mut faults: Vec<DocumentFault>) -> Result<(), Self> {
        if faults.is_empty() {
            return Ok(());
        }
        faults.sort_by_key(|fault| fault.place);
        faults.truncate(MOST_FAULTS);
        Err(Self { faults })
    }

    pub(crate) fn one(fault: DocumentFault) -> Self {
        Self {
            faults: vec![fault],
        }
    }

    /// The faults, in the order of the file.
    #[must_use]
    pub fn faults(&self) -> &[DocumentFault] {
        &self.faults
    }
}

/// One fault a line.
impl fmt::Display for DocumentFaults {
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

oske_types::list_of_faults!(DocumentFaults, DocumentFault);

/// The name and the text of a document, which know where each byte stands.
#[derive(Debug)]
pub(crate) struct File<'t> {
    name: Arc<str>,
    text: &'t str,
    line_starts: Vec<usize>,
}

impl<'t> File<'t> {
    pub(crate) fn new(name: &str, text: &'t str) -> Self {
        let breaks = text.match_indices('\n').map(|(at, _)| at.saturating_add(1));
        Self {
            name: name.into(),
            text,
            line_starts: std::iter::once(0).chain(breaks).collect(),
        }
    }

    /// The text as TOML.
    ///
    /// # Errors
    ///
    /// [`DocumentFaults`]: a text of more than `most_bytes`, or syntax.
    pub(crate) fn table(&self, most_bytes: usize) -> Result<Spanned<DeTable<'t>>, DocumentFaults> {
        let found = self.text.len();
        if found > most_bytes {
            let message = format!("the document has {found} bytes: expected at most {most_bytes}");
            let fault = DocumentFault::new("document-too-long", message);
            return Err(DocumentFaults::one(fault.at(self, "", 0)));
        }
        let (table, errors) = DeTable::parse_recoverable(self.text);
        let faults = errors.iter().take(MOST_FAULTS).map(|error| {
            let start = error.span().map_or(0, |span| span.start);
            let message = format!("not TOML: {}", error.message());
            DocumentFault::new("syntax", message).at(self, "", start)
        });
        DocumentFaults::check(faults.collect())?;
        Ok(table)
    }

    fn place(&self, byte: usize) -> (usize, usize) {
        let line = self.line_starts.partition_point(|start| *start <= byte);
        let start = line
            .checked_sub(1)
            .and_then(|line| self.line_starts.get(line))
            .copied()
            .unwrap_or_default();
        let before = self.text.get(start..byte);
        let column = before.map_or(0, |before| before.chars().count());
        (line.max(1), column.saturating_add(1))
    }
}
