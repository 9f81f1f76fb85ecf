//! [`EDITION`]: which data this is.

use oske_types::Source;

use crate::generated;

/// The edition of [`ATLAS`](crate::ATLAS) and [`CENTRES`](crate::CENTRES).
pub static EDITION: Edition = Edition {
    name: generated::NAME,
    attribution: generated::ATTRIBUTION,
    sources: &generated::SOURCES,
};

/// An edition of the embedded tables: its name, its publisher and its sources. What the tables hold is
/// asked of the atlas.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edition {
    name: &'static str,
    attribution: &'static str,
    sources: &'static [Source],
}

impl Edition {
    /// Its name, the last year it covers and a number: `2026.1`. A round of dues names it, so that
    /// the round can be done again.
    #[must_use]
    pub const fn name(&self) -> &str {
        self.name
    }

    /// What the licence asks to be shown wherever the data is: publisher, licence, and that the data
    /// was rearranged.
    #[must_use]
    pub const fn attribution(&self) -> &str {
        self.attribution
    }

    /// Every source of the data. The title says what was published and which copy of it was read; the
    /// address is that of the publisher's own page.
    #[must_use]
    pub const fn sources(&self) -> &[Source] {
        self.sources
    }
}
