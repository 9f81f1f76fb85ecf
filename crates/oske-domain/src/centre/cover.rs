//! Whether the areas of centres fit an atlas: [`Centres::cover`].

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use oske_types::{MunicipalityCode, RegionCode, Validity};

use super::check::{CentreFault, Others, Reason};
use super::tables::CentreRow;
use super::{AreaMember, CentreFaults, CentreId, CentreTable, Centres, CentresView};
use crate::{Atlas, AtlasView, Municipality, Place};

/// Åland among the regions.
const ALAND: Option<RegionCode> = RegionCode::from_number(21);

impl Centres {
    /// That the areas of the regional centres cover the mainland exactly once, on every day that both these
    /// and the atlas carry: each municipality outside of Åland (region 21) is in one area, none of Åland is
    /// in any, and the places of each area exist.
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
    let tables = atlas.tables();
    let lives = tables.municipalities.iter().map(|row| row.validity());
    let regions = tables.region_memberships.iter().map(|row| row.validity());
    let counties = tables.county_memberships.iter().map(|row| row.validity());
    let of_atlas = lives
        .chain(regions)
        .chain(counties)
        .flat_map(|period| [period.from(), period.until_exclusive()])
        .flatten();
    let mut days: BTreeSet<NaiveDate> = of_atlas.chain(centres.days_of_change()).collect();
    days.extend(atlas.coverage().from());
    days
}

struct CoverCheck<'a> {
    centres: &'a Centres,
    /// What has been told, so that it is told of its first day only.
    told: BTreeSet<(Option<MunicipalityCode>, Option<Place>)>,
    faults: Vec<CentreFault>,
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
            if self.told.insert((None, Some(place))) {
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
                (None, _) => (is_aland, (Some(code), None)),
                (Some(first), None) => (!is_aland, (Some(code), Some(first.1.place()))),
                (Some(_), Some(second)) => (false, (Some(code), Some(second.1.place()))),
            };
            if fine || !self.told.insert(told) {
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
    }

    fn of_row(&mut self, index: usize, reason: Reason) {
        if let Some(area) = self.centres.tables.areas.get(index) {
            let fault = CentreFault::new(CentreTable::Areas, Some(index), area.key(), reason);
            self.faults.push(fault);
        }
    }
}

/// The first of some municipalities, and how many more there are.
fn first_of(codes: &[MunicipalityCode]) -> Option<(MunicipalityCode, Others)> {
    let (first, others) = codes.split_first()?;
    Some((*first, Others(others.len())))
}
