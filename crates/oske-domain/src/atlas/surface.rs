//! Surface area of places: [`AtlasView::surface_area`].

use chrono::NaiveDate;
use oske_types::Source;

use super::AtlasView;
use super::error::FigureError;
use crate::Place;

impl<'a> AtlasView<'a> {
    /// The surface area (*pinta-ala*, *areal*) of a place on 1 January of a year: land and fresh water of
    /// the municipalities that it has on the date of this view. The sea is not in it.
    ///
    /// Figures are laid out in the municipal division of one day; see [`AtlasView::population`] for what
    /// that means.
    ///
    /// # Errors
    ///
    /// [`FigureError`], as for the population.
    pub fn surface_area(
        self,
        place: impl Into<Place>,
        year: i32,
    ) -> Result<SurfaceArea<'a>, FigureError> {
        self.surface_area_of(&[place.into()], year)
    }

    /// The surface area of several places together; what lies in two of them is counted once.
    ///
    /// # Errors
    ///
    /// [`FigureError`], as for the population.
    pub fn surface_area_of(
        self,
        places: &[Place],
        year: i32,
    ) -> Result<SurfaceArea<'a>, FigureError> {
        let (figures, municipalities) = self.figures(&self.tables().surface_areas, places, year)?;
        let mut area = SurfaceArea {
            land_hectares: 0,
            fresh_water_hectares: 0,
            year,
            borders: figures.borders(),
            sources: Vec::new(),
        };
        for code in municipalities {
            let rows = figures.figures();
            let found = rows.binary_search_by_key(&code, |row| row.municipality());
            let Some(row) = found.ok().and_then(|index| rows.get(index)) else {
                continue;
            };
            // INVARIANT: the sums of the whole country fit (`check`).
            area.land_hectares = area.land_hectares.saturating_add(row.land_hectares());
            area.fresh_water_hectares = area
                .fresh_water_hectares
                .saturating_add(row.fresh_water_hectares());
            if !area.sources.contains(&row.source()) {
                area.sources.push(row.source());
            }
        }
        Ok(area)
    }
}

/// The surface area of a place, in hectares: a hundredth of a square kilometre.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SurfaceArea<'a> {
    land_hectares: u32,
    fresh_water_hectares: u32,
    year: i32,
    borders: NaiveDate,
    sources: Vec<&'a Source>,
}

impl SurfaceArea<'_> {
    /// Land (*maapinta-ala*, *landareal*), in hectares.
    #[must_use]
    pub const fn land_hectares(&self) -> u32 {
        self.land_hectares
    }

    /// Fresh water (*makea vesi*, *sötvatten*), in hectares.
    #[must_use]
    pub const fn fresh_water_hectares(&self) -> u32 {
        self.fresh_water_hectares
    }

    /// Land and fresh water together, in hectares.
    #[must_use]
    pub const fn hectares(&self) -> u32 {
        self.land_hectares.saturating_add(self.fresh_water_hectares)
    }

    /// The year of the statistic.
    #[must_use]
    pub const fn year(&self) -> i32 {
        self.year
    }

    /// The day of the municipal division that the figures are laid out in.
    #[must_use]
    pub const fn borders(&self) -> NaiveDate {
        self.borders
    }

    /// Where the figures were read.
    #[must_use]
    pub fn sources(&self) -> &[&Source] {
        &self.sources
    }
}
