//! A round for people: the table, the totals, and what is open, in Finnish, Swedish or English.

use oske::domain::{Ground, MemberKind};
use oske::dues::{Finding, Severity};
use oske::types::{Amount, ArithmeticError, Exact, Language, date_in};
use oske::{ChargedMunicipality, KindTotal, Round, RoundEntry};

use crate::NamedRegister;
use crate::support::Failure;
use crate::table::{Align, Table};

pub(crate) fn round(
    round: &Round<'_>,
    register: &NamedRegister,
    language: Language,
) -> Result<String, Failure> {
    let mut paper = Paper {
        round,
        language,
        text: String::new(),
    };
    paper.header(register);
    paper.payers();
    paper.totals()?;
    paper.open_questions();
    paper.findings();
    paper.residents();
    paper.membership();
    paper.explained();
    paper.sources();
    Ok(paper.text)
}

/// Where paragraphs are broken, in characters; the table may be wider.
const PAPER_WIDTH: usize = 100;

struct Paper<'p> {
    round: &'p Round<'p>,
    language: Language,
    text: String,
}

impl Paper<'_> {
    fn say(&self, fi: &'static str, sv: &'static str, en: &'static str) -> &'static str {
        self.language.pick(fi, sv, en)
    }

    fn line(&mut self, line: impl AsRef<str>) {
        self.text.push_str(line.as_ref());
        self.text.push('\n');
    }

    fn heading(&mut self, fi: &'static str, sv: &'static str, en: &'static str) {
        let heading = self.say(fi, sv, en);
        self.line(format!(
            "\n{heading}\n{}",
            "═".repeat(heading.chars().count())
        ));
    }

    fn number(&self, count: impl TryInto<i64>) -> String {
        Exact::from(count.try_into().unwrap_or(i64::MAX)).in_language(self.language)
    }

    fn number_or_nothing(&self, count: usize) -> String {
        if count == 0 {
            String::new()
        } else {
            self.number(count)
        }
    }

    /// A line that is broken between words where it is long, with what follows indented.
    fn paragraph(&mut self, indent: usize, text: &str) {
        let mut line = " ".repeat(indent);
        let mut empty = true;
        for word in text.split(' ') {
            let width = line.chars().count().saturating_add(word.chars().count());
            if !empty && width >= PAPER_WIDTH {
                self.line(&line);
                line = " ".repeat(indent.saturating_add(2));
                empty = true;
            }
            if !empty {
                line.push(' ');
            }
            line.push_str(word);
            empty = false;
        }
        self.line(line);
    }

    fn header(&mut self, register: &NamedRegister) {
        let language = self.language;
        let year = self.round.policy_year();
        let policy = year.policy();
        let options = self.round.options();
        let round_word = self.say("Maksukierros", "Avgiftsomgång", "Dues round");
        self.line(format!(
            "{round_word} {}: {}",
            year.year(),
            policy.title().in_language(language)
        ));
        if let Some(note) = policy.note() {
            self.paragraph(2, note.in_language(language));
        }
        let status = match policy.status().name() {
            "proposed" => self.say(
                "ehdotus, ei päätetty",
                "förslag, inte beslutat",
                "proposed, not decided",
            ),
            "in-force" => self.say("voimassa", "i kraft", "in force"),
            _ => self.say("korvattu", "ersatt", "superseded"),
        };
        let hash = |hash: &str| hash.chars().take(12).collect::<String>();
        let (policy_word, register_word, population_word) = (
            self.say("Maksuperuste", "Avgiftsgrund", "Policy"),
            self.say("Rekisteri", "Register", "Register"),
            self.say("Väkiluku", "Folkmängd", "Population"),
        );
        let width = 13;
        let policy_hash = hash(policy.content_hash());
        self.line(format!(
            "  {policy_word:width$} {} ({status}; sha256 {policy_hash}…)",
            policy.id()
        ));
        let date = date_in(language, options.register_date);
        let register_hash = hash(&register.content_hash);
        self.line(format!(
            "  {register_word:width$} {}, {date} (sha256 {register_hash}…)",
            register.name
        ));
        let edition = oske::data::EDITION.name();

        let year_end = chrono::NaiveDate::from_ymd_opt(options.population_year, 12, 31);
        let year_end = year_end.map_or_else(String::new, |date| date_in(language, date));
        let data_word = self.say("aineisto", "data", "data edition");
        self.line(format!(
            "  {population_word:width$} {year_end} ({data_word} {edition})"
        ));
        self.summary();
    }

    /// How many are charged what, in one sentence.
    fn summary(&mut self) {
        let entries = self.round.entries();
        let assessed = entries
            .iter()
            .filter(|entry| entry.assessment().amount().is_some())
            .count();
        let open = entries.len().saturating_sub(assessed);
        let total = self
            .round
            .total()
            .map(|total| total.in_language(self.language));
        let total = total.unwrap_or_else(|error| error.to_string());
        let (payers, assessed, open) = (
            self.number(entries.len()),
            self.number(assessed),
            self.number(open),
        );
        let text = self.language.pick(
            format!("Maksajia on {payers}: {assessed} maksua on määrätty, yhteensä {total}, ja {open} on avoinna."),
            format!("Betalarna är {payers}: {assessed} avgifter är fastställda, sammanlagt {total}, och {open} är öppna."),
            format!("{payers} members pay: {assessed} amounts are known, {total} in all, and {open} are open."),
        );
        self.line("");
        self.paragraph(2, &text);
    }

    fn payers(&mut self) {
        self.heading(
            "Kuka maksaa mitä ja miksi",
            "Vem betalar vad och varför",
            "Who owes what, and why",
        );
        let language = self.language;
        let mut table = Table::new([
            (self.say("tunnus", "id", "id"), Align::Left),
            (self.say("jäsen", "medlem", "member"), Align::Left),
            (
                self.say("väkiluku", "folkmängd", "population"),
                Align::Right,
            ),
            (self.say("maksu", "avgift", "due"), Align::Right),
            (self.say("peruste", "grund", "why"), Align::Left),
        ]);
        for kind in MemberKind::ALL {
            let entries = self.round.entries().iter();
            for entry in entries.filter(|entry| entry.member().kind() == *kind) {
                let population = entry
                    .measure("population")
                    .map_or_else(String::new, |value| value.in_language(language));
                table.row([
                    entry.member().id().to_string(),
                    entry.member().name().in_language(language).to_owned(),
                    population,
                    self.due(entry),
                    self.round.explain(entry).to_line(language),
                ]);
            }
        }
        self.text.push_str(&table.to_text());
    }

    /// The amount, or the status in a word.
    fn due(&self, entry: &RoundEntry<'_>) -> String {
        let outcome = entry.assessment().outcome();
        match outcome.amount() {
            Some(amount) => amount.in_language(self.language),
            None => match outcome.status() {
                "not_covered" => self.say("ei perustetta", "saknar grund", "not covered"),
                "ambiguous" => self.say("tulkinnanvarainen", "tvetydig", "ambiguous"),
                "invalid" => self.say("tiedot väärin", "felaktiga uppgifter", "invalid facts"),
                _ => self.say("avoin", "öppen", "open"),
            }
            .to_owned(),
        }
    }

    fn totals(&mut self) -> Result<(), Failure> {
        self.heading(
            "Summat jäsenlajeittain",
            "Summor per medlemskategori",
            "Totals by kind",
        );
        let language = self.language;
        let mut table = Table::new([
            (
                self.say("jäsenlaji", "medlemskategori", "kind"),
                Align::Left,
            ),
            (self.say("maksajia", "betalare", "payers"), Align::Right),
            (self.say("avoinna", "öppna", "open"), Align::Right),
            (self.say("summa", "summa", "total"), Align::Right),
        ]);
        let totals = self.round.totals_by_kind().map_err(Failure::input)?;
        for total in &totals {
            let amount = if total.assessed() == 0 {
                "–".to_owned()
            } else {
                total.total().in_language(language)
            };
            table.row([
                total.kind().name().in_language(language).to_owned(),
                self.number(total.payers()),
                self.number_or_nothing(total.open()),
                amount,
            ]);
        }
        let payers: usize = totals.iter().map(KindTotal::payers).sum();
        let open: usize = totals.iter().map(KindTotal::open).sum();
        let all = self.round.total().map_err(Failure::input)?;
        let label = if self.round.is_complete() {
            self.say("yhteensä", "sammanlagt", "all")
        } else {
            self.say(
                "määrätty toistaiseksi",
                "fastställt hittills",
                "assessed so far",
            )
        };
        table.row([
            label.to_owned(),
            self.number(payers),
            self.number_or_nothing(open),
            all.in_language(language),
        ]);
        self.text.push_str(&table.to_text());
        Ok(())
    }

    fn open_questions(&mut self) {
        self.heading(
            "Avoimet maksut: mitä puuttuu",
            "Öppna avgifter: vad som saknas",
            "Open assessments: what is missing",
        );
        let language = self.language;
        let round = self.round;
        let currency = round.policy_year().policy().currency();
        let questions = round.open_questions();
        if questions.is_empty() {
            let nothing = self.say(
                "  Ei mitään: jokaisella on maksu.",
                "  Ingenting: alla har en avgift.",
                "  Nothing: everybody has an amount.",
            );
            self.line(nothing);
        }
        for question in &questions {
            let names = self.names(
                question
                    .entries()
                    .iter()
                    .map(|entry| entry.member().name().in_language(language)),
            );
            self.line(format!("  • {}", question.reason().in_language(language)));
            let count = self.number(question.entries().len());
            let concerns = self.say("koskee", "gäller", "concerns");
            self.paragraph(4, &format!("{concerns} ({count}): {names}"));
            let residents: Option<Vec<Exact>> = question
                .entries()
                .iter()
                .filter(|entry| entry.assessment().charges_residents())
                .map(|entry| entry.measure("population"))
                .collect();
            let residents = residents
                .filter(|found| !found.is_empty())
                .and_then(|found| {
                    found
                        .into_iter()
                        .try_fold(Exact::ZERO, |sum, own| sum.checked_add(own).ok())
                });
            if let Some(residents) = residents {
                let of = |rate: Result<Exact, _>| {
                    let rate = rate.map(|value| Amount::new(value, currency).in_language(language));
                    rate.unwrap_or_else(|error: ArithmeticError| error.to_string())
                };
                let one = of(Exact::ratio(1, 100));
                let brings = of(Exact::ratio(1, 100).and_then(|cent| cent.checked_mul(residents)));
                let residents = residents.in_language(language);
                let text = language.pick(
                    format!("heillä on yhteensä {residents} asukasta: {one} asukasta kohti toisi {brings}"),
                    format!("tillsammans har de {residents} invånare: {one} per invånare skulle ge {brings}"),
                    format!("together they have {residents} inhabitants: {one} an inhabitant would bring in {brings}"),
                );
                self.paragraph(4, &text);
            }
        }
        for entry in round.entries() {
            for problem in entry.problems() {
                self.line(format!("  ! {problem}"));
            }
        }
    }

    /// What the policy leaves uncovered or unclear, whoever is in the register.
    fn findings(&mut self) {
        self.heading(
            "Mitä on vielä päätettävä",
            "Vad som ännu ska beslutas",
            "What is still to be decided",
        );
        let language = self.language;
        let round = self.round;
        let findings = round.policy_year().findings();
        if findings.is_empty() {
            let nothing = self.say("  Ei mitään.", "  Ingenting.", "  Nothing.");
            self.line(nothing);
        }
        let mut findings: Vec<&Finding> = findings.iter().collect();
        findings.sort_by_key(|finding| finding.severity());
        for finding in findings {
            let mark = match finding.severity() {
                Severity::Error => "✗",
                Severity::Warning => "!",
                Severity::Note => "·",
            };
            let place = finding.place().map_or_else(String::new, |place| {
                format!(
                    " [{}, {} {}]",
                    finding.code(),
                    self.say("rivi", "rad", "line"),
                    place.line
                )
            });
            self.paragraph(2, &format!("{mark} {}{place}", finding.message(language)));
            if let Some(help) = finding.help(language) {
                self.line(format!("    → {help}"));
            }
            if let Some((entry, value)) = round.nearest_to(finding) {
                let name = entry.member().name().in_language(language);
                let (value, due) = (value.in_language(language), self.due(entry));
                let text = language.pick(
                    format!("    lähin jäsen: {name}, {value}, maksu {due}"),
                    format!("    närmaste medlem: {name}, {value}, avgift {due}"),
                    format!("    nearest member: {name}, {value}, due {due}"),
                );
                self.line(text);
            }
        }
    }

    fn residents(&mut self) {
        self.heading(
            "Kerran asukasta kohti",
            "En gång per invånare",
            "Once per resident",
        );
        let residents = self.round.residents();
        let (once, municipalities) = (
            self.number(residents.charged_once()),
            self.number(residents.municipalities()),
        );
        let text = self.language.pick(
            format!("  Asukasluvun mukaan laskutetaan {once} asukkaasta kerran; kuntia on {municipalities}."),
            format!("  Avgift enligt invånarantal tas ut en gång för {once} invånare; kommunerna är {municipalities}."),
            format!("  {once} residents are charged for once, by population; there are {municipalities} municipalities."),
        );
        self.line(text);
        let twice = self.say(
            "  Useammin kuin kerran:",
            "  Mer än en gång:",
            "  More than once:",
        );
        self.charged(twice, residents.charged_more_than_once());
        let nobody = self.say(
            "  Ei kenenkään maksettavana:",
            "  Betalas av ingen:",
            "  Charged to nobody:",
        );
        self.charged(nobody, residents.charged_by_nobody());
    }

    fn charged(&mut self, label: &str, municipalities: &[ChargedMunicipality]) {
        if municipalities.is_empty() {
            let none = self.say("ei yhtään", "inga", "none");
            self.line(format!("{label} {none}."));
            return;
        }
        self.line(label);
        for municipality in municipalities {
            let name = municipality.name().in_language(self.language);
            let payers = municipality.payers().join(", ");
            self.line(format!("    {name} ({}) {payers}", municipality.code()).trim_end());
        }
    }

    /// Who does not pay itself, and whose membership is believed on which ground.
    fn membership(&mut self) {
        self.heading("Jäsenyydet", "Medlemskapen", "Memberships");
        let language = self.language;
        let round = self.round;
        let date = round.options().register_date;
        let mut through: Vec<(&str, Vec<&str>)> = Vec::new();
        for (member, representative) in round.represented() {
            let name = member.name().in_language(language);
            let representative = representative.name().in_language(language);
            match through
                .iter_mut()
                .find(|(known, _)| *known == representative)
            {
                Some((_, names)) => names.push(name),
                None => through.push((representative, vec![name])),
            }
        }
        for (representative, names) in through {
            let names = self.names(names.into_iter());
            let text = language.pick(
                format!("{representative} edustaa: {names}"),
                format!("{representative} företräder: {names}"),
                format!("{representative} stands for {names}"),
            );
            self.paragraph(2, &text);
        }
        for ground in [Ground::Inferred, Ground::Unknown] {
            let entries = round.entries().iter().filter(|entry| {
                let admission = entry.member().history().admission_on(date);
                admission.is_some_and(|admission| admission.ground() == ground)
            });
            let names: Vec<&str> = entries
                .map(|entry| entry.member().name().in_language(language))
                .collect();
            if names.is_empty() {
                continue;
            }
            let count = self.number(names.len());
            let names = self.names(names.into_iter());
            let words = match ground {
                Ground::Inferred => self.say(
                    "jäsenyys päätelty",
                    "medlemskapet är en slutsats",
                    "membership inferred",
                ),
                _ => self.say(
                    "jäsenyys kysyttävä",
                    "medlemskapet bör kontrolleras",
                    "membership to be asked about",
                ),
            };
            self.paragraph(2, &format!("{words} ({count}): {names}"));
        }
        if !round.unsettled().is_empty() {
            let names = self.names(
                round
                    .unsettled()
                    .iter()
                    .map(|member| member.name().in_language(language)),
            );
            let words = self.say(
                "jäsenyys päivänä ei selvä, ei laskuteta",
                "medlemskapet på dagen oklart, faktureras inte",
                "membership on the day unsettled, not charged",
            );
            self.paragraph(2, &format!("{words}: {names}"));
        }
    }

    /// The payer nearest to a gap, or else the first that has an amount, explained.
    fn explained(&mut self) {
        self.heading(
            "Yksi maksu perusteltuna",
            "En avgift motiverad",
            "One assessment explained",
        );
        let round = self.round;
        let findings = round.policy_year().findings();
        let nearest = findings
            .iter()
            .find_map(|finding| round.nearest_to(finding));
        let mut assessed = round
            .entries()
            .iter()
            .filter(|entry| entry.assessment().amount().is_some());
        let entry = nearest
            .map(|(entry, _)| entry)
            .or_else(|| assessed.next())
            .or_else(|| round.entries().first());
        let Some(entry) = entry else { return };
        let name = entry.member().name().in_language(self.language);
        self.line(format!("  {name}"));
        for line in round.explain(entry).to_text(self.language).lines() {
            self.line(format!("  {line}"));
        }
    }

    fn sources(&mut self) {
        self.heading("Lähteet", "Källor", "Sources");
        self.paragraph(2, oske::data::EDITION.attribution());
    }

    fn names<'n>(&self, names: impl Iterator<Item = &'n str>) -> String {
        names.collect::<Vec<_>>().join(", ")
    }
}
