//! Speakers of Swedish: [`AtlasView::swedish_speakers`].

use chrono::NaiveDate;
use oske_types::Sourced;

use super::AtlasView;
use super::error::FigureError;
use super::tables::figure_of;
use crate::Place;

/// The most people that a hidden figure stands for, and the fewest is one.
const MOST_HIDDEN: u32 = 4;

impl AtlasView<'_> {
    /// The people of a place whose mother tongue (*äidinkieli*, *modersmål*) is Swedish, on 31 December
    /// of a year.
    ///
    /// The publisher hides figures from 1 to 4: a place with such municipalities has a number of
    /// speakers between two bounds. The figures of the whole country, where they were read, are
    /// [`Atlas::mother_tongues`](crate::Atlas::mother_tongues).
    ///
    /// # Errors
    ///
    /// [`FigureError`], as for [`AtlasView::population`].
    pub fn swedish_speakers(
        self,
        place: impl Into<Place>,
        year: i32,
    ) -> Result<Sourced<Speakers>, FigureError> {
        self.swedish_speakers_of(&[place.into()], year)
    }

    /// The people of several places together; who lives in two of them is counted once.
    ///
    /// # Errors
    ///
    /// [`FigureError`], as for [`AtlasView::population_of`].
    pub fn swedish_speakers_of(
        self,
        places: &[Place],
        year: i32,
    ) -> Result<Sourced<Speakers>, FigureError> {
        let years = &self.tables().swedish_speakers;
        let (figures, municipalities) = self.figures(years, places, year)?;
        let mut speakers = Speakers {
            shown: 0,
            hidden: 0,
            year,
            borders: figures.borders(),
        };
        for code in municipalities {
            match figure_of(figures.figures(), code) {
                Some(shown) => speakers.shown = speakers.shown.saturating_add(shown),
                None => speakers.hidden = speakers.hidden.saturating_add(1),
            }
        }
        Ok(Sourced::new(speakers, figures.source().clone()))
    }
}

/// The number of people of a mother tongue in a place, as far as it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Speakers {
    shown: u32,
    hidden: u32,
    year: i32,
    borders: NaiveDate,
}

impl Speakers {
    /// The number, if no figure of the place is hidden.
    #[must_use]
    pub const fn exactly(self) -> Option<u32> {
        if self.hidden == 0 {
            Some(self.shown)
        } else {
            None
        }
    }

    /// The least that it can be: one person for each hidden figure.
    #[must_use]
    pub const fn at_least(self) -> u32 {
        self.shown.saturating_add(self.hidden)
    }

    /// The most that it can be: four people for each hidden figure.
    #[must_use]
    pub const fn at_most(self) -> u32 {
        self.shown
            .saturating_add(self.hidden.saturating_mul(MOST_HIDDEN))
    }

    /// The number of municipalities whose figure is hidden.
    #[must_use]
    pub const fn hidden_municipalities(self) -> u32 {
        self.hidden
    }

    /// The year on whose last day people were counted.
    #[must_use]
    pub const fn year(self) -> i32 {
        self.year
    }

    /// The day of the municipal division that the figures are laid out in.
    #[must_use]
    pub const fn borders(self) -> NaiveDate {
        self.borders
    }
}
