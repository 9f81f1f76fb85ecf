//! Places: [`Municipality`], [`Region`], [`County`], and [`Place`], the id of any of them.

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;
use oske_types::{
    CountyCode, MunicipalityCode, ParseValueError, RegionCode, Source, Text, Validity,
};

/// The id of a municipality, region or county (*alue*, *område*).
///
/// The text form is the kind and the code: `municipality:297`, `region:11`, `county:20`. Whether
/// such a place exists, and when, is asked of an [`Atlas`](crate::Atlas).
///
/// ```
/// use oske_domain::Place;
/// use oske_types::MunicipalityCode;
///
/// let kuopio: Place = "municipality:297".parse()?;
/// let code: MunicipalityCode = "297".parse()?;
/// assert_eq!(kuopio, Place::from(code));
/// assert_eq!(kuopio.to_string(), "municipality:297");
///
/// let error = "town:297".parse::<Place>().unwrap_err();
/// assert!(error.to_string().contains("expected `municipality`, `region` or `county`"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Place {
    /// A municipality (*kunta*, *kommun*).
    Municipality(MunicipalityCode),
    /// A region (*maakunta*, *landskap*).
    Region(RegionCode),
    /// A wellbeing services county (*hyvinvointialue*, *välfärdsområde*), Helsinki or Åland.
    County(CountyCode),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self {
            Self::Municipality(code) => format!("municipality:{code}"),
            Self::Region(code) => format!("region:{code}"),
            Self::County(code) => format!("county:{code}"),
        };
        oske_types::pad(f, &text)
    }
}

impl FromStr for Place {
    type Err = ParseValueError;

    fn from_str(text: &str) -> Result<Self, ParseValueError> {
        match text.split_once(':') {
            Some(("municipality", code)) => code.parse().map(Self::Municipality),
            Some(("region", code)) => code.parse().map(Self::Region),
            Some(("county", code)) => code.parse().map(Self::County),
            _ => Err(ParseValueError::new(
                "a place",
                text,
                "expected `municipality`, `region` or `county`, a colon and the code",
                "municipality:297",
            )),
        }
    }
}

impl From<MunicipalityCode> for Place {
    fn from(code: MunicipalityCode) -> Self {
        Self::Municipality(code)
    }
}

impl From<RegionCode> for Place {
    fn from(code: RegionCode) -> Self {
        Self::Region(code)
    }
}

impl From<CountyCode> for Place {
    fn from(code: CountyCode) -> Self {
        Self::County(code)
    }
}

#[cfg(feature = "json")]
#[cfg_attr(docsrs, doc(cfg(feature = "json")))]
impl serde::Serialize for Place {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(feature = "json")]
#[cfg_attr(docsrs, doc(cfg(feature = "json")))]
impl<'de> serde::Deserialize<'de> for Place {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// A municipality (*kunta*, *kommun*) under one name.
///
/// One that changes its name has a row for each name, and each row ends where the next begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Municipality {
    code: MunicipalityCode,
    name: Text,
    validity: Validity,
    merged_into: Option<MunicipalityCode>,
    source: Source,
}

impl Municipality {
    /// A municipality of a name in a period.
    #[must_use]
    pub const fn new(
        code: MunicipalityCode,
        name: Text,
        validity: Validity,
        source: Source,
    ) -> Self {
        Self {
            code,
            name,
            validity,
            merged_into: None,
            source,
        }
    }

    /// With the municipality that it became part of on the day it ended.
    #[must_use]
    pub const fn merged_into(mut self, successor: MunicipalityCode) -> Self {
        self.merged_into = Some(successor);
        self
    }

    /// Its code, given by Statistics Finland.
    #[must_use]
    pub const fn code(&self) -> MunicipalityCode {
        self.code
    }

    /// Its name in Finnish and Swedish.
    #[must_use]
    pub const fn name(&self) -> &Text {
        &self.name
    }

    /// The period in which it exists under this name. Where the beginning is open, the first day is
    /// not given.
    #[must_use]
    pub const fn validity(&self) -> Validity {
        self.validity
    }

    /// The municipality that it became part of on the day it ended (*kuntaliitos*,
    /// *kommunsammanslagning*): the next one, which may have ended since.
    #[must_use]
    pub const fn successor(&self) -> Option<MunicipalityCode> {
        self.merged_into
    }

    /// Where this was read.
    #[must_use]
    pub const fn source(&self) -> &Source {
        &self.source
    }
}

/// A region (*maakunta*, *landskap*) under one name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Region {
    code: RegionCode,
    name: Text,
    validity: Validity,
    source: Source,
}

impl Region {
    /// A region of a name in a period.
    #[must_use]
    pub const fn new(code: RegionCode, name: Text, validity: Validity, source: Source) -> Self {
        Self {
            code,
            name,
            validity,
            source,
        }
    }

    /// Its code, given by Statistics Finland.
    #[must_use]
    pub const fn code(&self) -> RegionCode {
        self.code
    }

    /// Its name in Finnish, Swedish and English.
    #[must_use]
    pub const fn name(&self) -> &Text {
        &self.name
    }

    /// The period in which it exists under this name. Where the beginning is open, the first day is
    /// not given.
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

    /// The period in which it exists under this name. A county exists from the day it was founded,
    /// which is before its duties begin; Helsinki and Åland stand in the table as long as the
    /// classification of counties has a code for them.
    #[must_use]
    pub const fn validity(&self) -> Validity {
        self.validity
    }

    /// The day on which the duty to organise health and social services passed to it: 1 January 2023
    /// for the counties and Helsinki, `None` for Åland.
    #[must_use]
    pub const fn duties_from(&self) -> Option<NaiveDate> {
        self.duties_from
    }

    /// Where this was read.
    #[must_use]
    pub const fn source(&self) -> &Source {
        &self.source
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn faulty_places_say_what_was_expected() {
        let message = |text: &str| text.parse::<Place>().unwrap_err().to_string();
        insta::assert_snapshot!(
            message("kuopio"),
            @"`kuopio` is not a place: expected `municipality`, `region` or `county`, a colon and the code, as in `municipality:297`"
        );
        insta::assert_snapshot!(
            message("region:5"),
            @"`5` is not a region code: expected two digits, as in `11`"
        );
        for text in [
            "",
            ":",
            "municipality:",
            "county:020",
            "Region:11",
            "region: 11",
        ] {
            assert!(text.parse::<Place>().is_err(), "{text}");
        }
    }

    fn place() -> impl Strategy<Value = Place> {
        let code = (0_u16..1000, 0_u16..100);
        (0..3, code).prop_filter_map("a code", |(kind, (three, two))| {
            Some(match kind {
                0 => MunicipalityCode::from_number(three)?.into(),
                1 => RegionCode::from_number(two)?.into(),
                _ => CountyCode::from_number(two)?.into(),
            })
        })
    }

    proptest! {
        #[test]
        fn parse_inverts_display(place in place()) {
            prop_assert_eq!(place.to_string().parse(), Ok(place));
        }

        #[cfg(feature = "json")]
        #[test]
        fn wire_round_trips(place in place()) {
            let json = serde_json::to_string(&place)?;
            prop_assert_eq!(&json, &format!("\"{place}\""));
            prop_assert_eq!(serde_json::from_str::<Place>(&json)?, place);
        }
    }
}
