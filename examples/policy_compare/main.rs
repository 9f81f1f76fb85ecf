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
use oske::dues::{NotGoverned, Policy, PolicyYear};
use oske::types::{DuesYear, Language};
use oske::{Proposals, Round, RoundComparison, RoundOptions};
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
  --year YYYY       the dues year. Each proposal is laid over A: before it begins
                    nothing changes. Once A has ended, its last year is what
                    members owed until then. By default the first year of each
                    proposal that A governs, too, and if there is none, of both
                    the years that are nearest. The year of each stands beside
                    its title
  --lang LANG       fi, sv or en (default)
  --format FORMAT   text (default) or json
  --help            this text

Each round has the members, places and population of its own dues year. As JSON:
`comparisons`, one `oske-comparison` for each proposal, and with a register
`rounds`, an `oske-round-comparison` for the proposals of each year.

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

/// What is told: for each proposal what it changes, and what members owe.
pub(crate) struct Compared<'c> {
    /// The dues year that was asked for.
    pub(crate) year: Option<DuesYear>,
    pub(crate) proposals: &'c [Policy],
    pub(crate) comparisons: &'c [Comparison],
    /// What members owe, by the years that are compared; none without a register.
    pub(crate) rounds: &'c [RoundsOfYear<'c>],
}

/// Proposals that are compared in the same years, over a register.
pub(crate) struct RoundsOfYear<'c> {
    /// The places of the proposals among all of them.
    pub(crate) places: Vec<usize>,
    pub(crate) rounds: RoundComparison<'c>,
}

fn run(arguments: &Arguments) -> Result<(), Failure> {
    let policies = arguments.policies.iter();
    let policies = policies
        .map(|path| support::read_policy(path))
        .collect::<Result<Vec<Policy>, Failure>>()?;
    let Some((in_force, proposals)) = policies.split_first() else {
        return Ok(());
    };
    let pairs = match arguments.year {
        Some(year) => laid_over(in_force, proposals, year),
        None => {
            let proposals = proposals.iter();
            let pairs = proposals.map(|proposal| nearest_years(in_force, proposal));
            pairs.collect()
        }
    }
    .map_err(Failure::input)?;
    let comparisons = pairs
        .iter()
        .map(|(before, after)| Comparison::of(before, after).map_err(Failure::input));
    let comparisons = comparisons.collect::<Result<Vec<_>, Failure>>()?;

    let register = arguments.register.as_deref().map(support::read_register);
    let register = register.transpose()?;
    let rounds = match &register {
        Some(register) => rounds(&pairs, register)?,
        None => Vec::new(),
    };
    let compared = Compared {
        year: arguments.year,
        proposals,
        comparisons: &comparisons,
        rounds: &rounds,
    };
    support::print(&match arguments.format {
        Format::Text => text::compared(&compared, arguments.language)?,
        Format::Json => document::json(&compared, arguments.language)?,
    })
}

/// What is compared: a dues year of the policy in force, and one of a proposal.
type Pair<'p> = (PolicyYear<'p>, PolicyYear<'p>);

/// A dues year under the policy in force, and under each proposal laid over it.
fn laid_over<'p>(
    in_force: &'p Policy,
    proposals: &'p [Policy],
    year: DuesYear,
) -> Result<Vec<Pair<'p>>, NotGoverned> {
    let proposals = Proposals::new(in_force, proposals);
    let before = proposals.before(year)?;
    let after = proposals.after(year)?.into_iter();
    Ok(after.map(|after| (before.clone(), after)).collect())
}

/// The first year that both govern, so that nothing but the policy differs; if there is none, of each the
/// nearest one to the other.
fn nearest_years<'p>(in_force: &'p Policy, proposal: &'p Policy) -> Result<Pair<'p>, NotGoverned> {
    let first = in_force.first_year().max(proposal.first_year());
    let nearest = |policy: &'p Policy| {
        let last = policy.last_year().unwrap_or(first);
        policy.for_year(first.min(last))
    };
    Ok((nearest(in_force)?, nearest(proposal)?))
}

/// The rounds of all pairs, those of the same years in one comparison.
fn rounds<'r>(
    pairs: &[Pair<'r>],
    register: &'r Register,
) -> Result<Vec<RoundsOfYear<'r>>, Failure> {
    let atlas = &oske::data::ATLAS;
    let round = |year: &PolicyYear<'r>| {
        let options = RoundOptions::for_year(year.year());
        Round::assess(year.clone(), register, atlas, options).map_err(Failure::input)
    };
    let years = |(before, after): &Pair<'_>| (before.year(), after.year());
    let mut of_years: Vec<(&Pair<'r>, Vec<usize>, Vec<Round<'r>>)> = Vec::new();
    for (place, pair) in pairs.iter().enumerate() {
        let after = round(&pair.1)?;
        let mut known = of_years.iter_mut();
        match known.find(|(known, ..)| years(known) == years(pair)) {
            Some((_, places, proposals)) => {
                places.push(place);
                proposals.push(after);
            }
            None => of_years.push((pair, vec![place], vec![after])),
        }
    }
    let rounds = of_years.into_iter().map(|(pair, places, proposals)| {
        let rounds = RoundComparison::new(round(&pair.0)?, proposals, atlas);
        Ok(RoundsOfYear { places, rounds })
    });
    rounds.collect()
}
