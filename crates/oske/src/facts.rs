//! From a member and the atlas to the facts that a policy asks for.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use oske_domain::{AtlasView, EventDay, FigureError, Member, Place};
use oske_dues::{Facts, Policy, PolicyYear};
use oske_types::{Exact, Language, MunicipalityCode, Unit, date_in};

/// The attribute that a member's kind becomes.
pub(crate) const KIND: &str = "kind";
/// The measure that the residents of a member's places become.
pub(crate) const POPULATION: &str = "population";
/// The unit that the residents are counted in.
const INHABITANT: &str = "inhabitant";
/// The date that the beginning of a membership becomes.
const JOINED: &str = "joined";

/// Something that a policy asks for and that could not be told: of one member, or of anybody.
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
    /// The register has a fact of the member of a later day alone.
    #[error(
        "`{fact}` of `{member}` is known as of {}, after the day that is asked for, {}",
        date_in(Language::English, *date),
        date_in(Language::English, *asked)
    )]
    #[non_exhaustive]
    Later {
        /// The member.
        member: String,
        /// The fact.
        fact: String,
        /// The first day as of which it is known.
        date: NaiveDate,
        /// The day as on which it was asked for.
        asked: NaiveDate,
    },
    /// The register does not say on which day the membership began. It is told also where the policy says
    /// what the absence of `joined` means, for the amount may rest on the day; of one who has certainly joined before a
    /// `least` that is also the policy's `absent` it is not told.
    #[error("`joined` of `{member}`: it was admitted {}on a day that is not known", or_before(*by))]
    #[non_exhaustive]
    Joined {
        /// The member.
        member: String,
        /// The last day on which it can have been, if there is one.
        by: Option<NaiveDate>,
    },
    /// A fact that neither a register nor an atlas holds of anybody: a yes or no, a list, a choice other
    /// than `kind`, a date other than `joined`. [`Round::assess_with`](crate::Round::assess_with) takes it from
    /// the caller.
    #[error(
        "`{fact}` is nothing that a register holds{}: expected it of each payer, beside the register",
        if *reckoned_as_absent { ", so that what its absence means is taken for everybody" } else { "" }
    )]
    #[non_exhaustive]
    NotHeld {
        /// The fact.
        fact: String,
        /// Whether the policy says what its absence means, so that amounts come out all the same.
        reckoned_as_absent: bool,
    },
}

/// "on 1 October 2026 or before, ", or nothing where there is no last day.
fn or_before(by: Option<NaiveDate>) -> String {
    by.map_or_else(String::new, |by| {
        format!("on {} or before, ", date_in(Language::English, by))
    })
}

impl FactProblem {
    /// The name of the fact that could not be told.
    #[must_use]
    pub fn fact(&self) -> &str {
        match self {
            Self::Population { .. } => POPULATION,
            Self::Joined { .. } => JOINED,
            Self::Unit { fact, .. } | Self::Later { fact, .. } | Self::NotHeld { fact, .. } => fact,
        }
    }

    /// The id of the member of whom it could not be told; `None` where it can be told of nobody.
    #[must_use]
    pub fn member(&self) -> Option<&str> {
        match self {
            Self::Population { member, .. }
            | Self::Unit { member, .. }
            | Self::Later { member, .. }
            | Self::Joined { member, .. } => Some(member),
            Self::NotHeld { .. } => None,
        }
    }
}

/// What a policy asks for of one member, as far as the register and the atlas know it.
///
/// | the policy asks for | it is |
/// |---|---|
/// | an attribute `kind` | the code of the member's [kind](oske_domain::MemberKind::code) |
/// | a measure `population`, in `inhabitant` | the residents of the member's places on the last day of `population_year`; where places overlap, each resident once |
/// | a date `joined` | the day of the admission on which the membership on the day of `atlas` rests; of one who is no member then, nothing. Where its `least` is also its `absent`, nothing either of who was admitted before that day: a member of old |
/// | another measure, or `population` of a member without places | the latest fact of that name in the register that held on the day of `atlas` or before it, if it is in the policy's unit |
///
/// The register knows no yes or no, no other date, no other choice and no list: what a policy asks of these
/// is missing, unless it says what absence means. [`Round::problems`](crate::Round::problems) tells them once, and
/// [`Round::assess_with`](crate::Round::assess_with) takes them from the caller. What cannot be told is left out, so that an
/// assessment says what is missing; why it is left out is told beside the facts. Where the policy says what
/// absence means, there is an amount all the same: look at the problems, too. A register that says `admitted
/// by 2026-10-01` does not know whether the member has joined in this year or long ago.
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
/// let year = policy.for_year("2023".parse()?)?;
/// let (facts, problems) = facts_of(kainuu, &year, places, 2022);
/// assert_eq!(facts.attribute("kind"), Some("wellbeing_services_county"));
/// assert_eq!(facts.measure("population"), Some(Exact::from(70_521)));
/// assert!(problems.is_empty());
///
/// // A year without figures is a problem, not a zero.
/// let (facts, problems) = facts_of(kainuu, &year, places, 1989);
/// assert_eq!(facts.measure("population"), None);
/// assert!(problems[0].to_string().contains("no population known of 1989"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn facts_of(
    member: &Member,
    year: &PolicyYear<'_>,
    atlas: AtlasView<'_>,
    population_year: i32,
) -> (Facts, Vec<FactProblem>) {
    let policy = year.policy();
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
        if measure == JOINED && policy.is_date(JOINED) {
            match joined(member, atlas.date()) {
                None => {}
                Some(day) if is_of_old(day, year) => {}
                Some(EventDay::On(day)) => facts = facts.with_date(JOINED, day),
                Some(day) => problems.push(FactProblem::Joined {
                    member: member.id().to_string(),
                    by: day.latest(),
                }),
            }
            continue;
        }
        if measure == POPULATION && !member.places().is_empty() {
            let unit = INHABITANT.parse().ok();
            if let Some(problem) = unit.as_ref().and_then(other_unit) {
                problems.push(problem);
                continue;
            }
            match residents(member.places(), atlas, population_year) {
                Ok((residents, source)) => {
                    let date = NaiveDate::from_ymd_opt(population_year, 12, 31);
                    facts = facts.with_measure_from(POPULATION, residents, date, Some(source));
                }
                Err(cause) => problems.push(FactProblem::Population {
                    member: member.id().to_string(),
                    cause: Box::new(cause),
                }),
            }
            continue;
        }
        let Some(fact) = member.fact_on(measure, atlas.date()) else {
            problems.extend(later(member, measure, atlas.date()));
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

/// The day on which the membership on a day began, as far as the register knows it; `None` of one who is
/// no member then.
fn joined(member: &Member, date: NaiveDate) -> Option<EventDay> {
    let admission = member.history().admission_on(date)?;
    Some(admission.day())
}

/// Whether a membership certainly began before the first day that a policy takes for `joined`, and the policy takes
/// that day for whom `joined` is not given: a member of old.
fn is_of_old(day: EventDay, year: &PolicyYear<'_>) -> bool {
    let ends = day.latest().zip(year.earliest_date(JOINED));
    ends.is_some_and(|(latest, earliest)| latest < earliest)
}

/// That there is a fact of a name, but of no day before another one.
fn later(member: &Member, fact: &str, asked: NaiveDate) -> Option<FactProblem> {
    let of_name = member.facts().filter(|(name, _)| name.as_str() == fact);
    let first = of_name.map(|(_, fact)| fact.date()).min()?;
    Some(FactProblem::Later {
        member: member.id().to_string(),
        fact: fact.to_owned(),
        date: first,
        asked,
    })
}

/// What a policy asks for and nobody's register holds. What goes by itself where it is not given is left
/// out, but for dates: a day of joining under another name would make everybody a member of old.
pub(crate) fn not_held(policy: &Policy) -> Vec<FactProblem> {
    let attributes = policy.attributes().filter(|attribute| *attribute != KIND);
    let dates = policy.measures().filter(|measure| policy.is_date(measure));
    let dates = dates.filter(|date| *date != JOINED);
    let others = attributes.chain(policy.lists());
    let others = others.filter(|fact| !policy.says_absent(fact));
    let not_held = others.chain(dates).map(|fact| FactProblem::NotHeld {
        fact: fact.to_owned(),
        reckoned_as_absent: policy.says_absent(fact),
    });
    not_held.collect()
}

/// Whether a payer has a fact of a name.
pub(crate) fn has(facts: &Facts, fact: &str) -> bool {
    facts.values().any(|(name, _)| name == fact)
}

/// The residents of places, each once, with the title of every source of the figures.
fn residents(
    places: &[Place],
    atlas: AtlasView<'_>,
    year: i32,
) -> Result<(Exact, String), FigureError> {
    let mut counted: BTreeSet<MunicipalityCode> = BTreeSet::new();
    let mut sum: i64 = 0;
    let mut sources: Vec<String> = Vec::new();
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
            // A year may be laid out in several borders, each by a publication of its own.
            let source = found.source().title();
            if !sources.iter().any(|known| known == source) {
                sources.push(source.to_owned());
            }
        }
        counted.extend(municipalities);
    }
    Ok((Exact::from(sum), sources.join("; ")))
}
