//! The pages and workbooks of the examples that write reports, as others read them: pages by a parser of XML,
//! workbooks by another library, cell by cell against the same report as JSON.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::disallowed_types,
    clippy::float_arithmetic,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking; the cells of a workbook are floats"
)]

mod common;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use calamine::{Data, Reader as _, Xlsx, open_workbook};
use common::{folder, run};
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use serde_json::Value;

const PROGRAMS: [&str; 3] = ["dues_report", "proposal_report", "annual_report"];
const LANGUAGES: [&str; 3] = ["fi", "sv", "en"];

/// Elements that have no end.
const VOID: [&str; 1] = ["meta"];

/// An element of a page, with the one that it stands in.
#[derive(Debug)]
struct Element {
    name: String,
    attributes: Vec<(String, String)>,
    /// Its own text, without that of elements within it.
    text: String,
    parent: Option<usize>,
}

impl Element {
    fn read(start: &BytesStart<'_>, parent: Option<usize>) -> Self {
        let attributes = start.attributes().map(|attribute| {
            let attribute = attribute.unwrap();
            let value = attribute.normalized_value(XmlVersion::Explicit1_0).unwrap();
            (attribute.key.as_ref().to_owned(), value.into_owned())
        });
        Self {
            name: start.name().as_ref().to_owned(),
            attributes: attributes.collect(),
            text: String::new(),
            parent,
        }
    }

    fn get(&self, name: &str) -> Option<&str> {
        let mut attributes = self.attributes.iter();
        let found = attributes.find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }
}

/// The elements of a page, in order.
struct Page {
    elements: Vec<Element>,
}

impl Page {
    /// Reads a page, in which every element is closed in its turn.
    fn read(html: &str) -> Self {
        // A style sheet is no XML.
        let (before, style) = html.split_once("<style>").unwrap();
        let (_, after) = style.split_once("</style>").unwrap();
        let html = format!("{before}{after}");
        let html = html.strip_prefix("<!DOCTYPE html>").unwrap();
        let mut reader = Reader::from_str(html);
        reader.config_mut().check_end_names = false;
        let (mut elements, mut open): (Vec<Element>, Vec<usize>) = (Vec::new(), Vec::new());
        loop {
            match reader.read_event().unwrap() {
                Event::Start(start) => {
                    let element = Element::read(&start, open.last().copied());
                    if !VOID.contains(&element.name.as_str()) {
                        open.push(elements.len());
                    }
                    elements.push(element);
                }
                Event::Empty(start) => elements.push(Element::read(&start, open.last().copied())),
                Event::End(end) => {
                    let index = open.pop().unwrap();
                    assert_eq!(end.name().as_ref(), elements[index].name, "closed in turn");
                }
                Event::Text(text) => {
                    if let Some(&index) = open.last() {
                        elements[index].text.push_str(&text);
                    }
                }
                // A reference stands for a letter.
                Event::GeneralRef(_) => elements[*open.last().unwrap()].text.push('&'),
                Event::Eof => break,
                other => panic!("{other:?}"),
            }
        }
        assert!(open.is_empty());
        Self { elements }
    }

    fn named<'p>(&'p self, name: &'p str) -> impl Iterator<Item = (usize, &'p Element)> {
        let elements = self.elements.iter().enumerate();
        elements.filter(move |(_, element)| element.name == name)
    }

    /// Those directly within another.
    fn within(&self, parent: usize) -> impl Iterator<Item = (usize, &Element)> {
        let elements = self.elements.iter().enumerate();
        elements.filter(move |(_, element)| element.parent == Some(parent))
    }
}

/// What every page has whatever report it is.
fn assert_is_sound(html: &str, language: &str) {
    let page = Page::read(html);
    let root = &page.elements[0];
    assert_eq!(
        (root.name.as_str(), root.get("lang")),
        ("html", Some(language))
    );

    // Ids are unique, and what is named by one is there.
    let ids = page.elements.iter().filter_map(|element| element.get("id"));
    let ids: Vec<&str> = ids.collect();
    let unique: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), unique.len());
    for element in &page.elements {
        let named = element.get("aria-labelledby").unwrap_or_default();
        for id in named.split_whitespace() {
            assert!(unique.contains(id), "{id}");
        }
    }

    // One first heading, and no level left out.
    let level = |element: &Element| {
        let level = element.name.strip_prefix('h')?;
        level.parse::<usize>().ok()
    };
    let levels: Vec<usize> = page.elements.iter().filter_map(level).collect();
    assert_eq!(levels.first(), Some(&1));
    assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1);
    assert!(
        levels.windows(2).all(|pair| pair[1] <= pair[0] + 1),
        "{levels:?}"
    );

    // A table has a title, and every heading says what it is of; its rows are as long as its head.
    for (table, _) in page.named("table") {
        let captions = page
            .within(table)
            .filter(|(_, part)| part.name == "caption");
        let captions: Vec<(usize, &Element)> = captions.collect();
        assert_eq!(captions.len(), 1);
        assert!(!captions[0].1.text.trim().is_empty());
        let parts = page
            .within(table)
            .filter(|(_, part)| part.name.starts_with('t'));
        let rows = parts.flat_map(|(part, _)| page.within(part));
        let lengths: BTreeSet<usize> = rows.map(|(row, _)| page.within(row).count()).collect();
        assert_eq!(lengths.len(), 1, "{}", captions[0].1.text);
    }
    for (_, heading) in page.named("th") {
        assert!(matches!(heading.get("scope"), Some("col" | "row")));
    }

    // A picture says what it shows.
    for (picture, element) in page.named("svg") {
        assert_eq!(element.get("role"), Some("img"));
        let within: Vec<&Element> = page.within(picture).map(|(_, part)| part).collect();
        for name in ["title", "desc"] {
            let told = within.iter().find(|part| part.name == name).unwrap();
            assert!(!told.text.trim().is_empty());
            let named = element.get("aria-labelledby").unwrap();
            assert!(named.split(' ').any(|id| Some(id) == told.get("id")));
        }
    }

    // What is in another language says so, and is in another one.
    for (_, words) in page.named("span") {
        let other = words.get("lang").unwrap();
        assert!(LANGUAGES.contains(&other) && other != language, "{words:?}");
    }
    // Nothing runs and nothing is loaded.
    for name in ["script", "img", "link", "iframe"] {
        assert_eq!(page.named(name).count(), 0, "{name}");
    }
    for (_, link) in page.named("a") {
        assert!(link.get("href").unwrap().starts_with("http"));
    }
}

#[test]
fn every_page_is_well_formed_and_says_what_it_shows() {
    for program in PROGRAMS {
        for language in LANGUAGES {
            let page = run(program, &["--lang", language, "--format", "html"]).succeeded();
            assert_is_sound(&page, language);
        }
    }
}

/// The one file of a folder whose name ends so.
fn only(folder: &Path, ending: &str) -> PathBuf {
    let files = std::fs::read_dir(folder).unwrap();
    let paths = files.map(|entry| entry.unwrap().path());
    let mut found = paths.filter(|path| path.to_str().unwrap().ends_with(ending));
    let path = found.next().unwrap();
    assert_eq!(found.next(), None);
    path
}

/// The tables and charts of a document as JSON, in the order of reading.
fn pictured(document: &Value) -> Vec<Value> {
    fn within(section: &Value, found: &mut Vec<Value>) {
        for block in section["blocks"].as_array().unwrap() {
            if block["kind"] == "table" || block["kind"] == "chart" {
                found.push(block.clone());
            }
        }
        for section in section["sections"].as_array().unwrap() {
            within(section, found);
        }
    }
    let mut found = Vec::new();
    for section in document["sections"].as_array().unwrap() {
        within(section, &mut found);
    }
    found
}

/// Asserts that a workbook holds a value of the JSON.
fn assert_holds(found: Option<&Data>, cell: &Value, not_known: &str) {
    let found = found.unwrap_or(&Data::Empty);
    let value = cell["value"].as_str();
    let number = |text: &str| text.parse::<f64>().unwrap();
    match cell["kind"].as_str() {
        None => assert_eq!(found, &Data::Empty),
        Some("not_known") => assert_eq!(found, &Data::String(not_known.to_owned())),
        Some("words" | "link") => match value.unwrap() {
            "" => assert_eq!(found, &Data::Empty),
            words => assert_eq!(found, &Data::String(words.to_owned())),
        },
        Some("money" | "number") => assert_eq!(found, &Data::Float(number(value.unwrap()))),
        Some("percent") => {
            let Data::Float(share) = found else {
                panic!("{found:?}");
            };
            let percent = number(&decimal(value.unwrap()));
            assert!((share * 100.0 - percent).abs() < 1e-9, "{share} {percent}");
        }
        // "over 70" is the number 70, with its word in the format.
        Some("figure") => {
            let digits = value.unwrap().rsplit(' ').next().unwrap();
            assert_eq!(found, &Data::Float(number(digits)));
        }
        Some("date") => {
            let Data::DateTime(date) = found else {
                panic!("{found:?}");
            };
            let (year, month, day, ..) = date.to_ymd_hms_milli();
            assert_eq!(value.unwrap(), format!("{year:04}-{month:02}-{day:02}"));
        }
        other => panic!("{other:?}"),
    }
}

/// A number that may be a ratio, as a decimal of many digits.
fn decimal(number: &str) -> String {
    match number.split_once('/') {
        Some((above, below)) => {
            let [above, below] = [above, below].map(|part| part.parse::<f64>().unwrap());
            (above / below).to_string()
        }
        None => number.to_owned(),
    }
}

#[test]
fn every_cell_of_every_workbook_is_that_of_the_report() {
    for program in PROGRAMS {
        for (language, not_known) in
            LANGUAGES
                .into_iter()
                .zip(["ei tiedossa", "uppgift saknas", "not known"])
        {
            let out = folder(&format!("{program}-{language}-read-back"));
            for format in ["json", "xlsx"] {
                let path = out.to_str().unwrap();
                let arguments = ["--lang", language, "--format", format, "--out", path];
                assert_eq!(run(program, &arguments).code, 0);
            }
            let json = std::fs::read_to_string(only(&out, ".json")).unwrap();
            let shown = pictured(&serde_json::from_str(&json).unwrap());
            let mut workbook: Xlsx<_> = open_workbook(only(&out, ".xlsx")).unwrap();
            let sheets = workbook.sheet_names();
            assert_eq!(sheets.len(), shown.len() + 1);
            let mut cells = 0;
            for (sheet, block) in sheets.iter().skip(1).zip(&shown) {
                if block["kind"] != "table" {
                    continue;
                }
                let range = workbook.worksheet_range(sheet).unwrap();
                let columns = block["columns"].as_array().unwrap();
                let rows = block["rows"].as_array().unwrap();
                for (at, column) in (0_u32..).zip(columns) {
                    let heading = column["heading"].as_str().unwrap().to_owned();
                    assert_eq!(range.get_value((0, at)), Some(&Data::String(heading)));
                    for (row, values) in (1_u32..).zip(rows) {
                        assert_holds(range.get_value((row, at)), &values[at as usize], not_known);
                        cells += 1;
                    }
                    let total = &block["totals"][at as usize];
                    if !total.is_null() {
                        let last = u32::try_from(rows.len()).unwrap() + 1;
                        assert_holds(range.get_value((last, at)), &total["sum"], not_known);
                    }
                }
            }
            assert!(cells > 100, "{program}: {cells}");
        }
    }
}

#[test]
fn a_register_of_many_members_is_a_row_for_each_in_every_format() {
    const MANY: usize = 3_000;
    let out = folder("dues-report-of-many");
    let mut register = "id,name,kind,places,history\n".to_owned();
    for number in 0..MANY {
        register.push_str(&format!(
            "made-up-{number},Keksitty yhdistys {number} ry,association,,admitted unknown unknown\n"
        ));
    }
    let file = out.join("register.csv");
    std::fs::write(&file, register).unwrap();
    let written = out.join("written");
    let arguments = [
        "--register",
        file.to_str().unwrap(),
        "--out",
        written.to_str().unwrap(),
    ];
    assert_eq!(run("dues_report", &arguments).code, 0);
    let read = |ending: &str| std::fs::read_to_string(only(&written, ending)).unwrap();
    for ending in [".txt", ".md", "dues-by-member.csv"] {
        let text = read(ending);
        let members = text
            .lines()
            .filter(|line| line.contains("yhdistys") && line.contains("made-up-"));
        assert_eq!(members.count(), MANY, "{ending}");
    }
    let html = read(".html");
    assert_is_sound(&html, "en");
    assert_eq!(html.matches("<th scope=\"row\">made-up-").count(), MANY);
    let mut workbook: Xlsx<_> = open_workbook(only(&written, ".xlsx")).unwrap();
    let sheet = workbook.worksheet_range("Dues by member").unwrap();
    // The heading and the total besides.
    assert_eq!(sheet.height(), MANY + 2);
    let json: Value = serde_json::from_str(&read(".json")).unwrap();
    let shown = pictured(&json);
    let members = shown
        .iter()
        .find(|block| block["title"] == "Dues by member")
        .unwrap();
    assert_eq!(members["rows"].as_array().unwrap().len(), MANY);
    let sum = members["totals"]
        .as_array()
        .unwrap()
        .iter()
        .find(|total| !total.is_null())
        .unwrap();
    assert_eq!(sum["sum"]["value"], format!("{}.00", MANY * 110));
}
