//! Whose residents are charged for: once, more than once, or by nobody.

use std::collections::{BTreeMap, BTreeSet};

use oske_domain::{AtlasView, Place};
use oske_dues::Outcome;
use oske_types::{MunicipalityCode, Text};

use crate::RoundEntry;

/// Whose residents a round charges for by a rule that charges by residents.
///
/// Several members can stand for the same residents: a county and its municipalities, a municipality
/// and its joint authority. A flat due beside such a charge is no second one. Who charges by residents
/// is what the policy says with `charges_residents`, also where the amount is not known yet. A member
/// who is not covered, or whose facts do not fit, is charged for nobody.
///
/// ```
/// use oske::domain::Register;
/// use oske::dues::Policy;
/// use oske::types::Language;
/// use oske::{Round, RoundOptions};
///
/// // A tariff under which a county and a municipality pay for the same people.
/// let policy = Policy::from_toml("policy.toml", r#"
///     format = "oske-policy"
///     version = 1
///     id = "twice"
///     title = { en = "Counties and municipalities by population" }
///     status = "proposed"
///     currency = "EUR"
///     dues_years = { from = "2023" }
///     rounding = "half-up to 0.01"
///     area = ["county:20"]
///     unit.inhabitant = { name = { en = "inhabitant" } }
///     fact.population = { unit = "inhabitant", step = "1", least = "0", most = "10000000" }
///     [[rule]]
///     id = "everybody"
///     pays = "0.05 EUR/inhabitant * population"
///     charges_residents = true
/// "#)?;
/// let register = Register::from_csv("register.csv", "\
/// id,name,kind,places,history
/// county-20,Kainuun hyvinvointialue,wellbeing_services_county,county:20,admitted by 2022-12-12 stated
/// kajaani,Kajaani,municipality,municipality:205,admitted unknown unknown
/// ".as_bytes())?;
///
/// let year = policy.for_year("2023".parse()?)?;
/// let options = RoundOptions::for_year(year.year());
/// let round = Round::assess(year, &register, &oske::data::ATLAS, options)?;
/// let residents = round.residents();
/// let kajaani = &residents.charged_more_than_once()[0];
/// assert_eq!(kajaani.name().in_language(Language::Swedish), "Kajana");
/// assert_eq!(kajaani.residents(), Some(36_297));
/// assert_eq!(kajaani.payers(), ["county-20", "kajaani"]);
/// // The other seven municipalities of Kainuu.
/// assert_eq!(residents.charged_once(), 34_224);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
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

    /// Its residents at the end of the round's population year; `None` where there is no figure, as
    /// for a municipality that the figures count in another one.
    #[must_use]
    pub fn residents(&self) -> Option<u32> {
        self.residents
    }

    /// The ids of the members that are charged for its residents, each once.
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
        for entry in entries.iter().filter(|entry| charges_residents(entry)) {
            let places = entry.member().places().iter();
            let municipalities: BTreeSet<MunicipalityCode> = places
                .flat_map(|place| atlas.municipalities_of(*place))
                .map(|municipality| municipality.code())
                .collect();
            for municipality in municipalities {
                let id = entry.member().id().to_string();
                payers.entry(municipality).or_default().push(id);
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

    /// How many residents are charged for exactly once: the sum over the municipalities that have a
    /// figure.
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

    /// The municipalities whose residents are charged for more than once, by code.
    #[must_use]
    pub fn charged_more_than_once(&self) -> &[ChargedMunicipality] {
        &self.more_than_once
    }

    /// The municipalities of the policy's area whose residents nobody is charged for, by code.
    #[must_use]
    pub fn charged_by_nobody(&self) -> &[ChargedMunicipality] {
        &self.by_nobody
    }
}

/// Whether somebody is charged for residents, by an amount that is known or that will be.
fn charges_residents(entry: &RoundEntry<'_>) -> bool {
    let assessment = entry.assessment();
    assessment.charges_residents()
        && match assessment.outcome() {
            Outcome::Assessed(_) | Outcome::Ambiguous { .. } | Outcome::Undetermined(_) => true,
            Outcome::NotCovered(_) | Outcome::Invalid(_) => false,
        }
}
