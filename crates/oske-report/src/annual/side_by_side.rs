//! [`SideBySide`]: figures in rows, years in columns.

use oske_domain::{ActivityId, ActivityYear, Known, Measure, Told};
use oske_types::{Exact, Figure, Language, Precision};

use super::Group;
use super::names::with_precision;
use crate::{Bars, Block, Category, Cell, Chart, Column, Section, Table};

/// Rows of figures under the years of a group.
pub(super) struct SideBySide<'g> {
    group: &'g Group<'g>,
    heading: &'static str,
    rows: Vec<Vec<Cell>>,
    is_summed: bool,
}

impl<'g> SideBySide<'g> {
    pub(super) fn new(group: &'g Group<'g>) -> Self {
        Self {
            group,
            heading: group.say("Luku", "Tal", "Figure"),
            rows: Vec::new(),
            is_summed: false,
        }
    }

    /// With another heading over the names of the rows.
    pub(super) const fn under(mut self, heading: &'static str) -> Self {
        self.heading = heading;
        self
    }

    /// With totals, where there is more than one row. What sources contradict each other in is left out.
    pub(super) const fn summed(mut self) -> Self {
        self.is_summed = true;
        self
    }

    /// A row of what is told in each year. Where the sources of a year contradict each other there is a row
    /// for each of them, unless there are totals.
    pub(super) fn told(&mut self, name: &str, of: impl Fn(&'g ActivityYear) -> Option<&'g Told>) {
        let columns: Vec<Vec<Cell>> = self
            .group
            .years
            .iter()
            .map(|year| self.cells(of(year)))
            .collect();
        let most = columns.iter().map(Vec::len).max().unwrap_or_default();
        for index in 0..most {
            let name = if index == 0 {
                name.to_owned()
            } else {
                let other = self.group.say(
                    "toisen lähteen mukaan",
                    "enligt en annan källa",
                    "by another source",
                );
                format!("{name} ({other})")
            };
            let cells = columns
                .iter()
                .map(|cells| cells.get(index).cloned().unwrap_or(Cell::Empty));
            self.push(&name, cells);
        }
    }

    fn cells(&self, told: Option<&Told>) -> Vec<Cell> {
        let statements = told.map(Told::statements).unwrap_or_default();
        match told.map_or(Known::Missing, Told::known) {
            Known::Agreed(figure) => vec![figure_cell(figure)],
            Known::Contradictory if !self.is_summed => {
                let mut figures: Vec<Figure> = Vec::new();
                for statement in statements {
                    if !figures.contains(&statement.figure()) {
                        figures.push(statement.figure());
                    }
                }
                figures.into_iter().map(figure_cell).collect()
            }
            Known::Missing | Known::Contradictory => vec![Cell::NotKnown],
        }
    }

    /// A row for each thing that is counted in any of the years.
    pub(super) fn measures(
        &mut self,
        of: impl Fn(&'g ActivityYear) -> &'g [Measure],
        name: impl Fn(String) -> String,
    ) {
        let group = self.group;
        let mut seen: Vec<&ActivityId> = Vec::new();
        for measure in group.years.iter().flat_map(|year| of(year)) {
            if seen.contains(&measure.id()) {
                continue;
            }
            seen.push(measure.id());
            let words = name(group.text(measure.name()).to_owned());
            self.told(&words, |year| {
                let mut measures = of(year).iter();
                let same = measures.find(|other| other.id() == measure.id());
                same.map(Measure::told)
            });
        }
    }

    /// A row of cells, one for each year.
    pub(super) fn push(&mut self, name: &str, cells: impl IntoIterator<Item = Cell>) {
        let row = std::iter::once(Cell::words(name)).chain(cells);
        self.rows.push(row.collect());
    }

    /// The table, and a note of the years of which nothing in it is known where they have no column;
    /// `None` if nothing is known at all. A table with totals has no such columns: their totals would be 0.
    pub(super) fn into_blocks(self, title: &str) -> Option<Vec<Block>> {
        let is_summed = self.is_summed && self.rows.len() > 1;
        let is_known = |index: usize| {
            let cells = self.rows.iter().filter_map(|row| row.get(index));
            let mut cells = cells.filter(|cell| !matches!(cell, Cell::Empty | Cell::NotKnown));
            cells.next().is_some()
        };
        let years = || (1..).zip(&self.group.years);
        if !years().any(|(index, _)| is_known(index)) {
            return None;
        }
        let is_shown = |index: usize| index == 0 || !is_summed || is_known(index);
        let mut columns = vec![Column::words(self.heading)];
        columns.extend(
            years()
                .filter(|(index, _)| is_shown(*index))
                .map(|(_, year)| {
                    let column = Column::count(year.year().to_string());
                    if is_summed { column.summed() } else { column }
                }),
        );
        let left_out = years().filter(|(index, _)| !is_shown(*index));
        let left_out: Vec<String> = left_out.map(|(_, year)| year.year().to_string()).collect();
        let rows = self.rows.iter().map(|row| {
            let cells = row.iter().enumerate();
            let shown = cells.filter(|(index, _)| is_shown(*index));
            shown.map(|(_, cell)| cell.clone()).collect()
        });
        let mut blocks = vec![Block::Table(Table::of_rows(title, columns, rows.collect()))];
        if !left_out.is_empty() {
            let years = self.group.joined(&left_out);
            let note = match (self.group.language, left_out.len()) {
                (Language::Finnish, 1) => format!("Vuodesta {years} lähteet eivät kerro tätä."),
                (Language::Finnish, _) => format!("Vuosista {years} lähteet eivät kerro tätä."),
                (Language::Swedish, 1) => format!("För år {years} anger källorna inte detta."),
                (Language::Swedish, _) => format!("För åren {years} anger källorna inte detta."),
                (Language::English, _) => format!("Of {years} the sources do not tell this."),
            };
            blocks.push(Block::Note(note.into()));
        }
        Some(blocks)
    }
}

impl Group<'_> {
    /// One figure of each year as a bar; `None` if fewer than two are known. What is over or about so many is
    /// drawn as so many, and its year says so.
    pub(super) fn chart_of_years(
        &self,
        title: &str,
        (name, unit): (&str, &str),
        of: fn(&ActivityYear) -> &Told,
        written: impl Fn(Figure) -> String,
    ) -> Option<Chart> {
        let figures = self
            .years
            .iter()
            .map(|year| (year.year(), of(year).agreed()));
        let figures: Vec<(i32, Option<Figure>)> = figures.collect();
        if figures
            .iter()
            .filter(|(_, figure)| figure.is_some())
            .count()
            < 2
        {
            return None;
        }
        let categories = figures.iter().map(|(year, figure)| {
            let said = figure
                .map(Figure::precision)
                .filter(|one| *one != Precision::Exactly);
            let said = said.map(|precision| with_precision(self.language, precision, ""));
            let said = said.map_or_else(String::new, |said| format!(" ({})", said.trim()));
            let value = figure.map(|figure| Exact::from(figure.number()));
            Category::new(format!("{year}{said}"), vec![value])
        });
        let told = figures.iter().map(|(year, figure)| {
            let not_known = self.say("ei tiedossa", "uppgift saknas", "not known");
            let figure = figure.map_or_else(|| not_known.to_owned(), &written);
            format!("{year}: {figure}")
        });
        let told: Vec<String> = told.collect();
        let bars = Bars::new(unit, [name], categories.collect());
        Some(Chart::new(title, format!("{}.", told.join("; ")), bars))
    }
}

/// A section of blocks.
pub(super) fn section(heading: &str, blocks: Vec<Block>) -> Section {
    blocks
        .into_iter()
        .fold(Section::new(heading), Section::with)
}

pub(super) fn figure_cell(figure: Figure) -> Cell {
    Cell::Figure(figure)
}

/// What is known of one figure; what is contradictory stands elsewhere.
pub(super) fn told_cell(told: &Told) -> Cell {
    told.agreed().map_or(Cell::NotKnown, Cell::Figure)
}
