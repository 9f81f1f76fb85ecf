//! What keeps a draft from becoming an invoice.

use std::error::Error;
use std::fmt;

use chrono::NaiveDate;
use oske_types::{Currency, Money};

use super::{InvoiceNumber, VatCategory};
use crate::IdentifierError;

/// What keeps a draft from becoming an invoice, all at once.
#[derive(Clone, PartialEq, Eq)]
pub struct InvoiceFaults {
    receiver: String,
    // INVARIANT: at least one.
    faults: Vec<InvoiceFault>,
}

impl InvoiceFaults {
    pub(super) fn of(receiver: &str, faults: Vec<InvoiceFault>) -> Self {
        Self {
            receiver: receiver.to_owned(),
            faults,
        }
    }

    /// The id of the receiver whose invoice it was to be.
    #[must_use]
    pub fn receiver(&self) -> &str {
        &self.receiver
    }

    /// What is wrong.
    #[must_use]
    pub fn faults(&self) -> &[InvoiceFault] {
        &self.faults
    }
}

impl fmt::Display for InvoiceFaults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no invoice for `{}`: ", self.receiver)?;
        for (place, fault) in self.faults.iter().enumerate() {
            let joint = if place == 0 { "" } else { "; " };
            write!(f, "{joint}{fault}")?;
            // A list has no one cause, so that each fault tells its own here.
            if let Some(cause) = fault.source() {
                write!(f, ": {cause}")?;
            }
        }
        Ok(())
    }
}

oske_types::list_of_faults!(InvoiceFaults, InvoiceFault);

/// One thing that keeps a draft from becoming an invoice.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvoiceFault {
    /// Nothing is owed: not even a line of 0.00.
    #[error("it has no lines: expected at least one")]
    NoLines,
    /// A line that does not say what it is for.
    #[error("line {0} has no name: expected what is owed, as in `Jäsenmaksu 2026`")]
    NamelessLine(usize),
    /// A line of another currency.
    #[error("line {line} is in {found}: expected {expected} as the invoice is")]
    #[non_exhaustive]
    LineCurrency {
        /// Its place, from 1.
        line: usize,
        /// Its currency.
        found: Currency,
        /// That of the invoice.
        expected: Currency,
    },
    /// A line of no pieces, or of a price below zero.
    #[error(
        "line {line} has {quantity} pieces at {unit_price}: expected at least one, or minus one where something is \
         taken off, at a price of zero or more"
    )]
    #[non_exhaustive]
    LinePieces {
        /// Its place, from 1.
        line: usize,
        /// How many pieces.
        quantity: i32,
        /// At which price.
        unit_price: Money,
    },
    /// Amounts of more than fifteen digits, which no e-invoice carries.
    #[error("its amounts do not fit: expected at most fifteen digits in each")]
    TooLarge,
    /// More is taken off than owed.
    #[error(
        "its total of {0} is below zero: expected zero or more; write a credit note of an invoice instead"
    )]
    BelowZero(Money),
    /// No day on which it is due.
    #[error("it has no due day: expected one, as in `due_on`")]
    NoDueDay,
    /// Due before it was written.
    #[error(
        "it is due on {due}, before its own day {date}: expected that day or a later one with `due_on`"
    )]
    #[non_exhaustive]
    DueBeforeDate {
        /// The due day.
        due: NaiveDate,
        /// The day of the invoice.
        date: NaiveDate,
    },
    /// A day whose year has not four digits, which no e-invoice carries.
    #[error("the day {0} does not fit: expected a year of four digits")]
    Day(NaiveDate),
    /// A period that ends before it begins.
    #[error("its period ends on {last}, before it begins on {first}")]
    #[non_exhaustive]
    PeriodReversed {
        /// The first day.
        first: NaiveDate,
        /// The last day.
        last: NaiveDate,
    },
    /// What is outside the scope of value added tax beside something else (BR-O-11 to BR-O-14).
    #[error(
        "it has lines outside the scope of value added tax beside others: expected an invoice of their own for them"
    )]
    OutsideScopeMixed,
    /// Two reasons in one category, of which an e-invoice tells one.
    #[error(
        "its lines of category {category} have different reasons, `{first}` and `{second}`: expected one, or two \
         invoices"
    )]
    #[non_exhaustive]
    ReasonsDiffer {
        /// The category.
        category: VatCategory,
        /// One reason.
        first: String,
        /// Another.
        second: String,
    },
    /// A taxed sale of somebody who tells no VAT number (BR-S-02).
    #[error("it has taxed lines and the issuer has no VAT number: expected `with_vat_number`")]
    NoVatNumber,
    /// A line that is taxed at nothing (BR-S-05).
    #[error(
        "line {0} is taxed at 0 %: expected a rate above zero, or another treatment, as `VatTreatment::exempt`"
    )]
    TaxedAtZero(usize),
    /// No payment reference follows from the number.
    #[error(
        "no payment reference follows from the number `{number}`: expected a longer number, or a reference of its own"
    )]
    #[non_exhaustive]
    NoReference {
        /// The number.
        number: InvoiceNumber,
        /// Why.
        #[source]
        error: IdentifierError,
    },
    /// A credit note of what was already credited.
    #[error("`{0}` is a credit note: expected an invoice to be credited")]
    CreditOfCredit(InvoiceNumber),
    /// A credit note from before what it credits.
    #[error(
        "its day {date} is before that of the invoice that it credits, {credited}: expected that or a later one"
    )]
    #[non_exhaustive]
    CreditBeforeInvoice {
        /// The day of the credit note.
        date: NaiveDate,
        /// The day of the invoice.
        credited: NaiveDate,
    },
    /// A credit note of more than was owed.
    #[error("it credits {credited} of an invoice of {owed}: expected at most that")]
    #[non_exhaustive]
    CreditTooLarge {
        /// What is credited.
        credited: Money,
        /// What was owed.
        owed: Money,
    },
}
