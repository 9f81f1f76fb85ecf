//! Every member with what it owes under each alternative, and who decided on them.

use oske_report::{Block, Cell, Column, Section, Table, Words};

use super::Sheet;
use crate::RoundEntry;
use crate::report::ReportError;
use crate::report::paper::{Paper, sentence};

impl Sheet<'_> {
    /// Every member with what it owes under each alternative.
    pub(super) fn members(&self) -> Result<Section, ReportError> {
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
                Cell::words(self.kind(member.kind())),
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
    pub(super) fn decisions(&self) -> Section {
        let paper = self.paper;
        let sections = self.rounds().into_iter().map(|(name, round)| {
            let blocks = paper.decision(round.policy_year()).into_iter();
            blocks.fold(Section::new(name), Section::with)
        });
        let section = Section::new(paper.decision_heading());
        sections.fold(section, Section::with_section)
    }

    /// Why dues are open under one of the alternatives, each reason once.
    fn reasons(&self) -> Vec<Words> {
        let language = self.paper.language;
        let reasons = self.rounds().into_iter().flat_map(|(name, round)| {
            let questions = round.open_questions();
            let reasons = questions.iter().map(|question| {
                let reason = self.paper.quoted(&question.reason().in_language(language));
                let reason = sentence(&reason);
                Words::default().strong(format!("{name}: ")).plain(reason)
            });
            reasons.collect::<Vec<Words>>()
        });
        reasons.collect()
    }
}

/// What a member owes; nothing where it is not in the round or has no dues.
pub(super) fn owed(entry: Option<&RoundEntry<'_>>) -> Cell {
    entry.map_or(Cell::Empty, Paper::due)
}
