//! Population of the embedded atlas: figures that anyone can check.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::unwrap_used,
    reason = "a test may panic"
)]

use oske_data::{ATLAS, EDITION};
use oske_domain::{AtlasView, Place, PopulationError};
use oske_types::MunicipalityCode;

fn on(date: &str) -> AtlasView<'static> {
    ATLAS.on(date.parse().unwrap()).unwrap()
}

fn residents(date: &str, place: &str, year: i32) -> Result<u32, PopulationError> {
    let place: Place = place.parse().unwrap();
    let population = on(date).population(place, year)?;
    Ok(population.value().residents())
}

#[test]
fn counties_at_the_end_of_2022() {
    let counties = [
        ("county:20", 70_521),  // Kainuu
        ("county:13", 247_689), // Pohjois-Savo
        ("county:14", 162_540), // Pohjois-Karjala
        ("county:12", 130_451), // Etelä-Savo
    ];
    for (county, expected) in counties {
        // The same on both sides of the turn of the year: no border moved.
        for date in ["2022-12-31", "2023-01-01"] {
            assert_eq!(residents(date, county, 2022), Ok(expected), "{county}");
        }
    }
}

/// 2020 to 2024 as published by Statistics Finland; 2025 is the sum of its 19 regional figures.
const CONTROL_TOTALS: [(i32, u32); 6] = [
    (2020, 5_533_793),
    (2021, 5_548_241),
    (2022, 5_563_970),
    (2023, 5_603_851),
    (2024, 5_635_971),
    (2025, 5_652_881),
];

#[test]
fn every_year_adds_up_to_its_control_total() {
    assert!(
        ATLAS
            .population_years()
            .eq(CONTROL_TOTALS.map(|(year, _)| year))
    );
    for (year, total) in CONTROL_TOTALS {
        let view = ATLAS
            .on(format!("{}-01-01", year + 1).parse().unwrap())
            .unwrap();
        let sum = |places: &mut dyn Iterator<Item = Place>| -> u32 {
            places
                .map(|place| view.population(place, year).unwrap().value().residents())
                .sum()
        };
        let mut municipalities = view.municipalities().map(|row| row.code().into());
        assert_eq!(sum(&mut municipalities), total, "{year}");
        let mut regions = view.regions().map(|row| row.code().into());
        assert_eq!(sum(&mut regions), total, "{year}");
    }
}

#[test]
fn an_answer_says_in_which_borders_and_from_where() {
    let kuopio: MunicipalityCode = "297".parse().unwrap();
    let population = on("2023-06-01").population(kuopio, 2022).unwrap();
    assert_eq!(population.value().year(), 2022);
    assert_eq!(population.value().borders().to_string(), "2023-01-01");
    assert_eq!(
        population.source().to_string(),
        "Statistics Finland, Population structure, population by municipality on 31 December 2020 to \
         2022, by way of THL Sotkanet, indicator 127; read from a copy of the indicator in the open \
         data package geofi <https://sotkanet.fi/sotkanet/en/metadata/indicators/127>",
    );
    assert!(EDITION.sources().contains(population.source()));
}

/// None was read on the publisher's own page, and no day of reading was recorded.
#[test]
fn sources_say_which_copy_was_read() {
    for source in EDITION.sources() {
        let (_, by_way_of) = source.title().rsplit_once("; ").unwrap();
        let said = by_way_of.starts_with("read from ") || by_way_of.starts_with("taken as ");
        assert!(said, "{source}");
        assert_eq!(source.date_read(), None, "{source}");
    }
    let year_2023 = on("2024-01-01").population(Place::Region("11".parse().unwrap()), 2023);
    let title = year_2023.unwrap().source().title().to_owned();
    assert!(title.ends_with("the list of municipalities in the Finnish Wikipedia"));
}

#[test]
fn control_totals_have_a_source_of_their_own() {
    for year in &*ATLAS.tables().populations {
        let total = year.control_total();
        let expected = CONTROL_TOTALS.iter().find(|(of, _)| *of == year.year());
        assert_eq!(expected, Some(&(year.year(), *total.value())));
        let how = if year.year() == 2025 {
            "the 19 regions on 31 December 2025 added up"
        } else {
            "taken as a known figure"
        };
        assert!(total.source().title().contains(how), "{}", year.year());
        assert!(EDITION.sources().contains(total.source()));
    }
}

/// Pertunmaa (588) was merged into Mäntyharju (507) at the turn of 2025.
#[test]
fn a_merger_is_counted_whole_or_refused() {
    // Before, in the borders of 2024: each by itself.
    assert_eq!(residents("2024-06-01", "municipality:588", 2023), Ok(1_577));
    assert_eq!(residents("2024-06-01", "municipality:507", 2023), Ok(5_522));
    // After, the older figures are counted together.
    assert_eq!(residents("2025-06-01", "municipality:507", 2023), Ok(7_099));

    // Before, the figures of 2024 are already in the borders of 2025: for the two municipalities
    // there is none, for their region there is.
    for place in ["municipality:588", "municipality:507"] {
        assert_eq!(
            residents("2024-06-01", place, 2024)
                .unwrap_err()
                .to_string(),
            format!(
                "the population of 31 December 2024 is laid out in the borders of 2025-01-01: it \
                 counts Pertunmaa (588) in Mäntyharju (507), and `{place}` has only a part of that \
                 on 2024-06-01"
            ),
        );
    }
    assert_eq!(
        residents("2024-06-01", "region:10", 2024),
        residents("2025-06-01", "region:10", 2024),
    );
}

#[test]
fn a_region_has_the_municipalities_of_the_date() {
    // Heinävesi and Joroinen left Etelä-Savo at the turn of 2021.
    let before = residents("2020-12-31", "region:10", 2020).unwrap();
    let after = residents("2021-01-01", "region:10", 2020).unwrap();
    let moved: u32 = ["municipality:090", "municipality:171"]
        .map(|place| residents("2021-01-01", place, 2020).unwrap())
        .iter()
        .sum();
    assert_eq!(before, after + moved);
}

#[test]
fn what_is_not_known_is_an_error() {
    let message = |date, place, year| residents(date, place, year).unwrap_err().to_string();
    assert_eq!(
        message("2023-01-01", "municipality:297", 2019),
        "no population known on 31 December 2019: expected one of 2020, 2021, 2022, 2023, 2024, 2025",
    );
    assert_eq!(
        message("2021-07-01", "county:13", 2022),
        "`county:13` has no municipalities on 2021-07-01, so no population: expected another date",
    );
    assert_eq!(
        message("2023-01-01", "municipality:999", 2022),
        "there is no `municipality:999` on 2023-01-01: the atlas has no such code on any date",
    );
}

/// However far view and figures are apart, regions share out the country between them.
#[test]
fn regions_share_out_the_country() {
    for date in [
        "2021-01-01",
        "2022-06-01",
        "2024-12-31",
        "2025-01-01",
        "2026-12-31",
    ] {
        for (year, total) in CONTROL_TOTALS {
            let residents = on(date).regions().map(|region| {
                let population = on(date).population(region.code(), year).unwrap();
                population.value().residents()
            });
            assert_eq!(residents.sum::<u32>(), total, "{year} as on {date}");
        }
    }
}
