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
    let rounds = &document["rounds"][0];
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
    let proposal = &document["rounds"][0]["proposals"][0];
    assert_eq!(proposal["round"], document["rounds"][0]["before"]);
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

/// The policy in force for so many years, and proposals with other dues and years.
fn flat(id: &str, years: &str, dues: &str) -> String {
    format!(
        r#"
        format = "oske-policy"
        version = 1
        id = "{id}"
        title = {{ en = "{id}" }}
        status = "proposed"
        currency = "EUR"
        dues_years = {{ {years} }}
        rounding = "half-up to 0.01"
        unit.inhabitant = {{ name = {{ en = "inhabitant" }} }}
        fact.kind = {{ values = ["municipality"] }}
        fact.population = {{ unit = "inhabitant", step = "1", least = "0", most = "10000000" }}
        rule = [{{ id = "all", pays = "{dues}" }}]
        "#
    )
}

#[test]
fn each_proposal_is_compared_in_its_own_first_year() {
    let folder = folder("policy_compare_own_years");
    let write = |id: &str, years: &str, dues: &str| {
        file(&folder, &format!("{id}.toml"), flat(id, years, dues))
    };
    let by_population = "0.05 EUR/inhabitant * population";
    let files = [
        write("in-force", r#"from = "2022""#, by_population),
        write("for-2023", r#"from = "2023", to = "2023""#, by_population),
        write("from-2024", r#"from = "2024""#, by_population),
        write("also-from-2024", r#"from = "2024""#, "10 EUR"),
    ];
    let register = "id,name,kind,places,history\nkajaani,Kajaani,municipality,municipality:205,admitted unknown unknown\n";
    let register = file(&folder, "register.csv", register);
    let mut arguments: Vec<&str> = files.iter().map(String::as_str).collect();
    arguments.extend(["--register", &register]);
    let json = [&arguments[..], &["--format", "json"]].concat();
    let output = policy_compare(&json).succeeded();
    let document: Value = serde_json::from_str(&output).unwrap();
    let rounds = document["rounds"].as_array().unwrap();
    let told = rounds.iter().map(|rounds| {
        let proposals = rounds["proposals"].as_array().unwrap().iter();
        let proposals = proposals.map(|proposal| {
            let round = &proposal["round"];
            format!(
                "{} {}: {}",
                round["policy"], round["dues_year"], proposal["total"]["by"]
            )
        });
        let proposals: Vec<String> = proposals.collect();
        format!(
            "{}: {}",
            rounds["before"]["dues_year"],
            proposals.join(", ")
        )
    });
    // The population of a year is that of both: only the policy differs.
    let told: Vec<String> = told.collect();
    insta::assert_snapshot!(told.join("\n").replace('"', ""), @r"
    2023: for-2023 2023: 0.00
    2024: from-2024 2024: 0.00, also-from-2024 2024: -1815.65
    ");
    let output = plain(&policy_compare(&arguments).succeeded());
    let heads: Vec<&str> = output
        .lines()
        .filter(|line| line.starts_with("Before") || line.starts_with("After"))
        .collect();
    insta::assert_snapshot!(heads.join("\n"), @r"
    Before: in-force (2023)
    After: for-2023 (2023)
    Before: in-force (2024)
    After: from-2024 (2024)
    Before: in-force (2024)
    After: also-from-2024 (2024)
    ");
    assert_eq!(output.matches("The members side by side").count(), 1);
    let largest = output.split("The largest changes ").nth(1).unwrap();
    insta::assert_snapshot!(largest.split("\n\n").next().unwrap(), @r"
    (1/1)
      member      before   after      change      %
      ───────  ─────────  ──────  ──────────  ─────
      Kajaani  €1,825.65  €10.00  -€1,815.65  -99.5
    ");
}

#[test]
fn the_largest_changes_are_told_under_each_of_several_proposals() {
    let register = in_workspace(REGISTER);
    let policies = ["iso-2022", "iso-2023-option", "iso-2023-demo"];
    let output = compared(&policies, &["--register", &register]).succeeded();
    let output = plain(&output);
    let parts: Vec<&str> = output.split("The largest changes ").skip(1).collect();
    assert_eq!(parts.len(), 2);
    insta::assert_snapshot!(parts[1].split("\n\n").next().unwrap(), @r"
    (10/42)
      member                            before       after  change  %
      ────────────────────────────────  ──────  ──────────  ──────  ─
      Pohjois-Savon hyvinvointialue          —  €12,384.45
      Pohjois-Karjalan hyvinvointialue       —   €8,127.00
      Etelä-Savon hyvinvointialue            —   €6,522.55
      Kainuun hyvinvointialue                —   €3,526.05
      Iisalmi                                —     €550.00
      Joensuu                                —     €550.00
      Juva                                   —     €550.00
      Kajaani                                —     €550.00
      Kangasniemi                            —     €550.00
      Kitee                                  —     €550.00
      — does not pay in its own name
    ");
}

#[test]
fn what_cannot_be_understood_is_told() {
    let one = demonstration("iso-2022");
    let usage = policy_compare(&[&one]).failed(2);
    assert!(usage.contains("expected two policies"), "{usage}");
    let missing = policy_compare(&[&one, "no-such-file.toml"]).failed(1);
    assert!(missing.contains("no-such-file.toml"), "{missing}");
}
