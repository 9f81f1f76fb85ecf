//! Years of activity: the document, its faults, and what it tells.
#![cfg(feature = "toml")]
#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "tests may panic, and then say where"
)]

use oske_domain::{ActivityKind, ActivityYear, Known, MemberKind};
use oske_types::{Figure, Language};
use proptest::prelude::*;
use proptest::sample::select;

const HEAD: &str = "\
format = \"oske-activity-year\"
version = 1
organisation = \"Esimerkki ry\"
year = 2020
told_by = \"report\"
[source.report]
title = \"Annual report\"
[source.news]
title = \"A news item\"
";

fn year(rest: &str) -> ActivityYear {
    ActivityYear::from_toml("year.toml", &format!("{HEAD}{rest}")).unwrap()
}

fn faults(text: &str) -> String {
    ActivityYear::from_toml("year.toml", text)
        .unwrap_err()
        .to_string()
}

#[test]
fn a_year_needs_its_head_alone() {
    let year = year("");
    assert_eq!(
        year.organisation().in_language(Language::Swedish),
        "Esimerkki ry"
    );
    assert!(
        year.figures()
            .iter()
            .all(|figure| figure.told().is_missing())
    );
    assert!(year.sources().is_empty());
}

#[test]
fn every_part_is_read() {
    let year = year(
        r#"
        [members]
        at = "Members"
        total = [{ is = "over 70" }, { is = "69", source = "news" }]
        joined = "2"
        left = "unknown"
        by_kind = { municipality = "over 10", company = { is = "about 3", source = "news" } }
        newcomer = [{ name = "Uusi ry" }]

        [funding]
        state_grant = "400000"
        other = [{ id = "town", name = "Kaupunki", is = "about 5000" }]
        total_activity = "over 900000"

        [staff]
        persons = "5"
        group = [{ id = "permanent", name = { fi = "vakinaisia" }, is = "3" }]

        [board]
        meetings = "8"
        seat = [{ role = "chair", person = "Matti Meikäläinen", organisation = "Esimerkki ry" }]

        [[priority]]
        name = "osaaminen"

        [[outside_seat]]
        body = "Neuvottelukunta"
        role = "representative"
        term_begins = "2023"
        term_ends = "2026-12"

        [[communication]]
        id = "visits"
        name = "käyntejä"
        is = "unknown"

        [[project]]
        id = "hanke"
        name = { fi = "hanke", en = "project" }
        funders = ["Rahoittaja", { fi = "ministeriö" }]
        coordinator = "Esimerkki ry"
        partners = "Toinen ry"
        begins = "2020-05"
        ends = "2021-12-31"
        funding = "100000"
        tasks = ["2.1.1"]
        figure = [{ id = "team", name = "henkilöä", is = "6" }]

        [[event]]
        id = "seminaari"
        name = "seminaari"
        kind = "event"
        participants = "about 50"

        [[event]]
        id = "siirretty"
        name = "siirretty"
        kind = "training"
        state = "postponed"

        [[service]]
        id = "palvelu"
        name = "palvelu"

        [[application]]
        id = "hakemus"
        name = "hakemus"
        outcome = "conditional"

        [[work]]
        id = "lausunto"
        name = "lausunto"
        "#,
    );
    assert_eq!(year.members().at_year_end().known(), Known::Contradictory);
    let told = year.members().at_year_end().statements();
    assert_eq!(told[0].place_in_source(), Some("Members"));
    // The place is one in the other source.
    assert_eq!(told[1].place_in_source(), None);
    assert_eq!(told[1].source().title(), "A news item");
    assert_eq!(year.members().left().known(), Known::Missing);
    assert_eq!(year.members().by_kind()[0].0, MemberKind::Municipality);
    let figures: Vec<String> = year
        .figures()
        .iter()
        .filter_map(|figure| {
            let agreed = figure.told().agreed()?;
            Some(format!("{} {agreed}", figure.subject().path()))
        })
        .collect();
    assert_eq!(
        figures,
        [
            "members.municipality over 10",
            "members.company about 3",
            "members.joined 2",
            "funding.state_grant 400000",
            "funding.town about 5000",
            "funding.total_activity over 900000",
            "staff 5",
            "staff.permanent 3",
            "board.meetings 8",
            "work.hanke.funding 100000",
            "work.hanke.figures.team 6",
            "work.seminaari.events 1",
            "work.seminaari.participants about 50",
            "work.hakemus.applications 1",
        ]
    );
    let ActivityKind::Project(project) = year.activities()[0].kind() else {
        unreachable!("the first is the project");
    };
    assert_eq!(
        project.begins().unwrap().in_language(Language::Swedish),
        "maj 2020"
    );
    assert_eq!(year.sources().len(), 2);
}

#[test]
fn what_is_counted_from_names_is_not_given_by_the_source() {
    let year = year(
        r#"
        [members]
        total = "71"
        joined = { counted = "2", at = "Members" }
        left = [{ is = "3" }, { counted = "3", source = "news" }]

        [[event]]
        id = "seminaari"
        name = "seminaari"
        kind = "event"

        [[application]]
        id = "hakemus"
        name = "hakemus"
        outcome = "granted"
        number = "1"
        "#,
    );
    let figures = year.figures();
    let counted = figures
        .iter()
        .filter(|one| one.told().is_counted_from_names());
    let counted: Vec<String> = counted.map(|one| one.subject().path()).collect();
    assert_eq!(counted, ["members.joined", "work.seminaari.events"]);
    assert_eq!(year.members().joined().agreed(), Some(Figure::exactly(2)));
    let both = "[members]\ntotal = { is = \"1\", counted = \"1\" }\n";
    assert!(faults(&format!("{HEAD}{both}")).contains("[given-and-counted]"));
}

#[test]
fn every_fault_is_told_at_once_with_its_place() {
    let text = r#"format = "oske-activity-year"
version = 2
organisation = "Esimerkki ry"
year = 99
told_by = "raport"
yaer = 2020

[source.report]
title = "Annual report"
read_on = "22.11.2026"

[members]
total = "yli 70"
joined = 3
left = { is = "4", source = "nwes" }
by_kind = { kunta = "3" }

[board]
meetings = { was = "8" }
seat = [
    { role = "boss", person = "Matti Meikäläinen" },
    { role = "chair", person = "matti@esimerkki.fi" },
    { role = "chair", person = "Matti 7" },
]

[[communication]]
id = "Blog Posts"
name = { fi = "puh. +358 44 123 4567", de = "Beiträge" }
is = "about  40"

[[project]]
id = "one"
name = "one"
begins = "spring 2020"
funding = 12.5
tasks = ["2 §"]

[[event]]
id = "one"
name = ""
kind = "party"

[[application]]
id = "two"
name = "two"
"#;
    insta::assert_snapshot!(faults(text));
}

#[test]
fn an_id_that_stands_twice_is_told() {
    let told = |rest: &str| faults(&format!("{HEAD}{rest}"));
    let twice = "[[work]]\nid = \"a\"\nname = \"a\"\n[[service]]\nid = \"a\"\nname = \"b\"\n";
    assert_eq!(
        told(twice),
        "year.toml:10:1: work.1: `a` stands twice: expected each id once [duplicate-id]"
    );
    let twice = "[[other]]\nid = \"a\"\nname = \"a\"\nis = \"1\"\n".repeat(2);
    assert_eq!(
        told(&twice),
        "year.toml:14:1: other.2: `a` stands twice: expected each id once [duplicate-id]"
    );
}

#[test]
fn what_is_no_document_is_told() {
    assert_eq!(
        faults(""),
        "year.toml:1:1: `format` is missing: expected it, as in `format = \"oske-activity-year\"` [missing-key]\n\
         year.toml:1:1: `version` is missing: expected it, as in `version = 1` [missing-key]\n\
         year.toml:1:1: `organisation` is missing: expected it, as in `organisation = \"ISO-yhdistys ry\"` [missing-key]\n\
         year.toml:1:1: `year` is missing: expected it, as in `year = 2020` [missing-key]"
    );
    assert!(faults("format = ").contains("[syntax]"));
    assert!(faults(&" ".repeat(1024 * 1024 + 1)).contains("[document-too-long]"));
    let without = HEAD.replace("told_by = \"report\"\n", "") + "[members]\ntotal = \"71\"\n";
    assert!(faults(&without).contains("members.total: no source: expected one"));
}

#[test]
fn no_more_than_a_thousand_faults_are_told() {
    let many = (0..3000).map(|number| format!("key_{number} = 1\n"));
    let text = many.collect::<String>();
    assert!(faults(&text).lines().count() <= 1000);
}

/// Lines that a document is made of, and lines that break one.
fn line() -> impl Strategy<Value = String> {
    let whole = select(vec![
        "format = \"oske-activity-year\"",
        "version = 1",
        "organisation = \"Esimerkki ry\"",
        "organisation = { fi = \"a\", sv = 1 }",
        "year = 2020",
        "year = -99999999999999999999",
        "told_by = \"report\"",
        "[source.report]",
        "title = \"Annual report\"",
        "[members]",
        "total = \"over 70\"",
        "total = [{ is = \"1\" }, [\"2\"], 3]",
        "by_kind = { municipality = \"over 10\" }",
        "[[event]]",
        "id = \"a\"",
        "name = \"a\"",
        "kind = \"event\"",
        "when = \"2020-13\"",
        "tasks = [\"2.1.1\", 3]",
        "[funding]",
        "state_grant = \"18446744073709551615\"",
        "[[project]]",
        "[board]",
        "seat = [{ role = \"chair\" }, 1]",
        "figure = {}",
        "joined = { counted = \"2\" }",
        "begins = \"2020-09/2020-10\"",
        "is = \"about 3\"",
        "[[other]]",
    ])
    .prop_map(str::to_owned);
    prop_oneof![4 => whole, 1 => any::<String>(), 1 => "[a-z]{1,8} = [\\[\\]{}\",0-9a-z.= -]{0,12}"]
}

proptest! {
    /// Any text is a year or has faults, and each fault says where it is.
    #[test]
    fn reading_never_panics(lines in proptest::collection::vec(line(), 0..40), any in any::<String>()) {
        for text in [lines.join("\n"), any] {
            match ActivityYear::from_toml("year.toml", &text) {
                Ok(year) => {
                    for figure in year.figures() {
                        let found = year.figure(&figure.subject().path());
                        prop_assert!(found.is_some());
                    }
                }
                Err(faults) => {
                    prop_assert!(!faults.faults().is_empty());
                    for fault in faults.faults() {
                        let lines = text.split('\n').count();
                        prop_assert!(fault.line().is_some_and(|line| (1..=lines).contains(&line)));
                    }
                }
            }
        }
    }

    /// What a figure is written as is what is read.
    #[test]
    fn a_figure_is_what_is_written(number in any::<u64>(), kind in 0_u8..3) {
        let figure = match kind {
            0 => Figure::exactly(number),
            1 => Figure::over(number),
            _ => Figure::about(number),
        };
        let year = year(&format!("[members]\ntotal = \"{figure}\"\n"));
        prop_assert_eq!(year.members().at_year_end().agreed(), Some(figure));
    }
}
