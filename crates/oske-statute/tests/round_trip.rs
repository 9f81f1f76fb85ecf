//! What is written is read again: canonical text, Finnish and Swedish in every case, serde.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "tests may panic, and then say where"
)]

mod strategy;

use oske_statute::{Case, Numeral, Numerals, Reference, Style};
use oske_types::Language;
use proptest::prelude::*;

proptest! {
    #[test]
    fn parse_inverts_display(reference in strategy::reference()) {
        let text = reference.to_string();
        let read = Reference::parse(&text);
        prop_assert_eq!(read, Ok(reference), "{}", text);
    }

    #[test]
    fn numerals_read_back(numerals in strategy::numerals()) {
        prop_assert_eq!(numerals.to_string().parse::<Numerals>().unwrap(), numerals.clone());
        let again: Numerals = numerals.iter().collect();
        prop_assert_eq!(&again, &numerals);
        let each: Vec<Numeral> = numerals.iter().collect();
        prop_assert!(each.is_sorted());
        prop_assert!(each.iter().all(|numeral| numerals.contains(*numeral)));
    }

    #[test]
    fn finnish_text_reads_back_in_every_case(reference in strategy::reference()) {
        for case in Case::ALL {
            for style in [Style::Full, Style::Short] {
                let text = reference.write(Language::Finnish, case, style);
                prop_assert_eq!(Reference::parse(&text), Ok(reference.clone()), "{}", text);
            }
        }
    }

    #[test]
    fn swedish_text_reads_back(reference in strategy::reference()) {
        for style in [Style::Full, Style::Short] {
            let text = reference.write(Language::Swedish, Case::Nominative, style);
            prop_assert_eq!(Reference::parse(&text), Ok(reference.clone()), "{}", text);
        }
    }

    #[test]
    fn english_text_reads_back(reference in strategy::reference()) {
        for style in [Style::Full, Style::Short] {
            let text = reference.write(Language::English, Case::Nominative, style);
            prop_assert_eq!(Reference::parse(&text), Ok(reference.clone()), "{}", text);
        }
    }

    #[test]
    fn reading_any_text_does_not_panic(text in "\\PC{0,60}") {
        if let Err(error) = Reference::parse(&text) {
            prop_assert!(text.is_char_boundary(error.position()));
        }
    }

    #[test]
    fn reading_likely_text_does_not_panic(
        words in prop::collection::vec(
            prop::sample::select(vec![
                "1", "2 a", "–", "-", ",", " ja ", " och ", " ", "§", ":n", " mom.", " momentin", " kohta",
                " luvun", " kap.", "(", ")", "1230/2001", "(EU) ", "artikel ", "6.1", "a", "i ", "lain ",
                "lagen om ", "det inledande stycket", "johdantokappale", "III osan ", "HE ", "/", ":", ";",
                "draft ", "2014-08-18", "section ", "subsection ", "(a)", " of the ", "Act ", "paragraph ", "ä", "\u{a0}", "\n",
            ]),
            0..14,
        )
    ) {
        let text = words.concat();
        if let Err(error) = Reference::parse(&text) {
            prop_assert!(text.is_char_boundary(error.position()));
            prop_assert!(!error.to_string().is_empty());
        }
    }
}

#[test]
fn order_is_that_of_the_act() {
    let places = [
        "7 §",
        "7 § 1 mom",
        "7 § 2 mom",
        "7 § 2 mom johd",
        "7 § 2 mom 1 kohta",
        "7 a §",
        "8 §",
        "1 luku 1 §",
    ];
    let read: Vec<Reference> = places.iter().map(|text| text.parse().unwrap()).collect();
    assert!(read.is_sorted(), "{read:?}");
}

#[test]
fn drafting_style_is_read() {
    let cases = [
        ("1 ja 2 momentti", "1, 2 mom"),
        ("12–15 ja 17 §", "12–15, 17 §"),
        ("23 a ja 23 b §", "23 a, 23 b §"),
        ("3 §:n 1 momentin 2 ja 4 kohta", "3 § 1 mom 2, 4 kohta"),
        (
            "9 luvun 2 § ja 3 §:n 2 momentti",
            "9 luku 2 §; 9 luku 3 § 2 mom",
        ),
        (
            "13 luvun 1 §:n 1 momentti sekä 2 momentti",
            "13 luku 1 § 1 mom; 13 luku 1 § 2 mom",
        ),
        (
            "III osan 2 luvun 2 §:n 1 momentin johdantokappale",
            "III osa 2 luku 2 § 1 mom johd",
        ),
        ("det inledande stycket i 17 § 1 mom.", "17 § 1 mom johd"),
        (
            "yhdistyslain (503/1989) 8 §:n 4 kohdan",
            "503/1989 8 § 4 kohta",
        ),
        ("yhdistyslain 8 §:ssä", "yhdistyslaki 8 §"),
        (
            "2 kap. 3 § 1 mom. 2 punkten i lagen om kommuner (1/2000)",
            "1/2000 2 luku 3 § 1 mom 2 kohta",
        ),
        (
            "6 § 4 mom. lagen den 13 december 2001 om verksamhet (1230/2001)",
            "1230/2001 6 § 4 mom",
        ),
        ("7 § strafflagen", "rikoslaki 7 §"),
        (
            "(EU) N:o 952/2013 53 artiklan 1 kohdan",
            "(EU) No 952/2013 53 art 1 kohta",
        ),
        (
            "artikel 7.2 a i (EU) 2018/772",
            "(EU) 2018/772 7 art 2 kohta a alakohta",
        ),
        ("artikel 72.1 och 72.3", "72 art 1, 3 kohta"),
        ("RP 9/2018 rd", "HE 9/2018 vp"),
        ("SopS 26/1965", "SopS 26/1965"),
        ("FördrS 26/1965", "SopS 26/1965"),
        ("1287/92", "1287/1992"),
        ("2007/614", "614/2007"),
        ("10.1.1997/48", "48/1997"),
        ("95/46/EG", "1995/46/EC"),
        (
            "SHL 7 § 1 mom. 2 k.",
            "sosiaalihuoltolaki 7 § 1 mom 2 kohta",
        ),
        ("AL 2.1 §", ""),
        ("2.1 §", "2 § 1 mom"),
        ("2:10 §", "2 luku 10 §"),
        (
            "9 §:n 1 momentin 1 kohdan b alakohdassa",
            "9 § 1 mom 1 kohta b alakohta",
        ),
        ("14§", "14 §"),
        ("1 §: 1 momentin", "1 § 1 mom"),
        ("4 a–c §", "4 a–4 c §"),
        (
            "section 7(1)(4) of the Social Welfare Act (1301/2014)",
            "1301/2014 7 § 1 mom 4 kohta",
        ),
        (
            "paragraph 3 of subsection 2 of section 6 of Act 1230/2001",
            "1230/2001 6 § 2 mom 3 kohta",
        ),
        (
            "Article 6(1)(e) of Regulation (EU) 2016/679",
            "(EU) 2016/679 6 art 1 kohta e alakohta",
        ),
        ("the Constitution, section 124", "perustuslaki 124 §"),
        ("subsection 2 section 6", ""),
    ];
    for (text, canonical) in cases {
        match Reference::parse(text) {
            Ok(reference) => assert_eq!(reference.to_string(), canonical, "{text}"),
            Err(error) => assert_eq!("", canonical, "{error}"),
        }
    }
}

#[cfg(feature = "serde")]
#[test]
fn serde_is_the_canonical_text() {
    let reference: Reference = "1230/2001 6 § 2 mom; 7 a §".parse().unwrap();
    let json = serde_json::to_string(&reference).unwrap();
    assert_eq!(json, "\"1230/2001 6 § 2 mom; 7 a §\"");
    assert_eq!(serde_json::from_str::<Reference>(&json).unwrap(), reference);
}
