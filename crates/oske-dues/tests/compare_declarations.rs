//! Two policies whose declarations of facts differ: what of them is compared, and what cannot be.
#![cfg(feature = "toml")]
#![allow(
    missing_docs,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that fails panics"
)]

mod support;

use oske_dues::compare::{Comparison, LeftOut, NotComparable};
use oske_dues::{Facts, Policy};
use support::changes;

fn try_compared(before: &str, after: &str) -> Result<Comparison, NotComparable> {
    let [before, after] = [before, after].map(support::case);
    let before = support::in_year(&before, 2024);
    let after = support::in_year(&after, 2024);
    Comparison::of(&before, &after)
}

fn compared(before: &str, after: &str) -> Comparison {
    try_compared(before, after).unwrap_or_else(|error| panic!("{error}"))
}

/// Facts and the due of everybody.
fn policy(facts: &str, pays: &str) -> String {
    format!(
        r#"unit.employee = {{}}
        {facts}
        rule = [{{ id = "everyone", pays = "{pays}" }}]"#
    )
}

/// What is left out, with the fact.
fn left_out(comparison: &Comparison) -> Vec<String> {
    let left_out = comparison.left_out().iter();
    let told = left_out.map(|left_out| match left_out {
        LeftOut::BetweenSteps(fact) | LeftOut::InLists(fact) | LeftOut::NotGiven(fact) => {
            format!("{} {}", left_out.name(), fact.name())
        }
        _ => left_out.name().to_owned(),
    });
    told.collect()
}

/// Why two declarations cannot be compared, which holds from either side.
fn not_comparable(one: &str, other: &str) -> (String, String) {
    let errors = [(one, other), (other, one)].map(|(before, after)| {
        let flat = "10 EUR";
        let error = try_compared(&policy(before, flat), &policy(after, flat)).unwrap_err();
        (error.fact().to_owned(), error.to_string())
    });
    let [there, back] = errors;
    assert_eq!(there, back);
    let (fact, words) = there;
    let reason = words.split(':').next().unwrap().to_owned();
    (fact, reason)
}

const SIZE: &str = r#"fact.size = { unit = "EUR", step = "1", least = "0", most = "100" }"#;

#[test]
fn a_fact_may_not_be_of_another_sort() {
    let choice = r#"fact.size = { values = ["small", "large"] }"#;
    let list = r#"fact.size = { type = "list", most = "3", each = { staff = { unit = "employee", step = "1", least = "0", most = "9" } } }"#;
    let reason = "the fact `size` is a fact of another sort in one than in the other".to_owned();
    let expected = ("size".to_owned(), reason);
    assert_eq!(not_comparable(SIZE, choice), expected);
    assert_eq!(not_comparable(SIZE, list), expected);
    assert_eq!(not_comparable(choice, list), expected);
}

#[test]
fn a_yes_no_is_no_choice() {
    let choice = r#"fact.student = { values = ["yes", "no", "unknown"] }"#;
    let yes_no = r#"fact.student = { type = "yes-no" }"#;
    let (fact, reason) = not_comparable(choice, yes_no);
    assert_eq!(fact, "student");
    assert_eq!(
        reason,
        "the fact `student` is a yes-no in one and a choice in the other"
    );
}

#[test]
fn a_fact_of_the_payer_is_none_of_its_things() {
    let of_things = |fact: &str| {
        format!(r#"fact.branch = {{ type = "list", most = "3", each = {{ {fact} }} }}"#)
    };
    let measure = r#"staff = { unit = "employee", step = "1", least = "0", most = "9" }"#;
    let choice = r#"region = { values = ["north", "south"] }"#;
    for (name, fact) in [("staff", measure), ("region", choice)] {
        let (found, reason) = not_comparable(&format!("fact.{fact}"), &of_things(fact));
        assert_eq!(found, name);
        let expected =
            format!("the fact `{name}` is a fact of the payer in one and of things in the other");
        assert_eq!(reason, expected);
    }
}

fn sized(step: &str) -> String {
    format!(r#"fact.size = {{ unit = "EUR", {step} least = "0", most = "1000" }}"#)
}

#[test]
fn of_two_steps_the_coarser_is_compared_by() {
    let step = |step: &str| sized(&format!(r#"step = "{step}","#));
    for (one, other) in [("1", "10"), ("10", "1")] {
        let comparison = compared(
            &policy(&step(one), "10 EUR"),
            &policy(&step(other), "10 EUR + 0.1 * size"),
        );
        assert_eq!(left_out(&comparison), ["between-steps size"]);
        assert!(!comparison.is_complete());
        let step = comparison.curves().first().and_then(|curve| curve.step());
        assert_eq!(step, Some("10".parse().unwrap()));
    }
    let same = compared(&policy(&step("5"), "1 EUR"), &policy(&step("5"), "2 EUR"));
    assert!(same.left_out().is_empty());
    // A measure without a step has the values of the other among its own.
    let comparison = compared(
        &policy(&sized(""), "10 EUR"),
        &policy(&step("10"), "20 EUR"),
    );
    assert_eq!(left_out(&comparison), ["between-steps size"]);
    let (fact, reason) = not_comparable(&step("2"), &step("3"));
    assert_eq!(fact, "size");
    assert_eq!(
        reason,
        "the fact `size` has steps of which neither is a multiple of the other"
    );
}

#[test]
fn who_has_a_value_that_one_policy_does_not_know_is_told_of() {
    let kinds = |values: &str| policy(&format!("fact.kind = {{ values = [{values}] }}"), "10 EUR");
    let fewer = kinds(r#""association", "company""#);
    let more = kinds(r#""company", "county", "association""#);
    let comparison = compared(&fewer, &more);
    assert_eq!(
        changes(&comparison),
        ["county: becomes-covered", "association or company: same"]
    );
    let comparison = compared(&more, &fewer);
    assert_eq!(
        changes(&comparison),
        ["county: no-longer-covered", "company or association: same"]
    );
    assert!(comparison.is_complete());
    let same = compared(&fewer, &fewer);
    assert_eq!(changes(&same), ["every payer: same"]);
}

#[test]
fn a_choice_and_a_measure_that_one_policy_does_not_know_are_told_without_telling_anybody_twice() {
    let facts = |values: &str, most: u32| {
        format!(
            r#"fact.kind = {{ values = [{values}] }}
            fact.size = {{ unit = "EUR", step = "1", least = "0", most = "{most}" }}"#
        )
    };
    let fewer = policy(&facts(r#""association", "company""#, 100), "10 EUR");
    let more = policy(
        &facts(r#""association", "company", "county""#, 200),
        "10 EUR",
    );
    let comparison = compared(&fewer, &more);
    let change = |kind: &str, size: i64| {
        let payer = Facts::new("p")
            .with_attribute("kind", kind)
            .with_measure("size", size);
        let differences = comparison.differences().iter();
        let groups = differences.flat_map(|difference| {
            let groups = difference.groups().iter();
            groups.map(|group| (difference.change().name(), group.payers().include(&payer)))
        });
        let groups = groups.filter(|(_, includes)| *includes == Some(true));
        groups.map(|(change, _)| change).collect::<Vec<_>>()
    };
    assert_eq!(change("company", 100), ["same"]);
    assert_eq!(change("company", 101), ["becomes-covered"]);
    assert_eq!(change("county", 100), ["becomes-covered"]);
    assert_eq!(change("county", 101), ["becomes-covered"]);
}

/// A list of branches, each with staff.
fn branches(bounds: &str, staff: &str) -> String {
    format!(
        r#"fact.branch = {{ type = "list", {bounds}, each = {{ staff = {{ unit = "employee", step = "1", {staff} }} }} }}"#
    )
}

#[test]
fn lists_are_compared_as_long_as_both_allow() {
    const STAFF: &str = r#"least = "0", most = "9""#;
    let list = |least: u32, most: u32| {
        let bounds = format!(r#"least = "{least}", most = "{most}""#);
        policy(&branches(&bounds, STAFF), "10 EUR * count(branch)")
    };
    let same = compared(&list(1, 3), &list(1, 3));
    assert!(same.left_out().is_empty());
    let comparison = compared(&list(1, 4), &list(2, 9));
    assert_eq!(left_out(&comparison), ["in-lists branch"]);
    assert_eq!(changes(&comparison), ["every payer: same"]);
    // Three branches are allowed by both, and nothing else.
    let comparison = compared(&list(1, 3), &list(3, 5));
    assert_eq!(left_out(&comparison), ["in-lists branch"]);
    let error = try_compared(&list(1, 2), &list(3, 5)).unwrap_err();
    assert_eq!(error.fact(), "branch");
    assert!(
        error
            .to_string()
            .contains("no number of things is allowed by both")
    );
}

#[test]
fn things_of_lists_are_compared_as_far_as_both_allow_them() {
    let staff = |least: u32, most: u32| {
        let staff = format!(r#"least = "{least}", most = "{most}""#);
        policy(
            &branches(r#"most = "3""#, &staff),
            "10 EUR + 2 EUR/employee * sum(branch, staff)",
        )
    };
    let same = compared(&staff(0, 9), &staff(0, 9));
    assert!(same.left_out().is_empty(), "{:?}", same.left_out());
    // The sums have other ends, so that they are not known to be the same.
    let comparison = compared(&staff(0, 9), &staff(5, 20));
    assert_eq!(left_out(&comparison), ["in-lists staff", "not-linear"]);
    let error = try_compared(&staff(0, 4), &staff(5, 20)).unwrap_err();
    assert_eq!(error.fact(), "staff");
    assert!(error.to_string().contains("has no value that both allow"));
}

/// Two lists, each paid for by the place of its things, the lists in either order.
fn by_place(lists: [&str; 2], member: &str) -> String {
    let declared = lists.map(|name| {
        format!(
            r#"fact.{name} = {{ type = "list", least = "1", most = "3", each = {{ {name}_age = {{ unit = "year", step = "1", least = "0", most = "99" }} }} }}"#
        )
    });
    format!(
        r#"{}
        {}
        table.of_member = {{ by = "position", unit = "EUR", rows = [
            {{ at = "1", pays = "{member}" }}, {{ over = "1", pays = "10" }},
        ] }}
        table.of_site = {{ by = "position", unit = "EUR", rows = [
            {{ at = "1", pays = "50" }}, {{ over = "1", pays = "5" }},
        ] }}
        rule = [{{ id = "everyone", pays = "sum(member, of_member(position)) + sum(site, of_site(position))" }}]"#,
        declared[0], declared[1]
    )
}

#[test]
fn places_in_lists_are_those_of_their_own_list() {
    let before = by_place(["member", "site"], "30");
    let after = by_place(["site", "member"], "30");
    assert_eq!(changes(&compared(&before, &before)), ["every payer: same"]);
    let comparison = compared(&before, &after);
    assert!(comparison.left_out().is_empty());
    assert_eq!(changes(&comparison), ["every payer: same"]);
}

#[test]
fn payers_who_show_a_change_have_things_that_both_policies_allow() {
    let [before, after] = [(0, 9, 3), (5, 20, 4)].map(|(least, most, fee)| {
        let staff = format!(r#"least = "{least}", most = "{most}""#);
        let list = branches(r#"least = "1", most = "3""#, &staff);
        support::case(&policy(&list, &format!("{fee} EUR * count(branch)")))
    });
    let years = |policy: &Policy| policy.first_year();
    let comparison = Comparison::of(
        &before.for_year(years(&before)).unwrap(),
        &after.for_year(years(&after)).unwrap(),
    )
    .unwrap();
    let shown = comparison.differences().iter();
    let shown = shown.flat_map(|difference| difference.groups().iter());
    let shown: Vec<_> = shown.flat_map(|group| group.shown()).collect();
    assert!(!shown.is_empty());
    for shown in shown {
        assert_eq!(shown.before().status(), "assessed", "{:?}", shown.payer());
        assert_eq!(shown.after().status(), "assessed", "{:?}", shown.payer());
    }
}

#[test]
fn payers_who_show_a_change_have_as_many_things_as_are_allowed_whatever_else_they_have() {
    let measures = ["grant", "size", "turnover"].map(|name| {
        format!(r#"fact.{name} = {{ unit = "EUR", step = "1", least = "0", most = "1000" }}"#)
    });
    let measures = measures.join("\n");
    let list = branches(r#"least = "1", most = "3""#, r#"least = "0", most = "9""#);
    let large =
        "if grant >= 500 EUR or size >= 600 EUR or turnover >= 700 EUR then 50 EUR else 20 EUR";
    let before = support::case(&policy(&measures, large));
    let after = format!("({large}) + 5 EUR * count(branch)");
    let after = support::case(&policy(&format!("{list}\n{measures}"), &after));
    let before = support::in_year(&before, 2024);
    let after = support::in_year(&after, 2024);
    let comparison = Comparison::of(&before, &after).unwrap();
    let groups = comparison.differences().iter();
    let groups = groups.flat_map(|difference| difference.groups());
    let shown: Vec<_> = groups.flat_map(|group| group.shown()).collect();
    assert!(!shown.is_empty());
    for shown in shown {
        assert_eq!(shown.before().status(), "assessed", "{:?}", shown.payer());
        assert_eq!(shown.after().status(), "assessed", "{:?}", shown.payer());
    }
}

#[test]
fn payers_who_show_a_change_have_things_with_facts_of_their_own_list_alone() {
    let [before, after] = ["30", "40"].map(|fee| support::case(&by_place(["member", "site"], fee)));
    let before = support::in_year(&before, 2024);
    let after = support::in_year(&after, 2024);
    let comparison = Comparison::of(&before, &after).unwrap();
    let groups = comparison.differences().iter();
    let groups = groups.flat_map(|difference| difference.groups());
    let shown: Vec<_> = groups.flat_map(|group| group.shown()).collect();
    assert!(!shown.is_empty());
    for shown in shown {
        assert_eq!(shown.before().status(), "assessed", "{:?}", shown.payer());
        assert_eq!(shown.after().status(), "assessed", "{:?}", shown.payer());
    }
}
