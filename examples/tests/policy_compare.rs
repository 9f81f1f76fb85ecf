//! The example `policy_compare`, run as a user runs it.
#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod common;

use common::{Run, demonstration, file, folder, in_workspace, run};
use serde_json::Value;

/// The register of the demonstration.
const REGISTER: &str = "examples/data/registers/iso.csv";

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
    let register = in_workspace(REGISTER);
    let more = ["--register", &register, "--lang", "fi"];
    let output = compared(&["iso-2022", "iso-2023-demo"], &more).succeeded();
    insta::assert_snapshot!(plain(&output));
}

#[test]
fn several_proposals_stand_side_by_side() {
    let register = in_workspace(REGISTER);
    let policies = ["iso-2022", "iso-2023-option", "iso-2023-demo"];
    let output = compared(&policies, &["--register", &register]).succeeded();
    let output = plain(&output);
    let table = output.split("The members side by side\n").nth(1).unwrap();
    let lines: Vec<&str> = table.lines().collect();
    let told = [&lines[..8], &lines[lines.len() - 3..]].concat();
    insta::assert_snapshot!(told.join("\n"), @r"
    member                                       before  iso-2023-option  iso-2023-demo
    ──────────────────────────────────────────  ───────  ───────────────  ─────────────
    Etelä-Savon hyvinvointialue                       —             open      €6,522.55
    Pohjois-Savon hyvinvointialue                     —             open     €12,384.45
    Pohjois-Karjalan hyvinvointialue                  —             open      €8,127.00
    Kainuun hyvinvointialue                           —             open      €3,526.05
    Etelä-Savon sosiaali- ja terveyspalvelujen     open                —              —
    kuntayhtymä Essote
    Kaakkois-Suomen ammattikorkeakoulu          €550.00          €550.00        €550.00
    Ylä-Savon SOTE kuntayhtymä                     open                —              —
    — does not pay in its own name
    ");
}

#[test]
fn several_proposals_stand_side_by_side_as_json() {
    let register = in_workspace(REGISTER);
    let more = ["--register", &register, "--format", "json"];
    let policies = ["iso-2022", "iso-2023-option", "iso-2023-demo"];
    let output = compared(&policies, &more).succeeded();
    let document: Value = serde_json::from_str(&output).unwrap();
    assert_eq!(document["comparisons"].as_array().unwrap().len(), 2);
    let rounds = &document["rounds"];
    assert_eq!(rounds["format"], "oske-round-comparison");
    assert_eq!(rounds["version"], 1);
    let proposals = rounds["proposals"].as_array().unwrap();
    assert_eq!(proposals[0]["round"]["policy"], "iso-2023-option");
    assert_eq!(proposals[1]["round"]["policy"], "iso-2023-demo");
    let members = rounds["members"].as_array().unwrap();
    // Each member is counted once.
    for proposal in proposals {
        let counts = proposal["counts"].as_object().unwrap().values();
        let counted: i64 = counts.map(|count| count.as_i64().unwrap()).sum();
        assert_eq!(usize::try_from(counted).unwrap(), members.len());
        for groups in ["by_kind", "by_county", "by_region"] {
            let groups = proposal[groups].as_array().unwrap().iter();
            let all: i64 = groups.map(|group| group["members"].as_i64().unwrap()).sum();
            assert_eq!(usize::try_from(all).unwrap(), members.len());
        }
    }
    let mut counties = members
        .iter()
        .filter(|member| member["kind"] == "wellbeing_services_county");
    assert!(counties.all(|county| {
        let mut proposals = county["proposals"].as_array().unwrap().iter();
        proposals.all(|proposal| proposal["change"] == "becomes-payer")
    }));
}

#[test]
fn nothing_changes_in_a_year_before_the_proposal() {
    let register = in_workspace(REGISTER);
    let told = ["fi", "sv", "en"].map(|language| {
        let more = [
            "--register",
            &register,
            "--year",
            "2022",
            "--lang",
            language,
        ];
        plain(&compared(&["iso-2022", "iso-2023-demo"], &more).succeeded())
    });
    insta::assert_snapshot!(told.concat(), @r"
    Ehdotus ”ISO-yhdistyksen jäsenmaksut 2023, keksityllä hinnalla” ei koske maksuvuotta 2022: mikään ei muutu.
    Förslaget ”ISO-yhdistys medlemsavgifter 2023, med påhittat pris” gäller inte avgiftsåret 2022: ingenting ändras.
    The proposal “Dues of ISO-yhdistys for 2023, with a made-up rate” is not for the dues year 2022: nothing changes.
    ");
    let more = [
        "--register",
        &register,
        "--year",
        "2022",
        "--format",
        "json",
    ];
    let output = compared(&["iso-2022", "iso-2023-demo"], &more).succeeded();
    let document: Value = serde_json::from_str(&output).unwrap();
    let proposal = &document["rounds"]["proposals"][0];
    assert_eq!(proposal["round"], document["rounds"]["before"]);
    for change in ["falls", "rises", "becomes-covered", "becomes-payer"] {
        assert_eq!(proposal["counts"][change], 0);
    }
}

#[test]
fn a_year_is_compared_with_what_members_owed_until_then() {
    let register = in_workspace(REGISTER);
    let more = ["--register", &register];
    let by_default = compared(&["iso-2022", "iso-2023-demo"], &more).succeeded();
    let more = ["--register", &register, "--year", "2023"];
    let asked = compared(&["iso-2022", "iso-2023-demo"], &more).succeeded();
    assert_eq!(asked, by_default);
    // Both have ended.
    let error = compared(&["iso-2022", "iso-2023-demo"], &["--year", "2024"]).failed(1);
    assert!(error.contains("does not govern 2024"), "{error}");
}

#[test]
fn a_policy_without_an_end_is_compared_in_the_first_year_of_the_proposal() {
    let folder = folder("policy_compare_open_ended");
    let text = std::fs::read_to_string(demonstration("iso-2022")).unwrap();
    let text = text.replacen(r#"from = "2022", to = "2022""#, r#"from = "2020""#, 1);
    let in_force = file(&folder, "in-force.toml", text);
    let proposal = demonstration("iso-2023-demo");
    let output = policy_compare(&[&in_force, &proposal, "--format", "json"]).succeeded();
    let document: Value = serde_json::from_str(&output).unwrap();
    assert_eq!(document["comparisons"][0]["before"]["dues_year"], "2023");
    assert_eq!(document["comparisons"][0]["after"]["dues_year"], "2023");
}

#[test]
fn what_cannot_be_understood_is_told() {
    let one = demonstration("iso-2022");
    let usage = policy_compare(&[&one]).failed(2);
    assert!(usage.contains("expected two policies"), "{usage}");
    let missing = policy_compare(&[&one, "no-such-file.toml"]).failed(1);
    assert!(missing.contains("no-such-file.toml"), "{missing}");
}
