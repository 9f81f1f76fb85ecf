//! Worked examples of the source, instalments and shares.

use oske_types::{Amount, Exact, Money};

use super::{Prover, Question, Severity, Subject, Why};
use crate::assessment::Outcome;
use crate::finding::Expected;
use crate::policy::{Example, ExampleOutcome, ShareRounding};

impl Prover<'_, '_> {
    pub(super) fn about_examples(&mut self, first: bool) {
        if !first {
            return;
        }
        for example in &self.year.policy.examples {
            self.about_example(example);
        }
        self.about_instalments();
        self.about_shares();
    }

    fn about_example(&mut self, example: &Example) {
        let policy = self.year.policy;
        let year = example.year.unwrap_or(policy.first_year);
        let found = match policy.for_year(year) {
            Ok(year) => year.assess(&example.facts).outcome().clone(),
            Err(_) => {
                let subject = Subject::ExampleYear { year };
                self.report(Severity::Error, &example.spot, subject);
                return;
            }
        };
        if agrees(&example.expected, &found) {
            return;
        }
        let expected = match &example.expected {
            ExampleOutcome::Pays(amount) => Expected::Amount(*amount),
            ExampleOutcome::Ambiguous(amounts) => Expected::Ambiguous(amounts.clone()),
            ExampleOutcome::NotCovered => Expected::NotCovered,
            ExampleOutcome::Undetermined => Expected::Undetermined,
        };
        let subject = Subject::PrintedExample {
            name: example.name.clone(),
            expected,
            found,
            currency: policy.currency,
        };
        let mut finding = self.year.finding(Severity::Error, &example.spot, subject);
        finding.witness = Some(example.facts.clone());
        self.push(finding);
    }

    fn about_instalments(&mut self) {
        let policy = self.year.policy;
        let Some(first) = policy.instalments.first() else {
            return;
        };
        let sum = policy
            .instalments
            .iter()
            .try_fold(Exact::ZERO, |sum, instalment| {
                sum.checked_add(instalment.share)
            });
        if sum != Ok(Exact::ONE) {
            let subject = Subject::InstalmentsDoNotSum {
                sum: sum.unwrap_or(Exact::ZERO),
            };
            self.report(Severity::Error, &first.spot, subject);
        }
    }

    fn about_shares(&mut self) {
        let policy = self.year.policy;
        for share in &policy.shares {
            let sum = share
                .keys
                .iter()
                .try_fold(Exact::ZERO, |sum, key| sum.checked_add(key.weight));
            let label = share.named.label();
            if sum != Ok(Exact::ONE) {
                let subject = Subject::ShareWeights {
                    share: label,
                    sum: sum.unwrap_or(Exact::ZERO),
                };
                self.report(Severity::Error, &share.named.spot, subject);
            } else if share.rounding == ShareRounding::Each {
                let subject = Subject::ShareRoundedEach { share: label };
                self.report(Severity::Note, &share.named.spot, subject);
            }
            if share.keys.iter().any(|key| key.of.is_none()) {
                self.leave_undecided_of(Question::Share, Why::Share, &share.named);
            }
        }
    }
}

/// Whether an outcome is the one that the source prints.
fn agrees(expected: &ExampleOutcome, found: &Outcome) -> bool {
    let is = |amount: &Exact, money: &Money| Amount::from(*money).value() == *amount;
    match (expected, found) {
        (ExampleOutcome::Pays(amount), Outcome::Assessed(money)) => is(amount, money),
        (ExampleOutcome::Ambiguous(amounts), Outcome::Ambiguous { candidates, .. }) => {
            amounts.is_empty()
                || (amounts.len() == candidates.len()
                    && candidates
                        .iter()
                        .all(|money| amounts.iter().any(|amount| is(amount, money))))
        }
        (ExampleOutcome::NotCovered, Outcome::NotCovered(_))
        | (ExampleOutcome::Undetermined, Outcome::Undetermined(_)) => true,
        _ => false,
    }
}
