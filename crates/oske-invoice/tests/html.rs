//! Invoices as pages: as a reader sees them, and that nothing of an invoice becomes markup.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod common;

use common::{course, day, dues, euros, invoice, issuer, receiver};
use oske_invoice::{HtmlWriter, Invoice, InvoiceDraft, InvoiceLine};
use oske_types::{Currency, Text};
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
        .to_text(&issued(&dues()));
    insta::assert_snapshot!(body(&page));
}

#[test]
fn a_taxed_course_as_a_page() {
    insta::assert_snapshot!(body(&HtmlWriter::new().to_text(&issued(&course()))));
}

#[test]
fn a_credit_note_has_no_payment_part() {
    let credit = issued(&course()).credit("2026-0002".parse().unwrap(), day("2026-06-15"));
    insta::assert_snapshot!(body(&HtmlWriter::new().to_text(&credit.unwrap())));
}

#[test]
fn nothing_to_pay_has_no_payment_part() {
    let draft = InvoiceDraft::new(issuer(), receiver("M-017"), Currency::EUR)
        .with_line(InvoiceLine::new("Jäsenmaksu 2026", euros(0)))
        .due_on(day("2026-07-01"));
    let page = HtmlWriter::new().to_text(&issued(&draft));
    assert!(page.contains("Laskulla ei ole maksettavaa."));
    assert!(!page.contains("<svg"));
}

#[test]
fn a_page_is_written_as_it_is() {
    let invoice = issued(&dues());
    let mut out = Vec::new();
    HtmlWriter::new().write(&invoice, &mut out).unwrap();
    assert_eq!(out, HtmlWriter::new().to_text(&invoice).into_bytes());
}

proptest! {
    #[test]
    fn every_word_of_an_invoice_is_text(invoice in invoice()) {
        let texts = texts(&HtmlWriter::new().to_text(&invoice));
        let is_told = |text: &str| texts.iter().any(|told| told.trim_end() == text);
        prop_assert!(is_told(invoice.issuer().name()));
        prop_assert!(is_told(invoice.receiver().name()));
        prop_assert!(invoice.lines().iter().all(|line| is_told(line.name())));
        prop_assert!(invoice.notes().iter().all(|note| is_told(note)));
    }
}
