//! Functions, and tables and parameters that are called as they are.

use std::rc::Rc;

use oske_types::{Exact, RoundingMode};

use super::{Checked, Checker, ChoiceValues, Typed, Way, day_of, of_unit};
use crate::check::names::{Meaning, in_unit};
use crate::dimension::Dimension;
use crate::formula::{FormulaFault, Node, NodeKind};
use crate::policy::{
    Argument, Choice, Condition, ConditionKind, Expression, ExpressionKind, Extreme, Lookup,
    TimeSpan,
};

impl Checker<'_> {
    pub(super) fn call(
        &self,
        name: &str,
        arguments: &[Node<'_>],
        at: usize,
        way: &mut Way<'_>,
    ) -> Checked<Typed> {
        let expression = |kind| Expression { kind, at };
        if let Some(extreme) = Extreme::ALL.into_iter().find(|known| known.name() == name) {
            return self.extreme(extreme, arguments, at, way);
        }
        if let Some(span) = TimeSpan::ALL.into_iter().find(|known| known.name() == name) {
            let [from, to] = arguments_of(name, arguments, "from, to", at)?;
            let between = Box::new([self.date(from, way)?, self.date(to, way)?]);
            let kind = ExpressionKind::Time { span, between };
            return Ok(Typed::Quantity(
                expression(kind),
                Dimension::of(span.unit()),
            ));
        }
        let mode = match name {
            "round" => Some(RoundingMode::HalfUp),
            "round_half_even" => Some(RoundingMode::HalfEven),
            "round_up" => Some(RoundingMode::Ceiling),
            "round_down" => Some(RoundingMode::Floor),
            _ => None,
        };
        if let Some(mode) = mode {
            let (of, step, unit) = self.stepped(name, arguments, at, way)?;
            let of = Box::new(of);
            let kind = ExpressionKind::Round { mode, of, step };
            return Ok(Typed::Quantity(expression(kind), unit));
        }
        match name {
            "started" | "whole" => {
                let (of, step, _) = self.stepped(name, arguments, at, way)?;
                let kind = ExpressionKind::Steps {
                    started: name == "started",
                    of: Box::new(of),
                    step,
                };
                Ok(Typed::Quantity(expression(kind), Dimension::none()))
            }
            "sum" => {
                let [list, of] = arguments_of(name, arguments, "branch, formula", at)?;
                let list = self.list(list)?;
                if way.list.is_some() {
                    let message = "a sum in a sum: expected one list at a time";
                    return Err(FormulaFault::coded("formula", at, message));
                }
                let outside = (way.list, way.any_list);
                (way.list, way.any_list) = (Some(list), false);
                let of = self.quantity(of, way);
                (way.list, way.any_list) = outside;
                let (of, unit) = of?;
                let of = Box::new(of);
                Ok(Typed::Quantity(
                    expression(ExpressionKind::Sum { list, of }),
                    unit,
                ))
            }
            "count" => {
                let [list] = arguments_of(name, arguments, "branch", at)?;
                let kind = ExpressionKind::Count(self.list(list)?);
                Ok(Typed::Quantity(expression(kind), Dimension::none()))
            }
            "unclear" => self.unclear(arguments, at, way),
            _ => match self.names.get(name) {
                Some(Meaning::Table(index)) => self.lookup(*index, name, arguments, at, way),
                Some(Meaning::Parameter(index)) => {
                    let [on] = arguments_of(name, arguments, "joined", at)?;
                    let on = Some(Box::new(self.date(on, way)?));
                    let parameter = self.parameters.get(*index);
                    let unit = parameter.and_then(|(_, dimension)| dimension.clone());
                    let unit = unit.ok_or_else(|| self.faulty(name, at))?;
                    let index = *index;
                    let kind = ExpressionKind::Parameter { index, on };
                    Ok(Typed::Quantity(expression(kind), unit))
                }
                Some(Meaning::Faulty) => Err(self.faulty(name, at)),
                Some(other) => {
                    let message = format!(
                        "`{name}` is {}: expected a table, a parameter or a function before `(`",
                        other.describe()
                    );
                    Err(FormulaFault::coded("wrong-name", at, message))
                }
                None => Err(self.unknown_name(name, at)),
            },
        }
    }

    fn extreme(
        &self,
        extreme: Extreme,
        arguments: &[Node<'_>],
        at: usize,
        way: &mut Way<'_>,
    ) -> Checked<Typed> {
        let count = arguments.len();
        let two = matches!(extreme, Extreme::AtLeast | Extreme::AtMost);
        if count < 2 || (two && count > 2) {
            let name = extreme.name();
            let words = if two {
                "two parts"
            } else {
                "two parts or more"
            };
            let message = format!(
                "`{name}` has {}: expected {words}, as in `{name}(rate * population, 250 EUR)`",
                counted(count, "part")
            );
            return Err(FormulaFault::coded("wrong-argument", at, message));
        }
        let parts = arguments
            .iter()
            .map(|part| Ok((part.start, self.typed(part, way)?)))
            .collect::<Checked<Vec<_>>>()?;
        let (of, unit) = self.alike(parts)?;
        let kind = ExpressionKind::Extreme { extreme, of };
        Ok(of_unit(Expression { kind, at }, unit))
    }

    /// A quantity and the step that it is rounded to or counted in.
    fn stepped(
        &self,
        name: &str,
        arguments: &[Node<'_>],
        at: usize,
        way: &mut Way<'_>,
    ) -> Checked<(Expression, Exact, Dimension)> {
        let [of, step] = arguments_of(name, arguments, "x, step", at)?;
        let step_at = step.start;
        let (of, unit) = self.quantity(of, way)?;
        let (step, step_unit) = self.quantity(step, way)?;
        let ExpressionKind::Number { value, .. } = step.kind else {
            let message = "the step is not a number: expected one, as in `round(x, 1 EUR)`";
            return Err(FormulaFault::coded("wrong-argument", step_at, message));
        };
        if !value.is_positive() {
            let message =
                "the step is not above zero: expected one that is, as in `round(x, 1 EUR)`";
            return Err(FormulaFault::coded("wrong-argument", step_at, message));
        }
        if step_unit != unit {
            let message = format!(
                "the step {}, what it is for {}: expected one unit",
                in_unit(&step_unit),
                in_unit(&unit)
            );
            return Err(FormulaFault::coded("unit-mismatch", step_at, message));
        }
        Ok((of, value, unit))
    }

    fn list(&self, node: &Node<'_>) -> Checked<usize> {
        if let NodeKind::Name(name) = &node.kind
            && let Some(Meaning::List(index)) = self.names.get(*name)
        {
            return Ok(*index);
        }
        let message = "this is no list: expected the name of a fact with `type = \"list\"`";
        Err(FormulaFault::coded("wrong-argument", node.start, message))
    }

    fn unclear(&self, arguments: &[Node<'_>], at: usize, way: &mut Way<'_>) -> Checked<Typed> {
        let example = "expected a label and two readings or more, as in `unclear('order', a, b)`";
        let Some((label, readings)) = arguments.split_first() else {
            return Err(FormulaFault::coded("wrong-argument", at, example));
        };
        let NodeKind::Quoted(word) = &label.kind else {
            let message = format!("the label is no text in quotes: {example}");
            return Err(FormulaFault::coded("wrong-argument", label.start, message));
        };
        if readings.len() < 2 {
            let message = format!("{}: {example}", counted(readings.len(), "reading"));
            return Err(FormulaFault::coded("wrong-argument", at, message));
        }
        let label = self.label(word, readings.len(), at)?;
        let typed = readings
            .iter()
            .map(|part| Ok((part.start, self.typed(part, way)?)))
            .collect::<Checked<Vec<_>>>()?;
        if typed
            .iter()
            .all(|(_, part)| matches!(part, Typed::Truth(_)))
        {
            let of = typed.into_iter().filter_map(|(_, part)| match part {
                Typed::Truth(condition) => Some(condition),
                _ => None,
            });
            let of = of.collect();
            let kind = ConditionKind::Unclear { label, of };
            return Ok(Typed::Truth(Condition { kind, at }));
        }
        let (of, unit) = self.alike(typed)?;
        let kind = ExpressionKind::Unclear { label, of };
        Ok(of_unit(Expression { kind, at }, unit))
    }

    fn label(&self, word: &str, readings: usize, at: usize) -> Checked<usize> {
        let mut labels = self.labels.borrow_mut();
        let known = labels.iter().position(|(known, _)| known == word);
        let index = known.unwrap_or(labels.len());
        match labels.get(index) {
            Some((_, count)) if *count != readings => {
                let message = format!(
                    "the label `{word}` has {count} readings elsewhere and {readings} here: expected as many, for the same one is meant each time"
                );
                return Err(FormulaFault::coded("wrong-argument", at, message));
            }
            Some(_) => {}
            None => labels.push((word.to_owned(), readings)),
        }
        Ok(index)
    }

    fn lookup(
        &self,
        index: usize,
        name: &str,
        arguments: &[Node<'_>],
        at: usize,
        way: &mut Way<'_>,
    ) -> Checked<Typed> {
        let head = self.head(index, at)?;
        let head = head.ok_or_else(|| self.faulty(name, at))?;
        if arguments.len() != head.keys.len() {
            let keys: Vec<&str> = head.keys.iter().map(|key| key.name.as_str()).collect();
            let keys = keys.join(", ");
            let message = format!("`{name}` is looked up by `{keys}`: expected `{name}({keys})`");
            return Err(FormulaFault::coded("wrong-argument", at, message));
        }
        let mut looked_up = Vec::new();
        for (node, key) in arguments.iter().zip(&head.keys) {
            let typed = self.typed(node, way)?;
            let mismatch = |found: String| {
                let message = format!(
                    "`{name}` is looked up by `{}`, {}: found {found}",
                    key.name,
                    key.describe()
                );
                FormulaFault::coded("wrong-argument", node.start, message)
            };
            let argument = match (typed, &key.unit, &key.values) {
                (Typed::Quantity(expression, unit), Some(Some(wanted)), None)
                    if unit == *wanted =>
                {
                    Argument::Quantity(expression)
                }
                (Typed::Date(expression), Some(None), None) => Argument::Quantity(expression),
                (Typed::Quoted(text), Some(None), None) => {
                    Argument::Quantity(day_of(&text, node.start)?)
                }
                (Typed::Choice(choice, values), None, Some(wanted)) if values == *wanted => {
                    Argument::Choice(choice)
                }
                (Typed::Truth(condition), None, Some(wanted)) if is_yes_no(wanted) => {
                    match condition.kind {
                        ConditionKind::Is {
                            choice: Choice::Attribute(index),
                            ..
                        } if self.attributes.get(index).is_some_and(|known| known.yes_no) => {
                            Argument::Choice(Choice::Attribute(index))
                        }
                        _ => return Err(mismatch("a condition".to_owned())),
                    }
                }
                (other, ..) => return Err(mismatch(other.describe())),
            };
            looked_up.push(argument);
        }
        let lookup = Lookup {
            table: index,
            arguments: looked_up,
            at,
        };
        if let Some(classes) = &head.classes {
            return Ok(Typed::Choice(Choice::Lookup(lookup), Rc::clone(classes)));
        }
        let unit = head.result.clone().ok_or_else(|| self.faulty(name, at))?;
        let kind = ExpressionKind::Lookup(lookup);
        Ok(Typed::Quantity(Expression { kind, at }, unit))
    }
}

fn is_yes_no(values: &ChoiceValues) -> bool {
    matches!(values.as_ref(), [yes, no] if **yes == *"yes" && **no == *"no")
}

/// "1 part", "2 parts"; a call has one at least.
fn counted(count: usize, what: &str) -> String {
    match count {
        1 => format!("1 {what}"),
        _ => format!("{count} {what}s"),
    }
}

/// As many arguments as a function has.
fn arguments_of<'n, 't, const N: usize>(
    name: &str,
    arguments: &'n [Node<'t>],
    words: &str,
    at: usize,
) -> Checked<&'n [Node<'t>; N]> {
    arguments.try_into().map_err(|_| {
        let message = format!(
            "`{name}` has {}: expected `{name}({words})`",
            counted(arguments.len(), "part")
        );
        FormulaFault::coded("wrong-argument", at, message)
    })
}
