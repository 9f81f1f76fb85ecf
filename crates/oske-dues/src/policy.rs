//! [`Policy`]: a policy that has been checked.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;
use oske_types::{Currency, DuesYear, Exact, ParseValueError, Rounding, Text, Unit, Validity};

use crate::diagnostic::SourceFile;
use crate::document::decode::Spot;
use crate::formula::Operator;
use crate::interval::{Lower, Upper};
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

/// A provision of law that a policy rests on; as text in version 0.
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
    pub(crate) legal_basis: Vec<LegalBasis>,
    pub(crate) area: Vec<String>,
    pub(crate) units: Vec<UnitWords>,
    pub(crate) lines: Vec<Named>,
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) measures: Vec<Measure>,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) tables: Vec<Table>,
    pub(crate) rules: Vec<Rule>,
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

#[derive(Debug, Clone)]
pub(crate) struct Attribute {
    pub(crate) named: Named,
    pub(crate) values: Vec<Named>,
}

#[derive(Debug, Clone)]
pub(crate) struct Measure {
    pub(crate) named: Named,
    pub(crate) unit: Unit,
    pub(crate) step: Option<Exact>,
    pub(crate) least: Option<Exact>,
    pub(crate) most: Option<Exact>,
    pub(crate) reference: Option<Text>,
}

#[derive(Debug, Clone)]
pub(crate) struct Parameter {
    pub(crate) named: Named,
    pub(crate) unit: String,
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

#[derive(Debug, Clone)]
pub(crate) struct Table {
    pub(crate) named: Named,
    /// The measure whose value picks the row.
    pub(crate) by: usize,
    pub(crate) unit: String,
    pub(crate) rows: Vec<Row>,
}

#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub(crate) lower: Option<Lower>,
    pub(crate) upper: Option<Upper>,
    /// `None` for a row that is known to exist but whose value is not.
    pub(crate) pays: Option<Exact>,
    pub(crate) printed: Option<String>,
    pub(crate) spot: Spot,
}

#[derive(Debug, Clone)]
pub(crate) struct Rule {
    pub(crate) id: String,
    pub(crate) words: Option<Text>,
    pub(crate) line: usize,
    pub(crate) valid: Validity,
    pub(crate) condition: Condition,
    pub(crate) condition_text: Option<String>,
    pub(crate) pays: Pays,
    pub(crate) charges_residents: bool,
    pub(crate) note: Option<Text>,
    pub(crate) spot: Spot,
}

/// For whom a rule is, over attributes alone.
#[derive(Debug, Clone)]
pub(crate) enum Condition {
    Is {
        attribute: usize,
        values: BTreeSet<usize>,
    },
    Not(Box<Condition>),
    All(Vec<Condition>),
    Any(Vec<Condition>),
}

impl Condition {
    /// Adds every attribute that it asks for.
    pub(crate) fn attributes(&self, found: &mut BTreeSet<usize>) {
        match self {
            Self::Is { attribute, .. } => {
                found.insert(*attribute);
            }
            Self::Not(inner) => inner.attributes(found),
            Self::All(parts) | Self::Any(parts) => {
                parts.iter().for_each(|part| part.attributes(found));
            }
        }
    }
}

#[derive(Debug, Clone)]
pub(crate) enum Pays {
    Formula {
        expression: Expression,
        text: String,
    },
    Exempt(Text),
}

/// A formula whose names and units are known.
#[derive(Debug, Clone)]
pub(crate) enum Expression {
    Number { value: Exact, text: String },
    Parameter(usize),
    Measure(usize),
    Lookup { table: usize },
    Negate(Box<Expression>),
    Calculate(Operator, Box<Expression>, Box<Expression>),
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

    /// Whether it governs a dues year.
    #[must_use]
    pub fn governs(&self, year: DuesYear) -> bool {
        self.first_year <= year && self.last_year.is_none_or(|last| year <= last)
    }

    /// The places whose residents shall be charged for once, as codes that the caller understands.
    #[must_use]
    pub fn area(&self) -> &[String] {
        &self.area
    }

    /// The names of the measures that it asks for: `population`.
    pub fn measures(&self) -> impl Iterator<Item = &str> {
        self.measures
            .iter()
            .map(|measure| measure.named.name.as_str())
    }

    /// The names of the attributes that it asks for: `kind`.
    pub fn attributes(&self) -> impl Iterator<Item = &str> {
        self.attributes
            .iter()
            .map(|attribute| attribute.named.name.as_str())
    }

    /// The unit of a measure, or `None` if it is not declared.
    #[must_use]
    pub fn unit_of(&self, measure: &str) -> Option<&Unit> {
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
