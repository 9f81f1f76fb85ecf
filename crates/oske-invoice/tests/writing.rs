//! What people write is read; what is wrong is told in words.
#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use std::fmt::{Debug, Display};
use std::str::FromStr;

use oske_invoice::{
    BankBarcode, Bic, CreditorReference, EInvoiceAddress, Iban, IdentifierError, Intermediator,
    NationalReference, Ovt, PaymentReference, PeppolParticipant, VatNumber, parse_business_id,
};

fn read_as<T>(canonical: &str, writings: &[&str])
where
    T: FromStr<Err = IdentifierError> + Display,
{
    for writing in writings {
        match writing.parse::<T>() {
            Ok(read) => assert_eq!(read.to_string(), canonical, "{writing:?}"),
            Err(error) => panic!("{error}"),
        }
    }
}

#[test]
fn references_are_read_as_people_write_them() {
    read_as::<NationalReference>(
        "1234561",
        &[
            "1234561",
            "12 34561",
            "12\u{a0}34561",
            "12\u{202f}34561",
            "12\u{2009}34561",
            " 0000 0000 0000 0123 4561\r\n",
            "\u{202a}12 34561\u{202c}",
            "12\u{200b}34561",
        ],
    );
    read_as::<CreditorReference>(
        "RF332348236",
        &[
            "RF33 2348 236",
            "rf332348236",
            "RF 33 2348\u{a0}236 ",
            "Rf33 2348 236",
        ],
    );
    read_as::<PaymentReference>("RF332348236", &["rf33 2348 236"]);
    read_as::<PaymentReference>("2348236", &["23 48236"]);
}

#[test]
fn a_reference_of_few_digits_keeps_the_zeros_that_make_four() {
    read_as::<NationalReference>("0013", &["0013", "000000 0013"]);
    let few: NationalReference = "0013".parse().unwrap();
    assert_eq!(few.formatted(), "0013");
    assert_eq!((few.base().as_str(), few.check_digit()), ("001", 3));
    assert_eq!(NationalReference::from_base("001"), Ok(few));
    assert_eq!(CreditorReference::from(few).national(), Some(few));
    assert!("13".parse::<NationalReference>().is_err());
}

#[test]
fn accounts_are_read_as_people_write_them() {
    read_as::<Iban>(
        "FI7944052020036082",
        &[
            "FI79 4405 2020 0360 82",
            "fi7944052020036082",
            "IBAN FI79 4405 2020 0360 82",
            "Iban: FI79\u{a0}4405\u{a0}2020\u{a0}0360\u{a0}82",
            "FI 79 440520 200360 82",
        ],
    );
    // Of other countries, as the registry of IBANs gives them.
    read_as::<Iban>("DE44500105175407324931", &["DE44 5001 0517 5407 3249 31"]);
    read_as::<Iban>(
        "SE4550000000058398257466",
        &["SE45 5000 0000 0583 9825 7466"],
    );
    read_as::<Bic>("DABAFIHH", &["dabafihh", "DABA FI HH", "DABAFIHHXXX"]);
    read_as::<Bic>("NDEAFIHHKOP", &["NDEAFIHHKOP"]);
}

#[test]
fn ids_are_read_as_people_write_them() {
    for writing in [
        "0244664-7",
        "0244664\u{2013}7",
        "0244664\u{2011}7",
        "0244664 \u{2212} 7",
        "02446647",
        "244664-7",
    ] {
        assert_eq!(
            parse_business_id(writing).unwrap().to_string(),
            "0244664-7",
            "{writing}"
        );
    }
    read_as::<VatNumber>(
        "FI02446647",
        &["FI02446647", "fi 0244664-7", "FI 0244 6647"],
    );
    read_as::<Ovt>("003702446647", &["0037 0244 6647"]);
    read_as::<Ovt>("0037322131741AB", &["0037322131741ab"]);
    read_as::<PeppolParticipant>(
        "0216:003702446647",
        &[
            "0216:003702446647",
            "ISO6523-ACTORID-UPIS::0216:003702446647",
            "0216: 0037 0244 6647",
        ],
    );
    read_as::<EInvoiceAddress>("003702446647", &["0037 0244 6647"]);
    read_as::<EInvoiceAddress>("FI7944052020036082", &["FI79 4405 2020 0360 82"]);
    read_as::<EInvoiceAddress>("TE003702031070", &["TE003702031070"]);
    read_as::<Intermediator>("FI28768767", &["FI28768767"]);
}

#[test]
fn what_is_no_such_identifier_is_told_why() {
    let mut told = String::new();
    let mut tell = |error: &dyn Display| {
        told.push_str(&error.to_string());
        told.push('\n');
    };
    fn refused<T: FromStr<Err = IdentifierError> + Debug>(text: &str) -> IdentifierError {
        text.parse::<T>().unwrap_err()
    }
    for text in [
        "",
        "123",
        "12A4561",
        "12-34561",
        "12 34561 12 34561 12 34561",
        "12 34651",
        "0000",
        "12\n34561",
        "RF33 2348 236",
        "１２３４５６１",
    ] {
        tell(&refused::<NationalReference>(text));
    }
    for base in ["12", "12345678901234567890"] {
        tell(&NationalReference::from_base(base).unwrap_err());
    }
    for text in [
        "2348236",
        "RF",
        "RFA8539007547034",
        "RF18",
        "RF18 5390-0754-7034",
        "RF17 5390 0754 7034",
        "RF33 1234567890123456789012",
    ] {
        tell(&refused::<CreditorReference>(text));
    }
    for text in [
        "FI21 1234 5600 0007 8",
        "FI79 4405 2020 0360 28",
        "FI7944052020036O82",
        "FI79-4405-2020-0360-82",
        "4405 2020 0360 82",
        "XX79 4405 2020 0360 82",
        "ZZ28 4405",
        "DE44 5001 0517 5407 3249",
    ] {
        tell(&refused::<Iban>(text));
    }
    for text in ["NDEAFIH", "NDE1FIHH", "NDEAFIHÄ"] {
        tell(&refused::<Bic>(text));
    }
    for text in [
        "3221304-4",
        "1000008-1",
        "2617416-44",
        "12345-6",
        "3221304_3",
    ] {
        tell(&parse_business_id(text).unwrap_err());
    }
    for text in [
        "SE26174164",
        "AFI26174164",
        "FI 20774741",
        "FI123",
        "FI2617416--4",
    ] {
        tell(&refused::<VatNumber>(text));
    }
    for text in [
        "003712345678",
        "00370244664-7",
        "003702446647123456",
        "02446647",
        "0037",
    ] {
        tell(&refused::<Ovt>(text));
    }
    for text in [
        "0037:003702446647",
        "0212:02446647",
        "0216:02446647",
        "0216:",
        "003702446647",
        "0088:7300010000001",
        "9930:DE123",
        "FI:003702446647",
        "0216:003702446648",
    ] {
        tell(&refused::<PeppolParticipant>(text));
    }
    for text in ["", "x", "0037å", "123456789012345678901234567890123456"] {
        tell(&refused::<EInvoiceAddress>(text));
    }
    tell(&refused::<Intermediator>("OP\u{2013}pankki"));
    for text in [
        "4794405",
        "479440520200360820048831510000000868516259619879101331",
        "679440520200360820048831500000000868516259619897100612",
        "579440520200360820048831509000000000000000000000100612",
        "479440520200360820048831500000000868516259619879100612",
    ] {
        tell(&refused::<BankBarcode>(text));
    }
    insta::assert_snapshot!(told);
}
