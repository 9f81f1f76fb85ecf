//! The example `policy_solve`, run as a user runs it.
#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod common;

use common::{Run, demonstration, file, folder, keys, run};
use serde_json::Value;

/// The question of the demonstration: the rate of the four counties.
const COUNTIES: [&str; 4] = [
    "--unknown",
    "county_rate",
    "--only",
    "kind=wellbeing_services_county",
];

fn policy_solve(arguments: &[&str]) -> Run {
    run("policy_solve", arguments)
}

/// The output of a question about the counties.
fn of_counties(arguments: &[&str]) -> String {
    let mut all = COUNTIES.to_vec();
    all.extend(arguments);
    policy_solve(&all).succeeded()
}

fn json_of(arguments: &[&str]) -> Value {
    let output = of_counties(&[arguments, &["--format", "json"]].concat());
    serde_json::from_str(&output).unwrap_or_else(|error| panic!("{error}: {output}"))
}

/// With ordinary blanks.
fn plain(text: &str) -> String {
    text.replace('\u{a0}', " ")
}

#[test]
fn board_reads_what_the_rate_must_be() {
    let output = of_counties(&["--total", "45000", "--decimals", "4"]);
    insta::assert_snapshot!(plain(&output), @r"
    Solving for an unknown 2023: Dues of ISO-yhdistys for 2023, the option of the letter
      Reconstructed from the members' letter of 12 December 2022. The letter mentions the
      municipalities' due as one option, for the annual meeting in April to decide.
      Policy        iso-2023-option
      Register      examples/data/registers/iso.csv

      What must the rate per inhabitant of a county be, for 4 members (wellbeing services county) to pay
      €45,000.00 in all?

      No value with 4 decimals gives exactly €45,000.00. The nearest totals are €44,984.39
      (0.0736 €/inhabitant) and €45,045.52 (0.0737 €/inhabitant).

    the rate per inhabitant of a county: 0.0736 €/inhabitant
    ════════════════════════════════════════════════════════
      member                            before         due
      ────────────────────────────────  ──────  ──────────
      Etelä-Savon hyvinvointialue            —   €9,601.19
      Pohjois-Savon hyvinvointialue          —  €18,229.91
      Pohjois-Karjalan hyvinvointialue       —  €11,962.94
      Kainuun hyvinvointialue                —   €5,190.35
      in all                                    €44,984.39

      That is €15.61 less than was asked for.
      The whole round with this value: €64,784.39; amounts known 64, open 0.
    ");
}

#[test]
fn board_reads_it_in_finnish_and_swedish() {
    let output = of_counties(&["--total", "45000", "--lang", "fi"]);
    let answer = plain(&output);
    let answer: Vec<&str> = answer.split("\n\n").skip(1).collect();
    insta::assert_snapshot!(answer.join("\n\n"), @r"
      Mikä on hyvinvointialueen asukaskohtainen hinta, kun 4 jäsentä (hyvinvointialue) maksaa yhteensä
      45 000,00 €?

      Kun hyvinvointialueen asukaskohtainen hinta on 0,073625535–0,073625537 €/asukas, summa on tasan
      45 000,00 €.

    hyvinvointialueen asukaskohtainen hinta: 0,073625535 €/asukas
    ═════════════════════════════════════════════════════════════
      jäsen                             ennen        maksu
      ────────────────────────────────  ─────  ───────────
      Etelä-Savon hyvinvointialue           —   9 604,52 €
      Pohjois-Savon hyvinvointialue         —  18 236,24 €
      Pohjois-Karjalan hyvinvointialue      —  11 967,09 €
      Kainuun hyvinvointialue               —   5 192,15 €
      yhteensä                                 45 000,00 €

      Summa on tasan se, mitä kysyttiin.
      Koko maksukierros tällä arvolla: 64 800,00 €; maksuja on määrätty 64 ja avoinna 0.
    ");
    let output = of_counties(&["--total", "50000.00", "--decimals", "3", "--lang", "sv"]);
    let answer = plain(&output);
    let answer: Vec<&str> = answer.split("\n\n").skip(1).collect();
    insta::assert_snapshot!(answer.join("\n\n"), @r"
      Vad måste välfärdsområdets pris per invånare vara för att 4 medlemmar (välfärdsområde) sammanlagt
      ska betala 50 000,00 €?

      Inget värde med 3 decimaler ger exakt 50 000,00 €. De närmaste summorna är 49 507,28 €
      (0,081 €/invånare) och 50 118,48 € (0,082 €/invånare).

    välfärdsområdets pris per invånare: 0,082 €/invånare
    ════════════════════════════════════════════════════
      medlem                         före       avgift
      ─────────────────────────────  ────  ───────────
      Södra Savolax välfärdsområde      —  10 696,98 €
      Norra Savolax välfärdsområde      —  20 310,50 €
      Norra Karelens välfärdsområde     —  13 328,28 €
      Kajanalands välfärdsområde        —   5 782,72 €
      sammanlagt                           50 118,48 €

      Det är 118,48 € mer än det som det frågades efter.
      Hela avgiftsomgången med detta värde: 69 918,48 €; fastställda avgifter 64, öppna 0.
    ");
}

#[test]
fn round_with_the_answered_rate_brings_in_the_total_that_is_said() {
    for decimals in ["2", "4", "9"] {
        let answer = json_of(&["--total", "45000", "--decimals", decimals]);
        let solution = &answer["solution"];
        let (rate, total) = (solution["value"].as_str().unwrap(), &solution["total"]);
        // The rate in the place of the one that is not known.
        let text = std::fs::read_to_string(demonstration("iso-2023-option")).unwrap();
        let filled = text.replacen("value = \"unknown\"", &format!("value = \"{rate}\""), 1);
        let folder = folder(&format!("policy_solve_{decimals}"));
        let policy = file(&folder, "policy.toml", filled);
        let round = run("dues_round", &["--policy", &policy, "--format", "json"]).succeeded();
        let round: Value = serde_json::from_str(&round).unwrap();
        let by_kind = round["totals"]["by_kind"].as_array().unwrap();
        let counties = by_kind
            .iter()
            .find(|total| total["kind"] == "wellbeing_services_county");
        assert_eq!(&counties.unwrap()["amount"], total);
        assert_eq!(round["totals"]["amount"], answer["round_total"]);
    }
}

#[test]
fn json_has_these_keys_whatever_the_answer_is() {
    let expected = ["solution", "register", "only", "payers", "round_total"];
    for (arguments, status) in [
        (&["--total", "45000"][..], "reached"),
        (&["--total", "45000", "--decimals", "4"], "between"),
        (&["--total", "1", "--from", "0.01"], "too_low"),
        (&["--total", "45000", "--to", "0.05"], "too_high"),
    ] {
        let answer = json_of(arguments);
        assert_eq!(keys(&answer), expected);
        assert_eq!(answer["solution"]["format"], "oske-solution");
        assert_eq!(answer["solution"]["version"], 1);
        assert_eq!(answer["solution"]["answer"], status);
        assert_eq!(answer["payers"].as_array().unwrap().len(), 4);
    }
}

#[test]
fn members_without_an_amount_are_told_with_the_reason() {
    let output = policy_solve(&["--unknown", "private_person_fee", "--total", "100"]).succeeded();
    let unbroken = output.replace("\n  ", " ");
    assert!(unbroken.contains("No amount depends on the due of a private person."));
    let open = output.split("No amount, and no part in the total\n").nth(1);
    insta::assert_snapshot!(open.unwrap(), @r"
    ═══════════════════════════════════
      • Etelä-Savon hyvinvointialue: the rate per inhabitant of a county is not known
      • Pohjois-Savon hyvinvointialue: the rate per inhabitant of a county is not known
      • Pohjois-Karjalan hyvinvointialue: the rate per inhabitant of a county is not known
      • Kainuun hyvinvointialue: the rate per inhabitant of a county is not known
    ");
}

#[test]
fn usage_is_told_with_2() {
    for (arguments, told) in [
        (&["--total", "1"][..], "--unknown is missing"),
        (&["--unknown", "county_rate"], "--total is missing"),
        (
            &["--unknown", "x", "--total", "1.001"],
            "`1.001` is no amount of EUR",
        ),
        (
            &["--unknown", "x", "--total", "1", "--only", "kind"],
            "`kind` is no group",
        ),
        (
            &["--unknown", "x", "--total", "1", "--format", "csv"],
            "expected text or json",
        ),
        (&["--wrong"], "invalid option '--wrong'"),
    ] {
        let messages = policy_solve(arguments).failed(2);
        assert!(messages.contains(told), "{messages}");
        assert!(
            messages.contains("Try `policy_solve --help`."),
            "{messages}"
        );
    }
}

#[test]
fn questions_without_an_answer_are_told_with_1() {
    for (arguments, told) in [
        (
            &["--unknown", "county_rat"][..],
            "did you mean `county_rate`?",
        ),
        (
            &["--unknown", "county_rate", "--year", "2031"],
            "does not govern 2031",
        ),
        (
            &["--unknown", "county_rate", "--only", "kin=x"],
            "no choice `kin`",
        ),
        (
            &["--unknown", "county_rate", "--only", "kind=x"],
            "`x` is no value of `kind`",
        ),
        (
            &["--unknown", "county_rate", "--decimals", "13"],
            "expected at most 12",
        ),
        (
            &["--unknown", "county_rate", "--policy", "none.toml"],
            "none.toml",
        ),
        (
            &["--unknown", "county_rate", "--from", "5", "--to", "1"],
            "the least value, 5, is above the greatest, 1",
        ),
        (
            &["--unknown", "county_rate", "--only", "kind=company"],
            "nobody counts",
        ),
    ] {
        let messages = policy_solve(&[arguments, &["--total", "1"]].concat()).failed(1);
        assert!(messages.contains(told), "{messages}");
    }
}

#[test]
fn help_tells_every_option() {
    let help = policy_solve(&["--help"]).succeeded();
    for option in [
        "--policy",
        "--register",
        "--unknown",
        "--total",
        "--decimals",
        "--from",
        "--to",
        "--only",
        "--year",
        "--lang",
        "--format",
    ] {
        assert!(help.contains(option), "{option}");
    }
}
