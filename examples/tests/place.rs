//! The example `place`, run as a user runs it.
#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod common;

use common::{Run, keys, run};
use serde_json::Value;

fn place(arguments: &[&str]) -> Run {
    run("place", arguments)
}

/// With ordinary blanks.
fn plain(text: &str) -> String {
    text.replace('\u{a0}', " ")
}

fn json(arguments: &[&str]) -> Value {
    let mut all = arguments.to_vec();
    all.extend(["--format", "json"]);
    serde_json::from_str(&place(&all).succeeded()).unwrap()
}

#[test]
fn a_reader_sees_all_of_a_place_with_its_sources() {
    for (name, arguments) in [
        ("kuopio", &["Kuopio", "--history"][..]),
        (
            "heinavesi_fi",
            &[
                "HEINÄVESI",
                "--on",
                "2020-12-31",
                "--lang",
                "fi",
                "--history",
            ],
        ),
        ("hus_sv", &["hus", "--lang", "sv"]),
        ("aland", &["Åland"]),
        ("cooperation_area", &["cooperation_area:2"]),
        ("region_2024", &["region:01", "--on", "2024-06-01"]),
    ] {
        insta::assert_snapshot!(name, plain(&place(arguments).succeeded()));
    }
}

#[test]
fn a_reader_sees_what_changed_between_two_days() {
    let output = place(&["--diff", "2020-12-31", "2021-01-01"]).succeeded();
    insta::assert_snapshot!("diff", plain(&output));
    // The duties pass to the counties: told by county, not by municipality.
    let output = place(&["--diff", "2022-12-31", "2023-01-01", "--lang", "fi"]).succeeded();
    assert!(output.contains("Järjestämisvastuu siirtyi: "), "{output}");
    assert!(
        output.contains("→ Pohjois-Savon hyvinvointialue, kuntia: 19 "),
        "{output}"
    );
}

#[test]
fn a_place_is_found_by_name_code_and_id() {
    for query in ["Kuopio", "kuopio", " KUOPIO ", "297", "municipality:297"] {
        let document = json(&[query]);
        assert_eq!(
            document["places"][0]["place"], "municipality:297",
            "{query}"
        );
    }
    for (query, place) in [
        ("Tavastehus", "municipality:109"),
        ("North Karelia", "region:12"),
        ("county:90", "county:90"),
        ("class:sub_region:112", "class:sub_region:112"),
        ("Östra Finlands samarbetsområde", "cooperation_area:2"),
    ] {
        assert_eq!(json(&[query])["places"][0]["place"], place, "{query}");
    }
    let aland = json(&["Ahvenanmaa"]);
    let places = aland["places"].as_array().unwrap().iter();
    let ids: Vec<&str> = places
        .map(|place| place["place"].as_str().unwrap())
        .collect();
    assert_eq!(ids, ["region:21", "county:91"]);
}

#[test]
fn as_json_everything_is_told_with_its_source() {
    let document = json(&["Kuopio", "--history"]);
    assert_eq!(
        keys(&document),
        [
            "format",
            "version",
            "query",
            "date",
            "edition",
            "attribution",
            "places",
            "joint_authority",
            "classes_of_same_name",
        ],
    );
    assert_eq!(document["format"], "oske-place");
    assert_eq!(document["version"], 1);
    assert_eq!(document["classes_of_same_name"][0], "class:sub_region:112");
    assert!(
        document["attribution"]
            .as_str()
            .unwrap()
            .contains("CC BY 4.0")
    );
    let kuopio = &document["places"][0];
    assert_eq!(
        keys(kuopio),
        [
            "place",
            "name",
            "exists",
            "named",
            "county_kind",
            "duties_from",
            "classification",
            "source",
            "successors",
            "predecessors",
            "belongs_to",
            "joint_authorities",
            "counties",
            "municipalities",
            "figures",
            "centre",
            "history",
        ],
    );
    assert_eq!(kuopio["predecessors"].as_array().unwrap().len(), 5);
    assert_eq!(kuopio["figures"]["population"]["year"], 2024);
    assert_eq!(kuopio["figures"]["population"]["borders"], "2025-01-01");
    assert_eq!(kuopio["belongs_to"][0]["place"], "region:11");
    assert_eq!(kuopio["centre"]["regional"][0]["id"], "ita-suomi");
    assert_eq!(kuopio["history"][0]["date"], "2005-01-01");
    assert_eq!(kuopio["history"][0]["to"][0], "municipality:297");
    for row in kuopio["belongs_to"].as_array().unwrap() {
        assert!(!row["source"].as_str().unwrap().is_empty());
    }
    // What was not asked for is null, and a body is no place.
    let document = json(&["HUS"]);
    assert_eq!(document["places"].as_array().unwrap().len(), 0);
    let hus = &document["joint_authority"];
    assert_eq!(hus["members"].as_array().unwrap().len(), 5);
    assert_eq!(hus["municipalities_of_members"], 26);
    assert_eq!(json(&["Oulu"])["places"][0]["history"], Value::Null);
}

#[test]
fn kuopio_has_the_eastern_centre_on_three_grounds() {
    for (date, area, ground) in [
        ("2022-12-31", "region:11", "decree"),
        ("2024-06-01", "county:13", "decree"),
        ("2025-08-01", "county:13", "reference"),
    ] {
        let document = json(&["297", "--on", date]);
        let centre = &document["places"][0]["centre"]["regional"][0];
        assert_eq!(centre["id"], "ita-suomi", "{date}");
        assert_eq!(centre["areas"][0]["place"], area, "{date}");
        assert_eq!(centre["areas"][0]["ground"], ground, "{date}");
    }
}

#[test]
fn as_json_the_difference_of_two_days_is_a_list_of_events() {
    let document = json(&["--diff", "2024-12-31", "2025-01-01"]);
    assert_eq!(document["format"], "oske-place-changes");
    assert_eq!(document["version"], 1);
    let events = document["events"].as_array().unwrap();
    let ended = events.iter().find(|event| event["change"] == "ended");
    let ended = ended.unwrap();
    assert_eq!(ended["place"], "municipality:588");
    assert_eq!(ended["to"][0], "municipality:507");
    let none = json(&["--diff", "2025-01-01", "2025-06-01"]);
    assert_eq!(none["events"].as_array().unwrap().len(), 0);
}

/// A figure that is hidden or not carried is told so, and is no zero.
#[test]
fn what_is_not_known_is_told_so() {
    // The figures of 2018 are laid out in the division of 2019, when Karttula was a part of Kuopio.
    let document = json(&["Karttula", "--on", "2010-06-01"]);
    let karttula = &document["places"][0];
    assert_eq!(karttula["successors"][0]["place"], "municipality:297");
    let population = &karttula["figures"]["population"];
    assert!(population["not_known"].as_str().unwrap().contains("Kuopio"));
    assert_eq!(population["residents"], Value::Null);

    let document = json(&["Polvijärvi", "--on", "2023-06-01"]);
    let speakers = &document["places"][0]["figures"]["swedish_speakers"];
    assert_eq!(speakers["year"], 2022);
    let bounds = [&speakers["at_least"], &speakers["at_most"]];
    if speakers["exactly"].is_null() {
        assert_eq!(bounds, [1, 4]);
    }
}

#[test]
fn wrong_use_ends_with_2_and_what_is_not_there_with_1() {
    for arguments in [
        &[][..],
        &["Kuopio", "Oulu"],
        &["Kuopio", "--on", "1.7.2025"],
        &["Kuopio", "--format", "csv"],
        &["Kuopio", "--diff", "2020-12-31", "2021-01-01"],
        &["--diff", "2021-01-01", "2020-12-31"],
        &["--diff", "2021-01-01"],
    ] {
        let message = place(arguments).failed(2);
        assert!(message.contains("Try `place --help`"), "{message}");
    }
    let message = |arguments: &[&str]| place(arguments).failed(1);
    insta::assert_snapshot!(
        message(&["Kuoppio"]),
        @"no place is named `Kuoppio` on 2025-07-01: did you mean `Kuopio`, `Loppi`, `Muonio`?"
    );
    assert!(message(&["Pertunmaa"]).contains("now in Mäntyharju"));
    assert!(message(&["588"]).contains("is part of Mäntyharju"));
    assert!(message(&["town:297"]).contains("expected `municipality`"));
    assert!(message(&["Kuopio", "--on", "1999-12-31"]).contains("known on 1999-12-31"));
    assert!(message(&["--diff", "1999-12-31", "2021-01-01"]).contains("known on 1999-12-31"));
    assert!(
        place(&["--help"])
            .succeeded()
            .starts_with("Everything known")
    );
}
