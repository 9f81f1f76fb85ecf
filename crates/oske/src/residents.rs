//! Whose residents are charged for: once, more than once, or by nobody.

use std::collections::BTreeMap;

use oske_domain::{AtlasView, Place};
use oske_types::{MunicipalityCode, Text};

use crate::RoundEntry;

/// Whose residents a round charges for by a rule that charges by residents.
///
/// Several members can stand for the same residents: a county and its municipalities, a municipality
/// and its joint authority. A flat due beside such a charge is no second one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Residents {
    pub(crate) once: u32,
    pub(crate) municipalities: usize,
    pub(crate) more_than_once: Vec<ChargedMunicipality>,
    pub(crate) by_nobody: Vec<ChargedMunicipality>,
}

/// A municipality with those who are charged for its residents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChargedMunicipality {
    code: MunicipalityCode,
    name: Text,
    residents: Option<u32>,
    payers: Vec<String>,
}

impl ChargedMunicipality {
    /// The municipality.
    #[must_use]
    pub fn code(&self) -> MunicipalityCode {
        self.code
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &Text {
        &self.name
    }

    /// Its residents, where the figure is carried.
    #[must_use]
    pub fn residents(&self) -> Option<u32> {
        self.residents
    }

    /// The ids of the members that are charged for its residents.
    #[must_use]
    pub fn payers(&self) -> &[String] {
        &self.payers
    }
}

impl Residents {
    /// Counts, municipality by municipality, who is charged for its residents, in the policy's area
    /// and wherever else somebody is.
    pub(crate) fn count(
        entries: &[RoundEntry<'_>],
        area: &[Place],
        atlas: AtlasView<'_>,
        population_year: i32,
    ) -> Self {
        let mut payers: BTreeMap<MunicipalityCode, Vec<String>> = BTreeMap::new();
        for place in area {
            for municipality in atlas.municipalities_of(*place) {
                payers.entry(municipality.code()).or_default();
            }
        }
        for entry in entries
            .iter()
            .filter(|entry| entry.assessment().charges_residents())
        {
            for place in entry.member().places() {
                for municipality in atlas.municipalities_of(*place) {
                    let id = entry.member().id().to_string();
                    payers.entry(municipality.code()).or_default().push(id);
                }
            }
        }
        let mut residents = Self {
            once: 0,
            municipalities: payers.len(),
            more_than_once: Vec::new(),
            by_nobody: Vec::new(),
        };
        for (code, payers) in payers {
            let population = atlas.population(code, population_year).ok();
            let population = population.map(|found| found.value().residents());
            let charged = |payers| ChargedMunicipality {
                code,
                name: atlas.municipality(code).map_or_else(
                    || Text::new("", "", ""),
                    |municipality| municipality.name().clone(),
                ),
                residents: population,
                payers,
            };
            match payers.len() {
                0 => residents.by_nobody.push(charged(payers)),
                1 => residents.once = residents.once.saturating_add(population.unwrap_or(0)),
                _ => residents.more_than_once.push(charged(payers)),
            }
        }
        residents
    }

    /// How many residents are charged for exactly once.
    #[must_use]
    pub fn charged_once(&self) -> u32 {
        self.once
    }

    /// How many municipalities were looked at: those of the policy's area, and those that somebody
    /// is charged for.
    #[must_use]
    pub fn municipalities(&self) -> usize {
        self.municipalities
    }

    /// The municipalities whose residents are charged for more than once.
    #[must_use]
    pub fn charged_more_than_once(&self) -> &[ChargedMunicipality] {
        &self.more_than_once
    }

    /// The municipalities of the policy's area whose residents nobody is charged for.
    #[must_use]
    pub fn charged_by_nobody(&self) -> &[ChargedMunicipality] {
        &self.by_nobody
    }
}
