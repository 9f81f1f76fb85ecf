//! [`Along`]: one reading's way through formulas, along the unknown.
//!
//! It takes the same way as the step-by-step evaluation, from the first value of a stretch on, and
//! wherever that way depends on the unknown it shortens the stretch to the part on which it is the
//! same. What comes of it holds on all of the stretch that is left.

mod condition;
mod table;

use std::cmp::Ordering;
use std::collections::BTreeSet;

use oske_types::{ArithmeticError, Exact, Rounding};

use super::course::{Course, NoCourse};
use super::error::{NotSolvable, WhyNot};
use crate::day;
use crate::evaluate::{ChoicePoint, Picks, counted_steps};
use crate::facts::BoundFacts;
use crate::formula::Operator;
use crate::interval::{Cut, Interval};
use crate::policy::{
    Expression, ExpressionKind, Extreme, FormulaText, LetMeaning, ParameterValue, ShareRounding,
    TimeSpan,
};
use crate::round::RoundShares;
use crate::year::PolicyYear;

/// Why a way ends without a number, the lesser behind the graver.
#[derive(Debug)]
pub(super) enum Halt {
    /// There is none for any value on the stretch.
    Open,
    /// There is one, but not such that it could be solved for.
    NotSolvable(Box<NotSolvable>),
}

impl Halt {
    /// What comes of two parts of which both were tried: what is open is so whatever the other is.
    fn join<L, R>(left: Result<L, Self>, right: Result<R, Self>) -> Result<(L, R), Self> {
        match (left, right) {
            (Ok(left), Ok(right)) => Ok((left, right)),
            (Err(Self::Open), _) | (_, Err(Self::Open)) => Err(Self::Open),
            (Err(halt), _) | (_, Err(halt)) => Err(halt),
        }
    }

    /// As [`join`](Self::join), of any number of parts.
    pub(super) fn all<T>(parts: impl IntoIterator<Item = Result<T, Self>>) -> Result<Vec<T>, Self> {
        let mut all = Ok(Vec::new());
        for part in parts {
            all = Self::join(all, part).map(|(mut all, part)| {
                all.push(part);
                all
            });
        }
        all
    }
}

/// The parameter whose value is asked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Unknown<'p> {
    /// The value of it that is meant: asked as on another day it may have another, which is known.
    pub(super) dated: &'p ParameterValue,
    /// The value that it has, where it is not left open.
    pub(super) at: Option<Exact>,
}

/// One reading's way.
pub(super) struct Along<'e, 'p> {
    pub(super) year: &'e PolicyYear<'p>,
    pub(super) unknown: Unknown<'p>,
    pub(super) facts: &'e BoundFacts<'e>,
    /// The thing of a list whose facts are meant.
    pub(super) thing: Option<&'e BoundFacts<'e>>,
    pub(super) round: &'e RoundShares,
    pub(super) picks: &'e mut Picks,
    /// The values of the unknown for which the way so far is the same.
    pub(super) stretch: Interval,
    /// The shares of the round that were met.
    pub(super) shares: BTreeSet<usize>,
    /// The formula that is gone through.
    pub(super) formula: Option<&'p FormulaText>,
}

impl<'e, 'p> Along<'e, 'p> {
    /// What a part of a formula comes to. Parts are tried in the order of the step-by-step evaluation,
    /// and as many of them, so that the same choice points are met.
    pub(super) fn value(&mut self, expression: &'p Expression) -> Result<Course, Halt> {
        match &expression.kind {
            ExpressionKind::Number { value, .. } => Ok(Course::constant(*value)),
            ExpressionKind::Day { day, .. } => Ok(Course::constant(day.number_in(self.year.year))),
            ExpressionKind::Measure(index) => {
                let measure = self.year.policy.measure(*index).ok_or(Halt::Open)?;
                let facts = self.facts_of(measure.list);
                let known = facts.measures.get(*index).and_then(Option::as_ref);
                Ok(Course::constant(known.ok_or(Halt::Open)?.value))
            }
            ExpressionKind::Parameter { index, on } => {
                self.parameter(*index, on.as_deref(), expression.at)
            }
            ExpressionKind::Let(index) => {
                let named = self.year.policy.lets.get(*index).ok_or(Halt::Open)?;
                let LetMeaning::Quantity(inner) = &named.meaning else {
                    return Err(Halt::Open);
                };
                self.within(&named.text, |along| along.value(inner))
            }
            ExpressionKind::Share(index) => self.share(*index, expression.at),
            ExpressionKind::Lookup(lookup) => self.number_from_table(lookup, expression.at),
            ExpressionKind::Negate(inner) => Ok(self.value(inner)?.negated()),
            ExpressionKind::Calculate(operator, sides) => {
                let [left, right] = sides.as_ref();
                let (left, right) = (self.value(left), self.value(right));
                let (left, right) = Halt::join(left, right)?;
                self.calculate(*operator, left, right, expression.at)
            }
            ExpressionKind::Choose {
                condition,
                then,
                otherwise,
            } => {
                let holds = self.condition(condition, expression.at)?;
                self.value(if holds { then } else { otherwise })
            }
            ExpressionKind::Extreme { extreme, of } => {
                let parts = of.iter().map(|part| self.value(part));
                let parts = Halt::all(parts.collect::<Vec<_>>())?;
                self.extreme(*extreme, parts, expression.at)
            }
            ExpressionKind::Round { mode, of, step } => {
                let of = self.value(of)?;
                let rounding = Rounding::new(*step, *mode).ok_or(Halt::Open)?;
                self.through(of, |value| rounding.round(value), expression.at)
            }
            ExpressionKind::Steps { started, of, step } => {
                let of = self.value(of)?;
                self.through(
                    of,
                    |value| counted_steps(value, *step, *started),
                    expression.at,
                )
            }
            ExpressionKind::Time { span, between } => {
                let [from, to] = between.as_ref();
                let (from, to) = (self.value(from), self.value(to));
                let (from, to) = Halt::join(from, to)?;
                self.time(*span, from, to, expression.at)
            }
            ExpressionKind::Sum { list, of } => self.sum(*list, of, expression.at),
            ExpressionKind::Count(list) => {
                let things = self.things(*list)?;
                let count = i64::try_from(things.len()).unwrap_or(i64::MAX);
                Ok(Course::constant(Exact::from(count)))
            }
            ExpressionKind::Unclear { label, of } => {
                let picked = self.picks.pick(ChoicePoint::Unclear(*label), of.len());
                self.value(of.get(picked).ok_or(Halt::Open)?)
            }
        }
    }

    /// Goes through a formula that stands elsewhere.
    pub(super) fn within<T>(
        &mut self,
        formula: &'p FormulaText,
        through: impl FnOnce(&mut Self) -> T,
    ) -> T {
        let outside = self.formula.replace(formula);
        let result = through(self);
        self.formula = outside;
        result
    }

    fn facts_of(&self, list: Option<usize>) -> &'e BoundFacts<'e> {
        match (list, self.thing) {
            (Some(_), Some(thing)) => thing,
            _ => self.facts,
        }
    }

    fn things(&self, list: usize) -> Result<&'e [BoundFacts<'e>], Halt> {
        let facts = self.facts;
        let things = facts.lists.get(list).and_then(Option::as_ref);
        things.map(Vec::as_slice).ok_or(Halt::Open)
    }

    fn parameter(
        &mut self,
        index: usize,
        on: Option<&'p Expression>,
        at: usize,
    ) -> Result<Course, Halt> {
        let dated = match on {
            None => self.year.parameters.get(index).copied().flatten(),
            Some(on) => {
                let day = self.value(on)?;
                let day = self.constant(day, at)?;
                let parameter = self.year.policy.parameter(index).ok_or(Halt::Open)?;
                parameter.on(day::date_of(day).ok_or(Halt::Open)?)
            }
        };
        let dated = dated.ok_or(Halt::Open)?;
        if std::ptr::eq(dated, self.unknown.dated) {
            return Ok(match self.unknown.at {
                Some(value) => Course::constant(value),
                None => Course::Line {
                    constant: Exact::ZERO,
                    slope: Exact::ONE,
                },
            });
        }
        dated.value.map(Course::constant).ok_or(Halt::Open)
    }

    fn calculate(
        &mut self,
        operator: Operator,
        left: Course,
        right: Course,
        at: usize,
    ) -> Result<Course, Halt> {
        let of = [left, right];
        let stretch = self.stretch;
        match operator {
            Operator::Add => self.settled(left.plus(right, stretch), &of, at),
            Operator::Subtract => self.settled(left.plus(right.negated(), stretch), &of, at),
            Operator::Multiply => match (left.as_constant(), right.as_constant()) {
                (_, Some(factor)) => self.settled(left.times(factor), &of, at),
                (Some(factor), _) => self.settled(right.times(factor), &of, at),
                (None, None) => self.product(left, right, at),
            },
            Operator::Divide => {
                if let Some(divisor) = right.as_constant() {
                    let inverse = Exact::ONE.checked_div(divisor).map_err(|_| Halt::Open)?;
                    return self.settled(left.times(inverse), &of, at);
                }
                let side = self.sign(right, at)?;
                if side.is_eq() {
                    return Err(Halt::Open);
                }
                let stretch = self.stretch;
                if let Some(ratio) = left.ratio(right, stretch) {
                    return self.settled(ratio, &of, at);
                }
                let (left, right) = if side.is_lt() {
                    (left.negated(), right.negated())
                } else {
                    (left, right)
                };
                let inverse = right.inverse(stretch);
                match left.as_constant() {
                    Some(above) => self.settled(inverse.times(above), &of, at),
                    None => self.product(left, inverse, at),
                }
            }
        }
    }

    /// A product of two numbers that both depend on the unknown.
    fn product(&mut self, left: Course, right: Course, at: usize) -> Result<Course, Halt> {
        let mut is_negative = false;
        let mut sized = Vec::with_capacity(2);
        for factor in [left, right] {
            if self.is_below_zero(factor, at)? {
                is_negative = !is_negative;
                sized.push(factor.negated());
            } else {
                sized.push(factor);
            }
        }
        let [left, right] = sized.as_slice() else {
            return Err(Halt::Open);
        };
        let product = left.product(*right, self.stretch);
        let product = self.settled(product, &sized, at)?;
        Ok(if is_negative {
            product.negated()
        } else {
            product
        })
    }

    fn extreme(&mut self, extreme: Extreme, parts: Vec<Course>, at: usize) -> Result<Course, Halt> {
        let largest = extreme.takes_largest();
        let mut parts = parts.into_iter();
        let mut kept = parts.next().ok_or(Halt::Open)?;
        for part in parts {
            let is_line = |course: Course| matches!(course, Course::Line { .. });
            kept = if is_line(kept) && is_line(part) {
                let order = self.order(kept, part, at)?;
                if order.is_ge() == largest { kept } else { part }
            } else {
                let of = [kept, part];
                self.settled(kept.extreme(part, largest, self.stretch), &of, at)?
            };
        }
        Ok(kept)
    }

    fn through(
        &self,
        of: Course,
        function: impl Fn(Exact) -> Result<Exact, ArithmeticError>,
        at: usize,
    ) -> Result<Course, Halt> {
        self.settled(of.through(function, self.stretch), &[of], at)
    }

    fn time(
        &mut self,
        span: TimeSpan,
        from: Course,
        to: Course,
        at: usize,
    ) -> Result<Course, Halt> {
        let from = self.constant(from, at)?;
        let to = self.constant(to, at)?;
        let dates = day::date_of(from).zip(day::date_of(to));
        let (from, to) = dates.ok_or(Halt::Open)?;
        Ok(Course::constant(Exact::from(span.between(from, to))))
    }

    fn sum(&mut self, list: usize, of: &'p Expression, at: usize) -> Result<Course, Halt> {
        let things = self.things(list)?;
        let mut parts = Vec::with_capacity(things.len());
        for thing in things {
            let outside = self.thing.replace(thing);
            parts.push(self.value(of));
            self.thing = outside;
        }
        let mut total = Course::constant(Exact::ZERO);
        for part in Halt::all(parts)? {
            let sum = total.plus(part, self.stretch);
            total = self.settled(sum, &[total, part], at)?;
        }
        Ok(total)
    }

    /// A share of a total: of each key its weight, the payer's figure and what it is a part of.
    fn share(&mut self, index: usize, at: usize) -> Result<Course, Halt> {
        let policy = self.year.policy;
        let share = policy.shares.get(index).ok_or(Halt::Open)?;
        let is_of_round = share.keys.iter().any(|key| key.of.is_none());
        if is_of_round {
            self.shares.insert(index);
        }
        let total = self.within(&share.total_text, |along| along.value(&share.total));
        let mut quotas = Vec::with_capacity(share.keys.len());
        for (number, key) in share.keys.iter().enumerate() {
            let by = self.within(&key.by_text, |along| along.value(&key.by));
            let of = match &key.of {
                Some((of, text)) => self.within(text, |along| along.value(of)),
                None => {
                    let sum = self.round.sum(index, number, self.facts.label);
                    sum.map(Course::constant).map_err(|_| Halt::Open)
                }
            };
            let quota = Halt::join(by, of).and_then(|(by, of)| {
                let is_fixed = by.as_constant().is_some() && of.as_constant().is_some();
                if is_of_round && !is_fixed {
                    return Err(self.not_solvable(WhyNot::SharedByUnknown, at));
                }
                let quota = self.calculate(Operator::Divide, by, of, at)?;
                self.settled(quota.times(key.weight), &[quota], at)
            });
            quotas.push(quota);
        }
        let quotas = Halt::all(quotas);
        let (total, quotas) = Halt::join(total, quotas)?;
        if is_of_round && total.as_constant().is_none() {
            return Err(self.not_solvable(WhyNot::SharedByUnknown, at));
        }
        let mut part = Course::constant(Exact::ZERO);
        for quota in quotas {
            let sum = part.plus(quota, self.stretch);
            part = self.settled(sum, &[part, quota], at)?;
        }
        let value = self.calculate(Operator::Multiply, total, part, at)?;
        let allocated = self.round.allocated(index, self.facts.label);
        match share.rounding {
            ShareRounding::Each => Ok(value),
            ShareRounding::Together => allocated.map(Course::constant).ok_or(Halt::Open),
        }
    }

    /// Whether a number is nowhere above zero, or nowhere below it.
    fn is_below_zero(&mut self, course: Course, at: usize) -> Result<bool, Halt> {
        let (least, most) = course.range(self.stretch);
        if least.is_some_and(|least| !least.is_negative()) {
            return Ok(false);
        }
        if most.is_some_and(|most| !most.is_positive()) {
            return Ok(true);
        }
        Ok(self.sign(course, at)?.is_lt())
    }

    /// How two numbers compare at the first value of the stretch, which is shortened to where they
    /// compare so.
    fn order(&mut self, left: Course, right: Course, at: usize) -> Result<Ordering, Halt> {
        let difference = left.plus(right.negated(), self.stretch);
        let difference = match (difference, left.as_constant(), right.as_constant()) {
            (Err(_), Some(left), Some(right)) => return Ok(left.cmp(&right)),
            (Err(NoCourse::Turns), ..) => {
                return Err(self.not_solvable(WhyNot::Compared, at));
            }
            (difference, ..) => self.settled(difference, &[], at)?,
        };
        self.sign(difference, at)
    }

    /// How a number compares with zero at the first value of the stretch, which is shortened to where
    /// it compares so.
    fn sign(&mut self, course: Course, at: usize) -> Result<Ordering, Halt> {
        let (constant, slope) = match course {
            Course::Line { constant, slope } => (constant, slope),
            Course::Curve { least, most, .. } => {
                let above = least.is_some_and(Exact::is_positive);
                let below = most.is_some_and(Exact::is_negative);
                return match (above, below) {
                    (true, _) => Ok(Ordering::Greater),
                    (_, true) => Ok(Ordering::Less),
                    _ => Err(self.not_solvable(WhyNot::Compared, at)),
                };
            }
        };
        if slope.is_zero() {
            return Ok(constant.cmp(&Exact::ZERO));
        }
        let root = constant.negated().checked_div(slope);
        let root = root.map_err(|_| self.not_solvable(WhyNot::Overflow, at))?;
        let (before, after) = (Cut::before(root), Cut::after(root));
        let behind = slope.cmp(&Exact::ZERO);
        if self.stretch.from >= after {
            return Ok(behind);
        }
        let (order, to) = if self.stretch.from < before {
            (behind.reverse(), before)
        } else {
            (Ordering::Equal, after)
        };
        // INVARIANT: the stretch begins before `to`, so that something is left of it.
        self.stretch.to = self.stretch.to.min(to);
        Ok(order)
    }

    /// A number that may not depend on the unknown.
    fn constant(&self, course: Course, at: usize) -> Result<Exact, Halt> {
        let constant = course.as_constant();
        constant.ok_or_else(|| self.not_solvable(WhyNot::Dated, at))
    }

    /// What was computed of parts. What has no result is so whatever the unknown is, where none of the
    /// parts depends on it.
    fn settled(
        &self,
        result: Result<Course, NoCourse>,
        of: &[Course],
        at: usize,
    ) -> Result<Course, Halt> {
        result.map_err(|none| {
            let is_fixed = !of.is_empty() && of.iter().all(|part| part.as_constant().is_some());
            match none {
                NoCourse::Open => Halt::Open,
                _ if is_fixed => Halt::Open,
                NoCourse::Turns => self.not_solvable(WhyNot::Turns, at),
                NoCourse::Overflow => self.not_solvable(WhyNot::Overflow, at),
            }
        })
    }

    fn not_solvable(&self, why: WhyNot, at: usize) -> Halt {
        let formula = self.formula.map_or("", |formula| &*formula.text);
        Halt::NotSolvable(Box::new(NotSolvable::new(formula, at, why)))
    }
}
