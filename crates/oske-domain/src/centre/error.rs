//! Questions that centres have no answer to.

use std::fmt;

use chrono::NaiveDate;
use oske_types::Validity;

use super::{CentreTables, coverage};
use crate::{Place, UnknownPlace};

/// A date on which there is no centre of excellence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CentresNotCarried {
    date: NaiveDate,
    carried: Option<Validity>,
}

impl CentresNotCarried {
    pub(super) fn new(date: NaiveDate, tables: &CentreTables) -> Self {
        let carried = coverage(tables);
        Self { date, carried }
    }

    /// The date that was asked for.
    #[must_use]
    pub const fn date(&self) -> NaiveDate {
        self.date
    }

    /// The days on which there are centres, if there are any.
    #[must_use]
    pub const fn carried(&self) -> Option<Validity> {
        self.carried
    }
}

impl std::error::Error for CentresNotCarried {}

impl fmt::Display for CentresNotCarried {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no centres known on {}: expected ", self.date)?;
        match self.carried {
            Some(carried) => write!(f, "a date in {carried}, the end not included"),
            None => f.write_str("tables with centres"),
        }
    }
}

/// A place that has no municipalities on a date, so that it cannot be said which centre serves it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "the municipalities of `{place}` on {date} are not known, so neither is its centre: expected another \
     date"
)]
pub struct MunicipalitiesNotKnown {
    pub(super) place: Place,
    pub(super) date: NaiveDate,
}

impl MunicipalitiesNotKnown {
    /// The place.
    #[must_use]
    pub const fn place(&self) -> Place {
        self.place
    }

    /// The date.
    #[must_use]
    pub const fn date(&self) -> NaiveDate {
        self.date
    }
}

/// Why it cannot be said which centre serves a place.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CentreForError {
    /// There is no centre on the date.
    #[error(transparent)]
    NotCarried(#[from] CentresNotCarried),
    /// There is no such place on the date.
    #[error(transparent)]
    UnknownPlace(#[from] UnknownPlace),
    /// The atlas does not know the municipalities of the place on the date.
    #[error(transparent)]
    MunicipalitiesNotKnown(#[from] MunicipalitiesNotKnown),
}
