//! A place as JSON: `oske-place` and `oske-place-changes`, version 1. The README of the examples tells
//! their keys.

use chrono::NaiveDate;
use oske::data::EDITION;
use oske::domain::{
    CentreFor, CountyKind, FigureError, JointAuthority, Municipality, PlaceChange, PlaceEvent,
    Population, Served, Speakers, SurfaceArea,
};
use oske::types::{Language, Sourced, Text, Validity};
use serde_json::{Value, json};

use crate::events;
use crate::facts::{Belonging, BodyFacts, CentreFacts, Figures, Found, PlaceFacts};
use crate::support::Failure;

const VERSION: u32 = 1;

pub(crate) fn found(found: &Found<'_>, language: Language) -> Result<String, Failure> {
    let places = found.places.iter();
    let places: Vec<Value> = places.map(|facts| place(facts, language)).collect();
    let classes: Vec<String> = found.also.iter().map(ToString::to_string).collect();
    printed(&json!({
        "format": "oske-place",
        "version": VERSION,
        "query": found.query,
        "date": found.view.date().to_string(),
        "edition": EDITION.name(),
        "attribution": EDITION.attribution(),
        "places": places,
        "joint_authority": found.body.as_ref().map(|body| of_body(body)),
        "classes_of_same_name": classes,
    }))
}

pub(crate) fn changes(
    [after, until]: [NaiveDate; 2],
    events: &[PlaceEvent<'_>],
    language: Language,
) -> Result<String, Failure> {
    let events: Vec<Value> = events.iter().map(|row| event(row, language)).collect();
    printed(&json!({
        "format": "oske-place-changes",
        "version": VERSION,
        "after": after.to_string(),
        "until": until.to_string(),
        "edition": EDITION.name(),
        "attribution": EDITION.attribution(),
        "events": events,
    }))
}

fn printed(document: &Value) -> Result<String, Failure> {
    let text = serde_json::to_string_pretty(document).map_err(Failure::input)?;
    Ok(format!("{text}\n"))
}

fn place(facts: &PlaceFacts<'_>, language: Language) -> Value {
    let successors = facts.successors.iter();
    let successors: Vec<Value> = successors
        .map(|(code, name)| json!({ "place": format!("municipality:{code}"), "name": names(name) }))
        .collect();
    let predecessors: Vec<Value> = facts.predecessors.iter().map(|row| ended(row)).collect();
    let belongs: Vec<Value> = facts.belongs.iter().map(belonging).collect();
    let authorities: Vec<Value> = facts.authorities.iter().map(|row| authority(row)).collect();
    let counties = facts.counties.iter();
    let counties: Vec<String> = counties
        .map(|row| format!("county:{}", row.code()))
        .collect();
    let municipalities = facts.municipalities.iter();
    let municipalities: Vec<String> = municipalities
        .map(|row| format!("municipality:{}", row.code()))
        .collect();
    let history = facts.history.as_ref().map(|events| {
        let events = events.iter();
        events.map(|row| event(row, language)).collect::<Vec<_>>()
    });
    json!({
        "place": facts.place,
        "name": names(facts.name),
        "exists": period(facts.life),
        "named": period(facts.named),
        "county_kind": facts.county.map(|county| kind(county.kind())),
        "duties_from": facts.county.and_then(|county| county.duties_from()).map(|day| day.to_string()),
        "classification": facts.classification.map(|known| json!({
            "id": known.id().as_str(),
            "name": names(known.name()),
        })),
        "source": facts.source.to_string(),
        "successors": successors,
        "predecessors": predecessors,
        "belongs_to": belongs,
        "joint_authorities": authorities,
        "counties": counties,
        "municipalities": municipalities,
        "figures": figures(&facts.figures),
        "centre": centre(&facts.centre, language),
        "history": history,
    })
}

fn of_body(body: &BodyFacts<'_>) -> Value {
    let mut value = authority(body.authority);
    if let Some(entries) = value.as_object_mut() {
        entries.insert(
            "municipalities_of_members".into(),
            body.municipalities.into(),
        );
        entries.insert("figures_of_members".into(), figures(&body.figures));
    }
    value
}

fn authority(authority: &JointAuthority) -> Value {
    let members = authority.members().iter();
    let members: Vec<String> = members.map(|code| format!("county:{code}")).collect();
    json!({
        "id": authority.id(),
        "name": names(authority.name()),
        "members": members,
        "duties_from": authority.duties_from().to_string(),
        "source": authority.source().to_string(),
    })
}

fn ended(row: &Municipality) -> Value {
    let ended = row.validity().until_exclusive();
    json!({
        "place": format!("municipality:{}", row.code()),
        "name": names(row.name()),
        "ended": ended.map(|day| day.to_string()),
        "source": row.source().to_string(),
    })
}

fn belonging(row: &Belonging<'_>) -> Value {
    json!({
        "place": row.area,
        "name": names(row.name),
        "period": period(row.validity),
        "county_kind": row.county.map(|county| kind(county.kind())),
        "classification": row.classification.map(|known| names(known.name())),
        "source": row.source.to_string(),
    })
}

fn figures(figures: &Figures<'_>) -> Value {
    json!({
        "population": figure(figures.population.as_ref(), population),
        "surface_area": figure(figures.surface.as_ref(), surface),
        "swedish_speakers": figure(figures.speakers.as_ref(), speakers),
    })
}

/// A figure, or why it is not known; null where no year is carried.
fn figure<T>(
    figure: Option<&(i32, Result<T, FigureError>)>,
    told: impl Fn(i32, &T) -> Value,
) -> Value {
    match figure {
        Some((year, Ok(known))) => told(*year, known),
        Some((year, Err(error))) => json!({ "year": year, "not_known": error.to_string() }),
        None => Value::Null,
    }
}

fn population(year: i32, figure: &Sourced<Population>) -> Value {
    json!({
        "year": year,
        "residents": figure.value().residents(),
        "borders": figure.value().borders().to_string(),
        "source": figure.source().to_string(),
    })
}

fn surface(year: i32, area: &SurfaceArea<'_>) -> Value {
    let sources = area.sources().iter();
    let sources: Vec<String> = sources.map(ToString::to_string).collect();
    json!({
        "year": year,
        "land_hectares": area.land_hectares(),
        "fresh_water_hectares": area.fresh_water_hectares(),
        "borders": area.borders().to_string(),
        "sources": sources,
    })
}

fn speakers(year: i32, figure: &Sourced<Speakers>) -> Value {
    let speakers = figure.value();
    json!({
        "year": year,
        "exactly": speakers.exactly(),
        "at_least": speakers.at_least(),
        "at_most": speakers.at_most(),
        "hidden_municipalities": speakers.hidden_municipalities(),
        "borders": speakers.borders().to_string(),
        "source": figure.source().to_string(),
    })
}

fn centre(facts: &CentreFacts<'_>, language: Language) -> Value {
    let (parts, unserved, reason) = match &facts.regional {
        Ok(CentreFor::One(served)) => (vec![self::served(served, facts, language)], 0, None),
        Ok(CentreFor::Divided(divided)) => {
            let parts = divided.parts().iter();
            let parts = parts.map(|part| served(part, facts, language));
            (parts.collect(), divided.unserved().len(), None)
        }
        Ok(CentreFor::NoRegionalCentre) => (Vec::new(), 0, None),
        Err(error) => (Vec::new(), 0, Some(error)),
    };
    let language_centre = facts.view.map(|view| {
        let centre = view.language_centre();
        json!({
            "id": centre.id(),
            "name": names(centre.name()),
            "citation": centre.citation().to_string(),
            "source": centre.source().to_string(),
        })
    });
    let projects = facts.projects.iter().map(|project| {
        json!({
            "name": names(project.name()),
            "period": period(project.validity()),
            "source": project.source().to_string(),
        })
    });
    let known_to = facts.view.and_then(|view| view.known_to());
    json!({
        "regional": parts,
        "municipalities_without": unserved,
        "not_known": reason,
        "language_centre": language_centre,
        "known_to": known_to.map(|day| day.to_string()),
        "beyond_known": facts.view.map(|view| view.is_beyond_known()),
        "projects": projects.collect::<Vec<_>>(),
    })
}

fn served(served: &Served<'_>, facts: &CentreFacts<'_>, language: Language) -> Value {
    let centre = served.centre();
    let areas = served.areas().iter().map(|area| {
        let ground = area.ground();
        json!({
            "place": area.place(),
            "name": names(area.name()),
            "ground": ground.code(),
            "through": ground.through().map(ToString::to_string),
            "reason": ground.reason().map(|reason| reason.in_language(language)),
            "source": area.source().to_string(),
        })
    });
    let units = facts.units(centre.id()).into_iter().map(|(unit, row)| {
        json!({
            "id": unit.id(),
            "name": unit.name().in_language(language),
            "confidence": row.confidence().code(),
            "source": row.source().to_string(),
        })
    });
    let municipalities = served.municipalities().iter();
    let municipalities: Vec<String> = municipalities
        .map(|code| format!("municipality:{code}"))
        .collect();
    json!({
        "id": centre.id(),
        "name": names(centre.name()),
        "citation": centre.citation().to_string(),
        "given_by": centre.given_by().to_string(),
        "source": centre.source().to_string(),
        "by_interpretation": served.is_by_interpretation(),
        "areas": areas.collect::<Vec<_>>(),
        "municipalities": municipalities,
        "units": units.collect::<Vec<_>>(),
    })
}

fn event(event: &PlaceEvent<'_>, language: Language) -> Value {
    let (mut from, mut to): (Vec<Value>, Vec<Value>) = Default::default();
    match event.change() {
        PlaceChange::Renamed { from: old, to: new } => {
            from.push(names(old));
            to.push(names(new));
        }
        PlaceChange::Ended { into } => {
            let into = into.iter();
            to.extend(into.map(|code| format!("municipality:{code}").into()));
        }
        PlaceChange::Moved { from: old, to: new } => {
            from.push(old.to_string().into());
            to.push(new.to_string().into());
        }
        PlaceChange::ServicesPassed { to: county } => to.push(format!("county:{county}").into()),
        _ => {}
    }
    json!({
        "date": event.date().to_string(),
        "place": event.place(),
        "change": events::code(event),
        "from": from,
        "to": to,
        "words": events::words(event, language),
        "source": event.source().to_string(),
    })
}

fn names(name: &Text) -> Value {
    let names = Language::ALL.into_iter();
    let names =
        names.filter_map(|language| Some((language.code().to_owned(), name.get(language)?.into())));
    Value::Object(names.collect())
}

/// The first day and the day after the last; null where the one is not given and the other not known.
fn period(period: Validity) -> Value {
    json!({
        "from": period.from().map(|day| day.to_string()),
        "until_exclusive": period.until_exclusive().map(|day| day.to_string()),
    })
}

const fn kind(kind: CountyKind) -> &'static str {
    match kind {
        CountyKind::CityOfHelsinki => "city_of_helsinki",
        CountyKind::Aland => "aland",
        _ => "county",
    }
}
