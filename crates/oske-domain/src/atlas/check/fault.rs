//! What is wrong with tables: [`AtlasFaults`].

use std::fmt;

use chrono::NaiveDate;
use oske_types::{CountyCode, MunicipalityCode, RegionCode, Validity};

use crate::{ClassificationId, Place};

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
    /// The co-operation areas.
    CooperationAreas,
    /// The co-operation area of each county.
    CooperationAreaMemberships,
    /// The joint authorities of counties.
    JointAuthorities,
    /// The other classifications.
    Classifications,
    /// The classes of all classifications, one classification after the other.
    Classes,
    /// The class of each municipality, one classification after the other.
    ClassMemberships,
    /// The years of the population; a row is a year in the borders of a day.
    PopulationYears,
    /// The figures of all years, one year after the other; a row is a figure.
    PopulationFigures,
    /// The surface areas of all years, one year after the other.
    SurfaceFigures,
    /// The numbers of Swedish speakers of all years, one year after the other.
    SpeakerFigures,
    /// The mother tongues of the whole country.
    MotherTongues,
}

impl AtlasTable {
    const fn name(self) -> &'static str {
        match self {
            Self::Municipalities => "municipalities",
            Self::Regions => "regions",
            Self::Counties => "counties",
            Self::RegionMemberships => "region memberships",
            Self::CountyMemberships => "county memberships",
            Self::CooperationAreas => "co-operation areas",
            Self::CooperationAreaMemberships => "co-operation area memberships",
            Self::JointAuthorities => "joint authorities",
            Self::Classifications => "classifications",
            Self::Classes => "classes",
            Self::ClassMemberships => "class memberships",
            Self::PopulationYears => "population years",
            Self::PopulationFigures => "population figures",
            Self::SurfaceFigures => "surface areas",
            Self::SpeakerFigures => "Swedish speakers",
            Self::MotherTongues => "mother tongues",
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
#[derive(Clone, PartialEq, Eq)]
pub struct AtlasFaults {
    pub(super) faults: Vec<AtlasFault>,
}

impl AtlasFaults {
    /// The faults, table by table.
    #[must_use]
    pub fn faults(&self) -> &[AtlasFault] {
        &self.faults
    }
}

oske_types::list_of_faults!(AtlasFaults, AtlasFault);

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
    pub(super) table: AtlasTable,
    pub(super) row: usize,
    pub(super) key: Box<str>,
    pub(super) reason: Reason,
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
pub(super) enum Reason {
    #[error(
        "it stands after a greater one: expected rows sorted by code or year, then by first day"
    )]
    Unsorted,
    #[error("it stands twice: expected one row for each code or year and first day")]
    Duplicate,
    #[error("its figures stand in the borders of {0}, too: expected them in those of one day")]
    SecondLayout(NaiveDate),
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
    #[error(
        "it is told to be {0}: expected Helsinki under the code 90, Åland under 91, and a county under any \
         other"
    )]
    KindOfAnother(&'static str),
    #[error(
        "it belongs to `county:{county}` in {period}: expected Helsinki (091), and it alone, under the code 90"
    )]
    NotHelsinki {
        county: CountyCode,
        period: Validity,
    },
    #[error(
        "it belongs to `county:{county}` and to `region:{region}` in {period}: expected Åland to be both \
         `county:91` and `region:21`"
    )]
    NotAland {
        county: CountyCode,
        region: RegionCode,
        period: Validity,
    },
    #[error("it belongs to no co-operation area in {0}")]
    NoCooperationArea(Validity),
    #[error("it is in no class of `{0}` in {1}")]
    NoClass(ClassificationId, Validity),
    #[error("it has no members: expected the counties that it consists of")]
    NoMembers,
    #[error("the figure is {0}: expected none, for a figure from 1 to 4 is hidden")]
    NotHidden(u32),
    #[error("the mother tongues add up to {sum}, the population is {control}")]
    MotherTongues { sum: u32, control: u32 },
    #[error(
        "{speakers} speak Swedish in the whole country, and the municipalities have from {least} to \
         {most}"
    )]
    Speakers {
        speakers: u32,
        least: u32,
        most: u32,
    },
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
    #[error(
        "the areas of all municipalities add up to more than {} hectares",
        u32::MAX
    )]
    TooLarge,
    #[error("the figures add up to {sum}, the control total is {control}")]
    Total { sum: u64, control: u32 },
}
