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

/// Any part of a formula.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Part<'a> {
    Expression(&'a Expression),
    Condition(&'a Condition),
    Choice(&'a Choice),
}

impl Part<'_> {
    /// The parts right below, in the order in which they stand. What a let stands for is none of them, and neither
    /// are the figures of a share.
    pub(crate) fn parts(self) -> Vec<Self> {
        match self {
            Self::Expression(expression) => expression.parts(),
            Self::Condition(condition) => condition.parts(),
            Self::Choice(Choice::Lookup(lookup)) => lookup.parts(),
            Self::Choice(Choice::Attribute(_) | Choice::Let(_)) => Vec::new(),
        }
    }

    /// The let that this is the name of.
    pub(crate) fn let_index(self) -> Option<usize> {
        match self {
            Self::Expression(Expression {
                kind: ExpressionKind::Let(index),
                ..
            })
            | Self::Condition(Condition {
                kind: ConditionKind::Let(index),
                ..
            })
            | Self::Choice(Choice::Let(index)) => Some(*index),
            _ => None,
        }
    }

    /// Whether it stands for several readings of one place in the source.
    pub(crate) fn is_unclear(self) -> bool {
        match self {
            Self::Expression(expression) => {
                matches!(expression.kind, ExpressionKind::Unclear { .. })
            }
            Self::Condition(condition) => matches!(condition.kind, ConditionKind::Unclear { .. }),
            Self::Choice(_) => false,
        }
    }

    /// Whether only a payer, or a round of payers, has what it asks for.
    pub(crate) fn is_of_payers(self) -> bool {
        match self {
            Self::Expression(expression) => matches!(
                expression.kind,
                ExpressionKind::Measure(_)
                    | ExpressionKind::Share(_)
                    | ExpressionKind::Sum { .. }
                    | ExpressionKind::Count(_)
            ),
            Self::Condition(_) => false,
            Self::Choice(choice) => matches!(choice, Choice::Attribute(_)),
        }
    }
}

impl Expression {
    fn parts(&self) -> Vec<Part<'_>> {
        match &self.kind {
            ExpressionKind::Number { .. }
            | ExpressionKind::Day { .. }
            | ExpressionKind::Measure(_)
            | ExpressionKind::Let(_)
            | ExpressionKind::Share(_)
            | ExpressionKind::Count(_) => Vec::new(),
            ExpressionKind::Parameter { on, .. } => {
                on.iter().map(|on| Part::Expression(on)).collect()
            }
            ExpressionKind::Lookup(lookup) => lookup.parts(),
            ExpressionKind::Negate(of)
            | ExpressionKind::Round { of, .. }
            | ExpressionKind::Steps { of, .. }
            | ExpressionKind::Sum { of, .. } => vec![Part::Expression(of)],
            ExpressionKind::Calculate(_, of) | ExpressionKind::Time { between: of, .. } => {
                of.iter().map(Part::Expression).collect()
            }
            ExpressionKind::Choose {
                condition,
                then,
                otherwise,
            } => vec![
                Part::Condition(condition),
                Part::Expression(then),
                Part::Expression(otherwise),
            ],
            ExpressionKind::Extreme { of, .. } | ExpressionKind::Unclear { of, .. } => {
                of.iter().map(Part::Expression).collect()
            }
        }
    }
}

impl Condition {
    fn parts(&self) -> Vec<Part<'_>> {
        match &self.kind {
            ConditionKind::Is { choice, .. } => vec![Part::Choice(choice)],
            ConditionKind::Compare { left, right, .. } => {
                vec![Part::Expression(left), Part::Expression(right)]
            }
            ConditionKind::Let(_) => Vec::new(),
            ConditionKind::Not(of) => vec![Part::Condition(of)],
            ConditionKind::All(of) | ConditionKind::Any(of) | ConditionKind::Unclear { of, .. } => {
                of.iter().map(Part::Condition).collect()
            }
        }
    }
}

impl Lookup {
    fn parts(&self) -> Vec<Part<'_>> {
        let arguments = self.arguments.iter().map(|argument| match argument {
            Argument::Quantity(quantity) => Part::Expression(quantity),
            Argument::Choice(choice) => Part::Choice(choice),
        });
        arguments.collect()
    }
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
