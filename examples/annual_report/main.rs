//! The annual report in figures: years of activity side by side, in three languages and six formats.
//!
//! ```text
//! cargo run --example annual_report
//! cargo run --example annual_report -- --lang fi --format html --out reports
//! ```

#[path = "../support/mod.rs"]
mod support;

#[path = "../support/report.rs"]
mod report;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use lexopt::prelude::*;
use oske::data::{ATLAS, CENTRES};
use oske::domain::{ActivityYear, Register, Task};
use oske::report::AnnualReport;
use oske::types::Language;
use report::ReportFormat;
use support::Failure;

const HELP: &str = "\
The annual report in figures: years of activity side by side, each figure with
its “over” or “about” and its source, what is missing told to be missing, and what
sources contradict each other in shown with all of them.

Usage: annual_report [FILE]... [--register FILE] [--lang fi|sv|en]
                     [--format text|md|html|xlsx|csv|json] [--out DIR]

  FILE             a year of activity in TOML; else the embedded years of
                   ISO-yhdistys ry, beside those of all centres of excellence
  --register FILE  members by name, in CSV or JSON; else, with the embedded
                   years, the embedded register
  --lang LANG      fi, sv or en (default)
  --format FORMAT  text (default), md, html, xlsx, csv or json; xlsx and csv
                   only with --out, csv with a file for each table
  --out DIR        write into this folder; without --format, every format
  --help           this text

Exit codes: 0 done, whatever is missing; 1 input that cannot be read; 2 usage.
";

/// The embedded years: the report is of the first organisation, the others follow it.
const YEARS: [(&str, &str); 6] = [
    (
        "examples/data/activity/iso-2016.toml",
        include_str!("../data/activity/iso-2016.toml"),
    ),
    (
        "examples/data/activity/iso-2020.toml",
        include_str!("../data/activity/iso-2020.toml"),
    ),
    (
        "examples/data/activity/iso-2021.toml",
        include_str!("../data/activity/iso-2021.toml"),
    ),
    (
        "examples/data/activity/iso-2022.toml",
        include_str!("../data/activity/iso-2022.toml"),
    ),
    (
        "examples/data/activity/centres-2013.toml",
        include_str!("../data/activity/centres-2013.toml"),
    ),
    (
        "examples/data/activity/centres-2014.toml",
        include_str!("../data/activity/centres-2014.toml"),
    ),
];

const REGISTER: (&str, &str) = (
    "examples/data/registers/iso.csv",
    include_str!("../data/registers/iso.csv"),
);

struct Arguments {
    years: Vec<PathBuf>,
    register: Option<PathBuf>,
    language: Language,
    format: Option<ReportFormat>,
    out: Option<PathBuf>,
}

fn main() -> ExitCode {
    support::run("annual_report", || match arguments()? {
        Some(arguments) => run(&arguments),
        None => support::print(HELP),
    })
}

fn arguments() -> Result<Option<Arguments>, Failure> {
    let mut arguments = Arguments {
        years: Vec::new(),
        register: None,
        language: Language::English,
        format: None,
        out: None,
    };
    let mut parser = lexopt::Parser::from_env();
    while let Some(argument) = parser.next()? {
        match argument {
            Long("register") => arguments.register = Some(parser.value()?.into()),
            Long("lang") => arguments.language = support::parsed(&mut parser, "--lang")?,
            Long("format") => arguments.format = Some(support::parsed(&mut parser, "--format")?),
            Long("out") => arguments.out = Some(parser.value()?.into()),
            Long("help") | Short('h') => return Ok(None),
            Value(path) => arguments.years.push(path.into()),
            _ => return Err(argument.unexpected().into()),
        }
    }
    report::check_folder(arguments.format, arguments.out.is_some())?;
    Ok(Some(arguments))
}

fn run(arguments: &Arguments) -> Result<(), Failure> {
    let years = if arguments.years.is_empty() {
        let embedded = YEARS.iter();
        let years = embedded.map(|(name, text)| ActivityYear::from_toml(name, text));
        years.collect::<Result<Vec<_>, _>>().map_err(Failure::input)
    } else {
        let read = arguments.years.iter().map(|path| read_year(path));
        read.collect()
    }?;
    let register = match &arguments.register {
        Some(path) => Some(support::read_register(path)?),
        None if arguments.years.is_empty() => {
            let (name, text) = REGISTER;
            Some(Register::from_csv(name, text.as_bytes()).map_err(Failure::input)?)
        }
        None => None,
    };
    let mut report = AnnualReport::try_new(&years)
        .map_err(Failure::input)?
        .with_tasks(tasks(&years))
        .with_atlas(&ATLAS);
    if let Some(register) = &register {
        report = report.with_register(register);
    }
    let document = report.to_document(arguments.language);
    report::deliver(
        &document,
        "annual-report",
        arguments.format,
        arguments.out.as_deref(),
    )
}

fn read_year(path: &Path) -> Result<ActivityYear, Failure> {
    let text = support::read(path)?;
    ActivityYear::from_toml(&path.display().to_string(), &text).map_err(Failure::input)
}

/// The tasks of the act at the end of the latest year, if the years are those of a centre of excellence.
fn tasks(years: &[ActivityYear]) -> Vec<&'static Task> {
    let of_centre = years.iter().filter(|year| year.unit().is_some());
    let latest = of_centre.map(ActivityYear::last_day).max();
    let view = latest.and_then(|day| CENTRES.on(day).ok());
    view.map(|view| view.tasks().collect()).unwrap_or_default()
}
