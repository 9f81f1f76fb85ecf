//! The two sides of an invoice.

mod address;
mod issuer;
mod peppol;
mod reach;
mod receiver;

pub use address::{Contact, CountryCode, PostalAddress};
pub use issuer::{Issuer, PaymentAccount};
pub use peppol::{PeppolAddress, PeppolAddressSource};
pub use receiver::{BuyerReferences, Receiver};

/// A party without a name, or an address without its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{what} is blank: expected {expected}")]
pub struct BlankText {
    what: &'static str,
    expected: &'static str,
}

impl BlankText {
    /// What is blank: "the name of the issuer".
    #[must_use]
    pub const fn what(&self) -> &'static str {
        self.what
    }
}

/// A text on one line, or what is blank.
pub(crate) fn needed(
    text: &str,
    what: &'static str,
    expected: &'static str,
) -> Result<String, BlankText> {
    crate::one_line::one_line(text).ok_or(BlankText { what, expected })
}
