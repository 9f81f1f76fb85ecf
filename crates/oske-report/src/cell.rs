//! [`Cell`]: one value of a table, or a key figure.

use chrono::NaiveDate;
use oske_types::{Exact, Figure, Language, Money, Text, date_in};

use crate::label::Label;

/// One value of a table, or a key figure.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Cell {
    /// Nothing, because nothing belongs there.
    Empty,
    /// A value that nobody knows: it is told, and left out of sums.
    NotKnown,
    /// Words.
    Words(String),
    /// Words of another language than the document's, which a screen reader is to be told.
    Foreign {
        /// The words.
        words: String,
        /// Their language.
        language: Language,
    },
    /// Words that lead to an address.
    Link {
        /// The words.
        words: String,
        /// The address. One that is not of the web is left out of what is written for people.
        address: String,
    },
    /// A number.
    Number(Exact),
    /// An amount of money.
    Money(Money),
    /// A share, in per cent: 12.5 is 12.5 %.
    Percent(Exact),
    /// A date.
    Date(NaiveDate),
    /// A number as a source gives it.
    Figure(Figure),
}

impl Cell {
    /// Words.
    #[must_use]
    pub fn words(words: impl Into<String>) -> Self {
        Self::Words(words.into())
    }

    /// The words of a text in the language of the document, or those that stand in for them.
    #[must_use]
    pub fn text(text: &Text, language: Language) -> Self {
        let words = text.in_language(language).to_owned();
        let shown = text.language_shown(language);
        match shown == language {
            true => Self::Words(words),
            false => Self::Foreign {
                words,
                language: shown,
            },
        }
    }

    /// A whole number.
    ///
    /// ```
    /// use oske_report::Cell;
    /// use oske_types::Language;
    ///
    /// let members = ["Kajaani", "Paltamo"];
    /// assert_eq!(Cell::number_of(members.len()), Cell::count(2));
    /// assert_eq!(Cell::count(1_250).in_language(Language::English), "1,250");
    /// ```
    ///
    /// There are not fewer than none:
    ///
    /// ```compile_fail,E0600
    /// # use oske_report::Cell;
    /// let members = Cell::count(-1);
    /// ```
    #[must_use]
    pub fn count(number: u64) -> Self {
        Self::Number(Exact::from(number))
    }

    /// How many things there are, as a list tells it; see [`Cell::count`].
    #[must_use]
    pub fn number_of(things: usize) -> Self {
        // INVARIANT: no machine counts in more than 64 bits.
        Self::count(u64::try_from(things).unwrap_or(u64::MAX))
    }

    /// The value as it is written in a language. Numbers that have no end as decimals are written as
    /// ratios; a column rounds them to its decimals.
    #[must_use]
    pub fn in_language(&self, language: Language) -> String {
        match self {
            Self::Empty => String::new(),
            Self::NotKnown => Label::NotKnown.in_language(language).to_owned(),
            Self::Words(words) | Self::Foreign { words, .. } | Self::Link { words, .. } => {
                words.clone()
            }
            Self::Number(number) => number.in_language(language),
            Self::Money(money) => money.in_language(language),
            Self::Percent(percent) => percent_in(language, &percent.in_language(language)),
            Self::Date(date) => date_in(language, *date),
            Self::Figure(figure) => figure.in_language(language),
        }
    }
}

/// A share with its sign: `12,5 %` in Finnish and Swedish, `12.5%` in English.
pub(crate) fn percent_in(language: Language, number: &str) -> String {
    match language {
        Language::English => format!("{number}%"),
        Language::Finnish | Language::Swedish => format!("{number}\u{a0}%"),
    }
}

impl From<&str> for Cell {
    fn from(words: &str) -> Self {
        Self::words(words)
    }
}

impl From<String> for Cell {
    fn from(words: String) -> Self {
        Self::Words(words)
    }
}

impl From<Money> for Cell {
    fn from(money: Money) -> Self {
        Self::Money(money)
    }
}

impl From<Exact> for Cell {
    fn from(number: Exact) -> Self {
        Self::Number(number)
    }
}

impl From<NaiveDate> for Cell {
    fn from(date: NaiveDate) -> Self {
        Self::Date(date)
    }
}

impl From<Figure> for Cell {
    fn from(figure: Figure) -> Self {
        Self::Figure(figure)
    }
}

impl<T: Into<Self>> From<Option<T>> for Cell {
    /// What there is none of is not known.
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::NotKnown, Into::into)
    }
}
