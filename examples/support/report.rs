//! What the examples that write reports share: formats and files.

use std::path::Path;
use std::str::FromStr;

use oske::report::Document;

use crate::support::{self, Failure};

/// What a report is written as.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum ReportFormat {
    Text,
    Markdown,
    Html,
    Workbook,
    Tables,
    Json,
}

impl ReportFormat {
    const ALL: [Self; 6] = [
        Self::Text,
        Self::Markdown,
        Self::Html,
        Self::Workbook,
        Self::Tables,
        Self::Json,
    ];

    /// Whether it is no text, or more than one file.
    fn needs_folder(self) -> bool {
        matches!(self, Self::Workbook | Self::Tables)
    }
}

impl FromStr for ReportFormat {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "text" => Ok(Self::Text),
            "md" => Ok(Self::Markdown),
            "html" => Ok(Self::Html),
            "xlsx" => Ok(Self::Workbook),
            "csv" => Ok(Self::Tables),
            "json" => Ok(Self::Json),
            other => Err(format!(
                "`{other}` is not a format: expected text, md, html, xlsx, csv or json"
            )),
        }
    }
}

/// How wide a report is as text, in characters.
const WIDTH: usize = 100;

/// That a format which is no text, or more than one file, has a folder to go to.
pub(crate) fn check_folder(format: Option<ReportFormat>, has_folder: bool) -> Result<(), Failure> {
    if !has_folder && format.is_some_and(ReportFormat::needs_folder) {
        let message = "--format xlsx and csv write files: expected --out DIR beside it";
        return Err(Failure::usage(message));
    }
    Ok(())
}

/// Writes a report to standard output, or into a folder: as the format that is asked for, or there as all
/// of them. The names of files end with the language, so that one folder holds all three.
pub(crate) fn deliver(
    document: &Document,
    name: &str,
    format: Option<ReportFormat>,
    folder: Option<&Path>,
) -> Result<(), Failure> {
    let name = &format!("{name}.{}", document.language());
    let Some(folder) = folder else {
        let format = format.unwrap_or(ReportFormat::Text);
        let files = files(document, name, format)?;
        return files
            .iter()
            .try_for_each(|(_, bytes)| support::print(&String::from_utf8_lossy(bytes)));
    };
    let formats = format.map_or(ReportFormat::ALL.to_vec(), |format| vec![format]);
    let mut all = Vec::new();
    for format in formats {
        all.extend(files(document, name, format)?);
    }
    for path in support::write_all(folder, &all)? {
        eprintln!("{}", path.display());
    }
    Ok(())
}

/// The files of a format with their names.
fn files(
    document: &Document,
    name: &str,
    format: ReportFormat,
) -> Result<Vec<(String, Vec<u8>)>, Failure> {
    let one = |ending: &str, text: String| vec![(format!("{name}.{ending}"), text.into_bytes())];
    Ok(match format {
        ReportFormat::Text => one("txt", document.to_text(WIDTH)),
        ReportFormat::Markdown => one("md", document.to_markdown()),
        ReportFormat::Html => one("html", document.to_html()),
        ReportFormat::Json => one("json", document.to_json()),
        ReportFormat::Workbook => {
            let workbook = document.to_xlsx().map_err(Failure::input)?;
            vec![(format!("{name}.xlsx"), workbook)]
        }
        ReportFormat::Tables => document
            .named_tables()
            .into_iter()
            .map(|(table, rows)| (format!("{name}-{table}.csv"), rows.to_csv().into_bytes()))
            .collect(),
    })
}
