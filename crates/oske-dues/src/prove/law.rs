//! Findings about the law that a policy cites.

use chrono::NaiveDate;
use oske_statute::{Answer, Reason, Reference};

use super::{Prover, Severity, Subject};
use crate::policy::{Decision, LegalBasis};

impl Prover<'_, '_> {
    /// Each citation on the days that matter: that of the decision, which was taken by its power, and the
    /// first one that the policy governs, on which dues come to rest on it. Of one citation the first day
    /// on which it does not stand is told.
    pub(super) fn about_law(&mut self) {
        let policy = self.year.policy;
        let decided = policy.decision.as_ref().and_then(|decision| decision.on);
        let governs = policy.first_year.first_day();
        let of_decision = policy.decision.iter().flat_map(Decision::legal_basis);
        for basis in policy.legal_basis.iter().chain(of_decision) {
            match &basis.reference {
                Ok(reference) => self.about_citation(basis, reference, decided, governs),
                Err(error) => {
                    let subject = Subject::CitationNotRead {
                        error: error.clone(),
                    };
                    self.report(Severity::Note, &basis.spot, subject);
                }
            }
        }
    }

    fn about_citation(
        &mut self,
        basis: &LegalBasis,
        reference: &Reference,
        decided: Option<NaiveDate>,
        governs: NaiveDate,
    ) {
        for on in decided.into_iter().chain([governs]) {
            let standing = self.law.standing(reference, on);
            let is_unknown = standing.reasons().contains(&Reason::NotInCatalogue);
            let reference = reference.clone();
            let (severity, subject) = match standing.answer() {
                Answer::No => (
                    Severity::Warning,
                    Subject::NotStanding {
                        reference,
                        on,
                        standing,
                    },
                ),
                Answer::NotKnown if is_unknown => {
                    (Severity::Note, Subject::ActNotKnown { reference })
                }
                Answer::Yes | Answer::NotKnown => continue,
            };
            self.report(severity, &basis.spot, subject);
            return;
        }
    }
}
