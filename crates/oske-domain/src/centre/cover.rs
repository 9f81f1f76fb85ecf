//! Whether the areas of centres fit an atlas: [`Centres::cover`].

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use oske_types::{Language, MunicipalityCode, Text, Validity};

use super::check::{CentreFault, Others, Reason};
use super::tables::CentreRow;
use super::{
    AreaGround, AreaMember, Centre, CentreFaults, CentreId, CentreTable, Centres, CentresView,
};
use crate::atlas::ALAND;
use crate::{Atlas, AtlasView, Municipality, Place};

impl Centres {
    /// That the areas of the regional centres cover the mainland exactly once, on every day that both these
    /// and the atlas carry: each municipality outside of Åland (region 21) is in one area, none of Åland is
    /// in any, the places of each area exist, and where the decree gives an area by the name of a co-operation
    /// area, the counties of both are the same.
    ///
    /// # Errors
    ///
    /// [`CentreFaults`], each with the first day on which it shows.
    pub fn cover(&self, atlas: &Atlas) -> Result<AreaCover<'_>, CentreFaults> {
        let days: Vec<NaiveDate> = days_of_change(self, atlas)
            .into_iter()
            .filter(|day| self.on(*day).is_ok() && atlas.coverage().contains(*day))
            .collect();
        let mut check = CoverCheck {
            centres: self,
            told: BTreeSet::new(),
            faults: Vec::new(),
        };
        for day in &days {
            if let (Ok(view), Ok(places)) = (self.on(*day), atlas.on(*day)) {
                check.day(view, places);
            }
        }
        let faults = check.faults;
        if !faults.is_empty() {
            return Err(CentreFaults { faults });
        }
        let areas = self.tables.areas.iter();
        let interpreted = areas.filter(|area| area.ground().is_interpretation());
        let interpreted = interpreted.filter_map(|area| {
            let period = area.validity().intersection(atlas.coverage())?;
            Some(InterpretedArea { area, period })
        });
        Ok(AreaCover {
            days,
            interpreted: interpreted.collect(),
        })
    }
}

/// What was found of areas that cover the mainland.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AreaCover<'a> {
    days: Vec<NaiveDate>,
    interpreted: Vec<InterpretedArea<'a>>,
}

impl<'a> AreaCover<'a> {
    /// The days that were looked at, in order: every one on which an area or a place changes. Between two of
    /// them nothing does.
    #[must_use]
    pub fn days(&self) -> &[NaiveDate] {
        &self.days
    }

    /// The places that are covered by interpretation only.
    #[must_use]
    pub fn interpreted(&self) -> &[InterpretedArea<'a>] {
        &self.interpreted
    }
}

/// A place that is in an area by interpretation, in the days that were looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InterpretedArea<'a> {
    area: &'a AreaMember,
    period: Validity,
}

impl<'a> InterpretedArea<'a> {
    /// The place with its centre, ground and reason.
    #[must_use]
    pub const fn area(&self) -> &'a AreaMember {
        self.area
    }

    /// The days.
    #[must_use]
    pub const fn period(&self) -> Validity {
        self.period
    }
}

/// Every day on which the centres or the atlas change, and the first that it carries.
fn days_of_change(centres: &Centres, atlas: &Atlas) -> BTreeSet<NaiveDate> {
    let of_atlas = atlas.days_of_change().into_iter();
    of_atlas.chain(centres.days_of_change()).collect()
}

struct CoverCheck<'a> {
    centres: &'a Centres,
    /// What has been told, so that it is told of its first day only.
    told: BTreeSet<Told>,
    faults: Vec<CentreFault>,
}

/// What a fault is about.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Told {
    /// A place of an area.
    Place(Place),
    /// A municipality, and the place of an area that it is in.
    Municipality(MunicipalityCode, Option<Place>),
    /// The co-operation area of a row of the centres, or one of its counties.
    CooperationArea(usize, Option<Place>),
}

impl CoverCheck<'_> {
    fn day(&mut self, view: CentresView<'_>, atlas: AtlasView<'_>) {
        let date = view.date();
        let areas: Vec<(usize, &AreaMember)> = self
            .centres
            .tables
            .areas
            .iter()
            .enumerate()
            .filter(|(_, area)| area.validity().contains(date))
            .collect();
        for (index, area) in &areas {
            let place = area.place();
            let exists = atlas.name_of(place).is_ok();
            let reason = match (exists, area.is_lapsed_on(date)) {
                (false, false) => Reason::NoSuchPlace { place, date },
                (true, true) => Reason::NotLapsed { place, date },
                _ => continue,
            };
            if self.told.insert(Told::Place(place)) {
                self.of_row(*index, reason);
            }
        }
        let mut uncovered = Vec::new();
        let mut twice: BTreeMap<(usize, &CentreId), Vec<MunicipalityCode>> = BTreeMap::new();
        let mut on_aland: BTreeMap<usize, Vec<MunicipalityCode>> = BTreeMap::new();
        for code in atlas.municipalities().map(Municipality::code) {
            let mut covering = areas
                .iter()
                .filter(|(_, area)| atlas.contains(area.place(), code));
            let (first, second) = (covering.next(), covering.next());
            let is_aland = ALAND.is_some_and(|aland| atlas.contains(aland, code));
            let (fine, told) = match (first, second) {
                (None, _) => (is_aland, None),
                (Some(first), None) => (!is_aland, Some(first.1.place())),
                (Some(_), Some(second)) => (false, Some(second.1.place())),
            };
            if fine || !self.told.insert(Told::Municipality(code, told)) {
                continue;
            }
            match (first, second) {
                (None, _) => uncovered.push(code),
                (Some((index, _)), None) => on_aland.entry(*index).or_default().push(code),
                (Some((_, first)), Some((index, _))) => {
                    let key = (*index, first.centre());
                    twice.entry(key).or_default().push(code);
                }
            }
        }
        if let Some((code, others)) = first_of(&uncovered) {
            let reason = Reason::Uncovered { code, others, date };
            let fault = CentreFault::new(CentreTable::Areas, None, date, reason);
            self.faults.push(fault);
        }
        for ((index, other), codes) in twice {
            if let Some((code, others)) = first_of(&codes) {
                let other = other.clone();
                let reason = Reason::CoveredTwice {
                    code,
                    others,
                    other,
                    date,
                };
                self.of_row(index, reason);
            }
        }
        for (index, codes) in on_aland {
            if let Some((code, others)) = first_of(&codes) {
                self.of_row(index, Reason::CoversAland { code, others, date });
            }
        }
        self.cooperation_areas(&areas, atlas);
    }

    /// Where the decree gives the area of a centre by the name of a co-operation area, the places by reference
    /// are its counties, and none of these is left out.
    fn cooperation_areas(&mut self, areas: &[(usize, &AreaMember)], atlas: AtlasView<'_>) {
        let date = atlas.date();
        let centres = self.centres.tables.centres.iter().enumerate();
        for (row, centre) in centres.filter(|(_, centre)| centre.validity().contains(date)) {
            let Some(name) = centre.cooperation_area() else {
                continue;
            };
            let Some(area) = atlas
                .cooperation_areas()
                .find(|area| is_same(area.name(), name))
            else {
                let name = name.in_language(Language::Finnish).into();
                if self.told.insert(Told::CooperationArea(row, None)) {
                    self.of_centre(row, centre, Reason::NoCooperationArea { name, date });
                }
                continue;
            };
            let code = area.code();
            let counties: Vec<Place> = atlas
                .counties_of(code)
                .map(|county| county.code().into())
                .collect();
            let of_centre = || areas.iter().filter(|(_, of)| of.centre() == centre.id());
            for county in &counties {
                let is_missing = of_centre().all(|(_, of)| of.place() != *county);
                if is_missing && self.told.insert(Told::CooperationArea(row, Some(*county))) {
                    let county = *county;
                    self.of_centre(row, centre, Reason::WithoutCounty { county, code, date });
                }
            }
            for (index, of) in of_centre() {
                let place = of.place();
                let by_reference = matches!(of.ground(), AreaGround::Reference { .. });
                if by_reference
                    && !counties.contains(&place)
                    && self.told.insert(Told::CooperationArea(row, Some(place)))
                {
                    self.of_row(*index, Reason::OutsideOfCooperationArea { code, date });
                }
            }
        }
    }

    fn of_centre(&mut self, row: usize, centre: &Centre, reason: Reason) {
        let fault = CentreFault::new(CentreTable::Centres, Some(row), centre.id(), reason);
        self.faults.push(fault);
    }

    fn of_row(&mut self, index: usize, reason: Reason) {
        if let Some(area) = self.centres.tables.areas.get(index) {
            let fault = CentreFault::new(CentreTable::Areas, Some(index), area.key(), reason);
            self.faults.push(fault);
        }
    }
}

/// Whether two names are the same in Finnish and Swedish.
fn is_same(name: &Text, other: &Text) -> bool {
    let languages = [Language::Finnish, Language::Swedish];
    languages
        .into_iter()
        .all(|language| name.in_language(language) == other.in_language(language))
}

/// The first of some municipalities, and how many more there are.
fn first_of(codes: &[MunicipalityCode]) -> Option<(MunicipalityCode, Others)> {
    let (first, others) = codes.split_first()?;
    Some((*first, Others(others.len())))
}
