//! The rows that one thread assesses at a time, and those of them that go step by step.

use csv::ByteRecord;
use oske_types::{Language, quoted};

use super::header::{CsvContent, Header};
use super::summary::{CsvRemark, Groups, Remarks};
use super::write::{push_amount, push_id};
use crate::assessment::{Outcome, Reason};
use crate::bulk::outcome::BulkStatus;
use crate::bulk::run::{BLOCK, Block, Passes};
use crate::bulk::{Bulk, RowsAlone, Tally, bound};
use crate::facts::Facts;

/// How many blocks a thread assesses before what it did is written.
const BLOCKS: usize = 4;

/// How many bytes of rows a thread takes at a time, the last row aside.
const MOST_BYTES: usize = 4 << 20;

/// A row that is longer leaves its memory when another takes its place.
const LONG: usize = 1 << 10;

/// The rows that one thread goes through at a time.
pub(super) struct Part {
    records: Vec<ByteRecord>,
    /// How many of the records there are.
    rows: usize,
    /// How many bytes they have.
    bytes: usize,
    block: Block,
    passes: Passes,
    statuses: Vec<BulkStatus>,
    amounts: Vec<i64>,
    pub(super) written: Vec<u8>,
    pub(super) tally: Tally,
    pub(super) groups: Vec<(String, Groups)>,
    pub(super) remarks: Remarks,
}

impl Part {
    pub(super) fn new(bulk: &Bulk<'_, '_>, header: &Header) -> Self {
        let (choices, measures) = bound::defaults(bulk.year.policy, &bulk.grids);
        let block = Block {
            choices: choices.iter().map(|value| vec![*value; BLOCK]).collect(),
            measures: measures.iter().map(|value| vec![*value; BLOCK]).collect(),
            always_missing: header.always_missing,
            ..Block::default()
        };
        Self {
            records: vec![ByteRecord::new(); BLOCK.saturating_mul(BLOCKS)],
            rows: 0,
            bytes: 0,
            block,
            passes: Passes::default(),
            statuses: Vec::new(),
            amounts: Vec::new(),
            written: Vec::new(),
            tally: Tally::new(bulk.year.policy.currency),
            groups: Vec::new(),
            remarks: Remarks::default(),
        }
    }

    /// Makes room for other rows.
    pub(super) fn clear(&mut self) {
        (self.rows, self.bytes) = (0, 0);
    }

    /// Where the next row is read to; `None` where there are as many as are taken at a time.
    pub(super) fn free_record(&mut self) -> Option<&mut ByteRecord> {
        let record = self.records.get_mut(self.rows);
        let record = record.filter(|_| self.bytes < MOST_BYTES)?;
        if record.as_slice().len() > LONG {
            *record = ByteRecord::new();
        }
        Some(record)
    }

    /// Says that a row was read.
    pub(super) fn take_record(&mut self) {
        let length = self.records.get(self.rows).map(|row| row.as_slice().len());
        self.bytes = self.bytes.saturating_add(length.unwrap_or(0));
        self.rows = self.rows.saturating_add(1);
    }

    pub(super) fn assess(&mut self, bulk: &Bulk<'_, '_>, header: &Header) {
        let policy = bulk.year.policy;
        self.tally = Tally::new(policy.currency);
        self.written.clear();
        self.groups = header.empty_groups(policy);
        self.remarks = Remarks::default();
        let records = self.records.get(..self.rows).unwrap_or_default();
        for records in records.chunks(BLOCK) {
            self.block.reset(records.len());
            for (row, record) in records.iter().enumerate() {
                if record.len() != header.columns.len() {
                    self.block.set_odd(row);
                    continue;
                }
                for (cell, column) in record.iter().zip(&header.columns) {
                    let cell = cell.trim_ascii();
                    column.content.read(policy, cell, &mut self.block, row);
                }
                let id = id_of(record, header);
                if id.is_empty() || std::str::from_utf8(id).is_err() {
                    self.block.set_odd(row);
                }
            }
            self.statuses.resize(records.len(), BulkStatus::Assessed);
            self.amounts.resize(records.len(), 0);
            self.tally.rows = 0;
            self.tally.foreign.clear();
            let mut rows_alone = Records {
                bulk,
                header,
                records,
                remarks: &mut self.remarks,
            };
            bulk.assess_block(
                &mut self.passes,
                &self.block,
                (&mut self.statuses, &mut self.amounts),
                &mut self.tally,
                &mut rows_alone,
            );
            let mut foreign = self.tally.foreign.iter().peekable();
            let outcomes = self.statuses.iter().zip(&self.amounts);
            for (row, (record, (status, amount))) in records.iter().zip(outcomes).enumerate() {
                let foreign = foreign.next_if(|(known, _)| *known == row);
                let foreign = foreign.map(|(_, currency)| *currency);
                let of_row = (*status, *amount, foreign.unwrap_or(policy.currency));
                header.add_to_groups(record, &mut self.groups, of_row);
                push_id(&mut self.written, id_of(record, header));
                self.written.push(b',');
                self.written.extend_from_slice(status.name().as_bytes());
                self.written.push(b',');
                if *status == BulkStatus::Assessed {
                    push_amount(&mut self.written, *amount, policy.currency, foreign);
                }
                self.written.push(b'\n');
            }
        }
    }
}

pub(super) fn id_of<'r>(record: &'r ByteRecord, header: &Header) -> &'r [u8] {
    record.get(header.id).unwrap_or_default().trim_ascii()
}

/// The records of a block, where they are assessed one by one.
struct Records<'a> {
    bulk: &'a Bulk<'a, 'a>,
    header: &'a Header,
    records: &'a [ByteRecord],
    remarks: &'a mut Remarks,
}

impl RowsAlone for Records<'_> {
    fn ask(&mut self, row: usize) -> Outcome {
        let Some(record) = self.records.get(row) else {
            return Outcome::Invalid(Vec::new());
        };
        let facts = match facts_of(self.header, record) {
            Ok(facts) => facts,
            Err(message) => {
                self.remarks.add(|| remark_on(self.header, record, message));
                return Outcome::Invalid(Vec::new());
            }
        };
        let outcome = self.bulk.year.assess(&facts).outcome;
        if let Outcome::Invalid(reasons) = &outcome {
            self.remarks.add(|| {
                let reasons = reasons.iter();
                let reasons: Vec<String> = reasons
                    .map(|reason: &Reason| reason.in_language(Language::English))
                    .collect();
                remark_on(self.header, record, reasons.join("; "))
            });
        }
        outcome
    }

    fn found_invalid(&mut self, row: usize) {
        if self.remarks.is_full() {
            self.remarks.count();
        } else {
            self.ask(row);
        }
    }
}

fn remark_on(header: &Header, record: &ByteRecord, message: String) -> CsvRemark {
    CsvRemark {
        line: record.position().map_or(0, csv::Position::line),
        id: String::from_utf8_lossy(id_of(record, header)).into_owned(),
        message,
    }
}

fn facts_of(header: &Header, record: &ByteRecord) -> Result<Facts, String> {
    if record.len() != header.columns.len() {
        let (found, expected) = (record.len(), header.columns.len());
        let is_several_lines = record.as_slice().contains(&b'\n');
        let why = if is_several_lines {
            "; is a quote not closed?"
        } else {
            ""
        };
        return Err(format!(
            "the row has {found} cells: expected {expected}{why}"
        ));
    }
    let id = id_of(record, header);
    let mut facts = Facts::new(String::from_utf8_lossy(id));
    for (cell, column) in record.iter().zip(&header.columns) {
        let cell = cell.trim_ascii();
        let Ok(text) = std::str::from_utf8(cell) else {
            let name = quoted(&column.name);
            return Err(format!(
                "the cell of `{name}` is not UTF-8: expected text in UTF-8"
            ));
        };
        if !text.is_empty() && !matches!(column.content, CsvContent::Id) {
            facts = facts.with_attribute(column.name.clone(), text);
        }
    }
    if id.is_empty() {
        return Err("the row has no `id`: expected the name of the payer".to_owned());
    }
    Ok(facts)
}
