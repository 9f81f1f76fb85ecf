//! The example `assess`, run as a user runs it.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod common;

use common::{Run, demonstration, file, folder, keys, run, run_with_input};
use oske::dues::Explanation;
use serde_json::{Value, json};

/// A tariff in which a payer can end in every way: two rules for a foundation, a rate that nobody
/// knows for a county, an exemption for a parish, a hole at exactly 5,000 inhabitants.
const EVERY_WAY: &str = r#"
format = "oske-policy"
version = 1
id = "every-way"
title = { en = "Every way to end" }
status = "proposed"
currency = "EUR"
dues_years = { from = "2023", to = "2024" }
rounding = "half-up to 0.01"

[unit.inhabitant]
name = { en = "inhabitant" }

[fact.kind]
values = ["municipality", "county", "foundation", "parish", "company"]

[fact.population]
unit = "inhabitant"
step = "1"
least = "0"
most = "10000000"

[line.dues]
name = { en = "dues" }

[line.levy]
name = { en = "levy" }
optional = true

[param.county_rate]
unit = "EUR/inhabitant"
value = "unknown"

[table.fee]
by = "population"
unit = "EUR"
rows = [{ under = "5000", pays = "110" }, { over = "5000", pays = "550" }]

[[rule]]
id = "municipalities"
when = "kind = 'municipality'"
pays = "fee(population)"

[[rule]]
id = "levy"
line = "levy"
when = "kind = 'municipality'"
pays = "0.0125 EUR/inhabitant * population"

[[rule]]
id = "counties"
when = "kind = 'county'"
pays = "county_rate * population"

[[rule]]
id = "foundations"
when = "kind = 'foundation'"
pays = "550 EUR"

[[rule]]
id = "small_bodies"
when = "kind = 'foundation'"
pays = "110 EUR"

[[rule]]
id = "parishes"
when = "kind = 'parish'"
exempt = { fi = "seurakunnat on vapautettu", sv = "församlingar är befriade", en = "parishes are exempt" }
"#;

fn assess(arguments: &[&str]) -> Run {
    run("assess", arguments)
}

/// Assesses facts by the tariff above, in a folder named for the test.
fn every_way(test: &str, facts: impl AsRef<[u8]>) -> Run {
    let folder = folder(test);
    let policy = file(&folder, "policy.toml", EVERY_WAY);
    let facts = file(&folder, "facts.jsonl", facts);
    assess(&["--policy", &policy, "--facts", &facts])
}

/// The JSON objects of an output, one a line.
fn lines(output: &str) -> Vec<Value> {
    let lines = output.lines();
    lines
        .map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}")))
        .collect()
}

/// The assessment of one payer.
fn one(test: &str, facts: &str) -> Value {
    let mut assessments = lines(&every_way(test, facts).succeeded());
    assert_eq!(assessments.len(), 1);
    assessments.remove(0)
}

// The ways to end

#[test]
fn assessed_has_an_amount_and_its_lines() {
    let payer = one(
        "assessed",
        r#"{"id": "kajaani", "kind": "municipality", "population": 36297}"#,
    );
    assert_eq!(
        keys(&payer),
        [
            "id",
            "status",
            "amount",
            "currency",
            "lines",
            "candidates",
            "missing",
            "errors",
            "why",
            "explanation",
        ]
    );
    assert_eq!(payer["id"], "kajaani");
    assert_eq!(payer["status"], "assessed");
    // 550 € and 0.0125 € × 36,297 = 453.7125 €.
    assert_eq!(payer["amount"], "1003.71");
    assert_eq!(payer["currency"], "EUR");
    assert_eq!(
        payer["lines"],
        json!([
            {"name": "dues", "amount": "550.00"},
            {"name": "levy", "amount": "453.71"},
        ])
    );
    for none in ["candidates", "missing", "errors"] {
        assert_eq!(payer[none], json!([]), "{none}");
    }
}

#[test]
fn not_covered_has_no_amount() {
    let payer = one(
        "not-covered",
        r#"{"id": "a", "kind": "municipality", "population": 5000}"#,
    );
    assert_eq!(payer["status"], "not_covered");
    assert_eq!(payer["amount"], Value::Null);
    assert_eq!(payer["candidates"], json!([]));
    let payer = one("not-covered", r#"{"id": "a", "kind": "company"}"#);
    assert_eq!(payer["status"], "not_covered");
    assert_eq!(payer["lines"], json!([]));
    assert_ne!(payer["why"], "");
}

#[test]
fn ambiguous_has_the_candidates_in_order() {
    let payer = one("ambiguous", r#"{"id": "a", "kind": "foundation"}"#);
    assert_eq!(payer["status"], "ambiguous");
    assert_eq!(payer["amount"], Value::Null);
    assert_eq!(payer["candidates"], json!(["110.00", "550.00"]));
    assert_eq!(payer["lines"], json!([]));
}

#[test]
fn undetermined_names_what_is_missing() {
    let payer = one(
        "undetermined-rate",
        r#"{"id": "a", "kind": "county", "population": 70521}"#,
    );
    assert_eq!(payer["status"], "undetermined");
    assert_eq!(payer["amount"], Value::Null);
    assert_eq!(payer["missing"], json!(["county_rate"]));
    let payer = one(
        "undetermined-fact",
        r#"{"id": "a", "kind": "municipality"}"#,
    );
    assert_eq!(payer["status"], "undetermined");
    assert_eq!(payer["missing"], json!(["population"]));
}

#[test]
fn invalid_has_every_error() {
    let payer = one(
        "invalid",
        r#"{"id": "a", "kind": "municipalty", "population": "0.5", "staff": 3}"#,
    );
    assert_eq!(payer["status"], "invalid");
    assert_eq!(payer["amount"], Value::Null);
    let errors: Vec<&str> = payer["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| error.as_str().unwrap())
        .collect();
    assert_eq!(errors.len(), 3, "{errors:?}");
    // The nearest known name, the step that is not kept, the name that is no fact.
    for expected in ["`municipality`", "0.5", "`staff`"] {
        assert!(
            errors.iter().any(|error| error.contains(expected)),
            "{errors:?}"
        );
    }
}

#[test]
fn exempt_is_assessed_at_zero() {
    let payer = one("exempt", r#"{"id": "a", "kind": "parish"}"#);
    assert_eq!(payer["status"], "assessed");
    assert_eq!(payer["amount"], "0.00");
    assert!(
        payer["why"]
            .as_str()
            .unwrap()
            .contains("parishes are exempt"),
        "{payer}"
    );
}

#[test]
fn why_is_in_the_language_asked_for() {
    let folder = folder("language");
    let policy = file(&folder, "policy.toml", EVERY_WAY);
    let facts = file(&folder, "facts.jsonl", r#"{"id": "a", "kind": "parish"}"#);
    for (language, expected) in [
        ("fi", "seurakunnat on vapautettu"),
        ("sv", "församlingar är befriade"),
        ("en", "parishes are exempt"),
    ] {
        let arguments = ["--policy", &policy, "--facts", &facts, "--lang", language];
        let payers = lines(&assess(&arguments).succeeded());
        let why = payers[0]["why"].as_str().unwrap();
        assert!(why.contains(expected), "{language}: {why}");
    }
}

#[test]
fn explanations_replay_to_the_amounts() {
    let facts = r#"
        {"id": "a", "kind": "municipality", "population": 4999}
        {"id": "b", "kind": "municipality", "population": {"value": "36297", "date": "2022-12-31", "source": "Statistics Finland"}}
        {"id": "c", "kind": "parish"}
        {"id": "d", "kind": "county", "population": 70521}
        {"id": "e", "kind": "foundation"}
        {"id": "f", "kind": "nobody"}
    "#;
    let payers = lines(&every_way("replay", facts).succeeded());
    assert_eq!(payers.len(), 6);
    for payer in payers {
        let text = payer["explanation"].to_string();
        let explanation = Explanation::from_json("explanation.json", &text)
            .unwrap_or_else(|faults| panic!("{faults}"));
        assert_eq!(explanation.payer(), payer["id"]);
        let replayed = explanation.replay().unwrap();
        let replayed = replayed.map(|amount| amount.to_decimal_text());
        assert_eq!(replayed.as_deref(), payer["amount"].as_str(), "{payer}");
    }
}

// The lines

#[test]
fn standard_input_is_read_for_a_dash() {
    let folder = folder("standard-input");
    let policy = file(&folder, "policy.toml", EVERY_WAY);
    let facts =
        "{\"id\": \"b\", \"kind\": \"parish\"}\n{\"id\": \"a\", \"kind\": \"foundation\"}\n";
    let path = file(&folder, "facts.jsonl", facts);
    let from_input = run_with_input(
        "assess",
        &["--policy", &policy, "--facts", "-"],
        facts.as_bytes(),
    );
    let from_input = from_input.succeeded();
    assert_eq!(
        from_input,
        assess(&["--policy", &policy, "--facts", &path]).succeeded()
    );
    // In the order of the facts.
    let ids: Vec<Value> = lines(&from_input)
        .iter()
        .map(|payer| payer["id"].clone())
        .collect();
    assert_eq!(ids, ["b", "a"]);
}

#[test]
fn no_facts_give_no_lines() {
    for nothing in ["", "\n\n", "\u{feff}"] {
        assert_eq!(every_way("no-facts", nothing).succeeded(), "");
    }
}

#[test]
fn line_ends_blank_lines_and_a_byte_order_mark_change_nothing() {
    let (a, b) = (
        r#"{"id": "a", "kind": "municipality", "population": 4999}"#,
        r#"{"id": "b", "kind": "parish"}"#,
    );
    let plain = every_way("lines-plain", format!("{a}\n{b}\n")).succeeded();
    for (index, facts) in [
        format!("{a}\r\n{b}\r\n"),
        format!("{a}\n{b}"),
        format!("\n{a}\n  \n\n{b}\n\n"),
        format!("\u{feff}{a}\n{b}\n"),
        format!("\u{feff}{a}\r\n\r\n{b}"),
    ]
    .iter()
    .enumerate()
    {
        let output = every_way(&format!("lines-{index}"), facts).succeeded();
        assert_eq!(output, plain, "{facts:?}");
    }
}

#[test]
fn faulty_lines_are_each_told_with_line_and_column() {
    let run = every_way(
        "faulty-lines",
        "{\"id\": \"a\", \"kind\": \"municipality\", \"population\": 4999.5}\n\
         {\"kind\": \"parish\"}\n\
         \r\n\
         {\"id\": \"b\",\n\
         [1]\n\
         {\"id\": \"c\", \"kind\": \"parish\"}\n\
         {\"id\": 3}\n\
         {\"id\": \"d\", \"id\": \"e\"}\n",
    );
    let message = run.failed(1);
    let places: Vec<&str> = message
        .lines()
        .map(|line| {
            let (_, place) = line.split_once("facts.jsonl:").unwrap();
            place.split(": ").next().unwrap()
        })
        .collect();
    assert_eq!(
        places,
        ["1:51", "2:1", "4:1", "5:1", "7:8", "8:13"],
        "{message}"
    );
    // A number with decimals is told how to stay exact.
    assert!(
        message.lines().next().unwrap().contains("in quotes"),
        "{message}"
    );
}

#[test]
fn byte_order_mark_does_not_shift_columns() {
    let message = every_way("bom-column", "\u{feff}{\"id\": 3}\n").failed(1);
    assert!(message.contains("facts.jsonl:1:8: "), "{message}");
}

#[test]
fn fault_in_standard_input_names_it() {
    let folder = folder("standard-input-fault");
    let policy = file(&folder, "policy.toml", EVERY_WAY);
    let arguments = ["--policy", &policy, "--facts", "-"];
    let message = run_with_input("assess", &arguments, b"{\"id\": 3}\n").failed(1);
    assert!(message.starts_with("standard input:1:8: "), "{message}");
    let message = run_with_input("assess", &arguments, b"{\"id\": \"\xe4\"}\n").failed(1);
    assert!(
        message.starts_with("standard input: ") && message.contains("UTF-8"),
        "{message}"
    );
}

// The policy

#[test]
fn year_is_the_first_governed_unless_another_is_asked_for() {
    let folder = folder("year");
    let policy = file(&folder, "policy.toml", EVERY_WAY);
    let facts = file(&folder, "facts.jsonl", r#"{"id": "a", "kind": "parish"}"#);
    let arguments = ["--policy", &policy, "--facts", &facts];
    let year = |arguments: &[&str]| {
        let payers = lines(&assess(arguments).succeeded());
        payers[0]["explanation"]["dues_year"].clone()
    };
    assert_eq!(year(&arguments), "2023");
    assert_eq!(
        year(&[&arguments[..], &["--year", "2024"]].concat()),
        "2024"
    );
    let message = assess(&[&arguments[..], &["--year", "2025"]].concat()).failed(1);
    assert!(
        message.contains("2025") && message.contains("2023"),
        "{message}"
    );
}

#[test]
fn demonstration_policies_assess_a_municipality() {
    for (policy, status) in [
        ("iso-2022", "undetermined"),
        ("iso-2023-option", "not_covered"),
        ("iso-2023-demo", "assessed"),
    ] {
        let facts = br#"{"id": "a", "kind": "municipality", "population": 5000}"#;
        let arguments = ["--policy", &demonstration(policy), "--facts", "-"];
        let payers = lines(&run_with_input("assess", &arguments, facts).succeeded());
        assert_eq!(payers[0]["status"], status, "{policy}");
    }
}

#[test]
fn faulty_policy_tells_every_fault_and_assesses_nothing() {
    let folder = folder("faulty-policy-assess");
    let text = EVERY_WAY
        .replace("half-up to 0.01", "sideways")
        .replace("fee(population)", "feee(population)");
    let policy = file(&folder, "faulty.toml", text);
    let arguments = ["--policy", &policy, "--facts", "-"];
    let message = run_with_input("assess", &arguments, br#"{"id": "a"}"#).failed(1);
    for expected in ["sideways", "feee"] {
        assert!(
            message.contains(expected),
            "`{expected}` is not in\n{message}"
        );
    }
    assert!(message.lines().count() >= 2, "{message}");
}

#[test]
fn file_that_is_not_there_is_named() {
    let policy = demonstration("iso-2022");
    let message = assess(&["--policy", "nowhere.toml", "--facts", "-"]).failed(1);
    assert!(message.starts_with("nowhere.toml: "), "{message}");
    let message = assess(&["--policy", &policy, "--facts", "nowhere.jsonl"]).failed(1);
    assert!(message.starts_with("nowhere.jsonl: "), "{message}");
}

// Usage

#[test]
fn help_ends_well_and_names_every_option() {
    for argument in ["--help", "-h"] {
        let text = assess(&[argument]).succeeded();
        for option in ["--policy", "--facts", "--year", "--lang", "--help"] {
            assert!(text.contains(&format!("\n  {option} ")), "{option}");
        }
        assert!(
            text.lines().all(|line| line.chars().count() <= 80),
            "{text}"
        );
    }
}

#[test]
fn wrong_usage_is_told_in_a_line_with_the_way_to_help() {
    let policy = demonstration("iso-2022");
    for (arguments, expected) in [
        (&[][..], "`--policy FILE` is missing"),
        (&["--policy", &policy], "`--facts FILE` is missing"),
        (&["--facts", "-"], "`--policy FILE` is missing"),
        (&["--nope"], "--nope"),
        (&["extra"], "extra"),
        (&["--facts"], "--facts"),
        (
            &["--year", "MMXXIII"],
            "--year: `MMXXIII` is not a dues year",
        ),
        (&["--lang", "de"], "--lang: `de` is not a language"),
    ] {
        let message = assess(arguments).failed(2);
        let mut lines = message.lines();
        let first = lines.next().unwrap();
        assert!(first.starts_with("assess: "), "{message}");
        assert!(first.contains(expected), "`{expected}` is not in {message}");
        assert_eq!(lines.next(), Some("Try `assess --help`."));
        assert_eq!(lines.next(), None);
    }
}
