//! What an unknown parameter of a policy must be, so that the members of a register, or some of them,
//! bring in a given total; and the round once more with it.
//!
//! Without `--policy` and `--register` it asks the embedded demonstration, in which the rate of the
//! counties is not known.
//!
//! ```text
//! cargo run --example policy_solve -- --unknown county_rate --total 45000 --decimals 4 \
//!     --only kind=wellbeing_services_county
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
use oske::dues::Policy;
use oske::dues::solve::Solution;
use oske::types::{Currency, DuesYear, Exact, Language, Money};
use oske::{Round, RoundEntry, RoundOptions};
use support::{Failure, Format};

const HELP: &str = "\
Solve for an unknown: what a parameter of a policy must be, so that the members
bring in a given total, and what each of them then owes.

Usage: policy_solve [--policy FILE] [--register FILE] --unknown NAME
                    --total AMOUNT [--decimals N] [--from VALUE] [--to VALUE]
                    [--only FACT=VALUE] [--year YYYY] [--lang fi|sv|en]
                    [--format text|json]

  --policy FILE      the policy, TOML or (by the name's ending) JSON
  --register FILE    the register of members, CSV or (by the ending) JSON
  --unknown NAME     the parameter, whether the policy has a value for it or not
  --total AMOUNT     the total in the currency of the policy: 45000 or 45000.00
  --decimals N       how many decimals the value may have, 12 at most; the
                     fewest that reach the total by default
  --from VALUE       the least value; 0 by default
  --to VALUE         the greatest value
  --only FACT=VALUE  the total of those members alone for whom a choice of the
                     policy has this value: kind=wellbeing_services_county
  --year YYYY        the dues year; the first that the policy governs by default
  --lang LANG        fi, sv or en (default)
  --format FORMAT    text (default) or json
  --help             this text

Without --policy and --register it asks the embedded demonstration, which is
reconstructed from published documents: see examples/data.

As JSON: `solution`, an `oske-solution`, and the `payers` with what they owe.

Exit codes: 0 done, also where no value reaches the total; 1 input that cannot
be read, or a question that has no answer in this policy; 2 usage.
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
    unknown: String,
    total: Exact,
    decimals: Option<u32>,
    from: Option<Exact>,
    to: Option<Exact>,
    only: Option<Group>,
    year: Option<DuesYear>,
    language: Language,
    format: Format,
}

/// The members for whom a choice has a value.
pub(crate) struct Group {
    pub(crate) fact: String,
    pub(crate) value: String,
}

impl Group {
    fn holds(&self, entry: &RoundEntry<'_>) -> bool {
        entry.facts().attribute(&self.fact) == Some(self.value.as_str())
    }
}

/// What was asked, the answer, and the round before and after.
pub(crate) struct Solved<'s> {
    pub(crate) register: &'s str,
    pub(crate) only: Option<&'s Group>,
    pub(crate) solution: &'s Solution,
    /// As the policy stands.
    pub(crate) before: &'s Round<'s>,
    /// With the value; `None` where there is none.
    pub(crate) after: Option<&'s Round<'s>>,
}

impl<'s> Solved<'s> {
    pub(crate) fn counts(&self, entry: &RoundEntry<'_>) -> bool {
        self.only.is_none_or(|only| only.holds(entry))
    }

    /// The members who count, as the policy stands.
    pub(crate) fn counted(&self) -> impl Iterator<Item = &'s RoundEntry<'s>> {
        let entries = self.before.entries().iter();
        entries.filter(|entry| self.counts(entry))
    }

    /// What a member owes with the value.
    pub(crate) fn amount_after(&self, entry: &RoundEntry<'_>) -> Option<Money> {
        let again = self.after?.entry(entry.member().id().as_str())?;
        again.assessment().amount()
    }
}

fn main() -> ExitCode {
    support::run("policy_solve", || match arguments()? {
        Some(arguments) => run(&arguments),
        None => support::print(HELP),
    })
}

fn arguments() -> Result<Option<Arguments>, Failure> {
    let (mut policy, mut register, mut year) = (None, None, None);
    let (mut unknown, mut total, mut only) = (None, None, None);
    let (mut decimals, mut from, mut to) = (None, None, None);
    let (mut language, mut format) = (Language::English, Format::Text);
    let mut parser = lexopt::Parser::from_env();
    while let Some(argument) = parser.next()? {
        match argument {
            Long("policy") => policy = Some(PathBuf::from(parser.value()?)),
            Long("register") => register = Some(PathBuf::from(parser.value()?)),
            Long("unknown") => unknown = Some(support::text(&mut parser)?),
            Long("total") => total = Some(support::parsed(&mut parser, "--total")?),
            Long("decimals") => decimals = Some(support::parsed(&mut parser, "--decimals")?),
            Long("from") => from = Some(support::parsed(&mut parser, "--from")?),
            Long("to") => to = Some(support::parsed(&mut parser, "--to")?),
            Long("only") => only = Some(group(&support::text(&mut parser)?)?),
            Long("year") => year = Some(support::parsed(&mut parser, "--year")?),
            Long("lang") => language = support::parsed(&mut parser, "--lang")?,
            Long("format") => format = support::parsed(&mut parser, "--format")?,
            Long("help") | Short('h') => return Ok(None),
            _ => return Err(argument.unexpected().into()),
        }
    }
    let missing = |option: &str, example: &str| {
        Failure::usage(format_args!(
            "{option} is missing: expected it, as in `{option} {example}`"
        ))
    };
    Ok(Some(Arguments {
        policy,
        register,
        unknown: unknown.ok_or_else(|| missing("--unknown", "county_rate"))?,
        total: total.ok_or_else(|| missing("--total", "45000"))?,
        decimals,
        from,
        to,
        only,
        year,
        language,
        format,
    }))
}

fn group(text: &str) -> Result<Group, Failure> {
    let (fact, value) = text.split_once('=').ok_or_else(|| {
        let expected = "expected a choice and its value, as in `kind=municipality`";
        Failure::usage(format_args!(
            "--only: `{text}` is no group of members: {expected}"
        ))
    })?;
    Ok(Group {
        fact: fact.trim().to_owned(),
        value: value.trim().to_owned(),
    })
}

fn run(arguments: &Arguments) -> Result<(), Failure> {
    let policy = match &arguments.policy {
        Some(path) => support::read_policy(path)?,
        None => {
            let (name, text) = DEMONSTRATION_POLICY;
            Policy::from_toml(name, text).map_err(Failure::input)?
        }
    };
    let (name, register) = read_register(arguments)?;
    let year = arguments.year.unwrap_or(policy.first_year());
    let target = money(arguments.total, policy.currency())?;
    let only = arguments.only.as_ref();
    if let Some(only) = only {
        check_group(only, &policy)?;
    }

    let mut question = policy
        .solve_for(&arguments.unknown, year)
        .map_err(Failure::input)?;
    if let Some(decimals) = arguments.decimals {
        question = question.with_decimals(decimals);
    }
    if let Some(from) = arguments.from {
        question = question.with_least(from);
    }
    if let Some(to) = arguments.to {
        question = question.with_most(to);
    }
    let options = RoundOptions::for_year(year);
    let atlas = &oske::data::ATLAS;
    let policy_year = policy.for_year(year).map_err(Failure::input)?;
    let before = Round::assess(policy_year, &register, atlas, options).map_err(Failure::input)?;
    let counts = |entry: &RoundEntry<'_>| only.is_none_or(|only| only.holds(entry));
    let solution = before
        .solve(&question, counts, target)
        .map_err(Failure::input)?;

    let assumed = match solution.value() {
        Some(value) => {
            let assumed = policy.with_parameter(&arguments.unknown, year, value);
            Some(assumed.map_err(Failure::input)?)
        }
        None => None,
    };
    let after = match &assumed {
        Some(assumed) => {
            let policy_year = assumed.for_year(year).map_err(Failure::input)?;
            let round = Round::assess(policy_year, &register, atlas, options);
            Some(round.map_err(Failure::input)?)
        }
        None => None,
    };
    let solved = Solved {
        register: &name,
        only,
        solution: &solution,
        before: &before,
        after: after.as_ref(),
    };
    support::print(&match arguments.format {
        Format::Text => text::solved(&solved, arguments.language)?,
        Format::Json => document::json(&solved, arguments.language)?,
    })
}

fn read_register(arguments: &Arguments) -> Result<(String, Register), Failure> {
    let Some(path) = &arguments.register else {
        let (name, text) = DEMONSTRATION_REGISTER;
        let register = Register::from_csv(name, text.as_bytes()).map_err(Failure::input)?;
        return Ok((name.to_owned(), register));
    };
    let name = path.display().to_string();
    Ok((name, support::read_register(path)?))
}

fn money(amount: Exact, currency: Currency) -> Result<Money, Failure> {
    let minor = amount.checked_mul(Exact::from(currency.minor_units()));
    let minor = minor.ok().filter(|minor| minor.is_integer());
    let minor = minor.and_then(|minor| i64::try_from(minor.numerator()).ok());
    let minor = minor.ok_or_else(|| {
        Failure::usage(format_args!(
            "--total: `{amount}` is no amount of {currency}: expected at most {} decimals",
            currency.minor_digits()
        ))
    })?;
    Ok(Money::from_minor(minor, currency))
}

/// Whether the policy has the choice and the value.
fn check_group(group: &Group, policy: &Policy) -> Result<(), Failure> {
    let Group { fact, value } = group;
    let Some(values) = policy.attribute_values(fact) else {
        let known: Vec<&str> = policy.attributes().collect();
        let known = known.join(", ");
        return Err(Failure::input(format_args!(
            "--only: the policy has no choice `{fact}`: expected one of {known}"
        )));
    };
    if values.contains(&value.as_str()) {
        return Ok(());
    }
    Err(Failure::input(format_args!(
        "--only: `{value}` is no value of `{fact}`: expected one of {}",
        values.join(", ")
    )))
}
