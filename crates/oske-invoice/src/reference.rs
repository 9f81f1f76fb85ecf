//! [`PaymentReference`]: what a payment is told by, national or from anywhere.

use std::fmt;
use std::str::FromStr;

use oske_types::pad;

use crate::IdentifierError;
use crate::error::Kind;
use crate::writing::compact;

mod creditor;
mod national;

pub use creditor::CreditorReference;
pub use national::NationalReference;

/// What a payment is told by: a national reference or an RF reference.
///
/// Text that begins with `RF` is read as a [`CreditorReference`], other text as a
/// [`NationalReference`].
///
/// ```
/// use oske_invoice::PaymentReference;
///
/// let national: PaymentReference = "23 48236".parse()?;
/// let creditor: PaymentReference = "RF33 2348 236".parse()?;
/// assert_ne!(national, creditor);
/// assert_eq!(national.national(), creditor.national());
/// assert_eq!(creditor.formatted(), "RF33 2348 236");
/// # Ok::<(), oske_invoice::IdentifierError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
#[expect(
    clippy::exhaustive_enums,
    reason = "a credit transfer carries one or the other, and a caller decides by it"
)]
pub enum PaymentReference {
    /// *Viitenumero*.
    National(NationalReference),
    /// ISO 11649.
    Creditor(CreditorReference),
}

impl PaymentReference {
    /// As it is printed: [`NationalReference::formatted`] or [`CreditorReference::formatted`].
    #[must_use]
    pub fn formatted(&self) -> String {
        match self {
            Self::National(reference) => reference.formatted(),
            Self::Creditor(reference) => reference.formatted(),
        }
    }

    /// The national reference that it is or that is in it.
    #[must_use]
    pub fn national(&self) -> Option<NationalReference> {
        match self {
            Self::National(reference) => Some(*reference),
            Self::Creditor(reference) => reference.national(),
        }
    }
}

impl fmt::Display for PaymentReference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::National(reference) => pad(f, &reference.to_string()),
            Self::Creditor(reference) => pad(f, reference.as_str()),
        }
    }
}

impl fmt::Debug for PaymentReference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::National(reference) => reference.fmt(f),
            Self::Creditor(reference) => reference.fmt(f),
        }
    }
}

impl From<NationalReference> for PaymentReference {
    fn from(reference: NationalReference) -> Self {
        Self::National(reference)
    }
}

impl From<CreditorReference> for PaymentReference {
    fn from(reference: CreditorReference) -> Self {
        Self::Creditor(reference)
    }
}

const KIND: Kind = Kind {
    what: "a payment reference",
    example: "12 34561",
};

impl FromStr for PaymentReference {
    type Err = IdentifierError;

    fn from_str(text: &str) -> Result<Self, IdentifierError> {
        if compact(KIND, text)?.starts_with(creditor::WORD) {
            text.parse().map(Self::Creditor)
        } else {
            text.parse().map(Self::National)
        }
    }
}
