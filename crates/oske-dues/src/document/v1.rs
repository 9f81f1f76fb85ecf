//! Version 1 of the policy document: its keys, as they are written.
//!
//! Names and formulas are still texts here; [`check`](crate::check) gives them their meaning. The
//! version is frozen: what it means stands in `docs/language.md`, and another meaning is another
//! version.

use chrono::{Datelike, NaiveDate};
use oske_statute::Reference;
use oske_types::{Currency, DuesYear, Exact, Rounding, Text, Validity, parse_date};

use crate::diagnostic::Fault;
use crate::document::decode::{Section, Spot, Spotted};
use crate::facts::Facts;
use crate::policy::{
    Bound, Day, Decision, Direction, Example, ExampleOutcome, Instalment, LegalBasis, Limit,
    ParameterValue, PolicySource, PolicyStatus, ShareRounding,
};

pub(crate) const FORMAT: &str = "oske-policy";
pub(crate) const VERSION: i64 = 1;

/// How many rows a table may have, so that its proof stays within bounds of time and memory.
pub(crate) const MOST_ROWS: usize = 1_000;
/// How many rules a policy may have, for the same reason.
pub(crate) const MOST_RULES: usize = 1_000;
/// How many things a list of a payer may have, for the same reason.
pub(crate) const MOST_THINGS: usize = 1_000;
/// How many keys a table may be looked up by.
pub(crate) const MOST_KEYS: usize = 4;

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
    pub(crate) decision_spot: Spot,
    pub(crate) legal_basis: Vec<LegalBasis>,
    pub(crate) sources: Vec<PolicySource>,
    pub(crate) area: Vec<Spotted<String>>,
    pub(crate) units: Vec<Unit>,
    pub(crate) lines: Vec<Line>,
    pub(crate) facts: Vec<Fact>,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) lets: Vec<Let>,
    pub(crate) tables: Vec<Table>,
    pub(crate) shares: Vec<Share>,
    pub(crate) rules: Vec<Rule>,
    pub(crate) instalments: Vec<Instalment>,
    pub(crate) examples: Vec<Example>,
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
pub(crate) struct Line {
    pub(crate) name: Spotted<String>,
    pub(crate) words: Option<Text>,
    pub(crate) optional: bool,
}

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

#[derive(Debug)]
pub(crate) struct Rule {
    pub(crate) id: Option<Spotted<String>>,
    pub(crate) words: Option<Text>,
    pub(crate) line: Option<Spotted<String>>,
    pub(crate) valid: Option<Validity>,
    pub(crate) when: Option<Spotted<String>>,
    pub(crate) pays: Option<Spotted<String>>,
    pub(crate) exempt: Option<Text>,
    pub(crate) currency: Option<Spotted<Currency>>,
    /// Whether it names a currency, one that can be read or not.
    pub(crate) has_currency: bool,
    pub(crate) rounding: Option<Spotted<Rounding>>,
    pub(crate) charges_residents: bool,
    pub(crate) note: Option<Text>,
    pub(crate) spot: Spot,
}

/// What the document says; nothing where its format or its version is another, for then its keys are too.
pub(crate) fn read(root: &Section<'_>) -> Option<Document> {
    if !read_header(root) {
        return None;
    }
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
        decision_spot: root.spot_of("decision"),
        legal_basis: legal_basis(root),
        sources: root.sections("source").iter().map(read_source).collect(),
        area: root.texts("area"),
        units: root.named("unit").into_iter().map(read_unit).collect(),
        lines: root.named("line").into_iter().map(read_line).collect(),
        facts: root.named("fact").into_iter().map(read_fact).collect(),
        parameters: root
            .named("param")
            .into_iter()
            .map(read_parameter)
            .collect(),
        lets: read_lets(root),
        tables: root.named("table").into_iter().map(read_table).collect(),
        shares: root.named("share").into_iter().map(read_share).collect(),
        rules: at_most(root, "rule", MOST_RULES, |count| {
            let message = format!("the policy has {count} rules: expected at most {MOST_RULES}");
            Fault::new("too-many-rules", message)
        })
        .iter()
        .map(read_rule)
        .collect(),
        instalments: root
            .sections("instalment")
            .iter()
            .filter_map(read_instalment)
            .collect(),
        examples: root
            .sections("example")
            .iter()
            .filter_map(read_example)
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
    if root.lacks("rule") {
        root.missing("rule", "[[rule]]");
    }
    root.finish();
    Some(document)
}

/// Whether it may be a policy document of this version.
fn read_header(root: &Section<'_>) -> bool {
    let mut is_ours = true;
    match root.text("format") {
        Some(format) if format.value != FORMAT => {
            let message = format!("the format is `{}`: expected `{FORMAT}`", format.value);
            root.report_at("format", Fault::new("wrong-format", message));
            is_ours = false;
        }
        Some(_) => {}
        None if root.has("format") => {}
        None => root.missing("format", "format = \"oske-policy\""),
    }
    match root.integer("version") {
        Some(version) if version != VERSION => {
            let message = format!("the version is {version}: expected {VERSION}, the only one yet");
            let mut fault = Fault::new("wrong-version", message);
            if version == 0 {
                fault = fault.with_help(
                    "version 0 was a draft: write the document anew, by the page of the language",
                );
            }
            root.report_at("version", fault);
            is_ours = false;
        }
        Some(_) => {}
        None if root.has("version") => {}
        None => root.missing("version", "version = 1"),
    }
    is_ours
}

fn required(section: &Section<'_>, key: &'static str, example: &str) -> Option<Spotted<String>> {
    if !section.has(key) {
        section.missing(key, example);
    }
    section.text(key)
}

fn read_decision(section: &Section<'_>) -> Decision {
    let decision = Decision {
        by: section.words("by"),
        on: date(section, "on"),
        rule: section.text("rule").map(|rule| rule.value),
        legal_basis: legal_basis(section),
        note: section.words("note"),
    };
    section.finish();
    decision
}

fn legal_basis(section: &Section<'_>) -> Vec<LegalBasis> {
    let sections = section.sections("legal_basis");
    sections.iter().filter_map(read_legal_basis).collect()
}

fn read_legal_basis(section: &Section<'_>) -> Option<LegalBasis> {
    let citation = required(
        section,
        "citation",
        "citation = \"Yhdistyslaki (503/1989) 23 §\"",
    );
    let note = section.words("note");
    section.finish();
    let citation = citation?;
    Some(LegalBasis {
        reference: Reference::parse(&citation.value),
        spot: citation.spot,
        citation: citation.value,
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

fn read_source(section: &Section<'_>) -> PolicySource {
    let source = PolicySource {
        name: section.words("name"),
        address: section.text("address").map(|address| address.value),
        read: date(section, "read"),
        note: section.words("note"),
    };
    section.finish();
    source
}

fn read_line((name, section): (Spotted<String>, Section<'_>)) -> Line {
    let line = Line {
        words: section.words("name"),
        optional: section.truth("optional").unwrap_or(false),
        name,
    };
    section.finish();
    line
}

fn read_fact((name, section): (Spotted<String>, Section<'_>)) -> Fact {
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
fn count(section: &Section<'_>, key: &'static str) -> Option<usize> {
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
fn day_limit(section: &Section<'_>, key: &'static str, text: &str) -> Option<Limit> {
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

/// Lets, each a formula or a table with one.
fn read_lets(root: &Section<'_>) -> Vec<Let> {
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

fn read_share((name, section): (Spotted<String>, Section<'_>)) -> Share {
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

fn read_instalment(section: &Section<'_>) -> Option<Instalment> {
    for (key, example) in [("share", "share = \"1/2\""), ("due", "due = \"06-30\"")] {
        if !section.has(key) {
            section.missing(key, example);
        }
    }
    let share = number(section, "share");
    let due = section.text("due").and_then(|text| {
        let limit = day_limit(section, "due", &text.value)?;
        match limit {
            Limit::Day(day) => Some(day),
            Limit::Number(_) => None,
        }
    });
    let note = section.words("note");
    section.finish();
    Some(Instalment {
        share: share?.value,
        due: due?,
        note,
        spot: section.spot.clone(),
    })
}

fn read_example(section: &Section<'_>) -> Option<Example> {
    if !section.has("facts") {
        section.missing("facts", "facts = { population = \"48231\" }");
    }
    if section.has("pays") == section.has("outcome") {
        let message = "expected exactly one of `pays`, an amount, and `outcome`";
        section.report(Fault::new("pays-or-outcome", message));
    }
    let pays = section.parsed::<Exact>("pays");
    let is_ambiguous = section
        .text("outcome")
        .is_none_or(|text| text.value == "ambiguous");
    if section.has("candidates") && (section.has("pays") || !is_ambiguous) {
        let message = "`candidates` are the amounts of an ambiguous example: expected them beside \
                       `outcome = \"ambiguous\"` alone";
        section.report_at("candidates", Fault::new("pays-or-outcome", message));
    }
    let candidates: Vec<Exact> = section
        .texts("candidates")
        .iter()
        .filter_map(|text| section.parse_text(text))
        .collect();
    let outcome = section.text("outcome").and_then(|text| {
        match text.value.as_str() {
            "not_covered" => Some(ExampleOutcome::NotCovered),
            "undetermined" => Some(ExampleOutcome::Undetermined),
            "ambiguous" => Some(ExampleOutcome::Ambiguous(candidates)),
            other => {
                let message = format!("`{other}` is no outcome of an example: expected \"not_covered\", \"ambiguous\" or \"undetermined\"");
                section.report_at("outcome", Fault::new("invalid-value", message));
                None
            }
        }
    });
    let facts = section.section("facts").map(|facts| read_facts(&facts));
    let example = Example {
        name: section.words("name"),
        year: section.parsed("dues_year").map(|year| year.value),
        facts: facts?,
        expected: pays
            .map(|pays| ExampleOutcome::Pays(pays.value))
            .or(outcome)?,
        spot: section.spot.clone(),
    };
    section.finish();
    Some(example)
}

/// The facts of an example; whether they are those of the policy is a finding.
fn read_facts(section: &Section<'_>) -> Facts {
    let mut facts = Facts::new("example");
    for (name, content) in section.facts() {
        facts = facts.with_content(name, content);
    }
    facts
}

/// A number, or a percentage.
fn number(section: &Section<'_>, key: &'static str) -> Option<Spotted<Exact>> {
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
const UNKNOWN: &str = "unknown";

fn read_parameter((name, section): (Spotted<String>, Section<'_>)) -> Parameter {
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
fn read_validity(section: &Section<'_>) -> Option<Validity> {
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

fn limit(section: &Section<'_>, key: &'static str, text: &str) -> Option<Limit> {
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

fn read_rule(section: &Section<'_>) -> Rule {
    let valid = section.section("valid").map(|valid| {
        let period = read_validity(&valid);
        valid.finish();
        period
    });
    let valid = valid.flatten();
    let rule = Rule {
        id: required(section, "id", "id = \"municipalities\""),
        words: section.words("name"),
        line: section.text("line"),
        valid,
        when: section.text("when"),
        pays: section.text("pays"),
        exempt: section.words("exempt"),
        currency: section.parsed("currency"),
        has_currency: section.has("currency"),
        rounding: section.parsed("rounding"),
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
