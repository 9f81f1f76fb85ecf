//! [`Assessment`], its [`Outcome`] and the [`Reason`] where there is no amount.

mod label;
mod reason;
mod words;

use std::sync::Arc;

use oske_types::{Money, Text};

pub use self::label::{Found, Label};
pub(crate) use self::reason::Hindrance;
pub use self::reason::{Misfit, Reason};

/// What one payer owes for one dues year (*maksun määräytyminen*, *fastställande av avgift*).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assessment {
    pub(crate) payer: Arc<str>,
    pub(crate) outcome: Outcome,
    pub(crate) lines: Vec<LineAmount>,
    pub(crate) charges_residents: bool,
    pub(crate) has_rule: bool,
}

/// How an assessment ends. The set is closed: there is always one of these, never a guess.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "a caller must decide on each case")]
pub enum Outcome {
    /// An amount, the sum of the rounded lines; 0.00 for a payer that is exempt.
    Assessed(Money),
    /// No rule, or no row of a table, is for this payer.
    NotCovered(Vec<Reason>),
    /// The policy gives more than one amount; the candidates in ascending order.
    Ambiguous {
        /// The amounts that the readings give.
        candidates: Vec<Money>,
        /// What can be read in two ways.
        reasons: Vec<Reason>,
    },
    /// Something is not known: a rate, a row, a fact.
    Undetermined(Vec<Reason>),
    /// The facts do not fit the policy's declarations.
    Invalid(Vec<Reason>),
}

impl Outcome {
    /// The word in documents: `assessed`, `not_covered`, `ambiguous`, `undetermined`, `invalid`.
    #[must_use]
    pub fn status(&self) -> &'static str {
        match self {
            Self::Assessed(_) => "assessed",
            Self::NotCovered(_) => "not_covered",
            Self::Ambiguous { .. } => "ambiguous",
            Self::Undetermined(_) => "undetermined",
            Self::Invalid(_) => "invalid",
        }
    }

    /// The amount, where there is one.
    #[must_use]
    pub fn amount(&self) -> Option<Money> {
        match self {
            Self::Assessed(amount) => Some(*amount),
            _ => None,
        }
    }

    /// The lines that are certain, of those of each reading: none where the policy gives two amounts;
    /// where something else is open, those on which every reading agrees.
    pub(crate) fn certain_lines(
        &self,
        mut readings: impl Iterator<Item = Vec<LineAmount>>,
    ) -> Vec<LineAmount> {
        let first = readings.next().unwrap_or_default();
        match self {
            Self::Ambiguous { .. } => Vec::new(),
            Self::Assessed(_) => first,
            Self::NotCovered(_) | Self::Undetermined(_) | Self::Invalid(_) => {
                readings.fold(first, |mut lines, other| {
                    lines.retain(|line| other.contains(line));
                    lines
                })
            }
        }
    }

    /// Why there is no one amount; empty where there is.
    #[must_use]
    pub fn reasons(&self) -> &[Reason] {
        match self {
            Self::Assessed(_) => &[],
            Self::NotCovered(reasons)
            | Self::Undetermined(reasons)
            | Self::Invalid(reasons)
            | Self::Ambiguous { reasons, .. } => reasons,
        }
    }
}

impl Assessment {
    /// Who the payer is.
    #[must_use]
    pub fn payer(&self) -> &str {
        &self.payer
    }

    /// How it ends.
    #[must_use]
    pub fn outcome(&self) -> &Outcome {
        &self.outcome
    }

    /// The amount, where there is one.
    #[must_use]
    pub fn amount(&self) -> Option<Money> {
        self.outcome.amount()
    }

    /// What is owed line by line, as far as it is known; empty where the policy gives two amounts.
    #[must_use]
    pub fn lines(&self) -> &[LineAmount] {
        &self.lines
    }

    /// Whether a rule that is for this payer charges by residents, also where the amount is not known.
    #[must_use]
    pub fn charges_residents(&self) -> bool {
        self.charges_residents
    }

    /// Whether a rule is for this payer in every reading, also where the amount is not known.
    #[must_use]
    pub fn has_rule(&self) -> bool {
        self.has_rule
    }
}

/// What is owed in one line: dues, a joining fee, a levy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineAmount {
    pub(crate) line: Label,
    pub(crate) rule: Label,
    pub(crate) amount: Money,
    pub(crate) exempt: Option<Text>,
}

impl LineAmount {
    /// The line.
    #[must_use]
    pub fn line(&self) -> &Label {
        &self.line
    }

    /// The rule by which it is owed.
    #[must_use]
    pub fn rule(&self) -> &Label {
        &self.rule
    }

    /// The amount, rounded.
    #[must_use]
    pub fn amount(&self) -> Money {
        self.amount
    }

    /// Why nothing is owed, for a payer that is exempt.
    #[must_use]
    pub fn exempt(&self) -> Option<&Text> {
        self.exempt.as_ref()
    }
}
