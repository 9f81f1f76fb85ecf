//! Input, line by line: neither text nor output is held as a whole.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Write};

use oske_statute::{Found, find};
use serde_json::Value;

use crate::support::Failure;
use crate::{Arguments, Input, Options, record};

/// How much is read and written at once.
const BUFFER: usize = 1 << 18;

/// Why working through the input ended early.
enum Ended {
    Reading(String),
    /// What reads the output has gone away.
    NobodyReads,
}

pub(crate) fn work_through(arguments: &Arguments) -> Result<(), Failure> {
    let file = arguments
        .file
        .as_ref()
        .filter(|file| file.as_os_str() != "-");
    let name = file.map_or_else(
        || "standard input".to_owned(),
        |file| file.display().to_string(),
    );
    let input: Box<dyn io::Read> = match file {
        None => Box::new(io::stdin().lock()),
        Some(file) => Box::new(
            File::open(file).map_err(|error| Failure::input(format_args!("{name}: {error}")))?,
        ),
    };
    let mut worker = Worker {
        name: &name,
        options: &arguments.options,
        output: BufWriter::with_capacity(BUFFER, io::stdout().lock()),
        record: String::new(),
        wrong: 0,
    };
    let input = BufReader::with_capacity(BUFFER, input);
    let ended = match arguments.input {
        Input::Text => worker.text(input),
        Input::JsonLines => worker.json_lines(input),
    };
    match ended.and_then(|()| worker.output.flush().map_err(|error| written(&error))) {
        Ok(()) if worker.wrong > 0 => {
            let wrong = worker.wrong;
            let lines = if wrong == 1 { "line was" } else { "lines were" };
            Err(Failure::input(format_args!(
                "{name}: {wrong} {lines} passed over"
            )))
        }
        Ok(()) | Err(Ended::NobodyReads) => Ok(()),
        Err(Ended::Reading(message)) => Err(Failure::input(message)),
    }
}

fn written(error: &io::Error) -> Ended {
    if error.kind() == io::ErrorKind::BrokenPipe {
        Ended::NobodyReads
    } else {
        Ended::Reading(format!("standard output: {error}"))
    }
}

struct Worker<'a, W: Write> {
    name: &'a str,
    options: &'a Options,
    output: W,
    /// The record that is being written.
    record: String,
    wrong: usize,
}

impl<W: Write> Worker<'_, W> {
    fn complain(&mut self, line: usize, message: impl std::fmt::Display) {
        self.wrong = self.wrong.saturating_add(1);
        eprintln!("{}:{line}: {message}", self.name);
    }

    fn put(&mut self) -> Result<(), Ended> {
        self.record.push('\n');
        let written = self.output.write_all(self.record.as_bytes());
        self.record.clear();
        written.map_err(|error| crate::lines::written(&error))
    }

    /// The next line with its end, in UTF-8; `None` at the end of the input.
    fn line<'b>(
        &mut self,
        input: &mut impl BufRead,
        number: usize,
        bytes: &'b mut Vec<u8>,
    ) -> Result<Option<Result<&'b str, ()>>, Ended> {
        bytes.clear();
        let read = input
            .read_until(b'\n', bytes)
            .map_err(|error| Ended::Reading(format!("{}: {error}", self.name)))?;
        if read == 0 {
            return Ok(None);
        }
        let text = match std::str::from_utf8(bytes) {
            Ok(text) => text,
            Err(_) => {
                self.complain(number, "the line is not UTF-8: expected text in UTF-8");
                return Ok(Some(Err(())));
            }
        };
        let marked = text.strip_prefix('\u{feff}').filter(|_| number == 1);
        Ok(Some(Ok(marked.unwrap_or(text))))
    }

    fn json_lines(&mut self, mut input: impl BufRead) -> Result<(), Ended> {
        let mut bytes = Vec::new();
        for number in 1.. {
            let Some(line) = self.line(&mut input, number, &mut bytes)? else {
                break;
            };
            let Ok(line) = line else { continue };
            if line.trim().is_empty() {
                continue;
            }
            let object: Value = match serde_json::from_str(line) {
                Ok(object) => object,
                Err(error) => {
                    self.complain(number, format_args!("no JSON: {error}"));
                    continue;
                }
            };
            let Some(text) = object.get("text").and_then(Value::as_str) else {
                self.complain(number, "expected an object with \"text\"");
                continue;
            };
            let id = object.get("id").unwrap_or(&Value::Null);
            record::begin(&mut self.record, id);
            let mut first = true;
            for found in find(text) {
                record::citation(&mut self.record, &mut first, &found, 0, self.options);
            }
            record::end(&mut self.record);
            self.put()?;
        }
        Ok(())
    }

    /// Text in blocks of lines: nothing is handed on beyond an empty line.
    fn text(&mut self, mut input: impl BufRead) -> Result<(), Ended> {
        let mut bytes = Vec::new();
        let mut block = String::new();
        let mut number = 0_usize;
        let mut begun = 1;
        loop {
            number = number.saturating_add(1);
            let line = self.line(&mut input, number, &mut bytes)?;
            let is_end = line.is_none();
            let text = match line {
                // Its line stays, and is empty.
                Some(Err(())) => "\n",
                Some(Ok(text)) => text,
                None => "",
            };
            if is_end || matches!(text, "\n" | "\r\n") {
                block.push_str(text);
                self.block(&block, begun)?;
                block.clear();
                begun = number.saturating_add(1);
            } else {
                block.push_str(text);
            }
            if is_end {
                return Ok(());
            }
        }
    }

    /// One record for each line of a block, whose first is of this number.
    fn block(&mut self, block: &str, begun: usize) -> Result<(), Ended> {
        let mut found = find(block).peekable();
        let (mut end, mut start_characters) = (0, 0);
        for (number, line) in (begun..).zip(block.split_inclusive('\n')) {
            end = line.len().saturating_add(end);
            record::begin(&mut self.record, &Value::from(number));
            let mut first = true;
            let of_line = |found: &Found<'_>| found.bytes().start < end;
            while let Some(found) = found.next_if(of_line) {
                let options = self.options;
                record::citation(
                    &mut self.record,
                    &mut first,
                    &found,
                    start_characters,
                    options,
                );
            }
            record::end(&mut self.record);
            self.put()?;
            start_characters = line.chars().count().saturating_add(start_characters);
        }
        Ok(())
    }
}
