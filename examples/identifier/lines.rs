//! Input, line by line: neither input nor output is held as a whole.

use std::io::{self, BufRead, BufWriter, Write};

use serde_json::Value;

use crate::answer::Answer;
use crate::kind::Kind;
use crate::support::Failure;

const NAME: &str = "standard input";

pub(crate) fn work_through() -> Result<(), Failure> {
    let mut input = io::stdin().lock();
    let mut output = BufWriter::new(io::stdout().lock());
    let mut bytes = Vec::new();
    let mut wrong = 0_usize;
    for number in 1_usize.. {
        bytes.clear();
        let read = input
            .read_until(b'\n', &mut bytes)
            .map_err(|error| Failure::input(format_args!("{NAME}: {error}")))?;
        if read == 0 {
            break;
        }
        let written = match record(&bytes, number) {
            Ok(None) => continue,
            Ok(Some(record)) => writeln!(output, "{record}"),
            Err(message) => {
                wrong = wrong.saturating_add(1);
                eprintln!("{NAME}:{number}: {message}");
                continue;
            }
        };
        if let Err(error) = written {
            return ended(&error);
        }
    }
    if let Err(error) = output.flush() {
        return ended(&error);
    }
    match wrong {
        0 => Ok(()),
        1 => Err(Failure::input(format_args!(
            "{NAME}: 1 line was passed over"
        ))),
        _ => Err(Failure::input(format_args!(
            "{NAME}: {wrong} lines were passed over"
        ))),
    }
}

/// A reader of the output that has gone away is no failure.
fn ended(error: &io::Error) -> Result<(), Failure> {
    if error.kind() == io::ErrorKind::BrokenPipe {
        return Ok(());
    }
    Err(Failure::input(format_args!("standard output: {error}")))
}

/// The record of a line; none of an empty one.
fn record(line: &[u8], number: usize) -> Result<Option<Value>, String> {
    let line =
        std::str::from_utf8(line).map_err(|_| "the line is not UTF-8: expected text in UTF-8")?;
    let line = line
        .strip_prefix('\u{feff}')
        .filter(|_| number == 1)
        .unwrap_or(line);
    if line.trim().is_empty() {
        return Ok(None);
    }
    let mut object: Value =
        serde_json::from_str(line).map_err(|error| format!("no JSON: {error}"))?;
    let kind = object
        .get("kind")
        .and_then(Value::as_str)
        .ok_or("expected an object with \"kind\" and \"input\"")?;
    let kind: Kind = kind.parse()?;
    let input = object
        .get_mut("input")
        .map(Value::take)
        .ok_or("expected an object with \"kind\" and \"input\"")?;
    Ok(Some(Answer::of(kind, &input).record(kind, input)))
}
