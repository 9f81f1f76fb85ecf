//! Population of places: [`AtlasView::population`].

use chrono::NaiveDate;
use oske_types::Sourced;

use super::AtlasView;
use super::error::{FigureError, YearNotCarried};
use super::tables::figure_of;
use crate::Place;

impl AtlasView<'_> {
    /// The population (*väkiluku*, *folkmängd*) of a place on 31 December of a year: the residents
    /// of the municipalities that it has on the date of this view.
    ///
    /// A year's figures are laid out in the municipal division of one day, and the answer says of
    /// which. Municipalities that merged between that day and the date of this view are counted together
    /// where all of them are in the place; where only some are, there is no figure and the error says
    /// so. Nothing is estimated. Moves of a part of a municipality are not known to an atlas.
    ///
    /// # Errors
    ///
    /// [`FigureError`] if there is no such place on the date, if it has no municipalities then, if
    /// the year is not carried, or if its figures count a municipality as a whole of which the place
    /// has a part.
    pub fn population(
        self,
        place: impl Into<Place>,
        year: i32,
    ) -> Result<Sourced<Population>, FigureError> {
        self.population_of(&[place.into()], year)
    }

    /// The population of several places together; who lives in two of them is counted once.
    ///
    /// # Errors
    ///
    /// As [`AtlasView::population`], and what is divided between two of the places is no part of
    /// either.
    pub fn population_of(
        self,
        places: &[Place],
        year: i32,
    ) -> Result<Sourced<Population>, FigureError> {
        let (figures, municipalities) = self.figures(&self.tables().populations, places, year)?;
        let residents = municipalities
            .iter()
            .filter_map(|code| figure_of(figures.figures(), *code))
            // INVARIANT: they are part of a control total that fits.
            .fold(0, u32::saturating_add);
        let population = Population {
            residents,
            year,
            borders: figures.borders(),
        };
        Ok(Sourced::new(population, figures.source().clone()))
    }

    /// The population of the whole country on 31 December of a year, which is that of all its municipalities.
    ///
    /// ```
    /// # fn country(atlas: &oske_domain::Atlas) -> Result<(), Box<dyn std::error::Error>> {
    /// let new_year = atlas.on("2023-01-01".parse()?)?;
    /// let country = new_year.country_population(2022)?;
    /// let regions: Vec<_> = new_year.regions().map(|region| region.code().into()).collect();
    /// assert_eq!(country, new_year.population_of(&regions, 2022)?);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`YearNotCarried`] if there are no figures of the year; it names the years there are.
    pub fn country_population(self, year: i32) -> Result<Sourced<Population>, YearNotCarried> {
        let years = &self.tables().populations;
        let figures = self.layouts(years, year).next();
        let figures = figures.ok_or_else(|| YearNotCarried::of(year, years))?;
        let population = Population {
            // INVARIANT: what the figures add up to (`check`).
            residents: *figures.control_total().value(),
            year,
            borders: figures.borders(),
        };
        Ok(Sourced::new(population, figures.source().clone()))
    }

    /// The population of a place, in the borders of the date of this view, at the end of each year that
    /// the atlas carries.
    ///
    /// ```
    /// # fn series(atlas: &oske_domain::Atlas) -> Result<(), Box<dyn std::error::Error>> {
    /// let today = atlas.on("2026-01-01".parse()?)?;
    /// let kuopio: oske_types::MunicipalityCode = "297".parse()?;
    /// for (year, population) in today.population_series(kuopio) {
    ///     println!("{year} {}", population?.value().residents());
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn population_series(
        self,
        place: impl Into<Place>,
    ) -> impl Iterator<Item = (i32, Result<Sourced<Population>, FigureError>)> {
        let place = place.into();
        let years = self.atlas.population_years();
        years.map(move |year| (year, self.population(place, year)))
    }
}

/// The population (*väkiluku*, *folkmängd*) of a place at the end of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Population {
    residents: u32,
    year: i32,
    borders: NaiveDate,
}

impl Population {
    /// The number of residents.
    #[must_use]
    pub const fn residents(self) -> u32 {
        self.residents
    }

    /// The year on whose last day they were counted.
    #[must_use]
    pub const fn year(self) -> i32 {
        self.year
    }

    /// The day of the municipal division that the source lays the figure out in: 1 January 2023 for
    /// the figures of 31 December 2022, and 1 January 2019 for those of 1990.
    #[must_use]
    pub const fn borders(self) -> NaiveDate {
        self.borders
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use oske_types::{MunicipalityCode, RegionCode, Source, Text, Validity};

    use super::*;
    use crate::{
        AreaMembership, Atlas, AtlasTables, Municipality, PopulationFigure, PopulationYear, Region,
    };

    /// On 1 January 2022, 001 merges into 002, and 003 and 004 found 005. Region 10 has 001, 002 and
    /// 003, region 11 has 004 and 006; 005 is in region 11.
    fn atlas(borders: &str, figures: &[(u16, u32)]) -> Atlas {
        let code = |number: u16| MunicipalityCode::from_number(number).unwrap();
        let region = |number: u16| RegionCode::from_number(number).unwrap();
        let source = Source::new("made up");
        let lives = [
            (1, "../2022-01-01", Some(2), 10),
            (2, "../..", None, 10),
            (3, "../2022-01-01", Some(5), 10),
            (4, "../2022-01-01", Some(5), 11),
            (5, "2022-01-01/..", None, 11),
            (6, "../..", None, 11),
        ];
        let municipalities = lives.map(|(number, life, successor, _)| {
            let name = Text::bilingual("Kunta", "Kommun");
            let row = Municipality::new(code(number), name, life.parse().unwrap(), source.clone());
            match successor {
                Some(successor) => row.merged_into(code(successor)),
                None => row,
            }
        });
        let memberships = lives.map(|(number, life, _, area)| {
            AreaMembership::new(
                code(number),
                region(area),
                life.parse().unwrap(),
                source.clone(),
            )
        });
        let regions = [10, 11].map(|number| {
            let name = Text::bilingual("Maakunta", "Landskap");
            Region::new(region(number), name, Validity::ALWAYS, source.clone())
        });
        let figures: Vec<_> = figures
            .iter()
            .map(|(number, residents)| PopulationFigure::new(code(*number), *residents))
            .collect();
        let total = figures.iter().map(|figure| figure.residents()).sum();
        let mut tables = AtlasTables::empty("2021-01-01/2023-01-01".parse().unwrap());
        tables.municipalities = municipalities.to_vec().into();
        tables.regions = regions.to_vec().into();
        tables.region_memberships = memberships.to_vec().into();
        tables.populations = Cow::Owned(vec![PopulationYear::new(
            2021,
            borders.parse().unwrap(),
            Sourced::new(total, source.clone()),
            figures.into(),
            source,
        )]);
        Atlas::try_new(tables).unwrap()
    }

    /// The residents of a place, or what is said instead.
    fn asked(atlas: &Atlas, date: &str, place: &str) -> Result<u32, String> {
        let view = atlas.on(date.parse().unwrap()).unwrap();
        let place: Place = place.parse().unwrap();
        match view.population(place, 2021) {
            Ok(population) => Ok(population.value().residents()),
            Err(error) => Err(error.to_string()),
        }
    }

    #[test]
    fn figures_in_earlier_borders_follow_mergers() {
        let atlas = atlas(
            "2021-01-01",
            &[(1, 1), (2, 10), (3, 100), (4, 1_000), (6, 10_000)],
        );
        let before = |place| asked(&atlas, "2021-06-01", place);
        let after = |place| asked(&atlas, "2022-01-01", place);
        assert_eq!(before("municipality:002"), Ok(10));
        assert_eq!(after("municipality:002"), Ok(11));
        assert_eq!(after("municipality:005"), Ok(1_100));
        assert_eq!(before("region:10"), Ok(111));
        assert_eq!(after("region:10"), Ok(11));
        assert_eq!(after("region:11"), Ok(11_100));
    }

    #[test]
    fn figures_in_later_borders_are_not_split() {
        let atlas = atlas("2022-01-01", &[(2, 11), (5, 1_100), (6, 10_000)]);
        let before = |place| asked(&atlas, "2021-06-01", place);
        assert_eq!(before("municipality:006"), Ok(10_000));
        for place in ["municipality:001", "municipality:002"] {
            let error = before(place).unwrap_err();
            assert!(error.contains("one figure for Kunta (002)"), "{error}");
        }
        // Both regions had a part of what became 005.
        for place in ["municipality:003", "region:10", "region:11"] {
            let error = before(place).unwrap_err();
            assert!(error.contains("one figure for Kunta (005)"), "{error}");
        }
        assert_eq!(asked(&atlas, "2022-01-01", "region:11"), Ok(11_100));
    }
}
