//! What a report looks like in each format and language, and that the same report gives the same bytes.
#![cfg(all(feature = "csv", feature = "json"))]
#![allow(
    clippy::arithmetic_side_effects,
    clippy::unwrap_used,
    reason = "tests may panic, and then say where"
)]

mod support;

use insta::assert_snapshot;
use oske_types::Language;

#[test]
fn a_report_is_written_in_each_language_and_format() {
    for language in Language::ALL {
        let report = support::report(language);
        let code = language.code();
        assert_snapshot!(format!("report-{code}.txt"), report.to_text(72));
        assert_snapshot!(format!("report-{code}.md"), report.to_markdown());
        assert_snapshot!(format!("report-{code}.html"), report.to_html());
        assert_snapshot!(format!("report-{code}.json"), report.to_json());
        for (name, table) in report.named_tables() {
            assert_snapshot!(format!("report-{code}-{name}.csv"), table.to_csv());
        }
    }
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    for language in Language::ALL {
        let [one, other] = [support::report(language), support::report(language)];
        assert_eq!(one.to_text(72), other.to_text(72));
        assert_eq!(one.to_markdown(), other.to_markdown());
        assert_eq!(one.to_html(), other.to_html());
        assert_eq!(one.to_json(), other.to_json());
        #[cfg(feature = "xlsx")]
        assert_eq!(one.to_xlsx().unwrap(), other.to_xlsx().unwrap());
    }
}

/// Writes the report as files to a folder, for checkers and eyes.
#[test]
#[ignore = "writes files: OUT=folder cargo test -p oske-report --all-features -- --ignored"]
fn files_to_look_at() {
    let folder = std::path::PathBuf::from(std::env::var("OUT").unwrap());
    for language in Language::ALL {
        let report = support::report(language);
        let write = |ending: &str, bytes: &[u8]| {
            let name = format!("report-{}.{ending}", language.code());
            std::fs::write(folder.join(name), bytes).unwrap();
        };
        write("txt", report.to_text(72).as_bytes());
        write("md", report.to_markdown().as_bytes());
        write("html", report.to_html().as_bytes());
        write("json", report.to_json().as_bytes());
        #[cfg(feature = "xlsx")]
        write("xlsx", &report.to_xlsx().unwrap());
    }
}
