//! [`centre_tables`]: the tables of the centres, read at first use from the text that the generator has read.
//!
//! A row as an expression of its own would be machine code of its own, several times as large as its text.

use std::str::{FromStr, Split};

use chrono::NaiveDate;
use oske_domain::{
    AreaGround, AreaMember, BoardSeat, BoardTerm, CarriedActivity, Centre, CentreOperator,
    CentreTables, Founder, NationalGrant, OperatingUnit, ProjectArea, SpecialTask, Task, UnitGrant,
    WorkingCommittee,
};
use oske_types::{Source, Sourced, Text, Validity};

use crate::generated;

/// The tables, or `None` if a text in them cannot be read, which the generator rules out.
pub(crate) fn centre_tables() -> Option<CentreTables> {
    let mut tables = CentreTables::default();
    tables.centres = rows(generated::CENTRES, centre)?;
    tables.areas = rows(generated::CENTRE_AREAS, area)?;
    tables.units = rows(generated::OPERATING_UNITS, unit)?;
    tables.operators = rows(generated::CENTRE_OPERATORS, operator)?;
    tables.tasks = rows(generated::CENTRE_TASKS, task)?;
    tables.special_tasks = rows(generated::SPECIAL_TASKS, special_task)?;
    tables.founders = rows(generated::CENTRE_FOUNDERS, founder)?;
    tables.board_seats = rows(generated::BOARD_SEATS, board_seat)?;
    tables.board_terms = rows(generated::BOARD_TERMS, board_term)?;
    tables.working_committees = rows(generated::WORKING_COMMITTEES, working_committee)?;
    tables.project_areas = rows(generated::PROJECT_AREAS, project_area)?;
    tables.national_grants = rows(generated::NATIONAL_GRANTS, national_grant)?;
    tables.unit_grants = rows(generated::UNIT_GRANTS, unit_grant)?;
    tables.carried_activities = rows(generated::GRANT_ACTIVITY, carried_activity)?;
    Some(tables)
}

fn rows<T>(text: &'static str, row: fn(&mut Cells) -> Option<T>) -> Option<Vec<T>> {
    let lines = text.lines();
    lines
        .map(|line| row(&mut Cells(line.split('\t'))))
        .collect()
}

/// The cells of a row that are still to be read, in the order of the columns of its table.
struct Cells(Split<'static, char>);

impl Cells {
    fn cell(&mut self) -> Option<&'static str> {
        self.0.next()
    }

    fn value<T: FromStr>(&mut self) -> Option<T> {
        self.cell()?.parse().ok()
    }

    /// What is read of a cell, if there is anything in it.
    fn given<T: FromStr>(&mut self) -> Option<Option<T>> {
        match self.cell()? {
            "" => Some(None),
            cell => cell.parse().ok().map(Some),
        }
    }

    fn note(&mut self) -> Option<Option<&'static str>> {
        self.cell()
            .map(|cell| Some(cell).filter(|cell| !cell.is_empty()))
    }

    /// `from` and `until`.
    fn period(&mut self) -> Option<Validity> {
        Validity::new(self.given()?, self.given()?)
    }

    /// A text in Finnish and Swedish, if there is any.
    fn in_two(&mut self) -> Option<Option<Text>> {
        let [fi, sv] = [self.cell()?, self.cell()?];
        let is_given = !(fi.is_empty() && sv.is_empty());
        Some(is_given.then(|| Text::bilingual(fi, sv)))
    }

    /// A text in three languages, if there is any.
    fn in_three(&mut self) -> Option<Option<Text>> {
        let [fi, sv, en] = [self.cell()?, self.cell()?, self.cell()?];
        Some((!fi.is_empty()).then(|| Text::new(fi, sv, en)))
    }

    fn source(&mut self) -> Option<Source> {
        let letter = self.cell()?;
        source(letter)
    }
}

/// The source of a letter.
fn source(letter: &str) -> Option<Source> {
    let mut letters = generated::LETTERS.split(' ');
    let index = letters.position(|known| known == letter)?;
    generated::SOURCES.get(index).cloned()
}

fn centre(cells: &mut Cells) -> Option<Centre> {
    let (id, period) = (cells.value()?, cells.period()?);
    let known_to: Option<NaiveDate> = cells.given()?;
    let (kind, name, area) = (cells.value()?, cells.in_two()??, cells.in_two()?);
    let (citation, given_by) = (cells.value()?, cells.value()?);
    let source = cells.source()?;
    let mut centre = Centre::new(id, kind, name, period, citation, given_by, source);
    if let Some(date) = known_to {
        centre = centre.with_known_to(date);
    }
    if let Some(area) = area {
        centre = centre.with_cooperation_area(area);
    }
    Some(centre)
}

fn area(cells: &mut Cells) -> Option<AreaMember> {
    let (centre, place) = (cells.value()?, cells.value()?);
    let (period, name) = (cells.period()?, cells.in_two()??);
    let (ground, through, reason) = (cells.cell()?, cells.given()?, cells.in_three()?);
    let ground = match ground {
        "decree" => AreaGround::Decree,
        "reference" => AreaGround::Reference {
            through: through?,
            note: reason,
        },
        _ => AreaGround::Interpretation {
            through: through?,
            reason: reason?,
        },
    };
    let lapsed: Option<NaiveDate> = cells.given()?;
    let area = AreaMember::new(centre, place, name, period, ground, cells.source()?);
    Some(match lapsed {
        Some(date) => area.lapsed_from(date),
        None => area,
    })
}

fn unit(cells: &mut Cells) -> Option<OperatingUnit> {
    let (id, name) = (cells.value()?, cells.in_two()??);
    let (began, ended) = (cells.value()?, cells.value()?);
    let (form, confidence) = (cells.in_three()??, cells.value()?);
    let (host, known_for) = (cells.in_two()?, cells.in_three()?);
    let known_for_letter = cells.cell()?;
    let form = Sourced::new(form, cells.source()?);
    let mut unit = OperatingUnit::new(id, name, began, ended, form, confidence);
    if let Some(host) = host {
        unit = unit.with_host(host);
    }
    if let Some(known_for) = known_for {
        unit = unit.with_known_for(Sourced::new(known_for, source(known_for_letter)?));
    }
    Some(match cells.note()? {
        Some(note) => unit.with_note(note),
        None => unit,
    })
}

fn operator(cells: &mut Cells) -> Option<CentreOperator> {
    let (centre, unit) = (cells.value()?, cells.value()?);
    let (period, confidence) = (cells.period()?, cells.value()?);
    let operator = CentreOperator::new(centre, unit, period, confidence, cells.source()?);
    Some(match cells.note()? {
        Some(note) => operator.with_note(note),
        None => operator,
    })
}

fn task(cells: &mut Cells) -> Option<Task> {
    let (id, period, label) = (cells.value()?, cells.period()?, cells.in_three()??);
    Some(Task::new(
        id,
        label,
        period,
        cells.value()?,
        cells.source()?,
    ))
}

fn special_task(cells: &mut Cells) -> Option<SpecialTask> {
    let (id, period) = (cells.value()?, cells.period()?);
    let (centre, share, label) = (cells.value()?, cells.value()?, cells.in_three()??);
    let (citation, source) = (cells.value()?, cells.source()?);
    Some(SpecialTask::new(
        id, centre, label, share, period, citation, source,
    ))
}

fn founder(cells: &mut Cells) -> Option<Founder> {
    let (group, period) = (cells.value()?, cells.period()?);
    let (role, name) = (cells.value()?, cells.in_three()??);
    let (citation, source) = (cells.value()?, cells.source()?);
    Some(Founder::new(group, role, name, period, citation, source))
}

fn board_seat(cells: &mut Cells) -> Option<BoardSeat> {
    let (group, period) = (cells.value()?, cells.period()?);
    let (seats, name) = (cells.value()?, cells.in_three()??);
    let (citation, source) = (cells.value()?, cells.source()?);
    Some(BoardSeat::new(group, seats, name, period, citation, source))
}

fn board_term(cells: &mut Cells) -> Option<BoardTerm> {
    let (period, confidence) = (cells.period()?, cells.value()?);
    Some(BoardTerm::new(period, confidence, cells.source()?))
}

fn working_committee(cells: &mut Cells) -> Option<WorkingCommittee> {
    let (period, description) = (cells.period()?, cells.in_three()??);
    Some(WorkingCommittee::new(description, period, cells.source()?))
}

fn project_area(cells: &mut Cells) -> Option<ProjectArea> {
    let (name, period) = (cells.in_three()??, cells.period()?);
    let regions = cells.cell()?.split(' ').map(|code| code.parse().ok());
    let regions: Option<Vec<_>> = regions.collect();
    Some(ProjectArea::new(name, period, regions?, cells.source()?))
}

fn national_grant(cells: &mut Cells) -> Option<NationalGrant> {
    let (year, stage, amount) = (cells.value()?, cells.value()?, cells.given()?);
    let mut grant = NationalGrant::new(year, stage, cells.source()?);
    if let Some(amount) = amount {
        grant = grant.of(amount);
    }
    Some(match cells.note()? {
        Some(note) => grant.with_note(note),
        None => grant,
    })
}

fn unit_grant(cells: &mut Cells) -> Option<UnitGrant> {
    let (unit, year, amount) = (cells.value()?, cells.value()?, cells.value()?);
    Some(UnitGrant::new(unit, year, amount, cells.source()?))
}

fn carried_activity(cells: &mut Cells) -> Option<CarriedActivity> {
    let (year, grant, more_than) = (cells.value()?, cells.value()?, cells.value()?);
    Some(CarriedActivity::new(
        year,
        grant,
        more_than,
        cells.source()?,
    ))
}
