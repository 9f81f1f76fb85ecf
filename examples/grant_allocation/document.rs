//! The division as JSON: every combination, every instalment.

use oske::data::EDITION;
use oske::domain::NationalGrant;
use oske::dues::Policy;
use oske::types::Language;
use serde_json::{Map, Value, json};

use crate::compute::{Comparison, Division, Part, ToldYear};
use crate::point::{POINTS, Picks};
use crate::support::Failure;

pub(crate) fn json(
    policy: &Policy,
    years: &[ToldYear],
    language: Language,
) -> Result<String, Failure> {
    let basis = policy.legal_basis().iter();
    let basis: Vec<&str> = basis.map(oske::dues::LegalBasis::citation).collect();
    let years: Vec<Value> = years.iter().map(|year| of_year(year, language)).collect();
    let document = json!({
        "policy": policy.id(),
        "policy_hash": policy.content_hash(),
        "legal_basis": basis,
        "edition": EDITION.name(),
        "attribution": EDITION.attribution(),
        "years": years,
    });
    let text = serde_json::to_string_pretty(&document).map_err(Failure::input)?;
    Ok(format!("{text}\n"))
}

fn of_year(told: &ToldYear, language: Language) -> Value {
    let countries: Vec<Value> = told
        .figures
        .countries()
        .map(|country| {
            let all = country.swedish_speakers();
            let mainland = country.mainland_swedish_speakers();
            json!({
                "year": country.year(),
                "people": country.people(),
                "swedish_speakers": [all.at_least(), all.at_most()],
                "aland_people": country.aland_people(),
                "mainland_swedish_speakers": [mainland.at_least(), mainland.at_most()],
            })
        })
        .collect();
    let facts = told.figures.payers().iter().map(|facts| {
        let values = facts
            .values()
            .map(|(name, value)| (name.to_owned(), json!(value)));
        (facts.payer().to_owned(), Value::Object(values.collect()))
    });
    let problems = told.figures.problems().iter();
    let problems: Vec<String> = problems.map(ToString::to_string).collect();
    let comparisons: Vec<Value> = told
        .comparisons
        .iter()
        .map(|comparison| compared(comparison, language))
        .collect();
    json!({
        "year": told.figures.year().year(),
        "surface_year": told.figures.surface_year(),
        "countries": countries,
        "facts": Value::Object(facts.collect()),
        "not_known": problems,
        "comparisons": comparisons,
        "division": divided(&told.division, language),
    })
}

fn compared(comparison: &Comparison, language: Language) -> Value {
    let rows: Vec<Value> = comparison
        .rows
        .iter()
        .map(|row| {
            let difference = comparison.difference(row);
            let ends = difference.map(|range| [range.least, range.most]);
            let amount = row.amount.as_ref().ok();
            let amount = amount.map(|range| [range.least, range.most]);
            json!({
                "choices": choices(&row.picks),
                "amount": amount.map(|ends| ends.map(|end| end.to_decimal_text())),
                "difference": ends.map(|ends| ends.map(|end| end.to_decimal_text())),
                "not_known": row.amount.as_ref().err(),
            })
        })
        .collect();
    let nearest = comparison.nearest();
    let nearest: Vec<Value> = nearest.iter().map(|(row, _)| choices(&row.picks)).collect();
    json!({
        "centre": comparison.centre.id(),
        "centre_name": comparison.centre.name().in_language(language),
        "unit": comparison.published.unit(),
        "published": comparison.published.amount().to_decimal_text(),
        "published_source": comparison.published.source().to_string(),
        "national": national(comparison.national),
        "combinations": rows,
        "nearest": nearest,
    })
}

fn divided(division: &Division, language: Language) -> Value {
    let parts: Vec<Value> = division
        .parts
        .iter()
        .map(|part| of_part(part, language))
        .collect();
    let more = division.more_speakers.map(|more| more.to_decimal_text());
    json!({
        "choices": choices(&division.picks),
        "national": national(division.national),
        "parts": parts,
        "sum": division.sum.to_decimal_text(),
        "more_to_swedish_language_centre_at_most": more,
    })
}

fn of_part(part: &Part, language: Language) -> Value {
    let amounts = part.amounts.as_ref().ok();
    let instalments = amounts.map(|amounts| {
        let instalments = amounts.instalments.iter();
        let instalments = instalments.map(|instalment| {
            json!({
                "due": instalment.due().to_string(),
                "amount": instalment.amount().to_decimal_text(),
            })
        });
        instalments.collect::<Vec<_>>()
    });
    json!({
        "centre": part.centre.id(),
        "name": part.centre.name().in_language(language),
        "basic": amounts.map(|amounts| amounts.basic.to_decimal_text()),
        "special": amounts.and_then(|amounts| Some(amounts.special?.to_decimal_text())),
        "amount": amounts.map(|amounts| amounts.whole.to_decimal_text()),
        "instalments": instalments,
        "not_known": part.amounts.as_ref().err(),
    })
}

fn national(grant: &NationalGrant) -> Value {
    json!({
        "stage": grant.stage().code(),
        "amount": grant.amount().map(|amount| amount.to_decimal_text()),
        "note": grant.note(),
        "source": grant.source().to_string(),
    })
}

fn choices(picks: &Picks) -> Value {
    let choices = POINTS.iter().zip(picks);
    let choices =
        choices.map(|(point, pick)| (point.name.to_owned(), json!(point.way(*pick).name)));
    Value::Object(choices.collect::<Map<_, _>>())
}
