//! [`Language`] and [`Text`]: words in Finnish, Swedish and English.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;
use std::sync::Arc;

use crate::ParseValueError;
use crate::pad::pad;

/// A language that oske speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(
    clippy::exhaustive_enums,
    reason = "the languages that every text of the project comes in; a fourth changes each of them"
)]
pub enum Language {
    /// *suomi*
    Finnish,
    /// *svenska*
    Swedish,
    /// English
    English,
}

impl Language {
    /// Every language, in the order in which a missing text is looked for.
    pub const ALL: [Self; 3] = [Self::Finnish, Self::Swedish, Self::English];

    /// The code of ISO 639-1: `fi`, `sv` or `en`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Finnish => "fi",
            Self::Swedish => "sv",
            Self::English => "en",
        }
    }

    /// The one of three values that is in this language.
    #[must_use]
    pub fn pick<T>(self, fi: T, sv: T, en: T) -> T {
        match self {
            Self::Finnish => fi,
            Self::Swedish => sv,
            Self::English => en,
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        pad(f, self.code())
    }
}

impl FromStr for Language {
    type Err = ParseValueError;

    fn from_str(text: &str) -> Result<Self, ParseValueError> {
        Self::ALL
            .into_iter()
            .find(|language| language.code() == text)
            .ok_or_else(|| ParseValueError::new("a language", text, "expected fi, sv or en", "fi"))
    }
}

/// Words in Finnish, Swedish and English, at least one of them.
///
/// Where a language is missing, [`Text::in_language`] gives the Finnish, else the Swedish, else the
/// English words: a name that has no English form is still a name. Words are never blank. A copy shares
/// them with the text that it was made of.
///
/// ```
/// use oske_types::{Language, Text};
///
/// let county = Text::new("hyvinvointialue", "välfärdsområde", "wellbeing services county");
/// assert_eq!(county.in_language(Language::Swedish), "välfärdsområde");
///
/// let name = Text::only(Language::Finnish, "Kuopio").ok_or("no words")?;
/// assert_eq!(name.in_language(Language::English), "Kuopio");
/// assert_eq!(name.get(Language::English), None);
/// # Ok::<(), &str>(())
/// ```
#[derive(Clone)]
pub struct Text(Words);

/// By language in the order of [`Language::ALL`].
// INVARIANT: none is blank, and at least one is given unless every literal was blank.
#[derive(Clone)]
enum Words {
    Literal([Option<&'static str>; 3]),
    Shared(Arc<[Option<Box<str>>; 3]>),
}

impl Text {
    /// In all three languages, from literals: a blank one is not given, so that three blank ones are
    /// a text without words, a placeholder.
    #[must_use]
    pub const fn new(fi: &'static str, sv: &'static str, en: &'static str) -> Self {
        Self(Words::Literal([literal(fi), literal(sv), literal(en)]))
    }

    /// In Finnish and Swedish, as the official names of most places are, from literals as in
    /// [`Text::new`].
    #[must_use]
    pub const fn bilingual(fi: &'static str, sv: &'static str) -> Self {
        Self::new(fi, sv, "")
    }

    /// In one language; `None` if the words are blank.
    #[must_use]
    pub fn only(language: Language, words: impl Into<String>) -> Option<Self> {
        let words = Some(words.into());
        match language {
            Language::Finnish => Self::from_parts(words, None, None),
            Language::Swedish => Self::from_parts(None, words, None),
            Language::English => Self::from_parts(None, None, words),
        }
    }

    /// Of the languages that are given, blank words being none; `None` if no language is.
    #[must_use]
    pub fn from_parts(fi: Option<String>, sv: Option<String>, en: Option<String>) -> Option<Self> {
        let words = [fi, sv, en].map(|words| {
            let words = words.filter(|words| !words.trim().is_empty())?;
            Some(words.into_boxed_str())
        });
        let given = words.iter().any(Option::is_some);
        given.then(|| Self(Words::Shared(words.into())))
    }

    /// The words in a language, if they are given.
    #[must_use]
    pub fn get(&self, language: Language) -> Option<&str> {
        let [fi, sv, en] = self.all();
        language.pick(fi, sv, en)
    }

    fn all(&self) -> [Option<&str>; 3] {
        match &self.0 {
            Words::Literal(words) => *words,
            Words::Shared(words) => words.each_ref().map(Option::as_deref),
        }
    }

    /// The words in a language, or else in the first of Finnish, Swedish and English that is given.
    #[must_use]
    pub fn in_language(&self, language: Language) -> &str {
        self.get(language)
            .or_else(|| Language::ALL.into_iter().find_map(|other| self.get(other)))
            .unwrap_or_default()
    }
}

impl Text {
    /// The language whose words [`Text::in_language`] gives: the one asked for, or the one that stands in for it.
    ///
    /// ```
    /// use oske_types::{Language, Text};
    ///
    /// let place = Text::bilingual("Kajaani", "Kajana");
    /// assert_eq!(place.language_shown(Language::Swedish), Language::Swedish);
    /// assert_eq!(place.language_shown(Language::English), Language::Finnish);
    /// ```
    #[must_use]
    pub fn language_shown(&self, language: Language) -> Language {
        let mut all = [language].into_iter().chain(Language::ALL);
        all.find(|known| self.get(*known).is_some())
            .unwrap_or(language)
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [fi, sv, en] = self.all();
        f.debug_struct("Text")
            .field("fi", &fi)
            .field("sv", &sv)
            .field("en", &en)
            .finish()
    }
}

/// Texts are equal by their words, wherever these are kept.
impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        self.all() == other.all()
    }
}

impl Eq for Text {}

impl Hash for Text {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.all().hash(state);
    }
}

/// The words of a literal, unless it is blank.
const fn literal(words: &'static str) -> Option<&'static str> {
    if words.trim_ascii().is_empty() {
        None
    } else {
        Some(words)
    }
}
