//! Faults and findings for a terminal: the line of the file with a mark, and without one where there is no line to show.
#![cfg(all(feature = "toml", feature = "json", feature = "pretty"))]
#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a helper of a test fails by panicking"
)]

use oske_dues::document::{PolicyDocument, Value};
use oske_dues::{Facts, Fault, Policy};
use oske_types::Language;

const POLICY: &str = r#"format = "oske-policy"
version = 1
id = "case"
title = { en = "A case" }
status = "in-force"
currency = "EUR"
dues_years = { from = "2023" }
unit.head = {}
fact.kind = { values = ["town", "village"] }
fact.a = { unit = "head", step = "1", least = "0", most = "9", reference = { en = "today" } }
fact.branch = { type = "list", most = "2", each.staff = { unit = "head", step = "1", least = "0", most = "9", reference = { en = "today" } } }

[table.fee]
by = "a"
unit = "EUR"
rows = [
    { to = "4", pays = "10" },
    { over = "5", pays = "20" },
]

[[rule]]
id = "all"
pays = "if kind = 'town' then fee(a) else sum(branch, fee(staff))"
"#;

fn found(colour: bool, language: Language) -> Vec<String> {
    let policy = Policy::from_toml("case.toml", POLICY).unwrap_or_else(|faults| panic!("{faults}"));
    let findings = policy.findings();
    findings
        .iter()
        .map(|finding| finding.pretty(POLICY, language, colour))
        .collect()
}

#[test]
fn findings_are_drawn_with_their_line_and_a_payer() {
    insta::assert_snapshot!(found(false, Language::English).join("\n\n"), @r#"
    case.toml:1:1: note: the rounding is not stated; used: half-up, to 0.01 [rounding-not-stated]
     = help: add `rounding`

    case.toml:13:8: error: no amount where staff is exactly 5 (village): no row of the table “fee” holds [gap]
       |
    13 | [table.fee]
       |        ^^^
       |
       = help: the deciding body must say which neighbouring row it belongs to, or add a row
       = for example: a = 0, branch = [{ staff = 5 }], kind = village

    case.toml:18:5: error: no amount where a is exactly 5 (town): no row of the table “fee” holds [gap]
       |
    18 |     { over = "5", pays = "20" },
       |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^
       |
       = help: the deciding body must say which neighbouring row it belongs to, or add a row
       = for example: a = 5, branch = [{ staff = 0 }], kind = town
    "#);
    insta::assert_snapshot!(found(false, Language::Finnish).join("\n\n"), @r#"
    case.toml:1:1: huomio: pyöristystä ei ole sanottu; käytetään: puolikas ylöspäin, tarkkuus 0,01 [rounding-not-stated]
     = ohje: lisää `rounding`

    case.toml:13:8: virhe: ei maksua, kun staff on tasan 5 (village): mikään taulukon ”fee” rivi ei päde [gap]
       |
    13 | [table.fee]
       |        ^^^
       |
       = ohje: päättävän elimen on sanottava, kumpaan viereiseen riviin kohta kuuluu, tai lisättävä rivi
       = esimerkiksi: a = 0, branch = [{ staff = 5 }], kind = village

    case.toml:18:5: virhe: ei maksua, kun a on tasan 5 (town): mikään taulukon ”fee” rivi ei päde [gap]
       |
    18 |     { over = "5", pays = "20" },
       |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^
       |
       = ohje: päättävän elimen on sanottava, kumpaan viereiseen riviin kohta kuuluu, tai lisättävä rivi
       = esimerkiksi: a = 5, branch = [{ staff = 0 }], kind = town
    "#);
}

/// With colour there are escape codes around the same words.
#[test]
fn colours_change_no_word() {
    let plain = found(false, Language::English);
    let coloured = found(true, Language::English);
    assert_eq!(plain.len(), coloured.len());
    for (plain, coloured) in plain.iter().zip(coloured) {
        assert_ne!(*plain, coloured);
        let mut words = String::new();
        let mut rest = coloured.as_str();
        while let Some((before, behind)) = rest.split_once('\u{1b}') {
            words.push_str(before);
            rest = behind.split_once('m').map_or("", |(_, behind)| behind);
        }
        words.push_str(rest);
        assert_eq!(words, *plain);
    }
}

fn faults_of(text: &str) -> Vec<Fault> {
    let faults = Policy::from_toml("case.toml", text).unwrap_err();
    faults.faults().to_vec()
}

#[test]
fn faults_are_drawn_with_their_line() {
    let changes = [
        ("status = \"in-force\"", "status = \"decided\""),
        ("kind = 'town'", "kind = 'twon'"),
        ("kind = 'town'", "colour = 'town'"),
        (
            "{ to = \"4\", pays = \"10\" }",
            "{ to = \"{4\", pay = \"10\" }",
        ),
        ("by = \"a\"", "by = [[\"a\"]]"),
        ("id = \"case\"", ""),
        (
            "[[rule]]",
            "[let]\nx = { is = \"1 +\", name = { en = \"x\" } }\n[[rule]]",
        ),
        ("version = 1", "version = 1 1"),
    ];
    let drawn = changes.map(|(from, to)| {
        let text = POLICY.replace(from, to);
        let drawn = faults_of(&text)
            .iter()
            .map(|fault| fault.pretty(&text, false))
            .collect::<Vec<_>>();
        drawn.join("\n\n")
    });
    insta::assert_snapshot!(drawn.join("\n\n=====\n\n"), @r#"
    case.toml:5:10: error: `decided` is not a status: expected proposed, in-force or superseded, as in `proposed` [invalid-value]
      |
    5 | status = "decided"
      |          ^^^^^^^^^

    =====

    case.toml:23:19: error: `twon` is not a value of this choice [unknown-value]
       |
    23 | pays = "if kind = 'twon' then fee(a) else sum(branch, fee(staff))"
       |                   ^^^^^^
       |
       = help: did you mean `town`?

    =====

    case.toml:23:12: error: `colour` is not declared [unknown-name]
       |
    23 | pays = "if colour = 'town' then fee(a) else sum(branch, fee(staff))"
       |            ^^^^^^
       |
       = help: known: a, at_least, at_most, branch, count, day, days, fee, head, kind, larger, month, next_year_start, position, round, round_down, round_half_even, round_up, smaller, staff, started, started_months, sum, unclear, whole, whole_months, whole_years, year, year_start

    =====

    case.toml:17:5: error: `pays` is missing: expected it, as in `pays = "110"` or `pays = "unknown"` [missing-key]
       |
    17 |     { to = "{4", pay = "10" },
       |     ^^^^^^^^^^^^^^^^^^^^^^^^^

    case.toml:17:12: error: `{4` is not an exact number: expected a plain decimal or a ratio of whole numbers, as in `0.0073` [invalid-value]
       |
    17 |     { to = "{4", pay = "10" },
       |            ^^^^

    case.toml:17:18: error: `pay` is not a key here [unknown-key]
       |
    17 |     { to = "{4", pay = "10" },
       |                  ^^^
       |
       = help: did you mean `pays`?

    =====

    case.toml:14:7: error: found a list: expected a text in quotes [wrong-kind]
       |
    14 | by = [["a"]]
       |       ^^^^^

    case.toml:17:12: error: bounds in a table by choices alone: expected the names of `by` as keys of the row [bounds-without-measure]
       |
    17 |     { to = "4", pays = "10" },
       |            ^^^

    case.toml:18:14: error: bounds in a table by choices alone: expected the names of `by` as keys of the row [bounds-without-measure]
       |
    18 |     { over = "5", pays = "20" },
       |              ^^^

    case.toml:23:31: error: `fee` is looked up by ``: expected `fee()` [wrong-argument]
       |
    23 | pays = "if kind = 'town' then fee(a) else sum(branch, fee(staff))"
       |                               ^^^

    =====

    case.toml:1:1: error: `id` is missing: expected it, as in `id = "iso-2023"` [missing-key]

    =====

    case.toml:22:16: error: found the end: expected a number, a name, a text in single quotes or `(` [formula]
       |
    22 | x = { is = "1 +", name = { en = "x" } }
       |                ^

    =====

    case.toml:2:11: error: not TOML: string values must be quoted, expected literal string [syntax]
      |
    2 | version = 1 1
      |           ^
    "#);
}

/// A fault of a document that was never a text has neither a file nor a line, and one of all of the document no line.
#[test]
fn what_has_no_line_is_told_by_its_keys() {
    let nothing: [(&str, Value); 0] = [];
    let built = Value::table([
        ("format", Value::text("oske-policy")),
        ("version", Value::text("1")),
        ("rule", Value::table(nothing)),
    ]);
    let faults = PolicyDocument::from_value(built).check().unwrap_err();
    let drawn = faults
        .iter()
        .map(|fault| fault.pretty("", false))
        .collect::<Vec<_>>();
    // A snapshot does not tell how far in its first line begins.
    assert!(drawn.iter().all(|fault| !fault.starts_with(' ')));
    insta::assert_snapshot!(drawn.join("\n"), @r#"
    version: error: found a text: expected a whole number [wrong-kind]
    error: `dues_years` is missing: expected it, as in `dues_years = { from = "2023" }` [missing-key]
    error: `id` is missing: expected it, as in `id = "iso-2023"` [missing-key]
    rule: error: found a table: expected a list [wrong-kind]
     = help: each of a list is headed `[[rule]]`
    error: `title` is missing: expected it, as in `title = { en = "Dues of 2023" }` [missing-key]
    error: `status` is missing: expected it, as in `status = "proposed"` [missing-key]
    error: `currency` is missing: expected it, as in `currency = "EUR"` [missing-key]
    error: `rule` is missing: expected it, as in `[[rule]]` [missing-key]
    "#);

    let facts = Facts::from_json("facts.json", "").unwrap_err();
    let drawn = facts
        .iter()
        .map(|fault| fault.pretty("", false))
        .collect::<Vec<_>>();
    insta::assert_snapshot!(drawn.join("\n"), @r#"
    facts.json:1:1: error: not JSON: the document is empty [syntax]
    "#);
    // The text of another file: the place is not in it.
    let fault = &faults_of(&POLICY.replace("status = \"in-force\"", "status = \"decided\""))[0];
    insta::assert_snapshot!(fault.pretty("one line", false), @r#"
    case.toml:5:10: error: `decided` is not a status: expected proposed, in-force or superseded, as in `proposed` [invalid-value]
    "#);
}
