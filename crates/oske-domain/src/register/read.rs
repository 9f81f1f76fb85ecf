//! One member from its texts, whether they were cells of CSV or values of JSON.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;
use std::io::Read;
use std::str::FromStr;

use oske_types::Text;

use super::Register;
use super::check::{self, Claim, Origin};
use super::fault::{FaultList, RegisterFault, RegisterFaultCode, RegisterFaults};
pub(crate) use super::field::FACT_PREFIX;
use crate::{
    FactName, HistoryEntry, HistoryError, Member, MemberFact, MemberId, MemberKind,
    MembershipHistory, ParseKindError, Place, Representation,
};

/// The most bytes that a file may have: 16 MiB.
const MOST_BYTES: u64 = 16 * 1024 * 1024;
/// The most members that a file may have.
pub(crate) const MOST_ROWS: usize = 100_000;
/// The most bytes that one text may have.
const MOST_CELL_BYTES: usize = 10_000;

/// The texts of one member.
#[derive(Debug)]
pub(crate) struct Row<'a> {
    pub(crate) line: u64,
    /// What stands before a key to make it a column: nothing in CSV, `members[2].` in JSON.
    pub(crate) prefix: String,
    /// Keys whose absence has been reported: of the whole file, or for what stands there.
    pub(crate) absent: Vec<String>,
    pub(crate) cells: Vec<Cell<'a>>,
}

/// One text that is not empty, and where it stands; a list is a cell for each of its items.
#[derive(Debug)]
pub(crate) struct Cell<'a> {
    pub(crate) key: Cow<'a, str>,
    pub(crate) line: u64,
    pub(crate) column: Cow<'a, str>,
    pub(crate) text: &'a str,
}

impl Cell<'_> {
    pub(crate) fn fault(
        &self,
        code: RegisterFaultCode,
        message: impl Into<Box<str>>,
        help: impl Into<Box<str>>,
    ) -> RegisterFault {
        let fault = RegisterFault::new(code, message, help);
        fault.at_line(self.line).in_column(&*self.column)
    }

    /// The fault of a text that is too long or not on one line, whatever it should say.
    pub(crate) fn unfit(&self) -> Option<RegisterFault> {
        let length = self.text.len();
        if length > MOST_CELL_BYTES {
            let message =
                format!("the text has {length} bytes: expected at most {MOST_CELL_BYTES}");
            let help = "shorten it, or close a double quote";
            Some(self.fault(RegisterFaultCode::CellTooLong, message, help))
        } else if self.text.contains(char::is_control) {
            let message = "the text holds a line break, a tab or another control character: expected \
                           a text on one line";
            let help = "write it on one line, and close each double quote before the next comma";
            Some(self.fault(RegisterFaultCode::LineBreak, message, help))
        } else {
            None
        }
    }

    pub(crate) fn parse<T: FromStr<Err: fmt::Display>>(
        &self,
        code: RegisterFaultCode,
        help: &str,
        faults: &mut FaultList,
    ) -> Option<T> {
        match self.text.parse() {
            Ok(value) => Some(value),
            Err(error) => {
                faults.push(self.fault(code, error.to_string(), help));
                None
            }
        }
    }
}

impl<'a> Row<'a> {
    pub(crate) fn all(&self, key: &str) -> impl Iterator<Item = &Cell<'a>> {
        self.cells.iter().filter(move |cell| *cell.key == *key)
    }

    pub(crate) fn one(&self, key: &str) -> Option<&Cell<'a>> {
        self.all(key).next()
    }

    pub(crate) fn text(&self, key: &str) -> Option<&'a str> {
        self.one(key).map(|cell| cell.text)
    }

    /// Whether what is missing under a key has been reported.
    fn is_reported(&self, key: &str) -> bool {
        self.absent.iter().any(|absent| absent == key)
    }

    pub(crate) fn needed(
        &self,
        key: &str,
        expected: &str,
        help: &str,
        faults: &mut FaultList,
    ) -> Option<&Cell<'a>> {
        let cell = self.one(key);
        if cell.is_none() && !self.is_reported(key) {
            let message = format!("nothing stands here: expected {expected}");
            let fault = RegisterFault::new(RegisterFaultCode::MissingValue, message, help);
            let column = format!("{}{key}", self.prefix);
            faults.push(fault.at_line(self.line).in_column(column));
        }
        cell
    }
}

/// A member as far as it could be read.
#[derive(Debug)]
pub(crate) struct Draft {
    line: u64,
    prefix: String,
    id: Option<MemberId>,
    history: Option<MembershipHistory>,
    representations: Vec<Representation>,
    member: Option<Member>,
}

impl Draft {
    /// A row of which nothing but its id is to be believed.
    #[cfg(feature = "csv")]
    pub(crate) fn of_id(line: u64, id: &str) -> Self {
        Self {
            line,
            prefix: String::new(),
            id: id.parse().ok(),
            history: None,
            representations: Vec::new(),
            member: None,
        }
    }

    pub(crate) fn read(row: &Row<'_>, faults: &mut FaultList) -> Self {
        let faults_before = faults.count();
        let id: Option<MemberId> = row
            .needed(
                "id",
                "the id of the member, as in `siun-sote`",
                "give the member an id that no other has",
                faults,
            )
            .and_then(|cell| {
                let help = "write it without capitals, spaces and accents";
                cell.parse(RegisterFaultCode::BadId, help, faults)
            });
        let name = read_name(row, faults);
        let kind = row
            .needed(
                "kind",
                "the kind of the member, as in `municipality`",
                "say what kind of member it is, or `other`",
                faults,
            )
            .and_then(|cell| read_kind(cell, faults));
        let history = read_history(row, faults);
        let representations: Vec<Representation> = row
            .all("represented_by")
            .filter_map(|cell| {
                let help = "write the day on which it ends as the first day on which it no longer \
                            holds, and `..` for an end that is not known";
                cell.parse(RegisterFaultCode::BadRepresentation, help, faults)
            })
            .collect();
        let business_id = row.one("business_id").and_then(|cell| {
            let help = "look it up at ytj.fi, or leave the cell empty";
            cell.parse(RegisterFaultCode::BadBusinessId, help, faults)
        });
        let places = read_places(row, faults);
        let language = row.one("language").and_then(|cell| {
            let help = "write `fi`, `sv` or `en`, or leave the cell empty";
            cell.parse(RegisterFaultCode::UnknownLanguage, help, faults)
        });
        let facts = read_facts(row, faults);

        let clean = faults.count() == faults_before;
        let parts = (id.clone(), name, kind, history.clone());
        let member = match parts {
            (Some(id), Some(name), Some(kind), Some(history)) if clean => {
                let member = Member::try_new(id, name, kind, history);
                if let Err(error) = &member {
                    let code = RegisterFaultCode::MissingValue;
                    let fault = RegisterFault::new(code, error.to_string(), "write the name");
                    faults.push(fault.at_line(row.line));
                }
                member.ok()
            }
            _ => None,
        };
        let member = member.map(|member| {
            let mut member = member
                .with_places(places)
                .with_representations(representations.iter().cloned());
            for (name, fact) in facts {
                member = member.with_fact(name, fact);
            }
            if let Some(business_id) = business_id {
                member = member.with_business_id(business_id);
            }
            if let Some(language) = language {
                member = member.with_language(language);
            }
            member
                .with_invoicing_address(row.text("invoicing_address").unwrap_or_default())
                .with_source(row.text("source").unwrap_or_default())
                .with_note(row.text("note").unwrap_or_default())
        });
        Self {
            line: row.line,
            prefix: row.prefix.clone(),
            id,
            history,
            representations,
            member,
        }
    }

    fn claim(&self) -> Option<Claim<'_>> {
        Some(Claim {
            id: self.id.as_ref()?,
            history: self.history.as_ref(),
            representations: &self.representations,
            origin: Some(Origin {
                line: self.line,
                prefix: &self.prefix,
            }),
        })
    }
}

fn read_name(row: &Row<'_>, faults: &mut FaultList) -> Option<Text> {
    let expected = "the name of the member in Finnish, Swedish or English, as in `Kuopio`";
    read_texts(
        row,
        ["name", "name_sv", "name_en"],
        expected,
        "write the name of the member",
        faults,
    )
}

/// The words under the keys of Finnish, Swedish and English, of which one is needed.
pub(crate) fn read_texts(
    row: &Row<'_>,
    keys: [&str; 3],
    expected: &str,
    help: &str,
    faults: &mut FaultList,
) -> Option<Text> {
    let [fi, sv, en] = keys;
    let text = texts(row, keys);
    if text.is_none() && !row.is_reported(sv) && !row.is_reported(en) {
        row.needed(fi, expected, help, faults);
    }
    text
}

/// The words under the keys of Finnish, Swedish and English, if there are any.
pub(crate) fn texts(row: &Row<'_>, keys: [&str; 3]) -> Option<Text> {
    let [fi, sv, en] = keys.map(|key| row.text(key).map(str::to_owned));
    Text::from_parts(fi, sv, en)
}

pub(crate) fn read_kind(cell: &Cell<'_>, faults: &mut FaultList) -> Option<MemberKind> {
    match cell.text.parse() {
        Ok(kind) => Some(kind),
        Err(error) => {
            let error: ParseKindError = error;
            faults.push_with(|| {
                let help = match error.nearest() {
                    Some(_) => "write that, if it is meant".to_owned(),
                    None => {
                        let codes = MemberKind::ALL.iter().map(|kind| kind.code());
                        format!("write one of {}", codes.collect::<Vec<_>>().join(", "))
                    }
                };
                cell.fault(RegisterFaultCode::UnknownKind, error.to_string(), help)
            });
            None
        }
    }
}

fn read_history(row: &Row<'_>, faults: &mut FaultList) -> Option<MembershipHistory> {
    let expected = "what happened to the membership, as in `admitted by 2022-12-12 stated`";
    let help = "write `admitted unknown unknown`, if nothing is known of it";
    let first = row.needed("history", expected, help, faults)?;
    if row.is_reported("history") {
        return None;
    }
    let entry = |cell: &Cell<'_>| match cell.text.parse() {
        Ok(entry) => Some(entry),
        Err(error) => {
            let error: HistoryError = error;
            let code = RegisterFaultCode::BadHistory;
            faults.push(cell.fault(code, error.to_string(), error.help()));
            None
        }
    };
    let entries: Vec<Option<HistoryEntry>> = row.all("history").map(entry).collect();
    let entries: Option<Vec<HistoryEntry>> = entries.into_iter().collect();
    match MembershipHistory::try_new(entries?) {
        Ok(history) => Some(history),
        Err(error) => {
            let culprit = row.all("history").find(|cell| cell.text == error.entry());
            let cell = culprit.unwrap_or(first);
            let code = RegisterFaultCode::HistoryOrder;
            faults.push(cell.fault(code, error.to_string(), error.help()));
            None
        }
    }
}

fn read_places(row: &Row<'_>, faults: &mut FaultList) -> BTreeSet<Place> {
    let mut places = BTreeSet::new();
    for cell in row.all("places") {
        match cell.text.parse::<Place>() {
            Ok(place) if places.insert(place) => {}
            Ok(place) => {
                let message = format!("the place `{place}` stands twice");
                let help = "delete one of the two";
                faults.push(cell.fault(RegisterFaultCode::DuplicatePlace, message, help));
            }
            Err(error) => {
                let help = "write places with one space between them, codes with their zeros";
                faults.push(cell.fault(RegisterFaultCode::BadPlace, error.to_string(), help));
            }
        }
    }
    places
}

fn read_facts(row: &Row<'_>, faults: &mut FaultList) -> Vec<(FactName, MemberFact)> {
    let mut facts = Vec::new();
    let mut dates = BTreeSet::new();
    for cell in &row.cells {
        let Some(name) = cell.key.strip_prefix(FACT_PREFIX) else {
            continue;
        };
        let help = "write the quantity, the day it held and where it was read";
        let fact: Option<MemberFact> = cell.parse(RegisterFaultCode::BadFact, help, faults);
        if let Some(fact) = &fact
            && !dates.insert((name, fact.date()))
        {
            let message = format!("two facts of this name are of {}", fact.date());
            let help = "delete one of the two, or correct its date";
            faults.push(cell.fault(RegisterFaultCode::BadFact, message, help));
        }
        // A name that is none is a fault of the header, or of the key.
        if let (Some(fact), Ok(name)) = (fact, name.parse()) {
            facts.push((name, fact));
        }
    }
    facts
}

/// The register of all drafts, or every fault there is.
pub(crate) fn register_of(
    drafts: Vec<Draft>,
    mut faults: FaultList,
) -> Result<Register, RegisterFaults> {
    let claims: Vec<Claim<'_>> = drafts.iter().filter_map(Draft::claim).collect();
    check::together(&claims, &mut faults);
    faults.or_else(|| Register::of_checked(drafts.into_iter().filter_map(|draft| draft.member)))
}

/// All of a file as text, unless it is too large or not text.
pub(crate) fn read_to_text(reader: impl Read, faults: &mut FaultList) -> Option<String> {
    let mut bytes = Vec::new();
    let limit = MOST_BYTES.saturating_add(1);
    let fault = match reader.take(limit).read_to_end(&mut bytes) {
        Ok(_) if u64::try_from(bytes.len()).is_ok_and(|length| length <= MOST_BYTES) => {
            match String::from_utf8(bytes) {
                Ok(text) => return Some(without_mark(text)),
                Err(error) => {
                    let right = error.utf8_error().valid_up_to();
                    let line = line_of(error.as_bytes(), right);
                    let message = "a character is not in UTF-8: expected a file saved as UTF-8";
                    let help = "save the file again with the encoding UTF-8";
                    RegisterFault::new(RegisterFaultCode::NotUtf8, message, help).at_line(line)
                }
            }
        }
        Ok(_) => {
            let message = format!("the file is too large: expected at most {MOST_BYTES} bytes");
            let help = "check that it is a register, or split it";
            RegisterFault::new(RegisterFaultCode::TooLarge, message, help)
        }
        Err(error) => {
            let message = format!("the file could not be read: {error}");
            let help = "check that it is there and may be read";
            RegisterFault::new(RegisterFaultCode::Unreadable, message, help)
        }
    };
    faults.push(fault);
    None
}

/// A text without the mark that some spreadsheets put before UTF-8.
fn without_mark(text: String) -> String {
    match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    }
}

/// The number of the line in which a byte stands, the first being 1.
fn line_of(bytes: &[u8], position: usize) -> u64 {
    let breaks = bytes.iter().take(position).filter(|byte| **byte == b'\n');
    u64::try_from(breaks.count())
        .unwrap_or(u64::MAX)
        .saturating_add(1)
}
