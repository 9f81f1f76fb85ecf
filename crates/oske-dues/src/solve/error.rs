//! [`SolveError`]: why nothing is answered.

use std::fmt;

use oske_types::{ArithmeticError, DuesYear, Exact, Money};

use crate::assumed::NoSuchParameter;
use crate::policy::Policy;
use crate::year::NotGoverned;

/// Why a question for an unknown is not answered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SolveError {
    /// The policy is not for the year.
    #[error(transparent)]
    NotGoverned(#[from] NotGoverned),
    /// The policy has no such parameter.
    #[error(transparent)]
    NoSuchParameter(#[from] NoSuchParameter),
    /// The question is of another policy or dues year than the round.
    #[error(
        "the question is of {asked} and the round of {round}: expected one policy and dues year"
    )]
    #[non_exhaustive]
    OtherPolicy {
        /// What the question is asked of.
        asked: PolicyInYear,
        /// What the round is assessed by.
        round: PolicyInYear,
    },
    /// The lower bound lies above the upper one.
    #[error("the least value, {from}, is above the greatest, {to}: expected it not to be")]
    #[non_exhaustive]
    Backwards {
        /// The lower bound.
        from: Exact,
        /// The upper bound.
        to: Exact,
    },
    /// No payer was counted.
    #[error("nobody counts: expected at least one payer to bring in the total")]
    NobodyCounts,
    /// No value that may be answered lies between the bounds.
    #[error(
        "no value with {decimals} decimals lies from {from} to {to}: expected wider bounds or more decimals"
    )]
    #[non_exhaustive]
    NoValues {
        /// So many decimals were asked for.
        decimals: u32,
        /// The lower bound.
        from: Exact,
        /// The upper bound.
        to: Exact,
    },
    /// More decimals than are followed.
    #[error("{decimals} decimals are too many: expected at most 12")]
    #[non_exhaustive]
    TooManyDecimals {
        /// So many were asked for.
        decimals: u32,
    },
    /// A formula whose amount does not move along the unknown in a way that could be followed.
    #[error("`{payer}`: {formula}")]
    #[non_exhaustive]
    NotSolvable {
        /// The payer whom it was met for.
        payer: String,
        /// The formula.
        formula: NotSolvable,
    },
    /// A payer is in the reach of a share now and now not, so that the shares of all others move.
    #[error(
        "`{payer}` takes part in the share `{share}` for some values of the unknown only: a share of the round must not depend on the unknown"
    )]
    #[non_exhaustive]
    ShareDepends {
        /// The payer.
        payer: String,
        /// The share.
        share: String,
    },
    /// The amount of a payer is in another currency than the total.
    #[error("`{payer}` pays in another currency than the total of {target}: expected payers who pay in {}", target.currency())]
    #[non_exhaustive]
    OtherCurrency {
        /// The payer.
        payer: String,
        /// The total that was asked for.
        target: Money,
    },
    /// The amounts of a payer change in too many places along the unknown.
    #[error(
        "the amount of `{payer}` changes in more than {most} places along the unknown: expected narrower bounds"
    )]
    #[non_exhaustive]
    TooManyPieces {
        /// The payer.
        payer: String,
        /// So many places are followed.
        most: usize,
    },
    /// A number does not fit.
    #[error(transparent)]
    Arithmetic(#[from] ArithmeticError),
    /// Assessing with the value gives another total than solving for it: a fault of this crate.
    #[error("with {value} the total is {assessed} and not {solved}: please report this policy")]
    #[non_exhaustive]
    NotConfirmed {
        /// The value.
        value: Exact,
        /// What solving says.
        solved: Money,
        /// What assessing says.
        assessed: Money,
    },
}

/// Which policy it is, in which dues year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyInYear {
    id: String,
    content_hash: String,
    year: DuesYear,
}

impl PolicyInYear {
    pub(super) fn new(policy: &Policy, year: DuesYear) -> Self {
        Self {
            id: policy.id().to_owned(),
            content_hash: policy.content_hash().to_owned(),
            year,
        }
    }

    /// The policy's id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The SHA-256 of what the policy says, in hexadecimal.
    #[must_use]
    pub fn content_hash(&self) -> &str {
        &self.content_hash
    }

    /// The dues year.
    #[must_use]
    pub fn year(&self) -> DuesYear {
        self.year
    }
}

impl fmt::Display for PolicyInYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hash: String = self.content_hash.chars().take(12).collect();
        write!(f, "`{}` (sha256 {hash}…) for {}", self.id, self.year)
    }
}

/// A formula whose amount does not move along the unknown in a way that could be followed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the formula `{formula}`, from its character {} on: {why}", .at.saturating_add(1))]
pub struct NotSolvable {
    formula: String,
    at: usize,
    why: WhyNot,
}

impl NotSolvable {
    pub(super) fn new(formula: &str, at: usize, why: WhyNot) -> Self {
        Self {
            formula: formula.to_owned(),
            at,
            why,
        }
    }

    /// The formula, as it is written.
    #[must_use]
    pub fn formula(&self) -> &str {
        &self.formula
    }

    /// Where in it, in bytes.
    #[must_use]
    pub fn at(&self) -> usize {
        self.at
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum WhyNot {
    #[error("it is not proved that it only rises or only falls with the unknown")]
    Turns,
    #[error("what is compared here follows no straight line along the unknown")]
    Compared,
    #[error("a day depends on the unknown here")]
    Dated,
    #[error("a share of the round must not depend on the unknown")]
    SharedByUnknown,
    #[error("a number does not fit")]
    Overflow,
}
