//! Formulas of the plain class.

use super::{Class, Draft, Stands, boxed, name, number};
use crate::model::Number;
use crate::model::ast::{Comparison, Formula, Gives, Operation, Sort, Table};

/// All six ways to compare.
pub(super) const COMPARISONS: [Comparison; 6] = [
    Comparison::AtLeast,
    Comparison::Less,
    Comparison::Greater,
    Comparison::AtMost,
    Comparison::Equal,
    Comparison::Unequal,
];

/// What a condition may ask for by itself.
#[derive(Debug, Clone)]
pub(super) enum Atom {
    /// A fact.
    Fact(String, Sort),
    /// Whatever this says.
    As(Formula),
}

/// Money without further arithmetic.
#[derive(Debug, Clone)]
enum Leaf {
    Money,
    Rate,
    Started,
    As(Formula),
}

impl Draft {
    /// A formula that gives money.
    pub(super) fn plain_money(&mut self, depth: usize) -> Formula {
        if depth == 0 || self.tape.chance(25) {
            return self.plain_leaf();
        }
        let below = depth - 1;
        match self.tape.below(9) {
            0 => self.plain_leaf(),
            1 | 2 => self.plain_sum(Operation::Add, below),
            3 => self.plain_sum(Operation::Subtract, below),
            4 => {
                let inner = boxed(self.plain_money(below));
                let factor = self.factor();
                Formula::Arithmetic(boxed(factor), Operation::Multiply, inner)
            }
            5 => {
                let inner = boxed(self.plain_money(below));
                let bound = boxed(self.literal_money());
                if self.tape.chance(50) {
                    Formula::AtLeast(inner, bound)
                } else {
                    Formula::AtMost(inner, bound)
                }
            }
            6 => {
                let count = self.tape.between(2, 3);
                let parts = (0..count).map(|_| self.plain_money(below)).collect();
                if self.tape.chance(50) {
                    Formula::Larger(parts)
                } else {
                    Formula::Smaller(parts)
                }
            }
            _ => {
                let condition = boxed(self.plain_condition(1, true));
                let (then, otherwise) = (self.plain_money(below), self.plain_money(below));
                Formula::If(condition, boxed(then), boxed(otherwise))
            }
        }
    }

    fn plain_sum(&mut self, operation: Operation, depth: usize) -> Formula {
        let (left, right) = (self.plain_money(depth), self.plain_money(depth));
        Formula::Arithmetic(boxed(left), operation, boxed(right))
    }

    fn plain_leaf(&mut self) -> Formula {
        let currency = self.policy.currency.clone();
        let mut leaves = vec![Leaf::Money, Leaf::Rate, Leaf::Started];
        for parameter in &self.policy.parameters {
            if parameter.unit == currency {
                leaves.push(Leaf::As(name(&parameter.name)));
            }
        }
        for table in &self.policy.tables {
            if matches!(table.gives, Gives::Amount(_)) {
                // Tables are what goes wrong, so they come often.
                leaves.extend(vec![Leaf::As(look_up(table)); 3]);
            }
        }
        for (let_name, stands) in &self.lets {
            if *stands == Stands::Quantity(currency.clone()) {
                leaves.push(Leaf::As(name(let_name)));
            }
        }
        match self.tape.pick(&leaves) {
            Leaf::Money => self.literal_money(),
            Leaf::Rate => self.rate_of_measure(),
            Leaf::Started => match self.per_started() {
                Some(formula) => formula,
                None => self.rate_of_measure(),
            },
            Leaf::As(formula) => formula,
        }
    }

    fn literal_money(&mut self) -> Formula {
        let currency = self.policy.currency.clone();
        Formula::Number(self.figure(&currency), currency)
    }

    /// A bare number or a percentage.
    pub(super) fn factor(&mut self) -> Formula {
        if self.tape.chance(50) {
            Formula::Percent(number(&mut self.tape, &["50", "80", "100", "12.5", "0"]))
        } else {
            let factor = number(&mut self.tape, &["2", "0.5", "3", "1.24"]);
            Formula::Number(factor, "1".to_owned())
        }
    }

    /// A stated rate, or a parameter, times the measure that it is for.
    fn rate_of_measure(&mut self) -> Formula {
        let (measure, unit, _) = self.some_measure();
        let rate_unit = format!("{}/{unit}", self.policy.currency);
        let mut rates = vec![Formula::Number(self.figure(&rate_unit), rate_unit.clone())];
        for parameter in &self.policy.parameters {
            if parameter.unit == rate_unit {
                rates.push(name(&parameter.name));
            }
        }
        let rate = self.tape.pick(&rates);
        Formula::Arithmetic(boxed(rate), Operation::Multiply, boxed(name(&measure)))
    }

    /// An amount for each step that is begun or full, of a measure with few values.
    fn per_started(&mut self) -> Option<Formula> {
        let (measure, unit, is_small) = self.some_measure();
        let is_started = self.tape.chance(50);
        let step = number(&mut self.tape, &["3", "2", "5", "1", "2.5"]);
        let steps = Formula::Steps(is_started, boxed(name(&measure)), (step, unit));
        let amount = boxed(self.literal_money());
        is_small.then(|| Formula::Arithmetic(amount, Operation::Multiply, boxed(steps)))
    }

    /// A measure with its unit, and whether it has few values.
    fn some_measure(&mut self) -> (String, String, bool) {
        let facts = self.policy.facts.iter();
        let measures: Vec<_> = facts
            .filter_map(|fact| match &fact.sort {
                Sort::Measure { unit, most, .. } => {
                    let limit = Number::new("100");
                    let is_small = most
                        .as_ref()
                        .is_some_and(|most| most.value() < limit.value());
                    Some((fact.name.clone(), unit.clone(), is_small))
                }
                _ => None,
            })
            .collect();
        self.tape.pick(&measures)
    }

    /// A condition on declared facts. A class is asked for by itself only, so that it is plain which
    /// payers reach the look-up that it rests on.
    pub(super) fn plain_condition(&mut self, depth: usize, with_classes: bool) -> Formula {
        let class = self.lets.iter().find_map(|(name, stands)| match stands {
            Stands::Class(values) => Some((name.clone(), values.clone())),
            _ => None,
        });
        if let Some((class, values)) = class.filter(|_| with_classes && self.tape.chance(20)) {
            return self.is_one_of(&class, &values);
        }
        if depth > 0 && self.tape.chance(40) {
            let left = boxed(self.plain_condition(depth - 1, false));
            return match self.tape.below(3) {
                0 => Formula::And(left, boxed(self.plain_condition(depth - 1, false))),
                1 => Formula::Or(left, boxed(self.plain_condition(depth - 1, false))),
                _ => Formula::Not(left),
            };
        }
        let facts = self.policy.facts.iter();
        let mut atoms: Vec<Atom> = facts
            .map(|fact| Atom::Fact(fact.name.clone(), fact.sort.clone()))
            .collect();
        for (let_name, stands) in &self.lets {
            if *stands == Stands::Condition {
                atoms.push(Atom::As(name(let_name)));
            }
        }
        let atom = self.tape.pick(&atoms);
        self.atom(atom)
    }

    /// A condition without further ones in it.
    pub(super) fn atom(&mut self, atom: Atom) -> Formula {
        let (fact, sort) = match atom {
            Atom::As(formula) => return formula,
            Atom::Fact(fact, sort) => (fact, sort),
        };
        match sort {
            Sort::Choice(values) => self.is_one_of(&fact, &values),
            Sort::YesNo => name(&fact),
            Sort::Measure { unit, .. } => {
                let constant = Formula::Number(self.constant(&fact), unit);
                self.compare(name(&fact), constant)
            }
            Sort::Date { .. } => {
                let day = match self.class {
                    Class::Plain => Formula::Day(self.constant_day(&fact)),
                    Class::Free => self.date(0),
                };
                self.compare(name(&fact), day)
            }
            Sort::List { .. } => {
                let one = Formula::Number(Number::new("1"), "1".to_owned());
                self.compare(Formula::Count(fact), one)
            }
        }
    }

    pub(super) fn is_one_of(&mut self, choice: &str, values: &[String]) -> Formula {
        let values = self.tape.some(values);
        Formula::Is(boxed(name(choice)), values, self.tape.chance(30))
    }

    pub(super) fn compare(&mut self, left: Formula, right: Formula) -> Formula {
        let comparison = self.tape.pick(&COMPARISONS);
        Formula::Compare(boxed(left), comparison, boxed(right))
    }
}

/// A look-up by the facts and classes that the table names.
fn look_up(table: &Table) -> Formula {
    let keys = table.by.iter().map(|key| name(key));
    Formula::LookUp(table.name.clone(), keys.collect())
}
