//! [`Columns`]: the facts of many payers, fact by fact.

use std::fmt;

use chrono::{Datelike, NaiveDate};
use oske_types::{Exact, nearest, quoted};

use super::grid::Grid;
use super::needs::Needs;
use super::run::Block;
use crate::facts::Facts;
use crate::policy::{Attribute, NO, Policy, YES};
use crate::year::PolicyYear;

/// The facts of many payers, a column for each fact and a row for each payer.
///
/// A column may be left out: then its fact is what the policy says that *absent* means, or missing in
/// every row. Cells are held against the policy's declarations when they are assessed, and a cell that
/// does not fit makes its row [invalid](super::BulkStatus::Invalid).
#[derive(Debug, Clone)]
pub struct Columns<'a> {
    rows: usize,
    columns: Vec<(String, Column<'a>)>,
}

impl<'a> Columns<'a> {
    /// Of so many payers of whom nothing is known yet.
    #[must_use]
    pub fn new(rows: usize) -> Self {
        Self {
            rows,
            columns: Vec::new(),
        }
    }

    /// With the column of a fact.
    #[must_use]
    pub fn with(mut self, fact: impl Into<String>, column: Column<'a>) -> Self {
        self.columns.push((fact.into(), column));
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
    cells: Cells<'a>,
    known: Option<&'a [bool]>,
}

#[derive(Debug, Clone)]
enum Cells<'a> {
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
pub struct Codes<'a>(Width<'a>);

#[derive(Debug, Clone, Copy)]
enum Width<'a> {
    U8(&'a [u8]),
    U16(&'a [u16]),
    U32(&'a [u32]),
}

/// Whole numbers.
#[derive(Debug, Clone, Copy)]
pub struct Numbers<'a>(Size<'a>);

#[derive(Debug, Clone, Copy)]
enum Size<'a> {
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

    fn get(&self, row: usize) -> Option<i64> {
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

    fn len(&self) -> usize {
        match &self.cells {
            Cells::Codes(codes, _) => codes.len(),
            Cells::Truths(cells) => cells.len(),
            Cells::Numbers(numbers, _) => numbers.len(),
            Cells::Exacts(numbers) => numbers.len(),
            Cells::Dates(dates) => dates.len(),
        }
    }

    fn content(&self) -> ColumnContent {
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

/// A column that cannot be a column of the policy.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ColumnError {
    /// The policy has no such fact, or it is a fact of the things in a list.
    #[error("`{}` is no fact of the policy: expected {expected}", quoted(name))]
    #[non_exhaustive]
    Unknown {
        /// The name of the column.
        name: String,
        /// The nearest name, or every one, as a text.
        expected: String,
    },
    /// Two columns are of the same fact.
    #[error("`{}` has two columns: expected one for each fact", quoted(name))]
    #[non_exhaustive]
    Twice {
        /// The fact.
        name: String,
    },
    /// A column has another number of cells than there are rows.
    #[error(
        "`{}` has {found} cells: expected {expected}, one for each row",
        quoted(name)
    )]
    #[non_exhaustive]
    Length {
        /// The fact.
        name: String,
        /// How many cells there are, or truths that say whether a cell is known.
        found: usize,
        /// How many rows.
        expected: usize,
    },
    /// The cells are of another kind than the fact.
    #[error("the column of `{}` holds {found}: expected {expected}", quoted(name))]
    #[non_exhaustive]
    Content {
        /// The fact.
        name: String,
        /// What the cells are.
        found: ColumnContent,
        /// What the fact is.
        expected: ColumnContent,
    },
    /// A measure without a step is given in steps.
    #[error(
        "`{}` has no step in the policy: expected numbers with a stated count of decimals",
        quoted(name)
    )]
    #[non_exhaustive]
    NoStep {
        /// The fact.
        name: String,
    },
}

/// The names that columns may have.
pub(super) fn names(policy: &Policy) -> Vec<&str> {
    let attributes = policy
        .attributes
        .iter()
        .filter(|known| known.list.is_none());
    let attributes = attributes.map(|known| known.named.name());
    let measures = policy.measures.iter();
    let measures = measures.filter(|known| known.list.is_none() && !known.is_position);
    let measures = measures.map(|known| known.named.name());
    attributes.chain(measures).collect()
}

pub(super) fn unknown(policy: &Policy, name: &str) -> ColumnError {
    let known = names(policy);
    let expected = match nearest(name, known.iter().copied()) {
        Some(near) => format!("`{}`", quoted(near)),
        None if known.is_empty() => "no columns".to_owned(),
        None => {
            let known: Vec<String> = known
                .iter()
                .map(|name| format!("`{}`", quoted(name)))
                .collect();
            format!("one of {}", known.join(", "))
        }
    };
    ColumnError::Unknown {
        name: name.to_owned(),
        expected,
    }
}

pub(super) fn attribute<'p>(policy: &'p Policy, name: &str) -> Option<(usize, &'p Attribute)> {
    let mut known = policy.attributes.iter().enumerate();
    known.find(|(_, known)| known.list.is_none() && *known.named.name() == *name)
}

pub(super) fn measure(policy: &Policy, name: &str) -> Option<usize> {
    let mut known = policy.measures.iter();
    known.position(|known| {
        known.list.is_none() && !known.is_position && *known.named.name() == *name
    })
}

fn unit_of(decimals: u32) -> Option<Exact> {
    Exact::ratio(1, 10_i128.checked_pow(decimals)?).ok()
}

/// Columns held against a policy's declarations.
#[derive(Debug)]
pub(super) struct BoundColumns<'a> {
    columns: Vec<BoundColumn<'a>>,
    always_missing: Needs,
    /// What stands for the facts of which there is no column.
    choices: Vec<u16>,
    measures: Vec<i64>,
}

/// What stands for a code that is not in the dictionary, or for a text that the policy does not have.
const UNKNOWN: u16 = u16::MAX;

#[derive(Debug)]
struct BoundColumn<'a> {
    fact: BoundFact,
    bit: Needs,
    known: Option<&'a [bool]>,
    source: Source<'a>,
}

#[derive(Debug, Clone, Copy)]
enum BoundFact {
    Choice {
        attribute: usize,
        absent: Option<u16>,
    },
    Measure {
        measure: usize,
        grid: Option<Grid>,
        is_absent_said: bool,
    },
}

#[derive(Debug)]
enum Source<'a> {
    /// With the value of each code.
    Codes(Codes<'a>, Vec<u16>),
    Truths(&'a [bool]),
    Numbers(Numbers<'a>, Scaling),
    Exacts(&'a [Exact]),
    Dates(&'a [NaiveDate]),
}

/// How a number of a column becomes one of the grid: `number · times / over`, where it is from `low` to
/// `high`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scaling {
    low: i64,
    high: i64,
    times: i64,
    over: i64,
}

impl Scaling {
    /// `None` where no number of 64 bits can be in the range.
    pub(super) fn new(grid: &Grid, unit: Exact) -> Option<Self> {
        let ratio = unit.checked_div(grid.unit).ok()?;
        let end = |whole: i64| Exact::from(whole).checked_div(ratio).ok();
        let low = end(grid.low)?.ceil().max(i64::MIN.into());
        let high = end(grid.high)?.floor().min(i64::MAX.into());
        Some(Self {
            low: i64::try_from(low).ok()?,
            high: i64::try_from(high).ok()?,
            times: i64::try_from(ratio.numerator()).ok()?,
            over: i64::try_from(ratio.denominator()).ok()?,
        })
    }

    /// The whole number of the grid, if the number is one.
    pub(super) fn apply(&self, number: i64) -> Option<i64> {
        if number < self.low || number > self.high {
            return None;
        }
        let number = number.checked_mul(self.times)?;
        (number.checked_rem(self.over)? == 0).then_some(())?;
        number.checked_div(self.over)
    }

    const NONE: Self = Self {
        low: 1,
        high: 0,
        times: 1,
        over: 1,
    };
}

impl<'a> BoundColumns<'a> {
    pub(super) fn new(
        year: &PolicyYear<'_>,
        grids: &[Option<Grid>],
        columns: &Columns<'a>,
    ) -> Result<Self, ColumnError> {
        let mut bound = Self::without(year.policy, grids);
        let mut seen: Vec<&str> = Vec::new();
        for (name, column) in &columns.columns {
            if seen.contains(&name.as_str()) {
                return Err(ColumnError::Twice { name: name.clone() });
            }
            seen.push(name);
            let known = column.known.map_or(columns.rows, <[bool]>::len);
            for found in [column.len(), known] {
                if found != columns.rows {
                    return Err(ColumnError::Length {
                        name: name.clone(),
                        found,
                        expected: columns.rows,
                    });
                }
            }
            let column = bind(year.policy, grids, name, column)?;
            bound.columns.push(column);
        }
        bound.always_missing = missing_without(year.policy, grids, &seen);
        Ok(bound)
    }

    /// Without any columns.
    fn without(policy: &Policy, grids: &[Option<Grid>]) -> Self {
        let (choices, measures) = defaults(policy, grids);
        Self {
            columns: Vec::new(),
            always_missing: Needs::NONE,
            choices,
            measures,
        }
    }

    /// Makes the parts of a block that do not change.
    pub(super) fn prepare(&self, block: &mut Block, rows: usize) {
        block.choices = self
            .choices
            .iter()
            .map(|value| vec![*value; rows])
            .collect();
        block.measures = self
            .measures
            .iter()
            .map(|value| vec![*value; rows])
            .collect();
        block.always_missing = self.always_missing;
    }

    /// Brings rows into a block.
    pub(super) fn fill(&self, block: &mut Block, from: usize, rows: usize) {
        block.reset(rows);
        for column in &self.columns {
            column.fill(block, from, rows);
        }
    }
}

/// What stands for facts that are not given: what the policy says that absent means, or anything.
pub(super) fn defaults(policy: &Policy, grids: &[Option<Grid>]) -> (Vec<u16>, Vec<i64>) {
    let choices = policy.attributes.iter().map(|known| {
        let absent = known.absent.as_ref();
        absent.map_or(0, |absent| u16::try_from(absent.value).unwrap_or(0))
    });
    let measures = grids.iter().map(|grid| {
        grid.as_ref()
            .map_or(0, |grid| grid.absent.unwrap_or(grid.low))
    });
    (choices.collect(), measures.collect())
}

/// The facts that are missing in every row where only some have a column.
pub(super) fn missing_without(policy: &Policy, grids: &[Option<Grid>], given: &[&str]) -> Needs {
    let mut missing = Needs::NONE;
    for (index, known) in policy.attributes.iter().enumerate() {
        let is_given = known.list.is_none() && given.contains(&known.named.name());
        if !is_given && (known.absent.is_none() || known.list.is_some()) {
            missing = missing.and(Needs::attribute(index));
        }
    }
    for (index, known) in policy.measures.iter().enumerate() {
        let is_given = known.list.is_none() && given.contains(&known.named.name());
        let absent = grids.get(index).and_then(Option::as_ref);
        let absent = absent.and_then(|grid| grid.absent);
        if !is_given && absent.is_none() {
            missing = missing.and(Needs::measure(policy, index));
        }
    }
    for index in 0..policy.lists.len() {
        missing = missing.and(Needs::list(policy, index));
    }
    missing
}

fn bind<'a>(
    policy: &Policy,
    grids: &[Option<Grid>],
    name: &str,
    column: &Column<'a>,
) -> Result<BoundColumn<'a>, ColumnError> {
    let wrong = |expected| ColumnError::Content {
        name: name.to_owned(),
        found: column.content(),
        expected,
    };
    if let Some((index, known)) = attribute(policy, name) {
        let expected = if known.yes_no {
            ColumnContent::Truths
        } else {
            ColumnContent::Choices
        };
        let source = match &column.cells {
            Cells::Codes(codes, values) => {
                let value_of = |text: &str| {
                    let mut values = known.values.iter();
                    values.position(|value| *value.name() == *text)
                };
                let of_codes: Vec<Option<usize>> = match values {
                    Some(values) => values.iter().map(|text| value_of(text)).collect(),
                    None => (0..known.values.len()).map(Some).collect(),
                };
                let values = of_codes.into_iter().map(|value| {
                    let value = value.and_then(|value| u16::try_from(value).ok());
                    value.unwrap_or(UNKNOWN)
                });
                Source::Codes(*codes, values.collect())
            }
            Cells::Truths(cells) if known.yes_no => Source::Truths(cells),
            _ => return Err(wrong(expected)),
        };
        let absent = known.absent.as_ref();
        let absent = absent.and_then(|absent| u16::try_from(absent.value).ok());
        return Ok(BoundColumn {
            fact: BoundFact::Choice {
                attribute: index,
                absent,
            },
            bit: Needs::attribute(index),
            known: column.known,
            source,
        });
    }
    let index = measure(policy, name).ok_or_else(|| unknown(policy, name))?;
    let known = policy.measures.get(index);
    let is_date = known.is_some_and(|known| known.is_date);
    let grid = grids.get(index).copied().flatten();
    let source = match &column.cells {
        Cells::Dates(dates) if is_date => Source::Dates(dates),
        _ if is_date => return Err(wrong(ColumnContent::Dates)),
        Cells::Numbers(numbers, decimals) => {
            let unit = match decimals {
                Some(decimals) => unit_of(*decimals),
                None => {
                    let step = known.and_then(|known| known.step);
                    Some(step.ok_or_else(|| ColumnError::NoStep {
                        name: name.to_owned(),
                    })?)
                }
            };
            let scaling = grid
                .zip(unit)
                .and_then(|(grid, unit)| Scaling::new(&grid, unit));
            Source::Numbers(*numbers, scaling.unwrap_or(Scaling::NONE))
        }
        Cells::Exacts(numbers) => Source::Exacts(numbers),
        _ => return Err(wrong(ColumnContent::Numbers)),
    };
    Ok(BoundColumn {
        fact: BoundFact::Measure {
            measure: index,
            grid,
            is_absent_said: known.is_some_and(|known| known.absent.is_some()),
        },
        bit: Needs::measure(policy, index),
        known: column.known,
        source,
    })
}

impl BoundColumn<'_> {
    fn fill(&self, block: &mut Block, from: usize, rows: usize) {
        let to = from.saturating_add(rows);
        match self.fact {
            BoundFact::Choice { attribute, .. } => {
                let mut values = take(&mut block.choices, attribute);
                values.clear();
                let may_be_unknown = match &self.source {
                    Source::Codes(codes, of) => read_codes(codes, of, from, to, &mut values),
                    Source::Truths(cells) => {
                        let cells = cells.get(from..to).unwrap_or_default().iter();
                        let (yes, no) = (value(YES), value(NO));
                        values.extend(cells.map(|truth| if *truth { yes } else { no }));
                        false
                    }
                    _ => false,
                };
                if may_be_unknown {
                    for (row, value) in values.iter_mut().enumerate() {
                        if *value == UNKNOWN {
                            *value = 0;
                            if self.is_known(from.saturating_add(row)) {
                                block.set_odd(row);
                            }
                        }
                    }
                }
                put_back(&mut block.choices, attribute, values);
            }
            BoundFact::Measure { measure, grid, .. } => {
                let mut values = take(&mut block.measures, measure);
                values.clear();
                let fits = self.read_numbers(grid.as_ref(), from, to, &mut values);
                if !fits {
                    let low = grid.map_or(0, |grid| grid.low);
                    for row in 0..rows {
                        let at = from.saturating_add(row);
                        let found = self.number(grid.as_ref(), at);
                        if found.is_none() && self.is_known(at) {
                            block.set_odd(row);
                        }
                        if let Some(slot) = values.get_mut(row) {
                            *slot = found.unwrap_or(low);
                        }
                    }
                }
                put_back(&mut block.measures, measure, values);
            }
        }
        if let Some(known) = self.known {
            let known = known.get(from..to).unwrap_or_default();
            for (row, known) in known.iter().enumerate() {
                if !known {
                    self.set_absent(block, row);
                }
            }
        }
    }

    fn is_known(&self, row: usize) -> bool {
        self.known.is_none_or(|known| known.get(row) == Some(&true))
    }

    fn set_absent(&self, block: &mut Block, row: usize) {
        match self.fact {
            BoundFact::Choice { attribute, absent } => {
                set(&mut block.choices, attribute, row, absent.unwrap_or(0));
                if absent.is_none() {
                    block.set_missing(row, self.bit);
                }
            }
            BoundFact::Measure {
                measure,
                grid,
                is_absent_said,
            } => {
                let absent = grid.and_then(|grid| grid.absent);
                let low = grid.map_or(0, |grid| grid.low);
                set(&mut block.measures, measure, row, absent.unwrap_or(low));
                if absent.is_none() && is_absent_said {
                    block.set_odd(row);
                } else if absent.is_none() {
                    block.set_missing(row, self.bit);
                }
            }
        }
    }

    /// Reads the numbers of rows all at once; `false` where one of them does not fit.
    fn read_numbers(
        &self,
        grid: Option<&Grid>,
        from: usize,
        to: usize,
        values: &mut Vec<i64>,
    ) -> bool {
        match &self.source {
            Source::Numbers(numbers, scaling) if scaling.over == 1 => match numbers.0 {
                Size::I32(numbers) => {
                    scale(numbers.get(from..to).unwrap_or_default(), *scaling, values)
                }
                Size::U32(numbers) => {
                    scale(numbers.get(from..to).unwrap_or_default(), *scaling, values)
                }
                Size::I64(numbers) => {
                    scale(numbers.get(from..to).unwrap_or_default(), *scaling, values)
                }
            },
            _ => {
                let found = (from..to).map(|row| self.number(grid, row));
                let mut fits = true;
                values.extend(found.map(|number| {
                    fits &= number.is_some();
                    number.unwrap_or_default()
                }));
                fits
            }
        }
    }

    /// The whole number that stands for the value in a row, if one does.
    fn number(&self, grid: Option<&Grid>, row: usize) -> Option<i64> {
        let grid = grid?;
        match &self.source {
            Source::Numbers(numbers, scaling) => scaling.apply(numbers.get(row)?),
            Source::Exacts(numbers) => grid.whole(*numbers.get(row)?),
            Source::Dates(dates) => {
                let day = i64::from(dates.get(row)?.num_days_from_ce());
                (grid.low <= day && day <= grid.high).then_some(day)
            }
            Source::Codes(..) | Source::Truths(_) => None,
        }
    }
}

fn value(index: usize) -> u16 {
    u16::try_from(index).unwrap_or(0)
}

/// The values of codes; `true` where one may be unknown. Of eight bits every code has a place; wider
/// codes may be beyond the dictionary.
fn read_codes(
    codes: &Codes<'_>,
    of: &[u16],
    from: usize,
    to: usize,
    values: &mut Vec<u16>,
) -> bool {
    let mut bits = 0_u16;
    let mut seen = |value: u16| {
        bits |= value;
        value
    };
    let beyond = |code: usize| of.get(code).copied().unwrap_or(UNKNOWN);
    match codes.0 {
        Width::U8(codes) => {
            let mut table = [UNKNOWN; 256];
            for (slot, value) in table.iter_mut().zip(of) {
                *slot = *value;
            }
            let codes = codes.get(from..to).unwrap_or_default().iter();
            #[expect(clippy::indexing_slicing, reason = "a place for each byte")]
            values.extend(codes.map(|code| seen(table[usize::from(*code)])));
        }
        Width::U16(codes) => {
            let codes = codes.get(from..to).unwrap_or_default().iter();
            values.extend(codes.map(|code| seen(beyond(usize::from(*code)))));
        }
        Width::U32(codes) => {
            let codes = codes.get(from..to).unwrap_or_default().iter();
            let codes = codes.map(|code| usize::try_from(*code).unwrap_or(usize::MAX));
            values.extend(codes.map(|code| seen(beyond(code))));
        }
    }
    bits > UNKNOWN >> 1
}

/// So many times each number; `false` where one is out of range.
fn scale<N: Copy + Into<i64>>(numbers: &[N], scaling: Scaling, values: &mut Vec<i64>) -> bool {
    let Scaling {
        low, high, times, ..
    } = scaling;
    // Of a number out of range one of the two differences is below zero, also where it wraps.
    let mut differences = 0_i64;
    let mut checked = |number: N| {
        let number: i64 = number.into();
        differences |= number.wrapping_sub(low) | high.wrapping_sub(number);
        number
    };
    if times == 1 {
        values.extend(numbers.iter().map(|number| checked(*number)));
    } else {
        // What is in range fits, and what is not is read once more.
        let numbers = numbers.iter();
        values.extend(numbers.map(|number| checked(*number).wrapping_mul(times)));
    }
    differences >= 0
}

fn take<T>(columns: &mut [Vec<T>], index: usize) -> Vec<T> {
    columns
        .get_mut(index)
        .map(std::mem::take)
        .unwrap_or_default()
}

fn put_back<T>(columns: &mut [Vec<T>], index: usize, values: Vec<T>) {
    if let Some(slot) = columns.get_mut(index) {
        *slot = values;
    }
}

pub(super) fn set<T>(columns: &mut [Vec<T>], index: usize, row: usize, value: T) {
    let slot = columns
        .get_mut(index)
        .and_then(|values| values.get_mut(row));
    if let Some(slot) = slot {
        *slot = value;
    }
}

/// The dictionary of a choice column, for totals by its values: of each code the text.
pub(super) fn dictionary<'c>(
    policy: &'c Policy,
    columns: &'c Columns<'_>,
    fact: &str,
) -> Result<(Vec<&'c str>, &'c Column<'c>), ColumnError> {
    let found = columns.columns.iter().find(|(name, _)| name == fact);
    let (_, known) = attribute(policy, fact).ok_or_else(|| unknown(policy, fact))?;
    let (_, column) = found.ok_or_else(|| unknown(policy, fact))?;
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
