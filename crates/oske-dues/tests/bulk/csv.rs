//! From CSV to CSV.

use oske_dues::bulk::{Bulk, BulkStatus, CsvError, CsvOptions, CsvSummary};
use oske_dues::{Facts, Policy, PolicyYear};
use oske_types::Language;
use proptest::prelude::*;

use crate::config;
use crate::drawn::{case, is_overflow};
use crate::mixed::{mixed, mixed_sorts, repeated};
use crate::table::{Object, Table, cell_text, facts};
use crate::tariffs::{read, tariffs};

/// Dues that nobody can pay who has no staff: they are divided by zero.
fn divided() -> Policy {
    Policy::from_toml(
        "divided.toml",
        r#"
        format = "oske-policy"
        version = 1
        id = "divided"
        title = { en = "Dues divided by the offices" }
        status = "proposed"
        currency = "EUR"
        dues_years = { from = "2024" }
        unit.employee = { name = { en = "employee" } }
        fact.staff = { unit = "employee", step = "1", least = "0", most = "1000" }
        let.offices = { is = "if staff > 100 employee then 2 else if staff > 0 employee then 1 else 0" }

        [[rule]]
        id = "everyone"
        pays = "110 EUR / offices"
        "#,
    )
    .unwrap_or_else(|faults| panic!("{faults}"))
}

fn assess(bulk: &Bulk<'_, '_>, table: &[u8]) -> Result<(String, CsvSummary), CsvError> {
    let mut written = Vec::new();
    let summary = bulk.assess_csv(table, &mut written, &CsvOptions::default(), |_| {})?;
    Ok((String::from_utf8_lossy(&written).into_owned(), summary))
}

/// What the table must come to, by assessing each payer by itself.
fn expected(year: &PolicyYear<'_>, payers: &[Object]) -> String {
    let mut text = String::from("id,status,amount\n");
    for (row, payer) in payers.iter().enumerate() {
        let alone = year.assess(&facts(payer));
        let amount = alone.amount().map(|amount| {
            let own = amount.currency() == year.policy().currency();
            if own {
                amount.to_decimal_text()
            } else {
                amount.to_string()
            }
        });
        let status = alone.outcome().status();
        text += &format!("p{row},{status},{}\n", amount.unwrap_or_default());
    }
    text
}

fn table(payers: &[Object], names: &[String]) -> String {
    let mut text = format!("{},id\n", names.join(","));
    for (row, payer) in payers.iter().enumerate() {
        for name in names {
            let cell = payer.get(name).map(cell_text).unwrap_or_default();
            text += &format!("\"{}\",", cell.replace('"', "\"\""));
        }
        text += &format!("p{row}\n");
    }
    text
}

#[test]
fn a_table_comes_out_as_its_payers_do_by_themselves() {
    let (policy, payers) = mixed();
    let year = policy.for_year("2024".parse().unwrap()).unwrap();
    let names: Vec<String> = mixed_sorts().into_iter().map(|(name, _)| name).collect();
    let (written, summary) = assess(&year.bulk(), table(&payers, &names).as_bytes()).unwrap();
    assert_eq!(written, expected(&year, &payers));
    assert_eq!(summary.totals().rows(), 400);
    let invalid = summary.totals().count(BulkStatus::Invalid);
    assert_eq!(summary.remarks().len(), 20);
    assert_eq!(summary.further_remarks(), invalid - 20);
    assert_eq!(
        summary.remarks()[0].to_string(),
        "line 6: `p4`: `clown` is not a value of `kind`; did you mean `town`?"
    );
}

#[test]
fn totals_by_a_choice_are_those_of_columns() {
    let (policy, payers) = mixed();
    let year = policy.for_year("2024".parse().unwrap()).unwrap();
    let bulk = year.bulk();
    let payers = repeated(&payers, 20_000);
    let names: Vec<String> = mixed_sorts().into_iter().map(|(name, _)| name).collect();
    let mut text = table(&payers, &names);
    // One whose kind is not given is among the others.
    text += ",,,,,unkind\n";
    let options = CsvOptions::default()
        .with_totals_by("kind")
        .with_totals_by("member_before");
    let options = by_two_threads(options);
    let mut written = Vec::new();
    let summary = bulk.assess_csv(text.as_bytes(), &mut written, &options, |_| {});
    let summary = summary.unwrap();
    let in_columns = Table::of(&payers, &mixed_sorts());
    let columns = in_columns.columns();
    let outcomes = bulk.assess(&columns).unwrap();
    for fact in ["kind", "member_before"] {
        let found = summary.totals_by(fact).unwrap();
        let rows: u64 = found.iter().map(|(_, totals)| totals.rows()).sum();
        let minor: i128 = found.iter().map(|(_, totals)| totals.minor()).sum();
        assert_eq!((rows, minor), (20_001, summary.totals().minor()));
        for (value, totals) in bulk.totals_by(&columns, &outcomes, fact).unwrap() {
            if !["", "clown"].contains(&value.as_str()) {
                let own = found.iter().find(|(known, _)| *known == value);
                assert_eq!(own.map(|(_, totals)| *totals), Some(&totals), "{value}");
            }
        }
    }
    // In the policy's own order, and the others at the end.
    let kinds = summary.totals_by("kind").unwrap();
    let counts: Vec<(&str, u64)> = kinds
        .iter()
        .map(|(kind, totals)| (*kind, totals.rows()))
        .collect();
    assert_eq!(
        counts,
        [
            ("county", 4_000),
            ("town", 4_000),
            ("company", 4_000),
            ("guest", 4_000),
            ("", 4_001)
        ]
    );
    assert_eq!(summary.totals_by("population"), None);
    let wrong = [
        ("knid", "`knid` is no fact of the policy: expected `kind`"),
        (
            "staff",
            "`staff` is no choice: expected one of `kind`, `member_before`",
        ),
        (
            "member_before",
            "`member_before` has no column: expected one to make totals by",
        ),
    ];
    for (fact, cause) in wrong {
        let options = CsvOptions::default().with_totals_by(fact);
        let error = bulk.assess_csv(&b"id,kind\n"[..], &mut Vec::new(), &options, |_| {});
        let error = error.unwrap_err();
        assert_eq!(error.to_string(), "the totals cannot be told by group");
        let source = std::error::Error::source(&error).unwrap();
        assert_eq!(source.to_string(), cause);
    }
}

#[test]
fn rows_of_another_number_of_cells_count_in_their_group() {
    let (policy, _) = mixed();
    let year = policy.for_year("2024".parse().unwrap()).unwrap();
    let bulk = year.bulk();
    let options = CsvOptions::default().with_totals_by("kind");
    let table = "id,population,kind\na,10,town,\nb,10,town\nc,10\n,\nd,10,tow\n";
    let summary = bulk.assess_csv(table.as_bytes(), &mut Vec::new(), &options, |_| {});
    let summary = summary.unwrap();
    let kinds = summary.totals_by("kind").unwrap();
    let counts = kinds.iter().filter(|(_, totals)| totals.rows() > 0);
    let counts: Vec<(&str, u64, u64)> = counts
        .map(|(kind, totals)| (*kind, totals.rows(), totals.count(BulkStatus::Invalid)))
        .collect();
    assert_eq!(counts, [("town", 2, 1), ("", 3, 3)]);
}

#[test]
fn a_row_that_does_not_end_is_an_error() {
    let (policy, _) = mixed();
    let year = policy.for_year("2024".parse().unwrap()).unwrap();
    let bulk = year.bulk();
    let rows = "b,town,10\n".repeat(300_000);
    let table = format!("id,kind,population\na,town,10\nc,\"town,10\n{rows}");
    let error = assess(&bulk, table.as_bytes()).unwrap_err();
    assert!(matches!(error, CsvError::RowTooLong { line: 3, .. }));
    insta::assert_snapshot!(error, @"line 3: the row is longer than 1 MiB: is a quote not closed?");
    let error = assess(&bulk, format!("id,\"kind\n{rows}").as_bytes()).unwrap_err();
    assert!(matches!(error, CsvError::RowTooLong { line: 1, .. }));
    // A shorter table ends before that, and its last row says so.
    let (_, summary) = assess(&bulk, b"id,kind,population\nc,\"town,10\nb,town,10\n").unwrap();
    let told = summary.remarks()[0].to_string();
    insta::assert_snapshot!(told, @"line 2: `c`: the row has 2 cells: expected 3; is a quote not closed?");
}

#[test]
fn long_rows_come_out_as_others_do() {
    let (policy, _) = mixed();
    let year = policy.for_year("2024".parse().unwrap()).unwrap();
    let bulk = year.bulk();
    let long = "x".repeat((1 << 20) - 100);
    let mut table = String::from("id,kind,population\n");
    let mut expected = String::from("id,status,amount\n");
    for _ in 0..12 {
        table += &format!("{long},town,10\nb,town,10\n");
        expected += &format!("{long},assessed,110.00\nb,assessed,110.00\n");
    }
    let (written, summary) = assess(&bulk, table.as_bytes()).unwrap();
    assert!(written == expected);
    assert_eq!(summary.totals().rows(), 24);
}

fn by_two_threads(options: CsvOptions) -> CsvOptions {
    #[cfg(feature = "parallel")]
    let options = options.with_threads(2.try_into().unwrap());
    options
}

#[test]
fn amounts_in_another_currency_say_so() {
    let text = read(&tariffs().join("iclei-g4-eur/policy.toml"));
    let policy = Policy::from_toml("iclei.toml", &text).unwrap();
    let year = policy.for_year("2010".parse().unwrap()).unwrap();
    let table = "id,kind,paid_in,income,population\n\
        a,local_government,yen,20000,3000000\n\
        b,local_government,euro,20000,3000000\n";
    let (written, summary) = assess(&year.bulk(), table.as_bytes()).unwrap();
    assert_eq!(
        written,
        "id,status,amount\na,assessed,840000 JPY\nb,assessed,5240.00\n"
    );
    assert_eq!(summary.totals().minor(), 524_000);
    let [(currency, minor)] = summary.totals().other_currencies() else {
        panic!("one other currency");
    };
    assert_eq!((currency.code(), *minor), ("JPY", 840_000));
}

#[test]
fn rows_that_are_found_invalid_in_integers_say_why_as_others_do() {
    let policy = divided();
    let year = policy.for_year("2024".parse().unwrap()).unwrap();
    let bulk = year.bulk();
    let text = "id,staff\na,1\nb,0\nc,\n";
    let (written, summary) = assess(&bulk, text.as_bytes()).unwrap();
    assert_eq!(
        written,
        "id,status,amount\na,assessed,110.00\nb,invalid,\nc,undetermined,\n"
    );
    // The second row is settled in integers, all the same.
    assert_eq!(summary.ways().scaled_64, 2);
    let alone = year.assess(&Facts::new("b").with_measure("staff", 0));
    let reasons: Vec<String> = alone
        .outcome()
        .reasons()
        .iter()
        .map(|reason| reason.in_language(Language::English))
        .collect();
    let told: Vec<String> = summary.remarks().iter().map(ToString::to_string).collect();
    assert_eq!(told, [format!("line 3: `b`: {}", reasons.join("; "))]);
    // More of them than are told are counted.
    let mut text = String::from("id,staff\n");
    for row in 0..100 {
        text += &format!("p{row},0\n");
    }
    let (_, summary) = assess(&bulk, text.as_bytes()).unwrap();
    assert_eq!(summary.totals().count(BulkStatus::Invalid), 100);
    assert_eq!(summary.remarks().len(), 20);
    assert_eq!(summary.further_remarks(), 80);
}

#[test]
fn names_that_are_not_utf_8_are_told_with_their_line() {
    let (policy, _) = mixed();
    let year = policy.for_year("2024".parse().unwrap()).unwrap();
    let table = b"id,kind,population\na,town,10\nb\xe4r,town,10\nc,to\xffwn,10\n";
    let (written, summary) = assess(&year.bulk(), table).unwrap();
    assert_eq!(
        written,
        "id,status,amount\na,assessed,110.00\nb\u{fffd}r,invalid,\nc,invalid,\n"
    );
    let told: Vec<String> = summary.remarks().iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "line 3: `b\u{fffd}r`: the cell of `id` is not UTF-8: expected text in UTF-8",
            "line 4: `c`: the cell of `kind` is not UTF-8: expected text in UTF-8",
        ]
    );
}

#[test]
fn what_the_system_says_is_the_source_of_an_error() {
    struct Broken;
    impl std::io::Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(std::io::Error::other("the disk is gone"))
        }
    }
    impl std::io::Write for Broken {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(std::io::Error::other("the disk is full"))
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let (policy, _) = mixed();
    let year = policy.for_year("2024".parse().unwrap()).unwrap();
    let bulk = year.bulk();
    let options = CsvOptions::default();
    let told = |error: CsvError| {
        let source = std::error::Error::source(&error).map(ToString::to_string);
        (error.to_string(), source)
    };
    let error = bulk.assess_csv(Broken, &mut Vec::new(), &options, |_| {});
    assert_eq!(
        told(error.unwrap_err()),
        (
            "the table cannot be read".to_owned(),
            Some("the disk is gone".to_owned())
        )
    );
    let error = bulk.assess_csv(&b"id\na\n"[..], Broken, &options, |_| {});
    assert_eq!(
        told(error.unwrap_err()),
        (
            "the outcomes cannot be written".to_owned(),
            Some("the disk is full".to_owned())
        )
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: config().cases / 2, ..config() })]

    #[test]
    fn tables_of_random_payers_come_out_as_single_assessments(case in case()) {
        let policy = case.policy();
        let year = case.engine(&policy);
        let names: Vec<String> = case.sorts().into_iter().map(|(name, _)| name).collect();
        let mut payers = case.objects();
        for payer in &mut payers {
            payer.retain(|name, _| names.contains(name));
            // White space around a cell does not count, and an empty one is not given.
            payer.retain(|_, value| {
                let text = cell_text(value);
                !text.is_empty() && text.trim_ascii() == text
            });
        }
        payers.retain(|payer| !is_overflow(year.assess(&facts(payer)).outcome()));
        let table = table(&payers, &names);
        let (written, summary) = assess(&year.bulk(), table.as_bytes()).unwrap();
        prop_assert_eq!(written, expected(&year, &payers));
        let told = u64::try_from(summary.remarks().len()).unwrap();
        let invalid = summary.totals().count(BulkStatus::Invalid);
        prop_assert_eq!(told + summary.further_remarks(), invalid);
    }

    #[test]
    fn no_bytes_make_the_reader_panic(
        header in "(id,kind,population|id,staff|[a-z,\"]{0,20})",
        bytes in proptest::collection::vec(any::<u8>(), 0..200),
        rows in "([a-z0-9.,\"\n -]{0,30}\n){0,20}",
    ) {
        let (policy, _) = mixed();
        let year = policy.for_year("2024".parse().unwrap()).unwrap();
        let bulk = year.bulk();
        let mut table = format!("{header}\n{rows}").into_bytes();
        table.extend(bytes);
        let _ = assess(&bulk, &table);
    }
}
