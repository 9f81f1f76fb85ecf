//! The cells of a sheet of a workbook.

use oske_types::quoted;
use quick_xml::events::BytesStart;

use super::format::Shown;
use super::xml::{Part, Piece, attribute, is_true, push_text, rich_text};
use super::{Book, Broken, number};
use crate::import::fault::ImportFaults;
use crate::import::place::CellPlace;
use crate::import::remark::ImportRemark;
use crate::import::sheet::{MOST_COLUMNS, Merged, Sheet, SheetRow};
use crate::import::value::Value;

/// The rows that a sheet of a workbook has at most.
const LAST_ROW: u64 = 1_048_576;
/// The columns that a sheet of a workbook has at most.
const COLUMNS: usize = 16_384;

/// Reads the rows of a sheet's part.
pub(super) fn read(
    text: &str,
    book: &Book,
    mut sheet: Sheet,
    broken: &impl Fn(&Sheet, Broken) -> ImportFaults,
) -> Result<Sheet, ImportFaults> {
    let mut part = Part::new(text);
    let mut reader = Rows {
        book,
        last_row: 0,
        is_table: false,
        hidden: None,
    };
    loop {
        let row = reader.next(&mut part, &mut sheet.merged);
        match row.map_err(|message| broken(&sheet, message))? {
            Some(row) => sheet.push(row)?,
            None => break,
        }
    }
    if !reader.is_table {
        return Err(broken(&sheet, "has a sheet without a table".to_owned()));
    }
    if let Some((first, count)) = reader.hidden {
        sheet
            .remarks
            .push(ImportRemark::HiddenRows { first, count });
    }
    Ok(sheet)
}

struct Rows<'b> {
    book: &'b Book,
    last_row: u64,
    is_table: bool,
    /// The first row that is hidden, and how many are.
    hidden: Option<(u64, usize)>,
}

impl Rows<'_> {
    /// The next row with anything in it, or `None` at the end of the part.
    fn next(
        &mut self,
        part: &mut Part<'_>,
        merged: &mut Vec<Merged>,
    ) -> Result<Option<SheetRow>, Broken> {
        while let Some(piece) = part.next()? {
            let Piece::Begins { element, is_whole } = piece else {
                continue;
            };
            match element.local_name().as_ref() {
                "sheetData" => self.is_table = true,
                "row" if self.is_table => {
                    let number = self.row_number(&element)?;
                    self.last_row = number;
                    if is_whole {
                        continue;
                    }
                    let cells = self.cells(part, number)?;
                    if cells.is_empty() {
                        continue;
                    }
                    let is_hidden = attribute(&element, "hidden")?;
                    if is_hidden.is_some_and(|value| is_true(&value)) {
                        let (first, count) = self.hidden.unwrap_or((number, 0));
                        self.hidden = Some((first, count.saturating_add(1)));
                    }
                    return Ok(Some(SheetRow {
                        number,
                        cells,
                        length: None,
                    }));
                }
                "mergeCell" => merged.extend(merged_cells(&element)?),
                _ => {}
            }
        }
        Ok(None)
    }

    fn row_number(&self, element: &BytesStart<'_>) -> Result<u64, Broken> {
        let number = match attribute(element, "r")? {
            None => self.last_row.saturating_add(1),
            Some(text) => text.parse().unwrap_or_default(),
        };
        if number <= self.last_row || number > LAST_ROW {
            let last = self.last_row;
            return Err(format!(
                "has the row {number} after row {last}: expected rows in order"
            ));
        }
        Ok(number)
    }

    /// The cells of a row that are not empty.
    fn cells(&self, part: &mut Part<'_>, row: u64) -> Result<Vec<(usize, Value)>, Broken> {
        let mut cells: Vec<(usize, Value)> = Vec::new();
        let mut next_column = 0;
        while let Some(piece) = part.next()? {
            match piece {
                Piece::Begins { element, is_whole } if element.local_name().as_ref() == "c" => {
                    let column = match attribute(&element, "r")? {
                        None => Some(next_column),
                        Some(reference) => column_of(&reference),
                    };
                    let column = column.filter(|column| (next_column..COLUMNS).contains(column));
                    let Some(column) = column else {
                        return Err(format!("has cells out of order in row {row}"));
                    };
                    next_column = column.saturating_add(1);
                    if is_whole {
                        continue;
                    }
                    let value = self.value(part, &element)?;
                    // One cell too far to the right tells that there are too many columns.
                    let is_told = cells.last().is_some_and(|(last, _)| *last >= MOST_COLUMNS);
                    if let Some(value) = value.filter(|_| !is_told) {
                        cells.push((column, value));
                    }
                }
                Piece::Ends(name) if name == "row" => break,
                _ => {}
            }
        }
        Ok(cells)
    }

    /// What a cell holds, up to its end.
    fn value(&self, part: &mut Part<'_>, cell: &BytesStart<'_>) -> Result<Option<Value>, Broken> {
        let mut text = String::new();
        let mut in_value = false;
        let mut has_formula = false;
        while let Some(piece) = part.next()? {
            match piece {
                Piece::Begins { element, is_whole } => match element.local_name().as_ref() {
                    "v" => in_value = !is_whole,
                    "f" => has_formula = true,
                    "is" if !is_whole => push_text(&mut text, &rich_text(part, "is")?),
                    _ => {}
                },
                Piece::Text(more) if in_value => push_text(&mut text, &more),
                Piece::Text(_) => {}
                Piece::Ends(name) => match name.as_str() {
                    "v" => in_value = false,
                    "c" => break,
                    _ => {}
                },
            }
        }
        let kind = attribute(cell, "t")?;
        let kind = kind.as_deref().unwrap_or("n");
        let text = match kind {
            // White space around it is the file's, not the number's.
            "n" | "s" | "b" | "d" | "e" => text.trim(),
            _ => text.as_str(),
        };
        if text.trim().is_empty() {
            let message = "the formula has no value in the file: expected what it comes to";
            let is_without = has_formula && kind != "str";
            return Ok(is_without.then(|| Value::Unreadable(message.into())));
        }
        let value = match kind {
            "n" => {
                let style = attribute(cell, "s")?.and_then(|style| style.parse().ok());
                self.number(text, self.book.formats.of_style(style))
            }
            "s" => {
                let string = text
                    .parse()
                    .ok()
                    .and_then(|at: usize| self.book.strings.get(at));
                let Some(string) = string else {
                    let number = quoted(text);
                    return Err(format!(
                        "has a cell of the text number {number}, which is not in it"
                    ));
                };
                Value::Text(string.clone())
            }
            "b" if is_true(text) => Value::Text("TRUE".into()),
            "b" => Value::Text("FALSE".into()),
            "d" => match iso_day(text) {
                Some(day) => Value::Day(day),
                None => {
                    let message = "the cell holds a time of day: expected a day alone, or a text";
                    Value::Unreadable(message.into())
                }
            },
            "e" => {
                let error = quoted(text);
                let message = format!("the cell holds the error `{error}`: expected a value");
                Value::Unreadable(message.into())
            }
            _ => Value::Text(text.into()),
        };
        let is_blank = matches!(&value, Value::Text(text) if text.trim().is_empty());
        Ok((!is_blank).then_some(value))
    }

    fn number(&self, text: &str, shown: Shown) -> Value {
        let decimal = match number::plain_decimal(text) {
            Ok(decimal) => decimal,
            Err(message) => return Value::Unreadable(message.into()),
        };
        match shown {
            Shown::Number => Value::Number(decimal.into()),
            Shown::Day => match number::day(&decimal, self.book.starts_in_1904) {
                Ok(day) => Value::Day(day),
                Err(message) => Value::Unreadable(message.into()),
            },
            Shown::Time => {
                let message = "the cell holds a time of day: expected a number, a day or a text";
                Value::Unreadable(message.into())
            }
        }
    }
}

/// A day as a workbook may write it: `2023-06-01`, or with a time of day that is midnight.
fn iso_day(text: &str) -> Option<chrono::NaiveDate> {
    let (day, time) = text.split_once('T').unwrap_or((text, ""));
    let is_midnight = time
        .trim_end_matches('Z')
        .chars()
        .all(|sign| matches!(sign, '0' | ':' | '.'));
    is_midnight.then(|| oske_types::parse_date(day)).flatten()
}

/// The column of a reference such as `D7`, counted from 0.
fn column_of(reference: &str) -> Option<usize> {
    let end = reference.find(|sign: char| !sign.is_ascii_alphabetic())?;
    let (letters, _) = reference.split_at_checked(end)?;
    if letters.is_empty() || letters.len() > 3 {
        return None;
    }
    let number = letters.bytes().try_fold(0_usize, |number, letter| {
        let letter = letter.to_ascii_uppercase().checked_sub(b'A')?;
        number
            .checked_mul(26)?
            .checked_add(usize::from(letter))?
            .checked_add(1)
    });
    number?.checked_sub(1)
}

/// Cells that share one value, by where they begin and how far they reach.
fn merged_cells(element: &BytesStart<'_>) -> Result<Option<Merged>, Broken> {
    let reach = attribute(element, "ref")?.unwrap_or_default();
    let row_of = |reference: &str| {
        let digits = reference.trim_start_matches(|sign: char| sign.is_ascii_alphabetic());
        digits.parse::<u64>().ok()
    };
    let found = reach
        .split_once(':')
        .and_then(|(first, last)| Some((column_of(first)?, row_of(first)?, row_of(last)?)));
    Ok(found.map(|(column, row, last_row)| Merged {
        place: CellPlace::row(row).in_column(column),
        reach: quoted(&reach),
        last_row,
    }))
}

#[cfg(test)]
mod tests {
    use super::column_of;

    #[test]
    fn columns_are_read_from_references() {
        for (reference, column) in [
            ("A1", Some(0)),
            ("D7", Some(3)),
            ("xfd1048576", Some(16_383)),
            ("7", None),
            ("AAAA1", None),
            ("A", None),
            ("Ä1", None),
        ] {
            assert_eq!(column_of(reference), column, "{reference}");
        }
    }
}
