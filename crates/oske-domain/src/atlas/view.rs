//! [`AtlasView`]: what is where as on a date.

use chrono::NaiveDate;
use oske_types::{
    CooperationAreaCode, CountyCode, Language, MunicipalityCode, RegionCode, Source, Text, Validity,
};

use super::Atlas;
use super::error::UnknownPlace;
use super::names::is_same_name;
use super::tables::{AreaMembership, AtlasTables, DatedRow, row_on, rows_of};
use crate::{
    Class, ClassCode, ClassId, Classification, ClassificationId, CooperationArea, County,
    JointAuthority, Municipality, Place, Region,
};

/// An [`Atlas`] as on a date.
///
/// A municipality is found by its code without a search, and what it belongs to by binary search; no
/// look-up by code allocates, nor does one by name that finds something. Lists are in order of code.
#[derive(Debug, Clone, Copy)]
pub struct AtlasView<'a> {
    pub(super) atlas: &'a Atlas,
    // INVARIANT: in the coverage of the tables.
    pub(super) date: NaiveDate,
}

impl<'a> AtlasView<'a> {
    /// The date.
    #[must_use]
    pub const fn date(self) -> NaiveDate {
        self.date
    }

    pub(super) const fn tables(self) -> &'a AtlasTables {
        &self.atlas.tables
    }

    /// The municipality of a code, if it exists on the date.
    #[must_use]
    pub fn municipality(self, code: MunicipalityCode) -> Option<&'a Municipality> {
        let mut of_code = self.municipality_rows(code).iter();
        of_code.find(|row| row.validity().contains(self.date))
    }

    /// Every row of a municipality, in order of time.
    fn municipality_rows(self, code: MunicipalityCode) -> &'a [Municipality] {
        self.atlas
            .codes
            .rows_of(&self.tables().municipalities, code)
    }

    /// The region of a code, if it exists on the date.
    #[must_use]
    pub fn region(self, code: RegionCode) -> Option<&'a Region> {
        row_on(&self.tables().regions, code, self.date)
    }

    /// The county of a code, Helsinki (90) or Åland (91), if it exists on the date.
    #[must_use]
    pub fn county(self, code: CountyCode) -> Option<&'a County> {
        row_on(&self.tables().counties, code, self.date)
    }

    /// The co-operation area of a code, if it exists on the date.
    #[must_use]
    pub fn cooperation_area(self, code: CooperationAreaCode) -> Option<&'a CooperationArea> {
        row_on(&self.tables().cooperation_areas, code, self.date)
    }

    /// The class of an id, if it is known on the date.
    #[must_use]
    pub fn class(self, id: ClassId) -> Option<&'a Class> {
        let classification = self.tables().classification(id.classification())?;
        row_on(classification.classes(), id.code(), self.date)
    }

    /// The municipalities of the whole country.
    pub fn municipalities(self) -> impl Iterator<Item = &'a Municipality> {
        rows_on(&self.tables().municipalities, self.date)
    }

    /// The regions.
    pub fn regions(self) -> impl Iterator<Item = &'a Region> {
        rows_on(&self.tables().regions, self.date)
    }

    /// The counties, with Helsinki and Åland: see [`County::kind`].
    pub fn counties(self) -> impl Iterator<Item = &'a County> {
        rows_on(&self.tables().counties, self.date)
    }

    /// The co-operation areas of counties.
    pub fn cooperation_areas(self) -> impl Iterator<Item = &'a CooperationArea> {
        rows_on(&self.tables().cooperation_areas, self.date)
    }

    /// The joint authorities of counties whose duties have begun.
    pub fn joint_authorities(self) -> impl Iterator<Item = &'a JointAuthority> {
        let all = self.tables().joint_authorities.iter();
        all.filter(move |authority| authority.duties_from() <= self.date)
    }

    /// The joint authority of a short name or a name, in capital or small letters, if its duties have
    /// begun.
    ///
    /// ```
    /// # fn hus(atlas: &oske_domain::Atlas) -> Result<(), Box<dyn std::error::Error>> {
    /// let view = atlas.on("2025-07-01".parse()?)?;
    /// assert_eq!(view.joint_authority("hus"), view.joint_authority("HUS-yhtymä"));
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn joint_authority(self, name: &str) -> Option<&'a JointAuthority> {
        self.joint_authorities().find(|authority| {
            let names = Language::ALL
                .into_iter()
                .filter_map(|language| authority.name().get(language));
            let mut words = names.chain([authority.id()]);
            words.any(|words| is_same_name(words, name))
        })
    }

    /// The joint authorities that a county, or Helsinki, is a member of.
    pub fn joint_authorities_of(
        self,
        county: CountyCode,
    ) -> impl Iterator<Item = &'a JointAuthority> {
        self.joint_authorities()
            .filter(move |authority| authority.members().contains(&county))
    }

    /// The other classifications of municipalities that are known on the date.
    pub fn classifications(self) -> impl Iterator<Item = &'a Classification> {
        let all = self.tables().classifications.iter();
        all.filter(move |classification| classification.validity().contains(self.date))
    }

    /// The region that a municipality belongs to; `None` if there is no such municipality on the
    /// date.
    #[must_use]
    pub fn region_of(self, municipality: MunicipalityCode) -> Option<&'a Region> {
        self.region(self.region_membership(municipality)?.area())
    }

    /// That a municipality belongs to its region, with the period and the source; `None` as in
    /// [`region_of`](Self::region_of).
    #[must_use]
    pub fn region_membership(
        self,
        municipality: MunicipalityCode,
    ) -> Option<&'a AreaMembership<RegionCode>> {
        self.municipality(municipality)?;
        row_on(&self.tables().region_memberships, municipality, self.date)
    }

    /// The county that a municipality belongs to, or what stands in its place for Helsinki and
    /// Åland; `None` before the table gives the municipalities of counties, and if there is no such
    /// municipality on the date.
    #[must_use]
    pub fn county_of(self, municipality: MunicipalityCode) -> Option<&'a County> {
        self.county(self.county_membership(municipality)?.area())
    }

    /// That a municipality belongs to its county, with the period and the source; `None` as in
    /// [`county_of`](Self::county_of).
    #[must_use]
    pub fn county_membership(
        self,
        municipality: MunicipalityCode,
    ) -> Option<&'a AreaMembership<CountyCode>> {
        self.municipality(municipality)?;
        row_on(&self.tables().county_memberships, municipality, self.date)
    }

    /// The co-operation area that a county, or Helsinki, belongs to. Åland belongs to none.
    #[must_use]
    pub fn cooperation_area_of(self, county: CountyCode) -> Option<&'a CooperationArea> {
        self.cooperation_area(self.cooperation_area_membership(county)?.area())
    }

    /// That a county belongs to its co-operation area, with the period and the source; `None` as in
    /// [`cooperation_area_of`](Self::cooperation_area_of).
    #[must_use]
    pub fn cooperation_area_membership(
        self,
        county: CountyCode,
    ) -> Option<&'a AreaMembership<CooperationAreaCode, CountyCode>> {
        self.county(county)?;
        let memberships = &self.tables().cooperation_area_memberships;
        row_on(memberships, county, self.date)
    }

    /// The class that a municipality is in by a classification; `None` if the classification is not
    /// known on the date, or there is no such municipality then.
    #[must_use]
    pub fn class_of(
        self,
        classification: ClassificationId,
        municipality: MunicipalityCode,
    ) -> Option<&'a Class> {
        let membership = self.class_membership(classification, municipality)?;
        self.class(ClassId::new(classification, membership.area()))
    }

    /// That a municipality is in its class of a classification, with the period and the source; `None` as
    /// in [`class_of`](Self::class_of).
    #[must_use]
    pub fn class_membership(
        self,
        classification: ClassificationId,
        municipality: MunicipalityCode,
    ) -> Option<&'a AreaMembership<ClassCode>> {
        self.municipality(municipality)?;
        let classification = self.tables().classification(classification)?;
        row_on(classification.memberships(), municipality, self.date)
    }

    /// The places that a municipality belongs to: region, county, co-operation area and classes. None if
    /// there is no such municipality on the date.
    pub fn places_of(self, municipality: MunicipalityCode) -> impl Iterator<Item = Place> {
        let region = self.region_of(municipality).map(Region::code);
        let county = self.county_of(municipality).map(County::code);
        let cooperation_area = county.and_then(|county| self.cooperation_area_of(county));
        let classes = self.classifications().filter_map(move |classification| {
            let class = self.class_of(classification.id(), municipality)?;
            Some(ClassId::new(classification.id(), class.code()))
        });
        region
            .map(Place::from)
            .into_iter()
            .chain(county.map(Place::from))
            .chain(cooperation_area.map(|area| area.code().into()))
            .chain(classes.map(Place::from))
    }

    /// Whether a municipality is, or belongs to, a place on the date.
    #[must_use]
    pub fn contains(self, place: impl Into<Place>, municipality: MunicipalityCode) -> bool {
        match place.into() {
            Place::Municipality(code) => {
                code == municipality && self.municipality(municipality).is_some()
            }
            Place::Region(code) => self
                .region_of(municipality)
                .is_some_and(|region| region.code() == code),
            Place::County(code) => self
                .county_of(municipality)
                .is_some_and(|county| county.code() == code),
            Place::CooperationArea(code) => self
                .county_of(municipality)
                .and_then(|county| self.cooperation_area_of(county.code()))
                .is_some_and(|area| area.code() == code),
            Place::Class(id) => self
                .class_of(id.classification(), municipality)
                .is_some_and(|class| class.code() == id.code()),
        }
    }

    /// The municipalities of a place: of a municipality itself, of an area those that belong to it.
    /// None if there is no such place on the date.
    pub fn municipalities_of(
        self,
        place: impl Into<Place>,
    ) -> impl Iterator<Item = &'a Municipality> {
        let place = place.into();
        let all = &*self.tables().municipalities;
        let candidates = match place {
            Place::Municipality(code) => self.municipality_rows(code),
            _ => all,
        };
        rows_on(candidates, self.date)
            .filter(move |municipality| self.contains(place, municipality.code()))
    }

    /// The counties of a co-operation area, with Helsinki in that of the South.
    pub fn counties_of(self, area: CooperationAreaCode) -> impl Iterator<Item = &'a County> {
        self.counties().filter(move |county| {
            let of = self.cooperation_area_of(county.code());
            of.is_some_and(|of| of.code() == area)
        })
    }

    /// The municipalities that one of any earlier time is part of on the date, in order of code: itself
    /// while it exists, then what it merged into, and so on; two where it was divided. None if the
    /// atlas does not know the code, or it begins later.
    ///
    /// ```
    /// use oske_domain::{Atlas, AtlasTables, AreaMembership, Municipality, Region};
    /// use oske_types::{MunicipalityCode, Source, Text, Validity};
    ///
    /// let source = Source::new("Statistics Finland, municipalities that have ended");
    /// let [jamsa, langelmaki, orivesi] = ["182", "443", "562"].map(str::parse::<MunicipalityCode>);
    /// let (jamsa, langelmaki, orivesi) = (jamsa?, langelmaki?, orivesi?);
    /// let named = |code, name, life| {
    ///     Municipality::new(code, Text::bilingual(name, name), life, source.clone())
    /// };
    ///
    /// let mut tables = AtlasTables::empty("2002-01-01/2027-01-01".parse()?);
    /// tables.municipalities = vec![
    ///     named(jamsa, "Jämsä", Validity::ALWAYS),
    ///     named(langelmaki, "Längelmäki", "../2007-01-01".parse()?).divided_between([jamsa, orivesi]),
    ///     named(orivesi, "Orivesi", Validity::ALWAYS),
    /// ]
    /// .into();
    /// # let pirkanmaa: oske_types::RegionCode = "06".parse()?;
    /// # let name = Text::bilingual("Pirkanmaa", "Birkaland");
    /// # tables.regions = vec![Region::new(pirkanmaa, name, Validity::ALWAYS, source.clone())].into();
    /// # let membership = |code, life| AreaMembership::new(code, pirkanmaa, life, source.clone());
    /// # tables.region_memberships = vec![
    /// #     membership(jamsa, Validity::ALWAYS),
    /// #     membership(langelmaki, "../2007-01-01".parse()?),
    /// #     membership(orivesi, Validity::ALWAYS),
    /// # ]
    /// # .into();
    /// // … and the region of each.
    /// let atlas = Atlas::try_new(tables)?;
    ///
    /// let heirs = atlas.on("2007-01-01".parse()?)?.heirs_of(langelmaki);
    /// let codes: Vec<_> = heirs.iter().map(|heir| heir.code()).collect();
    /// assert_eq!(codes, [jamsa, orivesi]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn heirs_of(self, code: MunicipalityCode) -> Vec<&'a Municipality> {
        let heirs = self.tables().heirs(code, self.date);
        let heirs = heirs.into_iter();
        heirs.filter_map(|code| self.municipality(code)).collect()
    }

    /// The municipalities that have ended and lie in this one, or partly in it, on the date: each with
    /// the day it ended, in order of that day. Whatever merged into what later merged into it is told too.
    #[must_use]
    pub fn merged_into(self, code: MunicipalityCode) -> Vec<&'a Municipality> {
        let tables = self.tables();
        let mut merged: Vec<_> = tables
            .municipalities
            .iter()
            .filter(|row| row.successors().next().is_some())
            .filter(|row| row.code() != code)
            .filter(|row| {
                let ended = row.validity().until_exclusive();
                ended.is_some_and(|ended| ended <= self.date)
            })
            .filter(|row| tables.heirs(row.code(), self.date).contains(&code))
            .collect();
        merged.sort_by_key(|row| (row.validity().until_exclusive(), row.code()));
        merged
    }

    /// The name of a place.
    ///
    /// # Errors
    ///
    /// [`UnknownPlace`] if there is no such place on the date; it says when there was, and what it
    /// became part of.
    pub fn name_of(self, place: impl Into<Place>) -> Result<&'a Text, UnknownPlace> {
        let place = place.into();
        let name = match place {
            Place::Municipality(code) => self.municipality(code).map(Municipality::name),
            Place::Region(code) => self.region(code).map(Region::name),
            Place::County(code) => self.county(code).map(County::name),
            Place::CooperationArea(code) => self.cooperation_area(code).map(CooperationArea::name),
            Place::Class(id) => self.class(id).map(Class::name),
        };
        name.ok_or_else(|| self.unknown(place))
    }

    /// The source of the row that holds of a place on the date.
    ///
    /// # Errors
    ///
    /// [`UnknownPlace`] as in [`name_of`](Self::name_of).
    pub fn source_of(self, place: impl Into<Place>) -> Result<&'a Source, UnknownPlace> {
        let place = place.into();
        let source = match place {
            Place::Municipality(code) => self.municipality(code).map(Municipality::source),
            Place::Region(code) => self.region(code).map(Region::source),
            Place::County(code) => self.county(code).map(County::source),
            Place::CooperationArea(code) => {
                self.cooperation_area(code).map(CooperationArea::source)
            }
            Place::Class(id) => self.class(id).map(Class::source),
        };
        source.ok_or_else(|| self.unknown(place))
    }

    /// Why there is no such place on the date.
    fn unknown(self, place: Place) -> UnknownPlace {
        let heirs = match place {
            Place::Municipality(code) => self.heirs_of(code),
            _ => Vec::new(),
        };
        UnknownPlace::new(place, self.date, self.atlas.life_of(place), &heirs)
    }
}

/// The rows that hold on a day.
pub(super) fn rows_on<R: DatedRow>(rows: &[R], date: NaiveDate) -> impl Iterator<Item = &R> {
    rows.iter().filter(move |row| row.validity().contains(date))
}

/// The period of all rows of a code.
pub(super) fn life<R: DatedRow>(rows: &[R], code: R::Code) -> Option<Validity> {
    let rows = rows_of(rows, code);
    let (first, last) = (rows.first()?.validity(), rows.last()?.validity());
    Validity::new(first.from(), last.until_exclusive())
}
