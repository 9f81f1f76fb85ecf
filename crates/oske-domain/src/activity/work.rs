//! [`Activity`]: a piece of the year's work, tied to the tasks that it serves.

use oske_types::{Source, Text};

use super::{ActivityId, Measure, RoughDate, Told};
use crate::TaskId;
use crate::centre::words;

/// A piece of the year's work (*toimi*, *åtgärd*): a project, an event, a service, an application, or
/// something else, with the tasks of the act that it serves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Activity {
    id: ActivityId,
    name: Text,
    kind: ActivityKind,
    tasks: Vec<TaskId>,
    measures: Vec<Measure>,
    note: Option<Text>,
    source: Source,
}

/// What kind of work an [`Activity`] is, with what belongs to that kind alone.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ActivityKind {
    /// A project (*hanke*, *projekt*).
    Project(Project),
    /// An event or a training (*tilaisuus*, *koulutus*; *evenemang*, *utbildning*).
    Event(Event),
    /// A service to others, who may pay for it (*palvelu*, *tjänst*).
    Service,
    /// An application for funding (*hakemus*, *ansökan*).
    Application(Application),
    /// Other work: a statement, a publication, a network.
    Other,
}

impl Activity {
    /// A piece of work, and where it was read of.
    #[must_use]
    pub const fn new(id: ActivityId, name: Text, kind: ActivityKind, source: Source) -> Self {
        Self {
            id,
            name,
            kind,
            tasks: Vec::new(),
            measures: Vec::new(),
            note: None,
            source,
        }
    }

    /// With the tasks that it serves, in the reading of whoever enters it: the reports of the centres do
    /// not tie their work to the items of the act.
    #[must_use]
    pub fn for_tasks(mut self, tasks: Vec<TaskId>) -> Self {
        self.tasks = tasks;
        self
    }

    /// With something else that is counted of it.
    #[must_use]
    pub fn with_measure(mut self, measure: Measure) -> Self {
        self.measures.push(measure);
        self
    }

    /// With what else there is to know.
    #[must_use]
    pub fn with_note(mut self, note: Text) -> Self {
        self.note = Some(note);
        self
    }

    /// Its id.
    #[must_use]
    pub const fn id(&self) -> &ActivityId {
        &self.id
    }

    /// Its name.
    #[must_use]
    pub const fn name(&self) -> &Text {
        &self.name
    }

    /// What kind of work it is.
    #[must_use]
    pub const fn kind(&self) -> &ActivityKind {
        &self.kind
    }

    /// The tasks of the act that it serves.
    #[must_use]
    pub fn tasks(&self) -> &[TaskId] {
        &self.tasks
    }

    /// What else is counted of it.
    #[must_use]
    pub fn measures(&self) -> &[Measure] {
        &self.measures
    }

    /// What else there is to know.
    #[must_use]
    pub const fn note(&self) -> Option<&Text> {
        self.note.as_ref()
    }

    /// Where it was read of.
    #[must_use]
    pub const fn source(&self) -> &Source {
        &self.source
    }
}

/// Who pays for a project, who leads it, who takes part, and when.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Project {
    funders: Vec<Text>,
    coordinator: Option<Text>,
    partners: Vec<Text>,
    begins: Option<RoughDate>,
    ends: Option<RoughDate>,
    funding: Told,
}

impl Project {
    /// A project of which nothing is told.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// With who pays for it (*rahoittajat*, *finansiärer*).
    #[must_use]
    pub fn funded_by(mut self, funders: Vec<Text>) -> Self {
        self.funders = funders;
        self
    }

    /// With who leads it (*hallinnoija*, *samordnare*).
    #[must_use]
    pub fn led_by(mut self, coordinator: Text) -> Self {
        self.coordinator = Some(coordinator);
        self
    }

    /// With who else takes part.
    #[must_use]
    pub fn with_partners(mut self, partners: Vec<Text>) -> Self {
        self.partners = partners;
        self
    }

    /// With its beginning.
    #[must_use]
    pub const fn from(mut self, date: RoughDate) -> Self {
        self.begins = Some(date);
        self
    }

    /// With its end, a day that still belongs to it.
    #[must_use]
    pub const fn to(mut self, date: RoughDate) -> Self {
        self.ends = Some(date);
        self
    }

    /// With what it was granted, in whole units of the currency of the year.
    #[must_use]
    pub fn with_funding(mut self, funding: Told) -> Self {
        self.funding = funding;
        self
    }

    /// Who pays for it.
    #[must_use]
    pub fn funders(&self) -> &[Text] {
        &self.funders
    }

    /// Who leads it.
    #[must_use]
    pub const fn coordinator(&self) -> Option<&Text> {
        self.coordinator.as_ref()
    }

    /// Who else takes part.
    #[must_use]
    pub fn partners(&self) -> &[Text] {
        &self.partners
    }

    /// Its beginning.
    #[must_use]
    pub const fn begins(&self) -> Option<RoughDate> {
        self.begins
    }

    /// Its end, a day that still belongs to it.
    #[must_use]
    pub const fn ends(&self) -> Option<RoughDate> {
        self.ends
    }

    /// What it was granted, in whole units of the currency of the year.
    #[must_use]
    pub const fn funding(&self) -> &Told {
        &self.funding
    }
}

words! {
    /// Whether people meet or learn.
    pub enum EventKind, "the kind of an event", "expected event or training" {
        /// A seminar, a meeting (*tilaisuus*, *evenemang*).
        Event = "event",
        /// A training (*koulutus*, *utbildning*).
        Training = "training",
    }
}

words! {
    /// Whether an event came about.
    pub enum EventState, "the state of an event", "expected held, postponed or cancelled" {
        /// It was held.
        Held = "held",
        /// It was put off to another year.
        Postponed = "postponed",
        /// It was called off.
        Cancelled = "cancelled",
    }
}

/// When and where an event was, how many there were of it and how many took part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    kind: EventKind,
    state: EventState,
    when: Option<RoughDate>,
    place: Option<Text>,
    number: Told,
    participants: Told,
}

impl Event {
    /// An event that was held, so many times.
    #[must_use]
    pub const fn new(kind: EventKind, number: Told) -> Self {
        Self {
            kind,
            state: EventState::Held,
            when: None,
            place: None,
            number,
            participants: Told::nowhere(),
        }
    }

    /// Held, postponed or cancelled.
    #[must_use]
    pub const fn in_state(mut self, state: EventState) -> Self {
        self.state = state;
        self
    }

    /// With its day, or the first of them.
    #[must_use]
    pub const fn on(mut self, when: RoughDate) -> Self {
        self.when = Some(when);
        self
    }

    /// With its place or places, or that it was remote.
    #[must_use]
    pub fn in_place(mut self, place: Text) -> Self {
        self.place = Some(place);
        self
    }

    /// With those who took part.
    #[must_use]
    pub fn with_participants(mut self, participants: Told) -> Self {
        self.participants = participants;
        self
    }

    /// An event or a training.
    #[must_use]
    pub const fn kind(&self) -> EventKind {
        self.kind
    }

    /// Held, postponed or cancelled.
    #[must_use]
    pub const fn state(&self) -> EventState {
        self.state
    }

    /// The day, or the first of them.
    #[must_use]
    pub const fn when(&self) -> Option<RoughDate> {
        self.when
    }

    /// The place.
    #[must_use]
    pub const fn place(&self) -> Option<&Text> {
        self.place.as_ref()
    }

    /// How many times it was held.
    #[must_use]
    pub const fn number(&self) -> &Told {
        &self.number
    }

    /// How many took part.
    #[must_use]
    pub const fn participants(&self) -> &Told {
        &self.participants
    }
}

words! {
    /// What became of an application.
    pub enum ApplicationOutcome, "the outcome of an application",
        "expected granted, conditional, refused or pending" {
        /// Granted (*myönnetty*, *beviljad*).
        Granted = "granted",
        /// Granted on a condition (*ehdollinen*, *villkorlig*).
        Conditional = "conditional",
        /// Refused (*hylätty*, *avslagen*).
        Refused = "refused",
        /// Not decided by the end of the year (*avoinna*, *öppen*).
        Pending = "pending",
    }
}

/// What was applied for, from whom, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Application {
    applicant: Option<Text>,
    funder: Option<Text>,
    number: Told,
    outcome: ApplicationOutcome,
}

impl Application {
    /// So many applications with one outcome.
    #[must_use]
    pub const fn new(number: Told, outcome: ApplicationOutcome) -> Self {
        Self {
            applicant: None,
            funder: None,
            number,
            outcome,
        }
    }

    /// With who applied, where it was somebody else than the organisation.
    #[must_use]
    pub fn by(mut self, applicant: Text) -> Self {
        self.applicant = Some(applicant);
        self
    }

    /// With who was asked.
    #[must_use]
    pub fn to(mut self, funder: Text) -> Self {
        self.funder = Some(funder);
        self
    }

    /// Who applied, where it was somebody else than the organisation.
    #[must_use]
    pub const fn applicant(&self) -> Option<&Text> {
        self.applicant.as_ref()
    }

    /// Who was asked.
    #[must_use]
    pub const fn funder(&self) -> Option<&Text> {
        self.funder.as_ref()
    }

    /// How many applications.
    #[must_use]
    pub const fn number(&self) -> &Told {
        &self.number
    }

    /// What became of them.
    #[must_use]
    pub const fn outcome(&self) -> ApplicationOutcome {
        self.outcome
    }
}
