//! Formulas with all that the language has, each of a unit that is asked for.

use super::plain::Atom;
use super::{Draft, Stands, boxed, name, number};
use crate::model::ast::{Formula, Gives, Operation, Sort, Table};
use crate::model::{Day, Mode, Number, Time};

/// What may stand for a quantity without further arithmetic.
#[derive(Debug, Clone)]
enum Leaf {
    Literal,
    Name(String),
    ParameterOn(String),
    Table(usize),
    Count(String),
    Time,
}

impl Draft {
    /// A quantity of a unit.
    pub(super) fn quantity(&mut self, unit: &str, depth: usize) -> Formula {
        if depth == 0 || self.tape.chance(15) {
            return self.leaf(unit);
        }
        let below = depth - 1;
        match self.tape.below(14) {
            0 => self.leaf(unit),
            1 | 2 => self.arithmetic(unit, Operation::Add, unit, below),
            3 => self.arithmetic(unit, Operation::Subtract, unit, below),
            4 => {
                let factor = boxed(self.factor());
                let inner = boxed(self.quantity(unit, below));
                Formula::Arithmetic(factor, Operation::Multiply, inner)
            }
            5 => self.bounded(unit, below),
            6 => {
                let condition = boxed(self.condition(below));
                let (then, otherwise) = (self.quantity(unit, below), self.quantity(unit, below));
                Formula::If(condition, boxed(then), boxed(otherwise))
            }
            7 | 8 => self.product(unit, below),
            9 => self.rounded(unit, below),
            10 => self.divided(unit, below),
            11 => self.unclear(unit, below),
            12 => self.sum_over_list(unit, below),
            _ => Formula::Negative(boxed(self.quantity(unit, below))),
        }
    }

    fn arithmetic(
        &mut self,
        left: &str,
        operation: Operation,
        right: &str,
        depth: usize,
    ) -> Formula {
        let (left, right) = (self.quantity(left, depth), self.quantity(right, depth));
        Formula::Arithmetic(boxed(left), operation, boxed(right))
    }

    fn bounded(&mut self, unit: &str, depth: usize) -> Formula {
        let (left, right) = (self.quantity(unit, depth), self.quantity(unit, depth));
        match self.tape.below(4) {
            0 => Formula::AtLeast(boxed(left), boxed(right)),
            1 => Formula::AtMost(boxed(left), boxed(right)),
            2 => Formula::Larger(vec![left, right]),
            _ => Formula::Smaller(vec![left, right, self.quantity(unit, depth)]),
        }
    }

    /// Of money: a rate times a measure, or times two. Of bare numbers: steps, or a ratio.
    fn product(&mut self, unit: &str, depth: usize) -> Formula {
        let measured = self.tape.pick(&self.policy.units);
        if unit == "1" {
            let over = match self.tape.below(4) {
                0 | 1 => {
                    let over = number(&mut self.tape, &["5", "12", "0.5"]);
                    Some(Formula::Number(over, measured.clone()))
                }
                // A divisor that may be zero and on either side of it.
                2 => {
                    let (left, right) = (self.leaf(&measured), self.leaf(&measured));
                    let (left, right) = (boxed(left), boxed(right));
                    Some(Formula::Arithmetic(left, Operation::Subtract, right))
                }
                _ => None,
            };
            if let Some(over) = over {
                let above = boxed(self.quantity(&measured, depth));
                return Formula::Arithmetic(above, Operation::Divide, boxed(over));
            }
            let is_started = self.tape.chance(50);
            let step = number(&mut self.tape, &["3", "1", "2.5", "10"]);
            let of = boxed(self.quantity(&measured, depth));
            return Formula::Steps(is_started, of, (step, measured));
        }
        if self.is_rate_or_declared(unit) {
            return self.arithmetic(unit, Operation::Multiply, "1", depth);
        }
        if self.tape.chance(25) {
            let other = self.tape.pick(&self.policy.units);
            let rate = format!("{unit}/{measured}/{other}");
            let rate = Formula::Number(number(&mut self.tape, &["0.25", "1", "0.01"]), rate);
            let both = self.arithmetic(&measured, Operation::Multiply, &other, 0);
            return Formula::Arithmetic(boxed(rate), Operation::Multiply, boxed(both));
        }
        self.arithmetic(
            &format!("{unit}/{measured}"),
            Operation::Multiply,
            &measured,
            depth,
        )
    }

    fn is_rate_or_declared(&self, unit: &str) -> bool {
        unit.contains('/')
            || ["day", "month", "year"].contains(&unit)
            || self.policy.units.iter().any(|known| known == unit)
    }

    fn rounded(&mut self, unit: &str, depth: usize) -> Formula {
        let modes = [Mode::HalfUp, Mode::HalfEven, Mode::Ceiling, Mode::Floor];
        let mode = self.tape.pick(&modes);
        let step = number(&mut self.tape, &["1", "0.5", "10", "0.05", "3"]);
        let of = boxed(self.quantity(unit, depth));
        Formula::Round(mode, of, (step, unit.to_owned()))
    }

    /// Most are by a number that is not zero.
    fn divided(&mut self, unit: &str, depth: usize) -> Formula {
        let above = boxed(self.quantity(unit, depth));
        let by = match self.tape.below(4) {
            0 => self.quantity("1", depth.min(1)),
            1 => {
                let months = boxed(self.time("month"));
                let step = Formula::Number(Number::new("12"), "month".to_owned());
                Formula::AtLeast(
                    boxed(Formula::Arithmetic(months, Operation::Divide, boxed(step))),
                    boxed(Formula::Number(Number::new("0.25"), "1".to_owned())),
                )
            }
            _ => Formula::Number(number(&mut self.tape, &["3", "7", "0.5"]), "1".to_owned()),
        };
        Formula::Arithmetic(above, Operation::Divide, boxed(by))
    }

    /// Several readings of one place in the source.
    fn unclear(&mut self, unit: &str, depth: usize) -> Formula {
        let (label, count) = self.label();
        let readings = (0..count).map(|_| self.quantity(unit, depth.min(1)));
        Formula::Unclear(label, readings.collect())
    }

    /// A new label, or one that stands elsewhere, with the number of its readings.
    fn label(&mut self) -> (String, usize) {
        let known = self.tape.pick(&self.labels_or_none());
        known.unwrap_or_else(|| {
            let label = (
                format!("label {}", self.labels.len()),
                self.tape.between(2, 3),
            );
            self.labels.push(label.clone());
            label
        })
    }

    fn labels_or_none(&self) -> Vec<Option<(String, usize)>> {
        let known = self.labels.iter().cloned().map(Some);
        std::iter::once(None).chain(known).collect()
    }

    fn sum_over_list(&mut self, unit: &str, depth: usize) -> Formula {
        let lists = self.lists();
        if lists.is_empty() || self.list.is_some() {
            return self.leaf(unit);
        }
        let list = self.tape.pick(&lists);
        self.list = Some(list.clone());
        let of = boxed(self.quantity(unit, depth));
        self.list = None;
        Formula::Sum(list, of)
    }

    fn lists(&self) -> Vec<String> {
        let facts = self.policy.facts.iter();
        let lists = facts.filter(|fact| matches!(fact.sort, Sort::List { .. }));
        lists.map(|fact| fact.name.clone()).collect()
    }

    /// The facts that stand in a formula here: those of the payer, and of the thing in the sum.
    fn facts_here(&self) -> Vec<(String, Sort)> {
        let mut here = Vec::new();
        for fact in &self.policy.facts {
            here.push((fact.name.clone(), fact.sort.clone()));
            if let Sort::List { each, .. } = &fact.sort
                && self.list.as_ref() == Some(&fact.name)
            {
                here.extend(
                    each.iter()
                        .map(|fact| (fact.name.clone(), fact.sort.clone())),
                );
            }
        }
        here
    }

    fn leaf(&mut self, unit: &str) -> Formula {
        let leaves = self.leaves(unit);
        match self.tape.pick(&leaves) {
            Leaf::Literal => Formula::Number(self.figure(unit), unit.to_owned()),
            Leaf::Name(known) => name(&known),
            Leaf::ParameterOn(parameter) => Formula::ParameterOn(parameter, boxed(self.date(1))),
            Leaf::Table(table) => self.look_up(table),
            Leaf::Count(list) => Formula::Count(list),
            Leaf::Time => self.time(unit),
        }
    }

    fn leaves(&self, unit: &str) -> Vec<Leaf> {
        let mut leaves = vec![Leaf::Literal];
        for (fact, sort) in self.facts_here() {
            match sort {
                Sort::Measure { unit: of, .. } if of == unit => {
                    leaves.extend([Leaf::Name(fact.clone()), Leaf::Name(fact)]);
                }
                Sort::List { .. } if unit == "1" => leaves.push(Leaf::Count(fact)),
                _ => {}
            }
        }
        for parameter in &self.policy.parameters {
            if parameter.unit == unit {
                leaves.push(Leaf::Name(parameter.name.clone()));
                leaves.push(Leaf::ParameterOn(parameter.name.clone()));
            }
        }
        for (named, stands) in &self.lets {
            if *stands == Stands::Quantity(unit.to_owned()) {
                leaves.push(Leaf::Name(named.clone()));
            }
        }
        if unit == self.policy.currency && self.list.is_none() {
            let shares = self.policy.shares.iter();
            leaves.extend(shares.map(|share| Leaf::Name(share.name.clone())));
        }
        for (index, table) in self.policy.tables.iter().enumerate() {
            if self.unit_of(table).as_deref() == Some(unit) && self.stands_here(table) {
                leaves.extend([Leaf::Table(index), Leaf::Table(index)]);
            }
        }
        if unit == "1" && self.list.is_some() {
            leaves.push(Leaf::Name("position".to_owned()));
        }
        if ["day", "month", "year"].contains(&unit) {
            leaves.extend([Leaf::Time, Leaf::Time]);
        }
        leaves
    }

    /// The unit of what a look-up gives.
    fn unit_of(&self, table: &Table) -> Option<String> {
        match &table.gives {
            Gives::Amount(_) if table.slices => Some(self.policy.currency.clone()),
            Gives::Amount(unit) => Some(unit.clone()),
            Gives::Class(_) => None,
        }
    }

    /// Whether the choices that a table is by are known here. For a measure, another quantity can
    /// stand.
    fn stands_here(&self, table: &Table) -> bool {
        let here = self.facts_here();
        table.by.iter().all(|key| {
            let is_quantity = match self.policy.declared(key).map(|fact| &fact.sort) {
                Some(Sort::Measure { .. }) => true,
                Some(_) => false,
                None => key == "position",
            };
            let is_let = self.lets.iter().any(|(name, _)| name == key);
            is_quantity || is_let || here.iter().any(|(name, _)| name == key)
        })
    }

    fn look_up(&mut self, table: usize) -> Formula {
        let table = self.policy.tables[table].clone();
        let keys = table.by.iter().map(|key| {
            let is_here = match key.as_str() {
                "position" => self.list.is_some(),
                _ => {
                    let here = self.facts_here();
                    let is_let = self.lets.iter().any(|(name, _)| name == key);
                    is_let || here.iter().any(|(name, _)| name == key)
                }
            };
            let unit = match self.policy.declared(key).map(|fact| &fact.sort) {
                Some(Sort::Measure { unit, .. }) => Some(unit.clone()),
                Some(_) => None,
                None => (key == "position").then(|| "1".to_owned()),
            };
            match unit {
                // Slices are of whole steps: of the measure itself.
                Some(unit) if !is_here || (!table.slices && self.tape.chance(15)) => {
                    self.quantity(&unit, 1)
                }
                _ => name(key),
            }
        });
        let keys = keys.collect();
        Formula::LookUp(table.name, keys)
    }

    fn time(&mut self, unit: &str) -> Formula {
        let time = match unit {
            "day" => Time::Days,
            "year" => Time::WholeYears,
            _ => self.tape.pick(&[Time::StartedMonths, Time::WholeMonths]),
        };
        let (from, to) = (self.date(1), self.date(1));
        Formula::Time(time, boxed(from), boxed(to))
    }

    /// A date.
    pub(super) fn date(&mut self, depth: usize) -> Formula {
        let mut dates = vec![Formula::YearStart, Formula::NextYearStart];
        let days = [
            "2023-06-30",
            "2024-02-29",
            "07-01",
            "01-31",
            "2000-01-01",
            "02-29",
        ];
        dates.push(Formula::Day(Day::new(self.tape.pick(&days))));
        for (fact, sort) in self.facts_here() {
            if matches!(sort, Sort::Date { .. }) {
                dates.extend([name(&fact), name(&fact), name(&fact)]);
            }
        }
        for (named, stands) in &self.lets {
            if *stands == Stands::Date {
                dates.push(name(named));
            }
        }
        let date = self.tape.pick(&dates);
        if depth == 0 || !self.tape.chance(20) {
            return date;
        }
        let other = self.date(depth - 1);
        match self.tape.below(4) {
            0 => Formula::Larger(vec![date, other]),
            1 => Formula::Smaller(vec![date, other]),
            2 => {
                let (label, count) = self.label();
                let more = (2..count).map(|_| self.date(0));
                let readings = [date, other].into_iter().chain(more);
                Formula::Unclear(label, readings.collect())
            }
            _ => Formula::If(boxed(self.condition(0)), boxed(date), boxed(other)),
        }
    }

    /// A condition.
    pub(super) fn condition(&mut self, depth: usize) -> Formula {
        if depth > 0 && self.tape.chance(50) {
            let left = boxed(self.condition(depth - 1));
            return match self.tape.below(3) {
                0 => Formula::And(left, boxed(self.condition(depth - 1))),
                1 => Formula::Or(left, boxed(self.condition(depth - 1))),
                _ => Formula::Not(left),
            };
        }
        if depth > 0 && self.tape.chance(6) {
            let (label, count) = self.label();
            let readings = (0..count).map(|_| self.condition(0));
            return Formula::Unclear(label, readings.collect());
        }
        if self.tape.chance(35) {
            // Two quantities that both may grow.
            let units = [self.policy.units[0].as_str(), "1", "month", "year"];
            let unit = self.tape.pick(&units).to_owned();
            let (left, right) = (self.quantity(&unit, depth.min(2)), self.quantity(&unit, 0));
            return self.compare(left, right);
        }
        let facts = self.facts_here().into_iter();
        let mut atoms: Vec<Atom> = facts.map(|(fact, sort)| Atom::Fact(fact, sort)).collect();
        for (named, stands) in &self.lets {
            match stands {
                Stands::Condition => atoms.push(Atom::As(name(named))),
                Stands::Class(values) => {
                    atoms.push(Atom::Fact(named.clone(), Sort::Choice(values.clone())));
                }
                Stands::Quantity(_) | Stands::Date => {}
            }
        }
        let atom = self.tape.pick(&atoms);
        self.atom(atom)
    }
}
