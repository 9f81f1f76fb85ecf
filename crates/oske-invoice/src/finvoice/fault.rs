//! What is wrong with a Finvoice.

use std::{fmt, io};

use oske_types::quoted;

/// Everything that keeps an invoice from being a Finvoice, or a document from being read as one.
#[derive(Clone, PartialEq, Eq)]
pub struct FinvoiceFaults {
    // INVARIANT: at least one.
    faults: Vec<FinvoiceFault>,
}

impl FinvoiceFaults {
    pub(super) fn of(faults: Vec<FinvoiceFault>) -> Self {
        Self { faults }
    }

    pub(super) fn one(path: &str, message: impl Into<String>) -> Self {
        Self::of(vec![FinvoiceFault::new(path, message)])
    }

    /// What is wrong, in the order of the document; of very many the first hundred.
    #[must_use]
    pub fn faults(&self) -> &[FinvoiceFault] {
        &self.faults
    }
}

impl fmt::Display for FinvoiceFaults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, fault) in self.faults.iter().enumerate() {
            let joint = if place == 0 { "" } else { "\n" };
            write!(f, "{joint}{fault}")?;
        }
        Ok(())
    }
}

oske_types::list_of_faults!(FinvoiceFaults, FinvoiceFault);

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{path}: {message}")]
pub struct FinvoiceFault {
    path: String,
    message: String,
}

impl FinvoiceFault {
    pub(super) fn new(path: &str, message: impl Into<String>) -> Self {
        Self {
            path: path.to_owned(),
            message: message.into(),
        }
    }

    /// Something else was expected.
    pub(super) fn unlike(path: &str, found: &str, expected: &str) -> Self {
        let (found, expected) = (quoted(found), quoted(expected));
        Self::new(path, format!("found `{found}`, expected `{expected}`"))
    }

    /// The element, from below the root: `BuyerPartyDetails/BuyerOrganisationName`.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What was found, what was expected and how to mend it.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }
}

/// Why a Finvoice was not written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FinvoiceWriteError {
    /// The invoice is no Finvoice; nothing was written.
    #[error(transparent)]
    Faults(#[from] FinvoiceFaults),
    /// Writing failed.
    #[error(transparent)]
    Io(#[from] io::Error),
}
