//! From CSV to CSV memory does not grow with the rows.
//!
//! What is measured is the most memory that the process ever had, as Linux tells it, so this file holds
//! one test alone. The rows are made while they are read and counted while they are written.
#![cfg(all(feature = "csv", feature = "toml", target_os = "linux"))]
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a helper of a test fails by panicking"
)]

use std::io::{self, Read, Write};

use oske_dues::Policy;
use oske_dues::bulk::{Bulk, BulkStatus, CsvOptions, CsvSummary};

const MIB: u64 = 1 << 20;

/// Enough that both threads have their blocks full.
const FEW: u64 = 20_000;
const MANY: u64 = 200_000;

/// What the pages of an allocator may come to beside what is asked of it.
const GROWTH: u64 = MIB;

/// The most that ten million rows may take.
const MOST: u64 = 64 * MIB;

const POLICY: &str = r#"
format = "oske-policy"
version = 1
id = "memory"
title = { en = "Counties by population, others a flat due" }
status = "proposed"
currency = "EUR"
dues_years = { from = "2024" }
unit.inhabitant = { name = { en = "inhabitant" } }
fact.kind = { values = ["county", "association", "company"] }
fact.population = { unit = "inhabitant", step = "1", least = "0", most = "10000000" }

[[rule]]
id = "counties"
when = "kind = 'county'"
pays = "0.0625 EUR/inhabitant * population"

[[rule]]
id = "others"
when = "kind in ['association', 'company']"
pays = "110 EUR"
"#;

/// A table that is made row by row: of every hundred rows one is invalid, and one lacks a fact.
struct Rows {
    next: u64,
    end: u64,
    made: u64,
    left: Vec<u8>,
    told: usize,
}

impl Rows {
    fn new(rows: u64) -> Self {
        Self {
            next: 0,
            end: rows,
            made: 0,
            left: b"id,kind,population\n".to_vec(),
            told: 0,
        }
    }
}

impl Read for Rows {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.told == self.left.len() && self.next < self.end {
            let row = self.next;
            self.next += 1;
            self.told = 0;
            self.left.clear();
            let kinds = ["county", "association", "company"];
            let kind = kinds[usize::try_from(row % 3).unwrap()];
            match row % 100 {
                50 => writeln!(self.left, "payer-{row},guild,{row}"),
                75 => writeln!(self.left, "payer-{row},county,"),
                _ => writeln!(self.left, "payer-{row},{kind},{}", row * 7_919 % 700_000),
            }?;
        }
        let mut rest = &self.left[self.told..];
        let count = rest.read(buffer)?;
        self.told += count;
        self.made += u64::try_from(count).unwrap();
        Ok(count)
    }
}

fn assess(bulk: &Bulk<'_, '_>, rows: u64, options: &CsvOptions, out: impl Write) -> CsvSummary {
    let mut table = Rows::new(rows);
    let summary = bulk.assess_csv(&mut table, out, options, |_| {}).unwrap();
    assert_eq!(summary.totals().rows(), rows);
    assert_eq!(summary.totals().count(BulkStatus::Invalid), rows / 100);
    assert_eq!(summary.totals().count(BulkStatus::Undetermined), rows / 100);
    assert!(rows < MANY || table.made > 4 * MIB, "{}", table.made);
    summary
}

/// The most memory that this process has had so far, in bytes.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let line = line.unwrap_or_else(|| panic!("no peak in {status}"));
    let kibibytes = line.trim().strip_suffix(" kB").unwrap();
    kibibytes.trim().parse::<u64>().unwrap() * 1_024
}

#[test]
fn memory_does_not_grow_with_the_rows() {
    let policy = Policy::from_toml("memory.toml", POLICY).unwrap();
    let year = policy.for_year("2024".parse().unwrap()).unwrap();
    let bulk = year.bulk();
    let one = CsvOptions::default().with_totals_by("kind");
    let ways = [
        one.clone(),
        #[cfg(feature = "parallel")]
        one.with_threads(2.try_into().unwrap()),
    ];
    for options in ways {
        assess(&bulk, FEW, &options, io::sink());
        let few = peak();
        assess(&bulk, MANY, &options, io::sink());
        let many = peak();
        eprintln!("{few} bytes of {FEW} rows, {many} of {MANY}");
        assert!(
            many <= few + GROWTH && many < MOST,
            "{few} bytes of {FEW} rows, {many} of {MANY}"
        );
    }
    // What does grow is seen.
    let before = peak();
    let mut kept = Vec::new();
    assess(&bulk, MANY, &CsvOptions::default(), &mut kept);
    let after = peak();
    assert!(after >= before + 3 * GROWTH, "{before} and {after} bytes");
    eprintln!("{before} bytes at most, {after} where what is written is kept");
}
