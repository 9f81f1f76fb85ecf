//! Every payer with its amount and the reason for it.

use oske_report::{Block, Cell, Column, Section, Table, Words};
use oske_types::Money;

use super::Sheet;
use crate::report::paper::{Paper, capitalised};
use crate::report::{Payments, ReportError};

impl Sheet<'_> {
    pub(super) fn members(&self) -> Result<Section, ReportError> {
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
            Column::number(capitalised(words), decimals.unwrap_or(0))
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
                Cell::words(self.kind(member.kind())),
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
            row.push(Cell::words(paper.quoted(&explanation.to_line(language))));
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
}

/// What is told of payments, with its name.
#[expect(
    clippy::type_complexity,
    reason = "a table of names and of what they name"
)]
pub(super) const PAYMENTS: [((&str, &str, &str), fn(&Payments, &str) -> Option<Money>); 3] = [
    (
        ("Laskutettu", "Fakturerat", "Invoiced"),
        Payments::invoiced_of,
    ),
    (("Maksettu", "Betalt", "Paid"), Payments::paid_of),
    (("Maksamatta", "Obetalt", "Unpaid"), Payments::unpaid_of),
];
