//! What the members of the register owe before and under a proposal.

use oske_report::{Block, Cell, Column, Section, Table, Words};
use oske_types::Money;

use super::Sheet;
use super::members::owed;
use crate::report::ReportError;
use crate::{GroupChange, MemberChange, MemberComparison, ProposalComparison};

/// How many of the members whose dues change most are told beside a proposal; all are in the table at the
/// end.
const MOST_CHANGES: usize = 12;

impl Sheet<'_> {
    /// What the register and the check say of a proposal, behind all proposals.
    pub(super) fn annex(
        &self,
        number: usize,
        proposal: &ProposalComparison<'_>,
    ) -> Result<Section, ReportError> {
        let paper = self.paper;
        let annex = paper.say("Liite", "Bilaga", "Annex");
        Ok(Section::new(format!("{annex}: {}", self.name(number)))
            .with_section(self.over_register(proposal)?)
            .with_section(paper.findings(proposal.round())))
    }

    /// What the members of the register owe before and under the proposal, by kind and county, and who of
    /// them is concerned most.
    fn over_register(&self, proposal: &ProposalComparison<'_>) -> Result<Section, ReportError> {
        let paper = self.paper;
        let language = paper.language;
        let none = paper.say("ei aluetta", "inget område", "no area");
        let kinds = self.groups(
            paper.say(
                "Muutos jäsenlajeittain",
                "Ändring per medlemskategori",
                "Change by kind",
            ),
            paper.say("Jäsenlaji", "Medlemskategori", "Kind"),
            &proposal.by_kind()?,
            |kind| self.kind(*kind),
        )?;
        let mut section = Section::new(paper.say(
            "Rekisterin jäsenet",
            "Registrets medlemmar",
            "The members of the register",
        ))
        .with(kinds);
        let by_place = if proposal.is_of_counties()? {
            let counties = proposal.by_county()?;
            let is_somewhere = counties.iter().any(|change| change.group().is_some());
            let table = self.groups(
                paper.say(
                    "Muutos alueittain",
                    "Ändring per område",
                    "Change by county",
                ),
                paper.say("Alue", "Område", "County"),
                &counties,
                |county| {
                    county
                        .map_or(none, |county| county.name().in_language(language))
                        .to_owned()
                },
            )?;
            is_somewhere.then_some(table)
        } else {
            let regions = proposal.by_region()?;
            let is_somewhere = regions.iter().any(|change| change.group().is_some());
            let table = self.groups(
                paper.say(
                    "Muutos maakunnittain",
                    "Ändring per landskap",
                    "Change by region",
                ),
                paper.say("Maakunta", "Landskap", "Region"),
                &regions,
                |region| {
                    region
                        .map_or(none, |region| region.name().in_language(language))
                        .to_owned()
                },
            )?;
            is_somewhere.then_some(table)
        };
        // Where no member lies anywhere, a table by place says nothing.
        if let Some(table) = by_place {
            section = section.with(table);
        }
        let note = paper.say(
            "Muutos on niiltä, joiden maksu tunnetaan molemmissa; muut ovat avoinna, tai alkavat tai \
             lakkaavat maksamasta omissa nimissään.",
            "Ändringen gäller dem vars avgift är känd i båda; övriga är öppna, eller börjar eller slutar \
             betala i eget namn.",
            "The change is of those whose dues are known under both; the others are open, or begin or cease \
             to pay in their own name.",
        );
        section = section.with(Block::Note(Words::from(note)));
        let changes: Vec<MemberComparison<'_>> = proposal.changes().collect();
        if changes.is_empty() {
            return Ok(section.with(paper.say(
                "Kenenkään rekisterin jäsenen maksu ei muutu toiseksi tunnetuksi määräksi.",
                "Ingen medlem i registret får ett annat känt belopp.",
                "No member of the register gets another amount that is known.",
            )));
        }
        let tables = [
            (
                paper.say(
                    "Maksu laskee eniten",
                    "Avgiften sjunker mest",
                    "Dues fall most",
                ),
                [MemberChange::Falls, MemberChange::NoLongerCovered].as_slice(),
            ),
            (
                paper.say(
                    "Maksu nousee eniten",
                    "Avgiften stiger mest",
                    "Dues rise most",
                ),
                &[MemberChange::Rises, MemberChange::BecomesCovered],
            ),
            (
                paper.say(
                    "Alkaa maksaa omissa nimissään",
                    "Börjar betala i eget namn",
                    "Begin to pay in their own name",
                ),
                &[MemberChange::BecomesPayer],
            ),
            (
                paper.say(
                    "Ei enää maksa omissa nimissään",
                    "Betalar inte längre i eget namn",
                    "No longer pay in their own name",
                ),
                &[MemberChange::NoLongerPayer],
            ),
        ];
        for (title, of) in tables {
            let concerned = changes
                .iter()
                .filter(|member| of.contains(&member.change()));
            let concerned: Vec<&MemberComparison<'_>> = concerned.collect();
            if concerned.is_empty() {
                continue;
            }
            let shown = concerned.len().min(MOST_CHANGES);
            section = section.with(self.largest_changes(title, concerned.iter().take(shown))?);
            if shown < concerned.len() {
                let (shown, all) = (paper.number(shown), paper.number(concerned.len()));
                let note = language.pick(
                    format!("Taulukossa on {shown} suurinta, kaikkiaan niitä on {all}: ks. jäsenet rinnakkain."),
                    format!("I tabellen finns de {shown} största av {all}: se medlemmarna sida vid sida."),
                    format!("The table has the {shown} largest of {all}: see the members side by side."),
                );
                section = section.with(Block::Note(Words::from(note)));
            }
        }
        Ok(section)
    }

    fn largest_changes<'m>(
        &self,
        title: &str,
        members: impl Iterator<Item = &'m &'m MemberComparison<'m>>,
    ) -> Result<Table, ReportError> {
        let paper = self.paper;
        let currency = self.comparison.before().currency();
        let mut table = Table::new(
            title,
            [
                Column::words(paper.say("Jäsen", "Medlem", "Member")),
                Column::money(self.present(), currency),
                Column::money(paper.say("Ehdotus", "Förslag", "Proposal"), currency),
                Column::money(paper.say("Ero", "Skillnad", "Difference"), currency),
                Column::percent("%", 1),
            ],
        );
        for member in members {
            table.push([
                Cell::words(member.member().name().in_language(paper.language)),
                owed(member.before()),
                owed(member.after()),
                member.by().map_or(Cell::Empty, Cell::Money),
                member.percent().map_or(Cell::Empty, Cell::Percent),
            ])?;
        }
        Ok(table)
    }

    fn groups<G>(
        &self,
        title: &str,
        group: &str,
        groups: &[GroupChange<G>],
        name: impl Fn(&G) -> String,
    ) -> Result<Table, ReportError> {
        let paper = self.paper;
        let currency = self.comparison.before().currency();
        let mut table = Table::new(
            title,
            [
                Column::words(group),
                Column::count(paper.say("Jäseniä", "Medlemmar", "Members")).summed(),
                Column::money(self.present(), currency).summed(),
                Column::money(paper.say("Ehdotus", "Förslag", "Proposal"), currency).summed(),
                Column::count(paper.say("Vertailtavia", "Jämförbara", "Comparable")).summed(),
                Column::money(paper.say("Muutos", "Ändring", "Change"), currency).summed(),
                Column::count(paper.say("Avoinna", "Öppna", "Open")).summed(),
            ],
        );
        for change in groups {
            let by = |money: Money| match change.comparable() {
                0 => Cell::Empty,
                _ => Cell::Money(money),
            };
            // Where dues are open and none is known, a zero would say that there are none.
            let known = |money: Money, open: usize| match money.is_zero() && open > 0 {
                true => Cell::NotKnown,
                false => Cell::Money(money),
            };
            let open_before = change.open().saturating_add(change.ceasing().open());
            let open_after = change.open().saturating_add(change.beginning().open());
            table.push([
                Cell::words(name(change.group())),
                Cell::number_of(change.members()),
                known(change.known_before(), open_before),
                known(change.known_after(), open_after),
                Cell::number_of(change.comparable()),
                by(change.by()),
                Cell::number_of(change.open()),
            ])?;
        }
        Ok(table)
    }
}
