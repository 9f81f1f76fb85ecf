//! [`Place`], the id of any place; the rows of places are in the modules below.

mod area;
mod class;
mod municipality;

use std::fmt;
use std::str::FromStr;

use oske_types::{CooperationAreaCode, CountyCode, MunicipalityCode, ParseValueError, RegionCode};

pub use area::{CooperationArea, County, CountyKind, JointAuthority, Region};
pub use class::{Class, ClassCode, ClassId, Classification, ClassificationId};
pub use municipality::Municipality;

/// The id of a municipality or of an area of municipalities (*alue*, *område*).
///
/// The text form is the kind and the code: `municipality:297`, `region:11`, `county:20`,
/// `cooperation_area:2`, and `class:sub_region:112` for a class of another classification. Whether such
/// a place exists, and when, is asked of an [`Atlas`](crate::Atlas).
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
/// assert!(error.to_string().contains("expected `municipality`, `region`, `county`"));
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
    /// A co-operation area of counties (*yhteistyöalue*, *samarbetsområde*).
    CooperationArea(CooperationAreaCode),
    /// A class of another classification, as a sub-region (*seutukunta*, *ekonomisk region*).
    Class(ClassId),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self {
            Self::Municipality(code) => format!("municipality:{code}"),
            Self::Region(code) => format!("region:{code}"),
            Self::County(code) => format!("county:{code}"),
            Self::CooperationArea(code) => format!("cooperation_area:{code}"),
            Self::Class(id) => format!("class:{id}"),
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
            Some(("cooperation_area", code)) => code.parse().map(Self::CooperationArea),
            Some(("class", id)) => id.parse().map(Self::Class),
            _ => Err(ParseValueError::new(
                "a place",
                text,
                "expected `municipality`, `region`, `county`, `cooperation_area` or `class`, a colon and the code",
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

impl From<CooperationAreaCode> for Place {
    fn from(code: CooperationAreaCode) -> Self {
        Self::CooperationArea(code)
    }
}

impl From<ClassId> for Place {
    fn from(id: ClassId) -> Self {
        Self::Class(id)
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn faulty_places_say_what_was_expected() {
        let message = |text: &str| text.parse::<Place>().unwrap_err().to_string();
        insta::assert_snapshot!(
            message("kuopio"),
            @"`kuopio` is not a place: expected `municipality`, `region`, `county`, `cooperation_area` or `class`, a colon and the code, as in `municipality:297`"
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
            "cooperation_area:02",
            "class:",
            "class:sub_region",
            "class:sub_region:",
            "class:Sub:1",
            "class:sub_region:1 2",
        ] {
            assert!(text.parse::<Place>().is_err(), "{text}");
        }
    }

    fn place() -> impl Strategy<Value = Place> {
        let code = (0_u16..1000, 0_u16..100);
        (0..5, code).prop_filter_map("a code", |(kind, (three, two))| {
            Some(match kind {
                0 => MunicipalityCode::from_number(three)?.into(),
                1 => RegionCode::from_number(two)?.into(),
                2 => CountyCode::from_number(two)?.into(),
                3 => CooperationAreaCode::from_number(two % 10)?.into(),
                _ => ClassId::new(
                    ClassificationId::from_text("sub_region")?,
                    ClassCode::from_text(&three.to_string())?,
                )
                .into(),
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
