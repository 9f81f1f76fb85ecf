//! What reports say of a policy: who pays what, as a table and as curves.

use oske_domain::MemberKind;
use oske_dues::Payers;
use oske_report::{Block, Cell, Chart, Column, Table, Words};
use oske_types::{Exact, Text};

use super::paper::Paper;
use super::{ReportError, curve};
use crate::Round;

/// The most rows of a tariff that are shown; the policy itself has them all.
const MOST_ROWS: usize = 60;
/// The most curves that are drawn.
const MOST_CURVES: usize = 6;

impl Paper {
    /// Who pays what, as a table and as curves.
    pub(super) fn tariff(self, round: &Round<'_>) -> Result<Vec<Block>, ReportError> {
        let language = self.language;
        let tariff = round.policy_year().tariff();
        let mut blocks = Vec::new();
        if tariff.rows().is_empty() {
            blocks.push(Block::from(self.say(
                "Maksuja ei voi esittää taulukkona: ne lasketaan kaavalla, esimerkiksi useiden tietojen summasta. \
                 Kunkin jäsenen laskelma on kohdassa ”Kuka maksaa mitä ja miksi”.",
                "Avgifterna kan inte visas i en tabell: de räknas med en formel, till exempel ur en summa av flera \
                 uppgifter. Uträkningen för varje medlem finns under ”Vem betalar vad och varför”.",
                "The dues cannot be shown in a table: they are computed by a formula, for instance from a sum of \
                 several figures. The calculation for each member stands under “Who owes what, and why”.",
            )));
            return Ok(blocks);
        }
        let mut table = Table::new(
            self.say("Kuka maksaa mitä", "Vem betalar vad", "Who pays what"),
            [
                Column::words(self.say("Maksaja", "Betalare", "Payer")),
                Column::words(self.say("Maksu", "Avgift", "Due")),
            ],
        );
        for row in tariff.rows().iter().take(MOST_ROWS) {
            table.push([
                Cell::words(self.payers(row.payers())),
                Cell::words(row.in_language(language)),
            ])?;
        }
        blocks.push(Block::from(table));
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
        blocks.extend(self.curves(charts.collect(), MOST_CURVES));
        Ok(blocks)
    }

    /// Curves, the first of them as charts, and how many there are besides.
    pub(super) fn curves(self, charts: Vec<Chart>, most: usize) -> Vec<Block> {
        let more = charts.len().saturating_sub(most);
        let shown = charts.into_iter().take(most).map(Block::from);
        let mut blocks: Vec<Block> = shown.collect();
        if more > 0 {
            let more = self.number(more);
            blocks.push(Block::Note(Words::from(self.language.pick(
                format!("Käyriä, joita ei ole piirretty: {more}. Maksut ovat taulukossa."),
                format!("Kurvor som inte har ritats: {more}. Avgifterna finns i tabellen."),
                format!("Curves that are not drawn: {more}. The dues are in the table."),
            ))));
        }
        blocks
    }

    /// Who is meant, in words; kinds for which the policy has none are called as everywhere else.
    pub(super) fn payers(self, payers: &Payers) -> String {
        payers.with_words(words_of_kind).in_language(self.language)
    }
}

/// What a kind of member is called.
pub(super) fn words_of_kind(choice: &str, value: &str) -> Option<Text> {
    let kind: Option<MemberKind> = value.parse().ok().filter(|_| choice == crate::facts::KIND);
    kind.map(MemberKind::name)
}

/// The largest value of a measure among the payers of a round.
pub(super) fn largest(round: &Round<'_>, measure: &str) -> Option<Exact> {
    let entries = round.entries().iter();
    entries.filter_map(|entry| entry.measure(measure)).max()
}
