//! What is found in real sentences, against what a reader marked in them: `tests/data/README.md`.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "tests may panic, and then say where"
)]

use std::ops::Range;

use oske_statute::{Attribution, Found, FoundKind, Instrument, Numerals, find};
use serde_json::Value;

const DEVELOPMENT: &str = include_str!("data/dev.jsonl");
const OWN: &str = include_str!("data/own.jsonl");
const UNSEEN: &str = include_str!("data/unseen.jsonl");

/// A reference as the corpus has it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Marked {
    span: Range<usize>,
    kind: String,
    number: Option<u64>,
    year: Option<u64>,
    explicit: bool,
    series: Option<String>,
    part: Option<String>,
    chapters: Vec<String>,
    sections: Vec<String>,
    moments: Vec<String>,
    items: Vec<String>,
    subitems: Vec<String>,
}

impl Marked {
    fn of_gold(value: &Value) -> Self {
        let text = |key: &str| value[key].as_str().map(str::to_owned);
        let list = |key: &str| {
            let values = value[key].as_array().cloned().unwrap_or_default();
            values
                .iter()
                .map(|item| item.as_str().unwrap().to_owned())
                .collect()
        };
        Self {
            span: span(&value["span"]),
            kind: text("kind").unwrap(),
            number: value["number"].as_u64(),
            year: value["year"].as_u64(),
            explicit: value["explicit"].as_bool().unwrap(),
            series: text("series"),
            part: text("part"),
            chapters: list("chapters"),
            sections: list("sections"),
            moments: list("moments"),
            items: list("items"),
            subitems: list("subitems"),
        }
    }

    /// `None` of what the corpus does not mark.
    fn of_found(found: &Found<'_>) -> Option<Self> {
        let kind = match found.kind() {
            FoundKind::Statute => "statute",
            FoundKind::Section => "section",
            FoundKind::Bill => "bill",
            FoundKind::Eu => "eu",
            _ => return None,
        };
        let mut series = None;
        let (number, year) = match found.reference().instrument() {
            Some(Instrument::Statute(id)) => {
                series = (id.series() == oske_statute::Series::Treaties).then(|| "SopS".to_owned());
                (Some(id.number()), Some(id.year()))
            }
            Some(Instrument::Eu(id)) => (Some(id.number()), Some(id.year())),
            Some(Instrument::Bill(id)) => (Some(id.number()), Some(id.year())),
            _ => (None, None),
        };
        let mut marked = Self {
            span: found.characters(),
            kind: kind.to_owned(),
            number: number.map(u64::from),
            year: year.map(u64::from),
            explicit: found.attribution() == Attribution::Written,
            series,
            part: None,
            chapters: Vec::new(),
            sections: Vec::new(),
            moments: Vec::new(),
            items: Vec::new(),
            subitems: Vec::new(),
        };
        if let Some(provision) = found.provision() {
            let list = |numerals: &Numerals| {
                numerals
                    .iter()
                    .map(|numeral| numeral.joined().to_string())
                    .collect::<Vec<_>>()
            };
            marked.chapters = list(provision.chapters());
            marked.sections = list(provision.sections());
            marked.moments = list(provision.moments());
            marked.items = list(provision.items());
            if provision.has_intro() {
                marked.items.insert(0, "intro".to_owned());
            }
            marked.subitems = list(provision.subitems());
            let canonical = provision.to_string();
            marked.part = provision
                .part()
                .and_then(|_| Some(canonical.split(' ').next()?.to_owned()));
        }
        Some(marked)
    }
}

fn span(value: &Value) -> Range<usize> {
    let end = |place: usize| usize::try_from(value[place].as_u64().unwrap()).unwrap();
    end(0)..end(1)
}

fn overlap(first: &Range<usize>, second: &Range<usize>) -> bool {
    first.start < second.end && second.start < first.end
}

/// What is found otherwise than it is marked, passage by passage.
fn differences(corpus: &str) -> Vec<String> {
    let mut differences = Vec::new();
    for line in corpus.lines() {
        let record: Value = serde_json::from_str(line).unwrap();
        let text = record["text"].as_str().unwrap();
        let id = record["id"].as_str().unwrap();
        let marked: Vec<Marked> = record["gold"]
            .as_array()
            .unwrap()
            .iter()
            .map(Marked::of_gold)
            .collect();
        let ignored: Vec<Range<usize>> = record["ignore"]
            .as_array()
            .unwrap()
            .iter()
            .map(span)
            .collect();
        let found: Vec<Found<'_>> = find(text).collect();
        for found in &found {
            let characters: String = text
                .chars()
                .skip(found.characters().start)
                .take(found.characters().len())
                .collect();
            assert_eq!(characters, found.text(), "{id}");
        }
        let found: Vec<Marked> = found
            .iter()
            .filter_map(Marked::of_found)
            .filter(|found| !ignored.iter().any(|ignored| overlap(ignored, &found.span)))
            .collect();
        let missed = marked.iter().filter(|marked| !found.contains(marked));
        differences.extend(missed.map(|missed| format!("{id}: not found: {missed:?}: {text}")));
        let more = found.iter().filter(|found| !marked.contains(found));
        differences.extend(more.map(|more| format!("{id}: not marked: {more:?}: {text}")));
    }
    differences
}

#[test]
fn references_of_the_development_corpus_are_found() {
    assert_eq!(differences(DEVELOPMENT), Vec::<String>::new());
}

#[test]
fn references_of_our_own_passages_are_found() {
    assert_eq!(differences(OWN), Vec::<String>::new());
}

#[test]
fn references_of_passages_marked_unseen_are_found() {
    assert_eq!(differences(UNSEEN), Vec::<String>::new());
}
