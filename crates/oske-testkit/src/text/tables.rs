//! Tables.

use serde_json::{Value, json};

use super::Writer;
use crate::model::ast::{Cell, Gives, Limit, Pays, Row, Sort, Table};

impl Writer<'_> {
    pub(super) fn tables(&mut self) -> Value {
        let tables = self.policy.tables.iter();
        let tables = tables.map(|table| (table.name.clone(), self.table(table)));
        Value::Object(tables.collect())
    }

    fn table(&mut self, table: &Table) -> Value {
        let mut value = json!({});
        value["by"] = match table.by.as_slice() {
            [only] => self.forms.either(json!(only), json!([only])),
            several => json!(several),
        };
        match &table.gives {
            Gives::Amount(unit) => value["unit"] = json!(unit),
            Gives::Class(values) => value["values"] = self.values(values),
        }
        if table.slices {
            value["slices"] = json!(true);
        }
        if let Some(step) = &table.step {
            value["step"] = json!(step.text());
        }
        let rows = table.rows.iter().map(|row| self.row(table, row));
        value["rows"] = rows.collect();
        if self.forms.long() {
            value["name"] = json!({ "en": self.word(2) });
        }
        value
    }

    fn row(&mut self, table: &Table, row: &Row) -> Value {
        let mut value = json!({});
        for (key, cell) in table.by.iter().zip(&row.cells) {
            match cell {
                Cell::All => {
                    if let Some(values) = self.all_values(key).filter(|_| self.forms.long()) {
                        value[key] = json!(values);
                    }
                }
                Cell::Values(values) => {
                    value[key] = match values.as_slice() {
                        [only] => self.forms.either(json!(only), json!([only])),
                        several => json!(several),
                    };
                }
                // A table by one thing has its bounds in the row itself.
                Cell::Between { lower, upper } if table.by.len() == 1 => {
                    self.bounds(&mut value, lower.as_ref(), upper.as_ref());
                }
                Cell::Between { lower, upper } => {
                    let mut bounds = json!({});
                    self.bounds(&mut bounds, lower.as_ref(), upper.as_ref());
                    value[key] = bounds;
                }
            }
        }
        match &row.pays {
            Pays::Number(number) => value["pays"] = json!(number.text()),
            Pays::Unknown => value["pays"] = json!("unknown"),
            Pays::Class(class) => value["is"] = json!(class),
        }
        if self.forms.long() {
            // Without bounds and value, it is only for people.
            let printed = json!("as in the source");
            value["printed"] = self
                .forms
                .either(printed.clone(), json!({ "text": printed }));
        }
        if self.forms.long() {
            value["note"] = json!({ "en": self.word(0) });
        }
        value
    }

    /// The values of a choice; `None` for all else.
    fn all_values(&self, name: &str) -> Option<Vec<String>> {
        match &self.policy.declared(name)?.sort {
            Sort::Choice(values) => Some(values.clone()),
            _ => None,
        }
    }

    fn bounds(
        &mut self,
        value: &mut Value,
        lower: Option<&(Limit, bool)>,
        upper: Option<&(Limit, bool)>,
    ) {
        if let (Some((low, true)), Some((high, true))) = (lower, upper)
            && low == high
            && !self.forms.long()
        {
            value["at"] = limit(low);
            return;
        }
        if let Some((bound, inside)) = lower {
            value[if *inside { "from" } else { "over" }] = limit(bound);
        }
        if let Some((bound, inside)) = upper {
            value[if *inside { "to" } else { "under" }] = limit(bound);
        }
    }
}

fn limit(limit: &Limit) -> Value {
    match limit {
        Limit::Number(number) => json!(number.text()),
        Limit::Day(day) => json!(day.text()),
    }
}
