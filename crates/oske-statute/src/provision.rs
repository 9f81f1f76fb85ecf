//! [`Provision`]: the place within an act that a reference points at.

use std::cmp::Ordering;
use std::fmt;

use oske_types::pad;

use crate::numeral::{Numeral, Numerals};

/// What the levels of an act are called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
#[non_exhaustive]
pub enum Division {
    /// Finnish acts: part, chapter, section, moment, item, sub-item (*osa, luku, pykälä, momentti,
    /// kohta, alakohta*; *avdelning, kapitel, paragraf, moment, punkt, underpunkt*).
    #[default]
    Sections,
    /// Acts of the EU and treaties: article, paragraph, point (*artikla, kohta, alakohta*; *artikel,
    /// punkt, led*). Articles are kept as the sections, paragraphs as the moments, points as the items.
    Articles,
}

/// A place within an act: a chapter, a section, a moment, an item, or a list of them under shared
/// parents, as in `2 luvun 6 §:n 1 ja 3 momentti`.
///
/// A level that is not given is empty. It is unstated, and not the first: in a section of one moment the
/// items follow the section at once. Places are in the order of the act: `7 § < 7 § 1 mom < 7 a § < 8 §`.
///
/// ```
/// use oske_statute::{Provision, ProvisionParts};
///
/// let mut parts = ProvisionParts::default();
/// parts.sections = "6".parse()?;
/// parts.moments = "1, 3".parse()?;
/// let provision = Provision::try_from(parts)?;
/// assert_eq!(provision.to_string(), "6 § 1, 3 mom");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Provision {
    // INVARIANT: as `ProvisionParts::check` has it.
    parts: ProvisionParts,
}

/// The levels of a [`Provision`], as they are put together or taken apart.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub struct ProvisionParts {
    /// What the levels are called.
    pub division: Division,
    /// The number of the part (*osa*, *avdelning*), which is written in Roman numerals: 1 to 99.
    pub part: Option<u8>,
    /// Chapters (*luku*, *kapitel*).
    pub chapters: Numerals,
    /// Sections (*pykälä*, *paragraf*), or articles.
    pub sections: Numerals,
    /// Moments (*momentti*, *moment*), or numbered paragraphs of an article.
    pub moments: Numerals,
    /// Whether the words before the first item are meant (*johdantokappale*, *det inledande stycket*).
    pub intro: bool,
    /// Items (*kohta*, *punkt*), or points of an article.
    pub items: Numerals,
    /// Sub-items (*alakohta*, *underpunkt*).
    pub subitems: Numerals,
}

/// Levels that are no place within an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum ProvisionError {
    /// No level is given.
    #[error("a provision needs a level: a part, chapter, section, moment or item")]
    Empty,
    /// A part is not 1 to 99.
    #[error("a part is numbered 1 to 99")]
    Part,
    /// A level stands without one that it needs.
    #[error("a moment or an item in a chapter or part needs its section")]
    NoSection,
    /// A sub-item stands without its item, or after an introduction.
    #[error("a sub-item needs its item, and an introduction has none")]
    NoItem,
    /// A level that articles do not have, or a moment or chapter without a number.
    #[error("an article has no chapter, part or introduction, and needs its number")]
    Article,
    /// Letters alone, where only a number can stand.
    #[error(
        "chapters, sections and moments have numbers, and lettered items have a section or moment"
    )]
    Letters,
    /// Numbers and letters alone in one list.
    #[error("a list has numbers or letters alone, and not both")]
    Mixed,
}

impl TryFrom<ProvisionParts> for Provision {
    type Error = ProvisionError;

    fn try_from(parts: ProvisionParts) -> Result<Self, ProvisionError> {
        parts.check()?;
        Ok(Self { parts })
    }
}

impl ProvisionParts {
    fn check(&self) -> Result<(), ProvisionError> {
        let below = self.below_section();
        let above = self.part.is_some() || !self.chapters.is_empty();
        if !below && !above && self.sections.is_empty() {
            return Err(ProvisionError::Empty);
        }
        if self.part.is_some_and(|part| part == 0 || part > 99) {
            return Err(ProvisionError::Part);
        }
        if below && above && self.sections.is_empty() {
            return Err(ProvisionError::NoSection);
        }
        if !self.subitems.is_empty() && (self.items.is_empty() || self.intro) {
            return Err(ProvisionError::NoItem);
        }
        let articles = self.division == Division::Articles;
        if articles && (above || self.intro || self.sections.is_empty()) {
            return Err(ProvisionError::Article);
        }
        let numbered = [&self.chapters, &self.sections, &self.moments];
        if numbered.into_iter().any(has_letters_alone) {
            return Err(ProvisionError::Letters);
        }
        let parent = !self.sections.is_empty() || !self.moments.is_empty();
        if !parent && has_letters_alone(&self.items) {
            return Err(ProvisionError::Letters);
        }
        let mixed = |numerals| has_letters_alone(numerals) && has_numbers(numerals);
        if [&self.items, &self.subitems].into_iter().any(mixed) {
            return Err(ProvisionError::Mixed);
        }
        // The letters of an item and of its introduction would be those of a sub-item.
        if self.intro && has_letters_alone(&self.items) {
            return Err(ProvisionError::NoItem);
        }
        Ok(())
    }

    pub(crate) fn below_section(&self) -> bool {
        !self.moments.is_empty() || self.has_item() || !self.subitems.is_empty()
    }

    pub(crate) fn has_item(&self) -> bool {
        self.intro || !self.items.is_empty()
    }
}

fn has_letters_alone(numerals: &Numerals) -> bool {
    numerals
        .runs()
        .iter()
        .any(|run| run.first.number().is_none())
}

fn has_numbers(numerals: &Numerals) -> bool {
    numerals
        .runs()
        .iter()
        .any(|run| run.first.number().is_some())
}

impl Provision {
    /// One section and nothing below it.
    #[must_use]
    pub fn section(section: Numeral) -> Option<Self> {
        let parts = ProvisionParts {
            sections: Numerals::one(section),
            ..ProvisionParts::default()
        };
        Self::try_from(parts).ok()
    }

    /// Every level as it is.
    #[must_use]
    pub fn parts(&self) -> &ProvisionParts {
        &self.parts
    }

    /// The levels, to make another provision of.
    #[must_use]
    pub fn into_parts(self) -> ProvisionParts {
        self.parts
    }

    /// What the levels are called.
    #[must_use]
    pub fn division(&self) -> Division {
        self.parts.division
    }

    /// The number of the part (*osa*, *avdelning*).
    #[must_use]
    pub fn part(&self) -> Option<u8> {
        self.parts.part
    }

    /// Chapters (*luku*, *kapitel*).
    #[must_use]
    pub fn chapters(&self) -> &Numerals {
        &self.parts.chapters
    }

    /// Sections (*pykälä*, *paragraf*), or articles.
    #[must_use]
    pub fn sections(&self) -> &Numerals {
        &self.parts.sections
    }

    /// Moments (*momentti*, *moment*), or paragraphs of an article.
    #[must_use]
    pub fn moments(&self) -> &Numerals {
        &self.parts.moments
    }

    /// Whether the words before the first item are meant.
    #[must_use]
    pub fn has_intro(&self) -> bool {
        self.parts.intro
    }

    /// Items (*kohta*, *punkt*), or points of an article.
    #[must_use]
    pub fn items(&self) -> &Numerals {
        &self.parts.items
    }

    /// Sub-items (*alakohta*, *underpunkt*).
    #[must_use]
    pub fn subitems(&self) -> &Numerals {
        &self.parts.subitems
    }

    /// What the order goes by, level by level; an introduction comes before the items and after the
    /// moment as a whole.
    fn order(&self) -> impl Ord + '_ {
        let parts = &self.parts;
        (
            (
                parts.division,
                parts.part,
                &parts.chapters,
                &parts.sections,
                &parts.moments,
            ),
            (
                parts.has_item(),
                !parts.intro,
                &parts.items,
                &parts.subitems,
            ),
        )
    }
}

impl PartialOrd for Provision {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Provision {
    fn cmp(&self, other: &Self) -> Ordering {
        self.order().cmp(&other.order())
    }
}

impl fmt::Display for Provision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        pad(f, &canonical(&self.parts))
    }
}

impl fmt::Debug for Provision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Provision({self})")
    }
}

/// The canonical text: each list and then the word of its level, with nothing inflected.
fn canonical(parts: &ProvisionParts) -> String {
    let mut text = String::new();
    let mut push = |word: &str| {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(word);
    };
    if let Some(part) = parts.part {
        push(&format!("{} osa", roman(part)));
    }
    let words = match parts.division {
        Division::Sections => ["luku", "§", "mom", "kohta", "alakohta"],
        Division::Articles => ["luku", "art", "kohta", "alakohta", "alakohta"],
    };
    let [chapter, section, moment, item, subitem] = words;
    let levels = [
        (&parts.chapters, chapter),
        (&parts.sections, section),
        (&parts.moments, moment),
    ];
    for (numerals, word) in levels {
        if !numerals.is_empty() {
            push(&format!("{numerals} {word}"));
        }
    }
    match (parts.intro, parts.items.is_empty()) {
        (true, true) => push("johd"),
        (true, false) => push(&format!("johd, {} {item}", parts.items)),
        (false, true) => {}
        (false, false) => push(&format!("{} {item}", parts.items)),
    }
    if !parts.subitems.is_empty() {
        push(&format!("{} {subitem}", parts.subitems));
    }
    text
}

/// The Roman numerals of a part, 1 to 99.
pub(crate) fn roman(number: u8) -> String {
    const STEPS: [(u8, &str); 9] = [
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
        (0, ""),
    ];
    let mut rest = number;
    let mut text = String::new();
    for (value, letters) in STEPS {
        while value > 0 && rest >= value {
            text.push_str(letters);
            rest = rest.saturating_sub(value);
        }
    }
    text
}

/// The part that Roman numerals mean, if they are written as they should be.
pub(crate) fn from_roman(text: &str) -> Option<u8> {
    let capitals = text
        .bytes()
        .all(|byte| matches!(byte, b'I' | b'V' | b'X' | b'L' | b'C'));
    if text.is_empty() || !capitals || text.len() > 7 {
        return None;
    }
    let value = |letter: u8| match letter {
        b'I' => 1_u8,
        b'V' => 5,
        b'X' => 10,
        b'L' => 50,
        _ => 100,
    };
    // From the end: a letter that is smaller than the one after it is taken away.
    let mut sum = 0_u8;
    let mut after = 0;
    for value in text.bytes().rev().map(value) {
        sum = if value < after {
            sum.checked_sub(value)?
        } else {
            sum.checked_add(value)?
        };
        after = value;
    }
    Some(sum).filter(|number| *number <= 99 && roman(*number) == text)
}
