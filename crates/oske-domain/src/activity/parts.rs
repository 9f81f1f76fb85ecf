//! Parts of a year: [`YearMembers`], [`Headcount`], [`BoardYear`].

use oske_types::{Sourced, Text};

use super::{ActivityYearError, Measure, OfficeHolder, Told, push_measure};
use crate::MemberKind;

/// The members of a year, as published.
///
/// How many of them a register knows by name is asked of a [`Register`](crate::Register).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct YearMembers {
    at_year_end: Told,
    by_kind: Vec<(MemberKind, Told)>,
    joined: Told,
    left: Told,
    pub(super) newcomers: Vec<Sourced<Text>>,
    pub(super) note: Option<Text>,
}

impl YearMembers {
    /// So many at the end of the year.
    #[must_use]
    pub fn new(at_year_end: Told) -> Self {
        Self {
            at_year_end,
            ..Self::default()
        }
    }

    /// So many of a kind at the end of the year; what was said of that kind before is replaced.
    #[must_use]
    pub fn of_kind(mut self, kind: MemberKind, told: Told) -> Self {
        self.by_kind.retain(|(other, _)| *other != kind);
        self.by_kind.push((kind, told));
        self
    }

    /// So many joined in the year.
    #[must_use]
    pub fn with_joined(mut self, told: Told) -> Self {
        self.joined = told;
        self
    }

    /// So many left in the year.
    #[must_use]
    pub fn with_left(mut self, told: Told) -> Self {
        self.left = told;
        self
    }

    /// One that joins by name.
    #[must_use]
    pub fn with_newcomer(mut self, name: Sourced<Text>) -> Self {
        self.newcomers.push(name);
        self
    }

    /// With what else there is to know.
    #[must_use]
    pub fn with_note(mut self, note: Text) -> Self {
        self.note = Some(note);
        self
    }

    /// How many at the end of the year.
    #[must_use]
    pub const fn at_year_end(&self) -> &Told {
        &self.at_year_end
    }

    /// How many of each kind at the end of the year.
    #[must_use]
    pub fn by_kind(&self) -> &[(MemberKind, Told)] {
        &self.by_kind
    }

    /// How many joined.
    #[must_use]
    pub const fn joined(&self) -> &Told {
        &self.joined
    }

    /// How many left.
    #[must_use]
    pub const fn left(&self) -> &Told {
        &self.left
    }

    /// Who joins, by name.
    #[must_use]
    pub fn newcomers(&self) -> &[Sourced<Text>] {
        &self.newcomers
    }

    /// What else there is to know.
    #[must_use]
    pub const fn note(&self) -> Option<&Text> {
        self.note.as_ref()
    }
}

/// How many people, and how many of them of each sort.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Headcount {
    pub(super) persons: Told,
    // INVARIANT: no two of one id.
    pub(super) groups: Vec<Measure>,
}

impl Headcount {
    /// So many people.
    #[must_use]
    pub const fn new(persons: Told) -> Self {
        Self {
            persons,
            groups: Vec::new(),
        }
    }

    /// With how many of them are of a sort, as permanent ones.
    ///
    /// # Errors
    ///
    /// [`ActivityYearError`] where there is a sort of that id.
    pub fn with_group(mut self, group: Measure) -> Result<Self, ActivityYearError> {
        push_measure(&mut self.groups, group)?;
        Ok(self)
    }

    /// How many people.
    #[must_use]
    pub const fn persons(&self) -> &Told {
        &self.persons
    }

    /// How many of each sort.
    #[must_use]
    pub fn groups(&self) -> &[Measure] {
        &self.groups
    }
}

/// A year of the board (*hallitus*, *styrelse*).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BoardYear {
    pub(super) meetings: Told,
    pub(super) seats: Vec<Sourced<OfficeHolder>>,
    // INVARIANT: no two of one id.
    pub(super) measures: Vec<Measure>,
}

impl BoardYear {
    /// A board that met so many times.
    #[must_use]
    pub const fn new(meetings: Told) -> Self {
        Self {
            meetings,
            seats: Vec::new(),
            measures: Vec::new(),
        }
    }

    /// With somebody in it.
    #[must_use]
    pub fn with_seat(mut self, seat: Sourced<OfficeHolder>) -> Self {
        self.seats.push(seat);
        self
    }

    /// With something else that is counted.
    ///
    /// # Errors
    ///
    /// [`ActivityYearError`] where there is one of that id.
    pub fn with_measure(mut self, measure: Measure) -> Result<Self, ActivityYearError> {
        push_measure(&mut self.measures, measure)?;
        Ok(self)
    }

    /// How many times it met.
    #[must_use]
    pub const fn meetings(&self) -> &Told {
        &self.meetings
    }

    /// Who sat in it, with where that was read.
    #[must_use]
    pub fn seats(&self) -> &[Sourced<OfficeHolder>] {
        &self.seats
    }

    /// What else is counted.
    #[must_use]
    pub fn measures(&self) -> &[Measure] {
        &self.measures
    }
}
