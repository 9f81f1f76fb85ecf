//! What each alternative brings in.

use oske_report::{Bars, Category, Cell, Chart, Column, Section, Table};
use oske_types::{Amount, Exact};

use super::Sheet;
use crate::Round;
use crate::report::ReportError;

impl Sheet<'_> {
    /// What each policy brings in.
    pub(super) fn income(&self) -> Result<Section, ReportError> {
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
            let year = round.policy_year();
            let policy = year.policy();
            let title = policy.title().in_language(language);
            let status = paper.policy_status(policy.status());
            let year = paper.year(year.year());
            table.push([
                Cell::words(name),
                Cell::words(format!("{title} ({year}, {status})")),
                Cell::number_of(round.entries().len()),
                Cell::number_of(round.open()),
                Cell::Money(round.total()?),
            ])?;
            Ok::<(), ReportError>(())
        };
        for (name, round) in self.rounds() {
            row(name, round)?;
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
        let (names, rounds): (Vec<String>, Vec<&Round<'_>>) = self.rounds().into_iter().unzip();
        let totals = rounds.into_iter().map(Round::totals_by_kind);
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
        let categories = kinds.iter().map(|kind| {
            let values = totals.iter().map(|totals| {
                match totals.iter().find(|total| total.group() == kind) {
                    Some(total) if total.assessed() == 0 => None,
                    Some(total) => Some(Amount::from(total.total()).value()),
                    None => Some(Exact::ZERO),
                }
            });
            Category::new(self.kind(*kind), values.collect())
        });
        let categories: Vec<Category> = categories.collect();
        let currency = before.currency();
        let said = names.iter().zip(&totals).map(|(name, totals)| {
            let of_kinds = totals.iter().map(|total| {
                let kind = self.kind(*total.group());
                let amount = match total.assessed() {
                    0 => Cell::NotKnown.in_language(language),
                    _ => total.total().in_language(language),
                };
                format!("{kind} {amount}")
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
            Bars::new(currency.sign(), names, categories),
        )))
    }
}
