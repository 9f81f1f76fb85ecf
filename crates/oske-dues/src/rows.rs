//! [`TableRows`]: the rows of a table, ready to be looked up in one dues year.

use std::borrow::Cow;
use std::collections::BTreeSet;

use oske_types::{DuesYear, Exact};

use crate::interval::{Cut, Interval, Lower, Upper};
use crate::policy::{KeyKind, Row, RowKey, Table};

/// The rows of a table with their bounds as in one dues year.
#[derive(Debug, Clone)]
pub(crate) struct TableRows {
    pub(crate) rows: Vec<ResolvedRow>,
    /// Of a table by one quantity: its whole scale in pieces on which the same rows hold. For slices,
    /// the stretches of the quantity that a row has a price for.
    pieces: Option<Pieces>,
    /// For slices, which key is cut.
    slices: Option<usize>,
}

/// For which values a row holds, key by key.
#[derive(Debug, Clone)]
pub(crate) struct ResolvedRow {
    pub(crate) keys: Vec<ResolvedKey>,
}

#[derive(Debug, Clone)]
pub(crate) enum ResolvedKey {
    Between(Stretch),
    OneOf(BTreeSet<usize>),
    Any,
}

/// A stretch of a scale in the words of the tariff.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stretch {
    pub(crate) lower: Option<Lower>,
    pub(crate) upper: Option<Upper>,
    /// The same as an interval; `None` if it holds for no value. Of a key that is cut into slices, the
    /// part of the quantity that the row has a price for.
    pub(crate) interval: Option<Interval>,
}

/// A value that a table is looked up by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LookedUp {
    Number(Exact),
    Choice(usize),
}

impl TableRows {
    pub(crate) fn of(table: &Table, year: DuesYear) -> Self {
        let rows: Vec<ResolvedRow> = table
            .rows
            .iter()
            .map(|row| ResolvedRow::of(row, table, year))
            .collect();
        let single = match table.keys.as_slice() {
            [key] => matches!(key.kind, KeyKind::Quantity { .. }),
            _ => false,
        };
        let pieces = single.then(|| {
            let intervals: Vec<Option<Interval>> = rows.iter().map(|row| row.interval(0)).collect();
            Pieces::of(&intervals, Interval::EVERYTHING)
        });
        Self {
            rows,
            pieces,
            slices: table.slices,
        }
    }

    /// The rows that hold for values, in the order of the table.
    pub(crate) fn matching(&self, values: &[LookedUp]) -> Cow<'_, [usize]> {
        if let (Some(pieces), [LookedUp::Number(value)]) = (&self.pieces, values) {
            return Cow::Borrowed(pieces.at(*value));
        }
        let holding = self.rows.iter().enumerate();
        let holding = holding.filter(|(_, row)| row.holds_for(values, None));
        Cow::Owned(holding.map(|(index, _)| index).collect())
    }

    /// For slices: the stretches of a quantity above zero, each with the rows that have a price for it.
    pub(crate) fn slices_of(&self, values: &[LookedUp], quantity: Exact) -> Vec<Piece> {
        let (Some(key), Some(whole)) = (
            self.slices,
            Interval::new(Cut::after(Exact::ZERO), Cut::after(quantity)),
        ) else {
            return Vec::new();
        };
        let computed;
        let pieces = match &self.pieces {
            Some(pieces) => pieces,
            None => {
                let intervals: Vec<Option<Interval>> = self
                    .rows
                    .iter()
                    .map(|row| {
                        row.interval(key)
                            .filter(|_| row.holds_for(values, Some(key)))
                    })
                    .collect();
                computed = Pieces::of(&intervals, whole);
                &computed
            }
        };
        let within = pieces.pieces.iter().filter_map(|piece| {
            Some(Piece {
                interval: piece.interval.intersection(whole)?,
                rows: piece.rows.clone(),
            })
        });
        within.collect()
    }
}

impl ResolvedRow {
    fn of(row: &Row, table: &Table, year: DuesYear) -> Self {
        let keys = row.holds.iter().enumerate().map(|(index, key)| match key {
            RowKey::Any => ResolvedKey::Any,
            RowKey::OneOf(values) => ResolvedKey::OneOf(values.clone()),
            RowKey::Between { lower, upper } => {
                let lower = lower.map(|bound| bound.lower_in(year));
                let upper = upper.map(|bound| bound.upper_in(year));
                let interval = if table.slices == Some(index) {
                    slice(lower, upper, table.step_of(index))
                } else {
                    Interval::of_bounds(lower, upper)
                };
                ResolvedKey::Between(Stretch {
                    lower,
                    upper,
                    interval,
                })
            }
        });
        Self {
            keys: keys.collect(),
        }
    }

    /// The stretch of a quantity for which it holds.
    pub(crate) fn interval(&self, key: usize) -> Option<Interval> {
        match self.keys.get(key)? {
            ResolvedKey::Between(stretch) => stretch.interval,
            ResolvedKey::Any => Some(Interval::EVERYTHING),
            ResolvedKey::OneOf(_) => None,
        }
    }

    /// Whether it holds for values, of which one may be left out.
    fn holds_for(&self, values: &[LookedUp], except: Option<usize>) -> bool {
        let mut keys = self.keys.iter().zip(values).enumerate();
        keys.all(|(index, (key, value))| {
            except == Some(index)
                || match (key, value) {
                    (ResolvedKey::Any, _) => true,
                    (ResolvedKey::OneOf(values), LookedUp::Choice(value)) => values.contains(value),
                    (ResolvedKey::Between(stretch), LookedUp::Number(value)) => stretch
                        .interval
                        .is_some_and(|interval| interval.contains(*value)),
                    _ => false,
                }
        })
    }
}

impl Table {
    /// The step of a quantity that it is looked up by.
    pub(crate) fn step_of(&self, key: usize) -> Option<Exact> {
        match self.keys.get(key)?.kind {
            KeyKind::Quantity { step, .. } => step,
            KeyKind::Choice { .. } => None,
        }
    }
}

/// The part of a quantity that a row of slices has a price for. A quantity with a step is cut between
/// its units: `from = "6"` begins where the fifth ends, as `over = "5"` does.
fn slice(lower: Option<Lower>, upper: Option<Upper>, step: Option<Exact>) -> Option<Interval> {
    let Some(step) = step else {
        let from = lower.map_or(Cut::Lowest, |lower| match lower {
            Lower::From(value) | Lower::Over(value) => Cut::after(value),
        });
        let to = upper.map_or(Cut::Highest, |upper| match upper {
            Upper::To(value) | Upper::Under(value) => Cut::after(value),
        });
        return Interval::new(from, to);
    };
    let units = Interval::of_bounds(lower, upper)?.on_grid(step)?;
    // On a grid each cut lies just before the first unit behind it; the slice begins where the unit
    // before that ends.
    let edge = |cut| match cut {
        Cut::At { value, .. } => Some(Cut::after(value.checked_sub(step).ok()?)),
        other => Some(other),
    };
    Interval::new(edge(units.from)?, edge(units.to)?)
}

/// A scale in pieces, in order, each beginning where the one before it ends.
#[derive(Debug, Clone)]
pub(crate) struct Pieces {
    pub(crate) pieces: Vec<Piece>,
}

/// A stretch on which the same rows hold.
#[derive(Debug, Clone)]
pub(crate) struct Piece {
    pub(crate) interval: Interval,
    /// Indices of the rows, in the order of the table.
    pub(crate) rows: Vec<usize>,
}

impl Pieces {
    /// A whole scale cut wherever a row begins or ends.
    pub(crate) fn of(rows: &[Option<Interval>], whole: Interval) -> Self {
        let rows: Vec<Option<Interval>> = rows
            .iter()
            .map(|row| row.and_then(|row| row.intersection(whole)))
            .collect();
        let mut cuts = vec![whole.from, whole.to];
        cuts.extend(rows.iter().flatten().flat_map(|row| [row.from, row.to]));
        cuts.sort_unstable();
        cuts.dedup();

        // One sweep over the cuts: rows open and close in order.
        let start = |index: &usize| rows.get(*index).copied().flatten().map(|row| row.from);
        let mut opening: Vec<usize> = (0..rows.len()).collect();
        opening.retain(|index| start(index).is_some());
        opening.sort_by_key(start);
        let mut waiting = opening.into_iter().peekable();
        let mut open: Vec<usize> = Vec::new();
        let mut pieces = Vec::with_capacity(cuts.len());
        for pair in cuts.windows(2) {
            let [from, to] = *pair else { continue };
            open.retain(|index| {
                rows.get(*index)
                    .copied()
                    .flatten()
                    .is_some_and(|row| from < row.to)
            });
            while let Some(index) = waiting.next_if(|index| start(index) <= Some(from)) {
                open.push(index);
            }
            if let Some(interval) = Interval::new(from, to) {
                let mut rows = open.clone();
                rows.sort_unstable();
                pieces.push(Piece { interval, rows });
            }
        }
        Self { pieces }
    }

    /// The rows that hold for a value.
    pub(crate) fn at(&self, value: Exact) -> &[usize] {
        let after = self
            .pieces
            .partition_point(|piece| piece.interval.from.precedes(value));
        let piece = after
            .checked_sub(1)
            .and_then(|index| self.pieces.get(index));
        piece
            .filter(|piece| piece.interval.contains(value))
            .map_or(&[], |piece| piece.rows.as_slice())
    }
}
