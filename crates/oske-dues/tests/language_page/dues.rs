//! What the page says of rules, lines, instalments, examples and readings.

use oske_dues::Reason;

use crate::{EVERYONE, FACTS, codes, facts, faults, in_first_year, pays, policy, rule};

/// Rules, each with an id, for everybody unless they say otherwise.
fn rules(texts: &[&str]) -> String {
    let mut all = String::new();
    for (index, text) in texts.iter().enumerate() {
        all += &format!("[[rule]]\nid = \"rule-{index}\"\n{text}\n");
    }
    all
}

#[test]
fn one_rule_gives_the_amount_of_a_line_and_the_rounded_lines_add_up() {
    let lines = "[line.levy]\n[line.gift]\noptional = true\n";
    let of =
        |texts: &[&str]| in_first_year(&policy(&format!("{FACTS}{lines}{}", rules(texts))), "{}");
    let (dues, levy) = (
        "pays = \"1.004 EUR\"",
        "line = \"levy\"\npays = \"2.004 EUR\"",
    );
    assert_eq!(of(&[dues, levy]), "3.00");
    assert_eq!(
        of(&[dues, levy, "line = \"gift\"\npays = \"0.50 EUR\""]),
        "3.50"
    );
    assert_eq!(of(&["line = \"dues\"\npays = \"1 EUR\"", levy]), "3.00");
    assert_eq!(
        of(&[
            dues,
            "line = \"levy\"\npays = \"2 EUR\"\nwhen = \"student\""
        ]),
        "not_covered"
    );
    assert_eq!(of(&[dues, levy, "pays = \"5 EUR\""]), "ambiguous 3.00 7.00");
    assert_eq!(of(&[dues, levy, "pays = \"1.001 EUR\""]), "3.00");
    assert_eq!(of(&["exempt = { en = \"nothing\" }", levy]), "2.00");
    let unknown = rules(&[dues, "line = \"lewy\"\npays = \"1 EUR\""]);
    assert_eq!(faults(&format!("{lines}{unknown}")), ["unknown-name"]);
}

#[test]
fn a_rule_has_an_amount_or_a_reason_why_nothing_is_owed() {
    for text in ["", "pays = \"1 EUR\"\nexempt = { en = \"nothing\" }"] {
        assert_eq!(faults(&rules(&[text])), ["pays-or-exempt"]);
    }
    let residents = "charges_residents = true\nexempt = { en = \"nothing\" }";
    assert_eq!(faults(&rules(&[residents])), ["exempt-charges"]);
}

#[test]
fn the_lines_of_one_payer_are_in_one_currency() {
    let policy = policy(&format!(
        "[line.levy]\n{}",
        rules(&[
            "pays = \"1 EUR\"",
            "line = \"levy\"\ncurrency = \"SEK\"\npays = \"1 SEK\""
        ])
    ));
    assert_eq!(in_first_year(&policy, "{}"), "invalid");
    assert!(codes(&policy).contains("mixed-currencies"));
}

#[test]
fn instalments_fall_due_in_the_dues_year_and_add_up() {
    let instalments = |share: &str| {
        format!(
            "{EVERYONE}[[instalment]]\nshare = \"1/2\"\ndue = \"03-31\"\n[[instalment]]\nshare = \"{share}\"\ndue = \"2024-09-30\"\nnote = {{ en = \"a date\" }}\n"
        )
    };
    assert!(!codes(&policy(&instalments("1/2"))).contains("instalments-do-not-sum"));
    assert!(codes(&policy(&instalments("1/3"))).contains("instalments-do-not-sum"));
}

#[test]
fn an_example_is_of_the_first_year_unless_it_says_another() {
    let example = |year: &str, amount: &str| {
        let text = format!(
            "[param.fee]\nunit = \"EUR\"\nvalues = [{{ until = \"2024-01-01\", value = \"1\" }}, {{ from = \"2024-01-01\", value = \"2\" }}]\n\
             {}[[example]]\n{year}\nfacts = {{}}\npays = \"{amount}\"\n",
            rule("fee")
        );
        codes(&policy(&text)).contains("printed-example")
    };
    assert!(!example("", "1") && example("", "2"));
    assert!(!example("dues_year = \"2024\"", "2") && example("dues_year = \"2024\"", "1"));
}

#[test]
fn readings_that_differ_before_rounding_alone_are_one_amount() {
    assert_eq!(pays("unclear('order', 1.001 EUR, 1.002 EUR)"), "1.00");
}

#[test]
fn a_reading_without_amount_leaves_none_and_the_gravest_hindrance_is_told() {
    for (formula, expected) in [
        ("unclear('order', 1 EUR, missing)", "undetermined"),
        (
            "unclear('order', 1 EUR, fee(10001 inhabitant))",
            "not_covered",
        ),
        ("missing + fee(10001 inhabitant)", "not_covered"),
        (
            "missing + fee(10001 inhabitant) + 1 EUR / (age / 1 year - 70)",
            "invalid",
        ),
    ] {
        assert_eq!(pays(formula), expected, "{formula}");
    }
}

#[test]
fn all_that_is_missing_is_told_at_once() {
    let text = FACTS.replace("[fact.branch]", "other = { unit = \"EUR\" }\n[fact.branch]");
    let policy = policy(&format!(
        "{text}{}",
        rule("larger(missing, 1 EUR) + 2 * other")
    ));
    let year = policy.for_year(policy.first_year()).unwrap();
    let outcome = year.assess(&facts("{}")).outcome().clone();
    let missing: Vec<&str> = outcome
        .reasons()
        .iter()
        .filter_map(Reason::subject)
        .collect();
    assert_eq!(missing, ["missing", "other"]);
}
