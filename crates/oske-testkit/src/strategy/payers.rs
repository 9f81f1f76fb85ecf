//! Payers: on breakpoints and near them, at random, with wrong facts, and with facts missing.

use chrono::{Days, NaiveDate};
use num_rational::BigRational;

use super::tape::Tape;
use crate::model::ast::{Fact, Policy, Sort};
use crate::model::{DuesYear, Given, Number, Payer, interesting};

/// A payer of a policy.
pub(super) fn payer(policy: &Policy, year: i32, mut tape: Tape) -> Payer {
    // One payer in three has all its facts, and all fit.
    let is_tidy = !tape.chance(65);
    let mut drawer = Drawer {
        policy,
        year: policy.dues_year(year),
        tape,
        is_tidy,
    };
    let mut payer = drawer.facts(&policy.facts);
    if !is_tidy && drawer.tape.chance(2) {
        let stranger = Given::Text("43".to_owned());
        payer.facts.push(("shoe_size".to_owned(), stranger));
    }
    payer
}

struct Drawer<'a> {
    policy: &'a Policy,
    year: DuesYear,
    tape: Tape,
    is_tidy: bool,
}

impl Drawer<'_> {
    fn facts(&mut self, declared: &[Fact]) -> Payer {
        let mut payer = Payer::default();
        for fact in declared {
            let is_missing = self.tape.chance(12) && !self.is_tidy;
            let is_wrong = self.tape.chance(2) && !self.is_tidy;
            let given = match (is_missing, is_wrong) {
                (true, _) => None,
                (_, true) => Some(self.wrong(fact)),
                _ => self.fitting(fact),
            };
            if let Some(given) = given {
                payer.facts.push((fact.name.clone(), given));
            }
        }
        payer
    }

    fn fitting(&mut self, fact: &Fact) -> Option<Given> {
        match &fact.sort {
            Sort::Choice(values) => Some(Given::Text(self.tape.pick(values))),
            Sort::YesNo => Some(Given::Truth(self.tape.chance(50))),
            Sort::Measure { .. } => self.measure(fact).map(Given::Text),
            Sort::Date { .. } => self.date(fact).map(Given::Text),
            Sort::List { most, each } => {
                let count = self.tape.between(0, *most);
                let things = (0..count).map(|_| self.facts(each));
                Some(Given::List(things.collect()))
            }
        }
    }

    /// Three in four are near a breakpoint.
    fn measure(&mut self, fact: &Fact) -> Option<String> {
        let points = interesting(self.policy, fact);
        let far = self.tape.chance(25);
        let offset = self.tape.below(2000);
        let near = if points.is_empty() {
            return None;
        } else {
            self.tape.pick(&points)
        };
        if far {
            let step = match &fact.sort {
                Sort::Measure {
                    step: Some(step), ..
                } => step.value().clone(),
                _ => Number::new("0.1").value().clone(),
            };
            let other = &near + step * BigRational::from(num_bigint::BigInt::from(offset));
            if fact.permits_number(&other) {
                return Some(Number::decimal(&other).text().to_owned());
            }
        }
        Some(Number::decimal(&near).text().to_owned())
    }

    /// On the days that the policy names and beside them, or some other day.
    fn date(&mut self, fact: &Fact) -> Option<String> {
        let named = self.policy.days(self.year);
        let mut days: Vec<NaiveDate> = named
            .into_iter()
            .chain([self.year.first, self.year.next])
            .flat_map(|day| [day - Days::new(1), day, day + Days::new(1)])
            .collect();
        let offset = self.tape.below(2000);
        days.push(self.year.first - Days::new(u64::try_from(offset).unwrap_or(0)));
        if let Sort::Date { least, most } = &fact.sort {
            let ends = [least, most].into_iter().flatten();
            days.extend(ends.map(|day| self.year.date(*day)));
        }
        days.retain(|day| fact.permits_date(self.year, *day));
        (!days.is_empty()).then(|| self.tape.pick(&days).to_string())
    }

    fn wrong(&mut self, fact: &Fact) -> Given {
        let texts: &[&str] = match &fact.sort {
            Sort::Choice(_) => &["nobody", "", "V0"],
            Sort::YesNo => &["maybe", ""],
            Sort::Measure { .. } => &[
                "",
                "5 000",
                "05",
                "1e3",
                "-0",
                "0.03",
                "2.75",
                "-1000000",
                "99999999999",
                "1,5",
            ],
            Sort::Date { .. } => &["2023-02-29", "1899-12-31", "2100-01-01", "2023-1-1", "soon"],
            Sort::List { most, .. } => {
                return Given::List(vec![Payer::default(); most + 1]);
            }
        };
        Given::Text(self.tape.pick(texts).to_owned())
    }
}
