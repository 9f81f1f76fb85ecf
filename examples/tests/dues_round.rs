//! The example `dues_round`, run as a user runs it.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod common;

use common::{Run, argument, demonstration, file, folder, in_workspace, keys, names, run};
use oske::dues::Explanation;
use oske::types::{Currency, Money};
use serde_json::Value;

/// The widest line of the text: a landscape page of small print.
const WIDEST: usize = 160;
const LANGUAGES: [&str; 3] = ["fi", "sv", "en"];
const POLICIES: [&str; 3] = ["iso-2022", "iso-2023-option", "iso-2023-demo"];

fn dues_round(arguments: &[&str]) -> Run {
    run("dues_round", arguments)
}

fn json(arguments: &[&str]) -> Value {
    let output = dues_round(&[arguments, &["--format", "json"]].concat()).succeeded();
    assert_eq!(output.lines().count(), 1);
    serde_json::from_str(&output).unwrap_or_else(|error| panic!("{error}: {output}"))
}

/// The rows of a CSV text, the header first.
fn rows(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text.as_bytes());
    let records = reader.records();
    records
        .map(|record| record.unwrap().iter().map(str::to_owned).collect())
        .collect()
}

// The text

#[test]
fn bare_command_runs_the_demonstration() {
    let text = dues_round(&[]).succeeded();
    insta::assert_snapshot!("bare", text);
    assert_eq!(dues_round(&["--lang", "en"]).succeeded(), text);
}

#[test]
fn demonstration_reads_in_finnish() {
    insta::assert_snapshot!("finnish", dues_round(&["--lang", "fi"]).succeeded());
}

#[test]
fn demonstration_reads_in_swedish() {
    insta::assert_snapshot!("swedish", dues_round(&["--lang", "sv"]).succeeded());
}

#[test]
fn treasurer_finds_what_is_owed_why_and_what_is_open() {
    let text = dues_round(&[]).succeeded();
    for expected in [
        "64 members pay: 60 amounts are known, €19,800.00 in all, and 4 are open",
        // What a member owes, and why.
        "Kangasniemi",
        "5,154  €550.00",
        // What is missing, and what it would bring in.
        "the rate per inhabitant of a county",
        "together they have 611,201 inhabitants: €0.01 an inhabitant would bring in €6,112.01",
        // What the board has to decide, where it stands, and whom it is nearest to.
        "exactly 5,000",
        "[gap, line\u{a0}95]",
        "nearest member: Kangasniemi (population 5,154), due €550.00",
        // Whose residents are charged for.
        "charged once for 611,201 residents; there are 52 municipalities",
    ] {
        assert!(text.contains(expected), "`{expected}` is not in\n{text}");
    }
}

#[test]
fn all_demonstration_policies_run_in_all_languages_and_fit_the_page() {
    for policy in POLICIES {
        for language in LANGUAGES {
            let arguments = ["--policy", &demonstration(policy), "--lang", language];
            let text = dues_round(&arguments).succeeded();
            for line in text.lines() {
                let width = line.chars().count();
                assert!(width <= WIDEST, "{policy} {language}, {width} wide: {line}");
                assert_eq!(line, line.trim_end(), "{policy} {language}");
            }
        }
    }
}

#[test]
fn complete_round_says_so() {
    let policy = demonstration("iso-2023-demo");
    let text = dues_round(&["--policy", &policy]).succeeded();
    for expected in [
        "64 members pay, and all amounts are known: €50,360.05 in all.",
        "Nothing: everybody has an amount.",
    ] {
        assert!(text.contains(expected), "`{expected}` is not in\n{text}");
    }
}

#[test]
fn summary_has_words_for_one_and_for_nobody() {
    let folder = folder("summary");
    let header = "id,name,kind,history\n";
    let one = "sss,Sosiaaliturva ry,association,admitted 2020-01-01 stated\n";
    for (rows, language, expected) in [
        (
            one,
            "en",
            "  1 member pays, and all amounts are known: €110.00 in all.\n",
        ),
        (
            one,
            "fi",
            "  1 maksaja, ja kaikki maksut on määrätty: yhteensä 110,00\u{a0}€.\n",
        ),
        (
            one,
            "sv",
            "  1 medlem betalar, och alla avgifter är fastställda: sammanlagt 110,00\u{a0}€.\n",
        ),
        ("", "en", "  Nobody pays.\n"),
        ("", "fi", "  Ei yhtään maksajaa.\n"),
        ("", "sv", "  Ingen betalar.\n"),
    ] {
        let register = file(&folder, "register.csv", format!("{header}{rows}"));
        let text = dues_round(&["--register", &register, "--lang", language]).succeeded();
        assert!(text.contains(expected), "`{expected}` is not in\n{text}");
    }
}

#[test]
fn charged_twice_and_by_nobody_are_told_with_their_residents() {
    let folder = folder("twice");
    let policy = std::fs::read_to_string(demonstration("iso-2022")).unwrap();
    let policy = policy.replace(
        "'joint_authority']",
        "'joint_authority', 'wellbeing_services_county']",
    );
    let policy = policy.replace(
        "\"region:10\", \"region:11\", \"region:12\", ",
        "\"municipality:297\", ",
    );
    let policy = file(&folder, "policy.toml", policy);
    let register = file(
        &folder,
        "register.csv",
        "id,name,kind,places,history\n\
         kainuu,Kainuu,wellbeing_services_county,county:20,admitted 2000-01-01 stated\n\
         kajaani,Kajaani,municipality,municipality:205,admitted 2000-01-01 stated\n",
    );
    let arguments = ["--policy", &policy, "--register", &register];
    let text = dues_round(&arguments).succeeded();
    for expected in [
        "  Charged more than once:\n    Kajaani (205), 36,493 residents: kainuu, kajaani\n",
        "  Charged to nobody:\n    Kuopio (297), 121,543 residents\n",
    ] {
        assert!(text.contains(expected), "`{expected}` is not in\n{text}");
    }
    let round = json(&arguments);
    let twice = &round["residents"]["more_than_once"][0];
    assert_eq!(twice["municipality"], "205");
    assert_eq!(twice["residents"], 36_493);
    assert_eq!(twice["payers"], serde_json::json!(["kainuu", "kajaani"]));
}

/// A policy of flat dues of 2026 with rules of one's own, and a register of rows of `id,kind,history`.
fn made_up(name: &str, rules: &str, rows: &[&str]) -> [String; 2] {
    let folder = folder(name);
    let policy = format!(
        r#"
        format = "oske-policy"
        version = 1
        id = "made-up"
        title = {{ en = "Made up" }}
        status = "proposed"
        currency = "EUR"
        dues_years = {{ from = "2026" }}
        rounding = "half-up to 0.01"
        fact.kind = {{ values = ["association", "company"] }}
        {rules}
        "#
    );
    let mut register = "id,kind,history,name\n".to_owned();
    for row in rows {
        let id = row.split(',').next().unwrap();
        register.push_str(&format!("{row},Member {id}\n"));
    }
    [
        file(&folder, "policy.toml", policy),
        file(&folder, "register.csv", register),
    ]
}

#[test]
fn each_currency_has_a_total() {
    let [policy, register] = made_up(
        "currencies",
        r#"
        [[rule]]
        id = "associations"
        when = "kind = 'association'"
        pays = "110 EUR"
        [[rule]]
        id = "companies"
        when = "kind = 'company'"
        pays = "1000 SEK"
        currency = "SEK"
        "#,
        &[
            "a,association,admitted 2000-01-01 stated",
            "b,company,admitted 2000-01-01 stated",
            "c,company,admitted 2000-01-01 stated",
        ],
    );
    let arguments = ["--policy", &policy, "--register", &register];
    let text = dues_round(&arguments).succeeded();
    for expected in [
        "3 members pay, and all amounts are known: €110.00 + SEK\u{a0}2,000.00 in all.",
        "SEK\u{a0}1,000.00",
    ] {
        assert!(text.contains(expected), "`{expected}` is not in\n{text}");
    }
    let last = text
        .lines()
        .find(|line| line.trim_start().starts_with("all "))
        .unwrap();
    assert!(last.ends_with("€110.00 + SEK\u{a0}2,000.00"), "{last}");

    let round = json(&arguments);
    let totals = &round["totals"];
    assert_eq!(totals["amount"], "110.00");
    let sek = serde_json::json!([{ "currency": "SEK", "amount": "2000.00" }]);
    assert_eq!(totals["other_currencies"], sek);
    assert_eq!(
        totals["by_kind"][0]["other_currencies"],
        serde_json::json!([])
    );
    assert_eq!(totals["by_kind"][1]["other_currencies"], sek);

    let csv = dues_round(&[&arguments[..], &["--format", "csv"]].concat()).succeeded();
    let currencies: Vec<String> = rows(&csv).into_iter().map(|row| row[6].clone()).collect();
    assert_eq!(currencies, ["currency", "EUR", "SEK", "SEK"]);
}

#[test]
fn who_is_left_out_is_told_with_the_reason() {
    let rule = "[[rule]]\nid = \"all\"\npays = \"110 EUR\"";
    let [policy, register] = made_up(
        "left-out",
        rule,
        &[
            "a,association,admitted 2000-01-01 stated",
            "b,association,admitted 2026-03-15 stated",
            "c,association,admitted 2000-01-01 stated; resigned 2025-10-05 effective 2026-01-01 stated",
            "d,association,applied 2025-11-01 stated",
            "e,association,applied 2025-11-01 stated",
        ],
    );
    let arguments = ["--policy", &policy, "--register", &register];
    for (language, expected) in [
        (
            "en",
            "In the register and not charged\n═══════════════════════════════\n  \
             not a member until 15 March 2026 (1): Member b\n  \
             resigned, not a member since 1 January 2026 (1): Member c\n  \
             applied, not admitted (2): Member d, Member e\n",
        ),
        ("fi", "  jäsen vasta 15.3.2026 alkaen (1): Member b\n"),
        ("sv", "  medlem först från 15.3.2026 (1): Member b\n"),
    ] {
        let text = dues_round(&[&arguments[..], &["--lang", language]].concat()).succeeded();
        assert!(text.contains(expected), "`{expected}` is not in\n{text}");
    }
    let round = json(&arguments);
    assert_eq!(round["totals"]["amount"], "110.00");
    assert_eq!(
        round["left_out"][0],
        serde_json::json!({
            "id": "b",
            "code": "not_yet",
            "message": "not a member until 15 March 2026",
        })
    );
    let codes: Vec<_> = round["left_out"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["code"].clone())
        .collect();
    assert_eq!(codes, ["not_yet", "resigned", "applied", "applied"]);
    let explained = dues_round(&[&arguments[..], &["--explain", "b"]].concat()).failed(1);
    assert!(
        explained.contains("it is no member on 2026-01-01: not a member until 15 March 2026"),
        "{explained}"
    );
}

#[test]
fn fact_that_no_register_holds_is_told_once() {
    let [policy, register] = made_up(
        "not-held",
        r#"
        fact.has_reported = { type = "yes-no" }
        [[rule]]
        id = "reported"
        when = "has_reported"
        pays = "100 EUR"
        [[rule]]
        id = "others"
        when = "not has_reported"
        pays = "110 EUR"
        "#,
        &[
            "a,association,admitted 2000-01-01 stated",
            "b,association,admitted 2000-01-01 stated",
        ],
    );
    let arguments = ["--policy", &policy, "--register", &register];
    let expected = "`has_reported` is nothing that a register holds";
    let text = dues_round(&arguments).succeeded();
    assert_eq!(text.matches(expected).count(), 1, "{text}");
    let round = json(&arguments);
    assert_eq!(round["problems"].as_array().unwrap().len(), 1);
    assert!(round["problems"][0].as_str().unwrap().starts_with(expected));
    assert_eq!(round["payers"][0]["problems"], serde_json::json!([]));
}

// For programs

#[test]
fn json_has_the_documented_keys() {
    let round = json(&[]);
    assert_eq!(round["format"], "oske-dues-round");
    assert_eq!(round["version"], 0);
    assert_eq!(
        keys(&round),
        [
            "format",
            "version",
            "dues_year",
            "policy",
            "register",
            "population",
            "currency",
            "payers",
            "problems",
            "represented",
            "unsettled",
            "left_out",
            "totals",
            "open",
            "findings",
            "residents",
        ]
    );
    assert_eq!(
        keys(&round["policy"]),
        ["id", "title", "status", "content_hash"]
    );
    assert_eq!(keys(&round["register"]), ["file", "date", "content_hash"]);
    assert_eq!(
        keys(&round["population"]),
        ["date", "edition", "attribution"]
    );
    assert_eq!(
        keys(&round["totals"]),
        ["amount", "other_currencies", "complete", "by_kind"]
    );
    assert_eq!(keys(&round["left_out"][0]), ["id", "code", "message"]);
    assert_eq!(
        keys(&round["totals"]["by_kind"][0]),
        ["kind", "payers", "assessed", "amount", "other_currencies"]
    );
    assert_eq!(
        keys(&round["open"][0]),
        ["code", "status", "subject", "message", "payers"]
    );
    assert_eq!(
        keys(&round["residents"]),
        [
            "municipalities",
            "charged_once",
            "more_than_once",
            "by_nobody"
        ]
    );
    for payer in round["payers"].as_array().unwrap() {
        assert_eq!(
            keys(payer),
            [
                "id",
                "name",
                "kind",
                "facts",
                "status",
                "amount",
                "currency",
                "lines",
                "candidates",
                "missing",
                "errors",
                "problems",
                "why",
            ]
        );
    }
}

#[test]
fn json_says_what_the_round_was_made_from_and_what_it_came_to() {
    let round = json(&[]);
    assert_eq!(round["dues_year"], "2023");
    assert_eq!(round["policy"]["id"], "iso-2023-option");
    assert_eq!(round["policy"]["content_hash"].as_str().unwrap().len(), 64);
    assert_eq!(round["register"]["date"], "2023-01-01");
    assert_eq!(round["population"]["date"], "2022-12-31");
    assert_eq!(round["totals"]["amount"], "19800.00");
    assert_eq!(round["totals"]["complete"], false);
    assert_eq!(round["residents"]["charged_once"], 611_201);
    assert_eq!(round["open"][0]["subject"], "county_rate");
    assert_eq!(round["open"][0]["payers"].as_array().unwrap().len(), 4);
    let findings = round["findings"].as_array().unwrap();
    let gaps: Vec<_> = findings
        .iter()
        .filter(|finding| finding["code"] == "gap")
        .collect();
    assert_eq!(gaps.len(), 1);
    assert_eq!(gaps[0]["line"], 95);
    assert_eq!(gaps[0]["witness"]["population"], "5000");

    let payers = round["payers"].as_array().unwrap();
    assert_eq!(payers.len(), 64);
    let amounts = payers
        .iter()
        .filter_map(|payer| payer["amount"].as_str())
        .map(|amount| format!("{amount} EUR").parse::<Money>().unwrap());
    let total = Money::total(Currency::EUR, amounts).unwrap();
    assert_eq!(
        total.to_decimal_text(),
        round["totals"]["amount"].as_str().unwrap()
    );
}

#[test]
fn csv_has_one_row_a_payer() {
    let text = dues_round(&["--format", "csv"]).succeeded();
    let rows = rows(&text);
    assert_eq!(
        rows[0],
        [
            "id",
            "name",
            "kind",
            "population",
            "status",
            "amount",
            "currency",
            "why"
        ]
    );
    let round = json(&[]);
    let payers = round["payers"].as_array().unwrap();
    assert_eq!(rows.len() - 1, payers.len());
    for (row, payer) in rows[1..].iter().zip(payers) {
        let told = |key: &str| payer[key].as_str().unwrap_or_default();
        let population = payer["facts"]["population"].as_str().unwrap_or_default();
        assert_eq!(
            row[..7],
            [
                told("id"),
                told("name"),
                told("kind"),
                population,
                told("status"),
                told("amount"),
                told("currency"),
            ]
        );
        assert_eq!(row[7], told("why"));
    }
}

// One payer explained

#[test]
fn explanation_of_a_county_names_the_rate_in_each_language() {
    for (language, expected) in [
        (
            "fi",
            [
                "Kainuun hyvinvointialue",
                "hyvinvointialueen asukaskohtainen hinta",
            ],
        ),
        (
            "sv",
            [
                "Kajanalands välfärdsområde",
                "välfärdsområdets pris per invånare",
            ],
        ),
        (
            "en",
            [
                "Kainuun hyvinvointialue",
                "the rate per inhabitant of a county",
            ],
        ),
    ] {
        let text = dues_round(&["--explain", "county-20", "--lang", language]).succeeded();
        for expected in expected {
            assert!(text.contains(expected), "`{expected}` is not in\n{text}");
        }
    }
}

#[test]
fn explanation_of_an_amount_names_the_figure_and_its_source() {
    for (language, expected) in [
        (
            "fi",
            [
                "550,00 €",
                "5 154 asukasta",
                "31.12.2022",
                "Statistics Finland",
            ],
        ),
        (
            "sv",
            [
                "550,00 €",
                "5 154 invånare",
                "31.12.2022",
                "Statistics Finland",
            ],
        ),
        (
            "en",
            [
                "€550.00",
                "5,154 inhabitants",
                "31 December 2022",
                "Statistics Finland",
            ],
        ),
    ] {
        let text = dues_round(&["--explain", "municipality-213", "--lang", language]).succeeded();
        let text = text.replace('\u{a0}', " ");
        for expected in expected {
            assert!(text.contains(expected), "`{expected}` is not in\n{text}");
        }
        assert!(
            text.lines().all(|line| line.chars().count() <= 100),
            "{text}"
        );
    }
}

#[test]
fn explanation_as_json_replays_to_the_same_cents() {
    for (member, amount) in [("municipality-213", Some("550.00")), ("county-20", None)] {
        let arguments = ["--explain", member, "--format", "json"];
        let text = dues_round(&arguments).succeeded();
        let explanation = Explanation::from_json("explanation.json", &text)
            .unwrap_or_else(|faults| panic!("{faults}"));
        assert_eq!(explanation.payer(), member);
        let replayed = explanation.replay().unwrap();
        assert_eq!(
            replayed.map(|amount| amount.to_decimal_text()).as_deref(),
            amount
        );
    }
}

#[test]
fn changed_explanation_does_not_replay() {
    let text = dues_round(&["--explain", "municipality-213", "--format", "json"]).succeeded();
    let changed = text.replace("550", "510");
    assert_ne!(changed, text);
    let replayed = Explanation::from_json("explanation.json", &changed)
        .map(|explanation| explanation.replay());
    assert!(!matches!(replayed, Ok(Ok(_))), "{replayed:?}");
}

#[test]
fn who_pays_nothing_is_told_why() {
    let policy = demonstration("iso-2022");
    for (member, expected) in [
        (
            "municipality-205",
            "it is represented through `kainuun-sote`",
        ),
        (
            "county-20",
            "the register does not settle whether it is a member on 2022-01-01",
        ),
        ("county-21", "there is no such id in the register"),
    ] {
        let message = dues_round(&["--policy", &policy, "--explain", member]).failed(1);
        assert!(message.contains(expected), "{message}");
        assert!(message.contains(member), "{message}");
    }
    let message = dues_round(&["--explain", "kainuun-sote"]).failed(1);
    assert!(
        message.contains(
            "it is no member on 2023-01-01: deemed to have resigned, not a member since 1 January 2023"
        ),
        "{message}"
    );
}

// A folder of papers

const PAPERS: [&str; 4] = ["explanations.jsonl", "round.csv", "round.json", "round.txt"];

#[test]
fn out_writes_four_files_and_the_same_bytes_again() {
    let (first, second) = (folder("out-first"), folder("out-second"));
    for folder in [&first, &second] {
        // The folder is made if need be.
        let folder = folder.join("papers");
        let run = dues_round(&["--out", &argument(&folder)]);
        assert_eq!((run.code, run.output.as_str()), (0, ""));
        for name in PAPERS {
            assert!(run.messages.contains(name), "{}", run.messages);
        }
        assert_eq!(names(&folder), PAPERS);
    }
    for name in PAPERS {
        let read =
            |folder: &std::path::Path| std::fs::read(folder.join("papers").join(name)).unwrap();
        assert_eq!(read(&first), read(&second), "{name}");
    }
    // A second run into the same folder leaves the same four.
    dues_round(&["--out", &argument(&first.join("papers"))]);
    assert_eq!(names(&first.join("papers")), PAPERS);
    assert_eq!(names(&first), ["papers"]);
}

#[test]
fn papers_of_a_folder_are_what_the_formats_print() {
    let folder = folder("out-formats");
    let policy = demonstration("iso-2023-demo");
    let arguments = ["--policy", &policy, "--lang", "sv"];
    dues_round(&[&arguments[..], &["--out", &argument(&folder)]].concat());
    for (name, format) in [
        ("round.txt", "text"),
        ("round.json", "json"),
        ("round.csv", "csv"),
    ] {
        let printed = dues_round(&[&arguments[..], &["--format", format]].concat()).succeeded();
        assert_eq!(
            std::fs::read_to_string(folder.join(name)).unwrap(),
            printed,
            "{name}"
        );
    }
    let explanations = std::fs::read_to_string(folder.join("explanations.jsonl")).unwrap();
    assert_eq!(explanations.lines().count(), 64);
    let replayed = explanations.lines().map(|line| {
        let explanation = Explanation::from_json("explanations.jsonl", line);
        let explanation = explanation.unwrap_or_else(|faults| panic!("{faults}"));
        explanation.replay().unwrap().unwrap()
    });
    let total = Money::total(Currency::EUR, replayed).unwrap();
    assert_eq!(total.to_decimal_text(), "50360.05");
}

#[test]
fn register_with_ten_faults_prints_ten_messages_and_writes_nothing() {
    let folder = folder("ten-faults");
    let register = in_workspace("crates/oske-domain/tests/cases/bad/ten-faults.csv");
    let out = folder.join("papers");
    let message = dues_round(&["--register", &register, "--out", &argument(&out)]).failed(1);
    let faults: Vec<_> = message
        .lines()
        .filter(|line| line.starts_with(&register))
        .collect();
    assert_eq!(faults.len(), 10, "{message}");
    // One for the header and for each of nine rows.
    for (fault, line) in faults.iter().zip(1..) {
        assert!(
            fault.starts_with(&format!("{register}:{line}: ")),
            "{fault}"
        );
    }
    assert!(!out.exists());
    // Into a folder that is there already: it stays empty.
    let message = dues_round(&["--register", &register, "--out", &argument(&folder)]).failed(1);
    assert!(message.contains("10 faults"), "{message}");
    assert_eq!(names(&folder), [""; 0]);
}

#[test]
fn run_that_fails_writes_nothing() {
    let folder = folder("out-fails");
    let out = argument(&folder);
    for arguments in [
        ["--population-year", "2030"],
        ["--year", "2024"],
        ["--policy", "nowhere.toml"],
        ["--register", "nowhere.csv"],
    ] {
        dues_round(&[&arguments[..], &["--out", &out]].concat()).failed(1);
        assert_eq!(names(&folder), [""; 0], "{arguments:?}");
    }
}

#[test]
fn folder_that_cannot_be_written_is_left_as_it_was() {
    let folder = folder("out-blocked");
    std::fs::create_dir(folder.join("round.csv")).unwrap();
    let message = dues_round(&["--out", &argument(&folder)]).failed(1);
    assert!(message.contains("round.csv: a folder stands"), "{message}");
    assert_eq!(names(&folder), ["round.csv"]);
    let file = file(&folder, "plain.txt", "not a folder");
    let message = dues_round(&["--out", &file]).failed(1);
    assert!(message.contains("plain.txt"), "{message}");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "not a folder");
}

// Usage

#[test]
fn help_ends_well_and_names_every_option() {
    for argument in ["--help", "-h"] {
        let text = dues_round(&[argument]).succeeded();
        for option in [
            "--policy",
            "--register",
            "--year",
            "--population-year",
            "--lang",
            "--format",
            "--explain",
            "--out",
            "--help",
        ] {
            assert!(text.contains(&format!("\n  {option} ")), "{option}");
        }
        assert!(
            text.lines().all(|line| line.chars().count() <= 80),
            "{text}"
        );
    }
}

#[test]
fn wrong_usage_is_told_in_a_line_with_the_way_to_help() {
    for (arguments, expected) in [
        (&["--nope"][..], "--nope"),
        (&["extra"], "extra"),
        (&["--policy"], "--policy"),
        (&["--year"], "--year"),
        (&["--year", "20x3"], "--year: `20x3` is not a dues year"),
        (&["--year", "23"], "--year: `23` is not a dues year"),
        (
            &["--population-year", "12"],
            "--population-year: `12` is no year",
        ),
        (
            &["--population-year", "2022-01-01/P1Y"],
            "--population-year: `2022-01-01/P1Y` is no year",
        ),
        (&["--lang", "de"], "expected fi, sv or en"),
        (&["--format", "xml"], "expected text, json or csv"),
        (
            &["--explain", "county-20", "--format", "csv"],
            "text or json, not csv",
        ),
        (
            &["--explain", "county-20", "--out", "nowhere"],
            "no --out beside it",
        ),
    ] {
        let message = dues_round(arguments).failed(2);
        let mut lines = message.lines();
        let first = lines.next().unwrap();
        assert!(first.starts_with("dues_round: "), "{message}");
        assert!(first.contains(expected), "`{expected}` is not in {message}");
        assert_eq!(lines.next(), Some("Try `dues_round --help`."));
        assert_eq!(lines.next(), None);
    }
}

#[test]
fn year_that_is_not_governed_or_carried_says_which_are() {
    let message = dues_round(&["--year", "2024"]).failed(1);
    assert!(message.contains("2023"), "{message}");
    let message = dues_round(&["--population-year", "2030"]).failed(1);
    assert!(
        message.contains("2030") && message.contains("1990 to 2025"),
        "{message}"
    );
}

#[test]
fn population_year_changes_the_figures() {
    let arguments = ["--population-year", "2021", "--explain", "municipality-213"];
    let text = dues_round(&arguments).succeeded();
    assert!(text.contains("31 December 2021"), "{text}");
    let round = json(&["--population-year", "2021"]);
    assert_eq!(round["population"]["date"], "2021-12-31");
}

// Input

#[test]
fn file_that_is_not_there_or_not_text_is_named() {
    let folder = folder("no-text");
    let bytes = file(&folder, "latin1.csv", b"id,name\nm,M\xe4ntyharju\n");
    for option in ["--policy", "--register"] {
        let message = dues_round(&[option, "nowhere.csv"]).failed(1);
        assert!(message.starts_with("nowhere.csv: "), "{message}");
        let message = dues_round(&[option, &bytes]).failed(1);
        assert!(
            message.contains("latin1.csv") && message.contains("UTF-8"),
            "{message}"
        );
    }
}

#[test]
fn policy_with_several_faults_tells_them_all() {
    let folder = folder("faulty-policy");
    let text = std::fs::read_to_string(demonstration("iso-2023-option")).unwrap();
    let text = text
        .replace("currency = \"EUR\"", "currency = \"EURO\"")
        .replace("municipal_fee(population)", "municipal_feee(population)")
        .replace("kind = 'association'", "kind = 'asociation'");
    let policy = file(&folder, "faulty.toml", text);
    let message = dues_round(&["--policy", &policy]).failed(1);
    for expected in ["EURO", "municipal_feee", "asociation"] {
        let line = message.lines().find(|line| line.contains(expected));
        let line = line.unwrap_or_else(|| panic!("`{expected}` is not in\n{message}"));
        // File, line and column.
        let place: Vec<&str> = line.strip_prefix(&policy).unwrap().splitn(4, ':').collect();
        assert!(
            place[1].parse::<usize>().is_ok() && place[2].parse::<usize>().is_ok(),
            "{line}"
        );
    }
}

#[test]
fn byte_order_mark_before_a_file_changes_nothing() {
    let folder = folder("bom");
    let marked = |name: &str, path: String| {
        let text = std::fs::read_to_string(path).unwrap();
        file(&folder, name, format!("\u{feff}{text}"))
    };
    let policy = marked("policy.toml", demonstration("iso-2023-option"));
    let register = marked(
        "register.csv",
        in_workspace("examples/data/registers/iso.csv"),
    );
    let (plain, with_marks) = (
        json(&[]),
        json(&["--policy", &policy, "--register", &register]),
    );
    for key in ["payers", "totals", "residents", "policy"] {
        assert_eq!(plain[key], with_marks[key], "{key}");
    }
    assert_eq!(
        plain["register"]["content_hash"],
        with_marks["register"]["content_hash"]
    );
}

#[test]
fn policy_and_register_as_json_give_the_same_round() {
    let folder = folder("as-json");
    let text = std::fs::read(in_workspace("examples/data/registers/iso.csv")).unwrap();
    let register = oske::domain::Register::from_csv("iso.csv", &text[..]).unwrap();
    let register = file(&folder, "register.json", register.to_json());
    let (csv, json) = (json(&[]), json(&["--register", &register]));
    assert_eq!(csv["payers"], json["payers"]);
    assert_eq!(
        csv["register"]["content_hash"],
        json["register"]["content_hash"]
    );
}

#[test]
fn fact_in_another_unit_is_told_in_every_paper() {
    let folder = folder("unit");
    let policy = file(
        &folder,
        "policy.toml",
        r#"
        format = "oske-policy"
        version = 1
        id = "staff"
        title = { en = "By staff" }
        status = "proposed"
        currency = "EUR"
        dues_years = { from = "2023" }
        rounding = "half-up to 0.01"
        unit.person = { name = { en = "person" } }
        fact.staff = { unit = "person", step = "1", least = "0", most = "100000" }
        [[rule]]
        id = "staff"
        pays = "2 EUR/person * staff"
        "#,
    );
    let register = file(
        &folder,
        "register.csv",
        "id,name,kind,history,fact.staff\n\
         works,Works,company,admitted 2000-01-01 stated,7 person_year; 2022-12-31; report\n",
    );
    let arguments = ["--policy", &policy, "--register", &register];
    let expected = "`staff` of `works` is in `person_year`: the policy asks for `person`";
    for more in [&[][..], &["--explain", "works"], &["--format", "json"]] {
        let text = dues_round(&[&arguments[..], more].concat()).succeeded();
        assert!(text.contains(expected), "{text}");
    }
    assert_eq!(json(&arguments)["payers"][0]["status"], "undetermined");
}
