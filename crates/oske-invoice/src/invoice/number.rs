//! [`InvoiceNumber`]: what an invoice is told by.

use std::fmt;
use std::str::FromStr;

use oske_types::{ParseValueError, pad};

/// The number of an invoice (*laskun numero*, *fakturanummer*): 1 to 20 ASCII letters, digits, hyphens, full stops,
/// slashes and underscores, of which at least one is a digit.
///
/// ```
/// use oske_invoice::InvoiceNumber;
///
/// let number: InvoiceNumber = "2026-0001".parse()?;
/// assert_eq!(number.as_str(), "2026-0001");
/// assert!("no number".parse::<InvoiceNumber>().is_err());
/// # Ok::<(), oske_types::ParseValueError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct InvoiceNumber(Box<str>);

impl InvoiceNumber {
    /// The number as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Its digits alone, of which its payment reference is made.
    pub(crate) fn digits(&self) -> String {
        let digits = self.0.chars().filter(char::is_ascii_digit);
        digits.collect()
    }
}

impl fmt::Display for InvoiceNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        pad(f, &self.0)
    }
}

impl fmt::Debug for InvoiceNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "InvoiceNumber({self})")
    }
}

impl FromStr for InvoiceNumber {
    type Err = ParseValueError;

    fn from_str(text: &str) -> Result<Self, ParseValueError> {
        let is_part = |letter: u8| {
            letter.is_ascii_alphanumeric() || matches!(letter, b'-' | b'.' | b'/' | b'_')
        };
        let has_digit = text.bytes().any(|letter| letter.is_ascii_digit());
        if (1..=20).contains(&text.len()) && text.bytes().all(is_part) && has_digit {
            Ok(Self(text.into()))
        } else {
            let reason = "expected 1 to 20 letters a to z, digits, `-`, `.`, `/` and `_`, at least one a digit";
            let what = "an invoice number";
            Err(ParseValueError::new(what, text, reason, "2026-0001"))
        }
    }
}
