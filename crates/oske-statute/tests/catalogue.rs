//! The catalogue: known acts, their state on a day, titles and addresses.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use chrono::{Days, NaiveDate};
use oske_statute::{
    ActName, AddressScheme, Answer, Catalogue, CatalogueTable, CatalogueTables, Effect, Instrument,
    Reason, Reference, StatuteId, TextVersion,
};
use oske_types::Language;
use proptest::prelude::*;

fn catalogue() -> &'static Catalogue {
    Catalogue::embedded()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn reference(text: &str) -> Reference {
    text.parse().unwrap()
}

fn answer(text: &str, on: &str) -> Answer {
    catalogue().standing(&reference(text), day(on)).answer()
}

fn told(text: &str, on: &str) -> String {
    let standing = catalogue().standing(&reference(text), day(on));
    standing.in_language(Language::English)
}

// The data

#[test]
fn embedded_catalogue_has_every_act_of_the_data() {
    assert_eq!(catalogue().acts().count(), 35);
    assert_eq!(catalogue().bills().count(), 3);
    let amendments: usize = catalogue().acts().map(|act| act.amendments().len()).sum();
    assert!(amendments > 140, "{amendments}");
}

/// The generated rows are those of the tables; whether they are current, the generator's test says.
#[test]
fn embedded_catalogue_is_that_of_the_tables() {
    let mut tables = CatalogueTables::default();
    for (table, text) in [
        (CatalogueTable::Acts, include_str!("../data/acts.tsv")),
        (
            CatalogueTable::Amendments,
            include_str!("../data/amendments.tsv"),
        ),
        (CatalogueTable::Bills, include_str!("../data/bills.tsv")),
        (
            CatalogueTable::Commencements,
            include_str!("../data/commencements.tsv"),
        ),
        (CatalogueTable::EuActs, include_str!("../data/eu_acts.tsv")),
        (CatalogueTable::Names, include_str!("../data/names.tsv")),
        (
            CatalogueTable::Readings,
            include_str!("../data/readings.tsv"),
        ),
        (CatalogueTable::Sources, include_str!("../data/sources.tsv")),
    ] {
        tables.set(table, text);
    }
    assert_eq!(&Catalogue::from_tables(&tables).unwrap(), catalogue());
}

#[test]
fn every_decree_names_the_act_that_it_was_issued_under() {
    for act in catalogue().acts() {
        let decree = act
            .title()
            .in_language(Language::Finnish)
            .contains("asetus ");
        assert_eq!(act.issued_under().is_some(), decree, "{}", act.id());
    }
}

#[test]
fn amending_acts_that_are_described_agree_with_what_they_amend() {
    for act in catalogue().acts() {
        for amendment in act.amendments() {
            if let Some(amending) = catalogue().act(amendment.by()) {
                assert_eq!(
                    amending.signed(),
                    Some(amendment.signed()),
                    "{}",
                    amendment.by()
                );
                assert_eq!(amending.in_force_from(), amendment.in_force_from());
            }
        }
    }
}

// State on a day: acts

#[test]
fn act_stands_from_its_first_day() {
    assert_eq!(
        told("1230/2001", "2001-12-12"),
        "no: the act was given on 13 December 2001"
    );
    assert_eq!(
        told("1230/2001", "2001-12-31"),
        "no: in force from 1 January 2002"
    );
    assert_eq!(
        told("1230/2001", "2002-01-01"),
        "yes: the act is in force from 1 January 2002"
    );
    assert_eq!(answer("1230/2001", "2025-08-22"), Answer::Yes);
    assert_eq!(
        told("1230/2001", "2025-08-23"),
        "not known: the act is known to be in force on 22 August 2025, and not later",
    );
}

#[test]
fn repealed_act_stands_no_longer() {
    for (act, by, last) in [
        ("605/2020", "103/2024", "2024-03-12"),
        ("254/2015", "703/2023", "2023-12-31"),
    ] {
        let last = day(last);
        let standing = |on| catalogue().standing(&reference(act), on);
        assert_eq!(standing(last).answer(), Answer::Yes, "{act}");
        let after = last.checked_add_days(Days::new(1)).unwrap();
        let repealed = standing(after);
        assert_eq!(repealed.answer(), Answer::No);
        let by: StatuteId = by.parse().unwrap();
        assert_eq!(
            repealed.reasons(),
            [Reason::ActRepealed {
                by: Some(by),
                from: after
            }]
            .as_slice()
        );
    }
}

#[test]
fn act_without_a_known_first_day_is_not_known_to_stand() {
    assert_eq!(
        told("733/1992", "1992-01-01"),
        "no: the act was given on 3 August 1992"
    );
    assert_eq!(
        told("733/1992", "2001-12-13"),
        "not known: the first day in force is not known"
    );
    assert_eq!(
        told("733/1992", "2023-01-01"),
        "no: 616/2021 repealed the act from 1 January 2023"
    );
}

#[test]
fn what_is_not_an_act_of_the_catalogue_is_told() {
    assert_eq!(
        told("1/2000", "2020-01-01"),
        "not known: the act is not in the catalogue"
    );
    assert_eq!(told("HE 154/2001 vp", "2002-01-01"), "no: it is not law");
    assert_eq!(
        told("draft 2014-08-18 32 §", "2014-10-01"),
        "no: it is not law"
    );
    assert_eq!(
        told("7 §", "2014-10-01"),
        "not known: the reference names no act"
    );
    assert_eq!(
        answer("(EU) 2016/679 6 art", "2020-01-01"),
        Answer::NotKnown
    );
}

// State on a day: provisions

#[test]
fn place_stands_until_it_is_repealed() {
    assert_eq!(answer("1230/2001 6 § 2 mom", "2002-01-01"), Answer::Yes);
    assert_eq!(answer("1230/2001 6 § 2 mom", "2002-08-31"), Answer::Yes);
    assert_eq!(
        told("1230/2001 6 § 2 mom", "2002-09-01"),
        "no: 586/2002 repealed it from 1 September 2002"
    );
    assert_eq!(answer("1230/2001 6 § 2 mom", "2025-02-21"), Answer::No);
    // The section stands on, and so do the moments after the gap.
    assert_eq!(answer("1230/2001 6 §", "2024-01-01"), Answer::Yes);
    assert_eq!(answer("1230/2001 6 § 4 mom", "2024-01-01"), Answer::Yes);
    assert_eq!(answer("1230/2001 6 § 1, 2 mom", "2024-01-01"), Answer::No);
}

#[test]
fn place_stands_once_it_is_added() {
    assert_eq!(
        told("1301/2014 60 c §", "2020-09-01"),
        "yes: 449/2020 added it from 1 September 2020"
    );
    assert_eq!(answer("1301/2014 60 c §", "2020-08-31"), Answer::No);
    assert_eq!(answer("1301/2014 60 c §", "2015-04-01"), Answer::No);
    assert_eq!(
        told("503/1989 37 a §", "2023-02-07"),
        "no: 135/2023 adds it only from 8 February 2023"
    );
    assert_eq!(answer("503/1989 37 a §", "2023-02-08"), Answer::Yes);
    // A new moment may take the number of another.
    assert_eq!(
        answer("1230/2001 2 § 3 mom", "2012-12-31"),
        Answer::NotKnown
    );
    assert_eq!(answer("1230/2001 2 § 3 mom", "2013-01-01"), Answer::Yes);
}

#[test]
fn section_that_an_act_was_published_without_does_not_stand() {
    assert_eq!(
        told("1230/2001 9 §", "2020-01-01"),
        "no: the act was published without the section"
    );
    assert_eq!(answer("1230/2001 9 § 1 mom", "2020-01-01"), Answer::No);
    assert_eq!(answer("1411/2001 1–6 §", "2020-01-01"), Answer::Yes);
    assert_eq!(answer("1411/2001 1–7 §", "2020-01-01"), Answer::No);
}

/// Every amendment of the Associations Act was read.
#[test]
fn sections_of_the_associations_act_stand_or_do_not() {
    for on in ["1990-01-01", "2000-06-01", "2022-12-12", "2025-02-21"] {
        assert_eq!(
            answer("503/1989 8, 10–15, 23, 25, 27 §", on),
            Answer::Yes,
            "{on}"
        );
        assert_eq!(answer("503/1989 71 §", on), Answer::No, "{on}");
    }
    assert_eq!(answer("503/1989 66 §", "1994-12-31"), Answer::Yes);
    assert_eq!(answer("503/1989 66 §", "1995-01-01"), Answer::No);
    assert_eq!(answer("503/1989 10 § 3 mom", "1993-01-01"), Answer::No);
    assert_eq!(answer("503/1989 23 §", "2025-02-22"), Answer::NotKnown);
}

#[test]
fn amendment_that_may_be_incomplete_ends_what_is_known() {
    // Published with the section; later amendments may have repealed it.
    assert_eq!(answer("688/2001 20 §", "2005-12-31"), Answer::Yes);
    assert_eq!(answer("688/2001 20 §", "2010-01-01"), Answer::NotKnown);
    assert_eq!(
        told("688/2001 20 §", "2019-01-01"),
        "not known: 1113/2018 concerns it (1 January 2019), and how is not known; 1077/2005 (1 January 2006) \
         may have changed more than is listed; 952/2015 (1 January 2016) may have changed more than is listed",
    );
}

#[test]
fn places_between_two_days_that_agree_stand() {
    // Published, and amended in 2023: none of the amendments between names the section.
    assert_eq!(answer("1301/2014 8 §", "2018-06-01"), Answer::Yes);
    assert_eq!(answer("1301/2014 33 b §", "2023-01-01"), Answer::No);
    assert_eq!(answer("1301/2014 33 b §", "2022-12-31"), Answer::Yes);
}

#[test]
fn moments_of_a_section_that_was_amended_as_a_whole_are_not_known() {
    assert_eq!(
        answer("1411/2001 4 § 2 mom", "2025-06-30"),
        Answer::NotKnown
    );
    assert_eq!(answer("1411/2001 4 § 2 mom", "2025-02-21"), Answer::Yes);
    assert_eq!(answer("1411/2001 4 §", "2025-07-01"), Answer::Yes);
    assert_eq!(
        answer("1411/2001 4 § 2 mom", "2025-07-01"),
        Answer::NotKnown
    );
}

#[test]
fn section_that_an_older_act_keeps_stands() {
    // 1230/2001 3 § 2 mom refers to it.
    for on in [
        "1984-01-01",
        "2001-12-13",
        "2015-04-01",
        "2022-12-31",
        "2025-02-21",
    ] {
        assert_eq!(answer("710/1982 52 §", on), Answer::Yes, "{on}");
    }
    assert_eq!(answer("710/1982 53 §", "2023-01-01"), Answer::No);
    assert_eq!(answer("710/1982 20 §", "2010-01-01"), Answer::NotKnown);
}

#[test]
fn provision_with_a_first_day_of_its_own_is_heeded() {
    assert_eq!(answer("612/2021 1 §", "2022-06-01"), Answer::No);
    assert_ne!(answer("612/2021 35 §", "2022-06-01"), Answer::No);
    assert_eq!(answer("1301/2014 46 §", "2015-06-01"), Answer::No);
    assert_eq!(answer("1301/2014 19 §", "2015-01-01"), Answer::Yes);
    assert_eq!(answer("615/2021 8 § 2 mom", "2022-06-01"), Answer::NotKnown);
}

#[test]
fn short_name_is_taken_for_the_act_of_the_day() {
    assert_eq!(answer("sosiaalihuoltolaki 52 §", "2010-01-01"), Answer::Yes);
    assert_eq!(
        answer("sosiaalihuoltolaki 60 c §", "2019-01-01"),
        Answer::No
    );
    assert_eq!(answer("sosiaalihuoltolaki", "1960-01-01"), Answer::NotKnown);
    let name = ActName::find("socialvårdslagens").unwrap();
    let act = |on| catalogue().named(name, day(on)).map(|id| id.to_string());
    assert_eq!(act("2015-03-31").as_deref(), Some("710/1982"));
    assert_eq!(act("2015-04-01").as_deref(), Some("1301/2014"));
    assert_eq!(catalogue().namings(name).len(), 2);
    for (word, id) in [
        ("shl", "1301/2014"),
        ("yhdistyslakia", "503/1989"),
        ("barnskyddslagen", "417/2007"),
    ] {
        let reference = Reference::to(Instrument::Named(ActName::find(word).unwrap()));
        let resolved = catalogue().resolve(&reference, None);
        assert_eq!(resolved.instrument().unwrap().to_string(), id, "{word}");
    }
}

#[test]
fn amendments_of_a_place_are_told() {
    let amending = |text: &str| -> Vec<String> {
        let reference = reference(text);
        let place = reference.provisions().first().unwrap();
        let amendments = catalogue().amendments(reference.statute().unwrap(), place);
        amendments
            .map(|amendment| amendment.by().to_string())
            .collect()
    };
    assert_eq!(amending("1230/2001 1 §"), ["1558/2009", "594/2022"]);
    assert_eq!(amending("1230/2001 1 § 1 mom"), ["594/2022"]);
    assert_eq!(amending("503/1989 23 §"), ["678/2010", "135/2023"]);
    assert_eq!(amending("503/1989 2 §"), [""; 0]);
    let act = catalogue().act("586/2002".parse().unwrap()).unwrap();
    assert!(act.amendments().is_empty());
    let act = catalogue().act("1230/2001".parse().unwrap()).unwrap();
    let repeal = act.amendments().first().unwrap();
    assert_eq!(repeal.changes().first().unwrap().effect(), Effect::Repealed);
    assert!(repeal.lists_every_change());
}

#[test]
fn reasons_are_words_in_three_languages() {
    let standing = catalogue().standing(&reference("1230/2001 6 § 2 mom"), day("2020-01-01"));
    assert_eq!(
        standing.in_language(Language::Finnish),
        "ei: kumottu säädöksellä 586/2002 1.9.2002 alkaen",
    );
    assert_eq!(
        standing.in_language(Language::Swedish),
        "nej: upphävd genom 586/2002 från 1.9.2002"
    );
}

// Titles and addresses

#[test]
fn addresses_are_built_in_both_schemes() {
    let address = |text: &str, version, scheme, language| {
        let resolved = catalogue().resolve(&reference(text), None);
        resolved
            .address(version, scheme, language)
            .map(|address| address.url().to_owned())
    };
    use AddressScheme::{Former, Renewed};
    use Language::{English, Finnish, Swedish};
    use TextVersion::{AsPublished, UpToDate};
    let cases = [
        (
            "1230/2001",
            UpToDate,
            Renewed,
            Finnish,
            Some("fi/lainsaadanto/2001/1230"),
        ),
        (
            "1230/2001",
            UpToDate,
            Renewed,
            Swedish,
            Some("sv/lagstiftning/2001/1230"),
        ),
        ("1230/2001", UpToDate, Renewed, English, None),
        (
            "1230/2001",
            AsPublished,
            Renewed,
            Finnish,
            Some("fi/lainsaadanto/saadoskokoelma/2001/1230"),
        ),
        (
            "1230/2001",
            AsPublished,
            Renewed,
            Swedish,
            Some("sv/lagstiftning/forfattningssamling/2001/1230"),
        ),
        (
            "1230/2001",
            AsPublished,
            Former,
            Finnish,
            Some("fi/laki/alkup/2001/20011230"),
        ),
        (
            "91/2022 1 §",
            UpToDate,
            Former,
            Swedish,
            Some("sv/laki/ajantasa/2022/20220091#P1"),
        ),
        (
            "605/2020",
            UpToDate,
            Former,
            Finnish,
            Some("fi/laki/ajantasa/kumotut/2020/20200605"),
        ),
        (
            "1336/1997 2 luku 9 § 1 mom",
            UpToDate,
            Former,
            Finnish,
            Some("fi/laki/ajantasa/1997/19971336#L2P9"),
        ),
        (
            "1336/1997 2 luku 9 § 1 mom",
            UpToDate,
            Renewed,
            Finnish,
            Some("fi/lainsaadanto/1997/1336#chp_2__sec_9__subsec_1"),
        ),
        (
            "39-001/1889 38 luku 9 a §",
            UpToDate,
            Renewed,
            Finnish,
            Some("fi/lainsaadanto/1889/39-001#chp_38__sec_9a"),
        ),
        (
            "39-001/1889",
            UpToDate,
            Former,
            Finnish,
            Some("fi/laki/ajantasa/1889/18890039001"),
        ),
        // Outside the catalogue too.
        (
            "SopS 26/1965",
            AsPublished,
            Renewed,
            Finnish,
            Some("fi/valtiosopimukset/sopimussarja/1965/26"),
        ),
        ("SopS 26/1965", AsPublished, Renewed, Swedish, None),
        (
            "HE 154/2001 vp",
            AsPublished,
            Renewed,
            Finnish,
            Some("fi/hallituksen-esitykset/2001/154"),
        ),
        (
            "HE 154/2001 vp",
            AsPublished,
            Former,
            Finnish,
            Some("fi/esitykset/he/2001/20010154"),
        ),
        (
            "3/1999",
            UpToDate,
            Renewed,
            Finnish,
            Some("fi/lainsaadanto/1999/3"),
        ),
    ];
    for (text, version, scheme, language, path) in cases {
        let expected = path.map(|path| format!("https://www.finlex.fi/{path}"));
        assert_eq!(address(text, version, scheme, language), expected, "{text}");
    }
}

#[test]
fn identifiers_are_built_down_to_the_place() {
    let eli = |text: &str| {
        catalogue()
            .resolve(&reference(text), None)
            .eli(TextVersion::AsPublished)
    };
    for (text, expected) in [
        (
            "633/1982 4 §",
            "http://data.finlex.fi/eli/sd/1982/633/pykala/4/alkup",
        ),
        (
            "1336/1997 2 luku 9 §",
            "http://data.finlex.fi/eli/sd/1997/1336/luku/2/pykala/9/alkup",
        ),
        (
            "1230/2001 2 § 1 mom johd",
            "http://data.finlex.fi/eli/sd/2001/1230/pykala/2/momentti/1/johdanto/alkup",
        ),
        (
            "1230/2001 2 § 1 mom 2 kohta",
            "http://data.finlex.fi/eli/sd/2001/1230/pykala/2/momentti/1/kohta/2/alkup",
        ),
        ("HE 221/2013 vp", "http://data.finlex.fi/eli/he/2013/221"),
        (
            "(EU) 2016/679 6 art",
            "http://data.europa.eu/eli/reg/2016/679/oj",
        ),
        ("2014/55/EU", "http://data.europa.eu/eli/dir/2014/55/oj"),
        (
            "(EC) No 883/2004",
            "http://data.europa.eu/eli/reg/2004/883/oj",
        ),
    ] {
        assert_eq!(eli(text).as_deref(), Some(expected), "{text}");
    }
    // The number does not tell whether it is a directive or a decision.
    let unknown = reference("2011/83/EU");
    let resolved = catalogue().resolve(&unknown, None);
    assert_eq!(resolved.eli(TextVersion::AsPublished), None);
    assert_eq!(resolved.eu_elis().len(), 2);
}

#[test]
fn documents_of_parliament_have_addresses_in_their_language() {
    let address = |text: &str, language| {
        catalogue()
            .resolve(&reference(text), None)
            .parliament_address(language)
    };
    assert_eq!(
        address("HE 154/2001 vp", Language::Finnish).as_deref(),
        Some("https://www.eduskunta.fi/valtiopaivaasiakirjat/HE+154/2001"),
    );
    assert_eq!(
        address("HE 154/2001 vp", Language::Swedish).as_deref(),
        Some("https://www.eduskunta.fi/riksdagshandlingar/RP+154/2001"),
    );
    assert_eq!(
        address("StVM 37/2001 vp", Language::Finnish).as_deref(),
        Some("https://www.eduskunta.fi/valtiopaivaasiakirjat/StVM+37/2001"),
    );
    assert_eq!(address("StVM 37/2001 vp", Language::Swedish), None);
}

// Tables of one's own

#[test]
fn every_fault_of_tables_is_told_at_once() {
    let acts = format!(
        "{}\n{}\n{}\n",
        CatalogueTable::Acts.columns().join("\t"),
        [
            "1/2000",
            "law",
            "",
            "",
            "",
            "2000-02-01",
            "2000-01-01",
            "",
            "",
            "",
            "7",
            "",
            "1-8",
            "all",
            "",
            "S",
            "",
        ]
        .join("\t"),
        "2/2000\tact"
    );
    let mut tables = CatalogueTables::default();
    tables.acts = &acts;
    tables.bills = "wrong";
    let faults = Catalogue::from_tables(&tables).unwrap_err();
    let told: Vec<String> = faults.to_string().lines().map(str::to_owned).collect();
    assert_eq!(
        told,
        [
            "acts.tsv:2: a title is missing",
            "acts.tsv:2: column complete_to: a list of amendments needs its last day",
            "acts.tsv:2: column issued_under: expected a reference like `1230/2001 1 § 1 mom; 5 §`, found `7`",
            "acts.tsv:2: column kind: expected one of act, government_decree, ministry_decree, decree, treaty, found `law`",
            "acts.tsv:2: column sections: expected sections like 1–8, found `1-8`",
            "acts.tsv:2: column source: no row of sources.tsv has the letter `S`",
            "acts.tsv:2: signed, from and until are not in this order",
            "acts.tsv:3: expected 17 columns, found 2",
            "bills.tsv:1: expected the columns id, title_fi, title_sv, title_en, source, note, divided by tabs",
        ]
    );
}

#[test]
fn amendment_that_became_known_later_is_added() {
    let mut tables = CatalogueTables::default();
    tables.sources = "letter\ttitle\taddress\tlicence\tread_on\nA\tours\t\t\t2026-11-22\n";
    tables.amendments = "act\tby\tsigned\tfrom\teffect\tprovisions\tprovisions_listed\tsource\n\
        1230/2001\t10/2024\t2024-01-05\t2024-02-01\trepealed\t4 §\tcomplete\tA\n";
    let extended = catalogue().with(&tables).unwrap();
    let on = |catalogue: &Catalogue| {
        catalogue
            .standing(&reference("1230/2001 4 §"), day("2024-06-01"))
            .answer()
    };
    assert_eq!((on(catalogue()), on(&extended)), (Answer::Yes, Answer::No));
}

// Properties

fn cited() -> impl Strategy<Value = Reference> {
    let acts: Vec<StatuteId> = catalogue().acts().map(|act| act.id()).collect();
    let place = (
        1_u16..75,
        prop::option::of(0_u8..4),
        prop::option::of(1_u16..5),
    );
    (prop::sample::select(acts), prop::option::of(place)).prop_map(|(act, place)| {
        let mut text = act.to_string();
        if let Some((section, letter, moment)) = place {
            text.push_str(&format!(" {section}"));
            text.extend(letter.map(|letter| format!(" {}", char::from(b'a' + letter))));
            text.push_str(" §");
            text.extend(moment.map(|moment| format!(" {moment} mom")));
        }
        text.parse().unwrap()
    })
}

fn any_day() -> impl Strategy<Value = NaiveDate> {
    (0_u64..20_000).prop_map(|days| day("1980-01-01").checked_add_days(Days::new(days)).unwrap())
}

proptest! {
    #[test]
    fn no_place_stands_when_its_act_does_not(cited in cited(), on in any_day()) {
        let act = Reference::to(cited.instrument().unwrap());
        let has_own_days = catalogue().act(cited.statute().unwrap()).is_some_and(|act| !act.commencements().is_empty());
        if catalogue().standing(&act, on).answer() == Answer::No && !has_own_days {
            prop_assert_eq!(catalogue().standing(&cited, on).answer(), Answer::No);
        }
    }

    #[test]
    fn no_section_is_gone_while_a_moment_of_it_stands(cited in cited(), on in any_day()) {
        let Some(place) = cited.provisions().first() else { return Ok(()) };
        let section = place.sections().single().unwrap();
        let section = Reference::from(oske_statute::Provision::section(section).unwrap()).of(cited.instrument().unwrap());
        let (moment, section) = (catalogue().standing(&cited, on).answer(), catalogue().standing(&section, on).answer());
        if moment == Answer::Yes {
            prop_assert_ne!(section, Answer::No);
        }
        if section == Answer::No {
            prop_assert_eq!(moment, Answer::No);
        }
    }

    #[test]
    fn a_list_stands_as_its_places_do(first in 1_u16..70, length in 1_u16..4, on in any_day()) {
        let last = first + length;
        let answers: Vec<Answer> = (first..=last).map(|section| {
            catalogue().standing(&reference(&format!("503/1989 {section} §")), on).answer()
        }).collect();
        let list = (first..=last).map(|section| section.to_string()).collect::<Vec<_>>().join(", ");
        let list = catalogue().standing(&reference(&format!("503/1989 {list} §")), on).answer();
        let expected = if answers.contains(&Answer::No) {
            Answer::No
        } else if answers.contains(&Answer::NotKnown) {
            Answer::NotKnown
        } else {
            Answer::Yes
        };
        prop_assert_eq!(list, expected);
    }

    #[test]
    fn every_answer_has_a_reason_in_every_language(cited in cited(), on in any_day()) {
        let standing = catalogue().standing(&cited, on);
        prop_assert!(!standing.reasons().is_empty());
        for language in Language::ALL {
            for reason in standing.reasons() {
                prop_assert!(!reason.in_language(language).is_empty());
            }
        }
    }

    #[test]
    fn every_reference_has_addresses(number in 1_u16..10_000, year in 1920_u16..2100) {
        let reference = reference(&format!("{number}/{year}"));
        let resolved = catalogue().resolve(&reference, None);
        for scheme in [AddressScheme::Renewed, AddressScheme::Former] {
            for version in [TextVersion::AsPublished, TextVersion::UpToDate] {
                prop_assert!(resolved.address(version, scheme, Language::Finnish).is_some());
                prop_assert!(resolved.address(version, scheme, Language::Swedish).is_some());
            }
        }
    }
}
