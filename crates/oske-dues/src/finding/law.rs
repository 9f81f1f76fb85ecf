//! What findings about cited law say.

use oske_statute::{Case, Style};
use oske_types::{Language, date_in};

use super::{Finding, Subject};

impl Finding {
    pub(super) fn law(&self, language: Language) -> String {
        match &self.subject {
            Subject::CitationNotRead { error } => language.pick(
                format!("viittausta ei lueta viittaukseksi Suomen tai EU:n lakiin: {error}"),
                format!("hänvisningen läses inte som en hänvisning till finsk lag eller EU-rätt: {error}"),
                format!("the citation is not read as a reference to Finnish or EU law: {error}"),
            ),
            Subject::ActNotKnown { reference } => {
                let cited = reference.write(language, Case::Nominative, Style::Short);
                language.pick(
                    format!("{cited} ei ole tunnettujen säädösten luettelossa"),
                    format!("{cited} finns inte i förteckningen över kända författningar"),
                    format!("{cited} is not in the catalogue of known acts"),
                )
            }
            Subject::NotStanding {
                reference,
                on,
                standing,
            } => {
                let cited = reference.write(language, Case::Nominative, Style::Short);
                let on = date_in(language, *on);
                let reasons = standing.reasons().iter();
                let reasons = reasons.map(|reason| reason.in_language(language));
                let reasons = reasons.collect::<Vec<String>>().join("; ");
                language.pick(
                    format!("{cited} ei ole voimassa {on}: {reasons}"),
                    format!("{cited} gäller inte den {on}: {reasons}"),
                    format!("{cited} does not stand on {on}: {reasons}"),
                )
            }
            _ => String::new(),
        }
    }
}
