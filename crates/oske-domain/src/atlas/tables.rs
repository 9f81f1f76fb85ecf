//! The rows of an atlas: [`AtlasTables`] and what they are made of.

use std::borrow::Cow;
use std::fmt;

use chrono::NaiveDate;
use oske_types::{
    CooperationAreaCode, CountyCode, MunicipalityCode, RegionCode, Source, Sourced, Validity,
};

use super::names::NameEntry;
use crate::{
    Class, ClassCode, Classification, ClassificationId, CooperationArea, County, JointAuthority,
    Municipality, Region,
};

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
    /// The co-operation areas of counties.
    pub cooperation_areas: Cow<'static, [CooperationArea]>,
    /// The joint authorities of counties, sorted by id.
    pub joint_authorities: Cow<'static, [JointAuthority]>,
    /// The region of each municipality.
    pub region_memberships: Cow<'static, [AreaMembership<RegionCode>]>,
    /// The county of each municipality.
    pub county_memberships: Cow<'static, [AreaMembership<CountyCode>]>,
    /// The co-operation area of each county.
    pub cooperation_area_memberships:
        Cow<'static, [AreaMembership<CooperationAreaCode, CountyCode>]>,
    /// The other classifications, sorted by id.
    pub classifications: Cow<'static, [Classification]>,
    /// Population at year ends, in order of years and then of borders.
    pub populations: Cow<'static, [PopulationYear]>,
    /// Surface areas, in order of years.
    pub surface_areas: Cow<'static, [SurfaceYear]>,
    /// Swedish speakers at year ends, in order of years.
    pub swedish_speakers: Cow<'static, [SpeakerYear]>,
    /// Mother tongues in the whole country, in order of years.
    pub mother_tongues: Cow<'static, [MotherTongues]>,
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
            cooperation_areas: Cow::Borrowed(&[]),
            joint_authorities: Cow::Borrowed(&[]),
            region_memberships: Cow::Borrowed(&[]),
            county_memberships: Cow::Borrowed(&[]),
            cooperation_area_memberships: Cow::Borrowed(&[]),
            classifications: Cow::Borrowed(&[]),
            populations: Cow::Borrowed(&[]),
            surface_areas: Cow::Borrowed(&[]),
            swedish_speakers: Cow::Borrowed(&[]),
            mother_tongues: Cow::Borrowed(&[]),
        }
    }

    /// The municipalities that ended after a day and on a later one at the latest, each by the row of
    /// its last name.
    pub(super) fn ended_between(
        &self,
        after: NaiveDate,
        until: NaiveDate,
    ) -> impl Iterator<Item = &Municipality> {
        self.municipalities.iter().filter(move |row| {
            let ended = row.validity().until_exclusive();
            row.main_successor().is_some()
                && ended.is_some_and(|ended| after < ended && ended <= until)
        })
    }

    /// The first day of each row, and the first after it; a day more than once.
    pub(super) fn days_of_change(&self) -> impl Iterator<Item = NaiveDate> {
        fn ends<R: DatedRow>(rows: &[R]) -> impl Iterator<Item = NaiveDate> {
            rows.iter().flat_map(|row| {
                let period = row.validity();
                [period.from(), period.until_exclusive()]
                    .into_iter()
                    .flatten()
            })
        }
        let of_classes = self
            .classifications
            .iter()
            .flat_map(|row| ends(row.classes()).chain(ends(row.memberships())));
        let duties = self.counties.iter().filter_map(County::duties_from);
        let bodies = self
            .joint_authorities
            .iter()
            .map(JointAuthority::duties_from);
        ends(&self.municipalities)
            .chain(ends(&self.regions))
            .chain(ends(&self.counties))
            .chain(ends(&self.cooperation_areas))
            .chain(ends(&self.region_memberships))
            .chain(ends(&self.county_memberships))
            .chain(ends(&self.cooperation_area_memberships))
            .chain(of_classes)
            .chain(duties)
            .chain(bodies)
    }

    /// The classification of an id.
    pub(super) fn classification(&self, id: ClassificationId) -> Option<&Classification> {
        let found = self
            .classifications
            .binary_search_by_key(&id, Classification::id);
        self.classifications.get(found.ok()?)
    }

    /// What a municipality that has ended became part of on the day it ended.
    fn successors_of(&self, code: MunicipalityCode) -> Option<(NaiveDate, &Municipality)> {
        let last = rows_of(&self.municipalities, code).last()?;
        Some((last.validity().until_exclusive()?, last))
    }

    /// The municipalities of later borders that count the people of one who were counted on a day: what
    /// it became part of. Those of one that was divided are counted in its main successor as long as it
    /// had not been divided on that day.
    pub(super) fn counted_in(
        &self,
        code: MunicipalityCode,
        borders: NaiveDate,
        counted: NaiveDate,
    ) -> Vec<MunicipalityCode> {
        self.followed(code, borders, |ended| ended <= counted)
    }

    /// The municipalities that one is or has become part of on a later date: one, or several where it
    /// was divided.
    pub(super) fn heirs(&self, code: MunicipalityCode, date: NaiveDate) -> Vec<MunicipalityCode> {
        self.followed(code, date, |_| true)
    }

    /// Through mergers to a later date; where one was divided on a day, to every successor or to the main
    /// one alone.
    fn followed(
        &self,
        code: MunicipalityCode,
        date: NaiveDate,
        to_every_successor: impl Fn(NaiveDate) -> bool,
    ) -> Vec<MunicipalityCode> {
        let mut heirs = vec![code];
        // INVARIANT: a successor ends later than what it succeeded, so this comes to an end.
        while let Some((index, ended, last)) = heirs.iter().enumerate().find_map(|(index, heir)| {
            let (ended, last) = self.successors_of(*heir)?;
            (ended <= date).then_some((index, ended, last))
        }) {
            heirs.swap_remove(index);
            let count = if to_every_successor(ended) {
                usize::MAX
            } else {
                1
            };
            for successor in last.successors().take(count) {
                if !heirs.contains(&successor) {
                    heirs.push(successor);
                }
            }
        }
        heirs.sort_unstable();
        heirs
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
    pub cooperation_areas: &'static [CooperationArea],
    pub joint_authorities: &'static [JointAuthority],
    pub region_memberships: &'static [AreaMembership<RegionCode>],
    pub county_memberships: &'static [AreaMembership<CountyCode>],
    pub cooperation_area_memberships: &'static [AreaMembership<CooperationAreaCode, CountyCode>],
    pub classifications: &'static [Classification],
    pub populations: &'static [PopulationYear],
    pub surface_areas: &'static [SurfaceYear],
    pub swedish_speakers: &'static [SpeakerYear],
    pub mother_tongues: &'static [MotherTongues],
    pub names: &'static [NameEntry],
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
            cooperation_areas: &[],
            joint_authorities: &[],
            region_memberships: &[],
            county_memberships: &[],
            cooperation_area_memberships: &[],
            classifications: &[],
            populations: &[],
            surface_areas: &[],
            swedish_speakers: &[],
            mother_tongues: &[],
            names: &[],
        }
    }

    pub(super) const fn into_tables(self) -> AtlasTables {
        AtlasTables {
            coverage: self.coverage,
            municipalities: Cow::Borrowed(self.municipalities),
            regions: Cow::Borrowed(self.regions),
            counties: Cow::Borrowed(self.counties),
            cooperation_areas: Cow::Borrowed(self.cooperation_areas),
            joint_authorities: Cow::Borrowed(self.joint_authorities),
            region_memberships: Cow::Borrowed(self.region_memberships),
            county_memberships: Cow::Borrowed(self.county_memberships),
            cooperation_area_memberships: Cow::Borrowed(self.cooperation_area_memberships),
            classifications: Cow::Borrowed(self.classifications),
            populations: Cow::Borrowed(self.populations),
            surface_areas: Cow::Borrowed(self.surface_areas),
            swedish_speakers: Cow::Borrowed(self.swedish_speakers),
            mother_tongues: Cow::Borrowed(self.mother_tongues),
        }
    }
}

/// That a municipality belongs to an area in a period; or, as `AreaMembership<CooperationAreaCode,
/// CountyCode>`, a county to a co-operation area.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AreaMembership<A, M = MunicipalityCode> {
    member: M,
    area: A,
    validity: Validity,
    source: Source,
}

impl<A: Copy, M: Copy> AreaMembership<A, M> {
    /// A municipality, or a county, belongs to an area in a period.
    #[must_use]
    pub const fn new(member: M, area: A, validity: Validity, source: Source) -> Self {
        Self {
            member,
            area,
            validity,
            source,
        }
    }

    /// The municipality, or the county.
    #[must_use]
    pub const fn member(&self) -> M {
        self.member
    }

    /// The code of the area.
    #[must_use]
    pub const fn area(&self) -> A {
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

/// The surface area (*pinta-ala*, *areal*) of every municipality on 1 January of one year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SurfaceYear {
    year: i32,
    borders: NaiveDate,
    figures: Cow<'static, [SurfaceFigure]>,
}

impl SurfaceYear {
    /// The figures of a year, sorted by municipality, in the municipal division of the day `borders`.
    #[must_use]
    pub const fn new(
        year: i32,
        borders: NaiveDate,
        figures: Cow<'static, [SurfaceFigure]>,
    ) -> Self {
        Self {
            year,
            borders,
            figures,
        }
    }

    /// The year of the statistic.
    #[must_use]
    pub const fn year(&self) -> i32 {
        self.year
    }

    /// The day of the municipal division that the figures are laid out in.
    #[must_use]
    pub const fn borders(&self) -> NaiveDate {
        self.borders
    }

    /// The figure of each municipality.
    #[must_use]
    pub fn figures(&self) -> &[SurfaceFigure] {
        &self.figures
    }
}

/// The surface area of one municipality, in hectares: a hundredth of a square kilometre.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SurfaceFigure {
    municipality: MunicipalityCode,
    land_hectares: u32,
    fresh_water_hectares: u32,
    source: Source,
}

impl SurfaceFigure {
    /// Land and fresh water of a municipality, in hectares.
    #[must_use]
    pub const fn new(
        municipality: MunicipalityCode,
        land_hectares: u32,
        fresh_water_hectares: u32,
        source: Source,
    ) -> Self {
        Self {
            municipality,
            land_hectares,
            fresh_water_hectares,
            source,
        }
    }

    /// The municipality.
    #[must_use]
    pub const fn municipality(&self) -> MunicipalityCode {
        self.municipality
    }

    /// Land (*maapinta-ala*, *landareal*), in hectares.
    #[must_use]
    pub const fn land_hectares(&self) -> u32 {
        self.land_hectares
    }

    /// Fresh water (*makea vesi*, *sötvatten*), in hectares.
    #[must_use]
    pub const fn fresh_water_hectares(&self) -> u32 {
        self.fresh_water_hectares
    }

    /// Where the figures were read.
    #[must_use]
    pub const fn source(&self) -> &Source {
        &self.source
    }
}

/// The number of people whose mother tongue is Swedish in every municipality on 31 December of one year.
///
/// A municipality of the division that has no figure is one whose figure is hidden: 1 to 4 people. A zero
/// has a figure of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpeakerYear {
    year: i32,
    borders: NaiveDate,
    figures: Cow<'static, [PopulationFigure]>,
    source: Source,
}

impl SpeakerYear {
    /// The figures of a year, sorted by municipality, in the municipal division of the day `borders`.
    #[must_use]
    pub const fn new(
        year: i32,
        borders: NaiveDate,
        figures: Cow<'static, [PopulationFigure]>,
        source: Source,
    ) -> Self {
        Self {
            year,
            borders,
            figures,
            source,
        }
    }

    /// The year on whose last day people were counted.
    #[must_use]
    pub const fn year(&self) -> i32 {
        self.year
    }

    /// The day of the municipal division that the figures are laid out in.
    #[must_use]
    pub const fn borders(&self) -> NaiveDate {
        self.borders
    }

    /// The figures that are shown.
    #[must_use]
    pub fn figures(&self) -> &[PopulationFigure] {
        &self.figures
    }

    /// Where the figures were read.
    #[must_use]
    pub const fn source(&self) -> &Source {
        &self.source
    }
}

/// The mother tongues (*äidinkieli*, *modersmål*) of the whole country on 31 December of one year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MotherTongues {
    year: i32,
    swedish: u32,
    others: Option<[u32; 3]>,
    source: Source,
}

impl MotherTongues {
    /// The people whose mother tongue is Swedish, where no other figure was read.
    #[must_use]
    pub const fn swedish_alone(year: i32, swedish: u32, source: Source) -> Self {
        Self {
            year,
            swedish,
            others: None,
            source,
        }
    }

    /// The people by mother tongue: Finnish, Swedish, Sámi and any other.
    #[must_use]
    pub const fn new(
        year: i32,
        finnish: u32,
        swedish: u32,
        sami: u32,
        other: u32,
        source: Source,
    ) -> Self {
        Self {
            year,
            swedish,
            others: Some([finnish, sami, other]),
            source,
        }
    }

    /// The year on whose last day people were counted.
    #[must_use]
    pub const fn year(&self) -> i32 {
        self.year
    }

    /// Those whose mother tongue is Finnish, if the figure was read.
    #[must_use]
    pub fn finnish(&self) -> Option<u32> {
        self.others.map(|[finnish, _, _]| finnish)
    }

    /// Those whose mother tongue is Swedish.
    #[must_use]
    pub const fn swedish(&self) -> u32 {
        self.swedish
    }

    /// Those whose mother tongue is a Sámi language, if the figure was read.
    #[must_use]
    pub fn sami(&self) -> Option<u32> {
        self.others.map(|[_, sami, _]| sami)
    }

    /// Those of any other mother tongue, if the figure was read.
    #[must_use]
    pub fn other(&self) -> Option<u32> {
        self.others.map(|[_, _, other]| other)
    }

    /// The whole population, if every figure was read.
    #[must_use]
    pub fn total(&self) -> Option<u32> {
        let others = self.others?;
        Some(others.into_iter().fold(self.swedish, u32::saturating_add))
    }

    /// Where the figures were read.
    #[must_use]
    pub const fn source(&self) -> &Source {
        &self.source
    }
}

/// The years of one kind of figures, each laid out in the borders of a day.
pub(super) trait FigureYear {
    /// What is known of such a year, for a message.
    const WHAT: &'static str;

    fn year(&self) -> i32;
    fn borders(&self) -> NaiveDate;
    /// How many figures it has.
    fn count(&self) -> usize;

    /// The day after the last of its year: what was divided by then is counted divided.
    fn counted(&self) -> NaiveDate {
        let next_year = self.year().saturating_add(1);
        NaiveDate::from_ymd_opt(next_year, 1, 1).unwrap_or(NaiveDate::MAX)
    }
}

macro_rules! figure_years {
    ($($row:ty: $what:literal),* $(,)?) => {$(
        impl FigureYear for $row {
            const WHAT: &'static str = $what;

            fn year(&self) -> i32 {
                self.year
            }

            fn borders(&self) -> NaiveDate {
                self.borders
            }

            fn count(&self) -> usize {
                self.figures.len()
            }
        }
    )*};
}

figure_years! {
    PopulationYear: "population",
    SurfaceYear: "surface area",
    SpeakerYear: "number of Swedish speakers",
}

/// The figure of a municipality, by binary search.
pub(super) fn figure_of(figures: &[PopulationFigure], code: MunicipalityCode) -> Option<u32> {
    let found = figures.binary_search_by_key(&code, |figure| figure.municipality());
    figures.get(found.ok()?).map(|figure| figure.residents())
}

/// A row that holds for one code in one period; rows are sorted by code, then by first day.
pub(super) trait DatedRow {
    type Code: Copy + Ord + fmt::Display;

    fn code(&self) -> Self::Code;
    fn validity(&self) -> Validity;
}

/// The row of a code that holds on a day, by binary search.
pub(super) fn row_on<R: DatedRow>(rows: &[R], code: R::Code, date: NaiveDate) -> Option<&R> {
    // By code alone, which is a search without branches; a code has one row, seldom two or three.
    let start = rows.partition_point(|row| row.code() < code);
    let (_, from_start) = rows.split_at(start);
    let mut of_code = from_start.iter().take_while(|row| row.code() == code);
    of_code.find(|row| row.validity().contains(date))
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
    CooperationArea: CooperationAreaCode = code,
    Class: ClassCode = code,
    AreaMembership<RegionCode>: MunicipalityCode = member,
    AreaMembership<CountyCode>: MunicipalityCode = member,
    AreaMembership<ClassCode>: MunicipalityCode = member,
    AreaMembership<CooperationAreaCode, CountyCode>: CountyCode = member,
}
