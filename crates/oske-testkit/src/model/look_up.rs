//! Look-ups in tables.

use num_rational::BigRational;
use num_traits::{Signed, Zero};

use super::assess::{Reason, Reasons};
use super::ast::{Cell, Limit, Pays, Policy, Row, Sort, Table};
use super::calendar::DuesYear;
use super::evaluate::{Evaluated, Reading, Value, open, steps_begun};
use super::number::whole;
use super::world::Point;

/// The rows that hold at one look-up, or for one part of a quantity that is cut into slices.
#[derive(Debug, Clone)]
pub(crate) struct Found<'a> {
    pub(crate) table: &'a Table,
    pub(crate) rows: Vec<usize>,
}

impl Found<'_> {
    pub(crate) fn is_gap(&self) -> bool {
        self.rows.is_empty()
    }

    /// Whether rows that hold for the same value differ in what they give.
    pub(crate) fn is_overlap(&self) -> bool {
        let mut rows = self.rows.iter().map(|row| &self.table.rows[*row].pays);
        let first = rows.next();
        rows.any(|pays| Some(pays) != first)
    }
}

impl<'a> Reading<'a> {
    /// What a table gives for the values of its keys.
    pub(crate) fn look_up(&mut self, table: &'a Table, keys: &[Value<'_>]) -> Evaluated<'a> {
        if table.slices {
            return self.slices(table, keys).map(Value::Number);
        }
        let row = self.row(table, keys)?;
        match &table.rows[row].pays {
            Pays::Number(number) => Ok(Value::Number(number.value().clone())),
            Pays::Class(class) => Ok(Value::Choice(class)),
            Pays::Unknown => open(Reason::UnknownRow(table.name.clone(), row + 1)),
        }
    }

    /// The row that holds for the values, or the one that is picked out of several.
    fn row(&mut self, table: &'a Table, keys: &[Value<'_>]) -> Result<usize, Reasons> {
        let rows = table.rows_for(self.year, keys);
        self.found.push(Found {
            table,
            rows: rows.clone(),
        });
        match rows.as_slice() {
            [] => open(Reason::NoRow(table.name.clone())),
            [only] => Ok(*only),
            several => {
                let point = Point::Rows(table.name.clone(), rows.clone());
                Ok(several[self.world.pick(point, several.len())])
            }
        }
    }

    /// The sum of each part of the quantity at the rate of its row.
    fn slices(&mut self, table: &'a Table, keys: &[Value<'_>]) -> Result<BigRational, Reasons> {
        let quantity = table.quantity(keys);
        let mut sum = BigRational::zero();
        let mut reasons = Reasons::new();
        for stretch in table.stretches(self.policy, &quantity) {
            let mut keys = keys.to_vec();
            for key in &mut keys {
                if let Value::Number(number) = key {
                    *number = stretch.at.clone();
                }
            }
            let rate = self.row(table, &keys).and_then(|row| {
                let Pays::Number(rate) = &table.rows[row].pays else {
                    return open(Reason::UnknownRow(table.name.clone(), row + 1));
                };
                Ok(rate.value())
            });
            match rate {
                Ok(rate) => sum += rate * stretch.length,
                Err(open) => reasons.extend(open),
            }
        }
        if reasons.is_empty() {
            Ok(sum)
        } else {
            Err(reasons)
        }
    }
}

/// A part of a quantity that lies in the same rows throughout.
#[derive(Debug)]
struct Stretch {
    /// A value that is in the rows of the stretch.
    at: BigRational,
    length: BigRational,
}

impl Table {
    /// The rows that hold for the values of the keys.
    fn rows_for(&self, year: DuesYear, keys: &[Value<'_>]) -> Vec<usize> {
        let rows = self.rows.iter().enumerate();
        let holding = rows.filter(|(_, row)| row.holds(year, keys));
        holding.map(|(index, _)| index).collect()
    }

    /// The one number among the keys of slices.
    fn quantity(&self, keys: &[Value<'_>]) -> BigRational {
        let mut numbers = keys.iter().filter_map(|key| match key {
            Value::Number(number) => Some(number.clone()),
            _ => None,
        });
        let quantity = numbers.next();
        assert!(numbers.next().is_none(), "{} has two quantities", self.name);
        quantity.expect("slices are of a quantity")
    }

    /// The table's step, or else that of the measure by which it is.
    fn step(&self, policy: &Policy) -> Option<BigRational> {
        let of_measure = || {
            self.by
                .iter()
                .find_map(|name| match &policy.declared(name)?.sort {
                    Sort::Measure { step, .. } => step.clone(),
                    _ => None,
                })
        };
        let step = self.step.clone().or_else(of_measure)?;
        Some(step.value().clone())
    }

    /// The stretches of a quantity: of whole steps where there is a step.
    fn stretches(&self, policy: &Policy, quantity: &BigRational) -> Vec<Stretch> {
        if !quantity.is_positive() {
            return Vec::new();
        }
        match self.step(policy) {
            Some(step) => self.stretches_of_steps(quantity, &step),
            None => self.stretches_of_lengths(quantity),
        }
    }

    /// Unit number `k` is in the rows that hold `k` steps. Rows change at the first unit that is not
    /// below a bound, and at the first that is above it.
    fn stretches_of_steps(&self, quantity: &BigRational, step: &BigRational) -> Vec<Stretch> {
        let last = steps_begun(quantity, step);
        let mut firsts = vec![whole(1)];
        for bound in self.bounds() {
            let full = (bound / step).floor();
            firsts.push(&full + whole(1));
            firsts.push(full);
        }
        firsts.retain(|first| *first >= whole(1) && *first <= last);
        firsts.sort();
        firsts.dedup();
        let mut stretches = Vec::new();
        for (index, first) in firsts.iter().enumerate() {
            let end = match firsts.get(index + 1) {
                Some(next) => (next - whole(1)) * step,
                None => quantity.clone(),
            };
            stretches.push(Stretch {
                at: first * step,
                length: end - (first - whole(1)) * step,
            });
        }
        stretches
    }

    /// What lies between two bounds, of which the middle is typical.
    fn stretches_of_lengths(&self, quantity: &BigRational) -> Vec<Stretch> {
        let mut ends = self.bounds();
        ends.retain(|end| end.is_positive() && end < quantity);
        ends.extend([BigRational::zero(), quantity.clone()]);
        ends.sort();
        ends.dedup();
        let pairs = ends.windows(2);
        pairs
            .map(|pair| Stretch {
                at: (&pair[0] + &pair[1]) / whole(2),
                length: &pair[1] - &pair[0],
            })
            .collect()
    }

    /// All numbers that bound a row.
    pub(crate) fn bounds(&self) -> Vec<BigRational> {
        let cells = self.rows.iter().flat_map(|row| &row.cells);
        let ends = cells.flat_map(|cell| match cell {
            Cell::Between { lower, upper } => lower.iter().chain(upper).collect(),
            Cell::All | Cell::Values(_) => Vec::new(),
        });
        let numbers = ends.filter_map(|(limit, _)| match limit {
            Limit::Number(number) => Some(number.value().clone()),
            Limit::Day(_) => None,
        });
        numbers.collect()
    }
}

impl Row {
    fn holds(&self, year: DuesYear, keys: &[Value<'_>]) -> bool {
        let mut cells = self.cells.iter().zip(keys);
        cells.all(|(cell, key)| cell.holds(year, key))
    }
}

impl Cell {
    /// Whether the row holds for a value of the key.
    fn holds(&self, year: DuesYear, key: &Value<'_>) -> bool {
        match (self, key) {
            (Self::All, _) => true,
            (Self::Values(values), Value::Choice(choice)) => {
                values.iter().any(|value| value == choice)
            }
            (Self::Values(values), Value::Truth(truth)) => {
                let word = if *truth { "yes" } else { "no" };
                values.iter().any(|value| value == word)
            }
            (Self::Between { lower, upper }, key) => {
                lower
                    .as_ref()
                    .is_none_or(|(limit, inside)| is_above(year, key, limit, *inside))
                    && upper
                        .as_ref()
                        .is_none_or(|(limit, inside)| is_below(year, key, limit, *inside))
            }
            other => panic!("a cell does not fit its key: {other:?}"),
        }
    }
}

fn is_above(year: DuesYear, key: &Value<'_>, limit: &Limit, inside: bool) -> bool {
    match (key, limit) {
        (Value::Number(number), Limit::Number(limit)) => {
            number > limit.value() || (inside && number == limit.value())
        }
        (Value::Date(date), Limit::Day(day)) => year.is_above(*date, *day, inside),
        other => panic!("a bound does not fit its key: {other:?}"),
    }
}

fn is_below(year: DuesYear, key: &Value<'_>, limit: &Limit, inside: bool) -> bool {
    match (key, limit) {
        (Value::Number(number), Limit::Number(limit)) => {
            number < limit.value() || (inside && number == limit.value())
        }
        (Value::Date(date), Limit::Day(day)) => year.is_below(*date, *day, inside),
        other => panic!("a bound does not fit its key: {other:?}"),
    }
}
