//! The tree of a line as places, equal ones together, with the borders of a measure side by side.

use std::collections::HashMap;

use oske_types::Exact;

use super::grid::Grid;
use super::payment::common_multiple;
use super::tree::{End, Tree};
use super::ways::AskReason;
use crate::interval::{Cut, Interval};
use crate::normal::Guard;
use crate::policy::Policy;

/// A place in the tree before it is brought into layers; equal places are one.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Place {
    End(End),
    Choice {
        attribute: usize,
        /// By value.
        next: Vec<usize>,
    },
    Search {
        measure: usize,
        borders: Vec<i64>,
        /// One more than borders.
        next: Vec<usize>,
    },
    Side {
        terms: Vec<(usize, i64)>,
        constant: i64,
        holds: usize,
        fails: usize,
    },
}

/// Puts equal places together.
pub(super) struct Places<'a> {
    grids: &'a [Option<Grid>],
    values: Vec<usize>,
    pub(super) places: Vec<Place>,
    known: HashMap<Place, usize>,
}

impl<'a> Places<'a> {
    pub(super) fn new(policy: &Policy, grids: &'a [Option<Grid>]) -> Self {
        let values = policy.attributes.iter();
        Self {
            grids,
            values: values.map(|attribute| attribute.values.len()).collect(),
            places: Vec::new(),
            known: HashMap::new(),
        }
    }

    fn place(&mut self, place: Place) -> usize {
        if let Some(known) = self.known.get(&place) {
            return *known;
        }
        let index = self.places.len();
        self.places.push(place.clone());
        self.known.insert(place, index);
        index
    }

    fn ask(&mut self, reason: AskReason) -> usize {
        self.place(Place::End(End::Ask(reason)))
    }

    pub(super) fn tree(&mut self, tree: Tree) -> usize {
        match tree {
            Tree::End(end) => self.place(Place::End(end)),
            Tree::Switch { attribute, cases } => {
                let count = self.values.get(attribute).copied().unwrap_or(0);
                let outside = self.ask(AskReason::Overflow);
                let mut next = vec![outside; count];
                for (values, case) in cases {
                    let case = self.tree(case);
                    for value in values.iter() {
                        let found = self.behind_choice(case, attribute, value);
                        if let Some(slot) = next.get_mut(value) {
                            *slot = found;
                        }
                    }
                }
                match next.split_first() {
                    Some((first, rest)) if rest.iter().all(|other| other == first) => *first,
                    _ => self.place(Place::Choice { attribute, next }),
                }
            }
            Tree::Cases { variable, cases } => {
                let cases = cases.into_iter();
                let cases = cases.map(|(interval, case)| (interval, self.tree(case)));
                let cases = cases.collect();
                match self.search(variable, cases) {
                    Some(place) => place,
                    None => self.ask(AskReason::TooWide),
                }
            }
            Tree::Border {
                guard,
                holds,
                fails,
            } => {
                let (holds, fails) = (self.tree(*holds), self.tree(*fails));
                if holds == fails {
                    return holds;
                }
                match self.side(&guard) {
                    Some((terms, constant)) => self.place(Place::Side {
                        terms,
                        constant,
                        holds,
                        fails,
                    }),
                    None => self.ask(AskReason::TooWide),
                }
            }
        }
    }

    /// Where a value of a choice leads from a place.
    fn behind_choice(&self, place: usize, attribute: usize, value: usize) -> usize {
        match self.places.get(place) {
            Some(Place::Choice {
                attribute: known,
                next,
            }) if *known == attribute => next.get(value).copied().unwrap_or(place),
            _ => place,
        }
    }

    /// A place among the borders of a measure, those of the cases below it put in.
    fn search(&mut self, measure: usize, mut cases: Vec<(Interval, usize)>) -> Option<usize> {
        let grid = (*self.grids.get(measure)?)?;
        cases.sort_by_key(|(interval, _)| interval.from);
        let mut pieces: Vec<(i64, usize)> = Vec::new();
        let mut end: Option<i64> = None;
        for (interval, case) in cases {
            let from = border(interval.from, &grid)?;
            let to = border(interval.to, &grid)?;
            match end {
                Some(end) if end < from => {
                    let hole = self.ask(AskReason::Overflow);
                    pieces.push((end, hole));
                }
                _ => {}
            }
            end = Some(to);
            let from = if pieces.is_empty() { i64::MIN } else { from };
            match self.places.get(case) {
                Some(Place::Search {
                    measure: known,
                    borders,
                    next,
                }) if *known == measure => {
                    let before = borders.partition_point(|border| *border <= from);
                    let inner = borders.iter().copied().zip(next.iter().copied().skip(1));
                    let inner = inner.skip(before).take_while(|(border, _)| *border < to);
                    pieces.push((from, next.get(before).copied()?));
                    pieces.extend(inner);
                }
                _ => pieces.push((from, case)),
            }
        }
        pieces.dedup_by_key(|(_, place)| *place);
        let (_, first) = *pieces.first()?;
        if pieces.len() == 1 {
            return Some(first);
        }
        Some(self.place(Place::Search {
            measure,
            borders: pieces.iter().skip(1).map(|(border, _)| *border).collect(),
            next: pieces.iter().map(|(_, place)| *place).collect(),
        }))
    }

    /// A guard in whole numbers, at least zero where it holds; `None` where they do not fit.
    fn side(&self, guard: &Guard) -> Option<(Vec<(usize, i64)>, i64)> {
        let mut denominator = guard.form.constant.denominator();
        let mut factors = Vec::new();
        for (measure, factor) in &guard.form.terms {
            let grid = self.grids.get(*measure)?.as_ref()?;
            let factor = factor.checked_mul(grid.unit).ok()?;
            denominator = common_multiple(denominator, factor.denominator())?;
            factors.push((*measure, factor, grid));
        }
        let scaled = |number: Exact| {
            let times = denominator.checked_div(number.denominator())?;
            number.numerator().checked_mul(times)
        };
        let mut constant = scaled(guard.form.constant)?;
        if guard.strict {
            constant = constant.checked_sub(1)?;
        }
        let mut widest = constant.checked_abs()?;
        let mut terms = Vec::new();
        for (measure, factor, grid) in factors {
            let factor = scaled(factor)?;
            let end = i128::from(grid.low.unsigned_abs().max(grid.high.unsigned_abs()));
            widest = widest.checked_add(factor.checked_abs()?.checked_mul(end)?)?;
            terms.push((measure, i64::try_from(factor).ok()?));
        }
        i64::try_from(widest).ok()?;
        Some((terms, i64::try_from(constant).ok()?))
    }
}

/// The least whole number behind a cut.
fn border(cut: Cut, grid: &Grid) -> Option<i64> {
    match cut {
        Cut::Lowest => Some(i64::MIN),
        Cut::Highest => Some(i64::MAX),
        Cut::At { value, after } => {
            let steps = value.checked_div(grid.unit).ok()?;
            let whole = if after {
                steps.floor().checked_add(1)?
            } else {
                steps.ceil()
            };
            Some(i64::try_from(whole).unwrap_or(if whole < 0 { i64::MIN } else { i64::MAX }))
        }
    }
}
