//! Numbers, money, shares and dates are written as the Unicode data writes them in Finnish, in the Swedish
//! of Finland and in English; where they are not, the test says why.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::unwrap_used,
    reason = "tests may panic, and then say where"
)]

use chrono::{Datelike, NaiveDate};
use fixed_decimal::Decimal;
use icu_datetime::DateTimeFormatter;
use icu_datetime::fieldsets::YMD;
use icu_datetime::input::Date;
use icu_datetime::options::YearStyle;
use icu_decimal::DecimalFormatter;
use icu_experimental::dimension::currency::formatter::CurrencyFormatter;
use icu_experimental::dimension::percent::formatter::PercentFormatter;
use icu_locale_core::preferences::extensions::unicode::keywords::currency;
use icu_locale_core::{Locale, locale};
use oske_report::Cell;
use oske_types::{Currency, Exact, Language, Money, date_in};
use proptest::prelude::*;

/// English dates are British: the day stands before the month, as in Europe.
fn locale_of(language: Language) -> Locale {
    language.pick(locale!("fi-FI"), locale!("sv-FI"), locale!("en-GB"))
}

fn number_by_icu(language: Language, decimal: &Decimal) -> String {
    let formatter =
        DecimalFormatter::try_new(locale_of(language).into(), Default::default()).unwrap();
    formatter.format(decimal).to_string()
}

proptest! {
    #[test]
    fn numbers_are_as_in_the_unicode_data(top in any::<i64>(), shift in 0_u32..60, places in 0_u32..6) {
        let number = Exact::ratio(i128::from(top >> shift), 10_i128.pow(places)).unwrap();
        let decimal: Decimal = number.to_string().parse().unwrap();
        for language in Language::ALL {
            prop_assert_eq!(number.in_language(language), number_by_icu(language, &decimal));
        }
    }

    #[test]
    fn money_is_as_in_the_unicode_data(minor in any::<i64>(), shift in 0_u32..60) {
        let money = Money::from_minor(minor >> shift, Currency::EUR);
        let decimal: Decimal = money.to_decimal_text().parse().unwrap();
        for language in Language::ALL {
            let formatter = CurrencyFormatter::try_new_symbol(
                locale_of(language).into(),
                currency!("EUR"),
                Default::default(),
            )
            .unwrap();
            let by_icu = formatter.format_fixed_decimal(&decimal).to_string();
            prop_assert_eq!(money.in_language(language), by_icu);
        }
    }

    #[test]
    fn shares_are_as_in_the_unicode_data(top in -1_000_000_i64..1_000_000, places in 0_u32..4) {
        let percent = Exact::ratio(i128::from(top), 10_i128.pow(places)).unwrap();
        let decimal: Decimal = percent.to_string().parse().unwrap();
        for language in Language::ALL {
            let formatter =
                PercentFormatter::try_new(locale_of(language).into(), Default::default()).unwrap();
            let by_icu = formatter.format(&decimal).to_string();
            prop_assert_eq!(Cell::Percent(percent).in_language(language), by_icu);
        }
    }

    /// The Unicode data writes the day and month of Swedish in Finland with zeros before them, 01.06.2023;
    /// people there write 1.6.2023, as in Finnish, and so do we. English dates are the long ones, in which
    /// nobody takes the month for the day.
    #[test]
    fn dates_are_as_in_the_unicode_data(days in 0_u64..60_000) {
        let date = NaiveDate::from_ymd_opt(1950, 1, 1).unwrap() + chrono::Days::new(days);
        let (month, day) = (u8::try_from(date.month()).unwrap(), u8::try_from(date.day()).unwrap());
        let same = Date::try_new_iso(date.year(), month, day).unwrap();
        let numeric = || YMD::short().with_year_style(YearStyle::Full);
        for language in Language::ALL {
            let fields = language.pick(numeric(), numeric(), YMD::long());
            let formatter = DateTimeFormatter::try_new(locale_of(language).into(), fields).unwrap();
            let by_icu = formatter.format(&same).to_string();
            let by_icu = if language == Language::Swedish {
                let parts: Vec<&str> = by_icu.split('.').map(|part| part.trim_start_matches('0')).collect();
                parts.join(".")
            } else {
                by_icu
            };
            prop_assert_eq!(date_in(language, date), by_icu);
        }
    }
}
