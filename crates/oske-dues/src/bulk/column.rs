//! [`Columns`]: the facts of many payers, fact by fact.

use std::fmt;

use chrono::NaiveDate;
use oske_types::Exact;

use super::Mark;
use super::names::{ColumnError, attribute, choice, measure};
use crate::facts::Facts;
use crate::policy::{NO, Policy, YES};

/// The facts of many payers, a column for each fact and a row for each payer.
///
/// A column may be left out: then its fact is what the policy says that *absent* means, or missing in
/// every row. Cells are held against the policy's declarations when they are assessed, and a cell that
/// does not fit makes its row [invalid](super::BulkStatus::Invalid).
#[derive(Debug, Clone)]
pub struct Columns<'a> {
    rows: usize,
    pub(super) mark: Mark,
    pub(super) columns: Vec<(String, Column<'a>)>,
}

impl<'a> Columns<'a> {
    /// Of so many payers of whom nothing is known yet.
    #[must_use]
    pub fn new(rows: usize) -> Self {
        Self {
            rows,
            mark: Mark::default(),
            columns: Vec::new(),
        }
    }

    /// With the column of a fact.
    #[must_use]
    pub fn with(mut self, fact: impl Into<String>, column: Column<'a>) -> Self {
        self.columns.push((fact.into(), column));
        self.mark = Mark::default();
        self
    }

    /// How many payers there are.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The facts of one payer, which is called by the number of its row, from 0.
    pub(super) fn facts(&self, policy: &Policy, row: usize) -> Facts {
        let mut facts = Facts::new(row.to_string());
        for (name, column) in &self.columns {
            if column
                .known
                .is_some_and(|known| known.get(row) != Some(&true))
            {
                continue;
            }
            facts = column.put_into(facts, name, policy, row);
        }
        facts
    }
}

/// The values of one fact, a cell for each payer.
#[derive(Debug, Clone)]
pub struct Column<'a> {
    pub(super) cells: Cells<'a>,
    pub(super) known: Option<&'a [bool]>,
}

#[derive(Debug, Clone)]
pub(super) enum Cells<'a> {
    /// `None` for the policy's own numbering.
    Codes(Codes<'a>, Option<Vec<String>>),
    Truths(&'a [bool]),
    /// In steps of the measure, or so many decimals behind the point.
    Numbers(Numbers<'a>, Option<u32>),
    Exacts(&'a [Exact]),
    Dates(&'a [NaiveDate]),
}

/// Codes of the values of a choice, from 0.
#[derive(Debug, Clone, Copy)]
pub struct Codes<'a>(pub(super) Width<'a>);

#[derive(Debug, Clone, Copy)]
pub(super) enum Width<'a> {
    U8(&'a [u8]),
    U16(&'a [u16]),
    U32(&'a [u32]),
}

/// Whole numbers.
#[derive(Debug, Clone, Copy)]
pub struct Numbers<'a>(pub(super) Size<'a>);

#[derive(Debug, Clone, Copy)]
pub(super) enum Size<'a> {
    I32(&'a [i32]),
    U32(&'a [u32]),
    I64(&'a [i64]),
}

impl<'a> From<&'a [u8]> for Codes<'a> {
    fn from(codes: &'a [u8]) -> Self {
        Self(Width::U8(codes))
    }
}

impl<'a> From<&'a [u16]> for Codes<'a> {
    fn from(codes: &'a [u16]) -> Self {
        Self(Width::U16(codes))
    }
}

impl<'a> From<&'a [u32]> for Codes<'a> {
    fn from(codes: &'a [u32]) -> Self {
        Self(Width::U32(codes))
    }
}

impl<'a> From<&'a [i32]> for Numbers<'a> {
    fn from(numbers: &'a [i32]) -> Self {
        Self(Size::I32(numbers))
    }
}

impl<'a> From<&'a [u32]> for Numbers<'a> {
    fn from(numbers: &'a [u32]) -> Self {
        Self(Size::U32(numbers))
    }
}

impl<'a> From<&'a [i64]> for Numbers<'a> {
    fn from(numbers: &'a [i64]) -> Self {
        Self(Size::I64(numbers))
    }
}

impl Codes<'_> {
    fn len(&self) -> usize {
        match self.0 {
            Width::U8(codes) => codes.len(),
            Width::U16(codes) => codes.len(),
            Width::U32(codes) => codes.len(),
        }
    }

    pub(super) fn get(&self, row: usize) -> Option<usize> {
        match self.0 {
            Width::U8(codes) => codes.get(row).map(|code| usize::from(*code)),
            Width::U16(codes) => codes.get(row).map(|code| usize::from(*code)),
            Width::U32(codes) => codes.get(row).and_then(|code| usize::try_from(*code).ok()),
        }
    }
}

impl Numbers<'_> {
    fn len(&self) -> usize {
        match self.0 {
            Size::I32(numbers) => numbers.len(),
            Size::U32(numbers) => numbers.len(),
            Size::I64(numbers) => numbers.len(),
        }
    }

    pub(super) fn get(&self, row: usize) -> Option<i64> {
        match self.0 {
            Size::I32(numbers) => numbers.get(row).map(|number| i64::from(*number)),
            Size::U32(numbers) => numbers.get(row).map(|number| i64::from(*number)),
            Size::I64(numbers) => numbers.get(row).copied(),
        }
    }
}

impl<'a> Column<'a> {
    /// A choice as codes of a dictionary: code 0 is the first of the values.
    #[must_use]
    pub fn choices<V: Into<String>>(
        codes: impl Into<Codes<'a>>,
        values: impl IntoIterator<Item = V>,
    ) -> Self {
        let values = values.into_iter().map(Into::into).collect();
        Self::of(Cells::Codes(codes.into(), Some(values)))
    }

    /// A choice in the policy's own numbering: 0 is the first value that the policy declares.
    #[must_use]
    pub fn values(codes: impl Into<Codes<'a>>) -> Self {
        Self::of(Cells::Codes(codes.into(), None))
    }

    /// Yes or no.
    #[must_use]
    pub fn yes_no(cells: &'a [bool]) -> Self {
        Self::of(Cells::Truths(cells))
    }

    /// A measure in steps as the policy declares them: with a step of 0.5, three is 1.5.
    #[must_use]
    pub fn steps(numbers: impl Into<Numbers<'a>>) -> Self {
        Self::of(Cells::Numbers(numbers.into(), None))
    }

    /// A measure with so many decimals: with two, 150 is 1.5.
    #[must_use]
    pub fn scaled(numbers: impl Into<Numbers<'a>>, decimals: u32) -> Self {
        Self::of(Cells::Numbers(numbers.into(), Some(decimals)))
    }

    /// A measure in exact numbers; decimals come to them by `Exact::from_decimal`.
    #[must_use]
    pub fn exact(numbers: &'a [Exact]) -> Self {
        Self::of(Cells::Exacts(numbers))
    }

    /// Dates.
    #[must_use]
    pub fn dates(dates: &'a [NaiveDate]) -> Self {
        Self::of(Cells::Dates(dates))
    }

    /// With a truth for each cell: where it is false, the fact is missing, whatever stands in the cell.
    #[must_use]
    pub fn where_known(mut self, known: &'a [bool]) -> Self {
        self.known = Some(known);
        self
    }

    fn of(cells: Cells<'a>) -> Self {
        Self { cells, known: None }
    }

    pub(super) fn len(&self) -> usize {
        match &self.cells {
            Cells::Codes(codes, _) => codes.len(),
            Cells::Truths(cells) => cells.len(),
            Cells::Numbers(numbers, _) => numbers.len(),
            Cells::Exacts(numbers) => numbers.len(),
            Cells::Dates(dates) => dates.len(),
        }
    }

    pub(super) fn content(&self) -> ColumnContent {
        match &self.cells {
            Cells::Codes(..) => ColumnContent::Choices,
            Cells::Truths(_) => ColumnContent::Truths,
            Cells::Numbers(..) | Cells::Exacts(_) => ColumnContent::Numbers,
            Cells::Dates(_) => ColumnContent::Dates,
        }
    }

    fn put_into(&self, facts: Facts, name: &str, policy: &Policy, row: usize) -> Facts {
        match &self.cells {
            Cells::Codes(codes, values) => {
                let Some(code) = codes.get(row) else {
                    return facts;
                };
                let value = match values {
                    Some(values) => values.get(code).cloned(),
                    None => attribute(policy, name)
                        .and_then(|(_, known)| known.values.get(code))
                        .map(|value| value.name().to_string()),
                };
                facts.with_attribute(name, value.unwrap_or_else(|| format!("code {code}")))
            }
            Cells::Truths(cells) => match cells.get(row) {
                Some(truth) => facts.with_yes_no(name, *truth),
                None => facts,
            },
            Cells::Numbers(numbers, decimals) => {
                let unit = match decimals {
                    Some(decimals) => unit_of(*decimals),
                    None => measure(policy, name)
                        .and_then(|index| policy.measures.get(index))
                        .and_then(|measure| measure.step),
                };
                let number = numbers.get(row).map(Exact::from);
                let value = number.zip(unit);
                match value.and_then(|(number, unit)| number.checked_mul(unit).ok()) {
                    Some(value) => facts.with_measure(name, value),
                    None => facts,
                }
            }
            Cells::Exacts(numbers) => match numbers.get(row) {
                Some(number) => facts.with_measure(name, *number),
                None => facts,
            },
            Cells::Dates(dates) => match dates.get(row) {
                Some(date) => facts.with_date(name, *date),
                None => facts,
            },
        }
    }
}

/// What the cells of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ColumnContent {
    /// Codes of a choice.
    Choices,
    /// Yes or no.
    Truths,
    /// Numbers.
    Numbers,
    /// Dates.
    Dates,
}

impl fmt::Display for ColumnContent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Choices => "choices",
            Self::Truths => "yes or no",
            Self::Numbers => "numbers",
            Self::Dates => "dates",
        })
    }
}

pub(super) fn unit_of(decimals: u32) -> Option<Exact> {
    Exact::ratio(1, 10_i128.checked_pow(decimals)?).ok()
}

/// The dictionary of a choice column, for totals by its values: of each code the text.
pub(super) fn dictionary<'c>(
    policy: &'c Policy,
    columns: &'c Columns<'_>,
    fact: &str,
) -> Result<(Vec<&'c str>, &'c Column<'c>), ColumnError> {
    let (_, known) = choice(policy, fact)?;
    let found = columns.columns.iter().find(|(name, _)| name == fact);
    let (_, column) = found.ok_or_else(|| ColumnError::NoColumn {
        name: fact.to_owned(),
    })?;
    let own = || known.values.iter().map(|value| value.name());
    let values = match &column.cells {
        Cells::Codes(_, Some(values)) => values.iter().map(String::as_str).collect(),
        Cells::Codes(_, None) | Cells::Truths(_) => own().collect(),
        _ => Vec::new(),
    };
    Ok((values, column))
}

impl Column<'_> {
    /// The code in a row; `None` where it is missing.
    pub(super) fn code(&self, row: usize) -> Option<usize> {
        if self
            .known
            .is_some_and(|known| known.get(row) != Some(&true))
        {
            return None;
        }
        match &self.cells {
            Cells::Codes(codes, _) => codes.get(row),
            Cells::Truths(cells) => cells.get(row).map(|truth| if *truth { YES } else { NO }),
            _ => None,
        }
    }
}
