//! From checked tables to Rust: one module of sorted statics for each table.

use chrono::{Datelike, NaiveDate};
use oske_domain::{
    AreaMembership, Class, ClassCode, CooperationArea, County, CountyKind, JointAuthority,
    MotherTongues, Municipality, NameEntry, Place, PopulationFigure, Region, SurfaceFigure,
};
use oske_types::{
    CooperationAreaCode, CountyCode, Language, MunicipalityCode, RegionCode, Text, Validity,
};

use super::GeneratedFile;
use super::tables::{ClassificationRows, Entry, FigureRows, Tables, Year};
use super::tsv::TableTexts;

/// The generated modules.
pub(super) fn modules(tables: &Tables<'_>, texts: &TableTexts) -> Vec<GeneratedFile> {
    let module = |name: &str, imports: &str, body: String| {
        let from = format!("data/{name}.tsv");
        file(name, &from, &format!("{imports}\n{body}"))
    };
    vec![
        file("mod", "data/*.tsv", MODULES),
        module("edition", EDITION_IMPORTS, edition(tables)),
        module("sources", SOURCES_IMPORTS, sources(tables)),
        module(
            "municipalities",
            &row_imports("oske_domain::Municipality", true),
            entries(
                "MUNICIPALITIES",
                "Municipality",
                &tables.municipalities,
                municipality,
            ),
        ),
        module(
            "regions",
            &row_imports("oske_domain::Region", true),
            entries("REGIONS", "Region", &tables.regions, region),
        ),
        module(
            "counties",
            &row_imports("oske_domain::{County, CountyKind}", true),
            entries("COUNTIES", "County", &tables.counties, county),
        ),
        module(
            "region_memberships",
            &row_imports(
                "oske_domain::AreaMembership;\nuse oske_types::RegionCode",
                false,
            ),
            entries(
                "REGION_MEMBERSHIPS",
                "AreaMembership<RegionCode>",
                &tables.region_memberships,
                |row, source| membership(row, region_code(row.area()), source),
            ),
        ),
        module(
            "county_memberships",
            &row_imports(
                "oske_domain::AreaMembership;\nuse oske_types::CountyCode",
                false,
            ),
            entries(
                "COUNTY_MEMBERSHIPS",
                "AreaMembership<CountyCode>",
                &tables.county_memberships,
                |row, source| membership(row, county_code(row.area()), source),
            ),
        ),
        module(
            "cooperation_areas",
            &row_imports("oske_domain::CooperationArea", true),
            entries(
                "COOPERATION_AREAS",
                "CooperationArea",
                &tables.cooperation_areas,
                cooperation_area,
            ),
        ),
        module(
            "joint_authorities",
            &format!(
                "use std::borrow::Cow;\n\n{}",
                row_imports("oske_domain::JointAuthority", true)
            ),
            entries(
                "JOINT_AUTHORITIES",
                "JointAuthority",
                &tables.joint_authorities,
                joint_authority,
            ),
        ),
        module(
            "county_cooperation_areas",
            &row_imports(
                "oske_domain::AreaMembership;\nuse oske_types::{CooperationAreaCode, CountyCode}",
                false,
            ),
            entries(
                "COUNTY_COOPERATION_AREAS",
                "AreaMembership<CooperationAreaCode, CountyCode>",
                &tables.cooperation_area_memberships,
                county_cooperation_area,
            ),
        ),
        file(
            "centres",
            super::render_centres::FROM,
            &super::render_centres::module(&tables.centres, texts),
        ),
        file(
            "classifications",
            "data/classifications.tsv`, `data/classes.tsv` and `data/class_memberships.tsv",
            &format!(
                "use std::borrow::Cow;\n\n{}\n{}",
                row_imports(
                    "oske_domain::{AreaMembership, Class, ClassCode, Classification}",
                    true
                ),
                classifications(tables),
            ),
        ),
        module(
            "surface_areas",
            SURFACE_IMPORTS,
            years(
                ("SURFACE_AREAS", "SurfaceYear"),
                ("AREAS", "SurfaceFigure"),
                &tables.surface_areas,
                surface,
                |_| String::new(),
            ),
        ),
        module(
            "swedish_speakers",
            SPEAKER_IMPORTS,
            years(
                ("SWEDISH_SPEAKERS", "SpeakerYear"),
                ("SPEAKERS", "PopulationFigure"),
                &tables.swedish_speakers,
                |figure, _| people(*figure),
                |letter| format!(", {}", source(letter)),
            ),
        ),
        module(
            "mother_tongues",
            "use oske_domain::MotherTongues;\n\nuse super::sources::*;\n",
            entries(
                "MOTHER_TONGUES",
                "MotherTongues",
                &tables.mother_tongues,
                mother_tongues,
            ),
        ),
        file(
            "names",
            "data/*.tsv",
            &format!("{NAME_IMPORTS}\n{}", names(tables.atlas.names())),
        ),
        file(
            "population",
            "data/population.tsv` and `data/national_totals.tsv",
            &format!("{POPULATION_IMPORTS}\n{}", population(tables)),
        ),
    ]
}

const MODULES: &str = "\
mod centres;
mod classifications;
mod cooperation_areas;
mod counties;
mod county_cooperation_areas;
mod county_memberships;
mod edition;
mod joint_authorities;
mod mother_tongues;
mod municipalities;
mod names;
mod population;
mod region_memberships;
mod regions;
mod sources;
mod surface_areas;
mod swedish_speakers;

pub(crate) use centres::*;
pub(crate) use classifications::CLASSIFICATIONS;
pub(crate) use cooperation_areas::COOPERATION_AREAS;
pub(crate) use counties::COUNTIES;
pub(crate) use county_cooperation_areas::COUNTY_COOPERATION_AREAS;
pub(crate) use county_memberships::COUNTY_MEMBERSHIPS;
pub(crate) use edition::*;
pub(crate) use joint_authorities::JOINT_AUTHORITIES;
pub(crate) use mother_tongues::MOTHER_TONGUES;
pub(crate) use municipalities::MUNICIPALITIES;
pub(crate) use names::NAMES;
pub(crate) use population::POPULATIONS;
pub(crate) use region_memberships::REGION_MEMBERSHIPS;
pub(crate) use regions::REGIONS;
pub(crate) use sources::{LAWS, LETTERS, SOURCES};
pub(crate) use surface_areas::SURFACE_AREAS;
pub(crate) use swedish_speakers::SWEDISH_SPEAKERS;
";

const EDITION_IMPORTS: &str = "\
use chrono::NaiveDate;
use oske_types::{Text, Validity};

use crate::constant::*;
";

const SOURCES_IMPORTS: &str = "\
use oske_types::{ConstantSource, Source};
";

const SURFACE_IMPORTS: &str = "\
use std::borrow::Cow;

use oske_domain::{SurfaceFigure, SurfaceYear};

use super::sources::*;
use crate::constant::*;
";

const SPEAKER_IMPORTS: &str = "\
use std::borrow::Cow;

use oske_domain::{PopulationFigure, SpeakerYear};

use super::sources::*;
use crate::constant::*;
";

const NAME_IMPORTS: &str = "\
use oske_domain::{NameEntry, Place};

use crate::constant::*;
";

const POPULATION_IMPORTS: &str = "\
use std::borrow::Cow;

use oske_domain::{PopulationFigure, PopulationYear};
use oske_types::Sourced;

use super::sources::*;
use crate::constant::*;
";

fn row_imports(domain: &str, named: bool) -> String {
    let text = if named { "use oske_types::Text;\n" } else { "" };
    format!("use {domain};\n{text}\nuse super::sources::*;\nuse crate::constant::*;\n")
}

fn file(module: &str, from: &str, rust: &str) -> GeneratedFile {
    let text =
        format!("//! Generated by `cargo xtask codegen` from `{from}`: do not edit.\n\n{rust}");
    GeneratedFile::new(&format!("src/generated/{module}.rs"), text)
}

/// A static array of the rows of a table, one on a line.
fn entries<T>(
    name: &str,
    row_type: &str,
    entries: &[Entry<'_, T>],
    expression: impl Fn(&T, &str) -> String,
) -> String {
    let rows = entries
        .iter()
        .map(|entry| expression(&entry.row, &source(entry.letter)));
    array("static", name, row_type, rows)
}

fn array(
    kind: &str,
    name: &str,
    row_type: &str,
    rows: impl ExactSizeIterator<Item = String>,
) -> String {
    let length = rows.len();
    let rows: String = rows.map(|row| format!("    {row},\n")).collect();
    format!("pub(crate) {kind} {name}: [{row_type}; {length}] = [\n{rows}];\n")
}

/// What the edition is called and which days and years it holds.
fn edition(tables: &Tables<'_>) -> String {
    let edition = &tables.edition;
    let coverage = period(Validity::new(Some(edition.from), Some(edition.until)));
    let centres = period(tables.centres_coverage);
    let known_to = match tables.centres_known_to {
        Some(day) => format!("Some({})", date(day)),
        None => "None".to_owned(),
    };
    let years = |name: &str, years: Vec<i32>| {
        let (count, years) = (years.len(), listed(&years));
        format!("pub(crate) static {name}: [i32; {count}] = [{years}];\n")
    };
    let atlas = &tables.atlas;
    let tongues = atlas.mother_tongues().iter().map(MotherTongues::year);
    [
        format!("pub(crate) const NAME: &str = {:?};\n", edition.name),
        format!("pub(crate) const COVERAGE: Validity = {coverage};\n"),
        years("POPULATION_YEARS", atlas.population_years().collect()),
        years("SURFACE_AREA_YEARS", atlas.surface_area_years().collect()),
        years(
            "SWEDISH_SPEAKER_YEARS",
            atlas.swedish_speaker_years().collect(),
        ),
        years("MOTHER_TONGUE_YEARS", tongues.collect()),
        format!("pub(crate) const CENTRES_COVERAGE: Validity = {centres};\n"),
        format!("pub(crate) const CENTRES_KNOWN_TO: Option<NaiveDate> = {known_to};\n"),
        format!(
            "pub(crate) const ATTRIBUTION: Text = Text::new({:?}, {:?}, {:?});\n",
            edition.attribution_fi, edition.attribution_sv, edition.attribution
        ),
    ]
    .concat()
}

fn listed(years: &[i32]) -> String {
    let years: Vec<String> = years.iter().map(ToString::to_string).collect();
    years.join(", ")
}

fn sources(tables: &Tables<'_>) -> String {
    let words: String = tables
        .sources
        .iter()
        .map(|(letter, row)| {
            let address = match row.address {
                "" => String::new(),
                address => format!(".at_address({address:?})"),
            };
            let read_on = row
                .read_on
                .map(|day| format!(".read_on(crate::constant::{})", date(day)))
                .unwrap_or_default();
            format!(
                "static WORDS_{letter}: ConstantSource =\n    \
                     ConstantSource::new({:?}){address}{read_on};\n\
                 pub(super) const {}: Source = Source::constant(&WORDS_{letter});\n",
                row.title,
                source(letter),
            )
        })
        .collect();
    let letters = tables.sources.keys().map(|letter| source(letter));
    let laws: Vec<String> = tables
        .sources
        .iter()
        .filter_map(|(letter, row)| {
            let law = row.law.as_ref()?.to_string();
            Some(format!("({}, {law:?})", source(letter)))
        })
        .collect();
    let laws = array("static", "LAWS", "(Source, &str)", laws.into_iter());
    let sources = array("static", "SOURCES", "Source", letters);
    let letters: Vec<&str> = tables.sources.keys().copied().collect();
    let letters = letters.join(" ");
    format!(
        "{words}\n{sources}\n/// The letter of each, in the same order.\n\
         pub(crate) const LETTERS: &str = {letters:?};\n\n{laws}"
    )
}

fn municipality(row: &Municipality, source: &str) -> String {
    let successors: Vec<String> = row.successors().map(municipality_code).collect();
    let successor = match successors.as_slice() {
        [] => String::new(),
        [successor] => format!(".merged_into({successor})"),
        both => format!(".divided_between([{}])", both.join(", ")),
    };
    format!(
        "Municipality::new({}, {}, {}, {source}){successor}",
        municipality_code(row.code()),
        text(row.name()),
        period(Some(row.validity())),
    )
}

fn region(row: &Region, source: &str) -> String {
    format!(
        "Region::new({}, {}, {}, {source})",
        region_code(row.code()),
        text(row.name()),
        period(Some(row.validity())),
    )
}

fn county(row: &County, source: &str) -> String {
    let kind = match row.kind() {
        CountyKind::CityOfHelsinki => "CityOfHelsinki",
        CountyKind::Aland => "Aland",
        _ => "County",
    };
    let duties = row
        .duties_from()
        .map(|day| format!(".with_duties_from({})", date(day)))
        .unwrap_or_default();
    format!(
        "County::new({}, CountyKind::{kind}, {}, {}, {source}){duties}",
        county_code(row.code()),
        text(row.name()),
        period(Some(row.validity())),
    )
}

fn membership<C: Copy>(row: &AreaMembership<C>, area: String, source: &str) -> String {
    format!(
        "AreaMembership::new({}, {area}, {}, {source})",
        municipality_code(row.member()),
        period(Some(row.validity())),
    )
}

fn cooperation_area(row: &CooperationArea, source: &str) -> String {
    format!(
        "CooperationArea::new({}, {}, {}, {source})",
        cooperation_area_code(row.code()),
        text(row.name()),
        period(Some(row.validity())),
    )
}

fn county_cooperation_area(
    row: &AreaMembership<CooperationAreaCode, CountyCode>,
    source: &str,
) -> String {
    format!(
        "AreaMembership::new({}, {}, {}, {source})",
        county_code(row.member()),
        cooperation_area_code(row.area()),
        period(Some(row.validity())),
    )
}

fn joint_authority(row: &JointAuthority, source: &str) -> String {
    let members: Vec<String> = row
        .members()
        .iter()
        .map(|code| county_code(*code))
        .collect();
    format!(
        "JointAuthority::new(Cow::Borrowed({:?}), {}, Cow::Borrowed(&[{}]), {}, {source})",
        row.id(),
        text(row.name()),
        members.join(", "),
        date(row.duties_from()),
    )
}

fn classifications(tables: &Tables<'_>) -> String {
    let row = |rows: &ClassificationRows<'_>| {
        let row = &rows.entry.row;
        let statics = row.id().as_str().to_uppercase();
        format!(
            "Classification::new(classification({:?}), {}, {}, Cow::Borrowed(&{statics}_CLASSES), \
             Cow::Borrowed(&{statics}_MEMBERSHIPS), {})",
            row.id().as_str(),
            text(row.name()),
            period(Some(row.validity())),
            source(rows.entry.letter),
        )
    };
    let all = array(
        "static",
        "CLASSIFICATIONS",
        "Classification",
        tables.classifications.iter().map(row),
    );
    let rows = tables.classifications.iter().map(|rows| {
        let statics = rows.entry.row.id().as_str().to_uppercase();
        let classes = entries(&format!("{statics}_CLASSES"), "Class", &rows.classes, class);
        let memberships = entries(
            &format!("{statics}_MEMBERSHIPS"),
            "AreaMembership<ClassCode>",
            &rows.memberships,
            |row, source| membership(row, class_code(row.area()), source),
        );
        format!("\n{classes}\n{memberships}")
    });
    all + &rows.collect::<String>()
}

fn class(row: &Class, source: &str) -> String {
    format!(
        "Class::new({}, {}, {}, {source})",
        class_code(row.code()),
        text(row.name()),
        period(Some(row.validity())),
    )
}

/// The years of figures, and the figures of each in a static of its own.
fn years<F>(
    (name, year_type): (&str, &str),
    (figures_name, figure_type): (&str, &str),
    years: &[FigureRows<'_, F>],
    expression: impl Fn(&F, &str) -> String,
    year_source: impl Fn(&str) -> String,
) -> String {
    let all = years.iter().map(|year| {
        let letter = year.figures.first().map_or("", |figure| figure.letter);
        format!(
            "{year_type}::new({year}, {borders}, Cow::Borrowed(&{figures_name}_{year}){source})",
            year = year.year,
            borders = date(year.borders),
            source = year_source(letter),
        )
    });
    let figures = years.iter().map(|year| {
        let name = format!("{figures_name}_{}", year.year);
        format!(
            "\n{}",
            entries(&name, figure_type, &year.figures, &expression)
        )
    });
    array("static", name, year_type, all) + &figures.collect::<String>()
}

fn surface(row: &SurfaceFigure, source: &str) -> String {
    format!(
        "SurfaceFigure::new({}, {}, {}, {source})",
        municipality_code(row.municipality()),
        row.land_hectares(),
        row.fresh_water_hectares(),
    )
}

fn mother_tongues(row: &MotherTongues, source: &str) -> String {
    let (year, swedish) = (row.year(), row.swedish());
    match (row.finnish(), row.sami(), row.other()) {
        (Some(finnish), Some(sami), Some(other)) => {
            format!("MotherTongues::new({year}, {finnish}, {swedish}, {sami}, {other}, {source})")
        }
        _ => format!("MotherTongues::swedish_alone({year}, {swedish}, {source})"),
    }
}

fn names(names: &[NameEntry]) -> String {
    let rows = names.iter().map(|entry| {
        format!(
            "NameEntry::constant({:?}, {}, {})",
            entry.folded(),
            place(entry.place()),
            period(Some(entry.validity())),
        )
    });
    array("static", "NAMES", "NameEntry", rows)
}

fn place(place: Place) -> String {
    match place {
        Place::Municipality(code) => format!("Place::Municipality({})", municipality_code(code)),
        Place::Region(code) => format!("Place::Region({})", region_code(code)),
        Place::County(code) => format!("Place::County({})", county_code(code)),
        Place::CooperationArea(code) => {
            format!("Place::CooperationArea({})", cooperation_area_code(code))
        }
        Place::Class(id) => format!(
            "Place::Class(class_id({:?}, {:?}))",
            id.classification().as_str(),
            id.code().as_str(),
        ),
        // Of a kind that is not written yet: no Rust, so that it is seen.
        other => other.to_string(),
    }
}

fn population(tables: &Tables<'_>) -> String {
    let statics = |year: &Year<'_>| {
        let (year, borders) = (year.population.year(), year.population.borders());
        format!("FIGURES_{year}_IN_{}", borders.year())
    };
    let year = |row: &Year<'_>, figures_source: &str| {
        let population = &row.population;
        format!(
            "PopulationYear::new({}, {}, Sourced::new({}, {}), Cow::Borrowed(&{}), \
             {figures_source})",
            population.year(),
            date(population.borders()),
            population.control_total().value(),
            source(row.total_letter),
            statics(row),
        )
    };
    let years = entries("POPULATIONS", "PopulationYear", &tables.populations, year);
    let figures = tables.populations.iter().map(|entry| {
        let figures = entry.row.population.figures().iter();
        let figures = figures.map(|figure| people(*figure));
        let name = statics(&entry.row);
        format!("\n{}", array("static", &name, "PopulationFigure", figures))
    });
    years + &figures.collect::<String>()
}

fn people(figure: PopulationFigure) -> String {
    format!(
        "figure({}, {})",
        figure.municipality().number(),
        figure.residents()
    )
}

/// The constant of a source.
fn source(letter: &str) -> String {
    format!("SOURCE_{letter}")
}

fn municipality_code(code: MunicipalityCode) -> String {
    format!("municipality({})", code.number())
}

fn region_code(code: RegionCode) -> String {
    format!("region({})", code.number())
}

fn county_code(code: CountyCode) -> String {
    format!("county({})", code.number())
}

fn cooperation_area_code(code: CooperationAreaCode) -> String {
    format!("cooperation_area({})", code.number())
}

fn class_code(code: ClassCode) -> String {
    format!("class({:?})", code.as_str())
}

fn text(text: &Text) -> String {
    let [fi, sv] =
        [Language::Finnish, Language::Swedish].map(|language| text.in_language(language));
    match text.get(Language::English) {
        Some(en) => format!("Text::new({fi:?}, {sv:?}, {en:?})"),
        None => format!("Text::bilingual({fi:?}, {sv:?})"),
    }
}

fn period(validity: Option<Validity>) -> String {
    let validity = validity.unwrap_or(Validity::ALWAYS);
    match (validity.from(), validity.until_exclusive()) {
        (None, None) => "ALWAYS".to_owned(),
        (Some(from), None) => format!("since({})", date(from)),
        (None, Some(until)) => format!("before({})", date(until)),
        (Some(from), Some(until)) => format!("between({}, {})", date(from), date(until)),
    }
}

fn date(date: NaiveDate) -> String {
    format!("date({}, {}, {})", date.year(), date.month(), date.day())
}
