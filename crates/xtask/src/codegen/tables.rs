//! The tables as typed rows, checked row by row and then together.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::mem;

use chrono::NaiveDate;
use oske_domain::{
    AreaMembership, Atlas, AtlasFault, AtlasTable, AtlasTables, County, CountyKind, Municipality,
    PopulationFigure, PopulationYear, Region,
};
use oske_types::{CountyCode, MunicipalityCode, RegionCode, Source, Sourced, Text, Validity};

use super::tsv::{Row, TableFile, TableTexts};
use super::{Fault, Faults};

/// The tables of an edition, without faults.
#[derive(Debug)]
pub(super) struct Tables<'t> {
    pub(super) edition: EditionRow<'t>,
    pub(super) sources: BTreeMap<Letter<'t>, SourceRow<'t>>,
    pub(super) municipalities: Vec<Entry<'t, Municipality>>,
    pub(super) regions: Vec<Entry<'t, Region>>,
    pub(super) counties: Vec<Entry<'t, County>>,
    pub(super) region_memberships: Vec<Entry<'t, AreaMembership<RegionCode>>>,
    pub(super) county_memberships: Vec<Entry<'t, AreaMembership<CountyCode>>>,
    pub(super) populations: Vec<Entry<'t, Year<'t>>>,
}

/// The letter by which rows name a source.
type Letter<'t> = &'t str;

/// A row with the line of its file and the letter of its source.
#[derive(Debug)]
pub(super) struct Entry<'t, T> {
    line: usize,
    pub(super) letter: Letter<'t>,
    pub(super) row: T,
}

#[derive(Debug)]
pub(super) struct EditionRow<'t> {
    pub(super) name: &'t str,
    pub(super) from: NaiveDate,
    pub(super) until: NaiveDate,
    pub(super) attribution: &'t str,
}

#[derive(Debug)]
pub(super) struct SourceRow<'t> {
    /// What was published, and by way of which copy it was read.
    pub(super) title: Cow<'t, str>,
    pub(super) address: &'t str,
    pub(super) read_on: Option<NaiveDate>,
}

/// The population of a year; the letter of its entry is the source of the figures.
#[derive(Debug)]
pub(super) struct Year<'t> {
    pub(super) total_letter: Letter<'t>,
    pub(super) population: PopulationYear,
}

/// One figure of the table of population.
struct Figure {
    year: i32,
    municipality: MunicipalityCode,
    residents: u32,
}

/// One year of the table of national totals.
struct Total {
    year: i32,
    residents: Sourced<u32>,
    borders: NaiveDate,
}

/// The tables of the given texts.
pub(super) fn read(texts: &TableTexts) -> Result<Tables<'_>, Faults> {
    let mut reader = Reader {
        texts,
        sources: BTreeMap::new(),
        faults: Vec::new(),
    };
    reader.read_sources();
    // Without its source every row would be at fault, whatever else it says.
    Faults::of(mem::take(&mut reader.faults))?;
    let edition = reader.edition();
    let municipalities = reader.entries(TableFile::Municipalities, municipality);
    let regions = reader.entries(TableFile::Regions, region);
    let counties = reader.entries(TableFile::Counties, county);
    let region_memberships = reader.entries(TableFile::RegionMemberships, |row, source| {
        membership(row, "region", source)
    });
    let county_memberships = reader.entries(TableFile::CountyMemberships, |row, source| {
        membership(row, "county", source)
    });
    let totals = reader.entries(TableFile::NationalTotals, total);
    let figures = reader.entries(TableFile::Population, figure);
    let figure_lines: Vec<usize> = figures.iter().map(|figure| figure.line).collect();
    let populations = reader.populations(totals, figures);

    let Reader {
        sources, faults, ..
    } = reader;
    Faults::of(faults)?;
    let Some(edition) = edition else {
        let fault = Fault::new(TableFile::Edition, 1, "expected one row".to_owned());
        return Err(Faults(vec![fault]));
    };
    let tables = Tables {
        edition,
        sources,
        municipalities,
        regions,
        counties,
        region_memberships,
        county_memberships,
        populations,
    };
    tables.check(&figure_lines)?;
    Ok(tables)
}

impl Tables<'_> {
    /// The tables are an atlas.
    fn check(&self, figure_lines: &[usize]) -> Result<(), Faults> {
        let coverage = Validity::new(Some(self.edition.from), Some(self.edition.until));
        let mut atlas = AtlasTables::empty(coverage.unwrap_or(Validity::ALWAYS));
        atlas.municipalities = rows(&self.municipalities);
        atlas.regions = rows(&self.regions);
        atlas.counties = rows(&self.counties);
        atlas.region_memberships = rows(&self.region_memberships);
        atlas.county_memberships = rows(&self.county_memberships);
        let years = self.populations.iter();
        atlas.populations = years.map(|entry| entry.row.population.clone()).collect();
        let Err(found) = Atlas::try_new(atlas) else {
            return Ok(());
        };
        let fault = |fault: &AtlasFault| {
            let (table, line) = self.place_of(fault, figure_lines);
            Fault::new(table, line, format!("{}: {}", fault.key(), fault.reason()))
        };
        Faults::of(found.faults().iter().map(fault).collect())
    }

    /// The file and line of the row that has a fault.
    fn place_of(&self, fault: &AtlasFault, figure_lines: &[usize]) -> (TableFile, usize) {
        let row = fault.row();
        let (table, line) = match fault.table() {
            AtlasTable::Municipalities => (
                TableFile::Municipalities,
                line_of(&self.municipalities, row),
            ),
            AtlasTable::Regions => (TableFile::Regions, line_of(&self.regions, row)),
            AtlasTable::Counties => (TableFile::Counties, line_of(&self.counties, row)),
            AtlasTable::RegionMemberships => (
                TableFile::RegionMemberships,
                line_of(&self.region_memberships, row),
            ),
            AtlasTable::CountyMemberships => (
                TableFile::CountyMemberships,
                line_of(&self.county_memberships, row),
            ),
            AtlasTable::PopulationFigures => {
                (TableFile::Population, figure_lines.get(row).copied())
            }
            _ => (TableFile::NationalTotals, line_of(&self.populations, row)),
        };
        // INVARIANT: the atlas was made of these rows.
        (table, line.unwrap_or(1))
    }
}

fn rows<T: Clone>(entries: &[Entry<'_, T>]) -> Cow<'static, [T]> {
    entries.iter().map(|entry| entry.row.clone()).collect()
}

fn line_of<T>(entries: &[Entry<'_, T>], row: usize) -> Option<usize> {
    entries.get(row).map(|entry| entry.line)
}

/// Reads tables and collects their faults.
struct Reader<'t> {
    texts: &'t TableTexts,
    sources: BTreeMap<Letter<'t>, SourceRow<'t>>,
    faults: Vec<Fault>,
}

impl<'t> Reader<'t> {
    fn edition(&mut self) -> Option<EditionRow<'t>> {
        let rows = self.texts.rows(TableFile::Edition, &mut self.faults);
        if let Some(second) = rows.get(1) {
            self.faults.push(second.fault("expected one row"));
        }
        let edition = edition(rows.first()?);
        edition.map_err(|fault| self.faults.push(fault)).ok()
    }

    fn read_sources(&mut self) {
        let mut last = "";
        for row in self.texts.rows(TableFile::Sources, &mut self.faults) {
            match source(&row) {
                Ok((letter, _)) if letter <= last => {
                    let reason = format!("`{letter}` after `{last}`: expected letters in order");
                    self.faults.push(row.fault(reason));
                }
                Ok((letter, source)) => {
                    last = letter;
                    self.sources.insert(letter, source);
                }
                Err(fault) => self.faults.push(fault),
            }
        }
    }

    /// The rows of a table, each with its source.
    fn entries<T>(
        &mut self,
        table: TableFile,
        read: impl Fn(&Row<'t>, Source) -> Result<T, Fault>,
    ) -> Vec<Entry<'t, T>> {
        let mut entries = Vec::new();
        for row in self.texts.rows(table, &mut self.faults) {
            let entry = self.source_of(&row).and_then(|(letter, source)| {
                let line = row.line();
                let row = read(&row, source)?;
                Ok(Entry { line, letter, row })
            });
            match entry {
                Ok(entry) => entries.push(entry),
                Err(fault) => self.faults.push(fault),
            }
        }
        entries
    }

    fn source_of(&self, row: &Row<'t>) -> Result<(Letter<'t>, Source), Fault> {
        let letter = row.words("source")?;
        match self.sources.get(letter) {
            Some(source) => Ok((letter, source.to_source())),
            None => Err(row.fault(format!("there is no source `{letter}` in sources.tsv"))),
        }
    }

    /// The years of the totals, with the figures that add up to them.
    fn populations(
        &mut self,
        totals: Vec<Entry<'t, Total>>,
        figures: Vec<Entry<'t, Figure>>,
    ) -> Vec<Entry<'t, Year<'t>>> {
        let mut by_year: BTreeMap<i32, Vec<Entry<'t, Figure>>> = BTreeMap::new();
        let mut last_year = i32::MIN;
        for entry in figures {
            let year = entry.row.year;
            let mut fault = |reason| {
                self.faults
                    .push(Fault::new(TableFile::Population, entry.line, reason))
            };
            if year < last_year {
                fault(format!(
                    "{year} after {last_year}: expected rows in order of years"
                ));
            }
            if !totals.iter().any(|total| total.row.year == year) {
                fault(format!(
                    "there is no total of {year} in national_totals.tsv"
                ));
            }
            last_year = year;
            let of_year = by_year.entry(year).or_default();
            if let Some(first) = of_year.first().filter(|first| first.letter != entry.letter) {
                fault(format!(
                    "{year}: source `{}` after `{}`: expected one source for a year",
                    entry.letter, first.letter,
                ));
            }
            of_year.push(entry);
        }

        let mut years = Vec::new();
        for total in totals {
            let Total {
                year,
                residents,
                borders,
            } = total.row;
            let figures = by_year.remove(&year).unwrap_or_default();
            let Some(letter) = figures.first().map(|figure| figure.letter) else {
                let reason = format!("there are no figures of {year} in population.tsv");
                self.faults
                    .push(Fault::new(TableFile::NationalTotals, total.line, reason));
                continue;
            };
            let Some(source) = self.sources.get(letter).map(SourceRow::to_source) else {
                continue;
            };
            let figures = figures
                .iter()
                .map(|figure| PopulationFigure::new(figure.row.municipality, figure.row.residents));
            years.push(Entry {
                line: total.line,
                letter,
                row: Year {
                    total_letter: total.letter,
                    population: PopulationYear::new(
                        year,
                        borders,
                        residents,
                        figures.collect(),
                        source,
                    ),
                },
            });
        }
        years
    }
}

impl SourceRow<'_> {
    fn to_source(&self) -> Source {
        let source = Source::new(self.title.to_string()).at_address(self.address.to_owned());
        match self.read_on {
            Some(date) => source.read_on(date),
            None => source,
        }
    }
}

fn source<'t>(row: &Row<'t>) -> Result<(Letter<'t>, SourceRow<'t>), Fault> {
    let letter = row.words("letter")?;
    if letter.len() != 1 || !letter.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return Err(row.fault(format!("expected a letter from A to Z, found `{letter}`")));
    }
    row.words("licence")?;
    let title = row.words("title")?;
    let source = SourceRow {
        title: if row.cell("by_way_of").is_empty() {
            title.into()
        } else {
            format!("{title}; {}", row.words("by_way_of")?).into()
        },
        address: row.words("address")?,
        read_on: row.optional("read_on", DATE)?,
    };
    Ok((letter, source))
}

fn edition<'t>(row: &Row<'t>) -> Result<EditionRow<'t>, Fault> {
    period(row)?;
    Ok(EditionRow {
        name: row.words("name")?,
        from: row.value("from", DATE)?,
        until: row.value("until", DATE)?,
        attribution: row.words("attribution")?,
    })
}

fn municipality(row: &Row<'_>, source: Source) -> Result<Municipality, Fault> {
    let municipality = Municipality::new(
        row.value("code", MUNICIPALITY)?,
        bilingual(row)?,
        period(row)?,
        source,
    );
    Ok(match row.optional("merged_into", MUNICIPALITY)? {
        Some(successor) => municipality.merged_into(successor),
        None => municipality,
    })
}

fn region(row: &Row<'_>, source: Source) -> Result<Region, Fault> {
    Ok(Region::new(
        row.value("code", AREA)?,
        trilingual(row)?,
        period(row)?,
        source,
    ))
}

fn county(row: &Row<'_>, source: Source) -> Result<County, Fault> {
    let kind = match row.words("kind")? {
        "county" => CountyKind::County,
        "city_of_helsinki" => CountyKind::CityOfHelsinki,
        "aland" => CountyKind::Aland,
        other => {
            return Err(row.fault(format!(
                "column kind: expected county, city_of_helsinki or aland, found `{other}`"
            )));
        }
    };
    let county = County::new(
        row.value("code", AREA)?,
        kind,
        trilingual(row)?,
        period(row)?,
        source,
    );
    Ok(match row.optional("duties_from", DATE)? {
        Some(date) => county.with_duties_from(date),
        None => county,
    })
}

fn membership<C>(row: &Row<'_>, area: &str, source: Source) -> Result<AreaMembership<C>, Fault>
where
    C: Copy + std::str::FromStr + std::fmt::Display,
{
    let (municipality, area) = (
        row.value("municipality", MUNICIPALITY)?,
        row.value(area, AREA)?,
    );
    Ok(AreaMembership::new(
        municipality,
        area,
        period(row)?,
        source,
    ))
}

fn total(row: &Row<'_>, source: Source) -> Result<Total, Fault> {
    Ok(Total {
        year: row.value("year", NUMBER)?,
        residents: Sourced::new(row.value("residents", NUMBER)?, source),
        borders: row.value("borders", DATE)?,
    })
}

fn figure(row: &Row<'_>, _: Source) -> Result<Figure, Fault> {
    Ok(Figure {
        year: row.value("year", NUMBER)?,
        municipality: row.value("municipality", MUNICIPALITY)?,
        residents: row.value("residents", NUMBER)?,
    })
}

fn bilingual(row: &Row<'_>) -> Result<Text, Fault> {
    let (fi, sv) = (row.words("name_fi")?, row.words("name_sv")?);
    text(row, [Some(fi), Some(sv), None])
}

fn trilingual(row: &Row<'_>) -> Result<Text, Fault> {
    let (fi, sv) = (row.words("name_fi")?, row.words("name_sv")?);
    text(row, [Some(fi), Some(sv), Some(row.words("name_en")?)])
}

fn text(row: &Row<'_>, names: [Option<&str>; 3]) -> Result<Text, Fault> {
    let [fi, sv, en] = names.map(|name| name.map(str::to_owned));
    Text::from_parts(fi, sv, en).ok_or_else(|| row.fault("expected a name"))
}

fn period(row: &Row<'_>) -> Result<Validity, Fault> {
    let (from, until) = (row.optional("from", DATE)?, row.optional("until", DATE)?);
    Validity::new(from, until)
        .ok_or_else(|| row.fault("expected `until`, the day it ends, after `from`, its first day"))
}

// What a cell is expected to be.
const DATE: &str = "a date, as in `2023-01-01`";
const NUMBER: &str = "a whole number";
const MUNICIPALITY: &str = "the code of a municipality, as in `297`";
const AREA: &str = "the code of a region or county, as in `11`";
