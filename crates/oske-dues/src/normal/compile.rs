//! Formulas to trees, part by part. What conditions, products and staircases come to stands in files
//! of their own.

use std::sync::Arc;

use oske_types::{Exact, Rounding};

use super::forms::Forms;
use super::linear::{Linear, Variable};
use super::node::{number, scaled, sum_of};
use super::region::Region;
use super::seen::SeenBound;
use super::walk::Joined;
use super::{LeafKind, Node, NodeRef, Open};
use crate::day;
use crate::evaluate::{ChoicePoint, counted_steps};
use crate::formula::Operator;
use crate::interval::{Cut, Interval};
use crate::policy::{
    Expression, ExpressionKind, Extreme, FormulaText, LetMeaning, ParameterValue, Share, ShareKey,
};

impl<'p> Forms<'_, 'p> {
    /// A formula of a rule, within a region.
    pub(crate) fn compile_in(
        &mut self,
        formula: &'p FormulaText,
        rule: Option<usize>,
        expression: &'p Expression,
        region: &Region,
    ) -> NodeRef {
        let outside = (self.formula.replace(formula), self.rule);
        self.rule = rule.or(self.rule);
        let node = self.compile(expression, region);
        (self.formula, self.rule) = outside;
        node
    }

    /// Sees which rows and parameters a formula asks for where it is open whether its rule holds: what
    /// may be looked up is not dead, and nothing else is said of it.
    pub(crate) fn look_into(
        &mut self,
        formula: &'p FormulaText,
        rule: usize,
        expression: &'p Expression,
        region: &Region,
    ) {
        let seen = &self.seen;
        let (gaps, overlaps) = (seen.gaps.len(), seen.overlaps.len());
        let (divisions, bounds) = (seen.divisions.len(), seen.bounds.len());
        self.compile_in(formula, Some(rule), expression, region);
        self.seen.gaps.truncate(gaps);
        self.seen.overlaps.truncate(overlaps);
        self.seen.divisions.truncate(divisions);
        self.seen.bounds.truncate(bounds);
    }

    pub(super) fn compile(&mut self, expression: &'p Expression, region: &Region) -> NodeRef {
        if !self.spend() {
            return NodeRef::open(Open::TooLarge);
        }
        let policy = self.year.policy;
        match &expression.kind {
            ExpressionKind::Number { value, .. } => number(*value),
            ExpressionKind::Day { day, .. } => number(day.number_in(self.year.year)),
            ExpressionKind::Measure(index) => self.quantity(*index, region),
            ExpressionKind::Count(list) => {
                let variable = policy.measures.len().saturating_add(*list);
                self.quantity(variable, region)
            }
            ExpressionKind::Parameter { index, on } => {
                self.seen.parameters.insert(*index);
                match on {
                    None => {
                        let dated = self.year.parameters.get(*index).copied().flatten();
                        let day = self.year.year.first_day();
                        let value = self.parameter_value(*index, dated, day);
                        value.map_or_else(NodeRef::open, number)
                    }
                    Some(on) => self.parameter_on(*index, on, region),
                }
            }
            ExpressionKind::Let(index) => match policy.lets.get(*index) {
                Some(named) => match &named.meaning {
                    LetMeaning::Quantity(inner) => {
                        let outside = self.formula.replace(&named.text);
                        let node = self.compile(inner, region);
                        self.formula = outside;
                        node
                    }
                    LetMeaning::Truth(_) | LetMeaning::Choice(_) => NodeRef::open(Open::Overflow),
                },
                None => NodeRef::open(Open::Overflow),
            },
            ExpressionKind::Share(index) => self.share(*index, region),
            ExpressionKind::Lookup(lookup) => self.lookup_number(lookup, region),
            ExpressionKind::Negate(inner) => scaled(-Exact::ONE, self.compile(inner, region)),
            ExpressionKind::Calculate(operator, sides) => {
                let [left, right] = sides.as_ref();
                let divisor_at = right.at;
                let (left, right) = (self.compile(left, region), self.compile(right, region));
                match operator {
                    Operator::Add => sum_of(left, right),
                    Operator::Subtract => sum_of(left, scaled(-Exact::ONE, right)),
                    Operator::Multiply => self.product(&left, &right, region),
                    Operator::Divide => self.quotient(&left, &right, divisor_at, region),
                }
            }
            ExpressionKind::Choose {
                condition,
                then,
                otherwise,
            } => self.truth(
                condition,
                region,
                &mut |forms: &mut Self, truth, region: &Region| match truth {
                    Ok(true) => forms.compile(then, region),
                    Ok(false) => forms.compile(otherwise, region),
                    Err(open) => NodeRef::open(open),
                },
            ),
            ExpressionKind::Extreme { extreme, of } => {
                self.extreme(*extreme, of, expression.at, region)
            }
            ExpressionKind::Round { mode, of, step } => {
                let of = self.compile(of, region);
                let Some(rounding) = Rounding::new(*step, *mode) else {
                    return NodeRef::open(Open::Overflow);
                };
                let (mode, step) = (*mode, *step);
                self.staircase(&of, region, &|value| rounding.round(value).ok(), &|of| {
                    LeafKind::Round { of, mode, step }
                })
            }
            ExpressionKind::Steps { started, of, step } => {
                let of = self.compile(of, region);
                let (started, step) = (*started, *step);
                self.staircase(
                    &of,
                    region,
                    &|value| counted_steps(value, step, started).ok(),
                    &|of| LeafKind::Steps { of, step, started },
                )
            }
            ExpressionKind::Time { span, between } => self.time(*span, between, region),
            ExpressionKind::Sum { list, of } => self.sum_over(*list, of, region),
            ExpressionKind::Unclear { label, of } => {
                let point = self.point(&ChoicePoint::Unclear(*label));
                self.split_pick(
                    point,
                    of.len(),
                    region,
                    &mut |forms: &mut Self, pick, region: &Region| match of.get(pick) {
                        Some(reading) => forms.compile(reading, region),
                        None => NodeRef::open(Open::Overflow),
                    },
                )
            }
        }
    }

    fn quantity(&self, variable: Variable, region: &Region) -> NodeRef {
        match self.scales.only_point(region, variable) {
            Some(value) => number(value),
            None => Arc::new(Node::Linear(Linear::variable(variable))),
        }
    }

    fn parameter_value(
        &mut self,
        index: usize,
        dated: Option<&'p ParameterValue>,
        day: chrono::NaiveDate,
    ) -> Result<Exact, Open> {
        match dated {
            None => {
                if !self.seen.stale.contains(&(index, day)) {
                    self.seen.stale.push((index, day));
                }
                Err(Open::Undetermined)
            }
            Some(dated) => dated.value.ok_or_else(|| {
                if !self
                    .seen
                    .unknown
                    .iter()
                    .any(|known| std::ptr::eq(*known, dated))
                {
                    self.seen.unknown.push(dated);
                }
                Open::Undetermined
            }),
        }
    }

    /// A parameter as on a day that facts tell: cases along that date.
    fn parameter_on(&mut self, index: usize, on: &'p Expression, region: &Region) -> NodeRef {
        let Some(parameter) = self.year.policy.parameter(index) else {
            return NodeRef::open(Open::Overflow);
        };
        let on = self.compile(on, region);
        // The stretches of days with one value, and those between without.
        let mut stretches: Vec<(Interval, Option<&'p ParameterValue>)> = Vec::new();
        let mut from = Cut::Lowest;
        for dated in &parameter.values {
            let begins = dated
                .valid
                .from()
                .map_or(Cut::Lowest, |day| Cut::before(day::number_of(day)));
            let ends = dated
                .valid
                .until_exclusive()
                .map_or(Cut::Highest, |day| Cut::before(day::number_of(day)));
            stretches.extend(Interval::new(from, begins).map(|hole| (hole, None)));
            stretches.extend(Interval::new(begins, ends).map(|stretch| (stretch, Some(dated))));
            from = ends;
        }
        stretches.extend(Interval::new(from, Cut::Highest).map(|hole| (hole, None)));
        let intervals: Vec<Interval> = stretches.iter().map(|(interval, _)| *interval).collect();
        self.walk(
            &on,
            region,
            &mut |forms: &mut Self, form, region: &Region| {
                let form = match form {
                    Ok(form) => form,
                    Err(open) => return NodeRef::open(open),
                };
                forms.split_form(
                    form,
                    &intervals,
                    region,
                    &mut |forms: &mut Self, piece, region: &Region| {
                        let Some((_, dated)) = stretches.get(piece).copied() else {
                            return NodeRef::open(Open::Overflow);
                        };
                        let (least, _) = forms.range_of(form, region);
                        let day = least.and_then(day::date_of);
                        let day = day.unwrap_or_else(|| forms.year.year.first_day());
                        let value = forms.parameter_value(index, dated, day);
                        value.map_or_else(NodeRef::open, number)
                    },
                )
            },
        )
    }

    fn extreme(
        &mut self,
        extreme: Extreme,
        of: &'p [Expression],
        at: usize,
        region: &Region,
    ) -> NodeRef {
        let parts: Vec<NodeRef> = of.iter().map(|part| self.compile(part, region)).collect();
        if let (Extreme::AtLeast | Extreme::AtMost, [of, bound]) = (extreme, parts.as_slice()) {
            let seen = SeenBound {
                site: self.site(at),
                extreme,
                of: Arc::clone(of),
                bound: Arc::clone(bound),
                region: region.clone(),
            };
            self.seen.bounds.push(seen);
        }
        Arc::new(Node::Extreme {
            largest: extreme.takes_largest(),
            of: parts,
        })
    }

    /// A sum over the things of a list: a leaf, with bounds from those of one thing.
    fn sum_over(&mut self, list: usize, of: &'p Expression, region: &Region) -> NodeRef {
        // Of the sum nobody sees any more where a thing has no value: what is seen within it is told for
        // whoever a payer is found that shows it, also where another condition may decide.
        let outside = std::mem::replace(&mut self.is_one_of_several, false);
        let body = self.compile(of, region);
        self.is_one_of_several = outside;
        let (low, high) = self.ends_of_each(&body, region);
        let list_of = self.year.policy.lists.get(list);
        let counts = list_of.map_or((0, 0), |list| (list.least, list.most));
        let [fewest, many] =
            [counts.0, counts.1].map(|count| Exact::from(i64::try_from(count).unwrap_or(i64::MAX)));
        // Below zero, the more things there are, the less they come to.
        let least = low.and_then(|low| {
            let count = if low.is_negative() { many } else { fewest };
            low.checked_mul(count).ok()
        });
        let most = high.and_then(|high| {
            let count = if high.is_negative() { fewest } else { many };
            high.checked_mul(count).ok()
        });
        self.new_leaf(LeafKind::Sum { list, of: body }, least, most)
    }

    /// The least and the greatest value of a tree in a region; zero where it has none at all, and not known where
    /// it is too large to be gone through.
    fn ends_of_each(&mut self, node: &NodeRef, region: &Region) -> (Option<Exact>, Option<Exact>) {
        let mut found: Option<(Option<Exact>, Option<Exact>)> = None;
        self.walk::<()>(
            node,
            region,
            &mut |forms: &mut Self, form, region: &Region| {
                let (low, high) = match form {
                    Ok(form) => forms.range_of(form, region),
                    Err(Open::TooLarge) => (None, None),
                    Err(_) => return,
                };
                let (least, most) = found.unwrap_or((low, high));
                found = Some((
                    least.zip(low).map(|(least, low)| least.min(low)),
                    most.zip(high).map(|(most, high)| most.max(high)),
                ));
            },
        );
        found.unwrap_or((Some(Exact::ZERO), Some(Exact::ZERO)))
    }

    /// Whether each payer has between nothing and the whole of a share: so where all keys are of the round, nobody's is
    /// below zero and the weights are no more than one together.
    fn is_part_of_whole(&mut self, share: &'p Share) -> bool {
        let weights = share
            .keys
            .iter()
            .try_fold(Exact::ZERO, |sum, key| sum.checked_add(key.weight));
        let is_other = |key: &ShareKey| key.of.is_some() || key.weight.is_negative();
        if share.keys.iter().any(is_other) || !weights.is_ok_and(|weights| weights <= Exact::ONE) {
            return false;
        }
        // Of all payers, not of those of a region alone; what is seen on the way is told elsewhere.
        let everybody = Region::default();
        let seen = std::mem::take(&mut self.seen);
        let is_part = share.keys.iter().all(|key| {
            let by = self.compile_in(&key.by_text, None, &key.by, &everybody);
            self.ends_of_each(&by, &everybody)
                .0
                .is_some_and(|least| !least.is_negative())
        });
        self.seen = seen;
        is_part
    }

    /// A share of a total: linear where what it is a part of is published.
    fn share(&mut self, index: usize, region: &Region) -> NodeRef {
        let Some(share) = self.year.policy.shares.get(index) else {
            return NodeRef::open(Open::Overflow);
        };
        let total = self.compile_in(&share.total_text, None, &share.total, region);
        if share.keys.iter().any(|key| key.of.is_none()) {
            // What the keys look up is looked up all the same.
            let keys = share.keys.iter();
            let keys: Vec<NodeRef> = keys
                .map(|key| self.compile_in(&key.by_text, None, &key.by, region))
                .collect();
            let constant = match total.as_ref() {
                Node::Linear(total) if self.is_part_of_whole(share) => total.as_constant(),
                _ => None,
            };
            let least = constant.map(|total| total.min(Exact::ZERO));
            let most = constant.map(|total| total.max(Exact::ZERO));
            let leaf = self.new_leaf(LeafKind::Share, least, most);
            let parts: Vec<NodeRef> = std::iter::once(total).chain(keys).collect();
            return self.walk(&Node::Sum(parts), region, &mut |_, form, _| match form {
                Ok(_) => Arc::clone(&leaf),
                Err(open) => NodeRef::open(open),
            });
        }
        let mut parts = Vec::new();
        for key in &share.keys {
            let by = self.compile_in(&key.by_text, None, &key.by, region);
            let Some((of, of_text)) = &key.of else {
                continue;
            };
            let of = self.compile_in(of_text, None, of, region);
            let quota = self.quotient(&by, &of, 0, region);
            parts.push(scaled(key.weight, quota));
        }
        let parts: NodeRef = Arc::new(Node::Sum(parts));
        self.product(&total, &parts, region)
    }
}
