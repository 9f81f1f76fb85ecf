//! The example `policy_compare`, run as a user runs it.
#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod common;

use common::{Run, demonstration, in_workspace, run};
use serde_json::Value;

fn policy_compare(arguments: &[&str]) -> Run {
    run("policy_compare", arguments)
}

fn compared(policies: &[&str], more: &[&str]) -> Run {
    let policies: Vec<String> = policies.iter().map(|id| demonstration(id)).collect();
    let policies = policies.iter().map(String::as_str);
    let arguments: Vec<&str> = policies.chain(more.iter().copied()).collect();
    policy_compare(&arguments)
}

/// With ordinary blanks.
fn plain(text: &str) -> String {
    text.replace('\u{a0}', " ")
}

#[test]
fn a_board_reads_what_the_option_of_the_letter_would_mean() {
    for language in ["fi", "sv", "en"] {
        let output = compared(&["iso-2022", "iso-2023-option"], &["--lang", language]).succeeded();
        insta::assert_snapshot!(format!("option_{language}"), plain(&output));
    }
}

#[test]
fn a_board_reads_what_each_member_would_owe() {
    let register = in_workspace("examples/data/registers/iso.csv");
    let more = ["--register", &register, "--lang", "fi"];
    let output = compared(&["iso-2022", "iso-2023-demo"], &more).succeeded();
    insta::assert_snapshot!(plain(&output));
}

#[test]
fn several_proposals_stand_side_by_side_as_json() {
    let register = in_workspace("examples/data/registers/iso.csv");
    let more = ["--register", &register, "--format", "json"];
    let policies = ["iso-2022", "iso-2023-option", "iso-2023-demo"];
    let output = compared(&policies, &more).succeeded();
    let document: Value = serde_json::from_str(&output).unwrap();
    assert_eq!(document["comparisons"].as_array().unwrap().len(), 2);
    let rounds = document["rounds"].as_array().unwrap();
    assert_eq!(rounds[0]["after"]["policy"], "iso-2023-option");
    assert_eq!(rounds[1]["after"]["policy"], "iso-2023-demo");
    // Each member is counted once.
    for round in rounds {
        let counts = round["counts"].as_object().unwrap().values();
        let counted: i64 = counts.map(|count| count.as_i64().unwrap()).sum();
        let members = round["members"].as_array().unwrap().len();
        assert_eq!(usize::try_from(counted).unwrap(), members);
        for groups in ["by_kind", "by_county"] {
            let groups = round[groups].as_array().unwrap().iter();
            let all: i64 = groups.map(|group| group["members"].as_i64().unwrap()).sum();
            assert_eq!(usize::try_from(all).unwrap(), members);
        }
    }
    let counties = rounds[1]["members"].as_array().unwrap().iter();
    let mut counties = counties.filter(|member| member["kind"] == "wellbeing_services_county");
    assert!(counties.all(|county| county["change"] == "becomes-covered"));
}

#[test]
fn what_cannot_be_understood_is_told() {
    let one = demonstration("iso-2022");
    let usage = policy_compare(&[&one]).failed(2);
    assert!(usage.contains("expected two policies"), "{usage}");
    let missing = policy_compare(&[&one, "no-such-file.toml"]).failed(1);
    assert!(missing.contains("no-such-file.toml"), "{missing}");
}
