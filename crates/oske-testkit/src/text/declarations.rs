//! Facts, parameters, lets and shares.

use serde_json::{Map, Value, json};

use super::{Writer, validity};
use crate::model::ast::{Dated, Direction, Fact, Parameter, Share, Sort, Validity};

impl Writer<'_> {
    pub(super) fn facts(&mut self) -> Value {
        let facts = self.policy.facts.iter();
        let facts = facts.map(|fact| (fact.name.clone(), self.fact(fact)));
        Value::Object(facts.collect())
    }

    fn fact(&mut self, fact: &Fact) -> Value {
        let mut value = json!({});
        match &fact.sort {
            Sort::Choice(values) => value["values"] = self.values(values),
            Sort::YesNo => value["type"] = json!("yes-no"),
            Sort::Measure {
                unit,
                step,
                least,
                most,
                dues,
            } => {
                value["unit"] = json!(unit);
                for (key, number) in [("step", step), ("least", least), ("most", most)] {
                    if let Some(number) = number {
                        value[key] = json!(number.text());
                    }
                }
                match dues {
                    Direction::Rise => value["dues"] = json!("rise"),
                    Direction::Fall => value["dues"] = json!("fall"),
                    Direction::Any if self.forms.long() => value["dues"] = json!("any"),
                    Direction::Any => {}
                }
            }
            Sort::Date { least, most } => {
                value["type"] = json!("date");
                for (key, day) in [("least", least), ("most", most)] {
                    if let Some(day) = day {
                        value[key] = json!(day.text());
                    }
                }
            }
            Sort::List { most, each } => {
                value["type"] = json!("list");
                value["most"] = json!(most.to_string());
                let each = each.iter();
                let each = each.map(|fact| (fact.name.clone(), self.fact(fact)));
                value["each"] = Value::Object(each.collect());
            }
        }
        if let Some(absent) = &fact.absent {
            value["absent"] = json!(absent);
            if self.forms.long() {
                value["absent_because"] = json!({ "fi": self.word(2) });
            }
        }
        if self.forms.long() {
            value["name"] = json!({ "en": self.word(0) });
        }
        value
    }

    /// A list of values, or a table with words for each.
    pub(super) fn values(&mut self, values: &[String]) -> Value {
        if !self.forms.long() {
            return json!(values);
        }
        let words = values.iter().enumerate();
        let words = words.map(|(index, value)| (value.clone(), json!({ "en": self.word(index) })));
        Value::Object(words.collect())
    }

    pub(super) fn parameters(&mut self) -> Value {
        let parameters = self.policy.parameters.iter();
        let parameters =
            parameters.map(|parameter| (parameter.name.clone(), self.parameter(parameter)));
        Value::Object(parameters.collect())
    }

    fn parameter(&mut self, parameter: &Parameter) -> Value {
        let mut value = json!({ "unit": parameter.unit });
        match parameter.values.as_slice() {
            [only] if only.valid == Validity::default() && !self.forms.long() => {
                value["value"] = figure(only);
            }
            dated => {
                let dated = dated.iter().map(|dated| {
                    let mut value = validity(&dated.valid);
                    value["value"] = figure(dated);
                    value
                });
                value["values"] = dated.collect();
            }
        }
        if parameter.is_index {
            value["series"] = json!({ "en": self.word(1) });
        }
        if self.forms.long() {
            value["name"] = json!({ "en": self.word(0) });
        }
        value
    }

    pub(super) fn lets(&mut self) -> Value {
        let mut lets = Map::new();
        for named in &self.policy.lets {
            let formula = self.formula(&named.is);
            let value = if self.forms.long() {
                json!({ "name": { "en": self.word(0) }, "is": formula })
            } else {
                json!(formula)
            };
            lets.insert(named.name.clone(), value);
        }
        Value::Object(lets)
    }

    pub(super) fn shares(&mut self) -> Value {
        let shares = self.policy.shares.iter();
        let shares = shares.map(|share| (share.name.clone(), self.share(share)));
        Value::Object(shares.collect())
    }

    fn share(&mut self, share: &Share) -> Value {
        let mut keys = Vec::new();
        for key in &share.keys {
            let of = match &key.of {
                Some((of, unit)) => self.literal(of, unit),
                None => "round".to_owned(),
            };
            let by = self.formula(&key.by);
            keys.push(json!({ "weight": key.weight.text(), "by": by, "of": of }));
        }
        let rounding = if share.rounds_each {
            "each"
        } else {
            "together"
        };
        let total = self.formula(&share.total);
        json!({ "total": total, "rounding": rounding, "keys": keys })
    }
}

fn figure(dated: &Dated) -> Value {
    let value = dated.value.as_ref();
    json!(value.map_or("unknown", |number| number.text()))
}
