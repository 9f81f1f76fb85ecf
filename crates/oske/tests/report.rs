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
use oske::report::{Cell, DuesReport, DuesSection, Payments, ProposalReport, Table};
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
    Register::from_csv("register.csv", text.as_bytes()).unwrap()
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
        // Where no payer lies anywhere, there is no table by place.
        let has_place = members.iter().any(|(_, _, places)| !places.is_empty());
        let titles = ["Payers and dues by kind", "Dues by member", "Payers and dues by county"];
        for title in titles.into_iter().take(2 + usize::from(has_place)) {
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
        // Where no member lies anywhere, there is no table by place.
        let has_place = members.iter().any(|(_, _, places)| !places.is_empty());
        let titles = ["Change by kind", "Change by county"];
        for title in titles.into_iter().take(1 + usize::from(has_place)) {
            let table = titled(&document, title);
            let counted = table.total(1).unwrap().sum().clone();
            prop_assert_eq!(counted, Cell::number_of(members.len()));
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
    assert!(text.contains("€50.00"), "{text}");
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

/// Flat dues in whatever year, for whoever there is.
fn flat(dues_years: &str) -> Policy {
    let text = format!(
        r#"
        format = "oske-policy"
        version = 1
        id = "flat"
        title = {{ en = "Flat" }}
        status = "in-force"
        currency = "EUR"
        dues_years = {{ from = "{dues_years}" }}
        [[rule]]
        id = "all"
        pays = "100 EUR"
        "#
    );
    Policy::from_toml("flat.toml", &text).unwrap()
}

#[test]
fn a_joint_authority_is_of_the_region_where_most_of_its_municipalities_lie() {
    let register = Register::from_csv(
        "iso.csv",
        include_bytes!("../../../examples/data/registers/iso.csv").as_slice(),
    )
    .unwrap();
    // In 2020 Heinävesi, the first of its municipalities by code, lay in another region than the others.
    let policy = flat("2020");
    let year = policy.for_year("2020".parse().unwrap()).unwrap();
    let options = RoundOptions::for_year(year.year());
    let round = Round::assess(year, &register, &oske::data::ATLAS, options).unwrap();
    let totals = round.totals_by_region(&oske::data::ATLAS).unwrap();
    let karelia = totals.iter().find(|total| {
        total
            .group()
            .is_some_and(|region| region.name().in_language(Language::Finnish) == "Pohjois-Karjala")
    });
    assert!(karelia.is_some_and(|total| total.payers() > 0));
}

#[test]
fn members_are_told_by_county_once_the_counties_have_their_duties() {
    let register = register(&MEMBERS[..5]);
    for (year, title) in [
        ("2021-09-01/P1Y", "Payers and dues by region"),
        ("2022", "Payers and dues by region"),
        ("2023", "Payers and dues by county"),
    ] {
        let policy = flat(year);
        let policy_year = policy.for_year(year.parse().unwrap()).unwrap();
        let options = RoundOptions::for_year(policy_year.year());
        let round = Round::assess(policy_year, &register, &oske::data::ATLAS, options).unwrap();
        let report = DuesReport::new(&round, &oske::data::ATLAS);
        let document = report.to_document(Language::English).unwrap();
        assert_eq!(titled(&document, title).rows().len(), 3, "{year}");
    }
    let policy = flat("2021-09-01/P1Y");
    let policy_year = policy.for_year(policy.first_year()).unwrap();
    let options = RoundOptions::for_year(policy_year.year());
    let round = Round::assess(policy_year, &register, &oske::data::ATLAS, options).unwrap();
    let document = DuesReport::new(&round, &oske::data::ATLAS).to_document(Language::Finnish);
    assert_eq!(document.unwrap().title(), "Jäsenmaksut 1.9.2021–31.8.2022");
}

#[test]
fn a_round_without_payers_says_so() {
    let (policy, register) = (policy("p", 110, 550, None), register(&[]));
    let round = assess(&policy, &register);
    let report = DuesReport::new(&round, &oske::data::ATLAS);
    let text = report.to_document(Language::Finnish).unwrap().to_text(100);
    assert!(text.contains("Ei maksajia."), "{text}");
    assert!(text.contains("Ei jäseniä."), "{text}");
    assert!(!text.contains("jokaisella on maksu"), "{text}");
}

#[test]
fn what_is_paid_too_much_does_not_hide_what_is_unpaid() {
    let euros = |euros: i64| Money::from_minor(euros * 100, Currency::EUR);
    let payments = Payments::new(Currency::EUR)
        .with("kajaani", euros(550), euros(600))
        .and_then(|payments| payments.with("kuopio", euros(550), euros(0)))
        .and_then(|payments| payments.with("paltamo", euros(550), euros(550)))
        .unwrap();
    let (policy, register) = (policy("p", 110, 550, None), register(&MEMBERS));
    let round = assess(&policy, &register);
    let report = DuesReport::new(&round, &oske::data::ATLAS).with_payments(&payments);
    let text = report.to_document(Language::English).unwrap().to_text(100);
    let figure = |name: &str| {
        let line = text.lines().find(|line| line.starts_with(name)).unwrap();
        line.split_whitespace().last().unwrap().to_owned()
    };
    assert_eq!(figure("Unpaid "), "€550.00");
    assert_eq!(figure("Paid too much"), "€50.00");
    assert!(
        text.contains("Invoiced something else than is due: paltamo."),
        "{text}"
    );
    let refused = [("", euros(1), euros(0)), ("a", euros(1), euros(-1))].map(|(id, one, other)| {
        Payments::new(Currency::EUR)
            .with(id, one, other)
            .unwrap_err()
            .to_string()
    });
    assert_eq!(
        refused[0],
        "a member has no id: expected one of the register"
    );
    assert!(refused[1].contains("-1.00 EUR"), "{}", refused[1]);
}

#[test]
fn amounts_in_several_currencies_are_not_added_up() {
    let text = r#"
        format = "oske-policy"
        version = 1
        id = "two-currencies"
        title = { en = "Two currencies" }
        status = "in-force"
        currency = "EUR"
        dues_years = { from = "2023" }
        fact.kind = { values = ["municipality", "association"] }
        [[rule]]
        id = "municipalities"
        when = "kind = 'municipality'"
        pays = "100 EUR"
        [[rule]]
        id = "associations"
        when = "kind = 'association'"
        currency = "SEK"
        pays = "100 SEK"
        "#;
    let policy = Policy::from_toml("p.toml", text).unwrap();
    let members = [MEMBERS[0], MEMBERS[7]];
    let register = register(&members);
    let round = assess(&policy, &register);
    let report = DuesReport::new(&round, &oske::data::ATLAS);
    let error = report.to_document(Language::English).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the policy `two-currencies` asks for amounts in EUR and in SEK: a report adds up one currency"
    );
}

#[test]
fn the_meeting_is_told_what_is_unknown_though_nobody_asks_for_it() {
    let (before, after) = (
        policy("before", 110, 550, Some(500)),
        policy("after", 110, 550, None),
    );
    // No county is a member, so that no due waits for the rate.
    let register = register(&MEMBERS[..5]);
    let proposals = Proposals::new(&before, [&after]);
    let comparison = RoundComparison::of_proposals(
        &proposals,
        "2023".parse().unwrap(),
        &register,
        &oske::data::ATLAS,
        RoundOptions::for_year,
    )
    .unwrap();
    let document = ProposalReport::new(&comparison)
        .to_document(Language::English)
        .unwrap();
    let text = document.to_text(100);
    let section = text.split("What the meeting has to decide").nth(1).unwrap();
    let section = section.split("Proposal: Example after").next().unwrap();
    assert!(section.contains("county_rate"), "{section}");
}

/// All that a report says.
fn text_of(policy: &Policy, register: &Register, year: &str, language: Language) -> String {
    let year = policy.for_year(year.parse().unwrap()).unwrap();
    let options = RoundOptions::for_year(year.year());
    let round = Round::assess(year, register, &oske::data::ATLAS, options).unwrap();
    let report = DuesReport::new(&round, &oske::data::ATLAS);
    report.to_document(language).unwrap().to_text(300)
}

#[test]
fn fact_that_no_register_holds_is_told_once_though_every_amount_is_there() {
    let text = r#"
        format = "oske-policy"
        version = 1
        id = "since"
        title = { en = "Half the due for newcomers" }
        status = "proposed"
        currency = "EUR"
        dues_years = { from = "2023" }
        fact.member_since = { type = "date", absent = "01-01" }
        [[rule]]
        id = "of-old"
        when = "member_since < '07-01'"
        pays = "110 EUR"
        [[rule]]
        id = "newcomers"
        when = "member_since >= '07-01'"
        pays = "55 EUR"
    "#;
    let policy = Policy::from_toml("policy.toml", text).unwrap();
    let text = text_of(&policy, &register(&MEMBERS), "2023", Language::English);
    let expected = "`member_since` is nothing that a register holds";
    assert_eq!(text.matches(expected).count(), 1, "{text}");
}

#[test]
fn readers_are_not_told_of_keys_of_the_policy_file_nor_of_names_of_kinds() {
    let (policy, register) = (policy("p", 110, 550, None), register(&MEMBERS));
    for language in Language::ALL {
        let text = text_of(&policy, &register, "2023", language);
        assert!(!text.contains('`'), "{text}");
        assert!(!text.contains("wellbeing_services_county"), "{text}");
        // The greatest population that is declared is no end of the tariff.
        for greatest in ["10\u{a0}000\u{a0}000", "10,000,000"] {
            assert!(!text.contains(greatest), "{text}");
        }
    }
    let text = text_of(&policy, &register, "2023", Language::Finnish);
    assert!(text.contains("vähintään 5\u{a0}001"), "{text}");
    assert!(text.contains("hyvinvointialue"), "{text}");
}

#[test]
fn a_tariff_that_is_no_table_says_so() {
    // The dues of a published tariff, a share of the pay of each month.
    let policy = include_str!("../../oske-dues/tests/tariffs/fi-tehy-2023/policy.toml");
    let policy = Policy::from_toml("policy.toml", policy).unwrap();
    let text = text_of(
        &policy,
        &register(&MEMBERS[7..8]),
        "2023",
        Language::English,
    );
    assert!(
        text.contains("The dues cannot be shown in a table"),
        "{text}"
    );
}

#[test]
fn curves_that_are_not_drawn_are_told() {
    let kinds = [
        "municipality",
        "joint_authority",
        "university",
        "association",
        "foundation",
        "company",
        "other",
    ];
    let mut text = r#"
        format = "oske-policy"
        version = 1
        id = "many-curves"
        title = { en = "A rate for each kind" }
        status = "in-force"
        currency = "EUR"
        dues_years = { from = "2023" }
        rounding = "half-up to 0.01"
        unit.person = { name = { en = "person" } }
        fact.staff = { unit = "person", step = "1", least = "0", most = "1000" }
        "#
    .to_owned();
    let quoted: Vec<String> = kinds.iter().map(|kind| format!("\"{kind}\"")).collect();
    text.push_str(&format!(
        "fact.kind = {{ values = [{}] }}\n",
        quoted.join(", ")
    ));
    for (number, kind) in kinds.iter().enumerate() {
        text.push_str(&format!(
            "[[rule]]\nid = \"rule-{number}\"\nwhen = \"kind = '{kind}'\"\npays = \"{} EUR/person * staff\"\n",
            number + 1
        ));
    }
    let policy = Policy::from_toml("p.toml", &text).unwrap();
    let text = text_of(&policy, &register(&MEMBERS), "2023", Language::English);
    assert!(text.contains("Curves that are not drawn: 1."), "{text}");
}

#[test]
fn the_membership_of_the_municipalities_of_an_area_is_on_a_map() {
    let register = Register::from_csv(
        "iso.csv",
        include_bytes!("../../../examples/data/registers/iso.csv").as_slice(),
    )
    .unwrap();
    let text = include_str!("../../../examples/data/policies/iso-2022.toml");
    let policy = Policy::from_toml("iso-2022.toml", text).unwrap();
    let year = policy.for_year("2022".parse().unwrap()).unwrap();
    let options = RoundOptions::for_year(year.year());
    let round = Round::assess(year, &register, &oske::data::ATLAS, options).unwrap();
    let report = DuesReport::new(&round, &oske::data::ATLAS);
    let document = report.to_document(Language::English).unwrap();
    let chart = document.blocks().find_map(|block| match block {
        oske::report::Block::Chart(chart)
            if chart.title() == "Membership of the municipalities of the area" =>
        {
            Some(chart)
        }
        _ => None,
    });
    let chart = chart.unwrap();
    let table = chart.to_table(Language::English);
    let of = |name: &str| {
        let row = table
            .rows()
            .iter()
            .find(|row| row[0] == Cell::words(name))
            .unwrap();
        row[1].in_language(Language::English)
    };
    // Both are known to have been members, Kuopio itself and Joensuu through its joint authority.
    assert_eq!(of("Kuopio"), "member in its own name");
    assert_eq!(of("Joensuu"), "through a joint authority or another member");
    // No two names in tiles are alike.
    let svg = chart.to_svg(Language::English);
    let names = svg
        .split("<text ")
        .skip(1)
        .map(|text| text.split('>').nth(1).unwrap());
    let mut names: Vec<&str> = names.collect();
    let all = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), all);
}

#[test]
fn a_proposal_names_its_policies_register_and_edition() {
    let (before, after) = (
        policy("before", 110, 550, None),
        policy("after", 200, 300, None),
    );
    let register = register(&MEMBERS);
    let proposals = Proposals::new(&before, [&after]);
    let year = "2023".parse().unwrap();
    let atlas = &oske::data::ATLAS;
    let comparison =
        RoundComparison::of_proposals(&proposals, year, &register, atlas, RoundOptions::for_year)
            .unwrap();
    let report = ProposalReport::new(&comparison).of_register("members.csv", "abc123");
    let document = report.to_document(Language::Swedish).unwrap();
    let table = titled(&document, "Underlag").to_csv();
    for told in [
        before.content_hash(),
        after.content_hash(),
        "abc123",
        oske::data::EDITION.name(),
    ] {
        assert!(table.contains(told), "{table}");
    }
    let sources = document.sources().iter().map(|source| source.title());
    assert!(
        sources
            .into_iter()
            .any(|title| title.starts_with("Källor: Statistikcentralen"))
    );
}

/// A federation of villages, with its own words for the kinds of its members.
fn villages(id: &str, fee: u32, values: &str) -> Policy {
    let text = format!(
        r#"
        format = "oske-policy"
        version = 1
        id = "{id}"
        title = {{ fi = "Kylät {id}", sv = "Byar {id}", en = "Villages {id}" }}
        status = "proposed"
        currency = "EUR"
        dues_years = {{ from = "2023" }}
        rounding = "half-up to 0.01"
        fact.kind.values = {values}
        [[rule]]
        id = "associations"
        when = "kind = 'association'"
        pays = "{fee} EUR"
        [[rule]]
        id = "companies"
        when = "kind = 'company'"
        pays = "200 EUR"
        "#
    );
    Policy::from_toml("villages.toml", &text).unwrap()
}

const OWN_WORDS: &str = "{ association = { fi = \"kyläyhdistys\", sv = \"byaförening\" }, \
                         company = { fi = \"kannatusjäsenyritys\", sv = \"stödföretag\" } }";
const NO_WORDS: &str = "[\"association\", \"company\"]";

/// The words under the heading of a column, in every table that has it.
fn under(document: &oske::report::Document, heading: &str) -> Vec<String> {
    let tables = document.tables().flat_map(|table| {
        let columns = table.columns().iter();
        let column = columns
            .enumerate()
            .find(|(_, column)| column.heading() == heading);
        let cells = column.into_iter().flat_map(|(index, _)| {
            let rows = table.rows().iter();
            rows.map(move |row| row[index].in_language(Language::Finnish))
        });
        cells.collect::<Vec<String>>()
    });
    tables.collect()
}

#[test]
fn kinds_are_called_as_the_policy_calls_them() {
    let own = villages("a", 20, OWN_WORDS);
    let register = register(&MEMBERS[7..]);
    let round = assess(&own, &register);
    let document = DuesReport::new(&round, &oske::data::ATLAS).to_document(Language::Finnish);
    let document = document.unwrap();
    let told = under(&document, "Jäsenlaji");
    assert_eq!(told.len(), 5, "two kinds and three members");
    for word in &told {
        assert!(
            ["kyläyhdistys", "kannatusjäsenyritys"].contains(&word.as_str()),
            "{word}"
        );
    }
    let text = document.to_text(200);
    assert!(
        text.contains("kyläyhdistys: 40,00\u{a0}€; kannatusjäsenyritys: 200,00\u{a0}€."),
        "{text}"
    );

    // Of the policy in force and the proposal, whichever has words.
    for values in [[OWN_WORDS, NO_WORDS], [NO_WORDS, OWN_WORDS]] {
        let (before, after) = (villages("b", 20, values[0]), villages("c", 25, values[1]));
        let proposals = Proposals::new(&before, [&after]);
        let comparison = RoundComparison::of_proposals(
            &proposals,
            "2023".parse().unwrap(),
            &register,
            &oske::data::ATLAS,
            RoundOptions::for_year,
        );
        let comparison = comparison.unwrap();
        let document = ProposalReport::new(&comparison).to_document(Language::Finnish);
        let document = document.unwrap();
        let told = under(&document, "Jäsenlaji");
        assert_eq!(told.len(), 5, "two kinds and three members");
        for word in &told {
            assert!(
                ["kyläyhdistys", "kannatusjäsenyritys"].contains(&word.as_str()),
                "{word}"
            );
        }
        let text = document.to_text(200);
        assert!(
            text.contains("Nykyinen: kyläyhdistys 40,00\u{a0}€, kannatusjäsenyritys"),
            "{text}"
        );
    }
}

#[test]
fn what_a_round_has_nothing_of_is_left_out() {
    let (before, after) = (villages("a", 20, OWN_WORDS), villages("b", 25, OWN_WORDS));
    let register = register(&MEMBERS[7..]);
    let round = assess(&before, &register);
    let report = DuesReport::new(&round, &oske::data::ATLAS);
    let proposals = Proposals::new(&before, [&after]);
    let comparison = RoundComparison::of_proposals(
        &proposals,
        "2023".parse().unwrap(),
        &register,
        &oske::data::ATLAS,
        RoundOptions::for_year,
    );
    let comparison = comparison.unwrap();
    let proposal = ProposalReport::new(&comparison);
    for language in Language::ALL {
        for document in [report.to_document(language), proposal.to_document(language)] {
            let document = document.unwrap();
            let text = document.to_text(300);
            for nothing in [
                ["hyvinvointialue", "välfärdsområde", "wellbeing"],
                ["ei aluetta", "inget område", "no area"],
                [
                    "Kerran asukasta kohti",
                    "En gång per invånare",
                    "Once per resident",
                ],
                ["Väkiluku", "Folkmängd", "Population"],
                ["Tilastokeskus", "Statistikcentralen", "Statistics Finland"],
            ] {
                for nothing in nothing {
                    assert!(!text.contains(nothing), "{nothing}: {text}");
                }
            }
            assert!(document.sources().is_empty(), "{text}");
        }
    }
    // Before the counties, too.
    let early = flat("2020");
    let year = early.for_year("2020".parse().unwrap()).unwrap();
    let options = RoundOptions::for_year(year.year());
    let round = Round::assess(year, &register, &oske::data::ATLAS, options).unwrap();
    let document = DuesReport::new(&round, &oske::data::ATLAS).to_document(Language::English);
    assert!(!document.unwrap().to_text(300).contains("by region"));
}

#[test]
fn a_rule_for_residents_that_is_for_nobody_is_told_in_plain_words() {
    // No county is a member.
    let (policy, register) = (policy("p", 110, 550, None), register(&MEMBERS[..5]));
    let text = text_of(&policy, &register, "2023", Language::Finnish);
    let sentence = "Keneltäkään tämän kierroksen maksajista ei peritä maksua asukkaista.";
    assert!(text.contains(sentence), "{text}");
}

#[test]
fn sections_that_are_not_wanted_are_left_out() {
    let (policy, register) = (policy("p", 110, 550, None), register(&MEMBERS));
    let round = assess(&policy, &register);
    let whole = DuesReport::new(&round, &oske::data::ATLAS);
    let headings = |report: &DuesReport<'_>| {
        let document = report.to_document(Language::English).unwrap();
        let sections = document.sections().iter();
        sections
            .map(|section| section.heading().to_owned())
            .collect::<Vec<String>>()
    };
    let all = headings(&whole);
    let without = whole
        .without(DuesSection::ByPlace)
        .without(DuesSection::Residents)
        .without(DuesSection::Data);
    let left: Vec<String> = headings(&without);
    let gone: Vec<&String> = all
        .iter()
        .filter(|heading| !left.contains(heading))
        .collect();
    assert_eq!(
        gone,
        [
            "Dues by wellbeing services county",
            "Once per resident",
            "The data that the round was made of"
        ]
    );
    assert_eq!(left.len() + gone.len(), all.len());
}

#[test]
fn sources_are_those_that_were_used() {
    let register = register(&MEMBERS);
    let source = |policy: &Policy, language: Language| {
        let round = assess(policy, &register);
        let report = DuesReport::new(&round, &oske::data::ATLAS);
        let document = report.to_document(language).unwrap();
        let sources = document.sources().iter();
        let titles: Vec<String> = sources.map(|source| source.title().to_owned()).collect();
        titles.join("\n")
    };
    let by_population = policy("p", 110, 550, None);
    let edition = oske::data::EDITION.name();
    assert_eq!(
        source(&by_population, Language::Finnish),
        format!(
            "Lähteet: Tilastokeskus, alueluokitukset ja väestörakenne 31.12.2022. Luettu julkisista kopioista, \
             valikoitu ja järjestetty uudelleen (oske, aineisto {edition}). Lisenssi: CC BY 4.0, \
             https://creativecommons.org/licenses/by/4.0/"
        )
    );
    // Flat dues, of members that lie somewhere.
    let source = source(&flat("2023"), Language::English);
    assert!(
        source.starts_with("Sources: Statistics Finland, classifications of regional divisions. ")
    );
    assert!(!source.contains("Population"), "{source}");
}

#[test]
fn what_municipalities_pay_is_said_as_people_say_it() {
    let (policy, register) = (policy("p", 110, 550, None), register(&MEMBERS));
    let text = text_of(&policy, &register, "2023", Language::Swedish);
    let sentence = "De 5 kommunerna betalar 110,00\u{a0}€–550,00\u{a0}€ var.";
    assert!(text.contains(sentence), "{text}");
    let memberships =
        "id,name,kind,places,history\nvillage,Kylä,association,,admitted by 2020-01-01 stated\n";
    let stated = Register::from_csv("register.csv", memberships.as_bytes()).unwrap();
    let text = text_of(&flat("2023"), &stated, "2023", Language::Finnish);
    assert!(
        text.contains("Kaikki jäsenyydet perustuvat asiakirjoihin."),
        "{text}"
    );
}

#[test]
fn who_is_in_the_register_and_no_member_is_named_with_the_reason() {
    // Invented bodies.
    let members = "id,name,kind,places,history\n\
        first,Eka ry,association,,admitted by 2020-01-01 stated\n\
        gone,Poissa ry,association,,admitted by 2020-01-01 stated; resigned 2022-10-01 effective 2023-01-01 stated\n\
        later,Myöhä ry,association,,admitted 2023-05-02 stated\n";
    let register = Register::from_csv("register.csv", members.as_bytes()).unwrap();
    let of = |language| text_of(&flat("2023"), &register, "2023", language).replace('\u{a0}', " ");
    let text = of(Language::English);
    let sentence = "In the register, and no members on 1 January 2023 (2): Poissa ry (resigned, not a member \
        since 1 January 2023), Myöhä ry (not a member until 2 May 2023).";
    assert!(text.contains(sentence), "{text}");
    let text = of(Language::Finnish);
    let sentence = "Rekisterissä, mutta ei jäseniä 1.1.2023 (2): Poissa ry (eronnut, ei jäsen 1.1.2023 alkaen), Myöhä ry \
        (jäsen vasta 2.5.2023 alkaen).";
    assert!(text.contains(sentence), "{text}");
    let text = of(Language::Swedish);
    let sentence = "I registret, men inte medlemmar 1.1.2023 (2): Poissa ry (utträtt, inte medlem från 1.1.2023), Myöhä ry \
        (medlem först från 2.5.2023).";
    assert!(text.contains(sentence), "{text}");
}

#[test]
fn facts_that_do_not_fit_are_told_without_keys() {
    let text = r#"
        format = "oske-policy"
        version = 1
        id = "p"
        title = { en = "By staff" }
        status = "in-force"
        currency = "EUR"
        dues_years = { from = "2023" }
        unit.person = { name = { en = "person" } }
        [fact.kind]
        name = { fi = "jäsenlaji" }
        values = ["municipality"]
        [[rule]]
        id = "all"
        when = "kind = 'municipality'"
        pays = "100 EUR"
    "#;
    let policy = Policy::from_toml("p.toml", text).unwrap();
    let text = text_of(
        &policy,
        &register(&MEMBERS[7..8]),
        "2023",
        Language::Finnish,
    );
    assert!(
        text.contains("”association” ei ole tiedon ”jäsenlaji” arvo"),
        "{text}"
    );
    assert!(!text.contains('`'), "{text}");
}
