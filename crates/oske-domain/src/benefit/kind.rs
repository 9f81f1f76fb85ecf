//! [`BenefitKind`]: what a benefit is.

use std::fmt;
use std::str::FromStr;

use oske_types::{ParseValueError, Text, pad};

use super::BenefitId;

/// What a benefit of members is (*jäsenedun laji*, *slag av medlemsförmån*).
///
/// The text form is a stable code; a kind that is none of the six is named by the association, after
/// `other:`.
///
/// ```
/// use oske_domain::BenefitKind;
///
/// assert_eq!("board_seat".parse::<BenefitKind>()?, BenefitKind::BoardSeat);
/// let library = "other:library".parse::<BenefitKind>()?;
/// assert_eq!(library.to_string(), "other:library");
/// assert!("library".parse::<BenefitKind>().is_err());
/// # Ok::<(), oske_types::ParseValueError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(
    clippy::exhaustive_enums,
    reason = "what is none of the six is `Other`, so that there is no further kind"
)]
pub enum BenefitKind {
    /// Newsletters and publications are sent (*uutiskirjeet ja julkaisut*, *nyhetsbrev och
    /// publikationer*).
    Publications,
    /// Paid events cost less (*jäsenhinta*, *medlemspris*).
    EventPrice,
    /// A seat on the board can be had (*hallituspaikka*, *plats i styrelsen*).
    BoardSeat,
    /// Statements are made together (*kannanotot*, *ställningstaganden*).
    JointStatements,
    /// Taking part in projects (*hankkeissa mukanaolo*, *deltagande i projekt*).
    Projects,
    /// The expertise of the centre or association can be used (*asiantuntemuksen käyttö*, *användning av
    /// sakkunskap*).
    Expertise,
    /// None of these (*muu*, *annan*), by a name that the association gives.
    Other(BenefitId),
}

/// What stands before the name of another kind.
const OTHER: &str = "other:";

impl BenefitKind {
    /// The kinds that have a name here.
    pub const NAMED: [Self; 6] = [
        Self::Publications,
        Self::EventPrice,
        Self::BoardSeat,
        Self::JointStatements,
        Self::Projects,
        Self::Expertise,
    ];

    /// The code, `other` for every other kind.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Publications => "publications",
            Self::EventPrice => "event_price",
            Self::BoardSeat => "board_seat",
            Self::JointStatements => "joint_statements",
            Self::Projects => "projects",
            Self::Expertise => "expertise",
            Self::Other(_) => "other",
        }
    }

    /// The name for people, in Finnish, Swedish and English.
    #[must_use]
    pub const fn name(&self) -> Text {
        match self {
            Self::Publications => Text::new(
                "uutiskirjeet ja julkaisut",
                "nyhetsbrev och publikationer",
                "newsletters and publications",
            ),
            Self::EventPrice => Text::new(
                "jäsenhinta tapahtumissa",
                "medlemspris på evenemang",
                "member price at events",
            ),
            Self::BoardSeat => Text::new(
                "paikka hallituksessa",
                "plats i styrelsen",
                "seat on the board",
            ),
            Self::JointStatements => Text::new(
                "yhteiset kannanotot",
                "gemensamma ställningstaganden",
                "joint statements",
            ),
            Self::Projects => Text::new(
                "mukanaolo hankkeissa",
                "deltagande i projekt",
                "taking part in projects",
            ),
            Self::Expertise => Text::new(
                "asiantuntemuksen käyttö",
                "användning av sakkunskap",
                "use of expertise",
            ),
            Self::Other(_) => Text::new("muu", "annan", "other"),
        }
    }
}

impl fmt::Display for BenefitKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Other(id) => pad(f, &format!("{OTHER}{id}")),
            named => pad(f, named.code()),
        }
    }
}

impl FromStr for BenefitKind {
    type Err = ParseValueError;

    fn from_str(text: &str) -> Result<Self, ParseValueError> {
        if let Some(other) = text.strip_prefix(OTHER) {
            return other.parse().map(Self::Other);
        }
        let mut named = Self::NAMED.into_iter();
        named.find(|kind| kind.code() == text).ok_or_else(|| {
            let reason = "expected publications, event_price, board_seat, joint_statements, \
                          projects, expertise, or `other:` and an id";
            ParseValueError::new("a kind of benefit", text, reason, "publications")
        })
    }
}
