//! EN 16931 in the syntax UBL 2.1: an [`Invoice`] as the Peppol network carries it.

mod fault;
mod page;
mod party;
mod write;

use std::io;

pub use fault::{UblFault, UblFaults, UblWriteError};

use crate::Invoice;
use page::Page;

/// Writes invoices and credit notes as UBL 2.1 by the European standard EN 16931-1, in the profile of Peppol BIS
/// Billing 3.0, so that its rules let them pass.
///
/// Nothing is cut and nothing is guessed. What the rules ask for and the invoice does not tell is a [`UblFault`] that
/// names the rule, all of them at once and before anything is written: an address of each party, an electronic address
/// of each, and a reference or an order number of the buyer.
///
/// The electronic address is under the scheme [`0216`](crate::PeppolParticipant) alone: the participant that the party
/// is said to be, else the OVT code of its [route](crate::EInvoiceRoute), or the one that follows from its business id
/// where it has no route. A route that is an account or an operator's own name says nothing about Peppol, and is a fault
/// unless the participant is told.
///
/// **An address that follows from a business id is well formed and may be nobody's**: not every organisation is in the
/// network, and one that is may be there under the code of a unit. What is sent there comes back at best. Which one an
/// invoice will have, and from what it is known, [`Receiver::peppol_address`](crate::Receiver::peppol_address) tells; with
/// [`stated_addresses_only`](Self::stated_addresses_only) it is a fault.
///
/// | of the invoice | business term | in UBL |
/// |---|---|---|
/// | receiver's id with the issuer | BT-46 | `PartyIdentification` of the buyer |
/// | business ids | BT-30, BT-47 | `CompanyID` of `PartyLegalEntity`, scheme 0212 |
/// | VAT numbers | BT-31, BT-48 | `PartyTaxScheme`; never of what is outside the tax's scope (BR-O-02) |
/// | business id of an issuer without a VAT number, of an exempt supply | BT-32 | `PartyTaxScheme` of the scheme `TAX` (BR-E-02) |
/// | domicile of the issuer | BT-33 | `CompanyLegalForm` |
/// | what the receiver wants written | BT-10, 13, 12, 11 | `BuyerReference`, `OrderReference`, `ContractDocumentReference`, `ProjectReference` |
/// | remarks, and why a line is taxed | BT-22 | one `Note`, each on its line (PEPPOL-EN16931-R002) |
/// | due day | BT-9 | `DueDate`; of a credit note `PaymentDueDate` |
/// | penalty interest | BT-20 | `PaymentTerms` |
/// | accounts and reference | BT-84, BT-86, BT-83 | `PaymentMeans` of each account; 58 in euros, 30 otherwise, 1 in a credit note |
/// | explanation of a line | BT-127 | its `Note` |
/// | reason in value added tax | BT-120, BT-121 | `TaxExemptionReason` and its code; of a taxed line in the remarks (BR-S-10) |
/// | attachments | BG-24 | `AdditionalDocumentReference` |
/// | amounts of a credit note | | above zero, in a `CreditNote` |
///
/// ```
/// use oske_invoice::{
///     BuyerReferences, Iban, InvoiceDraft, InvoiceLine, Issuer, PostalAddress, Receiver, UblWriter,
/// };
/// use oske_types::{Currency, Language, Money};
///
/// let account: Iban = "FI21 1234 5600 0007 85".parse()?;
/// let issuer = Issuer::try_new("Esimerkkiyhdistys ry", "1234567-1".parse()?, account)?
///     .with_address(PostalAddress::try_new("Esimerkkikatu 1", "70100", "Kuopio")?);
/// let receiver = Receiver::try_new("kunta-17", "Esimerkin kunta", Language::Finnish)?
///     .with_business_id("2345678-0".parse()?)
///     .with_address(PostalAddress::try_new("Kunnantie 2", "76100", "Esimerkkilä")?);
/// let dues = |receiver: Receiver| {
///     let line = InvoiceLine::new("Jäsenmaksu 2026", Money::from_minor(55_000, Currency::EUR));
///     InvoiceDraft::new(issuer.clone(), receiver, Currency::EUR).with_line(line)
/// };
///
/// // Peppol takes no invoice without a word by which the buyer finds who approves it.
/// let draft = dues(receiver.clone()).due_on("2026-07-01".parse()?);
/// let invoice = draft.issue("2026-0001".parse()?, "2026-06-01".parse()?)?;
/// let error = UblWriter::new().to_bytes(&invoice).unwrap_err();
/// assert_eq!(error.faults()[0].rule(), "PEPPOL-EN16931-R003");
///
/// let receiver = receiver.with_references(BuyerReferences::default().with_buyer_reference("KP 1234"));
/// let draft = dues(receiver).due_on("2026-07-01".parse()?);
/// let invoice = draft.issue("2026-0001".parse()?, "2026-06-01".parse()?)?;
/// let document = String::from_utf8(UblWriter::new().to_bytes(&invoice)?)?;
/// assert!(document.contains(r#"<cbc:EndpointID schemeID="0216">003723456780</cbc:EndpointID>"#));
/// assert!(document.contains(r#"<cbc:PayableAmount currencyID="EUR">550.00</cbc:PayableAmount>"#));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[cfg_attr(docsrs, doc(cfg(feature = "ubl")))]
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct UblWriter {
    stated_addresses_only: bool,
}

impl UblWriter {
    /// By Peppol BIS Billing 3.0, in UTF-8.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// With addresses that somebody has given alone, a participant or a route to an OVT code: one that only
    /// [follows from a business id](crate::PeppolAddressSource::BusinessId), of either side, is a fault.
    #[must_use]
    pub const fn stated_addresses_only(mut self) -> Self {
        self.stated_addresses_only = true;
        self
    }

    /// The document in its bytes.
    ///
    /// # Errors
    ///
    /// [`UblFaults`] with everything that the rules ask for and the invoice does not tell.
    pub fn to_bytes(&self, invoice: &Invoice) -> Result<Vec<u8>, UblFaults> {
        let mut page = Page::new();
        write::write(&mut page, invoice, self.stated_addresses_only);
        page.finish().map_err(UblFaults::of)
    }

    /// Writes the document to a file or elsewhere; nothing of it unless all of it fits. Invoices can be written one
    /// after the other, and memory does not grow with them.
    ///
    /// # Errors
    ///
    /// [`UblWriteError`]: what does not fit, or writing that failed.
    pub fn write(&self, invoice: &Invoice, mut out: impl io::Write) -> Result<(), UblWriteError> {
        let document = self.to_bytes(invoice)?;
        Ok(out.write_all(&document)?)
    }
}
