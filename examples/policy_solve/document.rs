//! An answer for programs: one JSON document.

use oske::dues::document::Value;
use oske::dues::solve::{Answer, Nearest, ValueRange};
use oske::types::{Language, Money};

use crate::Solved;
use crate::support::Failure;

/// `format = "oske-solution"`, `version = 0`, and:
///
/// | key | what it is |
/// |---|---|
/// | `policy`, `register`, `dues_year`, `currency` | of what was asked: the policy's id, the file |
/// | `unknown` | `name`, `unit` |
/// | `only` | the group that counts, as it was given |
/// | `target`, `decimals` | the total that was asked for, and the decimals of the values |
/// | `status` | `reached`, `between`, `too_low`, `too_high` or `undecided` |
/// | `values` | with which the total is reached: `from`, `to` |
/// | `below`, `above` | the nearest totals where it is not: `total`, `value` |
/// | `undecided` | values that were not searched: `from`, `to` |
/// | `value`, `total` | what the amounts below are computed with, and the total that it brings |
/// | `fixed` | how much of it does not depend on the unknown |
/// | `round_total` | the sum of all amounts of the round with the value |
/// | `payers` | those who count: `id`, `name`, `before`, `amount` |
/// | `open` | those of them without an amount: `id`, `status`, `always`, `reasons` |
/// | `message` | the answer in words |
///
/// Amounts and values are texts, counts are numbers. What there is not is empty or null.
pub(crate) fn json(solved: &Solved<'_>, language: Language) -> Result<String, Failure> {
    let solution = solved.solution;
    let policy = solved.before.policy_year().policy();
    let (status, below, above) = match solution.answer() {
        Answer::Reached(_) => ("reached", None, None),
        Answer::Between { below, above } => ("between", Some(*below), Some(*above)),
        Answer::TooLow(least) => ("too_low", None, Some(*least)),
        Answer::TooHigh(greatest) => ("too_high", Some(*greatest), None),
        Answer::Undecided => ("undecided", None, None),
    };
    let values = match solution.answer() {
        Answer::Reached(ranges) => ranges.as_slice(),
        _ => &[],
    };
    let payers = solved.counted().map(|entry| {
        Value::table([
            ("id", Value::text(entry.member().id().as_str())),
            (
                "name",
                Value::text(entry.member().name().in_language(language)),
            ),
            ("before", amount(entry.assessment().amount())),
            ("amount", amount(solved.amount_after(entry))),
        ])
    });
    let open = solution.open().iter().map(|open| {
        let reasons = open.outcome().reasons().iter();
        let reasons = reasons.map(|reason| Value::text(reason.in_language(language)));
        Value::table([
            ("id", Value::text(open.payer())),
            ("status", Value::text(open.outcome().status())),
            ("always", Value::truth(open.is_open_for_every_value())),
            ("reasons", Value::list(reasons)),
        ])
    });
    let round_total = match solved.after {
        Some(after) => Some(after.total().map_err(Failure::input)?),
        None => None,
    };
    let only = solved.only;
    let text = |text: &str| Value::text(text);
    let document = Value::table([
        ("format", text("oske-solution")),
        ("version", Value::integer(0)),
        ("policy", text(policy.id())),
        ("register", text(solved.register)),
        ("dues_year", Value::text(solution.year().to_string())),
        ("currency", text(solution.target().currency().code())),
        (
            "unknown",
            Value::table([
                ("name", text(solution.parameter().name())),
                ("unit", text(solution.unit().name())),
            ]),
        ),
        (
            "only",
            only.map_or_else(Value::null, |only| {
                Value::text(format!("{}={}", only.fact, only.value))
            }),
        ),
        ("target", amount(Some(solution.target()))),
        ("decimals", Value::integer(i64::from(solution.decimals()))),
        ("status", text(status)),
        ("values", ranges(values)),
        ("below", nearest(below)),
        ("above", nearest(above)),
        ("undecided", ranges(solution.undecided())),
        (
            "value",
            solution
                .value()
                .map_or_else(Value::null, |value| Value::text(value.to_string())),
        ),
        ("total", amount(solution.total())),
        ("fixed", amount(Some(solution.fixed()))),
        ("round_total", amount(round_total)),
        ("payers", Value::list(payers)),
        ("open", Value::list(open)),
        ("message", Value::text(solution.in_language(language))),
    ]);
    Ok(format!("{}\n", document.to_json()))
}

fn amount(amount: Option<Money>) -> Value {
    amount.map_or_else(Value::null, |amount| Value::text(amount.to_decimal_text()))
}

fn ranges(ranges: &[ValueRange]) -> Value {
    Value::list(ranges.iter().map(|range| {
        Value::table([
            ("from", Value::text(range.first().to_string())),
            ("to", Value::text(range.last().to_string())),
        ])
    }))
}

fn nearest(nearest: Option<Nearest>) -> Value {
    nearest.map_or_else(Value::null, |nearest| {
        Value::table([
            ("total", Value::text(nearest.total().to_decimal_text())),
            ("value", Value::text(nearest.value().to_string())),
        ])
    })
}
