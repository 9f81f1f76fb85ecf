//! Properties of registers, over registers and bytes of every kind.
#![cfg(all(feature = "csv", feature = "json"))]
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "tests may panic, and then say where"
)]

use std::collections::BTreeSet;

use chrono::NaiveDate;
use oske_domain::{
    EventDay, Ground, HistoryEntry, Member, MemberFact, MemberId, MemberKind, Membership,
    MembershipHistory, MembershipState, Place, Register, Representation,
};
use oske_types::{
    BusinessId, CountyCode, Exact, Language, MunicipalityCode, Quantity, RegionCode, Text, Unit,
    Validity,
};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

/// Days of a few years, so that they meet often.
fn any_date() -> impl Strategy<Value = NaiveDate> {
    let first = NaiveDate::from_ymd_opt(2018, 1, 1).unwrap();
    (0_u64..2_000).prop_map(move |days| first + chrono::Days::new(days))
}

fn any_ground() -> impl Strategy<Value = Ground> {
    prop::sample::select(&Ground::ALL[..])
}

fn any_day() -> impl Strategy<Value = EventDay> {
    prop_oneof![
        any_date().prop_map(EventDay::On),
        any_date().prop_map(EventDay::By),
        Just(EventDay::Unknown),
    ]
}

fn any_entry() -> impl Strategy<Value = HistoryEntry> {
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
fn any_history() -> impl Strategy<Value = MembershipHistory> {
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
fn any_words() -> impl Strategy<Value = String> {
    prop_oneof!["[ -~äöåÄÖÅ\"';,]{1,20}", "\\PC{1,10}",]
}

fn any_name() -> impl Strategy<Value = Text> {
    let part = || option::of(any_words());
    (part(), part(), part())
        .prop_map(|(fi, sv, en)| Text::from_parts(fi, sv, en).unwrap_or(Text::new("Jäsen", "", "")))
}

fn any_place() -> impl Strategy<Value = Place> {
    prop_oneof![
        (0_u16..1_000).prop_map(|number| MunicipalityCode::from_number(number).unwrap().into()),
        (0_u16..100).prop_map(|number| RegionCode::from_number(number).unwrap().into()),
        (0_u16..100).prop_map(|number| CountyCode::from_number(number).unwrap().into()),
    ]
}

fn any_fact() -> impl Strategy<Value = MemberFact> {
    (any::<i64>(), 1..1_000_i64, any_date(), any_words()).prop_map(
        |(numerator, denominator, date, source)| {
            let value = Exact::ratio(numerator.into(), denominator.into()).unwrap();
            let source = format!("source {}", source.replace('|', "/"));
            MemberFact::try_new(Quantity::new(value, Unit::PERSON), date, &source).unwrap()
        },
    )
}

fn any_kind() -> impl Strategy<Value = MemberKind> {
    prop::sample::select(MemberKind::ALL)
}

fn any_member(id: MemberId) -> impl Strategy<Value = Member> {
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
fn any_register() -> impl Strategy<Value = Register> {
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

proptest! {
    #[test]
    fn csv_round_trips(register in any_register()) {
        let csv = register.to_csv();
        let read = Register::from_csv(csv.as_bytes(), "register.csv");
        prop_assert_eq!(read.as_ref(), Ok(&register), "{}", csv);
        prop_assert_eq!(read.unwrap().to_csv(), csv);
    }

    #[test]
    fn json_round_trips(register in any_register()) {
        let json = register.to_json();
        let read = Register::from_json(json.as_bytes(), "register.json");
        prop_assert_eq!(read.as_ref(), Ok(&register), "{}", json);
        prop_assert_eq!(read.unwrap().to_json(), json);
    }

    #[test]
    fn the_order_of_members_does_not_matter(register in any_register()) {
        let mut backwards: Vec<Member> = register.members().cloned().collect();
        backwards.reverse();
        prop_assert_eq!(Register::try_new(backwards), Ok(register));
    }

    #[test]
    fn no_bytes_make_the_reader_panic(bytes in vec(any::<u8>(), 0..400)) {
        let _ = Register::from_csv(bytes.as_slice(), "register.csv");
        let _ = Register::from_json(bytes.as_slice(), "register.json");
    }

    /// Nearer to a register than any bytes: a right one with a few bytes changed.
    #[test]
    fn no_slip_makes_the_reader_panic(
        register in any_register(),
        slips in vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
    ) {
        let slip = |text: String| {
            let mut bytes = text.into_bytes();
            for (place, byte) in &slips {
                let place = place.index(bytes.len());
                bytes[place] = *byte;
            }
            bytes
        };
        for faulty in [
            Register::from_csv(slip(register.to_csv()).as_slice(), "register.csv"),
            Register::from_json(slip(register.to_json()).as_slice(), "register.json"),
        ] {
            if let Err(faults) = faulty {
                prop_assert!(faults.count() > 0);
                for fault in faults.faults() {
                    let line = fault.to_string();
                    prop_assert!(!line.contains('\n'), "{}", line);
                    prop_assert!(!fault.message().ends_with('.') , "{}", line);
                }
            }
        }
    }

    #[test]
    fn a_register_view_has_each_member_once(register in any_register(), date in any_date()) {
        let view = register.on(date);
        let ids: Vec<_> = view.members().chain(view.unsettled()).map(Member::id).collect();
        let different: BTreeSet<_> = ids.iter().collect();
        prop_assert_eq!(different.len(), ids.len());
        for member in register.members() {
            let is_there = ids.contains(&member.id());
            prop_assert_eq!(is_there, view.membership_of(member.id()) != Membership::NotMember);
        }
        for member in view.in_own_name() {
            prop_assert!(view.member(member.id()).is_some());
            prop_assert!(view.representative_of(member.id()).is_none());
        }
    }

    #[test]
    fn changes_are_the_difference_of_views(
        register in any_register(), from in any_date(), days in 1_u64..1_000,
    ) {
        let last = from + chrono::Days::new(days);
        let within = Validity::new(Some(from), last.succ_opt()).unwrap();
        let changes = register.changes(within);
        for member in register.members() {
            let joined = changes.joined().contains(&member);
            let left = changes.left().contains(&member);
            let mut uncertain = changes.uncertain().iter();
            let is_uncertain = uncertain.any(|change| change.member() == member);
            let before = member.membership_on(from.pred_opt().unwrap());
            match (before, member.membership_on(last)) {
                (Membership::NotMember, Membership::Member) => prop_assert!(joined),
                (Membership::Member, Membership::NotMember) => prop_assert!(left),
                (before, after) if before != after => prop_assert!(is_uncertain),
                _ => prop_assert!(is_uncertain || joined == left),
            }
        }
    }

    #[test]
    fn words_of_a_membership_parse_inverts_display(
        state in prop::sample::select(&MembershipState::ALL[..]),
        ground in any_ground(),
        day in any_day(),
    ) {
        prop_assert_eq!(state.to_string().parse(), Ok(state));
        prop_assert_eq!(ground.to_string().parse(), Ok(ground));
        prop_assert_eq!(day.to_string().parse(), Ok(day));
        prop_assert_eq!(format!("{:.1}{:.1}{:.1}", state, ground, day), format!("{state}{ground}{day}"));
    }

    #[test]
    fn following_representatives_comes_to_an_end(register in any_register(), date in any_date()) {
        let view = register.on(date);
        for member in register.members() {
            let mut representative = view.representative_of(member.id());
            let mut steps = 0;
            while let Some(found) = representative {
                steps += 1;
                prop_assert!(steps <= register.len());
                prop_assert!(view.membership_of(found.id()) != Membership::NotMember);
                representative = view.representative_of(found.id());
            }
        }
    }

    #[test]
    fn history_parse_inverts_display(history in any_history()) {
        let text = history.to_string();
        prop_assert_eq!(text.parse::<MembershipHistory>(), Ok(history), "{}", text);
    }

    #[test]
    fn a_history_agrees_with_its_known_days(history in any_history()) {
        for entry in history.entries() {
            match (entry.state(), entry.day(), entry.effective()) {
                (MembershipState::Admitted, EventDay::On(day), _) => {
                    prop_assert_eq!(history.membership_on(day), Membership::Member);
                    let before = history.membership_on(day.pred_opt().unwrap());
                    prop_assert!(before != Membership::Unsettled || history.entries().len() > 1);
                }
                (MembershipState::Admitted, EventDay::By(day), _) => {
                    prop_assert_eq!(history.membership_on(day), Membership::Member);
                }
                (_, _, Some(effective)) => {
                    let last = history.membership_on(effective.pred_opt().unwrap());
                    prop_assert!(last != Membership::NotMember);
                }
                _ => {}
            }
        }
    }

    #[test]
    fn kind_parse_inverts_display(kind in any_kind()) {
        prop_assert_eq!(kind.to_string().parse(), Ok(kind));
    }
}
