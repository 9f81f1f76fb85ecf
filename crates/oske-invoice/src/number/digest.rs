//! What an invoice asks for, as one number.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use crate::InvoiceDraft;

/// The SHA-256 of what a draft asks for and by what the receiver's system knows it, in hexadecimal.
///
/// Stored series hold it, so what goes into it and how does not change.
pub(super) fn digest_of(draft: &InvoiceDraft) -> String {
    let mut asked = String::new();
    let mut put = |part: &str| {
        // No text of an invoice has a control character.
        asked.push_str(part);
        asked.push('\u{1f}');
    };
    let receiver = &draft.receiver;
    let references = receiver.references();
    put("oske-invoice 1");
    put(receiver.id());
    put(receiver.name());
    put(&receiver
        .business_id()
        .map(|id| id.to_string())
        .unwrap_or_default());
    put(references.buyer_reference().unwrap_or_default());
    put(references.order().unwrap_or_default());
    put(references.agreement().unwrap_or_default());
    put(references.project().unwrap_or_default());
    put(draft.currency.code());
    let period = draft.period.map(|(first, last)| format!("{first}/{last}"));
    put(&period.unwrap_or_default());
    let reference = draft.reference.as_ref().map(ToString::to_string);
    put(&reference.unwrap_or_default());
    for line in &draft.lines {
        put(line.name());
        put(line.code().unwrap_or_default());
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
