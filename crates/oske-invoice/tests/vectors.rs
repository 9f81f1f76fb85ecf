//! Every vector of `tests/data/identifiers`, whose README says where they come from.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use std::collections::BTreeMap;
use std::fmt::Display;
use std::str::FromStr;

use oske_invoice::{
    BankBarcode, CreditorReference, EInvoiceAddress, EInvoiceRoute, Iban, Intermediator,
    NationalReference, Ovt, PaymentReference, PeppolParticipant, VatNumber, parse_business_id,
};
use oske_types::{Currency, Money, parse_date};
use serde_json::{Value, json};

fn vectors() -> Vec<Value> {
    serde_json::from_str(include_str!("data/identifiers/vectors.json")).unwrap()
}

/// What a vector says of a kind of text: refused, or read, written and printed so.
fn check<T>(vector: &Value, formatted: impl Fn(&T) -> String) -> Option<T>
where
    T: FromStr<Err: Display> + Display + PartialEq + std::fmt::Debug,
{
    let input = vector["input"].as_str().unwrap();
    match input.parse::<T>() {
        Ok(read) => {
            assert_eq!(vector["valid"], true, "{input} was read as {read}");
            if vector["normalised"].is_string() {
                assert_eq!(vector["normalised"], read.to_string());
            }
            assert_eq!(vector["formatted"], formatted(&read));
            assert_eq!(read.to_string().parse::<T>().ok().as_ref(), Some(&read));
            assert_eq!(formatted(&read).parse::<T>().ok().as_ref(), Some(&read));
            Some(read)
        }
        Err(error) => {
            assert_eq!(vector["valid"], false, "{error}");
            None
        }
    }
}

#[test]
fn every_vector_is_read_or_refused_as_given() {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for vector in vectors() {
        let kind = vector["kind"].as_str().unwrap();
        *counts.entry(kind.to_owned()).or_default() += 1;
        match kind {
            "fi_reference" => {
                check(&vector, NationalReference::formatted);
            }
            "fi_reference_check_digit" => {
                let reference =
                    NationalReference::from_base(vector["input"].as_str().unwrap()).unwrap();
                assert_eq!(vector["normalised"], reference.to_string());
                assert_eq!(vector["check_digit"], reference.check_digit());
            }
            "iso11649" => {
                if let Some(read) = check(&vector, CreditorReference::formatted) {
                    assert_eq!(vector["finnish_base_valid"], read.national().is_some());
                    assert_eq!(CreditorReference::from_base(read.base()), Ok(read));
                }
            }
            "iban_fi" => {
                if let Some(read) = check(&vector, Iban::formatted) {
                    assert!(read.is_finnish());
                    assert_eq!(vector["bban_luhn"], true);
                }
            }
            "y_tunnus" => {
                let read = parse_business_id(vector["input"].as_str().unwrap());
                assert_eq!(vector["valid"], read.is_ok());
                if let Ok(id) = read {
                    assert_eq!(vector["normalised"], id.to_string());
                    assert_eq!(vector["vat"], VatNumber::from(id).to_string());
                }
            }
            "fi_vat" => {
                if let Some(read) = check(&vector, VatNumber::formatted) {
                    assert_eq!(vector["y_tunnus"], read.business_id().to_string());
                }
            }
            "ovt" => {
                if let Some(read) = check(&vector, Ovt::formatted) {
                    assert_eq!(vector["y_tunnus"], read.business_id().to_string());
                    assert_eq!(vector["suffix"], json!(read.unit()));
                }
            }
            "peppol_participant_fi" => {
                if let Some(read) = check(&vector, PeppolParticipant::formatted) {
                    assert_eq!(vector["scheme"], read.scheme());
                    assert_eq!(vector["endpoint"], read.endpoint().to_string());
                }
            }
            "einvoice_route" => {
                let part = |name: &str| vector["input"][name].as_str().unwrap();
                let read = EInvoiceRoute::parse(part("address"), part("intermediator")).unwrap();
                let normalised = json!({
                    "address": read.address().to_string(),
                    "intermediator": read.intermediator().to_string(),
                });
                assert_eq!(vector["normalised"], normalised);
                let _: EInvoiceAddress = part("address").parse().unwrap();
                if let Some(bank) = vector.get("bank_network_intermediator") {
                    let bank: Intermediator = bank.as_str().unwrap().parse().unwrap();
                    assert_eq!(vector["bank_network_intermediator"], bank.to_string());
                }
                assert_eq!(
                    (read.address().doubt(), read.intermediator().doubt()),
                    (None, None)
                );
            }
            "fi_barcode_v4" | "fi_barcode_v5" => {
                if let Some(read) = check(&vector, BankBarcode::formatted) {
                    assert_eq!(vector["normalised"], fields(&read));
                    assert_eq!(vector["code128c_check"], read.check_symbol());
                    assert_eq!(vector["code128c_symbols"], json!(read.symbols()));
                }
            }
            "fi_barcode_build" => {
                let input = &vector["input"];
                let account: Iban = input["iban"].as_str().unwrap().parse().unwrap();
                let amount =
                    Money::from_minor(input["amount_cents"].as_i64().unwrap(), Currency::EUR);
                let reference: PaymentReference =
                    input["reference"].as_str().unwrap().parse().unwrap();
                let due = input["due_date"]
                    .as_str()
                    .map(|day| parse_date(day).unwrap());
                let built = BankBarcode::try_new(account, amount, reference, due);
                assert_eq!(vector["valid"], built.is_ok());
                let digits = built.ok().map(|barcode| barcode.to_string());
                assert_eq!(vector["normalised"], json!(digits));
            }
            other => panic!("no such kind: {other}"),
        }
    }
    let counts: Vec<String> = counts
        .iter()
        .map(|(kind, count)| format!("{kind} {count}"))
        .collect();
    insta::assert_snapshot!(counts.join("\n"), @r"
    einvoice_route 5
    fi_barcode_build 4
    fi_barcode_v4 11
    fi_barcode_v5 10
    fi_reference 20
    fi_reference_check_digit 6
    fi_vat 12
    iban_fi 16
    iso11649 22
    ovt 15
    peppol_participant_fi 10
    y_tunnus 17
    ");
}

fn fields(barcode: &BankBarcode) -> Value {
    json!({
        "version": barcode.version(),
        "iban": barcode.account().to_string(),
        "amount_cents": barcode.amount().minor(),
        "reference": barcode.reference().to_string(),
        "due_date": barcode.due().map(|day| day.to_string()),
    })
}

#[test]
fn banks_of_the_vectors_are_those_that_the_guide_names() {
    // The first four test accounts of the guide, and two that banks themselves publish as examples.
    let expected = [
        ("FI79 4405 2020 0360 82", Some("ITELFIHH")),
        ("FI02 5000 4640 0013 02", Some("OKOYFIHH")),
        ("FI16 8000 1400 0502 67", Some("DABAFIHH")),
        ("FI83 3301 0001 1007 75", Some("ESSEFIHX")),
        ("FI92 3939 0001 0033 91", Some("SBANFIHH")),
        // 31 was Handelsbanken's and is on the list no more.
        ("FI73 3131 3001 0000 58", None),
    ];
    for (account, bank) in expected {
        let account: Iban = account.parse().unwrap();
        let found = account.finnish_bic().map(|bic| bic.to_string());
        assert_eq!(found.as_deref(), bank, "{account}");
    }
}
