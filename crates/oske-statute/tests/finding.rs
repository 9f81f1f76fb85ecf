//! Properties of finding, over references in any surroundings and over any text.
#![allow(
    clippy::unwrap_used,
    clippy::string_slice,
    reason = "tests may panic, and then say where"
)]

mod strategy;

use oske_statute::{Attribution, Case, FoundKind, Instrument, Reference, Style, find};
use oske_types::Language;
use proptest::prelude::*;

/// Checks that spans are in order, apart and on borders, and that they are what they say.
fn check_spans(text: &str) {
    let mut end = 0;
    for found in find(text) {
        let bytes = found.bytes();
        assert!(end <= bytes.start && bytes.start < bytes.end, "{text:?}");
        assert_eq!(text.get(bytes.clone()), Some(found.text()), "{text:?}");
        let characters = found.characters();
        assert_eq!(
            text[..bytes.start].chars().count(),
            characters.start,
            "{text:?}"
        );
        assert_eq!(found.text().chars().count(), characters.len(), "{text:?}");
        end = bytes.end;
    }
}

/// `2 k` and `2 p` are items as text shortens them, and so no numbers with these letters.
fn is_abbreviation(provision: &oske_statute::Provision) -> bool {
    let parts = provision.parts();
    [
        &parts.chapters,
        &parts.sections,
        &parts.moments,
        &parts.items,
        &parts.subitems,
    ]
    .into_iter()
    .flat_map(|numerals| numerals.iter())
    .any(|numeral| {
        numeral.number().is_some() && numeral.letters().any(|letter| "kp".contains(letter))
    })
}

fn prose() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "",
        "Asiasta säädetään ",
        "Bestämmelser om detta finns ",
        "päätetään näin (ks. ",
        "Hakemus jätettiin ajoissa. ",
        "kaikkien osapuolten kesken, ",
        "Kokouksessa päätettiin muuta.\n\n",
    ])
}

fn after() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "",
        ".",
        ", ja muuta",
        " mukaan",
        " tarkoitetulla tavalla.",
        " samt annat",
        " och sådant",
        ")\n",
    ])
}

proptest! {
    #[test]
    fn spans_of_any_text_are_in_order(text in "\\PC{0,200}") {
        check_spans(&text);
    }

    #[test]
    fn spans_of_likely_text_are_in_order(
        words in prop::collection::vec(
            prop::sample::select(vec![
                "1", "2 a", "12", "–", "-", ",", " ja ", " och ", " ", "§", ":n", " mom. ", " momentin ", " kohta ",
                " luvun ", " kap. ", "(", ")", "1230/2001", "(EU) ", "artikel ", "6.1", "a", "i ", "lain ", "lagen om ",
                "det inledande stycket i ", "johdantokappale", "III osan ", "HE ", "/", ":", ";", "KSL 3:4", "ä",
                "\u{a0}", "\n", "uusi ", "sellaisena kuin ", "strafflagen ", "vp", "SopS ", "alakohta", ". ", "1.1.2000",
            ]),
            0..40,
        )
    ) {
        check_spans(&words.concat());
    }

    /// `a + reference + b`: the statute and the place, written in Finnish drafting style.
    #[test]
    fn a_finnish_reference_is_found_in_any_surroundings(
        statute in strategy::statute().prop_filter("a part is old", |id| id.part().is_none() && id.year() >= 1920),
        provision in strategy::provision().prop_filter("a section and what is below it", |provision| {
            provision.division() == oske_statute::Division::Sections
                && !provision.sections().is_empty()
                && provision.part().is_none()
                && !is_abbreviation(provision)
        }),
        case in prop::sample::select(Case::ALL.to_vec()),
        before in prose(),
        after in after(),
    ) {
        let statute = oske_statute::StatuteId::new(statute.number(), statute.year()).unwrap();
        let reference = Reference::within(provision).of(Instrument::Statute(statute));
        let written = reference.write(Language::Finnish, case, Style::Full);
        let text = format!("{before}{written}{after}");
        let found: Vec<_> = find(&text).collect();
        prop_assert_eq!(found.len(), 1, "{}: {:?}", text, found);
        prop_assert_eq!(found[0].reference(), &reference, "{}", text);
        prop_assert_eq!(found[0].kind(), FoundKind::Section);
        prop_assert_eq!(found[0].attribution(), Attribution::Written);
    }

    #[test]
    fn a_swedish_reference_is_found_in_any_surroundings(
        number in 32_u16..1899,
        year in 1920_u16..2100,
        provision in strategy::provision().prop_filter("a section and what is below it", |provision| {
            provision.division() == oske_statute::Division::Sections
                && !provision.sections().is_empty()
                && provision.part().is_none()
                && !is_abbreviation(provision)
                && (!provision.has_intro() || provision.items().is_empty())
        }),
        before in prose(),
        after in after(),
    ) {
        let statute = oske_statute::StatuteId::new(number, year).unwrap();
        let reference = Reference::within(provision).of(Instrument::Statute(statute));
        let written = reference.write(Language::Swedish, Case::Nominative, Style::Full);
        let text = format!("{before}{written}{after}");
        let found: Vec<_> = find(&text).collect();
        prop_assert_eq!(found.len(), 1, "{}: {:?}", text, found);
        prop_assert_eq!(found[0].reference(), &reference, "{}", text);
    }
}

#[test]
fn an_act_is_handed_on_until_another_is_named() {
    let text = "Kuntalain (410/2015) 5 §, 6 §:n 1 momentti ja saman lain 7 §. Sen 2 momentti. Hallintolain 8 §. Lain 9 §.";
    let found: Vec<String> = find(text)
        .map(|found| found.reference().to_string())
        .collect();
    let expected = [
        "410/2015 5 §",
        "410/2015 6 § 1 mom",
        "410/2015 7 §",
        "410/2015 2 mom",
        "hallintolaki 8 §",
        "hallintolaki 9 §",
    ];
    assert_eq!(found, expected);
}

#[test]
fn a_new_paragraph_hands_nothing_on() {
    let text = "Kuntalain (410/2015) 5 §.\n\n6 § on toinen asia.";
    let found: Vec<String> = find(text)
        .map(|found| found.reference().to_string())
        .collect();
    assert_eq!(found, ["410/2015 5 §", "6 §"]);
}
