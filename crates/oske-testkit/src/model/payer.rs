//! What is known of a payer, held against the declarations.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use num_rational::BigRational;

use super::assess::{Reason, Reasons};
use super::ast::{Fact, Policy, Sort};
use super::calendar::{Day, DuesYear};
use super::number::Number;

/// What is known of a payer: names with what is given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Payer {
    /// The facts, each name once.
    pub facts: Vec<(String, Given)>,
}

/// A fact as it is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Given {
    /// A text: a value of a choice, a number, a date.
    Text(String),
    /// A yes or no.
    Truth(bool),
    /// Several things, each with facts of its own.
    List(Vec<Payer>),
}

/// A fact that fits its declaration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Known {
    Choice(String),
    Truth(bool),
    Number(BigRational),
    Date(NaiveDate),
    List(Vec<Facts>),
}

/// The facts that are given, or that say what it means that they are not, by their names.
pub(crate) type Facts = BTreeMap<String, Known>;

impl Policy {
    /// The facts of a payer, or which of them do not fit.
    pub(crate) fn facts_of(&self, year: DuesYear, payer: &Payer) -> Result<Facts, Reasons> {
        fit_all(&self.facts, "", year, payer)
    }
}

fn fit_all(
    declared: &[Fact],
    prefix: &str,
    year: DuesYear,
    payer: &Payer,
) -> Result<Facts, Reasons> {
    let mut unfit = Reasons::new();
    let mut facts = Facts::new();
    for (name, _) in &payer.facts {
        if declared.iter().all(|fact| fact.name != *name) {
            unfit.insert(Reason::Unfit(format!("{prefix}{name}")));
        }
    }
    for fact in declared {
        let given = payer.facts.iter().find(|(name, _)| *name == fact.name);
        let known = match (given, &fact.absent) {
            (Some((_, given)), _) => fact.fit(prefix, year, given),
            (None, Some(absent)) => Ok(fact.absent(year, absent)),
            (None, None) => continue,
        };
        match known {
            Ok(known) => {
                facts.insert(fact.name.clone(), known);
            }
            Err(reasons) => unfit.extend(reasons),
        }
    }
    if unfit.is_empty() {
        Ok(facts)
    } else {
        Err(unfit)
    }
}

impl Fact {
    fn fit(&self, prefix: &str, year: DuesYear, given: &Given) -> Result<Known, Reasons> {
        let path = format!("{prefix}{}", self.name);
        let known = match (&self.sort, given) {
            (Sort::Choice(values), Given::Text(text)) => {
                values.contains(text).then(|| Known::Choice(text.clone()))
            }
            (Sort::YesNo, Given::Truth(truth)) => Some(Known::Truth(*truth)),
            (Sort::Measure { .. }, Given::Text(text)) => {
                let number = Number::read(text).filter(|number| self.permits_number(number));
                number.map(Known::Number)
            }
            (Sort::Date { .. }, Given::Text(text)) => {
                let date = Day::read_date(text).filter(|date| self.permits_date(year, *date));
                date.map(Known::Date)
            }
            (Sort::List { most, each }, Given::List(things)) if things.len() <= *most => {
                return fit_list(each, &path, year, things);
            }
            _ => None,
        };
        known.ok_or_else(|| Reasons::from([Reason::Unfit(path)]))
    }

    /// Whether a payer may have a value: a whole multiple of the step, within the bounds.
    pub(crate) fn permits_number(&self, value: &BigRational) -> bool {
        let Sort::Measure {
            step, least, most, ..
        } = &self.sort
        else {
            return false;
        };
        step.as_ref()
            .is_none_or(|step| (value / step.value()).is_integer())
            && least.as_ref().is_none_or(|least| value >= least.value())
            && most.as_ref().is_none_or(|most| value <= most.value())
    }

    /// Whether a payer may have a date. Without bounds it lies between 1900 and 2099.
    pub(crate) fn permits_date(&self, year: DuesYear, date: NaiveDate) -> bool {
        let Sort::Date { least, most } = &self.sort else {
            return false;
        };
        let least = least.unwrap_or_else(|| Day::new("1900-01-01"));
        let most = most.unwrap_or_else(|| Day::new("2099-12-31"));
        year.is_above(date, least, true) && year.is_below(date, most, true)
    }

    /// What it means that the fact is not given.
    fn absent(&self, year: DuesYear, text: &str) -> Known {
        match self.sort {
            Sort::Choice(_) => Known::Choice(text.to_owned()),
            Sort::YesNo => Known::Truth(text == "yes"),
            Sort::Measure { .. } => Known::Number(Number::new(text).value().clone()),
            Sort::Date { .. } => Known::Date(year.date(Day::new(text))),
            Sort::List { .. } => Known::List(Vec::new()),
        }
    }
}

fn fit_list(each: &[Fact], path: &str, year: DuesYear, things: &[Payer]) -> Result<Known, Reasons> {
    let mut unfit = Reasons::new();
    let mut fitting = Vec::new();
    for thing in things {
        match fit_all(each, &format!("{path}."), year, thing) {
            Ok(facts) => fitting.push(facts),
            Err(reasons) => unfit.extend(reasons),
        }
    }
    if unfit.is_empty() {
        Ok(Known::List(fitting))
    } else {
        Err(unfit)
    }
}
