//! The words of a membership: [`MembershipState`], [`Ground`], [`EventDay`], and [`Membership`].

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;
use oske_types::{ParseValueError, pad, parse_date};

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
    reason = "the stages that registers of associations distinguish; whoever bills must decide on each"
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
        pad(f, self.code())
    }
}

impl FromStr for MembershipState {
    type Err = ParseValueError;

    fn from_str(text: &str) -> Result<Self, ParseValueError> {
        let mut all = Self::ALL.into_iter();
        all.find(|state| state.code() == text).ok_or_else(|| {
            let reason =
                "expected invited, applied, admitted, resigned, deemed_resigned or expelled";
            ParseValueError::new("a state of a membership", text, reason, "admitted")
        })
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
    ///
    /// It settles a membership like any other ground: `admitted unknown unknown` makes a member on
    /// every day. Ask for the [ground](crate::RegisterView::on_ground) before billing.
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
        pad(f, self.code())
    }
}

impl FromStr for Ground {
    type Err = ParseValueError;

    fn from_str(text: &str) -> Result<Self, ParseValueError> {
        let mut all = Self::ALL.into_iter();
        all.find(|ground| ground.code() == text).ok_or_else(|| {
            let reason = "expected stated, inferred or unknown";
            ParseValueError::new("a ground", text, reason, "stated")
        })
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
    ///
    /// An admission so has been since ever: `admitted unknown unknown` makes a member on every day.
    /// Ask for the [ground](crate::RegisterView::on_ground) before billing.
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
            Self::On(date) => pad(f, &date.to_string()),
            Self::By(date) => pad(f, &format!("by {date}")),
            Self::Unknown => pad(f, "unknown"),
        }
    }
}

impl FromStr for EventDay {
    type Err = ParseValueError;

    fn from_str(text: &str) -> Result<Self, ParseValueError> {
        let day = match text.strip_prefix("by ") {
            Some(date) => parse_date(date).map(Self::By),
            None if text == "unknown" => Some(Self::Unknown),
            None => parse_date(text).map(Self::On),
        };
        day.ok_or_else(|| {
            let reason = "expected a date, `by` and a date, or unknown";
            ParseValueError::new("the day of an entry", text, reason, "by 2022-12-12")
        })
    }
}
