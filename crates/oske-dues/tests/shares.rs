//! Shares of a total where they meet other shares, rules that are not decided, and readings that nobody has followed.
#![cfg(all(feature = "toml", feature = "json"))]
#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a helper of a test fails by panicking"
)]

mod support;

use std::fmt::Write as _;

use oske_dues::{Facts, Policy};
use oske_types::Language;
use support::votes::{COSTS_BY_VOTES, member, owed, policy, voter};
use support::{in_year, read_case};

const RESERVE_BY_VOTES: &str = r#"
    [share.reserve]
    total = "30 EUR"
    rounding = "together"
    keys = [{ weight = "1", by = "votes", of = "round" }]
"#;

fn supporter(id: &str, votes: i32) -> Facts {
    voter(id, votes).with_attribute("kind", "supporter")
}

/// Shares that each decide who takes part in the other stay open, and one that rests on neither does not.
#[test]
fn shares_that_wait_for_each_other_stay_open_beside_one_that_does_not() {
    let policy = policy(&format!(
        r#"
        [line]
        office = {{}}
        {COSTS_BY_VOTES}
        {RESERVE_BY_VOTES}
        [share.rent]
        total = "60 EUR"
        rounding = "together"
        keys = [{{ weight = "1", by = "votes", of = "round" }}]
        [[rule]]
        id = "all"
        pays = "if kind = 'member' then (if costs >= 20 EUR then reserve else 1 EUR) else (if reserve >= 20 EUR then costs else 1 EUR)"
        [[rule]]
        id = "rent"
        line = "office"
        pays = "rent"
        "#
    ));
    let payers = [member("a", 1), supporter("b", 2)];
    let told = owed(&policy, &payers);
    assert!(
        told.iter().all(|told| told.contains(": undetermined: ")),
        "{told:?}"
    );
    let assessments = in_year(&policy, 2024).assess_round(&payers);
    let lines = assessments.iter().flat_map(|assessment| assessment.lines());
    let lines = lines.map(|line| format!("{} {}", line.line().name(), line.amount()));
    assert_eq!(
        lines.collect::<Vec<_>>(),
        ["office 20.00 EUR", "office 40.00 EUR"]
    );
}

#[test]
fn a_share_that_waits_for_an_open_one_is_told_with_what_keeps_that_one_open() {
    let policy = policy(&format!(
        r#"
        {COSTS_BY_VOTES}
        {RESERVE_BY_VOTES}
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
    let missing = "a fact of the payer is missing: kind";
    let costs = format!("costs is open for the whole round because of c ({missing})");
    assert_eq!(
        owed(&policy, &[member("a", 1), voter("c", 1), supporter("d", 1)]),
        [
            format!("a: undetermined: {costs}"),
            format!("c: undetermined: {missing}; {costs}"),
            format!(
                "d: undetermined: reserve is open for the whole round because of a ({costs}) and c ({missing})"
            ),
        ]
    );
}

/// What is not known of a payer is told before what waits for the round, in whichever order the condition asks.
#[test]
fn a_missing_fact_is_told_before_a_share_that_waits() {
    for when in [
        "costs >= 20 EUR and kind = 'member'",
        "kind = 'member' and costs >= 20 EUR",
    ] {
        let policy = policy(&format!(
            r#"
            [line]
            reserve = {{ optional = true }}
            {COSTS_BY_VOTES}
            {RESERVE_BY_VOTES}
            [[rule]]
            id = "costs"
            pays = "costs"
            [[rule]]
            id = "reserve"
            line = "reserve"
            when = "{when}"
            pays = "reserve"
            "#
        ));
        // All pay the costs, 50 each; of b it is not known whether it has a part in the reserve.
        let reserve = "reserve is open for the whole round because of b (a fact of the payer is missing: kind)";
        assert_eq!(
            owed(&policy, &[member("a", 1), voter("b", 1)]),
            [
                format!("a: undetermined: {reserve}"),
                "b: undetermined: a fact of the payer is missing: kind".to_owned(),
            ],
            "{when}"
        );
        assert_eq!(
            owed(&policy, &[member("a", 1), member("b", 1)]),
            ["a: 65.00 EUR", "b: 65.00 EUR"],
            "{when}"
        );
    }
}

/// A payer with 2⁷ readings, of which 64 are followed: in the others it may have no part in the share.
#[test]
fn a_reading_that_is_not_followed_keeps_a_share_open() {
    let mut unclear = String::new();
    for index in 0..6 {
        write!(unclear, " + unclear('point {index}', 1 EUR, 1 EUR)").unwrap();
    }
    let policy = policy(&format!(
        r#"
        {COSTS_BY_VOTES}
        [[rule]]
        id = "members"
        when = "kind = 'member'"
        pays = "costs"
        [[rule]]
        id = "supporters"
        when = "kind = 'supporter'"
        pays = "(if unclear('part', population > 0 inhabitant, population > 9 inhabitant) then costs else 50 EUR){unclear}"
        "#
    ));
    let small = supporter("b", 1).with_measure("population", 5);
    let told = owed(&policy, &[member("a", 1), small]);
    assert_eq!(
        told[0],
        "a: undetermined: costs is open for the whole round because of b (the source leaves it unclear: part)"
    );
}

/// Of four payers who keep a share open three are named, and one more is counted.
#[test]
fn one_payer_more_is_counted_in_words() {
    let policy = policy(&format!(
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
    ));
    let payers: Vec<Facts> = ["b1", "b2", "b3", "b4"].map(|id| voter(id, 1)).into();
    let payers: Vec<Facts> = payers.into_iter().chain([member("a", 1)]).collect();
    let assessments = in_year(&policy, 2024).assess_round(&payers);
    let reason = &assessments.last().unwrap().outcome().reasons()[0];
    let told = Language::ALL.map(|language| reason.in_language(language));
    insta::assert_snapshot!(told.join("\n"), @r"
    costs on auki koko maksukierrokselta: b1 (maksajan tieto puuttuu: kind), b2 (maksajan tieto puuttuu: kind), b3 (maksajan tieto puuttuu: kind) ja yksi muu maksaja
    costs är öppen för hela avgiftsomgången: b1 (uppgift om betalaren saknas: kind), b2 (uppgift om betalaren saknas: kind), b3 (uppgift om betalaren saknas: kind) och en betalare till
    costs is open for the whole round because of b1 (a fact of the payer is missing: kind), b2 (a fact of the payer is missing: kind), b3 (a fact of the payer is missing: kind) and one more payer
    ");
    assert!(owed(&policy, &payers)[4].ends_with(" and one more payer"));
}

fn with_costs(keys: &str) -> Policy {
    policy(&format!(
        r#"
        [share.costs]
        total = "100 EUR"
        rounding = "together"
        keys = [{keys}]
        [[rule]]
        id = "all"
        pays = "costs"
        "#
    ))
}

#[test]
fn nothing_is_shared_by_nothing() {
    let by_zero = "invalid: the calculation has no result: division by zero";
    // Nobody has a vote: each explanation shows the sum by which it would be divided.
    let by_votes = with_costs(r#"{ weight = "1", by = "votes", of = "round" }"#);
    let nobody_votes = [voter("a", 0), voter("b", 0)];
    assert_eq!(
        owed(&by_votes, &nobody_votes),
        [format!("a: {by_zero}"), format!("b: {by_zero}")]
    );
    let explanation = in_year(&by_votes, 2024)
        .explain_in_round(&nobody_votes, "a")
        .unwrap();
    let text = explanation.to_text(Language::English);
    assert!(text.contains("costs: 100 × 1 × votes 0 ÷ 0 = ?"), "{text}");
    // Of a key without weight everybody has nothing.
    let without_weight = with_costs(r#"{ weight = "0", by = "votes", of = "round" }"#);
    assert_eq!(
        owed(&without_weight, &[voter("a", 1), voter("b", 1)]),
        ["a: 0.00 EUR", "b: 0.00 EUR"]
    );
}

/// Two shares each decide who takes part in the other. What is not known of a payer is told, not that they wait.
#[test]
fn of_shares_that_wait_for_each_other_a_missing_fact_is_told_first() {
    let policy = policy(&format!(
        r#"
        fact.student = {{ type = "yes-no" }}
        {COSTS_BY_VOTES}
        {RESERVE_BY_VOTES}
        [[rule]]
        id = "all"
        pays = "if kind = 'member' then (if costs >= 20 EUR and student then reserve else 1 EUR) else (if reserve >= 20 EUR then costs else 1 EUR)"
        "#
    ));
    let missing = "a fact of the payer is missing: student";
    let reserve = format!("reserve is open for the whole round because of a ({missing})");
    assert_eq!(
        owed(&policy, &[member("a", 1), supporter("b", 2)]),
        [
            format!(
                "a: undetermined: costs is open for the whole round because of a ({missing}) and b ({reserve}); {missing}"
            ),
            format!("b: undetermined: {reserve}"),
        ]
    );
}

/// The part of a condition that asks for the share is open itself, and no other part settles the condition: so the payer has
/// its part in the share, whatever becomes of the rule.
#[test]
fn a_share_in_a_condition_that_nothing_else_decides_is_known() {
    let policy = policy(&format!(
        r#"
        fact.levy = {{ unit = "EUR", step = "1", least = "0", most = "100" }}
        {COSTS_BY_VOTES}
        [[rule]]
        id = "above"
        when = "costs >= levy and votes > 0 vote"
        pays = "costs"
        [[rule]]
        id = "below"
        when = "not (costs >= levy and votes > 0 vote)"
        pays = "levy"
        "#
    ));
    let payers = [voter("a", 1).with_measure("levy", 30), voter("b", 3)];
    assert_eq!(
        owed(&policy, &payers),
        [
            "a: 30.00 EUR",
            "b: undetermined: a fact of the payer is missing: levy"
        ]
    );
}

#[test]
fn an_assessment_says_whether_it_waits_for_its_round() {
    let policy = policy(&format!(
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
    ));
    let year = in_year(&policy, 2024);
    assert!(year.assess(&member("a", 1)).needs_round());
    let round = year.assess_round(&[member("a", 1)]);
    assert!(!round[0].needs_round());
    // An amount, something missing and a fact that does not fit wait for nobody.
    for facts in [supporter("b", 1), voter("b", 1), member("b", 101)] {
        assert!(!year.assess(&facts).needs_round(), "{facts:?}");
    }
}

/// What is divided is the same for all payers, and so may not rest on what only one of them has: neither by itself nor behind
/// a let, a condition or a table.
#[test]
fn a_total_rests_on_no_fact_however_it_is_named() {
    let refused = |total: &str| {
        let text = format!(
            r#"
            unit.vote = {{}}
            fact.small = {{ type = "yes-no" }}
            fact.kind = {{ values = ["member", "supporter"] }}
            fact.votes = {{ unit = "vote", step = "1", least = "0", most = "100" }}
            param.members = {{ unit = "vote", value = "40" }}
            [let]
            of_all = "3 EUR/vote * members"
            of_one = "3 EUR/vote * votes"
            is_small = "small"
            own_kind = "kind"
            [table.price]
            by = "votes"
            unit = "EUR"
            rows = [{{ pays = "120" }}]
            [table.price_by_kind]
            by = "kind"
            unit = "EUR"
            rows = [{{ pays = "120" }}]
            [share.costs]
            total = "{total}"
            rounding = "each"
            keys = [{{ weight = "1", by = "votes", of = "round" }}]
            [[rule]]
            id = "all"
            pays = "costs"
            "#
        );
        let read = read_case(&text);
        read.map(|_| ()).map_err(|faults| {
            let codes = faults.iter().map(|fault| fault.code());
            codes.collect::<Vec<_>>().join(" ")
        })
    };
    for total in ["of_all", "price(members)", "at_least(of_all, 100 EUR)"] {
        assert_eq!(refused(total), Ok(()), "{total}");
    }
    for total in [
        "of_one",
        "if is_small then 10 EUR else 20 EUR",
        "if own_kind = 'member' then 10 EUR else 20 EUR",
        "price(votes)",
        "price_by_kind(kind)",
        "price_by_kind(own_kind)",
        "price(2 * votes)",
    ] {
        assert_eq!(refused(total), Err("not-constant".to_owned()), "{total}");
    }
}

/// Weights that do not add up to one are told by a finding; what they say is what is shared out.
#[test]
fn weights_below_one_share_out_less_and_weights_above_it_more() {
    let shared = |rounding: &str, total: &str, weights: [&str; 2]| {
        let [first, second] = weights;
        let policy = policy(&format!(
            r#"
            [share.costs]
            total = "{total}"
            rounding = "{rounding}"
            keys = [
                {{ weight = "{first}", by = "votes", of = "round" }},
                {{ weight = "{second}", by = "population", of = "round" }},
            ]
            [[rule]]
            id = "all"
            pays = "costs"
            "#
        ));
        let codes: Vec<&str> = policy
            .findings()
            .iter()
            .map(oske_dues::Finding::code)
            .collect();
        assert!(codes.contains(&"share-does-not-sum"), "{codes:?}");
        let town = |id: &str, votes, population: i32| {
            voter(id, votes).with_measure("population", population)
        };
        owed(&policy, &[town("a", 1, 100), town("b", 1, 300)])
    };
    for rounding in ["each", "together"] {
        // a: 100 · (0.5 · 1/2 + 0.4 · 1/4) = 35, b: 100 · (0.5 · 1/2 + 0.4 · 3/4) = 55.
        assert_eq!(
            shared(rounding, "100 EUR", ["0.5", "0.4"]),
            ["a: 35.00 EUR", "b: 55.00 EUR"],
            "{rounding}"
        );
        // a: 100 · (1/2 + 1/4), b: 100 · (1/2 + 3/4).
        assert_eq!(
            shared(rounding, "100 EUR", ["1", "1"]),
            ["a: 75.00 EUR", "b: 125.00 EUR"],
            "{rounding}"
        );
    }
    // 0.9 · 100.03 = 90.027, of which 7/18 and 11/18: 35.0105 and 55.0165.
    assert_eq!(
        shared("together", "100.03 EUR", ["0.5", "0.4"]),
        ["a: 35.01 EUR", "b: 55.02 EUR"]
    );
}
