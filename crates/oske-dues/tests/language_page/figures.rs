//! What the page says of parameters, lets, tables and shares.

use oske_dues::{Facts, Policy};

use crate::{
    EVERYONE, FACTS, HEAD, calendar, codes, facts, faults, in_first_year, outcome, pays, policy,
    read, rule, table,
};

#[test]
fn a_parameter_has_the_value_of_the_first_day_of_the_dues_year() {
    let text = "[param.rate]\nunit = \"EUR\"\nvalues = [\n\
                { until = \"2024-01-01\", value = \"1\" },\n\
                { from = \"2024-01-01\", until = \"2025-01-01\", value = \"2\" },\n]\n";
    let by = |formula: &str, year| {
        let policy = policy(&format!("{text}{}", rule(formula)));
        outcome(&policy.for_year(calendar(year)).unwrap(), &facts("{}"))
    };
    assert_eq!(by("rate", 2023), "1.00");
    assert_eq!(by("rate", 2024), "2.00");
    assert_eq!(by("rate", 2025), "undetermined");
    assert_eq!(by("rate('2023-12-31')", 2024), "1.00");
    assert_eq!(by("rate(next_year_start)", 2023), "2.00");
}

#[test]
fn lets_go_in_any_order_but_not_in_a_circle() {
    policy(&format!(
        "[let]\nfirst = \"second\"\nsecond = \"1 EUR\"\n{}",
        rule("first")
    ));
    let circle = format!(
        "[let]\nfirst = \"second\"\nsecond = \"first\"\n{}",
        rule("1 EUR")
    );
    assert!(faults(&circle).contains(&"circle"));
}

#[test]
fn a_table_is_by_four_things_at_most() {
    let by = |names: &[&str]| {
        let names: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
        format!(
            "{FACTS}[table.other]\nby = [{}]\nunit = \"EUR\"\nrows = [{{ pays = \"1\" }}]\n{EVERYONE}",
            names.join(", ")
        )
    };
    policy(&by(&["kind", "student", "population", "joined"]));
    let five = by(&["kind", "student", "population", "joined", "age"]);
    assert_eq!(faults(&five), ["invalid-value"]);
}

#[test]
fn bounds_hold_as_their_words_say() {
    for (bounds, below, at, above) in [
        ("from = \"5000\"", false, true, true),
        ("over = \"5000\"", false, false, true),
        ("to = \"5000\"", true, true, false),
        ("under = \"5000\"", true, false, false),
        ("at = \"5000\"", false, true, false),
    ] {
        let policy = policy(&table(&format!("[{{ {bounds}, pays = \"1\" }}]")));
        for (population, holds) in [(4999, below), (5000, at), (5001, above)] {
            let found = in_first_year(&policy, &format!("{{\"population\": \"{population}\"}}"));
            assert_eq!(
                found,
                if holds { "1.00" } else { "not_covered" },
                "{bounds}"
            );
        }
    }
}

/// A year that begins in September, with a table by the day of joining.
fn september(rows: &str, last: &str) -> Policy {
    let head = HEAD.replace("{ from = \"2023\" }", "{ from = \"2022-09-01/P1Y\" }");
    let text = format!(
        "{head}[fact.joined]\ntype = \"date\"\nleast = \"09-01\"\nmost = \"{last}\"\n\
         [table.fee]\nby = \"joined\"\nunit = \"EUR\"\nrows = {rows}\n{}",
        rule("fee(joined)")
    );
    read(&text).unwrap_or_else(|faults| panic!("{faults}"))
}

#[test]
fn a_window_goes_across_the_turn_of_a_year_that_begins_in_autumn() {
    let policy = september(
        "[{ from = \"10-01\", to = \"02-10\", pays = \"1\" }]",
        "08-31",
    );
    for (joined, expected) in [
        ("2022-09-30", "not_covered"),
        ("2022-10-01", "1.00"),
        ("2023-02-10", "1.00"),
        ("2023-02-11", "not_covered"),
    ] {
        assert_eq!(
            in_first_year(&policy, &format!("{{\"joined\": \"{joined}\"}}")),
            expected,
            "{joined}"
        );
    }
}

#[test]
fn a_window_at_a_29_february_that_there_is_not_lies_where_february_ends() {
    for (rows, last_of_february, first_of_march) in [
        ("[{ to = \"02-29\", pays = \"1\" }]", "1.00", "not_covered"),
        (
            "[{ under = \"02-29\", pays = \"1\" }]",
            "1.00",
            "not_covered",
        ),
        (
            "[{ from = \"02-29\", pays = \"1\" }]",
            "not_covered",
            "1.00",
        ),
        (
            "[{ over = \"02-29\", pays = \"1\" }]",
            "not_covered",
            "1.00",
        ),
    ] {
        let policy = september(rows, "08-31");
        let on = |day: &str| in_first_year(&policy, &format!("{{\"joined\": \"{day}\"}}"));
        assert_eq!(on("2023-02-28"), last_of_february, "{rows}");
        assert_eq!(on("2023-03-01"), first_of_march, "{rows}");
    }
    // In a formula it is the last day of February.
    let days =
        pays("days('2023-02-28', '02-29') * 1 EUR/day + days('02-29', '2023-03-01') * 10 EUR/day");
    assert_eq!(days, "10.00");
}

#[test]
fn a_look_up_takes_what_has_the_unit_or_the_values_of_by() {
    assert_eq!(pays("fee(larger(population, 7 inhabitant))"), "550.00");
    for formula in [
        "fee(age)",
        "fee(5001)",
        "fee(kind)",
        "fee('2023-01-01')",
        "fee(population, kind)",
    ] {
        let found = faults(&format!("{FACTS}{}", rule(formula)));
        assert_eq!(found, ["wrong-argument"], "{formula}");
    }
}

#[test]
fn two_rows_are_an_overlap_and_no_row_is_a_gap() {
    let policy = policy(&table(
        "[{ to = \"5000\", pays = \"110\" }, { from = \"5000\", under = \"6000\", pays = \"550\" }]",
    ));
    let of =
        |population: &str| in_first_year(&policy, &format!("{{\"population\": \"{population}\"}}"));
    assert_eq!(of("5000"), "ambiguous 110.00 550.00");
    assert_eq!(of("6000"), "not_covered");
    let found = codes(&policy);
    assert!(
        found.contains("overlap") && found.contains("gap"),
        "{found:?}"
    );
}

#[test]
fn a_row_that_when_keeps_everybody_from_is_no_gap() {
    let rows = "[{ under = \"6000\", pays = \"110\" }]";
    let when = "pays = \"other(population)\"\nwhen = \"population < 6000 inhabitant\"\n\
                [[rule]]\nid = \"rest\"\nwhen = \"population >= 6000 inhabitant\"\npays = \"1 EUR\"\n";
    let all = table(rows);
    assert!(codes(&policy(&all)).contains("gap"));
    let guarded = all.replace("pays = \"other(population)\"", when);
    assert!(!codes(&policy(&guarded)).contains("gap"));
}

/// Slices by the employees of a payer.
fn slices(rows: &str, argument: &str) -> String {
    let policy = policy(&format!(
        "[unit.employee]\n[fact.employees]\nunit = \"employee\"\nstep = \"1\"\nleast = \"0\"\nmost = \"100\"\n\
         [table.price]\nby = \"employees\"\nunit = \"EUR/employee\"\nslices = true\nrows = {rows}\n{}",
        rule(&format!("price({argument})"))
    ));
    in_first_year(&policy, r#"{"employees": "7"}"#)
}

#[test]
fn slices_are_cut_into_units_of_the_step() {
    for second in ["from = \"6\"", "over = \"5\""] {
        let rows = format!("[{{ to = \"5\", pays = \"1\" }}, {{ {second}, pays = \"10\" }}]");
        assert_eq!(slices(&rows, "employees"), "25.00", "{second}");
    }
    let rows = "[{ at = \"1\", pays = \"1\" }, { at = \"2\", pays = \"10\" }, { over = \"2\", pays = \"100\" }]";
    assert_eq!(slices(rows, "employees - 5 employee"), "11.00");
    assert_eq!(slices(rows, "employees - 7 employee"), "0.00");
    assert_eq!(slices(rows, "employees - 8 employee"), "0.00");
    assert_eq!(
        slices("[{ to = \"5\", pays = \"1\" }]", "employees"),
        "not_covered"
    );
    let overlap = "[{ to = \"5\", pays = \"1\" }, { from = \"5\", pays = \"10\" }]";
    assert_eq!(slices(overlap, "employees"), "ambiguous 25.00 34.00");
}

#[test]
fn a_printed_text_is_never_compared_and_a_printed_bound_is() {
    let printed = |printed: &str| {
        let rows = format!(
            "[{{ to = \"5\", pays = \"1\" }}, {{ over = \"5\", pays = \"2\", printed = {printed} }}]"
        );
        codes(&policy(&table(&rows))).contains("printed-row")
    };
    assert!(!printed("\"from 7 on, at 3\""));
    assert!(!printed(
        "{ text = \"over 5\", over = \"5\", pays = \"2\" }"
    ));
    assert!(printed("{ text = \"from 5\", from = \"5\" }"));
    assert!(printed("{ pays = \"3\" }"));
}

#[test]
fn shares_rounded_each_are_left_as_they_are_and_the_rule_rounds() {
    let shared = |rounding: &str, of: &str, formula: &str| {
        let policy = policy(&format!(
            "[unit.vote]\n[fact.votes]\nunit = \"vote\"\nstep = \"1\"\nleast = \"0\"\nmost = \"9\"\n\
             [share.costs]\ntotal = \"100 EUR\"\nrounding = \"{rounding}\"\n\
             keys = [{{ weight = \"1\", by = \"votes\", of = \"{of}\" }}]\n{}",
            rule(formula)
        ));
        let payers = ["a", "b", "c"].map(|payer| Facts::new(payer).with_measure("votes", 2));
        let year = policy.for_year(policy.first_year()).unwrap();
        let alone = outcome(&year, &payers[0]);
        let round = year.assess_round(&payers);
        let amounts = round
            .iter()
            .map(|assessment| assessment.amount().unwrap().to_decimal_text());
        (alone, amounts.collect::<Vec<_>>())
    };
    // 3 × 33.333… is 100.00: the share itself is not rounded.
    let (alone, round) = shared("each", "6 vote", "3 * costs");
    assert_eq!(
        (alone.as_str(), round),
        ("100.00", vec!["100.00".to_owned(); 3])
    );
    let (alone, round) = shared("each", "round", "costs");
    assert_eq!(
        (alone.as_str(), round),
        ("undetermined", vec!["33.33".to_owned(); 3])
    );
    // Together, ties go by the payer's id, and each part is in cents already.
    let (alone, round) = shared("together", "round", "costs");
    assert_eq!(
        (alone.as_str(), round.join(" ")),
        ("undetermined", "33.34 33.33 33.33".to_owned())
    );
    let (_, round) = shared("together", "round", "3 * costs");
    assert_eq!(round.join(" "), "100.02 99.99 99.99");
}

#[test]
fn a_share_is_of_numbers_and_parameters_and_rests_on_no_share() {
    let share = |total: &str, by: &str, of: &str, rounding: &str| {
        format!(
            "{FACTS}[share.costs]\ntotal = \"{total}\"\nrounding = \"{rounding}\"\n\
             keys = [{{ weight = \"1\", by = \"{by}\", of = \"{of}\" }}]\n{}",
            rule("costs")
        )
    };
    policy(&share(
        "1000 inhabitant * rate",
        "population",
        "2 * 50 inhabitant",
        "each",
    ));
    for (text, code) in [
        (
            share("missing", "population", "1 inhabitant", "each"),
            "not-constant",
        ),
        (
            share("1 EUR", "population", "population", "each"),
            "not-constant",
        ),
        (share("1 EUR", "advance", "1 EUR", "each"), "wrong-name"),
        (
            share("1 EUR", "population", "1 EUR", "each"),
            "unit-mismatch",
        ),
        (
            share("1 EUR", "population", "1 inhabitant", "together"),
            "share-rounding",
        ),
    ] {
        assert!(faults(&text).contains(&code), "{text}");
    }
    let weights = share("1 EUR", "population", "1 inhabitant", "each").replace(
        "weight = \"1\", by = \"population\", of = \"1 inhabitant\"",
        "weight = \"1/2\", by = \"population\", of = \"1 inhabitant\"",
    );
    assert!(codes(&policy(&weights)).contains("share-does-not-sum"));
}
