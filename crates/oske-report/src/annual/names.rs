//! What figures, roles and outcomes are called.

use oske_domain::{
    ActivityKind, ApplicationOutcome, EventKind, EventState, FigureSubject, OfficeRole,
};
use oske_types::{Currency, Exact, Figure, Language, Precision};

use super::Group;

impl Group<'_> {
    /// What a figure counts, as it stands in a list.
    pub(super) fn name_of(&self, subject: FigureSubject<'_>) -> String {
        let within = |name: &str, what: &str| format!("{name}: {what}");
        match subject {
            FigureSubject::Members => self.members_at_year_end().to_owned(),
            FigureSubject::MembersOfKind(kind) => within(
                self.members_at_year_end(),
                kind.name().in_language(self.language),
            ),
            FigureSubject::MembersJoined => self.joined_members().to_owned(),
            FigureSubject::MembersLeft => self.left_members().to_owned(),
            FigureSubject::StateGrant => self.state_grant().to_owned(),
            FigureSubject::TotalActivity => self.total_activity().to_owned(),
            FigureSubject::Staff => self.persons_in_staff().to_owned(),
            FigureSubject::StaffGroup(measure) => {
                within(self.persons_in_staff(), self.text(measure.name()))
            }
            FigureSubject::Interns => self.interns().to_owned(),
            FigureSubject::InternGroup(measure) => {
                within(self.interns(), self.text(measure.name()))
            }
            FigureSubject::BoardMeetings => self.board_meetings().to_owned(),
            FigureSubject::OtherFunding(measure)
            | FigureSubject::Board(measure)
            | FigureSubject::Communication(measure)
            | FigureSubject::Other(measure) => self.text(measure.name()).to_owned(),
            FigureSubject::ProjectFunding(activity) => within(
                self.text(activity.name()),
                self.say("rahoitus", "finansiering", "funding"),
            ),
            FigureSubject::Events(activity) => within(
                self.text(activity.name()),
                self.say("tilaisuuksia", "tillfällen", "times held"),
            ),
            FigureSubject::Participants(activity) => within(
                self.text(activity.name()),
                self.say("osallistujia", "deltagare", "participants"),
            ),
            FigureSubject::Applications(activity) => within(
                self.text(activity.name()),
                self.say("hakemuksia", "ansökningar", "applications"),
            ),
            FigureSubject::Work(activity, measure) => {
                within(self.text(activity.name()), self.text(measure.name()))
            }
            // What later versions count.
            _ => subject.path(),
        }
    }

    pub(super) fn members_at_year_end(&self) -> &'static str {
        self.say(
            "jäseniä vuoden lopussa",
            "medlemmar vid årets slut",
            "members at the end of the year",
        )
    }

    pub(super) fn joined_members(&self) -> &'static str {
        self.say("liittyneitä", "nya medlemmar", "members who joined")
    }

    pub(super) fn left_members(&self) -> &'static str {
        self.say("eronneita", "medlemmar som avgått", "members who left")
    }

    pub(super) fn state_grant(&self) -> &'static str {
        self.say(
            "valtionavustus perustoimintaan",
            "statsunderstöd för basverksamheten",
            "state grant to the basic work",
        )
    }

    pub(super) fn total_activity(&self) -> &'static str {
        self.say(
            "toiminta kaikkiaan, avustus mukaan lukien",
            "verksamheten sammanlagt, understödet medräknat",
            "all activity, the grant included",
        )
    }

    pub(super) fn persons_in_staff(&self) -> &'static str {
        self.say("työntekijöitä", "anställda", "staff")
    }

    pub(super) fn interns(&self) -> &'static str {
        self.say("harjoittelijoita", "praktikanter", "interns")
    }

    pub(super) fn board_meetings(&self) -> &'static str {
        self.say(
            "hallituksen kokouksia",
            "styrelsemöten",
            "meetings of the board",
        )
    }

    pub(super) fn role(&self, role: OfficeRole) -> &'static str {
        match role {
            OfficeRole::Chair => self.say("puheenjohtaja", "ordförande", "chair"),
            OfficeRole::ViceChair => self.say("varapuheenjohtaja", "vice ordförande", "vice chair"),
            OfficeRole::Secretary => self.say("sihteeri", "sekreterare", "secretary"),
            OfficeRole::Representative => self.say("edustaja", "representant", "representative"),
            OfficeRole::Deputy => self.say("varajäsen", "ersättare", "deputy"),
            _ => self.say("jäsen", "medlem", "member"),
        }
    }

    pub(super) fn event_kind(&self, kind: EventKind) -> &'static str {
        match kind {
            EventKind::Training => self.say("koulutus", "utbildning", "training"),
            _ => self.say("tilaisuus", "evenemang", "event"),
        }
    }

    pub(super) fn event_state(&self, state: EventState) -> &'static str {
        match state {
            EventState::Postponed => self.say("siirretty", "sköts upp", "postponed"),
            EventState::Cancelled => self.say("peruttu", "ställdes in", "cancelled"),
            _ => self.say("pidetty", "hölls", "held"),
        }
    }

    pub(super) fn outcome(&self, outcome: ApplicationOutcome) -> &'static str {
        match outcome {
            ApplicationOutcome::Granted => self.say("myönnetty", "beviljad", "granted"),
            ApplicationOutcome::Conditional => self.say(
                "myönnetty ehdollisesti",
                "villkorligt beviljad",
                "granted conditionally",
            ),
            ApplicationOutcome::Refused => self.say("hylätty", "avslagen", "refused"),
            _ => self.say("päättämättä", "inte avgjord", "not decided"),
        }
    }

    pub(super) fn activity_kind(&self, kind: &ActivityKind) -> &'static str {
        match kind {
            ActivityKind::Project(_) => self.say("hanke", "projekt", "project"),
            ActivityKind::Event(event) => self.event_kind(event.kind()),
            ActivityKind::Service => self.say("palvelu", "tjänst", "service"),
            ActivityKind::Application(_) => self.say("hakemus", "ansökan", "application"),
            _ => self.say("muu työ", "annat arbete", "other work"),
        }
    }
}

/// An amount in whole units of a currency: "400 601 €", "yli 9 000 000 €", "over €9,000,000".
pub(super) fn amount_in(language: Language, figure: Figure, currency: Currency) -> String {
    with_precision(
        language,
        figure.precision(),
        &number_with_currency(
            language,
            &Exact::from(figure.number()).in_language(language),
            currency,
        ),
    )
}

/// A number that is written already, with the sign of its currency.
pub(super) fn number_with_currency(language: Language, number: &str, currency: Currency) -> String {
    let symbol = currency.sign();
    match language {
        Language::Finnish | Language::Swedish => format!("{number}\u{a0}{symbol}"),
        Language::English if currency == Currency::EUR => format!("{symbol}{number}"),
        Language::English => format!("{symbol}\u{a0}{number}"),
    }
}

/// Words after "over" or "about", where they are no exact number.
pub(super) fn with_precision(language: Language, precision: Precision, words: &str) -> String {
    match precision {
        Precision::Exactly => words.to_owned(),
        Precision::Over => format!("{} {words}", language.pick("yli", "över", "over")),
        Precision::About => format!("{} {words}", language.pick("noin", "omkring", "about")),
    }
}
