//! What centres are there for: [`Task`], [`SpecialTask`].

use oske_statute::Reference;
use oske_types::{Exact, Source, Text, Validity};

use super::id::{CentreId, TaskId};
use crate::row::cited_row;

/// A task (*tehtävä*, *uppgift*) that section 2 of the act gives to every centre, labelled in words of its
/// own and not of the act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    id: TaskId,
    label: Text,
    validity: Validity,
    citation: Reference,
    source: Source,
}

impl Task {
    /// A task in a period, by the provision that gives it.
    #[must_use]
    pub const fn new(
        id: TaskId,
        label: Text,
        validity: Validity,
        citation: Reference,
        source: Source,
    ) -> Self {
        Self {
            id,
            label,
            validity,
            citation,
            source,
        }
    }

    /// Its id: section, moment and item, as `2.1.3`.
    #[must_use]
    pub const fn id(&self) -> &TaskId {
        &self.id
    }

    /// What it is, in short.
    #[must_use]
    pub const fn label(&self) -> &Text {
        &self.label
    }
}

cited_row!(Task: "The period in which it is a task.");

/// A task for the whole country (*valtakunnallinen erityistehtävä*, *riksomfattande specialuppgift*) that
/// one centre has, with a special grant for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpecialTask {
    id: TaskId,
    centre: CentreId,
    label: Text,
    share: Exact,
    validity: Validity,
    citation: Reference,
    source: Source,
}

impl SpecialTask {
    /// A task of a centre in a period, with the share of the national grant that is for it.
    #[must_use]
    pub const fn new(
        id: TaskId,
        centre: CentreId,
        label: Text,
        share: Exact,
        validity: Validity,
        citation: Reference,
        source: Source,
    ) -> Self {
        Self {
            id,
            centre,
            label,
            share,
            validity,
            citation,
            source,
        }
    }

    /// Its id.
    #[must_use]
    pub const fn id(&self) -> &TaskId {
        &self.id
    }

    /// The centre that has it.
    #[must_use]
    pub const fn centre(&self) -> &CentreId {
        &self.centre
    }

    /// What it is, in short.
    #[must_use]
    pub const fn label(&self) -> &Text {
        &self.label
    }

    /// The share of the national grant of a year that is for it: 0.015 for 1.5 per cent.
    #[must_use]
    pub const fn share(&self) -> Exact {
        self.share
    }
}

cited_row!(SpecialTask: "The period in which it is a task of the centre.");
