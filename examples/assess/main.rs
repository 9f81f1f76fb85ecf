//! Assesses payers by a policy: facts as JSON lines in, assessments as JSON lines out.
//!
//! This is the way to use the engine without a register of members: whoever has other records writes
//! one line of facts for each payer.
//!
//! ```text
//! cargo run --example assess -- --policy examples/data/policies/iso-2023-option.toml --facts - <<'END'
//! {"id": "small", "kind": "municipality", "population": 4999}
//! {"id": "exactly", "kind": "municipality", "population": "5000"}
//! END
//! ```

#[path = "../support/mod.rs"]
mod support;

use std::path::PathBuf;
use std::process::ExitCode;

use lexopt::prelude::*;
use oske::dues::Facts;
use oske::dues::document::Value;
use oske::types::{DuesYear, Language};
use support::Failure;

const HELP: &str = "\
Assess payers by a policy.

Usage: assess --policy FILE --facts FILE [--year YYYY] [--lang fi|sv|en]

  --policy FILE   the policy, TOML or (by the name's ending) JSON
  --facts FILE    one JSON object a line: \"id\" and the facts that the policy
                  declares; `-` reads standard input. Numbers with decimals
                  stand in quotes. A fact may be an object with \"value\",
                  \"date\" and \"source\".
  --year YYYY     the dues year; the first that the policy governs by default
  --lang LANG     the language of the reasons in words: fi, sv or en (default)
  --help          this text

Prints one JSON object a line, in the order of the facts: id, status (assessed,
not_covered, ambiguous, undetermined, invalid), amount, currency, lines,
candidates, missing, errors, why, explanation. A payer that is exempt is
assessed at 0.00. The lines of one file are one round.

Exit codes: 0 done, whatever the assessments say; 1 input that cannot be read;
2 usage.
";

struct Arguments {
    policy: PathBuf,
    facts: PathBuf,
    year: Option<DuesYear>,
    language: Language,
}

fn main() -> ExitCode {
    support::run("assess", || match arguments()? {
        Some(arguments) => assess(&arguments),
        None => support::print(HELP),
    })
}

fn arguments() -> Result<Option<Arguments>, Failure> {
    let mut policy = None;
    let mut facts = None;
    let mut year = None;
    let mut language = Language::English;
    let mut parser = lexopt::Parser::from_env();
    while let Some(argument) = parser.next()? {
        match argument {
            Long("policy") => policy = Some(PathBuf::from(parser.value()?)),
            Long("facts") => facts = Some(PathBuf::from(parser.value()?)),
            Long("year") => year = Some(support::parsed(&mut parser, "--year")?),
            Long("lang") => language = support::parsed(&mut parser, "--lang")?,
            Long("help") | Short('h') => return Ok(None),
            _ => return Err(argument.unexpected().into()),
        }
    }
    Ok(Some(Arguments {
        policy: policy.ok_or_else(|| Failure::usage("`--policy FILE` is missing"))?,
        facts: facts.ok_or_else(|| Failure::usage("`--facts FILE` is missing"))?,
        year,
        language,
    }))
}

fn assess(arguments: &Arguments) -> Result<(), Failure> {
    let policy = support::read_policy(&arguments.policy)?;
    let year = arguments.year.unwrap_or(policy.first_year());
    let year = policy.for_year(year).map_err(Failure::input)?;
    let (name, text) = if arguments.facts.as_os_str() == "-" {
        let name = "standard input".to_owned();
        let text = support::read_standard_input(&name)?;
        (name, text)
    } else {
        let text = support::read(&arguments.facts)?;
        (arguments.facts.display().to_string(), text)
    };
    let mut output = String::new();
    for facts in Facts::from_json_lines(&name, &text).map_err(Failure::input)? {
        let explanation = year.explain(&facts);
        let mut entries = vec![("id", Value::text(facts.payer()))];
        entries.extend(support::assessment_entries(
            &explanation,
            arguments.language,
        ));
        entries.push(("why", Value::text(explanation.to_line(arguments.language))));
        entries.push(("explanation", explanation.to_value()));
        output.push_str(&Value::table(entries).to_json());
        output.push('\n');
    }
    support::print(&output)
}
