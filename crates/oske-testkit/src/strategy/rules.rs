//! Lets, shares, lines and rules.

use super::declarations::rounding;
use super::{Class, Draft, Stands, boxed, name, number};
use crate::model::ast::{Formula, Let, Line, Operation, Rule, Share, ShareKey, Sort, Validity};
use crate::model::{Day, Number};

impl Draft {
    pub(super) fn lets(&mut self) {
        let count = self
            .tape
            .between(0, if self.class == Class::Plain { 2 } else { 3 });
        for index in 0..count {
            let (is, stands) = match self.class {
                Class::Plain => self.plain_let(),
                Class::Free => self.free_let(),
            };
            let named = format!("let{index}");
            self.lets.push((named.clone(), stands));
            // Lets may stand in any order.
            let at = self.tape.between(0, self.policy.lets.len());
            self.policy.lets.insert(at, Let { name: named, is });
        }
    }

    fn plain_let(&mut self) -> (Formula, Stands) {
        if self.tape.chance(40) {
            return (self.plain_condition(1, false), Stands::Condition);
        }
        let currency = self.policy.currency.clone();
        (self.plain_money(1), Stands::Quantity(currency))
    }

    fn free_let(&mut self) -> (Formula, Stands) {
        match self.tape.below(6) {
            0 | 1 => {
                let currency = self.policy.currency.clone();
                (self.quantity(&currency, 2), Stands::Quantity(currency))
            }
            2 => {
                let unit = self.tape.pick(&self.policy.units);
                (self.quantity(&unit, 2), Stands::Quantity(unit))
            }
            3 => {
                let one = "1".to_owned();
                (self.quantity("1", 2), Stands::Quantity(one))
            }
            4 => (self.condition(2), Stands::Condition),
            _ => (self.date(1), Stands::Date),
        }
    }

    pub(super) fn shares(&mut self) {
        if self.class == Class::Plain || !self.tape.chance(25) {
            return;
        }
        let weights: &[&[&str]] = &[&["1"], &["1/2", "1/2"], &["0.25", "0.75"]];
        let is_round = self.tape.chance(25);
        let rounds_each = !is_round || self.tape.chance(50);
        let weights = self.tape.pick(weights);
        let keys = weights.iter().map(|weight| {
            let facts = self.policy.facts.iter();
            let measures: Vec<_> = facts
                .filter_map(|fact| match &fact.sort {
                    Sort::Measure { unit, .. } => Some((fact.name.clone(), unit.clone())),
                    _ => None,
                })
                .collect();
            let (by, unit) = self.tape.pick(&measures);
            let of = number(&mut self.tape, &["100", "5503664", "12.5"]);
            ShareKey {
                weight: Number::new(weight),
                by: name(&by),
                of: (!is_round).then_some((of, unit)),
            }
        });
        let keys = keys.collect();
        let currency = self.policy.currency.clone();
        let total = Formula::Number(number(&mut self.tape, &["1000", "5719454"]), currency);
        let total = if self.tape.chance(50) {
            let part = Formula::Percent(Number::new("80"));
            Formula::Arithmetic(boxed(part), Operation::Multiply, boxed(total))
        } else {
            total
        };
        self.policy.shares.push(Share {
            name: "share0".to_owned(),
            total,
            rounds_each,
            keys,
        });
    }

    /// `dues`, declared or not, and perhaps another line.
    pub(super) fn lines(&mut self) {
        if self.tape.chance(30) {
            let optional = self.tape.chance(30);
            let name = "dues".to_owned();
            self.policy.lines.push(Line { name, optional });
        }
        if self.tape.chance(30) {
            let optional = self.tape.chance(70);
            let name = "joining_fee".to_owned();
            self.policy.lines.push(Line { name, optional });
        }
    }

    pub(super) fn rules(&mut self) {
        let declared = self.policy.lines.iter();
        let declared: Vec<String> = declared.map(|line| line.name.clone()).collect();
        let mut lines = declared.clone();
        if !lines.iter().any(|line| line == "dues") {
            lines.insert(0, "dues".to_owned());
        }
        let count = self.tape.between(1, 4).max(lines.len());
        for index in 0..count {
            // Every line has a rule.
            let line = match lines.get(index) {
                Some(line) => line.clone(),
                None => self.tape.pick(&lines),
            };
            let rule = self.rule(index, line);
            self.policy.rules.push(rule);
        }
    }

    fn rule(&mut self, index: usize, line: String) -> Rule {
        let day = |text| Day::read_date(text);
        let periods = [
            (None, day("2024-01-01")),
            (day("2024-01-01"), None),
            (day("2023-02-01"), day("2025-01-01")),
        ];
        let valid = if self.tape.chance(15) {
            let (from, until) = self.tape.pick(&periods);
            Validity { from, until }
        } else {
            Validity::default()
        };
        let when = self.tape.chance(70).then(|| match self.class {
            Class::Plain => self.plain_condition(2, false),
            Class::Free => self.condition(2),
        });
        let is_foreign = self.is_foreign && self.tape.chance(40);
        let currency = is_foreign.then(|| "SEK".to_owned());
        let in_currency = currency.clone().unwrap_or(self.policy.currency.clone());
        // What nothing is owed in, and by which rounding a share is rounded, is left alone.
        let is_exempt = !self.is_foreign && self.tape.chance(8);
        let has_rounding = is_foreign || (self.policy.shares.is_empty() && self.tape.chance(15));
        let rounding = has_rounding.then(|| rounding(&mut self.tape, &in_currency));
        let pays = match self.class {
            Class::Plain => self.plain_money(2),
            Class::Free => self.quantity(&in_currency, 3),
        };
        Rule {
            id: format!("rule-{index}"),
            line,
            valid,
            when,
            pays: (!is_exempt).then_some(pays),
            currency,
            rounding,
        }
    }
}
