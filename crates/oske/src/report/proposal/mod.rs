//! [`ProposalReport`]: what a proposal means, for those who decide on it.

mod changes;
mod decide;
mod income;
mod members;
mod register;

use oske_domain::MemberKind;
use oske_report::{Cell, Document, KeyFigure, Section};
use oske_types::Language;

use super::ReportError;
use super::data::NamedRegister;
use super::decision::{check_currency, sources};
use super::paper::Paper;
use crate::{ProposalComparison, Round, RoundComparison};

/// The paper on which a meeting decides (*päätösesitys*, *beslutsförslag*): what brings in how much, what is
/// to be decided, and of each proposal what changes for whom, with the curves laid over each other, the
/// break-even points, the members who pay less and more, and what the check has found.
///
/// What is to be decided on comes first, and the members, the findings and the data follow as annexes on a page of
/// their own. Of one proposal the first part takes two pages of A4 as a browser prints it. Each further proposal
/// adds a page: its groups of payers are a row each and its curves, at most four, a quarter of a page each, so that
/// a tariff of many bands takes more.
///
/// ```
/// use oske::domain::Register;
/// use oske::dues::Policy;
/// use oske::report::ProposalReport;
/// use oske::types::Language;
/// use oske::{Proposals, RoundComparison, RoundOptions};
///
/// # let policy = |id: &str, fee: &str| Policy::from_toml("p.toml", &format!(r#"
/// #     format = "oske-policy"
/// #     version = 1
/// #     id = "{id}"
/// #     title = {{ en = "Flat dues of {fee}" }}
/// #     status = "proposed"
/// #     currency = "EUR"
/// #     dues_years = {{ from = "2023" }}
/// #     fact.kind = {{ values = ["municipality", "association"] }}
/// #     [[rule]]
/// #     id = "municipalities"
/// #     when = "kind = 'municipality'"
/// #     pays = "{fee} EUR"
/// #     [[rule]]
/// #     id = "associations"
/// #     when = "kind = 'association'"
/// #     pays = "110 EUR"
/// # "#));
/// let (in_force, proposal) = (policy("in-force", "440")?, policy("proposal", "550")?);
/// let register = Register::from_csv("register.csv", "\
/// id,name,kind,places,history
/// kajaani,Kajaani,municipality,municipality:205,admitted unknown unknown
/// kainuu-ry,Kainuun yhdistys,association,,admitted unknown unknown
/// ".as_bytes())?;
/// let proposals = Proposals::new(&in_force, [&proposal]);
/// let (year, atlas) = ("2023".parse()?, &oske::data::ATLAS);
/// let comparison =
///     RoundComparison::of_proposals(&proposals, year, &register, atlas, RoundOptions::for_year)?;
///
/// let document = ProposalReport::new(&comparison).to_document(Language::English)?;
/// assert_eq!(document.title(), "Proposal for membership dues 2023");
/// assert!(document.to_text(80).contains("Dues rise"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct ProposalReport<'c> {
    comparison: &'c RoundComparison<'c>,
    register: Option<NamedRegister>,
}

impl<'c> ProposalReport<'c> {
    /// Of a round beside those of proposals.
    #[must_use]
    pub fn new(comparison: &'c RoundComparison<'c>) -> Self {
        Self {
            comparison,
            register: None,
        }
    }

    /// With the name of the register and a hash of what it says, so that the rounds can be done again.
    #[must_use]
    pub fn of_register(mut self, name: impl Into<String>, content_hash: impl Into<String>) -> Self {
        self.register = Some(NamedRegister {
            name: name.into(),
            content_hash: content_hash.into(),
        });
        self
    }

    /// The paper in a language.
    ///
    /// # Errors
    ///
    /// [`ReportError`] if a sum does not fit or is of several currencies, or if facts of one name are
    /// different things in the policies.
    pub fn to_document(&self, language: Language) -> Result<Document, ReportError> {
        let proposals: Vec<ProposalComparison<'_>> = self.comparison.proposals().collect();
        let sheet = Sheet {
            comparison: self.comparison,
            register: self.register.as_ref(),
            proposals: &proposals,
            paper: Paper { language },
        };
        sheet.document()
    }
}

struct Sheet<'s> {
    comparison: &'s RoundComparison<'s>,
    register: Option<&'s NamedRegister>,
    proposals: &'s [ProposalComparison<'s>],
    paper: Paper,
}

impl Sheet<'_> {
    fn document(&self) -> Result<Document, ReportError> {
        let language = self.paper.language;
        let before = self.comparison.before();
        for (_, round) in self.rounds() {
            check_currency(round, before.currency())?;
        }
        let year = self
            .proposals
            .first()
            .map_or(before, ProposalComparison::round);
        let year = self.paper.year(year.policy_year().year());
        let title = match self.proposals.len() {
            1 => language.pick(
                format!("Ehdotus jäsenmaksuiksi {year}"),
                format!("Förslag till medlemsavgifter {year}"),
                format!("Proposal for membership dues {year}"),
            ),
            _ => language.pick(
                format!("Vaihtoehdot jäsenmaksuiksi {year}"),
                format!("Alternativ för medlemsavgifter {year}"),
                format!("Alternatives for membership dues {year}"),
            ),
        };
        let mut document = Document::new(language, title)
            .with(self.income()?)
            .with(self.to_decide());
        for (number, proposal) in self.proposals.iter().enumerate() {
            document = document.with(self.proposal(number, proposal)?);
        }
        for (number, proposal) in self.proposals.iter().enumerate() {
            let annex = self.annex(number, proposal)?;
            document = document.with(match number {
                0 => annex.beginning_page(),
                _ => annex,
            });
        }
        document = document
            .with(self.members()?)
            .with(self.decisions())
            .with(self.data()?);
        let rounds = self.rounds().into_iter().map(|(_, round)| round);
        let rounds: Vec<&Round<'_>> = rounds.collect();
        let of_policies = rounds.iter().copied();
        let of_policies = of_policies.flat_map(|round| sources(round.policy_year(), language));
        let sources = of_policies.chain(self.paper.data_source(rounds.iter().copied()));
        Ok(sources.fold(document, Document::with_source))
    }

    /// What a kind of member is called: as the policy in force has it, or else a proposal.
    fn kind(&self, kind: MemberKind) -> String {
        let proposals = self.proposals.iter().map(ProposalComparison::round);
        let rounds = std::iter::once(self.comparison.before()).chain(proposals);
        let policies = rounds.map(|round| round.policy_year().policy());
        self.paper.kind(kind, policies)
    }

    /// What a policy is called in tables: the present one, the proposal, or one by its number.
    fn name(&self, number: usize) -> String {
        let paper = self.paper;
        let word = paper.say("Ehdotus", "Förslag", "Proposal");
        match self.proposals.len() {
            1 => word.to_owned(),
            _ => format!("{word} {}", number.saturating_add(1)),
        }
    }

    fn present(&self) -> &'static str {
        self.paper.say("Nykyinen", "Nuvarande", "Present")
    }

    /// The round that is in force and those of the proposals, each under its name.
    fn rounds(&self) -> Vec<(String, &Round<'_>)> {
        let present = (self.present().to_owned(), self.comparison.before());
        let proposals = self.proposals.iter().enumerate();
        let proposals = proposals.map(|(number, proposal)| (self.name(number), proposal.round()));
        std::iter::once(present).chain(proposals).collect()
    }

    /// How many members the proposal concerns in which way.
    fn counts(&self, proposal: &ProposalComparison<'_>) -> Vec<KeyFigure> {
        let counts = proposal.counts();
        let known = counts.iter().filter(|(_, count)| *count > 0);
        let figures = known.map(|(change, count)| {
            KeyFigure::new(
                change.in_language(self.paper.language),
                Cell::number_of(count),
            )
        });
        figures.collect()
    }

    fn data(&self) -> Result<Section, ReportError> {
        let heading = self.paper.say(
            "Aineisto, jolla vaihtoehdot on laskettu",
            "Underlaget som alternativen räknades på",
            "The data that the alternatives were computed from",
        );
        self.paper.data(heading, &self.rounds(), self.register)
    }
}
