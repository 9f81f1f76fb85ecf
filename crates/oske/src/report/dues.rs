//! [`DuesReport`]: a round of dues for the treasurer and the board.

use oske_domain::{Atlas, AtlasView, Ground, MemberKind, Municipality};
use oske_report::{
    Bars, Block, Category, Cell, Chart, Column, Document, KeyFigure, Section, Table, Tiles, Words,
};
use oske_types::{Exact, Language, Money, date_in};

use super::paper::{Paper, data_source, year_end};
use super::policy::{check_currency, sources};
use super::{Payments, ReportError, curve, map};
use crate::area::is_of_counties;
use crate::{ChargedMunicipality, GroupTotal, Round};

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

#[derive(Debug, Clone)]
struct NamedRegister {
    name: String,
    content_hash: String,
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
            document = document.with_opening(note.in_language(language));
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
        Ok(document.with_source(data_source()))
    }

    fn key_figures(&self) -> Result<Vec<KeyFigure>, ReportError> {
        let (paper, round) = (self.paper, self.round);
        let entries = round.entries();
        let assessed = entries
            .iter()
            .filter(|entry| entry.assessment().amount().is_some());
        let open = entries.len().saturating_sub(assessed.count());
        let mut figures = vec![
            KeyFigure::new(
                paper.say("Maksajia", "Betalare", "Payers"),
                Cell::count(entries.len()),
            ),
            KeyFigure::new(
                paper.say("Maksuja määrätty", "Fastställda avgifter", "Dues assessed"),
                match !entries.is_empty() && entries.len() == open {
                    true => Cell::NotKnown,
                    false => Cell::Money(round.total()?),
                },
            ),
        ];
        if open > 0 {
            let note = paper.say(
                "määrä ei ole vielä tiedossa, eikä se ole summassa",
                "beloppet är inte känt och ingår inte i summan",
                "not known yet and not in the total",
            );
            let name = paper.say("Avoimia maksuja", "Öppna avgifter", "Open dues");
            figures.push(KeyFigure::new(name, Cell::count(open)).with_note(note));
        }
        if let Some(payments) = self.report.payments {
            let sum = |of: fn(&Payments, &str) -> Option<Money>| {
                let ids = entries.iter().map(|entry| entry.member().id().as_str());
                Money::total(payments.currency(), ids.filter_map(|id| of(payments, id)))
            };
            for (name, of) in PAYMENTS {
                let (fi, sv, en) = name;
                figures.push(KeyFigure::new(paper.say(fi, sv, en), sum(of)?));
            }
            let overpaid = sum(Payments::overpaid_of)?;
            if !overpaid.is_zero() {
                let name = paper.say("Maksettu liikaa", "Betalt för mycket", "Paid too much");
                figures.push(KeyFigure::new(name, overpaid));
            }
        }
        Ok(figures)
    }

    fn by_kind(&self) -> Result<Section, ReportError> {
        let paper = self.paper;
        let heading = paper.say(
            "Maksut jäsenlajeittain",
            "Avgifter per medlemskategori",
            "Dues by kind of member",
        );
        let totals = self.round.totals_by_kind()?;
        let name = |kind: &MemberKind| paper.kind(*kind).in_language(paper.language);
        let mut section = Section::new(heading).with(self.totals(
            paper.say(
                "Maksajat ja maksut lajeittain",
                "Betalare och avgifter per kategori",
                "Payers and dues by kind",
            ),
            paper.say("Jäsenlaji", "Medlemskategori", "Kind"),
            &totals,
            name,
        )?);
        let categories = totals.iter().map(|total| {
            let amount = (total.assessed() > 0).then(|| major(total.total()));
            Category::new(name(total.group()), vec![amount])
        });
        let categories: Vec<Category> = categories.collect();
        if categories.len() > 1 {
            let bars = Bars::new(curve::unit(self.round.currency()), [""], categories);
            let title = paper.say(
                "Määrätyt maksut lajeittain",
                "Fastställda avgifter per kategori",
                "Dues assessed by kind",
            );
            let title = paper.without_open(title, totals.iter().any(|total| total.open() > 0));
            section = section.with(Chart::new(title, self.said(&totals, name), bars));
        }
        Ok(section)
    }

    /// By county, or by region where there are no counties yet, with maps.
    fn by_place(&self) -> Result<Section, ReportError> {
        let paper = self.paper;
        let language = paper.language;
        let none = paper.say("ei aluetta", "inget område", "no area");
        if !is_of_counties(self.places) {
            let heading = paper.say(
                "Maksut maakunnittain",
                "Avgifter per landskap",
                "Dues by region",
            );
            let totals = self.round.totals_by_region(self.report.atlas)?;
            let table = self.totals(
                paper.say(
                    "Maksajat ja maksut maakunnittain",
                    "Betalare och avgifter per landskap",
                    "Payers and dues by region",
                ),
                paper.say("Maakunta", "Landskap", "Region"),
                &totals,
                |region| {
                    region
                        .map_or(none, |region| region.name().in_language(language))
                        .to_owned()
                },
            )?;
            return Ok(Section::new(heading).with(table));
        }
        let heading = paper.say(
            "Maksut hyvinvointialueittain",
            "Avgifter per välfärdsområde",
            "Dues by wellbeing services county",
        );
        let totals = self.round.totals_by_county(self.report.atlas)?;
        let name = |county: &Option<&oske_domain::County>| {
            county
                .map_or(none, |county| county.name().in_language(language))
                .to_owned()
        };
        let table = self.totals(
            paper.say(
                "Maksajat ja maksut alueittain",
                "Betalare och avgifter per område",
                "Payers and dues by county",
            ),
            paper.say("Alue", "Område", "County"),
            &totals,
            name,
        )?;
        let mut section = Section::new(heading).with(table);
        let counties: Vec<_> = totals
            .iter()
            .filter_map(|total| {
                let amount = (total.assessed() > 0).then(|| major(total.total()));
                Some(map::Valued {
                    place: (*total.group())?,
                    value: amount,
                })
            })
            .collect();
        let unit = curve::unit(self.round.currency());
        let tiles = map::of_counties(&counties, language);
        if tiles.len() > 1 {
            let tiles = Tiles::new(unit.as_str(), tiles);
            let title = paper.say(
                "Määrätyt maksut alueittain",
                "Fastställda avgifter per område",
                "Dues assessed by county",
            );
            let title = paper.without_open(title, totals.iter().any(|total| total.open() > 0));
            section = section.with(Chart::new(title, self.said(&totals, name), tiles));
        }
        Ok(match self.municipalities_on_map(&unit) {
            Some(map) => section.with_section(map),
            None => section,
        })
    }

    /// The municipalities that pay in their own name, each a tile within its county.
    fn municipalities_on_map(&self, unit: &str) -> Option<Section> {
        let paper = self.paper;
        let entries = self.round.entries().iter();
        let own = entries.filter(|entry| entry.member().kind() == MemberKind::Municipality);
        let valued: Vec<map::Valued<&Municipality>> = own
            .filter_map(|entry| {
                let places = entry.member().places().iter();
                let mut codes = places.filter_map(|place| match place {
                    oske_domain::Place::Municipality(code) => Some(*code),
                    _ => None,
                });
                let municipality = self.places.municipality(codes.next()?)?;
                Some(map::Valued {
                    place: municipality,
                    value: entry.assessment().amount().map(major),
                })
            })
            .collect();
        let tiles = map::of_municipalities(&valued, self.places, paper.language);
        if tiles.len() < 2 {
            return None;
        }
        let heading = paper.say(
            "Kuntien maksut kartalla",
            "Kommunernas avgifter på kartan",
            "Dues of municipalities on the map",
        );
        let known = valued.iter().filter_map(|valued| valued.value);
        let (least, most) = (known.clone().min(), known.max());
        let amount = |value: Exact| {
            let amount = oske_types::Amount::new(value, self.round.currency());
            amount.in_language(paper.language)
        };
        let count = paper.number(tiles.len());
        let description = match (least, most) {
            (Some(least), Some(most)) if least == most => {
                let each = amount(least);
                paper.language.pick(
                    format!("Kuntia on {count}, ja kunkin maksu on {each}."),
                    format!("Kommunerna är {count} och var och ens avgift {each}."),
                    format!("There are {count} municipalities, each with dues of {each}."),
                )
            }
            (Some(least), Some(most)) => {
                let (least, most) = (amount(least), amount(most));
                paper.language.pick(
                    format!("Kuntia on {count}, ja niiden maksut ovat {least}–{most}."),
                    format!("Kommunerna är {count} och deras avgifter {least}–{most}."),
                    format!("There are {count} municipalities, with dues of {least}–{most}."),
                )
            }
            _ => paper.language.pick(
                format!("Kuntia on {count}; maksut eivät ole tiedossa."),
                format!("Kommunerna är {count}; avgifterna är inte kända."),
                format!("There are {count} municipalities; their dues are not known."),
            ),
        };
        let title = paper.say(
            "Kuntien maksut",
            "Kommunernas avgifter",
            "Dues of municipalities",
        );
        let chart = Chart::new(title, description, Tiles::new(unit, tiles));
        Some(Section::new(heading).with(chart))
    }

    /// A table of groups with their sums.
    fn totals<G>(
        &self,
        title: &str,
        group: &str,
        totals: &[GroupTotal<G>],
        name: impl Fn(&G) -> String,
    ) -> Result<Table, ReportError> {
        let paper = self.paper;
        let mut table = Table::new(
            title,
            [
                Column::words(group),
                Column::count(paper.say("Maksajia", "Betalare", "Payers")).summed(),
                Column::count(paper.say("Avoinna", "Öppna", "Open")).summed(),
                Column::money(
                    paper.say("Määrätty", "Fastställt", "Assessed"),
                    self.round.currency(),
                )
                .summed(),
            ],
        );
        for total in totals {
            table.push([
                Cell::words(name(total.group())),
                Cell::count(total.payers()),
                Cell::count(total.open()),
                match total.assessed() {
                    0 => Cell::NotKnown,
                    _ => Cell::Money(total.total()),
                },
            ])?;
        }
        Ok(table)
    }

    /// Groups with their sums, as one would say them aloud.
    fn said<G>(&self, totals: &[GroupTotal<G>], name: impl Fn(&G) -> String) -> String {
        let said = totals.iter().map(|total| {
            let amount = match total.assessed() {
                0 => self
                    .paper
                    .say("ei tiedossa", "inte känt", "not known")
                    .to_owned(),
                _ => total.total().in_language(self.paper.language),
            };
            let name = name(total.group());
            match total.open() {
                0 => format!("{name}: {amount}"),
                open => {
                    let open = self.paper.number(open);
                    let word = self.paper.say("avoinna", "öppna", "open");
                    format!("{name}: {amount} ({word}: {open})")
                }
            }
        });
        let said: Vec<String> = said.collect();
        format!("{}.", said.join("; "))
    }

    /// Every payer with the reason for its amount.
    fn members(&self) -> Result<Section, ReportError> {
        let (paper, round) = (self.paper, self.round);
        let language = paper.language;
        let policy = round.policy_year().policy();
        let heading = paper.say(
            "Kuka maksaa mitä ja miksi",
            "Vem betalar vad och varför",
            "Who owes what, and why",
        );
        let measures: Vec<&str> = policy
            .measures()
            .filter(|measure| {
                let mut entries = round.entries().iter();
                entries.any(|entry| entry.measure(measure).is_some())
            })
            .collect();
        let mut columns = vec![
            Column::words(paper.say("Tunnus", "Id", "Id")),
            Column::words(paper.say("Jäsen", "Medlem", "Member")),
            Column::words(paper.say("Jäsenlaji", "Medlemskategori", "Kind")),
        ];
        columns.extend(measures.iter().map(|measure| {
            let label = policy.label_of(measure);
            let words = label
                .as_ref()
                .map_or(*measure, |label| label.in_language(language));
            let values = round
                .entries()
                .iter()
                .filter_map(|entry| entry.measure(measure));
            let decimals = values.map(|value| value.decimals().unwrap_or(2)).max();
            Column::number(super::policy::capitalised(words), decimals.unwrap_or(0))
        }));
        columns.push(Column::money(paper.say("Maksu", "Avgift", "Due"), round.currency()).summed());
        if self.report.payments.is_some() {
            columns.extend(PAYMENTS.map(|((fi, sv, en), _)| {
                Column::money(paper.say(fi, sv, en), round.currency()).summed()
            }));
        }
        columns.push(Column::words(paper.say("Peruste", "Grund", "Reason")));
        let title = paper.say(
            "Maksut jäsenittäin",
            "Avgifter per medlem",
            "Dues by member",
        );
        let mut table = Table::new(title, columns);
        for (entry, explanation) in round.entries().iter().zip(round.explanations()) {
            let member = entry.member();
            let mut row = vec![
                Cell::words(member.id().as_str()),
                Cell::words(member.name().in_language(language)),
                paper.kind(member.kind()),
            ];
            row.extend(
                measures
                    .iter()
                    .map(|measure| entry.measure(measure).map_or(Cell::Empty, Cell::Number)),
            );
            row.push(Paper::due(entry));
            if let Some(payments) = self.report.payments {
                let id = member.id().as_str();
                let amounts = PAYMENTS.map(|(_, of)| of(payments, id));
                row.extend(amounts.map(|amount| amount.map_or(Cell::Empty, Cell::Money)));
            }
            row.push(Cell::words(explanation.to_line(language)));
            table.push(row)?;
        }
        let mut section = Section::new(heading).with(table);
        if let Some(differing) = self.differing() {
            section = section.with(Block::Note(Words::from(differing)));
        }
        let strangers: Vec<&str> = self
            .report
            .payments
            .into_iter()
            .flat_map(Payments::members)
            .filter(|id| round.entry(id).is_none())
            .collect();
        if !strangers.is_empty() {
            let names = paper.names(strangers.into_iter());
            let note = language.pick(
                format!("Laskutettu tai maksettu, mutta ei tällä kierroksella: {names}."),
                format!("Fakturerat eller betalt, men inte i denna omgång: {names}."),
                format!("Invoiced or paid, but not in this round: {names}."),
            );
            section = section.with(Block::Note(Words::from(note)));
        }
        Ok(section)
    }

    /// Who has been invoiced something else than is due.
    fn differing(&self) -> Option<String> {
        let language = self.paper.language;
        let payments = self.report.payments?;
        let entries = self.round.entries().iter();
        let differing = entries.filter_map(|entry| {
            let invoiced = payments.invoiced_of(entry.member().id().as_str())?;
            let due = entry.assessment().amount();
            (due != Some(invoiced)).then(|| entry.member().name().in_language(language))
        });
        let names = self.paper.names(differing);
        (!names.is_empty()).then(|| {
            language.pick(
                format!("Laskutettu muuta kuin määrätty maksu: {names}."),
                format!("Fakturerat annat än den fastställda avgiften: {names}."),
                format!("Invoiced something else than is due: {names}."),
            )
        })
    }

    fn open_questions(&self) -> Section {
        let (paper, round) = (self.paper, self.round);
        let section = Section::new(paper.say(
            "Avoimet maksut: mitä puuttuu",
            "Öppna avgifter: vad som saknas",
            "Open dues: what is missing",
        ));
        let questions = round.open_questions();
        let questions = questions
            .iter()
            .map(|question| paper.open_question(round, question));
        let problems = round.entries().iter().flat_map(|entry| {
            let problems = entry.problems().iter();
            problems.map(|problem| Words::from(problem.to_string()))
        });
        let points: Vec<Words> = questions.chain(problems).collect();
        if round.entries().is_empty() {
            return section.with(paper.say("Ei maksajia.", "Inga betalare.", "Nobody pays."));
        }
        if points.is_empty() {
            return section.with(paper.say(
                "Ei mitään: jokaisella on maksu.",
                "Ingenting: alla har en avgift.",
                "Nothing: everybody has an amount.",
            ));
        }
        section.with(Block::List(points))
    }

    /// Whose residents are charged for, and who of them twice or not at all.
    fn residents(&self) -> Result<Section, ReportError> {
        let (paper, round) = (self.paper, self.round);
        let language = paper.language;
        let mut section = Section::new(paper.say(
            "Kerran asukasta kohti",
            "En gång per invånare",
            "Once per resident",
        ));
        let residents = round.residents();
        if residents.municipalities() == 0 {
            return Ok(section.with(paper.say(
                "Mikään sääntö, joka koskee jotakuta maksajaa, ei ole merkitty asukkaista laskuttavaksi.",
                "Ingen regel som gäller någon betalare är märkt så att den tar ut avgift för invånare.",
                "No rule that is for any of the payers is marked to charge for residents.",
            )));
        }
        let once = Exact::from(residents.charged_once()).in_language(language);
        let municipalities = paper.number(residents.municipalities());
        section = section.with(language.pick(
            format!(
                "Säännöt, jotka laskuttavat asukkaista, kattavat {once} asukasta, kunkin kerran. \
                 Tarkasteltuja kuntia on {municipalities}."
            ),
            format!(
                "De regler som tar ut avgift för invånare omfattar {once} invånare, var och en en gång. \
                 Antalet granskade kommuner är {municipalities}."
            ),
            format!(
                "The rules that charge for residents cover {once} residents, each of them once. The number \
                 of municipalities looked at is {municipalities}."
            ),
        ));
        for (charged, title) in [
            (
                residents.charged_more_than_once(),
                paper.say(
                    "Useammin kuin kerran laskutettavat asukkaat",
                    "Invånare för vilka avgift tas ut mer än en gång",
                    "Residents charged for more than once",
                ),
            ),
            (
                residents.charged_by_nobody(),
                paper.say(
                    "Asukkaat, joista kukaan ei maksa",
                    "Invånare för vilka ingen betalar",
                    "Residents charged for by nobody",
                ),
            ),
        ] {
            section = match charged {
                [] => {
                    let none = paper.say("ei yhtään kuntaa", "ingen kommun", "no municipality");
                    section.with(format!("{title}: {none}."))
                }
                charged => section.with(self.charged(title, charged)?),
            };
        }
        Ok(section)
    }

    fn charged(&self, title: &str, charged: &[ChargedMunicipality]) -> Result<Table, ReportError> {
        let paper = self.paper;
        let mut table = Table::new(
            title,
            [
                Column::words(paper.say("Kunta", "Kommun", "Municipality")),
                Column::count(paper.say("Asukkaita", "Invånare", "Residents")).summed(),
                Column::words(paper.say("Maksajat", "Betalare", "Payers")),
            ],
        );
        for municipality in charged {
            let residents = municipality.residents();
            let payers = municipality.payers().iter();
            let payers = payers.map(|id| match self.round.entry(id) {
                Some(entry) => entry.member().name().in_language(paper.language),
                None => id,
            });
            let payers: Vec<&str> = payers.collect();
            table.push([
                Cell::words(municipality.name().in_language(paper.language)),
                residents.map_or(Cell::NotKnown, Cell::count),
                Cell::words(payers.join(", ")),
            ])?;
        }
        Ok(table)
    }

    /// Who does not pay itself, and whose membership rests on which ground.
    fn memberships(&self) -> Section {
        let (paper, round) = (self.paper, self.round);
        let language = paper.language;
        let date = round.options().register_date;
        let mut points = Vec::new();
        let mut through: Vec<(&str, Vec<&str>)> = Vec::new();
        for (member, representative) in round.represented() {
            let name = member.name().in_language(language);
            let by = representative.name().in_language(language);
            match through.iter_mut().find(|(known, _)| *known == by) {
                Some((_, names)) => names.push(name),
                None => through.push((by, vec![name])),
            }
        }
        for (by, names) in through {
            let lead = language.pick(
                format!("{by} edustaa näitä, jotka eivät maksa itse"),
                format!("{by} företräder följande, som inte betalar själva"),
                format!("{by} represents these, who do not pay themselves"),
            );
            points.push(self.listed(&lead, names));
        }
        for ground in [Ground::Inferred, Ground::Unknown] {
            let entries = round.entries().iter().filter(|entry| {
                let admission = entry.member().history().admission_on(date);
                admission.is_some_and(|admission| admission.ground() == ground)
            });
            let names: Vec<&str> = entries
                .map(|entry| entry.member().name().in_language(language))
                .collect();
            let lead = match ground {
                Ground::Inferred => paper.say(
                    "Jäsenyys on päätelmä",
                    "Medlemskapet har härletts",
                    "The membership is an inference",
                ),
                _ => paper.say(
                    "Mikään asiakirja ei osoita jäsenyyttä, joten siitä on kysyttävä",
                    "Ingen handling visar medlemskapet, så man bör fråga om det",
                    "No document shows the membership, so the member is to be asked",
                ),
            };
            if !names.is_empty() {
                points.push(self.listed(lead, names));
            }
        }
        if !round.unsettled().is_empty() {
            let unsettled = round.unsettled().iter();
            let names = unsettled.map(|member| member.name().in_language(language));
            let date = date_in(language, date);
            let lead = language.pick(
                format!("Jäsenyys {date} ei ole selvä, joten siitä ei laskuteta"),
                format!("Medlemskapet {date} är oklart, så ingen avgift tas ut"),
                format!("The membership on {date} is not settled, so nothing is charged"),
            );
            points.push(self.listed(&lead, names.collect()));
        }
        let section = Section::new(paper.say("Jäsenyydet", "Medlemskapen", "Memberships"));
        if points.is_empty() && round.entries().is_empty() {
            return section.with(paper.say("Ei jäseniä.", "Inga medlemmar.", "No members."));
        }
        if points.is_empty() {
            return section.with(paper.say(
                "Kaikki jäsenyydet on sanottu asiakirjoissa.",
                "Alla medlemskap framgår av handlingar.",
                "Documents state every membership.",
            ));
        }
        section.with(Block::List(points))
    }

    /// "Lead (3): one, two, three."
    fn listed(&self, lead: &str, names: Vec<&str>) -> Words {
        let count = self.paper.number(names.len());
        let names = self.paper.names(names.into_iter());
        Words::default()
            .strong(format!("{lead} "))
            .plain(format!("({count}): {names}."))
    }

    fn policy(&self) -> Result<Section, ReportError> {
        let paper = self.paper;
        let mut section = Section::new(paper.say("Maksuperuste", "Avgiftsgrund", "The policy"));
        for block in paper.tariff(self.round)? {
            section = section.with(block);
        }
        let mut findings = Section::new(paper.say(
            "Mitä tarkistus löysi",
            "Vad granskningen fann",
            "What the check has found",
        ));
        for block in paper.findings(self.round) {
            findings = findings.with(block);
        }
        Ok(section.with_section(findings))
    }

    fn decision(&self) -> Section {
        let blocks = self.paper.decision(self.round.policy_year()).into_iter();
        blocks.fold(Section::new(self.paper.decision_heading()), Section::with)
    }

    /// What the round was made of, so that it can be made again.
    fn data(&self) -> Result<Section, ReportError> {
        let (paper, round) = (self.paper, self.round);
        let language = paper.language;
        let heading = paper.say(
            "Aineisto, jolla kierros on laskettu",
            "Underlaget som omgången räknades på",
            "The data that the round was made of",
        );
        let options = round.options();
        let policy = round.policy_year().policy();
        let title = paper.say("Aineistot", "Underlag", "Data");
        let mut table = Table::new(
            title,
            [
                Column::words(paper.say("Aineisto", "Underlag", "Data")),
                Column::words(paper.say("Tunniste", "Beteckning", "Name")),
                Column::date(paper.say("Ajankohta", "Tidpunkt", "As on")),
                Column::words("SHA-256"),
            ],
        );
        table.push([
            Cell::words(paper.say("Maksuperuste", "Avgiftsgrund", "Policy")),
            Cell::words(policy.id()),
            Cell::Date(round.policy_year().year().first_day()),
            Cell::words(policy.content_hash()),
        ])?;
        let register = self.report.register.as_ref();
        table.push([
            Cell::words(paper.say("Jäsenrekisteri", "Medlemsregister", "Register of members")),
            register.map_or(Cell::NotKnown, |register| {
                Cell::words(register.name.as_str())
            }),
            Cell::Date(options.register_date),
            register.map_or(Cell::NotKnown, |register| {
                Cell::words(register.content_hash.as_str())
            }),
        ])?;
        let edition = oske_data::EDITION.name();
        table.push([
            Cell::words(paper.say("Väkiluku", "Folkmängd", "Population")),
            Cell::words(language.pick(
                format!("oske, aineisto {edition}"),
                format!("oske, data {edition}"),
                format!("oske, data edition {edition}"),
            )),
            year_end(options.population_year).map_or(Cell::Empty, Cell::Date),
            Cell::Empty,
        ])?;
        Ok(Section::new(heading).with(table))
    }
}

/// What is told of payments, with its name.
#[expect(
    clippy::type_complexity,
    reason = "a table of names and of what they name"
)]
const PAYMENTS: [((&str, &str, &str), fn(&Payments, &str) -> Option<Money>); 3] = [
    (
        ("Laskutettu", "Fakturerat", "Invoiced"),
        Payments::invoiced_of,
    ),
    (("Maksettu", "Betalt", "Paid"), Payments::paid_of),
    (("Maksamatta", "Obetalt", "Unpaid"), Payments::unpaid_of),
];

/// An amount in whole units of its currency, for a chart.
fn major(amount: Money) -> Exact {
    oske_types::Amount::from(amount).value()
}
