//! The centres as JSON and as CSV.

use oske::data::EDITION;
use oske::domain::{AreaMember, CentreKind};
use oske::types::{Language, Sourced};
use serde_json::{Value, json};

use crate::support::Failure;
use crate::{Told, ToldCentre};

pub(crate) fn json(told: &Told<'_>, language: Language) -> Result<String, Failure> {
    let centres: Vec<Value> = told
        .centres
        .iter()
        .map(|centre| of_centre(centre, told, language))
        .collect();
    let document = json!({
        "date": told.view.date().to_string(),
        "known_to": told.view.known_to().map(|date| date.to_string()),
        "beyond_known": told.view.is_beyond_known(),
        "population_year": told.year,
        "edition": EDITION.name(),
        "attribution": EDITION.attribution(),
        "centres": centres,
    });
    let text = serde_json::to_string_pretty(&document).map_err(Failure::input)?;
    Ok(format!("{text}\n"))
}

fn of_centre(told: &ToldCentre<'_>, all: &Told<'_>, language: Language) -> Value {
    let centre = told.centre;
    let areas: Vec<Value> = told
        .areas
        .iter()
        .map(|area| of_area(area, all, language))
        .collect();
    let units: Vec<Value> = told
        .units
        .iter()
        .map(|(unit, row)| {
            json!({
                "id": unit.id(),
                "name": unit.name().in_language(language),
                "legal_form": unit.legal_form().value().in_language(language),
                "legal_form_confidence": unit.form_confidence().code(),
                "confidence": row.confidence().code(),
                "note": row.note(),
                "source": row.source().to_string(),
            })
        })
        .collect();
    let area = centre.cooperation_area();
    json!({
        "id": centre.id(),
        "kind": centre.kind().code(),
        "name": centre.name().in_language(language),
        "citation": centre.citation().to_string(),
        "given_by": centre.given_by().to_string(),
        "source": centre.source().to_string(),
        "whole_country": centre.kind() == CentreKind::SwedishLanguage,
        "cooperation_area": area.map(|area| area.in_language(language)),
        "areas": areas,
        "municipalities": told.municipalities,
        "population": told.residents(),
        "population_source": told.people.as_ref().ok().map(|people| people.source().to_string()),
        "population_not_known": told.people.as_ref().err(),
        "units": units,
    })
}

fn of_area(area: &AreaMember, all: &Told<'_>, language: Language) -> Value {
    let ground = area.ground();
    json!({
        "place": area.place(),
        "name": area.name().in_language(language),
        "place_ended": area.is_lapsed_on(all.view.date()),
        "ground": ground.code(),
        "through": ground.through().map(ToString::to_string),
        "reason": ground.reason().map(|reason| reason.in_language(language)),
        "source": area.source().to_string(),
    })
}

/// A row for each centre. A table has no place beside its rows, so each names those whom the licence of the
/// figures asks to be named.
pub(crate) fn csv(told: &Told<'_>, language: Language) -> Result<String, Failure> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let header = [
        "date",
        "centre",
        "kind",
        "name",
        "citation",
        "given_by",
        "areas",
        "by_interpretation",
        "municipalities",
        "population_year",
        "population",
        "population_source",
        "units",
        "edition",
        "attribution",
    ];
    writer.write_record(header).map_err(Failure::input)?;
    for row in &told.centres {
        let centre = row.centre;
        let areas: Vec<String> = row
            .areas
            .iter()
            .map(|area| area.place().to_string())
            .collect();
        let interpreted = row.areas.iter();
        let interpreted = interpreted.filter(|area| area.ground().is_interpretation());
        let interpreted: Vec<String> = interpreted.map(|area| area.place().to_string()).collect();
        let units: Vec<&str> = row
            .units
            .iter()
            .map(|(unit, _)| unit.id().as_str())
            .collect();
        let areas = match centre.kind() {
            CentreKind::SwedishLanguage => "whole_country".to_owned(),
            _ => areas.join(" "),
        };
        let source = row.people.as_ref().ok().map(Sourced::source);
        let cells = [
            told.view.date().to_string(),
            centre.id().to_string(),
            centre.kind().to_string(),
            centre.name().in_language(language).to_owned(),
            centre.citation().to_string(),
            centre.given_by().to_string(),
            areas,
            interpreted.join(" "),
            row.municipalities.to_string(),
            told.year.map(|year| year.to_string()).unwrap_or_default(),
            row.residents()
                .map(|people| people.to_string())
                .unwrap_or_default(),
            source.map(ToString::to_string).unwrap_or_default(),
            units.join(" "),
            EDITION.name().to_owned(),
            EDITION.attribution().to_owned(),
        ];
        writer.write_record(cells).map_err(Failure::input)?;
    }
    let bytes = writer.into_inner().map_err(Failure::input)?;
    String::from_utf8(bytes).map_err(Failure::input)
}
