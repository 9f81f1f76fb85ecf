//! [`CsvSummary`]: what came out of a table, in total, by group, and why rows are invalid.

use oske_types::{Currency, quoted};

use crate::bulk::outcome::{BulkTotals, WaysOfRows};
use crate::policy::Attribute;

/// How many remarks are kept.
const MOST_REMARKS: usize = 20;

/// What came out of a table of payers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CsvSummary {
    pub(super) totals: BulkTotals,
    pub(super) groups: Vec<(String, Groups)>,
    pub(super) ways: WaysOfRows,
    pub(super) remarks: Remarks,
}

impl CsvSummary {
    /// The totals of all rows.
    #[must_use]
    pub fn totals(&self) -> &BulkTotals {
        &self.totals
    }

    /// The totals by the values of a choice, as
    /// [`with_totals_by`](super::CsvOptions::with_totals_by) asked for them: every value of the policy in
    /// its order, and at the end under an empty text the rows whose cell is not there, empty or none of
    /// them, if there are any. `None` if they were not asked for.
    #[must_use]
    pub fn totals_by(&self, fact: &str) -> Option<Vec<(&str, &BulkTotals)>> {
        let (_, groups) = self.groups.iter().find(|(known, _)| known == fact)?;
        let values = groups.values.iter();
        let totals = values.map(|(value, totals)| (value.as_str(), totals));
        let others = (groups.others.rows() > 0).then_some(("", &groups.others));
        Some(totals.chain(others).collect())
    }

    /// How many rows were computed which way.
    #[must_use]
    pub fn ways(&self) -> WaysOfRows {
        self.ways
    }

    /// Why rows are invalid: of the first of them.
    #[must_use]
    pub fn remarks(&self) -> &[CsvRemark] {
        &self.remarks.first
    }

    /// How many more rows are invalid.
    #[must_use]
    pub fn further_remarks(&self) -> u64 {
        self.remarks.further
    }
}

/// The totals by the values of a choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Groups {
    values: Vec<(String, BulkTotals)>,
    others: BulkTotals,
}

impl Groups {
    pub(super) fn new(attribute: &Attribute, currency: Currency) -> Self {
        let values = attribute.values.iter();
        let values = values.map(|value| (value.name().to_string(), BulkTotals::new(currency)));
        Self {
            values: values.collect(),
            others: BulkTotals::new(currency),
        }
    }

    pub(super) fn totals(&mut self, value: Option<u16>) -> &mut BulkTotals {
        let slot = value.and_then(|value| self.values.get_mut(usize::from(value)));
        slot.map_or(&mut self.others, |(_, totals)| totals)
    }

    pub(super) fn merge(&mut self, other: &Self) {
        for ((_, totals), (_, of_other)) in self.values.iter_mut().zip(&other.values) {
            totals.merge(of_other);
        }
        self.others.merge(&other.others);
    }
}

/// The first remarks, and how many there are behind them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Remarks {
    first: Vec<CsvRemark>,
    further: u64,
}

impl Remarks {
    /// Whether a further remark is only counted.
    pub(super) fn is_full(&self) -> bool {
        self.first.len() >= MOST_REMARKS
    }

    pub(super) fn count(&mut self) {
        self.further = self.further.saturating_add(1);
    }

    /// The words are found only where they are kept.
    pub(super) fn add(&mut self, remark: impl FnOnce() -> CsvRemark) {
        if self.is_full() {
            self.count();
        } else {
            self.first.push(remark());
        }
    }

    /// Adds those of the rows behind.
    pub(super) fn merge(&mut self, behind: &mut Self) {
        for remark in behind.first.drain(..) {
            self.add(|| remark);
        }
        self.further = self.further.saturating_add(behind.further);
    }
}

/// Why a row is invalid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CsvRemark {
    pub(super) line: u64,
    pub(super) id: String,
    pub(super) message: String,
}

impl CsvRemark {
    /// The line of the table on which the row begins, from 1.
    #[must_use]
    pub fn line(&self) -> u64 {
        self.line
    }

    /// The payer.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The reason, in English.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl std::fmt::Display for CsvRemark {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "line {}: `{}`: {}",
            self.line,
            quoted(&self.id),
            self.message
        )
    }
}
