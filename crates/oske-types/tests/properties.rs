//! What holds for every value: each property is a sentence.
//!
//! The number of cases is `PROPTEST_CASES`, or else 10,000 for what the whole library rests on (texts are
//! read back, rounding and allocation) and proptest's own (256) for the rest.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "the judges are integers without a limit, and a helper of a test fails by panicking"
)]

mod strategy;

use std::fmt::{Debug, Display};
use std::str::FromStr;

use chrono::{Days, NaiveDate};
use num_bigint::BigInt;
use num_rational::BigRational;
use oske_types::{
    Amount, ArithmeticError, BusinessId, CountyCode, Currency, DuesYear, Exact, Language, Money,
    MunicipalityCode, Quantity, Rate, RegionCode, Rounding, RoundingMode, Timeline, TimelineError,
    Unit, Validity,
};
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::FileFailurePersistence;

/// Failing seeds are kept beside this file, in `properties.proptest-regressions`.
fn config() -> ProptestConfig {
    ProptestConfig {
        failure_persistence: Some(Box::new(FileFailurePersistence::WithSource(
            "proptest-regressions",
        ))),
        ..ProptestConfig::default()
    }
}

/// For what the whole library rests on.
fn thorough() -> ProptestConfig {
    let defaults = config();
    ProptestConfig {
        cases: match std::env::var_os("PROPTEST_CASES") {
            Some(_) => defaults.cases,
            None => 10_000,
        },
        ..defaults
    }
}

/// One test of a property for each type that has a text form.
macro_rules! for_every_value_type {
    ($property:ident, $config:ident) => {
        mod $property {
            use super::*;

            proptest! {
                #![proptest_config($config())]

                #[test]
                fn amount(value in strategy::amount()) { check::$property(&value)? }
                #[test]
                fn business_id(value in strategy::business_id()) { check::$property(&value)? }
                #[test]
                fn county_code(value in strategy::county_code()) { check::$property(&value)? }
                #[test]
                fn currency(value in strategy::currency()) { check::$property(&value)? }
                #[test]
                fn dues_year(value in strategy::dues_year()) { check::$property(&value)? }
                #[test]
                fn exact(value in strategy::exact()) { check::$property(&value)? }
                #[test]
                fn language(value in strategy::language()) { check::$property(&value)? }
                #[test]
                fn money(value in strategy::money()) { check::$property(&value)? }
                #[test]
                fn municipality_code(value in strategy::municipality_code()) {
                    check::$property(&value)?;
                }
                #[test]
                fn quantity(value in strategy::quantity()) { check::$property(&value)? }
                #[test]
                fn rate(value in strategy::rate()) { check::$property(&value)? }
                #[test]
                fn region_code(value in strategy::region_code()) { check::$property(&value)? }
                #[test]
                fn rounding(value in strategy::rounding()) { check::$property(&value)? }
                #[test]
                fn rounding_mode(value in strategy::rounding_mode()) { check::$property(&value)? }
                #[test]
                fn unit(value in strategy::unit()) { check::$property(&value)? }
                #[test]
                fn validity(value in strategy::validity()) { check::$property(&value)? }
            }
        }
    };
}

for_every_value_type!(parse_inverts_display, thorough);
for_every_value_type!(width_pads_and_precision_cuts_nothing, config);
#[cfg(feature = "serde")]
for_every_value_type!(serde_text_round_trips, config);

/// What the properties of text say of one value.
mod check {
    use super::*;

    pub(crate) fn parse_inverts_display<T>(value: &T) -> Result<(), TestCaseError>
    where
        T: FromStr<Err: Debug> + Display + PartialEq + Debug,
    {
        let read = value.to_string().parse::<T>();
        prop_assert!(read.is_ok(), "`{value}` is not read: {read:?}");
        prop_assert_eq!(&read.unwrap(), value);
        Ok(())
    }

    pub(crate) fn width_pads_and_precision_cuts_nothing<T>(value: &T) -> Result<(), TestCaseError>
    where
        T: Display,
    {
        let text = value.to_string();
        let width = text.chars().count() + 2;
        prop_assert_eq!(format!("{value:>width$.1}"), format!("  {text}"));
        prop_assert_eq!(format!("{value:*<width$}"), format!("{text}**"));
        prop_assert_eq!(format!("{value:^width$}"), format!(" {text} "));
        prop_assert_eq!(format!("{value:.0}"), text);
        Ok(())
    }

    #[cfg(feature = "serde")]
    pub(crate) fn serde_text_round_trips<T>(value: &T) -> Result<(), TestCaseError>
    where
        T: serde::Serialize + serde::de::DeserializeOwned + Display + PartialEq + Debug,
    {
        let json = serde_json::to_string(value).unwrap();
        prop_assert_eq!(&json, &serde_json::to_string(&value.to_string()).unwrap());
        prop_assert_eq!(&serde_json::from_str::<T>(&json).unwrap(), value);
        // Through a tree of values and from text that is escaped, so that nothing is borrowed.
        let tree = serde_json::to_value(value).unwrap();
        prop_assert_eq!(&serde_json::from_value::<T>(tree).unwrap(), value);
        Ok(())
    }

    /// Whether the text is read, and that what is read is written in a form that reads the same.
    pub(crate) fn reads_what_it_writes<T>(text: &str) -> Result<Option<String>, TestCaseError>
    where
        T: FromStr<Err: Display + Debug> + Display + PartialEq + Debug,
    {
        match text.parse::<T>() {
            Ok(value) => {
                parse_inverts_display(&value)?;
                Ok(Some(value.to_string()))
            }
            Err(error) => {
                let message = error.to_string();
                prop_assert!(
                    !message.contains('\n'),
                    "a message is one line: {message:?}"
                );
                Ok(None)
            }
        }
    }

    /// The same for a type that has one spelling of each value.
    pub(crate) fn reads_one_spelling<T>(text: &str) -> Result<(), TestCaseError>
    where
        T: FromStr<Err: Display + Debug> + Display + PartialEq + Debug,
    {
        if let Some(written) = reads_what_it_writes::<T>(text)? {
            prop_assert_eq!(written, text);
        }
        Ok(())
    }
}

proptest! {
    #![proptest_config(config())]

    // Text

    #[test]
    fn no_text_makes_a_parser_panic(text in strategy::any_text()) {
        check::reads_what_it_writes::<Exact>(&text)?;
        check::reads_what_it_writes::<Amount>(&text)?;
        check::reads_what_it_writes::<Rate>(&text)?;
        check::reads_what_it_writes::<Quantity>(&text)?;
        check::reads_what_it_writes::<Rounding>(&text)?;
        check::reads_one_spelling::<Money>(&text)?;
        check::reads_one_spelling::<Unit>(&text)?;
        check::reads_one_spelling::<Currency>(&text)?;
        check::reads_one_spelling::<RoundingMode>(&text)?;
        check::reads_one_spelling::<Validity>(&text)?;
        check::reads_one_spelling::<DuesYear>(&text)?;
        check::reads_one_spelling::<Language>(&text)?;
        check::reads_one_spelling::<MunicipalityCode>(&text)?;
        check::reads_one_spelling::<RegionCode>(&text)?;
        check::reads_one_spelling::<CountyCode>(&text)?;
        check::reads_one_spelling::<BusinessId>(&text)?;
    }

    #[test]
    fn single_digit_slip_breaks_business_id(
        id in strategy::business_id(),
        place in any::<Index>(),
        further in 1_u8..10,
    ) {
        let mut slip = id.to_string().into_bytes();
        let digit = &mut slip[[0, 1, 2, 3, 4, 5, 6, 8][place.index(8)]];
        *digit = b'0' + (*digit - b'0' + further) % 10;
        prop_assert!(String::from_utf8(slip).unwrap().parse::<BusinessId>().is_err());
    }

    #[test]
    fn numbers_for_people_keep_every_digit(value in strategy::exact(), language in strategy::language()) {
        let plain: String = value
            .in_language(language)
            .chars()
            .filter_map(|letter| match (language, letter) {
                (Language::English, ',') | (_, '\u{a0}') => None,
                (Language::Finnish | Language::Swedish, ',') => Some('.'),
                (_, '\u{2212}') => Some('-'),
                _ => Some(letter),
            })
            .collect();
        prop_assert_eq!(plain.parse::<Exact>(), Ok(value));
    }

    #[test]
    fn money_for_people_is_its_amount_for_people(
        money in strategy::money(),
        language in strategy::language(),
    ) {
        prop_assert_eq!(money.in_language(language), Amount::from(money).in_language(language));
    }

    // Numbers

    #[test]
    fn arithmetic_agrees_with_big_integers(a in strategy::exact(), b in strategy::exact()) {
        let (big_a, big_b) = (big(a), big(b));
        let crossed = cross_products(&big_a, &big_b);
        agrees("+", a.checked_add(b), &(&big_a + &big_b), &crossed)?;
        let crossed = cross_products(&big_a, &-&big_b);
        agrees("-", a.checked_sub(b), &(&big_a - &big_b), &crossed)?;
        agrees("·", a.checked_mul(b), &(&big_a * &big_b), &[])?;
        if b.is_zero() {
            prop_assert_eq!(a.checked_div(b), Err(ArithmeticError::DivisionByZero));
        } else {
            agrees("/", a.checked_div(b), &(&big_a / &big_b), &[])?;
        }
        prop_assert_eq!(a.cmp(&b), big_a.cmp(&big_b));
        prop_assert_eq!(a == b, big_a == big_b);
        prop_assert_eq!(big(-a), -&big_a);
        prop_assert_eq!(big(a.abs()), if a.is_negative() { -&big_a } else { big_a.clone() });
        prop_assert_eq!(BigInt::from(a.floor()), big_a.floor().to_integer());
        prop_assert_eq!(BigInt::from(a.ceil()), big_a.ceil().to_integer());
        prop_assert_eq!(a.is_integer(), big_a.is_integer());
    }

    #[test]
    fn fractions_are_reduced(top in any::<i128>(), bottom in any::<i128>(), shift in 0_u32..127) {
        let (top, bottom) = (top >> shift, bottom >> (126 - shift));
        prop_assume!(bottom != 0);
        let judge = BigRational::new(top.into(), bottom.into());
        agrees("ratio", Exact::ratio(top, bottom), &judge, &[])?;
        if let Ok(value) = Exact::ratio(top, bottom) {
            prop_assert_eq!(BigInt::from(value.numerator()), judge.numer().clone());
            prop_assert_eq!(BigInt::from(value.denominator()), judge.denom().clone());
        }
    }

    #[test]
    fn decimals_are_counted_rightly(value in strategy::exact()) {
        let scaled = |places: u32| big(value) * BigRational::from_integer(BigInt::from(10).pow(places));
        match value.decimals() {
            Some(places) => {
                prop_assert!(scaled(places).is_integer());
                prop_assert!(places == 0 || !scaled(places - 1).is_integer());
            }
            None => prop_assert!(!scaled(200).is_integer()),
        }
    }

    #[test]
    fn money_adds_as_its_minor_units_do(a in strategy::money(), b in strategy::money()) {
        let b = Money::from_minor(b.minor(), a.currency());
        let in_currency = |minor: Option<i64>| {
            let money = minor.map(|minor| Money::from_minor(minor, a.currency()));
            money.ok_or(ArithmeticError::Overflow)
        };
        prop_assert_eq!(a.checked_add(b), in_currency(a.minor().checked_add(b.minor())));
        prop_assert_eq!(a.checked_sub(b), in_currency(a.minor().checked_sub(b.minor())));
        prop_assert_eq!(a.partial_cmp(&b), Some(a.minor().cmp(&b.minor())));
        // A credit on the way takes nothing away: only the total has to fit.
        prop_assert_eq!(Money::total(a.currency(), [a, b, a, b]), Money::total(a.currency(), [b, a, b, a]));
        let back = b.checked_sub(Money::zero(a.currency())).unwrap();
        let there_and_back = [a, back, Money::from_minor(back.minor().saturating_neg(), a.currency())];
        if back.minor() != i64::MIN {
            prop_assert_eq!(Money::total(a.currency(), there_and_back), Ok(a));
        }
    }

    #[test]
    fn two_currencies_never_mix(a in strategy::money(), b in strategy::money(), place in any::<Index>()) {
        let others: Vec<_> = Currency::all().filter(|other| *other != a.currency()).collect();
        let b = Money::from_minor(b.minor(), others[place.index(others.len())]);
        let (amount_a, amount_b) = (Amount::from(a), Amount::from(b));
        let mixed = |error| matches!(error, Err(ArithmeticError::CurrencyMismatch(_)));
        prop_assert!(mixed(a.checked_add(b).map(drop)));
        prop_assert!(mixed(a.checked_sub(b).map(drop)));
        prop_assert!(mixed(amount_a.checked_add(amount_b).map(drop)));
        prop_assert!(mixed(amount_a.checked_sub(amount_b).map(drop)));
        prop_assert!(mixed(Money::total(a.currency(), [a, b]).map(drop)));
        prop_assert_eq!(a.partial_cmp(&b), None);
        prop_assert_eq!(amount_a.partial_cmp(&amount_b), None);
        prop_assert!(a != b && amount_a != amount_b);
    }
}

proptest! {
    #![proptest_config(thorough())]

    // Rounding

    #[test]
    fn rounding_agrees_with_big_integers(
        value in prop_oneof![strategy::everyday(), strategy::exact()],
        rounding in strategy::rounding(),
    ) {
        let step = big(rounding.step());
        let steps = big(value) / &step;
        let rounded = BigRational::from_integer(round_by_the_book(&steps, rounding.mode())) * &step;
        agrees("rounded", rounding.round(value), &rounded, [steps.numer(), steps.denom()])?;
    }

    #[test]
    fn rounding_is_within_one_step_and_idempotent(
        value in strategy::everyday(),
        rounding in strategy::rounding(),
    ) {
        let Ok(rounded) = rounding.round(value) else { return Ok(()) };
        let step = big(rounding.step());
        let moved = big(rounded) - big(value);
        let distance = if moved < BigRational::default() { -moved } else { moved };
        prop_assert!(distance < step);
        if matches!(rounding.mode(), RoundingMode::HalfUp | RoundingMode::HalfEven) {
            prop_assert!(distance * BigInt::from(2) <= step.clone());
        }
        prop_assert!((big(rounded) / step).is_integer());
        prop_assert_eq!(rounding.round(rounded), Ok(rounded));
    }

    #[test]
    fn money_is_the_rounded_amount(amount in strategy::amount(), rounding in strategy::rounding()) {
        let minor_units = BigInt::from(amount.currency().minor_units());
        match rounding.round_to_money(amount) {
            Ok(money) => {
                let rounded = rounding.round(amount.value()).unwrap();
                prop_assert_eq!(Amount::from(money), Amount::new(rounded, amount.currency()));
            }
            Err(ArithmeticError::StepTooFine { .. }) => {
                prop_assert!(!(big(rounding.step()) * minor_units).is_integer());
            }
            Err(ArithmeticError::Overflow) => {
                let fits = rounding.round(amount.value()).is_ok_and(|rounded| {
                    let minor = big(rounded) * minor_units;
                    minor.is_integer() && i64::try_from(minor.to_integer()).is_ok()
                });
                prop_assert!(!fits);
            }
            Err(other) => prop_assert!(false, "unexpected: {other}"),
        }
    }

    #[test]
    fn money_survives_being_an_amount(money in strategy::money()) {
        let rounding = Rounding::to_minor_unit(money.currency());
        prop_assert_eq!(rounding.round_to_money(Amount::from(money)), Ok(money));
    }

    // Allocation

    #[test]
    fn allocation_sums_to_total(total in strategy::money(), weights in strategy::weights()) {
        let shares = total.allocate(&weights).unwrap();
        let parts = shares.iter().map(|(_, share)| *share);
        prop_assert_eq!(Money::total(total.currency(), parts), Ok(total));
        prop_assert!(shares.iter().map(|(key, _)| key).eq(weights.iter().map(|(key, _)| key)));
    }

    #[test]
    fn allocation_ignores_input_order(
        total in strategy::money(),
        (weights, shuffled) in prop_oneof![strategy::weights(), strategy::wild_weights()]
            .prop_flat_map(|weights| (Just(weights.clone()), Just(weights).prop_shuffle())),
    ) {
        let by_key = |weights: &[(String, Exact)]| {
            total.allocate(weights).map(|mut shares| {
                shares.sort_by(|a, b| a.0.cmp(&b.0));
                shares
            })
        };
        prop_assert_eq!(by_key(&weights), by_key(&shuffled));
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn each_share_is_within_one_minor_unit_of_its_quota(
        total in strategy::money(),
        weights in strategy::weights(),
    ) {
        let sum: BigRational = weights.iter().map(|(_, weight)| big(*weight)).sum();
        for ((key, weight), (_, share)) in weights.iter().zip(total.allocate(&weights).unwrap()) {
            let quota = big(*weight) * BigInt::from(total.minor()) / &sum;
            let share = BigInt::from(share.minor());
            let whole = quota.trunc().to_integer();
            let next = &whole + total.minor().signum();
            let allowed = share == whole || (!quota.is_integer() && share == next);
            prop_assert!(allowed, "{key}: a share of {share} for a quota of {quota}");
        }
    }

    #[test]
    fn the_largest_remainders_are_served_first(
        total in strategy::money(),
        weights in strategy::weights(),
    ) {
        let sum: BigRational = weights.iter().map(|(_, weight)| big(*weight)).sum();
        let size = BigInt::from(total.minor()).magnitude().clone();
        let shares = total.allocate(&weights).unwrap();
        let ranked = |lucky: bool| {
            let size = BigInt::from(size.clone());
            let sum = sum.clone();
            weights.iter().zip(&shares).filter_map(move |((key, weight), (_, share))| {
                let quota = big(*weight) * size.clone() / &sum;
                let more = BigInt::from(share.minor().unsigned_abs()) > quota.trunc().to_integer();
                (more == lucky).then_some((-quota.fract(), key))
            })
        };
        // Ranked by the largest remainder, then by the smaller key.
        if let (Some(last), Some(first)) = (ranked(true).max(), ranked(false).min()) {
            prop_assert!(last < first);
        }
    }

    // Time

    #[test]
    fn a_timeline_has_exactly_one_value_a_day(
        (periods, shuffled) in strategy::periods(1).prop_flat_map(|periods| {
            let numbered: Vec<_> = periods.iter().copied().zip(0_usize..).collect();
            (Just(numbered.clone()), Just(numbered).prop_shuffle())
        }),
        date in strategy::date(),
    ) {
        let timeline = Timeline::try_new(periods.clone()).unwrap();
        prop_assert_eq!(Timeline::try_new(shuffled), Ok(timeline.clone()));
        prop_assert!(timeline.entries().map(|(period, value)| (period, *value)).eq(periods.clone()));
        for day in days_of_interest(&periods).into_iter().chain([date]) {
            let mut values = periods.iter().filter(|(period, _)| period.contains(day));
            let expected = values.next().map(|(period, value)| (*period, value));
            prop_assert_eq!(values.next(), None);
            prop_assert_eq!(timeline.entry_at(day), expected);
            prop_assert_eq!(timeline.at(day), expected.map(|(_, value)| value));
            prop_assert_eq!(timeline.validity().contains(day), expected.is_some());
        }
    }

    #[test]
    fn a_missing_middle_is_a_gap(periods in strategy::periods(3), place in any::<Index>()) {
        let place = 1 + place.index(periods.len() - 2);
        let mut entries: Vec<_> = periods.iter().map(|period| (*period, ())).collect();
        let (missing, ()) = entries.remove(place);
        prop_assert_eq!(Timeline::try_new(entries), Err(TimelineError::Gap(missing)));
    }

    #[test]
    fn a_stretched_period_is_an_overlap(
        periods in strategy::periods(2),
        place in any::<Index>(),
        longer_by in 1_u64..10_000,
    ) {
        let place = place.index(periods.len() - 1);
        let (short, next) = (periods[place], periods[place + 1]);
        // Beyond the last date that there is, it has no end.
        let until = short.until_exclusive().and_then(|end| end.checked_add_days(Days::new(longer_by)));
        let stretched = Validity::new(short.from(), until).unwrap();
        let mut entries: Vec<_> = periods.iter().map(|period| (*period, ())).collect();
        entries[place].0 = stretched;
        let shared = stretched.intersection(next).unwrap();
        prop_assert_eq!(Timeline::try_new(entries), Err(TimelineError::Overlap(shared)));
    }

    #[test]
    fn validity_intersection_is_the_common_days(
        a in strategy::any_validity(),
        b in strategy::any_validity(),
        date in strategy::date(),
    ) {
        let common = a.intersection(b);
        for day in days_of_interest(&[(a, ()), (b, ())]).into_iter().chain([date]) {
            let in_both = a.contains(day) && b.contains(day);
            prop_assert_eq!(common.is_some_and(|common| common.contains(day)), in_both, "{}", day);
        }
        prop_assert_eq!(common, b.intersection(a));
        prop_assert_eq!(a.overlaps(b), common.is_some());
        prop_assert_eq!(a.intersection(a), Some(a));
        prop_assert_eq!(a.intersection(Validity::ALWAYS), Some(a));
    }

    #[test]
    fn a_validity_has_a_first_and_a_last_day(validity in strategy::any_validity()) {
        let first = validity.from().unwrap_or(NaiveDate::MIN);
        let last = validity.last_day().unwrap_or(NaiveDate::MAX);
        prop_assert!(validity.contains(first) && validity.contains(last));
        prop_assert!(!first.pred_opt().is_some_and(|day| validity.contains(day)));
        prop_assert!(!last.succ_opt().is_some_and(|day| validity.contains(day)));
        prop_assert_eq!(validity.last_day().is_some(), validity.until_exclusive().is_some());
    }

    #[test]
    fn dues_years_follow_without_a_gap(year in strategy::dues_year()) {
        let days = year.validity();
        prop_assert_eq!(days.from(), Some(year.first_day()));
        prop_assert_eq!(days.last_day(), Some(year.last_day()));
        let length = (year.last_day() - year.first_day()).num_days() + 1;
        prop_assert!(length == 365 || length == 366);
        if let Some(next) = year.next() {
            prop_assert_eq!(days.until_exclusive(), Some(next.first_day()));
            prop_assert_eq!(next.previous(), Some(year));
        }
    }
}

#[cfg(feature = "serde")]
mod wire {
    use super::*;
    use oske_types::Text;
    use serde::de::DeserializeOwned;

    proptest! {
        #![proptest_config(config())]

        #[test]
        fn sources_round_trip(source in strategy::source()) {
            let json = serde_json::to_string(&source).unwrap();
            prop_assert_eq!(serde_json::from_str::<oske_types::Source>(&json).unwrap(), source);
        }

        #[test]
        fn texts_round_trip(text in strategy::text()) {
            let json = serde_json::to_string(&text).unwrap();
            prop_assert_eq!(serde_json::from_str::<Text>(&json).unwrap(), text);
        }

        #[test]
        fn a_bare_json_number_is_refused(number in strategy::json_number()) {
            fn refuses<T: DeserializeOwned>(number: &str) -> bool {
                serde_json::from_str::<T>(number).is_err()
            }
            prop_assert!(refuses::<Exact>(&number));
            prop_assert!(refuses::<Amount>(&number));
            prop_assert!(refuses::<Money>(&number));
            prop_assert!(refuses::<Rate>(&number));
            prop_assert!(refuses::<Quantity>(&number));
            prop_assert!(refuses::<Unit>(&number));
            prop_assert!(refuses::<Currency>(&number));
            prop_assert!(refuses::<Rounding>(&number));
            prop_assert!(refuses::<RoundingMode>(&number));
            prop_assert!(refuses::<Validity>(&number));
            prop_assert!(refuses::<DuesYear>(&number));
            prop_assert!(refuses::<Language>(&number));
            prop_assert!(refuses::<Text>(&number));
            prop_assert!(refuses::<MunicipalityCode>(&number));
            prop_assert!(refuses::<RegionCode>(&number));
            prop_assert!(refuses::<CountyCode>(&number));
            prop_assert!(refuses::<BusinessId>(&number));
        }
    }
}

#[cfg(feature = "decimal")]
mod decimal {
    use super::*;
    use rust_decimal::Decimal;

    proptest! {
        #![proptest_config(config())]

        #[test]
        fn decimals_cross_the_border_exactly(
            low in any::<i32>(), middle in any::<i32>(), high in any::<i32>(),
            negative in any::<bool>(), scale in 0_u32..=28,
        ) {
            let part = i32::cast_unsigned;
            let decimal = Decimal::from_parts(part(low), part(middle), part(high), negative, scale);
            let exact = Exact::from_decimal(decimal);
            let judge = BigRational::new(decimal.mantissa().into(), BigInt::from(10).pow(scale));
            prop_assert_eq!(big(exact), judge);
            prop_assert_eq!(exact.to_decimal(), Some(decimal));
        }

        #[test]
        fn a_number_that_is_no_decimal_gives_none(value in strategy::exact()) {
            match value.to_decimal() {
                Some(decimal) => prop_assert_eq!(Exact::from_decimal(decimal), value),
                None => {
                    let places = value.decimals().unwrap_or(u32::MAX);
                    let mantissa = || big(value) * BigInt::from(10).pow(places);
                    prop_assert!(places > 28 || mantissa().numer().bits() > 96);
                }
            }
        }
    }
}

/// The same number for the judge.
fn big(value: Exact) -> BigRational {
    BigRational::new_raw(value.numerator().into(), value.denominator().into())
}

/// The products that adding two fractions needs, with what their denominators share left out.
fn cross_products(a: &BigRational, b: &BigRational) -> [BigInt; 3] {
    // As a fraction, b's denominator over a's is reduced: what each still lacks of the common one.
    let lacks = BigRational::new(b.denom().clone(), a.denom().clone());
    let (left, right) = (a.numer() * lacks.numer(), b.numer() * lacks.denom());
    let sum = &left + &right;
    [left, right, sum]
}

/// A result is the judge's, or an overflow where the judge, or a product on the way, has more than
/// 127 bits.
fn agrees<'b>(
    what: &str,
    result: Result<Exact, ArithmeticError>,
    judge: &BigRational,
    on_the_way: impl IntoIterator<Item = &'b BigInt>,
) -> Result<(), TestCaseError> {
    match result {
        Ok(value) => prop_assert_eq!(&big(value), judge, "{}", what),
        Err(ArithmeticError::Overflow) => {
            let products = on_the_way.into_iter().map(BigInt::bits);
            let widest = products.chain([judge.numer().bits(), judge.denom().bits()]);
            let widest = widest.max().unwrap_or_default();
            prop_assert!(widest > 127, "{what} overflowed at {widest} bits");
        }
        Err(other) => prop_assert!(false, "{what}: {other}"),
    }
    Ok(())
}

/// Rounding to whole numbers as a book would define it, on the magnitude.
fn round_by_the_book(value: &BigRational, mode: RoundingMode) -> BigInt {
    let negative = *value < BigRational::default();
    let size = if negative { -value } else { value.clone() };
    let whole = size.trunc().to_integer();
    let twice_the_rest = size.fract() * BigInt::from(2);
    let half = BigRational::from_integer(BigInt::from(1));
    let odd = &whole % BigInt::from(2) == BigInt::from(1);
    let away = match mode {
        RoundingMode::HalfUp => twice_the_rest >= half,
        RoundingMode::HalfEven => twice_the_rest > half || (twice_the_rest == half && odd),
        RoundingMode::Up => !size.is_integer(),
        RoundingMode::Down => false,
        RoundingMode::Ceiling => !size.is_integer() && !negative,
        RoundingMode::Floor => !size.is_integer() && negative,
    };
    let size = if away { whole + 1 } else { whole };
    if negative { -size } else { size }
}

/// The ends of periods and the days beside them.
fn days_of_interest<T>(periods: &[(Validity, T)]) -> Vec<NaiveDate> {
    let ends = periods
        .iter()
        .flat_map(|(period, _)| [period.from(), period.until_exclusive()])
        .flatten();
    ends.flat_map(|day| [day.pred_opt(), Some(day), day.succ_opt()])
        .flatten()
        .chain([NaiveDate::MIN, NaiveDate::MAX])
        .collect()
}
