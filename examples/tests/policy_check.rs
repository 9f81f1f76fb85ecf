//! The example `policy_check`, run as a user runs it.
#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod common;

use common::{Run, demonstration, file, folder, keys, run};
use serde_json::{Value, json};

/// A policy in which nothing is wrong.
const SOUND: &str = r#"format = "oske-policy"
version = 1
id = "sound"
title = { en = "A flat due" }
status = "in-force"
currency = "EUR"
dues_years = { from = "2023", to = "2024" }
rounding = "half-up to 0.01"

[[rule]]
id = "everyone"
pays = "110 EUR"
"#;

fn policy_check(arguments: &[&str]) -> Run {
    run("policy_check", arguments)
}

/// The output of a run that found something wrong, and had nothing to complain of itself.
fn found(arguments: &[&str]) -> String {
    let run = policy_check(arguments);
    assert_eq!((run.code, run.messages.as_str()), (1, ""), "{}", run.output);
    run.output
}

fn json_of(output: &str) -> Vec<Value> {
    serde_json::from_str(output).unwrap_or_else(|error| panic!("{error}: {output}"))
}

/// A policy with a change, in a folder named for the test.
fn changed(test: &str, from: &str, to: &str) -> String {
    assert!(SOUND.contains(from));
    file(&folder(test), "policy.toml", SOUND.replace(from, to))
}

// Text

#[test]
fn gap_is_told_with_its_line_the_help_and_a_payer() {
    let policy = demonstration("iso-2023-option");
    let output = found(&[&policy]);
    let gap = output
        .split("\n\n")
        .find(|paragraph| paragraph.contains("[gap]"));
    insta::assert_snapshot!(gap.unwrap().replace(&policy, "option.toml"), @r#"
    option.toml:95:5: error: no amount where population is exactly 5,000 (municipality): no row of the table “due of a municipality” holds [gap]
       |
    95 |     { over = "5000", pays = "550", printed = "yli 5 000 asukkaan kuntien" },
       |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
       |
       = help: the deciding body must say which neighbouring row it belongs to, or add a row
       = for example: kind = municipality, population = 5000
    "#);
}

#[test]
fn findings_are_in_the_language_asked_for() {
    let policy = demonstration("iso-2023-option");
    for (language, expected) in [
        ("fi", ["virhe: ei maksua", "= ohje: ", "= esimerkiksi: "]),
        ("sv", ["fel: ingen avgift", "= hjälp: ", "= till exempel: "]),
        ("en", ["error: no amount", "= help: ", "= for example: "]),
    ] {
        let output = found(&[&policy, "--lang", language]);
        for expected in expected {
            assert!(
                output.contains(expected),
                "`{expected}` is not in\n{output}"
            );
        }
    }
}

#[test]
fn every_fault_is_told_with_its_line() {
    let policy = changed("faults", "110 EUR\"", "110 euros\"\nvat = \"25.5%\"");
    let output = found(&[&policy]);
    insta::assert_snapshot!(output.replace(&policy, "policy.toml"), @r#"
    policy.toml:12:13: error: `euros` is not a unit: expected a currency code or a unit that is declared [unknown-unit]
       |
    12 | pays = "110 euros"
       |             ^^^^^
       |
       = help: did you mean `EUR`?

    policy.toml:13:1: error: `vat` is not a key here [unknown-key]
       |
    13 | vat = "25.5%"
       | ^^^
       |
       = help: known: charges_residents, currency, exempt, id, line, name, note, pays, rounding, valid, when
    "#);
}

#[test]
fn sound_policy_is_told_in_a_line() {
    let policy = file(&folder("sound"), "policy.toml", SOUND);
    let output = policy_check(&[&policy]).succeeded();
    assert_eq!(output, format!("{policy}: nothing is wrong\n"));
}

#[test]
fn warnings_and_notes_are_no_failure() {
    let policy = changed("note", "in-force", "proposed");
    let output = policy_check(&[&policy]).succeeded();
    assert!(
        output.starts_with(&format!("{policy}:1:1: note: ")),
        "{output}"
    );
    let output = policy_check(&[&demonstration("iso-2022")]).succeeded();
    assert!(output.contains(": warning: "), "{output}");
}

#[test]
fn files_are_told_in_their_order() {
    let folder = folder("several");
    let sound = file(&folder, "a.toml", SOUND);
    let faulty = file(&folder, "b.toml", SOUND.replace("110 EUR", "110"));
    let output = found(&[&faulty, &sound]);
    let paragraphs: Vec<&str> = output.split("\n\n").collect();
    assert_eq!(paragraphs.len(), 2, "{output}");
    assert!(paragraphs[0].starts_with(&faulty), "{output}");
    assert!(paragraphs[1].starts_with(&sound), "{output}");
}

// JSON

#[test]
fn finding_as_json_says_where_it_holds_and_who_shows_it() {
    let policy = demonstration("iso-2023-option");
    let findings = json_of(&found(&["--format", "json", &policy]));
    let gap = findings.iter().find(|finding| finding["code"] == "gap");
    let gap = gap.unwrap();
    assert_eq!(
        keys(gap),
        [
            "file",
            "code",
            "severity",
            "path",
            "line",
            "column",
            "dues_year",
            "message",
            "help",
            "where",
            "witness",
        ]
    );
    assert_eq!(gap["file"], policy);
    assert_eq!(gap["severity"], "error");
    assert_eq!((&gap["line"], &gap["column"]), (&json!(95), &json!(5)));
    let expected = json!({
        "kind": ["municipality"],
        "population": {
            "from": "5000", "from_inclusive": true, "to": "5000", "to_inclusive": true,
        },
    });
    assert_eq!(gap["where"], expected);
    let expected = json!({"kind": "municipality", "population": "5000"});
    assert_eq!(gap["witness"], expected);
}

#[test]
fn fault_as_json_has_the_keys_of_a_finding() {
    let policy = changed("fault-json", "110 EUR", "110 euros");
    let faults = json_of(&found(&["--format", "json", &policy]));
    let expected = json!([{
        "file": policy,
        "code": "unknown-unit",
        "severity": "error",
        "path": "rule.1.pays",
        "line": 12,
        "column": 13,
        "message": "`euros` is not a unit: expected a currency code or a unit that is declared",
        "help": "did you mean `EUR`?",
        "where": {},
    }]);
    assert_eq!(Value::from(faults), expected);
}

#[test]
fn one_array_holds_all_files_and_nothing_is_an_empty_one() {
    let folder = folder("array");
    let sound = file(&folder, "a.toml", SOUND);
    let output = policy_check(&["--format", "json", &sound]).succeeded();
    assert_eq!(output, "[]\n");
    let proposed = SOUND.replace("in-force", "proposed");
    let policies = ["b.toml", "c.toml"].map(|name| file(&folder, name, &proposed));
    let output = policy_check(&["--format", "json", &policies[0], &sound, &policies[1]]);
    let findings = json_of(&output.succeeded());
    let files: Vec<&Value> = findings.iter().map(|finding| &finding["file"]).collect();
    assert_eq!(files, [&policies[0], &policies[1]]);
}

// Files and usage

#[test]
fn policy_in_json_is_one_too() {
    let policy = json!({
        "format": "oske-policy",
        "version": 1,
        "id": "flat",
        "title": {"en": "A flat due"},
        "status": "in-force",
        "currency": "EUR",
        "dues_years": {"from": "2023"},
        "rounding": "half-up to 0.01",
        "rule": [{"id": "everyone", "pays": "110 EUR"}],
    });
    let path = file(&folder("json-policy"), "policy.json", policy.to_string());
    assert_eq!(
        policy_check(&["--format", "json", &path]).succeeded(),
        "[]\n"
    );
}

#[test]
fn file_that_cannot_be_read_is_named() {
    for format in ["text", "json"] {
        let message = policy_check(&["--format", format, "nowhere.toml"]).failed(1);
        assert!(message.starts_with("nowhere.toml: "), "{message}");
    }
}

#[test]
fn files_are_told_beside_those_that_cannot_be_read() {
    let folder = folder("unreadable");
    let sound = file(&folder, "sound.toml", SOUND);
    let proposed = file(
        &folder,
        "proposed.toml",
        SOUND.replace("in-force", "proposed"),
    );
    let latin = file(&folder, "latin.toml", b"id = \"\xe4\"\n");
    let files = ["nowhere.toml", &sound, &latin, &proposed];

    let run = policy_check(&files);
    assert_eq!(run.code, 1, "{}", run.output);
    let messages: Vec<&str> = run.messages.lines().collect();
    assert_eq!(messages.len(), 2, "{}", run.messages);
    assert!(messages[0].starts_with("nowhere.toml: "), "{messages:?}");
    let not_text = format!("{latin}: the file is not UTF-8");
    assert!(messages[1].starts_with(&not_text), "{messages:?}");
    let told = format!("{sound}: nothing is wrong\n\n{proposed}:1:1: note: ");
    assert!(run.output.starts_with(&told), "{}", run.output);

    let run = policy_check(&[&["--format", "json"], &files[..]].concat());
    assert_eq!(run.code, 1, "{}", run.output);
    let findings = json_of(&run.output);
    let told: Vec<&Value> = findings.iter().map(|finding| &finding["file"]).collect();
    assert_eq!(told, [&proposed]);
}

#[test]
fn help_ends_well_and_names_every_option() {
    for argument in ["--help", "-h"] {
        let text = policy_check(&[argument]).succeeded();
        for option in ["FILE", "--format", "--lang", "--help"] {
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
    for (arguments, expected) in [
        (&[][..], "a FILE is missing"),
        (&["--format", "json"], "a FILE is missing"),
        (&["--nope"], "--nope"),
        (&["a.toml", "--format", "xml"], "`xml` is not a format"),
        (&["--lang", "de"], "--lang: `de` is not a language"),
    ] {
        let message = policy_check(arguments).failed(2);
        let mut lines = message.lines();
        let first = lines.next().unwrap();
        assert!(first.starts_with("policy_check: "), "{message}");
        assert!(first.contains(expected), "`{expected}` is not in {message}");
        assert_eq!(lines.next(), Some("Try `policy_check --help`."));
    }
}
