//! Two policies compared.
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
