//! What the check digits promise, and that reading inverts writing.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use std::fmt::{Debug, Display};
use std::str::FromStr;

use chrono::NaiveDate;
use oske_invoice::{
    BankBarcode, Bic, CreditorReference, EInvoiceAddress, EInvoiceRoute, Iban, Intermediator,
    NationalReference, Ovt, PaymentReference, PeppolParticipant, VatNumber, parse_business_id,
};
use oske_types::{BusinessId, Currency, Language, Money};
use proptest::prelude::*;

/// The text with one other character at each place where `replacements` has some for what stands there.
fn slips(text: &str, replacements: impl Fn(u8) -> Vec<u8>) -> Vec<String> {
    let mut slips = Vec::new();
    for (place, letter) in text.bytes().enumerate() {
        for other in replacements(letter) {
            let mut slip = text.as_bytes().to_vec();
            slip[place] = other;
            if other != letter {
                slips.push(String::from_utf8(slip).unwrap());
            }
        }
    }
    slips
}

/// A digit for a digit.
fn other_digits(letter: u8) -> Vec<u8> {
    if letter.is_ascii_digit() {
        (b'0'..=b'9').collect()
    } else {
        Vec::new()
    }
}

/// A digit for a digit, a letter for a letter.
fn others_of_its_kind(letter: u8) -> Vec<u8> {
    if letter.is_ascii_uppercase() {
        (b'A'..=b'Z').collect()
    } else {
        other_digits(letter)
    }
}

/// Each pair of neighbours that differ, with the text in which they are exchanged.
fn exchanges(text: &str) -> Vec<(u8, u8, String)> {
    let letters = text.as_bytes();
    (1..letters.len())
        .filter(|place| letters[place - 1] != letters[*place])
        .map(|place| {
            let mut exchanged = letters.to_vec();
            exchanged.swap(place - 1, place);
            let text = String::from_utf8(exchanged).unwrap();
            (letters[place - 1], letters[place], text)
        })
        .collect()
}

fn is_refused<T: FromStr>(text: &str) -> bool {
    text.parse::<T>().is_err()
}

fn references() -> impl Strategy<Value = NationalReference> {
    "[0-9]{3,19}"
        .prop_filter("zeros alone", |base| {
            base.bytes().any(|digit| digit != b'0')
        })
        .prop_map(|base| NationalReference::from_base(&base).unwrap())
}

fn creditor_references() -> impl Strategy<Value = CreditorReference> {
    prop_oneof![
        "[0-9A-Z]{1,21}".prop_map(|base| CreditorReference::from_base(&base).unwrap()),
        references().prop_map(CreditorReference::from),
    ]
}

/// Finnish accounts: 13 digits and the ones that follow, computed as the standards put it.
fn accounts() -> impl Strategy<Value = Iban> {
    (0_u64..10_u64.pow(13)).prop_map(|account| {
        let doubled = |digit: u64| digit * 2 / 10 + digit * 2 % 10;
        let sum: u64 = (0..13)
            .map(|place| account / 10_u64.pow(place) % 10)
            .enumerate()
            .map(|(place, digit)| {
                if place % 2 == 0 {
                    doubled(digit)
                } else {
                    digit
                }
            })
            .sum();
        let account = account * 10 + (10 - sum % 10) % 10;
        // F is 15 and I is 18.
        let check = 98 - (u128::from(account) * 1_000_000 + 151_800) % 97;
        format!("FI{check:02}{account:014}").parse().unwrap()
    })
}

fn business_ids() -> impl Strategy<Value = BusinessId> {
    "[0-9]{7}".prop_filter_map("never issued", |digits| {
        (0..10).find_map(|check| format!("{digits}-{check}").parse().ok())
    })
}

fn barcodes() -> impl Strategy<Value = BankBarcode> {
    let reference = prop_oneof![
        references().prop_map(PaymentReference::from),
        "[1-9][0-9]{0,20}".prop_map(|base| CreditorReference::from_base(&base).unwrap().into()),
    ];
    let first = NaiveDate::from_ymd_opt(2000, 1, 1).unwrap();
    let due =
        prop::option::of((0_u64..36_525).prop_map(move |days| first + chrono::Days::new(days)));
    (accounts(), 0_i64..100_000_000, reference, due).prop_map(|(account, cents, reference, due)| {
        BankBarcode::try_new(
            account,
            Money::from_minor(cents, Currency::EUR),
            reference,
            due,
        )
        .unwrap()
    })
}

/// What is written is read again, and so is what is printed.
fn reads_again<T>(value: &T, formatted: &str)
where
    T: FromStr<Err: Debug> + Display + PartialEq + Debug,
{
    assert_eq!(&value.to_string().parse::<T>().unwrap(), value);
    assert_eq!(&formatted.parse::<T>().unwrap(), value);
}

proptest! {
    #[test]
    fn single_digit_slip_breaks_reference_number(reference in references()) {
        for text in [reference.to_string(), reference.machine_form()] {
            for slip in slips(&text, other_digits) {
                prop_assert!(is_refused::<NationalReference>(&slip), "{text} slipped to {slip}");
            }
        }
    }

    #[test]
    fn exchanged_neighbours_break_reference_number_unless_they_differ_by_five(reference in references()) {
        let text = reference.machine_form();
        for (left, right, exchanged) in exchanges(&text) {
            let promised = left.abs_diff(right) != 5;
            prop_assert_eq!(is_refused::<NationalReference>(&exchanged), promised, "{} to {}", text, exchanged);
        }
    }

    #[test]
    fn single_slip_breaks_rf_reference(reference in creditor_references()) {
        for slip in slips(reference.as_str(), others_of_its_kind) {
            prop_assert!(is_refused::<CreditorReference>(&slip), "{reference} slipped to {slip}");
        }
    }

    #[test]
    fn exchanged_neighbours_break_rf_reference_but_for_three_pairs(reference in creditor_references()) {
        for (left, right, exchanged) in exchanges(reference.as_str()) {
            let pair = if left < right { [left, right] } else { [right, left] };
            let promised = !matches!(&pair, b"1B" | b"2M" | b"3X");
            if promised {
                prop_assert!(is_refused::<CreditorReference>(&exchanged), "{reference} to {exchanged}");
            }
        }
    }

    #[test]
    fn the_three_pairs_exchange_unseen(head in "[0-9A-Z]{0,9}", tail in "[0-9A-Z]{0,9}") {
        for (one, other) in [("1B", "B1"), ("2M", "M2"), ("3X", "X3")] {
            let [one, other] = [one, other].map(|pair| {
                CreditorReference::from_base(&format!("{head}{pair}{tail}")).unwrap()
            });
            prop_assert_eq!(one.check_digits(), other.check_digits());
        }
    }

    #[test]
    fn single_digit_slip_breaks_iban(account in accounts()) {
        for slip in slips(account.as_str(), other_digits) {
            prop_assert!(is_refused::<Iban>(&slip), "{account} slipped to {slip}");
        }
    }

    #[test]
    fn exchanged_neighbours_break_iban(account in accounts()) {
        for (_, _, exchanged) in exchanges(account.as_str()) {
            prop_assert!(is_refused::<Iban>(&exchanged), "{account} to {exchanged}");
        }
    }

    #[test]
    fn single_digit_slip_breaks_business_id(id in business_ids()) {
        for slip in slips(&id.to_string(), other_digits) {
            prop_assert!(parse_business_id(&slip).is_err(), "{id} slipped to {slip}");
        }
        for text in [VatNumber::from(id).to_string()] {
            for slip in slips(&text, other_digits) {
                prop_assert!(is_refused::<VatNumber>(&slip), "{text} slipped to {slip}");
            }
        }
        let ovt = Ovt::from(id).to_string();
        for slip in slips(&ovt, other_digits) {
            prop_assert!(is_refused::<Ovt>(&slip), "{ovt} slipped to {slip}");
        }
    }

    #[test]
    fn any_two_exchanged_digits_break_business_id(id in business_ids()) {
        let digits = id.to_string().replace('-', "");
        for left in 0..8 {
            for right in left + 1..8 {
                let mut exchanged = digits.clone().into_bytes();
                exchanged.swap(left, right);
                let exchanged = String::from_utf8(exchanged).unwrap();
                let is_other = exchanged != digits;
                prop_assert_eq!(parse_business_id(&exchanged).is_err(), is_other, "{} to {}", id, exchanged);
            }
        }
    }

    #[test]
    fn parse_inverts_display(
        reference in references(),
        creditor in creditor_references(),
        account in accounts(),
        id in business_ids(),
        unit in "[0-9A-Z]{1,5}",
        bic in "[A-Z]{4}FI[A-Z0-9]{2}([A-Z0-9]{3})?",
        address in "[!-~]{2,35}",
    ) {
        reads_again(&reference, &reference.formatted());
        reads_again(&reference, &reference.machine_form());
        reads_again(&creditor, &creditor.formatted());
        reads_again(&PaymentReference::from(reference), &reference.formatted());
        reads_again(&PaymentReference::from(creditor.clone()), &creditor.formatted());
        reads_again(&account, &account.formatted());
        prop_assert_eq!(parse_business_id(&id.to_string()).unwrap(), id);
        reads_again(&VatNumber::from(id), &VatNumber::from(id).formatted());
        let ovt = Ovt::of_unit(id, &unit).unwrap();
        reads_again(&ovt, &ovt.formatted());
        let participant = PeppolParticipant::from(ovt);
        reads_again(&participant, &participant.formatted());
        let bic: Bic = bic.parse().unwrap();
        reads_again(&bic, &bic.formatted());
        let operator: Intermediator = address.parse().unwrap();
        reads_again(&operator, &operator.formatted());
        let address: EInvoiceAddress = address.parse().unwrap();
        reads_again(&address, &address.formatted());
    }

    #[test]
    fn barcode_reads_again(barcode in barcodes()) {
        reads_again(&barcode, &barcode.formatted());
        prop_assert_eq!(barcode.to_string().len(), 54);
        let again = BankBarcode::try_new(
            barcode.account(), barcode.amount(), barcode.reference().clone(), barcode.due(),
        );
        prop_assert_eq!(again, Ok(barcode));
    }

    #[test]
    fn national_reference_survives_its_rf_form(reference in references()) {
        let creditor = CreditorReference::from(reference);
        prop_assert_eq!(creditor.national(), Some(reference));
        prop_assert_eq!(PaymentReference::from(creditor).national(), Some(reference));
    }

    #[test]
    fn spaces_and_small_letters_change_nothing(
        creditor in creditor_references(),
        spaces in prop::collection::vec(prop::sample::select(vec!["", " ", "\u{a0}", "\u{202f}", "\u{200b}"]), 30),
    ) {
        let spaced: String = creditor
            .as_str()
            .to_ascii_lowercase()
            .chars()
            .zip(spaces)
            .flat_map(|(letter, space)| [letter.to_string(), space.to_owned()])
            .collect();
        prop_assert_eq!(spaced.parse::<CreditorReference>(), Ok(creditor));
    }

    #[test]
    fn no_text_panics(text in "\\PC*|[0-9A-Z :\\-\u{a0}\n]{0,60}|(RF|FI|0037|0216:|IBAN|4|5)[0-9A-Z]{0,54}") {
        never_panics(&text);
    }

    #[test]
    fn no_amount_or_day_panics(
        account in accounts(), cents in any::<i64>(), creditor in creditor_references(), days in -400_000_i64..400_000,
    ) {
        let due = chrono::TimeDelta::try_days(days).map(|days| NaiveDate::from_ymd_opt(2023, 6, 1).unwrap() + days);
        let _ = BankBarcode::try_new(account, Money::from_minor(cents, Currency::EUR), creditor.clone(), due);
        let _ = BankBarcode::try_new(account, Money::from_minor(cents, Currency::SEK), creditor, due);
    }
}

fn never_panics(text: &str) {
    let _ = text.parse::<NationalReference>();
    let _ = NationalReference::from_base(text);
    let _ = text
        .parse::<CreditorReference>()
        .map(|read| read.national());
    let _ = CreditorReference::from_base(text);
    let _ = text.parse::<PaymentReference>();
    let _ = text
        .parse::<Iban>()
        .map(|read| (read.formatted(), read.finnish_bic()));
    let _ = text.parse::<Bic>();
    let _ = parse_business_id(text);
    let _ = text.parse::<VatNumber>();
    let _ = text.parse::<Ovt>();
    let _ = text.parse::<PeppolParticipant>();
    let _ = text
        .parse::<EInvoiceAddress>()
        .map(|read| (read.form(), read.doubt()));
    let _ = text
        .parse::<Intermediator>()
        .map(|read| (read.form(), read.doubt()));
    let _ = EInvoiceRoute::parse(text, text).map_err(|error| error.to_string());
    let _ = text
        .parse::<BankBarcode>()
        .map(|read| read.to_svg(Language::English));
}

#[test]
fn no_long_text_panics() {
    for text in [
        "", "FI", "RF", "R", "0037", "0216:", ":", "IBAN", "IBAN:", "å", "FIå", "RFåå", "\u{feff}",
    ] {
        never_panics(text);
    }
    for piece in ["1", "å", "RF", " ", "\u{a0}", "\n"] {
        never_panics(&piece.repeat(100_000));
    }
}
