//! [`Validity`]: a half-open period of days.

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;

use crate::pad::pad;
use crate::{ParseValueError, parse_date};

/// A period of days in which something holds (*voimassaolo*, *giltighet*): from its first day up to,
/// and without, the day it ends.
///
/// Either end may be open. Half-open periods meet without a gap or an overlap: what is valid until
/// 2023-01-01 last holds on 31 December 2022. The text form is that of an ISO 8601 interval, with
/// `..` for an open end. Only years of four digits are read: what is written of a period that
/// reaches beyond the year 9999, or before the year 0, is not read again.
///
/// ```
/// use chrono::NaiveDate;
/// use oske_types::Validity;
///
/// let year: Validity = "2023-01-01/2024-01-01".parse()?;
/// let later: Validity = "2024-01-01/..".parse()?;
/// let new_years_eve = NaiveDate::from_ymd_opt(2023, 12, 31).ok_or("a date")?;
/// assert!(year.contains(new_years_eve));
/// assert_eq!(year.last_day(), Some(new_years_eve));
/// assert!(!year.overlaps(later));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Validity {
    // INVARIANT: never empty. Where both ends are given, `from < until`; where only the end is, a
    // day comes before it.
    from: Option<NaiveDate>,
    until: Option<NaiveDate>,
}

impl Validity {
    /// Every day.
    pub const ALWAYS: Self = Self {
        from: None,
        until: None,
    };

    /// From a day, or from ever, up to and without `until`; `None` if that is no day at all.
    #[must_use]
    pub const fn new(from: Option<NaiveDate>, until: Option<NaiveDate>) -> Option<Self> {
        if let Some(until) = until {
            let first = match from {
                Some(from) => from,
                None => NaiveDate::MIN,
            };
            // Dates cannot be compared in a constant, their distance can.
            if until.signed_duration_since(first).num_days() <= 0 {
                return None;
            }
        }
        Some(Self { from, until })
    }

    /// From a day on, without an end.
    #[must_use]
    pub const fn starting(from: NaiveDate) -> Self {
        Self {
            from: Some(from),
            until: None,
        }
    }

    /// The first day, or `None` if it has always been.
    #[must_use]
    pub const fn from(self) -> Option<NaiveDate> {
        self.from
    }

    /// The first day on which it no longer holds, or `None` if no end is known.
    #[must_use]
    pub const fn until_exclusive(self) -> Option<NaiveDate> {
        self.until
    }

    /// The last day on which it holds, or `None` if no end is known.
    #[must_use]
    pub fn last_day(self) -> Option<NaiveDate> {
        self.until.and_then(|until| until.pred_opt())
    }

    /// Whether it holds on a day.
    #[must_use]
    pub fn contains(self, date: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= date) && self.until.is_none_or(|until| date < until)
    }

    /// Whether a day is in both.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.intersection(other).is_some()
    }

    /// The days that are in both, or `None` if there is none.
    #[must_use]
    pub fn intersection(self, other: Self) -> Option<Self> {
        let from = match (self.from, other.from) {
            (Some(a), Some(b)) => Some(a.max(b)),
            (a, b) => a.or(b),
        };
        let until = match (self.until, other.until) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        Self::new(from, until)
    }
}

/// In text, an open end.
const OPEN: &str = "..";

impl fmt::Display for Validity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let end =
            |date: Option<NaiveDate>| date.map_or_else(|| OPEN.to_owned(), |date| date.to_string());
        pad(f, &format!("{}/{}", end(self.from), end(self.until)))
    }
}

impl fmt::Debug for Validity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Validity({self})")
    }
}

impl FromStr for Validity {
    type Err = ParseValueError;

    fn from_str(text: &str) -> Result<Self, ParseValueError> {
        let fault = |reason| {
            ParseValueError::new("a half-open period", text, reason, "2023-01-01/2024-01-01")
        };
        let (from, until) = text
            .split_once('/')
            .ok_or_else(|| fault("expected two dates or `..` with `/` between them"))?;
        let end = |part: &str| {
            if part == OPEN {
                Some(None)
            } else {
                parse_date(part).map(Some)
            }
        };
        let ends = end(from).zip(end(until));
        let (from, until) = ends.ok_or_else(|| fault("expected dates as YYYY-MM-DD, or `..`"))?;
        Self::new(from, until).ok_or_else(|| fault("expected the end after the first day"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(text: &str) -> Validity {
        text.parse().unwrap()
    }

    #[test]
    fn neighbours_do_not_overlap() {
        assert!(!period("../2023-01-01").overlaps(period("2023-01-01/..")));
        assert!(period("../2023-01-02").overlaps(period("2023-01-01/..")));
        assert_eq!(
            period("2020-01-01/..").intersection(period("../2021-01-01")),
            Some(period("2020-01-01/2021-01-01")),
        );
    }

    #[test]
    fn periods_reach_the_ends_of_time() {
        assert_eq!(Validity::new(None, Some(NaiveDate::MIN)), None);
        let last = Validity::starting(NaiveDate::MAX);
        assert!(last.contains(NaiveDate::MAX));
    }

    #[test]
    fn empty_and_misspelt_periods_are_refused() {
        for text in [
            "2023-01-01/2023-01-01",
            "2023-01-02/2023-01-01",
            "2023-1-1/..",
            "2023-02-29/..",
            "2023-01-01",
            "+2023-01-01/..",
            "+02023-01-01/..",
            "12023-01-01/..",
            "+12023-01-01/..",
            "-2023-01-01/..",
            "2023-01-01/ ..",
        ] {
            assert!(text.parse::<Validity>().is_err(), "{text}");
        }
    }
}
