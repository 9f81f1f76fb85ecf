//! Random policies and payers.
//!
//! What is drawn is small and crowded: few bounds, so that rows meet, touch and overlap; payers on
//! and beside every bound; a rate or a row in five unknown.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::model::{
    Attribute, Condition, Dated, Formula, Measure, Mode, Number, Parameter, Payer, Policy,
    Rounding, Row, Rule, Table, Term, decimal_text,
};

/// A random policy.
pub fn policy() -> impl Strategy<Value = Policy> {
    let header = (
        select(vec![("EUR", 2), ("EUR", 2), ("JPY", 0), ("KWD", 3)]),
        option::of((mode(), select(vec![1_u32, 5, 10, 100, 1000]))),
        select(vec![Some(2023), Some(2024), Some(2026), None]),
        vec(words(), 3),
    );
    let declarations = (
        vec(1..=3_usize, 1..=2),
        vec(measure(), 1..=2),
        vec((option::of(any::<Index>()), dated_values()), 0..=2),
        vec((any::<Index>(), rows()), 0..=2),
    );
    let rules = (1..=2_usize, vec(raw_rule(), 1..=4));
    (header, declarations, rules).prop_map(|(header, declarations, (lines, rules))| {
        let (currency, rounding, last_year, words) = header;
        let (attributes, measures, parameters, tables) = declarations;
        let attributes = attributes.into_iter().enumerate();
        let attributes = attributes.map(|(index, values)| Attribute {
            name: format!("a{index}"),
            values: (0..values).map(|value| format!("v{value}")).collect(),
        });
        let measures = measures.into_iter().enumerate();
        let measures: Vec<Measure> = measures
            .map(|(index, measure)| Measure {
                name: format!("m{index}"),
                unit: format!("u{index}"),
                ..measure
            })
            .collect();
        let parameters = parameters.into_iter().enumerate();
        let parameters = parameters.map(|(index, (per, values))| Parameter {
            name: format!("p{index}"),
            per: per.map(|per| per.index(measures.len())),
            values,
        });
        let tables = tables.into_iter().enumerate();
        let tables = tables.map(|(index, (by, rows))| Table {
            name: format!("t{index}"),
            by: by.index(measures.len()),
            rows,
        });
        let mut policy = Policy {
            currency,
            rounding: rounding.map(|(mode, minor_units)| Rounding {
                mode,
                step: minor_units_as_decimal(minor_units, currency.1),
            }),
            first_year: 2023,
            last_year,
            words,
            attributes: attributes.collect(),
            parameters: parameters.collect(),
            tables: tables.collect(),
            measures,
            lines: (0..lines).map(|line| format!("line{line}")).collect(),
            rules: Vec::new(),
        };
        policy.rules = rules
            .into_iter()
            .enumerate()
            .map(|(index, raw)| raw.resolve(index, &policy))
            .collect();
        policy
    })
}

/// How many payers are drawn with a policy.
pub const PAYERS: usize = 8;

/// A random policy with a year that it governs and [`PAYERS`] payers.
pub fn policy_and_payers() -> impl Strategy<Value = (Policy, i32, Vec<Payer>)> {
    let years = 2023..=2026_i32;
    (policy(), years, vec(raw_payer(), PAYERS)).prop_map(|(policy, year, payers)| {
        let year = year.min(policy.last_year.unwrap_or(year));
        let payers = payers.into_iter().map(|payer| payer.resolve(&policy));
        let payers = payers.collect();
        (policy, year, payers)
    })
}

fn minor_units_as_decimal(minor_units: u32, digits: u32) -> Number {
    let scale = num_bigint::BigInt::from(10).pow(digits);
    Number(decimal_text(&num_rational::BigRational::new(
        minor_units.into(),
        scale,
    )))
}

fn mode() -> impl Strategy<Value = Mode> {
    select(vec![
        Mode::HalfUp,
        Mode::HalfEven,
        Mode::Up,
        Mode::Down,
        Mode::Ceiling,
        Mode::Floor,
    ])
}

/// Words with whatever a keyboard, and a careless export, can put in a text.
fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-zåäö]{1,8}",
        1 => "[ -~åÄ€\u{7f}\n\t\"'\\\\]{0,12}",
        1 => any::<String>(),
    ]
    .prop_filter("words are not blank", |words| !words.trim().is_empty())
}

fn number(texts: &'static [&'static str]) -> impl Strategy<Value = Number> {
    select(texts).prop_map(|text| Number(text.to_owned()))
}

/// Bounds from a small set, so that they meet.
fn bound() -> impl Strategy<Value = Number> {
    number(&[
        "0", "1", "2", "2.5", "3", "4", "4.9", "5", "10", "99", "100", "-1",
    ])
}

fn amount() -> impl Strategy<Value = Number> {
    number(&[
        "0", "1", "110", "110", "550", "0.005", "0.015", "12.345", "-7", "1000000",
    ])
}

fn rate() -> impl Strategy<Value = Number> {
    number(&[
        "0",
        "0.0073",
        "0.25",
        "0.5",
        "1",
        "1.333333333333",
        "-0.125",
        "73",
    ])
}

fn measure() -> impl Strategy<Value = Measure> {
    let step = option::weighted(0.8, number(&["1", "1", "1", "0.5", "3", "0.1"]));
    let least = option::weighted(0.8, number(&["0", "0", "-2", "1", "2.5"]));
    let most = option::weighted(0.8, number(&["10", "100", "104.9", "10000000"]));
    (step, least, most).prop_map(|(step, least, most)| Measure {
        name: String::new(),
        unit: String::new(),
        step,
        least,
        most,
    })
}

/// Values that cover all days, or leave a stretch out, or change within a year.
fn dated_values() -> impl Strategy<Value = Vec<Dated>> {
    let cuts = proptest::sample::subsequence(
        vec![
            "2023-01-01",
            "2023-07-01",
            "2024-01-01",
            "2025-01-01",
            "2026-06-30",
        ],
        0..=2,
    );
    let segment = option::weighted(0.85, option::weighted(0.8, rate()));
    (cuts, vec(segment, 3)).prop_map(|(cuts, segments)| {
        let mut values = Vec::new();
        for (index, segment) in segments.iter().take(cuts.len() + 1).enumerate() {
            let from = index.checked_sub(1).map(|before| cuts[before].to_owned());
            let until = cuts.get(index).map(|cut| (*cut).to_owned());
            if let Some(value) = segment {
                let value = value.clone();
                values.push(Dated { from, until, value });
            }
        }
        if values.is_empty() {
            values.push(Dated {
                from: None,
                until: None,
                value: None,
            });
        }
        values
    })
}

/// Rows drawn freely, or tiers side by side whose bounds are in or out at random, which is how real
/// tariffs go wrong.
fn rows() -> impl Strategy<Value = Vec<Row>> {
    let pays = || option::weighted(0.9, amount());
    let free = (
        option::weighted(0.7, (bound(), any::<bool>())),
        option::weighted(0.7, (bound(), any::<bool>())),
        pays(),
    );
    let free = free.prop_map(|(lower, upper, pays)| {
        let mut row = Row { lower, upper, pays };
        if let (Some((low, low_in)), Some((high, high_in))) = (&row.lower, &row.upper) {
            let (low, high) = (low.value(), high.value());
            if low > high || (low == high && !(*low_in && *high_in)) {
                row.upper = None;
            }
        }
        row
    });
    let tiers = (
        vec((bound(), any::<bool>(), any::<bool>()), 1..=3),
        vec(pays(), 4),
        any::<bool>(),
        any::<bool>(),
    );
    let tiers = tiers.prop_map(|(mut cuts, pays, open_below, open_above)| {
        cuts.sort_by_key(|(bound, ..)| bound.value());
        cuts.dedup_by_key(|(bound, ..)| bound.value());
        let mut rows = Vec::new();
        for (index, pays) in pays.into_iter().take(cuts.len() + 1).enumerate() {
            let lower = index.checked_sub(1).map(|before| &cuts[before]);
            let upper = cuts.get(index);
            if (lower.is_none() && !open_below) || (upper.is_none() && !open_above) {
                continue;
            }
            rows.push(Row {
                lower: lower.map(|(bound, inside, _)| (bound.clone(), *inside)),
                upper: upper.map(|(bound, _, inside)| (bound.clone(), *inside)),
                pays,
            });
        }
        rows
    });
    let whole = pays().prop_map(|pays| Row {
        lower: None,
        upper: None,
        pays,
    });
    prop_oneof![
        2 => vec(free, 1..=3),
        3 => tiers.prop_filter("a table has a row", |rows| !rows.is_empty()),
        1 => vec(whole, 1..=2),
    ]
}

#[derive(Debug, Clone)]
enum RawCondition {
    In {
        attribute: Index,
        values: Vec<Index>,
        negated: bool,
    },
    Not(Box<RawCondition>),
    And(Box<RawCondition>, Box<RawCondition>),
    Or(Box<RawCondition>, Box<RawCondition>),
}

impl RawCondition {
    fn resolve(self, policy: &Policy) -> Condition {
        let both = |left: Box<Self>, right: Box<Self>| {
            (
                Box::new(left.resolve(policy)),
                Box::new(right.resolve(policy)),
            )
        };
        match self {
            Self::In {
                attribute,
                values,
                negated,
            } => {
                let attribute = attribute.index(policy.attributes.len());
                let count = policy.attributes[attribute].values.len();
                let values = values.into_iter().map(|value| value.index(count));
                Condition::In {
                    attribute,
                    values: values.collect(),
                    negated,
                }
            }
            Self::Not(inner) => Condition::Not(Box::new(inner.resolve(policy))),
            Self::And(left, right) => {
                let (left, right) = both(left, right);
                Condition::And(left, right)
            }
            Self::Or(left, right) => {
                let (left, right) = both(left, right);
                Condition::Or(left, right)
            }
        }
    }
}

fn raw_condition() -> impl Strategy<Value = RawCondition> {
    let leaf = (any::<Index>(), vec(any::<Index>(), 1..=2), any::<bool>()).prop_map(
        |(attribute, values, negated)| RawCondition::In {
            attribute,
            values,
            negated,
        },
    );
    leaf.prop_recursive(2, 4, 2, |inner| {
        let pair = (inner.clone(), inner.clone());
        prop_oneof![
            inner.prop_map(|inner| RawCondition::Not(Box::new(inner))),
            pair.clone()
                .prop_map(|(left, right)| RawCondition::And(Box::new(left), Box::new(right))),
            pair.prop_map(|(left, right)| RawCondition::Or(Box::new(left), Box::new(right))),
        ]
    })
}

#[derive(Debug, Clone)]
struct RawRule {
    line: Index,
    valid: Option<(Option<&'static str>, Option<&'static str>)>,
    when: Option<RawCondition>,
    pays: Option<RawFormula>,
}

#[derive(Debug, Clone)]
struct RawFormula {
    terms: Vec<(bool, RawTerm)>,
    times: Option<Number>,
    over: Option<Number>,
}

#[derive(Debug, Clone)]
struct RawTerm {
    /// Which kind of term; what the policy lacks becomes a flat amount.
    kind: u8,
    index: Index,
    amount: Number,
    rate: Number,
}

fn raw_rule() -> impl Strategy<Value = RawRule> {
    let periods = select(vec![
        (None, Some("2024-01-01")),
        (Some("2024-01-01"), None),
        (Some("2023-02-01"), Some("2025-01-01")),
        (Some("2026-01-01"), None),
    ]);
    let term =
        (0..=6_u8, any::<Index>(), amount(), rate()).prop_map(|(kind, index, amount, rate)| {
            RawTerm {
                kind,
                index,
                amount,
                rate,
            }
        });
    let formula = (
        vec((prop::bool::weighted(0.2), term), 1..=2),
        option::weighted(0.2, number(&["0.5", "2", "0", "1.24"])),
        option::weighted(0.2, number(&["3", "7", "0.5", "12"])),
    );
    let formula = formula.prop_map(|(terms, times, over)| RawFormula { terms, times, over });
    (
        any::<Index>(),
        option::weighted(0.2, periods),
        option::weighted(0.8, raw_condition()),
        option::weighted(0.9, formula),
    )
        .prop_map(|(line, valid, when, pays)| RawRule {
            line,
            valid,
            when,
            pays,
        })
}

impl RawRule {
    fn resolve(self, index: usize, policy: &Policy) -> Rule {
        let owned = |day: Option<&str>| day.map(ToOwned::to_owned);
        Rule {
            id: format!("rule-{index}"),
            line: self.line.index(policy.lines.len()),
            valid: self.valid.map(|(from, until)| (owned(from), owned(until))),
            when: self.when.map(|when| when.resolve(policy)),
            pays: self.pays.map(|formula| Formula {
                terms: formula
                    .terms
                    .into_iter()
                    .map(|(subtracted, term)| (subtracted, term.resolve(policy)))
                    .collect(),
                times: formula.times,
                over: formula.over,
            }),
        }
    }
}

impl RawTerm {
    fn resolve(self, policy: &Policy) -> Term {
        match self.kind {
            1 => Term::Rate(self.rate, self.index.index(policy.measures.len())),
            2 | 3 if !policy.parameters.is_empty() => {
                let index = self.index.index(policy.parameters.len());
                match policy.parameters[index].per {
                    Some(_) => Term::NamedRate(index),
                    None => Term::Parameter(index),
                }
            }
            4.. if !policy.tables.is_empty() => Term::Band(self.index.index(policy.tables.len())),
            _ => Term::Flat(self.amount),
        }
    }
}

#[derive(Debug, Clone)]
struct RawPayer {
    /// For each attribute: which value, or that it is wrong or missing.
    attributes: Vec<(u8, Index)>,
    /// For each measure: which point, or that it is wrong or missing.
    measures: Vec<(u8, Index)>,
    stranger: bool,
}

fn raw_payer() -> impl Strategy<Value = RawPayer> {
    let fact = || (0..=99_u8, any::<Index>());
    (vec(fact(), 2), vec(fact(), 2), prop::bool::weighted(0.02)).prop_map(
        |(attributes, measures, stranger)| RawPayer {
            attributes,
            measures,
            stranger,
        },
    )
}

impl RawPayer {
    fn resolve(self, policy: &Policy) -> Payer {
        let mut facts = Vec::new();
        for (attribute, (how, index)) in policy.attributes.iter().zip(self.attributes) {
            match how {
                0..=6 => {}
                7..=8 => facts.push((attribute.name.clone(), "nobody".to_owned())),
                _ => facts.push((attribute.name.clone(), index.get(&attribute.values).clone())),
            }
        }
        for (number, (how, index)) in self
            .measures
            .into_iter()
            .enumerate()
            .take(policy.measures.len())
        {
            let name = policy.measures[number].name.clone();
            let points = policy.points(number);
            match how {
                0..=6 => {}
                7..=9 => {
                    let texts = [
                        "", "5 000", "05", "1e3", "-0", "0.3", "2.75", "-1000000", "99999999",
                        "1,5",
                    ];
                    facts.push((name, (*index.get(&texts)).to_owned()));
                }
                _ if points.is_empty() => {}
                _ => facts.push((name, decimal_text(index.get(&points)))),
            }
        }
        if self.stranger {
            facts.push(("shoe_size".to_owned(), "43".to_owned()));
        }
        Payer { facts }
    }
}
