//! [`CatalogueFaults`]: what is wrong with tables.

use std::fmt;

/// A table of a catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum CatalogueTable {
    /// Acts, one in a row.
    Acts,
    /// What amends them, one effect of one amending act in a row.
    Amendments,
    /// Government bills.
    Bills,
    /// Provisions that began to apply on a day of their own.
    Commencements,
    /// Acts of the European Union.
    EuActs,
    /// Short names and the acts that they mean from a day on.
    Names,
    /// Provisions that were seen in the text of a day.
    Readings,
    /// The sources of the other tables.
    Sources,
}

impl CatalogueTable {
    /// Every table, in order of name.
    pub const ALL: &[Self] = &[
        Self::Acts,
        Self::Amendments,
        Self::Bills,
        Self::Commencements,
        Self::EuActs,
        Self::Names,
        Self::Readings,
        Self::Sources,
    ];

    /// The name of its file.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Acts => "acts.tsv",
            Self::Amendments => "amendments.tsv",
            Self::Bills => "bills.tsv",
            Self::Commencements => "commencements.tsv",
            Self::EuActs => "eu_acts.tsv",
            Self::Names => "names.tsv",
            Self::Readings => "readings.tsv",
            Self::Sources => "sources.tsv",
        }
    }

    /// The names of its columns, which its first line has to be.
    #[must_use]
    pub const fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Acts => &[
                "id",
                "kind",
                "title_fi",
                "title_sv",
                "title_en",
                "signed",
                "from",
                "until",
                "repealed_by",
                "known_to",
                "issued_under",
                "preparatory",
                "sections",
                "amendments_listed",
                "complete_to",
                "source",
                "note",
            ],
            Self::Amendments => &[
                "act",
                "by",
                "signed",
                "from",
                "effect",
                "provisions",
                "provisions_listed",
                "source",
            ],
            Self::Bills => &["id", "title_fi", "title_sv", "title_en", "source", "note"],
            Self::Commencements => &["act", "provisions", "from", "source"],
            Self::EuActs => &["id", "kind", "title_fi", "title_sv", "title_en", "source"],
            Self::Names => &["name", "act", "from", "source"],
            Self::Readings => &["act", "on", "provisions", "source"],
            Self::Sources => &["letter", "title", "address", "licence", "read_on"],
        }
    }
}

/// What is wrong with one row of a table.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[error("{}:{line}: {reason}", table.name())]
pub struct CatalogueFault {
    table: CatalogueTable,
    line: usize,
    reason: Box<str>,
}

impl CatalogueFault {
    pub(super) fn new(table: CatalogueTable, line: usize, reason: impl Into<String>) -> Self {
        Self {
            table,
            line,
            reason: reason.into().into(),
        }
    }

    /// The table.
    #[must_use]
    pub const fn table(&self) -> CatalogueTable {
        self.table
    }

    /// The line of it, the names of the columns being the first.
    #[must_use]
    pub const fn line(&self) -> usize {
        self.line
    }

    /// What is wrong, and what was expected.
    #[must_use]
    pub const fn reason(&self) -> &str {
        &self.reason
    }
}

/// Tables that no catalogue can be made of: at least one fault.
#[derive(Clone, PartialEq, Eq)]
pub struct CatalogueFaults(Vec<CatalogueFault>);

impl CatalogueFaults {
    pub(super) fn of(mut faults: Vec<CatalogueFault>) -> Result<(), Self> {
        if faults.is_empty() {
            return Ok(());
        }
        faults.sort();
        Err(Self(faults))
    }

    /// The faults, table by table and line by line.
    #[must_use]
    pub fn faults(&self) -> &[CatalogueFault] {
        &self.0
    }
}

oske_types::list_of_faults!(CatalogueFaults, CatalogueFault);

impl fmt::Display for CatalogueFaults {
    /// One line each.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, fault) in self.0.iter().enumerate() {
            let separator = if index == 0 { "" } else { "\n" };
            write!(f, "{separator}{fault}")?;
        }
        Ok(())
    }
}
