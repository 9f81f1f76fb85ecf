//! The names of columns held against the names of facts.

use oske_types::{nearest, quoted};

use super::column::ColumnContent;
use crate::policy::{Attribute, Policy};

/// A column that cannot be a column of the policy.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ColumnError {
    /// The policy has no such fact, or it is a fact of the things in a list.
    #[error("`{}` is no fact of the policy: expected {expected}", quoted(name))]
    #[non_exhaustive]
    Unknown {
        /// The name of the column.
        name: String,
        /// The nearest name, or every one, as a text.
        expected: String,
    },
    /// Two columns are of the same fact.
    #[error("`{}` has two columns: expected one for each fact", quoted(name))]
    #[non_exhaustive]
    Twice {
        /// The fact.
        name: String,
    },
    /// A column has another number of cells than there are rows.
    #[error(
        "`{}` has {found} cells: expected {expected}, one for each row",
        quoted(name)
    )]
    #[non_exhaustive]
    Length {
        /// The fact.
        name: String,
        /// How many cells there are, or truths that say whether a cell is known.
        found: usize,
        /// How many rows.
        expected: usize,
    },
    /// The cells are of another kind than the fact.
    #[error("the column of `{}` holds {found}: expected {expected}", quoted(name))]
    #[non_exhaustive]
    Content {
        /// The fact.
        name: String,
        /// What the cells are.
        found: ColumnContent,
        /// What the fact is.
        expected: ColumnContent,
    },
    /// A measure without a step is given in steps.
    #[error(
        "`{}` has no step in the policy: expected numbers with a stated count of decimals",
        quoted(name)
    )]
    #[non_exhaustive]
    NoStep {
        /// The fact.
        name: String,
    },
    /// Totals are asked for by a fact that is no choice.
    #[error("`{}` is no choice: expected {expected}", quoted(name))]
    #[non_exhaustive]
    NotChoice {
        /// The fact.
        name: String,
        /// The choices, as a text.
        expected: String,
    },
    /// Totals are asked for by a fact that has no column.
    #[error("`{}` has no column: expected one to make totals by", quoted(name))]
    #[non_exhaustive]
    NoColumn {
        /// The fact.
        name: String,
    },
    /// Totals are asked for of outcomes that came of other columns, or by another policy.
    #[error("the outcomes are of another run: expected those of these columns by this policy")]
    OtherRun,
}

/// The names that columns may have.
pub(super) fn names(policy: &Policy) -> Vec<&str> {
    let attributes = policy
        .attributes
        .iter()
        .filter(|known| known.list.is_none());
    let attributes = attributes.map(|known| known.named.name());
    let measures = policy.measures.iter();
    let measures = measures.filter(|known| known.list.is_none() && !known.is_position);
    let measures = measures.map(|known| known.named.name());
    attributes.chain(measures).collect()
}

pub(super) fn unknown(policy: &Policy, name: &str) -> ColumnError {
    let known = names(policy);
    let expected = match nearest(name, known.iter().copied()) {
        Some(near) => format!("`{}`", quoted(near)),
        None if known.is_empty() => "no columns".to_owned(),
        None => format!("one of {}", listed(known)),
    };
    ColumnError::Unknown {
        name: name.to_owned(),
        expected,
    }
}

/// The choice that totals are made by.
pub(super) fn choice<'p>(
    policy: &'p Policy,
    name: &str,
) -> Result<(usize, &'p Attribute), ColumnError> {
    if let Some(found) = attribute(policy, name) {
        return Ok(found);
    }
    if measure(policy, name).is_none() {
        return Err(unknown(policy, name));
    }
    let known = policy.attributes.iter();
    let known = known.filter(|known| known.list.is_none());
    let known: Vec<&str> = known.map(|known| known.named.name()).collect();
    Err(ColumnError::NotChoice {
        name: name.to_owned(),
        expected: if known.is_empty() {
            "a policy with choices".to_owned()
        } else {
            format!("one of {}", listed(known))
        },
    })
}

fn listed(names: Vec<&str>) -> String {
    let names = names.into_iter();
    let names: Vec<String> = names.map(|name| format!("`{}`", quoted(name))).collect();
    names.join(", ")
}

pub(super) fn attribute<'p>(policy: &'p Policy, name: &str) -> Option<(usize, &'p Attribute)> {
    let mut known = policy.attributes.iter().enumerate();
    known.find(|(_, known)| known.list.is_none() && *known.named.name() == *name)
}

pub(super) fn measure(policy: &Policy, name: &str) -> Option<usize> {
    let mut known = policy.measures.iter();
    known.position(|known| {
        known.list.is_none() && !known.is_position && *known.named.name() == *name
    })
}
