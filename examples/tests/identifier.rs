//! The example `identifier`, run as a user runs it.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod common;

use common::{keys, run, run_with_input};
use serde_json::{Value, json};

/// The vectors of `oske-invoice`; its tests tell where they come from.
fn vectors() -> Vec<Value> {
    let path = common::in_workspace("crates/oske-invoice/tests/data/identifiers/vectors.json");
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn records(output: &str) -> Vec<Value> {
    output
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// The record of one value as arguments.
fn record(kind: &str, value: &str) -> Value {
    let output = run("identifier", &[kind, value]).succeeded();
    serde_json::from_str(&output).unwrap()
}

fn agrees(record: &Value, vector: &Value) {
    let expected = [
        "kind",
        "input",
        "valid",
        "normalised",
        "formatted",
        "reason",
    ];
    assert_eq!(keys(record), expected);
    for key in ["kind", "input", "valid", "normalised"] {
        assert_eq!(record[key], vector[key], "{key} of {vector}");
    }
    // Null of kinds that the vectors give no printed form.
    assert_eq!(record["formatted"], vector["formatted"], "{vector}");
    assert_eq!(record["reason"].is_null(), vector["valid"] == true);
}

#[test]
fn every_vector_is_read_or_refused_as_given() {
    let vectors = vectors();
    assert_eq!(vectors.len(), 148);
    let lines: Vec<String> = vectors.iter().map(Value::to_string).collect();
    let run = run_with_input("identifier", &[], lines.join("\n").as_bytes());
    let records = records(&run.succeeded());
    assert_eq!(records.len(), vectors.len());
    for (record, vector) in records.iter().zip(&vectors) {
        agrees(record, vector);
    }
}

#[test]
fn one_value_is_read_as_a_line_is() {
    let mut kinds = Vec::new();
    for vector in vectors() {
        if kinds.contains(&vector["kind"]) {
            continue;
        }
        kinds.push(vector["kind"].clone());
        let value = match &vector["input"] {
            Value::String(text) => text.clone(),
            parts => parts.to_string(),
        };
        agrees(&record(vector["kind"].as_str().unwrap(), &value), &vector);
    }
    assert_eq!(kinds.len(), 12);
    let route = record("einvoice_route", "0037 0208 3882/003721291126");
    let expected = json!({ "address": "003702083882", "intermediator": "003721291126" });
    assert_eq!(route["normalised"], expected);
}

#[test]
fn record_is_one_line_of_json() {
    let output = run("identifier", &["fi_reference", "12\u{a0}34561"]).succeeded();
    let expected = "{\"kind\":\"fi_reference\",\"input\":\"12\u{a0}34561\",\"valid\":true,\
                    \"normalised\":\"1234561\",\"formatted\":\"12 34561\",\"reason\":null}\n";
    assert_eq!(output, expected);
}

#[test]
fn what_is_refused_is_told_why() {
    let reason = |kind: &str, value: &str| {
        let record = record(kind, value);
        assert_eq!(record["valid"], false);
        record["reason"].as_str().unwrap().to_owned()
    };
    let told = [
        reason("iban_fi", "DE44 5001 0517 5407 3249 31"),
        reason(
            "fi_barcode_v5",
            "479440520200360820048831500000000868516259619897100612",
        ),
        reason("einvoice_route", "003702083882"),
        reason(
            "fi_barcode_build",
            r#"{"iban": "FI79", "amount_cents": 1.5, "due_date": "30.6.2023"}"#,
        ),
        reason(
            "fi_barcode_build",
            r#"{"iban": "FI79 4405 2020 0360 82", "amount_cents": 100000000, "reference": "RF08P", "due_date": "1999-06-30"}"#,
        ),
    ];
    insta::assert_snapshot!(told.join("\n"), @r#"
    `DE44500105175407324931` is an account in `DE`: expected one in `FI`
    `479440520200360820048831500000000868516259619897100612` is of version 4: expected version 5
    expected an object like {"address": "003702083882", "intermediator": "003721291126"}, found text
    `FI79` is not an IBAN: expected 18 characters in an account of Finland, found 4 characters, as in `FI79 4405 2020 0360 82`; `amount_cents`: expected a whole number of cents, found `1.5`; expected `reference`; `due_date`: expected a day like 2023-06-30 or null, found `30.6.2023`
    no bank barcode: the amount 1000000.00 EUR does not fit: expected less than 1000000.00 EUR, or 0.00 EUR to leave it to the payer; the reference `RF08P` does not fit: expected digits, of which the first is no zero, after its check digits; make it of a national reference; the due day 1999-06-30 does not fit: expected one in the years 2000 to 2099
    "#);
}

#[test]
fn a_number_in_place_of_text_is_refused() {
    let run = run_with_input(
        "identifier",
        &["-"],
        br#"{"kind": "fi_reference", "input": 1234561}"#,
    );
    let records = records(&run.succeeded());
    assert_eq!(records[0]["valid"], false);
    let reason = records[0]["reason"].as_str().unwrap();
    assert_eq!(reason, "expected text in quotes, found a number");
}

#[test]
fn lines_that_are_no_object_are_named_and_the_others_worked_through() {
    let input = "\u{feff}{\"kind\": \"bic\", \"input\": \"ndeafihh\"}\n\
                 \n\
                 nonsense\n\
                 {\"kind\": \"fi_referense\", \"input\": \"1\"}\n\
                 {\"kind\": \"ovt\"}\n\
                 {\"kind\": \"iban\", \"input\": \"SE45 5000 0000 0583 9825 7466\"}\r\n";
    let run = run_with_input("identifier", &[], input.as_bytes());
    assert_eq!(run.code, 1);
    let records = records(&run.output);
    let normalised: Vec<&Value> = records.iter().map(|record| &record["normalised"]).collect();
    assert_eq!(normalised, ["NDEAFIHH", "SE4550000000058398257466"]);
    insta::assert_snapshot!(run.messages, @r#"
    standard input:3: no JSON: expected ident at line 1 column 2
    standard input:4: `fi_referense` is not a kind: did you mean fi_reference?
    standard input:5: expected an object with "kind" and "input"
    standard input: 3 lines were passed over
    "#);
}

#[test]
fn a_line_that_is_not_utf_8_is_named() {
    let run = run_with_input(
        "identifier",
        &[],
        b"{\"kind\": \"ovt\", \"input\": \"\xe5\"}\n",
    );
    let expected = "standard input:1: the line is not UTF-8: expected text in UTF-8\n\
                    standard input: 1 line was passed over\n";
    assert_eq!(run.failed(1), expected);
}

#[test]
fn wrong_usage_ends_with_two() {
    for arguments in [
        &["fi_reference"][..],
        &["nonsense", "1"],
        &["ovt", "1", "2"],
        &["--format", "text"],
    ] {
        let message = run("identifier", arguments).failed(2);
        assert!(message.starts_with("identifier: "), "{message}");
        assert!(message.ends_with("Try `identifier --help`.\n"), "{message}");
    }
    let help = run("identifier", &["--help"]).succeeded();
    assert!(help.starts_with("Check identifiers"));
    for kind in vectors()
        .iter()
        .map(|vector| vector["kind"].as_str().unwrap())
    {
        assert!(help.contains(kind), "{kind}");
    }
}

#[test]
fn no_input_is_no_output() {
    assert_eq!(run("identifier", &[]).succeeded(), "");
}
