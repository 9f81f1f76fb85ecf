//! From the checked tables of the centres to Rust: a function for each table, called at first use.

use oske_domain::{
    AreaGround, AreaMember, BoardSeat, BoardTerm, CarriedActivity, Centre, CentreKind,
    CentreOperator, Confidence, Founder, FounderRole, GrantStage, NationalGrant, ProjectArea,
    Seats, SpecialTask, Task, UnitGrant, WorkingCommittee,
};
use oske_types::{Language, Text, Validity};

use super::centres::{CentreRows, Unit};
use super::render::{period, region_code, source};
use super::tables::Entry;

/// The tables that the module is of.
pub(super) const FROM: &str = "data/centres.tsv` and the tables around it, `board_*.tsv`, `centre_*.tsv`, \
     `*_grants.tsv`, `grant_activity.tsv`, `operating_units.tsv`, `project_areas.tsv`, \
     `special_tasks.tsv` and `working_committees.tsv";

const IMPORTS: &str = "\
use oske_domain::{
    AreaGround, AreaMember, BoardSeat, BoardTerm, CarriedActivity, Centre, CentreKind, CentreOperator, CentreTables,
    Confidence, Founder, FounderRole, GrantStage, NationalGrant, OperatingUnit, ProjectArea, Seats, SpecialTask, Task,
    UnitGrant, WorkingCommittee,
};
use oske_types::{Sourced, Text};

use super::sources::*;
use crate::constant::*;
";

/// The functions and what puts them together.
pub(super) fn module(rows: &CentreRows<'_>) -> String {
    let functions = [
        function("centres", "Centre", &rows.centres, centre),
        function("areas", "AreaMember", &rows.areas, area),
        function("units", "OperatingUnit", &rows.units, unit),
        function("operators", "CentreOperator", &rows.operators, operator),
        function("tasks", "Task", &rows.tasks, task),
        function(
            "special_tasks",
            "SpecialTask",
            &rows.special_tasks,
            special_task,
        ),
        function("founders", "Founder", &rows.founders, founder),
        function("board_seats", "BoardSeat", &rows.board_seats, board_seat),
        function("board_terms", "BoardTerm", &rows.board_terms, board_term),
        function(
            "working_committees",
            "WorkingCommittee",
            &rows.working_committees,
            working_committee,
        ),
        function(
            "project_areas",
            "ProjectArea",
            &rows.project_areas,
            project_area,
        ),
        function(
            "national_grants",
            "NationalGrant",
            &rows.national_grants,
            national_grant,
        ),
        function("unit_grants", "UnitGrant", &rows.unit_grants, unit_grant),
        function(
            "carried_activities",
            "CarriedActivity",
            &rows.carried_activities,
            carried_activity,
        ),
    ];
    let mut together = String::from(
        "/// The tables, or `None` if a text in them cannot be read, which the generator rules out.\n\
         pub(crate) fn centre_tables() -> Option<CentreTables> {\n    \
             let mut tables = CentreTables::default();\n",
    );
    for (name, _) in &functions {
        together.push_str(&format!("    tables.{name} = {name}()?;\n"));
    }
    together.push_str("    Some(tables)\n}\n");
    let functions = functions.map(|(_, text)| text).concat();
    format!(
        "{}{IMPORTS}\n{together}{functions}",
        interpretations(&rows.areas)
    )
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

fn function<T>(
    name: &'static str,
    row_type: &str,
    entries: &[Entry<'_, T>],
    expression: impl Fn(&T, &str) -> String,
) -> (&'static str, String) {
    let rows: String = entries
        .iter()
        .map(|entry| {
            let row = expression(&entry.row, &source(entry.letter));
            format!("        || Some({row}),\n")
        })
        .collect();
    let text =
        format!("\nfn {name}() -> Option<Vec<{row_type}>> {{\n    each(&[\n{rows}    ])\n}}\n");
    (name, text)
}

fn centre(row: &Centre, source: &str) -> String {
    let kind = match row.kind() {
        CentreKind::SwedishLanguage => "SwedishLanguage",
        _ => "Regional",
    };
    let known_to = row.known_to().map(|day| {
        let day = super::render::date(day);
        format!(".with_known_to({day})")
    });
    let area = row
        .cooperation_area()
        .map(|area| format!(".with_cooperation_area({})", text(area)));
    format!(
        "Centre::new({}, CentreKind::{kind}, {}, {}, {}, {}, {source}){}{}",
        read(row.id()),
        text(row.name()),
        held(row.validity()),
        read(row.citation()),
        read(row.given_by()),
        known_to.unwrap_or_default(),
        area.unwrap_or_default(),
    )
}

fn area(row: &AreaMember, source: &str) -> String {
    let ground = match row.ground() {
        AreaGround::Reference { through, note } => {
            let note = match note {
                Some(note) => format!("Some({})", text(note)),
                None => "None".to_owned(),
            };
            format!(
                "AreaGround::Reference {{ through: {}, note: {note} }}",
                read(through)
            )
        }
        AreaGround::Interpretation { through, reason } => format!(
            "AreaGround::Interpretation {{ through: {}, reason: {} }}",
            read(through),
            text(reason)
        ),
        _ => "AreaGround::Decree".to_owned(),
    };
    let lapsed = row.place_ended().map(|day| {
        let day = super::render::date(day);
        format!(".lapsed_from({day})")
    });
    format!(
        "AreaMember::new({}, {}, {}, {}, {ground}, {source}){}",
        read(row.centre()),
        read(row.place()),
        text(row.name()),
        held(row.validity()),
        lapsed.unwrap_or_default(),
    )
}

fn unit(row: &Unit<'_>, from: &str) -> String {
    let unit = &row.unit;
    let host = unit
        .host()
        .map(|host| format!(".with_host({})", text(host)));
    let known_for = unit.known_for().zip(row.known_for_letter);
    let known_for = known_for.map(|(known_for, letter)| {
        let (known_for, from) = (text(known_for.value()), source(letter));
        format!(".with_known_for(Sourced::new({known_for}, {from}))")
    });
    format!(
        "OperatingUnit::new({}, {}, {}, {}, Sourced::new({}, {from}), {}){}{}{}",
        read(unit.id()),
        text(unit.name()),
        read(unit.began()),
        read(unit.ended()),
        text(unit.legal_form().value()),
        confidence(unit.form_confidence()),
        host.unwrap_or_default(),
        known_for.unwrap_or_default(),
        note(unit.note()),
    )
}

fn operator(row: &CentreOperator, source: &str) -> String {
    format!(
        "CentreOperator::new({}, {}, {}, {}, {source}){}",
        read(row.centre()),
        read(row.unit()),
        held(row.validity()),
        confidence(row.confidence()),
        note(row.note()),
    )
}

fn task(row: &Task, source: &str) -> String {
    format!(
        "Task::new({}, {}, {}, {}, {source})",
        read(row.id()),
        text(row.label()),
        held(row.validity()),
        read(row.citation()),
    )
}

fn special_task(row: &SpecialTask, source: &str) -> String {
    format!(
        "SpecialTask::new({}, {}, {}, {}, {}, {}, {source})",
        read(row.id()),
        read(row.centre()),
        text(row.label()),
        read(row.share()),
        held(row.validity()),
        read(row.citation()),
    )
}

fn founder(row: &Founder, source: &str) -> String {
    let role = match row.role() {
        FounderRole::Principal => "Principal",
        _ => "Partner",
    };
    format!(
        "Founder::new({}, FounderRole::{role}, {}, {}, {}, {source})",
        read(row.group()),
        text(row.name()),
        held(row.validity()),
        read(row.citation()),
    )
}

fn board_seat(row: &BoardSeat, source: &str) -> String {
    let seats = match row.seats() {
        Seats::One => "One",
        Seats::OnePerCentre => "OnePerCentre",
        _ => "NotFixed",
    };
    format!(
        "BoardSeat::new({}, Seats::{seats}, {}, {}, {}, {source})",
        read(row.group()),
        text(row.name()),
        held(row.validity()),
        read(row.citation()),
    )
}

fn board_term(row: &BoardTerm, source: &str) -> String {
    format!(
        "BoardTerm::new({}, {}, {source})",
        held(row.validity()),
        confidence(row.confidence()),
    )
}

fn working_committee(row: &WorkingCommittee, source: &str) -> String {
    format!(
        "WorkingCommittee::new({}, {}, {source})",
        text(row.description()),
        held(row.validity()),
    )
}

fn project_area(row: &ProjectArea, source: &str) -> String {
    let regions: Vec<String> = row.regions().iter().copied().map(region_code).collect();
    format!(
        "ProjectArea::new({}, {}, vec![{}], {source})",
        text(row.name()),
        held(row.validity()),
        regions.join(", "),
    )
}

fn national_grant(row: &NationalGrant, source: &str) -> String {
    let stage = match row.stage() {
        GrantStage::Draft => "Draft",
        GrantStage::Proposal => "Proposal",
        GrantStage::Budget => "Budget",
        GrantStage::Granted => "Granted",
        _ => "FinalAccounts",
    };
    let amount = row.amount().map(|amount| format!(".of({})", read(amount)));
    format!(
        "NationalGrant::new({}, GrantStage::{stage}, {source}){}{}",
        row.year(),
        amount.unwrap_or_default(),
        note(row.note()),
    )
}

fn unit_grant(row: &UnitGrant, source: &str) -> String {
    format!(
        "UnitGrant::new({}, {}, {}, {source})",
        read(row.unit()),
        row.year(),
        read(row.amount()),
    )
}

fn carried_activity(row: &CarriedActivity, source: &str) -> String {
    format!(
        "CarriedActivity::new({}, {}, {}, {source})",
        row.year(),
        read(row.grant()),
        read(row.more_than()),
    )
}

fn confidence(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Verified => "Confidence::Verified",
        Confidence::Inferred => "Confidence::Inferred",
        _ => "Confidence::Unverified",
    }
}

fn note(note: Option<&str>) -> String {
    note.map(|note| format!(".with_note({note:?})"))
        .unwrap_or_default()
}

/// A value that is read from its text.
fn read(value: impl std::fmt::Display) -> String {
    format!("read({:?})?", value.to_string())
}

fn held(validity: Validity) -> String {
    period(Some(validity))
}

/// A text in the languages that it is given in, the others being blank.
fn text(text: &Text) -> String {
    let [fi, sv, en] = Language::ALL.map(|language| text.get(language).unwrap_or_default());
    if en.is_empty() {
        format!("Text::bilingual({fi:?}, {sv:?})")
    } else {
        format!("Text::new({fi:?}, {sv:?}, {en:?})")
    }
}
