//! How dues go as a quantity grows: falls, cliffs, and where that is not decided.
#![cfg(feature = "toml")]
#![allow(missing_docs, reason = "a test that fails panics")]

mod support;

use oske_types::Language;

/// What is said of how dues go.
fn of_facts(facts: &str, rules: &str) -> Vec<String> {
    let policy = support::case(&format!(
        "unit.employee = {{}}\nunit.visitor = {{}}\n{facts}\n{rules}"
    ));
    let findings = policy.findings();
    let said = findings.iter().filter_map(|finding| {
        let message = finding.message(Language::English);
        match finding.code() {
            "fall" | "cliff" => Some(format!("{}: {message}", finding.code())),
            "undecided" => Some(format!("undecided: {message}")),
            _ => None,
        }
    });
    said.collect()
}

/// A size along which dues are expected to go in some way, and other quantities of up to 1,000.
fn facts(course: &str) -> String {
    format!(
        r#"fact.kind = {{ values = ["a", "b"] }}
        fact.size = {{ unit = "EUR", step = "1", least = "0", most = "1000", {course} }}
        fact.grant = {{ unit = "EUR", step = "1", least = "0", most = "1000" }}
        fact.other = {{ unit = "EUR", step = "1", least = "0", most = "1000" }}
        fact.branch = {{ type = "list", least = "1", most = "3", each = {{
            staff = {{ unit = "employee", step = "1", least = "0", most = "100" }},
            visitors = {{ unit = "visitor", step = "1", least = "0", most = "100" }},
        }} }}
        "#
    )
}

fn rising(pays: &str) -> Vec<String> {
    of_facts(
        &facts(r#"dues = "rise""#),
        &format!(r#"rule = [{{ id = "r", pays = "{pays}" }}]"#),
    )
}
fn falling(pays: &str) -> Vec<String> {
    of_facts(
        &facts(r#"dues = "fall""#),
        &format!(r#"rule = [{{ id = "r", pays = "{pays}" }}]"#),
    )
}
fn cliff(cliff: &str, pays: &str) -> Vec<String> {
    of_facts(
        &facts(&format!(r#"cliff = "{cliff}""#)),
        &format!(r#"rule = [{{ id = "r", pays = "{pays}" }}]"#),
    )
}

/// The staff of branches, along which dues are expected to go in some way.
fn branches(course: &str, rules: &str) -> Vec<String> {
    let facts = format!(
        r#"fact.kind = {{ values = ["a", "b"] }}
        fact.size = {{ unit = "EUR", step = "1", least = "0", most = "1000" }}
        fact.grant = {{ unit = "EUR", step = "1", least = "0", most = "1000" }}
        fact.branch = {{ type = "list", least = "1", most = "3", each = {{
            staff = {{ unit = "employee", step = "1", least = "0", most = "100", {course} }},
            visitors = {{ unit = "visitor", step = "1", least = "0", most = "100" }},
        }} }}
        "#
    );
    of_facts(&facts, rules)
}
fn rising_each(pays: &str) -> Vec<String> {
    branches(
        r#"dues = "rise""#,
        &format!(r#"rule = [{{ id = "r", pays = "{pays}" }}]"#),
    )
}

/// Whether what is said is that it is not decided, and nothing else.
fn is_undecided(said: &[String]) -> bool {
    let words = "it was not decided whether dues rise or fall as they are expected to";
    matches!(said, [only] if only.contains(words))
}

#[test]
fn products_and_quotients_go_by_the_signs_of_what_they_are_of() {
    for pays in [
        "size * grant / 1 EUR",
        "size * grant / 1 EUR + size * other / 1 EUR",
        "size + grant * (other - 500 EUR) / 1 EUR",
        "size * 100 EUR / (grant + 10 EUR)",
        "(0 EUR - grant) * 100 EUR / (size + 10 EUR)",
    ] {
        assert!(rising(pays).is_empty(), "{pays}: {:?}", rising(pays));
        let falls = falling(pays);
        assert!(
            matches!(falls.as_slice(), [only] if only.starts_with("fall: dues rise all along")),
            "{pays}: {falls:?}"
        );
    }
    for pays in [
        "size * (grant - 2000 EUR) / 1 EUR",
        "grant * 100 EUR / (size + 10 EUR)",
    ] {
        assert!(falling(pays).is_empty(), "{pays}: {:?}", falling(pays));
        let rises = rising(pays);
        assert!(
            matches!(rises.as_slice(), [only] if only.starts_with("fall: dues fall all along")),
            "{pays}: {rises:?}"
        );
    }
    for pays in [
        "size * (grant - 500 EUR) / 1 EUR",
        "size * grant / 1 EUR - size * other / 1 EUR",
    ] {
        assert!(is_undecided(&rising(pays)), "{pays}");
        assert!(is_undecided(&falling(pays)), "{pays}");
    }
}

#[test]
fn sums_over_lists_go_along_what_they_are_about() {
    for each in [
        "5 EUR/employee * staff",
        "2 EUR/employee * staff + 3 EUR/visitor * visitors",
        "if 1 EUR/employee * staff >= 50 EUR then 3 EUR else 5 EUR",
        "if 1 EUR/employee * staff + 1 EUR/visitor * visitors >= 50 EUR then 3 EUR else 5 EUR",
    ] {
        let pays = format!("size + sum(branch, {each})");
        assert!(rising(&pays).is_empty(), "{pays}: {:?}", rising(&pays));
        assert!(cliff("100 EUR", &pays).is_empty(), "{pays}");
    }
    for each in [
        "0.5 * size + 1 EUR/employee * staff",
        "if size >= 500 EUR then 3 EUR/employee * staff else 5 EUR/employee * staff",
        "if size >= 500 EUR then 3 EUR else 5 EUR",
        "if 1 EUR/employee * staff + size >= 500 EUR then 3 EUR else 5 EUR",
    ] {
        let pays = format!("100 EUR + sum(branch, {each})");
        assert!(is_undecided(&rising(&pays)), "{pays}: {:?}", rising(&pays));
        assert!(is_undecided(&cliff("100 EUR", &pays)), "{pays}");
    }
}

/// One step of a product may cost more than any step of its parts.
#[test]
fn cliffs_are_not_decided_of_what_rests_on_the_quantity_in_another_way() {
    for pays in ["size * grant / 1 EUR", "grant * 100 EUR / (size + 10 EUR)"] {
        assert!(is_undecided(&cliff("100 EUR", pays)), "{pays}");
    }
    assert!(cliff("100 EUR", "size + grant * other / 1 EUR").is_empty());
}

#[test]
fn along_the_things_of_a_list_each_is_looked_at() {
    for pays in [
        "sum(branch, 5 EUR/employee * staff)",
        "sum(branch, 5 EUR/employee * staff) * 2",
        "at_most(sum(branch, 5 EUR/employee * staff), 300 EUR)",
        "if kind = 'a' then 10 EUR else sum(branch, 5 EUR/employee * staff)",
        "sum(branch, if staff >= 50 employee then 10 EUR else 5 EUR)",
        "sum(branch, 5 EUR/visitor * visitors)",
        "2 * at_most(sum(branch, 5 EUR/employee * staff), 300 EUR)",
        "if size + grant >= 500 EUR then 10 EUR else sum(branch, 5 EUR/employee * staff)",
    ] {
        assert!(
            rising_each(pays).is_empty(),
            "{pays}: {:?}",
            rising_each(pays)
        );
    }
    for pays in [
        "100 EUR - sum(branch, 5 EUR/employee * staff)",
        "100 EUR - at_most(sum(branch, 5 EUR/employee * staff), 300 EUR)",
        "at_most(-5 * sum(branch, 1 EUR/employee * staff), 300 EUR)",
        "if sum(branch, staff) >= 50 employee then 10 EUR else 20 EUR",
        "if kind = 'a' then sum(branch, -5 EUR/employee * staff) else 10 EUR",
        "sum(branch, if staff >= 50 employee then 5 EUR else 10 EUR)",
        "if size + sum(branch, 1 EUR/employee * staff) >= 500 EUR then 10 EUR else 20 EUR",
        "(size - 500 EUR) * sum(branch, staff) / 1 employee",
    ] {
        assert!(
            is_undecided(&rising_each(pays)),
            "{pays}: {:?}",
            rising_each(pays)
        );
    }
    // Who is meant may rest on them, too.
    let of_sum = "size + sum(branch, 1 EUR/employee * staff) >= 500 EUR";
    let rules = format!(
        r#"rule = [
            {{ id = "r", when = "{of_sum}", pays = "10 EUR" }},
            {{ id = "s", when = "not ({of_sum})", pays = "20 EUR" }},
        ]"#
    );
    assert!(is_undecided(&branches(r#"dues = "rise""#, &rules)));
    // Cliffs are not looked for.
    let rule = r#"rule = [{ id = "r", pays = "sum(branch, 5 EUR/employee * staff)" }]"#;
    assert!(is_undecided(&branches(
        r#"dues = "rise", cliff = "9 EUR""#,
        rule
    )));
}

/// From 499 to 500.
fn jump(stated: &str, from: &str, to: &str) -> Vec<String> {
    cliff(stated, &format!("if size >= 500 EUR then {to} else {from}"))
}

#[test]
fn a_jump_is_a_cliff_where_it_is_more_than_is_stated() {
    for (from, to) in [("100 EUR", "200 EUR"), ("200 EUR", "100 EUR")] {
        assert!(jump("100 EUR", from, to).is_empty(), "{from} {to}");
        assert_eq!(jump("99.99 EUR", from, to).len(), 1, "{from} {to}");
    }
    // Half of the lower amount.
    for (from, to) in [("100 EUR", "150 EUR"), ("150 EUR", "100 EUR")] {
        assert!(jump("50%", from, to).is_empty(), "{from} {to}");
        assert_eq!(jump("49%", from, to).len(), 1, "{from} {to}");
    }
    let found = jump("50%", "100 EUR", "151 EUR");
    assert_eq!(
        found,
        ["cliff: dues jump €100.00 → €151.00 as size grows 499 → 500 (every payer)"]
    );
}

#[test]
fn of_nothing_there_is_no_percentage() {
    assert!(jump("50%", "0 EUR", "100 EUR").is_empty());
    assert!(jump("50%", "100 EUR", "0 EUR").is_empty());
    assert_eq!(jump("50 EUR", "0 EUR", "100 EUR").len(), 1);
    // From a credit to an amount, neither.
    assert!(jump("50%", "-10 EUR", "100 EUR").is_empty());
}

#[test]
fn one_step_within_a_piece_may_be_a_cliff() {
    assert!(cliff("2 EUR", "2 * size").is_empty());
    let told = cliff("2 EUR", "2.5 * size");
    assert_eq!(
        told,
        ["cliff: dues jump €0.00 → €2.50 as size grows 0 → 1 (every payer)"]
    );
    let told = cliff("2 EUR", "2500 EUR - 2.5 * size");
    assert_eq!(
        told,
        ["cliff: dues jump €2,500.00 → €2,497.50 as size grows 0 → 1 (every payer)"]
    );
}

/// Without a step, somebody between the ends of a stretch shows that dues fall along it.
#[test]
fn a_fall_within_a_short_stretch_is_shown_by_its_ends() {
    let told = |most: &str| {
        let facts =
            format!(r#"fact.part = {{ unit = "1", least = "0", most = "{most}", dues = "rise" }}"#);
        of_facts(
            &facts,
            r#"rule = [{ id = "r", pays = "100 EUR - 10 EUR * part" }]"#,
        )
    };
    assert_eq!(
        told("0.5"),
        [
            "fall: dues fall all along as part grows 0 → 0.5 (every payer), though they are expected to rise; for example 0 → 0.25: €100.00 → €97.50"
        ]
    );
    assert_eq!(
        told("3"),
        [
            "fall: dues fall all along as part grows 0 → 3 (every payer), though they are expected to rise; for example 0 → 1: €100.00 → €90.00"
        ]
    );
}

/// Over a border that follows no axis, with nobody who owes anything on it.
fn over_a_hole(course: &str, [small, large]: [&str; 2]) -> Vec<String> {
    let rules = format!(
        r#"rule = [
            {{ id = "small", when = "size + grant < 400 EUR", {small} }},
            {{ id = "large", when = "size + grant >= 500 EUR", {large} }},
        ]"#
    );
    of_facts(&facts(course), &rules)
}

#[test]
fn a_fall_over_a_hole_along_a_border_is_found() {
    let [low, high] = ["10", "20"].map(|amount| format!(r#"pays = "{amount} EUR""#));
    let falls = over_a_hole(r#"dues = "rise""#, [&high, &low]);
    assert!(
        matches!(falls.as_slice(), [only] if only.contains("€20.00 → €10.00")),
        "{falls:?}"
    );
    assert!(over_a_hole(r#"dues = "rise""#, [&low, &high]).is_empty());
    let falls = over_a_hole(r#"dues = "fall""#, [&low, &high]);
    assert!(
        matches!(falls.as_slice(), [only] if only.contains("€10.00 → €20.00")),
        "{falls:?}"
    );
    assert!(over_a_hole(r#"dues = "fall""#, [&high, &low]).is_empty());
    // A hole is no cliff, and crowns are not compared with euros.
    assert!(over_a_hole(r#"cliff = "5 EUR""#, [&high, &low]).is_empty());
    let crowns = r#"currency = "SEK", pays = "5 SEK""#;
    assert!(over_a_hole(r#"dues = "rise""#, [&high, crowns]).is_empty());
}

#[test]
fn a_fall_on_one_side_of_a_border_is_found() {
    let falls = rising("if size + grant < 500 EUR then 100 EUR - 0.1 * size else 200 EUR");
    assert_eq!(falls.len(), 1, "{falls:?}");
    assert!(falls[0].starts_with("fall: dues fall"), "{falls:?}");
    assert!(rising("if size + grant < 500 EUR then 100 EUR + 0.1 * size else 200 EUR").is_empty());
}

#[test]
fn a_fall_within_one_of_several_pieces_is_found() {
    assert_eq!(
        rising("if size < 500 EUR then 100 EUR - 0.1 * size else 100 EUR"),
        [
            "fall: dues fall all along as size grows 0 → 499 (every payer), though they are expected to rise; for example 0 → 1: €100.00 → €99.90"
        ]
    );
    assert_eq!(
        rising("if size < 500 EUR then 100 EUR else 600 EUR - size"),
        [
            "fall: dues fall all along as size grows 500 → 1,000 (every payer), though they are expected to rise; for example 500 → 501: €100.00 → €99.00"
        ]
    );
}

/// A product beside the jump is another number behind it.
#[test]
fn what_rests_on_the_quantity_goes_on_over_a_jump() {
    assert!(rising("size * grant / 1 EUR + (if size < 500 EUR then 0 EUR else 5 EUR)").is_empty());
    let falls = rising("size * grant / 1 EUR + (if size < 500 EUR then 5 EUR else 0 EUR)");
    assert!(!falls.is_empty());
    assert!(rising("grant * other / 1 EUR + (if size < 500 EUR then 0 EUR else 5 EUR)").is_empty());
    let falls = rising("grant * other / 1 EUR + (if size < 500 EUR then 5 EUR else 0 EUR)");
    assert!(
        matches!(falls.as_slice(), [only] if only.starts_with("fall: dues fall")),
        "{falls:?}"
    );
    assert!(falling("(if size < 500 EUR then 5 EUR else 0 EUR) - size * grant / 1 EUR").is_empty());
}

#[test]
fn lines_in_different_currencies_are_not_added() {
    let rules = r#"
        line.dues = {}
        line.levy = {}
        rule = [
            { id = "d", line = "dues", pays = "if size < 500 EUR then 10 EUR else 20 EUR" },
            { id = "l", line = "levy", currency = "SEK", pays = "if size < 500 EUR then 100 SEK else 50 SEK" },
        ]"#;
    let said = of_facts(&facts(r#"dues = "rise""#), rules);
    assert!(said.is_empty(), "{said:?}");
}

#[test]
fn several_products_go_on_over_a_jump_each_by_itself() {
    let products = "size * grant / 1 EUR + size * other / 1 EUR";
    let up = format!("{products} + (if size < 500 EUR then 0 EUR else 5 EUR)");
    assert!(rising(&up).is_empty(), "{:?}", rising(&up));
    // A quotient that falls, and a jump down.
    let quotient = "grant * 100 EUR / (size + 10 EUR)";
    let down = format!("{quotient} + (if size < 500 EUR then 5 EUR else 0 EUR)");
    assert!(falling(&down).is_empty(), "{:?}", falling(&down));
}

/// The second reading falls from 100 € to 90 €; nobody reads one payer so and the next otherwise.
#[test]
fn a_fall_is_shown_within_one_reading() {
    let falls = rising("unclear('x', 10 EUR, if size < 500 EUR then 100 EUR else 90 EUR)");
    assert!(
        matches!(falls.as_slice(), [only] if only.contains("€100.00 → €90.00")),
        "{falls:?}"
    );
}

#[test]
fn a_fall_is_shown_whatever_a_measure_without_bounds_is() {
    let facts = r#"
        fact.size = { unit = "EUR", step = "1", least = "0", most = "1000", dues = "rise" }
        fact.result = { unit = "EUR", step = "1" }
    "#;
    let pays =
        "(if size < 500 EUR then 100 EUR else 50 EUR) + (if result > 0 EUR then 1 EUR else 0 EUR)";
    let falls = of_facts(
        facts,
        &format!(r#"rule = [{{ id = "r", pays = "{pays}" }}]"#),
    );
    let found = falls.iter().filter(|said| said.starts_with("fall")).count();
    assert!(found > 0 && found == falls.len(), "{falls:?}");
}

#[test]
fn a_fall_within_a_stretch_of_one_is_shown_by_both_its_ends() {
    let facts = r#"fact.part = { unit = "1", least = "0", most = "1", dues = "rise" }"#;
    let said = of_facts(
        facts,
        r#"rule = [{ id = "r", pays = "100 EUR - 10 EUR * part" }]"#,
    );
    assert_eq!(
        said,
        [
            "fall: dues fall €100.00 → €90.00 as part grows 0 → 1 (every payer), though they are expected to rise"
        ]
    );
}
