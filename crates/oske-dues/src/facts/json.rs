//! A payer's facts from JSON, and those of many payers, one on each line.

use super::{Fact, FactContent, Facts};
use crate::diagnostic::{Fault, Faults, SourceFile};
use crate::document::decode::{Collector, MOST_FAULTS, Spot};
use crate::document::{Entry, Value, read};

#[cfg_attr(docsrs, doc(cfg(feature = "json")))]
impl Facts {
    /// Reads one payer's facts from a JSON object: `id`, and a key for each fact, whose value is
    /// a text, a whole number, a truth, a list of objects, or `{ "value", "date", "source" }`.
    /// Numbers with decimals stand in quotes.
    ///
    /// ```
    /// use oske_dues::Facts;
    ///
    /// let line = r#"{"id": "m-1", "kind": "municipality",
    ///     "population": {"value": "4999", "date": "2022-12-31", "source": "Statistics Finland"}}"#;
    /// let facts = Facts::from_json("facts.jsonl", line)?;
    /// assert_eq!(facts.payer(), "m-1");
    /// # Ok::<(), oske_dues::Faults>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Faults`], all at once. Whether the names are those of a policy is asked when they are
    /// assessed.
    pub fn from_json(name: &str, text: &str) -> Result<Self, Faults> {
        read_one(&SourceFile::new(name, text), text)
    }

    /// Reads many payers' facts, one JSON object a line; blank lines are passed over.
    ///
    /// # Errors
    ///
    /// [`Faults`] of all lines, each with its line and column: the first thousand, after which no line is read.
    pub fn from_json_lines(name: &str, text: &str) -> Result<Vec<Self>, Faults> {
        let mut payers = Vec::new();
        let mut faults = Vec::new();
        for (index, line) in text.lines().enumerate() {
            if line.trim().is_empty() {
                continue;
            }
            match read_one(&SourceFile::line(name, index, line), line) {
                Ok(facts) => payers.push(facts),
                Err(found) => faults.extend(found.into_vec()),
            }
            if faults.len() >= MOST_FAULTS {
                faults.truncate(MOST_FAULTS);
                break;
            }
        }
        Faults::check(faults)?;
        Ok(payers)
    }
}

impl Facts {
    /// As one line of JSON, for [`Facts::from_json`] and [`Facts::from_json_lines`]: the witness of a finding, say, to be
    /// assessed again elsewhere. Facts are in order of name; numbers with decimals are texts; of a thing in a list the
    /// days and sources of its facts are left out.
    ///
    /// What is read back is assessed the same.
    ///
    /// ```
    /// use oske_dues::Facts;
    ///
    /// let day = "2022-12-31".parse()?;
    /// let facts = Facts::new("m-1")
    ///     .with_attribute("kind", "municipality")
    ///     .with_measure_from("population", 4999, Some(day), Some("Statistics Finland".to_owned()));
    /// let json = facts.to_json();
    /// assert_eq!(json, r#"{"id":"m-1","kind":"municipality","population":{"value":4999,"date":"2022-12-31","source":"Statistics Finland"}}"#);
    /// assert_eq!(Facts::from_json("facts.json", &json)?, facts);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn to_json(&self) -> String {
        let facts = self.values.iter().map(|(name, fact)| {
            let value = value_of(&fact.content);
            if fact.date.is_none() && fact.source.is_none() {
                return (name.as_str(), value);
            }
            let date = fact
                .date
                .map(|date| ("date", Value::text(date.to_string())));
            let source = fact
                .source
                .as_ref()
                .map(|source| ("source", Value::text(&**source)));
            let parts = [Some(("value", value)), date, source];
            (name.as_str(), Value::table(parts.into_iter().flatten()))
        });
        let id = std::iter::once(("id", Value::text(&*self.payer)));
        read::write_json(&Value::table(id.chain(facts)))
    }
}

fn value_of(content: &FactContent) -> Value {
    match content {
        FactContent::Text(text) => Value::text(text),
        FactContent::Truth(truth) => Value::truth(*truth),
        FactContent::Number(number) => {
            let text = number.to_string();
            text.parse()
                .map_or_else(|_| Value::text(&text), Value::integer)
        }
        FactContent::List(things) => Value::list(things.iter().map(|thing| {
            let facts = thing.values.iter();
            Value::table(facts.map(|(name, fact)| (name.as_str(), value_of(&fact.content))))
        })),
    }
}

fn read_one(file: &SourceFile, text: &str) -> Result<Facts, Faults> {
    let value = read::read_json(file, text, read::DEEPEST_DOCUMENT)?;
    let collector = Collector::new(file);
    let facts = from_value(&collector, &value);
    Faults::check(collector.into_faults())?;
    Ok(facts)
}

fn from_value(collector: &Collector<'_>, value: &Value) -> Facts {
    let mut facts = Facts::new("");
    let Some(entries) = value.entries() else {
        let message = format!(
            "found {}: expected an object with an `id`",
            value.describe()
        );
        collector.report(&spot("", value), Fault::new("wrong-kind", message));
        return facts;
    };
    match value.get("id").map(|id| (id, id.as_text())) {
        Some((_, Some(text))) if !text.trim().is_empty() => facts.payer = text.into(),
        Some((id, Some(_))) => {
            let message = "`id` is empty: expected the payer's id, as in `\"id\": \"m-1\"`";
            collector.report(&spot("id", id), Fault::new("invalid-value", message));
        }
        Some((id, None)) => {
            let message = format!("found {}: expected a text in quotes", id.describe());
            collector.report(&spot("id", id), Fault::new("wrong-kind", message));
        }
        None => {
            let message = "`id` is missing: expected the payer's id, as in `\"id\": \"m-1\"`";
            collector.report(&spot("", value), Fault::new("missing-key", message));
        }
    }
    for entry in entries.iter().filter(|entry| entry.key != "id") {
        if let Some(fact) = read_fact(collector, entry) {
            facts.values.insert(entry.key.clone(), fact);
        }
    }
    facts
}

/// A fact: its value alone, or an object of `value`, `date` and `source`.
fn read_fact(collector: &Collector<'_>, entry: &Entry) -> Option<Fact> {
    let mut value = &entry.value;
    let mut date = None;
    let mut source = None;
    for part in entry.value.entries().unwrap_or_default() {
        let path = || format!("{}.{}", entry.key, part.key);
        match (part.key.as_str(), part.value.as_text()) {
            ("value", _) => value = &part.value,
            ("source", Some(text)) => source = Some(text.into()),
            ("date", Some(text)) => {
                date = oske_types::parse_date(text);
                if date.is_none() {
                    let message = format!("`{text}` is not a date: expected YYYY-MM-DD");
                    let fault = Fault::new("invalid-value", message);
                    collector.report(&spot(&path(), &part.value), fault);
                }
            }
            (key, _) => {
                let message = format!(
                    "`{key}` is not a key here: expected `value`, `date` and `source`, as texts"
                );
                let fault = Fault::new("unknown-key", message);
                collector.report(&spot(&path(), &part.value), fault);
            }
        }
    }
    match FactContent::of_value(value) {
        Ok(content) => Some(Fact {
            content,
            date,
            source,
        }),
        Err(wrong) => {
            collector.report(&spot(&entry.key, value), wrong.fault());
            None
        }
    }
}

fn spot(path: &str, value: &Value) -> Spot {
    Spot {
        path: path.to_owned(),
        span: value.span,
    }
}
