//! [`SideBySide`]: figures in rows, years in columns.

use oske_domain::{ActivityId, ActivityYear, Known, Measure, Told};
use oske_types::{Exact, Figure, Language, Precision};

use super::Group;
use super::names::with_precision;
use super::remarks::{Remark, Remarked, figures_of, told_cell};
use crate::{Bars, Block, Category, Cell, Chart, Column, Section};

/// Rows of figures under the years of a group.
pub(super) struct SideBySide<'g> {
    group: &'g Group<'g>,
    heading: &'static str,
    rows: Vec<Row>,
    is_summed: bool,
}

/// The cells of a row, its name first, and what is to be remarked on them.
struct Row {
    cells: Vec<Cell>,
    remarks: Vec<Option<Remark>>,
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

    /// With totals, where there is more than one row. What sources contradict each other in is left out of
    /// them, and remarked.
    pub(super) const fn summed(mut self) -> Self {
        self.is_summed = true;
        self
    }

    /// A row of what is told in each year. Where the sources of a year contradict each other there is a row
    /// for each of them, unless there are totals: then they stand in a remark.
    pub(super) fn told(&mut self, name: &str, of: impl Fn(&'g ActivityYear) -> Option<&'g Told>) {
        let told: Vec<Option<&Told>> = self.group.years.iter().map(|year| of(year)).collect();
        let columns: Vec<Vec<Cell>> = told.iter().map(|told| self.cells(*told)).collect();
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
            let cells = columns.iter().zip(&told).map(|(cells, told)| {
                let cell = cells.get(index).cloned().unwrap_or(Cell::Empty);
                // Rows of their own need no remark.
                let told = told.filter(|_| index == 0 && cells.len() == 1);
                (cell, told.and_then(|told| self.group.remark(told)))
            });
            let cells: Vec<_> = cells.collect();
            self.push_remarked(&name, cells);
        }
    }

    fn cells(&self, told: Option<&Told>) -> Vec<Cell> {
        match told {
            None => vec![Cell::NotKnown],
            Some(told) if told.known() == Known::Contradictory && !self.is_summed => {
                figures_of(told).into_iter().map(Cell::Figure).collect()
            }
            Some(told) => vec![told_cell(told)],
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
        self.push_remarked(name, cells.into_iter().map(|cell| (cell, None)));
    }

    /// A row of cells, one for each year, with what is to be remarked on each.
    pub(super) fn push_remarked(
        &mut self,
        name: &str,
        cells: impl IntoIterator<Item = (Cell, Option<Remark>)>,
    ) {
        let (cells, remarks): (Vec<Cell>, Vec<Option<Remark>>) = cells.into_iter().unzip();
        let name = std::iter::once(Cell::words(name));
        self.rows.push(Row {
            cells: name.chain(cells).collect(),
            remarks,
        });
    }

    /// The table, and a note of the years of which nothing in it is known where they have no column;
    /// `None` if nothing is known at all. A table with totals has no such columns: their totals would be 0.
    pub(super) fn into_blocks(self, title: &str) -> Option<Vec<Block>> {
        let is_summed = self.is_summed && self.rows.len() > 1;
        let has_value = |index: usize| {
            let mut cells = self.rows.iter().filter_map(|row| row.cells.get(index));
            cells.any(|cell| !matches!(cell, Cell::Empty | Cell::NotKnown))
        };
        let has_remark = |index: usize| {
            let at = index.checked_sub(1);
            let mut rows = self.rows.iter();
            rows.any(|row| at.is_some_and(|at| matches!(row.remarks.get(at), Some(Some(_)))))
        };
        let is_known = |index: usize| has_value(index) || has_remark(index);
        let years = || (1..).zip(&self.group.years);
        if !years().any(|(index, _)| is_known(index)) {
            return None;
        }
        let is_shown = |index: usize| index == 0 || !is_summed || is_known(index);
        let mut columns = vec![Column::words(self.heading)];
        let shown = years().filter(|(index, _)| is_shown(*index));
        columns.extend(shown.map(|(index, year)| {
            let column = Column::count(year.year().to_string());
            if is_summed && has_value(index) {
                column.summed()
            } else {
                column
            }
        }));
        let left_out = years().filter(|(index, _)| !is_shown(*index));
        let left_out: Vec<String> = left_out.map(|(_, year)| year.year().to_string()).collect();
        let rows = self.rows.iter().map(|row| {
            let cells = row.cells.iter().enumerate();
            let shown = cells.filter(|(index, _)| is_shown(*index));
            let remarks = self.group.years.iter().zip(&row.remarks);
            let remarks =
                remarks.filter_map(|(year, remark)| Some(remark.clone()?.under(year.year())));
            Remarked {
                cells: shown.map(|(_, cell)| cell.clone()).collect(),
                remarks: remarks.collect(),
            }
        });
        let mut blocks = self.group.remarked_table(title, columns, rows.collect());
        if !left_out.is_empty() {
            let years = self.group.joined(&left_out);
            let note = match (self.group.language, left_out.len()) {
                (Language::Finnish, 1) => format!("Vuodesta {years} lähteet eivät kerro tätä."),
                (Language::Finnish, _) => format!("Vuosista {years} lähteet eivät kerro tätä."),
                (Language::Swedish, 1) => format!("För år {years} anger källorna inte detta."),
                (Language::Swedish, _) => format!("För åren {years} anger källorna inte detta."),
                (Language::English, _) => format!("For {years} the sources do not say this."),
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
        let years: Vec<(i32, &Told)> = self
            .years
            .iter()
            .map(|year| (year.year(), of(year)))
            .collect();
        let known = years.iter().filter(|(_, told)| told.agreed().is_some());
        if known.count() < 2 {
            return None;
        }
        let categories = years.iter().map(|(year, told)| {
            let figure = told.agreed();
            let said = figure
                .map(Figure::precision)
                .filter(|one| *one != Precision::Exactly);
            let said = said.map(|precision| with_precision(self.language, precision, ""));
            let said = said.map_or_else(String::new, |said| format!(" ({})", said.trim()));
            let value = figure.map(|figure| Exact::from(figure.number()));
            Category::new(format!("{year}{said}"), vec![value])
        });
        let told = years.iter().map(|(year, told)| {
            let figure = match told.known() {
                Known::Missing => self
                    .say("ei tiedossa", "uppgift saknas", "not known")
                    .to_owned(),
                Known::Agreed(figure) => written(figure),
                Known::Contradictory => {
                    let all: Vec<String> = figures_of(told).into_iter().map(&written).collect();
                    self.contradictory(&all.join(" / "))
                }
            };
            format!("{year}: {figure}")
        });
        let told: Vec<String> = told.collect();
        let bars = Bars::new(unit, [name], categories.collect());
        Some(Chart::new(
            self.title(title),
            format!("{}.", told.join("; ")),
            bars,
        ))
    }
}

/// A section of blocks.
pub(super) fn section(heading: &str, blocks: Vec<Block>) -> Section {
    blocks
        .into_iter()
        .fold(Section::new(heading), Section::with)
}
