//! What a run does not depend on, and what its outcomes may be used for.

use oske_dues::bulk::{Bulk, BulkStatus, Column, Columns};

use crate::mixed::{mixed, mixed_sorts, repeated};
use crate::table::Table;

#[test]
fn the_order_of_rows_does_not_matter() {
    let (policy, payers) = mixed();
    let year = policy.for_year("2024".parse().unwrap()).unwrap();
    let bulk = year.bulk();
    let payers = repeated(&payers, 5_000);
    let mut reversed = payers.clone();
    reversed.reverse();
    let [forth, back] = [&payers, &reversed].map(|payers| {
        let table = Table::of(payers, &mixed_sorts());
        bulk.assess(&table.columns()).unwrap()
    });
    let turned: Vec<BulkStatus> = back.statuses().iter().rev().copied().collect();
    assert_eq!(forth.statuses(), turned);
    let turned: Vec<i64> = back.amounts().iter().rev().copied().collect();
    assert_eq!(forth.amounts(), turned);
    assert_eq!(forth.totals(), back.totals());
    assert_eq!(forth.ways(), back.ways());
}

#[cfg(feature = "parallel")]
#[test]
fn the_number_of_threads_does_not_matter() {
    let (policy, payers) = mixed();
    let year = policy.for_year("2024".parse().unwrap()).unwrap();
    let bulk = year.bulk();
    for rows in [0, 1, 2_047, 2_048, 2_049, 10_000] {
        let payers = repeated(&payers, rows);
        let table = Table::of(&payers, &mixed_sorts());
        let columns = table.columns();
        let one = bulk.assess(&columns).unwrap();
        for threads in [1, 2, 3, 16] {
            let several = bulk
                .assess_with_threads(&columns, threads.try_into().unwrap())
                .unwrap();
            assert_eq!(one.statuses(), several.statuses());
            assert_eq!(one.amounts(), several.amounts());
            assert_eq!(one.totals(), several.totals());
            assert_eq!(one.ways(), several.ways());
        }
    }
}

#[test]
fn outcomes_are_used_again_without_a_trace() {
    let (policy, payers) = mixed();
    let year = policy.for_year("2024".parse().unwrap()).unwrap();
    let bulk = year.bulk();
    let table = Table::of(&payers, &mixed_sorts());
    let mut outcomes = bulk.assess(&table.columns()).unwrap();
    let fewer = Table::of(&payers[..3], &mixed_sorts());
    bulk.assess_into(&fewer.columns(), &mut outcomes).unwrap();
    let fresh = bulk.assess(&fewer.columns()).unwrap();
    assert_eq!(fresh.statuses(), outcomes.statuses());
    assert_eq!(fresh.amounts(), outcomes.amounts());
    assert_eq!(fresh.totals(), outcomes.totals());
}

#[test]
fn totals_are_made_only_of_the_run_that_they_are_asked_of() {
    let (policy, payers) = mixed();
    let year = policy.for_year("2024".parse().unwrap()).unwrap();
    let bulk = year.bulk();
    let table = Table::of(&payers, &mixed_sorts());
    let columns = table.columns();
    let outcomes = bulk.assess(&columns).unwrap();
    assert!(bulk.totals_by(&columns.clone(), &outcomes, "kind").is_ok());
    let told = |bulk: &Bulk<'_, '_>, columns: &Columns<'_>, fact: &str| {
        bulk.totals_by(columns, &outcomes, fact)
            .unwrap_err()
            .to_string()
    };
    let other = "the outcomes are of another run: expected those of these columns by this policy";
    // Of as many rows, or of the same by another policy.
    assert_eq!(told(&bulk, &table.columns(), "kind"), other);
    assert_eq!(told(&year.bulk(), &columns, "kind"), other);
    let codes = [0_u8; 3];
    let fewer = Columns::new(3).with("kind", Column::values(&codes[..]));
    assert_eq!(told(&bulk, &fewer, "kind"), other);
    // After another run into them they are of that one.
    let mut again = outcomes.clone();
    bulk.assess_into(&fewer, &mut again).unwrap();
    assert!(bulk.totals_by(&fewer, &again, "kind").is_ok());
    assert!(bulk.totals_by(&columns, &again, "kind").is_err());
    // What totals cannot be made by.
    assert_eq!(
        told(&bulk, &columns, "knid"),
        "`knid` is no fact of the policy: expected `kind`"
    );
    assert_eq!(
        told(&bulk, &columns, "population"),
        "`population` is no choice: expected one of `kind`, `member_before`"
    );
    let unsaid = bulk.totals_by(&fewer, &again, "member_before");
    assert_eq!(
        unsaid.unwrap_err().to_string(),
        "`member_before` has no column: expected one to make totals by"
    );
}
