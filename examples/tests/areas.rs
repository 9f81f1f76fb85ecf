//! The example `areas`, run as a user runs it.
#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod common;

use common::{Run, run};
use oske::data::EDITION;
use serde_json::Value;

fn areas(arguments: &[&str]) -> Run {
    run("areas", arguments)
}

/// With ordinary blanks.
fn plain(text: &str) -> String {
    text.replace('\u{a0}', " ")
}

#[test]
fn a_reader_sees_each_centre_with_its_grounds() {
    insta::assert_snapshot!("bare", plain(&areas(&[]).succeeded()));
    for (language, date) in [("fi", "2024-06-01"), ("sv", "2022-12-31")] {
        let output = areas(&["--date", date, "--lang", language]).succeeded();
        insta::assert_snapshot!(format!("areas_{language}"), plain(&output));
    }
}

#[test]
fn as_json_everything_is_told_with_its_source() {
    let output = areas(&["--format", "json", "--date", "2024-06-01"]).succeeded();
    let document: Value = serde_json::from_str(&output).unwrap();
    assert_eq!(document["date"], "2024-06-01");
    assert_eq!(document["known_to"], Value::Null);
    assert_eq!(document["population_year"], 2023);
    let centres = document["centres"].as_array().unwrap();
    assert_eq!(centres.len(), 9);

    let south = &centres[0];
    assert_eq!(south["id"], "etela-suomi");
    let helsinki = south["areas"].as_array().unwrap();
    let helsinki = helsinki.iter().find(|area| area["place"] == "county:90");
    let helsinki = helsinki.unwrap();
    assert_eq!(helsinki["ground"], "interpretation");
    assert_eq!(helsinki["through"], "615/2021 2 § 2 mom");
    assert!(helsinki["reason"].as_str().unwrap().contains("Helsinki"));
    for centre in centres {
        assert!(centre["source"].as_str().unwrap().contains("Statute Book"));
    }

    // The areas of the regional centres, and the 16 municipalities of Åland, are the whole country.
    let count = |centre: &Value, key: &str| centre[key].as_u64().unwrap();
    let (language, regional) = centres.split_last().unwrap();
    assert_eq!(language["whole_country"], true);
    let municipalities: u64 = regional
        .iter()
        .map(|row| count(row, "municipalities"))
        .sum();
    assert_eq!(municipalities + 16, count(language, "municipalities"));
    let people: u64 = regional.iter().map(|row| count(row, "population")).sum();
    assert!(people < count(language, "population"));
}

#[test]
fn as_csv_each_centre_is_a_row() {
    let output = areas(&["--format", "csv", "--date", "2025-06-30", "--lang", "sv"]).succeeded();
    let mut lines = output.lines();
    assert_eq!(
        lines.next().unwrap(),
        "date,centre,kind,name,citation,given_by,areas,by_interpretation,municipalities,\
         population_year,population,population_source,units,edition,attribution",
    );
    let lines: Vec<&str> = lines.collect();
    assert_eq!(lines.len(), 9);
    let eastern = lines.iter().find(|line| line.contains(",ita-suomi,"));
    let eastern = eastern.unwrap();
    assert!(
        eastern.starts_with(
            "2025-06-30,ita-suomi,regional,Östra Finlands kompetenscentrum inom det sociala området,\
             1411/2001 1 § 1 mom 7 kohta,1248/2022,county:12 county:13 county:14 county:20,,51,2024,\
             609921,\"Statistics Finland, Population structure",
        ),
        "{eastern}"
    );
    // Whoever has a row alone still knows whose figure it is and under which licence.
    for line in lines {
        let attributed = format!("{},\"{}\"", EDITION.name(), EDITION.attribution());
        assert!(line.ends_with(&attributed), "{line}");
    }
}

/// What was not read is said not to be known, and later days are marked.
#[test]
fn what_is_not_known_is_told_so() {
    let output = areas(&["--date", "2026-06-01"]).succeeded();
    assert!(output.contains("whether that still holds was not verified"));
    let output = areas(&["--date", "2026-06-01", "--format", "json"]).succeeded();
    let document: Value = serde_json::from_str(&output).unwrap();
    assert_eq!(document["beyond_known"], true);
    assert_eq!(document["known_to"], "2025-08-22");
}

#[test]
fn wrong_use_ends_with_2_and_a_day_that_is_not_carried_with_1() {
    for arguments in [
        &["--date", "1.7.2025"][..],
        &["--format", "xml"],
        &["--lang", "de"],
        &["2025-07-01"],
    ] {
        let message = areas(arguments).failed(2);
        assert!(message.contains("Try `areas --help`"), "{message}");
    }
    let message = areas(&["--date", "1999-12-31"]).failed(1);
    assert!(message.contains("known on 1999-12-31"), "{message}");
    assert!(areas(&["--help"]).succeeded().starts_with("The centres"));
}
