//! Tables: what they are looked up by, for which values their rows hold.

use std::collections::BTreeSet;
use std::rc::Rc;

use oske_types::Exact;

use super::formula::{ChoiceValues, Typed, names_of};
use super::names::{Checker, Meaning, POSITION, in_unit};
use crate::assessment::Label;
use crate::diagnostic::{Fault, suggestion};
use crate::dimension::Dimension;
use crate::document::decode::{Spot, Spotted};
use crate::document::v1;
use crate::formula::FormulaFault;
use crate::interval::Interval;
use crate::policy::{
    Bound, Choice, Gives, Key, KeyKind, Limit, Named, Printed, Row, RowKey, Table,
};

/// How far the checker has come with the head of a table.
#[derive(Debug, Clone)]
pub(super) enum HeadState {
    Unseen,
    InProgress,
    /// What it is; `None` where a fault has been reported.
    Known(Option<Rc<Head>>),
}

/// What a table is looked up by and what it gives.
#[derive(Debug)]
pub(super) struct Head {
    pub(super) keys: Vec<HeadKey>,
    pub(super) classes: Option<ChoiceValues>,
    /// The unit of the numbers in the rows.
    unit: Option<Dimension>,
    /// The unit of what a look-up gives.
    pub(super) result: Option<Dimension>,
    /// For slices, which key is cut.
    slices: Option<usize>,
}

#[derive(Debug)]
pub(super) struct HeadKey {
    pub(super) name: String,
    words: Option<oske_types::Text>,
    /// `Some(None)` for a date, `None` for a choice.
    pub(super) unit: Option<Option<Dimension>>,
    step: Option<Exact>,
    /// Of a choice.
    pub(super) values: Option<ChoiceValues>,
    declared_values: Vec<Named>,
    spot: Spot,
}

impl HeadKey {
    pub(super) fn describe(&self) -> String {
        match &self.unit {
            Some(Some(unit)) => format!("which {}", in_unit(unit)),
            Some(None) => "a date".to_owned(),
            None => "a choice with its values".to_owned(),
        }
    }
}

impl Checker<'_> {
    /// The head of a table; it is read when it is first met. The error is told where it was met.
    pub(super) fn head(&self, index: usize, at: usize) -> Result<Option<Rc<Head>>, FormulaFault> {
        let state = self.heads.borrow().get(index).cloned();
        match state {
            Some(HeadState::Known(head)) => return Ok(head),
            Some(HeadState::Unseen) => {}
            Some(HeadState::InProgress) | None => {
                let name = self.document.tables.get(index);
                let name = name.map_or("", |table| table.name.value.as_str());
                let message = format!(
                    "the table `{name}` is looked up by something that looks it up: expected no circle"
                );
                return Err(FormulaFault::coded("circle", at, message));
            }
        }
        self.set_head(index, HeadState::InProgress);
        let head = self
            .document
            .tables
            .get(index)
            .and_then(|table| self.read_head(table));
        let head = head.map(Rc::new);
        self.set_head(index, HeadState::Known(head.clone()));
        Ok(head)
    }

    fn set_head(&self, index: usize, state: HeadState) {
        if let Some(slot) = self.heads.borrow_mut().get_mut(index) {
            *slot = state;
        }
    }

    fn read_head(&self, table: &v1::Table) -> Option<Head> {
        let keys: Vec<Option<HeadKey>> = table.by.iter().map(|name| self.key(name)).collect();
        let keys: Vec<HeadKey> = keys.into_iter().collect::<Option<_>>()?;
        self.check_values(&table.values);
        let unit = table.unit.as_ref().and_then(|unit| self.dimension(unit));
        let quantities = keys
            .iter()
            .enumerate()
            .filter(|(_, key)| key.unit.is_some());
        let quantities: Vec<usize> = quantities.map(|(index, _)| index).collect();
        let mut slices = None;
        if let Some(stated) = table.slices.as_ref().filter(|stated| stated.value) {
            match quantities.as_slice() {
                [only] if table.unit.is_some() => slices = Some(*only),
                _ => {
                    let message = "slices are of one quantity, with a price for each unit of it: expected exactly one measure in `by`, and a `unit`";
                    self.report(&stated.spot, Fault::new("slices", message));
                }
            }
        }
        if let (Some(step), None) = (&table.step, slices) {
            let message = "`step` is for slices: expected it beside `slices = true`";
            self.report(&step.spot, Fault::new("slices", message));
        }
        if let Some(step) = table.step.as_ref().filter(|step| !step.value.is_positive()) {
            let message = "the step is not above zero: expected the least difference, as in `1`";
            self.report(&step.spot, Fault::new("invalid-value", message));
        }
        let result = match slices.and_then(|key| keys.get(key)) {
            None => unit.clone(),
            Some(key) => match (&unit, &key.unit) {
                (Some(unit), Some(Some(quantity))) => Some(unit.multiply(quantity)),
                (Some(unit), Some(None)) => Some(unit.multiply(&Dimension::of("day"))),
                _ => None,
            },
        };
        Some(Head {
            keys,
            classes: (!table.values.is_empty()).then(|| {
                table
                    .values
                    .iter()
                    .map(|(value, _)| value.value.as_str().into())
                    .collect()
            }),
            unit,
            result,
            slices,
        })
    }

    /// What a table is looked up by: a fact, a let or the position in a list.
    fn key(&self, name: &Spotted<String>) -> Option<HeadKey> {
        let quantity = |unit, step, words| HeadKey {
            name: name.value.clone(),
            words,
            unit: Some(unit),
            step,
            values: None,
            declared_values: Vec::new(),
            spot: name.spot.clone(),
        };
        let choice = |values: ChoiceValues, declared: Vec<Named>, words| HeadKey {
            name: name.value.clone(),
            words,
            unit: None,
            step: None,
            values: Some(values),
            declared_values: declared,
            spot: name.spot.clone(),
        };
        if name.value == POSITION {
            return Some(quantity(Some(Dimension::none()), Some(Exact::ONE), None));
        }
        match self.names.get(&name.value) {
            Some(Meaning::Measure(index)) => {
                let measure = self.measures.get(*index)?;
                let unit = Dimension::parse(measure.unit.as_str(), |_| true).ok();
                let unit = unit.filter(|_| !measure.is_date);
                Some(quantity(
                    unit,
                    measure.step,
                    measure.named.label.words().cloned(),
                ))
            }
            Some(Meaning::Attribute(index)) => {
                let attribute = self.attributes.get(*index)?;
                let values = names_of(&attribute.values);
                let words = attribute.named.label.words().cloned();
                Some(choice(values, attribute.values.clone(), words))
            }
            Some(Meaning::Let(index)) => {
                let words = self
                    .document
                    .lets
                    .get(*index)
                    .and_then(|known| known.words.clone());
                let known = self.known_let(*index, 0);
                let known = known.map_err(|circle| {
                    self.report(&name.spot, Fault::new(circle.code, circle.message));
                });
                match known.ok()??.typed.clone() {
                    Typed::Quantity(_, unit) => Some(quantity(Some(unit), None, words)),
                    Typed::Date(_) => Some(quantity(None, Some(Exact::ONE), words)),
                    Typed::Choice(behind, values) => {
                        let declared = self.values_behind(&behind);
                        let declared = declared.unwrap_or_else(|| {
                            let values = values.iter().map(|value| Named {
                                label: Label::new(value, None),
                                spot: name.spot.clone(),
                            });
                            values.collect()
                        });
                        Some(choice(values, declared, words))
                    }
                    Typed::Truth(_) | Typed::Quoted(_) => {
                        let message = format!(
                            "`{}` is a condition: expected a quantity, a date or a choice to look up by; conditions stand in `if`",
                            name.value
                        );
                        self.report(&name.spot, Fault::new("wrong-name", message));
                        None
                    }
                }
            }
            Some(Meaning::Faulty) => None,
            Some(other) => {
                let message = format!(
                    "`{}` is {}: expected a fact or a let to look up by",
                    name.value,
                    other.describe()
                );
                self.report(&name.spot, Fault::new("wrong-name", message));
                None
            }
            None => {
                let known = self.names.keys().map(String::as_str);
                let message = format!(
                    "`{}` is not declared: expected a fact or a let to look up by",
                    name.value
                );
                let fault =
                    Fault::new("unknown-name", message).with_help(suggestion(&name.value, known));
                self.report(&name.spot, fault);
                None
            }
        }
    }

    /// The values of a choice with their words, as they are declared.
    fn values_behind(&self, choice: &Choice) -> Option<Vec<Named>> {
        match choice {
            Choice::Attribute(index) => Some(self.attributes.get(*index)?.values.clone()),
            Choice::Lookup(lookup) => {
                let table = self.document.tables.get(lookup.table)?;
                Some(Named::all(&table.values))
            }
            Choice::Let(index) => match self.let_as_key(*index)? {
                Typed::Choice(behind, _) => self.values_behind(&behind),
                _ => None,
            },
        }
    }

    /// The tables, in the order of the document.
    pub(super) fn tables(&self) -> Vec<Table> {
        let declared = self.document.tables.iter().enumerate();
        let tables = declared.filter_map(|(index, declared)| {
            let head = self.head(index, 0).ok()??;
            Some(self.table(declared, &head))
        });
        tables.collect()
    }

    fn table(&self, declared: &v1::Table, head: &Head) -> Table {
        let classes = Named::all(&declared.values);
        let unit = |unit: &Option<Dimension>| {
            let text = unit.as_ref().map(ToString::to_string);
            self.unit(&text.unwrap_or_default())
        };
        let rows = declared.rows.iter();
        let rows = rows
            .filter_map(|row| self.row(row, head, &classes))
            .collect();
        let own_step = declared.step.as_ref().map(|step| step.value);
        let keys = head.keys.iter().enumerate().map(|(index, key)| Key {
            named: Named {
                label: Label::new(&key.name, key.words.as_ref()),
                spot: key.spot.clone(),
            },
            kind: match &key.unit {
                Some(unit) => KeyKind::Quantity {
                    step: own_step.filter(|_| head.slices == Some(index)).or(key.step),
                    is_date: unit.is_none(),
                },
                None => KeyKind::Choice {
                    values: key.declared_values.clone(),
                },
            },
        });
        Table {
            named: Named::new(&declared.name, declared.words.as_ref()),
            keys: keys.collect(),
            gives: if head.classes.is_some() {
                Gives::Classes(classes)
            } else {
                Gives::Numbers
            },
            unit: unit(&head.unit),
            result_unit: unit(&head.result),
            slices: head.slices,
            rows,
        }
    }

    fn row(&self, row: &v1::Row, head: &Head, classes: &[Named]) -> Option<Row> {
        let quantities = head
            .keys
            .iter()
            .enumerate()
            .filter(|(_, key)| key.unit.is_some());
        let quantities: Vec<usize> = quantities.map(|(index, _)| index).collect();
        let mut holds: Vec<RowKey> = head.keys.iter().map(|key| self.row_key(row, key)).collect();
        let own = [&row.bounds.lower, &row.bounds.upper].into_iter().flatten();
        let own: Vec<&Spotted<Bound>> = own.collect();
        if let Some(first) = own.first() {
            match quantities.as_slice() {
                [only] => {
                    let key = head.keys.get(*only)?;
                    if let Some(slot) = holds.get_mut(*only) {
                        if !matches!(slot, RowKey::Any) {
                            let message = "bounds twice for the same quantity: expected them in the row, or under its name";
                            self.report(&first.spot, Fault::new("two-bounds", message));
                        }
                        *slot = self.between(&row.bounds, key, &row.spot);
                    }
                }
                [] => {
                    let message = "bounds in a table by choices alone: expected the names of `by` as keys of the row";
                    self.report(&first.spot, Fault::new("bounds-without-measure", message));
                }
                _ => {
                    let message = "bounds of which quantity? the table is by several: expected them under its name, as in `population = { over = \"5000\" }`";
                    self.report(&first.spot, Fault::new("bounds-without-measure", message));
                }
            }
        }
        let class = match &row.is {
            None => 0,
            Some(word) => {
                let position = classes
                    .iter()
                    .position(|class| *class.name() == *word.value);
                if position.is_none() {
                    let known = classes.iter().map(|class| class.name());
                    let message = format!("`{}` is not one of the table's values", word.value);
                    let help = suggestion(&word.value, known);
                    self.report(
                        &word.spot,
                        Fault::new("unknown-value", message).with_help(help),
                    );
                }
                position?
            }
        };
        let key_of_bounds = quantities.first().and_then(|index| head.keys.get(*index));
        Some(Row {
            holds,
            pays: row.pays.as_ref().and_then(|pays| pays.value),
            class,
            printed: row.printed.as_ref().map(|printed| {
                let bound = |bound: &Option<Spotted<Bound>>| {
                    let bound = bound.as_ref()?;
                    self.check_limit(bound, key_of_bounds?);
                    Some(bound.value)
                };
                Printed {
                    text: printed.text.clone(),
                    lower: bound(&printed.bounds.lower),
                    upper: bound(&printed.bounds.upper),
                    pays: printed.pays,
                }
            }),
            spot: row.spot.clone(),
        })
    }

    /// What a row says under the name of a key.
    fn row_key(&self, row: &v1::Row, key: &HeadKey) -> RowKey {
        let given = row.keys.iter().find(|(name, _)| name.value == key.name);
        match (given, &key.values) {
            (None, _) => RowKey::Any,
            (Some((_, v1::RowKey::Values(words))), Some(values)) => {
                let mut found = BTreeSet::new();
                for word in words {
                    if self.collector.is_full() {
                        break;
                    }
                    match values.iter().position(|value| **value == *word.value) {
                        Some(position) => {
                            found.insert(position);
                        }
                        None => {
                            let known = values.iter().map(AsRef::as_ref);
                            let message =
                                format!("`{}` is not a value of `{}`", word.value, key.name);
                            let help = suggestion(&word.value, known);
                            self.report(
                                &word.spot,
                                Fault::new("unknown-value", message).with_help(help),
                            );
                        }
                    }
                }
                RowKey::OneOf(found)
            }
            (Some((name, v1::RowKey::Bounds(bounds))), None) => {
                self.between(bounds, key, &name.spot)
            }
            (Some((name, _)), values) => {
                let expected = match values {
                    Some(_) => "a value or a list of values",
                    None => "bounds, as in `{ over = \"5000\" }`",
                };
                let message = format!("`{}` in a row: expected {expected}", key.name);
                self.report(&name.spot, Fault::new("wrong-kind", message));
                RowKey::Any
            }
        }
    }

    fn between(&self, bounds: &v1::Bounds, key: &HeadKey, spot: &Spot) -> RowKey {
        for bound in [&bounds.lower, &bounds.upper].into_iter().flatten() {
            self.check_limit(bound, key);
        }
        let value = |bound: &Option<Spotted<Bound>>| bound.as_ref().map(|bound| bound.value);
        let (lower, upper) = (value(&bounds.lower), value(&bounds.upper));
        let is_recurring = |bound: Option<Bound>| {
            matches!(
                bound.map(|bound| bound.limit),
                Some(Limit::Day(crate::policy::Day::Recurring { .. }))
            )
        };
        // Where a window lies in a year is known with the year.
        if let Some(year) = self
            .document
            .first_year
            .filter(|_| !is_recurring(lower) && !is_recurring(upper))
        {
            let ends = (
                lower.map(|bound| bound.lower_in(year)),
                upper.map(|bound| bound.upper_in(year)),
            );
            if Interval::of_bounds(ends.0, ends.1).is_none() {
                let message =
                    "the row holds for no value: expected its upper bound above its lower one";
                self.report(spot, Fault::new("empty-row", message));
            }
        }
        RowKey::Between { lower, upper }
    }

    /// A bound of a date is a day, one of a number a number.
    fn check_limit(&self, bound: &Spotted<Bound>, key: &HeadKey) {
        let is_date = matches!(key.unit, Some(None));
        let is_day = matches!(bound.value.limit, Limit::Day(_));
        if is_date != is_day {
            let message = if is_date {
                format!(
                    "a number as a bound of the date `{}`: expected a date or a recurring day, as in `03-01`",
                    key.name
                )
            } else {
                format!("a day as a bound of `{}`: expected a number", key.name)
            };
            self.report(&bound.spot, Fault::new("invalid-value", message));
        }
    }
}
