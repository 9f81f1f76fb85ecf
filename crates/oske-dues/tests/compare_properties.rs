//! Two policies compared, against what each says of drawn payers.
#![cfg(all(feature = "toml", feature = "json"))]
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a helper of a test fails by panicking, and small numbers are added"
)]

use std::collections::BTreeSet;

use oske_dues::compare::{Change, Comparison, Difference};
use oske_dues::{Facts, Outcome, Policy, PolicyYear, Reason};
use oske_testkit::{model, strategy, text};
use oske_types::{DuesYear, Exact, Language};
use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;
use serde_json::Value;

/// Each property draws 300 pairs, or `PROPTEST_CASES`. Failing seeds are kept beside this file.
fn config() -> ProptestConfig {
    let defaults = ProptestConfig::default();
    ProptestConfig {
        cases: match std::env::var_os("PROPTEST_CASES") {
            Some(_) => defaults.cases,
            None => 300,
        },
        failure_persistence: Some(Box::new(FileFailurePersistence::WithSource(
            "proptest-regressions",
        ))),
        ..defaults
    }
}

/// How the second policy differs from the first.
#[derive(Debug, Clone, Copy)]
enum Variant {
    Same,
    Dearer,
    ALittleDearer,
    WithoutLastRule,
    WithLeast,
}

fn variant() -> impl Strategy<Value = Variant> {
    prop_oneof![
        Just(Variant::Same),
        Just(Variant::Dearer),
        Just(Variant::ALittleDearer),
        Just(Variant::WithoutLastRule),
        Just(Variant::WithLeast),
    ]
}

fn varied(document: &Value, variant: Variant) -> Value {
    let mut document = document.clone();
    let Some(rules) = document["rule"].as_array_mut() else {
        return document;
    };
    if matches!(variant, Variant::WithoutLastRule) && rules.len() > 1 {
        rules.pop();
        return document;
    }
    let currency = document["currency"].as_str().unwrap().to_owned();
    for rule in document["rule"].as_array_mut().unwrap() {
        let own = rule.get("currency").and_then(Value::as_str);
        let unit = own.unwrap_or(&currency).to_owned();
        let Some(pays) = rule["pays"].as_str() else {
            continue;
        };
        let varied = match variant {
            Variant::Same | Variant::WithoutLastRule => continue,
            Variant::Dearer => format!("({pays}) * 11 / 10"),
            Variant::ALittleDearer => format!("({pays}) + 0.001 {unit}"),
            Variant::WithLeast => format!("at_least({pays}, 60 {unit})"),
        };
        rule["pays"] = varied.into();
    }
    document
}

fn read(document: &Value) -> Option<Policy> {
    Policy::from_json("drawn.json", &document.to_string()).ok()
}

fn facts(payer: &model::Payer) -> Facts {
    let mut object = text::facts(payer);
    object["id"] = "payer".into();
    Facts::from_json("payer.json", &object.to_string()).unwrap()
}

/// What is owed before rounding.
fn unrounded(year: &PolicyYear<'_>, facts: &Facts) -> Option<Exact> {
    let document: Value = serde_json::from_str(&year.explain(facts).to_json()).unwrap();
    let lines = document["readings"][0]["lines"].as_array()?;
    lines.iter().try_fold(Exact::ZERO, |sum, line| {
        let value: Exact = line["unrounded"].as_str()?.parse().ok()?;
        sum.checked_add(value).ok()
    })
}

/// The change as both evaluations tell it.
fn expected(
    before: &PolicyYear<'_>,
    after: &PolicyYear<'_>,
    facts: &Facts,
    step: Exact,
) -> Option<Change> {
    let [first, second] = [before, after].map(|year| year.assess(facts).outcome().clone());
    Some(match (&first, &second) {
        (Outcome::Assessed(_), Outcome::Assessed(_)) => {
            let difference = unrounded(after, facts)?
                .checked_sub(unrounded(before, facts)?)
                .ok()?;
            if difference.is_zero() {
                Change::Same
            } else if difference >= step {
                Change::Rises
            } else if difference <= step.negated() {
                Change::Falls
            } else if difference.is_positive() {
                Change::RisesUnderRounding
            } else {
                Change::FallsUnderRounding
            }
        }
        (Outcome::NotCovered(_), Outcome::Assessed(_)) => Change::BecomesCovered,
        (Outcome::Assessed(_), Outcome::NotCovered(_)) => Change::NoLongerCovered,
        (Outcome::NotCovered(_), Outcome::NotCovered(_)) => Change::NotCovered,
        _ => Change::Open,
    })
}

/// What changes, what both say and by how much, whoever it is for.
fn told(comparison: &Comparison, reversed: bool) -> BTreeSet<String> {
    let tell = |difference: &Difference| {
        let change = difference.change();
        let (mut sides, (mut least, mut most)) = (
            [difference.before(), difference.after()],
            difference.range(),
        );
        if reversed {
            sides.reverse();
            (least, most) = (most.map(Exact::negated), least.map(Exact::negated));
        }
        let change = if reversed { change.reversed() } else { change };
        format!("{change:?} {sides:?} {least:?} {most:?}")
    };
    comparison.differences().iter().map(tell).collect()
}

/// The change of the group that a payer is in; `None` where that is not known.
fn change_of(comparison: &Comparison, facts: &Facts) -> Option<Change> {
    let all = comparison.differences().iter();
    let mut groups = all.flat_map(|difference| {
        let groups = difference.groups().iter();
        groups.map(move |group| (difference.change(), group))
    });
    let found = groups.find(|(_, group)| group.payers().include(facts) == Some(true));
    found.map(|(change, _)| change)
}

proptest! {
    #![proptest_config(config())]

    /// Every payer is in one group, and its dues change as the group says.
    #[test]
    fn a_comparison_is_what_both_evaluations_say(
        (drawn, year, payers) in prop_oneof![strategy::plain_case(), strategy::free_case()],
        variant in variant(),
        seed: u64,
    ) {
        let document = text::document(&drawn, seed);
        let (Some(first), Some(second)) = (read(&document), read(&varied(&document, variant))) else {
            return Ok(());
        };
        let year: DuesYear = match drawn.year_begins {
            (1, 1) => year.to_string(),
            (month, day) => format!("{year}-{month:02}-{day:02}/P1Y"),
        }
        .parse()
        .unwrap();
        let (Ok(before), Ok(after)) = (first.for_year(year), second.for_year(year)) else {
            return Ok(());
        };
        let comparison = Comparison::of(&before, &after).unwrap();
        for group in comparison.differences().iter().flat_map(Difference::groups) {
            let shown = group.shown();
            let is_certain = group.payers().borders().is_empty();
            prop_assert!(!shown.is_empty() || !is_certain, "nobody shows {:?}", group.payers());
            for shown in shown {
                prop_assert_ne!(group.payers().include(shown.payer()), Some(false));
            }
        }
        for payer in &payers {
            let facts = facts(payer);
            let is_missing = |reason: &Reason| reason.code() == "missing-fact";
            let is_unknown = |year: &PolicyYear<'_>| {
                let outcome = year.assess(&facts).outcome().clone();
                matches!(outcome, Outcome::Invalid(_)) || outcome.reasons().iter().any(is_missing)
            };
            if is_unknown(&before) || is_unknown(&after) {
                continue;
            }
            // A condition on no times something that a list may lack decides, though it has no value.
            let has_none = |year: &PolicyYear<'_>| year.assess(&facts).amount().is_none();
            if first.lists().next().is_some() && has_none(&before) && has_none(&after) {
                continue;
            }
            let all = comparison.differences().iter();
            let groups = all.flat_map(|difference| difference.groups().iter().map(move |group| (difference, group)));
            let mut found = Vec::new();
            let mut is_open = false;
            for (difference, group) in groups {
                match group.payers().include(&facts) {
                    Some(true) => found.push(difference.change()),
                    Some(false) => {}
                    None => is_open = true,
                }
            }
            if is_open || found.contains(&Change::Undecided) {
                continue;
            }
            if found.is_empty() {
                prop_assert!(!comparison.is_complete(), "in no group: {facts:?}");
                continue;
            }
            prop_assert_eq!(found.len(), 1, "in several groups: {:?}", facts);
            let Some(expected) = expected(&before, &after, &facts, comparison.rounding_step()) else {
                continue;
            };
            let told = found.first().copied();
            let is_so = match expected {
                // Where some of it is rounded to a finer step, it is told by that.
                Change::FallsUnderRounding => matches!(told, Some(Change::Falls | Change::FallsUnderRounding)),
                Change::RisesUnderRounding => matches!(told, Some(Change::Rises | Change::RisesUnderRounding)),
                Change::Same => {
                    let is_same = before.assess(&facts).amount() == after.assess(&facts).amount();
                    told == Some(Change::RoundedOtherwise) || (told == Some(Change::Same) && is_same)
                }
                // There are dues, though it is not known how much.
                Change::Open => matches!(
                    told,
                    Some(Change::Open | Change::BecomesCovered | Change::NoLongerCovered)
                ),
                expected => told == Some(expected),
            };
            // Readings that give one amount to this payer are open to others of its group.
            if told != Some(Change::Open) && !is_so {
                prop_assert_eq!(&found, &[expected], "{:?}\n{:?}\n{:?}\n{}", facts, before.assess(&facts), after.assess(&facts), comparison.to_text(Language::English));
            }
        }
    }

    /// Seen from the second policy, the same groups change by as much the other way.
    #[test]
    fn a_comparison_is_antisymmetric(
        (drawn, _, payers) in prop_oneof![strategy::plain_case(), strategy::free_case()],
        variant in variant(),
        seed: u64,
    ) {
        let document = text::document(&drawn, seed);
        let (Some(first), Some(second)) = (read(&document), read(&varied(&document, variant))) else {
            return Ok(());
        };
        let year = first.first_year();
        let (before, after) = (first.for_year(year).unwrap(), second.for_year(year).unwrap());
        let there = Comparison::of(&before, &after).unwrap();
        let back = Comparison::of(&after, &before).unwrap();
        prop_assert_eq!(told(&there, false), told(&back, true));
        for payer in &payers {
            let facts = facts(payer);
            // Where a fact is missing, one side may know a group that it does not matter for.
            let changes = (change_of(&there, &facts), change_of(&back, &facts));
            if let (Some(change), Some(back)) = changes {
                prop_assert_eq!(change, back.reversed());
            }
        }
        let evens = |comparison: &Comparison| {
            let evens = comparison.break_even().iter();
            let mut evens: Vec<String> = evens.map(|even| format!("{even:?}")).collect();
            evens.sort();
            evens
        };
        prop_assert_eq!(evens(&there), evens(&back));
    }
}
