//! Policies whose shares go by votes, and what each payer of a round owes under them.

use oske_dues::{Explanation, Facts, Policy};
use oske_types::Language;

use super::{case, in_year};

pub const COSTS_BY_VOTES: &str = r#"
    [share.costs]
    total = "100 EUR"
    rounding = "together"
    keys = [{ weight = "1", by = "votes", of = "round" }]
"#;

/// A policy with members and supporters, who have votes and inhabitants.
pub fn policy(rest: &str) -> Policy {
    let head = r#"
        unit.vote = {}
        unit.inhabitant = {}
        fact.kind = { values = ["member", "supporter"] }
        fact.votes = { unit = "vote", step = "1", least = "-100", most = "100" }
        fact.population = { unit = "inhabitant", step = "1", least = "0", most = "10000000" }
    "#;
    case(&format!("{head}{rest}"))
}

/// Somebody of whom the kind is not known.
pub fn voter(id: &str, votes: i32) -> Facts {
    Facts::new(id).with_measure("votes", votes)
}

pub fn member(id: &str, votes: i32) -> Facts {
    voter(id, votes).with_attribute("kind", "member")
}

/// What somebody owes, or why it is not known.
fn in_english(assessment: &oske_dues::Assessment) -> String {
    let payer = assessment.payer();
    if let Some(amount) = assessment.amount() {
        return format!("{payer}: {amount}");
    }
    let outcome = assessment.outcome();
    let reasons = outcome.reasons().iter();
    let reasons: Vec<String> = reasons
        .map(|reason| reason.in_language(Language::English))
        .collect();
    format!("{payer}: {}: {}", outcome.status(), reasons.join("; "))
}

/// What each payer of a round owes or why it is not known, in the order given. Each explanation says the same,
/// replays, and is read back from its document as it is.
pub fn owed(policy: &Policy, payers: &[Facts]) -> Vec<String> {
    let year = in_year(policy, 2024);
    let assessments = year.assess_round(payers);
    let explanations = year.explain_round(payers);
    assert_eq!(assessments.len(), explanations.len());
    for (assessment, explanation) in assessments.iter().zip(&explanations) {
        assert!(explanation.explains(assessment), "{assessment:?}");
        let replayed = explanation.replay();
        assert_eq!(replayed, Ok(assessment.amount()), "{explanation:?}");
        let read = Explanation::from_json("explanation.json", &explanation.to_json());
        assert_eq!(read.as_ref(), Ok(explanation));
    }
    assessments.iter().map(in_english).collect()
}
