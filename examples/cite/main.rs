//! Finds references to law in Finnish and Swedish text: text or JSON lines in, JSON lines out.
//!
//! ```text
//! cargo run --example cite -- --resolve --on 2023-01-01 minutes.txt
//! echo '{"id": 1, "text": "sosiaalihuoltolain (1301/2014) 7 §:n 2 momentti"}' |
//!     cargo run --example cite -- --format jsonl
//! cargo run --example cite -- --explain "yhdistyslain 23 §:n 1 momentin 4 kohdassa" --on 2022-11-20
//! ```

#[path = "../support/mod.rs"]
mod support;

mod explain;
mod lines;
mod record;

use std::path::PathBuf;
use std::process::ExitCode;
use std::str::FromStr;

use chrono::NaiveDate;
use lexopt::prelude::*;
use oske::types::{Language, parse_date};
use support::Failure;

const HELP: &str = "\
Find references to law in Finnish and Swedish text.

Usage: cite [FILE|-] [--format text|jsonl] [--on DATE] [--resolve] [--lang fi|sv|en]
       cite --explain REFERENCE [--on DATE] [--lang fi|sv|en]

  FILE             text in UTF-8; `-`, or no FILE, reads standard input
  --format FORMAT  text (default), or jsonl: one JSON object a line with \"text\"
                   and perhaps \"id\"
  --on DATE        a day like 2023-01-01: what a short name meant then, and
                   whether what is cited stood on it
  --resolve        add titles and addresses
  --explain TEXT   show in words how one reference is read, what it resolves to,
                   its amendments and, with --on, its state
  --lang LANG      the language of explanations: fi, sv or en (default)
  --help           this text

Prints one JSON object for each line: id (of text the number of the line) and
citations, each with

  start, end   where it stands in the line, in characters (Unicode code points)
  kind         statute, section, bill or eu
  number, year of the act, where the text gives them there or hands them on;
               else null
  chapter, sections, moments, items
               the place, as text (\"7\", \"60c\", \"intro\"); ranges are written
               out. Of acts of the Union: articles, paragraphs, points.

and, where there are any: chapters (more than one), part, subitems, series
(SopS, the Treaty Series). `resolved` holds what is not in the text: of a short
name the act that bears it, on DATE or else now (number, year, act), and acts
that are also_borne_by it; with --resolve also of others act, title (fi, sv, en,
english_official), addresses and eli. `standing`,
with --on, is of acts and places in them: answer (yes, no, not known) and why.

In text an act is handed on from line to line up to an empty one. Long input is
worked through as it comes.

Exit codes: 0 done; 1 input that cannot be read, or lines that are no such
object (they are named on standard error, and the others are worked through);
2 usage.
";

/// What the input is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Input {
    Text,
    JsonLines,
}

impl FromStr for Input {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "text" => Ok(Self::Text),
            "jsonl" => Ok(Self::JsonLines),
            other => Err(format!("`{other}` is not a format: expected text or jsonl")),
        }
    }
}

struct Arguments {
    file: Option<PathBuf>,
    input: Input,
    explain: Option<String>,
    options: Options,
}

/// What is told of each reference.
struct Options {
    on: Option<NaiveDate>,
    resolve: bool,
    language: Language,
}

fn main() -> ExitCode {
    support::run("cite", || match arguments()? {
        None => support::print(HELP),
        Some(Arguments {
            explain: Some(text),
            options,
            ..
        }) => support::print(&explain::explain(&text, &options)?),
        Some(arguments) => lines::work_through(&arguments),
    })
}

fn arguments() -> Result<Option<Arguments>, Failure> {
    let mut arguments = Arguments {
        file: None,
        input: Input::Text,
        explain: None,
        options: Options {
            on: None,
            resolve: false,
            language: Language::English,
        },
    };
    let mut parser = lexopt::Parser::from_env();
    while let Some(argument) = parser.next()? {
        match argument {
            Value(file) if arguments.file.is_none() => arguments.file = Some(file.into()),
            Long("format") => arguments.input = support::parsed(&mut parser, "--format")?,
            Long("on") => {
                let text = support::text(&mut parser)?;
                let day = parse_date(&text).ok_or_else(|| {
                    let message = format!("--on: expected a day like 2023-01-01, found `{text}`");
                    Failure::usage(message)
                })?;
                arguments.options.on = Some(day);
            }
            Long("resolve") => arguments.options.resolve = true,
            Long("explain") => arguments.explain = Some(support::text(&mut parser)?),
            Long("lang") => arguments.options.language = support::parsed(&mut parser, "--lang")?,
            Long("help") | Short('h') => return Ok(None),
            _ => return Err(argument.unexpected().into()),
        }
    }
    if arguments.explain.is_some() && arguments.file.is_some() {
        return Err(Failure::usage("--explain reads no FILE"));
    }
    Ok(Some(arguments))
}
