//! Staff, interns, the board, priorities, seats in bodies of others.

use oske_domain::{OfficeHolder, PersonName};

use super::Group;
use super::side_by_side::{SideBySide, section};
use crate::{Block, Cell, Column, Section, Words};

impl Group<'_> {
    pub(super) fn staff(&self) -> Option<Section> {
        let heading = self.say(
            "Henkilöstö ja harjoittelijat",
            "Personal och praktikanter",
            "Staff and interns",
        );
        let part = |name: String| format!("– {name}");
        let mut rows = SideBySide::new(self);
        rows.told(self.persons_in_staff(), |year| Some(year.staff().persons()));
        rows.measures(|year| year.staff().groups(), part);
        rows.told(self.interns(), |year| Some(year.interns().persons()));
        rows.measures(|year| year.interns().groups(), part);
        let title = self.say("Henkilömäärät", "Antal personer", "Number of people");
        Some(section(heading, rows.into_blocks(title)?))
    }

    pub(super) fn board(&self) -> Option<Section> {
        let heading = self.say("Hallitus", "Styrelsen", "The board");
        let mut rows = SideBySide::new(self);
        rows.told(self.board_meetings(), |year| Some(year.board().meetings()));
        rows.measures(|year| year.board().measures(), |name| format!("– {name}"));
        let named = |year: &&oske_domain::ActivityYear| match year.board().seats().len() {
            0 => Cell::NotKnown,
            seats => Cell::number_of(seats),
        };
        let by_name = self.say(
            "nimeltä mainittuja",
            "omnämnda vid namn",
            "mentioned by name",
        );
        rows.push(by_name, self.years.iter().map(named));
        let title = self.say(
            "Hallituksen työ",
            "Styrelsens arbete",
            "The work of the board",
        );
        let mut section = section(heading, rows.into_blocks(title)?);
        let seats: Vec<Vec<Cell>> = self
            .years
            .iter()
            .flat_map(|year| {
                let seats = year.board().seats().iter();
                seats.map(move |seat| {
                    let [role, name, title, organisation] = self.holder(seat.value());
                    let year = Cell::words(year.year().to_string());
                    vec![role, year, name, title, organisation]
                })
            })
            .collect();
        if !seats.is_empty() {
            let year = Column::words(self.say("Vuosi", "År", "Year"));
            let [role, name, title, organisation] = self.holder_columns();
            let columns = vec![role, year, name, title, organisation];
            let title = self.say(
                "Hallituksen kokoonpano",
                "Styrelsens sammansättning",
                "Who sat on the board",
            );
            section = section.with(self.table(title, columns, seats));
        }
        Some(section)
    }

    fn holder_columns(&self) -> [Column; 4] {
        [
            Column::words(self.say("Tehtävä", "Uppdrag", "Role")),
            Column::words(self.say("Nimi", "Namn", "Name")),
            Column::words(self.say("Nimike", "Titel", "Title")),
            Column::words(self.say("Organisaatio", "Organisation", "Organisation")),
        ]
    }

    fn holder(&self, holder: &OfficeHolder) -> [Cell; 4] {
        let words =
            |text: Option<&oske_types::Text>| text.map_or(Cell::Empty, |text| self.cell(text));
        let person = holder.person().map(PersonName::as_str);
        [
            Cell::words(self.role(holder.role())),
            person.map_or(Cell::Empty, Cell::words),
            words(holder.title()),
            words(holder.organisation()),
        ]
    }

    pub(super) fn priorities(&self) -> Option<Section> {
        let points = self.years.iter().flat_map(|year| {
            let priorities = year.priorities().iter();
            priorities.map(|priority| {
                Words::from(format!("{}: ", year.year())).text(priority.value(), self.language)
            })
        });
        let points: Vec<Words> = points.collect();
        let heading = self.say(
            "Strategiset painopisteet",
            "Strategiska prioriteringar",
            "Strategic priorities",
        );
        (!points.is_empty()).then(|| Section::new(heading).with(Block::List(points)))
    }

    pub(super) fn outside_seats(&self) -> Option<Section> {
        let heading = self.say(
            "Edustukset muiden toimielimissä",
            "Representation i andras organ",
            "Seats in bodies of others",
        );
        let rows: Vec<Vec<Cell>> = self
            .years
            .iter()
            .flat_map(|year| {
                year.outside_seats().iter().map(move |seat| {
                    let term = seat.term().map(|(from, to)| {
                        let (from, to) = (
                            from.in_language(self.language),
                            to.in_language(self.language),
                        );
                        format!("{from}\u{a0}– {to}")
                    });
                    let mut row =
                        vec![self.cell(seat.body()), Cell::words(year.year().to_string())];
                    row.extend(self.holder(seat.holder()));
                    row.push(term.map_or(Cell::Empty, Cell::words));
                    row
                })
            })
            .collect();
        if rows.is_empty() {
            return None;
        }
        let mut columns = vec![
            Column::words(self.say("Toimielin", "Organ", "Body")),
            Column::words(self.say("Vuosi", "År", "Year")),
        ];
        columns.extend(self.holder_columns());
        columns.push(Column::words(self.say("Toimikausi", "Mandattid", "Term")));
        let title = self.say("Edustajat", "Representanter", "Representatives");
        Some(Section::new(heading).with(self.table(title, columns, rows)))
    }
}
