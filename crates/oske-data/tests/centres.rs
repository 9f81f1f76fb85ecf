//! The embedded centres of excellence: which serves whom on which day, and on what ground.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may panic"
)]

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Days, NaiveDate};
use oske_data::{ATLAS, CENTRES, EDITION};
use oske_domain::{
    CentreFor, CentreForError, CentreId, CentreKind, Centres, CentresView, Confidence, CountyKind,
    GrantStage, Place, Seats, Served, UnitDay,
};
use oske_statute::{Answer, Catalogue};
use oske_types::{Exact, Language, MunicipalityCode, RegionCode};
use proptest::prelude::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn on(date: &str) -> CentresView<'static> {
    CENTRES.on(day(date)).unwrap()
}

fn centre_for(date: &str, place: &str) -> Result<CentreFor<'static>, CentreForError> {
    let place: Place = place.parse().unwrap();
    CENTRES.centre_for(ATLAS.on(day(date)).unwrap(), place)
}

fn served(date: &str, place: &str) -> Served<'static> {
    centre_for(date, place).unwrap().one().unwrap().clone()
}

fn centre_id(date: &str, place: &str) -> String {
    served(date, place).centre().id().to_string()
}

const KUOPIO: &str = "municipality:297";
const HELSINKI: &str = "municipality:091";

/// The eastern centre each time, on three legal grounds, with different areas and two units.
#[test]
fn kuopio_on_three_days() {
    let told = ["2022-12-31", "2024-06-01", "2025-08-01"].map(|date| {
        let served = served(date, KUOPIO);
        let centre = served.centre();
        assert_eq!(centre.id(), &CentreId::ITA_SUOMI);
        assert!(!served.is_by_interpretation());
        let [area] = served.areas() else {
            panic!("a municipality is in one place of an area");
        };
        let ground = match area.ground().through() {
            None => area.ground().code().to_owned(),
            Some(through) => format!("{} through {through}", area.ground().code()),
        };
        let all = on(date).area_of(centre.id());
        let all: Vec<String> = all.map(|area| area.place().to_string()).collect();
        let units = on(date).units_of(centre.id());
        let units: Vec<&str> = units.map(|unit| unit.id().as_str()).collect();
        format!(
            "{} by {}: {} {ground}; {}; {}",
            centre.citation(),
            centre.given_by(),
            area.place(),
            all.join(" "),
            units.join(" "),
        )
    });
    assert_eq!(
        told,
        [
            "1411/2001 1 § 1 mom 7 kohta by 1411/2001: region:11 decree; \
             region:10 region:11 region:12 region:18; iso",
            "1411/2001 1 § 1 mom 7 kohta by 1248/2022: county:13 decree; \
             county:12 county:13 county:14 county:20; iso",
            "1411/2001 1 § 1 mom 4 kohta by 582/2024: \
             county:13 reference through 91/2022 1 § 1 mom 2 kohta a alakohta; \
             county:12 county:13 county:14 county:15; jarvi-suomi",
        ],
    );
}

#[test]
fn kajaani_and_jyvaskyla_change_centre_in_july_2025() {
    for (place, before, after) in [
        ("municipality:205", "ita-suomi", "pohjois-suomi"),
        ("county:20", "ita-suomi", "pohjois-suomi"),
        ("municipality:179", "keski-suomi", "ita-suomi"),
        ("region:13", "keski-suomi", "ita-suomi"),
    ] {
        assert_eq!(centre_id("2025-06-30", place), before, "{place}");
        assert_eq!(centre_id("2025-07-01", place), after, "{place}");
    }
}

#[test]
fn helsinki_is_served_by_interpretation_while_the_decree_is_silent() {
    for (date, ground) in [
        ("2022-12-31", "decree"),
        ("2023-01-01", "interpretation"),
        ("2025-06-30", "interpretation"),
        ("2025-07-01", "reference"),
        ("2026-06-01", "reference"),
    ] {
        let served = served(date, HELSINKI);
        assert_eq!(served.centre().id(), &CentreId::ETELA_SUOMI, "{date}");
        let ground_of = served.areas()[0].ground();
        assert_eq!(ground_of.code(), ground, "{date}");
        assert_eq!(served.is_by_interpretation(), ground == "interpretation");
        for language in Language::ALL {
            let reason = ground_of
                .reason()
                .map(|reason| reason.get(language).is_some());
            assert_eq!(reason, (ground != "decree").then_some(true), "{date}");
        }
    }
    // Its region has one centre, in part by interpretation.
    let uusimaa = served("2024-06-01", "region:01");
    assert_eq!(uusimaa.areas().len(), 5);
    assert!(uusimaa.is_by_interpretation());
    assert!(!served("2024-06-01", "municipality:049").is_by_interpretation());
}

#[test]
fn aland_has_no_regional_centre() {
    for date in ["2020-01-01", "2024-06-01", "2025-08-01"] {
        for place in ["municipality:478", "region:21"] {
            assert_eq!(centre_for(date, place), Ok(CentreFor::NoRegionalCentre));
        }
        let language = on(date).language_centre();
        assert_eq!(language.id(), &CentreId::RUOTSINKIELINEN);
        let atlas = ATLAS.on(day(date)).unwrap();
        let served = on(date).municipalities_of(language.id(), atlas).count();
        assert_eq!(served, atlas.municipalities().count());
        assert_eq!(on(date).area_of(language.id()).count(), 0);
    }
    assert_eq!(
        centre_for("2024-06-01", "county:91"),
        Ok(CentreFor::NoRegionalCentre),
    );
}

#[test]
fn what_cannot_be_answered_is_an_error() {
    let message = |date, place| centre_for(date, place).unwrap_err().to_string();
    assert_eq!(
        message("2021-08-01", "county:13"),
        "the municipalities of `county:13` on 2021-08-01 are not known, so neither is its centre: \
         expected another date",
    );
    assert_eq!(
        message("2025-06-01", "municipality:588"),
        "there is no `municipality:588` on 2025-06-01: it ended when 2025-01-01 began and is part of \
         Mäntyharju, `municipality:507`, now",
    );
    assert_eq!(
        CENTRES.on(day("2001-12-31")).unwrap_err().to_string(),
        "no centres known on 2001-12-31: expected a date in 2002-01-01/.., the end not included",
    );
}

#[test]
fn there_are_nine_centres_and_then_six() {
    for (date, count, kind) in [
        ("2002-01-01", 9, "region"),
        ("2022-12-31", 9, "region"),
        ("2023-01-01", 9, "county"),
        ("2025-06-30", 9, "county"),
        ("2025-07-01", 6, "county"),
    ] {
        let view = on(date);
        assert_eq!(view.centres().count(), count, "{date}");
        assert_eq!(view.regional_centres().count(), count - 1, "{date}");
        for centre in view.regional_centres() {
            for area in view.area_of(centre.id()) {
                assert!(area.place().to_string().starts_with(kind), "{date}");
            }
        }
    }
    let versions = CENTRES.versions_of(CentreId::ITA_SUOMI);
    let by: Vec<String> = versions.map(|row| row.given_by().to_string()).collect();
    assert_eq!(by, ["1411/2001", "1248/2022", "582/2024"]);
}

/// What came after the last day that was read is told apart from what is known.
#[test]
fn later_days_are_answered_and_marked() {
    assert_eq!(on("2025-07-01").known_to(), Some(day("2025-08-22")));
    assert!(!on("2025-08-22").is_beyond_known());
    assert!(on("2025-08-23").is_beyond_known());
    assert_eq!(on("2024-06-01").known_to(), None);
    assert!(!on("2024-06-01").is_beyond_known());
}

/// Itä-Uusimaa stood in the decree for twelve years after it had ceased to be a region.
#[test]
fn a_region_that_has_ended_stands_in_the_decree() {
    let area = on("2020-01-01");
    let mut area = area.area_of("etela-suomi");
    let east = area.find(|area| area.place().to_string() == "region:20");
    assert!(east.unwrap().is_lapsed_on(day("2020-01-01")));
    assert!(!east.unwrap().is_lapsed_on(day("2010-12-31")));
    assert_eq!(centre_id("2020-01-01", "municipality:638"), "etela-suomi");
}

#[test]
fn units_say_how_sure_it_is_that_they_run_a_centre() {
    let units = |date, centre: &str| -> Vec<String> {
        let operators = on(date).operators_of(centre);
        let told = operators.map(|row| format!("{} {}", row.unit(), row.confidence()));
        told.collect()
    };
    assert_eq!(
        units("2014-06-01", "etela-suomi"),
        ["socca inferred", "sosiaalitaito inferred", "verso inferred"],
    );
    assert_eq!(units("2024-05-31", "keski-suomi"), ["koske inferred"]);
    assert_eq!(units("2024-06-01", "keski-suomi"), ["koske-hva verified"]);
    assert_eq!(units("2025-08-01", "ruotsinkielinen"), ["fskc unverified"]);
    // Nobody has been read to run these.
    for centre in ["etela-suomi", "lansi-suomi", "sisa-suomi", "pohjois-suomi"] {
        assert_eq!(units("2025-08-01", centre).len(), 0, "{centre}");
    }
    assert_eq!(units("2002-06-01", "varsinais-suomi").len(), 0);
}

/// The eleven units of the slides of 2014, each with what it was known for.
#[test]
fn in_2014_eleven_units_were_known_for_something() {
    let view = on("2014-06-01");
    let units: Vec<_> = view
        .centres()
        .flat_map(|centre| view.units_of(centre.id()))
        .collect();
    assert_eq!(units.len(), 11);
    for unit in &units {
        let known_for = unit.known_for().unwrap();
        assert!(known_for.source().title().contains("slides"));
        for language in Language::ALL {
            assert!(known_for.value().get(language).is_some(), "{}", unit.id());
        }
    }
    let iso = CENTRES.unit("iso").unwrap();
    assert_eq!(iso.ended(), UnitDay::NotKnown);
    assert_eq!(iso.form_confidence(), Confidence::Verified);
}

#[test]
fn tasks_and_founders_follow_the_act() {
    let ids = |date| -> Vec<&str> { on(date).tasks().map(|task| task.id().as_str()).collect() };
    assert_eq!(
        ids("2012-12-31"),
        ["2.1.1", "2.1.2", "2.1.3", "2.1.4", "2.1.5", "2.2"],
    );
    assert_eq!(ids("2013-01-01").last(), Some(&"2.3"));

    let principals = |date| -> Vec<&str> {
        let founders = on(date).founders();
        let founders = founders.filter(|founder| founder.role().code() == "principal");
        founders.map(|founder| founder.group().as_str()).collect()
    };
    assert_eq!(principals("2022-12-31"), ["municipalities"]);
    assert_eq!(principals("2023-01-01"), ["counties"]);

    let shares = |date| -> Vec<(String, Exact)> {
        let tasks = on(date).special_tasks();
        let tasks = tasks.map(|task| (task.centre().to_string(), task.share()));
        tasks.collect()
    };
    let north = ("pohjois-suomi".to_owned(), "0.015".parse().unwrap());
    let nordic = ("pohjanmaan-maakunnat".to_owned(), "0.0075".parse().unwrap());
    assert_eq!(shares("2025-06-30"), [nordic, north.clone()]);
    assert_eq!(shares("2025-07-01"), [north]);
}

#[test]
fn the_board_is_told_as_far_as_it_is_known() {
    let term = |date| {
        on(date)
            .board_term()
            .map(|term| term.validity().to_string())
    };
    assert_eq!(term("2008-01-01").as_deref(), Some("2006-01-01/2010-01-01"));
    assert_eq!(term("2023-06-01").as_deref(), Some("2023-01-01/2027-01-01"));
    // Never computed: no grid of four years has both.
    assert_eq!(term("2014-01-01"), None);
    assert_eq!(term("2022-12-31"), None);
    assert!(on("2016-06-01").working_committee().is_some());
    assert!(on("2020-06-01").working_committee().is_none());

    let institute = |date| {
        let seats = on(date).board_seats();
        let mut seats = seats.filter(|seat| seat.group().as_str() == "research-institute");
        seats
            .next()
            .unwrap()
            .name()
            .in_language(Language::Finnish)
            .to_owned()
    };
    assert!(institute("2022-12-31").starts_with("Sosiaali- ja terveysalan tutkimus"));
    assert_eq!(institute("2023-01-01"), "Terveyden ja hyvinvoinnin laitos");
    let of_centres = on("2025-07-01")
        .board_seats()
        .filter(|seat| seat.seats() == Seats::OnePerCentre);
    assert_eq!(of_centres.count(), 1);
}

#[test]
fn the_area_of_the_project_lumo_is_a_label() {
    let area = on("2021-06-01").project_areas().next().unwrap();
    let regions: Vec<String> = area.regions().iter().map(ToString::to_string).collect();
    // Without Kainuu (18), with Keski-Suomi (13).
    assert_eq!(regions, ["10", "11", "12", "13"]);
    assert_eq!(on("2023-01-01").project_areas().count(), 0);
}

#[test]
fn grants_are_told_by_stage_and_never_guessed() {
    let furthest = |year| {
        let grant = CENTRES.furthest_national_grant(year)?;
        Some(format!("{} {}", grant.stage(), grant.amount()?))
    };
    assert_eq!(
        furthest(2020).as_deref(),
        Some("final_accounts 3050000.00 EUR")
    );
    assert_eq!(furthest(2015).as_deref(), Some("proposal 2000000.00 EUR"));
    assert_eq!(furthest(2022).as_deref(), Some("budget 3000000.00 EUR"));
    // Known to be smaller, but not how much; and nothing found at all.
    assert_eq!(furthest(2024), None);
    assert!(
        CENTRES
            .national_grants_of(2024)
            .next()
            .unwrap()
            .note()
            .is_some()
    );
    assert_eq!(CENTRES.national_grants_of(2023).count(), 0);
    let stages: Vec<GrantStage> = CENTRES
        .national_grants_of(2020)
        .map(|grant| grant.stage())
        .collect();
    assert_eq!(
        stages,
        [
            GrantStage::Draft,
            GrantStage::Proposal,
            GrantStage::FinalAccounts
        ],
    );
    let iso: Vec<String> = CENTRES
        .unit_grants()
        .iter()
        .map(|grant| format!("{} {} {}", grant.unit(), grant.year(), grant.amount()))
        .collect();
    assert_eq!(iso, ["iso 2016 403515.00 EUR", "iso 2020 400601.00 EUR"]);
    let [carried] = CENTRES.carried_activities() else {
        panic!("one estimate");
    };
    assert_eq!(carried.grant().to_string(), "3000000.00 EUR");
    assert_eq!(carried.more_than().to_string(), "9000000.00 EUR");
}

/// What the generator saw when it made the tables.
#[test]
fn the_embedded_tables_have_no_faults() {
    let tables = CENTRES.tables();
    assert!(Centres::try_new(tables.clone()).is_ok());
    assert_eq!(tables.centres.len(), 23);
    for (table, rows) in [
        ("areas", tables.areas.len()),
        ("units", tables.units.len()),
        ("operators", tables.operators.len()),
        ("tasks", tables.tasks.len()),
        ("founders", tables.founders.len()),
        ("seats", tables.board_seats.len()),
        ("grants", tables.national_grants.len()),
    ] {
        assert_ne!(rows, 0, "{table}");
    }
}

#[test]
fn the_areas_cover_the_mainland_and_say_what_rests_on_interpretation() {
    let cover = CENTRES.cover(&ATLAS).unwrap();
    for date in ["2023-01-01", "2025-01-01", "2025-07-01"] {
        assert!(cover.days().contains(&day(date)), "{date}");
    }
    let interpreted: Vec<String> = cover
        .interpreted()
        .iter()
        .map(|found| format!("{} {}", found.area().place(), found.period()))
        .collect();
    assert_eq!(interpreted, ["county:90 2023-01-01/2025-07-01"]);
}

#[test]
fn every_source_is_in_the_edition_and_every_citation_may_stand() {
    let tables = CENTRES.tables();
    let catalogue = Catalogue::embedded();
    for centre in &tables.centres {
        assert!(EDITION.sources().contains(centre.source()));
        let first = centre.validity().from().unwrap();
        for citation in [centre.citation(), centre.given_by()] {
            let standing = catalogue.standing(citation, first);
            assert_ne!(standing.answer(), Answer::No, "{citation} on {first}");
        }
    }
    let areas = tables.areas.iter().map(|row| row.source());
    let units = tables.units.iter().map(|row| row.legal_form().source());
    let grants = tables.national_grants.iter().map(|row| row.source());
    for source in areas.chain(units).chain(grants) {
        assert!(EDITION.sources().contains(source), "{source}");
    }
}

/// The areas on a day sum up to the population of the mainland.
#[test]
fn the_population_of_the_areas_is_that_of_the_mainland() {
    for (date, year) in [
        ("2021-01-01", 2020),
        ("2022-12-31", 2021),
        ("2023-01-01", 2022),
        ("2025-07-01", 2024),
        ("2026-01-01", 2025),
    ] {
        let atlas = ATLAS.on(day(date)).unwrap();
        let residents =
            |place: Place| -> u32 { atlas.population(place, year).unwrap().value().residents() };
        let mut sum = 0;
        for centre in on(date).regional_centres() {
            let areas = on(date).area_of(centre.id());
            let there = areas.filter(|area| !area.is_lapsed_on(day(date)));
            sum += there.map(|area| residents(area.place())).sum::<u32>();
        }
        let aland = RegionCode::from_number(21).unwrap();
        let regions = atlas.regions().filter(|region| region.code() != aland);
        let mainland: u32 = regions.map(|region| residents(region.code().into())).sum();
        assert_eq!(sum, mainland, "{date}");
    }
}

/// A set of one's own: without Pohjois-Savo, the areas no longer cover the mainland.
#[test]
fn an_area_that_is_left_out_is_found() {
    let mut tables = CENTRES.tables().clone();
    tables
        .areas
        .retain(|area| area.place().to_string() != "county:13");
    let centres = Centres::try_new(tables).unwrap();
    let faults = centres.cover(&ATLAS).unwrap_err();
    assert_eq!(
        faults.to_string(),
        "areas (`2023-01-01`): municipality `140` (and 18 more like it) is in no area on 2023-01-01: \
         expected one centre; centres, row 8 (`ita-suomi`): `county:13` is in `cooperation_area:2` on \
         2025-07-01, and not in its area: expected every county of it",
    );
}

#[test]
fn an_area_on_aland_and_one_too_many_are_found() {
    let mut tables = CENTRES.tables().clone();
    for area in &mut tables.areas {
        let place: Place = match area.place().to_string().as_str() {
            "region:02" => "region:21".parse().unwrap(),
            "county:13" => "region:11".parse().unwrap(),
            _ => continue,
        };
        *area = oske_domain::AreaMember::new(
            area.centre().clone(),
            place,
            area.name().clone(),
            area.validity(),
            area.ground().clone(),
            area.source().clone(),
        );
    }
    tables.areas.sort_by_key(|area| {
        let key = format!("{} {}", area.centre(), area.place());
        (key, area.validity().from())
    });
    let faults = Centres::try_new(tables).unwrap().cover(&ATLAS).unwrap_err();
    let told = faults.to_string();
    assert!(told.contains("is in Åland, on "), "{told}");
    assert!(told.contains("is in no area on "), "{told}");
}

/// A region whose municipalities have several centres is told apart by municipality.
#[test]
fn a_divided_region_says_which_centre_has_what() {
    let mut tables = CENTRES.tables().clone();
    // As if Keski-Uusimaa were of another centre.
    tables.areas = tables
        .areas
        .into_iter()
        .map(|area| {
            if area.place().to_string() != "county:02" {
                return area;
            }
            oske_domain::AreaMember::new(
                CentreId::ITA_SUOMI,
                area.place(),
                area.name().clone(),
                area.validity(),
                area.ground().clone(),
                area.source().clone(),
            )
        })
        .collect();
    tables.areas.sort_by_key(|area| {
        let key = format!("{} {}", area.centre(), area.place());
        (key, area.validity().from())
    });
    let centres = Centres::try_new(tables).unwrap();
    let uusimaa: Place = "region:01".parse().unwrap();
    let atlas = ATLAS.on(day("2025-07-01")).unwrap();
    let CentreFor::Divided(divided) = centres.centre_for(atlas, uusimaa).unwrap() else {
        panic!("two centres");
    };
    let parts: Vec<(&str, usize)> = divided
        .parts()
        .iter()
        .map(|part| (part.centre().id().as_str(), part.municipalities().len()))
        .collect();
    assert_eq!(parts, [("etela-suomi", 20), ("ita-suomi", 6)]);
    assert_eq!(divided.unserved(), []);
}

/// On every day of a change, every municipality of the mainland has exactly one Finnish-language centre.
#[test]
fn every_municipality_of_the_mainland_has_one_centre() {
    let days: BTreeSet<NaiveDate> = CENTRES
        .cover(&ATLAS)
        .unwrap()
        .days()
        .iter()
        .flat_map(|day| [Some(*day), day.pred_opt()])
        .flatten()
        .filter(|day| ATLAS.coverage().contains(*day))
        .collect();
    for date in days {
        one_centre_for_each(date);
    }
}

fn one_centre_for_each(date: NaiveDate) {
    let (atlas, centres) = (ATLAS.on(date).unwrap(), CENTRES.on(date).unwrap());
    let aland = RegionCode::from_number(21).unwrap();
    let mut serving: BTreeMap<MunicipalityCode, usize> = BTreeMap::new();
    for centre in centres.regional_centres() {
        assert_eq!(centre.kind(), CentreKind::Regional);
        for municipality in centres.municipalities_of(centre.id(), atlas) {
            *serving.entry(municipality.code()).or_default() += 1;
        }
    }
    for municipality in atlas.municipalities() {
        let code = municipality.code();
        let expected = usize::from(!atlas.contains(aland, code));
        let found = serving.get(&code).copied().unwrap_or_default();
        assert_eq!(found, expected, "{code} on {date}");
        let answered = CENTRES.centre_for(atlas, code).unwrap();
        assert_eq!(answered.one().is_some(), expected == 1, "{code} on {date}");
    }
    // From 2023 the county tells the same, and nothing else stands in an area.
    if date.year() >= 2023 {
        for county in atlas.counties() {
            let answer = CENTRES.centre_for(atlas, county.code()).unwrap();
            let on_aland = county.kind() == CountyKind::Aland;
            assert_eq!(answer.one().is_none(), on_aland, "{date}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn a_region_and_its_municipalities_have_the_same_centre(
        days in 0_u64..2_000,
        number in 1_u16..=21,
    ) {
        let first = ATLAS.coverage().from().unwrap();
        let Ok(atlas) = ATLAS.on(first + Days::new(days)) else {
            return Ok(());
        };
        let region = RegionCode::from_number(number).unwrap();
        let Ok(answer) = CENTRES.centre_for(atlas, region) else {
            return Ok(());
        };
        for municipality in atlas.municipalities_of(region) {
            let of_municipality = CENTRES.centre_for(atlas, municipality.code())?;
            prop_assert_eq!(
                of_municipality.one().map(|served| served.centre()),
                answer.one().map(|served| served.centre())
            );
        }
    }
}

/// From July 2025 the decree names the co-operation areas, which are kept in tables of their own.
#[test]
fn areas_by_reference_are_those_of_the_cooperation_areas() {
    let date = "2025-07-01".parse().unwrap();
    let (atlas, centres) = (ATLAS.on(date).unwrap(), CENTRES.on(date).unwrap());
    let mut compared = 0;
    for centre in centres.regional_centres() {
        let named = centre.cooperation_area().unwrap();
        let finnish = named.in_language(Language::Finnish);
        let area = atlas
            .cooperation_areas()
            .find(|area| area.name().in_language(Language::Finnish) == finnish)
            .unwrap();
        let expected: BTreeSet<Place> = atlas
            .counties_of(area.code())
            .map(|county| county.code().into())
            .collect();
        let served: BTreeSet<Place> = centres
            .area_of(centre.id())
            .map(|member| member.place())
            .collect();
        assert_eq!(served, expected, "{finnish}");
        compared += 1;
    }
    assert_eq!(compared, 5);
}
