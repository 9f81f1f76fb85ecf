//! Strict reading: texts that are one reference, and texts that are none, with the place where they stop.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::string_slice,
    reason = "tests may panic, and then say where"
)]

use oske_statute::Reference;

const PROVISION: &str = "a number and the word of its level";
const ACT: &str = "the end, another provision, or the act with its number";
const SPACE: &str = "a space and a provision, or the end";
const END: &str = "the end, or `,`, `ja` or `;` and another provision";
const ANY: &str = "an act or a provision";

fn reads(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        match Reference::parse(text) {
            Ok(reference) => assert_eq!(reference.to_string(), *expected, "{text}"),
            Err(error) => panic!("{error}"),
        }
    }
}

#[test]
fn texts_are_read_as_references() {
    reads(&[
        ("johd, 2 kohta", "johd, 2 kohta"),
        ("johd, 2 kohta a alakohta", "johd; 2 kohta a alakohta"),
        ("johd, 6 §", "johd; 6 §"),
        ("johd, 6 § 2 kohta", "johd; 6 § 2 kohta"),
        ("johd, 2 mom", "johd; 2 mom"),
        ("johd", "johd"),
        ("johdantokappale ja 2 kohta", "johd, 2 kohta"),
        ("johdantokappaleessa ja 6 §:ssä", "johd; 6 §"),
        ("johdantokappale ja 2 mom", "johd; 2 mom"),
        ("6 §:n johdantokappale ja 2 kohta", "6 § johd, 2 kohta"),
        ("det inledande stycket i 17 § 1 mom.", "17 § 1 mom johd"),
        (
            "det inledande stycket och 2 punkten i 17 § 1 mom.",
            "17 § 1 mom johd, 2 kohta",
        ),
        ("det inledande stycket i lagen (410/2015)", "410/2015 johd"),
        (
            "det inledande stycket i II avd. 3 kap. 2 §",
            "II osa 3 luku 2 § johd",
        ),
        ("det inledande stycket", "johd"),
        ("luonnonsuojelulain (1096/1996) 5 §", "1096/1996 5 §"),
        ("luonnoksen 18.8.2014 32 §", "draft 2014-08-18 32 §"),
        ("utkastet av 18.8.2014", "draft 2014-08-18"),
        (
            "draft of 18 August 2014, section 32",
            "draft 2014-08-18 32 §",
        ),
        (
            "laki sosiaali- ja terveydenhuollon järjestämisestä (612/2021) 4 §",
            "612/2021 4 §",
        ),
        (
            "laki lasten, nuorten ja vanhempien asioista (612/2021)",
            "612/2021",
        ),
        (
            "Lag av den 17 augusti 1992 om patientens ställning och rättigheter (785/1992)",
            "785/1992",
        ),
        ("sopimus (SopS 26/1965) 3 artikla", "SopS 26/1965 3 art"),
        ("treaty SopS 26/1965, article 3", "SopS 26/1965 3 art"),
        ("asetus (EU) 2016/679 6 artikla", "(EU) 2016/679 6 art"),
        ("asetus (EY) N:o 883/2004", "(EC) No 883/2004"),
        (
            "Regulation (EU) 2016/679, Article 6(1)(a)",
            "(EU) 2016/679 6 art 1 kohta a alakohta",
        ),
        (
            "Article 6(1) of Regulation (EU) 2016/679",
            "(EU) 2016/679 6 art 1 kohta",
        ),
        ("direktiivi 95/46/EY 2 artikla", "1995/46/EC 2 art"),
        ("1230/2001", "1230/2001"),
        ("1230/2001, section 6", "1230/2001 6 §"),
        (
            "1230/2001 6 §, 7 § ja 8 § 2 mom",
            "1230/2001 6 §; 7 §; 8 § 2 mom",
        ),
        ("9 luvun 2 § ja 3 §; 4 §", "9 luku 2 §; 9 luku 3 §; 4 §"),
        ("IV osan 2 luku", "IV osa 2 luku"),
        ("III avd. 2 kap.", "III osa 2 luku"),
        ("6 §  2 mom  3 kohta", "6 § 2 mom 3 kohta"),
        ("6 § kuntalaki", "kuntalaki 6 §"),
        ("6 § i kommunallagen (410/2015)", "410/2015 6 §"),
        ("6 § kommunallagen", "kuntalaki 6 §"),
        ("6 § (410/2015)", "410/2015 6 §"),
        ("RP 154/2001 rd", "HE 154/2001 vp"),
        ("StVM 37/2001 vp", "StVM 37/2001 vp"),
        ("section 6, point b", "6 § b kohta"),
        (
            "point (a) of Article 6 of Regulation (EU) 2016/679",
            "(EU) 2016/679 6 art a alakohta",
        ),
        ("paragraph 2 of Article 6", "6 art 2 kohta"),
        (
            "section 6, subsection 1, the introductory part",
            "6 § 1 mom johd",
        ),
        (
            "section 3 of chapter 34 of the Criminal Code",
            "rikoslaki 34 luku 3 §",
        ),
        ("part II, chapter 3, section 4", "II osa 3 luku 4 §"),
        (
            "Sections 6 and 7 of the Act on Libraries (1492/2016)",
            "1492/2016 6, 7 §",
        ),
        ("laki (39-001/1889) 4 §", "39-001/1889 4 §"),
        ("laki 1230/2001 6 §", "1230/2001 6 §"),
        ("sosiaalihuoltolaki", "sosiaalihuoltolaki"),
        ("sosiaalihuoltolain 7 §", "sosiaalihuoltolaki 7 §"),
        ("Sosiaalihuoltolaki (1301/2014)", "1301/2014"),
        (
            "oikeudenkäymiskaari 17 luku 3 §",
            "oikeudenkäymiskaari 17 luku 3 §",
        ),
        (
            "section 6, paragraph 3, paragraph 4",
            "6 § 3 kohta; 6 § 4 kohta",
        ),
        (
            "subsection 2 of section 6, subsection 3",
            "6 § 2 mom; 6 § 3 mom",
        ),
        (
            "subsection 2 of section 6, subsection 1 of section 7",
            "6 § 2 mom; 7 § 1 mom",
        ),
        (
            "point 2 of subsection 1 of section 6, subsection 1 of section 7",
            "6 § 1 mom 2 kohta; 7 § 1 mom",
        ),
        ("paragraph 3 of section 6(2)", "6 § 2 mom 3 kohta"),
    ]);
}

/// Places in English whose higher levels follow, ranges of small Roman numerals, and what older acts have.
#[test]
fn places_are_read_whatever_the_order_of_their_levels() {
    reads(&[
        ("II osa 3:4 §", "II osa 3 luku 4 §"),
        (
            "subparagraph a of paragraph 3 of section 6",
            "6 § 3 kohta a alakohta",
        ),
        (
            "subparagraph a of paragraph 3 of subsection 2 of section 6",
            "6 § 2 mom 3 kohta a alakohta",
        ),
        (
            "the introductory part of section 6, subsection 1",
            "6 § 1 mom johd",
        ),
        ("chapter 3 of part II", "II osa 3 luku"),
        ("section 6(2)paragraph 3", "6 § 2 mom 3 kohta"),
        ("6 artikla ja 2 kohta", "6 art; 6 art 2 kohta"),
        (
            "6 artiklan 1 kohdan a alakohdan i–iii alakohta",
            "6 art 1 kohta a alakohta i, ii, iii alakohta",
        ),
        (
            "paragraph 3 of section 6, subsection 2",
            "6 § 2 mom 3 kohta",
        ),
        (
            "paragraph 3 of section 6, the introductory part of section 7",
            "6 § 3 kohta; 7 § johd",
        ),
    ]);
}

#[test]
fn texts_that_are_no_reference_say_where_they_stop_being_one() {
    let cases = [
        ("det inledande stycket i 17 § 2 punkten", 0, PROVISION),
        (
            "det inledande stycket i 17 § 1 mom. 2 punkten underpunkt a",
            0,
            PROVISION,
        ),
        ("det inledande stycket av 17 §", 22, ACT),
        ("luonnoksen 18.8-2014 32 §", 0, PROVISION),
        ("luonnoksen 18-8.2014 32 §", 0, PROVISION),
        ("luonnoksen 31.2.2014", 0, PROVISION),
        ("draft of 18 Augusti 2014", 0, PROVISION),
        ("draft 2014-02-30", 0, PROVISION),
        ("laki 17.8.1992 potilaan asemasta (785/1992)", 0, PROVISION),
        ("- lain (410/2015) 5 §", 0, PROVISION),
        ("asiakirja (410/2015)", 0, PROVISION),
        ("asiakirja 12/2020", 0, PROVISION),
        ("statute 3 1129/1991", 0, PROVISION),
        ("lag 3 § (410/2015)", 0, PROVISION),
        ("lagen 3 (410/2015)", 0, PROVISION),
        ("lagen 17.8.1992", 0, PROVISION),
        ("lagen 17.8.1992 530/1994", 0, PROVISION),
        ("kuntalaki; (410/2015)", 0, PROVISION),
        ("laki (410/2015", 0, PROVISION),
        ("sopimus (SopS 26/1965", 0, PROVISION),
        ("1230/2001, 6 §", 9, SPACE),
        ("1230/2001,", 9, SPACE),
        (", section 6", 0, PROVISION),
        ("1230/2001 6 §;", 15, PROVISION),
        ("1230/2001 6 § .", 14, END),
        ("1230/2001 6 §, 7", 17, PROVISION),
        ("III luokka. 2 §", 0, PROVISION),
        ("IV avd 2 kap.", 0, PROVISION),
        ("2 luvun 3:4 §", 8, PROVISION),
        ("7 A §", 1, PROVISION),
        ("3 t.o.m. 5 §", 1, PROVISION),
        ("43 §:n1 momentissa", 5, ACT),
        ("3 luku3", 1, PROVISION),
        ("6 § 2 momenti", 5, PROVISION),
        ("6 § 2", 5, PROVISION),
        ("6", 1, PROVISION),
        ("", 0, ANY),
        ("6 § (asia)", 5, ACT),
        ("6 §kommunallagen", 4, ACT),
        ("6 § i", 6, ACT),
        ("StVM 37/2001", 0, PROVISION),
        ("R 94/2021 rd", 0, PROVISION),
        ("o 1782/2003", 0, PROVISION),
        ("section b", 0, PROVISION),
        ("chapter a", 0, PROVISION),
        ("section 6 of section 7", 13, ACT),
        ("paragraph 3 in section 6", 12, ACT),
        ("1230/2001\n\n6 §", 10, PROVISION),
        ("6 §\n7 §", 5, PROVISION),
        ("paragraph 2 of the introductory part", 15, ACT),
    ];
    for (text, position, expected) in cases {
        let error = Reference::parse(text).unwrap_err();
        assert_eq!(
            (error.position(), error.expected()),
            (position, expected),
            "{text:?}"
        );
        let rest = oske_types::quoted(text[position..].trim_end());
        assert_eq!(error.found(), rest, "{text:?}");
        // What it gives as an example is read.
        assert!(Reference::parse(error.example()).is_ok(), "{text:?}");
    }
}

#[test]
fn an_error_shows_what_stands_where_the_text_stops_being_a_reference() {
    let error = Reference::parse("kuntalain (410/2015) 6 § 2").unwrap_err();
    assert_eq!(error.found(), "2");
    assert_eq!(error.example(), "1230/2001 6 § 2 mom");
    assert_eq!(
        error.to_string(),
        "`kuntalain (410/2015) 6 § 2` is not a reference to law: at `2` (byte 26) expected a number and the \
         word of its level, as in `1230/2001 6 § 2 mom`",
    );
    let error = Reference::parse("6 § 2 mom. i ").unwrap_err();
    assert_eq!(error.found(), "");
    assert_eq!(error.example(), "6 § i lagen om välfärdsområden (611/2021)");
    assert_eq!(
        error.to_string(),
        "`6 § 2 mom. i ` is not a reference to law: at the end (byte 14) expected the end, another provision, \
         or the act with its number, as in `6 § i lagen om välfärdsområden (611/2021)`",
    );
}
