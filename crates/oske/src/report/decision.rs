//! What reports say of the decision on a policy, its sources, and what is still open.

use oske_dues::{PolicyYear, Reason};
use oske_report::{Block, Words};
use oske_types::{Amount, Currency, Exact, Language, Money, Source, Text, date_in};

use super::ReportError;
use super::paper::{Paper, capitalised, sentence, sentence_end};
use crate::{OpenQuestion, Round};

impl Paper {
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
        let status = self.policy_status(policy.status());
        let mut said = Words::default()
            .text(policy.title(), language)
            .plain(format!(": {status}."));
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
                said = said.plain(format!(" {decided}"));
            }
            if let Some(note) = decision.note() {
                said = said.plain(" ").followed_by(self.text_ended(note, sentence));
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
                        let note = self.text_ended(note, sentence_end);
                        words.plain(": ").followed_by(note)
                    }
                    None => words,
                }
            })
            .collect();
        let decision = policy.decision();
        if let Some(rule) = decision.and_then(|decision| decision.rule_in_language(language)) {
            points.push(Words::from(capitalised(&rule)));
        }
        if !points.is_empty() {
            blocks.push(Block::List(points));
        }
        blocks
    }

    /// A text with its end as a sentence has it.
    fn text_ended(self, text: &Text, ended: fn(&str) -> String) -> Words {
        let shown = text.language_shown(self.language);
        let words = Text::only(shown, ended(text.in_language(self.language)));
        words.map_or_else(Words::default, |words| {
            Words::default().text(&words, self.language)
        })
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
        let reason = self.quoted(&question.reason().in_language(language));
        let reason = capitalised(&reason);
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
