//! Formulas: what each name means, and which unit or which values each part has.

mod call;
mod name;

use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;

use super::names::{Checker, unit_named};
use super::text_of;
use crate::diagnostic::{Fault, suggestion};
use crate::dimension::Dimension;
use crate::document::decode::Spotted;
use crate::document::v1;
use crate::formula::{self, Comparison, FormulaFault, HIGHEST_TREE, Node, NodeKind, Operator};
use crate::policy::{
    Choice, Condition, ConditionKind, Expression, ExpressionKind, Let, LetMeaning, Named, Part,
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
pub(super) type ChoiceValues = Rc<[Arc<str>]>;

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
    /// Where the place in a list was met before anything that says in which one.
    unplaced: Option<usize>,
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
            unplaced: None,
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

    fn whole(&self, node: &Node<'_>, way: &mut Way<'_>) -> Checked<Typed> {
        let typed = self.typed(node, way)?;
        if way.size.steps > LARGEST_FORMULA || way.size.height > HIGHEST_TREE {
            let message = format!(
                "the formula is too large with its lets written out: expected at most {LARGEST_FORMULA} steps, {HIGHEST_TREE} above one another"
            );
            return Err(FormulaFault::new(node.start, message));
        }
        Ok(typed)
    }

    /// A let is of the list whose facts stand in it. Where its place in that list stands before the first of them, the
    /// list is known after all has been gone through once.
    fn whole_let(&self, node: &Node<'_>, way: &mut Way<'_>) -> Checked<Typed> {
        let typed = self.whole(node, way)?;
        let Some(at) = way.unplaced else {
            return Ok(typed);
        };
        if way.found_list.is_none() {
            return Err(outside_of_lists(at));
        }
        *way = Way {
            any_list: true,
            found_list: way.found_list,
            ..Way::new(way.text)
        };
        self.whole(node, way)
    }

    fn report_in(&self, text: &Spotted<String>, found: FormulaFault) {
        let mut fault = Fault::new(found.code, found.message);
        if let Some(help) = found.help {
            fault = fault.with_help(help);
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
                named: Named::new(&declared.name, declared.words.as_ref()),
                meaning,
                unit: self.unit(&unit),
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
            let typed = formula::parse(&text.value).and_then(|node| {
                match self.whole_let(&node, &mut way)? {
                    Typed::Quoted(text) => match day_of(&text, 0) {
                        Ok(day) => Ok(Typed::Date(day)),
                        Err(_) => {
                            let message =
                                "a text alone: expected a quantity, a date or a condition";
                            Err(FormulaFault::new(0, message))
                        }
                    },
                    typed => Ok(typed),
                }
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

    fn typed(&self, node: &Node<'_>, way: &mut Way<'_>) -> Checked<Typed> {
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

    fn typed_node(&self, node: &Node<'_>, way: &mut Way<'_>) -> Checked<Typed> {
        let at = node.start;
        let truth = |kind| Ok(Typed::Truth(Condition { kind, at }));
        match &node.kind {
            NodeKind::Number { value, unit } => {
                let dimension = match unit {
                    None => Dimension::none(),
                    Some(unit) => self.dimension_of(unit.text).map_err(|word| {
                        let (message, help) = self.unknown_unit(&word);
                        FormulaFault::coded("unknown-unit", unit.start, message).with_help(help)
                    })?,
                };
                let written = way.text.get(node.start..node.end).unwrap_or_default();
                // A number in parentheses has their place.
                let is_around = |sign: char| matches!(sign, '(' | ')') || sign.is_whitespace();
                let written = written.trim_matches(is_around);
                let kind = ExpressionKind::Number {
                    value: *value,
                    text: written.into(),
                    unit: unit.as_ref().map(|unit| self.unit(unit.text)),
                };
                Ok(Typed::Quantity(Expression { kind, at }, dimension))
            }
            NodeKind::Quoted(text) => Ok(Typed::Quoted((*text).to_owned())),
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

    fn conditions(&self, parts: &[Node<'_>], way: &mut Way<'_>) -> Checked<Vec<Condition>> {
        parts.iter().map(|part| self.condition(part, way)).collect()
    }

    fn condition(&self, node: &Node<'_>, way: &mut Way<'_>) -> Checked<Condition> {
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

    fn choice(&self, node: &Node<'_>, way: &mut Way<'_>) -> Checked<(Choice, ChoiceValues)> {
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

    fn quantity(&self, node: &Node<'_>, way: &mut Way<'_>) -> Checked<(Expression, Dimension)> {
        match self.typed(node, way)? {
            Typed::Quantity(expression, dimension) => Ok((expression, dimension)),
            other => {
                let message = format!("this is {}: expected a quantity", other.describe());
                Err(FormulaFault::coded("formula", node.start, message))
            }
        }
    }

    fn date(&self, node: &Node<'_>, way: &mut Way<'_>) -> Checked<Expression> {
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
        left: &Node<'_>,
        right: &Node<'_>,
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
                Err(FormulaFault::coded("formula", start, message).with_help(help))
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
        left: &Node<'_>,
        right: &Node<'_>,
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

    /// Whether a formula can be read in several ways.
    pub(super) fn is_unclear(&self, expression: &Expression) -> bool {
        self.has(Part::Expression(expression), |part| part.is_unclear())
    }

    /// Whether a formula asks for anything that only a payer has.
    pub(super) fn rests_on_facts(&self, expression: &Expression) -> bool {
        self.has(Part::Expression(expression), |part| part.is_of_payers())
    }

    /// Whether a formula has such a part, also in what its lets stand for.
    fn has(&self, part: Part<'_>, is_wanted: fn(Part<'_>) -> bool) -> bool {
        if is_wanted(part) {
            return true;
        }
        let Some(index) = part.let_index() else {
            let mut parts = part.parts().into_iter();
            return parts.any(|part| self.has(part, is_wanted));
        };
        // A faulty let has been told where it stands.
        let known = self.known_let(index, 0).ok().flatten();
        known.is_some_and(|known| match &known.typed {
            Typed::Quantity(expression, _) | Typed::Date(expression) => {
                self.has(Part::Expression(expression), is_wanted)
            }
            Typed::Truth(condition) => self.has(Part::Condition(condition), is_wanted),
            Typed::Choice(choice, _) => self.has(Part::Choice(choice), is_wanted),
            Typed::Quoted(_) => false,
        })
    }
}

/// The fault of a place in a list where there is no list.
fn outside_of_lists(at: usize) -> FormulaFault {
    let message = "`position` stands outside of a list: expected it in `sum(…, …)`";
    FormulaFault::coded("outside-list", at, message)
}

/// A quantity, or a date where there is no unit.
fn of_unit(expression: Expression, unit: Option<Dimension>) -> Typed {
    match unit {
        Some(unit) => Typed::Quantity(expression, unit),
        None => Typed::Date(expression),
    }
}

pub(super) fn names_of(values: &[Named]) -> ChoiceValues {
    let names = values.iter().map(|value| value.label.shared_name());
    names.collect()
}

/// The index of a quoted value.
fn value_of(node: &Node<'_>, known: &ChoiceValues) -> Checked<usize> {
    let NodeKind::Quoted(word) = &node.kind else {
        let message = "expected a text in single quotes, as in `'association'`";
        return Err(FormulaFault::coded("formula", node.start, message));
    };
    let position = known.iter().position(|value| **value == **word);
    position.ok_or_else(|| {
        let message = format!("`{word}` is not a value of this choice");
        let help = suggestion(word, known.iter().map(AsRef::as_ref));
        FormulaFault::coded("unknown-value", node.start, message).with_help(help)
    })
}

fn day_of(text: &str, at: usize) -> Checked<Expression> {
    let day = v1::parse_day(text)
        .ok_or_else(|| FormulaFault::coded("invalid-value", at, v1::not_a_day(text)))?;
    let text = text.into();
    let kind = ExpressionKind::Day { day, text };
    Ok(Expression { kind, at })
}
