//! [`Finding`]: what the proof says of a policy, with a payer that shows it.

mod course;
mod coverage;
mod declared;
mod help;
mod law;
mod message;
mod printed;
mod undecided;

use std::fmt;
use std::sync::Arc;

use chrono::{Datelike, NaiveDate};
use oske_statute::{ParseReferenceError, Reference, Standing};
use oske_types::{Currency, DuesYear, Exact, Language, Money, Text, Validity};

use crate::assessment::{Found, Label, Outcome};
use crate::day;
use crate::diagnostic::{Head, Place};
use crate::document::Value;
use crate::facts::Facts;
use crate::interval::Interval;
use crate::payers::Payers;

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(clippy::exhaustive_enums, reason = "three degrees, by definition")]
pub enum Severity {
    /// Somebody for whom the policy is meant has no amount, or may have two.
    Error,
    /// Something is not known yet, or not used.
    Warning,
    /// Something that a reader should know.
    Note,
}

impl Severity {
    /// The word in documents: `error`, `warning`, `note`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// Something that the proof has found in a policy: a gap, two amounts, an unknown rate
/// (*havainto*, *iakttagelse*).
///
/// A finding, of whatever severity, does not keep a policy from being assessed: a proposal with a gap
/// can be shown to a board. It says for whom it holds ([`Finding::payers`]) and names a payer that shows it ([`Finding::witness`]).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub(crate) subject: Subject,
    pub(crate) severity: Severity,
    pub(crate) path: String,
    pub(crate) file: Option<Arc<str>>,
    pub(crate) place: Option<Place>,
    pub(crate) year: DuesYear,
    pub(crate) payers: Payers,
    pub(crate) witness: Option<Facts>,
    pub(crate) neighbour: Option<Facts>,
}

/// What a row of a table gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum RowGives {
    Number(Exact),
    Unknown,
    Class(Label),
}

/// What a source prints as the outcome of an example.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Expected {
    Amount(Exact),
    /// Several amounts, which need not be told.
    Ambiguous(Vec<Exact>),
    NotCovered,
    Undetermined,
}

/// What there are more of than are listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Beyond {
    Gaps { table: Label },
    Overlaps { table: Label },
    Uncovered { line: Label },
    SeveralRules { line: Label },
    MixedCurrencies,
    Divisions,
    Readings { label: String },
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Subject {
    Gap {
        table: Label,
    },
    /// What there is beyond what is listed.
    More {
        of: Beyond,
        more: usize,
    },
    Overlap {
        table: Label,
        /// The first few of them.
        rows: Vec<usize>,
        more_rows: usize,
        /// The first few that differ.
        gives: Vec<RowGives>,
        more_gives: usize,
        unit: Label,
        differs: bool,
    },
    /// What the source leaves unclear; without candidates where the readings agree for everybody, or
    /// where one of them gives no amount.
    Unclear {
        label: String,
        candidates: Vec<Money>,
    },
    /// Readings that give the same where they give an amount, but do not all give one.
    UnclearInPart {
        label: String,
    },
    NoRule {
        line: Label,
    },
    /// A line for which no rule of any year is.
    LineWithoutRule {
        line: Label,
    },
    SeveralRules {
        line: Label,
        rules: Vec<Label>,
        /// Amounts that differ for the witness; none where no payer was found for whom they do.
        candidates: Vec<Money>,
        /// Whether the rules are known to give the same to everybody.
        same: bool,
    },
    MixedCurrencies {
        left: Label,
        right: Label,
    },
    UnknownParameter {
        parameter: Label,
        note: Option<Text>,
    },
    StaleParameter {
        parameter: Label,
        year: DuesYear,
        /// The first day for which a value is wanted.
        on: NaiveDate,
        hole: Validity,
    },
    IndexWithoutValue {
        parameter: Label,
        series: Text,
        year: DuesYear,
        hole: Validity,
    },
    UnknownRow {
        table: Label,
        row: usize,
    },
    DeadRow {
        table: Label,
        row: usize,
    },
    /// A rule whose condition nobody fulfils.
    DeadRule {
        rule: Label,
    },
    /// A rule that holds in no year.
    RuleOutOfTime {
        rule: Label,
    },
    NeverBinds {
        extreme: &'static str,
    },
    AlwaysBinds {
        extreme: &'static str,
    },
    Fall {
        measure: Label,
        /// The two neighbours.
        from: Found,
        to: Found,
        /// Up to where they go the wrong way all along, from the first neighbour on.
        until: Option<Found>,
        /// What the two neighbours owe, before rounding.
        amounts: [Exact; 2],
        currency: Currency,
        /// Whether dues are expected to rise.
        rises: bool,
    },
    Cliff {
        measure: Label,
        from: Found,
        to: Found,
        amounts: [Exact; 2],
        currency: Currency,
    },
    /// The same fall or cliff for groups of payers beyond those that are listed.
    MoreChanges {
        measure: Label,
        from: Found,
        to: Found,
        /// Whether dues are expected to rise; `None` for a cliff.
        rises: Option<bool>,
        more: usize,
    },
    DivisionByZero,
    Unused {
        what: Label,
    },
    MeasureWithoutStep {
        measure: Label,
    },
    MeasureWithoutBound {
        measure: Label,
        least: bool,
        most: bool,
    },
    ReferenceNotStated {
        measure: Label,
    },
    RoundingNotStated {
        rounding: oske_types::Rounding,
    },
    SecondRounding {
        rule: Label,
    },
    ShareWeights {
        share: Label,
        sum: Exact,
    },
    ShareRoundedEach {
        share: Label,
    },
    InstalmentsDoNotSum {
        sum: Exact,
    },
    PrintedValue {
        table: Label,
        row: usize,
        printed: Exact,
        taken: Exact,
        unit: Label,
    },
    PrintedBounds {
        table: Label,
        row: usize,
        text: Option<String>,
        printed: Option<Interval>,
        taken: Option<Interval>,
        is_date: bool,
    },
    PrintedExample {
        name: Option<Text>,
        expected: Expected,
        found: Outcome,
        currency: Currency,
    },
    ExampleYear {
        year: DuesYear,
    },
    NotDecided,
    DecidedLate {
        on: NaiveDate,
        begins: NaiveDate,
    },
    /// A citation is not read as a reference to law.
    CitationNotRead {
        error: ParseReferenceError,
    },
    /// An act is not in the catalogue of known acts.
    ActNotKnown {
        reference: Reference,
    },
    /// What is cited does not stand on the day that matters.
    NotStanding {
        reference: Reference,
        on: NaiveDate,
        standing: Standing,
    },
    Undecided {
        question: Question,
        why: Why,
        /// The measure, the table, the line or the share that it is about.
        of: Option<Label>,
    },
    UndecidedYears {
        last: DuesYear,
        why: WhyYears,
    },
}

/// What was not decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Question {
    /// Whether every case was gone through.
    Cases,
    /// Who of a line is without a rule, or has several.
    Rules,
    /// Whether a bound binds.
    Bounds,
    /// Whether dues go along a measure as they are expected to.
    Course,
    /// Where readings differ.
    Readings,
    /// How large a share is.
    Share,
}

/// Why it was not decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Why {
    /// The result is not piecewise linear.
    NotLinear,
    /// A border follows several measures at once.
    Oblique,
    /// It depends on the other payers.
    Share,
    /// No payer was found that shows it.
    NoWitness,
    /// There are too many cases.
    Size,
}

/// Why nothing is proved after a dues year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WhyYears {
    /// Something changes in more dues years than are gone through.
    TooMany { most: usize },
    /// The time since a fixed day is counted, and the policy has no end.
    GrowingTime,
}

impl Subject {
    /// Whether it is so only if it is so in every year.
    pub(crate) fn is_of_all_years(&self) -> bool {
        matches!(
            self,
            Self::DeadRow { .. }
                | Self::DeadRule { .. }
                | Self::NeverBinds { .. }
                | Self::AlwaysBinds { .. }
        )
    }
}

impl Beyond {
    /// The code that those which are listed have.
    fn listed_as(&self) -> &'static str {
        match self {
            Self::Gaps { .. } => "gap",
            Self::Overlaps { .. } => "overlap",
            Self::Uncovered { .. } => "no-rule",
            Self::SeveralRules { .. } => "several-rules",
            Self::MixedCurrencies => "mixed-currencies",
            Self::Divisions => "division-by-zero",
            Self::Readings { .. } => "unclear",
        }
    }
}

impl Finding {
    /// By what it is known to be the same from one year to the next: dates count by their day of the
    /// year.
    pub(crate) fn identity(&self) -> String {
        let stretches = self.payers.stretches.iter().map(|stretch| {
            let end = |end: Option<(Exact, bool)>| match end {
                Some((number, inside)) => match day::date_of(number).filter(|_| stretch.is_date) {
                    Some(date) => format!("{}-{} {inside}", date.month(), date.day()),
                    None => format!("{number} {inside}"),
                },
                None => String::new(),
            };
            let (from, to) = (end(stretch.interval.lower()), end(stretch.interval.upper()));
            format!("{} {from} {to}", stretch.measure.name())
        });
        let stretches: Vec<String> = stretches.collect();
        let attributes = self.payers.choices().map(|(choice, values)| {
            let values: Vec<&str> = values.iter().map(Label::name).collect();
            format!("{} {}", choice.name(), values.join(","))
        });
        let attributes: Vec<String> = attributes.collect();
        let message = match &self.subject {
            Subject::Fall { .. } | Subject::Cliff { .. } | Subject::PrintedBounds { .. } => {
                String::new()
            }
            // A hole is told once, with the first year that asks for a value in it.
            Subject::StaleParameter { hole, .. } | Subject::IndexWithoutValue { hole, .. } => {
                format!("{hole:?}")
            }
            _ => self.message(Language::English),
        };
        // The same hole in the same window is told once, whatever the year's dates are.
        let message = if self.payers.stretches.iter().any(|stretch| stretch.is_date) {
            String::new()
        } else {
            message
        };
        format!(
            "{} {} {:?} {attributes:?} {stretches:?} {message}",
            self.code(),
            self.path,
            self.place
        )
    }

    /// By what it is known that something lives after all: see [`Subject::is_of_all_years`].
    pub(crate) fn life(&self) -> String {
        match &self.subject {
            Subject::NeverBinds { .. } | Subject::AlwaysBinds { .. } => {
                format!("bound {} {:?}", self.path, self.place)
            }
            _ => format!("{} {}", self.code(), self.path),
        }
    }

    /// A stable code: `gap`, `overlap`, `unknown-parameter`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match &self.subject {
            Subject::Gap { .. } => "gap",
            Subject::More { of, .. } => of.listed_as(),
            Subject::Overlap { .. } => "overlap",
            Subject::Unclear { .. } | Subject::UnclearInPart { .. } => "unclear",
            Subject::NoRule { .. } | Subject::LineWithoutRule { .. } => "no-rule",
            Subject::SeveralRules { .. } => "several-rules",
            Subject::MixedCurrencies { .. } => "mixed-currencies",
            Subject::UnknownParameter { .. } => "unknown-parameter",
            Subject::StaleParameter { .. } => "stale-parameter",
            Subject::IndexWithoutValue { .. } => "index-without-value",
            Subject::UnknownRow { .. } => "unknown-row",
            Subject::DeadRow { .. } => "dead-row",
            Subject::DeadRule { .. } | Subject::RuleOutOfTime { .. } => "dead-rule",
            Subject::NeverBinds { .. } => "bound-never-binds",
            Subject::AlwaysBinds { .. } => "bound-always-binds",
            Subject::Fall { .. } | Subject::MoreChanges { rises: Some(_), .. } => "fall",
            Subject::Cliff { .. } | Subject::MoreChanges { rises: None, .. } => "cliff",
            Subject::DivisionByZero => "division-by-zero",
            Subject::Unused { .. } => "unused",
            Subject::MeasureWithoutStep { .. } => "measure-without-step",
            Subject::MeasureWithoutBound { .. } => "measure-without-bound",
            Subject::ReferenceNotStated { .. } => "reference-not-stated",
            Subject::RoundingNotStated { .. } => "rounding-not-stated",
            Subject::SecondRounding { .. } => "second-rounding",
            Subject::ShareWeights { .. } | Subject::ShareRoundedEach { .. } => "share-does-not-sum",
            Subject::InstalmentsDoNotSum { .. } => "instalments-do-not-sum",
            Subject::PrintedValue { .. } | Subject::PrintedBounds { .. } => "printed-row",
            Subject::PrintedExample { .. } | Subject::ExampleYear { .. } => "printed-example",
            Subject::NotDecided => "not-decided",
            Subject::DecidedLate { .. } => "decided-late",
            Subject::CitationNotRead { .. } => "citation-not-read",
            Subject::ActNotKnown { .. } => "act-not-known",
            Subject::NotStanding { .. } => "law-does-not-stand",
            Subject::Undecided { .. } | Subject::UndecidedYears { .. } => "undecided",
        }
    }

    /// How grave it is.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.severity
    }

    /// The keys that lead to the place: `table.municipal_fee.rows.2`.
    #[must_use]
    pub fn document_path(&self) -> &str {
        &self.path
    }

    /// The file's name, as it was given; `None` for a policy that a program built.
    #[must_use]
    pub fn file(&self) -> Option<&str> {
        self.file.as_deref()
    }

    /// The place in the file, also inside a formula, for a policy that was read from text.
    #[must_use]
    pub fn place(&self) -> Option<Place> {
        self.place
    }

    /// The first dues year in which it holds.
    #[must_use]
    pub fn year(&self) -> DuesYear {
        self.year
    }

    /// The same finding, with words for the values of choices for which the policy has none, as by
    /// [`Payers::with_words`].
    #[must_use]
    pub fn with_words(&self, words: impl Fn(&str, &str) -> Option<Text>) -> Self {
        Self {
            payers: self.payers.with_words(words),
            ..self.clone()
        }
    }

    /// For whom it holds.
    #[must_use]
    pub fn payers(&self) -> &Payers {
        &self.payers
    }

    /// A payer that shows it.
    #[must_use]
    pub fn witness(&self) -> Option<&Facts> {
        self.witness.as_ref()
    }

    /// For a fall or a cliff: the neighbour of the payer that shows it.
    #[must_use]
    pub fn neighbour(&self) -> Option<&Facts> {
        self.neighbour.as_ref()
    }

    /// The finding as a document: `file`, `code`, `severity`, `path`, `line`, `column`, `dues_year`,
    /// `message`, `help`, `where` (the values of each choice, and for each measure and date `from`,
    /// `from_inclusive`, `to`, `to_inclusive`), `conditions` (borders that follow no axis), `witness`
    /// and `neighbour`. What there is not is left out.
    #[must_use]
    pub fn to_value(&self, language: Language) -> Value {
        let head = Head {
            file: self.file(),
            code: self.code(),
            severity: self.severity,
            path: &self.path,
            place: self.place,
        };
        let mut entries = head.to_entries();
        entries.push(("dues_year", Value::text(self.year.to_string())));
        entries.push(("message", Value::text(self.message(language))));
        entries.extend(self.help(language).map(|help| ("help", Value::text(help))));
        entries.push(("where", self.payers.to_value()));
        if !self.payers.borders.is_empty() {
            let conditions = self.payers.borders.iter();
            let conditions = conditions.map(|border| Value::text(border.to_string()));
            entries.push(("conditions", Value::list(conditions)));
        }
        entries.extend(
            self.witness
                .as_ref()
                .map(|witness| ("witness", witness.to_value())),
        );
        let neighbour = self.neighbour.as_ref();
        entries.extend(neighbour.map(|neighbour| ("neighbour", neighbour.to_value())));
        Value::table(entries)
    }
}

/// On one line, in English: `policy.toml:12:8: error: message; help [code]`.
impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.file, self.place) {
            (Some(file), Some(place)) => write!(f, "{file}:{place}: ")?,
            (Some(file), None) => write!(f, "{file}: ")?,
            (None, Some(place)) => write!(f, "{place}: ")?,
            (None, None) => {}
        }
        write!(f, "{}: {}", self.severity, self.message(Language::English))?;
        if let Some(help) = self.help(Language::English) {
            write!(f, "; {help}")?;
        }
        write!(f, " [{}]", self.code())
    }
}
