//! Random policies with their payers, and how a row is held against the same payer by itself.

use std::fmt;

use oske_dues::bulk::{Bulk, BulkStatus};
use oske_dues::{Outcome, Policy, PolicyYear, Reason};
use oske_testkit::{model, strategy, text};
use oske_types::ArithmeticError;
use proptest::prelude::*;

use crate::table::{Object, Sort, Table, facts};

pub(crate) struct Case {
    drawn: model::Policy,
    year: i32,
    payers: Vec<model::Payer>,
}

pub(crate) fn case() -> impl Strategy<Value = Case> {
    let cases = prop_oneof![strategy::free_case(), strategy::plain_case()];
    cases.prop_map(|(drawn, year, payers)| Case {
        drawn,
        year,
        payers,
    })
}

impl fmt::Debug for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&text::toml(&text::document(&self.drawn, 0)))
    }
}

impl Case {
    pub(crate) fn policy(&self) -> Policy {
        let document = text::document(&self.drawn, 0).to_string();
        Policy::from_json("drawn.json", &document).unwrap()
    }

    pub(crate) fn engine<'p>(&self, policy: &'p Policy) -> PolicyYear<'p> {
        let year = match self.drawn.year_begins {
            (1, 1) => self.year.to_string(),
            (month, day) => format!("{}-{month:02}-{day:02}/P1Y", self.year),
        };
        policy.for_year(year.parse().unwrap()).unwrap()
    }

    pub(crate) fn sorts(&self) -> Vec<(String, Sort)> {
        let declared = self.drawn.facts.iter();
        let sorts = declared.filter_map(|fact| {
            let sort = match &fact.sort {
                model::ast::Sort::Choice(_) | model::ast::Sort::YesNo => Sort::Text,
                model::ast::Sort::Measure { .. } => Sort::Number,
                model::ast::Sort::Date { .. } => Sort::Date,
                model::ast::Sort::List { .. } => return None,
            };
            Some((fact.name.clone(), sort))
        });
        sorts.collect()
    }

    /// The payers as objects, without their lists.
    pub(crate) fn objects(&self) -> Vec<Object> {
        let payers = self.payers.iter().map(|payer| {
            let mut object = text::facts(payer).as_object().unwrap().clone();
            object.retain(|_, value| !value.is_array());
            object
        });
        payers.collect()
    }
}

pub(crate) fn is_overflow(outcome: &Outcome) -> bool {
    let mut reasons = outcome.reasons().iter();
    reasons.any(|reason| {
        matches!(
            reason,
            Reason::Uncomputable {
                error: ArithmeticError::Overflow,
                ..
            }
        )
    })
}

/// The rows that came out otherwise than by themselves.
pub(crate) fn differing(
    bulk: &Bulk<'_, '_>,
    payers: &[Object],
    sorts: &[(String, Sort)],
) -> Vec<String> {
    let table = Table::of(payers, sorts);
    let columns = table.columns();
    let outcomes = bulk.assess(&columns).unwrap();
    let mut wrong = Vec::new();
    for (row, payer) in payers.iter().enumerate() {
        let alone = bulk.year().assess(&facts(payer));
        let again = bulk.year().assess(&bulk.facts(&columns, row));
        let expected = (BulkStatus::from(alone.outcome()), alone.amount());
        let found = (outcomes.statuses()[row], outcomes.amount(row));
        let told = (BulkStatus::from(again.outcome()), again.amount());
        if (found != expected || told != expected) && !is_overflow(alone.outcome()) {
            wrong.push(format!(
                "{payer:?}\nexpected {expected:?}\nfound {found:?}\nfacts {told:?}\n{:?}",
                bulk.ways()
            ));
        }
    }
    wrong
}
