//! [`ActivityYear`]: a year of an organisation's work, as its sources tell it.

#[cfg(feature = "toml")]
mod document;
mod figures;
mod measure;
mod parts;
mod people;
mod rough_date;
mod told;
mod work;

use chrono::NaiveDate;
use oske_types::{Currency, Source, Sourced, Text};

#[cfg(feature = "toml")]
pub use document::LONGEST_ACTIVITY_DOCUMENT;
pub use figures::{ActivityFigure, FigureSubject};
pub use measure::{ActivityId, Measure};
pub use parts::{BoardYear, Headcount, YearMembers};
pub use people::{OfficeHolder, OfficeRole, OutsideSeat, PersonName};
pub use rough_date::RoughDate;
pub use told::{Known, Statement, Told};
pub use work::{
    Activity, ActivityKind, Application, ApplicationOutcome, Event, EventKind, EventState, Project,
};

use crate::OperatingUnitId;

/// A year of an organisation's work (*toimintavuosi*, *verksamhetsår*): what its annual report tells, and
/// other sources beside it.
///
/// Every figure is what one or several sources say, exactly, as "over" or as "about"; what none says is
/// missing, and what they contradict each other in stands as each says it. Amounts are in whole units of
/// one currency. Persons are named in public roles alone, and there is no field for how to reach them.
///
/// ```
/// use oske_domain::{ActivityYear, Statement, Told, YearMembers};
/// use oske_types::{Figure, Language, Source, Text};
///
/// let report = Source::new("Annual report 2020");
/// let told = |figure| Told::by(Statement::new(figure, report.clone()));
/// let name = Text::only(Language::Finnish, "ISO-yhdistys ry").ok_or("a name")?;
/// let year = ActivityYear::try_new(name, 2020)?
///     .with_members(YearMembers::new(told(Figure::exactly(71))))
///     .with_state_grant(told(Figure::exactly(400_601)));
/// assert_eq!(year.members().at_year_end().agreed(), Some(Figure::exactly(71)));
/// assert!(year.members().joined().is_missing());
/// assert_eq!(year.last_day().to_string(), "2020-12-31");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActivityYear {
    organisation: Text,
    unit: Option<OperatingUnitId>,
    // INVARIANT: a day.
    last_day: NaiveDate,
    year: i32,
    currency: Currency,
    note: Option<Text>,
    members: YearMembers,
    state_grant: Told,
    other_funding: Vec<Measure>,
    total_activity: Told,
    staff: Headcount,
    interns: Headcount,
    board: BoardYear,
    priorities: Vec<Sourced<Text>>,
    outside_seats: Vec<OutsideSeat>,
    communications: Vec<Measure>,
    // INVARIANT: no two of one id.
    activities: Vec<Activity>,
    // INVARIANT: no two of one id; so for every list of measures.
    others: Vec<Measure>,
}

/// Why something is no part of an [`ActivityYear`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct ActivityYearError(Box<str>);

impl ActivityYear {
    /// The year of an organisation, of which nothing else is told.
    ///
    /// # Errors
    ///
    /// [`ActivityYearError`] of a year before 1800 or after 9999.
    pub fn try_new(organisation: Text, year: i32) -> Result<Self, ActivityYearError> {
        let last_day = NaiveDate::from_ymd_opt(year, 12, 31);
        let last_day = last_day.filter(|_| (1800..=9999).contains(&year));
        let last_day = last_day.ok_or_else(|| {
            let message = format!("`{year}` is not a year of activity: expected 1800 to 9999");
            ActivityYearError(message.into())
        })?;
        Ok(Self {
            organisation,
            unit: None,
            last_day,
            year,
            currency: Currency::EUR,
            note: None,
            members: YearMembers::default(),
            state_grant: Told::nowhere(),
            other_funding: Vec::new(),
            total_activity: Told::nowhere(),
            staff: Headcount::default(),
            interns: Headcount::default(),
            board: BoardYear::default(),
            priorities: Vec::new(),
            outside_seats: Vec::new(),
            communications: Vec::new(),
            activities: Vec::new(),
            others: Vec::new(),
        })
    }

    /// As an operating unit of a centre of excellence.
    #[must_use]
    pub fn of_unit(mut self, unit: OperatingUnitId) -> Self {
        self.unit = Some(unit);
        self
    }

    /// With amounts in another currency than the euro.
    #[must_use]
    pub const fn in_currency(mut self, currency: Currency) -> Self {
        self.currency = currency;
        self
    }

    /// With what else there is to know of the year.
    #[must_use]
    pub fn with_note(mut self, note: Text) -> Self {
        self.note = Some(note);
        self
    }

    /// With its members.
    #[must_use]
    pub fn with_members(mut self, members: YearMembers) -> Self {
        self.members = members;
        self
    }

    /// With the state grant (*valtionavustus*, *statsunderstöd*) to the basic work, in whole units of the
    /// currency.
    #[must_use]
    pub fn with_state_grant(mut self, amount: Told) -> Self {
        self.state_grant = amount;
        self
    }

    /// With other funding that belongs to no project, in whole units of the currency.
    ///
    /// # Errors
    ///
    /// [`ActivityYearError`] where there is one of that id.
    pub fn with_other_funding(mut self, funding: Measure) -> Result<Self, ActivityYearError> {
        push_measure(&mut self.other_funding, funding)?;
        Ok(self)
    }

    /// With all that the work of the year was worth, the grant included, in whole units of the currency.
    #[must_use]
    pub fn with_total_activity(mut self, amount: Told) -> Self {
        self.total_activity = amount;
        self
    }

    /// With its staff.
    #[must_use]
    pub fn with_staff(mut self, staff: Headcount) -> Self {
        self.staff = staff;
        self
    }

    /// With its interns (*harjoittelijat*, *praktikanter*).
    #[must_use]
    pub fn with_interns(mut self, interns: Headcount) -> Self {
        self.interns = interns;
        self
    }

    /// With its board.
    #[must_use]
    pub fn with_board(mut self, board: BoardYear) -> Self {
        self.board = board;
        self
    }

    /// With a strategic priority (*strateginen painopiste*, *strategisk prioritering*).
    #[must_use]
    pub fn with_priority(mut self, priority: Sourced<Text>) -> Self {
        self.priorities.push(priority);
        self
    }

    /// With a seat in a body of others.
    #[must_use]
    pub fn with_outside_seat(mut self, seat: OutsideSeat) -> Self {
        self.outside_seats.push(seat);
        self
    }

    /// With a figure of its communications: newsletters, blog posts, followers, visits.
    ///
    /// # Errors
    ///
    /// [`ActivityYearError`] where there is one of that id.
    pub fn with_communication(mut self, measure: Measure) -> Result<Self, ActivityYearError> {
        push_measure(&mut self.communications, measure)?;
        Ok(self)
    }

    /// With a piece of work.
    ///
    /// # Errors
    ///
    /// [`ActivityYearError`] where there is one of that id, or it counts two things by one id.
    pub fn with_activity(mut self, activity: Activity) -> Result<Self, ActivityYearError> {
        if self.activities.iter().any(|one| one.id() == activity.id()) {
            return Err(twice(activity.id()));
        }
        let mut measures = Vec::new();
        for measure in activity.measures() {
            push_measure(&mut measures, measure.clone())?;
        }
        self.activities.push(activity);
        Ok(self)
    }

    /// With a figure that belongs nowhere else.
    ///
    /// # Errors
    ///
    /// [`ActivityYearError`] where there is one of that id.
    pub fn with_other(mut self, measure: Measure) -> Result<Self, ActivityYearError> {
        push_measure(&mut self.others, measure)?;
        Ok(self)
    }

    /// Whose year it is.
    #[must_use]
    pub const fn organisation(&self) -> &Text {
        &self.organisation
    }

    /// The operating unit of a centre of excellence that the organisation is.
    #[must_use]
    pub const fn unit(&self) -> Option<&OperatingUnitId> {
        self.unit.as_ref()
    }

    /// The year.
    #[must_use]
    pub const fn year(&self) -> i32 {
        self.year
    }

    /// The last day of the year.
    #[must_use]
    pub const fn last_day(&self) -> NaiveDate {
        self.last_day
    }

    /// The currency of all amounts.
    #[must_use]
    pub const fn currency(&self) -> Currency {
        self.currency
    }

    /// What else there is to know of the year.
    #[must_use]
    pub const fn note(&self) -> Option<&Text> {
        self.note.as_ref()
    }

    /// The members.
    #[must_use]
    pub const fn members(&self) -> &YearMembers {
        &self.members
    }

    /// The state grant to the basic work, in whole units of the currency.
    #[must_use]
    pub const fn state_grant(&self) -> &Told {
        &self.state_grant
    }

    /// Other funding that belongs to no project, in whole units of the currency.
    #[must_use]
    pub fn other_funding(&self) -> &[Measure] {
        &self.other_funding
    }

    /// All that the work was worth, in whole units of the currency.
    #[must_use]
    pub const fn total_activity(&self) -> &Told {
        &self.total_activity
    }

    /// The staff.
    #[must_use]
    pub const fn staff(&self) -> &Headcount {
        &self.staff
    }

    /// The interns.
    #[must_use]
    pub const fn interns(&self) -> &Headcount {
        &self.interns
    }

    /// The board.
    #[must_use]
    pub const fn board(&self) -> &BoardYear {
        &self.board
    }

    /// The strategic priorities, with where each was read.
    #[must_use]
    pub fn priorities(&self) -> &[Sourced<Text>] {
        &self.priorities
    }

    /// The seats in bodies of others.
    #[must_use]
    pub fn outside_seats(&self) -> &[OutsideSeat] {
        &self.outside_seats
    }

    /// The figures of its communications.
    #[must_use]
    pub fn communications(&self) -> &[Measure] {
        &self.communications
    }

    /// The work.
    #[must_use]
    pub fn activities(&self) -> &[Activity] {
        &self.activities
    }

    /// The figures that belong nowhere else.
    #[must_use]
    pub fn others(&self) -> &[Measure] {
        &self.others
    }

    /// Every source that is cited, once, in the order of the year.
    #[must_use]
    pub fn sources(&self) -> Vec<&Source> {
        let figures = self.figures();
        let of_figures = figures.iter().flat_map(|figure| figure.told().statements());
        let all = of_figures
            .map(Statement::source)
            .chain(self.members.newcomers().iter().map(Sourced::source))
            .chain(self.board.seats().iter().map(Sourced::source))
            .chain(self.priorities.iter().map(Sourced::source))
            .chain(self.outside_seats.iter().map(OutsideSeat::source))
            .chain(self.activities.iter().map(Activity::source));
        let mut sources: Vec<&Source> = Vec::new();
        for source in all {
            if !sources.contains(&source) {
                sources.push(source);
            }
        }
        sources
    }
}

fn twice(id: &ActivityId) -> ActivityYearError {
    ActivityYearError(format!("`{id}` stands twice: expected each id once").into())
}

fn push_measure(measures: &mut Vec<Measure>, measure: Measure) -> Result<(), ActivityYearError> {
    if measures.iter().any(|one| one.id() == measure.id()) {
        return Err(twice(measure.id()));
    }
    measures.push(measure);
    Ok(())
}
