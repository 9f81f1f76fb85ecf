//! What a table gives: the row that holds for what it is looked up by, or the price of each slice.

use oske_types::Exact;

use super::{Along, Halt};
use crate::evaluate::ChoicePoint;
use crate::interval::{Cut, Interval};
use crate::policy::{Argument, Lookup, Row};
use crate::rows::{LookedUp, TableRows};
use crate::solve::course::{Course, NoCourse};
use crate::solve::error::WhyNot;

impl<'e, 'p> Along<'e, 'p> {
    pub(super) fn number_from_table(
        &mut self,
        lookup: &'p Lookup,
        at: usize,
    ) -> Result<Course, Halt> {
        let table = self.year.policy.tables.get(lookup.table);
        if let Some(key) = table.and_then(|table| table.slices) {
            return self.slices(lookup, key, at);
        }
        let row = self.row(lookup, at)?;
        row.pays.map(Course::constant).ok_or(Halt::Open)
    }

    /// The row of a table that holds.
    pub(super) fn row(&mut self, lookup: &'p Lookup, at: usize) -> Result<&'p Row, Halt> {
        let table = self
            .year
            .policy
            .tables
            .get(lookup.table)
            .ok_or(Halt::Open)?;
        let rows = self.rows_of(lookup)?;
        let values = self.arguments(lookup, rows, at)?;
        let values: Vec<LookedUp> = values.into_iter().map(|(value, _)| value).collect();
        let matching = rows.matching(&values);
        let row = self.pick_row(lookup.table, &matching).ok_or(Halt::Open)?;
        table.rows.get(row).ok_or(Halt::Open)
    }

    fn rows_of(&self, lookup: &Lookup) -> Result<&'e TableRows, Halt> {
        self.year.tables.get(lookup.table).ok_or(Halt::Open)
    }

    /// What a table is looked up by: a value among those for which the same rows hold, and of a number
    /// how it moves.
    fn arguments(
        &mut self,
        lookup: &'p Lookup,
        rows: &TableRows,
        at: usize,
    ) -> Result<Vec<(LookedUp, Course)>, Halt> {
        let mut values = Vec::with_capacity(lookup.arguments.len());
        for (key, argument) in lookup.arguments.iter().enumerate() {
            values.push(match argument {
                Argument::Choice(choice) => {
                    let value = self.choice(choice, at);
                    value.map(|value| (LookedUp::Choice(value), Course::constant(Exact::ZERO)))
                }
                Argument::Quantity(quantity) => {
                    let course = self.value(quantity);
                    course.and_then(|course| {
                        let one = self.one_among(course, rows, key, quantity.at)?;
                        Ok((LookedUp::Number(one), course))
                    })
                }
            });
        }
        Halt::all(values)
    }

    /// A number for which the same rows hold as for a course; the stretch is shortened to where they
    /// do.
    fn one_among(
        &mut self,
        course: Course,
        rows: &TableRows,
        key: usize,
        at: usize,
    ) -> Result<Exact, Halt> {
        if let Some(constant) = course.as_constant() {
            return Ok(constant);
        }
        let intervals = rows.rows.iter().filter_map(|row| row.interval(key));
        let cuts = intervals.flat_map(|interval: Interval| [interval.from, interval.to]);
        // Slices are of what lies above zero.
        let mut cuts: Vec<Cut> = cuts.chain([Cut::after(Exact::ZERO)]).collect();
        cuts.sort_unstable();
        cuts.dedup();
        for cut in cuts {
            if let Cut::At { value, .. } = cut {
                self.order(course, Course::constant(value), at)?;
            }
        }
        let one = match course {
            Course::Curve { least, most, .. } => least.or(most),
            Course::Line { .. } => self.middle().and_then(|middle| course.at(middle)),
        };
        one.ok_or_else(|| self.not_solvable(WhyNot::Overflow, at))
    }

    /// A value inside the stretch.
    fn middle(&self) -> Option<Exact> {
        let (low, high) = self.stretch.lower().zip(self.stretch.upper())?;
        let sum = low.0.checked_add(high.0).ok()?;
        sum.checked_div(Exact::from(2)).ok()
    }

    fn pick_row(&mut self, table: usize, matching: &[usize]) -> Option<usize> {
        if let [_, _, ..] = matching {
            let point = ChoicePoint::Rows(table, matching.to_vec());
            let picked = self.picks.pick(point, matching.len());
            return matching.get(picked).copied();
        }
        matching.first().copied()
    }

    /// Marginal brackets: of each part of the quantity its price, added up.
    fn slices(&mut self, lookup: &'p Lookup, key: usize, at: usize) -> Result<Course, Halt> {
        let table = self
            .year
            .policy
            .tables
            .get(lookup.table)
            .ok_or(Halt::Open)?;
        let rows = self.rows_of(lookup)?;
        let arguments = self.arguments(lookup, rows, at)?;
        let Some((LookedUp::Number(quantity), course)) = arguments.get(key).copied() else {
            return Err(Halt::Open);
        };
        let values: Vec<LookedUp> = arguments.into_iter().map(|(value, _)| value).collect();
        let pieces = rows.slices_of(&values, quantity);
        let mut parts = Vec::with_capacity(pieces.len());
        for (index, piece) in pieces.iter().enumerate() {
            let row = self.pick_row(lookup.table, &piece.rows);
            let price = row.and_then(|row| table.rows.get(row)?.pays);
            // The last one ends where the quantity does.
            let is_last = index.saturating_add(1) == pieces.len();
            let start = piece.interval.lower().map_or(Exact::ZERO, |(low, _)| low);
            let length = if is_last && course.as_constant().is_none() {
                let length = course.plus(Course::constant(start.negated()), self.stretch);
                self.settled(length, &[course], at)
            } else {
                let length = piece.interval.length().map(Course::constant);
                self.settled(length.map_err(|_| NoCourse::Overflow), &[], at)
            };
            let part = Halt::join(length, price.ok_or(Halt::Open));
            parts.push(
                part.and_then(|(length, price)| self.settled(length.times(price), &[length], at)),
            );
        }
        let mut total = Course::constant(Exact::ZERO);
        for part in Halt::all(parts)? {
            let sum = total.plus(part, self.stretch);
            total = self.settled(sum, &[total, part], at)?;
        }
        Ok(total)
    }
}
