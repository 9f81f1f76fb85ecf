//! Findings about the law that a policy cites.

use oske_statute::{Answer, Catalogue, Reason};

use super::{Prover, Severity, Subject};

impl Prover<'_, '_> {
    /// Each citation: on the day of the decision, or where there is none yet, on the first day that the
    /// policy governs.
    pub(super) fn about_law(&mut self) {
        let policy = self.year.policy;
        let decided = policy.decision.as_ref().and_then(|decision| decision.on);
        let on = decided.unwrap_or_else(|| policy.first_year.first_day());
        let catalogue = Catalogue::embedded();
        for basis in &policy.legal_basis {
            let reference = match &basis.reference {
                Ok(reference) => reference,
                Err(error) => {
                    let subject = Subject::CitationNotRead {
                        error: error.clone(),
                    };
                    self.report(Severity::Note, &basis.spot, subject);
                    continue;
                }
            };
            let standing = catalogue.standing(reference, on);
            let is_unknown = standing.reasons().contains(&Reason::NotInCatalogue);
            match standing.answer() {
                Answer::No => {
                    let subject = Subject::NotStanding {
                        reference: reference.clone(),
                        on,
                        standing,
                    };
                    self.report(Severity::Warning, &basis.spot, subject);
                }
                Answer::NotKnown if is_unknown => {
                    let reference = reference.clone();
                    let subject = Subject::ActNotKnown { reference };
                    self.report(Severity::Note, &basis.spot, subject);
                }
                Answer::Yes | Answer::NotKnown => {}
            }
        }
    }
}
