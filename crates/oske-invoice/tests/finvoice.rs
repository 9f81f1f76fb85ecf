//! Finvoice: as a reader sees it, by the schema of its publisher, and back.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod common;

use chrono::DateTime;
use common::{as_read, day, dues, euros, invalid_by_schema, invoice, issuer, receiver};
use oske_invoice::{
    Attachment, EInvoiceRoute, FinvoiceEncoding, FinvoiceWriter, Iban, Invoice, InvoiceDraft,
    InvoiceLine, Issuer, PenaltyInterest, PostalAddress, Receiver, read_finvoice,
};
use oske_types::{Currency, Language};
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::{Config, TestRng, TestRunner};
use sha2::{Digest, Sha256};

fn first_invoice() -> Invoice {
    let number = "2026-0001".parse().unwrap();
    dues().issue(number, day("2026-06-01")).unwrap()
}

fn writer() -> FinvoiceWriter {
    let moment = DateTime::parse_from_rfc3339("2026-06-01T09:00:00+03:00").unwrap();
    FinvoiceWriter::new().at(moment)
}

fn text(writer: &FinvoiceWriter, invoice: &Invoice) -> String {
    String::from_utf8(writer.to_bytes(invoice).unwrap()).unwrap()
}

fn faults_of(writer: &FinvoiceWriter, invoice: &Invoice) -> String {
    writer.to_bytes(invoice).unwrap_err().to_string()
}

#[test]
fn dues_as_a_finvoice() {
    insta::assert_snapshot!(text(&writer().framed(), &first_invoice()));
}

#[test]
fn a_credit_note_as_a_finvoice() {
    let credit = first_invoice().credit("2026-0002".parse().unwrap(), day("2026-06-15"));
    insta::assert_snapshot!(text(&writer(), &credit.unwrap()));
}

/// A receiver's operator drops a message whose identifier it has seen.
#[test]
fn each_sending_has_an_identifier_of_its_own() {
    let ids = [0, 1, 2, 3, u16::MAX].map(|sending| {
        let text = text(&writer().framed().sending(sending), &first_invoice());
        let part = |open: &str, close: &str| {
            let (_, rest) = text.split_once(open).unwrap();
            rest.split_once(close).unwrap().0.to_owned()
        };
        let id = part("<MessageIdentifier>", "<");
        assert_eq!(part("<eb:MessageId>", "<"), id);
        assert_eq!(part("xlink:href=\"", "\""), id);
        id
    });
    assert_eq!(
        ids,
        [
            "003712345671-2026-0001",
            "003712345671-2026-0001",
            "003712345671-2026-0001(2)",
            "003712345671-2026-0001(3)",
            "003712345671-2026-0001(65535)",
        ]
    );
}

#[test]
fn the_longest_identifier_of_a_sending_fits() {
    let number = "2026-0001-ABCDEFGHIJ".parse().unwrap();
    let attachment = Attachment::try_new("Liite", "https://example.invalid/liite").unwrap();
    let draft = dues().with_attachment(attachment);
    let invoice = draft.issue(number, day("2026-06-01")).unwrap();
    let writer = writer().framed().announcing_attachments().sending(u16::MAX);
    let document = text(&writer, &invoice);
    assert!(document.contains("ABCDEFGHIJ(65535)::attachments<"));
    assert_eq!(read_finvoice(document.as_bytes()).unwrap(), invoice);
    let plain = FinvoiceWriter::new()
        .sending(u16::MAX)
        .announcing_attachments();
    let documents = [plain.to_bytes(&invoice).unwrap()];
    if let Some(said) = invalid_by_schema("sending", &documents) {
        assert_eq!(said, "");
    }
}

/// A route to a unit is where the message goes; the party is the organisation, by its business id and its own OVT code.
#[test]
fn a_route_to_a_unit_leaves_the_party_the_organisation() {
    let route = |address| EInvoiceRoute::parse(address, "003703575029").unwrap();
    let receiver = receiver("M-017").with_route(route("003723456780101"));
    let draft = InvoiceDraft::new(
        issuer().with_route(route("00371234567199")),
        receiver,
        Currency::EUR,
    )
    .with_line(InvoiceLine::new("Jäsenmaksu 2026", euros(1)))
    .due_on(day("2026-07-01"));
    let number = "2026-0001".parse().unwrap();
    let invoice = draft.issue(number, day("2026-06-01")).unwrap();
    let document = text(&writer(), &invoice);
    for told in [
        "<FromIdentifier SchemeID=\"0216\">00371234567199</FromIdentifier>",
        "<ToIdentifier SchemeID=\"0216\">003723456780101</ToIdentifier>",
        "<SellerPartyIdentifier SchemeID=\"0212\">1234567-1</SellerPartyIdentifier>",
        "<SellerOrganisationUnitNumber>003712345671</SellerOrganisationUnitNumber>",
        "<BuyerPartyIdentifier SchemeID=\"0212\">2345678-0</BuyerPartyIdentifier>",
        "<BuyerOrganisationUnitNumber>003723456780</BuyerOrganisationUnitNumber>",
    ] {
        assert!(document.contains(told), "{told}");
    }
    assert_eq!(read_finvoice(document.as_bytes()).unwrap(), invoice);
}

#[test]
fn the_schema_is_as_its_publisher_made_it() {
    let bytes = std::fs::read(common::schema()).unwrap();
    let digest: String = Sha256::digest(&bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    assert_eq!(
        digest,
        "03ba971b4eeb002e06e7d503a89ed58b67cf0516284b206bf25f664799d3b4c8"
    );
}

/// The invoices of one seed, drawn as the properties draw theirs.
fn drawn(count: usize) -> Vec<Invoice> {
    let rng = TestRng::deterministic_rng(proptest::test_runner::RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let strategy = invoice();
    let draw = |_| strategy.new_tree(&mut runner).unwrap().current();
    (0..count).map(draw).collect()
}

fn assert_valid(name: &str, count: usize) {
    let invoices = drawn(count);
    let latin = writer().in_encoding(FinvoiceEncoding::Iso8859Part15);
    let both = invoices.iter().enumerate().map(|(place, invoice)| {
        let writer = if place % 2 == 0 {
            writer()
        } else {
            latin.clone()
        };
        let writer = if place % 3 == 0 {
            writer.announcing_attachments()
        } else {
            writer
        };
        writer.to_bytes(invoice).unwrap()
    });
    let documents: Vec<Vec<u8>> = both.collect();
    let invalid = invalid_by_schema(name, &documents);
    assert!(
        invalid.as_deref().is_none_or(str::is_empty),
        "{}",
        invalid.unwrap()
    );
}

#[test]
fn drawn_invoices_are_valid_by_the_schema() {
    assert_valid("drawn", 60);
}

/// Run by hand: see `CONTRIBUTING.md`.
#[test]
#[ignore = "a thousand files take a while"]
fn a_thousand_drawn_invoices_are_valid_by_the_schema() {
    assert_valid("thousand", 1000);
}

#[test]
fn the_check_by_the_schema_sees_faults() {
    let document = text(&writer(), &first_invoice()).replace("<EpiCharge", "<EpiChange");
    let document = document.replace("</EpiCharge", "</EpiChange");
    let invalid = invalid_by_schema("faulty", &[document.into_bytes()]);
    assert!(invalid.is_none_or(|said| said.contains("EpiChange")));
}

proptest! {
    #[test]
    fn reading_inverts_writing(invoice in invoice(), latin in any::<bool>()) {
        let encoding = if latin { FinvoiceEncoding::Iso8859Part15 } else { FinvoiceEncoding::Utf8 };
        let routed = invoice.issuer().route().is_some() && invoice.receiver().route().is_some();
        let writer = writer().in_encoding(encoding);
        let writer = if routed { writer.framed() } else { writer };
        let document = writer.to_bytes(&invoice).unwrap();
        let read = read_finvoice(&document).unwrap_or_else(|faults| panic!("{faults}"));
        if as_read(&invoice) {
            prop_assert_eq!(&read, &invoice);
        }
        prop_assert_eq!(writer.to_bytes(&read).unwrap(), document);
    }

    #[test]
    fn reading_any_bytes_does_not_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = read_finvoice(&bytes);
    }

    #[test]
    fn a_changed_character_is_seen_or_does_not_matter(place in any::<prop::sample::Index>(), letter in "[0-9a-z<>&,]") {
        let document = text(&writer().framed(), &first_invoice());
        let letters: Vec<char> = document.chars().collect();
        let place = place.index(letters.len());
        let mut changed = letters.clone();
        changed[place] = letter.chars().next().unwrap();
        let changed: String = changed.into_iter().collect();
        if let Ok(read) = read_finvoice(changed.as_bytes()) {
            // What may be free: words that the invoice is told in, ids and addresses of either side.
            prop_assert_eq!(read.total(), first_invoice().total());
            prop_assert_eq!(read.due(), first_invoice().due());
        }
    }
}

#[test]
fn letters_that_do_not_fit_are_told() {
    let receiver = Receiver::try_new("s-1", "Sámi–searvi Ŋ", Language::Finnish).unwrap();
    let draft = InvoiceDraft::new(issuer(), receiver, Currency::EUR)
        .with_line(InvoiceLine::new("Jäsenmaksu", euros(11_000)))
        .due_on(day("2026-07-01"));
    let invoice = draft
        .issue("2026-0001".parse().unwrap(), day("2026-06-01"))
        .unwrap();
    assert!(FinvoiceWriter::new().to_bytes(&invoice).is_ok());
    let latin = FinvoiceWriter::new().in_encoding(FinvoiceEncoding::Iso8859Part15);
    insta::assert_snapshot!(faults_of(&latin, &invoice));
}

#[test]
fn what_is_too_long_is_told_all_at_once() {
    let long = "x".repeat(200);
    let address = PostalAddress::try_new(&format!("{long} 1"), "00100", "K")
        .unwrap()
        .with_line("2")
        .with_line("33")
        .with_line("44");
    let receiver = Receiver::try_new("s-1", &long, Language::Finnish)
        .unwrap()
        .with_address(address);
    let account: Iban = "DE44500105175407324931".parse().unwrap();
    let issuer = Issuer::try_new("Y", "1234567-1".parse().unwrap(), account).unwrap();
    let draft = InvoiceDraft::new(issuer, receiver, Currency::EUR)
        .with_line(InvoiceLine::new(&long, euros(11_000)).with_explanation(&long.repeat(3)))
        .with_note(&long.repeat(3))
        .with_penalty_interest(PenaltyInterest::try_new(&format!("{long} {long}"), None).unwrap())
        .due_on(day("2026-07-01"));
    let invoice = draft
        .issue("2026-0001".parse().unwrap(), day("2026-06-01"))
        .unwrap();
    insta::assert_snapshot!(faults_of(&FinvoiceWriter::new().framed(), &invoice));
}

#[test]
fn long_names_are_divided_and_come_back() {
    let name = "Itä-Suomen & Kaakkois-Suomen sosiaalialan \"osaamiskeskusten\" <yhteinen> kannatusyhdistys ja sen ystävät ry";
    let receiver = receiver("M-017");
    let receiver = Receiver::try_new(receiver.id(), name, Language::Swedish).unwrap();
    let draft = InvoiceDraft::new(issuer(), receiver, Currency::EUR)
        .with_line(InvoiceLine::new("Medlemsavgift", euros(0)))
        .with_attachment(Attachment::try_new("", "https://example.invalid/2026").unwrap())
        .due_on(day("2026-07-01"));
    let invoice = draft
        .issue("2026-0001".parse().unwrap(), day("2026-06-01"))
        .unwrap();
    let document = text(&FinvoiceWriter::new(), &invoice);
    assert_eq!(document.matches("<BuyerOrganisationName>").count(), 2);
    // Nothing is to be paid: no barcode.
    assert!(!document.contains("VirtualBankBarcode"));
    let read = read_finvoice(document.as_bytes()).unwrap();
    assert_eq!(read.receiver().name(), name);
    assert_eq!(
        invalid_by_schema("divided", &[document.into_bytes()]).unwrap_or_default(),
        ""
    );
}

#[test]
fn what_does_not_agree_is_told() {
    let document = text(&writer().framed(), &first_invoice());
    let disagreeing = [
        (
            "<InvoiceTotalVatIncludedAmount AmountCurrencyIdentifier=\"EUR\">550,00",
            "<InvoiceTotalVatIncludedAmount AmountCurrencyIdentifier=\"EUR\">551,00",
        ),
        (
            "<EpiInstructedAmount AmountCurrencyIdentifier=\"EUR\">550,00",
            "<EpiInstructedAmount AmountCurrencyIdentifier=\"EUR\">55,00",
        ),
        ("<EpiReference>202600017", "<EpiReference>202600020"),
        (
            "<EpiDateOptionDate Format=\"CCYYMMDD\">20260701",
            "<EpiDateOptionDate Format=\"CCYYMMDD\">20260702",
        ),
        ("202600017260701<", "202600017260702<"),
        ("<eb:PartyId>003703575029", "<eb:PartyId>003721291126"),
        (
            "<EpiAccountID IdentificationSchemeName=\"IBAN\">FI2112345600000785",
            "<EpiAccountID IdentificationSchemeName=\"IBAN\">FI7944052020036082",
        ),
        ("<VatCode>O</VatCode>", "<VatCode>Z</VatCode>"),
        (
            "<RowAmount AmountCurrencyIdentifier=\"EUR\">550,00",
            "<RowAmount AmountCurrencyIdentifier=\"USD\">550,00",
        ),
        (
            "<BuyerOrganisationName>Esimerkin kunta</BuyerOrganisationName>",
            "<BuyerOrganisationName>Esimerkin kunta</BuyerOrganisationName><BuyerOrganisationTaxCode>FI23456780</BuyerOrganisationTaxCode>",
        ),
    ];
    let told = disagreeing.map(|(right, wrong)| {
        assert!(document.contains(right), "{right}");
        read_finvoice(document.replacen(right, wrong, 1).as_bytes())
            .unwrap_err()
            .to_string()
    });
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn documents_beyond_the_limits_are_refused() {
    let refused = |document: String| read_finvoice(document.as_bytes()).unwrap_err().to_string();
    let deep = format!("{}{}", "<a>".repeat(40), "</a>".repeat(40));
    let many = format!(
        "<Finvoice Version=\"3.0\">{}</Finvoice>",
        "<a/>".repeat(30_000)
    );
    let bomb = "<!DOCTYPE a [<!ENTITY b \"bbbb\">]><Finvoice Version=\"3.0\">&b;</Finvoice>";
    let told = [
        refused(deep),
        refused(many),
        refused(bomb.to_owned()),
        refused(" ".repeat(2_000_000)),
        refused("<Finvoice Version=\"2.01\"/>".to_owned()),
        refused("<?xml version=\"1.0\" encoding=\"UTF-16\"?><Finvoice/>".to_owned()),
        refused("<Finvoice Version=\"3.0\">&nbsp;</Finvoice>".to_owned()),
        refused(String::new()),
    ];
    insta::assert_snapshot!(told.join("\n"));
    let nothing = refused("<Finvoice Version=\"3.0\"/>".to_owned());
    insta::assert_snapshot!(nothing);
}

#[test]
fn streams_hold_one_document_after_the_other() {
    let mut file = Vec::new();
    let writer = writer();
    writer.write(&first_invoice(), &mut file).unwrap();
    let length = file.len();
    writer.write(&first_invoice(), &mut file).unwrap();
    assert_eq!(file[..length], file[length..]);
}
