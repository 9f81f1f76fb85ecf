//! Invoices as pages: as a reader sees them, and that nothing of an invoice becomes markup.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod common;

use common::{business_id, course, day, dues, euros, invoice, issuer, receiver};
use oske_invoice::{
    BuyerReferences, HtmlWriter, Invoice, InvoiceDraft, InvoiceLine, PenaltyInterest, Receiver,
    VatNumber, VatTreatment,
};
use oske_statute::Reference;
use oske_types::{Currency, Language, Text};
use proptest::prelude::*;
use quick_xml::events::Event;

fn issued(draft: &InvoiceDraft) -> Invoice {
    let number = "2026-0001".parse().unwrap();
    draft.issue(number, day("2026-06-01")).unwrap()
}

/// What stands below the head of a page, without the bars.
fn body(page: &str) -> String {
    let (_, body) = page.split_once("</head>\n").unwrap();
    let lines = body.lines().filter(|line| !line.starts_with("<path"));
    let lines: Vec<String> = lines.map(|line| line.replace('\u{a0}', " ")).collect();
    lines.join("\n")
}

/// The texts of a page, and that its elements are closed in order; `meta` is closed by itself.
fn texts(page: &str) -> Vec<String> {
    let body = page.split_once("</head>\n").unwrap().1;
    let body = body.strip_suffix("</html>\n").unwrap();
    let mut reader = quick_xml::Reader::from_str(body);
    let mut texts = Vec::new();
    let mut text = String::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Eof => return texts,
            Event::Text(part) => text.push_str(&part),
            Event::GeneralRef(part) => text.push(match &*part {
                "amp" => '&',
                "lt" => '<',
                "gt" => '>',
                "quot" => '"',
                "#39" => '\'',
                other => panic!("`{other}`"),
            }),
            _ => texts.push(std::mem::take(&mut text)),
        }
    }
}

#[test]
fn dues_as_a_page() {
    let banner = Text::bilingual("Jäljennös", "Kopia");
    let page = HtmlWriter::new()
        .with_banner(banner)
        .to_html(&issued(&dues()));
    insta::assert_snapshot!(body(&page));
}

#[test]
fn a_taxed_course_as_a_page() {
    insta::assert_snapshot!(body(&HtmlWriter::new().to_html(&issued(&course()))));
}

#[test]
fn a_credit_note_has_no_payment_part() {
    let credit = issued(&course()).credit("2026-0002".parse().unwrap(), day("2026-06-15"));
    insta::assert_snapshot!(body(&HtmlWriter::new().to_html(&credit.unwrap())));
}

#[test]
fn nothing_to_pay_has_no_payment_part() {
    let draft = InvoiceDraft::new(issuer(), receiver("M-017"), Currency::EUR)
        .with_line(InvoiceLine::new("Jäsenmaksu 2026", euros(0)))
        .due_on(day("2026-07-01"));
    let page = HtmlWriter::new().to_html(&issued(&draft));
    assert!(page.contains("Tästä laskusta ei jää maksettavaa."));
    for asked in ["<svg", "Viitenumero", "Eräpäivä", "Viivästyskorko"] {
        assert!(!page.contains(asked), "{asked}");
    }
}

/// A page with every word that it can have, in one language.
fn full(language: Language) -> Invoice {
    let percent = Some("9.5".parse().unwrap());
    let receiver = Receiver::try_new("M-018", "Esimerkki", language)
        .unwrap()
        .with_business_id(business_id("2345678-0"))
        .with_vat_number(VatNumber::from(business_id("2345678-0")))
        .with_references(BuyerReferences::default().with_buyer_reference("KP 1234"));
    let law = Reference::parse("arvonlisäverolaki 84 §").unwrap();
    let reason = Text::new("Seminaari", "Seminarium", "Seminar");
    let seminar = VatTreatment::standard("25.5".parse().unwrap(), &reason, &law);
    let draft = InvoiceDraft::new(
        issuer().with_vat_number(VatNumber::from(business_id("1234567-1"))),
        receiver,
        Currency::EUR,
    )
    .with_line(InvoiceLine::new("X", euros(10_000)).with_vat(seminar))
    .for_period(day("2026-01-01"), day("2026-12-31"))
    .with_penalty_interest(PenaltyInterest::statutory(language, percent))
    .due_on(day("2026-07-01"));
    issued(&draft)
}

#[test]
fn the_words_of_pages_are_those_of_each_language() {
    let pages = Language::ALL.map(|language| {
        let invoice = full(language);
        let credit = invoice.credit("2026-0002".parse().unwrap(), day("2026-06-15"));
        [invoice, credit.unwrap()].map(|invoice| {
            let texts = texts(&HtmlWriter::new().to_html(&invoice));
            let texts = texts.iter().map(|text| text.trim().replace('\u{a0}', " "));
            let texts: Vec<String> = texts.filter(|text| !text.is_empty()).collect();
            texts.join("\n")
        })
    });
    insta::assert_snapshot!(pages.as_flattened().join("\n\n"));
}

/// Nothing on it can be taken for something to be paid.
#[test]
fn a_credit_note_asks_for_nothing() {
    for language in Language::ALL {
        let invoice = full(language);
        let rate = invoice.penalty_interest().cloned().unwrap();
        let credit = InvoiceDraft::new(issuer(), invoice.receiver().clone(), Currency::EUR)
            .with_line(InvoiceLine::new("X", euros(1_000)))
            .with_penalty_interest(rate.clone())
            .due_on(day("2026-07-01"))
            .crediting(&invoice);
        let credit = credit.issue("2026-0002".parse().unwrap(), day("2026-06-15"));
        let page = HtmlWriter::new().to_html(&credit.unwrap());
        let reference = invoice.reference().to_string();
        for asked in [
            "FI21",
            "<svg",
            rate.words(),
            "Eräpäivä",
            "Förfallodag",
            "Due date",
        ] {
            assert!(!page.contains(asked), "{asked}");
        }
        assert!(!page.contains(&reference) && page.contains("2026-0001"));
    }
}

#[test]
fn a_page_is_written_as_it_is() {
    let invoice = issued(&dues());
    let mut out = Vec::new();
    HtmlWriter::new().write(&invoice, &mut out).unwrap();
    assert_eq!(out, HtmlWriter::new().to_html(&invoice).into_bytes());
}

proptest! {
    #[test]
    fn every_word_of_an_invoice_is_text(invoice in invoice()) {
        let texts = texts(&HtmlWriter::new().to_html(&invoice));
        let is_told = |text: &str| texts.iter().any(|told| told.trim_end() == text);
        prop_assert!(is_told(invoice.issuer().name()));
        prop_assert!(is_told(invoice.receiver().name()));
        prop_assert!(invoice.lines().iter().all(|line| is_told(line.name())));
        prop_assert!(invoice.notes().iter().all(|note| is_told(note)));
    }
}
