//! Which centre serves a place: [`Centres::centre_for`].

use oske_types::MunicipalityCode;

use super::error::{CentreForError, MunicipalitiesNotKnown};
use super::{AreaMember, Centre, Centres};
use crate::{AtlasView, Municipality, Place};

impl Centres {
    /// Which regional centre serves a municipality, region or county on the date of an atlas, through which
    /// place of its area, and on what ground.
    ///
    /// The area of a centre was regions until 2022 and is counties from 2023. Whatever is asked for, its
    /// municipalities are looked for in the areas of the date: a region is served, in 2024, by the centre
    /// that has the counties of its municipalities. Where these have several centres, the answer is
    /// [`CentreFor::Divided`] and says which has which. The Swedish-language centre serves every place
    /// besides: [`CentresView::language_centre`](crate::CentresView::language_centre).
    ///
    /// # Errors
    ///
    /// [`CentreForError`] if there are no centres on the date, if there is no such place then, or if the
    /// atlas does not know its municipalities.
    pub fn centre_for(
        &self,
        atlas: AtlasView<'_>,
        place: impl Into<Place>,
    ) -> Result<CentreFor<'_>, CentreForError> {
        let place = place.into();
        let view = self.on(atlas.date())?;
        atlas.name_of(place)?;
        let mut parts: Vec<Served<'_>> = Vec::new();
        let mut unserved = Vec::new();
        for municipality in atlas.municipalities_of(place).map(Municipality::code) {
            let found = view.regional_centres().find_map(|centre| {
                let mut areas = view.area_of(centre.id());
                let area = areas.find(|area| atlas.contains(area.place(), municipality))?;
                Some((centre, area))
            });
            let Some((centre, area)) = found else {
                unserved.push(municipality);
                continue;
            };
            match parts.iter_mut().find(|part| part.centre == centre) {
                Some(part) => {
                    part.municipalities.push(municipality);
                    if !part.areas.contains(&area) {
                        part.areas.push(area);
                    }
                }
                None => parts.push(Served {
                    centre,
                    areas: vec![area],
                    municipalities: vec![municipality],
                }),
            }
        }
        if parts.len() == 1 && unserved.is_empty() {
            return Ok(parts
                .pop()
                .map_or(CentreFor::NoRegionalCentre, CentreFor::One));
        }
        match (parts.is_empty(), unserved.is_empty()) {
            (true, true) => {
                let date = atlas.date();
                Err(MunicipalitiesNotKnown { place, date }.into())
            }
            (true, false) => Ok(CentreFor::NoRegionalCentre),
            (false, _) => Ok(CentreFor::Divided(DividedPlace { parts, unserved })),
        }
    }
}

/// Which regional centre serves a place.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(
    clippy::exhaustive_enums,
    reason = "a place has one centre, several or none, and whoever asks must decide on each"
)]
pub enum CentreFor<'a> {
    /// One centre serves all of it.
    One(Served<'a>),
    /// Its municipalities are in the areas of several centres, or some of them in none.
    Divided(DividedPlace<'a>),
    /// No regional centre serves it, as on Åland: the Swedish-language centre alone does.
    NoRegionalCentre,
}

impl<'a> CentreFor<'a> {
    /// The one centre that serves all of the place, if there is one.
    #[must_use]
    pub const fn one(&self) -> Option<&Served<'a>> {
        match self {
            Self::One(served) => Some(served),
            Self::Divided(_) | Self::NoRegionalCentre => None,
        }
    }
}

/// A centre that serves a place or a part of it, and through what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Served<'a> {
    centre: &'a Centre,
    // INVARIANT: not empty.
    areas: Vec<&'a AreaMember>,
    municipalities: Vec<MunicipalityCode>,
}

impl<'a> Served<'a> {
    /// The centre, in the version of the date.
    #[must_use]
    pub const fn centre(&self) -> &'a Centre {
        self.centre
    }

    /// The regions or counties of its area that the municipalities of the place are in, each with its
    /// ground; one for a municipality.
    #[must_use]
    pub fn areas(&self) -> &[&'a AreaMember] {
        &self.areas
    }

    /// The municipalities of the place that it serves.
    #[must_use]
    pub fn municipalities(&self) -> &[MunicipalityCode] {
        &self.municipalities
    }

    /// Whether any of it rests on interpretation, the decree being silent.
    #[must_use]
    pub fn is_by_interpretation(&self) -> bool {
        self.areas
            .iter()
            .any(|area| area.ground().is_interpretation())
    }
}

/// A place whose municipalities are in the areas of several centres, or of one and of none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DividedPlace<'a> {
    parts: Vec<Served<'a>>,
    unserved: Vec<MunicipalityCode>,
}

impl<'a> DividedPlace<'a> {
    /// Each centre with the municipalities that it serves.
    #[must_use]
    pub fn parts(&self) -> &[Served<'a>] {
        &self.parts
    }

    /// The municipalities that no regional centre serves.
    #[must_use]
    pub fn unserved(&self) -> &[MunicipalityCode] {
        &self.unserved
    }
}
