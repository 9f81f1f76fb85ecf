//! Two policies compared.
#![cfg(all(feature = "toml", feature = "json"))]
#![allow(missing_docs, clippy::unwrap_used, reason = "a test that fails panics")]

mod support;

use oske_dues::Policy;
use oske_dues::compare::Comparison;
use oske_types::Language;
use support::demonstration;

fn tariff(folder: &str) -> Policy {
    let path = format!(
        "{}/tests/tariffs/{folder}/policy.toml",
        env!("CARGO_MANIFEST_DIR")
    );
    let text = std::fs::read_to_string(path).unwrap();
    Policy::from_toml("policy.toml", &text).unwrap()
}

fn years(policy: &Policy, before: &str, after: &str) -> Comparison {
    let [before, after] =
        [before, after].map(|year| policy.for_year(year.parse().unwrap()).unwrap());
    Comparison::of(&before, &after).unwrap()
}

fn compared(before: &str, after: &str) -> Comparison {
    let (before, after) = (demonstration(before), demonstration(after));
    let before = before.for_year(before.first_year()).unwrap();
    let after = after.for_year(after.first_year()).unwrap();
    Comparison::of(&before, &after).unwrap()
}

#[test]
fn what_the_letter_of_2022_would_mean() {
    for name in ["iso-2023-option", "iso-2023-demo"] {
        let comparison = compared("iso-2022", name);
        for language in Language::ALL {
            insta::assert_snapshot!(format!("{name}_{language}"), comparison.to_text(language));
        }
    }
    let comparison = compared("iso-2023-option", "iso-2023-demo");
    insta::assert_snapshot!("option_demo_en", comparison.to_text(Language::English));
    insta::assert_snapshot!(
        "option_demo_json",
        comparison.to_value(Language::English).to_json()
    );
}

#[test]
fn a_tariff_from_one_year_to_another() {
    let climate = tariff("climate-alliance-2017-2024");
    insta::assert_snapshot!(
        "climate",
        years(&climate, "2017", "2024").to_text(Language::English)
    );
}

/// Made up: a flat due with a second part for staff, and one by turnover with a least and a most.
#[test]
fn where_two_proposals_break_even() {
    let facts = r#"
        rounding = "half-up to 0.01"
        unit.employee = { name = { en = "employee" }, many = { en = "employees" } }
        fact.kind = { values = ["company", "association"] }
        fact.turnover = { unit = "EUR", step = "0.01", least = "0", most = "1000000000" }
        fact.staff = { unit = "employee", step = "1", least = "0", most = "100000" }
    "#;
    let flat = support::case(&format!(
        r#"{facts}
        rule = [
            {{ id = "companies", when = "kind = 'company'", pays = "300 EUR + 12 EUR/employee * staff" }},
            {{ id = "associations", when = "kind = 'association'", pays = "if staff = 0 employee then 50 EUR else 100 EUR" }},
        ]"#
    ));
    let by_turnover = support::case(&format!(
        r#"{facts}
        rule = [
            {{ id = "companies", when = "kind = 'company'", pays = "at_most(at_least(0.05% * turnover, 200 EUR), 5000 EUR)" }},
            {{ id = "associations", when = "kind = 'association'", pays = "at_least(7.50 EUR/employee * staff, 50 EUR)" }},
        ]"#
    ));
    let (before, after) = (
        support::in_year(&flat, 2024),
        support::in_year(&by_turnover, 2024),
    );
    let comparison = Comparison::of(&before, &after).unwrap();
    insta::assert_snapshot!("break_even", comparison.to_text(Language::English));
    insta::assert_snapshot!("break_even_fi", comparison.to_text(Language::Finnish));
}

#[test]
fn facts_of_one_name_must_be_the_same() {
    let by = |unit: &str| {
        support::case(&format!(
            r#"unit.employee = {{ name = {{ en = "employee" }} }}
            fact.size = {{ unit = "{unit}", step = "1", least = "0", most = "100" }}
            rule = [{{ id = "everyone", pays = "100 EUR" }}]"#
        ))
    };
    let (staff, turnover) = (by("employee"), by("EUR"));
    let (staff, turnover) = (
        support::in_year(&staff, 2024),
        support::in_year(&turnover, 2024),
    );
    let error = Comparison::of(&staff, &turnover).unwrap_err();
    insta::assert_snapshot!(error, @"the fact `size` has another unit in one than in the other: expected facts of one name to be the same in both policies");
}

/// The text without its first lines, which name the policies.
fn differences(before: &str, after: &str) -> String {
    let [before, after] = [before, after].map(support::case);
    let before = support::in_year(&before, 2024);
    let after = support::in_year(&after, 2024);
    let text = Comparison::of(&before, &after).unwrap().to_string();
    let lines: Vec<&str> = text.lines().skip(2).collect();
    lines.join("\n")
}

#[test]
fn payers_whose_measures_only_one_policy_allows_are_told_of() {
    let up_to = |most: u32, pays: &str| {
        format!(
            r#"fact.size = {{ unit = "EUR", step = "1", least = "0", most = "{most}" }}
            rule = [{{ id = "everyone", pays = "{pays}" }}]"#
        )
    };
    let text = differences(&up_to(100, "10 EUR"), &up_to(150, "10 EUR"));
    insta::assert_snapshot!("ranges", text);
}

#[test]
fn the_same_before_rounding_may_be_rounded_otherwise() {
    let rounded = |rounding: &str| {
        format!(
            r#"rounding = "{rounding}"
            fact.kind = {{ values = ["small", "large"] }}
            fact.size = {{ unit = "EUR", step = "1", least = "0", most = "100" }}
            rule = [
                {{ id = "small", when = "kind = 'small'", pays = "20 EUR" }},
                {{ id = "large", when = "kind = 'large'", pays = "0.125 * size" }},
            ]"#
        )
    };
    let text = differences(&rounded("half-up to 0.01"), &rounded("up to 0.10"));
    insta::assert_snapshot!("rounded_otherwise", text);
}

#[test]
fn differences_are_told_by_the_step_of_their_own_rules() {
    let raised = |by: &str| {
        format!(
            r#"fact.kind = {{ values = ["small", "large"] }}
            rule = [
                {{ id = "small", when = "kind = 'small'", pays = "20 EUR + {by}", rounding = "half-up to 1" }},
                {{ id = "large", when = "kind = 'large'", pays = "300 EUR + {by}", rounding = "half-up to 0.01" }},
            ]"#
        )
    };
    let text = differences(&raised("0 EUR"), &raised("0.10 EUR"));
    insta::assert_snapshot!("own_steps", text);
}

#[test]
fn it_breaks_even_at_the_end_of_a_stretch_only_where_it_does_not_go_on_so() {
    let policy = |large: &str| {
        format!(
            r#"fact.size = {{ unit = "EUR", step = "1", least = "0", most = "1000" }}
            rule = [
                {{ id = "small", when = "size < 100 EUR", pays = "50 EUR" }},
                {{ id = "large", when = "size >= 100 EUR", pays = "{large}" }},
            ]"#
        )
    };
    // Less below 100 and more from there on: as much is owed at 100 alone.
    let flat = policy("50 EUR");
    let crossing = flat.replace(
        "pays = \"50 EUR\" },\n                { id = \"large\"",
        "pays = \"40 EUR\" },\n                { id = \"large\"",
    );
    let crossing = crossing.replace(
        "when = \"size >= 100 EUR\", pays = \"50 EUR\"",
        "when = \"size >= 100 EUR\", pays = \"50 EUR + 0.5 * (size - 100 EUR)\"",
    );
    insta::assert_snapshot!("even_at_an_end", differences(&flat, &crossing));
    // The same below 100 too.
    let rising = policy("50 EUR + 0.5 * (size - 100 EUR)");
    insta::assert_snapshot!("not_even_at_an_end", differences(&flat, &rising));
}

#[test]
fn a_date_at_which_it_breaks_even_is_told_as_one() {
    let policy = |pays: &str| {
        format!(
            r#"fact.joined = {{ type = "date", least = "2020-01-01", most = "2029-12-31" }}
            rule = [{{ id = "everyone", pays = "{pays}" }}]"#
        )
    };
    let flat = policy("10 EUR");
    let by_day = policy("0.10 EUR/day * days(joined, next_year_start)");
    insta::assert_snapshot!("even_at_a_date", differences(&flat, &by_day));
}

#[test]
fn what_a_missing_fact_means_may_differ() {
    let policy = |absent: &str| {
        format!(
            r#"fact.size = {{ unit = "EUR", step = "1", least = "0", most = "100", absent = "{absent}" }}
            rule = [{{ id = "everyone", pays = "10 EUR + size" }}]"#
        )
    };
    insta::assert_snapshot!("missing_fact", differences(&policy("0"), &policy("50")));
}

#[test]
fn readings_that_say_the_same_of_a_payer_are_one() {
    let policy = |large: &str| {
        format!(
            r#"fact.size = {{ unit = "EUR", step = "1", least = "0", most = "100" }}
            rule = [
                {{ id = "one", when = "size < 60 EUR", pays = "10 EUR" }},
                {{ id = "other", when = "size >= 40 EUR", pays = "{large}" }},
            ]"#
        )
    };
    insta::assert_snapshot!(
        "agreeing_readings",
        differences(&policy("10 EUR"), &policy("15 EUR"))
    );
}

#[test]
fn nobody_is_told_of_where_borders_leave_nobody() {
    let facts = r#"
        fact.size = { unit = "EUR", step = "1", least = "0", most = "700000" }
        fact.grant = { unit = "EUR", step = "1", least = "0", most = "500" }
    "#;
    let flat = format!(r#"{facts} rule = [{{ id = "r", pays = "550 EUR" }}]"#);
    let by_sum = format!(
        r#"{facts}
        rule = [
            {{ id = "big", when = "size + grant >= 20000 EUR", pays = "0.0625 * size" }},
            {{ id = "small", when = "size + grant < 20000 EUR", pays = "100 EUR" }},
        ]"#
    );
    insta::assert_snapshot!("nobody_between_borders", differences(&flat, &by_sum));
}

#[test]
fn whether_there_are_dues_may_not_be_known_either() {
    let policy = |rules: &str| {
        format!(
            r#"fact.kind = {{ values = ["a", "b"] }}
            fact.size = {{ unit = "EUR", step = "1", least = "0", most = "1000" }}
            param.threshold = {{ unit = "EUR", value = "unknown" }}
            param.fee = {{ unit = "EUR", value = "unknown" }}
            rule = [{rules}]"#
        )
    };
    let none = policy(r#"{ id = "c", when = "size < 0 EUR", pays = "10 EUR" }"#);
    let proposed = policy(
        r#"{ id = "a", when = "kind = 'a'", pays = "fee" },
           { id = "b", when = "kind = 'b' and size >= threshold", pays = "20 EUR" }"#,
    );
    insta::assert_snapshot!("dues_not_known", differences(&none, &proposed));
}

#[test]
fn amounts_in_different_currencies_are_told_apart() {
    let policy = |currency: &str| {
        format!(
            r#"rule = [{{ id = "everyone", currency = "{currency}", pays = "10 {currency}" }}]"#
        )
    };
    insta::assert_snapshot!(
        "other_currency",
        differences(&policy("EUR"), &policy("SEK"))
    );
}

/// Each group with its own range, and a curve for each choice with all its pieces.
#[test]
fn curves_go_on_where_choices_split_otherwise() {
    let policy = |a: &str, b: &str| {
        format!(
            r#"fact.kind = {{ values = ["a", "b", "c"] }}
            fact.size = {{ unit = "EUR", step = "1", least = "0", most = "10000" }}
            rule = [
                {{ id = "a", when = "kind = 'a' and size >= 3000 EUR", pays = "{a} * size" }},
                {{ id = "others", when = "kind != 'a' and size >= 3000 EUR", pays = "{b} * size" }},
                {{ id = "small", when = "size < 3000 EUR", pays = "100 EUR" }},
            ]"#
        )
    };
    let (before, after) = (policy("0.05", "0.05"), policy("0.05", "0.06"));
    let [before, after] = [before, after].map(|text| support::case(&text));
    let before = support::in_year(&before, 2024);
    let after = support::in_year(&after, 2024);
    let comparison = Comparison::of(&before, &after).unwrap();
    let curves = comparison.curves().iter();
    let curves = curves.map(|curve| {
        let payers = curve.payers().in_language(Language::English);
        (payers, curve.pieces().len())
    });
    let curves: Vec<_> = curves.collect();
    assert_eq!(curves, [("a".to_owned(), 2), ("b or c".to_owned(), 2)]);
}

#[test]
fn tables_of_a_thousand_rows_are_gone_through() {
    let policy = |more: u32| {
        let rows = (0..1_000_u32).map(|row| {
            let (from, to) = (
                row.saturating_mul(10),
                row.saturating_mul(10).saturating_add(9),
            );
            format!(r#"{{ size = {{ from = "{from}", to = "{to}" }}, pays = "{row}" }},"#)
        });
        let rows: String = rows.collect();
        format!(
            r#"fact.size = {{ unit = "EUR", step = "1", least = "0", most = "9999" }}
            rule = [{{ id = "everyone", pays = "t(size) + {more} EUR" }}]
            table.t = {{ by = ["size"], unit = "EUR", rows = [{rows}] }}"#
        )
    };
    let [before, after] = [policy(0), policy(1)].map(|text| support::case(&text));
    let before = support::in_year(&before, 2024);
    let after = support::in_year(&after, 2024);
    let comparison = Comparison::of(&before, &after).unwrap();
    assert!(comparison.is_complete());
    assert_eq!(comparison.differences().len(), 1_000);
}
