//! Rules, instalments, and examples that a source gives.

use oske_types::{Currency, Exact, Rounding, Text, Validity};

use super::fact::{day_limit, read_facts};
use super::figure::{number, read_validity};
use super::required;
use crate::diagnostic::Fault;
use crate::document::decode::{Section, Spot, Spotted};
use crate::policy::{Example, ExampleOutcome, Instalment, Limit};

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

pub(super) fn read_instalment(section: &Section<'_>) -> Option<Instalment> {
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

pub(super) fn read_example(section: &Section<'_>) -> Option<Example> {
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

pub(super) fn read_rule(section: &Section<'_>) -> Rule {
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
