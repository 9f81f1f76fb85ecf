//! [`Atlas`]: what was where, as on a date.

mod check;
mod error;
mod figures;
mod history;
mod index;
mod language;
mod names;
mod population;
mod surface;
mod tables;
mod view;

use std::borrow::Cow;

use chrono::{Datelike, NaiveDate};
use oske_types::{RegionCode, Validity};

use self::index::CodeIndex;
use crate::Place;

pub use check::{AtlasFault, AtlasFaults, AtlasTable};
pub use error::{
    BordersDiffer, DateNotCarried, FigureError, NoMunicipalities, UnknownPlace, YearNotCarried,
};
pub use history::{PlaceChange, PlaceEvent};
pub use language::Speakers;
#[doc(hidden)]
pub use names::NameEntry;
pub use names::{NameNotFound, NamedPlace};
pub use population::Population;
pub use surface::SurfaceArea;
#[doc(hidden)]
pub use tables::StaticTables;
pub use tables::{
    AreaMembership, AtlasTables, MotherTongues, PopulationFigure, PopulationYear, SpeakerYear,
    SurfaceFigure, SurfaceYear,
};
pub use view::AtlasView;

/// Åland among the regions.
pub(crate) const ALAND: Option<RegionCode> = RegionCode::from_number(21);

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
    // INVARIANT: the names of the tables (`names::index`).
    names: Cow<'static, [NameEntry]>,
    // INVARIANT: of the municipalities of the tables.
    codes: CodeIndex,
}

impl Atlas {
    /// Of tables that fit together.
    ///
    /// # Errors
    ///
    /// [`AtlasFaults`], all of them at once, if rows are out of order, leave days out, share days,
    /// name unknown codes or do not add up to the control total of their year; if the rows of Helsinki (90) and
    /// Åland (91) among the counties have other municipalities than Helsinki (091) and those of region 21.
    pub fn try_new(tables: AtlasTables) -> Result<Self, AtlasFaults> {
        tables.check()?;
        Ok(Self {
            names: Cow::Owned(names::index(&tables)),
            codes: CodeIndex::of(&tables.municipalities),
            tables,
        })
    }

    /// For generated code whose generator has made every check of [`Atlas::try_new`]: nothing is
    /// checked again, so there is no work at start. From tables with faults the answers are wrong.
    #[doc(hidden)]
    #[must_use]
    pub const fn from_checked(tables: StaticTables) -> Self {
        Self {
            names: Cow::Borrowed(tables.names),
            codes: CodeIndex::of(tables.municipalities),
            tables: tables.into_tables(),
        }
    }

    /// The days that it answers for.
    #[must_use]
    pub const fn coverage(&self) -> Validity {
        self.tables.coverage
    }

    /// The years at whose end it knows the population, in order.
    pub fn population_years(&self) -> impl Iterator<Item = i32> {
        let years = self
            .tables
            .populations
            .chunk_by(|one, next| one.year() == next.year());
        years.filter_map(|of_year| of_year.first().map(PopulationYear::year))
    }

    /// The last year carried whose end was before a date: that of the newest population that was known of
    /// it then.
    #[must_use]
    pub fn population_year_before(&self, date: NaiveDate) -> Option<i32> {
        self.population_years()
            .take_while(|year| *year < date.year())
            .last()
    }

    /// The population at the end of a year, in the latest borders that it is laid out in.
    ///
    /// # Errors
    ///
    /// [`YearNotCarried`] if there are no figures of the year; it names the years there are.
    pub fn population_year(&self, year: i32) -> Result<&PopulationYear, YearNotCarried> {
        let years = &self.tables.populations;
        let of_year = years.iter().rev().find(|figures| figures.year() == year);
        of_year.ok_or_else(|| YearNotCarried::of(year, years))
    }

    /// The years of which it knows surface areas, in order.
    pub fn surface_area_years(&self) -> impl Iterator<Item = i32> {
        self.tables.surface_areas.iter().map(SurfaceYear::year)
    }

    /// The years at whose end it knows the Swedish speakers of municipalities, in order.
    pub fn swedish_speaker_years(&self) -> impl Iterator<Item = i32> {
        self.tables.swedish_speakers.iter().map(SpeakerYear::year)
    }

    /// The mother tongues of the whole country at the ends of some years, in order.
    #[must_use]
    pub fn mother_tongues(&self) -> &[MotherTongues] {
        &self.tables.mother_tongues
    }

    /// The days on which anything changes, in order: each on which a row of a place or of what belongs to what
    /// begins or ends, and the first day that it answers for. Between two of them nothing changes.
    ///
    /// ```
    /// # fn days(atlas: &oske_domain::Atlas) -> Result<(), Box<dyn std::error::Error>> {
    /// for day in atlas.days_of_change() {
    ///     println!("{day}: {} municipalities", atlas.on(day)?.municipalities().count());
    /// }
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn days_of_change(&self) -> Vec<NaiveDate> {
        let mut days: Vec<NaiveDate> = self.tables.days_of_change().collect();
        days.extend(self.coverage().from());
        days.retain(|day| self.coverage().contains(*day));
        days.sort_unstable();
        days.dedup();
        days
    }

    /// The period in which there is a place, under whatever name; `None` if there never is. Where the
    /// beginning is open, the first day is not given; of a class, it is the period that is known of it.
    #[must_use]
    pub fn life_of(&self, place: impl Into<Place>) -> Option<Validity> {
        let tables = &self.tables;
        match place.into() {
            Place::Municipality(code) => view::life(&tables.municipalities, code),
            Place::Region(code) => view::life(&tables.regions, code),
            Place::County(code) => view::life(&tables.counties, code),
            Place::CooperationArea(code) => view::life(&tables.cooperation_areas, code),
            Place::Class(id) => {
                let classification = tables.classification(id.classification())?;
                view::life(classification.classes(), id.code())
            }
        }
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
            Ok(AtlasView { atlas: self, date })
        } else {
            Err(DateNotCarried { date, coverage })
        }
    }
}
