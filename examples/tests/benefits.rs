//! The example `benefits`, run as a user runs it.
#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod common;

use common::{Run, file, folder, in_workspace, keys, run};
use serde_json::Value;

const EVENTS: &str = "examples/data/events/demo.csv";

fn benefits(arguments: &[&str]) -> Run {
    run("benefits", arguments)
}

/// With ordinary blanks.
fn plain(text: &str) -> String {
    text.replace('\u{a0}', " ")
}

#[test]
fn a_reader_sees_each_benefit_with_its_source() {
    insta::assert_snapshot!("bare", plain(&benefits(&[]).succeeded()));
    for language in ["fi", "sv"] {
        let output = benefits(&["--on", "2022-06-01", "--lang", language]).succeeded();
        insta::assert_snapshot!(format!("benefits_{language}"), plain(&output));
    }
}

#[test]
fn a_member_sees_what_it_has_and_what_it_pays() {
    let events = in_workspace(EVENTS);
    for language in ["fi", "sv", "en"] {
        let arguments = [
            "--on",
            "2022-06-01",
            "--member",
            "municipality-167",
            "--event",
            &events,
            "--lang",
            language,
        ];
        let output = benefits(&arguments).succeeded();
        insta::assert_snapshot!(format!("member_{language}"), plain(&output));
    }
    // A county that was admitted on some day up to 12 December: its price in May is not known.
    let output = benefits(&["--member", "county-20", "--event", &events]).succeeded();
    assert!(
        output.contains("right to the member price: not settled"),
        "{output}"
    );
}

#[test]
fn an_organiser_sees_who_attends_at_the_member_price() {
    let events = in_workspace(EVENTS);
    for language in ["fi", "sv", "en"] {
        let output = benefits(&["--event", &events, "--lang", language]).succeeded();
        insta::assert_snapshot!(format!("event_{language}"), plain(&output));
    }
}

#[test]
fn a_mailing_is_a_list_of_organisations_and_persons_are_told_only_when_asked() {
    for language in ["fi", "sv", "en"] {
        let arguments = [
            "--on",
            "2022-06-01",
            "--mailing",
            "publications",
            "--lang",
            language,
        ];
        let output = benefits(&arguments).succeeded();
        assert!(!output.contains('@'));
        insta::assert_snapshot!(format!("mailing_{language}"), plain(&output));
    }
    let folder = folder("benefits_contacts");
    let contacts = "\
member,name,role,email
municipality-297,Maija Meikäläinen,registry,maija@example.org
siun-sote,Matti Meikäläinen,,
county-20,Maija Mallikas,,mallikas@example.org
";
    let contacts = file(&folder, "contacts.csv", contacts);
    let asked = [
        "--on",
        "2022-06-01",
        "--mailing",
        "publications",
        "--contacts",
        &contacts,
    ];
    let output = benefits(&asked).succeeded();
    let rows: Vec<&str> = output
        .lines()
        .filter(|line| line.contains("eikäläinen"))
        .collect();
    assert_eq!(rows.len(), 2, "{output}");
    assert!(output.contains("Without a contact person: 63"));
    // Whether the county is a member, is not settled: it is not written to.
    assert!(!output.contains("Mallikas"));
    let usage = benefits(&["--contacts", &contacts]).failed(2);
    assert!(usage.contains("expected --mailing ID"), "{usage}");
}

#[test]
fn as_json_everything_is_told() {
    let events = in_workspace(EVENTS);
    let arguments = [
        "--on",
        "2022-06-01",
        "--member",
        "municipality-167",
        "--mailing",
        "publications",
        "--event",
        &events,
        "--format",
        "json",
    ];
    let output = benefits(&arguments).succeeded();
    let document: Value = serde_json::from_str(&output).unwrap();
    assert_eq!(
        keys(&document),
        [
            "format", "version", "date", "benefits", "member", "mailing", "events"
        ]
    );
    let holders = |index: usize| {
        document["benefits"][index]["holders"]
            .as_array()
            .unwrap()
            .len()
    };
    assert_eq!([holders(0), holders(2)], [65, 32]);
    let seat = &document["member"]["benefits"][2];
    assert_eq!(seat["standing"], "represented");
    assert_eq!(seat["representative"], "siun-sote");
    let organisations = document["mailing"]["organisations"].as_array().unwrap();
    assert_eq!(organisations.len(), 65);
    assert!(organisations.iter().all(|row| row["contacts"].is_null()));
    let spring = &document["events"][0];
    assert_eq!(spring["prices"][0]["amount"], "80.00");
    assert_eq!(spring["others"]["amount"], "150.00");
    assert_eq!(spring["unsettled"].as_array().unwrap().len(), 4);

    let output = benefits(&["--event", &events, "--format", "json"]).succeeded();
    let document: Value = serde_json::from_str(&output).unwrap();
    let prices = document["events"][0]["prices"].as_array().unwrap();
    assert_eq!(prices.len(), 69);
    let open = prices.iter().filter(|row| row["status"] == "undetermined");
    assert!(open.clone().all(|row| row["standing"] == "unsettled"));
    assert_eq!(open.count(), 4);
}

/// An association of its own, with a kind of benefit of its own.
#[test]
fn another_association_brings_its_own_tables() {
    let folder = folder("benefits_own");
    let register = "\
id,name_en,kind,history
a,A made-up society,association,admitted 2020-01-01 stated
b,A made-up firm,company,admitted 2020-01-01 stated
";
    let register = file(&folder, "register.csv", register);
    let table = "\
id,name_en,kind,for,represented,validity,source
library,Use of the library,other:library,association,included,2021-01-01/2024-01-01,made up
";
    let table = file(&folder, "benefits.csv", table);
    let own = ["--register", &register, "--benefits", &table];
    let output = benefits(&[&own[..], &["--member", "b"]].concat()).succeeded();
    assert!(output.contains("no: the benefit is for others"), "{output}");
    let output = benefits(&[&own[..], &["--on", "2024-01-01"]].concat()).succeeded();
    assert!(!output.contains("library"), "{output}");
    let error = benefits(&[&own[..], &["--mailing", "library"]].concat()).failed(1);
    assert_eq!(
        error,
        "--mailing: `library` is no benefit of the kind publications that is in force on 2023-06-01: \
         there is none\n"
    );
}

#[test]
fn what_cannot_be_understood_is_told() {
    let usage = benefits(&["--on", "1.6.2023"]).failed(2);
    assert!(usage.contains("expected one as 2023-06-01"), "{usage}");
    let error = benefits(&["--member", "nobody"]).failed(1);
    assert!(error.contains("`nobody` is not in the register"), "{error}");
    let folder = folder("benefits_faults");
    let text = "id,name,date,benefit,prices,source\na,A,2022-02-30,event-price,none,made up\n";
    let events = file(&folder, "events.csv", text);
    let error = benefits(&["--event", &events]).failed(1);
    assert!(
        error.contains("events.csv:2: date: `2022-02-30` is not a date"),
        "{error}"
    );
    let events = file(&folder, "events.csv", text.replace("02-30", "02-28"));
    let error = benefits(&["--event", &events]).failed(1);
    assert!(error.contains("none.toml"), "{error}");
}
