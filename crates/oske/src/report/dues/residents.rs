//! Whose residents are charged for.

use oske_report::{Cell, Column, Section, Table};
use oske_types::Exact;

use super::Sheet;
use crate::ChargedMunicipality;
use crate::report::ReportError;

impl Sheet<'_> {
    /// Whose residents are charged for, and who of them twice or not at all.
    /// `None` where no rule of the policy charges by residents.
    pub(super) fn residents(&self) -> Result<Option<Section>, ReportError> {
        let (paper, round) = (self.paper, self.round);
        if !round.policy_year().policy().charges_residents() {
            return Ok(None);
        }
        let language = paper.language;
        let mut section = Section::new(paper.say(
            "Kerran asukasta kohti",
            "En gång per invånare",
            "Once per resident",
        ));
        let residents = round.residents();
        if residents.municipalities() == 0 {
            return Ok(Some(section.with(paper.say(
                "Keneltäkään tämän kierroksen maksajista ei peritä maksua asukkaista.",
                "Av ingen betalare i den här omgången tas det ut avgift för invånare.",
                "No payer of this round is charged for residents.",
            ))));
        }
        let once = Exact::from(residents.charged_once()).in_language(language);
        let municipalities = paper.number(residents.municipalities());
        section = section.with(language.pick(
            format!(
                "Säännöt, jotka laskuttavat asukkaista, kattavat {once} asukasta, kunkin kerran. \
                 Tarkasteltuja kuntia on {municipalities}."
            ),
            format!(
                "De regler som tar ut avgift för invånare omfattar {once} invånare, var och en en gång. \
                 Antalet granskade kommuner är {municipalities}."
            ),
            format!(
                "The rules that charge for residents cover {once} residents, each of them once. The number \
                 of municipalities looked at is {municipalities}."
            ),
        ));
        for (charged, title) in [
            (
                residents.charged_more_than_once(),
                paper.say(
                    "Useammin kuin kerran laskutettavat asukkaat",
                    "Invånare för vilka avgift tas ut mer än en gång",
                    "Residents charged for more than once",
                ),
            ),
            (
                residents.charged_by_nobody(),
                paper.say(
                    "Asukkaat, joista kukaan ei maksa",
                    "Invånare för vilka ingen betalar",
                    "Residents charged for by nobody",
                ),
            ),
        ] {
            section = match charged {
                [] => {
                    let none = paper.say("ei yhtään kuntaa", "ingen kommun", "no municipality");
                    section.with(format!("{title}: {none}."))
                }
                charged => section.with(self.charged(title, charged)?),
            };
        }
        Ok(Some(section))
    }

    fn charged(&self, title: &str, charged: &[ChargedMunicipality]) -> Result<Table, ReportError> {
        let paper = self.paper;
        let mut table = Table::new(
            title,
            [
                Column::words(paper.say("Kunta", "Kommun", "Municipality")),
                Column::count(paper.say("Asukkaita", "Invånare", "Residents")).summed(),
                Column::words(paper.say("Maksajat", "Betalare", "Payers")),
            ],
        );
        for municipality in charged {
            let residents = municipality.residents();
            let payers = municipality.payers().iter();
            let payers = payers.map(|id| match self.round.entry(id) {
                Some(entry) => entry.member().name().in_language(paper.language),
                None => id,
            });
            let payers: Vec<&str> = payers.collect();
            table.push([
                Cell::words(municipality.name().in_language(paper.language)),
                residents.map_or(Cell::NotKnown, |residents| Cell::count(residents.into())),
                Cell::words(payers.join(", ")),
            ])?;
        }
        Ok(table)
    }
}
