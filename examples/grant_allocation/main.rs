//! How the state grant is divided among the centres of excellence, by each way of reading what the decree leaves
//! open, beside the amounts that were published.
//!
//! ```text
//! cargo run --example grant_allocation
//! cargo run --example grant_allocation -- --year 2018 --choose area=land --lang fi
//! ```

#[path = "../support/prose.rs"]
mod prose;
#[path = "../support/mod.rs"]
mod support;
#[path = "../dues_round/table.rs"]
mod table;

mod compute;
mod document;
mod point;
mod text;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use lexopt::prelude::*;
use oske::data::CENTRES;
use oske::types::Language;
use point::{Picks, pick};
use support::{Failure, Format};

const HELP: &str = "\
How the state grant is divided among the centres of excellence on social
welfare by decree 1411/2001, in each way of reading what the decree leaves open,
beside the amounts that were published.

Usage: grant_allocation [--year YEAR] [--choose POINT=VALUE]... [--policy FILE]
                        [--lang fi|sv|en] [--format text|json]

  --year YEAR           the grant year; else each year with a published amount
  --choose POINT=VALUE  for the table of all centres, as area=land
  --policy FILE         examples/data/grant/state-grant.toml (default)
  --lang LANG           fi, sv or en (default)
  --format FORMAT       text (default) or json
  --help                this text

What is open, and what may be chosen; the first is taken where nothing is said:
  population-year     year-before, two-years-before
  area                land, land-and-water
  aland               in, out
  population-regions  day-of-figures, grant-year
  area-regions        year-before, grant-year
  special             off-the-top, beside
  rounding            cents, euros

Exit codes: 0 done, whatever is not known; 1 a year without a known grant, or a
policy that cannot be used; 2 usage.
";

/// The policy of the decree.
const STATE_GRANT: (&str, &str) = (
    "examples/data/grant/state-grant.toml",
    include_str!("../data/grant/state-grant.toml"),
);

struct Arguments {
    year: Option<i32>,
    picks: Picks,
    policy: Option<PathBuf>,
    language: Language,
    format: Format,
}

fn main() -> ExitCode {
    support::run("grant_allocation", || match arguments()? {
        Some(arguments) => run(&arguments),
        None => support::print(HELP),
    })
}

fn arguments() -> Result<Option<Arguments>, Failure> {
    let mut arguments = Arguments {
        year: None,
        picks: Picks::default(),
        policy: None,
        language: Language::English,
        format: Format::Text,
    };
    let mut parser = lexopt::Parser::from_env();
    while let Some(argument) = parser.next()? {
        match argument {
            Long("year") => arguments.year = Some(support::parsed(&mut parser, "--year")?),
            Long("choose") => {
                let text = support::text(&mut parser)?;
                pick(&mut arguments.picks, &text).map_err(Failure::usage)?;
            }
            Long("policy") => arguments.policy = Some(parser.value()?.into()),
            Long("lang") => arguments.language = support::parsed(&mut parser, "--lang")?,
            Long("format") => arguments.format = support::parsed(&mut parser, "--format")?,
            Long("help") | Short('h') => return Ok(None),
            _ => return Err(argument.unexpected().into()),
        }
    }
    Ok(Some(arguments))
}

fn run(arguments: &Arguments) -> Result<(), Failure> {
    let policy = match &arguments.policy {
        Some(path) => support::read_policy(path)?,
        None => {
            let (name, text) = STATE_GRANT;
            support::policy_of(Path::new(name), text).map_err(Failure::input)?
        }
    };
    let years = match arguments.year {
        Some(year) => vec![year],
        None => {
            let published = CENTRES.unit_grants().iter();
            let mut years: Vec<i32> = published.map(oske::domain::UnitGrant::year).collect();
            years.sort_unstable();
            years.dedup();
            years
        }
    };
    let years = years.into_iter();
    let years = years.map(|year| compute::year(&policy, year, arguments.picks, arguments.language));
    let years = years.collect::<Result<Vec<_>, _>>()?;
    support::print(&match arguments.format {
        Format::Text => text::told(&policy, &years, arguments.language),
        Format::Json => document::json(&policy, &years, arguments.language)?,
    })
}
