//! [`Assessment`], its [`Outcome`] and the [`Reason`] where there is no amount.

use chrono::NaiveDate;
use oske_types::{ArithmeticError, Exact, Language, Money, Text, date_in};

/// What one payer owes for one dues year (*maksun määräytyminen*, *fastställande av avgift*).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assessment {
    pub(crate) payer: String,
    pub(crate) outcome: Outcome,
    pub(crate) lines: Vec<LineAmount>,
    pub(crate) charges_residents: bool,
}

/// How an assessment ends. The set is closed: there is always one of these, never a guess.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "a caller must decide on each case")]
pub enum Outcome {
    /// An amount, the sum of the rounded lines; 0.00 for a payer that is exempt.
    Assessed(Money),
    /// No rule, or no row of a table, is for this payer.
    NotCovered(Vec<Reason>),
    /// The policy gives more than one amount; the candidates in ascending order.
    Ambiguous {
        /// The amounts that the readings give.
        candidates: Vec<Money>,
        /// What can be read in two ways.
        reasons: Vec<Reason>,
    },
    /// Something is not known: a rate, a row, a fact.
    Undetermined(Vec<Reason>),
    /// The facts do not fit the policy's declarations.
    Invalid(Vec<Reason>),
}

impl Outcome {
    /// The word in documents: `assessed`, `not_covered`, `ambiguous`, `undetermined`, `invalid`.
    #[must_use]
    pub fn status(&self) -> &'static str {
        match self {
            Self::Assessed(_) => "assessed",
            Self::NotCovered(_) => "not_covered",
            Self::Ambiguous { .. } => "ambiguous",
            Self::Undetermined(_) => "undetermined",
            Self::Invalid(_) => "invalid",
        }
    }

    /// The amount, where there is one.
    #[must_use]
    pub fn amount(&self) -> Option<Money> {
        match self {
            Self::Assessed(amount) => Some(*amount),
            _ => None,
        }
    }

    /// The lines that are certain, of those of each reading: none where the policy gives two amounts;
    /// where something else is open, those on which every reading agrees.
    pub(crate) fn certain_lines(
        &self,
        mut readings: impl Iterator<Item = Vec<LineAmount>>,
    ) -> Vec<LineAmount> {
        let first = readings.next().unwrap_or_default();
        match self {
            Self::Ambiguous { .. } => Vec::new(),
            Self::Assessed(_) => first,
            Self::NotCovered(_) | Self::Undetermined(_) | Self::Invalid(_) => {
                readings.fold(first, |mut lines, other| {
                    lines.retain(|line| other.contains(line));
                    lines
                })
            }
        }
    }

    /// Why there is no one amount; empty where there is.
    #[must_use]
    pub fn reasons(&self) -> &[Reason] {
        match self {
            Self::Assessed(_) => &[],
            Self::NotCovered(reasons)
            | Self::Undetermined(reasons)
            | Self::Invalid(reasons)
            | Self::Ambiguous { reasons, .. } => reasons,
        }
    }
}

impl Assessment {
    /// Who the payer is.
    #[must_use]
    pub fn payer(&self) -> &str {
        &self.payer
    }

    /// How it ends.
    #[must_use]
    pub fn outcome(&self) -> &Outcome {
        &self.outcome
    }

    /// The amount, where there is one.
    #[must_use]
    pub fn amount(&self) -> Option<Money> {
        self.outcome.amount()
    }

    /// What is owed line by line, as far as it is known; empty where the policy gives two amounts.
    #[must_use]
    pub fn lines(&self) -> &[LineAmount] {
        &self.lines
    }

    /// Whether a rule that is for this payer charges by residents, also where the amount is not known.
    #[must_use]
    pub fn charges_residents(&self) -> bool {
        self.charges_residents
    }
}

/// What is owed in one line: dues, a joining fee, a levy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineAmount {
    pub(crate) line: Label,
    pub(crate) rule: Label,
    pub(crate) amount: Money,
    pub(crate) exempt: Option<Text>,
}

impl LineAmount {
    /// The line.
    #[must_use]
    pub fn line(&self) -> &Label {
        &self.line
    }

    /// The rule by which it is owed.
    #[must_use]
    pub fn rule(&self) -> &Label {
        &self.rule
    }

    /// The amount, rounded.
    #[must_use]
    pub fn amount(&self) -> Money {
        self.amount
    }

    /// Why nothing is owed, for a payer that is exempt.
    #[must_use]
    pub fn exempt(&self) -> Option<&Text> {
        self.exempt.as_ref()
    }
}

/// A name of the policy with its words for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    pub(crate) name: String,
    pub(crate) words: Option<Text>,
}

impl Label {
    pub(crate) fn new(name: &str, words: Option<&Text>) -> Self {
        Self {
            name: name.to_owned(),
            words: words.cloned(),
        }
    }

    /// The name in the policy: `county_rate`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The words for people, or the name where the policy has none.
    #[must_use]
    pub fn in_language(&self, language: Language) -> &str {
        self.words
            .as_ref()
            .map_or(self.name.as_str(), |words| words.in_language(language))
    }
}

/// Why a payer has no amount, or more than one.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// No rule is for this payer.
    NoRule,
    /// No row of a table holds for the value.
    #[non_exhaustive]
    NoRow {
        /// The table.
        table: Label,
        /// The measure that it is looked up by.
        measure: Label,
        /// The payer's value.
        value: Exact,
    },
    /// The value of a parameter is not known to anybody who wrote the policy.
    #[non_exhaustive]
    UnknownParameter {
        /// The parameter.
        parameter: Label,
        /// What the policy says about it.
        note: Option<Text>,
    },
    /// A parameter has no value for the dues year.
    #[non_exhaustive]
    StaleParameter {
        /// The parameter.
        parameter: Label,
        /// The first day of the dues year, for which a value is wanted.
        on: NaiveDate,
    },
    /// A row is known to exist but its value is not.
    #[non_exhaustive]
    UnknownRow {
        /// The table.
        table: Label,
        /// The row, from 1.
        row: usize,
    },
    /// The facts do not say what a rule asks for.
    #[non_exhaustive]
    MissingFact {
        /// The attribute or measure.
        fact: Label,
    },
    /// Several rows of a table hold for the value.
    #[non_exhaustive]
    SeveralRows {
        /// The table.
        table: Label,
        /// The rows, from 1.
        rows: Vec<usize>,
    },
    /// Several rules for one line are for this payer.
    #[non_exhaustive]
    SeveralRules {
        /// The line.
        line: Label,
        /// The rules.
        rules: Vec<Label>,
    },
    /// A fact does not fit its declaration.
    #[non_exhaustive]
    InvalidFact {
        /// The name of the fact.
        fact: String,
        /// How it does not fit.
        misfit: Misfit,
        /// What was found: the value, or the name itself where it is not declared.
        found: String,
        /// What was expected: the bound or the step, or the nearest known word, or every known one.
        expected: Vec<String>,
    },
    /// The arithmetic has no answer: a division by zero, a number that does not fit.
    #[non_exhaustive]
    Uncomputable {
        /// What is wrong.
        error: ArithmeticError,
    },
}

/// What a reason makes of an outcome. What the facts forbid is said before what the policy lacks, and
/// a hole in the policy before a value that somebody could still tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Hindrance {
    Ambiguous,
    Undetermined,
    NotCovered,
    Invalid,
}

impl Reason {
    pub(crate) fn hindrance(&self) -> Hindrance {
        match self {
            Self::SeveralRows { .. } | Self::SeveralRules { .. } => Hindrance::Ambiguous,
            Self::UnknownParameter { .. }
            | Self::StaleParameter { .. }
            | Self::UnknownRow { .. }
            | Self::MissingFact { .. } => Hindrance::Undetermined,
            Self::NoRule | Self::NoRow { .. } => Hindrance::NotCovered,
            Self::InvalidFact { .. } | Self::Uncomputable { .. } => Hindrance::Invalid,
        }
    }

    /// A stable code: `no-rule`, `unknown-parameter`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoRule => "no-rule",
            Self::NoRow { .. } => "no-row",
            Self::UnknownParameter { .. } => "unknown-parameter",
            Self::StaleParameter { .. } => "stale-parameter",
            Self::UnknownRow { .. } => "unknown-row",
            Self::MissingFact { .. } => "missing-fact",
            Self::SeveralRows { .. } => "several-rows",
            Self::SeveralRules { .. } => "several-rules",
            Self::InvalidFact { .. } => "invalid-fact",
            Self::Uncomputable { .. } => "uncomputable",
        }
    }

    /// The name in the policy of what is missing: a parameter, a table, a fact.
    #[must_use]
    pub fn subject(&self) -> Option<&str> {
        match self {
            Self::NoRule | Self::Uncomputable { .. } => None,
            Self::NoRow { table, .. }
            | Self::UnknownRow { table, .. }
            | Self::SeveralRows { table, .. } => Some(table.name()),
            Self::UnknownParameter { parameter, .. } | Self::StaleParameter { parameter, .. } => {
                Some(parameter.name())
            }
            Self::MissingFact { fact } => Some(fact.name()),
            Self::SeveralRules { line, .. } => Some(line.name()),
            Self::InvalidFact { fact, .. } => Some(fact),
        }
    }

    /// The reason in one clause: "the rate for counties is not known".
    #[must_use]
    pub fn in_language(&self, language: Language) -> String {
        let say = |fi: String, sv: String, en: String| language.pick(fi, sv, en);
        match self {
            Self::NoRule => language
                .pick(
                    "mikään sääntö ei koske tätä maksajaa",
                    "ingen regel gäller den här betalaren",
                    "no rule is for this payer",
                )
                .to_owned(),
            Self::NoRow {
                table,
                measure,
                value,
            } => {
                let (table, measure) = (table.in_language(language), measure.in_language(language));
                let value = value.in_language(language);
                say(
                    format!("taulukossa ”{table}” ei ole riviä, kun {measure} on {value}"),
                    format!("tabellen ”{table}” har ingen rad för {measure} {value}"),
                    format!("the table “{table}” has no row for {measure} {value}"),
                )
            }
            Self::UnknownParameter { parameter, .. } => {
                let parameter = parameter.in_language(language);
                say(
                    format!("{parameter} ei ole tiedossa"),
                    format!("{parameter}: värdet är inte känt"),
                    format!("{parameter} is not known"),
                )
            }
            Self::StaleParameter { parameter, on } => {
                let (parameter, on) = (parameter.in_language(language), date_in(language, *on));
                say(
                    format!("{parameter}: ei arvoa päivälle {on}"),
                    format!("{parameter} saknar värde för den {on}"),
                    format!("{parameter} has no value for {on}"),
                )
            }
            Self::UnknownRow { table, row } => {
                let table = table.in_language(language);
                say(
                    format!("taulukon ”{table}” rivin {row} arvo ei ole tiedossa"),
                    format!("värdet på rad {row} i tabellen ”{table}” är inte känt"),
                    format!("the value of row {row} of the table “{table}” is not known"),
                )
            }
            Self::MissingFact { fact } => {
                let fact = fact.in_language(language);
                say(
                    format!("maksajan tieto puuttuu: {fact}"),
                    format!("uppgift om betalaren saknas: {fact}"),
                    format!("a fact of the payer is missing: {fact}"),
                )
            }
            Self::SeveralRows { table, rows } => {
                let table = table.in_language(language);
                let rows = rows
                    .iter()
                    .map(ToString::to_string)
                    .collect::<Vec<_>>()
                    .join(", ");
                say(
                    format!("taulukosta ”{table}” sopii useampi rivi: {rows}"),
                    format!("flera rader i tabellen ”{table}” passar: {rows}"),
                    format!("several rows of the table “{table}” hold: {rows}"),
                )
            }
            Self::SeveralRules { line, rules } => {
                let line = line.in_language(language);
                let rules = rules
                    .iter()
                    .map(|rule| rule.in_language(language))
                    .collect::<Vec<_>>()
                    .join(", ");
                say(
                    format!("maksulajissa ”{line}” useampi sääntö koskee maksajaa: {rules}"),
                    format!("i posten ”{line}” gäller flera regler betalaren: {rules}"),
                    format!("in the line “{line}” several rules are for this payer: {rules}"),
                )
            }
            Self::InvalidFact {
                fact,
                misfit,
                found,
                expected,
            } => misfit.in_language(language, fact, found, expected),
            Self::Uncomputable { error } => {
                let (fi, sv) = match error {
                    ArithmeticError::DivisionByZero => ("jako nollalla", "division med noll"),
                    _ => ("luku on liian suuri", "talet är för stort"),
                };
                say(
                    format!("laskutoimituksella ei ole tulosta: {fi}"),
                    format!("beräkningen har inget resultat: {sv}"),
                    format!("the calculation has no result: {error}"),
                )
            }
        }
    }
}

/// How a fact does not fit its declaration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Misfit {
    /// The policy asks for no fact of that name.
    NotDeclared,
    /// An attribute does not have that value.
    NotAValue,
    /// A measure is no exact number.
    NotANumber,
    /// A measure is no whole multiple of its step.
    OffStep,
    /// A measure is below its least value.
    TooSmall,
    /// A measure is above its greatest value.
    TooLarge,
}

impl Misfit {
    pub(crate) const ALL: [Self; 6] = [
        Self::NotDeclared,
        Self::NotAValue,
        Self::NotANumber,
        Self::OffStep,
        Self::TooSmall,
        Self::TooLarge,
    ];

    /// The word in documents: `not-declared`, `too-small`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::NotDeclared => "not-declared",
            Self::NotAValue => "not-a-value",
            Self::NotANumber => "not-a-number",
            Self::OffStep => "off-step",
            Self::TooSmall => "too-small",
            Self::TooLarge => "too-large",
        }
    }

    fn in_language(
        self,
        language: Language,
        fact: &str,
        found: &str,
        expected: &[String],
    ) -> String {
        let listed = expected.join(", ");
        let say = |fi: String, sv: String, en: String| language.pick(fi, sv, en);
        // One word is the nearest; several are all that are known.
        let help = match expected {
            [nearest] => say(
                format!("tarkoititko `{nearest}`?"),
                format!("menade du `{nearest}`?"),
                format!("did you mean `{nearest}`?"),
            ),
            _ => say(
                format!("tunnetut: {listed}"),
                format!("kända: {listed}"),
                format!("known: {listed}"),
            ),
        };
        match self {
            Self::NotDeclared => say(
                format!("`{fact}` ei ole maksuperusteen tieto; {help}"),
                format!("`{fact}` är ingen uppgift i avgiftsgrunden; {help}"),
                format!("`{fact}` is not a fact of the policy; {help}"),
            ),
            Self::NotAValue => say(
                format!("`{found}` ei ole tiedon `{fact}` arvo; {help}"),
                format!("`{found}` är inget värde av `{fact}`; {help}"),
                format!("`{found}` is not a value of `{fact}`; {help}"),
            ),
            Self::NotANumber => say(
                format!("`{fact}` on `{found}`: odotettiin tarkkaa lukua, kuten `{listed}`"),
                format!("`{fact}` är `{found}`: ett exakt tal väntades, som `{listed}`"),
                format!("`{fact}` is `{found}`: expected an exact number, as in `{listed}`"),
            ),
            Self::OffStep => say(
                format!("`{fact}` on {found}: odotettiin askelen {listed} monikertaa"),
                format!("`{fact}` är {found}: en hel multipel av {listed} väntades"),
                format!("`{fact}` is {found}: expected a whole multiple of {listed}"),
            ),
            Self::TooSmall => say(
                format!("`{fact}` on {found}: odotettiin vähintään {listed}"),
                format!("`{fact}` är {found}: minst {listed} väntades"),
                format!("`{fact}` is {found}: expected at least {listed}"),
            ),
            Self::TooLarge => say(
                format!("`{fact}` on {found}: odotettiin enintään {listed}"),
                format!("`{fact}` är {found}: högst {listed} väntades"),
                format!("`{fact}` is {found}: expected at most {listed}"),
            ),
        }
    }
}
