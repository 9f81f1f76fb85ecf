//! The search for an unknown beside trying every value: which values reach a total, what comes nearest,
//! who has no amount, and what is refused.
#![cfg(feature = "toml")]
#![allow(
    missing_docs,
    clippy::arithmetic_side_effects,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a helper of a test fails by panicking, and small numbers are added"
)]

mod support;

use std::collections::BTreeSet;

use oske_dues::solve::{Answer, Nearest, Question, Solution, SolveError, ValueRange};
use oske_dues::{Facts, Policy};
use oske_types::{DuesYear, Exact, Money};
use support::{euros, number};

fn policy(rounding: &str, rest: &str) -> Policy {
    support::case(&format!(
        r#"rounding = "{rounding}"
        fact.kind = {{ values = ["a", "b", "c"] }}
        fact.size = {{ unit = "1", step = "1", least = "0", most = "10000" }}
        param.x = {{ unit = "1", value = "unknown" }}
        {rest}"#
    ))
}

/// A policy in which each kind pays by its own formula.
fn by_kind(rounding: &str, [a, b, c]: [&str; 3]) -> Policy {
    let rules = format!(
        r#"rule = [
            {{ id = "a", when = "kind = 'a'", pays = "{a}" }},
            {{ id = "b", when = "kind = 'b'", pays = "{b}" }},
            {{ id = "c", when = "kind = 'c'", pays = "{c}" }},
        ]"#
    );
    policy(rounding, &rules)
}

fn year() -> DuesYear {
    "2024".parse().unwrap()
}

fn payer(name: &str, kind: &str, size: i64) -> Facts {
    let facts = Facts::new(name).with_attribute("kind", kind);
    facts.with_measure("size", size)
}

fn payers() -> Vec<Facts> {
    vec![
        payer("first", "a", 3),
        payer("second", "b", 7),
        payer("third", "c", 11),
    ]
}

fn cents(minor: i64) -> Money {
    Money::from_minor(minor, "EUR".parse().unwrap())
}

/// The values between two ends that have so many decimals.
#[derive(Clone, Copy)]
struct Values {
    decimals: u32,
    from: &'static str,
    to: &'static str,
}

impl Values {
    fn all(self) -> Vec<Exact> {
        let scale = 10_i128.pow(self.decimals);
        let points = |end: &str| {
            number(end)
                .checked_mul(Exact::try_from(scale).unwrap())
                .unwrap()
        };
        let (first, last) = (points(self.from).ceil(), points(self.to).floor());
        let values = (first..=last).map(|point| Exact::ratio(point, scale).unwrap());
        values.collect()
    }

    fn question<'p>(self, policy: &'p Policy) -> Question<'p> {
        let question = policy.solve_for("x", year()).unwrap();
        let question = question
            .with_least(number(self.from))
            .with_most(number(self.to));
        question.with_decimals(self.decimals)
    }
}

/// What assessing gives with a value: the total in cents, and how many payers have no amount.
fn assessed(policy: &Policy, value: Exact, payers: &[Facts]) -> (i64, usize) {
    let assumed = policy.with_parameter("x", year(), value).unwrap();
    let round = assumed.for_year(year()).unwrap().assess_round(payers);
    let amounts = round.iter().filter_map(|assessment| assessment.amount());
    let total: i64 = amounts.map(Money::minor).sum();
    let open = round.iter().filter(|one| one.amount().is_none()).count();
    (total, open)
}

fn contains(ranges: &[ValueRange], value: Exact) -> bool {
    ranges.iter().any(|range| range.contains(value))
}

/// Asks for every total that some value brings, for those beside it, and for some far away, and holds each
/// answer against trying every value.
fn compare_with_trying(policy: &Policy, payers: &[Facts], values: Values) {
    let tried: Vec<(Exact, i64, usize)> = values
        .all()
        .into_iter()
        .map(|value| {
            let (total, open) = assessed(policy, value, payers);
            (value, total, open)
        })
        .collect();
    let totals = tried.iter().map(|(_, total, _)| *total);
    let mut targets: BTreeSet<i64> = totals
        .flat_map(|total| [total - 1, total, total + 1])
        .collect();
    let (least, most) = (*targets.first().unwrap(), *targets.last().unwrap());
    targets.extend([least - 100_000, (least + most) / 2, most + 100_000]);
    for target in targets {
        let solution = values
            .question(policy)
            .total(payers, cents(target))
            .unwrap();
        assert!(solution.undecided().is_empty(), "{target}: {solution:?}");
        compare_answer(&solution, target, &tried);
    }
}

fn compare_answer(solution: &Solution, target: i64, tried: &[(Exact, i64, usize)]) {
    let told = format!("{target}: {:?}\n{tried:?}", solution.answer());
    let reached = tried.iter().filter(|(_, total, _)| *total == target);
    let best = reached
        .clone()
        .min_by_key(|(value, _, open)| (*open, *value));
    let below = tried.iter().filter(|(_, total, _)| *total < target);
    let below = below.max_by_key(|(_, total, _)| *total);
    let above = tried.iter().filter(|(_, total, _)| *total > target);
    let above = above.min_by_key(|(_, total, _)| *total);
    // The nearest total, with one of the values that bring it.
    let is = |nearest: &Nearest, expected: Option<&(Exact, i64, usize)>| {
        let total = nearest.total().minor();
        assert_eq!(Some(total), expected.map(|(_, total, _)| *total), "{told}");
        let mut brings = tried.iter();
        let is_so = brings.any(|(value, own, _)| *value == nearest.value() && *own == total);
        assert!(is_so, "{told}");
    };
    match solution.answer() {
        Answer::Reached(ranges) => {
            for (value, total, _) in tried {
                assert_eq!(contains(ranges, *value), *total == target, "{value} {told}");
            }
            assert_eq!(solution.value(), best.map(|(value, ..)| *value), "{told}");
            assert_eq!(solution.open().len(), best.unwrap().2, "{told}");
            assert_eq!(solution.total(), Some(cents(target)));
        }
        Answer::Between {
            below: low,
            above: high,
        } => {
            assert!(best.is_none(), "{told}");
            is(low, below);
            is(high, above);
            let is_above = high.total().minor() - target < target - low.total().minor();
            let nearer = if is_above { high } else { low };
            assert_eq!(solution.value(), Some(nearer.value()), "{told}");
            assert_eq!(solution.total(), Some(nearer.total()), "{told}");
        }
        Answer::TooLow(nearest) => {
            assert!(best.is_none() && below.is_none(), "{told}");
            is(nearest, above);
        }
        Answer::TooHigh(nearest) => {
            assert!(best.is_none() && above.is_none(), "{told}");
            is(nearest, below);
        }
        answer => panic!("{answer:?} {told}"),
    }
}

const TENTHS: Values = Values {
    decimals: 1,
    from: "0",
    to: "10",
};

fn compare_formulas(formulas: &[[&str; 3]]) {
    for formulas in formulas {
        for rounding in ["half-up to 0.01", "half-up to 1", "up to 10"] {
            compare_with_trying(&by_kind(rounding, *formulas), &payers(), TENTHS);
        }
    }
}

#[test]
fn lines_that_rise_and_fall() {
    compare_formulas(&[
        ["x * 7.03 EUR", "x * 2 EUR + 3 EUR", "20 EUR"],
        ["100 EUR - x * 7.03 EUR", "80 EUR - x * 2 EUR", "20 EUR"],
        ["x * 7.03 EUR", "100 EUR - x * 5 EUR", "20 EUR"],
        ["x * 3.07 EUR", "100 EUR - x * 5 EUR", "x * 1 EUR"],
        // What the one pays more the other pays less.
        ["x * 3.33 EUR", "100 EUR - x * 3.33 EUR", "20 EUR"],
        ["x * 10 EUR", "100 EUR - x * 10 EUR", "x * 0 EUR"],
    ]);
}

#[test]
fn thresholds_part_the_values() {
    compare_formulas(&[
        [
            "if x < 2.5 then 10 EUR else (if x < 5 then 30 EUR else 20 EUR)",
            "if x < 3 then 0 EUR else 12 EUR",
            "size * 1 EUR",
        ],
        [
            "if x < 2.5 then 10 EUR + x * 1 EUR else (if x < 5 then 90 EUR - x * 3 EUR else 20 EUR)",
            "if x <= 7 then 100 EUR else 40 EUR",
            "at_least(x * 5 EUR, 20 EUR)",
        ],
        [
            "at_most(x * 9 EUR, 45 EUR)",
            "at_least(60 EUR - x * 9 EUR, 15 EUR)",
            "if x >= 9.9 then 500 EUR else 0 EUR",
        ],
        [
            "44 EUR + x * 0.01 EUR",
            "if x < 5 then 0 EUR else 6 EUR",
            "0 EUR",
        ],
        [
            "if x < 5 then 44 EUR + x * 0.01 EUR else 50 EUR",
            "0 EUR",
            "0 EUR",
        ],
        [
            "if x < 5 then 46 EUR + x * 0.01 EUR else 40 EUR",
            "0 EUR",
            "0 EUR",
        ],
    ]);
}

#[test]
fn curves_that_never_turn() {
    compare_formulas(&[
        ["50 EUR - 100 EUR / (x + 3)", "x * x * 1 EUR", "20 EUR"],
        ["100 EUR / (x * x + 3)", "0 EUR - x * x * 1 EUR", "20 EUR"],
        [
            "x * 40 EUR / (x + 3)",
            "round(x * 7 EUR, 3 EUR)",
            "x * 1 EUR",
        ],
        ["(x + 1) * (0 - 1 - x) * 1 EUR", "0 EUR", "0 EUR"],
        ["(0 - x - 1) * (0 - x - 2) * 1 EUR", "0 EUR", "0 EUR"],
        ["100 EUR / (x + 1)", "x * x * 1 EUR", "x * 3 EUR"],
        ["100 EUR / (0 - 1 - x * x)", "0 EUR", "20 EUR"],
        ["(x - 5) * (x - 5) * 1 EUR", "0 EUR", "20 EUR"],
        [
            "if at_most(x * x * 1 EUR, 50 EUR) < 60 EUR then x * 1 EUR else 0 EUR",
            "if at_least(x * x * 1 EUR, 9 EUR) > 5 EUR then x * 2 EUR else 0 EUR",
            "0 EUR",
        ],
        [
            "round_up((x + 1) / 100, 1) * (20 - x) * 1 EUR",
            "0 EUR",
            "0 EUR",
        ],
        [
            "at_least(x * x * 1 EUR, 9 EUR)",
            "at_most(x * x * 1 EUR, 50 EUR)",
            "at_most(100 EUR / (x * x + 3), 20 EUR)",
        ],
        [
            "at_most(x * x * 1 EUR, x * x * 2 EUR + 1 EUR)",
            "at_least(x * x * 1 EUR, x * x * 2 EUR + 1 EUR)",
            "0 EUR",
        ],
        [
            "if 100 EUR / (x * x + 3) + 100 EUR / (x + 3) > -1 EUR then x * 2 EUR else 9 EUR",
            "if 0 EUR - 100 EUR / (x * x + 3) > 1 EUR then 9 EUR else x * 1 EUR",
            "20 EUR",
        ],
    ]);
}

#[test]
fn readings_that_meet_somewhere() {
    compare_formulas(&[
        ["unclear('r', x * 10 EUR, 40 EUR)", "x * 1 EUR", "20 EUR"],
        [
            "unclear('r', x * 10 EUR, x * 10 EUR + 0.3 EUR)",
            "x * 1 EUR",
            "20 EUR",
        ],
        [
            "unclear('r', x * 10 EUR, x * 10 EUR + 5 EUR)",
            "x * 1 EUR",
            "20 EUR",
        ],
        [
            "unclear('r', x * 10 EUR, x * 10 EUR + 1 EUR)",
            "20 EUR - x * 1 EUR",
            "20 EUR",
        ],
        [
            "unclear('r', x * 10 EUR, 80 EUR - x * 7 EUR)",
            "unclear('s', 10 EUR, 20 EUR)",
            "x * 1 EUR",
        ],
    ]);
}

#[test]
fn whoever_has_no_amount_takes_no_part() {
    for rounding in ["half-up to 0.01", "half-up to 1", "up to 10"] {
        let rules = r#"rule = [
            { id = "a", when = "kind = 'a' and x > 3", pays = "x * 2 EUR" },
            { id = "b", when = "kind = 'b' and (x < 6 or x >= 8)", pays = "40 EUR - x * 2 EUR" },
            { id = "c", when = "kind = 'c'", pays = "if x < 5 then 20 EUR else 8 EUR" },
        ]"#;
        compare_with_trying(&policy(rounding, rules), &payers(), TENTHS);
        // As much with fewer payers: the value that leaves nobody out goes first.
        let rules = r#"rule = [
            { id = "a", when = "kind = 'a' and x > 3", pays = "0 EUR" },
            { id = "b", when = "kind = 'b'", pays = "40 EUR" },
            { id = "c", when = "kind = 'c' and x != 7", pays = "0 EUR" },
        ]"#;
        compare_with_trying(&policy(rounding, rules), &payers(), TENTHS);
    }
}

#[test]
fn the_ends_of_what_is_asked_for_need_not_have_so_few_decimals() {
    let formulas = [
        "if x > 10.2 then 900 EUR else x * 3 EUR",
        "if x < 0.4 then 700 EUR else 5 EUR",
        "1 EUR",
    ];
    let policy = by_kind("half-up to 0.01", formulas);
    for decimals in [0, 1] {
        let values = Values {
            decimals,
            from: "0.35",
            to: "10.25",
        };
        compare_with_trying(&policy, &payers(), values);
    }
}

/// As many decimals as are needed to come as near as any, and no more.
#[test]
fn without_decimals_the_coarsest_value_that_is_as_near_as_any_is_told() {
    let between = |pays: &str, target: &str| {
        let policy = by_kind("half-up to 0.01", [pays, "0 EUR", "0 EUR"]);
        let question = policy.solve_for("x", year()).unwrap();
        let solution = question
            .with_most(number("3"))
            .total(&payers(), euros(target))
            .unwrap();
        let Answer::Between { below, above } = solution.answer() else {
            panic!("{solution:?}")
        };
        let told = [below, above].map(|near| (near.total(), near.value()));
        (solution.decimals(), told)
    };
    let steps = "if x < 0.3 then 0 EUR else (if x < 1.5 then 5 EUR else (if x < 1.9 then 6 EUR else 9 EUR))";
    assert_eq!(
        between(steps, "5.50"),
        (
            1,
            [
                (euros("5.00"), number("0.3")),
                (euros("6.00"), number("1.5"))
            ]
        )
    );
    let steps = "if x < 0.5 then 0 EUR else (if x < 0.9 then 5 EUR else (if x < 1.6 then 0 EUR else 9 EUR))";
    assert_eq!(
        between(steps, "5.50"),
        (
            1,
            [
                (euros("5.00"), number("0.5")),
                (euros("9.00"), number("1.6"))
            ]
        )
    );
}

/// Twelve decimals of a number of thirty digits are more than can be counted.
#[test]
fn values_that_cannot_be_counted_are_told_of() {
    let policy = by_kind(
        "half-up to 0.01",
        ["if x < 1 then 0 EUR else 9 EUR", "0 EUR", "0 EUR"],
    );
    let up_to = |most: &str| {
        let question = policy
            .solve_for("x", year())
            .unwrap()
            .with_most(number(most));
        let solution = question.total(&payers(), euros("5.00")).unwrap();
        solution.is_undecided_with_more_decimals()
    };
    assert!(!up_to("1000"));
    assert!(up_to("1000000000000000000000000000000"));
}

#[test]
fn twelve_decimals_are_the_most_that_may_be_asked_for() {
    let policy = by_kind("half-up to 0.01", ["x * 1 EUR", "0 EUR", "0 EUR"]);
    let asked = |decimals: u32| {
        let question = policy
            .solve_for("x", year())
            .unwrap()
            .with_most(number("1"));
        question
            .with_decimals(decimals)
            .total(&payers(), euros("0.50"))
    };
    assert!(asked(12).is_ok());
    assert!(matches!(
        asked(13),
        Err(SolveError::TooManyDecimals { decimals: 13, .. })
    ));
}

#[test]
fn a_solution_says_what_was_asked() {
    let policy = by_kind(
        "half-up to 0.01",
        [
            "x * 2.5 EUR",
            "10 EUR",
            "if x < 2.5 then 10 EUR else 10 EUR",
        ],
    );
    let question = policy.solve_for("x", year()).unwrap().with_decimals(2);
    let solution = question.total(&payers(), euros("25.00")).unwrap();
    assert_eq!(solution.parameter().name(), "x");
    assert_eq!(solution.unit().name(), "1");
    assert_eq!(solution.decimals(), 2);
    assert_eq!(solution.value(), Some(number("2")));
    // Who pays the same on both sides of a threshold does not depend on it.
    assert_eq!(solution.independent(), ["second", "third"]);
    assert_eq!(solution.fixed(), euros("20.00"));
}

#[test]
fn who_is_open_for_some_values_alone_is_told_so() {
    let rules = r#"rule = [
        { id = "a", when = "kind = 'a' and x > 3", pays = "50 EUR" },
        { id = "c", when = "kind = 'c'", pays = "x * 10 EUR" },
    ]"#;
    let policy = policy("half-up to 0.01", rules);
    let solution = TENTHS
        .question(&policy)
        .total(&payers(), euros("20.00"))
        .unwrap();
    let open = solution.open().iter();
    let open: Vec<(&str, bool)> = open
        .map(|open| (open.payer(), open.is_open_for_every_value()))
        .collect();
    assert_eq!(open, [("first", false), ("second", true)]);
}

#[test]
fn what_does_not_fit_for_any_value_leaves_its_payer_open() {
    let huge = "100000000000000000000 * 100000000000000000000 * size * 1 EUR";
    let policy = by_kind("half-up to 0.01", [huge, "x * 1 EUR", "20 EUR"]);
    let solution = TENTHS
        .question(&policy)
        .total(&payers(), euros("25.00"))
        .unwrap();
    assert_eq!(solution.value(), Some(number("5")));
    let open: Vec<&str> = solution.open().iter().map(|open| open.payer()).collect();
    assert_eq!(open, ["first"]);
}

#[test]
fn what_turns_is_refused_with_its_formula_and_place() {
    let pays = "1 EUR + x * (10 - x) * 1 EUR";
    let policy = by_kind("half-up to 0.01", [pays, "0 EUR", "0 EUR"]);
    let error = TENTHS
        .question(&policy)
        .total(&payers(), euros("25.00"))
        .unwrap_err();
    let SolveError::NotSolvable { payer, formula, .. } = error else {
        panic!("{error:?}")
    };
    assert_eq!((payer.as_str(), formula.formula()), ("first", pays));
    assert!(
        pays.get(formula.at()..).unwrap().starts_with("* (10 - x)")
            || pays
                .get(formula.at()..)
                .unwrap()
                .starts_with("x * (10 - x)"),
        "{}",
        formula.at()
    );
}

/// A share of the round of those for whom a condition holds.
fn shared(when: &str, by: &str) -> Policy {
    let rules = format!(
        r#"share.costs = {{ total = "100 EUR", rounding = "together", keys = [{{ weight = "1", by = "{by}", of = "round" }}] }}
        rule = [
            {{ id = "a", when = "kind = 'a' and {when}", pays = "costs" }},
            {{ id = "b", when = "kind = 'b'", pays = "x * 1 EUR" }},
            {{ id = "c", when = "kind = 'c'", pays = "costs" }},
        ]"#
    );
    policy("half-up to 0.01", &rules)
}

#[test]
fn who_takes_part_in_a_share_of_the_round_must_not_depend_on_the_unknown() {
    let asked = |policy: &Policy, counts: &dyn Fn(&Facts) -> bool| {
        TENTHS
            .question(policy)
            .total_of(&payers(), counts, euros("105.00"))
    };
    let everybody = |_: &Facts| true;
    let solution = asked(&shared("size < 100", "size"), &everybody).unwrap();
    assert_eq!(solution.value(), Some(number("5")));
    let depends = shared("x > 3", "size");
    // Whether or not that payer counts: the others' parts depend on it.
    let others = |facts: &Facts| facts.payer() != "first";
    for counts in [&everybody as &dyn Fn(&Facts) -> bool, &others] {
        let error = asked(&depends, counts).unwrap_err();
        assert!(
            matches!(&error, SolveError::ShareDepends { payer, share, .. } if payer == "first" && share == "costs"),
            "{error:?}"
        );
    }
    let error = asked(&shared("size < 100", "size * x"), &everybody).unwrap_err();
    assert!(
        error
            .to_string()
            .contains("a share of the round must not depend on the unknown"),
        "{error}"
    );
}
