//! What the history of a membership settles for a day, and the names of the kinds.

use oske_domain::{MemberKind, Membership, MembershipHistory};
use oske_types::Language;

/// Under each date, with the history: `M` a member, `-` not a member, `?` unsettled.
const DATES: [&str; 7] = [
    "1990-01-01",
    "2019-12-31",
    "2020-01-01",
    "2021-06-01",
    "2021-12-31",
    "2022-01-01",
    "2030-01-01",
];

#[test]
fn a_history_settles_what_it_says_and_no_more() {
    for (history, expected) in [
        (
            "invited 2020-01-01 stated; applied 2020-01-01 stated",
            "-------",
        ),
        ("admitted 2020-01-01 stated", "--MMMMM"),
        ("admitted by 2020-01-01 stated", "??MMMMM"),
        ("admitted unknown unknown", "MMMMMMM"),
        // Before an application nobody is admitted.
        (
            "applied 2020-01-01 stated; admitted by 2022-01-01 stated",
            "--???MM",
        ),
        (
            "applied 2020-01-01 stated; admitted unknown inferred",
            "--?????",
        ),
        (
            "applied by 2020-01-01 stated; admitted unknown inferred",
            "MMMMMMM",
        ),
        // Endings.
        (
            "admitted 2020-01-01 stated; resigned 2021-06-01 effective 2022-01-01 stated",
            "--MMM--",
        ),
        (
            "admitted unknown stated; expelled unknown effective 2022-01-01 inferred",
            "MMMMM--",
        ),
        (
            "admitted 2020-01-01 stated; deemed_resigned by 2022-01-01 inferred",
            "--M??--",
        ),
        (
            "admitted 2020-01-01 stated; resigned unknown inferred",
            "--M????",
        ),
        (
            "admitted unknown stated; resigned unknown inferred",
            "???????",
        ),
        // A second membership.
        (
            "admitted unknown stated; resigned 2019-10-01 effective 2020-01-01 stated; \
             admitted 2022-01-01 stated",
            "MM---MM",
        ),
        (
            "admitted unknown stated; resigned 2019-10-01 effective 2020-01-01 stated; \
             admitted by 2022-01-01 stated",
            "MM???MM",
        ),
        (
            "admitted 2020-01-01 stated; resigned unknown inferred; applied 2021-12-31 stated; \
             admitted 2022-01-01 stated",
            "--M?-MM",
        ),
        // It changed its mind before its notice took effect.
        (
            "admitted 2020-01-01 stated; resigned 2021-06-01 effective 2022-01-01 stated; \
             applied 2021-12-31 stated; admitted 2022-01-01 stated",
            "--MMMMM",
        ),
    ] {
        let read: MembershipHistory = history.parse().unwrap();
        let found: String = DATES
            .into_iter()
            .map(|date| match read.membership_on(date.parse().unwrap()) {
                Membership::Member => 'M',
                Membership::NotMember => '-',
                Membership::Unsettled => '?',
            })
            .collect();
        assert_eq!(found, expected, "{history}");
    }
}

#[test]
fn an_admission_is_told_with_the_membership_that_rests_on_it() {
    let history: MembershipHistory = "admitted unknown inferred; \
         resigned 2019-10-01 effective 2020-01-01 stated; admitted 2022-01-01 stated"
        .parse()
        .unwrap();
    let admission = |date: &str| {
        let admission = history.admission_on(date.parse().unwrap());
        admission.map(ToString::to_string)
    };
    assert_eq!(
        admission("2019-12-31").as_deref(),
        Some("admitted unknown inferred")
    );
    assert_eq!(admission("2020-01-01"), None);
    assert_eq!(
        admission("2022-01-01").as_deref(),
        Some("admitted 2022-01-01 stated")
    );
}

#[test]
fn each_kind_has_a_code_and_three_names() {
    let rows: Vec<String> = MemberKind::ALL
        .iter()
        .map(|kind| {
            let names = Language::ALL.map(|language| kind.name().get(language).unwrap().to_owned());
            format!("{kind} | {}", names.join(" | "))
        })
        .collect();
    insta::assert_snapshot!(rows.join("\n"), @r"
    municipality | kunta | kommun | municipality
    joint_authority | kuntayhtymä | samkommun | joint authority
    wellbeing_services_county | hyvinvointialue | välfärdsområde | wellbeing services county
    university | yliopisto | universitet | university
    university_of_applied_sciences | ammattikorkeakoulu | yrkeshögskola | university of applied sciences
    other_educational_institution | muu oppilaitos | annan läroanstalt | other educational institution
    research_body | tutkimuslaitos | forskningsinstitut | research body
    association | yhdistys | förening | association
    foundation | säätiö | stiftelse | foundation
    company | yritys | företag | company
    state_authority | valtion viranomainen | statlig myndighet | state authority
    parish_or_religious_community | seurakunta tai uskonnollinen yhdyskunta | församling eller religiöst samfund | parish or religious community
    private_person | yksityishenkilö | privatperson | private person
    other | muu | annan | other
    ");
}
