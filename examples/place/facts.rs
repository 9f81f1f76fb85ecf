//! What is known of a place on a day, gathered from the atlas and the centres.

use chrono::{Datelike, NaiveDate};
use oske::data::{ATLAS, CENTRES};
use oske::domain::{
    AtlasView, CentreFor, CentreOperator, CentresView, Classification, CooperationArea, County,
    FigureError, JointAuthority, Municipality, OperatingUnit, Place, PlaceEvent, Population,
    ProjectArea, Region, Speakers, SurfaceArea, UnknownPlace,
};
use oske::types::{MunicipalityCode, Source, Sourced, Text, Validity};

/// What a query asks for.
pub(crate) struct Found<'a> {
    pub(crate) view: AtlasView<'a>,
    pub(crate) query: &'a str,
    pub(crate) places: Vec<PlaceFacts<'a>>,
    pub(crate) body: Option<BodyFacts<'a>>,
    /// Classes of the same name.
    pub(crate) also: Vec<Place>,
}

/// What is known of a place on the date of a view.
pub(crate) struct PlaceFacts<'a> {
    pub(crate) place: Place,
    pub(crate) name: &'a Text,
    pub(crate) source: &'a Source,
    /// The period in which there is such a place, under whatever name.
    pub(crate) life: Validity,
    /// The period in which it has this name.
    pub(crate) named: Validity,
    /// The row of a county, or of what stands in its place.
    pub(crate) county: Option<&'a County>,
    /// The classification of a class.
    pub(crate) classification: Option<&'a Classification>,
    /// What a municipality will be part of from the day it ends.
    pub(crate) successors: Vec<(MunicipalityCode, &'a Text)>,
    /// What has ended and is part of it.
    pub(crate) predecessors: Vec<&'a Municipality>,
    pub(crate) belongs: Vec<Belonging<'a>>,
    pub(crate) authorities: Vec<&'a JointAuthority>,
    /// The counties of a co-operation area.
    pub(crate) counties: Vec<&'a County>,
    /// The municipalities of an area; none for a municipality.
    pub(crate) municipalities: Vec<&'a Municipality>,
    pub(crate) figures: Figures<'a>,
    pub(crate) centre: CentreFacts<'a>,
    /// What happened to it, where that was asked for.
    pub(crate) history: Option<Vec<PlaceEvent<'a>>>,
}

/// An area or a class that a place belongs to.
pub(crate) struct Belonging<'a> {
    pub(crate) area: Place,
    pub(crate) name: &'a Text,
    pub(crate) classification: Option<&'a Classification>,
    pub(crate) county: Option<&'a County>,
    pub(crate) validity: Validity,
    pub(crate) source: &'a Source,
}

/// Which centre serves a place, who runs it, and who serves the Swedish speakers.
pub(crate) struct CentreFacts<'a> {
    pub(crate) regional: Result<CentreFor<'a>, String>,
    pub(crate) view: Option<CentresView<'a>>,
    pub(crate) projects: Vec<&'a ProjectArea>,
}

impl<'a> CentreFacts<'a> {
    pub(crate) fn units(
        &self,
        centre: &'a oske::domain::CentreId,
    ) -> Vec<(&'a OperatingUnit, &'a CentreOperator)> {
        let operators = self.view.into_iter();
        let operators = operators.flat_map(|view| view.operators_of(centre));
        operators
            .filter_map(|row| Some((CENTRES.unit(row.unit())?, row)))
            .collect()
    }
}

/// Figures of a place, each with its year, or why there is none.
pub(crate) struct Figures<'a> {
    pub(crate) population: Option<(i32, Result<Sourced<Population>, FigureError>)>,
    pub(crate) surface: Option<(i32, Result<SurfaceArea<'a>, FigureError>)>,
    pub(crate) speakers: Option<(i32, Result<Sourced<Speakers>, FigureError>)>,
}

impl<'a> Figures<'a> {
    fn of(view: AtlasView<'a>, places: &[Place]) -> Self {
        let before = |year: &i32| *year < view.date().year();
        let speakers = ATLAS.swedish_speaker_years().take_while(before).last();
        // Borders on land hardly move but for mergers, which the answer follows: another year's figure,
        // with its year, is better than none.
        let surface = ATLAS.surface_area_years();
        let surface = surface
            .take_while(|year| *year <= view.date().year())
            .last()
            .or_else(|| ATLAS.surface_area_years().next());
        let population = ATLAS.population_year_before(view.date());
        Self {
            population: population.map(|year| (year, view.population_of(places, year))),
            surface: surface.map(|year| (year, view.surface_area_of(places, year))),
            speakers: speakers.map(|year| (year, view.swedish_speakers_of(places, year))),
        }
    }
}

/// What is known of a joint authority: a body, and no place.
pub(crate) struct BodyFacts<'a> {
    pub(crate) authority: &'a JointAuthority,
    pub(crate) members: Vec<&'a County>,
    pub(crate) municipalities: usize,
    pub(crate) figures: Figures<'a>,
}

impl<'a> BodyFacts<'a> {
    pub(crate) fn of(view: AtlasView<'a>, authority: &'a JointAuthority) -> Self {
        let members = authority.members();
        let places: Vec<Place> = members.iter().map(|code| Place::from(*code)).collect();
        let municipalities = places
            .iter()
            .map(|place| view.municipalities_of(*place).count());
        Self {
            authority,
            members: members
                .iter()
                .filter_map(|code| view.county(*code))
                .collect(),
            municipalities: municipalities.sum(),
            figures: Figures::of(view, &places),
        }
    }
}

impl<'a> PlaceFacts<'a> {
    pub(crate) fn of(
        view: AtlasView<'a>,
        place: Place,
        history: bool,
    ) -> Result<Self, UnknownPlace> {
        let county = match place {
            Place::County(code) => view.county(code),
            _ => None,
        };
        let classification = match place {
            Place::Class(id) => classification(view, id.classification()),
            _ => None,
        };
        let authorities = match place {
            Place::Municipality(code) => view.county_of(code).map(County::code),
            Place::County(code) => Some(code),
            _ => None,
        };
        let (mut municipalities, mut predecessors) = (Vec::new(), Vec::new());
        match place {
            Place::Municipality(code) => predecessors = view.merged_into(code),
            _ => municipalities.extend(view.municipalities_of(place)),
        }
        Ok(Self {
            place,
            name: view.name_of(place)?,
            source: view.source_of(place)?,
            life: ATLAS.life_of(place).unwrap_or(Validity::ALWAYS),
            named: named(view, place).unwrap_or(Validity::ALWAYS),
            county,
            classification,
            successors: successors(place),
            predecessors,
            belongs: belongs(view, place),
            authorities: authorities
                .into_iter()
                .flat_map(|county| view.joint_authorities_of(county))
                .collect(),
            counties: match place {
                Place::CooperationArea(code) => view.counties_of(code).collect(),
                _ => Vec::new(),
            },
            municipalities,
            figures: Figures::of(view, &[place]),
            centre: centre(view, place),
            history: history.then(|| ATLAS.history(place)),
        })
    }
}

/// The period in which a place has the name of the date.
fn named(view: AtlasView<'_>, place: Place) -> Option<Validity> {
    match place {
        Place::Municipality(code) => view.municipality(code).map(Municipality::validity),
        Place::Region(code) => view.region(code).map(Region::validity),
        Place::County(code) => view.county(code).map(County::validity),
        Place::CooperationArea(code) => view.cooperation_area(code).map(CooperationArea::validity),
        Place::Class(id) => view.class(id).map(|class| class.validity()),
        _ => None,
    }
}

fn successors(place: Place) -> Vec<(MunicipalityCode, &'static Text)> {
    let Place::Municipality(code) = place else {
        return Vec::new();
    };
    let ended = ATLAS
        .life_of(place)
        .and_then(|life| life.until_exclusive())
        .and_then(|day| ATLAS.on(day).ok());
    let rows = ATLAS.tables().municipalities.iter();
    let of_code = rows.filter(|row| row.code() == code);
    of_code
        .flat_map(Municipality::successors)
        .filter_map(|successor| Some((successor, ended?.municipality(successor)?.name())))
        .collect()
}

fn classification(
    view: AtlasView<'_>,
    id: oske::domain::ClassificationId,
) -> Option<&Classification> {
    view.classifications().find(|known| known.id() == id)
}

/// Region, county, co-operation area and classes of a municipality; co-operation area of a county.
fn belongs<'a>(view: AtlasView<'a>, place: Place) -> Vec<Belonging<'a>> {
    let mut belongs = Vec::new();
    let mut add = |area: Place, validity, source| {
        let county = match area {
            Place::County(code) => view.county(code),
            _ => None,
        };
        let classification = match area {
            Place::Class(id) => classification(view, id.classification()),
            _ => None,
        };
        if let Ok(name) = view.name_of(area) {
            belongs.push(Belonging {
                area,
                name,
                classification,
                county,
                validity,
                source,
            });
        }
    };
    let county = match place {
        Place::Municipality(code) => {
            if let Some(row) = view.region_membership(code) {
                add(row.area().into(), row.validity(), row.source());
            }
            let row = view.county_membership(code);
            if let Some(row) = row {
                add(row.area().into(), row.validity(), row.source());
            }
            row.map(|row| row.area())
        }
        Place::County(code) => Some(code),
        _ => None,
    };
    if let Some(row) = county.and_then(|county| view.cooperation_area_membership(county)) {
        add(row.area().into(), row.validity(), row.source());
    }
    if let Place::Municipality(code) = place {
        for classification in view.classifications() {
            if let Some(row) = view.class_membership(classification.id(), code) {
                let id = oske::domain::ClassId::new(classification.id(), row.area());
                add(id.into(), row.validity(), row.source());
            }
        }
    }
    belongs
}

fn centre(view: AtlasView<'_>, place: Place) -> CentreFacts<'static> {
    let centres = CENTRES.on(view.date()).ok();
    let region = match place {
        Place::Region(code) => Some(code),
        Place::Municipality(code) => view.region_of(code).map(Region::code),
        _ => None,
    };
    let projects = centres.into_iter().flat_map(CentresView::project_areas);
    CentreFacts {
        regional: CENTRES
            .centre_for(view, place)
            .map_err(|error| error.to_string()),
        view: centres,
        projects: projects
            .filter(|area| region.is_some_and(|region| area.regions().contains(&region)))
            .collect(),
    }
}

/// The name of a place on a day, or on the last one before it where it ended then.
pub(crate) fn name_at(place: Place, date: NaiveDate) -> Option<&'static Text> {
    let before = date.pred_opt();
    let days = [Some(date), before].into_iter().flatten();
    days.filter_map(|day| ATLAS.on(day).ok()?.name_of(place).ok())
        .next()
}
