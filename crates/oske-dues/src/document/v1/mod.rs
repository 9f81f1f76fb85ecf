//! Version 1 of the policy document: its keys, as they are written.
//!
//! Names and formulas are still texts here; [`check`](crate::check) gives them their meaning. The
//! version is frozen: what it means stands in `docs/language.md`, and another meaning is another
//! version.

mod fact;
mod figure;
mod rule;
mod table;

use oske_statute::Reference;
use oske_types::{Currency, DuesYear, Rounding, Text};

use crate::diagnostic::Fault;
use crate::document::decode::{Section, Spot, Spotted};
use crate::policy::{Decision, Example, Instalment, LegalBasis, PolicySource, PolicyStatus};

use self::fact::read_fact;
pub(crate) use self::fact::{Fact, FactKind, Measure, not_a_day, parse_day};
pub(crate) use self::figure::{Let, Parameter, Share, ShareKey};
use self::figure::{at_most, date, read_lets, read_parameter, read_share};
pub(crate) use self::rule::Rule;
use self::rule::{read_example, read_instalment, read_rule};
use self::table::read_table;
pub(crate) use self::table::{Bounds, Row, RowKey, Table};

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
