//! Properties of registers, over registers and bytes of every kind.
#![cfg(all(feature = "csv", feature = "json"))]
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "tests may panic, and then say where"
)]

mod generators;

use std::collections::BTreeSet;

use generators::{any_date, any_day, any_ground, any_history, any_kind, any_register};
use oske_domain::{EventDay, Member, Membership, MembershipHistory, MembershipState, Register};
use oske_types::Validity;
use proptest::collection::vec;
use proptest::prelude::*;

proptest! {
    #[test]
    fn csv_round_trips(register in any_register()) {
        let csv = register.to_csv();
        let read = Register::from_csv("register.csv", csv.as_bytes());
        prop_assert_eq!(read.as_ref(), Ok(&register), "{}", csv);
        prop_assert_eq!(read.unwrap().to_csv(), csv);
    }

    #[test]
    fn json_round_trips(register in any_register()) {
        let json = register.to_json();
        let read = Register::from_json("register.json", json.as_bytes());
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
        let _ = Register::from_csv("register.csv", bytes.as_slice());
        let _ = Register::from_json("register.json", bytes.as_slice());
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
            Register::from_csv("register.csv", slip(register.to_csv()).as_slice()),
            Register::from_json("register.json", slip(register.to_json()).as_slice()),
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
