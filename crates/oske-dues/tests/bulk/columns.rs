//! What columns may hold, and what is said of those that cannot be a policy's.

use oske_dues::bulk::{BulkStatus, Column, Columns};
use oske_types::Exact;

use crate::mixed::mixed;

#[test]
fn integers_in_steps_and_with_decimals_say_the_same_as_exact_numbers() {
    let (policy, _) = mixed();
    let year = policy.for_year("2024".parse().unwrap()).unwrap();
    let bulk = year.bulk();
    let kinds = [0_u8, 0, 1, 2, 2, 2];
    let population = [70_521_i64, -1, 4_999, 0, 0, 0];
    let tenths = population.map(|number| number * 10);
    let exact = population.map(Exact::from);
    let staff = [0_i32, 0, 0, 995, 1_250, 2_000_000];
    let outcomes = [
        Column::steps(&population[..]),
        Column::scaled(&tenths[..], 1),
        Column::exact(&exact),
    ]
    .map(|column| {
        let columns = Columns::new(6)
            .with("kind", Column::values(&kinds[..]))
            .with("population", column)
            .with("staff", Column::scaled(&staff[..], 2));
        let outcomes = bulk.assess(&columns).unwrap();
        for row in 0..6 {
            let alone = year.assess(&bulk.facts(&columns, row));
            assert_eq!(outcomes.amount(row), alone.amount());
            assert_eq!(outcomes.statuses()[row].name(), alone.outcome().status());
        }
        (outcomes.statuses().to_vec(), outcomes.amounts().to_vec())
    });
    assert_eq!(outcomes[0], outcomes[1]);
    assert_eq!(outcomes[0], outcomes[2]);
    assert_eq!(outcomes[0].1, [87_058, 0, 11_000, 1_000, 1_260, 0]);
    // Off the step: half an inhabitant.
    let half = [5_i64];
    let columns = Columns::new(1)
        .with("kind", Column::values(&kinds[..1]))
        .with("population", Column::scaled(&half[..], 1));
    assert_eq!(
        bulk.assess(&columns).unwrap().statuses(),
        [BulkStatus::Invalid]
    );
}

#[test]
fn columns_that_cannot_be_those_of_the_policy_are_told_with_near_names() {
    let (policy, _) = mixed();
    let year = policy.for_year("2024".parse().unwrap()).unwrap();
    let bulk = year.bulk();
    let (codes, numbers, truths) = ([0_u8; 2], [0_i64; 2], [true; 3]);
    let told = |columns: Columns<'_>| bulk.assess(&columns).unwrap_err().to_string();
    let of = |name: &str, column| Columns::new(2).with(name, column);
    assert_eq!(
        told(of("popluation", Column::steps(&numbers[..]))),
        "`popluation` is no fact of the policy: expected `population`"
    );
    assert_eq!(
        told(of("shoe_size", Column::steps(&numbers[..]))),
        "`shoe_size` is no fact of the policy: expected one of `kind`, `member_before`, `joined`, `population`, `staff`"
    );
    assert_eq!(
        told(of("kind", Column::values(&codes[..1]))),
        "`kind` has 1 cells: expected 2, one for each row"
    );
    assert_eq!(
        told(of("kind", Column::values(&codes[..]).where_known(&truths))),
        "`kind` has 3 cells: expected 2, one for each row"
    );
    assert_eq!(
        told(of("kind", Column::steps(&numbers[..]))),
        "the column of `kind` holds numbers: expected choices"
    );
    assert_eq!(
        told(of("joined", Column::steps(&numbers[..]))),
        "the column of `joined` holds numbers: expected dates"
    );
    assert_eq!(
        told(of("staff", Column::steps(&numbers[..]))),
        "`staff` has no step in the policy: expected numbers with a stated count of decimals"
    );
    let twice = of("kind", Column::values(&codes[..])).with("kind", Column::values(&codes[..]));
    assert_eq!(
        told(twice),
        "`kind` has two columns: expected one for each fact"
    );
}
