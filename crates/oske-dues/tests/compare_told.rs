//! What a comparison tells: where it breaks even, how amounts are rounded, curves, what it leaves out.
#![cfg(all(feature = "toml", feature = "json"))]
#![allow(missing_docs, clippy::unwrap_used, reason = "a test that fails panics")]

mod support;

use oske_dues::compare::{Change, Comparison, Difference, LeftOut};
use oske_dues::document::Value;
use oske_types::{Currency, Exact, Language};
use support::{changes, number};

fn compared(before: &str, after: &str) -> Comparison {
    let [before, after] = [before, after].map(support::case);
    let before = support::in_year(&before, 2024);
    let after = support::in_year(&after, 2024);
    Comparison::of(&before, &after).unwrap()
}

/// Each point with whom it is for.
fn break_even(comparison: &Comparison) -> Vec<String> {
    let points = comparison.break_even().iter();
    let points = points.map(|even| {
        let payers = even.payers().in_language(Language::English);
        let value = even.value_in(Language::English);
        format!("{payers}: {} {value}", even.measure().name())
    });
    points.collect()
}

/// One due up to 100 and another above it, by a measure with or without a step.
fn around_100(step: &str, up_to: &str, above: &str) -> String {
    format!(
        r#"fact.size = {{ unit = "EUR", {step} least = "0", most = "1000" }}
        rule = [
            {{ id = "small", when = "size <= 100 EUR", pays = "{up_to}" }},
            {{ id = "large", when = "size > 100 EUR", pays = "{above}" }},
        ]"#
    )
}

/// One due below 100 and another from there on.
fn from_100(step: &str, below: &str, from: &str) -> String {
    format!(
        r#"fact.size = {{ unit = "EUR", {step} least = "0", most = "1000" }}
        rule = [
            {{ id = "small", when = "size < 100 EUR", pays = "{below}" }},
            {{ id = "large", when = "size >= 100 EUR", pays = "{from}" }},
        ]"#
    )
}

const STEPS: [&str; 2] = ["", r#"step = "1","#];

#[test]
fn a_point_at_the_upper_end_of_a_stretch_is_told_where_the_next_differs() {
    for step in STEPS {
        let flat = around_100(step, "50 EUR", "50 EUR");
        let dearer = around_100(step, "0.5 * size", "80 EUR");
        let told = break_even(&compared(&flat, &dearer));
        assert_eq!(told, ["every payer: size 100"], "{step}");
        let then_the_same = around_100(step, "0.5 * size", "50 EUR");
        let told = break_even(&compared(&flat, &then_the_same));
        assert!(told.is_empty(), "{step} {told:?}");
    }
}

#[test]
fn a_point_at_the_lower_end_of_a_stretch_is_told_where_the_one_before_differs() {
    for step in STEPS {
        let flat = from_100(step, "50 EUR", "50 EUR");
        let cheaper = from_100(step, "40 EUR", "0.5 * size");
        let told = break_even(&compared(&flat, &cheaper));
        assert_eq!(told, ["every payer: size 100"], "{step}");
        let the_same_before = from_100(step, "50 EUR", "0.5 * size");
        let told = break_even(&compared(&flat, &the_same_before));
        assert!(told.is_empty(), "{step} {told:?}");
    }
}

#[test]
fn a_point_is_told_with_its_payers_its_measure_and_its_value() {
    let facts = r#"
        fact.kind = { values = ["association", "company"] }
        fact.turnover = { unit = "EUR", step = "1", least = "0", most = "1000" }
    "#;
    let policy = |company: &str| {
        format!(
            r#"{facts}
            rule = [
                {{ id = "a", when = "kind = 'association'", pays = "20 EUR" }},
                {{ id = "c", when = "kind = 'company'", pays = "{company}" }},
            ]"#
        )
    };
    let comparison = compared(&policy("50 EUR"), &policy("0.3 * turnover"));
    let [even] = comparison.break_even() else {
        unreachable!("one point: {:?}", comparison.break_even())
    };
    assert_eq!(even.payers().in_language(Language::English), "company");
    assert_eq!(even.measure().name(), "turnover");
    // 50 is three tenths of 166 2/3.
    assert_eq!(even.value(), number("500/3"));
}

#[test]
fn a_curve_tells_its_measure_its_step_and_its_end() {
    let policy = |fact: &str, pays: &str| {
        format!(
            r#"{fact}
            rule = [{{ id = "everyone", pays = "{pays}" }}]"#
        )
    };
    let size = r#"fact.size = { unit = "EUR", step = "5", least = "0", most = "1000" }"#;
    let comparison = compared(
        &policy(size, "50 EUR"),
        &policy(size, "20 EUR + 0.1 * size"),
    );
    let [curve] = comparison.curves() else {
        unreachable!("one curve: {:?}", comparison.curves())
    };
    assert_eq!(curve.measure().name(), "size");
    assert!(!curve.is_of_dates());
    assert_eq!(curve.step(), Some(number("5")));
    assert_eq!(curve.greatest(), Some(number("1000")));
    let [piece] = curve.pieces() else {
        unreachable!("one piece: {:?}", curve.pieces())
    };
    let before = piece.before().unwrap();
    assert_eq!((before.fixed, before.rate), (number("50"), Exact::ZERO));
    let after = piece.after().unwrap();
    assert_eq!((after.fixed, after.rate), (number("20"), number("0.1")));

    let free = r#"fact.size = { unit = "EUR", least = "0" }"#;
    let comparison = compared(&policy(free, "50 EUR"), &policy(free, "0.1 * size"));
    let curve = comparison.curves().first().unwrap();
    assert_eq!((curve.step(), curve.greatest()), (None, None));

    let joined = r#"fact.joined = { type = "date", least = "2020-01-01", most = "2029-12-31" }"#;
    let by_day = policy(joined, "1 EUR/day * days(joined, next_year_start)");
    let comparison = compared(&policy(joined, "10 EUR"), &by_day);
    let curves = comparison.curves();
    assert!(!curves.is_empty());
    assert!(curves.iter().all(|curve| curve.is_of_dates()));
}

#[test]
fn a_curve_is_in_the_currency_that_is_asked_for() {
    let policy = |currency: &str, by: &str| {
        format!(
            r#"fact.size = {{ unit = "piece", step = "1", least = "0", most = "10" }}
            unit.piece = {{}}
            rule = [{{ id = "everyone", currency = "{currency}", pays = "{by} {currency}/piece * size" }}]"#
        )
    };
    let comparison = compared(&policy("SEK", "10"), &policy("SEK", "12"));
    let currencies = comparison.curves().iter().map(|curve| curve.currency());
    let currencies: Vec<Currency> = currencies.collect();
    assert_eq!(currencies, ["SEK".parse().unwrap()]);
    // What is asked for in two currencies does not go into one chart.
    let comparison = compared(&policy("EUR", "10"), &policy("SEK", "12"));
    assert!(comparison.curves().is_empty());
    assert_eq!(changes(&comparison), ["every payer: other-currency"]);
}

#[test]
fn a_difference_that_no_steps_come_to_is_not_told() {
    let policy = |pays: &str| {
        format!(
            r#"fact.one = {{ unit = "EUR", step = "1", least = "0", most = "100000" }}
            fact.other = {{ unit = "EUR", step = "1", least = "0", most = "100000" }}
            rule = [{{ id = "everyone", pays = "{pays}" }}]"#
        )
    };
    let has_same = |after: &str| {
        let comparison = compared(&policy("10 EUR"), &policy(after));
        let mut all = comparison.differences().iter();
        all.any(|difference| difference.change() == Change::Same)
    };
    // By halves and quarters, from a quarter less: one quarter is nothing more.
    assert!(has_same("9.75 EUR + 0.5 * one + 0.25 * other"));
    assert!(has_same("9.75 EUR + 0.25 * one + 0.5 * other"));
    // By halves alone, a quarter is never made up for.
    assert!(!has_same("9.75 EUR + 0.5 * one + 0.5 * other"));
    // By steps of a quarter no tenth is, either.
    assert!(!has_same("9.90 EUR + 0.5 * one + 0.75 * other"));
}

/// Two lines of one due, each rounded in its own way.
fn two_lines(dues: [&str; 2], levy: [&str; 2]) -> String {
    format!(
        r#"fact.size = {{ unit = "EUR", step = "1", least = "0", most = "100" }}
        line.levy = {{}}
        rule = [
            {{ id = "dues", pays = "{} * size", rounding = "{}" }},
            {{ id = "levy", line = "levy", pays = "{} * size", rounding = "{}" }},
        ]"#,
        dues[0], dues[1], levy[0], levy[1]
    )
}

#[test]
fn lines_are_rounded_alike_where_each_is() {
    const CENT: &str = "half-up to 0.01";
    const TENTH: &str = "up to 0.10";
    let before = two_lines(["0.125", CENT], ["0.25", TENTH]);
    let change = |after: &str| {
        let comparison = compared(&before, after);
        let changes: Vec<Change> = comparison
            .differences()
            .iter()
            .map(Difference::change)
            .collect();
        changes
    };
    assert_eq!(change(&before), [Change::Same]);
    // The other line first: each part is rounded as before.
    let turned = two_lines(["0.25", TENTH], ["0.125", CENT]);
    assert_eq!(change(&turned), [Change::Same]);
    // The roundings changed over: of 1 €, 0.13 € and 0.30 € become 0.20 € and 0.25 €.
    let changed_over = two_lines(["0.125", TENTH], ["0.25", CENT]);
    assert_eq!(change(&changed_over), [Change::RoundedOtherwise]);
    // Other parts of the same sum.
    let other_parts = two_lines(["0.1875", CENT], ["0.1875", TENTH]);
    assert_eq!(change(&other_parts), [Change::RoundedOtherwise]);
    // The same sum as one line.
    let one_line = format!(
        r#"fact.size = {{ unit = "EUR", step = "1", least = "0", most = "100" }}
        rule = [{{ id = "dues", pays = "0.375 * size", rounding = "{CENT}" }}]"#
    );
    assert_eq!(change(&one_line), [Change::RoundedOtherwise]);
}

#[test]
fn what_may_have_no_value_in_one_of_the_two_is_undecided() {
    let policy = |pays: &str| {
        format!(
            r#"unit.employee = {{}}
            fact.branch = {{ type = "list", most = "3", each = {{ staff = {{ unit = "employee", step = "1", least = "0", most = "100" }} }} }}
            table.fee = {{ by = "staff", unit = "EUR", rows = [
                {{ under = "10", pays = "5" }},
                {{ over = "10", pays = "8" }},
            ] }}
            rule = [{{ id = "everyone", pays = "{pays}" }}]"#
        )
    };
    let flat = policy("100 EUR");
    let with_nothing = policy("100 EUR + 0 * sum(branch, fee(staff))");
    for (before, after) in [(&flat, &with_nothing), (&with_nothing, &flat)] {
        let comparison = compared(before, after);
        assert_eq!(changes(&comparison), ["every payer: undecided"]);
        assert_eq!(comparison.left_out(), [LeftOut::NotLinear]);
        assert!(!comparison.is_complete());
        let document = comparison.to_value(Language::English);
        let left_out = document.get("left_out").unwrap().to_json();
        assert_eq!(left_out, r#"[{"what":"not-linear"}]"#);
        assert_eq!(
            document.get("complete").map(Value::to_json).as_deref(),
            Some("false")
        );
    }
    assert!(compared(&flat, &flat).is_complete());
}

#[test]
fn sums_over_lists_are_the_same_where_they_are_computed_alike() {
    let policy = |pays: &str| {
        format!(
            r#"unit.employee = {{}}
            fact.branch = {{ type = "list", most = "3", each = {{ staff = {{ unit = "employee", step = "1", least = "0", most = "100" }} }} }}
            table.fee = {{ by = "staff", unit = "EUR", rows = [
                {{ under = "10", pays = "5" }},
                {{ from = "10", pays = "8" }},
            ] }}
            rule = [{{ id = "everyone", pays = "{pays}" }}]"#
        )
    };
    let by_table = policy("100 EUR + sum(branch, fee(staff))");
    let dearer = policy("103 EUR + sum(branch, fee(staff))");
    let comparison = compared(&by_table, &dearer);
    let [rises] = comparison.differences() else {
        unreachable!("one difference: {:?}", comparison.differences())
    };
    assert_eq!(rises.change(), Change::Rises);
    assert_eq!(rises.range(), (Some(number("3")), Some(number("3"))));

    let least = |by: &str| {
        policy(&format!(
            "sum(branch, at_least({by} EUR/employee * staff, 20 EUR))"
        ))
    };
    let comparison = compared(&least("5"), &least("5"));
    assert_eq!(changes(&comparison), ["every payer: same"]);
    // Between 20 € and 500 € for each branch under both, and yet not the same.
    let falling = "sum(branch, at_least(500 EUR - 5 EUR/employee * staff, 20 EUR))";
    let comparison = compared(&least("5"), &policy(falling));
    assert_eq!(changes(&comparison), ["every payer: undecided"]);
}

#[test]
fn a_change_without_an_end_is_told_from_its_nearer_end() {
    let policy = |pays: &str| {
        format!(
            r#"fact.size = {{ unit = "EUR", step = "1", least = "0" }}
            rule = [{{ id = "everyone", pays = "{pays}" }}]"#
        )
    };
    let (less, more) = (policy("10 EUR + 0.1 * size"), policy("15 EUR + 0.2 * size"));
    let by = |comparison: &Comparison| {
        let difference = comparison.differences().first().unwrap();
        let group = difference.groups().first().unwrap();
        let words = difference.by_in(Language::English, group);
        (difference.range(), words.unwrap())
    };
    let (range, words) = by(&compared(&less, &more));
    assert_eq!(range, (Some(number("5")), None));
    assert_eq!(words, "at least +€5.00");
    let (range, words) = by(&compared(&more, &less));
    assert_eq!(range, (None, Some(number("-5"))));
    assert_eq!(words, "at least -€5.00");
}

#[test]
fn payers_on_one_side_of_a_border_are_told_of_in_the_document() {
    let facts = r#"
        fact.size = { unit = "EUR", step = "1", least = "0", most = "1000" }
        fact.grant = { unit = "EUR", step = "1", least = "0", most = "1000" }
    "#;
    let by_sum = |large: &str| {
        format!(
            r#"{facts}
            rule = [
                {{ id = "small", when = "size + grant < 500 EUR", pays = "10 EUR" }},
                {{ id = "large", when = "size + grant >= 500 EUR", pays = "{large}" }},
            ]"#
        )
    };
    let comparison = compared(&by_sum("10 EUR"), &by_sum("20 EUR"));
    let document = comparison.to_value(Language::English).to_json();
    assert!(
        document.contains(r#""conditions":["size + grant ≥ 500"]"#),
        "{document}"
    );
    assert!(
        document.contains(r#""conditions":["size + grant < 500"]"#),
        "{document}"
    );
    let plain = compared(
        &format!(r#"{facts} rule = [{{ id = "r", pays = "1 EUR" }}]"#),
        &format!(r#"{facts} rule = [{{ id = "r", pays = "2 EUR" }}]"#),
    );
    let document = plain.to_value(Language::English).to_json();
    assert!(!document.contains("conditions"), "{document}");
}

#[test]
fn dues_are_certain_where_all_readings_have_some() {
    let policy = |rules: &str| {
        format!(
            r#"fact.kind = {{ values = ["a", "b"] }}
            fact.size = {{ unit = "EUR", step = "1", least = "0", most = "1000" }}
            param.threshold = {{ unit = "EUR", value = "unknown" }}
            param.fee = {{ unit = "EUR", value = "unknown" }}
            param.other_fee = {{ unit = "EUR", value = "unknown" }}
            rule = [{rules}]"#
        )
    };
    let none = policy(r#"{ id = "c", when = "size < 0 EUR", pays = "10 EUR" }"#);
    let after = |rules: &str| changes(&compared(&none, &policy(rules)));
    let certain = after(r#"{ id = "one", pays = "unclear('which', fee, other_fee + 1 EUR)" }"#);
    assert_eq!(certain, ["every payer: becomes-covered"]);
    // In one of the readings it is not known whether there are dues, whichever is written first.
    for when in [
        "unclear('whom', kind = 'a', size >= threshold)",
        "unclear('whom', size >= threshold, kind = 'a')",
    ] {
        let told = after(&format!(
            r#"{{ id = "one", when = "{when}", pays = "fee" }}"#
        ));
        assert_eq!(told, ["a: open", "b: not-covered"]);
    }
}

/// Whether the size or the grant is meant is not clear; both may come to the same.
#[test]
fn readings_that_come_to_the_same_by_different_facts_are_one_amount() {
    let policy = |pays: &str| {
        format!(
            r#"fact.size = {{ unit = "EUR", step = "1", least = "0", most = "100" }}
            fact.grant = {{ unit = "EUR", step = "1", least = "0", most = "100" }}
            rule = [{{ id = "everyone", pays = "{pays}" }}]"#
        )
    };
    let by = |fact: &str| format!("(if {fact} < 60 EUR then 10 EUR else 5 EUR)");
    let unclear = format!("unclear('which', {}, {})", by("size"), by("grant"));
    let mut told = changes(&compared(&policy("10 EUR"), &policy(&unclear)));
    told.sort();
    assert_eq!(
        told,
        [
            "size is 0–59 and grant is 0–59: same",
            "size is 0–59 and grant is 60 or more: open",
            "size is 60 or more and grant is 0–59: open",
            "size is 60 or more and grant is 60 or more: falls",
        ]
    );
}
