//! [`DuesYear`]: the twelve months that one round of dues is for.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, Months, NaiveDate};

use crate::pad::pad;
use crate::{ParseValueError, Validity, parse_date};

/// Twelve months that one round of dues is for (*maksuvuosi*, *avgiftsår*).
///
/// Usually a calendar year, written `2023`; some associations begin on another day, written as that
/// first day and `P1Y`, an ISO 8601 duration of a year: `2004-09-01/P1Y`. The membership period and
/// the invoice period are other things.
///
/// ```
/// use oske_types::DuesYear;
///
/// let year: DuesYear = "2023".parse()?;
/// assert_eq!(year.validity().to_string(), "2023-01-01/2024-01-01");
///
/// let shifted: DuesYear = "2004-09-01/P1Y".parse()?;
/// assert_eq!(shifted.validity().to_string(), "2004-09-01/2005-09-01");
/// # Ok::<(), oske_types::ParseValueError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DuesYear {
    // INVARIANT: in the years 1 to 9998, and never 29 February, which most years do not have.
    first_day: NaiveDate,
}

impl DuesYear {
    /// A calendar year from 1 to 9998, or `None`.
    #[must_use]
    pub fn calendar(year: i32) -> Option<Self> {
        Self::starting(NaiveDate::from_ymd_opt(year, 1, 1)?)
    }

    /// The twelve months from a day on, in the years 1 to 9998; `None` for 29 February.
    #[must_use]
    pub fn starting(first_day: NaiveDate) -> Option<Self> {
        let leap_day = first_day.month() == 2 && first_day.day() == 29;
        ((1..=9998).contains(&first_day.year()) && !leap_day).then_some(Self { first_day })
    }

    /// The first day.
    #[must_use]
    pub const fn first_day(self) -> NaiveDate {
        self.first_day
    }

    /// The year in which it begins.
    #[must_use]
    pub fn year(self) -> i32 {
        self.first_day.year()
    }

    /// Whether it is a calendar year.
    #[must_use]
    pub fn is_calendar(self) -> bool {
        self.first_day.ordinal() == 1
    }

    /// The days of the year.
    #[must_use]
    pub fn validity(self) -> Validity {
        // INVARIANT: before the year 9999, so the end is a date after the first day.
        Validity::new(Some(self.first_day), self.end())
            .unwrap_or_else(|| Validity::starting(self.first_day))
    }

    /// The last day.
    #[must_use]
    pub fn last_day(self) -> NaiveDate {
        self.validity().last_day().unwrap_or(self.first_day)
    }

    /// The dues year after this one, or `None` after the year 9998.
    #[must_use]
    pub fn next(self) -> Option<Self> {
        self.end().and_then(Self::starting)
    }

    /// The dues year before this one, or `None` before the year 1.
    #[must_use]
    pub fn previous(self) -> Option<Self> {
        let before = self.first_day.checked_sub_months(Months::new(12));
        before.and_then(Self::starting)
    }

    fn end(self) -> Option<NaiveDate> {
        self.first_day.checked_add_months(Months::new(12))
    }
}

impl fmt::Display for DuesYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_calendar() {
            pad(f, &format!("{:04}", self.year()))
        } else {
            pad(f, &format!("{}/P1Y", self.first_day))
        }
    }
}

impl fmt::Debug for DuesYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DuesYear({self})")
    }
}

impl FromStr for DuesYear {
    type Err = ParseValueError;

    fn from_str(text: &str) -> Result<Self, ParseValueError> {
        let year = match text.strip_suffix("/P1Y") {
            // One spelling for each value: a calendar year is written as the year alone.
            Some(first) => parse_date(first)
                .and_then(Self::starting)
                .filter(|year| !year.is_calendar()),
            None if text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit()) => {
                text.parse().ok().and_then(Self::calendar)
            }
            None => None,
        };
        year.ok_or_else(|| {
            let reason =
                "expected a first day and a year's length (`2004-09-01/P1Y`), or a calendar year";
            ParseValueError::new("a dues year", text, reason, "2023")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_follow_one_another_over_leap_days() {
        let year: DuesYear = "2023-03-01/P1Y".parse().unwrap();
        assert_eq!(year.last_day().to_string(), "2024-02-29");
        assert_eq!(year.next().unwrap().to_string(), "2024-03-01/P1Y");
        assert_eq!(year.next().unwrap().previous(), Some(year));
    }

    #[test]
    fn odd_spellings_are_refused() {
        for text in [
            "23",
            "2023-01-01/P1Y",
            "2024-02-29/P1Y",
            "0000",
            "9999",
            "2023/P1Y",
            "+023",
        ] {
            assert!(text.parse::<DuesYear>().is_err(), "{text}");
        }
    }
}
