//! Any bytes as an issuer in TOML, and as the billing file of receivers in CSV.
#![no_main]

use oske_invoice::{BillingBook, Issuer, Receiver};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(text) = std::str::from_utf8(bytes) {
        match Issuer::from_toml("issuer.toml", text) {
            Ok(issuer) => assert!(!issuer.accounts().is_empty() && !issuer.name().is_empty()),
            Err(faults) => assert!(!faults.to_string().is_empty()),
        }
    }
    match BillingBook::from_csv("billing.csv", bytes) {
        Ok(book) => {
            for id in book.ids() {
                let receiver = Receiver::try_new(id, id, oske_types::Language::Finnish);
                let receiver = book.complete(receiver.expect("an id is words"));
                assert_eq!(receiver.id(), id);
            }
            let _ = book.doubts();
        }
        Err(faults) => assert!(!faults.to_string().is_empty()),
    }
});
