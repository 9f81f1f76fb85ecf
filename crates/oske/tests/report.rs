//! The reports of rounds and proposals, against the rounds that they are of.
#![cfg(feature = "report")]
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use oske::domain::Register;
use oske::dues::Policy;
use oske::report::{Cell, DuesReport, Payments, ProposalReport, Table};
use oske::types::{Currency, Language, Money};
use oske::{MemberChange, Proposals, Round, RoundComparison, RoundOptions};
use proptest::prelude::*;
use proptest::sample::subsequence;

/// A tariff by population in two tiers, with a rate for counties that may be unknown, and none for companies.
fn policy(id: &str, low: u32, high: u32, county_rate: Option<u32>) -> Policy {
    let rate = county_rate.map_or_else(|| "unknown".to_owned(), |rate| format!("0.{rate:04}"));
    let text = format!(
        r#"
        format = "oske-policy"
        version = 1
        id = "{id}"
        title = {{ fi = "Esimerkki {id}", sv = "Exempel {id}", en = "Example {id}" }}
        status = "proposed"
        currency = "EUR"
        dues_years = {{ from = "2023" }}
        rounding = "half-up to 0.01"
        unit.inhabitant = {{ name = {{ fi = "asukas", sv = "invånare", en = "inhabitant" }} }}
        fact.kind = {{ values = ["municipality", "wellbeing_services_county", "association", "company"] }}
        fact.population = {{ unit = "inhabitant", step = "1", least = "0", most = "10000000" }}
        param.county_rate = {{ unit = "EUR/inhabitant", value = "{rate}" }}
        [table.fee]
        by = "population"
        unit = "EUR"
        rows = [{{ to = "5000", pays = "{low}" }}, {{ over = "5000", pays = "{high}" }}]
        [[rule]]
        id = "municipalities"
        when = "kind = 'municipality'"
        pays = "fee(population)"
        [[rule]]
        id = "counties"
        when = "kind = 'wellbeing_services_county'"
        pays = "county_rate * population"
        charges_residents = true
        [[rule]]
        id = "associations"
        when = "kind = 'association'"
        pays = "110 EUR"
        "#
    );
    Policy::from_toml("drawn.toml", &text).unwrap()
}

const MEMBERS: [(&str, &str, &str); 10] = [
    ("kajaani", "municipality", "municipality:205"),
    ("kuopio", "municipality", "municipality:297"),
    ("paltamo", "municipality", "municipality:578"),
    ("heinavesi", "municipality", "municipality:090"),
    ("joensuu", "municipality", "municipality:167"),
    ("county-13", "wellbeing_services_county", "county:13"),
    ("county-20", "wellbeing_services_county", "county:20"),
    ("yhdistys", "association", ""),
    ("toinen-yhdistys", "association", ""),
    ("yritys", "company", ""),
];

fn register(members: &[(&str, &str, &str)]) -> Register {
    let rows = members
        .iter()
        .map(|(id, kind, places)| format!("{id},{id},{kind},{places},admitted unknown unknown\n"));
    let text = format!("id,name,kind,places,history\n{}", rows.collect::<String>());
    Register::from_csv(text.as_bytes(), "register.csv").unwrap()
}

fn assess<'r>(policy: &'r Policy, register: &'r Register) -> Round<'r> {
    let year = policy.for_year("2023".parse().unwrap()).unwrap();
    let options = RoundOptions::for_year(year.year());
    Round::assess(year, register, &oske::data::ATLAS, options).unwrap()
}

/// The sum of the first column of money in a table.
fn sum(table: &Table) -> Cell {
    let column = table
        .columns()
        .iter()
        .position(|column| matches!(column.kind(), oske::report::ColumnKind::Money(_)))
        .unwrap();
    table.total(column).unwrap().sum().clone()
}

fn titled<'d>(document: &'d oske::report::Document, title: &str) -> &'d Table {
    let mut tables = document.tables();
    tables.find(|table| table.title() == title).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn every_table_of_a_round_sums_to_its_total(
        members in subsequence(&MEMBERS[..], 0..=MEMBERS.len()),
        (low, high) in (0_u32..1_000, 0_u32..1_000),
        rate in proptest::option::of(0_u32..10_000),
    ) {
        let (policy, register) = (policy("p", low, high, rate), register(&members));
        let round = assess(&policy, &register);
        let total = Cell::Money(round.total().unwrap());
        let report = DuesReport::new(&round, &oske::data::ATLAS);
        let document = report.to_document(Language::English).unwrap();
        for title in ["Payers and dues by kind", "Payers and dues by county", "Dues by member"] {
            prop_assert_eq!(&sum(titled(&document, title)), &total, "{}", title);
        }
        let members = titled(&document, "Dues by member");
        prop_assert_eq!(members.rows().len(), round.entries().len());
        // What is said in words is said in every language and format.
        for language in Language::ALL {
            let document = report.to_document(language).unwrap();
            let total = round.total().unwrap().in_language(language);
            prop_assert!(document.to_text(100).contains(&total));
            prop_assert!(document.to_html().contains(&total));
            prop_assert!(document.to_markdown().contains(&total));
        }
    }

    #[test]
    fn a_proposal_tells_of_every_member_what_the_rounds_say(
        members in subsequence(&MEMBERS[..], 1..=MEMBERS.len()),
        (low, high) in (0_u32..1_000, 0_u32..1_000),
        rates in proptest::array::uniform2(proptest::option::of(0_u32..10_000)),
    ) {
        let before = policy("before", 110, 550, rates[0]);
        let after = policy("after", low, high, rates[1]);
        let register = register(&members);
        let proposals = Proposals::new(&before, [&after]);
        let comparison = RoundComparison::of_proposals(
            &proposals, "2023".parse().unwrap(), &register, &oske::data::ATLAS, RoundOptions::for_year,
        ).unwrap();
        let document = ProposalReport::new(&comparison).to_document(Language::English).unwrap();
        let of_members = titled(&document, "Dues by member");
        prop_assert_eq!(of_members.rows().len(), members.len());
        let totals = [comparison.before(), comparison.proposals().next().unwrap().round()]
            .map(|round| Cell::Money(round.total().unwrap()));
        for (column, total) in [3, 4].into_iter().zip(&totals) {
            let told = of_members.total(column).unwrap();
            prop_assert_eq!(told.sum(), total);
        }
        let income = titled(&document, "Income");
        let told: Vec<&Cell> = income.rows().iter().map(|row| &row[4]).collect();
        prop_assert_eq!(told, totals.iter().collect::<Vec<_>>());
        for title in ["Change by kind", "Change by county"] {
            let table = titled(&document, title);
            let counted = table.total(1).unwrap().sum().clone();
            prop_assert_eq!(counted, Cell::count(members.len()));
        }
        // The key figures count every member once.
        let proposal = comparison.proposals().next().unwrap();
        let counted: usize = proposal.counts().iter().map(|(_, count)| count).sum();
        prop_assert_eq!(counted, members.len());
        prop_assert!(proposal.counts().of(MemberChange::BecomesPayer) == 0);
    }
}

#[test]
fn payments_stand_beside_dues_and_strangers_are_told() {
    let euros = |euros: i64| Money::from_minor(euros * 100, Currency::EUR);
    let payments = Payments::new(Currency::EUR)
        .with("kajaani", euros(550), euros(500))
        .and_then(|payments| payments.with("someone", euros(1), euros(0)))
        .unwrap();
    let (policy, register) = (policy("p", 110, 550, None), register(&MEMBERS));
    let round = assess(&policy, &register);
    let report = DuesReport::new(&round, &oske::data::ATLAS).with_payments(&payments);
    let text = report.to_document(Language::English).unwrap().to_text(100);
    assert!(text.contains("Unpaid"), "{text}");
    assert!(text.contains("€51.00"), "{text}");
    assert!(
        text.contains("Invoiced or paid, but not in this round: someone."),
        "{text}"
    );
    let refused =
        Payments::new(Currency::EUR).with("a", euros(1), Money::from_minor(1, Currency::SEK));
    assert_eq!(
        refused.unwrap_err().to_string(),
        "`a` has an amount in SEK: expected EUR"
    );
}

#[test]
fn before_the_counties_the_report_is_by_region() {
    let policy = Policy::from_toml(
        "p.toml",
        r#"
        format = "oske-policy"
        version = 1
        id = "p"
        title = { en = "Flat" }
        status = "in-force"
        currency = "EUR"
        dues_years = { from = "2020" }
        [[rule]]
        id = "all"
        pays = "100 EUR"
        "#,
    )
    .unwrap();
    let register = register(&MEMBERS[..4]);
    let year = policy.for_year("2021".parse().unwrap()).unwrap();
    let options = RoundOptions::for_year(year.year());
    let round = Round::assess(year, &register, &oske::data::ATLAS, options).unwrap();
    let report = DuesReport::new(&round, &oske::data::ATLAS);
    let document = report.to_document(Language::Finnish).unwrap();
    let table = titled(&document, "Maksajat ja maksut maakunnittain");
    let names: Vec<String> = table
        .rows()
        .iter()
        .map(|row| row[0].in_language(Language::Finnish))
        .collect();
    assert_eq!(names, ["Pohjois-Savo", "Pohjois-Karjala", "Kainuu"]);
}
