//! Functions that only step along a quantity: rounding, counted steps, the time between dates. Cases
//! where there are not too many steps, else a leaf.

use oske_types::Exact;

use super::forms::Forms;
use super::linear::{Linear, Variable};
use super::node::{linear, number, open_beside};
use super::region::{Guard, Region};
use super::walk::Joined;
use super::{LeafKind, NodeRef, Open};
use crate::day;
use crate::interval::{Cut, Interval};
use crate::policy::{Expression, TimeSpan};

/// How many steps a rounding or a count may have to be written out.
const MOST_STEPS: usize = 400;

impl<'p> Forms<'_, 'p> {
    /// A function that only steps, along one quantity: cases where there are not too many, else a leaf.
    pub(super) fn staircase(
        &mut self,
        of: &NodeRef,
        region: &Region,
        value: &dyn Fn(Exact) -> Option<Exact>,
        kind: &dyn Fn(Linear) -> LeafKind,
    ) -> NodeRef {
        self.walk(
            of,
            region,
            &mut |forms: &mut Self, form, region: &Region| {
                let form = match form {
                    Ok(form) => forms.pinned(form, region),
                    Err(open) => return NodeRef::open(open),
                };
                if let Some(constant) = form.as_constant() {
                    return value(constant).map_or_else(|| NodeRef::open(Open::Overflow), number);
                }
                if let Some((variable, _)) = form.as_single()
                    && let Some(steps) =
                        forms.steps_of(variable, region, &|x| value(form.at(|_| Some(x))?))
                {
                    return NodeRef::cases(variable, steps);
                }
                let (least, most) = forms.range_of(&form, region);
                let (least, most) = (least.and_then(value), most.and_then(value));
                forms.new_leaf(kind(form), least, most)
            },
        )
    }

    /// The steps of a monotone function of one quantity with a grid, found by halving; `None` where
    /// there are too many.
    fn steps_of(
        &self,
        variable: Variable,
        region: &Region,
        value: &dyn Fn(Exact) -> Option<Exact>,
    ) -> Option<Vec<(Interval, NodeRef)>> {
        let scale = self.scales.scale(variable)?;
        let step = scale.step?;
        let (low, high) = scale.ends(self.scales.stretch(region, variable)?);
        let (mut index, last) = (
            low?.checked_div(step).ok()?.floor(),
            high?.checked_div(step).ok()?.floor(),
        );
        let at = |index: i128| Exact::try_from(index).ok()?.checked_mul(step).ok();
        let mut steps = Vec::new();
        while index <= last {
            if steps.len() >= MOST_STEPS {
                return None;
            }
            let here = value(at(index)?)?;
            // The last point with the same value: first a stride that passes it, then halving.
            let (mut same, mut other) = (index, None);
            let mut stride: i128 = 1;
            while other.is_none() && same < last {
                let next = same.checked_add(stride)?.min(last);
                if value(at(next)?)? == here {
                    same = next;
                    stride = stride.checked_mul(2)?;
                } else {
                    other = Some(next);
                }
            }
            while let Some(beyond) =
                other.filter(|beyond| beyond.checked_sub(same).is_some_and(|gap| gap > 1))
            {
                let middle = same.checked_add(beyond)?.checked_div(2)?;
                if value(at(middle)?)? == here {
                    same = middle;
                } else {
                    other = Some(middle);
                }
            }
            let interval = Interval::new(Cut::before(at(index)?), Cut::after(at(same)?))?;
            steps.push((scale.on_grid(interval)?, number(here)));
            index = same.checked_add(1)?;
        }
        Some(steps)
    }

    /// The time from one date to another.
    pub(super) fn time(
        &mut self,
        span: TimeSpan,
        between: &'p [Expression; 2],
        region: &Region,
    ) -> NodeRef {
        let [from, to] = between;
        let (from, to) = (self.compile(from, region), self.compile(to, region));
        self.walk(
            &from,
            region,
            &mut |forms: &mut Self, from, region: &Region| {
                let from = match from {
                    Ok(from) => from.clone(),
                    Err(open) => return open_beside(open, &to),
                };
                forms.walk(
                    &to,
                    region,
                    &mut |forms: &mut Self, to, region: &Region| match to {
                        Ok(to) => forms.time_of(span, &from, to, region),
                        Err(open) => NodeRef::open(open),
                    },
                )
            },
        )
    }

    fn time_of(&mut self, span: TimeSpan, from: &Linear, to: &Linear, region: &Region) -> NodeRef {
        let (from, to) = (self.pinned(from, region), self.pinned(to, region));
        let between = |from: Exact, to: Exact| {
            let (from, to) = (day::date_of(from)?, day::date_of(to)?);
            Some(Exact::from(span.between(from, to)))
        };
        if let (Some(from), Some(to)) = (from.as_constant(), to.as_constant()) {
            return between(from, to).map_or_else(|| NodeRef::open(Open::Overflow), number);
        }
        let Some(days) = to.minus(&from) else {
            return NodeRef::open(Open::Overflow);
        };
        if span == TimeSpan::Days {
            let later = Guard {
                form: days.clone(),
                strict: false,
            };
            return self.split_guard(&later, region, &mut |_, is_later, _| {
                if is_later {
                    linear(Some(days.clone()))
                } else {
                    number(Exact::ZERO)
                }
            });
        }
        if let Some((variable, _)) = days.as_single()
            && from.terms.len().saturating_add(to.terms.len()) == 1
            && let Some(steps) = self.steps_of(variable, region, &|x| {
                let at = |form: &Linear| form.at(|_| Some(x));
                between(at(&from)?, at(&to)?)
            })
        {
            return NodeRef::cases(variable, steps);
        }
        let (_, longest) = self.range_of(&days, region);
        let kind = LeafKind::Time { span, from, to };
        self.new_leaf(
            kind,
            Some(Exact::ZERO),
            longest.map(|days| days.max(Exact::ZERO)),
        )
    }
}
