//! What a cell says, as a register would write it.

use std::collections::BTreeSet;

use oske_types::{MunicipalityCode, nearest, quoted};

use super::{Column, Entry};
use crate::import::mapping::{Mapping, Meaning, QuantityColumn};
use crate::import::number;
use crate::import::value::Value;
use crate::{MemberKind, Place, RegisterFaultCode};

impl Column {
    /// What a register would write for a cell; `None` for nothing. Where a fault is only counted and not
    /// kept, no help is looked for.
    pub(super) fn text_of(
        &self,
        mapping: &Mapping,
        value: Option<&Value>,
        events: &mut Events,
        is_kept: bool,
    ) -> Result<Option<String>, number::Reason> {
        let Some(value) = value else {
            return Ok(None);
        };
        if let Value::Unreadable(message) = value {
            let help = "correct the cell in the spreadsheet, or empty it".to_owned();
            return Err((RegisterFaultCode::BadCell, message.to_string(), help));
        }
        let text = value.text();
        let meaning = &self.meaning;
        match (meaning, value) {
            (Meaning::Admitted | Meaning::Resigned | Meaning::LastDay, value) => {
                events.add(meaning, self.number, day_of(value, &text)?);
                Ok(None)
            }
            (
                Meaning::Quantity(_)
                | Meaning::Id
                | Meaning::BusinessId
                | Meaning::Municipality
                | Meaning::Kind
                | Meaning::Language,
                Value::Day(day),
            ) => {
                let message = format!("the cell holds the day {day}: expected a number or a text");
                let help = "format the column as text or as a number and write it again: spreadsheets take \
                            `1.6` for a day"
                    .to_owned();
                Err((RegisterFaultCode::WrongType, message, help))
            }
            (Meaning::Quantity(quantity), value) => {
                let number = match value {
                    Value::Number(number) => number.parse().map_err(|_| {
                        let message = format!("`{}` has too many digits", quoted(number));
                        let help = "check that it is a number that someone counted".to_owned();
                        (RegisterFaultCode::BadNumber, message, help)
                    })?,
                    _ => number::number(&text, mapping)?,
                };
                Ok(Some(fact_text(quantity, number)))
            }
            (Meaning::Id, _) => Ok(Some(text.to_ascii_lowercase())),
            (Meaning::Kind, _) => kind_text(&text, mapping, is_kept).map(Some),
            (Meaning::Language, _) => Ok(Some(language_text(&text))),
            (Meaning::Municipality, _) => municipality_text(&text).map(Some),
            _ => Ok(Some(text)),
        }
    }
}

/// The days of admission and resignation of one row.
#[derive(Debug, Default)]
pub(super) struct Events {
    admitted: Option<(usize, chrono::NaiveDate)>,
    resigned: Option<(usize, chrono::NaiveDate)>,
    last_day: Option<(usize, chrono::NaiveDate)>,
}

impl Events {
    fn add(&mut self, meaning: &Meaning, column: usize, day: chrono::NaiveDate) {
        let event = match meaning {
            Meaning::Admitted => &mut self.admitted,
            Meaning::Resigned => &mut self.resigned,
            _ => &mut self.last_day,
        };
        *event = Some((column, day));
    }

    /// As a register writes them.
    pub(super) fn entries(&self, columns: &[Column], mapping: &Mapping) -> Vec<Entry> {
        let ground = mapping.ground;
        let entry = |column, text| Entry {
            key: "history".to_owned(),
            column: Some(column),
            text,
        };
        let is_admitted = |column: &&Column| column.meaning == Meaning::Admitted;
        let admitted = columns.iter().find(is_admitted).map(|column| column.number);
        let mut entries = Vec::new();
        match (self.admitted, admitted) {
            (Some((column, day)), _) => {
                entries.push(entry(column, format!("admitted {day} {ground}")))
            }
            (None, Some(column)) => {
                entries.push(entry(column, format!("admitted unknown {ground}")))
            }
            (None, None) => {}
        }
        if let Some((column, day)) = self.resigned {
            entries.push(entry(
                column,
                format!("resigned {day} effective {day} {ground}"),
            ));
        }
        if let Some((column, day)) = self.last_day {
            let after = day.succ_opt().unwrap_or(day);
            entries.push(entry(
                column,
                format!("resigned {day} effective {after} {ground}"),
            ));
        }
        entries
    }
}

fn day_of(value: &Value, text: &str) -> Result<chrono::NaiveDate, number::Reason> {
    match value {
        Value::Day(day) => Ok(*day),
        Value::Number(number) => {
            let message = format!("the cell holds the number {number}: expected a day");
            let help = "format the cell as a day in the spreadsheet".to_owned();
            Err((RegisterFaultCode::WrongType, message, help))
        }
        _ => number::day(text),
    }
}

/// A number as the fact that its column says it is.
fn fact_text(column: &QuantityColumn, number: oske_types::Exact) -> String {
    format!(
        "{number} {}; {}; {}",
        column.unit(),
        column.date(),
        column.source()
    )
}

/// The code of a language, where the word is known.
fn language_text(word: &str) -> String {
    let code = match word.to_lowercase().as_str() {
        "fi" | "suomi" | "finska" | "finnish" => "fi",
        "sv" | "ruotsi" | "svenska" | "swedish" => "sv",
        "en" | "englanti" | "engelska" | "english" => "en",
        _ => word,
    };
    code.to_owned()
}

/// The place of a municipality's number.
fn municipality_text(text: &str) -> Result<String, number::Reason> {
    let are_digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let code: Option<MunicipalityCode> = if are_digits {
        format!("{text:0>3}").parse().ok()
    } else {
        None
    };
    match code {
        Some(code) => Ok(Place::from(code).to_string()),
        None => {
            let message = format!(
                "`{}` is not the number of a municipality: expected up to three digits, as in `297`",
                quoted(text)
            );
            let help = "look it up at stat.fi, the classification of municipalities".to_owned();
            Err((RegisterFaultCode::BadMunicipality, message, help))
        }
    }
}

/// The code of the kind that a word is for.
fn kind_text(word: &str, mapping: &Mapping, is_kept: bool) -> Result<String, number::Reason> {
    if let Some(kind) = mapping.kind_of(word) {
        return Ok(kind.to_string());
    }
    let nearest = if is_kept {
        nearest_kind(word, mapping)
    } else {
        None
    };
    let help = match nearest {
        Some(nearest) => format!("write `{nearest}`, if that is meant"),
        None => format!(
            "say under `[kinds]` of the mapping what it is, as in `\"{}\" = \"association\"`",
            quoted(word)
        ),
    };
    let message = format!(
        "`{}` is not known as a member kind: expected a word such as `kunta` or `association`",
        quoted(word)
    );
    Err((RegisterFaultCode::UnknownKind, message, help))
}

/// The word for a kind that is nearest to one that is not known.
fn nearest_kind(word: &str, mapping: &Mapping) -> Option<String> {
    let names = MemberKind::ALL.iter().flat_map(|kind| {
        let name = kind.name();
        oske_types::Language::ALL.map(|language| name.in_language(language).to_owned())
    });
    let known: BTreeSet<String> = names.chain(mapping.kinds.keys().cloned()).collect();
    nearest(&word.to_lowercase(), known.iter().map(String::as_str)).map(str::to_owned)
}
