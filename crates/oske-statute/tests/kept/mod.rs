//! A catalogue of one made-up act, 1/2010, given on 1 January 2010 and in force from 1 February 2010.

#![allow(dead_code, reason = "each test uses a part of it")]

use oske_statute::{Catalogue, CatalogueTable, CatalogueTables, Reference};
use oske_types::Language;

/// What is said of the act; what is left empty is not known.
#[derive(Clone, Copy)]
pub(crate) struct Kept<'t> {
    pub(crate) until: &'t str,
    pub(crate) known_to: &'t str,
    pub(crate) sections: &'t str,
    /// Which amendments are listed, and to which day.
    pub(crate) listed: &'t str,
    pub(crate) complete_to: &'t str,
    /// By, from, effect, provisions; given a month before they begin. With `?` after the provisions there may
    /// be more of them.
    pub(crate) amendments: &'t [[&'t str; 4]],
    /// Provisions and their first day.
    pub(crate) commencements: &'t [[&'t str; 2]],
    /// The day, and the provisions that were read in the text of it.
    pub(crate) readings: &'t [[&'t str; 2]],
}

impl Default for Kept<'_> {
    fn default() -> Self {
        Self {
            until: "",
            known_to: "2020-12-31",
            sections: "",
            listed: "all",
            complete_to: "2020-12-31",
            amendments: &[],
            commencements: &[],
            readings: &[],
        }
    }
}

fn table(table: CatalogueTable, rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut text = table.columns().join("\t");
    for row in rows {
        text.push('\n');
        text.push_str(&row.join("\t"));
    }
    text
}

fn cells(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|cell| (*cell).to_owned()).collect()
}

impl Kept<'_> {
    /// The catalogue, or what is wrong with its tables.
    pub(crate) fn catalogue(&self) -> Result<Catalogue, String> {
        let act = cells(&[
            "1/2010",
            "act",
            "Laki",
            "",
            "",
            "2010-01-01",
            "2010-02-01",
            self.until,
            "",
            self.known_to,
            "",
            "",
            self.sections,
            self.listed,
            self.complete_to,
            "A",
            "",
        ]);
        let acts = table(CatalogueTable::Acts, std::iter::once(act));
        let amendments = self
            .amendments
            .iter()
            .map(|[by, from, effect, provisions]| {
                let complete = match provisions.strip_suffix('?') {
                    Some(_) => "may_be_incomplete",
                    None => "complete",
                };
                let provisions = provisions.trim_end_matches('?');
                let signed = "2010-02-02";
                cells(&[
                    "1/2010", by, signed, from, effect, provisions, complete, "A",
                ])
            });
        let amendments = table(CatalogueTable::Amendments, amendments);
        let commencements = self.commencements.iter();
        let commencements = commencements.map(|[place, from]| cells(&["1/2010", place, from, "A"]));
        let commencements = table(CatalogueTable::Commencements, commencements);
        let readings = self.readings.iter();
        let readings = readings.map(|[on, place]| cells(&["1/2010", on, place, "A"]));
        let readings = table(CatalogueTable::Readings, readings);
        let source = cells(&["A", "made up for a test", "", "", ""]);
        let sources = table(CatalogueTable::Sources, std::iter::once(source));
        let mut tables = CatalogueTables::default();
        tables.acts = &acts;
        tables.amendments = &amendments;
        tables.commencements = &commencements;
        tables.readings = &readings;
        tables.sources = &sources;
        Catalogue::from_tables(&tables).map_err(|faults| faults.to_string())
    }

    /// Whether a place of the act stands on a day, and why.
    pub(crate) fn told(&self, place: &str, on: &str) -> String {
        let catalogue = match self.catalogue() {
            Ok(catalogue) => catalogue,
            Err(faults) => return faults,
        };
        let reference: Result<Reference, _> = format!("1/2010 {place}").trim_end().parse();
        match (reference, on.parse()) {
            (Ok(reference), Ok(on)) => {
                let standing = catalogue.standing(&reference, on);
                standing.in_language(Language::English)
            }
            _ => format!("no reference or no day: {place} {on}"),
        }
    }
}
