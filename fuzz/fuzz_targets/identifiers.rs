//! Any text as each kind of identifier of `oske-invoice`.
#![no_main]

use std::fmt::{Debug, Display};
use std::str::FromStr;

use oske_invoice::{
    BankBarcode, Bic, CreditorReference, EInvoiceAddress, EInvoiceRoute, Iban, Intermediator,
    NationalReference, Ovt, PaymentReference, PeppolParticipant, VatNumber, parse_business_id,
};
use oske_types::Language;

/// What is read is read again the same, as it is written and as it is printed.
fn reads_again<T>(text: &str, formatted: impl Fn(&T) -> String) -> Option<T>
where
    T: FromStr<Err: Debug> + Display + Debug + PartialEq,
{
    let read: T = text.parse().ok()?;
    assert_eq!(read.to_string().parse::<T>().as_ref().ok(), Some(&read));
    assert_eq!(formatted(&read).parse::<T>().as_ref().ok(), Some(&read));
    Some(read)
}

libfuzzer_sys::fuzz_target!(|text: &str| {
    if let Some(reference) = reads_again(text, NationalReference::formatted) {
        assert_eq!(NationalReference::from_base(&reference.base()), Ok(reference));
        assert_eq!(CreditorReference::from(reference).national(), Some(reference));
    }
    let _ = NationalReference::from_base(text);
    if let Some(reference) = reads_again(text, CreditorReference::formatted) {
        assert_eq!(CreditorReference::from_base(reference.base()), Ok(reference));
    }
    let _ = CreditorReference::from_base(text);
    reads_again(text, PaymentReference::formatted);
    if let Some(account) = reads_again(text, Iban::formatted) {
        let _ = account.finnish_bic();
    }
    reads_again(text, Bic::formatted);
    if let Ok(id) = parse_business_id(text) {
        assert_eq!(parse_business_id(&id.to_string()), Ok(id));
    }
    reads_again(text, VatNumber::formatted);
    reads_again(text, Ovt::formatted);
    reads_again(text, PeppolParticipant::formatted);
    if let Some(address) = reads_again(text, EInvoiceAddress::formatted) {
        let _ = (address.form(), address.doubt());
    }
    if let Some(intermediator) = reads_again(text, Intermediator::formatted) {
        let _ = (intermediator.form(), intermediator.doubt());
    }
    let _ = EInvoiceRoute::parse(text, text).map_err(|error| error.to_string());
    if let Some(barcode) = reads_again(text, BankBarcode::formatted) {
        let again = BankBarcode::try_new(
            barcode.account(),
            barcode.amount(),
            barcode.reference().clone(),
            barcode.due(),
        );
        assert_eq!(again.as_ref(), Ok(&barcode));
        assert_eq!(barcode.symbols().len(), 30);
        let _ = barcode.to_svg(Language::Finnish);
    }
});
