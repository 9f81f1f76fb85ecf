//! The normal form: what a payer owes as a tree of switches over sums of piecewise linear functions.
//!
//! [`Node`] is that tree. Everything that a formula can say is brought to it when a year is compiled:
//! look-ups become cases along a quantity, conditions become switches and guards, windows and the time
//! between dates become cases along a date, a product is split on the factor that takes few values.
//! What is not piecewise linear stays as a named [`Leaf`]. Overlaps and unclear readings are choice
//! points that keep their label.
//!
//! | file | what it holds |
//! |---|---|
//! | `linear` | a constant and a sum of quantities |
//! | `region` | a set of payers: values of choices, stretches of quantities, guards |
//! | `walk` | going through a tree, or splitting a region, case by case |
//! | `forms` | the formulas of a year on their way to trees, and what they share |
//! | `seen` | what is seen on that way |
//! | `compile` | formulas to trees, part by part |
//! | `condition` | where conditions hold |
//! | `product` | products and quotients |
//! | `staircase` | rounding, counted steps, the time between dates |
//! | `lookup` | tables to trees |
//! | `node` | small trees, put together |
//! | `feasible` | linear constraints: is there a point, and which |
//! | `assess` | evaluating the tree for one payer |

mod assess;
mod compile;
mod condition;
mod feasible;
mod forms;
mod linear;
mod lookup;
mod node;
mod product;
mod region;
mod seen;
mod staircase;
mod walk;

use std::sync::Arc;

use oske_types::{Exact, RoundingMode};

pub use self::assess::{NormalForm, NormalOutcome};
pub(crate) use self::feasible::Feasibility;
pub(crate) use self::forms::{Forms, Site};
pub(crate) use self::linear::{Linear, Variable};
pub(crate) use self::region::{Guard, Region, Values, side};
pub(crate) use self::walk::Joined;
use crate::interval::Interval;
use crate::policy::TimeSpan;

/// What a formula gives, over all payers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Node {
    Linear(Linear),
    /// No number, and why.
    Open(Open),
    /// By the values of a choice.
    Switch {
        attribute: usize,
        cases: Vec<(Values, NodeRef)>,
    },
    /// By where a quantity lies.
    Cases {
        variable: Variable,
        cases: Vec<(Interval, NodeRef)>,
    },
    /// By which side of a border that follows no axis.
    Guard {
        guard: Guard,
        holds: NodeRef,
        fails: NodeRef,
    },
    /// By what is picked at a choice point.
    Choice {
        point: usize,
        alternatives: Vec<NodeRef>,
    },
    /// So many times.
    Scaled {
        by: Exact,
        of: NodeRef,
    },
    Sum(Vec<NodeRef>),
    Extreme {
        largest: bool,
        of: Vec<NodeRef>,
    },
}

pub(crate) type NodeRef = Arc<Node>;

impl Node {
    /// The gravest reason that stands in it why there is no number, whoever the payer is. What a
    /// [`Leaf`] comes to is seen only when it is evaluated.
    fn gravest(&self) -> Option<Open> {
        match self {
            Self::Open(open) => Some(*open),
            _ => self.parts().filter_map(|part| part.gravest()).max(),
        }
    }

    /// Whether there may be no number for a payer of whom all is known.
    fn may_be_open(&self) -> bool {
        match self {
            Self::Open(_) => true,
            Self::Linear(form) => form.may_be_open(),
            _ => self.parts().any(|part| part.may_be_open()),
        }
    }

    /// The trees right below it.
    pub(crate) fn parts(&self) -> impl Iterator<Item = &NodeRef> {
        let mut switched: &[(Values, NodeRef)] = &[];
        let mut along: &[(Interval, NodeRef)] = &[];
        let mut listed: &[NodeRef] = &[];
        let mut sides = [None, None];
        match self {
            Self::Linear(_) | Self::Open(_) => {}
            Self::Switch { cases, .. } => switched = cases,
            Self::Cases { cases, .. } => along = cases,
            Self::Guard { holds, fails, .. } => sides = [Some(holds), Some(fails)],
            Self::Scaled { of, .. } => listed = std::slice::from_ref(of),
            Self::Choice {
                alternatives: of, ..
            }
            | Self::Sum(of)
            | Self::Extreme { of, .. } => listed = of,
        }
        let switched = switched.iter().map(|(_, case)| case);
        let along = along.iter().map(|(_, case)| case);
        let sides = sides.into_iter().flatten();
        switched.chain(along).chain(listed).chain(sides)
    }
}

/// Why there is no number, the graver behind the lesser.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Open {
    /// A value is unknown, stale, or known only of a whole round.
    Undetermined,
    /// No row holds.
    NoRow,
    DivisionByZero,
    /// A number does not fit.
    Overflow,
    /// The tree would have become larger than its budget.
    TooLarge,
}

/// What is not piecewise linear, as a quantity of its own with known bounds.
#[derive(Debug, Clone)]
pub(crate) struct Leaf {
    pub(crate) kind: LeafKind,
    /// The least and the greatest value, where they are known.
    pub(crate) least: Option<Exact>,
    pub(crate) most: Option<Exact>,
}

#[derive(Debug, Clone)]
pub(crate) enum LeafKind {
    Product(Linear, Linear),
    Quotient(Linear, Linear),
    Round {
        of: Linear,
        mode: RoundingMode,
        step: Exact,
    },
    Steps {
        of: Linear,
        step: Exact,
        started: bool,
    },
    Time {
        span: TimeSpan,
        from: Linear,
        to: Linear,
    },
    /// Over the things of a list.
    Sum {
        list: usize,
        of: NodeRef,
    },
    /// A share of a total that depends on the round.
    Share,
}

impl LeafKind {
    /// The forms that it is computed of; of a sum or a share none.
    pub(crate) fn forms(&self) -> impl Iterator<Item = &Linear> {
        let (first, second) = match self {
            Self::Round { of, .. } | Self::Steps { of, .. } => (Some(of), None),
            Self::Product(left, right) | Self::Quotient(left, right) => (Some(left), Some(right)),
            Self::Time { from, to, .. } => (Some(from), Some(to)),
            Self::Sum { .. } | Self::Share => (None, None),
        };
        first.into_iter().chain(second)
    }

    /// Whether it is known to be the same number for every payer.
    fn is_computed_as(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Product(left, right), Self::Product(other_left, other_right))
            | (Self::Quotient(left, right), Self::Quotient(other_left, other_right)) => {
                left == other_left && right == other_right
            }
            (
                Self::Round { of, mode, step },
                Self::Round {
                    of: other,
                    mode: other_mode,
                    step: other_step,
                },
            ) => (of, mode, step) == (other, other_mode, other_step),
            (
                Self::Steps { of, step, started },
                Self::Steps {
                    of: other,
                    step: other_step,
                    started: other_started,
                },
            ) => (of, step, started) == (other, other_step, other_started),
            (
                Self::Time { span, from, to },
                Self::Time {
                    span: other,
                    from: other_from,
                    to: other_to,
                },
            ) => (span, from, to) == (other, other_from, other_to),
            (
                Self::Sum { list, of },
                Self::Sum {
                    list: other_list,
                    of: other,
                },
            ) => list == other_list && of == other,
            _ => false,
        }
    }
}

impl Leaf {
    /// Whether it may be open for a payer of whom all is known.
    pub(crate) fn may_be_open(&self) -> bool {
        match &self.kind {
            LeafKind::Share => true,
            LeafKind::Sum { of, .. } => of.may_be_open(),
            kind => kind.forms().any(Linear::may_be_open),
        }
    }
}
