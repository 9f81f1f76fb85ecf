//! A comparison as a document.

use oske_types::{Exact, Language};

use super::{BreakEven, Change, Comparison, Curve, Difference, Group, LeftOut, Line, Shown, Side};
use crate::assessment::Outcome;
use crate::day;
use crate::document::Value;
use crate::payers::{Payers, interval_entries};

/// The `format` of a comparison's document.
const FORMAT: &str = "oske-comparison";
/// Its version.
const VERSION: i64 = 1;

impl Comparison {
    /// The comparison as a document, with the words in one language: `format`, `version`, `before` and
    /// `after` (`policy`, `content_hash`, `dues_year`), `currency`, `rounding_step`, `complete`,
    /// what is `left_out` (`what`, and of a `fact`), `differences`, `break_even` and `curves`. A difference has its `change`, what both policies say (`before`,
    /// `after`: `status`, and for a sum `fixed` and the `rates` of measures), the `least` and the `most`
    /// that changes, and its `groups`: `payers` in words, `where` and `conditions` as in a finding, `least` and
    /// `most` of their own, and payers that are `shown` with their outcomes. The data of charts stand in `curves`: `payers`,
    /// `where`, the `measure`, the `currency`, and the `pieces` in ascending order, with `from` and `to` as in a finding
    /// and for each policy what is owed at zero (`fixed`) and what each unit adds (`rate`). Numbers are
    /// texts: decimals, or ratios.
    ///
    /// ```
    /// # use oske_dues::Policy;
    /// # use oske_dues::compare::Comparison;
    /// use oske_dues::document::Value;
    /// use oske_types::Language;
    ///
    /// # let text = r#"
    /// #     format = "oske-policy"
    /// #     version = 1
    /// #     id = "example"
    /// #     title = { en = "An example" }
    /// #     status = "proposed"
    /// #     currency = "EUR"
    /// #     dues_years = { from = "2024" }
    /// #     [[rule]]
    /// #     id = "everyone"
    /// #     pays = "110 EUR"
    /// # "#;
    /// # let policy = Policy::from_toml("example.toml", text)?;
    /// # let year = policy.for_year("2024".parse()?)?;
    /// # let comparison = Comparison::of(&year, &year)?;
    /// let document = comparison.to_value(Language::English);
    /// assert_eq!(document.get("format").and_then(Value::as_text), Some("oske-comparison"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn to_value(&self, language: Language) -> Value {
        let side = |side: &super::Compared| {
            Value::table([
                ("policy", Value::text(side.policy.id())),
                ("content_hash", Value::text(side.policy.content_hash())),
                ("dues_year", Value::text(side.year.to_string())),
            ])
        };
        let differences = self.differences.iter();
        let differences = differences.map(|difference| difference.to_value(language));
        let break_even = self.break_even.iter();
        let break_even = break_even.map(|even| even.to_value(language));
        let curves = self.curves.iter();
        let curves = curves.map(|curve| curve.to_value(language));
        Value::table([
            ("format", Value::text(FORMAT)),
            ("version", Value::integer(VERSION)),
            ("before", side(&self.before)),
            ("after", side(&self.after)),
            ("currency", Value::text(self.currency.code())),
            ("rounding_step", number(self.rounding_step)),
            ("complete", Value::truth(self.is_complete())),
            (
                "left_out",
                Value::list(self.left_out.iter().map(LeftOut::to_value)),
            ),
            ("differences", Value::list(differences)),
            ("break_even", Value::list(break_even)),
            ("curves", Value::list(curves)),
        ])
    }
}

fn number(number: Exact) -> Value {
    Value::text(number.to_string())
}

impl Difference {
    fn to_value(&self, language: Language) -> Value {
        let mut entries = vec![("change", Value::text(self.change.name()))];
        entries.extend(self.before.as_ref().map(|side| ("before", side.to_value())));
        entries.extend(self.after.as_ref().map(|side| ("after", side.to_value())));
        let (least, most) = self.range();
        entries.extend(least.map(|least| ("least", number(least))));
        entries.extend(most.map(|most| ("most", number(most))));
        let is_same = self.change == Change::Same;
        let groups = self.groups.iter();
        let groups = groups.map(|group| group.to_value(language, is_same));
        entries.push(("groups", Value::list(groups)));
        Value::table(entries)
    }
}

impl LeftOut {
    /// The word in documents: `too-many-cases`, `not-linear`, `between-steps`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Size => "too-many-cases",
            Self::NotLinear => "not-linear",
            Self::BetweenSteps(_) => "between-steps",
            Self::InLists(_) => "in-lists",
            Self::NotGiven(_) => "not-given",
        }
    }

    fn to_value(&self) -> Value {
        let mut entries = vec![("what", Value::text(self.name()))];
        if let Self::BetweenSteps(fact) | Self::InLists(fact) | Self::NotGiven(fact) = self {
            entries.push(("fact", Value::text(fact.name())));
        }
        Value::table(entries)
    }
}

/// A value of a quantity: a date as one.
fn quantity(value: Exact, is_date: bool) -> String {
    match day::date_of(value).filter(|_| is_date) {
        Some(date) => date.to_string(),
        None => value.to_string(),
    }
}

/// The borders of payers that follow no axis, where there are some.
fn conditions(payers: &Payers) -> Option<(&'static str, Value)> {
    let borders = payers.borders().iter();
    let borders = borders.map(|border| Value::text(border.to_string()));
    (!payers.borders().is_empty()).then(|| ("conditions", Value::list(borders)))
}

impl Group {
    fn to_value(&self, language: Language, is_same: bool) -> Value {
        let mut entries = vec![
            ("payers", Value::text(self.payers.in_language(language))),
            ("where", self.payers.to_value()),
        ];
        entries.extend(conditions(&self.payers));
        if !is_same {
            entries.extend(self.least.map(|least| ("least", number(least))));
            entries.extend(self.most.map(|most| ("most", number(most))));
            let shown = self.shown.iter().map(Shown::to_value);
            entries.push(("shown", Value::list(shown)));
        }
        Value::table(entries)
    }
}

impl Shown {
    fn to_value(&self) -> Value {
        Value::table([
            ("payer", self.payer.to_value()),
            ("before", outcome_value(&self.before)),
            ("after", outcome_value(&self.after)),
        ])
    }
}

fn outcome_value(outcome: &Outcome) -> Value {
    let mut entries = vec![("status", Value::text(outcome.status()))];
    match outcome {
        Outcome::Assessed(amount) => entries.push(("amount", Value::text(amount.to_string()))),
        Outcome::Ambiguous { candidates, .. } => {
            let candidates = candidates
                .iter()
                .map(|money| Value::text(money.to_string()));
            entries.push(("candidates", Value::list(candidates)));
        }
        open => {
            let codes = open
                .reasons()
                .iter()
                .map(|reason| Value::text(reason.code()));
            entries.push(("reasons", Value::list(codes)));
        }
    }
    Value::table(entries)
}

impl Side {
    /// The word in documents: `owes`, `not_covered`, `undetermined`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Owes { .. } => "owes",
            Self::Computed { .. } => "computed",
            Self::NotCovered => "not_covered",
            Self::NotDeclared => "not_declared",
            Self::Undetermined => "undetermined",
            Self::Ambiguous => "ambiguous",
            Self::NoResult => "no_result",
        }
    }

    fn to_value(&self) -> Value {
        let mut entries = vec![("status", Value::text(self.name()))];
        if let Self::Owes { currency, .. } | Self::Computed { currency } = self {
            entries.push(("currency", Value::text(currency.code())));
        }
        if let Self::Owes { fixed, rates, .. } = self {
            entries.push(("fixed", number(*fixed)));
            let rates = rates.iter();
            let rates = rates.map(|(measure, rate)| (measure.name(), number(*rate)));
            entries.push(("rates", Value::table(rates)));
        }
        Value::table(entries)
    }
}

impl Curve {
    fn to_value(&self, language: Language) -> Value {
        let line =
            |line: Line| Value::table([("fixed", number(line.fixed)), ("rate", number(line.rate))]);
        let pieces = self.pieces.iter().map(|piece| {
            let mut entries = interval_entries(piece.interval, &|end| quantity(end, self.is_date));
            entries.extend(piece.before.map(|before| ("before", line(before))));
            entries.extend(piece.after.map(|after| ("after", line(after))));
            Value::table(entries)
        });
        Value::table([
            ("payers", Value::text(self.payers.in_language(language))),
            ("where", self.payers.to_value()),
            ("measure", Value::text(self.measure.name())),
            ("currency", Value::text(self.currency.code())),
            ("pieces", Value::list(pieces)),
        ])
    }
}

impl BreakEven {
    fn to_value(&self, language: Language) -> Value {
        let mut entries = vec![
            ("payers", Value::text(self.payers.in_language(language))),
            ("where", self.payers.to_value()),
        ];
        entries.extend(conditions(&self.payers));
        entries.push(("measure", Value::text(self.measure.name())));
        let value = quantity(self.value, self.is_date);
        entries.push(("value", Value::text(value)));
        Value::table(entries)
    }
}
