//! Invoices of a large round: given their numbers, written as Finvoice and read back.
//!
//! | group | what it measures |
//! |---|---|
//! | `finvoice_write` | 10,000 invoices to Finvoice, one after the other, in both encodings and behind the frame |
//! | `finvoice_files` | 10,000 invoices to Finvoice, each into a file of its own |
//! | `finvoice_read` | one Finvoice |
//! | `number_series` | 10,000 drafts numbered, and the same round run again |
//!
//! The names are made up, with letters that XML and ISO-8859-15 treat apart.
#![allow(
    missing_docs,
    clippy::arithmetic_side_effects,
    clippy::unwrap_used,
    reason = "criterion's macros write functions, and a bench that fails panics"
)]

use std::collections::HashMap;
use std::fs::File;
use std::hint::black_box;
use std::io;
use std::path::Path;
use std::sync::Arc;

use chrono::NaiveDate;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use oske_invoice::{
    EInvoiceRoute, FinvoiceEncoding, FinvoiceWriter, Iban, Invoice, InvoiceDraft, InvoiceLine,
    InvoiceNumber, Issuer, NumberSeries, PenaltyInterest, PostalAddress, Receiver, read_finvoice,
};
use oske_types::{Currency, Language, Money};

const INVOICES: u32 = 10_000;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn drafts() -> Vec<(String, InvoiceDraft)> {
    let account: Iban = "FI21 1234 5600 0007 85".parse().unwrap();
    let address = PostalAddress::try_new("Esimerkkikatu 1", "70100", "KUOPIO").unwrap();
    let issuer = Issuer::try_new(
        "Esimerkkiyhdistys ry",
        "1234567-1".parse().unwrap(),
        account,
    )
    .unwrap()
    .with_address(address.clone())
    .with_route(EInvoiceRoute::parse("003712345671", "003721291126").unwrap());
    let issuer = Arc::new(issuer);
    let drafts = (0..INVOICES).map(|number| {
        let id = format!("m-{number:05}");
        let name = format!("Esimerkin \"kunta\" & <kylä> Åäö {number}");
        let receiver = Receiver::try_new(&id, &name, Language::Finnish)
            .unwrap()
            .with_business_id("2345678-0".parse().unwrap())
            .with_address(address.clone())
            .with_route(EInvoiceRoute::parse("003723456780", "003703575029").unwrap());
        let cents = i64::from(number) * 7;
        let line = InvoiceLine::new("Jäsenmaksu 2026", Money::from_minor(cents, Currency::EUR))
            .with_code("kunnat")
            .with_explanation("kunnat kahdessa portaassa: asukasluku 5 644 (yli 5 000)");
        let draft = InvoiceDraft::new(Arc::clone(&issuer), receiver, Currency::EUR)
            .with_line(line)
            .for_period(day("2026-01-01"), day("2026-12-31"))
            .due_on(day("2026-07-01"))
            .with_note("Jäsenmaksut; päätös: vuosikokous 20.11.2025, 6 §")
            .with_penalty_interest(PenaltyInterest::statutory(Language::Finnish, None));
        (id, draft)
    });
    drafts.collect()
}

fn invoices() -> Vec<Invoice> {
    let series = NumberSeries::try_new("1234567-1".parse().unwrap(), "2026-", 1).unwrap();
    let drafts = drafts().into_iter();
    let drafts = drafts.map(|(key, draft)| (key, Some(draft)));
    let run = series
        .run("dues", day("2026-06-01"), drafts, |_| None)
        .unwrap();
    let invoices = run.into_invoices().into_iter();
    invoices.map(|one| one.invoice().clone()).collect()
}

fn write(c: &mut Criterion) {
    let invoices = invoices();
    let mut group = c.benchmark_group("finvoice_write");
    group
        .sample_size(10)
        .throughput(Throughput::Elements(INVOICES.into()));
    let latin = FinvoiceWriter::new().in_encoding(FinvoiceEncoding::Iso8859Part15);
    let writers = [
        ("utf_8", FinvoiceWriter::new()),
        ("iso_8859_15", latin.clone()),
        ("framed", latin.framed()),
    ];
    for (name, writer) in writers {
        group.bench_function(name, |b| {
            b.iter(|| {
                for invoice in &invoices {
                    writer.write(black_box(invoice), io::sink()).unwrap();
                }
            });
        });
    }
    group.finish();
}

fn write_files(c: &mut Criterion) {
    let invoices = invoices();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("finvoice_files");
    std::fs::create_dir_all(&folder).unwrap();
    let mut group = c.benchmark_group("finvoice_files");
    group
        .sample_size(10)
        .throughput(Throughput::Elements(INVOICES.into()));
    let writer = FinvoiceWriter::new();
    group.bench_function("utf_8", |b| {
        b.iter(|| {
            for invoice in &invoices {
                let name = format!("{}.xml", invoice.number());
                let file = File::create(folder.join(name)).unwrap();
                writer.write(black_box(invoice), file).unwrap();
            }
        });
    });
    group.finish();
    std::fs::remove_dir_all(&folder).unwrap();
}

fn read(c: &mut Criterion) {
    let document = FinvoiceWriter::new()
        .framed()
        .to_bytes(invoices().last().unwrap())
        .unwrap();
    c.bench_function("finvoice_read", |b| {
        b.iter(|| read_finvoice(black_box(&document)).unwrap());
    });
}

fn number(c: &mut Criterion) {
    let drafts = drafts();
    let mut group = c.benchmark_group("number_series");
    group
        .sample_size(10)
        .throughput(Throughput::Elements(INVOICES.into()));
    let series = NumberSeries::try_new("1234567-1".parse().unwrap(), "2026-", 1).unwrap();
    let run = |series: &NumberSeries, archive: &HashMap<InvoiceNumber, Invoice>| {
        let drafts = drafts.iter().cloned();
        let drafts = drafts.map(|(key, draft)| (key, Some(draft)));
        let archived = |number: &_| archive.get(number).cloned();
        series
            .run("dues", day("2026-06-01"), drafts, archived)
            .unwrap()
    };
    let mut archive = HashMap::new();
    group.bench_function("new", |b| b.iter(|| run(black_box(&series), &archive)));
    let sent = run(&series, &archive);
    let invoices = sent.invoices().iter().map(|one| one.invoice());
    archive.extend(invoices.map(|invoice| (invoice.number().clone(), invoice.clone())));
    let stored = sent.into_series();
    group.bench_function("untouched", |b| {
        b.iter(|| run(black_box(&stored), &archive))
    });
    group.finish();
}

criterion_group!(benches, write, write_files, read, number);
criterion_main!(benches);
