//! References of every kind, for properties.
#![allow(
    dead_code,
    missing_docs,
    unreachable_pub,
    clippy::arithmetic_side_effects,
    clippy::unwrap_used,
    reason = "each test uses a part of it, and may panic"
)]

use oske_statute::{
    ActName, BillId, Division, DocumentId, DraftId, EuActId, EuNumbering, EuTreaty, Instrument,
    Numeral, Numerals, Provision, ProvisionParts, Reference, StatuteId,
};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

const LETTERS: &str = "abcdefghijklmnopqrstuvwxyzåäö";

fn letter() -> impl Strategy<Value = char> {
    prop::sample::select(LETTERS.chars().collect::<Vec<_>>())
}

/// Numbers with and without a letter, small ones often.
pub fn numbered() -> impl Strategy<Value = Numeral> {
    let number = prop_oneof![4 => 1_u16..30, 1 => 30_u16..=999];
    (number, option::weighted(0.25, letter())).prop_map(|(number, letter)| {
        let numeral = Numeral::new(number).unwrap();
        letter.map_or(numeral, |letter| numeral.with_letter(letter).unwrap())
    })
}

fn lettered() -> impl Strategy<Value = Numeral> {
    prop_oneof![
        8 => letter().prop_map(|letter| Numeral::from_letters(&letter.to_string()).unwrap()),
        1 => Just(Numeral::from_letters("aa").unwrap()),
        1 => Just(Numeral::from_letters("iii").unwrap()),
    ]
}

fn some_of(one: impl Strategy<Value = Numeral>) -> impl Strategy<Value = Numerals> {
    vec(one, 1..5).prop_map(|numerals| numerals.into_iter().collect())
}

fn ranges() -> impl Strategy<Value = Numerals> {
    (1_u16..400, 2_u16..20).prop_map(|(first, more)| {
        Numerals::range(
            Numeral::new(first).unwrap(),
            Numeral::new(first + more).unwrap(),
        )
        .unwrap()
    })
}

pub fn numerals() -> impl Strategy<Value = Numerals> {
    prop_oneof![3 => some_of(numbered()), 1 => ranges()]
}

fn maybe(numerals: impl Strategy<Value = Numerals>) -> impl Strategy<Value = Numerals> {
    option::of(numerals).prop_map(Option::unwrap_or_default)
}

pub fn provision() -> impl Strategy<Value = Provision> {
    let division = prop_oneof![3 => Just(Division::Sections), 1 => Just(Division::Articles)];
    let levels = (
        option::weighted(0.1, 1_u8..40),
        maybe(numerals()),
        maybe(numerals()),
        maybe(numerals()),
        prop::bool::weighted(0.15),
        maybe(prop_oneof![3 => numerals().boxed(), 1 => some_of(lettered()).boxed()]),
        maybe(prop_oneof![1 => numerals().boxed(), 3 => some_of(lettered()).boxed()]),
    );
    (division, levels).prop_filter_map("no provision", |(division, levels)| {
        let (part, chapters, sections, moments, intro, items, subitems) = levels;
        let mut parts = ProvisionParts::default();
        parts.division = division;
        if division == Division::Sections {
            parts.part = part;
            parts.chapters = chapters;
            parts.intro = intro;
        }
        parts.sections = sections;
        parts.moments = moments;
        parts.items = items;
        if !intro && !parts.items.is_empty() {
            parts.subitems = subitems;
        }
        Provision::try_from(parts).ok()
    })
}

pub fn statute() -> impl Strategy<Value = StatuteId> {
    (
        any::<bool>(),
        1_u16..=1899,
        1734_u16..2100,
        option::weighted(0.05, 1_u16..=999),
    )
        .prop_map(|(treaty, number, year, part)| {
            let new = if treaty {
                StatuteId::treaty
            } else {
                StatuteId::new
            };
            let id = new(number, year).unwrap();
            part.map_or(id, |part| id.with_part(part).unwrap())
        })
}

pub fn eu_act() -> impl Strategy<Value = EuActId> {
    let treaty = prop::sample::select(vec![
        EuTreaty::Eec,
        EuTreaty::Ec,
        EuTreaty::Eu,
        EuTreaty::Euratom,
        EuTreaty::Jha,
        EuTreaty::Cfsp,
    ]);
    let numbering = prop_oneof![Just(EuNumbering::Bracketed), Just(EuNumbering::Suffixed)];
    (numbering, treaty, 1_u16..=9999, 1952_u16..2100).prop_filter_map(
        "the treaty had ended",
        |(numbering, treaty, number, year)| EuActId::new(numbering, treaty, number, year),
    )
}

pub fn instrument() -> impl Strategy<Value = Instrument> {
    let names: Vec<ActName> = ActName::all().collect();
    let codes = vec!["StVM", "PeVL", "EV", "ShUB", "GrUU", "RSv", "LA"];
    let document = (prop::sample::select(codes), 1_u16..=999, 1907_u16..2100)
        .prop_map(|(code, number, year)| DocumentId::new(code, number, year).unwrap());
    let draft = (1990_i32..2030, 1_u32..=365).prop_map(|(year, day)| {
        DraftId::new(chrono::NaiveDate::from_yo_opt(year, day).unwrap()).unwrap()
    });
    prop_oneof![
        4 => statute().prop_map(Instrument::Statute),
        2 => prop::sample::select(names).prop_map(Instrument::Named),
        2 => eu_act().prop_map(Instrument::Eu),
        1 => (1_u16..=999, 1907_u16..2100)
            .prop_map(|(number, year)| Instrument::Bill(BillId::new(number, year).unwrap())),
        1 => document.prop_map(Instrument::Document),
        1 => draft.prop_map(Instrument::Draft),
    ]
}

pub fn reference() -> impl Strategy<Value = Reference> {
    (option::weighted(0.8, instrument()), vec(provision(), 0..4)).prop_filter_map(
        "no reference",
        |(instrument, provisions)| {
            let mut provisions = provisions.into_iter();
            let first = match instrument {
                Some(instrument) => Reference::to(instrument),
                None => Reference::within(provisions.next()?),
            };
            Some(provisions.fold(first, Reference::and))
        },
    )
}
