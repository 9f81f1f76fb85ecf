//! Many payers at once: columns of facts in, columns of amounts out.
//!
//! [`PolicyYear::bulk`] compiles a dues year once more: the rules of each line become a decision tree,
//! whose ends are sums in scaled integers of a width that is proved from the bounds of the facts. What
//! is not of that form goes through [`PolicyYear::assess`] row by row, so that every row has the outcome
//! that it has by itself; [`Bulk::ways`] says what is computed how.
//!
//! ```
//! use oske_dues::Policy;
//! use oske_dues::bulk::{BulkStatus, Column, Columns};
//!
//! let policy = Policy::from_toml("example.toml", r#"
//!     format = "oske-policy"
//!     version = 1
//!     id = "example"
//!     title = { en = "Counties by population, associations a flat due" }
//!     status = "in-force"
//!     currency = "EUR"
//!     dues_years = { from = "2024" }
//!     unit.inhabitant = { name = { en = "inhabitant" } }
//!     fact.kind = { values = ["county", "association"] }
//!     fact.population = { unit = "inhabitant", step = "1", least = "0", most = "10000000" }
//!
//!     [[rule]]
//!     id = "counties"
//!     when = "kind = 'county'"
//!     pays = "0.0625 EUR/inhabitant * population"
//!
//!     [[rule]]
//!     id = "associations"
//!     when = "kind = 'association'"
//!     pays = "110 EUR"
//! "#)?;
//! let year = policy.for_year("2024".parse()?)?;
//! let bulk = year.bulk();
//! for way in bulk.ways() {
//!     assert_eq!(way.to_string(), "dues: 2 cases in integers of 64 bits");
//! }
//!
//! let kinds: [u8; 3] = [1, 0, 0];
//! let population: [u32; 3] = [0, 70_521, 11_000_000];
//! let columns = Columns::new(3)
//!     .with("kind", Column::choices(&kinds[..], ["county", "association"]))
//!     .with("population", Column::steps(&population[..]));
//! let outcomes = bulk.assess(&columns)?;
//! assert_eq!(outcomes.amounts(), [11_000, 440_756, 0]);
//! assert_eq!(outcomes.statuses()[2], BulkStatus::Invalid);
//! assert_eq!(outcomes.totals().amount().ok_or("a sum")?.to_string(), "4517.56 EUR");
//!
//! // Why, for any one of them.
//! let explanation = year.explain(&bulk.facts(&columns, 2));
//! assert_eq!(explanation.outcome().status(), "invalid");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What is computed how
//!
//! A line is in integers where, for given choices, it is a sum of so many times each of some measures,
//! with borders between the cases. These go step by step: several readings (overlaps, what a source
//! leaves unclear), products of two measures, roundings of a measure in many steps, lists, shares of a
//! round, rules in another currency than the policy's, numbers without bounds. A row goes step by step
//! too where a fact is missing that its rules ask for, or where a cell does not fit the declarations.
//!
//! # What it does not do
//!
//! The things of a list are no column; shares that depend on the other payers are left
//! [undetermined](BulkStatus::Undetermined), as they are for
//! [one payer](PolicyYear::assess).

mod bound;
mod column;
#[cfg(feature = "csv")]
mod csv;
mod ends;
mod grid;
mod kernel;
mod layout;
mod names;
mod needs;
mod outcome;
mod payment;
mod places;
mod prepared;
mod rounded;
mod run;
mod scaling;
#[cfg(feature = "parallel")]
mod threads;
mod tree;
mod ways;

use std::sync::Arc;

use oske_types::Currency;

use self::bound::BoundColumns;
pub use self::column::{Codes, Column, ColumnContent, Columns, Numbers};
#[cfg(feature = "csv")]
pub use self::csv::{CsvError, CsvOptions, CsvRemark, CsvSummary};
use self::grid::Grid;
use self::kernel::Kernel;
pub use self::names::ColumnError;
pub use self::outcome::{BulkOutcomes, BulkStatus, BulkTotals, WaysOfRows};
pub use self::prepared::PreparedPayer;
use self::run::{BLOCK, Block, Passes};
use self::tree::Planter;
pub use self::ways::{AskReason, Way, WayOfLine};
use crate::assessment::Outcome;
use crate::facts::Facts;
use crate::year::PolicyYear;

/// A policy for one dues year, compiled for many payers.
#[derive(Debug)]
pub struct Bulk<'y, 'p> {
    year: &'y PolicyYear<'p>,
    mark: Mark,
    grids: Vec<Option<Grid>>,
    kernels: Vec<Kernel>,
}

impl<'p> PolicyYear<'p> {
    /// The policy of this year, compiled for many payers. It takes about as long as the proof of one
    /// year does.
    #[must_use]
    pub fn bulk(&self) -> Bulk<'_, 'p> {
        let measures = self.policy.measures.iter();
        let grids: Vec<Option<Grid>> = measures
            .map(|measure| Grid::of(measure, self.year))
            .collect();
        let mut planter = Planter::new(self, &grids);
        let lines = 0..self.policy.lines.len();
        let kernels = lines.map(|line| Kernel::new(planter.line(line), self.policy, &grids));
        let kernels = kernels.collect();
        Bulk {
            year: self,
            mark: Mark::default(),
            grids,
            kernels,
        }
    }
}

impl<'p> Bulk<'_, 'p> {
    /// The policy for one dues year that this was compiled of.
    #[must_use]
    pub fn year(&self) -> &PolicyYear<'p> {
        self.year
    }

    /// How the cases of each line are computed, and what is not in integers, why.
    #[must_use]
    pub fn ways(&self) -> Vec<WayOfLine> {
        let kernels = self.kernels.iter().enumerate();
        let ways = kernels.flat_map(|(line, kernel)| {
            let ways = kernel.ways.iter();
            ways.map(move |(way, cases)| WayOfLine {
                line: self.year.line_label(line),
                way: *way,
                cases: *cases,
            })
        });
        ways.collect()
    }

    /// What many payers owe.
    ///
    /// # Errors
    ///
    /// [`ColumnError`] if a column is not one of the policy's facts, or has not one cell for each row.
    pub fn assess(&self, columns: &Columns<'_>) -> Result<BulkOutcomes, ColumnError> {
        let mut outcomes = BulkOutcomes::new(self.year.policy.currency);
        self.assess_into(columns, &mut outcomes)?;
        Ok(outcomes)
    }

    /// What many payers owe, in place of what came out of another run.
    ///
    /// # Errors
    ///
    /// As [`assess`](Self::assess); then the outcomes are as they were.
    pub fn assess_into(
        &self,
        columns: &Columns<'_>,
        outcomes: &mut BulkOutcomes,
    ) -> Result<(), ColumnError> {
        let bound = BoundColumns::new(self.year, &self.grids, columns)?;
        self.make_room(columns.rows(), outcomes);
        let run = Run {
            bulk: self,
            columns,
            bound: &bound,
        };
        let tally = run.rows(0, &mut outcomes.statuses, &mut outcomes.amounts);
        tally.add_to(outcomes);
        outcomes.of = Some([self.mark.clone(), columns.mark.clone()]);
        Ok(())
    }

    /// What many payers owe, computed by several threads, 256 at most; what comes out is the same.
    ///
    /// # Errors
    ///
    /// As [`assess`](Self::assess).
    #[cfg(feature = "parallel")]
    #[cfg_attr(docsrs, doc(cfg(feature = "parallel")))]
    pub fn assess_with_threads(
        &self,
        columns: &Columns<'_>,
        threads: std::num::NonZeroUsize,
    ) -> Result<BulkOutcomes, ColumnError> {
        let mut outcomes = BulkOutcomes::new(self.year.policy.currency);
        let bound = BoundColumns::new(self.year, &self.grids, columns)?;
        self.make_room(columns.rows(), &mut outcomes);
        let run = Run {
            bulk: self,
            columns,
            bound: &bound,
        };
        let share = columns.rows().div_ceil(threads.get());
        let share = share.next_multiple_of(BLOCK).max(BLOCK);
        let statuses = outcomes.statuses.chunks_mut(share);
        let parts = statuses.zip(outcomes.amounts.chunks_mut(share)).enumerate();
        let mut tallies: Vec<Option<Tally>> = Vec::new();
        tallies.resize_with(columns.rows().div_ceil(share), || None);
        let parts = parts.zip(&mut tallies);
        threads::for_each(
            parts,
            threads.get(),
            |((part, (statuses, amounts)), tally)| {
                let from = part.saturating_mul(share);
                *tally = Some(run.rows(from, statuses, amounts));
            },
        );
        for tally in tallies.into_iter().flatten() {
            tally.add_to(&mut outcomes);
        }
        outcomes.of = Some([self.mark.clone(), columns.mark.clone()]);
        Ok(outcomes)
    }

    /// One payer's facts in the policy's own numbering, to be assessed as often as one likes.
    #[must_use]
    pub fn prepare(&self, facts: Facts) -> PreparedPayer<'_> {
        PreparedPayer::new(self, facts)
    }

    fn make_room(&self, rows: usize, outcomes: &mut BulkOutcomes) {
        outcomes.statuses.resize(rows, BulkStatus::Assessed);
        outcomes.amounts.resize(rows, 0);
        outcomes.of = None;
        outcomes.foreign.clear();
        outcomes.totals = BulkTotals::new(self.year.policy.currency);
        outcomes.ways = WaysOfRows::default();
    }

    /// The facts of one row, for [`explain`](PolicyYear::explain): the payer is called by the number of
    /// the row, from 0. A code without a value is the text `code 7`.
    #[must_use]
    pub fn facts(&self, columns: &Columns<'_>, row: usize) -> Facts {
        columns.facts(self.year.policy, row)
    }

    /// The totals by the values of a choice that has a column, in the order of its dictionary; rows
    /// without a value, or with a code that has none, come last under an empty text.
    ///
    /// # Errors
    ///
    /// [`ColumnError::OtherRun`] if the outcomes did not come of these columns, or a copy of them, by this
    /// `Bulk`; [`ColumnError::Unknown`], [`ColumnError::NotChoice`] or [`ColumnError::NoColumn`] if there
    /// is no such choice, or no column of it.
    pub fn totals_by(
        &self,
        columns: &Columns<'_>,
        outcomes: &BulkOutcomes,
        fact: &str,
    ) -> Result<Vec<(String, BulkTotals)>, ColumnError> {
        let [of_bulk, of_columns] = outcomes.of.as_ref().ok_or(ColumnError::OtherRun)?;
        if *of_bulk != self.mark || *of_columns != columns.mark {
            return Err(ColumnError::OtherRun);
        }
        let (values, column) = column::dictionary(self.year.policy, columns, fact)?;
        let currency = self.year.policy.currency;
        let mut totals = vec![BulkTotals::new(currency); values.len()];
        let mut others = BulkTotals::new(currency);
        let mut foreign = outcomes.foreign.iter().peekable();
        let rows = outcomes.statuses.iter().zip(&outcomes.amounts).enumerate();
        for (row, (status, amount)) in rows {
            let in_other = foreign.next_if(|(known, _)| *known == row);
            let currency = in_other.map_or(currency, |(_, other)| *other);
            let code = column.code(row);
            let slot = code.and_then(|code| totals.get_mut(code));
            slot.unwrap_or(&mut others).add(*status, *amount, currency);
        }
        let values = values.into_iter().map(str::to_owned);
        let mut totals: Vec<(String, BulkTotals)> = values.zip(totals).collect();
        if others.rows() > 0 {
            totals.push((String::new(), others));
        }
        Ok(totals)
    }

    /// Assesses the rows of a block; `rows` answers for those that are not settled here.
    fn assess_block(
        &self,
        passes: &mut Passes,
        block: &Block,
        out: (&mut [BulkStatus], &mut [i64]),
        tally: &mut Tally,
        rows_alone: &mut impl RowsAlone,
    ) {
        let (statuses, amounts) = out;
        passes.assess(&self.kernels, block, amounts);
        statuses.fill(BulkStatus::Assessed);
        let rows = u64::try_from(block.rows).unwrap_or(u64::MAX);
        if !passes.any_hindered {
            tally.ways.scaled_64 = tally.ways.scaled_64.saturating_add(rows);
            tally
                .totals
                .add_many(BulkStatus::Assessed, rows, sum_of(amounts));
            return;
        }
        let currency = self.year.policy.currency;
        let mut counts = [0_u64; 2];
        let outcomes = passes.outcomes.iter().zip(statuses).zip(amounts);
        for (row, ((outcome, status), amount)) in outcomes.enumerate() {
            let mut of_row = currency;
            match *outcome {
                kernel::AMOUNT => {}
                kernel::UNDETERMINED => (*status, *amount) = (BulkStatus::Undetermined, 0),
                kernel::NOT_COVERED => (*status, *amount) = (BulkStatus::NotCovered, 0),
                kernel::INVALID => {
                    (*status, *amount) = (BulkStatus::Invalid, 0);
                    rows_alone.found_invalid(row);
                }
                found => {
                    let wide = (found == kernel::WIDE)
                        .then(|| passes.wide_amount(&self.kernels, block, row))
                        .flatten();
                    if let Some(wide) = wide {
                        *amount = wide;
                        counts = [counts[0].saturating_add(1), counts[1]];
                    } else {
                        let outcome = rows_alone.ask(row);
                        let money = outcome.amount();
                        *status = BulkStatus::from(&outcome);
                        *amount = money.map_or(0, |money| money.minor());
                        of_row = money.map_or(currency, |money| money.currency());
                        counts = [counts[0], counts[1].saturating_add(1)];
                        if of_row != currency {
                            tally.foreign.push((tally.rows.saturating_add(row), of_row));
                        }
                    }
                }
            }
            tally.totals.add(*status, *amount, of_row);
        }
        let [wide, asked] = counts;
        tally.ways.merge(WaysOfRows {
            scaled_64: rows.saturating_sub(wide).saturating_sub(asked),
            scaled_128: wide,
            step_by_step: asked,
        });
    }
}

/// What tells a compiled year, or columns, from all others. Copies have the same.
#[derive(Debug, Clone, Default)]
struct Mark(Arc<()>);

impl PartialEq for Mark {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// The rows of a block, one by one.
trait RowsAlone {
    /// The outcome of a row, step by step.
    fn ask(&mut self, row: usize) -> Outcome;

    /// A row was found to be invalid; why may be noted.
    fn found_invalid(&mut self, _row: usize) {}
}

/// The sum of amounts, each of which leaves room for 64 of them.
fn sum_of(amounts: &[i64]) -> i128 {
    let chunks = amounts.chunks(64);
    let sums = chunks.map(|chunk| {
        chunk
            .iter()
            .fold(0_i64, |sum, amount| sum.wrapping_add(*amount))
    });
    sums.fold(0, |sum, part| sum.saturating_add(part.into()))
}

/// What a part of a run comes to.
#[derive(Debug)]
struct Tally {
    /// The number of the first row of the block that is assessed.
    rows: usize,
    foreign: Vec<(usize, Currency)>,
    totals: BulkTotals,
    ways: WaysOfRows,
}

impl Tally {
    fn new(currency: Currency) -> Self {
        Self {
            rows: 0,
            foreign: Vec::new(),
            totals: BulkTotals::new(currency),
            ways: WaysOfRows::default(),
        }
    }

    fn add_to(self, outcomes: &mut BulkOutcomes) {
        outcomes.foreign.extend(self.foreign);
        outcomes.totals.merge(&self.totals);
        outcomes.ways.merge(self.ways);
    }
}

/// A run over columns.
struct Run<'r, 'y, 'p> {
    bulk: &'r Bulk<'y, 'p>,
    columns: &'r Columns<'r>,
    bound: &'r BoundColumns<'r>,
}

impl Run<'_, '_, '_> {
    /// Assesses as many rows as there is room for, from one on.
    fn rows(&self, from: usize, statuses: &mut [BulkStatus], amounts: &mut [i64]) -> Tally {
        let year = self.bulk.year;
        let mut tally = Tally::new(year.policy.currency);
        let mut block = Block::default();
        let mut passes = Passes::default();
        self.bound.prepare(&mut block, BLOCK);
        let mut first = from;
        let parts = statuses.chunks_mut(BLOCK).zip(amounts.chunks_mut(BLOCK));
        for (statuses, amounts) in parts {
            let rows = statuses.len();
            self.bound.fill(&mut block, first, rows);
            tally.rows = first;
            self.bulk.assess_block(
                &mut passes,
                &block,
                (statuses, amounts),
                &mut tally,
                &mut RowsOfRun { run: self, first },
            );
            first = first.saturating_add(rows);
        }
        tally
    }
}

/// The rows of a run from one on.
struct RowsOfRun<'a> {
    run: &'a Run<'a, 'a, 'a>,
    first: usize,
}

impl RowsAlone for RowsOfRun<'_> {
    fn ask(&mut self, row: usize) -> Outcome {
        let year = self.run.bulk.year;
        let row = self.first.saturating_add(row);
        let facts = self.run.columns.facts(year.policy, row);
        year.assess(&facts).outcome
    }
}
