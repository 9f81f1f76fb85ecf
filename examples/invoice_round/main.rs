//! From a dues round to numbered invoices: Finvoice, UBL, pages to be printed, CSV or JSON.
//!
//! Without further arguments it invoices the embedded demonstration, in which everything is made up.
//!
//! ```text
//! cargo run --example invoice_round -- --out invoices --format finvoice --due 2026-07-04
//! cargo run --example invoice_round -- --out invoices --format html --due 2026-07-04
//! ```

#[path = "../support/mod.rs"]
mod support;

mod files;
mod folder;
mod material;
mod ready;
mod summary;
mod tables;

use std::error::Error as _;
use std::path::PathBuf;
use std::process::ExitCode;

use chrono::{Days, NaiveDate};
use lexopt::prelude::*;
use oske::invoice::{
    FinvoiceEncoding, InvoiceFault, InvoiceFaults, InvoiceRound, InvoiceRoundError,
    InvoiceRoundOptions, InvoiceRun, NumberSeries, NumberingError, Percent, RunStep, SeriesEntry,
};
use oske::types::{DuesYear, Language, Money, parse_date};
use oske::{Round, RoundOptions};

use files::Format;
use folder::{Beginning, Folder};
use material::Material;
use support::Failure;

const HELP: &str = "\
Make the invoices of a dues round: numbered, referenced, dated, and ready to be
sent. A second run with the same folder leaves what was sent as it is, credits
and replaces what has changed, and adds what is new.

Usage: invoice_round --out DIR --format finvoice|ubl|html|csv|json --due DATE
                     [--issuer FILE] [--policy FILE] [--register FILE]
                     [--billing FILE] [--year YYYY] [--frame]
                     [--encoding utf-8|iso-8859-15] [--date DATE]
                     [--series FILE] [--first-number N] [--interest PERCENT]
                     [--zero] [--proposal] [--lang fi|sv|en]

  --out DIR         the folder of the round: number series, archive, invoices
  --format FORMAT   finvoice  Finvoice 3.0, a file for each invoice
                    ubl       EN 16931 as UBL 2.1, by Peppol BIS Billing 3.0
                    html      pages to be printed, with the bank barcode
                    csv, json all invoices in one file
  --due DATE        the due day of new invoices, as 2026-07-01, moved off days on
                    which nobody pays; where the policy has instalments, it may be
                    left out, or is the day of those whose own day is past
  --issuer FILE     who invoices, TOML; needed beside --register
  --policy FILE     the policy, TOML or (by the name's ending) JSON; needed beside
                    --register
  --register FILE   the register of members, CSV or (by the ending) JSON
  --billing FILE    addresses, e-invoice routes and references of members, CSV
  --year YYYY       the dues year; the first that the policy governs by default
  --frame           Finvoice behind its transmission frame, as banks and
                    operators take it
  --encoding NAME   of Finvoice: utf-8 (default) or iso-8859-15
  --date DATE       the day of new invoices and credit notes; thirty days before
                    --due in the first run, and to be told in later ones that
                    give numbers
  --series FILE     the number series where several rounds of one issuer share it;
                    each round has its own otherwise, in its folder, and the
                    numbers of another one must not be the same: --first-number
  --first-number N  the number that the series begins with, 1 by default
  --interest RATE   the penalty interest in force on that day, as 9.5
  --zero            invoices of 0.00 for those who owe nothing, too
  --proposal        invoice by a policy that is only proposed, for a trial; every
                    invoice says so
  --lang LANG       of the summary: fi, sv or en (default); an invoice is in the
                    language of its receiver
  --help            this text

Without --policy, --register, --billing and --issuer it invoices the embedded
demonstration, in which everybody is made up and every invoice says so: see
examples/data/invoicing, where the files and the folder are described, too.

It reads no clock and sends nothing. Members whose dues are open get no invoice;
that is told. Where an address or a reference is missing that the format needs,
everything that is missing is told, and nothing is written.

Exit codes: 0 done, whatever is open in the round; 1 input that cannot be read
or invoiced; 2 usage.
";

/// The days that a public body has to pay a trader at most, and so what one expects.
const DAYS_TO_PAY: Days = Days::new(30);

/// What a program was asked for.
#[derive(Default)]
struct Arguments {
    policy: Option<PathBuf>,
    register: Option<PathBuf>,
    billing: Option<PathBuf>,
    issuer: Option<PathBuf>,
    year: Option<DuesYear>,
    out: Option<PathBuf>,
    format: Option<String>,
    framed: bool,
    encoding: Option<String>,
    due: Option<NaiveDate>,
    date: Option<NaiveDate>,
    series: Option<PathBuf>,
    first_number: Option<u64>,
    interest: Option<Percent>,
    zero_amounts: bool,
    proposals: bool,
    language: Option<Language>,
}

fn main() -> ExitCode {
    support::run("invoice_round", || match arguments()? {
        Some(arguments) => run(&arguments),
        None => support::print(HELP),
    })
}

fn arguments() -> Result<Option<Arguments>, Failure> {
    let mut arguments = Arguments::default();
    let mut parser = lexopt::Parser::from_env();
    while let Some(argument) = parser.next()? {
        match argument {
            Long("policy") => arguments.policy = Some(parser.value()?.into()),
            Long("register") => arguments.register = Some(parser.value()?.into()),
            Long("billing") => arguments.billing = Some(parser.value()?.into()),
            Long("issuer") => arguments.issuer = Some(parser.value()?.into()),
            Long("year") => arguments.year = Some(support::parsed(&mut parser, "--year")?),
            Long("out") => arguments.out = Some(parser.value()?.into()),
            Long("format") => arguments.format = Some(support::text(&mut parser)?),
            Long("frame") => arguments.framed = true,
            Long("encoding") => arguments.encoding = Some(support::text(&mut parser)?),
            Long("due") => arguments.due = Some(day(&support::text(&mut parser)?, "--due")?),
            Long("date") => arguments.date = Some(day(&support::text(&mut parser)?, "--date")?),
            Long("series") => arguments.series = Some(parser.value()?.into()),
            Long("first-number") => {
                arguments.first_number = Some(first_number(&support::text(&mut parser)?)?);
            }
            Long("interest") => {
                arguments.interest = Some(support::parsed(&mut parser, "--interest")?)
            }
            Long("zero") => arguments.zero_amounts = true,
            Long("proposal") => arguments.proposals = true,
            Long("lang") => arguments.language = Some(support::parsed(&mut parser, "--lang")?),
            Long("help") | Short('h') => return Ok(None),
            _ => return Err(argument.unexpected().into()),
        }
    }
    if arguments.register.is_some() && arguments.issuer.is_none() {
        let message = "--register: expected --issuer FILE beside it, since the demonstration's account is nobody's";
        return Err(Failure::usage(message));
    }
    if arguments.register.is_some() && arguments.policy.is_none() {
        let message = "--register: expected --policy FILE beside it, since nobody has decided the demonstration's dues";
        return Err(Failure::usage(message));
    }
    Ok(Some(arguments))
}

fn day(text: &str, option: &str) -> Result<NaiveDate, Failure> {
    let fault = || format!("{option}: `{text}` is not a day: expected one, as in `2026-07-01`");
    parse_date(text).ok_or_else(|| Failure::Usage(fault()))
}

fn first_number(text: &str) -> Result<u64, Failure> {
    let fault = || format!("--first-number: `{text}` is no number: expected one, as in `1`");
    text.parse().map_err(|_| Failure::Usage(fault()))
}

impl Arguments {
    /// As what invoices are written.
    fn format(&self) -> Result<Format, Failure> {
        let encoding = match self.encoding.as_deref() {
            None | Some("utf-8") => FinvoiceEncoding::Utf8,
            Some("iso-8859-15") => FinvoiceEncoding::Iso8859Part15,
            Some(other) => {
                return Err(Failure::usage(format_args!(
                    "--encoding: `{other}` is none of Finvoice: expected utf-8 or iso-8859-15"
                )));
            }
        };
        let expected = "expected finvoice, ubl, html, csv or json";
        let format = match self.format.as_deref() {
            Some("finvoice") => {
                let framed = self.framed;
                return Ok(Format::Finvoice { framed, encoding });
            }
            Some("ubl") => Format::Ubl,
            Some("html") => Format::Html,
            Some("csv") => Format::Csv,
            Some("json") => Format::Json,
            Some(other) => {
                let message = format!("--format: `{other}` is not a format: {expected}");
                return Err(Failure::Usage(message));
            }
            None => {
                return Err(Failure::usage(format_args!(
                    "--format is missing: {expected}"
                )));
            }
        };
        if self.framed || self.encoding.is_some() {
            let message =
                "--frame and --encoding are of Finvoice: expected --format finvoice beside them";
            return Err(Failure::usage(message));
        }
        Ok(format)
    }

    /// The due day of new invoices.
    fn due(&self, year: DuesYear, has_instalments: bool) -> Result<NaiveDate, Failure> {
        match self.due {
            Some(due) => Ok(due),
            // Each instalment has a day of its own, and none is before the year.
            None if has_instalments => Ok(year.first_day()),
            None => Err(Failure::usage(
                "--due is missing: expected the due day, as in `--due 2026-07-01`",
            )),
        }
    }

    /// What is expected of the due day, where it is before the day of the invoices.
    fn expected_due(&self, date: NaiveDate) -> String {
        match self.due {
            Some(_) => format!("--due: expected {date} or a later day, for what is invoiced now"),
            None => "--due: expected the day on which instalments are due whose own day is past"
                .to_owned(),
        }
    }

    /// The day of new invoices: of the last number where nobody says another and numbers were given.
    fn date(&self, series: &NumberSeries) -> Result<NaiveDate, Failure> {
        let last = series.entries().last().map(SeriesEntry::date);
        let before_due = || self.due.and_then(|due| due.checked_sub_days(DAYS_TO_PAY));
        let date = self.date.or(last).or_else(before_due);
        date.ok_or_else(|| {
            Failure::usage(
                "--date is missing: expected the day of the invoices, as the policy has instalments",
            )
        })
    }

    /// That a run which gives numbers after others was told its day.
    fn check_date(&self, before: &NumberSeries, run: &InvoiceRun) -> Result<(), Failure> {
        let given = run.series().entries().len() > before.entries().len();
        if self.date.is_some() || before.entries().is_empty() || !given {
            return Ok(());
        }
        let steps = run.invoices().iter().filter_map(|one| {
            let word = match one.step() {
                RunStep::New => "new",
                RunStep::Credit => "credit note",
                RunStep::Replacement => "invoiced again",
                _ => return None,
            };
            Some(format!("{} ({word})", one.key()))
        });
        let steps: Vec<String> = steps.collect();
        Err(Failure::usage(format_args!(
            "--date is missing: expected the day of what gets a number now: {}",
            steps.join(", ")
        )))
    }
}

/// That nobody gets an invoice beside one that stands under an id which the register does not have any more.
fn check_not_twice(invoices: &InvoiceRound<'_>, run: &InvoiceRun) -> Result<(), Failure> {
    let of_step = |step| run.invoices().iter().filter(move |one| one.step() == step);
    let mut faults = Vec::new();
    for held in of_step(RunStep::Held) {
        let (sent, business_id) = (held.invoice(), held.invoice().receiver().business_id());
        let is_gone = invoices.register().member(sent.receiver().id()).is_none();
        let mut new = of_step(RunStep::New).map(|one| one.invoice().receiver());
        let again = new.find(|receiver| {
            is_gone && business_id.is_some() && receiver.business_id() == business_id
        });
        if let Some(again) = again {
            let (id, number, old) = (again.id(), sent.number(), sent.receiver().id());
            faults.push(format!(
                "{id}: `{number}` was sent to the same business id under the id {old}, which the register does not have \
                 any more: expected that id, or {old} as a member that has left"
            ));
        }
    }
    if faults.is_empty() {
        return Ok(());
    }
    faults.push("nothing is written".to_owned());
    Err(Failure::Input(faults.join("\n")))
}

/// Whether an invoice would be due before its own day.
fn is_past(faults: &[InvoiceFaults]) -> bool {
    let mut faults = faults.iter().flat_map(InvoiceFaults::faults);
    faults.any(|fault| matches!(fault, InvoiceFault::DueBeforeDate { .. }))
}

fn run(arguments: &Arguments) -> Result<(), Failure> {
    let format = arguments.format()?;
    let Some(out) = &arguments.out else {
        return Err(Failure::usage(
            "--out is missing: expected the folder of the round",
        ));
    };
    let material = Material::read(arguments)?;
    let language = arguments.language.unwrap_or(Language::English);
    let year = arguments.year.unwrap_or(material.policy.first_year());
    let policy_year = material.policy.for_year(year).map_err(Failure::input)?;
    let instalments = policy_year.instalments(Money::zero(material.policy.currency()));
    let has_instalments = !instalments.map_err(Failure::input)?.is_empty();
    let due = arguments.due(year, has_instalments)?;

    let (atlas, of_year) = (&oske::data::ATLAS, RoundOptions::for_year(year));
    let round = Round::assess(policy_year, &material.register, atlas, of_year);
    let round = round.map_err(Failure::input)?;
    let mut options = InvoiceRoundOptions::due_on(due);
    options.zero_amounts = arguments.zero_amounts;
    options.interest = arguments.interest;
    options.note = material.mark();
    options.proposals = arguments.proposals;
    let issuer = material.issuer.clone();
    let complete = |_: &_, receiver| material.billing.complete(receiver);
    let invoices = InvoiceRound::draft(&round, issuer, &options, complete);
    let invoices = invoices.map_err(|error| match error {
        InvoiceRoundError::Proposed { .. } => Failure::input(format_args!("{error}: --proposal")),
        error => match error.source() {
            Some(cause) => Failure::input(format_args!("{error}: {cause}")),
            None => Failure::input(error),
        },
    })?;
    for remark in invoices.remarks() {
        eprintln!("{remark}");
    }
    ready::check(&invoices, &material, &format)?;

    let prefix = format!("{}-", year.year());
    let first_number = arguments.first_number;
    let issuer = material.issuer.business_id();
    let series = NumberSeries::try_new(issuer, &prefix, first_number.unwrap_or(1));
    let series = series.map_err(|error| Failure::usage(format_args!("--first-number: {error}")))?;
    let beginning = Beginning {
        series,
        first_number_given: first_number.is_some(),
    };
    let series_file = arguments.series.as_deref();
    let folder = Folder::open(out, series_file, beginning, &invoices, &material)?;
    let date = arguments.date(folder.series())?;
    let run = invoices.run(folder.series(), date, |number| folder.sent(number).cloned());
    let run = run.map_err(|error| match error {
        NumberingError::NoInvoices { ref faults, .. } if is_past(faults) => {
            Failure::input(format_args!("{error}\n{}", arguments.expected_due(date)))
        }
        NumberingError::NotInArchive { .. } => Failure::input(format_args!(
            "{}: {error}: put it back as it was; nothing is written",
            folder.archive().display()
        )),
        error => Failure::input(error),
    })?;
    check_not_twice(&invoices, &run)?;
    arguments.check_date(folder.series(), &run)?;
    let written = files::write(&folder, &run, &invoices, &material, &format)?;
    support::print(&summary::text(&summary::Done {
        round: &round,
        invoices: &invoices,
        run: &run,
        material: &material,
        written: &written,
        language,
    })?)
}
