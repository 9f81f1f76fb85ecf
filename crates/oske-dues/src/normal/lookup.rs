//! Tables to trees: which row holds where, and what slices come to.

use std::collections::BTreeMap;

use oske_types::Exact;

use super::forms::Forms;
use super::linear::Linear;
use super::node::{linear, number};
use super::region::{Region, Values};
use super::seen::{MOST_SEEN, SeenGap, SeenOverlap};
use super::walk::{Joined, both};
use super::{NodeRef, Open};
use crate::evaluate::ChoicePoint;
use crate::interval::{Cut, Interval};
use crate::policy::{Argument, Expression, Gives, KeyKind, Lookup, Table};
use crate::rows::{Pieces, ResolvedKey};

/// What is done with the row that holds.
type ThenRow<'t, F, T> = &'t mut dyn FnMut(&mut F, Result<usize, Open>, &Region) -> T;

/// What is done with the rows that may hold.
type ThenRows<'t, F, T> = &'t mut dyn FnMut(&mut F, Result<&[usize], Open>, &Region) -> T;

/// What of a look-up has been settled on the way to its row.
struct Settled<'s, 'p> {
    lookup: &'p Lookup,
    table: &'p Table,
    /// The rows that still may hold, in the order of the table.
    rows: &'s [usize],
    /// The next key to be looked up by.
    key: usize,
}

impl<'p> Forms<'_, 'p> {
    /// The number that a table gives.
    pub(super) fn lookup_number(&mut self, lookup: &'p Lookup, region: &Region) -> NodeRef {
        let Some(table) = self.year.policy.tables.get(lookup.table) else {
            return NodeRef::open(Open::Overflow);
        };
        if table.slices.is_some() {
            return self.slices(lookup, table, region);
        }
        if let Gives::Classes(_) = table.gives {
            return NodeRef::open(Open::Overflow);
        }
        self.lookup(lookup, region, &mut |_, row, _| {
            let row = match row {
                Ok(row) => table.rows.get(row),
                Err(open) => return NodeRef::open(open),
            };
            match row.and_then(|row| row.pays) {
                Some(pays) => number(pays),
                None => NodeRef::open(Open::Undetermined),
            }
        })
    }

    /// Which row of a table holds.
    pub(super) fn lookup<T: Joined>(
        &mut self,
        lookup: &'p Lookup,
        region: &Region,
        then: ThenRow<'_, Self, T>,
    ) -> T {
        let Some(table) = self.year.policy.tables.get(lookup.table) else {
            return then(self, Err(Open::Overflow), region);
        };
        self.see_table(lookup.table);
        let rows: Vec<usize> = (0..table.rows.len()).collect();
        let settled = Settled {
            lookup,
            table,
            rows: &rows,
            key: 0,
        };
        self.settle(
            &settled,
            region,
            &mut |forms: &mut Self, rows, region: &Region| match rows {
                Ok(rows) => forms.pick_row(lookup, rows, region, then),
                Err(open) => then(forms, Err(open), region),
            },
        )
    }

    fn see_table(&mut self, table: usize) {
        if let Some(seen) = self.seen.rows.get_mut(table) {
            seen.get_or_insert_default();
        }
    }

    /// The rows that hold for every key but one that is cut into slices.
    fn settle<T: Joined>(
        &mut self,
        settled: &Settled<'_, 'p>,
        region: &Region,
        then: ThenRows<'_, Self, T>,
    ) -> T {
        if settled.table.slices == Some(settled.key) {
            return self.settle_next(settled, Ok(settled.rows), region, then);
        }
        let Some(argument) = settled.lookup.arguments.get(settled.key) else {
            return then(self, Ok(settled.rows), region);
        };
        match argument {
            Argument::Choice(choice) => {
                let count = self.values_of(choice);
                let (classes, rows_of) = self.classes(settled, count);
                self.choice(
                    choice,
                    &classes,
                    region,
                    &mut |forms: &mut Self, class, region: &Region| {
                        let rows =
                            class.map(|class| rows_of.get(class).map_or(&[][..], Vec::as_slice));
                        forms.settle_next(settled, rows, region, then)
                    },
                )
            }
            Argument::Quantity(expression) => {
                let pieces = self.pieces(settled);
                let intervals: Vec<Interval> =
                    pieces.pieces.iter().map(|piece| piece.interval).collect();
                self.walk_expression(
                    expression,
                    region,
                    &mut |forms: &mut Self, form, region: &Region| {
                        let form = match form {
                            Ok(form) => form,
                            Err(open) => {
                                return forms.settle_next(settled, Err(open), region, then);
                            }
                        };
                        forms.split_form(
                            form,
                            &intervals,
                            region,
                            &mut |forms: &mut Self, piece, region: &Region| {
                                let rows: Vec<usize> = pieces
                                    .pieces
                                    .get(piece)
                                    .map(|piece| {
                                        piece
                                            .rows
                                            .iter()
                                            .filter_map(|row| settled.rows.get(*row))
                                            .copied()
                                            .collect()
                                    })
                                    .unwrap_or_default();
                                forms.settle_next(settled, Ok(&rows), region, then)
                            },
                        )
                    },
                )
            }
        }
    }

    fn settle_next<T: Joined>(
        &mut self,
        settled: &Settled<'_, 'p>,
        rows: Result<&[usize], Open>,
        region: &Region,
        then: ThenRows<'_, Self, T>,
    ) -> T {
        // Every argument is tried, whatever is open or out of every row already.
        let next = Settled {
            lookup: settled.lookup,
            table: settled.table,
            rows: rows.unwrap_or_default(),
            key: settled.key.saturating_add(1),
        };
        match rows {
            Ok(_) => self.settle(&next, region, then),
            Err(open) => self.settle(
                &next,
                region,
                &mut |forms: &mut Self, rows, region: &Region| {
                    let open = rows.err().map_or(open, |found| found.max(open));
                    then(forms, Err(open), region)
                },
            ),
        }
    }

    fn walk_expression<T: Joined>(
        &mut self,
        expression: &'p Expression,
        region: &Region,
        then: super::walk::Then<'_, Self, T>,
    ) -> T {
        let node = self.compile(expression, region);
        self.walk(&node, region, then)
    }

    /// The values of a choice in classes that the same rows hold for.
    fn classes(&self, settled: &Settled<'_, 'p>, count: usize) -> (Vec<Values>, Vec<Vec<usize>>) {
        let resolved = self.year.tables.get(settled.lookup.table);
        let mut classes: BTreeMap<Vec<usize>, Vec<usize>> = BTreeMap::new();
        for value in 0..count {
            let rows = settled.rows.iter().copied().filter(|row| {
                let key = resolved
                    .and_then(|resolved| resolved.rows.get(*row))
                    .and_then(|row| row.keys.get(settled.key));
                match key {
                    Some(ResolvedKey::OneOf(values)) => values.contains(&value),
                    Some(ResolvedKey::Any) => true,
                    Some(ResolvedKey::Between(_)) | None => false,
                }
            });
            classes.entry(rows.collect()).or_default().push(value);
        }
        let classes = classes.into_iter();
        classes
            .map(|(rows, values)| (Values::of(values, count), rows))
            .unzip()
    }

    /// The scale of a quantity in pieces for which the same of the remaining rows hold, by their place
    /// among them.
    fn pieces(&self, settled: &Settled<'_, 'p>) -> Pieces {
        let resolved = self.year.tables.get(settled.lookup.table);
        let rows = settled.rows.iter();
        let intervals: Vec<Option<Interval>> = rows
            .map(|row| resolved?.rows.get(*row)?.interval(settled.key))
            .collect();
        let key = settled.table.keys.get(settled.key);
        let is_sliced = settled.table.slices == Some(settled.key);
        let whole = match key.map(|key| &key.kind) {
            Some(KeyKind::Quantity { .. }) if is_sliced => {
                Interval::new(Cut::after(Exact::ZERO), Cut::Highest)
            }
            _ => None,
        };
        Pieces::of(&intervals, whole.unwrap_or(Interval::EVERYTHING))
    }

    fn see_gap(&mut self, lookup: &Lookup, region: &Region) {
        if self.seen.gaps.len() >= MOST_SEEN {
            self.seen.too_large.push(self.site(0));
            return;
        }
        let gap = SeenGap {
            table: lookup.table,
            region: region.clone(),
            is_one_of_several: self.is_one_of_several,
        };
        self.seen.gaps.push(gap);
    }

    /// The one row that holds, or a choice between those that do.
    fn pick_row<T: Joined>(
        &mut self,
        lookup: &Lookup,
        rows: &[usize],
        region: &Region,
        then: ThenRow<'_, Self, T>,
    ) -> T {
        self.see_rows(lookup, rows, region);
        match rows {
            [] => {
                self.see_gap(lookup, region);
                then(self, Err(Open::NoRow), region)
            }
            [only] => then(self, Ok(*only), region),
            _ => {
                let point = self.point(&ChoicePoint::Rows(lookup.table, rows.to_vec()));
                self.split_pick(
                    point,
                    rows.len(),
                    region,
                    &mut |forms: &mut Self, pick, region: &Region| {
                        let row = rows.get(pick).copied().ok_or(Open::NoRow);
                        then(forms, row, region)
                    },
                )
            }
        }
    }

    fn see_rows(&mut self, lookup: &Lookup, rows: &[usize], region: &Region) {
        if let Some(seen) = self.seen.rows.get_mut(lookup.table) {
            seen.get_or_insert_default().extend(rows.iter().copied());
        }
        if rows.len() < 2 {
            return;
        }
        if self.seen.overlaps.len() >= MOST_SEEN {
            self.seen.too_large.push(self.site(0));
        } else {
            let overlap = SeenOverlap {
                table: lookup.table,
                rows: rows.to_vec(),
                region: region.clone(),
            };
            self.seen.overlaps.push(overlap);
        }
    }

    /// Marginal brackets: linear in each piece, with what the pieces before it come to.
    fn slices(&mut self, lookup: &'p Lookup, table: &'p Table, region: &Region) -> NodeRef {
        self.see_table(lookup.table);
        let Some(key) = table.slices else {
            return NodeRef::open(Open::Overflow);
        };
        let Some(Argument::Quantity(quantity)) = lookup.arguments.get(key) else {
            return NodeRef::open(Open::Overflow);
        };
        let rows: Vec<usize> = (0..table.rows.len()).collect();
        let settled = Settled {
            lookup,
            table,
            rows: &rows,
            key: 0,
        };
        self.settle(
            &settled,
            region,
            &mut |forms: &mut Self, rows, region: &Region| {
                let settled = Settled {
                    lookup,
                    table,
                    rows: rows.unwrap_or_default(),
                    key,
                };
                let pieces = forms.pieces(&settled);
                forms.walk_expression(
                    quantity,
                    region,
                    &mut |forms: &mut Self, form, region: &Region| match both(rows, form) {
                        Ok((_, form)) => forms.cut(&settled, &pieces, form, region),
                        Err(open) => NodeRef::open(open),
                    },
                )
            },
        )
    }

    /// What a quantity comes to that is cut into pieces.
    fn cut(
        &mut self,
        settled: &Settled<'_, 'p>,
        pieces: &Pieces,
        quantity: &Linear,
        region: &Region,
    ) -> NodeRef {
        let mut intervals = vec![Interval::new(Cut::Lowest, Cut::after(Exact::ZERO))];
        intervals.extend(pieces.pieces.iter().map(|piece| Some(piece.interval)));
        let intervals: Vec<Interval> = intervals.into_iter().flatten().collect();
        self.split_form(
            quantity,
            &intervals,
            region,
            &mut |forms: &mut Self, index, region: &Region| {
                let Some(last) = index.checked_sub(1) else {
                    return number(Exact::ZERO);
                };
                forms.cut_to(settled, pieces, last, 0, Ok(Exact::ZERO), quantity, region)
            },
        )
    }

    /// The price of a quantity that ends in a piece, from another piece on.
    #[expect(
        clippy::too_many_arguments,
        reason = "the way through the pieces: where it ends, where it is, what it came to"
    )]
    fn cut_to(
        &mut self,
        settled: &Settled<'_, 'p>,
        pieces: &Pieces,
        last: usize,
        first: usize,
        before: Result<Exact, Open>,
        quantity: &Linear,
        region: &Region,
    ) -> NodeRef {
        let mut before = before;
        let mut index = first;
        loop {
            let Some(piece) = pieces.pieces.get(index) else {
                return NodeRef::open(Open::Overflow);
            };
            let rows: Vec<usize> = piece
                .rows
                .iter()
                .filter_map(|row| settled.rows.get(*row))
                .copied()
                .collect();
            let start = piece.interval.lower().map_or(Exact::ZERO, |(low, _)| low);
            let length = piece.interval.length().ok();
            let price_of = |row: usize| {
                let row = settled.table.rows.get(row);
                row.and_then(|row| row.pays).ok_or(Open::Undetermined)
            };
            let next = index.saturating_add(1);
            let is_last = index == last;
            let price = match rows.as_slice() {
                [] => {
                    self.see_gap(settled.lookup, region);
                    Err(Open::NoRow)
                }
                [only] => {
                    self.see_rows(settled.lookup, &rows, region);
                    price_of(*only)
                }
                _ => {
                    return self.pick_row(
                        settled.lookup,
                        &rows,
                        region,
                        &mut |forms: &mut Self, row, region: &Region| {
                            let price = row.and_then(price_of);
                            if is_last {
                                return priced(quantity, start, price, before);
                            }
                            let before = step_on(before, length, price);
                            forms.cut_to(settled, pieces, last, next, before, quantity, region)
                        },
                    );
                }
            };
            if is_last {
                return priced(quantity, start, price, before);
            }
            before = step_on(before, length, price);
            index = next;
        }
    }
}

/// `before + (quantity − start) × price`
fn priced(
    quantity: &Linear,
    start: Exact,
    price: Result<Exact, Open>,
    before: Result<Exact, Open>,
) -> NodeRef {
    match both(price, before) {
        Ok((price, before)) => {
            let part = quantity.plus(&Linear::constant(start.negated()));
            let part = part.and_then(|part| part.times(price));
            linear(part.and_then(|part| part.plus(&Linear::constant(before))))
        }
        Err(open) => NodeRef::open(open),
    }
}

/// `before + length × price`
fn step_on(
    before: Result<Exact, Open>,
    length: Option<Exact>,
    price: Result<Exact, Open>,
) -> Result<Exact, Open> {
    let (before, price) = both(before, price)?;
    let part = length.and_then(|length| length.checked_mul(price).ok());
    let sum = part.and_then(|part| before.checked_add(part).ok());
    sum.ok_or(Open::Overflow)
}
