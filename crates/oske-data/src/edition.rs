//! [`EDITION`]: which data this is.

use oske_statute::Reference;
use oske_types::Source;

use crate::generated;

/// The edition of [`ATLAS`](crate::ATLAS) and [`CENTRES`](crate::CENTRES).
pub static EDITION: Edition = Edition {
    name: generated::NAME,
    attribution: generated::ATTRIBUTION,
    sources: &generated::SOURCES,
    laws: &generated::LAWS,
};

/// An edition of the embedded tables: its name, its publisher and its sources. What the tables hold is
/// asked of the atlas.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edition {
    name: &'static str,
    attribution: &'static str,
    sources: &'static [Source],
    /// In canonical text, which the generator has read.
    laws: &'static [(Source, &'static str)],
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

    /// The law that a source is, as a value that can be resolved and asked for its state; `None` of a
    /// source that is no law.
    ///
    /// ```
    /// use oske_data::{ATLAS, EDITION};
    ///
    /// let view = ATLAS.on("2023-01-01".parse()?)?;
    /// let eastern = view.cooperation_area("2".parse()?).ok_or("an area")?;
    /// let decree = EDITION.law_of(eastern.source()).ok_or("a decree")?;
    /// assert_eq!(decree.to_string(), "91/2022 1 §");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn law_of(&self, source: &Source) -> Option<Reference> {
        let (_, law) = self.laws.iter().find(|(of, _)| of == source)?;
        law.parse().ok()
    }
}
