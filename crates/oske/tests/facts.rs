//! What a round knows of a member: the facts that policies ask for, and what cannot be told of them.
#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use chrono::NaiveDate;
use oske::data::ATLAS;
use oske::domain::Register;
use oske::dues::{Outcome, Policy};
use oske::types::Exact;
use oske::{FactProblem, Round, RoundEntry, RoundError, RoundOptions};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn policy(facts_and_rules: &str) -> Policy {
    let text = format!(
        r#"
        format = "oske-policy"
        version = 1
        id = "made-up"
        title = {{ en = "Made up" }}
        status = "proposed"
        currency = "EUR"
        dues_years = {{ from = "2001" }}
        rounding = "half-up to 0.01"
        {facts_and_rules}
        "#
    );
    Policy::from_toml("policy.toml", &text).unwrap_or_else(|faults| panic!("{faults}"))
}

/// Half the due for who joins in the second half of the year, as in the guide.
fn by_joining(absent: &str) -> Policy {
    policy(&format!(
        r#"
        [fact.joined]
        type = "date"
        least = "1990-01-01"
        most = "12-31"
        {absent}
        [table.part_of_year]
        by = "joined"
        unit = "1"
        rows = [{{ under = "07-01", pays = "100%" }}, {{ from = "07-01", pays = "50%" }}]
        [[rule]]
        id = "everyone"
        pays = "110 EUR * part_of_year(joined)"
        "#
    ))
}

const ABSENT: &str = r#"absent = "01-01""#;

/// A register of rows of `id,places,fact.staff,history`, all of them associations.
fn register(rows: &[&str]) -> Register {
    let mut text = "id,places,fact.staff,history,kind,name\n".to_owned();
    for row in rows {
        let id = row.split(',').next().unwrap();
        text.push_str(&format!("{row},association,{id}\n"));
    }
    Register::from_csv("register.csv", text.as_bytes()).unwrap_or_else(|faults| panic!("{faults}"))
}

/// The round of a dues year as on a day.
fn round<'r>(policy: &'r Policy, register: &'r Register, year: &str, on: &str) -> Round<'r> {
    let year = policy.for_year(year.parse().unwrap()).unwrap();
    let mut options = RoundOptions::for_year(year.year());
    options.register_date = day(on);
    Round::assess(year, register, &ATLAS, options).unwrap_or_else(|error| panic!("{error}"))
}

fn amount(entry: &RoundEntry<'_>) -> String {
    let amount = entry.assessment().amount();
    amount.map_or_else(
        || entry.assessment().outcome().status().to_owned(),
        |amount| amount.to_string(),
    )
}

fn problems(entry: &RoundEntry<'_>) -> Vec<String> {
    entry.problems().iter().map(ToString::to_string).collect()
}

// The day of joining

#[test]
fn newcomer_of_august_pays_half() {
    let policy = by_joining(ABSENT);
    let register = register(&["newcomer,,,admitted 2026-08-15 stated"]);
    let round = round(&policy, &register, "2026", "2026-12-31");
    let newcomer = round.entry("newcomer").unwrap();
    assert_eq!(amount(newcomer), "55.00 EUR");
    assert_eq!(problems(newcomer), [""; 0]);
    assert_eq!(newcomer.facts().attribute("joined"), Some("2026-08-15"));
}

#[test]
fn day_of_joining_that_is_not_known_is_told_whatever_absence_means() {
    for (absent, expected) in [(ABSENT, "110.00 EUR"), ("", "undetermined")] {
        let policy = by_joining(absent);
        let register = register(&[
            "by-a-day,,,admitted by 2026-10-01 stated",
            "unknown,,,admitted unknown unknown",
        ]);
        let round = round(&policy, &register, "2026", "2026-12-31");
        let [by_a_day, unknown] = ["by-a-day", "unknown"].map(|id| round.entry(id).unwrap());
        assert_eq!(by_a_day.facts().attribute("joined"), None);
        assert_eq!(
            problems(by_a_day),
            [
                "`joined` of `by-a-day`: it was admitted on 1 October 2026 or before, on a day that is not known"
            ]
        );
        assert_eq!(
            problems(unknown),
            ["`joined` of `unknown`: it was admitted on a day that is not known"]
        );
        assert_eq!(amount(by_a_day), expected);
        assert_eq!(amount(unknown), expected);
    }
}

#[test]
fn who_comes_back_joins_on_the_day_of_the_present_membership() {
    let policy = by_joining(ABSENT);
    let register = register(&[
        "back,,,admitted 2001-03-01 stated; resigned 2020-05-01 effective 2021-01-01 stated; \
         admitted 2026-09-01 stated",
    ]);
    let round = round(&policy, &register, "2026", "2026-12-31");
    let back = round.entry("back").unwrap();
    assert_eq!(back.facts().attribute("joined"), Some("2026-09-01"));
    assert_eq!(amount(back), "55.00 EUR");
}

/// As published tariffs say it: a day of joining is one within the dues year, and its absence is that of a member of old.
#[test]
fn who_joined_before_the_least_day_of_the_policy_is_a_member_of_old() {
    let policy = policy(
        r#"
        [fact.joined]
        type = "date"
        least = "01-01"
        most = "12-31"
        absent = "01-01"
        [[rule]]
        id = "everyone"
        pays = "120 EUR * started_months(joined, next_year_start) / 12 month"
        "#,
    );
    let register = register(&[
        "old,,,admitted 1985-01-01 stated",
        "old-by,,,admitted by 2025-12-31 stated",
        "first-day,,,admitted 2026-01-01 stated",
        "autumn,,,admitted 2026-10-15 stated",
        "perhaps-new,,,admitted by 2026-01-01 stated",
    ]);
    let round = round(&policy, &register, "2026", "2026-12-31");
    let told = |id: &str| {
        let entry = round.entry(id).unwrap();
        (
            amount(entry),
            entry.facts().attribute("joined").map(str::to_owned),
            entry.problems().len(),
        )
    };
    assert_eq!(told("old"), ("120.00 EUR".to_owned(), None, 0));
    assert_eq!(told("old-by"), ("120.00 EUR".to_owned(), None, 0));
    let first_day = Some("2026-01-01".to_owned());
    assert_eq!(told("first-day"), ("120.00 EUR".to_owned(), first_day, 0));
    let autumn = Some("2026-10-15".to_owned());
    assert_eq!(told("autumn"), ("30.00 EUR".to_owned(), autumn, 0));
    assert_eq!(told("perhaps-new"), ("120.00 EUR".to_owned(), None, 1));
}

#[test]
fn day_of_joining_before_the_least_one_is_invalid_where_absence_means_another_day() {
    for absent in ["", ABSENT] {
        let policy = by_joining(absent);
        let register = register(&["old,,,admitted 1985-01-01 stated"]);
        let round = round(&policy, &register, "2026", "2026-01-01");
        assert_eq!(amount(round.entry("old").unwrap()), "invalid");
    }
}

#[test]
fn day_of_joining_is_not_told_to_a_policy_that_asks_for_a_number_of_that_name() {
    let policy = policy(
        r#"
        unit.cohort = { name = { en = "cohort" } }
        fact.joined = { unit = "cohort", least = "0", most = "100" }
        [[rule]]
        id = "everyone"
        pays = "1 EUR/cohort * joined"
        "#,
    );
    let register = register(&["old,,,admitted 2000-01-01 stated"]);
    let round = round(&policy, &register, "2026", "2026-01-01");
    let outcome = round.entry("old").unwrap().assessment().outcome();
    assert!(matches!(outcome, Outcome::Undetermined(_)), "{outcome:?}");
}

// What only the caller knows

const REPORTED: &str = r#"
    [fact.has_reported]
    type = "yes-no"
    [[rule]]
    id = "reported"
    when = "has_reported"
    pays = "100 EUR"
    [[rule]]
    id = "others"
    when = "not has_reported"
    pays = "110 EUR"
"#;

const TWO: [&str; 2] = [
    "a,,,admitted 2000-01-01 stated",
    "b,,,admitted 2000-01-01 stated",
];

fn round_with<'r>(
    policy: &'r Policy,
    register: &'r Register,
    with: impl FnMut(&oske::domain::Member, oske::dues::Facts) -> oske::dues::Facts,
) -> Result<Round<'r>, RoundError> {
    let year = policy.for_year("2026".parse().unwrap()).unwrap();
    let options = RoundOptions::for_year(year.year());
    Round::assess_with(year, register, &ATLAS, options, with)
}

fn of_policy(round: &Round<'_>) -> Vec<String> {
    round.problems().iter().map(ToString::to_string).collect()
}

#[test]
fn fact_that_no_register_holds_is_told_once_for_the_policy() {
    let (policy, register) = (policy(REPORTED), register(&TWO));
    let round = round(&policy, &register, "2026", "2026-01-01");
    assert_eq!(
        of_policy(&round),
        [
            "`has_reported` is nothing that a register holds: expected it of each payer, beside the register"
        ]
    );
    assert_eq!(
        (round.problems()[0].fact(), round.problems()[0].member()),
        ("has_reported", None)
    );
    for entry in round.entries() {
        assert_eq!(
            (amount(entry), problems(entry)),
            ("undetermined".to_owned(), Vec::new())
        );
    }
}

#[test]
fn fact_of_every_sort_that_no_register_holds_is_told_unless_its_absence_means_something() {
    let facts = |absent: &str, list: &str| {
        policy(&format!(
            r#"
            unit.person = {{ name = {{ en = "person" }} }}
            fact.kind = {{ values = ["association"] }}
            fact.joined = {{ type = "date" }}
            fact.staff = {{ unit = "person", step = "1", least = "0", most = "9" }}
            fact.class = {{ values = ["a", "b"]{} }}
            fact.paid_late = {{ type = "yes-no"{} }}
            [fact.site]
            type = "list"
            {list}
            most = "9"
            [fact.site.each.desks]
            unit = "person"
            step = "1"
            least = "0"
            most = "9"
            [[rule]]
            id = "everyone"
            pays = "110 EUR"
            "#,
            absent.replace('?', "a"),
            absent.replace('?', "no"),
        ))
    };
    let register = register(&TWO);
    let without = facts("", "least = \"1\"");
    let without = round(&without, &register, "2026", "2026-01-01")
        .problems()
        .to_vec();
    let names: Vec<&str> = without.iter().map(FactProblem::fact).collect();
    assert_eq!(names, ["class", "paid_late", "site"]);
    let with = facts(", absent = \"?\"", "absent = \"none\"");
    assert_eq!(round(&with, &register, "2026", "2026-01-01").problems(), []);
}

/// Under another name than `joined` a day of joining would make every newcomer a member of old.
#[test]
fn date_that_no_register_holds_is_told_even_where_its_absence_means_something() {
    let policy = policy(
        r#"
        fact.member_since = { type = "date", absent = "01-01" }
        [[rule]]
        id = "of-old"
        when = "member_since < '07-01'"
        pays = "110 EUR"
        [[rule]]
        id = "newcomers"
        when = "member_since >= '07-01'"
        pays = "55 EUR"
        "#,
    );
    let register = register(&TWO);
    let plain = round(&policy, &register, "2026", "2026-01-01");
    assert_eq!(
        of_policy(&plain),
        [
            "`member_since` is nothing that a register holds, so that what its absence means is taken for everybody: \
          expected it of each payer, beside the register"
        ]
    );
    let told = round_with(&policy, &register, |member, facts| {
        match member.id().as_str() {
            "a" => facts.with_date("member_since", day("2026-08-15")),
            _ => facts,
        }
    });
    let told = told.unwrap();
    assert_eq!(told.problems(), []);
    let amounts: Vec<String> = told.entries().iter().map(amount).collect();
    assert_eq!(amounts, ["55.00 EUR", "110.00 EUR"]);
}

#[test]
fn what_the_caller_knows_is_assessed_explained_and_solved_for() {
    let policy = policy(&format!(
        "param.fee = {{ unit = \"EUR\", value = \"unknown\" }}\n{}",
        REPORTED.replace("110 EUR", "fee")
    ));
    let register = register(&TWO);
    let mut asked = Vec::new();
    let round = round_with(&policy, &register, |member, facts| {
        asked.push(member.id().to_string());
        facts.with_yes_no("has_reported", member.id().as_str() == "a")
    });
    let round = round.unwrap();
    assert_eq!(asked, ["a", "b"]);
    assert_eq!(round.problems(), []);
    let [a, b] = ["a", "b"].map(|id| round.entry(id).unwrap());
    assert_eq!(
        (amount(a), amount(b)),
        ("100.00 EUR".to_owned(), "undetermined".to_owned())
    );
    for entry in [a, b] {
        assert!(round.explain(entry).explains(entry.assessment()));
    }
    let question = policy.solve_for("fee", "2026".parse().unwrap()).unwrap();
    let solution = round
        .solve(&question, |_| true, "215.00 EUR".parse().unwrap())
        .unwrap();
    assert_eq!(solution.value(), Some(Exact::from(115)));
}

#[test]
fn day_of_joining_that_the_caller_knows_is_no_problem() {
    let policy = by_joining(ABSENT);
    let register = register(&["by-a-day,,,admitted by 2020-10-01 stated"]);
    let round = round_with(&policy, &register, |_, facts| {
        facts.with_date("joined", day("2020-08-15"))
    });
    let round = round.unwrap();
    assert_eq!(problems(&round.entries()[0]), [""; 0]);
}

#[test]
fn facts_of_somebody_else_are_refused() {
    let (policy, register) = (policy(REPORTED), register(&TWO));
    let error = round_with(&policy, &register, |_, _| oske::dues::Facts::new("a")).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the facts of `b` came back as those of `a`: expected the same facts, with others added"
    );
}

// Facts of the register

#[test]
fn fact_of_a_later_day_than_the_round_is_told() {
    let policy = policy(
        r#"
        unit.person = { name = { en = "person" } }
        fact.staff = { unit = "person", step = "1", least = "0", most = "100000" }
        [[rule]]
        id = "everyone"
        pays = "12.50 EUR/person * staff"
        "#,
    );
    let register = register(&[
        "both,,6 person; 2024-12-31; report | 7 person; 2026-01-15; report,admitted 2000-01-01 stated",
        "late,,7 person; 2026-01-15; report | 8 person; 2026-02-15; report,admitted 2000-01-01 stated",
        "none,,,admitted 2000-01-01 stated",
    ]);
    let round = round(&policy, &register, "2026", "2026-01-01");
    let [both, late, none] = ["both", "late", "none"].map(|id| round.entry(id).unwrap());
    assert_eq!(
        (amount(both), problems(both)),
        ("75.00 EUR".to_owned(), Vec::new())
    );
    assert_eq!(amount(late), "undetermined");
    assert_eq!(
        problems(late),
        [
            "`staff` of `late` is known as of 15 January 2026, after the day that is asked for, 1 January 2026"
        ]
    );
    assert_eq!(
        (amount(none), problems(none)),
        ("undetermined".to_owned(), Vec::new())
    );
}

#[test]
fn population_of_several_places_names_the_source_of_each_figure_once() {
    let policy = policy(
        r#"
        unit.inhabitant = { name = { en = "inhabitant" } }
        fact.population = { unit = "inhabitant", step = "1", least = "0", most = "10000000" }
        [[rule]]
        id = "everyone"
        pays = "0.01 EUR/inhabitant * population"
        "#,
    );
    // Of Orivesi, which got a part of Längelmäki in 2007, the figure of 2001 stands in other borders,
    // and in another publication, than those of Kajaani and Kuhmo.
    let register = register(&[
        "three,municipality:205 municipality:290 municipality:562,,admitted 2000-01-01 stated",
    ]);
    let year = policy.for_year("2010".parse().unwrap()).unwrap();
    let options = RoundOptions::for_year(year.year()).with_population_year(2001);
    let round = Round::assess(year, &register, &ATLAS, options).unwrap();
    let three = round.entry("three").unwrap();
    assert_eq!(problems(three), [""; 0]);
    let places = ATLAS.on(day("2010-01-01")).unwrap();
    let [kajaani, kuhmo, orivesi] = ["municipality:205", "municipality:290", "municipality:562"]
        .map(|place| {
            places
                .population(place.parse::<oske::domain::Place>().unwrap(), 2001)
                .unwrap()
        });
    let sum = [&kajaani, &kuhmo, &orivesi]
        .map(|found| i64::from(found.value().residents()))
        .iter()
        .sum::<i64>();
    assert_eq!(three.measure("population"), Some(Exact::from(sum)));
    assert_eq!(kajaani.source(), kuhmo.source());
    assert_ne!(kajaani.source(), orivesi.source());
    let expected = format!("{}; {}", kajaani.source().title(), orivesi.source().title());
    let text = round.explain(three).to_text(oske::types::Language::English);
    let told: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains(&expected), "{expected}\n{told}");
}
