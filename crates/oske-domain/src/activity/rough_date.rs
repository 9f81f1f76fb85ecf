//! [`RoughDate`]: a day, or no more than its month or year, or the months that it is in.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};
use oske_types::{Language, ParseValueError, date_in, pad};

/// A day of which a source may give no more than the month, the year, or the first and the last month.
///
/// The text form is that of ISO 8601, as long as it is known; months from one to another have a stroke
/// between them:
///
/// ```
/// use oske_domain::RoughDate;
/// use oske_types::Language;
///
/// let begun: RoughDate = "2020-05".parse()?;
/// assert_eq!(begun.in_language(Language::Finnish), "toukokuu 2020");
/// assert_eq!(begun.in_language(Language::English), "May 2020");
/// let ended: RoughDate = "2022-12-31".parse()?;
/// assert_eq!(ended.in_language(Language::Swedish), "31.12.2022");
/// let workshops: RoughDate = "2020-09/2020-10".parse()?;
/// assert_eq!(workshops.in_language(Language::Finnish), "syys–lokakuu 2020");
/// # Ok::<(), oske_types::ParseValueError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct RoughDate {
    /// The first day that it may be.
    first: NaiveDate,
    known: Known,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Known {
    Year,
    Month,
    /// From the month of the first day to the month of this one.
    Months(NaiveDate),
    Day,
}

impl RoughDate {
    /// A day.
    #[must_use]
    pub const fn day(date: NaiveDate) -> Self {
        Self {
            first: date,
            known: Known::Day,
        }
    }

    /// The year.
    #[must_use]
    pub fn year(self) -> i32 {
        self.first.year()
    }

    /// The first day that it may be.
    #[must_use]
    pub const fn earliest(self) -> NaiveDate {
        self.first
    }

    /// As it is written in a language: "1.8.2020", "elokuu 2020", "syys–lokakuu 2020", "2020".
    #[must_use]
    pub fn in_language(self, language: Language) -> String {
        let year = self.first.year();
        match self.known {
            Known::Day => date_in(language, self.first),
            Known::Month => format!("{} {year}", month_in(language, self.first)),
            Known::Months(last) => months_in(language, self.first, last),
            Known::Year => year.to_string(),
        }
    }
}

/// "syys–lokakuu 2020", "joulukuu 2020 – tammikuu 2021".
fn months_in(language: Language, first: NaiveDate, last: NaiveDate) -> String {
    let [from, to] = [first, last].map(|month| month_in(language, month));
    if first.year() != last.year() {
        return format!("{from} {}\u{a0}– {to} {}", first.year(), last.year());
    }
    // Finnish says the word for month once.
    let from = match language {
        Language::Finnish => from.strip_suffix("kuu").unwrap_or(from),
        Language::Swedish | Language::English => from,
    };
    format!("{from}–{to} {}", last.year())
}

fn month_in(language: Language, date: NaiveDate) -> &'static str {
    let names = match language {
        Language::Finnish => FINNISH_MONTHS,
        Language::Swedish => SWEDISH_MONTHS,
        Language::English => ENGLISH_MONTHS,
    };
    let index = usize::try_from(date.month0()).unwrap_or_default();
    names.get(index).copied().unwrap_or_default()
}

const FINNISH_MONTHS: [&str; 12] = [
    "tammikuu",
    "helmikuu",
    "maaliskuu",
    "huhtikuu",
    "toukokuu",
    "kesäkuu",
    "heinäkuu",
    "elokuu",
    "syyskuu",
    "lokakuu",
    "marraskuu",
    "joulukuu",
];
const SWEDISH_MONTHS: [&str; 12] = [
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
];
const ENGLISH_MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl fmt::Display for RoughDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self.known {
            Known::Day => self.first.to_string(),
            Known::Month => self.first.format("%Y-%m").to_string(),
            Known::Months(last) => {
                format!("{}/{}", self.first.format("%Y-%m"), last.format("%Y-%m"))
            }
            Known::Year => self.first.format("%Y").to_string(),
        };
        pad(f, &text)
    }
}

impl FromStr for RoughDate {
    type Err = ParseValueError;

    fn from_str(text: &str) -> Result<Self, ParseValueError> {
        let month = |text: &str| {
            let is_month = text.len() == 7;
            is_month.then(|| oske_types::parse_date(&format!("{text}-01")))?
        };
        let (first, known) = match text.split_once('/') {
            Some((from, to)) => {
                let last = month(to).filter(|last| month(from).is_some_and(|first| first < *last));
                let first = last.and_then(|_| month(from));
                (first, last.map_or(Known::Month, Known::Months))
            }
            None if text.len() == 4 => (
                oske_types::parse_date(&format!("{text}-01-01")),
                Known::Year,
            ),
            None if text.len() == 7 => (month(text), Known::Month),
            None => (oske_types::parse_date(text), Known::Day),
        };
        let first = first.ok_or_else(|| {
            let reason = "expected a day as YYYY-MM-DD, as much of it as is known, or months as \
                 YYYY-MM/YYYY-MM, the later one after";
            ParseValueError::new("a day, month or year", text, reason, "2020-08")
        })?;
        Ok(Self { first, known })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_read_again_and_nothing_else() {
        for text in [
            "2020",
            "2020-08",
            "2020-08-31",
            "2020-09/2020-10",
            "2020-12/2021-01",
        ] {
            let read: Result<RoughDate, _> = text.parse();
            assert_eq!(read.map(|date| date.to_string()), Ok(text.to_owned()));
        }
        for text in [
            "",
            "20",
            "2020-",
            "2020-13",
            "2020-02-30",
            "2020-8",
            "+202",
            "elokuu",
            "2020-09/2020-09",
            "2020-10/2020-09",
            "2020-09/",
            "/2020-09",
            "2020/2021",
            "2020-09-01/2020-10-31",
            "2020-09/2020-10/2020-11",
        ] {
            assert!(text.parse::<RoughDate>().is_err(), "{text}");
        }
    }

    #[test]
    fn months_are_written_as_each_language_writes_them() {
        let written = |text: &str| {
            let date: RoughDate = text.parse().unwrap();
            Language::ALL.map(|language| date.in_language(language))
        };
        assert_eq!(
            written("2020-09/2020-10"),
            [
                "syys–lokakuu 2020",
                "september–oktober 2020",
                "September–October 2020"
            ]
        );
        assert_eq!(
            written("2020-12/2021-01"),
            [
                "joulukuu 2020\u{a0}– tammikuu 2021",
                "december 2020\u{a0}– januari 2021",
                "December 2020\u{a0}– January 2021"
            ]
        );
    }
}
