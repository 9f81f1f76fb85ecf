//! Assesses a table of payers of any length: CSV in, CSV out.
//!
//! Rules that are sums of measures are computed in integers, block by block; what is not goes step by
//! step, and every row comes out as it does by itself. Memory does not grow with the rows.
//!
//! ```text
//! printf 'id,kind,population\nkainuu,wellbeing_county,70521\npuolanka,municipality,2345\n' >members.csv
//! cargo run --release --example assess_bulk -- \
//!     --policy examples/data/policies/benchmark.toml --input members.csv --output dues.csv
//! ```

#[path = "../support/mod.rs"]
mod support;

use std::error::Error;
use std::fmt::Write;
use std::fs::File;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::process::ExitCode;

use lexopt::prelude::*;
use oske::dues::bulk::{BulkStatus, BulkTotals, CsvError, CsvOptions, CsvSummary};
use oske::types::{DuesYear, Money};
use support::Failure;

const HELP: &str = "\
Assess a table of payers by a policy.

Usage: assess_bulk --policy FILE --input FILE.csv --output FILE.csv
                   [--by FACT] [--threads N] [--year YYYY]

  --policy FILE   the policy, TOML or (by the name's ending) JSON
  --input FILE    the payers: CSV with a header, a column `id` and one for each
                  fact of the policy; an empty cell is a fact that is not given.
                  A row may be 1 MiB long
  --output FILE   what they owe: CSV with `id`, `status` (assessed, not_covered,
                  ambiguous, undetermined, invalid) and `amount`, in the same
                  order; it is written beside its place and then renamed, or
                  straight into what is no file, as /dev/stdout
  --by FACT       totals also by the values of a choice of the policy that has a
                  column; may be given several times
  --threads N     by so many threads; what is written is the same. 1 by default
  --year YYYY     the dues year; the first that the policy governs by default
  --help          this text

Totals, and why rows are invalid, are told on standard error; so is how far a
long run has come.

Exit codes: 0 done, whatever the outcomes are; 1 input that cannot be read;
2 usage.
";

/// After so many rows it is told how far the run has come.
const LONG: u64 = 1_000_000;

struct Arguments {
    policy: PathBuf,
    input: PathBuf,
    output: PathBuf,
    groups: Vec<String>,
    threads: NonZeroUsize,
    year: Option<DuesYear>,
}

fn main() -> ExitCode {
    support::run("assess_bulk", || match arguments()? {
        Some(arguments) => assess_bulk(&arguments),
        None => support::print(HELP),
    })
}

fn arguments() -> Result<Option<Arguments>, Failure> {
    let mut policy = None;
    let mut input = None;
    let mut output = None;
    let mut groups = Vec::new();
    let mut threads = NonZeroUsize::MIN;
    let mut year = None;
    let mut parser = lexopt::Parser::from_env();
    while let Some(argument) = parser.next()? {
        match argument {
            Long("policy") => policy = Some(PathBuf::from(parser.value()?)),
            Long("input") => input = Some(PathBuf::from(parser.value()?)),
            Long("output") => output = Some(PathBuf::from(parser.value()?)),
            Long("by") => groups.push(support::text(&mut parser)?),
            Long("threads") => threads = support::parsed(&mut parser, "--threads")?,
            Long("year") => year = Some(support::parsed(&mut parser, "--year")?),
            Long("help") | Short('h') => return Ok(None),
            _ => return Err(argument.unexpected().into()),
        }
    }
    let needed = |path: Option<PathBuf>, option: &str| {
        path.ok_or_else(|| Failure::usage(format_args!("`{option}` is missing")))
    };
    Ok(Some(Arguments {
        policy: needed(policy, "--policy FILE")?,
        input: needed(input, "--input FILE.csv")?,
        output: needed(output, "--output FILE.csv")?,
        groups,
        threads,
        year,
    }))
}

fn assess_bulk(arguments: &Arguments) -> Result<(), Failure> {
    let policy = support::read_policy(&arguments.policy)?;
    let year = arguments.year.unwrap_or(policy.first_year());
    let year = policy.for_year(year).map_err(Failure::input)?;
    let bulk = year.bulk();
    let name = arguments.input.display();
    let input = File::open(&arguments.input)
        .map_err(|error| Failure::input(format_args!("{name}: {error}")))?;
    support::check_apart(&arguments.input, &arguments.output)?;
    let mut options = CsvOptions::default().with_threads(arguments.threads);
    for group in &arguments.groups {
        options = options.with_totals_by(group);
    }
    let mut next = LONG;
    let progress = |rows: u64| {
        if rows >= next {
            eprintln!("{rows} rows");
            next = rows.saturating_add(LONG);
        }
    };
    let summary = support::write_beside(&arguments.output, |output| {
        bulk.assess_csv(input, output, &options, progress)
            .map_err(|error| {
                let of = match &error {
                    CsvError::Write(_) => &arguments.output,
                    _ => &arguments.input,
                };
                let of = of.display();
                match error.source() {
                    Some(cause) => Failure::input(format_args!("{of}: {error}: {cause}")),
                    None => Failure::input(format_args!("{of}: {error}")),
                }
            })
    })?;
    eprint!("{}", told(&summary, &arguments.groups));
    Ok(())
}

/// The totals in words, and why rows are invalid.
fn told(summary: &CsvSummary, groups: &[String]) -> String {
    let mut text = String::new();
    for remark in summary.remarks() {
        let _ = writeln!(text, "{remark}");
    }
    if summary.further_remarks() > 0 {
        let _ = writeln!(text, "and {} more rows", summary.further_remarks());
    }
    let _ = writeln!(text, "{} rows", summary.totals().rows());
    for (status, count) in counted(summary.totals()) {
        let _ = writeln!(text, "  {status}: {count}");
    }
    for group in groups {
        let _ = writeln!(text, "by {group}");
        for (value, totals) in summary.totals_by(group).unwrap_or_default() {
            let value = if value.is_empty() {
                "none of them"
            } else {
                value
            };
            let counts = counted(totals).into_iter();
            let counts: Vec<String> = counts
                .map(|(status, count)| format!("{status} {count}"))
                .collect();
            if !counts.is_empty() {
                let _ = writeln!(text, "  {value}: {}", counts.join("; "));
            }
        }
    }
    let ways = summary.ways();
    let integers = ways.scaled_64.saturating_add(ways.scaled_128);
    let _ = writeln!(
        text,
        "{integers} in integers, {} step by step",
        ways.step_by_step
    );
    text
}

/// How many rows ended how, and behind the amounts their sum.
fn counted(totals: &BulkTotals) -> Vec<(BulkStatus, String)> {
    let mut told = Vec::new();
    for status in BulkStatus::ALL {
        let count = totals.count(status);
        if count == 0 {
            continue;
        }
        let mut text = count.to_string();
        if status == BulkStatus::Assessed {
            match totals.amount() {
                Some(amount) => {
                    let _ = write!(text, ", {amount}");
                }
                None => text.push_str(", too much to be told"),
            }
            for (currency, minor) in totals.other_currencies() {
                if let Ok(minor) = i64::try_from(*minor) {
                    let _ = write!(text, ", {}", Money::from_minor(minor, *currency));
                }
            }
        }
        told.push((status, text));
    }
    told
}
