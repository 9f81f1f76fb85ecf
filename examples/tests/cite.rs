//! The example `cite`, run as a user runs it.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod common;

use common::{Run, file, folder, in_workspace, keys, run, run_with_input};
use serde_json::{Value, json};

fn cite(arguments: &[&str], input: &str) -> Run {
    run_with_input("cite", arguments, input.as_bytes())
}

fn lines(output: &str) -> Vec<Value> {
    output
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// The citations of one text.
fn citations(arguments: &[&str], text: &str) -> Vec<Value> {
    let record = json!({ "id": 7, "text": text });
    let mut all = vec!["--format", "jsonl"];
    all.extend(arguments);
    let found = lines(&cite(&all, &record.to_string()).succeeded());
    assert_eq!(found.len(), 1);
    assert_eq!(found[0]["id"], 7);
    found[0]["citations"].as_array().unwrap().clone()
}

// Finding

#[test]
fn record_has_the_documented_keys() {
    let found = citations(
        &[],
        "Asia perustuu sosiaalihuoltolain (1301/2014) 7 §:n 2–4 momenttiin.",
    );
    assert_eq!(
        found,
        [json!({
            "start": 34, "end": 65, "kind": "section", "number": 1301, "year": 2014,
            "chapter": null, "sections": ["7"], "moments": ["2", "3", "4"], "items": [],
        })],
    );
    let keys = keys(&found[0]);
    let expected = [
        "start", "end", "kind", "number", "year", "chapter", "sections", "moments", "items",
    ];
    assert_eq!(keys, expected);
}

#[test]
fn what_a_short_name_means_is_apart() {
    let found = citations(&[], "lastensuojelulain 12–15 ja 17 §");
    assert_eq!(found[0]["number"], Value::Null);
    assert_eq!(found[0]["sections"], json!(["12", "13", "14", "15", "17"]));
    assert_eq!(found[0]["resolved"]["number"], 417);
    assert_eq!(found[0]["resolved"]["year"], 2007);

    let earlier = citations(&["--on", "2010-01-01"], "socialvårdslagens 52 §");
    assert_eq!(earlier[0]["resolved"]["number"], 710);
    assert_eq!(
        earlier[0]["resolved"]["also_borne_by"],
        json!(["1301/2014"])
    );
    assert_eq!(earlier[0]["standing"]["answer"], "yes");
}

#[test]
fn state_and_addresses_are_told_when_they_are_asked_for() {
    let text = "lain (1230/2001) 6 §:n 2 momentti";
    let found = citations(&["--resolve", "--on", "2023-01-01", "--lang", "sv"], text);
    let resolved = &found[0]["resolved"];
    assert_eq!(resolved["act"], "1230/2001");
    assert_eq!(
        resolved["title"]["fi"],
        "Laki sosiaalialan osaamiskeskustoiminnasta"
    );
    assert_eq!(resolved["title"]["english_official"], false);
    assert_eq!(
        resolved["addresses"]["up_to_date_fi"],
        "https://www.finlex.fi/fi/lainsaadanto/2001/1230#sec_6__subsec_2",
    );
    assert_eq!(
        resolved["addresses"]["former_as_published_sv"],
        "https://www.finlex.fi/sv/laki/alkup/2001/20011230",
    );
    assert_eq!(
        resolved["eli"],
        "http://data.finlex.fi/eli/sd/2001/1230/pykala/6/momentti/2/ajantasa",
    );
    assert_eq!(found[0]["standing"]["answer"], "no");
    assert_eq!(
        found[0]["standing"]["why"],
        "upphävd genom 586/2002 från 1.9.2002"
    );
}

#[test]
fn kinds_are_told_and_levels_are_written_out() {
    let found = citations(
        &[],
        "HE 154/2001 vp, (EU) 2016/679 6 artiklan 1 kohdan e alakohta, 2 luvun 9 §, SopS 26/1965",
    );
    let kinds: Vec<&str> = found
        .iter()
        .map(|found| found["kind"].as_str().unwrap())
        .collect();
    assert_eq!(kinds, ["bill", "eu", "section", "statute"]);
    assert_eq!(found[1]["items"], json!(["e"]));
    assert_eq!(found[2]["chapter"], "2");
    assert_eq!(found[3]["series"], "SopS");
}

#[test]
fn text_is_read_line_by_line_and_an_act_is_handed_on() {
    let text = "Sosiaalihuoltolaki (1301/2014)\r\nkoskee tätä: 7 §.\nÄäkköset, 8 §\n\n9 §\n";
    let found = lines(&cite(&[], text).succeeded());
    let ids: Vec<u64> = found
        .iter()
        .map(|found| found["id"].as_u64().unwrap())
        .collect();
    assert_eq!(ids, [1, 2, 3, 4, 5]);
    let of = |line: usize| &found[line]["citations"][0];
    assert_eq!(
        (of(1)["start"].as_u64(), of(1)["end"].as_u64()),
        (Some(13), Some(16))
    );
    assert_eq!(of(1)["number"], 1301);
    assert_eq!(
        (of(2)["start"].as_u64(), of(2)["end"].as_u64()),
        (Some(10), Some(13))
    );
    assert_eq!(of(2)["number"], 1301);
    // Not beyond an empty line.
    assert_eq!(of(4)["number"], Value::Null);
}

/// What the README of the corpus defines: numbers, exact places, and no alarm.
#[test]
fn development_corpus_is_read_as_it_is_marked() {
    let path = in_workspace("crates/oske-statute/tests/data/dev.jsonl");
    let output = run("cite", &[&path, "--format", "jsonl"]).succeeded();
    let records = lines(&std::fs::read_to_string(&path).unwrap());
    let found = lines(&output);
    assert_eq!(found.len(), records.len());
    let span = |value: &Value| (value[0].as_u64().unwrap(), value[1].as_u64().unwrap());
    let overlap = |one: (u64, u64), other: (u64, u64)| one.0 < other.1 && other.0 < one.1;
    let place = |value: &Value| {
        let keys = [
            "kind", "number", "year", "chapter", "sections", "moments", "items",
        ];
        keys.map(|key| value[key].clone())
    };
    let (mut right, mut marked, mut told) = (0, 0, 0);
    for (record, found) in records.iter().zip(&found) {
        assert_eq!(record["id"], found["id"]);
        let ignored: Vec<(u64, u64)> = record["ignore"]
            .as_array()
            .unwrap()
            .iter()
            .map(span)
            .collect();
        let found: Vec<(&Value, (u64, u64))> = found["citations"]
            .as_array()
            .unwrap()
            .iter()
            .map(|found| {
                (
                    found,
                    (
                        found["start"].as_u64().unwrap(),
                        found["end"].as_u64().unwrap(),
                    ),
                )
            })
            .filter(|(_, at)| !ignored.iter().any(|ignored| overlap(*ignored, *at)))
            .collect();
        let gold = record["gold"].as_array().unwrap();
        if gold.is_empty() {
            assert!(found.is_empty(), "{}", record["id"]);
        }
        told += found.len();
        marked += gold.len();
        right += gold
            .iter()
            .filter(|gold| {
                let at = span(&gold["span"]);
                found
                    .iter()
                    .any(|(found, there)| overlap(at, *there) && place(found) == place(gold))
            })
            .count();
    }
    assert!(marked > 170, "{marked}");
    // F1 of at least 0.97.
    assert!(
        2 * right * 100 >= 97 * (told + marked),
        "{right} of {marked}, {told} found"
    );
}

// Explaining

#[test]
fn one_reference_is_explained() {
    let reference =
        "sosiaalialan osaamiskeskustoiminnasta annetun lain (1230/2001) 6 §:n 2 momentissa";
    let output = run("cite", &["--explain", reference, "--on", "2001-12-31"]).succeeded();
    insta::assert_snapshot!(output, @r#"
    read as                  1230/2001 6 § 2 mom
    place                    section 6, subsection (moment) 2
    suomeksi                 säädöksen (1230/2001) 6 §:n 2 momentti
    på svenska               6 § 2 mom. i författningen (1230/2001)
    in English               section 6, subsection 2 of statute 1230/2001
    title fi                 Laki sosiaalialan osaamiskeskustoiminnasta
    title sv                 Lag om kompetenscentrumverksamhet inom det sociala området
    title en                 Act on centres of excellence on social welfare (unofficial)
    signed                   13 December 2001
    in force                 1 January 2002
    amended by               586/2002 (1 September 2002): 6 § 2 mom repealed
    amendments               listed up to 21 February 2025
    up to date               https://www.finlex.fi/fi/lainsaadanto/2001/1230#sec_6__subsec_2
    as published             https://www.finlex.fi/fi/lainsaadanto/saadoskokoelma/2001/1230#sec_6__subsec_2
    up to date, former       https://www.finlex.fi/fi/laki/ajantasa/2001/20011230#P6
    as published, former     https://www.finlex.fi/fi/laki/alkup/2001/20011230
    ELI                      http://data.finlex.fi/eli/sd/2001/1230/pykala/6/momentti/2/ajantasa
    stands 31 December 2001  no: in force from 1 January 2002
    "#);
}

#[test]
fn short_name_is_explained_in_finnish() {
    let output = run(
        "cite",
        &[
            "--explain",
            "shl 60 c §",
            "--lang",
            "fi",
            "--on",
            "2021-05-01",
        ],
    )
    .succeeded();
    insta::assert_snapshot!(output, @r#"
    luettu               sosiaalihuoltolaki 60 c §
    paikka               pykälä 60 c
    suomeksi             sosiaalihuoltolain 60 c §
    på svenska           60 c § i socialvårdslagen
    in English           section 60c of the Social Welfare Act
    nimi                 sosiaalihuoltolaki = 1301/2014
                         710/1982 alkaen 1.1.1984
                         1301/2014 alkaen 1.4.2015
    nimike fi            Sosiaalihuoltolaki
    nimike sv            Socialvårdslag
    nimike en            Social Welfare Act (epävirallinen)
    annettu              30.12.2014
    voimaan              1.4.2015
    muutettu             449/2020 (1.9.2020): 60 c § lisätty
    muutokset            lueteltu 21.2.2025 saakka
    ajantasainen         https://www.finlex.fi/fi/lainsaadanto/2014/1301#sec_60c
    alkuperäinen         https://www.finlex.fi/fi/lainsaadanto/saadoskokoelma/2014/1301
    ajantasainen, vanha  https://www.finlex.fi/fi/laki/ajantasa/2014/20141301#P60c
    alkuperäinen, vanha  https://www.finlex.fi/fi/laki/alkup/2014/20141301
    ELI                  http://data.finlex.fi/eli/sd/2014/1301/pykala/60c/ajantasa
    voimassa 1.5.2021    kyllä: lisätty säädöksellä 449/2020 1.9.2020 alkaen; luettu 13.3.2024 voimassa olleesta tekstistä
    "#);
}

#[test]
fn what_is_no_reference_is_told_with_its_place() {
    let messages = run("cite", &["--explain", "1230/2001 6 § 2 momenti"]).output;
    assert!(messages.contains("byte 15"), "{messages}");
    let messages = run("cite", &["--explain", "hello"]).failed(1);
    assert!(messages.contains("is not a reference to law"), "{messages}");
}

// Input and usage

#[test]
fn lines_that_cannot_be_read_are_named_and_the_others_worked_through() {
    let input =
        "{\"id\": 1, \"text\": \"7 §\"}\nnonsense\n{\"id\": 3}\n\n{\"text\": \"HE 1/2020 vp\"}\n";
    let run = cite(&["--format", "jsonl", "-"], input);
    assert_eq!(run.code, 1);
    assert_eq!(lines(&run.output).len(), 2);
    let messages: Vec<&str> = run.messages.lines().collect();
    assert!(
        messages[0].starts_with("standard input:2: no JSON: "),
        "{messages:?}"
    );
    assert_eq!(
        messages[1],
        "standard input:3: expected an object with \"text\""
    );
    assert_eq!(messages[2], "standard input: 2 lines were passed over");
}

#[test]
fn file_is_read_without_its_byte_order_mark() {
    let folder = folder("cite-mark");
    let path = file(&folder, "text.txt", "\u{feff}7 §");
    let found = lines(&run("cite", &[&path]).succeeded());
    assert_eq!(found[0]["citations"][0]["start"], 0);
}

#[test]
fn text_that_is_not_utf_8_is_named() {
    let run = run_with_input("cite", &[], b"7 \xa7\n\xff\nHE 1/2020 vp\n");
    assert_eq!(run.code, 1);
    assert_eq!(lines(&run.output).len(), 3);
    assert!(
        run.messages
            .contains("standard input:1: the line is not UTF-8")
    );
}

#[test]
fn usage_is_told() {
    assert!(
        cite(&["--help"], "")
            .succeeded()
            .starts_with("Find references to law")
    );
    assert!(
        cite(&["--on", "1.1.2023"], "")
            .failed(2)
            .contains("expected a day like 2023-01-01")
    );
    assert!(
        cite(&["--format", "xml"], "")
            .failed(2)
            .contains("expected text or jsonl")
    );
    assert!(cite(&["nowhere.txt"], "").failed(1).contains("nowhere.txt"));
    assert!(
        cite(&["--explain", "7 §", "file"], "")
            .failed(2)
            .contains("reads no FILE")
    );
}
