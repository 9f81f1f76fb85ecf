//! [`Atlas`]: what was where, as on a date.

mod check;
mod error;
mod population;
mod tables;

use std::borrow::Cow;

use chrono::NaiveDate;
use oske_types::{CountyCode, MunicipalityCode, RegionCode, Text, Validity};

pub use check::{AtlasFault, AtlasFaults, AtlasTable};
pub use error::{
    BordersDiffer, DateNotCarried, NoMunicipalities, PopulationError, UnknownPlace, YearNotCarried,
};
pub use population::Population;
#[doc(hidden)]
pub use tables::StaticTables;
pub use tables::{AreaMembership, AtlasTables, PopulationFigure, PopulationYear};
use tables::{DatedRow, row_on, rows_of};

use crate::{County, Municipality, Place, Region};

/// Municipalities, regions, counties and population over time.
///
/// Ask it [`on`](Atlas::on) a date. An atlas of the whole country is embedded in `oske-data`; one's
/// own comes from tables through [`Atlas::try_new`].
///
/// ```
/// use std::borrow::Cow;
///
/// use oske_domain::{AreaMembership, Atlas, AtlasTables, Municipality, Region};
/// use oske_types::{Language, MunicipalityCode, RegionCode, Source, Text, Validity};
///
/// let source = Source::new("Statistics Finland, municipalities and regions 2021");
/// let heinavesi: MunicipalityCode = "090".parse()?;
/// let (south_savo, north_karelia): (RegionCode, RegionCode) = ("10".parse()?, "12".parse()?);
///
/// let mut tables = AtlasTables::empty("2020-01-01/2022-01-01".parse()?);
/// tables.municipalities = Cow::Owned(vec![Municipality::new(
///     heinavesi,
///     Text::bilingual("Heinävesi", "Heinävesi"),
///     Validity::ALWAYS,
///     source.clone(),
/// )]);
/// tables.regions = Cow::Owned(vec![
///     Region::new(
///         south_savo,
///         Text::new("Etelä-Savo", "Södra Savolax", "South Savo"),
///         Validity::ALWAYS,
///         source.clone(),
///     ),
///     Region::new(
///         north_karelia,
///         Text::new("Pohjois-Karjala", "Norra Karelen", "North Karelia"),
///         Validity::ALWAYS,
///         source.clone(),
///     ),
/// ]);
/// tables.region_memberships = Cow::Owned(vec![
///     AreaMembership::new(heinavesi, south_savo, "../2021-01-01".parse()?, source.clone()),
///     AreaMembership::new(heinavesi, north_karelia, "2021-01-01/..".parse()?, source),
/// ]);
/// let atlas = Atlas::try_new(tables)?;
///
/// let new_year = atlas.on("2021-01-01".parse()?)?;
/// let region = new_year.region_of(heinavesi).ok_or("a region")?;
/// assert_eq!(region.name().in_language(Language::English), "North Karelia");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Atlas {
    // INVARIANT: without faults (`check`).
    tables: AtlasTables,
}

impl Atlas {
    /// Of tables that fit together.
    ///
    /// # Errors
    ///
    /// [`AtlasFaults`], all of them at once, if rows are out of order, leave days out, share days,
    /// name unknown codes or do not add up to the control total of their year.
    pub fn try_new(tables: AtlasTables) -> Result<Self, AtlasFaults> {
        tables.check()?;
        Ok(Self { tables })
    }

    /// For generated code whose generator has made every check of [`Atlas::try_new`]: nothing is
    /// checked again, so there is no work at start. From tables with faults the answers are wrong.
    #[doc(hidden)]
    #[must_use]
    pub const fn from_checked(tables: StaticTables) -> Self {
        let tables = AtlasTables {
            coverage: tables.coverage,
            municipalities: Cow::Borrowed(tables.municipalities),
            regions: Cow::Borrowed(tables.regions),
            counties: Cow::Borrowed(tables.counties),
            region_memberships: Cow::Borrowed(tables.region_memberships),
            county_memberships: Cow::Borrowed(tables.county_memberships),
            populations: Cow::Borrowed(tables.populations),
        };
        Self { tables }
    }

    /// The days that it answers for.
    #[must_use]
    pub const fn coverage(&self) -> Validity {
        self.tables.coverage
    }

    /// The years at whose end it knows the population, in order.
    pub fn population_years(&self) -> impl ExactSizeIterator<Item = i32> {
        self.tables.populations.iter().map(PopulationYear::year)
    }

    /// The rows.
    #[must_use]
    pub const fn tables(&self) -> &AtlasTables {
        &self.tables
    }

    /// The atlas as on a date. This allocates nothing.
    ///
    /// # Errors
    ///
    /// [`DateNotCarried`] outside of its [`coverage`](Atlas::coverage): borders of a year that is not
    /// carried are not guessed.
    pub fn on(&self, date: NaiveDate) -> Result<AtlasView<'_>, DateNotCarried> {
        let coverage = self.coverage();
        if coverage.contains(date) {
            let tables = &self.tables;
            Ok(AtlasView { tables, date })
        } else {
            Err(DateNotCarried { date, coverage })
        }
    }
}

/// An [`Atlas`] as on a date.
///
/// Look-ups by code are binary searches; nothing is allocated. Lists are in order of code.
#[derive(Debug, Clone, Copy)]
pub struct AtlasView<'a> {
    tables: &'a AtlasTables,
    // INVARIANT: in the coverage of the tables.
    date: NaiveDate,
}

impl<'a> AtlasView<'a> {
    /// The date.
    #[must_use]
    pub const fn date(self) -> NaiveDate {
        self.date
    }

    /// The municipality of a code, if it exists on the date.
    #[must_use]
    pub fn municipality(self, code: MunicipalityCode) -> Option<&'a Municipality> {
        row_on(&self.tables.municipalities, code, self.date)
    }

    /// The region of a code, if it exists on the date.
    #[must_use]
    pub fn region(self, code: RegionCode) -> Option<&'a Region> {
        row_on(&self.tables.regions, code, self.date)
    }

    /// The county of a code, Helsinki (90) or Åland (91), if it exists on the date.
    #[must_use]
    pub fn county(self, code: CountyCode) -> Option<&'a County> {
        row_on(&self.tables.counties, code, self.date)
    }

    /// The municipalities of the whole country.
    pub fn municipalities(self) -> impl Iterator<Item = &'a Municipality> {
        rows_on(&self.tables.municipalities, self.date)
    }

    /// The regions.
    pub fn regions(self) -> impl Iterator<Item = &'a Region> {
        rows_on(&self.tables.regions, self.date)
    }

    /// The counties, with Helsinki and Åland: see [`County::kind`].
    pub fn counties(self) -> impl Iterator<Item = &'a County> {
        rows_on(&self.tables.counties, self.date)
    }

    /// The region that a municipality belongs to; `None` if there is no such municipality on the
    /// date.
    #[must_use]
    pub fn region_of(self, municipality: MunicipalityCode) -> Option<&'a Region> {
        self.municipality(municipality)?;
        let membership = row_on(&self.tables.region_memberships, municipality, self.date)?;
        self.region(membership.area())
    }

    /// The county that a municipality belongs to, or what stands in its place for Helsinki and
    /// Åland; `None` before the table gives the municipalities of counties, and if there is no such
    /// municipality on the date.
    #[must_use]
    pub fn county_of(self, municipality: MunicipalityCode) -> Option<&'a County> {
        self.municipality(municipality)?;
        let membership = row_on(&self.tables.county_memberships, municipality, self.date)?;
        self.county(membership.area())
    }

    /// Whether a municipality is, or belongs to, a place on the date.
    #[must_use]
    pub fn contains(self, place: Place, municipality: MunicipalityCode) -> bool {
        match place {
            Place::Municipality(code) => {
                code == municipality && self.municipality(municipality).is_some()
            }
            Place::Region(code) => self
                .region_of(municipality)
                .is_some_and(|region| region.code() == code),
            Place::County(code) => self
                .county_of(municipality)
                .is_some_and(|county| county.code() == code),
        }
    }

    /// The municipalities of a place: of a municipality itself, of a region or county those that
    /// belong to it. None if there is no such place on the date.
    pub fn municipalities_of(
        self,
        place: impl Into<Place>,
    ) -> impl Iterator<Item = &'a Municipality> {
        let place = place.into();
        let all = &*self.tables.municipalities;
        let candidates = match place {
            Place::Municipality(code) => rows_of(all, code),
            Place::Region(_) | Place::County(_) => all,
        };
        rows_on(candidates, self.date)
            .filter(move |municipality| self.contains(place, municipality.code()))
    }

    /// The name of a place.
    ///
    /// # Errors
    ///
    /// [`UnknownPlace`] if there is no such place on the date; it says when there was, and what it
    /// became part of.
    pub fn name_of(self, place: impl Into<Place>) -> Result<&'a Text, UnknownPlace> {
        let place = place.into();
        let name = match place {
            Place::Municipality(code) => self.municipality(code).map(Municipality::name),
            Place::Region(code) => self.region(code).map(Region::name),
            Place::County(code) => self.county(code).map(County::name),
        };
        name.ok_or_else(|| self.unknown(place))
    }

    /// Why there is no such place on the date.
    fn unknown(self, place: Place) -> UnknownPlace {
        let tables = self.tables;
        let life = match place {
            Place::Municipality(code) => life(&tables.municipalities, code),
            Place::Region(code) => life(&tables.regions, code),
            Place::County(code) => life(&tables.counties, code),
        };
        let successor = match place {
            Place::Municipality(code) => tables
                .successor_on(code, self.date)
                .and_then(|successor| self.municipality(successor)),
            Place::Region(_) | Place::County(_) => None,
        };
        UnknownPlace::new(place, self.date, life, successor)
    }
}

/// The rows that hold on a day.
fn rows_on<R: DatedRow>(rows: &[R], date: NaiveDate) -> impl Iterator<Item = &R> {
    rows.iter().filter(move |row| row.validity().contains(date))
}

/// The period of all rows of a code.
fn life<R: DatedRow>(rows: &[R], code: R::Code) -> Option<Validity> {
    let rows = rows_of(rows, code);
    let (first, last) = (rows.first()?.validity(), rows.last()?.validity());
    Validity::new(first.from(), last.until_exclusive())
}
