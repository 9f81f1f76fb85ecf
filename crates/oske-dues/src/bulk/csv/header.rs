//! What the columns of a table are, by its header.

use csv::ByteRecord;
use oske_types::{Currency, Exact};

use super::CsvError;
use super::cell::MOST_DECIMALS;
use super::summary::Groups;
use crate::bulk::grid::Grid;
use crate::bulk::names::{self, ColumnError};
use crate::bulk::needs::Needs;
use crate::bulk::outcome::BulkStatus;
use crate::bulk::scaling::Scaling;
use crate::bulk::{Bulk, bound};
use crate::policy::Policy;

/// What the columns of a table are.
pub(super) struct Header {
    pub(super) columns: Vec<CsvColumn>,
    /// Where the payers' names stand.
    pub(super) id: usize,
    pub(super) always_missing: Needs,
    /// The columns of choices by whose values there are totals.
    groups: Vec<usize>,
}

pub(super) struct CsvColumn {
    pub(super) name: String,
    pub(super) content: CsvContent,
}

pub(super) enum CsvContent {
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
    pub(super) fn new(
        bulk: &Bulk<'_, '_>,
        record: &ByteRecord,
        groups: &[String],
    ) -> Result<Self, CsvError> {
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
                content.ok_or_else(|| fault(names::unknown(policy, &name).to_string()))?
            };
            columns.push(CsvColumn { name, content });
        }
        let mut ids = columns.iter();
        let id = ids.position(|column| matches!(column.content, CsvContent::Id));
        let id = id.ok_or_else(|| fault("there is no column `id`".to_owned()))?;
        let given: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
        let always_missing = bound::missing_without(policy, &bulk.grids, &given);
        let groups = groups.iter().map(|group| {
            names::choice(policy, group)?;
            let place = given.iter().position(|name| name == group);
            place.ok_or_else(|| ColumnError::NoColumn {
                name: group.clone(),
            })
        });
        let groups = groups.collect::<Result<_, ColumnError>>();
        let groups = groups.map_err(CsvError::Group)?;
        Ok(Self {
            columns,
            id,
            always_missing,
            groups,
        })
    }

    /// Totals by group, of no rows yet.
    pub(super) fn empty_groups(&self, policy: &Policy) -> Vec<(String, Groups)> {
        let groups = self.groups.iter().filter_map(|place| {
            let column = self.columns.get(*place)?;
            let (_, attribute) = names::attribute(policy, &column.name)?;
            let groups = Groups::new(attribute, policy.currency);
            Some((column.name.clone(), groups))
        });
        groups.collect()
    }

    /// Puts a row into the totals of its groups, also one of another number of cells. What cannot be read
    /// counts among the others.
    pub(super) fn add_to_groups(
        &self,
        record: &ByteRecord,
        groups: &mut [(String, Groups)],
        (status, minor, currency): (BulkStatus, i64, Currency),
    ) {
        for (place, (_, groups)) in self.groups.iter().zip(groups) {
            let cell = record.get(*place);
            let content = self.columns.get(*place).map(|column| &column.content);
            let value = match (cell, content) {
                (Some(cell), Some(CsvContent::Choice { values, .. })) => {
                    value_of(values, cell.trim_ascii())
                }
                _ => None,
            };
            groups.totals(value).add(status, minor, currency);
        }
    }
}

/// The number of a value of a choice.
pub(super) fn value_of(values: &[(Vec<u8>, u16)], cell: &[u8]) -> Option<u16> {
    let place = values.binary_search_by(|(value, _)| value.as_slice().cmp(cell));
    let (_, value) = values.get(place.ok()?)?;
    Some(*value)
}

impl CsvContent {
    fn new(bulk: &Bulk<'_, '_>, name: &str) -> Option<Self> {
        let policy = bulk.year.policy;
        if let Some((attribute, known)) = names::attribute(policy, name) {
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
        let measure = names::measure(policy, name)?;
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
}
