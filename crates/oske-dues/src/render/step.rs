//! The steps of a derivation, numbered, each behind those that it rests on.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use oske_types::{Amount, Currency, Exact, Language, Rounding, Text, date_in};

use super::condition::{clause, joined, name_of};
use super::page::{Entry, Page};
use super::sum::value_in;
use super::words::{
    extreme_in, figure, period_in, quantity, reading_in, rounding_in, row_in, shown, steps_in,
    time_in,
};
use crate::assessment::{Label, Reason};
use crate::explain::{Operation, SlicePart, Step};
use crate::policy::Extreme;

/// Writes the steps of a line.
pub(super) struct Steps<'p> {
    language: Language,
    page: &'p mut Page,
    number: usize,
    /// What has been written, with the number under which: the same is not written twice.
    written: BTreeMap<String, usize>,
    /// The thing of a list that is meant: "branch Kuopio: ".
    thing: String,
}

/// A let whose meaning a step is.
#[derive(Clone, Copy)]
struct Let<'s> {
    name: &'s str,
    unit: &'s Label,
}

/// A step as it is written: what is done, then the result.
struct Sentence<'s> {
    text: String,
    /// Between what is done and the result: `=`, `→`, `:`.
    joint: &'static str,
    unit: Option<&'s Label>,
    /// The result, where it is written in a way of its own.
    result: Option<String>,
    /// Where it comes from.
    origin: Vec<String>,
    parts: Vec<String>,
}

impl<'s> Sentence<'s> {
    fn new(text: impl Into<String>, joint: &'static str) -> Self {
        Self {
            text: text.into(),
            joint,
            unit: None,
            result: None,
            origin: Vec::new(),
            parts: Vec::new(),
        }
    }

    fn is(text: impl Into<String>, unit: &'s Label) -> Self {
        Self {
            unit: Some(unit),
            ..Self::new(text, " = ")
        }
    }

    fn from(mut self, origin: impl IntoIterator<Item = String>) -> Self {
        self.origin.extend(origin);
        self
    }
}

impl<'p> Steps<'p> {
    pub(super) fn new(language: Language, page: &'p mut Page) -> Self {
        Self {
            language,
            page,
            number: 0,
            written: BTreeMap::new(),
            thing: String::new(),
        }
    }

    fn say(&self, fi: &'static str, sv: &'static str, en: &'static str) -> &'static str {
        self.language.pick(fi, sv, en)
    }

    /// What a condition rests on: its figures, with their sources, and the rows of its classes.
    pub(super) fn evidence(&mut self, step: &Step) {
        match &step.operation {
            Operation::Is { .. } | Operation::Compare(_) => {
                for part in &step.of {
                    self.step(part);
                }
            }
            Operation::Not
            | Operation::All
            | Operation::Any
            | Operation::Unclear { .. }
            | Operation::Named { .. } => {
                for part in &step.of {
                    self.evidence(part);
                }
            }
            _ => {
                self.step(step);
            }
        }
    }

    /// Writes a step behind those it rests on, and gives the name by which others mention it.
    pub(super) fn step(&mut self, step: &Step) -> String {
        self.write(step, None)
    }

    fn write(&mut self, step: &Step, named: Option<Let<'_>>) -> String {
        let language = self.language;
        match (&step.operation, step.of.as_slice()) {
            (Operation::Number { .. } | Operation::Day { .. }, _) if named.is_none() => {
                shown(language, step)
            }
            (Operation::Named { name, unit }, of) => {
                let words = name.in_language(language);
                let own = Let { name: words, unit };
                match (of, step.value, named) {
                    ([only], Some(_), None) => self.write(only, Some(own)),
                    ([only], Some(_), Some(outer)) => {
                        self.write(only, Some(own));
                        let sentence = Sentence::new(words, " = ");
                        self.sentence(step, sentence, Some(outer))
                    }
                    // A let with its own unit that is open, and no look-up that did not come about.
                    ([only], None, _) if !unit.name().is_empty() => {
                        self.write(only, Some(own));
                        words.to_owned()
                    }
                    _ => {
                        for part in of {
                            self.step(part);
                        }
                        words.to_owned()
                    }
                }
            }
            (Operation::Open { reason, name }, of) => {
                for part in of {
                    self.step(part);
                }
                let note = match reason {
                    Reason::UnknownParameter { note, .. } => note.as_ref(),
                    _ => None,
                };
                let note = note.map(|note| note.in_language(language).to_owned());
                let number = self.numbered(&reason.in_language(language), note.as_slice(), &[]);
                match name {
                    Some(name) => name.in_language(language).to_owned(),
                    None => format!("({number})"),
                }
            }
            (Operation::Choose { .. }, _) if step.value.is_none() => self.undecided(step),
            _ if step.value.is_none() && is_condition(step) => self.undecided(step),
            // A choice by itself has said all in the clause that asks for it.
            (
                Operation::Choice {
                    fact,
                    date: None,
                    source: None,
                    absent: None,
                    ..
                },
                _,
            ) if named.is_none() => fact.in_language(language).to_owned(),
            _ => {
                let sentence = self.sentence_of(step);
                self.sentence(step, sentence, named)
            }
        }
    }

    /// Writes a sentence with its result.
    fn sentence(&mut self, step: &Step, sentence: Sentence<'_>, named: Option<Let<'_>>) -> String {
        let language = self.language;
        let unit = sentence.unit.or(named.map(|named| named.unit));
        let value = match (step.value, unit) {
            _ if sentence.result.is_some() => sentence.result.clone().unwrap_or_default(),
            (Some(value), Some(unit)) if step.found().is_none() && !step.is_date() => {
                quantity(language, value, unit)
            }
            // What a calculation gives has the unit that its figures make.
            _ => value_in(language, step),
        };
        let text = match named {
            // A let that is a number or a day by itself.
            Some(named) if sentence.text.is_empty() => format!("{} = {value}", named.name),
            Some(named) => {
                let (text, joint) = (&sentence.text, sentence.joint);
                format!("{} = {text}{joint}{value}", named.name)
            }
            None => format!("{}{}{value}", sentence.text, sentence.joint),
        };
        let number = self.numbered(&text, &sentence.origin, &sentence.parts);
        match named.map(|named| named.name).or(name_of(language, step)) {
            // As on another day, a parameter is another figure.
            Some(_) if named.is_none() && is_dated(step) => sentence.text,
            Some(name) => name.to_owned(),
            None => format!("({number})"),
        }
    }

    fn numbered(&mut self, text: &str, origin: &[String], parts: &[String]) -> usize {
        let origin = if origin.is_empty() {
            String::new()
        } else {
            format!(" [{}]", origin.join("; "))
        };
        let text = format!("{}{text}{origin}", self.thing);
        if let Some(number) = self.written.get(&text) {
            return *number;
        }
        self.number = self.number.saturating_add(1);
        let number = self.number;
        self.written.insert(text.clone(), number);
        self.page.push(Entry::Step { number, text });
        for part in parts {
            self.page.push(Entry::Part(part.clone()));
        }
        number
    }

    /// What a step does, after what it rests on has been written.
    fn sentence_of<'s>(&mut self, step: &'s Step) -> Sentence<'s> {
        let language = self.language;
        match (&step.operation, step.of.as_slice()) {
            (
                Operation::Fact {
                    fact,
                    unit,
                    date,
                    source,
                    absent,
                    ..
                },
                _,
            ) => {
                let origin = self.origin(*date, source.as_deref(), absent.as_ref());
                Sentence::is(fact.in_language(language), unit).from(origin)
            }
            (
                Operation::Choice {
                    fact,
                    date,
                    source,
                    absent,
                    ..
                },
                _,
            ) => {
                let origin = self.origin(*date, source.as_deref(), absent.as_ref());
                Sentence::new(fact.in_language(language), " = ").from(origin)
            }
            (
                Operation::Parameter {
                    parameter,
                    unit,
                    valid,
                    note,
                },
                of,
            ) => {
                let mut name = parameter.in_language(language).to_owned();
                for day in of {
                    self.step(day);
                    let day = figure(language, day);
                    name = language.pick(
                        format!("{name} päivänä {day}"),
                        format!("{name} den {day}"),
                        format!("{name} on {day}"),
                    );
                }
                let note = note.as_ref();
                let note = note.map(|note| note.in_language(language).to_owned());
                let origin = period_in(language, *valid).into_iter().chain(note);
                Sentence::is(name, unit).from(origin)
            }
            (Operation::Lookup { table, unit, row }, of) => {
                self.all(of);
                let row = row_in(language, row);
                Sentence::is(format!("{}, {row}", table.in_language(language)), unit)
            }
            (Operation::Class { table, row, .. }, of) => {
                self.all(of);
                let row = row_in(language, row);
                Sentence::new(format!("{}, {row}", table.in_language(language)), " = ")
            }
            (
                Operation::Slices {
                    table,
                    unit,
                    key,
                    parts,
                },
                of,
            ) => {
                let names = self.all(of);
                let in_slices = self.say("portaittain", "skiktvis", "in slices");
                let cut = names.get(*key).map_or("", String::as_str);
                let table = table.in_language(language);
                let mut sentence = Sentence::is(format!("{table}, {cut} {in_slices}"), unit);
                let slices = parts.iter().map(|part| slice_in(language, part, unit));
                sentence.parts = slices.collect();
                sentence
            }
            (Operation::Negate, of) => {
                let names = self.all(of);
                Sentence::new(format!("−{}", names.join(" ")), " = ")
            }
            (Operation::Calculate(operator), of) => {
                let names = self.all(of);
                let sign = format!(" {} ", operator.sign());
                let figures = calculated(language, of, &sign);
                let names = names.join(&sign);
                if names == figures {
                    return Sentence::new(names, " = ");
                }
                Sentence::new(format!("{names} = {figures}"), " = ")
            }
            (Operation::Choose { .. }, _) => self.chosen(step),
            (Operation::Extreme(extreme), of) => {
                let names = self.all(of);
                let words = extreme_in(language, step);
                let figures = of.iter().zip(&names).map(|(part, name)| {
                    let figure = shown(language, part);
                    match name_of(language, part) {
                        Some(_) => format!("{name} {figure}"),
                        None => figure,
                    }
                });
                let figures: Vec<String> = match extreme {
                    Extreme::AtLeast | Extreme::AtMost => figures.take(1).collect(),
                    Extreme::Larger | Extreme::Smaller => figures.collect(),
                };
                let figures = figures.join(self.say(" ja ", " och ", " and "));
                let joint = match extreme {
                    Extreme::AtLeast | Extreme::AtMost => " → ",
                    Extreme::Larger | Extreme::Smaller => " = ",
                };
                let colon = match (extreme, language) {
                    (Extreme::AtLeast | Extreme::AtMost, _) | (_, Language::Finnish) => ":",
                    _ => "",
                };
                Sentence::new(format!("{words}{colon} {figures}"), joint)
            }
            (Operation::Round { mode, step: by }, of) => {
                self.all(of);
                let rounded = self.say("pyöristetty", "avrundat", "rounded");
                let rounding = Rounding::new(*by, *mode);
                let rounding =
                    rounding.map_or_else(String::new, |rounding| rounding_in(language, rounding));
                let from = of
                    .first()
                    .map_or_else(String::new, |of| figure(language, of));
                Sentence::new(format!("{rounded} ({rounding}): {from}"), " → ")
            }
            (Operation::Steps { started, step: by }, of) => {
                self.all(of);
                let words = steps_in(language, *started, *by);
                let from = of
                    .first()
                    .map_or_else(String::new, |of| figure(language, of));
                Sentence::new(format!("{words}: {from}"), " → ")
            }
            (Operation::Time(span), [from, to]) => {
                self.all(&step.of);
                let (from, to) = (figure(language, from), figure(language, to));
                Sentence::new(time_in(language, *span, &from, &to), ": ")
            }
            (Operation::Sum { list, things }, of) => self.summed(list, things, of),
            (Operation::Count { list }, _) => {
                let number = self.say("lukumäärä", "antal", "number");
                let list = list.in_language(language);
                Sentence::new(format!("{list}, {number}"), " = ")
            }
            (
                Operation::Unclear {
                    label,
                    reading,
                    readings,
                },
                of,
            ) => {
                let names = self.all(of);
                let words = reading_in(language, label, *reading, *readings);
                Sentence::new(format!("{words}: {}", names.join(" ")), " = ")
            }
            (Operation::Share { .. }, _) => self.shared(step),
            (Operation::RoundSum { share }, _) => {
                let sum = self.say(
                    "maksukierroksen maksajien summa",
                    "summan över omgångens betalare",
                    "the sum over the payers of the round",
                );
                let share = share.in_language(language);
                Sentence::new(format!("{share}, {sum}"), " = ")
            }
            // A number or a day that has a name of its own; a condition has said all in its clause.
            _ => Sentence::new("", ""),
        }
    }

    /// Writes parts, and gives their names.
    fn all(&mut self, parts: &[Step]) -> Vec<String> {
        parts.iter().map(|part| self.step(part)).collect()
    }

    fn origin(
        &self,
        date: Option<NaiveDate>,
        source: Option<&str>,
        absent: Option<&Option<Text>>,
    ) -> Vec<String> {
        let date = date.map(|date| date_in(self.language, date));
        let absent = absent.map(|because| {
            let absent = self.say("ei ilmoitettu", "inte uppgivet", "not given");
            match because {
                Some(because) => format!("{absent}: {}", because.in_language(self.language)),
                None => absent.to_owned(),
            }
        });
        date.into_iter()
            .chain(source.map(str::to_owned))
            .chain(absent)
            .collect()
    }

    /// Of a choice that is open, what is missing.
    fn undecided(&mut self, step: &Step) -> String {
        let mut mention = "?".to_owned();
        for part in &step.of {
            match &part.operation {
                _ if part.value.is_some() => self.evidence(part),
                Operation::Open { .. } | Operation::Choose { .. } => mention = self.step(part),
                _ if is_condition(part) => mention = self.undecided(part),
                _ => mention = self.step(part),
            }
        }
        mention
    }

    /// Which part was chosen and why, through one choice after another.
    fn chosen(&mut self, step: &Step) -> Sentence<'static> {
        let language = self.language;
        let mut clauses = Vec::new();
        let mut part = step;
        while let (Operation::Choose { .. }, [condition, chosen]) =
            (&part.operation, part.of.as_slice())
        {
            self.evidence(condition);
            clauses.push(clause(language, condition));
            part = chosen;
        }
        let because = self.say("koska", "eftersom", "because");
        let clauses = joined(language, clauses);
        let name = self.step(part);
        if matches!(
            part.operation,
            Operation::Number { .. } | Operation::Day { .. }
        ) {
            return Sentence {
                result: Some(name),
                ..Sentence::new(format!("{because} {clauses}"), ": ")
            };
        }
        Sentence::new(format!("{because} {clauses}: {name}"), " = ")
    }

    fn summed(&mut self, list: &Label, things: &[String], of: &[Step]) -> Sentence<'static> {
        let language = self.language;
        let list = list.in_language(language);
        let mut figures = Vec::new();
        for (thing, part) in things.iter().zip(of) {
            let outside = std::mem::replace(&mut self.thing, format!("{list} {thing}: "));
            self.step(part);
            self.thing = outside;
            figures.push(figure(language, part));
        }
        let sum = self.say("summa", "summa", "sum");
        if figures.is_empty() {
            let none = self.say("ei yhtään", "inga", "none");
            return Sentence::new(format!("{list}, {sum}: {none}"), " = ");
        }
        if let [_] = figures.as_slice() {
            return Sentence::new(format!("{list}, {sum}"), " = ");
        }
        Sentence::new(format!("{list}, {sum}: {}", figures.join(" + ")), " = ")
    }

    fn shared<'s>(&mut self, step: &'s Step) -> Sentence<'s> {
        let language = self.language;
        let (
            Operation::Share {
                share,
                unit,
                weights,
                allocated,
            },
            [total, keys @ ..],
        ) = (&step.operation, step.of.as_slice())
        else {
            return Sentence::new("", "");
        };
        let names = self.all(&step.of);
        let names = names.get(1..).unwrap_or_default();
        let mut parts = Vec::new();
        for ((pair, names), weight) in keys.chunks(2).zip(names.chunks(2)).zip(weights) {
            let ([by, of], [by_name, _]) = (pair, names) else {
                continue;
            };
            let weight = weight.in_language(language);
            let (by_figure, of) = (figure(language, by), figure(language, of));
            let by = match name_of(language, by) {
                Some(_) => format!("{by_name} {by_figure}"),
                None => by_figure,
            };
            parts.push(format!("{weight} × {by} ÷ {of}"));
        }
        let of_total = figure(language, total);
        let sum = match parts.len() {
            1 => parts.concat(),
            _ => format!("({})", parts.join(" + ")),
        };
        let name = share.in_language(language);
        let mut sentence = Sentence::is(format!("{name}: {of_total} × {sum}"), unit);
        if *allocated {
            sentence.joint = " → ";
            let whole = self.say(
                "jaettu niin, että osuuksien summa on koko määrä",
                "fördelat så att andelarna tillsammans är hela beloppet",
                "allocated so that the shares add up to the whole",
            );
            sentence.origin.push(whole.to_owned());
        }
        sentence
    }
}

/// The figures of a calculation; one below zero behind a sign stands in parentheses.
fn calculated(language: Language, of: &[Step], sign: &str) -> String {
    let figures = of.iter().enumerate().map(|(index, side)| {
        let figure = figure(language, side);
        match side.value {
            Some(value) if index > 0 && value.is_negative() => format!("({figure})"),
            _ => figure,
        }
    });
    figures.collect::<Vec<_>>().join(sign)
}

/// Whether it is a parameter as on a day that the formula names.
fn is_dated(step: &Step) -> bool {
    matches!(step.operation, Operation::Parameter { .. }) && !step.of.is_empty()
}

fn is_condition(step: &Step) -> bool {
    matches!(
        step.operation,
        Operation::Is { .. }
            | Operation::Compare(_)
            | Operation::Not
            | Operation::All
            | Operation::Any
    )
}

/// "row 2 (at least 6, at most 55): 50 × €16.50 = €825.00"
fn slice_in(language: Language, part: &SlicePart, unit: &Label) -> String {
    let row = row_in(language, &part.row);
    let length = part.length.in_language(language);
    let currency: Option<Currency> = unit.name().parse().ok();
    let money = |value: Exact| match currency {
        Some(currency) => Amount::new(value, currency).in_language(language),
        None => value.in_language(language),
    };
    let price = money(part.price);
    match part.length.checked_mul(part.price) {
        Ok(product) => format!("{row}: {length} × {price} = {}", money(product)),
        Err(_) => format!("{row}: {length} × {price}"),
    }
}
