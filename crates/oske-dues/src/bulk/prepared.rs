//! [`PreparedPayer`]: one payer's facts in the policy's own numbering.

use oske_types::Money;

use super::needs::Needs;
use super::outcome::BulkStatus;
use super::{Bulk, bound, kernel, run};
use crate::facts::Facts;

/// One payer's facts, held against the policy once.
#[derive(Debug, Clone)]
pub struct PreparedPayer<'b> {
    bulk: &'b Bulk<'b, 'b>,
    facts: Facts,
    choices: Vec<u16>,
    measures: Vec<i64>,
    missing: Needs,
    /// Whether a fact does not fit, or has no place among the numbers.
    is_odd: bool,
}

impl<'b> PreparedPayer<'b> {
    pub(super) fn new(bulk: &'b Bulk<'b, 'b>, facts: Facts) -> Self {
        let policy = bulk.year.policy;
        let (mut choices, mut measures) = bound::defaults(policy, &bulk.grids);
        let mut missing = bound::missing_without(policy, &bulk.grids, &[]);
        let Ok(bound) = facts.bind(policy, bulk.year.year) else {
            return Self {
                bulk,
                facts,
                choices,
                measures,
                missing,
                is_odd: true,
            };
        };
        let mut is_odd = bound
            .lists
            .iter()
            .flatten()
            .any(|things| !things.is_empty());
        for (index, (slot, known)) in choices.iter_mut().zip(&bound.attributes).enumerate() {
            if let Some(known) = known {
                *slot = u16::try_from(known.value).unwrap_or_default();
                missing = missing.without(Needs::attribute(index));
            }
        }
        for (index, (slot, known)) in measures.iter_mut().zip(&bound.measures).enumerate() {
            if let Some(known) = known {
                let grid = bulk.grids.get(index).and_then(Option::as_ref);
                match grid.and_then(|grid| grid.whole(known.value)) {
                    Some(whole) => *slot = whole,
                    None => is_odd = true,
                }
                missing = missing.without(Needs::measure(policy, index));
            }
        }
        Self {
            bulk,
            facts,
            choices,
            measures,
            missing,
            is_odd,
        }
    }

    /// What the payer owes.
    #[must_use]
    pub fn assess(&self) -> (BulkStatus, Option<Money>) {
        let year = self.bulk.year;
        let (outcome, minor) = if self.is_odd {
            (kernel::ASK, 0)
        } else {
            run::assess_one(
                &self.bulk.kernels,
                &self.choices,
                &self.measures,
                self.missing,
            )
        };
        let status = match outcome {
            kernel::AMOUNT => {
                let amount = Money::from_minor(minor, year.policy.currency);
                return (BulkStatus::Assessed, Some(amount));
            }
            kernel::UNDETERMINED => BulkStatus::Undetermined,
            kernel::NOT_COVERED => BulkStatus::NotCovered,
            kernel::INVALID => BulkStatus::Invalid,
            _ => {
                let assessment = year.assess(&self.facts);
                return (BulkStatus::from(&assessment.outcome), assessment.amount());
            }
        };
        (status, None)
    }

    /// The facts.
    #[must_use]
    pub fn facts(&self) -> &Facts {
        &self.facts
    }
}
