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

proptest! {
    #[test]
    fn an_english_reference_is_found_in_any_surroundings(
        number in 32_u16..1899,
        year in 1920_u16..2100,
        provision in strategy::provision().prop_filter("a section and what is below it", |provision| {
            provision.division() == oske_statute::Division::Sections
                && !provision.sections().is_empty()
                && provision.part().is_none()
        }),
        style in prop::sample::select(vec![Style::Full, Style::Short]),
        before in prop::sample::select(vec!["", "Provisions are laid down in ", "as provided (see "]),
        after in prop::sample::select(vec!["", ".", ", and", " the county decides.", " and otherwise", ")\n"]),
    ) {
        // By its bare number an act is known only where something says that it is one.
        let act = if style == Style::Short { "Act " } else { "" };
        let statute = oske_statute::StatuteId::new(number, year).unwrap();
        let reference = Reference::within(provision).of(Instrument::Statute(statute));
        let written = reference.write(Language::English, Case::Nominative, style);
        let text = format!("{before}{act}{written}{after}");
        let found: Vec<_> = find(&text).collect();
        prop_assert_eq!(found.len(), 1, "{}: {:?}", text, found);
        prop_assert_eq!(found[0].reference(), &reference, "{}", text);
        prop_assert_eq!(found[0].attribution(), Attribution::Written);
    }
}

#[test]
fn an_english_section_needs_an_act() {
    let cases: [(&str, &[&str]); 5] = [
        (
            "Section 6 of the Act on Centres (1230/2001) and section 7 of the Act apply, and section 8 of this Act.",
            &["1230/2001 6 §", "1230/2001 7 §", "8 §"],
        ),
        (
            "the Social Welfare Act (1301/2014), as amended by Act 481/2015, section 8 of the Child Welfare Act",
            &["1301/2014", "481/2015", "lastensuojelulaki 8 §"],
        ),
        (
            "section 6, subsection 1 and section 7 of the Data Protection Act",
            &["tietosuojalaki 6 § 1 mom", "tietosuojalaki 7 §"],
        ),
        (
            "Articles 6 and 9 of Regulation (EU) 2016/679",
            &["(EU) 2016/679 6, 9 art"],
        ),
        (
            "See section 4 and chapter 5 of this report, section 5 of the Data Protection Act 2018 and article 3.",
            &[],
        ),
    ];
    for (text, expected) in cases {
        let found: Vec<String> = find(text)
            .map(|found| found.reference().to_string())
            .collect();
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn a_bracket_that_is_not_opened_reaches_no_unit_before() {
    check_spans("2 kap. (EU) 793 §| 6.1 EU) 2016/679");
    check_spans("(EU) 793 §| 6 § x (EU) 5 § EU) 2016/679");
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

#[test]
fn a_sentence_that_goes_on_in_a_new_paragraph_hands_its_act_on() {
    let text = "kumotaan kuntalain (410/2015) 14 §,\n\nmuutetaan 5 §:n 1 momentti ja\n\nlisätään 6 §:ään uusi 3 \
        momentti seuraavasti:\n\n6 §";
    let found: Vec<String> = find(text)
        .map(|found| found.reference().to_string())
        .collect();
    let expected = [
        "410/2015 14 §",
        "410/2015 5 § 1 mom",
        "410/2015 6 §",
        "410/2015 6 § 3 mom",
        "6 §",
    ];
    assert_eq!(found, expected);
}

#[test]
fn what_conversions_break_is_put_together() {
    let cases: [(&str, &[&str]); 3] = [
        (
            "Kuntalain (410/2015) 3 § ja sosiaalihuolto-\nlain 7 §:n 2 mo-\nmentti",
            &["410/2015 3 §", "sosiaalihuoltolaki 7 § 2 mom"],
        ),
        (
            "Perustuslain 119 :n 2 momentin mukaan, hankintalain 5 :ssä",
            &["perustuslaki 119 § 2 mom", "hankintalaki 5 §"],
        ),
        ("KUNTALAIN 57 § MUKAAN", &["kuntalaki 57 §"]),
    ];
    for (text, expected) in cases {
        let found: Vec<String> = find(text)
            .map(|found| found.reference().to_string())
            .collect();
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn a_sign_before_its_number_needs_an_act_beside_it() {
    let cases: [(&str, &[&str]); 6] = [
        (
            "yhdistyslain § 14 ja SHL § 46",
            &["yhdistyslaki 14 §", "sosiaalihuoltolaki 46 §"],
        ),
        (
            "kuntalain (410/2015) § 12 ja 13",
            &["410/2015", "410/2015 12, 13 §"],
        ),
        ("enligt § 14 i kommunallagen", &["kuntalaki 14 §"]),
        ("KHALL § 12; Aluehallitus 4.12.2023 § 198", &[]),
        ("valtuusto on 19.12.2012 §:n 47 kohdalla päättänyt", &[]),
        (
            "päällikön 25.3.2023 tekemällä hankintapäätöksellä 49 §",
            &[],
        ),
    ];
    for (text, expected) in cases {
        let found: Vec<String> = find(text)
            .map(|found| found.reference().to_string())
            .collect();
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn a_bill_may_be_named_in_words() {
    let text = "Hallituksen esityksessä (56/2021) ja regeringens proposition 33/90; hallitusneuvoksen esitys (5/2020)";
    let found: Vec<String> = find(text)
        .map(|found| found.reference().to_string())
        .collect();
    assert_eq!(found, ["HE 56/2021 vp", "HE 33/1990 vp"]);
}

#[test]
fn lists_and_notes_are_read_as_text_writes_them() {
    let cases: [(&str, &[&str]); 13] = [
        (
            "kuntalain (410/2015) 14 § (1484/2016), 15 § (1/2017) ja 16 §",
            &[
                "410/2015 14 §",
                "1484/2016",
                "410/2015 15 §",
                "1/2017",
                "410/2015 16 §",
            ],
        ),
        (
            "yleissopimus (SopS 59 ja 60/1991)",
            &["SopS 59/1991", "SopS 60/1991"],
        ),
        ("EIS (SopS 18–19/1990)", &["SopS 18/1990", "SopS 19/1990"]),
        (
            "PL 68.3 ja 119.2 §",
            &["perustuslaki 68 § 3 mom", "perustuslaki 119 § 2 mom"],
        ),
        (
            "RL 21:5–6 ja TSL 7:2, 4 §",
            &["rikoslaki 21 luku 5, 6 §", "työsopimuslaki 7 luku 2, 4 §"],
        ),
        (
            "9 §:n 1 kohdan a alakohta ja b alakohta",
            &["9 § 1 kohta a alakohta", "9 § 1 kohta b alakohta"],
        ),
        (
            "kuntalain 7 §:ssä18 ja 8 momentissa1.",
            &["kuntalaki 7 §", "kuntalaki 8 mom"],
        ),
        (
            "hallinto\u{ad}lain 23 §:n 1 momen\u{ad}tin mukaan",
            &["hallintolaki 23 § 1 mom"],
        ),
        (
            "KSL 6:16 §:n 1 momentin 11 kohta",
            &["6 luku 16 § 1 mom 11 kohta"],
        ),
        ("HE 24 / 2009 vp", &["HE 24/2009 vp"]),
        (
            "GDPR 6(1)(f) artikla, artiklan 9 kohdan 2 alakohta g",
            &["6 art 1 kohta f alakohta", "9 art 2 kohta g alakohta"],
        ),
        (
            "lisätään lakiin (1/2020) uusi 2 a luku ja 45 § sekä 7 lukuun uusi 14 a §",
            &[
                "1/2020",
                "1/2020 2 a luku",
                "1/2020 45 §",
                "1/2020 7 luku",
                "1/2020 7 luku 14 a §",
            ],
        ),
        ("Khall 48 § ja 57 § KOKOUKSEN LAILLISUUS", &[]),
    ];
    for (text, expected) in cases {
        let found: Vec<String> = find(text)
            .map(|found| found.reference().to_string())
            .collect();
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn an_act_that_is_given_another_name_is_handed_on() {
    let text = "Lakiin (423/1988), jäljempänä talousarviolaki, lisättiin 3 b §. Lain (50/2013, \
        energiatodistuslaki) 6 §. Muun asetuksen 2 §, jonka rakenneasetuksen 4 § kumosi.";
    let found: Vec<String> = find(text)
        .map(|found| found.reference().to_string())
        .collect();
    let expected = [
        "423/1988",
        "423/1988 3 b §",
        "50/2013",
        "50/2013 6 §",
        "50/2013 2 §",
        "4 §",
    ];
    assert_eq!(found, expected);
}

#[test]
fn treaties_hand_their_number_on_to_their_articles() {
    let cases: [(&str, &[&str]); 4] = [
        (
            "lapsen oikeuksien yleissopimuksen (SopS 60/1991) 12 artiklan 1 kohta ja 3 artikla",
            &[
                "SopS 60/1991",
                "SopS 60/1991 12 art 1 kohta",
                "SopS 60/1991 3 art",
            ],
        ),
        (
            "enligt konventionen om barnets rättigheter (FördrS 60/1991) artikel 12",
            &["SopS 60/1991", "SopS 60/1991 12 art"],
        ),
        (
            "(SopS 60/1991) 12 artikla ja 6 §",
            &["SopS 60/1991", "SopS 60/1991 12 art", "6 §"],
        ),
        (
            "yleissopimus (SopS 59,60 ja 61/1991)",
            &["SopS 59/1991", "SopS 60/1991", "SopS 61/1991"],
        ),
    ];
    for (text, expected) in cases {
        let found: Vec<String> = find(text)
            .map(|found| found.reference().to_string())
            .collect();
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn places_follow_an_act_whose_space_a_conversion_lost() {
    let cases: [(&str, &[&str]); 3] = [
        ("kuntalain (410/2015)5 §", &["410/2015)5 §"]),
        (
            "asetuksen (EU 2016/679)5 artikla",
            &["EU 2016/679)5 artikla"],
        ),
        ("valtuusto on 19.12.2012§:n 47 kohdalla päättänyt", &[]),
    ];
    for (text, expected) in cases {
        let found: Vec<&str> = find(text).map(|found| found.text()).collect();
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn several_sections_of_minutes_are_passed_over_as_one_is() {
    for text in [
        "Khall 48 ja 49 §",
        "Kunnanhallitus 12.3.2024 57–58 §",
        "57 ja 58 § KOKOUKSEN LAILLISUUS",
    ] {
        assert_eq!(find(text).count(), 0, "{text}");
    }
}

#[test]
fn a_title_may_end_with_a_point() {
    let found: Vec<&str> = find("5 § i lagen om stöd för boende m.m. (530/1994)")
        .map(|found| found.text())
        .collect();
    assert_eq!(found, ["5 § i lagen om stöd för boende m.m. (530/1994"]);
}

#[test]
fn the_act_that_begins_a_sentence_is_the_one_before() {
    let text = "The Social Welfare Act (1301/2014) applies. The Act says so. Under section 7, the county decides.";
    let found: Vec<String> = find(text)
        .map(|found| found.reference().to_string())
        .collect();
    assert_eq!(found, ["1301/2014", "1301/2014 7 §"]);
}

#[test]
fn a_list_goes_on_where_a_conversion_lost_a_space() {
    let found: Vec<String> = find("kuntalain 5 ja6 § sekä 9 §:n 1 kohdan a ja b alakohta")
        .map(|found| found.reference().to_string())
        .collect();
    assert_eq!(
        found,
        ["kuntalaki 5, 6 §", "kuntalaki 9 § 1 kohta a, b alakohta"]
    );
}
