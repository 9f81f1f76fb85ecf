//! Codes of places: [`MunicipalityCode`], [`RegionCode`], [`CountyCode`], [`CooperationAreaCode`].

use std::fmt;
use std::str::FromStr;

use crate::ParseValueError;
use crate::pad::pad;

macro_rules! place_code {
    (
        $(#[$doc:meta])*
        $name:ident, $digits:literal digits ($words:literal), $what:literal, $example:literal
    ) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name {
            // INVARIANT: at most the number of digits.
            number: u16,
        }

        impl $name {
            /// The code of a number, or `None` if it has too many digits.
            #[must_use]
            pub const fn from_number(number: u16) -> Option<Self> {
                if number < 10_u16.pow($digits) { Some(Self { number }) } else { None }
            }

            /// The code as a number, without its leading zeros.
            #[must_use]
            pub const fn number(self) -> u16 {
                self.number
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                pad(f, &format!(concat!("{:0", $digits, "}"), self.number))
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
                let digits = text.len() == $digits && text.bytes().all(|byte| byte.is_ascii_digit());
                let number = if digits { text.parse().ok() } else { None };
                number.and_then(Self::from_number).ok_or_else(|| {
                    let reason = concat!("expected ", $words);
                    ParseValueError::new($what, text, reason, $example)
                })
            }
        }
    };
}

place_code! {
    /// The code of a municipality (*kuntanumero*, *kommunnummer*): three digits, given by Statistics
    /// Finland.
    ///
    /// Whether a municipality of that code exists, and when, is asked of an atlas.
    ///
    /// ```
    /// use oske_types::MunicipalityCode;
    ///
    /// let alajarvi: MunicipalityCode = "005".parse()?;
    /// assert_eq!(alajarvi.to_string(), "005");
    /// assert_eq!(MunicipalityCode::from_number(5), Some(alajarvi));
    /// # Ok::<(), oske_types::ParseValueError>(())
    /// ```
    MunicipalityCode, 3 digits ("three digits"), "a municipality code", "297"
}

place_code! {
    /// The code of a region (*maakunta*, *landskap*): two digits, given by Statistics Finland.
    RegionCode, 2 digits ("two digits"), "a region code", "11"
}

place_code! {
    /// The code of a wellbeing services county (*hyvinvointialue*, *välfärdsområde*): two digits,
    /// given by Statistics Finland, with 90 for Helsinki and 91 for Åland, which are no counties.
    CountyCode, 2 digits ("two digits"), "a county code", "13"
}

place_code! {
    /// The code of a co-operation area of wellbeing services counties (*yhteistyöalue*,
    /// *samarbetsområde*): one digit, given by Statistics Finland.
    CooperationAreaCode, 1 digits ("one digit"), "the code of a co-operation area", "2"
}
