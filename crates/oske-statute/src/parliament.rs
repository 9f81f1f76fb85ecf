//! [`BillId`] and [`DocumentId`]: government bills and other documents of Parliament.

use std::fmt;
use std::str::FromStr;

use oske_types::{ParseValueError, pad};

use crate::number::{number_fits, plain_number};

/// The first diet of the Grand Duchy met in 1809.
const FIRST_YEAR: u16 = 1800;

/// A government bill (*hallituksen esitys*, HE; *regeringens proposition*, RP).
///
/// ```
/// use oske_statute::BillId;
///
/// let bill: BillId = "HE 154/2001 vp".parse()?;
/// assert_eq!((bill.number(), bill.year()), (154, 2001));
/// # Ok::<(), oske_types::ParseValueError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BillId {
    // INVARIANT: year 1800 to 2199, number 1 to 9999.
    year: u16,
    number: u16,
}

impl BillId {
    /// A bill, or `None` where the number is not 1 to 9999 or the year not 1800 to 2199.
    #[must_use]
    pub const fn new(number: u16, year: u16) -> Option<Self> {
        if number_fits(number, year, FIRST_YEAR) {
            Some(Self { year, number })
        } else {
            None
        }
    }

    /// The number within the year.
    #[must_use]
    pub const fn number(self) -> u16 {
        self.number
    }

    /// The year of the parliamentary session.
    #[must_use]
    pub const fn year(self) -> u16 {
        self.year
    }
}

impl fmt::Display for BillId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        pad(f, &format!("HE {}/{} vp", self.number, self.year))
    }
}

impl fmt::Debug for BillId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BillId({self})")
    }
}

impl FromStr for BillId {
    type Err = ParseValueError;

    fn from_str(text: &str) -> Result<Self, ParseValueError> {
        let read = || {
            let number = text.strip_prefix("HE ")?.strip_suffix(" vp")?;
            let (number, year) = number.split_once('/')?;
            Self::new(plain_number(number, false)?, plain_number(year, false)?)
        };
        read().ok_or_else(|| {
            let reason = "expected HE, a number, a year and vp";
            ParseValueError::new("a government bill", text, reason, "HE 154/2001 vp")
        })
    }
}

/// A document of Parliament other than a bill: a committee's report or statement (*mietintö*,
/// *lausunto*; *betänkande*, *utlåtande*), a reply, a motion.
///
/// Its kind is the code that Parliament itself prints, of either language: `StVM`, `ShUB`. A committee
/// may be founded or renamed, so the codes are no closed set; here the two languages' codes of the same
/// document are two values.
///
/// ```
/// use oske_statute::DocumentId;
///
/// let report: DocumentId = "StVM 37/2001 vp".parse()?;
/// assert_eq!((report.code(), report.number(), report.year()), ("StVM", 37, 2001));
/// # Ok::<(), oske_types::ParseValueError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DocumentId {
    // INVARIANT: two to five ASCII letters, the first a capital, then zeros; not the code of a bill.
    code: [u8; LONGEST_CODE],
    year: u16,
    number: u16,
}

const LONGEST_CODE: usize = 5;

impl DocumentId {
    /// A document, or `None` where the code is not two to five letters that begin with a capital, is
    /// that of a bill, or the number is not 1 to 9999 or the year not 1800 to 2199.
    #[must_use]
    pub fn new(code: &str, number: u16, year: u16) -> Option<Self> {
        let letters = code.bytes().all(|byte| byte.is_ascii_alphabetic());
        let capital = code.starts_with(|first: char| first.is_ascii_uppercase());
        let length = (2..=LONGEST_CODE).contains(&code.len());
        let other = !matches!(code, "HE" | "RP");
        if !(letters && capital && length && other && number_fits(number, year, FIRST_YEAR)) {
            return None;
        }
        let mut bytes = [0; LONGEST_CODE];
        bytes
            .iter_mut()
            .zip(code.bytes())
            .for_each(|(place, byte)| *place = byte);
        Some(Self {
            code: bytes,
            year,
            number,
        })
    }

    /// The code of the kind of document.
    #[must_use]
    pub fn code(&self) -> &str {
        let code = std::str::from_utf8(&self.code).unwrap_or_default();
        code.trim_end_matches('\0')
    }

    /// The number within the year.
    #[must_use]
    pub const fn number(&self) -> u16 {
        self.number
    }

    /// The year of the parliamentary session.
    #[must_use]
    pub const fn year(&self) -> u16 {
        self.year
    }

    /// Whether the code is a Swedish one, so that the session is written `rd`.
    pub(crate) fn is_swedish(&self) -> bool {
        let code = self.code();
        code == "RSv" || code.ends_with("UB") || code.ends_with("UU") || code == "RSk"
    }
}

impl fmt::Display for DocumentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let session = if self.is_swedish() { "rd" } else { "vp" };
        pad(
            f,
            &format!("{} {}/{} {session}", self.code(), self.number, self.year),
        )
    }
}

impl fmt::Debug for DocumentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DocumentId({self})")
    }
}

impl FromStr for DocumentId {
    type Err = ParseValueError;

    fn from_str(text: &str) -> Result<Self, ParseValueError> {
        let read = || {
            let (code, number) = text.split_once(' ')?;
            let (number, session) = number.split_once(' ')?;
            let (number, year) = number.split_once('/')?;
            let document = Self::new(
                code,
                plain_number(number, false)?,
                plain_number(year, false)?,
            )?;
            let right = if document.is_swedish() { "rd" } else { "vp" };
            (session == right).then_some(document)
        };
        read().ok_or_else(|| {
            let reason = "expected a code, a number, a year and vp (rd after a Swedish code)";
            ParseValueError::new("a document of Parliament", text, reason, "StVM 37/2001 vp")
        })
    }
}
