//! What a policy asks of whom, against what each payer owes.
#![cfg(all(feature = "toml", feature = "json"))]
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a helper of a test fails by panicking"
)]

use oske_dues::compare::Side;
use oske_dues::{Explanation, Facts, Outcome, Policy, Reason, TariffRow};
use oske_testkit::{model, strategy, text};
use oske_types::{DuesYear, Exact, Language};
use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;
use serde_json::Value;

/// Each property draws 300 policies, or `PROPTEST_CASES`. Failing seeds are kept beside this file.
fn config() -> ProptestConfig {
    let defaults = ProptestConfig::default();
    ProptestConfig {
        cases: match std::env::var_os("PROPTEST_CASES") {
            Some(_) => defaults.cases,
            None => 300,
        },
        failure_persistence: Some(Box::new(FileFailurePersistence::WithSource(
            "proptest-regressions",
        ))),
        ..defaults
    }
}

fn facts(payer: &model::Payer) -> Facts {
    let mut object = text::facts(payer);
    object["id"] = "payer".into();
    Facts::from_json("payer.json", &object.to_string()).unwrap()
}

/// What is owed before rounding.
fn unrounded(explanation: &Explanation) -> Option<Exact> {
    let document: Value = serde_json::from_str(&explanation.to_json()).unwrap();
    let lines = document["readings"][0]["lines"].as_array()?;
    lines.iter().try_fold(Exact::ZERO, |sum, line| {
        let value: Exact = line["unrounded"].as_str()?.parse().ok()?;
        sum.checked_add(value).ok()
    })
}

/// What a row asks of a payer.
fn asked(row: &TariffRow, facts: &Facts) -> Option<Exact> {
    let Side::Owes { fixed, rates, .. } = row.asks() else {
        return None;
    };
    rates.iter().try_fold(*fixed, |sum, (measure, rate)| {
        let part = rate.checked_mul(facts.measure(measure.name())?).ok()?;
        sum.checked_add(part).ok()
    })
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn every_payer_is_in_one_row_and_owes_what_it_asks(
        (drawn, year, payers) in prop_oneof![strategy::plain_case(), strategy::free_case()],
        seed: u64,
    ) {
        let document = text::document(&drawn, seed).to_string();
        let Ok(policy) = Policy::from_json("drawn.json", &document) else {
            return Ok(());
        };
        let year: DuesYear = match drawn.year_begins {
            (1, 1) => year.to_string(),
            (month, day) => format!("{year}-{month:02}-{day:02}/P1Y"),
        }
        .parse()
        .unwrap();
        let Ok(year) = policy.for_year(year) else {
            return Ok(());
        };
        let tariff = year.tariff();
        for payer in &payers {
            let facts = facts(payer);
            let outcome = year.assess(&facts).outcome().clone();
            let is_missing = |reason: &Reason| reason.code() == "missing-fact";
            if matches!(outcome, Outcome::Invalid(_)) || outcome.reasons().iter().any(is_missing) {
                continue;
            }
            // A condition on no times something that a list may lack decides, though it has no value.
            if policy.lists().next().is_some() && !matches!(outcome, Outcome::Assessed(_)) {
                continue;
            }
            let rows = tariff.rows();
            if rows.iter().any(|row| row.payers().include(&facts).is_none()) {
                continue;
            }
            let own: Vec<&TariffRow> = rows
                .iter()
                .filter(|row| row.payers().include(&facts) == Some(true))
                .collect();
            prop_assert!(own.len() <= 1, "in several rows: {facts:?}");
            let Some(row) = own.first() else {
                prop_assert!(!tariff.is_complete(), "in no row: {facts:?}");
                continue;
            };
            match (row.asks(), &outcome) {
                (Side::Owes { .. }, Outcome::Assessed(_)) => {
                    let (Some(asked), Some(owed)) = (asked(row, &facts), unrounded(&year.explain(&facts))) else {
                        continue;
                    };
                    prop_assert_eq!(asked, owed, "{:?}", facts);
                }
                (Side::NotCovered, outcome) => {
                    prop_assert!(matches!(outcome, Outcome::NotCovered(_)), "{outcome:?}");
                }
                // Readings that give one amount to this payer are open to others of its row, and a sum
                // that does not fit is found for some payers alone. A share that is multiplied by nothing is seen
                // to come to nothing: in a round the payer owes what the row asks.
                (asks, Outcome::Assessed(_)) => {
                    prop_assert!(!matches!(asks, Side::Undetermined), "{facts:?}");
                }
                (asks, _) => {
                    let is_open = |reason: &Reason| match reason.code() {
                        "overflow" => true,
                        "needs-round" => {
                            let payers = std::slice::from_ref(&facts);
                            let shares = year.round_shares(payers);
                            let owed = unrounded(&year.explain_with(&facts, &shares));
                            owed.is_none() || owed == asked(row, &facts)
                        }
                        _ => false,
                    };
                    let is_open = outcome.reasons().iter().any(is_open);
                    prop_assert!(is_open || !matches!(asks, Side::Owes { .. }), "{outcome:?}");
                }
            }
        }
    }
}

#[test]
fn published_tariffs_are_told_in_words() {
    insta::glob!("tariffs", "*/*.toml", |path| {
        let text = std::fs::read_to_string(path).unwrap().replace("\r\n", "\n");
        let policy = Policy::from_toml("policy.toml", &text).unwrap();
        let year = policy.for_year(policy.first_year()).unwrap();
        let tariff = year.tariff();
        let mut told = Vec::new();
        // Of the larger ones the first rows tell enough.
        for row in tariff.rows().iter().take(24) {
            for language in [Language::Finnish, Language::English] {
                let payers = row.payers().in_language(language);
                told.push(format!("{payers}: {}", row.in_language(language)));
            }
        }
        if let Some(more) = tariff.rows().len().checked_sub(24).filter(|more| *more > 0) {
            told.push(format!("+ {more}"));
        }
        for curve in tariff.curves().iter().take(8) {
            let payers = curve.payers().in_language(Language::English);
            let measure = curve.measure().in_language(Language::English);
            let pieces = curve.pieces().len();
            told.push(format!("~ {payers} by {measure}: {pieces}"));
        }
        if !tariff.is_complete() {
            told.push("…".to_owned());
        }
        insta::assert_snapshot!(told.join("\n"));
    });
}
