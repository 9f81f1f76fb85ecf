//! What a bank barcode cannot carry.

use std::fmt;

use chrono::NaiveDate;
use oske_types::Money;

use crate::{CreditorReference, Iban};

/// A payment that no [`BankBarcode`](crate::BankBarcode) can carry, with everything that stands against it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BankBarcodeError {
    // INVARIANT: at least one.
    faults: Vec<BankBarcodeFault>,
}

impl BankBarcodeError {
    pub(super) fn of(faults: Vec<BankBarcodeFault>) -> Self {
        Self { faults }
    }

    /// What stands against it.
    #[must_use]
    pub fn faults(&self) -> &[BankBarcodeFault] {
        &self.faults
    }
}

impl fmt::Display for BankBarcodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no bank barcode: ")?;
        for (place, fault) in self.faults.iter().enumerate() {
            let joint = if place == 0 { "" } else { "; " };
            write!(f, "{joint}{fault}")?;
        }
        Ok(())
    }
}

impl std::error::Error for BankBarcodeError {}

/// One thing that a [`BankBarcode`](crate::BankBarcode) cannot carry.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BankBarcodeFault {
    /// An account that is not in Finland.
    #[error("the account `{0}` is not in Finland: print the invoice without a barcode")]
    AccountElsewhere(Iban),
    /// An amount below zero, of a million euros or more, or in another currency.
    #[error(
        "the amount {0} does not fit: expected less than 1000000.00 EUR, or 0.00 EUR to leave it to the payer"
    )]
    Amount(Money),
    /// An RF reference with letters, or with a zero first, after its check digits.
    #[error(
        "the reference `{0}` does not fit: expected digits, of which the first is no zero, after its check digits; \
         make it of a national reference"
    )]
    Reference(CreditorReference),
    /// A due day outside the years 2000 to 2099, of which two digits are carried.
    #[error("the due day {0} does not fit: expected one in the years 2000 to 2099")]
    DueDay(NaiveDate),
}
