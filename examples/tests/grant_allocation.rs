//! The example `grant_allocation`, run as a user runs it.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod common;

use common::{Run, run};
use serde_json::Value;

fn grant(arguments: &[&str]) -> Run {
    run("grant_allocation", arguments)
}

/// With ordinary blanks.
fn plain(text: &str) -> String {
    text.replace('\u{a0}', " ")
}

fn cents(amount: &Value) -> i64 {
    amount.as_str().unwrap().replace('.', "").parse().unwrap()
}

#[test]
fn a_reader_sees_each_combination_beside_what_was_published() {
    insta::assert_snapshot!("grant_bare", plain(&grant(&[]).succeeded()));
    let finnish = grant(&[
        "--year",
        "2020",
        "--lang",
        "fi",
        "--choose",
        "rounding=euros",
    ]);
    insta::assert_snapshot!("grant_fi", plain(&finnish.succeeded()));
    let choices = [
        "--choose",
        "area=land-and-water",
        "--choose",
        "special=beside",
    ];
    let swedish = grant(&[&["--year", "2018", "--lang", "sv"], &choices[..]].concat());
    insta::assert_snapshot!("grant_sv", plain(&swedish.succeeded()));
}

/// A figure that a border cuts leaves the year open where it is asked for, and nowhere else.
#[test]
fn what_a_border_cuts_is_not_known() {
    let output = plain(&grant(&["--year", "2013"]).succeeded());
    assert!(output.contains("not known"), "{output}");
    assert!(output.contains("one figure for Mikkeli (491)"), "{output}");
    let choices = [
        "--choose",
        "population-regions=grant-year",
        "--choose",
        "area-regions=grant-year",
    ];
    let output = plain(&grant(&[&["--year", "2013"], &choices[..]].concat()).succeeded());
    assert!(
        output.contains("The parts add up to the total."),
        "{output}"
    );
}

#[test]
fn as_json_there_is_every_combination_and_every_instalment() {
    let output = grant(&["--format", "json"]).succeeded();
    let document: Value = serde_json::from_str(&output).unwrap();
    let years = document["years"].as_array().unwrap();
    assert_eq!(years.len(), 2);
    let stages: Vec<usize> = years
        .iter()
        .map(|year| year["comparisons"].as_array().unwrap().len())
        .collect();
    assert_eq!(stages, [1, 3]);
    for year in years {
        for comparison in year["comparisons"].as_array().unwrap() {
            let published = cents(&comparison["published"]);
            let rows = comparison["combinations"].as_array().unwrap();
            assert_eq!(rows.len(), 128);
            for row in rows {
                for end in 0..2 {
                    let difference = cents(&row["difference"][end]);
                    assert_eq!(cents(&row["amount"][end]) - published, difference);
                }
            }
        }
        let division = &year["division"];
        let parts = division["parts"].as_array().unwrap();
        let sum: i64 = parts.iter().map(|part| cents(&part["amount"])).sum();
        assert_eq!(sum, cents(&division["national"]["amount"]));
        for part in parts {
            let instalments = part["instalments"].as_array().unwrap();
            assert_eq!(instalments.len(), 12);
            let paid: i64 = instalments.iter().map(|part| cents(&part["amount"])).sum();
            assert_eq!(paid, cents(&part["amount"]));
            assert!(
                instalments
                    .iter()
                    .all(|part| part["due"].as_str().unwrap().ends_with("-11"))
            );
        }
    }
    let nearest = &years[0]["comparisons"][0]["nearest"][0];
    assert_eq!(nearest["population-year"], "two-years-before");
    assert_eq!(nearest["aland"], "in");
}

#[test]
fn wrong_use_ends_with_2_and_a_year_without_a_grant_with_1() {
    for arguments in [
        &["--year", "last"][..],
        &["--format", "csv"],
        &["--lang", "de"],
        &["--choose", "area"],
        &["--choose", "sea=in"],
        &["--choose", "area=sea"],
        &["2016"],
    ] {
        let message = grant(arguments).failed(2);
        assert!(
            message.contains("Try `grant_allocation --help`"),
            "{message}"
        );
    }
    for (year, said) in [
        (
            "2023",
            "no amount of the state grant of 2023 is known: expected one of 2013, 2014",
        ),
        (
            "2024",
            "no amount of the state grant of 2024 is known (clearly smaller than before",
        ),
        ("1999", "no centres known on 1999-01-01"),
    ] {
        let message = grant(&["--year", year]).failed(1);
        assert!(message.contains(said), "{message}");
    }
    let other = concat!(env!("CARGO_MANIFEST_DIR"), "/data/policies/iso-2022.toml");
    let message = grant(&["--policy", other]).failed(1);
    assert!(
        message.contains("has no parameter `national_grant`"),
        "{message}"
    );
    assert!(
        grant(&["--help"])
            .succeeded()
            .starts_with("How the state grant")
    );
}
