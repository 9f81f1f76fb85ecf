//! Version 0 of the policy document, a draft without promise: its keys, as they are written.
//!
//! Names and formulas are still texts here; [`check`](crate::check) gives them their meaning.

use chrono::NaiveDate;
use oske_types::{Currency, DuesYear, Exact, Rounding, Text, Validity, parse_date};

use crate::diagnostic::Fault;
use crate::document::decode::{Section, Spot, Spotted};
use crate::interval::{Lower, Upper};
use crate::policy::{Decision, LegalBasis, ParameterValue, PolicyStatus, Row};

pub(crate) const FORMAT: &str = "oske-policy";
pub(crate) const VERSION: i64 = 0;

/// How many rows a table may have, so that its proof stays within bounds of time and memory.
pub(crate) const MOST_ROWS: usize = 1_000;
/// How many rules a policy may have, for the same reason.
pub(crate) const MOST_RULES: usize = 1_000;

#[derive(Debug)]
pub(crate) struct Document {
    pub(crate) id: Option<String>,
    pub(crate) title: Option<Text>,
    pub(crate) note: Option<Text>,
    pub(crate) status: Option<PolicyStatus>,
    pub(crate) currency: Option<Currency>,
    pub(crate) first_year: Option<DuesYear>,
    pub(crate) last_year: Option<DuesYear>,
    pub(crate) rounding: Option<Spotted<Rounding>>,
    pub(crate) decision: Option<Decision>,
    pub(crate) legal_basis: Vec<LegalBasis>,
    pub(crate) area: Vec<Spotted<String>>,
    pub(crate) units: Vec<Unit>,
    pub(crate) lines: Vec<(Spotted<String>, Option<Text>)>,
    pub(crate) facts: Vec<Fact>,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) tables: Vec<Table>,
    pub(crate) rules: Vec<Rule>,
    pub(crate) spot: Spot,
}

#[derive(Debug)]
pub(crate) struct Unit {
    pub(crate) name: Spotted<String>,
    pub(crate) words: Option<Text>,
    /// The words behind a number: *asukasta*, *inhabitants*.
    pub(crate) many: Option<Text>,
}

#[derive(Debug)]
pub(crate) struct Fact {
    pub(crate) name: Spotted<String>,
    pub(crate) words: Option<Text>,
    pub(crate) kind: Option<FactKind>,
}

#[derive(Debug)]
pub(crate) enum FactKind {
    Attribute {
        values: Vec<(Spotted<String>, Option<Text>)>,
    },
    Measure(Box<Measure>),
}

#[derive(Debug)]
pub(crate) struct Measure {
    pub(crate) unit: Spotted<oske_types::Unit>,
    pub(crate) step: Option<Spotted<Exact>>,
    pub(crate) least: Option<Spotted<Exact>>,
    pub(crate) most: Option<Spotted<Exact>>,
    pub(crate) reference: Option<Text>,
}

#[derive(Debug)]
pub(crate) struct Parameter {
    pub(crate) name: Spotted<String>,
    pub(crate) words: Option<Text>,
    pub(crate) unit: Option<Spotted<String>>,
    pub(crate) values: Vec<ParameterValue>,
}

#[derive(Debug)]
pub(crate) struct Table {
    pub(crate) name: Spotted<String>,
    pub(crate) words: Option<Text>,
    pub(crate) by: Option<Spotted<String>>,
    pub(crate) unit: Option<Spotted<String>>,
    pub(crate) rows: Vec<Row>,
}

#[derive(Debug)]
pub(crate) struct Rule {
    pub(crate) id: Option<Spotted<String>>,
    pub(crate) words: Option<Text>,
    pub(crate) line: Option<Spotted<String>>,
    pub(crate) valid: Option<Validity>,
    pub(crate) when: Option<Spotted<String>>,
    pub(crate) pays: Option<Spotted<String>>,
    pub(crate) exempt: Option<Text>,
    pub(crate) charges_residents: bool,
    pub(crate) note: Option<Text>,
    pub(crate) spot: Spot,
}

pub(crate) fn read(root: &Section<'_>) -> Document {
    read_header(root);
    let years = root.section("dues_years");
    if years.is_none() && !root.has("dues_years") {
        root.missing("dues_years", "dues_years = { from = \"2023\" }");
    }
    let year = |key| {
        years
            .as_ref()
            .and_then(|years| years.parsed::<DuesYear>(key))
    };
    let (first_year, last_year) = (year("from"), year("to"));
    if let Some(years) = &years {
        if !years.has("from") {
            years.missing("from", "from = \"2023\"");
        }
        years.finish();
    }
    let document = Document {
        id: required(root, "id", "id = \"iso-2023\"").map(|id| id.value),
        title: root.words("title"),
        note: root.words("note"),
        status: root.parsed("status").map(|status| status.value),
        currency: root.parsed("currency").map(|currency| currency.value),
        first_year: first_year.map(|year| year.value),
        last_year: last_year.map(|year| year.value),
        rounding: root.parsed("rounding"),
        decision: root
            .section("decision")
            .map(|section| read_decision(&section)),
        legal_basis: root
            .sections("legal_basis")
            .iter()
            .filter_map(read_legal_basis)
            .collect(),
        area: root.texts("area"),
        units: root.named("unit").into_iter().map(read_unit).collect(),
        lines: root.named_words("line"),
        facts: root.named("fact").into_iter().map(read_fact).collect(),
        parameters: root
            .named("param")
            .into_iter()
            .map(read_parameter)
            .collect(),
        tables: root.named("table").into_iter().map(read_table).collect(),
        rules: at_most(root, "rule", MOST_RULES, |count| {
            let message = format!("the policy has {count} rules: expected at most {MOST_RULES}");
            Fault::new("too-many-rules", message)
        })
        .iter()
        .map(read_rule)
        .collect(),
        spot: root.spot.clone(),
    };
    for (key, example) in [
        ("title", "title = { en = \"Dues of 2023\" }"),
        ("status", "status = \"proposed\""),
        ("currency", "currency = \"EUR\""),
    ] {
        if !root.has(key) {
            root.missing(key, example);
        }
    }
    if document.rules.is_empty() {
        root.missing("rule", "[[rule]]");
    }
    root.finish();
    document
}

fn read_header(root: &Section<'_>) {
    match root.text("format") {
        Some(format) if format.value != FORMAT => {
            let message = format!("the format is `{}`: expected `{FORMAT}`", format.value);
            root.report_at("format", Fault::new("wrong-format", message));
        }
        Some(_) => {}
        None if root.has("format") => {}
        None => root.missing("format", "format = \"oske-policy\""),
    }
    match root.integer("version") {
        Some(version) if version != VERSION => {
            let message = format!("the version is {version}: expected {VERSION}, the only one yet");
            root.report_at("version", Fault::new("wrong-version", message));
        }
        Some(_) => {}
        None if root.has("version") => {}
        None => root.missing("version", "version = 0"),
    }
}

fn required(section: &Section<'_>, key: &'static str, example: &str) -> Option<Spotted<String>> {
    if !section.has(key) {
        section.missing(key, example);
    }
    section.text(key)
}

fn read_decision(section: &Section<'_>) -> Decision {
    if !section.has("by") {
        section.missing("by", "by = { en = \"annual meeting\" }");
    }
    let decision = Decision {
        by: section.words("by"),
        on: date(section, "on"),
        rule: section.text("rule").map(|rule| rule.value),
        note: section.words("note"),
    };
    section.finish();
    decision
}

fn read_legal_basis(section: &Section<'_>) -> Option<LegalBasis> {
    let citation = required(
        section,
        "citation",
        "citation = \"Yhdistyslaki (503/1989) 23 §\"",
    );
    let note = section.words("note");
    section.finish();
    Some(LegalBasis {
        citation: citation?.value,
        note,
    })
}

fn read_unit((name, section): (Spotted<String>, Section<'_>)) -> Unit {
    let unit = Unit {
        words: section.words("name"),
        many: section.words("many"),
        name,
    };
    section.finish();
    unit
}

fn read_fact((name, section): (Spotted<String>, Section<'_>)) -> Fact {
    let words = section.words("name");
    let kind = if section.has("values") {
        let values = section.named_words("values");
        if values.is_empty() {
            let message = "no values: expected the values that the attribute may have";
            section.report(Fault::new("missing-key", message));
        }
        Some(FactKind::Attribute { values })
    } else if section.has("unit") {
        let number = |key| section.parsed::<Exact>(key);
        let (step, least, most) = (number("step"), number("least"), number("most"));
        let reference = section.words("reference");
        section.parsed("unit").map(|unit| {
            FactKind::Measure(Box::new(Measure {
                unit,
                step,
                least,
                most,
                reference,
            }))
        })
    } else {
        let message =
            "neither `values` nor `unit`: expected `values` for an attribute, `unit` for a measure";
        section.report(Fault::new("missing-key", message));
        None
    };
    section.finish();
    Fact { name, words, kind }
}

/// The word for a value that nobody has published.
const UNKNOWN: &str = "unknown";

fn read_parameter((name, section): (Spotted<String>, Section<'_>)) -> Parameter {
    let words = section.words("name");
    let unit = required(&section, "unit", "unit = \"EUR/inhabitant\"");
    let mut values: Vec<ParameterValue> = Vec::new();
    if section.has("value") {
        values.extend(read_parameter_value(&section, Validity::ALWAYS));
    } else if !section.has("values") {
        section.missing("value", "value = \"0.25\"` or `value = \"unknown\"");
    }
    for dated in section.sections("values") {
        let valid = read_validity(&dated);
        values.extend(read_parameter_value(&dated, valid));
        dated.finish();
    }
    section.finish();
    Parameter {
        name,
        words,
        unit,
        values,
    }
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
        Some(section.parsed::<Exact>("value")?.value)
    };
    Some(ParameterValue {
        valid,
        value,
        note,
        spot: section.spot_of("value"),
    })
}

/// `from` and `until`, each a date, of which either may be missing.
fn read_validity(section: &Section<'_>) -> Validity {
    let (from, until) = (date(section, "from"), date(section, "until"));
    Validity::new(from, until).unwrap_or_else(|| {
        let message = "the period is empty: expected `until` after `from`, the first day on which it no longer holds";
        section.report(Fault::new("invalid-value", message));
        Validity::ALWAYS
    })
}

fn date(section: &Section<'_>, key: &'static str) -> Option<NaiveDate> {
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
fn at_most<'a>(
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

fn read_table((name, section): (Spotted<String>, Section<'_>)) -> Table {
    let rows = at_most(&section, "rows", MOST_ROWS, |count| {
        let message = format!("the table has {count} rows: expected at most {MOST_ROWS}");
        Fault::new("too-many-rows", message)
    });
    let table = Table {
        words: section.words("name"),
        by: required(&section, "by", "by = \"population\""),
        unit: required(&section, "unit", "unit = \"EUR\""),
        rows: rows.iter().map(read_row).collect(),
        name,
    };
    if table.rows.is_empty() {
        section.missing("rows", "rows = [ { under = \"5000\", pays = \"110\" } ]");
    }
    section.finish();
    table
}

fn read_row(section: &Section<'_>) -> Row {
    let bound = |key| section.parsed::<Exact>(key).map(|bound| bound.value);
    let (at, from, over) = (bound("at"), bound("from"), bound("over"));
    let (to, under) = (bound("to"), bound("under"));
    let lowers = [at.is_some(), from.is_some(), over.is_some()];
    let uppers = [at.is_some(), to.is_some(), under.is_some()];
    for (given, words) in [
        (lowers, "`from`, `over` and `at`"),
        (uppers, "`to`, `under` and `at`"),
    ] {
        if given.into_iter().filter(|given| *given).count() > 1 {
            let message = format!("two bounds on one side: expected at most one of {words}");
            section.report(Fault::new("two-bounds", message));
        }
    }
    let lower = at.or(from).map(Lower::From).or(over.map(Lower::Over));
    let upper = at.or(to).map(Upper::To).or(under.map(Upper::Under));
    let pays = required(section, "pays", "pays = \"110\"` or `pays = \"unknown\"");
    let pays = match pays {
        Some(text) if text.value != UNKNOWN => {
            section.parsed::<Exact>("pays").map(|pays| pays.value)
        }
        _ => None,
    };
    let printed = section.text("printed").map(|printed| printed.value);
    section.finish();
    Row {
        lower,
        upper,
        pays,
        printed,
        spot: section.spot.clone(),
    }
}

fn read_rule(section: &Section<'_>) -> Rule {
    let valid = section.section("valid").map(|valid| {
        let period = read_validity(&valid);
        valid.finish();
        period
    });
    let rule = Rule {
        id: required(section, "id", "id = \"municipalities\""),
        words: section.words("name"),
        line: section.text("line"),
        valid,
        when: section.text("when"),
        pays: section.text("pays"),
        exempt: section.words("exempt"),
        charges_residents: section.truth("charges_residents").unwrap_or(false),
        note: section.words("note"),
        spot: section.spot.clone(),
    };
    if section.has("pays") == section.has("exempt") {
        let message = "expected exactly one of `pays`, a formula, and `exempt`, the reason";
        section.report(Fault::new("pays-or-exempt", message));
    }
    if rule.charges_residents && rule.exempt.is_some() {
        let message =
            "a rule that exempts charges nobody: expected `charges_residents` beside `pays` alone";
        section.report_at("charges_residents", Fault::new("exempt-charges", message));
    }
    section.finish();
    rule
}
