//! The paper on which a meeting decides on its dues: what each alternative brings in, what is to be decided,
//! what changes for whom, and which members pay less or more.
//!
//! Without arguments it compares the tariff of 2022 with the option of the members' letter and with the same
//! made whole by a rate that is made up, over the embedded register.
//!
//! ```text
//! cargo run --example proposal_report -- --lang fi
//! cargo run --example proposal_report -- examples/data/policies/iso-2022.toml \
//!     examples/data/policies/iso-2023-demo.toml --lang sv --format html --out report
//! ```

#[path = "../support/mod.rs"]
mod support;

#[path = "../support/report.rs"]
mod report;

use std::path::PathBuf;
use std::process::ExitCode;

use lexopt::prelude::*;
use oske::domain::Register;
use oske::dues::Policy;
use oske::report::ProposalReport;
use oske::types::{DuesYear, Language};
use oske::{Proposals, RoundComparison, RoundOptions, register_hash};
use report::ReportFormat;
use support::Failure;

const HELP: &str = "\
Write the paper on which a meeting decides on its dues: what each alternative
brings in, what is to be decided, what changes for whom with the curves laid
over each other and the break-even points, who of the register pays less and
who more, and what the check has found.

Usage: proposal_report [A B [MORE…]] [--register FILE] [--year YYYY]
                       [--lang fi|sv|en]
                       [--format text|md|html|xlsx|csv|json] [--out DIR]

  A                the policy in force, TOML or (by the name's ending) JSON
  B, MORE          one or several proposals
  --register FILE  the register of members, CSV or (by the ending) JSON
  --year YYYY      the dues year; the first of the first proposal by default.
                   Once A has ended, its last year is what members owed until
                   then
  --lang LANG      fi, sv or en (default)
  --format FORMAT  text (default), md, html, xlsx, csv or json; xlsx and csv
                   only with --out, csv with a file for each table
  --out DIR        write into this folder; without --format, every format
  --help           this text

Without policies it compares the embedded ones, which are reconstructed from a
letter to members, over the embedded register: see examples/data. The rates of
the second proposal are made up.

Exit codes: 0 done; 1 input that cannot be read or compared; 2 usage.
";

/// The tariff in force, the option of the letter, and the same with rates that are made up.
const DEMONSTRATION_POLICIES: [(&str, &str); 3] = [
    (
        "examples/data/policies/iso-2022.toml",
        include_str!("../data/policies/iso-2022.toml"),
    ),
    (
        "examples/data/policies/iso-2023-option.toml",
        include_str!("../data/policies/iso-2023-option.toml"),
    ),
    (
        "examples/data/policies/iso-2023-demo.toml",
        include_str!("../data/policies/iso-2023-demo.toml"),
    ),
];
/// The register, reconstructed from public documents.
const DEMONSTRATION_REGISTER: (&str, &str) = (
    "examples/data/registers/iso.csv",
    include_str!("../data/registers/iso.csv"),
);

struct Arguments {
    policies: Vec<PathBuf>,
    register: Option<PathBuf>,
    year: Option<DuesYear>,
    language: Language,
    format: Option<ReportFormat>,
    out: Option<PathBuf>,
}

fn main() -> ExitCode {
    support::run("proposal_report", || match arguments()? {
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
        format: None,
        out: None,
    };
    let mut parser = lexopt::Parser::from_env();
    while let Some(argument) = parser.next()? {
        match argument {
            Value(path) => arguments.policies.push(PathBuf::from(path)),
            Long("register") => arguments.register = Some(PathBuf::from(parser.value()?)),
            Long("out") => arguments.out = Some(PathBuf::from(parser.value()?)),
            Long("year") => arguments.year = Some(support::parsed(&mut parser, "--year")?),
            Long("lang") => arguments.language = support::parsed(&mut parser, "--lang")?,
            Long("format") => arguments.format = Some(support::parsed(&mut parser, "--format")?),
            Long("help") | Short('h') => return Ok(None),
            _ => return Err(argument.unexpected().into()),
        }
    }
    if arguments.policies.len() == 1 {
        let message = "expected the policy in force and a proposal, as in \
                       `proposal_report A.toml B.toml`, or none of them";
        return Err(Failure::usage(message));
    }
    report::check_folder(arguments.format, arguments.out.is_some())?;
    Ok(Some(arguments))
}

fn run(arguments: &Arguments) -> Result<(), Failure> {
    let policies = match arguments.policies.as_slice() {
        [] => DEMONSTRATION_POLICIES
            .into_iter()
            .map(|(name, text)| Policy::from_toml(name, text).map_err(Failure::input))
            .collect::<Result<Vec<Policy>, Failure>>()?,
        paths => paths
            .iter()
            .map(|path| support::read_policy(path))
            .collect::<Result<Vec<Policy>, Failure>>()?,
    };
    let (register_name, register) = match &arguments.register {
        Some(path) => (path.display().to_string(), support::read_register(path)?),
        None => {
            let (name, text) = DEMONSTRATION_REGISTER;
            let register = Register::from_csv(name, text.as_bytes()).map_err(Failure::input)?;
            (name.to_owned(), register)
        }
    };
    let Some((in_force, proposals)) = policies.split_first() else {
        return Ok(());
    };
    let first = proposals.first().unwrap_or(in_force).first_year();
    let year = arguments.year.unwrap_or(first);
    let (proposals, atlas) = (Proposals::new(in_force, proposals), &oske::data::ATLAS);
    let comparison =
        RoundComparison::of_proposals(&proposals, year, &register, atlas, RoundOptions::for_year)
            .map_err(Failure::input)?;
    let content_hash = register_hash(&register);
    let document = ProposalReport::new(&comparison)
        .of_register(register_name, content_hash)
        .to_document(arguments.language)
        .map_err(Failure::input)?;
    let name = format!("proposal-report-{year}").replace('/', "-");
    report::deliver(&document, &name, arguments.format, arguments.out.as_deref())
}
