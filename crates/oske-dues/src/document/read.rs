//! Text files to [`Value`] trees with places, within stated limits.

use crate::diagnostic::{Fault, Faults, SourceFile};
use crate::document::Value;
use crate::document::decode::MOST_FAULTS;
use crate::document::value::{Content, Entry, Span};

/// The longest document that is read, in bytes. A policy of a hundred rules has some 30,000.
pub const LONGEST_DOCUMENT: usize = 4 * 1024 * 1024;

/// How many levels of lists and tables may lie inside one another: as many as the parser of TOML takes.
/// A policy has some eight.
pub(crate) const DEEPEST_DOCUMENT: usize = 80;

fn within_limit(file: &SourceFile, text: &str) -> Result<(), Faults> {
    if text.len() <= LONGEST_DOCUMENT {
        return Ok(());
    }
    let message = format!(
        "the document has {} bytes: expected at most {LONGEST_DOCUMENT}",
        text.len()
    );
    Err(Faults::one(
        Fault::new("document-too-long", message).at(file, file.place(0)),
    ))
}

fn too_deep(deepest: usize) -> Fault {
    let message = format!("nested too deep: expected at most {deepest} levels");
    Fault::new("too-deep", message)
}

/// Reads TOML; every syntax fault is reported.
#[cfg(feature = "toml")]
pub(crate) fn read_toml(file: &SourceFile, text: &str) -> Result<Value, Faults> {
    within_limit(file, text)?;
    let (table, errors) = toml::de::DeTable::parse_recoverable(text);
    let faults: Vec<Fault> = errors
        .iter()
        .take(MOST_FAULTS)
        .map(|error| {
            let start = error.span().map_or(0, |span| span.start);
            let fault = if error.message().contains("recur") {
                too_deep(DEEPEST_DOCUMENT)
            } else {
                Fault::new("syntax", format!("not TOML: {}", error.message()))
            };
            fault.at(file, file.place(start))
        })
        .collect();
    Faults::check(faults)?;
    let span = Span(Some((0, text.len())));
    Ok(toml_table(table.get_ref(), span))
}

#[cfg(feature = "toml")]
fn toml_table(table: &toml::de::DeTable<'_>, span: Span) -> Value {
    let span_of = |range: std::ops::Range<usize>| Span(Some((range.start, range.end)));
    let mut entries: Vec<Entry> = table
        .iter()
        .map(|(key, value)| Entry {
            key: key.get_ref().to_string(),
            key_span: span_of(key.span()),
            value: toml_value(value.get_ref(), span_of(value.span())),
        })
        .collect();
    // The parser sorts by key; people and diagnostics follow the file.
    entries.sort_by_key(|entry| entry.key_span.0);
    Value {
        content: Content::Table(entries),
        span,
    }
}

#[cfg(feature = "toml")]
fn toml_value(value: &toml::de::DeValue<'_>, span: Span) -> Value {
    use toml::de::DeValue;
    let content = match value {
        DeValue::String(text) => Content::Text(text.to_string()),
        DeValue::Integer(digits) if digits.radix() == 10 => match digits.as_str().parse() {
            Ok(number) => Content::Integer(number),
            Err(_) => Content::Foreign("a number out of range"),
        },
        DeValue::Integer(_) => Content::Foreign("a number that is not decimal"),
        DeValue::Float(_) => Content::Foreign("a bare number with decimals"),
        DeValue::Boolean(truth) => Content::Truth(*truth),
        DeValue::Datetime(_) => Content::Foreign("a bare date"),
        DeValue::Array(items) => Content::List(
            items
                .iter()
                .map(|item| {
                    toml_value(
                        item.get_ref(),
                        Span(Some((item.span().start, item.span().end))),
                    )
                })
                .collect(),
        ),
        DeValue::Table(table) => return toml_table(table, span),
    };
    Value { content, span }
}

/// Reads strict JSON of at most so many levels: no comments, no trailing commas, no key twice.
#[cfg(feature = "json")]
pub(crate) fn read_json(file: &SourceFile, text: &str, deepest: usize) -> Result<Value, Faults> {
    within_limit(file, text)?;
    // The parser takes more levels than a small stack does.
    if let Some(byte) = first_deeper_than(deepest, text) {
        return Err(Faults::one(too_deep(deepest).at(file, file.place(byte))));
    }
    let strict = jsonc_parser::ParseOptions {
        allow_comments: false,
        allow_loose_object_property_names: false,
        allow_trailing_commas: false,
        allow_missing_commas: false,
        allow_single_quoted_strings: false,
        allow_hexadecimal_numbers: false,
        allow_unary_plus_numbers: false,
        allow_bare_decimal_point_numbers: false,
        allow_non_finite_numbers: false,
        allow_extended_string_escapes: false,
    };
    let parsed =
        jsonc_parser::parse_to_ast(text, &jsonc_parser::CollectOptions::default(), &strict);
    let at_start = |message: &str| {
        let fault = Fault::new("syntax", format!("not JSON: {message}"));
        Faults::one(fault.at(file, file.place(0)))
    };
    match parsed {
        Ok(result) => {
            let root = result
                .value
                .ok_or_else(|| at_start("the document is empty"))?;
            let mut faults = Vec::new();
            let value = json_value(file, &root, &mut faults);
            Faults::check(faults)?;
            Ok(value)
        }
        Err(error) => {
            let message = format!("not JSON: {}", lower_first(&error.kind().to_string()));
            let place = file.place(error.range().start);
            Err(Faults::one(Fault::new("syntax", message).at(file, place)))
        }
    }
}

/// The byte of the first bracket that opens a level too many.
#[cfg(feature = "json")]
fn first_deeper_than(deepest: usize, text: &str) -> Option<usize> {
    let mut depth: usize = 0;
    let mut in_text = false;
    let mut bytes = text.bytes().enumerate();
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'"' => in_text = !in_text,
            // Whatever stands behind it, a quote too, is part of the text.
            b'\\' if in_text => {
                bytes.next();
            }
            b'[' | b'{' if !in_text => {
                depth = depth.saturating_add(1);
                if depth > deepest {
                    return Some(at);
                }
            }
            b']' | b'}' if !in_text => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

#[cfg(feature = "json")]
fn json_value(
    file: &SourceFile,
    value: &jsonc_parser::ast::Value<'_>,
    faults: &mut Vec<Fault>,
) -> Value {
    use jsonc_parser::ast::Value as Json;
    use jsonc_parser::common::Ranged;
    let span_of = |range: jsonc_parser::common::Range| Span(Some((range.start, range.end)));
    let content = match value {
        Json::StringLit(text) => Content::Text(text.value.to_string()),
        Json::NumberLit(number) if number.value.contains(['.', 'e', 'E']) => {
            Content::Foreign("a bare number with decimals")
        }
        Json::NumberLit(number) => match number.value.parse() {
            Ok(number) => Content::Integer(number),
            Err(_) => Content::Foreign("a number out of range"),
        },
        Json::BooleanLit(truth) => Content::Truth(truth.value),
        Json::NullKeyword(_) => Content::Foreign("null"),
        Json::Array(array) => {
            let items = array.elements.iter();
            Content::List(items.map(|item| json_value(file, item, faults)).collect())
        }
        Json::Object(object) => {
            let mut entries: Vec<Entry> = Vec::new();
            let mut seen = std::collections::BTreeSet::new();
            for property in &object.properties {
                let key = property.name.as_str().to_owned();
                let key_span = span_of(property.name.range());
                if !seen.insert(key.clone()) {
                    if faults.len() >= MOST_FAULTS {
                        continue;
                    }
                    let message = format!("the key `{key}` stands twice: expected it once");
                    let fault = Fault::new("duplicate-key", message);
                    faults.push(fault.at(file, file.place(property.name.range().start)));
                    continue;
                }
                let value = json_value(file, &property.value, faults);
                entries.push(Entry {
                    key,
                    key_span,
                    value,
                });
            }
            Content::Table(entries)
        }
    };
    Value {
        content,
        span: span_of(value.range()),
    }
}

#[cfg(feature = "json")]
fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(chars).collect()
    })
}

/// A value as JSON text, on one line.
#[cfg(feature = "json")]
pub(crate) fn write_json(value: &Value) -> String {
    to_serde(value).to_string()
}

#[cfg(feature = "json")]
fn to_serde(value: &Value) -> serde_json::Value {
    match &value.content {
        Content::Text(text) => text.as_str().into(),
        Content::Integer(number) => (*number).into(),
        Content::Truth(truth) => (*truth).into(),
        Content::Foreign(_) => serde_json::Value::Null,
        Content::List(items) => items.iter().map(to_serde).collect(),
        Content::Table(entries) => serde_json::Value::Object(
            entries
                .iter()
                .map(|entry| (entry.key.clone(), to_serde(&entry.value)))
                .collect(),
        ),
    }
}
