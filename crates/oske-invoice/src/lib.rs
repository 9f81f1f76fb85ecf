//! What a Finnish invoice is identified, addressed and paid by, each checked as far as it can be.
//!
//! Money goes to the wrong place by one digit. Each type here has one checked way in, which reads an
//! identifier as people write it and refuses every one that its check digits give away; one canonical
//! text form; and the form that people print.
//!
//! ```
//! use oske_invoice::{BankBarcode, CreditorReference, Iban, NationalReference};
//! use oske_types::{Currency, Language, Money};
//!
//! // The check digit of a reference follows from the digits that the association chose ...
//! let reference = NationalReference::from_base("2023 0007")?;
//! assert_eq!(reference.to_string(), "202300074");
//! assert_eq!(reference.formatted(), "2023 00074");
//! // ... and the same reference can be paid by from abroad.
//! assert_eq!(CreditorReference::from(reference).formatted(), "RF16 2023 0007 4");
//!
//! // An account as it stands on paper, spaces and all.
//! let account: Iban = "FI79 4405 2020 0360 82".parse()?;
//! assert_eq!(account.to_string(), "FI7944052020036082");
//! assert!("FI79 4405 2020 0360 28".parse::<Iban>().is_err());
//!
//! // What the payer's telephone reads from the invoice.
//! let due = chrono::NaiveDate::from_ymd_opt(2023, 6, 30);
//! let amount = Money::from_minor(11_000, Currency::EUR);
//! let barcode = BankBarcode::new(account, amount, reference, due)?;
//! assert_eq!(barcode.to_string(), "479440520200360820001100000000000000000202300074230630");
//! assert!(barcode.to_svg(Language::Finnish).starts_with("<svg"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # The types
//!
//! | theme | types |
//! |---|---|
//! | what a payment is told by | [`NationalReference`] *viitenumero* · [`CreditorReference`] RF, ISO 11649 · [`PaymentReference`] either |
//! | where it goes | [`Iban`] · [`Bic`] |
//! | who it is | [`parse_business_id`] · [`VatNumber`] |
//! | where an e-invoice goes | [`Ovt`] · [`PeppolParticipant`] · [`EInvoiceAddress`] and [`Intermediator`], together an [`EInvoiceRoute`] |
//! | what a telephone reads | [`BankBarcode`], its digits, symbols and picture |
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
//! Nothing here knows whether an account is open, an organisation registered or an address in use:
//! that stands in registers, which change. VAT numbers and participants are those of Finland alone.
//! Where a list of the day is embedded, as the bank codes behind [`Iban::finnish_bic`], it says from when it is.
//!
//! # Features
//!
//! - `serde` (default): the text forms through serde.

#![cfg_attr(docsrs, feature(doc_cfg))]

mod address;
mod bank;
mod barcode;
mod bic;
mod business_id;
mod error;
mod iban;
mod modulo_97;
mod ovt;
mod peppol;
mod reference;
mod route;
#[cfg(feature = "serde")]
mod serde_text;
mod vat;
mod writing;

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
