//! The days on which a Finnish payer can be expected to pay.

use std::fmt;

use chrono::{Datelike, Days, NaiveDate, Weekday};
use oske_types::{ConstantSource, Language, Source};

/// A day other than Saturday and Sunday on which Finnish banks and offices keep closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Holiday {
    /// *Uudenvuodenpäivä*, 1 January.
    NewYear,
    /// *Loppiainen*, 6 January.
    Epiphany,
    /// *Pitkäperjantai*.
    GoodFriday,
    /// *Pääsiäispäivä*.
    EasterSunday,
    /// *Toinen pääsiäispäivä*.
    EasterMonday,
    /// *Vappu*, 1 May.
    MayDay,
    /// *Helatorstai*.
    Ascension,
    /// *Helluntaipäivä*.
    Pentecost,
    /// *Juhannusaatto*, the Friday between 19 and 25 June.
    MidsummerEve,
    /// *Juhannuspäivä*, the Saturday between 20 and 26 June.
    Midsummer,
    /// *Pyhäinpäivä*, the Saturday between 31 October and 6 November.
    AllSaints,
    /// *Itsenäisyyspäivä*, 6 December.
    Independence,
    /// *Jouluaatto*, 24 December.
    ChristmasEve,
    /// *Joulupäivä*, 25 December.
    Christmas,
    /// *Toinen joulupäivä* or *tapaninpäivä*, 26 December.
    BoxingDay,
}

impl Holiday {
    /// What it is called.
    #[must_use]
    pub const fn name(self, language: Language) -> &'static str {
        let [fi, sv, en] = match self {
            Self::NewYear => ["uudenvuodenpäivä", "nyårsdagen", "New Year's Day"],
            Self::Epiphany => ["loppiainen", "trettondagen", "Epiphany"],
            Self::GoodFriday => ["pitkäperjantai", "långfredagen", "Good Friday"],
            Self::EasterSunday => ["pääsiäispäivä", "påskdagen", "Easter Sunday"],
            Self::EasterMonday => ["toinen pääsiäispäivä", "annandag påsk", "Easter Monday"],
            Self::MayDay => ["vappu", "första maj", "May Day"],
            Self::Ascension => ["helatorstai", "Kristi himmelsfärdsdag", "Ascension Day"],
            Self::Pentecost => ["helluntaipäivä", "pingstdagen", "Pentecost"],
            Self::MidsummerEve => ["juhannusaatto", "midsommarafton", "Midsummer Eve"],
            Self::Midsummer => ["juhannuspäivä", "midsommardagen", "Midsummer Day"],
            Self::AllSaints => ["pyhäinpäivä", "alla helgons dag", "All Saints' Day"],
            Self::Independence => [
                "itsenäisyyspäivä",
                "självständighetsdagen",
                "Independence Day",
            ],
            Self::ChristmasEve => ["jouluaatto", "julafton", "Christmas Eve"],
            Self::Christmas => ["joulupäivä", "juldagen", "Christmas Day"],
            Self::BoxingDay => ["toinen joulupäivä", "annandag jul", "Boxing Day"],
        };
        match language {
            Language::Finnish => fi,
            Language::Swedish => sv,
            Language::English => en,
        }
    }
}

impl fmt::Display for Holiday {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name(Language::English))
    }
}

/// Which holiday a day is, by the rules in force since 1992, when Epiphany and Ascension Day came back to their
/// old days. Of two on one day it is the one that moves with Easter.
///
/// ```
/// use oske_invoice::{Holiday, holiday};
///
/// assert_eq!(holiday("2026-06-19".parse()?), Some(Holiday::MidsummerEve));
/// assert_eq!(holiday("2026-06-22".parse()?), None);
/// # Ok::<(), chrono::ParseError>(())
/// ```
#[must_use]
pub fn holiday(day: NaiveDate) -> Option<Holiday> {
    of_easter(day).or_else(|| of_calendar(day))
}

fn of_easter(day: NaiveDate) -> Option<Holiday> {
    let easter = easter_sunday(day.year())?;
    match day.signed_duration_since(easter).num_days() {
        -2 => Some(Holiday::GoodFriday),
        0 => Some(Holiday::EasterSunday),
        1 => Some(Holiday::EasterMonday),
        39 => Some(Holiday::Ascension),
        49 => Some(Holiday::Pentecost),
        _ => None,
    }
}

fn of_calendar(day: NaiveDate) -> Option<Holiday> {
    match (day.month(), day.day(), day.weekday()) {
        (1, 1, _) => Some(Holiday::NewYear),
        (1, 6, _) => Some(Holiday::Epiphany),
        (5, 1, _) => Some(Holiday::MayDay),
        (6, 19..=25, Weekday::Fri) => Some(Holiday::MidsummerEve),
        (6, 20..=26, Weekday::Sat) => Some(Holiday::Midsummer),
        (10, 31, Weekday::Sat) | (11, 1..=6, Weekday::Sat) => Some(Holiday::AllSaints),
        (12, 6, _) => Some(Holiday::Independence),
        (12, 24, _) => Some(Holiday::ChristmasEve),
        (12, 25, _) => Some(Holiday::Christmas),
        (12, 26, _) => Some(Holiday::BoxingDay),
        _ => None,
    }
}

/// Easter Sunday of a year of the Gregorian calendar, by the rule that Gauss gave and others made safe.
fn easter_sunday(year: i32) -> Option<NaiveDate> {
    let part = |number: i32, by: i32| number.rem_euclid(by);
    let century = year.div_euclid(100);
    let leap_centuries = century.div_euclid(4);
    let drift = century.checked_add(8)?.div_euclid(25);
    let moon_drift = century.checked_sub(drift)?.checked_add(1)?.div_euclid(3);
    // The age of the moon: the epact, counted so that it grows with the day of the full moon.
    let golden = part(year, 19).checked_mul(19)?;
    let age = golden.checked_add(century)?.checked_sub(leap_centuries)?;
    let age = part(age.checked_sub(moon_drift)?.checked_add(15)?, 30);
    // The days from the full moon to the Sunday after it.
    let century_days = part(century, 4).checked_mul(2)?;
    let year_in_century = part(year, 100);
    let leap_days = year_in_century.div_euclid(4).checked_mul(2)?;
    let days = 32_i32.checked_add(century_days)?.checked_add(leap_days)?;
    let days = days
        .checked_sub(age)?
        .checked_sub(part(year_in_century, 4))?;
    let days = part(days, 7);
    // The two latest full moons come a day earlier where the cycle would repeat them.
    let late = part(year, 19)
        .checked_add(age.checked_mul(11)?)?
        .checked_add(days.checked_mul(22)?)?
        .div_euclid(451);
    let march = age.checked_add(days)?.checked_sub(late.checked_mul(7)?)?;
    let after = u64::try_from(march.checked_add(21)?).ok()?;
    NaiveDate::from_ymd_opt(year, 3, 1)?.checked_add_days(Days::new(after))
}

/// Whether a payment can be asked for on a day: no Saturday, no Sunday, no [`Holiday`].
///
/// ```
/// use oske_invoice::is_business_day;
///
/// assert!(is_business_day("2026-07-01".parse()?));
/// assert!(!is_business_day("2026-05-14".parse()?)); // Ascension Day
/// # Ok::<(), chrono::ParseError>(())
/// ```
#[must_use]
pub fn is_business_day(day: NaiveDate) -> bool {
    !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) && holiday(day).is_none()
}

/// The day itself, or the first one after it on which a payment can be asked for.
///
/// A payment that falls due on a Sunday or other church holiday, Independence Day, May Day, Christmas or Midsummer
/// Eve or a Saturday may be made on the next weekday (Act on Promissory Notes 622/1947, 5 §, which is applied to
/// debts in general).
///
/// ```
/// use oske_invoice::next_business_day;
///
/// // Christmas Eve of 2026 is a Thursday, and the holidays end on a Sunday.
/// let due = next_business_day("2026-12-24".parse()?);
/// assert_eq!(due, "2026-12-28".parse::<chrono::NaiveDate>()?);
/// # Ok::<(), chrono::ParseError>(())
/// ```
#[must_use]
pub fn next_business_day(day: NaiveDate) -> NaiveDate {
    let later = std::iter::successors(Some(day), NaiveDate::succ_opt);
    later
        .take(LONGEST_WAIT)
        .find(|day| is_business_day(*day))
        .unwrap_or(day)
}

/// More days than ever stand between two business days.
const LONGEST_WAIT: usize = 15;

/// Which days a debtor may wait for the next weekday.
#[must_use]
pub const fn business_days_source() -> Source {
    const WORDS: ConstantSource =
        ConstantSource::new("Act on Promissory Notes (622/1947) 5 § 2, as amended by 958/1999")
            .at_address("https://finlex.fi/sv/laki/alkup/1999/19990958");
    Source::constant(&WORDS)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// Easter Sundays as almanacs print them.
    #[test]
    fn easter_is_on_the_sunday_of_the_almanacs() {
        let printed = [
            "1943-04-25",
            "2000-04-23",
            "2008-03-23",
            "2011-04-24",
            "2018-04-01",
            "2019-04-21",
            "2023-04-09",
            "2024-03-31",
            "2025-04-20",
            "2026-04-05",
            "2027-03-28",
            "2028-04-16",
            "2035-03-25",
            "2038-04-25",
            "2285-03-22",
        ];
        for text in printed {
            let easter = day(text);
            assert_eq!(easter_sunday(easter.year()), Some(easter));
        }
    }

    #[test]
    fn easter_is_a_sunday_from_22_march_to_25_april() {
        for year in 1583..=9999 {
            let easter = easter_sunday(year).unwrap();
            let first = NaiveDate::from_ymd_opt(year, 3, 22).unwrap();
            let last = NaiveDate::from_ymd_opt(year, 4, 25).unwrap();
            assert_eq!(easter.weekday(), Weekday::Sun);
            assert!((first..=last).contains(&easter), "{easter}");
        }
    }
}
