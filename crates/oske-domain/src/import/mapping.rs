//! [`Mapping`]: what the columns, words and signs of a sheet mean.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;
use oske_types::{Language, ParseValueError, Unit, pad};

use super::heading;
use crate::{FactName, Ground, MemberFact, MemberKind, MembershipHistory};

/// How the letters of a file are written as bytes (*merkistö*, *teckenkodning*).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// UTF-16, the lower byte first: "Unicode text" of a spreadsheet.
    Utf16Le,
    /// UTF-16, the higher byte first.
    Utf16Be,
    /// ISO-8859-1, Latin 1.
    Iso8859_1,
    /// Windows-1252: ISO-8859-1 with the euro sign, dashes and curved quotes in unused places.
    Windows1252,
}

impl Encoding {
    const ALL: [Self; 5] = [
        Self::Utf8,
        Self::Utf16Le,
        Self::Utf16Be,
        Self::Iso8859_1,
        Self::Windows1252,
    ];

    /// Its name: `ISO-8859-1`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16Le => "UTF-16LE",
            Self::Utf16Be => "UTF-16BE",
            Self::Iso8859_1 => "ISO-8859-1",
            Self::Windows1252 => "Windows-1252",
        }
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        pad(f, self.name())
    }
}

impl FromStr for Encoding {
    type Err = ParseValueError;

    fn from_str(text: &str) -> Result<Self, ParseValueError> {
        let mut all = Self::ALL.into_iter();
        all.find(|encoding| encoding.name().eq_ignore_ascii_case(text))
            .ok_or_else(|| {
                let reason = "expected utf-8, utf-16le, utf-16be, iso-8859-1 or windows-1252";
                ParseValueError::new("an encoding", text, reason, "iso-8859-1")
            })
    }
}

/// The mark between whole units and decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(
    clippy::exhaustive_enums,
    reason = "the two marks that there are in the world's spreadsheets"
)]
pub enum DecimalMark {
    /// `1234,5`
    Comma,
    /// `1234.5`
    Point,
}

impl DecimalMark {
    /// The mark.
    #[must_use]
    pub const fn as_char(self) -> char {
        match self {
            Self::Comma => ',',
            Self::Point => '.',
        }
    }

    pub(super) const fn other(self) -> Self {
        match self {
            Self::Comma => Self::Point,
            Self::Point => Self::Comma,
        }
    }
}

/// A column of numbers, each a [`MemberFact`] of one name, unit, day and source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuantityColumn {
    fact: FactName,
    unit: Unit,
    date: NaiveDate,
    // INVARIANT: `MemberFact` takes it.
    source: String,
}

impl QuantityColumn {
    /// Numbers of a fact in a unit, that held on a day, by a source of a title.
    ///
    /// # Errors
    ///
    /// [`ParseValueError`] if [`MemberFact::try_new`] refuses the source.
    pub fn try_new(
        fact: FactName,
        unit: Unit,
        date: NaiveDate,
        source: &str,
    ) -> Result<Self, ParseValueError> {
        let one = oske_types::Quantity::new(oske_types::Exact::ONE, unit.clone());
        let source = MemberFact::try_new(one, date, source)?
            .source()
            .title()
            .to_owned();
        Ok(Self {
            fact,
            unit,
            date,
            source,
        })
    }

    /// The name of the fact.
    #[must_use]
    pub const fn fact(&self) -> &FactName {
        &self.fact
    }

    /// What the numbers count.
    #[must_use]
    pub const fn unit(&self) -> &Unit {
        &self.unit
    }

    /// The day on which they held.
    #[must_use]
    pub const fn date(&self) -> NaiveDate {
        self.date
    }

    /// The title of their source.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }
}

/// What a column of a sheet means.
///
/// Its code is what a mapping file writes; the headings are known without a mapping, in any case, with
/// spaces or underscores.
///
/// | code | what its cells are | headings that are known |
/// |---|---|---|
#[doc = known_headings!()]
/// | `fact.NAME` | [`MemberFact`]s with ` \| ` between them | `fact.NAME` |
/// | `passed_over` | not read | |
///
/// Where `history` says all, `admitted`, `resigned` and `last_day` say what offices write: the day of
/// admission, unknown if the cell is empty; the day of resignation, which takes effect on that day; or
/// the last day as a member. What the sheet says has the ground of the mapping, `stated` by default.
///
/// *Interpretation.* Under section 13 of the Associations Act (503/1989) a resignation takes effect at
/// once unless the rules of the association say otherwise, at most a year later. Where they do, have
/// the last day as a member in the sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Meaning {
    /// The id.
    Id,
    /// The name in a language.
    Name(Language),
    /// The kind: a code, a name of it, or a word of the mapping.
    Kind,
    /// The business id.
    BusinessId,
    /// Places as a register writes them.
    Places,
    /// The number of a municipality, for whose residents the member stands.
    Municipality,
    /// Representations as a register writes them.
    RepresentedBy,
    /// The language of correspondence: a code, or a name of it.
    Language,
    /// The history as a register writes it.
    History,
    /// The day of admission.
    Admitted,
    /// The day of resignation, on which it takes effect.
    Resigned,
    /// The last day as a member.
    LastDay,
    /// The source.
    Source,
    /// The note.
    Note,
    /// The address to which invoices go, in whatever words the office has for it. Invoices are not addressed by it: its parts
    /// cannot be told apart safely.
    InvoicingAddress,
    /// Facts of a name as a register writes them.
    Facts(FactName),
    /// Numbers, each a fact.
    Quantity(QuantityColumn),
    /// Nothing: the column is not read.
    PassedOver,
}

impl Meaning {
    /// The code in a mapping file; that of a quantity is the name of its fact.
    pub(super) fn code(&self) -> String {
        match self {
            Self::Facts(name) => format!("{}{name}", crate::register::field::FACT_PREFIX),
            Self::Quantity(column) => column.fact.to_string(),
            plain => heading::code_of(plain).to_owned(),
        }
    }
}

impl FromStr for Meaning {
    type Err = ParseValueError;

    fn from_str(text: &str) -> Result<Self, ParseValueError> {
        if let Some(name) = text.strip_prefix(crate::register::field::FACT_PREFIX) {
            return name.parse().map(Self::Facts);
        }
        heading::meaning_of_code(text).ok_or_else(|| {
            let reason = "expected id, name, kind, admitted, passed_over, fact.NAME or another";
            ParseValueError::new("what a column means", text, reason, "name")
        })
    }
}

/// What the columns, words and signs of a sheet mean (*kuvaus*, *beskrivning*), beyond what is
/// understood by itself.
///
/// The default knows the plain names of columns and kinds in three languages, see [`Meaning`], and
/// assumes nothing else: a table in UTF-8 without ambiguous numbers needs no mapping.
///
/// ```
/// use oske_domain::import::{DecimalMark, Encoding, Mapping, Meaning};
/// use oske_domain::MemberKind;
///
/// let mapping = Mapping::default()
///     .with_encoding(Encoding::Windows1252)
///     .with_decimal(DecimalMark::Comma)
///     .with_column("Jäsenen virallinen nimi", "name".parse()?)
///     .with_column("Puhelin", Meaning::PassedOver)
///     .with_kind("sote-kuntayhtymä", MemberKind::JointAuthority);
/// # Ok::<(), oske_types::ParseValueError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mapping {
    pub(super) encoding: Option<Encoding>,
    pub(super) separator: Option<char>,
    pub(super) decimal: Option<DecimalMark>,
    pub(super) thousands: Option<DecimalMark>,
    pub(super) sheet: Option<String>,
    pub(super) heading_row: Option<u64>,
    pub(super) ground: Ground,
    pub(super) passes_over_others: bool,
    /// By the heading as `heading::plain` writes it, with the heading as given.
    pub(super) columns: BTreeMap<String, (String, Meaning)>,
    /// By the word as `heading::plain` writes it.
    pub(super) kinds: BTreeMap<String, MemberKind>,
    pub(super) for_everyone: ForEveryone,
}

/// What holds for every member, where the sheet has no column for it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct ForEveryone {
    pub(super) kind: Option<MemberKind>,
    pub(super) language: Option<Language>,
    pub(super) history: Option<MembershipHistory>,
    pub(super) source: Option<String>,
}

impl ForEveryone {
    /// What holds, by the name of the column.
    pub(super) fn fields(&self) -> impl Iterator<Item = (&'static str, String)> {
        let kind = self.kind.map(|kind| ("kind", kind.to_string()));
        let language = self
            .language
            .map(|language| ("language", language.to_string()));
        let history = self.history.as_ref();
        let history = history.map(|history| ("history", history.to_string()));
        let source = self
            .source
            .as_ref()
            .map(|source| ("source", source.clone()));
        [kind, language, history, source].into_iter().flatten()
    }
}

impl Default for Mapping {
    fn default() -> Self {
        Self {
            encoding: None,
            separator: None,
            decimal: None,
            thousands: None,
            sheet: None,
            heading_row: None,
            ground: Ground::Stated,
            passes_over_others: false,
            columns: BTreeMap::new(),
            kinds: BTreeMap::new(),
            for_everyone: ForEveryone::default(),
        }
    }
}

impl Mapping {
    /// With the encoding of a file that has no byte order mark. What was said before is replaced.
    #[must_use]
    pub const fn with_encoding(mut self, encoding: Encoding) -> Self {
        self.encoding = Some(encoding);
        self
    }

    /// With the sign between the cells of CSV, an ASCII sign that is no letter, digit, quote or line break.
    ///
    /// # Errors
    ///
    /// [`ParseValueError`] for any other.
    pub fn with_separator(mut self, separator: char) -> Result<Self, ParseValueError> {
        let is_sign = separator == '\t' || separator.is_ascii_punctuation() || separator == ' ';
        if !is_sign || separator == '"' {
            let reason = "expected an ASCII sign other than a letter, a digit and a quote";
            return Err(ParseValueError::new(
                "a separator",
                &separator.to_string(),
                reason,
                ";",
            ));
        }
        self.separator = Some(separator);
        Ok(self)
    }

    /// With the mark between whole units and decimals.
    #[must_use]
    pub const fn with_decimal(mut self, mark: DecimalMark) -> Self {
        self.decimal = Some(mark);
        self
    }

    /// With a mark between thousands, beside the spaces that are always understood; the other one then
    /// marks decimals, unless something else is said.
    #[must_use]
    pub const fn with_thousands(mut self, mark: DecimalMark) -> Self {
        self.thousands = Some(mark);
        self
    }

    /// With the name of the sheet, for a workbook that has several.
    #[must_use]
    pub fn with_sheet(mut self, name: &str) -> Self {
        self.sheet = Some(name.to_owned());
        self
    }

    /// With the number of the row that holds the headings, the first being 1; the rows above it are
    /// not read.
    #[must_use]
    pub const fn with_heading_row(mut self, row: u64) -> Self {
        self.heading_row = Some(row);
        self
    }

    /// With the ground on which days of admission and resignation are believed.
    #[must_use]
    pub const fn with_ground(mut self, ground: Ground) -> Self {
        self.ground = ground;
        self
    }

    /// With what a column of a heading means. Case and white space of the heading do not count.
    #[must_use]
    pub fn with_column(mut self, heading: &str, meaning: Meaning) -> Self {
        let plain = heading::plain(heading);
        self.columns.insert(plain, (heading.to_owned(), meaning));
        self
    }

    /// With every column passed over that nothing is known of; else it is a fault.
    #[must_use]
    pub const fn with_others_passed_over(mut self) -> Self {
        self.passes_over_others = true;
        self
    }

    /// With a word for a kind. Case and white space of the word do not count.
    #[must_use]
    pub fn with_kind(mut self, word: &str, kind: MemberKind) -> Self {
        self.kinds.insert(heading::plain(word), kind);
        self
    }

    /// With a kind for everyone, where the sheet has no column for it.
    #[must_use]
    pub const fn with_kind_for_everyone(mut self, kind: MemberKind) -> Self {
        self.for_everyone.kind = Some(kind);
        self
    }

    /// With a language for everyone, where the sheet has no column for it.
    #[must_use]
    pub const fn with_language_for_everyone(mut self, language: Language) -> Self {
        self.for_everyone.language = Some(language);
        self
    }

    /// With a history for everyone, where the sheet has no column for it: `admitted unknown unknown`.
    #[must_use]
    pub fn with_history_for_everyone(mut self, history: MembershipHistory) -> Self {
        self.for_everyone.history = Some(history);
        self
    }

    /// With a source for everyone, where the sheet has no column for it.
    #[must_use]
    pub fn with_source_for_everyone(mut self, title: &str) -> Self {
        self.for_everyone.source = crate::member::one_line(title);
        self
    }

    /// What a heading means, by this mapping or by itself.
    pub(super) fn meaning_of(&self, heading: &str) -> Option<Meaning> {
        let plain = heading::plain(heading);
        match self.columns.get(&plain) {
            Some((_, meaning)) => Some(meaning.clone()),
            None => heading::meaning(&plain),
        }
    }

    /// The heading that is nearest to one that is not known.
    pub(super) fn nearest_heading(&self, heading: &str) -> Option<String> {
        let mut headings: Vec<&str> = heading::all_headings().collect();
        headings.extend(self.columns.values().map(|(heading, _)| heading.as_str()));
        let plain = headings.iter().map(|heading| heading::plain(heading));
        let by_plain: BTreeMap<String, &str> = plain.zip(headings.iter().copied()).collect();
        let found = oske_types::nearest(
            &heading::plain(heading),
            by_plain.keys().map(String::as_str),
        )?;
        by_plain.get(found).map(|heading| (*heading).to_owned())
    }

    /// The kind of a word, by this mapping or by itself.
    pub(super) fn kind_of(&self, word: &str) -> Option<MemberKind> {
        let plain = heading::plain(word);
        let own = self.kinds.get(&plain).copied();
        own.or_else(|| heading::kind(&plain))
    }

    /// The columns of numbers, with their headings.
    pub(super) fn quantities(&self) -> impl Iterator<Item = (&str, &QuantityColumn)> {
        self.columns
            .values()
            .filter_map(|(heading, meaning)| match meaning {
                Meaning::Quantity(column) => Some((heading.as_str(), column)),
                _ => None,
            })
    }
}
