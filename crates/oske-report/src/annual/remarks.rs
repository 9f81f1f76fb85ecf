//! What is to be remarked on figures: that sources contradict each other in one, that another was counted.

use oske_domain::{Known, Told};
use oske_types::Figure;

use super::Group;
use crate::{Block, Cell, Column, Table};

/// A row of cells, and what is to be remarked on them.
pub(super) struct Remarked {
    pub(super) cells: Vec<Cell>,
    pub(super) remarks: Vec<Remark>,
}

/// What is to be remarked on one figure.
#[derive(Clone)]
pub(super) struct Remark {
    words: String,
    /// Whether the figure is in no total, since sources contradict each other in it.
    is_contradiction: bool,
}

impl Remark {
    pub(super) const fn new(words: String) -> Self {
        Self {
            words,
            is_contradiction: false,
        }
    }

    /// Under a name.
    #[must_use]
    pub(super) fn under(self, name: impl std::fmt::Display) -> Self {
        Self {
            words: format!("{name}: {}", self.words),
            ..self
        }
    }
}

/// What is known of one figure. What sources contradict each other in is no value: it stands in a
/// [remark](Group::remark) on the row.
pub(super) fn told_cell(told: &Told) -> Cell {
    match told.known() {
        Known::Missing => Cell::NotKnown,
        Known::Agreed(figure) => Cell::Figure(figure),
        Known::Contradictory => Cell::Empty,
    }
}

/// The figures that are told, each once.
pub(super) fn figures_of(told: &Told) -> Vec<Figure> {
    let mut figures: Vec<Figure> = Vec::new();
    for statement in told.statements() {
        if !figures.contains(&statement.figure()) {
            figures.push(statement.figure());
        }
    }
    figures
}

impl Group<'_> {
    /// "ristiriita: 10 / 12", "laskettu nimistä"; `None` of a figure that its sources give and agree on.
    pub(super) fn remark(&self, told: &Told) -> Option<Remark> {
        if told.known() == Known::Contradictory {
            return Some(self.contradiction(&self.all_of(told)));
        }
        told.is_counted_from_names()
            .then(|| self.counted_from_names())
    }

    /// Every figure that is told: "10 / 12".
    pub(super) fn all_of(&self, told: &Told) -> String {
        let figures = figures_of(told).into_iter();
        let figures: Vec<String> = figures
            .map(|figure| figure.in_language(self.language))
            .collect();
        figures.join(" / ")
    }

    pub(super) fn contradiction(&self, figures: &str) -> Remark {
        Remark {
            words: self.contradictory(figures),
            is_contradiction: true,
        }
    }

    pub(super) fn contradictory(&self, figures: &str) -> String {
        let word = self.say("ristiriita", "motsägelse", "contradictory");
        format!("{word}: {figures}")
    }

    pub(super) fn counted_from_names(&self) -> Remark {
        let words = self.say(
            "laskettu nimistä",
            "räknat ur namnen",
            "counted from the names",
        );
        Remark::new(words.to_owned())
    }

    /// The remarks on the figures of a row, each under a name.
    pub(super) fn remarks<'t>(
        &self,
        figures: impl IntoIterator<Item = (&'t str, &'t Told)>,
    ) -> Vec<Remark> {
        let remarks = figures
            .into_iter()
            .filter_map(|(name, told)| Some(self.remark(told)?.under(name)));
        remarks.collect()
    }

    /// A table of rows, with a column of remarks if there are any, and a note below it if its totals leave
    /// out what is contradictory.
    pub(super) fn remarked_table(
        &self,
        title: &str,
        mut columns: Vec<Column>,
        rows: Vec<Remarked>,
    ) -> Vec<Block> {
        let has_remarks = rows.iter().any(|row| !row.remarks.is_empty());
        let is_contradictory = rows
            .iter()
            .flat_map(|row| &row.remarks)
            .any(|remark| remark.is_contradiction);
        if has_remarks {
            columns.push(Column::words(self.say("Huomautus", "Anmärkning", "Remark")));
        }
        let rows = rows.into_iter().map(|row| {
            let mut cells = row.cells;
            if has_remarks {
                let words: Vec<String> =
                    row.remarks.into_iter().map(|remark| remark.words).collect();
                cells.push(if words.is_empty() {
                    Cell::Empty
                } else {
                    Cell::words(words.join("; "))
                });
            }
            cells
        });
        let table = self.table(title, columns, rows.collect());
        let has_totals = table.has_totals();
        let mut blocks = vec![Block::Table(table)];
        if has_totals && is_contradictory {
            let note = self.say(
                "Summissa eivät ole mukana luvut, joista lähteet ovat ristiriidassa.",
                "Tal där källorna motsäger varandra ingår inte i summorna.",
                "Figures in which sources contradict each other are left out of the totals.",
            );
            blocks.push(Block::Note(note.into()));
        }
        blocks
    }

    /// A table, whose title says whose it is where it is not that of the organisation of the report.
    pub(super) fn table(&self, title: &str, columns: Vec<Column>, rows: Vec<Vec<Cell>>) -> Table {
        Table::of_rows(&self.title(title), columns, rows)
    }

    pub(super) fn title(&self, title: &str) -> String {
        if self.is_first {
            return title.to_owned();
        }
        format!("{title} – {}", self.text(self.organisation))
    }
}
