//! From the text of a CSV file to a sheet.

use oske_types::quoted;

use super::fault::ImportFaults;
use super::mapping::Mapping;
use super::place::CellPlace;
use super::remark::ImportRemark;
use super::sheet::{MOST_COLUMNS, Sheet, SheetRow};
use super::value::Value;
use crate::RegisterFaultCode;
use crate::lines::Lines;

/// What may separate cells where nothing says by what they are separated.
pub(super) const SEPARATORS: [char; 4] = [';', ',', '\t', '|'];
/// How many rows are looked at for headings.
const ROWS_LOOKED_AT: usize = 50;

/// Reads the rows of a text into a sheet.
pub(super) fn read(text: &str, mapping: &Mapping, mut sheet: Sheet) -> Result<Sheet, ImportFaults> {
    let (separator, body) = match (mapping.separator, said_in_first_line(text)) {
        (Some(separator), Some((_, rest))) => (separator, rest),
        (Some(separator), None) => (separator, text),
        (None, Some((separator, rest))) => {
            let said = true;
            sheet
                .remarks
                .push(ImportRemark::Separator { separator, said });
            (separator, rest)
        }
        (None, None) => {
            let separator = shown_by_headings(text, mapping, &sheet)?;
            let said = false;
            sheet
                .remarks
                .push(ImportRemark::Separator { separator, said });
            (separator, text)
        }
    };
    let mut records = Records::new(body, separator);
    while let Some((number, record)) = records.next(&sheet)? {
        if record.len() > MOST_COLUMNS && record.iter().skip(MOST_COLUMNS).any(is_filled) {
            let place = CellPlace::row(number).in_column(MOST_COLUMNS);
            let message = format!("too many columns: expected at most {MOST_COLUMNS}");
            let help = "check that it is a register, or delete columns";
            return Err(sheet.fault(place, RegisterFaultCode::TooManyColumns, message, help));
        }
        let cells = record.iter().enumerate();
        let filled = cells.filter(|(_, text)| is_filled(text));
        let row = SheetRow {
            number,
            cells: filled
                .map(|(column, text)| (column, Value::Text(text.into())))
                .collect(),
            length: Some(record.len()),
        };
        sheet.push(row)?;
    }
    Ok(sheet)
}

fn is_filled(text: &str) -> bool {
    !text.trim().is_empty()
}

/// The separator of a first line `sep=;`, as spreadsheets write it, and the text after it: they do not show
/// that line, and count the rows from the next.
fn said_in_first_line(text: &str) -> Option<(char, &str)> {
    let (line, rest) = text.split_once('\n').unwrap_or((text, ""));
    let mut signs = line.trim_end_matches('\r').strip_prefix("sep=")?.chars();
    let separator = signs.next()?;
    let is_sign = separator == '\t' || separator.is_ascii_punctuation();
    (signs.next().is_none() && is_sign && separator != '"').then_some((separator, rest))
}

/// The separator by which most headings are known; where hardly any is, the one that there is most of
/// in the first row, so that the headings are told to be at fault.
fn shown_by_headings(text: &str, mapping: &Mapping, sheet: &Sheet) -> Result<char, ImportFaults> {
    let mut looks = Vec::new();
    for separator in SEPARATORS {
        looks.push((separator, Look::at(text, separator, mapping, sheet)?));
    }
    let most = looks
        .iter()
        .map(|(_, look)| look.known)
        .max()
        .unwrap_or_default();
    if most < 2 {
        let cells = looks.iter().map(|(_, look)| look.cells_in_first).max();
        let widest = looks
            .iter()
            .find(|(_, look)| Some(look.cells_in_first) == cells);
        return Ok(widest.map_or(';', |(separator, _)| *separator));
    }
    let best = looks.iter().filter(|(_, look)| look.known == most);
    let best: Vec<char> = best.map(|(separator, _)| *separator).collect();
    if let [only] = best.as_slice() {
        return Ok(*only);
    }
    let shown = best
        .iter()
        .map(|sign| format!("`{}`", quoted(&sign.to_string())));
    let shown: Vec<String> = shown.collect();
    let message = format!(
        "as many headings are known where the cells are separated by {}: expected one separator",
        shown.join(" as by ")
    );
    let help = "say `separator = \";\"` in the mapping";
    let code = RegisterFaultCode::UnclearSeparator;
    Err(sheet.fault(CellPlace::default(), code, message, help))
}

/// What the first rows show by a separator.
struct Look {
    /// How many headings are known in the row that has most of them.
    known: usize,
    cells_in_first: usize,
}

impl Look {
    fn at(
        text: &str,
        separator: char,
        mapping: &Mapping,
        sheet: &Sheet,
    ) -> Result<Self, ImportFaults> {
        let mut records = Records::new(text, separator);
        let mut look = Self {
            known: 0,
            cells_in_first: 0,
        };
        for _ in 0..ROWS_LOOKED_AT {
            let Some((_, record)) = records.next(sheet)? else {
                break;
            };
            if look.cells_in_first == 0 && record.iter().any(is_filled) {
                look.cells_in_first = record.len();
            }
            let cells = record.iter().take(MOST_COLUMNS);
            let known = cells.filter(|cell| is_filled(cell) && mapping.meaning_of(cell).is_some());
            look.known = look.known.max(known.count());
        }
        Ok(look)
    }
}

/// The rows of a text, with their numbers as a spreadsheet shows them: a row may have several lines, and a
/// blank line is a row.
struct Records<'t> {
    lines: Lines<'t>,
    reader: csv::Reader<&'t [u8]>,
    record: csv::StringRecord,
    /// The line after the last one of the row before, and the number of the next row.
    next_line: u64,
    next_row: u64,
}

impl<'t> Records<'t> {
    fn new(text: &'t str, separator: char) -> Self {
        let reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(u8::try_from(separator).unwrap_or(b';'))
            .from_reader(text.as_bytes());
        Self {
            lines: Lines::new(text),
            reader,
            record: csv::StringRecord::new(),
            next_line: 1,
            next_row: 1,
        }
    }

    fn next(&mut self, sheet: &Sheet) -> Result<Option<(u64, &csv::StringRecord)>, ImportFaults> {
        match self.reader.read_record(&mut self.record) {
            Ok(true) => {}
            Ok(false) => return Ok(None),
            Err(error) => {
                let message = format!("the file could not be read: {error}");
                let help = "check that it is a table with one separator between the cells";
                let place = CellPlace::row(self.next_row);
                let code = RegisterFaultCode::Unreadable;
                return Err(sheet.fault(place, code, message, help));
            }
        }
        let line = self.lines.of(&self.record);
        let blank_lines = line.saturating_sub(self.next_line);
        let row = self.next_row.saturating_add(blank_lines);
        let breaks = self
            .record
            .iter()
            .flat_map(str::bytes)
            .filter(|byte| *byte == b'\n');
        let breaks = u64::try_from(breaks.count()).unwrap_or(u64::MAX);
        self.next_line = line.saturating_add(breaks).saturating_add(1);
        self.next_row = row.saturating_add(1);
        Ok(Some((row, &self.record)))
    }
}
