//! Questions that an atlas has no answer to.

use std::fmt;

use chrono::NaiveDate;
use oske_types::{Language, MunicipalityCode, Validity};

use super::tables::PopulationYear;
use crate::{Municipality, Place};

/// A date that an atlas does not answer for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no places known on {date}: expected a date in {coverage}, the end not included")]
pub struct DateNotCarried {
    pub(super) date: NaiveDate,
    pub(super) coverage: Validity,
}

impl DateNotCarried {
    /// The date that was asked for.
    #[must_use]
    pub const fn date(&self) -> NaiveDate {
        self.date
    }

    /// The days that the atlas answers for.
    #[must_use]
    pub const fn coverage(&self) -> Validity {
        self.coverage
    }
}

/// A place that does not exist on a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownPlace {
    place: Place,
    date: NaiveDate,
    life: Option<Validity>,
    successor: Option<Named>,
}

impl UnknownPlace {
    pub(super) fn new(
        place: Place,
        date: NaiveDate,
        life: Option<Validity>,
        successor: Option<&Municipality>,
    ) -> Self {
        Self {
            place,
            date,
            life,
            successor: successor.map(Named::from),
        }
    }

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

    /// The period in which there is such a place, if there ever is.
    #[must_use]
    pub const fn life(&self) -> Option<Validity> {
        self.life
    }

    /// The municipality that it is part of on the date, if it has merged.
    #[must_use]
    pub fn successor(&self) -> Option<MunicipalityCode> {
        self.successor.as_ref().map(|successor| successor.code)
    }
}

impl std::error::Error for UnknownPlace {}

impl fmt::Display for UnknownPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { place, date, .. } = self;
        write!(f, "there is no `{place}` on {date}: ")?;
        let Some(life) = self.life else {
            return f.write_str("the atlas has no such code on any date");
        };
        match (life.from(), life.until_exclusive()) {
            (Some(from), _) if *date < from => write!(f, "it begins on {from}")?,
            (_, Some(until)) => write!(f, "it ended when {until} began")?,
            _ => write!(f, "it exists in {life}")?,
        }
        if let Some(Named { code, name }) = &self.successor {
            write!(f, " and is part of {name}, `{}`, now", Place::from(*code))?;
        }
        Ok(())
    }
}

/// A place whose population is not known.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PopulationError {
    /// There is no such place on the date.
    #[error(transparent)]
    UnknownPlace(#[from] UnknownPlace),
    /// There are no figures of the year.
    #[error(transparent)]
    YearNotCarried(#[from] YearNotCarried),
    /// The place has no municipalities on the date.
    #[error(transparent)]
    NoMunicipalities(#[from] NoMunicipalities),
    /// The figures count a municipality as a whole of which the place has a part on the date.
    #[error(transparent)]
    BordersDiffer(#[from] BordersDiffer),
}

/// A year whose population figures an atlas does not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearNotCarried {
    pub(super) year: i32,
    pub(super) carried: Box<[i32]>,
}

impl YearNotCarried {
    /// The year.
    #[must_use]
    pub const fn year(&self) -> i32 {
        self.year
    }

    /// The years there are, in order.
    #[must_use]
    pub fn carried(&self) -> &[i32] {
        &self.carried
    }
}

impl std::error::Error for YearNotCarried {}

impl fmt::Display for YearNotCarried {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no population known on 31 December {}: ", self.year)?;
        if self.carried.is_empty() {
            return f.write_str("there are figures of no year");
        }
        f.write_str("expected one of ")?;
        for (index, year) in self.carried.iter().enumerate() {
            let separator = if index == 0 { "" } else { ", " };
            write!(f, "{separator}{year}")?;
        }
        Ok(())
    }
}

/// A place that has no municipalities on a date, as a county before its area was laid down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("`{place}` has no municipalities on {date}, so no population: expected another date")]
pub struct NoMunicipalities {
    pub(super) place: Place,
    pub(super) date: NaiveDate,
}

impl NoMunicipalities {
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

/// A figure that counts several municipalities as one, of which a place has only some on a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BordersDiffer {
    place: Place,
    date: NaiveDate,
    year: i32,
    borders: NaiveDate,
    municipality: Named,
    successor: Option<Named>,
}

impl BordersDiffer {
    pub(super) fn new(
        place: Place,
        date: NaiveDate,
        figures: &PopulationYear,
        municipality: &Municipality,
        successor: Option<&Municipality>,
    ) -> Self {
        Self {
            place,
            date,
            year: figures.year(),
            borders: figures.borders(),
            municipality: Named::from(municipality),
            successor: successor.map(Named::from),
        }
    }

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

    /// The year of the figures.
    #[must_use]
    pub const fn year(&self) -> i32 {
        self.year
    }

    /// The day of the division that the figures are laid out in.
    #[must_use]
    pub const fn borders(&self) -> NaiveDate {
        self.borders
    }

    /// The municipality that has no figure of its own.
    #[must_use]
    pub const fn municipality(&self) -> MunicipalityCode {
        self.municipality.code
    }

    /// The municipality whose figure it is counted in.
    #[must_use]
    pub fn successor(&self) -> Option<MunicipalityCode> {
        self.successor.as_ref().map(|successor| successor.code)
    }
}

impl std::error::Error for BordersDiffer {}

impl fmt::Display for BordersDiffer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            place,
            date,
            year,
            borders,
            ..
        } = self;
        let Named { code, name } = &self.municipality;
        write!(
            f,
            "the population of 31 December {year} is laid out in the borders of {borders}: it counts \
             {name} ({code})",
        )?;
        if let Some(Named { code, name }) = &self.successor {
            write!(f, " in {name} ({code})")?;
        }
        write!(f, ", and `{place}` has only a part of that on {date}")
    }
}

/// A municipality by its Finnish name, for a message.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Named {
    code: MunicipalityCode,
    name: Box<str>,
}

impl From<&Municipality> for Named {
    fn from(municipality: &Municipality) -> Self {
        Self {
            code: municipality.code(),
            name: municipality.name().in_language(Language::Finnish).into(),
        }
    }
}
