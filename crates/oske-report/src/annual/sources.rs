//! Where each figure comes from, and where sources contradict each other.

use oske_domain::{ActivityFigure, ActivityYear, Known, Statement};

use super::Group;
use crate::{Cell, Column, Section, Table};

impl<'g> Group<'g> {
    pub(super) fn contradictions(&self) -> Option<Section> {
        let heading = self.say("Ristiriidat", "Motsägelser", "Contradictions");
        let is_wanted = |figure: &ActivityFigure<'_>, _: &Statement| {
            figure.told().known() == Known::Contradictory
        };
        let rows = self.statements(is_wanted);
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
        let given = self.statement_table(
            self.say(
                "Jokainen luku ja sen lähde",
                "Varje tal och dess källa",
                "Each figure and its source",
            ),
            self.statements(|_, statement| !statement.is_counted_from_names()),
        );
        let counted = self.statement_table(
            self.say(
                "Lähteen nimistä lasketut luvut, joita se ei anna",
                "Tal som räknats ur namnen i källan, som inte anger dem",
                "Figures counted from the names in a source, which does not give them",
            ),
            self.statements(|_, statement| statement.is_counted_from_names()),
        );
        if given.is_none() && counted.is_none() {
            return None;
        }
        let tables = given.into_iter().chain(counted);
        Some(tables.fold(Section::new(heading), Section::with))
    }

    fn statements(
        &self,
        is_wanted: impl Fn(&ActivityFigure<'g>, &Statement) -> bool,
    ) -> Vec<Vec<Cell>> {
        let mut rows = Vec::new();
        for year in &self.years {
            for figure in year.figures() {
                let statements = figure.told().statements().iter();
                let wanted = statements.filter(|statement| is_wanted(&figure, statement));
                rows.extend(wanted.map(|statement| self.statement(year, figure, statement)));
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
        let unit = if subject.is_money() {
            Cell::words(year.currency().sign())
        } else {
            Cell::Empty
        };
        let source = statement.source();
        vec![
            Cell::words(self.name_of(subject)),
            Cell::words(year.year().to_string()),
            Cell::Figure(statement.figure()),
            unit,
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
            Column::count(self.say("Luku", "Tal", "Figure")),
            Column::words(self.say("Yksikkö", "Enhet", "Unit")),
            Column::words(self.say("Lähde", "Källa", "Source")),
            Column::words(self.say("Kohta", "Ställe", "Place in it")),
        ];
        (!rows.is_empty()).then(|| self.table(title, columns, rows))
    }
}
