//! Municipalities, regions and counties of the embedded atlas.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::unwrap_used,
    reason = "a test may panic"
)]

use chrono::{Datelike, Days, NaiveDate};
use oske_data::ATLAS;
use oske_domain::{Atlas, AtlasView, CountyKind, Place};
use oske_types::{CountyCode, Language, MunicipalityCode, RegionCode};
use proptest::prelude::*;

fn on(date: &str) -> AtlasView<'static> {
    ATLAS.on(date.parse().unwrap()).unwrap()
}

fn municipality(code: &str) -> MunicipalityCode {
    code.parse().unwrap()
}

#[test]
fn municipalities_of_each_first_of_january_are_counted() {
    let counts = [
        ("2020-01-01", 310),
        ("2021-01-01", 309),
        ("2022-01-01", 309),
        ("2023-01-01", 309),
        ("2024-01-01", 309),
        ("2025-01-01", 308),
        ("2026-01-01", 308),
    ];
    for (date, count) in counts {
        assert_eq!(on(date).municipalities().count(), count, "{date}");
        assert_eq!(on(date).regions().count(), 19, "{date}");
    }
}

#[test]
fn there_are_21_counties_beside_helsinki_and_aland() {
    let of_kind = |kind| {
        let counties = on("2023-01-01").counties();
        counties
            .filter(|county| county.kind() == kind)
            .collect::<Vec<_>>()
    };
    assert_eq!(of_kind(CountyKind::County).len(), 21);
    let code = |kind| {
        of_kind(kind)
            .iter()
            .map(|county| county.code().number())
            .collect::<Vec<_>>()
    };
    assert_eq!(code(CountyKind::CityOfHelsinki), [90]);
    assert_eq!(code(CountyKind::Aland), [91]);
}

/// The counties were founded on 1 July 2021; the first classification with the codes of Helsinki and
/// Åland is that of 2022.
#[test]
fn no_county_is_listed_before_there_is_one() {
    let counts = [
        ("2020-06-01", 0),
        ("2021-06-30", 0),
        ("2021-07-01", 21),
        ("2021-12-31", 21),
        ("2022-01-01", 23),
    ];
    for (date, count) in counts {
        assert_eq!(on(date).counties().count(), count, "{date}");
    }
    let kuopio = municipality("297");
    assert_eq!(on("2021-12-31").county_of(kuopio), None);
    assert!(on("2022-01-01").county_of(kuopio).is_some());
}

#[test]
fn from_2023_every_municipality_is_in_one_county_or_what_stands_in_its_place() {
    for date in ["2023-01-01", "2024-12-31", "2026-12-31"] {
        let view = on(date);
        let mut of_kind = [0, 0, 0];
        for municipality in view.municipalities() {
            let county = view.county_of(municipality.code()).unwrap();
            match county.kind() {
                CountyKind::CityOfHelsinki => of_kind[1] += 1,
                CountyKind::Aland => of_kind[2] += 1,
                _ => of_kind[0] += 1,
            }
        }
        let all = view.municipalities().count();
        assert_eq!(of_kind, [all - 17, 1, 16], "{date}");
        // No municipality is counted twice either.
        let counted: usize = view
            .counties()
            .map(|county| view.municipalities_of(county.code()).count())
            .sum();
        assert_eq!(counted, all, "{date}");
    }
}

#[test]
fn five_municipalities_change_region_at_the_turn_of_2021() {
    let moves = [
        ("090", "Etelä-Savo", "Pohjois-Karjala"),
        ("142", "Kymenlaakso", "Päijät-Häme"),
        ("152", "Pohjanmaa", "Etelä-Pohjanmaa"),
        ("171", "Etelä-Savo", "Pohjois-Savo"),
        ("291", "Keski-Suomi", "Pirkanmaa"),
    ];
    let region = |date, code| {
        let region = on(date).region_of(municipality(code)).unwrap();
        region.name().in_language(Language::Finnish)
    };
    for (code, before, after) in moves {
        assert_eq!(region("2020-12-31", code), before, "{code}");
        assert_eq!(region("2021-01-01", code), after, "{code}");
    }
    let moved = on("2020-12-31").municipalities().filter(|row| {
        let after = on("2021-01-01").region_of(row.code());
        after.is_some() && after != on("2020-12-31").region_of(row.code())
    });
    assert_eq!(moved.count(), moves.len());
}

#[test]
fn swedish_names_change_on_their_day() {
    let name = |date| {
        let name = on(date).name_of(municipality("176")).unwrap();
        name.in_language(Language::Swedish)
    };
    assert_eq!(name("2020-10-31"), "Juuka");
    assert_eq!(name("2020-11-01"), "Juga");
}

#[test]
fn a_place_that_has_ended_says_what_it_is_part_of() {
    let error = |date: &str, place: &str| {
        let place: Place = place.parse().unwrap();
        on(date).name_of(place).unwrap_err().to_string()
    };
    assert_eq!(
        error("2025-06-01", "municipality:588"),
        "there is no `municipality:588` on 2025-06-01: it ended when 2025-01-01 began and is part of \
         Mäntyharju, `municipality:507`, now",
    );
    assert_eq!(
        error("2021-06-30", "county:13"),
        "there is no `county:13` on 2021-06-30: it begins on 2021-07-01",
    );
    assert_eq!(
        error("2025-06-01", "region:99"),
        "there is no `region:99` on 2025-06-01: the atlas has no such code on any date",
    );
}

#[test]
fn days_outside_of_the_edition_are_refused() {
    for date in ["2019-12-31", "2027-01-01"] {
        let error = ATLAS.on(date.parse().unwrap()).unwrap_err();
        assert_eq!(
            error.to_string(),
            format!(
                "no places known on {date}: expected a date in 2020-01-01/2027-01-01, the end not \
                 included"
            ),
        );
    }
}

/// What the generator saw when it made the tables.
#[test]
fn the_embedded_tables_have_no_faults() {
    assert!(Atlas::try_new(ATLAS.tables().clone()).is_ok());
}

fn date() -> impl Strategy<Value = NaiveDate> {
    let first = ATLAS.coverage().from().unwrap();
    let days = ATLAS.coverage().until_exclusive().unwrap() - first;
    let days = u64::try_from(days.num_days()).unwrap();
    (0..days).prop_map(move |days| first + Days::new(days))
}

proptest! {
    #[test]
    fn regions_contain_what_belongs_to_them(date in date(), number in 1_u16..=21) {
        let (view, region) = (ATLAS.on(date)?, RegionCode::from_number(number).unwrap());
        let belonging = view.municipalities().filter(|municipality| {
            let of = view.region_of(municipality.code());
            of.is_some_and(|of| of.code() == region)
        });
        prop_assert!(view.municipalities_of(region).eq(belonging));
    }

    #[test]
    fn counties_contain_what_belongs_to_them(
        date in date(),
        number in prop_oneof![1_u16..=21, 90_u16..=91],
    ) {
        let (view, county) = (ATLAS.on(date)?, CountyCode::from_number(number).unwrap());
        let belonging = view.municipalities().filter(|municipality| {
            let of = view.county_of(municipality.code());
            of.is_some_and(|of| of.code() == county)
        });
        prop_assert!(view.municipalities_of(county).eq(belonging));
    }

    #[test]
    fn every_municipality_has_one_region_and_from_2023_a_county(date in date()) {
        let view = ATLAS.on(date)?;
        for municipality in view.municipalities() {
            prop_assert!(view.region_of(municipality.code()).is_some());
            let has_county = view.county_of(municipality.code()).is_some();
            prop_assert!(has_county || date.year() < 2023);
        }
    }
}
