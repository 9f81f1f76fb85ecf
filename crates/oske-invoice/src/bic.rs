//! [`Bic`]: a bank.

use std::fmt;
use std::str::FromStr;

use oske_types::pad;

use crate::IdentifierError;
use crate::error::Kind;
use crate::writing::{compact, counted, first_stranger};

/// The business identifier code of a bank, ISO 9362 (*BIC*, *SWIFT-koodi*).
///
/// Four letters, two of the country, two letters or digits, and perhaps three of a branch. It has no check
/// digit: only its form is checked. `XXX` as branch is the head office and is not written, so that
/// `DABAFIHH` and `DABAFIHHXXX` are the same.
///
/// ```
/// use oske_invoice::Bic;
///
/// let bank: Bic = "ndea fi hh xxx".parse()?;
/// assert_eq!(bank.to_string(), "NDEAFIHH");
/// assert_eq!((bank.country(), bank.branch()), ("FI", None));
/// # Ok::<(), oske_invoice::IdentifierError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Bic {
    // INVARIANT: 8 or 11 capital ASCII letters and digits, the first six letters, the last three not `XXX`.
    text: Box<str>,
}

/// The characters without a branch.
const SHORT: usize = 8;
/// The characters with one.
const LONG: usize = 11;
/// What stands for the head office.
const HEAD_OFFICE: &str = "XXX";

const KIND: Kind = Kind {
    what: "a BIC",
    example: "NDEAFIHH",
};

impl Bic {
    /// The canonical text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The code of the country, two letters: `FI`.
    ///
    /// It may be one that no address has, as `XK`, and so is no [`CountryCode`](crate::CountryCode).
    #[must_use]
    pub fn country(&self) -> &str {
        self.text.get(4..6).unwrap_or_default()
    }

    /// The three characters of a branch, where it is not the head office.
    #[must_use]
    pub fn branch(&self) -> Option<&str> {
        self.text.get(SHORT..).filter(|branch| !branch.is_empty())
    }

    /// As it is printed, which is its canonical text.
    #[must_use]
    pub fn formatted(&self) -> String {
        self.to_string()
    }
}

impl fmt::Display for Bic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        pad(f, &self.text)
    }
}

impl fmt::Debug for Bic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Bic({self})")
    }
}

impl FromStr for Bic {
    type Err = IdentifierError;

    fn from_str(text: &str) -> Result<Self, IdentifierError> {
        let letters = compact(KIND, text)?;
        if let Some(stranger) = first_stranger(&letters, |letter| letter.is_ascii_alphanumeric()) {
            let reason = format!("expected letters A to Z and digits alone, found {stranger}");
            return Err(KIND.malformed(text, reason));
        }
        if !matches!(letters.len(), SHORT | LONG) {
            let count = counted(&letters, "character", "characters");
            let reason = format!("expected {SHORT} or {LONG} characters, found {count}");
            return Err(KIND.malformed(text, reason));
        }
        let bank = letters.get(..6).unwrap_or_default();
        if let Some(stranger) = first_stranger(bank, |letter| letter.is_ascii_uppercase()) {
            let reason = format!(
                "expected four letters of the bank and two of its country at its beginning, found {stranger}"
            );
            return Err(KIND.malformed(text, reason));
        }
        let head = letters.strip_suffix(HEAD_OFFICE);
        let short = head.filter(|head| head.len() == SHORT).unwrap_or(&letters);
        Ok(Self { text: short.into() })
    }
}
