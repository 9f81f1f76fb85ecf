//! [`Explanation`]: how a payer's amount comes about, as a tree that can be replayed.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use oske_types::{Currency, DuesYear, Exact, Money, Rounding, Text, Validity};

use crate::assessment::{Assessment, Label, LineAmount, Outcome, Reason};
use crate::evaluate::{Line, exemption, rule_label};
use crate::facts::{BoundFacts, Facts};
use crate::formula::Operator;
use crate::interval::{Lower, Upper};
use crate::normal::PolicyYear;
use crate::policy::{Condition, Named, Policy};

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
    /// Whether there are no other readings than these.
    pub(crate) complete: bool,
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
    pub(crate) when: Option<String>,
    /// What the payer is, of the attributes that the condition asks for: attribute and value.
    pub(crate) because: Vec<(Label, Label)>,
    pub(crate) note: Option<Text>,
    pub(crate) basis: LineBasis,
    /// The unrounded and the rounded amount; `None` where something in it is open.
    pub(crate) figures: Option<(Exact, Money)>,
}

impl ExplainedLine {
    /// The line as an assessment has it; `None` where it is open.
    fn line_amount(&self) -> Option<LineAmount> {
        Some(LineAmount {
            line: self.line.clone(),
            rule: self.rule.clone(),
            amount: self.figures?.1,
            exempt: match &self.basis {
                LineBasis::Exempt(reason) => Some(reason.clone()),
                LineBasis::Formula { .. } => None,
            },
        })
    }
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
        /// `None` where a part is open.
        value: Option<Exact>,
    },
    Calculate {
        operator: Operator,
        /// Left and right.
        of: Vec<Step>,
        /// `None` where a part is open.
        value: Option<Exact>,
    },
    /// A name of the formula that has no value.
    Open {
        reason: Reason,
        /// The table that was to be looked up; `None` for a fact or a parameter.
        table: Option<Label>,
        /// What was found on the way: the value that a table was looked up by.
        of: Vec<Step>,
    },
}

impl Step {
    /// The result, `None` where it is open.
    pub(crate) fn value(&self) -> Option<Exact> {
        match self {
            Self::Number { value, .. }
            | Self::Fact { value, .. }
            | Self::Parameter { value, .. }
            | Self::Lookup { value, .. } => Some(*value),
            Self::Negate { value, .. } | Self::Calculate { value, .. } => *value,
            Self::Open { .. } => None,
        }
    }

    /// The steps that it rests on.
    pub(crate) fn parts(&self) -> &[Self] {
        match self {
            Self::Number { .. } | Self::Fact { .. } | Self::Parameter { .. } => &[],
            Self::Lookup { of, .. }
            | Self::Negate { of, .. }
            | Self::Calculate { of, .. }
            | Self::Open { of, .. } => of,
        }
    }
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

impl PolicyYear<'_> {
    /// What a payer owes, with its derivation: the same outcome as [`assess`](Self::assess).
    #[must_use]
    pub fn explain(&self, facts: &Facts) -> Explanation {
        let evaluation = self.evaluate::<Step>(facts);
        let currency = self.policy.currency;
        let bound = evaluation.facts.as_ref();
        let readings = evaluation.readings.into_iter().map(|reading| {
            let lines: Vec<ExplainedLine> = reading
                .lines
                .into_iter()
                .map(|line| self.explained_line(line, bound))
                .collect();
            // A total that does not fit has made the outcome invalid.
            let amounts = lines.iter().filter_map(|line| line.figures);
            let total = Money::total(currency, amounts.map(|(_, amount)| amount));
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
            complete: evaluation.complete,
            outcome: evaluation.outcome,
        }
    }

    fn explained_line(&self, line: Line<'_, Step>, facts: Option<&BoundFacts>) -> ExplainedLine {
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
            when: rule.condition_text.clone(),
            because: facts.map_or_else(Vec::new, |facts| self.because(&rule.condition, facts)),
            note: rule.note.clone(),
            basis,
            figures: line.figures,
        }
    }

    /// What the payer is, of the attributes that a condition asks for.
    fn because(&self, condition: &Condition, facts: &BoundFacts) -> Vec<(Label, Label)> {
        let mut attributes = BTreeSet::new();
        condition.attributes(&mut attributes);
        let known = attributes.into_iter().filter_map(|index| {
            let attribute = self.policy.attributes.get(index)?;
            let value = facts.attributes.get(index).copied().flatten()?;
            let value = attribute.values.get(value)?;
            let label = |named: &Named| Label::new(&named.name, named.words.as_ref());
            Some((label(&attribute.named), label(value)))
        });
        known.collect()
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

    /// What is owed line by line, as far as it is known, as in the assessment; empty where the policy
    /// gives two amounts.
    #[must_use]
    pub fn lines(&self) -> Vec<LineAmount> {
        self.outcome
            .certain_lines(self.readings.iter().map(|reading| {
                let lines = reading.lines.iter();
                lines.filter_map(ExplainedLine::line_amount).collect()
            }))
    }

    /// Whether an assessment is the one that this explains.
    #[must_use]
    pub fn explains(&self, assessment: &Assessment) -> bool {
        self.payer == assessment.payer()
            && self.outcome == *assessment.outcome()
            && self.lines() == assessment.lines()
    }

    pub(crate) fn reasons(&self) -> &[Reason] {
        self.outcome.reasons()
    }
}
