//! [`EDITION`]: which data this is.

use oske_types::{Source, Validity};

use crate::generated;

/// What the embedded tables hold.
pub static EDITION: Edition = Edition {
    name: generated::NAME,
    coverage: generated::COVERAGE,
    population_years: &generated::POPULATION_YEARS,
    attribution: generated::ATTRIBUTION,
    sources: &generated::SOURCES,
};

/// An edition of the embedded tables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edition {
    name: &'static str,
    coverage: Validity,
    population_years: &'static [i32],
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

    /// The days that it answers for.
    #[must_use]
    pub const fn coverage(&self) -> Validity {
        self.coverage
    }

    /// The years on whose last day it knows the population, in order.
    #[must_use]
    pub const fn population_years(&self) -> &[i32] {
        self.population_years
    }

    /// What the licence asks to be shown wherever the data is: publisher, licence, and that the data
    /// was rearranged.
    #[must_use]
    pub const fn attribution(&self) -> &str {
        self.attribution
    }

    /// Every source that the data was read from.
    #[must_use]
    pub const fn sources(&self) -> &[Source] {
        self.sources
    }
}
