//! From the checked tables of the centres to Rust: their text, which `oske-data` reads at first use.

use oske_domain::AreaMember;

use super::centres::CentreRows;
use super::tables::Entry;
use super::tsv::{TableFile, TableTexts};

/// The tables that the module is of.
pub(super) const FROM: &str = "data/centres.tsv` and the tables around it, `board_*.tsv`, `centre_*.tsv`, \
     `*_grants.tsv`, `grant_activity.tsv`, `operating_units.tsv`, `project_areas.tsv`, \
     `special_tasks.tsv` and `working_committees.tsv";

/// In the order of the tables.
const TABLES: [TableFile; 14] = [
    TableFile::Centres,
    TableFile::CentreAreas,
    TableFile::OperatingUnits,
    TableFile::CentreOperators,
    TableFile::CentreTasks,
    TableFile::SpecialTasks,
    TableFile::CentreFounders,
    TableFile::BoardSeats,
    TableFile::BoardTerms,
    TableFile::WorkingCommittees,
    TableFile::ProjectAreas,
    TableFile::NationalGrants,
    TableFile::UnitGrants,
    TableFile::GrantActivity,
];

/// The rows of each table.
pub(super) fn module(rows: &CentreRows<'_>, texts: &TableTexts) -> String {
    let tables = TABLES.map(|table| {
        let name = table.name().trim_end_matches(".tsv").to_uppercase();
        let (header, rows) = texts.get(table).split_once('\n').unwrap_or_default();
        let header = header.replace('\t', ", ");
        // More marks than any row has after a quotation mark, so that the text ends where it should.
        let marks = "#".repeat(longest_marks(rows).saturating_add(1));
        format!(
            "/// {header}.\npub(crate) const {name}: &str = r{marks}\"{}\"{marks};\n",
            rows.trim_end_matches('\n'),
        )
    });
    format!("{}{}", interpretations(&rows.areas), tables.join("\n"))
}

/// The most `#` after a quotation mark in a text.
fn longest_marks(text: &str) -> usize {
    let after_quotes = text.split('"').skip(1);
    let marks = after_quotes.map(|after| after.bytes().take_while(|byte| *byte == b'#').count());
    marks.max().unwrap_or(0)
}

/// A comment that says which places are in an area by interpretation only, so that review sees it.
fn interpretations(areas: &[Entry<'_, AreaMember>]) -> String {
    let interpreted = areas
        .iter()
        .map(|entry| &entry.row)
        .filter(|area| area.ground().is_interpretation());
    let lines: String = interpreted
        .map(|area| {
            format!(
                "// - `{}` in the area of `{}` in {}\n",
                area.place(),
                area.centre(),
                area.validity()
            )
        })
        .collect();
    if lines.is_empty() {
        return lines;
    }
    format!("// The areas cover the mainland exactly once. By interpretation only:\n//\n{lines}\n")
}
