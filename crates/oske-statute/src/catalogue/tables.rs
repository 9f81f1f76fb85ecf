//! [`CatalogueTables`]: the form in which a catalogue is kept, and its reading.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;
use oske_types::{Source, Text, parse_date};

use crate::numeral::Numerals;
use crate::provision::Provision;
use crate::reference::{Instrument, Reference};
use crate::statute::StatuteId;

use super::act::{Act, ActKind, Amendment, AmendmentList, Change, Commencement, Effect, Reading};
use super::fault::{CatalogueFault, CatalogueFaults, CatalogueTable};
use super::{Bill, Catalogue, EuAct, EuActKind, Naming, generated};

/// A catalogue as text: tables of tab-separated columns, the names of the columns in the first line, one
/// fact in a row. A table that is not given is an empty text.
///
/// Acts are named by their numbers (`1230/2001`), provisions by their canonical text (`1 § 1 mom; 5 §`),
/// days as `2002-01-01`, and sources by the letter of a row in `sources`. An empty cell says that the
/// thing is not known, or that there is none.
///
/// | table | a row |
/// |---|---|
/// | `acts` | `kind`: `act`, `government_decree`, `ministry_decree`, `decree`, `treaty`. `from` and `until`: the first day in force and the first day after. `known_to`: the last day on which it is known to have been in force, where no end is known or not its day. `issued_under`, `preparatory`: references, the latter divided by semicolons. `sections`: every section that it had when published. `amendments_listed`: `all`, `some`, or the places whose amendments are all listed. `complete_to`: the last day whose Statute Book was searched for them |
/// | `amendments` | `effect`: `repealed`, `amended`, `added`, or `unstated` where any of them may be meant. `provisions_listed`: `complete`, or `may_be_incomplete` where the amending act may have changed other places, or parts of these |
/// | `commencements` | provisions that began to apply on another day than the act came into force |
/// | `readings` | provisions that were seen in the text as it was on a day |
/// | `names` | a short name ([`ActName`](crate::ActName)) and the act that bears it from a day on |
/// | `bills`, `eu_acts` | titles; `kind`: `regulation`, `directive`, `decision` |
/// | `sources` | `letter`, `title`, `address`, `licence`, `read_on` |
///
/// ```
/// use oske_statute::{Catalogue, CatalogueTables};
///
/// let mut tables = CatalogueTables::default();
/// tables.sources = "letter\ttitle\taddress\tlicence\tread_on\nA\tour own file\t\t\t\n";
/// tables.names = "name\tact\tfrom\tsource\nkieliaki\t423/2003\t2004-01-01\tB\n";
/// let faults = Catalogue::embedded().with(&tables).unwrap_err();
/// let faults: Vec<String> = faults.faults().iter().map(ToString::to_string).collect();
/// assert_eq!(faults, [
///     "names.tsv:2: column name: expected the Finnish short name of a known act, found `kieliaki`",
///     "names.tsv:2: column source: no row of sources.tsv has the letter `B`",
/// ]);
///
/// tables.names = "name\tact\tfrom\tsource\nmielenterveyslaki\t1116/1990\t1991-01-01\tA\n";
/// let catalogue = Catalogue::embedded().with(&tables)?;
/// assert!(catalogue.named("mielenterveyslaki".parse()?, "2020-01-01".parse()?).is_some());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct CatalogueTables<'t> {
    /// Acts.
    pub acts: &'t str,
    /// Their amendments.
    pub amendments: &'t str,
    /// Government bills.
    pub bills: &'t str,
    /// Provisions with a first day of their own.
    pub commencements: &'t str,
    /// Acts of the European Union.
    pub eu_acts: &'t str,
    /// Short names.
    pub names: &'t str,
    /// Provisions seen in the text of a day.
    pub readings: &'t str,
    /// The sources of the others.
    pub sources: &'t str,
}

impl<'t> CatalogueTables<'t> {
    /// The text of a table.
    #[must_use]
    pub const fn get(&self, table: CatalogueTable) -> &'t str {
        match table {
            CatalogueTable::Acts => self.acts,
            CatalogueTable::Amendments => self.amendments,
            CatalogueTable::Bills => self.bills,
            CatalogueTable::Commencements => self.commencements,
            CatalogueTable::EuActs => self.eu_acts,
            CatalogueTable::Names => self.names,
            CatalogueTable::Readings => self.readings,
            CatalogueTable::Sources => self.sources,
        }
    }

    /// Puts in the text of a table, in place of the one before.
    pub const fn set(&mut self, table: CatalogueTable, text: &'t str) {
        *match table {
            CatalogueTable::Acts => &mut self.acts,
            CatalogueTable::Amendments => &mut self.amendments,
            CatalogueTable::Bills => &mut self.bills,
            CatalogueTable::Commencements => &mut self.commencements,
            CatalogueTable::EuActs => &mut self.eu_acts,
            CatalogueTable::Names => &mut self.names,
            CatalogueTable::Readings => &mut self.readings,
            CatalogueTable::Sources => &mut self.sources,
        } = text;
    }

    /// The rows of each table without its first line, cut into cells, as generated code has them.
    ///
    /// # Errors
    ///
    /// [`CatalogueFaults`] of first lines and of rows with too many or too few columns.
    pub fn rows(&self, table: CatalogueTable) -> Result<Vec<Vec<&'t str>>, CatalogueFaults> {
        let mut faults = Vec::new();
        let rows = cut(table, self.get(table), &mut faults);
        CatalogueFaults::of(faults)?;
        Ok(rows.into_iter().map(|row| row.cells).collect())
    }
}

/// The embedded catalogue, from rows that the generator has checked.
pub(super) fn embedded() -> Result<Catalogue, CatalogueFaults> {
    Reader::new(|table, _| {
        let rows = generated::rows(table);
        let numbered = (2_usize..).zip(rows);
        let row = |(line, cells): (usize, &&[&'static str])| Row {
            table,
            line,
            cells: cells.to_vec(),
        };
        numbered.map(row).collect()
    })
    .read(&Catalogue::default())
}

pub(super) fn read(
    base: &Catalogue,
    tables: &CatalogueTables<'_>,
) -> Result<Catalogue, CatalogueFaults> {
    Reader::new(|table, faults| cut(table, tables.get(table), faults)).read(base)
}

fn cut<'t>(table: CatalogueTable, text: &'t str, faults: &mut Vec<CatalogueFault>) -> Vec<Row<'t>> {
    if text.is_empty() {
        return Vec::new();
    }
    let mut lines = (1_usize..).zip(text.lines());
    let header = table.columns().join("\t");
    if lines.next().map(|(_, line)| line) != Some(header.as_str()) {
        let columns = table.columns().join(", ");
        let reason = format!("expected the columns {columns}, divided by tabs");
        faults.push(CatalogueFault::new(table, 1, reason));
        return Vec::new();
    }
    let mut rows = Vec::new();
    for (line, text) in lines {
        let cells: Vec<&str> = text.split('\t').collect();
        let (expected, found) = (table.columns().len(), cells.len());
        if expected == found {
            rows.push(Row { table, line, cells });
        } else {
            let reason = format!("expected {expected} columns, found {found}");
            faults.push(CatalogueFault::new(table, line, reason));
        }
    }
    rows
}

/// A row of a table.
#[derive(Debug)]
struct Row<'t> {
    table: CatalogueTable,
    line: usize,
    // INVARIANT: one for each column.
    cells: Vec<&'t str>,
}

impl<'t> Row<'t> {
    fn cell(&self, column: &str) -> &'t str {
        let mut named = self.table.columns().iter().zip(&self.cells);
        named
            .find(|(name, _)| **name == column)
            .map_or("", |(_, cell)| cell)
    }

    fn fault(&self, reason: impl Into<String>) -> CatalogueFault {
        CatalogueFault::new(self.table, self.line, reason)
    }
}

/// Reads rows and gathers what is wrong in them.
struct Reader<'t> {
    rows: BTreeMap<CatalogueTable, Vec<Row<'t>>>,
    faults: Vec<CatalogueFault>,
    sources: BTreeMap<&'t str, Source>,
}

impl<'t> Reader<'t> {
    fn new(mut rows: impl FnMut(CatalogueTable, &mut Vec<CatalogueFault>) -> Vec<Row<'t>>) -> Self {
        let mut faults = Vec::new();
        let rows = CatalogueTable::ALL
            .iter()
            .copied()
            .map(|table| (table, rows(table, &mut faults)))
            .collect();
        Self {
            rows,
            faults,
            sources: BTreeMap::new(),
        }
    }

    fn take(&mut self, table: CatalogueTable) -> Vec<Row<'t>> {
        self.rows.remove(&table).unwrap_or_default()
    }

    fn complain(&mut self, row: &Row<'_>, reason: impl Into<String>) {
        self.faults.push(row.fault(reason));
    }

    fn read(mut self, base: &Catalogue) -> Result<Catalogue, CatalogueFaults> {
        let mut catalogue = base.clone();
        self.read_sources();
        self.read_acts(&mut catalogue);
        self.read_amendments(&mut catalogue);
        self.read_places(&mut catalogue);
        self.read_names(&mut catalogue);
        self.read_titles(&mut catalogue);
        CatalogueFaults::of(self.faults)?;
        Ok(catalogue)
    }

    // Cells

    /// A cell that has to be there; a fault is noted where it cannot be read.
    fn value<T>(&mut self, row: &Row<'t>, column: &str, expected: &str) -> Option<T>
    where
        T: FromStr + fmt::Display,
    {
        let text = row.cell(column);
        let value = text
            .parse()
            .ok()
            .filter(|value: &T| value.to_string() == text);
        if value.is_none() {
            self.complain(
                row,
                format!("column {column}: expected {expected}, found `{text}`"),
            );
        }
        value
    }

    fn optional<T>(&mut self, row: &Row<'t>, column: &str, expected: &str) -> Option<T>
    where
        T: FromStr + fmt::Display,
    {
        (!row.cell(column).is_empty()).then(|| self.value(row, column, expected))?
    }

    fn day(&mut self, row: &Row<'t>, column: &str) -> Option<NaiveDate> {
        let text = row.cell(column);
        if text.is_empty() {
            return None;
        }
        let day = parse_date(text);
        if day.is_none() {
            let reason = format!("column {column}: expected a day like 2002-01-01, found `{text}`");
            self.complain(row, reason);
        }
        day
    }

    fn needed_day(&mut self, row: &Row<'t>, column: &str) -> Option<NaiveDate> {
        if row.cell(column).is_empty() {
            self.complain(row, format!("column {column}: a day is missing"));
        }
        self.day(row, column)
    }

    fn one_of<T: Copy>(
        &mut self,
        row: &Row<'t>,
        column: &str,
        codes: &[(&'static str, T)],
    ) -> Option<T> {
        let text = row.cell(column);
        let found = codes.iter().find(|(code, _)| *code == text);
        if found.is_none() {
            let codes: Vec<&str> = codes.iter().map(|(code, _)| *code).collect();
            let codes = codes.join(", ");
            self.complain(
                row,
                format!("column {column}: expected one of {codes}, found `{text}`"),
            );
        }
        found.map(|(_, value)| *value)
    }

    fn source(&mut self, row: &Row<'t>) -> Option<Source> {
        let letter = row.cell("source");
        let source = self.sources.get(letter).cloned();
        if source.is_none() {
            let reason = format!("column source: no row of sources.tsv has the letter `{letter}`");
            self.complain(row, reason);
        }
        source
    }

    fn title(&mut self, row: &Row<'t>) -> Option<Text> {
        let words = |column| Some(row.cell(column).to_owned());
        let title = Text::from_parts(words("title_fi"), words("title_sv"), words("title_en"));
        if title.is_none() {
            self.complain(row, "a title is missing");
        }
        title
    }

    /// Places in canonical text, with semicolons between them.
    fn provisions(&mut self, row: &Row<'t>, column: &str) -> Vec<Provision> {
        let text = row.cell(column);
        if text.is_empty() {
            return Vec::new();
        }
        let reference: Option<Reference> = text.parse().ok();
        let provisions = reference
            .filter(|reference| reference.instrument().is_none() && reference.to_string() == text);
        match provisions {
            Some(reference) => reference.provisions().to_vec(),
            None => {
                let reason = format!(
                    "column {column}: expected provisions like `1 § 1–3 mom; 5 §`, found `{text}`"
                );
                self.complain(row, reason);
                Vec::new()
            }
        }
    }

    fn needed_provisions(&mut self, row: &Row<'t>) -> Vec<Provision> {
        if row.cell("provisions").is_empty() {
            self.complain(row, "column provisions: a provision is missing");
        }
        self.provisions(row, "provisions")
    }

    fn note(row: &Row<'t>) -> Option<Box<str>> {
        Some(row.cell("note"))
            .filter(|note| !note.is_empty())
            .map(Into::into)
    }

    /// The act that a row is about, which has to be described.
    fn act_of<'c>(&mut self, row: &Row<'t>, catalogue: &'c mut Catalogue) -> Option<&'c mut Act> {
        let id: StatuteId = self.value(row, "act", ACT)?;
        let act = catalogue.acts.get_mut(&id);
        if act.is_none() {
            self.complain(
                row,
                format!("column act: {id} is not described in acts.tsv"),
            );
        }
        act
    }

    // Tables

    fn read_sources(&mut self) {
        for row in self.take(CatalogueTable::Sources) {
            let (letter, title) = (row.cell("letter"), row.cell("title"));
            if letter.is_empty() || title.trim().is_empty() {
                self.complain(&row, "a letter and a title are needed");
            }
            let mut source = Source::new(title.to_owned());
            if !row.cell("address").is_empty() {
                source = source.at_address(row.cell("address").to_owned());
            }
            if let Some(day) = self.day(&row, "read_on") {
                source = source.read_on(day);
            }
            if self.sources.insert(letter, source).is_some() {
                self.complain(&row, format!("the letter `{letter}` is given twice"));
            }
        }
    }

    fn read_acts(&mut self, catalogue: &mut Catalogue) {
        let mut seen = Vec::new();
        for row in self.take(CatalogueTable::Acts) {
            let (id, kind, title, source) = (
                self.value(&row, "id", ACT),
                self.one_of(&row, "kind", &ActKind::CODES),
                self.title(&row),
                self.source(&row),
            );
            let list = match row.cell("amendments_listed") {
                "all" => AmendmentList::All,
                "some" => AmendmentList::Some,
                _ => AmendmentList::Of(self.provisions(&row, "amendments_listed")),
            };
            let sections: Option<Numerals> = self.optional(&row, "sections", "sections like 1–8");
            let (signed, from, until) = (
                self.day(&row, "signed"),
                self.day(&row, "from"),
                self.day(&row, "until"),
            );
            let in_order = |one: Option<NaiveDate>, other: Option<NaiveDate>| {
                one.is_none_or(|one| other.is_none_or(|other| one <= other))
            };
            if !(in_order(signed, from) && in_order(from, until) && in_order(signed, until)) {
                self.complain(&row, "signed, from and until are not in this order");
            }
            let known_to = self.day(&row, "known_to");
            if let (Some(known_to), Some(until)) = (known_to, until)
                && known_to >= until
            {
                self.complain(&row, "known_to does not come before until");
            }
            let complete_to = self.day(&row, "complete_to");
            if complete_to.is_none() && list != AmendmentList::Some {
                self.complain(
                    &row,
                    "column complete_to: a list of amendments needs its last day",
                );
            }
            let issued_under: Option<Reference> = self.optional(
                &row,
                "issued_under",
                "a reference like `1230/2001 1 § 1 mom; 5 §`",
            );
            let preparatory = self.instruments(&row);
            let repealed_by: Option<StatuteId> = self.optional(&row, "repealed_by", ACT);
            let (Some(id), Some(kind), Some(title), Some(source)) = (id, kind, title, source)
            else {
                continue;
            };
            if seen.contains(&id) {
                self.complain(&row, format!("{id} is given twice"));
            }
            seen.push(id);
            let act = Act {
                id,
                kind,
                title,
                signed,
                in_force_from: from,
                until_exclusive: until,
                repealed_by,
                known_to,
                issued_under,
                preparatory,
                sections: sections.unwrap_or_default(),
                list,
                complete_to,
                amendments: Vec::new(),
                commencements: Vec::new(),
                readings: Vec::new(),
                source,
                note: Self::note(&row),
            };
            catalogue.acts.insert(id, act);
        }
    }

    fn instruments(&mut self, row: &Row<'t>) -> Vec<Instrument> {
        let text = row.cell("preparatory");
        let mut instruments = Vec::new();
        for word in text.split("; ").filter(|word| !word.is_empty()) {
            let reference: Option<Reference> = word.parse().ok();
            let instrument = reference
                .filter(|reference| reference.to_string() == word)
                .and_then(|reference| reference.instrument());
            match instrument {
                Some(instrument) => instruments.push(instrument),
                None => {
                    let reason = format!(
                        "column preparatory: expected documents like `HE 154/2001 vp`, found `{word}`"
                    );
                    self.complain(row, reason);
                }
            }
        }
        instruments
    }

    fn read_amendments(&mut self, catalogue: &mut Catalogue) {
        for row in self.take(CatalogueTable::Amendments) {
            let (by, signed, from, source) = (
                self.value::<StatuteId>(&row, "by", ACT),
                self.needed_day(&row, "signed"),
                self.day(&row, "from"),
                self.source(&row),
            );
            let complete = self.one_of(
                &row,
                "provisions_listed",
                &[("complete", true), ("may_be_incomplete", false)],
            );
            let provisions = self.provisions(&row, "provisions");
            let effect = if row.cell("effect").is_empty() && provisions.is_empty() {
                if complete == Some(true) {
                    self.complain(&row, "column provisions: what is complete is not empty");
                }
                Some(Effect::Unstated)
            } else {
                self.one_of(&row, "effect", &Effect::CODES)
            };
            if signed > from && from.is_some() {
                self.complain(&row, "signed and from are not in this order");
            }
            let (Some(by), Some(signed), Some(source), Some(complete), Some(effect)) =
                (by, signed, source, complete, effect)
            else {
                continue;
            };
            let changes: Vec<Change> = provisions
                .into_iter()
                .map(|provision| Change { provision, effect })
                .collect();
            let Some(act) = self.act_of(&row, catalogue) else {
                continue;
            };
            match act.amendments.iter_mut().find(|known| known.by == by) {
                Some(known) => {
                    let agrees = (known.signed, known.in_force_from, known.complete)
                        == (signed, from, complete);
                    known.changes.extend(changes);
                    if !agrees {
                        self.complain(&row, format!("differs from the row of {by} before"));
                    }
                }
                None => {
                    let amendment = Amendment {
                        by,
                        signed,
                        in_force_from: from,
                        changes,
                        complete,
                        source,
                    };
                    act.amendments.push(amendment);
                    act.amendments.sort_by_key(|amendment| amendment.by);
                }
            }
        }
    }

    fn read_places(&mut self, catalogue: &mut Catalogue) {
        for row in self.take(CatalogueTable::Commencements) {
            let (from, source) = (self.day(&row, "from"), self.source(&row));
            let provisions = self.needed_provisions(&row);
            if let (Some(source), Some(act)) = (source, self.act_of(&row, catalogue)) {
                let new = provisions.into_iter().map(|provision| Commencement {
                    provision,
                    from,
                    source: source.clone(),
                });
                act.commencements.extend(new);
            }
        }
        for row in self.take(CatalogueTable::Readings) {
            let (on, source) = (self.needed_day(&row, "on"), self.source(&row));
            let provisions = self.needed_provisions(&row);
            let (Some(on), Some(source)) = (on, source) else {
                continue;
            };
            if let Some(act) = self.act_of(&row, catalogue) {
                let new = provisions.into_iter().map(|provision| Reading {
                    provision,
                    on,
                    source: source.clone(),
                });
                act.readings.extend(new);
            }
        }
    }

    fn read_names(&mut self, catalogue: &mut Catalogue) {
        for row in self.take(CatalogueTable::Names) {
            let expected = "the Finnish short name of a known act";
            let (name, act, from, source) = (
                self.value(&row, "name", expected),
                self.value(&row, "act", ACT),
                self.needed_day(&row, "from"),
                self.source(&row),
            );
            let (Some(name), Some(act), Some(from), Some(source)) = (name, act, from, source)
            else {
                continue;
            };
            let namings = catalogue.names.entry(name).or_default();
            if namings.iter().any(|naming| naming.from == from) {
                self.complain(&row, format!("the name has two acts from {from} on"));
            }
            namings.push(Naming { act, from, source });
            namings.sort_by_key(Naming::from);
        }
    }

    fn read_titles(&mut self, catalogue: &mut Catalogue) {
        for row in self.take(CatalogueTable::Bills) {
            let (id, title, source) = (
                self.value(&row, "id", "a bill like HE 154/2001 vp"),
                self.title(&row),
                self.source(&row),
            );
            if let (Some(id), Some(title), Some(source)) = (id, title, source) {
                let note = Self::note(&row);
                let bill = Bill {
                    id,
                    title,
                    source,
                    note,
                };
                catalogue.bills.insert(id, bill);
            }
        }
        const KINDS: [(&str, EuActKind); 3] = [
            ("regulation", EuActKind::Regulation),
            ("directive", EuActKind::Directive),
            ("decision", EuActKind::Decision),
        ];
        for row in self.take(CatalogueTable::EuActs) {
            let (id, kind, title, source) = (
                self.value(&row, "id", "an act of the Union like (EU) 2016/679"),
                self.one_of(&row, "kind", &KINDS),
                self.title(&row),
                self.source(&row),
            );
            if let (Some(id), Some(kind), Some(title), Some(source)) = (id, kind, title, source) {
                let act = EuAct {
                    id,
                    kind,
                    title,
                    source,
                };
                catalogue.eu_acts.insert(id, act);
            }
        }
    }
}

const ACT: &str = "the number of an act like 1230/2001";
