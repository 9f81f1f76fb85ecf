//! [`DuesReport`]: a round of dues for the treasurer and the board.

mod groups;
mod key_figures;
mod members;
mod memberships;
mod municipalities;
mod open_questions;
mod residents;

use oske_domain::{Atlas, AtlasView, MemberKind};
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
    left_out: Vec<DuesSection>,
}

/// A part of a [`DuesReport`] below its key figures, in the order in which they stand.
///
/// What a round has nothing of is left out without being told: the sums by place where no payer lies
/// anywhere, and whose residents are charged for where no rule of the policy charges by residents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DuesSection {
    /// The sums of each kind of member.
    ByKind,
    /// The sums of each county or region, with maps.
    ByPlace,
    /// Every payer with its amount and the reason for it.
    Members,
    /// Why dues are open.
    OpenQuestions,
    /// Whose residents are charged for, and who of them twice or not at all.
    Residents,
    /// On which ground memberships rest, and who of the register is no member.
    Memberships,
    /// The policy in plain words, with its curves and what the check has found.
    Policy,
    /// Who decided on it, and on which ground of law.
    Decision,
    /// Which data was used.
    Data,
}

impl DuesSection {
    const ALL: [Self; 9] = [
        Self::ByKind,
        Self::ByPlace,
        Self::Members,
        Self::OpenQuestions,
        Self::Residents,
        Self::Memberships,
        Self::Policy,
        Self::Decision,
        Self::Data,
    ];
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
            left_out: Vec::new(),
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

    /// Without one of its sections.
    ///
    /// ```
    /// # use oske::domain::Register;
    /// # use oske::dues::Policy;
    /// # use oske::types::Language;
    /// # use oske::{Round, RoundOptions};
    /// use oske::report::{DuesReport, DuesSection};
    ///
    /// # let policy = Policy::from_toml("policy.toml", r#"
    /// #     format = "oske-policy"
    /// #     version = 1
    /// #     id = "example"
    /// #     title = { en = "An example" }
    /// #     status = "in-force"
    /// #     currency = "EUR"
    /// #     dues_years = { from = "2023" }
    /// #     [[rule]]
    /// #     id = "everyone"
    /// #     pays = "110 EUR"
    /// # "#)?;
    /// # let register = Register::from_csv("register.csv", "\
    /// # id,name,kind,places,history
    /// # kylat,Kylät ry,association,,admitted unknown unknown
    /// # ".as_bytes())?;
    /// # let year = policy.for_year("2023".parse()?)?;
    /// # let options = RoundOptions::for_year(year.year());
    /// # let round = Round::assess(year, &register, &oske::data::ATLAS, options)?;
    /// // A page for the treasurer, who knows the members and the tariff.
    /// let report = DuesReport::new(&round, &oske::data::ATLAS)
    ///     .without(DuesSection::Memberships)
    ///     .without(DuesSection::Policy);
    /// let text = report.to_document(Language::English)?.to_text(80);
    /// assert!(text.contains("Who owes what, and why"));
    /// assert!(!text.contains("Memberships"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn without(mut self, section: DuesSection) -> Self {
        self.left_out.push(section);
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
        document = document.with_opening(self.key_figures()?);
        for section in DuesSection::ALL {
            if self.report.left_out.contains(&section) {
                continue;
            }
            if let Some(section) = self.section(section)? {
                document = document.with(section);
            }
        }
        let sources = sources(year, language).chain(self.paper.data_source([self.round]));
        Ok(sources.fold(document, Document::with_source))
    }

    /// A section, where the round has anything of it.
    fn section(&self, section: DuesSection) -> Result<Option<Section>, ReportError> {
        Ok(match section {
            DuesSection::ByKind => Some(self.by_kind()?),
            DuesSection::ByPlace => self.by_place()?,
            DuesSection::Members => Some(self.members()?),
            DuesSection::OpenQuestions => Some(self.open_questions()),
            DuesSection::Residents => self.residents()?,
            DuesSection::Memberships => Some(self.memberships()),
            DuesSection::Policy => Some(self.policy()?),
            DuesSection::Decision => Some(self.decision()),
            DuesSection::Data => Some(self.data()?),
        })
    }

    /// What a kind of member is called.
    fn kind(&self, kind: MemberKind) -> String {
        self.paper.kind(kind, [self.round.policy_year().policy()])
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
