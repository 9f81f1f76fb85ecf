//! Areas that municipalities belong to: [`Region`], [`County`], [`CooperationArea`]; and
//! [`JointAuthority`], which is none.

use std::borrow::Cow;

use chrono::NaiveDate;
use oske_types::{CooperationAreaCode, CountyCode, RegionCode, Source, Text, Validity};

use crate::row::{dated_row, named_row};

named_row! {
    /// A region (*maakunta*, *landskap*) under one name.
    pub struct Region(RegionCode);
    "A region of a name in a period.",
    "Its code, given by Statistics Finland.",
    "The period in which it exists under this name. Where the beginning is open, the first day is not given."
}

/// What a row of the county table is.
///
/// The codes of Helsinki (90) and Åland (91) stand among those of the counties, and are none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CountyKind {
    /// A wellbeing services county (*hyvinvointialue*, *välfärdsområde*).
    County,
    /// The City of Helsinki, which organises health and social services itself.
    CityOfHelsinki,
    /// Åland (*Ahvenanmaa*), which organises its services under its own legislation.
    Aland,
}

/// A wellbeing services county (*hyvinvointialue*, *välfärdsområde*) under one name, or what stands
/// in its place: [`County::kind`] says which.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct County {
    code: CountyCode,
    kind: CountyKind,
    name: Text,
    validity: Validity,
    duties_from: Option<NaiveDate>,
    source: Source,
}

impl County {
    /// A county, Helsinki or Åland, of a name in a period.
    #[must_use]
    pub const fn new(
        code: CountyCode,
        kind: CountyKind,
        name: Text,
        validity: Validity,
        source: Source,
    ) -> Self {
        Self {
            code,
            kind,
            name,
            validity,
            duties_from: None,
            source,
        }
    }

    /// With the day on which the duty to organise health and social services passed to it.
    #[must_use]
    pub const fn with_duties_from(mut self, date: NaiveDate) -> Self {
        self.duties_from = Some(date);
        self
    }

    /// Its code, given by Statistics Finland.
    #[must_use]
    pub const fn code(&self) -> CountyCode {
        self.code
    }

    /// Whether it is a county, Helsinki or Åland.
    #[must_use]
    pub const fn kind(&self) -> CountyKind {
        self.kind
    }

    /// Its name in Finnish, Swedish and English.
    #[must_use]
    pub const fn name(&self) -> &Text {
        &self.name
    }

    /// The day on which the duty to organise health and social services passed to it: 1 January 2023
    /// for the counties and Helsinki, `None` for Åland.
    #[must_use]
    pub const fn duties_from(&self) -> Option<NaiveDate> {
        self.duties_from
    }
}

dated_row!(County: "The period in which it exists under this name. A county exists from the day it was founded, which is before its duties begin; Helsinki and Åland stand in the table as long as the classification of counties has a code for them.");

named_row! {
    /// A co-operation area of wellbeing services counties (*yhteistyöalue*, *samarbetsområde*): counties that
    /// agree on who does what, with Helsinki in the one of the South.
    pub struct CooperationArea(CooperationAreaCode);
    "A co-operation area of a name in a period.",
    "Its code, given by Statistics Finland.",
    "The period in which it exists under this name."
}

/// A joint authority of counties (*hyvinvointiyhtymä*, *välfärdssammanslutning*), as the HUS Group.
///
/// It is a body and not an area: no municipality belongs to it, and it is no [`Place`](crate::Place).
/// It has members, which are counties or the City of Helsinki.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JointAuthority {
    id: Cow<'static, str>,
    name: Text,
    members: Cow<'static, [CountyCode]>,
    duties_from: NaiveDate,
    source: Source,
}

impl JointAuthority {
    /// A joint authority with its members, sorted, and the day its duties begin.
    #[must_use]
    pub const fn new(
        id: Cow<'static, str>,
        name: Text,
        members: Cow<'static, [CountyCode]>,
        duties_from: NaiveDate,
        source: Source,
    ) -> Self {
        Self {
            id,
            name,
            members,
            duties_from,
            source,
        }
    }

    /// Its short name: `HUS`. No classification has a code for it.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Its name in Finnish, Swedish and English.
    #[must_use]
    pub const fn name(&self) -> &Text {
        &self.name
    }

    /// The counties, and Helsinki (90), that it consists of.
    #[must_use]
    pub fn members(&self) -> &[CountyCode] {
        &self.members
    }

    /// The day on which its duties begin. When it was founded is not told.
    #[must_use]
    pub const fn duties_from(&self) -> NaiveDate {
        self.duties_from
    }

    /// Where this was read.
    #[must_use]
    pub const fn source(&self) -> &Source {
        &self.source
    }
}
