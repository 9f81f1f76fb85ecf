//! Invoices for the validators of others: `cargo xtask conformance` lets them be written and judged.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod common;

use std::path::{Path, PathBuf};

use common::{course, day, dues, euros, issuer, peppol_invoice, receiver};
use oske_dues::{Facts, Policy};
use oske_invoice::{
    AssessedDues, FinvoiceEncoding, FinvoiceWriter, Invoice, InvoiceDraft, InvoiceLine, UblWriter,
    VatTreatment,
};
use oske_statute::Reference;
use oske_types::{Currency, Text};
use proptest::strategy::{Strategy as _, ValueTree as _};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// Dues in two instalments, of an invented policy.
const POLICY: &str = r#"
format = "oske-policy"
version = 1
id = "esimerkki"
title = { fi = "Jäsenmaksut" }
status = "in-force"
currency = "EUR"
dues_years = { from = "2026" }
rounding = "half-up to 0.01"
decision = { by = { fi = "vuosikokous" }, on = "2025-11-20", rule = "6 §" }
unit.inhabitant = { name = { fi = "asukas" } }
fact.population = { unit = "inhabitant", step = "1", least = "0", most = "10000000" }
param.rate = { unit = "EUR/inhabitant", value = "0.0511" }
[[rule]]
id = "kunnat"
pays = "rate * population"
[[instalment]]
share = "1/2"
due = "06-30"
[[instalment]]
share = "1/2"
due = "11-30"
"#;

fn instalments() -> Vec<InvoiceDraft> {
    let policy = Policy::from_toml("policy.toml", POLICY).unwrap();
    let year = policy.for_year("2026".parse().unwrap()).unwrap();
    let explanation = year.explain(&Facts::new("M-017").with_measure("population", 5_645));
    let dues = AssessedDues::of(&year, &explanation).unwrap();
    let drafts = dues.drafts(issuer(), &receiver("M-017"), day("2026-07-01"));
    drafts.unwrap()
}

/// An exempt course of an issuer that is not registered for value added tax.
fn exempt_course() -> InvoiceDraft {
    let exempt = VatTreatment::exempt_by(
        "VATEX-EU-132-1I".parse().unwrap(),
        &Text::bilingual("Koulutus", "Utbildning"),
        &Reference::parse("arvonlisäverolaki 39 §").unwrap(),
    );
    InvoiceDraft::new(issuer(), receiver("M-018"), Currency::EUR)
        .with_line(InvoiceLine::new("Koulutuspäivä", euros(10_000)).with_vat(exempt))
        .due_on(day("2026-07-01"))
}

/// Dues, a course with tax and an exempt one, dues in instalments, and a credit note of each.
fn demonstration() -> Vec<Invoice> {
    let drafts = [dues(), course(), exempt_course()];
    let drafts = drafts.into_iter().chain(instalments());
    let issued = (1_u32..).zip(drafts).map(|(place, draft)| {
        let number = |number: u32| format!("2026-{number:04}").parse().unwrap();
        let invoice = draft.issue(number(place), day("2026-06-01")).unwrap();
        let credit = invoice.credit(number(place + 100), day("2026-06-15"));
        [invoice, credit.unwrap()]
    });
    issued.flatten().collect()
}

/// The invoices of one seed.
fn generated(count: usize) -> Vec<Invoice> {
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let strategy = peppol_invoice();
    let draw = |_| strategy.new_tree(&mut runner).unwrap().current();
    (0..count).map(draw).collect()
}

fn write(folder: &Path, name: &str, place: usize, invoice: &Invoice) {
    let encoding = if place.is_multiple_of(2) {
        FinvoiceEncoding::Utf8
    } else {
        FinvoiceEncoding::Iso8859Part15
    };
    let finvoice = FinvoiceWriter::new().in_encoding(encoding);
    let finvoice = finvoice.to_bytes(invoice).unwrap();
    std::fs::write(
        folder.join(format!("{name}-{place:05}-finvoice.xml")),
        finvoice,
    )
    .unwrap();
    let ubl = UblWriter::new().to_bytes(invoice).unwrap();
    std::fs::write(folder.join(format!("{name}-{place:05}-ubl.xml")), ubl).unwrap();
}

/// Writes into the folder `OSKE_CONFORMANCE`, of generated ones `OSKE_CONFORMANCE_CASES`.
#[test]
#[ignore = "writes documents for `cargo xtask conformance`"]
fn documents_for_the_validators() {
    let folder = PathBuf::from(std::env::var_os("OSKE_CONFORMANCE").unwrap());
    let cases = std::env::var("OSKE_CONFORMANCE_CASES").unwrap();
    std::fs::create_dir_all(&folder).unwrap();
    for (place, invoice) in demonstration().iter().enumerate() {
        write(&folder, "demonstration", place, invoice);
    }
    for (place, invoice) in generated(cases.parse().unwrap()).iter().enumerate() {
        write(&folder, "generated", place, invoice);
    }
}

#[test]
fn the_demonstration_has_dues_instalments_courses_and_their_credit_notes() {
    let invoices = demonstration();
    let totals: Vec<String> = invoices
        .iter()
        .map(|invoice| invoice.total().to_string())
        .collect();
    assert_eq!(totals.len(), 10);
    assert_eq!(
        (totals[6].as_str(), totals[8].as_str()),
        ("144.23 EUR", "144.23 EUR")
    );
}
