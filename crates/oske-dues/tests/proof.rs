//! What the proof finds, in the corners that the small cases and random policies seldom reach.
#![cfg(feature = "toml")]
#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a helper of a test fails by panicking"
)]

use std::fmt::Write as _;

mod support;

use oske_dues::{Finding, Policy, Severity};
use oske_types::Language;
use support::with_code;

/// A policy with two measures, and what else it says.
fn policy(rest: &str) -> Policy {
    policy_of_years("{ from = \"2023\" }", rest)
}

/// The same up to a dues year.
fn policy_until(rest: &str, last: &str) -> Policy {
    policy_of_years(&format!("{{ from = \"2023\", to = \"{last}\" }}"), rest)
}

fn policy_of_years(years: &str, rest: &str) -> Policy {
    let head = r#"
        format = "oske-policy"
        version = 1
        id = "case"
        title = { en = "A case" }
        status = "in-force"
        currency = "EUR"
        dues_years = YEARS
        rounding = "half-up to 0.01"
        unit.inhabitant = {}
        unit.person = {}
        fact.population = { unit = "inhabitant", step = "1", least = "0", most = "10" }
        fact.staff = { unit = "person", step = "1", least = "0", most = "10" }
    "#;
    let head = head.replace("YEARS", years);
    let policy = Policy::from_toml("case.toml", &format!("{head}\n{rest}"));
    policy.unwrap_or_else(|faults| panic!("{faults}"))
}

fn message(finding: &Finding) -> String {
    finding.message(Language::English)
}

/// Two rules for everybody, in one line.
fn two_rules(first: &str, second: &str) -> Vec<Finding> {
    let rules = [first, second].map(|pays| format!("[[rule]]\nid = \"r{}\"\n{pays}\n", pays.len()));
    with_code(&policy(&rules.concat()), "several-rules")
}

#[test]
fn two_rules_are_an_error_unless_they_are_known_to_give_the_same() {
    let different = [
        (
            "pays = \"0.10 EUR/inhabitant * population * population / 1 inhabitant\"",
            "pays = \"1 EUR/inhabitant * population\"",
        ),
        (
            "pays = \"10 EUR\"",
            "pays = \"10 EUR + 1 EUR/inhabitant * population * staff / 1 person\"",
        ),
        (
            "pays = \"0.001 EUR/inhabitant * population\"",
            "pays = \"0.001 EUR/inhabitant * population + 0.004 EUR\"",
        ),
    ];
    for (first, second) in different {
        let found = two_rules(first, second);
        assert_eq!(found.len(), 1, "{first} and {second}: {found:?}");
        assert_eq!(found[0].severity(), Severity::Error, "{}", found[0]);
    }
    let same = [
        ("pays = \"10 EUR\"", "pays = \"20 EUR / 2\""),
        (
            "pays = \"0.1 EUR/inhabitant * population\"",
            "pays = \"0.10 EUR/inhabitant * population\"",
        ),
        (
            "exempt = { en = \"an honorary member\" }",
            "exempt = { en = \"a founding member\" }",
        ),
    ];
    for (first, second) in same {
        let found = two_rules(first, second);
        assert_eq!(found.len(), 1, "{first} and {second}: {found:?}");
        assert_eq!(found[0].severity(), Severity::Warning, "{}", found[0]);
        assert!(message(&found[0]).ends_with("they give the same"));
    }
}

#[test]
fn each_hole_of_a_parameter_is_a_finding() {
    let policy = policy(
        r#"
        [param.rate]
        unit = "EUR"
        values = [
            { until = "2024-01-01", value = "1" },
            { from = "2026-01-01", until = "2027-01-01", value = "2" },
        ]
        [param.other]
        unit = "EUR"
        values = [
            { until = "2025-01-01", value = "1" },
            { from = "2025-01-01", value = "2" },
        ]
        [[rule]]
        id = "all"
        pays = "rate + other"
        "#,
    );
    let stale = with_code(&policy, "stale-parameter");
    let years: Vec<String> = stale
        .iter()
        .map(|finding| finding.year().to_string())
        .collect();
    assert_eq!(years, ["2024", "2027"]);
}

#[test]
fn a_hole_of_a_parameter_is_told_by_its_days() {
    let told = |pays: &str| {
        let policy = policy(&format!(
            r#"
            fact.joined = {{ type = "date", least = "01-01", most = "12-31" }}
            [param.rate]
            unit = "EUR"
            values = [
                {{ until = "2024-03-01", value = "1" }},
                {{ from = "2024-05-01", until = "2024-09-01", value = "2" }},
                {{ from = "2026-07-01", value = "3" }},
            ]
            [[rule]]
            id = "all"
            pays = "{pays}"
            "#
        ));
        let stale = with_code(&policy, "stale-parameter");
        stale.iter().map(message).collect::<Vec<_>>().join("\n")
    };
    insta::assert_snapshot!(told("rate"), @"rate has no value for the dues year 2025 (none from 1 September 2024 to 30 June 2026)");
    insta::assert_snapshot!(told("rate(joined)"), @r"
    rate has no value from 1 March 2024 to 30 April 2024
    rate has no value from 1 September 2024 to 30 June 2026
    ");
}

/// Facts `a` and `b` of eight and seven values, and a measure.
fn with_many_groups(rest: &str) -> Policy {
    let fact = |name: &str, count: usize| {
        let values: Vec<String> = (0..count)
            .map(|value| format!("\"{name}{value}\""))
            .collect();
        format!("fact.{name} = {{ values = [{}] }}\n", values.join(", "))
    };
    policy(&format!("{}{}{rest}", fact("a", 8), fact("b", 7)))
}

#[test]
fn what_is_not_listed_is_counted() {
    // A value of `a` with one of `b` has a hole of its own, so that no two can be told together.
    let rows = |row: &dyn Fn(usize, usize) -> String| {
        let pairs = (0..8).flat_map(|a| (0..7).map(move |b| (a, b)));
        let rows: Vec<String> = pairs.map(|(a, b)| row(a, b)).collect();
        format!(
            "[table.fee]\nby = [\"a\", \"b\", \"population\"]\nunit = \"EUR\"\nrows = [{}]\n",
            rows.join(", ")
        )
    };
    let rule = "[[rule]]\nid = \"all\"\npays = \"fee(a, b, population)\"\n";
    let gap = rows(&|a, b| {
        let hole = (a + b) % 9;
        format!(
            "{{ a = \"a{a}\", b = \"b{b}\", population = {{ under = \"{hole}\" }}, pays = \"1\" }}, \
             {{ a = \"a{a}\", b = \"b{b}\", population = {{ over = \"{hole}\" }}, pays = \"1\" }}"
        )
    });
    let overlap = rows(&|a, b| {
        let both = (a + b) % 9;
        format!(
            "{{ a = \"a{a}\", b = \"b{b}\", pays = \"1\" }}, \
             {{ a = \"a{a}\", b = \"b{b}\", population = {{ at = \"{both}\" }}, pays = \"2\" }}"
        )
    });
    let conditions = |joint: &str, sign: &str| {
        let pairs = (0..8).flat_map(|a| (0..7).map(move |b| (a, b)));
        let parts = pairs.map(|(a, b)| {
            let one = (a + b) % 9;
            format!("(a = 'a{a}' and b = 'b{b}' and population {sign} {one} inhabitant)")
        });
        parts.collect::<Vec<_>>().join(joint)
    };
    let (without, twice) = (conditions(" or ", "!="), conditions(" or ", "="));
    let no_rule = format!("[[rule]]\nid = \"some\"\nwhen = \"{without}\"\npays = \"1 EUR\"\n");
    let several = format!(
        "[[rule]]\nid = \"all\"\npays = \"1 EUR\"\n[[rule]]\nid = \"some\"\nwhen = \"{twice}\"\npays = \"2 EUR\"\n"
    );
    let currencies = several.replace(
        "pays = \"2 EUR\"",
        "line = \"other\"\ncurrency = \"SEK\"\npays = \"2 SEK\"",
    );
    let currencies = format!(
        "line.dues = {{}}\nline.other = {{ optional = true }}\n{}",
        currencies.replace("id = \"all\"", "id = \"all\"\nline = \"dues\"")
    );
    let division =
        format!("[[rule]]\nid = \"all\"\npays = \"1 EUR / (if {twice} then 0 else 1)\"\n");
    let mut told = String::new();
    for (code, rest) in [
        ("gap", format!("{gap}{rule}")),
        ("overlap", format!("{overlap}{rule}")),
        ("no-rule", no_rule),
        ("several-rules", several),
        ("mixed-currencies", currencies),
        ("division-by-zero", division),
    ] {
        let found = with_code(&with_many_groups(&rest), code);
        let of_one = found.iter().filter(|finding| finding.witness().is_some());
        let more = found.iter().filter(|finding| finding.witness().is_none());
        let more: Vec<String> = more.map(message).collect();
        writeln!(told, "{code}: {}: {}", of_one.count(), more.join(" | ")).unwrap();
    }
    insta::assert_snapshot!(told, @r"
    gap: 40: the table “fee” has 16 more gaps
    overlap: 40: rows of the table “fee” overlap in 16 more groups of payers
    no-rule: 40: in the line “dues” 16 more groups of payers have no rule
    several-rules: 40: in the line “dues” several rules are for 16 more groups of payers
    mixed-currencies: 40: rules in different currencies are for 16 more groups of payers
    division-by-zero: 40: a division by zero in 16 more groups of payers
    ");
}

#[test]
fn years_that_are_not_gone_through_are_told() {
    let mut values = String::new();
    for year in 2023..2300 {
        let next = year + 1;
        writeln!(
            values,
            "{{ from = \"{year}-01-01\", until = \"{next}-01-01\", value = \"1\" }},"
        )
        .unwrap();
    }
    let rest = format!(
        "[param.rate]\nunit = \"EUR\"\nvalues = [\n{values}]\n[[rule]]\nid = \"all\"\npays = \"rate\"\n"
    );
    let undecided = with_code(&policy(&rest), "undecided");
    assert_eq!(undecided.len(), 1, "{undecided:?}");
    assert_eq!(
        message(&undecided[0]),
        "something changes in more than 200 dues years: nothing is proved after 2222"
    );
}

#[test]
fn time_since_a_fixed_day_is_proved_year_by_year_to_the_end() {
    let rest = |least: &str| {
        format!(
            r#"
            fact.joined = {{ type = "date", least = "{least}", most = "12-31" }}
            [let]
            years_there = "whole_years(joined, year_start)"
            [table.fee]
            by = "years_there"
            unit = "EUR"
            rows = [{{ under = "30", pays = "1" }}, {{ from = "40", pays = "2" }}]
            [[rule]]
            id = "all"
            pays = "fee(years_there)"
            "#
        )
    };
    let told = |policy: &Policy| {
        let codes = ["gap", "dead-row", "undecided"];
        let mut findings = policy.findings();
        findings.retain(|finding| codes.contains(&finding.code()));
        let told = findings.iter().map(|finding| {
            let (year, message) = (finding.year(), message(finding));
            format!("{year} {}: {message}", finding.code())
        });
        told.collect::<Vec<_>>().join("\n")
    };
    // Without an end: the gap and the second row lie behind the years that are gone through.
    insta::assert_snapshot!(told(&policy(&rest("2000-01-01"))), @"2023 undecided: the time since a fixed day grows with each dues year: nothing is proved after 2027");
    // With one, every year is gone through.
    insta::assert_snapshot!(told(&policy_until(&rest("2000-01-01"), "2035")), @r"
    2030 gap: no amount where joined is 1 January 2000 (every payer): no row of the table “fee” holds
    2023 dead-row: row 2 of the table “fee” can never hold
    ");
    // Where the date moves with the year, each year is as the others.
    insta::assert_snapshot!(told(&policy(&rest("01-01"))), @"2023 dead-row: row 2 of the table “fee” can never hold");
}

/// A table with these rows, and a rule that looks it up for everybody.
fn table(rows: &str) -> String {
    format!(
        "[table.fee]\nby = \"population\"\nunit = \"EUR\"\nrows = [{rows}]\n[[rule]]\nid = \"all\"\npays = \"fee(population)\"\n"
    )
}

#[test]
fn an_overlap_with_the_same_amounts_is_one_finding() {
    let rows = r#"
        { pays = "1" }, { from = "2", to = "8", pays = "1" }, { from = "4", to = "6", pays = "1" },
        { from = "9", pays = "2" },
    "#;
    let overlaps = with_code(&policy(&table(rows)), "overlap");
    let told: Vec<String> = overlaps.iter().map(message).collect();
    assert_eq!(
        told,
        [
            "rows 1, 2 and 3 of the table “fee” overlap (population is 2–8) but give the same (€1.00)",
            "several amounts (population is 9 or more): rows 1 and 4 of the table “fee” give €1.00 / €2.00",
        ]
    );
}

#[test]
fn of_many_rows_the_first_few_are_named() {
    let mut rows = String::new();
    for amount in 1..=20 {
        write!(rows, "{{ pays = \"{amount}\" }},").unwrap();
    }
    let overlaps = with_code(&policy(&table(&rows)), "overlap");
    assert_eq!(overlaps.len(), 1, "{overlaps:?}");
    assert_eq!(
        message(&overlaps[0]),
        "several amounts (every payer): rows 1, 2, 3, 4, 5 and 15 more of the table “fee” give €1.00 / €2.00 / €3.00 / €4.00 / €5.00 / 15 more"
    );
}

#[test]
fn a_gap_of_a_rule_for_everybody_is_found_however_many_attributes_there_are() {
    let values: Vec<String> = (0..20).map(|value| format!("\"v{value}\"")).collect();
    let mut rest = String::new();
    let mut terms = Vec::new();
    for attribute in 0..4 {
        writeln!(
            rest,
            "fact.a{attribute} = {{ values = [{}] }}",
            values.join(", ")
        )
        .unwrap();
        terms.push(format!("a{attribute} = 'v0'"));
    }
    rest.push_str(&table(
        "{ under = \"5\", pays = \"1\" }, { over = \"5\", pays = \"2\" }",
    ));
    write!(
        rest,
        "[[rule]]\nid = \"some\"\nwhen = \"{}\"\npays = \"1 EUR\"\n",
        terms.join(" or ")
    )
    .unwrap();
    let policy = policy(&rest);
    let gaps = with_code(&policy, "gap");
    assert_eq!(gaps.len(), 1, "{gaps:?}");
    assert_eq!(
        message(&gaps[0]),
        "no amount where population is exactly 5 (every payer): no row of the table “fee” holds"
    );
    let year = policy.for_year(policy.first_year()).unwrap();
    let outcome = year.assess(gaps[0].witness().unwrap()).outcome().clone();
    assert_eq!(outcome.status(), "not_covered", "{outcome:?}");
    // Whom both rules are for is found as well, and nothing is left out.
    let both = with_code(&policy, "several-rules");
    assert!(!both.is_empty());
    for finding in &both {
        let outcome = year.assess(finding.witness().unwrap()).outcome().clone();
        assert_ne!(outcome.status(), "assessed", "{finding}: {outcome:?}");
    }
    assert!(with_code(&policy, "undecided").is_empty());
}

#[test]
fn a_rule_that_is_never_in_force_on_a_first_day_is_dead() {
    let rule = |id: &str, valid: &str| {
        format!("[[rule]]\nid = \"{id}\"\nvalid = {{ {valid} }}\npays = \"1 EUR\"\n")
    };
    let policy = policy(&format!(
        "{}{}{}",
        rule("between", "from = \"2023-03-01\", until = \"2023-12-01\""),
        rule("before", "until = \"2022-12-01\""),
        rule("later", "from = \"2024-06-01\""),
    ));
    let told: Vec<String> = with_code(&policy, "dead-rule")
        .iter()
        .map(message)
        .collect();
    assert_eq!(
        told,
        ["between", "before"].map(|rule| format!(
            "the rule `{rule}` is in force on the first day of no dues year, so that it never applies"
        ))
    );
}

#[test]
fn lines_and_units_that_nothing_uses_are_told() {
    let policy = policy(
        r#"
        unit.hour = {}
        line.dues = {}
        line.magazine = { optional = true }
        [[rule]]
        id = "all"
        line = "dues"
        pays = "1 EUR/inhabitant * population + 1 EUR/person * staff"
        "#,
    );
    let paths: Vec<String> = with_code(&policy, "unused")
        .iter()
        .map(|finding| finding.document_path().to_owned())
        .collect();
    assert_eq!(paths, ["unit.hour", "line.magazine"]);
}

#[test]
fn years_are_gone_through_wherever_days_are_spoken_of() {
    let by_year = r#"
        [let]
        first_day = "year_start"
        [table.fee]
        by = "first_day"
        unit = "EUR"
        rows = [{ under = "2030-01-01", pays = "10" }]
        [[rule]]
        id = "everyone"
        pays = "fee(first_day)"
    "#;
    let while_it_holds = r#"
        [[rule]]
        id = "everyone"
        when = "year_start < '2030-01-01'"
        pays = "10 EUR"
    "#;
    let leap_year = r#"
        [[rule]]
        id = "everyone"
        pays = "10 EUR / (366 - days(year_start, next_year_start) / 1 day)"
    "#;
    // The year after 2025 has a value on its first day and none on its last.
    let parameter = r#"
        [param.rate]
        unit = "EUR"
        values = [{ until = "2026-06-01", value = "10" }]
        [[rule]]
        id = "everyone"
        pays = "rate(next_year_start)"
    "#;
    for (rest, code, year) in [
        (by_year, "gap", "2030"),
        (while_it_holds, "no-rule", "2030"),
        (leap_year, "division-by-zero", "2024"),
        (parameter, "stale-parameter", "2026"),
    ] {
        let found = with_code(&policy(rest), code);
        let years: Vec<String> = found.iter().map(|one| one.year().to_string()).collect();
        assert_eq!(years, [year], "{code}");
    }
}

/// A policy of whom nothing is known but the inhabitants, with a rate and a threshold that nobody has
/// published.
fn with_unknowns(rules: &str) -> Policy {
    let text = format!(
        r#"
        format = "oske-policy"
        version = 1
        id = "unknowns"
        title = {{ en = "Made up for a test" }}
        status = "in-force"
        currency = "EUR"
        dues_years = {{ from = "2024", to = "2024" }}
        rounding = "half-up to 0.01"
        {rules}
        unit.inhabitant = {{ name = {{ en = "inhabitant" }} }}
        param.rate = {{ unit = "EUR/inhabitant", value = "unknown" }}
        param.threshold = {{ unit = "inhabitant", value = "unknown" }}

        [fact.population]
        unit = "inhabitant"
        step = "1"
        least = "0"
        most = "100000"
        cliff = "100 EUR"

        [table.fee]
        by = "population"
        unit = "EUR"
        rows = [{{ to = "10", pays = "900" }}, {{ over = "10", pays = "100" }}]
        "#
    );
    Policy::from_toml("unknowns.toml", &text).unwrap()
}

fn codes(policy: &Policy) -> Vec<&'static str> {
    let findings = policy.findings();
    let codes = findings.iter().map(Finding::code);
    codes
        .filter(|code| !["unused", "reference-not-stated", "not-decided"].contains(code))
        .collect()
}

#[test]
fn of_a_bound_of_an_unknown_rate_nothing_is_said() {
    let policy =
        with_unknowns("rule = [{ id = \"a\", pays = \"at_least(rate * population, 250 EUR)\" }]");
    assert_eq!(codes(&policy), ["unknown-parameter"]);
}

#[test]
fn rows_behind_a_condition_that_is_open_are_not_dead() {
    let policy = with_unknowns(
        "rule = [{ id = \"a\", when = \"population > threshold\", pays = \"fee(population)\" }]",
    );
    assert!(
        !codes(&policy).contains(&"dead-row"),
        "{:?}",
        codes(&policy)
    );
}

#[test]
fn a_reading_that_gives_nothing_is_not_the_same_as_one_that_does() {
    let policy = with_unknowns(
        "rule = [{ id = \"a\", pays = \"unclear('x', rate * population, 100 EUR)\" }]",
    );
    let findings = policy.findings();
    let unclear = findings
        .iter()
        .find(|finding| finding.code() == "unclear")
        .unwrap();
    assert_eq!(
        unclear.message(Language::English),
        "the source leaves it unclear: x; where the readings give an amount it is the same, but not all of them give everybody one",
    );
}

#[test]
fn a_drop_is_a_cliff_too_where_no_direction_is_expected() {
    let policy = with_unknowns("rule = [{ id = \"a\", pays = \"fee(population)\" }]");
    let findings = policy.findings();
    let cliff = findings
        .iter()
        .find(|finding| finding.code() == "cliff")
        .unwrap();
    assert_eq!(
        cliff.message(Language::English),
        "dues jump €900.00 → €100.00 as population grows 10 → 11 (every payer)",
    );
}

#[test]
fn dues_in_different_currencies_are_not_compared() {
    let policy = with_unknowns(
        "rule = [\n{ id = \"a\", when = \"population < 500 inhabitant\", pays = \"100 EUR\" },\n\
         { id = \"b\", when = \"population >= 500 inhabitant\", currency = \"SEK\", pays = \"900 SEK\" }]",
    );
    assert_eq!(codes(&policy), Vec::<&str>::new());
}
