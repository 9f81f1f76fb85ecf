//! A policy of the [model](crate::model) as JSON and as TOML text, for the engine that is judged.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use crate::model::{Condition, Dated, Formula, Number, Parameter, Policy, Row, Rule, Term};

/// The policy's document.
#[must_use]
pub fn document(policy: &Policy) -> Value {
    let mut root = Map::new();
    let mut put = |key: &str, value: Value| root.insert(key.to_owned(), value);
    put("format", json!("oske-policy"));
    put("version", json!(0));
    put("id", json!("drawn"));
    put("status", json!("proposed"));
    put("currency", json!(policy.currency.0));
    let mut years = json!({ "from": policy.first_year.to_string() });
    if let Some(last) = policy.last_year {
        years["to"] = json!(last.to_string());
    }
    put("dues_years", years);
    if let Some(rounding) = &policy.rounding {
        let mode = match rounding.mode {
            crate::model::Mode::HalfUp => "half-up",
            crate::model::Mode::HalfEven => "half-even",
            crate::model::Mode::Up => "up",
            crate::model::Mode::Down => "down",
            crate::model::Mode::Ceiling => "ceiling",
            crate::model::Mode::Floor => "floor",
        };
        put("rounding", json!(format!("{mode} to {}", rounding.step.0)));
    }
    let words = |index: usize| {
        let drawn = policy.words.get(index % policy.words.len().max(1));
        json!(drawn.map_or("a policy", String::as_str))
    };
    put("title", json!({ "fi": words(0), "en": words(1) }));
    put(
        "line",
        named(policy.lines.iter().map(|line| (line, json!({})))),
    );
    let units = policy.measures.iter();
    put(
        "unit",
        named(units.map(|measure| (&measure.unit, json!({ "name": { "sv": words(2) } })))),
    );
    put("fact", facts(policy));
    put(
        "param",
        named(
            policy
                .parameters
                .iter()
                .map(|parameter| (&parameter.name, parameter_value(policy, parameter))),
        ),
    );
    put(
        "table",
        named(policy.tables.iter().map(|table| {
            let rows: Vec<Value> = table.rows.iter().map(row).collect();
            let value = json!({
                "by": policy.measures[table.by].name,
                "unit": policy.currency.0,
                "rows": rows,
            });
            (&table.name, value)
        })),
    );
    let rules = policy.rules.iter().enumerate();
    let rules: Vec<Value> = rules
        .map(|(index, declared)| rule(policy, declared, &words(index)))
        .collect();
    put("rule", json!(rules));
    Value::Object(root)
}

fn named<'a>(entries: impl Iterator<Item = (&'a String, Value)>) -> Value {
    Value::Object(entries.map(|(name, value)| (name.clone(), value)).collect())
}

fn facts(policy: &Policy) -> Value {
    let attributes = policy.attributes.iter().map(|attribute| {
        let values = named(attribute.values.iter().map(|value| (value, json!({}))));
        (&attribute.name, json!({ "values": values }))
    });
    let measures = policy.measures.iter().map(|measure| {
        let mut value = json!({ "unit": measure.unit });
        for (key, number) in [
            ("step", &measure.step),
            ("least", &measure.least),
            ("most", &measure.most),
        ] {
            if let Some(number) = number {
                value[key] = json!(number.0);
            }
        }
        (&measure.name, value)
    });
    named(attributes.chain(measures))
}

fn parameter_value(policy: &Policy, parameter: &Parameter) -> Value {
    let unit = match parameter.per {
        None => policy.currency.0.to_owned(),
        Some(measure) => format!("{}/{}", policy.currency.0, policy.measures[measure].unit),
    };
    let number = |value: &Option<Number>| {
        json!(value.as_ref().map_or("unknown", |number| number.0.as_str()))
    };
    match parameter.values.as_slice() {
        [
            Dated {
                from: None,
                until: None,
                value,
            },
        ] => json!({ "unit": unit, "value": number(value) }),
        dated => {
            let values = dated.iter().map(|dated| {
                let mut value = period(&dated.from, &dated.until);
                value["value"] = number(&dated.value);
                value
            });
            json!({ "unit": unit, "values": values.collect::<Vec<_>>() })
        }
    }
}

fn period(from: &Option<String>, until: &Option<String>) -> Value {
    let mut value = json!({});
    if let Some(from) = from {
        value["from"] = json!(from);
    }
    if let Some(until) = until {
        value["until"] = json!(until);
    }
    value
}

fn row(row: &Row) -> Value {
    let mut value = json!({});
    match (&row.lower, &row.upper) {
        (Some((low, true)), Some((high, true))) if low == high => value["at"] = json!(low.0),
        (lower, upper) => {
            if let Some((bound, inside)) = lower {
                value[if *inside { "from" } else { "over" }] = json!(bound.0);
            }
            if let Some((bound, inside)) = upper {
                value[if *inside { "to" } else { "under" }] = json!(bound.0);
            }
        }
    }
    value["pays"] = json!(row.pays.as_ref().map_or("unknown", |pays| pays.0.as_str()));
    value
}

fn rule(policy: &Policy, rule: &Rule, words: &Value) -> Value {
    let mut value = json!({ "id": rule.id, "line": policy.lines[rule.line] });
    if let Some((from, until)) = &rule.valid {
        value["valid"] = period(from, until);
    }
    if let Some(when) = &rule.when {
        value["when"] = json!(condition(policy, when));
    }
    match &rule.pays {
        Some(pays) => value["pays"] = json!(formula(policy, pays)),
        None => value["exempt"] = json!({ "en": words }),
    }
    value["name"] = json!({ "fi": words });
    value
}

fn condition(policy: &Policy, when: &Condition) -> String {
    match when {
        Condition::In {
            attribute,
            values,
            negated,
        } => {
            let declared = &policy.attributes[*attribute];
            let words: Vec<String> = values
                .iter()
                .map(|value| format!("'{}'", declared.values[*value]))
                .collect();
            match (words.as_slice(), negated) {
                ([only], false) => format!("{} = {only}", declared.name),
                ([only], true) => format!("{} != {only}", declared.name),
                (several, false) => format!("{} in [{}]", declared.name, several.join(", ")),
                (several, true) => format!("{} not in [{}]", declared.name, several.join(", ")),
            }
        }
        Condition::Not(inner) => format!("not ({})", condition(policy, inner)),
        // `and` binds tighter than `or`: parentheses only where they are needed.
        Condition::And(left, right) => {
            let side = |side: &Condition| match side {
                Condition::Or(..) => format!("({})", condition(policy, side)),
                _ => condition(policy, side),
            };
            format!("{} and {}", side(left), side(right))
        }
        Condition::Or(left, right) => {
            format!(
                "{} or {}",
                condition(policy, left),
                condition(policy, right)
            )
        }
    }
}

fn formula(policy: &Policy, formula: &Formula) -> String {
    let currency = policy.currency.0;
    let mut text = String::new();
    for (index, (subtracted, term)) in formula.terms.iter().enumerate() {
        text.push_str(match (index, subtracted) {
            (0, false) => "",
            (0, true) => "-",
            (_, false) => " + ",
            (_, true) => " - ",
        });
        let negative = |number: &Number| number.0.starts_with('-');
        let written = match term {
            Term::Flat(amount) if negative(amount) => format!("({} {currency})", amount.0),
            Term::Flat(amount) => format!("{} {currency}", amount.0),
            Term::Parameter(index) => policy.parameters[*index].name.clone(),
            Term::Rate(rate, measure) => {
                let measure = &policy.measures[*measure];
                format!(
                    "({} {currency}/{}) * {}",
                    rate.0, measure.unit, measure.name
                )
            }
            Term::NamedRate(index) => {
                let parameter = &policy.parameters[*index];
                let measure = &policy.measures[parameter.per.expect("a rate")];
                format!("{} * {}", parameter.name, measure.name)
            }
            Term::Band(index) => {
                let table = &policy.tables[*index];
                format!("{}({})", table.name, policy.measures[table.by].name)
            }
        };
        text.push_str(&written);
    }
    if formula.times.is_some() || formula.over.is_some() {
        text = format!("({text})");
    }
    if let Some(times) = &formula.times {
        text = format!("{text} * {}", times.0);
    }
    if let Some(over) = &formula.over {
        text = format!("{text} / {}", over.0);
    }
    text
}

/// A document as TOML, as people write it: tables under headings, rules as lists of tables, the rest
/// on one line.
///
/// # Panics
///
/// For nulls and floats, which no policy has.
#[must_use]
pub fn toml(document: &Value) -> String {
    let mut text = String::new();
    let root = document.as_object().expect("a document is an object");
    write_table(&mut text, "", root);
    text
}

fn write_table(text: &mut String, path: &str, table: &Map<String, Value>) {
    let has_heading = |value: &Value| {
        let below_root = path.matches('.').count() < 2;
        match value {
            Value::Object(_) => below_root,
            Value::Array(items) => {
                path.is_empty() && !items.is_empty() && items.iter().all(Value::is_object)
            }
            _ => false,
        }
    };
    for (key, value) in table.iter().filter(|(_, value)| !has_heading(value)) {
        writeln!(text, "{} = {}", toml_key(key), inline(value)).expect("a text takes all");
    }
    for (key, value) in table.iter().filter(|(_, value)| has_heading(value)) {
        let key = toml_key(key);
        let path = if path.is_empty() {
            key
        } else {
            format!("{path}.{key}")
        };
        match value {
            Value::Object(inner) => {
                writeln!(text, "\n[{path}]").expect("a text takes all");
                write_table(text, &path, inner);
            }
            Value::Array(items) => {
                for item in items {
                    writeln!(text, "\n[[{path}]]").expect("a text takes all");
                    for (key, value) in item.as_object().expect("an object") {
                        writeln!(text, "{} = {}", toml_key(key), inline(value))
                            .expect("a text takes all");
                    }
                }
            }
            _ => unreachable!("only these have headings"),
        }
    }
}

fn toml_key(key: &str) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    if !key.is_empty() && key.chars().all(bare) {
        key.to_owned()
    } else {
        toml_string(key)
    }
}

/// JSON's escapes are TOML's too; TOML also wants DEL escaped.
fn toml_string(text: &str) -> String {
    json!(text).to_string().replace('\u{7f}', "\\u007F")
}

fn inline(value: &Value) -> String {
    match value {
        Value::String(text) => toml_string(text),
        Value::Bool(_) => value.to_string(),
        Value::Number(number) if number.is_i64() => number.to_string(),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(inline).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Object(entries) => {
            let entries: Vec<String> = entries
                .iter()
                .map(|(key, value)| format!("{} = {}", toml_key(key), inline(value)))
                .collect();
            format!("{{ {} }}", entries.join(", "))
        }
        Value::Null | Value::Number(_) => unreachable!("no policy has {value}"),
    }
}
