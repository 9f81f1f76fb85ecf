//! Bulk assessment of columns of each sort: every row has the outcome that it has by itself, whichever way
//! it is computed, and what totals and ways say of them.
#![cfg(feature = "toml")]
#![allow(
    missing_docs,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a helper of a test fails by panicking"
)]

mod support;

use chrono::NaiveDate;
use oske_dues::bulk::{
    AskReason, Bulk, BulkOutcomes, BulkStatus, Column, ColumnError, Columns, Way,
};
use oske_dues::{Facts, Policy};
use oske_types::Language;
use support::{euros, number};

/// Assesses the columns, and holds every row against its own assessment, also as one prepared payer.
fn assessed(
    bulk: &Bulk<'_, '_>,
    policy: &Policy,
    columns: &Columns<'_>,
    rows: usize,
) -> BulkOutcomes {
    let year = support::in_year(policy, 2024);
    let outcomes = bulk.assess(columns).unwrap();
    for row in 0..rows {
        let facts = bulk.facts(columns, row);
        let alone = year.assess(&facts);
        let expected = (alone.outcome().status(), alone.amount());
        let found = (outcomes.statuses()[row].name(), outcomes.amount(row));
        assert_eq!(found, expected, "{row}: {facts:?}");
        let (status, amount) = bulk.prepare(facts).assess();
        assert_eq!((status.name(), amount), expected, "{row} prepared");
    }
    outcomes
}

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn columns_of_truths_are_yes_and_no() {
    let policy = support::case(
        r#"fact.student = { type = "yes-no" }
        rule = [
            { id = "students", when = "student", pays = "10 EUR" },
            { id = "others", when = "not student", pays = "25 EUR" },
        ]"#,
    );
    let year = support::in_year(&policy, 2024);
    let bulk = year.bulk();
    let (cells, known) = ([true, false, true, false], [true, true, false, true]);
    let columns = Columns::new(4).with("student", Column::yes_no(&cells).where_known(&known));
    let outcomes = assessed(&bulk, &policy, &columns, 4);
    assert_eq!(outcomes.amounts(), [1_000, 2_500, 0, 2_500]);
    assert_eq!(outcomes.statuses()[2], BulkStatus::Undetermined);
    let by = bulk.totals_by(&columns, &outcomes, "student").unwrap();
    let by: Vec<(&str, u64, i128)> = by
        .iter()
        .map(|(value, totals)| (value.as_str(), totals.rows(), totals.minor()))
        .collect();
    assert_eq!(by, [("yes", 1, 1_000), ("no", 2, 5_000), ("", 1, 0)]);
    let outcomes = bulk
        .assess(&Columns::new(1).with("student", Column::steps(&[1_i64][..])))
        .unwrap_err();
    assert!(
        matches!(&outcomes, ColumnError::Content { .. }),
        "{outcomes}"
    );
}

#[test]
fn totals_tell_currencies_apart() {
    let policy = support::case(
        r#"fact.kind = { values = ["home", "abroad"] }
        fact.size = { unit = "1", step = "1", least = "0", most = "1000" }
        rule = [
            { id = "home", when = "kind = 'home'", pays = "size * 1.50 EUR" },
            { id = "abroad", when = "kind = 'abroad'", currency = "SEK", pays = "size * 20 SEK" },
        ]"#,
    );
    let year = support::in_year(&policy, 2024);
    let bulk = year.bulk();
    let (kinds, sizes) = ([0_u8, 1, 0, 1], [10_i64, 10, 20, 30]);
    let columns = Columns::new(4)
        .with("kind", Column::values(&kinds[..]))
        .with("size", Column::steps(&sizes[..]));
    let outcomes = assessed(&bulk, &policy, &columns, 4);
    let totals = outcomes.totals();
    assert_eq!(totals.amount(), Some(euros("45.00")));
    assert_eq!(
        totals.other_currencies(),
        [("SEK".parse().unwrap(), 80_000)]
    );
    let by = bulk.totals_by(&columns, &outcomes, "kind").unwrap();
    let names: Vec<&str> = by.iter().map(|(kind, _)| kind.as_str()).collect();
    assert_eq!(names, ["home", "abroad"]);
    assert_eq!(by[0].1.amount(), Some(euros("45.00")));
    assert!(by[0].1.other_currencies().is_empty());
    assert_eq!(by[1].1.amount(), Some(euros("0.00")));
    assert_eq!(
        by[1].1.other_currencies(),
        [("SEK".parse().unwrap(), 80_000)]
    );
}

/// Without anybody to be asked about, the amounts of a block are added up at once.
#[test]
fn a_column_of_many_rows_adds_up() {
    let policy = support::case(
        r#"fact.size = { unit = "1", step = "1", least = "0", most = "1000000" }
        rule = [{ id = "r", pays = "size * 1.25 EUR" }]"#,
    );
    let year = support::in_year(&policy, 2024);
    let bulk = year.bulk();
    let sizes: Vec<i64> = (0..10_000).collect();
    let columns = Columns::new(10_000).with("size", Column::steps(&sizes[..]));
    let outcomes = bulk.assess(&columns).unwrap();
    // 0 + 1 + … + 9,999 is 49,995,000.
    assert_eq!(outcomes.totals().minor(), 49_995_000 * 125);
    assert_eq!(outcomes.totals().rows(), 10_000);
    assert_eq!(outcomes.ways().scaled_64, 10_000);
    let sum: i128 = outcomes
        .amounts()
        .iter()
        .map(|amount| i128::from(*amount))
        .sum();
    assert_eq!(sum, 49_995_000 * 125);
}

#[test]
fn numbers_of_every_width_and_beyond_the_range_are_read_alike() {
    let policy = support::case(
        r#"fact.part = { unit = "1", step = "0.25", least = "-10", most = "100" }
        rule = [{ id = "r", pays = "100 EUR + part * 1 EUR" }]"#,
    );
    let year = support::in_year(&policy, 2024);
    let bulk = year.bulk();
    let hundredths = [
        -1_000_i64,
        -1_025,
        0,
        25,
        10_000,
        10_025,
        30,
        i64::MIN,
        i64::MAX,
    ];
    let columns = Columns::new(9).with("part", Column::scaled(&hundredths[..], 2));
    let outcomes = assessed(&bulk, &policy, &columns, 9);
    let invalid = BulkStatus::Invalid;
    let owed = BulkStatus::Assessed;
    assert_eq!(
        outcomes.statuses(),
        [
            owed, invalid, owed, owed, owed, invalid, invalid, invalid, invalid
        ]
    );
    assert_eq!(outcomes.amounts()[..5], [9_000, 0, 10_000, 10_025, 20_000]);
    let steps = [-40_i32, -41, 0, 1, 400, 401];
    let columns = Columns::new(6).with("part", Column::steps(&steps[..]));
    let outcomes = assessed(&bulk, &policy, &columns, 6);
    assert_eq!(outcomes.amounts(), [9_000, 0, 10_000, 10_025, 20_000, 0]);
    let steps = [0_u32, 1, 400, 401, u32::MAX];
    let columns = Columns::new(5).with("part", Column::steps(&steps[..]));
    let outcomes = assessed(&bulk, &policy, &columns, 5);
    assert_eq!(outcomes.amounts(), [10_000, 10_025, 20_000, 0, 0]);
    let exact = ["-10", "-10.25", "0.25", "0.3", "100"].map(number);
    let columns = Columns::new(5).with("part", Column::exact(&exact));
    let outcomes = assessed(&bulk, &policy, &columns, 5);
    assert_eq!(outcomes.amounts(), [9_000, 0, 10_025, 0, 20_000]);
}

#[test]
fn dates_at_and_beyond_their_bounds() {
    let policy = support::case(
        r#"fact.joined = { type = "date", least = "2024-01-01", most = "2024-12-31" }
        table.part = { by = "joined", unit = "EUR", rows = [
            { under = "07-01", pays = "100" }, { from = "07-01", pays = "50" },
        ] }
        rule = [{ id = "r", pays = "part(joined)" }]"#,
    );
    let year = support::in_year(&policy, 2024);
    let bulk = year.bulk();
    let dates = [
        "2023-12-31",
        "2024-01-01",
        "2024-06-30",
        "2024-07-01",
        "2024-12-31",
        "2025-01-01",
    ]
    .map(date);
    let columns = Columns::new(6).with("joined", Column::dates(&dates));
    let outcomes = assessed(&bulk, &policy, &columns, 6);
    assert_eq!(outcomes.amounts(), [0, 10_000, 10_000, 5_000, 5_000, 0]);
    let invalid = outcomes
        .statuses()
        .iter()
        .filter(|status| **status == BulkStatus::Invalid);
    assert_eq!(invalid.count(), 2);
    let numbers = [1_i64];
    let error = bulk
        .assess(&Columns::new(1).with("joined", Column::steps(&numbers[..])))
        .unwrap_err();
    assert!(matches!(&error, ColumnError::Content { .. }), "{error}");
}

/// Codes beyond the dictionary, of each width.
#[test]
fn codes_that_stand_for_nothing_are_invalid() {
    let policy = support::case(
        r#"fact.kind = { values = ["a", "b", "c"] }
        rule = [
            { id = "a", when = "kind = 'a'", pays = "1 EUR" },
            { id = "b", when = "kind = 'b'", pays = "2 EUR" },
            { id = "c", when = "kind = 'c'", pays = "3 EUR" },
        ]"#,
    );
    let year = support::in_year(&policy, 2024);
    let bulk = year.bulk();
    let narrow = [0_u8, 1, 2, 3, 255];
    let middle = [0_u16, 1, 2, 3, u16::MAX];
    let wide = [0_u32, 1, 2, 3, u32::MAX];
    for column in [
        Column::values(&narrow[..]),
        Column::values(&middle[..]),
        Column::values(&wide[..]),
    ] {
        let columns = Columns::new(5).with("kind", column);
        let outcomes = assessed(&bulk, &policy, &columns, 5);
        assert_eq!(outcomes.amounts(), [100, 200, 300, 0, 0]);
        assert_eq!(outcomes.totals().count(BulkStatus::Invalid), 2);
    }
}

#[test]
fn statuses_and_reasons_have_words() {
    let statuses = [
        BulkStatus::Assessed,
        BulkStatus::NotCovered,
        BulkStatus::Ambiguous,
        BulkStatus::Undetermined,
        BulkStatus::Invalid,
    ];
    let words = statuses.map(|status| status.to_string());
    assert_eq!(
        words,
        [
            "assessed",
            "not_covered",
            "ambiguous",
            "undetermined",
            "invalid"
        ]
    );
    assert_eq!(format!("{:>9}", BulkStatus::Invalid), "  invalid");
    assert_eq!(
        AskReason::TooWide.to_string(),
        AskReason::TooWide.in_language(Language::English)
    );
    assert!(!AskReason::TooWide.to_string().is_empty());
}

#[test]
fn ways_say_of_which_line_they_are_and_of_how_many_cases() {
    let policy = support::case(
        r#"fact.kind = { values = ["a", "b", "c"] }
        fact.size = { unit = "1", step = "1", least = "0", most = "100" }
        line.dues = {}
        line.levy = {}
        rule = [
            { id = "a", line = "dues", when = "kind = 'a'", pays = "size * 2 EUR" },
            { id = "b", line = "dues", when = "kind = 'b'", pays = "5 EUR" },
            { id = "c", line = "dues", when = "kind = 'c'", pays = "8 EUR" },
            { id = "levy", line = "levy", pays = "1 EUR" },
        ]"#,
    );
    let year = support::in_year(&policy, 2024);
    let bulk = year.bulk();
    let all = bulk.ways();
    let ways = all.iter();
    let ways: Vec<(&str, Way, usize)> = ways
        .map(|way| (way.line().name(), way.way(), way.cases()))
        .collect();
    assert_eq!(
        ways,
        [("dues", Way::Scaled64, 3), ("levy", Way::Scaled64, 1)]
    );
}

/// Whatever step a rule rounds to, and whatever the amounts are near it.
#[test]
fn amounts_near_a_half_are_rounded_as_they_are_alone() {
    for rounding in [
        "half-up to 0.01",
        "half-even to 0.01",
        "up to 0.01",
        "down to 0.01",
        "half-up to 1",
        "half-even to 0.50",
        "up to 10",
        "down to 0.05",
    ] {
        for pays in [
            "part * 1 EUR",
            "part * -1 EUR",
            "part * part / 2 * 1 EUR",
            "at_least(part * 3 EUR, 2 EUR)",
            "part * 1 EUR / 3",
        ] {
            let policy = support::case(&format!(
                r#"rounding = "{rounding}"
                fact.part = {{ unit = "1", step = "0.005", least = "-30", most = "30" }}
                rule = [{{ id = "r", pays = "{pays}" }}]"#
            ));
            let year = support::in_year(&policy, 2024);
            let bulk = year.bulk();
            let steps: Vec<i64> = (-6_001..=6_001)
                .step_by(17)
                .chain([-100, 100, 0, 1, -1, 50, -50])
                .collect();
            let columns = Columns::new(steps.len()).with("part", Column::steps(&steps[..]));
            assessed(&bulk, &policy, &columns, steps.len());
        }
    }
}

fn facts(of: &[(&str, i64)], kind: &str) -> Facts {
    let facts = Facts::new("payer").with_attribute("kind", kind);
    of.iter().fold(facts, |facts, (name, value)| {
        facts.with_measure(*name, *value)
    })
}

/// Tables, borders and conditions by several quantities, row by row beside the single assessment.
#[test]
fn trees_of_every_sort_give_what_each_payer_owes() {
    let rows = |count: i64, over: i64| {
        let rows = (0..count).map(|row| {
            let (from, pays) = (row * over, row * row % 97);
            format!(
                r#"{{ from = "{from}", under = "{}", pays = "{pays}" }},"#,
                from + over
            )
        });
        rows.collect::<String>()
    };
    let head = format!(
        r#"fact.kind = {{ values = ["a", "b"] }}
        fact.size = {{ unit = "1", step = "1", least = "0", most = "999" }}
        fact.staff = {{ unit = "1", step = "1", least = "-50", most = "50" }}
        table.few = {{ by = "size", unit = "EUR", rows = [{}] }}
        table.many = {{ by = "size", unit = "EUR", rows = [{}] }}
        table.holes = {{ by = "size", unit = "EUR", rows = [{{ under = "100", pays = "1" }}, {{ from = "150", to = "600", pays = "2" }}, {{ over = "700", pays = "unknown" }}] }}
        param.rate = {{ unit = "EUR", value = "unknown" }}
        "#,
        rows(5, 200),
        rows(333, 3)
    );
    for pays in [
        "few(size)",
        "many(size)",
        "few(size) + many(size)",
        "few(size) * staff",
        "holes(size)",
        "if kind = 'a' then many(size) else few(size) + staff * 1 EUR",
        "if size + staff >= 500 then 10 EUR else 20 EUR",
        "if size - 3 * staff > 40 then size * 0.07 EUR else staff * staff * 1 EUR",
        "if 2 * size + 3 * staff = 30 then 1 EUR else 2 EUR",
        "at_most(at_least(size * 0.33 EUR, 40 EUR), 250 EUR) + at_least(staff * 1 EUR, -3 EUR)",
        "if size < 500 then (if staff < 0 then 5 EUR else 6 EUR) else (if staff <= 0 then 7 EUR else few(size))",
        "if kind = 'a' and staff = -50 then rate else 5 EUR",
        "100 EUR / staff",
        "size * staff * 0.01 EUR",
        "round_up(size * 1 EUR, 7 EUR) + started(size, 10) * 1 EUR",
        "unclear('r', size * 1 EUR, 90 EUR)",
    ] {
        let policy = support::case(&format!(
            r#"{head} rule = [{{ id = "r", pays = "{pays}" }}]"#
        ));
        let year = support::in_year(&policy, 2024);
        let bulk = year.bulk();
        let points = (0..2_000_i64).map(|row| (row % 2, row * 7 % 1_003 - 2, row * 13 % 103 - 51));
        let points: Vec<(i64, i64, i64)> = points.collect();
        let kinds: Vec<u8> = points
            .iter()
            .map(|(kind, ..)| u8::try_from(*kind).unwrap())
            .collect();
        let sizes: Vec<i64> = points.iter().map(|(_, size, _)| *size).collect();
        let staff: Vec<i32> = points
            .iter()
            .map(|(.., staff)| i32::try_from(*staff).unwrap())
            .collect();
        let known: Vec<bool> = (0..points.len()).map(|row| row % 11 != 0).collect();
        let columns = Columns::new(points.len())
            .with("kind", Column::values(&kinds[..]))
            .with("size", Column::steps(&sizes[..]).where_known(&known))
            .with("staff", Column::steps(&staff[..]));
        assessed(&bulk, &policy, &columns, points.len());
        // One payer by its facts alone.
        let one = facts(&[("size", 250), ("staff", 7)], "b");
        let (status, amount) = bulk.prepare(one.clone()).assess();
        let alone = year.assess(&one);
        assert_eq!(
            (status.name(), amount),
            (alone.outcome().status(), alone.amount()),
            "{pays}"
        );
    }
}

/// As many rows as a search of so many steps has room for, for two kinds that stand side by side.
#[test]
fn tables_that_fill_their_search_do_not_reach_into_the_next() {
    for count in [2_i64, 4, 8, 16, 32, 64, 128] {
        let table = |name: &str, from: i64, over: i64| {
            let rows = (0..count).map(|row| {
                let low = match row {
                    0 => String::new(),
                    _ => format!(r#"from = "{}", "#, from + row * over),
                };
                let high = match row {
                    row if row + 1 == count => String::new(),
                    _ => format!(r#"under = "{}", "#, from + (row + 1) * over),
                };
                format!(r#"{{ {low}{high}pays = "{}" }},"#, row * 3 + over)
            });
            let rows: String = rows.collect();
            format!(r#"table.{name} = {{ by = "size", unit = "EUR", rows = [{rows}] }}"#)
        };
        let policy = support::case(&format!(
            r#"fact.kind = {{ values = ["a", "b", "c"] }}
            fact.size = {{ unit = "1", step = "1", least = "0", most = "2000" }}
            {}
            {}
            {}
            rule = [
                {{ id = "a", when = "kind = 'a'", pays = "high(size)" }},
                {{ id = "b", when = "kind = 'b'", pays = "low(size)" }},
                {{ id = "c", when = "kind = 'c'", pays = "middle(size)" }},
            ]"#,
            table("high", 900, 8),
            table("low", 0, 2),
            table("middle", 300, 5)
        ));
        let year = support::in_year(&policy, 2024);
        let bulk = year.bulk();
        let kinds: Vec<u8> = (0..3_000_u16)
            .map(|row| u8::try_from(row % 3).unwrap())
            .collect();
        let sizes: Vec<i64> = (0..3_000).map(|row| row * 7 % 2_001).collect();
        let columns = Columns::new(3_000)
            .with("kind", Column::values(&kinds[..]))
            .with("size", Column::steps(&sizes[..]));
        assessed(&bulk, &policy, &columns, 3_000);
    }
}

fn with_list() -> Policy {
    support::case(
        r#"fact.size = { unit = "1", step = "1", least = "0", most = "100" }
        fact.branch = { type = "list", most = "3", each = { staff = { unit = "1", step = "1", least = "0", most = "9" }, sort = { values = ["old", "new"] } } }
        rule = [{ id = "r", pays = "size * 1 EUR + sum(branch, staff * position * 1 EUR)" }]"#,
    )
}

#[test]
fn facts_of_the_things_of_a_list_have_no_columns() {
    let policy = with_list();
    let year = support::in_year(&policy, 2024);
    let bulk = year.bulk();
    let numbers = [1_i64];
    for name in ["staff", "position", "sort", "branch", "zzzzzz"] {
        let columns = Columns::new(1).with(name, Column::steps(&numbers[..]));
        let error = bulk.assess(&columns).unwrap_err();
        let expected = format!("`{name}` is no fact of the policy: expected one of `size`");
        assert_eq!(error.to_string(), expected);
    }
    let policy = support::case(r#"rule = [{ id = "r", pays = "1 EUR" }]"#);
    let year = support::in_year(&policy, 2024);
    let columns = Columns::new(1).with("size", Column::steps(&numbers[..]));
    let error = year.bulk().assess(&columns).unwrap_err();
    assert_eq!(
        error.to_string(),
        "`size` is no fact of the policy: expected no columns"
    );
}

/// Whoever may have branches is asked about; of whom it is known that they have none is not.
#[test]
fn lists_are_assessed_one_by_one() {
    let policy = with_list();
    let year = support::in_year(&policy, 2024);
    let bulk = year.bulk();
    let thing = |staff: i64| {
        Facts::new("b")
            .with_measure("staff", staff)
            .with_attribute("sort", "old")
    };
    for things in [vec![], vec![thing(2)], vec![thing(2), thing(5)]] {
        let payer = Facts::new("p")
            .with_measure("size", 7)
            .with_list("branch", things);
        let (status, amount) = bulk.prepare(payer.clone()).assess();
        let alone = year.assess(&payer);
        assert_eq!(
            (status.name(), amount),
            (alone.outcome().status(), alone.amount())
        );
    }
}

/// Whatever is missing of a payer, the answer is that of its own assessment: a missing fact leaves dues
/// open only where they rest on it.
#[test]
fn missing_facts_matter_where_something_rests_on_them() {
    for when in [
        "kind = 'a' and size > 5",
        "kind = 'a' or size > 5",
        "not (kind = 'a' or size > 5) or grant > 3",
        "(size > 5 or grant > 3) and (kind = 'b' or grant < 9)",
        "unclear('w', size > 5, size > 9) and (grant > 3 or grant < 1) and kind = 'a'",
        "(unclear('w', size > 5, size > 9) and kind = 'a') or (grant > 3 and kind = 'b')",
        "class(size) = 'low' and (kind = 'a' or grant > 3)",
        "(class(size) = 'low' or kind = 'a') and (grant > 3 or kind = 'b')",
        "is_small and kind = 'a'",
        "sort = 'low' or kind = 'b'",
    ] {
        for pays in [
            "10 EUR",
            "if kind = 'a' then size * 1 EUR else grant * 2 EUR",
            "if kind = 'a' or grant > 3 then 5 EUR else unclear('p', size * 1 EUR, grant * 1 EUR)",
            "fee(size) + at_least(grant * 1 EUR, 4 EUR)",
            "if sort = 'low' then twice else 3 EUR",
        ] {
            let policy = support::case(&format!(
                r#"fact.kind = {{ values = ["a", "b", "c"] }}
                fact.size = {{ unit = "1", step = "1", least = "0", most = "12" }}
                fact.grant = {{ unit = "1", step = "1", least = "0", most = "12" }}
                table.class = {{ by = "size", values = ["low", "high"], rows = [{{ under = "6", is = "low" }}, {{ from = "7", is = "high" }}] }}
                table.fee = {{ by = "size", unit = "EUR", rows = [{{ under = "4", pays = "7" }}, {{ from = "4", to = "10", pays = "9" }}] }}
                let.is_small = "size < 4 or grant = 12"
                let.sort = "class(size)"
                let.twice = "grant * 2 EUR"
                rule = [
                    {{ id = "r", when = "{when}", pays = "{pays}" }},
                    {{ id = "s", when = "kind = 'c' and grant = 0", pays = "1 EUR" }},
                ]"#
            ));
            let year = support::in_year(&policy, 2024);
            let bulk = year.bulk();
            let rows = 400_usize;
            let number = |row: usize, by: usize| i64::try_from(row * by % 13).unwrap();
            let kinds: Vec<u8> = (0..rows)
                .map(|row| u8::try_from(row % 3).unwrap())
                .collect();
            let sizes: Vec<i64> = (0..rows).map(|row| number(row, 5)).collect();
            let grants: Vec<i64> = (0..rows).map(|row| number(row, 7)).collect();
            let known = |bit: usize| {
                (0..rows)
                    .map(|row| (row / 5) & bit == 0)
                    .collect::<Vec<bool>>()
            };
            let (kind, size, grant) = (known(1), known(2), known(4));
            let columns = Columns::new(rows)
                .with("kind", Column::values(&kinds[..]).where_known(&kind))
                .with("size", Column::steps(&sizes[..]).where_known(&size))
                .with("grant", Column::steps(&grants[..]).where_known(&grant));
            assessed(&bulk, &policy, &columns, rows);
        }
    }
}

/// The way of the only line of a policy.
fn way_of(rest: &str) -> Way {
    let policy = support::case(&format!(
        r#"fact.size = {{ unit = "1", step = "1", least = "0", most = "1000000" }}
        fact.staff = {{ unit = "1", step = "1", least = "0", most = "1000000" }}
        fact.branch = {{ type = "list", most = "3", each = {{ visitors = {{ unit = "1", step = "1", least = "0", most = "9" }} }} }}
        {rest}"#
    ));
    let year = support::in_year(&policy, 2024);
    let ways = year.bulk().ways();
    assert_eq!(ways.len(), 1, "{ways:?}");
    ways[0].way()
}

#[test]
fn why_amounts_are_computed_step_by_step_is_told() {
    let pays = |pays: &str| way_of(&format!(r#"rule = [{{ id = "r", pays = "{pays}" }}]"#));
    let step_by_step = [
        ("size * staff * 0.01 EUR", AskReason::Product),
        ("size * 1 EUR / (staff + 1)", AskReason::Product),
        ("round_up(size * 1 EUR, 7 EUR)", AskReason::Staircase),
        ("started(size, 10) * 1 EUR", AskReason::Staircase),
        ("sum(branch, visitors * 1 EUR)", AskReason::List),
        ("count(branch) * 1 EUR", AskReason::List),
        (
            "unclear('r', size * 1 EUR, 90 EUR)",
            AskReason::SeveralReadings,
        ),
    ];
    for (formula, reason) in step_by_step {
        assert_eq!(pays(formula), Way::StepByStep(reason), "{formula}");
    }
    assert_eq!(pays("size * 0.07 EUR + staff * 3 EUR"), Way::Scaled64);
    let crowns = way_of(r#"rule = [{ id = "r", currency = "SEK", pays = "size * 1 SEK" }]"#);
    assert_eq!(crowns, Way::StepByStep(AskReason::OtherCurrency));
    let share = way_of(
        r#"share.costs = { total = "1000 EUR", rounding = "together", keys = [{ weight = "1", by = "size", of = "round" }] }
        rule = [{ id = "r", pays = "costs" }]"#,
    );
    assert_eq!(share, Way::StepByStep(AskReason::Share));
}
