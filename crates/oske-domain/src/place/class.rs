//! Classes that municipalities fall into beside regions and counties: [`Classification`] and [`Class`].

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use oske_types::{ParseValueError, Source, Text, Validity};

use crate::AreaMembership;
use crate::row::{dated_row, named_row};

/// A classification of municipalities (*luokitus*, *klassificering*): sub-regions, offices of the state,
/// language status and others. At any time in its period each municipality is in one of its classes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Classification {
    id: ClassificationId,
    name: Text,
    validity: Validity,
    classes: Cow<'static, [Class]>,
    memberships: Cow<'static, [AreaMembership<ClassCode>]>,
    source: Source,
}

impl Classification {
    /// A classification with its classes, sorted by code, and the class of each municipality, sorted by
    /// municipality and first day, in the period that is known of it.
    #[must_use]
    pub const fn new(
        id: ClassificationId,
        name: Text,
        validity: Validity,
        classes: Cow<'static, [Class]>,
        memberships: Cow<'static, [AreaMembership<ClassCode>]>,
        source: Source,
    ) -> Self {
        Self {
            id,
            name,
            validity,
            classes,
            memberships,
            source,
        }
    }

    /// Its id: `sub_region`.
    #[must_use]
    pub const fn id(&self) -> ClassificationId {
        self.id
    }

    /// Its name in Finnish, Swedish and English.
    #[must_use]
    pub const fn name(&self) -> &Text {
        &self.name
    }

    /// Its classes, sorted by code.
    #[must_use]
    pub fn classes(&self) -> &[Class] {
        &self.classes
    }

    /// The class of each municipality.
    #[must_use]
    pub fn memberships(&self) -> &[AreaMembership<ClassCode>] {
        &self.memberships
    }
}

dated_row!(Classification: "The period for which the classes of municipalities are known.");

named_row! {
    /// A class of a [`Classification`] under one name: a sub-region, an office, a language status.
    pub struct Class(ClassCode);
    "A class of a name in a period.",
    "Its code in the classification.",
    "The period in which it is known under this name."
}

/// The id of a class: that of its classification and its code, `sub_region:112`.
///
/// ```
/// use oske_domain::{ClassId, Place};
///
/// let kuopio: ClassId = "sub_region:112".parse()?;
/// assert_eq!(kuopio.code().as_str(), "112");
/// assert_eq!("class:sub_region:112".parse(), Ok(Place::from(kuopio)));
/// # Ok::<(), oske_types::ParseValueError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ClassId {
    classification: ClassificationId,
    code: ClassCode,
}

impl ClassId {
    /// The class of a code in a classification.
    #[must_use]
    pub const fn new(classification: ClassificationId, code: ClassCode) -> Self {
        Self {
            classification,
            code,
        }
    }

    /// The classification.
    #[must_use]
    pub const fn classification(self) -> ClassificationId {
        self.classification
    }

    /// The code in the classification.
    #[must_use]
    pub const fn code(self) -> ClassCode {
        self.code
    }
}

impl fmt::Display for ClassId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        oske_types::pad(f, &format!("{}:{}", self.classification, self.code))
    }
}

impl FromStr for ClassId {
    type Err = ParseValueError;

    fn from_str(text: &str) -> Result<Self, ParseValueError> {
        let Some((classification, code)) = text.split_once(':') else {
            let reason = "expected a classification, a colon and the code";
            return Err(ParseValueError::new(
                "a class",
                text,
                reason,
                "sub_region:112",
            ));
        };
        Ok(Self::new(classification.parse()?, code.parse()?))
    }
}

/// A short text of letters, digits and `_`, kept in place: what follows it is zero.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Letters<const LENGTH: usize>([u8; LENGTH]);

impl<const LENGTH: usize> Letters<LENGTH> {
    const fn new(text: &str) -> Option<Self> {
        let mut letters = [0; LENGTH];
        let mut rest: &mut [u8] = &mut letters;
        let mut bytes = text.as_bytes();
        if bytes.is_empty() {
            return None;
        }
        while let [byte, later @ ..] = bytes {
            let [place, behind @ ..] = rest else {
                return None;
            };
            if !byte.is_ascii_alphanumeric() && *byte != b'_' {
                return None;
            }
            *place = *byte;
            rest = behind;
            bytes = later;
        }
        Some(Self(letters))
    }

    fn as_str(&self) -> &str {
        let end = self.0.iter().position(|byte| *byte == 0).unwrap_or(LENGTH);
        let (letters, _) = self.0.split_at(end);
        // INVARIANT: letters of ASCII.
        str::from_utf8(letters).unwrap_or_default()
    }
}

macro_rules! short_text {
    (
        $(#[$doc:meta])*
        $name:ident($length:literal), $what:literal, $reason:literal, $example:literal
    ) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(Letters<$length>);

        impl $name {
            /// The one of a text; `None` if it is none.
            #[must_use]
            pub const fn from_text(text: &str) -> Option<Self> {
                match Letters::new(text) {
                    Some(letters) if Self::allows(text) => Some(Self(letters)),
                    _ => None,
                }
            }

            /// Its text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                self.0.as_str()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                oske_types::pad(f, self.as_str())
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self)
            }
        }

        impl FromStr for $name {
            type Err = ParseValueError;

            fn from_str(text: &str) -> Result<Self, ParseValueError> {
                Self::from_text(text)
                    .ok_or_else(|| ParseValueError::new($what, text, $reason, $example))
            }
        }
    };
}

short_text! {
    /// The id of a [`Classification`]: up to 16 small letters, digits and `_`.
    ///
    /// Those that the embedded atlas has are constants here; an embedder may add others.
    ClassificationId(16),
    "the id of a classification",
    "expected up to 16 small letters, digits and `_`",
    "sub_region"
}

short_text! {
    /// The code of a [`Class`]: up to 8 letters, digits and `_`.
    ClassCode(8), "the code of a class", "expected up to 8 letters, digits and `_`", "112"
}

impl ClassificationId {
    /// Regional state administrative agencies (*aluehallintovirasto*, *regionförvaltningsverk*), to 2025.
    pub const AVI: Self = Self::known("avi");
    /// Centres for economic development, transport and the environment (*ELY-keskus*, *NTM-central*), to
    /// 2025.
    pub const ELY: Self = Self::known("ely");
    /// Economic development centres (*elinvoimakeskus*, *livskraftscentral*), from 2026.
    pub const EVK: Self = Self::known("evk");
    /// The language status of a municipality (*kielisuhde*, *språkförhållande*).
    pub const LANGUAGE_STATUS: Self = Self::known("language_status");
    /// Regions of the EU's classification NUTS, level 3.
    pub const NUTS3: Self = Self::known("nuts3");
    /// Sub-regions (*seutukunta*, *ekonomisk region*).
    pub const SUB_REGION: Self = Self::known("sub_region");
    /// Urban, semi-urban and rural municipalities (*tilastollinen kuntaryhmitys*, *statistisk
    /// kommungruppering*).
    pub const URBAN_RURAL: Self = Self::known("urban_rural");

    const fn allows(text: &str) -> bool {
        let mut bytes = text.as_bytes();
        while let [byte, later @ ..] = bytes {
            if byte.is_ascii_uppercase() {
                return false;
            }
            bytes = later;
        }
        true
    }

    #[expect(
        clippy::panic,
        reason = "called in constants only: it is the compiler that stops"
    )]
    const fn known(text: &str) -> Self {
        match Self::from_text(text) {
            Some(id) => id,
            None => panic!("not the id of a classification"),
        }
    }
}

impl ClassCode {
    const fn allows(_: &str) -> bool {
        true
    }
}
