//! What the row of headings says, and what it lacks.

use oske_types::quoted;

use super::{Column, Reader};
use crate::RegisterFaultCode;
use crate::import::delimited::SEPARATORS;
use crate::import::mapping::Meaning;
use crate::import::place::CellPlace;
use crate::import::remark::ImportRemark;
use crate::import::sheet::SheetRow;

impl Reader<'_> {
    /// Where among the rows the headings are.
    pub(super) fn heading_row(&mut self) -> Option<usize> {
        let mut rows = self.sheet.rows.iter();
        let found = match self.mapping.heading_row {
            Some(number) => rows.position(|row| row.number == number && !row.cells.is_empty()),
            None => rows.position(|row| !row.cells.is_empty()),
        };
        if found.is_none() {
            let (place, message) = match self.mapping.heading_row {
                Some(row) => (
                    CellPlace::row(row),
                    "the row is empty, and the mapping says that the headings are in it",
                ),
                None => (CellPlace::default(), "there is nothing in the table"),
            };
            let message = format!("{message}: expected a row of headings, as `Jäsennumero`");
            let help = "check that it is the file that was meant, or correct `heading_row`";
            self.faults
                .push(place, RegisterFaultCode::NoHeader, message, help);
        }
        found
    }

    pub(super) fn read_headings(&mut self, row: &SheetRow) {
        let mapping = self.mapping;
        let meanings: Vec<(usize, String, Option<Meaning>)> = row
            .cells
            .iter()
            .map(|(number, value)| {
                let heading = value.text();
                let meaning = mapping.meaning_of(&heading);
                (*number, heading, meaning)
            })
            .collect();
        if meanings.iter().all(|(.., meaning)| meaning.is_none()) {
            self.no_headings(row);
            return;
        }
        for (number, heading, meaning) in meanings {
            self.headed.insert(number);
            let place = CellPlace::row(row.number).in_column(number).under(&heading);
            let column = CellPlace::default().in_column(number).under(&heading);
            match meaning {
                None if mapping.passes_over_others => {
                    self.remarks.push(ImportRemark::ColumnPassedOver { column });
                }
                None => {
                    let message = "nothing is known of this column: expected a heading that says what \
                                   it holds";
                    let help = match mapping.nearest_heading(&heading) {
                        Some(nearest) => format!(
                            "write `{nearest}`, if that is meant, or say in the mapping what the column \
                             is, or `\"{}\" = \"passed_over\"`",
                            quoted(&heading)
                        ),
                        None => format!(
                            "say under `[columns]` of the mapping what it is, or `\"{}\" = \"passed_over\"`",
                            quoted(&heading)
                        ),
                    };
                    self.faults
                        .push(place, RegisterFaultCode::UnknownColumn, message, help);
                }
                Some(Meaning::PassedOver) => {
                    self.remarks.push(ImportRemark::ColumnPassedOver { column });
                }
                Some(meaning) => {
                    let column = Column {
                        number,
                        heading,
                        meaning,
                    };
                    if self.is_alone(&column, place) {
                        self.columns.push(column);
                    }
                }
            }
        }
    }

    fn no_headings(&mut self, row: &SheetRow) {
        if let [(_, only)] = row.cells.as_slice() {
            let text = only.text();
            let is_shown = |separator: &char| {
                let parts = text.split(*separator);
                parts
                    .filter(|part| self.mapping.meaning_of(part).is_some())
                    .count()
                    >= 2
            };
            if let Some(shown) = SEPARATORS.iter().find(|separator| is_shown(separator)) {
                let shown = quoted(&shown.to_string());
                let message =
                    format!("the headings are separated by `{shown}`: expected them in cells");
                let help = format!("say `separator = \"{shown}\"` in the mapping");
                let place = CellPlace::row(row.number);
                self.faults
                    .push(place, RegisterFaultCode::WrongSeparator, message, help);
                return;
            }
        }
        let known = |row: &&SheetRow| {
            let texts = row.cells.iter().map(|(_, value)| value.text());
            texts
                .filter(|text| self.mapping.meaning_of(text).is_some())
                .count()
                >= 2
        };
        let looked_at = self.sheet.rows.iter().take(50);
        let help = match looked_at.clone().find(known) {
            Some(found) => format!("say `heading_row = {}` in the mapping", found.number),
            None => "begin with headings such as `Jäsennumero`, `Nimi`, `Jäsenlaji` and `Liittynyt`, or say \
                     under `[columns]` of the mapping what the columns are"
                .to_owned(),
        };
        let message = "no heading in this row is known: expected the names of the columns";
        let place = CellPlace::row(row.number);
        self.faults
            .push(place, RegisterFaultCode::NoHeader, message, help);
    }

    /// Whether no column before says the same in another way; else a fault.
    fn is_alone(&mut self, column: &Column, place: CellPlace) -> bool {
        let is_event = |meaning: &Meaning| {
            matches!(
                meaning,
                Meaning::Admitted | Meaning::Resigned | Meaning::LastDay
            )
        };
        let clashes = |other: &&Column| match (&other.meaning, &column.meaning) {
            (Meaning::Quantity(one), Meaning::Quantity(another)) => {
                one.fact() == another.fact() && one.date() == another.date()
            }
            (Meaning::History, event) | (event, Meaning::History) if is_event(event) => true,
            (Meaning::Resigned, Meaning::LastDay) | (Meaning::LastDay, Meaning::Resigned) => true,
            (one, another) => one == another,
        };
        let Some(other) = self.columns.iter().find(clashes) else {
            return true;
        };
        let code = if other.meaning == column.meaning {
            RegisterFaultCode::DuplicateColumn
        } else {
            RegisterFaultCode::ConflictingColumns
        };
        let other = CellPlace::default()
            .in_column(other.number)
            .under(&other.heading);
        let message = format!("the column says what {other} says, too: expected it once");
        let help = "delete one of the two, or say in the mapping that it is `passed_over`";
        self.faults.push(place, code, message, help);
        false
    }

    /// Reports columns that are needed and not there; gives their keys.
    pub(super) fn needed_columns(&mut self, row: u64) -> Vec<String> {
        let everyone: Vec<&str> = self.everyone().into_iter().map(|(key, _)| key).collect();
        let is_known = |key: &str| self.existing.is_some() || everyone.contains(&key);
        let mut missing: Vec<(&str, &str, &str)> = Vec::new();
        if !self.has(|meaning| *meaning == Meaning::Id) {
            let expected = "a column with the ids of the members, such as `Jäsennumero`";
            missing.push((
                "id",
                expected,
                "add it, or say in the mapping which column it is",
            ));
        }
        if !self.has(|meaning| matches!(meaning, Meaning::Name(_))) && !is_known("name") {
            let expected = "a column with the names of the members, such as `Nimi`";
            missing.push((
                "name",
                expected,
                "add it, or say in the mapping which column it is",
            ));
        }
        if !self.has(|meaning| *meaning == Meaning::Kind) && !is_known("kind") {
            let expected = "a column with the kinds of the members, such as `Jäsenlaji`";
            let help = "add it, or say under `[everyone]` of the mapping `kind = \"association\"`";
            missing.push(("kind", expected, help));
        }
        let tells_history =
            |meaning: &Meaning| matches!(meaning, Meaning::History | Meaning::Admitted);
        if !self.has(tells_history) && !is_known("history") {
            let expected = "a column with the days of admission, such as `Liittynyt`";
            let help = "add it, or say under `[everyone]` of the mapping \
                        `history = \"admitted unknown unknown\"`";
            missing.push(("history", expected, help));
        }
        for (_, expected, help) in &missing {
            let message = format!("a column is missing: expected {expected}");
            let place = CellPlace::row(row);
            self.faults
                .push(place, RegisterFaultCode::MissingColumn, message, *help);
        }
        missing.iter().map(|(key, ..)| (*key).to_owned()).collect()
    }
}
