//! What is found of rules, currencies, readings and years: and what is not, where there is nothing.
#![cfg(feature = "toml")]
#![allow(
    missing_docs,
    clippy::indexing_slicing,
    reason = "a test that fails panics"
)]

mod support;

use oske_dues::{Finding, Severity};
use oske_types::Language;

const FACTS: &str = r#"
    fact.kind = { values = ["a", "b"] }
    fact.size = { unit = "EUR", step = "1", least = "0", most = "1000" }
    fact.grant = { unit = "EUR", step = "1", least = "0", most = "1000" }
"#;

fn found(rest: &str) -> Vec<Finding> {
    support::case(&format!("{FACTS}\n{rest}")).findings()
}

fn of_code(rest: &str, code: &str) -> Vec<Finding> {
    let mut found = found(rest);
    found.retain(|finding| finding.code() == code);
    found
}

fn messages(found: &[Finding]) -> Vec<String> {
    found
        .iter()
        .map(|finding| finding.message(Language::English))
        .collect()
}

fn unclear(readings: &str) -> Vec<Finding> {
    let rule = format!(r#"rule = [{{ id = "r", pays = "unclear('x', {readings})" }}]"#);
    let mut found = found(&rule);
    found.retain(|finding| ["unclear", "undecided"].contains(&finding.code()));
    found
}

#[test]
fn readings_of_which_it_is_not_decided_are_not_said_to_be_the_same() {
    for readings in [
        "size * grant / 1 EUR, 5000 EUR",
        "size * grant / 1 EUR + 5 EUR, 5 EUR",
        "5 EUR, size * grant / 1 EUR + 5 EUR",
    ] {
        let found = unclear(readings);
        let codes: Vec<&str> = found.iter().map(Finding::code).collect();
        assert_eq!(codes, ["undecided"], "{readings}");
    }
}

#[test]
fn readings_of_which_one_is_always_more_differ_for_everybody() {
    for readings in [
        "size * grant / 1 EUR + 5 EUR, 0 EUR",
        "0 EUR, size * grant / 1 EUR + 5 EUR",
        "size + grant + 1 EUR, 0 EUR",
        "0 EUR, size + grant + 1 EUR",
    ] {
        let found = unclear(readings);
        assert_eq!(found.len(), 1, "{readings}: {found:?}");
        assert_eq!(
            (found[0].code(), found[0].severity()),
            ("unclear", Severity::Error)
        );
        assert!(found[0].payers().are_everybody(), "{readings}");
    }
}

#[test]
fn readings_that_meet_on_a_border_differ_on_either_side_of_it() {
    let found = unclear("size + grant, 500 EUR");
    let mut borders: Vec<String> = found
        .iter()
        .flat_map(|finding| finding.payers().borders())
        .map(ToString::to_string)
        .collect();
    borders.sort();
    assert_eq!(borders, ["size + grant < 500", "size + grant > 500"]);
}

#[test]
fn readings_that_differ_before_rounding_alone_are_a_warning() {
    let found = unclear("10.001 EUR, 10.002 EUR");
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(
        (found[0].code(), found[0].severity()),
        ("unclear", Severity::Warning)
    );
    assert!(found[0].witness().is_some());
    let found = unclear("10.001 EUR, if size < 500 EUR then 10.001 EUR else 10.002 EUR");
    assert_eq!(found.len(), 1, "{found:?}");
    let witness = found[0]
        .witness()
        .and_then(|witness| witness.measure("size"));
    assert!(witness >= Some(500.into()), "{witness:?}");
}

/// Two lines, each with a rule, in currencies of their own.
fn two_lines(first: &str, second: &str) -> Vec<Finding> {
    of_code(
        &format!(
            r#"line.dues = {{}}
            line.levy = {{ optional = true }}
            rule = [
                {{ id = "one", line = "dues", {first} }},
                {{ id = "two", line = "levy", when = "size > 500 EUR", {second} }},
            ]"#
        ),
        "mixed-currencies",
    )
}

#[test]
fn two_currencies_for_one_payer_are_found() {
    let euros = r#"pays = "10 EUR""#;
    let crowns = r#"currency = "SEK", pays = "100 SEK""#;
    let others = r#"currency = "NOK", pays = "100 NOK""#;
    let exempt = r#"currency = "SEK", exempt = { en = "an honorary member" }"#;
    assert_eq!(two_lines(euros, crowns).len(), 1);
    assert_eq!(two_lines(crowns, euros).len(), 1);
    assert_eq!(two_lines(crowns, others).len(), 1);
    assert!(two_lines(euros, euros).is_empty());
    assert!(two_lines(crowns, crowns).is_empty());
    assert!(two_lines(euros, exempt).is_empty());
    assert!(two_lines(exempt, euros).is_empty());
    // Two rules for one line are another finding.
    let rules = format!(r#"rule = [{{ id = "one", {euros} }}, {{ id = "two", {crowns} }}]"#);
    assert!(of_code(&rules, "mixed-currencies").is_empty());
    assert_eq!(of_code(&rules, "several-rules").len(), 1);
}

#[test]
fn who_has_no_rule_in_a_line_is_told_at_the_first_rule_of_that_line() {
    let rules = r#"
        line.dues = {}
        line.levy = {}
        rule = [
            { id = "dues", line = "dues", pays = "10 EUR" },
            { id = "levy", line = "levy", when = "size > 500 EUR", pays = "5 EUR" },
        ]"#;
    let found = of_code(rules, "no-rule");
    assert_eq!(found.len(), 1);
    assert!(
        found[0].document_path().starts_with("rule.2"),
        "{}",
        found[0].document_path()
    );
}

#[test]
fn time_since_a_fixed_day_grows_however_the_day_is_found() {
    let dates = r#"
        fact.joined = { type = "date", least = "2000-01-01", most = "12-31" }
        fact.founded = { type = "date", least = "1990-01-01", most = "12-31" }
        let.since = "joined"
    "#;
    let grows = |from: &str| {
        let rest = format!(
            r#"{dates} rule = [{{ id = "r", pays = "whole_years({from}, year_start) * 1 EUR / 1 year" }}]"#
        );
        let found = messages(&of_code(&rest, "undecided"));
        found
            .iter()
            .any(|message| message.contains("the time since a fixed day grows"))
    };
    for from in [
        "joined",
        "since",
        "if kind = 'a' then joined else founded",
        "if kind = 'a' then year_start else founded",
        "larger(joined, founded)",
        "unclear('which', joined, founded)",
    ] {
        assert!(grows(from), "{from}");
    }
    assert!(!grows("year_start"));
}

#[test]
fn time_since_a_stated_day_grows_too() {
    let rest =
        r#"rule = [{ id = "r", pays = "whole_years('2000-01-01', year_start) * 1 EUR / 1 year" }]"#;
    let found = messages(&of_code(rest, "undecided"));
    assert!(
        found
            .iter()
            .any(|message| message.contains("the time since a fixed day grows")),
        "{found:?}"
    );
}

/// What rests on a growing time may come to life; what does not is dead for ever.
#[test]
fn rows_that_no_growing_time_can_reach_are_dead() {
    let rows =
        r#"unit = "EUR", rows = [{ under = "5000", pays = "1" }, { from = "5000", pays = "2" }]"#;
    let rest = format!(
        r#"fact.joined = {{ type = "date", least = "2000-01-01", most = "12-31" }}
        let.years = "whole_years(joined, year_start) / 1 year * 1 EUR"
        table.by_years = {{ by = "years", {rows} }}
        table.by_size = {{ by = "size", {rows} }}
        rule = [
            {{ id = "a", when = "kind = 'a'", pays = "by_years(years)" }},
            {{ id = "b", when = "kind = 'b'", pays = "by_size(size)" }},
        ]"#
    );
    assert_eq!(
        messages(&of_code(&rest, "dead-row")),
        ["row 2 of the table “by_size” can never hold"]
    );
}

#[test]
fn a_value_that_ends_within_a_year_is_missed_in_that_year() {
    let rest = r#"
        fact.joined = { type = "date", least = "01-01", most = "12-31" }
        param.rate = { unit = "EUR", values = [{ until = "2032-06-01", value = "10" }] }
        rule = [{ id = "r", pays = "rate(joined)" }]"#;
    let found = of_code(rest, "stale-parameter");
    let years: Vec<String> = found
        .iter()
        .map(|finding| finding.year().to_string())
        .collect();
    assert_eq!(years, ["2032"]);
}

#[test]
fn printed_examples_with_several_amounts_agree_where_all_of_them_do() {
    let with = |candidates: &str| {
        of_code(
            &format!(
                r#"rule = [{{ id = "r", pays = "unclear('x', 10 EUR, 20 EUR)" }}]
                [[example]]
                facts = {{ kind = "a" }}
                outcome = "ambiguous"
                {candidates}"#
            ),
            "printed-example",
        )
        .len()
    };
    assert_eq!(with(""), 0);
    assert_eq!(with(r#"candidates = ["10", "20"]"#), 0);
    assert_eq!(with(r#"candidates = ["10", "30"]"#), 1);
    assert_eq!(with(r#"candidates = ["10", "20", "30"]"#), 1);
}

#[test]
fn each_rounding_within_a_formula_is_told_once() {
    let rules = |first: &str, second: &str| {
        let rest = format!(
            r#"rounding = "half-up to 0.01"
            {FACTS}
            let.rate = "round(0.0085 EUR * 1.042, 0.001 EUR)"
            rule = [
                {{ id = "a", when = "kind = 'a'", pays = "{first}" }},
                {{ id = "b", when = "kind = 'b'", pays = "{second}" }},
            ]"#
        );
        support::case(&rest)
            .findings()
            .iter()
            .filter(|finding| finding.code() == "second-rounding")
            .count()
    };
    assert_eq!(rules("rate * size / 1 EUR", "5 EUR"), 1);
    assert_eq!(rules("rate * size / 1 EUR", "rate * grant / 1 EUR"), 1);
    let own = "round(0.5 * size, 0.1 EUR) * 1.5";
    assert_eq!(rules("rate * size / 1 EUR", own), 2);
    assert_eq!(rules(own, own), 2);
}

#[test]
fn a_decision_of_the_first_day_is_not_late() {
    let late = |on: &str| {
        let decision = format!(r#"decision = {{ by = {{ en = "annual meeting" }}, on = "{on}" }}"#);
        let rest = format!(r#"{decision} rule = [{{ id = "r", pays = "1 EUR" }}]"#);
        of_code(&rest.replace("} rule", "}\nrule"), "decided-late").len()
    };
    assert_eq!(late("2022-12-31"), 0);
    assert_eq!(late("2023-01-01"), 0);
    assert_eq!(late("2023-01-02"), 1);
}
