//! What the finder recognises by what stands before and after a number, and what it passes over.
//!
//! Sentences are built as those of acts, bills and minutes; their numbers are mostly made up.

mod marked;

use marked::{check, check_nothing};
use oske_statute::{Attribution, FoundKind, find};

fn kinds(text: &str) -> Vec<FoundKind> {
    find(text).map(|found| found.kind()).collect()
}

#[test]
fn letters_of_a_list_go_on_at_the_level_of_the_last_letter() {
    check(&[
        ("⟦6 §:n a kohta⟧ ja ⟦c kohta⟧", "6 § a kohta | 6 § c kohta"),
        (
            "⟦6 artiklan 1 kohdan a alakohta⟧ ja ⟦c alakohta⟧",
            "6 art 1 kohta a alakohta | 6 art 1 kohta c alakohta",
        ),
        // A letter without an item before it is of no item that is known.
        ("⟦9 §:n 1 kohta⟧ ja b alakohta", "9 § 1 kohta"),
        ("⟦14 §:n 2 momentti⟧ ja a kohta", "14 § 2 mom"),
    ]);
}

#[test]
fn numbers_that_go_on_from_something_else_are_no_acts() {
    check_nothing(&["lain mukainen tunnus VN-1230/2001"]);
    check(&[
        // Only a treaty's numbers are joined by a hyphen.
        (
            "yleissopimus (SopS ⟦18⟧-⟦19/1990⟧)",
            "SopS 18/1990 | SopS 19/1990",
        ),
        ("SopS ⟦59/1991⟧ ja lain tunnus VN-1230/2001", "SopS 59/1991"),
        (
            "yleissopimuksen (SopS ⟦59/1991⟧) kokoukset 12–13/1995",
            "SopS 59/1991",
        ),
    ]);
}

#[test]
fn a_sign_before_a_number_is_one_of_minutes_unless_an_act_stands_beside_it() {
    check_nothing(&[
        "aluehallituksen pöytäkirjan §:n 47 kohdalla",
        "Aluehallitus § 12",
    ]);
    check(&[
        (
            "Kuntalain (⟦410/2015⟧) mukaan päätettiin. Aluehallitus § 12",
            "410/2015",
        ),
        ("kuntalain ⟦410/2015⟧⟦§ 12⟧", "410/2015 | 410/2015 12 §"),
        // The sign has a number before it already.
        ("Ärende ⟦6 §⟧ 12 i kommunallagen", "6 §"),
        (
            "kirkkolain ⟦14 §:n⟧ ⟦1055/1993⟧ mukainen sanamuoto",
            "14 § | 1055/1993",
        ),
        (
            "kirkkolain ⟦14 a §:n⟧ ⟦1055/1993⟧ mukainen sanamuoto",
            "14 a § | 1055/1993",
        ),
    ]);
}

#[test]
fn acts_of_the_union_are_known_by_letters_or_by_who_gave_them() {
    check(&[
        (
            "neuvoston asetus ⟦(Euratom) N:o 300/2007⟧",
            "(Euratom) No 300/2007",
        ),
        ("neuvoston asetus ⟦EU 2016/679⟧", "(EU) 2016/679"),
        (
            "tietosuoja-asetuksen ⟦EU 2016/679 6 artikla⟧",
            "(EU) 2016/679 6 art",
        ),
        ("komission asetuksen ⟦679/2016⟧", "(EU) 2016/679"),
        ("komission asetuksen (⟦679/2016⟧) mukaan", "(EU) 2016/679"),
        ("EU asetuksen ⟦679/2016⟧", "(EU) 2016/679"),
        ("ETY asetuksen ⟦679/2016⟧", "(EU) 2016/679"),
        // Initials and shortened words are not the letters of a treaty.
        ("Asetus, Ey, ⟦679/2016⟧", "679/2016"),
        ("Ety asetus ⟦679/2016⟧", "679/2016"),
        ("eeg asetus ⟦679/2016⟧", "679/2016"),
        ("see eg the Act ⟦1301/2014⟧", "1301/2014"),
    ]);
    // Without brackets the word is that of the organisation.
    check_nothing(&["kokous Euratom 300/2007"]);
}

#[test]
fn bills_and_documents_of_parliament_are_known_by_their_code_or_session() {
    check(&[
        ("⟦HE:n 56/2021 vp⟧ mukaan", "HE 56/2021 vp"),
        ("⟦HE:ssä 56/2021 vp⟧ ehdotetaan", "HE 56/2021 vp"),
        (
            "⟦HE 56/2021 vp⟧ ja ⟦57/2021 vp⟧",
            "HE 56/2021 vp | HE 57/2021 vp",
        ),
        ("⟦KK 123/2019 vp⟧", "KK 123/2019 vp"),
        ("⟦PeVL 12/2017⟧", "PeVL 12/2017 vp"),
        ("⟦TALVM 12/2020⟧", "TALVM 12/2020 vp"),
        ("⟦EV 44/2021⟧", "EV 44/2021 vp"),
        ("Asetus ⟦812/2000⟧ on kumottu", "812/2000"),
        // Longer than any code of a committee, and so the abbreviation of an act.
        ("LiikVL ⟦279/1959⟧", "279/1959"),
        ("⟦HE 56/2021 vp⟧. Kertomus 57/2021 vp", "HE 56/2021 vp"),
    ]);
    check_nothing(&[
        "edustajan kysymys 12/2020 vp",
        // A ministry, not a committee.
        "LVM 12/2020",
        "TALOUSVM 12/2020",
    ]);
}

#[test]
fn a_number_that_could_be_a_year_is_no_number_of_an_act() {
    check(&[("lain ⟦1899/2020⟧ mukaan", "1899/2020")]);
    check_nothing(&["lain 1900/2020 mukaan"]);
}

#[test]
fn a_number_with_its_year_first_needs_an_act_near_it_or_in_front_of_its_brackets() {
    check(&[
        ("lain ⟦2000/812⟧ mukaan", "812/2000"),
        (
            "lain sosiaalihuollon asiakkaan asemasta ja oikeuksista (⟦2000/812⟧) mukaan",
            "812/2000",
        ),
    ]);
    check_nothing(&[
        "lain mukaan asiakas sai oikeuden palveluun maksuerässä 2000/812 ja",
        "lain mukaan asiakas (ks. tilasto) sai oikeuden palveluun maksuerässä 2000/812",
    ]);
}

#[test]
fn a_number_that_opens_a_bracket_is_an_act_unless_a_document_is_named_near_it() {
    check(&[
        ("Kunnanhallitus käsitteli asian (⟦32/2001⟧)", "32/2001"),
        (
            "ohjeessa on käsitelty useita eri asioita ja uutta menettelyä (⟦812/2000⟧)",
            "812/2000",
        ),
        ("Säännöstö (⟦7/1982) 5 §⟧", "7/1982 5 §"),
        ("Säännöstö (7/1982) ⟦5 luku⟧", "5 luku"),
        ("säännökset (⟦812/2000⟧, ⟦410/2015⟧)", "812/2000 | 410/2015"),
        ("säännökset (L ⟦812/2000⟧)", "812/2000"),
        ("säännökset (N:o ⟦812/2000⟧)", "812/2000"),
        (
            "säännökset (jäljempänä tukisäännöt, ⟦812/2000⟧)",
            "812/2000",
        ),
        (
            "säännökset (⟦812/2000⟧ ja tähän kuuluu pitkä selitys joka ei enää ole luettelo, 410/2015)",
            "812/2000",
        ),
        ("säännökset (⟦410/2015⟧) ja ⟦5/2016⟧", "410/2015 | 5/2016"),
    ]);
    check_nothing(&[
        "valituksen (812/2000)",
        // A day of a month, and a year of two digits, need an act.
        "Kunnanhallitus käsitteli asian (31/2001)",
        "Kunnanhallitus käsitteli asian (812/00)",
        "säännökset (ks. tilasto 812/2000)",
        "säännökset (ks. tilasto) 32/2001",
    ]);
}

#[test]
fn abbreviations_of_decrees_stand_before_their_number() {
    check(&[
        ("STMA ⟦1230/2001⟧", "1230/2001"),
        ("STMa ⟦1230/2001⟧", "1230/2001"),
        ("STMp ⟦1230/2001⟧", "1230/2001"),
        ("OMA ⟦1230/2001⟧", "1230/2001"),
        ("TEMMA ⟦1230/2001⟧", "1230/2001"),
    ]);
    check_nothing(&[
        "KELA 1230/2001",
        "KEP 1230/2001",
        "VNOS 1230/2001",
        "AMK 1230/2001",
        "Oma 1230/2001",
        "TEMMMA 1230/2001",
        "omaVNA 1230/2001",
    ]);
}

#[test]
fn decisions_are_acts_where_the_government_or_a_ministry_gave_them() {
    check(&[
        ("valtioneuvoston päätöksen ⟦731/1999⟧", "731/1999"),
        ("VN:n päätöksen ⟦731/1999⟧", "731/1999"),
        ("ministeriets beslut ⟦731/1999⟧", "731/1999"),
        ("sellaisena kuin se on päätöksessä ⟦731/1999⟧", "731/1999"),
    ]);
    check_nothing(&[
        "lautakunnan päätöksen 731/1999",
        "lain mukaan tehdyn päätöksen 731/1999",
    ]);
}

#[test]
fn a_date_and_a_number_after_a_court_are_those_of_its_decision() {
    check(&[("Asetus ⟦13.4.2018/1753⟧", "1753/2018")]);
    check_nothing(&[
        "KHO 13.4.2018/1753",
        "Korkein hallinto-oikeus 13.4.2018/1753",
        "Korkeimman hallinto-oikeuden ratkaisu 13.4.2018/1753",
        "Korkeimman hallinto-oikeuden 13.4.2018/1753",
        "Högsta förvaltningsdomstolen 13.4.2018/1753",
        "högsta domstol 13.4.2018/1753",
        "13.4.2018/1753 HFD:2018:51",
    ]);
}

#[test]
fn the_treaty_series_is_named_at_most_four_words_before_its_number() {
    check(&[
        ("FördrS ⟦59/1991⟧", "SopS 59/1991"),
        ("Fördragsserien ⟦59/1991⟧", "SopS 59/1991"),
        (
            "Suomen säädöskokoelman sopimussarjan ⟦59/1991⟧",
            "SopS 59/1991",
        ),
        ("lain SopS ⟦59/1991⟧", "SopS 59/1991"),
        // The act is nearer.
        ("SopS lain ⟦59/1991⟧", "59/1991"),
        ("SopS yksi kaksi kolme ⟦59/1991⟧", "SopS 59/1991"),
    ]);
    check_nothing(&["SopS yksi kaksi kolme neljä 59/1991"]);
}

#[test]
fn a_title_that_ends_just_before_a_number_may_be_of_documents() {
    check(&[
        ("laki asiakirjojen julkisuudesta ⟦621/1999⟧", "621/1999"),
        ("laki hakemuksen käsittelystä ⟦621/1999⟧", "621/1999"),
        ("laki lupien hakemisesta ⟦812/2000⟧", "812/2000"),
    ]);
    check_nothing(&[
        "laki hakemuksen käsittely 621/1999",
        "laissa sanotaan lausunnosta 812/2000",
    ]);
}

#[test]
fn a_number_is_of_an_act_named_in_the_same_sentence() {
    check(&[
        ("Perustuu lakiin. uusi ⟦812/2000⟧ on toinen.", "812/2000"),
        // Points between letters end no sentence.
        ("Lain on vahvistanut U.K.Kekkonen ⟦812/2000⟧", "812/2000"),
        ("lain\n⟦812/2000⟧", "812/2000"),
    ]);
    check_nothing(&[
        "Säädös perustuu lakiin. Numero 812/2000 on toinen.",
        "Perustuu lakiin. Uusi 812/2000 on toinen.",
        "lain\n\n812/2000",
    ]);
}

#[test]
fn an_act_is_looked_for_thirty_words_and_three_hundred_bytes_back() {
    let words = |count: usize| find(&format!("Lain {}812/2000", "ja ".repeat(count))).count();
    assert_eq!(words(29), 1);
    assert_eq!(words(30), 0);
    let long_words = |bytes: usize| {
        let text = format!("{}{}", "aloituksen ".repeat(28), "a".repeat(bytes));
        find(&format!("Lain {text} 812/2000")).count()
    };
    assert_eq!(long_words(10), 1);
    assert_eq!(long_words(11), 0);
    // A year of two digits needs its act within two words, and a word of more than 64 bytes counts as two.
    let one_word = |bytes: usize| find(&format!("lain {} 12/99", "a".repeat(bytes))).count();
    assert_eq!(one_word(64), 1);
    assert_eq!(one_word(65), 0);
}

#[test]
fn an_act_that_amends_governs_nothing_after_it() {
    check(&[
        ("genom lag ⟦530/1994⟧ har ⟦5 §⟧ ändrats", "530/1994 | 5 §"),
        (
            "kuntalain (⟦410/2015) 5 §⟧ (muut. ⟦204/2015⟧) ja ⟦6 §⟧",
            "410/2015 5 § | 204/2015 | 410/2015 6 §",
        ),
        (
            "kuntalain ⟦5 §⟧ (muut. ⟦204/2015⟧) ja ⟦6 §⟧",
            "kuntalaki 5 § | 204/2015 | kuntalaki 6 §",
        ),
        (
            "kommunallagen (⟦410/2015) 5 §⟧, (ändr. ⟦204/2015⟧) och ⟦6 §⟧",
            "410/2015 5 § | 204/2015 | 410/2015 6 §",
        ),
        // The line breaks where the sentence had a comma.
        (
            "sellaisena kuin niistä on ⟦5 §⟧ laissa ⟦175/2019⟧\n⟦6 §⟧ laissa ⟦176/2019⟧,",
            "5 § | 175/2019 | 6 § | 176/2019",
        ),
        (
            "the Social Welfare Act (⟦1301/2014⟧), as amended by Act ⟦481/2015⟧, ⟦section 8⟧",
            "1301/2014 | 481/2015 | 1301/2014 8 §",
        ),
    ]);
}

#[test]
fn a_title_with_its_number_governs_what_follows() {
    check(&[
        (
            "lag om stöd för närståendevård ⟦937/2005⟧ tillämpas. Enligt ⟦5 §⟧ gäller",
            "937/2005 | 937/2005 5 §",
        ),
        (
            "kuntalain ⟦5 §⟧, hallintolain (⟦434/2003⟧) mukaan ⟦6 §⟧",
            "kuntalaki 5 § | 434/2003 | 434/2003 6 §",
        ),
        (
            "kuntalain ⟦5 §:n⟧ (⟦410/2015⟧) ja ⟦6 §⟧",
            "kuntalaki 5 § | 410/2015 | 410/2015 6 §",
        ),
        (
            "⟦Section 7 of the Social Welfare Act (1301/2014⟧) and the Act on Centres (⟦1230/2001), section 6⟧ of that Act",
            "1301/2014 7 § | 1230/2001 6 §",
        ),
    ]);
}

#[test]
fn a_treaty_has_articles_and_an_act_has_sections() {
    check(&[
        (
            "yleissopimuksen (SopS ⟦19/1990⟧) ⟦21 §:n⟧ kannalta",
            "SopS 19/1990 | 21 §",
        ),
        (
            "sopimussarjassa (⟦59/1991⟧) julkaistun sopimuksen ⟦5 artikla⟧",
            "SopS 59/1991 | SopS 59/1991 5 art",
        ),
    ]);
    // The Union is named near it, and the treaty is another.
    assert_eq!(
        kinds("sopimussarjassa (59/1991) julkaistun EU:n sopimuksen 5 artikla"),
        [FoundKind::Statute, FoundKind::Article]
    );
    assert_eq!(kinds("yleissopimuksen 5 artikla"), [FoundKind::Article]);
    assert_eq!(kinds("6 artikla EU:n direktiivissä"), [FoundKind::Eu]);
    assert_eq!(kinds("6 artikla yleissopimuksessa"), [FoundKind::Article]);
}

#[test]
fn a_part_is_read_before_its_chapters_and_sections_only() {
    check(&[
        ("kirkkolain ⟦III osan 5 §⟧", "III osa 5 §"),
        ("kirkkolain ⟦III osan 2 luku⟧", "III osa 2 luku"),
        ("kirkkolain III osan ⟦2 momentti⟧", "2 mom"),
        ("⟦II avd. 3 kap. 5 §⟧", "II osa 3 luku 5 §"),
        ("II osan, ⟦5 §⟧", "5 §"),
    ]);
}

#[test]
fn an_introduction_is_that_of_a_section_or_a_moment() {
    check(&[
        ("⟦det inledande stycket i 5 § 1 mom.⟧", "5 § 1 mom johd"),
        (
            "det inledande stycket i ⟦5 § 1 mom. 2 punkten⟧",
            "5 § 1 mom 2 kohta",
        ),
        ("det inledande stycket i ⟦5 artikeln⟧", "5 art"),
    ]);
}

#[test]
fn english_places_need_an_act() {
    check(&[
        ("⟦point (1) of section 6⟧ of the Act", "6 § 1 kohta"),
        (
            "the Social Welfare Act (⟦1301/2014⟧) applies. Under ⟦section 7⟧ the county decides",
            "1301/2014 | 1301/2014 7 §",
        ),
        (
            "the Social Welfare Act (⟦1301/2014⟧) applies. See section 7 of this report",
            "1301/2014",
        ),
        (
            "⟦Article 6 of Implementing Decision (EU) 2016/679⟧",
            "(EU) 2016/679 6 art",
        ),
        ("⟦Article 6⟧ of the Directive", "6 art"),
    ]);
}

#[test]
fn items_of_lists_contracts_and_appendices_are_no_provisions() {
    check_nothing(&[
        "sopimuksen 5 kohta",
        "liitteen 1:n 1 kohta",
        "liitteen 3 kohta",
    ]);
    // Contracts have sections too, as one would cite an act's.
    check(&[
        ("sopimuksen ⟦5 §⟧", "5 §"),
        ("sopimuksen ⟦5 §:n 2 momentti⟧", "5 § 2 mom"),
    ]);
}

#[test]
fn sections_of_minutes_stand_alone_and_are_not_inflected() {
    check_nothing(&[
        "Khall 48 §",
        "57 § KOKOUKSEN LAILLISUUS",
        "Kunnanhallitus 12.3.2024 57 §",
    ]);
    check(&[
        ("Khall ⟦48 § 2 mom.⟧", "48 § 2 mom"),
        ("Khall ⟦48 § 2 kohta⟧", "48 § 2 kohta"),
        ("Khall ⟦48 §:n⟧ mukaan", "48 §"),
        ("⟦57 §:n⟧ MUKAISESTI", "57 §"),
        ("⟦2 kap. 5 §⟧ ALLMÄNNA BESTÄMMELSER", "2 luku 5 §"),
        // No dates.
        ("Y-tunnus 12345678 ⟦57 §⟧", "57 §"),
        ("kohta 1.2.3 ⟦57 §⟧", "57 §"),
        ("Päätetty 12.3.2024. ⟦57 §⟧", "57 §"),
    ]);
}

#[test]
fn chapter_and_section_are_joined_by_a_colon_after_an_abbreviation() {
    check(&[
        ("⟦RL 99:1⟧", "rikoslaki 99 luku 1 §"),
        ("⟦RL 24:1.2⟧", "rikoslaki 24 luku 1 § 2 mom"),
        (
            "TVL ⟦3 §⟧ ja AVL ⟦5 §⟧",
            "tuloverolaki 3 § | arvonlisäverolaki 5 §",
        ),
    ]);
    check_nothing(&["RL 199:4"]);
}

#[test]
fn articles_follow_their_word() {
    check(&[
        ("enligt ⟦art. 6⟧ i konventionen", "6 art"),
        (
            "enligt ⟦art. 58.4⟧ i dataskyddsförordningen",
            "58 art 4 kohta",
        ),
        ("yleissopimuksen ⟦5 artikla⟧ 6 kappale", "5 art"),
        // The word stands before the first of a list only.
        (
            "⟦artiklarna 6.1 c⟧ och ⟦9.2 g⟧",
            "6 art 1 kohta c alakohta | 9 art 2 kohta g alakohta",
        ),
        (
            "⟦artiklarna 6.1 c⟧ och 9 personer",
            "6 art 1 kohta c alakohta",
        ),
        (
            "⟦artiklarna 6.1 c⟧. Summan 9.2 e",
            "6 art 1 kohta c alakohta",
        ),
        ("⟦6 artiklan 1 kohta⟧ ja 9.2", "6 art 1 kohta"),
    ]);
}

#[test]
fn what_is_new_is_put_where_the_text_says() {
    check(&[
        (
            "muutetaan ⟦5 §:ää⟧ siten, että siihen lisätään uusi ⟦3 momentti⟧",
            "5 § | 5 § 3 mom",
        ),
        (
            "Kumotaan ⟦7 luvun 3 §⟧. Lakiin lisätään uusi ⟦5 §⟧",
            "7 luku 3 § | 5 §",
        ),
    ]);
}

#[test]
fn an_abbreviation_names_an_act_and_a_lone_letter_does_not() {
    check(&[
        (
            "Kuntalain (⟦410/2015) 5 §⟧, liite L ja sen ⟦6 §⟧",
            "410/2015 5 § | 410/2015 6 §",
        ),
        (
            "Kuntalain (⟦410/2015) 5 §⟧, luokka B ja sen ⟦6 §⟧",
            "410/2015 5 § | 410/2015 6 §",
        ),
        (
            "Kuntalain (⟦410/2015⟧) säätämisestä ks. ⟦PeVL 12/2017 vp⟧. Sen ⟦5 §⟧",
            "410/2015 | PeVL 12/2017 vp | 410/2015 5 §",
        ),
        (
            "Kuntalain (⟦410/2015⟧) ja YK:n sopimus. Sen ⟦5 §⟧",
            "410/2015 | 410/2015 5 §",
        ),
        (
            "Kuntalain (⟦410/2015⟧) ja YmpäristöVL:n mukaan ⟦5 §⟧",
            "410/2015 | 5 §",
        ),
        // At most 24 bytes: longer words are no abbreviations.
        (
            "Kuntalain (⟦410/2015) 5 §⟧ ja TerveydenhuoltohenkilöL ⟦6 §⟧",
            "410/2015 5 § | 6 §",
        ),
        (
            "Kuntalain (⟦410/2015) 5 §⟧ ja TerveydenhuoltohenkilötL ⟦6 §⟧",
            "410/2015 5 § | 410/2015 6 §",
        ),
    ]);
}

#[test]
fn how_an_act_is_known_is_told() {
    let attributions =
        |text| -> Vec<Attribution> { find(text).map(|found| found.attribution()).collect() };
    assert_eq!(
        attributions("Kuntalain (410/2015) 5 § ja 6 §, hallintolain 7 §. Tämän lain 8 §"),
        [
            Attribution::Written,
            Attribution::HandedOn,
            Attribution::Named,
            Attribution::Unknown
        ]
    );
}
