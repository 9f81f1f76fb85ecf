//! Rounds over the demonstration register and the embedded atlas, and over registers made up to show
//! one thing each.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use oske::data::ATLAS;
use oske::domain::{Member, MemberKind, Place, Register};
use oske::dues::bulk::BulkStatus;
use oske::dues::{Outcome, Policy, PolicyYear};
use oske::types::{DuesYear, Exact, Language, Money};
use oske::{ChargedMunicipality, FactProblem, Round, RoundError, RoundOptions, facts_of};
use proptest::prelude::*;

/// A file of the demonstration, by its path below `examples/data`.
fn demonstration(path: &str) -> String {
    let path = format!("{}/../../examples/data/{path}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn demonstration_policy(id: &str) -> Policy {
    policy(&demonstration(&format!("policies/{id}.toml")))
}

fn demonstration_register() -> Register {
    register(&demonstration("registers/iso.csv"))
}

fn policy(text: &str) -> Policy {
    Policy::from_toml("policy.toml", text).unwrap_or_else(|faults| panic!("{faults}"))
}

fn register(text: &str) -> Register {
    Register::from_csv("register.csv", text.as_bytes()).unwrap_or_else(|faults| panic!("{faults}"))
}

/// A register of rows of `id,kind,places,fact.staff`, whose members have always been members.
fn made_up(rows: &[&str]) -> Register {
    let mut text = "id,kind,places,fact.staff,name,history\n".to_owned();
    for row in rows {
        let id = row.split(',').next().unwrap();
        text.push_str(&format!("{row},{id},admitted 2000-01-01 stated\n"));
    }
    register(&text)
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn first_year(policy: &Policy) -> PolicyYear<'_> {
    policy.for_year(policy.first_year()).unwrap()
}

/// The round of a policy's first year, asked as on its first day.
fn round<'r>(policy: &'r Policy, register: &'r Register) -> Round<'r> {
    let options = RoundOptions::for_year(policy.first_year());
    Round::assess(first_year(policy), register, &ATLAS, options)
        .unwrap_or_else(|error| panic!("{error}"))
}

fn euros(text: &str) -> Money {
    format!("{text} EUR").parse().unwrap()
}

fn ids<'a>(members: impl IntoIterator<Item = &'a Member>) -> BTreeSet<&'a str> {
    members
        .into_iter()
        .map(|member| member.id().as_str())
        .collect()
}

fn charged(municipalities: &[ChargedMunicipality]) -> Vec<(&str, Option<u32>, Vec<&str>)> {
    municipalities
        .iter()
        .map(|municipality| {
            (
                municipality.name().in_language(Language::Finnish),
                municipality.residents(),
                municipality.payers().iter().map(String::as_str).collect(),
            )
        })
        .collect()
}

/// A policy with the facts `kind`, `population` and `staff` and rules of one's own.
fn policy_with(rules: &str) -> Policy {
    policy(&format!(
        r#"
        format = "oske-policy"
        version = 1
        id = "made-up"
        title = {{ en = "Made up" }}
        status = "proposed"
        currency = "EUR"
        dues_years = {{ from = "2023", to = "2023" }}
        rounding = "half-up to 0.01"
        area = ["county:20"]
        unit.inhabitant = {{ name = {{ en = "inhabitant" }} }}
        unit.person = {{ name = {{ en = "person" }} }}
        fact.kind = {{ values = ["municipality", "wellbeing_services_county", "company"] }}
        fact.population = {{ unit = "inhabitant", step = "1", least = "0", most = "10000000" }}
        fact.staff = {{ unit = "person", step = "1", least = "0", most = "100000" }}
        {rules}
        "#
    ))
}

/// By residents for counties and municipalities, by staff for companies.
const BY_RESIDENTS: &str = r#"
    [[rule]]
    id = "residents"
    when = "kind in ['wellbeing_services_county', 'municipality']"
    pays = "0.1 EUR/inhabitant * population"
    charges_residents = true
    [[rule]]
    id = "staff"
    when = "kind = 'company'"
    pays = "2 EUR/person * staff"
"#;

// The demonstration

#[test]
fn counties_are_undetermined_and_name_the_missing_rate() {
    let (policy, register) = (
        demonstration_policy("iso-2023-option"),
        demonstration_register(),
    );
    let round = round(&policy, &register);
    for county in ["county-12", "county-13", "county-14", "county-20"] {
        let outcome = round.entry(county).unwrap().assessment().outcome();
        let Outcome::Undetermined(reasons) = outcome else {
            panic!("{county}: {outcome:?}");
        };
        let missing: Vec<_> = reasons.iter().map(|reason| reason.subject()).collect();
        assert_eq!(missing, [Some("county_rate")], "{county}");
    }
    assert_eq!(
        round.counts(),
        [(BulkStatus::Assessed, 60), (BulkStatus::Undetermined, 4)]
    );
    assert!(!round.is_complete());

    let questions = round.open_questions();
    assert_eq!(questions.len(), 1);
    assert_eq!(questions[0].reason().subject(), Some("county_rate"));
    assert_eq!(questions[0].status(), BulkStatus::Undetermined);
    let concerned = ids(questions[0].entries().iter().map(|entry| entry.member()));
    assert_eq!(
        concerned,
        BTreeSet::from(["county-12", "county-13", "county-14", "county-20"])
    );
}

#[test]
fn counties_have_the_population_of_the_last_day_of_2022() {
    let (policy, register) = (
        demonstration_policy("iso-2023-option"),
        demonstration_register(),
    );
    let round = round(&policy, &register);
    for (county, residents) in [
        ("county-20", 70_521),
        ("county-13", 247_689),
        ("county-14", 162_540),
        ("county-12", 130_451),
    ] {
        let entry = round.entry(county).unwrap();
        assert_eq!(entry.measure("population"), Some(Exact::from(residents)));
        assert_eq!(entry.problems(), [], "{county}");
    }
    // The explanation says of which day the figure is, and by whom.
    let text = round
        .explain(round.entry("municipality-213").unwrap())
        .to_text(Language::English);
    for expected in ["5,154", "31 December 2022", "Statistics Finland"] {
        assert!(text.contains(expected), "{text}");
    }
}

#[test]
fn sixty_four_members_pay_in_2023() {
    let (policy, register) = (
        demonstration_policy("iso-2023-option"),
        demonstration_register(),
    );
    let round = round(&policy, &register);
    assert_eq!(round.entries().len(), 64);
    let totals: Vec<_> = round
        .totals_by_kind()
        .unwrap()
        .iter()
        .map(|total| {
            (
                *total.group(),
                total.payers(),
                total.assessed(),
                total.open(),
                total.total(),
            )
        })
        .collect();
    // 27 municipalities below 5,000 inhabitants at 110 €, 25 above at 550 €.
    assert_eq!(
        totals,
        [
            (MemberKind::Municipality, 52, 52, 0, euros("16720.00")),
            (MemberKind::WellbeingServicesCounty, 4, 0, 4, euros("0.00")),
            (MemberKind::University, 1, 1, 0, euros("550.00")),
            (
                MemberKind::UniversityOfAppliedSciences,
                4,
                4,
                0,
                euros("2200.00")
            ),
            (MemberKind::Association, 3, 3, 0, euros("330.00")),
        ]
    );
    assert_eq!(round.total().unwrap(), euros("19800.00"));
}

#[test]
fn tiers_hold_for_the_municipalities_of_the_register() {
    let (policy, register) = (
        demonstration_policy("iso-2023-option"),
        demonstration_register(),
    );
    let round = round(&policy, &register);
    let tier = Exact::from(5_000);
    let mut payers = [0, 0];
    for entry in round
        .entries()
        .iter()
        .filter(|entry| entry.member().kind() == MemberKind::Municipality)
    {
        let population = entry.measure("population").unwrap();
        let (tier, due) = if population < tier {
            (0, euros("110.00"))
        } else {
            (1, euros("550.00"))
        };
        payers[tier] += 1;
        assert_eq!(
            entry.assessment().amount(),
            Some(due),
            "{}",
            entry.member().id()
        );
    }
    assert_eq!(payers, [27, 25]);
}

#[test]
fn made_up_rate_completes_the_round() {
    let (policy, register) = (
        demonstration_policy("iso-2023-demo"),
        demonstration_register(),
    );
    let round = round(&policy, &register);
    assert!(round.is_complete());
    assert!(round.open_questions().is_empty());
    // 0.05 € × 70,521.
    assert_eq!(
        round.entry("county-20").unwrap().assessment().amount(),
        Some(euros("3526.05"))
    );
    // 19,800.00 + 0.05 € × 611,201.
    assert_eq!(round.total().unwrap(), euros("50360.05"));
}

#[test]
fn residents_charged_once_are_those_of_the_four_counties() {
    let (policy, register) = (
        demonstration_policy("iso-2023-option"),
        demonstration_register(),
    );
    let round = round(&policy, &register);
    let residents = round.residents();
    assert_eq!(residents.charged_once(), 611_201);
    assert_eq!(
        residents.charged_once(),
        70_521 + 247_689 + 162_540 + 130_451
    );
    assert_eq!(residents.municipalities(), 52);
    assert_eq!(residents.charged_by_nobody(), []);
    // The municipalities' flat due beside their county's charge by residents is no second charge.
    assert_eq!(residents.charged_more_than_once(), []);
}

#[test]
fn in_2022_joint_authorities_pay_and_those_they_represent_do_not() {
    let (policy, register) = (demonstration_policy("iso-2022"), demonstration_register());
    let round = round(&policy, &register);
    let paying = ids(round.entries().iter().map(|entry| entry.member()));
    for authority in [
        "essote",
        "kainuun-sote",
        "siun-sote",
        "sosteri",
        "yla-savon-sote",
    ] {
        assert!(paying.contains(authority), "{authority}");
    }
    for (member, representative) in round.represented() {
        assert!(!paying.contains(member.id().as_str()), "{}", member.id());
        assert!(
            paying.contains(representative.id().as_str()),
            "{}",
            representative.id()
        );
    }
    // 19 municipalities pay themselves and 33 do through five joint authorities: 52, each once.
    let kinds: Vec<_> = round
        .totals_by_kind()
        .unwrap()
        .iter()
        .map(|total| (*total.group(), total.payers()))
        .collect();
    assert_eq!(
        kinds[..2],
        [
            (MemberKind::Municipality, 19),
            (MemberKind::JointAuthority, 5)
        ]
    );
    assert_eq!(round.represented().len(), 33);
    let residents = round.residents();
    assert_eq!(residents.municipalities(), 52);
    assert_eq!(residents.charged_more_than_once(), []);
    assert_eq!(residents.charged_by_nobody(), []);
    let places = ATLAS.on(day("2022-01-01")).unwrap();
    let regions = ["region:10", "region:11", "region:12", "region:18"].map(|region| {
        let region: Place = region.parse().unwrap();
        places.population(region, 2021).unwrap().value().residents()
    });
    assert_eq!(residents.charged_once(), regions.iter().sum::<u32>());
    // The counties were admitted on an unknown day of 2022.
    assert_eq!(
        ids(round.unsettled().iter().copied()),
        BTreeSet::from(["county-12", "county-13", "county-14", "county-20"])
    );
}

#[test]
fn municipality_nearest_to_the_gap_is_kangasniemi() {
    let (policy, register) = (
        demonstration_policy("iso-2023-option"),
        demonstration_register(),
    );
    let round = round(&policy, &register);
    let findings = round.policy_year().findings();
    let gaps: Vec<_> = findings
        .iter()
        .filter(|finding| finding.code() == "gap")
        .collect();
    assert_eq!(gaps.len(), 1);
    let (entry, value) = round.nearest_to(gaps[0]).unwrap();
    assert_eq!(entry.member().id().as_str(), "municipality-213");
    assert_eq!(
        entry.member().name().in_language(Language::Finnish),
        "Kangasniemi"
    );
    assert_eq!(value, Exact::from(5_154));
    // What is about no stretch of a measure has no nearest payer.
    let rate = findings
        .iter()
        .find(|finding| finding.code() == "unknown-parameter")
        .unwrap();
    assert!(round.nearest_to(rate).is_none());
}

#[test]
fn municipality_in_the_gap_is_not_covered() {
    let (policy, register) = (
        demonstration_policy("iso-2023-option"),
        demonstration_register(),
    );
    let places = ATLAS.on(day("2023-01-01")).unwrap();
    let kangasniemi = register.member("municipality-213").unwrap();
    let year = first_year(&policy);
    let (facts, problems) = facts_of(kangasniemi, &year, places, 2022);
    assert_eq!(problems, []);
    assert_eq!(year.assess(&facts).amount(), Some(euros("550.00")));
    let outcome = year.assess(&facts.with_measure("population", 5_000));
    assert_eq!(outcome.outcome().status(), "not_covered");
    assert_eq!(outcome.amount(), None);
}

// Whose residents are charged for

#[test]
fn county_and_municipality_by_residents_charge_twice() {
    let policy = policy_with(BY_RESIDENTS);
    let register = made_up(&[
        "kainuu,wellbeing_services_county,county:20,",
        "kajaani,municipality,municipality:205,",
    ]);
    let round = round(&policy, &register);
    let residents = round.residents();
    assert_eq!(
        charged(residents.charged_more_than_once()),
        [("Kajaani", Some(36_297), vec!["kainuu", "kajaani"])]
    );
    assert_eq!(residents.charged_once(), 70_521 - 36_297);
    assert_eq!(residents.municipalities(), 8);
    assert_eq!(residents.charged_by_nobody(), []);
}

#[test]
fn flat_due_beside_a_charge_by_residents_is_no_second_one() {
    let policy = policy_with(
        r#"
        [[rule]]
        id = "counties"
        when = "kind = 'wellbeing_services_county'"
        pays = "0.1 EUR/inhabitant * population"
        charges_residents = true
        [[rule]]
        id = "municipalities"
        when = "kind = 'municipality'"
        pays = "110 EUR"
        "#,
    );
    let register = made_up(&[
        "kainuu,wellbeing_services_county,county:20,",
        "kajaani,municipality,municipality:205,",
    ]);
    let round = round(&policy, &register);
    assert_eq!(
        round.entry("kajaani").unwrap().assessment().amount(),
        Some(euros("110.00"))
    );
    assert_eq!(round.residents().charged_more_than_once(), []);
    assert_eq!(round.residents().charged_once(), 70_521);
}

#[test]
fn municipality_without_a_payer_is_charged_by_nobody() {
    let policy = policy_with(BY_RESIDENTS);
    let register = made_up(&[
        "hyrynsalmi,municipality,municipality:105,",
        "kajaani,municipality,municipality:205,",
        "kuhmo,municipality,municipality:290,",
        "paltamo,municipality,municipality:578,",
        "ristijarvi,municipality,municipality:697,",
        "sotkamo,municipality,municipality:765,",
        "suomussalmi,municipality,municipality:777,",
    ]);
    let round = round(&policy, &register);
    let residents = round.residents();
    assert_eq!(
        charged(residents.charged_by_nobody()),
        [("Puolanka", Some(2_380), vec![])]
    );
    assert_eq!(residents.charged_once(), 70_521 - 2_380);
}

#[test]
fn payer_outside_of_the_area_is_looked_at_too() {
    let policy = policy_with(BY_RESIDENTS);
    let register = made_up(&[
        "kainuu,wellbeing_services_county,county:20,",
        "kuopio,municipality,municipality:297,",
    ]);
    let round = round(&policy, &register);
    assert_eq!(round.residents().municipalities(), 9);
    assert_eq!(round.residents().charged_once(), 70_521 + 122_594);
}

#[test]
fn places_of_one_member_that_overlap_count_each_resident_once() {
    let policy = policy_with(BY_RESIDENTS);
    // Kajaani lies in Kainuu, as region and as county.
    let register =
        made_up(&["kainuu,wellbeing_services_county,county:20 municipality:205 region:18,"]);
    let round = round(&policy, &register);
    let kainuu = round.entry("kainuu").unwrap();
    assert_eq!(kainuu.measure("population"), Some(Exact::from(70_521)));
    assert_eq!(round.residents().charged_more_than_once(), []);
    assert_eq!(round.residents().charged_once(), 70_521);
}

#[test]
fn who_charges_residents_without_an_amount_charges_them_all_the_same() {
    let policy = policy_with(
        r#"
        [param.rate]
        unit = "EUR/inhabitant"
        value = "unknown"
        [[rule]]
        id = "residents"
        pays = "rate * population"
        charges_residents = true
        "#,
    );
    let register = made_up(&["kainuu,wellbeing_services_county,county:20,"]);
    let round = round(&policy, &register);
    assert_eq!(round.counts(), [(BulkStatus::Undetermined, 1)]);
    assert_eq!(round.residents().charged_once(), 70_521);
    assert_eq!(round.residents().charged_by_nobody(), []);
}

#[test]
fn who_is_not_covered_charges_no_residents() {
    let policy = policy_with(
        r#"
        [table.fee]
        by = "population"
        unit = "EUR"
        rows = [{ under = "5000", pays = "110" }]
        [[rule]]
        id = "residents"
        pays = "fee(population)"
        charges_residents = true
        "#,
    );
    let register = made_up(&["kainuu,wellbeing_services_county,county:20,"]);
    let round = round(&policy, &register);
    assert_eq!(round.counts(), [(BulkStatus::NotCovered, 1)]);
    assert_eq!(round.residents().charged_once(), 0);
    assert_eq!(round.residents().charged_by_nobody().len(), 8);
}

// Several currencies

const TWO_CURRENCIES: &str = r#"
    [[rule]]
    id = "municipalities"
    when = "kind = 'municipality'"
    pays = "110 EUR"
    [[rule]]
    id = "counties"
    when = "kind = 'wellbeing_services_county'"
    pays = "10 NOK"
    currency = "NOK"
    [[rule]]
    id = "companies"
    when = "kind = 'company'"
    pays = "1000 SEK"
    currency = "SEK"
"#;

#[test]
fn amounts_of_several_currencies_have_a_total_each() {
    let policy = policy_with(TWO_CURRENCIES);
    let register = made_up(&[
        "a,company,,",
        "b,municipality,,",
        "c,company,,",
        "d,wellbeing_services_county,,",
    ]);
    let round = round(&policy, &register);
    let totals = round.totals().unwrap();
    let totals: Vec<String> = totals.iter().map(ToString::to_string).collect();
    assert_eq!(totals, ["110.00 EUR", "10.00 NOK", "2000.00 SEK"]);
    assert!(matches!(
        round.total(),
        Err(oske::types::ArithmeticError::CurrencyMismatch { .. })
    ));
    let by_kind = round.totals_by_kind().unwrap();
    let by_kind: Vec<_> = by_kind
        .iter()
        .map(|total| {
            let others = total.other_currencies().iter().map(ToString::to_string);
            (total.total().to_string(), others.collect::<Vec<_>>())
        })
        .collect();
    assert_eq!(
        by_kind,
        [
            ("110.00 EUR".to_owned(), vec![]),
            ("0.00 EUR".to_owned(), vec!["10.00 NOK".to_owned()]),
            ("0.00 EUR".to_owned(), vec!["2000.00 SEK".to_owned()]),
        ]
    );
}

#[test]
fn amounts_of_the_policys_currency_alone_have_one_total() {
    let (policy, register) = (policy_with(TWO_CURRENCIES), made_up(&["b,municipality,,"]));
    let round = round(&policy, &register);
    assert_eq!(round.totals().unwrap(), [round.total().unwrap()]);
    let nobody = made_up(&[]);
    assert_eq!(
        self::round(&policy, &nobody).totals().unwrap(),
        [euros("0.00")]
    );
}

// What cannot be told

#[test]
fn population_year_that_is_not_carried_is_an_error_with_the_years() {
    let (policy, register) = (
        demonstration_policy("iso-2023-option"),
        demonstration_register(),
    );
    let options = RoundOptions::for_year(policy.first_year()).with_population_year(2030);
    let error = Round::assess(first_year(&policy), &register, &ATLAS, options).unwrap_err();
    assert_eq!(
        error.to_string(),
        "no population known of 2030: expected one of 1990 to 2025"
    );
    let RoundError::PopulationNotCarried(error) = error else {
        panic!("{error:?}");
    };
    assert_eq!((error.year(), error.carried().len()), (2030, 36));
}

#[test]
fn day_that_is_not_carried_is_an_error() {
    let (policy, register) = (
        demonstration_policy("iso-2023-option"),
        demonstration_register(),
    );
    let mut options = RoundOptions::for_year(policy.first_year());
    options.register_date = day("1999-01-01");
    let error = Round::assess(first_year(&policy), &register, &ATLAS, options).unwrap_err();
    assert!(matches!(error, RoundError::DateNotCarried(_)), "{error:?}");
    assert!(error.to_string().contains("1999-01-01"), "{error}");
}

/// The way that works is in the message: a year whose borders are not known is asked as on a day that is.
#[test]
fn year_after_the_last_of_the_atlas_is_asked_as_on_its_last_day() {
    let text = demonstration("policies/iso-2023-demo.toml");
    let years = |year: &str| format!(r#"dues_years = {{ from = "{year}", to = "{year}" }}"#);
    let text = text.replace(&years("2023"), &years("2027"));
    let (policy, register) = (policy(&text), demonstration_register());
    let options = RoundOptions::for_year(policy.first_year());
    let error = Round::assess(first_year(&policy), &register, &ATLAS, options).unwrap_err();
    assert_eq!(
        error.to_string(),
        "no places known on 2027-01-01: expected a date in 2002-01-01/2027-01-01, the end not included; \
         a round of another year can be asked as on one of these days, by the `register_date` of its options"
    );
    let options = options
        .with_register_date(day("2026-12-31"))
        .with_population_year(2025);
    let round = Round::assess(first_year(&policy), &register, &ATLAS, options).unwrap();
    assert!(round.is_complete());
}

#[test]
fn area_that_names_no_place_is_an_error() {
    let text = demonstration("policies/iso-2023-option.toml").replace("county:20", "town:20");
    let policy = policy(&text);
    let register = demonstration_register();
    let options = RoundOptions::for_year(policy.first_year());
    let error = Round::assess(first_year(&policy), &register, &ATLAS, options).unwrap_err();
    assert!(matches!(error, RoundError::Area(_)), "{error:?}");
    assert!(error.to_string().contains("`town:20`"), "{error}");
}

#[test]
fn place_unknown_on_the_date_leaves_the_population_open() {
    let policy = policy_with(BY_RESIDENTS);
    // Pertunmaa became part of Mäntyharju on 1 January 2025; 999 never was.
    let register = made_up(&[
        "nowhere,municipality,municipality:999,",
        "pertunmaa,municipality,municipality:588,",
    ]);
    let mut options = RoundOptions::for_year(policy.first_year());
    options.register_date = day("2025-06-01");
    let round = Round::assess(first_year(&policy), &register, &ATLAS, options).unwrap();
    for (id, expected) in [
        ("nowhere", "no such code on any date"),
        ("pertunmaa", "part of Mäntyharju"),
    ] {
        let entry = round.entry(id).unwrap();
        let problems = entry.problems();
        assert_eq!(problems.len(), 1, "{id}");
        assert!(
            matches!(&problems[0], FactProblem::Population { member, .. } if member == id),
            "{problems:?}"
        );
        assert!(
            problems[0].to_string().contains(expected),
            "{}",
            problems[0]
        );
        let Outcome::Undetermined(reasons) = entry.assessment().outcome() else {
            panic!("{id}: {:?}", entry.assessment());
        };
        assert_eq!(reasons[0].subject(), Some("population"));
    }
    assert_eq!(round.residents().charged_once(), 0);
}

#[test]
fn fact_of_the_register_in_the_unit_of_the_policy_is_taken() {
    let policy = policy_with(BY_RESIDENTS);
    let register = made_up(&["works,company,,7 person; 2022-12-31; annual report 2022"]);
    let round = round(&policy, &register);
    let entry = round.entry("works").unwrap();
    assert_eq!(entry.measure("staff"), Some(Exact::from(7)));
    assert_eq!(entry.assessment().amount(), Some(euros("14.00")));
    let text = round.explain(entry).to_text(Language::English);
    assert!(text.contains("annual report 2022"), "{text}");
}

#[test]
fn shares_of_a_total_are_those_of_all_payers_in_the_round() {
    let policy = policy_with(
        r#"
        [share.costs]
        total = "100 EUR"
        rounding = "together"
        keys = [{ weight = "1", by = "staff", of = "round" }]
        [[rule]]
        id = "companies"
        pays = "costs"
        "#,
    );
    let companies = ["a", "b", "c"].map(|id| format!("{id},company,,2 person; 2022-12-31; report"));
    let companies = companies.each_ref().map(String::as_str);
    let register = made_up(&companies);
    let round = round(&policy, &register);
    assert_eq!(round.total().unwrap(), euros("100.00"));
    for entry in round.entries() {
        assert!(entry.assessment().amount().is_some());
        let explanation = round.explain(entry);
        assert!(explanation.explains(entry.assessment()));
        assert_eq!(explanation.replay(), Ok(entry.assessment().amount()));
    }

    // One of whom nothing is known leaves the shares of all of them open.
    let register = made_up(&["a,company,,2 person; 2022-12-31; report", "b,company,,"]);
    let round = self::round(&policy, &register);
    assert_eq!(round.counts(), [(BulkStatus::Undetermined, 2)]);
}

#[test]
fn fact_of_the_register_in_another_unit_is_a_problem_and_no_amount() {
    let policy = policy_with(BY_RESIDENTS);
    let register = made_up(&["works,company,,7 person_year; 2022-12-31; annual report 2022"]);
    let round = round(&policy, &register);
    let entry = round.entry("works").unwrap();
    let problems: Vec<_> = entry.problems().iter().map(ToString::to_string).collect();
    assert_eq!(
        problems,
        ["`staff` of `works` is in `person_year`: the policy asks for `person`"]
    );
    assert_eq!(entry.measure("staff"), None);
    assert_eq!(entry.assessment().outcome().status(), "undetermined");
}

#[test]
fn population_asked_for_in_another_unit_is_a_problem_and_no_amount() {
    let policy = policy(
        r#"
        format = "oske-policy"
        version = 1
        id = "thousands"
        title = { en = "By thousands" }
        status = "proposed"
        currency = "EUR"
        dues_years = { from = "2023" }
        rounding = "half-up to 0.01"
        unit.thousand = { name = { en = "thousand inhabitants" } }
        fact.population = { unit = "thousand", least = "0", most = "10000" }
        [[rule]]
        id = "all"
        pays = "50 EUR/thousand * population"
        "#,
    );
    let register = made_up(&["kajaani,municipality,municipality:205,"]);
    let round = round(&policy, &register);
    let entry = round.entry("kajaani").unwrap();
    let problems: Vec<_> = entry.problems().iter().map(ToString::to_string).collect();
    assert_eq!(
        problems,
        ["`population` of `kajaani` is in `inhabitant`: the policy asks for `thousand`"]
    );
    assert_eq!(entry.assessment().outcome().status(), "undetermined");
}

#[test]
fn population_year_can_be_chosen() {
    let (policy, register) = (
        demonstration_policy("iso-2023-demo"),
        demonstration_register(),
    );
    let options = RoundOptions::for_year(policy.first_year()).with_population_year(2020);
    let round = Round::assess(first_year(&policy), &register, &ATLAS, options).unwrap();
    let places = ATLAS.on(day("2023-01-01")).unwrap();
    let county: Place = "county:20".parse().unwrap();
    let in_2020 = places.population(county, 2020).unwrap().value().residents();
    assert_ne!(in_2020, 70_521);
    assert_eq!(
        round.entry("county-20").unwrap().measure("population"),
        Some(Exact::from(in_2020))
    );
}

#[test]
fn register_without_members_gives_an_empty_round() {
    let (policy, register) = (demonstration_policy("iso-2023-option"), made_up(&[]));
    let round = round(&policy, &register);
    assert!(round.entries().is_empty());
    assert_eq!(round.total().unwrap(), euros("0.00"));
    assert_eq!(round.totals_by_kind().unwrap(), []);
    assert_eq!(round.counts(), []);
    // The area is there all the same.
    assert_eq!(round.residents().charged_by_nobody().len(), 52);
    let findings = round.policy_year().findings();
    let gap = findings.iter().find(|finding| finding.code() == "gap");
    assert!(round.nearest_to(gap.unwrap()).is_none());
}

// Properties

/// Members drawn from the demonstration register, with those whom they are represented through.
fn some_members() -> impl Strategy<Value = Vec<Member>> {
    let members: Vec<Member> = demonstration_register().members().cloned().collect();
    let count = members.len();
    proptest::sample::subsequence(members.clone(), 0..=count).prop_map(move |drawn| {
        let mut drawn: BTreeMap<_, _> = drawn
            .into_iter()
            .map(|member| (member.id().clone(), member))
            .collect();
        for member in drawn.clone().into_values() {
            for representation in member.representations() {
                let representative = members
                    .iter()
                    .find(|other| other.id() == representation.representative())
                    .unwrap();
                drawn.insert(representative.id().clone(), representative.clone());
            }
        }
        drawn.into_values().collect()
    })
}

/// One of the demonstration policies.
fn policies() -> impl Strategy<Value = Policy> {
    proptest::sample::select(vec!["iso-2022", "iso-2023-option", "iso-2023-demo"])
        .prop_map(demonstration_policy)
}

/// 64 cases, unless `PROPTEST_CASES` says how many.
fn config() -> ProptestConfig {
    let defaults = ProptestConfig::default();
    ProptestConfig {
        cases: match std::env::var_os("PROPTEST_CASES") {
            Some(_) => defaults.cases,
            None => 64,
        },
        ..defaults
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn totals_by_kind_sum_to_the_total(members in some_members(), policy in policies()) {
        let register = Register::try_new(members).unwrap();
        let round = round(&policy, &register);
        let by_kind = round.totals_by_kind().unwrap();
        let sum = Money::total(policy.currency(), by_kind.iter().map(|total| total.total())).unwrap();
        prop_assert_eq!(sum, round.total().unwrap());
        let payers: usize = by_kind.iter().map(|total| total.payers()).sum();
        prop_assert_eq!(payers, round.entries().len());
        let counted: usize = round.counts().iter().map(|(_, count)| count).sum();
        prop_assert_eq!(counted, round.entries().len());
        let open: usize = by_kind.iter().map(|total| total.open()).sum();
        prop_assert_eq!(open == 0, round.is_complete());
        prop_assert_eq!(open == 0, round.open_questions().is_empty());
    }

    #[test]
    fn every_payer_is_assessed_once(members in some_members(), policy in policies()) {
        let date = policy.first_year().first_day();
        let register = Register::try_new(members).unwrap();
        let round = round(&policy, &register);
        // Told from the members alone, without the register's own view of the day.
        let expected: BTreeSet<&str> = register
            .members()
            .filter(|member| {
                member.membership_on(date) == oske::domain::Membership::Member
                    && member.representation_on(date).is_none()
            })
            .map(|member| member.id().as_str())
            .collect();
        let payers: Vec<&str> = round
            .entries()
            .iter()
            .map(|entry| entry.assessment().payer())
            .collect();
        prop_assert_eq!(payers.len(), expected.len());
        prop_assert_eq!(payers.into_iter().collect::<BTreeSet<_>>(), expected);
        for entry in round.entries() {
            prop_assert_eq!(entry.assessment().payer(), entry.member().id().as_str());
            let explanation = round.explain(entry);
            prop_assert!(explanation.explains(entry.assessment()));
            prop_assert_eq!(explanation.replay().unwrap(), entry.assessment().amount());
        }
    }

    #[test]
    fn order_of_the_register_does_not_matter(
        (members, others) in some_members().prop_flat_map(|members| {
            (Just(members.clone()), Just(members).prop_shuffle())
        }),
        policy in policies(),
    ) {
        let (first, second) = (
            Register::try_new(members).unwrap(),
            Register::try_new(others).unwrap(),
        );
        let (first, second) = (round(&policy, &first), round(&policy, &second));
        prop_assert_eq!(first.entries().len(), second.entries().len());
        for (one, other) in first.entries().iter().zip(second.entries()) {
            prop_assert_eq!(one.member(), other.member());
            prop_assert_eq!(one.assessment(), other.assessment());
        }
        prop_assert_eq!(first.residents(), second.residents());
        prop_assert_eq!(first.total().unwrap(), second.total().unwrap());
        prop_assert_eq!(first.totals_by_kind().unwrap(), second.totals_by_kind().unwrap());
    }
}

#[test]
fn options_are_the_first_day_and_the_year_before() {
    let year: DuesYear = "2023".parse().unwrap();
    let options = RoundOptions::for_year(year);
    assert_eq!(options.register_date, day("2023-01-01"));
    assert_eq!(options.population_year, 2022);
}
