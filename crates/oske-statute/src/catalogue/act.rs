//! [`Act`]: what is known of an act, and of its amendments.

use chrono::NaiveDate;
use oske_types::{Language, Source, Text};

use crate::numeral::Numerals;
use crate::provision::Provision;
use crate::reference::{Instrument, Reference};
use crate::statute::StatuteId;

use super::place::{Relation, places, relation};

/// What is known of an act or a decree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    pub(super) id: StatuteId,
    pub(super) kind: ActKind,
    pub(super) title: Text,
    pub(super) signed: Option<NaiveDate>,
    pub(super) in_force_from: Option<NaiveDate>,
    pub(super) until_exclusive: Option<NaiveDate>,
    pub(super) repealed_by: Option<StatuteId>,
    pub(super) known_to: Option<NaiveDate>,
    pub(super) issued_under: Option<Reference>,
    pub(super) preparatory: Vec<Instrument>,
    pub(super) sections: Numerals,
    pub(super) list: AmendmentList,
    pub(super) complete_to: Option<NaiveDate>,
    pub(super) amendments: Vec<Amendment>,
    pub(super) commencements: Vec<Commencement>,
    pub(super) readings: Vec<Reading>,
    pub(super) source: Source,
    pub(super) note: Option<Box<str>>,
}

/// What kind of act it is, as its title begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum ActKind {
    /// *Laki*, *lag*: of Parliament.
    Act,
    /// *Valtioneuvoston asetus*, *statsrådets förordning*.
    GovernmentDecree,
    /// *Ministeriön asetus*, *ministeriets förordning*.
    MinistryDecree,
    /// *Asetus*, *förordning*: of the President of the Republic.
    Decree,
    /// A treaty.
    Treaty,
}

impl ActKind {
    pub(super) const CODES: [(&'static str, Self); 5] = [
        ("act", Self::Act),
        ("government_decree", Self::GovernmentDecree),
        ("ministry_decree", Self::MinistryDecree),
        ("decree", Self::Decree),
        ("treaty", Self::Treaty),
    ];

    /// What it is called in a language.
    #[must_use]
    pub fn in_language(self, language: Language) -> &'static str {
        match self {
            Self::Act => language.pick("laki", "lag", "act"),
            Self::GovernmentDecree => language.pick(
                "valtioneuvoston asetus",
                "statsrådets förordning",
                "government decree",
            ),
            Self::MinistryDecree => language.pick(
                "ministeriön asetus",
                "ministeriets förordning",
                "ministry decree",
            ),
            Self::Decree => language.pick("asetus", "förordning", "decree"),
            Self::Treaty => language.pick("valtiosopimus", "fördrag", "treaty"),
        }
    }
}

/// Which amendments of an act are listed.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum AmendmentList {
    /// Every one.
    All,
    /// Every one that changes one of these places.
    Of(Vec<Provision>),
    /// Some, or none.
    Some,
}

impl AmendmentList {
    /// Whether every amendment of a place is listed.
    pub(crate) fn covers(&self, place: &Provision) -> bool {
        match self {
            Self::All => true,
            Self::Of(covered) => covered.iter().any(|covered| {
                matches!(relation(covered, place), Relation::Exact | Relation::Above)
            }),
            Self::Some => false,
        }
    }
}

impl Act {
    /// Its number.
    #[must_use]
    pub const fn id(&self) -> StatuteId {
        self.id
    }

    /// What kind of act it is.
    #[must_use]
    pub const fn kind(&self) -> ActKind {
        self.kind
    }

    /// Its title, official in Finnish and Swedish. An English one is that of an unofficial translation, or
    /// of none: see [`Resolved::is_official`](crate::Resolved::is_official).
    #[must_use]
    pub const fn title(&self) -> &Text {
        &self.title
    }

    /// The day on which it was given.
    #[must_use]
    pub const fn signed(&self) -> Option<NaiveDate> {
        self.signed
    }

    /// The first day on which it was in force; single provisions may have one of their own, in
    /// [`commencements`](Self::commencements).
    #[must_use]
    pub const fn in_force_from(&self) -> Option<NaiveDate> {
        self.in_force_from
    }

    /// The first day on which it was no longer in force, if it is known to have ended.
    #[must_use]
    pub const fn until_exclusive(&self) -> Option<NaiveDate> {
        self.until_exclusive
    }

    /// The act that repealed it.
    #[must_use]
    pub const fn repealed_by(&self) -> Option<StatuteId> {
        self.repealed_by
    }

    /// The last day on which it is known to have been in force, where no end is known or not its day.
    #[must_use]
    pub const fn known_to(&self) -> Option<NaiveDate> {
        self.known_to
    }

    /// The provisions on which it was issued, of a decree.
    #[must_use]
    pub const fn issued_under(&self) -> Option<&Reference> {
        self.issued_under.as_ref()
    }

    /// Bills and documents of Parliament that led to it, as far as they are known.
    #[must_use]
    pub fn preparatory_works(&self) -> &[Instrument] {
        &self.preparatory
    }

    /// The sections that it had when it was published, every one; empty where they are not known.
    #[must_use]
    pub const fn sections_as_published(&self) -> &Numerals {
        &self.sections
    }

    /// Which amendments are listed.
    #[must_use]
    pub const fn amendment_list(&self) -> &AmendmentList {
        &self.list
    }

    /// The last day whose Statute Book was searched for amendments.
    #[must_use]
    pub const fn complete_to(&self) -> Option<NaiveDate> {
        self.complete_to
    }

    /// The amendments that are listed, in the order of publication.
    #[must_use]
    pub fn amendments(&self) -> &[Amendment] {
        &self.amendments
    }

    /// Provisions that began to apply on another day than the act came into force.
    #[must_use]
    pub fn commencements(&self) -> &[Commencement] {
        &self.commencements
    }

    /// Provisions that were seen in the text of a day.
    #[must_use]
    pub fn readings(&self) -> &[Reading] {
        &self.readings
    }

    /// Where this is known from.
    #[must_use]
    pub const fn source(&self) -> &Source {
        &self.source
    }

    /// What else is known, in English.
    #[must_use]
    pub fn note(&self) -> Option<&str> {
        self.note.as_deref()
    }
}

/// An act that changes another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amendment {
    pub(super) by: StatuteId,
    pub(super) signed: NaiveDate,
    pub(super) in_force_from: Option<NaiveDate>,
    pub(super) changes: Vec<Change>,
    pub(super) complete: bool,
    pub(super) source: Source,
}

impl Amendment {
    /// The amending act.
    #[must_use]
    pub const fn by(&self) -> StatuteId {
        self.by
    }

    /// The day on which it was given.
    #[must_use]
    pub const fn signed(&self) -> NaiveDate {
        self.signed
    }

    /// The first day on which the change was in force, where it is known.
    #[must_use]
    pub const fn in_force_from(&self) -> Option<NaiveDate> {
        self.in_force_from
    }

    /// What it changed.
    #[must_use]
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// Whether [`changes`](Self::changes) are all that it changed, each at its own level. Where they are
    /// not, any provision may have been changed besides.
    #[must_use]
    pub const fn lists_every_change(&self) -> bool {
        self.complete
    }

    /// Where the changes are known from.
    #[must_use]
    pub const fn source(&self) -> &Source {
        &self.source
    }

    /// Whether a listed change concerns a place, or may.
    pub(super) fn touches(&self, place: &Provision) -> bool {
        self.changes.iter().any(|change| {
            places(place)
                .take(PLACES)
                .any(|place| relation(&change.provision, &place) != Relation::Apart)
        })
    }
}

/// How many places of one list are looked at.
pub(crate) const PLACES: usize = 1000;

/// A change of one place in an act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub(super) provision: Provision,
    pub(super) effect: Effect,
}

impl Change {
    /// The place, or a list of places of one level.
    #[must_use]
    pub const fn provision(&self) -> &Provision {
        &self.provision
    }

    /// What became of it.
    #[must_use]
    pub const fn effect(&self) -> Effect {
        self.effect
    }
}

/// What an amendment does to a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Effect {
    /// *Kumotaan*, *upphävs*.
    Repealed,
    /// *Muutetaan*, *ändras*: it stood before, and does after.
    Amended,
    /// *Lisätään*, *fogas*.
    Added,
    /// One of the three, for the whole place or a part of it: the data does not say which.
    Unstated,
}

impl Effect {
    pub(super) const CODES: [(&'static str, Self); 4] = [
        ("repealed", Self::Repealed),
        ("amended", Self::Amended),
        ("added", Self::Added),
        ("unstated", Self::Unstated),
    ];

    /// The participle, as in "7 § was amended".
    #[must_use]
    pub fn in_language(self, language: Language) -> &'static str {
        match self {
            Self::Repealed => language.pick("kumottu", "upphävd", "repealed"),
            Self::Amended => language.pick("muutettu", "ändrad", "amended"),
            Self::Added => language.pick("lisätty", "tillagd", "added"),
            Self::Unstated => language.pick(
                "muutettu, lisätty tai kumottu",
                "ändrad, tillagd eller upphävd",
                "amended, added or repealed",
            ),
        }
    }
}

/// A provision that began to apply on a day of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commencement {
    pub(super) provision: Provision,
    pub(super) from: Option<NaiveDate>,
    pub(super) source: Source,
}

impl Commencement {
    /// The provision.
    #[must_use]
    pub const fn provision(&self) -> &Provision {
        &self.provision
    }

    /// The day, where it is known.
    #[must_use]
    pub const fn from(&self) -> Option<NaiveDate> {
        self.from
    }

    /// Where that is known from.
    #[must_use]
    pub const fn source(&self) -> &Source {
        &self.source
    }
}

/// A provision that was seen in the text of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    pub(super) provision: Provision,
    pub(super) on: NaiveDate,
    pub(super) source: Source,
}

impl Reading {
    /// The provision.
    #[must_use]
    pub const fn provision(&self) -> &Provision {
        &self.provision
    }

    /// The day of the text.
    #[must_use]
    pub const fn on(&self) -> NaiveDate {
        self.on
    }

    /// The text.
    #[must_use]
    pub const fn source(&self) -> &Source {
        &self.source
    }
}
