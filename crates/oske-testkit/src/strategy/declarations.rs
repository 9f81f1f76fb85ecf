//! The head, the facts and the parameters.

use num_rational::BigRational;

use super::tape::Tape;
use super::{Class, Draft, number};
use crate::model::ast::{Dated, Direction, Fact, Parameter, Policy, Sort, Validity};
use crate::model::{Day, Mode, Number, Rounding};

/// A policy in which nothing is declared.
pub(super) fn empty(words: Vec<String>) -> Policy {
    Policy {
        currency: "EUR".to_owned(),
        rounding: None,
        first_year: 2023,
        last_year: None,
        year_begins: (1, 1),
        words,
        units: Vec::new(),
        facts: Vec::new(),
        parameters: Vec::new(),
        lets: Vec::new(),
        tables: Vec::new(),
        shares: Vec::new(),
        lines: Vec::new(),
        rules: Vec::new(),
    }
}

/// Rounding to whole minor units of a currency.
pub(super) fn rounding(tape: &mut Tape, currency: &str) -> Rounding {
    let modes = [
        Mode::HalfUp,
        Mode::HalfEven,
        Mode::Up,
        Mode::Down,
        Mode::Ceiling,
        Mode::Floor,
    ];
    let steps: &[&str] = match currency {
        "JPY" => &["1", "10", "5"],
        "KWD" => &["0.001", "0.01", "1"],
        _ => &["0.01", "1", "0.05", "10"],
    };
    Rounding {
        mode: tape.pick(&modes),
        step: number(tape, steps),
    }
}

impl Draft {
    pub(super) fn head(&mut self) {
        let currency = self.tape.pick(&["EUR", "EUR", "EUR", "USD", "JPY", "KWD"]);
        currency.clone_into(&mut self.policy.currency);
        if self.tape.chance(50) {
            self.policy.rounding = Some(rounding(&mut self.tape, currency));
        }
        self.policy.last_year = self.tape.pick(&[None, Some(2023), Some(2024), Some(2026)]);
        let begins = [(1, 1), (1, 1), (1, 1), (9, 1), (3, 1)];
        self.policy.year_begins = self.tape.pick(&begins);
        self.is_foreign = self.class == Class::Free && self.tape.chance(8);
    }

    pub(super) fn facts(&mut self) {
        match self.class {
            Class::Plain => self.plain_facts(),
            Class::Free => self.free_facts(),
        }
    }

    fn plain_facts(&mut self) {
        self.unit();
        if self.tape.chance(12) {
            // One large domain: the others stay out of the way.
            let most = number(&mut self.tape, &["1000", "10000000", "100000"]);
            let step = number(&mut self.tape, &["1", "0.5", "0.01"]);
            self.measure(step, Number::new("0"), most);
            self.choice(2);
        } else {
            let two = self.tape.chance(35);
            for _ in 0..=usize::from(two) {
                let (step, least, most) = self.tape.pick(&if two {
                    [
                        ("1", "0", "6"),
                        ("0.5", "0", "3"),
                        ("1", "-2", "5"),
                        ("5", "0", "30"),
                    ]
                } else {
                    [
                        ("1", "0", "12"),
                        ("0.5", "0", "6"),
                        ("1", "-3", "12"),
                        ("0.25", "1", "4"),
                    ]
                });
                self.measure(Number::new(step), Number::new(least), Number::new(most));
            }
            let choices = self.tape.below(3);
            for _ in 0..choices {
                self.choice(if two { 2 } else { 3 });
            }
            if self.tape.chance(30) {
                self.yes_no();
            }
            if self.tape.chance(30) {
                self.window();
            }
        }
    }

    fn free_facts(&mut self) {
        let units = self.tape.between(1, 2);
        for _ in 0..units {
            self.unit();
        }
        let measures = self.tape.between(1, 3);
        for _ in 0..measures {
            let step = number(&mut self.tape, &["1", "1", "0.5", "3", "0.1"]);
            let least = number(&mut self.tape, &["0", "0", "-6", "3"]);
            let most = number(&mut self.tape, &["12", "105", "1000.2", "10000000"]);
            self.measure(step, least, most);
            self.loosen();
        }
        let choices = self.tape.between(0, 2);
        for _ in 0..choices {
            self.choice(3);
        }
        for _ in 0..self.tape.between(0, 1) {
            self.yes_no();
        }
        let dates = self.tape.between(0, 2);
        for _ in 0..dates {
            self.date_fact();
        }
        if self.tape.chance(40) {
            self.list();
        }
    }

    fn unit(&mut self) {
        let unit = format!("u{}", self.policy.units.len());
        self.policy.units.push(unit);
    }

    /// A name that no other fact has, of a payer or of a list.
    fn declare(&mut self, letter: &str, sort: Sort) -> &mut Fact {
        let name = format!("{letter}{}", self.policy.facts.len());
        self.policy.facts.push(Fact {
            name,
            sort,
            absent: None,
        });
        self.policy.facts.last_mut().expect("one was put there")
    }

    /// A step, the least and the greatest value are always there for the plain class.
    fn measure(&mut self, step: Number, least: Number, most: Number) {
        let unit = self.tape.pick(&self.policy.units);
        let directions = [
            Direction::Rise,
            Direction::Rise,
            Direction::Any,
            Direction::Fall,
        ];
        let dues = self.tape.pick(&directions);
        let absent = self.tape.chance(20);
        let absent = absent.then(|| first_on_grid(&step, &least));
        let fact = self.declare(
            "m",
            Sort::Measure {
                unit,
                step: Some(step),
                least: Some(least),
                most: Some(most),
                dues,
            },
        );
        fact.absent = absent;
    }

    /// Takes the step or a bound from the last measure.
    fn loosen(&mut self) {
        let which = self.tape.below(8);
        let fact = self.policy.facts.last_mut();
        let Some(Sort::Measure {
            step, least, most, ..
        }) = fact.map(|fact| &mut fact.sort)
        else {
            return;
        };
        match which {
            5 => *step = None,
            6 => *least = None,
            7 => *most = None,
            _ => {}
        }
    }

    fn choice(&mut self, most: usize) {
        let count = self.tape.between(1, most);
        let absent = self.tape.chance(15).then(|| "v0".to_owned());
        let values = (0..count).map(|value| format!("v{value}"));
        self.declare("c", Sort::Choice(values.collect())).absent = absent;
    }

    fn yes_no(&mut self) {
        let absent = self.tape.pick(&[None, None, Some("no"), Some("yes")]);
        self.declare("y", Sort::YesNo).absent = absent.map(ToOwned::to_owned);
    }

    /// Few days, which lie in every dues year whenever it begins.
    fn window(&mut self) {
        let windows = [
            ("06-01", "06-08"),
            ("02-26", "03-02"),
            ("12-28", "12-31"),
            ("10-01", "10-10"),
        ];
        // The last days of February and the first of March are in one dues year, but not in this order.
        let mut windows = windows.to_vec();
        if self.policy.year_begins == (3, 1) {
            windows.remove(1);
        }
        let (least, most) = self.tape.pick(&windows);
        let sort = Sort::Date {
            least: Some(Day::new(least)),
            most: Some(Day::new(most)),
        };
        let absent = self.tape.chance(20).then(|| least.to_owned());
        self.declare("d", sort).absent = absent;
    }

    fn date_fact(&mut self) {
        let least = [None, Some("1990-01-01"), Some("2022-02-28")];
        let most = [None, Some("2030-12-31"), Some("2026-12-31")];
        let most = self.tape.pick(&most);
        let sort = Sort::Date {
            least: self.tape.pick(&least).map(Day::new),
            most: most.map(Day::new),
        };
        // A day of every dues year is within the bounds only where there is no end to them.
        let each = if most.is_none() {
            "01-31"
        } else {
            "2023-06-30"
        };
        let absent = self
            .tape
            .pick(&[None, None, Some(each), Some("2023-06-30")]);
        self.declare("d", sort).absent = absent.map(ToOwned::to_owned);
    }

    fn list(&mut self) {
        let name = format!("l{}", self.policy.facts.len());
        let unit = self.tape.pick(&self.policy.units);
        let measure = Sort::Measure {
            unit,
            step: Some(number(&mut self.tape, &["1", "0.5"])),
            least: Some(Number::new("0")),
            most: Some(number(&mut self.tape, &["10", "100"])),
            dues: Direction::Any,
        };
        let mut each = vec![Fact {
            name: format!("{name}_m"),
            sort: measure,
            absent: self.tape.chance(20).then(|| "2".to_owned()),
        }];
        if self.tape.chance(50) {
            each.push(Fact {
                name: format!("{name}_c"),
                sort: Sort::Choice(vec!["v0".to_owned(), "v1".to_owned()]),
                absent: self.tape.chance(20).then(|| "v1".to_owned()),
            });
        }
        if self.tape.chance(30) {
            each.push(Fact {
                name: format!("{name}_y"),
                sort: Sort::YesNo,
                absent: self.tape.chance(20).then(|| "no".to_owned()),
            });
        }
        let most = self.tape.between(1, 4);
        let absent = self.tape.chance(30).then(|| "none".to_owned());
        self.declare("l", Sort::List { most, each }).absent = absent;
    }

    /// Amounts, rates by each unit, and indices; half of them with dates.
    pub(super) fn parameters(&mut self) {
        let count = self.tape.between(0, 3);
        for index in 0..count {
            let currency = &self.policy.currency;
            let mut units = vec![currency.clone()];
            let rates = self.policy.units.iter();
            units.extend(rates.map(|unit| format!("{currency}/{unit}")));
            units.push("1".to_owned());
            let unit = self.tape.pick(&units);
            let is_index = unit == "1" && self.tape.chance(50);
            let values = self.dated_values(&unit);
            self.policy.parameters.push(Parameter {
                name: format!("p{index}"),
                unit,
                is_index,
                values,
            });
        }
    }

    /// Values that cover all days, or leave a stretch out, or change within a year.
    fn dated_values(&mut self, unit: &str) -> Vec<Dated> {
        let all = [
            "2023-01-01",
            "2023-07-01",
            "2024-01-01",
            "2025-01-01",
            "2026-06-30",
        ];
        let mut cuts = if self.tape.chance(50) {
            self.tape.some(&all)
        } else {
            Vec::new()
        };
        cuts.truncate(2);
        let mut values = Vec::new();
        for index in 0..=cuts.len() {
            let is_left_out = !cuts.is_empty() && self.tape.chance(12);
            let is_unknown = self.tape.chance(8);
            let value = self.figure(unit);
            let day = |text: &&str| Day::read_date(text).expect("a date");
            let valid = Validity {
                from: index.checked_sub(1).map(|before| day(&cuts[before])),
                until: cuts.get(index).map(day),
            };
            if !is_left_out {
                let value = (!is_unknown).then_some(value);
                values.push(Dated { valid, value });
            }
        }
        if values.is_empty() {
            values.push(Dated {
                valid: Validity::default(),
                value: None,
            });
        }
        values
    }

    /// A number that suits a unit.
    pub(super) fn figure(&mut self, unit: &str) -> Number {
        let texts: &[&str] = match unit {
            "1" => &["1", "2", "0.5", "1.042", "3", "0"],
            "year" => &["1", "18", "65", "3"],
            "month" => &["12", "6", "1", "3"],
            "day" => &["30", "1", "365", "100"],
            _ if unit.contains('/') => &["1", "0.25", "0.5", "0.0073", "2", "-0.125", "73", "0"],
            _ if self.policy.units.iter().any(|known| known == unit) => {
                &["5", "1", "2", "3", "10", "2.5", "0", "100"]
            }
            _ => &[
                "5", "10", "1", "2", "0", "3", "110", "0.005", "12.345", "-7", "550",
            ],
        };
        number(&mut self.tape, texts)
    }
}

/// The least value that a measure may have.
fn first_on_grid(step: &Number, least: &Number) -> String {
    let first: BigRational = (least.value() / step.value()).ceil() * step.value();
    Number::decimal(&first).text().to_owned()
}
