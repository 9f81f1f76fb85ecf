//! Assessing and explaining by the demonstration policy.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "criterion's macros write functions, and a bench that fails panics"
)]

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use oske_dues::{Explanation, Facts, Policy};
use oske_types::Language;

/// Five rules, a table, a rate that is known.
const POLICY: &str = include_str!("../examples/data/policies/iso-2023-demo.toml");

/// Payers of one round.
const PAYERS: i64 = 10_000;

fn county() -> Facts {
    Facts::new("county-20")
        .with_attribute("kind", "wellbeing_services_county")
        .with_measure("population", 70_521)
}

/// Counties, municipalities around the tier at 5,000, and associations, always the same.
fn payers() -> Vec<Facts> {
    let kinds = ["wellbeing_services_county", "municipality", "association"];
    let kinds = kinds.into_iter().cycle();
    (0..PAYERS)
        .zip(kinds)
        .map(|(number, kind)| {
            Facts::new(format!("payer-{number}"))
                .with_attribute("kind", kind)
                .with_measure("population", number)
        })
        .collect()
}

fn assess(criterion: &mut Criterion) {
    let policy = Policy::from_toml("policy.toml", POLICY).unwrap();
    let year = policy.for_year(policy.first_year()).unwrap();

    let mut group = criterion.benchmark_group("one_payer");
    let facts = county();
    group.bench_function("assess", |bencher| bencher.iter(|| year.assess(&facts)));
    group.bench_function("explain", |bencher| bencher.iter(|| year.explain(&facts)));
    let explanation = year.explain(&facts);
    group.bench_function("render", |bencher| {
        bencher.iter(|| explanation.to_text(Language::Finnish));
    });
    let json = explanation.to_json();
    group.bench_function("read_and_replay", |bencher| {
        bencher.iter_batched(
            || json.clone(),
            |json| {
                Explanation::from_json("e.json", &json)
                    .unwrap()
                    .replay()
                    .unwrap()
            },
            BatchSize::SmallInput,
        );
    });
    group.finish();

    let mut group = criterion.benchmark_group("round");
    let payers = payers();
    group.throughput(Throughput::Elements(
        u64::try_from(PAYERS).unwrap_or_default(),
    ));
    group.bench_function("10_000_payers", |bencher| {
        bencher.iter(|| {
            let amounts = payers
                .iter()
                .filter_map(|facts| year.assess(facts).amount());
            amounts
                .map(|amount| i128::from(amount.minor()))
                .sum::<i128>()
        });
    });
    group.finish();
}

criterion_group!(benches, assess);
criterion_main!(benches);
