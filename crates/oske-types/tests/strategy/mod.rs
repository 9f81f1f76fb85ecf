//! Generators of every value type, from the everyday to the ends of what fits.

use chrono::{Datelike, NaiveDate};
use oske_types::{
    Amount, BusinessId, CountyCode, Currency, DuesYear, Exact, Language, Money, MunicipalityCode,
    Quantity, Rate, RegionCode, Rounding, RoundingMode, Unit, Validity,
};
use proptest::collection::{btree_map, btree_set};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

/// Whole numbers of every width: each number of bits is as likely as another.
fn whole() -> impl Strategy<Value = i128> {
    let edge = select(vec![i128::MIN, i128::MIN + 1, -1, 0, 1, i128::MAX]);
    prop_oneof![
        9 => (any::<i128>(), 0_u32..128).prop_map(|(bits, shift)| bits >> shift),
        1 => edge,
    ]
}

/// Numbers as they stand in tariffs: few digits, few decimals, a small denominator.
pub(crate) fn everyday() -> impl Strategy<Value = Exact> {
    let denominator = select(vec![1, 1, 2, 3, 7, 12, 10, 100, 1_000, 10_000, 1_000_000]);
    (-100_000_000_i128..100_000_000, denominator)
        .prop_filter_map("a fraction", |(top, bottom)| Exact::ratio(top, bottom).ok())
}

/// Any number that fits.
pub(crate) fn exact() -> impl Strategy<Value = Exact> {
    let fraction = (whole(), whole());
    let decimal = (whole(), 0_u32..=38).prop_map(|(top, places)| (top, 10_i128.pow(places)));
    // The longest decimals and the ratios of two and five that are no short decimal.
    let binary = (whole(), 0_u32..127).prop_map(|(top, twos)| (top, 1_i128 << twos));
    let quintary = (whole(), 0_u32..=54).prop_map(|(top, fives)| (top, 5_i128.pow(fives)));
    prop_oneof![
        2 => everyday(),
        4 => prop_oneof![fraction, decimal, binary, quintary]
            .prop_filter_map("a fraction that fits", |(top, bottom)| {
                Exact::ratio(top, bottom).ok()
            }),
    ]
}

pub(crate) fn currency() -> impl Strategy<Value = Currency> {
    prop_oneof![
        Just(Currency::EUR),
        Just(Currency::JPY),
        select(Currency::all().collect::<Vec<_>>()),
    ]
}

pub(crate) fn amount() -> impl Strategy<Value = Amount> {
    (exact(), currency()).prop_map(|(value, currency)| Amount::new(value, currency))
}

fn minor() -> impl Strategy<Value = i64> {
    prop_oneof![
        4 => -1_000_000_i64..1_000_000,
        4 => (any::<i64>(), 0_u32..64).prop_map(|(bits, shift)| bits >> shift),
        1 => select(vec![i64::MIN, i64::MIN + 1, -1, 0, 1, i64::MAX]),
    ]
}

pub(crate) fn money() -> impl Strategy<Value = Money> {
    (minor(), currency()).prop_map(|(minor, currency)| Money::from_minor(minor, currency))
}

pub(crate) fn unit() -> impl Strategy<Value = Unit> {
    prop_oneof![
        Just(Unit::INHABITANT),
        Just(Unit::PERSON),
        Just(Unit::MONTH),
        currency().prop_map(Unit::from),
        "[a-z][a-z0-9_]{0,12}".prop_filter_map("a unit", |word| word.parse().ok()),
    ]
}

pub(crate) fn quantity() -> impl Strategy<Value = Quantity> {
    (exact(), unit()).prop_map(|(value, unit)| Quantity::new(value, unit))
}

pub(crate) fn rate() -> impl Strategy<Value = Rate> {
    (exact(), currency(), unit()).prop_map(|(value, currency, per)| Rate::new(value, currency, per))
}

pub(crate) fn rounding_mode() -> impl Strategy<Value = RoundingMode> {
    select(RoundingMode::ALL.to_vec())
}

pub(crate) fn rounding() -> impl Strategy<Value = Rounding> {
    let usual = select(vec!["0.01", "0.05", "1", "5", "10", "1/3"])
        .prop_filter_map("a step", |step| step.parse::<Exact>().ok());
    (prop_oneof![usual, exact()], rounding_mode())
        .prop_filter_map("a step above zero", |(step, mode)| {
            Rounding::new(step.abs(), mode)
        })
}

/// Any date that there is, most of them near.
pub(crate) fn date() -> impl Strategy<Value = NaiveDate> {
    let days = |from: NaiveDate, to: NaiveDate| {
        (from.num_days_from_ce()..=to.num_days_from_ce())
            .prop_filter_map("a date", NaiveDate::from_num_days_from_ce_opt)
    };
    let first_of = |year| NaiveDate::from_ymd_opt(year, 1, 1).unwrap();
    let edges = [
        NaiveDate::MIN,
        NaiveDate::MIN.succ_opt().unwrap(),
        first_of(-1),
        first_of(0),
        first_of(1),
        first_of(9_998),
        first_of(9_999),
        first_of(10_000),
        NaiveDate::MAX.pred_opt().unwrap(),
        NaiveDate::MAX,
    ];
    prop_oneof![
        6 => days(first_of(2_015), first_of(2_035)),
        2 => days(first_of(0), first_of(10_000)),
        1 => days(NaiveDate::MIN, NaiveDate::MAX),
        1 => select(edges.to_vec()),
    ]
}

/// A period whose text form is read: its years have four digits.
pub(crate) fn validity() -> impl Strategy<Value = Validity> {
    any_validity().prop_filter("years of four digits", |validity| {
        let mut ends = [validity.from(), validity.until_exclusive()].into_iter();
        ends.all(|end| end.is_none_or(|date| (0..=9_999).contains(&date.year())))
    })
}

pub(crate) fn any_validity() -> impl Strategy<Value = Validity> {
    (option::of(date()), option::of(date()))
        .prop_filter_map("a period that is not empty", |(from, until)| {
            Validity::new(from, until)
        })
}

pub(crate) fn dues_year() -> impl Strategy<Value = DuesYear> {
    prop_oneof![
        (1..=9_998).prop_filter_map("a calendar year", DuesYear::calendar),
        date().prop_filter_map("a dues year", DuesYear::starting),
    ]
}

pub(crate) fn language() -> impl Strategy<Value = Language> {
    select(Language::ALL.to_vec())
}

#[cfg(feature = "serde")]
pub(crate) fn text() -> impl Strategy<Value = oske_types::Text> {
    let words = || option::of(any::<String>());
    (words(), words(), words()).prop_filter_map("words in a language", |(fi, sv, en)| {
        oske_types::Text::from_parts(fi, sv, en)
    })
}

#[cfg(feature = "serde")]
pub(crate) fn source() -> impl Strategy<Value = oske_types::Source> {
    let part = || {
        prop_oneof![
            any::<String>(),
            "[a-z]{1,3}( <[a-z]{1,3}>)?(, read 2020-01-01)?"
        ]
    };
    let written = date().prop_filter("a year of four digits", |date| {
        (0..=9_999).contains(&date.year())
    });
    (part(), option::of(part()), option::of(written)).prop_map(|(title, address, read_on)| {
        let mut source = oske_types::Source::new(title);
        if let Some(address) = address {
            source = source.at_address(address);
        }
        match read_on {
            Some(date) => source.read_on(date),
            None => source,
        }
    })
}

pub(crate) fn municipality_code() -> impl Strategy<Value = MunicipalityCode> {
    (0_u16..1_000).prop_filter_map("a code", MunicipalityCode::from_number)
}

pub(crate) fn region_code() -> impl Strategy<Value = RegionCode> {
    (0_u16..100).prop_filter_map("a code", RegionCode::from_number)
}

pub(crate) fn county_code() -> impl Strategy<Value = CountyCode> {
    (0_u16..100).prop_filter_map("a code", CountyCode::from_number)
}

/// Seven digits with the check digit, of the ten there are, that is taken.
pub(crate) fn business_id() -> impl Strategy<Value = BusinessId> {
    (0_u32..10_000_000).prop_filter_map("an id that is issued", |number| {
        (0..10).find_map(|check| format!("{number:07}-{check}").parse().ok())
    })
}

/// Texts that no one would write, and texts that are a slip away from a good one.
pub(crate) fn any_text() -> impl Strategy<Value = String> {
    let good = prop_oneof![
        exact().prop_map(|value| value.to_string()),
        amount().prop_map(|value| value.to_string()),
        money().prop_map(|value| value.to_string()),
        rate().prop_map(|value| value.to_string()),
        quantity().prop_map(|value| value.to_string()),
        rounding().prop_map(|value| value.to_string()),
        validity().prop_map(|value| value.to_string()),
        dues_year().prop_map(|value| value.to_string()),
        business_id().prop_map(|value| value.to_string()),
    ];
    let slip = (good, any::<prop::sample::Index>(), any::<char>(), 0..4_u8).prop_map(
        |(good, place, other, kind)| {
            let mut letters: Vec<char> = good.chars().collect();
            let place = place.index(letters.len());
            match kind {
                0 => letters[place] = other,
                1 => letters.insert(place, other),
                2 => drop(letters.remove(place)),
                _ => letters.insert(place, letters[place]),
            }
            letters.into_iter().collect()
        },
    );
    prop_oneof![
        any::<String>(),
        "[-+0-9/. ]{0,90}( (EUR|JPY|KWD|SEK))?(/[a-z_]{0,9})?",
        "[-+]?[0-9]{1,3}(/[0-9]{1,3})? (EUR|JPY)",
        "(half-up|half-even|floor) to [-0-9./]{0,9}",
        "[-+]?[0-9]{1,6}-[0-9]{1,2}-[0-9]{1,2}/(\\.\\.|P1Y)",
        slip,
    ]
}

/// A JSON number, whole, decimal or with an exponent.
#[cfg(feature = "serde")]
pub(crate) fn json_number() -> impl Strategy<Value = String> {
    "-?(0|[1-9][0-9]{0,20})(\\.[0-9]{1,20})?([eE][-+]?[0-9]{1,2})?"
}

/// Weights by key, at least one of them above zero, with many ties and some zeros.
pub(crate) fn weights() -> impl Strategy<Value = Vec<(String, Exact)>> {
    let weight = prop_oneof![
        2 => (0_i64..4).prop_map(Exact::from),
        2 => (0_i64..10_000_000).prop_map(Exact::from),
        1 => (0_i128..10_000_000, select(vec![2, 3, 12, 100, 10_000]))
            .prop_filter_map("a fraction", |(top, bottom)| Exact::ratio(top, bottom).ok()),
    ];
    btree_map("[a-z]{1,3}", weight, 1..30)
        .prop_filter("a weight above zero", |weights| {
            weights.values().any(|weight| weight.is_positive())
        })
        .prop_map(|weights| weights.into_iter().collect())
}

/// Weights of any kind, with negative ones, keys that stand twice and numbers that do not fit.
pub(crate) fn wild_weights() -> impl Strategy<Value = Vec<(String, Exact)>> {
    let weight = prop_oneof![
        8 => exact().prop_map(Exact::abs),
        1 => everyday(),
    ];
    prop::collection::vec(("[a-z]{1,2}", weight), 0..6)
}

/// At least so many periods that follow one another, made by cutting time at random dates.
pub(crate) fn periods(least: usize) -> impl Strategy<Value = Vec<Validity>> {
    let cuts = btree_set(date(), least + 1..16);
    (cuts, any::<bool>(), any::<bool>()).prop_map(|(cuts, open_start, open_end)| {
        let mut ends: Vec<Option<NaiveDate>> = cuts.into_iter().map(Some).collect();
        if open_start {
            ends.insert(0, None);
        }
        if open_end {
            ends.push(None);
        }
        ends.windows(2)
            .filter_map(|pair| Validity::new(pair[0], pair[1]))
            .collect()
    })
}
