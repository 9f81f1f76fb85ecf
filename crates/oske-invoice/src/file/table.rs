//! Tables of a TOML document, read key by key, so that every fault is found in one pass.

use std::fmt;
use std::str::FromStr;

use oske_types::{nearest, quoted};
use toml::de::{DeTable, DeValue};

use super::fault::FaultList;
use crate::one_line::one_line;

/// A document on its way.
pub(super) struct Document<'t> {
    text: &'t str,
    pub(super) faults: FaultList,
}

/// A table with the keys that lead to it and its first byte.
pub(super) struct Table<'d> {
    entries: &'d DeTable<'d>,
    path: String,
    byte: usize,
}

impl<'d> Table<'d> {
    pub(super) const fn root(entries: &'d DeTable<'d>) -> Self {
        Self {
            entries,
            path: String::new(),
            byte: 0,
        }
    }

    fn path_of(&self, key: &str) -> String {
        if self.path.is_empty() {
            key.to_owned()
        } else {
            format!("{}.{key}", self.path)
        }
    }
}

impl<'t> Document<'t> {
    pub(super) fn new(name: &str, text: &'t str) -> Self {
        Self {
            text,
            faults: FaultList::of_file(name),
        }
    }

    /// A fault at a byte of the text.
    pub(super) fn fault(&mut self, byte: usize, path: &str, message: impl Into<Box<str>>) {
        if self.faults.is_full() {
            return;
        }
        let before = self.text.as_bytes().get(..byte).unwrap_or_default();
        let breaks = before.iter().filter(|byte| **byte == b'\n').count();
        let line = u64::try_from(breaks).unwrap_or(u64::MAX).saturating_add(1);
        self.faults.push(line, path, message);
    }

    /// Tells each key of a table that is not known there.
    pub(super) fn check_keys(&mut self, table: &Table<'_>, known: &[&str]) {
        for key in table.entries.keys() {
            let name: &str = key.get_ref();
            if !known.contains(&name) && !self.faults.is_full() {
                let help = match nearest(name, known.iter().copied()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("expected one of {}", known.join(", ")),
                };
                let path = table.path_of(&quoted(name));
                let message = format!("not a key here; {help}");
                self.fault(key.span().start, &path, message);
            }
        }
    }

    /// A text that must be there.
    pub(super) fn needed<'d>(
        &mut self,
        table: &Table<'d>,
        key: &'static str,
        example: &str,
    ) -> Option<&'d str> {
        if table.entries.get(key).is_none() {
            let path = table.path_of(key);
            let message = format!("missing: expected it, as in `{key} = \"{example}\"`");
            self.fault(table.byte, &path, message);
        }
        self.text(table, key)
    }

    /// A text, where there is one.
    pub(super) fn text<'d>(&mut self, table: &Table<'d>, key: &'static str) -> Option<&'d str> {
        let value = table.entries.get(key)?;
        let message = match value.get_ref() {
            DeValue::String(text) if one_line(text).is_none() => {
                "found blanks: expected words, or no such key"
            }
            DeValue::String(text) if text.chars().any(char::is_control) => {
                "found a line break or a control character: expected words on one line"
            }
            DeValue::String(text) => return Some(text),
            _ => "expected a text in quotes",
        };
        self.fault(value.span().start, &table.path_of(key), message);
        None
    }

    /// A text that is something.
    pub(super) fn parsed<T>(&mut self, table: &Table<'_>, key: &'static str) -> Option<T>
    where
        T: FromStr<Err: fmt::Display>,
    {
        let text = self.text(table, key)?;
        self.read(table, key, text)
    }

    /// A text that must be there and is something.
    pub(super) fn needed_parsed<T>(
        &mut self,
        table: &Table<'_>,
        key: &'static str,
        example: &str,
    ) -> Option<T>
    where
        T: FromStr<Err: fmt::Display>,
    {
        let text = self.needed(table, key, example)?;
        self.read(table, key, text)
    }

    fn read<T>(&mut self, table: &Table<'_>, key: &'static str, text: &str) -> Option<T>
    where
        T: FromStr<Err: fmt::Display>,
    {
        match text.parse() {
            Ok(value) => Some(value),
            Err(error) => {
                let byte = table.entries.get(key).map_or(0, |value| value.span().start);
                let message = <T::Err as ToString>::to_string(&error);
                self.fault(byte, &table.path_of(key), message);
                None
            }
        }
    }

    /// A table below a key, where there is one.
    pub(super) fn table<'d>(&mut self, table: &Table<'d>, key: &'static str) -> Option<Table<'d>> {
        let value = table.entries.get(key)?;
        let path = table.path_of(key);
        let byte = value.span().start;
        let DeValue::Table(entries) = value.get_ref() else {
            self.fault(byte, &path, format!("expected a table, as in `[{key}]`"));
            return None;
        };
        Some(Table {
            entries,
            path,
            byte,
        })
    }

    /// The tables of a list, numbered from 1; `None` where it is none, which is told.
    pub(super) fn tables<'d>(
        &mut self,
        table: &Table<'d>,
        key: &'static str,
    ) -> Option<Vec<Table<'d>>> {
        let Some(value) = table.entries.get(key) else {
            return Some(Vec::new());
        };
        let path = table.path_of(key);
        let DeValue::Array(items) = value.get_ref() else {
            let message = format!("expected a list of tables, as in `[[{key}]]`");
            self.fault(value.span().start, &path, message);
            return None;
        };
        let mut tables = Vec::new();
        for (number, item) in (1_usize..).zip(items.iter()) {
            let byte = item.span().start;
            let path = format!("{path}.{number}");
            match item.get_ref() {
                DeValue::Table(entries) => tables.push(Table {
                    entries,
                    path,
                    byte,
                }),
                _ => self.fault(byte, &path, "expected a table"),
            }
        }
        Some(tables)
    }

    /// That a document says which it is, and its version.
    pub(super) fn check_head(&mut self, root: &Table<'_>, format: &str, version: &str) {
        let found = self.needed(root, "format", format);
        if let Some(found) = found.filter(|found| *found != format) {
            let byte = root
                .entries
                .get("format")
                .map_or(0, |value| value.span().start);
            let message = format!("found `{}`: expected `{format}`", quoted(found));
            self.fault(byte, "format", message);
        }
        let (byte, is_version) =
            root.entries
                .get("version")
                .map_or((0, false), |value| match value.get_ref() {
                    DeValue::Integer(digits) => (value.span().start, digits.as_str() == version),
                    _ => (value.span().start, false),
                });
        if !is_version {
            let message = format!("expected the version that is read here, `version = {version}`");
            self.fault(byte, "version", message);
        }
    }
}
