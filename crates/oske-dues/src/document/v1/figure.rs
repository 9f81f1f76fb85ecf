//! Parameters with their values over time, lets, and shares of a total.

use chrono::NaiveDate;
use oske_types::{Exact, Text, Validity, parse_date};

use super::required;
use crate::diagnostic::Fault;
use crate::document::decode::{Section, Spotted};
use crate::policy::{ParameterValue, ShareRounding};

#[derive(Debug)]
pub(crate) struct Parameter {
    pub(crate) name: Spotted<String>,
    pub(crate) words: Option<Text>,
    pub(crate) unit: Option<Spotted<String>>,
    pub(crate) series: Option<Text>,
    pub(crate) values: Vec<ParameterValue>,
}

#[derive(Debug)]
pub(crate) struct Let {
    pub(crate) name: Spotted<String>,
    pub(crate) words: Option<Text>,
    pub(crate) is: Option<Spotted<String>>,
}

#[derive(Debug)]
pub(crate) struct Share {
    pub(crate) name: Spotted<String>,
    pub(crate) words: Option<Text>,
    pub(crate) total: Option<Spotted<String>>,
    pub(crate) rounding: Option<Spotted<ShareRounding>>,
    pub(crate) keys: Vec<ShareKey>,
}

#[derive(Debug)]
pub(crate) struct ShareKey {
    pub(crate) weight: Option<Spotted<Exact>>,
    pub(crate) by: Option<Spotted<String>>,
    pub(crate) of: Option<Spotted<String>>,
}

/// Lets, each a formula or a table with one.
pub(super) fn read_lets(root: &Section<'_>) -> Vec<Let> {
    let Some(lets) = root.section("let") else {
        return Vec::new();
    };
    let named = lets.texts_or_sections().into_iter();
    named
        .map(|(name, content)| match content {
            Ok(is) => Let {
                name,
                words: None,
                is: Some(is),
            },
            Err(section) => {
                let is = required(&section, "is", "is = \"full_time + 50% * part_time\"");
                let words = section.words("name");
                section.finish();
                Let { name, words, is }
            }
        })
        .collect()
}

pub(super) fn read_share((name, section): (Spotted<String>, Section<'_>)) -> Share {
    let rounding = section.text("rounding").and_then(|text| {
        let value = match text.value.as_str() {
            "each" => ShareRounding::Each,
            "together" => ShareRounding::Together,
            other => {
                let message = format!("`{other}`: expected \"each\" or \"together\"");
                section.report_at("rounding", Fault::new("invalid-value", message));
                return None;
            }
        };
        Some(Spotted {
            value,
            spot: text.spot,
        })
    });
    if !section.has("rounding") {
        section.missing(
            "rounding",
            "rounding = \"each\"` or `rounding = \"together\"",
        );
    }
    let keys = section.sections("keys");
    if section.lacks("keys") {
        section.missing(
            "keys",
            "keys = [{ weight = \"1\", by = \"population\", of = \"round\" }]",
        );
    }
    let share = Share {
        words: section.words("name"),
        total: required(&section, "total", "total = \"90000 EUR\""),
        rounding,
        keys: keys.iter().map(read_share_key).collect(),
        name,
    };
    section.finish();
    share
}

fn read_share_key(section: &Section<'_>) -> ShareKey {
    if !section.has("weight") {
        section.missing("weight", "weight = \"1/2\"");
    }
    let key = ShareKey {
        weight: number(section, "weight"),
        by: required(section, "by", "by = \"population\""),
        of: required(
            section,
            "of",
            "of = \"5503664 inhabitant\"` or `of = \"round\"",
        ),
    };
    section.finish();
    key
}

/// A number, or a percentage.
pub(super) fn number(section: &Section<'_>, key: &'static str) -> Option<Spotted<Exact>> {
    let text = section.text(key)?;
    let Some(percent) = text.value.strip_suffix('%') else {
        return section.parsed::<Exact>(key);
    };
    let number = percent.parse::<Exact>().ok();
    let value = number.and_then(|number| number.checked_div(Exact::from(100)).ok());
    if value.is_none() {
        let message = format!(
            "`{}` is not a percentage: expected a plain decimal before the sign, as in `0.245%`",
            text.value
        );
        section.report_at(key, Fault::new("invalid-value", message));
    }
    Some(Spotted {
        value: value?,
        spot: text.spot,
    })
}

/// The word for a value that nobody has published.
pub(super) const UNKNOWN: &str = "unknown";

pub(super) fn read_parameter((name, section): (Spotted<String>, Section<'_>)) -> Parameter {
    let words = section.words("name");
    let unit = required(&section, "unit", "unit = \"EUR/inhabitant\"");
    let series = section.words("series");
    let values = match (section.has("value"), section.has("values")) {
        (true, false) => Vec::from_iter(read_parameter_value(&section, Validity::ALWAYS)),
        (false, true) => read_dated_values(&section),
        (true, true) => {
            let message = "expected exactly one of `value`, which always holds, and `values`, each with its time";
            section.report(Fault::new("value-or-values", message));
            Vec::new()
        }
        (false, false) => {
            section.missing("value", "value = \"0.25\"` or `value = \"unknown\"");
            Vec::new()
        }
    };
    section.finish();
    Parameter {
        name,
        words,
        unit,
        series,
        values,
    }
}

fn read_dated_values(section: &Section<'_>) -> Vec<ParameterValue> {
    let sections = section.sections("values");
    if section.lacks("values") {
        let message =
            "no values: expected at least one, as in `{ from = \"2024-01-01\", value = \"0.25\" }`";
        section.report_at("values", Fault::new("missing-key", message));
    }
    let values = sections.iter().filter_map(|dated| {
        let valid = read_validity(dated);
        let value = read_parameter_value(dated, valid.unwrap_or(Validity::ALWAYS));
        dated.finish();
        // Whether it meets another value is not known without its time.
        value.filter(|_| valid.is_some())
    });
    values.collect()
}

fn read_parameter_value(section: &Section<'_>, valid: Validity) -> Option<ParameterValue> {
    let note = section.words("note");
    let text = required(
        section,
        "value",
        "value = \"0.25\"` or `value = \"unknown\"",
    )?;
    let value = if text.value == UNKNOWN {
        None
    } else {
        Some(number(section, "value")?.value)
    };
    Some(ParameterValue {
        valid,
        value,
        note,
        spot: section.spot_of("value"),
    })
}

/// `from` and `until`, each a date, of which either may be missing; `None` where a fault is told.
pub(super) fn read_validity(section: &Section<'_>) -> Option<Validity> {
    let (from, until) = (date(section, "from"), date(section, "until"));
    if from.is_some() != section.has("from") || until.is_some() != section.has("until") {
        return None;
    }
    let valid = Validity::new(from, until);
    if valid.is_none() {
        let message = "the period is empty: expected `until` after `from`, the first day on which it no longer holds";
        section.report(Fault::new("invalid-value", message));
    }
    valid
}

pub(super) fn date(section: &Section<'_>, key: &'static str) -> Option<NaiveDate> {
    let text = section.text(key)?;
    let date = parse_date(&text.value);
    if date.is_none() {
        let message = format!(
            "`{}` is not a date: expected YYYY-MM-DD, as in `2023-01-01`",
            text.value
        );
        section.report_at(key, Fault::new("invalid-value", message));
    }
    date
}

/// The sections of a list that may be only so long. What is beyond is not read.
pub(super) fn at_most<'a>(
    section: &Section<'a>,
    key: &'static str,
    most: usize,
    too_many: impl FnOnce(usize) -> Fault,
) -> Vec<Section<'a>> {
    let mut sections = section.sections(key);
    if sections.len() > most {
        section.report_at(key, too_many(sections.len()));
        sections.truncate(most);
    }
    sections
}
