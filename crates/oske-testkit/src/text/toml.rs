//! A document as TOML.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};

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
    for (key, value) in table.iter().filter(|(_, value)| !has_heading(path, value)) {
        writeln!(text, "{} = {}", toml_key(key), inline(value)).expect("a text takes all");
    }
    for (key, value) in table.iter().filter(|(_, value)| has_heading(path, value)) {
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

fn has_heading(path: &str, value: &Value) -> bool {
    match value {
        Value::Object(_) => path.matches('.').count() < 2,
        Value::Array(items) => {
            path.is_empty() && !items.is_empty() && items.iter().all(Value::is_object)
        }
        _ => false,
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
