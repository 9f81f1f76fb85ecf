//! An [`Invoice`] as a page to be printed.

mod page;
mod sections;

use std::io;

use oske_types::Text;

use crate::Invoice;

/// Writes invoices as pages of HTML 5 that need nothing but themselves: A4 when printed, in the receiver's language, with
/// the payment part and the [bank barcode](crate::BankBarcode) at the end.
///
/// They are made to be heard, too: headings, headings of columns and rows, no information in colour alone, and the
/// barcode says its digits. The digits of the barcode also stand in the payment part, where people copy them from, and
/// not under the bars, as the guide of Finance Finland asks.
///
/// An invoice of 0.00 says that there is nothing to pay, and has no payment part, no due date and no penalty interest. A
/// credit note has none of them either: it says what it credits, and that it is deducted or refunded.
///
/// ```
/// use oske_invoice::{HtmlWriter, Iban, InvoiceDraft, InvoiceLine, Issuer, Receiver};
/// use oske_types::{Currency, Language, Money};
///
/// let account: Iban = "FI21 1234 5600 0007 85".parse()?;
/// let issuer = Issuer::try_new("Esimerkkiyhdistys ry", "1234567-1".parse()?, account)?;
/// let receiver = Receiver::try_new("kunta-17", "Esimerkin <kunta>", Language::Swedish)?;
/// let line = InvoiceLine::new("Medlemsavgift 2026", Money::from_minor(55_000, Currency::EUR));
/// let draft = InvoiceDraft::new(issuer, receiver, Currency::EUR)
///     .with_line(line)
///     .due_on("2026-07-01".parse()?);
/// let invoice = draft.issue("2026-0001".parse()?, "2026-06-01".parse()?)?;
///
/// let page = HtmlWriter::new().to_html(&invoice);
/// assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"sv\">"));
/// assert!(page.contains("Esimerkin &lt;kunta&gt;"));
/// assert!(page.contains("<dd>421123456000007850005500000000000000000202600017260701</dd>"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[cfg_attr(docsrs, doc(cfg(feature = "html")))]
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HtmlWriter {
    banner: Option<Text>,
}

impl HtmlWriter {
    /// Pages of invoices.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// With words in a frame above everything else: that it is a copy, or a demonstration.
    #[must_use]
    pub fn with_banner(mut self, words: Text) -> Self {
        self.banner = Some(words);
        self
    }

    /// The page.
    #[must_use]
    pub fn to_html(&self, invoice: &Invoice) -> String {
        page::page(invoice, self.banner.as_ref())
    }

    /// Writes the page, in UTF-8.
    ///
    /// # Errors
    ///
    /// If writing fails.
    pub fn write(&self, invoice: &Invoice, mut out: impl io::Write) -> io::Result<()> {
        out.write_all(self.to_html(invoice).as_bytes())
    }
}
