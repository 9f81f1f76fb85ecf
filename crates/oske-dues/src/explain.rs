//! [`Explanation`]: how a payer's amount comes about, as a tree that can be replayed.

use std::sync::Arc;

use chrono::NaiveDate;
use oske_types::{Currency, DuesYear, Exact, Money, Rounding, RoundingMode, Text, Validity};

use crate::assessment::{Assessment, Label, LineAmount, Outcome, Reason};
use crate::evaluate::{Line, exemption, rule_label};
use crate::facts::Facts;
use crate::formula::{Comparison, Operator};
use crate::interval::{Lower, Upper};
use crate::policy::{Decision, Extreme, KeyKind, Pays, Policy, Row, Table, TimeSpan};
use crate::round::RoundShares;
use crate::rows::ResolvedKey;
use crate::year::PolicyYear;

/// How a payer's amount comes about: the rules, the figures with their sources, each operation, each
/// rounding, the decision (*perustelu*, *motivering*).
///
/// It is a versioned document of its own: [`Explanation::to_json`] writes it,
/// [`Explanation::from_json`] reads it, and [`Explanation::replay`] computes it again, from the
/// explanation alone, and says whether every number and the digest still agree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    pub(crate) policy: Arc<PolicyReference>,
    pub(crate) payer: Arc<str>,
    pub(crate) year: DuesYear,
    pub(crate) currency: Currency,
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
    /// The version of the document, which says what its formulas mean.
    pub(crate) version: i64,
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
            version: crate::document::VERSION,
            title: policy.title.clone(),
            status: policy.status.name().to_owned(),
            content_hash: policy.content_hash.clone(),
            decision: policy.decision.as_ref().map(|decision| ExplainedDecision {
                by: decision.by.clone(),
                on: decision.on,
                rule: decision.rule.clone(),
            }),
            legal_basis: {
                let of_decision = policy.decision.iter().flat_map(Decision::legal_basis);
                let all = policy.legal_basis.iter().chain(of_decision);
                all.map(|basis| basis.citation.clone()).collect()
            },
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
    /// The rule's condition as it is written, with its derivation; `None` for a rule for everybody.
    pub(crate) when: Option<(Arc<str>, Step)>,
    pub(crate) note: Option<Text>,
    pub(crate) basis: LineBasis,
    pub(crate) rounding: Rounding,
    /// The unrounded and the rounded amount; `None` where something in it is open.
    pub(crate) figures: Option<(Exact, Money)>,
}

impl ExplainedLine {
    /// The line as an assessment has it; `None` where it is open.
    pub(crate) fn line_amount(&self) -> Option<LineAmount> {
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
    Formula { text: Arc<str>, derivation: Step },
}

/// One step of a derivation, with its result.
///
/// A truth is 1 or 0, a date the number of its day, a value of a choice its place among the values,
/// so that every step can be computed again from its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Step {
    pub(crate) operation: Operation,
    /// The steps that it rests on.
    pub(crate) of: Vec<Step>,
    /// `None` where it, or something that it rests on, is open.
    pub(crate) value: Option<Exact>,
}

impl Step {
    /// The value of a choice that it has found.
    pub(crate) fn found(&self) -> Option<&Label> {
        match (&self.operation, self.of.as_slice()) {
            (Operation::Choice { found, .. }, _) => Some(found),
            (Operation::Class { class, .. }, _) => Some(class),
            (Operation::Named { .. }, [only]) => only.found(),
            _ => None,
        }
    }

    /// Whether its value is the number of a day.
    pub(crate) fn is_date(&self) -> bool {
        match (&self.operation, self.of.as_slice()) {
            (Operation::Day { .. }, _) => true,
            (Operation::Fact { is_date, .. }, _) => *is_date,
            // To a date, days are added.
            (Operation::Calculate(_) | Operation::Extreme(_), [first, ..]) => first.is_date(),
            (Operation::Named { .. } | Operation::Unclear { .. }, [only]) => only.is_date(),
            (Operation::Choose { .. }, [_, chosen]) => chosen.is_date(),
            _ => false,
        }
    }
}

/// What a step does with its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Operation {
    /// A number in a formula, as it is written.
    Number {
        text: Arc<str>,
        /// The unit behind it, where the policy has words for it.
        unit: Label,
    },
    /// A date in a formula, as it is written.
    Day {
        text: Arc<str>,
    },
    Fact {
        fact: Label,
        unit: Label,
        is_date: bool,
        date: Option<NaiveDate>,
        source: Option<Arc<str>>,
        /// For a fact that was not given: why that means this value.
        absent: Option<Option<Text>>,
    },
    /// A choice or a yes-no.
    Choice {
        fact: Label,
        found: Label,
        /// Of a yes-no.
        yes: Option<bool>,
        date: Option<NaiveDate>,
        source: Option<Arc<str>>,
        /// For a fact that was not given: why that means this value.
        absent: Option<Option<Text>>,
    },
    /// Of no part, or of the day whose value is meant.
    Parameter {
        parameter: Label,
        unit: Label,
        valid: Validity,
        note: Option<Text>,
    },
    /// A let, or a table whose look-up did not come about: of one part, or of what it was to be
    /// looked up by.
    Named {
        name: Label,
        unit: Label,
    },
    /// A row of a table: of what it was looked up by.
    Lookup {
        table: Label,
        unit: Label,
        row: TableRow,
    },
    /// A class from a table: of what it was looked up by.
    Class {
        table: Label,
        row: TableRow,
        class: Label,
    },
    /// Marginal brackets: of what the table was looked up by.
    Slices {
        table: Label,
        unit: Label,
        /// Which of the parts is cut.
        key: usize,
        parts: Vec<SlicePart>,
    },
    Negate,
    Calculate(Operator),
    /// Of the condition and the part that was chosen; of the condition alone where that is open.
    Choose {
        holds: Option<bool>,
    },
    Extreme(Extreme),
    Round {
        mode: RoundingMode,
        step: Exact,
    },
    Steps {
        started: bool,
        step: Exact,
    },
    Time(TimeSpan),
    /// Over the things of a list: of one part for each.
    Sum {
        list: Label,
        things: Vec<String>,
    },
    Count {
        list: Label,
    },
    /// One of several readings: of the one that this reading goes by.
    Unclear {
        label: String,
        /// From 1.
        reading: usize,
        readings: usize,
    },
    /// A share of a total: of the total, and for each key of the payer's figure and what it is a part of.
    Share {
        share: Label,
        unit: Label,
        weights: Vec<Exact>,
        /// Whether the value is what the payer was given of the whole, so that the shares add up.
        allocated: bool,
    },
    /// The sum of a key over the payers of the round. Where the share is open, an [`Open`](Self::Open)
    /// stands in its place.
    RoundSum {
        share: Label,
    },
    /// Whether a choice is among values: of the choice.
    Is {
        among: Vec<Label>,
    },
    Compare(Comparison),
    Not,
    /// Of all parts where it holds, else of the one that does not.
    All,
    /// Of the part that holds, else of all.
    Any,
    /// Something that has no value, and the name of the table where one was to be looked up.
    Open {
        reason: Reason,
        name: Option<Label>,
    },
}

/// The unit behind a number in a formula; empty where there is none.
pub(crate) fn written_unit(text: &str) -> &str {
    let unit = text.split_whitespace().nth(1);
    unit.filter(|unit| *unit != "%").unwrap_or_default()
}

/// A part of a quantity that was cut into slices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SlicePart {
    pub(crate) row: TableRow,
    pub(crate) length: Exact,
    pub(crate) price: Exact,
}

/// The row of a table that a value was found in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TableRow {
    /// From 1.
    pub(crate) number: usize,
    /// For which values it holds, key by key.
    pub(crate) holds: Vec<RowHolds>,
    /// How the source prints it.
    pub(crate) printed: Option<String>,
}

/// For which values of a key a row holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RowHolds {
    pub(crate) key: Label,
    pub(crate) values: RowValues,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum RowValues {
    /// Any value at all.
    Any,
    /// Numbers, or days where `is_date`.
    Between {
        lower: Option<Lower>,
        upper: Option<Upper>,
        is_date: bool,
    },
    /// Places among the values of the choice, from 1, with their labels.
    OneOf(Vec<(usize, Label)>),
}

impl TableRow {
    pub(crate) fn of(number: usize, row: &Row, keys: &[ResolvedKey], table: &Table) -> Self {
        let holds = keys
            .iter()
            .zip(&table.keys)
            .map(|(resolved, key)| RowHolds {
                key: key.named.label(),
                values: match (resolved, &key.kind) {
                    (ResolvedKey::Between(stretch), kind) => RowValues::Between {
                        lower: stretch.lower,
                        upper: stretch.upper,
                        is_date: matches!(kind, KeyKind::Quantity { is_date: true, .. }),
                    },
                    (ResolvedKey::OneOf(found), KeyKind::Choice { values }) => {
                        let found = found.iter().filter_map(|index| {
                            let value = values.get(*index)?;
                            Some((index.saturating_add(1), value.label()))
                        });
                        RowValues::OneOf(found.collect())
                    }
                    (ResolvedKey::OneOf(_) | ResolvedKey::Any, _) => RowValues::Any,
                },
            });
        Self {
            number,
            holds: holds.collect(),
            printed: row
                .printed
                .as_ref()
                .and_then(|printed| printed.text.clone()),
        }
    }
}

impl PolicyYear<'_> {
    /// What a payer owes, with its derivation: the same outcome as [`assess`](Self::assess).
    #[must_use]
    pub fn explain(&self, facts: &Facts) -> Explanation {
        self.explain_in(facts, None)
    }

    pub(crate) fn explain_in(&self, facts: &Facts, round: Option<&RoundShares>) -> Explanation {
        let evaluation = self.evaluate::<Step>(facts, round);
        let mut readings = Vec::with_capacity(evaluation.readings.len());
        for reading in evaluation.readings {
            // A total that does not fit has made the outcome invalid.
            let total = reading.total(self.policy.currency);
            let total =
                total.unwrap_or_else(|_| Money::zero(reading.currency(self.policy.currency)));
            let mut lines = Vec::with_capacity(reading.lines.len());
            for line in reading.lines {
                lines.push(self.explained_line(line));
            }
            readings.push(ExplainedReading { lines, total });
        }
        Explanation {
            policy: Arc::clone(&self.reference),
            payer: facts.shared_payer(),
            year: self.year,
            currency: self.policy.currency,
            readings,
            complete: evaluation.complete,
            outcome: evaluation.outcome,
        }
    }

    #[inline]
    fn explained_line(&self, line: Line<'_, Step>) -> ExplainedLine {
        let rule = line.rule;
        ExplainedLine {
            line: self.line_label(rule.line),
            rule: rule_label(rule),
            when: match &rule.condition_text {
                Some(text) => Some((text.text.clone(), line.condition)),
                None => None,
            },
            note: rule.note.clone(),
            basis: if let Pays::Formula { text, .. } = &rule.pays
                && let Some(derivation) = line.derivation
            {
                LineBasis::Formula {
                    text: text.text.clone(),
                    derivation,
                }
            } else {
                LineBasis::Exempt(exemption(rule).cloned().unwrap_or(Text::new("", "", "")))
            },
            rounding: rule.rounding,
            figures: line.figures,
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
        *self.payer == *assessment.payer()
            && self.outcome == *assessment.outcome()
            && self.lines() == assessment.lines()
    }

    pub(crate) fn reasons(&self) -> &[Reason] {
        self.outcome.reasons()
    }
}
