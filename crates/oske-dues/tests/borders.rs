//! Borders that follow no axis, and numbers that are no straight lines: what the normal form gives for who lies on a border,
//! and what the findings tell of it.
#![cfg(feature = "toml")]
#![allow(
    clippy::arithmetic_side_effects,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a helper of a test fails by panicking"
)]

mod support;

use oske_dues::{Facts, NormalOutcome, Policy, Severity};
use oske_types::Language;
use support::{in_year, read_case, with_code};

/// A policy with measures `a`, `b` and `c` from nothing up to a greatest value, and what else it says.
fn policy(most: u32, rest: &str) -> Policy {
    let mut text = "rounding = \"half-up to 0.01\"\nunit.head = {}\n".to_owned();
    for name in ["a", "b", "c"] {
        text.push_str(&format!(
            "fact.{name} = {{ unit = \"head\", step = \"1\", least = \"0\", most = \"{most}\" }}\n"
        ));
    }
    read_case(&format!("{text}{rest}")).unwrap_or_else(|faults| panic!("{faults}"))
}

fn payer(a: i32, b: i32) -> Facts {
    let facts = Facts::new("a-payer").with_measure("a", a);
    facts.with_measure("b", b).with_measure("c", 0)
}

fn everybody(pays: &str) -> String {
    format!("[[rule]]\nid = \"all\"\npays = \"{pays}\"\n")
}

/// What the normal form gives; the evaluation gives the same.
fn owed(policy: &Policy, facts: &Facts) -> String {
    let year = in_year(policy, 2023);
    let assessed = NormalOutcome::from(year.assess(facts).outcome());
    let normal = year.normal_form().assess(facts);
    assert_eq!(normal, assessed, "{facts:?}");
    match normal {
        NormalOutcome::Assessed(amount) => amount.to_string(),
        other => format!("{other:?}"),
    }
}

#[test]
fn who_lies_on_a_border_is_on_the_side_that_the_sign_says() {
    type Holds = fn(&i32, &i32) -> bool;
    let signs: [(&str, Holds); 6] = [
        ("=", i32::eq),
        ("!=", i32::ne),
        ("<", i32::lt),
        ("<=", i32::le),
        (">", i32::gt),
        (">=", i32::ge),
    ];
    for (sign, holds) in signs {
        // Borders through the corners of what there may be, and between them.
        for border in [0, 1, 3, 5, 6] {
            let policy = policy(
                3,
                &everybody(&format!(
                    "if a + b {sign} {border} head then 10 EUR else 5 EUR"
                )),
            );
            for (a, b) in (0..=3).flat_map(|a| (0..=3).map(move |b| (a, b))) {
                let expected = if holds(&(a + b), &border) {
                    "10.00 EUR"
                } else {
                    "5.00 EUR"
                };
                assert_eq!(
                    owed(&policy, &payer(a, b)),
                    expected,
                    "{a} + {b} {sign} {border}"
                );
            }
        }
    }
}

/// A quotient by what is below zero is below zero.
#[test]
fn a_quotient_has_the_sign_of_its_divisor() {
    let policy = policy(
        999,
        &format!(
            "fact.debt = {{ unit = \"head\", step = \"1\", least = \"-999\", most = \"-1\" }}\n{}",
            everybody("if (a + 1 head) / debt >= 0 then 10 EUR else 5 EUR")
        ),
    );
    for debt in [-999, -1] {
        let facts = payer(9, 0).with_measure("debt", debt);
        assert_eq!(owed(&policy, &facts), "5.00 EUR", "{debt}");
    }
    let mixed = self::policy(
        999,
        &format!(
            "fact.balance = {{ unit = \"head\", step = \"1\", least = \"-999\", most = \"999\" }}\n{}",
            everybody("if (a + 1 head) / balance >= 0 then 10 EUR else 5 EUR")
        ),
    );
    for (balance, expected) in [(-2, "5.00 EUR"), (2, "10.00 EUR"), (0, "Invalid")] {
        let facts = payer(3, 0).with_measure("balance", balance);
        assert_eq!(owed(&mixed, &facts), expected, "{balance}");
    }
}

/// Of several things that hinder an amount the gravest is told, also where a product or a quotient is open on both sides.
#[test]
fn the_gravest_hindrance_of_a_product_or_a_quotient_is_told() {
    for formula in [
        "fee(a) / rate",
        "fee(a) * rate",
        "rate * fee(a)",
        "fee(a) + 1 EUR * rate",
    ] {
        let policy = policy(
            9,
            &format!(
                "param.rate = {{ unit = \"1\", value = \"unknown\" }}\n[table.fee]\nby = \"a\"\nunit = \"EUR\"\nrows = [{{ to = \"5\", pays = \"10\" }}]\n{}",
                everybody(formula)
            ),
        );
        assert_eq!(owed(&policy, &payer(5, 0)), "Undetermined", "{formula}");
        assert_eq!(owed(&policy, &payer(6, 0)), "NotCovered", "{formula}");
    }
}

/// Two rules, each with its condition, and what is told of payers whom both are for: the values of `a` and `b` of one of them.
fn both_for(most: u32, first: &str, second: &str) -> Option<(i32, i32)> {
    let policy = policy(
        most,
        &format!(
            "line.dues = {{ optional = true }}\n[[rule]]\nid = \"first\"\nwhen = \"{first}\"\npays = \"10 EUR\"\n[[rule]]\nid = \"second\"\nwhen = \"{second}\"\npays = \"20 EUR\"\n"
        ),
    );
    let findings = with_code(&policy, "several-rules");
    let [found] = findings.as_slice() else {
        assert_eq!(findings, [], "{first}, {second}");
        return None;
    };
    let witness = found
        .witness()
        .unwrap_or_else(|| panic!("a payer: {found}"));
    let value = |name| -> i32 { witness.measure(name).unwrap().to_string().parse().unwrap() };
    Some((value("a"), value("b")))
}

/// 13 a + 17 b is 470 for 10 and 20, and for 27 and 7, and for nobody else: neither at the ends nor in the middle of what there
/// may be.
#[test]
fn the_few_who_lie_on_an_oblique_line_are_found() {
    let line = "13 * a + 17 * b = 470 head";
    // The second time there are 64 · 64 = 4,096 points to go through, the most that are.
    for most in [40, 63] {
        let found = both_for(most, line, "a + b >= 0 head");
        assert!(
            matches!(found, Some((10, 20) | (27, 7))),
            "{most}: {found:?}"
        );
        assert_eq!(
            both_for(most, line, "a <= 20 head"),
            Some((10, 20)),
            "{most}"
        );
        assert_eq!(both_for(most, line, "a > 20 head"), Some((27, 7)), "{most}");
        // Nobody else lies on it.
        assert_eq!(
            both_for(most, line, "a > 10 head and a < 27 head"),
            None,
            "{most}"
        );
    }
}

/// Where two borders are the same but for who lies on them, the stricter one counts.
#[test]
fn the_stricter_of_two_borders_counts() {
    for (first, second, inside) in [
        (
            "a + b > 5 head",
            "a + b >= 5 head and a + b <= 8 head",
            6..=8,
        ),
        (
            "a + b >= 5 head and a + b <= 8 head",
            "a + b > 5 head",
            6..=8,
        ),
        (
            "a + b < 8 head",
            "a + b >= 5 head and a + b <= 8 head",
            5..=7,
        ),
        (
            "a + b >= 5 head and a + b <= 8 head",
            "a + b < 8 head",
            5..=7,
        ),
        (
            "a + b > 5 head and a + b < 7 head",
            "a + b >= 5 head and a + b <= 7 head",
            6..=6,
        ),
    ] {
        let (a, b) = both_for(9, first, second).unwrap();
        assert!(inside.contains(&(a + b)), "{a} + {b}: {first}, {second}");
    }
    for (first, second) in [
        ("a + b > 5 head", "a + b <= 5 head"),
        ("a + b >= 5 head", "a + b < 5 head"),
        ("a + b > 5 head", "a + b < 6 head"),
    ] {
        assert_eq!(both_for(9, first, second), None, "{first}, {second}");
    }
}

/// Two rules for everybody: an error, unless both are known to give the same.
fn is_same(first: &str, second: &str) -> bool {
    let policy = policy(
        1000,
        &format!(
            r#"
            [fact.joined]
            type = "date"
            [fact.left]
            type = "date"
            [fact.branch]
            type = "list"
            most = "9"
            [fact.branch.each.staff]
            unit = "head"
            step = "1"
            least = "0"
            most = "1000"
            [fact.branch.each.guests]
            unit = "head"
            step = "1"
            least = "0"
            most = "1000"
            [fact.site]
            type = "list"
            most = "9"
            [fact.site.each.size]
            unit = "head"
            step = "1"
            least = "0"
            most = "1000"
            [[rule]]
            id = "first"
            pays = "{first}"
            [[rule]]
            id = "second"
            pays = "{second}"
            "#
        ),
    );
    let findings = with_code(&policy, "several-rules");
    let [found] = findings.as_slice() else {
        panic!("one finding: {findings:?}")
    };
    found.severity() != Severity::Error
}

#[test]
fn what_is_no_straight_line_is_the_same_only_where_it_is_computed_in_the_same_way() {
    // Of each kind what is computed in one way, and what differs from it in one thing.
    let kinds: [(&str, &[&str]); 6] = [
        (
            "1 EUR/head/head * (a * b)",
            &["1 EUR/head/head * (a * c)", "1 EUR/head/head * (c * b)"],
        ),
        (
            "1 EUR * (a / (b + 1 head))",
            &["1 EUR * (c / (b + 1 head))", "1 EUR * (a / (c + 1 head))"],
        ),
        (
            "1 EUR/head * round(0.7 * a + 0.7 * b, 1 head)",
            &[
                "1 EUR/head * round(0.7 * a + 0.7 * c, 1 head)",
                "1 EUR/head * round_half_even(0.7 * a + 0.7 * b, 1 head)",
                "1 EUR/head * round(0.7 * a + 0.7 * b, 2 head)",
            ],
        ),
        (
            "1 EUR * started(0.7 * a + 0.7 * b, 1 head)",
            &[
                "1 EUR * started(0.7 * a + 0.7 * c, 1 head)",
                "1 EUR * whole(0.7 * a + 0.7 * b, 1 head)",
                "1 EUR * started(0.7 * a + 0.7 * b, 2 head)",
            ],
        ),
        (
            "1 EUR/month * whole_months(joined, left)",
            &[
                "1 EUR/month * whole_months(left, joined)",
                "1 EUR/month * started_months(joined, left)",
                "1 EUR/month * whole_months(joined, left + 1 day)",
            ],
        ),
        (
            "1 EUR/head * sum(branch, staff)",
            &[
                "1 EUR/head * sum(branch, guests)",
                "1 EUR/head * sum(site, size)",
            ],
        ),
    ];
    for (formula, others) in kinds {
        assert!(is_same(formula, &format!("{formula} + 0 EUR")), "{formula}");
        for other in others {
            assert!(!is_same(formula, other), "{formula}, {other}");
        }
    }
    for (index, (formula, _)) in kinds.iter().enumerate() {
        for (other, _) in kinds.iter().skip(index + 1) {
            assert!(!is_same(formula, other), "{formula}, {other}");
        }
    }
}

/// The bounds of products and quotients are known: a least amount that lies outside of them never binds.
#[test]
fn a_bound_outside_of_a_product_or_a_quotient_never_binds() {
    let binds = |formula: &str| {
        with_code(&policy(100, &everybody(formula)), "bound-never-binds").is_empty()
    };
    // At most 100 · 100, and at least 0.
    assert!(!binds("at_most(1 EUR/head/head * (a * b), 10000 EUR)"));
    assert!(binds("at_most(1 EUR/head/head * (a * b), 9999 EUR)"));
    assert!(!binds("at_least(1 EUR/head/head * (a * b), 0 EUR)"));
    assert!(binds("at_least(1 EUR/head/head * (a * b), 1 EUR)"));
    // At least -100 by 1 and at most nothing, for what is divided by is below zero.
    let debt = "fact.debt = { unit = \"head\", step = \"1\", least = \"-999\", most = \"-1\" }\n";
    let binds_below_zero = |formula: &str| {
        let policy = policy(100, &format!("{debt}{}", everybody(formula)));
        with_code(&policy, "bound-never-binds").is_empty()
    };
    assert!(!binds_below_zero("at_most(1 EUR * (a / debt), 0 EUR)"));
    assert!(!binds_below_zero("at_least(1 EUR * (a / debt), -100 EUR)"));
    assert!(binds_below_zero("at_least(1 EUR * (a / debt), -99 EUR)"));
    // At most 100 by 1.
    assert!(!binds("at_most(1 EUR * (a / (b + 1 head)), 100 EUR)"));
    assert!(binds("at_most(1 EUR * (a / (b + 1 head)), 99 EUR)"));
}

/// A table of which no row holds for anybody has nothing but dead rows.
#[test]
fn a_table_that_gives_nothing_to_anybody_has_dead_rows_alone() {
    let policy = policy(
        9,
        &format!(
            "[table.fee]\nby = \"a\"\nunit = \"EUR\"\nrows = [{{ from = \"10\", to = \"19\", pays = \"1\" }}, {{ over = \"19\", pays = \"2\" }}]\n{}",
            everybody("fee(a)")
        ),
    );
    assert_eq!(owed(&policy, &payer(9, 0)), "NotCovered");
    let dead = with_code(&policy, "dead-row");
    let told: Vec<String> = dead
        .iter()
        .map(|finding| finding.message(Language::English))
        .collect();
    let never = |row: u32| format!("row {row} of the table “fee” can never hold");
    assert_eq!(told, [never(1), never(2)]);
}

/// Steps that are begun are found by halving, each of them once.
#[test]
fn a_staircase_has_a_piece_for_each_step() {
    let policy = policy(300_000, &everybody("10 EUR * started(a, 1000 head)"));
    let year = in_year(&policy, 2023);
    assert_eq!(owed(&policy, &payer(0, 0)), "0.00 EUR");
    assert_eq!(owed(&policy, &payer(1000, 0)), "10.00 EUR");
    assert_eq!(owed(&policy, &payer(1001, 0)), "20.00 EUR");
    let tariff = year.tariff();
    let [curve] = tariff.curves() else {
        panic!("one curve: {tariff:?}")
    };
    assert!(!curve.is_of_dates());
    // Nothing for nobody, and 300 steps.
    assert_eq!(curve.pieces().len(), 301);
}

/// Each bound is judged by itself: of two in one formula as of one each in two formulas.
#[test]
fn each_bound_is_judged_by_itself() {
    let never = |rest: &str| {
        let found = with_code(&policy(10, rest), "bound-never-binds");
        let places = found.iter().map(|finding| finding.place().unwrap().column);
        (found.len(), places.collect::<Vec<_>>())
    };
    let (large, small) = (
        "at_most(1 EUR/head * a, 50 EUR)",
        "at_most(1 EUR/head * a, 5 EUR)",
    );
    assert_eq!(never(&everybody(&format!("{small} + {small}"))).0, 0);
    assert_eq!(never(&everybody(&format!("{large} + {small}"))).0, 1);
    assert_eq!(never(&everybody(&format!("{small} + {large}"))).0, 1);
    assert_eq!(never(&everybody(&format!("{large} + {large}"))).0, 2);
    let two = |first: &str, second: &str| {
        format!(
            "[[rule]]\nid = \"first\"\nwhen = \"b > 5 head\"\npays = \"{first}\"\n[[rule]]\nid = \"second\"\nwhen = \"b <= 5 head\"\npays = \"{second}\"\n"
        )
    };
    assert_eq!(never(&two(small, small)).0, 0);
    assert_eq!(never(&two(large, small)).0, 1);
    assert_eq!(never(&two(small, large)).0, 1);
    assert_eq!(never(&two(large, large)).0, 2);
}

/// Of a share of a round each payer has between nothing and the whole, unless a weight or a figure may lead out of that.
#[test]
fn a_share_lies_between_nothing_and_the_whole() {
    let never = |bound: &str, least: &str, keys: &str| {
        let policy = policy(
            10,
            &format!(
                "fact.votes = {{ unit = \"head\", step = \"1\", least = \"{least}\", most = \"100\" }}\n[share.costs]\ntotal = \"100 EUR\"\nrounding = \"each\"\nkeys = [{keys}]\n{}",
                everybody(bound)
            ),
        );
        !with_code(&policy, "bound-never-binds").is_empty()
    };
    let (most, less) = ("at_most(costs, 100 EUR)", "at_most(costs, 99 EUR)");
    let by_votes = r#"{ weight = "1", by = "votes", of = "round" }"#;
    let halves = r#"{ weight = "1/2", by = "votes", of = "round" }, { weight = "1/2", by = "a", of = "round" }"#;
    for keys in [by_votes, halves] {
        assert!(never(most, "0", keys), "{keys}");
        assert!(never("at_least(costs, 0 EUR)", "0", keys), "{keys}");
        assert!(!never(less, "0", keys), "{keys}");
        assert!(!never("at_least(costs, 1 EUR)", "0", keys), "{keys}");
        // Where somebody's figure is below zero, another has more than the whole.
        assert!(!never(most, "-1", keys), "{keys}");
    }
    let above_one = r#"{ weight = "1", by = "votes", of = "round" }, { weight = "1/2", by = "a", of = "round" }"#;
    assert!(!never(most, "0", above_one));
    let below_zero = r#"{ weight = "2", by = "votes", of = "round" }, { weight = "-1", by = "a", of = "round" }"#;
    assert!(!never(most, "0", below_zero));
    let published = r#"{ weight = "1/2", by = "votes", of = "round" }, { weight = "1/2", by = "a", of = "5 head" }"#;
    assert!(!never(most, "0", published));
}

/// Whether the dues of a year are told to differ from those of the next by 5 for everybody.
fn differs_by_five(formula: &str) -> bool {
    let policy = policy(
        10,
        &format!(
            r#"
            param.fee = {{ unit = "EUR", values = [{{ until = "2024-01-01", value = "10" }}, {{ from = "2024-01-01", value = "15" }}] }}
            [fact.branch]
            type = "list"
            most = "9"
            [fact.branch.each.staff]
            unit = "head"
            step = "1"
            least = "0"
            most = "100"
            [table.all_of_it]
            by = "staff"
            unit = "EUR"
            rows = [{{ to = "50", pays = "1" }}, {{ over = "50", pays = "2" }}]
            [table.part_of_it]
            by = "staff"
            unit = "EUR"
            rows = [{{ to = "50", pays = "1" }}]
            {}
            "#,
            everybody(formula)
        ),
    );
    let (before, after) = (in_year(&policy, 2023), in_year(&policy, 2024));
    let comparison = oske_dues::compare::Comparison::of(&before, &after).unwrap();
    let text = comparison.to_text(Language::English);
    let is_decided = text.contains("Dues rise\n- every payer: ");
    assert_ne!(
        is_decided,
        text.contains("Not decided\n- every payer: "),
        "{text}"
    );
    assert!(text.contains("(+€5.00)"), "{text}");
    is_decided
}

/// A sum over things of which one may have no amount is none, and so is whatever stands beside it, also where it would
/// cancel out.
#[test]
fn dues_that_may_be_open_are_not_said_to_differ() {
    let (known, open) = (
        "sum(branch, all_of_it(staff))",
        "sum(branch, part_of_it(staff))",
    );
    assert!(differs_by_five("fee"));
    for formula in [
        format!("fee + {known}"),
        format!("fee + {known} + {known}"),
        format!("fee + {known} - {known}"),
        format!("fee + 0 * {known}"),
    ] {
        assert!(differs_by_five(&formula), "{formula}");
    }
    for formula in [
        format!("fee + {open}"),
        format!("fee + {open} - {open}"),
        format!("({open} - {open}) + fee"),
        format!("fee + ({open} - {open}) + 1 EUR/head * a"),
        format!("fee + 0 * {open}"),
        format!("fee + {known} + {open} - {open}"),
        format!("fee + 0 * ({open} - {open}) + {known}"),
    ] {
        assert!(!differs_by_five(&formula), "{formula}");
    }
}
