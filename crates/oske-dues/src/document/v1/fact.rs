//! Facts of a policy document, and days as they are written.

use chrono::Datelike;
use oske_types::{Exact, Text, parse_date};

use super::MOST_THINGS;
use crate::diagnostic::Fault;
use crate::document::decode::{Section, Spotted};
use crate::facts::Facts;
use crate::policy::{Day, Direction, Limit};

#[derive(Debug)]
pub(crate) struct Fact {
    pub(crate) name: Spotted<String>,
    pub(crate) words: Option<Text>,
    pub(crate) kind: Option<FactKind>,
    pub(crate) absent: Option<Spotted<String>>,
    pub(crate) absent_because: Option<Text>,
}

#[derive(Debug)]
pub(crate) enum FactKind {
    Choice {
        values: Vec<(Spotted<String>, Option<Text>)>,
    },
    YesNo,
    Measure(Box<Measure>),
    /// With the bounds, the direction and the cliff of a measure.
    Date(Box<Measure>),
    List {
        least: usize,
        most: Option<usize>,
        each: Vec<Fact>,
    },
}

#[derive(Debug)]
pub(crate) struct Measure {
    pub(crate) unit: Option<Spotted<String>>,
    pub(crate) step: Option<Spotted<Exact>>,
    pub(crate) least: Option<Spotted<Limit>>,
    pub(crate) most: Option<Spotted<Limit>>,
    pub(crate) reference: Option<Text>,
    pub(crate) direction: Option<Direction>,
    pub(crate) cliff: Option<Spotted<String>>,
}

pub(super) fn read_fact((name, section): (Spotted<String>, Section<'_>)) -> Fact {
    let fact = Fact {
        words: section.words("name"),
        kind: read_fact_kind(&section),
        absent: section.text("absent"),
        absent_because: section.words("absent_because"),
        name,
    };
    if fact.absent.is_none() && fact.absent_because.is_some() {
        let message = "a reason without what it is for: expected `absent` beside `absent_because`";
        section.report_at("absent_because", Fault::new("missing-key", message));
    }
    section.finish();
    fact
}

fn read_fact_kind(section: &Section<'_>) -> Option<FactKind> {
    let sorts = [
        section.has("values"),
        section.has("unit"),
        section.has("type"),
    ];
    if sorts.into_iter().filter(|given| *given).count() != 1 {
        let message = "expected exactly one of `values` for a choice, `unit` for a measure, and `type`, \
                       which is \"yes-no\", \"date\" or \"list\"";
        section.report(Fault::new("fact-sort", message));
        know_every_sort(section);
        return None;
    }
    if section.has("values") {
        let values = section.named_words("values");
        if section.lacks("values") {
            let message = "no values: expected the values that the choice may have";
            section.report(Fault::new("missing-key", message));
        }
        return Some(FactKind::Choice { values });
    }
    if section.has("unit") {
        let unit = section.text("unit");
        return Some(FactKind::Measure(Box::new(read_measure(section, unit))));
    }
    let Some(sort) = section.text("type") else {
        know_every_sort(section);
        return None;
    };
    match sort.value.as_str() {
        "yes-no" => Some(FactKind::YesNo),
        "date" => Some(FactKind::Date(Box::new(read_measure(section, None)))),
        "list" => {
            if !section.has("most") {
                section.missing("most", "most = \"20\"");
            }
            let each = section.named("each").into_iter().map(read_fact).collect();
            if !section.has("each") {
                section.missing("each", "each.staff = { unit = \"employee\", step = \"1\" }");
            }
            let most = count(section, "most");
            let most = most.filter(|most| {
                if !(1..=MOST_THINGS).contains(most) {
                    let message = format!(
                        "a list of at most {most} things: expected from 1 to {MOST_THINGS}"
                    );
                    section.report_at("most", Fault::new("invalid-value", message));
                }
                (1..=MOST_THINGS).contains(most)
            });
            Some(FactKind::List {
                least: count(section, "least").unwrap_or(0),
                most,
                each,
            })
        }
        other => {
            let message = format!(
                "`{other}` is no type of a fact: expected \"yes-no\", \"date\" or \"list\"; a choice has \
                 `values`, a measure a `unit`"
            );
            section.report_at("type", Fault::new("invalid-value", message));
            know_every_sort(section);
            None
        }
    }
}

/// Of a fact whose sort is not known, no key is told to be a wrong one.
fn know_every_sort(section: &Section<'_>) {
    for key in [
        "values",
        "unit",
        "type",
        "step",
        "least",
        "most",
        "reference",
        "dues",
        "cliff",
        "each",
    ] {
        section.has(key);
    }
}

/// How many things there are, in plain digits.
pub(super) fn count(section: &Section<'_>, key: &'static str) -> Option<usize> {
    let text = section.text(key)?;
    let count = text.value.parse::<usize>().ok();
    let count = count.filter(|count| count.to_string() == text.value);
    if count.is_none() {
        let message = format!(
            "`{}` is no number of things: expected a whole number, as in `20`",
            text.value
        );
        section.report_at(key, Fault::new("invalid-value", message));
    }
    count
}

/// Of a measure, or with no unit of a date.
fn read_measure(section: &Section<'_>, unit: Option<Spotted<String>>) -> Measure {
    let is_date = !section.has("unit");
    let limit = |key| {
        let text = section.text(key)?;
        let value = if is_date {
            day_limit(section, key, &text.value)
        } else {
            let number = section.parsed::<Exact>(key);
            number.map(|number| Limit::Number(number.value))
        };
        Some(Spotted {
            value: value?,
            spot: text.spot,
        })
    };
    Measure {
        step: (!is_date)
            .then(|| section.parsed::<Exact>("step"))
            .flatten(),
        least: limit("least"),
        most: limit("most"),
        reference: (!is_date).then(|| section.words("reference")).flatten(),
        direction: read_direction(section),
        cliff: section.text("cliff"),
        unit,
    }
}

fn read_direction(section: &Section<'_>) -> Option<Direction> {
    let text = section.text("dues")?;
    match text.value.as_str() {
        "rise" => Some(Direction::Rise),
        "fall" => Some(Direction::Fall),
        "any" => None,
        other => {
            let message =
                format!("`{other}` is no direction: expected \"rise\", \"fall\" or \"any\"");
            section.report_at("dues", Fault::new("invalid-value", message));
            None
        }
    }
}

/// A date or a recurring day; a fault is reported at the key.
pub(super) fn day_limit(section: &Section<'_>, key: &'static str, text: &str) -> Option<Limit> {
    let day = parse_day(text);
    if day.is_none() {
        section.report_at(key, Fault::new("invalid-value", not_a_day(text)));
    }
    day.map(Limit::Day)
}

pub(crate) fn not_a_day(text: &str) -> String {
    format!(
        "`{text}` is not a date: expected YYYY-MM-DD, as in `2023-01-31`, or a recurring day MM-DD, as in `01-31`"
    )
}

/// Reads `2023-01-31` and `01-31`.
pub(crate) fn parse_day(text: &str) -> Option<Day> {
    if let Some(date) = parse_date(text) {
        return Some(Day::On(date));
    }
    // Read in a leap year, so that 29 February is one.
    let date = (text.len() == 5).then(|| parse_date(&format!("2000-{text}")))??;
    Some(Day::Recurring {
        month: date.month(),
        day: date.day(),
    })
}

/// The facts of an example; whether they are those of the policy is a finding.
pub(super) fn read_facts(section: &Section<'_>) -> Facts {
    let mut facts = Facts::new("example");
    for (name, content) in section.facts() {
        facts = facts.with_content(name, content);
    }
    facts
}
