//! [`Search`]: the values of a grid with which the rounded amounts come to a total.
//!
//! The grid is cut wherever the amount of a payer begins another piece. Between two cuts every rounded
//! amount goes one way. Where all go the same way, so does the total, and halving finds where it meets
//! the target. Where some rise and others fall, the straight lines under the roundings tell which
//! values come into question, and these are tried one by one, as many as the budget allows.

use std::cmp::{Ordering, Reverse};

use oske_types::{ArithmeticError, Exact};

use super::course::{Course, Direction};
use super::due::{Due, DuePiece, MovingLine, Payer, unrounded};
use super::error::SolveError;
use crate::interval::{Cut, Interval};

/// How many amounts are computed where values are tried one by one, before the rest is left undecided.
const MOST_TRIED: i128 = 500_000;

/// Whole multiples of a power of ten.
#[derive(Debug, Clone, Copy)]
pub(super) struct Grid {
    /// How many points a unit has.
    scale: i128,
    pub(super) first: i128,
    pub(super) last: i128,
}

impl Grid {
    /// The points of a stretch with so many decimals; `None` if there are none, or they do not fit.
    pub(super) fn of(stretch: Interval, decimals: u32) -> Option<Self> {
        let mut grid = Self {
            scale: 10_i128.checked_pow(decimals)?,
            first: 0,
            last: 0,
        };
        grid.first = grid.behind(stretch.from)?;
        grid.last = grid.behind(stretch.to)?.checked_sub(1)?;
        (grid.first <= grid.last).then_some(grid)
    }

    /// The first point behind a cut.
    fn behind(self, cut: Cut) -> Option<i128> {
        let Cut::At { value, after } = cut else {
            return None;
        };
        let points = value.checked_mul(Exact::try_from(self.scale).ok()?).ok()?;
        if after {
            points.floor().checked_add(1)
        } else {
            Some(points.ceil())
        }
    }

    pub(super) fn value(self, point: i128) -> Result<Exact, ArithmeticError> {
        Exact::ratio(point, self.scale)
    }
}

/// A payer with its pieces.
pub(super) struct Counted<'e, 'p> {
    pub(super) payer: Payer<'e, 'p>,
    pub(super) pieces: Vec<DuePiece>,
}

/// A total with a value that brings it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hit {
    pub(super) total: i128,
    /// How many payers have no amount there.
    open: usize,
    pub(super) point: i128,
}

/// What was found, all of it in points of the grid and minor units.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// In order, none next to another.
    pub(super) reached: Vec<(i128, i128)>,
    /// Where the fewest payers are without an amount; of as few the first.
    pub(super) best: Option<Hit>,
    pub(super) below: Option<Hit>,
    pub(super) above: Option<Hit>,
    /// What was not searched, in order.
    pub(super) undecided: Vec<(i128, i128)>,
}

impl Found {
    /// Takes over the totals of a coarser grid that are nearer than its own; a unit of that has so many
    /// points of this one.
    pub(super) fn take_nearer(&mut self, coarser: &Self, points: i128) {
        let scaled = |hit: Hit| {
            let point = hit.point.checked_mul(points)?;
            Some(Hit { point, ..hit })
        };
        let (below, above) = (coarser.below, coarser.above);
        if below.is_some_and(|hit| self.below.is_none_or(|own| own.total < hit.total)) {
            self.below = below.and_then(scaled);
        }
        if above.is_some_and(|hit| self.above.is_none_or(|own| own.total > hit.total)) {
            self.above = above.and_then(scaled);
        }
    }

    /// Notes what is so with all points up to the last.
    fn note(&mut self, target: i128, hit: Hit, last: i128) {
        match hit.total.cmp(&target) {
            Ordering::Equal => {
                self.reached.push((hit.point, last));
                let rank = |hit: Hit| (hit.open, hit.point);
                if self.best.is_none_or(|known| rank(hit) < rank(known)) {
                    self.best = Some(hit);
                }
            }
            Ordering::Less => {
                let rank = |hit: Hit| (hit.total, Reverse((hit.open, hit.point)));
                let better = self.below.is_none_or(|known| rank(known) < rank(hit));
                if better {
                    self.below = Some(hit);
                }
            }
            Ordering::Greater => {
                let rank = |hit: Hit| (hit.total, hit.open, hit.point);
                let better = self.above.is_none_or(|known| rank(hit) < rank(known));
                if better {
                    self.above = Some(hit);
                }
            }
        }
    }
}

/// The search for a total on a grid.
pub(super) struct Search<'s, 'e, 'p> {
    payers: &'s [Counted<'e, 'p>],
    target: i128,
    grid: Grid,
    /// Of each payer, where on the grid which of its pieces begins.
    starts: Vec<Vec<(i128, usize)>>,
    tried: i128,
    found: Found,
}

/// A part of the grid on which every payer has one piece.
struct Part {
    first: i128,
    last: i128,
    /// Between which totals it lies at most, where that is known beforehand.
    bounds: Option<(i128, i128)>,
}

/// Where on a part of the grid it is worth while to try.
enum Candidates {
    Points(i128, i128),
    /// The total is the same at all points.
    Level,
}

/// What all payers owe together on a part of the grid.
struct Frame<'s, 'e, 'p> {
    fixed: i128,
    lines: Vec<&'s MovingLine>,
    /// Those whose amount is computed value by value.
    curved: Vec<&'s Payer<'e, 'p>>,
    /// Those who may have no one amount.
    unsettled: Vec<&'s Payer<'e, 'p>>,
    /// How many have none.
    open: usize,
    /// Which way the total goes; `None` if some amounts rise and others fall.
    direction: Option<Direction>,
}

impl<'s, 'e, 'p> Search<'s, 'e, 'p> {
    pub(super) fn run(
        payers: &'s [Counted<'e, 'p>],
        target: i128,
        grid: Grid,
    ) -> Result<Found, SolveError> {
        let starts = payers.iter().map(|payer| starts_of(&payer.pieces, grid));
        let mut search = Self {
            payers,
            target,
            grid,
            starts: starts.collect(),
            tried: 0,
            found: Found::default(),
        };
        let (mut near, mut far): (Vec<Part>, Vec<Part>) =
            search.parts().into_iter().partition(|part| {
                part.bounds
                    .is_none_or(|(low, high)| low <= target && target <= high)
            });
        for part in near.drain(..) {
            search.solve(&part)?;
        }
        if search.found.reached.is_empty() {
            let distance = |part: &Part| match part.bounds {
                Some((low, high)) => low.saturating_sub(target).max(target.saturating_sub(high)),
                None => 0,
            };
            far.sort_by_key(|part| (distance(part), part.first));
            for part in far {
                if search.may_be_nearer(&part) {
                    search.solve(&part)?;
                }
            }
        }
        let mut found = search.found;
        join(&mut found.reached);
        join(&mut found.undecided);
        Ok(found)
    }

    fn may_be_nearer(&self, part: &Part) -> bool {
        let Some((low, high)) = part.bounds else {
            return true;
        };
        let (below, above) = (self.found.below, self.found.above);
        (high < self.target && below.is_none_or(|known| high >= known.total))
            || (low > self.target && above.is_none_or(|known| low <= known.total))
    }

    /// The grid, cut wherever the amount of a payer begins another piece.
    fn parts(&self) -> Vec<Part> {
        let starts = self.starts.iter().enumerate();
        let mut changes: Vec<(i128, usize, usize)> = starts
            .flat_map(|(payer, starts)| {
                let starts = starts.iter();
                starts.map(move |(start, piece)| (*start, payer, *piece))
            })
            .collect();
        changes.sort_unstable();
        let mut parts = Vec::new();
        let mut estimate = Estimate::default();
        let mut current: Vec<Option<usize>> = vec![None; self.payers.len()];
        let mut changes = changes.into_iter().peekable();
        let mut first = self.grid.first;
        loop {
            while let Some((_, payer, piece)) = changes.next_if(|(start, ..)| *start <= first) {
                let slot = current.get_mut(payer);
                let before = slot.and_then(|slot| slot.replace(piece));
                for (piece, sign) in [(before, -1), (Some(piece), 1)] {
                    let of = self.payers.get(payer);
                    let piece = piece.and_then(|piece| of?.pieces.get(piece));
                    if let Some(piece) = piece {
                        estimate.add(&piece.due, self.grid, sign);
                    }
                }
            }
            let next = changes.peek().map(|(start, ..)| *start);
            let last = next.map_or(self.grid.last, |next| next.saturating_sub(1));
            parts.push(Part {
                first,
                last,
                bounds: estimate.bounds(self.grid, first, last),
            });
            match next {
                Some(next) => first = next,
                None => return parts,
            }
        }
    }

    /// What all payers owe together from a point on.
    fn frame(&self, point: i128) -> Frame<'s, 'e, 'p> {
        let mut frame = Frame {
            fixed: 0,
            lines: Vec::new(),
            curved: Vec::new(),
            unsettled: Vec::new(),
            open: 0,
            direction: Some(Direction::Level),
        };
        for (counted, starts) in self.payers.iter().zip(&self.starts) {
            let before = starts.partition_point(|(start, _)| *start <= point);
            let piece = before.checked_sub(1).and_then(|index| starts.get(index));
            let Some(piece) = piece.and_then(|(_, piece)| counted.pieces.get(*piece)) else {
                continue;
            };
            match &piece.due {
                Due::Open => frame.open = frame.open.saturating_add(1),
                Due::Unsettled(_) => frame.unsettled.push(&counted.payer),
                Due::Lines(lines) => {
                    let direction = lines.direction();
                    frame.direction = frame
                        .direction
                        .zip(direction)
                        .and_then(|(all, own)| all.with(own));
                    if lines.has_curves() {
                        frame.curved.push(&counted.payer);
                    } else {
                        frame.fixed = frame.fixed.saturating_add(lines.fixed);
                        frame.lines.extend(&lines.moving);
                    }
                }
            }
        }
        frame
    }

    fn solve(&mut self, part: &Part) -> Result<(), SolveError> {
        match self.search(part) {
            // Where a number does not fit, nothing is known of the part.
            Err(SolveError::Arithmetic(_)) => {
                self.found.undecided.push((part.first, part.last));
                Ok(())
            }
            result => result,
        }
    }

    fn search(&mut self, part: &Part) -> Result<(), SolveError> {
        let frame = self.frame(part.first);
        let (first, last) = (part.first, part.last);
        if !frame.unsettled.is_empty() {
            return self.try_all(&frame, first, last);
        }
        match frame.direction {
            Some(Direction::Level) => self.note(&frame, first, last),
            Some(direction) => self.halve(&frame, direction, first, last),
            None => match frame.candidates(self.target, self.grid, first, last) {
                Candidates::Level => self.note(&frame, first, last),
                Candidates::Points(first, last) => self.try_all(&frame, first, last),
            },
        }
    }

    /// Notes the total at a point, and that it is the same up to the last.
    fn note(
        &mut self,
        frame: &Frame<'_, '_, '_>,
        point: i128,
        last: i128,
    ) -> Result<(), SolveError> {
        let hit = frame.hit(self.grid, point)?;
        self.found.note(self.target, hit, last);
        Ok(())
    }

    /// Of a total that only rises or only falls: where it meets the target.
    fn halve(
        &mut self,
        frame: &Frame<'_, '_, '_>,
        direction: Direction,
        first: i128,
        last: i128,
    ) -> Result<(), SolveError> {
        let (grid, target) = (self.grid, self.target);
        let rises = direction == Direction::Up;
        let total = |point: i128| frame.hit(grid, point).map(|hit| hit.total);
        // Turned so that it rises: whether a total is still before the target, or still not behind it.
        let is_before = |total: i128| {
            if rises {
                total < target
            } else {
                total > target
            }
        };
        let is_behind = |total: i128| {
            if rises {
                total > target
            } else {
                total < target
            }
        };
        let meets = first_where(first, last, |point| Ok(!is_before(total(point)?)))?;
        let leaves = first_where(meets, last, |point| Ok(is_behind(total(point)?)))?;
        if meets < leaves {
            self.note(frame, meets, leaves.saturating_sub(1))?;
        }
        if meets > first {
            let point = meets.saturating_sub(1);
            self.note(frame, point, point)?;
        }
        if leaves <= last {
            self.note(frame, leaves, leaves)?;
        }
        Ok(())
    }

    fn try_all(
        &mut self,
        frame: &Frame<'_, '_, '_>,
        first: i128,
        last: i128,
    ) -> Result<(), SolveError> {
        let count = last.saturating_sub(first).saturating_add(1);
        let tried = self
            .tried
            .saturating_add(count.saturating_mul(frame.amounts()));
        if tried > MOST_TRIED {
            self.found.undecided.push((first, last));
            return Ok(());
        }
        self.tried = tried;
        for point in first..=last {
            self.note(frame, point, point)?;
        }
        Ok(())
    }
}

impl Frame<'_, '_, '_> {
    /// How many amounts a total is computed of.
    fn amounts(&self) -> i128 {
        let parts = [self.lines.len(), self.curved.len(), self.unsettled.len()];
        let amounts = parts.into_iter().fold(1, usize::saturating_add);
        i128::try_from(amounts).unwrap_or(i128::MAX)
    }

    /// The total at a point, each line rounded by itself. Who has no one amount takes no part in it.
    fn hit(&self, grid: Grid, point: i128) -> Result<Hit, SolveError> {
        let value = grid.value(point)?;
        let (mut total, mut open) = (self.fixed, self.open);
        for line in &self.lines {
            let amount = line.at(value).ok_or(ArithmeticError::Overflow)?;
            total = total.saturating_add(amount);
        }
        for payer in &self.curved {
            let amount = payer.amount_at(value)?.ok_or(ArithmeticError::Overflow)?;
            total = total.saturating_add(amount);
        }
        for payer in &self.unsettled {
            match payer.amount_at(value)? {
                Some(amount) => total = total.saturating_add(amount),
                None => open = open.saturating_add(1),
            }
        }
        Ok(Hit { total, open, point })
    }

    /// The points of a part whose totals may be the target, or the nearest to it on either side.
    fn candidates(&self, target: i128, grid: Grid, first: i128, last: i128) -> Candidates {
        let candidates = || {
            if !self.curved.is_empty() {
                return None;
            }
            let lines = self.lines.iter().copied();
            let scale = Exact::try_from(grid.scale).ok()?;
            let (line, slack) = unrounded(self.fixed, lines, Some(scale))?;
            let Course::Line { constant, slope } = line else {
                return None;
            };
            if slope.is_zero() {
                // What some pay more others pay less, and no rounding comes between.
                return slack.is_zero().then_some(Candidates::Level);
            }
            let at = |point: i128| line.at(grid.value(point).ok()?);
            let (one, other) = (at(first)?, at(last)?);
            let (low, high) = (one.min(other), one.max(other));
            let target = Exact::try_from(target).ok()?;
            // The next point moves the line by `stride`, and rounding each total by `slack` at most: the
            // nearest total is that of a point no farther away than this.
            let stride = slope.abs().checked_div(scale).ok()?;
            let reach = slack.checked_mul(Exact::from(3)).ok()?;
            let reach = reach.checked_add(stride).ok()?;
            let least = target.min(high).checked_sub(reach).ok()?;
            let most = target.max(low).checked_add(reach).ok()?;
            let point = |total: Exact| {
                let value = total.checked_sub(constant).ok()?.checked_div(slope).ok()?;
                value.checked_mul(scale).ok()
            };
            let (one, other) = (point(least)?, point(most)?);
            let from = one.min(other).floor().max(first);
            let to = one.max(other).ceil().min(last);
            (from <= to).then_some(Candidates::Points(from, to))
        };
        candidates().unwrap_or(Candidates::Points(first, last))
    }
}

/// All that is owed on a part of the grid, added up before rounding.
#[derive(Debug)]
struct Estimate {
    fixed: i128,
    /// In minor units: at zero, for each unit of the unknown, and how far rounding may move it at most;
    /// `None` once a number did not fit.
    line: Option<[Exact; 3]>,
    /// How many amounts follow no straight line.
    rough: i64,
}

impl Default for Estimate {
    fn default() -> Self {
        Self {
            fixed: 0,
            line: Some([Exact::ZERO; 3]),
            rough: 0,
        }
    }
}

impl Estimate {
    /// Adds what a payer owes, or takes it away.
    fn add(&mut self, due: &Due, grid: Grid, sign: i64) {
        match due {
            Due::Open => {}
            Due::Unsettled(_) => self.rough = self.rough.saturating_add(sign),
            Due::Lines(lines) if lines.has_curves() => {
                self.rough = self.rough.saturating_add(sign);
            }
            Due::Lines(lines) => {
                let part = lines.fixed.saturating_mul(i128::from(sign));
                self.fixed = self.fixed.saturating_add(part);
                for line in &lines.moving {
                    self.line = self.line.and_then(|known| added(known, line, grid, sign));
                }
            }
        }
    }

    /// Between which totals those of a part lie at most.
    fn bounds(&self, grid: Grid, first: i128, last: i128) -> Option<(i128, i128)> {
        let [constant, slope, slack] = self.line.filter(|_| self.rough == 0)?;
        let line = Course::Line { constant, slope };
        let at = |point: i128| line.at(grid.value(point).ok()?);
        let (one, other) = (at(first)?, at(last)?);
        let low = one.min(other).checked_sub(slack).ok()?.floor();
        let high = one.max(other).checked_add(slack).ok()?.ceil();
        Some((low.checked_add(self.fixed)?, high.checked_add(self.fixed)?))
    }
}

fn added(known: [Exact; 3], line: &MovingLine, grid: Grid, sign: i64) -> Option<[Exact; 3]> {
    let (course, step) = line.in_minor_units(Exact::try_from(grid.scale).ok())?;
    let Course::Line { constant, slope } = course else {
        return None;
    };
    let [at_zero, each, slack] = known;
    let sign = Exact::from(sign);
    let plus = |sum: Exact, part: Exact| sum.checked_add(part.checked_mul(sign).ok()?).ok();
    Some([
        plus(at_zero, constant)?,
        plus(each, slope)?,
        plus(slack, step)?,
    ])
}

/// Where on a grid which piece begins; those without points are left out.
fn starts_of(pieces: &[DuePiece], grid: Grid) -> Vec<(i128, usize)> {
    let pieces = pieces.iter().enumerate();
    let starts = pieces.filter_map(|(index, piece)| {
        let from = grid.behind(piece.stretch.from)?;
        (from < grid.behind(piece.stretch.to)?).then_some((from, index))
    });
    starts.collect()
}

/// The first point at which something is so that stays so; one behind the last if there is none.
fn first_where(
    first: i128,
    last: i128,
    is_so: impl Fn(i128) -> Result<bool, SolveError>,
) -> Result<i128, SolveError> {
    // With strides that double, so that numbers far behind it are never computed.
    let (mut low, mut high) = (first, last.saturating_add(1));
    let mut stride: i128 = 1;
    while low < high {
        let point = low.saturating_add(stride).saturating_sub(1);
        if point >= high {
            break;
        }
        if is_so(point)? {
            high = point;
            break;
        }
        low = point.saturating_add(1);
        stride = stride.saturating_mul(2);
    }
    while low < high {
        let middle = low.saturating_add(high.saturating_sub(low).div_euclid(2));
        if is_so(middle)? {
            high = middle;
        } else {
            low = middle.saturating_add(1);
        }
    }
    Ok(low)
}

/// Puts ranges in order and joins those that follow one another.
fn join(ranges: &mut Vec<(i128, i128)>) {
    ranges.sort_unstable();
    let mut joined: Vec<(i128, i128)> = Vec::with_capacity(ranges.len());
    for (first, last) in ranges.drain(..) {
        match joined.last_mut() {
            Some(known) if first <= known.1.saturating_add(1) => known.1 = known.1.max(last),
            _ => joined.push((first, last)),
        }
    }
    *ranges = joined;
}
