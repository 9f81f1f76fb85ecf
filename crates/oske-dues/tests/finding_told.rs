//! What findings tell: of which payers, once for all years that are alike, in words and as documents.
#![cfg(all(feature = "toml", feature = "json"))]
#![allow(
    missing_docs,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test that fails panics"
)]

mod support;

use oske_dues::{Facts, Finding, Policy};
use oske_types::Language;

fn of_code<'f>(findings: &'f [Finding], code: &str) -> Vec<&'f Finding> {
    findings
        .iter()
        .filter(|finding| finding.code() == code)
        .collect()
}

fn told(policy: &Policy, code: &str) -> Vec<String> {
    let findings = policy.findings();
    let found = of_code(&findings, code).into_iter();
    found
        .map(|finding| finding.message(Language::English))
        .collect()
}

const SIZE: &str = r#"fact.size = { unit = "EUR", step = "1", least = "0", most = "1000" }
"#;

#[test]
fn a_fall_that_is_there_each_year_is_told_once_with_the_amounts_of_the_first() {
    let policy = support::case(
        r#"fact.size = { unit = "EUR", step = "1", least = "0", most = "1000", dues = "rise" }
        param.fee = { unit = "EUR", values = [
            { until = "2024-01-01", value = "100" },
            { from = "2024-01-01", value = "110" },
        ] }
        rule = [{ id = "r", pays = "if size < 500 EUR then fee else 50 EUR" }]"#,
    );
    assert_eq!(
        told(&policy, "fall"),
        [
            "dues fall €100.00 → €50.00 as size grows 499 → 500 (every payer), though they are expected to rise"
        ]
    );
}

#[test]
fn of_two_bounds_in_one_formula_the_idle_one_is_told() {
    let policy = support::case(&format!(
        r#"{SIZE} rule = [{{ id = "r", pays = "at_least(size, 10 EUR) + at_least(size, 0 EUR)" }}]"#
    ));
    assert_eq!(told(&policy, "bound-never-binds").len(), 1);
    let policy = support::case(&format!(
        r#"{SIZE} rule = [
            {{ id = "r", when = "size < 500 EUR", pays = "at_least(size, 10 EUR)" }},
            {{ id = "s", when = "size >= 500 EUR", pays = "at_least(size, 10 EUR)" }},
        ]"#
    ));
    let findings = policy.findings();
    let idle = of_code(&findings, "bound-never-binds");
    assert_eq!(idle.len(), 1);
    assert_eq!(idle[0].document_path(), "rule.2.pays");
}

#[test]
fn a_bound_that_binds_in_another_year_is_not_idle() {
    let least = |later: &str| {
        support::case(&format!(
            r#"{SIZE}
            param.minimum = {{ unit = "EUR", values = [
                {{ until = "2025-01-01", value = "0" }},
                {{ from = "2025-01-01", value = "{later}" }},
            ] }}
            rule = [{{ id = "r", pays = "at_least(size, minimum)" }}]"#
        ))
    };
    assert!(told(&least("10"), "bound-never-binds").is_empty());
    assert_eq!(told(&least("0"), "bound-never-binds").len(), 1);
}

/// Each value of a choice with a hole of its own, so that no two are told together.
#[test]
fn one_more_than_are_listed_is_told_in_the_singular() {
    let values: Vec<String> = (0..41).map(|value| format!(r#""v{value}""#)).collect();
    let rows = (0..41).map(|value| {
        format!(
            r#"{{ kind = "v{value}", size = {{ under = "{value}" }}, pays = "1" }}, {{ kind = "v{value}", size = {{ over = "{value}" }}, pays = "1" }},"#
        )
    });
    let rows: String = rows.collect();
    let policy = support::case(&format!(
        r#"{SIZE} fact.kind = {{ values = [{}] }}
        table.fee = {{ by = ["kind", "size"], unit = "EUR", rows = [{rows}] }}
        rule = [{{ id = "r", pays = "fee(kind, size)" }}]"#,
        values.join(", ")
    ));
    let gaps = told(&policy, "gap");
    assert_eq!(gaps.len(), 41);
    assert!(
        gaps.contains(&"the table “fee” has 1 more gap".to_owned()),
        "{gaps:?}"
    );

    let parts = (0..41).map(|value| format!("(kind = 'v{value}' and size != {value} EUR)"));
    let parts: Vec<String> = parts.collect();
    let policy = support::case(&format!(
        r#"{SIZE} fact.kind = {{ values = [{}] }}
        rule = [{{ id = "r", when = "{}", pays = "1 EUR" }}]"#,
        values.join(", "),
        parts.join(" or ")
    ));
    let uncovered = told(&policy, "no-rule");
    assert_eq!(uncovered.len(), 41);
    let one = "in the line “dues” 1 more group of payers have no rule".to_owned();
    assert!(uncovered.contains(&one), "{uncovered:?}");
}

#[test]
fn which_end_a_measure_lacks_is_told() {
    let policy = |ends: &str| {
        support::case(&format!(
            r#"fact.size = {{ unit = "EUR", step = "1", {ends} }}
            rule = [{{ id = "r", pays = "if size < 5 EUR then 1 EUR else 2 EUR" }}]"#
        ))
    };
    for (ends, words) in [
        ("", "neither a least nor a most value"),
        (r#"most = "9""#, "no least value"),
        (r#"least = "0""#, "no most value"),
    ] {
        let text = format!(r#"reference = {{ en = "a day" }}, {ends}"#);
        let expected = format!("the measure “size” has {words}");
        assert_eq!(
            told(
                &policy(text.trim_end_matches(", ")),
                "measure-without-bound"
            ),
            [expected]
        );
    }
}

#[test]
fn advice_is_for_those_who_decide() {
    let policy = support::case(
        r#"fact.kind = { values = ["a", "b", "c"] }
        fact.size = { unit = "EUR", step = "1", least = "0", most = "1000", dues = "rise" }
        line.dues = {}
        line.levy = { optional = true }
        rule = [
            { id = "a", line = "dues", when = "kind = 'a'", pays = "if size < 500 EUR then 10 EUR else 5 EUR" },
            { id = "b", line = "dues", when = "kind = 'b'", pays = "0.001 * size" },
            { id = "levy", line = "levy", when = "kind = 'b' and size > 900 EUR", currency = "SEK", pays = "10 SEK" },
        ]"#,
    );
    let findings = policy.findings();
    let advice = |code: &str| {
        let found = of_code(&findings, code);
        let finding = found
            .first()
            .unwrap_or_else(|| unreachable!("{code}: {findings:?}"));
        finding.advice(Language::English)
    };
    let expected = [
        (
            "no-rule",
            "add a rule or an exemption, if they are meant to be members",
        ),
        (
            "mixed-currencies",
            "the deciding body must say in which currency they pay",
        ),
        ("fall", "the deciding body should see whether it is meant"),
        (
            "rounding-not-stated",
            "the deciding body should say how amounts are rounded",
        ),
        (
            "reference-not-stated",
            "the deciding body should say of which day or period the value counts",
        ),
    ];
    for (code, words) in expected {
        assert_eq!(advice(code).as_deref(), Some(words), "{code}");
    }
}

#[test]
fn advice_speaks_of_no_keys() {
    let policy = support::case(&format!(
        r#"{SIZE} unit.hour = {{}}
        rule = [{{ id = "r", pays = "at_least(size, 0 EUR)" }}]"#
    ));
    for finding in policy.findings() {
        let advice = finding.advice(Language::English);
        assert!(
            advice.is_none_or(|advice| !advice.contains('`')),
            "{finding}"
        );
    }
}

fn by_sum() -> Policy {
    support::case(
        r#"fact.size = { unit = "EUR", step = "1", least = "0", most = "1000" }
        fact.grant = { unit = "EUR", step = "1", least = "0", most = "1000" }
        rule = [{ id = "large", when = "size + 2 * grant >= 500 EUR", pays = "10 EUR" }]"#,
    )
}

#[test]
fn a_border_that_follows_no_axis_is_in_the_document_and_tells_who_is_meant() {
    let policy = by_sum();
    let findings = policy.findings();
    let found = of_code(&findings, "no-rule");
    let document = found[0].to_value(Language::English).to_json();
    assert!(
        document.contains(r#""conditions":["size + 2 × grant < 500"]"#),
        "{document}"
    );
    let payers = found[0].payers();
    assert_eq!(payers.borders()[0].to_string(), "size + 2 × grant < 500");
    let payer = |size: i64, grant: i64| {
        Facts::new("p")
            .with_measure("size", size)
            .with_measure("grant", grant)
    };
    assert_eq!(payers.include(&payer(99, 200)), Some(true));
    assert_eq!(payers.include(&payer(100, 200)), Some(false));
    assert_eq!(
        payers.include(&Facts::new("p").with_measure("size", 99)),
        None
    );
    // Others have no borders.
    let plain = support::case(&format!(
        r#"{SIZE} rule = [{{ id = "r", when = "size > 9 EUR", pays = "1 EUR" }}]"#
    ));
    let findings = plain.findings();
    let found = of_code(&findings, "no-rule");
    let document = found[0].to_value(Language::English).to_json();
    assert!(!document.contains("conditions"), "{document}");
}

#[test]
fn payers_are_told_apart_by_dates_and_measures() {
    let policy = support::case(&format!(
        r#"{SIZE} fact.joined = {{ type = "date", least = "2020-01-01", most = "2029-12-31" }}
        rule = [{{ id = "r", when = "joined >= '2023-06-01' or size > 9 EUR", pays = "1 EUR" }}]"#
    ));
    let findings = policy.findings();
    let found = of_code(&findings, "no-rule");
    let payers = found[0].payers();
    let payer = |date: &str, size: i64| {
        Facts::new("p")
            .with_date("joined", date.parse().unwrap())
            .with_measure("size", size)
    };
    assert_eq!(payers.include(&payer("2023-05-31", 9)), Some(true));
    assert_eq!(payers.include(&payer("2023-06-01", 9)), Some(false));
    assert_eq!(payers.include(&payer("2023-05-31", 10)), Some(false));
    assert_eq!(
        payers.include(&Facts::new("p").with_measure("size", 9)),
        None
    );
    assert_eq!(
        payers.include(&Facts::new("p").with_measure("size", 10)),
        Some(false)
    );
}

#[test]
fn of_many_values_those_that_are_not_meant_are_named() {
    let without = |values: &str, except: &str| {
        let policy = support::case(&format!(
            r#"fact.kind = {{ values = [{values}] }}
            rule = [{{ id = "r", when = "{except}", pays = "1 EUR" }}]"#
        ));
        let findings = policy.findings();
        of_code(&findings, "no-rule")[0]
            .payers()
            .in_language(Language::English)
    };
    assert_eq!(without(r#""a", "b", "c", "d""#, "kind = 'd'"), "a, b or c");
    assert_eq!(
        without(r#""a", "b", "c", "d", "e""#, "kind = 'e'"),
        "all but e"
    );
    assert_eq!(
        without(
            r#""a", "b", "c", "d", "e", "f""#,
            "kind = 'e' or kind = 'f'"
        ),
        "all but e and f"
    );
}
