//! Policies that can be read in many ways: how many ways are followed, and that the normal form follows the same.
#![cfg(all(feature = "toml", feature = "json"))]
#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a helper of a test fails by panicking"
)]

mod support;

use std::fmt::Write as _;

use oske_dues::{Facts, NormalOutcome, Outcome, Policy};
use oske_types::{Language, Money};
use support::{case, in_year};

/// A sum of so many points that may each be read in two ways: the first as 110 or 550, the others as 1 either way.
fn points(count: usize) -> Policy {
    let mut formula = "unclear('first', 110 EUR, 550 EUR)".to_owned();
    for index in 1..count {
        write!(formula, " + unclear('point {index}', 1 EUR, 1 EUR)").unwrap();
    }
    case(&format!("[[rule]]\nid = \"all\"\npays = \"{formula}\"\n"))
}

fn euros(amounts: &[Money]) -> Vec<String> {
    amounts.iter().map(ToString::to_string).collect()
}

#[test]
fn sixty_four_readings_are_followed() {
    let payer = Facts::new("a-payer");
    // All 2⁶ readings, half of them with either amount.
    let policy = points(6);
    let year = in_year(&policy, 2023);
    let assessment = year.assess(&payer);
    let Outcome::Ambiguous { candidates, .. } = assessment.outcome() else {
        panic!("two amounts: {assessment:?}")
    };
    assert_eq!(euros(candidates), ["115.00 EUR", "555.00 EUR"]);
    let text = year.explain(&payer).to_text(Language::English);
    assert!(text.contains("Reading 64: €555.00"), "{text}");
    assert!(
        !text.contains("there are more readings than these"),
        "{text}"
    );

    // Of 2⁷ the first half, which all read the first point in its first way; the other amount is not known of.
    let policy = points(7);
    let year = in_year(&policy, 2023);
    let assessment = year.assess(&payer);
    let Outcome::Ambiguous { candidates, .. } = assessment.outcome() else {
        panic!("no certain amount: {assessment:?}")
    };
    assert_eq!(euros(candidates), ["116.00 EUR"]);
    let text = year.explain(&payer).to_text(Language::English);
    assert!(text.contains("Reading 64: €116.00"), "{text}");
    assert!(!text.contains("Reading 65"), "{text}");
    assert!(
        text.contains("there are more readings than these"),
        "{text}"
    );
}

#[test]
fn the_normal_form_follows_as_many_readings() {
    let payer = Facts::new("a-payer");
    for count in [1, 2, 6, 7] {
        let policy = points(count);
        let year = in_year(&policy, 2023);
        let assessment = year.assess(&payer);
        let Outcome::Ambiguous { candidates, .. } = assessment.outcome() else {
            panic!("no certain amount: {assessment:?}")
        };
        let normal = year.normal_form();
        let NormalOutcome::Ambiguous(found) = normal.assess(&payer) else {
            panic!("no certain amount with {count} points")
        };
        assert_eq!(found, *candidates, "{count}");
        assert_eq!(
            format!("{normal:?}"),
            r#"NormalForm { policy: "case", year: DuesYear(2023), .. }"#
        );
    }
}

/// Of several things that are open in the slices of one quantity, the explanation shows the gravest, and of equal ones the
/// first.
#[test]
fn the_gravest_of_what_is_open_in_slices_is_shown() {
    let policy = case(
        r#"
        unit.employee = {}
        fact.staff = { unit = "employee", step = "1", least = "0", most = "100" }
        [table.price]
        by = "staff"
        unit = "EUR/employee"
        slices = true
        rows = [
            { to = "2", pays = "1" },
            { over = "2", to = "5", pays = "unknown" },
            { over = "5", to = "10", pays = "unknown" },
            { over = "20", pays = "unknown" },
        ]
        [[rule]]
        id = "all"
        pays = "price(staff)"
        "#,
    );
    let year = in_year(&policy, 2023);
    let shown = |staff: i32| {
        let explanation = year.explain(&Facts::new("a-payer").with_measure("staff", staff));
        let text = explanation.to_text(Language::English);
        let step = text.lines().find(|line| line.contains("(2)"));
        (
            explanation.outcome().status(),
            step.map(|step| step.trim().to_owned()),
        )
    };
    let told = |status, step: &str| (status, Some(step.to_owned()));
    assert_eq!(
        shown(2),
        told("assessed", "(2) price, staff in slices = €2.00")
    );
    let row = |row: u32| format!("(2) the value of row {row} of the table “price” is not known");
    assert_eq!(shown(4), told("undetermined", &row(2)));
    assert_eq!(shown(8), told("undetermined", &row(2)));
    assert_eq!(
        shown(30),
        told(
            "not_covered",
            "(2) the table “price” has no row for staff 30"
        )
    );
}
