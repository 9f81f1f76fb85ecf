//! Imports a list of members as an office keeps it: what would change in the register that there is, and
//! every fault by its cell, before anything is written.
//!
//! ```text
//! cargo run --example register_import
//! cargo run --example register_import -- --lang fi --format json
//! cargo run --example register_import -- --register examples/data/registers/iso.csv \
//!     --mapping examples/data/import/jasenet.toml --out register.csv examples/data/import/jasenet.csv
//! ```

#[path = "../support/mod.rs"]
mod support;

mod document;
mod text;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use lexopt::prelude::*;
use oske::domain::import::{Import, ImportFaults, Mapping, Sheet};
use oske::domain::{Register, RegisterChanges};
use oske::types::Language;
use support::{Failure, Format};

const HELP: &str = "\
Imports a list of members as an office keeps it, CSV or XLSX, into a register.

Usage: register_import [--register FILE] [--mapping FILE] [--keep-gone]
                       [--dry-run] [--out FILE.csv]
                       [--lang fi|sv|en] [--format text|json] [INPUT]

  INPUT            the list: XLSX if its name ends so, else CSV
  --register FILE  the register that there is, a CSV or JSON: what would change in
                   it is told, and what the list has no column for is kept
  --mapping FILE   what columns, words and signs of the list mean, a TOML; without
                   it plain names in Finnish, Swedish and English are understood
  --keep-gone      who is in the register and not in the list stays in it
  --out FILE       write the register that results, as CSV: beside its place, and
                   then renamed. Without it nothing is written
  --dry-run        write nothing, whatever --out says
  --lang LANG      fi, sv or en (default): the words of the report; faults are told
                   in English
  --format FORMAT  text (default) or json
  --help           this text

Without INPUT the demonstration is imported: a list with made-up changes into the
register of the other examples.

Exit codes: 0 done, whatever would change; 1 a list or a file that is at fault;
2 usage.
";

const REGISTER: &str = include_str!("../data/registers/iso.csv");
const LIST: &[u8] = include_bytes!("../data/import/jasenet.csv");
const MAPPING: &str = include_str!("../data/import/jasenet.toml");

struct Arguments {
    input: Option<PathBuf>,
    register: Option<PathBuf>,
    mapping: Option<PathBuf>,
    keeps_gone: bool,
    is_dry: bool,
    out: Option<PathBuf>,
    language: Language,
    format: Format,
}

fn main() -> ExitCode {
    support::run("register_import", || match arguments()? {
        Some(arguments) => register_import(&arguments),
        None => support::print(HELP),
    })
}

fn arguments() -> Result<Option<Arguments>, Failure> {
    let mut arguments = Arguments {
        input: None,
        register: None,
        mapping: None,
        keeps_gone: false,
        is_dry: false,
        out: None,
        language: Language::English,
        format: Format::Text,
    };
    let mut parser = lexopt::Parser::from_env();
    while let Some(argument) = parser.next()? {
        match argument {
            Long("register") => arguments.register = Some(parser.value()?.into()),
            Long("mapping") => arguments.mapping = Some(parser.value()?.into()),
            Long("keep-gone") => arguments.keeps_gone = true,
            Long("dry-run") => arguments.is_dry = true,
            Long("out") => arguments.out = Some(parser.value()?.into()),
            Long("lang") => arguments.language = support::parsed(&mut parser, "--lang")?,
            Long("format") => arguments.format = support::parsed(&mut parser, "--format")?,
            Long("help") | Short('h') => return Ok(None),
            Value(path) if arguments.input.is_none() => arguments.input = Some(path.into()),
            _ => return Err(argument.unexpected().into()),
        }
    }
    let is_demonstration = arguments.input.is_none();
    if is_demonstration && (arguments.register.is_some() || arguments.mapping.is_some()) {
        let message = "--register and --mapping are for a list of your own: expected its name, too";
        return Err(Failure::usage(message));
    }
    if arguments.keeps_gone && !is_demonstration && arguments.register.is_none() {
        let message = "--keep-gone keeps who is in a register: expected --register FILE beside it";
        return Err(Failure::usage(message));
    }
    Ok(Some(arguments))
}

fn register_import(arguments: &Arguments) -> Result<(), Failure> {
    let existing = existing(arguments)?;
    let imported = import(arguments, existing.as_ref())?;
    let import = match imported {
        Ok(import) => import,
        Err(faults) => {
            if matches!(arguments.format, Format::Json) {
                support::print(&document::of_faults(&faults)?)?;
            }
            return Err(Failure::input(faults));
        }
    };
    let before = match existing {
        Some(register) => register,
        None => Register::try_new([]).map_err(Failure::input)?,
    };
    let changes = before.changes_to(import.register());
    let (changes, result) = if arguments.keeps_gone {
        let changes = changes.without_gone();
        let result = changes.applied_to(&before).map_err(Failure::input)?;
        (changes, result)
    } else {
        (changes, import.register().clone())
    };
    let out = arguments.out.as_deref().filter(|_| !arguments.is_dry);
    if let Some(path) = out {
        write(&result, path)?;
    }
    let told = Told {
        import: &import,
        changes: &changes,
        result: &result,
        out,
    };
    support::print(&match arguments.format {
        Format::Text => text::told(&told, arguments.language),
        Format::Json => document::told(&told, arguments.language)?,
    })
}

/// What is told of an import.
pub(crate) struct Told<'t> {
    pub(crate) import: &'t Import,
    pub(crate) changes: &'t RegisterChanges<'t>,
    pub(crate) result: &'t Register,
    /// Where the result was written.
    pub(crate) out: Option<&'t Path>,
}

fn existing(arguments: &Arguments) -> Result<Option<Register>, Failure> {
    if let Some(path) = &arguments.register {
        return support::read_register(path).map(Some);
    }
    let demonstration = || Register::from_csv("iso.csv", REGISTER.as_bytes());
    let register = arguments.input.is_none().then(demonstration);
    register.transpose().map_err(Failure::input)
}

/// The import of the list, or its faults.
fn import(
    arguments: &Arguments,
    existing: Option<&Register>,
) -> Result<Result<Import, ImportFaults>, Failure> {
    let (bytes, name) = match &arguments.input {
        Some(path) => {
            let name = path.display().to_string();
            let bytes = std::fs::read(path);
            let failure = |error| Failure::input(format_args!("{name}: {error}"));
            (bytes.map_err(failure)?, name)
        }
        None => (LIST.to_owned(), "jasenet.csv".to_owned()),
    };
    let mapping = match (&arguments.mapping, &arguments.input) {
        (Some(path), _) => Mapping::from_toml(&path.display().to_string(), &support::read(path)?),
        (None, Some(_)) => Ok(Mapping::default()),
        (None, None) => Mapping::from_toml("jasenet.toml", MAPPING),
    };
    let mapping = mapping.map_err(Failure::input)?;
    let is_workbook = name.to_lowercase().ends_with(".xlsx");
    let sheet = if is_workbook {
        Sheet::from_xlsx(&name, &bytes, &mapping)
    } else {
        Sheet::from_csv(&name, &bytes, &mapping)
    };
    Ok(sheet.and_then(|sheet| match existing {
        Some(register) => sheet.import_onto(register),
        None => sheet.import(),
    }))
}

fn write(register: &Register, path: &Path) -> Result<(), Failure> {
    let text = register.to_csv();
    support::write_beside(path, |file| {
        file.write_all(text.as_bytes())
            .map_err(|error| Failure::input(format_args!("{}: {error}", path.display())))
    })
}
