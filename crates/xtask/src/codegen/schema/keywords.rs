//! What the schema is written with: keys of tables, references, texts of a form.

use serde_json::{Map, Value, json};

use super::MOST;

/// A part of the schema under its name.
pub(super) type Definition = (String, Value);

pub(super) fn definition(name: &str, title: &str, schema: Value) -> Definition {
    (name.to_owned(), with(json!({ "title": title }), schema))
}

/// A table of the document with its keys, and no others.
pub(super) fn section<'k>(
    about: &str,
    required: &[&str],
    keys: impl IntoIterator<Item = (&'k str, Value)>,
) -> Value {
    let keys = keys
        .into_iter()
        .map(|(key, schema)| (key.to_owned(), schema));
    let mut section = json!({
        "description": about,
        "type": "object",
        "properties": Map::from_iter(keys),
        "additionalProperties": false,
    });
    if !required.is_empty() {
        section = with(section, json!({ "required": required }));
    }
    section
}

/// Declarations by their names.
pub(super) fn declared(definition: &str, about: &str) -> Value {
    json!({
        "description": about,
        "type": "object",
        "propertyNames": { "$ref": "#/$defs/name" },
        "additionalProperties": { "$ref": format!("#/$defs/{definition}") },
        "maxProperties": MOST,
    })
}

pub(super) fn list_of(definition: &str, about: &str) -> Value {
    json!({
        "description": about,
        "type": "array",
        "items": { "$ref": format!("#/$defs/{definition}") },
    })
}

/// A definition, with what it is for here.
pub(super) fn refer(definition: &str, about: &str) -> Value {
    json!({ "description": about, "$ref": format!("#/$defs/{definition}") })
}

pub(super) fn note() -> Value {
    refer("words", "What else is to be said of it.")
}

pub(super) fn text(about: &str, examples: &[&str]) -> Value {
    let text = json!({ "description": about, "type": "string" });
    if examples.is_empty() {
        return text;
    }
    with(text, json!({ "examples": examples }))
}

pub(super) fn pattern(about: &str, pattern: &str, examples: &[&str]) -> Value {
    with(text(about, examples), json!({ "pattern": pattern }))
}

pub(super) fn one_of(words: &[&str], about: &str) -> Value {
    json!({ "description": about, "enum": words })
}

pub(super) fn constant(value: impl Into<Value>, about: &str) -> Value {
    json!({ "description": about, "const": value.into() })
}

pub(super) fn truth(about: &str) -> Value {
    json!({ "description": about, "type": "boolean", "default": false })
}

/// A schema with more keywords.
pub(super) fn with(mut schema: Value, more: Value) -> Value {
    if let (Value::Object(schema), Value::Object(more)) = (&mut schema, more) {
        schema.extend(more);
    }
    schema
}

/// A number that may have a sign, but not before zero, and what may stand behind it.
pub(super) fn signed(behind: &str) -> String {
    format!(r"^(?!-0(\.0+)?([/%]|$))-?({DECIMAL}|{RATIO}){behind}$")
}

pub(super) const NAME: &str = "[a-z][a-z0-9_]*";

pub(super) const DECIMAL: &str = r"(0|[1-9][0-9]*)(\.[0-9]+)?";

pub(super) const RATIO: &str = "(0|[1-9][0-9]*)/[1-9][0-9]*";

pub(super) const POSITIVE: &str =
    r"(?!0(\.0+)?(/|$))((0|[1-9][0-9]*)(\.[0-9]+)?|[1-9][0-9]*/[1-9][0-9]*)";

/// A day that is in every year.
pub(super) const DAY: &str = "((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))";

/// With 29 February in leap years alone.
pub(super) const DATE: &str = "([0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)";
