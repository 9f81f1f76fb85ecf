//! Reading a [`Value`] tree key by key, so that every fault is found in one pass.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use oske_types::{Language, Text};

use crate::diagnostic::{Fault, SourceFile, suggestion};
use crate::document::{Content, Entry, Span, Value};
use crate::facts::FactContent;

/// How many faults are told at once. Nobody reads more, and each costs time to place in the file.
pub(crate) const MOST_FAULTS: usize = 1_000;
/// How many names may be declared of one kind, and how many values a choice may have.
const MOST_NAMES: usize = 1_000;

/// Collects faults while a document is read and checked: the first that are found, up to
/// [`MOST_FAULTS`].
#[derive(Debug)]
pub(crate) struct Collector<'a> {
    pub(crate) file: &'a SourceFile,
    faults: RefCell<Vec<Fault>>,
}

impl<'a> Collector<'a> {
    pub(crate) fn new(file: &'a SourceFile) -> Self {
        Self {
            file,
            faults: RefCell::default(),
        }
    }

    /// Whether no more faults are noted. What costs time to tell need not be looked for.
    pub(crate) fn is_full(&self) -> bool {
        self.faults.borrow().len() >= MOST_FAULTS
    }

    /// Notes a fault at a spot.
    pub(crate) fn report(&self, spot: &Spot, fault: Fault) {
        if self.is_full() {
            return;
        }
        let place = self.file.place_of(spot.span);
        self.push(fault.path(&spot.path).at(self.file, place));
    }

    /// Notes a fault inside a text, `offset` bytes from its beginning.
    pub(crate) fn report_inside(&self, spot: &Spot, text: &str, offset: usize, fault: Fault) {
        if self.is_full() {
            return;
        }
        let place = self.file.place_inside(spot.span, text, offset);
        self.push(fault.path(&spot.path).at(self.file, place));
    }

    fn push(&self, fault: Fault) {
        self.faults.borrow_mut().push(fault);
    }

    pub(crate) fn into_faults(self) -> Vec<Fault> {
        self.faults.into_inner()
    }
}

/// Where something stands: the keys that lead to it, and its bytes in the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Spot {
    pub(crate) path: String,
    pub(crate) span: Span,
}

impl Spot {
    fn below(&self, key: &str, span: Span) -> Self {
        let length = self.path.len().saturating_add(key.len()).saturating_add(1);
        let mut path = String::with_capacity(length);
        if !self.path.is_empty() {
            path.push_str(&self.path);
            path.push('.');
        }
        path.push_str(key);
        Self { path, span }
    }

    /// The spot of an item of a list, by its place from 1.
    fn item(&self, index: usize, span: Span) -> Self {
        self.below(&index.saturating_add(1).to_string(), span)
    }
}

/// Something with its spot.
#[derive(Debug, Clone)]
pub(crate) struct Spotted<T> {
    pub(crate) value: T,
    pub(crate) spot: Spot,
}

/// A name with a text, or with a table.
pub(crate) type TextOrSection<'a> = (Spotted<String>, Result<Spotted<String>, Section<'a>>);

/// A table that is read key by key. What no one has asked for when it is [finished](Self::finish) is
/// an unknown key.
#[derive(Debug)]
pub(crate) struct Section<'a> {
    collector: &'a Collector<'a>,
    entries: &'a [Entry],
    pub(crate) spot: Spot,
    asked: RefCell<Vec<&'a str>>,
}

impl<'a> Section<'a> {
    pub(crate) fn root(collector: &'a Collector<'a>, value: &'a Value) -> Option<Self> {
        let spot = Spot {
            path: String::new(),
            span: value.span,
        };
        Self::of(collector, value, spot)
    }

    fn of(collector: &'a Collector<'a>, value: &'a Value, spot: Spot) -> Option<Self> {
        let Some(entries) = value.entries() else {
            wrong_kind(collector, &spot, value, "a table");
            return None;
        };
        Some(Self {
            collector,
            entries,
            spot,
            asked: RefCell::new(Vec::with_capacity(16)),
        })
    }

    fn entry(&self, key: &'static str) -> Option<&'a Entry> {
        self.asked.borrow_mut().push(key);
        self.entries.iter().find(|entry| entry.key == key)
    }

    /// An entry under a name that the document itself has given.
    fn entry_named(&self, name: &str) -> Option<&'a Entry> {
        let entry = self.entries.iter().find(|entry| entry.key == name)?;
        self.asked.borrow_mut().push(&entry.key);
        Some(entry)
    }

    fn value(&self, key: &'static str) -> Option<(&'a Value, Spot)> {
        let entry = self.entry(key)?;
        Some((&entry.value, self.spot.below(key, entry.value.span)))
    }

    pub(crate) fn has(&self, key: &'static str) -> bool {
        self.entry(key).is_some()
    }

    /// Whether a key is missing, or stands before an empty list or table. What is of another kind is told
    /// where it is read.
    pub(crate) fn lacks(&self, key: &'static str) -> bool {
        self.entry(key)
            .is_none_or(|entry| match &entry.value.content {
                Content::List(items) => items.is_empty(),
                Content::Table(entries) => entries.is_empty(),
                _ => false,
            })
    }

    /// The spot of a key, or of the table where the key is missing.
    pub(crate) fn spot_of(&self, key: &'static str) -> Spot {
        self.value(key)
            .map_or_else(|| self.spot.clone(), |(_, spot)| spot)
    }

    /// The spot of the value under a name that the document itself has given.
    pub(crate) fn spot_of_name(&self, name: &str) -> Option<Spot> {
        let entry = self.entry_named(name)?;
        Some(self.spot.below(name, entry.value.span))
    }

    /// The table under a name that the document itself has given; `None` if it is something else.
    pub(crate) fn section_named(&self, name: &str) -> Option<Section<'a>> {
        let entry = self.entry_named(name)?;
        entry.value.entries()?;
        let spot = self.spot.below(name, entry.value.span);
        Section::of(self.collector, &entry.value, spot)
    }

    /// The text or the texts under a name that the document itself has given.
    pub(crate) fn text_or_texts_named(&self, name: &str) -> Vec<Spotted<String>> {
        let Some(entry) = self.entry_named(name) else {
            return Vec::new();
        };
        let spot = self.spot.below(name, entry.value.span);
        self.text_or_texts_of(&entry.value, &spot)
    }

    /// One text, or a list of them.
    pub(crate) fn text_or_texts(&self, key: &'static str) -> Vec<Spotted<String>> {
        self.value(key)
            .map(|(value, spot)| self.text_or_texts_of(value, &spot))
            .unwrap_or_default()
    }

    fn text_or_texts_of(&self, value: &'a Value, spot: &Spot) -> Vec<Spotted<String>> {
        let Some(items) = value.as_list() else {
            let text = text_of(self.collector, value, spot.clone());
            return text.into_iter().collect();
        };
        let items = items.iter().enumerate();
        items
            .filter_map(|(index, item)| {
                let spot = spot.item(index, item.span);
                text_of(self.collector, item, spot)
            })
            .collect()
    }

    /// Whether there is a table under a key.
    pub(crate) fn is_table(&self, key: &'static str) -> bool {
        self.value(key)
            .is_some_and(|(value, _)| value.entries().is_some())
    }

    /// The first of the names or values that a document lists; that there are too many is told.
    fn at_most_names<T>(&self, names: &'a [T], spot: &Spot) -> std::slice::Iter<'a, T> {
        if names.len() > MOST_NAMES {
            let count = names.len();
            let message = format!("{count} names: expected at most {MOST_NAMES}");
            self.collector
                .report(spot, Fault::new("too-many-names", message));
        }
        names.get(..MOST_NAMES).unwrap_or(names).iter()
    }

    /// Every entry, which is a text or a table.
    pub(crate) fn texts_or_sections(&self) -> Vec<TextOrSection<'a>> {
        let entries = self.at_most_names(self.entries, &self.spot);
        let entries = entries.filter_map(|entry| {
            self.asked.borrow_mut().push(&entry.key);
            let key_spot = self.spot.below(&entry.key, entry.key_span);
            let name = Spotted {
                value: entry.key.clone(),
                spot: key_spot,
            };
            let spot = self.spot.below(&entry.key, entry.value.span);
            if entry.value.entries().is_some() {
                let section = Section::of(self.collector, &entry.value, name.spot.clone())?;
                return Some((name, Err(section)));
            }
            let text = text_of(self.collector, &entry.value, spot)?;
            Some((name, Ok(text)))
        });
        entries.collect()
    }

    /// Every entry as a fact.
    pub(crate) fn facts(&self) -> Vec<(String, FactContent)> {
        let entries = self.entries.iter().filter_map(|entry| {
            self.asked.borrow_mut().push(&entry.key);
            let spot = self.spot.below(&entry.key, entry.value.span);
            let content = self.fact(&entry.value, &spot)?;
            Some((entry.key.clone(), content))
        });
        entries.collect()
    }

    fn fact(&self, value: &'a Value, spot: &Spot) -> Option<FactContent> {
        match FactContent::of_value(value) {
            Ok(content) => Some(content),
            Err(wrong) => {
                self.collector.report(spot, wrong.fault());
                None
            }
        }
    }

    /// Reads a text as a value of another type.
    pub(crate) fn parse_text<T>(&self, text: &Spotted<String>) -> Option<T>
    where
        T: FromStr,
        T::Err: fmt::Display,
    {
        match text.value.parse() {
            Ok(value) => Some(value),
            Err(error) => {
                let fault = Fault::new("invalid-value", T::Err::to_string(&error));
                self.collector.report(&text.spot, fault);
                None
            }
        }
    }

    pub(crate) fn report(&self, fault: Fault) {
        self.collector.report(&self.spot, fault);
    }

    /// Notes a fault at the value of a key.
    pub(crate) fn report_at(&self, key: &'static str, fault: Fault) {
        self.collector.report(&self.spot_of(key), fault);
    }

    pub(crate) fn missing(&self, key: &'static str, example: &str) {
        let message = format!("`{key}` is missing: expected it, as in `{example}`");
        self.report(Fault::new("missing-key", message));
    }

    pub(crate) fn text(&self, key: &'static str) -> Option<Spotted<String>> {
        let (value, spot) = self.value(key)?;
        text_of(self.collector, value, spot)
    }

    /// A text that is read as a value of another type.
    pub(crate) fn parsed<T>(&self, key: &'static str) -> Option<Spotted<T>>
    where
        T: FromStr,
        T::Err: fmt::Display,
    {
        let text = self.text(key)?;
        let value = self.parse_text(&text)?;
        Some(Spotted {
            value,
            spot: text.spot,
        })
    }

    pub(crate) fn integer(&self, key: &'static str) -> Option<i64> {
        let (value, spot) = self.value(key)?;
        match &value.content {
            Content::Integer(number) => Some(*number),
            _ => {
                wrong_kind(self.collector, &spot, value, "a whole number");
                None
            }
        }
    }

    pub(crate) fn truth(&self, key: &'static str) -> Option<bool> {
        let (value, spot) = self.value(key)?;
        match &value.content {
            Content::Truth(truth) => Some(*truth),
            _ => {
                wrong_kind(self.collector, &spot, value, "`true` or `false`");
                None
            }
        }
    }

    /// Words: `{ fi = "…", sv = "…", en = "…" }`, at least one of them.
    pub(crate) fn words(&self, key: &'static str) -> Option<Text> {
        self.section(key)?.as_words()
    }

    fn as_words(&self) -> Option<Text> {
        let [fi, sv, en] =
            Language::ALL.map(|language| self.text(language.code()).map(|text| text.value));
        let text = Text::from_parts(fi, sv, en);
        if text.is_none() {
            let message = "no words: expected at least one of `fi`, `sv` and `en`";
            self.report(Fault::new("missing-key", message));
        }
        self.finish();
        text
    }

    pub(crate) fn section(&self, key: &'static str) -> Option<Section<'a>> {
        let (value, spot) = self.value(key)?;
        Section::of(self.collector, value, spot)
    }

    /// The named sections below a key, as in `[fact.population]`: name and section.
    pub(crate) fn named(&self, key: &'static str) -> Vec<(Spotted<String>, Section<'a>)> {
        let Some(parent) = self.section(key) else {
            return Vec::new();
        };
        let named = parent.at_most_names(parent.entries, &parent.spot);
        let named = named.filter_map(|entry| {
            let spot = parent.spot.below(&entry.key, entry.key_span);
            let section = Section::of(self.collector, &entry.value, spot.clone())?;
            let value = entry.key.clone();
            Some((Spotted { value, spot }, section))
        });
        named.collect()
    }

    /// The named words below a key, as in `[fact.kind.values]`.
    pub(crate) fn named_words(&self, key: &'static str) -> Vec<(Spotted<String>, Option<Text>)> {
        let Some((value, spot)) = self.value(key) else {
            return Vec::new();
        };
        if let Content::List(items) = &value.content {
            let items = self.at_most_names(items, &spot).enumerate();
            let names = items.filter_map(|(index, item)| {
                let spot = spot.item(index, item.span);
                Some((text_of(self.collector, item, spot)?, None))
            });
            return names.collect();
        }
        let Some(parent) = Section::of(self.collector, value, spot) else {
            return Vec::new();
        };
        let names = parent.at_most_names(parent.entries, &parent.spot);
        let names = names.map(|entry| {
            let spot = parent.spot.below(&entry.key, entry.key_span);
            let section = Section::of(self.collector, &entry.value, spot.clone());
            let words = section.and_then(|section| section.as_words());
            let value = entry.key.clone();
            (Spotted { value, spot }, words)
        });
        names.collect()
    }

    /// The sections of a list, as in `[[rule]]`, numbered from 1.
    pub(crate) fn sections(&self, key: &'static str) -> Vec<Section<'a>> {
        if let Some((value, spot)) = self
            .value(key)
            .filter(|(value, _)| value.entries().is_some() && !self.collector.file.is_json())
        {
            let fault = WrongKind::of(value, "a list").fault();
            // Within a list the numbers of its items are no part of the heading.
            let keys = spot
                .path
                .split('.')
                .filter(|key| key.parse::<usize>().is_err());
            let heading = keys.collect::<Vec<_>>().join(".");
            let help = format!("each of a list is headed `[[{heading}]]`");
            self.collector.report(&spot, fault.with_help(help));
            return Vec::new();
        }
        let items = self.items(key).into_iter();
        items
            .filter_map(|(item, spot)| Section::of(self.collector, item, spot))
            .collect()
    }

    pub(crate) fn texts(&self, key: &'static str) -> Vec<Spotted<String>> {
        let items = self.items(key).into_iter();
        items
            .filter_map(|(item, spot)| text_of(self.collector, item, spot))
            .collect()
    }

    pub(crate) fn integers(&self, key: &'static str) -> Vec<i64> {
        let items = self.items(key).into_iter();
        let numbers = items.filter_map(|(item, spot)| match &item.content {
            Content::Integer(number) => Some(*number),
            _ => {
                wrong_kind(self.collector, &spot, item, "a whole number");
                None
            }
        });
        numbers.collect()
    }

    fn items(&self, key: &'static str) -> Vec<(&'a Value, Spot)> {
        let Some((value, spot)) = self.value(key) else {
            return Vec::new();
        };
        let Some(items) = value.as_list() else {
            wrong_kind(self.collector, &spot, value, "a list");
            return Vec::new();
        };
        let numbered = items.iter().enumerate();
        numbered
            .map(|(index, item)| (item, spot.item(index, item.span)))
            .collect()
    }

    /// Reports every key that nobody asked for.
    pub(crate) fn finish(&self) {
        let asked = self.asked.borrow();
        for entry in self.entries {
            if self.collector.is_full() {
                return;
            }
            if !asked.contains(&entry.key.as_str()) {
                let asked: BTreeSet<&str> = asked.iter().copied().collect();
                let spot = self.spot.below(&entry.key, entry.key_span);
                let message = format!("`{}` is not a key here", entry.key);
                let help = suggestion(&entry.key, asked.iter().copied());
                self.collector
                    .report(&spot, Fault::new("unknown-key", message).with_help(help));
            }
        }
    }
}

fn text_of(collector: &Collector<'_>, value: &Value, spot: Spot) -> Option<Spotted<String>> {
    match value.as_text() {
        Some(text) => Some(Spotted {
            value: text.to_owned(),
            spot,
        }),
        None => {
            wrong_kind(collector, &spot, value, "a text in quotes");
            None
        }
    }
}

fn wrong_kind(collector: &Collector<'_>, spot: &Spot, value: &Value, expected: &str) {
    collector.report(spot, WrongKind::of(value, expected).fault());
}

/// What was found where something of another kind was expected.
#[derive(Debug)]
pub(crate) struct WrongKind {
    message: String,
    /// What to write instead.
    help: Option<&'static str>,
}

impl WrongKind {
    pub(crate) fn of(value: &Value, expected: &str) -> Self {
        Self {
            message: format!("found {}: expected {expected}", value.describe()),
            help: match &value.content {
                Content::Foreign("a bare number with decimals") => {
                    Some("put numbers in quotes, so that they stay exact")
                }
                Content::Foreign("a bare date") => Some("put dates in quotes"),
                Content::Foreign("null") => Some("leave the key out where the value is not known"),
                _ => None,
            },
        }
    }

    pub(crate) fn fault(self) -> Fault {
        let fault = Fault::new("wrong-kind", self.message);
        match self.help {
            Some(help) => fault.with_help(help),
            None => fault,
        }
    }
}
