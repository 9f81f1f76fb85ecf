//! An explanation to its document.

use oske_types::{ArithmeticError, Exact, Language, Money, Text};

use super::{CURRENCY_MISMATCH, DIVISION_BY_ZERO, FORMAT, OVERFLOW, VERSION};
use crate::assessment::{Found, Label, Outcome, Reason};
use crate::document::Value;
use crate::explain::{
    ExplainedLine, ExplainedReading, Explanation, LineBasis, Operation, PolicyReference, RowHolds,
    RowValues, SlicePart, Step, TableRow,
};
use crate::interval::{Lower, Upper};

impl Explanation {
    /// All but the digest.
    pub(super) fn body(&self) -> Vec<(String, Value)> {
        let mut body = Entries::default();
        body.text("format", FORMAT);
        body.put("version", Value::integer(VERSION));
        body.put("policy", policy_value(&self.policy));
        body.text("payer", &*self.payer);
        body.text("dues_year", self.year.to_string());
        body.text("currency", self.currency.code());
        body.text("status", self.outcome.status());
        match &self.outcome {
            Outcome::Assessed(amount) => body.money("amount", *amount),
            Outcome::Ambiguous { candidates, .. } => {
                let candidates = candidates
                    .iter()
                    .map(|money| Value::text(money.to_string()));
                body.put("candidates", Value::list(candidates));
            }
            Outcome::NotCovered(_) | Outcome::Undetermined(_) | Outcome::Invalid(_) => {}
        }
        if !self.complete {
            body.put("complete", Value::truth(false));
        }
        if !self.reasons().is_empty() {
            let reasons = self.reasons().iter().map(reason_value);
            body.put("reasons", Value::list(reasons));
        }
        let readings = self.readings.iter().map(reading_value);
        body.put("readings", Value::list(readings));
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

    fn number(&mut self, key: &str, number: Exact) {
        self.text(key, number.to_string());
    }

    fn money(&mut self, key: &str, money: Money) {
        self.text(key, money.to_string());
    }

    fn place(&mut self, key: &str, place: usize) {
        self.put(key, place_value(place));
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
        self.put(key, label_value(label));
    }

    /// A unit, unless there is none.
    fn unit(&mut self, unit: &Label) {
        if !unit.name().is_empty() {
            self.label("unit", unit);
        }
    }

    fn labels(&mut self, key: &str, labels: &[Label]) {
        self.put(key, Value::list(labels.iter().map(label_value)));
    }

    fn table(self) -> Value {
        Value::table(self.entries)
    }
}

fn place_value(place: usize) -> Value {
    Value::integer(i64::try_from(place).unwrap_or(i64::MAX))
}

fn label_value(label: &Label) -> Value {
    let mut entries = Entries::default();
    entries.text("name", label.name());
    entries.words("words", label.words());
    entries.table()
}

fn policy_value(policy: &PolicyReference) -> Value {
    let mut entries = Entries::default();
    entries.text("id", &policy.id);
    entries.put("version", Value::integer(policy.version));
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
    entries.money("total", reading.total);
    entries.table()
}

fn line_value(line: &ExplainedLine) -> Value {
    let mut entries = Entries::default();
    entries.label("line", &line.line);
    entries.label("rule", &line.rule);
    if let Some((text, condition)) = &line.when {
        entries.text("when", &**text);
        entries.put("condition", step_value(condition));
    }
    entries.words("note", line.note.as_ref());
    match &line.basis {
        LineBasis::Exempt(reason) => entries.words("exempt", Some(reason)),
        LineBasis::Formula { text, derivation } => {
            entries.text("pays", &**text);
            entries.put("derivation", step_value(derivation));
        }
    }
    entries.text("rounding", line.rounding.to_string());
    if let Some((unrounded, amount)) = line.figures {
        entries.number("unrounded", unrounded);
        entries.money("amount", amount);
    }
    entries.table()
}

fn step_value(step: &Step) -> Value {
    let mut entries = Entries::default();
    entries.text("op", step.operation.name());
    entries.operation(&step.operation);
    if !step.of.is_empty() {
        entries.put("of", Value::list(step.of.iter().map(step_value)));
    }
    if let Some(value) = step.value {
        entries.number("value", value);
    }
    entries.table()
}

impl Operation {
    /// The word in documents.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Number { .. } => "number",
            Self::Day { .. } => "day",
            Self::Fact { .. } => "fact",
            Self::Choice { .. } => "choice",
            Self::Parameter { .. } => "parameter",
            Self::Named { .. } => "named",
            Self::Lookup { .. } => "lookup",
            Self::Class { .. } => "class",
            Self::Slices { .. } => "slices",
            Self::Negate => "negate",
            Self::Calculate(operator) => operator.name(),
            Self::Choose { .. } => "choose",
            Self::Extreme(extreme) => extreme.name(),
            Self::Round { .. } => "round",
            Self::Steps { started: true, .. } => "started",
            Self::Steps { started: false, .. } => "whole",
            Self::Time(span) => span.name(),
            Self::Sum { .. } => "sum",
            Self::Count { .. } => "count",
            Self::Unclear { .. } => "unclear",
            Self::Share { .. } => "share",
            Self::RoundSum { .. } => "round_sum",
            Self::Is { .. } => "is",
            Self::Compare(_) => "compare",
            Self::Not => "not",
            Self::All => "all",
            Self::Any => "any",
            Self::Open { .. } => "open",
        }
    }
}

impl Entries {
    /// What an operation has of its own.
    fn operation(&mut self, operation: &Operation) {
        match operation {
            Operation::Number { text, unit } => {
                self.text("text", &**text);
                self.unit(unit);
            }
            Operation::Day { text } => self.text("text", &**text),
            Operation::Fact {
                fact,
                unit,
                is_date,
                date,
                source,
                absent,
            } => {
                self.label("fact", fact);
                self.unit(unit);
                if *is_date {
                    self.text("type", "date");
                }
                self.origin(*date, source.as_deref(), absent.as_ref());
            }
            Operation::Choice {
                fact,
                found,
                yes,
                date,
                source,
                absent,
            } => {
                self.label("fact", fact);
                self.label("found", found);
                if yes.is_some() {
                    self.text("type", "yes-no");
                }
                self.origin(*date, source.as_deref(), absent.as_ref());
            }
            Operation::Parameter {
                parameter,
                unit,
                valid,
                note,
            } => {
                self.label("parameter", parameter);
                self.label("unit", unit);
                self.text("valid", valid.to_string());
                self.words("note", note.as_ref());
            }
            Operation::Named { name, unit } => {
                self.label("name", name);
                self.unit(unit);
            }
            Operation::Lookup { table, unit, row } => {
                self.label("table", table);
                self.label("unit", unit);
                self.put("row", row_value(row));
            }
            Operation::Class { table, row, class } => {
                self.label("table", table);
                self.label("class", class);
                self.put("row", row_value(row));
            }
            Operation::Slices {
                table,
                unit,
                key,
                parts,
            } => {
                self.label("table", table);
                self.label("unit", unit);
                self.place("key", key.saturating_add(1));
                self.put("parts", Value::list(parts.iter().map(slice_value)));
            }
            Operation::Choose { holds } => {
                if let Some(holds) = holds {
                    self.put("holds", Value::truth(*holds));
                }
            }
            Operation::Round { mode, step } => {
                self.text("mode", mode.name());
                self.number("step", *step);
            }
            Operation::Steps { step, .. } => self.number("step", *step),
            Operation::Sum { list, things } => {
                self.label("list", list);
                self.put("things", Value::list(things.iter().map(Value::text)));
            }
            Operation::Count { list } => self.label("list", list),
            Operation::Unclear {
                label,
                reading,
                readings,
            } => {
                self.text("label", label);
                self.place("reading", *reading);
                self.place("readings", *readings);
            }
            Operation::Share {
                share,
                unit,
                weights,
                allocated,
            } => {
                self.label("share", share);
                self.label("unit", unit);
                let weights = weights.iter().map(|weight| Value::text(weight.to_string()));
                self.put("weights", Value::list(weights));
                if *allocated {
                    self.put("allocated", Value::truth(true));
                }
            }
            Operation::RoundSum { share } => self.label("share", share),
            Operation::Is { among } => self.labels("among", among),
            Operation::Compare(comparison) => self.text("sign", comparison.sign()),
            Operation::Open { reason, name } => {
                if let Some(name) = name {
                    self.label("name", name);
                }
                self.put("reason", reason_value(reason));
            }
            Operation::Negate
            | Operation::Calculate(_)
            | Operation::Extreme(_)
            | Operation::Time(_)
            | Operation::Not
            | Operation::All
            | Operation::Any => {}
        }
    }

    fn origin(
        &mut self,
        date: Option<chrono::NaiveDate>,
        source: Option<&str>,
        absent: Option<&Option<Text>>,
    ) {
        if let Some(date) = date {
            self.text("date", date.to_string());
        }
        if let Some(source) = source {
            self.text("source", source);
        }
        if let Some(because) = absent {
            let mut absent = Self::default();
            absent.words("because", because.as_ref());
            self.put("absent", absent.table());
        }
    }
}

fn row_value(row: &TableRow) -> Value {
    let mut entries = Entries::default();
    entries.place("number", row.number);
    entries.put("holds", Value::list(row.holds.iter().map(holds_value)));
    if let Some(printed) = &row.printed {
        entries.text("printed", printed);
    }
    entries.table()
}

fn holds_value(holds: &RowHolds) -> Value {
    let mut entries = Entries::default();
    entries.label("key", &holds.key);
    match &holds.values {
        RowValues::Any => entries.text("type", "any"),
        RowValues::Between {
            lower,
            upper,
            is_date,
        } => {
            entries.text("type", if *is_date { "date" } else { "number" });
            match lower {
                Some(Lower::From(value)) => entries.number("from", *value),
                Some(Lower::Over(value)) => entries.number("over", *value),
                None => {}
            }
            match upper {
                Some(Upper::To(value)) => entries.number("to", *value),
                Some(Upper::Under(value)) => entries.number("under", *value),
                None => {}
            }
        }
        RowValues::OneOf(values) => {
            entries.text("type", "choice");
            let values = values.iter().map(|(place, value)| {
                let mut entries = Entries::default();
                entries.place("place", *place);
                entries.label("value", value);
                entries.table()
            });
            entries.put("values", Value::list(values));
        }
    }
    entries.table()
}

fn slice_value(part: &SlicePart) -> Value {
    let mut entries = Entries::default();
    entries.put("row", row_value(&part.row));
    entries.number("length", part.length);
    entries.number("price", part.price);
    entries.table()
}

fn reason_value(reason: &Reason) -> Value {
    let mut entries = Entries::default();
    entries.text("code", reason.code());
    match reason {
        Reason::NoRule { line } => entries.label("line", line),
        Reason::NoRow { table, values } => {
            entries.label("table", table);
            let values = values.iter().map(|(key, found)| {
                let mut entries = Entries::default();
                entries.label("key", key);
                match found {
                    Found::Number(number) => entries.number("number", *number),
                    Found::Day(day) => entries.text("day", day.to_string()),
                    Found::Choice(value) => entries.label("choice", value),
                }
                entries.table()
            });
            entries.put("values", Value::list(values));
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
            entries.place("row", *row);
        }
        Reason::MissingFact { fact } => entries.label("fact", fact),
        Reason::SeveralRows { table, rows } => {
            entries.label("table", table);
            entries.put(
                "rows",
                Value::list(rows.iter().map(|row| place_value(*row))),
            );
        }
        Reason::SeveralRules { line, rules } => {
            entries.label("line", line);
            entries.labels("rules", rules);
        }
        Reason::Unclear { label } => entries.text("label", label),
        Reason::NeedsRound { share } => entries.label("share", share),
        Reason::OpenShare {
            share,
            payers,
            others,
        } => {
            entries.label("share", share);
            let payers = payers.iter().map(|(payer, why)| {
                let mut entries = Entries::default();
                entries.text("payer", payer);
                entries.put("reason", reason_value(why));
                entries.table()
            });
            entries.put("payers", Value::list(payers));
            if *others > 0 {
                entries.place("others", *others);
            }
        }
        Reason::RepeatedPayer | Reason::PartBelowZero | Reason::Unexplained => {}
        Reason::InvalidFact {
            fact,
            misfit,
            found,
            expected,
        } => {
            entries.label("fact", fact);
            entries.text("misfit", misfit.name());
            entries.text("found", found);
            entries.labels("expected", expected);
        }
        Reason::Uncomputable { error } => match error {
            ArithmeticError::DivisionByZero => entries.text("error", DIVISION_BY_ZERO),
            ArithmeticError::CurrencyMismatch(mismatch) => {
                entries.text("error", CURRENCY_MISMATCH);
                let currencies = [mismatch.left(), mismatch.right()];
                let currencies = currencies.map(|currency| Value::text(currency.code()));
                entries.put("currencies", Value::list(currencies));
            }
            // Units and rounding steps are checked before anything is computed.
            _ => entries.text("error", OVERFLOW),
        },
    }
    entries.table()
}
