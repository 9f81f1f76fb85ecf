//! [`Policy`]: a policy that has been checked.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};
use oske_types::{
    Currency, DuesYear, Exact, ParseValueError, Rounding, RoundingMode, Text, Validity,
};

use crate::diagnostic::SourceFile;
use crate::document::decode::Spot;
use crate::facts::Facts;
use crate::formula::{Comparison, Operator};
#[cfg(any(feature = "toml", feature = "json"))]
use crate::{diagnostic::Faults, document::PolicyDocument};

/// How far a policy has come (*tila*, *status*).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PolicyStatus {
    /// Somebody has proposed it; nobody owes anything by it yet.
    Proposed,
    /// The deciding body has decided it.
    InForce,
    /// It was in force and another has taken its place.
    Superseded,
}

impl PolicyStatus {
    const ALL: [Self; 3] = [Self::Proposed, Self::InForce, Self::Superseded];

    /// The word in documents: `proposed`, `in-force`, `superseded`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::InForce => "in-force",
            Self::Superseded => "superseded",
        }
    }
}

impl fmt::Display for PolicyStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for PolicyStatus {
    type Err = ParseValueError;

    fn from_str(text: &str) -> Result<Self, ParseValueError> {
        let known = Self::ALL.into_iter().find(|status| status.name() == text);
        known.ok_or_else(|| {
            let reason = "expected proposed, in-force or superseded";
            ParseValueError::new("a status", text, reason, "proposed")
        })
    }
}

/// Who decided a policy, when, and on which rule of the association (*päätös*, *beslut*).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    pub(crate) by: Option<Text>,
    pub(crate) on: Option<NaiveDate>,
    pub(crate) rule: Option<String>,
    pub(crate) note: Option<Text>,
}

impl Decision {
    /// The body that decides: "annual meeting".
    #[must_use]
    pub fn by(&self) -> Option<&Text> {
        self.by.as_ref()
    }

    /// The day of the decision; `None` while it has not been made, or where it is not known.
    #[must_use]
    pub fn on(&self) -> Option<NaiveDate> {
        self.on
    }

    /// The rule of the association that gives the power, as text.
    #[must_use]
    pub fn rule(&self) -> Option<&str> {
        self.rule.as_deref()
    }

    /// What else is to be known of the decision.
    #[must_use]
    pub fn note(&self) -> Option<&Text> {
        self.note.as_ref()
    }
}

/// A provision of law that a policy rests on, as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LegalBasis {
    pub(crate) citation: String,
    pub(crate) note: Option<Text>,
}

impl LegalBasis {
    /// The citation: "Yhdistyslaki (503/1989) 23 §".
    #[must_use]
    pub fn citation(&self) -> &str {
        &self.citation
    }

    /// What it says for these dues.
    #[must_use]
    pub fn note(&self) -> Option<&Text> {
        self.note.as_ref()
    }
}

/// Where a tariff is published (*lähde*, *källa*).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicySource {
    pub(crate) name: Option<Text>,
    pub(crate) address: Option<String>,
    pub(crate) read: Option<NaiveDate>,
    pub(crate) note: Option<Text>,
}

impl PolicySource {
    /// What it is: "letter of the association to its members".
    #[must_use]
    pub fn name(&self) -> Option<&Text> {
        self.name.as_ref()
    }

    /// Where it is to be found.
    #[must_use]
    pub fn address(&self) -> Option<&str> {
        self.address.as_deref()
    }

    /// The day on which it was read.
    #[must_use]
    pub fn read_on(&self) -> Option<NaiveDate> {
        self.read
    }

    /// What else is to be known of it.
    #[must_use]
    pub fn note(&self) -> Option<&Text> {
        self.note.as_ref()
    }
}

/// A policy that has been checked: every name known, every unit fitting, every formula read
/// (*maksuperuste*, *avgiftsgrund*).
///
/// It may still have [findings](crate::Finding): a gap, an unknown rate. A proposal with a gap is a
/// policy that can be assessed, compared and shown to a board.
#[derive(Debug, Clone)]
pub struct Policy {
    pub(crate) id: String,
    pub(crate) title: Text,
    pub(crate) note: Option<Text>,
    pub(crate) status: PolicyStatus,
    pub(crate) currency: Currency,
    pub(crate) first_year: DuesYear,
    pub(crate) last_year: Option<DuesYear>,
    pub(crate) rounding: Rounding,
    pub(crate) rounding_stated: bool,
    pub(crate) decision: Option<Decision>,
    pub(crate) decision_spot: Spot,
    pub(crate) legal_basis: Vec<LegalBasis>,
    pub(crate) sources: Vec<PolicySource>,
    pub(crate) area: Vec<String>,
    pub(crate) units: Vec<UnitWords>,
    pub(crate) lines: Vec<Line>,
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) measures: Vec<Measure>,
    pub(crate) lists: Vec<FactList>,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) lets: Vec<Let>,
    pub(crate) tables: Vec<Table>,
    pub(crate) shares: Vec<Share>,
    /// The labels of unclear readings, with how many readings each has.
    pub(crate) labels: Vec<(String, usize)>,
    pub(crate) rules: Vec<Rule>,
    pub(crate) instalments: Vec<Instalment>,
    pub(crate) examples: Vec<Example>,
    pub(crate) content_hash: String,
    pub(crate) file: SourceFile,
    pub(crate) spot: Spot,
}

/// A name with its words for people.
#[derive(Debug, Clone)]
pub(crate) struct Named {
    pub(crate) name: String,
    pub(crate) words: Option<Text>,
    pub(crate) spot: Spot,
}

/// A unit with its words: one of it, and behind a number.
#[derive(Debug, Clone)]
pub(crate) struct UnitWords {
    pub(crate) name: String,
    pub(crate) one: Option<Text>,
    pub(crate) many: Option<Text>,
    pub(crate) spot: Spot,
}

/// A line of what is owed: dues, a joining fee.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    pub(crate) named: Named,
    /// Whether a payer for whom no rule of it is owes nothing in it.
    pub(crate) optional: bool,
    pub(crate) declared: bool,
}

/// A choice or a yes-no.
#[derive(Debug, Clone)]
pub(crate) struct Attribute {
    pub(crate) named: Named,
    /// A yes-no has the values [`YES`] and [`NO`].
    pub(crate) values: Vec<Named>,
    pub(crate) yes_no: bool,
    pub(crate) absent: Option<Absent<usize>>,
    /// The list of whose things it is a fact; `None` for a fact of the payer.
    pub(crate) list: Option<usize>,
}

/// The index of the value *yes* of a yes-no.
pub(crate) const YES: usize = 0;
/// The index of the value *no* of a yes-no.
pub(crate) const NO: usize = 1;

/// What it means that a fact is not given.
#[derive(Debug, Clone)]
pub(crate) struct Absent<T> {
    pub(crate) value: T,
    pub(crate) because: Option<Text>,
}

/// A number with a unit, or a date: then its values are days, and its step is one day.
#[derive(Debug, Clone)]
pub(crate) struct Measure {
    pub(crate) named: Named,
    pub(crate) unit: String,
    pub(crate) is_date: bool,
    pub(crate) step: Option<Exact>,
    pub(crate) least: Option<Limit>,
    pub(crate) most: Option<Limit>,
    pub(crate) reference: Option<Text>,
    /// How dues are expected to go as it grows.
    pub(crate) direction: Option<Direction>,
    /// The jump between neighbouring values above which there is a finding.
    pub(crate) cliff: Option<Cliff>,
    pub(crate) absent: Option<Absent<Limit>>,
    /// The list of whose things it is a fact; `None` for a fact of the payer.
    pub(crate) list: Option<usize>,
    /// Whether it is the place of a thing in its list, which no facts give.
    pub(crate) is_position: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    Rise,
    Fall,
}

/// A stated size of a jump: of money, or as a share of the lower amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cliff {
    Amount(Exact),
    Share(Exact),
}

/// A number, or a day that may be another one in each dues year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Limit {
    Number(Exact),
    Day(Day),
}

/// A day as it stands in a policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Day {
    On(NaiveDate),
    /// The one that lies in the dues year.
    Recurring {
        month: u32,
        day: u32,
    },
    YearStart,
    NextYearStart,
}

/// Several things of one payer, in order.
#[derive(Debug, Clone)]
pub(crate) struct FactList {
    pub(crate) named: Named,
    pub(crate) least: usize,
    pub(crate) most: usize,
    /// Whether no list means an empty one.
    pub(crate) absent_is_empty: bool,
    /// The measure that is the place of a thing in the list.
    pub(crate) position: usize,
}

#[derive(Debug, Clone)]
pub(crate) struct Parameter {
    pub(crate) named: Named,
    pub(crate) unit: String,
    /// Where it is an index, of which series.
    pub(crate) series: Option<Text>,
    /// In order of time, without overlaps; holes are findings.
    pub(crate) values: Vec<ParameterValue>,
}

#[derive(Debug, Clone)]
pub(crate) struct ParameterValue {
    pub(crate) valid: Validity,
    /// `None` for a value that nobody has published.
    pub(crate) value: Option<Exact>,
    pub(crate) note: Option<Text>,
    pub(crate) spot: Spot,
}

/// A name for a part of formulas.
#[derive(Debug, Clone)]
pub(crate) struct Let {
    pub(crate) named: Named,
    pub(crate) meaning: LetMeaning,
    /// The unit of its values; empty for a condition, a choice or a date.
    pub(crate) unit: String,
    pub(crate) text: FormulaText,
}

#[derive(Debug, Clone)]
pub(crate) enum LetMeaning {
    Quantity(Expression),
    Truth(Condition),
    Choice(Choice),
}

/// A formula as it is written, and where.
#[derive(Debug, Clone)]
pub(crate) struct FormulaText {
    pub(crate) text: String,
    pub(crate) spot: Spot,
}

#[derive(Debug, Clone)]
pub(crate) struct Table {
    pub(crate) named: Named,
    pub(crate) keys: Vec<Key>,
    pub(crate) gives: Gives,
    /// The unit of the numbers in its rows.
    pub(crate) unit: String,
    /// The unit of what it gives: for slices that of the rows times that of the quantity.
    pub(crate) result_unit: String,
    /// For marginal brackets, which of the keys is cut.
    pub(crate) slices: Option<usize>,
    pub(crate) rows: Vec<Row>,
}

/// What a table is looked up by.
#[derive(Debug, Clone)]
pub(crate) struct Key {
    pub(crate) named: Named,
    pub(crate) kind: KeyKind,
}

#[derive(Debug, Clone)]
pub(crate) enum KeyKind {
    Quantity { step: Option<Exact>, is_date: bool },
    Choice { values: Vec<Named> },
}

#[derive(Debug, Clone)]
pub(crate) enum Gives {
    Numbers,
    Classes(Vec<Named>),
}

#[derive(Debug, Clone)]
pub(crate) struct Row {
    /// For which values it holds, key by key.
    pub(crate) holds: Vec<RowKey>,
    /// `None` for a row that is known to exist but whose value is not.
    pub(crate) pays: Option<Exact>,
    /// For a table that gives a class: which.
    pub(crate) class: usize,
    pub(crate) printed: Option<Printed>,
    pub(crate) spot: Spot,
}

#[derive(Debug, Clone)]
pub(crate) enum RowKey {
    Between {
        lower: Option<Bound>,
        upper: Option<Bound>,
    },
    OneOf(BTreeSet<usize>),
    Any,
}

/// A bound with whether it is itself inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Bound {
    pub(crate) limit: Limit,
    pub(crate) inside: bool,
}

/// How the source prints a row, where that is another thing than what was taken.
#[derive(Debug, Clone, Default)]
pub(crate) struct Printed {
    pub(crate) text: Option<String>,
    /// The bounds that it prints; `None` for those that were taken.
    pub(crate) lower: Option<Bound>,
    pub(crate) upper: Option<Bound>,
    pub(crate) pays: Option<Exact>,
}

/// A share of a fixed total by weighted keys.
#[derive(Debug, Clone)]
pub(crate) struct Share {
    pub(crate) named: Named,
    pub(crate) unit: String,
    pub(crate) total: Expression,
    pub(crate) total_text: FormulaText,
    pub(crate) keys: Vec<ShareKey>,
    pub(crate) rounding: ShareRounding,
}

#[derive(Debug, Clone)]
pub(crate) struct ShareKey {
    pub(crate) weight: Exact,
    pub(crate) by: Expression,
    pub(crate) by_text: FormulaText,
    /// The published figure that a payer's is divided by; `None` for the sum over the round.
    pub(crate) of: Option<(Expression, FormulaText)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ShareRounding {
    Each,
    Together,
}

#[derive(Debug, Clone)]
pub(crate) struct Rule {
    pub(crate) id: String,
    pub(crate) words: Option<Text>,
    pub(crate) line: usize,
    pub(crate) valid: Validity,
    pub(crate) condition: Condition,
    pub(crate) condition_text: Option<FormulaText>,
    pub(crate) pays: Pays,
    pub(crate) currency: Currency,
    pub(crate) rounding: Rounding,
    pub(crate) charges_residents: bool,
    pub(crate) note: Option<Text>,
    pub(crate) spot: Spot,
}

#[derive(Debug, Clone)]
pub(crate) enum Pays {
    Formula {
        expression: Expression,
        text: FormulaText,
    },
    Exempt(Text),
}

/// A part of what is owed with the day on which it is due.
#[derive(Debug, Clone)]
pub(crate) struct Instalment {
    pub(crate) share: Exact,
    pub(crate) due: Day,
    pub(crate) note: Option<Text>,
    pub(crate) spot: Spot,
}

/// A worked example of the source.
#[derive(Debug, Clone)]
pub(crate) struct Example {
    pub(crate) name: Option<Text>,
    pub(crate) year: Option<DuesYear>,
    pub(crate) facts: Facts,
    pub(crate) expected: ExampleOutcome,
    pub(crate) spot: Spot,
}

#[derive(Debug, Clone)]
pub(crate) enum ExampleOutcome {
    Pays(Exact),
    Ambiguous(Vec<Exact>),
    NotCovered,
    Undetermined,
}

/// A truth about a payer.
#[derive(Debug, Clone)]
pub(crate) struct Condition {
    pub(crate) kind: ConditionKind,
    /// Where it begins in its formula.
    #[expect(dead_code, reason = "findings about conditions will stand there")]
    pub(crate) at: usize,
}

#[derive(Debug, Clone)]
pub(crate) enum ConditionKind {
    Is {
        choice: Choice,
        values: BTreeSet<usize>,
    },
    Compare {
        left: Expression,
        comparison: Comparison,
        right: Expression,
    },
    Let(usize),
    Not(Box<Condition>),
    /// Of no parts: always.
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Unclear {
        label: usize,
        of: Vec<Condition>,
    },
}

/// Something that is one of the values of a choice.
#[derive(Debug, Clone)]
pub(crate) enum Choice {
    Attribute(usize),
    Lookup(Lookup),
    Let(usize),
}

#[derive(Debug, Clone)]
pub(crate) struct Lookup {
    pub(crate) table: usize,
    /// One for each key of the table.
    pub(crate) arguments: Vec<Argument>,
    /// Where it begins in its formula.
    #[expect(dead_code, reason = "findings about look-ups will stand there")]
    pub(crate) at: usize,
}

#[derive(Debug, Clone)]
pub(crate) enum Argument {
    Quantity(Expression),
    Choice(Choice),
}

/// A quantity or a date: a formula whose names and units are known.
#[derive(Debug, Clone)]
pub(crate) struct Expression {
    pub(crate) kind: ExpressionKind,
    /// Where it begins in its formula.
    pub(crate) at: usize,
}

#[derive(Debug, Clone)]
pub(crate) enum ExpressionKind {
    Number {
        value: Exact,
        text: String,
    },
    Day {
        day: Day,
        text: String,
    },
    Parameter {
        index: usize,
        /// The day whose value is meant; `None` for the first day of the dues year.
        on: Option<Box<Expression>>,
    },
    Measure(usize),
    Let(usize),
    Share(usize),
    Lookup(Lookup),
    Negate(Box<Expression>),
    Calculate(Operator, Box<[Expression; 2]>),
    Choose {
        condition: Box<Condition>,
        then: Box<Expression>,
        otherwise: Box<Expression>,
    },
    Extreme {
        extreme: Extreme,
        of: Vec<Expression>,
    },
    Round {
        mode: RoundingMode,
        of: Box<Expression>,
        step: Exact,
    },
    /// How many steps are begun, or are full.
    Steps {
        started: bool,
        of: Box<Expression>,
        step: Exact,
    },
    Time {
        span: TimeSpan,
        between: Box<[Expression; 2]>,
    },
    Sum {
        list: usize,
        of: Box<Expression>,
    },
    Count(usize),
    Unclear {
        label: usize,
        of: Vec<Expression>,
    },
}

/// Which of several values is taken, in the word that says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extreme {
    /// The first, but at least the second.
    AtLeast,
    /// The first, but at most the second.
    AtMost,
    Larger,
    Smaller,
}

impl Extreme {
    pub(crate) const ALL: [Self; 4] = [Self::AtLeast, Self::AtMost, Self::Larger, Self::Smaller];

    /// The word in formulas.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::AtLeast => "at_least",
            Self::AtMost => "at_most",
            Self::Larger => "larger",
            Self::Smaller => "smaller",
        }
    }

    /// Whether the largest is taken, and not the smallest.
    pub(crate) const fn takes_largest(self) -> bool {
        matches!(self, Self::AtLeast | Self::Larger)
    }
}

/// How the time from one date to another is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TimeSpan {
    Days,
    StartedMonths,
    WholeMonths,
    WholeYears,
}

impl TimeSpan {
    pub(crate) const ALL: [Self; 4] = [
        Self::Days,
        Self::StartedMonths,
        Self::WholeMonths,
        Self::WholeYears,
    ];

    /// The word in formulas.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Days => "days",
            Self::StartedMonths => "started_months",
            Self::WholeMonths => "whole_months",
            Self::WholeYears => "whole_years",
        }
    }

    /// The unit of the result.
    pub(crate) const fn unit(self) -> &'static str {
        match self {
            Self::Days => "day",
            Self::StartedMonths | Self::WholeMonths => "month",
            Self::WholeYears => "year",
        }
    }
}

impl Policy {
    /// Reads and checks a policy in TOML; `name` is the file's name as messages shall show it.
    ///
    /// # Errors
    ///
    /// [`Faults`], all at once.
    #[cfg(feature = "toml")]
    #[cfg_attr(docsrs, doc(cfg(feature = "toml")))]
    pub fn from_toml(name: &str, text: &str) -> Result<Self, Faults> {
        PolicyDocument::from_toml(name, text)?.check()
    }

    /// Reads and checks a policy in JSON; `name` is the file's name as messages shall show it.
    ///
    /// # Errors
    ///
    /// [`Faults`], all at once.
    #[cfg(feature = "json")]
    #[cfg_attr(docsrs, doc(cfg(feature = "json")))]
    pub fn from_json(name: &str, text: &str) -> Result<Self, Faults> {
        PolicyDocument::from_json(name, text)?.check()
    }

    /// The policy's own id: `iso-2023-option`.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// What the policy is called.
    #[must_use]
    pub fn title(&self) -> &Text {
        &self.title
    }

    /// What a reader must know of it: that it is reconstructed, say.
    #[must_use]
    pub fn note(&self) -> Option<&Text> {
        self.note.as_ref()
    }

    /// How far it has come.
    #[must_use]
    pub fn status(&self) -> PolicyStatus {
        self.status
    }

    /// The currency of its amounts.
    #[must_use]
    pub fn currency(&self) -> Currency {
        self.currency
    }

    /// How an unrounded amount becomes money; half-up to the minor unit where the policy is silent.
    #[must_use]
    pub fn rounding(&self) -> Rounding {
        self.rounding
    }

    /// Who decided it.
    #[must_use]
    pub fn decision(&self) -> Option<&Decision> {
        self.decision.as_ref()
    }

    /// The provisions of law that it rests on.
    #[must_use]
    pub fn legal_basis(&self) -> &[LegalBasis] {
        &self.legal_basis
    }

    /// The first dues year that it governs.
    #[must_use]
    pub fn first_year(&self) -> DuesYear {
        self.first_year
    }

    /// The last dues year that it governs, or `None` if no end is set.
    #[must_use]
    pub fn last_year(&self) -> Option<DuesYear> {
        self.last_year
    }

    /// Whether it governs a dues year, which must begin on the same day of the year as its own.
    #[must_use]
    pub fn governs(&self, year: DuesYear) -> bool {
        let begins = |year: DuesYear| (year.first_day().month(), year.first_day().day());
        begins(self.first_year) == begins(year)
            && self.first_year <= year
            && self.last_year.is_none_or(|last| year <= last)
    }

    /// The places whose residents shall be charged for once, as codes that the caller understands.
    #[must_use]
    pub fn area(&self) -> &[String] {
        &self.area
    }

    /// Where the tariff is published.
    #[must_use]
    pub fn sources(&self) -> &[PolicySource] {
        &self.sources
    }

    /// The names of the measures and dates that it asks of a payer: `population`, `joined`.
    pub fn measures(&self) -> impl Iterator<Item = &str> {
        let measures = self.measures.iter();
        measures
            .filter(|measure| measure.list.is_none())
            .map(|measure| measure.named.name.as_str())
    }

    /// The names of the choices and yes-noes that it asks of a payer: `kind`.
    pub fn attributes(&self) -> impl Iterator<Item = &str> {
        let attributes = self.attributes.iter();
        attributes
            .filter(|attribute| attribute.list.is_none())
            .map(|attribute| attribute.named.name.as_str())
    }

    /// The names of the lists that it asks of a payer: `branch`.
    pub fn lists(&self) -> impl Iterator<Item = &str> {
        self.lists.iter().map(|list| list.named.name.as_str())
    }

    /// The unit of a measure, or `None` if it is not declared.
    #[must_use]
    pub fn unit_of(&self, measure: &str) -> Option<&str> {
        let declared = self
            .measures
            .iter()
            .find(|known| known.named.name == measure)?;
        Some(&declared.unit)
    }

    /// The day or period that a measure's value must be of, in the policy's words.
    #[must_use]
    pub fn reference_of(&self, measure: &str) -> Option<&Text> {
        let declared = self
            .measures
            .iter()
            .find(|known| known.named.name == measure)?;
        declared.reference.as_ref()
    }

    /// The permitted values of an attribute, or `None` if it is not declared.
    #[must_use]
    pub fn attribute_values(&self, attribute: &str) -> Option<Vec<&str>> {
        let declared = self
            .attributes
            .iter()
            .find(|known| known.named.name == attribute)?;
        Some(
            declared
                .values
                .iter()
                .map(|value| value.name.as_str())
                .collect(),
        )
    }

    /// The SHA-256 of what the document says, in hexadecimal: the same for TOML and JSON, whatever
    /// the comments and the order of keys.
    #[must_use]
    pub fn content_hash(&self) -> &str {
        &self.content_hash
    }
}
