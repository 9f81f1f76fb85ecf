//! Writing reports: the demonstration takes under 100 ms, a dues report over 10,000 members under 3 s, in
//! every format.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "criterion's macros write functions, and a bench that fails panics"
)]

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use oske::domain::Register;
use oske::dues::Policy;
use oske::report::{Document, DuesReport};
use oske::types::Language;
use oske::{Round, RoundOptions};

const POLICY: &str = include_str!("../examples/data/policies/iso-2023-option.toml");
const REGISTER: &str = include_str!("../examples/data/registers/iso.csv");

/// The demonstration register, or one of so many made-up associations beside it.
fn register(associations: usize) -> Register {
    let mut text = REGISTER.to_owned();
    let columns = REGISTER.lines().next().unwrap().split(',').map(|column| {
        match column {
            "id" => "made-up-NUMBER",
            "name" => "Keksitty yhdistys NUMBER ry",
            "kind" => "association",
            "history" => "admitted unknown unknown",
            _ => "",
        }
        .to_owned()
    });
    let row = columns.collect::<Vec<_>>().join(",");
    for number in 0..associations {
        text.push_str(&row.replace("NUMBER", &number.to_string()));
        text.push('\n');
    }
    Register::from_csv(text.as_bytes(), "register.csv").unwrap()
}

/// How long a report is in a format.
fn written(document: &Document, format: &str) -> usize {
    match format {
        "text" => document.to_text(100).len(),
        "markdown" => document.to_markdown().len(),
        "html" => document.to_html().len(),
        "json" => document.to_json().len(),
        "csv" => document.tables().map(|table| table.to_csv().len()).sum(),
        _ => document.to_xlsx().unwrap().len(),
    }
}

fn report(criterion: &mut Criterion) {
    let policy = Policy::from_toml("policy.toml", POLICY).unwrap();
    let year = policy.first_year();
    for (name, members) in [("demonstration", 0), ("ten_thousand", 10_000)] {
        let register = register(members);
        let round = Round::assess(
            policy.for_year(year).unwrap(),
            &register,
            &oske::data::ATLAS,
            RoundOptions::for_year(year),
        )
        .unwrap();
        let report = DuesReport::new(&round, &oske::data::ATLAS);
        let mut group = criterion.benchmark_group(name);
        group.sample_size(10);
        group.bench_function("document", |bencher| {
            bencher.iter(|| report.to_document(black_box(Language::Finnish)).unwrap());
        });
        let document = report.to_document(Language::Finnish).unwrap();
        for format in ["text", "markdown", "html", "json", "csv", "xlsx"] {
            group.bench_function(BenchmarkId::from_parameter(format), |bencher| {
                bencher.iter(|| written(black_box(&document), format));
            });
        }
        group.finish();
    }
}

criterion_group!(benches, report);
criterion_main!(benches);
