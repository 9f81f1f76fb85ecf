//! The tables of the centres of excellence as typed rows, checked by the crate itself, against the atlas
//! and against the catalogue of known acts.

use std::str::FromStr;

use chrono::NaiveDate;
use oske_domain::{
    AreaGround, AreaMember, Atlas, BoardSeat, BoardTerm, CarriedActivity, Centre, CentreFault,
    CentreFaults, CentreOperator, CentreTable, CentreTables, Centres, Founder, NationalGrant,
    OperatingUnit, ProjectArea, SpecialTask, Task, UnitGrant, WorkingCommittee,
};
use oske_statute::{Answer, Catalogue, Reason, Reference};
use oske_types::{Language, Source, Sourced, Text, Validity};

use super::tables::{DATE, Entry, Letter, NUMBER, Reader, bilingual, period, text, trilingual};
use super::tsv::{Row, TableFile};
use super::{Fault, Faults};

/// The rows of each table.
#[derive(Debug)]
pub(super) struct CentreRows<'t> {
    pub(super) centres: Vec<Entry<'t, Centre>>,
    pub(super) areas: Vec<Entry<'t, AreaMember>>,
    pub(super) units: Vec<Entry<'t, OperatingUnit>>,
    pub(super) operators: Vec<Entry<'t, CentreOperator>>,
    pub(super) tasks: Vec<Entry<'t, Task>>,
    pub(super) special_tasks: Vec<Entry<'t, SpecialTask>>,
    pub(super) founders: Vec<Entry<'t, Founder>>,
    pub(super) board_seats: Vec<Entry<'t, BoardSeat>>,
    pub(super) board_terms: Vec<Entry<'t, BoardTerm>>,
    pub(super) working_committees: Vec<Entry<'t, WorkingCommittee>>,
    pub(super) project_areas: Vec<Entry<'t, ProjectArea>>,
    pub(super) national_grants: Vec<Entry<'t, NationalGrant>>,
    pub(super) unit_grants: Vec<Entry<'t, UnitGrant>>,
    pub(super) carried_activities: Vec<Entry<'t, CarriedActivity>>,
    /// What the law is cited for: a row, and the days on which it has to stand.
    citations: Vec<Citation>,
}

#[derive(Debug)]
struct Citation {
    table: TableFile,
    line: usize,
    reference: Reference,
    period: Validity,
    /// The last day of a period without an end that anything is known of.
    known_to: Option<NaiveDate>,
}

impl<'t> CentreRows<'t> {
    pub(super) fn read(reader: &mut Reader<'t>) -> Self {
        let mut rows = Self {
            centres: reader.entries(TableFile::Centres, centre),
            areas: reader.entries(TableFile::CentreAreas, area),
            units: units(reader),
            operators: reader.entries(TableFile::CentreOperators, operator),
            tasks: reader.entries(TableFile::CentreTasks, task),
            special_tasks: reader.entries(TableFile::SpecialTasks, special_task),
            founders: reader.entries(TableFile::CentreFounders, founder),
            board_seats: reader.entries(TableFile::BoardSeats, board_seat),
            board_terms: reader.entries(TableFile::BoardTerms, board_term),
            working_committees: reader.entries(TableFile::WorkingCommittees, working_committee),
            project_areas: reader.entries(TableFile::ProjectAreas, project_area),
            national_grants: reader.entries(TableFile::NationalGrants, national_grant),
            unit_grants: reader.entries(TableFile::UnitGrants, unit_grant),
            carried_activities: reader.entries(TableFile::GrantActivity, carried_activity),
            citations: Vec::new(),
        };
        rows.cite();
        rows
    }

    /// Collects what is cited.
    fn cite(&mut self) {
        let mut citations = Vec::new();
        // What has no end is known to hold as long as all centres are.
        let known_to = self.centres.iter();
        let known_to = known_to.filter_map(|entry| entry.row.known_to()).min();
        let mut cite = |table, line, reference: &Reference, period| {
            let reference = reference.clone();
            citations.push(Citation {
                table,
                line,
                reference,
                period,
                known_to,
            });
        };
        for Entry { line, row, .. } in &self.centres {
            cite(TableFile::Centres, *line, row.citation(), row.validity());
            cite(TableFile::Centres, *line, row.given_by(), row.validity());
        }
        for Entry { line, row, .. } in &self.areas {
            if let Some(through) = row.ground().through() {
                cite(TableFile::CentreAreas, *line, through, row.validity());
            }
        }
        for Entry { line, row, .. } in &self.tasks {
            cite(
                TableFile::CentreTasks,
                *line,
                row.citation(),
                row.validity(),
            );
        }
        for Entry { line, row, .. } in &self.special_tasks {
            cite(
                TableFile::SpecialTasks,
                *line,
                row.citation(),
                row.validity(),
            );
        }
        for Entry { line, row, .. } in &self.founders {
            cite(
                TableFile::CentreFounders,
                *line,
                row.citation(),
                row.validity(),
            );
        }
        for Entry { line, row, .. } in &self.board_seats {
            cite(TableFile::BoardSeats, *line, row.citation(), row.validity());
        }
        self.citations = citations;
    }

    pub(super) fn tables(&self) -> CentreTables {
        fn rows<T: Clone>(entries: &[Entry<'_, T>]) -> Vec<T> {
            entries.iter().map(|entry| entry.row.clone()).collect()
        }
        let mut tables = CentreTables::default();
        tables.centres = rows(&self.centres);
        tables.areas = rows(&self.areas);
        tables.units = rows(&self.units);
        tables.operators = rows(&self.operators);
        tables.tasks = rows(&self.tasks);
        tables.special_tasks = rows(&self.special_tasks);
        tables.founders = rows(&self.founders);
        tables.board_seats = rows(&self.board_seats);
        tables.board_terms = rows(&self.board_terms);
        tables.working_committees = rows(&self.working_committees);
        tables.project_areas = rows(&self.project_areas);
        tables.national_grants = rows(&self.national_grants);
        tables.unit_grants = rows(&self.unit_grants);
        tables.carried_activities = rows(&self.carried_activities);
        tables
    }

    /// The tables are centres, their areas cover the mainland of the atlas exactly once, and what they cite
    /// is law on their days.
    pub(super) fn check(&self, atlas: &Atlas) -> Result<Centres, Faults> {
        let mut faults: Vec<Fault> = self.citations.iter().flat_map(Citation::faults).collect();
        let found = |found: CentreFaults| -> Vec<Fault> {
            let found = found.faults().iter();
            found.map(|fault| self.fault(fault)).collect()
        };
        let centres = match Centres::try_new(self.tables()) {
            Ok(centres) => centres,
            Err(of_tables) => {
                faults.extend(found(of_tables));
                return Err(Faults::sorted(faults));
            }
        };
        if let Err(of_atlas) = centres.cover(atlas) {
            faults.extend(found(of_atlas));
        }
        Faults::of(faults)?;
        Ok(centres)
    }

    /// The fault of a row with its file and line.
    fn fault(&self, fault: &CentreFault) -> Fault {
        fn line<T>(entries: &[Entry<'_, T>], row: Option<usize>) -> Option<usize> {
            entries.get(row?).map(|entry| entry.line)
        }
        let row = fault.row();
        let (table, line) = match fault.table() {
            CentreTable::Areas => (TableFile::CentreAreas, line(&self.areas, row)),
            CentreTable::Units => (TableFile::OperatingUnits, line(&self.units, row)),
            CentreTable::Operators => (TableFile::CentreOperators, line(&self.operators, row)),
            CentreTable::Tasks => (TableFile::CentreTasks, line(&self.tasks, row)),
            CentreTable::SpecialTasks => (TableFile::SpecialTasks, line(&self.special_tasks, row)),
            CentreTable::Founders => (TableFile::CentreFounders, line(&self.founders, row)),
            CentreTable::BoardSeats => (TableFile::BoardSeats, line(&self.board_seats, row)),
            CentreTable::BoardTerms => (TableFile::BoardTerms, line(&self.board_terms, row)),
            CentreTable::WorkingCommittees => (
                TableFile::WorkingCommittees,
                line(&self.working_committees, row),
            ),
            CentreTable::ProjectAreas => (TableFile::ProjectAreas, line(&self.project_areas, row)),
            CentreTable::NationalGrants => {
                (TableFile::NationalGrants, line(&self.national_grants, row))
            }
            CentreTable::UnitGrants => (TableFile::UnitGrants, line(&self.unit_grants, row)),
            CentreTable::CarriedActivities => (
                TableFile::GrantActivity,
                line(&self.carried_activities, row),
            ),
            _ => (TableFile::Centres, line(&self.centres, row)),
        };
        // Of what is missing, the header is as near as any line.
        let reason = format!("{}: {}", fault.key(), fault.reason());
        Fault::new(table, line.unwrap_or(1), reason)
    }
}

impl Citation {
    /// What is cited is in the catalogue, and known not to stand on neither the first nor the last day, which
    /// is the last one known where there is no end. Where the catalogue cannot tell, it is believed.
    fn faults(&self) -> Option<Fault> {
        let catalogue = Catalogue::embedded();
        let last = self.period.last_day().or(self.known_to);
        let days = [self.period.from(), last.max(self.period.from())];
        days.into_iter().flatten().find_map(|day: NaiveDate| {
            let standing = catalogue.standing(&self.reference, day);
            let unknown = standing.reasons().contains(&Reason::NotInCatalogue)
                || self.reference.statute().is_none();
            (standing.answer() == Answer::No || unknown).then(|| {
                let reason = format!(
                    "`{}` on {day}: expected law that stands then, found {}",
                    self.reference,
                    standing.in_language(Language::English),
                );
                Fault::new(self.table, self.line, reason)
            })
        })
    }
}

fn centre(row: &Row<'_>, source: Source) -> Result<Centre, Fault> {
    let centre = Centre::new(
        parsed(row, "id")?,
        parsed(row, "kind")?,
        bilingual(row)?,
        period(row)?,
        parsed(row, "citation")?,
        parsed(row, "given_by")?,
        source,
    );
    let centre = match row.optional("known_to", DATE)? {
        Some(date) => centre.with_known_to(date),
        None => centre,
    };
    let area = words(row, ["cooperation_area_fi", "cooperation_area_sv", ""])?;
    Ok(match area {
        Some(area) => centre.with_cooperation_area(area),
        None => centre,
    })
}

fn area(row: &Row<'_>, source: Source) -> Result<AreaMember, Fault> {
    let reason = words(row, ["reason_fi", "reason_sv", "reason_en"])?;
    let ground = match (row.words("ground")?, reason) {
        ("decree", None) if row.cell("through").is_empty() => AreaGround::Decree,
        ("reference", note) => AreaGround::Reference {
            through: parsed(row, "through")?,
            note,
        },
        ("interpretation", Some(reason)) => AreaGround::Interpretation {
            through: parsed(row, "through")?,
            reason,
        },
        _ => {
            return Err(row.fault(
                "expected decree with nothing else, reference with `through`, or interpretation with \
                 `through` and a reason in three languages",
            ));
        }
    };
    let area = AreaMember::new(
        parsed(row, "centre")?,
        parsed(row, "place")?,
        bilingual(row)?,
        period(row)?,
        ground,
        source,
    );
    Ok(match row.optional("lapsed_from", DATE)? {
        Some(date) => area.lapsed_from(date),
        None => area,
    })
}

/// The units, each with two sources.
fn units<'t>(reader: &mut Reader<'t>) -> Vec<Entry<'t, OperatingUnit>> {
    let sources: Vec<(Letter<'t>, Source)> = reader.sources();
    reader.entries(TableFile::OperatingUnits, |row, source| {
        let name = text(row, [given(row, "name_fi"), given(row, "name_sv"), None])?;
        let form = words(row, ["form_fi", "form_sv", "form_en"])?;
        let form = form.ok_or_else(|| row.fault("expected a legal form"))?;
        let mut unit = OperatingUnit::new(
            parsed(row, "id")?,
            name,
            parsed(row, "began")?,
            parsed(row, "ended")?,
            Sourced::new(form, source),
            parsed(row, "form_confidence")?,
        );
        let host = [given(row, "host_fi"), given(row, "host_sv"), None];
        if host.iter().any(Option::is_some) {
            unit = unit.with_host(text(row, host)?);
        }
        let known_for = words(row, ["known_for_fi", "known_for_sv", "known_for_en"])?;
        if let Some(known_for) = known_for {
            let letter = row.words("known_for_source")?;
            let found = sources.iter().find(|(known, _)| *known == letter);
            let Some((_, source)) = found else {
                let reason = format!("there is no source `{letter}` in sources.tsv");
                return Err(row.fault(reason));
            };
            unit = unit.with_known_for(Sourced::new(known_for, source.clone()));
        }
        if let Some(note) = given(row, "note") {
            unit = unit.with_note(note);
        }
        Ok(unit)
    })
}

fn operator(row: &Row<'_>, source: Source) -> Result<CentreOperator, Fault> {
    let operator = CentreOperator::new(
        parsed(row, "centre")?,
        parsed(row, "unit")?,
        period(row)?,
        parsed(row, "confidence")?,
        source,
    );
    Ok(match given(row, "note") {
        Some(note) => operator.with_note(note),
        None => operator,
    })
}

fn task(row: &Row<'_>, source: Source) -> Result<Task, Fault> {
    Ok(Task::new(
        parsed(row, "id")?,
        required(row, ["label_fi", "label_sv", "label_en"])?,
        period(row)?,
        parsed(row, "citation")?,
        source,
    ))
}

fn special_task(row: &Row<'_>, source: Source) -> Result<SpecialTask, Fault> {
    Ok(SpecialTask::new(
        parsed(row, "id")?,
        parsed(row, "centre")?,
        required(row, ["label_fi", "label_sv", "label_en"])?,
        parsed(row, "share")?,
        period(row)?,
        parsed(row, "citation")?,
        source,
    ))
}

fn founder(row: &Row<'_>, source: Source) -> Result<Founder, Fault> {
    Ok(Founder::new(
        parsed(row, "group")?,
        parsed(row, "role")?,
        trilingual(row)?,
        period(row)?,
        parsed(row, "citation")?,
        source,
    ))
}

fn board_seat(row: &Row<'_>, source: Source) -> Result<BoardSeat, Fault> {
    Ok(BoardSeat::new(
        parsed(row, "group")?,
        parsed(row, "seats")?,
        trilingual(row)?,
        period(row)?,
        parsed(row, "citation")?,
        source,
    ))
}

fn board_term(row: &Row<'_>, source: Source) -> Result<BoardTerm, Fault> {
    let confidence = parsed(row, "confidence")?;
    Ok(BoardTerm::new(period(row)?, confidence, source))
}

fn working_committee(row: &Row<'_>, source: Source) -> Result<WorkingCommittee, Fault> {
    let columns = ["description_fi", "description_sv", "description_en"];
    let description = required(row, columns)?;
    Ok(WorkingCommittee::new(description, period(row)?, source))
}

fn project_area(row: &Row<'_>, source: Source) -> Result<ProjectArea, Fault> {
    let regions = row.words("regions")?.split(' ').map(|code| {
        let expected = "codes of regions with a space between them, as in `10 11`";
        code.parse().map_err(|_| {
            row.fault(format!(
                "column regions: expected {expected}, found `{code}`"
            ))
        })
    });
    let regions = regions.collect::<Result<_, Fault>>()?;
    Ok(ProjectArea::new(
        trilingual(row)?,
        period(row)?,
        regions,
        source,
    ))
}

fn national_grant(row: &Row<'_>, source: Source) -> Result<NationalGrant, Fault> {
    let mut grant = NationalGrant::new(row.value("year", NUMBER)?, parsed(row, "stage")?, source);
    match given(row, "amount") {
        Some(_) => grant = grant.of(parsed(row, "amount")?),
        None if given(row, "note").is_none() => {
            return Err(row.fault("expected an amount, or a note that says what is known of it"));
        }
        None => {}
    }
    Ok(match given(row, "note") {
        Some(note) => grant.with_note(note),
        None => grant,
    })
}

fn unit_grant(row: &Row<'_>, source: Source) -> Result<UnitGrant, Fault> {
    Ok(UnitGrant::new(
        parsed(row, "unit")?,
        row.value("year", NUMBER)?,
        parsed(row, "amount")?,
        source,
    ))
}

fn carried_activity(row: &Row<'_>, source: Source) -> Result<CarriedActivity, Fault> {
    Ok(CarriedActivity::new(
        row.value("year", NUMBER)?,
        parsed(row, "grant")?,
        parsed(row, "more_than")?,
        source,
    ))
}

/// The value in a column, in its one spelling; what is wrong with it, it says itself.
fn parsed<T>(row: &Row<'_>, column: &str) -> Result<T, Fault>
where
    T: FromStr<Err: std::fmt::Display> + std::fmt::Display,
{
    let cell = row.words(column)?;
    let value: T = cell
        .parse()
        .map_err(|error| row.fault(format!("column {column}: {error}")))?;
    if value.to_string() == cell {
        Ok(value)
    } else {
        Err(row.fault(format!(
            "column {column}: expected `{value}`, found `{cell}`"
        )))
    }
}

/// The words in a column, if there are any.
fn given<'t>(row: &Row<'t>, column: &str) -> Option<&'t str> {
    Some(row.cell(column)).filter(|cell| !cell.is_empty())
}

/// A text of columns that are all given, or none of which is; a column without a name is none.
fn words(row: &Row<'_>, columns: [&str; 3]) -> Result<Option<Text>, Fault> {
    let columns_of = || columns.iter().filter(|column| !column.is_empty());
    if columns_of().all(|column| row.cell(column).is_empty()) {
        return Ok(None);
    }
    for column in columns_of() {
        row.words(column)?;
    }
    text(row, columns.map(|column| given(row, column))).map(Some)
}

/// A text of columns that have to be given.
fn required(row: &Row<'_>, columns: [&str; 3]) -> Result<Text, Fault> {
    let [first, ..] = columns;
    words(row, columns)?.ok_or_else(|| row.fault(format!("column {first}: expected words")))
}
