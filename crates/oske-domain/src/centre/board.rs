//! Bodies around the centres: [`Founder`], and the advisory board with its [`BoardSeat`]s, its
//! [`BoardTerm`]s and its [`WorkingCommittee`].

use oske_statute::Reference;
use oske_types::{Source, Text, Validity};

use super::id::GroupId;
use super::unit::Confidence;
use super::words::words;
use crate::row::{cited_row, dated_row};

words! {
    /// As what a group may form a centre.
    pub enum FounderRole, "a role of a founder", "expected principal or partner" {
        /// Those whose area it is: municipalities and joint authorities, later the counties.
        Principal = "principal",
        /// Those together with whom they may.
        Partner = "partner",
    }
}

/// A group that may take part in forming a centre (*osaamiskeskuksen muodostaja*, *den som bildar ett
/// kompetenscentrum*). The act says *may*: nobody has to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Founder {
    group: GroupId,
    role: FounderRole,
    name: Text,
    validity: Validity,
    citation: Reference,
    source: Source,
}

impl Founder {
    /// A group in a period.
    #[must_use]
    pub const fn new(
        group: GroupId,
        role: FounderRole,
        name: Text,
        validity: Validity,
        citation: Reference,
        source: Source,
    ) -> Self {
        Self {
            group,
            role,
            name,
            validity,
            citation,
            source,
        }
    }

    /// The id of the group.
    #[must_use]
    pub const fn group(&self) -> &GroupId {
        &self.group
    }

    /// As what.
    #[must_use]
    pub const fn role(&self) -> FounderRole {
        self.role
    }

    /// The group in words.
    #[must_use]
    pub const fn name(&self) -> &Text {
        &self.name
    }
}

cited_row!(Founder: "The period.");

words! {
    /// How many of a body sit on the advisory board.
    pub enum Seats, "a number of seats", "expected one, one_per_centre or not_fixed" {
        /// One.
        One = "one",
        /// One of each centre that the decree names on the day, the Swedish-language one with them.
        OnePerCentre = "one_per_centre",
        /// The decree does not fix the number.
        NotFixed = "not_fixed",
    }
}

/// A body, or a group of bodies, that is represented on the advisory board (*sosiaalialan
/// osaamiskeskustoiminnan neuvottelukunta*, *delegationen för kompetenscentrumverksamhet*).
///
/// The Government sets the board for four calendar years at a time, with a deputy for each member, one
/// chair and one vice chair, on the proposal of these bodies (1230/2001 5 §, 1411/2001 2 §).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoardSeat {
    group: GroupId,
    seats: Seats,
    name: Text,
    validity: Validity,
    citation: Reference,
    source: Source,
}

impl BoardSeat {
    /// A body on the board in a period.
    #[must_use]
    pub const fn new(
        group: GroupId,
        seats: Seats,
        name: Text,
        validity: Validity,
        citation: Reference,
        source: Source,
    ) -> Self {
        Self {
            group,
            seats,
            name,
            validity,
            citation,
            source,
        }
    }

    /// The id of the body or group.
    #[must_use]
    pub const fn group(&self) -> &GroupId {
        &self.group
    }

    /// How many of it.
    #[must_use]
    pub const fn seats(&self) -> Seats {
        self.seats
    }

    /// The body in words.
    #[must_use]
    pub const fn name(&self) -> &Text {
        &self.name
    }
}

cited_row!(BoardSeat: "The period.");

/// A term (*toimikausi*, *mandatperiod*) of the advisory board that is known.
///
/// Terms are stored and never computed: the ones that are known do not lie on one grid of four years.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoardTerm {
    validity: Validity,
    confidence: Confidence,
    source: Source,
}

impl BoardTerm {
    /// A term.
    #[must_use]
    pub const fn new(validity: Validity, confidence: Confidence, source: Source) -> Self {
        Self {
            validity,
            confidence,
            source,
        }
    }

    /// How sure its days are.
    #[must_use]
    pub const fn confidence(&self) -> Confidence {
        self.confidence
    }
}

dated_row!(BoardTerm: "Its period.");

/// The working committee (*työvaliokunta*, *arbetsutskott*) that prepares the board's matters, in a period
/// for which a source tells of it. Of other days nothing is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkingCommittee {
    description: Text,
    validity: Validity,
    source: Source,
}

impl WorkingCommittee {
    /// What a source tells of the committee of a period.
    #[must_use]
    pub const fn new(description: Text, validity: Validity, source: Source) -> Self {
        Self {
            description,
            validity,
            source,
        }
    }

    /// What is told of it.
    #[must_use]
    pub const fn description(&self) -> &Text {
        &self.description
    }
}

dated_row!(WorkingCommittee: "The period that the source tells of.");
