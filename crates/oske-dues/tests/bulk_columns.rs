//! Bulk assessment where columns are of another sort than the fact, do not come, or reach further than one
//! grid and one search have room for.
#![cfg(feature = "toml")]
#![allow(
    missing_docs,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a helper of a test fails by panicking"
)]

mod support;

use oske_dues::Policy;
use oske_dues::bulk::{BulkOutcomes, BulkStatus, Column, ColumnError, Columns};
use oske_types::Exact;

/// Assesses the columns, and holds every row against its own assessment.
fn assessed(policy: &Policy, columns: &Columns<'_>, rows: usize) -> BulkOutcomes {
    let year = support::in_year(policy, 2024);
    let bulk = year.bulk();
    let outcomes = bulk.assess(columns).unwrap();
    for row in 0..rows {
        let facts = bulk.facts(columns, row);
        let alone = year.assess(&facts);
        assert_eq!(
            (outcomes.statuses()[row].name(), outcomes.amount(row)),
            (alone.outcome().status(), alone.amount()),
            "{row}: {facts:?}"
        );
    }
    outcomes
}

#[test]
fn columns_of_another_sort_than_the_fact_are_refused() {
    let policy = support::case(
        r#"fact.kind = { values = ["a", "b"] }
        fact.size = { unit = "1", step = "1", least = "0", most = "100000" }
        rule = [
            { id = "a", when = "kind = 'a'", pays = "size * 1 EUR" },
            { id = "b", when = "kind = 'b'", pays = "size * 2 EUR" },
        ]"#,
    );
    let year = support::in_year(&policy, 2024);
    let bulk = year.bulk();
    let truths = [true];
    let dates = ["2024-01-01".parse().unwrap()];
    for (name, column) in [
        ("kind", Column::yes_no(&truths)),
        ("size", Column::dates(&dates)),
    ] {
        let error = bulk
            .assess(&Columns::new(1).with(name, column))
            .unwrap_err();
        assert!(matches!(&error, ColumnError::Content { .. }), "{error}");
    }
}

/// Nothing is paid for a branch; but how many there are is asked all the same.
#[test]
fn a_list_that_is_counted_is_asked_for_where_its_number_changes_nothing() {
    for pays in [
        "count(branch) * 0 EUR + size * 1 EUR",
        "sum(branch, staff * 0 EUR) + size * 1 EUR",
        "if count(branch) >= 0 then size * 1 EUR else 5 EUR",
        "if kind = 'a' then size * 1 EUR else count(branch) * 0 EUR",
    ] {
        let policy = support::case(&format!(
            r#"fact.kind = {{ values = ["a", "b"] }}
            fact.size = {{ unit = "1", step = "1", least = "0", most = "100" }}
            fact.branch = {{ type = "list", most = "3", each = {{ staff = {{ unit = "1", step = "1", least = "0", most = "9" }} }} }}
            rule = [{{ id = "r", pays = "{pays}" }}]"#
        ));
        let (sizes, kinds) = ([0_i64, 7, 100], [0_u8, 1, 0]);
        let columns = Columns::new(3)
            .with("size", Column::steps(&sizes[..]))
            .with("kind", Column::values(&kinds[..]));
        assessed(&policy, &columns, 3);
    }
}

/// What an unclear condition asks for inside another one.
#[test]
fn a_reading_inside_a_settled_condition_asks_for_its_facts() {
    for when in [
        "kind = 'a' or (student and unclear('q', size > 5, size > 6))",
        "kind = 'a' or (unclear('q', size > 5, size > 6) and (student or size > 2))",
        "kind = 'a' and (student or unclear('q', size > 5, size > 6) or size > 90)",
        "kind = 'a' and (unclear('q', size > 5, size > 6) or (student or size > 90))",
        "kind = 'a' or (unclear('q', size > 5, size > 6) or (student and not student))",
    ] {
        let policy = support::case(&format!(
            r#"fact.kind = {{ values = ["a", "b"] }}
            fact.student = {{ type = "yes-no" }}
            fact.size = {{ unit = "1", step = "1", least = "0", most = "100" }}
            rule = [{{ id = "r", when = "{when}", pays = "10 EUR" }}, {{ id = "s", when = "not ({when})", pays = "20 EUR" }}]"#
        ));
        let kinds: [u8; 8] = [0, 1, 0, 1, 0, 1, 0, 1];
        let students = [true, true, false, false, true, true, false, false];
        let sizes: [i64; 8] = [6, 6, 6, 6, 9, 9, 9, 9];
        for known in [[true; 8], [false; 8]] {
            for known_student in [[true; 8], [false; 8]] {
                let columns = Columns::new(8)
                    .with("kind", Column::values(&kinds[..]))
                    .with(
                        "student",
                        Column::yes_no(&students).where_known(&known_student),
                    )
                    .with("size", Column::steps(&sizes[..]).where_known(&known));
                assessed(&policy, &columns, 8);
            }
        }
    }
}

/// Beyond so many decimals whole numbers are read at once, up to 2⁵².
#[test]
fn a_measure_without_a_step_and_without_an_end_has_whole_numbers() {
    let policy = support::case(
        r#"fact.size = { unit = "EUR", least = "0" }
        rule = [{ id = "r", pays = "if size < 100 EUR then 5 EUR else 7 EUR" }]"#,
    );
    let sizes: Vec<Exact> = ["0", "99.5", "7.25", "5000000000"]
        .map(|size| size.parse().unwrap())
        .to_vec();
    let columns = Columns::new(4).with("size", Column::exact(&sizes));
    let outcomes = assessed(&policy, &columns, 4);
    assert_eq!(outcomes.amounts(), [500, 500, 500, 700]);
    assert_eq!(outcomes.ways().scaled_64, 2);
}

/// A share is open without its round, also in a comparison that comes out one way for every share.
#[test]
fn a_share_that_decides_nothing_keeps_dues_open_all_the_same() {
    let policy = support::case(
        r#"fact.votes = { unit = "1", step = "1", least = "0", most = "100" }
        share.costs = { total = "100 EUR", rounding = "together", keys = [{ weight = "1", by = "votes", of = "round" }] }
        rule = [{ id = "r", when = "costs >= 0 EUR", pays = "votes * 1 EUR" }]"#,
    );
    let votes = [0_i64, 7, 100];
    let columns = Columns::new(3).with("votes", Column::steps(&votes[..]));
    let outcomes = assessed(&policy, &columns, 3);
    assert!(
        outcomes
            .statuses()
            .iter()
            .all(|status| *status == BulkStatus::Undetermined)
    );
}

/// Several tables along one measure, whose rows begin beside each other: up to 9 times 1,000 borders.
#[test]
fn searches_of_every_length_find_the_row() {
    for tables in [2_i64, 3, 5, 9] {
        let mut text = String::new();
        let mut pays = Vec::new();
        for table in 0..tables {
            let rows = (0..1_000_i64).map(|row| {
                let border = |row: i64| row * tables + table;
                match row {
                    0 => format!(r#"{{ under = "{}", pays = "0" }},"#, border(1)),
                    999 => format!(r#"{{ from = "{}", pays = "999" }},"#, border(row)),
                    _ => format!(
                        r#"{{ from = "{}", under = "{}", pays = "{row}" }},"#,
                        border(row),
                        border(row + 1)
                    ),
                }
            });
            let rows: String = rows.collect();
            text.push_str(&format!(
                "table.t{table} = {{ by = \"size\", unit = \"EUR\", rows = [{rows}] }}\n"
            ));
            pays.push(format!("t{table}(size)"));
        }
        let policy = support::case(&format!(
            r#"fact.size = {{ unit = "1", step = "1", least = "0", most = "10000" }}
            {text}
            rule = [{{ id = "r", pays = "{}" }}]"#,
            pays.join(" + ")
        ));
        let sizes: Vec<i64> = (0..200).map(|row| row * tables * 5 + row % 3).collect();
        let columns = Columns::new(200).with("size", Column::steps(&sizes[..]));
        let outcomes = assessed(&policy, &columns, 200);
        assert_eq!(outcomes.ways().scaled_64, 200, "{tables}");
    }
}

#[cfg(feature = "csv")]
mod csv {
    use std::io::{self, Read};

    use oske_dues::bulk::{CsvError, CsvOptions};

    /// A table that breaks off.
    struct BreaksOff;

    impl Read for BreaksOff {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::new(io::ErrorKind::ConnectionReset, "gone"))
        }
    }

    #[test]
    fn why_a_table_cannot_be_read_is_kept() {
        let policy = super::support::case(r#"rule = [{ id = "r", pays = "1 EUR" }]"#);
        let year = super::support::in_year(&policy, 2024);
        let read =
            year.bulk()
                .assess_csv(BreaksOff, &mut Vec::new(), &CsvOptions::default(), |_| {});
        match read.unwrap_err() {
            CsvError::Read(error) => assert_eq!(error.kind(), io::ErrorKind::ConnectionReset),
            other => assert_eq!(other.to_string(), "the table cannot be read"),
        }
    }

    #[test]
    fn rows_of_no_group_are_told_only_where_there_are_some() {
        let policy = super::support::case(
            r#"fact.kind = { values = ["a", "b"] }
            rule = [{ id = "r", pays = "if kind = 'a' then 1 EUR else 2 EUR" }]"#,
        );
        let year = super::support::in_year(&policy, 2024);
        let options = CsvOptions::default().with_totals_by("kind");
        for (table, expected) in [
            ("id,kind\n1,a\n2,b\n3,a\n", vec![("a", 2), ("b", 1)]),
            ("id,kind\n1,a\n2,\n", vec![("a", 1), ("b", 0), ("", 1)]),
        ] {
            let summary =
                year.bulk()
                    .assess_csv(table.as_bytes(), &mut Vec::new(), &options, |_| {});
            let summary = summary.unwrap();
            let groups = summary.totals_by("kind").unwrap();
            let rows: Vec<(&str, u64)> = groups
                .iter()
                .map(|(value, totals)| (*value, totals.rows()))
                .collect();
            assert_eq!(rows, expected);
        }
    }
}
