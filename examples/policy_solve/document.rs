//! An answer for programs: one JSON document.

use oske::dues::document::Value;
use oske::types::{Language, Money};

use crate::Solved;
use crate::support::Failure;

/// The solution, and what members owe with it:
///
/// | key | what it is |
/// |---|---|
/// | `solution` | an `oske-solution`, as [`oske::dues::solve::Solution::to_value`] has it |
/// | `register` | the file |
/// | `only` | the group that counts, as it was given |
/// | `payers` | those who count: `id`, `name`, what they owe as the policy stands, `before`, and with the value, `amount` |
/// | `round_total` | the sum of all amounts of the round with the value |
///
/// Amounts are texts. What there is not is null.
pub(crate) fn json(solved: &Solved<'_>, language: Language) -> Result<String, Failure> {
    let payers = solved.counted().map(|entry| {
        let member = entry.member();
        Value::table([
            ("id", Value::text(member.id().as_str())),
            ("name", Value::text(member.name().in_language(language))),
            ("before", amount(entry.assessment().amount())),
            ("amount", amount(solved.amount_after(entry))),
        ])
    });
    let round_total = match solved.after {
        Some(after) => Some(after.total().map_err(Failure::input)?),
        None => None,
    };
    let only = solved.only.map_or_else(Value::null, |only| {
        Value::text(format!("{}={}", only.fact, only.value))
    });
    let document = Value::table([
        ("solution", solved.solution.to_value(language)),
        ("register", Value::text(solved.register)),
        ("only", only),
        ("payers", Value::list(payers)),
        ("round_total", amount(round_total)),
    ]);
    Ok(format!("{}\n", document.to_json()))
}

fn amount(amount: Option<Money>) -> Value {
    amount.map_or_else(Value::null, |amount| Value::text(amount.to_decimal_text()))
}
