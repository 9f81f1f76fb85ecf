//! Asking the embedded atlas: by code, by name, on a date, and figures. Limits: a look-up by code takes
//! under 50 ns, one by name under 1 µs.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "criterion's macros write functions, and a bench that fails panics"
)]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use oske_data::ATLAS;
use oske_domain::{ClassificationId, Municipality, Place};
use oske_types::{CountyCode, MunicipalityCode};

/// Kuopio as it is written, in capitals and in Swedish, a name with letters outside of ASCII in capitals,
/// a name of several places, and the longest.
const NAMES: [(&str, &str); 6] = [
    ("plain", "Kuopio"),
    ("capitals", "KUOPIO"),
    ("umlauts", "HÄMEENLINNA"),
    ("swedish", "Tavastehus"),
    ("several", "Åland"),
    ("long", "Pohjois-Savon hyvinvointialue"),
];

fn look_up(criterion: &mut Criterion) {
    let date = "2025-07-01".parse().unwrap();
    let view = ATLAS.on(date).unwrap();
    let code: MunicipalityCode = "297".parse().unwrap();
    let county: CountyCode = "13".parse().unwrap();

    let mut group = criterion.benchmark_group("view");
    group.bench_function("on", |bencher| bencher.iter(|| ATLAS.on(black_box(date))));
    group.finish();

    let mut group = criterion.benchmark_group("code");
    group.bench_function("municipality", |bencher| {
        bencher.iter(|| view.municipality(black_box(code)));
    });
    group.bench_function("county", |bencher| {
        bencher.iter(|| view.county(black_box(county)));
    });
    // Every code in turn, so that no branch is learnt by heart.
    let codes: Vec<_> = view.municipalities().map(Municipality::code).collect();
    let mut turn = codes.iter().cycle().step_by(97);
    group.bench_function("municipality_in_turn", |bencher| {
        bencher.iter(|| view.municipality(black_box(*turn.next().unwrap())));
    });
    group.finish();

    let mut group = criterion.benchmark_group("belongs_to");
    group.bench_function("region_of", |bencher| {
        bencher.iter(|| view.region_of(black_box(code)));
    });
    group.bench_function("county_of", |bencher| {
        bencher.iter(|| view.county_of(black_box(code)));
    });
    group.bench_function("class_of", |bencher| {
        bencher.iter(|| view.class_of(ClassificationId::SUB_REGION, black_box(code)));
    });
    group.finish();

    let mut group = criterion.benchmark_group("name");
    for (name, text) in NAMES {
        group.bench_function(name, |bencher| {
            bencher.iter(|| view.find(black_box(text)).unwrap().next());
        });
    }
    group.bench_function("missed", |bencher| {
        bencher.iter(|| ATLAS.find(black_box("Kuoppio")).next());
    });
    group.finish();

    let mut group = criterion.benchmark_group("suggestions");
    group.bench_function("misspelt", |bencher| {
        bencher.iter(|| view.find(black_box("Kuoppio")).err());
    });
    group.finish();
}

fn figures(criterion: &mut Criterion) {
    let view = ATLAS.on("2025-07-01".parse().unwrap()).unwrap();
    let kuopio: Place = "municipality:297".parse().unwrap();
    let north_savo: Place = "county:13".parse().unwrap();

    let mut group = criterion.benchmark_group("population");
    group.bench_function("municipality", |bencher| {
        bencher.iter(|| view.population(black_box(kuopio), 2024));
    });
    group.bench_function("county", |bencher| {
        bencher.iter(|| view.population(black_box(north_savo), 2024));
    });
    group.bench_function("series_of_municipality", |bencher| {
        bencher.iter(|| view.population_series(black_box(kuopio)).count());
    });
    group.bench_function("series_of_county", |bencher| {
        bencher.iter(|| view.population_series(black_box(north_savo)).count());
    });
    group.finish();

    let mut group = criterion.benchmark_group("history");
    group.bench_function("municipality", |bencher| {
        bencher.iter(|| ATLAS.history(black_box(kuopio)).len());
    });
    group.finish();
}

criterion_group!(benches, look_up, figures);
criterion_main!(benches);
