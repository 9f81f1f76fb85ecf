//! What one policy changes against another: for whom dues rise, fall or stay, and what each member of a
//! register owes under both.
//!
//! ```text
//! cargo run --example policy_compare -- examples/data/policies/iso-2022.toml \
//!     examples/data/policies/iso-2023-option.toml examples/data/policies/iso-2023-demo.toml \
//!     --register examples/data/registers/iso.csv
//! ```

#[path = "../support/mod.rs"]
mod support;
#[path = "../dues_round/table.rs"]
mod table;

mod document;
mod text;

use std::path::PathBuf;
use std::process::ExitCode;

use lexopt::prelude::*;
use oske::domain::Register;
use oske::dues::compare::Comparison;
use oske::dues::{Policy, PolicyYear};
use oske::types::{DuesYear, Language};
use oske::{Round, RoundComparison, RoundOptions};
use support::{Failure, Format};

const HELP: &str = "\
Compare policies: for whom dues rise, fall or stay, by how much, and where they
break even; with a register, what each member owes under both.

Usage: policy_compare A B [MORE…] [--register FILE] [--year YYYY]
                      [--lang fi|sv|en] [--format text|json]

  A                 the policy that the others are compared with, TOML or (by the
                    name's ending) JSON
  B, MORE           one or several proposals
  --register FILE   the register of members, CSV or (by the ending) JSON
  --year YYYY       the dues year. A policy that does not govern it is taken for
                    the governed year nearest to it; the year of each stands
                    beside its title. By default A is taken for its last year,
                    where it has one, and the others for the first
  --lang LANG       fi, sv or en (default)
  --format FORMAT   text (default) or json
  --help            this text

Each round has the members, places and population of its own dues year.

Exit codes: 0 done; 1 input that cannot be read or compared; 2 usage.
";

struct Arguments {
    policies: Vec<PathBuf>,
    register: Option<PathBuf>,
    year: Option<DuesYear>,
    language: Language,
    format: Format,
}

fn main() -> ExitCode {
    support::run("policy_compare", || match arguments()? {
        Some(arguments) => run(&arguments),
        None => support::print(HELP),
    })
}

fn arguments() -> Result<Option<Arguments>, Failure> {
    let mut arguments = Arguments {
        policies: Vec::new(),
        register: None,
        year: None,
        language: Language::English,
        format: Format::Text,
    };
    let mut parser = lexopt::Parser::from_env();
    while let Some(argument) = parser.next()? {
        match argument {
            Value(path) => arguments.policies.push(PathBuf::from(path)),
            Long("register") => arguments.register = Some(PathBuf::from(parser.value()?)),
            Long("year") => arguments.year = Some(support::parsed(&mut parser, "--year")?),
            Long("lang") => arguments.language = support::parsed(&mut parser, "--lang")?,
            Long("format") => arguments.format = support::parsed(&mut parser, "--format")?,
            Long("help") | Short('h') => return Ok(None),
            _ => return Err(argument.unexpected().into()),
        }
    }
    if arguments.policies.len() < 2 {
        let message = "expected two policies, as in `policy_compare A.toml B.toml`";
        return Err(Failure::usage(message));
    }
    Ok(Some(arguments))
}

fn run(arguments: &Arguments) -> Result<(), Failure> {
    let policies = arguments.policies.iter();
    let policies = policies
        .map(|path| support::read_policy(path))
        .collect::<Result<Vec<Policy>, Failure>>()?;
    let years = policies.iter().enumerate().map(|(index, policy)| {
        let year = governed_year(policy, arguments.year, index == 0);
        policy.for_year(year).map_err(Failure::input)
    });
    let years = years.collect::<Result<Vec<PolicyYear<'_>>, Failure>>()?;
    let Some((before, proposals)) = years.split_first() else {
        return Ok(());
    };
    let comparisons = proposals
        .iter()
        .map(|after| Comparison::of(before, after).map_err(Failure::input));
    let comparisons = comparisons.collect::<Result<Vec<_>, Failure>>()?;

    let register = arguments.register.as_deref().map(support::read_register);
    let register = register.transpose()?;
    let rounds = match &register {
        Some(register) => Some(rounds(before, proposals, register)?),
        None => None,
    };
    support::print(&match arguments.format {
        Format::Text => text::compared(&comparisons, rounds.as_ref(), arguments.language)?,
        Format::Json => document::json(&comparisons, rounds.as_ref(), arguments.language)?,
    })
}

/// The year that was asked for, or the governed one nearest to it.
fn governed_year(policy: &Policy, asked: Option<DuesYear>, is_before: bool) -> DuesYear {
    let (first, last) = (policy.first_year(), policy.last_year());
    match asked {
        Some(year) if policy.governs(year) => year,
        Some(year) if year > first => last.unwrap_or(first),
        Some(_) => first,
        None if is_before => last.unwrap_or(first),
        None => first,
    }
}

fn rounds<'r>(
    before: &PolicyYear<'r>,
    proposals: &[PolicyYear<'r>],
    register: &'r Register,
) -> Result<RoundComparison<'r>, Failure> {
    let proposals = proposals.iter().map(|year| round(year, register));
    let proposals = proposals.collect::<Result<Vec<_>, Failure>>()?;
    let before = round(before, register)?;
    Ok(RoundComparison::new(before, proposals, &oske::data::ATLAS))
}

fn round<'r>(year: &PolicyYear<'r>, register: &'r Register) -> Result<Round<'r>, Failure> {
    let options = RoundOptions::for_year(year.year());
    let atlas = &oske::data::ATLAS;
    Round::assess(year.clone(), register, atlas, options).map_err(Failure::input)
}
