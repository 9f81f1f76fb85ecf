//! Questions that an atlas has no answer to.

use std::fmt;

use chrono::NaiveDate;
use oske_types::{Language, MunicipalityCode, Validity};

use super::tables::FigureYear;
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
    heirs: Box<[Named]>,
}

impl UnknownPlace {
    pub(super) fn new(
        place: Place,
        date: NaiveDate,
        life: Option<Validity>,
        heirs: &[&Municipality],
    ) -> Self {
        Self {
            place,
            date,
            life,
            heirs: heirs.iter().map(|heir| Named::from(*heir)).collect(),
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

    /// The municipalities that it is part of on the date, if it has merged or was divided.
    pub fn heirs(&self) -> impl Iterator<Item = MunicipalityCode> {
        self.heirs.iter().map(|heir| heir.code)
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
        for (index, Named { code, name }) in self.heirs.iter().enumerate() {
            let joint = if index == 0 {
                " and is part of"
            } else {
                " and of"
            };
            write!(f, "{joint} {name}, `{}`", Place::from(*code))?;
        }
        if self.heirs.is_empty() {
            Ok(())
        } else {
            f.write_str(", now")
        }
    }
}

/// A place of which there is no such figure.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FigureError {
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

/// A year whose figures an atlas does not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearNotCarried {
    what: &'static str,
    year: i32,
    carried: Box<[i32]>,
}

impl YearNotCarried {
    pub(super) fn of<Y: FigureYear>(year: i32, years: &[Y]) -> Self {
        let mut carried: Vec<i32> = years.iter().map(FigureYear::year).collect();
        carried.dedup();
        Self {
            what: Y::WHAT,
            year,
            carried: carried.into(),
        }
    }

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
        write!(f, "no {} known of {}: ", self.what, self.year)?;
        if self.carried.is_empty() {
            return f.write_str("there are figures of no year");
        }
        f.write_str("expected one of ")?;
        let runs = self
            .carried
            .chunk_by(|one, next| one.checked_add(1) == Some(*next));
        for (index, run) in runs.enumerate() {
            let separator = if index == 0 { "" } else { ", " };
            match run {
                [first, .., last] => write!(f, "{separator}{first} to {last}")?,
                [only] => write!(f, "{separator}{only}")?,
                [] => {}
            }
        }
        Ok(())
    }
}

/// A place that has no municipalities on a date, as a county before its area was laid down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("`{place}` has no municipalities on {date}, so no figures: expected another date")]
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

/// A figure that counts several municipalities as one, of which some places have only a part on a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BordersDiffer {
    what: &'static str,
    places: Box<[Place]>,
    date: NaiveDate,
    year: i32,
    borders: NaiveDate,
    counted: Named,
    within: Option<Named>,
}

impl BordersDiffer {
    pub(super) fn new(
        what: &'static str,
        places: &[Place],
        date: NaiveDate,
        (year, borders): (i32, NaiveDate),
        counted: &Municipality,
        within: Option<&Municipality>,
    ) -> Self {
        Self {
            what,
            places: places.into(),
            date,
            year,
            borders,
            counted: Named::from(counted),
            within: within.map(Named::from),
        }
    }

    /// The places.
    #[must_use]
    pub fn places(&self) -> &[Place] {
        &self.places
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

    /// The municipality of those borders that has one figure, of which the places have a part.
    #[must_use]
    pub const fn counted(&self) -> MunicipalityCode {
        self.counted.code
    }

    /// A municipality of the date that is a part of it, and in one of the places.
    #[must_use]
    pub fn within(&self) -> Option<MunicipalityCode> {
        self.within.as_ref().map(|within| within.code)
    }
}

impl std::error::Error for BordersDiffer {}

impl fmt::Display for BordersDiffer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            what,
            date,
            year,
            borders,
            counted,
            ..
        } = self;
        write!(
            f,
            "the {what} of {year} is laid out in the borders of {borders}: it has one figure for {} \
             ({})",
            counted.name, counted.code,
        )?;
        f.write_str(", and only ")?;
        match &self.within {
            Some(Named { code, name }) => write!(f, "the part of it in {name} ({code}) is in")?,
            None => f.write_str("a part of it is in")?,
        }
        for (index, place) in self.places.iter().enumerate() {
            let separator = if index == 0 { " " } else { ", " };
            write!(f, "{separator}`{place}`")?;
        }
        write!(f, " on {date}")
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
