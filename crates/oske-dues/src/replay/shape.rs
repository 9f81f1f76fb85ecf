//! Whether a derivation does what a formula says, name by name and sign by sign.
//!
//! What a let stands for is not part of the explanation, so that below one every derivation will do.

use std::collections::BTreeSet;

use oske_types::{Exact, RoundingMode};

use crate::assessment::{Label, Reason};
use crate::explain::{Operation, Step};
use crate::formula::{self, Comparison, Node, NodeKind};

/// Whether `step` is a derivation of `formula`, which is a part of `text`.
pub(super) fn is_derivation_of(step: &Step, formula: &Node<'_>, text: &str) -> bool {
    let Some(written) = text.get(formula.start..formula.end) else {
        return false;
    };
    let are = |parts: &[&Node<'_>]| are_derivations_of(&step.of, parts, text);
    let is_one_of = |parts: &[Node<'_>]| match step.of.as_slice() {
        [only] => parts.iter().any(|part| is_derivation_of(only, part, text)),
        _ => false,
    };
    match (&step.operation, &formula.kind) {
        (Operation::Number { text, .. }, NodeKind::Number { .. }) => **text == *written,
        (Operation::Day { text }, NodeKind::Quoted(quoted)) => **text == **quoted,
        (operation, NodeKind::Name(name)) => is_name(operation, &step.of, name),
        (Operation::Negate, NodeKind::Negate(inner)) => are(&[inner]),
        (Operation::Calculate(operator), NodeKind::Calculate(written, left, right)) => {
            operator == written && are(&[left, right])
        }
        (Operation::Compare(comparison), NodeKind::Compare(written, left, right)) => {
            comparison == written && are(&[left, right])
        }
        (Operation::Is { among }, NodeKind::Compare(Comparison::Equal, subject, value)) => {
            are_values(among, &[value]) && are(&[subject])
        }
        (
            Operation::Is { among },
            NodeKind::In {
                subject,
                values,
                negated: false,
            },
        ) => are_values(among, &values.iter().collect::<Vec<_>>()) && are(&[subject]),
        (Operation::Not, NodeKind::Compare(Comparison::NotEqual, subject, value)) => {
            is_not_among(&step.of, subject, &[value], text)
        }
        (
            Operation::Not,
            NodeKind::In {
                subject,
                values,
                negated: true,
            },
        ) => is_not_among(&step.of, subject, &values.iter().collect::<Vec<_>>(), text),
        (Operation::Not, NodeKind::Not(inner)) => are(&[inner]),
        (Operation::All, NodeKind::And(parts)) if step.value == Some(Exact::ZERO) => {
            is_one_of(parts)
        }
        (Operation::Any, NodeKind::Or(parts)) if step.value == Some(Exact::ONE) => is_one_of(parts),
        (Operation::All, NodeKind::And(parts)) | (Operation::Any, NodeKind::Or(parts)) => {
            are(&parts.iter().collect::<Vec<_>>())
        }
        (Operation::Choose { holds }, NodeKind::Choose(parts)) => {
            let [condition, then, otherwise] = parts.as_ref();
            match holds {
                None => are(&[condition]),
                Some(true) => are(&[condition, then]),
                Some(false) => are(&[condition, otherwise]),
            }
        }
        (_, NodeKind::Call { name, arguments }) => is_call(step, name, arguments, text),
        _ => false,
    }
}

fn are_derivations_of(steps: &[Step], parts: &[&Node<'_>], text: &str) -> bool {
    let mut pairs = steps.iter().zip(parts);
    steps.len() == parts.len() && pairs.all(|(step, part)| is_derivation_of(step, part, text))
}

/// Whether the values are those that are quoted.
fn are_values(labels: &[Label], quoted: &[&Node<'_>]) -> bool {
    let quoted = quoted.iter().map(|node| match &node.kind {
        NodeKind::Quoted(text) => Some(*text),
        _ => None,
    });
    let quoted: Option<BTreeSet<&str>> = quoted.collect();
    let labels: BTreeSet<&str> = labels.iter().map(Label::name).collect();
    quoted == Some(labels)
}

/// `kind != 'other'`, `kind not in [..]`: what is negated is a step of its own.
fn is_not_among(of: &[Step], subject: &Node<'_>, values: &[&Node<'_>], text: &str) -> bool {
    let [is] = of else {
        return false;
    };
    match &is.operation {
        Operation::Is { among } => {
            are_values(among, values) && are_derivations_of(&is.of, &[subject], text)
        }
        _ => false,
    }
}

/// A name by itself: a fact, a parameter, a let, a share, a day of the year.
fn is_name(operation: &Operation, of: &[Step], name: &str) -> bool {
    match operation {
        Operation::Day { text } => **text == *name,
        Operation::Fact { fact: label, .. } | Operation::Choice { fact: label, .. } => {
            label.name() == name && of.is_empty()
        }
        Operation::Parameter { parameter, .. } => parameter.name() == name && of.is_empty(),
        Operation::Named { name: label, .. } | Operation::Share { share: label, .. } => {
            label.name() == name
        }
        // A yes-no by itself is asked whether it is a yes.
        Operation::Is { among } => match (among.as_slice(), of) {
            ([yes], [asked]) => yes.name() == "yes" && is_name(&asked.operation, &asked.of, name),
            _ => false,
        },
        Operation::Open { reason, name: None } => of.is_empty() && reason.subject() == Some(name),
        _ => false,
    }
}

fn is_call(step: &Step, name: &str, arguments: &[Node<'_>], text: &str) -> bool {
    let nodes: Vec<&Node<'_>> = arguments.iter().collect();
    let are = |parts: &[&Node<'_>]| are_derivations_of(&step.of, parts, text);
    match (&step.operation, nodes.as_slice()) {
        (
            Operation::Lookup { table: label, .. }
            | Operation::Class { table: label, .. }
            | Operation::Slices { table: label, .. }
            | Operation::Parameter {
                parameter: label, ..
            }
            | Operation::Named { name: label, .. }
            | Operation::Open {
                name: Some(label), ..
            },
            nodes,
        ) => label.name() == name && are(nodes),
        (Operation::Extreme(extreme), nodes) => extreme.name() == name && are(nodes),
        (Operation::Time(span), nodes) => span.name() == name && are(nodes),
        (Operation::Round { mode, step }, [of, by]) => {
            function_of(*mode) == Some(name) && is_number(by, *step) && are(&[of])
        }
        (Operation::Steps { started, step }, [of, by]) => {
            let function = if *started { "started" } else { "whole" };
            function == name && is_number(by, *step) && are(&[of])
        }
        (Operation::Sum { list, .. }, [things, of]) => {
            let mut parts = step.of.iter();
            name == "sum"
                && is_written(things, list.name())
                && parts.all(|part| is_derivation_of(part, of, text))
        }
        (Operation::Count { list }, [things]) => name == "count" && is_written(things, list.name()),
        (
            Operation::Unclear {
                label,
                reading,
                readings,
            },
            [written, parts @ ..],
        ) => {
            let picked = reading.checked_sub(1).and_then(|index| parts.get(index));
            name == "unclear"
                && matches!(&written.kind, NodeKind::Quoted(quoted) if quoted == label)
                && parts.len() == *readings
                && picked.is_some_and(|part| are(&[part]))
        }
        // A list that is missing; a parameter without a value on the day that is meant.
        (Operation::Open { reason, name: None }, nodes) => match (reason, nodes) {
            (Reason::MissingFact { fact }, [things, ..]) if step.of.is_empty() => {
                matches!(name, "sum" | "count") && is_written(things, fact.name())
            }
            _ => reason.subject() == Some(name) && are(nodes),
        },
        _ => false,
    }
}

/// The function of a formula that rounds in a mode.
fn function_of(mode: RoundingMode) -> Option<&'static str> {
    match mode {
        RoundingMode::HalfUp => Some("round"),
        RoundingMode::HalfEven => Some("round_half_even"),
        RoundingMode::Ceiling => Some("round_up"),
        RoundingMode::Floor => Some("round_down"),
        RoundingMode::Up | RoundingMode::Down => None,
    }
}

fn is_number(node: &Node<'_>, wanted: Exact) -> bool {
    matches!(node.kind, NodeKind::Number { value, .. } if value == wanted)
}

fn is_written(node: &Node<'_>, wanted: &str) -> bool {
    matches!(&node.kind, NodeKind::Name(name) if *name == wanted)
}

/// The number that a literal of a formula stands for.
pub(super) fn written_number(text: &str) -> Option<Exact> {
    match formula::parse(text).ok()?.kind {
        NodeKind::Number { value, .. } => Some(value),
        _ => None,
    }
}
