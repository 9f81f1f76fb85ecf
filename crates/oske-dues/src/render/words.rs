//! Numbers, periods, roundings and rows in words.

use oske_types::{Amount, Currency, Exact, Language, Rounding, RoundingMode, Validity, date_in};

use crate::assessment::Label;
use crate::day;
use crate::explain::{Operation, RowHolds, RowValues, Step, TableRow, written_unit};
use crate::formula::Comparison;
use crate::interval::{Lower, Upper};
use crate::policy::{Extreme, TimeSpan};

/// The result of a step without its unit, or `?` where it is open.
pub(super) fn figure(language: Language, step: &Step) -> String {
    let Some(value) = step.value else {
        return "?".to_owned();
    };
    if let Some(found) = step.found() {
        return found.in_language(language).to_owned();
    }
    match day::date_of(value).filter(|_| step.is_date()) {
        Some(date) => date_in(language, date),
        None => number(language, value),
    }
}

/// A number: a decimal, a ratio that people can read, or else the first decimals.
fn number(language: Language, value: Exact) -> String {
    match nearly(value) {
        Some(near) if value.denominator() > LARGEST_RATIO => {
            format!("≈{}", near.in_language(language))
        }
        _ => value.in_language(language),
    }
}

/// The largest denominator of a ratio that is written as one.
const LARGEST_RATIO: i128 = 1_000;

/// A number as a result: a ratio with its first decimals.
pub(super) fn result(language: Language, value: Exact) -> String {
    let text = number(language, value);
    match nearly(value) {
        Some(near) if value.denominator() <= LARGEST_RATIO => {
            format!("{text} ≈ {}", near.in_language(language))
        }
        _ => text,
    }
}

/// The first decimals of a number that has no end.
fn nearly(value: Exact) -> Option<Exact> {
    if value.decimals().is_some() {
        return None;
    }
    let parts = if value.abs() < Exact::ONE {
        10_000_000_000
    } else {
        1_000_000
    };
    let rounding = Rounding::new(Exact::ratio(1, parts).ok()?, RoundingMode::HalfUp)?;
    rounding.round(value).ok()
}

/// A number with its unit: `4 999 asukasta`, `110,00 €`, `0,05 €/asukas`.
pub(crate) fn quantity(language: Language, value: Exact, unit: &Label) -> String {
    if let Ok(currency) = unit.name().parse() {
        return match nearly(value) {
            Some(near) => {
                let near = Amount::new(near, currency).in_language(language);
                if value.denominator() > LARGEST_RATIO {
                    format!("≈{near}")
                } else {
                    format!("{} ≈ {near}", value.in_language(language))
                }
            }
            None => Amount::new(value, currency).in_language(language),
        };
    }
    let text = result(language, value);
    match unit.name() {
        "" | "1" => text,
        _ => format!("{text}\u{a0}{}", unit_in(language, value, unit)),
    }
}

/// A unit behind a number. What the policy has no words for may be a time, or so much for a time.
fn unit_in(language: Language, value: Exact, unit: &Label) -> String {
    let own = || unit.in_language(language).to_owned();
    if unit.words().is_some() {
        return own();
    }
    if let Some(time) = time_unit_in(language, value, unit.name()) {
        return time.to_owned();
    }
    let per_time = unit.name().split_once('/').and_then(|(above, below)| {
        let above = above
            .parse()
            .map_or(above, |currency: Currency| currency.sign());
        let below = time_unit_in(language, Exact::ONE, below)?;
        Some(format!("{above}/{below}"))
    });
    per_time.unwrap_or_else(own)
}

/// The word for a unit of time behind a number.
fn time_unit_in(language: Language, value: Exact, unit: &str) -> Option<&'static str> {
    Some(match (unit, value == Exact::ONE) {
        ("day", true) => language.pick("päivä", "dag", "day"),
        ("day", false) => language.pick("päivää", "dagar", "days"),
        ("month", true) => language.pick("kuukausi", "månad", "month"),
        ("month", false) => language.pick("kuukautta", "månader", "months"),
        ("year", true) => language.pick("vuosi", "år", "year"),
        ("year", false) => language.pick("vuotta", "år", "years"),
        _ => return None,
    })
}

/// A number as it is written in a formula: `250,00 €`, `80 %`, `12 kuukautta`, `1 000 asukasta`, `12`.
pub(super) fn literal(language: Language, text: &str, unit: &Label, value: Exact) -> String {
    if text.ends_with('%')
        && let Ok(percent) = value.checked_mul(Exact::from(100))
    {
        let percent = percent.in_language(language);
        return language.pick(
            format!("{percent}\u{a0}%"),
            format!("{percent}\u{a0}%"),
            format!("{percent}%"),
        );
    }
    if unit.name().is_empty() {
        let bare = Label::new(written_unit(text), None);
        return quantity(language, value, &bare);
    }
    quantity(language, value, unit)
}

/// A period in words, `None` where it has always held and has no end.
pub(super) fn period_in(language: Language, valid: Validity) -> Option<String> {
    let from = valid.from().map(|date| date_in(language, date));
    let last = valid.last_day().map(|date| date_in(language, date));
    match (from, last) {
        (None, None) => None,
        (Some(from), Some(last)) => Some(language.pick(
            format!("{from}–{last}"),
            format!("{from}–{last}"),
            format!("{from} – {last}"),
        )),
        (Some(from), None) => Some(language.pick(
            format!("{from} alkaen"),
            format!("från {from}"),
            format!("from {from}"),
        )),
        (None, Some(last)) => Some(language.pick(
            format!("{last} saakka"),
            format!("till och med {last}"),
            format!("until {last}"),
        )),
    }
}

/// A rounding in words: "half-up, to 0.01".
pub(crate) fn rounding_in(language: Language, rounding: Rounding) -> String {
    let say = |fi, sv, en| language.pick(fi, sv, en);
    let mode = match rounding.mode() {
        RoundingMode::HalfUp => say("puolikas ylöspäin", "halva uppåt", "half-up"),
        RoundingMode::HalfEven => say("puolikas parilliseen", "halva till jämnt", "half-even"),
        RoundingMode::Up => say("poispäin nollasta", "bort från noll", "away from zero"),
        RoundingMode::Down => say("kohti nollaa", "mot noll", "towards zero"),
        RoundingMode::Ceiling => say("ylöspäin", "uppåt", "up"),
        RoundingMode::Floor => say("alaspäin", "nedåt", "down"),
    };
    let step = rounding.step().in_language(language);
    let to = say("tarkkuus", "i steg om", "to");
    format!("{mode}, {to} {step}")
}

/// For which values a row holds, in the words of the tariff: "at least 5,000, at most 10,000"; of a
/// table by several keys, each with its name.
pub(crate) fn bounds_in(language: Language, row: &TableRow) -> String {
    let all = || language.pick("kaikki", "alla", "all").to_owned();
    if let [only] = row.holds.as_slice() {
        return values_in(language, only).unwrap_or_else(all);
    }
    let keys = row.holds.iter().filter_map(|holds| {
        let values = values_in(language, holds)?;
        Some(format!("{} {values}", holds.key.in_language(language)))
    });
    let keys: Vec<String> = keys.collect();
    if keys.is_empty() {
        return all();
    }
    keys.join("; ")
}

/// The values of one key; `None` if there is no bound.
fn values_in(language: Language, holds: &RowHolds) -> Option<String> {
    let (lower, upper, is_date) = match &holds.values {
        RowValues::Any => return None,
        RowValues::OneOf(values) => {
            let values: Vec<&str> = values
                .iter()
                .map(|(_, label)| label.in_language(language))
                .collect();
            return Some(one_of(language, &values));
        }
        RowValues::Between {
            lower,
            upper,
            is_date,
        } => (*lower, *upper, *is_date),
    };
    if let (Some(Lower::From(low)), Some(Upper::To(high))) = (lower, upper)
        && low == high
    {
        let value = bound_in(language, low, is_date);
        let word = language.pick("tasan", "exakt", "exactly");
        return Some(if is_date {
            value
        } else {
            format!("{word} {value}")
        });
    }
    let lower = lower.map(|lower| {
        let (value, (fi, sv, en)) = match (lower, is_date) {
            (Lower::From(value), false) => (value, ("vähintään", "minst", "at least")),
            (Lower::Over(value), false) => (value, ("yli", "över", "more than")),
            (Lower::From(value), true) => (value, ("aikaisintaan", "tidigast", "not before")),
            (Lower::Over(value), true) => (value, ("myöhemmin kuin", "efter", "after")),
        };
        let value = bound_in(language, value, is_date);
        format!("{} {value}", language.pick(fi, sv, en))
    });
    let upper = upper.map(|upper| {
        let (value, (fi, sv, en)) = match (upper, is_date) {
            (Upper::To(value), false) => (value, ("enintään", "högst", "at most")),
            (Upper::Under(value), false) => (value, ("alle", "under", "less than")),
            (Upper::To(value), true) => (value, ("viimeistään", "senast", "not after")),
            (Upper::Under(value), true) => (value, ("ennen päivää", "före", "before")),
        };
        let value = bound_in(language, value, is_date);
        format!("{} {value}", language.pick(fi, sv, en))
    });
    let bounds: Vec<String> = lower.into_iter().chain(upper).collect();
    (!bounds.is_empty()).then(|| bounds.join(", "))
}

fn bound_in(language: Language, value: Exact, is_date: bool) -> String {
    match day::date_of(value).filter(|_| is_date) {
        Some(date) => date_in(language, date),
        None => value.in_language(language),
    }
}

/// "a, b or c"
pub(super) fn one_of(language: Language, words: &[&str]) -> String {
    match words.split_last() {
        Some((last, before)) if !before.is_empty() => {
            let or = language.pick("tai", "eller", "or");
            format!("{} {or} {last}", before.join(", "))
        }
        _ => words.concat(),
    }
}

/// How a row of a table is mentioned: "row 1 (less than 5,000, “under 5000”)".
pub(super) fn row_in(language: Language, row: &TableRow) -> String {
    let word = language.pick("rivi", "rad", "row");
    let bounds = bounds_in(language, row);
    let printed = row.printed.as_ref();
    let printed = printed.map_or_else(String::new, |printed| {
        format!(", {}", quoted(language, printed))
    });
    format!("{word} {} ({bounds}{printed})", row.number)
}

/// A text in the quotation marks of the language.
pub(crate) fn quoted(language: Language, text: &str) -> String {
    language.pick(
        format!("”{text}”"),
        format!("”{text}”"),
        format!("“{text}”"),
    )
}

/// What bounds a value, or what is taken of several: "at least 250.00", "largest of".
pub(super) fn extreme_in(language: Language, step: &Step) -> String {
    let Operation::Extreme(extreme) = &step.operation else {
        return String::new();
    };
    let (fi, sv, en) = match (extreme, step.is_date()) {
        (Extreme::AtLeast, false) => ("vähintään", "minst", "at least"),
        (Extreme::AtLeast, true) => ("aikaisintaan", "tidigast", "not before"),
        (Extreme::AtMost, false) => ("enintään", "högst", "at most"),
        (Extreme::AtMost, true) => ("viimeistään", "senast", "not after"),
        (Extreme::Larger, false) => ("suurin näistä", "det största av", "the largest of"),
        (Extreme::Larger, true) => ("myöhäisin näistä", "det senaste av", "the latest of"),
        (Extreme::Smaller, false) => ("pienin näistä", "det minsta av", "the smallest of"),
        (Extreme::Smaller, true) => ("varhaisin näistä", "det tidigaste av", "the earliest of"),
    };
    let word = language.pick(fi, sv, en);
    match (extreme, step.of.get(1)) {
        (Extreme::AtLeast | Extreme::AtMost, Some(bound)) => {
            format!("{word} {}", shown(language, bound))
        }
        _ => word.to_owned(),
    }
}

/// A literal as it is written, of anything else the result.
pub(super) fn shown(language: Language, step: &Step) -> String {
    match (&step.operation, step.value) {
        (Operation::Number { text, unit }, Some(value)) => literal(language, text, unit, value),
        _ => figure(language, step),
    }
}

/// How time is counted: "calendar months begun from 15 August 2024 through the day
/// before 1 January 2025".
pub(super) fn time_in(language: Language, span: TimeSpan, from: &str, to: &str) -> String {
    let what = match span {
        TimeSpan::Days => language.pick("päiviä", "dagar", "days"),
        TimeSpan::StartedMonths => language.pick(
            "alkaneita kalenterikuukausia",
            "påbörjade kalendermånader",
            "calendar months begun",
        ),
        TimeSpan::WholeMonths => language.pick("täysiä kuukausia", "hela månader", "whole months"),
        TimeSpan::WholeYears => language.pick("täysiä vuosia", "hela år", "whole years"),
    };
    language.pick(
        format!("{what} {from} alkaen ennen päivää {to}"),
        format!("{what} från {from} till och med dagen före {to}"),
        format!("{what} from {from} through the day before {to}"),
    )
}

/// How many steps of what size: "steps of 1,000 begun".
pub(super) fn steps_in(language: Language, started: bool, step: Exact) -> String {
    let step = step.in_language(language);
    if started {
        return language.pick(
            format!("alkaneita jaksoja, kukin {step}"),
            format!("påbörjade steg om {step}"),
            format!("steps of {step} begun"),
        );
    }
    language.pick(
        format!("täysiä jaksoja, kukin {step}"),
        format!("hela steg om {step}"),
        format!("whole steps of {step}"),
    )
}

/// Which of several readings: "“order”, reading 1 of 2".
pub(super) fn reading_in(
    language: Language,
    label: &str,
    reading: usize,
    readings: usize,
) -> String {
    let label = quoted(language, label);
    language.pick(
        format!("{label}, tulkinta {reading}/{readings}"),
        format!("{label}, tolkning {reading} av {readings}"),
        format!("{label}, reading {reading} of {readings}"),
    )
}

/// The sign that says how two values stand to each other; of what does not hold, the opposite one.
pub(super) fn sign_of(comparison: Comparison, holds: bool) -> &'static str {
    match (comparison, holds) {
        (Comparison::Equal, true) | (Comparison::NotEqual, false) => "=",
        (Comparison::NotEqual, true) | (Comparison::Equal, false) => "≠",
        (Comparison::Less, true) | (Comparison::AtLeast, false) => "<",
        (Comparison::AtMost, true) | (Comparison::More, false) => "≤",
        (Comparison::More, true) | (Comparison::AtMost, false) => ">",
        (Comparison::AtLeast, true) | (Comparison::Less, false) => "≥",
    }
}
