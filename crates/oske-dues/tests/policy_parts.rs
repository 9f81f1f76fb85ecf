//! What a policy says of itself: who decided it, by which law, where it is published, what it asks of a payer and in
//! which words, and when what is owed is due.
#![cfg(all(feature = "toml", feature = "json"))]
#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a helper of a test fails by panicking"
)]

mod support;

use chrono::NaiveDate;
use oske_dues::{Facts, Policy, PolicyStatus};
use oske_types::{DuesYear, Language, Text};
use support::{case, demonstration, in_year, read_case};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn english(text: Option<&Text>) -> Option<&str> {
    text.map(|text| text.in_language(Language::English))
}

fn read(text: &str) -> Policy {
    Policy::from_toml("policy.toml", text).unwrap_or_else(|faults| panic!("{faults}"))
}

/// A policy for the members of an association, with whatever a policy may say of itself.
fn decided() -> Policy {
    read(
        r#"
        format = "oske-policy"
        version = 1
        id = "example-2023"
        title = { fi = "Jäsenmaksut 2023–2024", en = "Dues of 2023 to 2024" }
        note = { en = "the dues of 2024 are those of 2023" }
        status = "proposed"
        currency = "EUR"
        dues_years = { from = "2023", to = "2024" }

        [decision]
        by = { fi = "vuosikokous", sv = "årsmötet", en = "annual meeting" }
        on = "2023-04-20"
        rule = "6 §:n 2 momentti"
        note = { en = "by a vote" }

        [[decision.legal_basis]]
        citation = "Yhdistyslaki (503/1989) 23 §"
        note = { en = "the meeting decides" }

        [[legal_basis]]
        citation = "the articles of a federation abroad"
        note = { en = "not Finnish law" }

        [[source]]
        name = { en = "letter to the members" }
        address = "https://example.org/letter"
        read = "2023-05-02"
        note = { en = "a copy" }

        [[source]]

        [[rule]]
        id = "all"
        pays = "100 EUR"
        "#,
    )
}

#[test]
fn a_policy_says_who_decided_it_and_by_which_law() {
    let policy = decided();
    assert_eq!(
        english(policy.note()),
        Some("the dues of 2024 are those of 2023")
    );
    let decision = policy.decision().unwrap();
    assert_eq!(english(decision.by()), Some("annual meeting"));
    assert_eq!(decision.on(), Some(day("2023-04-20")));
    assert_eq!(decision.rule(), Some("6 §:n 2 momentti"));
    assert_eq!(english(decision.note()), Some("by a vote"));
    let provision = decision.rule_reference().unwrap();
    assert_eq!(provision.to_string(), "6 § 2 mom");

    let [basis] = decision.legal_basis() else {
        panic!("one law: {decision:?}")
    };
    assert_eq!(basis.citation(), "Yhdistyslaki (503/1989) 23 §");
    assert!(basis.reference().is_ok());
    assert_eq!(english(basis.note()), Some("the meeting decides"));
    let [abroad] = policy.legal_basis() else {
        panic!("one basis: {policy:?}")
    };
    assert_eq!(abroad.citation(), "the articles of a federation abroad");
    assert!(abroad.reference().is_err());
    assert_eq!(english(abroad.note()), Some("not Finnish law"));
}

#[test]
fn a_policy_says_where_it_is_published() {
    let policy = decided();
    let [letter, nothing] = policy.sources() else {
        panic!("two sources: {policy:?}")
    };
    assert_eq!(english(letter.name()), Some("letter to the members"));
    assert_eq!(letter.address(), Some("https://example.org/letter"));
    assert_eq!(letter.read_on(), Some(day("2023-05-02")));
    assert_eq!(english(letter.note()), Some("a copy"));
    assert_eq!((nothing.name(), nothing.address()), (None, None));
    assert_eq!((nothing.read_on(), nothing.note()), (None, None));
}

#[test]
fn a_policy_that_says_nothing_of_its_decision_has_none() {
    let silent = case("[[rule]]\nid = \"all\"\npays = \"100 EUR\"\n");
    assert_eq!(silent.decision(), None);
    assert_eq!(silent.note(), None);
    assert_eq!(silent.sources(), []);
    let empty = case("[decision]\n[[rule]]\nid = \"all\"\npays = \"100 EUR\"\n");
    let decision = empty.decision().unwrap();
    assert_eq!(
        (decision.by(), decision.on(), decision.note()),
        (None, None, None)
    );
    assert_eq!(decision.rule(), None);
    assert_eq!(decision.rule_reference(), None);
    assert_eq!(decision.rule_in_language(Language::English), None);
}

#[test]
fn a_status_is_written_as_it_is_read() {
    for status in [
        PolicyStatus::Proposed,
        PolicyStatus::InForce,
        PolicyStatus::Superseded,
    ] {
        assert_eq!(status.to_string(), status.name());
        assert_eq!(status.to_string().parse(), Ok(status));
    }
    assert_eq!(format!("{:>11}|", PolicyStatus::InForce), "   in-force|");
    assert!("decided".parse::<PolicyStatus>().is_err());
}

/// The rule of the association, in the three languages.
fn rule_of(written: &str) -> [String; 3] {
    let policy = case(&format!(
        "decision = {{ rule = \"{written}\" }}\n[[rule]]\nid = \"all\"\npays = \"1 EUR\"\n"
    ));
    let decision = policy.decision().unwrap();
    Language::ALL.map(|language| decision.rule_in_language(language).unwrap())
}

#[test]
fn a_rule_of_an_association_is_told_with_whose_it_is() {
    assert_eq!(
        rule_of("6 §"),
        ["sääntöjen 6 §", "stadgarnas 6 §", "section 6 of the rules"]
    );
    // Not read as a provision, but a bare sign and number all the same.
    assert_eq!(
        rule_of("§ 7"),
        ["sääntöjen § 7", "stadgarnas § 7", "§ 7 of the rules"]
    );
    // What names itself stands as it is written.
    for written in [
        "§ 7 of the by-laws",
        "by-law 7",
        "7",
        "Yhdistyslaki (503/1989) 23 §",
    ] {
        assert_eq!(rule_of(written), [written; 3]);
    }
}

/// What is asked of a payer: a measure, a date, a choice, a yes-no, and a list of things.
const ASKS: &str = r#"
    rounding = "half-up to 0.01"
    unit.inhabitant = {}
    unit.employee = {}
    [fact.population]
    name = { fi = "asukasluku", en = "population" }
    unit = "inhabitant"
    step = "1"
    reference = { en = "31 December two years before" }
    [fact.joined]
    type = "date"
    [fact.kind]
    name = { fi = "jäsenlaji", en = "kind of member" }
    values = ["municipality", "association"]
    [fact.student]
    type = "yes-no"
    [fact.branch]
    type = "list"
    most = "3"
    [fact.branch.each.staff]
    name = { en = "employees" }
    unit = "employee"
    [[rule]]
    id = "all"
    when = "kind = 'association' and not student and joined < '07-01'"
    pays = "1 EUR/inhabitant * population + sum(branch, 2 EUR/employee * staff)"
    [[rule]]
    id = "others"
    when = "not (kind = 'association' and not student and joined < '07-01')"
    pays = "5 EUR"
"#;

#[test]
fn a_policy_says_what_it_asks_of_a_payer() {
    let policy = case(ASKS);
    assert_eq!(
        policy.measures().collect::<Vec<_>>(),
        ["population", "joined"]
    );
    assert_eq!(policy.attributes().collect::<Vec<_>>(), ["kind", "student"]);
    assert_eq!(policy.lists().collect::<Vec<_>>(), ["branch"]);

    let words = |fact: &str| {
        let label = policy.label_of(fact)?;
        Some((
            label.name().to_owned(),
            label.in_language(Language::English).to_owned(),
        ))
    };
    let told = |name: &str, words: &str| Some((name.to_owned(), words.to_owned()));
    assert_eq!(words("population"), told("population", "population"));
    assert_eq!(words("kind"), told("kind", "kind of member"));
    assert_eq!(words("staff"), told("staff", "employees"));
    assert_eq!(words("branch"), told("branch", "branch"));
    assert_eq!(words("turnover"), None);

    assert_eq!(
        english(policy.reference_of("population")),
        Some("31 December two years before")
    );
    assert_eq!(policy.reference_of("staff"), None);
    assert_eq!(policy.reference_of("turnover"), None);

    assert_eq!(
        policy.attribute_values("kind"),
        Some(vec!["municipality", "association"])
    );
    assert_eq!(policy.attribute_values("student"), Some(vec!["yes", "no"]));
    assert_eq!(policy.attribute_values("turnover"), None);
}

#[test]
fn facts_say_what_is_known_of_a_payer() {
    let policy = case(ASKS);
    let branches = [3, 5].map(|staff| Facts::new("").with_measure("staff", staff));
    let facts = Facts::new("a-member")
        .with_attribute("kind", "association")
        .with_yes_no("student", false)
        .with_date("joined", day("2023-02-01"))
        .with_measure("population", 10)
        .with_list("branch", branches.to_vec());
    let staff = facts
        .list("branch")
        .unwrap()
        .iter()
        .map(|branch| branch.measure("staff"));
    assert_eq!(staff.collect::<Vec<_>>(), [Some(3.into()), Some(5.into())]);
    assert_eq!(facts.list("kind"), None);
    assert_eq!(facts.list("site"), None);

    // 10 for the inhabitants, 2 · 8 for the staff of the branches.
    let assessment = in_year(&policy, 2023).assess(&facts);
    let [line] = assessment.lines() else {
        panic!("one line: {assessment:?}")
    };
    assert_eq!(line.line().name(), "dues");
    assert_eq!(line.rule().name(), "all");
    assert_eq!(line.amount().to_string(), "26.00 EUR");
}

#[test]
fn instalments_say_when_each_is_due_and_why() {
    let policy = case(
        r#"
        [[rule]]
        id = "all"
        pays = "100 EUR"
        [[instalment]]
        share = "1/3"
        due = "03-31"
        note = { en = "with the annual report" }
        [[instalment]]
        share = "2/3"
        due = "2024-01-15"
        "#,
    );
    let year = in_year(&policy, 2023);
    let amount = year.assess(&Facts::new("a-member")).amount().unwrap();
    let instalments = year.instalments(amount).unwrap();
    let told = instalments.iter().map(|part| {
        let due = part.due().to_string();
        (due, part.amount().to_string(), english(part.note()))
    });
    let told: Vec<_> = told.collect();
    let expected = [
        (
            "2023-03-31".to_owned(),
            "33.33 EUR".to_owned(),
            Some("with the annual report"),
        ),
        ("2024-01-15".to_owned(), "66.67 EUR".to_owned(), None),
    ];
    assert_eq!(told, expected);
}

#[test]
fn a_policy_says_which_years_it_governs() {
    let refused = |years: &str, year: &str| {
        let text = format!(
            r#"
            format = "oske-policy"
            version = 1
            id = "case"
            title = {{ en = "A case" }}
            status = "in-force"
            currency = "EUR"
            dues_years = {years}
            [[rule]]
            id = "all"
            pays = "1 EUR"
            "#
        );
        let year: DuesYear = year.parse().unwrap();
        let error = read(&text).for_year(year).map(|_| ()).unwrap_err();
        assert_eq!(error.year(), year);
        error.to_string()
    };
    assert_eq!(
        refused(r#"{ from = "2023", to = "2023" }"#, "2024"),
        "the policy `case` does not govern 2024: expected a dues year of 2023"
    );
    assert_eq!(
        refused(r#"{ from = "2023", to = "2024" }"#, "2025"),
        "the policy `case` does not govern 2025: expected a dues year from 2023 to 2024"
    );
    assert_eq!(
        refused(r#"{ from = "2023" }"#, "2022"),
        "the policy `case` does not govern 2022: expected a dues year from 2023 on"
    );
}

/// Who is of an earlier day is as one who is of that day only where absence means just that day.
#[test]
fn the_earliest_date_of_a_fact_is_what_its_absence_means() {
    let earliest = |keys: &str, fact: &str| {
        let policy = case(&format!(
            r#"
            unit.inhabitant = {{}}
            [fact.joined]
            type = "date"
            {keys}
            [fact.population]
            unit = "inhabitant"
            least = "1"
            absent = "1"
            [fact.branch]
            type = "list"
            most = "2"
            [fact.branch.each.opened]
            type = "date"
            least = "01-01"
            absent = "01-01"
            [[rule]]
            id = "all"
            pays = "1 EUR/day * days(joined, next_year_start) + 1 EUR/inhabitant * population + sum(branch, 1 EUR/day * days(opened, next_year_start))"
            "#
        ));
        in_year(&policy, 2023).earliest_date(fact)
    };
    let both = "least = \"01-01\"\nabsent = \"01-01\"";
    assert_eq!(earliest(both, "joined"), Some(day("2023-01-01")));
    assert_eq!(
        earliest("least = \"01-01\"\nabsent = \"02-01\"", "joined"),
        None
    );
    assert_eq!(earliest("least = \"01-01\"", "joined"), None);
    assert_eq!(earliest("absent = \"01-01\"", "joined"), None);
    // A number is no day, a thing in a list is no payer, and what is not declared has no days.
    for fact in ["population", "opened", "left"] {
        assert_eq!(earliest(both, fact), None, "{fact}");
    }
}

#[test]
fn faults_are_told_one_by_one() {
    let text = "[[rule]]\nid = \"all\"\npays = \"1 EURO\"\n";
    let faults = read_case(text).unwrap_err();
    let [fault] = faults.faults() else {
        panic!("one fault: {faults}")
    };
    assert_eq!(faults.count(), 1);
    assert_eq!(fault.code(), "unknown-unit");
    assert_eq!(
        fault.message(),
        "`EURO` is not a unit: expected a currency code or a unit that is declared"
    );
    let document = fault.to_value();
    let said = |key: &str| document.get(key).and_then(|value| value.as_text());
    assert_eq!(said("file"), Some("case.toml"));
    assert_eq!(said("code"), Some("unknown-unit"));
    assert_eq!(said("severity"), Some("error"));
    assert_eq!(said("path"), Some("rule.1.pays"));
    assert_eq!(said("message"), Some(fault.message()));
    assert_eq!(said("help"), fault.help());
    assert_eq!(document.get("line").unwrap().to_json(), "12");
}

#[test]
fn a_parameter_that_is_not_there_cannot_be_assumed() {
    let policy = demonstration("iso-2023-demo");
    let year = DuesYear::calendar(2023).unwrap();
    let error = policy
        .with_parameter("country_rate", year, 1.into())
        .unwrap_err();
    assert_eq!(error.name(), "country_rate");
    assert_eq!(
        error.to_string(),
        "the policy `iso-2023-demo` has no parameter `country_rate`: did you mean `county_rate`?"
    );
}

/// The fee of each year, as the policy has it with a value assumed for 2024.
fn fees(values: &str, years: std::ops::RangeInclusive<i32>) -> Vec<String> {
    let policy = case(&format!(
        "[param.fee]\nunit = \"EUR\"\nvalues = [{values}]\n[[rule]]\nid = \"all\"\npays = \"fee\"\n"
    ));
    let year = DuesYear::calendar(2024).unwrap();
    let assumed = policy.with_parameter("fee", year, 70.into()).unwrap();
    assert_ne!(assumed.content_hash(), policy.content_hash());
    let fee = |year| {
        let assessment = in_year(&assumed, year).assess(&Facts::new("a-member"));
        assessment
            .amount()
            .map_or_else(|| "none".to_owned(), |amount| amount.to_string())
    };
    years.map(fee).collect()
}

#[test]
fn a_value_is_assumed_for_as_long_as_the_policy_lets_it_hold() {
    // One that holds already is replaced for its time.
    assert_eq!(
        fees(
            r#"{ from = "2024-01-01", until = "2026-01-01", value = "10" }, { from = "2026-01-01", value = "20" }"#,
            2023..=2026
        ),
        ["none", "70.00 EUR", "70.00 EUR", "20.00 EUR"]
    );
    // Where none holds it is added for the year, between what was before and what comes.
    assert_eq!(
        fees(
            r#"{ until = "2024-01-01", value = "10" }, { from = "2026-01-01", value = "20" }"#,
            2023..=2026
        ),
        ["10.00 EUR", "70.00 EUR", "none", "20.00 EUR"]
    );
    assert_eq!(
        fees(
            r#"{ from = "2023-01-01", until = "2024-01-01", value = "10" }, { from = "2025-01-01", value = "20" }"#,
            2023..=2025
        ),
        ["10.00 EUR", "70.00 EUR", "20.00 EUR"]
    );
    assert_eq!(
        fees(r#"{ from = "2026-01-01", value = "20" }"#, 2023..=2026),
        ["none", "70.00 EUR", "none", "20.00 EUR"]
    );
}

/// A value that begins within the year ends what is assumed for it.
#[test]
fn what_is_assumed_ends_where_the_next_value_begins() {
    let policy = case(
        r#"
        fact.joined = { type = "date" }
        [param.fee]
        unit = "EUR"
        values = [
            { until = "2023-06-01", value = "10" },
            { from = "2024-03-01", until = "2024-09-01", value = "20" },
            { from = "2024-10-01", value = "30" },
        ]
        [[rule]]
        id = "all"
        pays = "fee(joined)"
        "#,
    );
    let year = DuesYear::calendar(2024).unwrap();
    let assumed = policy.with_parameter("fee", year, 70.into()).unwrap();
    let on = |text: &str| {
        let joined = Facts::new("a-member").with_date("joined", day(text));
        let assessment = in_year(&assumed, 2024).assess(&joined);
        assessment
            .amount()
            .map_or_else(|| "none".to_owned(), |amount| amount.to_string())
    };
    assert_eq!(on("2023-05-31"), "10.00 EUR");
    assert_eq!(on("2023-12-31"), "none");
    assert_eq!(on("2024-01-01"), "70.00 EUR");
    assert_eq!(on("2024-02-29"), "70.00 EUR");
    assert_eq!(on("2024-03-01"), "20.00 EUR");
    assert_eq!(on("2024-09-01"), "none");
    assert_eq!(on("2024-10-01"), "30.00 EUR");
    // Findings go through the values in their order in time.
    let stale = assumed.findings();
    let stale = stale
        .iter()
        .filter(|finding| finding.code() == "stale-parameter");
    let told: Vec<String> = stale
        .map(|finding| finding.message(Language::English))
        .collect();
    assert_eq!(
        told,
        [
            "fee has no value from 1 June 2023 to 31 December 2023",
            "fee has no value from 1 September 2024 to 30 September 2024"
        ]
    );
}

/// Of two policies each is asked only for what it declares.
#[test]
fn a_policy_is_compared_by_the_facts_that_it_asks_for() {
    let by_kind = case(
        "fact.kind = { values = [\"town\", \"village\"] }\n[[rule]]\nid = \"all\"\npays = \"if kind = 'town' then 10 EUR else 20 EUR\"\n",
    );
    let flat = case("[[rule]]\nid = \"all\"\npays = \"15 EUR\"\n");
    let (before, after) = (in_year(&by_kind, 2023), in_year(&flat, 2023));
    for (before, after) in [(&before, &after), (&after, &before)] {
        let comparison = oske_dues::compare::Comparison::of(before, after).unwrap();
        let groups = comparison
            .differences()
            .iter()
            .flat_map(|known| known.groups());
        let shown: Vec<_> = groups.flat_map(|group| group.shown()).collect();
        assert_eq!(shown.len(), 2);
        for payer in shown {
            assert_eq!(payer.before().status(), "assessed", "{payer:?}");
            assert_eq!(payer.after().status(), "assessed", "{payer:?}");
        }
    }
}
