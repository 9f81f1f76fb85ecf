//! [`Source`] and [`Sourced`]: where a figure comes from.

use std::borrow::Cow;
use std::fmt;

use chrono::NaiveDate;

/// Where a figure or a fact was read (*lähde*, *källa*).
///
/// A title is enough: a publisher with its table, an act with its provision, a letter with its date.
/// Add the address and the day it was read where there are such.
///
/// ```
/// use oske_types::Source;
///
/// let source = Source::new("Statistics Finland, Population structure, table 11re")
///     .at_address("https://stat.fi/tilasto/vaerak");
/// assert_eq!(
///     source.to_string(),
///     "Statistics Finland, Population structure, table 11re <https://stat.fi/tilasto/vaerak>",
/// );
/// ```
///
/// That text is for people: a title may hold anything, so that it cannot be taken apart again. With
/// the feature `serde` a source is a map of `title`, `address` and `read_on`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Source {
    title: Cow<'static, str>,
    address: Option<Cow<'static, str>>,
    read_on: Option<NaiveDate>,
}

impl Source {
    /// A source of a title.
    #[must_use]
    pub fn new(title: impl Into<Cow<'static, str>>) -> Self {
        Self {
            title: title.into(),
            address: None,
            read_on: None,
        }
    }

    /// A source of a title, in a constant.
    #[must_use]
    pub const fn constant(title: &'static str) -> Self {
        Self {
            title: Cow::Borrowed(title),
            address: None,
            read_on: None,
        }
    }

    /// A source of a title with the address where it can be found, in a constant.
    #[must_use]
    pub const fn constant_at(title: &'static str, address: &'static str) -> Self {
        Self {
            title: Cow::Borrowed(title),
            address: Some(Cow::Borrowed(address)),
            read_on: None,
        }
    }

    /// With the address where it can be found.
    #[must_use]
    pub fn at_address(mut self, address: impl Into<Cow<'static, str>>) -> Self {
        self.address = Some(address.into());
        self
    }

    /// With the day on which it was read.
    #[must_use]
    pub const fn read_on(mut self, date: NaiveDate) -> Self {
        self.read_on = Some(date);
        self
    }

    /// Publisher and table, act and provision, letter and date.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Where it can be found.
    #[must_use]
    pub fn address(&self) -> Option<&str> {
        self.address.as_deref()
    }

    /// The day on which it was read.
    #[must_use]
    pub const fn date_read(&self) -> Option<NaiveDate> {
        self.read_on
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.title)?;
        if let Some(address) = &self.address {
            write!(f, " <{address}>")?;
        }
        if let Some(date) = self.read_on {
            write!(f, ", read {date}")?;
        }
        Ok(())
    }
}

/// A value with its source.
///
/// ```
/// use oske_types::{Source, Sourced};
///
/// let members = Sourced::new(71_u32, Source::new("Annual report 2020"));
/// assert_eq!(*members.value(), 71);
/// assert_eq!(members.source().title(), "Annual report 2020");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Sourced<T> {
    value: T,
    source: Source,
}

impl<T> Sourced<T> {
    /// A value that was read from a source.
    #[must_use]
    pub const fn new(value: T, source: Source) -> Self {
        Self { value, source }
    }

    /// The value.
    #[must_use]
    pub const fn value(&self) -> &T {
        &self.value
    }

    /// Where it comes from.
    #[must_use]
    pub const fn source(&self) -> &Source {
        &self.source
    }

    /// The value alone.
    #[must_use]
    pub fn into_value(self) -> T {
        self.value
    }
}
