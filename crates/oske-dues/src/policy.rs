//! [`Policy`]: a policy that has been checked: what it says of itself, its lines, rules and examples.

mod facts;
mod figures;
mod formula;
mod unit;

use chrono::{Datelike, NaiveDate};
use oske_statute::{Case, ParseReferenceError, Reference, Style};
use oske_types::{Currency, DuesYear, Exact, Language, ParseValueError, Rounding, Text, Validity};
use std::fmt;
use std::str::FromStr;

pub(crate) use self::facts::{
    Absent, Attribute, Cliff, Day, Direction, FactList, Limit, Measure, NO, YES,
};
pub(crate) use self::figures::{
    Bound, Gives, Key, KeyKind, Let, LetMeaning, Parameter, ParameterValue, Printed, Row, RowKey,
    Share, ShareKey, ShareRounding, Table,
};
pub(crate) use self::formula::{
    Argument, Choice, Condition, ConditionKind, Expression, ExpressionKind, Extreme, FormulaText,
    Lookup, Part, TimeSpan,
};
pub(crate) use self::unit::{Unit, UnitWords};
use crate::assessment::Label;
use crate::diagnostic::SourceFile;
use crate::document::decode::Spot;
use crate::facts::Facts;
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
    pub(crate) legal_basis: Vec<LegalBasis>,
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

    /// The rule of the association that gives the power, as it is written.
    #[must_use]
    pub fn rule(&self) -> Option<&str> {
        self.rule.as_deref()
    }

    /// That rule as a value, where it is written as a provision: `6 §` of the association's own rules. It
    /// names no act.
    ///
    /// ```
    /// # use oske_dues::Policy;
    /// # let text = r#"
    /// # format = "oske-policy"
    /// # version = 1
    /// # id = "rules"
    /// # title = { en = "By the rules" }
    /// # status = "in-force"
    /// # currency = "EUR"
    /// # dues_years = { from = "2023" }
    /// # decision = { on = "2022-11-20", rule = "6 §:n 2 momentti" }
    /// # [[rule]]
    /// # id = "everyone"
    /// # pays = "110 EUR"
    /// # "#;
    /// # let policy = Policy::from_toml("rules.toml", text)?;
    /// let decision = policy.decision().ok_or("a decision")?;
    /// let rule = decision.rule_reference().ok_or("a provision")?;
    /// assert_eq!(rule.to_string(), "6 § 2 mom");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn rule_reference(&self) -> Option<Reference> {
        provision_in(self.rule.as_deref()?)
    }

    /// That rule in words which say whose it is: `sääntöjen 6 §`, `stadgarnas 6 §`, `section 6 of the rules`. One that names itself
    /// stands as it is written, in whatever language.
    #[must_use]
    pub fn rule_in_language(&self, language: Language) -> Option<String> {
        Some(rule_in_language(self.rule.as_deref()?, language))
    }

    /// The law by which it was taken, as that on meetings of the association.
    #[must_use]
    pub fn legal_basis(&self) -> &[LegalBasis] {
        &self.legal_basis
    }

    /// What else is to be known of the decision.
    #[must_use]
    pub fn note(&self) -> Option<&Text> {
        self.note.as_ref()
    }
}

/// A rule that is written as a provision and names no act.
fn provision_in(rule: &str) -> Option<Reference> {
    let rule = Reference::parse(rule).ok()?;
    rule.instrument().is_none().then_some(rule)
}

/// A rule of an association, with whose it is where it is a bare provision: see [`Decision::rule_in_language`].
pub(crate) fn rule_in_language(rule: &str, language: Language) -> String {
    let read = provision_in(rule);
    let is_bare = match &read {
        Some(reference) => !reference.provisions().is_empty(),
        None => rule.starts_with('§') && !rule.chars().any(char::is_alphabetic),
    };
    if !is_bare {
        return rule.to_owned();
    }
    let read = read.as_ref();
    match language {
        Language::Finnish => format!("sääntöjen {rule}"),
        Language::Swedish => {
            let written = |read: &Reference| read.write(language, Case::Nominative, Style::Short);
            let rule = read.map_or_else(|| rule.to_owned(), written);
            format!("stadgarnas {rule}")
        }
        Language::English => {
            let written = |read: &Reference| read.write(language, Case::Nominative, Style::Full);
            let rule = read.map_or_else(|| rule.to_owned(), written);
            format!("{rule} of the rules")
        }
    }
}

/// A provision of law that a policy rests on, or by which it was decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LegalBasis {
    pub(crate) citation: String,
    pub(crate) reference: Result<Reference, ParseReferenceError>,
    pub(crate) note: Option<Text>,
    pub(crate) spot: Spot,
}

impl LegalBasis {
    /// The citation: "Yhdistyslaki (503/1989) 23 §".
    #[must_use]
    pub fn citation(&self) -> &str {
        &self.citation
    }

    /// What it cites, as a value that can be resolved.
    ///
    /// # Errors
    ///
    /// [`ParseReferenceError`] where it is not read as a reference to Finnish or EU law, as may be with
    /// the law of another country.
    pub fn reference(&self) -> Result<&Reference, &ParseReferenceError> {
        self.reference.as_ref()
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
    pub(crate) label: Label,
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

#[derive(Debug, Clone)]
pub(crate) struct Rule {
    /// By its id.
    pub(crate) label: Label,
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
            .map(|measure| measure.named.name())
    }

    /// Whether a fact is a date; `false` also if it is not declared.
    #[must_use]
    pub fn is_date(&self, fact: &str) -> bool {
        let declared = self
            .measures
            .iter()
            .find(|known| known.list.is_none() && *known.named.name() == *fact);
        declared.is_some_and(|known| known.is_date)
    }

    /// Whether it says of a fact of the payer what it means that it is not given; `false` also if it is not
    /// declared.
    #[must_use]
    pub fn says_absent(&self, fact: &str) -> bool {
        let measures = self.measures.iter();
        let measures = measures.filter(|known| known.list.is_none());
        let measures = measures.map(|known| (&known.named, known.absent.is_some()));
        let attributes = self.attributes.iter();
        let attributes = attributes.filter(|known| known.list.is_none());
        let attributes = attributes.map(|known| (&known.named, known.absent.is_some()));
        let lists = self.lists.iter();
        let lists = lists.map(|known| (&known.named, known.absent_is_empty));
        let mut all = measures.chain(attributes).chain(lists);
        all.any(|(named, says)| says && *named.name() == *fact)
    }

    /// The names of the choices and yes-noes that it asks of a payer: `kind`.
    pub fn attributes(&self) -> impl Iterator<Item = &str> {
        let attributes = self.attributes.iter();
        attributes
            .filter(|attribute| attribute.list.is_none())
            .map(|attribute| attribute.named.name())
    }

    /// The names of the lists that it asks of a payer: `branch`.
    pub fn lists(&self) -> impl Iterator<Item = &str> {
        self.lists.iter().map(|list| list.named.name())
    }

    /// Whether a payer may have a fact of this name.
    pub(crate) fn declares(&self, fact: &str) -> bool {
        self.measures()
            .chain(self.attributes())
            .chain(self.lists())
            .any(|known| known == fact)
    }

    /// The name of a fact with its words for people, or `None` if it is not declared.
    #[must_use]
    pub fn label_of(&self, fact: &str) -> Option<Label> {
        let measures = self.measures.iter().map(|known| &known.named);
        let attributes = self.attributes.iter().map(|known| &known.named);
        let lists = self.lists.iter().map(|known| &known.named);
        let mut all = measures.chain(attributes).chain(lists);
        all.find(|known| known.name() == fact).map(Named::label)
    }

    /// The unit of a measure, or `None` if it is not declared.
    #[must_use]
    pub fn unit_of(&self, measure: &str) -> Option<&str> {
        let declared = self
            .measures
            .iter()
            .find(|known| *known.named.name() == *measure)?;
        Some(declared.unit.as_str())
    }

    /// The day or period that a measure's value must be of, in the policy's words.
    #[must_use]
    pub fn reference_of(&self, measure: &str) -> Option<&Text> {
        let declared = self
            .measures
            .iter()
            .find(|known| *known.named.name() == *measure)?;
        declared.reference.as_ref()
    }

    /// The permitted values of an attribute, or `None` if it is not declared.
    #[must_use]
    pub fn attribute_values(&self, attribute: &str) -> Option<Vec<&str>> {
        let declared = self
            .attributes
            .iter()
            .find(|known| *known.named.name() == *attribute)?;
        Some(declared.values.iter().map(|value| value.name()).collect())
    }

    /// The words that the policy has for a value of an attribute; `None` where it has none of its own.
    ///
    /// ```
    /// use oske_dues::Policy;
    /// use oske_types::Language;
    ///
    /// # let policy = Policy::from_toml("example.toml", r#"
    /// #     format = "oske-policy"
    /// #     version = 1
    /// #     id = "example"
    /// #     title = { en = "An example" }
    /// #     status = "in-force"
    /// #     currency = "EUR"
    /// #     dues_years = { from = "2024" }
    /// #     [fact.size]
    /// #     values = ["small", "large"]
    /// #     [fact.kind.values]
    /// #     association = { fi = "kyläyhdistys", en = "village association" }
    /// #     company = { fi = "yritys", en = "company" }
    /// #     [[rule]]
    /// #     id = "all"
    /// #     pays = "if kind = 'association' or size = 'small' then 20 EUR else 100 EUR"
    /// # "#)?;
    /// // A federation of villages, whose associations are village associations.
    /// let words = policy.words_of_value("kind", "association").ok_or("words")?;
    /// assert_eq!(words.in_language(Language::Finnish), "kyläyhdistys");
    /// assert_eq!(policy.words_of_value("size", "small"), None);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn words_of_value(&self, attribute: &str, value: &str) -> Option<&Text> {
        let declared = self
            .attributes
            .iter()
            .find(|known| *known.named.name() == *attribute)?;
        let mut values = declared.values.iter();
        values.find(|known| *known.name() == *value)?.label.words()
    }

    /// Whether any of its rules charges by residents, so that somebody may be charged for twice.
    #[must_use]
    pub fn charges_residents(&self) -> bool {
        self.rules.iter().any(|rule| rule.charges_residents)
    }

    /// The SHA-256 of what the document says, in hexadecimal: the same for TOML and JSON, whatever
    /// the comments and the order of keys.
    #[must_use]
    pub fn content_hash(&self) -> &str {
        &self.content_hash
    }
}
