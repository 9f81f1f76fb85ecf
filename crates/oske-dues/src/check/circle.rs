//! Lets that go in a circle which is too long to be followed step by step.

use std::collections::BTreeSet;

use super::formula::LetState;
use super::names::{Checker, Meaning};
use crate::formula::{self, Node, NodeKind};

impl Checker<'_> {
    /// Of the lets that are being checked, one that rests on itself.
    pub(super) fn let_in_circle(&self) -> Option<usize> {
        let of: Vec<BTreeSet<usize>> = (0..self.document.lets.len())
            .map(|index| self.rests_on(index))
            .collect();
        let states = self.let_states.borrow();
        let checked = states.iter().enumerate();
        let mut checked = checked.filter(|(_, state)| matches!(state, LetState::InProgress));
        let found = checked.find(|(index, _)| {
            let mut met = BTreeSet::new();
            let mut next = vec![*index];
            while let Some(on) = next.pop().and_then(|let_index| of.get(let_index)) {
                next.extend(on.iter().filter(|on| met.insert(**on)));
            }
            met.contains(index)
        });
        found.map(|(index, _)| index)
    }

    /// The lets that a let names, and those that the tables which it names are looked up by.
    fn rests_on(&self, index: usize) -> BTreeSet<usize> {
        let mut on = BTreeSet::new();
        let is = self
            .document
            .lets
            .get(index)
            .and_then(|known| known.is.as_ref());
        if let Some(Ok(node)) = is.map(|is| formula::parse(&is.value)) {
            self.lets_in(&node, &mut on);
        }
        on
    }

    fn lets_in(&self, node: &Node<'_>, on: &mut BTreeSet<usize>) {
        match &node.kind {
            NodeKind::Number { .. } | NodeKind::Quoted(_) => {}
            NodeKind::Name(name) => self.lets_of(name, on),
            NodeKind::Call { name, arguments } => {
                self.lets_of(name, on);
                arguments.iter().for_each(|part| self.lets_in(part, on));
            }
            NodeKind::Negate(inner) | NodeKind::Not(inner) => self.lets_in(inner, on),
            NodeKind::Calculate(_, left, right) | NodeKind::Compare(_, left, right) => {
                self.lets_in(left, on);
                self.lets_in(right, on);
            }
            NodeKind::Choose(parts) => parts.iter().for_each(|part| self.lets_in(part, on)),
            NodeKind::In { subject, .. } => self.lets_in(subject, on),
            NodeKind::And(parts) | NodeKind::Or(parts) => {
                parts.iter().for_each(|part| self.lets_in(part, on));
            }
        }
    }

    fn lets_of(&self, name: &str, on: &mut BTreeSet<usize>) {
        match self.names.get(name) {
            Some(Meaning::Let(index)) => {
                on.insert(*index);
            }
            Some(Meaning::Table(index)) => {
                let table = self.document.tables.get(*index);
                let by = table.into_iter().flat_map(|table| &table.by);
                on.extend(by.filter_map(|key| match self.names.get(&key.value) {
                    Some(Meaning::Let(index)) => Some(*index),
                    _ => None,
                }));
            }
            _ => {}
        }
    }
}
