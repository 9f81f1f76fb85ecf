//! Columns held against a policy's declarations, and read into blocks.

use chrono::{Datelike, NaiveDate};
use oske_types::Exact;

use super::column::{Cells, Codes, Column, ColumnContent, Columns, Numbers, Size, Width, unit_of};
use super::grid::Grid;
use super::names::{ColumnError, attribute, measure, unknown};
use super::needs::Needs;
use super::run::Block;
use super::scaling::{Scaling, scale};
use crate::policy::{NO, Policy, YES};
use crate::year::PolicyYear;

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
            let known = column.known.map_or(columns.rows(), <[bool]>::len);
            for found in [column.len(), known] {
                if found != columns.rows() {
                    return Err(ColumnError::Length {
                        name: name.clone(),
                        found,
                        expected: columns.rows(),
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
