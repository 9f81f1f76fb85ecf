//! Solving for what a round does not know, over the demonstration register and the embedded atlas.
#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use oske::data::ATLAS;
use oske::domain::{MemberKind, Register};
use oske::dues::Policy;
use oske::dues::solve::{Answer, SolveError};
use oske::types::{Exact, Money};
use oske::{Round, RoundEntry, RoundOptions};

/// A file of the demonstration, by its path below `examples/data`.
fn demonstration(path: &str) -> String {
    let path = format!("{}/../../examples/data/{path}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn policy(id: &str) -> Policy {
    let text = demonstration(&format!("policies/{id}.toml"));
    Policy::from_toml("policy.toml", &text).unwrap_or_else(|faults| panic!("{faults}"))
}

fn register() -> Register {
    let text = demonstration("registers/iso.csv");
    Register::from_csv("iso.csv", text.as_bytes()).unwrap_or_else(|faults| panic!("{faults}"))
}

fn round<'r>(policy: &'r Policy, register: &'r Register) -> Round<'r> {
    let year = policy.first_year();
    let options = RoundOptions::for_year(year);
    Round::assess(policy.for_year(year).unwrap(), register, &ATLAS, options).unwrap()
}

fn is_county(entry: &RoundEntry<'_>) -> bool {
    entry.member().kind() == MemberKind::WellbeingServicesCounty
}

fn euros(text: &str) -> Money {
    format!("{text} EUR").parse().unwrap()
}

/// What the counties pay together.
fn of_counties(round: &Round<'_>) -> Money {
    let counties = round.entries().iter().filter(|entry| is_county(entry));
    let amounts = counties.filter_map(|entry| entry.assessment().amount());
    Money::total("EUR".parse().unwrap(), amounts).unwrap()
}

#[test]
fn the_round_with_the_solved_rate_brings_in_what_was_said() {
    let (policy, register) = (policy("iso-2023-option"), register());
    let year = policy.first_year();
    let open = round(&policy, &register);
    for decimals in 2..=8 {
        let question = policy.solve_for("county_rate", year).unwrap();
        let question = question.with_decimals(decimals);
        let solution = open.solve(&question, is_county, euros("45000.00")).unwrap();
        let rate = solution.value().unwrap();
        let assumed = policy.with_parameter("county_rate", year, rate).unwrap();
        let again = round(&assumed, &register);
        assert_eq!(Some(of_counties(&again)), solution.total());
        assert!(solution.open().is_empty());
        assert_eq!(solution.payers(), 4);
    }
}

#[test]
fn a_made_up_rate_is_found_again() {
    let (policy, register) = (policy("iso-2023-demo"), register());
    let known = round(&policy, &register);
    let question = policy
        .solve_for("county_rate", policy.first_year())
        .unwrap();
    let rate: Exact = "0.05".parse().unwrap();
    let solution = known
        .solve(&question, is_county, of_counties(&known))
        .unwrap();
    assert_eq!(solution.value(), Some(rate));

    // Of the whole round, of which most does not depend on the rate.
    let total = known.total().unwrap();
    let solution = known.solve(&question, |_| true, total).unwrap();
    assert_eq!(solution.value(), Some(rate));
    assert_eq!(solution.fixed().checked_add(of_counties(&known)), Ok(total));
    assert!(matches!(solution.answer(), Answer::Reached(_)));
}

#[test]
fn one_member_alone_may_be_asked_for() {
    let (policy, register) = (policy("iso-2023-option"), register());
    let open = round(&policy, &register);
    let question = policy
        .solve_for("county_rate", policy.first_year())
        .unwrap();
    let kainuu = |entry: &RoundEntry<'_>| entry.member().id().as_str() == "county-20";
    let population = open
        .entry("county-20")
        .unwrap()
        .measure("population")
        .unwrap();
    let target = Money::from_minor(
        i64::try_from(population.floor()).unwrap(),
        "EUR".parse().unwrap(),
    );
    let solution = open.solve(&question, kainuu, target).unwrap();
    assert_eq!(solution.value(), Some("0.01".parse().unwrap()));
}

#[test]
fn a_question_of_another_policy_is_an_error() {
    let (option, demo, register) = (
        policy("iso-2023-option"),
        policy("iso-2023-demo"),
        register(),
    );
    let open = round(&option, &register);
    let question = demo.solve_for("county_rate", demo.first_year()).unwrap();
    let error = open.solve(&question, is_county, euros("1.00")).unwrap_err();
    assert!(matches!(error, SolveError::OtherPolicy { .. }), "{error}");
}
