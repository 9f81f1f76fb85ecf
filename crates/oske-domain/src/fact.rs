//! [`MemberFact`]: a quantity that is known of a member, with its date and source.

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;
use oske_types::{ParseValueError, Quantity, Source, pad, parse_date};

use crate::member::one_line;

/// The name of a fact about a member, such as `staff` or `turnover`: lower-case letters without
/// accents, digits and underscores, beginning with a letter, at most 64.
///
/// ```
/// use oske_domain::FactName;
///
/// assert_eq!("staff".parse::<FactName>()?.as_str(), "staff");
/// assert!("Staff".parse::<FactName>().is_err());
/// # Ok::<(), oske_types::ParseValueError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FactName(Box<str>);

impl FactName {
    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::borrow::Borrow<str> for FactName {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for FactName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        pad(f, &self.0)
    }
}

impl fmt::Debug for FactName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FactName({self})")
    }
}

impl FromStr for FactName {
    type Err = ParseValueError;

    fn from_str(text: &str) -> Result<Self, ParseValueError> {
        let is_part = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
        let is_name = text.len() <= 64
            && text.starts_with(|first: char| first.is_ascii_lowercase())
            && text.bytes().all(is_part);
        if is_name {
            Ok(Self(text.into()))
        } else {
            let reason = "expected lower-case letters a to z, digits and underscores";
            Err(ParseValueError::new(
                "the name of a fact",
                text,
                reason,
                "staff",
            ))
        }
    }
}

/// What is known of a member (*tieto*, *uppgift*): a quantity, the day it held, and its source.
///
/// The text form is the cell of a register, with `; ` between the three:
///
/// ```
/// use oske_domain::MemberFact;
///
/// let staff: MemberFact = "7 person; 2020-12-31; annual report 2020".parse()?;
/// assert_eq!(staff.quantity().to_string(), "7 person");
/// assert_eq!(staff.date(), "2020-12-31".parse()?);
/// assert_eq!(staff.source().title(), "annual report 2020");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct MemberFact {
    quantity: Quantity,
    date: NaiveDate,
    // INVARIANT: a title of one line that is not empty and has no `|`, and no more.
    source: Source,
}

impl MemberFact {
    /// A quantity that held on a day, by a source of a title.
    ///
    /// # Errors
    ///
    /// [`ParseValueError`] if the title has no words, or if it holds a `|`, which stands between the
    /// facts of a cell.
    pub fn try_new(
        quantity: Quantity,
        date: NaiveDate,
        source: &str,
    ) -> Result<Self, ParseValueError> {
        let found = || format!("{quantity}; {date}; {source}");
        let title = one_line(source)
            .filter(|title| !title.contains('|'))
            .ok_or_else(|| {
                fact_error(&found(), "expected words that name the source, without `|`")
            })?;
        Ok(Self {
            quantity,
            date,
            source: Source::new(title),
        })
    }

    /// How much of what.
    #[must_use]
    pub const fn quantity(&self) -> &Quantity {
        &self.quantity
    }

    /// The day on which it held.
    #[must_use]
    pub const fn date(&self) -> NaiveDate {
        self.date
    }

    /// Where it was read.
    #[must_use]
    pub const fn source(&self) -> &Source {
        &self.source
    }
}

impl fmt::Display for MemberFact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}; {}; {}", self.quantity, self.date, self.source)
    }
}

impl FromStr for MemberFact {
    type Err = ParseValueError;

    fn from_str(text: &str) -> Result<Self, ParseValueError> {
        let mut parts = text.splitn(3, "; ");
        let (Some(quantity), Some(date), Some(source)) = (parts.next(), parts.next(), parts.next())
        else {
            let reason = "expected a quantity, a date and a source with `; ` between them";
            return Err(fact_error(text, reason));
        };
        let quantity = quantity
            .parse()
            .map_err(|_| fact_error(text, "expected first a number, one space and a unit"))?;
        let date = parse_date(date)
            .ok_or_else(|| fact_error(text, "expected a date after the quantity"))?;
        Self::try_new(quantity, date, source)
    }
}

fn fact_error(found: &str, reason: &'static str) -> ParseValueError {
    let example = "7 person; 2020-12-31; annual report 2020";
    ParseValueError::new("a fact", found, reason, example)
}
