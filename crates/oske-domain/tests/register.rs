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
    Contact, Contacts, Ground, Member, MemberKind, Place, Register, RegisterFaultCode,
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
        Register::from_json(name, bytes.as_slice())
    } else {
        Register::from_csv(name, bytes.as_slice())
    }
}

fn csv(text: &str) -> Result<Register, RegisterFaults> {
    Register::from_csv("register.csv", text.as_bytes())
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
    assert_eq!(view.on_ground(Ground::Unknown).count(), 36);
}

#[test]
fn changes_tell_the_certain_from_the_uncertain() {
    let register = demonstration();
    let changes = register.changes("2022-06-01/2023-06-01".parse().unwrap());
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
        assert!(change.may_have_joined());
        assert!(!change.may_have_left());
    }
}

/// Under each history: `joined`, `left`, `joined?` and `left?` in 2022.
#[test]
fn changes_are_told_from_the_days_of_a_membership() {
    for (history, expected) in [
        ("admitted 2022-01-01 stated", "joined"),
        ("admitted 2021-12-31 stated", ""),
        ("admitted 2023-01-01 stated", ""),
        // It joined and left between the two ends of the year.
        (
            "admitted 2022-02-01 stated; resigned 2022-05-02 effective 2022-07-01 stated",
            "joined left",
        ),
        // The last day was in 2022, the first one of no membership in 2023.
        (
            "admitted 2020-01-01 stated; resigned 2022-10-05 effective 2023-01-01 stated",
            "",
        ),
        (
            "admitted 2020-01-01 stated; resigned 2021-10-05 effective 2022-01-01 stated",
            "left",
        ),
        // A member since ever, and one that may have been for a day.
        ("admitted unknown unknown", ""),
        ("admitted by 2022-12-12 stated", "joined?"),
        ("admitted by 2023-01-01 stated", "joined?"),
        (
            "invited 2022-01-01 stated; admitted by 2022-12-12 stated",
            "joined",
        ),
        (
            "applied 2021-12-31 stated; admitted unknown stated",
            "joined?",
        ),
        (
            "admitted 2020-01-01 stated; resigned by 2022-12-31 inferred",
            "left?",
        ),
        (
            "admitted 2022-01-01 stated; resigned by 2022-12-31 inferred",
            "joined left",
        ),
        (
            "admitted 2020-01-01 stated; resigned unknown inferred",
            "left?",
        ),
        (
            "admitted 2022-01-01 stated; resigned unknown inferred; applied 2022-12-31 stated",
            "joined left",
        ),
        (
            "admitted unknown stated; resigned unknown inferred",
            "joined? left?",
        ),
        (
            "admitted unknown stated; resigned 2021-01-01 effective 2022-03-01 stated; \
             admitted 2022-03-01 stated",
            "joined left",
        ),
    ] {
        let text = format!("id,name,kind,history\nry,Ry,association,{history}\n");
        let register = csv(&text).unwrap();
        let changes = register.changes("2022-01-01/2023-01-01".parse().unwrap());
        let uncertain = changes.uncertain().first();
        let found: Vec<&str> = [
            (!changes.joined().is_empty(), "joined"),
            (!changes.left().is_empty(), "left"),
            (
                uncertain.is_some_and(|change| change.may_have_joined()),
                "joined?",
            ),
            (
                uncertain.is_some_and(|change| change.may_have_left()),
                "left?",
            ),
        ]
        .into_iter()
        .filter_map(|(is_so, word)| is_so.then_some(word))
        .collect();
        assert_eq!(found.join(" "), expected, "{history}");
    }
}

#[test]
fn the_fact_of_a_day_is_the_latest_that_held_by_then() {
    let register = csv("\
id,name,kind,history,fact.staff
ry,Ry,association,admitted unknown stated,7 person; 2022-12-31; b | 6 person; 2021-12-31; a
");
    let register = register.unwrap();
    let member = register.member("ry").unwrap();
    let staff = |day| {
        let fact = member.fact_on("staff", date(day))?;
        Some(fact.quantity().to_string())
    };
    assert_eq!(staff("2021-12-30"), None);
    assert_eq!(staff("2021-12-31").as_deref(), Some("6 person"));
    assert_eq!(staff("2022-12-30").as_deref(), Some("6 person"));
    assert_eq!(staff("2030-01-01").as_deref(), Some("7 person"));
    assert_eq!(member.fact_on("turnover", date("2030-01-01")), None);
    let sources: Vec<_> = member
        .facts()
        .map(|(_, fact)| fact.source().title())
        .collect();
    assert_eq!(sources, ["a", "b"]);
}

/// It took minutes when every id that is not known was compared with every other.
#[test]
fn many_misspelt_representatives_take_no_time() {
    let id = |number: usize| format!("member-{number:05}");
    let mut text = "id,name,kind,represented_by,history\n".to_owned();
    for number in 0..5_000 {
        let representative = if number % 5 == 0 {
            format!("{}x ../..", id(number))
        } else {
            String::new()
        };
        text += &format!(
            "{},Ry,association,{representative},admitted unknown stated\n",
            id(number)
        );
    }
    let faults = csv(&text).unwrap_err();
    assert_eq!(faults.count(), 1_000);
    let with_suggestion = faults
        .faults()
        .iter()
        .filter(|fault| fault.help().contains("if that is meant"));
    assert_eq!(with_suggestion.count(), 20);
}

/// It took 9 seconds when every member was looked at on every day.
#[test]
fn many_representations_from_different_days_are_no_fault() {
    let mut text = "id,name,kind,represented_by,history\n".to_owned();
    let first = date("2000-01-01");
    for number in 0..20_000_u64 {
        let day = first + chrono::Days::new(number);
        let representation = match number {
            0 => String::new(),
            _ => format!("m{} {day}/..", number / 2),
        };
        text += &format!("m{number},Ry,association,{representation},admitted unknown stated\n");
    }
    assert_eq!(csv(&text).unwrap().len(), 20_000);
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
        Register::from_json("iso.json", json.as_bytes()).as_ref(),
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
    let faults = Register::from_csv("register.csv", Broken).unwrap_err();
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
fn a_circle_that_closes_later_is_found_once() {
    let faults = csv("\
id,name,kind,represented_by,history
a,A,municipality,c 2022-01-01/..,admitted unknown stated
b,B,municipality,a 2020-01-01/..,admitted unknown stated
c,C,municipality,b ../2021-01-01; b 2021-01-01/..,admitted unknown stated
d,D,municipality,a 2022-01-01/..,admitted unknown stated
");
    insta::assert_snapshot!(faults.unwrap_err(), @r"
    register.csv:2: represented_by: representation leads back to where it began in 2022-01-01/..: `a` through `c` through `b` through `a`; let one of them be a member in its own name [representation-cycle]
    1 fault
    ");
}

#[test]
fn contacts_made_by_hand_are_checked_too() {
    let register =
        csv("id,name,kind,history\nkuopio,Kuopio,municipality,admitted unknown inferred\n");
    let register = register.unwrap();
    let contact = |id: &str| Contact::new(id.parse().unwrap(), " Maija  Meikäläinen ").unwrap();
    let maija = contact("kuopio")
        .with_role("registry")
        .with_phone("+358 40 1234567")
        .unwrap();
    assert_eq!(maija.name(), "Maija Meikäläinen");
    assert_eq!(maija.clone().with_email("maija"), None);
    assert_eq!(Contact::new("kuopio".parse().unwrap(), " "), None);
    let contacts = Contacts::try_new([maija.clone()], &register).unwrap();
    assert_eq!(contacts.iter().collect::<Vec<_>>(), [&maija]);
    let faults = Contacts::try_new([contact("koupio")], &register).unwrap_err();
    insta::assert_snapshot!(faults, @r"
    `koupio` is not in the register: expected the id of a member; write `kuopio`, if that is meant [unknown-member]
    1 fault
    ");
}

#[test]
fn contacts_are_told_only_when_asked() {
    let register =
        csv("id,name,kind,history\nkuopio,Kuopio,municipality,admitted unknown inferred\n");
    let register = register.unwrap();
    let read = |name: &str| {
        let bytes = fs::read(format!("tests/cases/contacts/{name}")).unwrap();
        Contacts::from_csv(name, bytes.as_slice(), &register)
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
