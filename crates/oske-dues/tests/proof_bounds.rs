//! What is proved of minima and maxima: those that never bind, those that always do, and those of which
//! it is not decided.
#![cfg(feature = "toml")]
#![allow(missing_docs, reason = "a test that fails panics")]

mod support;

use oske_types::Language;

const FACTS: &str = r#"
    fact.kind = { values = ["a", "b"] }
    fact.size = { unit = "EUR", step = "1", least = "0", most = "1000" }
    fact.grant = { unit = "EUR", step = "1", least = "0", most = "1000" }
    param.rate = { unit = "EUR", value = "unknown" }
    table.up = { by = "size", unit = "EUR", rows = [{ under = "500", pays = "10" }, { from = "500", pays = "20" }] }
    table.down = { by = "size", unit = "EUR", rows = [{ under = "500", pays = "20" }, { from = "500", pays = "10" }] }
"#;

/// What is said of bounds: `never`, `always`, `undecided`.
fn of_rules(rules: &str) -> Vec<&'static str> {
    let policy = support::case(&format!("{FACTS}\n{rules}"));
    let findings = policy.findings();
    let said = findings.iter().filter_map(|finding| match finding.code() {
        "bound-never-binds" => Some("never"),
        "bound-always-binds" => Some("always"),
        "undecided" if finding.message(Language::English).contains("bound") => Some("undecided"),
        _ => None,
    });
    said.collect()
}

fn of(pays: &str) -> Vec<&'static str> {
    of_rules(&format!(
        r#"rule = [{{ id = "everyone", pays = "{pays}" }}]"#
    ))
}

fn of_some(when: &str, pays: &str) -> Vec<&'static str> {
    of_rules(&format!(
        r#"rule = [{{ id = "some", when = "{when}", pays = "{pays}" }}]"#
    ))
}

#[test]
fn a_bound_that_is_only_touched_never_binds() {
    assert_eq!(of("at_least(size, 0 EUR)"), ["never"]);
    assert_eq!(of("at_most(size, 1000 EUR)"), ["never"]);
    assert!(of("at_least(size, 1 EUR)").is_empty());
    assert!(of("at_most(size, 999 EUR)").is_empty());
}

#[test]
fn a_bound_that_is_never_passed_always_binds() {
    assert_eq!(of("at_least(size, 1000 EUR)"), ["always"]);
    assert_eq!(of("at_most(size, 0 EUR)"), ["always"]);
    assert!(of("at_least(size, 999 EUR)").is_empty());
    assert!(of("at_most(size, 1 EUR)").is_empty());
}

/// Half of the size is nowhere more than the size, though it may be more than the size of another payer.
#[test]
fn a_bound_that_grows_with_the_value_is_compared_with_that_of_the_same_payer() {
    assert_eq!(of("at_least(size, 0.5 * size)"), ["never"]);
    assert_eq!(of("at_most(0.5 * size, size)"), ["never"]);
    assert_eq!(of("at_least(0.5 * size, size)"), ["always"]);
    assert_eq!(of("at_most(size, 0.5 * size)"), ["always"]);
    assert!(of("at_least(size, 500 EUR - 0.5 * size)").is_empty());
    assert!(of("at_least(size, 0.5 * grant)").is_empty());
}

#[test]
fn sums_are_bounded_where_their_parts_are() {
    assert_eq!(of("at_most(size + grant, 2000 EUR)"), ["never"]);
    assert!(of("at_most(size + grant, 1999 EUR)").is_empty());
    assert_eq!(of("at_least(size + grant, 0 EUR)"), ["never"]);
    // By two quantities, 10 € and 10 € come together; by the same one, it is always 30 €.
    assert!(of("at_least(up(size) + down(grant), 25 EUR)").is_empty());
    assert_eq!(of("at_least(up(size) + down(grant), 20 EUR)"), ["never"]);
    assert_eq!(of("at_least(up(size) + down(size), 25 EUR)"), ["never"]);
    assert_eq!(of("at_least(up(size) + down(size), 35 EUR)"), ["always"]);
}

/// 125,000 cases, of which each table is the same whatever the others are.
#[test]
fn sums_of_tables_by_different_quantities_are_bounded_however_many_rows_they_have() {
    let mut text = String::new();
    for name in ["x", "y", "z"] {
        let rows = (0..50).map(|row| format!(r#"{{ at = "{row}", pays = "{}" }},"#, row + 2));
        let rows: String = rows.collect();
        text.push_str(&format!(
            r#"fact.{name} = {{ unit = "EUR", step = "1", least = "0", most = "49" }}
            table.by_{name} = {{ by = "{name}", unit = "EUR", rows = [{rows}] }}
            "#
        ));
    }
    let least = |least: u32| {
        let rule = format!(
            r#"rule = [{{ id = "r", pays = "at_least(by_x(x) + by_y(y) + by_z(z), {least} EUR)" }}]"#
        );
        of_rules(&format!("{text}{rule}"))
    };
    assert_eq!(least(6), ["never"]);
    assert!(least(7).is_empty());
}

#[test]
fn on_one_side_of_a_border_a_bound_is_compared_with_whoever_is_there() {
    let large = "size + grant >= 1500 EUR";
    assert!(of_some(large, "at_least(size, 700 EUR)").is_empty());
    assert_eq!(of_some(large, "at_least(size, 400 EUR)"), ["never"]);
    assert_eq!(of_some(large, "at_most(size, 1000 EUR)"), ["never"]);
    assert_eq!(of_some(large, "at_most(size, 400 EUR)"), ["always"]);
    let small = "size + grant <= 500 EUR";
    assert_eq!(of_some(small, "at_most(size, 600 EUR)"), ["never"]);
    assert!(of_some(small, "at_most(size, 300 EUR)").is_empty());
}

/// The product of a size and what it is below 1,000 is known to lie between 0 and 1,000,000; in truth it
/// is nowhere more than 250,000.
#[test]
fn of_a_product_of_one_quantity_with_itself_it_is_not_decided() {
    const PRODUCT: &str = "size * (1000 EUR - size) / 1 EUR";
    assert_eq!(
        of(&format!("at_most({PRODUCT}, 300000 EUR)")),
        ["undecided"]
    );
    assert_eq!(of(&format!("at_most({PRODUCT}, 2000000 EUR)")), ["never"]);
    assert!(of("at_most(size * grant / 1 EUR, 200000 EUR)").is_empty());
    // One of the kinds is above the minimum for certain, or below it; the other may be.
    for sure in ["600 EUR", "100 EUR"] {
        let pays = format!("at_least(if kind = 'a' then {sure} else {PRODUCT} - 10 EUR, 400 EUR)");
        assert_eq!(of(&pays), ["undecided"], "{pays}");
        let pays = format!("at_most(if kind = 'a' then {sure} else {PRODUCT} - 10 EUR, 400 EUR)");
        assert_eq!(of(&pays), ["undecided"], "{pays}");
    }
    // Whether anybody is on that side of the border is not known either.
    let border = "size * (1000 EUR - size) >= 500000 EUR * 1 EUR";
    let pays = format!("at_least(if {border} then 3 EUR else 20 EUR, 5 EUR)");
    assert_eq!(of(&pays), ["undecided"]);
    assert_eq!(of_some(border, "at_least(size, 400 EUR)"), ["undecided"]);
}

#[test]
fn where_an_amount_is_not_known_of_some_nothing_is_said() {
    for least in [250, 350] {
        let pays = format!("at_least(if kind = 'a' then rate else 300 EUR, {least} EUR)");
        assert!(of(&pays).is_empty(), "{pays}");
        let pays = format!("at_least(if kind = 'a' then 300 EUR else rate, {least} EUR)");
        assert!(of(&pays).is_empty(), "{pays}");
    }
}

#[test]
fn a_bound_that_stands_once_and_is_used_twice_is_judged_by_both_uses() {
    let rules = |when: [&str; 2], due: &str| {
        of_rules(&format!(
            r#"let.due = "{due}"
            rule = [
                {{ id = "a", when = "{}", pays = "due" }},
                {{ id = "b", when = "{}", pays = "due + 1 EUR" }},
            ]"#,
            when[0], when[1]
        ))
    };
    let kinds = ["kind = 'a'", "kind = 'b'"];
    assert!(rules(kinds, "at_least(size, 400 EUR)").is_empty());
    assert!(rules(kinds, "at_most(size, 400 EUR)").is_empty());
    // Not known in either.
    assert!(rules(kinds, "at_least(rate, 250 EUR)").is_empty());
    let sizes = ["size < 400 EUR", "size >= 400 EUR"];
    assert!(rules(sizes, "at_least(size, 400 EUR)").is_empty());
    assert_eq!(rules(sizes, "at_least(size, 0 EUR)"), ["never"]);
}

const LIST: &str = r#"
    unit.employee = {}
    unit.visitor = {}
    fact.branch = { type = "list", least = "1", most = "3", each = {
        staff = { unit = "employee", step = "1", least = "0", most = "100" },
        visitors = { unit = "visitor", step = "1", least = "0", most = "100" },
    } }
    table.rising = { by = "staff", unit = "EUR", rows = [{ under = "50", pays = "10" }, { from = "50", pays = "20" }] }
    table.falling = { by = "staff", unit = "EUR", rows = [{ under = "50", pays = "20" }, { from = "50", pays = "10" }] }
"#;

#[test]
fn a_sum_over_a_list_reaches_its_ends_where_each_part_rests_on_one_quantity() {
    let of_each = |each: &str, least: u32| {
        let rule = format!(
            r#"rule = [{{ id = "r", pays = "at_least(sum(branch, {each}), {least} EUR)" }}]"#
        );
        of_rules(&format!("{LIST}{rule}"))
    };
    assert!(of_each("rising(staff)", 30).is_empty());
    assert_eq!(of_each("rising(staff)", 60), ["always"]);
    assert!(of_each("2 EUR/employee * staff", 30).is_empty());
    let undecided = [
        "2 EUR/employee * staff + 3 EUR/visitor * visitors",
        "if staff / 1 employee + visitors / 1 visitor >= 90 then 5 EUR else 40 EUR",
        "rising(staff) + falling(staff)",
        "staff * visitors * 1 EUR / 1 employee / 1 visitor",
    ];
    for each in undecided {
        assert_eq!(of_each(each, 45), ["undecided"], "{each}");
    }
}

/// One branch at least, so that it is 10 € at least.
#[test]
fn a_list_that_may_not_be_empty_comes_to_something() {
    let bounded = |bound: &str, each: &str, by: &str| {
        let rule =
            format!(r#"rule = [{{ id = "r", pays = "{bound}(sum(branch, {each}), {by} EUR)" }}]"#);
        of_rules(&format!("{LIST}{rule}"))
    };
    assert_eq!(bounded("at_least", "rising(staff)", "10"), ["never"]);
    assert!(bounded("at_least", "rising(staff)", "11").is_empty());
    // A credit of 10 € to 20 € for each of one to three.
    assert_eq!(bounded("at_most", "-1 * rising(staff)", "-10"), ["never"]);
    assert!(bounded("at_most", "-1 * rising(staff)", "-11").is_empty());
    assert_eq!(bounded("at_least", "-1 * rising(staff)", "-60"), ["never"]);
    assert!(bounded("at_least", "-1 * rising(staff)", "-59").is_empty());
}

#[test]
fn of_the_time_between_two_dates_it_is_not_decided() {
    let dates = r#"
        fact.joined = { type = "date", least = "2020-01-01", most = "2022-12-31" }
        fact.left = { type = "date", least = "2023-01-01", most = "2025-12-31" }
    "#;
    let rule = r#"rule = [{ id = "r", pays = "at_most(10 EUR/year * whole_years(joined, left), 30 EUR)" }]"#;
    assert_eq!(of_rules(&format!("{dates}{rule}")), ["undecided"]);
}
