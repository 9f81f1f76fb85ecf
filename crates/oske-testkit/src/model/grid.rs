//! The values that a fact may have, as far as they can make a difference.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use num_rational::BigRational;
use num_traits::{ToPrimitive, Zero};

use super::ast::{Cell, Fact, Formula, Limit, Policy, Sort};
use super::calendar::{Day, DuesYear};
use super::evaluate::Reading;
use super::number::{Number, whole};
use super::payer::{Facts, Known};
use super::world::{Picks, World, merge};

/// Up to so many values are all tried; of more, those near a breakpoint.
const ALL_UP_TO: usize = 60;

/// How many steps on either side of a breakpoint are tried.
const STEPS_AROUND: i64 = 2;

impl Policy {
    /// The values of each fact that are worth trying, in ascending order.
    pub(crate) fn domains(&self, year: DuesYear) -> Vec<Vec<Known>> {
        let facts = self.facts.iter();
        let mut domains: Vec<Vec<Known>> = facts
            .map(|fact| match &fact.sort {
                Sort::Choice(values) => values.iter().cloned().map(Known::Choice).collect(),
                Sort::YesNo => vec![Known::Truth(false), Known::Truth(true)],
                Sort::Date { .. } => self.dates(year, fact),
                Sort::Measure { .. } => all_numbers(fact).unwrap_or_default(),
                Sort::List { .. } => Vec::new(),
            })
            .collect();
        for (index, fact) in self.facts.iter().enumerate() {
            if domains[index].is_empty() && matches!(fact.sort, Sort::Measure { .. }) {
                domains[index] = self.numbers_near_breakpoints(year, index, &domains);
            }
        }
        domains
    }

    fn dates(&self, year: DuesYear, fact: &Fact) -> Vec<Known> {
        let Sort::Date { least, most } = fact.sort else {
            return Vec::new();
        };
        let date = |day: Option<Day>, otherwise: &str| {
            let day = day.unwrap_or_else(|| Day::new(otherwise));
            year.date(day)
        };
        let (least, most) = (date(least, "1900-01-01"), date(most, "2099-12-31"));
        // Dates are only compared and looked up: all days between two breakpoints are alike.
        let mut centres = self.days(year);
        centres.extend([least, most]);
        let dates: BTreeSet<NaiveDate> = centres.into_iter().flat_map(days_around).collect();
        let permitted = dates
            .into_iter()
            .filter(|date| fact.permits_date(year, *date));
        permitted.map(Known::Date).collect()
    }

    /// All days that bound a row or stand in a formula.
    pub(crate) fn days(&self, year: DuesYear) -> Vec<NaiveDate> {
        let rows = self.tables.iter().flat_map(|table| &table.rows);
        let ends = rows.flat_map(|row| &row.cells).flat_map(|cell| match cell {
            Cell::Between { lower, upper } => lower.iter().chain(upper).collect(),
            Cell::All | Cell::Values(_) => Vec::new(),
        });
        let of_rows = ends.filter_map(|(limit, _)| match limit {
            Limit::Day(day) => Some(*day),
            Limit::Number(_) => None,
        });
        let formulas = self.rules.iter().flat_map(|rule| self.parts_of_rule(rule));
        let of_formulas = formulas.filter_map(|part| match part {
            Formula::Day(day) => Some(*day),
            _ => None,
        });
        let days = of_rows.chain(of_formulas);
        days.map(|day| year.date(day)).collect()
    }

    /// All numbers that bound a row or stand in a condition.
    pub(crate) fn constants(&self) -> BTreeSet<BigRational> {
        let mut numbers: BTreeSet<BigRational> = BTreeSet::from([BigRational::zero()]);
        numbers.extend(self.tables.iter().flat_map(super::ast::Table::bounds));
        for part in self.rules.iter().flat_map(|rule| self.parts_of_rule(rule)) {
            if let Formula::Compare(left, _, right) = part {
                for side in [left, right] {
                    if let Formula::Number(number, _) = side.as_ref() {
                        numbers.insert(number.value().clone());
                    }
                }
            }
        }
        numbers
    }

    fn numbers_near_breakpoints(
        &self,
        year: DuesYear,
        measure: usize,
        domains: &[Vec<Known>],
    ) -> Vec<Known> {
        let fact = &self.facts[measure];
        let (least, most, step) = scale(fact);
        let mut points = self.constants();
        points.extend([least.clone(), most.clone()]);
        // Slices bend where a unit begins.
        let on_grid: Vec<BigRational> = points
            .iter()
            .flat_map(|point| [(point / step).floor() * step, (point / step).ceil() * step])
            .collect();
        points.extend(on_grid);
        points.retain(|point| point >= least && point <= most);
        for (_, rule) in self.rules_of(year) {
            for part in self.parts_of_rule(rule) {
                let crossings = self.crossings(year, part, measure, domains, &points);
                points.extend(crossings);
            }
        }
        let mut numbers = BTreeSet::new();
        for point in &points {
            for offset in -STEPS_AROUND..=STEPS_AROUND {
                numbers.insert(((point / step).floor() + whole(offset)) * step);
            }
        }
        let permitted = numbers
            .into_iter()
            .filter(|number| fact.permits_number(number));
        permitted.map(Known::Number).collect()
    }

    /// Where the larger or smaller of several becomes another one. Between the points that are known
    /// all operands are straight lines.
    fn crossings(
        &self,
        year: DuesYear,
        part: &Formula,
        measure: usize,
        domains: &[Vec<Known>],
        points: &BTreeSet<BigRational>,
    ) -> Vec<BigRational> {
        let operands: Vec<&Formula> = match part {
            Formula::AtLeast(..)
            | Formula::AtMost(..)
            | Formula::Larger(_)
            | Formula::Smaller(_) => part.parts(),
            _ => return Vec::new(),
        };
        let mut others = self.facts_in(self.all_parts(part));
        if !others.contains(&measure) {
            return Vec::new();
        }
        others.retain(|fact| *fact != measure);
        let name = &self.facts[measure].name;
        let points: Vec<&BigRational> = points.iter().collect();
        let mut found = Vec::new();
        for combination in combinations(&others, domains) {
            let mut facts = self.facts_at(&others, &combination, domains);
            for pair in points.windows(2) {
                let third = (pair[1] - pair[0]) / whole(3);
                let inner = [pair[0] + &third, pair[1] - &third];
                let ends = inner.each_ref().map(|at| {
                    facts.insert(name.clone(), Known::Number(at.clone()));
                    let all = operands.iter();
                    let all = all.map(|operand| self.in_readings(year, &facts, operand));
                    all.collect::<Vec<_>>()
                });
                let crossings = crossings_of(&ends, &inner);
                found.extend(crossings.filter(|at| at > pair[0] && at < pair[1]));
            }
        }
        found
    }

    /// What a formula gives in each reading in which it is not open.
    fn in_readings(
        &self,
        year: DuesYear,
        facts: &Facts,
        formula: &Formula,
    ) -> Vec<(Picks, BigRational)> {
        let mut values = Vec::new();
        let mut world = World::default();
        loop {
            let mut reading = Reading::new(self, year, facts, world);
            // Dates are compared too, but have no crossings.
            if let Ok(super::evaluate::Value::Number(number)) = reading.value(formula) {
                values.push((reading.world.picks(), number));
            }
            world = reading.world;
            if !world.advance() {
                return values;
            }
        }
    }

    /// The facts at one combination of values.
    pub(crate) fn facts_at(
        &self,
        places: &[usize],
        combination: &[usize],
        domains: &[Vec<Known>],
    ) -> Facts {
        let pairs = places.iter().zip(combination);
        pairs
            .map(|(fact, value)| {
                let name = self.facts[*fact].name.clone();
                (name, domains[*fact][*value].clone())
            })
            .collect()
    }
}

/// The values of each operand in its readings, at two places.
type Ends = [Vec<Vec<(Picks, BigRational)>>; 2];

/// Where two of several straight lines cross that are known at two places.
fn crossings_of(ends: &Ends, inner: &[BigRational; 2]) -> impl Iterator<Item = BigRational> {
    let count = ends[0].len();
    let mut found = Vec::new();
    for left in 0..count {
        for right in left + 1..count {
            let differences = ends.each_ref().map(|end| {
                let mut differences = Vec::new();
                for (left_picks, left) in &end[left] {
                    for (right_picks, right) in &end[right] {
                        let picks = merge(left_picks, right_picks);
                        differences.extend(picks.map(|picks| (picks, left - right)));
                    }
                }
                differences
            });
            for (picks, first) in &differences[0] {
                for (other, second) in &differences[1] {
                    if picks == other && first != second {
                        let part = first / (first - second);
                        found.push(&inner[0] + (&inner[1] - &inner[0]) * part);
                    }
                }
            }
        }
    }
    found.into_iter()
}

/// Every combination of one value for each of some facts, as places in their domains.
pub(crate) fn combinations(
    places: &[usize],
    domains: &[Vec<Known>],
) -> impl Iterator<Item = Vec<usize>> + use<> {
    let sizes: Vec<usize> = places.iter().map(|fact| domains[*fact].len()).collect();
    let is_some = sizes.iter().all(|size| *size > 0);
    let first = is_some.then(|| vec![0; sizes.len()]);
    std::iter::successors(first, move |last| {
        let mut next = last.clone();
        for (value, size) in next.iter_mut().zip(&sizes).rev() {
            *value += 1;
            if *value < *size {
                return Some(next);
            }
            *value = 0;
        }
        None
    })
}

/// Least, most and step of a measure that has them all.
fn scale(fact: &Fact) -> (&BigRational, &BigRational, &BigRational) {
    match &fact.sort {
        Sort::Measure {
            step: Some(step),
            least: Some(least),
            most: Some(most),
            ..
        } => (least.value(), most.value(), step.value()),
        other => panic!("{} has no grid: {other:?}", fact.name),
    }
}

/// All values of a measure, if they are few.
fn all_numbers(fact: &Fact) -> Option<Vec<Known>> {
    let (least, most, step) = scale(fact);
    let steps = ((most - least) / step).floor().to_integer().to_usize()?;
    if steps > ALL_UP_TO {
        return None;
    }
    let first = (least / step).ceil();
    let all = (0..=steps).map(|index| (&first + whole(index)) * step);
    let permitted = all.filter(|number| fact.permits_number(number));
    Some(permitted.map(Known::Number).collect())
}

/// The days within two of a day.
fn days_around(day: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    let first = day - Days::new(2);
    first.iter_days().take(5)
}

/// Values of a measure that are interesting for a test: near a breakpoint, if it has a step on it.
pub(crate) fn interesting(policy: &Policy, fact: &Fact) -> Vec<BigRational> {
    let Sort::Measure {
        step, least, most, ..
    } = &fact.sort
    else {
        return Vec::new();
    };
    let mut centres = policy.constants();
    centres.extend(
        [least, most]
            .into_iter()
            .flatten()
            .map(Number::value)
            .cloned(),
    );
    let mut numbers = BTreeSet::new();
    for centre in &centres {
        match step.as_ref().map(Number::value) {
            Some(step) => numbers.extend(
                (-STEPS_AROUND..=STEPS_AROUND)
                    .map(|offset| ((centre / step).floor() + whole(offset)) * step),
            ),
            None => numbers.extend([centre - whole(1), centre.clone(), centre + whole(1)]),
        }
    }
    let permitted = numbers
        .into_iter()
        .filter(|number| fact.permits_number(number));
    permitted.collect()
}
