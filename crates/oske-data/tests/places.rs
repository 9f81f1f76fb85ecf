//! Municipalities, regions and counties of the embedded atlas.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::unwrap_used,
    reason = "a test may panic"
)]

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Days, NaiveDate};
use oske_data::{ATLAS, CENTRES, EDITION};
use oske_domain::{
    Atlas, AtlasView, ClassId, CountyKind, Municipality, Place, PlaceChange, PlaceEvent,
};
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
        (2002, 448),
        (2003, 446),
        (2004, 444),
        (2005, 432),
        (2006, 431),
        (2007, 416),
        (2008, 415),
        (2009, 348),
        (2010, 342),
        (2011, 336),
        (2012, 336),
        (2013, 320),
        (2014, 320),
        (2015, 317),
        (2016, 313),
        (2017, 311),
        (2018, 311),
        (2019, 311),
        (2020, 310),
        (2021, 309),
        (2022, 309),
        (2023, 309),
        (2024, 309),
        (2025, 308),
        (2026, 308),
    ];
    let last_day = ATLAS.coverage().last_day().unwrap();
    assert!((2002..=last_day.year()).eq(counts.map(|(year, _)| year)));
    for (year, count) in counts {
        let view = on(&format!("{year}-01-01"));
        assert_eq!(view.municipalities().count(), count, "{year}");
        // Itä-Uusimaa was joined to Uusimaa at the turn of 2011.
        let regions = if year < 2011 { 20 } else { 19 };
        assert_eq!(view.regions().count(), regions, "{year}");
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
    assert_eq!(
        error("2020-01-01", "municipality:443"),
        "there is no `municipality:443` on 2020-01-01: it ended when 2007-01-01 began and is part of \
         Jämsä, `municipality:182` and of Orivesi, `municipality:562`, now",
    );
}

#[test]
fn days_outside_of_the_edition_are_refused() {
    let coverage = ATLAS.coverage();
    for date in ["2001-12-31".parse().ok(), coverage.until_exclusive()] {
        let date = date.unwrap();
        let error = ATLAS.on(date).unwrap_err();
        assert_eq!(
            error.to_string(),
            format!(
                "no places known on {date}: expected a date in {coverage}, the end not included"
            ),
        );
    }
}

/// What the generator saw when it made the tables.
#[test]
fn the_embedded_tables_have_no_faults() {
    assert_eq!(Atlas::try_new(ATLAS.tables().clone()).as_ref(), Ok(&ATLAS));
}

fn names<'a>(rows: impl IntoIterator<Item = &'a Municipality>) -> Vec<&'a str> {
    let names = rows.into_iter().map(Municipality::name);
    names
        .map(|name| name.in_language(Language::Finnish))
        .collect()
}

#[test]
fn mergers_are_followed_in_both_directions() {
    // Längelmäki was divided between two municipalities, in two regions.
    let divided = municipality("443");
    assert_eq!(names(on("2006-12-31").heirs_of(divided)), ["Längelmäki"]);
    assert_eq!(
        names(on("2007-01-01").heirs_of(divided)),
        ["Jämsä", "Orivesi"]
    );
    assert_eq!(
        names(on("2009-01-01").merged_into(municipality("182"))),
        ["Längelmäki", "Jämsänkoski"],
    );
    // Pertunmaa, at the turn of 2025.
    assert_eq!(
        names(on("2025-01-01").heirs_of(municipality("588"))),
        ["Mäntyharju"]
    );
    assert_eq!(
        names(on("2026-01-01").merged_into(municipality("297"))),
        ["Vehmersalmi", "Karttula", "Nilsiä", "Maaninka", "Juankoski"],
    );
}

#[test]
fn places_are_found_by_name_in_both_languages() {
    let found = |date, name| {
        let found = on(date).find(name).map(|places| {
            let places: Vec<String> = places.map(|place| place.to_string()).collect();
            places.join(" ")
        });
        found.unwrap_or_else(|error| error.to_string())
    };
    assert_eq!(
        found("2024-01-01", "KUOPIO"),
        "municipality:297 class:sub_region:112"
    );
    assert_eq!(
        found("2024-01-01", " åbo "),
        "municipality:853 class:sub_region:023"
    );
    assert_eq!(
        found("2024-01-01", "Norra Savolax"),
        "region:11 class:nuts3:FI1DB class:sub_region:111"
    );
    assert_eq!(
        found("2024-01-01", "pohjois-savon  hyvinvointialue"),
        "county:13"
    );
    assert_eq!(
        found("2024-01-01", "Kupio"),
        "no place is named `Kupio` on 2024-01-01: did you mean `Kuopio`, `Kuhmo`, `Kumo`?",
    );
    assert_eq!(
        found("2024-01-01", "Längelmäki"),
        "no place is named `Längelmäki` on 2024-01-01: `municipality:443` is in ../2007-01-01, now in \
         Jämsä and Orivesi",
    );
    assert_eq!(
        found("2024-01-01", "Siika"),
        "no place is named `Siika` on 2024-01-01: did you mean `Siikais`, `Siikainen`, `Siikajoki`, \
         `Siikalatva`?",
    );
    assert_eq!(found("2011-06-01", "Väståboland"), "municipality:445");
    assert_eq!(found("2012-01-01", "Pargas"), "municipality:445");
}

/// What is told of a place in words, for a reader of the test.
fn told(events: &[PlaceEvent<'_>]) -> Vec<String> {
    let event = |event: &PlaceEvent<'_>| {
        format!(
            "{} {} {}",
            event.date(),
            event.place(),
            match event.change() {
                PlaceChange::Founded => "founded".to_owned(),
                PlaceChange::Renamed { from, to } => format!(
                    "renamed {} to {}",
                    from.in_language(Language::Swedish),
                    to.in_language(Language::Swedish)
                ),
                PlaceChange::Ended { into } => format!("ended into {into:?}"),
                PlaceChange::Moved { from, to } => format!("moved {from} to {to}"),
                PlaceChange::ServicesPassed { to } => format!("services to {to}"),
                _ => "?".to_owned(),
            }
        )
    };
    events.iter().map(event).collect()
}

#[test]
fn the_history_of_a_place_is_told_in_order() {
    assert_eq!(
        told(&ATLAS.history(municipality("090"))),
        [
            "2021-01-01 municipality:090 moved region:10 to region:12",
            "2021-01-01 municipality:090 moved class:ely:07 to class:ely:09",
            "2021-01-01 municipality:090 moved class:sub_region:103 to class:sub_region:122",
            // NUTS follows in its division of 2024, in which every code of the east is new.
            "2023-01-01 municipality:090 services to 14",
        ],
    );
}

#[test]
fn changes_between_two_dates_are_told() {
    let changes = ATLAS
        .changes("2020-12-31".parse().unwrap(), "2021-01-01".parse().unwrap())
        .unwrap();
    let moved = told(&changes);
    let of_regions: Vec<_> = moved
        .iter()
        .filter(|event| event.contains("region:") && !event.contains("class:"))
        .collect();
    assert_eq!(of_regions.len(), 5);
    assert!(
        moved
            .contains(&"2021-01-01 municipality:099 ended into [MunicipalityCode(214)]".to_owned())
    );
    let nothing = ATLAS
        .changes("2021-01-01".parse().unwrap(), "2021-06-30".parse().unwrap())
        .unwrap();
    assert_eq!(told(&nothing), Vec::<String>::new());
}

#[test]
fn hus_is_a_body_with_members_and_no_area() {
    let authorities: Vec<_> = on("2023-01-01").joint_authorities().collect();
    assert_eq!(authorities.len(), 1);
    assert_eq!(authorities[0].id(), "HUS");
    let members: Vec<String> = authorities[0]
        .members()
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(members, ["01", "02", "03", "04", "90"]);
    assert_eq!(on("2022-12-31").joint_authorities().count(), 0);
}

#[test]
fn cooperation_areas_have_counties_and_helsinki() {
    let view = on("2025-07-01");
    let of = |code: &str| {
        let counties = view.counties_of(code.parse().unwrap());
        counties
            .map(|county| county.code().to_string())
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert_eq!(of("1"), "01 02 03 04 09 10 11 90");
    assert_eq!(of("2"), "12 13 14 15");
    assert_eq!(of("3"), "07 08 16");
    assert_eq!(of("4"), "05 06 17");
    assert_eq!(of("5"), "18 19 20 21");
    assert_eq!(view.cooperation_area_of("91".parse().unwrap()), None);
}

/// Following mergers forward and then back comes to where it began.
#[test]
fn mergers_are_the_same_both_ways() {
    for year in [2002, 2009, 2020, 2026] {
        let view = on(&format!("{year}-01-01"));
        for municipality in view.municipalities() {
            for merged in view.merged_into(municipality.code()) {
                let heirs = view.heirs_of(merged.code());
                assert!(heirs.contains(&municipality), "{}", merged.code());
            }
        }
    }
    // On the last day, when all that ever ended has.
    let view = ATLAS.on(ATLAS.coverage().last_day().unwrap()).unwrap();
    let ended = ATLAS.tables().municipalities.iter();
    for row in ended.filter(|row| row.successors().next().is_some()) {
        for heir in view.heirs_of(row.code()) {
            assert!(
                view.merged_into(heir.code()).contains(&row),
                "{}",
                row.code()
            );
        }
    }
}

/// Every day on which anything changes, and the day before.
fn days_around_changes() -> Vec<NaiveDate> {
    let days = ATLAS.days_of_change().into_iter();
    let days = days.flat_map(|day| [day.pred_opt().unwrap(), day]);
    days.filter(|day| ATLAS.coverage().contains(*day)).collect()
}

/// On every day there ever was, since nothing changes between these: whatever a municipality belongs to
/// has it, and whatever has it is what it belongs to.
#[test]
fn upward_and_downward_agree_on_every_day_of_a_change() {
    let days = days_around_changes();
    for day in [
        "2002-01-01",
        "2006-12-31",
        "2020-11-01",
        "2021-01-01",
        "2023-01-01",
    ] {
        assert!(days.contains(&day.parse().unwrap()), "{day}");
    }
    for date in days {
        let view = ATLAS.on(date).unwrap();
        let mut upward = BTreeMap::<Place, Vec<MunicipalityCode>>::new();
        for municipality in view.municipalities() {
            let code = municipality.code();
            let places: Vec<Place> = view.places_of(code).collect();
            let region = view.region_of(code).map(|region| region.code().into());
            assert!(
                region.is_some_and(|region| places.contains(&region)),
                "{code} on {date}"
            );
            let county = view.county_of(code).map(|county| county.code().into());
            assert!(
                county.is_none_or(|county| places.contains(&county)),
                "{code} on {date}"
            );
            for place in places {
                assert!(view.contains(place, code), "{place} {code} on {date}");
                upward.entry(place).or_default().push(code);
            }
        }
        let tables = ATLAS.tables();
        let classes = tables.classifications.iter().flat_map(|classification| {
            let classes = classification.classes().iter();
            classes.map(|class| Place::from(ClassId::new(classification.id(), class.code())))
        });
        let areas = tables.regions.iter().map(|row| row.code().into());
        let areas = areas.chain(tables.counties.iter().map(|row| row.code().into()));
        let areas = areas.chain(tables.cooperation_areas.iter().map(|row| row.code().into()));
        for place in areas.chain(classes).collect::<BTreeSet<Place>>() {
            let downward: Vec<_> = view
                .municipalities_of(place)
                .map(Municipality::code)
                .collect();
            assert_eq!(
                downward,
                upward.remove(&place).unwrap_or_default(),
                "{place} on {date}"
            );
        }
        // Each municipality belongs to nothing else.
        assert!(upward.is_empty(), "{upward:?} on {date}");
    }
}

#[test]
fn the_edition_tells_what_the_tables_hold() {
    assert_eq!(EDITION.coverage(), ATLAS.coverage());
    let years = |years: &[i32]| years.to_vec();
    assert_eq!(
        years(EDITION.population_years()),
        ATLAS.population_years().collect::<Vec<_>>()
    );
    assert_eq!(
        years(EDITION.surface_area_years()),
        ATLAS.surface_area_years().collect::<Vec<_>>()
    );
    assert_eq!(
        years(EDITION.swedish_speaker_years()),
        ATLAS.swedish_speaker_years().collect::<Vec<_>>()
    );
    let tongues = ATLAS.mother_tongues().iter().map(|row| row.year());
    assert_eq!(
        years(EDITION.mother_tongue_years()),
        tongues.collect::<Vec<_>>()
    );
    assert_eq!(Some(EDITION.centres_coverage()), CENTRES.coverage());
    assert_eq!(EDITION.centres_known_to(), CENTRES.known_to());
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

    /// Upward and downward every view says the same.
    #[test]
    fn places_contain_what_belongs_to_them(date in date()) {
        let view = ATLAS.on(date)?;
        let mut places = BTreeMap::<Place, Vec<MunicipalityCode>>::new();
        for municipality in view.municipalities() {
            for place in view.places_of(municipality.code()) {
                places.entry(place).or_default().push(municipality.code());
                prop_assert!(view.contains(place, municipality.code()));
            }
        }
        for (place, belonging) in places {
            let downward = view.municipalities_of(place).map(Municipality::code);
            prop_assert!(downward.eq(belonging), "{place}");
            prop_assert!(view.name_of(place).is_ok());
        }
    }

    /// Each name of a municipality leads to it, whatever the case of its letters.
    #[test]
    fn every_name_finds_its_place(date in date()) {
        let view = ATLAS.on(date)?;
        for municipality in view.municipalities() {
            for language in [Language::Finnish, Language::Swedish] {
                let name = municipality.name().in_language(language).to_uppercase();
                let mut found = view.find(&name)?;
                prop_assert!(found.any(|place| place == municipality.code().into()), "{name}");
            }
        }
    }
}
