//! Writing reports: the demonstrations of all three take under 100 ms, a dues report over 10,000 members under
//! 3 s, in every format.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "criterion's macros write functions, and a bench that fails panics"
)]

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use oske::domain::{ActivityYear, Register};
use oske::dues::Policy;
use oske::report::{AnnualReport, Document, DuesReport, ProposalReport};
use oske::types::Language;
use oske::{Proposals, Round, RoundComparison, RoundOptions};

const POLICY: &str = include_str!("../examples/data/policies/iso-2023-option.toml");
const IN_FORCE: &str = include_str!("../examples/data/policies/iso-2022.toml");
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
    Register::from_csv("register.csv", text.as_bytes()).unwrap()
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

/// Making a document, and writing it in every format.
fn measure(criterion: &mut Criterion, name: &str, make: impl Fn(Language) -> Document) {
    let mut group = criterion.benchmark_group(name);
    group.sample_size(10);
    group.bench_function("document", |bencher| {
        bencher.iter(|| make(black_box(Language::Finnish)));
    });
    let document = make(Language::Finnish);
    for format in ["text", "markdown", "html", "json", "csv", "xlsx"] {
        group.bench_function(BenchmarkId::from_parameter(format), |bencher| {
            bencher.iter(|| written(black_box(&document), format));
        });
    }
    group.finish();
}

fn dues(criterion: &mut Criterion) {
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
        measure(criterion, name, |language| {
            report.to_document(language).unwrap()
        });
    }
}

/// What is in force beside two proposals.
fn proposal(criterion: &mut Criterion) {
    let policies = [
        IN_FORCE,
        POLICY,
        include_str!("../examples/data/policies/iso-2023-demo.toml"),
    ];
    let policies = policies.map(|text| Policy::from_toml("policy.toml", text).unwrap());
    let proposals = Proposals::new(&policies[0], &policies[1..]);
    let (year, atlas) = (policies[1].first_year(), &oske::data::ATLAS);
    let register = register(0);
    let comparison =
        RoundComparison::of_proposals(&proposals, year, &register, atlas, RoundOptions::for_year)
            .unwrap();
    let report = ProposalReport::new(&comparison);
    measure(criterion, "proposal", |language| {
        report.to_document(language).unwrap()
    });
}

/// Four years of an organisation, with its register and the tasks of the act.
fn annual(criterion: &mut Criterion) {
    let years = [
        include_str!("../examples/data/activity/iso-2016.toml"),
        include_str!("../examples/data/activity/iso-2020.toml"),
        include_str!("../examples/data/activity/iso-2021.toml"),
        include_str!("../examples/data/activity/iso-2022.toml"),
    ];
    let years = years.map(|text| ActivityYear::from_toml("year.toml", text).unwrap());
    let register = register(0);
    let report = AnnualReport::try_new(&years).unwrap();
    let report = report
        .with_register(&register)
        .with_atlas(&oske::data::ATLAS);
    measure(criterion, "annual", |language| report.to_document(language));
}

criterion_group!(benches, dues, proposal, annual);
criterion_main!(benches);
