//! What an invoice asks for, as one number.

use std::fmt::Write as _;

use chrono::NaiveDate;
use oske_types::Currency;
use sha2::{Digest, Sha256};

use crate::{Invoice, InvoiceDraft, InvoiceLine, InvoiceNumber, PaymentReference, Receiver};

/// What is asked for, of whom, and by what the payment and the receiver's system know it: not in which words.
pub(super) struct Asked<'i> {
    receiver: &'i Receiver,
    currency: Currency,
    period: Option<(NaiveDate, NaiveDate)>,
    reference: Option<PaymentReference>,
    lines: &'i [InvoiceLine],
}

impl<'i> Asked<'i> {
    /// By a draft, if it has a number.
    pub(super) fn by_draft(draft: &'i InvoiceDraft, number: &InvoiceNumber) -> Self {
        Self {
            receiver: &draft.receiver,
            currency: draft.currency,
            period: draft.period,
            reference: draft.reference_by(number).ok(),
            lines: &draft.lines,
        }
    }

    /// By an invoice.
    pub(super) fn by_invoice(invoice: &'i Invoice) -> Self {
        let period = invoice.period();
        Self {
            receiver: invoice.receiver(),
            currency: invoice.currency(),
            period: period.map(|period| (period.first(), period.last())),
            reference: Some(invoice.reference().clone()),
            lines: invoice.lines(),
        }
    }

    /// The SHA-256 of it, in hexadecimal.
    ///
    /// Stored series hold it, so what goes into it and how does not change.
    pub(super) fn digest(&self) -> String {
        let mut asked = String::new();
        let mut put = |part: &str| {
            // No text of an invoice has a control character.
            asked.push_str(part);
            asked.push('\u{1f}');
        };
        let references = self.receiver.references();
        let business_id = self.receiver.business_id().map(|id| id.to_string());
        let period = self.period.map(|(first, last)| format!("{first}/{last}"));
        let reference = self.reference.as_ref().map(ToString::to_string);
        put("oske-invoice 1");
        put(self.receiver.id());
        put(&business_id.unwrap_or_default());
        put(references.buyer_reference().unwrap_or_default());
        put(references.order().unwrap_or_default());
        put(references.agreement().unwrap_or_default());
        put(references.project().unwrap_or_default());
        put(self.currency.code());
        put(&period.unwrap_or_default());
        put(&reference.unwrap_or_default());
        for line in self.lines {
            put(&line.quantity().to_string());
            put(&line.unit_price().to_string());
            put(line.vat().category().code());
            put(&line.vat().rate().to_string());
        }
        let mut digest = String::with_capacity(64);
        for byte in Sha256::digest(asked) {
            // Writing to a string does not fail.
            let _ = write!(digest, "{byte:02x}");
        }
        digest
    }
}
