//! From assessed dues to invoices that the receiver's system accepts: numbered, dated, referenced, and correct to
//! the last check digit.
//!
//! ```
//! use chrono::NaiveDate;
//! use oske_invoice::{
//!     EInvoiceRoute, FinvoiceWriter, Iban, InvoiceDraft, InvoiceLine, Issuer, NumberSeries, Receiver, next_business_day,
//! };
//! use oske_types::{Currency, Language, Money};
//!
//! let account: Iban = "FI21 1234 5600 0007 85".parse()?;
//! let issuer = Issuer::try_new("Esimerkkiyhdistys ry", "1234567-1".parse()?, account)?
//!     .with_route(EInvoiceRoute::parse("003712345671", "003721291126")?);
//! let receiver = Receiver::try_new("kunta-17", "Esimerkin kunta", Language::Finnish)?
//!     .with_business_id("2345678-0".parse()?)
//!     .with_route(EInvoiceRoute::parse("003723456780", "003703575029")?);
//!
//! // What is owed, and when: the fourth of July is a Saturday.
//! let day = |text: &str| text.parse::<NaiveDate>();
//! let draft = InvoiceDraft::new(issuer, receiver, Currency::EUR)
//!     .with_line(InvoiceLine::new("Jäsenmaksu 2026", Money::from_minor(55_000, Currency::EUR)))
//!     .for_period(day("2026-01-01")?, day("2026-12-31")?)
//!     .due_on(next_business_day(day("2026-07-04")?));
//!
//! // Numbers come from a series, which the caller stores; the reference follows from the number.
//! let series = NumberSeries::try_new("1234567-1".parse()?, "2026-", 1)?;
//! let run = series.run("dues 2026", day("2026-06-01")?, [("kunta-17".to_owned(), Some(draft))], |_| None)?;
//! let invoice = run.invoices()[0].invoice();
//! assert_eq!(invoice.number().as_str(), "2026-0001");
//! assert_eq!(invoice.due(), day("2026-07-06")?);
//! assert_eq!(invoice.reference().formatted(), "2026 00017");
//!
//! let finvoice = FinvoiceWriter::new().framed().to_bytes(invoice)?;
//! assert!(finvoice.starts_with(b"<?xml"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # The way of an invoice
//!
//! | step | type | what it knows |
//! |---|---|---|
//! | assessed | [`AssessedDues`] | one amount with its lines and why; there is none of an open assessment |
//! | drafted | [`InvoiceDraft`] | who owes what to whom, and when |
//! | numbered | [`NumberSeries`] | which numbers were given to what: new, untouched, held, credited and replaced |
//! | issued | [`Invoice`] | everything, checked at once: sums, days, category of value added tax, reference |
//! | written | [`FinvoiceWriter`] | Finvoice 3.0, which [`read_finvoice`] reads back |
//! | | [`UblWriter`] | EN 16931 as UBL 2.1, in the profile of Peppol BIS Billing 3.0 |
//! | | [`HtmlWriter`] | a page to be printed, with the barcode |
//!
//! Membership dues are outside the scope of value added tax, category O, unless a line [declares](VatTreatment)
//! otherwise; then the rules of the category hold: no VAT number of either side, no rate, nothing else beside it, a
//! reason, and the issuer told by its business id.
//!
//! # What it is identified, addressed and paid by
//!
//! | theme | types |
//! |---|---|
//! | what a payment is told by | [`NationalReference`] *viitenumero* · [`CreditorReference`] RF, ISO 11649 · [`PaymentReference`] either |
//! | where it goes | [`Iban`] · [`Bic`] |
//! | who it is | [`parse_business_id`] · [`VatNumber`] |
//! | where an e-invoice goes | [`Ovt`] · [`PeppolParticipant`] · [`EInvoiceAddress`] and [`Intermediator`], together an [`EInvoiceRoute`] |
//! | what a telephone reads | [`BankBarcode`], its digits, symbols and picture |
//!
//! ```
//! use oske_invoice::{CreditorReference, NationalReference};
//!
//! // The check digit of a reference follows from the digits that the association chose ...
//! let reference = NationalReference::from_base("2023 0007")?;
//! assert_eq!(reference.formatted(), "2023 00074");
//! // ... and the same reference can be paid by from abroad.
//! assert_eq!(CreditorReference::from(reference).formatted(), "RF16 2023 0007 4");
//! # Ok::<(), oske_invoice::IdentifierError>(())
//! ```
//!
//! # How they are read
//!
//! `FromStr` reads what people write: around it and between its characters there may be spaces of any
//! kind, non-breaking and narrow ones too, and the invisible marks that come along when text is copied;
//! ASCII letters may be small. Inside there may be no tab and no line break, since what stands on two
//! lines or in two cells is two things, and a check digit takes one pair of ten for one. Letters and
//! digits of other scripts are refused. What else is read is told at each type: a dash in a business
//! id, the word IBAN before an account.
//!
//! `Display` writes the canonical form, without spaces, which is also that of the feature `serde`;
//! `formatted` writes what is printed.
//!
//! # What the check digits promise
//!
//! | | one wrong digit | two neighbours exchanged |
//! |---|---|---|
//! | business id, VAT number (weights, modulo 11) | always refused | always refused, and so are any two digits exchanged |
//! | national reference (weights 7, 3, 1, modulo 10) | always refused | refused unless the two differ by five: 1 and 6 exchange unseen |
//! | RF reference, IBAN (ISO 7064, modulo 97) | always refused, and so is one letter for another | always refused where both are digits or both letters; a digit and a letter exchange unseen where the letter counts eleven times the digit: 1 and B, 2 and M, 3 and X |
//! | account number in a Finnish IBAN (Luhn, modulo 10) | always refused | refused but for 09 and 90; with the digits of the IBAN, always |
//! | OVT code | as the business id in it; the unit at its end is not checked | the same |
//! | bank barcode | as the account and reference in it; amount and day are not checked | the same |
//!
//! No error tells which digit would be right. A check digit that does not fit says that *some* digit
//! is wrong; the account or reference with another check digit would be valid and somebody else's.
//!
//! # Limits
//!
//! It sends nothing and stores nothing: what was sent and the number series are the caller's to keep. It reads no
//! clock. A line is of whole pieces at a price; there are no charges and no prepaid parts, and an instalment is an
//! invoice of its own. Interest is told, not reckoned.
//!
//! Nothing here knows whether an account is open, an organisation registered or an address in use:
//! that stands in registers, which change. VAT numbers and participants are those of Finland alone.
//! Where a list of the day is embedded, as the bank codes behind [`Iban::finnish_bic`], it says from when it is.
//!
//! # Features
//!
//! - `csv`: how receivers are invoiced, read from CSV, [`BillingBook`].
//! - `dues` (default): invoices of what `oske-dues` has assessed, [`AssessedDues`].
//! - `finvoice` (default): Finvoice 3.0, [`FinvoiceWriter`] and [`read_finvoice`].
//! - `html` (default): invoices as pages to be printed, [`HtmlWriter`].
//! - `serde` (default): the text forms of identifiers through serde.
//! - `toml`: an issuer read from TOML, [`Issuer::from_toml`].
//! - `ubl` (default): EN 16931 as UBL 2.1, [`UblWriter`].

#![cfg_attr(docsrs, feature(doc_cfg))]

mod address;
mod bank;
mod barcode;
mod bic;
mod business_id;
#[cfg(feature = "dues")]
mod dues;
mod error;
mod exemption;
#[cfg(any(feature = "csv", feature = "toml"))]
mod file;
#[cfg(feature = "finvoice")]
mod finvoice;
#[cfg(feature = "html")]
mod html;
mod iban;
mod invoice;
mod line;
mod modulo_97;
mod number;
mod one_line;
mod ovt;
mod party;
mod peppol;
mod percent;
mod reference;
mod route;
mod schedule;
#[cfg(feature = "serde")]
mod serde_text;
#[cfg(feature = "ubl")]
mod ubl;
mod vat;
mod vat_treatment;
mod writing;
#[cfg(any(feature = "finvoice", feature = "ubl"))]
mod xml;

// Invoices
#[cfg(feature = "dues")]
pub use dues::{AssessedDues, InstalmentError, NotAssessed};
pub use exemption::ExemptionCode;
#[cfg(feature = "csv")]
pub use file::{BillingBook, BillingDetails};
#[cfg(any(feature = "csv", feature = "toml"))]
pub use file::{PartyFault, PartyFaults};
pub use invoice::{
    Attachment, Invoice, InvoiceDraft, InvoiceFault, InvoiceFaults, InvoiceKind, InvoiceNumber,
    InvoicePeriod, PenaltyInterest, Preceding, VatBreakdown,
};
pub use line::InvoiceLine;
pub use party::{
    BlankText, BuyerReferences, Contact, CountryCode, Issuer, PaymentAccount, PeppolAddress,
    PeppolAddressSource, PostalAddress, Receiver,
};
pub use percent::Percent;
pub use vat_treatment::{VatCategory, VatTreatment};
// Numbers and days
pub use number::{
    InvoiceRun, NumberSeries, NumberingError, RunInvoice, RunStep, SeriesEntry, SeriesFault,
    SeriesFaults,
};
pub use schedule::{Holiday, business_days_source, holiday, is_business_day, next_business_day};
// Formats
#[cfg(feature = "finvoice")]
pub use finvoice::{
    FinvoiceEncoding, FinvoiceFault, FinvoiceFaults, FinvoiceWriteError, FinvoiceWriter,
    read_finvoice,
};
#[cfg(feature = "html")]
pub use html::HtmlWriter;
#[cfg(feature = "ubl")]
pub use ubl::{UblFault, UblFaults, UblWriteError, UblWriter};
// Payment
pub use bank::bank_codes_source;
pub use barcode::{BankBarcode, BankBarcodeError, BankBarcodeFault};
pub use bic::Bic;
pub use iban::Iban;
pub use reference::{CreditorReference, NationalReference, PaymentReference};
// Organisations
pub use business_id::parse_business_id;
pub use vat::VatNumber;
// Addresses
pub use address::{AddressForm, EInvoiceAddress, Intermediator, IntermediatorForm};
pub use ovt::Ovt;
pub use peppol::PeppolParticipant;
pub use route::{EInvoiceRoute, EInvoiceRouteError};
// Errors
pub use error::IdentifierError;
