//! What the check of a policy finds, for readers who decide on it and do not write its file.

use oske_dues::{Finding, Severity};
use oske_report::{Block, Section, Words};

use super::paper::{Paper, capitalised, sentence};
use super::tariff::words_of_kind;
use crate::Round;

impl Paper {
    /// What the check finds, the gravest first, in plain words with what is to be decided.
    pub(super) fn findings(self, round: &Round<'_>) -> Section {
        let section = Section::new(self.say(
            "Mitä tarkistus löysi",
            "Vad granskningen fann",
            "What the check has found",
        ));
        let findings = round.policy_year().findings();
        if findings.is_empty() {
            return section.with(self.say(
                "Tarkistus ei löytänyt huomautettavaa.",
                "Granskningen fann ingenting att anmärka på.",
                "The check has found nothing to remark on.",
            ));
        }
        let mut findings: Vec<&Finding> = findings.iter().collect();
        findings.sort_by_key(|finding| finding.severity());
        let points = findings.into_iter().map(|finding| {
            let severity = match finding.severity() {
                Severity::Error => self.say("Virhe", "Fel", "Error"),
                Severity::Warning => self.say("Varoitus", "Varning", "Warning"),
                Severity::Note => self.say("Tiedoksi", "För kännedom", "Note"),
            };
            let words = Words::default()
                .strong(format!("{severity}: "))
                .plain(self.finding(finding));
            match self.nearest(round, finding) {
                Some(nearest) => words.plain(format!(" {nearest}")),
                None => words,
            }
        });
        section.with(Block::List(points.collect()))
    }

    /// What was found, and what is to be decided or looked at.
    pub(super) fn finding(self, finding: &Finding) -> String {
        let language = self.language;
        let finding = finding.with_words(words_of_kind);
        let message = sentence(&self.quoted(&finding.message(language)));
        match finding.advice(language) {
            Some(advice) => format!("{message} {}", sentence(&capitalised(&advice))),
            None => message,
        }
    }

    /// With names from the policy in the quotation marks of the language.
    pub(super) fn quoted(self, words: &str) -> String {
        let marks = self.language.pick(["”", "”"], ["”", "”"], ["“", "”"]);
        let mut quoted = String::new();
        for (part, mark) in words
            .split('`')
            .zip([""].into_iter().chain(marks.into_iter().cycle()))
        {
            quoted.push_str(mark);
            quoted.push_str(part);
        }
        quoted
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
}
