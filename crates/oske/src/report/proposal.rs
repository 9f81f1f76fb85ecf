//! [`ProposalReport`]: what a proposal means, for those who decide on it.

use oske_dues::compare::{Change, Comparison, Difference};
use oske_dues::{Finding, Severity};
use oske_report::{
    Bars, Block, Category, Cell, Chart, Column, Document, KeyFigure, Section, Table, Words,
};
use oske_types::{Amount, Exact, Language, Money};

use super::paper::{Paper, data_source};
use super::policy::{capitalised, check_currency, largest, sentence, sources};
use super::{ReportError, curve};
use crate::{
    GroupChange, MemberChange, MemberComparison, ProposalComparison, Round, RoundComparison,
    RoundEntry,
};

/// The most curves that are drawn of a proposal.
const MOST_CURVES: usize = 4;
/// How many of the members whose dues change most are told beside a proposal; all are in the table at the
/// end.
const MOST_CHANGES: usize = 12;

/// The paper on which a meeting decides (*päätösesitys*, *beslutsförslag*): what brings in how much, what is
/// to be decided, and of each proposal what changes for whom, with the curves laid over each other, the
/// break-even points, the members who pay less and more, and what the check has found.
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
/// let register = Register::from_csv("\
/// id,name,kind,places,history
/// kajaani,Kajaani,municipality,municipality:205,admitted unknown unknown
/// kainuu-ry,Kainuun yhdistys,association,,admitted unknown unknown
/// ".as_bytes(), "register.csv")?;
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
}

impl<'c> ProposalReport<'c> {
    /// Of a round beside those of proposals.
    #[must_use]
    pub fn new(comparison: &'c RoundComparison<'c>) -> Self {
        Self { comparison }
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
            proposals: &proposals,
            paper: Paper { language },
        };
        sheet.document()
    }
}

struct Sheet<'s> {
    comparison: &'s RoundComparison<'s>,
    proposals: &'s [ProposalComparison<'s>],
    paper: Paper,
}

impl Sheet<'_> {
    fn document(&self) -> Result<Document, ReportError> {
        let language = self.paper.language;
        let before = self.comparison.before();
        let rounds = self.proposals.iter().map(ProposalComparison::round);
        for round in std::iter::once(before).chain(rounds) {
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
            document = document.with(self.annex(number, proposal)?);
        }
        document = document.with(self.members()?);
        document = document.with(self.decisions());
        let rounds =
            std::iter::once(before).chain(self.proposals.iter().map(ProposalComparison::round));
        for source in rounds.flat_map(|round| sources(round.policy_year(), language)) {
            document = document.with_source(source);
        }
        Ok(document.with_source(data_source()))
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

    /// What each policy brings in.
    fn income(&self) -> Result<Section, ReportError> {
        let paper = self.paper;
        let language = paper.language;
        let before = self.comparison.before();
        let mut table = Table::new(
            paper.say("Tulot", "Intäkter", "Income"),
            [
                Column::words(paper.say("Vaihtoehto", "Alternativ", "Alternative")),
                Column::words(paper.say("Maksuperuste", "Avgiftsgrund", "Policy")),
                Column::count(paper.say("Maksajia", "Betalare", "Payers")),
                Column::count(paper.say("Avoinna", "Öppna", "Open")),
                Column::money(
                    paper.say("Tiedossa oleva tulo", "Känd intäkt", "Known income"),
                    before.currency(),
                ),
            ],
        );
        let mut row = |name: String, round: &Round<'_>| {
            let entries = round.entries();
            let known = entries
                .iter()
                .filter(|entry| entry.assessment().amount().is_some());
            let open = entries.len().saturating_sub(known.count());
            let year = round.policy_year();
            let policy = year.policy();
            let title = policy.title().in_language(language);
            let status = paper.policy_status(policy.status());
            let year = paper.year(year.year());
            table.push([
                Cell::words(name),
                Cell::words(format!("{title} ({year}, {status})")),
                Cell::count(entries.len()),
                Cell::count(open),
                Cell::Money(round.total()?),
            ])?;
            Ok::<(), ReportError>(())
        };
        row(self.present().to_owned(), before)?;
        for (number, proposal) in self.proposals.iter().enumerate() {
            row(self.name(number), proposal.round())?;
        }
        let heading = paper.say(
            "Mitä eri vaihtoehdot tuottavat",
            "Vad alternativen inbringar",
            "What the alternatives bring in",
        );
        let mut section = Section::new(heading).with(table);
        if let Some(chart) = self.income_by_kind()? {
            section = section.with(chart);
        }
        Ok(section)
    }

    /// The income of each alternative by kind, as bars beside each other.
    fn income_by_kind(&self) -> Result<Option<Chart>, ReportError> {
        let paper = self.paper;
        let language = paper.language;
        let before = self.comparison.before();
        let rounds =
            std::iter::once(before).chain(self.proposals.iter().map(ProposalComparison::round));
        let totals = rounds.map(Round::totals_by_kind);
        let totals = totals.collect::<Result<Vec<_>, _>>()?;
        let mut kinds: Vec<_> = totals
            .iter()
            .flatten()
            .map(|total| *total.group())
            .collect();
        kinds.sort_unstable();
        kinds.dedup();
        if kinds.len() < 2 {
            return Ok(None);
        }
        let numbers = (0..self.proposals.len()).map(|number| self.name(number));
        let names: Vec<String> = std::iter::once(self.present().to_owned())
            .chain(numbers)
            .collect();
        let categories = kinds.iter().map(|kind| {
            let values = totals.iter().map(|totals| {
                match totals.iter().find(|total| total.group() == kind) {
                    Some(total) if total.assessed() == 0 => None,
                    Some(total) => Some(Amount::from(total.total()).value()),
                    None => Some(Exact::ZERO),
                }
            });
            Category::new(kind.name().in_language(language), values.collect())
        });
        let categories: Vec<Category> = categories.collect();
        let currency = before.currency();
        let said = names.iter().zip(&totals).map(|(name, totals)| {
            let of_kinds = totals.iter().map(|total| {
                let kind = total.group().name();
                let amount = match total.assessed() {
                    0 => paper
                        .say("ei tiedossa", "inte känt", "not known")
                        .to_owned(),
                    _ => total.total().in_language(language),
                };
                format!("{} {amount}", kind.in_language(language))
            });
            format!("{name}: {}.", of_kinds.collect::<Vec<_>>().join(", "))
        });
        let said: Vec<String> = said.collect();
        Ok(Some(Chart::new(
            paper.say(
                "Tulot jäsenlajeittain",
                "Intäkter per medlemskategori",
                "Income by kind of member",
            ),
            said.join(" "),
            Bars::new(curve::unit(currency), names, categories),
        )))
    }

    /// What the meeting has to decide: the proposals themselves, what they leave open, and what has an error.
    fn to_decide(&self) -> Section {
        let paper = self.paper;
        let language = paper.language;
        let mut points: Vec<Words> = Vec::new();
        for (number, proposal) in self.proposals.iter().enumerate() {
            let round = proposal.round();
            let policy = round.policy_year().policy();
            let title = policy.title().in_language(language);
            let name = self.name(number);
            let year = paper.year(round.policy_year().year());
            points.push(
                Words::default()
                    .strong(format!("{name}: "))
                    .plain(language.pick(
                        format!("hyväksytäänkö ”{title}” maksuvuodesta {year} alkaen?"),
                        format!("godkänns ”{title}” från och med avgiftsåret {year}?"),
                        format!("is “{title}” accepted from the dues year {year} on?"),
                    )),
            );
            let findings = round.policy_year().findings();
            let errors = findings
                .iter()
                .filter(|finding| finding.severity() == Severity::Error);
            points.extend(errors.map(|finding| self.error(&name, finding)));
            let questions = round.open_questions();
            points.extend(questions.iter().map(|question| {
                let words = paper.open_question(round, question);
                Words::default()
                    .strong(format!("{name}: "))
                    .followed_by(words)
            }));
            // What nobody in the register asks for is open all the same.
            let is_asked = |finding: &&Finding| {
                let mut subjects = questions
                    .iter()
                    .filter_map(|question| question.reason().subject());
                let keys: Vec<&str> = finding.document_path().split('.').collect();
                subjects.any(|subject| keys.contains(&subject))
            };
            let unknown = findings
                .iter()
                .filter(|finding| finding.code() == "unknown-parameter");
            let unknown = unknown.filter(|finding| !is_asked(finding));
            points.extend(unknown.map(|finding| self.error(&name, finding)));
        }
        let section = Section::new(paper.say(
            "Mitä kokouksen on päätettävä",
            "Vad mötet ska besluta",
            "What the meeting has to decide",
        ));
        if points.is_empty() {
            return section.with(paper.say("Ei mitään.", "Ingenting.", "Nothing."));
        }
        section.with(Block::List(points))
    }

    fn error(&self, name: &str, finding: &Finding) -> Words {
        let language = self.paper.language;
        let message = sentence(&finding.message(language));
        let words = Words::default().strong(format!("{name}: ")).plain(message);
        match finding.help(language) {
            Some(help) => words.plain(format!(" {}", sentence(&capitalised(&help)))),
            None => words,
        }
    }

    fn proposal(
        &self,
        number: usize,
        proposal: &ProposalComparison<'_>,
    ) -> Result<Section, ReportError> {
        let paper = self.paper;
        let language = paper.language;
        let years = [proposal.before(), proposal.round()].map(Round::policy_year);
        let comparison = Comparison::of(years[0], years[1])?;
        let title = years[1].policy().title().in_language(language);
        let mut section = Section::new(format!("{}: {title}", self.name(number)));
        if let Some(note) = years[1].policy().note() {
            section = section.with(note.in_language(language));
        }
        Ok(section
            .with(self.counts(proposal))
            .with_section(self.changes(number, &comparison)?))
    }

    /// What the register and the check say of a proposal, behind all proposals.
    fn annex(
        &self,
        number: usize,
        proposal: &ProposalComparison<'_>,
    ) -> Result<Section, ReportError> {
        let paper = self.paper;
        let annex = paper.say("Liite", "Bilaga", "Annex");
        let section = Section::new(format!("{annex}: {}", self.name(number)))
            .with_section(self.over_register(proposal)?);
        let mut findings = Section::new(paper.say(
            "Mitä tarkistus löysi",
            "Vad granskningen fann",
            "What the check has found",
        ));
        for block in paper.findings(proposal.round()) {
            findings = findings.with(block);
        }
        Ok(section.with_section(findings))
    }

    /// How many members the proposal concerns in which way.
    fn counts(&self, proposal: &ProposalComparison<'_>) -> Vec<KeyFigure> {
        let counts = proposal.counts();
        let known = counts.iter().filter(|(_, count)| *count > 0);
        let figures = known.map(|(change, count)| {
            KeyFigure::new(change.in_language(self.paper.language), Cell::count(count))
        });
        figures.collect()
    }

    /// What changes for whom, whoever is in the register.
    fn changes(&self, number: usize, comparison: &Comparison) -> Result<Section, ReportError> {
        let paper = self.paper;
        let language = paper.language;
        let heading = paper.say("Mikä muuttuu", "Vad som ändras", "What changes");
        let mut table = Table::new(
            heading,
            [
                Column::words(paper.say("Muutos", "Ändring", "Change")),
                Column::words(paper.say("Kenelle", "För vem", "For whom")),
                Column::words(self.present()),
                Column::words(self.name(number)),
                Column::words(paper.say("Ero", "Skillnad", "Difference")),
            ],
        );
        for difference in comparison.differences() {
            self.difference(&mut table, difference)?;
        }
        let mut section = Section::new(heading).with(table);
        let even = comparison.break_even().iter().map(|even| {
            let measure = even.measure().in_language(language);
            let value = even.value_in(language);
            Words::from(match even.payers().are_everybody() {
                true => format!("{} {value}", capitalised(measure)),
                false => {
                    let payers = even.payers().in_language(language);
                    format!("{}: {measure} {value}", capitalised(&payers))
                }
            })
        });
        let even: Vec<Words> = even.collect();
        if !even.is_empty() {
            let lead = paper.say(
                "Maksut ovat yhtä suuret näissä kohdissa:",
                "Avgifterna är lika stora här:",
                "The dues are the same at these points:",
            );
            section = section.with(lead).with(Block::List(even));
        }
        let left_out = comparison.left_out().iter();
        let left_out: Vec<Words> = left_out
            .map(|left_out| Words::from(left_out.in_language(language)))
            .collect();
        if !left_out.is_empty() {
            section = section.with(Block::List(left_out));
        }
        let names = [self.present().to_owned(), self.name(number)];
        let names = [names[0].as_str(), names[1].as_str()];
        let charts = comparison.curves().iter().filter_map(|drawn| {
            let largest = largest(self.comparison.before(), drawn.measure().name());
            curve::of_comparison(drawn, names, largest, paper)
        });
        for chart in charts.take(MOST_CURVES) {
            section = section.with(chart);
        }
        let note = paper.say(
            "Määrät on verrattu tarkkoina ennen pyöristystä, koko asteikolla eikä otoksena.",
            "Beloppen jämförs exakt före avrundning, på hela skalan och inte som stickprov.",
            "Amounts are compared exactly before rounding, over the whole scale and not by samples.",
        );
        Ok(section.with(Block::Note(Words::from(note))))
    }

    fn difference(&self, table: &mut Table, difference: &Difference) -> Result<(), ReportError> {
        let language = self.paper.language;
        let sides = difference.sides_in(language);
        for group in difference.groups() {
            let (before, after) = sides.clone().unzip();
            let said = |side: Option<String>| side.map_or(Cell::Empty, Cell::Words);
            let by = match difference.change() {
                Change::Same => None,
                _ => difference.by_in(language, group),
            };
            table.push([
                Cell::words(difference.change().in_language(language)),
                Cell::words(group.payers().in_language(language)),
                said(before),
                said(after),
                said(by),
            ])?;
        }
        Ok(())
    }

    /// What the members of the register owe before and under the proposal, by kind and county, and who of
    /// them is concerned most.
    fn over_register(&self, proposal: &ProposalComparison<'_>) -> Result<Section, ReportError> {
        let paper = self.paper;
        let language = paper.language;
        let none = paper.say("ei aluetta", "inget område", "no area");
        let kinds = self.groups(
            paper.say(
                "Muutos jäsenlajeittain",
                "Ändring per medlemskategori",
                "Change by kind",
            ),
            paper.say("Jäsenlaji", "Medlemskategori", "Kind"),
            &proposal.by_kind()?,
            |kind| kind.name().in_language(language).to_owned(),
        )?;
        let mut section = Section::new(paper.say(
            "Rekisterin jäsenet",
            "Registrets medlemmar",
            "The members of the register",
        ))
        .with(kinds);
        section = section.with(if proposal.is_of_counties()? {
            self.groups(
                paper.say(
                    "Muutos alueittain",
                    "Ändring per område",
                    "Change by county",
                ),
                paper.say("Alue", "Område", "County"),
                &proposal.by_county()?,
                |county| {
                    county
                        .map_or(none, |county| county.name().in_language(language))
                        .to_owned()
                },
            )?
        } else {
            self.groups(
                paper.say(
                    "Muutos maakunnittain",
                    "Ändring per landskap",
                    "Change by region",
                ),
                paper.say("Maakunta", "Landskap", "Region"),
                &proposal.by_region()?,
                |region| {
                    region
                        .map_or(none, |region| region.name().in_language(language))
                        .to_owned()
                },
            )?
        });
        let note = paper.say(
            "Muutos on niiltä, joiden maksu tunnetaan molemmissa; muut ovat avoinna, tai alkavat tai \
             lakkaavat maksamasta omissa nimissään.",
            "Ändringen gäller dem vars avgift är känd i båda; övriga är öppna, eller börjar eller slutar \
             betala i eget namn.",
            "The change is of those whose dues are known under both; the others are open, or begin or cease \
             to pay in their own name.",
        );
        section = section.with(Block::Note(Words::from(note)));
        let changes: Vec<MemberComparison<'_>> = proposal.changes().collect();
        if changes.is_empty() {
            return Ok(section.with(paper.say(
                "Kenenkään rekisterin jäsenen maksu ei muutu toiseksi tunnetuksi määräksi.",
                "Ingen medlem i registret får ett annat känt belopp.",
                "No member of the register gets another amount that is known.",
            )));
        }
        let tables = [
            (
                paper.say(
                    "Maksu laskee eniten",
                    "Avgiften sjunker mest",
                    "Dues fall most",
                ),
                [MemberChange::Falls, MemberChange::NoLongerCovered].as_slice(),
            ),
            (
                paper.say(
                    "Maksu nousee eniten",
                    "Avgiften stiger mest",
                    "Dues rise most",
                ),
                &[MemberChange::Rises, MemberChange::BecomesCovered],
            ),
            (
                paper.say(
                    "Alkaa maksaa omissa nimissään",
                    "Börjar betala i eget namn",
                    "Begin to pay in their own name",
                ),
                &[MemberChange::BecomesPayer],
            ),
            (
                paper.say(
                    "Ei enää maksa omissa nimissään",
                    "Betalar inte längre i eget namn",
                    "No longer pay in their own name",
                ),
                &[MemberChange::NoLongerPayer],
            ),
        ];
        for (title, of) in tables {
            let concerned = changes
                .iter()
                .filter(|member| of.contains(&member.change()));
            let concerned: Vec<&MemberComparison<'_>> = concerned.collect();
            if concerned.is_empty() {
                continue;
            }
            let shown = concerned.len().min(MOST_CHANGES);
            section = section.with(self.largest_changes(title, concerned.iter().take(shown))?);
            if shown < concerned.len() {
                let (shown, all) = (paper.number(shown), paper.number(concerned.len()));
                let note = language.pick(
                    format!("Taulukossa on {shown} suurinta, kaikkiaan niitä on {all}: ks. jäsenet rinnakkain."),
                    format!("I tabellen finns de {shown} största av {all}: se medlemmarna sida vid sida."),
                    format!("The table has the {shown} largest of {all}: see the members side by side."),
                );
                section = section.with(Block::Note(Words::from(note)));
            }
        }
        Ok(section)
    }

    fn largest_changes<'m>(
        &self,
        title: &str,
        members: impl Iterator<Item = &'m &'m MemberComparison<'m>>,
    ) -> Result<Table, ReportError> {
        let paper = self.paper;
        let currency = self.comparison.before().currency();
        let mut table = Table::new(
            title,
            [
                Column::words(paper.say("Jäsen", "Medlem", "Member")),
                Column::money(self.present(), currency),
                Column::money(paper.say("Ehdotus", "Förslag", "Proposal"), currency),
                Column::money(paper.say("Ero", "Skillnad", "Difference"), currency),
                Column::percent("%", 1),
            ],
        );
        for member in members {
            table.push([
                Cell::words(member.member().name().in_language(paper.language)),
                owed(member.before()),
                owed(member.after()),
                member.by().map_or(Cell::Empty, Cell::Money),
                member.percent().map_or(Cell::Empty, Cell::Percent),
            ])?;
        }
        Ok(table)
    }

    fn groups<G>(
        &self,
        title: &str,
        group: &str,
        groups: &[GroupChange<G>],
        name: impl Fn(&G) -> String,
    ) -> Result<Table, ReportError> {
        let paper = self.paper;
        let currency = self.comparison.before().currency();
        let mut table = Table::new(
            title,
            [
                Column::words(group),
                Column::count(paper.say("Jäseniä", "Medlemmar", "Members")).summed(),
                Column::money(self.present(), currency).summed(),
                Column::money(paper.say("Ehdotus", "Förslag", "Proposal"), currency).summed(),
                Column::count(paper.say("Vertailtavia", "Jämförbara", "Comparable")).summed(),
                Column::money(paper.say("Muutos", "Ändring", "Change"), currency).summed(),
                Column::count(paper.say("Avoinna", "Öppna", "Open")).summed(),
            ],
        );
        for change in groups {
            let by = |money: Money| match change.comparable() {
                0 => Cell::Empty,
                _ => Cell::Money(money),
            };
            // Where dues are open and none is known, a zero would say that there are none.
            let known = |money: Money, open: usize| match money.is_zero() && open > 0 {
                true => Cell::NotKnown,
                false => Cell::Money(money),
            };
            let open_before = change.open().saturating_add(change.ceasing().open());
            let open_after = change.open().saturating_add(change.beginning().open());
            table.push([
                Cell::words(name(change.group())),
                Cell::count(change.members()),
                known(change.known_before(), open_before),
                known(change.known_after(), open_after),
                Cell::count(change.comparable()),
                by(change.by()),
                Cell::count(change.open()),
            ])?;
        }
        Ok(table)
    }

    /// Every member with what it owes under each alternative.
    fn members(&self) -> Result<Section, ReportError> {
        let paper = self.paper;
        let language = paper.language;
        let currency = self.comparison.before().currency();
        let mut columns = vec![
            Column::words(paper.say("Tunnus", "Id", "Id")),
            Column::words(paper.say("Jäsen", "Medlem", "Member")),
            Column::words(paper.say("Jäsenlaji", "Medlemskategori", "Kind")),
            Column::money(self.present(), currency).summed(),
        ];
        for number in 0..self.proposals.len() {
            columns.push(Column::money(self.name(number), currency).summed());
            columns.push(Column::words(paper.say("Muutos", "Ändring", "Change")));
        }
        let heading = paper.say(
            "Jäsenet rinnakkain",
            "Medlemmarna sida vid sida",
            "The members side by side",
        );
        let title = paper.say(
            "Maksut jäsenittäin",
            "Avgifter per medlem",
            "Dues by member",
        );
        let mut table = Table::new(title, columns);
        for row in self.comparison.members() {
            let member = row.member();
            let mut cells = vec![
                Cell::words(member.id().as_str()),
                Cell::words(member.name().in_language(language)),
                paper.kind(member.kind()),
                owed(row.before()),
            ];
            for proposal in row.proposals() {
                cells.push(owed(proposal.after()));
                cells.push(Cell::words(proposal.change().in_language(language)));
            }
            table.push(cells)?;
        }
        let section = Section::new(heading).with(table);
        let reasons = self.reasons();
        if reasons.is_empty() {
            return Ok(section);
        }
        let lead = paper.say(
            "Miksi maksuja on avoinna:",
            "Varför avgifter är öppna:",
            "Why dues are open:",
        );
        Ok(section.with(lead).with(Block::List(reasons)))
    }

    /// Who decided on each alternative and on what ground.
    fn decisions(&self) -> Section {
        let paper = self.paper;
        let of = |name: String, round: &Round<'_>| {
            let blocks = paper.decision(round.policy_year()).into_iter();
            blocks.fold(Section::new(name), Section::with)
        };
        let present = of(self.present().to_owned(), self.comparison.before());
        let section = Section::new(paper.decision_heading()).with_section(present);
        let proposals = self.proposals.iter().enumerate();
        let proposals = proposals.map(|(number, proposal)| of(self.name(number), proposal.round()));
        proposals.fold(section, Section::with_section)
    }

    /// Why dues are open under one of the alternatives, each reason once.
    fn reasons(&self) -> Vec<Words> {
        let language = self.paper.language;
        let before = (self.present().to_owned(), self.comparison.before());
        let proposals = self.proposals.iter().enumerate();
        let proposals = proposals.map(|(number, proposal)| (self.name(number), proposal.round()));
        let all = std::iter::once(before).chain(proposals);
        let reasons = all.flat_map(|(name, round)| {
            let questions = round.open_questions();
            let reasons = questions.iter().map(|question| {
                let reason = sentence(&question.reason().in_language(language));
                Words::default().strong(format!("{name}: ")).plain(reason)
            });
            reasons.collect::<Vec<Words>>()
        });
        reasons.collect()
    }
}

/// What a member owes; nothing where it is not in the round or has no dues.
fn owed(entry: Option<&RoundEntry<'_>>) -> Cell {
    entry.map_or(Cell::Empty, Paper::due)
}
