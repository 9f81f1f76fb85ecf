//! Parties from files: an issuer from TOML, how receivers are invoiced from CSV.
#![cfg(all(feature = "csv", feature = "toml"))]
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod common;

use common::{day, dues, receiver};
use oske_invoice::{BillingBook, Issuer, Receiver};
use oske_types::Language;
use proptest::prelude::*;

const ISSUER: &str = r#"
format = "oske-issuer"
version = 1
name = "Esimerkkiyhdistys ry"
trading_name = "Esimerkki"
business_id = "1234567-1"
vat_number = "FI12345671"
home_town = "Kuopio"
peppol = "0216:00371234567101"

[[account]]
iban = "FI21 1234 5600 0007 85"

[[account]]
iban = "DE44 5001 0517 5407 3249 31"
bic = "INGDDEFF"

[address]
street = "Esimerkkikatu 1"
line_2 = "2. kerros"
post_code = "70100"
town = "Kuopio"
country = "SE"

[contact]
name = "Talous"
phone = "+358 0 000 0000"
email = "talous@example.invalid"

[e_invoice]
address = "003712345671"
intermediator = "003721291126"
"#;

const BILLING: &str = "\
\u{feff}id,vat_number,street,line_2,line_3,post_code,town,country,e_invoice_address,intermediator,peppol,contact,phone,email,buyer_reference,order,agreement,project,note,source
kunta-17,FI23456780,Kunnantie 2,PL 1,Talous,76100,Esimerkkilä,FI,003723456780,003703575029,0216:00372345678002,Laskut,+358 0 000 0000,laskut@example.invalid,KP 1234,OT-1,S-2,P-3,a note,a letter
kunta-18,,,,,,,,003723456781,0037,,,,,,,,,,
";

#[test]
fn an_issuer_is_read_with_all_that_it_has() {
    let issuer = Issuer::from_toml("issuer.toml", ISSUER).unwrap();
    let address = issuer.address().unwrap();
    assert_eq!(address.lines(), ["Esimerkkikatu 1", "2. kerros"]);
    assert_eq!(address.country().to_string(), "SE");
    assert_eq!(issuer.trading_name(), Some("Esimerkki"));
    assert_eq!(issuer.home_town(), Some("Kuopio"));
    assert_eq!(issuer.vat_number().unwrap().to_string(), "FI12345671");
    assert_eq!(issuer.contact().email(), Some("talous@example.invalid"));
    assert_eq!(issuer.route().unwrap().address().as_str(), "003712345671");
    let participant = issuer.peppol_participant().unwrap();
    assert_eq!(participant.to_string(), "0216:00371234567101");
    let accounts = issuer.accounts().iter();
    let banks: Vec<String> = accounts
        .map(|account| account.bic().unwrap().to_string())
        .collect();
    assert_eq!(banks, ["NDEAFIHH", "INGDDEFF"]);
}

#[test]
fn a_receiver_is_completed_with_all_that_the_book_has() {
    let book = BillingBook::from_csv("billing.csv", BILLING.as_bytes()).unwrap();
    assert_eq!(book.ids().collect::<Vec<_>>(), ["kunta-17", "kunta-18"]);
    let receiver = Receiver::try_new("kunta-17", "Esimerkin kunta", Language::Finnish).unwrap();
    let receiver = book.complete(receiver);
    assert_eq!(
        receiver.address().unwrap().lines(),
        ["Kunnantie 2", "PL 1", "Talous"]
    );
    assert_eq!(receiver.vat_number().unwrap().to_string(), "FI23456780");
    assert_eq!(receiver.contact().phone(), Some("+358 0 000 0000"));
    let references = receiver.references();
    assert_eq!(references.buyer_reference(), Some("KP 1234"));
    assert_eq!(references.order(), Some("OT-1"));
    assert_eq!(references.agreement(), Some("S-2"));
    assert_eq!(references.project(), Some("P-3"));
    let participant = receiver.peppol_participant().unwrap();
    assert_eq!(participant.to_string(), "0216:00372345678002");
    assert_eq!(book.of("kunta-17").unwrap().note(), Some("a note"));
    // Who is not in the book stays as it is.
    let stranger = Receiver::try_new("kunta-99", "Toinen", Language::Finnish).unwrap();
    assert_eq!(book.complete(stranger.clone()), stranger);
}

#[test]
fn what_looks_mistyped_is_a_doubt() {
    let book = BillingBook::from_csv("billing.csv", BILLING.as_bytes()).unwrap();
    let doubts: Vec<String> = book
        .doubts()
        .iter()
        .map(|(id, doubt)| format!("{id}: {doubt}"))
        .collect();
    assert_eq!(doubts.len(), 1, "{doubts:?}");
    assert!(
        doubts[0].starts_with("kunta-18: `003723456781` is not an OVT code"),
        "{doubts:?}"
    );
}

#[test]
fn faults_of_a_file_are_told_all_at_once() {
    let issuers = [
        "",
        "format = 1\nversion = \"1\"\n",
        "name = \"unclosed\nx = \n",
        "account = 5\naddress = []\ncontact = \"x\"\n[e_invoice]\nadress = \"\"\n",
        "[[account]]\niban = \"FI21 1234 5600 0007 86\"\nbic = \"x\"\n[address]\ncountry = \"Suomi\"\nline_2 = \"\\u0001\"\n",
    ];
    let books = [
        "",
        "name\nx\n",
        "id,id,kunta,ordr\n1,2,3,4\n1,2\n",
        "id,street,line_2,line_3,country,vat_number,peppol\nx,,a,b,Suomi,FI1,0037:003723456780\n",
        "id,e_invoice_address,intermediator\nx,å,a b c d e f g h i j k l m n o p q r s t u v w x y z ä ö\n",
    ];
    let issuers = issuers.map(|text| {
        Issuer::from_toml("issuer.toml", text)
            .unwrap_err()
            .to_string()
    });
    let books = books.map(|text| {
        let book = BillingBook::from_csv("billing.csv", text.as_bytes());
        book.unwrap_err().to_string()
    });
    insta::assert_snapshot!([issuers, books].concat().join("\n\n"));
    let faults = BillingBook::from_csv("billing.csv", [b'i', b'd', b'\n', 0xff].as_slice());
    assert!(
        faults
            .unwrap_err()
            .to_string()
            .contains("cannot be read as UTF-8")
    );
}

/// Whatever the size of a file, its faults are found in time that grows with it.
#[test]
fn files_of_faults_alone_are_refused() {
    let columns = vec!["x"; 200_000].join(",");
    let faults = BillingBook::from_csv("billing.csv", columns.as_bytes()).unwrap_err();
    assert_eq!(
        faults.to_string(),
        "billing.csv:1: found 200000 columns: expected at most 100"
    );
    let rows = format!("id,peppol\n{}", "x,x\n".repeat(200_000));
    let faults = BillingBook::from_csv("billing.csv", rows.as_bytes()).unwrap_err();
    assert_eq!(faults.faults().len(), 1_000);
    assert!(
        faults
            .faults()
            .iter()
            .all(|fault| fault.file() == "billing.csv")
    );
    let keys: String = (0..20_000)
        .map(|number| format!("key{number} = 1\n"))
        .collect();
    let faults = Issuer::from_toml("issuer.toml", &keys).unwrap_err();
    assert_eq!(faults.faults().len(), 1_000);
}

/// A credit note goes to where the receiver is now, and asks for the same.
#[test]
fn what_was_sent_is_readdressed() {
    let sent = dues()
        .issue("2026-0001".parse().unwrap(), day("2026-06-01"))
        .unwrap();
    let book = BillingBook::from_csv(
        "billing.csv",
        BILLING.replace("kunta-17", "M-017").as_bytes(),
    )
    .unwrap();
    let now = book.complete(receiver("M-017"));
    let there = sent.clone().readdressed(sent.issuer(), &now);
    assert_eq!(there.receiver().address(), now.address());
    assert_eq!(
        there.receiver().peppol_participant(),
        now.peppol_participant()
    );
    assert_eq!(there.receiver().references(), sent.receiver().references());
    assert_eq!(there.receiver().vat_number(), None);
    assert_eq!(
        (there.total(), there.number()),
        (sent.total(), sent.number())
    );
    // Another receiver is not where this one is.
    let other = sent
        .clone()
        .readdressed(sent.issuer(), &book.complete(receiver("M-018")));
    assert_eq!(other, sent);
}

proptest! {
    /// What is no file of parties has faults, each with a place in it.
    #[test]
    fn reading_any_text_does_not_panic(text in "(format = \"oske-issuer\"\nversion = 1\n)?(\\[\\[?[a-z_]+\\]?\\]\n|[a-z_]+ = \"\\PC{0,9}\"\n|\\PC{0,20}\n){0,9}") {
        if let Err(faults) = Issuer::from_toml("issuer.toml", &text) {
            prop_assert!(!faults.faults().is_empty());
            let lines = u64::try_from(text.lines().count()).unwrap() + 1;
            prop_assert!(faults.faults().iter().all(|fault| (1..=lines).contains(&fault.line())));
        }
    }

    #[test]
    fn reading_any_table_does_not_panic(text in "(id,street,country,intermediator\n)?([a-z\",\u{1}]{0,20}\n|\\PC{0,20}\n){0,9}") {
        match BillingBook::from_csv("billing.csv", text.as_bytes()) {
            Ok(book) => prop_assert!(book.ids().all(|id| !id.trim().is_empty())),
            Err(faults) => prop_assert!(!faults.faults().is_empty()),
        }
    }
}
