//! What projects, applications, events and other work have in common, and services and other work.

use oske_domain::{Activity, ActivityKind, ActivityYear, RoughDate};
use oske_types::Text;

use super::Group;
use super::remarks::{Remarked, told_cell};
use crate::{Block, Cell, Column, Section, Words};

impl<'g> Group<'g> {
    pub(super) fn activities(&self) -> impl Iterator<Item = (&'g ActivityYear, &'g Activity)> {
        let years = self.years.iter();
        years.flat_map(|year| year.activities().iter().map(|activity| (*year, activity)))
    }

    pub(super) fn year_column(&self) -> Column {
        Column::words(self.say("Vuosi", "År", "Year"))
    }

    /// A point of a list: the activity, something of it, and its note; `None` if there is nothing to say.
    pub(super) fn point(
        &self,
        year: &ActivityYear,
        activity: &Activity,
        first: Option<String>,
    ) -> Option<Words> {
        let name = self.text(activity.name());
        let words = Words::default()
            .strong(format!("{name} ({}):", year.year()))
            .plain(" ");
        Some(match (first, activity.note()) {
            (None, None) => return None,
            (Some(first), None) => words.plain(first),
            (None, Some(note)) => words.text(note, self.language),
            (Some(first), Some(note)) => words.plain(format!("{first} ")).text(note, self.language),
        })
    }

    /// The section with what is counted of the work of some kinds, if anything is.
    pub(super) fn with_measures(
        &self,
        section: Section,
        of: impl Fn(&ActivityKind) -> bool,
    ) -> Section {
        let rows = self
            .activities()
            .filter(|(_, activity)| of(activity.kind()))
            .flat_map(|(year, activity)| {
                activity.measures().iter().map(move |measure| Remarked {
                    cells: vec![
                        self.cell(activity.name()),
                        Cell::words(year.year().to_string()),
                        self.cell(measure.name()),
                        told_cell(measure.told()),
                    ],
                    remarks: self.remark(measure.told()).into_iter().collect(),
                })
            });
        let rows: Vec<Remarked> = rows.collect();
        if rows.is_empty() {
            return section;
        }
        let columns = vec![
            Column::words(self.say("Työ", "Arbete", "Work")),
            self.year_column(),
            Column::words(self.say("Mitä", "Vad", "What")),
            Column::count(self.say("Luku", "Tal", "Figure")),
        ];
        let title = format!(
            "{}: {}",
            section.heading(),
            self.say("lukuja", "tal", "figures")
        );
        let blocks = self.remarked_table(&title, columns, rows);
        blocks.into_iter().fold(section, Section::with)
    }

    pub(super) fn list(&self, names: &[Text]) -> Cell {
        let names: Vec<String> = names
            .iter()
            .map(|name| self.text(name).to_owned())
            .collect();
        if names.is_empty() {
            return Cell::NotKnown;
        }
        Cell::words(self.joined(&names))
    }

    pub(super) fn date(&self, date: Option<RoughDate>) -> Cell {
        date.map_or(Cell::NotKnown, |date| {
            Cell::words(date.in_language(self.language))
        })
    }

    pub(super) fn services(&self) -> Option<Section> {
        let heading = self.say("Palvelut muille", "Tjänster åt andra", "Services to others");
        self.simple(heading, |kind| matches!(kind, ActivityKind::Service))
    }

    pub(super) fn other_work(&self) -> Option<Section> {
        let heading = self.say("Muu työ", "Annat arbete", "Other work");
        self.simple(heading, |kind| matches!(kind, ActivityKind::Other))
    }

    /// A list of work, with what is counted of it.
    fn simple(&self, heading: &str, of: impl Fn(&ActivityKind) -> bool) -> Option<Section> {
        let points = self
            .activities()
            .filter(|(_, activity)| of(activity.kind()))
            .map(|(year, activity)| {
                let words = Words::from(format!("{}: ", year.year()));
                let words = words.text(activity.name(), self.language);
                match activity.note() {
                    Some(note) => words.plain(". ").text(note, self.language),
                    None => words,
                }
            });
        let points: Vec<Words> = points.collect();
        if points.is_empty() {
            return None;
        }
        let section = Section::new(heading).with(Block::List(points));
        Some(self.with_measures(section, of))
    }
}

/// A column of counts, with a total if any of them is known.
pub(super) fn summed_if_known(heading: &str, rows: &[Remarked], index: usize) -> Column {
    let mut cells = rows.iter().filter_map(|row| row.cells.get(index));
    let column = Column::count(heading);
    if cells.any(|cell| !matches!(cell, Cell::Empty | Cell::NotKnown)) {
        column.summed()
    } else {
        column
    }
}
