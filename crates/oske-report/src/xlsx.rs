//! [`Document::to_xlsx`]: a workbook.

mod name;
mod number;
mod picture;
mod sheet;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Url, Workbook};

use self::name::SheetNames;
use self::sheet::Sheet;
use crate::clean::web_address;
use crate::label::Label;
use crate::text::read_on;
use crate::{Block, Chart, Document, KeyFigure, Section, Span, Table, Words};

impl Document {
    /// The document as a workbook, the bytes of a file `.xlsx`.
    ///
    /// The first sheet has the title, what is told and the key figures, and leads to the others: one for
    /// each table and one for the data of each chart.
    ///
    /// - Numbers, shares and dates are those of the workbook, in formats that each reader's program writes
    ///   in its own language. Bars, lines of years and curves are drawn by the program, from the data
    ///   beside them; there a value that nobody knows is left empty.
    /// - A figure that is over or about a number is that number, with the word in its format.
    /// - Totals are formulas over the rows that a filter leaves; each carries its result.
    /// - A workbook has fifteen digits. An amount, a number or a sum of more is written as text, so that
    ///   nothing is lost; a number without an end is rounded to fifteen digits.
    /// - The same document gives the same bytes; the day on which the file says that it was made is
    ///   1 January 2000.
    ///
    /// # Errors
    ///
    /// [`XlsxError`] if a workbook cannot hold the document: words of more than 32,767 characters in a
    /// cell, more than 1,048,572 rows or 16,384 columns.
    ///
    /// ```
    /// use oske_report::Document;
    /// use oske_types::Language;
    ///
    /// let workbook = Document::new(Language::Finnish, "Jäsenmaksut 2023").to_xlsx()?;
    /// assert!(workbook.starts_with(b"PK"));
    /// # Ok::<(), oske_report::XlsxError>(())
    /// ```
    pub fn to_xlsx(&self) -> Result<Vec<u8>, XlsxError> {
        let mut names = SheetNames::default();
        let report = names.name(Label::Report.in_language(self.language()), "");
        let mut sheets = Vec::new();
        for block in self.blocks() {
            match block {
                Block::Table(table) => {
                    let other = Label::Table.in_language(self.language());
                    sheets.push((names.name(table.title(), other), Data::Table(table)));
                }
                Block::Chart(chart) => {
                    let other = Label::Data.in_language(self.language());
                    let table = chart.to_table(self.language());
                    sheets.push((names.name(chart.title(), other), Data::Chart(chart, table)));
                }
                _ => {}
            }
        }

        let mut workbook = Workbook::new();
        let made = ExcelDateTime::from_ymd(2000, 1, 1).map_err(XlsxError::not_written)?;
        let properties = DocProperties::new().set_creation_datetime(&made);
        workbook.set_properties(&properties);

        let mut sheet_names = sheets.iter().map(|(name, _)| name.as_str());
        let mut first = FirstSheet {
            sheet: Sheet::new(workbook.add_worksheet(), &report, self.language())?,
            names: &mut sheet_names,
            row: 0,
        };
        first.document(self)?;
        for (name, data) in &sheets {
            let mut sheet = Sheet::new(workbook.add_worksheet(), name, self.language())?;
            match data {
                Data::Table(table) => sheet.table(table)?,
                Data::Chart(chart, table) => {
                    sheet.chart_data(table)?;
                    if let Some(picture) = picture::of(chart, table, name) {
                        sheet.picture(&picture, table)?;
                    }
                }
            }
        }
        workbook.save_to_buffer().map_err(XlsxError::not_written)
    }
}

/// What a sheet after the first holds.
enum Data<'d> {
    Table(&'d Table),
    Chart(&'d Chart, Table),
}

/// The sheet that tells what the document tells.
struct FirstSheet<'w, 'n> {
    sheet: Sheet<'w>,
    /// Of the sheets of tables and charts, in the order of reading.
    names: &'n mut dyn Iterator<Item = &'n str>,
    row: u32,
}

impl FirstSheet<'_, '_> {
    fn document(&mut self, document: &Document) -> Result<(), XlsxError> {
        self.sheet.widths(&[70, 24, 40])?;
        self.heading(document.title(), 16)?;
        if let Some(subtitle) = document.subtitle() {
            self.words(&Words::from(subtitle))?;
        }
        self.empty_row();
        for block in document.opening() {
            self.block(block)?;
        }
        for section in document.sections() {
            self.section(section, 0)?;
        }
        if !document.sources().is_empty() {
            let heading = Label::Sources.in_language(document.language());
            self.heading(heading, 13)?;
            for source in document.sources() {
                let words = format!("{}{}", source.title(), read_on(source, document.language()));
                match source.address().and_then(web_address) {
                    Some(address) => self.sheet.link(self.row, 0, &words, &address)?,
                    None => self.sheet.words(self.row, 0, &words, &wrapped())?,
                }
                self.next_row();
            }
        }
        self.sheet.on_a4(false);
        Ok(())
    }

    fn section(&mut self, section: &Section, depth: u32) -> Result<(), XlsxError> {
        let size = if depth == 0 { 13 } else { 11 };
        self.heading(section.heading(), size)?;
        for block in section.blocks() {
            self.block(block)?;
        }
        for within in section.sections() {
            self.section(within, depth.saturating_add(1))?;
        }
        Ok(())
    }

    fn heading(&mut self, words: &str, size: u16) -> Result<(), XlsxError> {
        let format = wrapped().set_bold().set_font_size(size);
        self.sheet.words(self.row, 0, words, &format)?;
        self.next_row();
        Ok(())
    }

    fn block(&mut self, block: &Block) -> Result<(), XlsxError> {
        match block {
            Block::Paragraph(words) => self.words(words)?,
            Block::Note(words) => {
                let note = Label::Note.in_language(self.sheet.language());
                self.words(&after(&format!("{note} "), words))?;
            }
            Block::List(points) => {
                for point in points {
                    self.words(&after("• ", point))?;
                }
            }
            Block::KeyFigures(figures) => {
                for figure in figures {
                    self.key_figure(figure)?;
                }
            }
            Block::Table(table) => self.leading_to(table.title())?,
            Block::Chart(chart) => {
                self.leading_to(chart.title())?;
                self.words(&Words::from(chart.description()))?;
            }
        }
        self.empty_row();
        Ok(())
    }

    /// A row of words; what they lead to stands in the columns beside them.
    fn words(&mut self, words: &Words) -> Result<(), XlsxError> {
        self.sheet
            .words(self.row, 0, &words.to_string(), &wrapped())?;
        let links = words.spans().iter().filter_map(|span| match span {
            Span::Link { words, address } => Some((words, web_address(address)?)),
            _ => None,
        });
        for (column, (words, address)) in (1..).zip(links) {
            self.sheet.link(self.row, column, words, &address)?;
        }
        self.next_row();
        Ok(())
    }

    fn key_figure(&mut self, figure: &KeyFigure) -> Result<(), XlsxError> {
        self.sheet.words(self.row, 0, figure.name(), &wrapped())?;
        self.sheet
            .cell(self.row, 1, figure.value(), None, &Format::new().set_bold())?;
        if let Some(note) = figure.note() {
            let format = wrapped().set_align(FormatAlign::Left).set_indent(1);
            self.sheet.words(self.row, 2, note, &format)?;
        }
        self.next_row();
        Ok(())
    }

    /// A row that leads to the next sheet of a table or chart.
    fn leading_to(&mut self, title: &str) -> Result<(), XlsxError> {
        let name = self.names.next().unwrap_or_default();
        let place = format!("internal:'{}'!A1", name.replace('\'', "''"));
        let title = if title.trim().is_empty() { name } else { title };
        self.sheet.url(self.row, 0, title, Url::new(place))?;
        self.next_row();
        Ok(())
    }

    fn next_row(&mut self) {
        self.row = self.row.saturating_add(1);
    }

    fn empty_row(&mut self) {
        self.next_row();
    }
}

/// Words after others.
fn after(before: &str, words: &Words) -> Words {
    let spans = words.spans().iter();
    spans.fold(Words::from(before), |text, span| match span {
        Span::Plain(words) | Span::Strong(words) | Span::Foreign { words, .. } => text.plain(words),
        Span::Link { words, address } => text.linked(words, address),
    })
}

fn wrapped() -> Format {
    Format::new().set_text_wrap().set_align(FormatAlign::Top)
}

/// A document that a workbook cannot hold.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct XlsxError(XlsxErrorKind);

#[derive(Debug, thiserror::Error)]
enum XlsxErrorKind {
    #[error(
        "sheet `{sheet}`, row {row}: found {length} characters in a cell, expected at most 32767"
    )]
    TooLong {
        sheet: String,
        row: u32,
        length: usize,
    },
    #[error(
        "table `{table}`: found {rows} rows and {columns} columns, expected at most 1048572 and 16384"
    )]
    TooLarge {
        table: String,
        rows: usize,
        columns: usize,
    },
    #[error("the workbook was not written: {0}")]
    NotWritten(rust_xlsxwriter::XlsxError),
}

impl XlsxError {
    /// Whether words are too long for a cell.
    #[must_use]
    pub const fn is_too_long(&self) -> bool {
        matches!(self.0, XlsxErrorKind::TooLong { .. })
    }

    /// Whether a table has too many rows or columns.
    #[must_use]
    pub const fn is_too_large(&self) -> bool {
        matches!(self.0, XlsxErrorKind::TooLarge { .. })
    }
}

// Private: the library that writes workbooks is no part of what this crate promises.
impl XlsxError {
    const fn too_long(sheet: String, row: u32, length: usize) -> Self {
        Self(XlsxErrorKind::TooLong { sheet, row, length })
    }

    fn too_large(table: &Table) -> Self {
        Self(XlsxErrorKind::TooLarge {
            table: table.title().to_owned(),
            rows: table.rows().len(),
            columns: table.columns().len(),
        })
    }

    const fn not_written(error: rust_xlsxwriter::XlsxError) -> Self {
        Self(XlsxErrorKind::NotWritten(error))
    }
}
