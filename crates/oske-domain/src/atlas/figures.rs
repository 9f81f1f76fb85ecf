//! From the borders that figures are laid out in to the borders of a date.

use oske_types::MunicipalityCode;

use super::AtlasView;
use super::error::{BordersDiffer, FigureError, NoMunicipalities, YearNotCarried};
use super::tables::FigureYear;
use super::view::rows_on;
use crate::{Municipality, Place};

impl<'a> AtlasView<'a> {
    /// The figures of a year in each of the borders that it is laid out in: those of the date or the last
    /// before them come first, then those after it.
    pub(super) fn layouts<Y: FigureYear>(
        self,
        years: &'a [Y],
        year: i32,
    ) -> impl Iterator<Item = &'a Y> {
        let start = years.partition_point(|figures| figures.year() < year);
        let (_, rest) = years.split_at(start);
        let (of_year, _) = rest.split_at(rest.partition_point(|figures| figures.year() == year));
        let (before, after) =
            of_year.split_at(of_year.partition_point(|figures| figures.borders() <= self.date));
        before.iter().rev().chain(after)
    }

    /// The figures of a year together with the municipalities of their borders that make up some places
    /// on the date. Of several [layouts](Self::layouts), the first that does not cut a place is taken.
    pub(super) fn figures<Y: FigureYear>(
        self,
        years: &'a [Y],
        places: &[Place],
        year: i32,
    ) -> Result<(&'a Y, Vec<MunicipalityCode>), FigureError> {
        self.existing(places)?;
        let mut refused = None;
        for figures in self.layouts(years, year) {
            match self.in_borders(places, figures) {
                Ok(municipalities) => return Ok((figures, municipalities)),
                Err(cut) => {
                    refused.get_or_insert_with(|| cut.error::<Y>(self, places, figures));
                }
            }
        }
        Err(match refused {
            Some(refused) => refused.into(),
            None => YearNotCarried::of(year, years).into(),
        })
    }

    /// Each of the places is there on the date, with municipalities.
    fn existing(self, places: &[Place]) -> Result<(), FigureError> {
        for place in places {
            self.name_of(*place)?;
            if self.municipalities_of(*place).next().is_none() {
                return Err(FigureError::NoMunicipalities(NoMunicipalities {
                    place: *place,
                    date: self.date,
                }));
            }
        }
        Ok(())
    }

    /// The municipalities of the borders of a day that make up some places on the date, as mergers
    /// tell: wholly inside, all of them, and nothing that is only partly inside.
    fn in_borders<Y: FigureYear>(
        self,
        places: &[Place],
        figures: &Y,
    ) -> Result<Vec<MunicipalityCode>, Cut<'a>> {
        let (tables, borders) = (self.tables(), figures.borders());
        let inside = |code| places.iter().any(|place| self.contains(*place, code));
        // What ended between the borders and the date, or the other way round. A municipality of the
        // borders that is not among these, or has none of them within it, is the same on the date.
        let later = borders > self.date;
        let mut merged: Vec<(MunicipalityCode, &Municipality)> = if later {
            let ended = tables.ended_between(self.date, borders);
            ended
                .filter(|row| self.municipality(row.code()).is_some())
                .flat_map(|row| {
                    let counted_in = tables.counted_in(row.code(), borders, figures.counted());
                    counted_in
                        .into_iter()
                        .map(move |of_borders| (of_borders, row))
                })
                .collect()
        } else {
            let ended = tables.ended_between(borders, self.date);
            ended.map(|row| (row.code(), row)).collect()
        };
        merged.sort_by_key(|(of_borders, row)| (*of_borders, row.code()));

        let (mut codes, mut parts) = (Vec::new(), Vec::new());
        for row in rows_on(&tables.municipalities, borders) {
            let code = row.code();
            let start = merged.partition_point(|(of_borders, _)| *of_borders < code);
            let of_code = merged.iter().skip(start).take_while(|(of, _)| *of == code);
            parts.clear();
            if later {
                parts.extend(self.municipality(code).map(|_| code));
                parts.extend(of_code.map(|(_, part)| part.code()));
            } else if of_code.count() > 0 {
                parts = tables.heirs(code, self.date);
            } else {
                parts.push(code);
            }
            let within = parts.iter().find(|part| inside(**part));
            match within {
                Some(_) if parts.iter().all(|part| inside(*part)) => codes.push(code),
                None => {}
                Some(within) => {
                    return Err(Cut {
                        counted: row,
                        within: *within,
                    });
                }
            }
        }
        Ok(codes)
    }
}

/// A municipality of the borders of figures of which the places have only a part.
struct Cut<'a> {
    counted: &'a Municipality,
    within: MunicipalityCode,
}

impl Cut<'_> {
    fn error<Y: FigureYear>(
        &self,
        view: AtlasView<'_>,
        places: &[Place],
        figures: &Y,
    ) -> BordersDiffer {
        BordersDiffer::new(
            Y::WHAT,
            places,
            view.date,
            (figures.year(), figures.borders()),
            self.counted,
            view.municipality(self.within),
        )
    }
}
