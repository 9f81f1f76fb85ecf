//! Due days, beside a calendar that somebody else keeps.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate, Weekday};
use oske_invoice::{business_days_source, holiday, is_business_day, next_business_day};
use proptest::prelude::*;

/// The days of `tests/data/holidays.tsv`, whose origin its README tells; two holidays can be on one day.
fn kept_elsewhere() -> BTreeMap<NaiveDate, BTreeSet<String>> {
    let mut days: BTreeMap<NaiveDate, BTreeSet<String>> = BTreeMap::new();
    for line in include_str!("data/holidays.tsv").lines().skip(1) {
        let (day, name) = line.split_once('\t').unwrap();
        days.entry(day.parse().unwrap())
            .or_default()
            .insert(name.to_owned());
    }
    days
}

#[test]
fn holidays_are_those_of_a_calendar_kept_elsewhere() {
    let elsewhere = kept_elsewhere();
    let first = NaiveDate::from_ymd_opt(1992, 1, 1).unwrap();
    for day in first.iter_days().take_while(|day| day.year() <= 2050) {
        let names = elsewhere.get(&day);
        match (holiday(day), names) {
            (None, None) => {}
            (Some(found), Some(names)) => {
                assert!(
                    names.contains(&format!("{found:?}")),
                    "{day}: {found:?}, {names:?}"
                );
            }
            (found, names) => panic!("{day}: {found:?}, {names:?}"),
        }
    }
}

/// The weekdays without work of the years of the first invoices, as almanacs print them.
#[test]
fn weekdays_without_work_of_2023_and_2026() {
    let of = |year: i32| -> Vec<String> {
        let first = NaiveDate::from_ymd_opt(year, 1, 1).unwrap();
        let days = first.iter_days().take_while(|day| day.year() == year);
        let weekdays = days.filter(|day| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun));
        let closed = weekdays.filter(|day| !is_business_day(*day));
        closed.map(|day| day.format("%d.%m.").to_string()).collect()
    };
    assert_eq!(
        of(2023),
        [
            "06.01.", "07.04.", "10.04.", "01.05.", "18.05.", "23.06.", "06.12.", "25.12.",
            "26.12."
        ]
    );
    assert_eq!(
        of(2026),
        [
            "01.01.", "06.01.", "03.04.", "06.04.", "01.05.", "14.05.", "19.06.", "24.12.",
            "25.12."
        ]
    );
}

#[test]
fn the_kinds_of_days_have_a_source() {
    assert!(business_days_source().title().contains("622/1947"));
}

proptest! {
    #[test]
    fn due_days_move_to_the_first_business_day_on_or_after(ordinal in 727_000_i32..770_000) {
        let day = NaiveDate::from_num_days_from_ce_opt(ordinal).unwrap();
        let due = next_business_day(day);
        prop_assert!(is_business_day(due) && due >= day);
        prop_assert!(due.signed_duration_since(day).num_days() <= 5, "{} to {}", day, due);
        let before = day.iter_days().take_while(|other| *other < due);
        prop_assert!(before.into_iter().all(|other| !is_business_day(other)));
        prop_assert_eq!(next_business_day(due), due);
    }
}
