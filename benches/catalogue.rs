//! Asking the catalogue of known acts: titles and addresses, and what stands on a day.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "criterion's macros write functions, and a bench that fails panics"
)]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use oske_statute::{AddressScheme, Catalogue, Reference, TextVersion};
use oske_types::Language;

/// An act, a place in one with few amendments and in one with many, and a list.
const CITED: [(&str, &str); 4] = [
    ("act", "1230/2001"),
    ("moment", "1230/2001 6 § 2 mom"),
    ("section", "1301/2014 14 §"),
    ("list", "503/1989 8, 10–15, 23, 25, 27 §"),
];

fn catalogue(criterion: &mut Criterion) {
    let catalogue = Catalogue::embedded();
    let on = "2022-12-12".parse().unwrap();
    let mut group = criterion.benchmark_group("standing");
    for (name, text) in CITED {
        let reference: Reference = text.parse().unwrap();
        group.bench_function(name, |bencher| {
            bencher.iter(|| catalogue.standing(black_box(&reference), on));
        });
    }
    group.finish();

    let mut group = criterion.benchmark_group("resolve");
    for (name, text) in CITED {
        let reference: Reference = text.parse().unwrap();
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                catalogue.resolve(black_box(&reference), Some(on)).address(
                    TextVersion::UpToDate,
                    AddressScheme::Renewed,
                    Language::Finnish,
                )
            });
        });
    }
    group.finish();
}

criterion_group!(benches, catalogue);
criterion_main!(benches);
