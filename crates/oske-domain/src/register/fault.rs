//! [`RegisterFault`]: what keeps a file from becoming a register, and where.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use oske_types::{nearest, pad};

use crate::{Member, MemberId, Register};

macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident, $code:literal;)*) => {
        /// The code of a fault in a register: stable, for programs and for searching.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum RegisterFaultCode {
            $($(#[$doc])* #[doc = concat!("\n\n`", $code, "`")] $variant,)*
        }

        impl RegisterFaultCode {
            /// The code as text, such as `unknown-kind`.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $code,)*
                }
            }
        }
    };
}

codes! {
    /// The file could not be read to its end.
    Unreadable, "unreadable";
    /// The file has more bytes than a register may have.
    TooLarge, "too-large";
    /// The file is not in UTF-8.
    NotUtf8, "not-utf-8";
    /// The file has no header row.
    NoHeader, "no-header";
    /// The columns are separated by something other than a comma.
    WrongSeparator, "wrong-separator";
    /// The header lacks a column that is needed.
    MissingColumn, "missing-column";
    /// The header has a column that is not known.
    UnknownColumn, "unknown-column";
    /// The header has a column twice.
    DuplicateColumn, "duplicate-column";
    /// The header has more columns than a register may have.
    TooManyColumns, "too-many-columns";
    /// The file has more rows than a register may have.
    TooManyRows, "too-many-rows";
    /// A row has more or fewer cells than the header.
    RowLength, "row-length";
    /// A row has only empty cells.
    EmptyRow, "empty-row";
    /// A cell is longer than it may be.
    CellTooLong, "cell-too-long";
    /// A cell holds a line break, a tab or another control character.
    LineBreak, "line-break";
    /// A value that is needed is missing or empty.
    MissingValue, "missing-value";
    /// An id is not a member id.
    BadId, "bad-id";
    /// A kind is not a member kind.
    UnknownKind, "unknown-kind";
    /// A business id has the wrong form or the wrong check digit.
    BadBusinessId, "bad-business-id";
    /// A place is not a place.
    BadPlace, "bad-place";
    /// A member has a place twice.
    DuplicatePlace, "duplicate-place";
    /// A representation is not an id and a period.
    BadRepresentation, "bad-representation";
    /// A language is not one of Finnish, Swedish and English.
    UnknownLanguage, "unknown-language";
    /// An entry of a history is not one.
    BadHistory, "bad-history";
    /// The entries of a history do not go together.
    HistoryOrder, "history-order";
    /// The name of a fact is not one.
    BadFactName, "bad-fact-name";
    /// A fact is not a quantity, a date and a source.
    BadFact, "bad-fact";
    /// Two members have one id.
    DuplicateId, "duplicate-id";
    /// A representative, or the member of a contact, is not in the register.
    UnknownMember, "unknown-member";
    /// A member is represented through two at a time.
    RepresentationOverlap, "representation-overlap";
    /// Representations lead back to where they began.
    RepresentationCycle, "representation-cycle";
    /// A member is represented through one who is not a member at the time.
    RepresentativeNotMember, "representative-not-member";
    /// A document is not JSON.
    BadJson, "bad-json";
    /// A document does not say that it is a register of this version.
    WrongFormat, "wrong-format";
    /// An object has a key that is not known.
    UnknownKey, "unknown-key";
    /// An object has a key twice.
    DuplicateKey, "duplicate-key";
    /// A value is of another type than expected, such as a number for a text.
    WrongType, "wrong-type";
    /// An e-mail address is not one.
    BadEmail, "bad-email";
    /// A telephone number is not one.
    BadPhone, "bad-phone";
    /// A kind is not that of a benefit.
    UnknownBenefitKind, "unknown-benefit-kind";
    /// What should say for whom a benefit is does not.
    BadScope, "bad-scope";
    /// A period is not one.
    BadValidity, "bad-validity";
    /// Two benefits of one id are in force on the same days.
    BenefitOverlap, "benefit-overlap";
    /// The benefit by which an event has its member price is not there, is another one or is not in force.
    UnknownBenefit, "unknown-benefit";
    /// The day of an event is not a date.
    BadDay, "bad-day";
    /// The file is not in the encoding that it is said to be in.
    WrongEncoding, "wrong-encoding";
    /// It cannot be told what separates the cells of a table.
    UnclearSeparator, "unclear-separator";
    /// A file is not a workbook that can be read.
    BadWorkbook, "bad-workbook";
    /// A workbook has no sheet of a name, or several and it is not said which.
    WhichSheet, "which-sheet";
    /// Cells of a workbook are merged where each should have its own value.
    MergedCells, "merged-cells";
    /// A table has more cells than a register may have.
    TooManyCells, "too-many-cells";
    /// A column has cells and no heading.
    NoHeading, "no-heading";
    /// Two columns say in two ways what may be said once.
    ConflictingColumns, "conflicting-columns";
    /// A number is not one.
    BadNumber, "bad-number";
    /// A number could be one of two.
    UnclearNumber, "unclear-number";
    /// A day is not a date.
    BadDate, "bad-date";
    /// The number of a municipality is not one.
    BadMunicipality, "bad-municipality";
    /// A cell of a workbook holds an error or what cannot be read.
    BadCell, "bad-cell";
}

impl fmt::Display for RegisterFaultCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        pad(f, self.as_str())
    }
}

/// One thing that keeps a file from becoming a register (*virhe*, *fel*): where it is, what was found
/// and expected, and how to mend it.
///
/// On one line: `register.csv:3: kind: ‹message›; ‹help› [unknown-kind]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisterFault {
    code: RegisterFaultCode,
    file: Option<Arc<str>>,
    line: Option<u64>,
    column: Option<Box<str>>,
    message: Box<str>,
    help: Box<str>,
}

impl RegisterFault {
    pub(crate) fn new(
        code: RegisterFaultCode,
        message: impl Into<Box<str>>,
        help: impl Into<Box<str>>,
    ) -> Self {
        Self {
            code,
            file: None,
            line: None,
            column: None,
            message: message.into(),
            help: help.into(),
        }
    }

    pub(crate) fn at_line(mut self, line: u64) -> Self {
        self.line = Some(line);
        self
    }

    pub(crate) fn in_column(mut self, column: impl Into<Box<str>>) -> Self {
        self.column = Some(column.into());
        self
    }

    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> RegisterFaultCode {
        self.code
    }

    /// The name of the file, where members were read from one.
    #[must_use]
    pub fn file(&self) -> Option<&str> {
        self.file.as_deref()
    }

    /// The number of the line as an editor shows it, the first being 1.
    #[must_use]
    pub const fn line(&self) -> Option<u64> {
        self.line
    }

    /// The name of the column, or in JSON the way to the value: `members[2].history[0]`.
    #[must_use]
    pub fn column(&self) -> Option<&str> {
        self.column.as_deref()
    }

    /// What was found and what was expected.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// How to mend it.
    #[must_use]
    pub fn help(&self) -> &str {
        &self.help
    }
}

impl std::error::Error for RegisterFault {}

impl fmt::Display for RegisterFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.file, self.line) {
            (Some(file), Some(line)) => write!(f, "{file}:{line}: ")?,
            (Some(file), None) => write!(f, "{file}: ")?,
            (None, Some(line)) => write!(f, "line {line}: ")?,
            (None, None) => {}
        }
        if let Some(column) = &self.column {
            write!(f, "{column}: ")?;
        }
        write!(f, "{}; {} [{}]", self.message, self.help, self.code)
    }
}

/// Every fault of a file or of a set of members, in the order of the lines; never empty.
///
/// Displayed with one fault a line and their count at the end.
#[derive(Clone, PartialEq, Eq)]
pub struct RegisterFaults {
    // INVARIANT: never empty.
    faults: Vec<RegisterFault>,
    count: usize,
}

/// How many faults are kept: a file that is no register at all has one in each cell.
const MOST_FAULTS: usize = 1_000;

impl RegisterFaults {
    /// The faults, of which the first thousand are kept.
    #[must_use]
    pub fn faults(&self) -> &[RegisterFault] {
        &self.faults
    }

    /// How many faults there are, also those that were not kept.
    #[must_use]
    pub const fn count(&self) -> usize {
        self.count
    }
}

oske_types::list_of_faults!(RegisterFaults, RegisterFault);

impl fmt::Display for RegisterFaults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_counted(f, &self.faults, self.count)
    }
}

/// Writes faults, one a line, and after them how many there are, also of those that were not kept.
pub(crate) fn write_counted(
    f: &mut fmt::Formatter<'_>,
    faults: &[impl fmt::Display],
    count: usize,
) -> fmt::Result {
    for fault in faults {
        writeln!(f, "{fault}")?;
    }
    match (count, count.saturating_sub(faults.len())) {
        (1, _) => f.write_str("1 fault"),
        (count, 0) => write!(f, "{count} faults"),
        (count, left_out) => write!(f, "{count} faults, of which {left_out} are not shown"),
    }
}

/// Faults as they are found.
#[derive(Debug)]
pub(crate) struct FaultList {
    file: Option<Arc<str>>,
    faults: Vec<RegisterFault>,
    count: usize,
    nearest_ids: BTreeMap<MemberId, Option<String>>,
    comparisons_left: usize,
    /// Whether the numbers of lines are those of the rows of a sheet.
    in_rows: bool,
}

/// How many ids are compared in the search for the nearest ones, each of those that are not known
/// with every one that is.
const MOST_COMPARISONS: usize = 100_000;

impl FaultList {
    pub(crate) fn without_file() -> Self {
        Self {
            file: None,
            faults: Vec::new(),
            count: 0,
            nearest_ids: BTreeMap::new(),
            comparisons_left: MOST_COMPARISONS,
            in_rows: false,
        }
    }

    #[cfg(feature = "import")]
    pub(crate) fn of_rows() -> Self {
        Self {
            in_rows: true,
            ..Self::without_file()
        }
    }

    /// What stands before the number of a line within a message.
    pub(crate) const fn before_line(&self) -> &'static str {
        if self.in_rows { "in row" } else { "on line" }
    }

    #[cfg(any(feature = "csv", feature = "json"))]
    pub(crate) fn of_file(file: &str) -> Self {
        Self {
            file: Some(file.into()),
            ..Self::without_file()
        }
    }

    pub(crate) fn push(&mut self, fault: RegisterFault) {
        self.push_with(|| fault);
    }

    /// Adds a fault, which is not even made if no more of them are kept.
    pub(crate) fn push_with(&mut self, fault: impl FnOnce() -> RegisterFault) {
        self.count = self.count.saturating_add(1);
        if self.faults.len() < MOST_FAULTS {
            let file = self.file.clone();
            self.faults.push(RegisterFault { file, ..fault() });
        }
    }

    /// The id nearest to one that is not known, as long as not too many have been compared.
    pub(crate) fn nearest_id<'a>(
        &mut self,
        found: &MemberId,
        known: impl ExactSizeIterator<Item = &'a MemberId>,
    ) -> Option<String> {
        if let Some(answer) = self.nearest_ids.get(found) {
            return answer.clone();
        }
        self.comparisons_left = self.comparisons_left.checked_sub(known.len())?;
        let answer = nearest(found.as_str(), known.map(MemberId::as_str)).map(str::to_owned);
        self.nearest_ids.insert(found.clone(), answer.clone());
        answer
    }

    /// The fault of an id that no member of a register has.
    pub(crate) fn unknown_member(
        &mut self,
        id: &MemberId,
        register: &Register,
    ) -> Option<RegisterFault> {
        if register.member(id).is_some() {
            return None;
        }
        let help = match self.nearest_id(id, register.members().map(Member::id)) {
            Some(nearest) => format!("write `{nearest}`, if that is meant"),
            None => "add the member to the register, or correct the id".to_owned(),
        };
        let message = format!("`{id}` is not in the register: expected the id of a member");
        let code = RegisterFaultCode::UnknownMember;
        Some(RegisterFault::new(code, message, help))
    }

    /// How many there are so far.
    #[cfg(any(feature = "csv", feature = "json"))]
    pub(crate) const fn count(&self) -> usize {
        self.count
    }

    /// The faults, or a value if there is none.
    pub(crate) fn or_else<T>(mut self, value: impl FnOnce() -> T) -> Result<T, RegisterFaults> {
        if self.faults.is_empty() {
            return Ok(value());
        }
        self.faults.sort_by_key(|fault| fault.line);
        Err(RegisterFaults {
            faults: self.faults,
            count: self.count,
        })
    }
}
