//! [`Explanation`]: how a payer's amount comes about, as a tree that can be replayed.

use chrono::NaiveDate;
use oske_types::{Amount, Currency, DuesYear, Exact, Money, Rounding, Text, Validity};

use crate::assessment::{Assessment, Hindrance, Label, Outcome, Reason};
use crate::document::v0::{Lower, Upper};
use crate::evaluate::{Line, exemption, rule_label};
use crate::facts::Facts;
use crate::formula::{Node, NodeKind, Operator};
use crate::interval::Interval;
use crate::normal::PolicyYear;
use crate::policy::Policy;

/// How a payer's amount comes about: the rules, the figures with their sources, each operation, each
/// rounding, the decision (*perustelu*, *motivering*).
///
/// It is a versioned document of its own: [`Explanation::to_json`] writes it,
/// [`Explanation::from_json`] reads it, and [`Explanation::replay`] computes it again, from the
/// explanation alone, and says whether every number and the digest still agree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    pub(crate) policy: PolicyReference,
    pub(crate) payer: String,
    pub(crate) year: DuesYear,
    pub(crate) currency: Currency,
    pub(crate) rounding: Rounding,
    pub(crate) outcome: Outcome,
    /// One for each way in which the policy can be read; none for facts that do not fit.
    pub(crate) readings: Vec<ExplainedReading>,
}

/// Which policy an assessment rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyReference {
    pub(crate) id: String,
    pub(crate) title: Text,
    pub(crate) status: String,
    pub(crate) content_hash: String,
    pub(crate) decision: Option<ExplainedDecision>,
    pub(crate) legal_basis: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ExplainedDecision {
    pub(crate) by: Option<Text>,
    pub(crate) on: Option<NaiveDate>,
    pub(crate) rule: Option<String>,
}

impl PolicyReference {
    pub(crate) fn of(policy: &Policy) -> Self {
        Self {
            id: policy.id.clone(),
            title: policy.title.clone(),
            status: policy.status.name().to_owned(),
            content_hash: policy.content_hash.clone(),
            decision: policy.decision.as_ref().map(|decision| ExplainedDecision {
                by: decision.by.clone(),
                on: decision.on,
                rule: decision.rule.clone(),
            }),
            legal_basis: policy
                .legal_basis
                .iter()
                .map(|basis| basis.citation.clone())
                .collect(),
        }
    }

    /// The policy's id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// What the policy is called.
    #[must_use]
    pub fn title(&self) -> &Text {
        &self.title
    }

    /// The SHA-256 of what the policy says, in hexadecimal.
    #[must_use]
    pub fn content_hash(&self) -> &str {
        &self.content_hash
    }
}

/// One way to read the policy: the lines that could be computed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ExplainedReading {
    pub(crate) lines: Vec<ExplainedLine>,
    pub(crate) total: Money,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ExplainedLine {
    pub(crate) line: Label,
    pub(crate) rule: Label,
    /// The rule's condition as it is written.
    pub(crate) because: Option<String>,
    pub(crate) note: Option<Text>,
    pub(crate) basis: LineBasis,
    pub(crate) unrounded: Exact,
    pub(crate) amount: Money,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum LineBasis {
    Exempt(Text),
    Formula { text: String, derivation: Box<Step> },
}

/// One step of a derivation, with its result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Step {
    Number {
        text: String,
        value: Exact,
    },
    Fact {
        fact: Label,
        value: Exact,
        unit: Label,
        date: Option<NaiveDate>,
        source: Option<String>,
    },
    Parameter {
        parameter: Label,
        value: Exact,
        unit: Label,
        valid: Validity,
        note: Option<Text>,
    },
    Lookup {
        table: Label,
        row: TableRow,
        /// The one step that gives the value looked up.
        of: Vec<Step>,
        unit: Label,
        value: Exact,
    },
    Negate {
        of: Vec<Step>,
        value: Exact,
    },
    Calculate {
        operator: Operator,
        /// Left and right.
        of: Vec<Step>,
        value: Exact,
    },
}

/// The row of a table that a value was found in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TableRow {
    /// From 1.
    pub(crate) number: usize,
    pub(crate) lower: Option<Lower>,
    pub(crate) upper: Option<Upper>,
    /// How the source prints it.
    pub(crate) printed: Option<String>,
}

/// An explanation that does not agree with itself.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the explanation does not replay: {message}")]
pub struct ReplayError {
    message: String,
}

impl ReplayError {
    fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
        }
    }
}

impl PolicyYear<'_> {
    /// What a payer owes, with its derivation: the same outcome as [`assess`](Self::assess).
    #[must_use]
    pub fn explain(&self, facts: &Facts) -> Explanation {
        let evaluation = self.evaluate::<Step>(facts);
        let currency = self.policy.currency;
        let readings = evaluation.readings.into_iter().map(|reading| {
            let lines: Vec<ExplainedLine> = reading
                .lines
                .into_iter()
                .map(|line| self.explained_line(line))
                .collect();
            // A total that does not fit has made the outcome invalid.
            let total = Money::total(currency, lines.iter().map(|line| line.amount));
            ExplainedReading {
                lines,
                total: total.unwrap_or_else(|_| Money::zero(currency)),
            }
        });
        Explanation {
            policy: PolicyReference::of(self.policy),
            payer: facts.payer().to_owned(),
            year: self.year,
            currency,
            rounding: self.policy.rounding,
            readings: readings.collect(),
            outcome: evaluation.outcome,
        }
    }

    fn explained_line(&self, line: Line<'_, Step>) -> ExplainedLine {
        let rule = line.rule;
        let basis = match (&rule.pays, line.derivation) {
            (crate::policy::Pays::Formula { text, .. }, Some(derivation)) => LineBasis::Formula {
                text: text.clone(),
                derivation: Box::new(derivation),
            },
            _ => LineBasis::Exempt(exemption(rule).cloned().unwrap_or(Text::new("", "", ""))),
        };
        ExplainedLine {
            line: self.line_label(rule.line),
            rule: rule_label(rule),
            because: rule.condition_text.clone(),
            note: rule.note.clone(),
            basis,
            unrounded: line.unrounded,
            amount: line.amount,
        }
    }
}

impl Explanation {
    /// Who the payer is.
    #[must_use]
    pub fn payer(&self) -> &str {
        &self.payer
    }

    /// The dues year.
    #[must_use]
    pub fn year(&self) -> DuesYear {
        self.year
    }

    /// Which policy it rests on.
    #[must_use]
    pub fn policy(&self) -> &PolicyReference {
        &self.policy
    }

    /// How the assessment ends.
    #[must_use]
    pub fn outcome(&self) -> &Outcome {
        &self.outcome
    }

    /// The currency.
    #[must_use]
    pub fn currency(&self) -> Currency {
        self.currency
    }

    /// The lines with their amounts, as far as they are known; none where the policy gives two amounts.
    #[must_use]
    pub fn lines(&self) -> Vec<(&Label, Money)> {
        match self.readings.as_slice() {
            [reading] => {
                let lines = reading.lines.iter();
                lines.map(|line| (&line.line, line.amount)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Whether an assessment is the one that this explains.
    #[must_use]
    pub fn explains(&self, assessment: &Assessment) -> bool {
        self.payer == assessment.payer() && self.outcome == *assessment.outcome()
    }

    /// Computes the explanation again, from itself alone: each step from the steps below it, each
    /// rounding, each sum, and the outcome. Gives the amount, or `None` where the outcome has none.
    ///
    /// # Errors
    ///
    /// [`ReplayError`] at the first number that does not follow from the others.
    pub fn replay(&self) -> Result<Option<Money>, ReplayError> {
        let mut totals: Vec<Money> = Vec::new();
        for reading in &self.readings {
            for line in &reading.lines {
                self.replay_line(line)?;
            }
            let amounts = reading.lines.iter().map(|line| line.amount);
            let total = Money::total(self.currency, amounts)
                .map_err(|error| ReplayError::new(error.to_string()))?;
            expect_equal("the total", total, reading.total)?;
            if !totals.contains(&total) {
                totals.push(total);
            }
        }
        totals.sort_by_key(|total| total.minor());
        self.replay_status()?;
        match &self.outcome {
            Outcome::Assessed(amount) => match totals.as_slice() {
                [total] => {
                    expect_equal("the amount", *total, *amount)?;
                    Ok(Some(*total))
                }
                _ => Err(ReplayError::new("the readings give no one amount")),
            },
            Outcome::Ambiguous { candidates, .. } if *candidates != totals => Err(
                ReplayError::new("the candidates are not the readings' totals"),
            ),
            _ => Ok(None),
        }
    }

    /// The outcome is of the kind that its reasons make it.
    fn replay_status(&self) -> Result<(), ReplayError> {
        let kind = match self.reasons().iter().map(Reason::hindrance).max() {
            None => "assessed",
            Some(Hindrance::Ambiguous) => "ambiguous",
            Some(Hindrance::Undetermined) => "undetermined",
            Some(Hindrance::NotCovered) => "not_covered",
            Some(Hindrance::Invalid) => "invalid",
        };
        expect_equal("the status", kind, self.outcome.status())
    }

    fn replay_line(&self, line: &ExplainedLine) -> Result<(), ReplayError> {
        let unrounded = match &line.basis {
            LineBasis::Exempt(_) => Exact::ZERO,
            LineBasis::Formula { text, derivation } => {
                let formula = crate::formula::parse(text).ok();
                if !formula.is_some_and(|formula| is_derivation_of(derivation, &formula, text)) {
                    let message = format!("the derivation is not that of `{text}`");
                    return Err(ReplayError::new(message));
                }
                replay_step(derivation)?
            }
        };
        expect_equal("the unrounded amount", unrounded, line.unrounded)?;
        let amount = self
            .rounding
            .round_to_money(Amount::new(unrounded, self.currency))
            .map_err(|error| ReplayError::new(error.to_string()))?;
        expect_equal("the rounded amount", amount, line.amount)
    }

    pub(crate) fn reasons(&self) -> &[Reason] {
        self.outcome.reasons()
    }
}

fn replay_step(step: &Step) -> Result<Exact, ReplayError> {
    match step {
        // A number is also written as the formula has it.
        Step::Number { text, value } => {
            let written = written_number(text);
            match written {
                Some(written) => expect_equal("a number of the formula", written, *value)?,
                None => return Err(ReplayError::new(format!("`{text}` is not a number"))),
            }
            Ok(*value)
        }
        Step::Fact { value, .. } | Step::Parameter { value, .. } => Ok(*value),
        Step::Lookup { row, of, value, .. } => {
            let [argument] = of.as_slice() else {
                return Err(ReplayError::new("a table is looked up by one value"));
            };
            let argument = replay_step(argument)?;
            let holds = Interval::of_bounds(row.lower, row.upper);
            if !holds.is_some_and(|interval| interval.contains(argument)) {
                let message = format!("row {} does not hold for {argument}", row.number);
                return Err(ReplayError::new(message));
            }
            Ok(*value)
        }
        Step::Negate { of, value } => {
            let [inner] = of.as_slice() else {
                return Err(ReplayError::new("a sign stands before one value"));
            };
            let negated = Exact::ZERO
                .checked_sub(replay_step(inner)?)
                .map_err(|error| ReplayError::new(error.to_string()))?;
            expect_equal("a result", negated, *value)?;
            Ok(negated)
        }
        Step::Calculate {
            operator,
            of,
            value,
        } => {
            let [left, right] = of.as_slice() else {
                return Err(ReplayError::new("an operation has two sides"));
            };
            let result = operator
                .apply(replay_step(left)?, replay_step(right)?)
                .map_err(|error| ReplayError::new(error.to_string()))?;
            expect_equal("a result", result, *value)?;
            Ok(result)
        }
    }
}

/// Whether a derivation does what a formula says, name by name and sign by sign.
fn is_derivation_of(step: &Step, formula: &Node, text: &str) -> bool {
    let all = |steps: &[Step], parts: &[&Node]| {
        let mut pairs = steps.iter().zip(parts);
        steps.len() == parts.len() && pairs.all(|(step, part)| is_derivation_of(step, part, text))
    };
    match (step, &formula.kind) {
        (Step::Number { text: written, .. }, NodeKind::Number { .. }) => {
            text.get(formula.start..formula.end) == Some(written)
        }
        (Step::Fact { fact: label, .. }, NodeKind::Name(name))
        | (
            Step::Parameter {
                parameter: label, ..
            },
            NodeKind::Name(name),
        ) => label.name == *name,
        (Step::Lookup { table, of, .. }, NodeKind::Call { name, arguments }) => {
            table.name == *name && all(of, &arguments.iter().collect::<Vec<_>>())
        }
        (Step::Negate { of, .. }, NodeKind::Negate(inner)) => all(of, &[inner]),
        (Step::Calculate { operator, of, .. }, NodeKind::Calculate(written, left, right)) => {
            operator == written && all(of, &[left, right])
        }
        _ => false,
    }
}

/// The number that a literal of a formula stands for.
fn written_number(text: &str) -> Option<Exact> {
    match crate::formula::parse(text).ok()?.kind {
        NodeKind::Number { value, .. } => Some(value),
        _ => None,
    }
}

fn expect_equal<T: PartialEq + std::fmt::Display>(
    what: &str,
    computed: T,
    stated: T,
) -> Result<(), ReplayError> {
    if computed == stated {
        return Ok(());
    }
    Err(ReplayError::new(format!(
        "{what} is {computed}, but {stated} is stated"
    )))
}
