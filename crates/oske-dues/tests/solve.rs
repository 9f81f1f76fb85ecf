//! Solving for an unknown: what it answers is what assessing gives, and nothing else does.
#![cfg(all(feature = "toml", feature = "json"))]
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a helper of a test fails by panicking"
)]

mod support;

use std::fmt;

use oske_dues::solve::{Answer, Question, Solution, SolveError, ValueRange};
use oske_dues::{Facts, Policy};
use oske_testkit::{model, strategy, text};
use oske_types::{DuesYear, Exact, Language, Money};
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::FileFailurePersistence;
use serde_json::{Value, json};
use support::read_case;

/// A policy with a measure `population`, a choice `kind`, and what else it says.
fn policy(rest: &str) -> Policy {
    let head = r#"
        rounding = "half-up to 0.01"
        unit.inhabitant = { name = { en = "inhabitant" } }
        fact.kind = { values = ["county", "municipality"] }
        fact.population = { unit = "inhabitant", step = "1", least = "0", most = "10000000" }
    "#;
    read_case(&format!("{head}\n{rest}")).unwrap_or_else(|faults| panic!("{faults}"))
}

fn payer(name: &str, kind: &str, population: i32) -> Facts {
    let facts = Facts::new(name).with_attribute("kind", kind);
    facts.with_measure("population", population)
}

/// The four counties.
fn counties() -> Vec<Facts> {
    [
        ("North Savo", 247_689),
        ("Central Finland", 272_683),
        ("South Savo", 130_451),
        ("Kainuu", 70_521),
    ]
    .map(|(name, population)| payer(name, "county", population))
    .to_vec()
}

fn year() -> DuesYear {
    "2023".parse().unwrap()
}

fn ask<'p>(policy: &'p Policy, unknown: &str) -> Question<'p> {
    policy.solve_for(unknown, year()).unwrap()
}

fn eur(text: &str) -> Money {
    format!("{text} EUR").parse().unwrap()
}

/// What a sum of assessments comes to with a value.
fn assessed(policy: &Policy, unknown: &str, value: Exact, payers: &[Facts]) -> Money {
    let assumed = policy.with_parameter(unknown, year(), value).unwrap();
    let round = assumed.for_year(year()).unwrap().assess_round(payers);
    let amounts = round.iter().filter_map(|assessment| assessment.amount());
    Money::total("EUR".parse().unwrap(), amounts).unwrap()
}

/// The solution for a total in euros.
fn solved(question: &Question<'_>, payers: &[Facts], total: &str) -> Solution {
    question.total(payers, eur(total)).unwrap()
}

/// The answer in English, with ordinary blanks.
fn told(solution: &Solution) -> String {
    let told = solution.in_language(Language::English);
    told.replace('\u{a0}', " ")
}

/// What is answered for a total in euros, told.
fn answered(question: &Question<'_>, payers: &[Facts], total: &str) -> String {
    told(&solved(question, payers, total))
}

/// The values with which a total is reached.
fn values(solution: &Solution) -> &[ValueRange] {
    match solution.answer() {
        Answer::Reached(ranges) => ranges,
        _ => panic!("{solution:?}"),
    }
}

const BY_RATE: &str = r#"
    param.rate = { unit = "EUR/inhabitant", value = "unknown" }
    rule = [{ id = "counties", pays = "rate * population" }]
"#;

#[test]
fn a_rate_is_told_with_as_many_decimals_as_are_asked_for() {
    let policy = policy(BY_RATE);
    let target = eur("45083.88");
    let answers: Vec<String> = (0..=6)
        .map(|decimals| {
            let question = ask(&policy, "rate").with_decimals(decimals);
            told(&question.total(&counties(), target).unwrap())
        })
        .collect();
    insta::assert_snapshot!(answers.join("\n"), @r"
    No whole number gives exactly €45,083.88. The nearest totals are €0.00 (0 €/inhabitant) and €721,344.00 (1 €/inhabitant).
    No value with one decimal gives exactly €45,083.88. The nearest totals are €0.00 (0 €/inhabitant) and €72,134.40 (0.1 €/inhabitant).
    No value with 2 decimals gives exactly €45,083.88. The nearest totals are €43,280.64 (0.06 €/inhabitant) and €50,494.08 (0.07 €/inhabitant).
    No value with 3 decimals gives exactly €45,083.88. The nearest totals are €44,723.33 (0.062 €/inhabitant) and €45,444.67 (0.063 €/inhabitant).
    No value with 4 decimals gives exactly €45,083.88. The nearest totals are €45,011.86 (0.0624 €/inhabitant) and €45,084.00 (0.0625 €/inhabitant).
    No value with 5 decimals gives exactly €45,083.88. The nearest totals are €45,076.79 (0.06249 €/inhabitant) and €45,084.00 (0.0625 €/inhabitant).
    No value with 6 decimals gives exactly €45,083.88. The nearest totals are €45,083.27 (0.062499 €/inhabitant) and €45,084.00 (0.0625 €/inhabitant).
    ");
}

#[test]
fn without_decimals_the_fewest_that_reach_the_total_are_taken() {
    let policy = policy(BY_RATE);
    let payers = counties();
    for rate in ["1", "0.5", "0.06", "0.0625", "0.062517"] {
        let target = assessed(&policy, "rate", rate.parse().unwrap(), &payers);
        let solution = ask(&policy, "rate").total(&payers, target).unwrap();
        assert_eq!(solution.value(), Some(rate.parse().unwrap()));
        assert_eq!(solution.total(), Some(target));
    }
}

#[test]
fn a_flat_amount_beside_fixed_ones_is_found() {
    let policy = policy(
        r#"
        param.flat = { unit = "EUR", value = "unknown" }
        rule = [
            { id = "counties", when = "kind = 'county'", pays = "flat" },
            { id = "municipalities", when = "kind = 'municipality'", pays = "110 EUR" },
        ]
    "#,
    );
    let mut payers = counties();
    payers.push(payer("Kajaani", "municipality", 36_000));
    let question = ask(&policy, "flat");
    let solution = solved(&question, &payers, "510.00");
    assert_eq!(
        told(&solution),
        "With flat €100.00, the total is exactly €510.00."
    );
    assert_eq!(solution.fixed(), eur("110.00"));
    assert_eq!(solution.independent(), ["Kajaani"]);
    assert_eq!(solution.payers(), 5);

    // Four times the same: 510.01 cannot be.
    let solution = solved(&question, &payers, "510.01");
    let Answer::Between { below, above } = solution.answer() else {
        panic!("{solution:?}")
    };
    assert_eq!(
        (below.total(), above.total()),
        (eur("510.00"), eur("510.04"))
    );

    // Lower than what is fixed.
    insta::assert_snapshot!(answered(&question, &payers, "100.00"), @"With a value not below zero the total cannot be as low as €100.00: the least is €110.00 (€0.00).");
    let below_zero = question.with_least("-10".parse().unwrap());
    assert_eq!(
        answered(&below_zero, &payers, "100.00"),
        "With flat -€2.50, the total is exactly €100.00."
    );
}

#[test]
fn a_percentage_is_found() {
    let policy = policy(
        r#"
        param.levy = { unit = "1", value = "unknown" }
        rule = [{ id = "counties", pays = "0.05 EUR/inhabitant * population * (1 + levy)" }]
    "#,
    );
    let kainuu = &counties()[3..];
    assert_eq!(
        answered(&ask(&policy, "levy"), kainuu, "3702.35"),
        "With levy 0.05, the total is exactly €3,702.35."
    );
}

#[test]
fn a_threshold_in_a_condition_is_a_range_of_values() {
    let policy = policy(
        r#"
        param.bound = { unit = "inhabitant", value = "unknown" }
        rule = [
            { id = "small", when = "population < bound", pays = "110 EUR" },
            { id = "large", when = "population >= bound", pays = "550 EUR" },
        ]
    "#,
    );
    assert_eq!(
        answered(&ask(&policy, "bound"), &counties(), "1320.00"),
        "With bound from 130,452 to 247,689 inhabitant, the total is exactly €1,320.00.",
    );
    insta::assert_snapshot!(answered(&ask(&policy, "bound"), &counties(), "1319.00"), @"No whole number gives exactly €1,319.00. The nearest totals are €880.00 (247,690 inhabitant) and €1,320.00 (130,452 inhabitant).");
    insta::assert_snapshot!(answered(&ask(&policy, "bound"), &counties(), "3000.00"), @"With a value not below zero the total cannot be as high as €3,000.00: the greatest is €2,200.00 (0 inhabitant).");
}

#[test]
fn a_minimum_keeps_the_total_on_a_plateau() {
    let policy = policy(
        r#"
        param.rate = { unit = "EUR/inhabitant", value = "unknown" }
        rule = [{ id = "counties", pays = "at_least(rate * population, 5000 EUR)" }]
    "#,
    );
    let question = ask(&policy, "rate").with_decimals(4);
    assert_eq!(
        answered(&question, &counties(), "20000.00"),
        "With rate from 0 to 0.0183 €/inhabitant, the total is exactly €20,000.00.",
    );
    // Just where the largest county begins to pay more.
    insta::assert_snapshot!(answered(&question, &counties(), "20017.37"), @"With rate 0.0184 €/inhabitant, the total is exactly €20,017.37.");
    insta::assert_snapshot!(answered(&question, &counties(), "19999.00"), @"With a value not below zero the total cannot be as low as €19,999.00: the least is €20,000.00 (0 €/inhabitant).");
}

#[test]
fn two_separate_values_are_both_told() {
    // Up to 100 €, and down again from there.
    let policy = policy(
        r#"
        param.fee = { unit = "EUR", value = "unknown" }
        rule = [{ id = "all", pays = "at_least(at_most(fee, 200 EUR - fee), 0 EUR)" }]
    "#,
    );
    let one = &counties()[..1];
    assert_eq!(
        answered(&ask(&policy, "fee"), one, "40.00"),
        "With fee €40.00 or €160.00, the total is exactly €40.00."
    );
    insta::assert_snapshot!(answered(&ask(&policy, "fee"), one, "100.01"), @"With a value not below zero the total cannot be as high as €100.01: the greatest is €100.00 (€100.00).");
}

#[test]
fn amounts_that_rise_and_fall_together_are_tried_value_by_value() {
    let policy = policy(
        r#"
        param.fee = { unit = "EUR", value = "unknown" }
        rule = [
            { id = "counties", when = "kind = 'county'", pays = "fee / 3" },
            { id = "others", when = "kind = 'municipality'", pays = "at_least(500 EUR - fee / 7, 0 EUR)" },
        ]
    "#,
    );
    let payers = [payer("a", "county", 1), payer("b", "municipality", 1)];
    let question = ask(&policy, "fee").with_decimals(2);
    let solution = solved(&question, &payers, "600.00");
    assert!(solution.undecided().is_empty());
    for range in values(&solution) {
        for value in [range.first(), range.last()] {
            assert_eq!(assessed(&policy, "fee", value, &payers), eur("600.00"));
        }
    }
}

#[test]
fn what_some_pay_more_and_others_less_is_solved_for_every_value() {
    let policy = policy(
        r#"
        param.shift = { unit = "EUR", value = "unknown" }
        rule = [
            { id = "municipalities", when = "kind = 'municipality'", pays = "200 EUR - shift" },
            { id = "counties", when = "kind = 'county'", pays = "200 EUR + 2 * shift" },
        ]
    "#,
    );
    let payers = [
        payer("Kainuu", "county", 70_521),
        payer("Kajaani", "municipality", 36_000),
        payer("Paltamo", "municipality", 3_000),
    ];
    let question = ask(&policy, "shift");
    for question in [question.clone(), question.clone().with_decimals(2)] {
        assert_eq!(
            answered(&question, &payers, "600.00"),
            "With shift at least €0.00, the total is exactly €600.00."
        );
    }
    let question = question.with_decimals(2);
    insta::assert_snapshot!(answered(&question, &payers, "601.00"), @"With a value not below zero the total cannot be as high as €601.00: the greatest is €600.00 (€0.00).");
    insta::assert_snapshot!(answered(&question, &payers, "599.99"), @"With a value not below zero the total cannot be as low as €599.99: the least is €600.00 (€0.00).");
}

#[test]
fn what_is_open_for_another_reason_is_told_and_takes_no_part() {
    let policy = policy(
        r#"
        param.rate = { unit = "EUR/inhabitant", value = "unknown" }
        param.fee = { unit = "EUR", value = "unknown" }
        rule = [
            { id = "counties", when = "kind = 'county'", pays = "rate * population" },
            { id = "municipalities", when = "kind = 'municipality'", pays = "fee" },
        ]
    "#,
    );
    let payers = [
        payer("Kainuu", "county", 70_521),
        payer("Kajaani", "municipality", 36_000),
    ];
    let solution = solved(&ask(&policy, "rate"), &payers, "7052.10");
    assert_eq!(solution.value(), Some("0.1".parse().unwrap()));
    let [open] = solution.open() else {
        panic!("{solution:?}")
    };
    assert_eq!(open.payer(), "Kajaani");
    assert!(open.is_open_for_every_value());
    assert_eq!(open.outcome().reasons()[0].subject(), Some("fee"));

    let kajaani = |facts: &Facts| facts.payer() == "Kajaani";
    let solution = ask(&policy, "rate")
        .total_of(&payers, kajaani, eur("1.00"))
        .unwrap();
    assert_eq!(
        told(&solution),
        "With a value not below zero the total cannot be as high as €1.00: \
         the greatest is €0.00 (0 €/inhabitant). \
         Whatever the value is, the dues of 1 payer are open and not in the total. \
         No amount depends on rate.",
    );
}

#[test]
fn what_a_formula_rounds_or_multiplies_is_solved_value_by_value() {
    for (pays, total, answer) in [
        ("round(rate * population, 10 EUR)", "7050.00", "0.1"),
        (
            "round_up(rate * population / 1000, 1 EUR) * 2",
            "144.00",
            "1.01",
        ),
        (
            "rate * population * (rate / (1 EUR/inhabitant))",
            "705.21",
            "0.1",
        ),
        (
            "70521 EUR / (1 + rate / (1 EUR/inhabitant))",
            "35260.50",
            "1",
        ),
    ] {
        let policy = policy(&format!(
            "param.rate = {{ unit = \"EUR/inhabitant\", value = \"unknown\" }}\nrule = [{{ id = \"all\", pays = \"{pays}\" }}]"
        ));
        let question = ask(&policy, "rate").with_decimals(2);
        let solution = solved(&question, &counties()[3..], total);
        let answer: Exact = answer.parse().unwrap();
        let ranges = values(&solution);
        assert!(
            ranges.iter().any(|range| range.contains(answer)),
            "{pays}: {ranges:?}"
        );
    }
}

#[test]
fn what_a_table_is_looked_up_by_may_depend_on_the_unknown() {
    let policy = policy(
        r#"
        param.factor = { unit = "1", value = "unknown" }
        [table.fee]
        by = "population"
        unit = "EUR"
        rows = [{ under = "100000", pays = "110" }, { from = "100000", pays = "550" }]
        [table.sliced]
        by = "population"
        unit = "EUR/inhabitant"
        slices = true
        rows = [{ to = "100000", pays = "0.1" }, { over = "100000", pays = "0.01" }]
        [[rule]]
        id = "municipalities"
        when = "kind = 'municipality'"
        pays = "fee(population * factor)"
        [[rule]]
        id = "counties"
        when = "kind = 'county'"
        pays = "sliced(population * factor)"
    "#,
    );
    let town = [payer("Kajaani", "municipality", 36_000)];
    let question = ask(&policy, "factor").with_decimals(2);
    assert_eq!(
        answered(&question, &town, "110.00"),
        "With factor from 0 to 2.77, the total is exactly €110.00."
    );
    let kainuu = &counties()[3..];
    assert_eq!(
        answered(&question, kainuu, "10410.42"),
        "With factor 2, the total is exactly €10,410.42."
    );
    assert_eq!(
        answered(&question, kainuu, "7052.10"),
        "With factor 1, the total is exactly €7,052.10."
    );
}

#[test]
fn the_things_of_a_list_are_each_computed_and_added_up() {
    let policy = policy(
        r#"
        param.price = { unit = "EUR", value = "unknown" }
        fact.branch = { type = "list", most = "5", each.employees = { unit = "employee", step = "1", least = "0", most = "1000" } }
        unit.employee = {}
        [[rule]]
        id = "all"
        pays = "sum(branch, at_least(price * employees / 10 employee, 20 EUR))"
    "#,
    );
    let branch = |name: &str, employees: i32| Facts::new(name).with_measure("employees", employees);
    let firm = payer("a firm", "municipality", 1);
    let firm = firm.with_list("branch", [branch("one", 5), branch("two", 40)]);
    assert_eq!(
        answered(&ask(&policy, "price"), &[firm], "60.00"),
        "With price €10.00, the total is exactly €60.00."
    );
}

#[test]
fn readings_that_differ_leave_a_payer_open_but_where_they_meet() {
    let policy = policy(
        r#"
        param.fee = { unit = "EUR", value = "unknown" }
        rule = [
            { id = "one", pays = "fee" },
            { id = "other", pays = "2 * fee - 30 EUR" },
        ]
    "#,
    );
    let one = &counties()[..1];
    let question = ask(&policy, "fee").with_decimals(2);
    assert_eq!(
        answered(&question, one, "30.00"),
        "With fee €30.00, the total is exactly €30.00."
    );
    assert_eq!(
        answered(&question, one, "31.00"),
        "With a value not below zero the total cannot be as high as €31.00: \
         the greatest is €30.00 (€30.00).",
    );
}

#[test]
fn who_falls_out_with_the_value_is_told() {
    // With exactly as many inhabitants as the border both rules are for a municipality.
    let policy = policy(
        r#"
        param.border = { unit = "inhabitant", value = "unknown" }
        rule = [
            { id = "large", when = "kind = 'municipality' and population >= border", pays = "550 EUR" },
            { id = "small", when = "kind = 'municipality' and population <= border", pays = "110 EUR" },
        ]
    "#,
    );
    let payers = [
        payer("Kajaani", "municipality", 36_297),
        payer("Paltamo", "municipality", 3_100),
        payer("Kainuu", "county", 70_521),
    ];
    let question = ask(&policy, "border").with_decimals(0);
    let solution = solved(&question, &payers, "110.00");
    assert_eq!(solution.value(), Some(Exact::from(36_297)));
    let told = Language::ALL.map(|language| solution.in_language(language));
    insta::assert_snapshot!(told.join("\n").replace('\u{a0}', " "), @r"
    Kun border on 36 297 inhabitant, summa on tasan 110,00 €. Kun arvo on 36 297 inhabitant, yhden maksajan maksu on avoinna, eikä se ole summassa.
    Med border 36 297 inhabitant blir summan exakt 110,00 €. När värdet är 36 297 inhabitant är en betalares avgift öppen och inte med i summan.
    With border 36,297 inhabitant, the total is exactly €110.00. With the value 36,297 inhabitant the dues of 1 payer are open and not in the total.
    ");
    let document = solution.to_value(Language::English).to_json();
    assert!(document.contains("1 payer are open"), "{document}");
}

#[test]
fn of_several_values_the_one_that_leaves_nobody_out_is_taken() {
    // With 3,100 inhabitants as the border, Paltamo falls out and Kajaani alone pays 550 €; from 10,000
    // inhabitants on everybody pays 275 €.
    let policy = policy(
        r#"
        param.border = { unit = "inhabitant", value = "unknown" }
        rule = [
            { id = "large", when = "population >= border and border < 10000 inhabitant", pays = "550 EUR" },
            { id = "small", when = "population <= border and border < 10000 inhabitant", pays = "110 EUR" },
            { id = "all", when = "border >= 10000 inhabitant", pays = "275 EUR" },
        ]
    "#,
    );
    let payers = [
        payer("Kajaani", "municipality", 36_297),
        payer("Paltamo", "municipality", 3_100),
    ];
    let question = ask(&policy, "border").with_decimals(0);
    let solution = solved(&question, &payers, "550.00");
    assert_eq!(
        told(&solution),
        "With border 3,100 inhabitant or at least 10,000 inhabitant, the total is exactly €550.00.",
    );
    assert_eq!(solution.value(), Some(Exact::from(10_000)));
    assert!(solution.open().is_empty());
}

#[test]
fn what_could_not_be_searched_is_told() {
    // Two readings that are rounded: whether they meet can only be tried.
    let policy = policy(
        r#"
        param.fee = { unit = "EUR", value = "unknown" }
        rule = [
            { id = "one", pays = "round(fee, 10 EUR)" },
            { id = "other", pays = "round(fee, 15 EUR)" },
        ]
    "#,
    );
    let one = &counties()[..1];
    let question = ask(&policy, "fee").with_decimals(0);
    let solution = solved(&question, one, "60.00");
    assert_eq!(*solution.answer(), Answer::Undecided);
    assert_eq!((solution.value(), solution.total()), (None, None));
    assert_eq!(
        told(&solution),
        "It is not decided with which value the total is €60.00. \
         It is not decided where the value is at least €0.00.",
    );
    assert_eq!(
        answered(&question.with_most(Exact::from(1000)), one, "60.00"),
        "With fee from €55.00 to €64.00, the total is exactly €60.00."
    );
}

#[test]
fn a_denial_says_between_which_values() {
    // Nothing was searched behind the greatest value, where the total is reached.
    let policy = policy(
        r#"
        param.level = { unit = "EUR", value = "unknown" }
        rule = [{ id = "all", pays = "if level < 500000000 EUR then 100 EUR else (if level < 2000000000 EUR then 300 EUR else 200 EUR)" }]
    "#,
    );
    let one = &counties()[..1];
    let question = ask(&policy, "level").with_decimals(0);
    let solution = solved(&question, one, "200.00");
    let told = Language::ALL.map(|language| solution.in_language(language));
    insta::assert_snapshot!(told.join("\n").replace('\u{a0}', " "), @r"
    Millään kokonaisluvulla summa ei ole tasan 200,00 €. Lähimmät summat ovat 100,00 € (0,00 €) ja 300,00 € (500 000 000,00 €).
    Inget heltal ger exakt 200,00 €. De närmaste summorna är 100,00 € (0,00 €) och 300,00 € (500 000 000,00 €).
    No whole number gives exactly €200.00. The nearest totals are €100.00 (€0.00) and €300.00 (€500,000,000.00).
    ");
    let further = question.with_most(Exact::from(3_000_000_000_i64));
    assert_eq!(
        answered(&further, one, "200.00"),
        "With level from €2,000,000,000.00 to €3,000,000,000.00, the total is exactly €200.00."
    );
}

#[test]
fn words_are_as_firm_as_the_search_was() {
    // Above a million two readings that are rounded: whether they meet can only be tried, and these are
    // too many values.
    let half_searched = policy(
        r#"
        param.fee = { unit = "EUR", value = "unknown" }
        rule = [
            { id = "one", pays = "at_least(at_most(round(fee, 10 EUR), 1000 EUR), 100 EUR)" },
            { id = "other", when = "fee > 1000000 EUR", pays = "round(fee, 15 EUR)" },
        ]
    "#,
    );
    let one = &counties()[..1];
    let question = ask(&half_searched, "fee").with_decimals(0);
    let targets = ["5000.00", "50.00", "505.00"];
    let mut told = Vec::new();
    for target in targets {
        let solution = solved(&question, one, target);
        assert_eq!(solution.undecided().len(), 1);
        told.extend(Language::ALL.map(|language| solution.in_language(language)));
    }
    // The same, with all values searched.
    let question = question.with_most(Exact::from(1_000_000));
    for target in targets {
        let solution = solved(&question, one, target);
        assert!(solution.undecided().is_empty());
        told.extend(Language::ALL.map(|language| solution.in_language(language)));
    }
    let told = told.join("\n").replace('\u{a0}', " ");
    insta::assert_snapshot!(told, @r"
    Kun arvo ei ole alle nollan, niin suurta summaa kuin 5 000,00 € ei löytynyt: suurin löydetty on 1 000,00 € (999 999,00 €). Ratkaisematta jäi, kun arvo on vähintään 1 000 001,00 €.
    När värdet inte är under noll hittades ingen så stor summa som 5 000,00 €: den största som hittades är 1 000,00 € (999 999,00 €). Det är inte avgjort när värdet är minst 1 000 001,00 €.
    With a value not below zero no total as high as €5,000.00 was found: the greatest that was found is €1,000.00 (€999,999.00). It is not decided where the value is at least €1,000,001.00.
    Kun arvo ei ole alle nollan, niin pientä summaa kuin 50,00 € ei löytynyt: pienin löydetty on 100,00 € (0,00 €). Ratkaisematta jäi, kun arvo on vähintään 1 000 001,00 €.
    När värdet inte är under noll hittades ingen så liten summa som 50,00 €: den minsta som hittades är 100,00 € (0,00 €). Det är inte avgjort när värdet är minst 1 000 001,00 €.
    With a value not below zero no total as low as €50.00 was found: the least that was found is €100.00 (€0.00). It is not decided where the value is at least €1,000,001.00.
    Ei löytynyt kokonaislukua, jolla summa on tasan 505,00 €. Lähimmät löydetyt summat ovat 500,00 € (504,00 €) ja 510,00 € (505,00 €). Ratkaisematta jäi, kun arvo on vähintään 1 000 001,00 €.
    Inget heltal hittades som ger exakt 505,00 €. De närmaste summorna som hittades är 500,00 € (504,00 €) och 510,00 € (505,00 €). Det är inte avgjort när värdet är minst 1 000 001,00 €.
    No whole number was found that gives exactly €505.00. The nearest totals that were found are €500.00 (€504.00) and €510.00 (€505.00). It is not decided where the value is at least €1,000,001.00.
    Kun arvo on 0,00 €–1 000 000,00 €, summa ei voi olla niin suuri kuin 5 000,00 €: suurin on 1 000,00 € (999 999,00 €).
    När värdet är 0,00 €–1 000 000,00 € kan summan inte vara så stor som 5 000,00 €: den största är 1 000,00 € (999 999,00 €).
    With a value from €0.00 to €1,000,000.00 the total cannot be as high as €5,000.00: the greatest is €1,000.00 (€999,999.00).
    Kun arvo on 0,00 €–1 000 000,00 €, summa ei voi olla niin pieni kuin 50,00 €: pienin on 100,00 € (0,00 €).
    När värdet är 0,00 €–1 000 000,00 € kan summan inte vara så liten som 50,00 €: den minsta är 100,00 € (0,00 €).
    With a value from €0.00 to €1,000,000.00 the total cannot be as low as €50.00: the least is €100.00 (€0.00).
    Millään kokonaisluvulla (0,00 €–1 000 000,00 €) summa ei ole tasan 505,00 €. Lähimmät summat ovat 500,00 € (504,00 €) ja 510,00 € (505,00 €).
    Inget heltal (0,00 €–1 000 000,00 €) ger exakt 505,00 €. De närmaste summorna är 500,00 € (504,00 €) och 510,00 € (505,00 €).
    No whole number (from €0.00 to €1,000,000.00) gives exactly €505.00. The nearest totals are €500.00 (€504.00) and €510.00 (€505.00).
    ");
}

#[test]
fn what_more_decimals_may_bring_is_told_where_they_were_not_all_searched() {
    // Both readings meet at multiples of 30 €. With three decimals there are too many values to try.
    let policy = policy(
        r#"
        param.fee = { unit = "EUR", value = "unknown" }
        rule = [
            { id = "one", pays = "round(fee, 10 EUR)" },
            { id = "other", pays = "round(fee, 15 EUR)" },
        ]
    "#,
    );
    let one = &counties()[..1];
    let question = ask(&policy, "fee").with_most(Exact::from(1000));
    let solution = solved(&question, one, "65.00");
    assert_eq!(solution.decimals(), 0);
    assert!(solution.is_undecided_with_more_decimals());
    let told = Language::ALL.map(|language| solution.in_language(language));
    let told = told.join("\n").replace('\u{a0}', " ");
    insta::assert_snapshot!(told, @r"
    Millään kokonaisluvulla (0,00 €–1 000,00 €) summa ei ole tasan 65,00 €. Lähimmät summat ovat 60,00 € (55,00 €) ja 90,00 € (85,00 €). Ratkaisematta jäi, päästäänkö useammalla desimaalilla lähemmäs.
    Inget heltal (0,00 €–1 000,00 €) ger exakt 65,00 €. De närmaste summorna är 60,00 € (55,00 €) och 90,00 € (85,00 €). Det är inte avgjort om man kommer närmare med fler decimaler.
    No whole number (from €0.00 to €1,000.00) gives exactly €65.00. The nearest totals are €60.00 (€55.00) and €90.00 (€85.00). Whether more decimals come nearer is not decided.
    ");
    // Whoever asks for these decimals is answered for them.
    let solution = solved(&question.with_decimals(0), one, "65.00");
    assert!(!solution.is_undecided_with_more_decimals());
}

#[test]
fn a_question_is_of_one_policy_and_year() {
    let (policy, other) = (
        policy(BY_RATE),
        policy("rule = [{ id = \"all\", pays = \"1 EUR\" }]"),
    );
    let question = ask(&policy, "rate");
    assert_eq!(
        question.check_is_of(&policy.for_year(year()).unwrap()),
        Ok(())
    );
    let later = policy.for_year("2024".parse().unwrap()).unwrap();
    let error = question.check_is_of(&later).unwrap_err();
    insta::assert_snapshot!(error, @"the question is of `case` (sha256 4a66f53ae12e…) for 2023 and the round of `case` (sha256 4a66f53ae12e…) for 2024: expected one policy and dues year");
    let error = question
        .check_is_of(&other.for_year(year()).unwrap())
        .unwrap_err();
    assert!(matches!(error, SolveError::OtherPolicy { .. }));
    // A policy with a value assumed is another one.
    let assumed = policy.with_parameter("rate", year(), Exact::ONE).unwrap();
    assert!(
        question
            .check_is_of(&assumed.for_year(year()).unwrap())
            .is_err()
    );
}

#[test]
fn a_solution_is_a_document_with_a_version() {
    let policy = policy(
        r#"
        param.rate = { unit = "EUR/inhabitant", value = "unknown" }
        param.fee = { unit = "EUR", value = "unknown" }
        rule = [
            { id = "counties", when = "kind = 'county'", pays = "rate * population" },
            { id = "municipalities", when = "kind = 'municipality'", pays = "fee" },
        ]
    "#,
    );
    let mut payers = counties();
    payers.push(payer("Kajaani", "municipality", 36_000));
    let question = ask(&policy, "rate").with_decimals(2);
    let document = |total| solved(&question, &payers, total).to_value(Language::English);
    insta::assert_snapshot!(document("43280.64").to_json().replace('\u{a0}', " "), @r#"{"format":"oske-solution","version":1,"policy":"case","content_hash":"5749a2a4276e2ae62e82df4882de277568844341ff2dae8cae8b313ad536b973","dues_year":"2023","unknown":{"name":"rate","unit":"EUR/inhabitant"},"currency":"EUR","target":"43280.64","decimals":2,"bounds":{"from":"0","to":"1000000000"},"answer":"reached","values":[{"from":"0.06","to":"0.06"}],"below":null,"above":null,"undecided":[],"undecided_with_more_decimals":false,"value":"0.06","total":"43280.64","fixed":"0.00","independent":[],"payers":5,"open":[{"payer":"Kajaani","status":"undetermined","always":true,"reasons":[{"code":"unknown-parameter","message":"fee is not known"}]}],"message":"With rate 0.06 €/inhabitant, the total is exactly €43,280.64. Whatever the value is, the dues of 1 payer are open and not in the total."}"#);
    // The same keys, whatever the answer is.
    let keys = |value: &oske_dues::document::Value| {
        let keys = value.pairs().map(|(key, _)| key.to_owned());
        keys.collect::<Vec<_>>()
    };
    assert_eq!(keys(&document("45000.00")), keys(&document("43280.64")));
}

#[test]
fn shares_of_the_round_are_as_they_are_or_refused() {
    let shares = |total: &str| {
        policy(&format!(
            r#"
            param.fee = {{ unit = "EUR", value = "unknown" }}
            [share.costs]
            total = "{total}"
            rounding = "together"
            keys = [{{ weight = "1", by = "population", of = "round" }}]
            [[rule]]
            id = "all"
            pays = "costs + fee"
        "#
        ))
    };
    let policy = shares("1000 EUR");
    let counties = counties();
    assert_eq!(
        answered(&ask(&policy, "fee"), &counties, "1400.00"),
        "With fee €100.00, the total is exactly €1,400.00."
    );
    let policy = shares("fee * 10");
    let error = ask(&policy, "fee")
        .total(&counties, eur("1400.00"))
        .unwrap_err();
    insta::assert_snapshot!(error, @"`North Savo`: the formula `costs + fee`, from its character 1 on: a share of the round must not depend on the unknown");
}

#[test]
fn a_value_of_another_day_is_not_the_unknown() {
    let policy = policy(
        r#"
        fact.joined = { type = "date" }
        param.fee = { unit = "EUR", values = [
            { until = "2023-01-01", value = "40" },
            { from = "2023-01-01", value = "unknown" },
        ] }
        [[rule]]
        id = "all"
        pays = "fee + fee(joined)"
    "#,
    );
    let joined = |day: &str| payer("a", "county", 1).with_date("joined", day.parse().unwrap());
    let question = ask(&policy, "fee");
    let before = solved(&question, &[joined("2022-06-01")], "100.00");
    assert_eq!(before.value(), Some("60".parse().unwrap()));
    let since = solved(&question, &[joined("2023-06-01")], "100.00");
    assert_eq!(since.value(), Some("50".parse().unwrap()));
}

#[test]
fn a_value_is_assumed_also_where_none_holds() {
    let policy = policy(
        r#"
        param.fee = { unit = "EUR", values = [{ until = "2023-01-01", value = "40" }] }
        rule = [{ id = "all", pays = "fee" }]
    "#,
    );
    let one = &counties()[..1];
    let solution = solved(&ask(&policy, "fee"), one, "50.00");
    assert_eq!(solution.value(), Some("50".parse().unwrap()));
    let assumed = policy
        .with_parameter("fee", year(), "50".parse().unwrap())
        .unwrap();
    assert_ne!(assumed.content_hash(), policy.content_hash());
    let explanation = assumed.for_year(year()).unwrap().explain(&one[0]);
    assert_eq!(explanation.replay().unwrap(), Some(eur("50.00")));
    insta::assert_snapshot!(explanation.to_text(Language::English), @r"
    North Savo, dues year 2023: €50.00
    Policy: A case (case, in force, sha256 df288b22499d…)
    dues: €50.00 (rule: all)
      formula: fee
      (1) fee = €50.00 [1 January 2023 – 31 December 2023; an assumed value]
      rounded (half-up, to 0.01): €50.00 → €50.00
    ");
    // The year after is as it was.
    let after = assumed.for_year("2024".parse().unwrap()).unwrap();
    assert_eq!(after.assess(&one[0]).amount(), None);
}

#[test]
fn what_may_turn_is_refused_with_the_formula() {
    let policy = policy(
        r#"
        param.share = { unit = "1", value = "unknown" }
        rule = [{ id = "all", pays = "100 EUR * share * (1 - share)" }]
    "#,
    );
    let question = ask(&policy, "share").with_most(Exact::ONE);
    let error = question.total(&counties(), eur("10.00")).unwrap_err();
    insta::assert_snapshot!(error, @"`North Savo`: the formula `100 EUR * share * (1 - share)`, from its character 1 on: it is not proved that it only rises or only falls with the unknown");
    assert!(matches!(error, SolveError::NotSolvable { .. }));
}

#[test]
fn questions_that_cannot_be_asked_say_what_is_expected() {
    let policy = policy(BY_RATE);
    let error = policy.solve_for("raet", year()).unwrap_err();
    insta::assert_snapshot!(error, @"the policy `case` has no parameter `raet`: did you mean `rate`?");
    let error = policy
        .solve_for("rate", "1999".parse().unwrap())
        .unwrap_err();
    insta::assert_snapshot!(error, @"the policy `case` does not govern 1999: expected a dues year from 2023 on");
    let total = |question: Question<'_>| question.total(&counties(), eur("1.00")).unwrap_err();
    let error = total(ask(&policy, "rate").with_decimals(13));
    insta::assert_snapshot!(error, @"13 decimals are too many: expected at most 12");
    let narrow = ask(&policy, "rate").with_least("0.1".parse().unwrap());
    let error = total(narrow.with_most("0.9".parse().unwrap()).with_decimals(0));
    insta::assert_snapshot!(error, @"no value with 0 decimals lies from 0.1 to 0.9: expected wider bounds or more decimals");
    let backwards = ask(&policy, "rate").with_least(Exact::from(5));
    let error = total(backwards.with_most(Exact::ONE));
    insta::assert_snapshot!(error, @"the least value, 5, is above the greatest, 1: expected it not to be");
    let question = ask(&policy, "rate");
    let error = question
        .total_of(&counties(), |_| false, eur("1.00"))
        .unwrap_err();
    insta::assert_snapshot!(error, @"nobody counts: expected at least one payer to bring in the total");
    let error = question.total(&[], eur("0.00")).unwrap_err();
    assert_eq!(error, SolveError::NobodyCounts);
    let question = ask(&policy, "rate");
    let error = question
        .total(&counties(), "1.00 SEK".parse().unwrap())
        .unwrap_err();
    insta::assert_snapshot!(error, @"`North Savo` pays in another currency than the total of 1.00 SEK: expected payers who pay in SEK");
}

#[test]
fn an_answer_is_told_in_three_languages() {
    let policy = policy(BY_RATE);
    let question = ask(&policy, "rate").with_decimals(4);
    let mut told = Vec::new();
    for target in ["45083.99", "44723.34", "0.00"] {
        let solution = question.total(&counties(), eur(target)).unwrap();
        told.extend(Language::ALL.map(|language| solution.in_language(language)));
    }
    let most = question.with_most("0.05".parse().unwrap());
    let solution = solved(&most, &counties(), "50000.00");
    told.extend(Language::ALL.map(|language| solution.in_language(language)));
    let told = told.join("\n").replace('\u{a0}', " ");
    insta::assert_snapshot!(told, @r"
    Millään 4 desimaalin arvolla summa ei ole tasan 45 083,99 €. Lähimmät summat ovat 45 011,86 € (0,0624 €/inhabitant) ja 45 084,00 € (0,0625 €/inhabitant).
    Inget värde med 4 decimaler ger exakt 45 083,99 €. De närmaste summorna är 45 011,86 € (0,0624 €/inhabitant) och 45 084,00 € (0,0625 €/inhabitant).
    No value with 4 decimals gives exactly €45,083.99. The nearest totals are €45,011.86 (0.0624 €/inhabitant) and €45,084.00 (0.0625 €/inhabitant).
    Millään 4 desimaalin arvolla summa ei ole tasan 44 723,34 €. Lähimmät summat ovat 44 723,33 € (0,062 €/inhabitant) ja 44 795,46 € (0,0621 €/inhabitant).
    Inget värde med 4 decimaler ger exakt 44 723,34 €. De närmaste summorna är 44 723,33 € (0,062 €/inhabitant) och 44 795,46 € (0,0621 €/inhabitant).
    No value with 4 decimals gives exactly €44,723.34. The nearest totals are €44,723.33 (0.062 €/inhabitant) and €44,795.46 (0.0621 €/inhabitant).
    Kun rate on 0 €/inhabitant, summa on tasan 0,00 €.
    Med rate 0 €/inhabitant blir summan exakt 0,00 €.
    With rate 0 €/inhabitant, the total is exactly €0.00.
    Kun arvo on 0–0,05 €/inhabitant, summa ei voi olla niin suuri kuin 50 000,00 €: suurin on 36 067,20 € (0,05 €/inhabitant).
    När värdet är 0–0,05 €/inhabitant kan summan inte vara så stor som 50 000,00 €: den största är 36 067,20 € (0,05 €/inhabitant).
    With a value from 0 to 0.05 €/inhabitant the total cannot be as high as €50,000.00: the greatest is €36,067.20 (0.05 €/inhabitant).
    ");
}

/// A policy, a year that it governs, payers, and a grid of values of one of its parameters.
struct Case {
    drawn: model::Policy,
    year: i32,
    payers: Vec<model::Payer>,
    /// Of each rule in turn, in which way its amount depends on the unknown.
    ways: Vec<Index>,
    decimals: u32,
    /// The middle of the grid, in points.
    around: i64,
    /// Which of the points the target is the total of, and how many cents it is off it.
    target: (Index, i64),
}

/// The parameter that is asked for.
const UNKNOWN: &str = "unknown";

/// The points on each side of the middle.
const POINTS: i64 = 12;

impl fmt::Debug for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", text::toml(&text::document(&self.drawn, 0)))?;
        write!(
            f,
            "{} at {} of {} decimals",
            self.year, self.around, self.decimals
        )
    }
}

fn case() -> impl Strategy<Value = Case> {
    let drawn = prop_oneof![strategy::free_case(), strategy::plain_case()];
    let off = prop_oneof![3 => Just(0_i64), 1 => -3..=3_i64, 1 => -10_000..=10_000_i64];
    let around = prop_oneof![0..=20_i64, -20..=1000_i64, 0..=1_000_000_i64];
    let grid = (
        proptest::collection::vec(any::<Index>(), 1..4),
        0..=3_u32,
        around,
    );
    (drawn, grid, any::<Index>(), off).prop_map(|(drawn, grid, point, off)| Case {
        drawn: drawn.0,
        year: drawn.1,
        payers: drawn.2,
        ways: grid.0,
        decimals: grid.1,
        around: grid.2,
        target: (point, off),
    })
}

fn config() -> ProptestConfig {
    let defaults = ProptestConfig::default();
    ProptestConfig {
        cases: match std::env::var_os("PROPTEST_CASES") {
            Some(_) => defaults.cases,
            None => 400,
        },
        failure_persistence: Some(Box::new(FileFailurePersistence::WithSource(
            "proptest-regressions",
        ))),
        max_shrink_iters: 5_000,
        ..defaults
    }
}

/// In which ways an amount may depend on an unknown number: as a factor, a share, a bound, a threshold,
/// within a rounding, and so that it follows no straight line.
const WAYS: [&str; 11] = [
    "(PAYS)",
    "(PAYS) * unknown",
    "(PAYS) * (5 - unknown) / 7",
    "(PAYS) + unknown * 0.37 CURRENCY",
    "at_least(PAYS, unknown * 3 CURRENCY)",
    "at_most(PAYS, 40 CURRENCY - unknown * 1 CURRENCY)",
    "if unknown < 2.5 then PAYS else (PAYS) * 2",
    "round((PAYS) * unknown, 10 CURRENCY)",
    "round_up(unknown * 7, 3) * 1 CURRENCY + (PAYS)",
    "(PAYS) / (unknown + 30)",
    "unknown * unknown * 1 CURRENCY",
];

impl Case {
    /// The policy as it was drawn, with an unknown in its rules.
    fn document(&self) -> Value {
        let mut document = text::document(&self.drawn, 0);
        let currency = document["currency"].as_str().unwrap().to_owned();
        document["param"][UNKNOWN] = json!({ "unit": "1", "value": "unknown" });
        let rules = document["rule"].as_array_mut().unwrap();
        for (rule, way) in rules.iter_mut().zip(self.ways.iter().cycle()) {
            let Some(pays) = rule["pays"].as_str() else {
                continue;
            };
            let currency = rule["currency"].as_str().unwrap_or(&currency);
            let way = way.get(&WAYS).replace("CURRENCY", currency);
            rule["pays"] = way.replace("PAYS", pays).into();
        }
        document
    }

    /// The policy; `None` where a formula became too long.
    fn policy(&self) -> Option<Policy> {
        Policy::from_json("drawn.json", &self.document().to_string()).ok()
    }

    fn question<'p>(&self, policy: &'p Policy) -> Question<'p> {
        let question = policy.solve_for(UNKNOWN, self.dues_year()).unwrap();
        question.with_decimals(self.decimals)
    }

    fn dues_year(&self) -> DuesYear {
        let year = match self.drawn.year_begins {
            (1, 1) => self.year.to_string(),
            (month, day) => format!("{}-{month:02}-{day:02}/P1Y", self.year),
        };
        year.parse().unwrap()
    }

    fn facts(&self) -> Vec<Facts> {
        let payers = self.payers.iter().enumerate();
        let facts = payers.map(|(index, payer)| {
            let mut object = text::facts(payer);
            object["id"] = format!("payer-{index}").into();
            Facts::from_json("payer.json", &object.to_string()).unwrap()
        });
        facts.collect()
    }

    fn value(&self, point: i64) -> Exact {
        Exact::ratio(point.into(), 10_i128.pow(self.decimals)).unwrap()
    }

    /// The total with a value, as assessing gives it; `None` if amounts do not add up.
    fn total(&self, policy: &Policy, point: i64, payers: &[Facts]) -> Option<Money> {
        let assumed = policy.with_parameter(UNKNOWN, self.dues_year(), self.value(point));
        let round = assumed
            .unwrap()
            .for_year(self.dues_year())
            .unwrap()
            .assess_round(payers);
        let amounts = round.iter().filter_map(|assessment| assessment.amount());
        Money::total(policy.currency(), amounts).ok()
    }
}

/// The solution, where there is one; one that assessing does not confirm is a fault.
fn confirmed(
    question: &Question<'_>,
    payers: &[Facts],
    target: Money,
) -> Result<Option<Solution>, TestCaseError> {
    match question.total(payers, target) {
        Ok(solution) => Ok(Some(solution)),
        Err(error @ SolveError::NotConfirmed { .. }) => Err(TestCaseError::fail(error.to_string())),
        Err(_) => Ok(None),
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn answers_are_what_trying_every_value_gives(case in case()) {
        let Some(policy) = case.policy() else { return Ok(()) };
        let mut payers = case.facts();
        let (first, last) = (case.around - POINTS, case.around + POINTS);
        let totals: Option<Vec<Money>> = (first..=last)
            .map(|point| case.total(&policy, point, &payers))
            .collect();
        let Some(totals) = totals else { return Ok(()) };
        let known = case.target.0.get(&totals);
        let target = Money::from_minor(known.minor() + case.target.1, known.currency());

        let question = case.question(&policy);
        let question = question.with_least(case.value(first)).with_most(case.value(last));
        let Some(solution) = confirmed(&question, &payers, target)? else {
            return Ok(());
        };
        if !solution.undecided().is_empty() {
            return Ok(());
        }

        let by_value = (first..=last).map(|point| case.value(point)).zip(&totals);
        let below = totals.iter().filter(|total| **total < target).max_by_key(|total| total.minor());
        let above = totals.iter().filter(|total| **total > target).min_by_key(|total| total.minor());
        let reached: Vec<Exact> = by_value
            .clone()
            .filter(|(_, total)| **total == target)
            .map(|(value, _)| value)
            .collect();
        let told = format!("{target} {:?}\n{totals:?}", solution.answer());
        match solution.answer() {
            Answer::Reached(ranges) => {
                let answered = by_value.map(|(value, _)| value);
                let answered: Vec<Exact> = answered
                    .filter(|value| ranges.iter().any(|range| range.contains(*value)))
                    .collect();
                prop_assert_eq!(answered, reached, "{}", told);
            }
            answer => {
                prop_assert!(reached.is_empty(), "{}", told);
                let (answered_below, answered_above) = match answer {
                    Answer::Between { below, above } => (Some(below), Some(above)),
                    Answer::TooLow(least) => (None, Some(least)),
                    Answer::TooHigh(greatest) => (Some(greatest), None),
                    _ => (None, None),
                };
                prop_assert_eq!(answered_below.map(|hit| hit.total()), below.copied(), "{}", told);
                prop_assert_eq!(answered_above.map(|hit| hit.total()), above.copied(), "{}", told);
            }
        }

        payers.reverse();
        let again = question.total(&payers, target).unwrap();
        prop_assert_eq!(again.answer(), solution.answer());
        prop_assert_eq!(again.fixed(), solution.fixed());
    }

    #[test]
    fn answers_hold_up_to_their_ends_and_no_further(case in case()) {
        let Some(policy) = case.policy() else { return Ok(()) };
        let payers = case.facts();
        let point = case.around.max(0);
        let Some(target) = case.total(&policy, point, &payers) else {
            return Ok(());
        };
        let question = case.question(&policy);
        let Some(solution) = confirmed(&question, &payers, target)? else {
            return Ok(());
        };
        let known = case.value(point);
        let contains = |range: &ValueRange| range.contains(known);
        if solution.undecided().iter().any(contains) {
            return Ok(());
        }
        let Answer::Reached(ranges) = solution.answer() else {
            return Err(TestCaseError::fail(format!("{known}: {:?}", solution.answer())));
        };
        prop_assert!(ranges.iter().any(contains), "{} {:?}", known, ranges);
        let scale = Exact::from(10_i64.pow(case.decimals));
        for range in ranges {
            let [first, last] = [range.first(), range.last()].map(|value| {
                let point = value.checked_mul(scale).unwrap();
                i64::try_from(point.numerator()).unwrap()
            });
            let total = |point: i64| case.total(&policy, point, &payers);
            prop_assert_eq!(total(first), Some(target));
            prop_assert_eq!(total(last), Some(target));
            for outside in [first - 1, last + 1] {
                let value = case.value(outside);
                let is_asked = !value.is_negative() && value <= Exact::from(1_000_000_000);
                let is_searched = !solution.undecided().iter().any(|range| range.contains(value));
                if is_asked && is_searched {
                    prop_assert_ne!(total(outside), Some(target), "{}", value);
                }
            }
        }
    }
}
