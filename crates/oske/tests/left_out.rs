//! Who is in the register and not in the round, and why.
#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use std::collections::BTreeSet;

use chrono::NaiveDate;
use oske::data::ATLAS;
use oske::domain::{EventDay, Member, Membership, Register};
use oske::dues::Policy;
use oske::types::Language;
use oske::{LeftOut, Round, RoundOptions, WhyLeftOut};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn policy() -> Policy {
    let text = r#"
        format = "oske-policy"
        version = 1
        id = "flat"
        title = { en = "A flat due" }
        status = "proposed"
        currency = "EUR"
        dues_years = { from = "2003" }
        [[rule]]
        id = "everyone"
        pays = "110 EUR"
    "#;
    Policy::from_toml("policy.toml", text).unwrap()
}

fn register(histories: &[&str]) -> Register {
    let mut text = "id,name,kind,history\n".to_owned();
    for (number, history) in histories.iter().enumerate() {
        text.push_str(&format!(
            "m{number:02},Member {number},association,{history}\n"
        ));
    }
    Register::from_csv("register.csv", text.as_bytes()).unwrap_or_else(|faults| panic!("{faults}"))
}

/// A round of 2026 as on a day.
fn round<'r>(policy: &'r Policy, register: &'r Register, on: &str) -> Round<'r> {
    let year = policy.for_year("2026".parse().unwrap()).unwrap();
    let options = RoundOptions::for_year(year.year()).with_register_date(day(on));
    let options = options.with_population_year(2024);
    Round::assess(year, register, &ATLAS, options).unwrap_or_else(|error| panic!("{error}"))
}

fn ids<'m>(members: impl IntoIterator<Item = &'m Member>) -> Vec<&'m str> {
    members
        .into_iter()
        .map(|member| member.id().as_str())
        .collect()
}

/// Everyone of histories that is left out on a day, with the reason in a language.
fn told(histories: &[&str], on: &str, language: Language) -> Vec<String> {
    let (policy, register) = (policy(), register(histories));
    let round = round(&policy, &register, on);
    let left_out = round.left_out().iter();
    left_out.map(|one| one.in_language(language)).collect()
}

/// Histories of those who are no members on 1 January 2026.
const HISTORIES: [&str; 12] = [
    "admitted 2026-03-15 stated",
    "applied 2026-02-01 stated; admitted by 2026-05-01 stated",
    "invited 2026-02-01 stated; admitted unknown unknown",
    "admitted 2000-01-01 stated; resigned 2025-10-05 effective 2026-01-01 stated",
    "admitted 2000-01-01 stated; deemed_resigned 2022-12-31 effective 2023-01-01 inferred",
    "admitted 2000-01-01 stated; expelled by 2022-12-12 stated",
    "admitted 2000-01-01 stated; resigned unknown unknown; applied 2024-05-01 stated",
    "applied 2025-11-01 stated",
    "invited by 2025-11-01 stated",
    "admitted 2000-01-01 stated; resigned 2020-05-01 effective 2021-01-01 stated; admitted 2026-08-15 stated",
    "admitted 2000-01-01 stated; resigned 2020-05-01 effective 2021-01-01 stated; applied 2025-12-01 stated",
    "admitted 2001-01-01 stated; resigned 2002-05-01 effective 2003-01-01 stated; admitted 2004-01-01 stated; \
     expelled 2024-02-01 effective 2024-03-01 stated",
];

#[test]
fn why_somebody_is_no_member_is_told_in_three_languages() {
    let on = "2026-01-01";
    assert_eq!(
        told(&HISTORIES, on, Language::English),
        [
            "not a member until 15 March 2026",
            "not a member yet, admitted by 1 May 2026",
            "not a member yet, admitted on a day that is not known",
            "resigned, not a member since 1 January 2026",
            "deemed to have resigned, not a member since 1 January 2023",
            "expelled, no longer a member by 12 December 2022",
            "resigned, no longer a member by 1 May 2024",
            "applied, not admitted",
            "invited, not admitted",
            "not a member until 15 August 2026",
            "resigned, not a member since 1 January 2021",
            "expelled, not a member since 1 March 2024",
        ]
    );
    assert_eq!(
        told(&HISTORIES, on, Language::Finnish)[..9],
        [
            "jäsen vasta 15.3.2026 alkaen",
            "ei vielä jäsen, hyväksytty viimeistään 1.5.2026",
            "ei vielä jäsen, hyväksymispäivä ei ole tiedossa",
            "eronnut, ei jäsen 1.1.2026 alkaen",
            "katsottu eronneeksi, ei jäsen 1.1.2023 alkaen",
            "erotettu, ei enää jäsen viimeistään 12.12.2022",
            "eronnut, ei enää jäsen viimeistään 1.5.2024",
            "hakenut, ei hyväksytty",
            "kutsuttu, ei hyväksytty",
        ]
    );
    assert_eq!(
        told(&HISTORIES, on, Language::Swedish)[..9],
        [
            "medlem först från 15.3.2026",
            "ännu inte medlem, godkänd senast 1.5.2026",
            "ännu inte medlem, dagen för godkännandet är inte känd",
            "utträtt, inte medlem från 1.1.2026",
            "ansetts ha utträtt, inte medlem från 1.1.2023",
            "utesluten, inte längre medlem senast 12.12.2022",
            "utträtt, inte längre medlem senast 1.5.2024",
            "ansökt, inte godkänd",
            "inbjuden, inte godkänd",
        ]
    );
}

#[test]
fn who_is_represented_without_a_membership_of_its_own_is_told_with_the_one_who_represents() {
    let policy = policy();
    let register = "\
id,name,kind,represented_by,history
essote,Essote,joint_authority,,admitted by 2017-12-31 inferred
mikkeli,Mikkeli,municipality,essote 2017-01-01/2027-01-01,admitted 2027-01-01 inferred
";
    let register = Register::from_csv("register.csv", register.as_bytes()).unwrap();
    let round = round(&policy, &register, "2026-01-01");
    assert!(round.represented().is_empty());
    let told: Vec<_> = round
        .left_out()
        .iter()
        .map(|one| (one.why().code(), one.in_language(Language::English)))
        .collect();
    assert_eq!(
        told,
        [(
            "represented",
            "not a member itself, represented through Essote".to_owned()
        )]
    );
}

/// On the first day of every quarter of twenty-four years, which is before, within and after all of them.
#[test]
fn everyone_pays_is_represented_unsettled_or_left_out_and_one_of_these_alone() {
    let mut histories = HISTORIES.to_vec();
    histories.extend([
        "admitted by 2010-06-01 stated",
        "admitted unknown unknown",
        "admitted 2005-06-01 stated; resigned unknown unknown",
        "admitted by 2010-06-01 stated; resigned by 2012-06-01 stated; applied by 2012-03-01 stated; admitted by 2014-01-01 stated",
    ]);
    let (policy, register) = (policy(), register(&histories));
    let everyone: BTreeSet<&str> = ids(register.members()).into_iter().collect();
    for on in (2003..2027)
        .flat_map(|year| ["01", "04", "07", "10"].map(|month| format!("{year}-{month}-01")))
    {
        let round = round(&policy, &register, &on);
        let mut all = ids(round.entries().iter().map(|entry| entry.member()));
        all.extend(ids(round.represented().iter().map(|(member, _)| *member)));
        all.extend(ids(round.unsettled().iter().copied()));
        all.extend(ids(round.left_out().iter().map(LeftOut::member)));
        assert_eq!(all.len(), everyone.len(), "{on}");
        assert_eq!(all.into_iter().collect::<BTreeSet<_>>(), everyone, "{on}");
        for one in round.left_out() {
            let told = format!(
                "{on}: {}: {}",
                one.member().history(),
                one.in_language(Language::English)
            );
            let on_day = |date| one.member().membership_on(date);
            match one.why() {
                WhyLeftOut::NotYet(EventDay::On(first) | EventDay::By(first)) => {
                    assert!(first > day(&on), "{told}");
                    assert_eq!(on_day(first), Membership::Member, "{told}");
                }
                WhyLeftOut::Left(_, EventDay::On(first) | EventDay::By(first)) => {
                    assert!(first <= day(&on), "{told}");
                    assert_eq!(on_day(first), Membership::NotMember, "{told}");
                    let is_member_between = first
                        .iter_days()
                        .take_while(|date| *date <= day(&on))
                        .any(|date| on_day(date) != Membership::NotMember);
                    assert!(!is_member_between, "{told}");
                }
                WhyLeftOut::NotYet(EventDay::Unknown) | WhyLeftOut::NotAdmitted(_) => {
                    let was_before = day("2002-01-01")
                        .iter_days()
                        .take_while(|date| *date <= day(&on))
                        .any(|date| on_day(date) != Membership::NotMember);
                    assert!(!was_before, "{told}");
                }
                why => panic!("{told}: {why:?}"),
            }
        }
    }
}
