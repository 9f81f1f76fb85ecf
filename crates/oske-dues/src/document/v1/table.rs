//! Tables with their rows, and how a source prints them.

use oske_types::{Exact, Text};

use super::fact::parse_day;
use super::figure::{UNKNOWN, at_most, number};
use super::{MOST_KEYS, MOST_ROWS, required};
use crate::diagnostic::Fault;
use crate::document::decode::{Section, Spot, Spotted};
use crate::policy::{Bound, Limit};

/// A table whose rows have not been read: what their keys mean is known only with its `by`.
#[derive(Debug)]
pub(crate) struct Table {
    pub(crate) name: Spotted<String>,
    pub(crate) words: Option<Text>,
    pub(crate) by: Vec<Spotted<String>>,
    pub(crate) unit: Option<Spotted<String>>,
    pub(crate) values: Vec<(Spotted<String>, Option<Text>)>,
    pub(crate) slices: Option<Spotted<bool>>,
    pub(crate) step: Option<Spotted<Exact>>,
    pub(crate) rows: Vec<Row>,
}

#[derive(Debug)]
pub(crate) struct Row {
    /// The bounds that stand in the row itself.
    pub(crate) bounds: Bounds,
    /// What stands under the names of `by`.
    pub(crate) keys: Vec<(Spotted<String>, RowKey)>,
    pub(crate) pays: Option<Spotted<Option<Exact>>>,
    pub(crate) is: Option<Spotted<String>>,
    pub(crate) printed: Option<Printed>,
    pub(crate) spot: Spot,
}

#[derive(Debug)]
pub(crate) enum RowKey {
    Values(Vec<Spotted<String>>),
    Bounds(Bounds),
}

#[derive(Debug, Default)]
pub(crate) struct Bounds {
    pub(crate) lower: Option<Spotted<Bound>>,
    pub(crate) upper: Option<Spotted<Bound>>,
}

#[derive(Debug, Default)]
pub(crate) struct Printed {
    pub(crate) text: Option<String>,
    pub(crate) bounds: Bounds,
    pub(crate) pays: Option<Exact>,
}

pub(super) fn read_table((name, section): (Spotted<String>, Section<'_>)) -> Table {
    let by = section.text_or_texts("by");
    if section.lacks("by") {
        section.missing("by", "by = \"population\"");
    } else if by.len() > MOST_KEYS {
        let message = format!("{} keys: expected at most {MOST_KEYS}", by.len());
        section.report_at("by", Fault::new("invalid-value", message));
    }
    if section.has("unit") == section.has("values") {
        let message = "expected exactly one of `unit`, for a table of numbers, and `values`, for one that gives a class";
        section.report(Fault::new("unit-or-values", message));
    }
    let rows = at_most(&section, "rows", MOST_ROWS, |count| {
        let message = format!("the table has {count} rows: expected at most {MOST_ROWS}");
        Fault::new("too-many-rows", message)
    });
    let gives_class = section.has("values");
    let table = Table {
        words: section.words("name"),
        unit: section.text("unit"),
        values: section.named_words("values"),
        slices: section.truth("slices").map(|value| Spotted {
            value,
            spot: section.spot_of("slices"),
        }),
        step: section.parsed("step"),
        rows: rows
            .iter()
            .map(|row| read_row(row, &by, gives_class))
            .collect(),
        by,
        name,
    };
    if section.lacks("rows") {
        section.missing("rows", "rows = [{ under = \"5000\", pays = \"110\" }]");
    }
    section.finish();
    table
}

fn read_row(section: &Section<'_>, by: &[Spotted<String>], gives_class: bool) -> Row {
    let bounds = read_bounds(section);
    let keys = by.iter().filter_map(|name| {
        let spot = section.spot_of_name(&name.value)?;
        let key = if let Some(bounds) = section.section_named(&name.value) {
            let read = read_bounds(&bounds);
            bounds.finish();
            RowKey::Bounds(read)
        } else {
            RowKey::Values(section.text_or_texts_named(&name.value))
        };
        let value = name.value.clone();
        Some((Spotted { value, spot }, key))
    });
    let keys = keys.collect();
    let (pays, is) = if gives_class {
        (None, required(section, "is", "is = \"small\""))
    } else {
        let text = required(section, "pays", "pays = \"110\"` or `pays = \"unknown\"");
        let pays = text.and_then(|text| {
            let value = if text.value == UNKNOWN {
                None
            } else {
                Some(number(section, "pays")?.value)
            };
            Some(Spotted {
                value,
                spot: text.spot,
            })
        });
        (pays, None)
    };
    // For who reads the document; nothing is made of it.
    section.words("note");
    let row = Row {
        bounds,
        keys,
        pays,
        is,
        printed: read_printed(section),
        spot: section.spot.clone(),
    };
    section.finish();
    row
}

/// Bounds in the words of the printed tariff, of numbers or of days.
fn read_bounds(section: &Section<'_>) -> Bounds {
    let bound = |key, inside| {
        let text = section.text(key)?;
        let value = Bound {
            limit: limit(section, key, &text.value)?,
            inside,
        };
        Some(Spotted {
            value,
            spot: text.spot,
        })
    };
    let at = || bound("at", true);
    let (from, over) = (bound("from", true), bound("over", false));
    let (to, under) = (bound("to", true), bound("under", false));
    let lowers = ["at", "from", "over"];
    let uppers = ["at", "to", "under"];
    for (keys, words) in [
        (lowers, "`from`, `over` and `at`"),
        (uppers, "`to`, `under` and `at`"),
    ] {
        if keys.into_iter().filter(|key| section.has(key)).count() > 1 {
            let message = format!("two bounds on one side: expected at most one of {words}");
            section.report(Fault::new("two-bounds", message));
        }
    }
    Bounds {
        lower: at().or(from).or(over),
        upper: at().or(to).or(under),
    }
}

pub(super) fn limit(section: &Section<'_>, key: &'static str, text: &str) -> Option<Limit> {
    match parse_day(text) {
        Some(day) => Some(Limit::Day(day)),
        None => section
            .parsed::<Exact>(key)
            .map(|number| Limit::Number(number.value)),
    }
}

fn read_printed(section: &Section<'_>) -> Option<Printed> {
    if !section.is_table("printed") {
        let text = section.text("printed")?;
        return Some(Printed {
            text: Some(text.value),
            ..Printed::default()
        });
    }
    let printed = section.section("printed")?;
    let read = Printed {
        text: printed.text("text").map(|text| text.value),
        bounds: read_bounds(&printed),
        pays: printed.parsed::<Exact>("pays").map(|pays| pays.value),
    };
    printed.finish();
    Some(read)
}
