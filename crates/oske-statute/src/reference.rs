//! [`Reference`] and [`Instrument`]: what is cited, and where in it.

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;
use oske_types::{ParseValueError, pad, parse_date};

use crate::european::EuActId;
use crate::name::ActName;
use crate::parliament::{BillId, DocumentId};
use crate::provision::Provision;
use crate::statute::StatuteId;

/// A draft act that may never have become law (*luonnos*, *utkast*), known by its day alone.
///
/// ```
/// use oske_statute::{DraftId, Reference};
///
/// let section: Reference = "draft 2014-08-18 32 §".parse()?;
/// assert_eq!(section.instrument().map(|draft| draft.to_string()).as_deref(), Some("draft 2014-08-18"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DraftId {
    // INVARIANT: a year of four digits.
    date: NaiveDate,
}

impl DraftId {
    /// The draft of a day; `None` where the year does not have four digits.
    #[must_use]
    pub fn new(date: NaiveDate) -> Option<Self> {
        // A date is read again only if its year has four digits.
        parse_date(&date.to_string()).map(|date| Self { date })
    }

    /// The day of the draft.
    #[must_use]
    pub const fn date(self) -> NaiveDate {
        self.date
    }
}

impl fmt::Display for DraftId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        pad(f, &format!("draft {}", self.date))
    }
}

impl fmt::Debug for DraftId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DraftId({self})")
    }
}

impl FromStr for DraftId {
    type Err = ParseValueError;

    fn from_str(text: &str) -> Result<Self, ParseValueError> {
        let date = text.strip_prefix("draft ").and_then(parse_date);
        date.and_then(Self::new).ok_or_else(|| {
            ParseValueError::new(
                "a draft",
                text,
                "expected draft and its day",
                "draft 2014-08-18",
            )
        })
    }
}

/// What a reference cites.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Instrument {
    /// An act, a decree or a treaty of Finland, by its number.
    Statute(StatuteId),
    /// An act by its short name, which a date and a catalogue make a number of.
    Named(ActName),
    /// An act of the European Union.
    Eu(EuActId),
    /// A government bill.
    Bill(BillId),
    /// Another document of Parliament.
    Document(DocumentId),
    /// A draft.
    Draft(DraftId),
}

impl fmt::Display for Instrument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Statute(id) => id.fmt(f),
            Self::Named(name) => name.fmt(f),
            Self::Eu(id) => id.fmt(f),
            Self::Bill(id) => id.fmt(f),
            Self::Document(id) => id.fmt(f),
            Self::Draft(id) => id.fmt(f),
        }
    }
}

impl fmt::Debug for Instrument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Statute(id) => id.fmt(f),
            Self::Named(name) => fmt::Debug::fmt(name, f),
            Self::Eu(id) => fmt::Debug::fmt(id, f),
            Self::Bill(id) => fmt::Debug::fmt(id, f),
            Self::Document(id) => fmt::Debug::fmt(id, f),
            Self::Draft(id) => fmt::Debug::fmt(id, f),
        }
    }
}

/// A reference to law: an act, or places within it, or both (*säädösviittaus*, *laghänvisning*).
///
/// The canonical text is neither Finnish nor Swedish drafting but a plain form of its own: the act, then
/// the places with a semicolon between them, each level with a word that is not inflected.
///
/// ```
/// use oske_statute::{Instrument, Reference};
///
/// let reference = Reference::parse("sosiaalialan osaamiskeskustoiminnasta annetun lain (1230/2001) \
///     1 §:n 1 momentin, 5 §:n 3 momentin ja 6 §:n 4 momentin")?;
/// assert_eq!(reference.to_string(), "1230/2001 1 § 1 mom; 5 § 3 mom; 6 § 4 mom");
/// assert_eq!(reference, "1230/2001 1 § 1 mom; 5 § 3 mom; 6 § 4 mom".parse()?);
/// assert!(matches!(reference.instrument(), Some(Instrument::Statute(_))));
/// # Ok::<(), oske_statute::ParseReferenceError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Reference {
    // INVARIANT: an instrument, or at least one provision.
    instrument: Option<Instrument>,
    provisions: Provisions,
}

/// Most references point at one place, which then needs no memory of its own.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Provisions {
    None,
    One([Provision; 1]),
    // INVARIANT: two or more.
    Many(Vec<Provision>),
}

impl Provisions {
    pub(crate) fn push(&mut self, provision: Provision) {
        *self = match std::mem::replace(self, Self::None) {
            Self::None => Self::One([provision]),
            Self::One([first]) => Self::Many(vec![first, provision]),
            Self::Many(mut provisions) => {
                provisions.push(provision);
                Self::Many(provisions)
            }
        };
    }

    pub(crate) fn as_slice(&self) -> &[Provision] {
        match self {
            Self::None => &[],
            Self::One(one) => one,
            Self::Many(many) => many,
        }
    }
}

impl Reference {
    /// A reference to an act as a whole.
    #[must_use]
    pub const fn to(instrument: Instrument) -> Self {
        Self {
            instrument: Some(instrument),
            provisions: Provisions::None,
        }
    }

    /// A reference to a place in an act that is not named: `6 § 2 mom`.
    #[must_use]
    pub const fn within(provision: Provision) -> Self {
        Self {
            instrument: None,
            provisions: Provisions::One([provision]),
        }
    }

    /// The same reference to one more place.
    #[must_use]
    pub fn and(mut self, provision: Provision) -> Self {
        self.provisions.push(provision);
        self
    }

    /// The same places, of this act.
    #[must_use]
    pub const fn of(mut self, instrument: Instrument) -> Self {
        self.instrument = Some(instrument);
        self
    }

    /// A reference of parts; `None` where there is none.
    pub(crate) fn from_parts(
        instrument: Option<Instrument>,
        provisions: Provisions,
    ) -> Option<Self> {
        let empty = instrument.is_none() && provisions.as_slice().is_empty();
        (!empty).then_some(Self {
            instrument,
            provisions,
        })
    }

    /// What is cited, where the reference says so.
    #[must_use]
    pub const fn instrument(&self) -> Option<Instrument> {
        self.instrument
    }

    /// The places in it, in the order in which they are cited; none where it is cited as a whole.
    #[must_use]
    pub fn provisions(&self) -> &[Provision] {
        self.provisions.as_slice()
    }

    /// The act's number, where it is cited by number.
    #[must_use]
    pub const fn statute(&self) -> Option<StatuteId> {
        match self.instrument {
            Some(Instrument::Statute(id)) => Some(id),
            _ => None,
        }
    }
}

impl From<Instrument> for Reference {
    fn from(instrument: Instrument) -> Self {
        Self::to(instrument)
    }
}

impl From<Provision> for Reference {
    fn from(provision: Provision) -> Self {
        Self::within(provision)
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = self
            .instrument
            .map(|instrument| instrument.to_string())
            .unwrap_or_default();
        let mut separator = if text.is_empty() { "" } else { " " };
        for provision in self.provisions() {
            text.push_str(separator);
            text.push_str(&provision.to_string());
            separator = "; ";
        }
        pad(f, &text)
    }
}

impl fmt::Debug for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Reference({self})")
    }
}
