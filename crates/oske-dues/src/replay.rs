//! Replaying an [`Explanation`]: computing it again from itself alone.

use std::collections::BTreeMap;

use oske_types::{Amount, Exact, Money};

use crate::assessment::{Hindrance, Outcome, Reason};
use crate::explain::{ExplainedLine, ExplainedReading, Explanation, LineBasis, Step};
use crate::formula::{self, Node, NodeKind};
use crate::interval::Interval;

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

impl Explanation {
    /// Computes the explanation again, from itself alone: whether the rule was for this payer, each
    /// step from the steps below it, each rounding, each sum, and the outcome. Gives the amount, or
    /// `None` where the outcome has none.
    ///
    /// It finds every contradiction within the document. It cannot know what stands nowhere else in
    /// it: a fact, a rate or a rounding that was replaced everywhere, with all that follows, is
    /// another explanation, and only the policy of the [content hash](crate::PolicyReference) and the
    /// sources tell which is right.
    ///
    /// # Errors
    ///
    /// [`ReplayError`] at the first thing that does not follow from the others.
    pub fn replay(&self) -> Result<Option<Money>, ReplayError> {
        let mut totals: Vec<Money> = Vec::new();
        for reading in &self.readings {
            let total = self.replay_reading(reading)?;
            if !totals.contains(&total) {
                totals.push(total);
            }
        }
        totals.sort_by_key(|total| total.minor());
        self.replay_outcome(&totals)
    }

    fn replay_reading(&self, reading: &ExplainedReading) -> Result<Money, ReplayError> {
        let mut known = Known::default();
        for line in &reading.lines {
            self.replay_line(line, &mut known)?;
        }
        let amounts = reading.lines.iter().filter_map(|line| line.figures);
        let total = Money::total(self.currency, amounts.map(|(_, amount)| amount))
            .map_err(|error| ReplayError::new(error.to_string()))?;
        expect_equal("the total", total, reading.total)?;
        Ok(total)
    }

    /// The outcome is the one that the readings and the reasons make.
    fn replay_outcome(&self, totals: &[Money]) -> Result<Option<Money>, ReplayError> {
        let kind = match self.reasons().iter().map(Reason::hindrance).max() {
            None => "assessed",
            Some(Hindrance::Ambiguous) => "ambiguous",
            Some(Hindrance::Undetermined) => "undetermined",
            Some(Hindrance::NotCovered) => "not_covered",
            Some(Hindrance::Invalid) => "invalid",
        };
        expect_equal("the status", kind, self.outcome.status())?;
        let lines = || self.readings.iter().flat_map(|reading| &reading.lines);
        let open = lines().any(|line| line.figures.is_none());
        match &self.outcome {
            Outcome::Assessed(_) | Outcome::Ambiguous { .. } if open => {
                Err(ReplayError::new("a line is open, but amounts are stated"))
            }
            Outcome::Assessed(amount) => match totals {
                [total] if self.complete => {
                    expect_equal("the amount", *total, *amount)?;
                    Ok(Some(*total))
                }
                _ => Err(ReplayError::new("the readings give no one amount")),
            },
            Outcome::Ambiguous { candidates, .. } => {
                if candidates != totals || (self.complete && candidates.len() < 2) {
                    let message = "the candidates are not the readings' totals";
                    return Err(ReplayError::new(message));
                }
                Ok(None)
            }
            Outcome::NotCovered(reasons)
            | Outcome::Undetermined(reasons)
            | Outcome::Invalid(reasons) => {
                if reasons.contains(&Reason::NoRule) && lines().next().is_some() {
                    let message = "no rule is said to be for the payer, but one is applied";
                    return Err(ReplayError::new(message));
                }
                Ok(None)
            }
        }
    }

    fn replay_line(&self, line: &ExplainedLine, known: &mut Known) -> Result<(), ReplayError> {
        if let Some(when) = &line.when
            && !is_for_payer(line, when)
        {
            let message = format!(
                "the rule `{}` is not for what the payer is",
                line.rule.name()
            );
            return Err(ReplayError::new(message));
        }
        let unrounded = match &line.basis {
            LineBasis::Exempt(_) => Some(Exact::ZERO),
            LineBasis::Formula { text, derivation } => {
                let formula = formula::parse(text).ok();
                if !formula.is_some_and(|formula| is_derivation_of(derivation, &formula, text)) {
                    let message = format!("the derivation is not that of `{text}`");
                    return Err(ReplayError::new(message));
                }
                self.replay_step(derivation, known)?
            }
        };
        let Some(unrounded) = unrounded else {
            return match line.figures {
                None => Ok(()),
                Some(_) => Err(ReplayError::new("an amount is stated for an open line")),
            };
        };
        // An amount that is too large to round is open too, and the outcome says so.
        let rounded = self
            .rounding
            .round_to_money(Amount::new(unrounded, self.currency));
        match (rounded, line.figures) {
            (Ok(amount), Some((stated_unrounded, stated_amount))) => {
                expect_equal("the unrounded amount", unrounded, stated_unrounded)?;
                expect_equal("the rounded amount", amount, stated_amount)
            }
            (Err(_), None) => Ok(()),
            (Ok(_), None) => Err(ReplayError::new(
                "no amount is stated for a line that has one",
            )),
            (Err(error), Some(_)) => Err(ReplayError::new(error.to_string())),
        }
    }

    /// The result of a step, computed from the steps below it; `None` where it is open.
    fn replay_step(&self, step: &Step, known: &mut Known) -> Result<Option<Exact>, ReplayError> {
        let mut parts = Vec::new();
        for part in step.parts() {
            parts.push(self.replay_step(part, known)?);
        }
        match (step, parts.as_slice()) {
            (Step::Number { text, value }, []) => {
                // A number is also written as the formula has it.
                match written_number(text) {
                    Some(written) => expect_equal("a number of the formula", written, *value)?,
                    None => return Err(ReplayError::new(format!("`{text}` is not a number"))),
                }
                Ok(Some(*value))
            }
            (Step::Fact { fact, value, .. }, []) => {
                known.agree("fact", fact.name(), *value)?;
                Ok(Some(*value))
            }
            (
                Step::Parameter {
                    parameter,
                    value,
                    valid,
                    ..
                },
                [],
            ) => {
                known.agree("parameter", parameter.name(), *value)?;
                if !valid.contains(self.year.first_day()) {
                    let message = format!("`{}` does not hold in {}", parameter.name(), self.year);
                    return Err(ReplayError::new(message));
                }
                Ok(Some(*value))
            }
            (
                Step::Lookup {
                    table, row, value, ..
                },
                [Some(argument)],
            ) => {
                let holds = Interval::of_bounds(row.lower, row.upper);
                if !holds.is_some_and(|interval| interval.contains(*argument)) {
                    let message = format!("row {} does not hold for {argument}", row.number);
                    return Err(ReplayError::new(message));
                }
                known.agree(&format!("row {} of", row.number), table.name(), *value)?;
                Ok(Some(*value))
            }
            (Step::Negate { value, .. }, [inner]) => {
                let result = inner.and_then(|inner| Exact::ZERO.checked_sub(inner).ok());
                expect_same_result(result, *value)
            }
            (
                Step::Calculate {
                    operator, value, ..
                },
                [left, right],
            ) => {
                let sides = left.zip(*right);
                let result = sides.and_then(|(left, right)| operator.apply(left, right).ok());
                expect_same_result(result, *value)
            }
            (Step::Open { reason, .. }, _) => {
                if !self.reasons().contains(reason) {
                    let message = "a step is open for a reason that the outcome does not know";
                    return Err(ReplayError::new(message));
                }
                Ok(None)
            }
            _ => Err(ReplayError::new(
                "a step rests on other parts than it needs",
            )),
        }
    }
}

/// What a reading has said of each name: the same name is the same thing with the same value.
#[derive(Debug, Default)]
struct Known {
    values: BTreeMap<String, (String, Exact)>,
}

impl Known {
    fn agree(&mut self, kind: &str, name: &str, value: Exact) -> Result<(), ReplayError> {
        // Rows of one table have values of their own; a fact and a parameter share one namespace.
        let key = match kind {
            "fact" | "parameter" => name.to_owned(),
            row => format!("{row} {name}"),
        };
        let said = (kind.to_owned(), value);
        match self.values.get(&key) {
            Some(known) if *known != said => {
                Err(ReplayError::new(format!("two things are said of `{name}`")))
            }
            Some(_) => Ok(()),
            None => {
                self.values.insert(key, said);
                Ok(())
            }
        }
    }
}

/// Whether a condition holds for what the line says that the payer is.
fn is_for_payer(line: &ExplainedLine, when: &str) -> bool {
    formula::parse(when).is_ok_and(|condition| holds(&condition, line) == Some(true))
}

fn holds(condition: &Node, line: &ExplainedLine) -> Option<bool> {
    match &condition.kind {
        NodeKind::Is {
            subject,
            values,
            negated,
        } => {
            let NodeKind::Name(name) = &subject.kind else {
                return None;
            };
            let known = line
                .because
                .iter()
                .find(|(attribute, _)| attribute.name() == name);
            let own = known.map(|(_, value)| value.name());
            let listed = |value: &Node| matches!(&value.kind, NodeKind::Quoted(text) if Some(text.as_str()) == own);
            own.map(|_| values.iter().any(listed) != *negated)
        }
        NodeKind::Not(inner) => holds(inner, line).map(|holds| !holds),
        NodeKind::And(parts) => any_is(parts, line, false).map(|found| !found),
        NodeKind::Or(parts) => any_is(parts, line, true),
        _ => None,
    }
}

/// Whether any part is `wanted`; `None` if that rests on something that is not said.
fn any_is(parts: &[Node], line: &ExplainedLine, wanted: bool) -> Option<bool> {
    let found: Vec<Option<bool>> = parts.iter().map(|part| holds(part, line)).collect();
    if found.contains(&Some(wanted)) {
        return Some(true);
    }
    (!found.contains(&None)).then_some(false)
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
        ) => label.name() == name,
        (Step::Lookup { table, of, .. }, NodeKind::Call { name, arguments }) => {
            table.name() == name && all(of, &arguments.iter().collect::<Vec<_>>())
        }
        (Step::Negate { of, .. }, NodeKind::Negate(inner)) => all(of, &[inner]),
        (Step::Calculate { operator, of, .. }, NodeKind::Calculate(written, left, right)) => {
            operator == written && all(of, &[left, right])
        }
        (
            Step::Open {
                reason,
                table: None,
                of,
            },
            NodeKind::Name(name),
        ) => of.is_empty() && reason.subject() == Some(name),
        (
            Step::Open {
                table: Some(table),
                of,
                ..
            },
            NodeKind::Call { name, arguments },
        ) => table.name() == name && all(of, &arguments.iter().collect::<Vec<_>>()),
        _ => false,
    }
}

/// The number that a literal of a formula stands for.
fn written_number(text: &str) -> Option<Exact> {
    match formula::parse(text).ok()?.kind {
        NodeKind::Number { value, .. } => Some(value),
        _ => None,
    }
}

fn expect_same_result(
    computed: Option<Exact>,
    stated: Option<Exact>,
) -> Result<Option<Exact>, ReplayError> {
    match (computed, stated) {
        (None, None) => Ok(None),
        (Some(computed), Some(stated)) => {
            expect_equal("a result", computed, stated)?;
            Ok(Some(computed))
        }
        _ => Err(ReplayError::new(
            "a result is stated of parts that are open, or none of parts that are known",
        )),
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
