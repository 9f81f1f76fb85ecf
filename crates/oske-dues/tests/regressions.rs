//! What properties have found, each as a short policy.
#![cfg(feature = "toml")]
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a helper of a test fails by panicking"
)]

use oske_dues::{Facts, Faults, NormalOutcome, Policy};
use oske_types::{Exact, Language};

/// A policy with facts to speak of.
fn policy(rest: &str) -> Policy {
    read(rest).unwrap_or_else(|faults| panic!("{faults}"))
}

fn read(rest: &str) -> Result<Policy, Faults> {
    let head = r#"
        format = "oske-policy"
        version = 1
        id = "regression"
        title = { en = "Regression" }
        status = "proposed"
        currency = "EUR"
        dues_years = { from = "2023" }
        unit.member = { name = { en = "member" } }
        fact.members = { unit = "member", step = "1", least = "0", most = "1000" }
        fact.small = { type = "yes-no" }
        fact.joined = { type = "date", absent = "2023-03-01" }
        fact.branch = { type = "list", most = "5", absent = "none", each.staff = { unit = "member", step = "1", least = "0", most = "100" } }
    "#;
    Policy::from_toml("regression.toml", &format!("{head}{rest}"))
}

fn members(count: i32) -> Facts {
    Facts::new("a payer")
        .with_measure("members", count)
        .with_yes_no("small", false)
}

/// The word and the codes of the reasons, sorted; the normal form must have the same word.
fn outcome(policy: &Policy, facts: &Facts) -> (&'static str, Vec<&'static str>) {
    let year = policy.for_year("2023".parse().unwrap()).unwrap();
    let assessment = year.assess(facts);
    let outcome = assessment.outcome();
    let normal = match year.normal_form().assess(facts) {
        NormalOutcome::Assessed(_) => "assessed",
        NormalOutcome::NotCovered => "not_covered",
        NormalOutcome::Ambiguous(_) => "ambiguous",
        NormalOutcome::Undetermined => "undetermined",
        NormalOutcome::Invalid => "invalid",
    };
    assert_eq!(normal, outcome.status(), "the normal form");
    let reasons = outcome.reasons().iter();
    let mut codes: Vec<&str> = reasons.map(oske_dues::Reason::code).collect();
    codes.sort_unstable();
    (outcome.status(), codes)
}

fn amount(policy: &Policy, facts: &Facts) -> String {
    let year = policy.for_year("2023".parse().unwrap()).unwrap();
    let amount = year.assess(facts).amount().expect("an amount");
    assert_eq!(
        year.normal_form().assess(facts),
        NormalOutcome::Assessed(amount)
    );
    amount.to_string()
}

#[test]
fn a_let_may_be_a_date_alone() {
    let policy = policy(
        r#"
        let.from = "'07-01'"
        let.latest = "larger('2022-06-30', '06-30')"

        [[rule]]
        id = "everyone"
        pays = "if joined < from and latest < from then 10 EUR else 20 EUR"
        "#,
    );
    assert_eq!(amount(&policy, &members(0)), "10.00 EUR");
}

#[test]
fn texts_alone_that_are_no_dates_are_still_faults() {
    let text = r#"
        format = "oske-policy"
        version = 1
        id = "regression"
        title = { en = "Regression" }
        status = "proposed"
        currency = "EUR"
        dues_years = { from = "2023" }
        let.word = "'north'"

        [[rule]]
        id = "everyone"
        when = "'north' = 'south'"
        pays = "10 EUR"
    "#;
    let faults = Policy::from_toml("regression.toml", text).unwrap_err();
    let faults = faults.to_string();
    assert_eq!(faults.lines().count(), 2, "{faults}");
}

#[test]
fn slices_tell_all_that_is_open_in_their_parts() {
    let policy = policy(
        r#"
        [table.fee]
        by = "members"
        unit = "EUR/member"
        slices = true
        rows = [{ to = "5", pays = "unknown" }, { over = "5", to = "8", pays = "unknown" }]

        [[rule]]
        id = "everyone"
        pays = "fee(members)"
        "#,
    );
    let undetermined = ("undetermined", vec!["unknown-row", "unknown-row"]);
    assert_eq!(outcome(&policy, &members(8)), undetermined);
    let not_covered = ("not_covered", vec!["no-row", "unknown-row", "unknown-row"]);
    assert_eq!(outcome(&policy, &members(9)), not_covered);
}

#[test]
fn slices_of_nothing_are_zero_also_where_no_row_is_for_the_choice() {
    let policy = policy(
        r#"
        [table.fee]
        by = ["small", "members"]
        unit = "EUR/member"
        slices = true
        rows = [{ small = "yes", pays = "2" }]

        [[rule]]
        id = "everyone"
        pays = "fee(small, members)"
        "#,
    );
    assert_eq!(amount(&policy, &members(0)), "0.00 EUR");
    assert_eq!(
        outcome(&policy, &members(1)),
        ("not_covered", vec!["no-row"])
    );
}

#[test]
fn lines_are_in_two_currencies_only_where_all_have_amounts() {
    let policy = policy(
        r#"
        [line.levy]

        [[rule]]
        id = "dues"
        pays = "10 EUR"

        [[rule]]
        id = "levy"
        line = "levy"
        currency = "SEK"
        pays = "5 SEK"

        [[rule]]
        id = "levy-of-the-small"
        line = "levy"
        when = "small"
        pays = "5 EUR"
        "#,
    );
    let facts = Facts::new("a payer").with_measure("members", 1);
    assert_eq!(
        outcome(&policy, &facts),
        ("undetermined", vec!["missing-fact"])
    );
    assert_eq!(
        outcome(&policy, &members(1)),
        ("invalid", vec!["uncomputable"])
    );
    let year = policy.for_year("2023".parse().unwrap()).unwrap();
    let assessment = year.assess(&members(1));
    let told = Language::ALL.map(|language| {
        let reasons = assessment.outcome().reasons().iter();
        let reasons: Vec<String> = reasons.map(|reason| reason.in_language(language)).collect();
        reasons.join("; ")
    });
    insta::assert_snapshot!(told.join("\n"), @r"
    laskutoimituksella ei ole tulosta: valuuttoja SEK ja EUR ei voi laskea yhteen
    beräkningen har inget resultat: valutorna SEK och EUR kan inte räknas ihop
    the calculation has no result: amounts in SEK and EUR cannot be added up
    ");
}

#[test]
fn what_rests_on_a_faulty_fact_is_not_told_as_a_fault_of_its_own() {
    let faults = read(
        r#"
        fact.height = { unit = 1, step = "1" }
        fact.weight = { unit = "member", step = "1" }
        [[rule]]
        id = "everyone"
        pays = "10 EUR/member * (weight + height)"
        "#,
    )
    .unwrap_err();
    let codes: Vec<&str> = faults.iter().map(oske_dues::Fault::code).collect();
    assert_eq!(codes, ["wrong-kind", "faulty-name"]);
}

#[test]
fn the_normal_form_tells_the_gravest_obstacle() {
    let policy = policy(
        r#"
        param.rate = { unit = "EUR", value = "unknown" }
        param.factor = { unit = "1", value = "unknown" }
        table.fee = { by = "members", unit = "EUR", rows = [{ over = "10", pays = "1" }] }
        table.both = { by = ["members", "joined"], unit = "EUR", rows = [{ members = { over = "10" }, pays = "1" }] }

        [[rule]]
        id = "everyone"
        pays = "if members = 1 member then factor * fee(members) else if members = 2 member then fee(members) / 0 else if members = 3 member then smaller(rate, fee(members)) else if members = 4 member then both(members / (members - 4 member) * 1 member, joined) else if rate > fee(members) then 1 EUR else 2 EUR"
        "#,
    );
    let cases = [
        (1, "not_covered"),
        (2, "not_covered"),
        (3, "not_covered"),
        (4, "invalid"),
        (5, "not_covered"),
        (11, "undetermined"),
    ];
    for (count, status) in cases {
        assert_eq!(outcome(&policy, &members(count)).0, status, "{count}");
    }
}

#[test]
fn what_is_open_stays_open_when_it_is_multiplied_by_zero() {
    let policy = policy(
        r#"
        param.rate = { unit = "EUR/member", value = "unknown" }

        [[rule]]
        id = "everyone"
        pays = "0% * (0 EUR/member * members + sum(branch, rate * staff))"
        "#,
    );
    let without = members(1);
    assert_eq!(amount(&policy, &without), "0.00 EUR");
    let branches = [Facts::new("a branch").with_measure("staff", 1)];
    let with = members(1).with_list("branch", branches);
    assert_eq!(
        outcome(&policy, &with),
        ("undetermined", vec!["unknown-parameter"])
    );
    let missing = Facts::new("a payer").with_yes_no("small", true);
    assert_eq!(
        outcome(&policy, &missing),
        ("undetermined", vec!["missing-fact"])
    );
}

#[test]
fn a_condition_is_decided_by_a_part_that_is_known() {
    let policy = policy(
        r#"
        [[rule]]
        id = "everyone"
        when = "members > 5 member or small"
        pays = "10 EUR"
        "#,
    );
    let facts = Facts::new("a payer").with_yes_no("small", true);
    assert_eq!(amount(&policy, &facts), "10.00 EUR");
}

#[test]
fn a_comparison_is_no_yes_or_no_to_look_up_by() {
    let text = r#"
        format = "oske-policy"
        version = 1
        id = "regression"
        title = { en = "A regression" }
        status = "proposed"
        currency = "EUR"
        dues_years = { from = "2024" }
        fact.kind.values = ["town", "club"]
        fact.student = { type = "yes-no" }

        [table.discount]
        by = "student"
        unit = "EUR"
        rows = [{ student = "yes", pays = "10" }, { student = "no", pays = "20" }]

        [[rule]]
        id = "everyone"
        pays = "discount(kind = 'club')"
    "#;
    let faults = Policy::from_toml("regression.toml", text).unwrap_err();
    assert!(faults.to_string().contains("[wrong-argument]"), "{faults}");
}

#[test]
fn an_open_let_is_told_by_its_name_and_by_what_is_missing() {
    let policy = policy(
        r#"
        [let]
        old = "joined < '2000-01-01' and not small"
        base = "2 EUR/member * members + 5 EUR"

        [[rule]]
        id = "everyone"
        pays = "if old then 5 EUR else larger(base, 10 EUR)"
        "#,
    );
    let explained = |facts: Facts| {
        let year = policy.for_year("2023".parse().unwrap()).unwrap();
        let text = year.explain(&facts).to_text(Language::English);
        let (_, steps) = text.split_once("formula: ").unwrap();
        steps.to_owned()
    };
    let old = Facts::new("a payer").with_date("joined", "1999-01-01".parse().unwrap());
    insta::assert_snapshot!(explained(old), @r"
    if old then 5 EUR else larger(base, 10 EUR)
      (1) joined = 1 January 1999
      (2) a fact of the payer is missing: small
    ");
    insta::assert_snapshot!(explained(Facts::new("a payer")), @r"
    if old then 5 EUR else larger(base, 10 EUR)
      (1) joined = 1 March 2023 [not given]
      (2) a fact of the payer is missing: members
      (3) 2 €/member × (2) = 2 × ? = ?
      (4) base = (3) + €5.00 = ? + 5 = ?
      (5) the largest of base ? and €10.00 = ?
    ");
}

/// A payer for whom the divisor is 1, among others for whom it is below zero.
#[test]
fn a_quotient_by_a_difference_has_no_ends_where_the_difference_may_be_near_zero() {
    let honorary = r#"fact.honorary = { unit = "member", step = "1", least = "0", most = "100" }"#;
    let payer = members(100).with_measure("honorary", 99);

    let conditions = policy(&format!(
        r#"
        {honorary}
        [[rule]]
        id = "high"
        when = "members / (members - honorary) > 20"
        pays = "500 EUR"
        [[rule]]
        id = "low"
        when = "members / (members - honorary) <= 20"
        pays = "100 EUR"
        "#
    ));
    assert_eq!(amounts(&conditions, &payer), ["500.00 EUR", "500.00 EUR"]);

    let bound = policy(&format!(
        r#"
        {honorary}
        [[rule]]
        id = "all"
        pays = "at_least(1 EUR * members / (members - honorary), 20 EUR)"
        "#
    ));
    assert_eq!(amounts(&bound, &payer), ["100.00 EUR", "100.00 EUR"]);
    let findings = bound.findings();
    let codes: Vec<&str> = findings.iter().map(oske_dues::Finding::code).collect();
    assert!(!codes.contains(&"bound-always-binds"), "{codes:?}");
}

/// What a payer owes by the engine and by the normal form.
fn amounts(policy: &Policy, facts: &Facts) -> [String; 2] {
    let year = policy.for_year("2023".parse().unwrap()).unwrap();
    let engine = year.assess(facts).amount().expect("an amount");
    let normal = match year.normal_form().assess(facts) {
        NormalOutcome::Assessed(amount) => amount.to_string(),
        other => format!("{other:?}"),
    };
    [engine.to_string(), normal]
}

/// The length of a slice that has no place among exact numbers is no slice of nothing.
#[test]
fn a_slice_that_is_too_long_to_be_written_is_not_left_out() {
    let policy = policy(
        r#"
        fact.ratio = { unit = "member", least = "0", most = "10" }
        [table.fee]
        by = "ratio"
        unit = "EUR/member"
        slices = true
        rows = [{ under = "0.1", pays = "10" }, { from = "0.1", pays = "20" }]

        [[rule]]
        id = "everyone"
        pays = "fee(ratio)"
        "#,
    );
    let ratio =
        |number: i128| Exact::ratio(number, 85_070_591_730_234_615_865_843_651_857_942_052_864);
    let nearly_one = ratio(85_070_591_730_234_615_865_843_651_857_942_052_863).unwrap();
    let payer = members(1).with_measure("ratio", nearly_one);
    assert_eq!(outcome(&policy, &payer), ("invalid", vec!["uncomputable"]));
}

/// In a let, too: the list is that of the fact that stands behind it.
#[test]
fn the_place_in_a_list_may_stand_before_what_says_in_which_list() {
    for product in ["staff * position", "position * staff"] {
        let policy = policy(&format!(
            r#"
            let.weighted.is = "{product}"
            [[rule]]
            id = "everyone"
            pays = "1 EUR/member * sum(branch, weighted)"
            "#
        ));
        let branch = |staff: i32| Facts::new("a branch").with_measure("staff", staff);
        let payer = members(1).with_list("branch", [branch(10), branch(20)]);
        assert_eq!(
            amounts(&policy, &payer),
            ["50.00 EUR", "50.00 EUR"],
            "{product}"
        );
    }
    let alone =
        read("let.alone.is = \"position\"\n[[rule]]\nid = \"all\"\npays = \"1 EUR * alone\"\n");
    insta::assert_snapshot!(alone.unwrap_err(), @r"
    regression.toml:14:21: let.alone.is: `position` stands outside of a list: expected it in `sum(…, …)` [outside-list]
    regression.toml:17:17: rule.1.pays: `alone` has a fault where it is declared [faulty-name]
    ");
}

/// A total may be one or another figure, as long as no fact of a payer decides.
#[test]
fn the_total_of_a_share_rests_on_no_fact_of_a_payer() {
    let shared = |total: &str| {
        read(&format!(
            r#"
            param.rate = {{ unit = "EUR", value = "2" }}
            [share.costs]
            total = "{total}"
            rounding = "each"
            keys = [{{ weight = "1", by = "members", of = "round" }}]
            [[rule]]
            id = "everyone"
            pays = "costs"
            "#
        ))
    };
    let policy = shared("if rate > 1 EUR then 10 EUR else 20 EUR").unwrap();
    let year = policy.for_year("2023".parse().unwrap()).unwrap();
    let payers = [members(1), members(3)];
    let owed = year.assess_round(&payers).into_iter();
    let owed: Vec<String> = owed.map(|one| one.amount().unwrap().to_string()).collect();
    assert_eq!(owed, ["2.50 EUR", "7.50 EUR"]);
    let of_a_payer = shared("if small then 10 EUR else 20 EUR");
    insta::assert_snapshot!(of_a_payer.unwrap_err(), @"regression.toml:17:21: share.costs.total: the figure rests on facts of a payer: expected numbers and parameters alone [not-constant]");
}

#[test]
fn lines_in_two_currencies_replay_where_something_else_is_open() {
    let policy = policy(
        r#"
        [line.joining_fee]

        [[rule]]
        id = "everyone"
        pays = "5 SEK"
        currency = "SEK"

        [[rule]]
        id = "joining"
        line = "joining_fee"
        pays = "5 EUR"

        [[rule]]
        id = "large"
        when = "members > 100 member"
        pays = "10 EUR"
        "#,
    );
    let year = policy.for_year("2023".parse().unwrap()).unwrap();
    let explanation = year.explain(&Facts::new("a payer"));
    assert_eq!(explanation.outcome().status(), "undetermined");
    assert_eq!(explanation.replay(), Ok(None));
    // With all of it known, what is in the way is told.
    let explanation = year.explain(&members(5));
    assert_eq!(explanation.outcome().status(), "invalid");
    assert_eq!(explanation.replay(), Ok(None));
}

/// A part by a published figure may be more than the whole.
#[test]
fn a_share_with_a_published_key_is_not_said_to_lie_below_its_total() {
    let policy = policy(
        r#"
        [share.costs]
        total = "1000 EUR"
        rounding = "each"
        keys = [
            { weight = "0.5", by = "members", of = "round" },
            { weight = "0.5", by = "members", of = "10 member" },
        ]
        [[rule]]
        id = "all"
        pays = "at_most(costs, 2000 EUR)"
        "#,
    );
    let findings = policy.findings();
    let codes: Vec<&str> = findings.iter().map(oske_dues::Finding::code).collect();
    assert!(!codes.contains(&"bound-never-binds"), "{codes:?}");
}
