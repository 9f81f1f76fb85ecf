//! [`EDITION`]: which data this is.

use chrono::NaiveDate;
use oske_statute::Reference;
use oske_types::{Language, Source, Text, Validity};

use crate::generated;

/// The edition of [`ATLAS`](crate::ATLAS) and [`CENTRES`](crate::CENTRES).
pub static EDITION: Edition = Edition {
    name: generated::NAME,
    attribution: generated::ATTRIBUTION,
    coverage: generated::COVERAGE,
    population_years: &generated::POPULATION_YEARS,
    surface_area_years: &generated::SURFACE_AREA_YEARS,
    swedish_speaker_years: &generated::SWEDISH_SPEAKER_YEARS,
    mother_tongue_years: &generated::MOTHER_TONGUE_YEARS,
    centres_coverage: generated::CENTRES_COVERAGE,
    centres_known_to: generated::CENTRES_KNOWN_TO,
    sources: &generated::SOURCES,
    laws: &generated::LAWS,
};

/// An edition of the embedded tables: its name, its publishers and its sources, and which days and years it
/// holds. To ask it does not carry the tables along.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edition {
    name: &'static str,
    attribution: Text,
    coverage: Validity,
    population_years: &'static [i32],
    surface_area_years: &'static [i32],
    swedish_speaker_years: &'static [i32],
    mother_tongue_years: &'static [i32],
    centres_coverage: Validity,
    centres_known_to: Option<NaiveDate>,
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

    /// What the licence asks to be shown wherever the data is, in English: publisher, licence, and that the
    /// data was rearranged.
    #[must_use]
    pub fn attribution(&self) -> &str {
        self.attribution_in(Language::English)
    }

    /// The same in a language.
    ///
    /// ```
    /// use oske_data::EDITION;
    /// use oske_types::Language;
    ///
    /// let shown = EDITION.attribution_in(Language::Finnish);
    /// assert!(shown.starts_with("Lähteet: Tilastokeskus"));
    /// ```
    #[must_use]
    pub fn attribution_in(&self, language: Language) -> &str {
        self.attribution.in_language(language)
    }

    /// The days that the [atlas](crate::ATLAS) answers for.
    #[must_use]
    pub const fn coverage(&self) -> Validity {
        self.coverage
    }

    /// The years at whose end the population of every municipality is known, in order.
    #[must_use]
    pub const fn population_years(&self) -> &[i32] {
        self.population_years
    }

    /// The years of which the land and fresh water of every municipality is known, in order.
    #[must_use]
    pub const fn surface_area_years(&self) -> &[i32] {
        self.surface_area_years
    }

    /// The years at whose end the Swedish speakers of municipalities are known, in order.
    #[must_use]
    pub const fn swedish_speaker_years(&self) -> &[i32] {
        self.swedish_speaker_years
    }

    /// The years at whose end the mother tongues of the whole country are known, or Swedish alone, in order.
    #[must_use]
    pub const fn mother_tongue_years(&self) -> &[i32] {
        self.mother_tongue_years
    }

    /// The days that the [centres](crate::CENTRES) answer for; without an end where a version of the decree
    /// has none.
    #[must_use]
    pub const fn centres_coverage(&self) -> Validity {
        self.centres_coverage
    }

    /// The last day on which it is known that what the centres tell still holds; `None` if all of it has ended.
    #[must_use]
    pub const fn centres_known_to(&self) -> Option<NaiveDate> {
        self.centres_known_to
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
