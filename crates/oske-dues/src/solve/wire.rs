//! A solution as a document.

use oske_types::{Exact, Language, Money};

use super::solution::{Answer, Nearest, Solution, ValueRange};
use crate::document::Value;

/// The `format` of a solution's document.
const FORMAT: &str = "oske-solution";
/// Its version.
const VERSION: i64 = 1;

impl Answer {
    /// The word in documents: `reached`, `between`, `too_low`, `too_high`, `undecided`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Reached(_) => "reached",
            Self::Between { .. } => "between",
            Self::TooLow(_) => "too_low",
            Self::TooHigh(_) => "too_high",
            Self::Undecided => "undecided",
        }
    }
}

impl Solution {
    /// The solution as a document, with the words in one language.
    ///
    /// | key | what it is |
    /// |---|---|
    /// | `format`, `version` | `oske-solution`, 1 |
    /// | `policy`, `content_hash`, `dues_year` | what was asked |
    /// | `unknown` | the parameter: `name`, `unit` |
    /// | `currency`, `target` | the total that was asked for |
    /// | `decimals`, `bounds` | of the values that were looked for: how many decimals they have, and the least and the greatest, `from` and `to` |
    /// | `answer` | `reached`, `between`, `too_low`, `too_high` or `undecided` |
    /// | `values` | with which the total is reached: `from`, `to` |
    /// | `below`, `above` | the nearest totals where it is not: `total`, `value` |
    /// | `undecided` | values that could not be searched: `from`, `to` |
    /// | `undecided_with_more_decimals` | whether more decimals may come nearer |
    /// | `value`, `total` | the value to go on with, and the total that it brings |
    /// | `fixed`, `independent` | how much of that does not depend on the unknown, and who pays it |
    /// | `payers` | how many count |
    /// | `open` | those of them without an amount: `payer`, `status`, `always` where no value gives them one, `reasons` with `code` and `message` |
    /// | `message` | the answer in words |
    ///
    /// Amounts are texts with the decimals of the currency, values are decimals or ratios. What there is
    /// not is empty or null.
    ///
    /// ```
    /// use oske_dues::document::Value;
    /// # use oske_dues::{Facts, Policy};
    /// # use oske_types::Language;
    /// # let policy = Policy::from_toml("example.toml", r#"
    /// #     format = "oske-policy"
    /// #     version = 1
    /// #     id = "example"
    /// #     title = { en = "An example" }
    /// #     status = "proposed"
    /// #     currency = "EUR"
    /// #     dues_years = { from = "2023" }
    /// #     unit.inhabitant = { name = { en = "inhabitant" } }
    /// #     fact.population = { unit = "inhabitant", step = "1", least = "0", most = "10000000" }
    /// #     param.rate = { unit = "EUR/inhabitant", value = "unknown" }
    /// #     rule = [{ id = "all", pays = "rate * population" }]
    /// # "#)?;
    /// let payers = [Facts::new("Kainuu").with_measure("population", 70_521)];
    /// let question = policy.solve_for("rate", "2023".parse()?)?;
    /// let solution = question.total(&payers, "7052.10 EUR".parse()?)?;
    /// let document = solution.to_value(Language::English);
    /// assert_eq!(document.get("format").and_then(Value::as_text), Some("oske-solution"));
    /// assert_eq!(document.get("value").and_then(Value::as_text), Some("0.1"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn to_value(&self, language: Language) -> Value {
        let (below, above) = match &self.answer {
            Answer::Between { below, above } => (Some(*below), Some(*above)),
            Answer::TooLow(least) => (None, Some(*least)),
            Answer::TooHigh(greatest) => (Some(*greatest), None),
            Answer::Reached(_) | Answer::Undecided => (None, None),
        };
        let values = match &self.answer {
            Answer::Reached(ranges) => ranges.as_slice(),
            _ => &[],
        };
        let open = self.open.iter().map(|open| {
            let reasons = open.outcome.reasons().iter().map(|reason| {
                Value::table([
                    ("code", Value::text(reason.code())),
                    ("message", Value::text(reason.in_language(language))),
                ])
            });
            Value::table([
                ("payer", Value::text(open.payer.as_str())),
                ("status", Value::text(open.outcome.status())),
                ("always", Value::truth(open.always)),
                ("reasons", Value::list(reasons)),
            ])
        });
        let unknown = [
            ("name", Value::text(self.parameter.name())),
            ("unit", Value::text(self.unit.name())),
        ];
        let independent = self.independent.iter().map(Value::text);
        let payers = i64::try_from(self.payers).unwrap_or(i64::MAX);
        Value::table([
            ("format", Value::text(FORMAT)),
            ("version", Value::integer(VERSION)),
            ("policy", Value::text(self.policy.id())),
            ("content_hash", Value::text(self.policy.content_hash())),
            ("dues_year", Value::text(self.policy.year().to_string())),
            ("unknown", Value::table(unknown)),
            ("currency", Value::text(self.target.currency().code())),
            ("target", amount(self.target)),
            ("decimals", Value::integer(i64::from(self.decimals))),
            ("bounds", range(&self.bounds)),
            ("answer", Value::text(self.answer.name())),
            ("values", Value::list(values.iter().map(range))),
            ("below", below.map_or_else(Value::null, nearest)),
            ("above", above.map_or_else(Value::null, nearest)),
            ("undecided", Value::list(self.undecided.iter().map(range))),
            (
                "undecided_with_more_decimals",
                Value::truth(self.is_open_beyond),
            ),
            ("value", self.value().map_or_else(Value::null, number)),
            ("total", self.total().map_or_else(Value::null, amount)),
            ("fixed", amount(self.fixed)),
            ("independent", Value::list(independent)),
            ("payers", Value::integer(payers)),
            ("open", Value::list(open)),
            ("message", Value::text(self.in_language(language))),
        ])
    }
}

fn amount(amount: Money) -> Value {
    Value::text(amount.to_decimal_text())
}

fn number(number: Exact) -> Value {
    Value::text(number.to_string())
}

fn range(range: &ValueRange) -> Value {
    Value::table([("from", number(range.first)), ("to", number(range.last))])
}

fn nearest(nearest: Nearest) -> Value {
    Value::table([
        ("total", amount(nearest.total)),
        ("value", number(nearest.value)),
    ])
}
