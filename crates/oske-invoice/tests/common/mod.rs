//! Invoices drawn for tests: awkward names, every category, every language, zero amounts, credits.
#![allow(dead_code, reason = "each test file uses a part")]

use std::path::{Path, PathBuf};
use std::process::Command;

use chrono::{Days, NaiveDate};
use oske_invoice::{
    Attachment, Bic, BuyerReferences, Contact, CreditorReference, EInvoiceRoute, Iban, Invoice,
    InvoiceDraft, InvoiceLine, Issuer, NationalReference, PaymentAccount, PaymentReference,
    PenaltyInterest, Percent, PostalAddress, Receiver, VatNumber, VatTreatment,
};
use oske_statute::Reference;
use oske_types::{BusinessId, Currency, Language, Money, Text};
use proptest::prelude::*;

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(crate) fn euros(cents: i64) -> Money {
    Money::from_minor(cents, Currency::EUR)
}

pub(crate) fn issuer() -> Issuer {
    let account: Iban = "FI21 1234 5600 0007 85".parse().unwrap();
    let address = PostalAddress::try_new("Esimerkkikatu 1", "70100", "KUOPIO").unwrap();
    Issuer::try_new("Esimerkkiyhdistys ry", business_id("1234567-1"), account)
        .unwrap()
        .with_address(address)
        .with_contact(
            Contact::default()
                .with_name("Rahastonhoitaja")
                .with_email("talous@example.invalid"),
        )
        .with_home_town("Kuopio")
        .with_route(EInvoiceRoute::parse("003712345671", "003721291126").unwrap())
}

pub(crate) fn receiver(id: &str) -> Receiver {
    let address = PostalAddress::try_new("Kunnantie 2", "76100", "ESIMERKKILÄ").unwrap();
    Receiver::try_new(id, "Esimerkin kunta", Language::Finnish)
        .unwrap()
        .with_business_id(business_id("2345678-0"))
        .with_address(address)
        .with_route(EInvoiceRoute::parse("003723456780", "003703575029").unwrap())
        .with_references(BuyerReferences::default().with_buyer_reference("KP 1234"))
}

pub(crate) fn business_id(text: &str) -> BusinessId {
    text.parse().unwrap()
}

/// Dues of 550 euros of an invented municipality.
pub(crate) fn dues() -> InvoiceDraft {
    InvoiceDraft::new(issuer(), receiver("M-017"), Currency::EUR)
        .with_line(InvoiceLine::new("Jäsenmaksu 2026, kunta", euros(55_000)).with_code("JM-KUNTA"))
        .for_period(day("2026-01-01"), day("2026-12-31"))
        .due_on(day("2026-07-01"))
        .with_penalty_interest(PenaltyInterest::statutory(
            Language::Finnish,
            Some("9.5".parse().unwrap()),
        ))
}

/// A course that is taxed, its material that is exempt, and a discount, between parties that tell all they can.
pub(crate) fn course() -> InvoiceDraft {
    let because = |provision: &str| Reference::parse(provision).unwrap();
    let reason = |fi: &'static str, sv: &'static str| Text::bilingual(fi, sv);
    let taxed = VatTreatment::standard(
        "25.5".parse().unwrap(),
        &reason("Seminaari", "Seminarium"),
        &because("arvonlisäverolaki 84 §"),
    );
    let exempt = VatTreatment::exempt(
        &reason("Koulutuspalvelu", "Utbildningstjänst"),
        &because("arvonlisäverolaki 39 §"),
    );
    let other: Iban = "FI79 4405 2020 0360 82".parse().unwrap();
    let issuer = issuer()
        .with_vat_number(VatNumber::from(business_id("1234567-1")))
        .with_trading_name("Esimerkki & kumppanit")
        .with_account(PaymentAccount::from(other));
    let address = PostalAddress::try_new("Kommunvägen 2", "76100", "EXEMPELBY").unwrap();
    let receiver = Receiver::try_new("M-018", "Exempel <kommun>", Language::Swedish)
        .unwrap()
        .with_business_id(business_id("2345678-0"))
        .with_vat_number(VatNumber::from(business_id("2345678-0")))
        .with_address(address.with_line("c/o Rådhuset").with_line("PB 12"))
        .with_contact(Contact::default().with_phone("+358 0 000 0000"))
        .with_route(EInvoiceRoute::parse("003723456780", "003703575029").unwrap())
        .with_references(
            BuyerReferences::default()
                .with_order("OT-1")
                .with_agreement("S-2")
                .with_project("P-3"),
        );
    let reference = NationalReference::from_base("2026 0007").unwrap();
    let material = InvoiceLine::new("Utbildningsdag", euros(1_000));
    InvoiceDraft::new(issuer, receiver, Currency::EUR)
        .with_line(
            InvoiceLine::of_pieces("Seminarium", 3, euros(3_333))
                .with_explanation("3 deltagare")
                .with_vat(taxed.clone()),
        )
        .with_line(InvoiceLine::new("Rabatt", euros(-999)).with_vat(taxed))
        .with_line(material.with_code("UTB").with_vat(exempt))
        .with_note("Årsmötets beslut")
        .with_note("Stadgarna 6 §")
        .with_reference(CreditorReference::from(reference))
        .with_penalty_interest(PenaltyInterest::statutory(
            Language::Swedish,
            Some("9.5".parse().unwrap()),
        ))
        .with_attachment(Attachment::try_new("Program", "https://example.invalid/program").unwrap())
        .due_on(day("2026-07-01"))
}

/// A word of letters that Latin 9 holds, awkward ones among them.
fn word() -> impl Strategy<Value = String> {
    let letters = "[a-zåäöæß&<>\"'Š€éÅÄÖ.,()/-]{1,12}";
    proptest::string::string_regex(letters).unwrap()
}

/// A text of words, of so many letters at most.
fn words(most: usize) -> impl Strategy<Value = String> {
    proptest::collection::vec(word(), 1..=most.div_ceil(4)).prop_map(move |words| {
        let mut text = "Ky".to_owned();
        for word in words {
            if text.chars().count() + 1 + word.chars().count() <= most {
                text.push(' ');
                text.push_str(&word);
            }
        }
        text
    })
}

/// Two hundred letters and more, in words.
fn long_words() -> impl Strategy<Value = String> {
    proptest::collection::vec(word(), 40..60).prop_map(|words| format!("Ab {}", words.join(" ")))
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof![4 => words(70), 1 => long_words()]
}

fn language() -> impl Strategy<Value = Language> {
    prop_oneof![
        Just(Language::Finnish),
        Just(Language::Swedish),
        Just(Language::English),
    ]
}

fn address() -> impl Strategy<Value = PostalAddress> {
    (words(35), words(35), 0_usize..=2, words(35)).prop_map(|(street, line, more, town)| {
        let address = PostalAddress::try_new(&street, "00100", &town).unwrap();
        (0..more).fold(address, |address, _| address.with_line(&line))
    })
}

fn contact() -> impl Strategy<Value = Contact> {
    (any::<[bool; 3]>(), words(70)).prop_map(|([named, mailed, called], name)| {
        let contact = Contact::default();
        let contact = if named {
            contact.with_name(&name)
        } else {
            contact
        };
        let contact = if mailed {
            contact.with_email("talous@example.invalid")
        } else {
            contact
        };
        if called {
            contact.with_phone("+358 0 000 0000")
        } else {
            contact
        }
    })
}

fn account() -> impl Strategy<Value = PaymentAccount> {
    let of = |text: &str, bic: &str| {
        let (iban, bic): (Iban, Bic) = (text.parse().unwrap(), bic.parse().unwrap());
        PaymentAccount::new(iban, bic)
    };
    prop_oneof![
        3 => Just(of("FI2112345600000785", "NDEAFIHH")),
        1 => Just(of("FI7944052020036082", "ITELFIHH")),
        1 => Just(of("DE44500105175407324931", "INGDDEFF")),
    ]
}

fn any_issuer() -> impl Strategy<Value = Issuer> {
    let parts = (
        name(),
        account(),
        proptest::option::of(account()),
        proptest::option::of(address()),
    );
    (parts, contact(), words(35), any::<[bool; 3]>()).prop_map(
        |((name, account, other, address), contact, town, [trading, home, routed])| {
            let issuer = Issuer::try_new(&name, business_id("1234567-1"), account).unwrap();
            let issuer = issuer
                .with_vat_number(VatNumber::from(business_id("1234567-1")))
                .with_contact(contact);
            let issuer = other.into_iter().fold(issuer, Issuer::with_account);
            let issuer = address.into_iter().fold(issuer, Issuer::with_address);
            let issuer = if home {
                issuer.with_home_town(&town)
            } else {
                issuer
            };
            let issuer = if trading {
                issuer.with_trading_name(&town)
            } else {
                issuer
            };
            if routed {
                issuer.with_route(EInvoiceRoute::parse("003712345671", "003721291126").unwrap())
            } else {
                issuer
            }
        },
    )
}

fn any_receiver() -> impl Strategy<Value = Receiver> {
    let texts = (words(70), name(), words(70));
    (
        texts,
        language(),
        proptest::option::of(address()),
        contact(),
        any::<[bool; 6]>(),
    )
        .prop_map(
            |((id, name, reference), language, address, contact, flags)| {
                let receiver = Receiver::try_new(&id, &name, language)
                    .unwrap()
                    .with_contact(contact);
                let receiver = address.into_iter().fold(receiver, Receiver::with_address);
                let [known, registered, routed, bought, ordered, agreed] = flags;
                let receiver = if known {
                    receiver.with_business_id(business_id("2345678-0"))
                } else {
                    receiver
                };
                let receiver = if registered {
                    receiver.with_vat_number(VatNumber::from(business_id("2345678-0")))
                } else {
                    receiver
                };
                let receiver = if routed {
                    let bank = EInvoiceRoute::parse("FI7944052020036082", "ITELFIHH").unwrap();
                    receiver.with_route(bank)
                } else {
                    receiver
                };
                let references = BuyerReferences::default();
                let references = if bought {
                    references.with_buyer_reference(&reference)
                } else {
                    references
                };
                let references = if ordered {
                    references.with_order(&reference)
                } else {
                    references
                };
                let references = if agreed {
                    references.with_agreement(&reference)
                } else {
                    references
                };
                receiver.with_references(references)
            },
        )
}

fn vat() -> impl Strategy<Value = VatTreatment> {
    let law = Reference::parse("arvonlisäverolaki 39 §").unwrap();
    let reason = Text::new("Koulutus", "Utbildning", "Education");
    let rate = |text: &str| text.parse::<Percent>().unwrap();
    prop_oneof![
        4 => Just(VatTreatment::membership_dues()),
        1 => Just(VatTreatment::exempt(&reason, &law)),
        1 => Just(VatTreatment::exempt_by("VATEX-EU-132-1I".parse().unwrap(), &reason, &law)),
        1 => Just(VatTreatment::standard(rate("25.5"), &reason, &law)),
        1 => Just(VatTreatment::standard(rate("10"), &reason, &law)),
    ]
}

fn line() -> impl Strategy<Value = InvoiceLine> {
    let amount = prop_oneof![1 => Just(0_i64), 4 => 0_i64..1_000_000, 1 => 0_i64..10_000_000_000];
    (
        words(100),
        amount,
        1_i32..4,
        words(70),
        proptest::option::of(long_words()),
    )
        .prop_map(|(name, cents, pieces, code, explanation)| {
            let line = InvoiceLine::of_pieces(&name, pieces, euros(cents)).with_code(&code);
            line.with_explanation(&explanation.unwrap_or_default())
        })
}

fn reference() -> impl Strategy<Value = Option<PaymentReference>> {
    let national = NationalReference::from_base("20260007").unwrap();
    prop_oneof![
        2 => Just(None),
        1 => Just(Some(national.into())),
        1 => Just(Some(CreditorReference::from(national).into())),
    ]
}

/// Any draft that becomes an invoice.
pub(crate) fn draft() -> impl Strategy<Value = InvoiceDraft> {
    draft_between(any_issuer(), any_receiver())
}

fn draft_between(
    issuer: impl Strategy<Value = Issuer>,
    receiver: impl Strategy<Value = Receiver>,
) -> impl Strategy<Value = InvoiceDraft> {
    let lines = (proptest::collection::vec(line(), 1..4), vat());
    let rest = (
        proptest::collection::vec(words(512), 0..3),
        0_u64..200,
        any::<[bool; 3]>(),
        words(140),
        reference(),
    );
    (issuer, receiver, lines, rest).prop_map(
        |(issuer, receiver, (lines, vat), (notes, wait, flags, interest, reference))| {
            let due = day("2026-06-01").checked_add_days(Days::new(wait)).unwrap();
            let lines = lines.into_iter().map(|line| line.with_vat(vat.clone()));
            let draft = InvoiceDraft::new(issuer, receiver, Currency::EUR)
                .with_lines(lines)
                .due_on(due);
            let [period, late, attached] = flags;
            let draft = notes
                .iter()
                .fold(draft, |draft, note| draft.with_note(note));
            let draft = if period {
                draft.for_period(day("2026-01-01"), day("2026-12-31"))
            } else {
                draft
            };
            let draft = if late {
                let percent = Some("9.5".parse().unwrap());
                draft.with_penalty_interest(PenaltyInterest::try_new(&interest, percent).unwrap())
            } else {
                draft
            };
            let draft = if attached {
                let address = "https://example.invalid/jäsenmaksut?vuosi=2026&erä=1";
                draft.with_attachment(Attachment::try_new("Jäsenmaksut 2026", address).unwrap())
            } else {
                draft
            };
            match reference {
                Some(reference) => draft.with_reference(reference),
                None => draft,
            }
        },
    )
}

/// Any invoice, or a credit note of one.
pub(crate) fn invoice() -> impl Strategy<Value = Invoice> {
    issued(draft())
}

/// Any invoice, or a credit note of one, between parties that Peppol can carry it between.
pub(crate) fn peppol_invoice() -> impl Strategy<Value = Invoice> {
    let issuer = (any_issuer(), address());
    let issuer = issuer.prop_map(|(issuer, address)| issuer.with_address(address));
    let receiver = (any_receiver(), address(), words(70), 1_u8..8);
    let receiver = receiver.prop_map(|(receiver, address, text, told)| {
        let route = EInvoiceRoute::parse("003723456780", "003703575029").unwrap();
        let references = BuyerReferences::default().with_project(&text);
        let told = |bit: u8| (told >> bit) & 1 == 1;
        let references = if told(0) || !told(1) {
            references.with_buyer_reference(&text)
        } else {
            references
        };
        let references = if told(1) {
            references.with_order(&text)
        } else {
            references
        };
        let references = if told(2) {
            references.with_agreement(&text)
        } else {
            references
        };
        receiver
            .with_address(address)
            .with_route(route)
            .with_references(references)
    });
    issued(draft_between(issuer, receiver))
}

fn issued(draft: impl Strategy<Value = InvoiceDraft>) -> impl Strategy<Value = Invoice> {
    (draft, any::<bool>(), 1_u32..10_000).prop_map(|(draft, credited, number)| {
        let first = format!("2026-{number:04}").parse().unwrap();
        let invoice = draft.issue(first, day("2026-06-01")).unwrap();
        if credited {
            let second = format!("2026-{:04}", number + 1).parse().unwrap();
            invoice.credit(second, day("2026-06-15")).unwrap()
        } else {
            invoice
        }
    })
}

/// What comes back of an invoice from a document: routes only where both sides have one.
pub(crate) fn as_read(invoice: &Invoice) -> bool {
    invoice.issuer().route().is_some() == invoice.receiver().route().is_some()
}

/// The schema, which stays as its publisher made it.
pub(crate) fn schema() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/finvoice/Finvoice3.0.xsd")
}

/// What `xmllint` says of documents by the schema: nothing if all are valid; `None` if there is no `xmllint`, which is
/// said aloud.
pub(crate) fn invalid_by_schema(name: &str, documents: &[Vec<u8>]) -> Option<String> {
    let there = Command::new("xmllint").arg("--version").output().is_ok();
    if !there {
        eprintln!(
            "NOT CHECKED: `xmllint` was not found, so that {name} is not checked by the schema"
        );
        return None;
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    let files = documents.iter().enumerate().map(|(place, document)| {
        let file = folder.join(format!("{place}.xml"));
        std::fs::write(&file, document).unwrap();
        file
    });
    let files: Vec<PathBuf> = files.collect();
    let mut said = String::new();
    for some in files.chunks(100) {
        let output = Command::new("xmllint")
            .args(["--nonet", "--noout", "--schema"])
            .arg(schema())
            .args(some)
            .output()
            .unwrap();
        if !output.status.success() {
            said.push_str(&String::from_utf8_lossy(&output.stderr));
        }
    }
    let wrong = said.lines().filter(|line| !line.ends_with(" validates"));
    Some(wrong.take(20).collect::<Vec<_>>().join("\n"))
}
