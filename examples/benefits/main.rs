//! What members have by being members, and who has it on a day: newsletters and publications, a seat on
//! the board, lower fees of events and what each organisation pays.
//!
//! ```text
//! cargo run --example benefits
//! cargo run --example benefits -- --on 2022-06-01 --member municipality-167 --lang fi
//! cargo run --example benefits -- --event examples/data/events/demo.csv
//! cargo run --example benefits -- --mailing publications
//! ```

#[path = "../support/prose.rs"]
mod prose;
#[path = "../support/mod.rs"]
mod support;
#[path = "../dues_round/table.rs"]
mod table;

mod document;
mod text;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use chrono::NaiveDate;
use lexopt::prelude::*;
use oske::data::ATLAS;
use oske::domain::{
    BenefitHolders, BenefitKind, Benefits, Contacts, Member, PaidEvents, Register, RegisterView,
};
use oske::dues::Policy;
use oske::event::EventPrices;
use oske::types::{Language, parse_date};
use support::{Failure, Format};

const HELP: &str = "\
The benefits of an association's members on a day, and who has them.

Usage: benefits [--on DATE] [--member ID] [--event FILE] [--mailing ID]
                [--contacts FILE] [--benefits FILE] [--register FILE]
                [--lang fi|sv|en] [--format text|json]

  --on DATE         the day, as 2023-06-01 (default)
  --member ID       which of the benefits one of the register has, and what it
                    pays for the events
  --event FILE      paid events, a CSV: who may attend at the member price on the
                    day of each, and the prices; the policy that an event names
                    stands beside the file, as NAME.toml
  --mailing ID      who gets newsletters and publications, by organisation: the
                    id of a benefit of the kind publications
  --contacts FILE   with --mailing: their contact persons, too, from a CSV
  --benefits FILE   the benefits, a CSV; else those of the demonstration
  --register FILE   the register, a CSV or JSON; else that of the demonstration
  --lang LANG       fi, sv or en (default)
  --format FORMAT   text (default) or json
  --help            this text

Without --member, --event and --mailing, every benefit is told with its source.
A benefit says itself whether a member has it that is represented through another
one, as a municipality through its joint authority. Prices are made up.

Exit codes: 0 done, whatever is not settled; 1 input that cannot be read; 2 usage.
";

const REGISTER: &str = include_str!("../data/registers/iso.csv");
const BENEFITS: &str = include_str!("../data/benefits/iso.csv");

struct Arguments {
    date: NaiveDate,
    member: Option<String>,
    events: Option<PathBuf>,
    mailing: Option<String>,
    contacts: Option<PathBuf>,
    benefits: Option<PathBuf>,
    register: Option<PathBuf>,
    language: Language,
    format: Format,
}

fn main() -> ExitCode {
    support::run("benefits", || match arguments()? {
        Some(arguments) => run(&arguments),
        None => support::print(HELP),
    })
}

fn arguments() -> Result<Option<Arguments>, Failure> {
    let mut arguments = Arguments {
        date: NaiveDate::from_ymd_opt(2023, 6, 1).unwrap_or_default(),
        member: None,
        events: None,
        mailing: None,
        contacts: None,
        benefits: None,
        register: None,
        language: Language::English,
        format: Format::Text,
    };
    let mut parser = lexopt::Parser::from_env();
    while let Some(argument) = parser.next()? {
        match argument {
            Long("on") => {
                let text = support::text(&mut parser)?;
                arguments.date = parse_date(&text).ok_or_else(|| {
                    Failure::usage(format_args!(
                        "--on: `{text}` is not a date: expected one as 2023-06-01"
                    ))
                })?;
            }
            Long("member") => arguments.member = Some(support::text(&mut parser)?),
            Long("event") => arguments.events = Some(parser.value()?.into()),
            Long("mailing") => arguments.mailing = Some(support::text(&mut parser)?),
            Long("contacts") => arguments.contacts = Some(parser.value()?.into()),
            Long("benefits") => arguments.benefits = Some(parser.value()?.into()),
            Long("register") => arguments.register = Some(parser.value()?.into()),
            Long("lang") => arguments.language = support::parsed(&mut parser, "--lang")?,
            Long("format") => arguments.format = support::parsed(&mut parser, "--format")?,
            Long("help") | Short('h') => return Ok(None),
            _ => return Err(argument.unexpected().into()),
        }
    }
    if arguments.contacts.is_some() && arguments.mailing.is_none() {
        let message = "--contacts FILE is for a mailing: expected --mailing ID beside it";
        return Err(Failure::usage(message));
    }
    Ok(Some(arguments))
}

fn run(arguments: &Arguments) -> Result<(), Failure> {
    let register = match &arguments.register {
        Some(path) => support::read_register(path)?,
        None => Register::from_csv("iso.csv", REGISTER.as_bytes()).map_err(Failure::input)?,
    };
    let benefits = match &arguments.benefits {
        Some(path) => read_table(path, |text, name| Benefits::from_csv(name, text, &register))?,
        None => {
            Benefits::from_csv("iso.csv", BENEFITS.as_bytes(), &register).map_err(Failure::input)?
        }
    };
    let events = match &arguments.events {
        Some(path) => read_table(path, |text, name| {
            PaidEvents::from_csv(name, text, &benefits)
        })?,
        None => PaidEvents::default(),
    };
    let policies = policies(&events, arguments.events.as_deref())?;
    let contacts = match &arguments.contacts {
        Some(path) => Some(read_table(path, |text, name| {
            Contacts::from_csv(name, text, &register)
        })?),
        None => None,
    };

    let view = register.on(arguments.date);
    let prices = events.iter().zip(&policies).map(|(event, policy)| {
        EventPrices::try_new(event, policy, &benefits, &register, &ATLAS).map_err(Failure::input)
    });
    let told = Told {
        view,
        benefits: &benefits,
        member: match &arguments.member {
            Some(id) => Some(member(id, &register)?),
            None => None,
        },
        mailing: match &arguments.mailing {
            Some(id) => Some(mailing(id, &benefits, view)?),
            None => None,
        },
        contacts: contacts.as_ref(),
        events: prices.collect::<Result<_, _>>()?,
    };
    support::print(&match arguments.format {
        Format::Text => text::told(&told, arguments.language),
        Format::Json => document::json(&told, arguments.language)?,
    })
}

/// What is told of a day.
pub(crate) struct Told<'t> {
    pub(crate) view: RegisterView<'t>,
    pub(crate) benefits: &'t Benefits,
    pub(crate) member: Option<&'t Member>,
    pub(crate) mailing: Option<BenefitHolders<'t, 't>>,
    /// Only where they were asked for.
    pub(crate) contacts: Option<&'t Contacts>,
    pub(crate) events: Vec<EventPrices<'t>>,
}

impl Told<'_> {
    /// Whether nothing else was asked for than the benefits themselves.
    pub(crate) fn is_overview(&self) -> bool {
        self.member.is_none() && self.mailing.is_none() && self.events.is_empty()
    }
}

/// Reads a table from a file.
fn read_table<T, E: std::fmt::Display>(
    path: &Path,
    read: impl FnOnce(&[u8], &str) -> Result<T, E>,
) -> Result<T, Failure> {
    let text = support::read(path)?;
    read(text.as_bytes(), &path.display().to_string()).map_err(Failure::input)
}

/// The policy of the prices of each event, which stands beside their file.
fn policies(events: &PaidEvents, path: Option<&Path>) -> Result<Vec<Policy>, Failure> {
    let beside = path.unwrap_or(Path::new(""));
    let policies = events.iter().map(|event| {
        let name = format!("{}.toml", event.prices());
        support::read_policy(&beside.with_file_name(name))
    });
    policies.collect()
}

fn member<'r>(id: &str, register: &'r Register) -> Result<&'r Member, Failure> {
    register.member(id).ok_or_else(|| {
        Failure::input(format_args!(
            "--member: `{id}` is not in the register: expected the id of one, as `county-20`"
        ))
    })
}

fn mailing<'t>(
    id: &str,
    benefits: &'t Benefits,
    view: RegisterView<'t>,
) -> Result<BenefitHolders<'t, 't>, Failure> {
    let holders = benefits.holders(id, view);
    let sent = holders.filter(|holders| *holders.benefit().kind() == BenefitKind::Publications);
    sent.ok_or_else(|| {
        let of_kind = benefits.on(view.date());
        let of_kind = of_kind.filter(|benefit| *benefit.kind() == BenefitKind::Publications);
        let known: Vec<String> = of_kind.map(|benefit| format!("`{}`", benefit.id())).collect();
        let expected = match known.as_slice() {
            [] => "there is none".to_owned(),
            known => format!("expected {}", known.join(", ")),
        };
        Failure::input(format_args!(
            "--mailing: `{id}` is no benefit of the kind publications that is in force on {}: {expected}",
            view.date(),
        ))
    })
}
