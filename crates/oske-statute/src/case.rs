//! [`Case`] and [`Style`]: the form in which a reference stands in a sentence.

/// A Finnish case of inflection (*sijamuoto*). Swedish and English references do not change with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
#[expect(
    clippy::exhaustive_enums,
    reason = "the cases that a provision is cited in; the grammar of Finnish gains no other"
)]
pub enum Case {
    /// `6 §`: what stands by itself
    #[default]
    Nominative,
    /// `6 §:n`: of it
    Genitive,
    /// `6 §:ää`: to apply it
    Partitive,
    /// `6 §:ssä`: in it
    Inessive,
    /// `6 §:stä`: from it
    Elative,
    /// `6 §:ään`: into it
    Illative,
    /// `6 §:llä`: by it
    Adessive,
    /// `6 §:ltä`: off it
    Ablative,
    /// `6 §:lle`: onto it
    Allative,
    /// `6 §:nä`: as it
    Essive,
    /// `6 §:ksi`: to become it
    Translative,
}

impl Case {
    /// Every case, in the order of grammars.
    pub const ALL: [Self; 11] = [
        Self::Nominative,
        Self::Genitive,
        Self::Partitive,
        Self::Inessive,
        Self::Elative,
        Self::Illative,
        Self::Adessive,
        Self::Ablative,
        Self::Allative,
        Self::Essive,
        Self::Translative,
    ];

    pub(crate) fn index(self) -> usize {
        Self::ALL.iter().position(|case| *case == self).unwrap_or(0)
    }
}

/// How much of a reference is written out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
#[non_exhaustive]
pub enum Style {
    /// As the drafting guides have it: `säädöksen (1230/2001) 6 §:n 2 momentissa`, `6 § 2 mom. i
    /// författningen (1230/2001)`.
    #[default]
    Full,
    /// As tables and indexes have it, without inflection: `1230/2001 6 § 2 mom.`
    Short,
}
