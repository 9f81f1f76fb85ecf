//! A document back to its explanation, strictly.

use std::sync::Arc;

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;
use oske_types::{ArithmeticError, Currency, Exact, Money, RoundingMode, Text};

use super::{
    CURRENCY_MISMATCH, DEEPEST_DERIVATION, DIVISION_BY_ZERO, FORMAT, OVERFLOW, VERSION,
    currency_mismatch,
};
use crate::assessment::{Found, Label, Misfit, Outcome, Reason};
use crate::diagnostic::Fault;
use crate::document::decode::Section;
use crate::explain::{
    ExplainedDecision, ExplainedLine, ExplainedReading, Explanation, LineBasis, Operation,
    PolicyReference, RowHolds, RowValues, SlicePart, Step, TableRow,
};
use crate::formula::{Comparison, Operator};
use crate::interval::{Lower, Upper};
use crate::policy::{Extreme, TimeSpan};

/// `None` only where a fault has been reported.
pub(super) fn explanation(root: &Section<'_>) -> Option<Explanation> {
    if root.needs_text("format")? != FORMAT {
        let message = format!("not an explanation: expected `{FORMAT}`");
        root.report_at("format", Fault::new("wrong-format", message));
        return None;
    }
    if root.needs("version", root.integer("version"))? != VERSION {
        let message = format!("expected version {VERSION}, the only one yet");
        root.report_at("version", Fault::new("wrong-version", message));
        return None;
    }
    let readings = root.sections("readings");
    let readings = readings.iter().map(|section| {
        let lines = section.sections("lines");
        let reading = ExplainedReading {
            lines: lines.iter().map(line).collect::<Option<_>>()?,
            total: section.needs_parsed("total")?,
        };
        section.finish();
        Some(reading)
    });
    let explanation = Explanation {
        policy: Arc::new(policy(&root.needs("policy", root.section("policy"))?)?),
        payer: root.needs_text("payer")?.into(),
        year: root.needs_parsed("dues_year")?,
        currency: root.needs_parsed("currency")?,
        outcome: outcome(root)?,
        complete: root.truth("complete").unwrap_or(true),
        readings: readings.collect::<Option<_>>()?,
    };
    // It has been taken account of by whoever compares what is read with what was written.
    root.needs_text("digest")?;
    root.finish();
    Some(explanation)
}

impl Section<'_> {
    /// What must be there.
    fn needs<T>(&self, key: &'static str, found: Option<T>) -> Option<T> {
        if found.is_none() && !self.has(key) {
            let message = format!("`{key}` is missing here");
            self.report(Fault::new("missing-key", message));
        }
        found
    }

    fn needs_text(&self, key: &'static str) -> Option<String> {
        self.needs(key, self.text(key)).map(|text| text.value)
    }

    fn needs_parsed<T>(&self, key: &'static str) -> Option<T>
    where
        T: FromStr,
        T::Err: fmt::Display,
    {
        self.needs(key, self.parsed(key)).map(|parsed| parsed.value)
    }

    fn number(&self, key: &'static str) -> Option<Exact> {
        self.parsed(key).map(|number| number.value)
    }

    /// A place, a row or a reading, from 1.
    fn needs_place(&self, key: &'static str) -> Option<usize> {
        let number = self.needs(key, self.integer(key))?;
        let place = usize::try_from(number).ok().filter(|place| *place > 0);
        if place.is_none() {
            self.unfit(key, &number.to_string());
        }
        place
    }

    fn places(&self, key: &'static str) -> Option<Vec<usize>> {
        let numbers = self.integers(key).into_iter();
        let places = numbers.map(|number| usize::try_from(number).ok());
        let places: Option<Vec<usize>> = places.collect();
        if places.is_none() {
            self.unfit(key, "a number below zero");
        }
        places
    }

    /// Words of which a text must be one.
    fn unfit(&self, key: &'static str, found: &str) {
        let message = format!("`{found}` is not something that `{key}` can be");
        self.report_at(key, Fault::new("invalid-value", message));
    }

    /// One of the things that go by a word.
    fn one_of<T: Copy>(
        &self,
        key: &'static str,
        mut all: impl Iterator<Item = T>,
        name: impl Fn(T) -> &'static str,
    ) -> Option<T> {
        let word = self.needs_text(key)?;
        let found = all.find(|one| name(*one) == word);
        if found.is_none() {
            self.unfit(key, &word);
        }
        found
    }

    fn needs_label(&self, key: &'static str) -> Option<Label> {
        self.needs(key, self.section(key))?.label()
    }

    fn optional_label(&self, key: &'static str) -> Option<Option<Label>> {
        if self.has(key) {
            return self.needs_label(key).map(Some);
        }
        Some(None)
    }

    fn unit(&self) -> Option<Label> {
        let unit = self.optional_label("unit")?;
        Some(unit.unwrap_or_default())
    }

    fn labels(&self, key: &'static str) -> Option<Vec<Label>> {
        self.sections(key).iter().map(Section::label).collect()
    }

    /// This as a label.
    fn label(&self) -> Option<Label> {
        let name = self.needs_text("name")?;
        let label = Label::new(&name, self.words("words").as_ref());
        self.finish();
        Some(label)
    }
}

fn outcome(root: &Section<'_>) -> Option<Outcome> {
    let reasons = root.sections("reasons");
    let reasons: Vec<Reason> = reasons.iter().map(reason).collect::<Option<_>>()?;
    let status = root.needs_text("status")?;
    Some(match status.as_str() {
        "assessed" => Outcome::Assessed(root.needs_parsed("amount")?),
        "not_covered" => Outcome::NotCovered(reasons),
        "undetermined" => Outcome::Undetermined(reasons),
        "invalid" => Outcome::Invalid(reasons),
        "ambiguous" => {
            let candidates = root.texts("candidates");
            let candidates = candidates.iter().map(|text| root.parse_text::<Money>(text));
            Outcome::Ambiguous {
                candidates: candidates.collect::<Option<_>>()?,
                reasons,
            }
        }
        _ => {
            root.unfit("status", &status);
            return None;
        }
    })
}

fn policy(section: &Section<'_>) -> Option<PolicyReference> {
    let decision = section.section("decision").map(|decided| {
        let decision = ExplainedDecision {
            by: decided.words("by"),
            on: decided.parsed::<NaiveDate>("on").map(|date| date.value),
            rule: decided.text("rule").map(|rule| rule.value),
        };
        decided.finish();
        decision
    });
    let citations = section.texts("legal_basis").into_iter();
    let policy = PolicyReference {
        id: section.needs_text("id")?,
        version: section.needs("version", section.integer("version"))?,
        title: title(section)?,
        status: section.needs_text("status")?,
        content_hash: section.needs_text("content_hash")?,
        decision,
        legal_basis: citations.map(|citation| citation.value).collect(),
    };
    section.finish();
    Some(policy)
}

fn title(section: &Section<'_>) -> Option<Text> {
    section.needs("title", section.words("title"))
}

fn line(section: &Section<'_>) -> Option<ExplainedLine> {
    let basis = if section.has("exempt") {
        LineBasis::Exempt(section.words("exempt")?)
    } else {
        let derivation = section.needs("derivation", section.section("derivation"))?;
        LineBasis::Formula {
            text: section.needs_text("pays")?.into(),
            derivation: step(&derivation, 1)?,
        }
    };
    let when = if section.has("when") {
        let condition = section.needs("condition", section.section("condition"))?;
        let condition = step(&condition, 1)?;
        Some((section.needs_text("when")?.into(), condition))
    } else {
        None
    };
    let figures = if section.has("amount") {
        let unrounded = section.needs_parsed("unrounded")?;
        Some((unrounded, section.needs_parsed("amount")?))
    } else {
        None
    };
    let line = ExplainedLine {
        line: section.needs_label("line")?,
        rule: section.needs_label("rule")?,
        when,
        note: section.words("note"),
        basis,
        rounding: section.needs_parsed("rounding")?,
        figures,
    };
    section.finish();
    Some(line)
}

fn step(section: &Section<'_>, depth: usize) -> Option<Step> {
    if depth > DEEPEST_DERIVATION {
        let message = format!("nested too deep: expected at most {DEEPEST_DERIVATION} steps");
        section.report(Fault::new("too-deep", message));
        return None;
    }
    let below = section.sections("of");
    let below = below.iter().map(|part| step(part, depth.saturating_add(1)));
    let of = below.collect::<Option<Vec<Step>>>()?;
    let step = Step {
        operation: operation(section)?,
        of,
        value: section.number("value"),
    };
    section.finish();
    Some(step)
}

fn operation(section: &Section<'_>) -> Option<Operation> {
    let word = section.needs_text("op")?;
    Some(match word.as_str() {
        "number" => Operation::Number {
            text: section.needs_text("text")?.into(),
            unit: section.unit()?,
        },
        "day" => Operation::Day {
            text: section.needs_text("text")?.into(),
        },
        "fact" => Operation::Fact {
            fact: section.needs_label("fact")?,
            unit: section.unit()?,
            is_date: is_type(section, "date")?,
            date: section.parsed("date").map(|date| date.value),
            source: section.text("source").map(|source| source.value.into()),
            absent: absent(section),
        },
        "choice" => {
            let found = section.needs_label("found")?;
            Operation::Choice {
                fact: section.needs_label("fact")?,
                yes: is_type(section, "yes-no")?.then_some(found.name() == "yes"),
                found,
                date: section.parsed("date").map(|date| date.value),
                source: section.text("source").map(|source| source.value.into()),
                absent: absent(section),
            }
        }
        "parameter" => Operation::Parameter {
            parameter: section.needs_label("parameter")?,
            unit: section.needs_label("unit")?,
            valid: section.needs_parsed("valid")?,
            note: section.words("note"),
        },
        "named" => Operation::Named {
            name: section.needs_label("name")?,
            unit: section.unit()?,
        },
        "lookup" => Operation::Lookup {
            table: section.needs_label("table")?,
            unit: section.needs_label("unit")?,
            row: row_in(section)?,
        },
        "class" => Operation::Class {
            table: section.needs_label("table")?,
            class: section.needs_label("class")?,
            row: row_in(section)?,
        },
        "slices" => Operation::Slices {
            table: section.needs_label("table")?,
            unit: section.needs_label("unit")?,
            key: section.needs_place("key")?.saturating_sub(1),
            parts: {
                let parts = section.sections("parts");
                parts.iter().map(slice).collect::<Option<_>>()?
            },
        },
        "negate" => Operation::Negate,
        "choose" => Operation::Choose {
            holds: section.truth("holds"),
        },
        "round" => Operation::Round {
            mode: section.one_of("mode", RoundingMode::ALL.into_iter(), RoundingMode::name)?,
            step: section.needs_parsed("step")?,
        },
        "started" | "whole" => Operation::Steps {
            started: word == "started",
            step: section.needs_parsed("step")?,
        },
        "sum" => Operation::Sum {
            list: section.needs_label("list")?,
            things: {
                let things = section.texts("things").into_iter();
                things.map(|thing| thing.value).collect()
            },
        },
        "count" => Operation::Count {
            list: section.needs_label("list")?,
        },
        "unclear" => Operation::Unclear {
            label: section.needs_text("label")?,
            reading: section.needs_place("reading")?,
            readings: section.needs_place("readings")?,
        },
        "share" => Operation::Share {
            share: section.needs_label("share")?,
            unit: section.needs_label("unit")?,
            weights: {
                let weights = section.texts("weights");
                let weights = weights.iter().map(|weight| section.parse_text(weight));
                weights.collect::<Option<_>>()?
            },
            allocated: section.truth("allocated").unwrap_or(false),
        },
        "round_sum" => Operation::RoundSum {
            share: section.needs_label("share")?,
        },
        "is" => Operation::Is {
            among: section.labels("among")?,
        },
        "compare" => {
            let all = Comparison::ALL.into_iter();
            Operation::Compare(section.one_of("sign", all, Comparison::sign)?)
        }
        "not" => Operation::Not,
        "all" => Operation::All,
        "any" => Operation::Any,
        "open" => Operation::Open {
            name: section.optional_label("name")?,
            reason: reason(&section.needs("reason", section.section("reason"))?)?,
        },
        _ => return by_name(section, &word),
    })
}

/// An operation that has nothing of its own but its name.
fn by_name(section: &Section<'_>, word: &str) -> Option<Operation> {
    let operators = [
        Operator::Add,
        Operator::Subtract,
        Operator::Multiply,
        Operator::Divide,
    ];
    let operators = operators.into_iter();
    let operator = operators.map(|known| (known.name(), Operation::Calculate(known)));
    let extremes = Extreme::ALL.into_iter();
    let extreme = extremes.map(|known| (known.name(), Operation::Extreme(known)));
    let spans = TimeSpan::ALL.into_iter();
    let span = spans.map(|known| (known.name(), Operation::Time(known)));
    let found = operator
        .chain(extreme)
        .chain(span)
        .find(|(name, _)| *name == word);
    if found.is_none() {
        section.unfit("op", word);
    }
    found.map(|(_, operation)| operation)
}

/// Whether a fact is of the one sort that is told apart; `None` if the document names another.
fn is_type(section: &Section<'_>, sort: &str) -> Option<bool> {
    match section.text("type") {
        Some(text) if text.value == sort => Some(true),
        Some(text) => {
            section.unfit("type", &text.value);
            None
        }
        None => Some(false),
    }
}

fn absent(section: &Section<'_>) -> Option<Option<Text>> {
    let absent = section.section("absent")?;
    let because = absent.words("because");
    absent.finish();
    Some(because)
}

fn row_in(section: &Section<'_>) -> Option<TableRow> {
    let section = section.needs("row", section.section("row"))?;
    let holds = section.sections("holds");
    let row = TableRow {
        number: section.needs_place("number")?,
        holds: holds.iter().map(row_holds).collect::<Option<_>>()?,
        printed: section.text("printed").map(|printed| printed.value),
    };
    section.finish();
    Some(row)
}

fn row_holds(section: &Section<'_>) -> Option<RowHolds> {
    let sort = section.needs_text("type")?;
    let values = match sort.as_str() {
        "any" => RowValues::Any,
        "number" | "date" => {
            let from = section.number("from").map(Lower::From);
            let to = section.number("to").map(Upper::To);
            RowValues::Between {
                lower: from.or(section.number("over").map(Lower::Over)),
                upper: to.or(section.number("under").map(Upper::Under)),
                is_date: sort == "date",
            }
        }
        "choice" => {
            let values = section.sections("values");
            let values = values.iter().map(|value| {
                let one = (value.needs_place("place")?, value.needs_label("value")?);
                value.finish();
                Some(one)
            });
            RowValues::OneOf(values.collect::<Option<_>>()?)
        }
        _ => {
            section.unfit("type", &sort);
            return None;
        }
    };
    let holds = RowHolds {
        key: section.needs_label("key")?,
        values,
    };
    section.finish();
    Some(holds)
}

fn slice(section: &Section<'_>) -> Option<SlicePart> {
    let part = SlicePart {
        row: row_in(section)?,
        length: section.needs_parsed("length")?,
        price: section.needs_parsed("price")?,
    };
    section.finish();
    Some(part)
}

fn reason(section: &Section<'_>) -> Option<Reason> {
    let code = section.needs_text("code")?;
    let reason = match code.as_str() {
        "no-rule" => Reason::NoRule {
            line: section.needs_label("line")?,
        },
        "no-row" => {
            let values = section.sections("values");
            Reason::NoRow {
                table: section.needs_label("table")?,
                values: values.iter().map(looked_up).collect::<Option<_>>()?,
            }
        }
        "unknown-parameter" => Reason::UnknownParameter {
            parameter: section.needs_label("parameter")?,
            note: section.words("note"),
        },
        "stale-parameter" => Reason::StaleParameter {
            parameter: section.needs_label("parameter")?,
            on: section.needs_parsed("on")?,
        },
        "unknown-row" => Reason::UnknownRow {
            table: section.needs_label("table")?,
            row: section.needs_place("row")?,
        },
        "missing-fact" => Reason::MissingFact {
            fact: section.needs_label("fact")?,
        },
        "several-rows" => Reason::SeveralRows {
            table: section.needs_label("table")?,
            rows: section.places("rows")?,
        },
        "several-rules" => Reason::SeveralRules {
            line: section.needs_label("line")?,
            rules: section.labels("rules")?,
        },
        "unclear" => Reason::Unclear {
            label: section.needs_text("label")?,
        },
        "needs-round" => Reason::NeedsRound {
            share: section.needs_label("share")?,
        },
        "open-share" => {
            let payers = section.sections("payers");
            let others = section.has("others").then(|| section.needs_place("others"));
            Reason::OpenShare {
                share: section.needs_label("share")?,
                payers: payers.iter().map(keeper).collect::<Option<_>>()?,
                others: others.map_or(Some(0), |others| others)?,
            }
        }
        "repeated-payer" => Reason::RepeatedPayer,
        "part-below-zero" => Reason::PartBelowZero,
        "unexplained" => Reason::Unexplained,
        "invalid-fact" => Reason::InvalidFact {
            fact: section.needs_label("fact")?,
            misfit: section.one_of("misfit", Misfit::ALL.into_iter(), Misfit::name)?,
            found: section.needs_text("found")?,
            expected: section.labels("expected")?,
        },
        "uncomputable" => Reason::Uncomputable {
            error: arithmetic_error(section)?,
        },
        _ => {
            section.unfit("code", &code);
            return None;
        }
    };
    section.finish();
    Some(reason)
}

/// Who keeps a share open, and why.
fn keeper(section: &Section<'_>) -> Option<(String, Reason)> {
    let payer = section.needs_text("payer")?;
    let told = section.needs("reason", section.section("reason"))?;
    let why = reason(&told)?;
    section.finish();
    Some((payer, why))
}

fn looked_up(section: &Section<'_>) -> Option<(Label, Found)> {
    let key = section.needs_label("key")?;
    let found = if section.has("choice") {
        Found::Choice(section.needs_label("choice")?)
    } else if section.has("day") {
        Found::Day(section.needs_parsed("day")?)
    } else {
        Found::Number(section.needs_parsed("number")?)
    };
    section.finish();
    Some((key, found))
}

fn arithmetic_error(section: &Section<'_>) -> Option<ArithmeticError> {
    let word = section.needs_text("error")?;
    let error = match word.as_str() {
        DIVISION_BY_ZERO => Some(ArithmeticError::DivisionByZero),
        OVERFLOW => Some(ArithmeticError::Overflow),
        CURRENCY_MISMATCH => {
            let currencies = section.texts("currencies");
            let currencies = currencies.iter().map(|text| section.parse_text(text));
            let currencies: Vec<Currency> = currencies.collect::<Option<_>>()?;
            match currencies.as_slice() {
                [left, right] => currency_mismatch(*left, *right),
                _ => None,
            }
        }
        _ => None,
    };
    if error.is_none() {
        section.unfit("error", &word);
    }
    error
}
