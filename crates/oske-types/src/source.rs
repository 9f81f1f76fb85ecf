//! [`Source`], [`ConstantSource`] and [`Sourced`]: where a figure comes from.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

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
///
/// A copy shares the words with the source that it was made of: rows that were read in one place carry
/// a pointer each.
#[derive(Clone)]
pub struct Source(Words);

#[derive(Clone)]
enum Words {
    Constant(&'static ConstantSource),
    Shared(Arc<SharedSource>),
}

#[derive(Clone)]
struct SharedSource {
    title: Box<str>,
    address: Option<Box<str>>,
    read_on: Option<NaiveDate>,
}

impl Source {
    /// A source of a title.
    #[must_use]
    pub fn new(title: impl Into<String>) -> Self {
        Self(Words::Shared(Arc::new(SharedSource {
            title: title.into().into(),
            address: None,
            read_on: None,
        })))
    }

    /// A source whose words are in a static.
    #[must_use]
    pub const fn constant(words: &'static ConstantSource) -> Self {
        Self(Words::Constant(words))
    }

    /// With the address where it can be found.
    #[must_use]
    pub fn at_address(self, address: impl Into<String>) -> Self {
        let mut words = self.into_shared();
        Arc::make_mut(&mut words).address = Some(address.into().into());
        Self(Words::Shared(words))
    }

    /// With the day on which it was read.
    #[must_use]
    pub fn read_on(self, date: NaiveDate) -> Self {
        let mut words = self.into_shared();
        Arc::make_mut(&mut words).read_on = Some(date);
        Self(Words::Shared(words))
    }

    /// Publisher and table, act and provision, letter and date.
    #[must_use]
    pub fn title(&self) -> &str {
        match &self.0 {
            Words::Constant(words) => words.title,
            Words::Shared(words) => &words.title,
        }
    }

    /// Where it can be found.
    #[must_use]
    pub fn address(&self) -> Option<&str> {
        match &self.0 {
            Words::Constant(words) => words.address,
            Words::Shared(words) => words.address.as_deref(),
        }
    }

    /// The day on which it was read.
    #[must_use]
    pub fn date_read(&self) -> Option<NaiveDate> {
        match &self.0 {
            Words::Constant(words) => words.read_on,
            Words::Shared(words) => words.read_on,
        }
    }

    fn into_shared(self) -> Arc<SharedSource> {
        match self.0 {
            Words::Shared(words) => words,
            Words::Constant(words) => Arc::new(SharedSource {
                title: words.title.into(),
                address: words.address.map(Box::from),
                read_on: words.read_on,
            }),
        }
    }

    fn parts(&self) -> (&str, Option<&str>, Option<NaiveDate>) {
        (self.title(), self.address(), self.date_read())
    }
}

impl PartialEq for Source {
    fn eq(&self, other: &Self) -> bool {
        self.parts() == other.parts()
    }
}

impl Eq for Source {}

impl Hash for Source {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.parts().hash(state);
    }
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Source({self})")
    }
}

/// The words of a [`Source`] in a static, for tables that are compiled in.
///
/// ```
/// use oske_types::{ConstantSource, Source};
///
/// static DIVISION: ConstantSource = ConstantSource::new("Statistics Finland, division of 2026")
///     .at_address("https://stat.fi/en/luokitukset/kunta");
/// const SOURCE: Source = Source::constant(&DIVISION);
/// assert_eq!(SOURCE.title(), "Statistics Finland, division of 2026");
/// ```
#[derive(Debug, Clone, Copy)]
pub struct ConstantSource {
    title: &'static str,
    address: Option<&'static str>,
    read_on: Option<NaiveDate>,
}

impl ConstantSource {
    /// A source of a title.
    #[must_use]
    pub const fn new(title: &'static str) -> Self {
        Self {
            title,
            address: None,
            read_on: None,
        }
    }

    /// With the address where it can be found.
    #[must_use]
    pub const fn at_address(mut self, address: &'static str) -> Self {
        self.address = Some(address);
        self
    }

    /// With the day on which it was read.
    #[must_use]
    pub const fn read_on(mut self, date: NaiveDate) -> Self {
        self.read_on = Some(date);
        self
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.title())?;
        if let Some(address) = self.address() {
            write!(f, " <{address}>")?;
        }
        if let Some(date) = self.date_read() {
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
