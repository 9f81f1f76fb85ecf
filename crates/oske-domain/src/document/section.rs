//! Reading a table of a document key by key, so that every fault is found in one pass.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use oske_types::{Language, Text, nearest};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::fault::{DocumentFault, File, MOST_FAULTS};

/// Collects the faults of a document, the first that are found.
#[derive(Debug)]
pub(crate) struct Collector<'t> {
    pub(crate) file: File<'t>,
    /// Whether a text that tells how to reach a person is a fault.
    refuses_contacts: bool,
    faults: RefCell<Vec<DocumentFault>>,
}

impl<'t> Collector<'t> {
    pub(crate) fn new(file: File<'t>) -> Self {
        Self {
            file,
            refuses_contacts: true,
            faults: RefCell::default(),
        }
    }

    /// Of a document that is about no persons, in which an `@` is a sign like others.
    #[cfg(feature = "import")]
    pub(crate) fn without_persons(file: File<'t>) -> Self {
        Self {
            refuses_contacts: false,
            ..Self::new(file)
        }
    }

    pub(crate) fn report(&self, spot: &Spot, fault: DocumentFault) {
        let mut faults = self.faults.borrow_mut();
        if faults.len() < MOST_FAULTS {
            faults.push(fault.at(&self.file, &spot.path, spot.byte));
        }
    }

    pub(crate) fn into_faults(self) -> Vec<DocumentFault> {
        self.faults.into_inner()
    }
}

/// Where something stands: the keys that lead to it, and its first byte.
#[derive(Debug, Clone, Default)]
pub(crate) struct Spot {
    path: String,
    byte: usize,
}

impl Spot {
    fn below(&self, key: &str, byte: usize) -> Self {
        let path = if self.path.is_empty() {
            key.to_owned()
        } else {
            format!("{}.{key}", self.path)
        };
        Self { path, byte }
    }
}

/// A value with its spot.
#[derive(Debug)]
pub(crate) struct Node<'d, 't> {
    collector: &'d Collector<'t>,
    value: &'d DeValue<'d>,
    pub(crate) spot: Spot,
}

/// A table that is read key by key. What no one has asked for when it is [finished](Self::finish) is
/// an unknown key.
#[derive(Debug)]
pub(crate) struct Section<'d, 't> {
    collector: &'d Collector<'t>,
    table: &'d DeTable<'d>,
    pub(crate) spot: Spot,
    asked: RefCell<BTreeSet<&'static str>>,
}

impl<'d, 't> Section<'d, 't> {
    pub(crate) fn root(collector: &'d Collector<'t>, table: &'d DeTable<'d>) -> Self {
        Self {
            collector,
            table,
            spot: Spot::default(),
            asked: RefCell::default(),
        }
    }

    pub(crate) fn node(&self, key: &'static str) -> Option<Node<'d, 't>> {
        self.asked.borrow_mut().insert(key);
        let value = self.table.get(key)?;
        Some(self.node_of(key, value))
    }

    fn node_of(&self, key: &str, value: &'d Spanned<DeValue<'d>>) -> Node<'d, 't> {
        Node {
            collector: self.collector,
            value: value.get_ref(),
            spot: self.spot.below(key, value.span().start),
        }
    }

    /// Every entry, under names that the document itself gives.
    pub(crate) fn named(&self) -> Vec<(&'d str, Node<'d, 't>)> {
        let mut entries: Vec<_> = self.table.iter().collect();
        entries.sort_by_key(|(key, _)| key.span().start);
        let entries = entries.into_iter();
        entries
            .map(|(key, value)| {
                let key: &'d str = key.get_ref();
                (key, self.node_of(key, value))
            })
            .collect()
    }

    pub(crate) fn report(&self, fault: DocumentFault) {
        self.collector.report(&self.spot, fault);
    }

    pub(crate) fn missing(&self, key: &str, example: &str) {
        let message = format!("`{key}` is missing: expected it, as in `{example}`");
        self.report(DocumentFault::new("missing-key", message));
    }

    pub(crate) fn text(&self, key: &'static str) -> Option<&'d str> {
        self.node(key)?.text()
    }

    pub(crate) fn parsed<T>(&self, key: &'static str) -> Option<T>
    where
        T: FromStr<Err: fmt::Display>,
    {
        self.node(key)?.parsed()
    }

    pub(crate) fn words(&self, key: &'static str) -> Option<Text> {
        self.node(key)?.words()
    }

    pub(crate) fn section(&self, key: &'static str) -> Option<Self> {
        self.node(key)?.section()
    }

    /// The items of a list, numbered from 1.
    pub(crate) fn items(&self, key: &'static str) -> Vec<Node<'d, 't>> {
        self.node(key).map(|node| node.items()).unwrap_or_default()
    }

    /// The tables of a list.
    pub(crate) fn sections(&self, key: &'static str) -> Vec<Self> {
        let items = self.items(key).into_iter();
        items.filter_map(|item| item.section()).collect()
    }

    /// Words, one or a list of them.
    pub(crate) fn all_words(&self, key: &'static str) -> Vec<Text> {
        let Some(node) = self.node(key) else {
            return Vec::new();
        };
        if node.is_list() {
            let items = node.items().into_iter();
            return items.filter_map(|item| item.words()).collect();
        }
        node.words().into_iter().collect()
    }

    /// Reports every key that nobody asked for.
    pub(crate) fn finish(&self) {
        let asked = self.asked.borrow();
        for key in self.table.keys() {
            let key_text: &str = key.get_ref();
            if asked.contains(key_text) {
                continue;
            }
            let help = match nearest(key_text, asked.iter().copied()) {
                Some(name) => format!("did you mean `{name}`?"),
                None => {
                    let known: Vec<&str> = asked.iter().copied().collect();
                    format!("known: {}", known.join(", "))
                }
            };
            let message = format!("`{key_text}` is not a key here");
            let fault = DocumentFault::new("unknown-key", message).with_help(help);
            let spot = self.spot.below(key_text, key.span().start);
            self.collector.report(&spot, fault);
        }
    }
}

impl<'d, 't> Node<'d, 't> {
    pub(crate) fn report(&self, fault: DocumentFault) {
        self.collector.report(&self.spot, fault);
    }

    pub(crate) fn is_list(&self) -> bool {
        matches!(self.value, DeValue::Array(_))
    }

    pub(crate) fn is_table(&self) -> bool {
        matches!(self.value, DeValue::Table(_))
    }

    pub(crate) fn is_text(&self) -> bool {
        matches!(self.value, DeValue::String(_))
    }

    pub(crate) fn wrong_kind(&self, expected: &str) {
        let (found, help) = match self.value {
            DeValue::String(_) => ("a text", None),
            DeValue::Integer(_) => ("a bare number", Some("put numbers in quotes")),
            DeValue::Float(_) => (
                "a bare number with decimals",
                Some("put numbers in quotes, so that they stay exact"),
            ),
            DeValue::Boolean(_) => ("a truth", None),
            DeValue::Datetime(_) => ("a bare date", Some("put dates in quotes")),
            DeValue::Array(_) => ("a list", None),
            DeValue::Table(_) => ("a table", None),
        };
        let fault = DocumentFault::new("wrong-kind", format!("found {found}: expected {expected}"));
        self.report(match help {
            Some(help) => fault.with_help(help),
            None => fault,
        });
    }

    /// A text as it stands, which may be blank.
    #[cfg(feature = "import")]
    pub(crate) fn raw_text(&self) -> Option<&'d str> {
        let DeValue::String(text) = self.value else {
            self.wrong_kind("a text in quotes");
            return None;
        };
        Some(text)
    }

    /// A text that is not blank and tells nobody how to reach a person.
    pub(crate) fn text(&self) -> Option<&'d str> {
        let DeValue::String(text) = self.value else {
            self.wrong_kind("a text in quotes");
            return None;
        };
        let text: &'d str = text;
        if text.trim().is_empty() {
            let message = "found blanks: expected words, or no such key";
            self.report(DocumentFault::new("blank", message));
            return None;
        }
        if text.chars().any(char::is_control) {
            let message = "found a line break or a control character: expected words on one line";
            self.report(DocumentFault::new("control-character", message));
            return None;
        }
        if self.collector.refuses_contacts && is_contact(text) {
            let message = "found an e-mail address or a telephone number: a year of activity has \
                 none";
            self.report(DocumentFault::new("contact-detail", message).with_help("leave it out"));
            return None;
        }
        Some(text)
    }

    pub(crate) fn parsed<T>(&self) -> Option<T>
    where
        T: FromStr<Err: fmt::Display>,
    {
        match self.text()?.parse() {
            Ok(value) => Some(value),
            Err(error) => {
                let message = <T::Err as ToString>::to_string(&error);
                self.report(DocumentFault::new("invalid-value", message));
                None
            }
        }
    }

    pub(crate) fn whole_number(&self) -> Option<i64> {
        let number = match self.value {
            DeValue::Integer(digits) if digits.radix() == 10 => digits.as_str().parse().ok(),
            _ => None,
        };
        if number.is_none() {
            self.wrong_kind("a whole number without quotes");
        }
        number
    }

    /// A proper name, or words by language.
    pub(crate) fn words(&self) -> Option<Text> {
        if self.is_text() {
            return Text::only(Language::Finnish, self.text()?);
        }
        let DeValue::Table(_) = self.value else {
            self.wrong_kind("words by language, as in `{ fi = \"hanke\", en = \"project\" }`");
            return None;
        };
        let section = self.section()?;
        let [fi, sv, en] = ["fi", "sv", "en"].map(|key| section.text(key).map(str::to_owned));
        section.finish();
        let words = Text::from_parts(fi, sv, en);
        if words.is_none() && section.table.is_empty() {
            section.missing("fi", "{ fi = \"hanke\" }");
        }
        words
    }

    pub(crate) fn section(&self) -> Option<Section<'d, 't>> {
        let DeValue::Table(table) = self.value else {
            self.wrong_kind("a table");
            return None;
        };
        Some(Section {
            collector: self.collector,
            table,
            spot: self.spot.clone(),
            asked: RefCell::default(),
        })
    }

    pub(crate) fn items(&self) -> Vec<Self> {
        let DeValue::Array(items) = self.value else {
            self.wrong_kind("a list");
            return Vec::new();
        };
        let numbered = (1_usize..).zip(items.iter());
        numbered
            .map(|(number, item)| Node {
                collector: self.collector,
                value: item.get_ref(),
                spot: self.spot.below(&number.to_string(), item.span().start),
            })
            .collect()
    }
}

/// Whether a text has an e-mail address or a telephone number with the code of a country in it.
fn is_contact(text: &str) -> bool {
    let is_number = |after: &str| {
        let digits = after
            .chars()
            .take_while(|character| character.is_ascii_digit() || *character == ' ');
        digits.filter(char::is_ascii_digit).count() >= 6
    };
    text.contains('@')
        || text.contains("(at)")
        || text.match_indices('+').any(|(at, _)| {
            let after = text.get(at.saturating_add(1)..).unwrap_or_default();
            is_number(after)
        })
}
