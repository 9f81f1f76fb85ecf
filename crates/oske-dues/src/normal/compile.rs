//! [`Forms`]: formulas to trees, and what was seen on the way.

use std::collections::BTreeSet;
use std::sync::Arc;

use oske_types::{ArithmeticError, Exact, Rounding};

use super::linear::{Linear, Variable};
use super::region::{Guard, Region, Scale, Scales, Values};
use super::walk::Joined;
use super::{Leaf, LeafKind, Node, NodeRef, Open};
use crate::day;
use crate::evaluate::{ChoicePoint, counted_steps};
use crate::formula::{Comparison, Operator};
use crate::interval::{Cut, Interval};
use crate::policy::{
    Choice, Condition, ConditionKind, Expression, ExpressionKind, Extreme, FormulaText, LetMeaning,
    ParameterValue, TimeSpan,
};
use crate::year::PolicyYear;

/// How many cases are gone through for one policy and year before the rest is left undecided.
const MOST_WORK: usize = 100_000;
/// How many values a factor may take for a product to be split on it.
const MOST_VALUES: usize = 64;
/// How many steps a rounding or a count may have to be written out.
const MOST_STEPS: usize = 400;
/// How many gaps, overlaps and divisions by zero are kept of one year.
pub(super) const MOST_SEEN: usize = 5_000;

/// A place in a formula.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Site<'p> {
    pub(crate) formula: &'p FormulaText,
    pub(crate) at: usize,
}

impl Site<'_> {
    /// Whether it is the same place.
    pub(crate) fn is(&self, other: &Self) -> bool {
        std::ptr::eq(self.formula, other.formula) && self.at == other.at
    }
}

/// The formulas of a year as trees, with what was seen when they were compiled: which rows are reached
/// by whom, where none holds, where several do.
pub(crate) struct Forms<'y, 'p> {
    pub(crate) year: &'y PolicyYear<'p>,
    pub(crate) scales: Scales,
    pub(crate) points: Vec<ChoicePoint>,
    leaves: Vec<Leaf>,
    pub(crate) seen: Seen<'p>,
    /// The formula that is being compiled.
    pub(super) formula: Option<&'p FormulaText>,
    /// The rule that is being compiled, by its place in the year.
    pub(super) rule: Option<usize>,
    /// Whether what is being compiled is one of several conditions, so that another may decide.
    pub(super) is_one_of_several: bool,
    work: usize,
    /// How many sets of constraints were solved.
    pub(super) solved: std::cell::Cell<usize>,
}

/// What was seen while formulas were compiled.
#[derive(Default)]
pub(crate) struct Seen<'p> {
    /// Of each table, the rows that hold for somebody who looks it up; `None` if nobody does.
    pub(crate) rows: Vec<Option<BTreeSet<usize>>>,
    pub(crate) gaps: Vec<SeenGap>,
    pub(crate) overlaps: Vec<SeenOverlap>,
    pub(crate) parameters: BTreeSet<usize>,
    /// Values of parameters that are unknown.
    pub(crate) unknown: Vec<&'p ParameterValue>,
    /// Parameters without a value, with a day of each hole at least.
    pub(crate) stale: Vec<(usize, chrono::NaiveDate)>,
    pub(crate) divisions: Vec<SeenDivision<'p>>,
    pub(crate) bounds: Vec<SeenBound<'p>>,
    /// Where there were too many cases.
    pub(crate) too_large: Vec<Option<Site<'p>>>,
    /// Whether the budget was used up before all was gone through.
    pub(crate) is_cut_short: bool,
}

pub(crate) struct SeenGap {
    pub(crate) table: usize,
    pub(crate) region: Region,
    /// Whether it is in one of several conditions, so that it does not matter where another decides.
    pub(crate) is_one_of_several: bool,
}

/// A division by zero, in the same terms.
pub(crate) struct SeenDivision<'p> {
    pub(crate) site: Site<'p>,
    pub(crate) region: Region,
    pub(crate) is_one_of_several: bool,
}

pub(crate) struct SeenOverlap {
    pub(crate) table: usize,
    pub(crate) rows: Vec<usize>,
    pub(crate) region: Region,
}

pub(crate) struct SeenBound<'p> {
    pub(crate) site: Option<Site<'p>>,
    pub(crate) extreme: Extreme,
    pub(crate) of: NodeRef,
    pub(crate) bound: NodeRef,
    pub(crate) region: Region,
}

/// What is done with the class of values that a choice is in.
pub(super) type ThenClass<'t, F, T> = &'t mut dyn FnMut(&mut F, Result<usize, Open>, &Region) -> T;

/// What a condition comes to in a part of a region.
pub(crate) type Truth = Result<bool, Open>;
/// What is done with it.
pub(super) type ThenTruth<'t, F, T> = &'t mut dyn FnMut(&mut F, Truth, &Region) -> T;

impl<'y, 'p> Forms<'y, 'p> {
    pub(crate) fn new(year: &'y PolicyYear<'p>) -> Self {
        let policy = year.policy;
        let measures = policy.measures.iter().map(|measure| {
            let (least, most) = measure.range(year.year);
            let whole = Interval::new(
                least.map_or(Cut::Lowest, Cut::before),
                most.map_or(Cut::Highest, Cut::after),
            );
            let whole = whole.unwrap_or(Interval::EVERYTHING);
            let step = measure.step;
            let on_grid = step.and_then(|step| whole.on_grid(step));
            Scale {
                whole: on_grid.unwrap_or(whole),
                step,
            }
        });
        let lists = policy.lists.iter().map(|list| {
            let most = i64::try_from(list.most).unwrap_or(i64::MAX);
            let least = i64::try_from(list.least).unwrap_or(i64::MAX);
            let whole = Interval::new(Cut::before(least.into()), Cut::after(most.into()));
            let whole = whole.and_then(|whole| whole.on_grid(Exact::ONE));
            Scale {
                whole: whole.unwrap_or(Interval::EVERYTHING),
                step: Some(Exact::ONE),
            }
        });
        let choices = policy.attributes.iter();
        Self {
            year,
            scales: Scales {
                scales: measures.chain(lists).collect(),
                choices: choices.map(|attribute| attribute.values.len()).collect(),
            },
            points: Vec::new(),
            leaves: Vec::new(),
            seen: Seen {
                rows: vec![None; policy.tables.len()],
                ..Seen::default()
            },
            formula: None,
            rule: None,
            is_one_of_several: false,
            work: 0,
            solved: std::cell::Cell::new(0),
        }
    }

    /// Counts one case; `false` where the budget is used up.
    pub(super) fn spend(&mut self) -> bool {
        self.work = self.work.saturating_add(1);
        if self.work == MOST_WORK {
            let site = self.site(0);
            self.seen.too_large.push(site);
            self.seen.is_cut_short = true;
        }
        self.work < MOST_WORK
    }

    /// A fresh budget for the next question.
    pub(crate) fn refill(&mut self) {
        self.work = 0;
        self.solved.set(0);
    }

    pub(crate) fn is_exhausted(&self) -> bool {
        self.work >= MOST_WORK
    }

    pub(crate) fn leaf(&self, variable: Variable) -> Option<&Leaf> {
        let index = variable.checked_sub(self.scales.scales.len())?;
        self.leaves.get(index)
    }

    pub(crate) fn leaves(&self) -> &[Leaf] {
        &self.leaves
    }

    pub(super) fn site(&self, at: usize) -> Option<Site<'p>> {
        self.formula.map(|formula| Site { formula, at })
    }

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

    /// The parts of a region in which a condition of a rule holds, and those where that is open.
    pub(crate) fn condition_in(
        &mut self,
        formula: Option<&'p FormulaText>,
        rule: usize,
        condition: &'p Condition,
        region: &Region,
    ) -> (Vec<Region>, Vec<Region>) {
        let outside = (self.formula, self.rule);
        (self.formula, self.rule) = (formula, Some(rule));
        let (mut holds, mut open) = (Vec::new(), Vec::new());
        self.truth::<()>(
            condition,
            region,
            &mut |_, truth, region: &Region| match truth {
                Ok(true) => holds.push(region.clone()),
                Ok(false) => {}
                Err(_) => open.push(region.clone()),
            },
        );
        (self.formula, self.rule) = outside;
        (holds, open)
    }

    /// A condition of a rule as a tree that is 1 where it holds.
    pub(crate) fn condition_node(
        &mut self,
        formula: Option<&'p FormulaText>,
        condition: &'p Condition,
    ) -> NodeRef {
        self.formula = formula;
        self.truth(
            condition,
            &Region::default(),
            &mut |_, truth, _| match truth {
                Ok(holds) => number(Exact::from(i32::from(holds))),
                Err(open) => NodeRef::open(open),
            },
        )
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

    /// The number of a choice point.
    pub(crate) fn choice_point(&mut self, point: &ChoicePoint) -> usize {
        self.point(point)
    }

    pub(super) fn point(&mut self, point: &ChoicePoint) -> usize {
        let known = self.points.iter().position(|known| known == point);
        known.unwrap_or_else(|| {
            self.points.push(point.clone());
            self.points.len().saturating_sub(1)
        })
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

    /// A product: so many times a factor that is a constant wherever it is a number; else split on a
    /// factor that takes few values; else a leaf.
    fn product(&mut self, left: &NodeRef, right: &NodeRef, region: &Region) -> NodeRef {
        let (steps, other) = match (is_stepwise(left), is_stepwise(right)) {
            (true, _) => (left, right),
            (false, true) => (right, left),
            (false, false) => return self.open_product(left, right, region),
        };
        if let Node::Linear(factor) = steps.as_ref()
            && let Some(factor) = factor.as_constant()
        {
            return scaled(factor, Arc::clone(other));
        }
        self.walk(steps, region, &mut |_, form, _| match form {
            Ok(form) => match form.as_constant() {
                Some(factor) => scaled(factor, Arc::clone(other)),
                None => NodeRef::open(Open::Overflow),
            },
            Err(open) => open_beside(open, other),
        })
    }

    fn open_product(&mut self, left: &NodeRef, right: &NodeRef, region: &Region) -> NodeRef {
        self.walk(
            left,
            region,
            &mut |forms: &mut Self, left, region: &Region| {
                let left = match left {
                    Ok(left) => left.clone(),
                    Err(open) => return open_beside(open, right),
                };
                forms.walk(
                    right,
                    region,
                    &mut |forms: &mut Self, right, region: &Region| match right {
                        Ok(right) => forms.product_of(&left, right, region),
                        Err(open) => NodeRef::open(open),
                    },
                )
            },
        )
    }

    fn product_of(&mut self, left: &Linear, right: &Linear, region: &Region) -> NodeRef {
        let (left, right) = (self.pinned(left, region), self.pinned(right, region));
        for (factor, other) in [(&left, &right), (&right, &left)] {
            if let Some(factor) = factor.as_constant() {
                return linear(other.times(factor));
            }
        }
        for (factor, other) in [(&left, &right), (&right, &left)] {
            if let Some((variable, _)) = factor.as_single()
                && let Some(points) = self.scales.points(region, variable, MOST_VALUES)
            {
                return self.by_points(variable, &points, region, &mut |_, value, _| {
                    let product = factor
                        .at(|_| Some(value))
                        .and_then(|factor| other.with(variable, value)?.times(factor));
                    linear(product)
                });
            }
        }
        let ends = [self.range_of(&left, region), self.range_of(&right, region)];
        let [(left_low, left_high), (right_low, right_high)] = ends;
        let corners = [
            (left_low, right_low),
            (left_low, right_high),
            (left_high, right_low),
            (left_high, right_high),
        ];
        let (least, most) = ends_of(corners, Exact::checked_mul);
        self.new_leaf(LeafKind::Product(left, right), least, most)
    }

    fn quotient(
        &mut self,
        above: &NodeRef,
        below: &NodeRef,
        at: usize,
        region: &Region,
    ) -> NodeRef {
        self.walk(
            below,
            region,
            &mut |forms: &mut Self, form, region: &Region| {
                let below = match form {
                    Ok(form) => forms.pinned(form, region),
                    Err(open) => return open_beside(open, above),
                };
                if let Some(divisor) = below.as_constant() {
                    return match Exact::ONE.checked_div(divisor) {
                        Ok(inverse) => scaled(inverse, Arc::clone(above)),
                        Err(_) => forms.by_zero(above, at, region),
                    };
                }
                let zero = around_zero();
                forms.split_form(
                    &below,
                    &zero,
                    region,
                    &mut |forms: &mut Self, side, region: &Region| {
                        if side == 1 {
                            return forms.by_zero(above, at, region);
                        }
                        forms.walk(
                            above,
                            region,
                            &mut |forms: &mut Self, above, region: &Region| match above {
                                Ok(above) => forms.quotient_of(above, &below, region),
                                Err(open) => NodeRef::open(open),
                            },
                        )
                    },
                )
            },
        )
    }

    fn quotient_of(&mut self, above: &Linear, below: &Linear, region: &Region) -> NodeRef {
        if let Some((variable, _)) = below.as_single()
            && let Some(points) = self.scales.points(region, variable, MOST_VALUES)
        {
            return self.by_points(variable, &points, region, &mut |_, value, _| {
                let divisor = below.at(|_| Some(value));
                let inverse = divisor.and_then(|divisor| Exact::ONE.checked_div(divisor).ok());
                linear(inverse.and_then(|inverse| above.with(variable, value)?.times(inverse)))
            });
        }
        let (above_low, above_high) = self.range_of(above, region);
        let (below_low, below_high) = self.range_of(below, region);
        let corners = [
            (above_low, below_low),
            (above_low, below_high),
            (above_high, below_low),
            (above_high, below_high),
        ];
        let (least, most) = ends_of(corners, Exact::checked_div);
        let kind = LeafKind::Quotient(above.clone(), below.clone());
        self.new_leaf(kind, least, most)
    }

    /// A division by zero of what is a number; what is open is never divided.
    fn by_zero(&mut self, above: &NodeRef, at: usize, region: &Region) -> NodeRef {
        self.walk(
            above,
            region,
            &mut |forms: &mut Self, above, region: &Region| match above {
                Ok(_) => {
                    forms.see_division(at, region);
                    NodeRef::open(Open::DivisionByZero)
                }
                Err(open) => NodeRef::open(open),
            },
        )
    }

    fn see_division(&mut self, at: usize, region: &Region) {
        if self.seen.divisions.len() >= MOST_SEEN {
            self.seen.too_large.push(self.site(at));
            return;
        }
        let division = self.site(at).map(|site| SeenDivision {
            site,
            region: region.clone(),
            is_one_of_several: self.is_one_of_several,
        });
        self.seen.divisions.extend(division);
    }

    /// Cases for single values of a quantity.
    fn by_points(
        &mut self,
        variable: Variable,
        points: &[Exact],
        region: &Region,
        then: &mut dyn FnMut(&mut Self, Exact, &Region) -> NodeRef,
    ) -> NodeRef {
        let mut cases = Vec::with_capacity(points.len());
        for point in points {
            let only = Interval::new(Cut::before(*point), Cut::after(*point));
            let part = only.and_then(|only| self.scales.within(region, variable, only));
            if let Some(part) = part {
                let stretch = self.scales.stretch(&part, variable);
                let node = then(self, *point, &part);
                cases.extend(stretch.map(|stretch| (stretch, node)));
            }
        }
        NodeRef::cases(variable, cases)
    }

    /// A function that only steps, along one quantity: cases where there are not too many, else a leaf.
    fn staircase(
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
    fn time(&mut self, span: TimeSpan, between: &'p [Expression; 2], region: &Region) -> NodeRef {
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

    /// A sum over the things of a list: a leaf, with bounds from those of one thing.
    fn sum_over(&mut self, list: usize, of: &'p Expression, region: &Region) -> NodeRef {
        let body = self.compile(of, region);
        let mut least = Some(Exact::ZERO);
        let mut most = Some(Exact::ZERO);
        self.walk::<()>(
            &body,
            region,
            &mut |forms: &mut Self, form, region: &Region| {
                if let Ok(form) = form {
                    let (low, high) = forms.range_of(form, region);
                    least = least.zip(low).map(|(least, low)| least.min(low));
                    most = most.zip(high).map(|(most, high)| most.max(high));
                }
            },
        );
        let count = self.year.policy.lists.get(list).map_or(0, |list| list.most);
        let count = Exact::from(i64::try_from(count).unwrap_or(i64::MAX));
        let times = |end: Option<Exact>| end.and_then(|end| end.checked_mul(count).ok());
        self.new_leaf(LeafKind::Sum { list, of: body }, times(least), times(most))
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
                Node::Linear(total) => total.as_constant(),
                _ => None,
            };
            let leaf = self.new_leaf(LeafKind::Share, constant.map(|_| Exact::ZERO), constant);
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

    /// A leaf; one that is computed in the same way elsewhere is the same.
    fn new_leaf(&mut self, kind: LeafKind, least: Option<Exact>, most: Option<Exact>) -> NodeRef {
        let known = self.leaves.iter().position(|leaf| {
            (leaf.least, leaf.most) == (least, most) && leaf.kind.is_computed_as(&kind)
        });
        let index = known.unwrap_or_else(|| {
            self.leaves.push(Leaf { kind, least, most });
            self.leaves.len().saturating_sub(1)
        });
        let variable = self.scales.scales.len().saturating_add(index);
        Arc::new(Node::Linear(Linear::variable(variable)))
    }

    /// Another quantity that is computed like a leaf, of another payer.
    pub(crate) fn copy_of_leaf(&mut self, variable: Variable) -> Option<Variable> {
        let copy = self.leaf(variable)?.clone();
        let number = self.scales.scales.len().saturating_add(self.leaves.len());
        self.leaves.push(copy);
        Some(number)
    }

    /// Takes away what was added since there were so many leaves.
    pub(crate) fn forget_leaves(&mut self, known: usize) {
        self.leaves.truncate(known);
    }

    /// What a condition comes to: `then` is called once for each part of the region on which it holds,
    /// does not, or is open.
    pub(super) fn truth<T: Joined>(
        &mut self,
        condition: &'p Condition,
        region: &Region,
        then: ThenTruth<'_, Self, T>,
    ) -> T {
        if !self.spend() {
            return then(self, Err(Open::TooLarge), region);
        }
        match &condition.kind {
            ConditionKind::Is { choice, values } => {
                let count = self.values_of(choice);
                let inside = Values::of(values.iter().copied(), count);
                let classes = [inside.clone(), Values::all(count).without(&inside)];
                self.choice(
                    choice,
                    &classes,
                    region,
                    &mut |forms: &mut Self, class, region: &Region| {
                        then(forms, class.map(|class| class == 0), region)
                    },
                )
            }
            ConditionKind::Compare {
                left,
                comparison,
                right,
            } => {
                let (left, right) = (self.compile(left, region), self.compile(right, region));
                let difference = sum_of(left, scaled(-Exact::ONE, right));
                self.walk(
                    &difference,
                    region,
                    &mut |forms: &mut Self, form, region: &Region| match form {
                        Ok(form) => forms.compare(*comparison, form, region, then),
                        Err(open) => then(forms, Err(open), region),
                    },
                )
            }
            ConditionKind::Let(index) => {
                let named = self.year.policy.lets.get(*index);
                let Some((named, LetMeaning::Truth(inner))) =
                    named.map(|named| (named, &named.meaning))
                else {
                    return then(self, Err(Open::Overflow), region);
                };
                let outside = self.formula.replace(&named.text);
                self.truth(
                    inner,
                    region,
                    &mut |forms: &mut Self, truth, region: &Region| {
                        let inside = std::mem::replace(&mut forms.formula, outside);
                        let joined = then(forms, truth, region);
                        forms.formula = inside;
                        joined
                    },
                )
            }
            ConditionKind::Not(inner) => self.truth(
                inner,
                region,
                &mut |forms: &mut Self, truth, region: &Region| {
                    then(forms, truth.map(|holds| !holds), region)
                },
            ),
            ConditionKind::All(parts) => self.any_is(
                parts,
                false,
                None,
                region,
                &mut |forms: &mut Self, found, region: &Region| {
                    then(forms, found.map(|found| !found), region)
                },
            ),
            ConditionKind::Any(parts) => self.any_is(parts, true, None, region, then),
            ConditionKind::Unclear { label, of } => {
                let point = self.point(&ChoicePoint::Unclear(*label));
                self.split_pick(
                    point,
                    of.len(),
                    region,
                    &mut |forms: &mut Self, pick, region: &Region| match of.get(pick) {
                        Some(reading) => forms.truth(reading, region, then),
                        None => then(forms, Err(Open::Overflow), region),
                    },
                )
            }
        }
    }

    /// Whether any part is `wanted`; open where that rests on something open.
    fn any_is<T: Joined>(
        &mut self,
        parts: &'p [Condition],
        wanted: bool,
        open: Option<Open>,
        region: &Region,
        then: ThenTruth<'_, Self, T>,
    ) -> T {
        let Some((first, rest)) = parts.split_first() else {
            return then(self, open.map_or(Ok(false), Err), region);
        };
        let outside = std::mem::replace(&mut self.is_one_of_several, true);
        let joined = self.truth(
            first,
            region,
            &mut |forms: &mut Self, truth, region: &Region| {
                let inside = std::mem::replace(&mut forms.is_one_of_several, outside);
                let joined = match truth {
                    Ok(holds) if holds == wanted => then(forms, Ok(true), region),
                    Ok(_) => forms.any_is(rest, wanted, open, region, then),
                    Err(found) => {
                        let open = open.max(Some(found));
                        forms.any_is(rest, wanted, open, region, then)
                    }
                };
                forms.is_one_of_several = inside;
                joined
            },
        );
        self.is_one_of_several = outside;
        joined
    }

    /// How a form compares with zero.
    fn compare<T: Joined>(
        &mut self,
        comparison: Comparison,
        form: &Linear,
        region: &Region,
        then: ThenTruth<'_, Self, T>,
    ) -> T {
        let strict = matches!(comparison, Comparison::More | Comparison::AtMost);
        let guard = Guard {
            form: form.clone(),
            strict,
        };
        match comparison {
            Comparison::AtLeast | Comparison::More => self.split_guard(
                &guard,
                region,
                &mut |forms: &mut Self, holds, region: &Region| then(forms, Ok(holds), region),
            ),
            Comparison::Less | Comparison::AtMost => self.split_guard(
                &guard,
                region,
                &mut |forms: &mut Self, holds, region: &Region| then(forms, Ok(!holds), region),
            ),
            Comparison::Equal | Comparison::NotEqual => {
                let zero = around_zero();
                self.split_form(
                    form,
                    &zero,
                    region,
                    &mut |forms: &mut Self, side, region: &Region| {
                        let equal = side == 1;
                        then(
                            forms,
                            Ok(equal == (comparison == Comparison::Equal)),
                            region,
                        )
                    },
                )
            }
        }
    }

    /// How many values a choice has.
    pub(super) fn values_of(&self, choice: &Choice) -> usize {
        let policy = self.year.policy;
        match choice {
            Choice::Attribute(index) => policy
                .attribute(*index)
                .map_or(0, |known| known.values.len()),
            Choice::Let(index) => match policy.lets.get(*index).map(|named| &named.meaning) {
                Some(LetMeaning::Choice(choice)) => self.values_of(choice),
                _ => 0,
            },
            Choice::Lookup(lookup) => {
                match policy.tables.get(lookup.table).map(|table| &table.gives) {
                    Some(crate::policy::Gives::Classes(classes)) => classes.len(),
                    _ => 0,
                }
            }
        }
    }

    /// In which of several classes of values a choice is.
    pub(super) fn choice<T: Joined>(
        &mut self,
        choice: &'p Choice,
        classes: &[Values],
        region: &Region,
        then: ThenClass<'_, Self, T>,
    ) -> T {
        match choice {
            Choice::Attribute(attribute) => self.split_choice(
                *attribute,
                classes,
                region,
                &mut |forms: &mut Self, class, region: &Region| then(forms, Ok(class), region),
            ),
            Choice::Let(index) => match self
                .year
                .policy
                .lets
                .get(*index)
                .map(|named| &named.meaning)
            {
                Some(LetMeaning::Choice(choice)) => self.choice(choice, classes, region, then),
                _ => then(self, Err(Open::Overflow), region),
            },
            Choice::Lookup(lookup) => {
                let table = self.year.policy.tables.get(lookup.table);
                self.lookup(
                    lookup,
                    region,
                    &mut |forms: &mut Self, row, region: &Region| {
                        let class = row.and_then(|row| {
                            let row = table.and_then(|table| table.rows.get(row));
                            let class = row.and_then(|row| {
                                classes.iter().position(|class| class.contains(row.class))
                            });
                            class.ok_or(Open::Overflow)
                        });
                        then(forms, class, region)
                    },
                )
            }
        }
    }
}

/// Below zero, zero, above it.
fn around_zero() -> Vec<Interval> {
    let cuts = [
        Cut::Lowest,
        Cut::before(Exact::ZERO),
        Cut::after(Exact::ZERO),
        Cut::Highest,
    ];
    let pairs = cuts.windows(2);
    pairs
        .filter_map(|pair| match pair {
            [from, to] => Interval::new(*from, *to),
            _ => None,
        })
        .collect()
}

/// The least and the greatest result of an operation at the corners of what its sides may be; nothing
/// where a side has no end or a result does not fit.
fn ends_of(
    corners: [(Option<Exact>, Option<Exact>); 4],
    operation: fn(Exact, Exact) -> Result<Exact, ArithmeticError>,
) -> (Option<Exact>, Option<Exact>) {
    let results: Option<Vec<Exact>> = corners
        .into_iter()
        .map(|(left, right)| operation(left?, right?).ok())
        .collect();
    let results = results.unwrap_or_default();
    (results.iter().min().copied(), results.iter().max().copied())
}

/// Whether a tree is a constant wherever it is a number.
fn is_stepwise(node: &Node) -> bool {
    match node {
        Node::Linear(linear) => linear.terms.is_empty(),
        Node::Open(_) => true,
        Node::Scaled { of, .. } => is_stepwise(of),
        Node::Switch { cases, .. } => cases.iter().all(|(_, case)| is_stepwise(case)),
        Node::Cases { cases, .. } => cases.iter().all(|(_, case)| is_stepwise(case)),
        Node::Guard { holds, fails, .. } => is_stepwise(holds) && is_stepwise(fails),
        Node::Choice { alternatives, .. } => alternatives.iter().all(|node| is_stepwise(node)),
        Node::Sum(parts) | Node::Extreme { of: parts, .. } => {
            parts.iter().all(|part| is_stepwise(part))
        }
    }
}

pub(super) fn number(value: Exact) -> NodeRef {
    Arc::new(Node::Linear(Linear::constant(value)))
}

pub(super) fn linear(form: Option<Linear>) -> NodeRef {
    form.map_or_else(
        || NodeRef::open(Open::Overflow),
        |form| Arc::new(Node::Linear(form)),
    )
}

/// What is open, beside something else that may be graver.
fn open_beside(open: Open, other: &NodeRef) -> NodeRef {
    let open = NodeRef::open(open);
    match other.as_ref() {
        Node::Linear(form) if form.terms.is_empty() => open,
        _ => Arc::new(Node::Sum(vec![open, Arc::clone(other)])),
    }
}

/// So many times a tree.
fn scaled(by: Exact, of: NodeRef) -> NodeRef {
    if by == Exact::ONE {
        return of;
    }
    match of.as_ref() {
        Node::Linear(form) => linear(form.times(by)),
        Node::Open(_) => of,
        _ => Arc::new(Node::Scaled { by, of }),
    }
}

/// The sum of two trees; one whose parts are sums is one sum.
pub(crate) fn sum_of(left: NodeRef, right: NodeRef) -> NodeRef {
    if let (Node::Linear(left), Node::Linear(right)) = (left.as_ref(), right.as_ref()) {
        return linear(left.plus(right));
    }
    let mut parts = Vec::new();
    for side in [left, right] {
        match side.as_ref() {
            Node::Sum(of) => parts.extend(of.iter().cloned()),
            _ => parts.push(side),
        }
    }
    Arc::new(Node::Sum(parts))
}
