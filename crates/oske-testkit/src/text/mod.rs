//! A policy as a document: JSON, and the same as TOML; the facts of a payer as JSON.
//!
//! Where the language has a short and a long way to write something, the document has either, by
//! what is drawn from a seed.

mod declarations;
mod formula;
mod tables;
mod toml;

use serde_json::{Map, Value, json};

use crate::model::ast::{Policy, Rule, Validity};
use crate::model::{Given, Mode, Payer, Rounding};
pub use toml::toml;

/// The policy's document. With the seed 0 all is written the short way.
#[must_use]
pub fn document(policy: &Policy, seed: u64) -> Value {
    Writer {
        policy,
        forms: Forms(seed),
    }
    .document()
}

/// The facts of a payer: texts, `true` and `false`, and lists of objects.
#[must_use]
pub fn facts(payer: &Payer) -> Value {
    let facts = payer.facts.iter();
    let facts = facts.map(|(name, given)| (name.clone(), self::given(given)));
    Value::Object(facts.collect())
}

fn given(given: &Given) -> Value {
    match given {
        Given::Text(text) => json!(text),
        Given::Truth(truth) => json!(truth),
        Given::List(things) => things.iter().map(facts).collect(),
    }
}

/// Which of two ways to write, drawn from a seed.
#[derive(Debug)]
struct Forms(u64);

impl Forms {
    /// Whether the long way is taken; never with the seed 0.
    fn long(&mut self) -> bool {
        // Marsaglia's xorshift, of which zero is the fixed point.
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 32) % 3 == 1
    }

    fn either<T>(&mut self, short: T, long: T) -> T {
        if self.long() { long } else { short }
    }
}

struct Writer<'a> {
    policy: &'a Policy,
    forms: Forms,
}

impl Writer<'_> {
    fn document(&mut self) -> Value {
        let mut root = Map::new();
        let policy = self.policy;
        let mut put = |key: &str, value: Value| {
            let is_empty = value.as_object().is_some_and(Map::is_empty);
            if !is_empty && !value.is_null() {
                root.insert(key.to_owned(), value);
            }
        };
        put("format", json!("oske-policy"));
        put("version", json!(1));
        put("id", json!("drawn"));
        put("status", json!("proposed"));
        put("currency", json!(policy.currency));
        put("dues_years", self.dues_years());
        put("rounding", policy.rounding.as_ref().map(rounding).into());
        put("title", json!({ "fi": self.word(0), "en": self.word(1) }));
        if self.forms.long() {
            put("note", json!({ "sv": self.word(2) }));
            let by = json!({ "en": self.word(1) });
            put(
                "decision",
                json!({ "by": by, "on": "2022-11-20", "rule": "6 §" }),
            );
            let source = json!({ "name": { "en": self.word(0) }, "read": "2022-11-21" });
            put("source", json!([source]));
        }
        put("unit", self.units());
        put("fact", self.facts());
        put("param", self.parameters());
        put("let", self.lets());
        put("table", self.tables());
        put("share", self.shares());
        put("line", self.lines());
        put(
            "rule",
            policy.rules.iter().map(|rule| self.rule(rule)).collect(),
        );
        if self.forms.long() {
            put(
                "instalment",
                json!([
                    { "share": "1/2", "due": "03-31" },
                    { "share": "0.5", "due": "09-30" },
                ]),
            );
        }
        Value::Object(root)
    }

    fn word(&self, index: usize) -> Value {
        let words = &self.policy.words;
        let drawn = words.get(index % words.len().max(1));
        json!(drawn.map_or("a policy", String::as_str))
    }

    fn dues_years(&self) -> Value {
        let policy = self.policy;
        let year = |year: i32| match policy.year_begins {
            (1, 1) => year.to_string(),
            (month, day) => format!("{year}-{month:02}-{day:02}/P1Y"),
        };
        let mut years = json!({ "from": year(policy.first_year) });
        if let Some(last) = policy.last_year {
            years["to"] = json!(year(last));
        }
        years
    }

    fn units(&mut self) -> Value {
        let units = self.policy.units.iter();
        let units = units.map(|unit| {
            let mut value = json!({ "name": { "sv": self.word(2) } });
            if self.forms.long() {
                value["many"] = json!({ "sv": self.word(1) });
            }
            (unit.clone(), value)
        });
        Value::Object(units.collect())
    }

    fn lines(&mut self) -> Value {
        let lines = self.policy.lines.iter();
        let lines = lines.map(|line| {
            let mut value = json!({});
            if line.optional || self.forms.long() {
                value["optional"] = json!(line.optional);
            }
            if self.forms.long() {
                value["name"] = json!({ "en": self.word(0) });
            }
            (line.name.clone(), value)
        });
        Value::Object(lines.collect())
    }

    fn rule(&mut self, rule: &Rule) -> Value {
        let mut value = json!({ "id": rule.id });
        if rule.line != "dues" || self.forms.long() {
            value["line"] = json!(rule.line);
        }
        if rule.valid != Validity::default() {
            value["valid"] = validity(&rule.valid);
        }
        if let Some(when) = &rule.when {
            value["when"] = json!(self.formula(when));
        }
        match &rule.pays {
            Some(pays) => value["pays"] = json!(self.formula(pays)),
            None => value["exempt"] = json!({ "en": self.word(1) }),
        }
        match &rule.currency {
            Some(currency) => value["currency"] = json!(currency),
            None if self.forms.long() => value["currency"] = json!(self.policy.currency),
            None => {}
        }
        if let Some(said) = &rule.rounding {
            value["rounding"] = json!(rounding(said));
        }
        if self.forms.long() {
            value["name"] = json!({ "fi": self.word(0) });
        }
        value
    }
}

fn rounding(rounding: &Rounding) -> String {
    let mode = match rounding.mode {
        Mode::HalfUp => "half-up",
        Mode::HalfEven => "half-even",
        Mode::Up => "up",
        Mode::Down => "down",
        Mode::Ceiling => "ceiling",
        Mode::Floor => "floor",
    };
    format!("{mode} to {}", rounding.step.text())
}

fn validity(valid: &Validity) -> Value {
    let mut value = json!({});
    if let Some(from) = valid.from {
        value["from"] = json!(from.to_string());
    }
    if let Some(until) = valid.until {
        value["until"] = json!(until.to_string());
    }
    value
}
