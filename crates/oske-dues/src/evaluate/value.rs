//! One reading's way through formulas, step by step. Conditions and tables stand in files of their own.

mod condition;
mod table;

use oske_types::{ArithmeticError, Exact, Rounding};

use super::{ChoicePoint, Derivation, MetShare, Picks, Selection, rule_label, uncomputable};
use crate::assessment::{Label, Reason};
use crate::day;
use crate::explain::{Operation, Step};
use crate::facts::BoundFacts;
use crate::policy::{
    Condition, Expression, ExpressionKind, LetMeaning, Rule, Share, ShareRounding,
};
use crate::prove::Used;
use crate::round::RoundShares;
use crate::year::PolicyYear;

/// One reading's way through the facts. What is open is collected, so that a payer hears of every
/// missing thing at once.
pub(super) struct Evaluator<'e, 'p> {
    year: &'e PolicyYear<'p>,
    facts: &'e BoundFacts<'e>,
    /// The thing of a list whose facts are meant.
    thing: Option<&'e BoundFacts<'e>>,
    round: Option<&'e RoundShares>,
    picks: &'e mut Picks,
    pub(super) choices: Vec<Reason>,
    pub(super) open: Vec<Reason>,
    /// The shares of a round on the way.
    pub(super) met: Vec<MetShare>,
    /// Why it is open whether the way goes through the present line.
    pub(super) perhaps: Option<Reason>,
}

impl<'e, 'p> Evaluator<'e, 'p> {
    pub(super) fn new(
        year: &'e PolicyYear<'p>,
        facts: &'e BoundFacts<'e>,
        round: Option<&'e RoundShares>,
        picks: &'e mut Picks,
    ) -> Self {
        Self {
            year,
            facts,
            thing: None,
            round,
            picks,
            choices: Vec::new(),
            open: Vec::new(),
            met: Vec::new(),
            perhaps: None,
        }
    }

    /// The one rule of a line by which this reading goes.
    pub(super) fn pick_rule(&mut self, line: usize, selection: &Selection<'p>) -> Option<&'p Rule> {
        let first = selection.first?;
        if selection.others.is_empty() {
            return Some(first.1);
        }
        let selected = || std::iter::once(&first).chain(&selection.others);
        let choice = Reason::SeveralRules {
            line: self.year.line_label(line),
            rules: selected().map(|(_, rule)| rule_label(rule)).collect(),
        };
        let rules: Vec<usize> = selected().map(|(index, _)| *index).collect();
        let count = rules.len();
        let picked = self.pick(ChoicePoint::Rules(line, rules), count, choice);
        selected().nth(picked).map(|(_, rule)| *rule)
    }

    fn pick(&mut self, point: ChoicePoint, count: usize, reason: Reason) -> usize {
        if !self.choices.contains(&reason) {
            self.choices.push(reason);
        }
        self.picks.pick(point, count)
    }

    fn tell(&mut self, reason: &Reason) {
        if !self.open.contains(reason) {
            self.open.push(reason.clone());
        }
    }

    /// Something that is open, and why, with what was found on the way to it.
    fn open<D: Derivation>(&mut self, reason: Reason, name: Option<Label>, of: Vec<D>) -> D {
        self.tell(&reason);
        D::join(of, |of| Step {
            operation: Operation::Open { reason, name },
            of,
            value: None,
        })
    }

    /// What a checked policy has no place for: it has no value, and no amount may come of it.
    fn unexplained<D: Derivation>(&mut self) -> D {
        self.open(Reason::Unexplained, None, Vec::new())
    }

    /// As [`condition`](Self::condition), with what keeps it open where the policy has shares: what
    /// is not known of the payer before what waits for the round.
    pub(super) fn deciding<D: Derivation>(
        &mut self,
        condition: &Condition,
    ) -> (Option<bool>, D, Option<Reason>) {
        if self.year.policy.shares.is_empty() {
            let (holds, step) = self.condition(condition);
            return (holds, step, None);
        }
        let outside = std::mem::take(&mut self.open);
        let (holds, step) = self.condition(condition);
        let own = std::mem::replace(&mut self.open, outside);
        own.iter().for_each(|reason| self.tell(reason));
        let why = holds.is_none().then(|| {
            let is_known = |reason: &&Reason| !matches!(reason, Reason::NeedsRound { .. });
            let why = own.iter().find(is_known).or(own.first());
            why.cloned().unwrap_or(Reason::Unexplained)
        });
        (holds, step, why)
    }

    /// Notes a share of the round on the way.
    fn meet(&mut self, share: usize, perhaps: Option<&Reason>) {
        let met = MetShare {
            share,
            perhaps: perhaps.or(self.perhaps.as_ref()).cloned(),
        };
        if !self.met.contains(&met) {
            self.met.push(met);
        }
    }

    /// Notes the shares of the round in parts of which it is open whether the way goes through them.
    pub(super) fn may_meet<'x>(
        &mut self,
        parts: impl IntoIterator<Item = &'x Expression>,
        why: &Reason,
    ) {
        let policy = self.year.policy;
        if policy.shares.is_empty() {
            return;
        }
        let mut used = Used::default();
        for part in parts {
            used.expression(part, policy);
        }
        for index in used.shares {
            if policy.shares.get(index).is_some_and(Share::is_of_round) {
                self.meet(index, Some(why));
            }
        }
    }

    fn computed(&mut self, result: Result<Exact, ArithmeticError>) -> Option<Exact> {
        result.map_err(|error| self.tell(&uncomputable(error))).ok()
    }

    /// The facts in which a fact of the payer, or of the thing that is meant, stands.
    fn facts_of(&self, list: Option<usize>) -> &'e BoundFacts<'e> {
        match (list, self.thing) {
            (Some(_), Some(thing)) => thing,
            _ => self.facts,
        }
    }

    /// The value of a part, `None` where it is open, with its derivation either way: an explanation
    /// shows also what is known of an amount that is not.
    pub(super) fn value<D: Derivation>(&mut self, expression: &Expression) -> (Option<Exact>, D) {
        match &expression.kind {
            ExpressionKind::Number { value, text, unit } => {
                let operation = || Operation::Number {
                    text: text.clone(),
                    unit: unit
                        .as_ref()
                        .and_then(|unit| unit.words_behind(*value))
                        .cloned()
                        .unwrap_or_default(),
                };
                (Some(*value), leaf(operation, *value))
            }
            ExpressionKind::Day { day, text } => {
                let value = day.number_in(self.year.year);
                (
                    Some(value),
                    leaf(|| Operation::Day { text: text.clone() }, value),
                )
            }
            ExpressionKind::Measure(index) => self.measure(*index),
            ExpressionKind::Parameter { index, on } => self.parameter(*index, on.as_deref()),
            ExpressionKind::Let(index) => self.named(*index),
            ExpressionKind::Share(index) => self.share(*index),
            ExpressionKind::Lookup(lookup) => self.number_from_table(lookup),
            ExpressionKind::Negate(inner) => {
                let (inner, step) = self.value::<D>(inner);
                let value = inner.map(Exact::negated);
                (value, join(vec![step], || Operation::Negate, value))
            }
            ExpressionKind::Calculate(operator, sides) => {
                // Both sides are tried, so that each can say what it lacks.
                let [left, right] = sides.as_ref();
                let (left, left_step) = self.value::<D>(left);
                let (right, right_step) = self.value::<D>(right);
                let value = left
                    .zip(right)
                    .and_then(|(left, right)| self.computed(operator.apply(left, right)));
                let operation = || Operation::Calculate(*operator);
                (value, join(vec![left_step, right_step], operation, value))
            }
            ExpressionKind::Choose {
                condition,
                then,
                otherwise,
            } => {
                let (holds, condition, why) = self.deciding::<D>(condition);
                let Some(holds) = holds else {
                    if let Some(why) = why {
                        self.may_meet([then.as_ref(), otherwise.as_ref()], &why);
                    }
                    let operation = || Operation::Choose { holds: None };
                    return (None, join(vec![condition], operation, None));
                };
                let chosen = if holds { then } else { otherwise };
                let (value, step) = self.value::<D>(chosen);
                let operation = || Operation::Choose { holds: Some(holds) };
                (value, join(vec![condition, step], operation, value))
            }
            ExpressionKind::Extreme { extreme, of } => {
                let (values, steps) = self.values::<D>(of);
                let value = values.and_then(|values| {
                    let value = if extreme.takes_largest() {
                        values.into_iter().max()
                    } else {
                        values.into_iter().min()
                    };
                    if value.is_none() {
                        self.tell(&Reason::Unexplained);
                    }
                    value
                });
                (value, join(steps, || Operation::Extreme(*extreme), value))
            }
            ExpressionKind::Round { mode, of, step } => {
                let (inner, inner_step) = self.value::<D>(of);
                let rounding = Rounding::new(*step, *mode);
                if rounding.is_none() {
                    self.tell(&Reason::Unexplained);
                }
                let value = inner
                    .zip(rounding)
                    .and_then(|(inner, rounding)| self.computed(rounding.round(inner)));
                let operation = || Operation::Round {
                    mode: *mode,
                    step: *step,
                };
                (value, join(vec![inner_step], operation, value))
            }
            ExpressionKind::Steps { started, of, step } => {
                let (inner, inner_step) = self.value::<D>(of);
                let value =
                    inner.and_then(|inner| self.computed(counted_steps(inner, *step, *started)));
                let operation = || Operation::Steps {
                    started: *started,
                    step: *step,
                };
                (value, join(vec![inner_step], operation, value))
            }
            ExpressionKind::Time { span, between } => {
                let (values, of) = self.values::<D>(between.as_slice());
                let value = values.and_then(|values| match values.as_slice() {
                    [from, to] => {
                        let dates = day::date_of(*from).zip(day::date_of(*to));
                        let time = dates.map(|(from, to)| Exact::from(span.between(from, to)));
                        self.computed(time.ok_or(ArithmeticError::Overflow))
                    }
                    _ => {
                        self.tell(&Reason::Unexplained);
                        None
                    }
                });
                (value, join(of, || Operation::Time(*span), value))
            }
            ExpressionKind::Sum { list, of } => self.sum(*list, of),
            ExpressionKind::Count(list) => {
                let Some(things) = self.facts.lists.get(*list).and_then(Option::as_ref) else {
                    return self.missing_list(*list);
                };
                let count = i64::try_from(things.len()).unwrap_or(i64::MAX);
                let value = Exact::from(count);
                let operation = || Operation::Count {
                    list: self.list_label(*list),
                };
                (Some(value), leaf(operation, value))
            }
            ExpressionKind::Unclear { label, of } => {
                let picked = self.pick_unclear(*label, of.len());
                let Some(reading) = of.get(picked) else {
                    return (None, self.unexplained());
                };
                let (value, step) = self.value::<D>(reading);
                let operation = self.unclear(*label, picked, of.len());
                (value, join(vec![step], operation, value))
            }
        }
    }

    /// All of several parts, each tried; `None` if one is open.
    fn values<D: Derivation>(&mut self, parts: &[Expression]) -> (Option<Vec<Exact>>, Vec<D>) {
        let tried = parts.iter().map(|part| self.value::<D>(part));
        let (values, steps): (Vec<Option<Exact>>, Vec<D>) = tried.unzip();
        (values.into_iter().collect(), steps)
    }

    fn pick_unclear(&mut self, label: usize, count: usize) -> usize {
        let name = self.label_name(label);
        let reason = Reason::Unclear { label: name };
        self.pick(ChoicePoint::Unclear(label), count, reason)
    }

    fn label_name(&self, label: usize) -> String {
        let labels = &self.year.policy.labels;
        labels
            .get(label)
            .map_or_else(String::new, |(name, _)| name.clone())
    }

    fn unclear(&self, label: usize, picked: usize, count: usize) -> impl FnOnce() -> Operation {
        let label = self.label_name(label);
        move || Operation::Unclear {
            label,
            reading: picked.saturating_add(1),
            readings: count,
        }
    }

    fn measure<D: Derivation>(&mut self, index: usize) -> (Option<Exact>, D) {
        let Some(measure) = self.year.policy.measure(index) else {
            return (None, self.unexplained());
        };
        let facts = self.facts_of(measure.list);
        let Some(known) = facts.measures.get(index).and_then(Option::as_ref) else {
            let fact = measure.named.label();
            return (
                None,
                self.open(Reason::MissingFact { fact }, None, Vec::new()),
            );
        };
        let operation = || Operation::Fact {
            fact: measure.named.label(),
            unit: if measure.is_date {
                Label::default()
            } else {
                let value = Some(known.value);
                measure.unit.behind(value).clone()
            },
            is_date: measure.is_date,
            date: known.date,
            source: known.source.cloned(),
            absent: known.is_absent.then(|| {
                let absent = measure.absent.as_ref();
                absent.and_then(|absent| absent.because.clone())
            }),
        };
        (Some(known.value), leaf(operation, known.value))
    }

    fn parameter<D: Derivation>(
        &mut self,
        index: usize,
        on: Option<&Expression>,
    ) -> (Option<Exact>, D) {
        let Some(parameter) = self.year.policy.parameter(index) else {
            return (None, self.unexplained());
        };
        let label = parameter.named.label();
        let mut of = Vec::new();
        let dated = match on {
            None => self.year.parameters.get(index).copied().flatten(),
            Some(on) => {
                let (day, step) = self.value::<D>(on);
                of.push(step);
                let Some(day) = day else {
                    let operation = || Operation::Named {
                        name: label,
                        unit: Label::default(),
                    };
                    return (None, join(of, operation, None));
                };
                let Some(day) = day::date_of(day) else {
                    let reason = uncomputable(ArithmeticError::Overflow);
                    return (None, self.open(reason, Some(label), of));
                };
                let dated = parameter.on(day);
                if dated.is_none() {
                    let reason = Reason::StaleParameter {
                        parameter: label,
                        on: day,
                    };
                    return (None, self.open(reason, None, of));
                }
                dated
            }
        };
        let Some(dated) = dated else {
            let on = self.year.year.first_day();
            let reason = Reason::StaleParameter {
                parameter: label,
                on,
            };
            return (None, self.open(reason, None, of));
        };
        let Some(value) = dated.value else {
            let reason = Reason::UnknownParameter {
                parameter: label,
                note: dated.note.clone(),
            };
            return (None, self.open(reason, None, of));
        };
        let operation = || Operation::Parameter {
            parameter: label,
            unit: parameter.unit.behind(Some(value)).clone(),
            valid: dated.valid,
            note: dated.note.clone(),
        };
        (Some(value), join(of, operation, Some(value)))
    }

    fn named<D: Derivation>(&mut self, index: usize) -> (Option<Exact>, D) {
        let policy = self.year.policy;
        let Some(named) = policy.lets.get(index) else {
            return (None, self.unexplained());
        };
        let LetMeaning::Quantity(expression) = &named.meaning else {
            return (None, self.unexplained());
        };
        let (value, step) = self.value::<D>(expression);
        let operation = || Operation::Named {
            name: named.named.label(),
            unit: named.unit.behind(value).clone(),
        };
        (value, join(vec![step], operation, value))
    }

    fn sum<D: Derivation>(&mut self, list: usize, of: &Expression) -> (Option<Exact>, D) {
        let facts = self.facts;
        let Some(things) = facts.lists.get(list).and_then(Option::as_ref) else {
            let fact = self.list_label(list);
            self.may_meet([of], &Reason::MissingFact { fact });
            return self.missing_list(list);
        };
        let mut total = Some(Exact::ZERO);
        let mut steps = Vec::new();
        for thing in things {
            let outside = self.thing.replace(thing);
            let (value, step) = self.value::<D>(of);
            self.thing = outside;
            total = total
                .zip(value)
                .and_then(|(total, value)| self.computed(total.checked_add(value)));
            steps.push(step);
        }
        let label = self.list_label(list);
        let operation = || Operation::Sum {
            list: label,
            things: things.iter().map(|thing| thing.label.to_string()).collect(),
        };
        (total, join(steps, operation, total))
    }

    fn list_label(&self, list: usize) -> Label {
        let list = self.year.policy.lists.get(list);
        list.map_or_else(Label::default, |list| list.named.label())
    }

    fn missing_list<D: Derivation>(&mut self, list: usize) -> (Option<Exact>, D) {
        let fact = self.list_label(list);
        (
            None,
            self.open(Reason::MissingFact { fact }, None, Vec::new()),
        )
    }

    /// A share of a total: of each key its weight, the payer's figure and what it is a part of.
    fn share<D: Derivation>(&mut self, index: usize) -> (Option<Exact>, D) {
        let policy = self.year.policy;
        let Some(share) = policy.shares.get(index) else {
            return (None, self.unexplained());
        };
        if share.is_of_round() {
            self.meet(index, None);
        }
        let (total, total_step) = self.value::<D>(&share.total);
        let mut steps = vec![total_step];
        let mut weights = Vec::new();
        let mut part = Some(Exact::ZERO);
        for (number, key) in share.keys.iter().enumerate() {
            let (by, by_step) = self.value::<D>(&key.by);
            let (of, of_step) = match &key.of {
                Some((of, _)) => self.value::<D>(of),
                None => self.round_sum(share, index, number),
            };
            steps.push(by_step);
            steps.push(of_step);
            weights.push(key.weight);
            let quota = by.zip(of).and_then(|(by, of)| {
                let quota = by.checked_div(of);
                self.computed(quota.and_then(|quota| quota.checked_mul(key.weight)))
            });
            part = part
                .zip(quota)
                .and_then(|(part, quota)| self.computed(part.checked_add(quota)));
        }
        let value = total
            .zip(part)
            .and_then(|(total, part)| self.computed(total.checked_mul(part)));
        let allocated = self
            .round
            .and_then(|round| round.allocated(index, self.facts.label));
        let operation = || Operation::Share {
            share: share.named.label(),
            unit: share.unit.label().clone(),
            weights,
            allocated: allocated.is_some(),
        };
        // What is rounded together is what was given, never the quota in its place.
        let value = match share.rounding {
            ShareRounding::Each => value,
            ShareRounding::Together if value.is_some() && allocated.is_none() => {
                self.tell(&Reason::Unexplained);
                None
            }
            ShareRounding::Together => value.and(allocated),
        };
        (value, join(steps, operation, value))
    }

    /// The sum of a key over the round, which is known only when a whole round is assessed, and of
    /// every payer in it whether it takes part and with what.
    fn round_sum<D: Derivation>(
        &mut self,
        share: &Share,
        index: usize,
        key: usize,
    ) -> (Option<Exact>, D) {
        let sum = self
            .round
            .map_or(Err(None), |round| round.sum(index, key, self.facts.label));
        match sum {
            Ok(sum) => {
                let operation = || Operation::RoundSum {
                    share: share.named.label(),
                };
                (Some(sum), leaf(operation, sum))
            }
            Err(reason) => {
                let reason = reason.cloned().unwrap_or_else(|| Reason::NeedsRound {
                    share: share.named.label(),
                });
                (None, self.open(reason, None, Vec::new()))
            }
        }
    }
}

/// How many steps are begun, or are full.
pub(crate) fn counted_steps(
    value: Exact,
    step: Exact,
    started: bool,
) -> Result<Exact, ArithmeticError> {
    let steps = value.checked_div(step)?;
    Exact::try_from(if started { steps.ceil() } else { steps.floor() })
}

fn leaf<D: Derivation>(operation: impl FnOnce() -> Operation, value: Exact) -> D {
    D::leaf(|| Step {
        operation: operation(),
        of: Vec::new(),
        value: Some(value),
    })
}

fn join<D: Derivation>(
    parts: Vec<D>,
    operation: impl FnOnce() -> Operation,
    value: Option<Exact>,
) -> D {
    D::join(parts, |of| Step {
        operation: operation(),
        of,
        value,
    })
}
