//! The pieces that references are made of, as texts have them: spaces, broken words, letters of numbers,
//! lists, prepositions, numbers of notes, endings.

mod marked;

use marked::{check, check_nothing};

#[test]
fn a_sign_may_stand_on_the_next_line_but_not_in_the_next_paragraph() {
    check(&[
        ("kuntalain ⟦5\n§⟧", "kuntalaki 5 §"),
        (
            "kuntalain ⟦5\u{2009}§:n 1\u{2009}momentti⟧",
            "kuntalaki 5 § 1 mom",
        ),
        (
            "kuntalain ⟦5\u{202f}§:n 1\u{202f}momentti⟧",
            "kuntalaki 5 § 1 mom",
        ),
    ]);
    check_nothing(&["kuntalain 5\n\n§"]);
}

#[test]
fn a_word_that_a_line_breaks_is_one_word() {
    check(&[
        ("⟦5 §:n 2 mo-\nmentti⟧", "5 § 2 mom"),
        ("⟦5 §:n 2 momentti⟧-", "5 § 2 mom"),
        // What follows is no rest of the word.
        ("⟦5 §:n⟧ 2 mo-\n1 mentti", "5 §"),
        ("⟦5 §:n⟧ 2 mo-\n, mentti", "5 §"),
        ("sosiaalihuolto-\nlain ⟦7 §⟧", "sosiaalihuoltolaki 7 §"),
        // Without a line's end the hyphen leaves out the rest of the word.
        (
            "Kuntalain (⟦410/2015) 3 §⟧, sosiaalihuolto- lain ⟦7 §⟧",
            "410/2015 3 § | 410/2015 7 §",
        ),
        (
            "Kuntalain (⟦410/2015) 3 §⟧, sosiaalihuolto\nlain ⟦7 §⟧",
            "410/2015 3 § | 410/2015 7 §",
        ),
        ("hallinto\u{ad}lain ⟦23 §⟧", "hallintolaki 23 §"),
        ("hallinto\u{ad} lain ⟦23 §⟧", "23 §"),
    ]);
}

#[test]
fn a_letter_before_a_number_takes_it_along_and_a_sign_does_not() {
    check(&[
        ("⟦5 §⟧×⟦2 mom⟧", "5 § | 2 mom"),
        ("÷⟦5 §⟧", "5 §"),
        ("kuntalain ⟦5 §⟧—⟦6 §⟧", "kuntalaki 5 § | kuntalaki 6 §"),
        ("“⟦5 §⟧", "5 §"),
        ("€⟦5 §⟧", "5 §"),
        ("№⟦5 §⟧", "5 §"),
    ]);
    check_nothing(&["α5 §", "ä5 §", "Ä5 §", "5 α §", "lain 410/2015α mukaan"]);
}

#[test]
fn a_number_has_three_digits_and_at_most_one_letter() {
    check(&[
        ("⟦999 §⟧", "999 §"),
        ("⟦5a §⟧", "5 a §"),
        ("⟦5A §⟧", "5 a §"),
        ("⟦5 a §⟧", "5 a §"),
        ("⟦5ä §⟧", "5 ä §"),
        ("⟦5Ä §⟧", "5 ä §"),
        ("⟦5 ä §⟧", "5 ä §"),
        ("⟦5a-b §⟧", "5 a, 5 b §"),
        ("⟦4 a–c §⟧", "4 a–4 c §"),
        ("⟦4 a ja c §⟧", "4 a, 4 c §"),
        ("⟦5–7 a §⟧", "5–7, 7 a §"),
    ]);
    check_nothing(&[
        "1000 §",
        "0999 §",
        "007 §",
        "12345 §",
        "5ab §",
        "5 ab §",
        // A capital after a space begins something else.
        "5 A §",
        "5 Ä §",
        "4 a ja C §",
    ]);
}

#[test]
fn a_number_and_k_or_p_are_an_item_unless_a_sign_follows() {
    check(&[
        ("⟦5 §:n 2 k.⟧", "5 § 2 kohta"),
        ("⟦5 §:n 2 p.⟧", "5 § 2 kohta"),
        ("⟦5 §:n 2 k⟧ 3 a", "5 § 2 kohta"),
        ("⟦2 k §⟧", "2 k §"),
        ("⟦5 § 1 mom. 2 p⟧ i lagen", "5 § 1 mom 2 kohta"),
    ]);
}

#[test]
fn members_of_a_list_are_joined_by_commas_and_connectors() {
    check(&[
        ("⟦5 §⟧,⟦6 §⟧", "5 § | 6 §"),
        ("⟦5 §⟧,ja ⟦6 §⟧", "5 § | 6 §"),
        ("⟦5, 6 ja 7 §⟧", "5–7 §"),
        ("⟦5 ja/tai 6 §⟧", "5, 6 §"),
        ("⟦5 ja/tai6 §⟧", "5, 6 §"),
        // The letter of a number is none of *ja*.
        ("5ja ⟦6 §⟧", "6 §"),
    ]);
    check_nothing(&["5 ja/6 §"]);
}

#[test]
fn letters_name_points_where_they_are_small_and_stand_alone() {
    check(&[
        ("⟦9 §:n 1 kohdan a-alakohta⟧", "9 § 1 kohta a alakohta"),
        (
            "⟦9 §:n 1 kohdan a ja i alakohta⟧",
            "9 § 1 kohta a, i alakohta",
        ),
        ("⟦9 §:n 1 kohdan⟧ A alakohta", "9 § 1 kohta"),
        ("⟦9 §:n 1 kohdan⟧ a ja B alakohta", "9 § 1 kohta"),
        ("⟦9 §:n 1 kohdan⟧ a1 alakohta", "9 § 1 kohta"),
        // *m.m.* and *o.d.* are words.
        ("⟦artikel 6.1⟧ m.m.", "6 art 1 kohta"),
        ("⟦artikel 6.1⟧ o.d.", "6 art 1 kohta"),
    ]);
}

#[test]
fn the_swedish_i_is_a_preposition_where_a_phrase_follows() {
    check(&[
        ("⟦5 §⟧ 1 i lagen", "5 §"),
        ("⟦5 § 1 mom.⟧ 1 i lagen", "5 § 1 mom"),
        (
            "⟦5 § 1 punkten underpunkt a⟧ och i lagen",
            "5 § 1 kohta a alakohta",
        ),
        (
            "⟦5 § 1 punkten underpunkt h⟧ och i (⟦530/1994⟧)",
            "5 § 1 kohta h alakohta | 530/1994",
        ),
        (
            "⟦5 § 1 punkten underpunkt h⟧ och i ⟦7 §⟧",
            "5 § 1 kohta h alakohta | 7 §",
        ),
        // *Å*, a stream, is a word.
        (
            "⟦5 § 1 punkten underpunkt h⟧ och i å",
            "5 § 1 kohta h alakohta",
        ),
        // Otherwise it is the letter after h.
        (
            "⟦5 § 1 punkten underpunkt a och i⟧",
            "5 § 1 kohta a, i alakohta",
        ),
        (
            "⟦5 § 1 punkten underpunkt a och i⟧, samt annat",
            "5 § 1 kohta a, i alakohta",
        ),
        (
            "⟦5 § 1 punkten underpunkt h och i⟧ samt",
            "5 § 1 kohta h, i alakohta",
        ),
        (
            "⟦5 § 1 punkten underpunkt h och i⟧ punkten",
            "5 § 1 kohta h, i alakohta",
        ),
        (
            "⟦5 § 1 punkten underpunkt h och i⟧ x",
            "5 § 1 kohta h, i alakohta",
        ),
    ]);
}

#[test]
fn digits_after_a_word_are_the_number_of_a_note() {
    check(&[
        ("⟦5 §:n 1 momentin⟧12 mukaan", "5 § 1 mom"),
        ("⟦5 §:n 1 momentin⟧12. Mukaan", "5 § 1 mom"),
        ("⟦5 §:ssä⟧12 mukaan", "5 §"),
        ("⟦5 §:n⟧12 ⟦1 momentti⟧", "5 § | 1 mom"),
        // These are no notes, and the word is another.
        ("⟦5 §:n⟧ 1 momentin1234 mukaan", "5 §"),
        ("⟦5 §:n⟧ 1 momentin12a mukaan", "5 §"),
        ("⟦5 §:n⟧ 1 momentin12.5 mukaan", "5 §"),
        ("⟦5 §:n⟧ 1 momentin12/2000 mukaan", "5 §"),
        ("⟦5 §:n⟧ 1 momentin12:ssa mukaan", "5 §"),
        ("⟦5 §:n⟧ 1 momentin12-a mukaan", "5 §"),
        ("⟦5 §⟧:ssä1234 mukaan", "5 §"),
    ]);
}

#[test]
fn an_ending_follows_its_sign_after_a_colon() {
    check(&[
        ("⟦5 §:n⟧ mukaan", "5 §"),
        ("⟦5 §:ssa⟧", "5 §"),
        ("⟦5 § :n 1 momentti⟧", "5 § 1 mom"),
        ("⟦5 §: n 1 momentti⟧", "5 § 1 mom"),
        ("⟦5 § : n 1 momentti⟧", "5 § 1 mom"),
        ("⟦5 §: 1 momentin⟧", "5 § 1 mom"),
        ("⟦5 mom:ssa⟧", "5 mom"),
        ("⟦5 §⟧:kissa ⟦1 momentti⟧", "5 § | 1 mom"),
        ("Kuntalain ⟦5 §⟧:", "kuntalaki 5 §"),
        ("⟦5 §⟧:nmukaan", "5 §"),
        // The sign was lost and its ending was not.
        ("kuntalain ⟦5 :n 1 momentti⟧", "kuntalaki 5 § 1 mom"),
    ]);
}
