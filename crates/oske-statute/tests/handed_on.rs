//! To which act a reference belongs: the one that is handed on, and the one that follows it.
//!
//! Sentences are built as those of acts and bills; their numbers are mostly made up.

mod marked;

use marked::{check, read};

#[test]
fn another_act_ends_what_the_first_handed_on() {
    check(&[
        (
            "Kuntalain (⟦410/2015⟧) nojalla annetun asetuksen ⟦5 §⟧",
            "410/2015 | 5 §",
        ),
        (
            "Kuntalain (⟦410/2015⟧) nojalla annettuun asetukseen ⟦5 §⟧",
            "410/2015 | 5 §",
        ),
        (
            "Kuntalain (⟦410/2015⟧) mukaan, valtioneuvoston asetuksen ⟦5 §⟧",
            "410/2015 | 5 §",
        ),
        (
            "Kuntalain (⟦410/2015) 5 §⟧. Asetus lastenkodeista. Sen ⟦6 §⟧",
            "410/2015 5 § | 6 §",
        ),
        (
            "Kuntalain (⟦410/2015) 5 §⟧. Tämän lain ⟦6 §⟧",
            "410/2015 5 § | 6 §",
        ),
        (
            "Kuntalain (⟦410/2015) 5 §⟧. Hallintolaissa on ⟦6 §⟧",
            "410/2015 5 § | hallintolaki 6 §",
        ),
        (
            "Kommunallagen (⟦410/2015) 5 §⟧. Lag om klienthandlingar. ⟦6 §⟧",
            "410/2015 5 § | 6 §",
        ),
        (
            "Kuntalain (⟦410/2015) 5 §⟧. Valtioneuvoston päätöksen ⟦6 §⟧",
            "410/2015 5 § | 6 §",
        ),
        // These name no other act.
        (
            "Kuntalain (⟦410/2015) 5 §⟧. Asetuksen ⟦6 §⟧",
            "410/2015 5 § | 410/2015 6 §",
        ),
        (
            "Kuntalain (⟦410/2015⟧) mukaan ministeriön lausunto. Sen ⟦6 §⟧",
            "410/2015 | 410/2015 6 §",
        ),
        (
            "Kuntalain (⟦410/2015⟧) mukaan kunnan päätöksen mukaan ⟦6 §⟧",
            "410/2015 | 410/2015 6 §",
        ),
        (
            "Kuntalain (⟦410/2015) 5 §⟧, sellaisena kuin se on valtioneuvoston päätöksen mukaan, ⟦6 §⟧",
            "410/2015 5 § | 410/2015 6 §",
        ),
        // What stands in an address is not read.
        (
            "Hallintolain ⟦5 §⟧, ks. www.esimerkki.fi/2020/kuntalaki. Sen ⟦6 §⟧",
            "hallintolaki 5 § | hallintolaki 6 §",
        ),
    ]);
}

#[test]
fn an_english_act_is_handed_on_until_another_title() {
    check(&[
        (
            "The Social Welfare Act lays down the services. Under ⟦section 7⟧, the county decides",
            "sosiaalihuoltolaki 7 §",
        ),
        (
            "The Social Welfare Act (⟦1301/2014⟧) applies. Under Annual Assessment rules, ⟦section 7⟧ applies",
            "1301/2014 | 1301/2014 7 §",
        ),
        (
            "The Social Welfare Act (⟦1301/2014⟧) applies, and under the Act ⟦section 7⟧ too",
            "1301/2014 | 1301/2014 7 §",
        ),
        // Another act, of which nothing more is known, so that nothing tells what the section is of.
        (
            "The Social Welfare Act (⟦1301/2014⟧) applies. An act, the Act on Centres, differs. Under section 7, the county decides",
            "1301/2014",
        ),
        (
            "The Social Welfare Act (⟦1301/2014⟧) applies. By the Act concerning Centres and section 7, the county decides",
            "1301/2014",
        ),
        (
            "The Social Welfare Act (⟦1301/2014⟧) applies. In this Act, section 7 differs",
            "1301/2014",
        ),
        (
            "The Social Welfare Act (⟦1301/2014⟧) applies. The Foreign Act differs. Under section 7, the county decides",
            "1301/2014",
        ),
    ]);
}

#[test]
fn another_name_of_the_same_act_changes_nothing() {
    check(&[
        (
            "Lagen (⟦423/1988⟧), nedan budgetlagen, ändrades och ⟦3 b §⟧",
            "423/1988 | 423/1988 3 b §",
        ),
        (
            "Lagen (⟦423/1988⟧), härefter budgetlagen, ändrades och ⟦3 b §⟧",
            "423/1988 | 423/1988 3 b §",
        ),
        (
            "Lakiin (⟦423/1988⟧), jäljempänä talousarviolaki, lisättiin ⟦3 b §⟧",
            "423/1988 | 423/1988 3 b §",
        ),
        (
            "maankäyttö- ja rakennuslain (⟦132/1999⟧) (MRL) ⟦5 §⟧",
            "132/1999 | 132/1999 5 §",
        ),
        (
            "lain (⟦410/2015⟧, sosiaalihuoltolaki) ⟦5 §⟧",
            "410/2015 | 410/2015 5 §",
        ),
        // The bracket of another name is not the number's.
        (
            "lain ⟦410/2015⟧(sosiaalihuoltolaki) ⟦5 §⟧",
            "410/2015 | sosiaalihuoltolaki 5 §",
        ),
        (
            "kuntalain (⟦410/2015⟧) mukaan (MRL ⟦5 §⟧)",
            "410/2015 | 5 §",
        ),
    ]);
}

#[test]
fn an_act_is_handed_on_for_eight_hundred_bytes() {
    let sixth = |bytes: usize| {
        let gap = format!(" {} ", "x".repeat(bytes - 2));
        read(&format!("Kuntalain (410/2015) 5 §{gap}6 §")).references
    };
    assert_eq!(sixth(800), "410/2015 5 § | 410/2015 6 §");
    assert_eq!(sixth(801), "410/2015 5 § | 6 §");
}

#[test]
fn of_a_long_gap_its_end_is_read() {
    let filler = "kirjoituksia ".repeat(70);
    let far = format!("Ote: kuntalaki {filler} 5 §");
    assert_eq!(read(&far).references, "5 §");
    let near = format!("Ote: {filler} kuntalain ääni koskee 5 §");
    assert_eq!(read(&near).references, "kuntalaki 5 §");
    // A letter of two bytes may stand where reading begins again.
    for shift in ["", "x"] {
        let letters = format!("{shift}{}", "ä".repeat(450));
        let near = format!("{letters} kuntalain {letters} kuntalain 5 §");
        assert_eq!(read(&near).references, "kuntalaki 5 §");
    }
}

#[test]
fn a_paragraph_ends_what_was_handed_on_in_any_line_ending() {
    check(&[
        (
            "Kuntalain (⟦410/2015) 5 §⟧.\r\n\r\n⟦6 §⟧ on toinen asia.",
            "410/2015 5 § | 6 §",
        ),
        (
            "Kuntalain (⟦410/2015) 5 §⟧.\r\n⟦6 §⟧ on toinen asia.",
            "410/2015 5 § | 410/2015 6 §",
        ),
    ]);
}

#[test]
fn spaces_that_do_not_break_join_a_list_too() {
    for space in ['\u{a0}', '\u{2009}', '\u{202f}'] {
        let text = format!("kuntalain 5 §:n 1 momentti{space}ja 2 momentti");
        assert_eq!(
            read(&text).references,
            "kuntalaki 5 § 1 mom | kuntalaki 5 § 2 mom"
        );
    }
}

#[test]
fn where_amendments_stand_ends_with_the_sentence() {
    check(&[
        (
            "Pykälä on voimassa sellaisena kuin se on laissa ⟦175/2019⟧. Sosiaalihuoltolain ⟦5 § (1301/2014⟧)",
            "175/2019 | 1301/2014 5 §",
        ),
        (
            "sådan ⟦4 §⟧ lyder i lag ⟦175/2019⟧. Enligt ⟦5 § i lag 410/2015⟧ föreskrivs",
            "4 § | 175/2019 | 410/2015 5 §",
        ),
    ]);
}

#[test]
fn a_number_in_brackets_follows_its_section() {
    check(&[
        ("kuntalain ⟦5 §⟧ 1484/2016", "kuntalaki 5 §"),
        ("kuntalain ⟦5 §⟧(⟦1484/2016⟧)", "kuntalaki 5 § | 1484/2016"),
    ]);
}

#[test]
fn a_swedish_act_follows_its_section() {
    check(&[
        (
            "⟦5 §⟧ i kommunallagen. ⟦6 §⟧",
            "kuntalaki 5 § | kuntalaki 6 §",
        ),
        ("⟦5 § i lag 530/1994⟧", "530/1994 5 §"),
        ("⟦5 § statsrådets förordning 1230/2001⟧", "1230/2001 5 §"),
        (
            "⟦5 § i jord- och skogsbruksministeriets förordning (1230/2001⟧)",
            "1230/2001 5 §",
        ),
        ("⟦5 §⟧i kommunallagen", "5 §"),
        ("⟦5 §⟧ , kommunallagen", "5 §"),
        ("⟦5 §⟧ social lag ⟦1230/2001⟧", "5 § | 1230/2001"),
        // Years first, or short, tell too little where no bracket says that it is a number.
        ("⟦5 §⟧ i lag ⟦2000/812⟧", "5 § | 812/2000"),
        ("⟦5 §⟧ i lag ⟦530/94⟧", "5 § | 530/1994"),
        ("⟦5 §⟧ i lag 2019/2020", "5 §"),
    ]);
}

#[test]
fn the_number_of_a_title_is_in_its_first_brackets() {
    check(&[
        (
            "⟦5 § i lagen om stöd för närståendevård (937/2005⟧). ⟦6 §⟧",
            "937/2005 5 § | 937/2005 6 §",
        ),
        (
            "⟦5 § i lagen om vård inom\nhälsovården (530/1994⟧)",
            "530/1994 5 §",
        ),
        (
            "⟦5 § i lagen om vård. inom hälsovården (530/1994⟧)",
            "530/1994 5 §",
        ),
        ("⟦5 §⟧ i lagen om vård; (⟦530/1994⟧)", "5 § | 530/1994"),
        ("⟦5 §⟧ i lagen om vård: (⟦530/1994⟧)", "5 § | 530/1994"),
        ("⟦5 §⟧ i lagen om vård) och (⟦530/1994⟧)", "5 § | 530/1994"),
        (
            "⟦5 §⟧ i lagen om vård. Lagen (⟦530/1994⟧)",
            "5 § | 530/1994",
        ),
        (
            "⟦5 §⟧ i lagen om vård\n\ninom hälsovården (⟦530/1994⟧)",
            "5 § | 530/1994",
        ),
        ("⟦5 §⟧ i lagen om vård, § i (⟦530/1994⟧)", "5 § | 530/1994"),
        // Another act in the list has its own number.
        (
            "⟦5 §⟧ i lagen om vård och ⟦6 § i lagen om stöd (530/1994⟧)",
            "5 § | 530/1994 6 §",
        ),
        (
            "⟦5 §⟧ i lagen om vård samt förordningen om stöd (⟦530/1994⟧)",
            "5 § | 530/1994",
        ),
    ]);
}

#[test]
fn a_title_is_read_for_three_hundred_and_twenty_bytes() {
    let titled = |bytes: usize| {
        let title = format!("{} ", "v".repeat(bytes - 4));
        read(&format!("5 § i lagen om {title}(530/1994)")).references
    };
    assert_eq!(titled(319), "530/1994 5 §");
    assert_eq!(titled(320), "5 § | 530/1994");
}

#[test]
fn an_act_of_the_union_follows_its_article() {
    check(&[
        (
            "⟦artikel 6 i förordning (EU) 2016/679⟧",
            "(EU) 2016/679 6 art",
        ),
        (
            "⟦artikel 6 i rådets nya förordning o.d. i (EU) 2016/679⟧",
            "(EU) 2016/679 6 art",
        ),
        (
            "⟦artikel 6 i direktivet av den 27 april 2016 (EU) 2016/679⟧",
            "(EU) 2016/679 6 art",
        ),
        (
            "⟦artikel 6⟧ i rådets förordning; ⟦(EU) 2016/679⟧",
            "6 art | (EU) 2016/679",
        ),
        (
            "⟦artikel 6⟧ i rådets förordning, ⟦(EU) 2016/679⟧",
            "6 art | (EU) 2016/679",
        ),
        (
            "⟦artikel 6⟧ i rådets förordning. I ⟦(EU) 2016/679⟧",
            "6 art | (EU) 2016/679",
        ),
        (
            "⟦artikel 6⟧ i förordningen och § i ⟦(EU) 2016/679⟧",
            "6 art | (EU) 2016/679",
        ),
        (
            "⟦artikel 6⟧ i förordningen och artikel i ⟦(EU) 2016/679⟧",
            "6 art | (EU) 2016/679",
        ),
        (
            "⟦artikel 6⟧ i konventionen samt förordning ⟦(EU) 2016/679⟧",
            "6 art | (EU) 2016/679",
        ),
        // Another number ends the title.
        (
            "⟦artikel 6⟧ i direktivet ⟦530/1994⟧ om ⟦(EU) 2016/679⟧",
            "6 art | (EC) No 530/1994 | (EU) 2016/679",
        ),
        (
            "⟦artikel 6⟧ i direktivet ⟦5 kap.⟧ ⟦(EU) 2016/679⟧",
            "6 art | 5 luku | (EU) 2016/679",
        ),
        // It is handed on to no article after it, which may be of another.
        (
            "⟦artikel 5 i förordning (EU) 2016/679⟧. ⟦Artikel 7⟧",
            "(EU) 2016/679 5 art | 7 art",
        ),
    ]);
}

#[test]
fn an_act_of_the_union_is_looked_for_within_three_hundred_and_twenty_bytes() {
    let titled = |bytes: usize| {
        let title = format!("i {} ", "v".repeat(bytes - 3));
        read(&format!("artikel 6 {title}95/46/EG")).references
    };
    assert_eq!(titled(319), "1995/46/EC 6 art");
    assert_eq!(titled(320), "6 art | 1995/46/EC");
}
