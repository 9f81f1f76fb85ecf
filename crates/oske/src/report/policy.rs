//! What reports say of a policy: who pays what, what the check finds, who decided and on what ground.

use oske_dues::{Finding, PolicyYear, Reason, Severity};
use oske_report::{Block, Cell, Column, Table, Words};
use oske_types::{Amount, Currency, Exact, Language, Money, Source, date_in};

use super::paper::Paper;
use super::{ReportError, curve};
use crate::{OpenQuestion, Round};

/// The most rows of a tariff that are shown; the policy itself has them all.
const MOST_ROWS: usize = 60;
/// The most curves that are drawn.
const MOST_CURVES: usize = 6;

impl Paper {
    /// Who pays what, as a table and as curves.
    pub(super) fn tariff(self, round: &Round<'_>) -> Result<Vec<Block>, ReportError> {
        let language = self.language;
        let tariff = round.policy_year().tariff();
        let mut table = Table::new(
            self.say("Kuka maksaa mitä", "Vem betalar vad", "Who pays what"),
            [
                Column::words(self.say("Maksaja", "Betalare", "Payer")),
                Column::words(self.say("Maksu", "Avgift", "Due")),
            ],
        );
        for row in tariff.rows().iter().take(MOST_ROWS) {
            table.push([
                Cell::words(row.payers().in_language(language)),
                Cell::words(row.in_language(language)),
            ])?;
        }
        let mut blocks = vec![Block::from(table)];
        let more = tariff.rows().len().saturating_sub(MOST_ROWS);
        if more > 0 {
            let more = self.number(more);
            blocks.push(Block::Note(Words::from(language.pick(
                format!(
                    "Rivejä, jotka eivät ole taulukossa: {more}. Kaikki ovat maksuperusteessa."
                ),
                format!("Rader som inte är i tabellen: {more}. Alla finns i avgiftsgrunden."),
                format!("Rows that are not in the table: {more}. The policy has them all."),
            ))));
        }
        if !tariff.is_complete() {
            let note = self.say(
                "Kaikkia tapauksia ei voi esittää taulukkona.",
                "Alla fall kan inte visas i en tabell.",
                "Not every case can be shown in a table.",
            );
            blocks.push(Block::Note(Words::from(note)));
        }
        let charts = tariff.curves().iter().filter_map(|drawn| {
            let largest = largest(round, drawn.measure().name());
            curve::of_tariff(drawn, largest, self)
        });
        blocks.extend(charts.take(MOST_CURVES).map(Block::from));
        Ok(blocks)
    }

    /// What the check finds, the gravest first, in plain words with what to do.
    pub(super) fn findings(self, round: &Round<'_>) -> Vec<Block> {
        let language = self.language;
        let findings = round.policy_year().findings();
        if findings.is_empty() {
            let nothing = self.say(
                "Tarkistus ei löytänyt huomautettavaa.",
                "Granskningen fann ingenting att anmärka på.",
                "The check has found nothing to remark on.",
            );
            return vec![Block::from(nothing)];
        }
        let mut findings: Vec<&Finding> = findings.iter().collect();
        findings.sort_by_key(|finding| finding.severity());
        let points = findings.into_iter().map(|finding| {
            let severity = match finding.severity() {
                Severity::Error => self.say("Virhe", "Fel", "Error"),
                Severity::Warning => self.say("Varoitus", "Varning", "Warning"),
                Severity::Note => self.say("Tiedoksi", "För kännedom", "Note"),
            };
            let mut words = Words::default()
                .strong(format!("{severity}: "))
                .plain(sentence(&finding.message(language)));
            if let Some(help) = finding.help(language) {
                words = words.plain(format!(" {}", sentence(&capitalised(&help))));
            }
            if let Some(nearest) = self.nearest(round, finding) {
                words = words.plain(format!(" {nearest}"));
            }
            words
        });
        vec![Block::List(points.collect())]
    }

    /// The member nearest to what a finding is about.
    fn nearest(self, round: &Round<'_>, finding: &Finding) -> Option<String> {
        let language = self.language;
        let (entry, value) = round.nearest_to(finding)?;
        let name = entry.member().name().in_language(language);
        let measure = finding.payers().stretches().first()?.measure();
        let (measure, value) = (measure.in_language(language), value.in_language(language));
        Some(language.pick(
            format!("Lähin jäsen on {name} ({measure} {value})."),
            format!("Närmast är {name} ({measure} {value})."),
            format!("The nearest member is {name} ({measure} {value})."),
        ))
    }

    pub(super) fn decision_heading(self) -> &'static str {
        self.say(
            "Päätös ja oikeusperusta",
            "Beslut och rättslig grund",
            "Decision and legal basis",
        )
    }

    /// Who decided, when, and on which ground of law.
    pub(super) fn decision(self, year: &PolicyYear<'_>) -> Vec<Block> {
        let language = self.language;
        let policy = year.policy();
        let mut said = format!(
            "{}: {}.",
            policy.title().in_language(language),
            self.policy_status(policy.status())
        );
        if let Some(decision) = policy.decision() {
            let by = decision.by().map(|by| by.in_language(language));
            let on = decision.on().map(|on| date_in(language, on));
            let decided = match (by, on) {
                (Some(by), Some(on)) => Some(language.pick(
                    format!("Päättäjä: {by}, {on}."),
                    format!("Beslutande organ: {by}, {on}."),
                    format!("Decided by {by} on {on}."),
                )),
                (Some(by), None) => Some(language.pick(
                    format!("Päättäjä: {by}."),
                    format!("Beslutande organ: {by}."),
                    format!("Deciding body: {by}."),
                )),
                (None, Some(on)) => Some(language.pick(
                    format!("Päätetty {on}."),
                    format!("Beslutat den {on}."),
                    format!("Decided on {on}."),
                )),
                (None, None) => None,
            };
            if let Some(decided) = decided {
                said = format!("{said} {decided}");
            }
            if let Some(note) = decision.note() {
                said = format!("{said} {}", sentence(note.in_language(language)));
            }
        }
        let mut blocks = vec![Block::from(said)];
        let of_decision = policy.decision().into_iter();
        let of_decision = of_decision.flat_map(|decision| decision.legal_basis());
        let provisions = policy.legal_basis().iter().chain(of_decision);
        let mut points: Vec<Words> = provisions
            .map(|basis| {
                let words = self.citation(basis.citation(), basis.reference().ok());
                match basis.note() {
                    Some(note) => {
                        words.plain(format!(": {}", sentence_end(note.in_language(language))))
                    }
                    None => words,
                }
            })
            .collect();
        if let Some(rule) = policy.decision().and_then(oske_dues::Decision::rule) {
            points.push(Words::from(rule));
        }
        if !points.is_empty() {
            blocks.push(Block::List(points));
        }
        blocks
    }

    /// Why dues are open, whom that concerns, and what one cent an inhabitant would bring in where a rate
    /// is what is missing.
    pub(super) fn open_question(self, round: &Round<'_>, question: &OpenQuestion<'_>) -> Words {
        let language = self.language;
        let entries = question.entries();
        let names = entries
            .iter()
            .map(|entry| entry.member().name().in_language(language));
        let (names, count) = (self.names(names), self.number(entries.len()));
        let concerns = self.say("koskee", "gäller", "concerns");
        let reason = capitalised(&question.reason().in_language(language));
        let words = Words::default()
            .strong(format!("{reason} "))
            .plain(format!("({concerns}: {count}): {names}."));
        match self.a_cent_each(round, question) {
            Some(brings) => words.plain(format!(" {brings}")),
            None => words,
        }
    }

    fn a_cent_each(self, round: &Round<'_>, question: &OpenQuestion<'_>) -> Option<String> {
        let language = self.language;
        let is_rate = matches!(
            question.reason(),
            Reason::UnknownParameter { .. } | Reason::StaleParameter { .. }
        );
        let charged = question.entries().iter();
        let mut charged = charged
            .filter(|entry| is_rate && entry.assessment().charges_residents())
            .peekable();
        charged.peek()?;
        let residents = charged.try_fold(Exact::ZERO, |sum, entry| {
            sum.checked_add(entry.measure("population")?).ok()
        })?;
        let cent = Exact::ratio(1, 100).ok()?;
        let money = |value: Exact| Amount::new(value, round.currency()).in_language(language);
        let (one, all) = (money(cent), money(cent.checked_mul(residents).ok()?));
        let residents = residents.in_language(language);
        Some(language.pick(
            format!("Heillä on yhteensä {residents} asukasta: {one} asukasta kohti toisi {all}."),
            format!(
                "Tillsammans har de {residents} invånare: {one} per invånare skulle ge {all}."
            ),
            format!(
                "Together they have {residents} inhabitants: {one} an inhabitant would bring in {all}."
            ),
        ))
    }
}

/// That all amounts of a round are in the currency of its policy, and that in the same of all.
pub(super) fn check_currency(round: &Round<'_>, currency: Currency) -> Result<(), ReportError> {
    let amounts = round.entries().iter();
    let mut amounts = amounts.filter_map(|entry| entry.assessment().amount());
    let other = amounts.find(|amount| amount.currency() != currency);
    let own = round.currency();
    let other = other
        .map(Money::currency)
        .or((own != currency).then_some(own));
    other.map_or(Ok(()), |other| {
        Err(ReportError::SeveralCurrencies {
            policy: round.policy_year().policy().id().to_owned(),
            currency,
            other,
        })
    })
}

/// The sources of a policy.
pub(super) fn sources(year: &PolicyYear<'_>, language: Language) -> impl Iterator<Item = Source> {
    year.policy().sources().iter().filter_map(move |source| {
        let mut told = Source::new(source.name()?.in_language(language));
        if let Some(address) = source.address() {
            told = told.at_address(address);
        }
        Some(match source.read_on() {
            Some(date) => told.read_on(date),
            None => told,
        })
    })
}

/// The largest value of a measure among the payers of a round.
pub(super) fn largest(round: &Round<'_>, measure: &str) -> Option<Exact> {
    let entries = round.entries().iter();
    entries.filter_map(|entry| entry.measure(measure)).max()
}

/// As a sentence: with a capital and a full stop.
pub(super) fn sentence(words: &str) -> String {
    capitalised(&sentence_end(words))
}

/// With a full stop, where there is none.
fn sentence_end(words: &str) -> String {
    match words.ends_with(['.', '!', '?']) {
        true => words.to_owned(),
        false => format!("{words}."),
    }
}

/// With a capital at the beginning, unless that is the name of something in the policy.
pub(super) fn capitalised(words: &str) -> String {
    let first = words.split(' ').next().unwrap_or_default();
    if first.contains('_') {
        return words.to_owned();
    }
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}
