//! What keeps an invoice from being written as UBL.

use std::{fmt, io};

/// Everything that keeps an invoice from being written by Peppol BIS Billing 3.0.
#[cfg_attr(docsrs, doc(cfg(feature = "ubl")))]
#[derive(Clone, PartialEq, Eq)]
pub struct UblFaults {
    // INVARIANT: at least one.
    faults: Vec<UblFault>,
}

impl UblFaults {
    pub(super) const fn of(faults: Vec<UblFault>) -> Self {
        Self { faults }
    }

    /// What is missing or does not fit, in the order of the document.
    #[must_use]
    pub fn faults(&self) -> &[UblFault] {
        &self.faults
    }
}

impl fmt::Display for UblFaults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, fault) in self.faults.iter().enumerate() {
            let joint = if place == 0 { "" } else { "\n" };
            write!(f, "{joint}{fault}")?;
        }
        Ok(())
    }
}

oske_types::list_of_faults!(UblFaults, UblFault);

/// One thing that is missing or does not fit.
#[cfg_attr(docsrs, doc(cfg(feature = "ubl")))]
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message} ({rule})")]
pub struct UblFault {
    rule: &'static str,
    message: String,
}

impl UblFault {
    pub(super) fn new(rule: &'static str, message: impl Into<String>) -> Self {
        Self {
            rule,
            message: message.into(),
        }
    }

    /// The rule of EN 16931 or of Peppol that asks for it: `PEPPOL-EN16931-R003`.
    #[must_use]
    pub const fn rule(&self) -> &'static str {
        self.rule
    }

    /// What was found, what was expected and how to mend it.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }
}

/// Why an invoice was not written.
#[cfg_attr(docsrs, doc(cfg(feature = "ubl")))]
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum UblWriteError {
    /// The rules do not let the invoice pass; nothing was written.
    #[error(transparent)]
    Faults(#[from] UblFaults),
    /// Writing failed.
    #[error(transparent)]
    Io(#[from] io::Error),
}
