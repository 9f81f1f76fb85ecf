//! Memory does not grow with the number of invoices that are written. Alone in its file, since the counter takes the place of
//! the allocator.
#![cfg(all(feature = "finvoice", feature = "html", feature = "ubl"))]
#![allow(
    clippy::arithmetic_side_effects,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use std::io;
use std::sync::Arc;

use allocation_counter::measure;
use oske_invoice::{
    BuyerReferences, EInvoiceRoute, FinvoiceWriter, HtmlWriter, Iban, InvoiceDraft, InvoiceLine,
    Issuer, NumberSeries, PostalAddress, Receiver, UblWriter,
};
use oske_types::{Currency, Language, Money};

/// Drafts, issues and writes so many invoices of invented bodies, one after the other.
fn write(count: u32) {
    let account: Iban = "FI21 1234 5600 0007 85".parse().unwrap();
    let address = PostalAddress::try_new("Esimerkkikatu 1", "99991", "ESIMERKKILÄ").unwrap();
    let issuer = Issuer::try_new(
        "Esimerkkiyhdistys ry",
        "9000000-3".parse().unwrap(),
        account,
    )
    .unwrap()
    .with_address(address.clone())
    .with_route(EInvoiceRoute::parse("003790000003", "003790000900").unwrap());
    let issuer = Arc::new(issuer);
    for number in 10_000..10_000 + count {
        let receiver = Receiver::try_new("kunta-17", "Esimerkin kunta", Language::Finnish)
            .unwrap()
            .with_business_id("9000001-1".parse().unwrap())
            .with_address(address.clone())
            .with_route(EInvoiceRoute::parse("003790000011", "003790000900").unwrap())
            .with_references(BuyerReferences::default().with_buyer_reference("KP 1"));
        let amount = Money::from_minor(55_000, Currency::EUR);
        let draft = InvoiceDraft::new(Arc::clone(&issuer), receiver, Currency::EUR)
            .with_line(InvoiceLine::new("Jäsenmaksu 2026", amount))
            .due_on("2026-07-01".parse().unwrap());
        let series =
            NumberSeries::try_new(issuer.business_id(), "2026-", u64::from(number)).unwrap();
        let invoice = draft.issue(series.next_number().unwrap(), "2026-06-01".parse().unwrap());
        let invoice = invoice.unwrap();
        FinvoiceWriter::new()
            .framed()
            .write(&invoice, io::sink())
            .unwrap();
        UblWriter::new().write(&invoice, io::sink()).unwrap();
        HtmlWriter::new().write(&invoice, io::sink()).unwrap();
    }
}

#[test]
fn memory_does_not_grow_with_the_number_written() {
    // What is made once, as tables of the standard library, is made before.
    write(1);
    let [few, many] = [10, 1_000].map(|count| measure(|| write(count)));
    assert_eq!(few.bytes_max, many.bytes_max);
    assert!(many.bytes_max < 256 * 1024, "{} bytes", many.bytes_max);
}
