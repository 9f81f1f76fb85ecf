//! Many payers at once, beside the loop that somebody writes by hand for just one policy.
//!
//! | group | what it measures |
//! |---|---|
//! | `bulk_benchmark` | four kinds, two tiers and a rate: the benchmark policy, 10,000 to 10 million payers |
//! | `bulk_largest_tariff` | two tables of 28 rows, their sum and a minimum: the largest of the twelve tariffs |
//! | `bulk_table` | a condition table of 10 and of 1,000 rows |
//! | `bulk_compile` | compiling a year for many payers |
//! | `bulk_one` | one payer that has been prepared |
//!
//! Payers are drawn with a fixed seed. All totals are asserted to be the same before anything is
//! measured. A table at the end says what a payer takes in bulk and by hand, the ratios, and how much more a
//! payer of 10 million takes than one of 1 million: of the least of several rounds that take turns, which
//! other work on the machine disturbs less.
#![allow(
    missing_docs,
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::disallowed_types,
    clippy::float_arithmetic,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "criterion's macros write functions, floats draw sizes, and a bench that fails panics"
)]

use std::fmt::Write;
use std::hint::black_box;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group};
use oske_dues::bulk::{Bulk, BulkOutcomes, BulkStatus, Column, Columns};
use oske_dues::{Facts, Policy, PolicyYear};
use rust_decimal::{Decimal, RoundingStrategy};

const BENCHMARK: &str = include_str!("../examples/data/policies/benchmark.toml");
const LARGEST: &str =
    include_str!("../crates/oske-dues/tests/tariffs/us-council-of-industries-2018/policy.toml");

const SIZES: [usize; 3] = [10_000, 1_000_000, 10_000_000];

/// The generator SplitMix64, from a fixed seed.
struct Draw(u64);

impl Draw {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    /// Between two sizes, each order of magnitude as often as another.
    fn size(&mut self, least: f64, most: f64) -> u32 {
        let part = (self.next() >> 11) as f64 / (1_u64 << 53) as f64;
        (least.ln() + part * (most.ln() - least.ln())).exp() as u32
    }
}

fn policy(text: &str) -> Policy {
    Policy::from_toml("policy.toml", text).unwrap()
}

fn year(policy: &Policy) -> PolicyYear<'_> {
    policy.for_year(policy.first_year()).unwrap()
}

// The benchmark policy

const KINDS: [&str; 4] = ["wellbeing_county", "municipality", "association", "company"];

struct Members {
    kinds: Vec<u8>,
    population: Vec<u32>,
}

impl Members {
    fn new(count: usize) -> Self {
        let mut draw = Draw(20_240_101);
        let mut members = Self {
            kinds: Vec::with_capacity(count),
            population: Vec::with_capacity(count),
        };
        for _ in 0..count {
            members.kinds.push(match draw.below(100) {
                0..5 => 0,
                5..35 => 1,
                35..75 => 2,
                _ => 3,
            });
            members.population.push(draw.size(100.0, 700_000.0));
        }
        members
    }

    fn columns(&self) -> Columns<'_> {
        Columns::new(self.kinds.len())
            .with("kind", Column::choices(&self.kinds[..], KINDS))
            .with("population", Column::steps(&self.population[..]))
    }

    /// What somebody writes for just this policy.
    fn by_hand(&self, amounts: &mut [i64]) -> i64 {
        let mut total = 0;
        let members = self.kinds.iter().zip(&self.population).zip(amounts);
        for ((kind, population), amount) in members {
            *amount = match kind {
                0 => (i64::from(*population) * 625 + 50) / 100,
                1 if *population < 5_000 => 11_000,
                2 => 11_000,
                _ => 55_000,
            };
            total += *amount;
        }
        total
    }

    /// What somebody writes who knows that the processor cannot foresee the kind of the next member.
    fn by_hand_without_branches(&self, amounts: &mut [i64]) -> i64 {
        let mut total = 0;
        let members = self.kinds.iter().zip(&self.population).zip(amounts);
        for ((kind, population), amount) in members {
            let county = (i64::from(*population) * 625 + 50) / 100;
            let municipality = 11_000 + 44_000 * i64::from(*population >= 5_000);
            let dues = [county, municipality, 11_000, 55_000];
            *amount = dues[usize::from(*kind & 3)];
            total += *amount;
        }
        total
    }

    fn by_hand_in_decimals(&self, amounts: &mut [Decimal]) -> Decimal {
        let rate = Decimal::new(625, 4);
        let (low, high) = (Decimal::new(11_000, 2), Decimal::new(55_000, 2));
        let mut total = Decimal::ZERO;
        let members = self.kinds.iter().zip(&self.population).zip(amounts);
        for ((kind, population), amount) in members {
            *amount = match kind {
                0 => (Decimal::from(*population) * rate)
                    .round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero),
                1 if *population < 5_000 => low,
                2 => low,
                _ => high,
            };
            total += *amount;
        }
        total
    }
}

// The largest tariff

/// The table by employees: the last of each row, with what it pays.
const BY_EMPLOYEES: [(u32, i64); 28] = by_rows(&[
    25, 50, 75, 99, 150, 200, 250, 299, 350, 400, 450, 500, 550, 600, 650, 700, 750, 800, 850, 900,
    950, 999, 1050, 1100, 1150, 1200, 1250, 1300,
]);

/// The table by assets, in hundredths of a million.
const BY_ASSETS: [(u32, i64); 28] = by_rows(&[
    500, 1000, 1500, 2000, 3000, 4000, 5000, 6000, 7000, 8000, 9000, 10000, 11000, 12000, 13000,
    14000, 15000, 16000, 17000, 18000, 19000, 20000, 21000, 22000, 23000, 24000, 25000, 26000,
]);

const fn by_rows(ends: &[u32; 28]) -> [(u32, i64); 28] {
    let mut rows = [(0, 0); 28];
    let mut row = 0;
    let mut pays = 105_000;
    while row < rows.len() {
        rows[row] = (ends[row], pays);
        pays += 10_500;
        row += 1;
    }
    rows
}

struct Companies {
    employees: Vec<u32>,
    assets: Vec<u32>,
}

impl Companies {
    fn new(count: usize) -> Self {
        let mut draw = Draw(2_018);
        let mut companies = Self {
            employees: Vec::with_capacity(count),
            assets: Vec::with_capacity(count),
        };
        for _ in 0..count {
            companies.employees.push(draw.size(1.0, 1_500.0));
            companies.assets.push(draw.size(50.0, 30_000.0));
        }
        companies
    }

    fn columns(&self) -> Columns<'_> {
        Columns::new(self.employees.len())
            .with("employees", Column::steps(&self.employees[..]))
            .with("assets", Column::scaled(&self.assets[..], 2))
    }

    /// What somebody writes for just this policy: also for whom there is no row, or two.
    fn by_hand(&self, statuses: &mut [BulkStatus], amounts: &mut [i64]) -> i64 {
        let mut total = 0;
        let out = statuses.iter_mut().zip(amounts);
        for ((employees, assets), (status, amount)) in
            self.employees.iter().zip(&self.assets).zip(out)
        {
            let by_employees = BY_EMPLOYEES.partition_point(|(last, _)| last < employees);
            let by_assets = BY_ASSETS.partition_point(|(last, _)| last < assets);
            *amount = 0;
            *status = BulkStatus::NotCovered;
            let rows = BY_EMPLOYEES.get(by_employees).zip(BY_ASSETS.get(by_assets));
            let Some(((_, by_employees), (_, by_assets))) = rows else {
                continue;
            };
            // From 20 on each row begins one million behind the one before it.
            if *assets > 2_000 && (*assets - 1) % 1_000 < 99 {
                continue;
            }
            // Up to 15 the rows share their ends; they pay alike where the minimum holds.
            if [500, 1_000, 1_500].contains(assets) && by_employees + by_assets + 10_500 > 210_000 {
                *status = BulkStatus::Ambiguous;
                continue;
            }
            *status = BulkStatus::Assessed;
            *amount = (by_employees + by_assets).max(210_000);
            total += *amount;
        }
        total
    }

    fn by_hand_in_decimals(&self, amounts: &mut [Option<Decimal>]) -> Decimal {
        let least = Decimal::new(210_000, 2);
        let tables = [BY_EMPLOYEES, BY_ASSETS]
            .map(|rows| rows.map(|(last, pays)| (last, Decimal::new(pays, 2))));
        let mut total = Decimal::ZERO;
        for ((employees, assets), amount) in self.employees.iter().zip(&self.assets).zip(amounts) {
            let [by_employees, by_assets] = &tables;
            let row = |rows: &[(u32, Decimal)], of: &u32| {
                let row = rows.partition_point(|(last, _)| last < of);
                rows.get(row).map(|(_, pays)| *pays)
            };
            let parts = row(by_employees, employees).zip(row(by_assets, assets));
            let sum = parts.map(|(by_employees, by_assets)| by_employees + by_assets);
            let in_hole = *assets > 2_000 && (*assets - 1) % 1_000 < 99;
            let is_shared = [500, 1_000, 1_500].contains(assets);
            let sum =
                sum.filter(|sum| !(in_hole || is_shared && *sum + Decimal::new(10_500, 2) > least));
            *amount = sum.map(|sum| sum.max(least));
            total += amount.unwrap_or_default();
        }
        total
    }
}

// A condition table

fn table_policy(rows: usize) -> String {
    let mut text = String::from(
        r#"
format = "oske-policy"
version = 1
id = "condition-table"
title = { en = "Made up: classes by size" }
status = "proposed"
currency = "EUR"
dues_years = { from = "2024" }
unit.inhabitant = { name = { en = "inhabitant" } }
fact.population = { unit = "inhabitant", step = "1", least = "0", most = "10000000" }

[table.fee]
by = "population"
unit = "EUR"
rows = [
"#,
    );
    let width = 700_000 / rows;
    for row in 0..rows {
        let (from, pays) = (row * width, 100 + 3 * row);
        if row + 1 < rows {
            let under = from + width;
            writeln!(
                text,
                "{{ from = \"{from}\", under = \"{under}\", pays = \"{pays}\" }},"
            )
            .unwrap();
        } else {
            writeln!(text, "{{ from = \"{from}\", pays = \"{pays}\" }},").unwrap();
        }
    }
    text.push_str("]\n[[rule]]\nid = \"everyone\"\npays = \"fee(population)\"\n");
    text
}

// Measuring

/// The least time of each of several ways, in rounds that take turns.
fn least_of(rounds: usize, ways: &mut [&mut dyn FnMut()]) -> Vec<Duration> {
    let mut least = vec![Duration::MAX; ways.len()];
    for _ in 0..rounds {
        for (way, least) in ways.iter_mut().zip(&mut least) {
            let begun = Instant::now();
            way();
            *least = begun.elapsed().min(*least);
        }
    }
    least
}

fn nanoseconds(time: Duration, rows: usize) -> f64 {
    time.as_nanos() as f64 / rows as f64
}

/// What a payer takes, in nanoseconds.
struct Measured {
    policy: &'static str,
    size: usize,
    by_hand: f64,
    without_branches: Option<f64>,
    bulk: f64,
}

/// What has been measured, for the table at the end.
static MEASURED: Mutex<Vec<Measured>> = Mutex::new(Vec::new());

fn note(measured: Measured) {
    MEASURED.lock().unwrap().push(measured);
}

/// The table at the end.
fn told(measured: &[Measured]) -> String {
    let mut text = String::from(
        "\nnanoseconds a payer, least of all rounds; in brackets, bulk as a multiple of the loop by hand\n",
    );
    writeln!(
        text,
        "{:<18}{:>12}{:>8}{:>16}{:>24}{:>22}",
        "policy", "payers", "bulk", "by hand", "without branches", "1 M to 10 M payers"
    )
    .unwrap();
    for row in measured {
        let beside = |by_hand: f64| format!("{by_hand:.2} ({:.2})", row.bulk / by_hand);
        let mut of_policy = measured.iter().filter(|other| other.policy == row.policy);
        let smaller = of_policy.find(|other| other.size * 10 == row.size);
        let grown = smaller.map(|smaller| format!("{:.3}", row.bulk / smaller.bulk));
        writeln!(
            text,
            "{:<18}{:>12}{:>8.2}{:>16}{:>24}{:>22}",
            row.policy,
            row.size,
            row.bulk,
            beside(row.by_hand),
            row.without_branches.map(beside).unwrap_or_default(),
            grown.unwrap_or_default(),
        )
        .unwrap();
    }
    text
}

fn total(outcomes: &BulkOutcomes) -> i128 {
    outcomes.totals().minor()
}

fn into(bulk: &Bulk<'_, '_>, columns: &Columns<'_>, outcomes: &mut BulkOutcomes) -> i128 {
    bulk.assess_into(columns, outcomes).unwrap();
    total(outcomes)
}

fn in_minor(total: Decimal) -> i128 {
    (total * Decimal::ONE_HUNDRED).normalize().mantissa()
}

fn is_test() -> bool {
    std::env::args().any(|argument| argument == "--test")
}

fn sizes() -> &'static [usize] {
    if is_test() { &SIZES[..1] } else { &SIZES }
}

fn benchmark_policy(criterion: &mut Criterion) {
    let policy = policy(BENCHMARK);
    let year = year(&policy);
    let bulk = year.bulk();
    let mut group = criterion.benchmark_group("bulk_benchmark");
    group.sample_size(10);
    for size in sizes() {
        let members = Members::new(*size);
        let columns = members.columns();
        let mut outcomes = bulk.assess(&columns).unwrap();
        let mut amounts = vec![0; *size];
        let mut shortest = vec![0; *size];
        let mut decimals = vec![Decimal::ZERO; *size];
        let sum = members.by_hand(&mut amounts);
        assert_eq!(members.by_hand_without_branches(&mut shortest), sum);
        assert_eq!(outcomes.amounts(), amounts);
        assert_eq!(total(&outcomes), i128::from(sum));
        assert_eq!(
            in_minor(members.by_hand_in_decimals(&mut decimals)),
            i128::from(sum)
        );
        assert_eq!(outcomes.ways().step_by_step, 0);

        let rounds = if is_test() {
            1
        } else {
            (100_000_000 / size).clamp(10, 500)
        };
        let least = least_of(
            rounds,
            &mut [
                &mut || {
                    black_box(members.by_hand(&mut amounts));
                },
                &mut || {
                    black_box(members.by_hand_without_branches(&mut shortest));
                },
                &mut || {
                    black_box(into(&bulk, &columns, &mut outcomes));
                },
            ],
        );
        note(Measured {
            policy: "benchmark policy",
            size: *size,
            by_hand: nanoseconds(least[0], *size),
            without_branches: Some(nanoseconds(least[1], *size)),
            bulk: nanoseconds(least[2], *size),
        });

        group.throughput(Throughput::Elements(*size as u64));
        group.bench_function(BenchmarkId::new("bulk", size), |bencher| {
            bencher.iter(|| into(&bulk, &columns, &mut outcomes));
        });
        group.bench_function(BenchmarkId::new("by_hand", size), |bencher| {
            bencher.iter(|| members.by_hand(&mut amounts));
        });
        group.bench_function(
            BenchmarkId::new("by_hand_without_branches", size),
            |bencher| {
                bencher.iter(|| members.by_hand_without_branches(&mut shortest));
            },
        );
        group.bench_function(BenchmarkId::new("by_hand_in_decimals", size), |bencher| {
            bencher.iter(|| members.by_hand_in_decimals(&mut decimals));
        });
        let threads = 2.try_into().unwrap();
        group.bench_function(BenchmarkId::new("bulk_of_two_threads", size), |bencher| {
            bencher.iter(|| bulk.assess_with_threads(&columns, threads).unwrap());
        });
    }
    group.finish();
}

fn largest_tariff(criterion: &mut Criterion) {
    let policy = policy(LARGEST);
    let year = year(&policy);
    let bulk = year.bulk();
    let mut group = criterion.benchmark_group("bulk_largest_tariff");
    group.sample_size(10);
    for size in sizes() {
        let companies = Companies::new(*size);
        let columns = companies.columns();
        let mut outcomes = bulk.assess(&columns).unwrap();
        let mut amounts = vec![0; *size];
        let mut statuses = vec![BulkStatus::Invalid; *size];
        let mut decimals = vec![None; *size];
        let sum = companies.by_hand(&mut statuses, &mut amounts);
        assert_eq!(outcomes.statuses(), statuses);
        assert_eq!(outcomes.amounts(), amounts);
        assert_eq!(total(&outcomes), i128::from(sum));
        assert_eq!(
            in_minor(companies.by_hand_in_decimals(&mut decimals)),
            i128::from(sum)
        );

        let rounds = if is_test() {
            1
        } else {
            (50_000_000 / size).clamp(5, 300)
        };
        let least = least_of(
            rounds,
            &mut [
                &mut || {
                    black_box(companies.by_hand(&mut statuses, &mut amounts));
                },
                &mut || {
                    black_box(into(&bulk, &columns, &mut outcomes));
                },
            ],
        );
        note(Measured {
            policy: "largest tariff",
            size: *size,
            by_hand: nanoseconds(least[0], *size),
            without_branches: None,
            bulk: nanoseconds(least[1], *size),
        });

        group.throughput(Throughput::Elements(*size as u64));
        group.bench_function(BenchmarkId::new("bulk", size), |bencher| {
            bencher.iter(|| into(&bulk, &columns, &mut outcomes));
        });
        group.bench_function(BenchmarkId::new("by_hand", size), |bencher| {
            bencher.iter(|| companies.by_hand(&mut statuses, &mut amounts));
        });
        group.bench_function(BenchmarkId::new("by_hand_in_decimals", size), |bencher| {
            bencher.iter(|| companies.by_hand_in_decimals(&mut decimals));
        });
    }
    group.finish();
}

fn condition_table(criterion: &mut Criterion) {
    const SIZE: usize = 1_000_000;
    let members = Members::new(if is_test() { 1_000 } else { SIZE });
    let size = members.kinds.len();
    let policies = [10, 1_000].map(|rows| policy(&table_policy(rows)));
    let years = policies.each_ref().map(year);
    let bulks = years.each_ref().map(PolicyYear::bulk);
    let columns = Columns::new(size).with("population", Column::steps(&members.population[..]));
    let mut outcomes = bulks.each_ref().map(|bulk| bulk.assess(&columns).unwrap());
    for (outcomes, width) in outcomes.iter().zip([70_000, 700]) {
        let dues = members.population.iter();
        let dues = dues.map(|population| {
            10_000 + 300 * i128::from((population / width).min(700_000 / width - 1))
        });
        assert_eq!(total(outcomes), dues.sum::<i128>());
        assert_eq!(outcomes.ways().step_by_step, 0);
    }
    let [few, many] = &mut outcomes;
    let least = least_of(
        if is_test() { 1 } else { 50 },
        &mut [
            &mut || {
                black_box(into(&bulks[0], &columns, few));
            },
            &mut || {
                black_box(into(&bulks[1], &columns, many));
            },
        ],
    );
    eprintln!(
        "bulk_table: 10 rows {:.2} ns, 1,000 rows {:.2} ns a payer, ratio {:.2}",
        nanoseconds(least[0], size),
        nanoseconds(least[1], size),
        least[1].as_secs_f64() / least[0].as_secs_f64(),
    );
    let mut group = criterion.benchmark_group("bulk_table");
    group.sample_size(10);
    group.throughput(Throughput::Elements(size as u64));
    for (rows, (bulk, outcomes)) in [10, 1_000].into_iter().zip(bulks.iter().zip(&mut outcomes)) {
        group.bench_function(BenchmarkId::new("rows", rows), |bencher| {
            bencher.iter(|| into(bulk, &columns, outcomes));
        });
    }
    group.finish();
}

fn one(criterion: &mut Criterion) {
    let policy = policy(BENCHMARK);
    let year = year(&policy);
    let bulk = year.bulk();
    let facts = Facts::new("county")
        .with_attribute("kind", "wellbeing_county")
        .with_measure("population", 70_521);
    let mut group = criterion.benchmark_group("bulk_one");
    let payer = bulk.prepare(facts.clone());
    assert_eq!(payer.assess().1, year.assess(&facts).amount());
    group.bench_function("prepared", |bencher| {
        bencher.iter(|| black_box(&payer).assess())
    });
    group.bench_function("prepare", |bencher| {
        bencher.iter(|| bulk.prepare(black_box(facts.clone())))
    });
    group.finish();

    let mut group = criterion.benchmark_group("bulk_compile");
    group.bench_function("benchmark", |bencher| bencher.iter(|| year.bulk()));
    let largest = self::policy(LARGEST);
    let largest = self::year(&largest);
    group.sample_size(10);
    group.bench_function("largest_tariff", |bencher| {
        bencher.iter(|| largest.bulk());
    });
    group.finish();
}

criterion_group!(
    benches,
    benchmark_policy,
    largest_tariff,
    condition_table,
    one
);

fn main() {
    benches();
    Criterion::default().configure_from_args().final_summary();
    let measured = MEASURED.lock().unwrap();
    if !measured.is_empty() {
        eprint!("{}", told(&measured));
    }
}
