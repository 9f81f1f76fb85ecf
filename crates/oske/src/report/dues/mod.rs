//! [`DuesReport`]: a round of dues for the treasurer and the board.

mod groups;
mod key_figures;
mod members;
mod memberships;
mod municipalities;
mod open_questions;
mod residents;

use oske_domain::{Atlas, AtlasView};
use oske_report::{Document, Section, Words};
use oske_types::Language;

use super::data::NamedRegister;
use super::decision::{check_currency, sources};
use super::paper::Paper;
use super::{Payments, ReportError};
use crate::Round;

/// The report of a round (*maksuraportti*, *avgiftsrapport*): key figures, amounts by kind and place, every
/// payer with the reason for its amount, what is open, whose residents are charged for, the policy in plain
/// words with its curves, the decision and its legal basis, and which data was used. See the
/// [module](super) for an example.
#[derive(Debug, Clone)]
pub struct DuesReport<'r> {
    round: &'r Round<'r>,
    atlas: &'r Atlas,
    register: Option<NamedRegister>,
    payments: Option<&'r Payments>,
}

impl<'r> DuesReport<'r> {
    /// Of a round, with the atlas by which it was made.
    #[must_use]
    pub fn new(round: &'r Round<'r>, atlas: &'r Atlas) -> Self {
        Self {
            round,
            atlas,
            register: None,
            payments: None,
        }
    }

    /// With the name of the register and a hash of what it says, so that the round can be done again.
    #[must_use]
    pub fn of_register(mut self, name: impl Into<String>, content_hash: impl Into<String>) -> Self {
        self.register = Some(NamedRegister {
            name: name.into(),
            content_hash: content_hash.into(),
        });
        self
    }

    /// With what has been invoiced and paid.
    #[must_use]
    pub fn with_payments(mut self, payments: &'r Payments) -> Self {
        self.payments = Some(payments);
        self
    }

    /// The report in a language.
    ///
    /// # Errors
    ///
    /// [`ReportError`] if a sum does not fit or is of several currencies, or if the atlas is not the one of
    /// the round.
    pub fn to_document(&self, language: Language) -> Result<Document, ReportError> {
        let sheet = Sheet {
            report: self,
            round: self.round,
            places: self.atlas.on(self.round.options().register_date)?,
            paper: Paper { language },
        };
        sheet.document()
    }
}

/// The report in one language, on the day of the register.
struct Sheet<'s> {
    report: &'s DuesReport<'s>,
    round: &'s Round<'s>,
    places: AtlasView<'s>,
    paper: Paper,
}

impl Sheet<'_> {
    fn document(&self) -> Result<Document, ReportError> {
        check_currency(self.round, self.round.currency())?;
        let language = self.paper.language;
        let year = self.round.policy_year();
        let title = self
            .paper
            .say("Jäsenmaksut", "Medlemsavgifter", "Membership dues");
        let mut document = Document::new(
            language,
            format!("{title} {}", self.paper.year(year.year())),
        )
        .with_subtitle(year.policy().title().in_language(language));
        if let Some(note) = year.policy().note() {
            document = document.with_opening(Words::default().text(note, language));
        }
        document = document
            .with_opening(self.key_figures()?)
            .with(self.by_kind()?)
            .with(self.by_place()?)
            .with(self.members()?)
            .with(self.open_questions())
            .with(self.residents()?)
            .with(self.memberships())
            .with(self.policy()?)
            .with(self.decision())
            .with(self.data()?);
        for source in sources(year, language) {
            document = document.with_source(source);
        }
        Ok(document.with_source(self.paper.data_source()))
    }

    fn policy(&self) -> Result<Section, ReportError> {
        let paper = self.paper;
        let heading = paper.say("Maksuperuste", "Avgiftsgrund", "The policy");
        let tariff = paper.tariff(self.round)?.into_iter();
        let section = tariff.fold(Section::new(heading), Section::with);
        Ok(section.with_section(paper.findings(self.round)))
    }

    fn decision(&self) -> Section {
        let blocks = self.paper.decision(self.round.policy_year()).into_iter();
        blocks.fold(Section::new(self.paper.decision_heading()), Section::with)
    }

    fn data(&self) -> Result<Section, ReportError> {
        let paper = self.paper;
        let heading = paper.say(
            "Aineisto, jolla kierros on laskettu",
            "Underlaget som omgången räknades på",
            "The data that the round was made of",
        );
        let policy = paper.say("Maksuperuste", "Avgiftsgrund", "Policy");
        let rounds = [(policy.to_owned(), self.round)];
        paper.data(heading, &rounds, self.report.register.as_ref())
    }
}
