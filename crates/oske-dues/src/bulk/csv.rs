//! Many payers from CSV to CSV, block by block.

use std::io;

use chrono::{Datelike, NaiveDate};
use csv::ByteRecord;
use oske_types::{Currency, Exact, Language, quoted};

use super::column::{self, ColumnError, Scaling};
use super::grid::Grid;
use super::needs::Needs;
use super::outcome::{BulkStatus, BulkTotals, WaysOfRows};
use super::run::{BLOCK, Block, Passes};
#[cfg(feature = "parallel")]
use super::threads;
use super::{Bulk, Tally};
use crate::assessment::{Outcome, Reason};
use crate::facts::Facts;
use crate::policy::Policy;

/// How many blocks a thread assesses before what it did is written.
const BLOCKS: usize = 4;

/// How many remarks are kept.
const MOST_REMARKS: usize = 20;

/// The most decimals of a number that is read without more ado.
const MOST_DECIMALS: usize = 12;

/// The most digits of such a number: as many as always fit 64 bits.
const MOST_DIGITS: usize = 18;

/// How a table of payers is gone through.
#[derive(Debug, Clone)]
pub struct CsvOptions {
    threads: usize,
}

impl Default for CsvOptions {
    fn default() -> Self {
        Self { threads: 1 }
    }
}

impl CsvOptions {
    /// With several threads, 256 at most; what is written is the same.
    #[cfg(feature = "parallel")]
    #[cfg_attr(docsrs, doc(cfg(feature = "parallel")))]
    #[must_use]
    pub fn with_threads(mut self, threads: std::num::NonZeroUsize) -> Self {
        self.threads = threads.get().min(threads::MOST_THREADS);
        self
    }
}

/// What came out of a table of payers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CsvSummary {
    totals: BulkTotals,
    ways: WaysOfRows,
    remarks: Vec<CsvRemark>,
    further_remarks: u64,
}

impl CsvSummary {
    /// The totals of all rows.
    #[must_use]
    pub fn totals(&self) -> &BulkTotals {
        &self.totals
    }

    /// How many rows were computed which way.
    #[must_use]
    pub fn ways(&self) -> WaysOfRows {
        self.ways
    }

    /// Why rows are invalid: of the first of them.
    #[must_use]
    pub fn remarks(&self) -> &[CsvRemark] {
        &self.remarks
    }

    /// How many more rows are invalid.
    #[must_use]
    pub fn further_remarks(&self) -> u64 {
        self.further_remarks
    }

    fn remark(&mut self, remark: CsvRemark) {
        if self.remarks.len() < MOST_REMARKS {
            self.remarks.push(remark);
        } else {
            self.further_remarks = self.further_remarks.saturating_add(1);
        }
    }
}

/// Why a row is invalid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CsvRemark {
    line: u64,
    id: String,
    message: String,
}

impl CsvRemark {
    /// The line of the table on which the row begins, from 1.
    #[must_use]
    pub fn line(&self) -> u64 {
        self.line
    }

    /// The payer.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The reason, in English.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl std::fmt::Display for CsvRemark {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "line {}: `{}`: {}",
            self.line,
            quoted(&self.id),
            self.message
        )
    }
}

/// Why a table of payers was not gone through to its end.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CsvError {
    /// The header is not that of a table for the policy.
    #[error("line 1: {message}; the columns are {expected}")]
    #[non_exhaustive]
    Header {
        /// What is wrong.
        message: String,
        /// The columns that there may be.
        expected: String,
    },
    /// The table cannot be read.
    #[error("the table cannot be read: {0}")]
    Read(io::Error),
    /// What came out cannot be written.
    #[error("the outcomes cannot be written: {0}")]
    Write(io::Error),
}

impl CsvError {
    fn header(policy: &Policy, message: String) -> Self {
        let names = column::names(policy).into_iter();
        let names = std::iter::once("id").chain(names);
        let names: Vec<String> = names.map(|name| format!("`{}`", quoted(name))).collect();
        Self::Header {
            message,
            expected: names.join(", "),
        }
    }

    fn read(error: csv::Error) -> Self {
        let text = error.to_string();
        Self::Read(match error.into_kind() {
            csv::ErrorKind::Io(error) => error,
            _ => io::Error::new(io::ErrorKind::InvalidData, text),
        })
    }
}

#[cfg_attr(docsrs, doc(cfg(feature = "csv")))]
impl Bulk<'_, '_> {
    /// What the payers of a table owe: CSV in UTF-8 with commas and a header, a column `id` and one for
    /// each fact of the policy; out comes CSV with `id`, `status` and `amount`, row by row in the same
    /// order. Memory does not grow with the number of rows.
    ///
    /// Columns may stand in any order. A column that is not there, and an empty cell, are of a fact that
    /// is not given. White space around a cell does not count. A cell that cannot be read, or does not
    /// fit the policy, makes its row `invalid`, and the summary says why. An amount in another currency
    /// than the policy's has the code of its currency behind it. `progress` is told now and then how
    /// many rows are done.
    ///
    /// ```
    /// use oske_dues::Policy;
    /// use oske_dues::bulk::{BulkStatus, CsvOptions};
    ///
    /// let policy = Policy::from_toml("example.toml", r#"
    ///     format = "oske-policy"
    ///     version = 1
    ///     id = "example"
    ///     title = { en = "Dues by population" }
    ///     status = "in-force"
    ///     currency = "EUR"
    ///     dues_years = { from = "2024" }
    ///     unit.inhabitant = { name = { en = "inhabitant" } }
    ///     fact.population = { unit = "inhabitant", step = "1", least = "0", most = "10000000" }
    ///
    ///     [[rule]]
    ///     id = "members"
    ///     pays = "0.0085 EUR/inhabitant * population"
    /// "#)?;
    /// let year = policy.for_year("2024".parse()?)?;
    /// let table = "id,population\nkajaani,36493\nkuopio,many\n";
    /// let mut written = Vec::new();
    /// let summary = year
    ///     .bulk()
    ///     .assess_csv(table.as_bytes(), &mut written, &CsvOptions::default(), |_| {})?;
    /// assert_eq!(
    ///     String::from_utf8(written)?,
    ///     "id,status,amount\nkajaani,assessed,310.19\nkuopio,invalid,\n",
    /// );
    /// assert_eq!(summary.totals().count(BulkStatus::Invalid), 1);
    /// assert_eq!(summary.remarks()[0].line(), 3);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`CsvError`] if the header is not that of a table for the policy, or reading or writing fails;
    /// then a part may have been written.
    pub fn assess_csv(
        &self,
        table: impl io::Read,
        mut out: impl io::Write,
        options: &CsvOptions,
        mut progress: impl FnMut(u64),
    ) -> Result<CsvSummary, CsvError> {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_reader(table);
        let mut header = ByteRecord::new();
        reader
            .read_byte_record(&mut header)
            .map_err(CsvError::read)?;
        let header = Header::new(self, &header)?;
        let mut summary = CsvSummary {
            totals: BulkTotals::new(self.year.policy.currency),
            ways: WaysOfRows::default(),
            remarks: Vec::new(),
            further_remarks: 0,
        };
        out.write_all(b"id,status,amount\n")
            .map_err(CsvError::Write)?;
        let threads = 0..options.threads.max(1);
        let mut parts: Vec<Part> = threads.map(|_| Part::new(self, &header)).collect();
        let mut more = true;
        while more {
            for part in &mut parts {
                part.rows = 0;
                while more && part.rows < part.records.len() {
                    let record = part.records.get_mut(part.rows);
                    let Some(record) = record else { break };
                    more = reader.read_byte_record(record).map_err(CsvError::read)?;
                    if more {
                        part.rows = part.rows.saturating_add(1);
                    }
                }
            }
            self.assess_parts(&header, &mut parts);
            for part in &mut parts {
                out.write_all(&part.written).map_err(CsvError::Write)?;
                summary.totals.merge(&part.tally.totals);
                summary.ways.merge(part.tally.ways);
                part.remarks
                    .drain(..)
                    .for_each(|remark| summary.remark(remark));
            }
            progress(summary.totals.rows());
        }
        out.flush().map_err(CsvError::Write)?;
        Ok(summary)
    }

    #[cfg(feature = "parallel")]
    fn assess_parts(&self, header: &Header, parts: &mut [Part]) {
        let threads = parts.len();
        threads::for_each(parts.iter_mut(), threads, |part| part.assess(self, header));
    }

    #[cfg(not(feature = "parallel"))]
    fn assess_parts(&self, header: &Header, parts: &mut [Part]) {
        for part in parts {
            part.assess(self, header);
        }
    }
}

/// What the columns of a table are.
struct Header {
    columns: Vec<CsvColumn>,
    /// Where the payers' names stand.
    id: usize,
    always_missing: Needs,
}

struct CsvColumn {
    name: String,
    content: CsvContent,
}

enum CsvContent {
    Id,
    Choice {
        attribute: usize,
        /// In order of the texts.
        values: Vec<(Vec<u8>, u16)>,
        absent: Option<u16>,
    },
    Number {
        measure: usize,
        grid: Option<Grid>,
        /// By the number of decimals.
        scalings: Vec<Option<Scaling>>,
        is_absent_said: bool,
    },
    Date {
        measure: usize,
        grid: Option<Grid>,
        is_absent_said: bool,
    },
}

impl Header {
    fn new(bulk: &Bulk<'_, '_>, record: &ByteRecord) -> Result<Self, CsvError> {
        let policy = bulk.year.policy;
        let fault = |message: String| CsvError::header(policy, message);
        let mut columns: Vec<CsvColumn> = Vec::new();
        for (index, cell) in record.iter().enumerate() {
            let cell = if index == 0 {
                cell.strip_prefix("\u{feff}".as_bytes()).unwrap_or(cell)
            } else {
                cell
            };
            let name = String::from_utf8_lossy(cell.trim_ascii()).into_owned();
            if columns.iter().any(|known| known.name == name) {
                return Err(fault(ColumnError::Twice { name }.to_string()));
            }
            let content = if name == "id" {
                CsvContent::Id
            } else {
                let content = CsvContent::new(bulk, &name);
                content.ok_or_else(|| fault(column::unknown(policy, &name).to_string()))?
            };
            columns.push(CsvColumn { name, content });
        }
        let mut ids = columns.iter();
        let id = ids.position(|column| matches!(column.content, CsvContent::Id));
        let id = id.ok_or_else(|| fault("there is no column `id`".to_owned()))?;
        let given: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
        let always_missing = column::missing_without(policy, &bulk.grids, &given);
        Ok(Self {
            columns,
            id,
            always_missing,
        })
    }
}

impl CsvContent {
    fn new(bulk: &Bulk<'_, '_>, name: &str) -> Option<Self> {
        let policy = bulk.year.policy;
        if let Some((attribute, known)) = column::attribute(policy, name) {
            let values = known.values.iter().enumerate();
            let values = values.filter_map(|(index, value)| {
                Some((value.name().as_bytes().to_vec(), u16::try_from(index).ok()?))
            });
            let mut values: Vec<(Vec<u8>, u16)> = values.collect();
            values.sort();
            let absent = known.absent.as_ref();
            return Some(Self::Choice {
                attribute,
                values,
                absent: absent.and_then(|absent| u16::try_from(absent.value).ok()),
            });
        }
        let measure = column::measure(policy, name)?;
        let known = policy.measures.get(measure)?;
        let grid = bulk.grids.get(measure).copied().flatten();
        let is_absent_said = known.absent.is_some();
        if known.is_date {
            return Some(Self::Date {
                measure,
                grid,
                is_absent_said,
            });
        }
        let decimals = 0..=u32::try_from(MOST_DECIMALS).unwrap_or(0);
        let scalings = decimals.map(|decimals| {
            let unit = Exact::ratio(1, 10_i128.checked_pow(decimals)?).ok()?;
            Scaling::new(grid.as_ref()?, unit)
        });
        Some(Self::Number {
            measure,
            grid,
            scalings: scalings.collect(),
            is_absent_said,
        })
    }

    /// Reads a cell into a row of a block.
    fn read(&self, policy: &Policy, cell: &[u8], block: &mut Block, row: usize) {
        match self {
            Self::Id => {}
            Self::Choice {
                attribute,
                values,
                absent,
            } => {
                let found = if cell.is_empty() {
                    if absent.is_none() {
                        block.set_missing(row, Needs::attribute(*attribute));
                    }
                    *absent
                } else {
                    let place = values.binary_search_by(|(value, _)| value.as_slice().cmp(cell));
                    let place = place.ok().and_then(|place| values.get(place));
                    if place.is_none() {
                        block.set_odd(row);
                    }
                    place.map(|(_, value)| *value)
                };
                column::set(&mut block.choices, *attribute, row, found.unwrap_or(0));
            }
            Self::Number {
                measure,
                grid,
                scalings,
                is_absent_said,
            } => {
                let found = Decimal::read(cell).and_then(|decimal| {
                    let scaling = scalings.get(decimal.decimals).copied().flatten()?;
                    scaling.apply(decimal.digits)
                });
                let of = (policy, *measure, *grid, *is_absent_said);
                put_number(of, cell, found, block, row);
            }
            Self::Date {
                measure,
                grid,
                is_absent_said,
            } => {
                let found = day_of(cell)
                    .filter(|day| grid.is_some_and(|grid| grid.low <= *day && *day <= grid.high));
                let of = (policy, *measure, *grid, *is_absent_said);
                put_number(of, cell, found, block, row);
            }
        }
    }
}

/// Puts a number into a row: what was found in the cell, or what stands for an empty one.
fn put_number(
    (policy, measure, grid, is_absent_said): (&Policy, usize, Option<Grid>, bool),
    cell: &[u8],
    found: Option<i64>,
    block: &mut Block,
    row: usize,
) {
    let low = grid.map_or(0, |grid| grid.low);
    let absent = grid.and_then(|grid| grid.absent);
    let number = match found {
        Some(found) => found,
        None if !cell.is_empty() => {
            block.set_odd(row);
            low
        }
        None => {
            if absent.is_none() && is_absent_said {
                block.set_odd(row);
            } else if absent.is_none() {
                block.set_missing(row, Needs::measure(policy, measure));
            }
            absent.unwrap_or(low)
        }
    };
    column::set(&mut block.measures, measure, row, number);
}

/// Digits with so many decimals.
struct Decimal {
    digits: i64,
    decimals: usize,
}

impl Decimal {
    /// Reads what is read most often; `None` for anything else, be it a number or not.
    fn read(cell: &[u8]) -> Option<Self> {
        let (is_negative, text) = match cell.strip_prefix(b"-") {
            Some(rest) => (true, rest),
            None => (false, cell),
        };
        let mut digits = 0_i64;
        let mut count = 0_usize;
        let mut point = None;
        for (place, byte) in text.iter().enumerate() {
            match byte {
                b'0'..=b'9' => {
                    count = count.saturating_add(1);
                    let digit = i64::from(byte.wrapping_sub(b'0'));
                    digits = digits.wrapping_mul(10).wrapping_add(digit);
                }
                b'.' if point.is_none() && place > 0 => point = Some(place),
                _ => return None,
            }
        }
        let decimals = match point {
            Some(point) => text.len().checked_sub(point)?.checked_sub(1)?,
            None => 0,
        };
        let is_strict = match text {
            [b'0', b'.', ..] | [b'0'] => true,
            [b'0', ..] => false,
            _ => true,
        };
        let is_plain = is_strict
            && (1..=MOST_DIGITS).contains(&count)
            && decimals <= MOST_DECIMALS
            && (point.is_none() || decimals > 0)
            && !(is_negative && digits == 0);
        is_plain.then_some(Self {
            digits: if is_negative {
                digits.wrapping_neg()
            } else {
                digits
            },
            decimals,
        })
    }
}

/// The number of a day as it is written most often.
fn day_of(cell: &[u8]) -> Option<i64> {
    let [y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1] = cell else {
        return None;
    };
    let number = |digits: &[&u8]| {
        digits.iter().try_fold(0_u32, |number, digit| {
            let digit = digit.is_ascii_digit().then(|| digit.wrapping_sub(b'0'))?;
            Some(number.wrapping_mul(10).wrapping_add(digit.into()))
        })
    };
    let year = i32::try_from(number(&[y0, y1, y2, y3])?).ok()?;
    let date = NaiveDate::from_ymd_opt(year, number(&[m0, m1])?, number(&[d0, d1])?)?;
    Some(date.num_days_from_ce().into())
}

/// The rows that one thread goes through at a time.
struct Part {
    records: Vec<ByteRecord>,
    /// How many of the records there are.
    rows: usize,
    block: Block,
    passes: Passes,
    statuses: Vec<BulkStatus>,
    amounts: Vec<i64>,
    written: Vec<u8>,
    tally: Tally,
    remarks: Vec<CsvRemark>,
}

impl Part {
    fn new(bulk: &Bulk<'_, '_>, header: &Header) -> Self {
        let (choices, measures) = column::defaults(bulk.year.policy, &bulk.grids);
        let block = Block {
            choices: choices.iter().map(|value| vec![*value; BLOCK]).collect(),
            measures: measures.iter().map(|value| vec![*value; BLOCK]).collect(),
            always_missing: header.always_missing,
            ..Block::default()
        };
        Self {
            records: vec![ByteRecord::new(); BLOCK.saturating_mul(BLOCKS)],
            rows: 0,
            block,
            passes: Passes::default(),
            statuses: Vec::new(),
            amounts: Vec::new(),
            written: Vec::new(),
            tally: Tally::new(bulk.year.policy.currency),
            remarks: Vec::new(),
        }
    }

    fn assess(&mut self, bulk: &Bulk<'_, '_>, header: &Header) {
        let policy = bulk.year.policy;
        self.tally = Tally::new(policy.currency);
        self.written.clear();
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
                if id_of(record, header).is_empty() {
                    self.block.set_odd(row);
                }
            }
            self.statuses.resize(records.len(), BulkStatus::Assessed);
            self.amounts.resize(records.len(), 0);
            self.tally.rows = 0;
            self.tally.foreign.clear();
            let remarks = &mut self.remarks;
            bulk.assess_block(
                &mut self.passes,
                &self.block,
                (&mut self.statuses, &mut self.amounts),
                &mut self.tally,
                |row| match records.get(row) {
                    Some(record) => step_by_step(bulk, header, record, remarks),
                    None => Outcome::Invalid(Vec::new()),
                },
            );
            let mut foreign = self.tally.foreign.iter().peekable();
            let outcomes = self.statuses.iter().zip(&self.amounts);
            for (row, (record, (status, amount))) in records.iter().zip(outcomes).enumerate() {
                let foreign = foreign.next_if(|(known, _)| *known == row);
                let foreign = foreign.map(|(_, currency)| *currency);
                push_cell(&mut self.written, id_of(record, header));
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

fn id_of<'r>(record: &'r ByteRecord, header: &Header) -> &'r [u8] {
    record.get(header.id).unwrap_or_default().trim_ascii()
}

/// The outcome of a row that is not assessed in a block, with a remark where it is invalid.
fn step_by_step(
    bulk: &Bulk<'_, '_>,
    header: &Header,
    record: &ByteRecord,
    remarks: &mut Vec<CsvRemark>,
) -> Outcome {
    let id = String::from_utf8_lossy(id_of(record, header)).into_owned();
    let mut remark = |message: String| {
        let line = record.position().map_or(0, csv::Position::line);
        let id = id.clone();
        remarks.push(CsvRemark { line, id, message });
    };
    let facts = match facts_of(header, record, &id) {
        Ok(facts) => facts,
        Err(message) => {
            remark(message);
            return Outcome::Invalid(Vec::new());
        }
    };
    let outcome = bulk.year.assess(&facts).outcome;
    if let Outcome::Invalid(reasons) = &outcome {
        let reasons = reasons.iter();
        let reasons: Vec<String> = reasons
            .map(|reason: &Reason| reason.in_language(Language::English))
            .collect();
        remark(reasons.join("; "));
    }
    outcome
}

fn facts_of(header: &Header, record: &ByteRecord, id: &str) -> Result<Facts, String> {
    if record.len() != header.columns.len() {
        let (found, expected) = (record.len(), header.columns.len());
        return Err(format!("the row has {found} cells: expected {expected}"));
    }
    let mut facts = Facts::new(id);
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

/// A cell, in quotes where it must be.
fn push_cell(written: &mut Vec<u8>, cell: &[u8]) {
    if !cell
        .iter()
        .any(|byte| matches!(byte, b',' | b'"' | b'\n' | b'\r'))
    {
        written.extend_from_slice(cell);
        return;
    }
    written.push(b'"');
    for byte in cell {
        if *byte == b'"' {
            written.push(b'"');
        }
        written.push(*byte);
    }
    written.push(b'"');
}

/// An amount with all decimals of its currency: `110.00`.
fn push_amount(written: &mut Vec<u8>, minor: i64, own: Currency, foreign: Option<Currency>) {
    let currency = foreign.unwrap_or(own);
    let decimals = usize::try_from(currency.minor_digits()).unwrap_or_default();
    let mut digits = [b'0'; 40];
    let mut rest = minor.unsigned_abs();
    let mut count = 0_usize;
    for (place, slot) in digits.iter_mut().rev().enumerate() {
        if rest == 0 && place > decimals {
            break;
        }
        let digit = u8::try_from(rest.wrapping_rem(10)).unwrap_or(0);
        *slot = b'0'.wrapping_add(digit);
        rest = rest.wrapping_div(10);
        count = place.saturating_add(1);
    }
    if minor < 0 {
        written.push(b'-');
    }
    let begin = digits.len().saturating_sub(count);
    let point = digits.len().saturating_sub(decimals);
    written.extend_from_slice(digits.get(begin..point).unwrap_or_default());
    if decimals > 0 {
        written.push(b'.');
        written.extend_from_slice(digits.get(point..).unwrap_or_default());
    }
    if foreign.is_some() {
        written.push(b' ');
        written.extend_from_slice(currency.code().as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use oske_types::Money;

    #[test]
    fn amounts_are_written_as_money_is() {
        for currency in [Currency::EUR, Currency::JPY, "TND".parse().unwrap()] {
            for minor in [
                0,
                1,
                -1,
                9,
                10,
                99,
                100,
                -100,
                1_000,
                123_456_789,
                i64::MAX,
                i64::MIN,
            ] {
                let mut written = Vec::new();
                push_amount(&mut written, minor, currency, None);
                let expected = Money::from_minor(minor, currency).to_decimal_text();
                assert_eq!(String::from_utf8(written).unwrap(), expected);
            }
        }
    }

    #[test]
    fn numbers_are_read_as_exact_ones_are_or_left_to_them() {
        let texts = [
            "0",
            "1",
            "-1",
            "10",
            "1.5",
            "-0.5",
            "0.80",
            "05",
            "-0",
            "-0.0",
            "1.",
            ".5",
            "",
            "-",
            "1e3",
            "+1",
            "1_000",
            "1,5",
            "1/2",
            "00",
            "0.0",
            "123456789012345678",
            "1234567890123456789",
            "0.1234567890123",
            "--1",
            "1.2.3",
            "- 1",
        ];
        for text in texts {
            if let Some(decimal) = Decimal::read(text.as_bytes()) {
                let scale = 10_i128.pow(u32::try_from(decimal.decimals).unwrap());
                let read = Exact::ratio(decimal.digits.into(), scale).unwrap();
                assert_eq!(text.parse(), Ok(read), "{text}");
            }
        }
        assert!(Decimal::read(b"70521").is_some() && Decimal::read(b"0.0625").is_some());
    }
}
