//! Shares of a total among the payers of a round: what is not known of one of them is open for all.
#![cfg(all(feature = "toml", feature = "json"))]
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a helper of a test fails by panicking"
)]

mod support;

use oske_dues::{Facts, Policy, PolicyYear};
use oske_types::Language;
use support::votes::{COSTS_BY_VOTES, member, owed, policy, voter};

/// By what comes of the first, a rule may ask for the second.
const TWO_SHARES: &str = r#"
    [share.costs]
    total = "100 EUR"
    rounding = "each"
    keys = [{ weight = "1", by = "votes", of = "round" }]
    [share.reserve]
    total = "30 EUR"
    rounding = "together"
    keys = [{ weight = "1", by = "votes", of = "round" }]
"#;

fn supporter(id: &str) -> Facts {
    Facts::new(id).with_attribute("kind", "supporter")
}

fn year(policy: &Policy) -> PolicyYear<'_> {
    policy.for_year("2024".parse().unwrap()).unwrap()
}

/// Shares by votes, for members alone.
fn for_members() -> Policy {
    policy(&format!(
        r#"{COSTS_BY_VOTES}
        [[rule]]
        id = "members"
        when = "kind = 'member'"
        pays = "costs"
        [[rule]]
        id = "supporters"
        when = "kind = 'supporter'"
        pays = "10 EUR"
        "#
    ))
}

#[test]
fn a_payer_who_may_take_part_leaves_the_share_open() {
    let policy = for_members();
    assert_eq!(
        owed(&policy, &[member("a", 2), voter("b", 2), supporter("c")]),
        [
            "a: undetermined: costs is open for the whole round because of b (a fact of the payer is missing: kind)",
            "b: undetermined: a fact of the payer is missing: kind",
            "c: 10.00 EUR",
        ]
    );
    assert_eq!(
        owed(&policy, &[member("a", 2), member("b", 2), supporter("c")]),
        ["a: 50.00 EUR", "b: 50.00 EUR", "c: 10.00 EUR"]
    );
}

#[test]
fn facts_that_do_not_fit_leave_the_share_open() {
    assert_eq!(
        owed(&for_members(), &[member("a", 2), member("b", 101)]),
        [
            "a: undetermined: costs is open for the whole round because of b (`votes` is 101: expected at most 100)",
            "b: invalid: `votes` is 101: expected at most 100",
        ]
    );
}

#[test]
fn a_payer_with_a_rule_that_takes_part_and_one_that_does_not_leaves_the_share_open() {
    let policy = policy(&format!(
        r#"{COSTS_BY_VOTES}
        [[rule]]
        id = "members"
        when = "kind = 'member'"
        pays = "costs"
        [[rule]]
        id = "without-votes"
        when = "votes = 0 vote"
        pays = "0 EUR"
        "#
    ));
    let payers = [member("a", 2), member("b", 0)];
    let several = "in the line “dues” several rules are for this payer: members, without-votes";
    assert_eq!(
        owed(&policy, &payers),
        ["a", "b"].map(|payer| format!(
            "{payer}: undetermined: costs is open for the whole round because of b ({several})"
        ))
    );
    assert_eq!(owed(&policy, &payers[..1]), ["a: 100.00 EUR"]);
}

#[test]
fn what_is_not_known_of_a_payer_who_takes_no_part_leaves_the_share_as_it_is() {
    let policy = policy(&format!(
        r#"{COSTS_BY_VOTES}
        [[rule]]
        id = "members"
        when = "kind = 'member'"
        pays = "costs"
        [[rule]]
        id = "supporters"
        when = "kind = 'supporter'"
        pays = "if votes > 10 vote then 10 EUR else 20 EUR"
        "#
    ));
    assert_eq!(
        owed(&policy, &[member("a", 2), supporter("b")]),
        [
            "a: 100.00 EUR",
            "b: undetermined: a fact of the payer is missing: votes",
        ]
    );
}

#[test]
fn a_part_of_a_formula_that_may_be_chosen_leaves_the_share_open() {
    let policy = policy(&format!(
        r#"
        let.large = "population > 1000 inhabitant"
        let.part = "if large then costs else 5 EUR"
        {COSTS_BY_VOTES}
        [[rule]]
        id = "everyone"
        pays = "part"
        "#
    ));
    let large = |id: &str, population: i32| voter(id, 1).with_measure("population", population);
    assert_eq!(
        owed(&policy, &[large("a", 2000), voter("b", 1)]),
        [
            "a: undetermined: costs is open for the whole round because of b (a fact of the payer is missing: population)",
            "b: undetermined: a fact of the payer is missing: population",
        ]
    );
    assert_eq!(
        owed(&policy, &[large("a", 2000), large("b", 1)]),
        ["a: 100.00 EUR", "b: 5.00 EUR"]
    );
}

#[test]
fn a_condition_that_rests_on_a_share_only_perhaps_leaves_it_open() {
    let policy = policy(&format!(
        r#"{COSTS_BY_VOTES}
        [[rule]]
        id = "members"
        when = "kind = 'member' and costs > 10 EUR"
        pays = "7 EUR"
        [[rule]]
        id = "others"
        when = "not (kind = 'member' and costs > 10 EUR)"
        pays = "1 EUR"
        "#
    ));
    assert_eq!(
        owed(&policy, &[member("a", 2), voter("b", 98)]),
        [
            "a: undetermined: costs is open for the whole round because of b (a fact of the payer is missing: kind)",
            "b: undetermined: a fact of the payer is missing: kind; costs is open for the whole round because of b (a fact of the payer is missing: kind)",
        ]
    );
    // Whoever is no member has no part in the costs, whatever they are.
    let other = voter("b", 98).with_attribute("kind", "supporter");
    assert_eq!(
        owed(&policy, &[member("a", 2), other]),
        ["a: 7.00 EUR", "b: 1.00 EUR"]
    );
    assert_eq!(
        owed(&policy, &[member("a", 2), member("b", 98)]),
        ["a: 1.00 EUR", "b: 7.00 EUR"]
    );
}

#[test]
fn a_share_may_decide_who_takes_part_in_another() {
    let policy = policy(&format!(
        r#"
        {TWO_SHARES}
        [[rule]]
        id = "large"
        when = "costs >= 20 EUR"
        pays = "reserve"
        [[rule]]
        id = "small"
        when = "costs < 20 EUR"
        pays = "1 EUR"
        "#
    ));
    assert_eq!(
        owed(&policy, &[voter("a", 1), voter("b", 4), voter("c", 5)]),
        ["a: 1.00 EUR", "b: 13.33 EUR", "c: 16.67 EUR"]
    );
    // Shares that each decide who takes part in the other stay open.
    let policy = self::policy(&format!(
        r#"
        {TWO_SHARES}
        [[rule]]
        id = "large"
        pays = "if kind = 'member' then (if costs >= 20 EUR then reserve else 1 EUR) else (if reserve >= 20 EUR then costs else 1 EUR)"
        "#
    ));
    let other = voter("b", 1).with_attribute("kind", "supporter");
    let open = owed(&policy, &[member("a", 1), other]);
    assert!(
        open.iter().all(|owed| owed.contains(": undetermined: ")),
        "{open:?}"
    );
}

fn by_class(rows: &str, rounding: &str) -> Policy {
    policy(&format!(
        r#"
        [table.class]
        by = "population"
        unit = "vote"
        rows = [{rows}]
        [share.costs]
        total = "100 EUR"
        rounding = "{rounding}"
        keys = [{{ weight = "1", by = "class(population)", of = "round" }}]
        [[rule]]
        id = "everyone"
        pays = "costs"
        "#
    ))
}

#[test]
fn a_figure_that_can_be_read_in_two_ways_leaves_the_share_open() {
    let rows = r#"{ to = "5000", pays = "1" }, { from = "5000", pays = "2" }"#;
    let town = |id: &str, population: i32| Facts::new(id).with_measure("population", population);
    for rounding in ["together", "each"] {
        let policy = by_class(rows, rounding);
        assert_eq!(
            owed(&policy, &[town("a", 1000), town("b", 5000)]),
            ["a", "b"].map(|payer| format!(
                "{payer}: undetermined: costs is open for the whole round because of b (several rows of the table “class” hold: 1, 2)"
            ))
        );
        assert_eq!(
            owed(&policy, &[town("a", 1000), town("b", 1000)]),
            ["a: 50.00 EUR", "b: 50.00 EUR"]
        );
    }
    // Readings that agree are one figure.
    let rows = r#"{ to = "5000", pays = "1" }, { from = "5000", pays = "1" }"#;
    assert_eq!(
        owed(
            &by_class(rows, "together"),
            &[town("a", 1000), town("b", 5000)]
        ),
        ["a: 50.00 EUR", "b: 50.00 EUR"]
    );
}

#[test]
fn a_figure_that_is_not_known_leaves_the_share_open() {
    let policy = for_members();
    let without = Facts::new("b").with_attribute("kind", "member");
    assert_eq!(
        owed(&policy, &[member("a", 2), without]),
        [
            "a: undetermined: costs is open for the whole round because of b (a fact of the payer is missing: votes)",
            "b: undetermined: a fact of the payer is missing: votes; costs is open for the whole round because of b (a fact of the payer is missing: votes)",
        ]
    );
}

#[test]
fn payers_with_one_id_leave_a_share_that_is_rounded_together_open() {
    let policy = for_members();
    let twins = [1, 2, 3].map(|_| member("a", 1));
    let open = "a: undetermined: costs is open for the whole round because of a (several payers of the round have this id)";
    assert_eq!(owed(&policy, &twins), [open; 3]);
}

#[test]
fn a_part_below_zero_leaves_a_share_that_is_rounded_together_open() {
    let policy = for_members();
    assert_eq!(
        owed(&policy, &[member("a", 2), member("b", -1)]),
        ["a", "b"].map(|payer| format!(
            "{payer}: undetermined: costs is open for the whole round because of b (its part of the whole is below zero)"
        ))
    );
}

#[test]
fn numbers_that_do_not_fit_leave_the_share_open() {
    let total = "99999999999999999999999999999 EUR";
    let policy = policy(&format!(
        r#"
        [share.costs]
        total = "{total}"
        rounding = "together"
        keys = [{{ weight = "1", by = "votes", of = "round" }}]
        [[rule]]
        id = "everyone"
        pays = "costs / 1000000000000000000000000000"
        "#
    ));
    assert_eq!(
        owed(&policy, &[voter("a", 1), voter("b", 2)]),
        ["a", "b"].map(|payer| format!(
            "{payer}: invalid: the calculation has no result: a number is too large"
        ))
    );
}

#[test]
fn of_many_payers_who_keep_a_share_open_the_first_are_named() {
    let payers: Vec<Facts> = (1..=7)
        .map(|number| voter(&format!("b{number}"), 1))
        .chain([member("a", 1)])
        .collect();
    let owed = owed(&for_members(), &payers);
    let missing = "a fact of the payer is missing: kind";
    assert_eq!(
        owed.last().unwrap(),
        &format!(
            "a: undetermined: costs is open for the whole round because of b1 ({missing}), b2 ({missing}), b3 ({missing}) and 4 more payers"
        )
    );
}

#[test]
fn a_share_of_things_that_are_not_listed_leaves_it_open() {
    let policy = policy(&format!(
        r#"
        fact.site = {{ type = "list", most = "3", each.size = {{ unit = "1", step = "1", least = "0", most = "9" }} }}
        {COSTS_BY_VOTES}
        [[rule]]
        id = "everyone"
        pays = "sum(site, size * costs)"
        "#
    ));
    let sites = |id: &str, count: usize| {
        let site = |number: usize| Facts::new(number.to_string()).with_measure("size", 1);
        voter(id, 1).with_list("site", (0..count).map(site))
    };
    assert_eq!(
        owed(&policy, &[sites("a", 1), voter("b", 1)]),
        [
            "a: undetermined: costs is open for the whole round because of b (a fact of the payer is missing: site)",
            "b: undetermined: a fact of the payer is missing: site",
        ]
    );
    assert_eq!(
        owed(&policy, &[sites("a", 1), sites("b", 0)]),
        ["a: 100.00 EUR", "b: 0.00 EUR"]
    );
    assert_eq!(
        owed(&policy, &[sites("a", 1), sites("b", 2)]),
        ["a: 50.00 EUR", "b: 100.00 EUR"]
    );
}

#[test]
fn shares_that_are_kept_say_what_the_round_says() {
    let policy = for_members();
    let year = year(&policy);
    let payers = [member("a", 2), member("b", 1), supporter("c")];
    let shares = year.round_shares(&payers);
    let round = year.assess_round(&payers);
    for (facts, assessment) in payers.iter().zip(&round) {
        assert_eq!(year.assess_with(facts, &shares), *assessment);
        let explanation = year.explain_with(facts, &shares);
        assert_eq!(
            year.explain_in_round(&payers, facts.payer()),
            Some(explanation)
        );
    }
    // By shares of another year, of another policy, or without a part in them, there is no amount.
    let next = policy.for_year("2025".parse().unwrap()).unwrap();
    assert!(next.assess_with(&payers[0], &shares).needs_round());
    let other = by_class(r#"{ pays = "1" }"#, "together");
    let other = other.for_year("2024".parse().unwrap()).unwrap();
    let town = Facts::new("a").with_measure("population", 5);
    assert!(other.assess_with(&town, &shares).needs_round());
    assert!(year.assess_with(&member("d", 2), &shares).needs_round());
}

#[test]
fn what_keeps_a_share_open_is_told_in_three_languages() {
    let policy = for_members();
    let year = year(&policy);
    let payers = [member("a", 2), voter("b", 2), member("c", 101)];
    let explanation = year.explain_in_round(&payers, "a").unwrap();
    let texts = Language::ALL.map(|language| explanation.to_text(language));
    insta::assert_snapshot!(texts.join("\n\n"), @r"
    a, maksuvuosi 2024: maksua ei voi vielä määrittää
      – costs on auki koko maksukierrokselta: b (maksajan tieto puuttuu: kind) ja c (`votes` on 101: odotettiin enintään 100)
    Maksuperuste: A case (case, voimassa, sha256 c0bb1f76f386…)
    jäsenmaksu: avoin (sääntö: members)
      koska kind on member
      laskukaava: costs
      (1) votes = 2 vote
      (2) costs on auki koko maksukierrokselta: b (maksajan tieto puuttuu: kind) ja c (`votes` on 101: odotettiin enintään 100)
      (3) costs: 100 × 1 × votes 2 ÷ ? = ?

    a, avgiftsår 2024: kan inte fastställas ännu
      – costs är öppen för hela avgiftsomgången: b (uppgift om betalaren saknas: kind) och c (`votes` är 101: högst 100 väntades)
    Avgiftsgrund: A case (case, i kraft, sha256 c0bb1f76f386…)
    medlemsavgift: öppen (regel: members)
      eftersom kind är member
      formel: costs
      (1) votes = 2 vote
      (2) costs är öppen för hela avgiftsomgången: b (uppgift om betalaren saknas: kind) och c (`votes` är 101: högst 100 väntades)
      (3) costs: 100 × 1 × votes 2 ÷ ? = ?

    a, dues year 2024: cannot be determined yet
      – costs is open for the whole round because of b (a fact of the payer is missing: kind) and c (`votes` is 101: expected at most 100)
    Policy: A case (case, in force, sha256 c0bb1f76f386…)
    dues: open (rule: members)
      because kind is member
      formula: costs
      (1) votes = 2 vote
      (2) costs is open for the whole round because of b (a fact of the payer is missing: kind) and c (`votes` is 101: expected at most 100)
      (3) costs: 100 × 1 × votes 2 ÷ ? = ?
    ");
    let twins = [1, 2].map(|_| member("a", 1));
    let negative = [member("a", 2), member("b", -1)];
    let reasons = [twins, negative].map(|payers| {
        let round = year.assess_round(&payers);
        let reasons = round[0].outcome().reasons();
        Language::ALL
            .map(|language| reasons[0].in_language(language))
            .join("\n")
    });
    insta::assert_snapshot!(reasons.join("\n\n"), @r"
    costs on auki koko maksukierrokselta: a (usealla kierroksen maksajalla on tämä tunnus)
    costs är öppen för hela avgiftsomgången: a (flera av omgångens betalare har denna beteckning)
    costs is open for the whole round because of a (several payers of the round have this id)

    costs on auki koko maksukierrokselta: b (sen osa kokonaisuudesta on alle nollan)
    costs är öppen för hela avgiftsomgången: b (dess del av helheten är under noll)
    costs is open for the whole round because of b (its part of the whole is below zero)
    ");
}

/// A share that is open because another one is, is told with both reasons, and its document is read back.
#[test]
fn a_share_that_rests_on_an_open_share_is_told_with_why_that_one_is_open() {
    let policy = policy(&format!(
        r#"
        {TWO_SHARES}

        [[rule]]
        id = "large"
        when = "kind = 'member' and costs >= 20 EUR"
        pays = "reserve"

        [[rule]]
        id = "small"
        when = "kind = 'member' and costs < 20 EUR"
        pays = "1 EUR"

        [[rule]]
        id = "supporters"
        when = "kind = 'supporter'"
        pays = "reserve"
        "#
    ));
    let without_votes = Facts::new("c").with_attribute("kind", "member");
    let payers = [
        member("a", 1),
        without_votes,
        supporter("d").with_measure("votes", 1),
    ];
    let owed = owed(&policy, &payers);
    insta::assert_snapshot!(owed.join("\n"), @r"
    a: undetermined: costs is open for the whole round because of c (a fact of the payer is missing: votes)
    c: undetermined: a fact of the payer is missing: votes; costs is open for the whole round because of c (a fact of the payer is missing: votes)
    d: undetermined: reserve is open for the whole round because of a (costs is open for the whole round because of c (a fact of the payer is missing: votes)) and c (a fact of the payer is missing: votes)
    ");
    let payers = [member("a", 1), voter("c", 1)];
    let owed = self::owed(&policy, &payers);
    insta::assert_snapshot!(owed.join("\n"), @r"
    a: undetermined: costs is open for the whole round because of c (a fact of the payer is missing: kind)
    c: undetermined: a fact of the payer is missing: kind; costs is open for the whole round because of c (a fact of the payer is missing: kind)
    ");
}

/// Where a second rule may be for a payer, it may be that neither is: then the others share alone.
#[test]
fn a_second_rule_that_is_not_decided_keeps_a_share_open() {
    let policy = policy(&format!(
        r#"
        {COSTS_BY_VOTES}
        [[rule]]
        id = "members"
        when = "kind = 'member'"
        pays = "costs"

        [[rule]]
        id = "nobody-lives-there"
        when = "population = 0 inhabitant"
        pays = "0 EUR"
        "#
    ));
    let a = member("a", 2).with_measure("population", 5);
    let payers = [a.clone(), member("b", 2)];
    let open = owed(&policy, &payers);
    assert!(
        open.iter().all(|owed| owed.contains(": undetermined: ")),
        "{open:?}"
    );
    let payers = [a, member("b", 2).with_measure("population", 7)];
    assert_eq!(owed(&policy, &payers), ["a: 50.00 EUR", "b: 50.00 EUR"]);
}
