//! [`Solution`]: what an unknown must be.

use oske_types::{DuesYear, Exact, Money};

use super::error::PolicyInYear;
use crate::assessment::{Label, Outcome};

/// What an unknown must be for a total, with what it rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Solution {
    pub(super) policy: PolicyInYear,
    pub(super) parameter: Label,
    pub(super) unit: Label,
    pub(super) target: Money,
    pub(super) decimals: u32,
    pub(super) bounds: ValueRange,
    /// Whether a least and a greatest value were asked for.
    pub(super) has_least: bool,
    pub(super) has_most: bool,
    pub(super) answer: Answer,
    /// Of an answer that is reached: the value to go on with.
    pub(super) reached_with: Option<Exact>,
    pub(super) is_open_beyond: bool,
    pub(super) undecided: Vec<ValueRange>,
    pub(super) open: Vec<OpenPayer>,
    pub(super) fixed: Money,
    pub(super) independent: Vec<String>,
    pub(super) payers: usize,
}

/// Whether a total can be reached, and with which values: of those between the [bounds](Solution::bounds)
/// that are not [undecided](Solution::undecided).
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "a caller must decide on each case")]
pub enum Answer {
    /// It is, with all values of these ranges and no others; more than one range where the total goes
    /// up and down.
    Reached(Vec<ValueRange>),
    /// It is not, with none of these values: the nearest totals on both sides.
    Between {
        /// The greatest total below it.
        below: Nearest,
        /// The least total above it.
        above: Nearest,
    },
    /// Every total of these values is above it: the least.
    TooLow(Nearest),
    /// Every total of these values is below it: the greatest.
    TooHigh(Nearest),
    /// No value could be searched.
    Undecided,
}

/// Values with so many decimals, both ends among them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ValueRange {
    pub(super) first: Exact,
    pub(super) last: Exact,
}

impl ValueRange {
    /// The least of them.
    #[must_use]
    pub fn first(self) -> Exact {
        self.first
    }

    /// The greatest of them.
    #[must_use]
    pub fn last(self) -> Exact {
        self.last
    }

    /// Whether a value lies among them; that it has no more decimals than were asked for is not seen.
    #[must_use]
    pub fn contains(self, value: Exact) -> bool {
        self.first <= value && value <= self.last
    }
}

/// A total that can be reached, with a value that does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Nearest {
    pub(super) total: Money,
    pub(super) value: Exact,
}

impl Nearest {
    /// The total.
    #[must_use]
    pub fn total(self) -> Money {
        self.total
    }

    /// A value with which it is reached.
    #[must_use]
    pub fn value(self) -> Exact {
        self.value
    }
}

/// A payer who has no amount with the value of an answer, and takes no part in the total.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenPayer {
    pub(super) payer: String,
    pub(super) outcome: Outcome,
    pub(super) always: bool,
}

impl OpenPayer {
    /// Who it is.
    #[must_use]
    pub fn payer(&self) -> &str {
        &self.payer
    }

    /// How the assessment ends, with the reasons.
    #[must_use]
    pub fn outcome(&self) -> &Outcome {
        &self.outcome
    }

    /// Whether there is no amount whatever the unknown is.
    #[must_use]
    pub fn is_open_for_every_value(&self) -> bool {
        self.always
    }
}

impl Solution {
    /// The parameter that was asked for.
    #[must_use]
    pub fn parameter(&self) -> &Label {
        &self.parameter
    }

    /// Its unit: `EUR/inhabitant`.
    #[must_use]
    pub fn unit(&self) -> &Label {
        &self.unit
    }

    /// The policy that was asked, and the dues year.
    #[must_use]
    pub fn policy(&self) -> &PolicyInYear {
        &self.policy
    }

    /// The dues year.
    #[must_use]
    pub fn year(&self) -> DuesYear {
        self.policy.year()
    }

    /// The total that was asked for.
    #[must_use]
    pub fn target(&self) -> Money {
        self.target
    }

    /// How many decimals the values may have.
    #[must_use]
    pub fn decimals(&self) -> u32 {
        self.decimals
    }

    /// The least and the greatest value that was looked for: what lies outside of them is in no answer.
    #[must_use]
    pub fn bounds(&self) -> ValueRange {
        self.bounds
    }

    /// Whether the total can be reached, and with which values.
    #[must_use]
    pub fn answer(&self) -> &Answer {
        &self.answer
    }

    /// The value to go on with: of those that reach the total the one with which the fewest payers are
    /// [without an amount](Solution::open), and of as few the least; or else that of the nearest total,
    /// the lower one of two as near; `None` if none was found.
    #[must_use]
    pub fn value(&self) -> Option<Exact> {
        match &self.answer {
            Answer::Reached(_) => self.reached_with,
            _ => self.nearest().map(|nearest| nearest.value),
        }
    }

    /// The total with [`value`](Self::value).
    #[must_use]
    pub fn total(&self) -> Option<Money> {
        match &self.answer {
            Answer::Reached(_) => Some(self.target),
            _ => self.nearest().map(|nearest| nearest.total),
        }
    }

    fn nearest(&self) -> Option<Nearest> {
        match &self.answer {
            Answer::Reached(_) | Answer::Undecided => None,
            Answer::TooLow(only) | Answer::TooHigh(only) => Some(*only),
            Answer::Between { below, above } => {
                let distance = |nearest: &Nearest| {
                    let total = i128::from(nearest.total.minor());
                    total.abs_diff(i128::from(self.target.minor()))
                };
                let is_nearer = distance(above) < distance(below);
                Some(if is_nearer { *above } else { *below })
            }
        }
    }

    /// Values that could not be searched: the answer is of all others. Empty as a rule.
    #[must_use]
    pub fn undecided(&self) -> &[ValueRange] {
        &self.undecided
    }

    /// Whether a value with more [decimals](Solution::decimals) may come nearer, for such values could
    /// not all be searched. Never where the decimals were asked for or the total is reached.
    #[must_use]
    pub fn is_undecided_with_more_decimals(&self) -> bool {
        self.is_open_beyond
    }

    /// Those of the payers counted who have no amount with [`value`](Self::value), and why.
    #[must_use]
    pub fn open(&self) -> &[OpenPayer] {
        &self.open
    }

    /// How much of the total does not depend on the unknown.
    #[must_use]
    pub fn fixed(&self) -> Money {
        self.fixed
    }

    /// Who pays the same whatever the unknown is, in the order of the payers.
    #[must_use]
    pub fn independent(&self) -> &[String] {
        &self.independent
    }

    /// Whether the amount of anybody who was counted depends on the unknown.
    #[must_use]
    pub fn is_of_consequence(&self) -> bool {
        let open = self.open.iter().filter(|open| open.always).count();
        self.independent.len().saturating_add(open) < self.payers
    }

    /// How many payers were counted.
    #[must_use]
    pub fn payers(&self) -> usize {
        self.payers
    }
}
