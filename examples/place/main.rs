//! Everything known of a place on a day, with where it was read; or what changed between two days.
//!
//! ```text
//! cargo run --example place -- Kuopio
//! cargo run --example place -- 090 --on 2020-12-31 --history
//! cargo run --example place -- --diff 2020-12-31 2021-01-01
//! ```

#[path = "../support/mod.rs"]
mod support;
#[path = "../dues_round/table.rs"]
#[expect(dead_code, reason = "only lines are broken, there is no table")]
mod table;

mod document;
mod events;
mod facts;
mod text;

use std::process::ExitCode;

use chrono::NaiveDate;
use lexopt::prelude::*;
use oske::data::ATLAS;
use oske::domain::{AtlasView, Place};
use oske::types::{Language, parse_date};
use support::{Failure, Format};

use crate::facts::{BodyFacts, Found, PlaceFacts};

const HELP: &str = "\
Everything known of a place on a day, with its sources; or what was founded,
merged, moved or renamed between two days.

Usage: place QUERY [--on DATE] [--history] [--lang fi|sv|en] [--format text|json]
       place --diff DATE DATE [--lang fi|sv|en] [--format text|json]

  QUERY             a name in Finnish, Swedish or English, in capital or small
                    letters; a code of a municipality, as 297; an id, as
                    municipality:297, region:11, county:13, cooperation_area:2 or
                    class:sub_region:112; or a joint authority of counties, as HUS
  --on DATE         the day, 2025-07-01 by default
  --history         also what happened to it since 2002
  --diff DATE DATE  what is different on the second day from the first
  --lang LANG       fi, sv or en (default)
  --format FORMAT   text (default) or json
  --help            this text

Several places of one name are all shown, a municipality first; classes that have
the name, too, are listed by their id, and shown where nothing else has it.
Population and Swedish speakers are those of the last year end before the day that
figures are carried of, in the borders of the day; reasons why a figure is not
known are told in English.

The JSON is an `oske-place` or an `oske-place-changes`, version 1: the README of
the examples tells its keys.

Exit codes: 0 done; 1 a place or a day that the data does not have; 2 usage.
";

struct Arguments {
    asked: Asked,
    language: Language,
    format: Format,
}

enum Asked {
    Place {
        query: String,
        date: NaiveDate,
        history: bool,
    },
    Difference([NaiveDate; 2]),
}

fn main() -> ExitCode {
    support::run("place", || match arguments()? {
        Some(arguments) => run(&arguments),
        None => support::print(HELP),
    })
}

fn arguments() -> Result<Option<Arguments>, Failure> {
    let (mut query, mut on, mut history, mut difference) = (None, None, false, None);
    let (mut language, mut format) = (Language::English, Format::Text);
    let mut parser = lexopt::Parser::from_env();
    while let Some(argument) = parser.next()? {
        match argument {
            Value(value) if query.is_none() => {
                let value = value.into_string();
                query = Some(value.map_err(|_| Failure::usage("an argument is not UTF-8"))?);
            }
            Long("on") => on = Some(date(&mut parser, "--on")?),
            Long("history") => history = true,
            Long("diff") => {
                let days = [date(&mut parser, "--diff")?, date(&mut parser, "--diff")?];
                difference = Some(days);
            }
            Long("lang") => language = support::parsed(&mut parser, "--lang")?,
            Long("format") => format = support::parsed(&mut parser, "--format")?,
            Long("help") | Short('h') => return Ok(None),
            _ => return Err(argument.unexpected().into()),
        }
    }
    let asked = match (query, difference) {
        (Some(query), None) => Asked::Place {
            query,
            date: on.unwrap_or(NaiveDate::from_ymd_opt(2025, 7, 1).unwrap_or_default()),
            history,
        },
        (None, Some(days)) if on.is_none() && !history => match days {
            [first, second] if first < second => Asked::Difference(days),
            _ => {
                let message = "--diff: expected the earlier day first, and another after it";
                return Err(Failure::usage(message));
            }
        },
        (None, None) => return Err(Failure::usage("expected the name or code of a place")),
        _ => {
            let message = "--diff stands alone: expected no place, --on or --history beside it";
            return Err(Failure::usage(message));
        }
    };
    Ok(Some(Arguments {
        asked,
        language,
        format,
    }))
}

fn date(parser: &mut lexopt::Parser, option: &str) -> Result<NaiveDate, Failure> {
    let text = support::text(parser)?;
    parse_date(&text).ok_or_else(|| {
        Failure::usage(format_args!(
            "{option}: `{text}` is not a date: expected one as 2025-07-01"
        ))
    })
}

fn run(arguments: &Arguments) -> Result<(), Failure> {
    let language = arguments.language;
    let printed = match &arguments.asked {
        Asked::Place {
            query,
            date,
            history,
        } => {
            let view = ATLAS.on(*date).map_err(Failure::input)?;
            let found = found(view, query, *history)?;
            match arguments.format {
                Format::Text => text::found(&found, language),
                Format::Json => document::found(&found, language)?,
            }
        }
        Asked::Difference(days) => {
            let [after, until] = *days;
            let events = ATLAS.changes(after, until).map_err(Failure::input)?;
            match arguments.format {
                Format::Text => text::changes(*days, &events, language),
                Format::Json => document::changes(*days, &events, language)?,
            }
        }
    };
    support::print(&printed)
}

/// What a query asks for, on the date of a view.
fn found<'a>(view: AtlasView<'a>, query: &'a str, history: bool) -> Result<Found<'a>, Failure> {
    let query = query.trim();
    let bare_code = query.len() == 3 && query.bytes().all(|byte| byte.is_ascii_digit());
    let (places, body): (Vec<Place>, _) = if bare_code {
        let code = query.parse().map_err(Failure::input)?;
        (vec![Place::Municipality(code)], None)
    } else if query.contains(':') {
        (vec![query.parse().map_err(Failure::input)?], None)
    } else if let Some(authority) = view.joint_authority(query) {
        (Vec::new(), Some(authority))
    } else {
        (view.find(query).map_err(Failure::input)?.collect(), None)
    };
    let (mut shown, mut also): (Vec<Place>, Vec<Place>) = places
        .into_iter()
        .partition(|place| !matches!(place, Place::Class(_)));
    if shown.is_empty() {
        std::mem::swap(&mut shown, &mut also);
    }
    let places: Result<Vec<_>, _> = shown
        .into_iter()
        .map(|place| PlaceFacts::of(view, place, history))
        .collect();
    Ok(Found {
        view,
        query,
        places: places.map_err(Failure::input)?,
        body: body.map(|authority| BodyFacts::of(view, authority)),
        also,
    })
}
