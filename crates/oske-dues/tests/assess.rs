//! Assessing, in the corners that random policies seldom reach.
#![cfg(all(feature = "toml", feature = "json"))]
#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a helper of a test fails by panicking"
)]

mod support;

use oske_dues::{Explanation, Facts, Faults, Outcome, Policy};
use support::{in_year, read_case};

/// A policy with a measure `population`, and what else it says.
fn read(rest: &str) -> Result<Policy, Faults> {
    let head = r#"
        rounding = "half-up to 0.01"
        unit.inhabitant = {}
        fact.population = { unit = "inhabitant", step = "1", least = "0", most = "1000000" }
    "#;
    read_case(&format!("{head}\n{rest}"))
}

fn policy(rest: &str) -> Policy {
    read(rest).unwrap_or_else(|faults| panic!("{faults}"))
}

fn town() -> Facts {
    Facts::new("a-town").with_measure("population", 5000)
}

/// A table in which two rows hold for everybody.
fn two_rows(name: &str, first: &str, second: &str) -> String {
    format!(
        "[table.{name}]\nby = \"population\"\nunit = \"EUR\"\nrows = [{{ pays = \"{first}\" }}, {{ pays = \"{second}\" }}]\n"
    )
}

#[test]
fn an_amount_is_never_given_while_a_reading_is_left_out() {
    // 2⁷ readings; the first 64 of them agree, for they all have the first row of the first table.
    let mut text = two_rows("first", "110", "550");
    let mut formula = "first(population)".to_owned();
    for index in 0..6 {
        let name = format!("t{index}");
        text.push_str(&two_rows(&name, "1", "1"));
        formula.push_str(&format!(" + {name}(population)"));
    }
    text.push_str(&format!("[[rule]]\nid = \"all\"\npays = \"{formula}\"\n"));
    let policy = policy(&text);
    let outcome = in_year(&policy, 2023).assess(&town()).outcome().clone();
    assert!(matches!(outcome, Outcome::Ambiguous { .. }), "{outcome:?}");
    let explanation = in_year(&policy, 2023).explain(&town());
    assert_eq!(explanation.replay(), Ok(None));
}

#[test]
fn a_line_with_two_amounts_is_not_told_where_another_line_is_open() {
    let text = two_rows("fee", "110", "550")
        + r#"
        [line]
        joining = {}
        levy = {}
        param.rate = { unit = "EUR/inhabitant", value = "unknown" }
        [[rule]]
        id = "fee"
        line = "dues"
        pays = "fee(population)"
        [[rule]]
        id = "joining"
        line = "joining"
        pays = "20 EUR"
        [[rule]]
        id = "levy"
        line = "levy"
        pays = "rate * population"
        "#;
    let text = text.replace("param.rate =", "[param]\nrate =");
    let policy = policy(&text);
    let assessment = in_year(&policy, 2023).assess(&town());
    assert_eq!(assessment.outcome().status(), "undetermined");
    let lines: Vec<&str> = assessment
        .lines()
        .iter()
        .map(|line| line.line().name())
        .collect();
    assert_eq!(lines, ["joining"]);
}

#[test]
fn a_line_is_declared_unless_it_is_the_default_one() {
    let rules = |line: &str| {
        format!(
            r#"
            [[rule]]
            id = "fee"
            pays = "10 EUR"
            [[rule]]
            id = "levy"
            line = "{line}"
            pays = "5 EUR"
            [[rule]]
            id = "other_levy"
            valid = {{ until = "2000-01-01" }}
            line = "{line}"
            pays = "6 EUR"
            "#
        )
    };
    let declared = format!("[line]\nlevy = {{}}\n{}", rules("levy"));
    let assessment = in_year(&policy(&declared), 2023).assess(&town());
    assert_eq!(assessment.amount().unwrap().to_string(), "15.00 EUR");
    // The default line by its name is no second one.
    let assessment = in_year(&policy(&rules("dues")), 2023).assess(&town());
    assert_eq!(assessment.outcome().status(), "ambiguous");

    // A slip of the pen would be charged beside the dues.
    for text in [
        rules("due"),
        format!("[line]\ndues = {{}}\n{}", rules("due")),
    ] {
        let faults = read(&text).unwrap_err();
        let told: Vec<(&str, Option<&str>)> = faults
            .iter()
            .map(|fault| (fault.code(), fault.help()))
            .collect();
        let expected = ("unknown-name", Some("did you mean `dues`?"));
        assert_eq!(told, [expected, expected]);
    }
}

#[test]
fn the_explanation_of_the_highest_formula_can_be_read_back() {
    let sum = |terms: usize| vec!["1 EUR"; terms].join(" + ");
    let wide = format!("[[rule]]\nid = \"all\"\npays = \"{}\"\n", sum(64));
    // A sum in a sum in a sum …, each higher than the one before.
    let mut high = sum(10);
    while high.len() < 4000 {
        high = format!("({high}) + {}", sum(10));
    }
    let deep = format!("{}1 EUR{}", "(-".repeat(30), ")".repeat(30));
    for formula in [sum(64), deep] {
        let policy = policy(&format!("[[rule]]\nid = \"all\"\npays = \"{formula}\"\n"));
        let explanation = in_year(&policy, 2023).explain(&town());
        let read = Explanation::from_json("e.json", &explanation.to_json());
        assert_eq!(read.unwrap(), explanation);
    }
    assert!(read(&wide).is_ok());
    let faults = read(&format!("[[rule]]\nid = \"all\"\npays = \"{high}\"\n")).unwrap_err();
    assert!(faults.to_string().contains("nested too deep"), "{faults}");
}

#[test]
fn the_proof_goes_to_the_last_change_however_far_it_is() {
    let policy = policy(
        r#"
        [param.rate]
        unit = "EUR"
        values = [{ until = "2500-01-01", value = "1" }]
        [[rule]]
        id = "all"
        pays = "rate"
        "#,
    );
    let findings = policy.findings();
    let stale = findings
        .iter()
        .find(|finding| finding.code() == "stale-parameter");
    assert_eq!(stale.unwrap().year().to_string(), "2500");
}

#[test]
fn a_number_that_does_not_fit_is_no_amount() {
    let policy = policy(
        r#"
        [[rule]]
        id = "all"
        pays = "99999999999999999999999999999999999999 EUR/inhabitant * population"
        "#,
    );
    let assessment = in_year(&policy, 2023).assess(&town());
    assert_eq!(assessment.outcome().status(), "invalid");
    assert_eq!(assessment.outcome().reasons()[0].code(), "uncomputable");
    assert!(
        in_year(&policy, 2023)
            .explain(&town())
            .explains(&assessment)
    );
}

#[test]
fn a_division_by_what_can_be_zero_is_found_and_gives_no_amount() {
    let rule = |pays: &str| format!("[[rule]]\nid = \"all\"\npays = \"{pays}\"\n");
    let divides_by_zero = |policy: &Policy| {
        let findings = policy.findings();
        findings
            .iter()
            .find(|finding| finding.code() == "division-by-zero")
            .cloned()
    };
    for pays in [
        "110 EUR / (1 - 1)",
        "110 EUR / 0",
        "110 EUR / 0%",
        "110 EUR * (population / population)",
        "110 EUR*inhabitant / (population - 5000 inhabitant)",
    ] {
        let policy = policy(&rule(pays));
        let found = divides_by_zero(&policy).unwrap_or_else(|| panic!("{pays}"));
        let year = in_year(&policy, 2023);
        let assessment = year.assess(found.witness().unwrap());
        assert_eq!(assessment.outcome().status(), "invalid", "{pays}");
        assert_eq!(assessment.outcome().reasons()[0].code(), "uncomputable");
    }
    for pays in [
        "110 EUR / 4",
        "55 EUR / (200%)",
        "110 EUR / 4 inhabitant * 1 inhabitant",
        "-55 EUR / -2",
        "if population = 0 inhabitant then 0 EUR else 137500 EUR*inhabitant / population",
    ] {
        let policy = policy(&rule(pays));
        assert_eq!(divides_by_zero(&policy), None, "{pays}");
        let assessment = in_year(&policy, 2023).assess(&town());
        assert_eq!(
            assessment.amount().unwrap().to_string(),
            "27.50 EUR",
            "{pays}"
        );
    }
}

#[test]
fn a_line_that_is_not_optional_needs_a_rule_for_each_payer() {
    let text = |optional: &str| {
        format!(
            r#"
            [line.magazine]
            {optional}
            [[rule]]
            id = "dues"
            pays = "10 EUR"
            [[rule]]
            id = "readers"
            line = "magazine"
            when = "population < 100 inhabitant"
            pays = "5 EUR"
            "#
        )
    };
    let policies = ["optional = true", ""].map(|optional| policy(&text(optional)));
    let [optional, needed] = &policies;
    let assessment = in_year(optional, 2023).assess(&town());
    assert_eq!(assessment.amount().unwrap().to_string(), "10.00 EUR");
    let outcome = in_year(needed, 2023).assess(&town()).outcome().clone();
    assert_eq!(outcome.status(), "not_covered");
    assert_eq!(outcome.reasons()[0].subject(), Some("magazine"));
}
