//! [`Centres`]: the centres of excellence, their areas and what is around them, as on a date.

mod area;
mod board;
mod check;
mod cover;
mod error;
pub(crate) mod id;
mod served;
mod tables;
mod task;
mod unit;
mod words;

use chrono::NaiveDate;
use oske_types::Validity;

pub use area::{AreaGround, AreaMember, Centre, CentreKind, ProjectArea};
pub use board::{BoardSeat, BoardTerm, Founder, FounderRole, Seats, WorkingCommittee};
pub use check::{CentreFault, CentreFaults};
pub use cover::{AreaCover, InterpretedArea};
pub use error::{CentreForError, CentresNotCarried, MunicipalitiesNotKnown};
pub use id::{CentreId, GroupId, OperatingUnitId, TaskId};
pub use served::{CentreFor, DividedPlace, Served};
pub use tables::{CentreTable, CentreTables};
pub use task::{SpecialTask, Task};
pub use unit::{CentreOperator, Confidence, OperatingUnit, UnitDay};
pub(crate) use words::words;

use crate::{AtlasView, CarriedActivity, Municipality, NationalGrant, UnitGrant};

/// The centres of excellence on social welfare (*sosiaalialan osaamiskeskukset*, *kompetenscentrumen inom
/// det sociala området*) over time: their areas, who runs them, their tasks and their grants.
///
/// Ask them [`on`](Centres::on) a date, or which centre serves a place: [`centre_for`](Centres::centre_for).
/// Those of Finland are embedded in `oske-data`; one's own come from tables through [`Centres::try_new`].
///
/// ```
/// use oske_domain::{
///     AreaGround, AreaMember, Centre, CentreId, CentreKind, CentreTables, Centres, CentresView,
/// };
/// use oske_types::{CountyCode, Source, Text};
///
/// let decree = Source::new("Statute Book of Finland, 1248/2022");
/// let period = "2023-01-01/2025-07-01".parse()?;
/// let centre = |id: CentreId, kind, name, place: &str| {
///     let (citation, by) = (place.parse()?, "1248/2022".parse()?);
///     Ok::<_, Box<dyn std::error::Error>>(
///         Centre::new(id, kind, name, period, citation, by, decree.clone()),
///     )
/// };
/// let county: CountyCode = "13".parse()?;
///
/// let mut tables = CentreTables::default();
/// tables.centres = vec![
///     centre(
///         CentreId::ITA_SUOMI,
///         CentreKind::Regional,
///         Text::bilingual(
///             "Itä-Suomen sosiaalialan osaamiskeskus",
///             "Östra Finlands kompetenscentrum inom det sociala området",
///         ),
///         "1411/2001 1 § 1 mom 7 kohta",
///     )?,
///     centre(
///         CentreId::RUOTSINKIELINEN,
///         CentreKind::SwedishLanguage,
///         Text::bilingual(
///             "ruotsinkielinen sosiaalialan osaamiskeskus",
///             "Det finlandssvenska kompetenscentret inom det sociala området",
///         ),
///         "1411/2001 1 § 2 mom",
///     )?,
/// ];
/// tables.areas = vec![AreaMember::new(
///     CentreId::ITA_SUOMI,
///     county.into(),
///     Text::bilingual("Pohjois-Savo", "Norra Savolax"),
///     period,
///     AreaGround::Decree,
///     decree.clone(),
/// )];
/// let centres = Centres::try_new(tables)?;
///
/// let new_year: CentresView<'_> = centres.on("2023-01-01".parse()?)?;
/// assert_eq!(new_year.regional_centres().count(), 1);
/// assert_eq!(new_year.language_centre().id(), &CentreId::RUOTSINKIELINEN);
/// assert!(centres.on("2025-07-01".parse()?).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Centres {
    // INVARIANT: without faults (`check`).
    tables: CentreTables,
}

impl Centres {
    /// Of tables that fit together.
    ///
    /// # Errors
    ///
    /// [`CentreFaults`], all of them at once, if rows are out of order, share days or leave days out, name
    /// an unknown centre or unit, have no source, cite no act, leave a centre without an area or a day
    /// without its one Swedish-language centre.
    pub fn try_new(tables: CentreTables) -> Result<Self, CentreFaults> {
        tables.check()?;
        Ok(Self { tables })
    }

    /// For generated tables whose generator has made every check of [`Centres::try_new`]: nothing is checked
    /// again. From tables with faults the answers are wrong.
    #[doc(hidden)]
    #[must_use]
    pub const fn from_checked(tables: CentreTables) -> Self {
        Self { tables }
    }

    /// The rows.
    #[must_use]
    pub const fn tables(&self) -> &CentreTables {
        &self.tables
    }

    /// The days that they answer for: from the first day of any version to the last; `None` if there is no
    /// centre at all.
    #[must_use]
    pub fn coverage(&self) -> Option<Validity> {
        coverage(&self.tables)
    }

    /// The last day to which all versions without an end are known; `None` if every version has ended.
    #[must_use]
    pub fn known_to(&self) -> Option<NaiveDate> {
        self.tables
            .centres
            .iter()
            .filter_map(Centre::known_to)
            .min()
    }

    /// The centres as on a date.
    ///
    /// After the last day to which the versions in force are known, the answer is that they still are, and
    /// [`CentresView::is_beyond_known`] says so.
    ///
    /// # Errors
    ///
    /// [`CentresNotCarried`] on a day on which there is no centre.
    pub fn on(&self, date: NaiveDate) -> Result<CentresView<'_>, CentresNotCarried> {
        let language = self.tables.centres.iter().find(|centre| {
            centre.kind() == CentreKind::SwedishLanguage && centre.validity().contains(date)
        });
        match language {
            Some(language) => Ok(CentresView {
                tables: &self.tables,
                date,
                language,
            }),
            None => Err(CentresNotCarried::new(date, &self.tables)),
        }
    }

    /// Every version of a centre, in order of time; none of an id that there is no centre of.
    pub fn versions_of(&self, id: impl AsRef<str>) -> impl Iterator<Item = &Centre> {
        let centres = self.tables.centres.iter();
        centres.filter(move |centre| centre.id().as_str() == id.as_ref())
    }

    /// The days on which a version begins or ends, or an area changes, in order.
    #[must_use]
    pub fn days_of_change(&self) -> Vec<NaiveDate> {
        let centres = self.tables.centres.iter().map(Centre::validity);
        let areas = self.tables.areas.iter();
        let lapsed = areas.clone().filter_map(AreaMember::place_ended);
        let mut days: Vec<NaiveDate> = centres
            .chain(areas.map(AreaMember::validity))
            .flat_map(|period| [period.from(), period.until_exclusive()])
            .flatten()
            .chain(lapsed)
            .collect();
        days.sort_unstable();
        days.dedup();
        days
    }

    /// The operating unit of an id.
    #[must_use]
    pub fn unit(&self, id: impl AsRef<str>) -> Option<&OperatingUnit> {
        let mut units = self.tables.units.iter();
        units.find(|unit| unit.id().as_str() == id.as_ref())
    }

    /// The operating units, also those that have ended, in order of id.
    pub fn units(&self) -> impl Iterator<Item = &OperatingUnit> {
        self.tables.units.iter()
    }

    /// The state grant by year and stage, as far as it is known.
    #[must_use]
    pub fn national_grants(&self) -> &[NationalGrant] {
        &self.tables.national_grants
    }

    /// The state grant of a year, the earliest stage first; none of a year that nothing was found of.
    pub fn national_grants_of(&self, year: i32) -> impl Iterator<Item = &NationalGrant> {
        let grants = self.tables.national_grants.iter();
        grants.filter(move |grant| grant.year() == year)
    }

    /// The state grant of a year at the furthest stage of which the amount is known. Its
    /// [stage](NationalGrant::stage) says whether that is what came of it.
    #[must_use]
    pub fn furthest_national_grant(&self, year: i32) -> Option<&NationalGrant> {
        let known = self.national_grants_of(year);
        known.filter(|grant| grant.amount().is_some()).last()
    }

    /// What units received of the state grant, as far as it is known.
    #[must_use]
    pub fn unit_grants(&self) -> &[UnitGrant] {
        &self.tables.unit_grants
    }

    /// The activity that the grant was said to carry.
    #[must_use]
    pub fn carried_activities(&self) -> &[CarriedActivity] {
        &self.tables.carried_activities
    }
}

/// [`Centres`] as on a date. Lists are in order of id.
#[derive(Debug, Clone, Copy)]
pub struct CentresView<'a> {
    tables: &'a CentreTables,
    date: NaiveDate,
    language: &'a Centre,
}

impl<'a> CentresView<'a> {
    /// The date.
    #[must_use]
    pub const fn date(self) -> NaiveDate {
        self.date
    }

    /// The last day to which all versions in force are known; `None` where all of them have ended since.
    #[must_use]
    pub fn known_to(self) -> Option<NaiveDate> {
        self.centres().filter_map(Centre::known_to).min()
    }

    /// Whether the date is later than what is known: the answers are then those of the last day that is,
    /// and whether they still hold was not verified.
    #[must_use]
    pub fn is_beyond_known(self) -> bool {
        self.known_to().is_some_and(|known| known < self.date)
    }

    /// The centres, with the Swedish-language one.
    pub fn centres(self) -> impl Iterator<Item = &'a Centre> {
        let date = self.date;
        let centres = self.tables.centres.iter();
        centres.filter(move |centre| centre.validity().contains(date))
    }

    /// The regional centres, each of which has an area.
    pub fn regional_centres(self) -> impl Iterator<Item = &'a Centre> {
        self.centres()
            .filter(|centre| centre.kind() == CentreKind::Regional)
    }

    /// The Swedish-language centre, which serves the whole country, Åland with it.
    #[must_use]
    pub const fn language_centre(self) -> &'a Centre {
        self.language
    }

    /// The centre of an id, if there is one on the date.
    #[must_use]
    pub fn centre(self, id: impl AsRef<str>) -> Option<&'a Centre> {
        self.centres()
            .find(|centre| centre.id().as_str() == id.as_ref())
    }

    /// The places in the area of a centre, each with its ground; none for the Swedish-language centre, which
    /// serves the whole country.
    pub fn area_of(self, id: impl AsRef<str>) -> impl Iterator<Item = &'a AreaMember> {
        let date = self.date;
        let areas = self.tables.areas.iter();
        areas.filter(move |area| {
            area.centre().as_str() == id.as_ref() && area.validity().contains(date)
        })
    }

    /// Who runs a centre, and how sure that is; none where it is not known.
    pub fn operators_of(self, id: impl AsRef<str>) -> impl Iterator<Item = &'a CentreOperator> {
        let date = self.date;
        let operators = self.tables.operators.iter();
        operators.filter(move |row| {
            row.centre().as_str() == id.as_ref() && row.validity().contains(date)
        })
    }

    /// The units that run a centre; none where it is not known. How sure that is says
    /// [`operators_of`](Self::operators_of).
    pub fn units_of(self, id: impl AsRef<str>) -> impl Iterator<Item = &'a OperatingUnit> {
        let units = &self.tables.units;
        self.operators_of(id)
            .filter_map(|row| units.iter().find(|unit| unit.id() == row.unit()))
    }

    /// The tasks of every centre.
    pub fn tasks(self) -> impl Iterator<Item = &'a Task> {
        let date = self.date;
        let tasks = self.tables.tasks.iter();
        tasks.filter(move |task| task.validity().contains(date))
    }

    /// The tasks for the whole country that have a special grant.
    pub fn special_tasks(self) -> impl Iterator<Item = &'a SpecialTask> {
        let date = self.date;
        let tasks = self.tables.special_tasks.iter();
        tasks.filter(move |task| task.validity().contains(date))
    }

    /// Who may form a centre.
    pub fn founders(self) -> impl Iterator<Item = &'a Founder> {
        let date = self.date;
        let founders = self.tables.founders.iter();
        founders.filter(move |founder| founder.validity().contains(date))
    }

    /// Who is represented on the advisory board by the decree.
    pub fn board_seats(self) -> impl Iterator<Item = &'a BoardSeat> {
        let date = self.date;
        let seats = self.tables.board_seats.iter();
        seats.filter(move |seat| seat.validity().contains(date))
    }

    /// The term of the advisory board; `None` where it is not known.
    #[must_use]
    pub fn board_term(self) -> Option<&'a BoardTerm> {
        let mut terms = self.tables.board_terms.iter();
        terms.find(|term| term.validity().contains(self.date))
    }

    /// The working committee of the advisory board; `None` where nothing is known of it.
    #[must_use]
    pub fn working_committee(self) -> Option<&'a WorkingCommittee> {
        let mut committees = self.tables.working_committees.iter();
        committees.find(|committee| committee.validity().contains(self.date))
    }

    /// Areas in which centres had a project together.
    pub fn project_areas(self) -> impl Iterator<Item = &'a ProjectArea> {
        let date = self.date;
        let areas = self.tables.project_areas.iter();
        areas.filter(move |area| area.validity().contains(date))
    }

    /// The municipalities that a centre serves, in the municipal division of an atlas on its date; all of
    /// them for the Swedish-language centre.
    pub fn municipalities_of(
        self,
        id: impl AsRef<str>,
        atlas: AtlasView<'a>,
    ) -> impl Iterator<Item = &'a Municipality> {
        let centre = self.centre(id);
        atlas.municipalities().filter(move |municipality| {
            centre.is_some_and(|centre| {
                centre.kind() == CentreKind::SwedishLanguage
                    || self
                        .area_of(centre.id())
                        .any(|area| atlas.contains(area.place(), municipality.code()))
            })
        })
    }
}

/// The period from the first day of any version to the last.
fn coverage(tables: &CentreTables) -> Option<Validity> {
    let periods = tables.centres.iter().map(Centre::validity);
    let from = periods.clone().filter_map(Validity::from).min();
    let open = periods
        .clone()
        .any(|period| period.until_exclusive().is_none());
    let until = periods.filter_map(Validity::until_exclusive).max();
    Validity::new(from, until.filter(|_| !open)).filter(|_| !tables.centres.is_empty())
}
