//! The proof against the model: what is reported is so, and what is so is reported.
#![cfg(all(feature = "toml", feature = "json"))]
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on fails where it stands"
)]

use std::collections::BTreeSet;

use oske_dues::{Facts, Finding, Outcome, Policy, Reason, Severity};
use oske_testkit::model::{self, ModelFindings};
use oske_testkit::{strategy, text};
use oske_types::DuesYear;
use proptest::prelude::*;

/// Each property draws 1,000 policies, or `PROPTEST_CASES`.
fn config() -> ProptestConfig {
    let defaults = ProptestConfig::default();
    ProptestConfig {
        cases: match std::env::var_os("PROPTEST_CASES") {
            Some(_) => defaults.cases,
            None => 1_000,
        },
        ..defaults
    }
}

fn policy_of(policy: &model::Policy) -> Policy {
    let toml = text::toml(&text::document(policy, 0));
    Policy::from_toml("drawn.toml", &toml).unwrap()
}

fn year_of(policy: &model::Policy, year: i32) -> DuesYear {
    let first = policy.dues_year(year).first;
    DuesYear::starting(first).unwrap()
}

/// What the engine reports, in the words of the model.
fn reported(findings: &[Finding]) -> ModelFindings {
    let mut reported = ModelFindings::default();
    for finding in findings {
        let path: Vec<&str> = finding.document_path().split('.').collect();
        let name = path.get(1).copied().unwrap_or_default().to_owned();
        let quoted = |open: &str, close: &str| {
            let message = finding.message(oske_types::Language::English);
            let inside = message.split_once(open).unwrap().1;
            inside.split_once(close).unwrap().0.to_owned()
        };
        match finding.code() {
            "gap" => {
                reported.gaps.insert(name);
            }
            "overlap" if finding.severity() == Severity::Error => {
                reported.overlaps.insert(name);
            }
            "dead-row" => {
                let row = path.get(3).unwrap().parse().unwrap();
                reported.dead_rows.insert((name, row));
            }
            "dead-rule" => {
                reported.dead_rules.insert(quoted("`", "`"));
            }
            "no-rule" => {
                reported.no_rule.insert(quoted("“", "”"));
            }
            "fall" => {
                // It stands at the row or the rule to mend.
                reported.falls.insert(quoted(" as ", " grows"));
            }
            _ => {}
        }
    }
    reported
}

proptest! {
    #![proptest_config(config())]

    /// Conditions compare declared measures with constants.
    #[test]
    fn a_finding_is_reported_if_and_only_if_the_model_finds_one((drawn, year, _) in strategy::plain_case()) {
        let policy = policy_of(&drawn);
        let findings = policy.for_year(year_of(&drawn, year)).unwrap().findings();
        prop_assert_eq!(reported(&findings), drawn.findings(year));
        let undecided = findings.iter().find(|finding| finding.code() == "undecided");
        prop_assert!(undecided.is_none(), "{undecided:?}");
    }

}

proptest! {
    // Policies of every shape, whose proof may use up its budget.
    #![proptest_config(config())]

    #[test]
    fn a_witness_shows_what_it_is_a_witness_of((drawn, year, _) in strategy::free_case()) {
        let policy = policy_of(&drawn);
        let policy_year = policy.for_year(year_of(&drawn, year)).unwrap();
        for finding in policy_year.findings() {
            let Some(witness) = finding.witness() else { continue };
            let outcome = policy_year.assess(witness).outcome().clone();
            let shown = match finding.code() {
                "gap" | "no-rule" => matches!(outcome, Outcome::NotCovered(_) | Outcome::Invalid(_)),
                "division-by-zero" => matches!(outcome, Outcome::Invalid(_)),
                _ => !is_misfit(&outcome),
            };
            prop_assert!(shown, "{finding}\n{witness:?}\n{outcome:?}");
        }
    }

    #[test]
    fn evaluation_fails_only_as_findings_have_said((drawn, year, payers) in strategy::free_case()) {
        let policy = policy_of(&drawn);
        let policy_year = policy.for_year(year_of(&drawn, year)).unwrap();
        let findings = policy_year.findings();
        let codes: BTreeSet<&str> = findings.iter().map(Finding::code).collect();
        for payer in &payers {
            let facts = facts_of(payer);
            let outcome = policy_year.assess(&facts).outcome().clone();
            if is_misfit(&outcome) || is_missing(&outcome) {
                continue;
            }
            let is_named = |reason: &Reason| was_named(reason, &findings, &codes);
            // An ambiguous outcome tells every choice that was met, also one that makes no difference.
            if matches!(outcome, Outcome::Ambiguous { .. }) {
                let named = outcome.reasons().iter().any(is_named);
                prop_assert!(named, "{outcome:?}\n{facts:?}\n{codes:?}");
                continue;
            }
            for reason in outcome.reasons() {
                prop_assert!(is_named(reason), "{reason:?}\n{facts:?}\n{codes:?}");
            }
        }
    }
}

fn facts_of(payer: &model::Payer) -> Facts {
    let mut value = text::facts(payer);
    if let Some(object) = value.as_object_mut() {
        object.insert("id".to_owned(), "payer".into());
    }
    Facts::from_json("facts.json", &value.to_string()).unwrap()
}

/// Whether facts do not fit their declarations.
fn is_misfit(outcome: &Outcome) -> bool {
    let mut reasons = outcome.reasons().iter();
    reasons.any(|reason| matches!(reason, Reason::InvalidFact { .. }))
}

/// Whether the payer does not say something that is asked for: that is nobody's finding.
fn is_missing(outcome: &Outcome) -> bool {
    let mut reasons = outcome.reasons().iter();
    reasons.any(|reason| matches!(reason, Reason::MissingFact { .. }))
}

/// Whether a finding has said that somebody may be without an amount for this reason, or that it was
/// not decided where this may be the reason.
fn was_named(reason: &Reason, findings: &[Finding], codes: &BTreeSet<&str>) -> bool {
    let about = |code: &str| {
        let subject = reason.subject().unwrap_or_default();
        let mut findings = findings.iter().filter(|finding| finding.code() == code);
        findings.any(|finding| finding.document_path().split('.').nth(1) == Some(subject))
    };
    let named = match reason {
        Reason::NoRow { .. } => about("gap"),
        Reason::NoRule { .. } => codes.contains("no-rule"),
        Reason::UnknownRow { .. } => about("unknown-row"),
        Reason::UnknownParameter { .. } => about("unknown-parameter"),
        Reason::StaleParameter { .. } => about("stale-parameter") || about("index-without-value"),
        Reason::SeveralRows { .. } => about("overlap"),
        Reason::SeveralRules { .. } => codes.contains("several-rules"),
        Reason::Unclear { .. } => codes.contains("unclear"),
        Reason::NeedsRound { .. } => false,
        // Of a measure without an end no one can say that what it is multiplied with fits.
        Reason::Uncomputable { .. } => {
            let named = [
                "division-by-zero",
                "mixed-currencies",
                "measure-without-bound",
            ];
            named.iter().any(|code| codes.contains(code))
        }
        _ => false,
    };
    let mut undecided = findings.iter();
    named || undecided.any(|finding| finding.code() == "undecided" && may_hide(finding, reason))
}

/// Whether something that was left undecided may keep a reason from being found: by what it is of, and
/// where in the document it stands.
fn may_hide(undecided: &Finding, reason: &Reason) -> bool {
    let message = undecided.message(oske_types::Language::English);
    let mut path = undecided.document_path().split('.');
    let (sort, name) = (path.next().unwrap_or_default(), path.next());
    let is_of_subject = name.is_some() && name == reason.subject();
    let is_of_rules = matches!(reason, Reason::NoRule { .. } | Reason::SeveralRules { .. });
    if message.starts_with("it was not decided whether") {
        // A bound binds, or dues go as expected, also for those without an amount.
        return false;
    }
    if message.starts_with("it was not decided where the readings differ") {
        return matches!(reason, Reason::Unclear { .. });
    }
    if message.starts_with("it was not decided who") {
        let is_of_line = sort != "line" || is_of_subject;
        return (is_of_rules && is_of_line)
            || matches!(reason, Reason::NoRow { .. } | Reason::Uncomputable { .. });
    }
    match sort {
        "share" => matches!(reason, Reason::NeedsRound { .. }),
        "table" => is_of_subject,
        "line" => is_of_rules && is_of_subject,
        // What a rule pays does not say whom it is for.
        "rule" if undecided.document_path().ends_with(".pays") => !is_of_rules,
        _ => true,
    }
}
