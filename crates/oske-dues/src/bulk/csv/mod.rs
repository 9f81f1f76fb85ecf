//! Many payers from CSV to CSV, block by block.

mod bounded;
mod cell;
mod header;
mod part;
mod summary;
mod write;

use std::io;

use csv::ByteRecord;
use oske_types::quoted;

use self::bounded::Bounded;
use self::header::Header;
use self::part::Part;
use self::summary::Remarks;
pub use self::summary::{CsvRemark, CsvSummary};
use super::Bulk;
use super::names::{self, ColumnError};
use super::outcome::{BulkTotals, WaysOfRows};
#[cfg(feature = "parallel")]
use super::threads;
use crate::policy::Policy;

/// How a table of payers is gone through.
#[derive(Debug, Clone)]
pub struct CsvOptions {
    threads: usize,
    groups: Vec<String>,
}

impl Default for CsvOptions {
    fn default() -> Self {
        Self {
            threads: 1,
            groups: Vec::new(),
        }
    }
}

impl CsvOptions {
    /// With totals by the values of a choice that has a column, beside those of all rows. They may be
    /// asked for by several choices, one after another.
    #[must_use]
    pub fn with_totals_by(mut self, fact: impl Into<String>) -> Self {
        self.groups.push(fact.into());
        self
    }

    /// With several threads, 256 at most; what is written is the same.
    #[cfg(feature = "parallel")]
    #[cfg_attr(docsrs, doc(cfg(feature = "parallel")))]
    #[must_use]
    pub fn with_threads(mut self, threads: std::num::NonZeroUsize) -> Self {
        self.threads = threads.get().min(threads::MOST_THREADS);
        self
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
    /// A row is longer than 1 MiB, as one is where a quote is not closed.
    #[error("line {line}: the row is longer than 1 MiB: is a quote not closed?")]
    #[non_exhaustive]
    RowTooLong {
        /// The line of the table on which the row begins, from 1.
        line: u64,
    },
    /// Totals are asked for by what is no choice, or has no column.
    #[error("the totals cannot be told by group")]
    Group(#[source] ColumnError),
    /// The table cannot be read.
    #[error("the table cannot be read")]
    Read(#[source] io::Error),
    /// What came out cannot be written.
    #[error("the outcomes cannot be written")]
    Write(#[source] io::Error),
}

impl CsvError {
    fn header(policy: &Policy, message: String) -> Self {
        let names = names::names(policy).into_iter();
        let names = std::iter::once("id").chain(names);
        let names: Vec<String> = names.map(|name| format!("`{}`", quoted(name))).collect();
        Self::Header {
            message,
            expected: names.join(", "),
        }
    }

    /// Reads the next record; `false` at the end of the table.
    fn record<R: io::Read>(
        reader: &mut csv::Reader<Bounded<R>>,
        record: &mut ByteRecord,
    ) -> Result<bool, Self> {
        reader.get_mut().begin_row();
        reader.read_byte_record(record).map_err(|error| {
            if reader.get_ref().is_exceeded() {
                let line = record.position().map_or(0, csv::Position::line);
                return Self::RowTooLong { line };
            }
            Self::read(error)
        })
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
    /// order. Memory does not grow with the number of rows. A row may be 1 MiB long.
    ///
    /// Columns may stand in any order. A column that is not there, and an empty cell, are of a fact that
    /// is not given. White space around a cell does not count. A cell that cannot be read, or does not
    /// fit the policy, makes its row `invalid`, and the summary says why. An amount in another currency
    /// than the policy's has the code of its currency behind it. `progress` is told now and then how
    /// many rows are done. Totals by group are told where the options ask for them.
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
    /// [`CsvError`] if the header is not that of a table for the policy, if totals are asked for by what is
    /// no choice with a column, if a row is longer than 1 MiB, or if reading or writing fails; then a part
    /// may have been written.
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
            .from_reader(Bounded::new(table));
        let mut header = ByteRecord::new();
        CsvError::record(&mut reader, &mut header)?;
        let header = Header::new(self, &header, &options.groups)?;
        let mut summary = CsvSummary {
            totals: BulkTotals::new(self.year.policy.currency),
            groups: header.empty_groups(self.year.policy),
            ways: WaysOfRows::default(),
            remarks: Remarks::default(),
        };
        out.write_all(b"id,status,amount\n")
            .map_err(CsvError::Write)?;
        let threads = 0..options.threads.max(1);
        let mut parts: Vec<Part> = threads.map(|_| Part::new(self, &header)).collect();
        let mut more = true;
        while more {
            for part in &mut parts {
                part.clear();
                while more && let Some(record) = part.free_record() {
                    more = CsvError::record(&mut reader, record)?;
                    if more {
                        part.take_record();
                    }
                }
            }
            self.assess_parts(&header, &mut parts);
            for part in &mut parts {
                out.write_all(&part.written).map_err(CsvError::Write)?;
                summary.totals.merge(&part.tally.totals);
                summary.ways.merge(part.tally.ways);
                let groups = summary.groups.iter_mut().zip(&part.groups);
                groups.for_each(|((_, known), (_, of_part))| known.merge(of_part));
                summary.remarks.merge(&mut part.remarks);
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
