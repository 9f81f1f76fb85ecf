//! A line's decision tree in layers, each of which is one pass over a block of rows.
//!
//! Every row has a *state*, a place in the tree. A layer asks one fact of all rows that stand where it
//! is asked, and moves them on: by a look-up for a choice, by a search among borders for a measure. What
//! stands elsewhere stays. In the end all rows stand at ends, which are rows of a table of factors.

use super::grid::Grid;
use super::layout::Layout;
use super::needs::Needs;
use super::payment::WidePayment;
use super::places::{Place, Places};
use super::rounded::Division;
use super::tree::{End, Tree};
use super::ways::{AskReason, Way};
use crate::policy::Policy;

/// A place in the tree of a line.
pub(super) type State = u16;

/// What an end, or a row, comes to; the graver behind the lesser. An amount may be one of 128 bits, and a
/// row is asked about step by step where one of its lines is.
pub(super) const AMOUNT: u8 = 0;
pub(super) const WIDE: u8 = 1;
pub(super) const UNDETERMINED: u8 = 2;
pub(super) const NOT_COVERED: u8 = 3;
pub(super) const INVALID: u8 = 4;
pub(super) const ASK: u8 = 5;

/// A line, compiled.
#[derive(Debug)]
pub(super) struct Kernel {
    pub(super) start: State,
    pub(super) layers: Vec<Layer>,
    /// By state, of the ends: what they come to.
    pub(super) outcomes: Vec<u8>,
    /// Whether every end is an amount of 64 bits.
    pub(super) is_clear: bool,
    /// By state, which facts the end rests on.
    pub(super) needs: Vec<Needs>,
    pub(super) sums: Sums,
    /// By state, the payments once more, in 128 bits.
    pub(super) wide: Vec<Option<WidePayment>>,
    /// How many ends are computed which way.
    pub(super) ways: Vec<(Way, usize)>,
}

/// One pass.
#[derive(Debug)]
pub(super) enum Layer {
    /// A look-up: `next[from[state] + (value & mask[state])]`.
    Choice {
        attribute: usize,
        hops: Vec<Hop>,
        next: Vec<State>,
    },
    /// One border for each state.
    Fork { measure: usize, forks: Vec<Fork> },
    /// A search among borders: of each state 2^steps, of which at least the last is beyond every value.
    Search {
        measure: usize,
        steps: u32,
        /// By state.
        ranges: Vec<Range>,
        borders: Vec<i64>,
        next: Vec<State>,
    },
    /// On which side of a border that follows no axis.
    Side { sides: Vec<Option<Side>> },
}

/// Where a state's next states begin, and the bits of the value that lead on to them: none for a state
/// that stays.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hop {
    pub(super) from: usize,
    pub(super) mask: u16,
}

/// The states below a border, and from it on.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Fork {
    pub(super) border: i64,
    pub(super) below: State,
    pub(super) from: State,
}

/// Where the borders of a state begin, and the states between them.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Range {
    pub(super) borders: usize,
    pub(super) next: usize,
}

/// A sum of measures with a constant, at least zero or below it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Side {
    pub(super) terms: Vec<(usize, i64)>,
    pub(super) constant: i64,
    pub(super) holds: State,
    pub(super) fails: State,
}

/// By state, the numerators of what ends come to, over one denominator.
#[derive(Debug)]
pub(super) struct Sums {
    /// Of each measure, the factor by state.
    pub(super) terms: Vec<(usize, Vec<i64>)>,
    /// By state, with the shift of the rounding and the lift of the division.
    pub(super) constants: Vec<i64>,
    /// Where there is one measure, by state the factor and the constant beside each other.
    pub(super) straight: Vec<(i64, i64)>,
    pub(super) division: Division,
    pub(super) denominator: i64,
    /// What a whole number stands for, in minor units, where that is the same for every end.
    pub(super) step: i64,
    /// By state, where rounding depends on the sign, or the step on the rule.
    pub(super) fixes: Option<Vec<Fix>>,
}

/// How an end's rounding differs from adding and dividing.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Fix {
    /// A shifted and lifted numerator below this is of an amount below zero.
    pub(super) zero: i64,
    pub(super) below_zero: i64,
    pub(super) to_even: bool,
    pub(super) step: i64,
}

impl Kernel {
    pub(super) fn new(tree: Tree, policy: &Policy, grids: &[Option<Grid>]) -> Self {
        let mut places = Places::new(policy, grids);
        let root = places.tree(tree);
        let kernel =
            Layout::of(&places.places, root).and_then(|layout| layout.kernel(policy, grids));
        kernel.unwrap_or_else(|| {
            let places = [Place::End(End::Ask(AskReason::TooLarge))];
            let layout = Layout::of(&places, 0).and_then(|layout| layout.kernel(policy, grids));
            layout.unwrap_or_else(Self::asking)
        })
    }

    /// Of one end, at which everybody is asked about.
    fn asking() -> Self {
        Self {
            start: 0,
            layers: Vec::new(),
            outcomes: vec![ASK],
            is_clear: false,
            needs: vec![Needs::NONE],
            sums: Sums::none(1),
            wide: vec![None],
            ways: vec![(Way::StepByStep(AskReason::TooLarge), 1)],
        }
    }
}
