//! Rounds compared: what proposals mean for the members of a register, year by year.
#![allow(
    missing_docs,
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that fails panics"
)]

use oske::data::ATLAS;
use oske::domain::{Atlas, AtlasTables, MemberKind, Register};
use oske::dues::Policy;
use oske::dues::document::Value;
use oske::types::{DuesYear, Language, Money};
use oske::{
    ComparisonError, MemberChange, MemberComparison, ProposalComparison, Proposals, Round,
    RoundComparison, RoundOptions,
};

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

/// Nobody knows what counties pay, and nobody says what associations do.
const RATE_UNKNOWN: &str = r#"
        param.county_rate = { unit = "EUR/inhabitant", value = "unknown" }
        [[rule]]
        id = "counties"
        when = "kind = 'wellbeing_services_county'"
        pays = "county_rate * population"
        [[rule]]
        id = "municipalities"
        when = "kind = 'municipality'"
        pays = "550 EUR"
"#;

fn register(text: &str) -> Register {
    Register::from_csv("register.csv", text.as_bytes()).unwrap_or_else(|faults| panic!("{faults}"))
}

fn year(year: i32) -> DuesYear {
    DuesYear::calendar(year).unwrap()
}

fn compared<'r>(
    in_force: &'r Policy,
    proposals: &[&'r Policy],
    year: DuesYear,
    register: &'r Register,
) -> RoundComparison<'r> {
    let proposals = Proposals::new(in_force, proposals.iter().copied());
    let options = RoundOptions::for_year;
    RoundComparison::of_proposals(&proposals, year, register, &ATLAS, options).unwrap()
}

fn first<'c>(comparison: &'c RoundComparison<'_>) -> ProposalComparison<'c> {
    comparison.proposals().next().unwrap()
}

/// Each member with its change, and by how much.
fn told<'c>(
    members: impl Iterator<Item = MemberComparison<'c>>,
) -> Vec<(String, MemberChange, Option<String>)> {
    let told = members.map(|member| {
        let by = member.by().map(|by| by.to_string());
        (member.member().id().to_string(), member.change(), by)
    });
    told.collect()
}

fn expected<const N: usize>(
    members: [(&str, MemberChange, Option<&str>); N],
) -> Vec<(String, MemberChange, Option<String>)> {
    let members = members.map(|(id, change, by)| (id.to_owned(), change, by.map(str::to_owned)));
    members.to_vec()
}

fn is_unchanged(proposal: ProposalComparison<'_>) -> bool {
    let counts = proposal.counts();
    proposal.changes().count() == 0
        && counts
            .iter()
            .all(|(change, count)| count == 0 || !change.is_change())
}

#[test]
fn nothing_changes_before_a_proposal_begins() {
    let in_force = policy("in-force", r#"from = "2022""#, BY_POPULATION);
    let proposal = policy("proposal", r#"from = "2024""#, COUNTIES_PAY);
    let register = register(REGISTER);
    let proposals = Proposals::new(&in_force, [&proposal]);
    let years = [2022, 2023, 2024].map(year);
    let options = RoundOptions::for_year;
    let years = RoundComparison::over_years(&proposals, years, &register, &ATLAS, options).unwrap();
    let unchanged = years.iter().map(|year| is_unchanged(first(year)));
    assert_eq!(unchanged.collect::<Vec<_>>(), [true, true, false]);
    assert_eq!(first(&years[2]).counts().of(MemberChange::Falls), 1);
}

/// A file of the demonstration, by its path below `examples/data`.
fn demonstration(path: &str) -> String {
    let path = format!("{}/../../examples/data/{path}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn demonstrated(id: &str) -> Policy {
    let text = demonstration(&format!("policies/{id}.toml"));
    Policy::from_toml("policy.toml", &text).unwrap_or_else(|faults| panic!("{faults}"))
}

#[test]
fn years_of_the_demonstration_are_each_of_their_own_members_and_population() {
    let (in_force, proposal) = (demonstrated("iso-2022"), demonstrated("iso-2023-demo"));
    let register = register(&demonstration("registers/iso.csv"));
    let proposals = Proposals::new(&in_force, [&proposal]);
    let years = [2022, 2023].map(year);
    let options = RoundOptions::for_year;
    let years = RoundComparison::over_years(&proposals, years, &register, &ATLAS, options).unwrap();
    let [before, after] = years.as_slice() else {
        panic!("{years:?}")
    };
    // The proposal is for 2023: in 2022 it changes nothing, not even what is open.
    assert!(is_unchanged(first(before)));
    assert_eq!(
        first(before).round().policy_year().policy().id(),
        "iso-2022"
    );
    // What was in force ended with 2022, and 2023 is compared with what members owed until then.
    assert_eq!(after.before().policy_year().year(), year(2022));
    assert_eq!(after.before().options(), RoundOptions::for_year(year(2022)));
    assert_eq!(first(after).round().options().population_year, 2022);
    let counts = first(after).counts();
    // Four counties, and the municipalities that were represented until the end of 2022.
    assert_eq!(counts.of(MemberChange::BecomesPayer), 37);
    assert_eq!(counts.of(MemberChange::NoLongerPayer), 5);
    assert_eq!(counts.of(MemberChange::BecomesCovered), 0);
}

#[test]
fn a_year_that_nothing_governs_is_an_error() {
    let (in_force, proposal) = (demonstrated("iso-2022"), demonstrated("iso-2023-demo"));
    let register = register(REGISTER);
    let proposals = Proposals::new(&in_force, [&proposal]);
    let error = |asked: i32| {
        let options = RoundOptions::for_year;
        let compared =
            RoundComparison::of_proposals(&proposals, year(asked), &register, &ATLAS, options);
        compared.unwrap_err().to_string()
    };
    let expected = "the policy `iso-2022` does not govern 2021: expected a dues year of 2022";
    assert_eq!(error(2021), expected);
    let expected = "the policy `iso-2022` does not govern 2024: expected a dues year of 2022";
    assert_eq!(error(2024), expected);
}

#[test]
fn each_year_has_its_own_population() {
    let in_force = policy("in-force", r#"from = "2022""#, BY_POPULATION);
    let register = register(REGISTER);
    let [one, other] = [2023, 2024].map(|asked| {
        let comparison = compared(&in_force, &[&in_force], year(asked), &register);
        first(&comparison).total().unwrap().before()
    });
    assert_ne!(one, other);
}

#[test]
fn members_gain_and_lose_by_kind_and_place() {
    let in_force = policy("in-force", r#"from = "2022""#, BY_POPULATION);
    let proposal = policy("proposal", r#"from = "2023""#, COUNTIES_PAY);
    let register = register(REGISTER);
    let comparison = compared(&in_force, &[&proposal], year(2023), &register);
    let proposal = first(&comparison);

    // Kajaani has 36,297 inhabitants at the end of 2022, Paltamo 3,100, Kainuu 70,521.
    let members = expected([
        (
            "county-20",
            MemberChange::BecomesCovered,
            Some("3526.05 EUR"),
        ),
        ("kainuu-ry", MemberChange::Same, Some("0.00 EUR")),
        ("kajaani", MemberChange::Falls, Some("-3079.70 EUR")),
        ("paltamo", MemberChange::Rises, Some("240.00 EUR")),
    ]);
    assert_eq!(told(proposal.members()), members);
    // Who begins to pay counts from nothing.
    let largest = proposal.changes();
    let largest = largest.map(|member| member.member().id().to_string());
    assert!(largest.eq(["county-20", "kajaani", "paltamo"]));
    let paltamo = proposal.members().last().unwrap();
    assert_eq!(paltamo.percent().unwrap().to_string(), "2400/31");
    assert_eq!(proposal.members().next().unwrap().percent(), None);

    let kinds = proposal.by_kind().unwrap();
    let is_municipality = |kind: MemberKind| kind == MemberKind::Municipality;
    let mut municipalities = kinds.iter().filter(|group| is_municipality(*group.group()));
    let municipalities = municipalities.next().unwrap();
    assert_eq!(municipalities.before().to_string(), "3939.70 EUR");
    assert_eq!(municipalities.after().to_string(), "1100.00 EUR");
    assert_eq!(municipalities.by().to_string(), "-2839.70 EUR");

    let counties = proposal.by_county().unwrap();
    let codes = counties
        .iter()
        .map(|group| group.group().map(|county| county.code().to_string()));
    assert!(codes.eq([Some("20".to_owned()), None]));
    // A county whose municipalities are all of one region lies in that.
    let regions = proposal.by_region().unwrap();
    let names = regions.iter().map(|group| {
        let name = group.group().map(|region| region.name());
        (
            name.map(|name| name.in_language(Language::Finnish)),
            group.members(),
        )
    });
    assert!(names.eq([(Some("Kainuu"), 3), (None, 1)]));
    // The groups add up to the whole.
    let total = proposal.total().unwrap();
    let add_up = |sums: &mut dyn Iterator<Item = Money>| sums.map(Money::minor).sum::<i64>();
    for sum in [
        add_up(&mut kinds.iter().map(|group| group.by())),
        add_up(&mut counties.iter().map(|group| group.by())),
        add_up(&mut regions.iter().map(|group| group.by())),
    ] {
        assert_eq!(sum, total.by().minor());
    }
}

#[test]
fn a_change_is_of_members_that_can_be_compared() {
    let in_force = policy("in-force", r#"from = "2022""#, COUNTIES_PAY);
    let proposal = policy("proposal", r#"from = "2023""#, RATE_UNKNOWN);
    let register = register(REGISTER);
    let comparison = compared(&in_force, &[&proposal], year(2023), &register);
    let proposal = first(&comparison);
    // The county pays 3,526.05 € before, and afterwards nobody knows: that is no fall.
    let total = proposal.total().unwrap();
    let sums = [total.before(), total.after(), total.by()].map(|sum| sum.to_string());
    assert_eq!(sums, ["1210.00 EUR", "1100.00 EUR", "-110.00 EUR"]);
    assert_eq!(total.percent().unwrap().to_string(), "-100/11");
    let known = [total.known_before(), total.known_after()].map(|sum| sum.to_string());
    assert_eq!(known, ["4736.05 EUR", "1100.00 EUR"]);
    assert_eq!(
        (total.members(), total.comparable(), total.open()),
        (4, 3, 1)
    );
}

#[test]
fn seen_from_the_proposal_every_difference_is_turned() {
    let (in_force, proposal) = (demonstrated("iso-2022"), demonstrated("iso-2023-demo"));
    let register = register(&demonstration("registers/iso.csv"));
    let round = |is_before: bool| {
        let policy = if is_before { &in_force } else { &proposal };
        let policy_year = policy.for_year(policy.first_year()).unwrap();
        let options = RoundOptions::for_year(policy.first_year());
        Round::assess(policy_year, &register, &ATLAS, options).unwrap()
    };
    let there = RoundComparison::new(round(true), [round(false)], &ATLAS);
    let back = RoundComparison::new(round(false), [round(true)], &ATLAS);
    let (there, back) = (first(&there), first(&back));
    for (one, other) in there.members().zip(back.members()) {
        assert_eq!(one.member().id(), other.member().id());
        assert_eq!(one.by().map(Money::minor), other.by().map(|by| -by.minor()));
        assert_eq!(one.change().reversed(), other.change());
    }
    let (one, other) = (there.total().unwrap(), back.total().unwrap());
    assert_eq!(one.by().minor(), -other.by().minor());
    assert_eq!(
        (one.before(), one.known_before(), one.beginning()),
        (other.after(), other.known_after(), other.ceasing())
    );
}

#[test]
fn dues_of_an_unknown_amount_are_dues() {
    let in_force = policy("in-force", r#"from = "2022""#, BY_POPULATION);
    let proposal = policy("proposal", r#"from = "2023""#, RATE_UNKNOWN);
    let register = register(REGISTER);
    let comparison = compared(&in_force, &[&proposal], year(2023), &register);
    // What is not known yet comes behind the largest changes.
    let changes = expected([
        ("kajaani", MemberChange::Falls, Some("-3079.70 EUR")),
        ("paltamo", MemberChange::Rises, Some("240.00 EUR")),
        (
            "kainuu-ry",
            MemberChange::NoLongerCovered,
            Some("-110.00 EUR"),
        ),
        ("county-20", MemberChange::BecomesCovered, None),
    ]);
    assert_eq!(told(first(&comparison).changes()), changes);
    let comparison = compared(&proposal, &[&in_force], year(2023), &register);
    let changes = told(first(&comparison).changes());
    assert_eq!(changes.last().unwrap().1, MemberChange::NoLongerCovered);
}

#[test]
fn whether_there_are_dues_may_be_open_too() {
    // Whom the rule is for depends on what is not known.
    let open = policy(
        "open",
        r#"from = "2023""#,
        r#"
        param.bound = { unit = "inhabitant", value = "unknown" }
        [[rule]]
        id = "large"
        when = "population > bound"
        pays = "550 EUR"
    "#,
    );
    let nobody = policy(
        "nobody",
        r#"from = "2023""#,
        r#"
        [[rule]]
        id = "associations"
        when = "kind = 'association'"
        pays = "110 EUR"
    "#,
    );
    let register = register(REGISTER);
    let comparison = compared(&nobody, &[&open], year(2023), &register);
    let kajaani = first(&comparison).members().nth(2).unwrap();
    assert_eq!(kajaani.change(), MemberChange::Open);
}

#[test]
fn who_is_not_in_a_round_is_told_apart_from_who_has_no_dues() {
    let in_force = policy("in-force", r#"from = "2022""#, COUNTIES_PAY);
    let register = register(
        "\
id,name,kind,places,represented_by,history
joint,Kuntayhtymä,joint_authority,municipality:205,,admitted unknown unknown; deemed_resigned 2022-12-31 effective 2023-01-01 unknown
kajaani,Kajaani,municipality,municipality:205,joint ../2023-01-01,admitted unknown unknown
kainuu-ry,Kainuun yhdistys,association,,,admitted unknown unknown; deemed_resigned 2022-12-31 effective 2023-01-01 unknown
",
    );
    let rounds = [2022, 2023].map(|asked| {
        let policy_year = in_force.for_year(year(asked)).unwrap();
        let options = RoundOptions::for_year(year(asked));
        Round::assess(policy_year, &register, &ATLAS, options).unwrap()
    });
    let [before, after] = rounds;
    let comparison = RoundComparison::new(before, [after], &ATLAS);
    let proposal = first(&comparison);
    // The joint authority is no kind that this policy knows.
    let members = expected([
        ("joint", MemberChange::Open, None),
        ("kainuu-ry", MemberChange::NoLongerPayer, None),
        ("kajaani", MemberChange::BecomesPayer, None),
    ]);
    assert_eq!(told(proposal.members()), members);
    assert!(
        proposal
            .changes()
            .map(|member| member.member().id().to_string())
            .eq(["kajaani", "kainuu-ry"])
    );
}

#[test]
fn who_begins_or_ceases_to_pay_in_its_own_name_is_in_no_change() {
    // Kajaani was represented by a joint authority of which nobody knows what it owed: that Kajaani now
    // pays 550 € is no rise of what is paid for Kajaani.
    let before = policy(
        "before",
        r#"from = "2022", to = "2022""#,
        r#"
        param.rate = { unit = "EUR/inhabitant", value = "unknown" }
        [[rule]]
        id = "municipalities"
        when = "kind = 'municipality'"
        pays = "440 EUR"
        [[rule]]
        id = "counties"
        when = "kind = 'wellbeing_services_county'"
        pays = "rate * population"
"#,
    );
    let proposal = policy("proposal", r#"from = "2023""#, COUNTIES_PAY);
    let register = register(
        "\
id,name,kind,places,represented_by,history
county-20,Kainuun hyvinvointialue,wellbeing_services_county,county:20,,admitted unknown unknown; deemed_resigned 2022-12-31 effective 2023-01-01 unknown
kajaani,Kajaani,municipality,municipality:205,county-20 ../2023-01-01,admitted unknown unknown
paltamo,Paltamo,municipality,municipality:578,,admitted unknown unknown
sotkamo,Sotkamo,municipality,municipality:765,,admitted unknown unknown; deemed_resigned 2022-12-31 effective 2023-01-01 unknown
",
    );
    let comparison = compared(&before, &[&proposal], year(2023), &register);
    let total = first(&comparison).total().unwrap();
    let sums = [total.before(), total.after(), total.by()].map(|sum| sum.to_string());
    assert_eq!(sums, ["440.00 EUR", "550.00 EUR", "110.00 EUR"]);
    assert_eq!(total.percent().unwrap().to_string(), "25");
    let told = [total.beginning(), total.ceasing()]
        .map(|side| (side.members(), side.open(), side.amount().to_string()));
    assert_eq!(
        told,
        [
            (1, 0, "550.00 EUR".to_owned()),
            (2, 1, "440.00 EUR".to_owned())
        ]
    );
    let parts = (total.members(), total.comparable(), total.open());
    assert_eq!(parts, (4, 1, 0));
    let known = [total.known_before(), total.known_after()].map(|sum| sum.to_string());
    assert_eq!(known, ["880.00 EUR", "1100.00 EUR"]);
}

#[test]
fn places_on_a_day_that_the_atlas_does_not_carry_are_an_error() {
    let in_force = policy("in-force", r#"from = "2022""#, BY_POPULATION);
    let register = register(REGISTER);
    let other = Atlas::try_new(AtlasTables::empty("2020-01-01/2022-01-01".parse().unwrap()));
    let other = other.unwrap();
    let round = || {
        let policy_year = in_force.for_year(year(2023)).unwrap();
        let options = RoundOptions::for_year(year(2023));
        Round::assess(policy_year, &register, &ATLAS, options).unwrap()
    };
    let comparison = RoundComparison::new(round(), [round()], &other);
    let proposal = first(&comparison);
    let is_date = |error: &ComparisonError| matches!(error, ComparisonError::DateNotCarried(_));
    assert!(is_date(&proposal.by_county().unwrap_err()));
    assert!(is_date(&proposal.by_region().unwrap_err()));
    assert!(is_date(
        &comparison.to_value(Language::English).unwrap_err()
    ));
}

#[test]
fn every_member_has_one_row_with_every_proposal() {
    let in_force = policy("in-force", r#"from = "2022""#, BY_POPULATION);
    let flat = policy("flat", r#"from = "2023""#, COUNTIES_PAY);
    let later = policy("later", r#"from = "2024""#, RATE_UNKNOWN);
    let register = register(REGISTER);
    let comparison = compared(&in_force, &[&flat, &later], year(2023), &register);
    let rows = comparison.members();
    let rows = rows.iter().map(|row| {
        let amount = |entry: Option<&oske::RoundEntry<'_>>| {
            let outcome = entry.map(|entry| entry.assessment().outcome());
            let amount = outcome.and_then(|outcome| outcome.amount());
            amount.map_or_else(|| "—".to_owned(), |amount| amount.to_decimal_text())
        };
        let after = row.proposals().map(|member| amount(member.after()));
        let after: Vec<String> = after.collect();
        format!(
            "{} {} {}",
            row.member().id(),
            amount(row.before()),
            after.join(" ")
        )
    });
    let rows: Vec<String> = rows.collect();
    insta::assert_snapshot!(rows.join("\n"), @r#"
    county-20 — 3526.05 —
    kainuu-ry 110.00 110.00 110.00
    kajaani 3629.70 550.00 3629.70
    paltamo 310.00 550.00 310.00
    "#);
}

/// An amount by what absence means stands beside the problem, so that no proposal is told without it.
#[test]
fn the_document_tells_what_is_not_known_of_payers_in_each_round() {
    let by_joining = r#"
        fact.joined = { type = "date", absent = "01-01" }
        [[rule]]
        id = "of-old"
        when = "joined < '07-01'"
        pays = "110 EUR"
        [[rule]]
        id = "newcomers"
        when = "joined >= '07-01'"
        pays = "55 EUR"
    "#;
    let in_force = policy("in-force", r#"from = "2022""#, BY_POPULATION);
    let proposal = policy("proposal", r#"from = "2023""#, by_joining);
    let register = register(
        "id,name,kind,history\n\
         kainuu-ry,Kainuun yhdistys,association,admitted by 2022-12-12 stated\n",
    );
    let comparison = compared(&in_force, &[&proposal], year(2023), &register);
    let document = comparison.to_value(Language::English).unwrap();
    let before = document.get("before").unwrap();
    assert_eq!(before.get("problems").unwrap().to_json(), "[]");
    let proposals = document.get("proposals").unwrap().as_list().unwrap();
    let round = proposals[0].get("round").unwrap();
    assert_eq!(
        round.get("problems").unwrap().to_json(),
        r#"["`joined` of `kainuu-ry`: it was admitted on 12 December 2022 or before, on a day that is not known"]"#
    );
}

#[test]
fn a_comparison_is_a_document_with_a_version() {
    let in_force = policy("in-force", r#"from = "2022""#, BY_POPULATION);
    let proposal = policy("proposal", r#"from = "2023""#, RATE_UNKNOWN);
    let register = register(REGISTER);
    let comparison = compared(&in_force, &[&proposal], year(2023), &register);
    let document = comparison.to_value(Language::English).unwrap();
    let entry = |key: &str| document.get(key).unwrap();
    assert_eq!(entry("format").as_text(), Some("oske-round-comparison"));
    assert_eq!(*entry("version"), Value::integer(1));
    let [proposal] = entry("proposals").as_list().unwrap() else {
        panic!("{document:?}")
    };
    let told = [
        proposal.get("counts").unwrap().to_json(),
        proposal.get("total").unwrap().to_json(),
        proposal.get("by_region").unwrap().to_json(),
        entry("members").to_json(),
    ];
    insta::assert_snapshot!(told.join("\n"), @r#"
    {"falls":1,"rises":1,"becomes-covered":1,"no-longer-covered":1,"becomes-payer":0,"no-longer-payer":0,"open":0,"same":0,"not-covered":0}
    {"members":4,"comparable":3,"before":"4049.70","after":"1100.00","by":"-2949.70","percent":"-2949700/40497","beginning":{"members":0,"amount":"0.00","open":0},"ceasing":{"members":0,"amount":"0.00","open":0},"open":1,"known_before":"4049.70","known_after":"1100.00"}
    [{"place":"region:18","name":"Kainuu","members":3,"comparable":2,"before":"3939.70","after":"1100.00","by":"-2839.70","percent":"-2839700/39397","beginning":{"members":0,"amount":"0.00","open":0},"ceasing":{"members":0,"amount":"0.00","open":0},"open":1,"known_before":"3939.70","known_after":"1100.00"},{"place":null,"name":null,"members":1,"comparable":1,"before":"110.00","after":"0.00","by":"-110.00","percent":"-100","beginning":{"members":0,"amount":"0.00","open":0},"ceasing":{"members":0,"amount":"0.00","open":0},"open":0,"known_before":"110.00","known_after":"0.00"}]
    [{"id":"county-20","name":"Kainuun hyvinvointialue","kind":"wellbeing_services_county","before":{"status":"not_covered"},"proposals":[{"change":"becomes-covered","after":{"status":"undetermined"},"by":null,"percent":null}]},{"id":"kainuu-ry","name":"Kainuun yhdistys","kind":"association","before":{"status":"assessed","amount":"110.00"},"proposals":[{"change":"no-longer-covered","after":{"status":"not_covered"},"by":"-110.00","percent":"-100"}]},{"id":"kajaani","name":"Kajaani","kind":"municipality","before":{"status":"assessed","amount":"3629.70"},"proposals":[{"change":"falls","after":{"status":"assessed","amount":"550.00"},"by":"-3079.70","percent":"-3079700/36297"}]},{"id":"paltamo","name":"Paltamo","kind":"municipality","before":{"status":"assessed","amount":"310.00"},"proposals":[{"change":"rises","after":{"status":"assessed","amount":"550.00"},"by":"240.00","percent":"2400/31"}]}]
    "#);
}
