//! The tables as typed rows, checked row by row and then together.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::mem;

use chrono::NaiveDate;
use oske_domain::{
    AreaMembership, Atlas, AtlasFault, AtlasTable, AtlasTables, Class, ClassCode, Classification,
    ClassificationId, CooperationArea, County, CountyKind, JointAuthority, MotherTongues,
    Municipality, PopulationFigure, PopulationYear, Region, SpeakerYear, SurfaceFigure,
    SurfaceYear,
};
use oske_statute::{Catalogue, Instrument, Reference};
use oske_types::{CooperationAreaCode, CountyCode, RegionCode, Source, Sourced, Text, Validity};

use super::centres::CentreRows;
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
    pub(super) cooperation_areas: Vec<Entry<'t, CooperationArea>>,
    pub(super) joint_authorities: Vec<Entry<'t, JointAuthority>>,
    pub(super) cooperation_area_memberships:
        Vec<Entry<'t, AreaMembership<CooperationAreaCode, CountyCode>>>,
    pub(super) classifications: Vec<ClassificationRows<'t>>,
    pub(super) populations: Vec<Entry<'t, Year<'t>>>,
    pub(super) surface_areas: Vec<FigureRows<'t, SurfaceFigure>>,
    pub(super) swedish_speakers: Vec<FigureRows<'t, PopulationFigure>>,
    pub(super) mother_tongues: Vec<Entry<'t, MotherTongues>>,
    pub(super) centres: CentreRows<'t>,
    /// The atlas that they make.
    pub(super) atlas: Atlas,
    /// The days that the centres answer for.
    pub(super) centres_coverage: Option<Validity>,
    /// The last day on which what has no end is known to hold.
    pub(super) centres_known_to: Option<NaiveDate>,
}

/// A classification with its rows.
#[derive(Debug)]
pub(super) struct ClassificationRows<'t> {
    pub(super) entry: Entry<'t, Classification>,
    pub(super) classes: Vec<Entry<'t, Class>>,
    pub(super) memberships: Vec<Entry<'t, AreaMembership<ClassCode>>>,
}

/// The figures of a year in the borders of a day.
#[derive(Debug)]
pub(super) struct FigureRows<'t, F> {
    pub(super) year: i32,
    pub(super) borders: NaiveDate,
    pub(super) figures: Vec<Entry<'t, F>>,
}

/// The letter by which rows name a source.
pub(super) type Letter<'t> = &'t str;

/// A row with the line of its file and the letter of its source.
#[derive(Debug)]
pub(super) struct Entry<'t, T> {
    pub(super) line: usize,
    pub(super) letter: Letter<'t>,
    pub(super) row: T,
}

#[derive(Debug)]
pub(super) struct EditionRow<'t> {
    pub(super) name: &'t str,
    pub(super) from: NaiveDate,
    pub(super) until: NaiveDate,
    pub(super) attribution_fi: &'t str,
    pub(super) attribution_sv: &'t str,
    pub(super) attribution: &'t str,
}

#[derive(Debug)]
pub(super) struct SourceRow<'t> {
    /// What was published, and by way of which copy it was read.
    pub(super) title: Cow<'t, str>,
    pub(super) address: &'t str,
    /// The law that it is.
    pub(super) law: Option<Reference>,
    pub(super) read_on: Option<NaiveDate>,
}

/// The population of a year; the letter of its entry is the source of the figures.
#[derive(Debug)]
pub(super) struct Year<'t> {
    pub(super) total_letter: Letter<'t>,
    pub(super) population: PopulationYear,
    /// The line of each figure.
    lines: Vec<usize>,
}

/// A figure of a table of years.
struct Figure<F> {
    year: i32,
    borders: NaiveDate,
    figure: F,
}

/// One year of the table of national totals.
struct Total {
    year: i32,
    residents: Sourced<u32>,
    borders: NaiveDate,
}

/// A row of a classification.
struct Classified<T> {
    classification: ClassificationId,
    row: T,
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
    let cooperation_areas = reader.entries(TableFile::CooperationAreas, cooperation_area);
    let joint_authorities = reader.entries(TableFile::JointAuthorities, joint_authority);
    let cooperation_area_memberships =
        reader.entries(TableFile::CountyCooperationAreas, county_cooperation_area);
    let classifications = reader.classifications();
    let totals = reader.entries(TableFile::NationalTotals, total);
    let figures = reader.figures(TableFile::Population, "residents");
    let populations = reader.populations(totals, figures);
    let surface_areas = reader.entries(TableFile::SurfaceAreas, |row, source| {
        let figure = SurfaceFigure::new(
            row.value("municipality", MUNICIPALITY)?,
            hectares(row, "land_km2")?,
            hectares(row, "fresh_water_km2")?,
            source,
        );
        of_year(row, figure)
    });
    let surface_areas = reader.by_year(TableFile::SurfaceAreas, surface_areas);
    let swedish_speakers = reader.figures(TableFile::SwedishSpeakers, "speakers");
    let mother_tongues = reader.entries(TableFile::MotherTongues, mother_tongues);

    let centres = CentreRows::read(&mut reader);

    let Reader {
        sources, faults, ..
    } = reader;
    Faults::of(faults)?;
    let Some(edition) = edition else {
        let fault = Fault::new(TableFile::Edition, 1, "expected one row".to_owned());
        return Err(Faults(vec![fault]));
    };
    let empty = AtlasTables::empty(Validity::ALWAYS);
    let mut tables = Tables {
        edition,
        sources,
        municipalities,
        regions,
        counties,
        region_memberships,
        county_memberships,
        cooperation_areas,
        joint_authorities,
        cooperation_area_memberships,
        classifications,
        populations,
        surface_areas,
        swedish_speakers,
        mother_tongues,
        centres,
        atlas: Atlas::try_new(empty).map_err(|_| Faults(Vec::new()))?,
        centres_coverage: None,
        centres_known_to: None,
    };
    tables.atlas = tables.to_atlas()?;
    let centres = tables.centres.check(&tables.atlas)?;
    tables.centres_coverage = centres.coverage();
    tables.centres_known_to = centres.known_to();
    Ok(tables)
}

impl Tables<'_> {
    /// The tables as an atlas.
    fn to_atlas(&self) -> Result<Atlas, Faults> {
        let coverage = Validity::new(Some(self.edition.from), Some(self.edition.until));
        let mut atlas = AtlasTables::empty(coverage.unwrap_or(Validity::ALWAYS));
        atlas.municipalities = rows(&self.municipalities);
        atlas.regions = rows(&self.regions);
        atlas.counties = rows(&self.counties);
        atlas.region_memberships = rows(&self.region_memberships);
        atlas.county_memberships = rows(&self.county_memberships);
        atlas.cooperation_areas = rows(&self.cooperation_areas);
        atlas.joint_authorities = rows(&self.joint_authorities);
        atlas.cooperation_area_memberships = rows(&self.cooperation_area_memberships);
        let classifications = self.classifications.iter();
        atlas.classifications = classifications.map(|rows| rows.entry.row.clone()).collect();
        let years = self.populations.iter();
        atlas.populations = years.map(|entry| entry.row.population.clone()).collect();
        let years = self.surface_areas.iter();
        atlas.surface_areas = years
            .map(|year| SurfaceYear::new(year.year, year.borders, rows(&year.figures)))
            .collect();
        let years = self.swedish_speakers.iter();
        atlas.swedish_speakers = years
            .filter_map(|year| {
                let source = self.sources.get(year.figures.first()?.letter)?.to_source();
                let figures = rows(&year.figures);
                Some(SpeakerYear::new(year.year, year.borders, figures, source))
            })
            .collect();
        atlas.mother_tongues = rows(&self.mother_tongues);
        Atlas::try_new(atlas).map_err(|found| {
            let fault = |fault: &AtlasFault| {
                let (table, line) = self.place_of(fault);
                Fault::new(table, line, format!("{}: {}", fault.key(), fault.reason()))
            };
            Faults::sorted(found.faults().iter().map(fault).collect())
        })
    }

    /// The file and line of the row that has a fault.
    fn place_of(&self, fault: &AtlasFault) -> (TableFile, usize) {
        let classes = || self.classifications.iter().flat_map(|rows| &rows.classes);
        let memberships = || {
            self.classifications
                .iter()
                .flat_map(|rows| &rows.memberships)
        };
        let areas = || self.surface_areas.iter().flat_map(|year| &year.figures);
        let speakers = || self.swedish_speakers.iter().flat_map(|year| &year.figures);
        let (table, line) = match fault.table() {
            AtlasTable::Municipalities => (
                TableFile::Municipalities,
                line_of(&self.municipalities, fault),
            ),
            AtlasTable::Regions => (TableFile::Regions, line_of(&self.regions, fault)),
            AtlasTable::Counties => (TableFile::Counties, line_of(&self.counties, fault)),
            AtlasTable::RegionMemberships => (
                TableFile::RegionMemberships,
                line_of(&self.region_memberships, fault),
            ),
            AtlasTable::CountyMemberships => (
                TableFile::CountyMemberships,
                line_of(&self.county_memberships, fault),
            ),
            AtlasTable::CooperationAreas => (
                TableFile::CooperationAreas,
                line_of(&self.cooperation_areas, fault),
            ),
            AtlasTable::CooperationAreaMemberships => (
                TableFile::CountyCooperationAreas,
                line_of(&self.cooperation_area_memberships, fault),
            ),
            AtlasTable::JointAuthorities => (
                TableFile::JointAuthorities,
                line_of(&self.joint_authorities, fault),
            ),
            AtlasTable::Classifications => {
                let entries = self.classifications.iter().map(|rows| &rows.entry);
                (TableFile::Classifications, line_of(entries, fault))
            }
            AtlasTable::Classes => (TableFile::Classes, line_of(classes(), fault)),
            AtlasTable::ClassMemberships => {
                (TableFile::ClassMemberships, line_of(memberships(), fault))
            }
            AtlasTable::PopulationFigures => {
                let years = self.populations.iter();
                let lines = years.flat_map(|year| &year.row.lines);
                (TableFile::Population, lines.copied().nth(fault.row()))
            }
            AtlasTable::SurfaceFigures => (TableFile::SurfaceAreas, line_of(areas(), fault)),
            AtlasTable::SpeakerFigures => (TableFile::SwedishSpeakers, line_of(speakers(), fault)),
            AtlasTable::MotherTongues => (
                TableFile::MotherTongues,
                line_of(&self.mother_tongues, fault),
            ),
            _ => (TableFile::NationalTotals, line_of(&self.populations, fault)),
        };
        // INVARIANT: the atlas was made of these rows.
        (table, line.unwrap_or(1))
    }
}

fn rows<T: Clone>(entries: &[Entry<'_, T>]) -> Cow<'static, [T]> {
    entries.iter().map(|entry| entry.row.clone()).collect()
}

fn line_of<'e, 't: 'e, T: 'e>(
    entries: impl IntoIterator<Item = &'e Entry<'t, T>>,
    fault: &AtlasFault,
) -> Option<usize> {
    let mut entries = entries.into_iter();
    entries.nth(fault.row()).map(|entry| entry.line)
}

/// Reads tables and collects their faults.
pub(super) struct Reader<'t> {
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
    pub(super) fn entries<T>(
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

    /// Every source by its letter.
    pub(super) fn sources(&self) -> Vec<(Letter<'t>, Source)> {
        let sources = self.sources.iter();
        let sources = sources.map(|(letter, source)| (*letter, source.to_source()));
        sources.collect()
    }

    /// The classifications with their classes and those of municipalities.
    fn classifications(&mut self) -> Vec<ClassificationRows<'t>> {
        let entries = self.entries(TableFile::Classifications, |row, source| {
            let id = row.value("id", CLASSIFICATION)?;
            let (name, validity) = (trilingual(row)?, period(row)?);
            let (classes, memberships) = (Cow::Borrowed(&[][..]), Cow::Borrowed(&[][..]));
            Ok(Classification::new(
                id,
                name,
                validity,
                classes,
                memberships,
                source,
            ))
        });
        let ids: Vec<ClassificationId> = entries.iter().map(|entry| entry.row.id()).collect();
        let classes = self.entries(TableFile::Classes, |row, source| {
            let class = Class::new(
                row.value("code", CLASS)?,
                trilingual(row)?,
                period(row)?,
                source,
            );
            classified(row, &ids, class)
        });
        let memberships = self.entries(TableFile::ClassMemberships, |row, source| {
            let membership = AreaMembership::new(
                row.value("municipality", MUNICIPALITY)?,
                row.value("class", CLASS)?,
                period(row)?,
                source,
            );
            classified(row, &ids, membership)
        });
        self.grouped(TableFile::Classes, &classes);
        self.grouped(TableFile::ClassMemberships, &memberships);
        let mut groups: Vec<ClassificationRows<'t>> = entries
            .into_iter()
            .map(|entry| ClassificationRows {
                entry,
                classes: Vec::new(),
                memberships: Vec::new(),
            })
            .collect();
        for entry in classes {
            let id = entry.row.classification;
            if let Some(group) = groups.iter_mut().find(|group| group.entry.row.id() == id) {
                group.classes.push(entry.map(|classified| classified.row));
            }
        }
        for entry in memberships {
            let id = entry.row.classification;
            if let Some(group) = groups.iter_mut().find(|group| group.entry.row.id() == id) {
                group
                    .memberships
                    .push(entry.map(|classified| classified.row));
            }
        }
        for group in &mut groups {
            let classification = &group.entry.row;
            group.entry.row = Classification::new(
                classification.id(),
                classification.name().clone(),
                classification.validity(),
                rows(&group.classes),
                rows(&group.memberships),
                classification.source().clone(),
            );
        }
        groups
    }

    /// The rows of each classification stand together, in order.
    fn grouped<T>(&mut self, table: TableFile, entries: &[Entry<'t, Classified<T>>]) {
        for (earlier, later) in entries.iter().zip(entries.iter().skip(1)) {
            let (before, after) = (earlier.row.classification, later.row.classification);
            if after < before {
                let reason = format!(
                    "`{after}` after `{before}`: expected rows in order of classifications"
                );
                self.faults.push(Fault::new(table, later.line, reason));
            }
        }
    }

    /// The figures of a table of years, each a number of people.
    fn figures(&mut self, table: TableFile, column: &str) -> Vec<FigureRows<'t, PopulationFigure>> {
        let entries = self.entries(table, |row, _| {
            let municipality = row.value("municipality", MUNICIPALITY)?;
            let figure = PopulationFigure::new(municipality, row.value(column, NUMBER)?);
            of_year(row, figure)
        });
        let years = self.by_year(table, entries);
        for year in &years {
            let Some(first) = year.figures.first() else {
                continue;
            };
            for entry in year
                .figures
                .iter()
                .filter(|entry| entry.letter != first.letter)
            {
                let reason = format!(
                    "{}: source `{}` after `{}`: expected one source for a year",
                    year.year, entry.letter, first.letter,
                );
                self.faults.push(Fault::new(table, entry.line, reason));
            }
        }
        years
    }

    /// Figures by their year and borders, in which order they stand.
    fn by_year<F>(
        &mut self,
        table: TableFile,
        entries: Vec<Entry<'t, Figure<F>>>,
    ) -> Vec<FigureRows<'t, F>> {
        let mut years: Vec<FigureRows<'t, F>> = Vec::new();
        for entry in entries {
            let Figure { year, borders, .. } = entry.row;
            let last = years.last().map(|last| (last.year, last.borders));
            if let Some(before) = last.filter(|last| (year, borders) < *last) {
                let reason = format!(
                    "{year} in the borders of {borders} after {} in those of {}: expected rows in \
                     order of years and borders",
                    before.0, before.1,
                );
                self.faults.push(Fault::new(table, entry.line, reason));
            }
            let figure = entry.map(|figure| figure.figure);
            match years.last_mut() {
                Some(of_year) if last == Some((year, borders)) => of_year.figures.push(figure),
                _ => years.push(FigureRows {
                    year,
                    borders,
                    figures: vec![figure],
                }),
            }
        }
        years
    }

    /// The years of the totals, with the figures that add up to them.
    fn populations(
        &mut self,
        totals: Vec<Entry<'t, Total>>,
        mut figures: Vec<FigureRows<'t, PopulationFigure>>,
    ) -> Vec<Entry<'t, Year<'t>>> {
        let mut years = Vec::new();
        for total in totals {
            let Total {
                year,
                residents,
                borders,
            } = total.row;
            let of_total = |rows: &FigureRows<'_, _>| rows.year == year && rows.borders == borders;
            let Some(found) = figures.iter().position(of_total) else {
                let reason = format!(
                    "there are no figures of {year} in the borders of {borders} in population.tsv"
                );
                self.faults
                    .push(Fault::new(TableFile::NationalTotals, total.line, reason));
                continue;
            };
            let rows = figures.remove(found).figures;
            let Some(letter) = rows.first().map(|figure| figure.letter) else {
                continue;
            };
            let Some(source) = self.sources.get(letter).map(SourceRow::to_source) else {
                continue;
            };
            let figures = rows.iter().map(|entry| entry.row).collect();
            years.push(Entry {
                line: total.line,
                letter,
                row: Year {
                    total_letter: total.letter,
                    population: PopulationYear::new(year, borders, residents, figures, source),
                    lines: rows.iter().map(|entry| entry.line).collect(),
                },
            });
        }
        for left in figures {
            let reason = format!(
                "there is no total of {} in the borders of {} in national_totals.tsv",
                left.year, left.borders,
            );
            let line = left.figures.first().map_or(1, |figure| figure.line);
            self.faults
                .push(Fault::new(TableFile::Population, line, reason));
        }
        years
    }
}

impl<'t, T> Entry<'t, T> {
    fn map<U>(self, change: impl FnOnce(T) -> U) -> Entry<'t, U> {
        Entry {
            line: self.line,
            letter: self.letter,
            row: change(self.row),
        }
    }
}

impl SourceRow<'_> {
    fn to_source(&self) -> Source {
        let mut source = Source::new(self.title.to_string());
        if !self.address.is_empty() {
            source = source.at_address(self.address.to_owned());
        }
        match self.read_on {
            Some(date) => source.read_on(date),
            None => source,
        }
    }
}

fn source<'t>(row: &Row<'t>) -> Result<(Letter<'t>, SourceRow<'t>), Fault> {
    let letter = row.words("letter")?;
    let is_letter = letter.len() <= 3
        && letter.starts_with(|first: char| first.is_ascii_uppercase())
        && letter
            .bytes()
            .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    if !is_letter {
        let reason = format!(
            "expected a letter from A to Z, with two letters or digits after it at most, found `{letter}`"
        );
        return Err(row.fault(reason));
    }
    row.words("licence")?;
    let title = row.words("title")?;
    let source = SourceRow {
        title: if row.cell("by_way_of").is_empty() {
            title.into()
        } else {
            format!("{title}; {}", row.words("by_way_of")?).into()
        },
        address: match row.cell("address") {
            "" => "",
            _ => row.words("address")?,
        },
        law: law(row)?,
        read_on: row.optional("read_on", DATE)?,
    };
    Ok((letter, source))
}

/// The law that a source is, in its canonical text, of an act that is known.
fn law(row: &Row<'_>) -> Result<Option<Reference>, Fault> {
    let law: Option<Reference> = row.optional("law", LAW)?;
    let act = law.as_ref().and_then(Reference::instrument);
    match act {
        Some(Instrument::Statute(id)) if Catalogue::embedded().act(id).is_none() => Err(row.fault(
            format!("column law: `{id}` is not in the catalogue of known acts"),
        )),
        _ => Ok(law),
    }
}

fn edition<'t>(row: &Row<'t>) -> Result<EditionRow<'t>, Fault> {
    period(row)?;
    Ok(EditionRow {
        name: row.words("name")?,
        from: row.value("from", DATE)?,
        until: row.value("until", DATE)?,
        attribution_fi: row.words("attribution_fi")?,
        attribution_sv: row.words("attribution_sv")?,
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
    let successors = (
        row.optional("merged_into", MUNICIPALITY)?,
        row.optional("merged_also", MUNICIPALITY)?,
    );
    match successors {
        (None, None) => Ok(municipality),
        (Some(successor), None) => Ok(municipality.merged_into(successor)),
        (Some(main), Some(other)) => Ok(municipality.divided_between([main, other])),
        (None, Some(_)) => Err(row.fault("expected `merged_into` where there is `merged_also`")),
    }
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

fn of_year<F>(row: &Row<'_>, figure: F) -> Result<Figure<F>, Fault> {
    Ok(Figure {
        year: row.value("year", NUMBER)?,
        borders: row.value("borders", DATE)?,
        figure,
    })
}

fn classified<T>(
    row: &Row<'_>,
    known: &[ClassificationId],
    of_class: T,
) -> Result<Classified<T>, Fault> {
    let classification = row.value("classification", CLASSIFICATION)?;
    if known.contains(&classification) {
        Ok(Classified {
            classification,
            row: of_class,
        })
    } else {
        let reason = format!("there is no `{classification}` in classifications.tsv");
        Err(row.fault(reason))
    }
}

fn cooperation_area(row: &Row<'_>, source: Source) -> Result<CooperationArea, Fault> {
    Ok(CooperationArea::new(
        row.value("code", COOPERATION_AREA)?,
        trilingual(row)?,
        period(row)?,
        source,
    ))
}

fn county_cooperation_area(
    row: &Row<'_>,
    source: Source,
) -> Result<AreaMembership<CooperationAreaCode, CountyCode>, Fault> {
    Ok(AreaMembership::new(
        row.value("county", AREA)?,
        row.value("cooperation_area", COOPERATION_AREA)?,
        period(row)?,
        source,
    ))
}

fn joint_authority(row: &Row<'_>, source: Source) -> Result<JointAuthority, Fault> {
    let members = row.words("members")?.split(' ').map(|code| {
        let reason = || row.fault(format!("column members: expected {AREA}, found `{code}`"));
        code.parse::<CountyCode>().map_err(|_| reason())
    });
    let members = members.collect::<Result<Vec<_>, Fault>>()?;
    if !members.is_sorted() {
        return Err(row.fault("column members: expected codes in order"));
    }
    Ok(JointAuthority::new(
        row.words("id")?.to_owned().into(),
        trilingual(row)?,
        members.into(),
        row.value("duties_from", DATE)?,
        source,
    ))
}

fn mother_tongues(row: &Row<'_>, source: Source) -> Result<MotherTongues, Fault> {
    let (year, swedish) = (row.value("year", NUMBER)?, row.value("swedish", NUMBER)?);
    let others = (
        row.optional("finnish", NUMBER)?,
        row.optional("sami", NUMBER)?,
        row.optional("other", NUMBER)?,
    );
    match others {
        (Some(finnish), Some(sami), Some(other)) => Ok(MotherTongues::new(
            year, finnish, swedish, sami, other, source,
        )),
        (None, None, None) => Ok(MotherTongues::swedish_alone(year, swedish, source)),
        _ => Err(row.fault("expected every mother tongue, or Swedish alone")),
    }
}

/// Square kilometres with two decimals, as hectares.
fn hectares(row: &Row<'_>, column: &str) -> Result<u32, Fault> {
    let text = row.cell(column);
    let parts = text.split_once('.').filter(|(whole, decimals)| {
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let no_leading_zero = *whole == "0" || !whole.starts_with('0');
        decimals.len() == 2
            && !whole.is_empty()
            && digits(whole)
            && digits(decimals)
            && no_leading_zero
    });
    parts
        .and_then(|(whole, decimals)| format!("{whole}{decimals}").parse().ok())
        .ok_or_else(|| {
            row.fault(format!(
                "column {column}: expected square kilometres with two decimals, as in `1008.77`, \
                 found `{text}`"
            ))
        })
}

pub(super) fn bilingual(row: &Row<'_>) -> Result<Text, Fault> {
    let (fi, sv) = (row.words("name_fi")?, row.words("name_sv")?);
    text(row, [Some(fi), Some(sv), None])
}

pub(super) fn trilingual(row: &Row<'_>) -> Result<Text, Fault> {
    let (fi, sv) = (row.words("name_fi")?, row.words("name_sv")?);
    text(row, [Some(fi), Some(sv), Some(row.words("name_en")?)])
}

pub(super) fn text(row: &Row<'_>, names: [Option<&str>; 3]) -> Result<Text, Fault> {
    let [fi, sv, en] = names.map(|name| name.map(str::to_owned));
    Text::from_parts(fi, sv, en).ok_or_else(|| row.fault("expected a name"))
}

pub(super) fn period(row: &Row<'_>) -> Result<Validity, Fault> {
    let (from, until) = (row.optional("from", DATE)?, row.optional("until", DATE)?);
    Validity::new(from, until)
        .ok_or_else(|| row.fault("expected `until`, the day it ends, after `from`, its first day"))
}

// What a cell is expected to be.
pub(super) const DATE: &str = "a date, as in `2023-01-01`";
pub(super) const NUMBER: &str = "a whole number";
const MUNICIPALITY: &str = "the code of a municipality, as in `297`";
const AREA: &str = "the code of a region or county, as in `11`";
const LAW: &str = "a reference to law in its canonical text, as in `91/2022 1 §`";
const COOPERATION_AREA: &str = "the code of a co-operation area, as in `2`";
const CLASSIFICATION: &str = "the id of a classification, as in `sub_region`";
const CLASS: &str = "the code of a class, as in `112`";
