//! What holds for every policy and every payer: each property is a sentence.
//!
//! The judge is the second engine of `oske-testkit`, which shares no code with this one. Each
//! property about amounts draws 1,000 policies, or `PROPTEST_CASES`, each with eight payers; those
//! about reading take longer for a policy, and draw a tenth or a fifth of that.
#![cfg(all(feature = "toml", feature = "json"))]
#![allow(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a helper of a test fails by panicking"
)]

use std::collections::BTreeSet;
use std::fmt;

use oske_dues::document::PolicyDocument;
use oske_dues::{
    Explanation, Facts, Faults, NormalOutcome, Outcome, Place, Policy, PolicyYear, Reason,
};
use oske_testkit::model::ast::Formula;
use oske_testkit::model::{self, BigInt, BigRational, ReasonClass};
use oske_testkit::{strategy, text};
use oske_types::{ArithmeticError, Language, Money};
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::FileFailurePersistence;

/// So many hundredths of 1,000 cases, or of `PROPTEST_CASES`. Failing seeds are kept beside this file.
fn config(percent: u32) -> ProptestConfig {
    let defaults = ProptestConfig::default();
    let all = match std::env::var_os("PROPTEST_CASES") {
        Some(_) => defaults.cases,
        None => 1_000,
    };
    ProptestConfig {
        cases: (u64::from(all) * u64::from(percent) / 100)
            .try_into()
            .unwrap_or(u32::MAX)
            .max(1),
        failure_persistence: Some(Box::new(FileFailurePersistence::WithSource(
            "proptest-regressions",
        ))),
        max_shrink_iters: 20_000,
        ..defaults
    }
}

/// A policy, a year that it governs and payers.
struct Case {
    drawn: model::Policy,
    year: i32,
    payers: Vec<model::Payer>,
}

/// Of either class.
fn case() -> impl Strategy<Value = Case> {
    let cases = prop_oneof![
        2 => strategy::free_case(),
        1 => strategy::plain_case(),
    ];
    cases.prop_map(|(drawn, year, payers)| Case {
        drawn,
        year,
        payers,
    })
}

/// The policy as it would be written: what fails is read by people.
impl fmt::Debug for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&text::toml(&text::document(&self.drawn, 0)))
    }
}

fn load(drawn: &model::Policy, seed: u64) -> Result<Policy, TestCaseError> {
    let document = text::document(drawn, seed).to_string();
    Policy::from_json("drawn.json", &document)
        .map_err(|faults| TestCaseError::fail(format!("{faults}\n{document}")))
}

impl Case {
    /// The policy as the engine has it, for the year.
    fn engine<'p>(&self, policy: &'p Policy) -> PolicyYear<'p> {
        let year = match self.drawn.year_begins {
            (1, 1) => self.year.to_string(),
            (month, day) => format!("{}-{month:02}-{day:02}/P1Y", self.year),
        };
        policy.for_year(year.parse().unwrap()).unwrap()
    }

    /// Whether a number did not fit into 127 bits, or there are more readings than are followed. The
    /// numbers of the model have no bounds, and it follows every reading.
    fn is_beyond_bounds(&self, payer: &model::Payer, outcome: &Outcome) -> bool {
        let is_overflow = |reason: &Reason| {
            matches!(
                reason,
                Reason::Uncomputable {
                    error: ArithmeticError::Overflow,
                    ..
                }
            )
        };
        outcome.reasons().iter().any(is_overflow) || self.drawn.readings(self.year, payer) > 64
    }
}

fn facts(payer: &model::Payer) -> Facts {
    facts_of("payer", payer)
}

fn facts_of(id: &str, payer: &model::Payer) -> Facts {
    let mut object = text::facts(payer);
    object["id"] = id.into();
    Facts::from_json("payer.json", &object.to_string()).unwrap()
}

/// Payers of one round, each by its own id.
fn round_of(payers: &[model::Payer]) -> Vec<Facts> {
    let payers = payers.iter().enumerate();
    payers
        .map(|(number, payer)| facts_of(&number.to_string(), payer))
        .collect()
}

impl Case {
    /// The same with its share, if there is one, by sums over the round.
    fn by_the_round(mut self, rounds_each: bool) -> Self {
        for share in &mut self.drawn.shares {
            share.rounds_each = rounds_each;
            share.keys.iter_mut().for_each(|key| key.of = None);
        }
        self
    }

    /// What a payer without a fact is taken to be; `None` if the fact is missing then.
    fn absent(&self, fact: &str) -> Option<&str> {
        let mut facts = self.drawn.facts.iter();
        facts.find(|known| known.name == fact)?.absent.as_deref()
    }

    /// A measure of a payer of whom it is known.
    fn measure(&self, payer: &model::Payer, fact: &str) -> BigRational {
        let mut facts = payer.facts.iter();
        let given = facts.find(|(name, _)| name == fact);
        let text = match given {
            Some((_, model::Given::Text(text))) => text,
            _ => self.absent(fact).expect("a measure of one who takes part"),
        };
        model::Number::read(text).expect("a number")
    }

    /// The policy with the sums of its share published, over the payers who take part in it: then the
    /// model, which knows no rounds, tells what each owes. `None` where a sum is nothing.
    fn with_published_sums(&self, takers: &[model::Payer]) -> Option<model::Policy> {
        let mut drawn = self.drawn.clone();
        for key in drawn.shares.iter_mut().flat_map(|share| &mut share.keys) {
            let Formula::Name(by) = &key.by else {
                return None;
            };
            let sum: BigRational = takers.iter().map(|payer| self.measure(payer, by)).sum();
            if sum == BigRational::from_integer(0.into()) {
                return None;
            }
            let sum = format!("{}/{}", sum.numer(), sum.denom());
            key.of = Some((model::Number::new(&sum), String::new()));
        }
        Some(drawn)
    }
}

/// An outcome as both engines can tell it: the word, the amounts, and of what hinders an amount the
/// gravest, by kind and subject.
#[derive(Debug, PartialEq, Eq)]
struct Told {
    status: &'static str,
    amounts: BTreeSet<(String, BigInt)>,
    reasons: BTreeSet<(&'static str, String)>,
}

fn told(outcome: &Outcome) -> Told {
    let amounts = match outcome {
        Outcome::Assessed(amount) => vec![*amount],
        Outcome::Ambiguous { candidates, .. } => candidates.clone(),
        Outcome::NotCovered(_) | Outcome::Undetermined(_) | Outcome::Invalid(_) => Vec::new(),
    };
    let reasons = outcome.reasons().iter().filter_map(|reason| {
        let class = class_of(reason).filter(|class| status_of(*class) == outcome.status())?;
        let subject = match (reason, class) {
            (Reason::Uncomputable { error, .. }, _) => match error {
                ArithmeticError::CurrencyMismatch(_) => "currencies".to_owned(),
                other => other.to_string(),
            },
            (Reason::UnknownRow { table, row, .. }, _) => format!("{} {row}", table.name()),
            _ => reason.subject().unwrap_or_default().to_owned(),
        };
        Some((reason.code(), subject))
    });
    Told {
        status: outcome.status(),
        amounts: amounts.into_iter().map(amount).collect(),
        reasons: reasons.collect(),
    }
}

fn amount(money: Money) -> (String, BigInt) {
    (money.currency().to_string(), money.minor().into())
}

fn status_of(class: ReasonClass) -> &'static str {
    match class {
        ReasonClass::Undetermined => "undetermined",
        ReasonClass::NotCovered => "not_covered",
        ReasonClass::Invalid => "invalid",
    }
}

/// What a reason leads to; `None` for two readings.
fn class_of(reason: &Reason) -> Option<ReasonClass> {
    match reason.code() {
        "invalid-fact" | "uncomputable" => Some(ReasonClass::Invalid),
        "no-rule" | "no-row" => Some(ReasonClass::NotCovered),
        "several-rows" | "several-rules" | "unclear" => None,
        _ => Some(ReasonClass::Undetermined),
    }
}

fn told_by_model(outcome: &model::Outcome) -> Told {
    let owed = match outcome {
        model::Outcome::Assessed(owed) => BTreeSet::from([owed.clone()]),
        model::Outcome::Ambiguous(owed) => owed.clone(),
        _ => BTreeSet::new(),
    };
    // Of a thing in a list, a fact has a path; the engine has its name.
    let name = |path: &str| path.rsplit('.').next().unwrap_or_default().to_owned();
    let reasons = outcome.reasons().into_iter().filter_map(|reason| {
        if status_of(reason.class()) != outcome.status() {
            return None;
        }
        Some(match reason {
            model::Reason::Unfit(path) => ("invalid-fact", name(&path)),
            model::Reason::DivisionByZero => {
                ("uncomputable", ArithmeticError::DivisionByZero.to_string())
            }
            model::Reason::Currencies => ("uncomputable", "currencies".to_owned()),
            model::Reason::NoRule(line) => ("no-rule", line),
            model::Reason::NoRow(table) => ("no-row", table),
            model::Reason::Missing(path) => ("missing-fact", name(&path)),
            model::Reason::UnknownRow(table, row) => ("unknown-row", format!("{table} {row}")),
            model::Reason::UnknownParameter(parameter) => ("unknown-parameter", parameter),
            model::Reason::NoValue(parameter) => ("stale-parameter", parameter),
            model::Reason::Round(share) => ("needs-round", share),
        })
    });
    Told {
        status: outcome.status(),
        amounts: owed
            .into_iter()
            .map(|owed| (owed.currency, owed.minor))
            .collect(),
        reasons: reasons.collect(),
    }
}

/// The normal form tells no reasons.
fn told_by_normal_form(outcome: &NormalOutcome) -> (&'static str, BTreeSet<(String, BigInt)>) {
    let amounts = |amounts: &[Money]| amounts.iter().copied().map(amount).collect();
    match outcome {
        NormalOutcome::Assessed(amount) => ("assessed", amounts(&[*amount])),
        NormalOutcome::Ambiguous(candidates) => ("ambiguous", amounts(candidates)),
        NormalOutcome::NotCovered => ("not_covered", BTreeSet::new()),
        NormalOutcome::Undetermined => ("undetermined", BTreeSet::new()),
        NormalOutcome::Invalid => ("invalid", BTreeSet::new()),
    }
}

proptest! {
    #![proptest_config(config(100))]

    #[test]
    fn engine_agrees_with_model(case in case(), seed: u64) {
        let policy = load(&case.drawn, seed)?;
        let engine = case.engine(&policy);
        for payer in &case.payers {
            let found = engine.assess(&facts(payer)).outcome().clone();
            let (engine, model) = (told(&found), told_by_model(&case.drawn.assess(case.year, payer)));
            prop_assert!(
                engine == model || case.is_beyond_bounds(payer, &found),
                "engine {:?}\nmodel {:?}\n{} {}", engine, model, case.year, text::facts(payer),
            );
        }
    }

    #[test]
    fn normal_form_agrees_with_engine(case in case()) {
        let policy = load(&case.drawn, 0)?;
        let engine = case.engine(&policy);
        let normal_form = engine.normal_form();
        for payer in &case.payers {
            let facts = facts(payer);
            let found = engine.assess(&facts).outcome().clone();
            let expected = told(&found);
            let normal = normal_form.assess(&facts);
            let normal = told_by_normal_form(&normal);
            prop_assert!(
                normal == (expected.status, expected.amounts.clone())
                    || case.is_beyond_bounds(payer, &found),
                "normal {:?}\nengine {:?}\n{} {}", normal, expected, case.year, text::facts(payer),
            );
        }
    }
}

proptest! {
    #![proptest_config(config(100))]

    #[test]
    fn an_amount_in_a_round_stays_when_more_is_known(case in case(), forgotten: u64) {
        let case = case.by_the_round(forgotten % 2 == 0);
        if case.drawn.shares.is_empty() {
            return Ok(());
        }
        let policy = load(&case.drawn, 0)?;
        let engine = case.engine(&policy);
        let mut bits = forgotten;
        let known = case.payers.iter().map(|payer| {
            let mut known = payer.clone();
            // Facts that do not fit may be those that decide.
            if engine.assess(&facts(payer)).outcome().status() != "invalid" {
                known.facts.retain(|(name, _)| {
                    bits = bits.rotate_right(1);
                    bits & 3 != 0 || case.absent(name).is_some()
                });
            }
            known
        });
        let known: Vec<model::Payer> = known.collect();
        let before = round_of(&known);
        let after = engine.assess_round(&round_of(&case.payers));
        let explanations = engine.explain_round(&before);
        for ((before, after), explanation) in
            engine.assess_round(&before).iter().zip(&after).zip(&explanations)
        {
            prop_assert!(explanation.explains(before));
            prop_assert_eq!(explanation.replay(), Ok(before.amount()));
            if let Some(amount) = before.amount() {
                prop_assert_eq!(after.amount(), Some(amount), "{}", explanation.to_json());
            }
        }
    }

    #[test]
    fn a_round_agrees_with_the_model_by_published_sums(case in case()) {
        let case = case.by_the_round(true);
        if case.drawn.shares.is_empty() {
            return Ok(());
        }
        // Of those who are read in one way, and of whom all is known but the round.
        let is_settled = |payer: &&model::Payer| {
            let reasons = case.drawn.assess(case.year, payer).reasons();
            case.drawn.readings(case.year, payer) == 1
                && reasons.iter().all(|reason| matches!(reason, model::Reason::Round(_)))
        };
        let payers: Vec<model::Payer> = case.payers.iter().filter(is_settled).cloned().collect();
        let takes = |payer: &&model::Payer| {
            !case.drawn.assess(case.year, payer).reasons().is_empty()
        };
        let takers: Vec<model::Payer> = payers.iter().filter(takes).cloned().collect();
        let Some(published) = case.with_published_sums(&takers) else {
            return Ok(());
        };
        let policy = load(&case.drawn, 0)?;
        let round = case.engine(&policy).assess_round(&round_of(&payers));
        for (payer, found) in payers.iter().zip(&round) {
            let found = found.outcome();
            let (engine, model) = (told(found), told_by_model(&published.assess(case.year, payer)));
            prop_assert!(
                engine == model || case.is_beyond_bounds(payer, found),
                "engine {:?}\nmodel {:?}\n{} {}", engine, model, case.year, text::facts(payer),
            );
        }
    }
}

proptest! {
    #![proptest_config(config(10))]

    #[test]
    fn every_policy_of_the_generator_is_accepted(case in case(), seed: u64) {
        let document = text::document(&case.drawn, seed);
        let written = text::toml(&document);
        let json = load(&case.drawn, seed)?;
        let toml = Policy::from_toml("drawn.toml", &written)
            .map_err(|faults| TestCaseError::fail(format!("{faults}\n{written}")))?;
        prop_assert_eq!(toml.content_hash(), json.content_hash());
        prop_assert_eq!(toml.title(), json.title());
    }

    #[test]
    fn the_sum_of_each_line_has_its_amount(case in case(), seed: u64) {
        let policy = load(&case.drawn, seed)?;
        let engine = case.engine(&policy);
        for payer in &case.payers {
            let explanation = engine.explain(&facts(payer));
            let lines = explanation.lines();
            for language in Language::ALL {
                let sums = explanation.to_lines(language);
                prop_assert_eq!(sums.len(), lines.len());
                for (sum, line) in sums.iter().zip(&lines) {
                    let amount = line.amount().in_language(language);
                    let is_told = line.exempt().is_some() || sum.contains(amount.trim_start_matches(['-', '−']));
                    prop_assert!(is_told, "{} of {}", amount, sum);
                }
            }
        }
    }

    #[test]
    fn facts_that_are_written_and_read_back_are_assessed_the_same(case in case()) {
        let policy = load(&case.drawn, 0)?;
        let engine = case.engine(&policy);
        for payer in &case.payers {
            let facts = facts(payer);
            let written = facts.to_json();
            let again = Facts::from_json("again.json", &written).unwrap();
            prop_assert_eq!(again.to_json(), written.as_str());
            prop_assert_eq!(engine.assess(&again), engine.assess(&facts), "{}", written);
        }
    }

    #[test]
    fn documents_round_trip_through_toml_and_json(case in case(), seed: u64) {
        let document = text::document(&case.drawn, seed);
        let written = text::toml(&document);
        let toml = PolicyDocument::from_toml("drawn.toml", &written)
            .map_err(|faults| TestCaseError::fail(format!("{faults}\n{written}")))?;
        let json = PolicyDocument::from_json("drawn.json", &document.to_string()).unwrap();
        prop_assert_eq!(toml.value(), json.value(), "{}", written);
        let again = PolicyDocument::from_json("again.json", &toml.value().to_json()).unwrap();
        prop_assert_eq!(again.value(), toml.value(), "{}", written);
        prop_assert_eq!(again.value().content_hash(), toml.value().content_hash());
    }
}

/// What the reader may be given: any text, or a real one in which something was changed.
#[derive(Debug, Clone)]
struct Written {
    toml: String,
    json: String,
    formula: String,
    facts: String,
    explanation: String,
}

/// A real document of each kind, of one policy.
fn written() -> impl Strategy<Value = Written> {
    (case(), any::<u64>()).prop_map(|(case, seed)| {
        let document = text::document(&case.drawn, seed);
        let policy = load(&case.drawn, seed).expect("a policy");
        let payer = &case.payers[0];
        let rules = document["rule"].as_array().expect("rules");
        let formula = rules.iter().find_map(|rule| rule["pays"].as_str());
        let mut facts = text::facts(payer);
        facts["id"] = "payer".into();
        Written {
            toml: text::toml(&document),
            json: document.to_string(),
            formula: formula.unwrap_or("110 EUR").to_owned(),
            facts: facts.to_string(),
            explanation: case.engine(&policy).explain(&self::facts(payer)).to_json(),
        }
    })
}

/// A change somewhere in a text.
#[derive(Debug, Clone)]
enum Slip {
    /// A stretch is left out.
    Cut(Index, Index),
    /// A stretch stands at another place too.
    Copy(Index, Index, Index),
    /// Something is put in.
    Insert(Index, String),
}

fn slips() -> impl Strategy<Value = Vec<Slip>> {
    let inserted = prop_oneof![
        "[-+*/%()\\[\\]{}=<>!,.:'\"\\\\#0-9a-z \n]{1,3}",
        any::<char>().prop_map(String::from),
        proptest::sample::select(vec![
            "\n[fact.x]\n",
            "[[rule]]\n",
            "null",
            "1e9",
            "\"\"\"",
            "''",
            "\r\n",
            "\\u0000",
            "2023-01-01",
            "99999999999999999999999999999999999999999",
            "if ",
            "sum(",
            "unclear(",
            "position",
            "ä",
            "\u{feff}",
        ])
        .prop_map(str::to_owned),
    ];
    let place = any::<Index>;
    let slip = prop_oneof![
        1 => (place(), place()).prop_map(|(from, length)| Slip::Cut(from, length)),
        1 => (place(), place(), place()).prop_map(|(from, length, at)| Slip::Copy(from, length, at)),
        3 => (place(), inserted).prop_map(|(at, text)| Slip::Insert(at, text)),
    ];
    proptest::collection::vec(slip, 1..4)
}

fn slipped(text: &str, slips: &[Slip]) -> String {
    let mut characters: Vec<char> = text.chars().collect();
    for slip in slips {
        let places = characters.len() + 1;
        // Short stretches mostly, so that something of the document is left.
        let stretch = |from: &Index, length: &Index| {
            let from = from.index(places);
            from..(from + length.index(40)).min(places - 1)
        };
        match slip {
            Slip::Cut(from, length) => {
                characters.drain(stretch(from, length));
            }
            Slip::Copy(from, length, at) => {
                let copy = characters[stretch(from, length)].to_vec();
                let at = at.index(places);
                characters.splice(at..at, copy);
            }
            Slip::Insert(at, text) => {
                let at = at.index(places);
                characters.splice(at..at, text.chars());
            }
        }
    }
    characters.into_iter().collect()
}

/// Reads a text as everything that it might be; what is read is used.
fn read_as_everything(text: &str) {
    let policies = [
        Policy::from_toml("policy.toml", text),
        Policy::from_json("policy.json", text),
        in_formulas(text),
    ];
    for policy in policies.into_iter().flatten() {
        let Ok(year) = policy.for_year(policy.first_year()) else {
            continue;
        };
        let _ = year.explain(&Facts::new("a payer")).to_json();
    }
    let _ = Facts::from_json("facts.json", text);
    if let Ok(explanation) = Explanation::from_json("explanation.json", text) {
        let _ = explanation.replay();
    }
}

/// A policy in which a text is a let, a condition and what is owed.
fn in_formulas(text: &str) -> Result<Policy, Faults> {
    let document = serde_json::json!({
        "format": "oske-policy",
        "version": 1,
        "id": "formulas",
        "title": { "en": "Formulas" },
        "status": "proposed",
        "currency": "EUR",
        "dues_years": { "from": "2023" },
        "fact": {
            "kind": { "values": ["town", "club"] },
            "members": { "unit": "1", "step": "1", "least": "0", "most": "1000" },
            "branch": { "type": "list", "most": "3", "each": { "staff": { "unit": "1" } } },
        },
        "let": { "part": text },
        "rule": [{ "id": "everyone", "when": text, "pays": text }, { "id": "others", "pays": text }],
    });
    Policy::from_json("formulas.json", &document.to_string())
}

/// Whether a place is in a text; the place behind the last character is.
fn is_in(place: Place, text: &str) -> bool {
    let line = place
        .line
        .checked_sub(1)
        .and_then(|line| text.split('\n').nth(line));
    line.is_some_and(|line| (1..=line.chars().count() + 1).contains(&place.column))
}

proptest! {
    #![proptest_config(config(20))]

    #[test]
    fn no_text_makes_the_reader_panic(text: String, written in written(), slips in slips()) {
        read_as_everything(&text);
        let Written { toml, json, formula, facts, explanation } = &written;
        for text in [toml, json, formula, facts, explanation] {
            read_as_everything(&slipped(text, &slips));
        }
    }

    #[test]
    fn faults_carry_a_place(written in written(), slips in slips()) {
        let Written { toml, json, facts, explanation, .. } = &written;
        let [toml, json, facts, explanation] =
            [toml, json, facts, explanation].map(|text| slipped(text, &slips));
        let read = [
            (&toml, Policy::from_toml("policy.toml", &toml).err()),
            (&json, Policy::from_json("policy.json", &json).err()),
            (&facts, Facts::from_json("facts.json", &facts).err()),
            (&explanation, Explanation::from_json("explanation.json", &explanation).err()),
        ];
        for (text, faults) in read {
            for fault in faults.iter().flatten() {
                let place = fault.place();
                prop_assert!(place.is_some_and(|place| is_in(place, text)), "{}\n{}", fault, text);
            }
        }
    }
}
