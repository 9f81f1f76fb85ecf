//! The centres of excellence on social welfare on a day: what each serves and on what ground, how many
//! municipalities and people that is, and who runs it.
//!
//! ```text
//! cargo run --example areas
//! cargo run --example areas -- --date 2022-12-31 --lang fi --format csv
//! ```

#[path = "../support/prose.rs"]
mod prose;
#[path = "../support/mod.rs"]
mod support;
#[path = "../dues_round/table.rs"]
mod table;

mod document;
mod text;

use std::process::ExitCode;
use std::str::FromStr;

use chrono::NaiveDate;
use lexopt::prelude::*;
use oske::data::{ATLAS, CENTRES};
use oske::domain::{
    AreaMember, AtlasView, Centre, CentreKind, CentreOperator, CentresView, OperatingUnit, Place,
    Population,
};
use oske::types::{Language, Source, Sourced, parse_date};
use support::Failure;

const HELP: &str = "\
The centres of excellence on a day: the area of each with its grounds, its
municipalities and people, and who runs it.

Usage: areas [--date DATE] [--lang fi|sv|en] [--format text|json|csv]

  --date DATE       the day, as 2025-07-01 (default)
  --lang LANG       fi, sv or en (default)
  --format FORMAT   text (default), json or csv; csv has a row for each centre,
                    with the source of its people and whom to name
  --help            this text

People are those of the last year end before the day that figures are carried of.
The Swedish-language centre serves the whole country, and its people are all.

Exit codes: 0 done, whatever is not known; 1 a day that the data does not carry;
2 usage.
";

struct Arguments {
    date: NaiveDate,
    language: Language,
    format: Format,
}

/// How the centres are printed.
#[derive(Clone, Copy)]
enum Format {
    Text,
    Json,
    Csv,
}

impl FromStr for Format {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "text" => Ok(Self::Text),
            "json" => Ok(Self::Json),
            "csv" => Ok(Self::Csv),
            other => Err(format!(
                "`{other}` is not a format: expected text, json or csv"
            )),
        }
    }
}

fn main() -> ExitCode {
    support::run("areas", || match arguments()? {
        Some(arguments) => run(&arguments),
        None => support::print(HELP),
    })
}

fn arguments() -> Result<Option<Arguments>, Failure> {
    let mut arguments = Arguments {
        date: NaiveDate::from_ymd_opt(2025, 7, 1).unwrap_or_default(),
        language: Language::English,
        format: Format::Text,
    };
    let mut parser = lexopt::Parser::from_env();
    while let Some(argument) = parser.next()? {
        match argument {
            Long("date") => {
                let text = support::text(&mut parser)?;
                arguments.date = parse_date(&text).ok_or_else(|| {
                    Failure::usage(format_args!(
                        "--date: `{text}` is not a date: expected one as 2025-07-01"
                    ))
                })?;
            }
            Long("lang") => arguments.language = support::parsed(&mut parser, "--lang")?,
            Long("format") => arguments.format = support::parsed(&mut parser, "--format")?,
            Long("help") | Short('h') => return Ok(None),
            _ => return Err(argument.unexpected().into()),
        }
    }
    Ok(Some(arguments))
}

fn run(arguments: &Arguments) -> Result<(), Failure> {
    let atlas = ATLAS.on(arguments.date).map_err(Failure::input)?;
    let view = CENTRES.on(arguments.date).map_err(Failure::input)?;
    let year = ATLAS.population_year_before(arguments.date);
    let told = Told {
        view,
        year,
        centres: view
            .regional_centres()
            .chain([view.language_centre()])
            .map(|centre| told_of(centre, year, view, atlas))
            .collect(),
    };
    support::print(&match arguments.format {
        Format::Text => text::told(&told, arguments.language),
        Format::Json => document::json(&told, arguments.language)?,
        Format::Csv => document::csv(&told, arguments.language)?,
    })
}

/// What is told of a day.
pub(crate) struct Told<'t> {
    pub(crate) view: CentresView<'t>,
    /// The last year before the day that figures are carried of.
    pub(crate) year: Option<i32>,
    pub(crate) centres: Vec<ToldCentre<'t>>,
}

impl Told<'_> {
    /// Where the centres, their areas and their people were read.
    pub(crate) fn sources(&self) -> impl Iterator<Item = &Source> {
        self.centres.iter().flat_map(|row| {
            let areas = row.areas.iter().map(|area| area.source());
            let people = row.people.as_ref().ok().map(Sourced::source);
            areas.chain([row.centre.source()]).chain(people)
        })
    }
}

/// What is told of a centre.
pub(crate) struct ToldCentre<'t> {
    pub(crate) centre: &'t Centre,
    pub(crate) areas: Vec<&'t AreaMember>,
    pub(crate) units: Vec<(&'t OperatingUnit, &'t CentreOperator)>,
    pub(crate) municipalities: usize,
    /// The people of its area at the last year end before the day, or why that is not known.
    pub(crate) people: Result<Sourced<Population>, String>,
}

impl ToldCentre<'_> {
    /// How many people there are, if it is known.
    pub(crate) fn residents(&self) -> Option<u32> {
        let people = self.people.as_ref().ok()?;
        Some(people.value().residents())
    }
}

fn told_of<'t>(
    centre: &'t Centre,
    year: Option<i32>,
    view: CentresView<'t>,
    atlas: AtlasView<'t>,
) -> ToldCentre<'t> {
    let operators = view.operators_of(centre.id());
    let units = operators.filter_map(|row| Some((CENTRES.unit(row.unit())?, row)));
    ToldCentre {
        centre,
        areas: view.area_of(centre.id()).collect(),
        units: units.collect(),
        municipalities: view.municipalities_of(centre.id(), atlas).count(),
        people: people(centre, year, view, atlas),
    }
}

/// The people of the places in the area of a centre, or of the whole country.
fn people(
    centre: &Centre,
    year: Option<i32>,
    view: CentresView<'_>,
    atlas: AtlasView<'_>,
) -> Result<Sourced<Population>, String> {
    let year = year.ok_or("no figures are carried of a year end before the day")?;
    if centre.kind() == CentreKind::SwedishLanguage {
        let country = atlas.country_population(year);
        return country.map_err(|error| error.to_string());
    }
    let areas = view.area_of(centre.id());
    let there = areas.filter(|area| !area.is_lapsed_on(view.date()));
    let places: Vec<Place> = there.map(AreaMember::place).collect();
    let people = atlas.population_of(&places, year);
    people.map_err(|error| error.to_string())
}
