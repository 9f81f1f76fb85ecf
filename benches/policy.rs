//! Loading, checking and proving the demonstration policy.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "criterion's macros write functions, and a bench that fails panics"
)]

use criterion::{Criterion, criterion_group, criterion_main};
use oske_dues::Policy;
use oske_dues::document::PolicyDocument;

/// Five rules, a table, a rate.
const POLICY: &str = include_str!("../examples/data/policies/iso-2023-demo.toml");

fn policy(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("policy");
    group.bench_function("read", |bencher| {
        bencher.iter(|| PolicyDocument::from_toml("policy.toml", POLICY).unwrap());
    });
    let document = PolicyDocument::from_toml("policy.toml", POLICY).unwrap();
    group.bench_function("check", |bencher| {
        bencher.iter(|| document.check().unwrap())
    });
    let policy = Policy::from_toml("policy.toml", POLICY).unwrap();
    group.bench_function("compile_year", |bencher| {
        bencher.iter(|| policy.for_year(policy.first_year()).unwrap());
    });
    group.bench_function("findings", |bencher| bencher.iter(|| policy.findings()));
    group.finish();
}

criterion_group!(benches, policy);
criterion_main!(benches);
