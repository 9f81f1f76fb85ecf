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

/// The payers once more, many times over, so that they fill several blocks.
fn repeated(payers: &[Object], rows: usize) -> Vec<Object> {
    payers.iter().cycle().take(rows).cloned().collect()
}

/// A policy with several kinds of answers, and payers of each.
fn mixed() -> (Policy, Vec<Object>) {
    let policy = Policy::from_toml(
        "mixed.toml",
        r#"
        format = "oske-policy"
        version = 1
        id = "mixed"
        title = { en = "Dues of several kinds" }
        status = "proposed"
        currency = "EUR"
        dues_years = { from = "2024" }
        unit.inhabitant = { name = { en = "inhabitant" } }
        unit.employee = { name = { en = "employee" } }
        fact.kind = { values = ["county", "town", "company", "guest"] }
        fact.member_before = { type = "yes-no", absent = "no" }
        fact.joined = { type = "date", absent = "2024-01-01" }
        fact.population = { unit = "inhabitant", step = "1", least = "0", most = "10000000" }
        fact.staff = { unit = "employee", least = "0", most = "10000" }
        line.dues = { name = { en = "dues" } }
        line.joining = { name = { en = "joining fee" }, optional = true }

        [table.by_population]
        by = "population"
        unit = "EUR"
        rows = [
            { under = "5000", pays = "110" },
            { over = "5000", to = "20000", pays = "550" },
            # Exactly 20,000 inhabitants are in two rows.
            { from = "20000", pays = "unknown" },
        ]

        [[rule]]
        id = "counties"
        line = "dues"
        when = "kind = 'county'"
        pays = "0.012345 EUR/inhabitant * population"

        [[rule]]
        id = "towns"
        line = "dues"
        when = "kind = 'town'"
        pays = "by_population(population)"

        [[rule]]
        id = "companies"
        line = "dues"
        when = "kind = 'company'"
        pays = "at_least(1.005 EUR/employee * staff, 10 EUR)"
        rounding = "half-even to 0.10"

        [[rule]]
        id = "joining"
        line = "joining"
        when = "not member_before and joined >= '2024-07-01'"
        pays = "20 EUR"
        "#,
    );
    let mut payers = Vec::new();
    for (number, kind) in ["county", "town", "company", "guest", "clown"]
        .iter()
        .cycle()
        .take(400)
        .enumerate()
    {
        let mut payer = Object::new();
        payer.insert("kind".to_owned(), (*kind).into());
        if number % 3 != 0 {
            let population = [4_999, 5_000, 5_001, 19_999, 20_000, 70_521, 123_457][number % 7];
            payer.insert("population".to_owned(), population.into());
        }
        if number % 4 != 0 {
            let staff = ["0", "9.95", "10", "12.5", "37.000001", "1/3"][number % 6];
            payer.insert("staff".to_owned(), staff.into());
        }
        if number % 5 != 0 {
            let joined = ["2024-06-30", "2024-07-01", "2023-12-31"][number % 3];
            payer.insert("joined".to_owned(), joined.into());
        }
        if number % 2 != 0 {
            payer.insert("member_before".to_owned(), (number % 4 == 1).into());
        }
        payers.push(payer);
    }
    (policy.unwrap_or_else(|faults| panic!("{faults}")), payers)
}

fn mixed_sorts() -> Vec<(String, Sort)> {
    let sorts = [
        ("kind", Sort::Text),
        ("member_before", Sort::Text),
        ("joined", Sort::Date),
        ("population", Sort::Number),
        ("staff", Sort::Number),
    ];
    sorts.map(|(name, sort)| (name.to_owned(), sort)).to_vec()
}

#[test]
fn a_policy_with_every_kind_of_answer_comes_out_the_same_in_bulk() {
    let (policy, payers) = mixed();
    let year = policy.for_year("2024".parse().unwrap()).unwrap();
    let bulk = year.bulk();
    let wrong = differing(&bulk, &payers, &mixed_sorts());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let table = Table::of(&payers, &mixed_sorts());
    let outcomes = bulk.assess(&table.columns()).unwrap();
    let totals = outcomes.totals();
    for status in [
        BulkStatus::Assessed,
        BulkStatus::NotCovered,
        BulkStatus::Undetermined,
        BulkStatus::Invalid,
    ] {
        assert!(totals.count(status) > 20, "{status}: {totals:?}");
    }
    // Only what does not fit, or misses what it needs, goes step by step.
    assert!(outcomes.ways().scaled_64 > 150, "{:?}", outcomes.ways());
    let by_kind = bulk.totals_by(&table.columns(), &outcomes, "kind").unwrap();
    let rows: u64 = by_kind.iter().map(|(_, totals)| totals.rows()).sum();
    let minor: i128 = by_kind.iter().map(|(_, totals)| totals.minor()).sum();
    assert_eq!((rows, minor), (totals.rows(), totals.minor()));
    let kinds: Vec<&str> = by_kind.iter().map(|(kind, _)| kind.as_str()).collect();
    assert_eq!(kinds, ["clown", "company", "county", "guest", "town"]);
}

#[test]
fn the_order_of_rows_does_not_matter() {
    let (policy, payers) = mixed();
    let year = policy.for_year("2024".parse().unwrap()).unwrap();
    let bulk = year.bulk();
    let payers = repeated(&payers, 5_000);
    let mut reversed = payers.clone();
    reversed.reverse();
    let [forth, back] = [&payers, &reversed].map(|payers| {
        let table = Table::of(payers, &mixed_sorts());
        bulk.assess(&table.columns()).unwrap()
    });
    let turned: Vec<BulkStatus> = back.statuses().iter().rev().copied().collect();
    assert_eq!(forth.statuses(), turned);
    let turned: Vec<i64> = back.amounts().iter().rev().copied().collect();
    assert_eq!(forth.amounts(), turned);
    assert_eq!(forth.totals(), back.totals());
    assert_eq!(forth.ways(), back.ways());
}

#[cfg(feature = "parallel")]
#[test]
fn the_number_of_threads_does_not_matter() {
    let (policy, payers) = mixed();
    let year = policy.for_year("2024".parse().unwrap()).unwrap();
    let bulk = year.bulk();
    for rows in [0, 1, 2_047, 2_048, 2_049, 10_000] {
        let payers = repeated(&payers, rows);
        let table = Table::of(&payers, &mixed_sorts());
        let columns = table.columns();
        let one = bulk.assess(&columns).unwrap();
        for threads in [1, 2, 3, 16] {
            let several = bulk
                .assess_with_threads(&columns, threads.try_into().unwrap())
                .unwrap();
            assert_eq!(one.statuses(), several.statuses());
            assert_eq!(one.amounts(), several.amounts());
            assert_eq!(one.totals(), several.totals());
            assert_eq!(one.ways(), several.ways());
        }
    }
}

#[test]
fn outcomes_are_used_again_without_a_trace() {
    let (policy, payers) = mixed();
    let year = policy.for_year("2024".parse().unwrap()).unwrap();
    let bulk = year.bulk();
    let table = Table::of(&payers, &mixed_sorts());
    let mut outcomes = bulk.assess(&table.columns()).unwrap();
    let fewer = Table::of(&payers[..3], &mixed_sorts());
    bulk.assess_into(&fewer.columns(), &mut outcomes).unwrap();
    let fresh = bulk.assess(&fewer.columns()).unwrap();
    assert_eq!(fresh.statuses(), outcomes.statuses());
    assert_eq!(fresh.amounts(), outcomes.amounts());
    assert_eq!(fresh.totals(), outcomes.totals());
}

// Columns

#[test]
fn integers_in_steps_and_with_decimals_say_the_same_as_exact_numbers() {
    let (policy, _) = mixed();
    let year = policy.for_year("2024".parse().unwrap()).unwrap();
    let bulk = year.bulk();
    let kinds = [0_u8, 0, 1, 2, 2, 2];
    let population = [70_521_i64, -1, 4_999, 0, 0, 0];
    let tenths = population.map(|number| number * 10);
    let exact = population.map(Exact::from);
    let staff = [0_i32, 0, 0, 995, 1_250, 2_000_000];
    let outcomes = [
        Column::steps(&population[..]),
        Column::scaled(&tenths[..], 1),
        Column::exact(&exact),
    ]
    .map(|column| {
        let columns = Columns::new(6)
            .with("kind", Column::values(&kinds[..]))
            .with("population", column)
            .with("staff", Column::scaled(&staff[..], 2));
        let outcomes = bulk.assess(&columns).unwrap();
        for row in 0..6 {
            let alone = year.assess(&bulk.facts(&columns, row));
            assert_eq!(outcomes.amount(row), alone.amount());
            assert_eq!(outcomes.statuses()[row].name(), alone.outcome().status());
        }
        (outcomes.statuses().to_vec(), outcomes.amounts().to_vec())
    });
    assert_eq!(outcomes[0], outcomes[1]);
    assert_eq!(outcomes[0], outcomes[2]);
    assert_eq!(outcomes[0].1, [87_058, 0, 11_000, 1_000, 1_260, 0]);
    // Off the step: half an inhabitant.
    let half = [5_i64];
    let columns = Columns::new(1)
        .with("kind", Column::values(&kinds[..1]))
        .with("population", Column::scaled(&half[..], 1));
    assert_eq!(
        bulk.assess(&columns).unwrap().statuses(),
        [BulkStatus::Invalid]
    );
}

#[test]
fn columns_that_cannot_be_those_of_the_policy_are_told_with_near_names() {
    let (policy, _) = mixed();
    let year = policy.for_year("2024".parse().unwrap()).unwrap();
    let bulk = year.bulk();
    let (codes, numbers, truths) = ([0_u8; 2], [0_i64; 2], [true; 3]);
    let told = |columns: Columns<'_>| bulk.assess(&columns).unwrap_err().to_string();
    let of = |name: &str, column| Columns::new(2).with(name, column);
    assert_eq!(
        told(of("popluation", Column::steps(&numbers[..]))),
        "`popluation` is no fact of the policy: expected `population`"
    );
    assert_eq!(
        told(of("shoe_size", Column::steps(&numbers[..]))),
        "`shoe_size` is no fact of the policy: expected one of `kind`, `member_before`, `joined`, `population`, `staff`"
    );
    assert_eq!(
        told(of("kind", Column::values(&codes[..1]))),
        "`kind` has 1 cells: expected 2, one for each row"
    );
    assert_eq!(
        told(of("kind", Column::values(&codes[..]).where_known(&truths))),
        "`kind` has 3 cells: expected 2, one for each row"
    );
    assert_eq!(
        told(of("kind", Column::steps(&numbers[..]))),
        "the column of `kind` holds numbers: expected choices"
    );
    assert_eq!(
        told(of("joined", Column::steps(&numbers[..]))),
        "the column of `joined` holds numbers: expected dates"
    );
    assert_eq!(
        told(of("staff", Column::steps(&numbers[..]))),
        "`staff` has no step in the policy: expected numbers with a stated count of decimals"
    );
    let twice = of("kind", Column::values(&codes[..])).with("kind", Column::values(&codes[..]));
    assert_eq!(
        told(twice),
        "`kind` has two columns: expected one for each fact"
    );
}

#[test]
fn what_is_computed_how_is_told_in_words() {
    let (policy, _) = mixed();
    let year = policy.for_year("2024".parse().unwrap()).unwrap();
    let told: Vec<String> = year.bulk().ways().iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "dues: 8 cases in integers of 64 bits",
            "dues: 1 case step by step (the policy can be read in several ways)",
            "joining fee: 3 cases in integers of 64 bits",
        ]
    );
    let text = read(&tariffs().join("iclei-g4-eur/policy.toml"));
    let policy = Policy::from_toml("iclei.toml", &text).unwrap();
    let year = policy.for_year("2010".parse().unwrap()).unwrap();
    let told: Vec<String> = year.bulk().ways().iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "dues: 15 cases in integers of 64 bits",
            "dues: 1 case step by step (the rule is in another currency)",
        ]
    );
}

#[test]
fn one_prepared_payer_is_assessed_as_it_is_by_itself() {
    let (policy, payers) = mixed();
    let year = policy.for_year("2024".parse().unwrap()).unwrap();
    let bulk = year.bulk();
    for payer in &payers {
        let facts = facts(payer);
        let alone = year.assess(&facts);
        let (status, amount) = bulk.assess_one(&bulk.prepare(facts));
        assert_eq!(
            (status.name(), amount),
            (alone.outcome().status(), alone.amount())
        );
    }
}

#[test]
fn a_hundred_rules_and_a_thousand_rows_are_compiled() {
    let values: Vec<String> = (0..120).map(|kind| format!("\"k{kind}\"")).collect();
    let rows: Vec<String> = (0..1_000)
        .map(|row| {
            let pays = 10 + row * 3 % 997;
            format!(
                "{{ from = \"{}\", under = \"{}\", pays = \"{pays}\" }}",
                row * 10,
                row * 10 + 10
            )
        })
        .collect();
    let mut text = format!(
        r#"
        format = "oske-policy"
        version = 1
        id = "large"
        title = {{ en = "A large one" }}
        status = "proposed"
        currency = "EUR"
        dues_years = {{ from = "2024" }}
        unit.inhabitant = {{ name = {{ en = "inhabitant" }} }}
        fact.kind = {{ values = [{}] }}
        fact.population = {{ unit = "inhabitant", step = "1", least = "0", most = "9999" }}
        table.fee = {{ by = "population", unit = "EUR", rows = [{}] }}
        "#,
        values.join(", "),
        rows.join(", "),
    );
    for kind in 0..120 {
        let pays = match kind % 10 {
            0 => "fee(population)".to_owned(),
            _ => format!("{kind} EUR + 0.0{}1 EUR/inhabitant * population", kind % 10),
        };
        text += &format!(
            "\n[[rule]]\nid = \"r{kind}\"\nwhen = \"kind = 'k{kind}'\"\npays = \"{pays}\"\n"
        );
    }
    let policy = Policy::from_toml("large.toml", &text).unwrap();
    let year = policy.for_year("2024".parse().unwrap()).unwrap();
    let bulk = year.bulk();
    assert!(
        bulk.ways().iter().all(|way| way.way() == Way::Scaled64),
        "{:?}",
        bulk.ways()
    );
    let kinds: Vec<u16> = (0..6_000).map(|row| row % 120).collect();
    let population: Vec<i64> = (0..6_000).map(|row| row * 7_919 % 10_000).collect();
    let columns = Columns::new(6_000)
        .with("kind", Column::values(&kinds[..]))
        .with("population", Column::steps(&population[..]));
    let outcomes = bulk.assess(&columns).unwrap();
    for row in (0..6_000).step_by(7) {
        let alone = year.assess(&bulk.facts(&columns, row));
        assert_eq!(outcomes.amount(row), alone.amount());
    }
}

#[test]
fn amounts_of_128_bits_are_exact_and_hide_no_other_line() {
    let policy = Policy::from_toml(
        "wide.toml",
        r#"
        format = "oske-policy"
        version = 1
        id = "wide"
        title = { en = "A rate with many decimals" }
        status = "proposed"
        currency = "EUR"
        dues_years = { from = "2024" }
        unit.ton = { name = { en = "ton" } }
        fact.freight = { unit = "ton", least = "-10000000", most = "10000000" }
        line.dues = { name = { en = "dues" } }
        line.levy = { name = { en = "levy" } }

        [[rule]]
        id = "dues"
        line = "dues"
        pays = "0.123456789012345 EUR/ton * freight"

        [[rule]]
        id = "levy"
        line = "levy"
        when = "freight < 9000000 ton"
        pays = "1 EUR"
        "#,
    )
    .unwrap();
    let year = policy.for_year("2024".parse().unwrap()).unwrap();
    let bulk = year.bulk();
    let ways: Vec<Way> = bulk.ways().iter().map(|way| way.way()).collect();
    assert_eq!(ways, [Way::Scaled128, Way::Scaled64]);
    let freight = [
        0_i64,
        1,
        -1,
        4_050_000_000,
        -4_050_000_000,
        8_999_999_999_999,
        9_000_000_000_000,
    ];
    let columns = Columns::new(7).with("freight", Column::scaled(&freight[..], 6));
    let outcomes = bulk.assess(&columns).unwrap();
    for row in 0..7 {
        let alone = year.assess(&bulk.facts(&columns, row));
        assert_eq!(outcomes.amount(row), alone.amount());
    }
    assert_eq!(outcomes.statuses()[6], BulkStatus::NotCovered);
    assert_eq!(outcomes.ways().scaled_128, 6);
    assert_eq!(outcomes.ways().step_by_step, 0);
}

// CSV

#[cfg(feature = "csv")]
mod csv {
    use super::*;
    use oske_dues::bulk::{CsvError, CsvOptions, CsvSummary};

    fn assess(bulk: &Bulk<'_, '_>, table: &[u8]) -> Result<(String, CsvSummary), CsvError> {
        let mut written = Vec::new();
        let summary = bulk.assess_csv(table, &mut written, &CsvOptions::default(), |_| {})?;
        Ok((String::from_utf8_lossy(&written).into_owned(), summary))
    }

    /// What the table must come to, by assessing each payer by itself.
    fn expected(year: &PolicyYear<'_>, payers: &[Object]) -> String {
        let mut text = String::from("id,status,amount\n");
        for (row, payer) in payers.iter().enumerate() {
            let alone = year.assess(&facts(payer));
            let amount = alone.amount().map(|amount| {
                let own = amount.currency() == year.policy().currency();
                if own {
                    amount.to_decimal_text()
                } else {
                    amount.to_string()
                }
            });
            let status = alone.outcome().status();
            text += &format!("p{row},{status},{}\n", amount.unwrap_or_default());
        }
        text
    }

    fn table(payers: &[Object], names: &[String]) -> String {
        let mut text = format!("{},id\n", names.join(","));
        for (row, payer) in payers.iter().enumerate() {
            for name in names {
                let cell = payer.get(name).map(cell_text).unwrap_or_default();
                text += &format!("\"{}\",", cell.replace('"', "\"\""));
            }
            text += &format!("p{row}\n");
        }
        text
    }

    #[test]
    fn a_table_comes_out_as_its_payers_do_by_themselves() {
        let (policy, payers) = mixed();
        let year = policy.for_year("2024".parse().unwrap()).unwrap();
        let names: Vec<String> = mixed_sorts().into_iter().map(|(name, _)| name).collect();
        let (written, summary) = assess(&year.bulk(), table(&payers, &names).as_bytes()).unwrap();
        assert_eq!(written, expected(&year, &payers));
        assert_eq!(summary.totals().rows(), 400);
        let invalid = summary.totals().count(BulkStatus::Invalid);
        assert_eq!(summary.remarks().len(), 20);
        assert_eq!(summary.further_remarks(), invalid - 20);
        assert_eq!(
            summary.remarks()[0].to_string(),
            "line 6: `p4`: `clown` is not a value of `kind`; did you mean `town`?"
        );
    }

    #[test]
    fn amounts_in_another_currency_say_so() {
        let text = read(&tariffs().join("iclei-g4-eur/policy.toml"));
        let policy = Policy::from_toml("iclei.toml", &text).unwrap();
        let year = policy.for_year("2010".parse().unwrap()).unwrap();
        let table = "id,kind,paid_in,income,population\n\
            a,local_government,yen,20000,3000000\n\
            b,local_government,euro,20000,3000000\n";
        let (written, summary) = assess(&year.bulk(), table.as_bytes()).unwrap();
        assert_eq!(
            written,
            "id,status,amount\na,assessed,840000 JPY\nb,assessed,5240.00\n"
        );
        assert_eq!(summary.totals().minor(), 524_000);
        let [(currency, minor)] = summary.totals().other_currencies() else {
            panic!("one other currency");
        };
        assert_eq!((currency.code(), *minor), ("JPY", 840_000));
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: config().cases / 2, ..config() })]

        #[test]
        fn tables_of_random_payers_come_out_as_single_assessments(case in case()) {
            let policy = case.policy();
            let year = case.engine(&policy);
            let names: Vec<String> = case.sorts().into_iter().map(|(name, _)| name).collect();
            let mut payers = case.objects();
            for payer in &mut payers {
                payer.retain(|name, _| names.contains(name));
                // White space around a cell does not count, and an empty one is not given.
                payer.retain(|_, value| {
                    let text = cell_text(value);
                    !text.is_empty() && text.trim_ascii() == text
                });
            }
            payers.retain(|payer| !is_overflow(year.assess(&facts(payer)).outcome()));
            let (written, _) = assess(&year.bulk(), table(&payers, &names).as_bytes()).unwrap();
            prop_assert_eq!(written, expected(&year, &payers));
        }

        #[test]
        fn no_bytes_make_the_reader_panic(
            header in "(id,kind,population|id,staff|[a-z,\"]{0,20})",
            bytes in proptest::collection::vec(any::<u8>(), 0..200),
            rows in "([a-z0-9.,\"\n -]{0,30}\n){0,20}",
        ) {
            let (policy, _) = mixed();
            let year = policy.for_year("2024".parse().unwrap()).unwrap();
            let bulk = year.bulk();
            let mut table = format!("{header}\n{rows}").into_bytes();
            table.extend(bytes);
            let _ = assess(&bulk, &table);
        }
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
