//! [`Payers`]: a set of payers, by what they have in common.

use std::cmp::Ordering;
use std::fmt;

use oske_types::{Exact, Language, Text};

use crate::assessment::Label;
use crate::day;
use crate::document::Value;
use crate::facts::Facts;
use crate::interval::Interval;

/// A set of payers, by what they have in common: the values of choices, the stretches of measures and
/// dates, the borders that follow no axis. What does not matter is left out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Payers {
    pub(crate) choices: Vec<Chosen>,
    pub(crate) stretches: Vec<Stretch>,
    pub(crate) borders: Vec<Border>,
}

/// The values of a choice that are meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Chosen {
    pub(crate) choice: Label,
    pub(crate) values: Vec<Label>,
    /// Those that are not.
    pub(crate) others: Vec<Label>,
}

/// Where a measure or a date lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    pub(crate) measure: Label,
    pub(crate) interval: Interval,
    /// The whole scale of the measure.
    pub(crate) scale: Interval,
    pub(crate) is_date: bool,
}

impl Stretch {
    /// The measure or date.
    #[must_use]
    pub fn measure(&self) -> &Label {
        &self.measure
    }

    /// The stretch; of a date in numbers of days.
    #[must_use]
    pub fn interval(&self) -> Interval {
        self.interval
    }

    /// The stretch for people: "exactly 5,000", "5,001 or more", "16 August 2005–31 August 2005". The greatest
    /// value that a policy declares of a measure is no end of its tariff, and is left out.
    #[must_use]
    pub fn in_language(&self, language: Language) -> String {
        let said = match self.is_date {
            true => self.interval,
            false => self.interval.open_at_greatest_of(self.scale),
        };
        stretch_in(language, said, self.is_date)
    }

    /// An end as documents write it.
    fn end(&self, number: Exact) -> String {
        match day::date_of(number).filter(|_| self.is_date) {
            Some(date) => date.to_string(),
            None => number.to_string(),
        }
    }

    fn to_value(&self) -> Value {
        Value::table(interval_entries(self.interval, &|end| self.end(end)))
    }
}

/// A border that follows no axis: `age + service_years ≥ 100`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Border {
    // INVARIANT: at least one, the first with a factor above zero.
    pub(crate) terms: Vec<BorderTerm>,
    pub(crate) relation: Relation,
    pub(crate) bound: Exact,
}

/// So many times a quantity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct BorderTerm {
    /// `None` for one that is computed.
    pub(crate) quantity: Option<Label>,
    pub(crate) is_date: bool,
    pub(crate) factor: Exact,
}

/// How a sum lies to its bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Relation {
    Equal,
    AtLeast,
    Over,
    AtMost,
    Under,
}

impl Relation {
    const fn sign(self) -> char {
        match self {
            Self::Equal => '=',
            Self::AtLeast => '≥',
            Self::Over => '>',
            Self::AtMost => '≤',
            Self::Under => '<',
        }
    }

    fn holds(self, order: Ordering) -> bool {
        match self {
            Self::Equal => order.is_eq(),
            Self::AtLeast => order.is_ge(),
            Self::Over => order.is_gt(),
            Self::AtMost => order.is_le(),
            Self::Under => order.is_lt(),
        }
    }
}

impl Border {
    /// For people, with the words of the quantities: "ikä + 2,5 × palvelusvuodet ≥ 100".
    #[must_use]
    pub fn in_language(&self, language: Language) -> String {
        let quantity = |label: &'_ Label| label.in_language(language).to_owned();
        self.written(quantity, |number| number.in_language(language))
    }

    fn written(
        &self,
        quantity: impl Fn(&Label) -> String,
        number: impl Fn(Exact) -> String,
    ) -> String {
        let mut text = String::new();
        for term in &self.terms {
            text.push_str(match (text.is_empty(), term.factor.is_negative()) {
                (true, _) => "",
                (false, false) => " + ",
                (false, true) => " − ",
            });
            let factor = term.factor.abs();
            if factor != Exact::ONE {
                text.push_str(&format!("{} × ", number(factor)));
            }
            match &term.quantity {
                Some(label) => text.push_str(&quantity(label)),
                None => text.push('…'),
            }
        }
        format!("{text} {} {}", self.relation.sign(), number(self.bound))
    }

    /// Whether a payer lies on this side of it; `None` where that rests on something not given.
    fn holds_for(&self, payer: &Facts) -> Option<bool> {
        let sum = self.terms.iter().try_fold(Exact::ZERO, |sum, term| {
            let name = term.quantity.as_ref()?.name();
            let value = quantity_of(payer, name, term.is_date)?;
            let part = value.checked_mul(term.factor).ok()?;
            sum.checked_add(part).ok()
        });
        Some(self.relation.holds(sum?.cmp(&self.bound)))
    }
}

/// As documents write it, with the names of the quantities: `age + 2.5 × service_years ≥ 100`.
impl fmt::Display for Border {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = |label: &Label| label.name().to_owned();
        formatter.write_str(&self.written(name, |number| number.to_string()))
    }
}

/// A measure, a date as its number, or how many things a list has.
fn quantity_of(payer: &Facts, name: &str, is_date: bool) -> Option<Exact> {
    match payer.list(name) {
        Some(things) => i64::try_from(things.len()).ok().map(Exact::from),
        None if is_date => {
            let date = payer.attribute(name).and_then(oske_types::parse_date);
            date.map(day::number_of)
        }
        None => payer.measure(name),
    }
}

impl Payers {
    /// By choice, the values that they have.
    pub fn choices(&self) -> impl Iterator<Item = (&Label, &[Label])> {
        let choices = self.choices.iter();
        choices.map(|chosen| (&chosen.choice, chosen.values.as_slice()))
    }

    /// Where their measures and dates lie.
    #[must_use]
    pub fn stretches(&self) -> &[Stretch] {
        &self.stretches
    }

    /// The borders that follow no axis.
    #[must_use]
    pub fn borders(&self) -> &[Border] {
        &self.borders
    }

    /// Whether they are all that there may be.
    #[must_use]
    pub fn are_everybody(&self) -> bool {
        self.choices.is_empty() && self.stretches.is_empty() && self.borders.is_empty()
    }

    /// Whether a payer is one of them; `None` where that rests on a fact which is not given, or on an
    /// amount that is not piecewise linear.
    #[must_use]
    pub fn include(&self, payer: &Facts) -> Option<bool> {
        let choices = self.choices.iter().map(|chosen| {
            let own = payer.attribute(chosen.choice.name())?;
            Some(chosen.values.iter().any(|value| value.name() == own))
        });
        let stretches = self.stretches.iter().map(|stretch| {
            let value = quantity_of(payer, stretch.measure.name(), stretch.is_date)?;
            Some(stretch.interval.contains(value))
        });
        let borders = self.borders.iter().map(|border| border.holds_for(payer));
        let all: Vec<Option<bool>> = choices.chain(stretches).chain(borders).collect();
        if all.contains(&Some(false)) {
            return Some(false);
        }
        (!all.contains(&None)).then_some(true)
    }

    /// The same payers, with words for the values of choices for which the policy has none: asked by the name
    /// of the choice and that of the value.
    #[must_use]
    pub fn with_words(&self, words: impl Fn(&str, &str) -> Option<Text>) -> Self {
        let mut known = self.clone();
        for chosen in &mut known.choices {
            let choice = chosen.choice.name();
            let values = chosen.values.iter_mut().chain(&mut chosen.others);
            for value in values.filter(|value| value.words().is_none()) {
                *value = Label::new(value.name(), words(choice, value.name()).as_ref());
            }
        }
        known
    }

    /// "municipality; population is exactly 5,000"; "every payer".
    #[must_use]
    pub fn in_language(&self, language: Language) -> String {
        match (
            self.choices.is_empty(),
            self.circumstances(language, |_| true),
        ) {
            (_, None) => self.kinds(language),
            (true, Some(place)) => place,
            (false, Some(place)) => format!("{}; {place}", self.kinds(language)),
        }
    }

    /// "municipality or association"; "every payer".
    pub(crate) fn kinds(&self, language: Language) -> String {
        if self.choices.is_empty() {
            return language
                .pick("jokainen maksaja", "varje betalare", "every payer")
                .to_owned();
        }
        let parts = self.choices.iter().map(|chosen| {
            let (values, others) = (&chosen.values, &chosen.others);
            if (1..=2).contains(&others.len()) && values.len() > 3 {
                let others = others.iter().map(|value| value.in_language(language));
                let others = listed(language, others.map(str::to_owned));
                let all_but = language.pick("kaikki paitsi", "alla utom", "all but");
                return format!("{all_but} {others}");
            }
            let words = values.iter();
            let words = words.map(|value| value.in_language(language).to_owned());
            let words = joined(words, language.pick("tai", "eller", "or"));
            // "yes" by itself says nothing: of what it is the answer stands before it.
            match values.as_slice() {
                [only] if matches!(only.name(), "yes" | "no") => {
                    let choice = chosen.choice.in_language(language);
                    format!("{choice}: {words}")
                }
                _ => words,
            }
        });
        let parts: Vec<String> = parts.collect();
        parts.join(", ")
    }

    /// "population is exactly 5,000", of the quantities that are asked for; `None` where none matters.
    pub(crate) fn circumstances(
        &self,
        language: Language,
        is_asked: impl Fn(&Stretch) -> bool,
    ) -> Option<String> {
        let stretches = self.stretches.iter().filter(|stretch| is_asked(stretch));
        let stretches = stretches.map(|stretch| {
            let measure = stretch.measure.in_language(language);
            let words = stretch.in_language(language);
            language.pick(
                format!("{measure} on {words}"),
                // A measure that a policy names has no definite form here.
                format!("{measure} {words}"),
                format!("{measure} is {words}"),
            )
        });
        let borders = self
            .borders
            .iter()
            .map(|border| border.in_language(language));
        let all: Vec<String> = stretches.chain(borders).collect();
        let and = language.pick(" ja ", " och ", " and ");
        (!all.is_empty()).then(|| all.join(and))
    }

    /// The values of each choice, and for each measure and date `from`, `from_inclusive`, `to`,
    /// `to_inclusive`.
    pub(crate) fn to_value(&self) -> Value {
        let choices = self.choices.iter().map(|chosen| {
            let values = chosen.values.iter().map(|value| Value::text(value.name()));
            (chosen.choice.name(), Value::list(values))
        });
        let stretches = self.stretches.iter();
        let stretches = stretches.map(|stretch| (stretch.measure.name(), stretch.to_value()));
        Value::table(choices.chain(stretches))
    }
}

/// `from`, `from_inclusive`, `to`, `to_inclusive`, as far as there is an end.
pub(crate) fn interval_entries(
    interval: Interval,
    end: &dyn Fn(Exact) -> String,
) -> Vec<(&'static str, Value)> {
    let mut entries = Vec::new();
    if let Some((value, inclusive)) = interval.lower() {
        entries.push(("from", Value::text(end(value))));
        entries.push(("from_inclusive", Value::truth(inclusive)));
    }
    if let Some((value, inclusive)) = interval.upper() {
        entries.push(("to", Value::text(end(value))));
        entries.push(("to_inclusive", Value::truth(inclusive)));
    }
    entries
}

pub(crate) fn stretch_in(language: Language, interval: Interval, is_date: bool) -> String {
    if is_date {
        interval.dates_in(language)
    } else {
        interval.in_language(language)
    }
}

/// "a, b and c".
pub(crate) fn listed(language: Language, words: impl IntoIterator<Item = String>) -> String {
    joined(words, language.pick("ja", "och", "and"))
}

/// "a, b or c".
fn joined(words: impl IntoIterator<Item = String>, conjunction: &str) -> String {
    let mut words: Vec<String> = words.into_iter().collect();
    let last = words.pop().unwrap_or_default();
    if words.is_empty() {
        return last;
    }
    format!("{} {conjunction} {last}", words.join(", "))
}
