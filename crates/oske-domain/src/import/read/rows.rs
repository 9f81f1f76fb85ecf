//! What is to be told of rows as a whole, before they are read.

use std::collections::{BTreeMap, BTreeSet};

use oske_types::BusinessId;

use super::{Column, Reader};
use crate::RegisterFaultCode;
use crate::import::mapping::Meaning;
use crate::import::place::CellPlace;
use crate::import::remark::ImportRemark;
use crate::import::sheet::SheetRow;

impl Reader<'_> {
    /// Merged cells below the headings: which row has the value nobody knows.
    pub(super) fn tell_merged(&mut self, headings: u64) {
        for merged in &self.sheet.merged {
            if merged.last_row < headings {
                continue;
            }
            let mut columns = self.columns.iter();
            let column = columns.find(|column| Some(column.number) == merged.place.column);
            let heading = column.map_or("", |column| column.heading.as_str());
            let place = merged.place.clone().under(heading);
            let reach = &merged.reach;
            let message = format!("the cells {reach} are merged: expected a value in each");
            let help = "take them apart in the spreadsheet, and fill each";
            self.faults
                .push(place, RegisterFaultCode::MergedCells, message, help);
        }
    }

    /// Tells rows that are empty or short, and cells under no heading.
    pub(super) fn tell_rows(&mut self, rows: &[SheetRow], last: usize) {
        let mut empty: Option<(u64, usize)> = None;
        let mut short: Option<(u64, usize)> = None;
        let mut without_heading = BTreeSet::new();
        let add = |known: Option<(u64, usize)>, row: u64| {
            let (first, count) = known.unwrap_or((row, 0));
            Some((first, count.saturating_add(1)))
        };
        for row in rows {
            if row.cells.is_empty() {
                empty = add(empty, row.number);
            } else if row.length.is_some_and(|length| length <= last) {
                short = add(short, row.number);
            }
            for (column, _) in &row.cells {
                if !self.headed.contains(column) && without_heading.insert(*column) {
                    let message = "the cell has no heading above it: expected one for each column";
                    let help = "write a heading, empty the cell, or put a text that holds a separator in \
                                double quotes";
                    let place = CellPlace::row(row.number).in_column(*column);
                    self.faults
                        .push(place, RegisterFaultCode::NoHeading, message, help);
                }
            }
        }
        if let Some((first, count)) = empty {
            self.remarks.push(ImportRemark::EmptyRows { first, count });
        }
        if let Some((first, count)) = short {
            self.remarks.push(ImportRemark::ShortRows { first, count });
        }
        self.tell_same_business_ids(rows);
    }

    fn tell_same_business_ids(&mut self, rows: &[SheetRow]) {
        let is_it = |column: &&Column| column.meaning == Meaning::BusinessId;
        let Some(number) = self.columns.iter().find(is_it).map(|column| column.number) else {
            return;
        };
        let mut first_rows: BTreeMap<BusinessId, u64> = BTreeMap::new();
        for row in rows {
            let cell = row.cells.iter().find(|(column, _)| *column == number);
            let Some(business_id) = cell.and_then(|(_, value)| value.text().parse().ok()) else {
                continue;
            };
            match first_rows.get(&business_id) {
                Some(first) => self.remarks.push(ImportRemark::SameBusinessId {
                    business_id,
                    rows: (*first, row.number),
                }),
                None => {
                    first_rows.insert(business_id, row.number);
                }
            }
        }
    }
}
