//! The example `assess_bulk`, run as a user runs it.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod common;

use std::fmt::Write;
use std::path::Path;

use common::{Run, argument, demonstration, file, folder, names, run};

fn assess_bulk(folder: &Path, input: &str, further: &[&str]) -> (Run, String) {
    let output = folder.join("dues.csv");
    let policy = demonstration("benchmark");
    let output_text = argument(&output);
    let mut arguments = vec![
        "--policy",
        &policy,
        "--input",
        input,
        "--output",
        &output_text,
    ];
    arguments.extend(further);
    let run = run("assess_bulk", &arguments);
    let written = std::fs::read_to_string(output).unwrap_or_default();
    (run, written)
}

#[test]
fn payers_of_every_outcome_come_out_in_their_order() {
    let folder = folder("assess_bulk_every_outcome");
    let table = "\
population,id,kind
70521,kainuu,wellbeing_county
2345,puolanka,municipality
5000,raja,municipality
,\"ry, Kuopio\", association 
,,company
,nobody,
,unknown,municipality
many,text,municipality
-1,below,municipality
1.5,half,wellbeing_county
10,cooperative,co-operative
10,short
";
    let input = file(&folder, "members.csv", table);
    let (run, written) = assess_bulk(&folder, &input, &[]);
    assert_eq!(run.code, 0, "{}", run.messages);
    assert_eq!(
        written,
        "\
id,status,amount
kainuu,assessed,4407.56
puolanka,assessed,110.00
raja,assessed,550.00
\"ry, Kuopio\",assessed,110.00
,invalid,
nobody,undetermined,
unknown,undetermined,
text,invalid,
below,invalid,
half,invalid,
cooperative,invalid,
short,invalid,
"
    );
    assert_eq!(
        run.messages,
        "\
line 6: ``: the row has no `id`: expected the name of the payer
line 9: `text`: population is `many`: expected an exact number, as in `0.0073`
line 10: `below`: population is -1: expected at least 0
line 11: `half`: population is 1.5: expected a whole multiple of 1
line 12: `cooperative`: `co-operative` is not a value of “member kind”; known: wellbeing services county (wellbeing_county), municipality, association, company
line 13: `short`: the row has 2 cells: expected 3
12 rows
  assessed: 4, 5177.56 EUR
  undetermined: 2
  invalid: 6
4 in integers, 8 step by step
"
    );
    assert_eq!(names(&folder), ["dues.csv", "members.csv"]);
}

#[test]
fn totals_are_told_by_the_values_of_a_choice() {
    let folder = folder("assess_bulk_groups");
    let table = "\
id,kind,population
kainuu,wellbeing_county,70521
puolanka,municipality,2345
raja,municipality,5000
unknown,municipality,
ry,association,
nobody,,
";
    let input = file(&folder, "members.csv", table);
    let (run, before) = assess_bulk(&folder, &input, &["--by", "kind"]);
    assert_eq!(
        run.messages,
        "\
6 rows
  assessed: 4, 5177.56 EUR
  undetermined: 2
by kind
  wellbeing_county: assessed 1, 4407.56 EUR
  municipality: assessed 2, 660.00 EUR; undetermined 1
  association: assessed 1, 110.00 EUR
  none of them: undetermined 1
4 in integers, 2 step by step
"
    );
    let (run, written) = assess_bulk(&folder, &input, &["--by", "population"]);
    assert_eq!(
        run.failed(1),
        format!(
            "{input}: the totals cannot be told by group: `population` is no choice: expected one of `kind`\n"
        )
    );
    assert_eq!(written, before);
}

#[test]
fn what_is_written_does_not_depend_on_the_number_of_threads() {
    let folder = folder("assess_bulk_threads");
    let mut table = String::from("id,kind,population\n");
    let kinds = [
        "wellbeing_county",
        "municipality",
        "association",
        "company",
        "band",
    ];
    for row in 0..50_000_usize {
        writeln!(
            table,
            "m{row},{},{}",
            kinds[(row * 7) % 5],
            (row * 7_919) % 700_000
        )
        .unwrap();
    }
    let input = file(&folder, "members.csv", table);
    let (one, by_one) = assess_bulk(&folder, &input, &[]);
    assert_eq!(by_one.lines().count(), 50_001);
    for threads in ["2", "3", "8"] {
        let (several, by_several) = assess_bulk(&folder, &input, &["--threads", threads]);
        assert!(
            by_one == by_several,
            "{threads} threads write something else"
        );
        assert_eq!(one.messages, several.messages);
    }
}

#[test]
fn the_payers_are_not_written_over() {
    let folder = folder("assess_bulk_in_place");
    let table = "id,kind,population\nry,association,\n";
    let input = file(&folder, "dues.csv", table);
    let (run, written) = assess_bulk(&folder, &input, &[]);
    assert_eq!(
        run.failed(1),
        format!("{input}: the output is the input: expected another file\n")
    );
    assert_eq!(written, table);
    assert_eq!(names(&folder), ["dues.csv"]);
}

#[cfg(unix)]
#[test]
fn a_link_stays_one_and_a_device_is_written_to() {
    let folder = folder("assess_bulk_link");
    let input = file(
        &folder,
        "members.csv",
        "id,kind,population\nry,association,\n",
    );
    let dues = "id,status,amount\nry,assessed,110.00\n";
    std::os::unix::fs::symlink("elsewhere.csv", folder.join("dues.csv")).unwrap();
    // Before there is anything where it leads, and then.
    for _ in 0..2 {
        let (run, written) = assess_bulk(&folder, &input, &[]);
        assert_eq!((run.code, written.as_str()), (0, dues), "{}", run.messages);
        assert!(folder.join("dues.csv").is_symlink());
    }
    assert_eq!(names(&folder), ["dues.csv", "elsewhere.csv", "members.csv"]);
    let policy = demonstration("benchmark");
    let arguments = [
        "--policy",
        &policy,
        "--input",
        &input,
        "--output",
        "/dev/stdout",
    ];
    let run = run("assess_bulk", &arguments);
    assert_eq!(
        (run.code, run.output.as_str()),
        (0, dues),
        "{}",
        run.messages
    );
}

#[test]
fn a_quote_that_is_not_closed_is_told() {
    let folder = folder("assess_bulk_quote");
    let rows = "ry,association,\n".repeat(100_000);
    let table = format!("id,kind,population\n\"ry,association,\n{rows}");
    let input = file(&folder, "members.csv", table);
    let (run, written) = assess_bulk(&folder, &input, &[]);
    assert_eq!(
        run.failed(1),
        format!("{input}: line 2: the row is longer than 1 MiB: is a quote not closed?\n")
    );
    assert_eq!(written, "");
}

#[test]
fn a_wrong_header_says_what_was_expected() {
    let folder = folder("assess_bulk_header");
    for (header, message) in [
        (
            "id,kind,popluation",
            "`popluation` is no fact of the policy: expected `population`",
        ),
        ("kind,population", "there is no column `id`"),
        (
            "id,kind,kind",
            "`kind` has two columns: expected one for each fact",
        ),
        ("", "there is no column `id`"),
    ] {
        let input = file(&folder, "members.csv", format!("{header}\n"));
        let (run, written) = assess_bulk(&folder, &input, &[]);
        let expected =
            format!("{input}: line 1: {message}; the columns are `id`, `kind`, `population`\n");
        assert_eq!(run.failed(1), expected);
        assert_eq!(written, "");
    }
    // Nothing half-written is left.
    assert_eq!(names(&folder), ["members.csv"]);
}

#[test]
fn usage_and_files_that_are_not_there_are_told() {
    let folder = folder("assess_bulk_usage");
    let help = run("assess_bulk", &["--help"]).succeeded();
    assert!(help.contains("Usage: assess_bulk"));
    let message = run("assess_bulk", &[]).failed(2);
    assert!(message.contains("`--policy FILE` is missing"), "{message}");
    let input = file(&folder, "members.csv", "id\n");
    for (further, text) in [
        (["--threads", "0"], "--threads"),
        (["--year", "x"], "--year"),
    ] {
        let (run, _) = assess_bulk(&folder, &input, &further);
        let message = run.failed(2);
        assert!(message.contains(text), "{message}");
    }
    let (run, _) = assess_bulk(&folder, "no/such/file.csv", &[]);
    assert!(run.failed(1).starts_with("no/such/file.csv: "));
    let (run, _) = assess_bulk(&folder, &input, &["--year", "1999"]);
    assert!(run.failed(1).contains("does not govern 1999"));
}
