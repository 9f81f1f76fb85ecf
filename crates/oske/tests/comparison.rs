//! Rounds compared: what proposals mean for the members of a register, year by year.
#![allow(missing_docs, clippy::unwrap_used, reason = "a test that fails panics")]

use oske::domain::{MemberKind, Register};
use oske::dues::Policy;
use oske::dues::compare::Change;
use oske::types::DuesYear;
use oske::{RoundComparison, RoundOptions};

/// Made up for these tests.
fn policy(id: &str, years: &str, rules: &str) -> Policy {
    let text = format!(
        r#"
        format = "oske-policy"
        version = 1
        id = "{id}"
        title = {{ en = "An example" }}
        status = "proposed"
        currency = "EUR"
        dues_years = {{ {years} }}
        rounding = "half-up to 0.01"
        unit.inhabitant = {{ name = {{ en = "inhabitant" }} }}
        fact.kind = {{ values = ["municipality", "wellbeing_services_county", "association"] }}
        fact.population = {{ unit = "inhabitant", step = "1", least = "0", most = "10000000" }}
        {rules}
        "#
    );
    Policy::from_toml(&format!("{id}.toml"), &text).unwrap()
}

const BY_POPULATION: &str = r#"
        [[rule]]
        id = "municipalities"
        when = "kind = 'municipality'"
        pays = "0.10 EUR/inhabitant * population"
        [[rule]]
        id = "associations"
        when = "kind = 'association'"
        pays = "110 EUR"
"#;

const COUNTIES_PAY: &str = r#"
        [[rule]]
        id = "counties"
        when = "kind = 'wellbeing_services_county'"
        pays = "0.05 EUR/inhabitant * population"
        [[rule]]
        id = "municipalities"
        when = "kind = 'municipality'"
        pays = "550 EUR"
        [[rule]]
        id = "associations"
        when = "kind = 'association'"
        pays = "110 EUR"
"#;

const REGISTER: &str = "\
id,name,kind,places,history
county-20,Kainuun hyvinvointialue,wellbeing_services_county,county:20,admitted by 2022-12-12 stated
kainuu-ry,Kainuun yhdistys,association,,admitted unknown unknown
kajaani,Kajaani,municipality,municipality:205,admitted unknown unknown
paltamo,Paltamo,municipality,municipality:578,admitted unknown unknown
";

fn compared<'r>(
    policies: [&'r Policy; 2],
    year: i32,
    register: &'r Register,
) -> RoundComparison<'r> {
    let year = DuesYear::calendar(year).unwrap();
    let [in_force, proposal] = policies;
    let (atlas, options) = (&oske::data::ATLAS, RoundOptions::for_year(year));
    RoundComparison::of_proposals(in_force, &[proposal], year, register, atlas, options).unwrap()
}

#[test]
fn nothing_changes_before_a_proposal_begins() {
    let in_force = policy("in-force", r#"from = "2022""#, BY_POPULATION);
    let proposal = policy("proposal", r#"from = "2024""#, COUNTIES_PAY);
    let register = Register::from_csv(REGISTER.as_bytes(), "register.csv").unwrap();
    for year in [2022, 2023] {
        let comparison = compared([&in_force, &proposal], year, &register);
        assert_eq!(comparison.changes(0).count(), 0, "{year}");
        let counts = comparison.counts(0);
        assert_eq!(
            (counts.falls, counts.rises, counts.becomes_covered),
            (0, 0, 0),
            "{year}"
        );
    }
    let comparison = compared([&in_force, &proposal], 2024, &register);
    assert_eq!(comparison.counts(0).falls, 1);
}

#[test]
fn each_year_has_its_own_population() {
    let in_force = policy("in-force", r#"from = "2022""#, BY_POPULATION);
    let register = Register::from_csv(REGISTER.as_bytes(), "register.csv").unwrap();
    let owed = [2023, 2024].map(|year| {
        let comparison = compared([&in_force, &in_force], year, &register);
        comparison.total(0).unwrap().before()
    });
    let [first, second] = owed;
    assert_ne!(first, second);
}

#[test]
fn members_gain_and_lose_by_kind_and_county() {
    let in_force = policy("in-force", r#"from = "2022""#, BY_POPULATION);
    let proposal = policy("proposal", r#"from = "2023""#, COUNTIES_PAY);
    let register = Register::from_csv(REGISTER.as_bytes(), "register.csv").unwrap();
    let comparison = compared([&in_force, &proposal], 2023, &register);

    // Kajaani has 36,297 inhabitants at the end of 2022, Paltamo 3,100, Kainuu 70,521.
    let told = comparison.members(0).map(|member| {
        let by = member.by().map(|by| by.to_string());
        (member.member().id().to_string(), member.change(), by)
    });
    let told: Vec<_> = told.collect();
    let expected = [
        ("county-20", Change::BecomesCovered, None),
        ("kainuu-ry", Change::Same, Some("0.00 EUR")),
        ("kajaani", Change::Falls, Some("-3079.70 EUR")),
        ("paltamo", Change::Rises, Some("240.00 EUR")),
    ];
    let expected = expected.map(|(id, change, by)| (id.to_owned(), change, by.map(str::to_owned)));
    assert_eq!(told, expected);
    let largest = comparison
        .changes(0)
        .map(|member| member.member().id().to_string());
    assert!(largest.eq(["kajaani", "paltamo"]));
    let paltamo = comparison.members(0).last().unwrap();
    assert_eq!(paltamo.percent().unwrap().to_string(), "2400/31");

    let kinds = comparison.by_kind(0).unwrap();
    let municipalities = kinds
        .iter()
        .find(|group| *group.group() == MemberKind::Municipality);
    let municipalities = municipalities.unwrap();
    assert_eq!(municipalities.before().to_string(), "3939.70 EUR");
    assert_eq!(municipalities.after().to_string(), "1100.00 EUR");
    let counties = comparison.by_county(0).unwrap();
    let places: Vec<Option<String>> = counties
        .iter()
        .map(|group| group.group().map(|place| place.to_string()))
        .collect();
    assert_eq!(places, [Some("county:20".to_owned()), None]);
    // The groups add up to the whole.
    let total = comparison.total(0).unwrap();
    let sum: i64 = counties.iter().map(|group| group.after().minor()).sum();
    assert_eq!(sum, total.after().minor());
}
