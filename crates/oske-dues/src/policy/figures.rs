//! The figures that a policy states and names: parameters, tables, shares of a total, and what is
//! computed once under a name.

use std::collections::BTreeSet;

use oske_types::{Exact, Text, Validity};

use super::Named;
use super::facts::Limit;
use super::formula::{Choice, Condition, Expression, FormulaText};
use super::unit::Unit;
use crate::document::decode::Spot;

#[derive(Debug, Clone)]
pub(crate) struct Parameter {
    pub(crate) named: Named,
    pub(crate) unit: Unit,
    /// Where it is an index, of which series.
    pub(crate) series: Option<Text>,
    /// In order of time, without overlaps; holes are findings.
    pub(crate) values: Vec<ParameterValue>,
}

#[derive(Debug, Clone)]
pub(crate) struct ParameterValue {
    pub(crate) valid: Validity,
    /// `None` for a value that nobody has published.
    pub(crate) value: Option<Exact>,
    pub(crate) note: Option<Text>,
    pub(crate) spot: Spot,
}

/// A name for a part of formulas.
#[derive(Debug, Clone)]
pub(crate) struct Let {
    pub(crate) named: Named,
    pub(crate) meaning: LetMeaning,
    /// The unit of its values; empty for a condition, a choice or a date.
    pub(crate) unit: Unit,
    pub(crate) text: FormulaText,
}

#[derive(Debug, Clone)]
pub(crate) enum LetMeaning {
    Quantity(Expression),
    Truth(Condition),
    Choice(Choice),
}

#[derive(Debug, Clone)]
pub(crate) struct Table {
    pub(crate) named: Named,
    pub(crate) keys: Vec<Key>,
    pub(crate) gives: Gives,
    /// The unit of the numbers in its rows.
    pub(crate) unit: Unit,
    /// The unit of what it gives: for slices that of the rows times that of the quantity.
    pub(crate) result_unit: Unit,
    /// For marginal brackets, which of the keys is cut.
    pub(crate) slices: Option<usize>,
    pub(crate) rows: Vec<Row>,
}

/// What a table is looked up by.
#[derive(Debug, Clone)]
pub(crate) struct Key {
    pub(crate) named: Named,
    pub(crate) kind: KeyKind,
}

#[derive(Debug, Clone)]
pub(crate) enum KeyKind {
    Quantity { step: Option<Exact>, is_date: bool },
    Choice { values: Vec<Named> },
}

#[derive(Debug, Clone)]
pub(crate) enum Gives {
    Numbers,
    Classes(Vec<Named>),
}

#[derive(Debug, Clone)]
pub(crate) struct Row {
    /// For which values it holds, key by key.
    pub(crate) holds: Vec<RowKey>,
    /// `None` for a row that is known to exist but whose value is not.
    pub(crate) pays: Option<Exact>,
    /// For a table that gives a class: which.
    pub(crate) class: usize,
    pub(crate) printed: Option<Printed>,
    pub(crate) spot: Spot,
}

#[derive(Debug, Clone)]
pub(crate) enum RowKey {
    Between {
        lower: Option<Bound>,
        upper: Option<Bound>,
    },
    OneOf(BTreeSet<usize>),
    Any,
}

/// A bound with whether it is itself inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Bound {
    pub(crate) limit: Limit,
    pub(crate) inside: bool,
}

/// How the source prints a row, where that is another thing than what was taken.
#[derive(Debug, Clone, Default)]
pub(crate) struct Printed {
    pub(crate) text: Option<String>,
    /// The bounds that it prints; `None` for those that were taken.
    pub(crate) lower: Option<Bound>,
    pub(crate) upper: Option<Bound>,
    pub(crate) pays: Option<Exact>,
}

/// A share of a fixed total by weighted keys.
#[derive(Debug, Clone)]
pub(crate) struct Share {
    pub(crate) named: Named,
    pub(crate) unit: Unit,
    pub(crate) total: Expression,
    pub(crate) total_text: FormulaText,
    pub(crate) keys: Vec<ShareKey>,
    pub(crate) rounding: ShareRounding,
}

#[derive(Debug, Clone)]
pub(crate) struct ShareKey {
    pub(crate) weight: Exact,
    pub(crate) by: Expression,
    pub(crate) by_text: FormulaText,
    /// The published figure that a payer's is divided by; `None` for the sum over the round.
    pub(crate) of: Option<(Expression, FormulaText)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ShareRounding {
    Each,
    Together,
}
