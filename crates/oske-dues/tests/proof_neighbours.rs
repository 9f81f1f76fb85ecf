//! What is proved where sets of payers lie beside each other: over borders that follow two quantities, of
//! rows and rules that meet twice, and of borders that only a few points of a grid lie on.
#![cfg(feature = "toml")]
#![allow(missing_docs, reason = "a test that fails panics")]

mod support;

use oske_types::Language;

const FACTS: &str = r#"
    rounding = "half-up to 0.01"
    fact.grant = { unit = "EUR", step = "1", least = "-1000", most = "1000" }
    fact.kind = { values = ["a", "b"] }
    fact.size = { unit = "EUR", step = "1", least = "0", most = "1000", dues = "rise" }
    fact.rate = { unit = "1", step = "0.01", least = "0", most = "1" }
"#;

/// What is said of one of the codes, in words.
fn told(facts: &str, rest: &str, codes: &[&str]) -> Vec<String> {
    let policy = support::case(&format!("{facts}\n{rest}"));
    let findings = policy.findings();
    let told = findings
        .iter()
        .filter(|finding| codes.contains(&finding.code()));
    told.map(|finding| format!("{}: {}", finding.code(), finding.message(Language::English)))
        .collect()
}

fn course(pays: &str) -> Vec<String> {
    told(
        FACTS,
        &format!(r#"rule = [{{ id = "r", pays = "{pays}" }}]"#),
        &["fall", "undecided"],
    )
}

/// The two rows that meet are named, not those that meet elsewhere and give the same.
#[test]
fn rows_that_overlap_twice_are_told_pair_by_pair() {
    let found = told(
        FACTS,
        r#"table.fee = { by = "size", unit = "EUR", rows = [
            { under = "10", pays = "10" }, { from = "5", under = "20", pays = "20" },
            { from = "20", under = "30", pays = "10" }, { from = "25", pays = "20" },
        ] }
        rule = [{ id = "r", pays = "fee(size)" }]"#,
        &["overlap"],
    );
    assert_eq!(
        found,
        [
            "overlap: several amounts (size is 5–9): rows 1 and 2 of the table “fee” give €10.00 / €20.00",
            "overlap: several amounts (size is 25–29): rows 3 and 4 of the table “fee” give €10.00 / €20.00",
        ]
    );
}

/// Two sets of payers that are everybody together, and everybody.
#[test]
fn an_overlap_that_is_met_by_two_lines_is_told_once() {
    let found = told(
        FACTS,
        r#"line.basic = {}
        line.extra = {}
        table.fee = { by = "size", unit = "EUR", rows = [
            { under = "10", pays = "10" }, { from = "5", pays = "20" },
        ] }
        rule = [
            { id = "a", line = "basic", when = "kind = 'a'", pays = "fee(size)" },
            { id = "b", line = "basic", when = "kind = 'b'", pays = "fee(size)" },
            { id = "c", line = "extra", pays = "fee(size)" },
        ]"#,
        &["overlap"],
    );
    assert_eq!(
        found,
        [
            "overlap: several amounts (size is 5–9): rows 1 and 2 of the table “fee” give €10.00 / €20.00"
        ]
    );
}

/// Those who have a large grant fall in one kind, those who have a small one in the other.
#[test]
fn a_fall_of_other_payers_is_shown_by_them() {
    let found = course(
        "if kind = 'a' then (if size < 500 EUR then grant else 100 EUR) else (if size < 500 EUR then 100 EUR else grant)",
    );
    assert_eq!(
        found,
        [
            "fall: dues fall €100.00 → -€1,000.00 as size grows 499 → 500 (b; grant is -1,000–99), though they are expected to rise",
            "fall: dues fall €101.00 → €100.00 as size grows 499 → 500 (a; grant is 101 or more), though they are expected to rise",
        ]
    );
}

/// A fall over a product is shown by those of whom both factors are large.
#[test]
fn a_fall_over_a_product_is_shown_at_its_ends() {
    let found = course("if size < 500 EUR then at_least(grant, 0 EUR) * rate else 900 EUR");
    assert_eq!(
        found,
        [
            "fall: dues fall €1,000.00 → €900.00 as size grows 499 → 500 (grant is 0 or more), though they are expected to rise"
        ]
    );
}

#[test]
fn a_product_that_grows_on_the_far_side_is_compared_there() {
    let found = course("if size < 500 EUR then 50 EUR else 100 EUR + size * rate");
    assert!(found.is_empty(), "{found:?}");
}

/// A border that follows two quantities ends at one that follows the size alone.
#[test]
fn the_end_of_an_oblique_border_is_crossed_where_it_is() {
    let found = course(
        "if size < 500 EUR then (if size < grant then 50 EUR else 2000 EUR + grant) else 2600 EUR",
    );
    assert!(found.is_empty(), "{found:?}");
    let found =
        course("if size < 500 EUR then (if size < grant then 50 EUR else 200 EUR) else 100 EUR");
    assert_eq!(
        found,
        [
            "fall: dues fall €200.00 → €100.00 as size grows 499 → 500 (grant − size ≤ 0), though they are expected to rise"
        ]
    );
}

/// Between the two nobody has an amount: the next who has one owes less, from 1,902 thirds on.
#[test]
fn a_fall_across_those_who_have_no_amount_is_found() {
    let found = told(
        FACTS,
        r#"rule = [
            { id = "small", when = "size < 300 EUR and size < grant", pays = "100 EUR" },
            { id = "large", when = "3 * size >= 1900 EUR + grant", pays = "50 EUR" },
        ]"#,
        &["fall", "undecided"],
    );
    assert_eq!(
        found,
        [
            "fall: dues fall €100.00 → €50.00 as size grows 0 → 634 (every payer), though they are expected to rise"
        ]
    );
}

/// Without a step no two payers are neighbours over a border that follows two quantities.
#[test]
fn without_a_step_a_fall_over_an_oblique_border_is_left_open() {
    let found = told(
        r#"fact.grant = { unit = "EUR", least = "0", most = "1000" }
        fact.size = { unit = "EUR", least = "0", most = "1000", dues = "rise" }"#,
        r#"rule = [{ id = "r", pays = "if size < grant then 100 EUR else 50 EUR" }]"#,
        &["fall", "undecided"],
    );
    assert_eq!(
        found,
        [
            "undecided: it was not decided whether dues rise or fall as they are expected to, as size grows: a border follows several measures at once"
        ]
    );
}

/// Of the smallest of those who meet both rules, both amounts are rounded to the same.
#[test]
fn rules_that_give_the_same_once_it_is_rounded_are_shown_by_somebody_else() {
    let found = told(
        FACTS,
        r#"rule = [
            { id = "one", pays = "size * 0.001" },
            { id = "two", pays = "size * 0.0011" },
        ]"#,
        &["several-rules"],
    );
    assert_eq!(
        found,
        [
            "several-rules: in the line “dues” several rules are for every payer: one and two (€1.00 / €1.10)"
        ]
    );
}

/// An overlap behind a border along a product.
#[test]
fn what_is_not_decided_of_a_table_names_it() {
    let found = told(
        FACTS,
        r#"table.fee = { by = "size", unit = "EUR", rows = [
            { under = "10", pays = "10" }, { from = "5", pays = "20" },
        ] }
        rule = [{ id = "r", pays = "if grant * rate > 50 EUR then fee(size) else 1 EUR" }]"#,
        &["undecided", "overlap"],
    );
    assert_eq!(
        found,
        ["undecided: not every case was gone through (“fee”): the result is not piecewise linear"]
    );
}

/// Only 20 · 7 + 8 · 11 is 228, far from every end of what the two may be.
#[test]
fn a_rule_for_one_point_of_a_grid_is_for_somebody() {
    let found = told(
        r#"fact.one = { unit = "1", step = "1", least = "0", most = "30" }
        fact.other = { unit = "1", step = "1", least = "0", most = "10" }"#,
        r#"rule = [
            { id = "few", when = "7 * one + 11 * other = 228", pays = "10 EUR" },
            { id = "others", when = "not (7 * one + 11 * other = 228)", pays = "20 EUR" },
        ]"#,
        &["dead-rule", "undecided", "gap", "several-rules"],
    );
    assert!(found.is_empty(), "{found:?}");
}
