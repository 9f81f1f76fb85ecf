//! EN 16931 as UBL: as a reader sees it, and what keeps an invoice from it. Whether the schemas and the rules let it
//! pass, `cargo xtask conformance` asks the outside validators.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod common;

use common::{business_id, course, day, dues, euros, invoice, issuer, peppol_invoice};
use oske_invoice::{
    AddressForm, BuyerReferences, EInvoiceRoute, FinvoiceWriter, Iban, Invoice, InvoiceDraft,
    InvoiceKind, InvoiceLine, Issuer, PenaltyInterest, PeppolAddressSource, PostalAddress,
    Receiver, UblWriteError, UblWriter, VatCategory, VatNumber, VatTreatment, read_finvoice,
};
use oske_statute::Reference;
use oske_types::{Currency, Language, Money, Text};
use proptest::prelude::*;

fn issued(draft: &InvoiceDraft) -> Invoice {
    let number = "2026-0001".parse().unwrap();
    draft.issue(number, day("2026-06-01")).unwrap()
}

fn text(invoice: &Invoice) -> String {
    String::from_utf8(UblWriter::new().to_bytes(invoice).unwrap()).unwrap()
}

fn faults_of(invoice: &Invoice) -> String {
    UblWriter::new().to_bytes(invoice).unwrap_err().to_string()
}

#[test]
fn dues_as_ubl() {
    insta::assert_snapshot!(text(&issued(&dues())));
}

#[test]
fn a_credit_note_as_ubl() {
    let invoice = issued(&course());
    let credit = invoice.credit("2026-0002".parse().unwrap(), day("2026-06-15"));
    insta::assert_snapshot!(text(&credit.unwrap()));
}

#[test]
fn a_taxed_course_as_ubl() {
    insta::assert_snapshot!(text(&issued(&course())));
}

#[test]
fn what_the_rules_lack_is_told_all_at_once() {
    let account: Iban = "FI21 1234 5600 0007 85".parse().unwrap();
    let bank = EInvoiceRoute::parse("FI79 4405 2020 0360 82", "ITELFIHH").unwrap();
    let address = PostalAddress::try_new("PL 1", "00100", "HELSINKI")
        .unwrap()
        .with_line("Talous")
        .with_line("2. kerros")
        .with_line("Huone 3");
    let issuer = Issuer::try_new("Esimerkkiyhdistys ry", business_id("1234567-1"), account)
        .unwrap()
        .with_vat_number(VatNumber::from(business_id("1234567-1")))
        .with_address(address)
        .with_route(bank);
    let receiver = Receiver::try_new("M-019", "Esimerkin kunta", Language::Finnish).unwrap();
    let exempt = VatTreatment::exempt(
        &Text::bilingual("Koulutus", "Utbildning"),
        &Reference::parse("arvonlisäverolaki 39 §").unwrap(),
    );
    let dinar: Currency = "KWD".parse().unwrap();
    let line = |minor| InvoiceLine::new("Seminaari", Money::from_minor(minor, dinar));
    let draft = InvoiceDraft::new(issuer, receiver, dinar)
        .with_line(line(1_001).with_vat(exempt.clone()))
        .with_line(line(2_000).with_vat(exempt))
        .due_on(day("2026-07-01"));
    insta::assert_snapshot!(faults_of(&issued(&draft)));
}

#[test]
fn nothing_is_written_of_what_does_not_fit() {
    let receiver = Receiver::try_new("M-020", "Esimerkin kunta", Language::Finnish).unwrap();
    let draft = InvoiceDraft::new(issuer(), receiver, Currency::EUR)
        .with_line(InvoiceLine::new("Jäsenmaksu", euros(1)))
        .due_on(day("2026-07-01"));
    let mut out = Vec::new();
    let error = UblWriter::new()
        .write(&issued(&draft), &mut out)
        .unwrap_err();
    let UblWriteError::Faults(faults) = error else {
        panic!("writing to memory does not fail")
    };
    let rules: Vec<&str> = faults.faults().iter().map(|fault| fault.rule()).collect();
    let expected = ["PEPPOL-EN16931-R003", "PEPPOL-EN16931-R010", "BR-10"];
    assert_eq!((rules.as_slice(), out.len()), (expected.as_slice(), 0));
}

/// An association that is not registered for the tax is told by its business id, and its exemption by a code.
#[test]
fn an_exempt_supply_of_somebody_without_a_vat_number() {
    let exempt = VatTreatment::exempt_by(
        "VATEX-EU-132-1I".parse().unwrap(),
        &Text::bilingual("Koulutus", "Utbildning"),
        &Reference::parse("arvonlisäverolaki 39 §").unwrap(),
    );
    let line = InvoiceLine::new("Koulutus", euros(1_000)).with_vat(exempt);
    let receiver = common::receiver("M-022");
    let draft = InvoiceDraft::new(issuer(), receiver, Currency::EUR)
        .with_line(line)
        .due_on(day("2026-07-01"));
    let invoice = issued(&draft);
    insta::assert_snapshot!(text(&invoice));
    let document = FinvoiceWriter::new().to_bytes(&invoice).unwrap();
    assert_eq!(read_finvoice(&document).unwrap(), invoice);
}

/// Who is in the network under another id than the route or business id says is told by that.
#[test]
fn a_participant_id_comes_first() {
    let bank = EInvoiceRoute::parse("FI79 4405 2020 0360 82", "ITELFIHH").unwrap();
    let receiver = common::receiver("M-023")
        .with_route(bank)
        .with_peppol_participant("0216:00372345678099".parse().unwrap());
    let draft = InvoiceDraft::new(issuer(), receiver, Currency::EUR)
        .with_line(InvoiceLine::new("Jäsenmaksu", euros(1)))
        .due_on(day("2026-07-01"));
    let endpoint = r#"<cbc:EndpointID schemeID="0216">00372345678099</cbc:EndpointID>"#;
    assert!(text(&issued(&draft)).contains(endpoint));
}

#[test]
fn an_address_follows_from_the_business_id_where_there_is_no_route() {
    let address = PostalAddress::try_new("Kunnantie 2", "76100", "ESIMERKKILÄ").unwrap();
    let known = Receiver::try_new("M-021", "Esimerkin kunta", Language::Finnish)
        .unwrap()
        .with_business_id(business_id("2345678-0"))
        .with_address(address)
        .with_references(BuyerReferences::default().with_order("OT-1"));
    let draft = InvoiceDraft::new(issuer(), known, Currency::EUR)
        .with_line(InvoiceLine::new("Jäsenmaksu", euros(1)))
        .due_on(day("2026-07-01"));
    let endpoint = r#"<cbc:EndpointID schemeID="0216">003723456780</cbc:EndpointID>"#;
    assert!(text(&issued(&draft)).contains(endpoint));
}

/// It is well formed and may be nobody's, so that a caller can see that, and refuse it.
#[test]
fn a_derived_address_is_told_and_can_be_refused() {
    let ovt = EInvoiceRoute::parse("003723456780101", "003703575029").unwrap();
    let bank = EInvoiceRoute::parse("FI79 4405 2020 0360 82", "ITELFIHH").unwrap();
    let address = PostalAddress::try_new("Kunnantie 2", "76100", "ESIMERKKILÄ").unwrap();
    let bare = Receiver::try_new("M-021", "Esimerkin kunta", Language::Finnish)
        .unwrap()
        .with_address(address)
        .with_references(BuyerReferences::default().with_order("OT-1"));
    let known = bare.clone().with_business_id(business_id("2345678-0"));
    let participant = "0216:00372345678099".parse().unwrap();
    let stated = known.clone().with_peppol_participant(participant);
    let routed = known.clone().with_route(ovt);
    let source = |receiver: &Receiver| {
        let address = receiver.peppol_address()?;
        Some((address.source(), address.participant().to_string()))
    };
    let told = |source, participant: &str| Some((source, participant.to_owned()));
    assert_eq!(
        [&bare, &known, &routed, &stated].map(source),
        [
            None,
            told(PeppolAddressSource::BusinessId, "0216:003723456780"),
            told(PeppolAddressSource::Route, "0216:003723456780101"),
            told(PeppolAddressSource::Stated, "0216:00372345678099"),
        ]
    );
    assert_eq!(source(&known.clone().with_route(bank)), None);

    let issuer = issuer().with_peppol_participant("0216:003712345671".parse().unwrap());
    let invoice = |issuer: Issuer, receiver: Receiver| {
        let draft = InvoiceDraft::new(issuer, receiver, Currency::EUR)
            .with_line(InvoiceLine::new("Jäsenmaksu", euros(1)))
            .due_on(day("2026-07-01"));
        issued(&draft)
    };
    let strict = UblWriter::new().stated_addresses_only();
    for receiver in [stated.clone(), routed] {
        strict.to_bytes(&invoice(issuer.clone(), receiver)).unwrap();
    }
    let error = strict.to_bytes(&invoice(issuer.clone(), known.clone()));
    assert_eq!(
        error.unwrap_err().to_string(),
        "the electronic address `0216:003723456780` of the receiver follows from its business id \
         and was not given: expected a participant id or a route to an OVT code (PEPPOL-EN16931-R010)"
    );
    UblWriter::new().to_bytes(&invoice(issuer, known)).unwrap();
    let account: Iban = "FI21 1234 5600 0007 85".parse().unwrap();
    let bare = Issuer::try_new("Esimerkkiyhdistys ry", business_id("1234567-1"), account)
        .unwrap()
        .with_address(PostalAddress::try_new("PL 1", "00100", "HELSINKI").unwrap());
    let error = strict.to_bytes(&invoice(bare, stated)).unwrap_err();
    assert_eq!(error.faults()[0].rule(), "PEPPOL-EN16931-R020");
}

/// The endpoint is the unit to which the invoice goes, the party the organisation.
#[test]
fn a_route_to_a_unit_leaves_the_party_the_organisation() {
    let unit = EInvoiceRoute::parse("003723456780101", "003703575029").unwrap();
    let draft = InvoiceDraft::new(
        issuer(),
        common::receiver("M-024").with_route(unit),
        Currency::EUR,
    )
    .with_line(InvoiceLine::new("Jäsenmaksu", euros(1)))
    .due_on(day("2026-07-01"));
    let document = text(&issued(&draft));
    assert!(
        document.contains(r#"<cbc:EndpointID schemeID="0216">003723456780101</cbc:EndpointID>"#)
    );
    assert!(document.contains(r#"<cbc:CompanyID schemeID="0212">2345678-0</cbc:CompanyID>"#));
}

#[test]
fn a_percentage_is_written_as_the_receiver_writes_it() {
    let told = |language| {
        let receiver = Receiver::try_new("M-025", "Esimerkki", language)
            .unwrap()
            .with_business_id(business_id("2345678-0"))
            .with_address(PostalAddress::try_new("Kunnantie 2", "76100", "ESIMERKKILÄ").unwrap())
            .with_references(BuyerReferences::default().with_order("OT-1"));
        let interest = PenaltyInterest::statutory(language, Some("9.5".parse().unwrap()));
        let draft = InvoiceDraft::new(issuer(), receiver, Currency::EUR)
            .with_line(InvoiceLine::new("Jäsenmaksu", euros(1)))
            .with_penalty_interest(interest)
            .due_on(day("2026-07-01"));
        let document = text(&issued(&draft));
        let terms = all(&document, "cbc:Note").first().unwrap().to_string();
        terms.rsplit(", ").next().unwrap().to_owned()
    };
    assert_eq!(told(Language::Finnish), "9,5\u{a0}%");
    assert_eq!(told(Language::Swedish), "9,5\u{a0}%");
    assert_eq!(told(Language::English), "9.5%");
}

/// What stands in the elements of a name.
fn all<'a>(document: &'a str, name: &str) -> Vec<&'a str> {
    let (open, close) = (format!("<{name}"), format!("</{name}>"));
    let parts = document.split(&open).skip(1);
    parts
        .filter(|part| part.starts_with(['>', ' ']))
        .map(|part| {
            let (_, rest) = part.split_once('>').unwrap();
            rest.split_once(&close).unwrap().0
        })
        .collect()
}

fn cents(amount: &str) -> i64 {
    let (euros, cents) = amount.split_once('.').unwrap();
    assert_eq!(cents.len(), 2);
    format!("{euros}{cents}").parse().unwrap()
}

/// Whether Peppol can carry it, by the words of the documentation.
fn peppol_can_carry(invoice: &Invoice) -> bool {
    let (issuer, receiver) = (invoice.issuer(), invoice.receiver());
    let found = |route: Option<&EInvoiceRoute>, is_known: bool| match route {
        Some(route) => matches!(route.address().form(), AddressForm::Ovt(_)),
        None => is_known,
    };
    let references = receiver.references();
    issuer.address().is_some()
        && receiver.address().is_some()
        && found(issuer.route(), true)
        && found(receiver.route(), receiver.business_id().is_some())
        && (references.buyer_reference().is_some() || references.order().is_some())
}

proptest! {
    #[test]
    fn an_invoice_is_written_exactly_where_peppol_can_carry_it(invoice in invoice()) {
        let written = UblWriter::new().to_bytes(&invoice);
        prop_assert_eq!(written.is_ok(), peppol_can_carry(&invoice), "{:?}", written);
    }

    #[test]
    fn what_is_written_twice_is_the_same(invoice in peppol_invoice()) {
        let mut out = Vec::new();
        UblWriter::new().write(&invoice, &mut out).unwrap();
        prop_assert_eq!(out, UblWriter::new().to_bytes(&invoice).unwrap());
    }

    #[test]
    fn lines_and_taxes_add_up_to_what_is_to_be_paid(invoice in peppol_invoice()) {
        let document = text(&invoice);
        let (head, lines) = document.split_at(document.find("</cac:LegalMonetaryTotal>").unwrap());
        let sum = |part: &str, name: &str| -> i64 { all(part, name).into_iter().map(cents).sum() };
        let net = sum(lines, "cbc:LineExtensionAmount");
        prop_assert_eq!(net, sum(head, "cbc:LineExtensionAmount"));
        prop_assert_eq!(net, sum(head, "cbc:TaxableAmount"));
        prop_assert_eq!(net, sum(head, "cbc:TaxExclusiveAmount"));
        let taxes = all(head, "cbc:TaxAmount");
        let (total, taxes) = taxes.split_first().unwrap();
        let taxes: i64 = taxes.iter().map(|tax| cents(tax)).sum();
        prop_assert_eq!(taxes, cents(total));
        prop_assert_eq!(net.checked_add(taxes).unwrap(), sum(head, "cbc:PayableAmount"));
        prop_assert_eq!(invoice.total().minor(), sum(head, "cbc:PayableAmount"));
    }

    #[test]
    fn what_is_outside_the_scope_of_the_tax_tells_neither_rate_nor_vat_number(invoice in peppol_invoice()) {
        let document = text(&invoice);
        if invoice.is_outside_vat() {
            prop_assert!(!document.contains("cbc:Percent") && !document.contains("cac:PartyTaxScheme"));
            prop_assert_eq!(all(&document, "cbc:TaxExemptionReasonCode"), ["VATEX-EU-O"]);
        } else {
            prop_assert!(document.contains("cbc:Percent") && document.contains("cac:PartyTaxScheme"));
        }
        let mut groups = invoice.vat().iter();
        let untaxed = groups.any(|group| group.treatment().category() != VatCategory::Standard);
        prop_assert_eq!(untaxed, document.contains("cbc:TaxExemptionReason>"));
    }

    #[test]
    fn an_endpoint_is_under_the_finnish_scheme(invoice in peppol_invoice()) {
        let document = text(&invoice);
        prop_assert_eq!(document.matches("<cbc:EndpointID schemeID=\"0216\">0037").count(), 2);
        prop_assert_eq!(document.matches("<cbc:EndpointID").count(), 2);
        let credit = invoice.kind() == InvoiceKind::CreditNote;
        prop_assert_eq!(credit, document.contains("<CreditNote xmlns="));
    }
}
