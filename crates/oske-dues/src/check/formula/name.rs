//! What a bare name in a formula is, and whether it may stand there.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::{Checked, Checker, Size, Typed, Way, outside_of_lists};
use crate::check::names::{Meaning, NEXT_YEAR_START, POSITION, YEAR_START};
use crate::diagnostic::suggestion;
use crate::dimension::Dimension;
use crate::formula::{self, FormulaFault};
use crate::policy::{Choice, Condition, ConditionKind, Day, Expression, ExpressionKind};

impl Checker<'_> {
    pub(super) fn name(&self, name: &str, at: usize, way: &mut Way<'_>) -> Checked<Typed> {
        let expression = |kind| Expression { kind, at };
        let day = |day| {
            let text = name.into();
            Ok(Typed::Date(expression(ExpressionKind::Day { day, text })))
        };
        match name {
            YEAR_START => return day(Day::YearStart),
            NEXT_YEAR_START => return day(Day::NextYearStart),
            POSITION => return self.position(at, way),
            _ => {}
        }
        match self.names.get(name) {
            Some(Meaning::Attribute(index)) => {
                let attribute = self.attributes.get(*index);
                let list = attribute.and_then(|attribute| attribute.list);
                self.in_list(name, list, at, way)?;
                let choice = Choice::Attribute(*index);
                if attribute.is_some_and(|attribute| attribute.yes_no) {
                    let values = BTreeSet::from([crate::policy::YES]);
                    let kind = ConditionKind::Is { choice, values };
                    return Ok(Typed::Truth(Condition { kind, at }));
                }
                let values = self.value_names.get(*index);
                let values = values.ok_or_else(|| self.faulty(name, at))?;
                Ok(Typed::Choice(choice, Rc::clone(values)))
            }
            Some(Meaning::Measure(index)) => {
                let Some(measure) = self.measures.get(*index) else {
                    // Its own declaration is faulty and has been reported there.
                    return Err(self.faulty(name, at));
                };
                self.in_list(name, measure.list, at, way)?;
                let expression = expression(ExpressionKind::Measure(*index));
                if measure.is_date {
                    return Ok(Typed::Date(expression));
                }
                // A unit that is not declared has been reported with the fact.
                let unit = self
                    .dimension_of(measure.unit.as_str())
                    .or_else(|_| Dimension::parse(measure.unit.as_str(), |_| true));
                Ok(Typed::Quantity(expression, unit.unwrap_or_default()))
            }
            Some(Meaning::Parameter(index)) => {
                let parameter = self.parameters.get(*index);
                let dimension = parameter.and_then(|(_, dimension)| dimension.clone());
                let kind = ExpressionKind::Parameter {
                    index: *index,
                    on: None,
                };
                Ok(Typed::Quantity(
                    expression(kind),
                    dimension.ok_or_else(|| self.faulty(name, at))?,
                ))
            }
            Some(Meaning::Let(index)) => {
                let known = self.known_let(*index, at)?;
                let known = known.ok_or_else(|| self.faulty(name, at))?;
                if known.list.is_some() {
                    self.in_list(name, known.list, at, way)?;
                }
                if known.has_share {
                    self.share_stands(name, at, way)?;
                }
                way.size = known.size;
                Ok(match &known.typed {
                    Typed::Quantity(_, dimension) => {
                        Typed::Quantity(expression(ExpressionKind::Let(*index)), dimension.clone())
                    }
                    Typed::Date(_) => Typed::Date(expression(ExpressionKind::Let(*index))),
                    Typed::Truth(_) => Typed::Truth(Condition {
                        kind: ConditionKind::Let(*index),
                        at,
                    }),
                    Typed::Choice(_, values) => {
                        Typed::Choice(Choice::Let(*index), Rc::clone(values))
                    }
                    Typed::Quoted(text) => Typed::Quoted(text.clone()),
                })
            }
            Some(Meaning::Share(index)) => {
                self.share_stands(name, at, way)?;
                let share = self.document.shares.get(*index);
                let share = share.ok_or_else(|| self.faulty(name, at))?;
                let total = share.total.as_ref();
                let total = total.and_then(|total| self.part_of_share(&total.value));
                let (dimension, mut size) = total.ok_or_else(|| self.faulty(name, at))?;
                let parts = share.keys.iter().flat_map(|key| [&key.by, &key.of]);
                let parts = parts.flatten().filter(|part| part.value != "round");
                // A part with a fault is told where it stands.
                for (_, part) in parts.filter_map(|part| self.part_of_share(&part.value)) {
                    size.steps = size.steps.saturating_add(part.steps);
                    size.height = size.height.max(part.height);
                }
                way.size = size;
                Ok(Typed::Quantity(
                    expression(ExpressionKind::Share(*index)),
                    dimension,
                ))
            }
            Some(Meaning::Table(index)) => {
                let by = self.document.tables.get(*index).map(|table| &table.by);
                let by: Vec<&str> = by
                    .into_iter()
                    .flatten()
                    .map(|key| key.value.as_str())
                    .collect();
                let message = format!(
                    "`{name}` is a table: expected what it is looked up by, as in `{name}({})`",
                    by.join(", ")
                );
                Err(FormulaFault::coded("wrong-name", at, message))
            }
            Some(Meaning::Faulty) => Err(self.faulty(name, at)),
            Some(Meaning::List(_)) => {
                let message =
                    format!("`{name}` is a list: expected `count({name})`, or `sum({name}, …)`");
                Err(FormulaFault::coded("wrong-name", at, message))
            }
            Some(other) => {
                let message = format!(
                    "`{name}` is {}: expected a fact, a parameter or a let",
                    other.describe()
                );
                Err(FormulaFault::coded("wrong-name", at, message))
            }
            None => Err(self.unknown_name(name, at)),
        }
    }

    /// The unit and the size of a formula of a share, which is checked where it stands.
    fn part_of_share(&self, text: &str) -> Option<(Dimension, Size)> {
        let mut way = Way {
            in_share: true,
            ..Way::new(text)
        };
        let node = formula::parse(text).ok()?;
        match self.typed(&node, &mut way).ok()? {
            Typed::Quantity(_, dimension) => Some((dimension, way.size)),
            _ => None,
        }
    }

    /// A share stands only where it is no part of another one, or of itself.
    fn share_stands(&self, name: &str, at: usize, way: &mut Way<'_>) -> Checked<()> {
        way.has_share = true;
        if !way.in_share {
            return Ok(());
        }
        let message =
            format!("`{name}` is a share in a share: expected figures that rest on no share");
        Err(FormulaFault::coded("wrong-name", at, message))
    }

    /// The place of a thing in its list.
    fn position(&self, at: usize, way: &mut Way<'_>) -> Checked<Typed> {
        let list = way.list.or(way.found_list);
        let measure = match list.and_then(|list| self.lists.get(list)) {
            Some(list) => list.position,
            // It may become known in which list.
            None if way.any_list => {
                way.unplaced.get_or_insert(at);
                usize::MAX
            }
            None => return Err(outside_of_lists(at)),
        };
        let kind = ExpressionKind::Measure(measure);
        Ok(Typed::Quantity(Expression { kind, at }, Dimension::none()))
    }

    /// A fact of things stands only where one of them is meant.
    fn in_list(
        &self,
        name: &str,
        list: Option<usize>,
        at: usize,
        way: &mut Way<'_>,
    ) -> Checked<()> {
        let Some(needed) = list else {
            return Ok(());
        };
        if way.list == Some(needed) {
            return Ok(());
        }
        if way.any_list && way.list.is_none() && way.found_list.is_none_or(|found| found == needed)
        {
            way.found_list = Some(needed);
            return Ok(());
        }
        let list = self.lists.get(needed);
        let list = list.map_or("list", |list| list.named.name());
        let message = format!(
            "`{name}` is a fact of each thing of `{list}`: expected it in `sum({list}, …)`"
        );
        Err(FormulaFault::coded("outside-list", at, message))
    }

    /// For a name whose own declaration has been reported.
    pub(super) fn faulty(&self, name: &str, at: usize) -> FormulaFault {
        let message = format!("`{name}` has a fault where it is declared");
        FormulaFault::coded("faulty-name", at, message)
    }

    pub(super) fn unknown_name(&self, name: &str, at: usize) -> FormulaFault {
        let help = if let Some(fact) = self.fact_with_value(name) {
            format!("values stand in single quotes: `{fact} = '{name}'`")
        } else if let Some(function) = function_elsewhere(name) {
            format!("here it is `{function}`")
        } else {
            suggestion(name, self.names.keys().map(String::as_str))
        };
        let message = format!("`{name}` is not declared");
        FormulaFault::coded("unknown-name", at, message).with_help(help)
    }

    /// The first fact that may have a value of this name.
    fn fact_with_value(&self, name: &str) -> Option<&str> {
        let mut choices = self.attributes.iter().filter(|choice| !choice.yes_no);
        let fact = choices.find(|choice| choice.values.iter().any(|value| value.name() == name))?;
        Some(fact.named.name())
    }
}

/// The function that spreadsheets and programming languages call so.
fn function_elsewhere(name: &str) -> Option<&'static str> {
    match name.to_ascii_lowercase().as_str() {
        "min" => Some("smaller"),
        "max" => Some("larger"),
        "floor" | "rounddown" => Some("round_down"),
        "ceil" | "ceiling" | "roundup" => Some("round_up"),
        _ => None,
    }
}
