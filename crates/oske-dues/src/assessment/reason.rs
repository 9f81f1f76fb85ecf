//! [`Reason`] and [`Misfit`]: why there is no amount, or more than one.

use chrono::NaiveDate;
use oske_types::{ArithmeticError, Text};

use super::{Found, Label};

/// Why a payer has no amount, or more than one.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// No rule of a line is for this payer.
    #[non_exhaustive]
    NoRule {
        /// The line.
        line: Label,
    },
    /// No row of a table holds for what it was looked up by.
    #[non_exhaustive]
    NoRow {
        /// The table.
        table: Label,
        /// What it was looked up by, with the payer's values.
        values: Vec<(Label, Found)>,
    },
    /// The value of a parameter is not known to anybody who wrote the policy.
    #[non_exhaustive]
    UnknownParameter {
        /// The parameter.
        parameter: Label,
        /// What the policy says about it.
        note: Option<Text>,
    },
    /// A parameter has no value for the dues year.
    #[non_exhaustive]
    StaleParameter {
        /// The parameter.
        parameter: Label,
        /// The first day of the dues year, for which a value is wanted.
        on: NaiveDate,
    },
    /// A row is known to exist but its value is not.
    #[non_exhaustive]
    UnknownRow {
        /// The table.
        table: Label,
        /// The row, from 1.
        row: usize,
    },
    /// The facts do not say what a rule asks for.
    #[non_exhaustive]
    MissingFact {
        /// The attribute or measure.
        fact: Label,
    },
    /// Several rows of a table hold for the value.
    #[non_exhaustive]
    SeveralRows {
        /// The table.
        table: Label,
        /// The rows, from 1.
        rows: Vec<usize>,
    },
    /// The source leaves it unclear.
    #[non_exhaustive]
    Unclear {
        /// The label in the policy.
        label: String,
    },
    /// A share of a total depends on the other payers, so that it is known only when a whole round is
    /// assessed.
    #[non_exhaustive]
    NeedsRound {
        /// The share.
        share: Label,
    },
    /// A share of a total is not known for anybody in the round: of some payers it is not known whether
    /// they take part in it, or with what.
    #[non_exhaustive]
    OpenShare {
        /// The share.
        share: Label,
        /// The first of the payers who keep it open, each with why: what is not known of it, what does
        /// not fit, or what can be read in two ways.
        payers: Vec<(String, Reason)>,
        /// How many others keep it open, too.
        others: usize,
    },
    /// Several payers of a round have the same id, so that a share that is rounded together cannot be
    /// given to each. It stands in [`OpenShare`](Self::OpenShare).
    RepeatedPayer,
    /// The part of a payer in a share that is rounded together is below zero. It stands in
    /// [`OpenShare`](Self::OpenShare).
    PartBelowZero,
    /// Several rules for one line are for this payer.
    #[non_exhaustive]
    SeveralRules {
        /// The line.
        line: Label,
        /// The rules.
        rules: Vec<Label>,
    },
    /// A fact does not fit its declaration.
    #[non_exhaustive]
    InvalidFact {
        /// The fact, with its words where it is declared.
        fact: Label,
        /// How it does not fit.
        misfit: Misfit,
        /// What was found: the value, or the name itself where it is not declared.
        found: String,
        /// What was expected: the bound or the step, or the nearest known name, or every known one.
        expected: Vec<Label>,
    },
    /// The arithmetic has no answer: a division by zero, a number that does not fit.
    #[non_exhaustive]
    Uncomputable {
        /// What is wrong.
        error: ArithmeticError,
    },
    /// A formula has no value, and nothing says why: a fault of this crate, and never a zero.
    Unexplained,
}

/// What a reason makes of an outcome. What the facts forbid is said before what the policy lacks, and
/// a hole in the policy before a value that somebody could still tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Hindrance {
    Ambiguous,
    Undetermined,
    NotCovered,
    Invalid,
}

impl Reason {
    pub(crate) fn hindrance(&self) -> Hindrance {
        match self {
            Self::SeveralRows { .. } | Self::SeveralRules { .. } | Self::Unclear { .. } => {
                Hindrance::Ambiguous
            }
            Self::UnknownParameter { .. }
            | Self::StaleParameter { .. }
            | Self::UnknownRow { .. }
            | Self::NeedsRound { .. }
            | Self::OpenShare { .. }
            | Self::RepeatedPayer
            | Self::PartBelowZero
            | Self::MissingFact { .. } => Hindrance::Undetermined,
            Self::NoRule { .. } | Self::NoRow { .. } => Hindrance::NotCovered,
            Self::InvalidFact { .. } | Self::Uncomputable { .. } | Self::Unexplained => {
                Hindrance::Invalid
            }
        }
    }

    /// A stable code: `no-rule`, `unknown-parameter`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoRule { .. } => "no-rule",
            Self::NoRow { .. } => "no-row",
            Self::UnknownParameter { .. } => "unknown-parameter",
            Self::StaleParameter { .. } => "stale-parameter",
            Self::UnknownRow { .. } => "unknown-row",
            Self::MissingFact { .. } => "missing-fact",
            Self::SeveralRows { .. } => "several-rows",
            Self::SeveralRules { .. } => "several-rules",
            Self::Unclear { .. } => "unclear",
            Self::NeedsRound { .. } => "needs-round",
            Self::OpenShare { .. } => "open-share",
            Self::RepeatedPayer => "repeated-payer",
            Self::PartBelowZero => "part-below-zero",
            Self::InvalidFact { .. } => "invalid-fact",
            Self::Uncomputable { .. } => "uncomputable",
            Self::Unexplained => "unexplained",
        }
    }

    /// The name in the policy of what is missing: a parameter, a table, a fact.
    #[must_use]
    pub fn subject(&self) -> Option<&str> {
        match self {
            Self::RepeatedPayer
            | Self::PartBelowZero
            | Self::Uncomputable { .. }
            | Self::Unexplained => None,
            Self::NoRule { line } => Some(line.name()),
            Self::Unclear { label } => Some(label),
            Self::NeedsRound { share } | Self::OpenShare { share, .. } => Some(share.name()),
            Self::NoRow { table, .. }
            | Self::UnknownRow { table, .. }
            | Self::SeveralRows { table, .. } => Some(table.name()),
            Self::UnknownParameter { parameter, .. } | Self::StaleParameter { parameter, .. } => {
                Some(parameter.name())
            }
            Self::MissingFact { fact } => Some(fact.name()),
            Self::SeveralRules { line, .. } => Some(line.name()),
            Self::InvalidFact { fact, .. } => Some(fact.name()),
        }
    }
}

/// How a fact does not fit its declaration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Misfit {
    /// The policy asks for no fact of that name.
    NotDeclared,
    /// An attribute does not have that value.
    NotAValue,
    /// A measure is no exact number.
    NotANumber,
    /// A measure is no whole multiple of its step.
    OffStep,
    /// A measure is below its least value.
    TooSmall,
    /// A measure is above its greatest value.
    TooLarge,
    /// A date is no date.
    NotADate,
    /// A list is no list.
    NotAList,
    /// A list has too many things.
    TooMany,
    /// A list has too few things.
    TooFew,
}

impl Misfit {
    pub(crate) const ALL: [Self; 10] = [
        Self::NotDeclared,
        Self::NotAValue,
        Self::NotANumber,
        Self::OffStep,
        Self::TooSmall,
        Self::TooLarge,
        Self::NotADate,
        Self::NotAList,
        Self::TooMany,
        Self::TooFew,
    ];

    /// The word in documents: `not-declared`, `too-small`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::NotDeclared => "not-declared",
            Self::NotAValue => "not-a-value",
            Self::NotANumber => "not-a-number",
            Self::OffStep => "off-step",
            Self::TooSmall => "too-small",
            Self::TooLarge => "too-large",
            Self::NotADate => "not-a-date",
            Self::NotAList => "not-a-list",
            Self::TooMany => "too-many",
            Self::TooFew => "too-few",
        }
    }
}
