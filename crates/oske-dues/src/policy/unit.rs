//! [`Unit`]: the unit of a figure, with the words that stand behind a number of it.

use std::sync::Arc;

use oske_types::{Currency, Exact, Language, Text};

use crate::assessment::Label;
use crate::document::decode::Spot;

/// A unit with its words: one of it, and behind a number.
#[derive(Debug, Clone)]
pub(crate) struct UnitWords {
    pub(crate) name: String,
    pub(crate) one: Option<Text>,
    pub(crate) many: Option<Text>,
    pub(crate) spot: Spot,
}

/// The unit of a figure, as formulas write it: `EUR`, `EUR/inhabitant`, `1`; empty for a date.
#[derive(Debug, Clone)]
pub(crate) struct Unit(Arc<Behind>);

/// What stands behind a number.
#[derive(Debug)]
struct Behind {
    one: Label,
    many: Label,
}

impl Unit {
    pub(crate) fn new(text: &str, known: &[UnitWords]) -> Self {
        let words_of = |name: &str| known.iter().find(|unit| unit.name == name);
        let one = words_of(text).and_then(|words| words.one.clone());
        let many = match text.split_once('/') {
            None => words_of(text).and_then(|words| words.many.clone().or(words.one.clone())),
            Some((above, below)) => words_of(below).and_then(|words| {
                let above = above
                    .parse()
                    .map_or(above, |currency: Currency| currency.sign());
                let [fi, sv, en] = Language::ALL.map(|language| {
                    let below = words.one.as_ref()?.get(language)?;
                    Some(format!("{above}/{below}"))
                });
                Text::from_parts(fi, sv, en)
            }),
        };
        let many = Label::new(text, many.as_ref());
        let one = match one {
            Some(one) => Label::new(text, Some(&one)),
            None => many.clone(),
        };
        Self(Arc::new(Behind { one, many }))
    }

    /// As formulas write it.
    pub(crate) fn as_str(&self) -> &str {
        self.0.many.name()
    }

    /// For a quantity, `EUR` or `inhabitant`, the words that stand behind a number; for a rate,
    /// `EUR/inhabitant`, those for one.
    pub(crate) fn label(&self) -> &Label {
        &self.0.many
    }

    /// The words behind this number: `1 employee`, `2 employees`.
    pub(crate) fn behind(&self, value: Option<Exact>) -> &Label {
        if value == Some(Exact::ONE) {
            &self.0.one
        } else {
            &self.0.many
        }
    }

    /// The same, where the policy has words for it.
    pub(crate) fn words_behind(&self, value: Exact) -> Option<&Label> {
        Some(self.behind(Some(value))).filter(|label| label.words().is_some())
    }
}
