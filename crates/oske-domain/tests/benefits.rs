//! Benefits of members and paid events: who has them on a day, what is read, what is refused.
#![cfg(feature = "csv")]
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "tests may panic, and then say where"
)]

use std::fs;

use oske_domain::{
    BenefitStanding, Benefits, Contacts, Membership, PaidEvents, Register, RegisterView,
};
use oske_types::Language;
use proptest::collection::vec;
use proptest::prelude::*;

fn register() -> Register {
    let bytes = fs::read("../../examples/data/registers/iso.csv").unwrap();
    Register::from_csv("iso.csv", bytes.as_slice()).unwrap()
}

fn benefits(register: &Register) -> Benefits {
    let bytes = fs::read("../../examples/data/benefits/iso.csv").unwrap();
    Benefits::from_csv("iso.csv", bytes.as_slice(), register).unwrap()
}

fn on<'r>(register: &'r Register, date: &str) -> RegisterView<'r> {
    register.on(date.parse().unwrap())
}

#[test]
fn the_letter_names_six_benefits() {
    let register = register();
    let benefits = benefits(&register);
    let kinds: Vec<String> = benefits.iter().map(|row| row.kind().to_string()).collect();
    assert_eq!(
        kinds,
        [
            "publications",
            "event_price",
            "board_seat",
            "joint_statements",
            "projects",
            "expertise"
        ]
    );
    for benefit in benefits.iter() {
        for language in Language::ALL {
            assert!(benefit.name().get(language).is_some());
            assert!(benefit.note().unwrap().get(language).is_some());
        }
    }
}

/// The counts are those of `examples/data/registers/README.md`, "What it gives on a day".
#[test]
fn who_has_a_benefit_follows_representation_and_what_is_settled() {
    let register = register();
    let benefits = benefits(&register);
    let before = on(&register, "2022-06-01");
    let publications = benefits.holders("publications", before).unwrap();
    assert_eq!(publications.in_own_name().count(), 32);
    assert_eq!(publications.represented().count(), 33);
    assert_eq!(publications.unsettled().len(), 4);
    let seat = benefits.holders("board-seat", before).unwrap();
    assert_eq!(seat.iter().len(), 32);
    assert_eq!(seat.represented().count(), 0);
    let joensuu = |benefit, view| {
        let (_, standing) = benefits
            .of("municipality-167", view)
            .find(|(found, _)| found.id().as_str() == benefit)
            .unwrap();
        standing.in_language(Language::English)
    };
    insta::assert_snapshot!(joensuu("event-price", before), @"yes, through Siun sote - Pohjois-Karjalan sosiaali- ja terveyspalvelujen kuntayhtymä");
    insta::assert_snapshot!(joensuu("board-seat", before), @"no: only Siun sote - Pohjois-Karjalan sosiaali- ja terveyspalvelujen kuntayhtymä, through whom it is a member, has it");

    let after = on(&register, "2023-06-01");
    assert_eq!(joensuu("board-seat", after), "yes");
    let publications = benefits.holders("publications", after).unwrap();
    assert_eq!(publications.in_own_name().count(), 64);
    assert!(publications.unsettled().is_empty());
    assert!(!publications.has("siun-sote"));
    assert!(!publications.has("nobody"));
}

#[test]
fn standing_is_told_in_three_languages() {
    let text = "\
id,name,kind,represented_by,history
a,Yhdistys,association,,admitted by 2022-12-12 stated
k,Kunta,municipality,y,admitted unknown unknown
o,Oppilaitos,other_educational_institution,,admitted 2022-01-01 stated; resigned 2022-05-02 effective 2022-07-01 stated
y,Yhtymä,joint_authority,,admitted 2022-01-01 stated
";
    let text = text.replace(",y,", ",y 2022-01-01/..,");
    let register = Register::from_csv("register.csv", text.as_bytes()).unwrap();
    let text = "\
id,name_en,kind,for,represented,validity,source
all,All,other:all,everyone,included,../..,made up
alone,Alone,other:alone,everyone,excluded,../..,made up
kinds,Kinds,other:kinds,association municipality,included,../..,made up
old,Old,other:old,everyone,included,../2022-01-01,made up
";
    let benefits = Benefits::from_csv("benefits.csv", text.as_bytes(), &register).unwrap();
    let view = on(&register, "2022-09-01");
    let mut told = String::new();
    for benefit in benefits.iter() {
        for member in register.members().map(|member| member.id().as_str()) {
            let standing = benefit.standing_of(member, view);
            let words = Language::ALL.map(|language| standing.in_language(language));
            let words = words.join(" | ");
            let code = standing.code();
            told.push_str(&format!("{} {member} {code}: {words}\n", benefit.id()));
        }
    }
    insta::assert_snapshot!(told);
}

#[test]
fn faults_are_told_all_at_once_with_their_places() {
    let register = register();
    let bytes = fs::read("tests/cases/benefits/faults.csv").unwrap();
    let faults = Benefits::from_csv("faults.csv", bytes.as_slice(), &register).unwrap_err();
    insta::assert_snapshot!("benefit_faults", faults);
    let benefits = benefits(&register);
    let bytes = fs::read("tests/cases/events/faults.csv").unwrap();
    let faults = PaidEvents::from_csv("faults.csv", bytes.as_slice(), &benefits).unwrap_err();
    insta::assert_snapshot!("event_faults", faults);
}

#[test]
fn the_demonstration_events_are_read_and_written_as_they_are() {
    let register = register();
    let benefits = benefits(&register);
    let bytes = fs::read("../../examples/data/events/demo.csv").unwrap();
    let events = PaidEvents::from_csv("demo.csv", bytes.as_slice(), &benefits).unwrap();
    assert_eq!(events.iter().len(), 2);
    for event in events.iter() {
        assert!(
            event
                .name()
                .in_language(Language::English)
                .contains("made up")
        );
    }
    let again = PaidEvents::from_csv("again.csv", events.to_csv().as_bytes(), &benefits);
    assert_eq!(again.unwrap(), events);
    let again = Benefits::from_csv("again.csv", benefits.to_csv().as_bytes(), &register);
    assert_eq!(again.unwrap(), benefits);
}

#[test]
fn contact_persons_are_told_only_when_asked_and_only_of_holders() {
    let register = register();
    let benefits = benefits(&register);
    let contacts = "\
member,name,email
siun-sote,Maija Meikäläinen,maija@example.org
municipality-297,Matti Meikäläinen,matti@example.org
county-20,Maija Mallikas,mallikas@example.org
";
    let contacts = Contacts::from_csv("contacts.csv", contacts.as_bytes(), &register).unwrap();
    let mailing = benefits
        .holders("publications", on(&register, "2022-06-01"))
        .unwrap();
    let asked: Vec<&str> = mailing.contacts(&contacts).map(|one| one.name()).collect();
    assert_eq!(asked, ["Maija Meikäläinen", "Matti Meikäläinen"]);
    assert_eq!(mailing.without_contact(&contacts).len(), 65 - 2);
    let shown = format!("{mailing:?}{benefits:?}");
    assert!(!shown.contains("Maija") && !shown.contains('@'), "{shown}");
}

/// The cells of a benefit, right ones and wrong ones.
fn any_row() -> impl Strategy<Value = String> {
    let pick = |cells: &[&'static str]| prop::sample::select(cells.to_vec());
    (
        pick(&["a", "b", "c", "B", ""]),
        pick(&["Nimi", "\"N, imi\"", ""]),
        pick(&["publications", "event_price", "other:x", "x"]),
        pick(&[
            "everyone",
            "municipality",
            "association member:uef",
            "member:x",
            "",
        ]),
        pick(&["included", "excluded", "x"]),
        pick(&["../..", "../2020-01-01", "2020-01-01/..", "2020"]),
        pick(&["letter", "\"le\"\"tter\"", ""]),
    )
        .prop_map(|(id, name, kind, scope, represented, validity, source)| {
            format!("{id},{name},{kind},{scope},{represented},{validity},{source}\n")
        })
}

const HEADER: &str = "id,name,kind,for,represented,validity,source\n";

proptest! {
    #[test]
    fn no_bytes_make_the_readers_panic(bytes in vec(any::<u8>(), 0..400)) {
        let register = Register::try_new([]).unwrap();
        let _ = Benefits::from_csv("benefits.csv", bytes.as_slice(), &register);
        let _ = PaidEvents::from_csv("events.csv", bytes.as_slice(), &Benefits::default());
    }

    /// Nearer to benefits than any bytes: what is read is written and read again the same, and what is
    /// not has faults on one line each.
    #[test]
    fn benefits_are_read_back_or_refused(rows in vec(any_row(), 1..5)) {
        let register = "id,name,kind,history\nuef,Yliopisto,university,admitted unknown stated\n";
        let register = Register::from_csv("register.csv", register.as_bytes()).unwrap();
        let text = format!("{HEADER}{}", rows.concat());
        match Benefits::from_csv("benefits.csv", text.as_bytes(), &register) {
            Ok(benefits) => {
                let written = benefits.to_csv();
                let again = Benefits::from_csv("again.csv", written.as_bytes(), &register).unwrap();
                prop_assert_eq!(again, benefits);
            }
            Err(faults) => {
                prop_assert!(faults.count() > 0);
                for fault in faults.faults() {
                    prop_assert!(!fault.to_string().contains('\n'), "{}", fault);
                    prop_assert!(!fault.message().ends_with('.'), "{}", fault);
                }
            }
        }
    }

    /// Of every day and member: who is listed has it, who has it is listed, and nobody has a benefit
    /// without being a member, in its own name or through another.
    #[test]
    fn holders_are_those_who_have_it(days in 0_u64..3_000, slot in 0_usize..6) {
        let register = register();
        let benefits = benefits(&register);
        let first: chrono::NaiveDate = "2016-01-01".parse().unwrap();
        let view = register.on(first + chrono::Days::new(days));
        let benefit = benefits.iter().nth(slot).unwrap();
        let holders = benefits.holders(benefit.id(), view).unwrap();
        for member in register.members() {
            let standing = benefit.standing_of(member.id(), view);
            prop_assert_eq!(holders.has(member.id()), standing.has());
            let is_unsettled = holders.unsettled().contains(&member);
            prop_assert_eq!(is_unsettled, standing == BenefitStanding::Unsettled);
            let membership = view.membership_also_through(member.id());
            prop_assert!(!standing.has() || membership == Membership::Member);
            if let BenefitStanding::HasThrough(representative) = standing {
                prop_assert!(benefit.scope().for_represented().is_included());
                prop_assert_eq!(view.representative_of(member.id()), Some(representative));
            }
        }
    }
}
