//! [`Sheet`]: cells with their formats.

use chrono::Datelike;
use oske_types::{Currency, Exact, Language, Precision};
use rust_xlsxwriter::{
    Chart as Picture, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Url, Worksheet,
    utility::row_col_to_cell,
};

use super::XlsxError;
use super::number::{SheetNumber, float_of};
use crate::clean::{clean, web_address};
use crate::label::Label;
use crate::{Cell, Column, ColumnKind, Table};

/// The most UTF-16 units of the words of a cell.
const LONGEST_WORDS: usize = 32_767;
/// The most characters of an address.
const LONGEST_ADDRESS: usize = 2_000;
/// The widths of columns, in digits.
const NARROWEST: usize = 8;
const WIDEST: usize = 60;
/// The most rows below the headings, less those of the totals, and the most columns.
const MOST_ROWS: usize = 1_048_572;
const MOST_COLUMNS: usize = 16_384;

/// A sheet of a workbook.
pub(super) struct Sheet<'w> {
    sheet: &'w mut Worksheet,
    name: String,
    language: Language,
}

impl<'w> Sheet<'w> {
    pub(super) fn new(
        sheet: &'w mut Worksheet,
        name: &str,
        language: Language,
    ) -> Result<Self, XlsxError> {
        sheet.set_name(name).map_err(XlsxError::not_written)?;
        Ok(Self {
            sheet,
            name: name.to_owned(),
            language,
        })
    }

    pub(super) const fn language(&self) -> Language {
        self.language
    }

    pub(super) fn widths(&mut self, widths: &[u16]) -> Result<(), XlsxError> {
        for (column, width) in (0..).zip(widths) {
            self.sheet
                .set_column_width(column, *width)
                .map_err(XlsxError::not_written)?;
        }
        Ok(())
    }

    /// On A4, as wide as the page.
    pub(super) fn on_a4(&mut self, is_wide: bool) {
        self.sheet.set_paper_size(9).set_print_fit_to_pages(1, 0);
        if is_wide {
            self.sheet.set_landscape();
        }
    }

    pub(super) fn words(
        &mut self,
        row: u32,
        column: u16,
        words: &str,
        format: &Format,
    ) -> Result<(), XlsxError> {
        let words = self.fitting(row, words)?;
        let written = self
            .sheet
            .write_string_with_format(row, column, words, format);
        written.map_err(XlsxError::not_written)?;
        Ok(())
    }

    /// Words that lead to an address of the web; an address that is too long for a workbook is left out.
    pub(super) fn link(
        &mut self,
        row: u32,
        column: u16,
        words: &str,
        address: &str,
    ) -> Result<(), XlsxError> {
        if address.len() > LONGEST_ADDRESS {
            return self.words(row, column, words, &Format::new());
        }
        let words = if clean(words).trim().is_empty() {
            address
        } else {
            words
        };
        self.url(row, column, words, Url::new(address))
    }

    pub(super) fn url(
        &mut self,
        row: u32,
        column: u16,
        words: &str,
        url: Url,
    ) -> Result<(), XlsxError> {
        let words = self.fitting(row, words)?;
        let format = Format::new()
            .set_hyperlink()
            .set_text_wrap()
            .set_align(FormatAlign::Top);
        let written = self
            .sheet
            .write_url_with_format(row, column, url.set_text(words), &format);
        written.map_err(XlsxError::not_written)?;
        Ok(())
    }

    fn fitting(&self, row: u32, words: &str) -> Result<String, XlsxError> {
        let words = clean(words);
        let length = words.encode_utf16().count();
        if length > LONGEST_WORDS {
            let row = row.saturating_add(1);
            return Err(XlsxError::too_long(self.name.clone(), row, length));
        }
        Ok(words)
    }

    /// A value, with the format of its column and what another format adds to it.
    pub(super) fn cell(
        &mut self,
        row: u32,
        column: u16,
        cell: &Cell,
        of: Option<&Column>,
        format: &Format,
    ) -> Result<(), XlsxError> {
        let format = format.clone();
        let number = match cell {
            Cell::Empty => return Ok(()),
            Cell::NotKnown => {
                let format = format.set_italic().set_font_color("#595959");
                let words = Label::NotKnown.in_language(self.language);
                let format = if of.is_none_or(Column::is_numeric) {
                    format.set_align(FormatAlign::Right)
                } else {
                    at_left(format, column)
                };
                return self.words(row, column, words, &format);
            }
            Cell::Words(words) | Cell::Foreign { words, .. } => {
                let format = at_left(format.set_text_wrap(), column).set_align(FormatAlign::Top);
                return self.words(row, column, words, &format);
            }
            Cell::Link { words, address } => {
                return match web_address(address) {
                    Some(address) => self.link(row, column, words, &address),
                    None => self.words(row, column, words, &format),
                };
            }
            Cell::Date(date) => {
                let parts = (
                    u16::try_from(date.year()).unwrap_or_default(),
                    u8::try_from(date.month()).unwrap_or_default(),
                    u8::try_from(date.day()).unwrap_or_default(),
                );
                let format = at_left(format, column);
                return match ExcelDateTime::from_ymd(parts.0, parts.1, parts.2) {
                    Ok(day) => {
                        // The short date of the reader's own language.
                        let format = format.set_num_format_index(14);
                        let written = self
                            .sheet
                            .write_datetime_with_format(row, column, &day, &format);
                        written.map_err(XlsxError::not_written)?;
                        Ok(())
                    }
                    // A workbook has the days from 1900 to 9999.
                    Err(_) => self.words(row, column, &date.to_string(), &format),
                };
            }
            Cell::Number(_) | Cell::Money(_) | Cell::Percent(_) | Cell::Figure(_) => held(cell),
        };
        match number {
            Some(SheetNumber::Number(decimal)) => {
                let format = format.set_num_format(number_format(self.language, cell, of));
                let float = float_of(&decimal);
                let written = self
                    .sheet
                    .write_number_with_format(row, column, float, &format);
                written.map_err(XlsxError::not_written)?;
                Ok(())
            }
            _ => {
                let words = of.map_or_else(
                    || cell.in_language(self.language),
                    |of| of.cell_in(self.language, cell),
                );
                self.words(row, column, &words, &format.set_align(FormatAlign::Right))
            }
        }
    }

    /// A table from the first cell on.
    pub(super) fn table(&mut self, table: &Table) -> Result<(), XlsxError> {
        self.headings(table)?;
        for (row, cells) in (1..).zip(table.rows()) {
            for ((index, column), cell) in (0..).zip(table.columns()).zip(cells) {
                self.cell(row, index, cell, Some(column), &Format::new())?;
            }
        }
        if table.has_totals() {
            self.totals(table)?;
        }
        Ok(())
    }

    /// The data of a chart: a value that nobody knows is left empty, as words would be drawn as a zero.
    pub(super) fn chart_data(&mut self, table: &Table) -> Result<(), XlsxError> {
        self.headings(table)?;
        for (row, cells) in (1..).zip(table.rows()) {
            for ((index, column), cell) in (0..).zip(table.columns()).zip(cells) {
                if !matches!(cell, Cell::NotKnown) {
                    self.cell(row, index, cell, Some(column), &Format::new())?;
                }
            }
        }
        Ok(())
    }

    /// The headings, which stay when the rows are moved, with a filter over the rows.
    fn headings(&mut self, table: &Table) -> Result<(), XlsxError> {
        let (rows, columns) = (table.rows().len(), table.columns().len());
        if rows > MOST_ROWS || columns > MOST_COLUMNS {
            return Err(XlsxError::too_large(table));
        }
        for (index, column) in (0..).zip(table.columns()) {
            let format = Format::new()
                .set_bold()
                .set_text_wrap()
                .set_border_bottom(FormatBorder::Medium);
            let format = if column.is_numeric() {
                format.set_align(FormatAlign::Right)
            } else {
                at_left(format, index)
            };
            let format = format.set_align(FormatAlign::Bottom);
            self.words(0, index, column.heading(), &format)?;
        }
        self.widths(&widths(table, self.language))?;
        self.on_a4(columns > 6);
        if let (Ok(last_row), Some(last_column)) = (u32::try_from(rows), last_of(columns)) {
            self.sheet
                .set_freeze_panes(1, 0)
                .map_err(XlsxError::not_written)?;
            self.sheet
                .set_repeat_rows(0, 0)
                .map_err(XlsxError::not_written)?;
            if last_row > 0 {
                self.sheet
                    .autofilter(0, 0, last_row, last_column)
                    .map_err(XlsxError::not_written)?;
            }
        }
        Ok(())
    }

    fn totals(&mut self, table: &Table) -> Result<(), XlsxError> {
        let row = u32::try_from(table.rows().len())
            .unwrap_or(u32::MAX)
            .saturating_add(1);
        let format = Format::new()
            .set_bold()
            .set_border_top(FormatBorder::Medium);
        let mut is_told = false;
        for (index, (at, column)) in (0..).zip(table.columns()).enumerate() {
            let at: u16 = at;
            let Some(total) = table.total(index) else {
                let words = if is_told {
                    ""
                } else {
                    Label::Total.in_language(self.language)
                };
                is_told = true;
                self.words(row, at, words, &format)?;
                continue;
            };
            let cells = || table.rows().iter().filter_map(|row| row.get(index));
            // What is text is not summed by a formula.
            let all_numbers = cells().all(|cell| !matches!(held(cell), Some(SheetNumber::Text(_))));
            match held(total.sum()) {
                Some(SheetNumber::Number(result)) if all_numbers && row > 1 => {
                    let first = row_col_to_cell(1, at);
                    let last = row_col_to_cell(row.saturating_sub(1), at);
                    let formula = Formula::new(format!("=SUBTOTAL(109,{first}:{last})"));
                    let number_format = number_format(self.language, total.sum(), Some(column));
                    let written = self.sheet.write_formula_with_format(
                        row,
                        at,
                        formula.set_result(result),
                        &format.clone().set_num_format(number_format),
                    );
                    written.map_err(XlsxError::not_written)?;
                }
                _ => self.cell(row, at, total.sum(), Some(column), &format)?,
            }
        }
        if let Some(left_out) = table.left_out_in(self.language) {
            let below = row.saturating_add(2);
            self.words(below, 0, &left_out, &Format::new().set_italic())?;
        }
        Ok(())
    }

    /// A picture beside the data that it draws.
    pub(super) fn picture(&mut self, picture: &Picture, data: &Table) -> Result<(), XlsxError> {
        let column = u16::try_from(data.columns().len()).unwrap_or_default();
        let inserted = self
            .sheet
            .insert_chart(1, column.saturating_add(1), picture);
        inserted.map_err(XlsxError::not_written)?;
        Ok(())
    }
}

/// At the left, away from the numbers of the column before.
fn at_left(format: Format, column: u16) -> Format {
    let format = format.set_align(FormatAlign::Left);
    if column == 0 {
        format
    } else {
        format.set_indent(1)
    }
}

fn last_of(count: usize) -> Option<u16> {
    u16::try_from(count.checked_sub(1)?).ok()
}

/// The number of a cell; `None` of a cell that is no number.
fn held(cell: &Cell) -> Option<SheetNumber> {
    match cell {
        Cell::Number(number) => Some(SheetNumber::of(*number)),
        Cell::Percent(percent) => Some(SheetNumber::of_percent(*percent)),
        Cell::Money(money) => money.to_decimal_text().parse().ok().map(SheetNumber::of),
        Cell::Figure(figure) => Some(SheetNumber::of(Exact::from(figure.number()))),
        _ => None,
    }
}

/// The format of a number: digits, groups and point are those of the reader's program.
fn number_format(language: Language, cell: &Cell, column: Option<&Column>) -> String {
    let plain = |decimals: u32| {
        let point = if decimals == 0 { "" } else { "." };
        let zeros = "0".repeat(usize::try_from(decimals.min(15)).unwrap_or_default());
        format!("#,##0{point}{zeros}")
    };
    let decimals = |number: Exact| match column.map(Column::kind) {
        Some(ColumnKind::Number { decimals } | ColumnKind::Percent { decimals }) => decimals,
        _ => number.decimals().unwrap_or(2).min(6),
    };
    match cell {
        Cell::Number(number) => plain(decimals(*number)),
        Cell::Percent(percent) => {
            let space = language.pick("\\ ", "\\ ", "");
            let digits = plain(decimals(*percent));
            format!("{digits}{space}%")
        }
        Cell::Money(money) => {
            let digits = plain(money.currency().minor_digits());
            if money.currency() == Currency::EUR {
                let before = format!("\"€\"{digits}");
                let after = format!("{digits}\\ \"€\"");
                language.pick(after.clone(), after, before)
            } else {
                let code = money.currency().code();
                let before = format!("\"{code}\"\\ {digits}");
                let after = format!("{digits}\\ \"{code}\"");
                language.pick(after.clone(), after, before)
            }
        }
        Cell::Figure(figure) => {
            let words = match figure.precision() {
                Precision::Exactly => "",
                Precision::Over => language.pick("\"yli \"", "\"över \"", "\"over \""),
                Precision::About => language.pick("\"noin \"", "\"omkring \"", "\"about \""),
            };
            format!("{words}{}", plain(0))
        }
        _ => "General".to_owned(),
    }
}

/// The widths of columns, by the longest of what stands in them.
fn widths(table: &Table, language: Language) -> Vec<u16> {
    let columns = table.columns().iter().enumerate();
    let widths = columns.map(|(index, column)| {
        let cells = table.rows().iter().filter_map(|row| row.get(index));
        let total = table.total(index);
        let total = total.iter().map(|total| total.sum());
        let longest = cells
            .chain(total)
            .map(|cell| column.cell_in(language, cell).chars().count())
            .max()
            .unwrap_or_default()
            .max(longest_word(column.heading()));
        // The arrow of the filter has its place.
        let width = longest.saturating_add(3).clamp(NARROWEST, WIDEST);
        u16::try_from(width).unwrap_or_default()
    });
    widths.collect()
}

fn longest_word(words: &str) -> usize {
    let words = words.split_whitespace().map(|word| word.chars().count());
    words.max().unwrap_or_default()
}
