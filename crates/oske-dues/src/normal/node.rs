//! Small trees, put together: a number, so many times a tree, a sum of two.

use std::sync::Arc;

use oske_types::Exact;

use super::linear::Linear;
use super::walk::Joined;
use super::{Node, NodeRef, Open};
use crate::interval::{Cut, Interval};

pub(super) fn number(value: Exact) -> NodeRef {
    Arc::new(Node::Linear(Linear::constant(value)))
}

pub(super) fn linear(form: Option<Linear>) -> NodeRef {
    form.map_or_else(
        || NodeRef::open(Open::Overflow),
        |form| Arc::new(Node::Linear(form)),
    )
}

/// So many times a tree.
pub(super) fn scaled(by: Exact, of: NodeRef) -> NodeRef {
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
pub(super) fn sum_of(left: NodeRef, right: NodeRef) -> NodeRef {
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

/// What is open, beside something else that may be graver.
pub(super) fn open_beside(open: Open, other: &NodeRef) -> NodeRef {
    let open = NodeRef::open(open);
    match other.as_ref() {
        Node::Linear(form) if form.terms.is_empty() => open,
        _ => Arc::new(Node::Sum(vec![open, Arc::clone(other)])),
    }
}

/// Below zero, zero, above it.
pub(super) fn around_zero() -> Vec<Interval> {
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
