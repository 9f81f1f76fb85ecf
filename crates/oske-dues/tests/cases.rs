//! One small file for each fault and each finding, named for it, with what a person is told.
#![cfg(all(feature = "toml", feature = "json"))]
#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a helper of a test fails by panicking"
)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use oske_dues::document::{LONGEST_DOCUMENT, Value};
use oske_dues::{Explanation, Facts, Faults, Policy};
use oske_types::Language;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The policy of a case. Windows line ends are undone, so that places are the same everywhere.
fn load(path: &Path) -> Result<Policy, Faults> {
    let text = std::fs::read_to_string(path).unwrap().replace("\r\n", "\n");
    let name = path.file_name().unwrap().to_str().unwrap();
    if name.ends_with(".json") {
        Policy::from_json(name, &text)
    } else {
        Policy::from_toml(name, &text)
    }
}

fn stem(path: &Path) -> &str {
    path.file_stem().unwrap().to_str().unwrap()
}

/// Whether a case is named for a code: `gap.toml`, `gap-window.toml`.
fn is_of(stem: &str, code: &str) -> bool {
    let rest = stem.strip_prefix(code);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else {
            found.push(path);
        }
    }
}

#[test]
fn faults_of_bad_policies() {
    insta::glob!("cases/bad/*", |path| {
        let faults = load(path).unwrap_err();
        let codes: Vec<&str> = faults.iter().map(oske_dues::Fault::code).collect();
        assert!(
            stem(path) == "many" || codes.iter().any(|code| is_of(stem(path), code)),
            "{codes:?}"
        );
        insta::assert_snapshot!(faults);
    });
}

#[test]
fn findings_of_good_policies() {
    insta::glob!("cases/good/*.toml", |path| {
        let policy = load(path).unwrap_or_else(|faults| panic!("{faults}"));
        let findings = policy.findings();
        let codes: Vec<&str> = findings.iter().map(oske_dues::Finding::code).collect();
        match stem(path) {
            "clean" => assert!(codes.is_empty(), "{codes:?}"),
            name => assert!(codes.iter().any(|code| is_of(name, code)), "{codes:?}"),
        }
        let told: Vec<String> = findings
            .iter()
            .map(|finding| {
                let say = |language| {
                    let help = finding.help(language);
                    let help = help.map_or_else(String::new, |help| format!("; {help}"));
                    format!("{}{help}", finding.message(language))
                };
                let payers = [
                    ("for example", finding.witness()),
                    ("beside", finding.neighbour()),
                ];
                let payers = payers.into_iter().filter_map(|(word, facts)| {
                    let facts = facts?.values();
                    let facts: Vec<String> = facts
                        .map(|(name, value)| format!("{name} = {value}"))
                        .collect();
                    Some(format!("\n  {word}: {}", facts.join(", ")))
                });
                format!(
                    "{finding}\n  fi: {}\n  sv: {}{}",
                    say(Language::Finnish),
                    say(Language::Swedish),
                    payers.collect::<String>(),
                )
            })
            .collect();
        insta::assert_snapshot!(told.join("\n"));
    });
}

#[test]
fn many_faults_are_told_at_once_in_the_order_of_the_file() {
    let faults = load(&root().join("tests/cases/bad/many.toml")).unwrap_err();
    let codes: BTreeSet<&str> = faults.iter().map(oske_dues::Fault::code).collect();
    assert!(codes.len() >= 10, "{codes:?}");
    let places: Vec<_> = faults.iter().map(|fault| fault.place().unwrap()).collect();
    assert!(places.is_sorted());
    for fault in &faults {
        assert_eq!(fault.file(), Some("many.toml"));
        let told = fault.to_string();
        // What rests on a declaration that is told of itself needs no more.
        let follows = fault.code() == "faulty-name";
        assert!(
            follows || told.contains("expected") || told.contains("did you mean"),
            "{told}"
        );
    }
}

#[test]
fn every_fault_code_has_a_case() {
    let mut sources = Vec::new();
    files(&root().join("src"), &mut sources);
    let mut codes = BTreeSet::new();
    for path in sources {
        let source = std::fs::read_to_string(path).unwrap();
        for call in ["Fault::new(", "coded("] {
            for (_, arguments) in source
                .match_indices(call)
                .map(|(at, _)| source.split_at(at + call.len()))
            {
                let quoted = arguments.trim_start().strip_prefix('"');
                codes.extend(quoted.and_then(|quoted| Some(quoted.split_once('"')?.0.to_owned())));
            }
        }
    }
    assert!(
        codes.contains("unit-mismatch"),
        "the sources are read: {codes:?}"
    );
    let mut cases = Vec::new();
    files(&root().join("tests/cases/bad"), &mut cases);
    codes.retain(|code| !cases.iter().any(|path| is_of(stem(path), code)));
    // Of explanations, and of documents that are too long for a folder: see the tests below.
    let elsewhere = [
        "digest",
        "document-too-long",
        "incomplete",
        "too-deep",
        "too-many-names",
        "too-many-rows",
        "too-many-rules",
    ];
    assert_eq!(Vec::from_iter(codes), elsewhere);
}

#[test]
fn every_finding_code_has_a_case() {
    let source = std::fs::read_to_string(root().join("src/finding.rs")).unwrap();
    let (_, source) = source.split_once("fn code(&self)").unwrap();
    let (source, _) = source.split_once("\n    }\n").unwrap();
    let codes: BTreeSet<&str> = source.split('"').skip(1).step_by(2).collect();
    assert!(
        codes.contains("gap") && codes.len() >= 30,
        "the source is read: {codes:?}"
    );
    let mut cases = Vec::new();
    files(&root().join("tests/cases/good"), &mut cases);
    for code in codes {
        assert!(cases.iter().any(|path| is_of(stem(path), code)), "{code}");
    }
}

#[test]
fn a_document_that_is_too_long_is_not_read() {
    let text = "#".repeat(LONGEST_DOCUMENT + 1);
    let told = [
        Policy::from_toml("long.toml", &text).unwrap_err(),
        Policy::from_json("long.json", &text).unwrap_err(),
        Facts::from_json("long.json", &text).unwrap_err(),
        Explanation::from_json("long.json", &text).unwrap_err(),
    ];
    for faults in told {
        let fault = faults.iter().next().unwrap();
        assert_eq!((faults.count(), fault.code()), (1, "document-too-long"));
    }
}

#[test]
fn a_thousand_rows_and_rules_are_read_and_not_one_more() {
    let policy = |rows: usize, rules: usize| {
        let row = |index: usize| {
            Value::table([
                ("from", Value::text(index.to_string())),
                ("under", Value::text((index + 1).to_string())),
                ("pays", Value::text("110")),
            ])
        };
        let rule = |index: usize| {
            Value::table([
                ("id", Value::text(format!("rule-{index}"))),
                ("pays", Value::text("fee(population)")),
            ])
        };
        let named = |name: &str, value| Value::table([(name, value)]);
        let fee = Value::table([
            ("by", Value::text("population")),
            ("unit", Value::text("EUR")),
            ("rows", Value::list((0..rows).map(row))),
        ]);
        let population = named("unit", Value::text("inhabitant"));
        let value = Value::table([
            ("format", Value::text("oske-policy")),
            ("version", Value::integer(1)),
            ("id", Value::text("case")),
            ("title", named("en", Value::text("A case"))),
            ("status", Value::text("in-force")),
            ("currency", Value::text("EUR")),
            ("dues_years", named("from", Value::text("2023"))),
            (
                "unit",
                named(
                    "inhabitant",
                    named("name", named("en", Value::text("inhabitant"))),
                ),
            ),
            ("fact", named("population", population)),
            ("table", named("fee", fee)),
            ("rule", Value::list((0..rules).map(rule))),
        ]);
        Policy::from_json("many.json", &value.to_json())
    };
    assert!(policy(1_000, 1_000).is_ok());
    let faults = policy(1_001, 1_001).unwrap_err();
    insta::assert_snapshot!(faults, @r"
    many.json:1:288: table.fee.rows: the table has 1001 rows: expected at most 1000 [too-many-rows]
    many.json:1:42126: rule: the policy has 1001 rules: expected at most 1000 [too-many-rules]
    ");
}

#[test]
fn facts_say_what_is_not_known_by_leaving_it_out() {
    let read = |text: &str| {
        Facts::from_json("facts.json", text)
            .unwrap_err()
            .to_string()
    };
    insta::assert_snapshot!(
        [read(r#"{"id": "m-1", "population": null}"#), read(r#"{"id": ""}"#)].join("\n"),
        @r#"
    facts.json:1:29: population: found null: expected a text, a whole number, true, false or a list; leave the key out where the value is not known [wrong-kind]
    facts.json:1:8: id: `id` is empty: expected the payer's id, as in `"id": "m-1"` [invalid-value]
    "#
    );
}

#[test]
fn an_explanation_that_is_no_whole_one_is_told_so() {
    let policy = load(&root().join("tests/cases/good/clean.toml")).unwrap();
    let year = policy.for_year("2023".parse().unwrap()).unwrap();
    let facts = Facts::new("a-club").with_attribute("kind", "club");
    let written = year.explain(&facts).to_json();

    let read = |text: &str| {
        Explanation::from_json("explanation.json", text)
            .unwrap_err()
            .to_string()
    };
    insta::assert_snapshot!(
        read(&written.replace("\"110.00 EUR\"", "\"111.00 EUR\"")),
        @"explanation.json:1:790: digest: the digest is not that of the explanation: something in it was changed [digest]"
    );
    insta::assert_snapshot!(
        read(&written.replace("assessed", "guessed")),
        @"explanation.json:1:282: status: `guessed` is not something that `status` can be [invalid-value]"
    );
}

#[test]
fn a_derivation_without_end_is_not_followed() {
    let policy = load(&root().join("tests/cases/good/clean.toml")).unwrap();
    let year = policy.for_year("2023".parse().unwrap()).unwrap();
    let facts = Facts::new("a-club").with_attribute("kind", "club");
    let written = year.explain(&facts).to_value();

    let deep = (0..300).fold(Value::text("110"), |inner, _| {
        Value::table([
            ("op", Value::text("negate")),
            ("of", Value::list([inner])),
            ("value", Value::text("0")),
        ])
    });
    let line = Value::table([("pays", Value::text("110 EUR")), ("derivation", deep)]);
    let reading = Value::table([
        ("lines", Value::list([line])),
        ("total", Value::text("110.00")),
    ]);
    let changed = written.pairs().map(|(key, value)| {
        let value = match key {
            "readings" => Value::list([reading.clone()]),
            _ => value.clone(),
        };
        (key, value)
    });
    let changed = Value::table(changed);
    let faults = Explanation::from_value(&changed).unwrap_err();
    let codes: Vec<&str> = faults.iter().map(oske_dues::Fault::code).collect();
    assert!(codes.contains(&"too-deep"), "{faults}");

    // As JSON it is stopped by the reader already.
    let faults = Explanation::from_json("deep.json", &changed.to_json()).unwrap_err();
    assert_eq!(faults.iter().next().unwrap().code(), "too-deep");
}

#[test]
fn facts_of_many_payers_stand_one_on_a_line() {
    let text = "{\"id\": \"m-1\", \"population\": 4999}\n\n  {\"id\": \"m-2\"}\r\n";
    let payers = Facts::from_json_lines("facts.jsonl", text).unwrap();
    let expected = [
        Facts::new("m-1").with_measure("population", 4999),
        Facts::new("m-2"),
    ];
    assert_eq!(payers, expected);

    let text = "{\"id\": \"m-1\"}\n\n{\"population\": 1.5}\n{\"id\": \"m-2\", \"population\": {\"value\": 1, \"date\": \"2022-02-30\", \"day\": 1}}\n";
    let faults = Facts::from_json_lines("facts.jsonl", text).unwrap_err();
    insta::assert_snapshot!(faults, @r#"
    facts.jsonl:3:1: `id` is missing: expected the payer's id, as in `"id": "m-1"` [missing-key]
    facts.jsonl:3:16: population: found a bare number with decimals: expected a text, a whole number, true, false or a list; put numbers in quotes, so that they stay exact [wrong-kind]
    facts.jsonl:4:50: population.date: `2022-02-30` is not a date: expected YYYY-MM-DD [invalid-value]
    facts.jsonl:4:71: population.day: `day` is not a key here: expected `value`, `date` and `source`, as texts [unknown-key]
    "#);
}
