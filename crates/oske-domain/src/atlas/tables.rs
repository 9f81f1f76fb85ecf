//! The rows of an atlas: [`AtlasTables`] and what they are made of.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;

use chrono::NaiveDate;
use oske_types::{CountyCode, MunicipalityCode, RegionCode, Source, Sourced, Validity};

use crate::{County, Municipality, Region};

/// The dated tables of an [`Atlas`](crate::Atlas), borrowed from statics or owned.
///
/// Rows are sorted by their code and then by their first day; a code that has several rows has them
/// one after the other in time. To add to an edition, clone its tables, change them and hand them to
/// [`Atlas::try_new`](crate::Atlas::try_new).
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct AtlasTables {
    /// The days that the tables answer for.
    pub coverage: Validity,
    /// The municipalities in force on any day of the coverage.
    pub municipalities: Cow<'static, [Municipality]>,
    /// The regions.
    pub regions: Cow<'static, [Region]>,
    /// The wellbeing services counties, with Helsinki and Åland.
    pub counties: Cow<'static, [County]>,
    /// The region of each municipality.
    pub region_memberships: Cow<'static, [AreaMembership<RegionCode>]>,
    /// The county of each municipality.
    pub county_memberships: Cow<'static, [AreaMembership<CountyCode>]>,
    /// Population at year ends, in order of years.
    pub populations: Cow<'static, [PopulationYear]>,
}

impl AtlasTables {
    /// Tables without a row, to be filled.
    #[must_use]
    pub const fn empty(coverage: Validity) -> Self {
        Self {
            coverage,
            municipalities: Cow::Borrowed(&[]),
            regions: Cow::Borrowed(&[]),
            counties: Cow::Borrowed(&[]),
            region_memberships: Cow::Borrowed(&[]),
            county_memberships: Cow::Borrowed(&[]),
            populations: Cow::Borrowed(&[]),
        }
    }

    /// The municipalities that ended after a day and on a later one at the latest, each by the row of
    /// its last name.
    pub(super) fn merged_between(
        &self,
        after: NaiveDate,
        until: NaiveDate,
    ) -> impl Iterator<Item = &Municipality> {
        self.municipalities.iter().filter(move |row| {
            let ended = row.validity().until_exclusive();
            row.successor().is_some() && ended.is_some_and(|ended| after < ended && ended <= until)
        })
    }

    /// The municipality that one is or has become part of on a later date.
    pub(super) fn successor_on(
        &self,
        mut code: MunicipalityCode,
        date: NaiveDate,
    ) -> Option<MunicipalityCode> {
        loop {
            let last = rows_of(&self.municipalities, code).last()?;
            let ended = last
                .validity()
                .until_exclusive()
                .is_some_and(|until| until <= date);
            if !ended {
                return Some(code);
            }
            // INVARIANT: a successor ends later than what it succeeded, so this comes to an end.
            code = last.successor()?;
        }
    }
}

/// [`AtlasTables`] that a generator wrote as statics after it checked them: what
/// [`Atlas::from_checked`](crate::Atlas::from_checked) takes.
#[doc(hidden)]
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct StaticTables {
    pub coverage: Validity,
    pub municipalities: &'static [Municipality],
    pub regions: &'static [Region],
    pub counties: &'static [County],
    pub region_memberships: &'static [AreaMembership<RegionCode>],
    pub county_memberships: &'static [AreaMembership<CountyCode>],
    pub populations: &'static [PopulationYear],
}

impl StaticTables {
    /// Tables without a row, to be filled.
    #[must_use]
    pub const fn empty(coverage: Validity) -> Self {
        Self {
            coverage,
            municipalities: &[],
            regions: &[],
            counties: &[],
            region_memberships: &[],
            county_memberships: &[],
            populations: &[],
        }
    }
}

/// That a municipality belongs to a region or county in a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AreaMembership<C> {
    municipality: MunicipalityCode,
    area: C,
    validity: Validity,
    source: Source,
}

impl<C: Copy> AreaMembership<C> {
    /// A municipality belongs to an area in a period.
    #[must_use]
    pub const fn new(
        municipality: MunicipalityCode,
        area: C,
        validity: Validity,
        source: Source,
    ) -> Self {
        Self {
            municipality,
            area,
            validity,
            source,
        }
    }

    /// The municipality.
    #[must_use]
    pub const fn municipality(&self) -> MunicipalityCode {
        self.municipality
    }

    /// The code of the region or county.
    #[must_use]
    pub const fn area(&self) -> C {
        self.area
    }

    /// The period. Where the beginning is open, the first day is not given.
    #[must_use]
    pub const fn validity(&self) -> Validity {
        self.validity
    }

    /// Where this was read.
    #[must_use]
    pub const fn source(&self) -> &Source {
        &self.source
    }
}

/// The population (*väkiluku*, *folkmängd*) of every municipality on 31 December of one year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PopulationYear {
    year: i32,
    borders: NaiveDate,
    control_total: Sourced<u32>,
    figures: Cow<'static, [PopulationFigure]>,
    source: Source,
}

impl PopulationYear {
    /// The figures of a year, sorted by municipality, laid out in the municipal division of the day
    /// `borders`; `control_total` is the population of the whole country from a source of its own,
    /// `source` where the figures were read.
    #[must_use]
    pub const fn new(
        year: i32,
        borders: NaiveDate,
        control_total: Sourced<u32>,
        figures: Cow<'static, [PopulationFigure]>,
        source: Source,
    ) -> Self {
        Self {
            year,
            borders,
            control_total,
            figures,
            source,
        }
    }

    /// The year on whose last day people were counted.
    #[must_use]
    pub const fn year(&self) -> i32 {
        self.year
    }

    /// The day of the municipal division that the figures are laid out in. Statistics Finland lays
    /// out the figures of 31 December in the division of the next day.
    #[must_use]
    pub const fn borders(&self) -> NaiveDate {
        self.borders
    }

    /// The population of the whole country, which the figures add up to. Its source says whether it
    /// was published as such or added up from other figures.
    #[must_use]
    pub const fn control_total(&self) -> &Sourced<u32> {
        &self.control_total
    }

    /// The figure of each municipality.
    #[must_use]
    pub fn figures(&self) -> &[PopulationFigure] {
        &self.figures
    }

    /// The residents of a municipality, by binary search; `None` if it is not in the borders.
    pub(super) fn residents_of(&self, code: MunicipalityCode) -> Option<u32> {
        let figures = self.figures();
        let found = figures.binary_search_by_key(&code, |figure| figure.municipality());
        figures.get(found.ok()?).map(|figure| figure.residents())
    }

    /// Where the figures were read.
    #[must_use]
    pub const fn source(&self) -> &Source {
        &self.source
    }
}

/// The population of one municipality.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PopulationFigure {
    municipality: MunicipalityCode,
    residents: u32,
}

impl PopulationFigure {
    /// The number of residents of a municipality.
    #[must_use]
    pub const fn new(municipality: MunicipalityCode, residents: u32) -> Self {
        Self {
            municipality,
            residents,
        }
    }

    /// The municipality.
    #[must_use]
    pub const fn municipality(self) -> MunicipalityCode {
        self.municipality
    }

    /// The number of residents.
    #[must_use]
    pub const fn residents(self) -> u32 {
        self.residents
    }
}

/// A row that holds for one code in one period; rows are sorted by code, then by first day.
pub(super) trait DatedRow {
    type Code: Copy + Ord + fmt::Display;

    fn code(&self) -> Self::Code;
    fn validity(&self) -> Validity;
}

/// The row of a code that holds on a day, by binary search.
pub(super) fn row_on<R: DatedRow>(rows: &[R], code: R::Code, date: NaiveDate) -> Option<&R> {
    let begun = rows.partition_point(|row| match row.code().cmp(&code) {
        Ordering::Less => true,
        // An open beginning is before every date.
        Ordering::Equal => row.validity().from().is_none_or(|from| from <= date),
        Ordering::Greater => false,
    });
    let last_begun = rows.get(begun.checked_sub(1)?)?;
    (last_begun.code() == code && last_begun.validity().contains(date)).then_some(last_begun)
}

/// All rows of a code, in order of time.
pub(super) fn rows_of<R: DatedRow>(rows: &[R], code: R::Code) -> &[R] {
    let start = rows.partition_point(|row| row.code() < code);
    let (_, from_start) = rows.split_at(start);
    let (of_code, _) = from_start.split_at(from_start.partition_point(|row| row.code() == code));
    of_code
}

macro_rules! dated_rows {
    ($($row:ty: $code:ty = $getter:ident),* $(,)?) => {$(
        impl DatedRow for $row {
            type Code = $code;

            fn code(&self) -> $code {
                self.$getter()
            }

            fn validity(&self) -> Validity {
                self.validity()
            }
        }
    )*};
}

dated_rows! {
    Municipality: MunicipalityCode = code,
    Region: RegionCode = code,
    County: CountyCode = code,
    AreaMembership<RegionCode>: MunicipalityCode = municipality,
    AreaMembership<CountyCode>: MunicipalityCode = municipality,
}
