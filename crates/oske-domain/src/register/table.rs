//! A table of CSV: a header of known columns, and rows that fit it.

use std::borrow::Cow;

use oske_types::{nearest, quoted};

use super::fault::{FaultList, RegisterFault, RegisterFaultCode};
use super::read::{Cell, FACT_PREFIX, MOST_ROWS, Row};
use crate::FactName;
use crate::lines::Lines;

/// The most columns that a table may have.
const MOST_COLUMNS: usize = 1_000;

/// The columns that a table may have.
#[derive(Debug)]
pub(crate) struct Columns {
    pub(crate) known: &'static [&'static str],
    pub(crate) needed: &'static [&'static str],
    /// Columns of which any one does instead of the needed one.
    pub(crate) instead: &'static [(&'static str, &'static [&'static str])],
    /// Whether there may be a column `fact.NAME` for any name.
    pub(crate) facts: bool,
    /// Whether the table holds personal data, which no message may repeat: without its header row,
    /// the first person would be taken for one.
    pub(crate) personal: bool,
    /// How the items of a list are separated, in the columns that hold one.
    pub(crate) separator_of: fn(&str) -> Option<char>,
}

/// What a row gives its reader.
#[derive(Debug)]
pub(crate) enum TableRow<'a> {
    /// Its texts, as the header names them.
    Whole(Row<'a>),
    /// A row of more or fewer cells than the header, of which the first cell may be right.
    Broken { line: u64, first: &'a str },
}

/// Reads a table and gives each of its rows to a reader.
pub(crate) fn read(
    text: &str,
    columns: &Columns,
    faults: &mut FaultList,
    mut each: impl FnMut(TableRow<'_>, &mut FaultList),
) {
    let mut records = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut lines = Lines::new(text);
    let mut record = csv::StringRecord::new();
    let mut header: Option<Header> = None;
    let mut rows: usize = 0;
    loop {
        match records.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => {
                let message = format!("the file could not be read: {error}");
                let help = "check that it is a table with commas between the cells";
                faults.push(RegisterFault::new(
                    RegisterFaultCode::Unreadable,
                    message,
                    help,
                ));
                return;
            }
        }
        let line = lines.of(&record);
        let Some(header) = &header else {
            let Some(found) = Header::read(&record, line, columns, faults) else {
                return;
            };
            header = Some(found);
            continue;
        };
        rows = rows.saturating_add(1);
        if rows > MOST_ROWS {
            let message = format!("too many rows: expected at most {MOST_ROWS}");
            let help = "check that it is a register, or split it";
            let fault = RegisterFault::new(RegisterFaultCode::TooManyRows, message, help);
            faults.push(fault.at_line(line));
            return;
        }
        if let Some(row) = header.row(&record, line, columns, faults) {
            each(row, faults);
        }
    }
    if header.is_none() {
        faults.push(columns.no_header("the file is empty").at_line(1));
    }
}

impl Columns {
    fn no_header(&self, what: &str) -> RegisterFault {
        let message = format!("{what}: expected a header row with the names of the columns");
        let help = format!("begin with `{}`", self.known.join(","));
        RegisterFault::new(RegisterFaultCode::NoHeader, message, help)
    }
}

/// The first row: which column each cell of a row belongs to.
#[derive(Debug)]
struct Header {
    /// `None` where a cell is not to be read, for its column is at fault.
    columns: Vec<Option<String>>,
    /// Needed columns that are not there.
    absent: Vec<String>,
}

impl Header {
    fn read(
        record: &csv::StringRecord,
        line: u64,
        columns: &Columns,
        faults: &mut FaultList,
    ) -> Option<Self> {
        let names: Vec<&str> = record.iter().map(str::trim).collect();
        if names.len() > MOST_COLUMNS {
            let message = format!(
                "the header has {} columns: expected at most {MOST_COLUMNS}",
                names.len()
            );
            let help = "check that it is a register, or delete columns";
            let fault = RegisterFault::new(RegisterFaultCode::TooManyColumns, message, help);
            faults.push(fault.at_line(line));
            return None;
        }
        if let [only] = names.as_slice()
            && let Some(separator) = [';', '\t'].into_iter().find(|other| only.contains(*other))
        {
            let message = format!(
                "the columns are separated by `{}`: expected a comma between them",
                quoted(&separator.to_string())
            );
            let help = "save the file again as CSV with commas";
            let fault = RegisterFault::new(RegisterFaultCode::WrongSeparator, message, help);
            faults.push(fault.at_line(line));
            return None;
        }
        if !names.iter().any(|name| columns.known.contains(name)) {
            let fault = columns.no_header("the first row names none of the columns");
            faults.push(fault.at_line(line));
            return None;
        }
        let mut header = Self {
            columns: Vec::new(),
            absent: Vec::new(),
        };
        for name in &names {
            let column = header.column(name, &names, line, columns, faults);
            header.columns.push(column);
        }
        for needed in columns.needed {
            let instead = columns.instead.iter().find(|(name, _)| name == needed);
            let instead = instead.map_or(&[][..], |(_, others)| others);
            let is_there =
                |name: &&str| header.columns.iter().flatten().any(|column| column == name);
            if !is_there(needed) && !instead.iter().any(is_there) {
                let message = "the column is missing: expected it in every table of this kind";
                let help = "add the column to the header and a cell to each row";
                let fault = RegisterFault::new(RegisterFaultCode::MissingColumn, message, help);
                faults.push(fault.at_line(line).in_column(*needed));
                header.absent.push((*needed).to_owned());
            }
        }
        Some(header)
    }

    /// The column of a name in the header, or `None` and a fault.
    ///
    /// A name that is not known is taken for the nearest known one that is not there, so that one
    /// slip is one fault.
    fn column(
        &self,
        name: &str,
        names: &[&str],
        line: u64,
        columns: &Columns,
        faults: &mut FaultList,
    ) -> Option<String> {
        let written = if columns.personal {
            let number = self.columns.len().saturating_add(1);
            format!("column {number}")
        } else {
            format!("`{}`", quoted(name))
        };
        let fault = |code, message: String, help: String| {
            RegisterFault::new(code, message, help).at_line(line)
        };
        if self.columns.iter().flatten().any(|column| column == name) {
            let message = format!("the column {written} stands twice");
            let help = "delete one of the two, or give it another name".to_owned();
            faults.push(fault(RegisterFaultCode::DuplicateColumn, message, help));
            return None;
        }
        if columns.known.contains(&name) {
            return Some(name.to_owned());
        }
        if columns.facts
            && let Some(fact) = name.strip_prefix(FACT_PREFIX)
        {
            return match fact.parse::<FactName>() {
                Ok(_) => Some(name.to_owned()),
                Err(error) => {
                    let help = "name the column as in `fact.staff`".to_owned();
                    faults.push(fault(
                        RegisterFaultCode::BadFactName,
                        error.to_string(),
                        help,
                    ));
                    None
                }
            };
        }
        let not_there = columns.known.iter().filter(|known| !names.contains(*known));
        let meant = nearest(name, not_there.copied())
            .filter(|meant| !self.columns.iter().flatten().any(|column| column == meant));
        let message = format!("{written} has no place in this table: expected a known column");
        let help = match meant {
            Some(meant) => format!("write `{meant}`, if that is meant, or delete the column"),
            None => format!("delete it, or use one of {}", columns.known.join(", ")),
        };
        faults.push(fault(RegisterFaultCode::UnknownColumn, message, help));
        meant.map(ToOwned::to_owned)
    }

    /// The texts of a row, or `None` and a fault where there is nothing to read.
    fn row<'a>(
        &'a self,
        record: &'a csv::StringRecord,
        line: u64,
        columns: &Columns,
        faults: &mut FaultList,
    ) -> Option<TableRow<'a>> {
        let fault = |code, message: String, help: &str| {
            RegisterFault::new(code, message, help).at_line(line)
        };
        if record.iter().all(|cell| cell.trim().is_empty()) {
            let message = "every cell of the row is empty: expected one that is not".to_owned();
            faults.push(fault(
                RegisterFaultCode::EmptyRow,
                message,
                "delete the row",
            ));
            return None;
        }
        let mut row = Row {
            line,
            prefix: String::new(),
            absent: self.absent.clone(),
            cells: Vec::new(),
        };
        let mut is_unfit = false;
        for (name, text) in self.columns.iter().zip(record) {
            let Some(key) = name else { continue };
            let cell = |text: &'a str| Cell {
                key: Cow::Borrowed(key),
                line,
                column: Cow::Borrowed(key),
                text: text.trim(),
            };
            if let Some(fault) = cell(text).unfit() {
                is_unfit = true;
                row.absent.push(key.clone());
                faults.push(fault);
                continue;
            }
            let cells = match (columns.separator_of)(key) {
                Some(separator) => text.split(separator).map(cell).collect(),
                None => vec![cell(text)],
            };
            row.cells
                .extend(cells.into_iter().filter(|cell| !cell.text.is_empty()));
        }
        if record.len() != self.columns.len() {
            // A quote that is not closed swallows the cells after it, and has been reported.
            if !is_unfit {
                let message = format!(
                    "the row has {} cells: expected {}, as the header has",
                    record.len(),
                    self.columns.len()
                );
                let help = "put a text that holds a comma in double quotes, and write a comma for \
                            each empty cell";
                faults.push(fault(RegisterFaultCode::RowLength, message, help));
            }
            return Some(TableRow::Broken {
                line,
                first: record.get(0).unwrap_or_default().trim(),
            });
        }
        Some(TableRow::Whole(row))
    }
}

/// Writes a row of a table, with quotes where a cell needs them.
pub(crate) fn push_row(text: &mut String, cells: impl Iterator<Item = String>) {
    for (index, cell) in cells.enumerate() {
        if index > 0 {
            text.push(',');
        }
        if cell.contains([',', '"']) {
            text.push('"');
            text.push_str(&cell.replace('"', "\"\""));
            text.push('"');
        } else {
            text.push_str(&cell);
        }
    }
    text.push('\n');
}
