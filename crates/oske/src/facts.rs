//! From a member and the atlas to the facts that a policy asks for.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use oske_domain::{AtlasView, FigureError, Member, Place};
use oske_dues::{Facts, Policy};
use oske_types::{Exact, MunicipalityCode, Source, Sourced, Unit};

/// The attribute that a member's kind becomes.
pub(crate) const KIND: &str = "kind";
/// The measure that the residents of a member's places become.
pub(crate) const POPULATION: &str = "population";
/// The unit that the residents are counted in.
const INHABITANT: &str = "inhabitant";

/// Something that a policy asks for and that could not be told of a member.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FactProblem {
    /// The population of one of the member's places.
    #[error("the population of `{member}`: {cause}")]
    #[non_exhaustive]
    Population {
        /// The member.
        member: String,
        /// Why there is no figure.
        #[source]
        cause: Box<FigureError>,
    },
    /// A fact of the register, or the population of the atlas, is in another unit than the policy's
    /// measure.
    #[error("`{fact}` of `{member}` is in `{found}`: the policy asks for `{expected}`")]
    #[non_exhaustive]
    Unit {
        /// The member.
        member: String,
        /// The fact.
        fact: String,
        /// The unit of what is known.
        found: Unit,
        /// The unit in the policy, which may be one of several: `person/year`.
        expected: String,
    },
}

/// What a policy asks for of one member, as far as the register and the atlas know it.
///
/// | the policy asks for | it is |
/// |---|---|
/// | an attribute `kind` | the code of the member's [kind](oske_domain::MemberKind::code) |
/// | a measure `population`, in `inhabitant` | the residents of the member's places on the last day of `population_year`; where places overlap, each resident once |
/// | another measure, or `population` of a member without places | the latest fact of that name in the register that held on the day of `atlas` or before it, if it is in the policy's unit |
///
/// The register knows no yes or no, no date and no list: what a policy asks of these is missing, unless
/// it says what absence means. What cannot be told is left out, so that an assessment says what is missing; why it is left out is
/// told beside the facts.
///
/// ```
/// use oske::domain::Register;
/// use oske::dues::Policy;
/// use oske::types::Exact;
/// use oske::facts_of;
///
/// let policy = Policy::from_toml("policy.toml", r#"
///     format = "oske-policy"
///     version = 1
///     id = "letter-2022"
///     title = { en = "Counties by population" }
///     status = "proposed"
///     currency = "EUR"
///     dues_years = { from = "2023" }
///     rounding = "half-up to 0.01"
///     unit.inhabitant = { name = { en = "inhabitant" } }
///     fact.kind = { values = ["wellbeing_services_county"] }
///     fact.population = { unit = "inhabitant", step = "1", least = "0", most = "10000000" }
///     [[rule]]
///     id = "counties"
///     pays = "0.05 EUR/inhabitant * population"
/// "#)?;
/// let register = Register::from_csv("register.csv", "\
/// id,name,kind,places,history
/// county-20,Kainuun hyvinvointialue,wellbeing_services_county,county:20,admitted by 2022-12-12 stated
/// ".as_bytes())?;
///
/// let kainuu = register.member("county-20").ok_or("a member")?;
/// let places = oske::data::ATLAS.on("2023-01-01".parse()?)?;
/// let (facts, problems) = facts_of(kainuu, &policy, places, 2022);
/// assert_eq!(facts.attribute("kind"), Some("wellbeing_services_county"));
/// assert_eq!(facts.measure("population"), Some(Exact::from(70_521)));
/// assert!(problems.is_empty());
///
/// // A year without figures is a problem, not a zero.
/// let (facts, problems) = facts_of(kainuu, &policy, places, 1989);
/// assert_eq!(facts.measure("population"), None);
/// assert!(problems[0].to_string().contains("no population known of 1989"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn facts_of(
    member: &Member,
    policy: &Policy,
    atlas: AtlasView<'_>,
    population_year: i32,
) -> (Facts, Vec<FactProblem>) {
    let mut facts = Facts::new(member.id().as_str());
    let mut problems = Vec::new();
    if policy.attributes().any(|attribute| attribute == KIND) {
        facts = facts.with_attribute(KIND, member.kind().code());
    }
    for measure in policy.measures() {
        let expected = policy.unit_of(measure);
        let other_unit = |found: &Unit| {
            let expected = expected.filter(|expected| *expected != found.as_str())?;
            Some(FactProblem::Unit {
                member: member.id().to_string(),
                fact: measure.to_owned(),
                found: found.clone(),
                expected: expected.to_owned(),
            })
        };
        if measure == POPULATION && !member.places().is_empty() {
            let unit = INHABITANT.parse().ok();
            if let Some(problem) = unit.as_ref().and_then(other_unit) {
                problems.push(problem);
                continue;
            }
            match residents(member.places(), atlas, population_year) {
                Ok(found) => {
                    let date = NaiveDate::from_ymd_opt(population_year, 12, 31);
                    let source = found.source().title().to_owned();
                    facts = facts.with_measure_from(POPULATION, *found.value(), date, Some(source));
                }
                Err(cause) => problems.push(FactProblem::Population {
                    member: member.id().to_string(),
                    cause: Box::new(cause),
                }),
            }
            continue;
        }
        let Some(fact) = member.fact_on(measure, atlas.date()) else {
            continue;
        };
        match other_unit(fact.quantity().unit()) {
            Some(problem) => problems.push(problem),
            None => {
                facts = facts.with_measure_from(
                    measure,
                    fact.quantity().value(),
                    Some(fact.date()),
                    Some(fact.source().title().to_owned()),
                );
            }
        }
    }
    (facts, problems)
}

/// The residents of places, each once, with the source of the figures.
fn residents(
    places: &[Place],
    atlas: AtlasView<'_>,
    year: i32,
) -> Result<Sourced<Exact>, FigureError> {
    let mut counted: BTreeSet<MunicipalityCode> = BTreeSet::new();
    let mut sum: i64 = 0;
    let mut source = None;
    for place in places {
        let municipalities: Vec<MunicipalityCode> = atlas
            .municipalities_of(*place)
            .map(|municipality| municipality.code())
            .collect();
        // A place that shares municipalities with one before it adds only the others.
        let parts: Vec<Place> = if municipalities.iter().any(|code| counted.contains(code)) {
            let others = municipalities.iter().filter(|code| !counted.contains(code));
            others.map(|code| Place::from(*code)).collect()
        } else {
            vec![*place]
        };
        for part in parts {
            let found = atlas.population(part, year)?;
            sum = sum.saturating_add(i64::from(found.value().residents()));
            source = Some(found.source().clone());
        }
        counted.extend(municipalities);
    }
    // The first place is counted whole, so that there is a source unless there are no places.
    let source = source.unwrap_or_else(|| Source::new(""));
    Ok(Sourced::new(Exact::from(sum), source))
}
