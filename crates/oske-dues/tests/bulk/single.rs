//! Every row, and every prepared payer, comes out as it does by itself.

use oske_dues::bulk::BulkStatus;
use proptest::prelude::*;

use crate::config;
use crate::drawn::{case, differing};
use crate::mixed::{mixed, mixed_sorts};
use crate::table::{Table, facts, fits_columns};

proptest! {
    #![proptest_config(config())]

    #[test]
    fn bulk_equals_single_assessment(case in case()) {
        let policy = case.policy();
        let year = case.engine(&policy);
        let bulk = year.bulk();
        let sorts = case.sorts();
        let mut payers = case.objects();
        payers.retain(|payer| fits_columns(payer, &sorts));
        let wrong = differing(&bulk, &payers, &sorts);
        prop_assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        // Missing facts take nothing from the others.
        let mut fewer = payers.clone();
        for (row, payer) in fewer.iter_mut().enumerate() {
            let name = payer.keys().nth(row % payer.len().max(1)).cloned();
            if let Some(name) = name {
                payer.remove(&name);
            }
        }
        let wrong = differing(&bulk, &fewer, &sorts);
        prop_assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}

#[test]
fn a_policy_with_every_kind_of_answer_comes_out_the_same_in_bulk() {
    let (policy, payers) = mixed();
    let year = policy.for_year("2024".parse().unwrap()).unwrap();
    let bulk = year.bulk();
    let wrong = differing(&bulk, &payers, &mixed_sorts());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let table = Table::of(&payers, &mixed_sorts());
    let columns = table.columns();
    let outcomes = bulk.assess(&columns).unwrap();
    let totals = outcomes.totals();
    for status in [
        BulkStatus::Assessed,
        BulkStatus::NotCovered,
        BulkStatus::Undetermined,
        BulkStatus::Invalid,
    ] {
        assert!(totals.count(status) > 20, "{status}: {totals:?}");
    }
    // Only what does not fit, or misses what it needs, goes step by step.
    assert!(outcomes.ways().scaled_64 > 150, "{:?}", outcomes.ways());
    let by_kind = bulk.totals_by(&columns, &outcomes, "kind").unwrap();
    let rows: u64 = by_kind.iter().map(|(_, totals)| totals.rows()).sum();
    let minor: i128 = by_kind.iter().map(|(_, totals)| totals.minor()).sum();
    assert_eq!((rows, minor), (totals.rows(), totals.minor()));
    let kinds: Vec<&str> = by_kind.iter().map(|(kind, _)| kind.as_str()).collect();
    assert_eq!(kinds, ["clown", "company", "county", "guest", "town"]);
}

#[test]
fn one_prepared_payer_is_assessed_as_it_is_by_itself() {
    let (policy, payers) = mixed();
    let year = policy.for_year("2024".parse().unwrap()).unwrap();
    let bulk = year.bulk();
    for payer in &payers {
        let facts = facts(payer);
        let alone = year.assess(&facts);
        let (status, amount) = bulk.prepare(facts).assess();
        assert_eq!(
            (status.name(), amount),
            (alone.outcome().status(), alone.amount())
        );
    }
}
