//! What is drawn can be assessed and written, and is as varied as it should be.

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestRunner};

use super::*;
use crate::model::ast::{Direction, Sort};
use crate::model::{Given, Known, Outcome, Reason};
use crate::text;

fn config() -> Config {
    let defaults = Config::default();
    Config {
        cases: match std::env::var_os("PROPTEST_CASES") {
            Some(_) => defaults.cases,
            None => 200,
        },
        failure_persistence: None,
        ..defaults
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn what_keeps_a_plain_payer_from_an_amount_is_found((policy, year, payers) in plain_case()) {
        let found = policy.findings(year);
        for payer in payers {
            if payer.facts.len() < policy.facts.len() {
                continue;
            }
            let outcome = policy.assess(year, &payer);
            if matches!(outcome, Outcome::Invalid(_)) {
                continue;
            }
            for reason in outcome.reasons() {
                match reason {
                    Reason::NoRow(table) => prop_assert!(found.gaps.contains(&table)),
                    Reason::NoRule(line) => prop_assert!(found.no_rule.contains(&line)),
                    _ => {}
                }
            }
            if matches!(outcome, Outcome::Ambiguous(_)) && policy.all_lines().len() == policy.rules.len() {
                prop_assert!(!found.overlaps.is_empty());
            }
        }
    }

    #[test]
    fn where_no_fall_is_found_no_payer_sees_one((mut policy, year, payers) in plain_case()) {
        // One line that is rounded in one way: rounding keeps the order.
        policy.rules.iter_mut().for_each(|rule| rule.rounding = None);
        if policy.all_lines().len() > 1 {
            return Ok(());
        }
        let found = policy.findings(year);
        let domains = policy.domains(policy.dues_year(year));
        for (fact, domain) in policy.facts.iter().zip(&domains) {
            let direction = match &fact.sort {
                Sort::Measure { dues, .. } if *dues != Direction::Any => *dues,
                _ => continue,
            };
            for payer in payers.iter().take(2) {
                let amounts = domain.iter().filter_map(|known| {
                    let outcome = policy.assess(year, &moved(payer, &fact.name, known));
                    match outcome {
                        Outcome::Assessed(owed) => Some(owed.minor),
                        _ => None,
                    }
                });
                let goes_on = match direction {
                    Direction::Rise => amounts.is_sorted(),
                    _ => amounts.is_sorted_by(|before, after| before >= after),
                };
                prop_assert!(goes_on || found.falls.contains(&fact.name), "{payer:?}");
            }
        }
    }

    #[test]
    fn every_free_payer_has_an_outcome((policy, year, payers) in free_case(), seed: u64) {
        for payer in payers {
            let outcome = policy.assess(year, &payer);
            let readings = policy.readings(year, &payer);
            prop_assert!(readings > 0 || outcome.status() == "invalid");
            prop_assert!(readings < 5000);
            prop_assert!(text::facts(&payer).is_object());
        }
        let document = text::document(&policy, seed);
        for value in document["rule"].as_array().unwrap() {
            let pays = value["pays"].as_str().unwrap_or("");
            prop_assert!(pays.len() <= 4096, "{pays}");
            prop_assert!(!pays.contains('\n'));
        }
        prop_assert!(!text::toml(&document).is_empty());
    }
}

/// The payer with another value of a measure.
fn moved(payer: &Payer, measure: &str, known: &Known) -> Payer {
    let Known::Number(number) = known else {
        panic!("a measure has numbers");
    };
    let text = Number::decimal(number).text().to_owned();
    let mut payer = payer.clone();
    payer.facts.retain(|(name, _)| name != measure);
    payer.facts.push((measure.to_owned(), Given::Text(text)));
    payer
}

/// How often something comes among so many cases.
fn census<T>(
    strategy: impl Strategy<Value = T>,
    cases: usize,
    of: impl Fn(T) -> Vec<String>,
) -> BTreeMap<String, usize> {
    let mut runner = TestRunner::deterministic();
    let mut counts = BTreeMap::new();
    for _ in 0..cases {
        let case = strategy.new_tree(&mut runner).unwrap().current();
        for what in of(case) {
            *counts.entry(what).or_insert(0) += 1;
        }
    }
    counts
}

#[test]
fn plain_policies_go_wrong_in_all_ways_and_often_do_not() {
    let counts = census(plain_case(), 300, |(policy, year, payers)| {
        let found = policy.findings(year);
        let mut what = Vec::new();
        for (name, is_some) in [
            ("gap", !found.gaps.is_empty()),
            ("overlap", !found.overlaps.is_empty()),
            ("dead-row", !found.dead_rows.is_empty()),
            ("dead-rule", !found.dead_rules.is_empty()),
            ("no-rule", !found.no_rule.is_empty()),
            ("fall", !found.falls.is_empty()),
        ] {
            let no = if is_some { "" } else { "no " };
            what.push(format!("{no}{name}"));
        }
        let outcomes = payers.iter().map(|payer| policy.assess(year, payer));
        what.extend(outcomes.map(|outcome| outcome.status().to_owned()));
        what
    });
    for what in [
        "gap",
        "overlap",
        "dead-row",
        "dead-rule",
        "no-rule",
        "fall",
        "no gap",
        "no overlap",
        "no fall",
        "assessed",
        "not_covered",
        "ambiguous",
        "undetermined",
        "invalid",
    ] {
        assert!(
            counts.get(what).is_some_and(|count| *count >= 10),
            "{what}: {counts:?}"
        );
    }
}

#[test]
fn free_payers_come_to_all_outcomes() {
    let counts = census(free_case(), 300, |(policy, year, payers)| {
        let outcomes = payers.iter().map(|payer| policy.assess(year, payer));
        let mut what = Vec::new();
        for outcome in outcomes {
            what.push(outcome.status().to_owned());
            for reason in outcome.reasons() {
                let reason = format!("{reason:?}");
                what.push(reason.split('(').next().unwrap().to_owned());
            }
        }
        what
    });
    for what in [
        "assessed",
        "not_covered",
        "ambiguous",
        "undetermined",
        "invalid",
    ] {
        assert!(
            counts.get(what).is_some_and(|count| *count >= 30),
            "{what}: {counts:?}"
        );
    }
}
