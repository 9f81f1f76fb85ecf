//! Going through a tree, or splitting a region, case by case.
//!
//! The same splitting serves to build a tree (what comes of each case is a node) and to go through one
//! (nothing comes of a case but what is seen on the way).

use std::sync::Arc;

use oske_types::Exact;

use super::forms::Forms;
use super::linear::Linear;
use super::region::{Guard, Region, Values, side};
use super::{Node, NodeRef, Open};
use crate::interval::{Cut, Interval};

/// What comes of the cases of a split.
pub(crate) trait Joined: Sized {
    fn switch(attribute: usize, cases: Vec<(Values, Self)>) -> Self;
    fn cases(variable: usize, cases: Vec<(Interval, Self)>) -> Self;
    fn guard(guard: Guard, holds: Self, fails: Self) -> Self;
    fn choice(point: usize, alternatives: Vec<Self>) -> Self;
    fn open(open: Open) -> Self;
}

impl Joined for () {
    fn switch(_: usize, _: Vec<(Values, Self)>) -> Self {}
    fn cases(_: usize, _: Vec<(Interval, Self)>) -> Self {}
    fn guard(_: Guard, (): Self, (): Self) -> Self {}
    fn choice(_: usize, _: Vec<Self>) -> Self {}
    fn open(_: Open) -> Self {}
}

impl Joined for NodeRef {
    fn switch(attribute: usize, cases: Vec<(Values, Self)>) -> Self {
        Arc::new(Node::Switch { attribute, cases })
    }

    fn cases(variable: usize, cases: Vec<(Interval, Self)>) -> Self {
        Arc::new(Node::Cases { variable, cases })
    }

    fn guard(guard: Guard, holds: Self, fails: Self) -> Self {
        Arc::new(Node::Guard {
            guard,
            holds,
            fails,
        })
    }

    fn choice(point: usize, alternatives: Vec<Self>) -> Self {
        Arc::new(Node::Choice {
            point,
            alternatives,
        })
    }

    fn open(open: Open) -> Self {
        Arc::new(Node::Open(open))
    }
}

/// What is done with a number that was reached, or with the reason why there is none.
pub(crate) type Then<'t, F, T> = &'t mut dyn FnMut(&mut F, Result<&Linear, Open>, &Region) -> T;

impl<'p> Forms<'_, 'p> {
    /// Goes through a tree within a region: `then` is called once for each part of the region on which
    /// the tree is one linear form, or open.
    pub(crate) fn walk<T: Joined>(
        &mut self,
        node: &Node,
        region: &Region,
        then: Then<'_, Self, T>,
    ) -> T {
        if !self.spend() {
            return then(self, Err(Open::TooLarge), region);
        }
        match node {
            Node::Linear(linear) => then(self, Ok(linear), region),
            Node::Open(open) => then(self, Err(*open), region),
            Node::Scaled { by, of } => self.walk(
                of,
                region,
                &mut |forms: &mut Self, form, region: &Region| match form
                    .map(|form| form.times(*by))
                {
                    Ok(Some(form)) => then(forms, Ok(&form), region),
                    Ok(None) => then(forms, Err(Open::Overflow), region),
                    Err(open) => then(forms, Err(open), region),
                },
            ),
            Node::Switch { attribute, cases } => {
                let own = self.scales.values(region, *attribute);
                let mut parts = Vec::with_capacity(cases.len());
                for (values, case) in cases {
                    let both = own.and(values);
                    if both == own {
                        return self.walk(case, region, then);
                    }
                    if !both.is_empty() {
                        let part = region.with_choice(*attribute, both.clone());
                        parts.push((both, self.walk(case, &part, then)));
                    }
                }
                T::switch(*attribute, parts)
            }
            Node::Cases { variable, cases } => {
                let own = self.scales.stretch(region, *variable);
                let mut parts = Vec::with_capacity(cases.len());
                for (interval, case) in cases {
                    let Some(part) = self.scales.within(region, *variable, *interval) else {
                        continue;
                    };
                    let stretch = self.scales.stretch(&part, *variable);
                    if stretch == own {
                        return self.walk(case, region, then);
                    }
                    parts.push((stretch.unwrap_or(*interval), self.walk(case, &part, then)));
                }
                T::cases(*variable, parts)
            }
            Node::Guard {
                guard,
                holds,
                fails,
            } => self.split_guard(
                guard,
                region,
                &mut |forms: &mut Self, truth, region: &Region| {
                    forms.walk(if truth { holds } else { fails }, region, then)
                },
            ),
            Node::Choice {
                point,
                alternatives,
            } => self.split_pick(
                *point,
                alternatives.len(),
                region,
                &mut |forms: &mut Self, pick, region: &Region| match alternatives.get(pick) {
                    Some(alternative) => forms.walk(alternative, region, then),
                    None => T::open(Open::Overflow),
                },
            ),
            Node::Sum(parts) => {
                self.walk_sum(parts, Ok(&Linear::constant(Exact::ZERO)), region, then)
            }
            Node::Extreme { largest, of } => {
                self.walk_extreme(of, *largest, Ok(None), region, then)
            }
        }
    }

    fn walk_sum<T: Joined>(
        &mut self,
        parts: &[NodeRef],
        before: Result<&Linear, Open>,
        region: &Region,
        then: Then<'_, Self, T>,
    ) -> T {
        let parts = worth_trying(parts, before.err());
        let Some((first, rest)) = parts.split_first() else {
            return then(self, before, region);
        };
        self.walk(
            first,
            region,
            &mut |forms: &mut Self, form, region: &Region| {
                let sum = both(before, form)
                    .and_then(|(before, form)| before.plus(form).ok_or(Open::Overflow));
                forms.walk_sum(rest, sum.as_ref().map_err(|open| *open), region, then)
            },
        )
    }

    fn walk_extreme<T: Joined>(
        &mut self,
        parts: &[NodeRef],
        largest: bool,
        before: Result<Option<&Linear>, Open>,
        region: &Region,
        then: Then<'_, Self, T>,
    ) -> T {
        let parts = worth_trying(parts, before.err());
        let Some((first, rest)) = parts.split_first() else {
            let nothing = Linear::constant(Exact::ZERO);
            return then(
                self,
                before.map(|before| before.unwrap_or(&nothing)),
                region,
            );
        };
        self.walk(
            first,
            region,
            &mut |forms: &mut Self, form, region: &Region| {
                let (before, form) = match both(before, form) {
                    Ok((Some(before), form)) => (before, form),
                    Ok((None, form)) => {
                        return forms.walk_extreme(rest, largest, Ok(Some(form)), region, then);
                    }
                    Err(open) => {
                        return forms.walk_extreme(rest, largest, Err(open), region, then);
                    }
                };
                let Some(difference) = before.minus(form) else {
                    return forms.walk_extreme(rest, largest, Err(Open::Overflow), region, then);
                };
                let guard = Guard {
                    form: difference,
                    strict: false,
                };
                forms.split_guard(
                    &guard,
                    region,
                    &mut |forms: &mut Self, before_is_more, region: &Region| {
                        let (kept, other) = if before_is_more == largest {
                            (before, form)
                        } else {
                            (form, before)
                        };
                        let beside = other.may_be_open().then(|| kept.beside(other));
                        let kept = beside.as_ref().unwrap_or(kept);
                        forms.walk_extreme(rest, largest, Ok(Some(kept)), region, then)
                    },
                )
            },
        )
    }

    /// Splits a region by the values of a choice: into the classes of values that are given.
    pub(crate) fn split_choice<T: Joined>(
        &mut self,
        attribute: usize,
        classes: &[Values],
        region: &Region,
        then: &mut dyn FnMut(&mut Self, usize, &Region) -> T,
    ) -> T {
        let own = self.scales.values(region, attribute);
        let mut parts = Vec::new();
        for (index, class) in classes.iter().enumerate() {
            let both = own.and(class);
            if both == own {
                return then(self, index, region);
            }
            if !both.is_empty() {
                let part = region.with_choice(attribute, both.clone());
                parts.push((both, then(self, index, &part)));
            }
        }
        T::switch(attribute, parts)
    }

    /// Splits a region by what is picked at a choice point.
    pub(crate) fn split_pick<T: Joined>(
        &mut self,
        point: usize,
        count: usize,
        region: &Region,
        then: &mut dyn FnMut(&mut Self, usize, &Region) -> T,
    ) -> T {
        if let Some(pick) = region.pick(point) {
            return then(self, pick, region);
        }
        let alternatives = (0..count).map(|pick| then(self, pick, &region.with_pick(point, pick)));
        let alternatives = alternatives.collect();
        T::choice(point, alternatives)
    }

    /// Splits a region by a form that is at least zero, or above it.
    pub(crate) fn split_guard<T: Joined>(
        &mut self,
        guard: &Guard,
        region: &Region,
        then: &mut dyn FnMut(&mut Self, bool, &Region) -> T,
    ) -> T {
        let form = self.pinned(&guard.form, region);
        if let Some(constant) = form.as_constant() {
            let holds = constant.is_positive() || (constant.is_zero() && !guard.strict);
            return then(self, holds, region);
        }
        if let Some((variable, factor)) = form.as_single()
            && self.scales.scale(variable).is_some()
        {
            let Some(inside) = side(form.constant, factor, guard.strict) else {
                return T::open(Open::Overflow);
            };
            let outside = outside_of(inside);
            let sides = [(Some(inside), true), (outside, false)];
            let own = self.scales.stretch(region, variable);
            let mut parts = Vec::with_capacity(2);
            for (interval, truth) in sides {
                let part =
                    interval.and_then(|interval| self.scales.within(region, variable, interval));
                let Some(part) = part else { continue };
                let stretch = self.scales.stretch(&part, variable);
                if stretch == own {
                    return then(self, truth, region);
                }
                parts.push((
                    stretch.unwrap_or(Interval::EVERYTHING),
                    then(self, truth, &part),
                ));
            }
            parts.sort_by_key(|(interval, _)| interval.from);
            return T::cases(variable, parts);
        }
        // A border that follows no axis, unless the whole region lies on one side of it.
        let (least, most) = self.range_of(&form, region);
        let always =
            least.is_some_and(|least| least.is_positive() || (least.is_zero() && !guard.strict));
        let never = most.is_some_and(|most| most.is_negative() || (most.is_zero() && guard.strict));
        if always || never {
            return then(self, always, region);
        }
        let guard = Guard {
            form,
            strict: guard.strict,
        };
        let Some(negated) = guard.negated() else {
            return T::open(Open::Overflow);
        };
        let (inside, outside) = (region.with_guard(guard.clone()), region.with_guard(negated));
        if !self.may_hold(&inside) {
            return then(self, false, region);
        }
        if !self.may_hold(&outside) {
            return then(self, true, region);
        }
        let holds = then(self, true, &inside);
        let fails = then(self, false, &outside);
        T::guard(guard, holds, fails)
    }

    /// Splits a region by where a form lies. The intervals follow one another and leave nothing out.
    pub(crate) fn split_form<T: Joined>(
        &mut self,
        form: &Linear,
        intervals: &[Interval],
        region: &Region,
        then: &mut dyn FnMut(&mut Self, usize, &Region) -> T,
    ) -> T {
        let form = self.pinned(form, region);
        if let Some(constant) = form.as_constant() {
            let found = intervals
                .iter()
                .position(|interval| interval.contains(constant));
            return match found {
                Some(index) => then(self, index, region),
                None => T::open(Open::Overflow),
            };
        }
        if let Some((variable, factor)) = form.as_single()
            && self.scales.scale(variable).is_some()
        {
            let own = self.scales.stretch(region, variable);
            let mut parts = Vec::new();
            for (index, interval) in intervals.iter().enumerate() {
                let Some(pulled) = pull_back(*interval, form.constant, factor) else {
                    return T::open(Open::Overflow);
                };
                let Some(part) = self.scales.within(region, variable, pulled) else {
                    continue;
                };
                let stretch = self.scales.stretch(&part, variable);
                if stretch == own {
                    return then(self, index, region);
                }
                parts.push((stretch.unwrap_or(pulled), then(self, index, &part)));
            }
            parts.sort_by_key(|(interval, _)| interval.from);
            return T::cases(variable, parts);
        }
        self.split_form_from(&form, intervals, 0, region, then)
    }

    /// Interval by interval: in this one, or behind it.
    fn split_form_from<T: Joined>(
        &mut self,
        form: &Linear,
        intervals: &[Interval],
        index: usize,
        region: &Region,
        then: &mut dyn FnMut(&mut Self, usize, &Region) -> T,
    ) -> T {
        let Some(Cut::At { value, after }) = intervals.get(index).map(|interval| interval.to)
        else {
            return then(self, index, region);
        };
        let Some(form_behind) = form.plus(&Linear::constant(value.negated())) else {
            return T::open(Open::Overflow);
        };
        let behind = Guard {
            form: form_behind,
            strict: after,
        };
        self.split_guard(
            &behind,
            region,
            &mut |forms: &mut Self, is_behind, region: &Region| {
                if is_behind {
                    forms.split_form_from(form, intervals, index.saturating_add(1), region, then)
                } else {
                    then(forms, index, region)
                }
            },
        )
    }

    /// A form with the quantities that have only one value in the region put in.
    pub(crate) fn pinned(&self, form: &Linear, region: &Region) -> Linear {
        let mut pinned = form.clone();
        for (variable, _) in &form.terms {
            if let Some(value) = self.scales.only_point(region, *variable)
                && let Some(with) = pinned.with(*variable, value)
            {
                pinned = with;
            }
        }
        pinned
    }

    /// The least and the greatest value of a form in the box of a region, where it has them.
    pub(crate) fn range_of(
        &self,
        form: &Linear,
        region: &Region,
    ) -> (Option<Exact>, Option<Exact>) {
        let mut least = Some(form.constant);
        let mut most = Some(form.constant);
        for (variable, factor) in &form.terms {
            let (low, high) = self.ends_of(*variable, region);
            let (low, high) = if factor.is_negative() {
                (high, low)
            } else {
                (low, high)
            };
            let part = |end: Option<Exact>| end.and_then(|end| end.checked_mul(*factor).ok());
            let plus = |sum: Option<Exact>, part: Option<Exact>| {
                sum.zip(part)
                    .and_then(|(sum, part)| sum.checked_add(part).ok())
            };
            least = plus(least, part(low));
            most = plus(most, part(high));
        }
        (least, most)
    }

    /// The least and the greatest value of a quantity in a region.
    pub(crate) fn ends_of(
        &self,
        variable: usize,
        region: &Region,
    ) -> (Option<Exact>, Option<Exact>) {
        if let Some(leaf) = self.leaf(variable) {
            return (leaf.least, leaf.most);
        }
        match (
            self.scales.scale(variable),
            self.scales.stretch(region, variable),
        ) {
            (Some(scale), Some(stretch)) => scale.ends(stretch),
            _ => (None, None),
        }
    }
}

/// Both, or the graver reason why not.
pub(super) fn both<L, R>(left: Result<L, Open>, right: Result<R, Open>) -> Result<(L, R), Open> {
    match (left, right) {
        (Ok(left), Ok(right)) => Ok((left, right)),
        (Err(left), Err(right)) => Err(left.max(right)),
        (Err(open), Ok(_)) | (Ok(_), Err(open)) => Err(open),
    }
}

/// The parts that are still to be tried: of what is open already, those that may be graver.
fn worth_trying(parts: &[NodeRef], open: Option<Open>) -> &[NodeRef] {
    let is_told = open.is_some() && parts.iter().all(|part| part.gravest() <= open);
    if is_told { &[] } else { parts }
}

/// What lies outside of a half of a scale.
fn outside_of(half: Interval) -> Option<Interval> {
    if half.from == Cut::Lowest {
        Interval::new(half.to, Cut::Highest)
    } else {
        Interval::new(Cut::Lowest, half.from)
    }
}

/// Where `constant + factor × x` lies in an interval.
fn pull_back(interval: Interval, constant: Exact, factor: Exact) -> Option<Interval> {
    let flip = factor.is_negative();
    let cut = |cut: Cut| match cut {
        Cut::At { value, after } => {
            let value = value.checked_sub(constant).ok()?.checked_div(factor).ok()?;
            Some(Cut::At {
                value,
                after: after != flip,
            })
        }
        Cut::Lowest if flip => Some(Cut::Highest),
        Cut::Highest if flip => Some(Cut::Lowest),
        end => Some(end),
    };
    let (from, to) = (cut(interval.from)?, cut(interval.to)?);
    if flip {
        Interval::new(to, from)
    } else {
        Interval::new(from, to)
    }
}
