//! Whether a place stands on a day, by what is known of a made-up act: `tests/kept`.

mod kept;

use kept::Kept;

#[test]
fn an_act_is_known_to_stand_to_the_day_that_is_told() {
    let open = Kept {
        known_to: "",
        ..Kept::default()
    };
    assert_eq!(
        open.told("", "2010-01-31"),
        "no: in force from 1 February 2010"
    );
    assert_eq!(
        open.told("", "2010-01-01"),
        "no: in force from 1 February 2010"
    );
    assert_eq!(
        open.told("", "2009-12-31"),
        "no: the act was given on 1 January 2010"
    );
    assert_eq!(
        open.told("", "2010-02-01"),
        "yes: the act is in force from 1 February 2010"
    );
    // Nothing tells that it was not repealed at once.
    assert_eq!(
        open.told("", "2010-02-02"),
        "not known: the act is known to be in force on 1 February 2010, and not later"
    );
    let ended = Kept {
        until: "2015-01-01",
        ..open
    };
    assert_eq!(
        ended.told("", "2014-12-31"),
        "yes: the act is in force from 1 February 2010"
    );
    assert_eq!(
        ended.told("", "2015-01-01"),
        "no: the act was repealed from 1 January 2015"
    );
}

#[test]
fn a_section_of_which_a_part_began_earlier_has_no_one_first_day() {
    let act = Kept {
        sections: "1–9",
        commencements: &[["5 § 2 mom", "2010-03-01"]],
        ..Kept::default()
    };
    assert_eq!(
        act.told("5 § 2 mom", "2010-02-15"),
        "no: in force from 1 March 2010"
    );
    assert_eq!(
        act.told("5 §", "2010-01-31"),
        "not known: the first day in force is not known"
    );
    assert_eq!(
        act.told("5 §", "2010-02-01"),
        "yes: the act was published with the section"
    );
    assert_eq!(
        act.told("6 §", "2010-01-31"),
        "no: in force from 1 February 2010"
    );
}

#[test]
fn what_is_not_known_of_one_place_is_not_known_of_the_list() {
    let act = Kept {
        sections: "1–9",
        amendments: &[["2/2012", "2012-01-01", "unstated", "5 §"]],
        ..Kept::default()
    };
    let not_known = "not known: 2/2012 concerns it (1 January 2012), and how is not known";
    assert_eq!(act.told("5 §", "2013-01-01"), not_known);
    assert_eq!(act.told("5, 6 §", "2013-01-01"), not_known);
    assert_eq!(act.told("4, 5 §", "2013-01-01"), not_known);
    // The same reason of two places is told once.
    assert_eq!(
        act.told("6, 7 §", "2013-01-01"),
        "yes: the act was published with the section"
    );
}

#[test]
fn different_reasons_of_a_list_are_all_told() {
    let act = Kept {
        sections: "1–9",
        amendments: &[["2/2012", "2012-01-01", "amended", "5 §"]],
        ..Kept::default()
    };
    assert_eq!(
        act.told("5, 6 §", "2013-01-01"),
        "yes: 2/2012 amended it from 1 January 2012; the act was published with the section"
    );
}

#[test]
fn a_section_that_gains_a_moment_is_amended() {
    let act = Kept {
        amendments: &[["2/2012", "2012-01-01", "added", "5 § 3 mom"]],
        ..Kept::default()
    };
    assert_eq!(
        act.told("5 §", "2013-01-01"),
        "yes: 2/2012 amended it from 1 January 2012"
    );
    assert_eq!(
        act.told("5 § 3 mom", "2013-01-01"),
        "yes: 2/2012 added it from 1 January 2012"
    );
    // An item of it before may be that of the moment whose number it takes.
    assert_eq!(
        act.told("5 § 3 mom 1 kohta", "2011-01-01"),
        "not known: the data does not tell whether the act has such a place"
    );
}

#[test]
fn what_is_added_or_repealed_as_a_whole_takes_its_parts_along() {
    let act = Kept {
        amendments: &[
            ["2/2012", "2012-01-01", "added", "5 a §"],
            ["3/2014", "2014-01-01", "repealed", "5 a §"],
        ],
        ..Kept::default()
    };
    assert_eq!(
        act.told("5 a § 1 mom", "2011-12-31"),
        "no: 2/2012 adds it only from 1 January 2012"
    );
    assert_eq!(
        act.told("5 a § 1 mom", "2014-01-01"),
        "no: 3/2014 repealed it from 1 January 2014"
    );
    let chapter = Kept {
        amendments: &[["4/2014", "2014-01-01", "repealed", "2 luku"]],
        ..Kept::default()
    };
    assert_eq!(
        chapter.told("2 luku 7 §", "2014-01-01"),
        "no: 4/2014 repealed it from 1 January 2014"
    );
    // Which chapter the section is in is not told.
    assert_eq!(
        chapter.told("7 §", "2014-01-01"),
        "not known: the data does not tell whether the act has such a place"
    );
}

#[test]
fn a_later_amendment_tells_of_the_time_before_it() {
    let act = Kept {
        amendments: &[
            ["2/2012", "2012-01-01", "unstated", "5 §"],
            ["3/2014", "2014-01-01", "amended", "5 §"],
        ],
        ..Kept::default()
    };
    // From the day of the first on, the second has what it amends.
    let stands = "yes: 3/2014 amended it from 1 January 2014";
    assert_eq!(act.told("5 §", "2012-01-01"), stands);
    assert_eq!(act.told("5 §", "2013-12-31"), stands);
    assert!(act.told("5 §", "2011-12-31").starts_with("not known"));
}

/// The day before an amendment is one on which what it amends stands, whatever else begins on that day.
#[test]
fn an_amendment_tells_of_its_eve_too() {
    let act = Kept {
        amendments: &[
            ["2/2013", "2013-12-31", "unstated", "5 §"],
            ["3/2014", "2014-01-01", "amended", "5 §"],
        ],
        ..Kept::default()
    };
    assert_eq!(
        act.told("5 §", "2013-12-31"),
        "yes: 3/2014 amended it from 1 January 2014"
    );
}

#[test]
fn beyond_the_last_day_of_the_list_nothing_follows_from_its_silence() {
    let act = Kept {
        complete_to: "2013-06-30",
        amendments: &[["3/2014", "2014-01-01", "amended", "5 §"]],
        ..Kept::default()
    };
    assert_eq!(
        act.told("5 §", "2013-06-30"),
        "not known: the data does not tell whether the act has such a place"
    );
    assert_eq!(
        act.told("5 §", "2013-07-01"),
        "not known: the data does not tell whether the act has such a place; amendments are listed up to 30 June 2013"
    );
}

#[test]
fn an_amendment_that_may_have_changed_more_ends_what_is_known() {
    let act = Kept {
        amendments: &[
            ["2/2012", "2012-01-01", "amended", "5 §"],
            ["3/2014", "2014-01-01", "amended", "7 §?"],
        ],
        ..Kept::default()
    };
    assert_eq!(
        act.told("5 §", "2013-12-31"),
        "yes: 2/2012 amended it from 1 January 2012"
    );
    assert_eq!(
        act.told("5 §", "2014-01-01"),
        "not known: 3/2014 (1 January 2014) may have changed more than is listed"
    );
}

#[test]
fn a_list_of_some_places_says_nothing_of_others() {
    let act = Kept {
        sections: "1–9",
        listed: "5 §",
        ..Kept::default()
    };
    assert_eq!(
        act.told("5 §", "2013-01-01"),
        "yes: the act was published with the section"
    );
    assert_eq!(
        act.told("6 §", "2013-01-01"),
        "not known: not every amendment is listed"
    );
}

#[test]
fn a_chapter_stands_while_a_section_of_it_is_amended() {
    let act = Kept {
        amendments: &[["2/2012", "2012-01-01", "amended", "2 luku 7 §; 8 §"]],
        ..Kept::default()
    };
    assert_eq!(
        act.told("2 luku", "2013-01-01"),
        "yes: 2/2012 amended it from 1 January 2012"
    );
    // Without a chapter the section may be of any part.
    assert!(act.told("III osa", "2013-01-01").starts_with("not known"));
}

#[test]
fn a_part_and_a_chapter_are_one_above_the_other_where_both_are_told() {
    let act = Kept {
        amendments: &[["2/2012", "2012-01-01", "repealed", "II osa"]],
        ..Kept::default()
    };
    assert_eq!(
        act.told("II osa", "2013-01-01"),
        "no: 2/2012 repealed it from 1 January 2012"
    );
    assert_eq!(
        act.told("II osa 2 luku", "2013-01-01"),
        "no: 2/2012 repealed it from 1 January 2012"
    );
    // Of which part the chapter is, is not told.
    assert!(act.told("2 luku", "2013-01-01").starts_with("not known"));
    // Another part.
    assert_eq!(
        act.told("III osa", "2013-01-01"),
        "not known: the data does not tell whether the act has such a place"
    );
}

#[test]
fn a_moment_without_its_section_tells_of_no_section() {
    let act = Kept {
        amendments: &[["2/2012", "2012-01-01", "repealed", "2 mom"]],
        ..Kept::default()
    };
    assert_eq!(
        act.told("5 §", "2013-01-01"),
        "not known: the data does not tell whether the act has such a place"
    );
    assert_eq!(
        act.told("2 luku", "2013-01-01"),
        "not known: the data does not tell whether the act has such a place"
    );
}

#[test]
fn an_unnumbered_moment_may_be_any() {
    let amended = Kept {
        amendments: &[["2/2012", "2012-01-01", "amended", "2 § 1 mom"]],
        ..Kept::default()
    };
    assert!(
        amended
            .told("2 § 3 kohta", "2013-01-01")
            .starts_with("not known")
    );
    assert!(amended.told("2 §", "2013-01-01").starts_with("yes"));
    let repealed = Kept {
        amendments: &[["2/2012", "2012-01-01", "repealed", "2 § 3 kohta"]],
        ..Kept::default()
    };
    assert!(
        repealed
            .told("2 § 1 mom", "2013-01-01")
            .starts_with("not known")
    );
}
