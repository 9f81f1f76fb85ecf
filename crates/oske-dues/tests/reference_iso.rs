//! The worked examples of the reference tariff `fi-iso-2022`: see `cases/fi-iso/README.md`.
#![cfg(all(feature = "toml", feature = "json"))]
#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a helper of a test fails by panicking"
)]

mod support;

use oske_dues::Facts;
use serde_json::Value;
use support::{demonstration, in_year};

#[test]
fn every_worked_example_comes_out_as_its_source_says() {
    let cases: Vec<Value> = serde_json::from_str(include_str!("cases/fi-iso/cases.json")).unwrap();
    assert_eq!(cases.len(), 6);
    for case in &cases {
        let text = |key: &str| case[key].as_str();
        let policy = demonstration(text("policy").unwrap());
        let year = in_year(
            &policy,
            i32::try_from(case["year"].as_i64().unwrap()).unwrap(),
        );
        for kind in case["kinds"].as_array().unwrap() {
            let mut facts = Facts::new("a-payer").with_attribute("kind", kind.as_str().unwrap());
            if let Some(population) = case["population"].as_i64() {
                facts = facts.with_measure("population", population);
            }
            let assessment = year.assess(&facts);
            match text("expected").unwrap() {
                "undefined" => {
                    let outcome = assessment.outcome();
                    let [reason] = outcome.reasons() else {
                        panic!("one reason: {outcome:?}")
                    };
                    assert_eq!(text("outcome"), Some(outcome.status()), "{case}");
                    assert_eq!(text("reason"), Some(reason.code()), "{case}");
                }
                amount => {
                    let assessed = assessment.amount().map(|money| money.to_decimal_text());
                    assert_eq!(assessed.as_deref(), Some(amount), "{case}");
                }
            }
        }
    }
}
