//! Bulk assessment: every row has the outcome that it has by itself.
//!
//! The properties draw 1,000 policies, or `PROPTEST_CASES`, each with eight payers.
#![cfg(all(feature = "toml", feature = "json"))]
#![allow(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a helper of a test fails by panicking"
)]

use std::fmt;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use oske_dues::bulk::{Bulk, BulkStatus, Column, Columns, Way};
use oske_dues::{Facts, Outcome, Policy, PolicyYear, Reason};
use oske_testkit::{model, strategy, text};
use oske_types::{ArithmeticError, Exact, RoundingMode};
use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;
use serde_json::{Map, Value};

type Object = Map<String, Value>;

fn config() -> ProptestConfig {
    let defaults = ProptestConfig::default();
    ProptestConfig {
        cases: match std::env::var_os("PROPTEST_CASES") {
            Some(_) => defaults.cases,
            None => 1_000,
        },
        failure_persistence: Some(Box::new(FileFailurePersistence::WithSource(
            "proptest-regressions",
        ))),
        max_shrink_iters: 20_000,
        ..defaults
    }
}

// Payers as columns

/// What the policy declares, by the names of its facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Text,
    Number,
    Date,
}

/// The facts of payers, fact by fact, with all that columns borrow.
#[derive(Debug, Default)]
struct Table {
    rows: usize,
    facts: Vec<TableFact>,
}

#[derive(Debug)]
struct TableFact {
    name: String,
    cells: Cells,
    known: Vec<bool>,
}

#[derive(Debug)]
enum Cells {
    Texts(Vec<u16>, Vec<String>),
    Numbers(Vec<Exact>),
    Dates(Vec<NaiveDate>),
}

impl Table {
    fn of(payers: &[Object], sorts: &[(String, Sort)]) -> Self {
        let facts = sorts.iter().map(|(name, sort)| {
            let texts: Vec<Option<String>> = payers
                .iter()
                .map(|payer| payer.get(name).map(cell_text))
                .collect();
            let known = texts.iter().map(Option::is_some).collect();
            let cells = match sort {
                Sort::Text => {
                    let mut dictionary: Vec<String> = texts.iter().flatten().cloned().collect();
                    dictionary.sort();
                    dictionary.dedup();
                    let codes = texts.iter().map(|text| {
                        let known = text.as_ref();
                        let code =
                            known.and_then(|text| dictionary.iter().position(|word| word == text));
                        u16::try_from(code.unwrap_or(999)).unwrap()
                    });
                    Cells::Texts(codes.collect(), dictionary)
                }
                Sort::Number => Cells::Numbers(
                    texts
                        .iter()
                        .map(|text| {
                            text.as_ref()
                                .map_or(Exact::ZERO, |text| text.parse().unwrap())
                        })
                        .collect(),
                ),
                Sort::Date => Cells::Dates(
                    texts
                        .iter()
                        .map(|text| {
                            text.as_ref()
                                .map_or(NaiveDate::MIN, |text| date(text).unwrap())
                        })
                        .collect(),
                ),
            };
            TableFact {
                name: name.clone(),
                cells,
                known,
            }
        });
        Self {
            rows: payers.len(),
            facts: facts.collect(),
        }
    }

    fn columns(&self) -> Columns<'_> {
        let mut columns = Columns::new(self.rows);
        for fact in &self.facts {
            if fact.known.iter().any(|known| *known) {
                let column = match &fact.cells {
                    Cells::Texts(codes, words) => {
                        Column::choices(&codes[..], words.iter().cloned())
                    }
                    Cells::Numbers(numbers) => Column::exact(numbers),
                    Cells::Dates(dates) => Column::dates(dates),
                };
                columns = columns.with(fact.name.clone(), column.where_known(&fact.known));
            }
        }
        columns
    }
}

fn cell_text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        other => other.to_string(),
    }
}

fn date(text: &str) -> Option<NaiveDate> {
    oske_types::parse_date(text)
}

/// Whether a payer's facts can stand in columns: numbers and dates that are such, no unknown names.
fn fits_columns(payer: &Object, sorts: &[(String, Sort)]) -> bool {
    payer.iter().all(|(name, value)| {
        let sort = sorts.iter().find(|(known, _)| known == name);
        sort.is_some_and(|(_, sort)| match sort {
            Sort::Text => true,
            Sort::Number => cell_text(value).parse::<Exact>().is_ok(),
            Sort::Date => date(&cell_text(value)).is_some(),
        })
    })
}

fn facts(payer: &Object) -> Facts {
    let mut object = payer.clone();
    object.insert("id".to_owned(), "payer".into());
    Facts::from_json("payer.json", &Value::from(object).to_string()).unwrap()
}

// Random policies

struct Case {
    drawn: model::Policy,
    year: i32,
    payers: Vec<model::Payer>,
}

fn case() -> impl Strategy<Value = Case> {
    let cases = prop_oneof![strategy::free_case(), strategy::plain_case()];
    cases.prop_map(|(drawn, year, payers)| Case {
        drawn,
        year,
        payers,
    })
}

impl fmt::Debug for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&text::toml(&text::document(&self.drawn, 0)))
    }
}

impl Case {
    fn policy(&self) -> Policy {
        let document = text::document(&self.drawn, 0).to_string();
        Policy::from_json("drawn.json", &document).unwrap()
    }

    fn engine<'p>(&self, policy: &'p Policy) -> PolicyYear<'p> {
        let year = match self.drawn.year_begins {
            (1, 1) => self.year.to_string(),
            (month, day) => format!("{}-{month:02}-{day:02}/P1Y", self.year),
        };
        policy.for_year(year.parse().unwrap()).unwrap()
    }

    fn sorts(&self) -> Vec<(String, Sort)> {
        let declared = self.drawn.facts.iter();
        let sorts = declared.filter_map(|fact| {
            let sort = match &fact.sort {
                model::ast::Sort::Choice(_) | model::ast::Sort::YesNo => Sort::Text,
                model::ast::Sort::Measure { .. } => Sort::Number,
                model::ast::Sort::Date { .. } => Sort::Date,
                model::ast::Sort::List { .. } => return None,
            };
            Some((fact.name.clone(), sort))
        });
        sorts.collect()
    }

    /// The payers as objects, without their lists.
    fn objects(&self) -> Vec<Object> {
        let payers = self.payers.iter().map(|payer| {
            let mut object = text::facts(payer).as_object().unwrap().clone();
            object.retain(|_, value| !value.is_array());
            object
        });
        payers.collect()
    }
}

fn is_overflow(outcome: &Outcome) -> bool {
    let mut reasons = outcome.reasons().iter();
    reasons.any(|reason| {
        matches!(
            reason,
            Reason::Uncomputable {
                error: ArithmeticError::Overflow,
                ..
            }
        )
    })
}

/// The rows that came out otherwise than by themselves.
fn differing(bulk: &Bulk<'_, '_>, payers: &[Object], sorts: &[(String, Sort)]) -> Vec<String> {
    let table = Table::of(payers, sorts);
    let columns = table.columns();
    let outcomes = bulk.assess(&columns).unwrap();
    let mut wrong = Vec::new();
    for (row, payer) in payers.iter().enumerate() {
        let alone = bulk.year().assess(&facts(payer));
        let again = bulk.year().assess(&bulk.facts(&columns, row));
        let expected = (BulkStatus::from(alone.outcome()), alone.amount());
        let found = (outcomes.statuses()[row], outcomes.amount(row));
        let told = (BulkStatus::from(again.outcome()), again.amount());
        if (found != expected || told != expected) && !is_overflow(alone.outcome()) {
            wrong.push(format!(
                "{payer:?}\nexpected {expected:?}\nfound {found:?}\nfacts {told:?}\n{:?}",
                bulk.ways()
            ));
        }
    }
    wrong
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn bulk_equals_single_assessment(case in case()) {
        let policy = case.policy();
        let year = case.engine(&policy);
        let bulk = year.bulk();
        let sorts = case.sorts();
        let mut payers = case.objects();
        payers.retain(|payer| fits_columns(payer, &sorts));
        let wrong = differing(&bulk, &payers, &sorts);
        prop_assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        // Missing facts take nothing from the others.
        let mut fewer = payers.clone();
        for (row, payer) in fewer.iter_mut().enumerate() {
            let name = payer.keys().nth(row % payer.len().max(1)).cloned();
            if let Some(name) = name {
                payer.remove(&name);
            }
        }
        let wrong = differing(&bulk, &fewer, &sorts);
        prop_assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}

// Stated tariffs

fn tariffs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tariffs")
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap().replace("\r\n", "\n")
}

/// What a fact is, by what the policy says of it.
fn sorts_of(policy: &str, payers: &[Object]) -> Vec<(String, Sort)> {
    let mut names: Vec<String> = payers
        .iter()
        .flat_map(|payer| payer.keys().cloned())
        .collect();
    names.sort();
    names.dedup();
    let sorts = names.into_iter().map(|name| {
        let declaration = policy.split(&format!("[fact.{name}]\n")).nth(1).unwrap();
        let declaration = declaration.split("\n[").next().unwrap();
        let sort = if declaration.contains("type = \"date\"") {
            Sort::Date
        } else if declaration.contains("unit = ") {
            Sort::Number
        } else {
            Sort::Text
        };
        (name, sort)
    });
    sorts.collect()
}

#[test]
fn every_case_of_the_tariffs_comes_out_the_same_in_bulk() {
    let mut cases_seen = 0;
    for folder in std::fs::read_dir(tariffs()).unwrap() {
        let folder = folder.unwrap().path();
        if !folder.is_dir() {
            continue;
        }
        let cases: Vec<Value> = serde_json::from_str(&read(&folder.join("cases.json"))).unwrap();
        for case in cases {
            let text = read(&folder.join(case["policy"].as_str().unwrap()));
            let policy = Policy::from_toml("policy.toml", &text).unwrap();
            let year = policy.for_year(case["dues_year"].as_str().unwrap().parse().unwrap());
            let year = year.unwrap();
            let mut payer = case["facts"].as_object().unwrap().clone();
            payer.retain(|_, value| !value.is_array());
            let payers = [payer];
            let declared = payers[0]
                .keys()
                .all(|name| text.contains(&format!("[fact.{name}]\n")));
            let sorts = if declared {
                sorts_of(&text, &payers)
            } else {
                continue;
            };
            if fits_columns(&payers[0], &sorts) {
                let wrong = differing(&year.bulk(), &payers, &sorts);
                assert!(
                    wrong.is_empty(),
                    "{}: {}",
                    folder.display(),
                    wrong.join("\n")
                );
                cases_seen += 1;
            }
        }
    }
    assert!(cases_seen > 150, "{cases_seen}");
}

// Rounding

fn rounding_policy(rate: &str, mode: RoundingMode, step: &str) -> Policy {
    let text = format!(
        r#"
        format = "oske-policy"
        version = 1
        id = "rounding"
        title = {{ en = "Rounding" }}
        status = "proposed"
        currency = "EUR"
        dues_years = {{ from = "2024" }}
        rounding = "{mode} to {step}"
        unit.kilogram = {{ name = {{ en = "kilogram" }} }}
        fact.balance = {{ unit = "kilogram", step = "1", least = "-1000000", most = "1000000" }}

        [[rule]]
        id = "everyone"
        pays = "{rate} * balance"
        "#
    );
    Policy::from_toml("rounding.toml", &text).unwrap()
}

#[test]
fn every_mode_rounds_ties_and_amounts_below_zero_as_one_assessment_does() {
    let rates = [
        "0.005 EUR/kilogram",
        "0.0025 EUR/kilogram",
        "0.001 EUR/kilogram",
        "0.0625 EUR/kilogram",
        "0.0123456789012 EUR/kilogram",
        "12.5 EUR/kilogram",
        "0.01 EUR/kilogram / 3",
        "1 EUR/kilogram / 7",
    ];
    let balances: Vec<i32> = (-40..=40)
        .chain([-999_999, -1_000_000, 1_000_000, 999_999])
        .collect();
    for mode in RoundingMode::ALL {
        for step in ["0.01", "0.05", "1", "2.50", "10"] {
            for rate in rates {
                let policy = rounding_policy(rate, mode, step);
                let year = policy.for_year("2024".parse().unwrap()).unwrap();
                let bulk = year.bulk();
                assert_eq!(
                    bulk.ways().iter().map(|way| way.way()).collect::<Vec<_>>(),
                    [Way::Scaled64]
                );
                let columns =
                    Columns::new(balances.len()).with("balance", Column::steps(&balances[..]));
                let outcomes = bulk.assess(&columns).unwrap();
                for (row, balance) in balances.iter().enumerate() {
                    let facts = Facts::new("x").with_measure("balance", *balance);
                    let alone = year.assess(&facts).amount();
                    assert_eq!(
                        outcomes.amount(row),
                        alone,
                        "{rate} * {balance} {mode} to {step}"
                    );
                }
            }
        }
    }
}
