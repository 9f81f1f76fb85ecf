//! Invoices that add up, and what keeps a draft from being one.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod common;

use std::error::Error as _;

use common::{business_id, day, draft, dues, euros, issuer, receiver};
use oske_invoice::{
    Invoice, InvoiceDraft, InvoiceFaults, InvoiceKind, InvoiceLine, VatCategory, VatNumber,
    VatTreatment,
};
use oske_statute::Reference;
use oske_types::{Currency, Money, Text};
use proptest::prelude::*;

fn issued(draft: &InvoiceDraft) -> Result<Invoice, InvoiceFaults> {
    draft.issue("2026-0001".parse().unwrap(), day("2026-06-01"))
}

fn vat_number() -> VatNumber {
    VatNumber::from(business_id("1234567-1"))
}

fn taxed(rate: &str) -> VatTreatment {
    let law = Reference::parse("arvonlisäverolaki 1 §").unwrap();
    let reason = Text::bilingual("Koulutus", "Utbildning");
    VatTreatment::standard(rate.parse().unwrap(), &reason, &law)
}

fn exempt(reason: &'static str) -> VatTreatment {
    let law = Reference::parse("arvonlisäverolaki 39 §").unwrap();
    VatTreatment::exempt(&Text::bilingual(reason, reason), &law)
}

#[test]
fn dues_tell_no_vat_number_of_either_side() {
    let number = VatNumber::from(business_id("2345678-0"));
    let draft = InvoiceDraft::new(
        issuer().with_vat_number(vat_number()),
        receiver("m-1").with_vat_number(number),
        Currency::EUR,
    );
    let due = day("2026-07-01");
    let dues = draft
        .clone()
        .due_on(due)
        .with_line(InvoiceLine::new("Jäsenmaksu", euros(11_000)));
    let invoice = issued(&dues).unwrap();
    assert!(invoice.is_outside_vat());
    assert_eq!(invoice.issuer().vat_number(), None);
    assert_eq!(invoice.receiver().vat_number(), None);
    assert_eq!(invoice.vat().len(), 1);
    assert_eq!(
        invoice.vat()[0].treatment().reason_code(),
        Some("VATEX-EU-O")
    );

    let course = InvoiceLine::new("Koulutus", euros(11_000)).with_vat(taxed("25.5"));
    let invoice = issued(&draft.due_on(due).with_line(course)).unwrap();
    assert_eq!(invoice.issuer().vat_number(), Some(vat_number()));
    assert_eq!(invoice.receiver().vat_number(), Some(number));
    assert_eq!(invoice.total().to_string(), "138.05 EUR");
    assert_eq!(invoice.total_without_vat().to_string(), "110.00 EUR");
}

#[test]
fn taxes_are_rounded_once_for_each_rate() {
    let line = |cents, rate| InvoiceLine::new("Koulutus", euros(cents)).with_vat(taxed(rate));
    let draft = InvoiceDraft::new(
        issuer().with_vat_number(vat_number()),
        receiver("m-1"),
        Currency::EUR,
    )
    .with_lines([
        line(33, "25.5"),
        line(33, "25.5"),
        line(33, "25.5"),
        line(105, "10"),
    ])
    .due_on(day("2026-07-01"));
    let invoice = issued(&draft).unwrap();
    let groups = invoice.vat().iter().map(|group| {
        let category = group.treatment().category();
        format!(
            "{category} {} {} {}",
            group.treatment().rate(),
            group.base(),
            group.tax()
        )
    });
    let groups: Vec<String> = groups.collect();
    assert_eq!(
        groups,
        ["S 10 1.05 EUR 0.11 EUR", "S 25.5 0.99 EUR 0.25 EUR"]
    );
    assert_eq!(invoice.total().to_string(), "2.40 EUR");
}

#[test]
fn faults_are_told_all_at_once() {
    let empty = InvoiceDraft::new(issuer(), receiver("m-1"), Currency::EUR);
    let sek = Money::from_minor(100, "SEK".parse().unwrap());
    let wrong = empty
        .clone()
        .with_line(InvoiceLine::new(" ", euros(100)))
        .with_line(InvoiceLine::new("Avgift", sek))
        .with_line(InvoiceLine::of_pieces("Maksu", 0, euros(100)))
        .with_line(InvoiceLine::new("Koulutus", euros(100)).with_vat(taxed("25.5")))
        .with_line(InvoiceLine::new("Koulutus", euros(100)).with_vat(taxed("0")))
        .with_line(InvoiceLine::new("Koulutus", euros(100)).with_vat(exempt("Koulutus")))
        .with_line(InvoiceLine::new("Hoito", euros(-900)).with_vat(exempt("Hoito")))
        .for_period(day("2026-12-31"), day("2026-01-01"))
        .due_on(day("2026-05-01"));
    let large = empty
        .clone()
        .with_line(InvoiceLine::new("Maksu", euros(i64::MAX)))
        .due_on(day("9999-12-31"));
    let credit = issued(&dues())
        .unwrap()
        .credit("2026-0002".parse().unwrap(), day("2026-06-15"))
        .unwrap();
    let more = dues()
        .with_line(InvoiceLine::new("Lisää", euros(1)))
        .crediting(&issued(&dues()).unwrap());
    let told = [
        issued(&empty).unwrap_err(),
        issued(&wrong).unwrap_err(),
        issued(&large).unwrap_err(),
        dues()
            .issue("A-1".parse().unwrap(), day("2026-06-01"))
            .unwrap_err(),
        credit
            .credit("2026-0003".parse().unwrap(), day("2026-06-15"))
            .unwrap_err(),
        more.issue("2026-0002".parse().unwrap(), day("2026-05-15"))
            .unwrap_err(),
    ];
    insta::assert_snapshot!(
        told.map(|faults| faults.to_string().replace("; ", "\n  "))
            .join("\n")
    );
}

#[test]
fn a_part_can_be_credited() {
    let invoice = issued(&dues()).unwrap();
    let part = InvoiceDraft::new(issuer(), receiver("M-017"), Currency::EUR)
        .with_line(InvoiceLine::new("Jäsenmaksu 2026, oikaisu", euros(44_000)))
        .due_on(day("2026-07-01"))
        .crediting(&invoice);
    let credit = part
        .issue("2026-0002".parse().unwrap(), day("2026-06-15"))
        .unwrap();
    assert_eq!(credit.kind(), InvoiceKind::CreditNote);
    assert_eq!(credit.reference(), invoice.reference());
    assert_eq!(credit.total(), euros(44_000));
    assert_eq!(credit.barcode(), None);
}

proptest! {
    #[test]
    fn totals_are_the_sums_of_the_lines(draft in draft()) {
        let invoice = issued(&draft).unwrap();
        let lines = invoice.lines().iter().map(InvoiceLine::amount);
        prop_assert_eq!(Money::total(Currency::EUR, lines).unwrap(), invoice.total_without_vat());
        let bases = invoice.vat().iter().map(|group| group.base());
        prop_assert_eq!(Money::total(Currency::EUR, bases).unwrap(), invoice.total_without_vat());
        let taxes = invoice.vat().iter().map(|group| group.tax());
        prop_assert_eq!(Money::total(Currency::EUR, taxes).unwrap(), invoice.vat_total());
        let gross = invoice.total_without_vat().checked_add(invoice.vat_total()).unwrap();
        prop_assert_eq!(gross, invoice.total());
        for group in invoice.vat() {
            let is_taxed = group.treatment().category() == VatCategory::Standard;
            prop_assert!(is_taxed || group.tax().is_zero());
        }
        if let Some(barcode) = invoice.barcode() {
            prop_assert_eq!(barcode.amount(), invoice.total());
            prop_assert_eq!(barcode.due(), Some(invoice.due()));
            prop_assert_eq!(barcode.reference(), invoice.reference());
        }
    }

    #[test]
    fn a_credit_note_takes_all_of_it_back(draft in draft()) {
        let invoice = issued(&draft).unwrap();
        let credit = invoice.credit("2026-0002".parse().unwrap(), day("2027-06-15")).unwrap();
        prop_assert_eq!(credit.total(), invoice.total());
        prop_assert_eq!(credit.lines(), invoice.lines());
        prop_assert_eq!(credit.reference(), invoice.reference());
        prop_assert_eq!(credit.credits().map(|of| of.number()), Some(invoice.number()));
    }
}

#[test]
fn a_fault_tells_its_cause_once() {
    let faults = dues()
        .issue("A-1".parse().unwrap(), day("2026-06-01"))
        .unwrap_err();
    let [fault] = faults.faults() else {
        panic!("{faults}");
    };
    let cause = fault.source().unwrap().to_string();
    assert!(!fault.to_string().contains(&cause), "{fault}");
    // A list has no one cause, and so tells that of each.
    assert_eq!(faults.to_string().matches(&cause).count(), 1);
}
