//! The report of a dues round: who owes what and why, what is open, the tariff in plain words, for the
//! treasurer and the board, as text, Markdown, HTML, a workbook, CSV or JSON.
//!
//! Without arguments it reports on the embedded demonstration: the register and the option of 2023 that were
//! reconstructed from a members' letter.
//!
//! ```text
//! cargo run --example dues_report -- --lang fi
//! cargo run --example dues_report -- --lang sv --format html --out report
//! ```

#[path = "../support/mod.rs"]
mod support;

#[path = "../support/report.rs"]
mod report;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use lexopt::prelude::*;
use oske::domain::Register;
use oske::dues::Policy;
use oske::report::{DuesReport, Payments};
use oske::types::{Currency, DuesYear, Language, Money};
use oske::{Round, RoundOptions, register_hash};
use report::ReportFormat;
use support::Failure;

const HELP: &str = "\
Write the report of a dues round: who owes what and why, amounts by kind and
place with maps, what is open, whose residents are charged for, the tariff in
plain words with its curves, the decision, and the data that was used.

Usage: dues_report [--policy FILE] [--register FILE] [--year YYYY]
                   [--payments FILE] [--lang fi|sv|en]
                   [--format text|md|html|xlsx|csv|json] [--out DIR]

  --policy FILE    the policy, TOML or (by the name's ending) JSON
  --register FILE  the register of members, CSV or (by the ending) JSON
  --year YYYY      the dues year; the first that the policy governs by default
  --payments FILE  what has been invoiced and paid, CSV with the columns id,
                   invoiced and paid, amounts as 550.00
  --lang LANG      fi, sv or en (default)
  --format FORMAT  text (default), md, html, xlsx, csv or json; xlsx and csv
                   only with --out, csv with a file for each table
  --out DIR        write into this folder; without --format, every format
  --help           this text

Without --policy and --register it reports on the embedded demonstration,
which is reconstructed from published documents: see examples/data.

Exit codes: 0 done, whatever is open in the round; 1 input that cannot be read;
2 usage.
";

/// The demonstration: the option that the members' letter of December 2022 mentions.
const DEMONSTRATION_POLICY: (&str, &str) = (
    "examples/data/policies/iso-2023-option.toml",
    include_str!("../data/policies/iso-2023-option.toml"),
);
/// The register, reconstructed from public documents.
const DEMONSTRATION_REGISTER: (&str, &str) = (
    "examples/data/registers/iso.csv",
    include_str!("../data/registers/iso.csv"),
);

struct Arguments {
    policy: Option<PathBuf>,
    register: Option<PathBuf>,
    year: Option<DuesYear>,
    payments: Option<PathBuf>,
    language: Language,
    format: Option<ReportFormat>,
    out: Option<PathBuf>,
}

fn main() -> ExitCode {
    support::run("dues_report", || match arguments()? {
        Some(arguments) => run(&arguments),
        None => support::print(HELP),
    })
}

fn arguments() -> Result<Option<Arguments>, Failure> {
    let mut arguments = Arguments {
        policy: None,
        register: None,
        year: None,
        payments: None,
        language: Language::English,
        format: None,
        out: None,
    };
    let mut parser = lexopt::Parser::from_env();
    while let Some(argument) = parser.next()? {
        match argument {
            Long("policy") => arguments.policy = Some(PathBuf::from(parser.value()?)),
            Long("register") => arguments.register = Some(PathBuf::from(parser.value()?)),
            Long("payments") => arguments.payments = Some(PathBuf::from(parser.value()?)),
            Long("out") => arguments.out = Some(PathBuf::from(parser.value()?)),
            Long("year") => arguments.year = Some(support::parsed(&mut parser, "--year")?),
            Long("lang") => arguments.language = support::parsed(&mut parser, "--lang")?,
            Long("format") => arguments.format = Some(support::parsed(&mut parser, "--format")?),
            Long("help") | Short('h') => return Ok(None),
            _ => return Err(argument.unexpected().into()),
        }
    }
    report::check_folder(arguments.format, arguments.out.is_some())?;
    Ok(Some(arguments))
}

fn run(arguments: &Arguments) -> Result<(), Failure> {
    let policy = match &arguments.policy {
        Some(path) => support::read_policy(path)?,
        None => {
            let (name, text) = DEMONSTRATION_POLICY;
            Policy::from_toml(name, text).map_err(Failure::input)?
        }
    };
    let (name, register) = match &arguments.register {
        Some(path) => (path.display().to_string(), support::read_register(path)?),
        None => {
            let (name, text) = DEMONSTRATION_REGISTER;
            let register = Register::from_csv(name, text.as_bytes()).map_err(Failure::input)?;
            (name.to_owned(), register)
        }
    };
    let year = arguments.year.unwrap_or(policy.first_year());
    let policy_year = policy.for_year(year).map_err(Failure::input)?;
    let (atlas, options) = (&oske::data::ATLAS, RoundOptions::for_year(year));
    let round = Round::assess(policy_year, &register, atlas, options).map_err(Failure::input)?;

    let payments = match &arguments.payments {
        Some(path) => Some(read_payments(path, policy.currency())?),
        None => None,
    };
    let content_hash = register_hash(&register);
    let mut dues = DuesReport::new(&round, atlas).of_register(name, content_hash);
    if let Some(payments) = &payments {
        dues = dues.with_payments(payments);
    }
    let document = dues
        .to_document(arguments.language)
        .map_err(Failure::input)?;
    let name = format!("dues-report-{year}").replace('/', "-");
    report::deliver(&document, &name, arguments.format, arguments.out.as_deref())
}

/// Reads what has been invoiced and paid, and tells every fault of the file at once.
fn read_payments(path: &Path, currency: Currency) -> Result<Payments, Failure> {
    const COLUMNS: [&str; 3] = ["id", "invoiced", "paid"];
    let text = support::read(path)?;
    let file = path.display();
    let mut reader = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let headers = reader
        .headers()
        .map_err(|error| Failure::input(format_args!("{file}: {error}")))?;
    if !headers.iter().eq(COLUMNS) {
        let found = headers.iter().collect::<Vec<_>>().join(",");
        return Err(Failure::input(format_args!(
            "{file}:1: found the columns `{found}`: expected `id,invoiced,paid`"
        )));
    }
    let mut payments = Payments::new(currency);
    let (mut faults, mut known) = (Vec::new(), BTreeSet::new());
    for (line, record) in (2_usize..).zip(reader.records()) {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                faults.push(format!("{file}:{line}: {error}"));
                continue;
            }
        };
        let mut amounts = Vec::new();
        for (column, cell) in COLUMNS.iter().zip(&record).skip(1) {
            match format!("{cell} {currency}").parse::<Money>() {
                Ok(amount) => amounts.push(amount),
                Err(_) => faults.push(format!(
                    "{file}:{line}: {column}: `{cell}` is no amount: expected one as `550.00`"
                )),
            }
        }
        let id = record.get(0).unwrap_or_default();
        if !known.insert(id.to_owned()) {
            faults.push(format!(
                "{file}:{line}: id: `{id}` is there already: expected each member once"
            ));
        } else if let [invoiced, paid] = amounts.as_slice() {
            payments = payments
                .with(id, *invoiced, *paid)
                .map_err(|error| Failure::input(format_args!("{file}:{line}: {error}")))?;
        }
    }
    if faults.is_empty() {
        Ok(payments)
    } else {
        Err(Failure::Input(faults.join("\n")))
    }
}
