//! From a sheet and what it means to a register.

mod cell;
mod headings;
mod rows;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::fault::{Faults, ImportFaults};
use super::mapping::{Mapping, Meaning};
use super::place::CellPlace;
use super::remark::ImportRemark;
use super::sheet::{Sheet, SheetRow};
use super::value::Value;
use crate::register::FaultList;
use crate::register::field::{FACT_PREFIX, separator_of};
use crate::register::read::{Cell, Draft, Row, register_of};
use crate::{Member, MemberField, Register, RegisterFault};
use cell::Events;

/// A register that was read from a sheet, and what is worth knowing of how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    register: Register,
    remarks: Vec<ImportRemark>,
}

impl Import {
    /// The register.
    #[must_use]
    pub const fn register(&self) -> &Register {
        &self.register
    }

    /// What was found out, assumed or passed over.
    #[must_use]
    pub fn remarks(&self) -> &[ImportRemark] {
        &self.remarks
    }

    /// The register alone.
    #[must_use]
    pub fn into_register(self) -> Register {
        self.register
    }
}

impl Sheet {
    /// The register that the sheet gives by its mapping.
    ///
    /// # Errors
    ///
    /// [`ImportFaults`] with every fault, by its cell; nothing half-read is returned.
    pub fn import(&self) -> Result<Import, ImportFaults> {
        Reader::new(self, &self.mapping, None).import()
    }

    /// The register that the sheet gives by its mapping; where it has no column for something, each
    /// member keeps what it has in an existing register.
    ///
    /// Members who are not in the sheet are not in what it gives:
    /// [`RegisterChanges::without_gone`](crate::RegisterChanges::without_gone) keeps them.
    ///
    /// ```
    /// use oske_domain::Register;
    /// use oske_domain::import::{Mapping, Sheet};
    ///
    /// let existing = Register::from_csv("register.csv", "\
    /// id,name,kind,history,note
    /// 1001,Kainuun yhdistys ry,association,admitted 2019-04-01 stated,asked to be billed in May
    /// ".as_bytes())?;
    /// let mapping = Mapping::default();
    /// let sheet = Sheet::from_csv("nimet.csv", "Jäsennro;Nimi\n1001;Kainuun yhdistys\n".as_bytes(), &mapping)?;
    ///
    /// let import = sheet.import_onto(&existing)?;
    /// let member = import.register().member("1001").ok_or("a member")?;
    /// assert_eq!(member.note(), Some("asked to be billed in May"));
    /// assert_eq!(existing.changes_to(import.register()).changed()[0].fields().len(), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`ImportFaults`] with every fault, by its cell; nothing half-read is returned.
    pub fn import_onto(&self, existing: &Register) -> Result<Import, ImportFaults> {
        Reader::new(self, &self.mapping, Some(existing)).import()
    }
}

/// A column that has a meaning.
#[derive(Debug)]
struct Column {
    number: usize,
    heading: String,
    meaning: Meaning,
}

impl Column {
    fn place(&self, row: u64) -> CellPlace {
        CellPlace::row(row)
            .in_column(self.number)
            .under(&self.heading)
    }

    /// The column of a register to which it adds.
    fn key(&self) -> String {
        match &self.meaning {
            Meaning::Municipality => "places".to_owned(),
            Meaning::Admitted | Meaning::Resigned | Meaning::LastDay => "history".to_owned(),
            Meaning::Quantity(column) => format!("{FACT_PREFIX}{}", column.fact()),
            plain => plain.code(),
        }
    }
}

/// A text for a column of a register, and the column of the sheet that it is from.
#[derive(Debug)]
struct Entry {
    key: String,
    /// `None` for what the sheet has no column for.
    column: Option<usize>,
    text: String,
}

#[derive(Debug)]
struct Reader<'s> {
    sheet: &'s Sheet,
    mapping: &'s Mapping,
    existing: Option<&'s Register>,
    faults: Faults,
    remarks: Vec<ImportRemark>,
    columns: Vec<Column>,
    /// Columns with a heading, also those that are passed over or at fault.
    headed: BTreeSet<usize>,
    kept: BTreeSet<String>,
}

impl<'s> Reader<'s> {
    fn new(sheet: &'s Sheet, mapping: &'s Mapping, existing: Option<&'s Register>) -> Self {
        Self {
            sheet,
            mapping,
            existing,
            faults: Faults::of(&sheet.file, sheet.name.as_ref()),
            remarks: sheet.remarks.clone(),
            columns: Vec::new(),
            headed: BTreeSet::new(),
            kept: BTreeSet::new(),
        }
    }

    fn import(mut self) -> Result<Import, ImportFaults> {
        let sheet = self.sheet;
        let Some(at) = self.heading_row() else {
            return self.faults.or(None);
        };
        let from_headings = sheet.rows.get(at..).unwrap_or_default();
        let Some((headings, rows)) = from_headings.split_first() else {
            return self.faults.or(None);
        };
        if at > 0 {
            let headings = headings.number;
            self.remarks.push(ImportRemark::RowsAbove { headings });
        }
        self.read_headings(headings);
        if self.columns.is_empty() {
            // INVARIANT: there is a fault, for the column of the ids is missing at least.
            if self.faults.is_empty() {
                self.needed_columns(headings.number);
            }
            return self.faults.or(None);
        }
        let absent = self.needed_columns(headings.number);
        self.tell_merged(headings.number);
        let last = self.headed.last().copied().unwrap_or_default();
        self.tell_rows(rows, last);

        let mut list = FaultList::of_rows();
        let mut drafts = Vec::new();
        for row in rows.iter().filter(|row| !row.cells.is_empty()) {
            drafts.push(self.draft(row, &absent, &mut list));
        }
        for (field, value) in self.everyone() {
            let value = value.into();
            self.remarks
                .push(ImportRemark::ForEveryone { field, value });
        }
        if !self.kept.is_empty() {
            let fields = self.kept.iter().cloned().collect();
            self.remarks.push(ImportRemark::Kept { fields });
        }
        let register = match register_of(drafts, list) {
            Ok(register) => Some(register),
            Err(faults) => {
                for fault in faults.faults() {
                    self.take(fault);
                }
                let not_kept = faults.count().saturating_sub(faults.faults().len());
                self.faults.count_more(not_kept);
                None
            }
        };
        let remarks = self.remarks;
        let register = self.faults.or(register)?;
        Ok(Import { register, remarks })
    }

    fn has(&self, is_it: impl Fn(&Meaning) -> bool) -> bool {
        self.columns.iter().any(|column| is_it(&column.meaning))
    }

    /// What holds for everyone, for there is no column for it.
    fn everyone(&self) -> Vec<(&'static str, String)> {
        let keys: BTreeSet<String> = self.columns.iter().map(Column::key).collect();
        let fields = self.mapping.for_everyone.fields();
        fields.filter(|(key, _)| !keys.contains(*key)).collect()
    }

    /// One member, as far as it can be read.
    fn draft(&mut self, row: &SheetRow, absent: &[String], list: &mut FaultList) -> Draft {
        let mut entries = Vec::new();
        let mut absent = absent.to_vec();
        let cells: BTreeMap<usize, &Value> = row
            .cells
            .iter()
            .map(|(column, value)| (*column, value))
            .collect();
        let mut events = Events::default();
        for column in &self.columns {
            let value = cells.get(&column.number).copied();
            let is_kept = !self.faults.are_too_many();
            match column.text_of(self.mapping, value, &mut events, is_kept) {
                Ok(None) => {}
                Ok(Some(text)) => entries.push(Entry {
                    key: column.key(),
                    column: Some(column.number),
                    text,
                }),
                Err((code, message, help)) => {
                    self.faults
                        .push(column.place(row.number), code, message, help);
                    absent.push(column.key());
                }
            }
        }
        entries.extend(events.entries(&self.columns, self.mapping));
        self.add_what_has_no_column(&mut entries);
        let mut whole = Row {
            line: row.number,
            prefix: String::new(),
            absent,
            cells: Vec::new(),
        };
        for entry in &entries {
            let column = match entry.column {
                Some(number) => Cow::Owned(format!("{NUMBERED}{number}")),
                None => Cow::Borrowed(entry.key.as_str()),
            };
            let cell = |text| Cell {
                key: Cow::Borrowed(entry.key.as_str()),
                line: row.number,
                column: column.clone(),
                text,
            };
            if let Some(fault) = cell(entry.text.as_str()).unfit() {
                list.push(fault);
                whole.absent.push(entry.key.clone());
                continue;
            }
            let items: Vec<&str> = match separator_of(&entry.key) {
                Some(separator) => entry.text.split(separator).map(str::trim).collect(),
                None => vec![entry.text.as_str()],
            };
            let items = items.into_iter().filter(|item| !item.is_empty());
            whole.cells.extend(items.map(cell));
        }
        Draft::read(&whole, list)
    }

    /// Adds what the mapping says of everyone, and what the member has in the existing register.
    fn add_what_has_no_column(&mut self, entries: &mut Vec<Entry>) {
        let fed: BTreeSet<String> = self.columns.iter().map(Column::key).collect();
        let id = entries
            .iter()
            .find(|entry| entry.key == "id")
            .map(|entry| entry.text.as_str());
        let existing = self.existing;
        let member = id.and_then(|id| existing?.member(id));
        let mut more = Vec::new();
        if let Some(member) = member {
            for (key, text) in kept_of(member, &self.columns, &fed) {
                self.kept.insert(key.clone());
                more.push((key, text));
            }
        } else {
            let everyone = self.everyone().into_iter();
            more.extend(everyone.map(|(key, text)| (key.to_owned(), text)));
        }
        entries.extend(more.into_iter().map(|(key, text)| Entry {
            key,
            column: None,
            text,
        }));
    }

    /// Takes over a fault that the reader of members found, with its cell as people see it.
    fn take(&mut self, fault: &RegisterFault) {
        let key = fault.column().unwrap_or_default();
        let by_number: Option<usize> = key
            .strip_prefix(NUMBERED)
            .and_then(|number| number.parse().ok());
        let is_it = |column: &&Column| match by_number {
            Some(number) => column.number == number,
            None => column.key() == key,
        };
        let row = fault.line().unwrap_or_default();
        let found = self.columns.iter().find(is_it);
        // A name may be in another language than the one that is asked for.
        let name = || {
            let mut columns = self.columns.iter();
            columns.find(|column| key == "name" && matches!(column.meaning, Meaning::Name(_)))
        };
        let place = match found.or_else(name) {
            Some(column) => column.place(row),
            None => CellPlace::row(row),
        };
        self.faults
            .push(place, fault.code(), fault.message(), fault.help());
    }
}

/// What stands before the number of a column of the sheet, among columns that have a name.
const NUMBERED: char = '#';

/// What a member has in fields for which a sheet has no column.
fn kept_of(member: &Member, columns: &[Column], fed: &BTreeSet<String>) -> Vec<(String, String)> {
    let mut kept = Vec::new();
    for field in MemberField::WITHOUT_FACTS {
        let key = field.column();
        if let Some(text) = field.of(member).filter(|_| !fed.contains(&key)) {
            kept.push((key, text));
        }
    }
    for (name, fact) in member.facts() {
        let is_told = columns.iter().any(|column| match &column.meaning {
            Meaning::Facts(told) => told == name,
            Meaning::Quantity(told) => told.fact() == name && told.date() == fact.date(),
            _ => false,
        });
        if !is_told {
            kept.push((format!("{FACT_PREFIX}{name}"), fact.to_string()));
        }
    }
    kept
}
