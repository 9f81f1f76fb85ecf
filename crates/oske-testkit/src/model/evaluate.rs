//! The value of a formula in one reading.

use chrono::NaiveDate;
use num_rational::BigRational;
use num_traits::{Signed, Zero};

use super::assess::{Reason, Reasons};
use super::ast::{Formula, Operation, Parameter, Policy, Share};
use super::calendar::DuesYear;
use super::look_up::Found;
use super::number::whole;
use super::payer::{Facts, Known};
use super::world::{Point, World};

/// A value. Units need no computing: a policy whose units do not fit is never evaluated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Value<'a> {
    Number(BigRational),
    Choice(&'a str),
    Date(NaiveDate),
    Truth(bool),
}

/// A value, or all that keeps it open.
pub(crate) type Evaluated<'a> = Result<Value<'a>, Reasons>;

/// A policy that is evaluated for one payer in one reading.
#[derive(Debug)]
pub(crate) struct Reading<'a> {
    pub(crate) policy: &'a Policy,
    pub(crate) year: DuesYear,
    facts: &'a Facts,
    /// What is picked where there are several answers.
    pub(crate) world: World,
    /// What was found in each look-up.
    pub(crate) found: Vec<Found<'a>>,
    /// The thing of a list that stands for its facts.
    thing: Option<Thing<'a>>,
}

/// A thing of a list.
#[derive(Debug, Clone, Copy)]
struct Thing<'a> {
    list: &'a str,
    position: usize,
    facts: &'a Facts,
}

impl<'a> Reading<'a> {
    pub(crate) fn new(policy: &'a Policy, year: DuesYear, facts: &'a Facts, world: World) -> Self {
        Self {
            policy,
            year,
            facts,
            world,
            found: Vec::new(),
            thing: None,
        }
    }

    /// The number that a formula gives.
    pub(crate) fn number(&mut self, formula: &'a Formula) -> Result<BigRational, Reasons> {
        match self.value(formula)? {
            Value::Number(number) => Ok(number),
            other => panic!("expected a number and not {other:?}: {formula:?}"),
        }
    }

    /// Whether a condition holds.
    pub(crate) fn truth(&mut self, formula: &'a Formula) -> Result<bool, Reasons> {
        match self.value(formula)? {
            Value::Truth(truth) => Ok(truth),
            other => panic!("expected a condition and not {other:?}: {formula:?}"),
        }
    }

    fn date(&mut self, formula: &'a Formula) -> Result<NaiveDate, Reasons> {
        match self.value(formula)? {
            Value::Date(date) => Ok(date),
            other => panic!("expected a date and not {other:?}: {formula:?}"),
        }
    }

    /// The value of a formula.
    pub(crate) fn value(&mut self, formula: &'a Formula) -> Evaluated<'a> {
        match formula {
            Formula::Number(number, _) => Ok(Value::Number(number.value().clone())),
            Formula::Percent(number) => Ok(Value::Number(number.value() / whole(100))),
            Formula::Day(day) => Ok(Value::Date(self.year.date(*day))),
            Formula::Name(name) => self.named(name),
            Formula::YearStart => Ok(Value::Date(self.year.first)),
            Formula::NextYearStart => Ok(Value::Date(self.year.next)),
            Formula::LookUp(table, keys) => {
                let keys = self.all(keys)?;
                let table = self.policy.table(table).expect("a table of the policy");
                self.look_up(table, &keys)
            }
            Formula::ParameterOn(name, day) => {
                let day = self.date(day)?;
                let parameter = self.policy.parameter(name).expect("a parameter");
                parameter_on(parameter, day)
            }
            Formula::Negative(inner) => Ok(Value::Number(-self.number(inner)?)),
            Formula::Arithmetic(left, operation, right) => {
                let (left, right) = (self.number(left), self.number(right));
                let (left, right) = both(left, right)?;
                arithmetic(&left, *operation, &right)
            }
            Formula::If(condition, then, otherwise) => {
                // Lazily: the part that is not chosen is not evaluated.
                let chosen = if self.truth(condition)? {
                    then
                } else {
                    otherwise
                };
                self.value(chosen)
            }
            Formula::AtLeast(left, right) => self.extreme(&[left, right], true),
            Formula::AtMost(left, right) => self.extreme(&[left, right], false),
            Formula::Larger(parts) => self.extreme(&parts.iter().collect::<Vec<_>>(), true),
            Formula::Smaller(parts) => self.extreme(&parts.iter().collect::<Vec<_>>(), false),
            Formula::Round(mode, of, (step, _)) => {
                let of = self.number(of)?;
                Ok(Value::Number(mode.round(&of, step.value())))
            }
            Formula::Steps(is_started, of, (step, _)) => {
                let steps = self.number(of)? / step.value();
                let count = if *is_started {
                    steps.ceil()
                } else {
                    steps.floor()
                };
                Ok(Value::Number(count))
            }
            Formula::Sum(list, of) => self.sum(list, of),
            Formula::Count(list) => Ok(Value::Number(whole(self.things(list)?.len()))),
            Formula::Unclear(label, readings) => {
                let pick = self.world.pick(Point::Label(label.clone()), readings.len());
                self.value(&readings[pick])
            }
            Formula::Time(time, from, to) => {
                let (from, to) = (self.date(from), self.date(to));
                let (from, to) = both(from, to)?;
                Ok(Value::Number(time.between(from, to)))
            }
            Formula::Is(of, values, negated) => match self.value(of)? {
                Value::Choice(value) => {
                    let is_one = values.iter().any(|known| known == value);
                    Ok(Value::Truth(is_one != *negated))
                }
                other => panic!("expected a choice and not {other:?}: {formula:?}"),
            },
            Formula::Compare(left, comparison, right) => {
                let (left, right) = (self.value(left), self.value(right));
                let holds = match both(left, right)? {
                    (Value::Number(left), Value::Number(right)) => comparison.holds(&left, &right),
                    (Value::Date(left), Value::Date(right)) => comparison.holds(&left, &right),
                    other => panic!("{other:?} cannot be compared: {formula:?}"),
                };
                Ok(Value::Truth(holds))
            }
            Formula::Not(inner) => Ok(Value::Truth(!self.truth(inner)?)),
            Formula::And(left, right) => self.decide(left, right, false),
            Formula::Or(left, right) => self.decide(left, right, true),
        }
    }

    /// `and` is decided by a part that does not hold, `or` by one that does, whatever is open in the
    /// other.
    fn decide(&mut self, left: &'a Formula, right: &'a Formula, by: bool) -> Evaluated<'a> {
        let (left, right) = (self.truth(left), self.truth(right));
        if left == Ok(by) || right == Ok(by) {
            return Ok(Value::Truth(by));
        }
        both(left, right)?;
        Ok(Value::Truth(!by))
    }

    /// All values, or all that keeps any of them open.
    fn all(&mut self, formulas: &'a [Formula]) -> Result<Vec<Value<'a>>, Reasons> {
        self.each(&formulas.iter().collect::<Vec<_>>())
    }

    fn each(&mut self, formulas: &[&'a Formula]) -> Result<Vec<Value<'a>>, Reasons> {
        let mut values = Vec::new();
        let mut reasons = Reasons::new();
        for formula in formulas {
            match self.value(formula) {
                Ok(value) => values.push(value),
                Err(open) => reasons.extend(open),
            }
        }
        if reasons.is_empty() {
            Ok(values)
        } else {
            Err(reasons)
        }
    }

    fn extreme(&mut self, formulas: &[&'a Formula], largest: bool) -> Evaluated<'a> {
        let is_less = |left: &Value<'_>, right: &Value<'_>| match (left, right) {
            (Value::Number(left), Value::Number(right)) => left < right,
            (Value::Date(left), Value::Date(right)) => left < right,
            other => panic!("{other:?} cannot be compared"),
        };
        let best = self.each(formulas)?.into_iter().reduce(|best, next| {
            if is_less(&best, &next) == largest {
                next
            } else {
                best
            }
        });
        Ok(best.expect("one of several"))
    }

    fn named(&mut self, name: &'a str) -> Evaluated<'a> {
        if let Some(thing) = self.thing {
            if name == "position" {
                return Ok(Value::Number(whole(thing.position)));
            }
            if self.policy.is_fact_of_things(thing.list, name) {
                let path = || format!("{}.{name}", thing.list);
                return known(thing.facts, name, path);
            }
        }
        if self.policy.fact(name).is_some() {
            return known(self.facts, name, || name.to_owned());
        }
        if let Some(parameter) = self.policy.parameter(name) {
            return parameter_on(parameter, self.year.first);
        }
        if let Some(share) = self.policy.share(name) {
            return self.share(share);
        }
        let named = self.policy.let_named(name);
        let named = named.unwrap_or_else(|| panic!("`{name}` is not declared"));
        // A let stands outside of lists.
        let thing = self.thing.take();
        let value = self.value(&named.is);
        self.thing = thing;
        value
    }

    /// `total × Σ weight × by ÷ of`, which is rounded in its line.
    fn share(&mut self, share: &'a Share) -> Evaluated<'a> {
        let mut reasons = Reasons::new();
        let mut parts = BigRational::zero();
        for key in &share.keys {
            match (self.number(&key.by), &key.of) {
                (Ok(by), Some((of, _))) => parts += key.weight.value() * by / of.value(),
                (Ok(_), None) => {}
                (Err(open), _) => reasons.extend(open),
            }
            if key.of.is_none() {
                reasons.insert(Reason::Round(share.name.clone()));
            }
        }
        let parts = if reasons.is_empty() {
            Ok(parts)
        } else {
            Err(reasons)
        };
        let (total, parts) = both(self.number(&share.total), parts)?;
        Ok(Value::Number(total * parts))
    }

    fn things(&self, list: &str) -> Result<&'a [Facts], Reasons> {
        match self.facts.get(list) {
            Some(Known::List(things)) => Ok(things),
            Some(other) => panic!("expected a list and not {other:?}"),
            None => open(Reason::Missing(list.to_owned())),
        }
    }

    fn sum(&mut self, list: &'a str, of: &'a Formula) -> Evaluated<'a> {
        let mut reasons = Reasons::new();
        let mut sum = BigRational::zero();
        let outside = self.thing;
        for (index, facts) in self.things(list)?.iter().enumerate() {
            self.thing = Some(Thing {
                list,
                position: index + 1,
                facts,
            });
            match self.number(of) {
                Ok(number) => sum += number,
                Err(open) => reasons.extend(open),
            }
        }
        self.thing = outside;
        if reasons.is_empty() {
            Ok(Value::Number(sum))
        } else {
            Err(reasons)
        }
    }
}

fn arithmetic<'a>(left: &BigRational, operation: Operation, right: &BigRational) -> Evaluated<'a> {
    Ok(Value::Number(match operation {
        Operation::Add => left + right,
        Operation::Subtract => left - right,
        Operation::Multiply => left * right,
        Operation::Divide if right.is_zero() => return open(Reason::DivisionByZero),
        Operation::Divide => left / right,
    }))
}

fn parameter_on<'a>(parameter: &Parameter, day: NaiveDate) -> Evaluated<'a> {
    let mut values = parameter.values.iter();
    match values.find(|dated| dated.valid.holds_on(day)) {
        None => open(Reason::NoValue(parameter.name.clone())),
        Some(dated) => match &dated.value {
            None => open(Reason::UnknownParameter(parameter.name.clone())),
            Some(value) => Ok(Value::Number(value.value().clone())),
        },
    }
}

fn known<'a>(facts: &'a Facts, name: &str, path: impl Fn() -> String) -> Evaluated<'a> {
    match facts.get(name) {
        None => open(Reason::Missing(path())),
        Some(Known::Number(number)) => Ok(Value::Number(number.clone())),
        Some(Known::Choice(choice)) => Ok(Value::Choice(choice)),
        Some(Known::Truth(truth)) => Ok(Value::Truth(*truth)),
        Some(Known::Date(date)) => Ok(Value::Date(*date)),
        Some(Known::List(_)) => panic!("a list is no value"),
    }
}

/// Both values, or all that keeps either open.
pub(crate) fn both<L, R>(
    left: Result<L, Reasons>,
    right: Result<R, Reasons>,
) -> Result<(L, R), Reasons> {
    match (left, right) {
        (Ok(left), Ok(right)) => Ok((left, right)),
        (Err(left), Err(right)) => Err(&left | &right),
        (Err(reasons), _) | (_, Err(reasons)) => Err(reasons),
    }
}

pub(crate) fn open<T>(reason: Reason) -> Result<T, Reasons> {
    Err(Reasons::from([reason]))
}

/// The number of steps that are begun at a value above zero.
pub(crate) fn steps_begun(value: &BigRational, step: &BigRational) -> BigRational {
    debug_assert!(value.is_positive(), "slices begin above zero");
    (value / step).ceil()
}
