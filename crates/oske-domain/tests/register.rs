//! Registers from files: what is read, what is refused and in which words, and what is written.
#![cfg(all(feature = "csv", feature = "json"))]
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "tests may panic, and then say where"
)]

use std::fs;
use std::path::Path;

use chrono::NaiveDate;
use oske_domain::{
    Contacts, Ground, Member, MemberKind, Membership, Place, Register, RegisterFaultCode,
    RegisterFaults,
};
use oske_types::{Language, Text};

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Reads a register as the end of its name says.
fn read(path: &Path) -> Result<Register, RegisterFaults> {
    let bytes = fs::read(path).unwrap();
    let name = path.file_name().unwrap().to_str().unwrap();
    if name.ends_with(".json") {
        Register::from_json(bytes.as_slice(), name)
    } else {
        Register::from_csv(bytes.as_slice(), name)
    }
}

fn csv(text: &str) -> Result<Register, RegisterFaults> {
    Register::from_csv(text.as_bytes(), "register.csv")
}

fn demonstration() -> Register {
    read(Path::new("../../examples/data/registers/iso.csv")).unwrap()
}

fn ids<'r>(members: impl IntoIterator<Item = &'r Member>) -> Vec<&'r str> {
    let ids = members.into_iter().map(|member| member.id().as_str());
    ids.collect()
}

#[test]
fn the_demonstration_register_is_read_as_it_is() {
    let register = demonstration();
    assert_eq!(register.len(), 69);
    let of_kind = |kind| {
        register
            .members()
            .filter(|member| member.kind() == kind)
            .count()
    };
    assert_eq!(of_kind(MemberKind::WellbeingServicesCounty), 4);
    assert_eq!(of_kind(MemberKind::JointAuthority), 5);
    assert_eq!(of_kind(MemberKind::Municipality), 52);
    assert_eq!(of_kind(MemberKind::University), 1);
    assert_eq!(of_kind(MemberKind::UniversityOfAppliedSciences), 4);
    assert_eq!(of_kind(MemberKind::Association), 3);
    let with_business_id = register
        .members()
        .filter(|member| member.business_id().is_some());
    assert_eq!(with_business_id.count(), 16);
}

/// The figures are those of `examples/data/registers/README.md`, "What it gives on a day".
#[test]
fn before_the_reform_32_pay_and_stand_for_each_place_once() {
    let register = demonstration();
    let view = register.on(date("2022-06-01"));
    assert_eq!(view.in_own_name().count(), 32);
    assert_eq!(view.members().count(), 65);
    assert_eq!(
        ids(view.unsettled()),
        ["county-12", "county-13", "county-14", "county-20"]
    );
    let places = view.places();
    assert_eq!(places.len(), 52);
    assert!(places.values().all(|members| members.len() == 1));

    let joensuu: Place = "municipality:167".parse().unwrap();
    assert_eq!(ids(view.standing_for(joensuu)), ["siun-sote"]);
    let siun_sote = view.representative_of("municipality-167").unwrap();
    assert_eq!(siun_sote.id().as_str(), "siun-sote");
    assert_eq!(view.represented_through(siun_sote).count(), 13);
}

#[test]
fn after_the_reform_counties_and_municipalities_stand_side_by_side() {
    let register = demonstration();
    let view = register.on(date("2023-06-01"));
    assert_eq!(view.in_own_name().count(), 4 + 52 + 8);
    assert_eq!(view.unsettled().count(), 0);
    assert!(view.representative_of("municipality-167").is_none());
    assert!(view.member("siun-sote").is_none());
    let on_unknown_ground = view.members().filter(|member| {
        let admission = member.history().admission_on(view.date());
        admission.is_some_and(|admission| admission.ground() == Ground::Unknown)
    });
    assert_eq!(on_unknown_ground.count(), 36);
}

#[test]
fn changes_tell_the_certain_from_the_uncertain() {
    let register = demonstration();
    let changes = register.changes(date("2022-06-01"), date("2023-06-01"));
    assert_eq!(ids(changes.joined().iter().copied()), [""; 0]);
    assert_eq!(
        ids(changes.left().iter().copied()),
        [
            "essote",
            "kainuun-sote",
            "siun-sote",
            "sosteri",
            "yla-savon-sote"
        ],
    );
    let uncertain = changes.uncertain();
    assert_eq!(
        ids(uncertain.iter().map(|change| change.member())),
        ["county-12", "county-13", "county-14", "county-20"],
    );
    for change in uncertain {
        assert_eq!(change.before(), Membership::Unsettled);
        assert_eq!(change.after(), Membership::Member);
    }
}

#[test]
fn ten_faults_give_ten_messages_and_nothing_else() {
    let faults = read(Path::new("tests/cases/bad/ten-faults.csv")).unwrap_err();
    assert_eq!(faults.count(), 10);
    insta::assert_snapshot!(faults);
}

/// Each file is named for the code of its fault.
#[test]
fn each_fault_has_its_message() {
    insta::glob!("cases/bad/*.{csv,json}", |path| {
        let faults = read(path).unwrap_err();
        let name = path.file_stem().unwrap().to_str().unwrap();
        if name != "ten-faults" {
            assert_eq!(faults.count(), 1, "{faults}");
            let code = faults.faults()[0].code();
            assert!(name.starts_with(code.as_str()), "{name}: {code}");
        }
        insta::assert_snapshot!(faults);
    });
}

#[test]
fn good_files_are_read_and_written_canonically() {
    insta::glob!("cases/good/*.{csv,json}", |path| {
        let register = read(path).unwrap_or_else(|faults| panic!("{faults}"));
        let written = register.to_csv();
        assert_eq!(csv(&written).as_ref(), Ok(&register));
        insta::assert_snapshot!(written);
    });
}

#[test]
fn the_demonstration_register_round_trips() {
    let register = demonstration();
    assert_eq!(csv(&register.to_csv()).as_ref(), Ok(&register));
    let json = register.to_json();
    assert_eq!(
        Register::from_json(json.as_bytes(), "iso.json").as_ref(),
        Ok(&register)
    );
}

#[test]
fn limits_are_faults() {
    let code = |text: &str| csv(text).unwrap_err().faults()[0].code();
    let row = "kuopio,Kuopio,municipality,admitted unknown inferred\n";
    let long = row.replace("Kuopio", &"x".repeat(10_001));
    assert_eq!(
        code(&format!("id,name,kind,history\n{long}")),
        RegisterFaultCode::CellTooLong
    );
    let many = row.repeat(100_001);
    let faults = csv(&format!("id,name,kind,history\n{many}")).unwrap_err();
    assert_eq!(faults.faults().len(), 1_000);
    assert_eq!(faults.count(), 100_000);
    assert!(
        faults
            .to_string()
            .ends_with("100000 faults, of which 99000 are not shown")
    );
    let wide = format!("id{}", ",x".repeat(1_000));
    assert_eq!(code(&wide), RegisterFaultCode::TooManyColumns);
    let large = "x".repeat(17 * 1024 * 1024);
    assert_eq!(code(&large), RegisterFaultCode::TooLarge);
}

#[test]
fn a_file_that_breaks_off_is_a_fault() {
    struct Broken;
    impl std::io::Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(std::io::Error::other("the disk is gone"))
        }
    }
    let faults = Register::from_csv(Broken, "register.csv").unwrap_err();
    insta::assert_snapshot!(faults, @r"
    register.csv: the file could not be read: the disk is gone; check that it is there and may be read [unreadable]
    1 fault
    ");
}

#[test]
fn members_made_by_hand_are_checked_together_too() {
    let member = |id: &str| {
        Member::try_new(
            id.parse().unwrap(),
            Text::only(Language::Finnish, "Jäsen").unwrap(),
            MemberKind::Other,
            "admitted unknown inferred".parse().unwrap(),
        )
        .unwrap()
    };
    let faults = Register::try_new([
        member("a"),
        member("b").with_representations(["c ../..".parse().unwrap()]),
        member("a"),
    ])
    .unwrap_err();
    insta::assert_snapshot!(faults, @r"
    the id `a` stands twice; give each member an id of its own, or delete the one that is there twice [duplicate-id]
    `b` is represented through `c`, which is not in the register; add the representative to the register, or correct its id [unknown-member]
    2 faults
    ");
}

#[test]
fn two_that_represented_each_other_in_turn_are_no_cycle() {
    let register = csv("\
id,name,kind,represented_by,history
a,A,municipality,b ../2020-01-01,admitted unknown stated
b,B,municipality,a 2020-01-01/..,admitted unknown stated
");
    assert!(register.is_ok());
}

#[test]
fn contacts_are_told_only_when_asked() {
    let register =
        csv("id,name,kind,history\nkuopio,Kuopio,municipality,admitted unknown inferred\n");
    let register = register.unwrap();
    let read = |name: &str| {
        let bytes = fs::read(format!("tests/cases/contacts/{name}")).unwrap();
        Contacts::from_csv(bytes.as_slice(), name, &register)
    };
    let contacts = read("good.csv").unwrap();
    let contact = contacts.of("kuopio").next().unwrap();
    assert_eq!(contact.email(), Some("maija@example.org"));
    insta::assert_snapshot!(format!("{contacts:?}"), @"Contacts { contacts: [Contact { member: MemberId(kuopio), .. }] }");

    let faults = read("faults.csv").unwrap_err();
    insta::assert_snapshot!(faults, @r"
    faults.csv:2: member: this is not a member id: expected one, as in `siun-sote`; write the id as it stands in the register [bad-id]
    faults.csv:2: email: this is not an e-mail address: expected one `@` between a name and a domain; correct it, or leave the cell empty [bad-email]
    faults.csv:2: phone: this is not a telephone number: expected digits and spaces, after `+` if it is abroad; correct it, or leave the cell empty [bad-phone]
    faults.csv:3: member: `koupio` is not in the register: expected the id of a member; write `kuopio`, if that is meant [unknown-member]
    faults.csv:4: name: nothing stands here: expected the name of the person; write the name of the person, or delete the row [missing-value]
    5 faults
    ");

    let faults = read("no-header.csv").unwrap_err();
    insta::assert_snapshot!(faults, @r"
    no-header.csv:1: the first row names none of the columns: expected a header row with the names of the columns; begin with `member,name,role,email,phone` [no-header]
    1 fault
    ");
}
