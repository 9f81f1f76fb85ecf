//! A dues round: what each member owes for a dues year, why, and what is still open.
//!
//! Without arguments it runs the embedded demonstration: the register and the option of 2023 that were
//! reconstructed from a members' letter, on the official population of the end of 2022.
//!
//! ```text
//! cargo run --example dues_round
//! cargo run --example dues_round -- --explain county-20 --lang fi
//! cargo run --example dues_round -- --policy examples/data/policies/iso-2023-demo.toml --format csv
//! ```

#[path = "../support/mod.rs"]
mod support;

mod document;
mod table;
mod text;

use std::path::PathBuf;
use std::process::ExitCode;

use lexopt::prelude::*;
use oske::domain::{Membership, Register};
use oske::dues::Policy;
use oske::types::{DuesYear, Language};
use oske::{Round, RoundOptions};
use support::Failure;

const HELP: &str = "\
Run a dues round: what each member owes for a dues year, why, and what is open.

Usage: dues_round [--policy FILE] [--register FILE] [--year YYYY]
                  [--population-year YYYY] [--lang fi|sv|en]
                  [--format text|json|csv] [--explain MEMBER_ID] [--out DIR]

  --policy FILE           the policy, TOML or (by the name's ending) JSON
  --register FILE         the register of members, CSV or (by the ending) JSON
  --year YYYY             the dues year; the first that the policy governs by
                          default. Members are those of its first day.
  --population-year YYYY  the year on whose last day the population is taken;
                          the one before the dues year by default
  --lang LANG             fi, sv or en (default)
  --format FORMAT         text (default), json or csv
  --explain MEMBER_ID     explain one member's assessment, and nothing else
  --out DIR               write the round as text, JSON and CSV, and every
                          explanation as JSON lines, into this folder instead
  --help                  this text

Without --policy and --register it runs the embedded demonstration, which is
reconstructed from published documents: see examples/data.

Of a member it knows what the register says, and the population of its place.
For a tariff that asks for other facts, use the example assess.

Exit codes: 0 done, whatever is open, uncovered or ambiguous in the round;
1 input that cannot be read; 2 usage.
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

#[derive(Clone, Copy)]
enum Format {
    Text,
    Json,
    Csv,
}

struct Arguments {
    policy: Option<PathBuf>,
    register: Option<PathBuf>,
    year: Option<DuesYear>,
    population_year: Option<i32>,
    language: Language,
    format: Format,
    explain: Option<String>,
    out: Option<PathBuf>,
}

fn main() -> ExitCode {
    support::run("dues_round", || match arguments()? {
        Some(arguments) => run(&arguments),
        None => support::print(HELP),
    })
}

fn arguments() -> Result<Option<Arguments>, Failure> {
    let mut arguments = Arguments {
        policy: None,
        register: None,
        year: None,
        population_year: None,
        language: Language::English,
        format: Format::Text,
        explain: None,
        out: None,
    };
    let mut parser = lexopt::Parser::from_env();
    while let Some(argument) = parser.next()? {
        match argument {
            Long("policy") => arguments.policy = Some(PathBuf::from(parser.value()?)),
            Long("register") => arguments.register = Some(PathBuf::from(parser.value()?)),
            Long("out") => arguments.out = Some(PathBuf::from(parser.value()?)),
            Long("year") => {
                arguments.year = Some(support::parsed(&mut parser, "--year")?);
            }
            Long("population-year") => {
                let text = support::text(&mut parser)?;
                arguments.population_year = Some(calendar_year(&text)?);
            }
            Long("lang") => arguments.language = support::parsed(&mut parser, "--lang")?,
            Long("explain") => arguments.explain = Some(support::text(&mut parser)?),
            Long("format") => {
                arguments.format = match support::text(&mut parser)?.as_str() {
                    "text" => Format::Text,
                    "json" => Format::Json,
                    "csv" => Format::Csv,
                    other => {
                        let message = format!(
                            "--format: `{other}` is not a format: expected text, json or csv"
                        );
                        return Err(Failure::Usage(message));
                    }
                }
            }
            Long("help") | Short('h') => return Ok(None),
            _ => return Err(argument.unexpected().into()),
        }
    }
    if arguments.explain.is_some() {
        if matches!(arguments.format, Format::Csv) {
            let message = "--explain: an explanation is text or json, not csv";
            return Err(Failure::usage(message));
        }
        if arguments.out.is_some() {
            let message = "--explain prints one explanation: expected no --out beside it";
            return Err(Failure::usage(message));
        }
    }
    Ok(Some(arguments))
}

fn calendar_year(text: &str) -> Result<i32, Failure> {
    let digits = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    let year = text.parse().ok().filter(|_| digits);
    year.ok_or_else(|| {
        let expected = "expected a calendar year of four digits, as in `2022`";
        Failure::usage(format_args!(
            "--population-year: `{text}` is no year: {expected}"
        ))
    })
}

/// A register with what names it in the round's papers.
pub(crate) struct NamedRegister {
    pub(crate) name: String,
    pub(crate) register: Register,
}

fn run(arguments: &Arguments) -> Result<(), Failure> {
    let policy = match &arguments.policy {
        Some(path) => support::read_policy(path)?,
        None => {
            let (name, text) = DEMONSTRATION_POLICY;
            Policy::from_toml(name, text).map_err(Failure::input)?
        }
    };
    let register = read_register(arguments)?;
    let year = arguments.year.unwrap_or(policy.first_year());
    let mut options = RoundOptions::for_year(year);
    if let Some(population_year) = arguments.population_year {
        options = options.with_population_year(population_year);
    }
    let policy_year = policy.for_year(year).map_err(Failure::input)?;
    let round = Round::assess(policy_year, &register.register, &oske::data::ATLAS, options)
        .map_err(Failure::input)?;

    let language = arguments.language;
    if let Some(id) = &arguments.explain {
        return explain(&round, &register.register, id, language, arguments.format);
    }
    if let Some(folder) = &arguments.out {
        let explanations: String = round
            .explanations()
            .map(|explanation| format!("{}\n", explanation.to_json()))
            .collect();
        let written = support::write_all(
            folder,
            &[
                ("round.txt", text::round(&round, &register, language)?),
                ("round.json", document::json(&round, &register, language)?),
                ("round.csv", document::csv(&round, language)?),
                ("explanations.jsonl", explanations),
            ],
        )?;
        for path in written {
            eprintln!("{}", path.display());
        }
        return Ok(());
    }
    let output = match arguments.format {
        Format::Text => text::round(&round, &register, language)?,
        Format::Json => document::json(&round, &register, language)?,
        Format::Csv => document::csv(&round, language)?,
    };
    support::print(&output)
}

fn read_register(arguments: &Arguments) -> Result<NamedRegister, Failure> {
    let (name, register) = match &arguments.register {
        Some(path) => (path.display().to_string(), support::read_register(path)?),
        None => {
            let (name, text) = DEMONSTRATION_REGISTER;
            let register = Register::from_csv(name, text.as_bytes()).map_err(Failure::input)?;
            (name.to_owned(), register)
        }
    };
    Ok(NamedRegister { name, register })
}

/// One member's assessment, as text or, for programs, as its document.
fn explain(
    round: &Round<'_>,
    register: &Register,
    id: &str,
    language: Language,
    format: Format,
) -> Result<(), Failure> {
    let Some(entry) = round.entry(id) else {
        return Err(Failure::Input(format!(
            "`{id}` pays nothing in this round: {}",
            why_not(round, register, id)
        )));
    };
    let explanation = round.explain(entry);
    match format {
        Format::Json => support::print(&format!("{}\n", explanation.to_json())),
        Format::Text | Format::Csv => support::print(&text::explanation(round, entry, language)),
    }
}

/// Why somebody is not charged.
fn why_not(round: &Round<'_>, register: &Register, id: &str) -> String {
    let date = round.options().register_date;
    if register.member(id).is_none() {
        return "there is no such id in the register; see the table for those who pay".to_owned();
    }
    let view = register.on(date);
    match (view.membership_of(id), view.representative_of(id)) {
        (Membership::Member, Some(representative)) => {
            format!("it is represented through `{}`", representative.id())
        }
        (Membership::Unsettled, _) => {
            format!("the register does not settle whether it is a member on {date}")
        }
        _ => {
            let mut left_out = round.left_out().iter();
            let left_out = left_out.find(|one| one.member().id().as_str() == id);
            let why = left_out.map(|one| format!(": {}", one.in_language(Language::English)));
            format!("it is no member on {date}{}", why.unwrap_or_default())
        }
    }
}
