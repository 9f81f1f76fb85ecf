//! A report in the format that is asked for, on standard output or into a folder.

use std::path::Path;
use std::str::FromStr;

use oske_report::Document;

use crate::support::{self, Failure};

/// The widest line of text, where words can be broken.
const WIDTH: usize = 100;

/// How a report is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum ReportFormat {
    Text,
    Markdown,
    Html,
    Xlsx,
    Csv,
    Json,
}

impl FromStr for ReportFormat {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Ok(match text {
            "text" => Self::Text,
            "md" => Self::Markdown,
            "html" => Self::Html,
            "xlsx" => Self::Xlsx,
            "csv" => Self::Csv,
            "json" => Self::Json,
            other => {
                let expected = "expected text, md, html, xlsx, csv or json";
                return Err(format!("`{other}` is not a format: {expected}"));
            }
        })
    }
}

/// That there is a folder for what cannot go to standard output.
pub(crate) fn check(format: ReportFormat, out: Option<&Path>) -> Result<(), Failure> {
    if out.is_none() && matches!(format, ReportFormat::Xlsx | ReportFormat::Csv) {
        let message = "--format xlsx and csv write files: expected --out DIR";
        return Err(Failure::usage(message));
    }
    Ok(())
}

/// Writes a report; the names of files that are written go to standard output.
pub(crate) fn write(
    document: &Document,
    format: ReportFormat,
    out: Option<&Path>,
) -> Result<(), Failure> {
    let (ending, text) = match format {
        ReportFormat::Text => ("txt", document.to_text(WIDTH)),
        ReportFormat::Markdown => ("md", document.to_markdown()),
        ReportFormat::Html => ("html", document.to_html()),
        ReportFormat::Json => ("json", document.to_json()),
        ReportFormat::Csv => return write_tables(document, out),
        ReportFormat::Xlsx => return write_workbook(document, out),
    };
    let Some(folder) = out else {
        return support::print(&text);
    };
    let name = format!("annual-report.{}.{ending}", document.language().code());
    told(&support::write_all(folder, &[(&name, text)])?)
}

fn write_tables(document: &Document, out: Option<&Path>) -> Result<(), Failure> {
    check(ReportFormat::Csv, out)?;
    let tables: Vec<(String, String)> = document
        .named_tables()
        .into_iter()
        .map(|(name, table)| (format!("{name}.csv"), table.to_csv()))
        .collect();
    let files: Vec<(&str, String)> = tables
        .iter()
        .map(|(name, text)| (name.as_str(), text.clone()))
        .collect();
    told(&support::write_all(out.unwrap_or(Path::new(".")), &files)?)
}

fn write_workbook(document: &Document, out: Option<&Path>) -> Result<(), Failure> {
    check(ReportFormat::Xlsx, out)?;
    let folder = out.unwrap_or(Path::new("."));
    let failure =
        |error: &std::io::Error| Failure::input(format_args!("{}: {error}", folder.display()));
    let workbook = document.to_xlsx().map_err(Failure::input)?;
    std::fs::create_dir_all(folder).map_err(|error| failure(&error))?;
    let path = folder.join(format!("annual-report.{}.xlsx", document.language().code()));
    support::write_beside(&path, |file| {
        file.write_all(&workbook).map_err(|error| failure(&error))
    })?;
    told(&[path])
}

fn told(paths: &[std::path::PathBuf]) -> Result<(), Failure> {
    let lines = paths.iter().map(|path| format!("{}\n", path.display()));
    support::print(&lines.collect::<String>())
}
