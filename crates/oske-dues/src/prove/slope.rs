//! How a form goes as one quantity grows and all others stay, also through what is not piecewise linear.

use oske_types::Exact;

use crate::normal::{Forms, LeafKind, Linear, Node, Region, Variable};

/// The way that a form goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slope {
    /// The same throughout.
    Level,
    /// Nowhere down.
    Up,
    /// Nowhere up.
    Down,
    /// Both, or not known.
    Unknown,
}

impl Slope {
    pub(super) fn of(factor: Exact) -> Self {
        if factor.is_zero() {
            Self::Level
        } else if factor.is_negative() {
            Self::Down
        } else {
            Self::Up
        }
    }

    fn negated(self) -> Self {
        match self {
            Self::Up => Self::Down,
            Self::Down => Self::Up,
            same => same,
        }
    }

    /// The way of a sum.
    pub(super) fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Level, slope) | (slope, Self::Level) => slope,
            (left, right) if left == right => left,
            _ => Self::Unknown,
        }
    }

    /// The way of it so many times, where only the sign of the factor is known.
    pub(super) fn times(self, sign: Option<Self>) -> Self {
        match (self, sign) {
            (Self::Level, _) | (_, Some(Self::Level)) => Self::Level,
            (slope, Some(Self::Up)) => slope,
            (slope, Some(Self::Down)) => slope.negated(),
            _ => Self::Unknown,
        }
    }
}

impl Forms<'_, '_> {
    /// How a form goes along a quantity within a region.
    pub(super) fn slope(&self, form: &Linear, along: Variable, region: &Region) -> Slope {
        let parts = form.terms.iter().map(|(variable, factor)| {
            let own = if *variable == along {
                Slope::Up
            } else {
                self.leaf_slope(*variable, along, region)
            };
            own.times(Some(Slope::of(*factor)))
        });
        parts.fold(Slope::Level, Slope::and)
    }

    /// How what is not piecewise linear goes along a quantity.
    pub(super) fn leaf_slope(&self, leaf: Variable, along: Variable, region: &Region) -> Slope {
        let Some(leaf) = self.leaf(leaf) else {
            return Slope::Level;
        };
        let slope = |form: &Linear| self.slope(form, along, region);
        let sign = |form: &Linear| match self.range_of(form, region) {
            (Some(least), _) if !least.is_negative() => Some(Slope::Up),
            (_, Some(most)) if !most.is_positive() => Some(Slope::Down),
            _ => None,
        };
        match &leaf.kind {
            LeafKind::Round { of, .. } | LeafKind::Steps { of, .. } => slope(of),
            LeafKind::Time { from, to, .. } => slope(to).and(slope(from).negated()),
            LeafKind::Product(left, right) => {
                let (by_left, by_right) = (slope(left), slope(right));
                by_left.times(sign(right)).and(by_right.times(sign(left)))
            }
            // The divisor is nowhere zero.
            LeafKind::Quotient(above, below) => {
                let (by_above, by_below) = (slope(above), slope(below));
                by_above
                    .times(sign(below))
                    .and(by_below.times(sign(above)).negated())
            }
            LeafKind::Sum { of, .. } => {
                if self.speaks_of(of, along) {
                    Slope::Unknown
                } else {
                    Slope::Level
                }
            }
            LeafKind::Share => Slope::Unknown,
        }
    }

    /// Whether somebody reaches the least value that a form can have by the ends of its quantities, and
    /// somebody the greatest: so where no two parts of it rest on the same quantity.
    pub(super) fn reaches_its_ends(&self, form: &Linear) -> bool {
        let mut asked = Vec::new();
        let reaches = self.collect(form, &mut asked);
        let count = asked.len();
        asked.sort_unstable();
        asked.dedup();
        reaches && asked.len() == count
    }

    fn collect(&self, form: &Linear, asked: &mut Vec<Variable>) -> bool {
        form.terms.iter().all(|(variable, _)| {
            let Some(leaf) = self.leaf(*variable) else {
                asked.push(*variable);
                return true;
            };
            match &leaf.kind {
                // The things of a list have quantities of their own.
                LeafKind::Sum { of, .. } => self.is_plain(of),
                LeafKind::Time { .. } | LeafKind::Share => false,
                kind => kind.forms().all(|form| self.collect(form, asked)),
            }
        })
    }

    /// Whether a tree is piecewise linear along axes alone.
    fn is_plain(&self, node: &Node) -> bool {
        match node {
            Node::Linear(form) => form.terms.len() <= 1 && !self.has_leaf(form),
            Node::Guard { .. } | Node::Sum(_) => false,
            _ => node.parts().all(|part| self.is_plain(part)),
        }
    }

    /// Whether a form may differ where a quantity does.
    pub(super) fn is_about(&self, form: &Linear, quantity: Variable) -> bool {
        let mut terms = form.terms.iter();
        terms.any(|(variable, _)| *variable == quantity || self.rests_on(*variable, quantity))
    }

    /// Whether a quantity stands anywhere in a tree.
    fn speaks_of(&self, node: &Node, quantity: Variable) -> bool {
        let is_itself = match node {
            Node::Linear(form) => self.is_about(form, quantity),
            Node::Guard { guard, .. } => self.is_about(&guard.form, quantity),
            Node::Cases { variable, .. } => *variable == quantity,
            _ => false,
        };
        is_itself || node.parts().any(|part| self.speaks_of(part, quantity))
    }

    /// Whether a leaf may differ where a quantity does.
    pub(super) fn rests_on(&self, leaf: Variable, quantity: Variable) -> bool {
        let Some(leaf) = self.leaf(leaf) else {
            return false;
        };
        match &leaf.kind {
            LeafKind::Sum { of, .. } => self.speaks_of(of, quantity),
            LeafKind::Share => true,
            kind => kind.forms().any(|form| self.is_about(form, quantity)),
        }
    }
}
