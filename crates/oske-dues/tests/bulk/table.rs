//! Payers as columns and as facts of their own.

use chrono::NaiveDate;
use oske_dues::Facts;
use oske_dues::bulk::{Column, Columns};
use oske_types::Exact;
use serde_json::{Map, Value};

pub(crate) type Object = Map<String, Value>;

/// What the policy declares, by the names of its facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sort {
    Text,
    Number,
    Date,
}

/// The facts of payers, fact by fact, with all that columns borrow.
#[derive(Debug, Default)]
pub(crate) struct Table {
    rows: usize,
    facts: Vec<TableFact>,
}

#[derive(Debug)]
struct TableFact {
    name: String,
    cells: Cells,
    known: Vec<bool>,
}

#[derive(Debug)]
enum Cells {
    Texts(Vec<u16>, Vec<String>),
    Numbers(Vec<Exact>),
    Dates(Vec<NaiveDate>),
}

impl Table {
    pub(crate) fn of(payers: &[Object], sorts: &[(String, Sort)]) -> Self {
        let facts = sorts.iter().map(|(name, sort)| {
            let texts: Vec<Option<String>> = payers
                .iter()
                .map(|payer| payer.get(name).map(cell_text))
                .collect();
            let known = texts.iter().map(Option::is_some).collect();
            let cells = match sort {
                Sort::Text => {
                    let mut dictionary: Vec<String> = texts.iter().flatten().cloned().collect();
                    dictionary.sort();
                    dictionary.dedup();
                    let codes = texts.iter().map(|text| {
                        let known = text.as_ref();
                        let code =
                            known.and_then(|text| dictionary.iter().position(|word| word == text));
                        u16::try_from(code.unwrap_or(999)).unwrap()
                    });
                    Cells::Texts(codes.collect(), dictionary)
                }
                Sort::Number => Cells::Numbers(
                    texts
                        .iter()
                        .map(|text| {
                            text.as_ref()
                                .map_or(Exact::ZERO, |text| text.parse().unwrap())
                        })
                        .collect(),
                ),
                Sort::Date => Cells::Dates(
                    texts
                        .iter()
                        .map(|text| {
                            text.as_ref()
                                .map_or(NaiveDate::MIN, |text| date(text).unwrap())
                        })
                        .collect(),
                ),
            };
            TableFact {
                name: name.clone(),
                cells,
                known,
            }
        });
        Self {
            rows: payers.len(),
            facts: facts.collect(),
        }
    }

    pub(crate) fn columns(&self) -> Columns<'_> {
        let mut columns = Columns::new(self.rows);
        for fact in &self.facts {
            if fact.known.iter().any(|known| *known) {
                let column = match &fact.cells {
                    Cells::Texts(codes, words) => {
                        Column::choices(&codes[..], words.iter().cloned())
                    }
                    Cells::Numbers(numbers) => Column::exact(numbers),
                    Cells::Dates(dates) => Column::dates(dates),
                };
                columns = columns.with(fact.name.clone(), column.where_known(&fact.known));
            }
        }
        columns
    }
}

pub(crate) fn cell_text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        other => other.to_string(),
    }
}

fn date(text: &str) -> Option<NaiveDate> {
    oske_types::parse_date(text)
}

/// Whether a payer's facts can stand in columns: numbers and dates that are such, no unknown names.
pub(crate) fn fits_columns(payer: &Object, sorts: &[(String, Sort)]) -> bool {
    payer.iter().all(|(name, value)| {
        let sort = sorts.iter().find(|(known, _)| known == name);
        sort.is_some_and(|(_, sort)| match sort {
            Sort::Text => true,
            Sort::Number => cell_text(value).parse::<Exact>().is_ok(),
            Sort::Date => date(&cell_text(value)).is_some(),
        })
    })
}

pub(crate) fn facts(payer: &Object) -> Facts {
    let mut object = payer.clone();
    object.insert("id".to_owned(), "payer".into());
    Facts::from_json("payer.json", &Value::from(object).to_string()).unwrap()
}
