//! [`ActivityYear::figures`]: every figure of a year, with what it counts.

use super::{Activity, ActivityKind, ActivityYear, Measure, Told};
use crate::MemberKind;

/// A figure of an [`ActivityYear`], with what it counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ActivityFigure<'y> {
    subject: FigureSubject<'y>,
    told: &'y Told,
}

/// What a figure of an [`ActivityYear`] counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum FigureSubject<'y> {
    /// Members at the end of the year.
    Members,
    /// Members of a kind at the end of the year.
    MembersOfKind(MemberKind),
    /// Members who joined.
    MembersJoined,
    /// Members who left.
    MembersLeft,
    /// The state grant, in whole units of the currency.
    StateGrant,
    /// Other funding, in whole units of the currency.
    OtherFunding(&'y Measure),
    /// All that the work was worth, in whole units of the currency.
    TotalActivity,
    /// The staff.
    Staff,
    /// A sort of staff.
    StaffGroup(&'y Measure),
    /// The interns.
    Interns,
    /// A sort of interns.
    InternGroup(&'y Measure),
    /// Meetings of the board.
    BoardMeetings,
    /// Something else that is counted of the board.
    Board(&'y Measure),
    /// A figure of the communications.
    Communication(&'y Measure),
    /// What a project was granted, in whole units of the currency.
    ProjectFunding(&'y Activity),
    /// How many times an event was held.
    Events(&'y Activity),
    /// How many took part in an event.
    Participants(&'y Activity),
    /// How many applications of one outcome.
    Applications(&'y Activity),
    /// Something else that is counted of a piece of work.
    Work(&'y Activity, &'y Measure),
    /// A figure that belongs nowhere else.
    Other(&'y Measure),
}

impl<'y> ActivityFigure<'y> {
    /// What it counts.
    #[must_use]
    pub const fn subject(self) -> FigureSubject<'y> {
        self.subject
    }

    /// What the sources say of it.
    #[must_use]
    pub const fn told(self) -> &'y Told {
        self.told
    }
}

impl FigureSubject<'_> {
    /// Whether the figure is an amount of money.
    #[must_use]
    pub const fn is_money(self) -> bool {
        matches!(
            self,
            Self::StateGrant
                | Self::OtherFunding(_)
                | Self::TotalActivity
                | Self::ProjectFunding(_)
        )
    }

    /// A path that is the same in every year: `members`, `staff.permanent`, `lumo.team`.
    #[must_use]
    pub fn path(self) -> String {
        match self {
            Self::Members => "members".to_owned(),
            Self::MembersOfKind(kind) => format!("members.{}", kind.code()),
            Self::MembersJoined => "members.joined".to_owned(),
            Self::MembersLeft => "members.left".to_owned(),
            Self::StateGrant => "funding.state_grant".to_owned(),
            Self::OtherFunding(measure) => format!("funding.{}", measure.id()),
            Self::TotalActivity => "funding.total_activity".to_owned(),
            Self::Staff => "staff".to_owned(),
            Self::StaffGroup(measure) => format!("staff.{}", measure.id()),
            Self::Interns => "interns".to_owned(),
            Self::InternGroup(measure) => format!("interns.{}", measure.id()),
            Self::BoardMeetings => "board.meetings".to_owned(),
            Self::Board(measure) => format!("board.figures.{}", measure.id()),
            Self::Communication(measure) => format!("communications.{}", measure.id()),
            Self::ProjectFunding(activity) => format!("work.{}.funding", activity.id()),
            Self::Events(activity) => format!("work.{}.events", activity.id()),
            Self::Participants(activity) => format!("work.{}.participants", activity.id()),
            Self::Applications(activity) => format!("work.{}.applications", activity.id()),
            Self::Work(activity, measure) => {
                format!("work.{}.figures.{}", activity.id(), measure.id())
            }
            Self::Other(measure) => format!("other.{}", measure.id()),
        }
    }
}

impl ActivityYear {
    /// Every figure of the year, those that are missing too, in the order of an annual report.
    ///
    /// ```
    /// use oske_domain::{ActivityYear, Statement, Told};
    /// use oske_types::{Figure, Language, Source, Text};
    ///
    /// let grant = Statement::new(Figure::exactly(403_515), Source::new("Annual report 2016"));
    /// let name = Text::only(Language::Finnish, "ISO-yhdistys ry").ok_or("a name")?;
    /// let year = ActivityYear::try_new(name, 2016)?.with_state_grant(Told::by(grant));
    /// let figures = year.figures();
    /// let told: Vec<String> = figures
    ///     .iter()
    ///     .filter(|figure| !figure.told().is_missing())
    ///     .map(|figure| figure.subject().path())
    ///     .collect();
    /// assert_eq!(told, ["funding.state_grant"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn figures(&self) -> Vec<ActivityFigure<'_>> {
        use FigureSubject as Of;
        let mut figures = Vec::new();
        let mut add = |subject, told| figures.push(ActivityFigure { subject, told });
        let members = self.members();
        add(Of::Members, members.at_year_end());
        for (kind, told) in members.by_kind() {
            add(Of::MembersOfKind(*kind), told);
        }
        add(Of::MembersJoined, members.joined());
        add(Of::MembersLeft, members.left());
        add(Of::StateGrant, self.state_grant());
        add_measures(&mut add, Of::OtherFunding, self.other_funding());
        add(Of::TotalActivity, self.total_activity());
        add(Of::Staff, self.staff().persons());
        add_measures(&mut add, Of::StaffGroup, self.staff().groups());
        add(Of::Interns, self.interns().persons());
        add_measures(&mut add, Of::InternGroup, self.interns().groups());
        add(Of::BoardMeetings, self.board().meetings());
        add_measures(&mut add, Of::Board, self.board().measures());
        add_measures(&mut add, Of::Communication, self.communications());
        for activity in self.activities() {
            match activity.kind() {
                ActivityKind::Project(project) => {
                    add(Of::ProjectFunding(activity), project.funding());
                }
                ActivityKind::Event(event) => {
                    add(Of::Events(activity), event.number());
                    add(Of::Participants(activity), event.participants());
                }
                ActivityKind::Application(application) => {
                    add(Of::Applications(activity), application.number());
                }
                ActivityKind::Service | ActivityKind::Other => {}
            }
            for measure in activity.measures() {
                add(Of::Work(activity, measure), measure.told());
            }
        }
        add_measures(&mut add, Of::Other, self.others());
        figures
    }

    /// The figure of a path, as [`FigureSubject::path`] writes it.
    #[must_use]
    pub fn figure(&self, path: &str) -> Option<ActivityFigure<'_>> {
        let mut figures = self.figures().into_iter();
        figures.find(|figure| figure.subject().path() == path)
    }
}

fn add_measures<'y>(
    add: &mut impl FnMut(FigureSubject<'y>, &'y Told),
    of: fn(&'y Measure) -> FigureSubject<'y>,
    measures: &'y [Measure],
) {
    for measure in measures {
        add(of(measure), measure.told());
    }
}
