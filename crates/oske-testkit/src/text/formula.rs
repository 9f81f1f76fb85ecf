//! Formulas, with parentheses where they are needed and now and then where they are not.

use super::Writer;
use crate::model::ast::{Comparison, Formula, Operation};
use crate::model::{Mode, Number, Time};

/// How tightly a text holds together, loosest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Tightness {
    If,
    Or,
    And,
    Not,
    Comparison,
    Sum,
    Product,
    Sign,
    Atom,
}

impl Writer<'_> {
    /// A formula on one line.
    pub(super) fn formula(&mut self, formula: &Formula) -> String {
        self.text(formula).0
    }

    /// A number with its unit, which is left out for a bare number.
    pub(super) fn literal(&mut self, number: &Number, unit: &str) -> String {
        match unit {
            "1" => number.text().to_owned(),
            unit => format!("{} {unit}", number.text()),
        }
    }

    /// In parentheses where the text is not as tight as it must be.
    fn at(&mut self, least: Tightness, formula: &Formula) -> String {
        let (text, tightness) = self.text(formula);
        if tightness < least {
            format!("({text})")
        } else {
            text
        }
    }

    fn list(&mut self, formulas: &[Formula]) -> String {
        let texts: Vec<String> = formulas.iter().map(|part| self.formula(part)).collect();
        texts.join(", ")
    }

    fn call(&mut self, name: &str, parts: &[&Formula]) -> (String, Tightness) {
        let texts: Vec<String> = parts.iter().map(|part| self.formula(part)).collect();
        (format!("{name}({})", texts.join(", ")), Tightness::Atom)
    }

    fn text(&mut self, formula: &Formula) -> (String, Tightness) {
        let (text, tightness) = self.bare(formula);
        // One parenthesis more changes nothing around arithmetic and conditions.
        let may_be_more = matches!(
            formula,
            Formula::Number(..)
                | Formula::Arithmetic(..)
                | Formula::Negative(_)
                | Formula::Compare(..)
                | Formula::And(..)
                | Formula::Or(..)
                | Formula::Not(_)
        );
        if may_be_more && self.forms.long() && self.forms.long() {
            (format!("({text})"), Tightness::Atom)
        } else {
            (text, tightness)
        }
    }

    fn bare(&mut self, formula: &Formula) -> (String, Tightness) {
        let atom = |text: String| (text, Tightness::Atom);
        match formula {
            Formula::Number(number, unit) => {
                let is_negative = number.text().starts_with('-');
                let tightness = if is_negative {
                    Tightness::Sign
                } else {
                    Tightness::Atom
                };
                (self.literal(number, unit), tightness)
            }
            Formula::Percent(number) => atom(format!("{}%", number.text())),
            Formula::Day(day) => atom(format!("'{}'", day.text())),
            Formula::Name(name) => atom(name.clone()),
            Formula::YearStart => atom("year_start".to_owned()),
            Formula::NextYearStart => atom("next_year_start".to_owned()),
            Formula::LookUp(table, keys) => atom(format!("{table}({})", self.list(keys))),
            Formula::ParameterOn(name, day) => self.call(name, &[day]),
            Formula::Negative(inner) => {
                let inner = self.at(Tightness::Atom, inner);
                (format!("-{inner}"), Tightness::Sign)
            }
            Formula::Arithmetic(left, operation, right) => self.arithmetic(left, *operation, right),
            Formula::If(condition, then, otherwise) => {
                let condition = self.at(Tightness::Or, condition);
                let then = self.at(Tightness::Or, then);
                let otherwise = self.formula(otherwise);
                let text = format!("if {condition} then {then} else {otherwise}");
                (text, Tightness::If)
            }
            Formula::AtLeast(of, bound) => self.call("at_least", &[of, bound]),
            Formula::AtMost(of, bound) => self.call("at_most", &[of, bound]),
            Formula::Larger(parts) => atom(format!("larger({})", self.list(parts))),
            Formula::Smaller(parts) => atom(format!("smaller({})", self.list(parts))),
            Formula::Round(mode, of, (step, unit)) => {
                let name = match mode {
                    Mode::HalfUp => "round",
                    Mode::HalfEven => "round_half_even",
                    Mode::Ceiling => "round_up",
                    Mode::Floor => "round_down",
                    Mode::Up | Mode::Down => panic!("no function rounds so: {mode:?}"),
                };
                let (of, step) = (self.formula(of), self.literal(step, unit));
                atom(format!("{name}({of}, {step})"))
            }
            Formula::Steps(is_started, of, (step, unit)) => {
                let name = if *is_started { "started" } else { "whole" };
                let (of, step) = (self.formula(of), self.literal(step, unit));
                atom(format!("{name}({of}, {step})"))
            }
            Formula::Sum(list, of) => atom(format!("sum({list}, {})", self.formula(of))),
            Formula::Count(list) => atom(format!("count({list})")),
            Formula::Unclear(label, readings) => {
                atom(format!("unclear('{label}', {})", self.list(readings)))
            }
            Formula::Time(time, from, to) => {
                let name = match time {
                    Time::Days => "days",
                    Time::StartedMonths => "started_months",
                    Time::WholeMonths => "whole_months",
                    Time::WholeYears => "whole_years",
                };
                self.call(name, &[from, to])
            }
            Formula::Is(of, values, negated) => self.is(of, values, *negated),
            Formula::Compare(left, comparison, right) => {
                let sign = sign(*comparison);
                let left = self.at(Tightness::Sum, left);
                let right = self.at(Tightness::Sum, right);
                (format!("{left} {sign} {right}"), Tightness::Comparison)
            }
            Formula::And(left, right) => {
                let left = self.at(Tightness::And, left);
                let right = self.at(Tightness::Not, right);
                (format!("{left} and {right}"), Tightness::And)
            }
            Formula::Or(left, right) => {
                let left = self.at(Tightness::Or, left);
                let right = self.at(Tightness::And, right);
                (format!("{left} or {right}"), Tightness::Or)
            }
            Formula::Not(inner) => {
                let inner = self.at(Tightness::Atom, inner);
                (format!("not {inner}"), Tightness::Not)
            }
        }
    }

    fn arithmetic(
        &mut self,
        left: &Formula,
        operation: Operation,
        right: &Formula,
    ) -> (String, Tightness) {
        let (sign, tightness, right_tightness) = match operation {
            Operation::Add => ("+", Tightness::Sum, Tightness::Product),
            Operation::Subtract => ("-", Tightness::Sum, Tightness::Product),
            Operation::Multiply => ("*", Tightness::Product, Tightness::Atom),
            Operation::Divide => ("/", Tightness::Product, Tightness::Atom),
        };
        let left = self.at(tightness, left);
        let right = self.at(right_tightness, right);
        // `a + -b` is written `a + (-b)`.
        let right = if right.starts_with('-') {
            format!("({right})")
        } else {
            right
        };
        (format!("{left} {sign} {right}"), tightness)
    }

    /// One value is compared by `=` or, the long way, by `in`.
    fn is(&mut self, of: &Formula, values: &[String], negated: bool) -> (String, Tightness) {
        let of = self.at(Tightness::Atom, of);
        let quoted: Vec<String> = values.iter().map(|value| format!("'{value}'")).collect();
        let text = match (quoted.as_slice(), negated) {
            ([only], false) if !self.forms.long() => format!("{of} = {only}"),
            ([only], true) if !self.forms.long() => format!("{of} != {only}"),
            (several, false) => format!("{of} in [{}]", several.join(", ")),
            (several, true) => format!("{of} not in [{}]", several.join(", ")),
        };
        (text, Tightness::Comparison)
    }
}

fn sign(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Equal => "=",
        Comparison::Unequal => "!=",
        Comparison::Less => "<",
        Comparison::AtMost => "<=",
        Comparison::Greater => ">",
        Comparison::AtLeast => ">=",
    }
}
