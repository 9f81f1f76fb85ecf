//! The few words that writers add themselves, in each language.

use oske_types::Language;

/// Words of the writers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Label {
    /// Before the totals of a table.
    Total,
    /// In a cell whose value nobody knows.
    NotKnown,
    /// Before the headings under which values that nobody knows are missing from the total, and how many.
    LeftOut,
    /// Above the sources.
    Sources,
    /// Before a remark.
    Note,
    /// Before the day on which a source was read.
    Read,
    /// Above the data of a chart.
    Data,
    /// Above the names of what bars are of.
    Group,
    /// Above years.
    Year,
    /// Above the names of places.
    Place,
    /// Above the names of curves.
    Curve,
    /// Above values that have neither name nor unit.
    Value,
    /// Above whether the end of a piece belongs to it.
    EndIncluded,
    /// It does.
    Yes,
    /// It does not.
    No,
    /// A document without a title, and the first sheet of a workbook.
    Report,
    /// A table without a title.
    Table,
}

impl Label {
    pub(crate) const fn in_language(self, language: Language) -> &'static str {
        let [fi, sv, en] = match self {
            Self::Total => ["Yhteensä", "Sammanlagt", "Total"],
            Self::NotKnown => ["ei tiedossa", "uppgift saknas", "not known"],
            Self::LeftOut => [
                "Summiin eivät sisälly arvot, jotka eivät ole tiedossa:",
                "I summorna ingår inte värden som saknas:",
                "Values that are not known are not in the totals:",
            ],
            Self::Sources => ["Lähteet", "Källor", "Sources"],
            Self::Note => ["Huom.", "Obs.", "Note:"],
            Self::Read => ["luettu", "läst", "read"],
            Self::Data => ["Tiedot", "Uppgifter", "Data"],
            Self::Group => ["Ryhmä", "Grupp", "Group"],
            Self::Year => ["Vuosi", "År", "Year"],
            Self::Place => ["Paikka", "Plats", "Place"],
            Self::Curve => ["Käyrä", "Kurva", "Curve"],
            Self::Value => ["Arvo", "Värde", "Value"],
            Self::EndIncluded => ["Raja kuuluu väliin", "Gränsen ingår", "Limit included"],
            Self::Yes => ["kyllä", "ja", "yes"],
            Self::No => ["ei", "nej", "no"],
            Self::Report => ["Raportti", "Rapport", "Report"],
            Self::Table => ["Taulukko", "Tabell", "Table"],
        };
        match language {
            Language::Finnish => fi,
            Language::Swedish => sv,
            Language::English => en,
        }
    }
}
