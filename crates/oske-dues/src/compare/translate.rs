//! [`Translation`]: what one policy's normal form says, in the numbers of the joint declarations.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::joint::Numbers;
use crate::normal::{
    Forms, Guard, Leaf, LeafKind, Linear, Node, NodeRef, Region, Values, Variable,
};

pub(super) struct Translation<'t, 'y, 'p> {
    pub(super) numbers: &'t Numbers,
    /// The forms that are translated.
    pub(super) from: &'t Forms<'y, 'p>,
    /// What has been translated of what is not piecewise linear.
    leaves: BTreeMap<Variable, Variable>,
}

impl<'t, 'y, 'p> Translation<'t, 'y, 'p> {
    pub(super) fn new(numbers: &'t Numbers, from: &'t Forms<'y, 'p>) -> Self {
        Self {
            numbers,
            from,
            leaves: BTreeMap::new(),
        }
    }

    /// A set of payers, within what both policies allow: no set if nobody is left. What is picked at
    /// choice points is left out. `None` for a set that cannot be told by the joint declarations.
    pub(super) fn region(
        &mut self,
        region: &Region,
        onto: &mut Forms<'_, '_>,
    ) -> Option<Option<Region>> {
        let mut translated = Region::default();
        let numbers = self.numbers;
        for (own, numbers) in numbers.attributes.iter().enumerate() {
            let count = onto.scales.choices.get(numbers.number).copied()?;
            let values = self.from.scales.values(region, own);
            let values = values
                .iter()
                .filter_map(|value| numbers.values.get(value).copied());
            let values = Values::of(values, count);
            if values != Values::all(count) {
                translated = translated.with_choice(numbers.number, values);
            }
        }
        for (variable, allowed) in numbers.allowed(self.from) {
            match onto.scales.within(&translated, variable, allowed) {
                Some(within) => translated = within,
                None => return Some(None),
            }
        }
        for (variable, interval) in &region.stretches {
            let variable = self.variable(*variable, onto)?;
            match onto.scales.within(&translated, variable, *interval) {
                Some(within) => translated = within,
                None => return Some(None),
            }
        }
        for guard in &region.guards {
            let guard = Guard {
                form: self.linear(&guard.form, onto)?,
                strict: guard.strict,
            };
            translated = translated.with_guard(guard);
        }
        Some(onto.may_hold(&translated).then_some(translated))
    }

    pub(super) fn linear(&mut self, form: &Linear, onto: &mut Forms<'_, '_>) -> Option<Linear> {
        let mut translated = Linear::constant(form.constant);
        translated.hides_open = form.hides_open;
        for (variable, factor) in &form.terms {
            let variable = self.variable(*variable, onto)?;
            translated = translated.plus(&Linear::variable(variable).times(*factor)?)?;
        }
        Some(translated)
    }

    fn variable(&mut self, variable: Variable, onto: &mut Forms<'_, '_>) -> Option<Variable> {
        let numbers = self.numbers;
        if let Some(number) = numbers.measures.get(variable) {
            return Some(*number);
        }
        let list = variable.checked_sub(numbers.measures.len())?;
        if let Some(list) = numbers.lists.get(list) {
            return onto.year.policy.measures.len().checked_add(*list);
        }
        if let Some(known) = self.leaves.get(&variable) {
            return Some(*known);
        }
        let leaf = self.from.leaf(variable)?;
        let leaf = Leaf {
            kind: self.kind(&leaf.kind, onto)?,
            least: leaf.least,
            most: leaf.most,
        };
        let number = onto.leaf_variable(leaf);
        self.leaves.insert(variable, number);
        Some(number)
    }

    fn kind(&mut self, kind: &LeafKind, onto: &mut Forms<'_, '_>) -> Option<LeafKind> {
        Some(match kind {
            LeafKind::Product(left, right) => {
                LeafKind::Product(self.linear(left, onto)?, self.linear(right, onto)?)
            }
            LeafKind::Quotient(above, below) => {
                LeafKind::Quotient(self.linear(above, onto)?, self.linear(below, onto)?)
            }
            LeafKind::Round { of, mode, step } => LeafKind::Round {
                of: self.linear(of, onto)?,
                mode: *mode,
                step: *step,
            },
            LeafKind::Steps { of, step, started } => LeafKind::Steps {
                of: self.linear(of, onto)?,
                step: *step,
                started: *started,
            },
            LeafKind::Time { span, from, to } => LeafKind::Time {
                span: *span,
                from: self.linear(from, onto)?,
                to: self.linear(to, onto)?,
            },
            LeafKind::Sum { list, of } => LeafKind::Sum {
                list: *self.numbers.lists.get(*list)?,
                of: self.node(of, onto)?,
            },
            LeafKind::Share => LeafKind::Share,
        })
    }

    fn node(&mut self, node: &Node, onto: &mut Forms<'_, '_>) -> Option<NodeRef> {
        let node = match node {
            Node::Linear(form) => Node::Linear(self.linear(form, onto)?),
            Node::Open(open) => Node::Open(*open),
            Node::Switch { attribute, cases } => {
                let numbers = self.numbers.attributes.get(*attribute)?;
                let count = onto.scales.choices.get(numbers.number).copied()?;
                let cases = cases.iter().map(|(values, case)| {
                    let values = values.iter();
                    let values = values.filter_map(|value| numbers.values.get(value).copied());
                    Some((Values::of(values, count), self.node(case, onto)?))
                });
                Node::Switch {
                    attribute: numbers.number,
                    cases: cases.collect::<Option<_>>()?,
                }
            }
            Node::Cases { variable, cases } => {
                let cases = cases
                    .iter()
                    .map(|(interval, case)| Some((*interval, self.node(case, onto)?)));
                let cases = cases.collect::<Option<_>>()?;
                Node::Cases {
                    variable: self.variable(*variable, onto)?,
                    cases,
                }
            }
            Node::Guard {
                guard,
                holds,
                fails,
            } => Node::Guard {
                guard: Guard {
                    form: self.linear(&guard.form, onto)?,
                    strict: guard.strict,
                },
                holds: self.node(holds, onto)?,
                fails: self.node(fails, onto)?,
            },
            // Its number is the policy's own.
            Node::Choice { .. } => return None,
            Node::Scaled { by, of } => Node::Scaled {
                by: *by,
                of: self.node(of, onto)?,
            },
            Node::Sum(of) => Node::Sum(self.nodes(of, onto)?),
            Node::Extreme { largest, of } => Node::Extreme {
                largest: *largest,
                of: self.nodes(of, onto)?,
            },
        };
        Some(Arc::new(node))
    }

    fn nodes(&mut self, nodes: &[NodeRef], onto: &mut Forms<'_, '_>) -> Option<Vec<NodeRef>> {
        nodes.iter().map(|node| self.node(node, onto)).collect()
    }
}
