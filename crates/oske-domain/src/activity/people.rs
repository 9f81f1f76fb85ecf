//! Persons in public roles: [`PersonName`], [`OfficeHolder`], [`OutsideSeat`].

use std::fmt;
use std::str::FromStr;

use oske_types::{ParseValueError, Source, Text, pad};

use super::RoughDate;
use crate::centre::words;

words! {
    /// The part that a person has in a body.
    pub enum OfficeRole, "a role in a body",
        "expected chair, vice_chair, secretary, member, representative or deputy" {
        /// The chair (*puheenjohtaja*, *ordförande*).
        Chair = "chair",
        /// The vice chair (*varapuheenjohtaja*, *vice ordförande*).
        ViceChair = "vice_chair",
        /// The secretary (*sihteeri*, *sekreterare*).
        Secretary = "secretary",
        /// A member (*jäsen*, *medlem*).
        Member = "member",
        /// A representative of the organisation in a body of others (*edustaja*, *representant*).
        Representative = "representative",
        /// The deputy of one (*varajäsen*, *ersättare*).
        Deputy = "deputy",
    }
}

/// The name of a person: letters, blanks, hyphens, full stops and apostrophes, at most a hundred.
///
/// Nothing else fits, so that no address or number of a person gets in by it.
///
/// ```
/// use oske_domain::PersonName;
///
/// assert!("Matti Meikäläinen".parse::<PersonName>().is_ok());
/// assert!("matti@esimerkki.fi".parse::<PersonName>().is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PersonName(Box<str>);

impl PersonName {
    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PersonName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        pad(f, &self.0)
    }
}

impl FromStr for PersonName {
    type Err = ParseValueError;

    fn from_str(text: &str) -> Result<Self, ParseValueError> {
        let fits = |character: char| {
            character.is_alphabetic() || matches!(character, ' ' | '-' | '.' | '\'' | '’')
        };
        let is_name = text.chars().any(char::is_alphabetic)
            && text.chars().all(fits)
            && text.trim() == text
            && text.chars().count() <= 100;
        if is_name {
            return Ok(Self(text.into()));
        }
        let reason = "expected letters, blanks, hyphens, full stops and apostrophes";
        Err(ParseValueError::new(
            "the name of a person",
            text,
            reason,
            "Matti Meikäläinen",
        ))
    }
}

/// Who has a public role, as far as it is told: the person, the person's title and organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficeHolder {
    role: OfficeRole,
    person: Option<PersonName>,
    title: Option<Text>,
    organisation: Option<Text>,
}

impl OfficeHolder {
    /// Somebody in a role, of whom nothing else is told.
    #[must_use]
    pub const fn new(role: OfficeRole) -> Self {
        Self {
            role,
            person: None,
            title: None,
            organisation: None,
        }
    }

    /// With the person's name.
    #[must_use]
    pub fn named(mut self, person: PersonName) -> Self {
        self.person = Some(person);
        self
    }

    /// With the person's title (*nimike*, *titel*).
    #[must_use]
    pub fn with_title(mut self, title: Text) -> Self {
        self.title = Some(title);
        self
    }

    /// With the organisation that the person comes from.
    #[must_use]
    pub fn from_organisation(mut self, organisation: Text) -> Self {
        self.organisation = Some(organisation);
        self
    }

    /// The role.
    #[must_use]
    pub const fn role(&self) -> OfficeRole {
        self.role
    }

    /// The person.
    #[must_use]
    pub const fn person(&self) -> Option<&PersonName> {
        self.person.as_ref()
    }

    /// The person's title.
    #[must_use]
    pub const fn title(&self) -> Option<&Text> {
        self.title.as_ref()
    }

    /// The organisation that the person comes from.
    #[must_use]
    pub const fn organisation(&self) -> Option<&Text> {
        self.organisation.as_ref()
    }
}

/// That the organisation is represented in a body of others (*edustus*, *representation*), such as the
/// advisory board of the centres.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutsideSeat {
    body: Text,
    holder: OfficeHolder,
    term: Option<(RoughDate, RoughDate)>,
    source: Source,
}

impl OutsideSeat {
    /// Who represents the organisation in a body.
    #[must_use]
    pub const fn new(body: Text, holder: OfficeHolder, source: Source) -> Self {
        Self {
            body,
            holder,
            term: None,
            source,
        }
    }

    /// With the term of the body, both ends included.
    #[must_use]
    pub const fn in_term(mut self, from: RoughDate, to: RoughDate) -> Self {
        self.term = Some((from, to));
        self
    }

    /// The body.
    #[must_use]
    pub const fn body(&self) -> &Text {
        &self.body
    }

    /// Who.
    #[must_use]
    pub const fn holder(&self) -> &OfficeHolder {
        &self.holder
    }

    /// The term of the body, both ends included.
    #[must_use]
    pub const fn term(&self) -> Option<(RoughDate, RoughDate)> {
        self.term
    }

    /// Where this was read.
    #[must_use]
    pub const fn source(&self) -> &Source {
        &self.source
    }
}
