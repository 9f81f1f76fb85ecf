//! Tables: tiers side by side whose bounds are in or out at random, which is how real tariffs go
//! wrong, or rows drawn freely.

use super::{Class, Draft, Stands, boxed, name, number};
use crate::model::ast::{Cell, Formula, Gives, Let, Limit, Operation, Pays, Row, Sort, Table};
use crate::model::{Day, Number};

/// What a table may be looked up by.
#[derive(Debug, Clone)]
enum Key {
    Values(String, Vec<String>),
    Measure(String),
    Date(String),
}

impl Key {
    fn name(&self) -> &str {
        match self {
            Self::Values(name, _) | Self::Measure(name) | Self::Date(name) => name,
        }
    }
}

impl Draft {
    /// Tables that give a class, and a let of each.
    pub(super) fn classes(&mut self) {
        if !self.tape.chance(25) {
            return;
        }
        let keys = self.keys();
        let keys: Vec<Key> = keys
            .into_iter()
            .filter(|key| !matches!(key, Key::Date(_)))
            .collect();
        if keys.is_empty() {
            return;
        }
        let key = self.tape.pick(&keys);
        let classes = vec!["small".to_owned(), "large".to_owned()];
        let by = key.name().to_owned();
        let rows = self.rows(&[key], "size", Some(&classes));
        self.policy.tables.push(Table {
            name: "size".to_owned(),
            by: vec![by.clone()],
            gives: Gives::Class(classes.clone()),
            slices: false,
            step: None,
            rows,
        });
        self.policy.lets.push(Let {
            name: "class".to_owned(),
            is: Formula::LookUp("size".to_owned(), vec![name(&by)]),
        });
        self.lets.push(("class".to_owned(), Stands::Class(classes)));
    }

    pub(super) fn tables(&mut self) {
        if self.class == Class::Free && self.tape.chance(30) {
            self.multiple();
        }
        let count = self.tape.pick(&[0, 1, 1, 2, 2, 3]);
        for index in 0..count {
            let table = format!("t{index}");
            if self.tape.chance(25) {
                self.slices(table);
            } else {
                self.table(table);
            }
        }
    }

    /// A let of some whole number of times a measure, for tables to be by.
    fn multiple(&mut self) {
        let facts = self.policy.facts.iter();
        let measures: Vec<_> = facts
            .filter_map(|fact| match &fact.sort {
                Sort::Measure {
                    unit,
                    step: Some(step),
                    ..
                } => Some((fact.name.clone(), unit.clone(), step.clone())),
                _ => None,
            })
            .collect();
        if measures.is_empty() {
            return;
        }
        let (measure, unit, step) = self.tape.pick(&measures);
        let factor = number(&mut self.tape, &["1", "2", "3", "-1"]);
        let factor = Formula::Number(factor, "1".to_owned());
        let is = Formula::Arithmetic(boxed(factor), Operation::Multiply, boxed(name(&measure)));
        self.policy.lets.push(Let {
            name: "multiple".to_owned(),
            is,
        });
        self.lets
            .push(("multiple".to_owned(), Stands::Quantity(unit)));
        self.multiple_step = Some(step);
    }

    /// The facts and classes that a table may be by. Facts without a value are nothing to look up.
    fn keys(&self) -> Vec<Key> {
        let mut keys = Vec::new();
        for fact in &self.policy.facts {
            let name = fact.name.clone();
            match &fact.sort {
                Sort::Choice(values) => keys.push(Key::Values(name, values.clone())),
                Sort::YesNo => {
                    keys.push(Key::Values(name, vec!["yes".to_owned(), "no".to_owned()]));
                }
                Sort::Measure { .. } => {
                    keys.push(Key::Measure(name.clone()));
                    keys.push(Key::Measure(name));
                }
                Sort::Date { .. } => keys.push(Key::Date(name)),
                Sort::List { .. } => {}
            }
        }
        for (name, stands) in &self.lets {
            match stands {
                Stands::Class(values) => keys.push(Key::Values(name.clone(), values.clone())),
                Stands::Quantity(_) => keys.push(Key::Measure(name.clone())),
                Stands::Condition | Stands::Date => {}
            }
        }
        keys
    }

    /// Keys of the things of a list.
    fn keys_of_things(&self) -> Vec<Key> {
        let mut keys = vec![Key::Measure("position".to_owned())];
        let lists = self.policy.facts.iter();
        for fact in lists {
            let Sort::List { each, .. } = &fact.sort else {
                continue;
            };
            keys.extend(each.iter().filter_map(|fact| match &fact.sort {
                Sort::Measure { .. } => Some(Key::Measure(fact.name.clone())),
                Sort::Choice(values) => Some(Key::Values(fact.name.clone(), values.clone())),
                _ => None,
            }));
        }
        keys
    }

    fn has_list(&self) -> bool {
        let mut facts = self.policy.facts.iter();
        facts.any(|fact| matches!(fact.sort, Sort::List { .. }))
    }

    fn table(&mut self, table: String) {
        let of_things = self.has_list() && self.tape.chance(35);
        let mut left = if of_things {
            self.keys_of_things()
        } else {
            self.keys()
        };
        let count = self.tape.pick(&[1, 1, 1, 2, 2, 3]);
        let mut keys: Vec<Key> = Vec::new();
        while keys.len() < count && !left.is_empty() {
            let key = self.tape.pick(&left);
            left.retain(|other| other.name() != key.name());
            keys.push(key);
        }
        let unit = self.unit_of_table();
        let rows = self.rows(&keys, &unit, None);
        self.policy.tables.push(Table {
            name: table,
            by: keys.iter().map(|key| key.name().to_owned()).collect(),
            gives: Gives::Amount(unit),
            slices: false,
            step: None,
            rows,
        });
    }

    fn unit_of_table(&mut self) -> String {
        let currency = self.policy.currency.clone();
        match self.class {
            Class::Plain => currency,
            Class::Free => {
                let rate = format!("{currency}/{}", self.policy.units[0]);
                let one = "1".to_owned();
                self.tape.pick(&[currency.clone(), currency, rate, one])
            }
        }
    }

    /// Rates for the parts of a quantity; of a free table perhaps by a choice too.
    fn slices(&mut self, table: String) {
        let facts = self.policy.facts.iter();
        let mut measures: Vec<_> = facts
            .filter_map(|fact| match &fact.sort {
                Sort::Measure { unit, .. } => Some((fact.name.clone(), unit.clone(), None)),
                _ => None,
            })
            .collect();
        for (name, stands) in &self.lets {
            // A let has no step of its own.
            if let Stands::Quantity(unit) = stands {
                measures.push((name.clone(), unit.clone(), self.multiple_step.clone()));
            }
        }
        let (by, unit, step) = self.tape.pick(&measures);
        let unit = format!("{}/{unit}", self.policy.currency);
        let mut keys = vec![Key::Measure(by)];
        if self.class == Class::Free && self.tape.chance(30) {
            let mut others = self.keys();
            others.retain(|key| matches!(key, Key::Values(..)));
            if !others.is_empty() {
                let at = self.tape.below(2);
                keys.insert(at, self.tape.pick(&others));
            }
        }
        let rows = self.rows(&keys, &unit, None);
        self.policy.tables.push(Table {
            name: table,
            by: keys.iter().map(|key| key.name().to_owned()).collect(),
            gives: Gives::Amount(unit),
            slices: true,
            step,
            rows,
        });
    }

    /// Rows by the first measure or date in tiers or free, by choices as they come.
    fn rows(&mut self, keys: &[Key], unit: &str, classes: Option<&[String]>) -> Vec<Row> {
        let tiered = keys
            .iter()
            .position(|key| !matches!(key, Key::Values(..)))
            .filter(|_| self.tape.chance(70));
        let tiers: Vec<Option<Cell>> = match tiered {
            Some(key) => self.tiers(&keys[key]).into_iter().map(Some).collect(),
            None => vec![None; self.tape.between(1, 3)],
        };
        let mut rows: Vec<Row> = Vec::new();
        for tier in tiers {
            let cells = keys.iter().enumerate().map(|(index, key)| match &tier {
                Some(tier) if tiered == Some(index) => tier.clone(),
                _ => self.cell(key),
            });
            let cells = cells.collect();
            let has_unknown = rows.iter().any(|row| row.pays == Pays::Unknown);
            let pays = match classes {
                Some(classes) => Pays::Class(self.tape.pick(classes)),
                // Whether two unknown values differ, nobody can say.
                None if !has_unknown && self.tape.chance(6) => Pays::Unknown,
                None => Pays::Number(self.figure(unit)),
            };
            rows.push(Row { cells, pays });
        }
        rows
    }

    /// A cell that is drawn by itself.
    fn cell(&mut self, key: &Key) -> Cell {
        match key {
            Key::Values(_, values) => match self.tape.below(4) {
                0 => Cell::All,
                _ => Cell::Values(self.tape.some(values)),
            },
            Key::Measure(_) | Key::Date(_) => {
                let [low, high] = self.bounds(key);
                let is_one = low == high;
                let lower = self.tape.chance(70).then(|| (low, self.tape.chance(50)));
                let mut upper = self.tape.chance(70).then(|| (high, self.tape.chance(50)));
                let inside = [&lower, &upper].map(|end| end.as_ref().is_some_and(|end| end.1));
                if is_one && lower.is_some() && inside != [true, true] {
                    // A row that holds for nothing is a fault.
                    upper = None;
                }
                if lower.is_none() && upper.is_none() {
                    return Cell::All;
                }
                Cell::Between { lower, upper }
            }
        }
    }

    /// Two bounds, in order, which may be one.
    fn bounds(&mut self, key: &Key) -> [Limit; 2] {
        let limits = self.limits(key);
        let mut places = [self.tape.below(limits.len()), self.tape.below(limits.len())];
        places.sort_unstable();
        places.map(|place| limits[place].clone())
    }

    /// Side by side, with bounds that are in or out at random, open at the ends at random.
    fn tiers(&mut self, key: &Key) -> Vec<Cell> {
        let limits = self.limits(key);
        let mut cuts = self.tape.some(&limits);
        cuts.truncate(3);
        let open_below = !self.tape.chance(30);
        let open_above = !self.tape.chance(30);
        let mut cells = Vec::new();
        for index in 0..=cuts.len() {
            let lower = index.checked_sub(1).map(|before| cuts[before].clone());
            let upper = cuts.get(index).cloned();
            if (lower.is_none() && !open_below) || (upper.is_none() && !open_above) {
                continue;
            }
            let lower = lower.map(|limit| (limit, self.tape.chance(40)));
            let upper = upper.map(|limit| (limit, !self.tape.chance(40)));
            cells.push(Cell::Between { lower, upper });
        }
        if cells.is_empty() {
            cells.push(Cell::All);
        }
        cells
    }

    /// What bounds may be, in ascending order.
    fn limits(&self, key: &Key) -> Vec<Limit> {
        match key {
            Key::Date(name) => self.day_limits(name),
            Key::Measure(name) => {
                let texts: &[&str] = match self.policy.declared(name).map(|fact| &fact.sort) {
                    Some(Sort::Measure {
                        most: Some(most), ..
                    }) if most.value() > Number::new("100").value() => {
                        &["0", "5", "10", "99", "100", "500.5", "5000"]
                    }
                    _ => &["0", "1", "2", "2.5", "3", "4", "4.9", "5", "10"],
                };
                let numbers = texts.iter().map(|text| Number::new(text));
                numbers.map(Limit::Number).collect()
            }
            Key::Values(..) => Vec::new(),
        }
    }

    /// Recurring days in the order of the dues year, or dates.
    fn day_limits(&self, name: &str) -> Vec<Limit> {
        let fact = self.policy.fact(name).expect("a fact of the policy");
        let recurs = matches!(
            fact.sort,
            Sort::Date {
                least: Some(Day::Each(..)),
                ..
            }
        );
        let texts: Vec<&str> = match (recurs, self.policy.year_begins) {
            (true, (1, 1)) => vec![
                "02-27", "02-28", "02-29", "03-01", "06-02", "06-05", "10-05", "12-30",
            ],
            (true, (9, 1)) => vec![
                "10-05", "12-30", "02-27", "02-28", "02-29", "03-01", "06-02", "06-05",
            ],
            (true, _) => vec!["06-02", "06-05", "10-05", "12-30"],
            (false, (1, 1)) => vec!["01-01", "01-31", "02-29", "03-01", "08-15", "12-31"],
            (false, (9, 1)) => vec!["09-01", "11-15", "01-31", "02-29", "03-01", "08-31"],
            (false, _) => vec!["2022-03-01", "2023-06-30", "2024-02-29", "2025-01-01"],
        };
        let days = texts.into_iter().map(Day::new);
        days.map(Limit::Day).collect()
    }

    /// A number out of those that bound rows, so that conditions and rows meet.
    pub(super) fn constant(&mut self, measure: &str) -> Number {
        let limits = self.limits(&Key::Measure(measure.to_owned()));
        match self.tape.pick(&limits) {
            Limit::Number(number) => number,
            Limit::Day(_) => number(&mut self.tape, &["5"]),
        }
    }

    /// A day out of those that bound rows, but none that only leap years have.
    pub(super) fn constant_day(&mut self, date: &str) -> Day {
        let mut days = self.day_limits(date);
        days.retain(|day| *day != Limit::Day(Day::Each(2, 29)));
        match self.tape.pick(&days) {
            Limit::Day(day) => day,
            Limit::Number(_) => Day::new("06-30"),
        }
    }
}
