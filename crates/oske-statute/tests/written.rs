//! How references are written: levels, acts, and the places of a list.

use oske_statute::{Case, Reference, Style};
use oske_types::Language;

/// A reference and its texts: Finnish in the inessive, and in full where nothing else is said.
struct Written {
    reference: &'static str,
    finnish: &'static str,
    finnish_short: &'static str,
    swedish: &'static str,
    swedish_short: &'static str,
    english: &'static str,
}

fn check(cases: &[Written]) {
    for case in cases {
        let reference = Reference::parse(case.reference);
        let write = |language, style| {
            let reference = reference.as_ref().ok();
            reference.map(|reference| reference.write(language, Case::Inessive, style))
        };
        for (language, style, expected) in [
            (Language::Finnish, Style::Full, case.finnish),
            (Language::Finnish, Style::Short, case.finnish_short),
            (Language::Swedish, Style::Full, case.swedish),
            (Language::Swedish, Style::Short, case.swedish_short),
            (Language::English, Style::Full, case.english),
        ] {
            let written = write(language, style);
            assert_eq!(written.as_deref(), Some(expected), "{}", case.reference);
        }
    }
}

#[test]
fn levels_are_written_from_the_highest_down() {
    check(&[
        Written {
            reference: "5 § 2 kohta",
            finnish: "5 §:n 2 kohdassa",
            finnish_short: "5 § 2 k.",
            swedish: "5 § 2 punkten",
            swedish_short: "5 § 2 p.",
            english: "section 5, paragraph 2",
        },
        Written {
            reference: "1 mom 2 kohta",
            finnish: "1 momentin 2 kohdassa",
            finnish_short: "1 mom. 2 k.",
            swedish: "1 mom. 2 punkten",
            swedish_short: "1 mom. 2 p.",
            english: "subsection 1, paragraph 2",
        },
        Written {
            reference: "2 kohta",
            finnish: "2 kohdassa",
            finnish_short: "2 kohta",
            swedish: "2 punkten",
            swedish_short: "2 punkten",
            english: "paragraph 2",
        },
        Written {
            reference: "5 § 1 mom 2 kohta a alakohta",
            finnish: "5 §:n 1 momentin 2 kohdan a alakohdassa",
            finnish_short: "5 § 1 mom. 2 k. a alakohta",
            swedish: "5 § 1 mom. 2 punkten underpunkt a",
            swedish_short: "5 § 1 mom. 2 p. underpunkt a",
            english: "section 5, subsection 1, paragraph 2, subparagraph a",
        },
        Written {
            reference: "2 kohta a alakohta",
            finnish: "2 kohdan a alakohdassa",
            finnish_short: "2 kohdan a alakohta",
            swedish: "2 punkten underpunkt a",
            swedish_short: "2 punkten underpunkt a",
            english: "paragraph 2, subparagraph a",
        },
        Written {
            reference: "5 § 1 mom a kohta",
            finnish: "5 §:n 1 momentin a kohdassa",
            finnish_short: "5 § 1 mom. a k.",
            swedish: "5 § 1 mom. punkt a",
            swedish_short: "5 § 1 mom. punkt a",
            english: "section 5, subsection 1, paragraph a",
        },
        Written {
            reference: "6 art 1 kohta c alakohta",
            finnish: "6 artiklan 1 kohdan c alakohdassa",
            finnish_short: "6 artiklan 1 kohdan c alakohta",
            swedish: "artikel 6.1 led c",
            swedish_short: "artikel 6.1 led c",
            english: "article 6, paragraph 1, point c",
        },
    ]);
}

#[test]
fn an_introduction_stands_with_its_items() {
    check(&[
        Written {
            reference: "5 § johd",
            finnish: "5 §:n johdantokappaleessa",
            finnish_short: "5 § johdantokappale",
            swedish: "det inledande stycket i 5 §",
            swedish_short: "det inledande stycket i 5 §",
            english: "section 5, the introductory part",
        },
        Written {
            reference: "5 § 1 mom johd, 2 kohta",
            finnish: "5 §:n 1 momentin johdantokappaleessa ja 2 kohdassa",
            finnish_short: "5 § 1 mom. johdantokappale ja 2 kohta",
            swedish: "det inledande stycket och 2 punkten i 5 § 1 mom.",
            swedish_short: "det inledande stycket och 2 punkten i 5 § 1 mom.",
            english: "section 5, subsection 1, the introductory part, paragraph 2",
        },
    ]);
}

#[test]
fn acts_are_written_by_name_or_number() {
    check(&[
        Written {
            reference: "kuntalaki",
            finnish: "kuntalaissa",
            finnish_short: "kuntalaki",
            swedish: "kommunallagen",
            swedish_short: "kommunallagen",
            english: "Local Government Act",
        },
        Written {
            reference: "kuntalaki 5 § 1 mom",
            finnish: "kuntalain 5 §:n 1 momentissa",
            finnish_short: "kuntalaki 5 § 1 mom.",
            swedish: "5 § 1 mom. i kommunallagen",
            swedish_short: "kommunallagen 5 § 1 mom.",
            english: "section 5, subsection 1 of the Local Government Act",
        },
        Written {
            reference: "1230/2001 5 § 1 mom 2 kohta",
            finnish: "säädöksen (1230/2001) 5 §:n 1 momentin 2 kohdassa",
            finnish_short: "1230/2001 5 § 1 mom. 2 k.",
            swedish: "5 § 1 mom. 2 punkten i författningen (1230/2001)",
            swedish_short: "1230/2001 5 § 1 mom. 2 p.",
            english: "section 5, subsection 1, paragraph 2 of statute 1230/2001",
        },
        Written {
            reference: "SopS 59/1991",
            finnish: "sopimuksessa (SopS 59/1991)",
            finnish_short: "SopS 59/1991",
            swedish: "fördraget (FördrS 59/1991)",
            swedish_short: "FördrS 59/1991",
            english: "treaty SopS 59/1991",
        },
        Written {
            reference: "SopS 59/1991 6 art",
            finnish: "sopimuksen (SopS 59/1991) 6 artiklassa",
            finnish_short: "SopS 59/1991 6 artikla",
            swedish: "artikel 6 i fördraget (FördrS 59/1991)",
            swedish_short: "FördrS 59/1991 artikel 6",
            english: "article 6 of treaty SopS 59/1991",
        },
        Written {
            reference: "(EU) 2016/679 6 art 1 kohta f alakohta",
            finnish: "(EU) 2016/679 6 artiklan 1 kohdan f alakohdassa",
            finnish_short: "(EU) 2016/679 6 artiklan 1 kohdan f alakohta",
            swedish: "artikel 6.1 led f i (EU) 2016/679",
            swedish_short: "(EU) 2016/679 artikel 6.1 led f",
            english: "article 6, paragraph 1, point f of (EU) 2016/679",
        },
        Written {
            reference: "HE 56/2021 vp",
            finnish: "HE 56/2021 vp",
            finnish_short: "HE 56/2021 vp",
            swedish: "RP 56/2021 rd",
            swedish_short: "RP 56/2021 rd",
            english: "HE 56/2021 vp",
        },
        Written {
            reference: "StVM 5/2020 vp",
            finnish: "StVM 5/2020 vp",
            finnish_short: "StVM 5/2020 vp",
            swedish: "StVM 5/2020 vp",
            swedish_short: "StVM 5/2020 vp",
            english: "StVM 5/2020 vp",
        },
        Written {
            reference: "draft 2014-08-18 32 §",
            finnish: "luonnoksen 18.8.2014 32 §:ssä",
            finnish_short: "luonnoksen 18.8.2014 32 §",
            swedish: "32 § i utkastet av 18.8.2014",
            swedish_short: "utkastet av 18.8.2014 32 §",
            english: "section 32 of the draft of 18 August 2014",
        },
    ]);
}

/// The last place is joined with *ja*, those before it with a comma.
#[test]
fn places_are_joined_as_a_list() {
    check(&[
        Written {
            reference: "1 § 1 mom; 2 § 2 mom",
            finnish: "1 §:n 1 momentissa ja 2 §:n 2 momentissa",
            finnish_short: "1 § 1 mom. ja 2 § 2 mom.",
            swedish: "1 § 1 mom. och 2 § 2 mom.",
            swedish_short: "1 § 1 mom. och 2 § 2 mom.",
            english: "section 1, subsection 1 and section 2, subsection 2",
        },
        Written {
            reference: "1 §; 3 §; 5 §",
            finnish: "1 §:ssä, 3 §:ssä ja 5 §:ssä",
            finnish_short: "1 §, 3 § ja 5 §",
            swedish: "1 §, 3 § och 5 §",
            swedish_short: "1 §, 3 § och 5 §",
            english: "section 1, section 3 and section 5",
        },
        Written {
            reference: "1 mom; 3 mom",
            finnish: "1 momentissa ja 3 momentissa",
            finnish_short: "1 mom. ja 3 mom.",
            swedish: "1 mom. och 3 mom.",
            swedish_short: "1 mom. och 3 mom.",
            english: "subsection 1 and subsection 3",
        },
        Written {
            reference: "5 §; 2 luku",
            finnish: "5 §:ssä ja 2 luvussa",
            finnish_short: "5 § ja 2 luku",
            swedish: "5 § och 2 kap.",
            swedish_short: "5 § och 2 kap.",
            english: "section 5 and chapter 2",
        },
        Written {
            reference: "2 mom; 2 luku",
            finnish: "2 momentissa ja 2 luvussa",
            finnish_short: "2 mom. ja 2 luku",
            swedish: "2 mom. och 2 kap.",
            swedish_short: "2 mom. och 2 kap.",
            english: "subsection 2 and chapter 2",
        },
        Written {
            reference: "5 § 1 mom 2 kohta; 6 §",
            finnish: "5 §:n 1 momentin 2 kohdassa ja 6 §:ssä",
            finnish_short: "5 § 1 mom. 2 k. ja 6 §",
            swedish: "5 § 1 mom. 2 punkten och 6 §",
            swedish_short: "5 § 1 mom. 2 p. och 6 §",
            english: "section 5, subsection 1, paragraph 2 and section 6",
        },
        Written {
            reference: "5 § 1 mom johd, 2 kohta; 6 §",
            finnish: "5 §:n 1 momentin johdantokappaleessa ja 2 kohdassa ja 6 §:ssä",
            finnish_short: "5 § 1 mom. johdantokappale ja 2 kohta ja 6 §",
            swedish: "det inledande stycket och 2 punkten i 5 § 1 mom. och 6 §",
            swedish_short: "det inledande stycket och 2 punkten i 5 § 1 mom. och 6 §",
            english: "section 5, subsection 1, the introductory part, paragraph 2 and section 6",
        },
        Written {
            reference: "6 art; 7 art",
            finnish: "6 artiklassa ja 7 artiklassa",
            finnish_short: "6 artikla ja 7 artikla",
            swedish: "artikel 6 och artikel 7",
            swedish_short: "artikel 6 och artikel 7",
            english: "article 6 and article 7",
        },
    ]);
}

/// A semicolon keeps a place from taking on a level of the one before: in English a comma stands between
/// levels, and in Swedish a word before letters.
#[test]
fn places_that_would_take_on_levels_are_kept_apart() {
    check(&[
        Written {
            reference: "5 §; 2 mom",
            finnish: "5 §:ssä; 2 momentissa",
            finnish_short: "5 §; 2 mom.",
            swedish: "5 §; 2 mom.",
            swedish_short: "5 §; 2 mom.",
            english: "section 5; subsection 2",
        },
        Written {
            reference: "III osa; 2 luku",
            finnish: "III osassa ja 2 luvussa",
            finnish_short: "III osa ja 2 luku",
            swedish: "III avd. och 2 kap.",
            swedish_short: "III avd. och 2 kap.",
            english: "part III; chapter 2",
        },
        Written {
            reference: "III osa; 5 §",
            finnish: "III osassa ja 5 §:ssä",
            finnish_short: "III osa ja 5 §",
            swedish: "III avd. och 5 §",
            swedish_short: "III avd. och 5 §",
            english: "part III; section 5",
        },
        Written {
            reference: "2 luku; 5 §",
            finnish: "2 luvussa ja 5 §:ssä",
            finnish_short: "2 luku ja 5 §",
            swedish: "2 kap. och 5 §",
            swedish_short: "2 kap. och 5 §",
            english: "chapter 2; section 5",
        },
        Written {
            reference: "2 luku; 2 mom",
            finnish: "2 luvussa ja 2 momentissa",
            finnish_short: "2 luku ja 2 mom.",
            swedish: "2 kap. och 2 mom.",
            swedish_short: "2 kap. och 2 mom.",
            english: "chapter 2; subsection 2",
        },
        Written {
            reference: "2 luku; 3 kohta",
            finnish: "2 luvussa ja 3 kohdassa",
            finnish_short: "2 luku ja 3 kohta",
            swedish: "2 kap. och 3 punkten",
            swedish_short: "2 kap. och 3 punkten",
            english: "chapter 2; paragraph 3",
        },
        Written {
            reference: "5 § 1 mom 2 kohta a alakohta; 6 §",
            finnish: "5 §:n 1 momentin 2 kohdan a alakohdassa ja 6 §:ssä",
            finnish_short: "5 § 1 mom. 2 k. a alakohta ja 6 §",
            swedish: "5 § 1 mom. 2 punkten underpunkt a; 6 §",
            swedish_short: "5 § 1 mom. 2 p. underpunkt a; 6 §",
            english: "section 5, subsection 1, paragraph 2, subparagraph a and section 6",
        },
        Written {
            reference: "5 § 1 mom johd; 6 §",
            finnish: "5 §:n 1 momentin johdantokappaleessa; 6 §:ssä",
            finnish_short: "5 § 1 mom. johdantokappale; 6 §",
            swedish: "det inledande stycket i 5 § 1 mom.; 6 §",
            swedish_short: "det inledande stycket i 5 § 1 mom.; 6 §",
            english: "section 5, subsection 1, the introductory part; section 6",
        },
        Written {
            reference: "6 art; 5 §",
            finnish: "6 artiklassa; 5 §:ssä",
            finnish_short: "6 artikla; 5 §",
            swedish: "artikel 6; 5 §",
            swedish_short: "artikel 6; 5 §",
            english: "article 6; section 5",
        },
        Written {
            reference: "5 §; 6 art",
            finnish: "5 §:ssä; 6 artiklassa",
            finnish_short: "5 §; 6 artikla",
            swedish: "5 §; artikel 6",
            swedish_short: "5 §; artikel 6",
            english: "section 5; article 6",
        },
    ]);
}

#[test]
fn a_place_is_written_in_every_case() {
    let reference = Reference::parse("kuntalaki 5 § 1 mom").ok();
    let written: Vec<Option<String>> = Case::ALL
        .iter()
        .map(|case| {
            Some(
                reference
                    .as_ref()?
                    .write(Language::Finnish, *case, Style::Full),
            )
        })
        .collect();
    let moments = [
        "momentti",
        "momentin",
        "momenttia",
        "momentissa",
        "momentista",
        "momenttiin",
        "momentilla",
        "momentilta",
        "momentille",
        "momenttina",
        "momentiksi",
    ];
    let expected: Vec<Option<String>> = moments
        .iter()
        .map(|moment| Some(format!("kuntalain 5 §:n 1 {moment}")))
        .collect();
    assert_eq!(written, expected);
}
