//! What developers are shown of a value, what an error tells of itself, and the orders that values have.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::cmp::Ordering;
use std::collections::HashSet;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};

use chrono::NaiveDate;
use oske_types::{
    Amount, BusinessId, ConstantSource, CountyCode, Currency, DuesYear, Exact, Figure, Language,
    Money, MunicipalityCode, Quantity, Rate, RegionCode, Source, Text, Unit, Validity,
};

/// A type is named beside the value, so that two values which are written alike are told apart.
#[test]
fn debug_names_the_type() {
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    let amount: Amount = "110.005 EUR".parse().unwrap();
    let shown = [
        format!("{amount:?}"),
        format!("{:?}", "1234567-1".parse::<BusinessId>().unwrap()),
        format!("{:?}", "205".parse::<MunicipalityCode>().unwrap()),
        format!("{:?}", "20".parse::<CountyCode>().unwrap()),
        format!("{:?}", "18".parse::<RegionCode>().unwrap()),
        format!("{:?}", Currency::EUR),
        format!("{:?}", DuesYear::calendar(2026).unwrap()),
        format!("{:?}", Exact::ratio(1, 3).unwrap()),
        format!("{:?}", Money::from_minor(11_000, Currency::EUR)),
        format!("{:?}", "5644 inhabitant".parse::<Quantity>().unwrap()),
        format!("{:?}", "0.05 EUR/inhabitant".parse::<Rate>().unwrap()),
        format!("{:?}", "inhabitant".parse::<Unit>().unwrap()),
        format!("{:?}", Source::new("minutes")),
        format!("{:?}", Validity::starting(day("2026-01-01"))),
        format!("{:?}", Text::only(Language::Finnish, "maksu").unwrap()),
    ];
    assert_eq!(
        shown,
        [
            "Amount(110.005 EUR)",
            "BusinessId(1234567-1)",
            "MunicipalityCode(205)",
            "CountyCode(20)",
            "RegionCode(18)",
            "Currency(EUR)",
            "DuesYear(2026)",
            "Exact(1/3)",
            "Money(110.00 EUR)",
            "Quantity(5644 inhabitant)",
            "Rate(0.05 EUR/inhabitant)",
            "Unit(inhabitant)",
            "Source(minutes)",
            "Validity(2026-01-01/..)",
            "Text { fi: Some(\"maksu\"), sv: None, en: None }",
        ]
    );
}

#[test]
fn an_error_tells_its_parts() {
    let error = "1234567-8".parse::<BusinessId>().unwrap_err();
    let parts = [error.what(), error.found(), error.reason(), error.example()];
    assert_eq!(
        parts,
        [
            "a business id",
            "1234567-8",
            "the check digit does not follow from the other seven",
            "3221317-4",
        ]
    );
    let message = error.to_string();
    for part in parts {
        assert!(message.contains(part), "{message}: {part}");
    }
}

#[test]
fn amounts_of_one_currency_have_an_order() {
    let amount = |text: &str| text.parse::<Amount>().unwrap();
    let (less, more) = (amount("0.5 EUR"), amount("0.51 EUR"));
    assert_eq!(less.partial_cmp(&more), Some(Ordering::Less));
    assert_eq!(more.partial_cmp(&less), Some(Ordering::Greater));
    assert_eq!(less.partial_cmp(&less), Some(Ordering::Equal));
    assert_eq!(less.partial_cmp(&amount("0.51 SEK")), None);
}

#[test]
fn a_dues_year_begins_on_any_day_but_a_leap_day() {
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    for first in ["2024-02-28", "2024-02-01", "2024-03-29", "2024-07-01"] {
        let year = DuesYear::starting(day(first)).unwrap();
        assert_eq!(year.first_day(), day(first));
    }
    assert_eq!(DuesYear::starting(day("2024-02-29")), None);
    assert_eq!(DuesYear::starting(day("9999-01-01")), None);
}

#[test]
fn nothing_is_zero_and_a_cent_is_not() {
    let money = |minor| Money::from_minor(minor, Currency::EUR);
    assert!(money(0).is_zero() && Money::zero(Currency::SEK).is_zero());
    assert!(!money(1).is_zero() && !money(-1).is_zero());
}

/// What is gained has a plus sign, what is lost a minus sign, and nothing has none.
#[test]
fn nothing_has_no_sign() {
    let nothing = Amount::new(Exact::ZERO, Currency::EUR);
    assert_eq!(nothing.signed_in(Language::Swedish), "0,00\u{a0}€");
}

#[test]
fn a_figure_tells_its_number() {
    for (figure, number) in [
        (Figure::over(70), 70),
        (Figure::about(200), 200),
        (Figure::over(0), 0),
    ] {
        assert_eq!(figure.number(), number);
    }
}

/// Wherever their words are kept, sources are equal by them; so a set has each once.
#[test]
fn sources_are_equal_by_their_words() {
    static MINUTES: ConstantSource =
        ConstantSource::new("minutes").at_address("https://example.invalid");
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    let constant = Source::constant(&MINUTES);
    let minutes = Source::new("minutes").at_address("https://example.invalid");
    let read = minutes.clone().read_on(day("2026-01-31"));
    assert_eq!(constant, minutes);
    let others = [
        read.clone(),
        minutes.clone().read_on(day("2026-02-01")),
        Source::new("minutes"),
        Source::new("report").at_address("https://example.invalid"),
    ];
    for other in &others {
        assert_ne!(minutes, *other);
    }
    assert_eq!(read.date_read(), Some(day("2026-01-31")));
    assert_eq!(minutes.date_read(), None);
    let all: HashSet<Source> = [constant, minutes, read]
        .into_iter()
        .chain(others)
        .collect();
    assert_eq!(all.len(), 5);
    // Equal ones have one hash, and others have another.
    let hashed = |source: &Source| BuildHasherDefault::<DefaultHasher>::default().hash_one(source);
    assert_eq!(
        hashed(&Source::constant(&MINUTES)),
        hashed(&Source::new("minutes").at_address("https://example.invalid"))
    );
    assert_ne!(
        hashed(&Source::new("minutes")),
        hashed(&Source::new("report"))
    );
}

/// Texts are equal where they say the same in every language.
#[test]
fn texts_are_equal_by_their_words() {
    static DUES: Text = Text::new("maksu", "avgift", "dues");
    let [finnish, swedish] = [Language::Finnish, Language::Swedish];
    assert_eq!(Text::only(finnish, "maksu"), Text::only(finnish, "maksu"));
    assert_ne!(Text::only(finnish, "maksu"), Text::only(swedish, "maksu"));
    assert_ne!(Text::only(finnish, "maksu").unwrap(), DUES);
    let hashed = |text: &Text| BuildHasherDefault::<DefaultHasher>::default().hash_one(text);
    assert_eq!(hashed(&DUES), hashed(&DUES.clone()));
    assert_ne!(hashed(&DUES), hashed(&Text::new("maksu", "avgift", "fee")));
}
