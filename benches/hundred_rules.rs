//! Policies of a hundred rules, made up for this bench.
//!
//! | group | the policy |
//! |---|---|
//! | `hundred_rules_flat` | a hundred classes of members, a flat due for each |
//! | `hundred_rules` | 20 districts that each charge five kinds of members by rules and rates of their own, with tables and bounds |
//! | `hundred_rules_dated` | the same with a rate of each district that changes, so that two years are proved, and a second line that is for some members beside the first |
//!
//! `read` and `check` together are what loading takes, `prove` is everything that
//! [`Policy::findings`] does, which compiles every dues year that differs.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    reason = "criterion's macros write functions, small numbers are added, and a bench that fails panics"
)]

use std::fmt::Write;

use criterion::{Criterion, criterion_group, criterion_main};
use oske_dues::document::PolicyDocument;
use oske_dues::{Policy, Severity};

const DISTRICTS: usize = 20;
const RULES: usize = 100;

/// What is declared once.
const HEAD: &str = r#"
format = "oske-policy"
version = 1
id = "hundred-rules"
title = { en = "A made-up association of 20 districts" }
status = "in-force"
currency = "EUR"
dues_years = { from = "2024" }
rounding = "half-up to 0.01"
decision = { by = { en = "general meeting" }, on = "2023-11-20" }

unit.inhabitant = { name = { en = "inhabitant" }, many = { en = "inhabitants" } }
unit.employee = { name = { en = "employee" }, many = { en = "employees" } }

[fact.kind]
values = ["person", "student", "company", "association", "municipality"]

[fact.population]
unit = "inhabitant"
step = "1"
least = "0"
most = "10000000"
reference = { en = "31 December two years before" }
dues = "rise"
absent = "0"

[fact.staff]
unit = "employee"
step = "1"
least = "0"
most = "1000000"
reference = { en = "mean of the year before" }
dues = "rise"
absent = "0"

[table.company_fee]
by = "staff"
unit = "EUR"
rows = [
    { to = "1", pays = "90" },
    { over = "1", to = "5", pays = "180" },
    { over = "5", to = "20", pays = "420" },
    { over = "20", to = "100", pays = "900" },
    { over = "100", to = "500", pays = "2400" },
    { over = "500", pays = "6000" },
]

[table.by_inhabitants]
by = "population"
unit = "EUR/inhabitant"
slices = true
rows = [
    { to = "10000", pays = "0.05" },
    { over = "10000", to = "50000", pays = "0.03" },
    { over = "50000", pays = "0.02" },
]
"#;

fn flat_rules() -> String {
    let classes = (0..RULES).map(|class| format!("\"c{class:02}\""));
    let classes = classes.collect::<Vec<_>>().join(", ");
    let mut text = HEAD.split("unit.inhabitant").next().unwrap().to_owned();
    writeln!(text, "[fact.class]\nvalues = [{classes}]").unwrap();
    for class in 0..RULES {
        let due = 50 + 5 * class;
        writeln!(
            text,
            r#"
[[rule]]
id = "class-{class:02}"
when = "class = 'c{class:02}'"
pays = "{due} EUR""#
        )
        .unwrap();
    }
    text
}

fn hundred_rules(dated: bool) -> String {
    let mut text = HEAD.to_owned();
    let districts = (0..DISTRICTS).map(|district| format!("\"d{district:02}\""));
    let districts = districts.collect::<Vec<_>>().join(", ");
    writeln!(text, "\n[fact.district]\nvalues = [{districts}]").unwrap();
    if dated {
        writeln!(text, "\n[line.services]\noptional = true").unwrap();
    }
    for district in 0..DISTRICTS {
        let association = 110 + 10 * district;
        writeln!(
            text,
            r#"
[[rule]]
id = "{district:02}-persons"
when = "district = 'd{district:02}' and kind in ['person', 'student']"
pays = "if kind = 'student' then 50% * {fee} EUR else {fee} EUR"

[[rule]]
id = "{district:02}-companies"
when = "district = 'd{district:02}' and kind = 'company'"
pays = "at_most(company_fee(staff) + {per_head} EUR/employee * staff, 20000 EUR)"

[[rule]]
id = "{district:02}-associations"
when = "district = 'd{district:02}' and kind = 'association'"
pays = "{association} EUR""#,
            fee = 40 + district,
            per_head = 2 + district % 4,
        )
        .unwrap();
        let (old, new) = (700 + 5 * district, 720 + 5 * district);
        if dated {
            writeln!(
                text,
                r#"
[param.rate_{district:02}]
unit = "EUR/inhabitant"
values = [
    {{ until = "2025-01-01", value = "0.0{old}" }},
    {{ from = "2025-01-01", value = "0.0{new}" }},
]

[[rule]]
id = "{district:02}-municipalities"
when = "district = 'd{district:02}' and kind = 'municipality'"
pays = "at_least(rate_{district:02} * population + by_inhabitants(population), 250 EUR)"

[[rule]]
id = "{district:02}-services"
line = "services"
when = "district = 'd{district:02}' and (kind = 'municipality' and population >= 20000 inhabitant or staff > 250 employee)"
pays = "{association} EUR + 10% * 250 EUR""#
            )
        } else {
            writeln!(
                text,
                r#"
[[rule]]
id = "{district:02}-small-municipalities"
when = "district = 'd{district:02}' and kind = 'municipality' and population < 5000 inhabitant"
pays = "{association} EUR"

[[rule]]
id = "{district:02}-municipalities"
when = "district = 'd{district:02}' and kind = 'municipality' and population >= 5000 inhabitant"
pays = "at_least(0.0{old} EUR/inhabitant * population + by_inhabitants(population), 250 EUR)""#
            )
        }
        .unwrap();
    }
    text
}

fn hundred(criterion: &mut Criterion) {
    let policies = [
        ("hundred_rules_flat", flat_rules()),
        ("hundred_rules", hundred_rules(false)),
        ("hundred_rules_dated", hundred_rules(true)),
    ];
    for (name, text) in policies {
        let document = PolicyDocument::from_toml("hundred.toml", &text).unwrap();
        let policy: Policy = document.check().unwrap();
        assert_eq!(text.matches("[[rule]]").count(), RULES);
        let findings = policy.findings();
        let serious = findings
            .iter()
            .filter(|finding| finding.severity() == Severity::Error)
            .count();
        assert_eq!(serious, 0);

        let mut group = criterion.benchmark_group(name);
        group.bench_function("read", |bencher| {
            bencher.iter(|| PolicyDocument::from_toml("hundred.toml", &text).unwrap());
        });
        group.bench_function("check", |bencher| {
            bencher.iter(|| document.check().unwrap())
        });
        group.bench_function("read_and_check", |bencher| {
            bencher.iter(|| Policy::from_toml("hundred.toml", &text).unwrap());
        });
        group.bench_function("prove", |bencher| bencher.iter(|| policy.findings()));
        group.bench_function("read_check_and_prove", |bencher| {
            bencher.iter(|| Policy::from_toml("hundred.toml", &text).unwrap().findings());
        });
        group.finish();
    }
}

criterion_group!(benches, hundred);
criterion_main!(benches);
