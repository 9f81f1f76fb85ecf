//! [`DuePiece`]: what one payer owes on a stretch of the unknown.

use std::collections::BTreeSet;

use oske_types::{Currency, Exact, Rounding};

use super::along::{Along, Halt, Unknown};
use super::course::{Course, Direction};
use super::error::SolveError;
use crate::evaluate::{ChoicePoint, MOST_READINGS, Picks};
use crate::facts::BoundFacts;
use crate::interval::{Cut, Interval};
use crate::policy::{Pays, Rule};
use crate::round::RoundShares;
use crate::year::PolicyYear;

/// In how many places the amount of a payer may change.
const MOST_PIECES: usize = 10_000;

/// What one payer owes on a stretch of the unknown.
#[derive(Debug, Clone)]
pub(super) struct DuePiece {
    pub(super) stretch: Interval,
    pub(super) due: Due,
    /// The shares of the round that it was met with.
    pub(super) shares: BTreeSet<usize>,
}

/// What a payer owes, before it is rounded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Due {
    /// No amount, for whatever value.
    Open,
    Lines(Lines),
    /// Readings that differ along the unknown, and may come to the same at single values.
    Unsettled(Vec<Lines>),
}

/// The lines of what is owed: those that are fixed are rounded and added up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Lines {
    /// `None` where there are no lines at all.
    pub(super) currency: Option<Currency>,
    /// In minor units.
    pub(super) fixed: i128,
    pub(super) moving: Vec<MovingLine>,
}

/// A line that depends on the unknown; each is rounded by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct MovingLine {
    pub(super) course: Course,
    pub(super) rounding: Rounding,
    pub(super) currency: Currency,
}

impl DuePiece {
    /// Where readings differ, cut to the values at which they may come to the same: elsewhere there is
    /// no one amount.
    fn settled(self) -> Vec<Self> {
        let Due::Unsettled(readings) = &self.due else {
            return vec![self];
        };
        let others = readings.iter().skip(1);
        let windows = readings
            .first()
            .into_iter()
            .flat_map(|first| others.clone().filter_map(|other| first.meets(other)));
        let mut near = Some(self.stretch);
        for window in windows {
            near = near.and_then(|near| near.intersection(window?));
        }
        let part = |from: Cut, to: Cut, due: Due| {
            Some(Self {
                stretch: Interval::new(from, to)?,
                due,
                shares: self.shares.clone(),
            })
        };
        let (from, to) = (self.stretch.from, self.stretch.to);
        let parts = match near {
            None => [part(from, to, Due::Open), None, None],
            Some(near) => [
                part(from, near.from, Due::Open),
                part(near.from, near.to, self.due.clone()),
                part(near.to, to, Due::Open),
            ],
        };
        parts.into_iter().flatten().collect()
    }
}

impl MovingLine {
    /// The amount in minor units; `None` for a curve, or if it does not fit.
    pub(super) fn at(&self, unknown: Exact) -> Option<i128> {
        in_minor_units(self.course.at(unknown)?, self.rounding, self.currency)
    }

    /// How it moves in minor units, and how far rounding may move it at most, at all values or, where a
    /// scale is given, at its whole multiples; `None` if a number does not fit.
    pub(super) fn in_minor_units(&self, scale: Option<Exact>) -> Option<(Course, Exact)> {
        let units = Exact::from(self.currency.minor_units());
        let course = self.course.times(units).ok()?;
        if scale.is_some_and(|scale| self.is_rounded_on(scale)) {
            return Some((course, Exact::ZERO));
        }
        Some((course, self.rounding.step().checked_mul(units).ok()?))
    }

    /// Whether it is a whole multiple of the rounding step at every whole multiple of a value, of which
    /// there are so many to a unit.
    fn is_rounded_on(&self, scale: Exact) -> bool {
        let Course::Line { constant, slope } = self.course else {
            return false;
        };
        let steps = |amount: Exact| amount.checked_div(self.rounding.step());
        let each = slope.checked_div(scale).and_then(steps);
        [steps(constant), each]
            .into_iter()
            .all(|steps| steps.is_ok_and(Exact::is_integer))
    }
}

impl Lines {
    /// Which way the sum goes; `None` if some lines rise and others fall.
    pub(super) fn direction(&self) -> Option<Direction> {
        let mut lines = self.moving.iter();
        lines.try_fold(Direction::Level, |direction, line| {
            direction.with(line.course.direction())
        })
    }

    fn unrounded(&self) -> Option<(Course, Exact)> {
        unrounded(self.fixed, &self.moving, None)
    }

    /// Where the rounded sum may be the same as another: `None` if that is not known, `Some(None)` for
    /// nowhere.
    fn meets(&self, other: &Self) -> Option<Option<Interval>> {
        if self.currency != other.currency {
            return Some(None);
        }
        let ((own, slack), (others, other_slack)) = (self.unrounded()?, other.unrounded()?);
        let slack = slack.checked_add(other_slack).ok()?;
        let difference = own.plus(others.negated(), Interval::EVERYTHING).ok()?;
        let Course::Line { constant, slope } = difference else {
            return None;
        };
        if slope.is_zero() {
            return (constant.abs() > slack).then_some(None);
        }
        let end = |at: Exact| at.checked_sub(constant).ok()?.checked_div(slope).ok();
        let (one, other) = (end(slack)?, end(slack.negated())?);
        let (low, high) = (one.min(other), one.max(other));
        Some(Interval::new(Cut::before(low), Cut::after(high)))
    }

    pub(super) fn has_curves(&self) -> bool {
        let mut lines = self.moving.iter();
        lines.any(|line| matches!(line.course, Course::Curve { .. }))
    }
}

/// One payer, along the unknown.
#[derive(Debug, Clone, Copy)]
pub(super) struct Payer<'e, 'p> {
    pub(super) year: &'e PolicyYear<'p>,
    pub(super) unknown: Unknown<'p>,
    pub(super) round: &'e RoundShares,
    pub(super) name: &'e str,
    /// `None` where the facts do not fit, so that there is no amount.
    pub(super) facts: Option<&'e BoundFacts<'e>>,
}

impl<'p> Payer<'_, 'p> {
    /// What the payer owes, stretch by stretch.
    pub(super) fn pieces(&self, whole: Interval) -> Result<Vec<DuePiece>, SolveError> {
        let mut pieces: Vec<DuePiece> = Vec::new();
        let mut from = whole.from;
        while let Some(rest) = Interval::new(from, whole.to) {
            if pieces.len() >= MOST_PIECES {
                return Err(SolveError::TooManyPieces {
                    payer: self.name.to_owned(),
                    most: MOST_PIECES,
                });
            }
            let piece = self.piece(rest)?;
            from = piece.stretch.to;
            for piece in piece.settled() {
                match pieces.last_mut() {
                    Some(last) if last.due == piece.due && last.shares == piece.shares => {
                        last.stretch.to = piece.stretch.to;
                    }
                    _ => pieces.push(piece),
                }
            }
        }
        Ok(pieces)
    }

    /// The amount with a value of the unknown, in minor units; `None` if there is no one amount.
    pub(super) fn amount_at(&self, unknown: Exact) -> Result<Option<i128>, SolveError> {
        let only = Interval {
            from: Cut::before(unknown),
            to: Cut::after(unknown),
        };
        Ok(match self.piece(only)?.due {
            Due::Lines(lines) => Some(lines.fixed),
            Due::Open | Due::Unsettled(_) => None,
        })
    }

    /// What is owed from the first value of a stretch on, for as long as it is the same.
    fn piece(&self, rest: Interval) -> Result<DuePiece, SolveError> {
        if let Some(point) = only_value(rest) {
            return self.read_all(rest, Some(point)).1;
        }
        let (stretch, piece) = self.read_all(rest, None);
        match only_value(stretch) {
            // What cannot be told along a stretch can be told at one value.
            Some(point) => self.read_all(stretch, Some(point)).1,
            None => piece,
        }
    }

    /// In every reading, with the stretch on which these go the same ways.
    fn read_all(
        &self,
        rest: Interval,
        at: Option<Exact>,
    ) -> (Interval, Result<DuePiece, SolveError>) {
        let mut piece = DuePiece {
            stretch: rest,
            due: Due::Open,
            shares: BTreeSet::new(),
        };
        let Some(facts) = self.facts else {
            return (rest, Ok(piece));
        };
        let mut picks = Picks::default();
        let mut readings: Vec<Lines> = Vec::new();
        let mut halt: Option<Halt> = None;
        let mut more = true;
        let mut count = 0;
        while more && count < MOST_READINGS {
            let mut along = Along {
                year: self.year,
                unknown: Unknown { at, ..self.unknown },
                facts,
                thing: None,
                round: self.round,
                picks: &mut picks,
                stretch: piece.stretch,
                shares: std::mem::take(&mut piece.shares),
                formula: None,
            };
            let lines = read_once(&mut along);
            piece.stretch = along.stretch;
            piece.shares = std::mem::take(&mut along.shares);
            match lines {
                Ok(lines) if readings.contains(&lines) => {}
                Ok(lines) => readings.push(lines),
                Err(found) => {
                    if !matches!(halt, Some(Halt::Open)) {
                        halt = Some(found);
                    }
                }
            }
            count = count.saturating_add(1);
            more = picks.advance();
        }
        piece.due = match (halt, readings.as_slice()) {
            (Some(Halt::NotSolvable(formula)), _) => {
                let error = SolveError::NotSolvable {
                    payer: self.name.to_owned(),
                    formula: *formula,
                };
                return (piece.stretch, Err(error));
            }
            (Some(Halt::Open), _) => Due::Open,
            // Of more readings than are followed no amount is certain.
            _ if more => Due::Open,
            (None, [lines]) => Due::Lines(lines.clone()),
            (None, readings) => {
                let is_fixed = readings.iter().all(|lines| lines.moving.is_empty());
                if is_fixed {
                    Due::Open
                } else {
                    Due::Unsettled(readings.to_vec())
                }
            }
        };
        (piece.stretch, Ok(piece))
    }
}

/// The lines of one reading.
fn read_once<'p>(along: &mut Along<'_, 'p>) -> Result<Lines, Halt> {
    let year = along.year;
    let mut lines = Vec::with_capacity(year.policy.lines.len());
    for (index, declared) in year.policy.lines.iter().enumerate() {
        let selected = select(along, index);
        let rule = match &selected {
            Ok(selected) => match selected.as_slice() {
                [] => None,
                [(_, only)] => Some(*only),
                several => {
                    let rules = several.iter().map(|(index, _)| *index).collect();
                    let point = ChoicePoint::Rules(index, rules);
                    let picked = along.picks.pick(point, several.len());
                    several.get(picked).map(|(_, rule)| *rule)
                }
            },
            Err(_) => None,
        };
        lines.push(match (selected, rule) {
            (Err(halt), _) => Err(halt),
            (Ok(_), Some(rule)) => line(along, rule).map(Some),
            (Ok(_), None) if declared.optional => Ok(None),
            (Ok(_), None) => Err(Halt::Open),
        });
    }
    let mut sum = Lines {
        currency: None,
        fixed: 0,
        moving: Vec::new(),
    };
    for (rule, course) in Halt::all(lines)?.into_iter().flatten() {
        if *sum.currency.get_or_insert(rule.currency) != rule.currency {
            return Err(Halt::Open);
        }
        match course.as_constant() {
            Some(value) => {
                let amount = in_minor_units(value, rule.rounding, rule.currency);
                sum.fixed = sum.fixed.saturating_add(amount.ok_or(Halt::Open)?);
            }
            None => sum.moving.push(MovingLine {
                course,
                rounding: rule.rounding,
                currency: rule.currency,
            }),
        }
    }
    Ok(sum)
}

/// The rules of a line that are for the payer, by their place in the year.
fn select<'p>(along: &mut Along<'_, 'p>, line: usize) -> Result<Vec<(usize, &'p Rule)>, Halt> {
    let year = along.year;
    let mut conditions = Vec::new();
    for (index, rule) in year.rules.iter().enumerate() {
        if rule.line != line {
            continue;
        }
        along.formula = rule.condition_text.as_ref();
        let holds = along.condition(&rule.condition, 0);
        conditions.push(holds.map(|holds| holds.then_some((index, *rule))));
    }
    Ok(Halt::all(conditions)?.into_iter().flatten().collect())
}

fn line<'p>(along: &mut Along<'_, 'p>, rule: &'p Rule) -> Result<(&'p Rule, Course), Halt> {
    let course = match &rule.pays {
        Pays::Exempt(_) => Course::constant(Exact::ZERO),
        Pays::Formula { expression, text } => {
            along.within(text, |along| along.value(expression))?
        }
    };
    Ok((rule, course))
}

/// A fixed amount and lines together before rounding, in minor units, with how far rounding may move them
/// at most, as [`MovingLine::in_minor_units`] has it; `None` if there are curves, or if a number does not
/// fit.
pub(super) fn unrounded<'l>(
    fixed: i128,
    lines: impl IntoIterator<Item = &'l MovingLine>,
    scale: Option<Exact>,
) -> Option<(Course, Exact)> {
    let mut sum = (Exact::try_from(fixed).ok()?, Exact::ZERO, Exact::ZERO);
    for line in lines {
        let (Course::Line { constant, slope }, step) = line.in_minor_units(scale)? else {
            return None;
        };
        sum = (
            sum.0.checked_add(constant).ok()?,
            sum.1.checked_add(slope).ok()?,
            sum.2.checked_add(step).ok()?,
        );
    }
    let (constant, slope, slack) = sum;
    Some((Course::Line { constant, slope }, slack))
}

/// A rounded amount; also one that is too large for money, as on the way to a total that is not.
fn in_minor_units(value: Exact, rounding: Rounding, currency: Currency) -> Option<i128> {
    let rounded = rounding.round(value).ok()?;
    let units = Exact::from(currency.minor_units());
    let minor = rounded.checked_mul(units).ok()?;
    minor.is_integer().then(|| minor.numerator())
}

/// The only value of a stretch, if it has no other.
fn only_value(stretch: Interval) -> Option<Exact> {
    match (stretch.lower(), stretch.upper()) {
        (Some((low, true)), Some((high, true))) if low == high => Some(low),
        _ => None,
    }
}
