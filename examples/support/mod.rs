//! What the examples share: exit codes, arguments, reading and writing files.

#![allow(dead_code, reason = "each example uses its own part")]

use std::fmt::Display;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::str::FromStr;

use oske::domain::Register;
use oske::dues::document::Value;
use oske::dues::{Explanation, Faults, Outcome, Policy};
use oske::types::Language;

/// Why a program ends without a result.
pub(crate) enum Failure {
    /// Input that cannot be read: exit code 1. The text is for standard error.
    Input(String),
    /// Arguments that cannot be understood: exit code 2.
    Usage(String),
}

impl Failure {
    pub(crate) fn input(error: impl Display) -> Self {
        Self::Input(error.to_string())
    }

    pub(crate) fn usage(error: impl Display) -> Self {
        Self::Usage(error.to_string())
    }
}

/// How a program prints what it found.
#[derive(Clone, Copy)]
pub(crate) enum Format {
    Text,
    Json,
}

impl FromStr for Format {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "text" => Ok(Self::Text),
            "json" => Ok(Self::Json),
            other => Err(format!("`{other}` is not a format: expected text or json")),
        }
    }
}

impl From<lexopt::Error> for Failure {
    fn from(error: lexopt::Error) -> Self {
        Self::usage(error)
    }
}

/// The value behind an option, as text.
pub(crate) fn text(parser: &mut lexopt::Parser) -> Result<String, Failure> {
    let value = parser.value()?;
    value
        .into_string()
        .map_err(|_| Failure::usage("an argument is not UTF-8"))
}

/// The value behind an option, read; `option` is its name, for the message.
pub(crate) fn parsed<T>(parser: &mut lexopt::Parser, option: &str) -> Result<T, Failure>
where
    T: FromStr<Err: Display>,
{
    let text = text(parser)?;
    text.parse()
        .map_err(|error| Failure::usage(format_args!("{option}: {error}")))
}

/// Runs a program: data on standard output, messages on standard error, and the exit code.
pub(crate) fn run(name: &str, program: impl FnOnce() -> Result<(), Failure>) -> ExitCode {
    match program() {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Input(message)) => {
            eprintln!("{message}");
            ExitCode::from(1)
        }
        Err(Failure::Usage(message)) => {
            eprintln!("{name}: {message}\nTry `{name} --help`.");
            ExitCode::from(2)
        }
    }
}

/// Prints to standard output. A reader that has gone away is no failure.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    let mut output = io::stdout().lock();
    let written = io::Write::write_all(&mut output, text.as_bytes())
        .and_then(|()| io::Write::flush(&mut output));
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::input(format_args!("standard output: {error}")))
        }
        _ => Ok(()),
    }
}

/// The text of a file in UTF-8, without the byte order mark that some editors write before it.
pub(crate) fn read(path: &Path) -> Result<String, Failure> {
    let name = path.display().to_string();
    text_of(&name, std::fs::read(path))
}

/// The text on standard input, as [`read`] gives that of a file.
pub(crate) fn read_standard_input(name: &str) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    let read = io::stdin().lock().read_to_end(&mut bytes);
    text_of(name, read.map(|_| bytes))
}

fn text_of(name: &str, bytes: io::Result<Vec<u8>>) -> Result<String, Failure> {
    let bytes = bytes.map_err(|error| Failure::input(format_args!("{name}: {error}")))?;
    let mut text = String::from_utf8(bytes).map_err(|_| {
        let message = "the file is not UTF-8: expected text in UTF-8";
        Failure::input(format_args!("{name}: {message}"))
    })?;
    if text.starts_with('\u{feff}') {
        text.remove(0);
    }
    Ok(text)
}

/// Reads a policy, as JSON where the name says so, else as TOML.
pub(crate) fn read_policy(path: &Path) -> Result<Policy, Failure> {
    let text = read(path)?;
    policy_of(path, &text).map_err(Failure::input)
}

/// The policy in the text of a file.
pub(crate) fn policy_of(path: &Path, text: &str) -> Result<Policy, Faults> {
    let name = path.display().to_string();
    let json = path
        .extension()
        .is_some_and(|extension| extension == "json");
    if json {
        Policy::from_json(&name, text)
    } else {
        Policy::from_toml(&name, text)
    }
}

/// Reads a register of members, as JSON where the name says so, else as CSV.
pub(crate) fn read_register(path: &Path) -> Result<Register, Failure> {
    let name = path.display().to_string();
    let text = read(path)?;
    let json = path
        .extension()
        .is_some_and(|extension| extension == "json");
    let register = if json {
        Register::from_json(&name, text.as_bytes())
    } else {
        Register::from_csv(&name, text.as_bytes())
    };
    register.map_err(Failure::input)
}

/// Writes files into a folder, which is made if need be: each beside its place first, then renamed
/// into it, so that no reader ever finds half of one. Where one cannot be written, none is.
pub(crate) fn write_all<N: AsRef<str>, B: AsRef<[u8]>>(
    folder: &Path,
    files: &[(N, B)],
) -> Result<Vec<PathBuf>, Failure> {
    let failure = |path: &Path, error: &dyn Display| {
        Failure::input(format_args!("{}: {error}", path.display()))
    };
    std::fs::create_dir_all(folder).map_err(|error| failure(folder, &error))?;
    let mut pending = Vec::new();
    let mut written = Ok(());
    for (name, bytes) in files {
        let name = name.as_ref();
        let (beside, path) = (folder.join(format!(".{name}.part")), folder.join(name));
        written = if path.is_dir() {
            Err(failure(&path, &"a folder stands where the file should"))
        } else {
            std::fs::write(&beside, bytes).map_err(|error| failure(&beside, &error))
        };
        pending.push((beside, path));
        if written.is_err() {
            break;
        }
    }
    for (beside, path) in &pending {
        written = written
            .and_then(|()| std::fs::rename(beside, path).map_err(|error| failure(path, &error)));
        if written.is_err() {
            // What failed is told; that a file beside it may be left is not worth a second message.
            let _ = std::fs::remove_file(beside);
        }
    }
    written?;
    Ok(pending.into_iter().map(|(_, path)| path).collect())
}

/// That what is written does not take the place of what is read.
pub(crate) fn check_apart(input: &Path, output: &Path) -> Result<(), Failure> {
    let [from, to] = [input, output].map(std::fs::canonicalize);
    match (from, to) {
        (Ok(from), Ok(to)) if from == to => Err(Failure::input(format_args!(
            "{}: the output is the input: expected another file",
            output.display()
        ))),
        _ => Ok(()),
    }
}

/// Writes a file while what is in it comes to be: beside its place, then renamed into it, so that no
/// reader ever finds half of one. Where writing fails, nothing is left. A link stays one: what it leads to
/// is written. Into what is no file, as a pipe or a device, it is written straight.
pub(crate) fn write_beside<T>(
    path: &Path,
    write: impl FnOnce(&mut dyn io::Write) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let failure = |path: &Path, error: &dyn Display| {
        Failure::input(format_args!("{}: {error}", path.display()))
    };
    let is_device = path.starts_with("/dev");
    if is_device || std::fs::metadata(path).is_ok_and(|known| !known.is_file()) {
        let mut options = std::fs::OpenOptions::new();
        let file = options.append(true).open(path);
        let mut writer = io::BufWriter::new(file.map_err(|error| failure(path, &error))?);
        let written = write(&mut writer)?;
        io::Write::flush(&mut writer).map_err(|error| failure(path, &error))?;
        return Ok(written);
    }
    let path = &led_to(path);
    let Some(name) = path.file_name() else {
        return Err(failure(path, &"expected the name of a file"));
    };
    let beside = path.with_file_name(format!(".{}.part", name.to_string_lossy()));
    let file = std::fs::File::create(&beside).map_err(|error| failure(&beside, &error))?;
    let mut writer = io::BufWriter::new(file);
    let written = write(&mut writer).and_then(|written| {
        io::Write::flush(&mut writer).map_err(|error| failure(&beside, &error))?;
        std::fs::rename(&beside, path).map_err(|error| failure(path, &error))?;
        Ok(written)
    });
    if written.is_err() {
        // What failed is told; that a file beside it may be left is not worth a second message.
        let _ = std::fs::remove_file(&beside);
    }
    written
}

/// Where a link leads, also where nothing is there yet; else the path itself.
fn led_to(path: &Path) -> PathBuf {
    std::fs::canonicalize(path).unwrap_or_else(|_| match std::fs::read_link(path) {
        Ok(target) => path.with_file_name("").join(target),
        Err(_) => path.to_owned(),
    })
}

/// One payer's assessment as the keys of a JSON object: `status`, `amount`, `currency`, `lines`,
/// `candidates`, `missing`, `errors`. What there is not is empty or null.
pub(crate) fn assessment_entries(
    explanation: &Explanation,
    language: Language,
) -> Vec<(&'static str, Value)> {
    let outcome = explanation.outcome();
    let texts = |texts: Vec<String>| Value::list(texts.into_iter().map(Value::text));
    let amount = outcome
        .amount()
        .map_or_else(Value::null, |amount| Value::text(amount.to_decimal_text()));
    let lines = explanation.lines();
    let lines = lines.iter().map(|line| {
        Value::table([
            ("name", Value::text(line.line().name())),
            ("amount", Value::text(line.amount().to_decimal_text())),
        ])
    });
    let candidates = match outcome {
        Outcome::Ambiguous { candidates, .. } => candidates
            .iter()
            .map(|candidate| candidate.to_decimal_text())
            .collect(),
        _ => Vec::new(),
    };
    let missing = match outcome {
        Outcome::Undetermined(reasons) => reasons
            .iter()
            .filter_map(|reason| reason.subject().map(str::to_owned))
            .collect(),
        _ => Vec::new(),
    };
    let errors = match outcome {
        Outcome::Invalid(reasons) => reasons
            .iter()
            .map(|reason| reason.in_language(language))
            .collect(),
        _ => Vec::new(),
    };
    vec![
        ("status", Value::text(outcome.status())),
        ("amount", amount),
        ("currency", Value::text(explanation.currency().code())),
        ("lines", Value::list(lines)),
        ("candidates", texts(candidates)),
        ("missing", texts(missing)),
        ("errors", texts(errors)),
    ]
}
