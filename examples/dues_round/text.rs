//! A round for people: the table, the totals, and what is open, in Finnish, Swedish or English.

use oske::domain::{Ground, MemberKind};
use oske::dues::bulk::BulkStatus;
use oske::dues::{Finding, Reason, Severity};
use oske::types::{Amount, ArithmeticError, Exact, Language, Money, date_in};
use oske::{ChargedMunicipality, GroupTotal, Round, RoundEntry, register_hash};

use crate::NamedRegister;
use crate::support::Failure;
use crate::table::{Align, Table, wrap};

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
    paper.left_out();
    paper.explained();
    paper.sources();
    Ok(paper.text)
}

/// One payer's assessment: who it is, what could not be told of it, and the derivation.
pub(crate) fn explanation(round: &Round<'_>, entry: &RoundEntry<'_>, language: Language) -> String {
    let mut paper = Paper {
        round,
        language,
        text: String::new(),
    };
    paper.explanation(0, entry);
    paper.text
}

/// Where paragraphs are broken, in characters.
const PAPER_WIDTH: usize = 100;
/// How wide the columns of the table of payers may be. It is wider than the paper: one line a payer.
const ID_WIDTH: usize = 20;
const NAME_WIDTH: usize = 42;
const NUMBER_WIDTH: usize = 24;
const WHY_WIDTH: usize = 68;

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

    /// A number with its words, for one and for any other number, in Finnish, Swedish and English.
    fn count(&self, count: usize, one: [&'static str; 3], many: [&'static str; 3]) -> String {
        let [fi, sv, en] = if count == 1 { one } else { many };
        format!("{} {}", self.number(count), self.say(fi, sv, en))
    }

    /// Sums of several currencies, without those of nothing unless all are.
    fn sums(&self, sums: &[Money]) -> String {
        let is_nothing = sums.iter().all(|sum| sum.is_zero());
        let first = sums.iter().take(usize::from(is_nothing));
        let others = sums.iter().filter(|sum| !sum.is_zero());
        let told = first
            .chain(others)
            .map(|sum| sum.in_language(self.language));
        told.collect::<Vec<_>>().join(" + ")
    }

    fn number_or_nothing(&self, count: usize) -> String {
        if count == 0 {
            String::new()
        } else {
            self.number(count)
        }
    }

    /// A line that is broken between words where it is long, with what follows indented by two more.
    fn paragraph(&mut self, indent: usize, text: &str) {
        let text = text.replace(" §", "\u{a0}§");
        let first = PAPER_WIDTH.saturating_sub(indent);
        let indents = [indent]
            .into_iter()
            .chain(std::iter::repeat(indent.saturating_add(2)));
        for (line, indent) in wrap(&text, first, first.saturating_sub(2))
            .iter()
            .zip(indents)
        {
            self.line(format!("{}{line}", " ".repeat(indent)));
        }
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
        let register_hash = hash(&register_hash(&register.register));
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
        let total = self.round.totals().map(|totals| self.sums(&totals));
        let total = total.unwrap_or_else(|error| error.to_string());
        let known = self.count(
            assessed,
            [
                "maksu on määrätty",
                "avgift är fastställd",
                "amount is known",
            ],
            [
                "maksua on määrätty",
                "avgifter är fastställda",
                "amounts are known",
            ],
        );
        let open = self.count(
            open,
            ["on avoinna", "är öppen", "is open"],
            ["on avoinna", "är öppna", "are open"],
        );
        let payers = self.count(
            entries.len(),
            ["maksaja", "medlem betalar", "member pays"],
            ["maksajaa", "medlemmar betalar", "members pay"],
        );
        let text = if entries.is_empty() {
            self.say("Ei yhtään maksajaa.", "Ingen betalar.", "Nobody pays.")
                .to_owned()
        } else if self.round.is_complete() {
            self.language.pick(
                format!("{payers}, ja kaikki maksut on määrätty: yhteensä {total}."),
                format!("{payers}, och alla avgifter är fastställda: sammanlagt {total}."),
                format!("{payers}, and all amounts are known: {total} in all."),
            )
        } else {
            self.language.pick(
                format!("{payers}: {known}, yhteensä {total}, ja {open}."),
                format!("{payers}: {known}, sammanlagt {total}, och {open}."),
                format!("{payers}: {known}, {total} in all, and {open}."),
            )
        };
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
            (self.say("tunnus", "id", "id"), Align::Left, ID_WIDTH),
            (
                self.say("jäsen", "medlem", "member"),
                Align::Left,
                NAME_WIDTH,
            ),
            (
                self.say("väkiluku", "folkmängd", "population"),
                Align::Right,
                NUMBER_WIDTH,
            ),
            (
                self.say("maksu", "avgift", "due"),
                Align::Right,
                NUMBER_WIDTH,
            ),
            (self.say("peruste", "grund", "why"), Align::Left, WHY_WIDTH),
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
            None => match BulkStatus::from(outcome) {
                BulkStatus::NotCovered => self.say("ei perustetta", "saknar grund", "not covered"),
                BulkStatus::Ambiguous => self.say("tulkinnanvarainen", "tvetydig", "ambiguous"),
                BulkStatus::Invalid => {
                    self.say("tiedot väärin", "felaktiga uppgifter", "invalid facts")
                }
                BulkStatus::Assessed | BulkStatus::Undetermined => {
                    self.say("avoin", "öppen", "open")
                }
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
                NAME_WIDTH,
            ),
            (
                self.say("maksajia", "betalare", "payers"),
                Align::Right,
                NUMBER_WIDTH,
            ),
            (
                self.say("avoinna", "öppna", "open"),
                Align::Right,
                NUMBER_WIDTH,
            ),
            (
                self.say("summa", "summa", "total"),
                Align::Right,
                NUMBER_WIDTH,
            ),
        ]);
        let totals = self.round.totals_by_kind().map_err(Failure::input)?;
        for total in &totals {
            let amount = if total.assessed() == 0 {
                "–".to_owned()
            } else {
                let own = [total.total()];
                let sums: Vec<Money> = own
                    .iter()
                    .chain(total.other_currencies())
                    .copied()
                    .collect();
                self.sums(&sums)
            };
            table.row([
                total.group().name().in_language(language).to_owned(),
                self.number(total.payers()),
                self.number_or_nothing(total.open()),
                amount,
            ]);
        }
        let payers: usize = totals.iter().map(GroupTotal::payers).sum();
        let open: usize = totals.iter().map(GroupTotal::open).sum();
        let all = self.round.totals().map_err(Failure::input)?;
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
            self.sums(&all),
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
            self.paragraph(2, &format!("• {}", question.reason().in_language(language)));
            let count = self.number(question.entries().len());
            let concerns = self.say("koskee", "gäller", "concerns");
            self.paragraph(4, &format!("{concerns} ({count}): {names}"));
            // What a rate brings in can be told only where a rate is what is missing.
            let rate = matches!(
                question.reason(),
                Reason::UnknownParameter { .. } | Reason::StaleParameter { .. }
            );
            let residents: Option<Vec<Exact>> = question
                .entries()
                .iter()
                .filter(|_| rate)
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
        for problem in round.all_problems() {
            self.paragraph(2, &format!("! {problem}"));
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
        if let Some(file) = findings.iter().find_map(|finding| finding.file()) {
            let text = language.pick(
                format!("✗ maksu puuttuu tai on tulkinnanvarainen; ! tieto tai sääntö puuttuu, on turha tai yllättää; · tiedoksi. Rivinumerot: {file}"),
                format!("✗ avgift saknas eller är tvetydig; ! uppgift eller regel saknas, är onödig eller oväntad; · för kännedom. Radnummer: {file}"),
                format!("✗ no amount, or more than one; ! not known, without a rule, not needed, or not as expected; · for information. Line numbers: {file}"),
            );
            self.paragraph(2, &text);
        }
        for finding in findings {
            let mark = match finding.severity() {
                Severity::Error => "✗",
                Severity::Warning => "!",
                Severity::Note => "·",
            };
            let place = finding.place().map_or_else(String::new, |place| {
                format!(
                    " [{}, {}\u{a0}{}]",
                    finding.code(),
                    self.say("rivi", "rad", "line"),
                    place.line
                )
            });
            self.paragraph(2, &format!("{mark} {}{place}", finding.message(language)));
            if let Some(help) = finding.help(language) {
                self.paragraph(4, &format!("→ {help}"));
            }
            if let Some((entry, value)) = round.nearest_to(finding) {
                let name = entry.member().name().in_language(language);
                let stretch = finding.payers().stretches().first();
                let measure = stretch.map_or("", |stretch| stretch.measure().in_language(language));
                let (value, due) = (value.in_language(language), self.due(entry));
                let text = language.pick(
                    format!("lähin jäsen: {name} ({measure} {value}), maksu {due}"),
                    format!("närmaste medlem: {name} ({measure} {value}), avgift {due}"),
                    format!("nearest member: {name} ({measure} {value}), due {due}"),
                );
                self.paragraph(4, &text);
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
        if residents.municipalities() == 0 {
            let nothing = self.say(
                "  Kukaan ei maksa asukasluvun mukaan.",
                "  Ingen betalar enligt invånarantal.",
                "  Nobody pays by population.",
            );
            self.line(nothing);
            return;
        }
        let (once, municipalities) = (
            self.number(residents.charged_once()),
            self.number(residents.municipalities()),
        );
        let text = self.language.pick(
            format!("Asukasluvun mukaan laskutetaan kerran {once} asukkaasta; kuntia on {municipalities}."),
            format!("Avgift enligt invånarantal tas ut en gång för {once} invånare; det finns {municipalities} kommuner."),
            format!("Dues by population are charged once for {once} residents; there are {municipalities} municipalities."),
        );
        self.paragraph(2, &text);
        let twice = self.say(
            "  Useammin kuin kerran:",
            "  Mer än en gång:",
            "  Charged more than once:",
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
            let none = self.say("ei yhtään kuntaa", "ingen kommun", "no municipality");
            self.line(format!("{label} {none}."));
            return;
        }
        self.line(label);
        for municipality in municipalities {
            let name = municipality.name().in_language(self.language);
            let residents = municipality.residents().map_or_else(
                || {
                    self.say(
                        "väkiluku ei tiedossa",
                        "folkmängden okänd",
                        "population not known",
                    )
                    .to_owned()
                },
                |residents| {
                    self.count(
                        usize::try_from(residents).unwrap_or(usize::MAX),
                        ["asukas", "invånare", "resident"],
                        ["asukasta", "invånare", "residents"],
                    )
                },
            );
            let payers = match municipality.payers() {
                [] => String::new(),
                payers => format!(": {}", payers.join(", ")),
            };
            let code = municipality.code();
            self.paragraph(4, &format!("{name} ({code}), {residents}{payers}"));
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
        let mut nothing = true;
        for (representative, names) in through {
            let count = self.number(names.len());
            let names = self.names(names.into_iter());
            let text = language.pick(
                format!("{representative} edustaa näitä, jotka eivät maksa itse ({count}): {names}"),
                format!("{representative} företräder följande, som inte betalar själva ({count}): {names}"),
                format!(
                    "{representative} represents these, who do not pay themselves ({count}): {names}"
                ),
            );
            self.paragraph(2, &text);
            nothing = false;
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
                    "jäsenyys on päätelmä",
                    "medlemskapet är en slutsats",
                    "membership is an inference",
                ),
                _ => self.say(
                    "mikään asiakirja ei osoita jäsenyyttä, kysyttävä",
                    "ingen handling visar medlemskapet, bör frågas",
                    "no document shows the membership, to be asked about",
                ),
            };
            self.paragraph(2, &format!("{words} ({count}): {names}"));
            nothing = false;
        }
        if !round.unsettled().is_empty() {
            let count = self.number(round.unsettled().len());
            let names = self.names(
                round
                    .unsettled()
                    .iter()
                    .map(|member| member.name().in_language(language)),
            );
            let date = date_in(language, date);
            let text = language.pick(
                format!("jäsenyys {date} ei ole selvä, joten ei laskuteta ({count}): {names}"),
                format!("medlemskapet {date} är oklart, så ingen avgift tas ut ({count}): {names}"),
                format!("membership on {date} is not settled, so not charged ({count}): {names}"),
            );
            self.paragraph(2, &text);
            nothing = false;
        }
        if nothing {
            let nothing = self.say(
                "  Kaikki jäsenyydet perustuvat asiakirjoihin.",
                "  Alla medlemskap framgår av handlingar.",
                "  Documents state every membership.",
            );
            self.line(nothing);
        }
    }

    /// Who is in the register and no member on the day: nobody is forgotten who joins later.
    fn left_out(&mut self) {
        self.heading(
            "Rekisterissä, mutta ei maksa",
            "I registret, men betalar inte",
            "In the register and not charged",
        );
        let language = self.language;
        let mut reasons: Vec<(String, Vec<&str>)> = Vec::new();
        for one in self.round.left_out() {
            let (why, name) = (one.in_language(language), one.member().name());
            let name = name.in_language(language);
            match reasons.iter_mut().find(|(known, _)| *known == why) {
                Some((_, names)) => names.push(name),
                None => reasons.push((why, vec![name])),
            }
        }
        if reasons.is_empty() {
            let nobody = self.say(
                "  Ei ketään muuta kuin yllä mainitut.",
                "  Ingen utöver dem som nämns ovan.",
                "  Nobody but those named above.",
            );
            self.line(nobody);
        }
        for (why, names) in reasons {
            let count = self.number(names.len());
            let names = self.names(names.into_iter());
            self.paragraph(2, &format!("{why} ({count}): {names}"));
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
        self.explanation(2, entry);
    }

    fn explanation(&mut self, indent: usize, entry: &RoundEntry<'_>) {
        self.paragraph(indent, entry.member().name().in_language(self.language));
        for problem in entry.problems() {
            self.paragraph(indent.saturating_add(2), &format!("! {problem}"));
        }
        for line in self.round.explain(entry).to_text(self.language).lines() {
            let text = line.trim_start();
            let own = line.len().saturating_sub(text.len());
            self.paragraph(indent.saturating_add(own), text);
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
