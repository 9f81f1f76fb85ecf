//! What holds for every policy and every payer: each property is a sentence.
//!
//! The judge is the second engine of `oske-testkit`, which shares no code with this one. The number
//! of cases is the one that stands with each property, or `PROPTEST_CASES`; with each policy come
//! eight payers, so that 1,300 policies are more than 10,000 assessments.
#![cfg(all(feature = "toml", feature = "json"))]
#![allow(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a helper of a test fails by panicking"
)]

mod support;

use std::collections::BTreeSet;

use oske_dues::document::PolicyDocument;
use oske_dues::{Explanation, Facts, Finding, Interval, Outcome, Policy, PolicyYear, Severity};
use oske_testkit::model::{self, BigInt, BigRational, decimal_text};
use oske_testkit::{strategy, text};
use oske_types::{Exact, Language};
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::FileFailurePersistence;
use serde_json::{Value, json};
use support::in_year;

/// Failing seeds are kept beside this file, in `properties.proptest-regressions`.
fn config(cases: u32) -> ProptestConfig {
    let defaults = ProptestConfig::default();
    ProptestConfig {
        cases: match std::env::var_os("PROPTEST_CASES") {
            Some(_) => defaults.cases,
            None => cases,
        },
        failure_persistence: Some(Box::new(FileFailurePersistence::WithSource(
            "proptest-regressions",
        ))),
        ..defaults
    }
}

fn load(policy: &model::Policy) -> Policy {
    let document = text::document(policy).to_string();
    Policy::from_json("drawn.json", &document)
        .unwrap_or_else(|faults| panic!("{faults}\n{document}"))
}

/// Whole numbers stand bare every other time, all others in quotes.
fn facts(payer: &model::Payer) -> Facts {
    let mut object = json!({ "id": "payer" });
    for (index, (name, text)) in payer.facts.iter().enumerate() {
        let whole = text.parse::<i64>().ok();
        let whole = whole.filter(|whole| index % 2 == 1 && whole.to_string() == *text);
        object[name] = whole.map_or_else(|| json!(text), |whole| json!(whole));
    }
    Facts::from_json("payer.json", &object.to_string()).unwrap()
}

fn exact(value: &BigRational) -> Exact {
    decimal_text(value).parse().unwrap()
}

fn model_outcome(outcome: &Outcome) -> model::Outcome {
    match outcome {
        Outcome::Assessed(amount) => model::Outcome::Assessed(amount.minor().into()),
        Outcome::NotCovered(_) => model::Outcome::NotCovered,
        Outcome::Ambiguous { candidates, .. } => model::Outcome::Ambiguous(
            candidates
                .iter()
                .map(|candidate| BigInt::from(candidate.minor()))
                .collect(),
        ),
        Outcome::Undetermined(_) => model::Outcome::Undetermined,
        Outcome::Invalid(_) => model::Outcome::Invalid,
    }
}

fn holds_for(finding: &Finding, policy: &model::Policy, cell: &model::Cell) -> bool {
    finding.attributes().iter().all(|(attribute, values)| {
        let index = policy
            .attributes
            .iter()
            .position(|known| known.name == attribute.name());
        let index = index.expect("an attribute of the policy");
        let value = &policy.attributes[index].values[cell[index]];
        values.iter().any(|permitted| permitted.name() == value)
    })
}

fn contains(interval: Interval, value: Exact) -> bool {
    let above = interval
        .lower()
        .is_none_or(|(end, inside)| value > end || (inside && value == end));
    let below = interval
        .upper()
        .is_none_or(|(end, inside)| value < end || (inside && value == end));
    above && below
}

fn findings(year: &PolicyYear<'_>, code: &str) -> Vec<Finding> {
    let mut findings = year.findings();
    findings.retain(|finding| finding.code() == code);
    findings
}

/// Whether a finding stands in a table and holds for a value of its measure.
fn is_at(finding: &Finding, table: &model::Table, value: Exact) -> bool {
    let in_table = finding
        .document_path()
        .starts_with(&format!("table.{}.", table.name));
    let [(_, interval)] = finding.measures() else {
        panic!("a stretch of a measure: {finding}")
    };
    in_table && contains(*interval, value)
}

/// A payer of a cell, with a permitted value for every measure, of which one is given.
fn payer_of(
    policy: &model::Policy,
    cell: &model::Cell,
    given: Option<(usize, &BigRational)>,
) -> model::Payer {
    let attributes = policy.attributes.iter().zip(cell);
    let mut facts: Vec<(String, String)> = attributes
        .map(|(attribute, value)| (attribute.name.clone(), attribute.values[*value].clone()))
        .collect();
    for (index, measure) in policy.measures.iter().enumerate() {
        let value = match given {
            Some((given, value)) if given == index => decimal_text(value),
            _ => decimal_text(&policy.points(index)[0]),
        };
        facts.push((measure.name.clone(), value));
    }
    model::Payer { facts }
}

proptest! {
    #![proptest_config(config(1_300))]

    #[test]
    fn engine_agrees_with_model((drawn, year, payers) in strategy::policy_and_payers()) {
        let policy = load(&drawn);
        let engine = in_year(&policy, year);
        for payer in &payers {
            // Beyond its budget of readings the engine gives some candidates, not all.
            prop_assume!(drawn.readings(year, payer) <= 64);
            let assessment = engine.assess(&facts(payer));
            prop_assert_eq!(
                model_outcome(assessment.outcome()),
                drawn.assess(year, payer),
                "{:?}\n{}", payer, text::toml(&text::document(&drawn)),
            );
        }
    }

    #[test]
    fn explanation_replays_from_its_json_to_the_same_cents(
        (drawn, year, payers) in strategy::policy_and_payers(),
    ) {
        let policy = load(&drawn);
        let engine = in_year(&policy, year);
        for payer in &payers {
            let explanation = engine.explain(&facts(payer));
            let read = Explanation::from_json("explanation.json", &explanation.to_json())
                .map_err(|faults| TestCaseError::fail(faults.to_string()))?;
            prop_assert_eq!(&read, &explanation);
            let replayed = read.replay().map_err(|error| TestCaseError::fail(error.to_string()))?;
            prop_assert_eq!(replayed, engine.assess(&facts(payer)).amount());
        }
    }

    #[test]
    fn a_changed_explanation_does_not_replay(
        (drawn, year, payers) in strategy::policy_and_payers(),
        changes in prop::collection::vec((any::<Index>(), change()), strategy::PAYERS),
    ) {
        let policy = load(&drawn);
        let engine = in_year(&policy, year);
        for (payer, (leaf, change)) in payers.iter().zip(changes) {
            let explanation = engine.explain(&facts(payer));
            let mut document: Value = serde_json::from_str(&explanation.to_json()).unwrap();
            let pointers = leaves(&document);
            let pointer = leaf.get(&pointers);
            let before = document.pointer(pointer).unwrap().clone();
            let after = change.apply(&before);
            if before == after {
                continue;
            }
            *document.pointer_mut(pointer).unwrap() = after;
            let read = Explanation::from_json("changed.json", &document.to_string());
            prop_assert!(read.is_err(), "{} was changed: {}", pointer, document);

            // Who writes a fitting digest is found out by the arithmetic, where it computes what was
            // changed, and in no case gets another amount by one change.
            renew_digest(&mut document);
            let Ok(read) = Explanation::from_json("forged.json", &document.to_string()) else {
                continue;
            };
            if let Ok(replayed) = read.replay() {
                prop_assert!(!is_result(pointer, &document), "{}: {}", pointer, document);
                let same = replayed.map(|money| money.minor())
                    == explanation.outcome().amount().map(|money| money.minor());
                prop_assert!(same, "{}: {}", pointer, document);
            }
        }
    }

    #[test]
    fn toml_and_json_of_one_policy_have_one_hash(drawn in strategy::policy()) {
        let document = text::document(&drawn);
        let written = text::toml(&document);
        let toml = Policy::from_toml("drawn.toml", &written)
            .map_err(|faults| TestCaseError::fail(format!("{faults}\n{written}")))?;
        let json = load(&drawn);
        prop_assert_eq!(toml.content_hash(), json.content_hash());
        prop_assert_eq!(toml.title(), json.title());
    }
}

proptest! {
    #![proptest_config(config(128))]

    #[test]
    fn assess_and_explain_agree((drawn, year, payers) in strategy::policy_and_payers()) {
        let policy = load(&drawn);
        let engine = in_year(&policy, year);
        for payer in &payers {
            let facts = facts(payer);
            let (assessment, explanation) = (engine.assess(&facts), engine.explain(&facts));
            prop_assert_eq!(assessment.outcome(), explanation.outcome());
            prop_assert_eq!(assessment.payer(), explanation.payer());
            prop_assert!(explanation.explains(&assessment));
            if let Some(amount) = assessment.amount() {
                let lines = assessment.lines().iter();
                prop_assert_eq!(lines.map(|line| line.amount().minor()).sum::<i64>(), amount.minor());
            }
            prop_assert_eq!(explanation.lines(), assessment.lines());
        }
    }

    #[test]
    fn gaps_are_reported_if_and_only_if_a_payer_falls_into_one(
        (drawn, year, _) in strategy::policy_and_payers(),
    ) {
        let policy = load(&drawn);
        let engine = in_year(&policy, year);
        let gaps = findings(&engine, "gap");
        for cell in drawn.cells() {
            let rules = drawn.rules_for(year, &cell);
            let looked_up: BTreeSet<usize> =
                rules.iter().flat_map(|rule| drawn.rules[*rule].tables()).collect();
            for (index, table) in drawn.tables.iter().enumerate() {
                for point in drawn.points(table.by) {
                    let is_gap = looked_up.contains(&index) && drawn.rows_at(index, &point).is_empty();
                    let is_reported = gaps.iter().any(|gap| {
                        is_at(gap, table, exact(&point)) && holds_for(gap, &drawn, &cell)
                    });
                    prop_assert_eq!(
                        is_gap, is_reported,
                        "{} at {}: {}", table.name, point, text::toml(&text::document(&drawn)),
                    );
                    if is_gap {
                        let payer = payer_of(&drawn, &cell, Some((table.by, &point)));
                        let assessment = engine.assess(&facts(&payer));
                        prop_assert_eq!(assessment.outcome().status(), "not_covered");
                    }
                }
            }
        }
    }

    #[test]
    fn overlaps_are_reported_if_and_only_if_a_payer_falls_into_one(
        (drawn, year, _) in strategy::policy_and_payers(),
    ) {
        let policy = load(&drawn);
        let engine = in_year(&policy, year);
        let overlaps = findings(&engine, "overlap");
        for (index, table) in drawn.tables.iter().enumerate() {
            for point in drawn.points(table.by) {
                let rows = drawn.rows_at(index, &point);
                let reported: Vec<&Finding> = overlaps
                    .iter()
                    .filter(|overlap| is_at(overlap, table, exact(&point)))
                    .collect();
                prop_assert_eq!(reported.len(), usize::from(rows.len() > 1), "{} at {}", table.name, point);
                if let Some(finding) = reported.first() {
                    let amounts: BTreeSet<_> =
                        rows.iter().map(|row| table.rows[*row].pays.as_ref().map(model::Number::value)).collect();
                    let one_amount = amounts.len() == 1 && !amounts.contains(&None);
                    prop_assert_eq!(finding.severity() == Severity::Note, one_amount);
                }
            }
        }
        // Several rules for one line are the other kind of overlap.
        let shared = findings(&engine, "several-rules");
        for cell in drawn.cells() {
            let mut expected = BTreeSet::new();
            for line in 0..drawn.lines.len() {
                let mut rules = drawn.rules_for(year, &cell);
                rules.retain(|rule| drawn.rules[*rule].line == line);
                if rules.len() > 1 {
                    let last = rules.last().expect("one of several");
                    expected.insert(format!("rule.{}", last + 1));
                }
            }
            let reported: BTreeSet<String> = shared
                .iter()
                .filter(|finding| holds_for(finding, &drawn, &cell))
                .map(|finding| finding.document_path().to_owned())
                .collect();
            prop_assert_eq!(expected, reported);
        }
    }

    #[test]
    fn payers_without_rule_are_reported_if_and_only_if_there_are_some(
        (drawn, year, _) in strategy::policy_and_payers(),
    ) {
        let policy = load(&drawn);
        let engine = in_year(&policy, year);
        let uncovered = findings(&engine, "no-rule");
        for cell in drawn.cells() {
            let is_uncovered = drawn.rules_for(year, &cell).is_empty();
            let is_reported = uncovered.iter().any(|finding| holds_for(finding, &drawn, &cell));
            prop_assert_eq!(is_uncovered, is_reported, "{:?} {}", cell, text::toml(&text::document(&drawn)));
            if is_uncovered {
                let assessment = engine.assess(&facts(&payer_of(&drawn, &cell, None)));
                prop_assert_eq!(assessment.outcome().status(), "not_covered");
            }
        }
    }

    #[test]
    fn a_witness_shows_its_finding((drawn, year, _) in strategy::policy_and_payers()) {
        let policy = load(&drawn);
        let engine = in_year(&policy, year);
        let all = engine.findings();
        for finding in &all {
            let outcome = finding.witness().map(|witness| engine.assess(witness).outcome().clone());
            let codes: Vec<&str> = outcome.iter().flat_map(Outcome::reasons).map(oske_dues::Reason::code).collect();
            match (finding.code(), outcome) {
                ("gap", Some(Outcome::NotCovered(_))) => prop_assert!(codes.contains(&"no-row")),
                ("no-rule", Some(Outcome::NotCovered(_))) => prop_assert_eq!(codes, ["no-rule"]),
                ("gap" | "no-rule", other) => prop_assert!(false, "{finding}: {other:?}"),
                ("several-rules", Some(Outcome::Ambiguous { .. })) => {
                    prop_assert!(codes.contains(&"several-rules"));
                }
                ("several-rules", other) => {
                    // The rules are known or seem to agree, or another line keeps the payer from an
                    // amount.
                    let open = other.is_some_and(|outcome| outcome.amount().is_none());
                    let message = finding.message(Language::English);
                    let said = match finding.severity() {
                        Severity::Warning => message.ends_with("; they give the same"),
                        _ => message.ends_with("; nothing shows that they give the same"),
                    };
                    prop_assert!(open || said, "{}", finding);
                }
                ("overlap", Some(_)) => {
                    let explanation = engine.explain(finding.witness().expect("a witness"));
                    let document: Value = serde_json::from_str(&explanation.to_json()).unwrap();
                    prop_assert!(document["readings"].as_array().unwrap().len() > 1, "{}", finding);
                }
                ("overlap", None) => {
                    let table = drawn.tables.iter().position(|table| {
                        finding.document_path().starts_with(&format!("table.{}.", table.name))
                    });
                    let table = table.expect("a table of the policy");
                    let looked_up = drawn.cells().iter().any(|cell| {
                        let rules = drawn.rules_for(year, cell);
                        rules.iter().any(|rule| drawn.rules[*rule].tables().contains(&table))
                    });
                    prop_assert!(!looked_up, "{finding} has no witness");
                }
                (_, outcome) => prop_assert!(outcome.is_none(), "{finding}"),
            }
        }
    }

    #[test]
    fn rules_said_to_agree_do_agree((drawn, year, _) in strategy::policy_and_payers()) {
        let policy = load(&drawn);
        let engine = in_year(&policy, year);
        let mut agreeing = findings(&engine, "several-rules");
        agreeing.retain(|finding| finding.severity() == Severity::Warning);
        let differing = findings(&engine, "several-rules").len() - agreeing.len();
        let overlaps = !findings(&engine, "overlap").is_empty();
        if differing > 0 || overlaps {
            return Ok(());
        }
        for cell in drawn.cells() {
            for measure in 0..drawn.measures.len() {
                for point in drawn.points(measure) {
                    let payer = payer_of(&drawn, &cell, Some((measure, &point)));
                    let outcome = drawn.assess(year, &payer);
                    prop_assert!(
                        !matches!(outcome, model::Outcome::Ambiguous(_)),
                        "{:?} {:?} {}", payer, outcome, text::toml(&text::document(&drawn)),
                    );
                }
            }
        }
    }

    #[test]
    fn a_policys_findings_are_those_of_its_years(drawn in strategy::policy()) {
        let policy = load(&drawn);
        let findings = policy.findings();
        // A rule that holds in no year is not found in any of them.
        let lasting = findings.iter().filter(|finding| finding.code() != "dead-rule");
        let all: BTreeSet<String> = lasting.map(ToString::to_string).collect();
        let mut of_years = BTreeSet::new();
        // A hole of a parameter is named with the first year in it.
        let mut stale_before: BTreeSet<String> = BTreeSet::new();
        for year in 2023..=drawn.last_year.unwrap_or(2040) {
            let mut stale = BTreeSet::new();
            for finding in in_year(&policy, year).findings() {
                let path = finding.document_path().to_owned();
                if finding.code() != "stale-parameter" || !stale_before.contains(&path) {
                    of_years.insert(finding.to_string());
                }
                if finding.code() == "stale-parameter" {
                    stale.insert(path);
                }
            }
            stale_before = stale;
        }
        prop_assert_eq!(all, of_years);
    }

    #[test]
    fn every_finding_and_explanation_has_words_in_every_language(
        (drawn, year, payers) in strategy::policy_and_payers(),
    ) {
        let policy = load(&drawn);
        let engine = in_year(&policy, year);
        for language in Language::ALL {
            for finding in engine.findings() {
                prop_assert!(!finding.message(language).is_empty());
            }
            for payer in &payers {
                let text = engine.explain(&facts(payer)).to_text(language);
                prop_assert!(text.starts_with("payer, "));
            }
        }
    }
}

proptest! {
    #![proptest_config(config(10_000))]

    #[test]
    fn no_text_makes_the_reader_panic(text in odd_text()) {
        let _ = Facts::from_json("odd", &text);
        if let Ok(explanation) = Explanation::from_json("odd", &text) {
            let _ = explanation.replay();
        }
        for read in [Policy::from_toml("odd", &text), Policy::from_json("odd", &text)] {
            let Ok(policy) = read else { continue };
            let _ = policy.findings();
            if let Ok(year) = policy.for_year(policy.first_year()) {
                let explanation = year.explain(&Facts::new("a-payer"));
                let read = Explanation::from_json("odd", &explanation.to_json());
                prop_assert_eq!(read.as_ref(), Ok(&explanation));
            }
        }
    }

}

proptest! {
    #![proptest_config(config(2_000))]

    #[test]
    fn faults_carry_a_place(text in odd_text()) {
        let faults = [
            Policy::from_toml("odd", &text).err(),
            Policy::from_json("odd", &text).err(),
            Facts::from_json("odd", &text).err(),
            Explanation::from_json("odd", &text).err(),
        ];
        let lines: Vec<&str> = text.split('\n').collect();
        for fault in faults.iter().flatten().flatten() {
            prop_assert_eq!(fault.file(), Some("odd"));
            let place = fault.place();
            prop_assert!(place.is_some(), "{}", fault);
            let place = place.unwrap();
            prop_assert!((1..=lines.len()).contains(&place.line), "{}", fault);
            let width = lines[place.line - 1].chars().count();
            prop_assert!((1..=width + 1).contains(&place.column), "{}", fault);
        }
    }
}

/// Texts that no reader expects: any bytes, real documents with pieces cut out, doubled or put in,
/// nesting without end, formulas without end.
fn odd_text() -> impl Strategy<Value = String> {
    prop_oneof![
        2 => any::<String>(),
        2 => prop::collection::vec(any::<u8>(), 0..200)
            .prop_map(|bytes| String::from_utf8_lossy(&bytes).into_owned()),
        12 => (any::<Index>(), prop::collection::vec(edit(), 1..=3)).prop_map(|(document, edits)| {
            let mut text = document.get(documents()).clone();
            for edit in edits {
                text = edit.apply(&text);
            }
            text
        }),
        1 => (any::<Index>(), 1..2000_usize).prop_map(|(part, times)| {
            let parts = [
                "[", "{\"a\":", "a.", "[a.", "a = [", "{\"of\":[", "\"", "'''", "#\n", "\u{feff}",
            ];
            part.get(&parts).repeat(times)
        }),
        3 => (any::<Index>(), any::<Index>(), 1..600_usize).prop_map(|(form, part, times)| {
            let parts = [
                "(", "-", "not ", "1 + ", "2 * (", "fee(", "kind = ", "110 EUR + (", "'", "%", "1/",
            ];
            let formula = part.get(&parts).repeat(times);
            let closing = ")".repeat(formula.matches('(').count());
            let formulas = [format!("{formula}110 EUR{closing}"), formula];
            documents()[0].replace("110 EUR", form.get::<String>(&formulas))
        }),
    ]
}

/// A policy in TOML and in JSON, an explanation and a payer's facts.
fn documents() -> &'static [String; 4] {
    static DOCUMENTS: std::sync::LazyLock<[String; 4]> = std::sync::LazyLock::new(|| {
        let toml = include_str!("cases/good/overlap.toml").to_owned();
        let document = PolicyDocument::from_toml("overlap.toml", &toml).unwrap();
        let policy = document.check().unwrap();
        let population = r#"{"value": "5000", "date": "2022-12-31"}"#;
        let facts = format!(r#"{{"id": "a", "kind": "town", "population": {population}}}"#);
        let payer = Facts::from_json("facts.json", &facts).unwrap();
        let explanation = in_year(&policy, 2023).explain(&payer).to_json();
        [toml, document.value().to_json(), explanation, facts]
    });
    &DOCUMENTS
}

#[derive(Debug, Clone)]
enum Edit {
    Cut(Index, usize),
    Insert(Index, &'static str),
    Double(Index, usize),
}

fn edit() -> impl Strategy<Value = Edit> {
    let pieces = vec![
        "0",
        "-",
        "1/3",
        "\"",
        "'",
        "[",
        "]",
        "{",
        "}",
        "=",
        ",",
        "\n",
        " ",
        "unknown",
        "EUR",
        "JPY",
        "not ",
        "in",
        "9999999999999999999999999999999999999999",
        "\u{0}",
        "é",
        "e9",
        "true",
        "null",
        "step = \"0.0000000001\"\n",
        "2023-02-30",
        "[[rule]]\n",
        "version",
        "/ 0",
        " * population",
    ];
    prop_oneof![
        (any::<Index>(), 1..40_usize).prop_map(|(at, length)| Edit::Cut(at, length)),
        (any::<Index>(), prop::sample::select(pieces))
            .prop_map(|(at, piece)| Edit::Insert(at, piece)),
        (any::<Index>(), 1..80_usize).prop_map(|(at, length)| Edit::Double(at, length)),
    ]
}

impl Edit {
    fn apply(&self, text: &str) -> String {
        let chars: Vec<char> = text.chars().collect();
        let (Self::Cut(at, _) | Self::Insert(at, _) | Self::Double(at, _)) = self;
        let (before, behind) = chars.split_at(at.index(chars.len() + 1));
        let (middle, behind): (String, &[char]) = match self {
            Self::Cut(_, length) => (String::new(), &behind[behind.len().min(*length)..]),
            Self::Insert(_, piece) => ((*piece).to_owned(), behind),
            Self::Double(_, length) => (behind.iter().take(*length).collect(), behind),
        };
        let before: String = before.iter().collect();
        let behind: String = behind.iter().collect();
        format!("{before}{middle}{behind}")
    }
}

/// The JSON pointers of every text and number below a value, the digest apart.
fn leaves(value: &Value) -> Vec<String> {
    fn walk(value: &Value, pointer: &str, found: &mut Vec<String>) {
        match value {
            Value::Object(entries) => {
                for (key, value) in entries {
                    walk(value, &format!("{pointer}/{key}"), found);
                }
            }
            Value::Array(items) => {
                for (index, value) in items.iter().enumerate() {
                    walk(value, &format!("{pointer}/{index}"), found);
                }
            }
            _ => found.push(pointer.to_owned()),
        }
    }
    let mut found = Vec::new();
    walk(value, "", &mut found);
    found.retain(|pointer| pointer != "/digest");
    found
}

/// A change of one text or number.
#[derive(Debug, Clone)]
enum Change {
    /// One digit more or less.
    Digit(Index, u8),
    /// The same number in another form: `5000` as `5000.0`.
    Form,
    /// Another text.
    Text(String),
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        4 => (any::<Index>(), 0..=9_u8).prop_map(|(at, digit)| Change::Digit(at, digit)),
        1 => Just(Change::Form),
        2 => prop_oneof![
            Just("not_covered".to_owned()),
            Just("undetermined".to_owned()),
            Just("add".to_owned()),
            Just("USD".to_owned()),
            Just("up to 0.01".to_owned()),
            "[a-z0-9.]{0,6}",
        ]
        .prop_map(Change::Text),
    ]
}

impl Change {
    fn apply(&self, value: &Value) -> Value {
        match (self, value) {
            (Self::Digit(at, digit), Value::Number(number)) => {
                let number = number.as_i64().unwrap();
                json!(number + i64::try_from(at.index(3)).unwrap() + i64::from(*digit))
            }
            (Self::Digit(at, digit), Value::String(text)) => {
                let digits: Vec<usize> = text
                    .bytes()
                    .enumerate()
                    .filter(|(_, byte)| byte.is_ascii_digit())
                    .map(|(index, _)| index)
                    .collect();
                if digits.is_empty() {
                    return json!(format!("{text}{digit}"));
                }
                let at = *at.get(&digits);
                json!(format!("{}{digit}{}", &text[..at], &text[at + 1..]))
            }
            (Self::Form, Value::String(text)) if text.contains('.') => json!(format!("{text}0")),
            (Self::Form, Value::String(text)) => json!(format!("{text}.0")),
            (Self::Text(text), _) => json!(text),
            (_, other) => other.clone(),
        }
    }
}

/// Whether the explanation states here what it has computed from what stands elsewhere in it.
fn is_result(pointer: &str, document: &Value) -> bool {
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    let operation = document
        .pointer(&format!("{parent}/op"))
        .and_then(Value::as_str);
    match key {
        "status" => parent.is_empty(),
        "amount" | "unrounded" | "total" | "text" | "pays" => true,
        "value" => matches!(
            operation,
            Some("add" | "subtract" | "multiply" | "divide" | "negate" | "number")
        ),
        _ => parent == "/candidates",
    }
}

fn renew_digest(document: &mut Value) {
    document.as_object_mut().unwrap().shift_remove("digest");
    let body = PolicyDocument::from_json("body.json", &document.to_string()).unwrap();
    document["digest"] = json!(body.value().content_hash());
}
