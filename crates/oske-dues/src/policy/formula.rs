//! Formulas and conditions, with every name resolved.

use std::collections::BTreeSet;
use std::sync::Arc;

use oske_types::{Exact, RoundingMode};

use super::facts::Day;
use super::unit::Unit;
use crate::document::decode::Spot;
use crate::formula::{Comparison, Operator};

/// A formula as it is written, and where.
#[derive(Debug, Clone)]
pub(crate) struct FormulaText {
    pub(crate) text: Arc<str>,
    pub(crate) spot: Spot,
}

/// A truth about a payer.
#[derive(Debug, Clone)]
pub(crate) struct Condition {
    pub(crate) kind: ConditionKind,
    /// Where it begins in its formula.
    #[expect(dead_code, reason = "findings about conditions will stand there")]
    pub(crate) at: usize,
}

#[derive(Debug, Clone)]
pub(crate) enum ConditionKind {
    Is {
        choice: Choice,
        values: BTreeSet<usize>,
    },
    Compare {
        left: Expression,
        comparison: Comparison,
        right: Expression,
    },
    Let(usize),
    Not(Box<Condition>),
    /// Of no parts: always.
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Unclear {
        label: usize,
        of: Vec<Condition>,
    },
}

/// Something that is one of the values of a choice.
#[derive(Debug, Clone)]
pub(crate) enum Choice {
    Attribute(usize),
    Lookup(Lookup),
    Let(usize),
}

#[derive(Debug, Clone)]
pub(crate) struct Lookup {
    pub(crate) table: usize,
    /// One for each key of the table.
    pub(crate) arguments: Vec<Argument>,
    /// Where it begins in its formula.
    #[expect(dead_code, reason = "findings about look-ups will stand there")]
    pub(crate) at: usize,
}

#[derive(Debug, Clone)]
pub(crate) enum Argument {
    Quantity(Expression),
    Choice(Choice),
}

/// A quantity or a date: a formula whose names and units are known.
#[derive(Debug, Clone)]
pub(crate) struct Expression {
    pub(crate) kind: ExpressionKind,
    /// Where it begins in its formula.
    pub(crate) at: usize,
}

#[derive(Debug, Clone)]
pub(crate) enum ExpressionKind {
    Number {
        value: Exact,
        /// As it is written.
        text: Arc<str>,
        unit: Option<Unit>,
    },
    Day {
        day: Day,
        text: Arc<str>,
    },
    Parameter {
        index: usize,
        /// The day whose value is meant; `None` for the first day of the dues year.
        on: Option<Box<Expression>>,
    },
    Measure(usize),
    Let(usize),
    Share(usize),
    Lookup(Lookup),
    Negate(Box<Expression>),
    Calculate(Operator, Box<[Expression; 2]>),
    Choose {
        condition: Box<Condition>,
        then: Box<Expression>,
        otherwise: Box<Expression>,
    },
    Extreme {
        extreme: Extreme,
        of: Vec<Expression>,
    },
    Round {
        mode: RoundingMode,
        of: Box<Expression>,
        step: Exact,
    },
    /// How many steps are begun, or are full.
    Steps {
        started: bool,
        of: Box<Expression>,
        step: Exact,
    },
    Time {
        span: TimeSpan,
        between: Box<[Expression; 2]>,
    },
    Sum {
        list: usize,
        of: Box<Expression>,
    },
    Count(usize),
    Unclear {
        label: usize,
        of: Vec<Expression>,
    },
}

/// Which of several values is taken, in the word that says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extreme {
    /// The first, but at least the second.
    AtLeast,
    /// The first, but at most the second.
    AtMost,
    Larger,
    Smaller,
}

impl Extreme {
    pub(crate) const ALL: [Self; 4] = [Self::AtLeast, Self::AtMost, Self::Larger, Self::Smaller];

    /// The word in formulas.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::AtLeast => "at_least",
            Self::AtMost => "at_most",
            Self::Larger => "larger",
            Self::Smaller => "smaller",
        }
    }

    /// Whether the largest is taken, and not the smallest.
    pub(crate) const fn takes_largest(self) -> bool {
        matches!(self, Self::AtLeast | Self::Larger)
    }
}

/// How the time from one date to another is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TimeSpan {
    Days,
    StartedMonths,
    WholeMonths,
    WholeYears,
}

impl TimeSpan {
    pub(crate) const ALL: [Self; 4] = [
        Self::Days,
        Self::StartedMonths,
        Self::WholeMonths,
        Self::WholeYears,
    ];

    /// The word in formulas.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Days => "days",
            Self::StartedMonths => "started_months",
            Self::WholeMonths => "whole_months",
            Self::WholeYears => "whole_years",
        }
    }

    /// The unit of the result.
    pub(crate) const fn unit(self) -> &'static str {
        match self {
            Self::Days => "day",
            Self::StartedMonths | Self::WholeMonths => "month",
            Self::WholeYears => "year",
        }
    }
}
