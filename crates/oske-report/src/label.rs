//! The few words that writers add themselves, in each language.

use oske_types::Language;

/// Words of the writers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Label {
    /// Before the totals of a table.
    Total,
    /// In a cell whose value nobody knows.
    NotKnown,
    /// Above the sources.
    Sources,
    /// Before a remark.
    Note,
}

impl Label {
    pub(crate) const fn in_language(self, language: Language) -> &'static str {
        let [fi, sv, en] = match self {
            Self::Total => ["Yhteensä", "Sammanlagt", "Total"],
            Self::NotKnown => ["ei tiedossa", "inte känt", "not known"],
            Self::Sources => ["Lähteet", "Källor", "Sources"],
            Self::Note => ["Huom.", "Obs.", "Note:"],
        };
        match language {
            Language::Finnish => fi,
            Language::Swedish => sv,
            Language::English => en,
        }
    }
}
