//! [`BulkOutcomes`]: what came out, as columns, and in total.

use std::fmt;

use oske_types::{Currency, Money};

use super::Mark;
use crate::assessment::Outcome;

/// How the assessment of a row ends. It says what [`Outcome`] says, in one byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
#[expect(clippy::exhaustive_enums, reason = "a caller must decide on each case")]
pub enum BulkStatus {
    /// An amount.
    Assessed,
    /// No rule, or no row of a table.
    NotCovered,
    /// More than one amount.
    Ambiguous,
    /// Something is not known.
    Undetermined,
    /// The facts do not fit, or the arithmetic has no answer.
    Invalid,
}

impl BulkStatus {
    /// Every status.
    pub const ALL: [Self; 5] = [
        Self::Assessed,
        Self::NotCovered,
        Self::Ambiguous,
        Self::Undetermined,
        Self::Invalid,
    ];

    /// The word in documents: `assessed`, `not_covered`, `ambiguous`, `undetermined`, `invalid`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Assessed => "assessed",
            Self::NotCovered => "not_covered",
            Self::Ambiguous => "ambiguous",
            Self::Undetermined => "undetermined",
            Self::Invalid => "invalid",
        }
    }

    const fn index(self) -> usize {
        match self {
            Self::Assessed => 0,
            Self::NotCovered => 1,
            Self::Ambiguous => 2,
            Self::Undetermined => 3,
            Self::Invalid => 4,
        }
    }
}

impl From<&Outcome> for BulkStatus {
    fn from(outcome: &Outcome) -> Self {
        match outcome {
            Outcome::Assessed(_) => Self::Assessed,
            Outcome::NotCovered(_) => Self::NotCovered,
            Outcome::Ambiguous { .. } => Self::Ambiguous,
            Outcome::Undetermined(_) => Self::Undetermined,
            Outcome::Invalid(_) => Self::Invalid,
        }
    }
}

impl fmt::Display for BulkStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// How many payers ended how, and what they owe together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BulkTotals {
    currency: Currency,
    counts: [u64; 5],
    minor: i128,
    /// In order of the codes.
    foreign: Vec<(Currency, i128)>,
}

impl BulkTotals {
    pub(super) fn new(currency: Currency) -> Self {
        Self {
            currency,
            counts: [0; 5],
            minor: 0,
            foreign: Vec::new(),
        }
    }

    /// How many payers ended so.
    #[must_use]
    pub fn count(&self, status: BulkStatus) -> u64 {
        self.counts.get(status.index()).copied().unwrap_or(0)
    }

    /// How many payers there are.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.counts
            .iter()
            .fold(0, |sum, count| sum.saturating_add(*count))
    }

    /// The exact sum of all amounts in the policy's currency, in its minor units.
    #[must_use]
    pub fn minor(&self) -> i128 {
        self.minor
    }

    /// The sums in other currencies, in their minor units, in order of the currencies' codes.
    #[must_use]
    pub fn other_currencies(&self) -> &[(Currency, i128)] {
        &self.foreign
    }

    /// The policy's currency.
    #[must_use]
    pub fn currency(&self) -> Currency {
        self.currency
    }

    /// The sum as money, where it fits.
    #[must_use]
    pub fn amount(&self) -> Option<Money> {
        let minor = i64::try_from(self.minor).ok()?;
        Some(Money::from_minor(minor, self.currency))
    }

    pub(super) fn add(&mut self, status: BulkStatus, minor: i64, currency: Currency) {
        self.add_many(status, 1, 0);
        if currency == self.currency {
            self.minor = self.minor.saturating_add(minor.into());
            return;
        }
        self.add_foreign(currency, minor.into());
    }

    pub(super) fn add_many(&mut self, status: BulkStatus, count: u64, minor: i128) {
        if let Some(known) = self.counts.get_mut(status.index()) {
            *known = known.saturating_add(count);
        }
        self.minor = self.minor.saturating_add(minor);
    }

    fn add_foreign(&mut self, currency: Currency, minor: i128) {
        let place = self
            .foreign
            .binary_search_by_key(&currency.code(), |(known, _)| known.code());
        match place {
            Ok(place) => {
                if let Some((_, sum)) = self.foreign.get_mut(place) {
                    *sum = sum.saturating_add(minor);
                }
            }
            Err(place) => self.foreign.insert(place, (currency, minor)),
        }
    }

    pub(super) fn merge(&mut self, other: &Self) {
        for (known, count) in self.counts.iter_mut().zip(other.counts) {
            *known = known.saturating_add(count);
        }
        self.minor = self.minor.saturating_add(other.minor);
        for (currency, minor) in &other.foreign {
            self.add_foreign(*currency, *minor);
        }
    }
}

/// How many rows were computed which way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct WaysOfRows {
    /// In scaled integers of 64 bits.
    pub scaled_64: u64,
    /// In scaled integers of 128 bits.
    pub scaled_128: u64,
    /// Step by step.
    pub step_by_step: u64,
}

impl WaysOfRows {
    pub(super) fn merge(&mut self, other: Self) {
        self.scaled_64 = self.scaled_64.saturating_add(other.scaled_64);
        self.scaled_128 = self.scaled_128.saturating_add(other.scaled_128);
        self.step_by_step = self.step_by_step.saturating_add(other.step_by_step);
    }
}

/// What came out of a bulk assessment: a status and an amount for each row, and the totals.
///
/// It may be used again for another run, so that no memory is asked for twice.
#[derive(Debug, Clone)]
pub struct BulkOutcomes {
    pub(super) statuses: Vec<BulkStatus>,
    pub(super) amounts: Vec<i64>,
    /// In order of the rows.
    pub(super) foreign: Vec<(usize, Currency)>,
    pub(super) totals: BulkTotals,
    pub(super) ways: WaysOfRows,
    /// By which compiled year, and of which columns; `None` as long as nothing came out.
    pub(super) of: Option<[Mark; 2]>,
}

impl BulkOutcomes {
    pub(super) fn new(currency: Currency) -> Self {
        Self {
            statuses: Vec::new(),
            amounts: Vec::new(),
            foreign: Vec::new(),
            totals: BulkTotals::new(currency),
            ways: WaysOfRows::default(),
            of: None,
        }
    }

    /// Of each row, how it ended.
    #[must_use]
    pub fn statuses(&self) -> &[BulkStatus] {
        &self.statuses
    }

    /// Of each row, the amount in minor units; 0 where there is none. It is in the policy's currency,
    /// or in the one that [`amount`](Self::amount) says.
    #[must_use]
    pub fn amounts(&self) -> &[i64] {
        &self.amounts
    }

    /// The amount of a row, where it has one.
    #[must_use]
    pub fn amount(&self, row: usize) -> Option<Money> {
        if self.statuses.get(row) != Some(&BulkStatus::Assessed) {
            return None;
        }
        let minor = self.amounts.get(row).copied()?;
        let foreign = self.foreign.binary_search_by_key(&row, |(known, _)| *known);
        let foreign = foreign.ok().and_then(|place| self.foreign.get(place));
        let currency = foreign.map_or(self.totals.currency, |(_, currency)| *currency);
        Some(Money::from_minor(minor, currency))
    }

    /// The totals of all rows.
    #[must_use]
    pub fn totals(&self) -> &BulkTotals {
        &self.totals
    }

    /// How many rows were computed which way.
    #[must_use]
    pub fn ways(&self) -> WaysOfRows {
        self.ways
    }
}
