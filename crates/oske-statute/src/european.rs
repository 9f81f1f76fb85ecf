//! [`EuActId`]: the number of an act of the European Union.

use std::fmt;
use std::str::FromStr;

use oske_types::{Language, ParseValueError, pad};

use crate::number::{Cited, number_fits, plain_number};

/// The body of law that an act's number names (*EU, EY, ETY*; *EU, EG, EEG*).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum EuTreaty {
    /// European Economic Community, up to 1993: ETY, EEG.
    Eec,
    /// European Community, up to 2009: EY, EG.
    Ec,
    /// European Union: EU.
    Eu,
    /// European Atomic Energy Community: Euratom.
    Euratom,
    /// Justice and home affairs, up to 2009: YOS, RIF.
    Jha,
    /// Common foreign and security policy: YUTP, GUSP.
    Cfsp,
}

impl EuTreaty {
    pub(crate) const ALL: [Self; 6] = [
        Self::Eec,
        Self::Ec,
        Self::Eu,
        Self::Euratom,
        Self::Jha,
        Self::Cfsp,
    ];

    /// The letters of the treaty in a language.
    #[must_use]
    pub fn letters(self, language: Language) -> &'static str {
        match self {
            Self::Eec => language.pick("ETY", "EEG", "EEC"),
            Self::Ec => language.pick("EY", "EG", "EC"),
            Self::Eu => "EU",
            Self::Euratom => "Euratom",
            Self::Jha => language.pick("YOS", "RIF", "JHA"),
            Self::Cfsp => language.pick("YUTP", "GUSP", "CFSP"),
        }
    }

    /// Whether no act has been numbered by it since 2015.
    const fn ended(self) -> bool {
        matches!(self, Self::Eec | Self::Ec | Self::Jha)
    }

    /// The treaty whose letters these are in any of the three languages.
    pub(crate) fn from_letters(letters: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|treaty| {
            Language::ALL
                .iter()
                .any(|language| treaty.letters(*language) == letters)
        })
    }
}

/// How an act of the Union is numbered, which before 2015 also told directives from regulations: each
/// of the two was counted by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum EuNumbering {
    /// The treaty first and in brackets: `(EU) 2016/679`, `(EU) No 952/2013`. Regulations; since 2015
    /// every kind of act.
    Bracketed,
    /// Year, number and treaty: `2014/55/EU`. Directives and decisions.
    Suffixed,
}

/// An act of the European Union by its number: `(EU) 2016/679`, `(EC) No 883/2004`, `2014/55/EU`.
///
/// In a bracketed number the year stands first since 2015, and last and after "No" before; the text form
/// keeps to that, with the treaty's English letters.
///
/// ```
/// use oske_statute::{EuActId, EuNumbering};
///
/// let regulation: EuActId = "(EU) 2016/679".parse()?;
/// assert_eq!((regulation.number(), regulation.year()), (679, 2016));
/// let directive: EuActId = "2014/55/EU".parse()?;
/// assert_eq!(directive.numbering(), EuNumbering::Suffixed);
/// # Ok::<(), oske_types::ParseValueError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EuActId {
    // INVARIANT: year 1952 to 2199, number 1 to 9999.
    year: u16,
    numbering: EuNumbering,
    number: u16,
    treaty: EuTreaty,
}

const FIRST_YEAR: u16 = 1952;
/// From this year on bracketed numbers have the year first.
const YEAR_FIRST: u16 = 2015;

impl EuActId {
    /// An act, or `None` where the number is not 1 to 9999, the year not 1952 to 2199, or the treaty
    /// had ended by 2015.
    #[must_use]
    pub const fn new(
        numbering: EuNumbering,
        treaty: EuTreaty,
        number: u16,
        year: u16,
    ) -> Option<Self> {
        let ended = treaty.ended() && year >= YEAR_FIRST;
        if ended || !number_fits(number, year, FIRST_YEAR) {
            return None;
        }
        Some(Self {
            year,
            numbering,
            number,
            treaty,
        })
    }

    /// The act whose bracketed number has these two parts, in whichever order they stand; since the
    /// year stands first, `No` does not stand before them.
    pub(crate) fn bracketed(
        treaty: EuTreaty,
        says_no: bool,
        first: Cited,
        second: Cited,
    ) -> Option<Self> {
        let year_first = !says_no && !treaty.ended() && first.value >= YEAR_FIRST;
        let (number, year) = if year_first {
            (second, first)
        } else {
            (first, second)
        };
        Self::new(EuNumbering::Bracketed, treaty, number.value, year.year()?)
    }

    /// The number within the year.
    #[must_use]
    pub const fn number(self) -> u16 {
        self.number
    }

    /// The year, in four digits.
    #[must_use]
    pub const fn year(self) -> u16 {
        self.year
    }

    /// How it is numbered.
    #[must_use]
    pub const fn numbering(self) -> EuNumbering {
        self.numbering
    }

    /// The body of law that the number names.
    #[must_use]
    pub const fn treaty(self) -> EuTreaty {
        self.treaty
    }

    /// The number as acts in a language print it: `(EY) N:o 883/2004`, `(EU) 2016/679`, `2014/55/EU`.
    pub(crate) fn in_language(self, language: Language) -> String {
        let letters = self.treaty.letters(language);
        match self.numbering {
            EuNumbering::Suffixed => format!("{}/{}/{letters}", self.year, self.number),
            EuNumbering::Bracketed if self.year >= YEAR_FIRST => {
                format!("({letters}) {}/{}", self.year, self.number)
            }
            EuNumbering::Bracketed => {
                let number = language.pick("N:o", "nr", "No");
                format!("({letters}) {number} {}/{}", self.number, self.year)
            }
        }
    }
}

impl fmt::Display for EuActId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        pad(f, &self.in_language(Language::English))
    }
}

impl fmt::Debug for EuActId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EuActId({self})")
    }
}

impl FromStr for EuActId {
    type Err = ParseValueError;

    fn from_str(text: &str) -> Result<Self, ParseValueError> {
        let read = || {
            let cited = |text: &str| {
                let value = plain_number(text, false)?;
                Some(Cited {
                    value,
                    digits: text.len(),
                })
            };
            if let Some(rest) = text.strip_prefix('(') {
                let (letters, numbers) = rest.split_once(") ")?;
                let treaty = EuTreaty::from_letters(letters)?;
                let bare = numbers.strip_prefix("No ");
                let (first, second) = bare.unwrap_or(numbers).split_once('/')?;
                return Self::bracketed(treaty, bare.is_some(), cited(first)?, cited(second)?);
            }
            let (year, rest) = text.split_once('/')?;
            let (act, letters) = rest.split_once('/')?;
            let treaty = EuTreaty::from_letters(letters)?;
            let (year, number) = (cited(year)?.year()?, cited(act)?.value);
            Self::new(EuNumbering::Suffixed, treaty, number, year)
        };
        let act: Option<Self> = read();
        act.filter(|act| act.to_string() == text).ok_or_else(|| {
            let reason = "expected its letters and its number, or year, number and letters";
            ParseValueError::new("the number of an EU act", text, reason, "(EU) 2016/679")
        })
    }
}
