//! Prices of paid events: who may attend at the member price, and what each pays.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;

use oske::data::ATLAS;
use oske::domain::{BenefitStanding, Benefits, MemberKind, PaidEvents, Register};
use oske::dues::Policy;
use oske::event::{EventError, EventPrices};
use oske::types::Language;

struct Demonstration {
    register: Register,
    benefits: Benefits,
    events: PaidEvents,
    policy: String,
}

fn demonstration() -> Demonstration {
    let read = |path: &str| fs::read_to_string(format!("../../examples/data/{path}")).unwrap();
    let register = read("registers/iso.csv");
    let register = Register::from_csv("iso.csv", register.as_bytes()).unwrap();
    let benefits = read("benefits/iso.csv");
    let benefits = Benefits::from_csv("iso.csv", benefits.as_bytes(), &register).unwrap();
    let events = read("events/demo.csv");
    let events = PaidEvents::from_csv("demo.csv", events.as_bytes(), &benefits).unwrap();
    Demonstration {
        register,
        benefits,
        events,
        policy: read("events/seminar-prices.toml"),
    }
}

fn policy(text: &str) -> Policy {
    Policy::from_toml("prices.toml", text).unwrap()
}

#[test]
fn each_of_the_register_pays_what_its_standing_says() {
    let given = demonstration();
    let policy = policy(&given.policy);
    assert!(policy.findings().iter().all(|finding| {
        let code = finding.code();
        !["gap", "overlap", "no-rule"].contains(&code)
    }));
    for (event, member_price, at_member_price, unsettled) in [
        ("spring-seminar-2022", "80.00 EUR", 65, 4),
        ("autumn-seminar-2023", "90.00 EUR", 64, 0),
    ] {
        let event = given.events.event(event).unwrap();
        let prices = EventPrices::try_new(event, &policy, &given.benefits, &given.register, &ATLAS);
        let prices = prices.unwrap();
        assert_eq!(prices.at_member_price().iter().len(), at_member_price);
        assert_eq!(prices.at_member_price().unsettled().len(), unsettled);
        for member in given.register.members() {
            let price = prices.price_of(member.id().as_str()).unwrap();
            let amount = price.explanation().outcome().amount();
            let amount = amount.map(|amount| amount.to_string());
            let expected = match price.standing() {
                BenefitStanding::Has | BenefitStanding::HasThrough(_) => Some(member_price),
                BenefitStanding::HasNot(_) => Some("150.00 EUR"),
                BenefitStanding::Unsettled => None,
            };
            assert_eq!(amount.as_deref(), expected, "{}", member.id());
            assert!(price.problems().is_empty());
        }
        let others = prices.price_of_others(Some(MemberKind::Company));
        assert_eq!(others.outcome().amount().unwrap().to_string(), "150.00 EUR");
        assert!(prices.price_of("nobody").is_none());
    }
}

#[test]
fn a_price_is_explained_and_replays() {
    let given = demonstration();
    let policy = policy(&given.policy);
    let event = given.events.event("spring-seminar-2022").unwrap();
    let prices = EventPrices::try_new(event, &policy, &given.benefits, &given.register, &ATLAS);
    let price = prices.unwrap().price_of("municipality-167").unwrap();
    let explanation = price.explanation();
    assert_eq!(
        explanation.replay().unwrap(),
        explanation.outcome().amount()
    );
    insta::assert_snapshot!(explanation.to_text(Language::Finnish));
}

/// A policy may ask for the kind and for membership itself, and its years need not be those of the
/// calendar.
#[test]
fn other_facts_and_other_years_are_told_too() {
    let given = demonstration();
    let text = r#"
        format = "oske-policy"
        version = 1
        id = "seminar-prices"
        title = { en = "Made up" }
        status = "proposed"
        currency = "EUR"
        dues_years = { from = "2022-08-01/P1Y" }
        fact.is_member = { type = "yes-no" }
        fact.kind = { values = ["municipality", "company"] }
        rule = [
            { id = "towns", when = "is_member and kind = 'municipality'", pays = "10 EUR" },
            { id = "rest", when = "not is_member", pays = "if kind = 'company' then 30 EUR else 20 EUR" },
        ]
    "#;
    let policy = policy(text);
    let event = |id| given.events.event(id).unwrap();
    let error = EventPrices::try_new(
        event("spring-seminar-2022"),
        &policy,
        &given.benefits,
        &given.register,
        &ATLAS,
    );
    insta::assert_snapshot!(error.unwrap_err(), @"the event `spring-seminar-2022` is on 2022-05-12, in a year that the policy `seminar-prices` does not govern: give one whose `dues_years` reach that day");
    let autumn = event("autumn-seminar-2023");
    let prices = EventPrices::try_new(autumn, &policy, &given.benefits, &given.register, &ATLAS);
    let prices = prices.unwrap();
    assert_eq!(prices.policy_year().year().to_string(), "2023-08-01/P1Y");
    let kuopio = prices.price_of("municipality-297").unwrap();
    let amount = kuopio.explanation().outcome().amount();
    assert_eq!(amount.unwrap().to_string(), "10.00 EUR");
    let company = prices.price_of_others(Some(MemberKind::Company));
    assert_eq!(company.outcome().amount().unwrap().to_string(), "30.00 EUR");
    // Of what kind, nobody said.
    assert_eq!(prices.price_of_others(None).outcome().amount(), None);
}

#[test]
fn the_policy_is_the_one_that_the_event_names() {
    let given = demonstration();
    let policy = policy(&given.policy.replace("\"seminar-prices\"", "\"other\""));
    let event = given.events.event("spring-seminar-2022").unwrap();
    let prices = EventPrices::try_new(event, &policy, &given.benefits, &given.register, &ATLAS);
    let error = prices.unwrap_err();
    assert!(matches!(error, EventError::OtherPolicy { .. }));
    insta::assert_snapshot!(error, @"the event `spring-seminar-2022` has its prices in the policy `seminar-prices`: this is `other`; give that policy, or correct the event");
    let nothing = Benefits::default();
    let policy = Policy::from_toml("prices.toml", &given.policy).unwrap();
    let prices = EventPrices::try_new(event, &policy, &nothing, &given.register, &ATLAS);
    insta::assert_snapshot!(prices.unwrap_err(), @"the event `spring-seminar-2022` has its member price by `event-price`, which is not in force on its day: give the benefits that it was read with");
}
