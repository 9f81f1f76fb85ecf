//! Any bytes as a Finvoice of `oske-invoice`, with or without its frame.
#![no_main]

use oske_invoice::{FinvoiceWriter, read_finvoice};

libfuzzer_sys::fuzz_target!(|document: &[u8]| {
    match read_finvoice(document) {
        Ok(invoice) => {
            let written = FinvoiceWriter::new().to_bytes(&invoice);
            let written = written.expect("what was read is written");
            let again = read_finvoice(&written).expect("what is written is read");
            assert_eq!(again, invoice);
            let lines = invoice.lines().iter().map(|line| line.amount().minor());
            assert_eq!(lines.sum::<i64>(), invoice.total_without_vat().minor());
            let _ = invoice.credit(invoice.number().clone(), invoice.date());
        }
        Err(faults) => assert!(!faults.to_string().is_empty()),
    }
});
