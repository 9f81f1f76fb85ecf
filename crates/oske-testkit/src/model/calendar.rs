//! Days, dues years and the time between two days.

use chrono::{Datelike, Days, NaiveDate};
use num_rational::BigRational;

use super::number::whole;

/// A day as a policy writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Day {
    /// A date: `2024-01-31`.
    On(NaiveDate),
    /// A recurring day, month and day: `01-31`.
    Each(u32, u32),
}

impl Day {
    /// The date that is written `YYYY-MM-DD`, or `None` if there is none.
    #[must_use]
    pub fn read_date(text: &str) -> Option<NaiveDate> {
        let is_strict = text.len() == 10
            && text.char_indices().all(|(index, letter)| match index {
                4 | 7 => letter == '-',
                _ => letter.is_ascii_digit(),
            });
        let date = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok();
        date.filter(|_| is_strict)
    }

    /// The day that is written as a date or as `MM-DD`.
    #[must_use]
    pub fn new(text: &str) -> Self {
        match Self::read_date(text) {
            Some(date) => Self::On(date),
            None => {
                let parts = text.split_once('-').expect("a recurring day has a month");
                let number = |part: &str| part.parse().expect("digits");
                Self::Each(number(parts.0), number(parts.1))
            }
        }
    }

    /// As it is written.
    #[must_use]
    pub fn text(self) -> String {
        match self {
            Self::On(date) => date.to_string(),
            Self::Each(month, day) => format!("{month:02}-{day:02}"),
        }
    }
}

/// A dues year: a first day, and the first day of the next one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DuesYear {
    /// The first day.
    pub first: NaiveDate,
    /// The first day of the next dues year.
    pub next: NaiveDate,
}

impl DuesYear {
    /// The dues year that begins in a calendar year, on a day that every year has.
    #[must_use]
    pub fn new(year: i32, begins: (u32, u32)) -> Self {
        let begin = |year| {
            NaiveDate::from_ymd_opt(year, begins.0, begins.1).expect("a day that every year has")
        };
        Self {
            first: begin(year),
            next: begin(year + 1),
        }
    }

    /// The day that lies in the dues year, or `None` for 29 February in a year without one.
    #[must_use]
    pub fn find(&self, month: u32, day: u32) -> Option<NaiveDate> {
        let years = [self.first.year(), self.next.year()];
        let days = years.map(|year| NaiveDate::from_ymd_opt(year, month, day));
        let mut days = days.into_iter().flatten();
        days.find(|day| self.first <= *day && *day < self.next)
    }

    /// The date of a day; of 29 February in a year without one, the last day of February.
    #[must_use]
    pub fn date(&self, day: Day) -> NaiveDate {
        match self.bound(day) {
            (date, true) => date,
            (march, false) => march - Days::new(1),
        }
    }

    /// The first day that is not before a bound, and whether the bound itself is a day. In a year
    /// without a 29 February, that bound lies between the end of February and 1 March.
    fn bound(&self, day: Day) -> (NaiveDate, bool) {
        let found = match day {
            Day::On(date) => Some(date),
            Day::Each(month, day) => self.find(month, day),
        };
        match found {
            Some(date) => (date, true),
            None => {
                let february = self.find(2, 28).expect("a day that every year has");
                (february + Days::new(1), false)
            }
        }
    }

    /// Whether a date is at or after a bound, or after it where the bound is not itself inside.
    #[must_use]
    pub fn is_above(&self, date: NaiveDate, bound: Day, inside: bool) -> bool {
        let (first, exists) = self.bound(bound);
        date > first || (date == first && (inside || !exists))
    }

    /// Whether a date is at or before a bound, or before it where the bound is not itself inside.
    #[must_use]
    pub fn is_below(&self, date: NaiveDate, bound: Day, inside: bool) -> bool {
        let (first, exists) = self.bound(bound);
        date < first || (date == first && inside && exists)
    }
}

/// How the time between two days is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Time {
    /// In days.
    Days,
    /// In calendar months that have a day in it.
    StartedMonths,
    /// In months that are full from the day of the month of the first date.
    WholeMonths,
    /// In completed years.
    WholeYears,
}

impl Time {
    /// The time from one date up to but not with another; zero where the second is not later.
    #[must_use]
    pub fn between(self, from: NaiveDate, to: NaiveDate) -> BigRational {
        if to <= from {
            return whole(0);
        }
        let month = |date: NaiveDate| i64::from(date.year()) * 12 + i64::from(date.month());
        whole(match self {
            Self::Days => (to - from).num_days(),
            Self::StartedMonths => {
                let last = to - Days::new(1);
                month(last) - month(from) + 1
            }
            Self::WholeMonths => month(to) - month(from) - i64::from(to.day() < from.day()),
            Self::WholeYears => {
                let is_short = (to.month(), to.day()) < (from.month(), from.day());
                i64::from(to.year() - from.year()) - i64::from(is_short)
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn between(time: Time, from: &str, to: &str) -> BigRational {
        let date = |text| Day::read_date(text).expect("a date");
        time.between(date(from), date(to))
    }

    #[test]
    fn time_is_counted_up_to_but_not_with_the_second_date() {
        let cases = [
            (Time::Days, "2024-02-28", "2024-03-01", 2),
            (Time::StartedMonths, "2024-01-31", "2024-02-01", 1),
            (Time::StartedMonths, "2024-01-31", "2024-02-02", 2),
            (Time::StartedMonths, "2024-07-15", "2025-01-01", 6),
            (Time::WholeMonths, "2024-01-31", "2024-02-29", 0),
            (Time::WholeMonths, "2024-01-15", "2024-03-15", 2),
            (Time::WholeMonths, "2024-01-15", "2024-03-14", 1),
            (Time::WholeYears, "2000-02-29", "2024-02-28", 23),
            (Time::WholeYears, "2000-02-29", "2023-03-01", 23),
            (Time::WholeYears, "2024-05-01", "2023-05-01", 0),
            (Time::Days, "2024-05-01", "2024-05-01", 0),
        ];
        for (time, from, to, expected) in cases {
            assert_eq!(
                between(time, from, to),
                whole(expected),
                "{time:?} {from} {to}"
            );
        }
    }

    #[test]
    fn a_recurring_day_lies_in_the_dues_year() {
        let autumn = DuesYear::new(2023, (9, 1));
        assert_eq!(autumn.find(3, 1), Day::read_date("2024-03-01"));
        assert_eq!(autumn.find(9, 1), Day::read_date("2023-09-01"));
        assert_eq!(autumn.find(2, 29), Day::read_date("2024-02-29"));
        for (begins, last_of_february) in [((1, 1), "2023-02-28"), ((3, 1), "2024-02-29")] {
            let date = DuesYear::new(2023, begins).date(Day::Each(2, 29));
            assert_eq!(Some(date), Day::read_date(last_of_february));
        }
        let spring = DuesYear::new(2024, (3, 1));
        assert_eq!(spring.find(2, 29), None);
        assert_eq!(
            Some(spring.date(Day::Each(2, 29))),
            Day::read_date("2025-02-28")
        );
    }

    #[test]
    fn a_window_to_the_leap_day_ends_where_february_ends() {
        let leap_day = Day::Each(2, 29);
        let date = |text| Day::read_date(text).expect("a date");
        let common = DuesYear::new(2023, (1, 1));
        for inside in [true, false] {
            assert!(common.is_below(date("2023-02-28"), leap_day, inside));
            assert!(!common.is_below(date("2023-03-01"), leap_day, inside));
            assert!(common.is_above(date("2023-03-01"), leap_day, inside));
            assert!(!common.is_above(date("2023-02-28"), leap_day, inside));
        }
        let leap = DuesYear::new(2024, (1, 1));
        assert!(leap.is_below(date("2024-02-29"), leap_day, true));
        assert!(!leap.is_below(date("2024-02-29"), leap_day, false));
        assert!(leap.is_above(date("2024-02-29"), leap_day, true));
        assert!(!leap.is_above(date("2024-02-29"), leap_day, false));
    }

    #[test]
    fn dates_are_read_strictly() {
        for text in ["2024-2-1", "2023-02-29", "+024-01-01", "2024-01-01 ", ""] {
            assert_eq!(Day::read_date(text), None, "{text}");
        }
    }
}
