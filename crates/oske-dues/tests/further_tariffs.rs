//! Five published tariffs of other shapes than the twelve reference tariffs: each a folder with the
//! policy, its cases and a note on its source.
#![cfg(all(feature = "toml", feature = "json"))]
#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails where it stands"
)]

use std::fs;
use std::path::{Path, PathBuf};

use oske_dues::{Facts, Outcome, Policy};
use serde_json::Value;

const TARIFFS: [&str; 5] = [
    "clitheroe",
    "dehoga-hamburg",
    "lapland-chamber",
    "select",
    "vatm",
];

fn folder(name: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    root.join("tests/further-tariffs").join(name)
}

#[test]
fn every_case_comes_out_as_it_is_stated() {
    let mut wrong = Vec::new();
    for name in TARIFFS {
        let text = fs::read_to_string(folder(name).join("policy.toml")).unwrap();
        let policy = Policy::from_toml(name, &text).unwrap();
        let cases = fs::read_to_string(folder(name).join("cases.json")).unwrap();
        let cases: Value = serde_json::from_str(&cases).unwrap();
        let cases = cases.as_array().unwrap();
        assert!(cases.len() >= 8, "{name} has too few cases");
        for (index, case) in cases.iter().enumerate() {
            let found = outcome_of(&policy, case);
            let expected = (case["status"].as_str().unwrap(), amounts_of(case));
            let found = (found.status(), shown(&found));
            if found.0 != expected.0 || found.1 != expected.1 {
                wrong.push(format!(
                    "{name} #{index}: expected {expected:?}, found {found:?}"
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn outcome_of(policy: &Policy, case: &Value) -> Outcome {
    let mut facts = case["facts"].clone();
    facts["id"] = "payer".into();
    let facts = Facts::from_json("facts", &facts.to_string()).unwrap();
    let year = case["dues_year"].as_str().unwrap().parse().unwrap();
    policy
        .for_year(year)
        .unwrap()
        .assess(&facts)
        .outcome()
        .clone()
}

/// The amounts of a case, with two decimals as the currencies here have them.
fn amounts_of(case: &Value) -> Vec<String> {
    let single = case["amount"].as_str().into_iter();
    let several = case["candidates"].as_array().into_iter().flatten();
    let several = several.map(|amount| amount.as_str().unwrap());
    let amounts = single.chain(several);
    let decimals = |amount: &str| match amount.split_once('.') {
        Some(_) => amount.to_owned(),
        None => format!("{amount}.00"),
    };
    amounts.map(decimals).collect()
}

fn shown(outcome: &Outcome) -> Vec<String> {
    match outcome {
        Outcome::Assessed(amount) => vec![amount.to_decimal_text()],
        Outcome::Ambiguous { candidates, .. } => candidates
            .iter()
            .map(|amount| amount.to_decimal_text())
            .collect(),
        Outcome::NotCovered(_) | Outcome::Undetermined(_) | Outcome::Invalid(_) => Vec::new(),
    }
}
