//! What the targets share: a policy that has been read is proved, and payers are assessed by it.

use oske_dues::{Explanation, Facts, Policy, PolicyYear};

/// Proves a policy, and assesses every witness and a payer of whom nothing is known.
pub fn exercise(policy: &Policy) {
    let findings = policy.findings();
    let Ok(year) = policy.for_year(policy.first_year()) else {
        return;
    };
    assess(&year, &Facts::new("nobody"));
    for finding in findings.iter().take(20) {
        finding
            .witness()
            .iter()
            .for_each(|facts| assess(&year, facts));
    }
}

/// Assesses a payer. The explanation says the same and, where it can be read back, replays.
pub fn assess(year: &PolicyYear<'_>, facts: &Facts) {
    let assessment = year.assess(facts);
    let explanation = year.explain(facts);
    assert!(explanation.explains(&assessment));
    let read = Explanation::from_json("again.json", &explanation.to_json()).expect("reads back");
    assert_eq!(read.replay().expect("replays"), assessment.amount());
}
