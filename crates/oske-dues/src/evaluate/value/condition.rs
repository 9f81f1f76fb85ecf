//! Conditions and choices: whether one holds, which value one has.

use std::ops::Range;

use oske_types::Exact;

use super::super::Derivation;
use super::{Evaluator, join, leaf};
use crate::assessment::{Label, Reason};
use crate::explain::Operation;
use crate::policy::{Choice, Condition, ConditionKind, Gives, LetMeaning, Named, YES};

impl Evaluator<'_, '_> {
    /// Whether a condition holds; `None` if something that decides it is open.
    pub(in super::super) fn condition<D: Derivation>(
        &mut self,
        condition: &Condition,
    ) -> (Option<bool>, D) {
        match &condition.kind {
            ConditionKind::Is { choice, values } => {
                let (found, step) = self.choice::<D>(choice);
                let holds = found.map(|found| values.contains(&found));
                let operation = || {
                    let among = values.iter();
                    let among = among.filter_map(|value| self.label_of(choice, *value));
                    Operation::Is {
                        among: among.collect(),
                    }
                };
                (holds, join(vec![step], operation, holds.map(truth)))
            }
            ConditionKind::Compare {
                left,
                comparison,
                right,
            } => {
                let (left, left_step) = self.value::<D>(left);
                let (right, right_step) = self.value::<D>(right);
                let holds = left
                    .zip(right)
                    .map(|(left, right)| comparison.holds(left.cmp(&right)));
                let operation = || Operation::Compare(*comparison);
                (
                    holds,
                    join(vec![left_step, right_step], operation, holds.map(truth)),
                )
            }
            ConditionKind::Let(index) => {
                let policy = self.year.policy;
                let named = policy.lets.get(*index);
                let Some((named, LetMeaning::Truth(condition))) =
                    named.map(|named| (named, &named.meaning))
                else {
                    return (None, self.unexplained());
                };
                let (holds, step) = self.condition::<D>(condition);
                let operation = || Operation::Named {
                    name: named.named.label(),
                    unit: Label::default(),
                };
                (holds, join(vec![step], operation, holds.map(truth)))
            }
            ConditionKind::Not(inner) => {
                let (holds, step) = self.condition::<D>(inner);
                let holds = holds.map(|holds| !holds);
                (holds, join(vec![step], || Operation::Not, holds.map(truth)))
            }
            ConditionKind::All(parts) => {
                let (found, steps) = self.any_is::<D>(parts, false);
                let holds = found.map(|found| !found);
                (holds, join(steps, || Operation::All, holds.map(truth)))
            }
            ConditionKind::Any(parts) => {
                let (holds, steps) = self.any_is::<D>(parts, true);
                (holds, join(steps, || Operation::Any, holds.map(truth)))
            }
            ConditionKind::Unclear { label, of } => {
                let picked = self.pick_unclear(*label, of.len());
                let Some(reading) = of.get(picked) else {
                    return (None, self.unexplained());
                };
                let (holds, step) = self.condition::<D>(reading);
                let operation = self.unclear(*label, picked, of.len());
                (holds, join(vec![step], operation, holds.map(truth)))
            }
        }
    }

    /// Whether any part is `wanted`; `None` if that rests on something open. What is open in parts that
    /// do not matter for the answer is not told.
    fn any_is<D: Derivation>(
        &mut self,
        parts: &[Condition],
        wanted: bool,
    ) -> (Option<bool>, Vec<D>) {
        let (before, met_before) = (self.open.len(), self.met.len());
        let mut steps = Vec::new();
        let mut unknown = false;
        let mut open_parts: Vec<(Range<usize>, Reason)> = Vec::new();
        for part in parts {
            let from = self.met.len();
            let (holds, step, why) = self.deciding::<D>(part);
            if holds == Some(wanted) {
                self.open.truncate(before);
                self.met.truncate(met_before);
                return (Some(true), vec![step]);
            }
            unknown |= holds.is_none();
            open_parts.extend(why.map(|why| (from..self.met.len(), why)));
            steps.push(step);
        }
        self.doubt_shares(&open_parts);
        ((!unknown).then_some(false), steps)
    }

    /// Where one part may settle the answer, it is open whether the shares in the others matter. A part
    /// that itself only waits for the round settles nothing before it.
    fn doubt_shares(&mut self, open_parts: &[(Range<usize>, Reason)]) {
        for (index, (met, _)) in open_parts.iter().enumerate() {
            let mut others = open_parts.iter().enumerate();
            let settling = others.find(|(other, (_, why))| {
                *other != index && !matches!(why, Reason::NeedsRound { .. })
            });
            let Some((_, (_, why))) = settling else {
                continue;
            };
            for met in self.met.get_mut(met.clone()).into_iter().flatten() {
                met.perhaps.get_or_insert_with(|| why.clone());
            }
        }
    }

    /// Which value a choice has.
    pub(super) fn choice<D: Derivation>(&mut self, choice: &Choice) -> (Option<usize>, D) {
        match choice {
            Choice::Attribute(index) => {
                let Some(attribute) = self.year.policy.attribute(*index) else {
                    return (None, self.unexplained());
                };
                let facts = self.facts_of(attribute.list);
                let Some(known) = facts.attribute(*index) else {
                    let fact = attribute.named.label();
                    let step = self.open(Reason::MissingFact { fact }, None, Vec::new());
                    return (None, step);
                };
                let value = known.value;
                let operation = || {
                    let origin = known.origin.as_ref();
                    let found = attribute.values.get(value);
                    Operation::Choice {
                        fact: attribute.named.label(),
                        found: found.map(Named::label).unwrap_or_default(),
                        yes: attribute.yes_no.then_some(value == YES),
                        date: origin.and_then(|origin| origin.date),
                        source: origin.and_then(|origin| origin.source.cloned()),
                        absent: if origin.is_some() {
                            None
                        } else {
                            attribute
                                .absent
                                .as_ref()
                                .map(|absent| absent.because.clone())
                        },
                    }
                };
                (Some(value), leaf(operation, index_of(value)))
            }
            Choice::Let(index) => {
                let named = self.year.policy.lets.get(*index);
                let Some((named, LetMeaning::Choice(choice))) =
                    named.map(|named| (named, &named.meaning))
                else {
                    return (None, self.unexplained());
                };
                let (value, step) = self.choice::<D>(choice);
                let operation = || Operation::Named {
                    name: named.named.label(),
                    unit: Label::default(),
                };
                (value, join(vec![step], operation, value.map(index_of)))
            }
            Choice::Lookup(lookup) => match self.row::<D>(lookup) {
                Ok((table, row, arguments)) => {
                    let class = row.row.class;
                    let operation = || Operation::Class {
                        table: table.named.label(),
                        row: row.explained(),
                        class: self.label_of(choice, class).unwrap_or_default(),
                    };
                    let step = join(arguments, operation, Some(index_of(class)));
                    (Some(class), step)
                }
                Err(step) => (None, step),
            },
        }
    }

    /// A value of a choice.
    pub(super) fn label_of(&self, choice: &Choice, value: usize) -> Option<Label> {
        let policy = self.year.policy;
        let values = match choice {
            Choice::Attribute(index) => policy.attribute(*index)?.values.as_slice(),
            Choice::Let(index) => match &policy.lets.get(*index)?.meaning {
                LetMeaning::Choice(choice) => return self.label_of(choice, value),
                LetMeaning::Quantity(_) | LetMeaning::Truth(_) => &[],
            },
            Choice::Lookup(lookup) => match &policy.tables.get(lookup.table)?.gives {
                Gives::Classes(classes) => classes.as_slice(),
                Gives::Numbers => &[],
            },
        };
        values.get(value).map(Named::label)
    }
}

/// A truth as a number: 1 for what holds.
fn truth(holds: bool) -> Exact {
    Exact::from(i32::from(holds))
}

/// The index of a value, from 1.
fn index_of(value: usize) -> Exact {
    Exact::from(i64::try_from(value).unwrap_or(i64::MAX).saturating_add(1))
}
