//! The data that rounds were made of, so that they can be made again.

use std::collections::BTreeSet;

use oske_report::{Cell, Column, Section, Table};
use oske_types::{Source, date_in};

use super::ReportError;
use super::paper::{Paper, year_end};
use crate::Round;
use crate::facts::POPULATION;

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
        let is_counted = rounds.iter().any(|(_, round)| has_population(round));
        for year in years.into_iter().filter(|_| is_counted) {
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

    /// Whose embedded data rounds rest on, as its licence asks it to be shown; `None` where no member lies
    /// anywhere.
    pub(super) fn data_source<'r>(
        self,
        rounds: impl IntoIterator<Item = &'r Round<'r>>,
    ) -> Option<Source> {
        let rounds: Vec<&Round<'_>> = rounds.into_iter().collect();
        let is_somewhere = |round: &&Round<'_>| {
            let mut entries = round.entries().iter();
            entries.any(|entry| !entry.member().places().is_empty())
        };
        if !rounds.iter().any(is_somewhere) {
            return None;
        }
        let divisions = self.say(
            "Tilastokeskus, alueluokitukset",
            "Statistikcentralen, regionala indelningar",
            "Statistics Finland, classifications of regional divisions",
        );
        let counted = rounds.iter().filter(|round| has_population(round));
        let years: BTreeSet<i32> = counted
            .map(|round| round.options().population_year)
            .collect();
        let days = years.iter().filter_map(|year| year_end(*year));
        let days: Vec<String> = days.map(|day| date_in(self.language, day)).collect();
        let days = days.join(", ");
        let used = match days.is_empty() {
            true => divisions.to_owned(),
            false => self.language.pick(
                format!("{divisions} ja väestörakenne {days}"),
                format!("{divisions} och befolkningsstruktur {days}"),
                format!("{divisions} and Population structure, {days}"),
            ),
        };
        let edition = oske_data::EDITION.name();
        Some(Source::new(self.language.pick(
            format!(
                "Lähteet: {used}. Luettu julkisista kopioista, valikoitu ja järjestetty uudelleen (oske, \
                 aineisto {edition}). Lisenssi: {LICENCE}"
            ),
            format!(
                "Källor: {used}. Läst ur offentliga kopior, i urval och ny ordning (oske, data {edition}). \
                 Licens: {LICENCE}"
            ),
            format!(
                "Sources: {used}. Read from public copies, selected and rearranged (oske, data edition \
                 {edition}). Licence: {LICENCE}"
            ),
        )))
    }
}

/// The licence of the places and their population.
const LICENCE: &str = "CC BY 4.0, https://creativecommons.org/licenses/by/4.0/";

/// Whether the population of a place has become a fact of somebody.
fn has_population(round: &Round<'_>) -> bool {
    let mut entries = round.entries().iter();
    entries.any(|entry| !entry.member().places().is_empty() && entry.measure(POPULATION).is_some())
}
