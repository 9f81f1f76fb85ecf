//! What tables must be to be an atlas: [`AtlasTables::check`] and the faults it finds.

mod fault;

use std::cmp::Ordering;
use std::fmt;

use chrono::NaiveDate;
use oske_types::{CountyCode, MunicipalityCode, Validity};

use super::ALAND;
use super::tables::{
    AtlasTables, DatedRow, FigureYear, PopulationFigure, SurfaceFigure, figure_of, row_on, rows_of,
};
use crate::{
    AreaMembership, ClassCode, ClassId, Classification, County, CountyKind, JointAuthority, Place,
};

use self::fault::Reason;
pub use self::fault::{AtlasFault, AtlasFaults, AtlasTable};

impl AtlasTables {
    /// Whether the tables are an atlas.
    pub(super) fn check(&self) -> Result<(), AtlasFaults> {
        let mut check = Check {
            tables: self,
            faults: Vec::new(),
        };
        check.order();
        if check.faults.is_empty() {
            check.municipalities();
            check.memberships(
                AtlasTable::RegionMemberships,
                &self.region_memberships,
                (&self.municipalities, &self.regions),
            );
            check.memberships(
                AtlasTable::CountyMemberships,
                &self.county_memberships,
                (&self.municipalities, &self.counties),
            );
            check.memberships(
                AtlasTable::CooperationAreaMemberships,
                &self.cooperation_area_memberships,
                (&self.counties, &self.cooperation_areas),
            );
            check.county_kinds();
            check.helsinki_and_aland();
            check.counties();
            check.joint_authorities();
            check.classifications();
            check.populations();
            check.surface_areas();
            check.speakers();
            check.mother_tongues();
        }
        let faults = check.faults;
        if faults.is_empty() {
            Ok(())
        } else {
            Err(AtlasFaults { faults })
        }
    }
}

struct Check<'a> {
    tables: &'a AtlasTables,
    faults: Vec<AtlasFault>,
}

impl Check<'_> {
    fn fault(&mut self, table: AtlasTable, row: usize, key: impl fmt::Display, reason: Reason) {
        self.faults.push(AtlasFault {
            table,
            row,
            key: key.to_string().into(),
            reason,
        });
    }

    fn order(&mut self) {
        let tables = self.tables;
        self.names_in_order(AtlasTable::Municipalities, &tables.municipalities);
        self.names_in_order(AtlasTable::Regions, &tables.regions);
        self.names_in_order(AtlasTable::Counties, &tables.counties);
        self.names_in_order(AtlasTable::CooperationAreas, &tables.cooperation_areas);
        self.rows_in_order(AtlasTable::RegionMemberships, &tables.region_memberships);
        self.rows_in_order(AtlasTable::CountyMemberships, &tables.county_memberships);
        self.rows_in_order(
            AtlasTable::CooperationAreaMemberships,
            &tables.cooperation_area_memberships,
        );
        let ids = tables.joint_authorities.iter().map(JointAuthority::id);
        self.strictly_rising(AtlasTable::JointAuthorities, 0, ids);

        let ids = tables.classifications.iter().map(Classification::id);
        self.strictly_rising(AtlasTable::Classifications, 0, ids);
        let (mut first_class, mut first_membership) = (0_usize, 0_usize);
        for classification in tables.classifications.iter() {
            let (classes, memberships) = (classification.classes(), classification.memberships());
            self.with_offset(first_class, |check| {
                check.names_in_order(AtlasTable::Classes, classes);
            });
            self.with_offset(first_membership, |check| {
                check.rows_in_order(AtlasTable::ClassMemberships, memberships);
            });
            first_class = first_class.saturating_add(classes.len());
            first_membership = first_membership.saturating_add(memberships.len());
        }

        let layouts = tables.populations.iter();
        let layouts = layouts.map(|year| Layout(year.year(), year.borders()));
        self.strictly_rising(AtlasTable::PopulationYears, 0, layouts);
        self.years_in_order(AtlasTable::SurfaceFigures, &tables.surface_areas);
        self.years_in_order(AtlasTable::SpeakerFigures, &tables.swedish_speakers);
        let years = tables.mother_tongues.iter().map(|row| row.year());
        self.strictly_rising(AtlasTable::MotherTongues, 0, years);
        let populations = tables.populations.iter().map(|year| year.figures());
        self.figures_in_order(AtlasTable::PopulationFigures, populations);
        let speakers = tables.swedish_speakers.iter().map(|year| year.figures());
        self.figures_in_order(AtlasTable::SpeakerFigures, speakers);
        let mut first_row = 0_usize;
        for year in tables.surface_areas.iter() {
            let codes = year.figures().iter().map(|figure| figure.municipality());
            self.strictly_rising(AtlasTable::SurfaceFigures, first_row, codes);
            first_row = first_row.saturating_add(year.figures().len());
        }
    }

    /// Faults of rows that stand after others in one table.
    fn with_offset(&mut self, first_row: usize, check: impl FnOnce(&mut Self)) {
        let before = self.faults.len();
        check(self);
        for fault in self.faults.iter_mut().skip(before) {
            fault.row = fault.row.saturating_add(first_row);
        }
    }

    /// Each year stands once, in the borders of one day. A fault is told of the first figure of its year.
    fn years_in_order<Y: FigureYear>(&mut self, table: AtlasTable, years: &[Y]) {
        let mut first_row = 0_usize;
        let mut before: Option<&Y> = None;
        for year in years {
            let reason = before.and_then(|before| match before.year().cmp(&year.year()) {
                Ordering::Less => None,
                Ordering::Greater => Some(Reason::Unsorted),
                Ordering::Equal if before.borders() == year.borders() => Some(Reason::Duplicate),
                Ordering::Equal => Some(Reason::SecondLayout(before.borders())),
            });
            if let Some(reason) = reason {
                self.fault(table, first_row, year.year(), reason);
            }
            first_row = first_row.saturating_add(year.count());
            before = Some(year);
        }
    }

    fn figures_in_order<'f>(
        &mut self,
        table: AtlasTable,
        years: impl Iterator<Item = &'f [PopulationFigure]>,
    ) {
        let mut first_row = 0_usize;
        for figures in years {
            let codes = figures.iter().map(|figure| figure.municipality());
            self.strictly_rising(table, first_row, codes);
            first_row = first_row.saturating_add(figures.len());
        }
    }

    /// Sorted, and no two rows of a code for one day.
    fn rows_in_order<R: DatedRow>(&mut self, table: AtlasTable, rows: &[R]) {
        let keys = rows.iter().map(|row| (row.code(), row.validity().from()));
        for (row, reason) in out_of_order(keys) {
            if let Some(code) = rows.get(row).map(DatedRow::code) {
                self.fault(table, row, code, reason);
            }
        }
        for (row, earlier, later) in neighbours_of_a_code(rows) {
            if let (Some(shared), true) = (
                earlier.validity().intersection(later.validity()),
                earlier.validity().from() < later.validity().from(),
            ) {
                self.fault(table, row, later.code(), Reason::Overlap(shared));
            }
        }
    }

    /// In addition, each name of a code begins where the one before it ends.
    fn names_in_order<R: DatedRow>(&mut self, table: AtlasTable, rows: &[R]) {
        self.rows_in_order(table, rows);
        for (row, earlier, later) in neighbours_of_a_code(rows) {
            let (ends, begins) = (
                earlier.validity().until_exclusive(),
                later.validity().from(),
            );
            if let (Some(missing), true) = (Validity::new(ends, begins), ends.is_some()) {
                self.fault(table, row, later.code(), Reason::Gap(missing));
            }
        }
    }

    fn strictly_rising<K: Ord + Copy + fmt::Display>(
        &mut self,
        table: AtlasTable,
        first_row: usize,
        keys: impl Iterator<Item = K> + Clone,
    ) {
        for (row, reason) in out_of_order(keys.clone()) {
            if let Some(key) = keys.clone().nth(row) {
                self.fault(table, first_row.saturating_add(row), key, reason);
            }
        }
    }

    /// Each ends in a successor, and has a region and a county for each day.
    fn municipalities(&mut self) {
        let tables = self.tables;
        let rows = &tables.municipalities;
        let duties_from = tables.counties.iter().filter_map(County::duties_from).min();
        for (index, row) in rows.iter().enumerate() {
            let (code, validity) = (row.code(), row.validity());
            let mut fault = |reason| self.fault(AtlasTable::Municipalities, index, code, reason);

            let is_last = rows_of(rows, code).last() == Some(row);
            let ends = validity.until_exclusive();
            if ends.is_some() && is_last && row.successors().next().is_none() {
                fault(Reason::NoSuccessor);
            }
            for successor in row.successors() {
                match ends {
                    None => fault(Reason::SuccessorWithoutEnd(successor)),
                    Some(_) if !is_last => fault(Reason::SuccessorBeforeLastRow(successor)),
                    Some(date) if row_on(rows, successor, date).is_none() => {
                        fault(Reason::UnknownSuccessor { successor, date });
                    }
                    Some(_) => {}
                }
            }

            let Some(carried) = validity.intersection(tables.coverage) else {
                continue;
            };
            if let Some(missing) = uncovered(carried, rows_of(&tables.region_memberships, code)) {
                fault(Reason::NoRegion(missing));
            }
            let with_duties =
                duties_from.and_then(|date| carried.intersection(Validity::starting(date)));
            if let Some(missing) = with_duties
                .and_then(|period| uncovered(period, rows_of(&tables.county_memberships, code)))
            {
                fault(Reason::NoCounty(missing));
            }
        }
    }

    /// Member and area exist on each day of a membership.
    fn memberships<A, M>(
        &mut self,
        table: AtlasTable,
        memberships: &[AreaMembership<A::Code, M::Code>],
        (members, areas): (&[M], &[A]),
    ) where
        A: DatedRow<Code: Into<Place>>,
        M: DatedRow<Code: Into<Place>>,
    {
        for (row, membership) in memberships.iter().enumerate() {
            let (code, area) = (membership.member(), membership.area());
            let Some(carried) = membership.validity().intersection(self.tables.coverage) else {
                continue;
            };
            for (place, missing) in [
                (code.into(), uncovered(carried, rows_of(members, code))),
                (area.into(), uncovered(carried, rows_of(areas, area))),
            ] {
                if let Some(period) = missing {
                    self.fault(table, row, code, Reason::UnknownPlace { place, period });
                }
            }
        }
    }

    /// Helsinki and Åland stand under the codes that the classification gives them, and nothing else does.
    fn county_kinds(&mut self) {
        let tables = self.tables;
        for (row, county) in tables.counties.iter().enumerate() {
            let (expected, found) = (kind_of(county.code()), county.kind());
            if expected != found {
                let reason = Reason::KindOfAnother(match found {
                    CountyKind::County => "a county",
                    CountyKind::CityOfHelsinki => "the City of Helsinki",
                    CountyKind::Aland => "Åland",
                });
                self.fault(AtlasTable::Counties, row, county.code(), reason);
            }
        }
    }

    /// The rows of Helsinki and Åland among the counties have the municipalities of these, and no others.
    fn helsinki_and_aland(&mut self) {
        let tables = self.tables;
        for (row, membership) in tables.county_memberships.iter().enumerate() {
            let (code, county) = (membership.member(), membership.area());
            let Some(period) = membership.validity().intersection(tables.coverage) else {
                continue;
            };
            let mut fault = |reason| self.fault(AtlasTable::CountyMemberships, row, code, reason);
            let kind = kind_of(county);
            if (kind == CountyKind::CityOfHelsinki) != (Some(code) == HELSINKI) {
                fault(Reason::NotHelsinki { county, period });
            }
            for of_region in rows_of(&tables.region_memberships, code) {
                let region = of_region.area();
                let both = of_region.validity().intersection(period);
                if (kind == CountyKind::Aland) != (Some(region) == ALAND)
                    && let Some(period) = both
                {
                    fault(Reason::NotAland {
                        county,
                        region,
                        period,
                    });
                }
            }
        }
    }

    /// Each county, but for Åland, is in a co-operation area from the day there are such.
    fn counties(&mut self) {
        let tables = self.tables;
        let areas = tables.cooperation_areas.iter();
        let Some(first_day) = areas.filter_map(|area| area.validity().from()).min() else {
            return;
        };
        for (row, county) in tables.counties.iter().enumerate() {
            let in_area = Validity::starting(first_day)
                .intersection(county.validity())
                .and_then(|period| period.intersection(tables.coverage));
            let Some(period) = in_area.filter(|_| county.kind() != CountyKind::Aland) else {
                continue;
            };
            let memberships = rows_of(&tables.cooperation_area_memberships, county.code());
            if let Some(missing) = uncovered(period, memberships) {
                let reason = Reason::NoCooperationArea(missing);
                self.fault(AtlasTable::Counties, row, county.code(), reason);
            }
        }
    }

    /// Each joint authority has members, and they are there when its duties begin.
    fn joint_authorities(&mut self) {
        let tables = self.tables;
        for (row, authority) in tables.joint_authorities.iter().enumerate() {
            let mut fault =
                |reason| self.fault(AtlasTable::JointAuthorities, row, authority.id(), reason);
            if authority.members().is_empty() {
                fault(Reason::NoMembers);
            }
            let date = authority.duties_from();
            for member in authority.members() {
                if row_on(&tables.counties, *member, date).is_none() {
                    let (place, period) = (Place::from(*member), Validity::starting(date));
                    fault(Reason::UnknownPlace { place, period });
                }
            }
        }
    }

    /// In the period of a classification every municipality is in a class that is known.
    fn classifications(&mut self) {
        let mut first_row = 0_usize;
        for classification in self.tables.classifications.iter() {
            self.with_offset(first_row, |check| check.class_memberships(classification));
            first_row = first_row.saturating_add(classification.memberships().len());
            self.classified(classification);
        }
    }

    fn class_memberships(&mut self, classification: &Classification) {
        let tables = self.tables;
        for (row, membership) in classification.memberships().iter().enumerate() {
            let (code, class): (_, ClassCode) = (membership.member(), membership.area());
            let Some(carried) = membership.validity().intersection(tables.coverage) else {
                continue;
            };
            let classes = rows_of(classification.classes(), class);
            let class = ClassId::new(classification.id(), class);
            let municipality = rows_of(&tables.municipalities, code);
            for (place, missing) in [
                (Place::from(code), uncovered(carried, municipality)),
                (class.into(), uncovered(carried, classes)),
            ] {
                if let Some(period) = missing {
                    let reason = Reason::UnknownPlace { place, period };
                    self.fault(AtlasTable::ClassMemberships, row, code, reason);
                }
            }
        }
    }

    fn classified(&mut self, classification: &Classification) {
        let tables = self.tables;
        for (row, municipality) in tables.municipalities.iter().enumerate() {
            let code = municipality.code();
            let period = municipality
                .validity()
                .intersection(tables.coverage)
                .and_then(|period| period.intersection(classification.validity()));
            let memberships = rows_of(classification.memberships(), code);
            if let Some(missing) = period.and_then(|period| uncovered(period, memberships)) {
                let reason = Reason::NoClass(classification.id(), missing);
                self.fault(AtlasTable::Municipalities, row, code, reason);
            }
        }
    }

    /// The figures of a year are of the municipalities of its borders and add up to its total.
    fn populations(&mut self) {
        let tables = self.tables;
        let mut first_row = 0_usize;
        for (index, year) in tables.populations.iter().enumerate() {
            let mut year_fault =
                |reason| self.fault(AtlasTable::PopulationYears, index, year.year(), reason);
            let sum = year
                .figures()
                .iter()
                .map(|figure| u64::from(figure.residents()))
                .sum();
            let control = *year.control_total().value();
            if sum != u64::from(control) {
                year_fault(Reason::Total { sum, control });
            }
            let figures = year.figures().iter().map(|figure| figure.municipality());
            self.whole((AtlasTable::PopulationYears, index), year, figures.clone());
            self.known((AtlasTable::PopulationFigures, first_row), year, figures);
            first_row = first_row.saturating_add(year.figures().len());
        }
    }

    /// The surface areas of a year are of the municipalities of its borders, each of them.
    fn surface_areas(&mut self) {
        let tables = self.tables;
        let mut first_row = 0_usize;
        for year in tables.surface_areas.iter() {
            let hectares = |figure: &SurfaceFigure| {
                let (land, water) = (figure.land_hectares(), figure.fresh_water_hectares());
                u64::from(land).saturating_add(u64::from(water))
            };
            let sum: u64 = year.figures().iter().map(hectares).sum();
            if u32::try_from(sum).is_err() {
                let (table, key) = (AtlasTable::SurfaceFigures, year.year());
                self.fault(table, first_row, key, Reason::TooLarge);
            }
            let figures = year.figures().iter().map(|figure| figure.municipality());
            self.whole(
                (AtlasTable::SurfaceFigures, first_row),
                year,
                figures.clone(),
            );
            self.known((AtlasTable::SurfaceFigures, first_row), year, figures);
            first_row = first_row.saturating_add(year.figures().len());
        }
    }

    /// The speakers of a year are of municipalities of its borders, and what is hidden is not shown.
    fn speakers(&mut self) {
        let tables = self.tables;
        let mut first_row = 0_usize;
        for year in tables.swedish_speakers.iter() {
            let figures = year.figures();
            let codes = figures.iter().map(|figure| figure.municipality());
            self.known((AtlasTable::SpeakerFigures, first_row), year, codes);
            for (row, figure) in (first_row..).zip(figures) {
                if (1..=4).contains(&figure.residents()) {
                    let reason = Reason::NotHidden(figure.residents());
                    self.fault(
                        AtlasTable::SpeakerFigures,
                        row,
                        figure.municipality(),
                        reason,
                    );
                }
            }
            first_row = first_row.saturating_add(figures.len());
        }
    }

    /// The mother tongues of a year add up to its population, and its Swedish speakers are as many as
    /// those of the municipalities, as far as these are shown.
    fn mother_tongues(&mut self) {
        let tables = self.tables;
        for (row, tongues) in tables.mother_tongues.iter().enumerate() {
            let mut fault =
                |reason| self.fault(AtlasTable::MotherTongues, row, tongues.year(), reason);
            let of_year = |year: i32| tongues.year() == year;
            let population = tables.populations.iter().find(|year| of_year(year.year()));
            if let (Some(population), Some(sum)) = (population, tongues.total()) {
                let control = *population.control_total().value();
                if sum != control {
                    fault(Reason::MotherTongues { sum, control });
                }
            }
            let figures = tables.swedish_speakers.iter();
            for figures in figures.filter(|figures| of_year(figures.year())) {
                let (mut least, mut most) = (0_u32, 0_u32);
                for municipality in tables.municipalities.iter() {
                    if !municipality.validity().contains(figures.borders()) {
                        continue;
                    }
                    let (few, many) = match figure_of(figures.figures(), municipality.code()) {
                        Some(shown) => (shown, shown),
                        None => (1, 4),
                    };
                    least = least.saturating_add(few);
                    most = most.saturating_add(many);
                }
                let speakers = tongues.swedish();
                if !(least..=most).contains(&speakers) {
                    fault(Reason::Speakers {
                        speakers,
                        least,
                        most,
                    });
                }
            }
        }
    }

    /// There is a figure for each municipality of the borders.
    fn whole<Y: FigureYear>(
        &mut self,
        (table, row): (AtlasTable, usize),
        year: &Y,
        figures: impl Iterator<Item = MunicipalityCode> + Clone,
    ) {
        let (tables, borders) = (self.tables, year.borders());
        for municipality in tables.municipalities.iter() {
            let code = municipality.code();
            let missing = figures.clone().all(|figure| figure != code);
            if municipality.validity().contains(borders) && missing {
                self.fault(table, row, year.year(), Reason::NoFigure { code, borders });
            }
        }
    }

    /// Each figure is of a municipality of the borders, which the atlas answers for.
    fn known<Y: FigureYear>(
        &mut self,
        (table, first_row): (AtlasTable, usize),
        year: &Y,
        figures: impl Iterator<Item = MunicipalityCode>,
    ) {
        let (tables, borders) = (self.tables, year.borders());
        if !tables.coverage.contains(borders) {
            let reason = Reason::BordersNotCarried(borders);
            return self.fault(table, first_row, year.year(), reason);
        }
        for (row, code) in (first_row..).zip(figures) {
            if row_on(&tables.municipalities, code, borders).is_none() {
                self.fault(table, row, code, Reason::UnknownFigure { code, borders });
            }
        }
    }
}

/// Helsinki among the municipalities.
const HELSINKI: Option<MunicipalityCode> = MunicipalityCode::from_number(91);

/// What the classification of counties has under a code.
const fn kind_of(county: CountyCode) -> CountyKind {
    match county.number() {
        90 => CountyKind::CityOfHelsinki,
        91 => CountyKind::Aland,
        _ => CountyKind::County,
    }
}

/// A year in the borders of a day.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Layout(i32, NaiveDate);

impl fmt::Display for Layout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// The keys that are not greater than the one before them, by index.
fn out_of_order<K: Ord>(
    keys: impl Iterator<Item = K> + Clone,
) -> impl Iterator<Item = (usize, Reason)> {
    let pairs = keys.clone().zip(keys.skip(1));
    (1_usize..)
        .zip(pairs)
        .filter_map(|(row, (earlier, later))| {
            let reason = match earlier.cmp(&later) {
                Ordering::Less => return None,
                Ordering::Equal => Reason::Duplicate,
                Ordering::Greater => Reason::Unsorted,
            };
            Some((row, reason))
        })
}

/// Each row that follows one of the same code, with its index and that one.
fn neighbours_of_a_code<R: DatedRow>(rows: &[R]) -> impl Iterator<Item = (usize, &R, &R)> {
    let pairs = rows.iter().zip(rows.iter().skip(1));
    (1_usize..)
        .zip(pairs)
        .filter(|(_, (earlier, later))| earlier.code() == later.code())
        .map(|(row, (earlier, later))| (row, earlier, later))
}

/// The first days of a period that no row covers, of rows in order of time.
fn uncovered<R: DatedRow>(period: Validity, rows: &[R]) -> Option<Validity> {
    let mut rest = period;
    for row in rows {
        let Some(covered) = row.validity().intersection(rest) else {
            continue;
        };
        if covered.from() != rest.from() {
            return Validity::new(rest.from(), covered.from());
        }
        // Covered without an end, or to the end of the period: nothing is left.
        rest = Validity::new(Some(covered.until_exclusive()?), period.until_exclusive())?;
    }
    Some(rest)
}

#[cfg(test)]
mod tests {
    use oske_types::{RegionCode, Source, Text};

    use super::*;
    use crate::{Municipality, Region, SpeakerYear, SurfaceYear};

    /// Two municipalities in one region.
    fn tables() -> AtlasTables {
        let source = Source::new("made up");
        let region = RegionCode::from_number(1).unwrap();
        let name = || Text::bilingual("Nimi", "Namn");
        let codes = [1, 2].map(|number| MunicipalityCode::from_number(number).unwrap());
        let mut tables = AtlasTables::empty("2020-01-01/2025-01-01".parse().unwrap());
        tables.municipalities = codes
            .map(|code| Municipality::new(code, name(), Validity::ALWAYS, source.clone()))
            .to_vec()
            .into();
        tables.regions = vec![Region::new(
            region,
            name(),
            Validity::ALWAYS,
            source.clone(),
        )]
        .into();
        tables.region_memberships = codes
            .map(|code| AreaMembership::new(code, region, Validity::ALWAYS, source.clone()))
            .to_vec()
            .into();
        tables
    }

    /// Years of surface areas and of Swedish speakers, of both municipalities, in the borders of a day.
    fn with_years(years: &[(i32, &str)]) -> AtlasTables {
        let mut tables = tables();
        let source = Source::new("made up");
        let codes: Vec<_> = tables.municipalities.iter().map(|row| row.code()).collect();
        let codes = codes.iter().copied();
        tables.surface_areas = years
            .iter()
            .map(|(year, borders)| {
                let figures = codes.clone();
                let figures = figures.map(|code| SurfaceFigure::new(code, 1, 0, source.clone()));
                SurfaceYear::new(*year, borders.parse().unwrap(), figures.collect())
            })
            .collect();
        tables.swedish_speakers = years
            .iter()
            .map(|(year, borders)| {
                let figures = codes.clone().map(|code| PopulationFigure::new(code, 7));
                let borders = borders.parse().unwrap();
                SpeakerYear::new(*year, borders, figures.collect(), source.clone())
            })
            .collect();
        tables
    }

    fn told(tables: &AtlasTables) -> Vec<String> {
        let faults = tables.check().unwrap_err();
        faults.faults().iter().map(ToString::to_string).collect()
    }

    /// A fault of a year is told of its first figure, which is a row of the table.
    #[test]
    fn years_out_of_order_are_told_of_their_first_figure() {
        let ok = with_years(&[(2021, "2021-01-01"), (2022, "2022-01-01")]);
        assert_eq!(ok.check(), Ok(()));
        let reason = "it stands after a greater one: expected rows sorted by code or year, then by first day";
        assert_eq!(
            told(&with_years(&[
                (2020, "2020-01-01"),
                (2022, "2022-01-01"),
                (2021, "2021-01-01")
            ])),
            [
                format!("surface areas, row 5 (`2021`): {reason}"),
                format!("Swedish speakers, row 5 (`2021`): {reason}"),
            ],
        );
    }

    #[test]
    fn a_year_in_two_divisions_is_refused() {
        let reason = "its figures stand in the borders of 2021-01-01, too: expected them in those of one day";
        assert_eq!(
            told(&with_years(&[(2021, "2021-01-01"), (2021, "2022-01-01")])),
            [
                format!("surface areas, row 3 (`2021`): {reason}"),
                format!("Swedish speakers, row 3 (`2021`): {reason}"),
            ],
        );
        let twice = told(&with_years(&[(2021, "2021-01-01"), (2021, "2021-01-01")]));
        assert!(twice.iter().all(|fault| fault.contains("stands twice")));
    }
}
