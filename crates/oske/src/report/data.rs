//! The data that rounds were made of, so that they can be made again.

use oske_report::{Cell, Column, Section, Table};

use super::ReportError;
use super::paper::{Paper, year_end};
use crate::Round;

/// The register that rounds were made over, by its name and a hash of what it says.
#[derive(Debug, Clone)]
pub(super) struct NamedRegister {
    pub(super) name: String,
    pub(super) content_hash: String,
}

impl Paper {
    /// The policies, each under its name here, with the register and the population that they were applied to.
    pub(super) fn data(
        self,
        heading: &str,
        rounds: &[(String, &Round<'_>)],
        register: Option<&NamedRegister>,
    ) -> Result<Section, ReportError> {
        let language = self.language;
        let mut table = Table::new(
            self.say("Aineistot", "Underlag", "Data"),
            [
                Column::words(self.say("Aineisto", "Underlag", "Data")),
                Column::words(self.say("Tunniste", "Beteckning", "Name")),
                Column::date(self.say("Ajankohta", "Tidpunkt", "As on")),
                Column::words("SHA-256"),
            ],
        );
        for (name, round) in rounds {
            let policy = round.policy_year().policy();
            table.push([
                Cell::words(name),
                Cell::words(policy.id()),
                Cell::Date(round.policy_year().year().first_day()),
                Cell::words(policy.content_hash()),
            ])?;
        }
        let options = || rounds.iter().map(|(_, round)| round.options());
        let of_register = |of: fn(&NamedRegister) -> &str| {
            register.map_or(Cell::NotKnown, |register| Cell::words(of(register)))
        };
        let mut dates: Vec<_> = options().map(|options| options.register_date).collect();
        dates.sort_unstable();
        dates.dedup();
        for date in dates {
            table.push([
                Cell::words(self.say("Jäsenrekisteri", "Medlemsregister", "Register of members")),
                of_register(|register| &register.name),
                Cell::Date(date),
                of_register(|register| &register.content_hash),
            ])?;
        }
        let edition = oske_data::EDITION.name();
        let mut years: Vec<i32> = options().map(|options| options.population_year).collect();
        years.sort_unstable();
        years.dedup();
        for year in years {
            table.push([
                Cell::words(self.say("Väkiluku", "Folkmängd", "Population")),
                Cell::words(language.pick(
                    format!("oske, aineisto {edition}"),
                    format!("oske, data {edition}"),
                    format!("oske, data edition {edition}"),
                )),
                year_end(year).map_or(Cell::Empty, Cell::Date),
                Cell::Empty,
            ])?;
        }
        Ok(Section::new(heading).with(table))
    }
}
