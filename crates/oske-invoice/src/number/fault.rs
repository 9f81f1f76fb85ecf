//! Why a run gives no invoices, and what is wrong with a stored series.

use std::fmt;

use chrono::NaiveDate;
use oske_types::BusinessId;

use crate::{InvoiceFaults, InvoiceNumber};

/// Why a run gives no invoices.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum NumberingError {
    /// No invoice number begins so, or not for so long.
    #[non_exhaustive]
    Prefix {
        /// The prefix.
        prefix: String,
    },
    /// The round has no name.
    BlankRound,
    /// A key that is blank, or has space at its ends or other space than single spaces in it.
    #[non_exhaustive]
    Key {
        /// The key.
        key: String,
    },
    /// Two drafts under one key.
    #[non_exhaustive]
    KeyTwice {
        /// The key.
        key: String,
    },
    /// Drafts that are no invoices.
    #[non_exhaustive]
    NoInvoices {
        /// What is wrong with each.
        faults: Vec<InvoiceFaults>,
    },
    /// Invoices that stand and that the archive does not have as they were sent.
    #[non_exhaustive]
    NotInArchive {
        /// Their numbers.
        numbers: Vec<InvoiceNumber>,
    },
    /// Drafts of another issuer than the series is of.
    #[non_exhaustive]
    OtherIssuer {
        /// Whose the series is.
        series: BusinessId,
        /// Whose the drafts are.
        issuer: BusinessId,
    },
    /// Invoices of a day before that of the last number.
    #[non_exhaustive]
    DayBeforeLast {
        /// The day.
        day: NaiveDate,
        /// The last number.
        last: InvoiceNumber,
        /// Its day.
        last_day: NaiveDate,
    },
}

impl NumberingError {
    pub(super) fn prefix(prefix: &str) -> Self {
        Self::Prefix {
            prefix: prefix.to_owned(),
        }
    }
}

impl fmt::Display for NumberingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Prefix { prefix } => {
                let prefix = oske_types::quoted(prefix);
                write!(
                    f,
                    "no invoice number comes after `{prefix}`: expected letters a to z, digits, `-`, `.`, `/` and `_` \
                     that leave room for the digits of the number in 20, as in `2026-`"
                )
            }
            Self::BlankRound => {
                f.write_str("the round has no name: expected one, as in `dues 2026`")
            }
            Self::Key { key } => {
                let key = oske_types::quoted(key);
                write!(
                    f,
                    "`{key}` is no key: expected words with single spaces between, as in `kunta-17 1`"
                )
            }
            Self::KeyTwice { key } => {
                let key = oske_types::quoted(key);
                write!(
                    f,
                    "two drafts have the key `{key}`: expected one for each, as in `kunta-17 1`, `kunta-17 2`"
                )
            }
            Self::NoInvoices { faults } => {
                for (place, faults) in faults.iter().enumerate() {
                    let joint = if place == 0 { "" } else { "\n" };
                    write!(f, "{joint}{faults}")?;
                }
                Ok(())
            }
            Self::NotInArchive { numbers } => {
                let numbers = numbers.iter().map(|number| format!("`{number}`"));
                let numbers: Vec<String> = numbers.collect();
                let numbers = numbers.join(", ");
                write!(
                    f,
                    "not in the archive as sent: {numbers}; expected each with the days, receiver, references and amounts that the series tells of"
                )
            }
            Self::OtherIssuer { series, issuer } => write!(
                f,
                "the series is of the issuer `{series}`, and this is `{issuer}`: expected a series of its own"
            ),
            Self::DayBeforeLast {
                day,
                last,
                last_day,
            } => write!(
                f,
                "`{day}` is before the day of the last number, `{last}` of {last_day}: expected that day or a later one"
            ),
        }
    }
}

/// As [`Display`](fmt::Display), from a line of its own: so a program that ends with one shows what is wrong.
impl fmt::Debug for NumberingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\n{self}")
    }
}

impl std::error::Error for NumberingError {}

/// Everything that is wrong with the text of a series.
#[derive(Clone, PartialEq, Eq)]
pub struct SeriesFaults {
    // INVARIANT: at least one.
    pub(super) faults: Vec<SeriesFault>,
}

impl SeriesFaults {
    /// The one thing that keeps the rest from being read.
    pub(super) fn of(line: usize, message: String) -> Self {
        Self {
            faults: vec![SeriesFault { line, message }],
        }
    }

    /// What is wrong, in the order of the lines.
    #[must_use]
    pub fn faults(&self) -> &[SeriesFault] {
        &self.faults
    }
}

impl fmt::Display for SeriesFaults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, fault) in self.faults.iter().enumerate() {
            let joint = if place == 0 { "" } else { "\n" };
            write!(f, "{joint}{fault}")?;
        }
        Ok(())
    }
}

oske_types::list_of_faults!(SeriesFaults, SeriesFault);

/// One thing that is wrong with the text of a series.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line} of the number series: {message}")]
pub struct SeriesFault {
    pub(super) line: usize,
    pub(super) message: String,
}

impl SeriesFault {
    /// The line, from 1.
    #[must_use]
    pub const fn line(&self) -> usize {
        self.line
    }

    /// What is wrong with it and what was expected.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }
}
