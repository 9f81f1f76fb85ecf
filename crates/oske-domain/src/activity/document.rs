//! [`ActivityYear::from_toml`]: a year of activity from a document.

mod read;

use std::collections::BTreeMap;

use oske_types::{Currency, Source, Text, parse_date};

use read::{Reader, Scope};

use super::ActivityYear;
use crate::document::{Collector, DocumentFault, DocumentFaults, File, Node, Section};

/// The longest document that is read, in bytes. A year has some 20,000.
pub const LONGEST_ACTIVITY_DOCUMENT: usize = 1024 * 1024;

const FORMAT: &str = "oske-activity-year";
const VERSION: i64 = 1;

impl ActivityYear {
    /// Reads a document in TOML. `name` is the file's name as messages shall show it.
    ///
    /// A figure is a text (`"71"`, `"over 70"`, `"about 50"`, `"unknown"`), a table that says besides which
    /// source it is from and where in it (`{ is = "71", source = "news", at = "heading" }`), or a list of such
    /// tables, where several sources give it. Sources are named once; the one of `told_by` is that of every
    /// figure that names none. A figure that a source does not give, but that was counted from the names in it,
    /// is `{ counted = "3" }`; an event that was held, or an application, of which no number is given is one, so
    /// counted. Words are a proper name in quotes, or a table by language.
    ///
    /// ```
    /// use oske_domain::{ActivityYear, Known};
    /// use oske_types::Figure;
    ///
    /// let year = ActivityYear::from_toml("2016.toml", r#"
    ///     format = "oske-activity-year"
    ///     version = 1
    ///     organisation = "ISO-yhdistys ry"
    ///     year = 2016
    ///     told_by = "report"
    ///
    ///     [source.report]
    ///     title = "ISO-toiminta 2016, toimintakertomus"
    ///
    ///     [members]
    ///     total = { is = "over 70", at = "ISO-yhdistys" }
    ///
    ///     [[event]]
    ///     id = "social-rehabilitation"
    ///     name = { fi = "seminaarit", sv = "seminarier", en = "seminars" }
    ///     kind = "event"
    ///     number = "2"
    ///     participants = "over 200"
    ///     tasks = ["2.1.1"]
    /// "#)?;
    /// assert_eq!(year.members().at_year_end().known(), Known::Agreed(Figure::over(70)));
    /// let participants = year.figure("work.social-rehabilitation.participants").ok_or("a figure")?;
    /// assert_eq!(participants.told().agreed(), Some(Figure::over(200)));
    ///
    /// let faults = ActivityYear::from_toml("2016.toml", "format = \"oske-activity-year\"\nversion = 1\nyaer = 2016")
    ///     .unwrap_err();
    /// assert!(faults.to_string().contains("2016.toml:3:1: yaer: `yaer` is not a key here; did you mean `year`?"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`DocumentFaults`]: syntax, unknown keys and sources, values that do not parse, ids that stand twice: all
    /// at once.
    #[cfg_attr(docsrs, doc(cfg(feature = "toml")))]
    pub fn from_toml(name: &str, text: &str) -> Result<Self, DocumentFaults> {
        let file = File::new(name, text);
        let table = file.table(LONGEST_ACTIVITY_DOCUMENT)?;
        let collector = Collector::new(file);
        let year = {
            let root = Section::root(&collector, table.get_ref());
            read(&root)
        };
        DocumentFaults::check(collector.into_faults())?;
        year.ok_or_else(|| {
            DocumentFaults::one(DocumentFault::new("no-year", "no year of activity"))
        })
    }
}

/// The year; `None` where something is missing without which there is none, which has been told.
fn read(root: &Section<'_, '_>) -> Option<ActivityYear> {
    check_head(root);
    let organisation = root.words("organisation");
    if root.node("organisation").is_none() {
        root.missing("organisation", "organisation = \"ISO-yhdistys ry\"");
    }
    let year = root.node("year");
    if year.is_none() {
        root.missing("year", "year = 2020");
    }
    let number = year.as_ref().and_then(Node::whole_number);
    let sources = sources(root);
    let reader = Reader { sources: &sources };
    let whole = reader.scope(root, "told_by", &Scope::default());

    // A year of no organisation, so that the rest is read, too, and its faults are told.
    let placeholder = Text::new("–", "", "");
    let number = number.map(|number| i32::try_from(number).unwrap_or(i32::MAX));
    let tried = ActivityYear::try_new(
        organisation.clone().unwrap_or(placeholder.clone()),
        number.unwrap_or(2000),
    );
    let (result, is_year) = match tried {
        Ok(result) => (Some(result), true),
        Err(error) => {
            if let Some(node) = &year {
                node.report(DocumentFault::new("invalid-value", error.to_string()));
            }
            (ActivityYear::try_new(placeholder, 2000).ok(), false)
        }
    };
    let mut result = result?;
    result.unit = root.parsed("unit");
    if let Some(currency) = root.parsed::<Currency>("currency") {
        result.currency = currency;
    }
    result.note = root.words("note");
    if let Some(section) = root.section("members") {
        result.members = reader.members(&section, &whole);
    }
    if let Some(section) = root.section("funding") {
        let scope = reader.scope(&section, "source", &whole);
        result.state_grant = reader.told(&section, "state_grant", &scope);
        result.total_activity = reader.told(&section, "total_activity", &scope);
        result.other_funding = reader.measures(&section, "other", &scope);
        section.finish();
    }
    if let Some(section) = root.section("staff") {
        result.staff = reader.headcount(&section, &whole);
    }
    if let Some(section) = root.section("interns") {
        result.interns = reader.headcount(&section, &whole);
    }
    if let Some(section) = root.section("board") {
        result.board = reader.board(&section, &whole);
    }
    result.priorities = reader.sourced_words(root, "priority", &whole);
    for section in root.sections("outside_seat") {
        let seat = reader.outside_seat(&section, &whole);
        result.outside_seats.extend(seat);
    }
    result.communications = reader.measures(root, "communication", &whole);
    reader.activities(root, &whole, &mut result);
    result.others = reader.measures(root, "other", &whole);
    root.finish();
    (organisation.is_some() && number.is_some() && is_year).then_some(result)
}

fn check_head(root: &Section<'_, '_>) {
    match root.node("format") {
        None => root.missing("format", &format!("format = \"{FORMAT}\"")),
        Some(node) => {
            if let Some(format) = node.text().filter(|format| *format != FORMAT) {
                let message = format!("found the format `{format}`: expected `{FORMAT}`");
                node.report(DocumentFault::new("wrong-format", message));
            }
        }
    }
    match root.node("version") {
        None => root.missing("version", &format!("version = {VERSION}")),
        Some(node) => {
            if let Some(version) = node.whole_number().filter(|version| *version != VERSION) {
                let message = format!("found version {version}: expected {VERSION}");
                node.report(DocumentFault::new("wrong-version", message));
            }
        }
    }
}

/// The sources by the names that the document gives them.
fn sources(root: &Section<'_, '_>) -> BTreeMap<String, Source> {
    let mut sources = BTreeMap::new();
    let Some(named) = root.section("source") else {
        return sources;
    };
    for (name, node) in named.named() {
        let Some(section) = node.section() else {
            continue;
        };
        let title = section.text("title");
        if section.node("title").is_none() {
            section.missing("title", "title = \"Annual report 2020\"");
        }
        let mut source = Source::new(title.unwrap_or_default());
        if let Some(address) = section.text("address") {
            source = source.at_address(address);
        }
        if let Some(node) = section.node("read_on") {
            match node.text().map(|text| (text, parse_date(text))) {
                Some((_, Some(date))) => source = source.read_on(date),
                Some((text, None)) => {
                    let message = format!("`{text}` is no day: expected one, as in `2026-11-22`");
                    node.report(DocumentFault::new("invalid-value", message));
                }
                None => {}
            }
        }
        section.finish();
        sources.insert(name.to_owned(), source);
    }
    sources
}
