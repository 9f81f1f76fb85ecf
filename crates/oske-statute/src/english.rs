//! Places and acts as English text has them: `section 6, subsection 2 of the Social Welfare Act (1301/2014)`.

use crate::grammar::Pinpoint;
use crate::lex::Scan;
use crate::name::ActName;
use crate::numeral::{Numeral, Numerals};
use crate::provision::{Division, ProvisionParts, from_roman};
use crate::reference::Instrument;
use crate::statute::Series;
use crate::words::Level;

/// The act that English text names after *of*.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ActNamed {
    /// By its number, which ends here.
    Numbered(Instrument, usize),
    /// By its short name.
    Named(ActName),
    /// By a title that is no known name, or as this very act.
    Unknown,
    /// *the Act*, *that Act*: as the one that was named before.
    Before,
}

/// The level that an English word names: the words of translations of Finnish acts, and of acts of the Union.
pub(crate) fn level(word: &str, division: Division) -> Option<Level> {
    let articles = division == Division::Articles;
    let first = word.as_bytes().first()? | 0x20;
    if !matches!(first, b'a' | b'c' | b'i' | b'p' | b's') || word.len() > 13 {
        return None;
    }
    let lower = word.to_ascii_lowercase();
    match lower.strip_suffix('s').unwrap_or(&lower) {
        "part" => Some(Level::Part),
        "chapter" => Some(Level::Chapter),
        "section" => Some(Level::Section),
        "article" => Some(Level::Article),
        "subsection" => Some(Level::Moment),
        "paragraph" if articles => Some(Level::Moment),
        "paragraph" | "point" | "item" => Some(Level::Item),
        "subparagraph" if !articles => Some(Level::Subitem),
        _ => None,
    }
}

/// A word for a kind of act, as titles have it.
fn is_act_word(word: &str) -> bool {
    matches!(
        word,
        "Act" | "Acts" | "Decree" | "Code" | "Ordinance" | "ACT"
    )
}

/// A word for an act of the Union, as titles have it.
pub(crate) fn is_union_act_word(word: &str) -> bool {
    matches!(word, "Regulation" | "Directive" | "Decision")
}

/// The words of the introduction, as it is written.
const INTRODUCTION: &str = "the introductory part";
/// How many words a title may have before the word for a kind of act.
const TITLE_WORDS: usize = 12;
/// How many places of a list are looked ahead for the act that governs them.
const PLACES: usize = 8;

impl<'t> Scan<'t> {
    /// The place that begins here with the word of its highest level.
    pub(crate) fn english_place(self, at: usize) -> Option<Pinpoint> {
        let mut place = Place {
            scan: self,
            parts: ProvisionParts::default(),
            deepest: None,
        };
        let mut end = place.level(at)?;
        while let Some(level_end) = place.level(self.after_comma(end)) {
            end = level_end;
        }
        end = place.levels_above(end);
        Some(Pinpoint {
            parts: place.parts,
            end,
            inflected: false,
        })
    }

    /// What comes after here, and after a comma if one does.
    fn after_comma(self, end: usize) -> usize {
        let comma = self.skip_space(end);
        match self.byte(comma) {
            b',' => self.skip_space(comma.saturating_add(1)),
            _ => comma,
        }
    }

    /// What comes after the *of* that follows here.
    fn after_of(self, end: usize) -> Option<usize> {
        let of = self.skip_space(end);
        self.starts_with(of, "of ")
            .then(|| self.skip_space(of.saturating_add(2)))
    }

    /// The act after *of* from here on: `of the Act on … (1230/2001)`, `of the Social Welfare Act`, `of that Act`.
    pub(crate) fn english_act_after(self, end: usize) -> Option<ActNamed> {
        let mut at = self.after_of(end)?;
        let (article, article_end) = self.word(at);
        let known = match article {
            "the" | "that" | "said" => true,
            "this" => false,
            _ => return self.english_act(at),
        };
        at = self.skip_space(article_end);
        let (word, word_end) = self.word(at);
        let goes_on = self.skip_space(word_end);
        let titled = matches!(self.word(goes_on).0, "on" | "concerning" | "for" | "of")
            || self.byte(goes_on) == b'('
            || self.is_digit(goes_on);
        if is_act_word(word) && !titled {
            return Some(if known {
                ActNamed::Before
            } else {
                ActNamed::Unknown
            });
        }
        self.english_act(at)
    }

    /// An act that begins here with its number, its name or its title.
    fn english_act(self, at: usize) -> Option<ActNamed> {
        let numbered = |at: usize| {
            let ratio = self.ratio(at)?;
            let plain = !ratio.is_reversed() && !ratio.dated && !ratio.spans_years();
            let id = ratio.statute(Series::Statutes).filter(|_| plain)?;
            Some(ActNamed::Numbered(Instrument::Statute(id), ratio.end))
        };
        let bracketed = |end: usize| {
            let open = self.skip_space(end);
            match self.byte(open) {
                b'(' => numbered(open.saturating_add(1)),
                _ => numbered(open),
            }
        };
        let rest = self.text.get(at..)?;
        if let Some((name, length)) = ActName::english_at(rest) {
            let end = at.saturating_add(length);
            let next = self.skip_space(end);
            return match bracketed(end) {
                Some(act) => Some(act),
                // `the Data Protection Act 2018` is another country's.
                None if self.is_digit(next) => None,
                None => Some(ActNamed::Named(name)),
            };
        }
        let (first, first_end) = self.word(at);
        if matches!(first, "statute" | "No") {
            return numbered(self.skip_space(first_end));
        }
        if !first.starts_with(|letter: char| letter.is_ascii_uppercase()) {
            return numbered(at);
        }
        let mut end = at;
        for _ in 0..TITLE_WORDS {
            let (word, word_end) = self.word(self.skip_space(end));
            if word.is_empty() {
                return None;
            }
            end = word_end;
            if is_act_word(word) {
                let next = self.skip_space(end);
                if let Some(act) = bracketed(end) {
                    return Some(act);
                }
                if self.is_digit(next) {
                    return None;
                }
                let number = match self.word(next).0 {
                    "on" | "concerning" | "for" | "of" => self.number_in_title(next),
                    _ => None,
                };
                return Some(number.map_or(ActNamed::Unknown, |(act, act_end)| {
                    ActNamed::Numbered(act, act_end)
                }));
            }
            let small = matches!(word, "of" | "and" | "on" | "the" | "for" | "to" | "in");
            if !small && !word.starts_with(|letter: char| letter.is_ascii_uppercase()) {
                return None;
            }
        }
        None
    }

    /// Whether an act governs the place that ends here: after it, or after more places of its list.
    pub(crate) fn is_followed_by_english_act(self, mut end: usize) -> bool {
        for _ in 0..PLACES {
            if self.english_act_after(end).is_some() {
                return true;
            }
            let next = self.separator(end).and_then(|at| self.english_place(at));
            match next {
                Some(place) => end = place.end,
                None => return false,
            }
        }
        false
    }
}

/// A place while it is read, level after level.
#[derive(Clone)]
struct Place<'t> {
    scan: Scan<'t>,
    parts: ProvisionParts,
    deepest: Option<Level>,
}

impl Place<'_> {
    /// One more level from here on, below those that were read; its end.
    fn level(&mut self, at: usize) -> Option<usize> {
        let scan = self.scan;
        if scan.starts_with(at, INTRODUCTION) && self.deepest < Some(Level::Item) {
            self.parts.intro = true;
            // Items may be listed with it, and come after it.
            self.deepest = self.deepest.max(Some(Level::Moment));
            return at.checked_add(INTRODUCTION.len());
        }
        let (word, word_end) = scan.word(at);
        let mut level = level(word, self.parts.division)?;
        let articles = self.parts.division == Division::Articles;
        if level == Level::Item && articles && self.deepest == Some(Level::Item) {
            level = Level::Subitem;
        }
        if self.deepest.is_some_and(|deepest| level <= deepest) {
            return None;
        }
        let numerals_at = scan.skip_space(word_end);
        if numerals_at == word_end {
            return None;
        }
        if level == Level::Part {
            let (roman, end) = scan.word(numerals_at);
            self.parts.part = Some(from_roman(roman)?);
            self.deepest = Some(level);
            return Some(end);
        }
        let (numerals, end) = match scan.article_list(numerals_at) {
            Some(found) => found,
            None if level >= Level::Item => self.letters(numerals_at)?,
            None => return None,
        };
        if scan.is_alphanumeric(end) {
            return None;
        }
        let single = numerals.single().is_some();
        self.put(level, numerals)?;
        Some(match level {
            Level::Section | Level::Article if single => self.bracketed(end),
            _ => end,
        })
    }

    /// `a and c`, `(a)`
    fn letters(&self, at: usize) -> Option<(Numerals, usize)> {
        let scan = self.scan;
        if scan.byte(at) == b'(' {
            let (letter, end) = self.in_brackets(at)?;
            return Some((Numerals::one(letter), end));
        }
        scan.english_letters(at)
    }

    fn put(&mut self, level: Level, numerals: Numerals) -> Option<()> {
        match level {
            Level::Chapter => self.parts.chapters = numerals,
            Level::Section => self.parts.sections = numerals,
            Level::Article => {
                self.parts.division = Division::Articles;
                self.parts.sections = numerals;
            }
            Level::Moment => self.parts.moments = numerals,
            Level::Item => self.parts.items = numerals,
            Level::Subitem => self.parts.subitems = numerals,
            Level::Part | Level::Intro => return None,
        }
        self.deepest = Some(level);
        Some(())
    }

    /// `(2)(e)` after a section's or an article's number; where they end.
    fn bracketed(&mut self, mut end: usize) -> usize {
        while let Some((numeral, after)) = self.in_brackets(end) {
            let numbered = numeral.number().is_some();
            let level = match self.deepest {
                Some(Level::Section | Level::Article) if numbered => Level::Moment,
                Some(Level::Section | Level::Article | Level::Moment) => Level::Item,
                Some(Level::Item) => Level::Subitem,
                _ => break,
            };
            if self.put(level, Numerals::one(numeral)).is_none() {
                break;
            }
            end = after;
        }
        end
    }

    /// A number of at most two digits or a letter in brackets that begin here, and where they end.
    fn in_brackets(&self, at: usize) -> Option<(Numeral, usize)> {
        let scan = self.scan;
        let inside = at.saturating_add(1);
        if scan.byte(at) != b'(' {
            return None;
        }
        let (numeral, end) = match scan.number(inside) {
            Some((number, end)) if number < 100 => (Numeral::new(number)?, end),
            Some(_) => return None,
            None => {
                let (letters, end) = scan.word(inside);
                (Numeral::from_letters(letters)?, end)
            }
        };
        (scan.byte(end) == b')').then_some((numeral, end.saturating_add(1)))
    }

    /// Levels above that come after: `paragraph 3 of subsection 2 of section 6`; where they end.
    fn levels_above(&mut self, mut end: usize) -> usize {
        while let Some((above, above_end)) = self.place_above(end) {
            match (above.division, above.moments.is_empty()) {
                (Division::Articles, true) => self.become_articles(),
                // `point 1 of Article 6(2)`: the paragraph is given.
                (Division::Articles, false) => self.parts.division = Division::Articles,
                (Division::Sections, _) => {}
            }
            let parts = &mut self.parts;
            parts.part = parts.part.or(above.part);
            for (into, from) in [
                (&mut parts.chapters, above.chapters),
                (&mut parts.sections, above.sections),
                (&mut parts.moments, above.moments),
                (&mut parts.items, above.items),
            ] {
                if !from.is_empty() {
                    *into = from;
                }
            }
            end = above_end;
        }
        end
    }

    /// The place after *of*, each level of which is above this one's: `section 6, subsection 2`, `section 6(2)`.
    fn place_above(&self, end: usize) -> Option<(ProvisionParts, usize)> {
        let scan = self.scan;
        let mut place = Place {
            scan,
            parts: ProvisionParts::default(),
            deepest: None,
        };
        let highest = self.highest();
        let mut end = place.level(scan.after_of(end)?)?;
        if place.deepest >= highest || place.parts.intro {
            return None;
        }
        loop {
            let mut lower = place.clone();
            let read = lower.level(scan.after_comma(end));
            // `subsection 2 of section 6, subsection 1 of section 7`: another place begins.
            let same = |end| {
                let above = scan.after_of(end).map(|at| scan.word(at).0);
                above.is_none_or(|word| level(word, Division::Sections).is_none())
            };
            match read.filter(|end| lower.deepest < highest && !lower.parts.intro && same(*end)) {
                Some(lower_end) => (place, end) = (lower, lower_end),
                None => return Some((place.parts, end)),
            }
        }
    }

    /// `paragraph 1 of Article 6`: what is an item by itself is a paragraph below an article.
    fn become_articles(&mut self) {
        self.parts.division = Division::Articles;
        let mut items = self.parts.items.iter();
        let numbered = items.next().is_some_and(|item| item.number().is_some());
        if self.parts.moments.is_empty() && numbered {
            drop(items);
            self.parts.moments = std::mem::take(&mut self.parts.items);
            self.parts.items = std::mem::take(&mut self.parts.subitems);
        }
    }

    fn highest(&self) -> Option<Level> {
        let parts = &self.parts;
        [
            (parts.part.is_some(), Level::Part),
            (!parts.chapters.is_empty(), Level::Chapter),
            (!parts.sections.is_empty(), Level::Section),
            (!parts.moments.is_empty(), Level::Moment),
            (parts.intro || !parts.items.is_empty(), Level::Item),
            (!parts.subitems.is_empty(), Level::Subitem),
        ]
        .into_iter()
        .find_map(|(given, level)| given.then_some(level))
    }
}
