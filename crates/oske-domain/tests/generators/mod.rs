//! Generators of registers, for the properties.
#![allow(dead_code, reason = "each file of properties uses its own part")]

use chrono::NaiveDate;
use oske_domain::{
    EventDay, Ground, HistoryEntry, Member, MemberFact, MemberId, MemberKind, MembershipHistory,
    MembershipState, Place, Register, Representation,
};
use oske_types::{
    BusinessId, CountyCode, Exact, Language, MunicipalityCode, Quantity, RegionCode, Text, Unit,
    Validity,
};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

/// Days of a few years, so that they meet often.
pub(crate) fn any_date() -> impl Strategy<Value = NaiveDate> {
    let first = NaiveDate::from_ymd_opt(2018, 1, 1).unwrap();
    (0_u64..2_000).prop_map(move |days| first + chrono::Days::new(days))
}

pub(crate) fn any_ground() -> impl Strategy<Value = Ground> {
    prop::sample::select(&Ground::ALL[..])
}

pub(crate) fn any_day() -> impl Strategy<Value = EventDay> {
    prop_oneof![
        any_date().prop_map(EventDay::On),
        any_date().prop_map(EventDay::By),
        Just(EventDay::Unknown),
    ]
}

pub(crate) fn any_entry() -> impl Strategy<Value = HistoryEntry> {
    let state = prop::sample::select(&MembershipState::ALL[..]);
    let effective = option::of(any_date());
    (state, any_day(), effective, any_ground()).prop_map(|(state, day, effective, ground)| {
        // Only an ending has an effective day, one on a known day always and not before it.
        let effective = match day {
            EventDay::On(day) => Some(effective.map_or(day, |effective| effective.max(day))),
            EventDay::By(_) | EventDay::Unknown => effective,
        };
        let entry = match effective.filter(|_| state.is_ending()) {
            Some(effective) => HistoryEntry::effective_on(state, day, effective, ground),
            None => HistoryEntry::try_new(state, day, ground),
        };
        entry.unwrap()
    })
}

/// Histories of up to three memberships: entries are kept as long as they go together.
pub(crate) fn any_history() -> impl Strategy<Value = MembershipHistory> {
    let first = (any_day(), any_ground()).prop_map(|(day, ground)| {
        HistoryEntry::try_new(MembershipState::Admitted, day, ground).unwrap()
    });
    (first, vec(any_entry(), 0..12)).prop_map(|(first, candidates)| {
        let mut history = MembershipHistory::try_new([first]).unwrap();
        for candidate in candidates {
            let longer = history.entries().iter().copied().chain([candidate]);
            history = MembershipHistory::try_new(longer).unwrap_or(history);
        }
        history
    })
}

/// Words with everything that a table must quote.
pub(crate) fn any_words() -> impl Strategy<Value = String> {
    prop_oneof!["[ -~äöåÄÖÅ\"';,]{1,20}", "\\PC{1,10}",]
}

pub(crate) fn any_name() -> impl Strategy<Value = Text> {
    let part = || option::of(any_words());
    (part(), part(), part())
        .prop_map(|(fi, sv, en)| Text::from_parts(fi, sv, en).unwrap_or(Text::new("Jäsen", "", "")))
}

pub(crate) fn any_place() -> impl Strategy<Value = Place> {
    prop_oneof![
        (0_u16..1_000).prop_map(|number| MunicipalityCode::from_number(number).unwrap().into()),
        (0_u16..100).prop_map(|number| RegionCode::from_number(number).unwrap().into()),
        (0_u16..100).prop_map(|number| CountyCode::from_number(number).unwrap().into()),
    ]
}

pub(crate) fn any_fact() -> impl Strategy<Value = MemberFact> {
    (any::<i64>(), 1..1_000_i64, any_date(), any_words()).prop_map(
        |(numerator, denominator, date, source)| {
            let value = Exact::ratio(numerator.into(), denominator.into()).unwrap();
            let source = format!("source {}", source.replace('|', "/"));
            MemberFact::try_new(Quantity::new(value, Unit::PERSON), date, &source).unwrap()
        },
    )
}

pub(crate) fn any_kind() -> impl Strategy<Value = MemberKind> {
    prop::sample::select(MemberKind::ALL)
}

pub(crate) fn any_member(id: MemberId) -> impl Strategy<Value = Member> {
    let business_id: BusinessId = "3221317-4".parse().unwrap();
    let required = (any_name(), any_kind(), any_history());
    let optional = (
        option::of(Just(business_id)),
        vec(any_place(), 0..4),
        vec(
            (
                prop::sample::select(&["staff", "turnover", "beds"][..]),
                any_fact(),
            ),
            0..5,
        ),
        option::of(prop::sample::select(&Language::ALL[..])),
        any_words(),
        any_words(),
        any_words(),
    );
    (required, optional).prop_map(move |((name, kind, history), optional)| {
        let (business_id, places, facts, language, source, note, address) = optional;
        let mut member = Member::try_new(id.clone(), name, kind, history)
            .unwrap()
            .with_places(places)
            .with_source(&source)
            .with_note(&note)
            .with_invoicing_address(&address);
        for (name, fact) in facts {
            member = member.with_fact(name.parse().unwrap(), fact);
        }
        if let Some(business_id) = business_id {
            member = member.with_business_id(business_id);
        }
        if let Some(language) = language {
            member = member.with_language(language);
        }
        member
    })
}

/// Registers of up to six members, and of those representations that the register accepts.
pub(crate) fn any_register() -> impl Strategy<Value = Register> {
    let members = (0_usize..7).prop_flat_map(|count| {
        let ids = (0..count).map(|number| format!("member-{number}").parse().unwrap());
        ids.map(any_member).collect::<Vec<_>>()
    });
    let links = vec((0_usize..7, 0_usize..7, any_date(), any_date()), 0..6);
    (members, links).prop_map(|(mut members, links)| {
        let mut register = Register::try_new(members.clone()).unwrap();
        for (from, to, first, until) in links {
            let (Some(from), Some(to)) = (
                members
                    .iter()
                    .position(|member| member.id().as_str() == format!("member-{from}")),
                members.get(to).map(|to| to.id().clone()),
            ) else {
                continue;
            };
            let Some(validity) = Validity::new(Some(first), Some(until)) else {
                continue;
            };
            let representation = Representation::new(to, validity);
            let mut candidates = members.clone();
            candidates[from] = candidates[from]
                .clone()
                .with_representations([representation]);
            if let Ok(accepted) = Register::try_new(candidates.clone()) {
                members = candidates;
                register = accepted;
            }
        }
        register
    })
}
