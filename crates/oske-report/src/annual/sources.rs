//! Where each figure comes from, and where sources contradict each other.

use oske_domain::{ActivityFigure, ActivityYear, Known, Statement};

use super::Group;
use super::names::amount_in;
use crate::{Cell, Column, Section, Table};

impl<'g> Group<'g> {
    pub(super) fn contradictions(&self) -> Option<Section> {
        let heading = self.say("Ristiriidat", "Motsägelser", "Contradictions");
        let rows = self.statements(|figure| figure.told().known() == Known::Contradictory);
        let table = self.statement_table(
            self.say(
                "Luvut, joista lähteet ovat ristiriidassa",
                "Tal där källorna motsäger varandra",
                "Figures in which sources contradict each other",
            ),
            rows,
        )?;
        Some(Section::new(heading).with(table))
    }

    pub(super) fn figures_with_sources(&self) -> Option<Section> {
        let heading = self.say(
            "Luvut lähteineen",
            "Talen med källor",
            "Figures with their sources",
        );
        let title = self.say(
            "Jokainen luku ja sen lähde",
            "Varje tal och dess källa",
            "Each figure and its source",
        );
        let rows = self.statements(|_| true);
        Some(Section::new(heading).with(self.statement_table(title, rows)?))
    }

    fn statements(&self, is_wanted: impl Fn(&ActivityFigure<'g>) -> bool) -> Vec<Vec<Cell>> {
        let mut rows = Vec::new();
        for year in &self.years {
            for figure in year
                .figures()
                .into_iter()
                .filter(|figure| is_wanted(figure))
            {
                let statements = figure.told().statements().iter();
                rows.extend(statements.map(|statement| self.statement(year, figure, statement)));
            }
        }
        rows
    }

    fn statement(
        &self,
        year: &ActivityYear,
        figure: ActivityFigure<'_>,
        statement: &Statement,
    ) -> Vec<Cell> {
        let subject = figure.subject();
        let value = if subject.is_money() {
            amount_in(self.language, statement.figure(), year.currency())
        } else {
            statement.figure().in_language(self.language)
        };
        let source = statement.source();
        vec![
            Cell::words(self.name_of(subject)),
            Cell::words(year.year().to_string()),
            Cell::words(value),
            match source.address() {
                Some(address) => Cell::Link {
                    words: source.title().to_owned(),
                    address: address.to_owned(),
                },
                None => Cell::words(source.title()),
            },
            statement.place_in_source().map_or(Cell::Empty, Cell::words),
        ]
    }

    fn statement_table(&self, title: &str, rows: Vec<Vec<Cell>>) -> Option<Table> {
        let columns = vec![
            Column::words(self.say("Mitä", "Vad", "What")),
            Column::words(self.say("Vuosi", "År", "Year")),
            Column::words(self.say("Luku", "Tal", "Figure")),
            Column::words(self.say("Lähde", "Källa", "Source")),
            Column::words(self.say("Kohta", "Ställe", "Place in it")),
        ];
        (!rows.is_empty()).then(|| Table::of_rows(title, columns, rows))
    }
}
