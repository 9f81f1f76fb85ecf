//! The model against sentences of the language's page.

use super::ast::{
    Cell, Comparison, Dated, Direction, Fact, Formula, Gives, Let, Limit, Line, Operation,
    Parameter, Pays, Row, Rule, Share, ShareKey, Sort, Table, Validity,
};
use super::*;

fn empty() -> Policy {
    Policy {
        currency: "EUR".to_owned(),
        rounding: None,
        first_year: 2023,
        last_year: None,
        year_begins: (1, 1),
        words: Vec::new(),
        units: vec!["employee".to_owned()],
        facts: Vec::new(),
        parameters: Vec::new(),
        lets: Vec::new(),
        tables: Vec::new(),
        shares: Vec::new(),
        lines: Vec::new(),
        rules: Vec::new(),
    }
}

fn fact(name: &str, sort: Sort) -> Fact {
    Fact {
        name: name.to_owned(),
        sort,
        absent: None,
    }
}

fn measure(name: &str, step: Option<&str>, least: &str, most: &str, dues: Direction) -> Fact {
    let sort = Sort::Measure {
        unit: "employee".to_owned(),
        step: step.map(Number::new),
        least: Some(Number::new(least)),
        most: Some(Number::new(most)),
        dues,
    };
    fact(name, sort)
}

fn employees() -> Fact {
    measure("employees", Some("1"), "0", "1000", Direction::Any)
}

fn kind() -> Fact {
    fact(
        "kind",
        Sort::Choice(vec!["town".to_owned(), "firm".to_owned()]),
    )
}

fn date_fact(name: &str) -> Fact {
    fact(
        name,
        Sort::Date {
            least: None,
            most: None,
        },
    )
}

fn number(text: &str) -> Formula {
    let (number, unit) = text.split_once(' ').unwrap_or((text, "1"));
    Formula::Number(Number::new(number), unit.to_owned())
}

fn name(name: &str) -> Formula {
    Formula::Name(name.to_owned())
}

fn arithmetic(left: Formula, operation: Operation, right: Formula) -> Formula {
    Formula::Arithmetic(Box::new(left), operation, Box::new(right))
}

fn plus(left: Formula, right: Formula) -> Formula {
    arithmetic(left, Operation::Add, right)
}

fn times(left: Formula, right: Formula) -> Formula {
    arithmetic(left, Operation::Multiply, right)
}

fn at_least(left: Formula, right: Formula) -> Formula {
    Formula::Compare(Box::new(left), Comparison::AtLeast, Box::new(right))
}

fn is(choice: &str, value: &str) -> Formula {
    Formula::Is(Box::new(name(choice)), vec![value.to_owned()], false)
}

fn and(left: Formula, right: Formula) -> Formula {
    Formula::And(Box::new(left), Box::new(right))
}

fn or(left: Formula, right: Formula) -> Formula {
    Formula::Or(Box::new(left), Box::new(right))
}

fn choose(condition: Formula, then: Formula, otherwise: Formula) -> Formula {
    Formula::If(Box::new(condition), Box::new(then), Box::new(otherwise))
}

fn look_up(table: &str, key: Formula) -> Formula {
    Formula::LookUp(table.to_owned(), vec![key])
}

fn unclear(label: &str, readings: &[&str]) -> Formula {
    let readings = readings.iter().map(|text| number(text));
    Formula::Unclear(label.to_owned(), readings.collect())
}

fn rule(id: &str, when: Option<Formula>, pays: Formula) -> Rule {
    Rule {
        id: id.to_owned(),
        line: "dues".to_owned(),
        valid: Validity::default(),
        when,
        pays: Some(pays),
        currency: None,
        rounding: None,
    }
}

/// `from`, `over`, `to`, `under` and `at` in the words of a row.
fn bounds(words: &str) -> Cell {
    let (mut lower, mut upper) = (None, None);
    let words: Vec<&str> = words.split_whitespace().collect();
    for pair in words.chunks(2) {
        let limit = match Number::read(pair[1]) {
            Some(_) => Limit::Number(Number::new(pair[1])),
            None => Limit::Day(Day::new(pair[1])),
        };
        match pair[0] {
            "from" => lower = Some((limit, true)),
            "over" => lower = Some((limit, false)),
            "to" => upper = Some((limit, true)),
            "under" => upper = Some((limit, false)),
            "at" => {
                lower = Some((limit.clone(), true));
                upper = Some((limit, true));
            }
            other => panic!("{other}"),
        }
    }
    Cell::Between { lower, upper }
}

fn table(name: &str, by: &str, rows: &[(&str, &str)]) -> Table {
    let rows = rows.iter().map(|(words, pays)| Row {
        cells: vec![bounds(words)],
        pays: match *pays {
            "unknown" => Pays::Unknown,
            pays => Pays::Number(Number::new(pays)),
        },
    });
    Table {
        name: name.to_owned(),
        by: vec![by.to_owned()],
        gives: Gives::Amount("EUR".to_owned()),
        slices: false,
        step: None,
        rows: rows.collect(),
    }
}

fn slices(rows: &[(&str, &str)]) -> Table {
    Table {
        slices: true,
        ..table("further", "employees", rows)
    }
}

fn payer(facts: &[(&str, &str)]) -> Payer {
    let facts = facts.iter().map(|(name, text)| {
        let given = match *text {
            "yes" => Given::Truth(true),
            "no" => Given::Truth(false),
            text => Given::Text(text.to_owned()),
        };
        ((*name).to_owned(), given)
    });
    Payer {
        facts: facts.collect(),
    }
}

fn cents(cents: i64) -> Owed {
    Owed {
        currency: "EUR".to_owned(),
        minor: cents.into(),
    }
}

fn assessed(minor: i64) -> Outcome {
    Outcome::Assessed(cents(minor))
}

fn missing(names: &[&str]) -> Outcome {
    let reasons = names.iter().map(|name| Reason::Missing((*name).to_owned()));
    Outcome::Undetermined(reasons.collect())
}

fn no_row(table: &str) -> Outcome {
    Outcome::NotCovered(Reasons::from([Reason::NoRow(table.to_owned())]))
}

/// What is owed in 2024 by one rule for everybody.
fn pays(mut policy: Policy, pays: Formula, facts: &[(&str, &str)]) -> Outcome {
    policy.rules = vec![rule("all", None, pays)];
    policy.assess(2024, &payer(facts))
}

#[test]
fn the_policy_on_the_page() {
    let mut policy = empty();
    let population = measure("population", Some("1"), "0", "10000000", Direction::Rise);
    policy.facts = vec![kind(), population];
    policy.parameters = vec![Parameter {
        name: "rate".to_owned(),
        unit: "EUR/inhabitant".to_owned(),
        is_index: false,
        values: vec![Dated {
            valid: Validity::default(),
            value: Some(Number::new("0.0085")),
        }],
    }];
    let least = Box::new(number("250 EUR"));
    let rate = times(name("rate"), name("population"));
    policy.rules = vec![
        rule(
            "municipalities",
            Some(is("kind", "town")),
            Formula::AtLeast(Box::new(rate), least),
        ),
        rule("firms", Some(is("kind", "firm")), number("110 EUR")),
    ];
    let owed = |facts: &[(&str, &str)]| policy.assess(2024, &payer(facts));
    assert_eq!(
        owed(&[("kind", "town"), ("population", "48231")]),
        assessed(40996)
    );
    assert_eq!(
        owed(&[("kind", "town"), ("population", "1")]),
        assessed(25000)
    );
    assert_eq!(owed(&[("kind", "firm")]), assessed(11000));
    assert_eq!(owed(&[("kind", "town")]), missing(&["population"]));
    assert_eq!(owed(&[]).status(), "undetermined");
    for wrong in ["1.5", "-1", "10000001", "05", "many"] {
        let outcome = owed(&[("kind", "firm"), ("population", wrong)]);
        let unfit = Reason::Unfit("population".to_owned());
        assert_eq!(outcome, Outcome::Invalid(Reasons::from([unfit])), "{wrong}");
    }
    assert_eq!(owed(&[("kind", "firm"), ("size", "1")]).status(), "invalid");
    assert_eq!(owed(&[("kind", "club")]).status(), "invalid");
    let found = policy.findings(2024);
    assert_eq!(found, ModelFindings::default());
}

#[test]
fn slices_price_each_unit_in_its_row() {
    let mut policy = empty();
    policy.facts = vec![employees()];
    policy.tables = vec![slices(&[
        ("to 5", "0"),
        ("from 6 to 55", "16.50"),
        ("over 55 to 155", "13.00"),
        ("over 155", "7.00"),
    ])];
    let owed = |employees| {
        let sum = look_up("further", name("employees"));
        pays(policy.clone(), sum, &[("employees", employees)])
    };
    assert_eq!(owed("0"), assessed(0));
    assert_eq!(owed("5"), assessed(0));
    assert_eq!(owed("6"), assessed(1650));
    assert_eq!(owed("57"), assessed(50 * 1650 + 2 * 1300));
    assert_eq!(owed("200"), assessed(50 * 1650 + 100 * 1300 + 45 * 700));
    // The same in every way of writing it.
    policy.tables = vec![slices(&[
        ("under 6", "0"),
        ("over 5 under 56", "16.50"),
        ("from 56 under 156", "13.00"),
        ("from 156", "7.00"),
    ])];
    let sum = look_up("further", name("employees"));
    let again = pays(policy, sum, &[("employees", "200")]);
    assert_eq!(again, assessed(50 * 1650 + 100 * 1300 + 45 * 700));
}

#[test]
fn a_part_in_no_row_is_a_gap_and_one_in_two_an_overlap() {
    let mut policy = empty();
    policy.facts = vec![employees()];
    let owed = |rows: &[(&str, &str)], employees| {
        let mut policy = policy.clone();
        policy.tables = vec![slices(rows)];
        let sum = look_up("further", name("employees"));
        pays(policy, sum, &[("employees", employees)])
    };
    let gap = [("to 5", "1"), ("from 7", "2")];
    assert_eq!(owed(&gap, "5"), assessed(500));
    assert_eq!(owed(&gap, "6"), no_row("further"));
    assert_eq!(owed(&gap, "9"), no_row("further"));
    let overlap = [("to 5", "1"), ("from 5", "2")];
    assert_eq!(owed(&overlap, "4"), assessed(400));
    let two = Outcome::Ambiguous([cents(500), cents(600)].into());
    assert_eq!(owed(&overlap, "5"), two);
    let unknown = [("to 5", "1"), ("over 5", "unknown")];
    assert_eq!(owed(&unknown, "5"), assessed(500));
    assert_eq!(owed(&unknown, "6").status(), "undetermined");
}

#[test]
fn slices_without_a_step_are_lengths() {
    let mut policy = empty();
    policy.facts = vec![measure("employees", None, "-5", "100", Direction::Any)];
    policy.tables = vec![slices(&[("under 5", "1"), ("over 5", "2")])];
    let owed = |employees| {
        let sum = look_up("further", name("employees"));
        pays(policy.clone(), sum, &[("employees", employees)])
    };
    assert_eq!(owed("2.5"), assessed(250));
    assert_eq!(owed("7.5"), assessed(1000));
    assert_eq!(owed("-5"), assessed(0));
}

#[test]
fn rows_are_met_by_their_bounds() {
    let mut policy = empty();
    policy.facts = vec![employees()];
    policy.tables = vec![table(
        "fee",
        "employees",
        &[
            ("under 5", "1"),
            ("over 5 to 10", "2"),
            ("from 10", "3"),
            ("at 20", "unknown"),
        ],
    )];
    let owed = |employees| {
        let fee = look_up("fee", name("employees"));
        pays(policy.clone(), fee, &[("employees", employees)])
    };
    assert_eq!(owed("4"), assessed(100));
    assert_eq!(owed("5"), no_row("fee"));
    let two = Outcome::Ambiguous([cents(200), cents(300)].into());
    assert_eq!(owed("10"), two);
    // In one of the readings the value is unknown.
    assert_eq!(owed("20").status(), "undetermined");

    policy.rules = vec![rule("all", None, look_up("fee", name("employees")))];
    let found = policy.findings(2024);
    assert_eq!(found.gaps, ["fee".to_owned()].into());
    assert_eq!(found.overlaps, ["fee".to_owned()].into());
    assert!(found.dead_rows.is_empty());
}

#[test]
fn the_same_pick_is_made_wherever_the_point_is_met_again() {
    let mut policy = empty();
    policy.facts = vec![employees()];
    policy.tables = vec![table("fee", "employees", &[("to 5", "1"), ("from 5", "3")])];
    let fee = || look_up("fee", name("employees"));
    let difference = arithmetic(fee(), Operation::Subtract, fee());
    let at_five = [("employees", "5")];
    assert_eq!(pays(policy.clone(), difference, &at_five), assessed(0));
    let doubled = Outcome::Ambiguous([cents(200), cents(600)].into());
    assert_eq!(pays(policy.clone(), plus(fee(), fee()), &at_five), doubled);

    let label = || unclear("a", &["1 EUR", "2 EUR"]);
    let other = || unclear("b", &["1 EUR", "2 EUR"]);
    let same = Outcome::Ambiguous([cents(200), cents(400)].into());
    assert_eq!(pays(policy.clone(), plus(label(), label()), &[]), same);
    let free = Outcome::Ambiguous([cents(200), cents(300), cents(400)].into());
    assert_eq!(pays(policy, plus(label(), other()), &[]), free);
}

#[test]
fn readings_that_round_to_one_amount_are_no_ambiguity() {
    let nearly = unclear("a", &["1 EUR", "1.001 EUR"]);
    assert_eq!(pays(empty(), nearly, &[]), assessed(100));
}

#[test]
fn several_rules_are_several_readings() {
    let mut policy = empty();
    policy.rules = vec![
        rule("one", None, number("1 EUR")),
        rule("two", None, unclear("a", &["2 EUR", "3 EUR"])),
    ];
    let three = Outcome::Ambiguous([cents(100), cents(200), cents(300)].into());
    assert_eq!(policy.assess(2024, &Payer::default()), three);
    assert_eq!(policy.readings(2024, &Payer::default()), 3);
    policy.rules[1].valid.until = Day::read_date("2024-01-01");
    assert_eq!(policy.assess(2024, &Payer::default()), assessed(100));
    assert_eq!(policy.assess(2023, &Payer::default()), three);
}

#[test]
fn only_the_part_that_is_chosen_is_computed() {
    let mut policy = empty();
    policy.facts = vec![kind(), employees()];
    let zero = || arithmetic(number("1 EUR"), Operation::Divide, number("0"));
    let lazy = choose(is("kind", "town"), number("1 EUR"), zero());
    let owed =
        |formula: &Formula, facts: &[(&str, &str)]| pays(policy.clone(), formula.clone(), facts);
    assert_eq!(owed(&lazy, &[("kind", "town")]), assessed(100));
    assert_eq!(owed(&lazy, &[("kind", "firm")]).status(), "invalid");
    // Where the condition is open, what stands behind it is not asked.
    assert_eq!(owed(&lazy, &[]), missing(&["kind"]));
    let rate = times(number("1 EUR/employee"), name("employees"));
    let eager = plus(choose(is("kind", "town"), number("1 EUR"), zero()), rate);
    assert_eq!(owed(&eager, &[]), missing(&["employees", "kind"]));
    // A factor of zero leaves nothing out.
    let nothing = times(
        number("0"),
        times(number("1 EUR/employee"), name("employees")),
    );
    assert_eq!(owed(&nothing, &[]), missing(&["employees"]));
}

#[test]
fn conditions_are_decided_as_far_as_they_can_be() {
    let mut policy = empty();
    policy.facts = vec![kind(), fact("student", Sort::YesNo)];
    let owed = |condition: Formula, facts: &[(&str, &str)]| {
        let formula = choose(condition, number("1 EUR"), number("2 EUR"));
        pays(policy.clone(), formula, facts)
    };
    let (town, student) = (|| is("kind", "town"), || name("student"));
    assert_eq!(
        owed(and(town(), student()), &[("kind", "firm")]),
        assessed(200)
    );
    assert_eq!(
        owed(or(student(), town()), &[("kind", "town")]),
        assessed(100)
    );
    assert_eq!(
        owed(and(town(), student()), &[("kind", "town")]),
        missing(&["student"])
    );
    assert_eq!(
        owed(or(town(), student()), &[]),
        missing(&["kind", "student"])
    );
    let not = Formula::Not(Box::new(student()));
    assert_eq!(owed(not.clone(), &[]), missing(&["student"]));
    assert_eq!(owed(not, &[("student", "no")]), assessed(100));
}

#[test]
fn a_fact_that_says_what_its_absence_means_is_never_missing() {
    let mut policy = empty();
    policy.facts = vec![employees(), fact("student", Sort::YesNo)];
    policy.facts[0].absent = Some("3".to_owned());
    policy.facts[1].absent = Some("no".to_owned());
    let rate = || times(number("1 EUR/employee"), name("employees"));
    let formula = || choose(name("student"), number("0 EUR"), rate());
    assert_eq!(pays(policy.clone(), formula(), &[]), assessed(300));
    let given = [("student", "no"), ("employees", "4")];
    assert_eq!(pays(policy, formula(), &given), assessed(400));
}

#[test]
fn lines_are_rounded_each_and_added() {
    let mut policy = empty();
    policy.lines = vec![Line {
        name: "joining_fee".to_owned(),
        optional: true,
    }];
    policy.facts = vec![kind()];
    policy.rules = vec![
        rule("dues", None, number("0.005 EUR")),
        rule("fee", Some(is("kind", "firm")), number("0.005 EUR")),
    ];
    policy.rules[1].line = "joining_fee".to_owned();
    let owed = |policy: &Policy, kind| policy.assess(2024, &payer(&[("kind", kind)]));
    assert_eq!(owed(&policy, "firm"), assessed(2));
    assert_eq!(owed(&policy, "town"), assessed(1));
    // A rule's own rounding, and its own currency.
    policy.rules[1].rounding = Some(Rounding {
        mode: Mode::Up,
        step: Number::new("1"),
    });
    assert_eq!(owed(&policy, "firm"), assessed(101));
    policy.rules[1].currency = Some("SEK".to_owned());
    let mixed = Outcome::Invalid(Reasons::from([Reason::Currencies]));
    assert_eq!(owed(&policy, "firm"), mixed);
    // An exemption is nothing, and not no rule.
    policy.rules[0].pays = None;
    assert_eq!(owed(&policy, "town"), assessed(0));
    policy.lines[0].optional = false;
    let no_rule = Reason::NoRule("joining_fee".to_owned());
    assert_eq!(
        owed(&policy, "town"),
        Outcome::NotCovered(Reasons::from([no_rule]))
    );
    assert_eq!(policy.assess(2024, &Payer::default()), missing(&["kind"]));
    let found = policy.findings(2024);
    assert_eq!(found.no_rule, ["joining_fee".to_owned()].into());
}

#[test]
fn invalid_is_told_before_not_covered_and_that_before_undetermined() {
    let mut policy = empty();
    policy.facts = vec![employees(), kind()];
    policy.tables = vec![table("fee", "employees", &[("over 5", "1")])];
    let zero = arithmetic(number("1 EUR"), Operation::Divide, number("0"));
    let open = choose(is("kind", "town"), number("1 EUR"), number("2 EUR"));
    let gap = || look_up("fee", name("employees"));
    let facts = [("employees", "5")];
    let lesser = pays(policy.clone(), plus(gap(), open.clone()), &facts);
    assert_eq!(lesser.status(), "not_covered");
    assert_eq!(lesser.reasons().len(), 2);
    let all = pays(policy, plus(plus(gap(), open), zero), &facts);
    assert_eq!(all.status(), "invalid");
    assert_eq!(all.reasons().len(), 3);
}

#[test]
fn parameters_hold_on_days() {
    let mut policy = empty();
    policy.facts = vec![date_fact("joined")];
    let valid = |from: Option<&str>, until: Option<&str>| Validity {
        from: from.and_then(Day::read_date),
        until: until.and_then(Day::read_date),
    };
    let dated = |valid, value: Option<&str>| Dated {
        valid,
        value: value.map(Number::new),
    };
    policy.parameters = vec![Parameter {
        name: "fee".to_owned(),
        unit: "EUR".to_owned(),
        is_index: false,
        values: vec![
            dated(valid(None, Some("2024-01-01")), Some("1")),
            dated(valid(Some("2024-01-01"), Some("2025-01-01")), Some("2")),
            dated(valid(Some("2026-01-01"), None), None),
        ],
    }];
    policy.rules = vec![rule("all", None, name("fee"))];
    let in_year = |year| policy.assess(year, &Payer::default());
    assert_eq!(in_year(2023), assessed(100));
    assert_eq!(in_year(2024), assessed(200));
    let reasons = |reason| Outcome::Undetermined(Reasons::from([reason]));
    assert_eq!(in_year(2025), reasons(Reason::NoValue("fee".to_owned())));
    assert_eq!(
        in_year(2026),
        reasons(Reason::UnknownParameter("fee".to_owned()))
    );
    let on_day = Formula::ParameterOn("fee".to_owned(), Box::new(name("joined")));
    let owed = pays(policy, on_day, &[("joined", "2023-12-31")]);
    assert_eq!(owed, assessed(100));
}

#[test]
fn windows_return_each_year() {
    let mut policy = empty();
    policy.facts = vec![date_fact("joined")];
    policy.tables = vec![table(
        "part",
        "joined",
        &[("from 01-01 to 02-29", "1"), ("from 03-01 to 12-31", "2")],
    )];
    policy.rules = vec![rule("all", None, look_up("part", name("joined")))];
    let owed = |year, joined| policy.assess(year, &payer(&[("joined", joined)]));
    assert_eq!(owed(2024, "2024-02-29"), assessed(100));
    assert_eq!(owed(2023, "2023-02-28"), assessed(100));
    assert_eq!(owed(2023, "2023-03-01"), assessed(200));
    assert_eq!(owed(2024, "2023-06-01"), no_row("part"));
    // Across the turn of a year that begins in autumn.
    policy.year_begins = (9, 1);
    policy.tables = vec![table("part", "joined", &[("from 11-01 to 02-29", "1")])];
    let owed = |year, joined| policy.assess(year, &payer(&[("joined", joined)]));
    assert_eq!(owed(2023, "2023-12-31"), assessed(100));
    assert_eq!(owed(2023, "2024-02-29"), assessed(100));
    assert_eq!(owed(2023, "2024-03-01"), no_row("part"));
    assert_eq!(owed(2022, "2023-02-28"), assessed(100));
    // There is no such day in that year.
    policy.tables = vec![table("part", "joined", &[("at 02-29", "1")])];
    let owed = |year, joined| policy.assess(year, &payer(&[("joined", joined)]));
    assert_eq!(owed(2022, "2023-02-28"), no_row("part"));
    assert_eq!(owed(2022, "2023-03-01"), no_row("part"));
    assert_eq!(owed(2023, "2024-02-29"), assessed(100));
}

#[test]
fn classes_are_looked_up_in_turn() {
    let mut policy = empty();
    policy.facts = vec![employees()];
    let mut size = table("size", "employees", &[("under 20", "0"), ("from 20", "0")]);
    size.gives = Gives::Class(vec!["small".to_owned(), "large".to_owned()]);
    size.rows[0].pays = Pays::Class("small".to_owned());
    size.rows[1].pays = Pays::Class("large".to_owned());
    let mut fee = table("fee", "class", &[("", "1"), ("", "3")]);
    fee.rows[0].cells = vec![Cell::Values(vec!["small".to_owned()])];
    fee.rows[1].cells = vec![Cell::Values(vec!["large".to_owned()])];
    policy.tables = vec![size, fee];
    policy.lets = vec![Let {
        name: "class".to_owned(),
        is: look_up("size", name("employees")),
    }];
    let owed = |employees| {
        let fee = look_up("fee", name("class"));
        pays(policy.clone(), fee, &[("employees", employees)])
    };
    assert_eq!(owed("19"), assessed(100));
    assert_eq!(owed("20"), assessed(300));
}

#[test]
fn sums_go_over_the_things_of_a_list() {
    let mut policy = empty();
    let staff = measure("staff", Some("1"), "0", "100", Direction::Any);
    policy.facts = vec![fact(
        "branch",
        Sort::List {
            most: 3,
            each: vec![staff],
        },
    )];
    policy.tables = vec![table("nth", "position", &[("at 1", "10"), ("over 1", "1")])];
    let rate = times(number("2 EUR/employee"), name("staff"));
    let of = plus(look_up("nth", name("position")), rate);
    policy.rules = vec![rule(
        "all",
        None,
        Formula::Sum("branch".to_owned(), Box::new(of)),
    )];
    let branches = |staff: &[&[(&str, &str)]]| {
        let things = staff.iter().map(|facts| payer(facts)).collect();
        Payer {
            facts: vec![("branch".to_owned(), Given::List(things))],
        }
    };
    let (three, four) = ([("staff", "3")], [("staff", "4")]);
    let owed = |policy: &Policy, payer: &Payer| policy.assess(2024, payer);
    let two = branches(&[&three, &four]);
    assert_eq!(owed(&policy, &two), assessed(1000 + 600 + 100 + 800));
    assert_eq!(owed(&policy, &branches(&[])), assessed(0));
    assert_eq!(
        owed(&policy, &branches(&[&three, &[]])),
        missing(&["branch.staff"])
    );
    assert_eq!(owed(&policy, &Payer::default()), missing(&["branch"]));
    let many = branches(&[&three, &three, &three, &three]);
    assert_eq!(owed(&policy, &many).status(), "invalid");
    assert_eq!(
        owed(&policy, &branches(&[&[("staff", "1.5")]])).status(),
        "invalid"
    );
    policy.facts[0].absent = Some("none".to_owned());
    assert_eq!(owed(&policy, &Payer::default()), assessed(0));
}

#[test]
fn a_share_is_total_times_weight_times_measure_over_the_published_figure() {
    let mut policy = empty();
    policy.facts = vec![
        measure("population", Some("1"), "0", "10000000", Direction::Any),
        measure("income", Some("1"), "0", "1000000000000", Direction::Any),
    ];
    policy.rounding = Some(Rounding {
        mode: Mode::HalfUp,
        step: Number::new("1"),
    });
    let key = |by: &str, of: &str| ShareKey {
        weight: Number::new("1/2"),
        by: name(by),
        of: Some((Number::new(of), "1".to_owned())),
    };
    policy.shares = vec![Share {
        name: "advance".to_owned(),
        total: number("5719454 EUR"),
        rounds_each: true,
        keys: vec![key("population", "5503664"), key("income", "100291140710")],
    }];
    let facts = [("population", "16391"), ("income", "266190085")];
    let owed = pays(policy.clone(), name("advance"), &facts);
    assert_eq!(owed, assessed(1_610_700));
    assert_eq!(
        pays(policy.clone(), name("advance"), &[]),
        missing(&["income", "population"])
    );
    // By the payers of the round: only known with all of them.
    policy.shares[0].keys[1].of = None;
    let round = Reason::Round("advance".to_owned());
    assert_eq!(
        pays(policy, name("advance"), &facts),
        Outcome::Undetermined(Reasons::from([round]))
    );
}

#[test]
fn steps_are_begun_or_full() {
    let steps = |is_started, text: &str| {
        let step = (Number::new("3"), "1".to_owned());
        let steps = Formula::Steps(is_started, Box::new(number(text)), step);
        pays(empty(), times(number("1 EUR"), steps), &[])
    };
    assert_eq!(steps(true, "6"), assessed(200));
    assert_eq!(steps(true, "7"), assessed(300));
    assert_eq!(steps(false, "8.9"), assessed(200));
    assert_eq!(steps(true, "-1"), assessed(0));
    assert_eq!(steps(false, "-1"), assessed(-100));
}

#[test]
fn falls_are_of_one_reading_and_pass_over_what_is_open() {
    let mut policy = empty();
    let few = |dues| measure("employees", Some("1"), "0", "10", dues);
    policy.facts = vec![few(Direction::Rise)];
    policy.rules = vec![rule("all", None, look_up("fee", name("employees")))];
    let falls = |policy: &Policy, rows: &[(&str, &str)]| {
        let mut policy = policy.clone();
        policy.tables = vec![table("fee", "employees", rows)];
        !policy.findings(2024).falls.is_empty()
    };
    assert!(!falls(&policy, &[("to 5", "1"), ("over 5", "2")]));
    assert!(falls(&policy, &[("to 5", "2"), ("over 5", "1")]));
    // Across a gap.
    assert!(falls(&policy, &[("under 5", "2"), ("over 5", "1")]));
    assert!(!falls(&policy, &[("under 5", "1"), ("over 5", "2")]));
    // Within a row that is unknown nothing is compared.
    let unknown = [
        ("under 5", "1"),
        ("from 5 to 6", "unknown"),
        ("over 6", "1"),
    ];
    assert!(!falls(&policy, &unknown));
    // From the higher pick at 5 down to what holds at 6, whatever the other pick.
    assert!(falls(
        &policy,
        &[("to 5", "3"), ("at 5", "1"), ("over 5", "2")]
    ));
    // The same label is read in one way on both sides.
    let label = |least: &str| {
        let more = plus(unclear("a", &["1 EUR", "5 EUR"]), number(least));
        choose(
            at_least(name("employees"), number("5 employee")),
            more,
            unclear("a", &["1 EUR", "5 EUR"]),
        )
    };
    policy.rules[0].pays = Some(label("1 EUR"));
    assert!(policy.findings(2024).falls.is_empty());
    policy.rules[0].pays = Some(label("-1 EUR"));
    assert!(!policy.findings(2024).falls.is_empty());
    policy.facts = vec![few(Direction::Fall)];
    assert!(policy.findings(2024).falls.is_empty());
}

#[test]
fn kinks_of_a_large_domain_are_found() {
    let mut policy = empty();
    let population = measure("population", Some("1"), "0", "10000000", Direction::Rise);
    policy.facts = vec![population];
    // Rises to 3,333.33 and falls from there on: no constant tells where.
    let up = times(number("3 EUR/employee"), name("population"));
    let down = arithmetic(
        number("30000 EUR"),
        Operation::Subtract,
        times(number("6 EUR/employee"), name("population")),
    );
    let tent = Formula::Smaller(vec![up, down]);
    policy.rules = vec![rule("all", None, tent)];
    let year = policy.dues_year(2024);
    let domains = policy.domains(year);
    let near = Known::Number(Number::new("3333").value().clone());
    assert!(domains[0].contains(&near));
    assert!(domains[0].len() < 40);
    assert_eq!(
        policy.findings(2024).falls,
        ["population".to_owned()].into()
    );
}

#[test]
fn dead_rows_and_rules_hold_for_nobody() {
    let mut policy = empty();
    policy.facts = vec![measure("employees", Some("1"), "0", "10", Direction::Any)];
    policy.tables = vec![
        table(
            "fee",
            "employees",
            &[("to 5", "1"), ("over 20", "2"), ("over 5 under 6", "3")],
        ),
        table("idle", "employees", &[("over 20", "2")]),
    ];
    let many = at_least(name("employees"), number("11 employee"));
    policy.rules = vec![
        rule("all", None, look_up("fee", name("employees"))),
        rule("none", Some(many), number("1 EUR")),
    ];
    let found = policy.findings(2024);
    let dead = [("fee".to_owned(), 2), ("fee".to_owned(), 3)];
    assert_eq!(found.dead_rows, dead.into());
    assert_eq!(found.dead_rules, ["none".to_owned()].into());
    assert_eq!(found.gaps, ["fee".to_owned()].into());
}
