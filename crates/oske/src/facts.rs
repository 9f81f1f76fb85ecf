//! From a member and the atlas to the facts that a policy asks for.

use oske_dues::{Facts, Policy};
use oske_types::{Exact, Sourced, Unit};

use chrono::NaiveDate;
use oske_domain::{AtlasView, Member, PopulationError};

/// The attribute that a member's kind becomes.
const KIND: &str = "kind";
/// The measure that the residents of a member's places become.
const POPULATION: &str = "population";

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
        cause: Box<PopulationError>,
    },
    /// A fact of the register is in another unit than the policy's measure.
    #[error("`{fact}` of `{member}` is in `{found}`: the policy asks for `{expected}`")]
    #[non_exhaustive]
    Unit {
        /// The member.
        member: String,
        /// The fact.
        fact: String,
        /// The unit in the register.
        found: Unit,
        /// The unit in the policy.
        expected: Unit,
    },
}

/// What a policy asks for of one member: its kind, the residents of its places at the end of a year,
/// and the facts of the register that bear the name of a measure.
///
/// What cannot be told is left out, so that an assessment says what is missing; why is told beside it.
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
        if measure == POPULATION && !member.places().is_empty() {
            match residents(member, atlas, population_year) {
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
        let Some((_, fact)) = member
            .facts()
            .iter()
            .find(|(name, _)| name.as_str() == measure)
        else {
            continue;
        };
        match policy.unit_of(measure) {
            Some(expected) if expected != fact.quantity().unit() => {
                problems.push(FactProblem::Unit {
                    member: member.id().to_string(),
                    fact: measure.to_owned(),
                    found: fact.quantity().unit().clone(),
                    expected: expected.clone(),
                })
            }
            _ => {
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

/// The residents of all of a member's places, with the source of the figures.
fn residents(
    member: &Member,
    atlas: AtlasView<'_>,
    year: i32,
) -> Result<Sourced<Exact>, PopulationError> {
    let mut sum: u32 = 0;
    let mut source = None;
    for place in member.places() {
        let found = atlas.population(*place, year)?;
        sum = sum.saturating_add(found.value().residents());
        source = Some(found.source().clone());
    }
    let source = source.unwrap_or_else(|| oske_types::Source::new(""));
    Ok(Sourced::new(Exact::from(sum), source))
}
