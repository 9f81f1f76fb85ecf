//! Solving for an unknown: what must a rate, an amount, a factor or a threshold be, so that payers bring
//! in a given total.
//!
//! ```
//! use oske_dues::solve::Answer;
//! use oske_dues::{Facts, Policy};
//! use oske_types::{Exact, Language};
//!
//! let policy = Policy::from_toml("example.toml", r#"
//!     format = "oske-policy"
//!     version = 1
//!     id = "example"
//!     title = { en = "Counties pay by inhabitant, at a rate that is not known yet" }
//!     status = "proposed"
//!     currency = "EUR"
//!     dues_years = { from = "2023" }
//!     unit.inhabitant = { name = { en = "inhabitant" } }
//!     fact.population = { unit = "inhabitant", step = "1", least = "0", most = "10000000" }
//!     param.rate = { name = { en = "the rate" }, unit = "EUR/inhabitant", value = "unknown" }
//!
//!     [[rule]]
//!     id = "counties"
//!     pays = "at_least(rate * population, 5000 EUR)"
//! "#)?;
//! let counties = [("North Savo", 247_689), ("Kainuu", 70_521)];
//! let counties = counties.map(|(name, population)| {
//!     Facts::new(name).with_measure("population", population)
//! });
//!
//! // Two counties are to bring in 20,000 €, with a rate of four decimals.
//! let question = policy.solve_for("rate", "2023".parse()?)?.with_decimals(4).with_most(Exact::ONE);
//! let solution = question.total(&counties, "20000.00 EUR".parse()?)?;
//! assert_eq!(
//!     solution.in_language(Language::English),
//!     "No value with 4 decimals (from 0 to 1\u{a0}€/inhabitant) gives exactly €20,000.00. The nearest \
//!      totals are €19,985.18 (0.0605\u{a0}€/inhabitant) and €20,009.95 (0.0606\u{a0}€/inhabitant).",
//! );
//! // The second is nearer. Assessing with its rate gives it.
//! let rate = solution.value().ok_or("a value")?;
//! let assumed = policy.with_parameter("rate", solution.year(), rate)?;
//! let year = assumed.for_year(solution.year())?;
//! let amounts = counties.map(|county| year.assess(&county).amount());
//! let amounts = amounts.map(|amount| amount.map(|amount| amount.to_string()));
//! assert_eq!(amounts, [Some("15009.95 EUR".to_owned()), Some("5000.00 EUR".to_owned())]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # How
//!
//! The formulas are gone through for each payer in the way of the step-by-step evaluation, but along the
//! unknown: a number is `a + b × unknown`, and whatever the unknown decides (a condition, a row, a bound)
//! cuts its axis there. So each payer's amount falls into pieces, with exact ends. A product or a
//! quotient of numbers that depend on the unknown, and what a formula rounds, is no straight line; where
//! it is proved to go in one direction it is computed value by value, and else it is refused, with the
//! formula. Every line is rounded by itself as its rule says, and then added up.
//!
//! Answers are values with so many decimals: those that were asked for, or the fewest, up to 12, with
//! which the total is reached. Where all amounts rise or all fall, halving finds the values; where some
//! rise and others fall by as much, and nothing is left to round, the total is the same with all of them;
//! else as many values are tried as the budget allows, and what is left is told as
//! [undecided](Solution::undecided). An answer is of the values between its [bounds](Solution::bounds)
//! that are not among these, and is worded so. It is assessed once more, step by step, before it is
//! given.
//!
//! # What is counted
//!
//! The total is of the payers that have an amount with the value, as that of a round is. Who has none is
//! told with the reason, and whether that is so for every value; of several values that reach the total
//! the one to go on with leaves out the fewest. A share of the round is as it is with
//! the unknown left out of it: one that depends on the unknown is refused.
//!
//! A parameter that a formula asks for as on another day has the value of that day there, which is the
//! unknown only if the same dated value holds then.

mod along;
mod course;
mod due;
mod error;
mod grid;
mod solution;
mod wire;
mod words;

use oske_types::{ArithmeticError, Currency, DuesYear, Exact, Money};

use self::along::Unknown;
use self::due::{Due, Payer};
use self::grid::{Counted, Found, Grid, Hit, Search};
use crate::assessment::Assessment;
use crate::facts::{BoundFacts, Facts};
use crate::interval::{Cut, Interval};
use crate::policy::Policy;
use crate::round::RoundShares;
use crate::year::PolicyYear;

pub use self::error::{NotSolvable, PolicyInYear, SolveError};
pub use self::solution::{Answer, Nearest, OpenPayer, Solution, ValueRange};

/// The most decimals that a value may have.
const MOST_DECIMALS: u32 = 12;
/// The greatest value that is looked for where no bound is given.
const GREATEST: i64 = 1_000_000_000;

/// A question for an unknown: which parameter, in which dues year, between which bounds.
///
/// Without bounds, values are looked for from 0 to a thousand million.
#[derive(Debug, Clone)]
pub struct Question<'p> {
    policy: &'p Policy,
    year: DuesYear,
    parameter: usize,
    decimals: Option<u32>,
    from: Exact,
    to: Exact,
    /// Whether a least and a greatest value were given; words tell no bound that nobody gave.
    has_least: bool,
    has_most: bool,
}

impl Policy {
    /// Asks what a parameter must be in a dues year, whether it has a value or not; see
    /// [`solve`](crate::solve).
    ///
    /// # Errors
    ///
    /// [`SolveError::NotGoverned`] and [`SolveError::NoSuchParameter`].
    pub fn solve_for(&self, name: &str, year: DuesYear) -> Result<Question<'_>, SolveError> {
        let parameter = self.parameter_named(name)?;
        self.for_year(year)?;
        Ok(Question {
            policy: self,
            year,
            parameter,
            decimals: None,
            from: Exact::ZERO,
            to: Exact::from(GREATEST),
            has_least: false,
            has_most: false,
        })
    }
}

impl<'p> Question<'p> {
    /// With values of at most so many decimals; without it the fewest with which the total is reached
    /// or, where it is not, with which no nearer one was found, as
    /// [`Solution::is_undecided_with_more_decimals`] says.
    #[must_use]
    pub fn with_decimals(self, decimals: u32) -> Self {
        Self {
            decimals: Some(decimals),
            ..self
        }
    }

    /// With values from this one on, also below zero.
    #[must_use]
    pub fn with_least(self, least: Exact) -> Self {
        Self {
            from: least,
            has_least: true,
            ..self
        }
    }

    /// With values up to this one.
    #[must_use]
    pub fn with_most(self, most: Exact) -> Self {
        Self {
            to: most,
            has_most: true,
            ..self
        }
    }

    /// The policy that it is asked of.
    #[must_use]
    pub fn policy(&self) -> &'p Policy {
        self.policy
    }

    /// The dues year that it is asked for.
    #[must_use]
    pub fn year(&self) -> DuesYear {
        self.year
    }

    /// That it is asked of a policy for its dues year: for whoever keeps questions and rounds apart.
    ///
    /// # Errors
    ///
    /// [`SolveError::OtherPolicy`] for a policy that says anything else, and for another year.
    pub fn check_is_of(&self, year: &PolicyYear<'_>) -> Result<(), SolveError> {
        let (asked, round) = (
            PolicyInYear::new(self.policy, self.year),
            PolicyInYear::new(year.policy(), year.year()),
        );
        if asked == round {
            return Ok(());
        }
        Err(SolveError::OtherPolicy { asked, round })
    }

    /// What it must be for all payers of a round to bring in a total.
    ///
    /// # Errors
    ///
    /// [`SolveError`], with the reason why nothing can be answered.
    pub fn total(&self, payers: &[Facts], target: Money) -> Result<Solution, SolveError> {
        self.total_of(payers, |_| true, target)
    }

    /// What it must be for some payers of a round to bring in a total: those of a kind, or a single
    /// one.
    ///
    /// ```
    /// # use oske_dues::{Facts, Policy};
    /// # let policy = Policy::from_toml("example.toml", r#"
    /// #     format = "oske-policy"
    /// #     version = 1
    /// #     id = "example"
    /// #     title = { en = "An example" }
    /// #     status = "proposed"
    /// #     currency = "EUR"
    /// #     dues_years = { from = "2023" }
    /// #     unit.inhabitant = { name = { en = "inhabitant" } }
    /// #     fact.kind = { values = ["county", "municipality"] }
    /// #     fact.population = { unit = "inhabitant", step = "1", least = "0", most = "10000000" }
    /// #     param.rate = { unit = "EUR/inhabitant", value = "unknown" }
    /// #     rule = [{ id = "all", pays = "rate * population" }]
    /// # "#)?;
    /// let payer = |name: &str, kind: &str, population: i32| {
    ///     Facts::new(name).with_attribute("kind", kind).with_measure("population", population)
    /// };
    /// let payers = [payer("Kainuu", "county", 70_521), payer("Kajaani", "municipality", 36_000)];
    /// let question = policy.solve_for("rate", "2023".parse()?)?;
    /// let counties = |facts: &Facts| facts.attribute("kind") == Some("county");
    /// let solution = question.total_of(&payers, counties, "7052.10 EUR".parse()?)?;
    /// assert_eq!(solution.value(), Some("0.1".parse()?));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`SolveError`], with the reason why nothing can be answered.
    pub fn total_of(
        &self,
        payers: &[Facts],
        counts: impl Fn(&Facts) -> bool,
        target: Money,
    ) -> Result<Solution, SolveError> {
        let whole = self.whole()?;
        // A policy in which the unknown has a value: which one does not matter here.
        let assumed = self.policy.assuming(self.parameter, self.year, self.from);
        let year = assumed.for_year(self.year)?;
        let dated = year.parameters.get(self.parameter).copied().flatten();
        let dated = dated.ok_or(ArithmeticError::Overflow)?;
        let shares = year.round_shares(payers);
        let bound: Vec<Option<BoundFacts<'_>>> = payers
            .iter()
            .map(|facts| facts.bind(&assumed, self.year).ok())
            .collect();
        let counted: Vec<bool> = payers.iter().map(&counts).collect();
        if !counted.contains(&true) {
            return Err(SolveError::NobodyCounts);
        }
        let round = RoundOf {
            year: &year,
            unknown: Unknown { dated, at: None },
            shares: &shares,
        };
        let pieces = round.pieces(payers, &bound, &counted, whole, target)?;
        let searched = self.search(&pieces, target, whole)?;
        self.solution(payers, &counted, &pieces, target, &searched)
    }

    /// The values that are looked for.
    fn whole(&self) -> Result<Interval, SolveError> {
        if let Some(decimals) = self.decimals.filter(|decimals| *decimals > MOST_DECIMALS) {
            return Err(SolveError::TooManyDecimals { decimals });
        }
        let whole = Interval::new(Cut::before(self.from), Cut::after(self.to));
        whole.ok_or(SolveError::Backwards {
            from: self.from,
            to: self.to,
        })
    }

    fn no_values(&self, decimals: u32) -> SolveError {
        SolveError::NoValues {
            decimals,
            from: self.from,
            to: self.to,
        }
    }

    /// On the grid that was asked for; else on the coarsest that reaches the total, or, if none does,
    /// on the coarsest that comes as near to it as any.
    fn search(
        &self,
        payers: &[Counted<'_, '_>],
        target: Money,
        whole: Interval,
    ) -> Result<Searched, SolveError> {
        let on = |decimals: u32| {
            let Some(grid) = Grid::of(whole, decimals) else {
                return Ok(None);
            };
            let found = Search::run(payers, i128::from(target.minor()), grid)?;
            Ok::<_, SolveError>(Some(Searched {
                decimals,
                grid,
                found,
                is_open_beyond: false,
            }))
        };
        if let Some(decimals) = self.decimals {
            return on(decimals)?.ok_or_else(|| self.no_values(decimals));
        }
        let mut tried: Vec<Searched> = Vec::new();
        let mut is_open_beyond = false;
        for decimals in 0..=MOST_DECIMALS {
            match on(decimals)? {
                Some(searched) if searched.is_reached() => return Ok(searched),
                // The values of a coarser grid are among those of a finer one, also where that could
                // not be gone through.
                Some(mut searched) => {
                    if let Some(coarser) = tried.last() {
                        searched.found.take_nearer(&coarser.found, 10);
                    }
                    tried.push(searched);
                }
                None => is_open_beyond |= !tried.is_empty(),
            }
        }
        let finest = tried.last().map(Searched::nearest);
        let position = tried
            .iter()
            .position(|searched| Some(searched.nearest()) == finest);
        let position = position.ok_or_else(|| self.no_values(MOST_DECIMALS))?;
        let mut finer = tried.iter().skip(position).skip(1);
        is_open_beyond |= finer.any(|searched| !searched.is_whole());
        let chosen = tried.into_iter().nth(position);
        let chosen = chosen.ok_or_else(|| self.no_values(MOST_DECIMALS))?;
        Ok(Searched {
            is_open_beyond,
            ..chosen
        })
    }

    fn solution(
        &self,
        payers: &[Facts],
        counted: &[bool],
        pieces: &[Counted<'_, '_>],
        target: Money,
        searched: &Searched,
    ) -> Result<Solution, SolveError> {
        let Searched {
            decimals,
            grid,
            found,
            is_open_beyond,
        } = searched;
        let grid = *grid;
        let currency = target.currency();
        let parameter = self.policy.parameter(self.parameter);
        let parameter = parameter.ok_or(ArithmeticError::Overflow)?;
        let (fixed, independent) = independent_of(pieces, currency)?;
        let nearest = |hit: Option<Hit>| {
            let Some(hit) = hit else { return Ok(None) };
            Ok::<_, ArithmeticError>(Some(Nearest {
                total: money(hit.total, currency)?,
                value: grid.value(hit.point)?,
            }))
        };
        let answer = match (nearest(found.below)?, nearest(found.above)?) {
            _ if searched.is_reached() => Answer::Reached(ranges(&found.reached, grid)?),
            (Some(below), Some(above)) => Answer::Between { below, above },
            (None, Some(least)) => Answer::TooLow(least),
            (Some(greatest), None) => Answer::TooHigh(greatest),
            (None, None) => Answer::Undecided,
        };
        let reached_with = found.best.map(|hit| grid.value(hit.point)).transpose()?;
        let mut solution = Solution {
            policy: PolicyInYear::new(self.policy, self.year),
            parameter: parameter.named.label(),
            unit: parameter.unit.label().clone(),
            target,
            decimals: *decimals,
            bounds: ValueRange {
                first: grid.value(grid.first)?,
                last: grid.value(grid.last)?,
            },
            has_least: self.has_least,
            has_most: self.has_most,
            answer,
            reached_with,
            is_open_beyond: *is_open_beyond,
            undecided: ranges(&found.undecided, grid)?,
            open: Vec::new(),
            fixed,
            independent,
            payers: pieces.len(),
        };
        let value = solution.value();
        let assessments = self.assess(payers, value.unwrap_or(self.from))?;
        let assessments = assessments.into_iter().zip(counted);
        let assessments =
            assessments.filter_map(|(assessment, counts)| counts.then_some(assessment));
        let mut total = Ok(Money::zero(currency));
        for (assessment, piece) in assessments.zip(pieces) {
            match assessment.amount() {
                Some(amount) => total = total.and_then(|total: Money| total.checked_add(amount)),
                None => solution.open.push(OpenPayer {
                    payer: assessment.payer().to_owned(),
                    outcome: assessment.outcome().clone(),
                    always: piece.pieces.iter().all(|piece| piece.due == Due::Open),
                }),
            }
        }
        if let Some((value, solved)) = value.zip(solution.total()) {
            let assessed = total?;
            if assessed != solved {
                return Err(SolveError::NotConfirmed {
                    value,
                    solved,
                    assessed,
                });
            }
        }
        Ok(solution)
    }

    /// What everybody owes with a value, step by step.
    fn assess(&self, payers: &[Facts], value: Exact) -> Result<Vec<Assessment>, SolveError> {
        let assumed = self.policy.assuming(self.parameter, self.year, value);
        Ok(assumed.for_year(self.year)?.assess_round(payers))
    }
}

/// What was found on one grid.
struct Searched {
    decimals: u32,
    grid: Grid,
    found: Found,
    /// Whether values with more decimals may come nearer, for not all of them were gone through.
    is_open_beyond: bool,
}

impl Searched {
    /// Whether every value was gone through.
    fn is_whole(&self) -> bool {
        self.found.undecided.is_empty()
    }

    fn is_reached(&self) -> bool {
        !self.found.reached.is_empty()
    }

    /// How near it comes: whether the total is reached, or else the totals on both sides.
    fn nearest(&self) -> (bool, Option<i128>, Option<i128>) {
        let total = |hit: Option<Hit>| hit.map(|hit| hit.total);
        let found = &self.found;
        (self.is_reached(), total(found.below), total(found.above))
    }
}

/// A round of payers along an unknown.
struct RoundOf<'e, 'p> {
    year: &'e PolicyYear<'p>,
    unknown: Unknown<'p>,
    shares: &'e RoundShares,
}

impl<'e, 'p> RoundOf<'e, 'p> {
    /// What the payers who are counted owe, piece by piece.
    fn pieces(
        &self,
        payers: &'e [Facts],
        bound: &'e [Option<BoundFacts<'_>>],
        counted: &[bool],
        whole: Interval,
        target: Money,
    ) -> Result<Vec<Counted<'e, 'p>>, SolveError> {
        let has_shares = !self.year.policy.shares.is_empty();
        let mut all = Vec::with_capacity(payers.len());
        for ((facts, bound), counts) in payers.iter().zip(bound).zip(counted) {
            // Of the others only the part that they take in shares matters.
            if !counts && !has_shares {
                continue;
            }
            let payer = Payer {
                year: self.year,
                unknown: self.unknown,
                round: self.shares,
                name: facts.payer(),
                facts: bound.as_ref(),
            };
            let pieces = payer.pieces(whole)?;
            let counted = Counted { payer, pieces };
            self.check_shares(&counted)?;
            if *counts {
                counted.check_currency(target)?;
                all.push(counted);
            }
        }
        Ok(all)
    }

    /// Who takes part in a share must not depend on the unknown.
    fn check_shares(&self, counted: &Counted<'_, '_>) -> Result<(), SolveError> {
        let mut pieces = counted.pieces.iter();
        let Some(first) = pieces.next() else {
            return Ok(());
        };
        let differing =
            pieces.find_map(|piece| piece.shares.symmetric_difference(&first.shares).next());
        let share = differing.and_then(|share| self.year.policy.shares.get(*share));
        share.map_or(Ok(()), |share| {
            Err(SolveError::ShareDepends {
                payer: counted.payer.name.to_owned(),
                share: share.named.name().to_string(),
            })
        })
    }
}

impl Counted<'_, '_> {
    fn check_currency(&self, target: Money) -> Result<(), SolveError> {
        let mut pieces = self.pieces.iter();
        let is_other = pieces.any(|piece| match &piece.due {
            Due::Lines(lines) => lines
                .currency
                .is_some_and(|known| known != target.currency()),
            Due::Open | Due::Unsettled(_) => false,
        });
        if is_other {
            return Err(SolveError::OtherCurrency {
                payer: self.payer.name.to_owned(),
                target,
            });
        }
        Ok(())
    }
}

/// Who pays the same whatever the unknown is, and how much that is together.
fn independent_of(
    pieces: &[Counted<'_, '_>],
    currency: Currency,
) -> Result<(Money, Vec<String>), ArithmeticError> {
    let mut fixed: i128 = 0;
    let mut independent = Vec::new();
    for counted in pieces {
        if let [only] = counted.pieces.as_slice()
            && let Due::Lines(lines) = &only.due
            && lines.moving.is_empty()
        {
            fixed = fixed.saturating_add(lines.fixed);
            independent.push(counted.payer.name.to_owned());
        }
    }
    Ok((money(fixed, currency)?, independent))
}

fn money(minor: i128, currency: Currency) -> Result<Money, ArithmeticError> {
    let minor = i64::try_from(minor).map_err(|_| ArithmeticError::Overflow)?;
    Ok(Money::from_minor(minor, currency))
}

fn ranges(points: &[(i128, i128)], grid: Grid) -> Result<Vec<ValueRange>, ArithmeticError> {
    let points = points.iter();
    let ranges = points.map(|(first, last)| {
        Ok(ValueRange {
            first: grid.value(*first)?,
            last: grid.value(*last)?,
        })
    });
    ranges.collect()
}
