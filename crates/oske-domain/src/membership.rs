//! The words of a membership: [`MembershipState`], [`Ground`], [`EventDay`], and [`Membership`].

use std::fmt;

use chrono::{Datelike, NaiveDate};

/// Whether one is a member on a day, from the history of its membership.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(
    clippy::exhaustive_enums,
    reason = "whoever bills must decide on each, so that nothing is silently assumed"
)]
pub enum Membership {
    /// A member on the day.
    Member,
    /// Not a member on the day.
    NotMember,
    /// The history does not settle it: the day of an admission or of an ending is not known.
    Unsettled,
}

/// What happened to a membership (*jäsenyyden vaihe*, *skede i medlemskapet*).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(
    clippy::exhaustive_enums,
    reason = "the stages that the Associations Act knows; whoever bills must decide on each"
)]
pub enum MembershipState {
    /// Was asked to join (*kutsuttu*, *inbjuden*).
    Invited,
    /// Asked to join (*hakenut*, *ansökt*).
    Applied,
    /// Was admitted by the board (*hyväksytty*, *godkänd*).
    Admitted,
    /// Gave notice that it leaves (*eronnut*, *utträtt*).
    Resigned,
    /// Is held to have left, because it ended or by the rules (*katsottu eronneeksi*, *ansetts ha
    /// utträtt*).
    DeemedResigned,
    /// Was made to leave (*erotettu*, *utesluten*).
    Expelled,
}

impl MembershipState {
    /// Every state, in the order in which they can follow one another.
    pub const ALL: [Self; 6] = [
        Self::Invited,
        Self::Applied,
        Self::Admitted,
        Self::Resigned,
        Self::DeemedResigned,
        Self::Expelled,
    ];

    /// The word in a register, such as `deemed_resigned`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Invited => "invited",
            Self::Applied => "applied",
            Self::Admitted => "admitted",
            Self::Resigned => "resigned",
            Self::DeemedResigned => "deemed_resigned",
            Self::Expelled => "expelled",
        }
    }

    /// Whether it ends a membership: resigned, deemed resigned or expelled.
    #[must_use]
    pub const fn is_ending(self) -> bool {
        matches!(self, Self::Resigned | Self::DeemedResigned | Self::Expelled)
    }
}

impl fmt::Display for MembershipState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

/// Why an entry of a history is believed (*peruste*, *grund*).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(
    clippy::exhaustive_enums,
    reason = "a document says so, or does not, or leaves it open: there is no fourth"
)]
pub enum Ground {
    /// A document says so.
    Stated,
    /// No document says so in so many words, but it follows from one.
    Inferred,
    /// The documents leave it open: a question to ask the member.
    Unknown,
}

impl Ground {
    /// Every ground, the best first.
    pub const ALL: [Self; 3] = [Self::Stated, Self::Inferred, Self::Unknown];

    /// The word in a register: `stated`, `inferred` or `unknown`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::Inferred => "inferred",
            Self::Unknown => "unknown",
        }
    }
}

impl fmt::Display for Ground {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

/// The day of an entry, as far as it is known: `2022-10-05`, `by 2022-12-12` or `unknown`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(
    clippy::exhaustive_enums,
    reason = "whoever reads a history must decide on each"
)]
pub enum EventDay {
    /// On this day.
    On(NaiveDate),
    /// On an unknown day, on this one or before it.
    By(NaiveDate),
    /// Nothing ties it to a day.
    Unknown,
}

impl EventDay {
    /// The day, or the last day on which it can have been.
    #[must_use]
    pub const fn latest(self) -> Option<NaiveDate> {
        match self {
            Self::On(date) | Self::By(date) => Some(date),
            Self::Unknown => None,
        }
    }
}

impl fmt::Display for EventDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::On(date) => write!(f, "{date}"),
            Self::By(date) => write!(f, "by {date}"),
            Self::Unknown => f.write_str("unknown"),
        }
    }
}

/// A date as `YYYY-MM-DD` and nothing else.
pub(crate) fn parse_date(text: &str) -> Option<NaiveDate> {
    let date = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?;
    (has_four_digit_year(date) && date.to_string() == text).then_some(date)
}

/// Whether a date has a text form that is read again.
pub(crate) fn has_four_digit_year(date: NaiveDate) -> bool {
    (0..=9999).contains(&date.year())
}
