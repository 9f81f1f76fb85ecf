//! Tables of payers as CSV: which cells are read at once, which rows go step by step, and how ids are
//! written.
#![cfg(all(feature = "csv", feature = "toml"))]
#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "a helper of a test fails by panicking"
)]

mod support;

use oske_dues::Policy;
use oske_dues::bulk::{CsvOptions, CsvSummary};

fn assessed(policy: &Policy, table: &str) -> (String, CsvSummary) {
    let year = support::in_year(policy, 2024);
    let mut written = Vec::new();
    let options = CsvOptions::default();
    let summary = year
        .bulk()
        .assess_csv(table.as_bytes(), &mut written, &options, |_| {});
    (String::from_utf8(written).unwrap(), summary.unwrap())
}

fn by_date(absent: &str) -> Policy {
    support::case(&format!(
        r#"fact.joined = {{ type = "date", least = "2024-01-01", most = "2024-12-31"{absent} }}
        table.part = {{ by = "joined", unit = "EUR", rows = [
            {{ under = "07-01", pays = "100" }}, {{ from = "07-01", pays = "50" }},
        ] }}
        rule = [{{ id = "r", pays = "part(joined)" }}]"#
    ))
}

#[test]
fn dates_are_read_at_once_where_they_are_within_their_bounds() {
    let table = "id,joined\na,2024-01-01\nb,2024-06-30\nc,2024-07-01\nd,2024-12-31\n";
    let (written, summary) = assessed(&by_date(""), table);
    assert_eq!(
        written,
        "id,status,amount\na,assessed,100.00\nb,assessed,100.00\nc,assessed,50.00\nd,assessed,50.00\n"
    );
    assert_eq!(summary.ways().scaled_64, 4);
    let table = "id,joined\na,2023-12-31\nb,2025-01-01\nc,2024-02-30\nd,someday\ne,2024-02-29\n";
    let (written, summary) = assessed(&by_date(""), table);
    assert_eq!(
        written,
        "id,status,amount\na,invalid,\nb,invalid,\nc,invalid,\nd,invalid,\ne,assessed,100.00\n"
    );
    let remarks = summary.remarks();
    let told: Vec<(u64, &str)> = remarks
        .iter()
        .map(|remark| (remark.line(), remark.id()))
        .collect();
    assert_eq!(told, [(2, "a"), (3, "b"), (4, "c"), (5, "d")]);
    for remark in remarks {
        assert!(remark.message().contains("`joined`"), "{remark}");
        let told = format!(
            "line {}: `{}`: {}",
            remark.line(),
            remark.id(),
            remark.message()
        );
        assert_eq!(remark.to_string(), told);
    }
}

#[test]
fn an_empty_cell_is_what_the_policy_says_of_a_missing_fact() {
    let table = "joined,id\n,a\n2024-08-01,b\n";
    let (written, summary) = assessed(&by_date(r#", absent = "2024-01-01""#), table);
    assert_eq!(
        written,
        "id,status,amount\na,assessed,100.00\nb,assessed,50.00\n"
    );
    assert_eq!(summary.ways().scaled_64, 2);
    let (written, _) = assessed(&by_date(""), table);
    assert_eq!(
        written,
        "id,status,amount\na,undetermined,\nb,assessed,50.00\n"
    );

    let by_size = |absent: &str| {
        support::case(&format!(
            r#"fact.size = {{ unit = "1", step = "1", least = "0", most = "100"{absent} }}
            rule = [{{ id = "r", pays = "10 EUR + size * 1 EUR" }}]"#
        ))
    };
    let table = "size,id\n,a\n7,b\n";
    let (written, summary) = assessed(&by_size(r#", absent = "5""#), table);
    assert_eq!(
        written,
        "id,status,amount\na,assessed,15.00\nb,assessed,17.00\n"
    );
    assert_eq!(summary.ways().scaled_64, 2);
    let (written, _) = assessed(&by_size(""), table);
    assert_eq!(
        written,
        "id,status,amount\na,undetermined,\nb,assessed,17.00\n"
    );
}

#[test]
fn ids_are_quoted_where_they_must_be() {
    let policy = support::case(r#"rule = [{ id = "r", pays = "1 EUR" }]"#);
    let table =
        "id\nplain\n\"with, comma\"\n\"with \"\"quotes\"\"\"\n\"two\nlines\"\n\"one\rreturn\"\n";
    let (written, _) = assessed(&policy, table);
    assert_eq!(
        written,
        "id,status,amount\nplain,assessed,1.00\n\"with, comma\",assessed,1.00\n\"with \"\"quotes\"\"\",assessed,1.00\n\"two\nlines\",assessed,1.00\n\"one\rreturn\",assessed,1.00\n"
    );
}
