//! The hand-kept tables as text: files, rows and cells.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

/// A hand-kept table of `oske-data`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum TableFile {
    /// Who is represented on the advisory board.
    BoardSeats,
    /// The known terms of the advisory board.
    BoardTerms,
    /// The places in the areas of the centres.
    CentreAreas,
    /// Who may form a centre.
    CentreFounders,
    /// Which unit runs a centre.
    CentreOperators,
    /// The tasks of every centre.
    CentreTasks,
    /// The centres of excellence, a row for each version of the decree.
    Centres,
    /// The class of each municipality in other classifications.
    ClassMemberships,
    /// The classes of other classifications.
    Classes,
    /// The other classifications of municipalities.
    Classifications,
    /// The co-operation areas of counties.
    CooperationAreas,
    /// The counties, with Helsinki and Åland.
    Counties,
    /// The co-operation area of each county.
    CountyCooperationAreas,
    /// The county of each municipality.
    CountyMemberships,
    /// What the edition is.
    Edition,
    /// The activity that the state grant was said to carry.
    GrantActivity,
    /// The joint authorities of counties.
    JointAuthorities,
    /// The mother tongues of the whole country.
    MotherTongues,
    /// The municipalities.
    Municipalities,
    /// The state grant to all centres, by year and stage.
    NationalGrants,
    /// The population of the whole country, which the figures of municipalities add up to.
    NationalTotals,
    /// The organisations that run centres.
    OperatingUnits,
    /// The population of each municipality.
    Population,
    /// Areas of projects that are older than the co-operation areas of the law.
    ProjectAreas,
    /// The region of each municipality.
    RegionMemberships,
    /// The regions.
    Regions,
    /// The sources of the other tables.
    Sources,
    /// The tasks that have a special grant.
    SpecialTasks,
    /// The surface area of each municipality.
    SurfaceAreas,
    /// The Swedish speakers of each municipality.
    SwedishSpeakers,
    /// What units received of the state grant.
    UnitGrants,
    /// What is known of the working committee of the advisory board.
    WorkingCommittees,
}

impl TableFile {
    /// Every table, in order of name.
    pub const ALL: [Self; 32] = [
        Self::BoardSeats,
        Self::BoardTerms,
        Self::CentreAreas,
        Self::CentreFounders,
        Self::CentreOperators,
        Self::CentreTasks,
        Self::Centres,
        Self::ClassMemberships,
        Self::Classes,
        Self::Classifications,
        Self::CooperationAreas,
        Self::Counties,
        Self::CountyCooperationAreas,
        Self::CountyMemberships,
        Self::Edition,
        Self::GrantActivity,
        Self::JointAuthorities,
        Self::MotherTongues,
        Self::Municipalities,
        Self::NationalGrants,
        Self::NationalTotals,
        Self::OperatingUnits,
        Self::Population,
        Self::ProjectAreas,
        Self::RegionMemberships,
        Self::Regions,
        Self::Sources,
        Self::SpecialTasks,
        Self::SurfaceAreas,
        Self::SwedishSpeakers,
        Self::UnitGrants,
        Self::WorkingCommittees,
    ];

    /// The name of the file.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::BoardSeats => "board_seats.tsv",
            Self::BoardTerms => "board_terms.tsv",
            Self::CentreAreas => "centre_areas.tsv",
            Self::CentreFounders => "centre_founders.tsv",
            Self::CentreOperators => "centre_operators.tsv",
            Self::CentreTasks => "centre_tasks.tsv",
            Self::Centres => "centres.tsv",
            Self::ClassMemberships => "class_memberships.tsv",
            Self::Classes => "classes.tsv",
            Self::Classifications => "classifications.tsv",
            Self::CooperationAreas => "cooperation_areas.tsv",
            Self::Counties => "counties.tsv",
            Self::CountyCooperationAreas => "county_cooperation_areas.tsv",
            Self::CountyMemberships => "county_memberships.tsv",
            Self::Edition => "edition.tsv",
            Self::GrantActivity => "grant_activity.tsv",
            Self::JointAuthorities => "joint_authorities.tsv",
            Self::MotherTongues => "mother_tongues.tsv",
            Self::Municipalities => "municipalities.tsv",
            Self::NationalGrants => "national_grants.tsv",
            Self::NationalTotals => "national_totals.tsv",
            Self::OperatingUnits => "operating_units.tsv",
            Self::Population => "population.tsv",
            Self::ProjectAreas => "project_areas.tsv",
            Self::RegionMemberships => "region_memberships.tsv",
            Self::Regions => "regions.tsv",
            Self::Sources => "sources.tsv",
            Self::SpecialTasks => "special_tasks.tsv",
            Self::SurfaceAreas => "surface_areas.tsv",
            Self::SwedishSpeakers => "swedish_speakers.tsv",
            Self::UnitGrants => "unit_grants.tsv",
            Self::WorkingCommittees => "working_committees.tsv",
        }
    }

    /// The names of its columns: the header row.
    const fn columns(self) -> &'static [&'static str] {
        match self {
            Self::BoardSeats => &[
                "group", "from", "until", "seats", "name_fi", "name_sv", "name_en", "citation",
                "source",
            ],
            Self::BoardTerms => &["from", "until", "confidence", "source"],
            Self::CentreAreas => &[
                "centre",
                "place",
                "from",
                "until",
                "name_fi",
                "name_sv",
                "ground",
                "through",
                "reason_fi",
                "reason_sv",
                "reason_en",
                "lapsed_from",
                "source",
            ],
            Self::CentreFounders => &[
                "group", "from", "until", "role", "name_fi", "name_sv", "name_en", "citation",
                "source",
            ],
            Self::CentreOperators => &[
                "centre",
                "unit",
                "from",
                "until",
                "confidence",
                "source",
                "note",
            ],
            Self::CentreTasks => &[
                "id", "from", "until", "label_fi", "label_sv", "label_en", "citation", "source",
            ],
            Self::Centres => &[
                "id",
                "from",
                "until",
                "known_to",
                "kind",
                "name_fi",
                "name_sv",
                "cooperation_area_fi",
                "cooperation_area_sv",
                "citation",
                "given_by",
                "source",
            ],
            Self::ClassMemberships => &[
                "classification",
                "municipality",
                "class",
                "from",
                "until",
                "source",
            ],
            Self::Classes => &[
                "classification",
                "code",
                "name_fi",
                "name_sv",
                "name_en",
                "from",
                "until",
                "source",
            ],
            Self::Classifications => &[
                "id", "name_fi", "name_sv", "name_en", "from", "until", "source",
            ],
            Self::CooperationAreas => &[
                "code", "name_fi", "name_sv", "name_en", "from", "until", "source",
            ],
            Self::Counties => &[
                "code",
                "kind",
                "name_fi",
                "name_sv",
                "name_en",
                "from",
                "until",
                "duties_from",
                "source",
            ],
            Self::CountyCooperationAreas => {
                &["county", "cooperation_area", "from", "until", "source"]
            }
            Self::CountyMemberships => &["municipality", "county", "from", "until", "source"],
            Self::Edition => &[
                "name",
                "from",
                "until",
                "attribution_fi",
                "attribution_sv",
                "attribution",
            ],
            Self::GrantActivity => &["year", "grant", "more_than", "source"],
            Self::JointAuthorities => &[
                "id",
                "name_fi",
                "name_sv",
                "name_en",
                "members",
                "duties_from",
                "source",
            ],
            Self::MotherTongues => &["year", "finnish", "swedish", "sami", "other", "source"],
            Self::Municipalities => &[
                "code",
                "name_fi",
                "name_sv",
                "from",
                "until",
                "merged_into",
                "merged_also",
                "source",
            ],
            Self::NationalGrants => &["year", "stage", "amount", "source", "note"],
            Self::NationalTotals => &["year", "borders", "residents", "source"],
            Self::OperatingUnits => &[
                "id",
                "name_fi",
                "name_sv",
                "began",
                "ended",
                "form_fi",
                "form_sv",
                "form_en",
                "form_confidence",
                "host_fi",
                "host_sv",
                "known_for_fi",
                "known_for_sv",
                "known_for_en",
                "known_for_source",
                "source",
                "note",
            ],
            Self::Population => &["year", "borders", "municipality", "residents", "source"],
            Self::ProjectAreas => &[
                "name_fi", "name_sv", "name_en", "from", "until", "regions", "source",
            ],
            Self::RegionMemberships => &["municipality", "region", "from", "until", "source"],
            Self::Regions => &[
                "code", "name_fi", "name_sv", "name_en", "from", "until", "source",
            ],
            Self::Sources => &[
                "letter",
                "title",
                "by_way_of",
                "address",
                "law",
                "licence",
                "read_on",
                "note",
            ],
            Self::SpecialTasks => &[
                "id", "from", "until", "centre", "share", "label_fi", "label_sv", "label_en",
                "citation", "source",
            ],
            Self::SurfaceAreas => &[
                "year",
                "borders",
                "municipality",
                "land_km2",
                "fresh_water_km2",
                "source",
            ],
            Self::SwedishSpeakers => &["year", "borders", "municipality", "speakers", "source"],
            Self::UnitGrants => &["unit", "year", "amount", "source"],
            Self::WorkingCommittees => &[
                "from",
                "until",
                "description_fi",
                "description_sv",
                "description_en",
                "source",
            ],
        }
    }
}

/// The text of each table.
#[derive(Debug, Clone, Default)]
pub struct TableTexts(BTreeMap<TableFile, String>);

impl TableTexts {
    /// Puts in the text of a table, in place of the one before.
    pub fn insert(&mut self, table: TableFile, text: String) {
        self.0.insert(table, text);
    }

    /// The text of a table, empty if there is none.
    #[must_use]
    pub fn get(&self, table: TableFile) -> &str {
        self.0.get(&table).map_or("", String::as_str)
    }

    /// The rows of a table, without its header.
    pub(super) fn rows(&self, table: TableFile, faults: &mut Vec<Fault>) -> Vec<Row<'_>> {
        let mut rows = Vec::new();
        let mut lines = (1_usize..).zip(self.get(table).lines());
        let header = table.columns().join("\t");
        if lines.next().map(|(_, line)| line) != Some(header.as_str()) {
            let expected = table.columns().join(", ");
            faults.push(Fault::new(
                table,
                1,
                format!("expected the columns {expected}, divided by tabs"),
            ));
            return rows;
        }
        for (line, text) in lines {
            let cells: Vec<&str> = text.split('\t').collect();
            if cells.len() == table.columns().len() {
                rows.push(Row { table, line, cells });
            } else {
                let (expected, found) = (table.columns().len(), cells.len());
                let reason = format!("expected {expected} columns, found {found}");
                faults.push(Fault::new(table, line, reason));
            }
        }
        rows
    }
}

/// A row of a table.
#[derive(Debug, Clone)]
pub(super) struct Row<'t> {
    table: TableFile,
    line: usize,
    // INVARIANT: one for each column of the table.
    cells: Vec<&'t str>,
}

impl<'t> Row<'t> {
    pub(super) const fn line(&self) -> usize {
        self.line
    }

    /// What is wrong with this row.
    pub(super) fn fault(&self, reason: impl Into<String>) -> Fault {
        Fault::new(self.table, self.line, reason.into())
    }

    /// The cell of a column as it stands; it may be empty.
    pub(super) fn cell(&self, column: &str) -> &'t str {
        let names = self.table.columns().iter();
        let found = names.zip(&self.cells).find(|(name, _)| **name == column);
        found.map_or("", |(_, cell)| cell)
    }

    /// The words in a column, which have to be there.
    pub(super) fn words(&self, column: &str) -> Result<&'t str, Fault> {
        let words = self.cell(column);
        if words.is_empty() || words.trim() != words {
            Err(self.fault(format!(
                "column {column}: expected words without space around them, found `{words}`"
            )))
        } else {
            Ok(words)
        }
    }

    /// The value in a column, in its one spelling; `expected` says what that is.
    pub(super) fn value<T>(&self, column: &str, expected: &str) -> Result<T, Fault>
    where
        T: FromStr + fmt::Display,
    {
        let text = self.cell(column);
        let value = text.parse().ok();
        value
            .filter(|value: &T| value.to_string() == text)
            .ok_or_else(|| {
                self.fault(format!(
                    "column {column}: expected {expected}, found `{text}`"
                ))
            })
    }

    /// The value in a column that may be empty.
    pub(super) fn optional<T>(&self, column: &str, expected: &str) -> Result<Option<T>, Fault>
    where
        T: FromStr + fmt::Display,
    {
        if self.cell(column).is_empty() {
            Ok(None)
        } else {
            self.value(column, expected).map(Some)
        }
    }
}

/// What is wrong with one row of a table.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[error("{}:{line}: {reason}", table.name())]
pub struct Fault {
    table: TableFile,
    line: usize,
    reason: String,
}

impl Fault {
    pub(super) const fn new(table: TableFile, line: usize, reason: String) -> Self {
        Self {
            table,
            line,
            reason,
        }
    }

    /// The table.
    #[must_use]
    pub const fn table(&self) -> TableFile {
        self.table
    }

    /// The line of the file, the header being 1.
    #[must_use]
    pub const fn line(&self) -> usize {
        self.line
    }

    /// What is wrong, and what was expected.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.reason
    }
}
