//! [`ImportFault`]: what keeps a sheet from becoming a register, and in which cell.

use std::fmt;
use std::sync::Arc;

use super::place::{CellPlace, shown};
use crate::RegisterFaultCode;
use crate::register::write_counted;

/// One thing that keeps a sheet from becoming a register (*virhe*, *fel*): in which cell it is, what was
/// found and expected, and how to mend it.
///
/// On one line: `jasenet.csv: row 7, "Asukasluku" (D7): ‹message›; ‹help› [bad-number]`, and of a
/// workbook `jasenet.xlsx: sheet "Jäsenet", row 7, …`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportFault {
    code: RegisterFaultCode,
    file: Arc<str>,
    sheet: Option<Arc<str>>,
    place: CellPlace,
    message: Box<str>,
    help: Box<str>,
}

impl ImportFault {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> RegisterFaultCode {
        self.code
    }

    /// The name of the file, as it was given.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The name of the sheet, in a workbook.
    #[must_use]
    pub fn sheet(&self) -> Option<&str> {
        self.sheet.as_deref()
    }

    /// The cell, the row or the column, as far as it is one.
    #[must_use]
    pub const fn place(&self) -> &CellPlace {
        &self.place
    }

    /// What was found and what was expected.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// How to mend it.
    #[must_use]
    pub fn help(&self) -> &str {
        &self.help
    }
}

impl std::error::Error for ImportFault {}

impl fmt::Display for ImportFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.file)?;
        let place = self.place.to_string();
        match &self.sheet {
            Some(sheet) if place.is_empty() => write!(f, "sheet \"{}\": ", shown(sheet))?,
            Some(sheet) => write!(f, "sheet \"{}\", {place}: ", shown(sheet))?,
            None if place.is_empty() => {}
            None => write!(f, "{place}: ")?,
        }
        write!(f, "{}; {} [{}]", self.message, self.help, self.code)
    }
}

/// Every fault of a sheet, row by row; never empty.
///
/// Displayed with one fault a line and their count at the end.
#[derive(Clone, PartialEq, Eq)]
pub struct ImportFaults {
    // INVARIANT: never empty.
    faults: Vec<ImportFault>,
    count: usize,
}

/// How many faults are kept: a sheet that is no register at all has one in each cell.
const MOST_FAULTS: usize = 1_000;

impl ImportFaults {
    /// The faults, of which the first thousand are kept.
    #[must_use]
    pub fn faults(&self) -> &[ImportFault] {
        &self.faults
    }

    /// How many faults there are, also those that were not kept.
    #[must_use]
    pub const fn count(&self) -> usize {
        self.count
    }
}

oske_types::list_of_faults!(ImportFaults, ImportFault);

impl fmt::Display for ImportFaults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_counted(f, &self.faults, self.count)
    }
}

/// Faults as they are found, in one sheet of one file.
#[derive(Debug)]
pub(super) struct Faults {
    file: Arc<str>,
    sheet: Option<Arc<str>>,
    faults: Vec<ImportFault>,
    count: usize,
}

impl Faults {
    pub(super) fn of(file: &Arc<str>, sheet: Option<&Arc<str>>) -> Self {
        Self {
            file: Arc::clone(file),
            sheet: sheet.map(Arc::clone),
            faults: Vec::new(),
            count: 0,
        }
    }

    pub(super) fn push(
        &mut self,
        place: CellPlace,
        code: RegisterFaultCode,
        message: impl Into<Box<str>>,
        help: impl Into<Box<str>>,
    ) {
        self.count = self.count.saturating_add(1);
        if self.faults.len() < MOST_FAULTS {
            self.faults.push(ImportFault {
                code,
                file: Arc::clone(&self.file),
                sheet: self.sheet.clone(),
                place,
                message: message.into(),
                help: help.into(),
            });
        }
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Whether no more are kept.
    pub(super) const fn are_too_many(&self) -> bool {
        self.count >= MOST_FAULTS
    }

    /// Adds so many that were not kept where they were found.
    pub(super) const fn count_more(&mut self, more: usize) {
        self.count = self.count.saturating_add(more);
    }

    /// The faults, or a value if there is none.
    ///
    /// INVARIANT: where there is no value, there is a fault.
    pub(super) fn or<T>(mut self, value: Option<T>) -> Result<T, ImportFaults> {
        match value {
            Some(value) if self.count == 0 => Ok(value),
            _ => {
                let order = |fault: &ImportFault| (fault.place.row, fault.place.column);
                self.faults.sort_by_key(order);
                Err(ImportFaults {
                    faults: self.faults,
                    count: self.count,
                })
            }
        }
    }

    /// One fault of the whole file.
    pub(super) fn one(
        file: &Arc<str>,
        sheet: Option<&Arc<str>>,
        place: CellPlace,
        code: RegisterFaultCode,
        message: impl Into<Box<str>>,
        help: impl Into<Box<str>>,
    ) -> ImportFaults {
        let mut faults = Self::of(file, sheet);
        faults.push(place, code, message, help);
        ImportFaults {
            faults: faults.faults,
            count: faults.count,
        }
    }
}
