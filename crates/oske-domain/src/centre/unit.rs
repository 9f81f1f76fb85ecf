//! Who runs a centre: [`OperatingUnit`], [`CentreOperator`], and how sure that is: [`Confidence`].

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;
use oske_types::{ParseValueError, Source, Sourced, Text, Validity, pad, parse_date};

use super::id::{CentreId, OperatingUnitId};
use super::words::words;
use crate::row::dated_row;

words! {
    /// How sure a fact is (*varmuus*, *säkerhet*).
    pub enum Confidence, "a confidence", "expected verified, inferred or unverified" {
        /// The source says so.
        Verified = "verified",
        /// It follows from what the source says.
        Inferred = "inferred",
        /// Nothing that was read says so: not to be presented as certain.
        Unverified = "unverified",
    }
}

/// The day on which a unit began or ended, as far as it is known: `2001-11-21`, `within
/// 2002-09-01/2002-10-01`, `not_known`, or, of an end, `open`.
///
/// ```
/// use oske_domain::UnitDay;
///
/// let founded: UnitDay = "within 2002-09-01/2002-10-01".parse()?;
/// assert!(matches!(founded, UnitDay::Within(_)));
/// assert_eq!(founded.to_string(), "within 2002-09-01/2002-10-01");
/// # Ok::<(), oske_types::ParseValueError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum UnitDay {
    /// On this day. An end is the first day on which the unit no longer was.
    On(NaiveDate),
    /// On some day of a period: of a year or a month that is all that is known.
    Within(Validity),
    /// The material does not say.
    NotKnown,
    /// It had not ended when the source was written.
    Open,
}

impl UnitDay {
    /// The first day on which it can have been.
    #[must_use]
    pub const fn earliest(self) -> Option<NaiveDate> {
        match self {
            Self::On(date) => Some(date),
            Self::Within(period) => period.from(),
            Self::NotKnown | Self::Open => None,
        }
    }

    /// The last day on which it can have been.
    #[must_use]
    pub fn latest(self) -> Option<NaiveDate> {
        match self {
            Self::On(date) => Some(date),
            Self::Within(period) => period.last_day(),
            Self::NotKnown | Self::Open => None,
        }
    }
}

impl fmt::Display for UnitDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::On(date) => pad(f, &date.to_string()),
            Self::Within(period) => pad(f, &format!("within {period}")),
            Self::NotKnown => pad(f, "not_known"),
            Self::Open => pad(f, "open"),
        }
    }
}

impl FromStr for UnitDay {
    type Err = ParseValueError;

    fn from_str(text: &str) -> Result<Self, ParseValueError> {
        let day = match text {
            "not_known" => Some(Self::NotKnown),
            "open" => Some(Self::Open),
            _ => match text.strip_prefix("within ") {
                Some(period) => period.parse().ok().map(Self::Within),
                None => parse_date(text).map(Self::On),
            },
        };
        day.ok_or_else(|| {
            let reason = "expected a date, `within` and a period, not_known or open";
            ParseValueError::new("the day of a unit", text, reason, "2001-11-21")
        })
    }
}

/// An operating unit (*osaamiskeskusyksikkö*): the organisation that runs a centre.
///
/// A centre is what the decree says, a unit who does it: one centre had three units at a time, and a unit
/// that passed from an association to a county is two, one after the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OperatingUnit {
    id: OperatingUnitId,
    name: Text,
    began: UnitDay,
    ended: UnitDay,
    legal_form: Sourced<Text>,
    form_confidence: Confidence,
    host: Option<Text>,
    known_for: Option<Sourced<Text>>,
    note: Option<Box<str>>,
}

impl OperatingUnit {
    /// A unit of a name, with its beginning and its end as far as they are known, and its legal form.
    #[must_use]
    pub const fn new(
        id: OperatingUnitId,
        name: Text,
        began: UnitDay,
        ended: UnitDay,
        legal_form: Sourced<Text>,
        form_confidence: Confidence,
    ) -> Self {
        Self {
            id,
            name,
            began,
            ended,
            legal_form,
            form_confidence,
            host: None,
            known_for: None,
            note: None,
        }
    }

    /// With the organisation that it is a part of, or that keeps its accounts.
    #[must_use]
    pub fn with_host(mut self, host: Text) -> Self {
        self.host = Some(host);
        self
    }

    /// With what it was known for.
    #[must_use]
    pub fn with_known_for(mut self, known_for: Sourced<Text>) -> Self {
        self.known_for = Some(known_for);
        self
    }

    /// With what else there is to know, in English.
    #[must_use]
    pub fn with_note(mut self, note: impl Into<Box<str>>) -> Self {
        self.note = Some(note.into());
        self
    }

    /// Its id.
    #[must_use]
    pub const fn id(&self) -> &OperatingUnitId {
        &self.id
    }

    /// Its name: the proper one, in the language that it has it in.
    #[must_use]
    pub const fn name(&self) -> &Text {
        &self.name
    }

    /// When the organisation began, which may be before it ran the centre.
    #[must_use]
    pub const fn began(&self) -> UnitDay {
        self.began
    }

    /// When it ended.
    #[must_use]
    pub const fn ended(&self) -> UnitDay {
        self.ended
    }

    /// Its legal form (*oikeudellinen muoto*, *rättslig form*), with what the unit was read from.
    #[must_use]
    pub const fn legal_form(&self) -> &Sourced<Text> {
        &self.legal_form
    }

    /// How sure the legal form is.
    #[must_use]
    pub const fn form_confidence(&self) -> Confidence {
        self.form_confidence
    }

    /// The organisation that it is a part of, or that keeps its accounts, where it is known.
    #[must_use]
    pub const fn host(&self) -> Option<&Text> {
        self.host.as_ref()
    }

    /// What it was known for.
    #[must_use]
    pub const fn known_for(&self) -> Option<&Sourced<Text>> {
        self.known_for.as_ref()
    }

    /// What else there is to know, in English.
    #[must_use]
    pub fn note(&self) -> Option<&str> {
        self.note.as_deref()
    }
}

/// That a unit runs a centre in a period, and how sure that is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CentreOperator {
    centre: CentreId,
    unit: OperatingUnitId,
    validity: Validity,
    confidence: Confidence,
    source: Source,
    note: Option<Box<str>>,
}

impl CentreOperator {
    /// A unit runs a centre in a period.
    #[must_use]
    pub const fn new(
        centre: CentreId,
        unit: OperatingUnitId,
        validity: Validity,
        confidence: Confidence,
        source: Source,
    ) -> Self {
        Self {
            centre,
            unit,
            validity,
            confidence,
            source,
            note: None,
        }
    }

    /// With what else there is to know, in English.
    #[must_use]
    pub fn with_note(mut self, note: impl Into<Box<str>>) -> Self {
        self.note = Some(note.into());
        self
    }

    /// The centre.
    #[must_use]
    pub const fn centre(&self) -> &CentreId {
        &self.centre
    }

    /// The unit.
    #[must_use]
    pub const fn unit(&self) -> &OperatingUnitId {
        &self.unit
    }

    /// How sure it is that the unit ran the centre in the whole period.
    #[must_use]
    pub const fn confidence(&self) -> Confidence {
        self.confidence
    }

    /// What else there is to know, in English.
    #[must_use]
    pub fn note(&self) -> Option<&str> {
        self.note.as_deref()
    }
}

dated_row!(CentreOperator: "The period.");
