//! [`Sheet`]: a table as it stands in its file.

use std::sync::Arc;

use super::fault::{Faults, ImportFaults};
use super::mapping::Mapping;
use super::place::CellPlace;
use super::remark::ImportRemark;
use super::value::Value;
use super::{decode, delimited};
use crate::RegisterFaultCode;

/// The most bytes that a file may have: 16 MiB.
const MOST_BYTES: usize = 16 * 1024 * 1024;
/// The most rows that a sheet may have.
pub(super) const MOST_ROWS: usize = 100_000;
/// The most columns that a sheet may have.
pub(super) const MOST_COLUMNS: usize = 1_000;
/// The most bytes of all cells together: in a workbook one text may stand in many cells.
const MOST_TEXT_BYTES: usize = 64 * 1024 * 1024;
/// The most cells that are not empty.
const MOST_CELLS: usize = 2_000_000;

/// A table as it stands in its file (*taulukko*, *tabell*): rows of cells, which are text, numbers or
/// days, before anyone has said what they mean.
///
/// See the [module](super) for an example.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// By what it is read, as far as it has been told.
    pub(super) mapping: Mapping,
    pub(super) file: Arc<str>,
    pub(super) name: Option<Arc<str>>,
    pub(super) rows: Vec<SheetRow>,
    pub(super) remarks: Vec<ImportRemark>,
    cells: usize,
    bytes: usize,
    pub(super) merged: Vec<Merged>,
}

/// Cells of a workbook that share one value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Merged {
    /// The first of them.
    pub(super) place: CellPlace,
    /// All of them: `A1:C1`.
    pub(super) reach: String,
    pub(super) last_row: u64,
}

/// A row of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SheetRow {
    /// Its number, the first being 1.
    pub(super) number: u64,
    /// Its cells that are not empty, by column.
    pub(super) cells: Vec<(usize, Value)>,
    /// How many cells it has; `None` in a workbook, where rows have no end.
    pub(super) length: Option<usize>,
}

impl Sheet {
    /// A table in CSV: the bytes of the file, the name that messages shall show, and by which mapping it is read. The
    /// mapping tells the encoding and the separator, too, as far as they must be told.
    ///
    /// # Errors
    ///
    /// [`ImportFaults`] if the encoding or the separator cannot be told, or a [limit](super#limits) is passed.
    pub fn from_csv(
        file_name: &str,
        bytes: &[u8],
        mapping: &Mapping,
    ) -> Result<Self, ImportFaults> {
        let mut sheet = Self::of_file(bytes, file_name, mapping)?;
        let text = decode::text_of(bytes, mapping, &mut sheet)?;
        delimited::read(&text, mapping, sheet)
    }

    /// A sheet of a workbook, XLSX: the bytes of the file, the name that messages shall show, and by which mapping it is
    /// read. The mapping tells which sheet, too, if there are several.
    ///
    /// Numbers are read as the decimals that the workbook writes, and never become binary fractions.
    /// One with more than 15 digits, as the binary fractions of spreadsheets have them, `4.3499999999999996` for
    /// 4.35, is rounded to the 15 digits that the spreadsheet shows. Days are whole days; a time of day is a
    /// fault where a day is expected. Of a formula the value is read that the workbook holds.
    ///
    /// # Errors
    ///
    /// [`ImportFaults`] if the file is no workbook, the sheet cannot be told, or a [limit](super#limits) is passed.
    #[cfg(feature = "xlsx-import")]
    #[cfg_attr(docsrs, doc(cfg(feature = "xlsx-import")))]
    pub fn from_xlsx(
        file_name: &str,
        bytes: &[u8],
        mapping: &Mapping,
    ) -> Result<Self, ImportFaults> {
        let sheet = Self::of_file(bytes, file_name, mapping)?;
        super::workbook::read(bytes, mapping, sheet)
    }

    fn of_file(bytes: &[u8], file_name: &str, mapping: &Mapping) -> Result<Self, ImportFaults> {
        let sheet = Self {
            mapping: mapping.clone(),
            file: file_name.into(),
            name: None,
            rows: Vec::new(),
            remarks: Vec::new(),
            cells: 0,
            bytes: 0,
            merged: Vec::new(),
        };
        if bytes.len() > MOST_BYTES {
            let message = format!(
                "the file has {} bytes: expected at most {MOST_BYTES}",
                bytes.len()
            );
            let help = "check that it is a register, or split it";
            return Err(sheet.fault(
                CellPlace::default(),
                RegisterFaultCode::TooLarge,
                message,
                help,
            ));
        }
        Ok(sheet)
    }

    /// The name of the file, as it was given.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The name of the sheet, in a workbook.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// How many rows have anything in them, with the headings.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.iter().filter(|row| !row.cells.is_empty()).count()
    }

    /// Whether there is nothing in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What a cell holds, as text on one line: by the number of its row, the first being 1, and of its
    /// column, the first being 0. Numbers of a workbook have a decimal point, days the form
    /// `2023-06-01`.
    ///
    /// ```
    /// use oske_domain::import::{Mapping, Sheet};
    ///
    /// let mapping = Mapping::default();
    /// let sheet = Sheet::from_csv("jasenet.csv", "Jäsennro;Nimi\n1;Kuopio\n".as_bytes(), &mapping)?;
    /// assert_eq!(sheet.cell(2, 1).as_deref(), Some("Kuopio"));
    /// assert_eq!(sheet.cell(3, 1), None);
    /// # Ok::<(), oske_domain::import::ImportFaults>(())
    /// ```
    #[must_use]
    pub fn cell(&self, row: u64, column: usize) -> Option<String> {
        let row = self.rows.iter().find(|found| found.number == row)?;
        let (_, value) = row.cells.iter().find(|(found, _)| *found == column)?;
        Some(value.text())
    }

    /// One fault, for which the sheet is given up.
    pub(super) fn fault(
        &self,
        place: CellPlace,
        code: RegisterFaultCode,
        message: impl Into<Box<str>>,
        help: impl Into<Box<str>>,
    ) -> ImportFaults {
        Faults::one(&self.file, self.name.as_ref(), place, code, message, help)
    }

    /// Adds a row, within the limits.
    pub(super) fn push(&mut self, row: SheetRow) -> Result<(), ImportFaults> {
        self.cells = self.cells.saturating_add(row.cells.len());
        let place = CellPlace::row(row.number);
        let help = "check that it is a register, or split it";
        if self.rows.len() > MOST_ROWS {
            let message = format!("too many rows: expected at most {MOST_ROWS} below the headings");
            return Err(self.fault(place, RegisterFaultCode::TooManyRows, message, help));
        }
        if self.cells > MOST_CELLS {
            let message =
                format!("too many cells: expected at most {MOST_CELLS} that are not empty");
            return Err(self.fault(place, RegisterFaultCode::TooManyCells, message, help));
        }
        let lengths = row.cells.iter().map(|(_, value)| value.length());
        self.bytes = self
            .bytes
            .saturating_add(lengths.fold(0, usize::saturating_add));
        if self.bytes > MOST_TEXT_BYTES {
            let message =
                format!("too much text: expected at most {MOST_TEXT_BYTES} bytes in all cells");
            return Err(self.fault(place, RegisterFaultCode::TooLarge, message, help));
        }
        if let Some((column, _)) = row
            .cells
            .last()
            .filter(|(column, _)| *column >= MOST_COLUMNS)
        {
            let place = place.in_column(*column);
            let message = format!("too many columns: expected at most {MOST_COLUMNS}");
            return Err(self.fault(place, RegisterFaultCode::TooManyColumns, message, help));
        }
        self.rows.push(row);
        Ok(())
    }
}
