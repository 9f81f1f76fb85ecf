//! The page of the language, `docs/language.md`: every block on it loads, every construct of its tables
//! has the value that is stated here, and its sentences hold.
#![cfg(all(feature = "toml", feature = "json"))]
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a helper of a test fails by panicking"
)]

mod document;
mod dues;
mod expected;
mod figures;
mod formulas;
mod page;
mod payers;
#[path = "../support/mod.rs"]
mod support;

use std::collections::BTreeSet;

use oske_dues::{Facts, Faults, Finding, NormalOutcome, Outcome, Policy, PolicyYear};
use oske_types::DuesYear;

const PAGE: &str = include_str!("../../docs/language.md");

/// What a policy begins with. Its dues years are calendar years.
const HEAD: &str = r#"
    format = "oske-policy"
    version = 1
    id = "page"
    title = { en = "Page" }
    status = "in-force"
    currency = "EUR"
    dues_years = { from = "2023" }
    rounding = "half-up to 0.01"
"#;

const EVERYONE: &str = r#"
    [[rule]]
    id = "everyone"
    pays = "10 EUR"
"#;

fn read(text: &str) -> Result<Policy, Faults> {
    Policy::from_toml("page.toml", text)
}

fn policy(rest: &str) -> Policy {
    read(&format!("{HEAD}{rest}")).unwrap_or_else(|faults| panic!("{rest}\n{faults}"))
}

/// The codes of the faults of what would otherwise be a policy.
fn faults(rest: &str) -> Vec<&'static str> {
    match read(&format!("{HEAD}{rest}")) {
        Ok(_) => panic!("no fault: {rest}"),
        Err(faults) => faults.iter().map(oske_dues::Fault::code).collect(),
    }
}

fn facts(json: &str) -> Facts {
    let json = json.replacen('{', r#"{"id": "a-payer", "#, 1);
    Facts::from_json("facts.json", &json.replace(", }", "}"))
        .unwrap_or_else(|faults| panic!("{json}\n{faults}"))
}

/// The amount, or what else comes out. The normal form must give the same.
fn outcome(year: &PolicyYear<'_>, facts: &Facts) -> String {
    let outcome = year.assess(facts).outcome().clone();
    let normal = year.normal_form().assess(facts);
    assert_eq!(normal, NormalOutcome::from(&outcome), "the normal form");
    match &outcome {
        Outcome::Assessed(amount) => amount.to_decimal_text(),
        Outcome::Ambiguous { candidates, .. } => {
            let candidates = candidates.iter().map(|amount| amount.to_decimal_text());
            let told: Vec<String> = std::iter::once("ambiguous".to_owned())
                .chain(candidates)
                .collect();
            told.join(" ")
        }
        other => other.status().to_owned(),
    }
}

fn in_first_year(policy: &Policy, json: &str) -> String {
    let year = policy.for_year(policy.first_year()).unwrap();
    outcome(&year, &facts(json))
}

/// What a payer owes by a formula who has the facts that are `absent` in [`FACTS`].
fn pays(formula: &str) -> String {
    let policy = policy(&format!("{FACTS}{}", rule(formula)));
    in_first_year(&policy, "{}")
}

fn rule(formula: &str) -> String {
    format!("\n[[rule]]\nid = \"everyone\"\npays = \"{formula}\"\n")
}

fn codes(policy: &Policy) -> BTreeSet<&'static str> {
    policy.findings().iter().map(Finding::code).collect()
}

fn calendar(year: i32) -> DuesYear {
    DuesYear::calendar(year).unwrap()
}

/// A policy with every name that the formula tables use.
const FACTS: &str = r#"
    unit.inhabitant = { name = { en = "inhabitant" } }
    unit.employee = { name = { en = "employee" } }

    [fact]
    kind = { values = ["association", "company", "foundation", "other"], absent = "association" }
    student = { type = "yes-no", absent = "no" }
    population = { unit = "inhabitant", step = "1", least = "0", most = "10000000", absent = "5001" }
    age = { unit = "year", step = "1", least = "0", most = "120", absent = "70" }
    service = { unit = "year", step = "1", least = "0", most = "120", absent = "30" }
    joined = { type = "date", least = "2020-01-01", most = "2030-12-31", absent = "2024-01-15" }
    missing = { unit = "EUR", step = "1", least = "0", most = "100" }

    [fact.branch]
    type = "list"
    most = "20"
    [fact.branch.each]
    employees = { unit = "employee", step = "1", least = "0", most = "10000" }

    [param.rate]
    unit = "EUR/inhabitant"
    values = [{ until = "2024-01-01", value = "0.0077" }, { from = "2024-01-01", value = "0.0085" }]

    [table.fee]
    by = "population"
    unit = "EUR"
    rows = [{ under = "5000", pays = "110" }, { from = "5000", to = "10000", pays = "550" }]

    [share.advance]
    total = "1000 EUR"
    rounding = "each"
    keys = [{ weight = "1", by = "population", of = "10000 inhabitant" }]

    [let]
    base = "rate * population"
    is_small = "population < 10000 inhabitant"
    x = "7.50 EUR"
    y = "2 EUR"
    z = "3 EUR"
    least = "8 EUR"
    most = "5 EUR"
    from = "'01-31'"
    to = "'03-30'"
"#;

/// A table by the population, which `FACTS` has, with other rows.
fn table(rows: &str) -> String {
    format!(
        "{FACTS}\n[table.other]\nby = \"population\"\nunit = \"EUR\"\nrows = {rows}\n{}",
        rule("other(population)")
    )
}
