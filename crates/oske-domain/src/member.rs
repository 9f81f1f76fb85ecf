//! [`Member`]: one body or person in a register.

use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;
use oske_types::{BusinessId, Language, ParseValueError, Source, Text, Validity, pad};

use crate::{FactName, MemberFact, MemberKind, Membership, MembershipHistory, Place};

/// The id of a member in its register (*jäsentunnus*, *medlemsnummer*): lower-case letters without
/// accents, digits and hyphens, at most 64.
///
/// ```
/// use oske_domain::MemberId;
///
/// assert_eq!("siun-sote".parse::<MemberId>()?.as_str(), "siun-sote");
/// assert!("Siun sote".parse::<MemberId>().is_err());
/// # Ok::<(), oske_types::ParseValueError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MemberId(Box<str>);

impl MemberId {
    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for MemberId {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for MemberId {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for MemberId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        pad(f, &self.0)
    }
}

impl fmt::Debug for MemberId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MemberId({self})")
    }
}

impl FromStr for MemberId {
    type Err = ParseValueError;

    fn from_str(text: &str) -> Result<Self, ParseValueError> {
        let is_part = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        let is_id = (1..=64).contains(&text.len())
            && text.bytes().all(is_part)
            && !text.starts_with('-')
            && !text.ends_with('-');
        if is_id {
            Ok(Self(text.into()))
        } else {
            let reason = "expected lower-case letters a to z, digits and hyphens between them";
            Err(ParseValueError::new(
                "a member id",
                text,
                reason,
                "siun-sote",
            ))
        }
    }
}

/// Membership through another member in a period (*edustus*, *företrädande*): a municipality through
/// the joint authority that carries its duties.
///
/// ```
/// use oske_domain::Representation;
///
/// let representation: Representation = "siun-sote 2017-01-01/2023-01-01".parse()?;
/// assert_eq!(representation.representative().as_str(), "siun-sote");
/// assert_eq!(representation.validity().to_string(), "2017-01-01/2023-01-01");
/// # Ok::<(), oske_types::ParseValueError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Representation {
    representative: MemberId,
    validity: Validity,
}

impl Representation {
    /// Through a member in a period.
    #[must_use]
    pub const fn new(representative: MemberId, validity: Validity) -> Self {
        Self {
            representative,
            validity,
        }
    }

    /// Through whom.
    #[must_use]
    pub const fn representative(&self) -> &MemberId {
        &self.representative
    }

    /// In which period.
    #[must_use]
    pub const fn validity(&self) -> Validity {
        self.validity
    }
}

impl fmt::Display for Representation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.representative, self.validity)
    }
}

impl FromStr for Representation {
    type Err = ParseValueError;

    fn from_str(text: &str) -> Result<Self, ParseValueError> {
        let parts = text.split_once(' ').and_then(|(representative, validity)| {
            Some((representative.parse().ok()?, validity.parse().ok()?))
        });
        let (representative, validity) = parts.ok_or_else(|| {
            let reason = "expected the id of a member, one space and a half-open period";
            representation_error(text, reason)
        })?;
        Ok(Self::new(representative, validity))
    }
}

fn representation_error(found: &str, reason: &'static str) -> ParseValueError {
    let example = "siun-sote 2017-01-01/2023-01-01";
    ParseValueError::new("a representation", found, reason, example)
}

/// A member of an association (*jäsen*, *medlem*), with the history of its membership.
///
/// It is made of what every member has and extended by what some have. Texts are kept on one line:
/// every run of white space becomes one space. Contact persons are no part of it: `Contacts`, of the
/// feature `csv`, keeps them apart.
///
/// ```
/// use oske_domain::{Member, MemberKind, Membership};
/// use oske_types::{Language, Text};
///
/// let name = Text::only(Language::Finnish, "Kainuun hyvinvointialue").ok_or("no name")?;
/// let kainuu = Member::try_new(
///     "county-20".parse()?,
///     name,
///     MemberKind::WellbeingServicesCounty,
///     "admitted by 2022-12-12 stated".parse()?,
/// )?
/// .with_places(["county:20".parse()?])
/// .with_source("Letter to members, 12 December 2022");
///
/// assert_eq!(kainuu.membership_on("2023-06-01".parse()?), Membership::Member);
/// assert_eq!(kainuu.places()[0].to_string(), "county:20");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    id: MemberId,
    // INVARIANT: every text is `one_line` and not empty.
    name: Text,
    kind: MemberKind,
    history: MembershipHistory,
    business_id: Option<BusinessId>,
    // INVARIANT: sorted, each once.
    places: Vec<Place>,
    representations: Vec<Representation>,
    // INVARIANT: each fact stands under its own date.
    facts: BTreeMap<FactName, BTreeMap<NaiveDate, MemberFact>>,
    language: Option<Language>,
    invoicing_address: Option<String>,
    source: Option<Source>,
    note: Option<String>,
}

impl Member {
    /// A member of an id, a name, a kind and the history of its membership.
    ///
    /// # Errors
    ///
    /// [`NamelessMember`] if the name has no words in any language.
    pub fn try_new(
        id: MemberId,
        name: Text,
        kind: MemberKind,
        history: MembershipHistory,
    ) -> Result<Self, NamelessMember> {
        let Some(name) = one_line_in_each(&name) else {
            return Err(NamelessMember { id });
        };
        Ok(Self {
            id,
            name,
            kind,
            history,
            business_id: None,
            places: Vec::new(),
            representations: Vec::new(),
            facts: BTreeMap::new(),
            language: None,
            invoicing_address: None,
            source: None,
            note: None,
        })
    }

    /// With its business id.
    #[must_use]
    pub fn with_business_id(mut self, business_id: BusinessId) -> Self {
        self.business_id = Some(business_id);
        self
    }

    /// With the places whose residents it stands for, in any order.
    #[must_use]
    pub fn with_places(mut self, places: impl IntoIterator<Item = Place>) -> Self {
        self.places.extend(places);
        self.places.sort_unstable();
        self.places.dedup();
        self
    }

    /// With the periods in which it is a member through another one, in any order.
    #[must_use]
    pub fn with_representations(
        mut self,
        representations: impl IntoIterator<Item = Representation>,
    ) -> Self {
        self.representations.extend(representations);
        self.representations.sort_by(|a, b| {
            let order = a.validity.from().cmp(&b.validity.from());
            order.then_with(|| a.representative.cmp(&b.representative))
        });
        self
    }

    /// With a fact, in the place of one that has the same name and date.
    #[must_use]
    pub fn with_fact(mut self, name: FactName, fact: MemberFact) -> Self {
        let of_name = self.facts.entry(name).or_default();
        of_name.insert(fact.date(), fact);
        self
    }

    /// With its language of correspondence.
    #[must_use]
    pub fn with_language(mut self, language: Language) -> Self {
        self.language = Some(language);
        self
    }

    /// With the address to which its invoices go.
    #[must_use]
    pub fn with_invoicing_address(mut self, address: &str) -> Self {
        self.invoicing_address = one_line(address);
        self
    }

    /// With the title of the source that shows it to be a member.
    #[must_use]
    pub fn with_source(mut self, title: &str) -> Self {
        self.source = one_line(title).map(Source::new);
        self
    }

    /// With a note on why the register believes what it says.
    #[must_use]
    pub fn with_note(mut self, note: &str) -> Self {
        self.note = one_line(note);
        self
    }

    /// Its id in the register.
    #[must_use]
    pub const fn id(&self) -> &MemberId {
        &self.id
    }

    /// Its name.
    #[must_use]
    pub const fn name(&self) -> &Text {
        &self.name
    }

    /// What it is.
    #[must_use]
    pub const fn kind(&self) -> MemberKind {
        self.kind
    }

    /// What happened to its membership.
    #[must_use]
    pub const fn history(&self) -> &MembershipHistory {
        &self.history
    }

    /// Whether it is a member on a day, by its own history: whether it is one through another member
    /// is told by [`Member::representation_on`].
    #[must_use]
    pub fn membership_on(&self, date: NaiveDate) -> Membership {
        self.history.membership_on(date)
    }

    /// Its business id.
    #[must_use]
    pub const fn business_id(&self) -> Option<BusinessId> {
        self.business_id
    }

    /// The places whose residents it stands for, sorted, each once.
    #[must_use]
    pub fn places(&self) -> &[Place] {
        &self.places
    }

    /// The periods in which it is a member through another one, the earliest first.
    #[must_use]
    pub fn representations(&self) -> &[Representation] {
        &self.representations
    }

    /// The representation in force on a day, if one is.
    #[must_use]
    pub fn representation_on(&self, date: NaiveDate) -> Option<&Representation> {
        let mut representations = self.representations.iter();
        representations.find(|representation| representation.validity.contains(date))
    }

    /// What is known of it, such as its staff or turnover: the facts of each name, by name, the oldest
    /// first.
    pub fn facts(&self) -> impl Iterator<Item = (&FactName, &MemberFact)> {
        let by_name = self.facts.iter();
        by_name.flat_map(|(name, facts)| facts.values().map(move |fact| (name, fact)))
    }

    /// The latest fact of a name that held on a day or before it.
    ///
    /// ```
    /// # #[cfg(feature = "csv")] {
    /// use oske_domain::Register;
    ///
    /// let text = "\
    /// id,name,kind,history,fact.staff
    /// ry,Ry,association,admitted unknown stated,6 person; 2021-12-31; report 2021 | 7 person; 2022-12-31; report 2022
    /// ";
    /// let register = Register::from_csv("register.csv", text.as_bytes())?;
    /// let member = register.member("ry").ok_or("a member")?;
    /// let staff = member.fact_on("staff", "2022-06-01".parse()?).ok_or("a fact")?;
    /// assert_eq!(staff.quantity().to_string(), "6 person");
    /// assert_eq!(member.fact_on("staff", "2021-06-01".parse()?), None);
    /// # }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn fact_on(&self, name: impl AsRef<str>, date: NaiveDate) -> Option<&MemberFact> {
        let of_name = self.facts.get(name.as_ref())?;
        of_name.range(..=date).next_back().map(|(_, fact)| fact)
    }

    /// Its language of correspondence.
    #[must_use]
    pub const fn language(&self) -> Option<Language> {
        self.language
    }

    /// The address to which its invoices go, in the words of whoever keeps the register.
    #[must_use]
    pub fn invoicing_address(&self) -> Option<&str> {
        self.invoicing_address.as_deref()
    }

    /// The source that shows it to be a member.
    #[must_use]
    pub const fn source(&self) -> Option<&Source> {
        self.source.as_ref()
    }

    /// Why the register believes what it says.
    #[must_use]
    pub fn note(&self) -> Option<&str> {
        self.note.as_deref()
    }
}

/// A member whose name has no words in any language.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the member `{id}` has no name: expected words in Finnish, Swedish or English")]
pub struct NamelessMember {
    id: MemberId,
}

impl NamelessMember {
    /// The id of the member.
    #[must_use]
    pub const fn id(&self) -> &MemberId {
        &self.id
    }
}

/// A text on one line, with single spaces and nothing around it, or `None` if that leaves nothing.
pub(crate) fn one_line(text: &str) -> Option<String> {
    let is_gap = |character: char| character.is_whitespace() || character.is_control();
    let words: Vec<&str> = text.split(is_gap).filter(|word| !word.is_empty()).collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// A text with the words of each language on one line, or `None` if that leaves nothing.
pub(crate) fn one_line_in_each(text: &Text) -> Option<Text> {
    let [fi, sv, en] = Language::ALL.map(|language| text.get(language).and_then(one_line));
    Text::from_parts(fi, sv, en)
}
