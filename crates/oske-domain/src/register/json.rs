//! A register from JSON and to JSON.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::io;

use oske_types::{Language, nearest, quoted};
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value, json};

use super::Register;
use super::fault::{FaultList, RegisterFault, RegisterFaultCode, RegisterFaults};
use super::read::{self, Cell, Draft, FACT_PREFIX, MOST_ROWS, Row};
use crate::{FactName, Member, MemberFact};

const FORMAT: &str = "oske-register";
const VERSION: u64 = 0;

const DOCUMENT_KEYS: &[&str] = &["format", "version", "members"];
const MEMBER_KEYS: &[&str] = &[
    "id",
    "name",
    "kind",
    "business_id",
    "places",
    "represented_by",
    "language",
    "history",
    "facts",
    "source",
    "note",
    "invoicing_address",
];

#[cfg_attr(docsrs, doc(cfg(feature = "json")))]
impl Register {
    /// Reads a register from JSON: an object that says what it is, with a list of members.
    ///
    /// The values are the texts that stand in the cells of [CSV](Register#method.from_csv), never
    /// numbers; what is a list there is a list of texts here, the names are an object by language,
    /// and the facts an object of lists by name. A key that is not known is a fault. Only `id`, `name`, `kind`
    /// and `history` are needed. Version 0 is a draft that may change.
    ///
    /// ```
    /// use oske_domain::{MemberKind, Register};
    ///
    /// let text = r#"{
    ///   "format": "oske-register",
    ///   "version": 0,
    ///   "members": [
    ///     {
    ///       "id": "county-20",
    ///       "name": { "fi": "Kainuun hyvinvointialue", "sv": "Kajanalands välfärdsområde" },
    ///       "kind": "wellbeing_services_county",
    ///       "places": ["county:20"],
    ///       "language": "fi",
    ///       "history": ["applied by 2022-12-12 stated", "admitted by 2022-12-12 stated"],
    ///       "facts": { "staff": ["3700 person; 2023-12-31; annual report 2023"] },
    ///       "source": "Letter to members, 12 December 2022"
    ///     }
    ///   ]
    /// }"#;
    /// let register = Register::from_json("register.json", text.as_bytes())?;
    /// let kainuu = register.member("county-20").ok_or("in the register")?;
    /// assert_eq!(kainuu.kind(), MemberKind::WellbeingServicesCounty);
    /// let staff = kainuu.fact_on("staff", "2024-01-01".parse()?).ok_or("a fact")?;
    /// assert_eq!(staff.quantity().to_string(), "3700 person");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`RegisterFaults`] with every fault of the document; nothing half-read is returned. A document
    /// that is not JSON has one fault, the first.
    pub fn from_json(file_name: &str, reader: impl io::Read) -> Result<Self, RegisterFaults> {
        let mut faults = FaultList::of_file(file_name);
        let text = read::read_to_text(reader, &mut faults);
        let document = text.and_then(|text| Node::parse(&text, &mut faults));
        let drafts = document.map(|document| read_document(&document, &mut faults));
        read::register_of(drafts.unwrap_or_default(), faults)
    }

    /// The register as JSON, the same bytes for equal registers: the members by id, with the keys
    /// that they have.
    ///
    /// [`Register::from_json`] gives an equal register back, if the file is within the limits of
    /// [reading](Register#method.from_csv) and the years of all dates have four digits.
    #[must_use]
    pub fn to_json(&self) -> String {
        let members: Vec<Value> = self.members().map(member_value).collect();
        let document = json!({ "format": FORMAT, "version": VERSION, "members": members });
        format!("{document:#}\n")
    }
}

fn member_value(member: &Member) -> Value {
    fn text(value: Option<impl ToString>) -> Option<Value> {
        value.map(|value| Value::String(value.to_string()))
    }
    fn list(items: &[impl ToString]) -> Option<Value> {
        let texts = items.iter().map(ToString::to_string);
        (!items.is_empty()).then(|| texts.map(Value::String).collect())
    }
    let names = Language::ALL.into_iter().filter_map(|language| {
        let words = text(member.name().get(language))?;
        Some((language.to_string(), words))
    });
    let mut facts: BTreeMap<&FactName, Vec<&MemberFact>> = BTreeMap::new();
    for (name, fact) in member.facts() {
        facts.entry(name).or_default().push(fact);
    }
    let facts: Map<String, Value> = facts
        .into_iter()
        .filter_map(|(name, facts)| Some((name.to_string(), list(&facts)?)))
        .collect();
    let values = MEMBER_KEYS.iter().filter_map(|key| {
        let value = match *key {
            "id" => text(Some(member.id())),
            "name" => Some(names.clone().collect()),
            "kind" => text(Some(member.kind())),
            "business_id" => text(member.business_id()),
            "places" => list(member.places()),
            "represented_by" => list(member.representations()),
            "language" => text(member.language()),
            "history" => list(member.history().entries()),
            "facts" => (!facts.is_empty()).then(|| Value::Object(facts.clone())),
            "source" => text(member.source()),
            "note" => text(member.note()),
            "invoicing_address" => text(member.invoicing_address()),
            _ => None,
        };
        Some(((*key).to_owned(), value?))
    });
    values.collect()
}

fn read_document(document: &Node, faults: &mut FaultList) -> Vec<Draft> {
    let Some(entries) = document.entries("", Some(DOCUMENT_KEYS), faults) else {
        return Vec::new();
    };
    let find = |key| entries.iter().find(|(found, _)| *found == key);
    let is_right =
        |key, right: fn(&Content) -> bool| find(key).is_some_and(|(_, node)| right(&node.content));
    let format_is_right = is_right(
        "format",
        |content| matches!(content, Content::Text(text) if text == FORMAT),
    );
    let version_is_right = is_right("version", |content| {
        matches!(content, Content::Whole(VERSION))
    });
    for (key, is_right, expected) in [
        ("format", format_is_right, format!("\"{FORMAT}\"")),
        ("version", version_is_right, VERSION.to_string()),
    ] {
        if !is_right {
            let line = find(key).map_or(document.line, |(_, node)| node.line);
            let message =
                format!("this is not a register of version {VERSION}: expected {expected}");
            let help = format!("write `\"{key}\": {expected}` at the beginning of the document");
            let fault = RegisterFault::new(RegisterFaultCode::WrongFormat, message, help);
            faults.push(fault.at_line(line).in_column(key));
        }
    }
    let Some((_, members)) = find("members") else {
        let message = "the document has no members: expected a list of them";
        let help = "write `\"members\": []`, if there are none";
        let fault = RegisterFault::new(RegisterFaultCode::MissingValue, message, help);
        faults.push(fault.at_line(document.line).in_column("members"));
        return Vec::new();
    };
    let Content::List(members) = &members.content else {
        members.push_wrong_type("members", "a list of members", faults);
        return Vec::new();
    };
    if let Some(first_too_many) = members.get(MOST_ROWS) {
        let message = format!("too many members: expected at most {MOST_ROWS}");
        let help = "check that it is a register, or split it";
        let fault = RegisterFault::new(RegisterFaultCode::TooManyRows, message, help);
        faults.push(fault.at_line(first_too_many.line).in_column("members"));
        return Vec::new();
    }
    let numbered = members.iter().enumerate();
    numbered
        .filter_map(|(number, member)| read_member(member, number, faults))
        .collect()
}

fn read_member(member: &Node, number: usize, faults: &mut FaultList) -> Option<Draft> {
    let path = format!("members[{number}]");
    let entries = member.entries(&path, Some(MEMBER_KEYS), faults)?;
    let mut row = Row {
        line: member.line,
        prefix: format!("{path}."),
        absent: Vec::new(),
        cells: Vec::new(),
    };
    for (key, value) in entries {
        let path = format!("{path}.{key}");
        match key {
            "places" | "represented_by" | "history" => {
                value.push_list(key.into(), &path, &mut row, faults);
            }
            "name" => {
                let languages = Some(&["fi", "sv", "en"][..]);
                let Some(words) = value.entries(&path, languages, faults) else {
                    row.absent.push(key.to_owned());
                    continue;
                };
                for (language, words) in words {
                    let key = match language {
                        "sv" => "name_sv",
                        "en" => "name_en",
                        _ => "name",
                    };
                    words.push_text(key, format!("{path}.{language}"), &mut row, faults);
                }
            }
            "facts" => {
                for (name, fact) in value.entries(&path, None, faults).unwrap_or_default() {
                    let path = format!("{path}.{name}");
                    if let Err(error) = name.parse::<FactName>() {
                        let code = RegisterFaultCode::BadFactName;
                        let help = "name the fact as in `staff`";
                        let fault = RegisterFault::new(code, error.to_string(), help);
                        faults.push(fault.at_line(fact.line).in_column(quoted(&path)));
                    }
                    let key = format!("{FACT_PREFIX}{name}");
                    fact.push_list(key.into(), &path, &mut row, faults);
                }
            }
            _ => value.push_text(key, path, &mut row, faults),
        }
    }
    Some(Draft::read(&row, faults))
}

/// A value of JSON, with the line on which it begins and each key as often as it stands.
#[derive(Debug)]
struct Node {
    line: u64,
    content: Content,
}

#[derive(Debug)]
enum Content {
    Text(String),
    Whole(u64),
    List(Vec<Node>),
    Object(Vec<(String, Node)>),
    /// Null, a truth value, or a number that is not whole and positive.
    Other(&'static str),
}

impl Node {
    fn parse(text: &str, faults: &mut FaultList) -> Option<Self> {
        match serde_json::from_str::<Self>(text) {
            Ok(mut node) => {
                node.set_lines(&mut value_lines(text).into_iter());
                Some(node)
            }
            Err(error) => {
                let line = u64::try_from(error.line()).unwrap_or(u64::MAX);
                let reason = error.to_string();
                let reason = reason.split(" at line ").next().unwrap_or_default();
                let message = format!("this is not JSON at character {}: {reason}", error.column());
                let help = "mend it there, or write the document with a JSON tool";
                let fault = RegisterFault::new(RegisterFaultCode::BadJson, message, help);
                faults.push(fault.at_line(line.max(1)));
                None
            }
        }
    }

    /// Gives each value, in the order in which they begin in the text, its line.
    fn set_lines(&mut self, lines: &mut impl Iterator<Item = u64>) {
        self.line = lines.next().unwrap_or(self.line);
        match &mut self.content {
            Content::List(items) => items.iter_mut().for_each(|item| item.set_lines(lines)),
            Content::Object(entries) => {
                entries
                    .iter_mut()
                    .for_each(|(_, value)| value.set_lines(lines));
            }
            Content::Text(_) | Content::Whole(_) | Content::Other(_) => {}
        }
    }

    const fn type_name(&self) -> &'static str {
        match &self.content {
            Content::Text(_) => "a text",
            Content::Whole(_) => "a number",
            Content::List(_) => "a list",
            Content::Object(_) => "an object",
            Content::Other(name) => name,
        }
    }

    fn push_wrong_type(&self, path: &str, expected: &str, faults: &mut FaultList) {
        let message = format!("found {}: expected {expected}", self.type_name());
        let help = if matches!(self.content, Content::Whole(_) | Content::Other(_)) {
            "write the value in double quotes, or leave the key out".to_owned()
        } else {
            format!("write {expected}, or leave the key out")
        };
        let fault = RegisterFault::new(RegisterFaultCode::WrongType, message, help);
        faults.push(fault.at_line(self.line).in_column(quoted(path)));
    }

    /// The entries of an object with known keys, each once; `None` and a fault if it is no object.
    fn entries(
        &self,
        path: &str,
        known: Option<&[&str]>,
        faults: &mut FaultList,
    ) -> Option<Vec<(&str, &Self)>> {
        let Content::Object(entries) = &self.content else {
            self.push_wrong_type(
                if path.is_empty() { "document" } else { path },
                "an object",
                faults,
            );
            return None;
        };
        let mut found: Vec<(&str, &Self)> = Vec::new();
        let mut keys: BTreeSet<&str> = BTreeSet::new();
        for (key, value) in entries {
            let mut fault = |code, message: String, help: &dyn Fn() -> String| {
                faults.push_with(|| {
                    let fault = RegisterFault::new(code, message, help()).at_line(value.line);
                    if path.is_empty() {
                        fault
                    } else {
                        fault.in_column(path)
                    }
                });
            };
            if let Some(known) = known
                && !known.contains(&key.as_str())
            {
                let message = format!("`{}` is not a key of this object", quoted(key));
                fault(RegisterFaultCode::UnknownKey, message, &|| match nearest(
                    key,
                    known.iter().copied(),
                ) {
                    Some(known) => format!("write `{known}`, if that is meant, or delete it"),
                    None => format!("delete it, or use one of {}", known.join(", ")),
                });
            } else if !keys.insert(key) {
                let message = format!("the key `{}` stands twice", quoted(key));
                let help = || "delete one of the two".to_owned();
                fault(RegisterFaultCode::DuplicateKey, message, &help);
            } else {
                found.push((key, value));
            }
        }
        Some(found)
    }

    /// Adds this text to a row.
    fn push_text<'a>(
        &'a self,
        key: impl Into<Cow<'a, str>>,
        path: String,
        row: &mut Row<'a>,
        faults: &mut FaultList,
    ) {
        let key = key.into();
        let path = quoted(&path);
        let Content::Text(text) = &self.content else {
            row.absent.push(key.into_owned());
            self.push_wrong_type(&path, "a text", faults);
            return;
        };
        let text = text.trim();
        let cell = Cell {
            key,
            line: self.line,
            column: path.into(),
            text,
        };
        if let Some(fault) = cell.unfit() {
            row.absent.push(cell.key.into_owned());
            faults.push(fault);
        } else if !text.is_empty() {
            row.cells.push(cell);
        }
    }

    /// Adds this list of texts to a row.
    fn push_list<'a>(
        &'a self,
        key: Cow<'a, str>,
        path: &str,
        row: &mut Row<'a>,
        faults: &mut FaultList,
    ) {
        let Content::List(items) = &self.content else {
            row.absent.push(key.into_owned());
            self.push_wrong_type(path, "a list of texts", faults);
            return;
        };
        for (number, item) in items.iter().enumerate() {
            item.push_text(key.clone(), format!("{path}[{number}]"), row, faults);
        }
    }
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let content = deserializer.deserialize_any(ContentVisitor)?;
        Ok(Self { line: 1, content })
    }
}

struct ContentVisitor;

impl<'de> Visitor<'de> for ContentVisitor {
    type Value = Content;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value of JSON")
    }

    fn visit_str<E>(self, text: &str) -> Result<Content, E> {
        Ok(Content::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Content, E> {
        Ok(Content::Text(text))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Content, E> {
        Ok(Content::Whole(number))
    }

    fn visit_i64<E>(self, _: i64) -> Result<Content, E> {
        Ok(Content::Other("a number"))
    }

    #[expect(
        clippy::disallowed_types,
        reason = "serde gives numbers with a point so; it is refused"
    )]
    fn visit_f64<E>(self, _: f64) -> Result<Content, E> {
        Ok(Content::Other("a number"))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Content, E> {
        Ok(Content::Other("a truth value"))
    }

    fn visit_unit<E>(self) -> Result<Content, E> {
        Ok(Content::Other("null"))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Content, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Content::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Content, A::Error> {
        let mut object = Vec::new();
        while let Some(entry) = entries.next_entry()? {
            object.push(entry);
        }
        Ok(Content::Object(object))
    }
}

/// The line on which each value of a JSON text begins, in the order in which they begin.
fn value_lines(text: &str) -> Vec<u64> {
    let mut lines = Vec::new();
    let mut line: u64 = 1;
    let mut bytes = text.bytes().peekable();
    while let Some(byte) = bytes.next() {
        match byte {
            b'\n' => line = line.saturating_add(1),
            b'{' | b'[' => lines.push(line),
            b'"' => {
                while let Some(inner) = bytes.next_if(|inner| *inner != b'"') {
                    if inner == b'\\' {
                        bytes.next();
                    }
                }
                bytes.next();
                let begins_on = line;
                while let Some(space) = bytes.next_if(u8::is_ascii_whitespace) {
                    if space == b'\n' {
                        line = line.saturating_add(1);
                    }
                }
                // A text before a colon is a key.
                if bytes.peek() != Some(&b':') {
                    lines.push(begins_on);
                }
            }
            b'-' | b'0'..=b'9' | b'a'..=b'z' => {
                lines.push(line);
                let in_word = |byte: &u8| byte.is_ascii_alphanumeric() || b"+-.".contains(byte);
                while bytes.next_if(in_word).is_some() {}
            }
            _ => {}
        }
    }
    lines
}
