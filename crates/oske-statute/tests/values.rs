//! The values of a reference by themselves: what is one and what is none, their order and their texts.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "tests may panic, and then say where"
)]

use std::collections::{BTreeSet, HashSet};

use oske_statute::{
    ActName, BillId, DocumentId, DraftId, EuActId, EuNumbering, EuTreaty, Instrument, Numeral,
    Numerals, Provision, ProvisionError, ProvisionParts, Reference, StatuteId,
};
use oske_types::Language;

fn numeral(text: &str) -> Numeral {
    text.parse().unwrap()
}

fn numerals(text: &str) -> Numerals {
    text.parse().unwrap()
}

fn range(first: &str, last: &str) -> Option<String> {
    Numerals::range(numeral(first), numeral(last)).map(|range| range.to_string())
}

// Numerals

#[test]
fn a_letter_of_either_case_is_the_same_letter() {
    assert_eq!(numeral("7 A"), numeral("7 a"));
    assert_eq!(numeral("7 Z").to_string(), "7 z");
    assert_eq!(numeral("7 Å").to_string(), "7 å");
}

#[test]
fn a_number_has_one_letter_at_most() {
    let lettered = numeral("7 a");
    assert_eq!(lettered.with_letter('b'), None);
    assert_eq!(numeral("b").with_letter('a'), None);
    assert!("7 ab".parse::<Numeral>().is_err());
}

#[test]
fn letters_alone_are_one_or_the_same_or_a_small_roman_numeral() {
    for letters in ["a", "ö", "aa", "ddd", "ii", "iv", "xii"] {
        assert_eq!(numeral(letters).to_string(), letters);
    }
    for letters in ["", "ab", "aaaa", "viii", "iva", "1a2", "é"] {
        assert!(letters.parse::<Numeral>().is_err(), "{letters}");
    }
}

#[test]
fn numbers_are_1_to_9999_without_leading_zeros() {
    assert_eq!(numeral("9999").number(), Some(9999));
    for text in ["0", "07", "10000", "07 a", "7  a", "7-a"] {
        assert!(text.parse::<Numeral>().is_err(), "{text}");
    }
}

#[test]
fn ranges_run_upwards_between_numerals_of_one_kind() {
    let cases = [
        // numbers
        ("2", "4", Some("2–4")),
        ("7", "7", Some("7")),
        ("4", "2", None),
        // letters of one number, and letters alone
        ("7 a", "7 c", Some("7 a–7 c")),
        ("7 a", "8 c", None),
        ("7 c", "7 a", None),
        ("a", "c", Some("a–c")),
        ("aa", "bb", None),
        ("ii", "xv", None),
        ("a", "iv", None),
        // One end has a letter: nothing else of the numbers between has one.
        ("4", "4 c", Some("4, 4 a–4 c")),
        ("4 a", "6", Some("4 a, 5, 6")),
        ("4 a", "5", Some("4 a, 5")),
        ("4 c", "4", None),
        ("2", "6 a", Some("2–6, 6 a")),
        ("6 a", "2", None),
        ("6 a", "5", None),
        ("6", "2 a", None),
        ("2", "a", None),
        ("9998", "9999", Some("9998, 9999")),
        ("9999 a", "9999", None),
    ];
    for (first, last, expected) in cases {
        assert_eq!(range(first, last).as_deref(), expected, "{first}–{last}");
    }
    assert_eq!(numerals("2–6 a").to_string(), "2–6, 6 a");
}

#[test]
fn a_range_holds_what_it_names() {
    let sections = numerals("2–6 a");
    let each: Vec<String> = sections.iter().map(|section| section.to_string()).collect();
    assert_eq!(each, ["2", "3", "4", "5", "6", "6 a"]);
    for text in ["2", "4", "6", "6 a"] {
        assert!(sections.contains(numeral(text)), "{text}");
    }
    // No lettered number that it does not name.
    for text in ["1", "3 a", "6 b", "7", "a"] {
        assert!(!sections.contains(numeral(text)), "{text}");
    }
}

/// `i–iii alakohta`: as acts of the Union number what is below a point.
#[test]
fn ranges_of_small_roman_numerals_are_read_as_such() {
    let cases = [
        ("ii", "iv", Some("ii, iii, iv")),
        ("i", "iii", Some("i, ii, iii")),
        ("iii", "vi", Some("iii, iv, v, vi")),
        ("ix", "xii", Some("ix, x, xi, xii")),
        ("iv", "ii", None),
        // One letter alone may be a Roman numeral or a letter: it is a letter.
        ("i", "l", Some("i–l")),
        // What has more than three letters is no numeral.
        ("vi", "ix", None),
        ("aa", "iii", None),
    ];
    for (first, last, expected) in cases {
        assert_eq!(range(first, last).as_deref(), expected, "{first}–{last}");
    }
    let points = Numerals::range(numeral("ii"), numeral("iv")).unwrap();
    assert_eq!(points.iter().count(), 3);
    assert!(points.contains(numeral("iii")) && !points.contains(numeral("xv")));
}

#[test]
fn doubled_letters_are_in_no_range_of_letters() {
    let items = numerals("aa, a–c");
    let each: Vec<String> = items.iter().map(|item| item.to_string()).collect();
    assert_eq!(each, ["a", "b", "c", "aa"]);
    assert!(items.contains(numeral("aa")) && !items.contains(numeral("bb")));
    assert!(!numerals("a–c").contains(numeral("aa")));
}

#[test]
fn the_largest_number_ends_a_range() {
    let last = numerals("9997–9999");
    assert_eq!(last.iter().count(), 3);
    assert_eq!(numerals("9998, 9999"), numerals("9998–9999"));
    let letters = numerals("7 ä–7 ö");
    assert_eq!(letters.iter().count(), 2);
}

#[test]
fn sets_of_numerals_are_what_they_hold_however_they_are_written() {
    let same = [
        ("3, 1, 2", "1–3"),
        ("2, 1", "1, 2"),
        ("1, 1", "1"),
        ("5–7, 2–6", "2–7"),
        ("1–9, 3–4", "1–9"),
        ("4–6, 4 a", "4, 4 a, 5, 6"),
        ("4–6, 6 a", "4–6, 6 a"),
        ("5 a, 4–6, 5 b", "4, 5, 5 a, 5 b, 6"),
        ("4 a, 4–6, 5 b", "4, 4 a, 5, 5 b, 6"),
        ("7 a, 3–5", "3–5, 7 a"),
        ("3 a, 4–6", "3 a, 4–6"),
        ("4 a, 3 a, 4 b", "3 a, 4 a, 4 b"),
        ("4 a–4 c, 4 b–4 d", "4 a–4 d"),
        ("4 b, 4 a, 5 a", "4 a, 4 b, 5 a"),
        ("c, a, b", "a–c"),
        ("aa, a–c", "a–c, aa"),
        ("20, 1–3, 10", "1–3, 10, 20"),
    ];
    for (one, other) in same {
        assert_eq!(numerals(one), numerals(other), "{one}");
        assert_eq!(
            numerals(one).to_string(),
            numerals(other).to_string(),
            "{one}"
        );
    }
    assert_eq!(numerals("4–6, 4 a").to_string(), "4, 4 a, 5, 6");
    let different = [
        ("1", "2"),
        ("1–3", "1–4"),
        ("1, 3", "1–3"),
        ("4 a", "4"),
        ("1", "1, 3"),
    ];
    for (one, other) in different {
        assert_ne!(numerals(one), numerals(other), "{one}");
    }
    assert_ne!(Numerals::NONE, numerals("1"));
}

#[test]
fn sets_of_numerals_are_ordered_and_hashed_as_the_act_has_them() {
    let ascending = ["1", "1, 3", "1–3", "2", "2 a", "3"].map(numerals);
    let ordered: BTreeSet<Numerals> = ascending.iter().cloned().rev().collect();
    assert_eq!(ordered.len(), ascending.len());
    assert!(Numerals::NONE < ascending[0]);
    assert!(numerals("2") < numerals("2 a") && numerals("2 a") < numerals("3"));
    assert_eq!(
        numerals("2").partial_cmp(&numerals("3")),
        Some(std::cmp::Ordering::Less)
    );
    let hashed: HashSet<Numerals> = ascending.iter().cloned().collect();
    assert!(hashed.contains(&numerals("3, 2, 1")));
    assert!(!hashed.contains(&numerals("4")));
    let hash = |numerals: &Numerals| {
        use std::hash::{BuildHasher, RandomState};
        let state = RandomState::new();
        (state.hash_one(numerals), state.hash_one(Numerals::NONE))
    };
    let (one, none) = hash(&numerals("1"));
    assert_ne!(one, none);
}

#[test]
fn a_set_is_made_of_one_of_several_or_of_none() {
    assert_eq!(Numerals::from(numeral("7 a")).to_string(), "7 a");
    let none: Numerals = std::iter::empty().collect();
    assert!(none.is_empty());
    assert_eq!(none, Numerals::NONE);
    assert_eq!(none.to_string(), "");
    let several: Numerals = ["3", "1", "2"].map(numeral).into_iter().collect();
    assert_eq!(several.to_string(), "1–3");
    assert_eq!(several.single(), None);
    let twice: Numerals = ["3", "3"].map(numeral).into_iter().collect();
    assert_eq!(twice.single(), Some(numeral("3")));
}

// Provisions

fn place(change: impl Fn(&mut ProvisionParts)) -> Result<String, ProvisionError> {
    let mut parts = ProvisionParts::default();
    change(&mut parts);
    Provision::try_from(parts).map(|provision| provision.to_string())
}

#[test]
fn a_place_has_the_levels_that_it_needs() {
    use oske_statute::Division::Articles;
    assert_eq!(place(|_| {}), Err(ProvisionError::Empty));
    // A part is 1 to 99.
    for (part, expected) in [
        (0, Err(ProvisionError::Part)),
        (1, Ok("I osa".to_owned())),
        (49, Ok("XLIX osa".to_owned())),
        (99, Ok("XCIX osa".to_owned())),
        (100, Err(ProvisionError::Part)),
    ] {
        assert_eq!(place(|parts| parts.part = Some(part)), expected, "{part}");
    }
    // A moment in a chapter needs its section; a chapter, or a moment, may stand alone.
    assert_eq!(
        place(|parts| {
            parts.chapters = numerals("2");
            parts.moments = numerals("1");
        }),
        Err(ProvisionError::NoSection)
    );
    assert_eq!(
        place(|parts| parts.chapters = numerals("2")),
        Ok("2 luku".to_owned())
    );
    assert_eq!(
        place(|parts| parts.moments = numerals("1")),
        Ok("1 mom".to_owned())
    );
    // A sub-item needs its item, and an introduction has none.
    assert_eq!(
        place(|parts| {
            parts.sections = numerals("6");
            parts.subitems = numerals("a");
        }),
        Err(ProvisionError::NoItem)
    );
    assert_eq!(
        place(|parts| {
            parts.sections = numerals("6");
            parts.intro = true;
            parts.items = numerals("2");
            parts.subitems = numerals("a");
        }),
        Err(ProvisionError::NoItem)
    );
    assert_eq!(
        place(|parts| {
            parts.sections = numerals("6");
            parts.intro = true;
            parts.items = numerals("a");
        }),
        Err(ProvisionError::NoItem)
    );
    // An article has no chapter and no introduction, and needs its number.
    assert_eq!(
        place(|parts| {
            parts.division = Articles;
            parts.sections = numerals("6");
            parts.intro = true;
        }),
        Err(ProvisionError::Article)
    );
    assert_eq!(
        place(|parts| {
            parts.division = Articles;
            parts.chapters = numerals("2");
            parts.sections = numerals("6");
        }),
        Err(ProvisionError::Article)
    );
    assert_eq!(
        place(|parts| {
            parts.division = Articles;
            parts.moments = numerals("1");
        }),
        Err(ProvisionError::Article)
    );
}

#[test]
fn letters_alone_number_items_and_what_is_below_them() {
    assert_eq!(
        place(|parts| parts.sections = numerals("a")),
        Err(ProvisionError::Letters)
    );
    // A lettered item has a section or a moment.
    assert_eq!(
        place(|parts| parts.items = numerals("a")),
        Err(ProvisionError::Letters)
    );
    let item = |section: &str, moment: &str| {
        place(|parts| {
            parts.sections = section.parse().unwrap_or_default();
            parts.moments = moment.parse().unwrap_or_default();
            parts.items = numerals("a");
        })
    };
    assert_eq!(item("6", ""), Ok("6 § a kohta".to_owned()));
    assert_eq!(item("", "2"), Ok("2 mom a kohta".to_owned()));
    // A list has numbers or letters, and not both.
    let mixed: Numerals = ["1", "a"].map(numeral).into_iter().collect();
    assert_eq!(
        place(|parts| {
            parts.sections = numerals("6");
            parts.items = mixed.clone();
        }),
        Err(ProvisionError::Mixed)
    );
    assert_eq!(
        place(|parts| {
            parts.sections = numerals("6");
            parts.items = numerals("1");
            parts.subitems = mixed.clone();
        }),
        Err(ProvisionError::Mixed)
    );
}

#[test]
fn parts_are_taken_out_of_a_place_and_put_in_again() {
    let reference: Reference = "II osa 3 luku 4 § 1 mom 2 kohta a alakohta"
        .parse()
        .unwrap();
    let provision = reference.provisions()[0].clone();
    let mut parts = provision.clone().into_parts();
    assert_eq!(&parts, provision.parts());
    parts.subitems = Numerals::NONE;
    let changed = Provision::try_from(parts).unwrap();
    assert_eq!(changed.to_string(), "II osa 3 luku 4 § 1 mom 2 kohta");
    assert_eq!(provision.subitems().to_string(), "a");
}

#[test]
fn parts_of_an_act_have_roman_numerals_as_they_should_be_written() {
    for (roman, part) in [
        ("I", 1),
        ("IV", 4),
        ("XIX", 19),
        ("XL", 40),
        ("LXXXVIII", 0),
        ("XC", 90),
    ] {
        let read = format!("{roman} osa").parse::<Reference>().ok();
        let found = read.and_then(|reference| reference.provisions()[0].part());
        assert_eq!(found.unwrap_or(0), part, "{roman}");
    }
    for roman in ["IIII", "VX", "IC", "LL", "XCL", "C", "CX", "IIX", "A"] {
        assert!(
            format!("{roman} osa").parse::<Reference>().is_err(),
            "{roman}"
        );
    }
}

// Numbers of acts and documents

#[test]
fn numbers_of_acts_are_within_their_bounds() {
    assert!(StatuteId::new(1, 1700).is_some() && StatuteId::new(9999, 2199).is_some());
    for (number, year) in [(0, 2001), (10_000, 2001), (1, 1699), (1, 2200)] {
        assert_eq!(StatuteId::new(number, year), None, "{number}/{year}");
        assert_eq!(StatuteId::treaty(number, year), None, "{number}/{year}");
    }
    for (number, year) in [(0, 2001), (10_000, 2001), (1, 1799), (1, 2200)] {
        assert_eq!(BillId::new(number, year), None, "{number}/{year}");
        assert_eq!(
            DocumentId::new("StVM", number, year),
            None,
            "{number}/{year}"
        );
    }
    for (number, year) in [(0, 2001), (10_000, 2001), (1, 1951), (1, 2200)] {
        let act = EuActId::new(EuNumbering::Bracketed, EuTreaty::Eu, number, year);
        assert_eq!(act, None, "{number}/{year}");
    }
}

#[test]
fn acts_of_an_old_year_may_share_a_number_and_have_parts() {
    let act = StatuteId::new(39, 1889).unwrap();
    assert_eq!(act.with_part(1).unwrap().to_string(), "39-001/1889");
    assert_eq!(act.with_part(999).unwrap().to_string(), "39-999/1889");
    assert_eq!(act.with_part(0), None);
    assert_eq!(act.with_part(1000), None);
    for text in [
        "39-1/1889",
        "39-01/1889",
        "39-0001/1889",
        "39-000/1889",
        "039/1889",
        "39/89",
        "39/1889 ",
        "39",
        "+39/1889",
    ] {
        assert!(text.parse::<StatuteId>().is_err(), "{text}");
    }
}

#[test]
fn acts_of_the_union_are_numbered_by_treaties_of_their_time() {
    let of = |treaty, year| EuActId::new(EuNumbering::Bracketed, treaty, 1, year).is_some();
    for treaty in [EuTreaty::Eec, EuTreaty::Ec, EuTreaty::Jha] {
        assert!(of(treaty, 1990) && of(treaty, 2014), "{treaty:?}");
        assert!(!of(treaty, 2015), "{treaty:?}");
    }
    for treaty in [EuTreaty::Eu, EuTreaty::Euratom, EuTreaty::Cfsp] {
        assert!(of(treaty, 2015) && of(treaty, 2020), "{treaty:?}");
    }
    for text in [
        "(EY) 883/2004",
        "(EU) No 2016/679",
        "(EU) 679/2016",
        "(EC) 2016/679",
        "2014/55",
        "95/46/EC",
    ] {
        assert!(text.parse::<EuActId>().is_err(), "{text}");
    }
    // The text form has years of four digits.
    assert!("1995/46/EC".parse::<EuActId>().is_ok());
}

#[test]
fn documents_of_parliament_have_codes_of_either_language() {
    for text in [
        "StVM 37/2001 vp",
        "PeVL 26/2017 vp",
        "EV 5/2002 vp",
        "EK 5/2002 vp",
        "ShUB 5/2019 rd",
        "GrUU 2/1998 rd",
        "RSv 5/2002 rd",
        "RSk 5/2002 rd",
    ] {
        assert_eq!(text.parse::<DocumentId>().unwrap().to_string(), text);
    }
    for text in [
        "StVM 37/2001 rd",
        "ShUB 5/2019 vp",
        "RSv 5/2002 vp",
        "RSk 5/2002 vp",
        "HE 5/2002 vp",
        "RP 5/2002 rd",
        "stVM 37/2001 vp",
        "V 37/2001 vp",
        "ValtVM 37/2001 vp",
        "StVM 37/2001",
        "StVM 037/2001 vp",
        "St1 3/2001 vp",
    ] {
        assert!(text.parse::<DocumentId>().is_err(), "{text}");
    }
}

#[test]
fn a_bill_is_read_in_its_one_form() {
    assert_eq!(
        "HE 154/2001 vp".parse::<BillId>().unwrap(),
        BillId::new(154, 2001).unwrap()
    );
    for text in [
        "HE 154/2001",
        "RP 154/2001 rd",
        "HE 0154/2001 vp",
        "HE 154/01 vp",
        "HE +154/2001 vp",
    ] {
        assert!(text.parse::<BillId>().is_err(), "{text}");
    }
}

#[test]
fn a_short_name_is_found_in_its_forms_and_abbreviations() {
    let name = |word: &str| ActName::find(word).map(|name| name.to_string());
    for (word, expected) in [
        ("kirjanpitolaissa", "kirjanpitolaki"),
        ("Bokföringslagen", "kirjanpitolaki"),
        // abbreviations, the longest of which has eight letters
        ("KirjanpL", "kirjanpitolaki"),
        ("SHL", "sosiaalihuoltolaki"),
        ("Shl", "sosiaalihuoltolaki"),
        ("RB", "oikeudenkäymiskaari"),
        ("ÄB", "perintökaari"),
        ("rikoslain", "rikoslaki"),
        ("rättegångsbalken", "oikeudenkäymiskaari"),
    ] {
        assert_eq!(name(word).as_deref(), Some(expected), "{word}");
    }
    for word in [
        "",
        "laki",
        "lagen",
        "kaari",
        "ShK",
        "shK",
        "SHLL",
        "rikos",
        "rikoskaari",
        "oikeudenkäymislaki",
        "rb",
    ] {
        assert_eq!(name(word), None, "{word}");
    }
    for name in ActName::all() {
        for language in [Language::Finnish, Language::Swedish] {
            assert_eq!(
                ActName::find(&name.in_language(language)),
                Some(name),
                "{name}"
            );
        }
    }
}

// Debug texts

/// The name of the type and the canonical text, so that a failing test can be read.
#[test]
fn debug_texts_hold_the_canonical_text() {
    let reference: Reference = "1230/2001 6 § 2 mom".parse().unwrap();
    assert_eq!(format!("{reference:?}"), "Reference(1230/2001 6 § 2 mom)");
    assert_eq!(
        format!("{:?}", reference.provisions()[0]),
        "Provision(6 § 2 mom)"
    );
    assert_eq!(
        format!("{:?}", reference.statute().unwrap()),
        "StatuteId(1230/2001)"
    );
    assert_eq!(format!("{:?}", numeral("7 a")), "Numeral(7 a)");
    assert_eq!(format!("{:?}", numerals("7–9")), "Numerals(7–9)");
    let instruments = [
        ("1230/2001", "StatuteId(1230/2001)"),
        ("rikoslaki", "ActName(rikoslaki)"),
        ("(EU) 2016/679", "EuActId((EU) 2016/679)"),
        ("HE 154/2001 vp", "BillId(HE 154/2001 vp)"),
        ("StVM 37/2001 vp", "DocumentId(StVM 37/2001 vp)"),
        ("draft 2014-08-18", "DraftId(draft 2014-08-18)"),
    ];
    for (text, expected) in instruments {
        let instrument = text.parse::<Reference>().unwrap().instrument().unwrap();
        assert_eq!(format!("{instrument:?}"), expected);
        assert_eq!(instrument.to_string(), text);
    }
    let draft: DraftId = "draft 2014-08-18".parse().unwrap();
    assert_eq!(Instrument::Draft(draft).to_string(), draft.to_string());
}
