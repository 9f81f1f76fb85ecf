//! Days as numbers, recurring days in a dues year, and the time between two days.
//!
//! A date is a measure whose step is one day, so that windows are rows of a table like any other and
//! a window that leaves a day out is found like any other gap.

use chrono::{Datelike, Days, NaiveDate};
use oske_types::{DuesYear, Exact};

use crate::interval::{Lower, Upper};
use crate::policy::{Bound, Day, Limit, TimeSpan};

/// The first and the last day that a date may be where its declaration has no bounds.
pub(crate) const WIDEST: (NaiveDate, NaiveDate) = (date(1900, 1, 1), date(2099, 12, 31));

#[expect(
    clippy::expect_used,
    reason = "constants, evaluated when this is compiled"
)]
const fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a date")
}

/// The number of a day, counted from the first one of our era.
pub(crate) fn number_of(date: NaiveDate) -> Exact {
    Exact::from(date.num_days_from_ce())
}

/// The day of a number, if it is a whole one that the calendar has.
pub(crate) fn date_of(number: Exact) -> Option<NaiveDate> {
    let days = number.is_integer().then(|| number.numerator())?;
    NaiveDate::from_num_days_from_ce_opt(i32::try_from(days).ok()?)
}

impl Day {
    /// The date in a dues year; of 29 February in a year without one, 1 March and `true`.
    fn resolve(self, year: DuesYear) -> (NaiveDate, bool) {
        let first = year.first_day();
        match self {
            Self::On(date) => (date, false),
            Self::YearStart => (first, false),
            Self::NextYearStart => (next_year_start(year), false),
            Self::Recurring { month, day } => {
                let in_first = (month, day) >= (first.month(), first.day());
                let calendar_year = if in_first {
                    first.year()
                } else {
                    first.year().saturating_add(1)
                };
                match NaiveDate::from_ymd_opt(calendar_year, month, day) {
                    Some(date) => (date, false),
                    // Only 29 February is in some years and not in others.
                    None => {
                        let march = NaiveDate::from_ymd_opt(calendar_year, 3, 1);
                        (march.unwrap_or(first), true)
                    }
                }
            }
        }
    }

    /// The date in a dues year; where it has no 29 February, that is the last day of February.
    pub(crate) fn date_in(self, year: DuesYear) -> NaiveDate {
        match self.resolve(year) {
            (march, true) => march.pred_opt().unwrap_or(march),
            (date, false) => date,
        }
    }

    pub(crate) fn number_in(self, year: DuesYear) -> Exact {
        number_of(self.date_in(year))
    }
}

/// The first day of the dues year after one.
pub(crate) fn next_year_start(year: DuesYear) -> NaiveDate {
    let last = year.last_day();
    last.checked_add_days(Days::new(1)).unwrap_or(last)
}

impl Limit {
    pub(crate) fn number_in(self, year: DuesYear) -> Exact {
        match self {
            Self::Number(number) => number,
            Self::Day(day) => day.number_in(year),
        }
    }
}

impl Bound {
    /// As the lower bound of a row. A bound at a 29 February that there is not lies where February ends.
    pub(crate) fn lower_in(self, year: DuesYear) -> Lower {
        match self.limit {
            Limit::Day(day) => match day.resolve(year) {
                (march, true) => Lower::From(number_of(march)),
                (date, false) => Lower::of(number_of(date), self.inside),
            },
            Limit::Number(number) => Lower::of(number, self.inside),
        }
    }

    /// As the upper bound of a row.
    pub(crate) fn upper_in(self, year: DuesYear) -> Upper {
        match self.limit {
            Limit::Day(day) => match day.resolve(year) {
                (march, true) => Upper::Under(number_of(march)),
                (date, false) => Upper::of(number_of(date), self.inside),
            },
            Limit::Number(number) => Upper::of(number, self.inside),
        }
    }
}

impl TimeSpan {
    /// The time from a day up to but not with another; zero where the second is not later.
    pub(crate) fn between(self, from: NaiveDate, to: NaiveDate) -> i64 {
        if to <= from {
            return 0;
        }
        let month_of = |date: NaiveDate| {
            let year = i64::from(date.year()).saturating_mul(12);
            year.saturating_add(i64::from(date.month0()))
        };
        let months = month_of(to).saturating_sub(month_of(from));
        match self {
            Self::Days => to.signed_duration_since(from).num_days(),
            Self::StartedMonths if to.day() == 1 => months,
            Self::StartedMonths => months.saturating_add(1),
            Self::WholeMonths => months.saturating_sub(i64::from(to.day() < from.day())),
            Self::WholeYears => {
                let years = i64::from(to.year()).saturating_sub(i64::from(from.year()));
                let before = (to.month(), to.day()) < (from.month(), from.day());
                years.saturating_sub(i64::from(before))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        oske_types::parse_date(text).unwrap()
    }

    #[test]
    fn a_recurring_day_is_the_one_in_the_dues_year() {
        let autumn: DuesYear = "2004-09-01/P1Y".parse().unwrap();
        let recurring = |month, day| Day::Recurring { month, day };
        assert_eq!(recurring(9, 1).date_in(autumn), day("2004-09-01"));
        assert_eq!(recurring(8, 31).date_in(autumn), day("2005-08-31"));
        assert_eq!(recurring(2, 29).date_in(autumn), day("2005-02-28"));
        assert_eq!(Day::NextYearStart.date_in(autumn), day("2005-09-01"));
    }

    #[test]
    fn a_window_to_the_29th_ends_where_february_ends() {
        let bound = Bound {
            limit: Limit::Day(Day::Recurring { month: 2, day: 29 }),
            inside: true,
        };
        let march = number_of(day("2005-03-01"));
        assert_eq!(bound.upper_in("2005".parse().unwrap()), Upper::Under(march));
        assert_eq!(bound.lower_in("2005".parse().unwrap()), Lower::From(march));
        let leap = number_of(day("2008-02-29"));
        assert_eq!(bound.upper_in("2008".parse().unwrap()), Upper::To(leap));
    }

    #[test]
    fn time_is_counted_as_the_page_says() {
        let between = |span: TimeSpan, from, to| span.between(day(from), day(to));
        assert_eq!(between(TimeSpan::Days, "2024-01-01", "2025-01-01"), 366);
        assert_eq!(between(TimeSpan::Days, "2024-01-02", "2024-01-01"), 0);
        assert_eq!(
            between(TimeSpan::StartedMonths, "2013-10-09", "2014-01-01"),
            3
        );
        assert_eq!(
            between(TimeSpan::StartedMonths, "2013-12-31", "2014-01-01"),
            1
        );
        assert_eq!(
            between(TimeSpan::StartedMonths, "2013-12-31", "2014-01-02"),
            2
        );
        assert_eq!(
            between(TimeSpan::WholeMonths, "2013-10-09", "2014-01-08"),
            2
        );
        assert_eq!(
            between(TimeSpan::WholeMonths, "2013-10-09", "2014-01-09"),
            3
        );
        assert_eq!(
            between(TimeSpan::WholeYears, "2000-02-29", "2018-02-28"),
            17
        );
        assert_eq!(
            between(TimeSpan::WholeYears, "2000-02-29", "2018-03-01"),
            18
        );
    }
}
