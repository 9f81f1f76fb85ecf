//! `cargo xtask`: generated code and long checks.

use std::process::ExitCode;

use lexopt::prelude::*;
use xtask::{benches, checks, codegen, comparison, conformance, release, weight, workspace_root};

const HELP: &str = "\
Usage: cargo xtask COMMAND

Commands:
  codegen [--check]   write the generated tables of oske-data from its data/*.tsv and
                      remove what is left over among them, the catalogue of acts of
                      oske-statute from its data/*.tsv, the schema of policies and the
                      gallery of oske-dues, the README of every crate (that of oske
                      from README.md, the others from the docs of their lib.rs) and the
                      pictures of oske's docs; with --check write nothing, and fail if
                      they are not current
  properties [CASES] [NAME]
                      run the tests in release mode with CASES new cases for each property
                      (100000 if not given), or for those whose name has NAME in it; a tenth
                      or a fifth of it for those of oske-dues that read documents
  fuzz [SECONDS]      run every fuzz target for so many seconds (600 if not given);
                      needs cargo-fuzz
  mutants [PACKAGE]   change a crate in many small ways and see whether its tests
                      notice (oske-types if not given); needs cargo-mutants
  size                build a program with the embedded edition, one with empty tables and
                      one without oske for release, and tell what the edition adds: less
                      than a megabyte
  conformance [CASES] let validators of others judge the demonstration invoices and CASES
                      generated ones (300 if not given), as Finvoice and as UBL; needs
                      python3 with pip, xmllint and Python's package registry
  benches [RUNS]      measure every figure that a limit was set for, so many times (3 if not
                      given), and write benches/README.md
  weight [--write]    build a program with oske-dues alone, one with oske and one with all of
                      oske, each from nothing and by two jobs at a time, and tell crates,
                      seconds and bytes; with --write put it into README.md and its copy, too
  semver [REVISION]   compare the public surface of every crate with that of a revision
                      (the last release if not given); needs cargo-semver-checks
  licences            check the licences, sources and double versions of what is depended
                      on, by deny.toml; needs cargo-deny
  features            build every crate with each pair of its features, none and all; needs
                      cargo-hack
  minimal-versions    build the crates of the last commit with the least versions of what
                      they depend on that their manifests allow
  floor               check every crate with the compiler of the rust-version of Cargo.toml;
                      needs rustup and that compiler
  docs                make the docs of every crate as docs.rs does
  package             pack every crate and build it from its package, without the network
  comparison          run the tariff of the guide's comparison in the other systems, and
                      hold what they say against the page; needs python3 with pip,
                      LibreOffice, and the package registries of Python and Rust
  outside             build and run a program that embeds oske-dues alone, by path and
                      without default features
  ci                  run .ci/run, what review expects
  help                print this

Exit status: 0 done, 1 faults in the tables or a failed check, 2 wrong usage.
";

enum Command {
    Help,
    Codegen { check: bool },
    Properties { cases: u32, name: Option<String> },
    Fuzz { seconds: u32 },
    Mutants { package: String },
    Size,
    Conformance { cases: u32 },
    Benches { runs: u32 },
    Weight { write: bool },
    Semver { revision: Option<String> },
    Licences,
    Features,
    MinimalVersions,
    Floor,
    Docs,
    Package,
    Comparison,
    Outside,
    Ci,
}

fn main() -> ExitCode {
    let command = match Command::from_arguments(lexopt::Parser::from_env()) {
        Ok(command) => command,
        Err(error) => {
            eprint!("{error}\n\n{HELP}");
            return ExitCode::from(2);
        }
    };
    match command {
        Command::Help => {
            print!("{HELP}");
            ExitCode::SUCCESS
        }
        Command::Codegen { check } => run_codegen(check),
        Command::Properties { cases, name } => ended(checks::properties(cases, name.as_deref())),
        Command::Fuzz { seconds } => ended(checks::fuzz(seconds)),
        Command::Mutants { package } => ended(checks::mutants(&package)),
        Command::Size => ended(weight::size()),
        Command::Conformance { cases } => ended(conformance::judge(cases)),
        Command::Benches { runs } => ended(benches::run(runs)),
        Command::Weight { write } => ended(weight::weight(write)),
        Command::Semver { revision } => ended(release::semver(revision.as_deref())),
        Command::Licences => ended(release::licences()),
        Command::Features => ended(release::features()),
        Command::MinimalVersions => ended(release::minimal_versions()),
        Command::Floor => ended(release::floor()),
        Command::Docs => ended(release::docs()),
        Command::Package => ended(release::package()),
        Command::Comparison => ended(comparison::run()),
        Command::Outside => ended(checks::outside()),
        Command::Ci => ended(checks::ci()),
    }
}

impl Command {
    fn from_arguments(mut arguments: lexopt::Parser) -> Result<Self, lexopt::Error> {
        let mut command = match arguments.next()? {
            None | Some(Short('h') | Long("help")) => return Ok(Self::Help),
            Some(Value(name)) => match name.string()?.as_str() {
                "help" => return Ok(Self::Help),
                "codegen" => Self::Codegen { check: false },
                "properties" => Self::Properties {
                    cases: checks::DEFAULT_CASES,
                    name: None,
                },
                "fuzz" => Self::Fuzz {
                    seconds: checks::DEFAULT_SECONDS,
                },
                "mutants" => Self::Mutants {
                    package: checks::DEFAULT_PACKAGE.to_owned(),
                },
                "size" => Self::Size,
                "conformance" => Self::Conformance {
                    cases: conformance::DEFAULT_CASES,
                },
                "benches" => Self::Benches {
                    runs: benches::DEFAULT_RUNS,
                },
                "weight" => Self::Weight { write: false },
                "semver" => Self::Semver { revision: None },
                "licences" => Self::Licences,
                "features" => Self::Features,
                "minimal-versions" => Self::MinimalVersions,
                "floor" => Self::Floor,
                "docs" => Self::Docs,
                "package" => Self::Package,
                "comparison" => Self::Comparison,
                "outside" => Self::Outside,
                "ci" => Self::Ci,
                name => return Err(format!("there is no command `{name}`").into()),
            },
            Some(other) => return Err(other.unexpected()),
        };
        while let Some(argument) = arguments.next()? {
            match (&mut command, argument) {
                (_, Short('h') | Long("help")) => return Ok(Self::Help),
                (Self::Codegen { check }, Long("check")) => *check = true,
                (Self::Weight { write }, Long("write")) => *write = true,
                (Self::Properties { cases, name }, Value(value)) => match value.parse() {
                    Ok(number) => *cases = number,
                    Err(_) => *name = Some(value.string()?),
                },
                (Self::Conformance { cases }, Value(number)) => *cases = number.parse()?,
                (Self::Benches { runs }, Value(number)) => *runs = number.parse()?,
                (Self::Fuzz { seconds }, Value(number)) => *seconds = number.parse()?,
                (Self::Mutants { package }, Value(name)) => *package = name.string()?,
                (Self::Semver { revision }, Value(name)) => *revision = Some(name.string()?),
                (_, other) => return Err(other.unexpected()),
            }
        }
        Ok(command)
    }
}

fn run_codegen(check: bool) -> ExitCode {
    let workspace = workspace_root();
    let stale = match codegen::stale_files(workspace) {
        Ok(stale) => stale,
        Err(error) => return failure(&error.to_string()),
    };
    if check {
        for file in &stale {
            eprintln!("{}: {file}: run `cargo xtask codegen`", file.path());
        }
        return if stale.is_empty() {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        };
    }
    for file in &stale {
        if let Err(error) = file.mend(workspace) {
            return failure(&format!("{}: {error}", file.path()));
        }
        println!("{}: {file}: mended", file.path());
    }
    ExitCode::SUCCESS
}

/// The exit status of a long check, or why it could not be run.
fn ended(status: std::io::Result<u8>) -> ExitCode {
    match status {
        Ok(status) => ExitCode::from(status),
        Err(error) => failure(&format!("the check could not be run: {error}")),
    }
}

fn failure(message: &str) -> ExitCode {
    eprintln!("{message}");
    ExitCode::FAILURE
}
