//! A policy of a hundred rules, made up for this bench: 20 districts that each charge five kinds of
//! members by rules and rates of their own, with tables, bounds, dated rates and a second line.
//!
//! `read` and `check` together are what loading takes, `prove` is everything that
//! [`Policy::findings`] does, which compiles every dues year that differs.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "criterion's macros write functions, and a bench that fails panics"
)]

use std::fmt::Write;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use oske_dues::Policy;
use oske_dues::document::PolicyDocument;

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

[line.services]
optional = true

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

fn hundred_rules() -> String {
    let mut text = HEAD.to_owned();
    let districts = (0..DISTRICTS).map(|district| format!("\"d{district:02}\""));
    let districts = districts.collect::<Vec<_>>().join(", ");
    writeln!(text, "\n[fact.district]\nvalues = [{districts}]").unwrap();
    for district in 0..DISTRICTS {
        let (old, new) = (700 + 5 * district, 720 + 5 * district);
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
pays = "{association} EUR"

[[rule]]
id = "{district:02}-municipalities"
when = "district = 'd{district:02}' and kind = 'municipality'"
pays = "at_least(rate_{district:02} * population + by_inhabitants(population), 250 EUR)"

[[rule]]
id = "{district:02}-services"
line = "services"
when = "district = 'd{district:02}' and (kind = 'municipality' and population >= 20000 inhabitant or staff > 250 employee)"
pays = "{association} EUR + 10%  * 250 EUR"
"#,
            fee = 40 + district,
            per_head = 2 + district % 4,
            association = 110 + 10 * district,
        )
        .unwrap();
    }
    text
}

fn hundred(criterion: &mut Criterion) {
    let text = hundred_rules();
    let document = PolicyDocument::from_toml("hundred.toml", &text).unwrap();
    let policy: Policy = document.check().unwrap();
    assert_eq!(text.matches("[[rule]]").count(), RULES);
    assert_eq!(policy.findings().len(), 0);

    let mut group = criterion.benchmark_group("hundred_rules");
    group.throughput(Throughput::Bytes(text.len() as u64));
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
    group.bench_with_input(BenchmarkId::new("all", RULES), &text, |bencher, text| {
        bencher.iter(|| Policy::from_toml("hundred.toml", text).unwrap().findings());
    });
    group.finish();
}

criterion_group!(benches, hundred);
criterion_main!(benches);
