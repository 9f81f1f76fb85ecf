//! Forged explanations: changed by somebody who also renews the digest, and found out all the same.
#![cfg(all(feature = "toml", feature = "json"))]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use oske_dues::document::PolicyDocument;
use oske_dues::{Explanation, Facts, Policy};
use serde_json::{Value, json};

const POLICY: &str = r#"
    format = "oske-policy"
    version = 1
    id = "case"
    title = { en = "A case" }
    status = "in-force"
    currency = "EUR"
    dues_years = { from = "2023" }
    rounding = "half-up to 0.01"
    unit.inhabitant = { name = { en = "inhabitant" } }
    fact.kind = { values = ["town", "county"] }
    fact.population = { unit = "inhabitant", step = "1", least = "0", most = "1000000" }

    [param.rate]
    unit = "EUR/inhabitant"
    values = [ { from = "2020-01-01", value = "0.05" } ]

    [[rule]]
    id = "towns"
    when = "kind = 'town'"
    pays = "rate * population + rate * population"
"#;

/// The replay of an explanation of 100.00 that was changed and got a fitting digest.
fn forged(change: impl FnOnce(&mut Value)) -> String {
    let policy = Policy::from_toml("case.toml", POLICY).unwrap();
    let year = policy.for_year("2023".parse().unwrap()).unwrap();
    let town = Facts::new("a town")
        .with_attribute("kind", "town")
        .with_measure("population", 1000);
    let explanation = year.explain(&town);
    assert_eq!(explanation.replay().unwrap().unwrap().minor(), 10_000);
    let mut document: Value = serde_json::from_str(&explanation.to_json()).unwrap();
    change(&mut document);
    document.as_object_mut().unwrap().shift_remove("digest");
    let body = PolicyDocument::from_json("body.json", &document.to_string()).unwrap();
    document["digest"] = json!(body.value().content_hash());
    let read = Explanation::from_json("forged.json", &document.to_string()).unwrap();
    read.replay().unwrap_err().to_string()
}

#[test]
fn a_rule_for_somebody_else_does_not_replay() {
    let error = forged(|document| {
        document["readings"][0]["lines"][0]["when"] = json!("kind = 'county'");
    });
    let expected = "the explanation does not replay: readings.1.lines.1.condition: the derivation is \
                    not that of `kind = 'county'`";
    assert_eq!(error, expected);
}

#[test]
fn a_condition_that_does_not_hold_does_not_replay() {
    let error = forged(|document| {
        let line = &mut document["readings"][0]["lines"][0];
        line["when"] = json!("kind = 'county'");
        line["condition"]["among"][0]["name"] = json!("county");
        line["condition"]["value"] = json!("0");
    });
    let expected = "the explanation does not replay: readings.1.lines.1.condition: the rule `towns` is \
                    not for what the payer is";
    assert_eq!(error, expected);
}

#[test]
fn one_fact_with_two_values_does_not_replay() {
    let error = forged(|document| {
        let line = &mut document["readings"][0]["lines"][0];
        let product = &mut line["derivation"]["of"][1];
        product["of"][1]["value"] = json!("2000");
        product["value"] = json!("100");
        line["derivation"]["value"] = json!("150");
        line["unrounded"] = json!("150");
        line["amount"] = json!("150.00 EUR");
        document["readings"][0]["total"] = json!("150.00 EUR");
        document["amount"] = json!("150.00 EUR");
    });
    let expected = "the explanation does not replay: readings.1.lines.1.derivation.of.2.of.2: two \
                    things are said of `population`";
    assert_eq!(error, expected);
}

#[test]
fn a_value_of_another_time_does_not_replay() {
    let error = forged(|document| {
        let product = &mut document["readings"][0]["lines"][0]["derivation"]["of"][0];
        product["of"][0]["valid"] = json!("1999-01-01/2000-01-01");
    });
    let expected = "the explanation does not replay: readings.1.lines.1.derivation.of.1.of.1: `rate` \
                    does not hold in 2023";
    assert_eq!(error, expected);
}

#[test]
fn a_status_that_the_readings_contradict_does_not_replay() {
    let error = forged(|document| {
        let document = document.as_object_mut().unwrap();
        document["status"] = json!("not_covered");
        document.shift_remove("amount");
        document.insert(
            "reasons".to_owned(),
            json!([{"code": "no-rule", "line": {"name": "dues"}}]),
        );
    });
    let expected = "the explanation does not replay: reasons.1: no rule is said to be for the payer, \
                    but one is applied";
    assert_eq!(error, expected);
}

#[test]
fn a_result_of_other_parts_does_not_replay() {
    let error = forged(|document| {
        let line = &mut document["readings"][0]["lines"][0];
        line["derivation"]["of"][0]["value"] = json!("60");
    });
    let expected = "the explanation does not replay: readings.1.lines.1.derivation.of.1.value: the \
                    result is 50, but 60 is stated";
    assert_eq!(error, expected);
}

#[test]
fn a_rounding_that_gives_other_cents_does_not_replay() {
    let error = forged(|document| {
        document["readings"][0]["lines"][0]["rounding"] = json!("up to 30");
    });
    let expected = "the explanation does not replay: readings.1.lines.1.amount: the rounded amount is \
                    120.00 EUR, but 100.00 EUR is stated";
    assert_eq!(error, expected);
}
