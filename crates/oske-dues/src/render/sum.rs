//! A line as a sum that can be done again with a pocket calculator.

use oske_types::{Amount, Currency, Exact, Language, Rounding, RoundingMode, date_in};

use super::condition::{clause, joined, name_of};
use super::words::{
    bounds_in, extreme_in, figure, quantity, rounding_in, shown, steps_in, time_in,
};
use crate::assessment::Label;
use crate::dimension::Dimension;
use crate::explain::{
    ExplainedLine, LineBasis, Operation, RowValues, SlicePart, Step, TableRow, written_unit,
};
use crate::formula::Operator;
use crate::policy::{Extreme, TimeSpan};

impl ExplainedLine {
    /// The rule, then each calculation with its values, their units and its result.
    pub(super) fn sum_in(&self, language: Language) -> String {
        let rule = self.rule.in_language(language);
        let sum = match &self.basis {
            LineBasis::Exempt(reason) => reason.in_language(language).to_owned(),
            LineBasis::Formula { derivation, .. } => self.formula_in(language, derivation),
        };
        match sum.as_str() {
            "" => rule.to_owned(),
            sum => format!("{rule}: {sum}"),
        }
    }

    fn formula_in(&self, language: Language, derivation: &Step) -> String {
        let mut sum = Sum {
            language,
            clauses: Vec::new(),
            because: Vec::new(),
        };
        let part = sum.part(derivation);
        let kind = part.kind;
        let mut last = match kind {
            PartKind::Said => sum.clauses.pop().unwrap_or(part.text),
            PartKind::Value | PartKind::Calculation => part.text,
        };
        if let Some((unrounded, amount)) = self.figures {
            let unit = Label::new(amount.currency().code(), None);
            let result = quantity(language, unrounded, &unit);
            let bare = result.trim_start_matches(SIGNS);
            // The sum of nothing is zero of no currency, and tells no amount.
            let is_told = match kind {
                PartKind::Said => last.ends_with(bare),
                PartKind::Value => {
                    let told = last.trim_start_matches(SIGNS);
                    let alone = told.strip_prefix(bare);
                    let alone = alone.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
                    alone || last.contains(&format!(" {bare}"))
                }
                PartKind::Calculation => false,
            };
            if !is_told {
                last = equal(&last, &result);
            }
        }
        if let Some((unrounded, amount)) = self.figures
            && Amount::from(amount).value() != unrounded
        {
            let rounded = language.pick("pyöristettynä", "avrundat", "rounded");
            let how = match is_everyday(self.rounding) {
                true => String::new(),
                false => format!(" ({})", rounding_in(language, self.rounding)),
            };
            let amount = amount.in_language(language);
            last.push_str(&format!(", {rounded}{how} {amount}"));
        }
        if !sum.because.is_empty() {
            let because = language.pick("koska", "eftersom", "because");
            let clauses = joined(language, sum.because);
            last.push_str(&format!(", {because} {clauses}"));
        }
        sum.clauses.push(last);
        sum.clauses.join("; ")
    }
}

/// Half a cent up, to the cent: what everybody does who is told nothing else.
fn is_everyday(rounding: Rounding) -> bool {
    rounding.mode() == RoundingMode::HalfUp && Exact::ratio(1, 100) == Ok(rounding.step())
}

/// A sum on its way.
struct Sum {
    language: Language,
    /// Calculations whose results others rest on.
    clauses: Vec<String>,
    /// Why one part was chosen and not another.
    because: Vec<String>,
}

/// A part of a calculation.
struct Part {
    text: String,
    binds: Binds,
    kind: PartKind,
}

/// How strongly a part holds together, the weakest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Binds {
    /// Not at all: it stands in parentheses beside any sign.
    Apart,
    Sum,
    Product,
    Whole,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum PartKind {
    /// It shows its own value.
    Value,
    /// The last clause has told how it comes about, with its value.
    Said,
    /// Its value is still to be told.
    Calculation,
}

impl Part {
    /// As it stands beside a sign.
    fn beside(self, bracketed: bool) -> String {
        match bracketed {
            true => format!("({})", self.text),
            false => self.text,
        }
    }
}

impl Sum {
    fn say(&self, fi: &'static str, sv: &'static str, en: &'static str) -> &'static str {
        self.language.pick(fi, sv, en)
    }

    /// A step as it stands in a calculation, after what it rests on has been told.
    fn part(&mut self, step: &Step) -> Part {
        let language = self.language;
        match (&step.operation, step.of.as_slice()) {
            (Operation::Number { .. }, _) => value(&shown(language, step)),
            (Operation::Fact { unit, fact, .. }, _) => self.fact(step, unit, fact),
            (Operation::Lookup { row, .. } | Operation::Class { row, .. }, keys) => {
                self.looked_up(step, row, keys)
            }
            (Operation::Named { .. } | Operation::Unclear { .. }, [only]) => self.part(only),
            (Operation::Choose { .. }, [condition, chosen]) => {
                self.because.push(clause(language, condition));
                self.part(chosen)
            }
            (Operation::Negate, [only]) => self.negated(only),
            (Operation::Calculate(operator), [left, right]) => {
                self.calculated(*operator, left, right)
            }
            (Operation::Extreme(Extreme::AtLeast), [bounded, bound]) => {
                let words = match step.is_date() {
                    true => self.say("aikaisintaan", "tidigast", "not before"),
                    false => self.say("vähintään", "minst", "at least"),
                };
                self.bounded(step, bounded, words, bound)
            }
            (Operation::Extreme(Extreme::AtMost), [bounded, bound]) => {
                let words = match step.is_date() {
                    true => self.say("viimeistään", "senast", "not after"),
                    false => self.say("enintään", "högst", "at most"),
                };
                self.bounded(step, bounded, words, bound)
            }
            (Operation::Extreme(_), of) => self.extreme(step, of),
            (Operation::Round { mode, step: by }, [only]) => {
                let from = self.told(only);
                let rounded = self.say("pyöristettynä", "avrundat", "rounded");
                let how = Rounding::new(*by, *mode);
                let how = how.map_or_else(String::new, |how| rounding_in(language, how));
                self.said(step, format!("{from}, {rounded} ({how}): "))
            }
            (Operation::Steps { started, step: by }, [only]) => {
                let from = self.told(only);
                let words = steps_in(language, *started, *by);
                self.said(step, format!("{from}, {words}: "))
            }
            (Operation::Time(span), [from, to]) => {
                let (from, to) = (figure(language, from), figure(language, to));
                self.said(step, format!("{}: ", time_in(language, *span, &from, &to)))
            }
            (
                Operation::Slices {
                    unit, key, parts, ..
                },
                of,
            ) => self.sliced(step, of.get(*key), parts, unit),
            (Operation::Sum { list, things }, of) => {
                self.summed(step, list.in_language(language), things, of)
            }
            (Operation::Count { list }, _) => {
                let number = self.say("lukumäärä", "antal", "number");
                let list = list.in_language(language);
                value(&format!("{} ({list}, {number})", value_in(language, step)))
            }
            (Operation::Share { .. }, _) => self.shared(step),
            _ => value(&value_in(language, step)),
        }
    }

    /// "5,000 inhabitants (31 December 2022)": a figure of the payer and of which day it is.
    fn fact(&self, step: &Step, unit: &Label, fact: &Label) -> Part {
        let language = self.language;
        let mut text = value_in(language, step);
        // A unit with words says what is counted.
        if unit.words().is_none() {
            text = format!("{} {text}", fact.in_language(language));
        }
        let origin = origin(language, step);
        let origin = origin.map_or_else(String::new, |origin| format!(" ({origin})"));
        value(&format!("{text}{origin}"))
    }

    /// "€200.00 (own size large, student no; row 3)": what a table has, and by what it was found there.
    fn looked_up(&mut self, step: &Step, row: &TableRow, keys: &[Step]) -> Part {
        let by: Vec<String> = keys.iter().map(|key| self.key(key)).collect();
        let by = by.join(", ");
        let row = match row.holds.as_slice() {
            // The value of a choice has said it.
            [only] if matches!(only.values, RowValues::OneOf(_)) => String::new(),
            [_] => format!("; {}", bounds_in(self.language, row)),
            // Each key has told its value, and its bounds beside those of the others would be long.
            _ => format!("; {} {}", self.say("rivi", "rad", "row"), row.number),
        };
        value(&format!("{} ({by}{row})", value_in(self.language, step)))
    }

    fn negated(&mut self, step: &Step) -> Part {
        let part = self.part(step);
        let bracketed = part.binds < Binds::Whole || is_below_zero(&part.text);
        let text = format!("−{}", part.beside(bracketed));
        match step.operation {
            Operation::Number { .. } => value(&text),
            _ => calculation(text, Binds::Sum),
        }
    }

    fn calculated(&mut self, operator: Operator, left: &Step, right: &Step) -> Part {
        let (binds, in_any_order) = match operator {
            Operator::Add => (Binds::Sum, true),
            Operator::Subtract => (Binds::Sum, false),
            Operator::Multiply => (Binds::Product, true),
            Operator::Divide => (Binds::Product, false),
        };
        let (left, right) = (self.part(left), self.part(right));
        let left_bracketed = left.binds < binds;
        let right_bracketed = is_below_zero(&right.text)
            || right.binds < binds
            || (right.binds == binds && !in_any_order);
        let (left, right) = (left.beside(left_bracketed), right.beside(right_bracketed));
        calculation(format!("{left} {} {right}", operator.sign()), binds)
    }

    /// "0.1% × turnover €1,500,000.00 = €1,500.00, at most €60.00: €60.00"; without a bound that changes nothing.
    fn bounded(&mut self, step: &Step, bounded: &Step, words: &str, bound: &Step) -> Part {
        if bounded.value.is_some() && bounded.value == step.value {
            return self.part(bounded);
        }
        let bounded = self.told(bounded);
        let bound = self.told(bound);
        self.said(step, format!("{bounded}, {words} {bound}: "))
    }

    /// The larger or the smaller of several.
    fn extreme(&mut self, step: &Step, of: &[Step]) -> Part {
        let of: Vec<String> = of.iter().map(|part| self.told(part)).collect();
        let of = of.join(self.say(" ja ", " och ", " and "));
        let words = extreme_in(self.language, step);
        let colon = self.say(":", "", "");
        self.said(step, format!("{words}{colon} {of}: "))
    }

    /// "staff 75 employees in slices: 5 × €0.00 + 50 × €16.50 + 20 × €7.00 = €965.00"
    fn sliced(
        &mut self,
        step: &Step,
        cut: Option<&Step>,
        parts: &[SlicePart],
        unit: &Label,
    ) -> Part {
        let cut = cut.map(|cut| self.key(cut)).unwrap_or_default();
        let in_slices = self.say("portaittain", "skiktvis", "in slices");
        let slices = parts.iter().map(|part| slice_in(self.language, part, unit));
        let slices = slices.collect::<Vec<_>>().join(" + ");
        self.said(step, format!("{cut} {in_slices}: {slices} = "))
    }

    /// Each thing of a list, and what they come to together.
    fn summed(&mut self, step: &Step, list: &str, things: &[String], of: &[Step]) -> Part {
        let mut values = Vec::new();
        for (thing, part) in things.iter().zip(of) {
            let told = self.told(part);
            self.clause(format!("{list} {thing}: {told}"));
            values.push(value_in(self.language, part));
        }
        let sum = self.say("summa", "summa", "sum");
        match values.as_slice() {
            [] => {
                let none = self.say("ei yhtään", "inga", "none");
                self.said(step, format!("{list}, {sum}: {none} = "))
            }
            [_] => value(&value_in(self.language, step)),
            values => self.said(step, format!("{list}, {sum}: {} = ", values.join(" + "))),
        }
    }

    /// A step with its value, as it stands where something is done with the whole of it.
    fn told(&mut self, step: &Step) -> String {
        let part = self.part(step);
        match part.kind {
            PartKind::Value | PartKind::Said => part.text,
            PartKind::Calculation => equal(&part.text, &value_in(self.language, step)),
        }
    }

    /// A clause of its own for how a step comes about, up to its value, by which it is mentioned then.
    fn said(&mut self, step: &Step, how: String) -> Part {
        let result = value_in(self.language, step);
        self.clause(match how.strip_suffix(" = ") {
            Some(how) => equal(how, &result),
            None => format!("{how}{result}"),
        });
        Part {
            kind: PartKind::Said,
            ..value(&result)
        }
    }

    /// What a table is looked up by, after how it comes about has been told where it is not simply a figure.
    fn key(&mut self, step: &Step) -> String {
        let language = self.language;
        let part = self.part(step);
        let told = match part.kind {
            PartKind::Calculation => Some(equal(&part.text, &value_in(language, step))),
            PartKind::Value if is_class(step) => Some(part.text),
            PartKind::Value | PartKind::Said => None,
        };
        if let Some(told) = told {
            self.clause(match name_of(language, step) {
                Some(name) => format!("{name}: {told}"),
                None => told,
            });
        }
        argument(language, step)
    }

    fn clause(&mut self, clause: String) {
        // The same at the end again, since the last clause is that of the part told last.
        self.clauses.retain(|told| *told != clause);
        self.clauses.push(clause);
    }

    fn shared(&mut self, step: &Step) -> Part {
        let language = self.language;
        let (
            Operation::Share {
                share,
                weights,
                allocated,
                ..
            },
            [total, keys @ ..],
        ) = (&step.operation, step.of.as_slice())
        else {
            return value(&value_in(language, step));
        };
        let total = self.part(total);
        let bracketed = total.binds < Binds::Product;
        let total = total.beside(bracketed);
        let parts = keys.chunks(2).zip(weights).filter_map(|(pair, weight)| {
            let [by, of] = pair else {
                return None;
            };
            let (by, of) = (self.key(by), value_in(language, of));
            Some(match *weight == Exact::ONE {
                true => format!("{by} ÷ {of}"),
                false => format!("{} × {by} ÷ {of}", weight.in_language(language)),
            })
        });
        let parts: Vec<String> = parts.collect();
        let parts = match parts.as_slice() {
            [only] => only.clone(),
            several => format!("({})", several.join(" + ")),
        };
        let whole = match allocated {
            true => self.say(
                ", jaettuna niin, että osuuksien summa on koko määrä: ",
                ", fördelat så att andelarna tillsammans är hela beloppet: ",
                ", allocated so that the shares add up to the whole: ",
            ),
            false => " = ",
        };
        let name = share.in_language(language);
        self.said(step, format!("{name}: {total} × {parts}{whole}"))
    }
}

/// A part that shows its own value; a ratio beside its first decimals does not hold together.
fn value(text: &str) -> Part {
    Part {
        text: text.to_owned(),
        binds: match text.contains(" ≈ ") {
            true => Binds::Apart,
            false => Binds::Whole,
        },
        kind: PartKind::Value,
    }
}

/// A calculation with its result.
fn equal(calculation: &str, result: &str) -> String {
    match result.strip_prefix('≈') {
        Some(result) => format!("{calculation} ≈ {result}"),
        None => format!("{calculation} = {result}"),
    }
}

fn calculation(text: String, binds: Binds) -> Part {
    Part {
        text,
        binds,
        kind: PartKind::Calculation,
    }
}

/// Whether it is a class that a table has found, perhaps under the name of a let.
fn is_class(step: &Step) -> bool {
    match (&step.operation, step.of.as_slice()) {
        (Operation::Class { .. }, _) => true,
        (Operation::Named { .. }, [only]) => is_class(only),
        _ => false,
    }
}

/// The signs of what is below zero, typographic and English.
const SIGNS: [char; 2] = ['−', '-'];

fn is_below_zero(text: &str) -> bool {
    text.starts_with(SIGNS)
}

/// The result of a step with its unit, as far as one has words.
pub(super) fn value_in(language: Language, step: &Step) -> String {
    match step.value {
        Some(value) if step.found().is_none() && !step.is_date() => {
            quantity(language, value, &unit_of(step))
        }
        _ => figure(language, step),
    }
}

/// What a table is looked up by: its name, its figure, and of which day that is.
fn argument(language: Language, step: &Step) -> String {
    let value = value_in(language, step);
    let name = name_of(language, step);
    let name = name.map_or_else(String::new, |name| format!("{name} "));
    let origin = origin(language, step);
    let origin = origin.map_or_else(String::new, |origin| format!(", {origin}"));
    format!("{name}{value}{origin}")
}

/// Of which day a fact is, or that nobody has told it.
fn origin(language: Language, step: &Step) -> Option<String> {
    let (Operation::Fact { date, absent, .. } | Operation::Choice { date, absent, .. }) =
        &step.operation
    else {
        return None;
    };
    let absent = absent.as_ref();
    let absent = absent.map(|_| language.pick("ei ilmoitettu", "inte uppgivet", "not given"));
    let date = date.map(|date| date_in(language, date));
    date.or_else(|| absent.map(str::to_owned))
}

/// "50 × €16.50"
fn slice_in(language: Language, part: &SlicePart, unit: &Label) -> String {
    let length = part.length.in_language(language);
    format!("{length} × {}", quantity(language, part.price, unit))
}

/// The unit of a result, with the words that its policy has for it; none where it has none.
fn unit_of(step: &Step) -> Label {
    if let Some(unit) = own_unit(step) {
        return unit.clone();
    }
    let name = dimension(step).to_string();
    if name == "1" {
        return Label::default();
    }
    let is_one = step.value == Some(Exact::ONE);
    if let Some(unit) = worded(step, &name, is_one) {
        return unit.clone();
    }
    let is_time = ["day", "month", "year"].contains(&name.as_str());
    match is_time || name.parse::<Currency>().is_ok() {
        true => Label::new(&name, None),
        false => Label::default(),
    }
}

/// The unit that a step tells itself.
fn own_unit(step: &Step) -> Option<&Label> {
    let (Operation::Number { unit, .. }
    | Operation::Fact { unit, .. }
    | Operation::Parameter { unit, .. }
    | Operation::Named { unit, .. }
    | Operation::Lookup { unit, .. }
    | Operation::Slices { unit, .. }
    | Operation::Share { unit, .. }) = &step.operation
    else {
        return None;
    };
    Some(unit).filter(|unit| !unit.name().is_empty())
}

/// The words for a unit, of a figure below that is one of it, or is not.
fn worded<'s>(step: &'s Step, name: &str, is_one: bool) -> Option<&'s Label> {
    let own = own_unit(step).filter(|unit| {
        unit.name() == name && unit.words().is_some() && (step.value == Some(Exact::ONE)) == is_one
    });
    own.or_else(|| {
        let mut below = step.of.iter();
        below.find_map(|part| worded(part, name, is_one))
    })
}

/// The dimension of a step, from the units of the figures that it rests on.
fn dimension(step: &Step) -> Dimension {
    let of_unit = |unit: &str| Dimension::parse(unit, |_| true).unwrap_or_default();
    if let Some(unit) = own_unit(step) {
        return of_unit(unit.name());
    }
    let of = step.of.as_slice();
    match (&step.operation, of) {
        (Operation::Number { text, .. }, _) => match written_unit(text) {
            "" => Dimension::none(),
            unit => of_unit(unit),
        },
        (Operation::Calculate(Operator::Multiply), [left, right]) => {
            dimension(left).multiply(&dimension(right))
        }
        (Operation::Calculate(Operator::Divide), [left, right]) => {
            dimension(left).divide(&dimension(right))
        }
        (Operation::Choose { .. }, [_, chosen]) => dimension(chosen),
        (Operation::Time(span), _) => of_unit(match span {
            TimeSpan::Days => "day",
            TimeSpan::StartedMonths | TimeSpan::WholeMonths => "month",
            TimeSpan::WholeYears => "year",
        }),
        (
            Operation::Calculate(_)
            | Operation::Negate
            | Operation::Extreme(_)
            | Operation::Round { .. }
            | Operation::Named { .. }
            | Operation::Unclear { .. }
            | Operation::Sum { .. },
            [first, ..],
        ) => dimension(first),
        _ => Dimension::none(),
    }
}
