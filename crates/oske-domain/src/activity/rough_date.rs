//! [`RoughDate`]: a day, or no more than its month or year.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};
use oske_types::{Language, ParseValueError, date_in, pad};

/// A day of which a source may give no more than the month or the year.
///
/// The text form is that of ISO 8601, as long as it is known:
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

    /// As it is written in a language: "1.8.2020", "elokuu 2020", "2020".
    #[must_use]
    pub fn in_language(self, language: Language) -> String {
        let year = self.first.year();
        match self.known {
            Known::Day => date_in(language, self.first),
            Known::Month => format!("{} {year}", month_in(language, self.first)),
            Known::Year => year.to_string(),
        }
    }
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
            Known::Year => self.first.format("%Y").to_string(),
        };
        pad(f, &text)
    }
}

impl FromStr for RoughDate {
    type Err = ParseValueError;

    fn from_str(text: &str) -> Result<Self, ParseValueError> {
        let (whole, known) = match text.len() {
            4 => (format!("{text}-01-01"), Known::Year),
            7 => (format!("{text}-01"), Known::Month),
            _ => (text.to_owned(), Known::Day),
        };
        let first = oske_types::parse_date(&whole).ok_or_else(|| {
            let reason = "expected a day as YYYY-MM-DD, or as much of it as is known";
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
        for text in ["2020", "2020-08", "2020-08-31"] {
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
        ] {
            assert!(text.parse::<RoughDate>().is_err(), "{text}");
        }
    }
}
