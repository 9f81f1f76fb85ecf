//! The document form of an [`Explanation`]: `format = "oske-explanation"`, `version = 0`.
//!
//! ```text
//! { "format", "version", "policy": {…}, "payer", "dues_year", "currency", "rounding",
//!   "status", "amount"?, "candidates"?, "complete"?: false, "reasons"?,
//!   "readings": [ { "lines": [ { "line", "rule", "when"?, "because"?: [attribute and value],
//!                               "exempt" | "pays" + "derivation",
//!                               "unrounded"?, "amount"? } ], "total" } ],
//!   "digest": "SHA-256 of all the rest" }
//! ```
//!
//! A step is `{ "op", …, "of"?: [steps], "value"? }`; what is open has no value, and a line that rests
//! on it no amount. Names have their words beside them, so that the
//! document can be read to a person in Finnish, Swedish or English without the policy.

use chrono::NaiveDate;
use oske_types::{ArithmeticError, Exact, Language, Money, Text, Validity};

use crate::assessment::{Label, Misfit, Outcome, Reason};
use crate::diagnostic::{Fault, Faults, SourceFile};
use crate::document::Value;
use crate::document::decode::{Collector, Section};
use crate::explain::{
    ExplainedDecision, ExplainedLine, ExplainedReading, Explanation, LineBasis, PolicyReference,
    Step, TableRow,
};
use crate::formula::Operator;
use crate::interval::{Lower, Upper};

const FORMAT: &str = "oske-explanation";
const VERSION: i64 = 0;
/// How deep a derivation may be nested when it is read.
const DEEPEST_DERIVATION: usize = 128;

impl Explanation {
    /// The explanation as a document, with a digest of everything in it.
    #[must_use]
    pub fn to_value(&self) -> Value {
        let body = self.body();
        let digest = Value::table(body.clone()).content_hash();
        let digest = ("digest".to_owned(), Value::text(digest));
        Value::table(body.into_iter().chain([digest]))
    }

    /// The explanation as JSON, on one line.
    #[cfg(feature = "json")]
    #[cfg_attr(docsrs, doc(cfg(feature = "json")))]
    #[must_use]
    pub fn to_json(&self) -> String {
        crate::document::read::write_json(&self.to_value())
    }

    /// Reads an explanation; `name` is the file's name as messages shall show it.
    ///
    /// # Errors
    ///
    /// [`Faults`]: syntax, missing and unknown keys, and `digest` if anything at all was changed.
    #[cfg(feature = "json")]
    #[cfg_attr(docsrs, doc(cfg(feature = "json")))]
    pub fn from_json(name: &str, text: &str) -> Result<Self, Faults> {
        let file = SourceFile::new(name, text);
        let value = crate::document::read::read_json(&file, text)?;
        Self::decode(&file, &value)
    }

    /// Reads an explanation from a tree.
    ///
    /// # Errors
    ///
    /// As [`from_json`](Self::from_json).
    pub fn from_value(value: &Value) -> Result<Self, Faults> {
        Self::decode(&SourceFile::built(), value)
    }

    fn decode(file: &SourceFile, value: &Value) -> Result<Self, Faults> {
        let collector = Collector::new(file);
        let explanation = Section::root(&collector, value).and_then(|root| read(&root));
        let faults = collector.into_faults();
        Faults::check(faults)?;
        let incomplete = || {
            let fault = Fault::new("incomplete", "the explanation is incomplete");
            Faults::one(fault.at(file, file.place_of(value.span)))
        };
        let explanation = explanation.ok_or_else(incomplete)?;
        // The whole document is compared, not the digest alone: what is read must be all that is
        // written, so that `5000.0` for `5000` is a change too.
        if *value != explanation.to_value() {
            let message = "the digest is not that of the explanation: something in it was changed";
            let place = value
                .get("digest")
                .and_then(|digest| file.place_of(digest.span));
            return Err(Faults::one(
                Fault::new("digest", message).path("digest").at(file, place),
            ));
        }
        Ok(explanation)
    }

    fn body(&self) -> Vec<(String, Value)> {
        let mut body = Entries::default();
        body.text("format", FORMAT);
        body.put("version", Value::integer(VERSION));
        body.put("policy", policy_value(&self.policy));
        body.text("payer", &self.payer);
        body.text("dues_year", self.year.to_string());
        body.text("currency", self.currency.code());
        body.text("rounding", self.rounding.to_string());
        body.text("status", self.outcome.status());
        match &self.outcome {
            Outcome::Assessed(amount) => body.text("amount", amount.to_decimal_text()),
            Outcome::Ambiguous { candidates, .. } => {
                let candidates = candidates
                    .iter()
                    .map(|money| Value::text(money.to_decimal_text()));
                body.put("candidates", Value::list(candidates));
            }
            _ => {}
        }
        if !self.complete {
            body.put("complete", Value::truth(false));
        }
        if !self.reasons().is_empty() {
            body.put(
                "reasons",
                Value::list(self.reasons().iter().map(reason_value)),
            );
        }
        body.put(
            "readings",
            Value::list(self.readings.iter().map(reading_value)),
        );
        body.entries
    }
}

/// Keys and values in the order in which they are put.
#[derive(Default)]
struct Entries {
    entries: Vec<(String, Value)>,
}

impl Entries {
    fn put(&mut self, key: &str, value: Value) {
        self.entries.push((key.to_owned(), value));
    }

    fn text(&mut self, key: &str, text: impl Into<String>) {
        self.put(key, Value::text(text));
    }

    /// A number where there is one.
    fn number(&mut self, key: &str, number: Option<Exact>) {
        if let Some(number) = number {
            self.text(key, number.to_string());
        }
    }

    fn words(&mut self, key: &str, words: Option<&Text>) {
        if let Some(words) = words {
            let given = Language::ALL
                .into_iter()
                .filter_map(|language| Some((language.code(), Value::text(words.get(language)?))));
            self.put(key, Value::table(given));
        }
    }

    fn label(&mut self, key: &str, label: &Label) {
        let mut entries = Self::default();
        entries.text("name", label.name());
        entries.words("words", label.words.as_ref());
        self.put(key, entries.table());
    }

    fn table(self) -> Value {
        Value::table(self.entries)
    }
}

fn policy_value(policy: &PolicyReference) -> Value {
    let mut entries = Entries::default();
    entries.text("id", &policy.id);
    entries.words("title", Some(&policy.title));
    entries.text("status", &policy.status);
    entries.text("content_hash", &policy.content_hash);
    if let Some(decision) = &policy.decision {
        let mut decided = Entries::default();
        decided.words("by", decision.by.as_ref());
        if let Some(on) = decision.on {
            decided.text("on", on.to_string());
        }
        if let Some(rule) = &decision.rule {
            decided.text("rule", rule);
        }
        entries.put("decision", decided.table());
    }
    let citations = policy.legal_basis.iter().map(Value::text);
    entries.put("legal_basis", Value::list(citations));
    entries.table()
}

fn reading_value(reading: &ExplainedReading) -> Value {
    let mut entries = Entries::default();
    entries.put("lines", Value::list(reading.lines.iter().map(line_value)));
    entries.text("total", reading.total.to_decimal_text());
    entries.table()
}

fn line_value(line: &ExplainedLine) -> Value {
    let mut entries = Entries::default();
    entries.label("line", &line.line);
    entries.label("rule", &line.rule);
    if let Some(when) = &line.when {
        entries.text("when", when);
    }
    if !line.because.is_empty() {
        let because = line.because.iter().map(|(attribute, value)| {
            let mut entries = Entries::default();
            entries.label("attribute", attribute);
            entries.label("value", value);
            entries.table()
        });
        entries.put("because", Value::list(because));
    }
    entries.words("note", line.note.as_ref());
    match &line.basis {
        LineBasis::Exempt(reason) => entries.words("exempt", Some(reason)),
        LineBasis::Formula { text, derivation } => {
            entries.text("pays", text);
            entries.put("derivation", step_value(derivation));
        }
    }
    if let Some((unrounded, amount)) = line.figures {
        entries.text("unrounded", unrounded.to_string());
        entries.text("amount", amount.to_decimal_text());
    }
    entries.table()
}

fn step_value(step: &Step) -> Value {
    let mut entries = Entries::default();
    let of = |steps: &[Step]| Value::list(steps.iter().map(step_value));
    match step {
        Step::Number { text, value } => {
            entries.text("op", "number");
            entries.text("text", text);
            entries.text("value", value.to_string());
        }
        Step::Fact {
            fact,
            value,
            unit,
            date,
            source,
        } => {
            entries.text("op", "fact");
            entries.label("fact", fact);
            entries.label("unit", unit);
            if let Some(date) = date {
                entries.text("date", date.to_string());
            }
            if let Some(source) = source {
                entries.text("source", source);
            }
            entries.text("value", value.to_string());
        }
        Step::Parameter {
            parameter,
            value,
            unit,
            valid,
            note,
        } => {
            entries.text("op", "parameter");
            entries.label("parameter", parameter);
            entries.label("unit", unit);
            entries.text("valid", valid.to_string());
            entries.words("note", note.as_ref());
            entries.text("value", value.to_string());
        }
        Step::Lookup {
            table,
            row,
            of: argument,
            unit,
            value,
        } => {
            entries.text("op", "lookup");
            entries.label("table", table);
            entries.put("row", row_value(row));
            entries.label("unit", unit);
            entries.put("of", of(argument));
            entries.text("value", value.to_string());
        }
        Step::Negate { of: inner, value } => {
            entries.text("op", "negate");
            entries.put("of", of(inner));
            entries.number("value", *value);
        }
        Step::Calculate {
            operator,
            of: sides,
            value,
        } => {
            entries.text("op", operator.name());
            entries.put("of", of(sides));
            entries.number("value", *value);
        }
        Step::Open {
            reason,
            table,
            of: parts,
        } => {
            entries.text("op", "open");
            if let Some(table) = table {
                entries.label("table", table);
            }
            entries.put("reason", reason_value(reason));
            entries.put("of", of(parts));
        }
    }
    entries.table()
}

fn row_value(row: &TableRow) -> Value {
    let mut entries = Entries::default();
    entries.put(
        "number",
        Value::integer(i64::try_from(row.number).unwrap_or(i64::MAX)),
    );
    match row.lower {
        Some(Lower::From(value)) => entries.text("from", value.to_string()),
        Some(Lower::Over(value)) => entries.text("over", value.to_string()),
        None => {}
    }
    match row.upper {
        Some(Upper::To(value)) => entries.text("to", value.to_string()),
        Some(Upper::Under(value)) => entries.text("under", value.to_string()),
        None => {}
    }
    if let Some(printed) = &row.printed {
        entries.text("printed", printed);
    }
    entries.table()
}

fn reason_value(reason: &Reason) -> Value {
    let mut entries = Entries::default();
    entries.text("code", reason.code());
    let numbers = |rows: &[usize]| {
        let rows = rows
            .iter()
            .map(|row| i64::try_from(*row).unwrap_or(i64::MAX));
        Value::list(rows.map(Value::integer))
    };
    match reason {
        Reason::NoRule => {}
        Reason::NoRow {
            table,
            measure,
            value,
        } => {
            entries.label("table", table);
            entries.label("measure", measure);
            entries.text("value", value.to_string());
        }
        Reason::UnknownParameter { parameter, note } => {
            entries.label("parameter", parameter);
            entries.words("note", note.as_ref());
        }
        Reason::StaleParameter { parameter, on } => {
            entries.label("parameter", parameter);
            entries.text("on", on.to_string());
        }
        Reason::UnknownRow { table, row } => {
            entries.label("table", table);
            entries.put("rows", numbers(&[*row]));
        }
        Reason::MissingFact { fact } => entries.label("fact", fact),
        Reason::SeveralRows { table, rows } => {
            entries.label("table", table);
            entries.put("rows", numbers(rows));
        }
        Reason::SeveralRules { line, rules } => {
            entries.label("line", line);
            let rules = rules.iter().map(|rule| {
                let mut entries = Entries::default();
                entries.label("rule", rule);
                entries.table()
            });
            entries.put("rules", Value::list(rules));
        }
        Reason::InvalidFact {
            fact,
            misfit,
            found,
            expected,
        } => {
            entries.text("name", fact);
            entries.text("misfit", misfit.name());
            entries.text("found", found);
            entries.put("expected", Value::list(expected.iter().map(Value::text)));
        }
        Reason::Uncomputable { error } => entries.text("error", arithmetic_name(error)),
    }
    entries.table()
}

/// Reads a document back. `None` only where a fault has been reported, or where the document does not
/// hang together, which the digest then tells.
fn read(root: &Section<'_>) -> Option<Explanation> {
    let text = |key| root.text(key).map(|text| text.value);
    for (key, expected) in [("format", FORMAT), ("digest", "")] {
        match text(key) {
            Some(found) if found == expected || expected.is_empty() => {}
            _ => root.missing(key, "format = \"oske-explanation\"` with its `digest"),
        }
    }
    if root.integer("version") != Some(VERSION) {
        root.report(Fault::new(
            "wrong-version",
            "expected version 0, the only one yet",
        ));
    }
    let currency = root.parsed("currency")?.value;
    let money = |text: &str| format!("{text} {currency}").parse::<Money>().ok();
    let status = text("status")?;
    let amount = text("amount");
    let candidates = root.texts("candidates");
    let reasons: Vec<Option<Reason>> = root.sections("reasons").iter().map(read_reason).collect();
    let reasons: Option<Vec<Reason>> = reasons.into_iter().collect();
    let outcome = match (status.as_str(), reasons?) {
        ("assessed", _) => Outcome::Assessed(money(&amount?)?),
        ("not_covered", reasons) => Outcome::NotCovered(reasons),
        ("undetermined", reasons) => Outcome::Undetermined(reasons),
        ("invalid", reasons) => Outcome::Invalid(reasons),
        ("ambiguous", reasons) => Outcome::Ambiguous {
            candidates: candidates
                .iter()
                .map(|text| money(&text.value))
                .collect::<Option<_>>()?,
            reasons,
        },
        _ => return None,
    };
    let readings = root.sections("readings");
    let readings = readings.iter().map(|section| {
        let lines = section.sections("lines");
        let lines = lines.iter().map(|line| read_line(line, &money));
        let reading = ExplainedReading {
            lines: lines.collect::<Option<_>>()?,
            total: money(&section.text("total")?.value)?,
        };
        section.finish();
        Some(reading)
    });
    let explanation = Explanation {
        policy: read_policy(&root.section("policy")?)?,
        payer: text("payer")?,
        year: root.parsed("dues_year")?.value,
        currency,
        rounding: root.parsed("rounding")?.value,
        outcome,
        complete: root.truth("complete").unwrap_or(true),
        readings: readings.collect::<Option<_>>()?,
    };
    root.finish();
    Some(explanation)
}

fn read_policy(section: &Section<'_>) -> Option<PolicyReference> {
    let decision = section.section("decision").map(|decided| {
        let decision = ExplainedDecision {
            by: decided.words("by"),
            on: decided.parsed::<NaiveDate>("on").map(|date| date.value),
            rule: decided.text("rule").map(|rule| rule.value),
        };
        decided.finish();
        decision
    });
    let policy = PolicyReference {
        id: section.text("id")?.value,
        title: section.words("title")?,
        status: section.text("status")?.value,
        content_hash: section.text("content_hash")?.value,
        decision,
        legal_basis: section
            .texts("legal_basis")
            .into_iter()
            .map(|citation| citation.value)
            .collect(),
    };
    section.finish();
    Some(policy)
}

fn read_line(
    section: &Section<'_>,
    money: &impl Fn(&str) -> Option<Money>,
) -> Option<ExplainedLine> {
    let basis = match (section.words("exempt"), section.section("derivation")) {
        (Some(reason), None) => LineBasis::Exempt(reason),
        (None, Some(derivation)) => LineBasis::Formula {
            text: section.text("pays")?.value,
            derivation: Box::new(read_step(&derivation, 0)?),
        },
        _ => return None,
    };
    let line = ExplainedLine {
        line: read_label(section, "line")?,
        rule: read_label(section, "rule")?,
        when: section.text("when").map(|when| when.value),
        because: section
            .sections("because")
            .iter()
            .map(read_because)
            .collect::<Option<_>>()?,
        note: section.words("note"),
        basis,
        figures: match (section.parsed("unrounded"), section.text("amount")) {
            (Some(unrounded), Some(amount)) => Some((unrounded.value, money(&amount.value)?)),
            (None, None) => None,
            _ => return None,
        },
    };
    section.finish();
    Some(line)
}

fn read_because(section: &Section<'_>) -> Option<(Label, Label)> {
    let because = (
        read_label(section, "attribute")?,
        read_label(section, "value")?,
    );
    section.finish();
    Some(because)
}

fn read_label(section: &Section<'_>, key: &'static str) -> Option<Label> {
    let section = section.section(key)?;
    let label = Label {
        name: section.text("name")?.value,
        words: section.words("words"),
    };
    section.finish();
    Some(label)
}

fn read_step(section: &Section<'_>, depth: usize) -> Option<Step> {
    if depth > DEEPEST_DERIVATION {
        let message = format!("nested too deep: expected at most {DEEPEST_DERIVATION} steps");
        section.report(Fault::new("too-deep", message));
        return None;
    }
    let operation = section.text("op")?.value;
    let value = section.parsed::<Exact>("value").map(|value| value.value);
    let of = || {
        let steps = section.sections("of");
        let steps = steps
            .iter()
            .map(|step| read_step(step, depth.saturating_add(1)));
        steps.collect::<Option<Vec<Step>>>()
    };
    let step = match operation.as_str() {
        "number" => Step::Number {
            text: section.text("text")?.value,
            value: value?,
        },
        "fact" => Step::Fact {
            fact: read_label(section, "fact")?,
            value: value?,
            unit: read_label(section, "unit")?,
            date: section.parsed::<NaiveDate>("date").map(|date| date.value),
            source: section.text("source").map(|source| source.value),
        },
        "parameter" => Step::Parameter {
            parameter: read_label(section, "parameter")?,
            value: value?,
            unit: read_label(section, "unit")?,
            valid: section.parsed::<Validity>("valid")?.value,
            note: section.words("note"),
        },
        "lookup" => Step::Lookup {
            table: read_label(section, "table")?,
            row: read_row(&section.section("row")?)?,
            of: of()?,
            unit: read_label(section, "unit")?,
            value: value?,
        },
        "open" => Step::Open {
            reason: read_reason(&section.section("reason")?)?,
            table: if section.has("table") {
                Some(read_label(section, "table")?)
            } else {
                None
            },
            of: of()?,
        },
        "negate" => Step::Negate { of: of()?, value },
        name => {
            let operators = [
                Operator::Add,
                Operator::Subtract,
                Operator::Multiply,
                Operator::Divide,
            ];
            let operator = operators
                .into_iter()
                .find(|operator| operator.name() == name);
            Step::Calculate {
                operator: operator?,
                of: of()?,
                value,
            }
        }
    };
    section.finish();
    Some(step)
}

fn read_row(section: &Section<'_>) -> Option<TableRow> {
    let bound = |key| section.parsed::<Exact>(key).map(|bound| bound.value);
    let lower = bound("from")
        .map(Lower::From)
        .or(bound("over").map(Lower::Over));
    let upper = bound("to")
        .map(Upper::To)
        .or(bound("under").map(Upper::Under));
    let row = TableRow {
        number: usize::try_from(section.integer("number")?).ok()?,
        lower,
        upper,
        printed: section.text("printed").map(|printed| printed.value),
    };
    section.finish();
    Some(row)
}

fn read_reason(section: &Section<'_>) -> Option<Reason> {
    let label = |key| read_label(section, key);
    let rows = || -> Option<Vec<usize>> {
        section
            .integers("rows")
            .into_iter()
            .map(|row| usize::try_from(row).ok())
            .collect()
    };
    let reason = match section.text("code")?.value.as_str() {
        "no-rule" => Reason::NoRule,
        "no-row" => Reason::NoRow {
            table: label("table")?,
            measure: label("measure")?,
            value: section.parsed("value")?.value,
        },
        "unknown-parameter" => Reason::UnknownParameter {
            parameter: label("parameter")?,
            note: section.words("note"),
        },
        "stale-parameter" => Reason::StaleParameter {
            parameter: label("parameter")?,
            on: section.parsed("on")?.value,
        },
        "unknown-row" => Reason::UnknownRow {
            table: label("table")?,
            row: *rows()?.first()?,
        },
        "missing-fact" => Reason::MissingFact {
            fact: label("fact")?,
        },
        "several-rows" => Reason::SeveralRows {
            table: label("table")?,
            rows: rows()?,
        },
        "several-rules" => Reason::SeveralRules {
            line: label("line")?,
            rules: section
                .sections("rules")
                .iter()
                .map(|rule| {
                    let label = read_label(rule, "rule");
                    rule.finish();
                    label
                })
                .collect::<Option<_>>()?,
        },
        "invalid-fact" => Reason::InvalidFact {
            fact: section.text("name")?.value,
            misfit: read_misfit(&section.text("misfit")?.value)?,
            found: section.text("found")?.value,
            expected: section
                .texts("expected")
                .into_iter()
                .map(|expected| expected.value)
                .collect(),
        },
        "uncomputable" => Reason::Uncomputable {
            error: match section.text("error")?.value.as_str() {
                "division-by-zero" => ArithmeticError::DivisionByZero,
                "overflow" => ArithmeticError::Overflow,
                _ => return None,
            },
        },
        _ => return None,
    };
    section.finish();
    Some(reason)
}

fn read_misfit(name: &str) -> Option<Misfit> {
    Misfit::ALL.into_iter().find(|misfit| misfit.name() == name)
}

/// An evaluation meets these two; units and rounding steps are checked before.
fn arithmetic_name(error: &ArithmeticError) -> &'static str {
    match error {
        ArithmeticError::DivisionByZero => "division-by-zero",
        _ => "overflow",
    }
}
