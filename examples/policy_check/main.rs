//! Checks policies: what keeps a document from being one, and what the proof finds, each with its place
//! in the file and a payer that shows it.
//!
//! ```text
//! cargo run --example policy_check -- examples/data/policies/iso-2023-option.toml
//! cargo run --example policy_check -- --format json --lang sv examples/data/policies/*.toml
//! ```

#[path = "../support/mod.rs"]
mod support;

use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::ExitCode;

use lexopt::prelude::*;
use oske::dues::document;
use oske::dues::{Fault, Faults, Finding, Severity};
use oske::types::Language;
use support::{Failure, Format};

const HELP: &str = "\
Check policies: what is wrong with them, where, and a payer that shows it.

Usage: policy_check FILE… [--format text|json] [--lang fi|sv|en]

  FILE             a policy, TOML or (by the name's ending) JSON
  --format FORMAT  text (default) or json
  --lang LANG      the language of findings: fi, sv or en (default). Faults,
                   which keep a document from being a policy, are in English.
  --help           this text

As text each fault and each finding is a paragraph, file:line:column first,
with the line of the file that it is about. As JSON all of them are one array
of objects: file, code, severity (error, warning, note), path, line, column,
message, help, where (for each choice the values, for each measure and date
from, from_inclusive, to, to_inclusive), witness (the facts of a payer). A
finding also has dues_year, the first in which it holds, and may have
conditions (borders that follow no measure alone) and neighbour (of a fall or a
cliff, the payer on the other side). What there is not is left out.

A file that cannot be read is named on standard error, and the others are
checked.

Exit codes: 0 done, and no finding is an error; 1 a finding is an error, a file
is no policy, or it cannot be read; 2 usage.
";

struct Arguments {
    files: Vec<PathBuf>,
    format: Format,
    language: Language,
}

/// A file that could be read, with what is wrong in it.
struct Checked {
    name: String,
    text: String,
    found: Result<Vec<Finding>, Faults>,
}

impl Checked {
    /// Whether nobody may be charged by it as it is.
    fn is_wrong(&self) -> bool {
        match &self.found {
            Err(_) => true,
            Ok(findings) => findings
                .iter()
                .any(|finding| finding.severity() == Severity::Error),
        }
    }
}

fn main() -> ExitCode {
    let mut is_wrong = false;
    let code = support::run("policy_check", || match arguments()? {
        Some(arguments) => {
            is_wrong = check(&arguments)?;
            Ok(())
        }
        None => support::print(HELP),
    });
    if is_wrong { ExitCode::from(1) } else { code }
}

fn arguments() -> Result<Option<Arguments>, Failure> {
    let mut arguments = Arguments {
        files: Vec::new(),
        format: Format::Text,
        language: Language::English,
    };
    let mut parser = lexopt::Parser::from_env();
    while let Some(argument) = parser.next()? {
        match argument {
            Value(file) => arguments.files.push(PathBuf::from(file)),
            Long("lang") => arguments.language = support::parsed(&mut parser, "--lang")?,
            Long("format") => arguments.format = support::parsed(&mut parser, "--format")?,
            Long("help") | Short('h') => return Ok(None),
            _ => return Err(argument.unexpected().into()),
        }
    }
    if arguments.files.is_empty() {
        return Err(Failure::usage("a FILE is missing: expected a policy"));
    }
    Ok(Some(arguments))
}

/// Checks the files and tells what was found; `true` if something is wrong with one of them.
fn check(arguments: &Arguments) -> Result<bool, Failure> {
    let mut checked = Vec::new();
    let mut unread = Vec::new();
    for file in &arguments.files {
        let text = match support::read(file) {
            Ok(text) => text,
            Err(Failure::Input(message)) => {
                unread.push(message);
                continue;
            }
            Err(failure) => return Err(failure),
        };
        let name = file.display().to_string();
        let found = support::policy_of(file, &text).map(|policy| policy.findings());
        checked.push(Checked { name, text, found });
    }
    if !checked.is_empty() {
        let told = match arguments.format {
            Format::Text => as_text(&checked, arguments.language),
            Format::Json => as_json(&checked, arguments.language),
        };
        support::print(&told)?;
    }
    if unread.is_empty() {
        Ok(checked.iter().any(Checked::is_wrong))
    } else {
        Err(Failure::input(unread.join("\n")))
    }
}

fn as_text(checked: &[Checked], language: Language) -> String {
    let colour = std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let mut paragraphs = Vec::new();
    for Checked { name, text, found } in checked {
        match found {
            Err(faults) => {
                paragraphs.extend(faults.iter().map(|fault| fault.pretty(text, colour)));
            }
            Ok(findings) if findings.is_empty() => {
                let nothing =
                    language.pick("ei huomautettavaa", "inget att anmärka", "nothing is wrong");
                paragraphs.push(format!("{name}: {nothing}"));
            }
            Ok(findings) => {
                let findings = findings.iter();
                paragraphs.extend(findings.map(|finding| finding.pretty(text, language, colour)));
            }
        }
    }
    format!("{}\n", paragraphs.join("\n\n"))
}

fn as_json(checked: &[Checked], language: Language) -> String {
    let all = checked.iter().flat_map(|checked| match &checked.found {
        Err(faults) => faults.iter().map(Fault::to_value).collect::<Vec<_>>(),
        Ok(findings) => findings
            .iter()
            .map(|finding| finding.to_value(language))
            .collect(),
    });
    format!("{}\n", document::Value::list(all).to_json())
}
