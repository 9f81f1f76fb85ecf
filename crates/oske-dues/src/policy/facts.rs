//! What may be known of a payer: quantities, choices between values, lists of things.

use chrono::NaiveDate;
use oske_types::{Exact, Text};

use super::Named;
use super::unit::Unit;

/// A choice or a yes-no.
#[derive(Debug, Clone)]
pub(crate) struct Attribute {
    pub(crate) named: Named,
    /// A yes-no has the values [`YES`] and [`NO`].
    pub(crate) values: Vec<Named>,
    pub(crate) yes_no: bool,
    pub(crate) absent: Option<Absent<usize>>,
    /// The list of whose things it is a fact; `None` for a fact of the payer.
    pub(crate) list: Option<usize>,
}

/// The index of the value *yes* of a yes-no.
pub(crate) const YES: usize = 0;

/// The index of the value *no* of a yes-no.
pub(crate) const NO: usize = 1;

/// What it means that a fact is not given.
#[derive(Debug, Clone)]
pub(crate) struct Absent<T> {
    pub(crate) value: T,
    pub(crate) because: Option<Text>,
}

/// A number with a unit, or a date: then its values are days, and its step is one day.
#[derive(Debug, Clone)]
pub(crate) struct Measure {
    pub(crate) named: Named,
    pub(crate) unit: Unit,
    pub(crate) is_date: bool,
    pub(crate) step: Option<Exact>,
    pub(crate) least: Option<Limit>,
    pub(crate) most: Option<Limit>,
    pub(crate) reference: Option<Text>,
    /// How dues are expected to go as it grows.
    pub(crate) direction: Option<Direction>,
    /// The jump between neighbouring values above which there is a finding.
    pub(crate) cliff: Option<Cliff>,
    pub(crate) absent: Option<Absent<Limit>>,
    /// The list of whose things it is a fact; `None` for a fact of the payer.
    pub(crate) list: Option<usize>,
    /// Whether it is the place of a thing in its list, which no facts give.
    pub(crate) is_position: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    Rise,
    Fall,
}

/// A stated size of a jump: of money, or as a share of the lower amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cliff {
    Amount(Exact),
    Share(Exact),
}

/// A number, or a day that may be another one in each dues year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Limit {
    Number(Exact),
    Day(Day),
}

/// A day as it stands in a policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Day {
    On(NaiveDate),
    /// The one that lies in the dues year.
    Recurring {
        month: u32,
        day: u32,
    },
    YearStart,
    NextYearStart,
}

/// Several things of one payer, in order.
#[derive(Debug, Clone)]
pub(crate) struct FactList {
    pub(crate) named: Named,
    pub(crate) least: usize,
    pub(crate) most: usize,
    /// Whether no list means an empty one.
    pub(crate) absent_is_empty: bool,
    /// The measure that is the place of a thing in the list.
    pub(crate) position: usize,
}
