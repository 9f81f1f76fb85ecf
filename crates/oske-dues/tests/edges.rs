//! What is still a policy and what is none any more: ranges, steps, sizes and circles, at their edges.
#![cfg(feature = "toml")]
#![allow(
    clippy::arithmetic_side_effects,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a helper of a test fails by panicking"
)]

mod support;

use std::fmt::Write as _;

use oske_dues::{Facts, Policy};
use oske_types::Language;
use support::{case, in_year, read_case};

/// The faults of a policy, as `code: message`; none of one that is in order.
fn faults(rest: &str) -> Vec<String> {
    let read = read_case(&format!("unit.inhabitant = {{}}\n{rest}"));
    let told = |fault: &oske_dues::Fault| format!("{}: {}", fault.code(), fault.message());
    read.err()
        .map(|faults| faults.iter().map(told).collect())
        .unwrap_or_default()
}

fn amount(policy: &Policy, facts: &Facts) -> String {
    let assessment = in_year(policy, 2023).assess(facts);
    let amount = assessment.amount();
    amount.map_or_else(
        || format!("{:?}", assessment.outcome()),
        |amount| amount.to_string(),
    )
}

fn member() -> Facts {
    Facts::new("a-member")
}

/// A measure with its keys, and a rule for everybody.
fn with_measure(keys: &str) -> String {
    format!(
        "fact.population = {{ unit = \"inhabitant\", {keys} }}\n[[rule]]\nid = \"all\"\npays = \"0.10 EUR/inhabitant * population\"\n"
    )
}

#[test]
fn a_range_may_hold_one_value_alone_but_not_none() {
    let only = with_measure(r#"step = "1", least = "3", most = "3""#);
    assert_eq!(faults(&only), [] as [&str; 0]);
    let policy = case(&format!("unit.inhabitant = {{}}\n{only}"));
    assert_eq!(
        amount(&policy, &member().with_measure("population", 3)),
        "0.30 EUR"
    );
    let none = with_measure(r#"step = "1", least = "4", most = "3""#);
    assert_eq!(
        faults(&none),
        ["invalid-value: `least` is above `most`: expected a range that holds something"]
    );
}

#[test]
fn what_absence_means_lies_in_the_range_and_on_the_step() {
    let range = |least: &str, most: &str, absent: &str| {
        faults(&with_measure(&format!(
            "step = \"2\", least = \"{least}\", most = \"{most}\", absent = \"{absent}\""
        )))
    };
    let no_value = |absent: &str| {
        vec![format!(
            "invalid-value: `{absent}` is no value that the fact can have: expected one from `least` to `most`, on the step"
        )]
    };
    for inside in ["4", "6", "10"] {
        assert_eq!(range("4", "10", inside), [] as [&str; 0], "{inside}");
    }
    for outside in ["0", "2", "12", "5"] {
        assert_eq!(range("4", "10", outside), no_value(outside), "{outside}");
    }
    // Also where the range holds one value alone.
    assert_eq!(range("4", "4", "4"), [] as [&str; 0]);
    assert_eq!(range("4", "4", "6"), no_value("6"));
    // Where there is no range, that alone is told.
    assert_eq!(
        range("10", "4", "6"),
        ["invalid-value: `least` is above `most`: expected a range that holds something"]
    );
}

#[test]
fn a_list_that_must_hold_something_has_no_absence() {
    let list = |keys: &str| {
        faults(&format!(
            "[fact.branch]\ntype = \"list\"\n{keys}\n[fact.branch.each.staff]\nunit = \"inhabitant\"\n[[rule]]\nid = \"all\"\npays = \"sum(branch, 1 EUR/inhabitant * staff)\"\n"
        ))
    };
    let message = "invalid-value: `least` is above what the list may have: expected at most `most`, and none beside `absent = \"none\"`";
    assert_eq!(list("most = \"3\"\nabsent = \"none\""), [] as [&str; 0]);
    assert_eq!(list("least = \"3\"\nmost = \"3\""), [] as [&str; 0]);
    assert_eq!(
        list("least = \"1\"\nmost = \"3\"\nabsent = \"none\""),
        [message]
    );
    assert_eq!(list("least = \"4\"\nmost = \"3\""), [message]);
}

/// A let that is a choice has no slices, for no price stands in its rows.
#[test]
fn slices_have_a_price() {
    let text = r#"
        fact.population = { unit = "inhabitant", step = "1", least = "0", most = "9" }
        [table.size]
        by = "population"
        values = ["small", "large"]
        slices = true
        rows = [{ to = "5", is = "small" }, { over = "5", is = "large" }]
        [[rule]]
        id = "all"
        pays = "if size(population) = 'small' then 1 EUR else 2 EUR"
    "#;
    assert_eq!(
        faults(text),
        [
            "slices: slices are of one quantity, with a price for each unit of it: expected exactly one measure in `by`, and a `unit`"
        ]
    );
}

#[test]
fn slices_of_a_date_are_priced_by_the_day() {
    let policy = case(
        r#"
        rounding = "half-up to 0.01"
        fact.left = { type = "date", least = "2023-01-01", most = "2023-12-31" }
        [table.by_the_day]
        by = "left"
        unit = "EUR/day"
        slices = true
        rows = [
            { under = "2023-01-01", pays = "0" },
            { from = "2023-01-01", to = "2023-01-31", pays = "1" },
            { over = "2023-01-31", pays = "0.50" },
        ]
        [[rule]]
        id = "all"
        pays = "by_the_day(left)"
        "#,
    );
    // The first of January is the first day that is paid for; January has 31 days.
    for (day, owed) in [
        ("2023-01-01", "1.00 EUR"),
        ("2023-01-31", "31.00 EUR"),
        ("2023-02-10", "36.00 EUR"),
    ] {
        let left = member().with_date("left", day.parse().unwrap());
        assert_eq!(amount(&policy, &left), owed, "{day}");
    }
}

/// A row from a fixed day to a recurring one holds in no part of the first year, but in later ones.
#[test]
fn where_a_recurring_bound_lies_is_known_with_the_year() {
    let policy = case(
        r#"
        fact.joined = { type = "date", least = "2023-01-01", most = "2025-12-31" }
        [table.price]
        by = "joined"
        unit = "EUR"
        rows = [
            { from = "2023-06-01", to = "03-01", pays = "10" },
            { over = "03-01", pays = "20" },
        ]
        [[rule]]
        id = "all"
        pays = "price(joined)"
        "#,
    );
    let joined = |day: &str| member().with_date("joined", day.parse().unwrap());
    let in_2024 = |day| {
        let assessment = in_year(&policy, 2024).assess(&joined(day));
        assessment.amount().unwrap().to_string()
    };
    assert_eq!(amount(&policy, &joined("2023-07-01")), "20.00 EUR");
    assert_eq!(in_2024("2023-07-01"), "10.00 EUR");
    assert_eq!(in_2024("2024-03-01"), "10.00 EUR");
    assert_eq!(in_2024("2024-03-02"), "20.00 EUR");
    // Between fixed days it is known already.
    let fixed = r#"
        fact.joined = { type = "date" }
        [table.price]
        by = "joined"
        unit = "EUR"
        rows = [{ from = "2023-06-01", to = "2023-03-01", pays = "10" }]
        [[rule]]
        id = "all"
        pays = "price(joined)"
    "#;
    assert_eq!(
        faults(fixed),
        ["empty-row: the row holds for no value: expected its upper bound above its lower one"]
    );
}

#[test]
fn a_text_among_quantities_is_no_date() {
    let pays = |formula: &str| faults(&format!("[[rule]]\nid = \"all\"\npays = \"{formula}\"\n"));
    for text in ["2023-01-01", "01-01", "small"] {
        assert_eq!(
            pays(&format!("larger(1 EUR, '{text}')")),
            ["formula: this is a text: expected a quantity"],
            "{text}"
        );
    }
    // Among dates it is one.
    let days = "days(larger(year_start, '2023-02-01'), next_year_start) * 1 EUR/day";
    assert_eq!(pays(days), [] as [&str; 0]);
}

/// A sum of so many terms, which stands so many levels high.
fn sum(terms: usize) -> String {
    vec!["1 EUR"; terms].join(" + ")
}

fn pays(formula: &str) -> Vec<String> {
    faults(&format!("[[rule]]\nid = \"all\"\npays = \"{formula}\"\n"))
}

/// 64 terms may stand in a row, of a sum as of a product, and each row is counted by itself.
#[test]
fn terms_are_counted_in_each_row() {
    assert_eq!(pays(&sum(64)), [] as [&str; 0]);
    assert_eq!(
        pays(&sum(65)),
        ["formula: too many terms in a row: expected at most 64"]
    );
    let product = |factors: usize| format!("1 EUR{}", " * 1".repeat(factors - 1));
    assert_eq!(pays(&product(64)), [] as [&str; 0]);
    assert_eq!(
        pays(&product(65)),
        ["formula: too many terms in a row: expected at most 64"]
    );
    // 40 factors, and then a sum of 41 terms, of which that product is the first.
    assert_eq!(
        pays(&format!("{} + {}", product(40), sum(40))),
        [] as [&str; 0]
    );
}

/// A number is one step, and a sum of n terms is n steps high, each standing on the one before.
#[test]
fn a_formula_is_96_steps_high_at_most() {
    let high = |steps: usize| format!("({}){}", sum(50), " + 1 EUR".repeat(steps - 50));
    assert_eq!(pays(&high(96)), [] as [&str; 0]);
    assert_eq!(
        pays(&high(97)),
        ["formula: the formula is nested too deep: expected at most 96 steps above one another"]
    );
}

/// As high are formulas whose lets are written out: the let is 50 steps, and its name stands for it.
#[test]
fn a_formula_with_its_lets_is_96_steps_high_at_most() {
    let high = |steps: usize| {
        format!(
            "[let]\nhalf = \"{}\"\n[[rule]]\nid = \"all\"\npays = \"half{}\"\n",
            sum(50),
            " + 1 EUR".repeat(steps - 51)
        )
    };
    assert_eq!(faults(&high(96)), [] as [&str; 0]);
    assert_eq!(
        faults(&high(97)),
        [
            "formula: the formula is too large with its lets written out: expected at most 20000 steps, 96 above one another"
        ]
    );
}

#[test]
fn a_formula_with_its_lets_has_20_000_steps_at_most() {
    // A sum of n numbers has 2n − 1 steps; a name has one step more than what it names. So `block` has 199 steps, its name
    // 200, and a sum of m names 200m and m − 1 signs.
    let text = |names: usize, numbers: usize| {
        let mut terms = vec!["block"; names];
        terms.extend(vec!["1 EUR"; numbers]);
        let rows = terms.chunks(30);
        let rows: Vec<String> = rows.map(|row| format!("({})", row.join(" + "))).collect();
        let formula = rows.join(" + ");
        let block = format!("({}) + ({})", sum(50), sum(50));
        format!("[let]\nblock = \"{block}\"\n[[rule]]\nid = \"all\"\npays = \"{formula}\"\n")
    };
    // 99 names: 99 · 200 + 98 = 19,898; 51 numbers more, with a sign each: 20,000.
    assert_eq!(faults(&text(99, 51)), [] as [&str; 0]);
    for numbers in [52, 53] {
        assert_eq!(
            faults(&text(99, numbers)),
            [
                "formula: the formula is too large with its lets written out: expected at most 20000 steps, 96 above one another"
            ]
        );
    }
}

/// A circle of lets and tables that is too long to be followed is told as the circle that it is.
#[test]
fn a_long_circle_through_tables_is_a_circle() {
    let mut lets = "[let]\n".to_owned();
    let mut tables = String::new();
    let count = 120;
    for index in 0..count {
        let next = (index + 1) % count;
        writeln!(lets, "let_{index} = \"table_{index}(1)\"").unwrap();
        write!(
            tables,
            "[table.table_{index}]\nby = \"let_{next}\"\nunit = \"1\"\nrows = [{{ pays = \"1\" }}]\n"
        )
        .unwrap();
    }
    let text = format!("{lets}{tables}[[rule]]\nid = \"all\"\npays = \"1 EUR * let_0\"\n");
    let found = faults(&text);
    assert!(
        found.iter().any(|fault| fault.starts_with("circle: ")),
        "{found:?}"
    );
    let too_deep = found.iter().filter(|fault| fault.contains("too deep"));
    assert_eq!(too_deep.count(), 0, "{found:?}");
}

/// A let of a let of a choice is that choice, with the words that its values have.
#[test]
fn a_let_of_a_let_keeps_the_words_of_a_choice() {
    let policy = case(
        r#"
        [let]
        of_payer = "kind"
        again = "of_payer"
        [fact.kind.values]
        town = { fi = "kaupunki", en = "town" }
        village = { fi = "kylä", en = "village" }
        [table.price]
        by = "again"
        unit = "EUR"
        rows = [{ again = "town", pays = "10" }]
        [[rule]]
        id = "all"
        pays = "price(again)"
        "#,
    );
    let village = member().with_attribute("kind", "village");
    let assessment = in_year(&policy, 2023).assess(&village);
    let reasons: Vec<String> = assessment
        .outcome()
        .reasons()
        .iter()
        .map(|reason| reason.in_language(Language::Finnish))
        .collect();
    assert_eq!(
        reasons,
        ["taulukossa ”price” ei ole riviä, kun again on kylä"]
    );
    let town = member().with_attribute("kind", "town");
    let explanation = in_year(&policy, 2023).explain(&town);
    let text = explanation.to_text(Language::Finnish);
    assert!(text.contains("price, rivi 1 (kaupunki) = "), "{text}");
}

/// What people copy into a formula from a text.
#[test]
fn signs_of_texts_are_told_by_the_signs_of_formulas() {
    for (formula, fault) in [
        (
            "3 EUR − 1 EUR",
            "`−` is not part of a formula: a difference is written with `-`",
        ),
        (
            "3 EUR – 1 EUR",
            "`–` is not part of a formula: a difference is written with `-`",
        ),
        (
            "3 EUR × 2",
            "`×` is not part of a formula: a product is written with `*`",
        ),
        (
            "3 EUR; 2 EUR",
            "`;` is not part of a formula: expected a name, a number, a text in single quotes or a sign of arithmetic",
        ),
    ] {
        assert_eq!(pays(formula), [format!("formula: {fault}")]);
    }
}

/// Only a parenthesis opens a part of a formula.
#[test]
fn a_part_of_a_formula_begins_with_no_other_sign_than_a_parenthesis() {
    for sign in ["+", "*", "/", "%", "[", "]", ",", "=", "<", ")"] {
        let formula = format!("{sign} 1 EUR)");
        let expected = "formula: found something else: expected a number, a name, a text in single quotes or `(`";
        assert_eq!(pays(&formula), [expected]);
    }
    assert_eq!(pays("(1 EUR)"), [] as [&str; 0]);
}

#[test]
fn a_function_has_the_parts_that_it_needs() {
    let has = |name: &str, has: &str, expected: &str| {
        format!(
            "wrong-argument: `{name}` has {has}: expected {expected}, as in `{name}(rate * population, 250 EUR)`"
        )
    };
    assert_eq!(pays("at_least(1 EUR, 2 EUR)"), [] as [&str; 0]);
    assert_eq!(
        pays("at_least(1 EUR, 2 EUR, 3 EUR)"),
        [has("at_least", "3 parts", "two parts")]
    );
    assert_eq!(
        pays("at_most(1 EUR)"),
        [has("at_most", "1 part", "two parts")]
    );
    assert_eq!(pays("larger(1 EUR, 2 EUR, 3 EUR)"), [] as [&str; 0]);
    assert_eq!(
        pays("larger(1 EUR)"),
        [has("larger", "1 part", "two parts or more")]
    );
}

/// What a table is looked up by has the values that the table knows.
#[test]
fn a_choice_is_looked_up_among_its_own_values() {
    let looked_up = |argument: &str| {
        faults(&format!(
            r#"
            fact.kind = {{ values = ["town", "village"] }}
            fact.former = {{ values = ["town", "village"] }}
            fact.size = {{ values = ["small", "large"] }}
            fact.student = {{ type = "yes-no" }}
            fact.veteran = {{ type = "yes-no" }}
            [table.price]
            by = "kind"
            unit = "EUR"
            rows = [{{ kind = "town", pays = "1" }}, {{ kind = "village", pays = "2" }}]
            [table.fee]
            by = "student"
            unit = "EUR"
            rows = [{{ student = "yes", pays = "1" }}, {{ student = "no", pays = "2" }}]
            [[rule]]
            id = "all"
            pays = "{argument}"
            "#
        ))
    };
    for right in [
        "price(kind)",
        "price(former)",
        "fee(student)",
        "fee(veteran)",
    ] {
        assert_eq!(looked_up(right), [] as [&str; 0], "{right}");
    }
    for wrong in [
        "price(size)",
        "price(student)",
        "fee(kind)",
        "fee(not student)",
        "price(1)",
    ] {
        let found = looked_up(wrong);
        assert_eq!(found.len(), 1, "{wrong}: {found:?}");
        assert!(
            found
                .iter()
                .all(|fault| fault.starts_with("wrong-argument: ")),
            "{found:?}"
        );
    }
}

/// What a share is by is written out, too, wherever the share stands.
#[test]
fn a_formula_is_as_large_as_its_shares() {
    let shares = |count: usize| {
        faults(&format!(
            r#"
            [let]
            block = "{}"
            [share.costs]
            total = "100 EUR"
            rounding = "each"
            keys = [{{ weight = "1", by = "block + block + block + block + block", of = "round" }}]
            [[rule]]
            id = "all"
            pays = "{}"
            "#,
            format_args!("({}) + ({})", sum(50), sum(50)),
            vec!["costs"; count].join(" + ")
        ))
    };
    // A block has 199 steps, and so its sum 5 · 200 + 4; what is written out 15 times is below 20,000, 25 times above it.
    assert_eq!(shares(15), [] as [&str; 0]);
    assert_eq!(
        shares(25),
        [
            "formula: the formula is too large with its lets written out: expected at most 20000 steps, 96 above one another"
        ]
    );
}
