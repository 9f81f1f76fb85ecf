//! Population of places: [`AtlasView::population`].

use chrono::NaiveDate;
use oske_types::Sourced;

use super::AtlasView;
use super::error::{BordersDiffer, NoMunicipalities, PopulationError, YearNotCarried};
use super::tables::{PopulationYear, row_on};
use crate::{Municipality, Place};

impl AtlasView<'_> {
    /// The population (*väkiluku*, *folkmängd*) of a place on 31 December of a year: the residents
    /// of the municipalities that it has on the date of this view.
    ///
    /// A year's figures are laid out in the municipal division of one day, as a rule of the next day,
    /// and the answer says of which. Municipalities that merged between that day and the date of this
    /// view are counted together where all of them are in the place; where only some are, there is no
    /// figure and the error says so. Nothing is estimated. Moves of a part of a municipality are not
    /// known to an atlas.
    ///
    /// # Errors
    ///
    /// [`PopulationError`] if there is no such place on the date, if it has no municipalities then, if
    /// the year is not carried, or if its figures count a merged municipality as a whole of which the
    /// place has a part.
    pub fn population(
        self,
        place: impl Into<Place>,
        year: i32,
    ) -> Result<Sourced<Population>, PopulationError> {
        let place = place.into();
        self.name_of(place)?;
        let figures = self.population_year(year)?;
        if self.municipalities_of(place).next().is_none() {
            return Err(PopulationError::NoMunicipalities(NoMunicipalities {
                place,
                date: self.date,
            }));
        }
        let residents = if figures.borders() <= self.date {
            self.residents_in_earlier_borders(place, figures)
        } else {
            self.residents_in_later_borders(place, figures)?
        };
        let population = Population {
            residents,
            year,
            borders: figures.borders(),
        };
        Ok(Sourced::new(population, figures.source().clone()))
    }

    fn population_year(&self, year: i32) -> Result<&PopulationYear, YearNotCarried> {
        let years = &self.tables.populations;
        let found = years.binary_search_by_key(&year, PopulationYear::year);
        found
            .ok()
            .and_then(|index| years.get(index))
            .ok_or_else(|| YearNotCarried {
                year,
                carried: years.iter().map(PopulationYear::year).collect(),
            })
    }

    /// Each figure counts where its municipality's people are on the date.
    fn residents_in_earlier_borders(self, place: Place, figures: &PopulationYear) -> u32 {
        let merged = self
            .tables
            .merged_between(figures.borders(), self.date)
            .map(|municipality| municipality.code())
            .filter(|code| {
                let today = self.tables.successor_on(*code, self.date);
                today.is_some_and(|today| self.contains(place, today))
            });
        let municipalities = self.municipalities_of(place).map(Municipality::code);
        sum(municipalities
            .chain(merged)
            .filter_map(|code| figures.residents_of(code)))
    }

    /// Figures may count municipalities as one that are still several on the date: all of these have
    /// to be in the place, or none.
    fn residents_in_later_borders(
        self,
        place: Place,
        figures: &PopulationYear,
    ) -> Result<u32, BordersDiffer> {
        let (tables, borders) = (self.tables, figures.borders());
        // The municipalities of the date that have no figure of their own, each with the one whose
        // figure it is counted in.
        let merging = || {
            let merged = tables.merged_between(self.date, borders);
            merged.filter_map(move |row| {
                let municipality = self.municipality(row.code())?;
                Some((municipality, tables.successor_on(row.code(), borders)?))
            })
        };
        for (municipality, successor) in merging() {
            let inside = self.contains(place, municipality.code());
            let with_it = merging().filter(|(_, other)| *other == successor);
            let others = with_it
                .map(|(other, _)| other)
                .chain(self.municipality(successor));
            for other in others {
                if self.contains(place, other.code()) != inside {
                    return Err(BordersDiffer::new(
                        place,
                        self.date,
                        figures,
                        municipality,
                        row_on(&tables.municipalities, successor, borders),
                    ));
                }
            }
        }
        // Now the place has the whole of a figure or nothing of it: what is founded by a merger after
        // the date is counted with the first of its parts.
        let founded = merging().filter_map(|(part, successor)| {
            let (first, _) = merging().find(|(_, other)| *other == successor)?;
            let counted = first == part
                && self.municipality(successor).is_none()
                && self.contains(place, part.code());
            counted.then_some(successor)
        });
        let municipalities = self.municipalities_of(place).map(Municipality::code);
        Ok(sum(municipalities
            .chain(founded)
            .filter_map(|code| figures.residents_of(code))))
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
    /// the figures of 31 December 2022.
    #[must_use]
    pub const fn borders(self) -> NaiveDate {
        self.borders
    }
}

/// The sum of residents.
fn sum(residents: impl Iterator<Item = u32>) -> u32 {
    // INVARIANT: they are part of a control total that fits.
    residents.fold(0, u32::saturating_add)
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use oske_types::{MunicipalityCode, RegionCode, Source, Text, Validity};

    use super::*;
    use crate::{AreaMembership, Atlas, AtlasTables, PopulationFigure, Region};

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
        let total = sum(figures.iter().map(|figure| figure.residents()));
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
            assert!(
                before(place).unwrap_err().contains("(001) in Kunta (002)"),
                "{place}"
            );
        }
        // Both regions had a part of what became 005.
        for place in ["municipality:003", "region:10", "region:11"] {
            assert!(
                before(place).unwrap_err().contains("(003) in Kunta (005)"),
                "{place}"
            );
        }
        assert_eq!(asked(&atlas, "2022-01-01", "region:11"), Ok(11_100));
    }
}
