//! The engine at work: a round of the centres for each combination, and one round with everybody's part.

use oske::data::{ATLAS, CENTRES};
use oske::domain::{Centre, NationalGrant, UnitGrant};
use oske::dues::{DueInstalment, Outcome, Policy};
use oske::grant::{GrantFigures, SpeakerBound};
use oske::types::{Exact, Language, Money};

use crate::point::{POINTS, Picks, ROUNDING, combinations};
use crate::support::Failure;

/// The line of the policy that the published amounts are of.
const BASIC: &str = "basic";
const SPECIAL: &str = "special";

/// What is told of a grant year.
pub(crate) struct ToldYear {
    pub(crate) figures: GrantFigures<'static>,
    /// Of each published amount and each amount of the national grant, what the formula gives.
    pub(crate) comparisons: Vec<Comparison>,
    pub(crate) division: Division,
}

/// What the formula gives of a national grant for a centre whose amount was published.
pub(crate) struct Comparison {
    pub(crate) national: &'static NationalGrant,
    pub(crate) total: Money,
    pub(crate) published: &'static UnitGrant,
    pub(crate) centre: &'static Centre,
    pub(crate) rows: Vec<Row>,
}

/// A combination.
pub(crate) struct Row {
    pub(crate) picks: Picks,
    /// What the centre receives, or what hinders it.
    pub(crate) amount: Result<Range, String>,
}

/// An amount, or the two between which it lies.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Range {
    pub(crate) least: Money,
    pub(crate) most: Money,
}

impl Range {
    fn of(amounts: [Money; 2]) -> Self {
        let [one, other] = amounts;
        let (least, most) = if one.minor() <= other.minor() {
            (one, other)
        } else {
            (other, one)
        };
        Self { least, most }
    }

    /// How much more than an amount it is.
    pub(crate) fn more_than(self, amount: Money) -> Result<Self, Failure> {
        let [least, most] = [self.least, self.most].map(|end| end.checked_sub(amount));
        Ok(Self {
            least: least.map_err(Failure::input)?,
            most: most.map_err(Failure::input)?,
        })
    }

    /// How far it is from nothing, in cents.
    pub(crate) fn distance(self) -> i64 {
        let (least, most) = (self.least.minor(), self.most.minor());
        if least.is_negative() && most.is_positive() {
            return 0;
        }
        least.saturating_abs().min(most.saturating_abs())
    }
}

impl Comparison {
    /// How much more the formula gives than was published.
    pub(crate) fn difference(&self, row: &Row) -> Option<Range> {
        let amount = row.amount.as_ref().ok()?;
        amount.more_than(self.published.amount()).ok()
    }

    /// The combinations that come nearest, among those to cents: what is rounded by itself to whole euros
    /// is less than a euro away.
    pub(crate) fn nearest(&self) -> Vec<(&Row, Range)> {
        let rows = self.rows.iter();
        let rows = rows.filter(|row| row.picks.get(ROUNDING) == Some(&0));
        let rows: Vec<(&Row, Range)> = rows
            .filter_map(|row| Some((row, self.difference(row)?)))
            .collect();
        let least = rows.iter().map(|(_, range)| range.distance()).min();
        let rows = rows.into_iter();
        rows.filter(|(_, range)| Some(range.distance()) == least)
            .collect()
    }
}

/// The grant of a year in parts, for one combination.
pub(crate) struct Division {
    pub(crate) picks: Picks,
    pub(crate) national: &'static NationalGrant,
    pub(crate) total: Money,
    pub(crate) parts: Vec<Part>,
    /// What the parts come to.
    pub(crate) sum: Money,
    /// How much more the Swedish-language centre receives if there are as many Swedish speakers as there can
    /// be; the parts are those with the fewest.
    pub(crate) more_speakers: Option<Money>,
}

/// What a centre receives.
pub(crate) struct Part {
    pub(crate) centre: &'static Centre,
    pub(crate) amounts: Result<Amounts, String>,
}

pub(crate) struct Amounts {
    pub(crate) basic: Money,
    pub(crate) special: Option<Money>,
    pub(crate) whole: Money,
    pub(crate) instalments: Vec<DueInstalment>,
}

pub(crate) fn year(
    policy: &Policy,
    year: i32,
    picks: Picks,
    language: Language,
) -> Result<ToldYear, Failure> {
    let figures = GrantFigures::try_new(&ATLAS, &CENTRES, year).map_err(Failure::input)?;
    let known = CENTRES.national_grants_of(year);
    let known: Vec<(&NationalGrant, Money)> = known
        .filter_map(|national| Some((national, national.amount()?)))
        .collect();
    let Some((national, total)) = known.last().copied() else {
        let grants = CENTRES.national_grants().iter();
        let grants = grants.filter(|grant| grant.amount().is_some());
        let mut years: Vec<String> = grants.map(|grant| grant.year().to_string()).collect();
        years.dedup();
        let said = CENTRES.national_grants_of(year);
        let said: Vec<String> = said
            .filter_map(|grant| Some(format!(" ({})", grant.note()?)))
            .collect();
        return Err(Failure::input(format_args!(
            "no amount of the state grant of {year} is known{}: expected one of {}",
            said.concat(),
            years.join(", ")
        )));
    };
    let mut comparisons = Vec::new();
    let view = CENTRES.on(figures.year().first_day());
    let view = view.map_err(Failure::input)?;
    let published = CENTRES.unit_grants().iter();
    for published in published.filter(|published| published.year() == year) {
        let mut centres = view.regional_centres();
        let centre = centres.find(|centre| {
            let mut units = view.units_of(centre.id());
            units.any(|unit| unit.id() == published.unit())
        });
        let Some(centre) = centre else {
            continue;
        };
        for (national, total) in &known {
            comparisons.push(Comparison {
                national,
                total: *total,
                published,
                centre,
                rows: rows(policy, &figures, *total, centre, language)?,
            });
        }
    }
    Ok(ToldYear {
        division: division(policy, &figures, (national, total), picks, language)?,
        figures,
        comparisons,
    })
}

/// What a centre receives in every combination.
fn rows(
    policy: &Policy,
    figures: &GrantFigures<'_>,
    total: Money,
    centre: &Centre,
    language: Language,
) -> Result<Vec<Row>, Failure> {
    let [fewest, most] = SpeakerBound::BOTH.map(|bound| figures.policy_with(policy, total, bound));
    let (fewest, most) = (
        fewest.map_err(Failure::input)?,
        most.map_err(Failure::input)?,
    );
    let mut rows = Vec::new();
    for picks in combinations() {
        let mut ends = Vec::new();
        for policy in [&fewest, &most] {
            let policy = chosen(policy, figures, picks)?;
            let year = policy.for_year(figures.year()).map_err(Failure::input)?;
            let round = year.assess_round(figures.payers());
            let mut round = round.into_iter();
            let found = round.find(|assessment| assessment.payer() == centre.id().as_str());
            let found = found.ok_or_else(|| Failure::input("the centre is no payer"))?;
            ends.push(match found.outcome() {
                Outcome::Assessed(_) => Ok(line(found.lines(), BASIC)),
                open => Err(reasons(open, language)),
            });
        }
        let ends: Result<Vec<Option<Money>>, String> = ends.into_iter().collect();
        let amount = ends.map(|ends| match ends.as_slice() {
            [Some(one), Some(other)] => Some(Range::of([*one, *other])),
            _ => None,
        });
        let amount = match amount {
            Ok(Some(range)) => Ok(range),
            Ok(None) => return Err(no_line(policy)),
            Err(reasons) => Err(reasons),
        };
        rows.push(Row { picks, amount });
    }
    Ok(rows)
}

/// The parts of all centres.
fn division(
    policy: &Policy,
    figures: &GrantFigures<'static>,
    (national, total): (&'static NationalGrant, Money),
    picks: Picks,
    language: Language,
) -> Result<Division, Failure> {
    let mut more_speakers = None;
    let mut parts = Vec::new();
    for bound in [SpeakerBound::Most, SpeakerBound::Fewest] {
        let with = figures.policy_with(policy, total, bound);
        let with = with.map_err(Failure::input)?;
        let with = chosen(&with, figures, picks)?;
        let year = with.for_year(figures.year()).map_err(Failure::input)?;
        let round = year.assess_round(figures.payers());
        let whole = |centre: &Centre, round: &[oske::dues::Assessment]| {
            let mut round = round.iter();
            let found = round.find(|assessment| assessment.payer() == centre.id().as_str());
            found.and_then(oske::dues::Assessment::amount)
        };
        let language_centre = figures.centres().iter();
        let mut language_centre = language_centre
            .filter(|centre| centre.kind() == oske::domain::CentreKind::SwedishLanguage);
        let language_centre = language_centre.next();
        let swedish = language_centre.and_then(|centre| whole(centre, &round));
        if bound == SpeakerBound::Most {
            more_speakers = swedish;
            continue;
        }
        more_speakers = match (more_speakers, swedish) {
            (Some(most), Some(fewest)) => {
                most.checked_sub(fewest).ok().filter(|more| !more.is_zero())
            }
            _ => None,
        };
        for (centre, assessment) in figures.centres().iter().zip(&round) {
            let amounts = match assessment.outcome() {
                Outcome::Assessed(whole) => Ok(Amounts {
                    basic: line(assessment.lines(), BASIC).ok_or_else(|| no_line(policy))?,
                    special: line(assessment.lines(), SPECIAL),
                    whole: *whole,
                    instalments: year.instalments(*whole).map_err(Failure::input)?,
                }),
                open => Err(reasons(open, language)),
            };
            parts.push(Part { centre, amounts });
        }
    }
    let amounts = parts.iter().filter_map(|part| part.amounts.as_ref().ok());
    let sum = Money::total(total.currency(), amounts.map(|amounts| amounts.whole));
    Ok(Division {
        picks,
        national,
        total,
        parts,
        sum: sum.map_err(Failure::input)?,
        more_speakers,
    })
}

/// A policy in which every point is chosen.
fn chosen(policy: &Policy, figures: &GrantFigures<'_>, picks: Picks) -> Result<Policy, Failure> {
    let mut policy = policy.clone();
    for (point, pick) in POINTS.iter().zip(picks) {
        let value = Exact::from(point.way(pick).value);
        policy = policy
            .with_parameter(point.parameter, figures.year(), value)
            .map_err(Failure::input)?;
    }
    Ok(policy)
}

fn line(lines: &[oske::dues::LineAmount], name: &str) -> Option<Money> {
    let mut lines = lines.iter();
    let line = lines.find(|line| line.line().name() == name);
    line.map(oske::dues::LineAmount::amount)
}

fn reasons(outcome: &Outcome, language: Language) -> String {
    let reasons = outcome.reasons().iter();
    let reasons: Vec<String> = reasons.map(|reason| reason.in_language(language)).collect();
    reasons.join("; ")
}

fn no_line(policy: &Policy) -> Failure {
    Failure::input(format_args!(
        "the policy `{}` has no line `{BASIC}` for a centre: expected that of its basic work",
        policy.id()
    ))
}
