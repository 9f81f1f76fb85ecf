//! [`Label`]: a name with its words; [`Found`]: a value that a table was looked up by.

use std::sync::Arc;

use chrono::NaiveDate;
use oske_types::{Exact, Language, Text, date_in};

use crate::check::DEFAULT_LINE;
use crate::day;
use crate::policy::{Key, KeyKind};

/// A name of the policy with its words for people; all that speak of it share one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Label(Arc<NameAndWords>);

#[derive(Debug, PartialEq, Eq, Default)]
struct NameAndWords {
    name: Arc<str>,
    words: Option<Text>,
}

impl Label {
    pub(crate) fn new(name: &str, words: Option<&Text>) -> Self {
        Self(Arc::new(NameAndWords {
            name: name.into(),
            words: words.cloned(),
        }))
    }

    /// The name in the policy: `county_rate`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.0.name
    }

    pub(crate) fn shared_name(&self) -> Arc<str> {
        Arc::clone(&self.0.name)
    }

    pub(crate) fn words(&self) -> Option<&Text> {
        self.0.words.as_ref()
    }

    /// Of a line, the words for people: also of `dues`, which needs no declaration.
    #[must_use]
    pub fn line_in(&self, language: Language) -> &str {
        if self.words().is_none() && self.name() == DEFAULT_LINE {
            return language.pick("jäsenmaksu", "medlemsavgift", "dues");
        }
        self.in_language(language)
    }

    /// The words for people, or the name where the policy has none.
    #[must_use]
    pub fn in_language(&self, language: Language) -> &str {
        self.words()
            .map_or(self.name(), |words| words.in_language(language))
    }
}

/// A value that a table was looked up by.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Found {
    /// A number.
    Number(Exact),
    /// A day.
    Day(NaiveDate),
    /// A value of a choice.
    Choice(Label),
}

impl Found {
    /// Of a quantity, which is a day where the key is a date.
    pub(crate) fn of_number(number: Exact, key: &Key) -> Self {
        let is_date = matches!(key.kind, KeyKind::Quantity { is_date: true, .. });
        let date = day::date_of(number).filter(|_| is_date);
        date.map_or(Self::Number(number), Self::Day)
    }

    /// The value for people: `4 999`, `15.8.2005`, the words of a choice.
    #[must_use]
    pub fn in_language(&self, language: Language) -> String {
        match self {
            Self::Number(number) => number.in_language(language),
            Self::Day(date) => date_in(language, *date),
            Self::Choice(value) => value.in_language(language).to_owned(),
        }
    }
}
