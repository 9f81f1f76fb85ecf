//! Formulas: what each name means, and which unit or which values each part has.

use std::collections::BTreeSet;
use std::rc::Rc;

use oske_types::{Exact, RoundingMode};

use super::names::{
    Checker, Meaning, NEXT_YEAR_START, POSITION, YEAR_START, in_unit, named_of, unit_named,
};
use super::text_of;
use crate::diagnostic::{Fault, suggestion};
use crate::dimension::Dimension;
use crate::document::decode::Spotted;
use crate::document::v1;
use crate::formula::{self, Comparison, FormulaFault, HIGHEST_TREE, Node, NodeKind, Operator};
use crate::policy::{
    Argument, Choice, Condition, ConditionKind, Day, Expression, ExpressionKind, Extreme, Let,
    LetMeaning, Lookup, Named, TimeSpan,
};

/// How many steps a formula may have when the lets in it are written out, so that evaluating it stays
/// within bounds.
const LARGEST_FORMULA: usize = 20_000;

/// A part of a formula with what it is.
#[derive(Debug, Clone)]
pub(super) enum Typed {
    Quantity(Expression, Dimension),
    Date(Expression),
    Truth(Condition),
    Choice(Choice, ChoiceValues),
    /// A text in quotes, whose meaning is that of what it stands beside.
    Quoted(String),
}

/// The values that a choice may have, by name.
pub(super) type ChoiceValues = Rc<[String]>;

impl Typed {
    fn describe(&self) -> String {
        match self {
            Self::Quantity(_, dimension) => unit_named(dimension),
            Self::Date(_) => "a date".to_owned(),
            Self::Truth(_) => "a condition".to_owned(),
            Self::Choice(..) => "a choice".to_owned(),
            Self::Quoted(_) => "a text".to_owned(),
        }
    }
}

/// How far the checker has come with a let.
#[derive(Debug, Clone)]
pub(super) enum LetState {
    Unseen,
    InProgress,
    /// What it is; `None` where a fault has been reported.
    Known(Option<Rc<KnownLet>>),
}

#[derive(Debug, Clone)]
pub(super) struct KnownLet {
    pub(super) typed: Typed,
    size: Size,
    /// The list whose things' facts it rests on.
    list: Option<usize>,
    /// Whether there is a share in it.
    has_share: bool,
}

/// How large a formula is with its lets written out.
#[derive(Debug, Clone, Copy, Default)]
struct Size {
    steps: usize,
    height: usize,
}

/// What is known on the way through one formula.
struct Way<'t> {
    text: &'t str,
    /// The list whose things' facts may stand here.
    list: Option<usize>,
    /// In a let, that list is any one, and found on the way.
    any_list: bool,
    found_list: Option<usize>,
    /// Whether this is a part of a share, in which no other share may stand.
    in_share: bool,
    has_share: bool,
    size: Size,
}

impl<'t> Way<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            text,
            list: None,
            any_list: false,
            found_list: None,
            in_share: false,
            has_share: false,
            size: Size::default(),
        }
    }
}

type Checked<T> = Result<T, FormulaFault>;

impl Checker<'_> {
    /// Parses a formula and gives it a meaning; whatever is wrong is reported at its place.
    pub(super) fn formula(&self, text: &Spotted<String>, list: Option<usize>) -> Option<Typed> {
        let mut way = Way {
            list,
            ..Way::new(&text.value)
        };
        self.formula_on(text, &mut way)
    }

    fn formula_on(&self, text: &Spotted<String>, way: &mut Way<'_>) -> Option<Typed> {
        if self.collector.is_full() {
            return None;
        }
        let typed = formula::parse(&text.value).and_then(|node| self.whole(&node, way));
        typed.map_err(|found| self.report_in(text, found)).ok()
    }

    fn whole(&self, node: &Node, way: &mut Way<'_>) -> Checked<Typed> {
        let typed = self.typed(node, way)?;
        if way.size.steps > LARGEST_FORMULA || way.size.height > HIGHEST_TREE {
            let message = format!(
                "the formula is too large with its lets written out: expected at most {LARGEST_FORMULA} steps, {HIGHEST_TREE} above one another"
            );
            return Err(FormulaFault::new(node.start, message));
        }
        Ok(typed)
    }

    fn report_in(&self, text: &Spotted<String>, found: FormulaFault) {
        let mut fault = Fault::new(found.code, found.message);
        if let Some(help) = found.help {
            fault = fault.help(help);
        }
        self.collector
            .report_inside(&text.spot, &text.value, found.offset, fault);
    }

    pub(super) fn quantity_formula(
        &self,
        text: &Spotted<String>,
        list: Option<usize>,
    ) -> Option<(Expression, Dimension)> {
        let typed = self.formula(text, list)?;
        self.as_quantity(text, typed)
    }

    /// What a share is by: a payer's own figure, not another share.
    pub(super) fn share_formula(&self, text: &Spotted<String>) -> Option<(Expression, Dimension)> {
        let mut way = Way {
            in_share: true,
            ..Way::new(&text.value)
        };
        let typed = self.formula_on(text, &mut way)?;
        self.as_quantity(text, typed)
    }

    fn as_quantity(&self, text: &Spotted<String>, typed: Typed) -> Option<(Expression, Dimension)> {
        match typed {
            Typed::Quantity(expression, dimension) => Some((expression, dimension)),
            other => {
                let message = format!(
                    "the formula gives {}: expected a quantity",
                    other.describe()
                );
                self.report_in(text, FormulaFault::new(0, message));
                None
            }
        }
    }

    pub(super) fn condition_formula(&self, text: &Spotted<String>) -> Option<Condition> {
        match self.formula(text, None)? {
            Typed::Truth(condition) => Some(condition),
            other => {
                let message = format!(
                    "this is {}: expected a condition, as in `kind = 'association'`",
                    other.describe()
                );
                self.report_in(text, FormulaFault::new(0, message));
                None
            }
        }
    }

    /// The lets, in the order of the document.
    pub(super) fn lets(&self) -> Vec<Let> {
        let declared = self.document.lets.iter().enumerate();
        let lets = declared.filter_map(|(index, declared)| {
            let known = self.known_let(index, 0).ok()??;
            let (meaning, unit) = match &known.typed {
                Typed::Quantity(expression, dimension) => {
                    let unit = dimension.to_string();
                    (LetMeaning::Quantity(expression.clone()), unit)
                }
                Typed::Date(expression) => {
                    (LetMeaning::Quantity(expression.clone()), String::new())
                }
                Typed::Truth(condition) => (LetMeaning::Truth(condition.clone()), String::new()),
                Typed::Choice(choice, _) => (LetMeaning::Choice(choice.clone()), String::new()),
                Typed::Quoted(_) => return None,
            };
            Some(Let {
                named: named_of(&(declared.name.clone(), declared.words.clone())),
                meaning,
                unit,
                text: text_of(declared.is.as_ref()?),
            })
        });
        lets.collect()
    }

    /// What a let is; it is checked when it is first met. The error is told where it was met.
    pub(super) fn known_let(&self, index: usize, at: usize) -> Checked<Option<Rc<KnownLet>>> {
        let state = self.let_states.borrow().get(index).cloned();
        match state {
            Some(LetState::Known(known)) => return Ok(known),
            Some(LetState::Unseen) => {}
            Some(LetState::InProgress) | None => return Err(self.in_circle(index, at)),
        }
        self.set_let(index, LetState::InProgress);
        let known = self.document.lets.get(index).and_then(|declared| {
            let text = declared.is.as_ref()?;
            let mut way = Way {
                any_list: true,
                ..Way::new(&text.value)
            };
            let typed =
                formula::parse(&text.value).and_then(|node| match self.whole(&node, &mut way)? {
                    Typed::Quoted(text) => match day_of(&text, 0) {
                        Ok(day) => Ok(Typed::Date(day)),
                        Err(_) => {
                            let message =
                                "a text alone: expected a quantity, a date or a condition";
                            Err(FormulaFault::new(0, message))
                        }
                    },
                    typed => Ok(typed),
                });
            let typed = typed.map_err(|found| self.report_in(text, found)).ok()?;
            Some(Rc::new(KnownLet {
                typed,
                size: way.size,
                list: way.found_list,
                has_share: way.has_share,
            }))
        });
        self.set_let(index, LetState::Known(known.clone()));
        Ok(known)
    }

    fn in_circle(&self, index: usize, at: usize) -> FormulaFault {
        let name = self.document.lets.get(index);
        let name = name.map_or("", |declared| declared.name.value.as_str());
        let message = format!("`{name}` rests on itself: expected lets that do not go in a circle");
        FormulaFault::coded("circle", at, message)
    }

    fn set_let(&self, index: usize, state: LetState) {
        if let Some(slot) = self.let_states.borrow_mut().get_mut(index) {
            *slot = state;
        }
    }

    /// What a let is, for a table that is looked up by it.
    pub(super) fn let_as_key(&self, index: usize) -> Option<Typed> {
        self.known_let(index, 0)
            .ok()?
            .map(|known| known.typed.clone())
    }

    fn typed(&self, node: &Node, way: &mut Way<'_>) -> Checked<Typed> {
        let depth = self.depth.get();
        // A let that is first met in a formula is checked there, before the size of either is known.
        if depth >= HIGHEST_TREE {
            if let Some(index) = self.let_in_circle() {
                return Err(self.in_circle(index, node.start));
            }
            let message = format!(
                "lets and tables rest on one another too deep: expected at most {HIGHEST_TREE} steps above one another"
            );
            return Err(FormulaFault::new(node.start, message));
        }
        self.depth.set(depth.saturating_add(1));
        let outside = std::mem::take(&mut way.size);
        let typed = self.typed_node(node, way);
        self.depth.set(depth);
        way.size = Size {
            steps: outside
                .steps
                .saturating_add(way.size.steps)
                .saturating_add(1),
            height: outside.height.max(way.size.height.saturating_add(1)),
        };
        typed
    }

    fn typed_node(&self, node: &Node, way: &mut Way<'_>) -> Checked<Typed> {
        let at = node.start;
        let truth = |kind| Ok(Typed::Truth(Condition { kind, at }));
        match &node.kind {
            NodeKind::Number { value, unit } => {
                let dimension = match unit {
                    None => Dimension::none(),
                    Some(unit) => {
                        Dimension::parse(&unit.text, |word| self.is_unit(word)).map_err(|word| {
                            let (message, help) = self.unknown_unit(&word);
                            FormulaFault::coded("unknown-unit", unit.start, message).help(help)
                        })?
                    }
                };
                let written = way.text.get(node.start..node.end).unwrap_or_default();
                let kind = ExpressionKind::Number {
                    value: *value,
                    text: written.to_owned(),
                };
                Ok(Typed::Quantity(Expression { kind, at }, dimension))
            }
            NodeKind::Quoted(text) => Ok(Typed::Quoted(text.clone())),
            NodeKind::Name(name) => self.name(name, at, way),
            NodeKind::Call { name, arguments } => self.call(name, arguments, at, way),
            NodeKind::Negate(inner) => {
                let (inner, dimension) = self.quantity(inner, way)?;
                let kind = ExpressionKind::Negate(Box::new(inner));
                Ok(Typed::Quantity(Expression { kind, at }, dimension))
            }
            NodeKind::Calculate(operator, left, right) => {
                self.calculation(*operator, left, right, at, way)
            }
            NodeKind::Choose(parts) => {
                let [condition, then, otherwise] = parts.as_ref();
                let condition = Box::new(self.condition(condition, way)?);
                let of = [then, otherwise].map(|part| self.typed(part, way));
                let [then_part, other_part] = of;
                let (mut parts, unit) = self.alike(vec![
                    (then.start, then_part?),
                    (otherwise.start, other_part?),
                ])?;
                let (Some(otherwise), Some(then)) = (parts.pop(), parts.pop()) else {
                    return Err(FormulaFault::new(at, "expected two parts"));
                };
                let kind = ExpressionKind::Choose {
                    condition,
                    then: Box::new(then),
                    otherwise: Box::new(otherwise),
                };
                Ok(of_unit(Expression { kind, at }, unit))
            }
            NodeKind::Compare(comparison, left, right) => {
                self.comparison(*comparison, left, right, at, way)
            }
            NodeKind::In {
                subject,
                values,
                negated,
            } => {
                let (choice, known) = self.choice(subject, way)?;
                let values = values
                    .iter()
                    .map(|value| value_of(value, &known))
                    .collect::<Checked<BTreeSet<usize>>>()?;
                let is = ConditionKind::Is { choice, values };
                truth(if *negated {
                    ConditionKind::Not(Box::new(Condition { kind: is, at }))
                } else {
                    is
                })
            }
            NodeKind::Not(inner) => {
                let inner = self.condition(inner, way)?;
                truth(ConditionKind::Not(Box::new(inner)))
            }
            NodeKind::And(parts) => truth(ConditionKind::All(self.conditions(parts, way)?)),
            NodeKind::Or(parts) => truth(ConditionKind::Any(self.conditions(parts, way)?)),
        }
    }

    fn conditions(&self, parts: &[Node], way: &mut Way<'_>) -> Checked<Vec<Condition>> {
        parts.iter().map(|part| self.condition(part, way)).collect()
    }

    fn condition(&self, node: &Node, way: &mut Way<'_>) -> Checked<Condition> {
        match self.typed(node, way)? {
            Typed::Truth(condition) => Ok(condition),
            other => {
                let message = format!(
                    "this is {}: expected a condition, as in `kind = 'association'`",
                    other.describe()
                );
                Err(FormulaFault::coded("formula", node.start, message))
            }
        }
    }

    fn choice(&self, node: &Node, way: &mut Way<'_>) -> Checked<(Choice, ChoiceValues)> {
        match self.typed(node, way)? {
            Typed::Choice(choice, values) => Ok((choice, values)),
            other => {
                let message = format!(
                    "this is {}: expected a choice, as in `kind in ['association', 'company']`",
                    other.describe()
                );
                Err(FormulaFault::coded("formula", node.start, message))
            }
        }
    }

    fn quantity(&self, node: &Node, way: &mut Way<'_>) -> Checked<(Expression, Dimension)> {
        match self.typed(node, way)? {
            Typed::Quantity(expression, dimension) => Ok((expression, dimension)),
            other => {
                let message = format!("this is {}: expected a quantity", other.describe());
                Err(FormulaFault::coded("formula", node.start, message))
            }
        }
    }

    fn date(&self, node: &Node, way: &mut Way<'_>) -> Checked<Expression> {
        match self.typed(node, way)? {
            Typed::Date(expression) => Ok(expression),
            Typed::Quoted(text) => day_of(&text, node.start),
            other => {
                let message = format!(
                    "this is {}: expected a date, as in `'2024-06-30'`, `'06-30'` or `year_start`",
                    other.describe()
                );
                Err(FormulaFault::coded("formula", node.start, message))
            }
        }
    }

    /// Parts that must have one unit, or all be dates, and that unit; `None` for dates.
    fn alike(&self, parts: Vec<(usize, Typed)>) -> Checked<(Vec<Expression>, Option<Dimension>)> {
        let is_date = parts.iter().any(|(_, part)| matches!(part, Typed::Date(_)))
            || parts
                .iter()
                .all(|(_, part)| matches!(part, Typed::Quoted(_)));
        let mut unit: Option<Dimension> = None;
        let mut expressions = Vec::new();
        for (at, part) in parts {
            let expression = match part {
                Typed::Date(expression) => expression,
                Typed::Quoted(text) if is_date => day_of(&text, at)?,
                Typed::Quantity(expression, dimension) if !is_date => {
                    if let Some(unit) = unit.as_ref().filter(|unit| **unit != dimension) {
                        let message = format!(
                            "{} and {} meet here: expected one unit",
                            unit_named(unit),
                            unit_named(&dimension)
                        );
                        return Err(FormulaFault::coded("unit-mismatch", at, message));
                    }
                    unit = Some(dimension);
                    expression
                }
                other => {
                    let message = format!(
                        "this is {}: expected {}",
                        other.describe(),
                        if is_date { "a date" } else { "a quantity" }
                    );
                    return Err(FormulaFault::coded("formula", at, message));
                }
            };
            expressions.push(expression);
        }
        Ok((expressions, if is_date { None } else { unit }))
    }

    fn calculation(
        &self,
        operator: Operator,
        left: &Node,
        right: &Node,
        at: usize,
        way: &mut Way<'_>,
    ) -> Checked<Typed> {
        let start = right.start;
        let (left, right) = (self.typed(left, way)?, self.typed(right, way)?);
        let join = |left, right| Expression {
            kind: ExpressionKind::Calculate(operator, Box::new([left, right])),
            at,
        };
        match (left, right) {
            (Typed::Quantity(left, left_unit), Typed::Quantity(right, right_unit)) => {
                let dimension = match operator {
                    Operator::Multiply => left_unit.multiply(&right_unit),
                    Operator::Divide => left_unit.divide(&right_unit),
                    Operator::Add | Operator::Subtract if left_unit == right_unit => left_unit,
                    Operator::Add | Operator::Subtract => {
                        let message = format!(
                            "{} and {} meet in one sum: expected one unit",
                            unit_named(&left_unit),
                            unit_named(&right_unit),
                        );
                        return Err(FormulaFault::coded("unit-mismatch", start, message));
                    }
                };
                Ok(Typed::Quantity(join(left, right), dimension))
            }
            (Typed::Date(date), Typed::Quantity(days, unit))
                if matches!(operator, Operator::Add | Operator::Subtract)
                    && unit == Dimension::of("day") =>
            {
                Ok(Typed::Date(join(date, days)))
            }
            (Typed::Date(_), Typed::Date(_)) => {
                let message =
                    "a date less a date: expected a function that says how the time is counted";
                let help =
                    "as in `days(joined, next_year_start)` or `whole_years(born, year_start)`";
                Err(FormulaFault::coded("formula", start, message).help(help))
            }
            (left, right) => {
                let message = format!(
                    "{} and {} in one calculation: expected quantities; to a date, only days may be added",
                    left.describe(),
                    right.describe()
                );
                Err(FormulaFault::coded("formula", start, message))
            }
        }
    }

    fn comparison(
        &self,
        comparison: Comparison,
        left: &Node,
        right: &Node,
        at: usize,
        way: &mut Way<'_>,
    ) -> Checked<Typed> {
        let (left_at, right_at) = (left.start, right.start);
        let of = |kind| Ok(Typed::Truth(Condition { kind, at }));
        let typed_left = self.typed(left, way)?;
        let typed_right = self.typed(right, way)?;
        if let Typed::Choice(choice, known) = typed_left {
            if !matches!(comparison, Comparison::Equal | Comparison::NotEqual) {
                let message = "values of a choice have no order: expected `=`, `!=` or `in`";
                return Err(FormulaFault::coded("formula", right_at, message));
            }
            let values = BTreeSet::from([value_of(right, &known)?]);
            let is = ConditionKind::Is { choice, values };
            return of(if comparison == Comparison::Equal {
                is
            } else {
                ConditionKind::Not(Box::new(Condition { kind: is, at }))
            });
        }
        if let Typed::Truth(_) = typed_left {
            let message =
                "a condition compared: expected it by itself, as in `student` or `not student`";
            return Err(FormulaFault::coded("formula", right_at, message));
        }
        let (mut parts, _) = self.alike(vec![(left_at, typed_left), (right_at, typed_right)])?;
        let (Some(right), Some(left)) = (parts.pop(), parts.pop()) else {
            return Err(FormulaFault::new(at, "expected two parts"));
        };
        of(ConditionKind::Compare {
            left,
            comparison,
            right,
        })
    }

    fn name(&self, name: &str, at: usize, way: &mut Way<'_>) -> Checked<Typed> {
        let expression = |kind| Expression { kind, at };
        let day = |day| {
            let text = name.to_owned();
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
                let unit = Dimension::parse(measure.unit.as_str(), |_| true);
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
        let Some(list) = list.and_then(|list| self.lists.get(list)) else {
            let message = "`position` stands outside of a list: expected it in `sum(…, …)`";
            return Err(FormulaFault::coded("outside-list", at, message));
        };
        let kind = ExpressionKind::Measure(list.position);
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
        let list = list.map_or("list", |list| list.named.name.as_str());
        let message = format!(
            "`{name}` is a fact of each thing of `{list}`: expected it in `sum({list}, …)`"
        );
        Err(FormulaFault::coded("outside-list", at, message))
    }

    /// For a name whose own declaration has been reported.
    fn faulty(&self, name: &str, at: usize) -> FormulaFault {
        let message = format!("`{name}` has a fault where it is declared");
        FormulaFault::coded("faulty-name", at, message)
    }

    fn unknown_name(&self, name: &str, at: usize) -> FormulaFault {
        let help = suggestion(name, self.names.keys().map(String::as_str));
        let message = format!("`{name}` is not declared");
        FormulaFault::coded("unknown-name", at, message).help(help)
    }

    fn call(&self, name: &str, arguments: &[Node], at: usize, way: &mut Way<'_>) -> Checked<Typed> {
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
        arguments: &[Node],
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
        arguments: &[Node],
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

    fn list(&self, node: &Node) -> Checked<usize> {
        if let NodeKind::Name(name) = &node.kind
            && let Some(Meaning::List(index)) = self.names.get(name)
        {
            return Ok(*index);
        }
        let message = "this is no list: expected the name of a fact with `type = \"list\"`";
        Err(FormulaFault::coded("wrong-argument", node.start, message))
    }

    fn unclear(&self, arguments: &[Node], at: usize, way: &mut Way<'_>) -> Checked<Typed> {
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
        arguments: &[Node],
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

    /// Whether a formula asks for anything that only a payer has.
    pub(super) fn rests_on_facts(&self, expression: &Expression) -> bool {
        match &expression.kind {
            ExpressionKind::Number { .. } | ExpressionKind::Day { .. } => false,
            ExpressionKind::Parameter { on, .. } => {
                on.as_ref().is_some_and(|on| self.rests_on_facts(on))
            }
            ExpressionKind::Negate(of)
            | ExpressionKind::Round { of, .. }
            | ExpressionKind::Steps { of, .. } => self.rests_on_facts(of),
            ExpressionKind::Calculate(_, of) | ExpressionKind::Time { between: of, .. } => {
                of.iter().any(|part| self.rests_on_facts(part))
            }
            ExpressionKind::Extreme { of, .. } | ExpressionKind::Unclear { of, .. } => {
                of.iter().any(|part| self.rests_on_facts(part))
            }
            ExpressionKind::Let(index) => match self.let_as_key(*index) {
                Some(Typed::Quantity(expression, _) | Typed::Date(expression)) => {
                    self.rests_on_facts(&expression)
                }
                _ => true,
            },
            ExpressionKind::Measure(_)
            | ExpressionKind::Share(_)
            | ExpressionKind::Lookup(_)
            | ExpressionKind::Choose { .. }
            | ExpressionKind::Sum { .. }
            | ExpressionKind::Count(_) => true,
        }
    }
}

/// A quantity, or a date where there is no unit.
fn of_unit(expression: Expression, unit: Option<Dimension>) -> Typed {
    match unit {
        Some(unit) => Typed::Quantity(expression, unit),
        None => Typed::Date(expression),
    }
}

pub(super) fn names_of(values: &[Named]) -> ChoiceValues {
    values.iter().map(|value| value.name.clone()).collect()
}

fn is_yes_no(values: &ChoiceValues) -> bool {
    matches!(values.as_ref(), [yes, no] if yes == "yes" && no == "no")
}

/// The index of a quoted value.
fn value_of(node: &Node, known: &ChoiceValues) -> Checked<usize> {
    let NodeKind::Quoted(word) = &node.kind else {
        let message = "expected a text in single quotes, as in `'association'`";
        return Err(FormulaFault::coded("formula", node.start, message));
    };
    let position = known.iter().position(|value| value == word);
    position.ok_or_else(|| {
        let message = format!("`{word}` is not a value of this choice");
        let help = suggestion(word, known.iter().map(String::as_str));
        FormulaFault::coded("unknown-value", node.start, message).help(help)
    })
}

fn day_of(text: &str, at: usize) -> Checked<Expression> {
    let day = v1::parse_day(text)
        .ok_or_else(|| FormulaFault::coded("invalid-value", at, v1::not_a_day(text)))?;
    let text = text.to_owned();
    let kind = ExpressionKind::Day { day, text };
    Ok(Expression { kind, at })
}

/// "1 part", "2 parts", "no parts".
fn counted(count: usize, what: &str) -> String {
    match count {
        0 => format!("no {what}s"),
        1 => format!("1 {what}"),
        _ => format!("{count} {what}s"),
    }
}

/// As many arguments as a function has.
fn arguments_of<'n, const N: usize>(
    name: &str,
    arguments: &'n [Node],
    words: &str,
    at: usize,
) -> Checked<&'n [Node; N]> {
    arguments.try_into().map_err(|_| {
        let message = format!(
            "`{name}` has {}: expected `{name}({words})`",
            counted(arguments.len(), "part")
        );
        FormulaFault::coded("wrong-argument", at, message)
    })
}
