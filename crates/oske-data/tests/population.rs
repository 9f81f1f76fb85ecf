//! Population of the embedded atlas: figures that anyone can check.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::unwrap_used,
    reason = "a test may panic"
)]

use oske_data::{ATLAS, EDITION};
use oske_domain::{AtlasView, FigureError, Place};
use oske_types::MunicipalityCode;

fn on(date: &str) -> AtlasView<'static> {
    ATLAS.on(date.parse().unwrap()).unwrap()
}

fn residents(date: &str, place: &str, year: i32) -> Result<u32, FigureError> {
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
const CONTROL_TOTALS: &[(i32, u32)] = &[
    (1990, 4_998_478),
    (1991, 5_029_002),
    (1992, 5_054_982),
    (1993, 5_077_912),
    (1994, 5_098_754),
    (1995, 5_116_826),
    (1996, 5_132_320),
    (1997, 5_147_349),
    (1998, 5_159_646),
    (1999, 5_171_302),
    (2000, 5_181_115),
    (2001, 5_194_901),
    (2002, 5_206_295),
    (2003, 5_219_732),
    (2004, 5_236_611),
    (2005, 5_255_580),
    (2006, 5_276_955),
    (2007, 5_300_484),
    (2008, 5_326_314),
    (2009, 5_351_427),
    (2010, 5_375_276),
    (2011, 5_401_267),
    (2012, 5_426_674),
    (2013, 5_451_270),
    (2014, 5_471_753),
    (2015, 5_487_308),
    (2016, 5_503_297),
    (2017, 5_513_130),
    (2018, 5_517_919),
    (2019, 5_525_292),
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
            .eq(CONTROL_TOTALS.iter().map(|(year, _)| *year))
    );
    for &(year, total) in CONTROL_TOTALS {
        // Figures to 2015 are laid out in the division of 2019.
        let borders = if year < 2016 { 2019 } else { year + 1 };
        let view = on(&format!("{borders}-01-01"));
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

/// Which copy was read, or on which day the publisher's own page was. One was read there on a day that was not
/// recorded.
#[test]
fn sources_say_which_copy_was_read() {
    for source in EDITION.sources() {
        let title = source.title();
        let copy = title.contains("read from ") || title.contains("taken as a known");
        let said =
            copy || title.contains("appendix table 2") || title.contains("general knowledge");
        assert!(said || source.date_read().is_some(), "{source}");
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
        let how = match year.year() {
            2025 => "the 19 regions on 31 December 2025 added up",
            2019..=2024 => "taken as a known figure",
            ..2019 => "table 11re",
            _ => "",
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
        let code = place.trim_start_matches("municipality:");
        let name = if code == "588" {
            "Pertunmaa"
        } else {
            "Mäntyharju"
        };
        assert_eq!(
            residents("2024-06-01", place, 2024)
                .unwrap_err()
                .to_string(),
            format!(
                "the population of 2024 is laid out in the borders of 2025-01-01: it has one figure \
                 for Mäntyharju (507), and only the part of it in {name} ({code}) is in `{place}` on \
                 2024-06-01"
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
    let last = EDITION.population_years().last().unwrap();
    assert_eq!(
        message("2023-01-01", "municipality:297", 1989),
        format!("no population known of 1989: expected one of 1990 to {last}"),
    );
    assert_eq!(
        message("2021-07-01", "county:13", 2022),
        "`county:13` has no municipalities on 2021-07-01, so no figures: expected another date",
    );
    assert_eq!(
        message("2023-01-01", "municipality:999", 2022),
        "there is no `municipality:999` on 2023-01-01: the atlas has no such code on any date",
    );
}

/// However far view and figures are apart, regions share out the country between them. Before 2013 later
/// figures count some municipalities that merged into those of another region: then there is no figure
/// for either region, and one for both together.
#[test]
fn regions_share_out_the_country() {
    for date in [
        "2013-01-01",
        "2016-06-01",
        "2020-12-31",
        "2021-01-01",
        "2026-12-31",
    ] {
        for &(year, total) in CONTROL_TOTALS {
            let residents = on(date).regions().map(|region| {
                let population = on(date).population(region.code(), year).unwrap();
                population.value().residents()
            });
            assert_eq!(residents.sum::<u32>(), total, "{year} as on {date}");
        }
    }
    let cut = on("2012-12-31").regions().filter(|region| {
        let population = on("2012-12-31").population(region.code(), 2015);
        matches!(population, Err(FigureError::BordersDiffer(_)))
    });
    let cut: Vec<String> = cut.map(|region| region.code().to_string()).collect();
    // Kiikoinen, of Satakunta, is counted in Sastamala, of Pirkanmaa; Suomenniemi, of Etelä-Karjala, in
    // Mikkeli, of Etelä-Savo.
    assert_eq!(cut, ["04", "06", "09", "10"]);
    let places = ["04", "06"].map(|code| Place::Region(code.parse().unwrap()));
    assert!(on("2012-12-31").population_of(&places, 2015).is_ok());
}

/// In 2002 every municipality of the time has its figure of 2001, and the country its total.
#[test]
fn the_end_of_2001_is_laid_out_in_the_borders_of_2002() {
    let view = on("2002-01-01");
    let mut sum = 0;
    for municipality in view.municipalities() {
        let population = view.population(municipality.code(), 2001).unwrap();
        assert_eq!(population.value().borders().to_string(), "2002-01-01");
        sum += population.value().residents();
    }
    assert_eq!(sum, 5_194_901);
    // Längelmäki by itself; the figures to 2005 in later borders count all of it in Jämsä.
    assert_eq!(residents("2002-01-01", "municipality:443", 2001), Ok(1_760));
    let jamsa = on("2026-01-01").population(Place::Municipality("182".parse().unwrap()), 2001);
    assert_eq!(jamsa.unwrap().value().borders().to_string(), "2019-01-01");
}

/// Figures to 2005 count all of Längelmäki in Jämsä; those from 2006 count each part where it went, so
/// that before the division, in 2007, there is none for either.
#[test]
fn a_divided_municipality_is_counted_where_the_source_counts_it() {
    assert_eq!(residents("2006-06-01", "municipality:562", 2005), Ok(8_929));
    for place in ["municipality:562", "municipality:182"] {
        assert!(matches!(
            residents("2006-06-01", place, 2006),
            Err(FigureError::BordersDiffer(_))
        ));
    }
    assert_eq!(residents("2007-01-01", "municipality:562", 2006), Ok(9_486));
    // Jämsä was joined by Jämsänkoski in 2009.
    assert_eq!(
        residents("2009-01-01", "municipality:182", 2006),
        Ok(23_612)
    );
}

/// In every year the municipalities of 2002, led through the mergers, give the later layout of 2001.
#[test]
fn two_layouts_of_one_year_agree_through_all_mergers() {
    let mut tables = ATLAS.tables().clone();
    tables.populations = tables
        .populations
        .iter()
        .filter(|year| year.year() != 2001 || year.borders() == "2002-01-01".parse().unwrap())
        .cloned()
        .collect();
    let led_through = oske_domain::Atlas::try_new(tables).unwrap();
    let led_through = led_through.on("2019-01-01".parse().unwrap()).unwrap();
    let mut refused = Vec::new();
    for municipality in on("2019-01-01").municipalities() {
        let code = municipality.code();
        match led_through.population(code, 2001) {
            Ok(population) => assert_eq!(
                Ok(population.value().residents()),
                residents("2019-01-01", &Place::from(code).to_string(), 2001),
                "{code}"
            ),
            Err(_) => refused.push(code.to_string()),
        }
    }
    // What has a part of Längelmäki.
    assert_eq!(refused, ["182", "562"]);
}

#[test]
fn a_set_of_places_counts_everybody_once() {
    let view = on("2024-01-01");
    let kuopio = Place::Municipality("297".parse().unwrap());
    let county = Place::County("13".parse().unwrap());
    let alone = view.population(county, 2023).unwrap();
    let together = view.population_of(&[kuopio, county], 2023).unwrap();
    assert_eq!(alone.value(), together.value());
}

/// The whole country is the sum of its regions, in whatever borders a year is laid out.
#[test]
fn the_country_is_all_of_its_regions() {
    for date in ["2002-01-01", "2011-01-01", "2020-01-01", "2026-01-01"] {
        let view = on(date);
        let regions: Vec<_> = view.regions().map(|row| row.code().into()).collect();
        for year in ATLAS.population_years() {
            let country = view.country_population(year).unwrap();
            let summed = view.population_of(&regions, year).unwrap();
            assert_eq!(country, summed, "{year} on {date}");
        }
    }
    let error = on("2020-01-01").country_population(1989).unwrap_err();
    assert!(error.to_string().contains("1990"), "{error}");
}

#[test]
fn a_series_is_in_the_borders_of_the_date() {
    let view = on("2026-01-01");
    let kuopio: MunicipalityCode = "297".parse().unwrap();
    let series: Vec<_> = view.population_series(kuopio).collect();
    assert_eq!(series.len(), EDITION.population_years().len());
    let of_year = |year: i32| {
        let (_, population) = series.iter().find(|(of, _)| *of == year).unwrap();
        population.as_ref().unwrap().value().residents()
    };
    // With Vehmersalmi, Karttula, Nilsiä, Maaninka and Juankoski in every year.
    assert_eq!(of_year(1990), 104_675);
    assert_eq!(of_year(2025), 126_572);
}

/// Land and fresh water together, in 2023, in square kilometres: sums read from the statistic.
#[test]
fn surface_areas_add_up() {
    let view = on("2023-01-01");
    let regions: Vec<Place> = view.regions().map(|region| region.code().into()).collect();
    let area = view.surface_area_of(&regions, 2023).unwrap();
    assert_eq!(area.land_hectares(), 30_394_769);
    assert_eq!(area.fresh_water_hectares(), 3_452_424);
    assert_eq!(area.sources().len(), 2);
    let kuopio: MunicipalityCode = "297".parse().unwrap();
    let of_today = on("2026-06-01").surface_area(kuopio, 2023).unwrap();
    assert_eq!(
        of_today.hectares(),
        of_today.land_hectares() + of_today.fresh_water_hectares()
    );
    assert_eq!(
        view.surface_area(kuopio, 2016).unwrap_err().to_string(),
        "no surface area known of 2016: expected one of 2023",
    );
}

/// A hidden figure is not a zero.
#[test]
fn swedish_speakers_are_between_bounds_where_figures_are_hidden() {
    let view = on("2022-01-01");
    let speakers = |place: &str| {
        let place: Place = place.parse().unwrap();
        *view.swedish_speakers(place, 2020).unwrap().value()
    };
    let helsinki = speakers("municipality:091");
    assert_eq!(helsinki.exactly(), Some(36_754));
    assert_eq!(speakers("municipality:072").exactly(), Some(0));
    let hidden = speakers("municipality:046");
    assert_eq!(
        (hidden.exactly(), hidden.at_least(), hidden.at_most()),
        (None, 1, 4)
    );
    let regions: Vec<Place> = view.regions().map(|region| region.code().into()).collect();
    let country = view.swedish_speakers_of(&regions, 2020).unwrap();
    let (least, most) = (country.value().at_least(), country.value().at_most());
    let of_2020 = ATLAS
        .mother_tongues()
        .iter()
        .find(|row| row.year() == 2020)
        .unwrap();
    assert_eq!(
        (of_2020.swedish(), of_2020.total()),
        (287_871, Some(5_533_793))
    );
    assert!((least..=most).contains(&of_2020.swedish()));
}
