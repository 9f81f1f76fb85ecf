//! What the page says of formulas and conditions.

use crate::expected::CONDITION;
use crate::{FACTS, codes, faults, in_first_year, pays, policy, rule};

#[test]
fn only_the_part_that_is_chosen_is_computed() {
    assert_eq!(pays("if student then missing else 1 EUR"), "1.00");
    assert_eq!(pays("2 * (if student then 1 EUR else 3 EUR)"), "6.00");
    // Of the parts of a larger, all are.
    assert_eq!(pays("larger(200 EUR, missing)"), "undetermined");
}

#[test]
fn steps_are_numbers_above_zero_with_a_unit() {
    for (formula, code) in [
        ("round(x, 0 EUR)", "wrong-argument"),
        ("round(x, -1 EUR)", "wrong-argument"),
        ("round(x, y)", "wrong-argument"),
        ("round(x, 1)", "unit-mismatch"),
        ("1 EUR * started(population, 1000)", "unit-mismatch"),
    ] {
        assert_eq!(
            faults(&format!("{FACTS}{}", rule(formula))),
            [code],
            "{formula}"
        );
    }
    assert_eq!(pays("round(2.5, 1) * 1 EUR"), "3.00");
    assert_eq!(pays("round(-2.50 EUR, 1 EUR)"), "-3.00");
    assert_eq!(pays("round_half_even(2.50 EUR, 1 EUR)"), "2.00");
    assert_eq!(pays("round_up(-2.50 EUR, 1 EUR)"), "-2.00");
    assert_eq!(pays("round_down(-2.50 EUR, 1 EUR)"), "-3.00");
}

#[test]
fn a_label_is_read_in_one_way_wherever_it_stands() {
    let unclear = "unclear('order', 1 EUR, 2 EUR)";
    assert_eq!(pays(&format!("{unclear} - {unclear}")), "0.00");
    assert_eq!(
        pays("unclear('one', 1 EUR, 2 EUR) - unclear('other', 1 EUR, 2 EUR)"),
        "ambiguous -1.00 0.00 1.00"
    );
    let three = format!("{unclear} + unclear('order', 1 EUR, 2 EUR, 3 EUR)");
    assert_eq!(faults(&rule(&three)), ["wrong-argument"]);
    assert_eq!(faults(&rule("unclear('order', 1 EUR)")), ["wrong-argument"]);
    let earlier = "days(unclear('day', joined, year_start), '2024-01-16') * 1 EUR/day";
    assert_eq!(pays(earlier), "ambiguous 1.00 380.00");
    let chosen = "days(if student then joined else year_start, '2023-01-02') * 1 EUR/day";
    assert_eq!(pays(chosen), "1.00");
    assert_eq!(
        pays("if unclear('who', student, is_small) then 1 EUR else 2 EUR"),
        "ambiguous 1.00 2.00"
    );
}

#[test]
fn time_is_counted_from_one_date_up_to_but_not_with_another() {
    for (formula, amount) in [
        ("days('2023-01-31', '2023-02-01') * 1 EUR/day", "1.00"),
        ("days('2023-02-01', '2023-01-31') * 1 EUR/day", "0.00"),
        ("days('2023-02-01', '2023-02-01') * 1 EUR/day", "0.00"),
        (
            "started_months('2023-01-31', '2023-02-01') * 1 EUR/month",
            "1.00",
        ),
        (
            "started_months('2023-01-31', '2023-02-02') * 1 EUR/month",
            "2.00",
        ),
        (
            "whole_months('2023-01-15', '2023-02-14') * 1 EUR/month",
            "0.00",
        ),
        (
            "whole_months('2023-01-15', '2023-02-15') * 1 EUR/month",
            "1.00",
        ),
        (
            "whole_years('2003-05-02', '2023-05-01') * 1 EUR/year",
            "19.00",
        ),
        (
            "whole_years('2003-05-02', '2023-05-02') * 1 EUR/year",
            "20.00",
        ),
    ] {
        assert_eq!(pays(formula), amount, "{formula}");
    }
}

#[test]
fn and_binds_closer_than_or_and_not_closest() {
    // With student no, is_small yes.
    for (condition, holds) in [
        ("is_small or is_small and student", true),
        ("student and student or is_small", true),
        ("not student and student", false),
        ("not student or is_small", true),
        ("not (student or is_small)", false),
    ] {
        let found = pays(&CONDITION.replace('…', condition));
        assert_eq!(found, if holds { "1.00" } else { "0.00" }, "{condition}");
    }
}

#[test]
fn quantities_are_compared_with_six_signs() {
    for (sign, holds) in [
        ("=", [false, true, false]),
        ("!=", [true, false, true]),
        ("<", [true, false, false]),
        ("<=", [true, true, false]),
        (">", [false, false, true]),
        (">=", [false, true, true]),
    ] {
        let found = [1, 2, 3]
            .map(|number| pays(&CONDITION.replace('…', &format!("{number} {sign} 2"))) == "1.00");
        assert_eq!(found, holds, "{sign}");
    }
}

#[test]
fn what_is_decided_otherwise_counts_on_either_side_of_what_is_open() {
    // Whether `missing` is above one is open, student is decided no, is_small yes.
    for (condition, expected) in [
        ("missing > 1 EUR and student", "0.00"),
        ("student and missing > 1 EUR", "0.00"),
        ("missing > 1 EUR or is_small", "1.00"),
        ("is_small or missing > 1 EUR", "1.00"),
        ("not (missing > 1 EUR and student)", "1.00"),
        ("missing > 1 EUR and is_small", "undetermined"),
        ("missing > 1 EUR or student", "undetermined"),
        ("fee(10001 inhabitant) > 1 EUR and student", "0.00"),
        ("fee(10001 inhabitant) > 1 EUR and is_small", "not_covered"),
    ] {
        assert_eq!(
            pays(&CONDITION.replace('…', condition)),
            expected,
            "{condition}"
        );
    }
}

#[test]
fn a_formula_has_4096_bytes_64_levels_and_64_terms_at_most() {
    let blanks = |length: usize| format!("1 EUR{}", " ".repeat(length - "1 EUR".len()));
    policy(&rule(&blanks(4096)));
    assert_eq!(faults(&rule(&blanks(4097))), ["formula"]);
    let levels = |count: usize| format!("{}1 EUR{}", "(".repeat(count), ")".repeat(count));
    policy(&rule(&levels(64)));
    assert_eq!(faults(&rule(&levels(65))), ["formula"]);
    let terms = |count: usize| vec!["1 EUR"; count].join(" + ");
    assert_eq!(pays(&terms(64)), "64.00");
    assert_eq!(faults(&rule(&terms(65))), ["formula"]);
}

#[test]
fn a_division_by_what_can_be_zero_is_a_finding() {
    let policy = policy(&format!("{FACTS}{}", rule("x * 1 inhabitant / population")));
    assert!(codes(&policy).contains("division-by-zero"));
    assert_eq!(in_first_year(&policy, r#"{"population": "0"}"#), "invalid");
}
