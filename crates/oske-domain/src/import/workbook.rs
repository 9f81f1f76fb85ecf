//! From the bytes of a workbook, XLSX, to a sheet.
//!
//! A workbook is an archive of XML. Its parts are read as they are written, so that numbers stay the
//! decimals that they are and nothing is unpacked beyond a limit.

mod cells;
mod format;
mod number;
mod package;
mod xml;

use super::fault::ImportFaults;
use super::mapping::Mapping;
use super::place::{CellPlace, shown};
use super::sheet::Sheet;
use crate::RegisterFaultCode;
use format::Formats;
use package::Package;
use xml::{Part, attribute, is_true};

/// Why a workbook cannot be read, in words that follow "the workbook".
pub(super) type Broken = String;

/// What the parts of a workbook share.
#[derive(Debug, Default)]
struct Book {
    sheets: Vec<SheetEntry>,
    starts_in_1904: bool,
    strings: Vec<Box<str>>,
    formats: Formats,
}

/// A sheet as the workbook lists it.
#[derive(Debug)]
struct SheetEntry {
    name: String,
    relation: String,
    is_hidden: bool,
}

/// Reads the sheet that is meant.
pub(super) fn read(
    bytes: &[u8],
    mapping: &Mapping,
    mut sheet: Sheet,
) -> Result<Sheet, ImportFaults> {
    let broken = |sheet: &Sheet, message: Broken| {
        let help = "open it in a spreadsheet program and save it as a workbook, XLSX, without a password, \
                    or as CSV";
        let message = format!("the workbook {message}");
        let code = RegisterFaultCode::BadWorkbook;
        sheet.fault(CellPlace::default(), code, message, help)
    };
    let mut package = Package::open(bytes).map_err(|message| broken(&sheet, message))?;
    let book = Book::read(&mut package).map_err(|message| broken(&sheet, message))?;
    let entry = book.which(mapping, &sheet)?;
    sheet.name = Some(entry.name.as_str().into());
    let part = package.sheet(&entry.relation);
    let part = part.map_err(|message| broken(&sheet, message))?;
    cells::read(&part, &book, sheet, &broken)
}

impl Book {
    fn read(package: &mut Package<'_>) -> Result<Self, Broken> {
        let mut book = Self::default();
        let workbook = package.workbook()?;
        let mut part = Part::new(&workbook);
        while let Some(element) = part.next_element()? {
            match element.local_name().as_ref() {
                "workbookPr" => {
                    let date1904 = attribute(&element, "date1904")?;
                    book.starts_in_1904 = date1904.is_some_and(|value| is_true(&value));
                }
                "sheet" => {
                    let state = attribute(&element, "state")?;
                    book.sheets.push(SheetEntry {
                        name: attribute(&element, "name")?.unwrap_or_default(),
                        relation: attribute(&element, "id")?.unwrap_or_default(),
                        is_hidden: state.is_some_and(|state| state != "visible"),
                    });
                }
                _ => {}
            }
        }
        if let Some(strings) = package.shared("sharedStrings")? {
            book.strings = xml::shared_strings(&strings)?;
        }
        if let Some(styles) = package.shared("styles")? {
            book.formats = Formats::read(&styles)?;
        }
        Ok(book)
    }

    /// The sheet of the mapping's name, else the only one.
    fn which(&self, mapping: &Mapping, sheet: &Sheet) -> Result<&SheetEntry, ImportFaults> {
        let seen: Vec<&SheetEntry> = self
            .sheets
            .iter()
            .filter(|entry| !entry.is_hidden)
            .collect();
        let names = |entries: &[&SheetEntry]| {
            let names = entries
                .iter()
                .map(|entry| format!("\"{}\"", shown(&entry.name)));
            names.collect::<Vec<_>>().join(", ")
        };
        let fault = |message: String, help: String| {
            let code = RegisterFaultCode::WhichSheet;
            Err(sheet.fault(CellPlace::default(), code, message, help))
        };
        match (&mapping.sheet, seen.as_slice()) {
            (Some(name), _) => {
                let mut all = self.sheets.iter();
                if let Some(found) = all.find(|entry| entry.name == *name) {
                    return Ok(found);
                }
                let message = format!(
                    "the workbook has no sheet \"{}\": expected one of {}",
                    shown(name),
                    names(&seen)
                );
                fault(message, "correct `sheet` in the mapping".to_owned())
            }
            (None, [only]) => Ok(only),
            (None, []) => {
                let message = "the workbook shows no sheet: expected one with a table".to_owned();
                let help = "say in the mapping which hidden sheet is meant, `sheet`".to_owned();
                fault(message, help)
            }
            (None, [first, ..]) => {
                let message = format!(
                    "the workbook has the sheets {}: expected it to be said which is meant",
                    names(&seen)
                );
                let help = format!(
                    "say `sheet = \"{}\"` in the mapping, or another",
                    shown(&first.name)
                );
                fault(message, help)
            }
        }
    }
}
