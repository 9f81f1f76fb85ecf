//! [`Assessment`], its [`Outcome`] and the [`Reason`] where there is no amount.

use std::sync::Arc;

use chrono::NaiveDate;
use oske_types::{ArithmeticError, Exact, Language, Money, Text, date_in};

use crate::check::DEFAULT_LINE;
use crate::day;
use crate::policy::{Key, KeyKind};
use crate::render::quoted;

/// What one payer owes for one dues year (*maksun määräytyminen*, *fastställande av avgift*).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assessment {
    pub(crate) payer: Arc<str>,
    pub(crate) outcome: Outcome,
    pub(crate) lines: Vec<LineAmount>,
    pub(crate) charges_residents: bool,
    pub(crate) has_rule: bool,
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

    /// Whether a rule is for this payer in every reading, also where the amount is not known.
    #[must_use]
    pub fn has_rule(&self) -> bool {
        self.has_rule
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

/// A name of the policy with its words for people; all that speak of it share one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Label(Arc<NameAndWords>);

#[derive(Debug, PartialEq, Eq, Default)]
struct NameAndWords {
    name: Arc<str>,
    words: Option<Text>,
}

impl Label {
    pub(crate) fn new(name: &str, words: Option<&Text>) -> Self {
        Self(Arc::new(NameAndWords {
            name: name.into(),
            words: words.cloned(),
        }))
    }

    /// The name in the policy: `county_rate`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.0.name
    }

    pub(crate) fn shared_name(&self) -> Arc<str> {
        Arc::clone(&self.0.name)
    }

    pub(crate) fn words(&self) -> Option<&Text> {
        self.0.words.as_ref()
    }

    /// Of a line, the words for people: also of the one that needs no declaration.
    pub(crate) fn line_in(&self, language: Language) -> &str {
        if self.words().is_none() && self.name() == DEFAULT_LINE {
            return language.pick("jäsenmaksu", "medlemsavgift", "dues");
        }
        self.in_language(language)
    }

    /// The words for people, or the name where the policy has none.
    #[must_use]
    pub fn in_language(&self, language: Language) -> &str {
        self.words()
            .map_or(self.name(), |words| words.in_language(language))
    }
}

/// A value that a table was looked up by.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Found {
    /// A number.
    Number(Exact),
    /// A day.
    Day(NaiveDate),
    /// A value of a choice.
    Choice(Label),
}

impl Found {
    /// Of a quantity, which is a day where the key is a date.
    pub(crate) fn of_number(number: Exact, key: &Key) -> Self {
        let is_date = matches!(key.kind, KeyKind::Quantity { is_date: true, .. });
        let date = day::date_of(number).filter(|_| is_date);
        date.map_or(Self::Number(number), Self::Day)
    }

    /// The value for people: `4 999`, `15.8.2005`, the words of a choice.
    #[must_use]
    pub fn in_language(&self, language: Language) -> String {
        match self {
            Self::Number(number) => number.in_language(language),
            Self::Day(date) => date_in(language, *date),
            Self::Choice(value) => value.in_language(language).to_owned(),
        }
    }
}

/// Why a payer has no amount, or more than one.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// No rule of a line is for this payer.
    #[non_exhaustive]
    NoRule {
        /// The line.
        line: Label,
    },
    /// No row of a table holds for what it was looked up by.
    #[non_exhaustive]
    NoRow {
        /// The table.
        table: Label,
        /// What it was looked up by, with the payer's values.
        values: Vec<(Label, Found)>,
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
    /// The source leaves it unclear.
    #[non_exhaustive]
    Unclear {
        /// The label in the policy.
        label: String,
    },
    /// A share of a total depends on the other payers, so that it is known only when a whole round is
    /// assessed.
    #[non_exhaustive]
    NeedsRound {
        /// The share.
        share: Label,
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
        /// The fact, with its words where it is declared.
        fact: Label,
        /// How it does not fit.
        misfit: Misfit,
        /// What was found: the value, or the name itself where it is not declared.
        found: String,
        /// What was expected: the bound or the step, or the nearest known name, or every known one.
        expected: Vec<Label>,
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
            Self::SeveralRows { .. } | Self::SeveralRules { .. } | Self::Unclear { .. } => {
                Hindrance::Ambiguous
            }
            Self::UnknownParameter { .. }
            | Self::StaleParameter { .. }
            | Self::UnknownRow { .. }
            | Self::NeedsRound { .. }
            | Self::MissingFact { .. } => Hindrance::Undetermined,
            Self::NoRule { .. } | Self::NoRow { .. } => Hindrance::NotCovered,
            Self::InvalidFact { .. } | Self::Uncomputable { .. } => Hindrance::Invalid,
        }
    }

    /// A stable code: `no-rule`, `unknown-parameter`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoRule { .. } => "no-rule",
            Self::NoRow { .. } => "no-row",
            Self::UnknownParameter { .. } => "unknown-parameter",
            Self::StaleParameter { .. } => "stale-parameter",
            Self::UnknownRow { .. } => "unknown-row",
            Self::MissingFact { .. } => "missing-fact",
            Self::SeveralRows { .. } => "several-rows",
            Self::SeveralRules { .. } => "several-rules",
            Self::Unclear { .. } => "unclear",
            Self::NeedsRound { .. } => "needs-round",
            Self::InvalidFact { .. } => "invalid-fact",
            Self::Uncomputable { .. } => "uncomputable",
        }
    }

    /// The name in the policy of what is missing: a parameter, a table, a fact.
    #[must_use]
    pub fn subject(&self) -> Option<&str> {
        match self {
            Self::Uncomputable { .. } => None,
            Self::NoRule { line } => Some(line.name()),
            Self::Unclear { label } => Some(label),
            Self::NeedsRound { share } => Some(share.name()),
            Self::NoRow { table, .. }
            | Self::UnknownRow { table, .. }
            | Self::SeveralRows { table, .. } => Some(table.name()),
            Self::UnknownParameter { parameter, .. } | Self::StaleParameter { parameter, .. } => {
                Some(parameter.name())
            }
            Self::MissingFact { fact } => Some(fact.name()),
            Self::SeveralRules { line, .. } => Some(line.name()),
            Self::InvalidFact { fact, .. } => Some(fact.name()),
        }
    }

    /// The reason in one clause: "the rate for counties is not known".
    #[must_use]
    pub fn in_language(&self, language: Language) -> String {
        let say = |fi: String, sv: String, en: String| language.pick(fi, sv, en);
        match self {
            Self::NoRule { line } => {
                let line = line.line_in(language);
                say(
                    format!("maksulajissa ”{line}” mikään sääntö ei koske tätä maksajaa"),
                    format!("i posten ”{line}” gäller ingen regel den här betalaren"),
                    format!("in the line “{line}” no rule is for this payer"),
                )
            }
            Self::NoRow { table, values } => {
                let table = table.in_language(language);
                let values = values.iter().map(|(key, found)| {
                    let key = key.in_language(language);
                    let found = found.in_language(language);
                    say(
                        format!("{key} on {found}"),
                        format!("{key} {found}"),
                        format!("{key} {found}"),
                    )
                });
                let values: Vec<String> = values.collect();
                let values = values.join(language.pick(" ja ", " och ", " and "));
                say(
                    format!("taulukossa ”{table}” ei ole riviä, kun {values}"),
                    format!("tabellen ”{table}” har ingen rad för {values}"),
                    format!("the table “{table}” has no row for {values}"),
                )
            }
            Self::Unclear { label } => say(
                format!("lähde jättää epäselväksi: {label}"),
                format!("källan lämnar oklart: {label}"),
                format!("the source leaves it unclear: {label}"),
            ),
            Self::NeedsRound { share } => {
                let share = share.in_language(language);
                say(
                    format!(
                        "{share} riippuu muista maksajista: se selviää vasta koko maksukierroksesta"
                    ),
                    format!(
                        "{share} beror på de andra betalarna: det framgår först av hela avgiftsomgången"
                    ),
                    format!(
                        "{share} depends on the other payers: it is known only from a whole round"
                    ),
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
                let line = line.line_in(language);
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
                let why = uncomputable_in(language, error);
                say(
                    format!("laskutoimituksella ei ole tulosta: {why}"),
                    format!("beräkningen har inget resultat: {why}"),
                    format!("the calculation has no result: {why}"),
                )
            }
        }
    }
}

/// Why arithmetic has no result.
fn uncomputable_in(language: Language, error: &ArithmeticError) -> String {
    let say = |fi: String, sv: String, en: String| language.pick(fi, sv, en);
    match error {
        ArithmeticError::DivisionByZero => language
            .pick("jako nollalla", "division med noll", "division by zero")
            .to_owned(),
        ArithmeticError::CurrencyMismatch(mismatch) => {
            let (left, right) = (mismatch.left(), mismatch.right());
            say(
                format!("valuuttoja {left} ja {right} ei voi laskea yhteen"),
                format!("valutorna {left} och {right} kan inte räknas ihop"),
                format!("amounts in {left} and {right} cannot be added up"),
            )
        }
        ArithmeticError::UnitMismatch(_) => language
            .pick(
                "yksiköt eivät sovi yhteen",
                "enheterna passar inte ihop",
                "the units do not fit",
            )
            .to_owned(),
        ArithmeticError::StepTooFine { step, currency, .. } => say(
            format!(
                "pyöristyksen tarkkuus {step} on pienempi kuin valuutan {currency} pienin yksikkö"
            ),
            format!(
                "avrundningens steg {step} är mindre än den minsta enheten i valutan {currency}"
            ),
            error.to_string(),
        ),
        _ => language
            .pick(
                "luku on liian suuri",
                "talet är för stort",
                "a number is too large",
            )
            .to_owned(),
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
    /// A date is no date.
    NotADate,
    /// A list is no list.
    NotAList,
    /// A list has too many things.
    TooMany,
    /// A list has too few things.
    TooFew,
}

impl Misfit {
    pub(crate) const ALL: [Self; 10] = [
        Self::NotDeclared,
        Self::NotAValue,
        Self::NotANumber,
        Self::OffStep,
        Self::TooSmall,
        Self::TooLarge,
        Self::NotADate,
        Self::NotAList,
        Self::TooMany,
        Self::TooFew,
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
            Self::NotADate => "not-a-date",
            Self::NotAList => "not-a-list",
            Self::TooMany => "too-many",
            Self::TooFew => "too-few",
        }
    }

    fn in_language(
        self,
        language: Language,
        fact: &Label,
        found: &str,
        expected: &[Label],
    ) -> String {
        let say = |fi: String, sv: String, en: String| language.pick(fi, sv, en);
        let (known, name) = (named_in(language, fact), fact.name());
        let marked = match fact.words() {
            Some(_) => quoted(language, &known),
            None => known.clone(),
        };
        // Of a figure one bound is expected, or an example of how facts write it.
        let example = expected.first().map_or("", Label::name);
        let (figure, bound) = (figure_in(language, found), figure_in(language, example));
        let is_date = oske_types::parse_date(found).is_some();
        match self {
            Self::NotDeclared => {
                let help = help_in(language, expected);
                say(
                    format!("`{name}` ei ole maksuperusteen tieto; {help}"),
                    format!("`{name}` är ingen uppgift i avgiftsgrunden; {help}"),
                    format!("`{name}` is not a fact of the policy; {help}"),
                )
            }
            Self::NotAValue => {
                let help = help_in(language, expected);
                say(
                    format!("`{found}` ei ole tiedon {marked} arvo; {help}"),
                    format!("`{found}` är inget värde av {marked}; {help}"),
                    format!("`{found}` is not a value of {marked}; {help}"),
                )
            }
            Self::NotANumber => say(
                format!("{known} on `{found}`: odotettiin tarkkaa lukua, kuten `{example}`"),
                format!("{known} är `{found}`: ett exakt tal väntades, som `{example}`"),
                format!("{known} is `{found}`: expected an exact number, as in `{example}`"),
            ),
            Self::OffStep => say(
                format!("{known} on {figure}: odotettiin askeleen {bound} monikertaa"),
                format!("{known} är {figure}: en hel multipel av {bound} väntades"),
                format!("{known} is {figure}: expected a whole multiple of {bound}"),
            ),
            Self::TooSmall if is_date => say(
                format!("{known} on {figure}: odotettiin aikaisintaan {bound}"),
                format!("{known} är {figure}: tidigast {bound} väntades"),
                format!("{known} is {figure}: expected not before {bound}"),
            ),
            Self::TooSmall => say(
                format!("{known} on {figure}: odotettiin vähintään {bound}"),
                format!("{known} är {figure}: minst {bound} väntades"),
                format!("{known} is {figure}: expected at least {bound}"),
            ),
            Self::TooLarge if is_date => say(
                format!("{known} on {figure}: odotettiin viimeistään {bound}"),
                format!("{known} är {figure}: senast {bound} väntades"),
                format!("{known} is {figure}: expected not after {bound}"),
            ),
            Self::TooLarge => say(
                format!("{known} on {figure}: odotettiin enintään {bound}"),
                format!("{known} är {figure}: högst {bound} väntades"),
                format!("{known} is {figure}: expected at most {bound}"),
            ),
            Self::NotADate => say(
                format!("{known} on `{found}`: odotettiin päivää, kuten `{example}`"),
                format!("{known} är `{found}`: ett datum väntades, som `{example}`"),
                format!("{known} is `{found}`: expected a date, as in `{example}`"),
            ),
            Self::NotAList => say(
                format!("{known} on `{found}`: odotettiin luetteloa"),
                format!("{known} är `{found}`: en lista väntades"),
                format!("{known} is `{found}`: expected a list"),
            ),
            Self::TooMany => say(
                format!("luettelossa {marked} on {figure}: odotettiin enintään {bound}"),
                format!("listan {marked} har {figure}: högst {bound} väntades"),
                format!("the list {marked} has {figure}: expected at most {bound}"),
            ),
            Self::TooFew => say(
                format!("luettelossa {marked} on {figure}: odotettiin vähintään {bound}"),
                format!("listan {marked} har {figure}: minst {bound} väntades"),
                format!("the list {marked} has {figure}: expected at least {bound}"),
            ),
        }
    }
}

/// A name in the words of the policy, or as facts write it.
fn named_in(language: Language, label: &Label) -> String {
    match label.words() {
        Some(words) => words.in_language(language).to_owned(),
        None => format!("`{}`", label.name()),
    }
}

/// One name is the nearest; several are all that are known. Behind the words of the policy stands what
/// facts have to write.
fn help_in(language: Language, expected: &[Label]) -> String {
    let say = |fi: String, sv: String, en: String| language.pick(fi, sv, en);
    let words_of = |label: &Label| {
        let words = label.words()?.in_language(language);
        (words != label.name()).then(|| words.to_owned())
    };
    if let [nearest] = expected {
        let name = nearest.name();
        let nearest = match words_of(nearest) {
            Some(words) => format!("{} (`{name}`)", quoted(language, &words)),
            None => format!("`{name}`"),
        };
        return say(
            format!("tarkoititko {nearest}?"),
            format!("menade du {nearest}?"),
            format!("did you mean {nearest}?"),
        );
    }
    let names = expected.iter().map(|label| match words_of(label) {
        Some(words) => format!("{words} ({})", label.name()),
        None => label.name().to_owned(),
    });
    let listed = names.collect::<Vec<_>>().join(", ");
    say(
        format!("tunnetut: {listed}"),
        format!("kända: {listed}"),
        format!("known: {listed}"),
    )
}

/// A number or a day as the language writes it, and anything else as it is.
fn figure_in(language: Language, text: &str) -> String {
    if let Some(date) = oske_types::parse_date(text) {
        return date_in(language, date);
    }
    let number = text.parse::<Exact>();
    number.map_or_else(|_| text.to_owned(), |number| number.in_language(language))
}
