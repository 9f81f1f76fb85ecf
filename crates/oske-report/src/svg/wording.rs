//! The few words that charts add themselves, in each language.

use oske_types::Language;

/// Words of charts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wording {
    /// In place of a chart without any value.
    NoData,
    /// Of quantities at which a curve has none.
    NoValue,
    /// Of the area between two curves.
    Difference,
    /// Of an end that belongs to its piece.
    Closed,
    /// Of an end that does not.
    Open,
    /// Of years without a value.
    Break,
    /// Of an axis on which there is no zero.
    NotFromZero,
}

impl Wording {
    pub(crate) const fn in_language(self, language: Language) -> &'static str {
        let [fi, sv, en] = match self {
            Self::NoData => ["Ei tietoja", "Inga uppgifter", "No data"],
            Self::NoValue => ["ei arvoa", "inget värde", "no value"],
            Self::Difference => ["erotus", "skillnad", "difference"],
            Self::Closed => ["raja kuuluu väliin", "gränsen ingår", "limit included"],
            Self::Open => [
                "raja ei kuulu väliin",
                "gränsen ingår inte",
                "limit not included",
            ],
            Self::Break => [
                "Viivan katkos: tieto puuttuu.",
                "Avbrott i linjen: uppgift saknas.",
                "A break in the line: no figure.",
            ],
            Self::NotFromZero => [
                "Asteikko ei ala nollasta.",
                "Skalan börjar inte från noll.",
                "The scale does not begin at zero.",
            ],
        };
        match language {
            Language::Finnish => fi,
            Language::Swedish => sv,
            Language::English => en,
        }
    }
}
