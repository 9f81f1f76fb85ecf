//! What a table gives: the row that holds for what it is looked up by, or the price of each slice.

use oske_types::Exact;

use super::super::{ChoicePoint, Derivation};
use super::{Evaluator, join};
use crate::assessment::{Found, Label, Reason};
use crate::explain::{Operation, SlicePart, TableRow};
use crate::policy::{Argument, Lookup, Row, Table};
use crate::rows::{LookedUp, ResolvedKey, TableRows};

impl<'e> Evaluator<'e, '_> {
    pub(super) fn number_from_table<D: Derivation>(
        &mut self,
        lookup: &Lookup,
    ) -> (Option<Exact>, D) {
        let policy = self.year.policy;
        let slices = policy
            .tables
            .get(lookup.table)
            .and_then(|table| table.slices);
        if let Some(key) = slices {
            return self.slices(lookup, key);
        }
        match self.row::<D>(lookup) {
            Err(step) => (None, step),
            Ok((table, row, steps)) => {
                let Some(value) = row.row.pays else {
                    let reason = Reason::UnknownRow {
                        table: table.named.label(),
                        row: row.number,
                    };
                    return (None, self.open(reason, Some(table.named.label()), steps));
                };
                let operation = || Operation::Lookup {
                    table: table.named.label(),
                    unit: table.unit.behind(Some(value)).clone(),
                    row: row.explained(),
                };
                (Some(value), join(steps, operation, Some(value)))
            }
        }
    }

    /// The row of a table that holds, or the step that says why there is none.
    pub(super) fn row<D: Derivation>(&mut self, lookup: &Lookup) -> Result<FoundRow<'e, D>, D> {
        let policy = self.year.policy;
        let (Some(table), Some(rows)) = (
            policy.tables.get(lookup.table),
            self.year.tables.get(lookup.table),
        ) else {
            return Err(self.unexplained());
        };
        let (values, steps, found) = self.arguments::<D>(lookup);
        let Some(values) = values else {
            return Err(unfinished(table, steps));
        };
        let matching = rows.matching(&values);
        let index = self.pick_row(lookup.table, table, &matching);
        let Some((index, row)) = index.and_then(|index| Some((index, table.rows.get(index)?)))
        else {
            let reason = no_row(table, found);
            return Err(self.open(reason, Some(table.named.label()), steps));
        };
        Ok((table, RowFound::of(index, row, rows, table), steps))
    }

    /// What a table is looked up by; `None` if some of it is open.
    fn arguments<D: Derivation>(
        &mut self,
        lookup: &Lookup,
    ) -> (Option<Vec<LookedUp>>, Vec<D>, Vec<Found>) {
        let mut values = Some(Vec::new());
        let mut steps = Vec::new();
        let mut found = Vec::new();
        let policy = self.year.policy;
        let keys = policy
            .tables
            .get(lookup.table)
            .map_or(&[][..], |table| &table.keys);
        for (argument, key) in lookup.arguments.iter().zip(keys) {
            let value = match argument {
                Argument::Quantity(expression) => {
                    let (value, step) = self.value::<D>(expression);
                    steps.push(step);
                    found.extend(value.map(|value| Found::of_number(value, key)));
                    value.map(LookedUp::Number)
                }
                Argument::Choice(choice) => {
                    let (value, step) = self.choice::<D>(choice);
                    steps.push(step);
                    let label = value.and_then(|value| self.label_of(choice, value));
                    found.extend(label.map(Found::Choice));
                    value.map(LookedUp::Choice)
                }
            };
            values = values.zip(value).map(|(mut values, value)| {
                values.push(value);
                values
            });
        }
        (values, steps, found)
    }

    fn pick_row(&mut self, index: usize, table: &Table, matching: &[usize]) -> Option<usize> {
        if let [_, _, ..] = matching {
            let choice = Reason::SeveralRows {
                table: table.named.label(),
                rows: matching.iter().map(|row| row.saturating_add(1)).collect(),
            };
            let point = ChoicePoint::Rows(index, matching.to_vec());
            let picked = self.pick(point, matching.len(), choice);
            return matching.get(picked).copied();
        }
        matching.first().copied()
    }

    /// Marginal brackets: of each part of the quantity its price, added up.
    fn slices<D: Derivation>(&mut self, lookup: &Lookup, key: usize) -> (Option<Exact>, D) {
        let policy = self.year.policy;
        let (Some(table), Some(rows)) = (
            policy.tables.get(lookup.table),
            self.year.tables.get(lookup.table),
        ) else {
            return (None, self.unexplained());
        };
        let (values, steps, found) = self.arguments::<D>(lookup);
        let Some(values) = values else {
            return (None, unfinished(table, steps));
        };
        let Some(LookedUp::Number(quantity)) = values.get(key).copied() else {
            return (None, unfinished(table, steps));
        };
        let mut total = Some(Exact::ZERO);
        let mut parts = Vec::new();
        // All parts are tried; the step shows the gravest of what is open in them.
        let mut open: Option<Reason> = None;
        for piece in rows.slices_of(&values, quantity) {
            let index = self.pick_row(lookup.table, table, &piece.rows);
            let row = index.and_then(|index| Some((index, table.rows.get(index)?)));
            let number = row.map_or(0, |(index, _)| index.saturating_add(1));
            let Some(price) = row.and_then(|(_, row)| row.pays) else {
                let reason = match row {
                    None => no_row(table, found.clone()),
                    Some(_) => Reason::UnknownRow {
                        table: table.named.label(),
                        row: number,
                    },
                };
                self.tell(&reason);
                let known = open.as_ref().map(Reason::hindrance);
                if known < Some(reason.hindrance()) {
                    open = Some(reason);
                }
                continue;
            };
            let length = self.computed(piece.interval.length());
            total = total.zip(length).and_then(|(total, length)| {
                let part = length.checked_mul(price);
                self.computed(part.and_then(|part| total.checked_add(part)))
            });
            parts.extend(length.map(|length| (row, length, price)));
        }
        if let Some(reason) = open {
            return (None, self.open(reason, Some(table.named.label()), steps));
        }
        let part = |(row, length, price): (Option<(usize, &Row)>, Exact, Exact)| {
            let (index, row) = row?;
            let row = RowFound::of(index, row, rows, table).explained();
            Some(SlicePart { row, length, price })
        };
        let operation = || Operation::Slices {
            table: table.named.label(),
            unit: table.result_unit.label().clone(),
            key,
            parts: parts.into_iter().filter_map(part).collect(),
        };
        (total, join(steps, operation, total))
    }
}

/// A table's row that holds, with what it was looked up by.
pub(super) type FoundRow<'e, D> = (&'e Table, RowFound<'e>, Vec<D>);

pub(super) struct RowFound<'e> {
    number: usize,
    pub(super) row: &'e Row,
    bounds: &'e [ResolvedKey],
    table: &'e Table,
}

impl<'e> RowFound<'e> {
    fn of(index: usize, row: &'e Row, rows: &'e TableRows, table: &'e Table) -> Self {
        Self {
            number: index.saturating_add(1),
            row,
            bounds: rows.rows.get(index).map_or(&[], |row| &row.keys),
            table,
        }
    }

    pub(super) fn explained(&self) -> TableRow {
        TableRow::of(self.number, self.row, self.bounds, self.table)
    }
}

fn no_row(table: &Table, found: Vec<Found>) -> Reason {
    let keys = table.keys.iter().map(|key| key.named.label());
    Reason::NoRow {
        table: table.named.label(),
        values: keys.zip(found).collect(),
    }
}

/// A look-up whose arguments are open; they have said why.
fn unfinished<D: Derivation>(table: &Table, steps: Vec<D>) -> D {
    let operation = || Operation::Named {
        name: table.named.label(),
        unit: Label::default(),
    };
    join(steps, operation, None)
}
