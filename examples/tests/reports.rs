//! The examples `dues_report` and `proposal_report`, run as a user runs them.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod common;

use std::path::Path;

use common::{folder, run};
use serde_json::Value;

/// With ordinary blanks, and of the many members the first ones alone.
fn plain(text: &str) -> String {
    let mut members = 0;
    let lines = text.lines().filter(|line| {
        members += usize::from(line.starts_with("municipality-"));
        !line.starts_with("municipality-") || members <= 4
    });
    let lines = lines.map(|line| line.trim_end().replace('\u{a0}', " "));
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn a_treasurer_reads_the_round_in_three_languages() {
    for language in ["fi", "sv", "en"] {
        let output = run("dues_report", &["--lang", language]).succeeded();
        insta::assert_snapshot!(format!("dues_report_{language}"), plain(&output));
    }
}

#[test]
fn a_board_reads_the_alternatives_in_three_languages() {
    for language in ["fi", "sv", "en"] {
        let output = run("proposal_report", &["--lang", language]).succeeded();
        insta::assert_snapshot!(format!("proposal_report_{language}"), plain(&output));
    }
}

/// The names of the files in a folder, in order.
fn files(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

#[test]
fn every_format_is_written_and_twice_the_same() {
    for program in ["dues_report", "proposal_report"] {
        let [first, second] = ["1", "2"].map(|number| folder(&format!("{program}-{number}")));
        for out in [&first, &second] {
            let ended = run(program, &["--lang", "sv", "--out", out.to_str().unwrap()]);
            assert_eq!(
                (ended.code, ended.output.as_str()),
                (0, ""),
                "{}",
                ended.messages
            );
            assert_eq!(ended.messages.lines().count(), files(out).len());
        }
        let names = files(&first);
        assert_eq!(names, files(&second));
        for ending in [".txt", ".md", ".html", ".xlsx", ".json", ".csv"] {
            assert!(names.iter().any(|name| name.ends_with(ending)), "{names:?}");
        }
        for name in &names {
            let [one, other] =
                [&first, &second].map(|folder| std::fs::read(folder.join(name)).unwrap());
            assert_eq!(one, other, "{name}");
        }
    }
}

#[test]
fn the_total_is_the_same_in_json_and_csv() {
    let out = folder("dues-report-total");
    let path = out.to_str().unwrap();
    assert_eq!(run("dues_report", &["--out", path]).code, 0);
    let json = std::fs::read_to_string(out.join("dues-report-2023.en.json")).unwrap();
    let json: Value = serde_json::from_str(&json).unwrap();
    assert!(json.to_string().contains("19800.00"), "{json}");
    let mut reader =
        csv::Reader::from_path(out.join("dues-report-2023.en-dues-by-member.csv")).unwrap();
    let dues = reader
        .headers()
        .unwrap()
        .iter()
        .position(|heading| heading == "Due (EUR)")
        .unwrap();
    let cents: u32 = reader
        .records()
        .map(|record| record.unwrap()[dues].replace('.', ""))
        .filter(|amount| !amount.is_empty())
        .map(|amount| amount.parse::<u32>().unwrap())
        .sum();
    assert_eq!(cents, 1_980_000);
}

#[test]
fn payments_are_read_and_every_fault_is_told() {
    let folder = folder("dues-report-payments");
    let file = folder.join("payments.csv");
    std::fs::write(
        &file,
        "id,invoiced,paid\nuef,550.00,550.00\nkamk,550.00,0.00\n",
    )
    .unwrap();
    let path = file.to_str().unwrap();
    let output = run("dues_report", &["--payments", path]).succeeded();
    assert!(output.contains("Unpaid"), "{output}");
    assert!(output.contains("€550.00"), "{output}");
    std::fs::write(&file, "id,invoiced,paid\nuef,550,many\nuef,1.00,1.00\n").unwrap();
    let messages = run("dues_report", &["--payments", path]).failed(1);
    assert_eq!(messages.lines().count(), 3, "{messages}");
    assert!(
        messages.contains(":2: paid: `many` is no amount"),
        "{messages}"
    );
    assert!(
        messages.contains(":3: id: `uef` is there already"),
        "{messages}"
    );
}

#[test]
fn what_cannot_be_printed_needs_a_folder() {
    for program in ["dues_report", "proposal_report"] {
        for format in ["xlsx", "csv"] {
            let messages = run(program, &["--format", format]).failed(2);
            assert!(messages.contains("expected --out DIR"), "{messages}");
        }
        let messages = run(program, &["--format", "pdf"]).failed(2);
        assert!(
            messages.contains("expected text, md, html, xlsx, csv or json"),
            "{messages}"
        );
        assert!(run(program, &["--help"]).succeeded().contains("Usage:"));
    }
    let messages = run("proposal_report", &["one.toml"]).failed(2);
    assert!(messages.contains("A.toml B.toml"), "{messages}");
}
