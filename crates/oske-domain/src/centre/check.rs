//! What tables must be to be centres: [`CentreTables::check`] and the faults it finds.

use std::collections::BTreeSet;
use std::fmt;

use chrono::NaiveDate;
use oske_statute::Reference;
use oske_types::{CooperationAreaCode, Exact, Validity};

use super::id::{CentreId, OperatingUnitId};
use super::tables::{CentreRow, CentreTable, CentreTables};
use crate::{CentreKind, Place, UnitDay};

/// All that keeps tables from being [`Centres`](crate::Centres), or centres from fitting an atlas: at least
/// one fault.
#[derive(Clone, PartialEq, Eq)]
pub struct CentreFaults {
    pub(super) faults: Vec<CentreFault>,
}

impl CentreFaults {
    /// The faults, table by table.
    #[must_use]
    pub fn faults(&self) -> &[CentreFault] {
        &self.faults
    }
}

oske_types::list_of_faults!(CentreFaults, CentreFault);

impl fmt::Display for CentreFaults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, fault) in self.faults.iter().enumerate() {
            let separator = if index == 0 { "" } else { "; " };
            write!(f, "{separator}{fault}")?;
        }
        Ok(())
    }
}

/// What is wrong with one row of a table, or with a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CentreFault {
    table: CentreTable,
    row: Option<usize>,
    key: Box<str>,
    reason: Reason,
}

impl CentreFault {
    pub(super) fn new(
        table: CentreTable,
        row: Option<usize>,
        key: impl fmt::Display,
        reason: Reason,
    ) -> Self {
        Self {
            table,
            row,
            key: key.to_string().into(),
            reason,
        }
    }

    /// The table.
    #[must_use]
    pub const fn table(&self) -> CentreTable {
        self.table
    }

    /// The index of the row, the first being 0; `None` where it is a row that is missing.
    #[must_use]
    pub const fn row(&self) -> Option<usize> {
        self.row
    }

    /// What the row is of.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }

    /// What is wrong with it, in words.
    #[must_use]
    pub fn reason(&self) -> String {
        self.reason.to_string()
    }
}

impl std::error::Error for CentreFault {}

impl fmt::Display for CentreFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            table, key, reason, ..
        } = self;
        match self.row {
            Some(row) => write!(
                f,
                "{table}, row {} (`{key}`): {reason}",
                row.saturating_add(1)
            ),
            None => write!(f, "{table} (`{key}`): {reason}"),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum Reason {
    #[error(
        "it stands after a greater one: expected rows sorted by what they are of, then by first day"
    )]
    Unsorted,
    #[error("it stands twice: expected one row for each first day")]
    Duplicate,
    #[error("it shares {0} with the row before it: expected it to begin where that one ends")]
    Overlap(Validity),
    #[error("it leaves out {0} after the row before it: expected it to begin where that one ends")]
    Gap(Validity),
    #[error("its source has no title: expected where it was read")]
    NoSource,
    #[error("`{0}` names no act by its number: expected one, as in `1411/2001 1 §`")]
    NoAct(Reference),
    #[error("it has no first day: expected the day on which the law gave it")]
    NoFirstDay,
    #[error(
        "it has no end and does not say to which day it is known: expected the last day that was read of"
    )]
    NotKnownTo,
    #[error("it ends and says to which day it is known: expected an end, or that day")]
    EndedAndKnownTo,
    #[error("there is no Swedish-language centre in {0}: expected one on every day")]
    NoLanguageCentre(Validity),
    #[error("there is another Swedish-language centre in {0}: expected one on every day")]
    TwoLanguageCentres(Validity),
    #[error("it has no area in {0}: expected at least one place on every day")]
    NoArea(Validity),
    #[error("it serves the whole country: expected no area")]
    AreaOfLanguageCentre,
    #[error("there is no centre `{centre}` in {period}")]
    UnknownCentre { centre: CentreId, period: Validity },
    #[error("there is no unit `{0}`")]
    UnknownUnit(OperatingUnitId),
    #[error("`{place}` is in the area of `{other}` in {period}, too: expected one centre")]
    TwoCentres {
        place: Place,
        other: CentreId,
        period: Validity,
    },
    #[error("there was no `{place}` any more on {date}, and the row does not hold then")]
    LapsedOutside { place: Place, date: NaiveDate },
    #[error("unit `{unit}` had not begun, or had ended, in {period}: expected days of its life")]
    UnitNotThere {
        unit: OperatingUnitId,
        period: Validity,
    },
    #[error("it ends before it begins")]
    EndsFirst,
    #[error("its beginning is open: expected a day, a period or not_known")]
    BeganOpen,
    #[error("a share of {0} of the grant: expected more than 0 and less than 1")]
    Share(Exact),
    #[error("a negative amount: expected none")]
    Negative,
    #[error("amounts in two currencies: expected one")]
    Currencies,
    #[error("{more_than} of activity is not more than the grant of {grant}")]
    ActivityBelowGrant {
        grant: oske_types::Money,
        more_than: oske_types::Money,
    },
    #[error("it names no region")]
    NoRegion,
    // Against an atlas.
    #[error("there is no `{place}` on {date}: expected a place that the atlas has then")]
    NoSuchPlace { place: Place, date: NaiveDate },
    #[error("there is a `{place}` on {date}: expected none since the day that the row gives")]
    NotLapsed { place: Place, date: NaiveDate },
    #[error("municipality `{code}`{others} is in no area on {date}: expected one centre")]
    Uncovered {
        code: oske_types::MunicipalityCode,
        others: Others,
        date: NaiveDate,
    },
    #[error(
        "municipality `{code}`{others} is in the area of `{other}`, too, on {date}: expected one centre"
    )]
    CoveredTwice {
        code: oske_types::MunicipalityCode,
        others: Others,
        other: CentreId,
        date: NaiveDate,
    },
    #[error("there is no co-operation area `{name}` on {date}: expected one of the atlas")]
    NoCooperationArea { name: Box<str>, date: NaiveDate },
    #[error(
        "`{county}` is in `cooperation_area:{code}` on {date}, and not in its area: expected every county of it"
    )]
    WithoutCounty {
        county: Place,
        code: CooperationAreaCode,
        date: NaiveDate,
    },
    #[error(
        "it is not in `cooperation_area:{code}` on {date}: expected the counties that the atlas has in it"
    )]
    OutsideOfCooperationArea {
        code: CooperationAreaCode,
        date: NaiveDate,
    },
    #[error("municipality `{code}`{others} is in Åland, on {date}: expected areas on the mainland")]
    CoversAland {
        code: oske_types::MunicipalityCode,
        others: Others,
        date: NaiveDate,
    },
}

/// How many more there are of what a message names one of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Others(pub(super) usize);

impl fmt::Display for Others {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            0 => Ok(()),
            others => write!(f, " (and {others} more like it)"),
        }
    }
}

impl CentreTables {
    /// Whether the tables are centres.
    pub(super) fn check(&self) -> Result<(), CentreFaults> {
        let mut check = Check {
            tables: self,
            faults: Vec::new(),
        };
        check.rows();
        check.centres();
        check.areas();
        check.units();
        check.grants();
        let faults = check.faults;
        if faults.is_empty() {
            Ok(())
        } else {
            Err(CentreFaults { faults })
        }
    }
}

/// What is asked of the rows of one thing, one after the other in time.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Series {
    /// No two for one day.
    Apart,
    /// In addition, each begins where the one before it ends.
    Continuous,
}

struct Check<'a> {
    tables: &'a CentreTables,
    faults: Vec<CentreFault>,
}

impl Check<'_> {
    fn fault(&mut self, table: CentreTable, row: usize, key: impl fmt::Display, reason: Reason) {
        self.faults
            .push(CentreFault::new(table, Some(row), key, reason));
    }

    /// What every row must be.
    fn rows(&mut self) {
        use Series::{Apart, Continuous};
        let tables = self.tables;
        self.table(CentreTable::Centres, &tables.centres, Continuous);
        self.table(CentreTable::Areas, &tables.areas, Apart);
        self.table(CentreTable::Units, &tables.units, Apart);
        self.table(CentreTable::Operators, &tables.operators, Apart);
        self.table(CentreTable::Tasks, &tables.tasks, Continuous);
        self.table(CentreTable::SpecialTasks, &tables.special_tasks, Continuous);
        self.table(CentreTable::Founders, &tables.founders, Continuous);
        self.table(CentreTable::BoardSeats, &tables.board_seats, Continuous);
        self.table(CentreTable::BoardTerms, &tables.board_terms, Apart);
        self.table(
            CentreTable::WorkingCommittees,
            &tables.working_committees,
            Apart,
        );
        self.table(CentreTable::ProjectAreas, &tables.project_areas, Apart);
        self.table(CentreTable::NationalGrants, &tables.national_grants, Apart);
        self.table(CentreTable::UnitGrants, &tables.unit_grants, Apart);
        self.table(
            CentreTable::CarriedActivities,
            &tables.carried_activities,
            Apart,
        );
    }

    fn table<R: CentreRow>(&mut self, table: CentreTable, rows: &[R], series: Series) {
        for (index, row) in rows.iter().enumerate() {
            if row.source().title().trim().is_empty() {
                self.fault(table, index, row.name(), Reason::NoSource);
            }
            for citation in row.citations() {
                if citation.statute().is_none() {
                    self.fault(table, index, row.name(), Reason::NoAct(citation.clone()));
                }
            }
        }
        let pairs = (1_usize..).zip(rows.iter().zip(rows.iter().skip(1)));
        for (index, (earlier, later)) in pairs {
            let begins = |row: &R| row.period().and_then(Validity::from);
            let key = later.key();
            let order = (earlier.key(), begins(earlier)).cmp(&(key.clone(), begins(later)));
            match order {
                std::cmp::Ordering::Greater => {
                    self.fault(table, index, later.name(), Reason::Unsorted);
                    continue;
                }
                std::cmp::Ordering::Equal => {
                    self.fault(table, index, later.name(), Reason::Duplicate);
                    continue;
                }
                std::cmp::Ordering::Less => {}
            }
            let (Some(before), Some(after), true) =
                (earlier.period(), later.period(), earlier.key() == key)
            else {
                continue;
            };
            if let Some(shared) = before.intersection(after) {
                self.fault(table, index, later.name(), Reason::Overlap(shared));
            } else if let (Some(missing), Series::Continuous) = (
                Validity::new(before.until_exclusive(), after.from()),
                series,
            ) {
                self.fault(table, index, later.name(), Reason::Gap(missing));
            }
        }
    }

    /// Each version has its first day, and every day its one Swedish-language centre.
    fn centres(&mut self) {
        let tables = self.tables;
        for (index, centre) in tables.centres.iter().enumerate() {
            let mut fault = |reason| self.fault(CentreTable::Centres, index, centre.id(), reason);
            if centre.validity().from().is_none() {
                fault(Reason::NoFirstDay);
            }
            match (centre.validity().until_exclusive(), centre.known_to()) {
                (None, None) => fault(Reason::NotKnownTo),
                (Some(_), Some(_)) => fault(Reason::EndedAndKnownTo),
                _ => {}
            }
            let language = tables
                .centres
                .iter()
                .enumerate()
                .filter(|(_, other)| other.kind() == CentreKind::SwedishLanguage);
            if centre.kind() == CentreKind::SwedishLanguage {
                for (other_index, other) in language {
                    let shared = other.validity().intersection(centre.validity());
                    if let (Some(shared), true) = (shared, other_index < index) {
                        fault(Reason::TwoLanguageCentres(shared));
                    }
                }
                continue;
            }
            let periods = language.map(|(_, other)| other.validity());
            if let Some(missing) = uncovered(centre.validity(), periods) {
                fault(Reason::NoLanguageCentre(missing));
            }
            let areas = tables
                .areas
                .iter()
                .filter(|area| area.centre() == centre.id());
            if let Some(missing) = uncovered(centre.validity(), areas.map(|area| area.validity())) {
                fault(Reason::NoArea(missing));
            }
        }
        for (index, task) in tables.special_tasks.iter().enumerate() {
            let share = task.share();
            if share <= Exact::ZERO || share >= Exact::ONE {
                self.fault(
                    CentreTable::SpecialTasks,
                    index,
                    task.id(),
                    Reason::Share(share),
                );
            }
            self.known_centre(
                CentreTable::SpecialTasks,
                index,
                task.id(),
                task.centre(),
                task.validity(),
            );
        }
        for (index, area) in tables.project_areas.iter().enumerate() {
            if area.regions().is_empty() {
                self.fault(
                    CentreTable::ProjectAreas,
                    index,
                    area.key(),
                    Reason::NoRegion,
                );
            }
        }
    }

    /// There is such a centre on each day.
    fn known_centre(
        &mut self,
        table: CentreTable,
        row: usize,
        key: impl fmt::Display,
        id: &CentreId,
        period: Validity,
    ) {
        let versions = self.tables.centres.iter();
        let versions = versions.filter(|centre| centre.id() == id);
        if let Some(period) = uncovered(period, versions.map(|centre| centre.validity())) {
            let centre = id.clone();
            self.fault(table, row, key, Reason::UnknownCentre { centre, period });
        }
    }

    /// A place is in one area at a time.
    fn areas(&mut self) {
        let tables = self.tables;
        for (index, area) in tables.areas.iter().enumerate() {
            let (table, key) = (CentreTable::Areas, area.key());
            self.known_centre(table, index, &key, area.centre(), area.validity());
            let of_language_centre = tables.centres.iter().any(|centre| {
                centre.id() == area.centre() && centre.kind() == CentreKind::SwedishLanguage
            });
            if of_language_centre {
                self.fault(table, index, &key, Reason::AreaOfLanguageCentre);
            }
            if let Some(date) = area
                .place_ended()
                .filter(|date| !area.validity().contains(*date))
            {
                let place = area.place();
                self.fault(table, index, &key, Reason::LapsedOutside { place, date });
            }
            for other in tables.areas.iter().take(index) {
                let shared = other.validity().intersection(area.validity());
                if let (Some(period), true) = (
                    shared,
                    other.place() == area.place() && other.centre() != area.centre(),
                ) {
                    let reason = Reason::TwoCentres {
                        place: area.place(),
                        other: other.centre().clone(),
                        period,
                    };
                    self.fault(table, index, &key, reason);
                }
            }
        }
    }

    /// Units that run centres are known, and are there when they do.
    fn units(&mut self) {
        let tables = self.tables;
        for (index, unit) in tables.units.iter().enumerate() {
            if unit.began() == UnitDay::Open {
                self.fault(CentreTable::Units, index, unit.id(), Reason::BeganOpen);
            }
            let ends = unit.began().earliest().zip(unit.ended().latest());
            if ends.is_some_and(|(began, ended)| ended <= began) {
                self.fault(CentreTable::Units, index, unit.id(), Reason::EndsFirst);
            }
        }
        for (index, operator) in tables.operators.iter().enumerate() {
            let (table, key) = (CentreTable::Operators, operator.key());
            let period = operator.validity();
            self.known_centre(table, index, &key, operator.centre(), period);
            let id = operator.unit();
            let Some(unit) = tables.units.iter().find(|unit| unit.id() == id) else {
                self.fault(table, index, &key, Reason::UnknownUnit(id.clone()));
                continue;
            };
            let too_early = unit
                .began()
                .earliest()
                .is_some_and(|began| period.from().is_none_or(|from| from < began));
            let too_late = unit
                .ended()
                .latest()
                .is_some_and(|ended| period.until_exclusive().is_none_or(|until| until > ended));
            if too_early || too_late {
                let unit = id.clone();
                self.fault(table, index, &key, Reason::UnitNotThere { unit, period });
            }
        }
    }

    fn grants(&mut self) {
        let tables = self.tables;
        for (index, grant) in tables.national_grants.iter().enumerate() {
            if grant.amount().is_some_and(|amount| amount.is_negative()) {
                let table = CentreTable::NationalGrants;
                self.fault(table, index, grant.year(), Reason::Negative);
            }
        }
        for (index, grant) in tables.unit_grants.iter().enumerate() {
            let (table, key) = (CentreTable::UnitGrants, grant.key());
            if grant.amount().is_negative() {
                self.fault(table, index, &key, Reason::Negative);
            }
            if !tables.units.iter().any(|unit| unit.id() == grant.unit()) {
                let reason = Reason::UnknownUnit(grant.unit().clone());
                self.fault(table, index, &key, reason);
            }
        }
        for (index, activity) in tables.carried_activities.iter().enumerate() {
            let table = CentreTable::CarriedActivities;
            let (grant, more_than) = (activity.grant(), activity.more_than());
            if grant.currency() != more_than.currency() {
                self.fault(table, index, activity.year(), Reason::Currencies);
            } else if more_than <= grant {
                let reason = Reason::ActivityBelowGrant { grant, more_than };
                self.fault(table, index, activity.year(), reason);
            }
        }
    }
}

/// The first days of a period that no other covers.
fn uncovered(period: Validity, others: impl Iterator<Item = Validity>) -> Option<Validity> {
    let others: Vec<Validity> = others
        .filter_map(|other| other.intersection(period))
        .collect();
    // Where days are left out, they begin with the period or where a part that is covered ends.
    let ends = others.iter().filter_map(|other| other.until_exclusive());
    let ends: BTreeSet<NaiveDate> = ends.collect();
    let begins = std::iter::once(period.from()).chain(ends.into_iter().map(Some));
    for begin in begins {
        let covered = others.iter().any(|other| match begin {
            Some(date) => other.contains(date),
            None => other.from().is_none(),
        });
        if covered {
            continue;
        }
        let next = others
            .iter()
            .filter_map(|other| other.from())
            .filter(|from| begin.is_none_or(|begin| begin < *from))
            .min();
        let until = match (next, period.until_exclusive()) {
            (Some(next), Some(until)) => Some(next.min(until)),
            (next, until) => next.or(until),
        };
        if let Some(missing) = Validity::new(begin, until) {
            return Some(missing);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_that_are_left_out_are_named() {
        let left_out = |period: &str, others: &[&str]| {
            let others = others.iter().map(|other| other.parse().unwrap());
            uncovered(period.parse().unwrap(), others).map(|missing| missing.to_string())
        };
        let said = |text: &str| Some(text.to_owned());
        assert_eq!(left_out("2020-01-01/..", &[]), said("2020-01-01/.."));
        assert_eq!(left_out("2020-01-01/..", &["../.."]), None);
        assert_eq!(
            left_out(
                "2020-01-01/2023-01-01",
                &["2021-01-01/..", "2019-01-01/2020-06-01"]
            ),
            said("2020-06-01/2021-01-01"),
        );
        assert_eq!(
            left_out("../2023-01-01", &["2021-01-01/.."]),
            said("../2021-01-01"),
        );
        assert_eq!(
            left_out(
                "2020-01-01/..",
                &["2020-01-01/2021-01-01", "2021-01-01/2022-01-01"]
            ),
            said("2022-01-01/.."),
        );
    }
}
