//! The rows of the centres: [`CentreTables`].

use std::fmt;

use oske_statute::Reference;
use oske_types::{Source, Validity};

use crate::{
    AreaMember, BoardSeat, BoardTerm, CarriedActivity, Centre, CentreOperator, Founder,
    NationalGrant, OperatingUnit, ProjectArea, SpecialTask, Task, UnitGrant, WorkingCommittee,
};

/// The tables of [`Centres`](crate::Centres).
///
/// Rows are sorted by what they are of, then by their first day, as the fields say. To add to an edition,
/// clone its tables, change them and hand them to [`Centres::try_new`](crate::Centres::try_new).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct CentreTables {
    /// The centres by id: a row for each version of the decree.
    pub centres: Vec<Centre>,
    /// Their areas by centre and place.
    pub areas: Vec<AreaMember>,
    /// The operating units by id.
    pub units: Vec<OperatingUnit>,
    /// Who runs a centre, by centre and unit.
    pub operators: Vec<CentreOperator>,
    /// The tasks by id.
    pub tasks: Vec<Task>,
    /// The tasks with a special grant by id.
    pub special_tasks: Vec<SpecialTask>,
    /// Who may form a centre, by group.
    pub founders: Vec<Founder>,
    /// Who sits on the advisory board, by group.
    pub board_seats: Vec<BoardSeat>,
    /// The known terms of the board.
    pub board_terms: Vec<BoardTerm>,
    /// What is known of the board's working committee.
    pub working_committees: Vec<WorkingCommittee>,
    /// Areas of projects that are older than the co-operation areas of the law, by name.
    pub project_areas: Vec<ProjectArea>,
    /// The state grant by year and stage.
    pub national_grants: Vec<NationalGrant>,
    /// What units received of it, by unit and year.
    pub unit_grants: Vec<UnitGrant>,
    /// What the grant carried, by year.
    pub carried_activities: Vec<CarriedActivity>,
}

/// A table of [`CentreTables`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CentreTable {
    /// The centres.
    Centres,
    /// Their areas.
    Areas,
    /// The operating units.
    Units,
    /// Who runs a centre.
    Operators,
    /// The tasks.
    Tasks,
    /// The tasks with a special grant.
    SpecialTasks,
    /// Who may form a centre.
    Founders,
    /// Who sits on the advisory board.
    BoardSeats,
    /// The terms of the board.
    BoardTerms,
    /// The working committee of the board.
    WorkingCommittees,
    /// Areas of projects.
    ProjectAreas,
    /// The state grant.
    NationalGrants,
    /// What units received of it.
    UnitGrants,
    /// What it carried.
    CarriedActivities,
}

impl fmt::Display for CentreTable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        oske_types::pad(
            f,
            match self {
                Self::Centres => "centres",
                Self::Areas => "areas",
                Self::Units => "operating units",
                Self::Operators => "operators",
                Self::Tasks => "tasks",
                Self::SpecialTasks => "special tasks",
                Self::Founders => "founders",
                Self::BoardSeats => "board seats",
                Self::BoardTerms => "board terms",
                Self::WorkingCommittees => "working committees",
                Self::ProjectAreas => "project areas",
                Self::NationalGrants => "national grants",
                Self::UnitGrants => "unit grants",
                Self::CarriedActivities => "carried activities",
            },
        )
    }
}

/// What a check asks of every row.
pub(super) trait CentreRow {
    /// What it is of, as it is sorted.
    fn key(&self) -> String;
    /// The same in words.
    fn name(&self) -> String {
        self.key()
    }
    /// When it holds; rows of a year hold in that year.
    fn period(&self) -> Option<Validity>;
    /// Where it was read.
    fn source(&self) -> &Source;
    /// The law that it cites.
    fn citations(&self) -> Vec<&Reference> {
        Vec::new()
    }
}

macro_rules! rows {
    ($($row:ty: |$it:ident| $key:expr, $period:expr, $source:expr $(, [$($citation:expr),*])?;)*) => {$(
        impl CentreRow for $row {
            fn key(&self) -> String {
                let $it = self;
                let _ = $it;
                $key
            }

            fn period(&self) -> Option<Validity> {
                let $it = self;
                let _ = $it;
                $period
            }

            fn source(&self) -> &Source {
                let $it = self;
                $source
            }

            $(
                fn citations(&self) -> Vec<&Reference> {
                    let $it = self;
                    vec![$($citation),*]
                }
            )?
        }
    )*};
}

rows! {
    Centre: |row| row.id().to_string(), Some(row.validity()), row.source(),
        [row.citation(), row.given_by()];
    Task: |row| row.id().to_string(), Some(row.validity()), row.source(), [row.citation()];
    SpecialTask: |row| row.id().to_string(), Some(row.validity()), row.source(), [row.citation()];
    Founder: |row| row.group().to_string(), Some(row.validity()), row.source(), [row.citation()];
    BoardSeat: |row| row.group().to_string(), Some(row.validity()), row.source(), [row.citation()];
    BoardTerm: |row| String::from("term"), Some(row.validity()), row.source();
    WorkingCommittee: |row| String::from("committee"), Some(row.validity()), row.source();
    OperatingUnit: |row| row.id().to_string(), None, row.legal_form().source();
    CentreOperator: |row| format!("{} {}", row.centre(), row.unit()), Some(row.validity()), row.source();
    ProjectArea: |row| row.name().in_language(oske_types::Language::Finnish).to_owned(),
        Some(row.validity()), row.source();
    UnitGrant: |row| format!("{} {}", row.unit(), row.year()), None, row.source();
    CarriedActivity: |row| row.year().to_string(), None, row.source();
}

impl CentreRow for NationalGrant {
    /// Stages are sorted by how far they are, not by their words.
    fn key(&self) -> String {
        let stages = crate::GrantStage::ALL;
        let place = stages.iter().position(|stage| *stage == self.stage());
        format!("{} {}", self.year(), place.unwrap_or_default())
    }

    fn name(&self) -> String {
        format!("{} {}", self.year(), self.stage())
    }

    fn period(&self) -> Option<Validity> {
        None
    }

    fn source(&self) -> &Source {
        self.source()
    }
}

impl CentreRow for AreaMember {
    fn key(&self) -> String {
        format!("{} {}", self.centre(), self.place())
    }

    fn period(&self) -> Option<Validity> {
        Some(self.validity())
    }

    fn source(&self) -> &Source {
        self.source()
    }

    fn citations(&self) -> Vec<&Reference> {
        self.ground().through().into_iter().collect()
    }
}
