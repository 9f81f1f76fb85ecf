//! Why a condition holds or does not, in one clause.

use oske_types::{Exact, Language};

use super::words::{figure, literal, one_of, reading_in, sign_of, time_in};
use crate::explain::{Operation, Step};

/// What is so of the payer: "kind is municipality and population 4,999 < 5,000". Also of a condition
/// that does not hold it says what holds instead.
pub(super) fn clause(language: Language, step: &Step) -> String {
    let Some(value) = step.value else {
        let mut reasons = Vec::new();
        open_reasons(language, step, &mut reasons);
        return reasons.join("; ");
    };
    let holds = value == Exact::ONE;
    let all = || {
        let clauses = step.of.iter().map(|part| clause(language, part));
        joined(language, clauses.collect())
    };
    match (&step.operation, step.of.as_slice()) {
        (Operation::Is { among }, [asked]) => {
            let subject = name_of(language, asked).unwrap_or_default();
            let found = figure(language, asked);
            if let Operation::Choice { yes: Some(_), .. } = &asked.operation {
                return format!("{subject}: {found}");
            }
            let is = language.pick("on", "är", "is");
            if holds {
                return format!("{subject} {is} {found}");
            }
            let others = among.iter().map(|value| value.in_language(language));
            let others: Vec<&str> = others.collect();
            language.pick(
                format!("{subject} {is} {found} (ei {})", others.join(" eikä ")),
                format!(
                    "{subject} {is} {found} (inte {})",
                    one_of(language, &others)
                ),
                format!("{subject} {is} {found} (not {})", one_of(language, &others)),
            )
        }
        (Operation::Compare(comparison), [left, right]) => {
            let sign = sign_of(*comparison, holds);
            let (left, right) = (operand(language, left), operand(language, right));
            format!("{left} {sign} {right}")
        }
        (Operation::Named { name, .. }, [_]) => {
            let name = name.in_language(language);
            let inner = all();
            if holds {
                return format!("{name} ({inner})");
            }
            let not = language.pick("ei", "inte", "not");
            format!("{not} {name} ({inner})")
        }
        (
            Operation::Unclear {
                label,
                reading,
                readings,
            },
            [_],
        ) => {
            let reading = reading_in(language, label, *reading, *readings);
            format!("{} ({reading})", all())
        }
        _ => all(),
    }
}

/// Clauses in one sentence, none of them twice; "kind is company (not other)" says "kind is company".
pub(super) fn joined(language: Language, clauses: Vec<String>) -> String {
    let mut kept: Vec<String> = Vec::new();
    for clause in clauses {
        let longer = format!("{clause} (");
        if kept
            .iter()
            .any(|other| *other == clause || other.starts_with(&longer))
        {
            continue;
        }
        kept.retain(|other| !clause.starts_with(&format!("{other} (")));
        kept.push(clause);
    }
    kept.join(language.pick(" ja ", " och ", " and "))
}

fn open_reasons(language: Language, step: &Step, reasons: &mut Vec<String>) {
    if let Operation::Open { reason, .. } = &step.operation {
        let reason = reason.in_language(language);
        if !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }
    for part in &step.of {
        open_reasons(language, part, reasons);
    }
}

/// What is compared, with its figure: "population 4,999", "5,000".
pub(super) fn operand(language: Language, step: &Step) -> String {
    let value = figure(language, step);
    if let Some(name) = name_of(language, step) {
        return format!("{name} {value}");
    }
    match (&step.operation, step.of.as_slice()) {
        (Operation::Calculate(operator), [left, right]) => {
            let (left, right) = (short(language, left), short(language, right));
            format!("{left} {} {right} ({value})", operator.sign())
        }
        (Operation::Time(span), [from, to]) => {
            let (from, to) = (figure(language, from), figure(language, to));
            format!("{} ({value})", time_in(language, *span, &from, &to))
        }
        _ => value,
    }
}

/// The name of a step that has one, or else its figure.
fn short(language: Language, step: &Step) -> String {
    match (&step.operation, step.value) {
        (Operation::Number { text, unit }, Some(value)) => literal(language, text, unit, value),
        _ => name_of(language, step).map_or_else(|| figure(language, step), str::to_owned),
    }
}

/// The name of a step that has one.
pub(super) fn name_of(language: Language, step: &Step) -> Option<&str> {
    let label = match &step.operation {
        Operation::Fact { fact: label, .. }
        | Operation::Choice { fact: label, .. }
        | Operation::Parameter {
            parameter: label, ..
        }
        | Operation::Named { name: label, .. }
        | Operation::Lookup { table: label, .. }
        | Operation::Class { table: label, .. }
        | Operation::Slices { table: label, .. }
        | Operation::Share { share: label, .. } => label,
        _ => return None,
    };
    Some(label.in_language(language))
}
