//! What tables must be to be an atlas: [`AtlasTables::check`] and the faults it finds.

use std::fmt;

use chrono::NaiveDate;
use oske_types::{MunicipalityCode, Validity};

use super::tables::{AtlasTables, DatedRow, PopulationYear, row_on, rows_of};
use crate::{AreaMembership, County, Place};

/// A table of an [`Atlas`](crate::Atlas).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum AtlasTable {
    /// The municipalities.
    Municipalities,
    /// The regions.
    Regions,
    /// The counties.
    Counties,
    /// The region of each municipality.
    RegionMemberships,
    /// The county of each municipality.
    CountyMemberships,
    /// The years of the population; a row is a year.
    PopulationYears,
    /// The figures of all years, one year after the other; a row is a figure.
    PopulationFigures,
}

impl AtlasTable {
    const fn name(self) -> &'static str {
        match self {
            Self::Municipalities => "municipalities",
            Self::Regions => "regions",
            Self::Counties => "counties",
            Self::RegionMemberships => "region memberships",
            Self::CountyMemberships => "county memberships",
            Self::PopulationYears => "population years",
            Self::PopulationFigures => "population figures",
        }
    }
}

impl fmt::Display for AtlasTable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        oske_types::pad(f, self.name())
    }
}

/// All that keeps tables from being an [`Atlas`](crate::Atlas): at least one fault.
///
/// Order comes first: while rows are out of order nothing else can be said of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AtlasFaults {
    faults: Vec<AtlasFault>,
}

impl AtlasFaults {
    /// The faults, table by table.
    #[must_use]
    pub fn faults(&self) -> &[AtlasFault] {
        &self.faults
    }
}

impl std::error::Error for AtlasFaults {}

impl fmt::Display for AtlasFaults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, fault) in self.faults.iter().enumerate() {
            let separator = if index == 0 { "" } else { "; " };
            write!(f, "{separator}{fault}")?;
        }
        Ok(())
    }
}

/// What is wrong with one row of a table.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{table}, row {} (`{key}`): {reason}", row.saturating_add(1))]
pub struct AtlasFault {
    table: AtlasTable,
    row: usize,
    key: Box<str>,
    reason: Reason,
}

impl AtlasFault {
    /// The table.
    #[must_use]
    pub const fn table(&self) -> AtlasTable {
        self.table
    }

    /// The index of the row, the first being 0.
    #[must_use]
    pub const fn row(&self) -> usize {
        self.row
    }

    /// The code or year of the row.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }

    /// What is wrong with it, in words.
    #[must_use]
    pub fn reason(&self) -> String {
        self.reason.to_string()
    }
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
enum Reason {
    #[error(
        "it stands after a greater one: expected rows sorted by code or year, then by first day"
    )]
    Unsorted,
    #[error("it stands twice: expected one row for each code or year and first day")]
    Duplicate,
    #[error("it shares {0} with the row before it: expected it to begin where that one ends")]
    Overlap(Validity),
    #[error("it leaves out {0} after the row before it: expected it to begin where that one ends")]
    Gap(Validity),
    #[error("it ends and nothing follows: expected the municipality that it merged into")]
    NoSuccessor,
    #[error("it merged into `{0}` but does not end: expected the day it ended, or no successor")]
    SuccessorWithoutEnd(MunicipalityCode),
    #[error(
        "it merged into `{0}` but a row of it follows: expected a successor in its last row only"
    )]
    SuccessorBeforeLastRow(MunicipalityCode),
    #[error("it merged into `{successor}`, which does not exist on {date}")]
    UnknownSuccessor {
        successor: MunicipalityCode,
        date: NaiveDate,
    },
    #[error("there is no `{place}` in {period}")]
    UnknownPlace { place: Place, period: Validity },
    #[error("it belongs to no region in {0}")]
    NoRegion(Validity),
    #[error("it belongs to no county, Helsinki or Åland in {0}")]
    NoCounty(Validity),
    #[error("the borders of {0} are not in the days that the atlas answers for")]
    BordersNotCarried(NaiveDate),
    #[error("there is no municipality `{code}` in the borders of {borders}")]
    UnknownFigure {
        code: MunicipalityCode,
        borders: NaiveDate,
    },
    #[error("there is no figure for municipality `{code}`, which is in the borders of {borders}")]
    NoFigure {
        code: MunicipalityCode,
        borders: NaiveDate,
    },
    #[error("the figures add up to {sum}, the control total is {control}")]
    Total { sum: u64, control: u32 },
}

impl AtlasTables {
    /// Whether the tables are an atlas.
    pub(super) fn check(&self) -> Result<(), AtlasFaults> {
        let mut check = Check {
            tables: self,
            faults: Vec::new(),
        };
        check.order();
        if check.faults.is_empty() {
            check.municipalities();
            check.memberships(
                AtlasTable::RegionMemberships,
                &self.region_memberships,
                &self.regions,
            );
            check.memberships(
                AtlasTable::CountyMemberships,
                &self.county_memberships,
                &self.counties,
            );
            check.populations();
        }
        let faults = check.faults;
        if faults.is_empty() {
            Ok(())
        } else {
            Err(AtlasFaults { faults })
        }
    }
}

struct Check<'a> {
    tables: &'a AtlasTables,
    faults: Vec<AtlasFault>,
}

impl Check<'_> {
    fn fault(&mut self, table: AtlasTable, row: usize, key: impl fmt::Display, reason: Reason) {
        self.faults.push(AtlasFault {
            table,
            row,
            key: key.to_string().into(),
            reason,
        });
    }

    fn order(&mut self) {
        let tables = self.tables;
        self.names_in_order(AtlasTable::Municipalities, &tables.municipalities);
        self.names_in_order(AtlasTable::Regions, &tables.regions);
        self.names_in_order(AtlasTable::Counties, &tables.counties);
        self.rows_in_order(AtlasTable::RegionMemberships, &tables.region_memberships);
        self.rows_in_order(AtlasTable::CountyMemberships, &tables.county_memberships);

        let years = tables.populations.iter().map(PopulationYear::year);
        self.strictly_rising(AtlasTable::PopulationYears, 0, years);
        let mut first_row = 0_usize;
        for year in tables.populations.iter() {
            let codes = year.figures().iter().map(|figure| figure.municipality());
            self.strictly_rising(AtlasTable::PopulationFigures, first_row, codes);
            first_row = first_row.saturating_add(year.figures().len());
        }
    }

    /// Sorted, and no two rows of a code for one day.
    fn rows_in_order<R: DatedRow>(&mut self, table: AtlasTable, rows: &[R]) {
        let keys = rows.iter().map(|row| (row.code(), row.validity().from()));
        for (row, reason) in out_of_order(keys) {
            if let Some(code) = rows.get(row).map(DatedRow::code) {
                self.fault(table, row, code, reason);
            }
        }
        for (row, earlier, later) in neighbours_of_a_code(rows) {
            if let (Some(shared), true) = (
                earlier.validity().intersection(later.validity()),
                earlier.validity().from() < later.validity().from(),
            ) {
                self.fault(table, row, later.code(), Reason::Overlap(shared));
            }
        }
    }

    /// In addition, each name of a code begins where the one before it ends.
    fn names_in_order<R: DatedRow>(&mut self, table: AtlasTable, rows: &[R]) {
        self.rows_in_order(table, rows);
        for (row, earlier, later) in neighbours_of_a_code(rows) {
            let (ends, begins) = (
                earlier.validity().until_exclusive(),
                later.validity().from(),
            );
            if let (Some(missing), true) = (Validity::new(ends, begins), ends.is_some()) {
                self.fault(table, row, later.code(), Reason::Gap(missing));
            }
        }
    }

    fn strictly_rising<K: Ord + Copy + fmt::Display>(
        &mut self,
        table: AtlasTable,
        first_row: usize,
        keys: impl Iterator<Item = K> + Clone,
    ) {
        for (row, reason) in out_of_order(keys.clone()) {
            if let Some(key) = keys.clone().nth(row) {
                self.fault(table, first_row.saturating_add(row), key, reason);
            }
        }
    }

    /// Each ends in a successor, and has a region and a county for each day.
    fn municipalities(&mut self) {
        let tables = self.tables;
        let rows = &tables.municipalities;
        let duties_from = tables.counties.iter().filter_map(County::duties_from).min();
        for (index, row) in rows.iter().enumerate() {
            let (code, validity) = (row.code(), row.validity());
            let mut fault = |reason| self.fault(AtlasTable::Municipalities, index, code, reason);

            let is_last = rows_of(rows, code).last() == Some(row);
            match (validity.until_exclusive(), row.successor()) {
                (Some(_), None) if is_last => fault(Reason::NoSuccessor),
                (None, Some(successor)) => fault(Reason::SuccessorWithoutEnd(successor)),
                (_, Some(successor)) if !is_last => {
                    fault(Reason::SuccessorBeforeLastRow(successor));
                }
                (Some(date), Some(successor)) if row_on(rows, successor, date).is_none() => {
                    fault(Reason::UnknownSuccessor { successor, date });
                }
                _ => {}
            }

            let Some(carried) = validity.intersection(tables.coverage) else {
                continue;
            };
            if let Some(missing) = uncovered(carried, rows_of(&tables.region_memberships, code)) {
                fault(Reason::NoRegion(missing));
            }
            let with_duties =
                duties_from.and_then(|date| carried.intersection(Validity::starting(date)));
            if let Some(missing) = with_duties
                .and_then(|period| uncovered(period, rows_of(&tables.county_memberships, code)))
            {
                fault(Reason::NoCounty(missing));
            }
        }
    }

    /// Municipality and area exist on each day of a membership.
    fn memberships<A>(
        &mut self,
        table: AtlasTable,
        memberships: &[AreaMembership<A::Code>],
        areas: &[A],
    ) where
        A: DatedRow,
        A::Code: Into<Place>,
    {
        let tables = self.tables;
        for (row, membership) in memberships.iter().enumerate() {
            let (code, area) = (membership.municipality(), membership.area());
            let Some(carried) = membership.validity().intersection(tables.coverage) else {
                continue;
            };
            let municipality = rows_of(&tables.municipalities, code);
            for (place, missing) in [
                (code.into(), uncovered(carried, municipality)),
                (area.into(), uncovered(carried, rows_of(areas, area))),
            ] {
                if let Some(period) = missing {
                    self.fault(table, row, code, Reason::UnknownPlace { place, period });
                }
            }
        }
    }

    /// The figures of a year are of the municipalities of its borders and add up to its total.
    fn populations(&mut self) {
        let tables = self.tables;
        let mut first_row = 0_usize;
        for (index, year) in tables.populations.iter().enumerate() {
            self.population_year(index, first_row, year);
            first_row = first_row.saturating_add(year.figures().len());
        }
    }

    fn population_year(&mut self, index: usize, first_row: usize, year: &PopulationYear) {
        let (tables, borders) = (self.tables, year.borders());
        let mut year_fault =
            |reason| self.fault(AtlasTable::PopulationYears, index, year.year(), reason);
        if !tables.coverage.contains(borders) {
            return year_fault(Reason::BordersNotCarried(borders));
        }
        for municipality in tables.municipalities.iter() {
            let code = municipality.code();
            let missing = year.residents_of(code).is_none();
            if municipality.validity().contains(borders) && missing {
                year_fault(Reason::NoFigure { code, borders });
            }
        }
        let sum = year
            .figures()
            .iter()
            .map(|figure| u64::from(figure.residents()))
            .sum();
        let control = *year.control_total().value();
        if sum != u64::from(control) {
            year_fault(Reason::Total { sum, control });
        }
        for (row, figure) in year.figures().iter().enumerate() {
            let code = figure.municipality();
            if row_on(&tables.municipalities, code, borders).is_none() {
                let reason = Reason::UnknownFigure { code, borders };
                self.fault(
                    AtlasTable::PopulationFigures,
                    first_row.saturating_add(row),
                    code,
                    reason,
                );
            }
        }
    }
}

/// The keys that are not greater than the one before them, by index.
fn out_of_order<K: Ord>(
    keys: impl Iterator<Item = K> + Clone,
) -> impl Iterator<Item = (usize, Reason)> {
    let pairs = keys.clone().zip(keys.skip(1));
    (1_usize..)
        .zip(pairs)
        .filter_map(|(row, (earlier, later))| {
            let reason = match earlier.cmp(&later) {
                std::cmp::Ordering::Less => return None,
                std::cmp::Ordering::Equal => Reason::Duplicate,
                std::cmp::Ordering::Greater => Reason::Unsorted,
            };
            Some((row, reason))
        })
}

/// Each row that follows one of the same code, with its index and that one.
fn neighbours_of_a_code<R: DatedRow>(rows: &[R]) -> impl Iterator<Item = (usize, &R, &R)> {
    let pairs = rows.iter().zip(rows.iter().skip(1));
    (1_usize..)
        .zip(pairs)
        .filter(|(_, (earlier, later))| earlier.code() == later.code())
        .map(|(row, (earlier, later))| (row, earlier, later))
}

/// The first days of a period that no row covers, of rows in order of time.
fn uncovered<R: DatedRow>(period: Validity, rows: &[R]) -> Option<Validity> {
    let mut rest = period;
    for row in rows {
        let Some(covered) = row.validity().intersection(rest) else {
            continue;
        };
        if covered.from() != rest.from() {
            return Validity::new(rest.from(), covered.from());
        }
        // Covered without an end, or to the end of the period: nothing is left.
        rest = Validity::new(Some(covered.until_exclusive()?), period.until_exclusive())?;
    }
    Some(rest)
}
