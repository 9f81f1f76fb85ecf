//! What changes for whom, whoever is in the register.

use oske_dues::compare::{Change, Comparison, Difference};
use oske_report::{Block, Cell, Column, Section, Table, Words};

use super::Sheet;
use crate::report::paper::capitalised;
use crate::report::tariff::largest;
use crate::report::{ReportError, curve};
use crate::{ProposalComparison, Round};

/// The most curves that are drawn of a proposal.
const MOST_CURVES: usize = 4;

impl Sheet<'_> {
    pub(super) fn proposal(
        &self,
        number: usize,
        proposal: &ProposalComparison<'_>,
    ) -> Result<Section, ReportError> {
        let paper = self.paper;
        let language = paper.language;
        let years = [proposal.before(), proposal.round()].map(Round::policy_year);
        let comparison = Comparison::of(years[0], years[1])?;
        let title = years[1].policy().title().in_language(language);
        let mut section = Section::new(format!("{}: {title}", self.name(number)));
        if let Some(note) = years[1].policy().note() {
            section = section.with(Words::default().text(note, language));
        }
        Ok(section
            .with(self.counts(proposal))
            .with_section(self.changes(number, &comparison)?))
    }

    /// What changes for whom, whoever is in the register.
    fn changes(&self, number: usize, comparison: &Comparison) -> Result<Section, ReportError> {
        let paper = self.paper;
        let language = paper.language;
        let heading = paper.say("Mikä muuttuu", "Vad som ändras", "What changes");
        let mut table = Table::new(
            paper.say(
                "Muutokset maksajittain",
                "Ändringarna per betalare",
                "Changes by payer",
            ),
            [
                Column::words(paper.say("Muutos", "Ändring", "Change")),
                Column::words(paper.say("Kenelle", "För vem", "For whom")),
                Column::words(self.present()),
                Column::words(self.name(number)),
                Column::words(paper.say("Ero", "Skillnad", "Difference")),
            ],
        );
        for difference in comparison.differences() {
            self.difference(&mut table, difference)?;
        }
        let mut section = Section::new(heading).with(table);
        let even = comparison.break_even().iter().map(|even| {
            let measure = even.measure().in_language(language);
            let value = even.value_in(language);
            Words::from(match even.payers().are_everybody() {
                true => format!("{} {value}", capitalised(measure)),
                false => {
                    let payers = paper.payers(even.payers());
                    format!("{}: {measure} {value}", capitalised(&payers))
                }
            })
        });
        let even: Vec<Words> = even.collect();
        if !even.is_empty() {
            let lead = paper.say(
                "Maksut ovat yhtä suuret näissä kohdissa:",
                "Avgifterna är lika stora här:",
                "The dues are the same at these points:",
            );
            section = section.with(lead).with(Block::List(even));
        }
        let left_out = comparison.left_out().iter();
        let left_out: Vec<Words> = left_out
            .map(|left_out| Words::from(left_out.in_language(language)))
            .collect();
        if !left_out.is_empty() {
            section = section.with(Block::List(left_out));
        }
        let names = [self.present().to_owned(), self.name(number)];
        let names = [names[0].as_str(), names[1].as_str()];
        let charts = comparison.curves().iter().filter_map(|drawn| {
            let largest = largest(self.comparison.before(), drawn.measure().name());
            curve::of_comparison(drawn, names, largest, paper)
        });
        let charts = paper.curves(charts.collect(), MOST_CURVES).into_iter();
        section = charts.fold(section, Section::with);
        let note = paper.say(
            "Määrät on verrattu tarkkoina ennen pyöristystä, koko asteikolla eikä otoksena.",
            "Beloppen jämförs exakt före avrundning, på hela skalan och inte som stickprov.",
            "Amounts are compared exactly before rounding, over the whole scale and not by samples.",
        );
        Ok(section.with(Block::Note(Words::from(note))))
    }

    fn difference(&self, table: &mut Table, difference: &Difference) -> Result<(), ReportError> {
        let language = self.paper.language;
        let sides = difference.sides_in(language);
        for group in difference.groups() {
            let (before, after) = sides.clone().unzip();
            let said = |side: Option<String>| side.map_or(Cell::Empty, Cell::Words);
            let by = match difference.change() {
                Change::Same => None,
                _ => difference.by_in(language, group),
            };
            table.push([
                Cell::words(difference.change().in_language(language)),
                Cell::words(self.paper.payers(group.payers())),
                said(before),
                said(after),
                said(by),
            ])?;
        }
        Ok(())
    }
}
