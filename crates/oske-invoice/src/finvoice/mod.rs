//! Finvoice 3.0: an [`Invoice`] as Finnish banks and operators carry it, and back.

mod encoding;
mod fault;
mod frame;
mod page;
mod read;
mod tree;
mod write;

use std::io;

use chrono::{DateTime, FixedOffset};

pub use encoding::FinvoiceEncoding;
pub use fault::{FinvoiceFault, FinvoiceFaults, FinvoiceWriteError};
pub use read::read_finvoice;

use crate::Invoice;
use page::Page;

/// Writes invoices as Finvoice 3.0, valid by the schema of Finance Finland of 17 December 2020 and consistent where
/// the schema sees nothing: totals, dates, references, barcode and payment part are written from the same values.
///
/// Nothing is cut. A name that is longer than an element goes into several, divided at a space, where the schema has
/// several: names of the parties, explanations, reasons, interest. What does not fit at all is a fault that names the
/// element, all of them at once and before anything is written.
///
/// | of the invoice | in Finvoice |
/// |---|---|
/// | routes of both sides | `MessageTransmissionDetails`, where both are known |
/// | issuer, receiver | `SellerPartyDetails` and what follows it, `BuyerPartyDetails` |
/// | receiver's language | `InvoiceRecipientLanguageCode` |
/// | what the receiver wants written | `BuyerReferenceIdentifier`, `OrderIdentifier`, `AgreementIdentifier`, `ProjectReferenceIdentifier` |
/// | remarks | `InvoiceFreeText`, of at most 512 letters each |
/// | explanation of a line | `RowFreeText` |
/// | reason in value added tax | `VatFreeText`; of a taxed line `InvoiceVatFreeText` |
/// | attachments | `InvoiceUrlNameText`, `InvoiceUrlText` |
/// | amounts of a credit note | below zero |
///
/// ```
/// use chrono::NaiveDate;
/// use oske_invoice::{FinvoiceWriter, Iban, InvoiceDraft, InvoiceLine, Issuer, Receiver, read_finvoice};
/// use oske_types::{Currency, Language, Money};
///
/// let account: Iban = "FI21 1234 5600 0007 85".parse()?;
/// let issuer = Issuer::try_new("Esimerkkiyhdistys ry", "1234567-1".parse()?, account)?;
/// let receiver = Receiver::try_new("kunta-17", "Esimerkin kunta", Language::Finnish)?;
/// let line = InvoiceLine::new("Jäsenmaksu 2026", Money::from_minor(55_000, Currency::EUR));
/// let draft = InvoiceDraft::new(issuer, receiver, Currency::EUR)
///     .with_line(line)
///     .due_on("2026-07-01".parse()?);
/// let invoice = draft.issue("2026-0001".parse()?, "2026-06-01".parse()?)?;
///
/// let document = FinvoiceWriter::new().to_bytes(&invoice)?;
/// let text = String::from_utf8(document.clone())?;
/// assert!(text.contains("<VirtualBankBarcode>421123456000007850005500000000000000000202600017260701<"));
/// assert_eq!(read_finvoice(&document)?, invoice);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[cfg_attr(docsrs, doc(cfg(feature = "finvoice")))]
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FinvoiceWriter {
    encoding: FinvoiceEncoding,
    framed: bool,
    timestamp: Option<DateTime<FixedOffset>>,
    announces_attachments: bool,
    /// Which sending it is, where it is not the first; 0 and 1 are.
    sending: u16,
}

impl FinvoiceWriter {
    /// In UTF-8, without a frame, each message at the first moment of the invoice's day, by Greenwich.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// In an encoding.
    #[must_use]
    pub const fn in_encoding(mut self, encoding: FinvoiceEncoding) -> Self {
        self.encoding = encoding;
        self
    }

    /// Behind the transmission frame: an envelope of SOAP 1.1 before each Finvoice, two documents of XML in one file,
    /// as operators and banks take them. It needs the routes of both sides.
    #[must_use]
    pub const fn framed(mut self) -> Self {
        self.framed = true;
        self
    }

    /// With the moment at which the messages are made, which the caller knows.
    #[must_use]
    pub const fn at(mut self, timestamp: DateTime<FixedOffset>) -> Self {
        self.timestamp = Some(timestamp);
        self
    }

    /// As the first, second, third sending of the same invoice. Without it, or by 0 or 1, it is the first.
    ///
    /// Each transmission has a `MessageIdentifier` of its own: that of the first is the issuer's OVT code and the
    /// invoice's number, later ones have theirs in parentheses, `003712345671-2026-0001(2)`. An operator or bank drops a
    /// message whose identifier it has had, as a repeat; so that after a rejection, or when a receiver asks for an invoice
    /// again, the caller counts on. A repeat of the same transmission, as after a broken connection, keeps its number.
    ///
    /// The invoice stays the same, and is read back as the same.
    #[must_use]
    pub const fn sending(mut self, number: u16) -> Self {
        self.sending = number;
        self
    }

    /// With the announcement that the attachments follow in a message of their own, which the caller sends under the
    /// id that this gives it: that of the message and `::attachments`.
    #[must_use]
    pub const fn announcing_attachments(mut self) -> Self {
        self.announces_attachments = true;
        self
    }

    /// The document in its bytes.
    ///
    /// # Errors
    ///
    /// [`FinvoiceFaults`] with everything of the invoice that does not fit.
    pub fn to_bytes(&self, invoice: &Invoice) -> Result<Vec<u8>, FinvoiceFaults> {
        let mut page = Page::new(self.encoding);
        let message = write::Message::of(invoice, self);
        if self.framed {
            frame::write(&mut page, invoice, &message);
            page.line_feed();
        }
        write::write(&mut page, invoice, &message, self.announces_attachments);
        page.finish().map_err(FinvoiceFaults::of)
    }

    /// Writes the document to a file or elsewhere; nothing of it unless all of it fits. Invoices can be written one
    /// after the other, and memory does not grow with them.
    ///
    /// # Errors
    ///
    /// [`FinvoiceWriteError`]: what does not fit, or writing that failed.
    pub fn write(
        &self,
        invoice: &Invoice,
        mut out: impl io::Write,
    ) -> Result<(), FinvoiceWriteError> {
        let document = self.to_bytes(invoice)?;
        Ok(out.write_all(&document)?)
    }
}
