//! [`StatuteId`] and [`Series`]: the number under which an act was published.

use std::fmt;
use std::str::FromStr;

use oske_types::{ParseValueError, pad};

use crate::number::{number_fits, plain_number};

/// The series that a number is counted in. The same number in the other series is another text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Series {
    /// The Statute Book of Finland (*säädöskokoelma*, *författningssamlingen*): acts and decrees.
    Statutes,
    /// The Treaty Series (*sopimussarja*, SopS; *fördragsserien*, FördrS).
    Treaties,
}

/// The number of an act (*säädösnumero*, *författningsnummer*): its number, its year and its series.
///
/// Before 1920 several acts may share a number; they are then told apart by a part of three digits, as
/// in `39-001/1889`. Acts are in the order of their publication. Text that puts the year first
/// (`2007/614`) or has a year of two digits (`1287/92` of 1992) is understood where references are read
/// and found; this text form has one shape only.
///
/// ```
/// use oske_statute::{Series, StatuteId};
///
/// let act: StatuteId = "1230/2001".parse()?;
/// assert_eq!((act.number(), act.year(), act.series()), (1230, 2001, Series::Statutes));
/// let treaty: StatuteId = "SopS 26/1965".parse()?;
/// assert_ne!(treaty, "26/1965".parse()?);
/// # Ok::<(), oske_types::ParseValueError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StatuteId {
    // INVARIANT: year 1700 to 2199, number 1 to 9999, part 0 (none) to 999. The order of the fields is
    // the order of the values.
    series: Series,
    year: u16,
    number: u16,
    part: u16,
}

const FIRST_YEAR: u16 = 1700;

impl StatuteId {
    /// An act of the Statute Book, or `None` where the number is not 1 to 9999 or the year not 1700 to
    /// 2199.
    #[must_use]
    pub const fn new(number: u16, year: u16) -> Option<Self> {
        Self::in_series(Series::Statutes, number, year)
    }

    /// A treaty, within the same bounds.
    #[must_use]
    pub const fn treaty(number: u16, year: u16) -> Option<Self> {
        Self::in_series(Series::Treaties, number, year)
    }

    pub(crate) const fn in_series(series: Series, number: u16, year: u16) -> Option<Self> {
        if !number_fits(number, year, FIRST_YEAR) {
            return None;
        }
        Some(Self {
            series,
            year,
            number,
            part: 0,
        })
    }

    /// The same number with the part that tells it from others of an old year, 1 to 999.
    #[must_use]
    pub const fn with_part(mut self, part: u16) -> Option<Self> {
        if part == 0 || part > 999 {
            return None;
        }
        self.part = part;
        Some(self)
    }

    /// The number within the year.
    #[must_use]
    pub const fn number(self) -> u16 {
        self.number
    }

    /// The year, in four digits.
    #[must_use]
    pub const fn year(self) -> u16 {
        self.year
    }

    /// The part, where several acts share the number.
    #[must_use]
    pub const fn part(self) -> Option<u16> {
        if self.part == 0 {
            None
        } else {
            Some(self.part)
        }
    }

    /// The series that the number is counted in.
    #[must_use]
    pub const fn series(self) -> Series {
        self.series
    }
}

impl fmt::Display for StatuteId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let series = match self.series {
            Series::Statutes => "",
            Series::Treaties => "SopS ",
        };
        match self.part {
            0 => pad(f, &format!("{series}{}/{}", self.number, self.year)),
            part => pad(
                f,
                &format!("{series}{}-{part:03}/{}", self.number, self.year),
            ),
        }
    }
}

impl fmt::Debug for StatuteId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "StatuteId({self})")
    }
}

impl FromStr for StatuteId {
    type Err = ParseValueError;

    fn from_str(text: &str) -> Result<Self, ParseValueError> {
        read(text).ok_or_else(|| {
            let reason = "expected a number of 1 to 9999 and a year of 1700 to 2199";
            ParseValueError::new("the number of an act", text, reason, "1230/2001")
        })
    }
}

fn read(text: &str) -> Option<StatuteId> {
    let (series, text) = match text.strip_prefix("SopS ") {
        Some(rest) => (Series::Treaties, rest),
        None => (Series::Statutes, text),
    };
    let (number, year) = text.split_once('/')?;
    let (number, part) = match number.split_once('-') {
        Some((number, part)) if part.len() == 3 => (number, Some(plain_number(part, true)?)),
        Some(_) => return None,
        None => (number, None),
    };
    if year.len() != 4 {
        return None;
    }
    let id = StatuteId::in_series(
        series,
        plain_number(number, false)?,
        plain_number(year, false)?,
    )?;
    match part {
        Some(part) => id.with_part(part),
        None => Some(id),
    }
}
