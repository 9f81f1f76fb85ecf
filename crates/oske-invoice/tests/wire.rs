//! Every identifier through serde: its canonical text, and nothing that is none.
#![cfg(feature = "serde")]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fmt::Debug;

use oske_invoice::{
    BankBarcode, Bic, CreditorReference, EInvoiceAddress, EInvoiceRoute, Iban, Intermediator,
    NationalReference, Ovt, PaymentReference, PeppolParticipant, VatNumber,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

fn round_trips<T>(written: &str, canonical: &str)
where
    T: DeserializeOwned + Serialize + PartialEq + Debug,
{
    let read: T = serde_json::from_value(json!(written)).unwrap();
    let wire = serde_json::to_value(&read).unwrap();
    assert_eq!(wire, json!(canonical));
    assert_eq!(serde_json::from_value::<T>(wire).unwrap(), read);
    for wrong in [json!("?"), json!(1234561), Value::Null] {
        assert!(serde_json::from_value::<T>(wrong).is_err());
    }
}

#[test]
fn wire_round_trips() {
    let digits = "479440520200360820048831500000000868516259619897100612";
    round_trips::<BankBarcode>(digits, digits);
    round_trips::<Bic>("ndeafihh", "NDEAFIHH");
    round_trips::<CreditorReference>("RF33 2348 236", "RF332348236");
    round_trips::<EInvoiceAddress>("0037 0208 3882", "003702083882");
    round_trips::<Iban>("FI79 4405 2020 0360 82", "FI7944052020036082");
    round_trips::<Intermediator>("003721291126", "003721291126");
    round_trips::<NationalReference>("12 34561", "1234561");
    round_trips::<Ovt>("003702446647", "003702446647");
    round_trips::<PaymentReference>("12 34561", "1234561");
    round_trips::<PaymentReference>("RF34 1234 561", "RF341234561");
    round_trips::<PeppolParticipant>("0216:003702446647", "0216:003702446647");
    round_trips::<VatNumber>("FI02446647", "FI02446647");
}

#[test]
fn a_route_is_a_map_of_its_parts() {
    let wire = json!({ "address": "003702083882", "intermediator": "003721291126" });
    let route: EInvoiceRoute = serde_json::from_value(wire.clone()).unwrap();
    assert_eq!(serde_json::to_value(&route).unwrap(), wire);
    let wrong = [
        r#"{"address": "003702083882"}"#,
        r#"{"address": "003702083882", "address": "003702083882", "intermediator": "DABAFIHH"}"#,
        r#"{"address": "003702083882", "intermediator": "DABAFIHH", "bank": "DABAFIHH"}"#,
        r#"{"address": "å", "intermediator": ""}"#,
        r#""003702083882""#,
    ];
    let told: Vec<String> = wrong
        .iter()
        .map(|text| {
            serde_json::from_str::<EInvoiceRoute>(text)
                .unwrap_err()
                .to_string()
        })
        .collect();
    insta::assert_snapshot!(told.join("\n"), @r#"
    missing field `intermediator` at line 1 column 27
    `address` stands twice at line 1 column 53
    unknown field `bank`, expected `address` or `intermediator` at line 1 column 63
    `å` is not an e-invoice address: expected letters A to Z, digits and ASCII signs alone, found `å` (U+00E5), as in `003702083882`; `` is not an e-invoice intermediator: expected something, found nothing, as in `003721291126` at line 1 column 38
    invalid type: string "003702083882", expected a route, as in `{ "address": "003702083882", "intermediator": "003721291126" }` at line 1 column 14
    "#);
}
