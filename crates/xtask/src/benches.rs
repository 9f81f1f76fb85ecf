//! `cargo xtask benches`: every figure that a limit was set for, measured together, and held against its limit.

mod figures;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Stdio};
use std::{fs, io};

use serde_json::Value;

use figures::{FIGURES, Figure, Limit, MICROSECOND, MILLISECOND, NANOSECOND, SECOND, Tenths};

use crate::checks::{cargo, said, status, target};
use crate::workspace_root;

/// How often everything is measured where nothing is given.
pub const DEFAULT_RUNS: u32 = 3;

/// What one bench took in every run, and what it takes it for.
#[derive(Default)]
struct Measured {
    /// The median of each run.
    medians: Vec<Tenths>,
    bytes: Option<u128>,
    elements: Option<u128>,
}

/// Measures everything so many times, and writes `benches/README.md`. It ends with 1 if a figure is beyond its
/// limit in every run.
///
/// # Errors
///
/// If cargo cannot be started, or what the benches have written cannot be read.
pub fn run(runs: u32) -> io::Result<u8> {
    let mut measured: BTreeMap<String, Measured> = BTreeMap::new();
    let results = target().join("criterion");
    for run in 1..=runs {
        eprintln!("run {run} of {runs}");
        if results.exists() {
            fs::remove_dir_all(&results)?;
        }
        let mut done: Vec<(&str, &str)> = Vec::new();
        for (bench, id) in FIGURES.iter().flat_map(Figure::benches) {
            if done.contains(&(bench, id)) {
                continue;
            }
            done.push((bench, id));
            let ended = measure(bench, id)?;
            if ended != 0 {
                return Ok(ended);
            }
        }
        collect(&results, &mut measured)?;
    }
    let programs = programs()?;
    let (table, holds) = table(&measured);
    let page = page(runs, &table, &programs)?;
    fs::write(workspace_root().join("benches/README.md"), &page)?;
    print!("{page}");
    Ok(u8::from(!holds))
}

fn measure(bench: &str, id: &str) -> io::Result<u8> {
    let mut command = cargo();
    command
        .args(["bench", "--quiet", "--package", "oske-benches"])
        .args(["--bench", bench, "--"])
        // The whole id, or all below it.
        .arg(format!("^{id}{}", if id.ends_with('/') { "" } else { "$" }))
        .args(["--noplot", "--warm-up-time", "0.5"])
        .args(["--measurement-time", "1.5"])
        .stdout(Stdio::null());
    status(command)
}

/// Reads what criterion has written of a run.
fn collect(folder: &Path, measured: &mut BTreeMap<String, Measured>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if !path.is_dir() {
            continue;
        }
        let new = path.join("new");
        if !new.join("estimates.json").exists() {
            collect(&path, measured)?;
            continue;
        }
        let read = |name: &str| -> io::Result<Value> {
            Ok(serde_json::from_str(&fs::read_to_string(new.join(name))?)?)
        };
        let (bench, estimates) = (read("benchmark.json")?, read("estimates.json")?);
        let id = bench.get("full_id").and_then(Value::as_str);
        let median = estimates.pointer("/median/point_estimate");
        let (Some(id), Some(median)) = (id, median.and_then(tenths)) else {
            return Err(io::Error::other(format!("{}: no median", new.display())));
        };
        let measured = measured.entry(id.to_owned()).or_default();
        measured.medians.push(median);
        let throughput = |kind: &str| {
            let count = bench.get("throughput")?.get(kind)?.as_u64()?;
            Some(u128::from(count))
        };
        measured.bytes = throughput("Bytes");
        measured.elements = throughput("Elements");
    }
    Ok(())
}

/// Nanoseconds as criterion writes them, with one decimal.
fn tenths(nanoseconds: &Value) -> Option<Tenths> {
    let text = nanoseconds.as_number()?.to_string();
    let (whole, decimals) = text.split_once('.').unwrap_or((&text, "0"));
    let first = decimals.chars().next()?.to_digit(10)?;
    let whole: Tenths = whole.parse().ok()?;
    Some(whole.saturating_mul(10).saturating_add(first.into()))
}

/// The rows of the table, and whether every limit holds in one run at least.
fn table(measured: &BTreeMap<String, Measured>) -> (String, bool) {
    let mut table =
        String::from("| what | bench | limit | least to greatest | |\n|---|---|---|---|---|\n");
    let mut holds = true;
    for figure in FIGURES {
        let found = measured.iter().filter(|(id, _)| {
            *id == figure.ids || figure.ids.ends_with('/') && id.starts_with(figure.ids)
        });
        let found: Vec<&Measured> = found.map(|(_, found)| found).collect();
        let other = match figure.limit {
            Limit::Hundredths { of, .. } => measured.get(of),
            _ => None,
        };
        let Some((limit, least, greatest, verdict)) = row(figure, &found, other) else {
            holds = false;
            continue;
        };
        holds &= verdict != Verdict::Never;
        let (says, bench, ids) = (figure.says, figure.bench, figure.ids);
        let verdict = verdict.word();
        table.push_str(&format!(
            "| {says} | `{bench}`, `{ids}` | {limit} | {least} to {greatest} | {verdict} |\n"
        ));
    }
    (table, holds)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Always,
    Sometimes,
    Never,
    NotAsked,
}

impl Verdict {
    fn of(least: bool, greatest: bool) -> Self {
        match (least, greatest) {
            (true, true) => Self::Always,
            (false, false) => Self::Never,
            _ => Self::Sometimes,
        }
    }

    const fn word(self) -> &'static str {
        match self {
            Self::Always => "holds",
            Self::Sometimes => "holds in some runs",
            Self::Never => "does **not** hold",
            Self::NotAsked => "",
        }
    }
}

/// The limit of a figure, the least and the greatest of it, and whether it holds.
fn row(
    figure: &Figure,
    found: &[&Measured],
    other: Option<&Measured>,
) -> Option<(String, String, String, Verdict)> {
    let medians = || found.iter().flat_map(|found| found.medians.iter().copied());
    let (least, greatest) = (medians().min()?, medians().max()?);
    Some(match &figure.limit {
        Limit::None => (
            String::new(),
            time(least),
            time(greatest),
            Verdict::NotAsked,
        ),
        Limit::Below(limit) => (
            format!("under {}", time(*limit)),
            time(least),
            time(greatest),
            Verdict::of(least < *limit, greatest < *limit),
        ),
        Limit::BytesPerSecond(limit) => {
            let bytes = found.first()?.bytes?;
            let rate = |took: Tenths| bytes.saturating_mul(SECOND).checked_div(took);
            let (slowest, fastest) = (rate(greatest)?, rate(least)?);
            (
                format!("{} MB/s at least", limit.checked_div(1_000_000)?),
                format!("{} MB/s", slowest.checked_div(1_000_000)?),
                format!("{} MB/s", fastest.checked_div(1_000_000)?),
                Verdict::of(fastest >= *limit, slowest >= *limit),
            )
        }
        Limit::Hundredths { most, .. } => {
            let (this, that) = (found.first()?, other?);
            let pairs = this.medians.iter().zip(&that.medians);
            let ratios = pairs.map(|(this_took, that_took)| {
                // Each for one of its elements, where it has several.
                let this_took = this_took.saturating_mul(that.elements.unwrap_or(1));
                let that_took = that_took.saturating_mul(this.elements.unwrap_or(1));
                this_took.saturating_mul(100).checked_div(that_took)
            });
            let ratios: Vec<u128> = ratios.collect::<Option<_>>()?;
            let (least, greatest) = (*ratios.iter().min()?, *ratios.iter().max()?);
            (
                most.map_or_else(String::new, |most| {
                    format!("{} times at most", hundredths(most))
                }),
                hundredths(least),
                format!("{} times", hundredths(greatest)),
                most.map_or(Verdict::NotAsked, |most| {
                    Verdict::of(least <= most, greatest <= most)
                }),
            )
        }
    })
}

/// A time in the greatest unit that it has a whole one of, with two or three digits.
fn time(tenths: Tenths) -> String {
    let units = [
        (SECOND, "s"),
        (MILLISECOND, "ms"),
        (MICROSECOND, "µs"),
        (NANOSECOND, "ns"),
    ];
    let unit = units.into_iter().find(|(unit, _)| tenths >= *unit);
    let (unit, name) = unit.unwrap_or((NANOSECOND, "ns"));
    let hundredths = tenths.saturating_mul(100).checked_div(unit);
    let hundredths = hundredths.unwrap_or_default();
    let (whole, rest) = (hundredths / 100, hundredths % 100);
    match (whole, rest) {
        (_, 0) => format!("{whole} {name}"),
        (0..10, _) => format!("{whole}.{rest:02} {name}"),
        (10..100, _) => format!("{whole}.{} {name}", rest / 10),
        _ => format!("{whole} {name}"),
    }
}

fn hundredths(number: u128) -> String {
    format!("{}.{:02}", number / 100, number % 100)
}

/// The times of whole programs, built for release: each thirty times or thrice.
fn programs() -> io::Result<String> {
    let mut build = cargo();
    build
        .args([
            "build",
            "--quiet",
            "--release",
            "--package",
            "oske-examples",
        ])
        .args(["--example", "dues_round"]);
    if status(build)? != 0 {
        return Err(io::Error::other("`dues_round` was not built"));
    }
    let program = target()
        .join("release/examples")
        .join(format!("dues_round{}", std::env::consts::EXE_SUFFIX));
    let mut times = Vec::new();
    for _ in 0..30 {
        let mut run = Command::new(&program);
        run.stdout(Stdio::null()).current_dir(workspace_root());
        #[expect(
            clippy::disallowed_types,
            reason = "how long it takes is what is asked"
        )]
        let begun = std::time::Instant::now();
        if status(run)? != 0 {
            return Err(io::Error::other("`dues_round` failed"));
        }
        times.push(begun.elapsed().as_nanos().saturating_mul(NANOSECOND));
    }
    times.sort_unstable();
    let at = |place: usize| times.get(place).copied().map(time).unwrap_or_default();
    Ok(format!(
        "`dues_round`, built for release, as a whole process, 30 runs: least {}, median {}, greatest {} (limit: 50 ms).",
        at(0),
        at(15),
        at(29)
    ))
}

/// What `/proc/cpuinfo` calls the processor, where there is such a file.
fn processor() -> String {
    let cpus = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = cpus.lines().find(|line| line.starts_with("model name"));
    let name = name.and_then(|line| line.split_once(": "));
    name.map_or_else(
        || "a processor that does not tell its name".to_owned(),
        |(_, name)| name.trim().to_owned(),
    )
}

fn page(runs: u32, table: &str, programs: &str) -> io::Result<String> {
    let mut compiler = Command::new("rustc");
    compiler.arg("--version");
    let compiler = said(compiler)?;
    let compiler: Vec<&str> = compiler.split_whitespace().take(2).collect();
    let (compiler, processor) = (compiler.join(" "), processor());
    let cores = std::thread::available_parallelism()?.get();
    let (system, architecture) = (std::env::consts::OS, std::env::consts::ARCH);
    Ok(format!(
        "# Benches\n\n\
         One file for each subject; `cargo bench -p oske-benches` runs all of them. Every figure that a limit was set for is in the\n\
         table, which `cargo xtask benches [RUNS]` writes.\n\n\
         **Method.** Everything is measured in {runs} runs, one after the other, by criterion: half a second to warm up, then samples of\n\
         one and a half seconds or as long as ten of them take. A cell goes from the least to the greatest median of all runs and\n\
         of all benches whose id begins so; a ratio is of two medians of the same run. One thread, but where the id says two.\n\n\
         **Machine.** {cores} cores of {processor}, {system}, {architecture}; {compiler}, profile `bench`; nothing else running. It is a\n\
         machine that others share: times differ by up to twice between runs a minute apart, ratios of one run by much less.\n\n\
         {table}\n\
         The loops by hand are for one policy alone and check nothing. At 10,000 payers the same ones come again and again, until the\n\
         processor has learned their kinds and the branches of the loop cost nothing, which they do with payers that it has not seen.\n\n\
         {programs}\n\n\
         Memory is held by tests and not by benches: `tests/bulk_memory.rs` of `oske-dues` (it does not grow with the rows that are\n\
         assessed), `tests/memory.rs` of `oske-invoice` (nor with the invoices that are written).\n"
    ))
}
