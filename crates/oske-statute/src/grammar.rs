//! One provision, as it is written: lists of numerals and the words of their levels.

use crate::lex::{Folded, Scan};
use crate::numeral::Numerals;
use crate::provision::{Division, ProvisionParts, from_roman};
use crate::words::{self, Level};

/// A provision that was read, with where it ends.
#[derive(Debug, Clone)]
pub(crate) struct Pinpoint {
    pub(crate) parts: ProvisionParts,
    pub(crate) end: usize,
    /// Whether a level of it is in another case than the nominative, as in running text.
    pub(crate) inflected: bool,
}

/// What was tried where no provision stands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stopped {
    /// Where what was understood ends.
    pub(crate) at: usize,
}

/// A level word, where it ends, and whether it is inflected.
struct LevelWord {
    level: Level,
    end: usize,
    inflected: bool,
    /// Only below another level does it mean one.
    needs_parent: bool,
}

impl<'t> Scan<'t> {
    /// The provision that begins here with a number, a Roman one or letters.
    pub(crate) fn pinpoint(self, at: usize) -> Result<Pinpoint, Stopped> {
        let mut reading = Reading::new(self);
        if let Some((part, end)) = self.part(at) {
            reading.parts.part = Some(part);
            reading.end = end;
            reading.deepest = Some(Level::Part);
        }
        reading.levels(at)
    }

    /// A part, as in `III osan`, or `avdelning III`.
    pub(crate) fn part(self, at: usize) -> Option<(u8, usize)> {
        if !self.byte(at).is_ascii_uppercase() {
            return None;
        }
        let (numeral, end) = self.word(at);
        let part = from_roman(numeral)?;
        let (word, word_end) = self.word(self.skip_space(end));
        let folded = Folded::new(word);
        let word = folded.as_bytes();
        if words::OSA.has_form(word) || word == b"avdelningen" {
            return Some((part, word_end));
        }
        let short = word == b"avd" && self.byte(word_end) == b'.';
        short.then(|| (part, word_end.saturating_add(1)))
    }

    /// The word of a level that stands here, after spaces or a hyphen.
    fn level_word(self, at: usize) -> Option<LevelWord> {
        if let Some((end, inflected)) = self.section_sign(at) {
            return Some(LevelWord {
                level: Level::Section,
                end,
                inflected,
                needs_parent: false,
            });
        }
        let start = if self.byte(at) == b'-' {
            at.saturating_add(1)
        } else {
            self.skip_space(at)
        };
        let first = self.byte(start) | 0x20;
        if !matches!(first, b'a' | b'j' | b'k' | b'l' | b'm' | b'o' | b'p' | b'u') {
            return None;
        }
        let (word, end) = self.word(start);
        // `Lausuma 3 Luku 29`: a word that begins something else.
        let heading = word.as_bytes().first().is_some_and(u8::is_ascii_uppercase)
            && word.as_bytes().get(1).is_some_and(u8::is_ascii_lowercase);
        if (self.is_digit(end) && !self.is_note(end)) || (heading && !self.wide) {
            return None;
        }
        let written = word;
        let folded = Folded::new(written);
        let word = folded.as_bytes();
        let dot = self.byte(end) == b'.';
        let short = if dot {
            words::abbreviated_level(word)
        } else {
            None
        };
        let full = match short {
            None => words::level_form(word),
            Some(_) => None,
        };
        if let Some((level, inflected)) = full {
            return Some(LevelWord {
                level,
                end,
                inflected,
                needs_parent: false,
            });
        }
        if let Some((whole, end)) = self.broken_word(end, written) {
            let folded = Folded::new(&whole);
            let (level, inflected) = words::level_form(folded.as_bytes())?;
            return Some(LevelWord {
                level,
                end,
                inflected,
                needs_parent: false,
            });
        }
        let (level, needs_parent) = short.or_else(|| words::abbreviated_level(word))?;
        // The point belongs to the word. That of `k.` and `p.` may end a sentence too, and then is lost.
        let end = if dot { end.saturating_add(1) } else { end };
        let (end, inflected) = self.case_ending(end);
        Some(LevelWord {
            level,
            end,
            inflected,
            needs_parent,
        })
    }

    /// Sections whose sign stands before them, which they follow here: `14`, `3–5`, `14.2`, `14 2 mom.`
    pub(crate) fn after_sign(self, at: usize) -> Option<Pinpoint> {
        let mut reading = Reading::new(self);
        reading.deepest = Some(Level::Section);
        if let Some((section, moment, end)) = self.article_and_paragraph(at) {
            reading.parts.sections = Numerals::one(section);
            reading.parts.moments = Numerals::one(moment);
            reading.deepest = Some(Level::Moment);
            reading.end = end;
            return reading.levels(end).ok();
        }
        let (sections, mut end) = self.list(at)?;
        reading.parts.sections = sections;
        if self.level_word(end).is_some() {
            // `§ 14, 2 momentti`
            let (section, section_end) = self.numeral(at)?;
            reading.parts.sections = Numerals::one(section);
            end = section_end;
        }
        reading.end = end;
        reading.levels(end).ok()
    }

    /// Letters with the word of an item or sub-item after them: `b ja c alakohta`.
    pub(crate) fn lettered_level(self, at: usize) -> Option<(Numerals, usize)> {
        let (numerals, end) = self.letters(at)?;
        let word = self.level_word(end)?;
        matches!(word.level, Level::Item | Level::Subitem).then_some((numerals, word.end))
    }

    /// The beginning of `det inledande stycket i` that ends here, if it does.
    pub(crate) fn intro_before(self, at: usize) -> Option<usize> {
        let mut start = self.space_before(at);
        if start == at {
            return None;
        }
        for expected in ["i", "stycket", "inledande"] {
            let (word, word_start) = self.word_before(start);
            if !word.eq_ignore_ascii_case(expected) {
                return None;
            }
            start = word_start;
            at_space(self, &mut start);
        }
        let (word, word_start) = self.word_before(start);
        if word.eq_ignore_ascii_case("det") {
            return Some(word_start);
        }
        Some(self.skip_space(start))
    }

    /// The end of `inledande stycket` that stands here, with or without its article.
    fn intro_phrase(self, at: usize) -> Option<usize> {
        let (word, mut end) = self.word(at);
        let mut word = word;
        if word.eq_ignore_ascii_case("det") {
            (word, end) = self.word(self.skip_space(end));
        }
        if !word.eq_ignore_ascii_case("inledande") {
            return None;
        }
        let (word, end) = self.word(self.skip_space(end));
        word.to_ascii_lowercase()
            .starts_with("stycke")
            .then_some(end)
    }
}

/// Steps back over the spaces before a word.
fn at_space(scan: Scan<'_>, start: &mut usize) {
    *start = scan.space_before(*start);
}

/// A provision while it is read, level after level.
struct Reading<'t> {
    scan: Scan<'t>,
    parts: ProvisionParts,
    deepest: Option<Level>,
    end: usize,
    inflected: bool,
}

impl<'t> Reading<'t> {
    fn new(scan: Scan<'t>) -> Self {
        Self {
            scan,
            parts: ProvisionParts::default(),
            deepest: None,
            end: 0,
            inflected: false,
        }
    }

    fn levels(mut self, at: usize) -> Result<Pinpoint, Stopped> {
        let mut next = if self.deepest.is_some() {
            self.scan.skip_space(self.end)
        } else {
            at
        };
        let mut stopped = next;
        while let Some(end) = self.level(next, &mut stopped) {
            self.end = end;
            // `momentin12`: the digits are the number of a note.
            if self.scan.is_digit(end) && self.scan.letter_before(end) {
                break;
            }
            next = self.scan.skip_space(end);
            // `1 §: 1 momentin`
            if self.scan.byte(next) == b':' && self.deepest == Some(Level::Section) {
                let after = self.scan.skip_space(next.saturating_add(1));
                if self.scan.is_digit(after) {
                    next = after;
                }
            }
            stopped = next;
        }
        if self.deepest.is_none() {
            return Err(Stopped { at: stopped });
        }
        Ok(Pinpoint {
            parts: self.parts,
            end: self.end,
            inflected: self.inflected,
        })
    }

    /// One more level from here on, below those that were read; its end.
    fn level(&mut self, at: usize, stopped: &mut usize) -> Option<usize> {
        if at >= self.scan.text.len() {
            return None;
        }
        if self.scan.is_digit(at) {
            if let Some(end) = self.compact(at).or_else(|| self.article_last(at)) {
                return Some(end);
            }
            let (numerals, end) = self.scan.list(at)?;
            *stopped = end;
            // `1) kohta`
            let bracket = self.scan.byte(end) == b')' && self.deepest >= Some(Level::Section);
            let end = end.saturating_add(usize::from(bracket));
            let word = self.scan.level_word(end)?;
            if bracket && word.level < Level::Item {
                return None;
            }
            return self.take(numerals, word);
        }
        if self.deepest < Some(Level::Section) {
            return None;
        }
        self.after_section(at, stopped)
    }

    /// `2.1 §` and `2:10 §`, also `II osan 2:10 §`: section and moment, chapter and section. In a list the sign stands last:
    /// `68.3 ja 119.2 §`.
    fn compact(&mut self, at: usize) -> Option<usize> {
        if self.deepest >= Some(Level::Section) {
            return None;
        }
        let scan = self.scan;
        let (first, end) = scan.number(at)?;
        let colon = match scan.byte(end) {
            b'.' => false,
            b':' if self.deepest < Some(Level::Chapter) => true,
            _ => return None,
        };
        let first = crate::Numeral::new(first).filter(|_| first <= 999 || scan.wide)?;
        let (seconds, second_end) = scan.list(end.saturating_add(1))?;
        let (sign_end, inflected) = match scan.section_sign(second_end) {
            Some(sign) => sign,
            None if !colon && scan.dotted_list(second_end) => (second_end, false),
            None => return None,
        };
        if colon {
            self.parts.chapters = Numerals::one(first);
            self.parts.sections = seconds;
            self.deepest = Some(Level::Section);
        } else {
            self.parts.sections = Numerals::one(first);
            self.parts.moments = seconds;
            self.deepest = Some(Level::Moment);
        }
        self.inflected |= inflected;
        Some(sign_end)
    }

    /// `6(1)(f) artikla`, `6.1 artikla`, `6.1 e artiklan`: the word of the article comes last.
    fn article_last(&mut self, at: usize) -> Option<usize> {
        if self.deepest.is_some() {
            return None;
        }
        let scan = self.scan;
        let (article, end) = scan.number(at)?;
        if !matches!(scan.byte(end), b'(' | b'.') {
            return None;
        }
        let mut reading = Reading::new(scan);
        let end = match scan.article_and_paragraph(at) {
            Some((_, paragraph, end)) => {
                reading.parts.moments = Numerals::one(paragraph);
                match scan.bare_points(scan.skip_space(end)) {
                    Some((points, points_end)) => {
                        reading.parts.items = points;
                        points_end
                    }
                    None => end,
                }
            }
            None => reading.bracketed_levels(end)?,
        };
        let word = scan.level_word(end)?;
        if word.level != Level::Article {
            return None;
        }
        self.parts = reading.parts;
        self.parts.division = Division::Articles;
        self.parts.sections = Numerals::one(crate::Numeral::new(article)?);
        let point = !self.parts.items.is_empty();
        self.deepest = Some(if point { Level::Item } else { Level::Moment });
        self.inflected |= word.inflected;
        Some(word.end)
    }

    /// Gives the numerals to the level that the word after them names, if it comes below the others.
    fn take(&mut self, numerals: Numerals, word: LevelWord) -> Option<usize> {
        let articles = self.parts.division == Division::Articles;
        let level = match word.level {
            // A numbered `kohta` of an article is its paragraph.
            Level::Item if articles && self.deepest == Some(Level::Article) => Level::Moment,
            Level::Subitem if articles && self.deepest < Some(Level::Item) => Level::Item,
            Level::Part => return None,
            level => level,
        };
        if self.deepest.is_some_and(|deepest| level <= deepest) {
            return None;
        }
        if word.needs_parent && self.deepest < Some(Level::Section) {
            return None;
        }
        if level == Level::Article && self.deepest.is_some() || level == Level::Intro {
            return None;
        }
        if level == Level::Subitem && self.deepest != Some(Level::Item) {
            return None;
        }
        // Below a chapter or a part comes a section.
        if level > Level::Article && self.deepest.is_some_and(|deepest| deepest < Level::Section) {
            return None;
        }
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
        self.inflected |= word.inflected;
        Some(word.end)
    }

    /// Words and letters that come after a section, moment or item.
    fn after_section(&mut self, at: usize, stopped: &mut usize) -> Option<usize> {
        let scan = self.scan;
        let articles = self.parts.division == Division::Articles;
        let above_items = self.deepest < Some(Level::Item);
        if !articles
            && above_items
            && matches!(scan.byte(at) | 0x20, b'd' | b'i')
            && let Some(end) = scan.intro_phrase(at)
        {
            return Some(self.intro(end));
        }
        let (word, word_end) = scan.word(at);
        if word.is_empty() {
            return None;
        }
        let first = scan.byte(at) | 0x20;
        // `artiklan 6 kohdan 1 alakohdan c`
        if articles && matches!(first, b'k' | b'a') {
            let folded = Folded::new(word);
            let level = words::level(folded.as_bytes());
            let after = scan.skip_space(word_end);
            let paragraph = self.parts.moments.is_empty() && level == Some(Level::Item);
            if (paragraph || level == Some(Level::Subitem)) && after > word_end {
                let (numerals, end) = match paragraph {
                    true => scan.list(after)?,
                    false => scan.letters(after)?,
                };
                if scan.level_word(end).is_some() && !paragraph {
                    return None;
                }
                if paragraph {
                    self.parts.moments = numerals;
                    self.deepest = Some(Level::Moment);
                    return Some(end);
                }
                return self.point(numerals, end);
            }
        }
        // `1 mom. punkt 2`, `led a`, `underpunkt a`
        if matches!(first, b'p' | b'l' | b'u') {
            let folded = Folded::new(word);
            let folded = folded.as_bytes();
            let after = scan.skip_space(word_end);
            match folded {
                b"punkt" | b"punkten" | b"punkterna" if above_items && after > word_end => {
                    let (numerals, end) = scan.list(after).or_else(|| scan.letters(after))?;
                    let numbered = numerals.iter().next().is_some_and(|n| n.number().is_some());
                    let paragraph = articles && self.parts.moments.is_empty() && numbered;
                    if paragraph {
                        self.parts.moments = numerals;
                        self.deepest = Some(Level::Moment);
                    } else {
                        self.parts.items = numerals;
                        self.deepest = Some(Level::Item);
                    }
                    return Some(end);
                }
                b"led" | b"leden" | b"ledet" if articles && after > word_end => {
                    let (numerals, end) = scan.letters(after).or_else(|| scan.list(after))?;
                    return self.point(numerals, end);
                }
                _ if self.deepest == Some(Level::Item)
                    && after > word_end
                    && words::is_part_of_point(folded) =>
                {
                    let (numerals, end) = scan.letters(after).or_else(|| scan.list(after))?;
                    self.parts.subitems = numerals;
                    self.deepest = Some(Level::Subitem);
                    return Some(end);
                }
                _ => {}
            }
        }
        if !articles
            && above_items
            && first == b'j'
            && let Some(word) = scan
                .level_word(at)
                .filter(|word| word.level == Level::Intro)
        {
            self.inflected |= word.inflected;
            return Some(self.intro(word.end));
        }
        let (numerals, end) = scan.letters(at)?;
        *stopped = end;
        let word = scan.level_word(end)?;
        match word.level {
            Level::Subitem if articles && above_items => {}
            Level::Item if above_items => {}
            // Older acts have `5 kohdan a kohta`.
            Level::Subitem | Level::Item
                if self.deepest == Some(Level::Item) && !self.parts.intro => {}
            _ => return None,
        }
        self.inflected |= word.inflected;
        if above_items {
            return self.point(numerals, word.end);
        }
        self.parts.subitems = numerals;
        self.deepest = Some(Level::Subitem);
        Some(word.end)
    }

    /// `(1)(e)` after an article's number, as English has it: its paragraph and point.
    fn bracketed_levels(&mut self, at: usize) -> Option<usize> {
        let scan = self.scan;
        if scan.byte(at) != b'(' || !self.parts.moments.is_empty() {
            return None;
        }
        let (paragraph, end) = scan.number(at.saturating_add(1))?;
        let mut end = scan.bracket_end(end);
        if scan.before(end) != b')' {
            return None;
        }
        self.parts.moments = Numerals::one(crate::Numeral::new(paragraph)?);
        self.deepest = Some(Level::Moment);
        let letter = scan.lone_letter(end.saturating_add(1));
        if let Some((letter, letter_end)) = letter.filter(|_| scan.byte(end) == b'(') {
            let close = scan.bracket_end(letter_end);
            if close > letter_end {
                self.parts.items = Numerals::one(crate::Numeral::from_letters(
                    letter.encode_utf8(&mut [0; 4]),
                )?);
                self.deepest = Some(Level::Item);
                end = close;
            }
        }
        Some(end)
    }

    /// A lettered point of an article.
    fn point(&mut self, numerals: Numerals, end: usize) -> Option<usize> {
        match self.deepest {
            Some(Level::Item) => {
                self.parts.subitems = numerals;
                self.deepest = Some(Level::Subitem);
            }
            Some(Level::Article | Level::Section | Level::Moment) => {
                self.parts.items = numerals;
                self.deepest = Some(Level::Item);
            }
            _ => return None,
        }
        Some(end)
    }

    /// The introduction, and the items that may be listed with it: `johdantokappale ja 2 kohta`.
    fn intro(&mut self, end: usize) -> usize {
        self.parts.intro = true;
        self.deepest = Some(Level::Item);
        let with_items = self.scan.separator(end).and_then(|after| {
            let (numerals, list_end) = self.scan.list(after)?;
            let word = self.scan.level_word(list_end)?;
            (word.level == Level::Item).then_some((numerals, word))
        });
        match with_items {
            Some((numerals, word)) => {
                self.parts.items = numerals;
                self.inflected |= word.inflected;
                word.end
            }
            None => end,
        }
    }
}

impl Scan<'_> {
    /// Whether members like `119.2` follow, up to a sign.
    fn dotted_list(self, mut end: usize) -> bool {
        const MEMBERS: usize = 8;
        for _ in 0..MEMBERS {
            let member = self.separator(end).and_then(|next| {
                let (_, end) = self.number(next)?;
                let dotted = self.byte(end) == b'.';
                self.list(end.saturating_add(1)).filter(|_| dotted)
            });
            match member {
                Some((_, member_end)) if self.section_sign(member_end).is_some() => return true,
                Some((_, member_end)) => end = member_end,
                None => return false,
            }
        }
        false
    }

    /// Articles named by a word before their number, which begins here after that word: `58.4`,
    /// `72.1 och 72.3`, `7.2 a`, `6.1 led a`, `213`.
    pub(crate) fn articles(self, at: usize) -> Option<Pinpoint> {
        let mut reading = Reading::new(self);
        reading.parts.division = Division::Articles;
        let end = match self.article_and_paragraph(at) {
            Some((article, paragraph, end)) => {
                let mut paragraphs = crate::numeral::Gathered::default();
                let end = self.paragraphs(article, paragraph, end, &mut paragraphs);
                reading.parts.sections = Numerals::one(article);
                reading.parts.moments = paragraphs.finish();
                reading.deepest = Some(Level::Moment);
                end
            }
            None => {
                let (articles, end) = self.article_list(at)?;
                reading.parts.sections = articles;
                reading.deepest = Some(Level::Article);
                end
            }
        };
        reading.end = end;
        let mut next = self.skip_space(end);
        if let Some(end) = reading.bracketed_levels(reading.end) {
            reading.end = end;
            return reading.levels(end).ok();
        }
        // `artikel 6.1 första stycket led c`: the paragraph's own paragraphs have no level here.
        let (word, word_end) = self.word(next);
        if matches!(word, "första" | "andra" | "tredje" | "fjärde" | "femte") {
            let (word, word_end) = self.word(self.skip_space(word_end));
            if word == "stycket" {
                reading.end = word_end;
                next = self.skip_space(word_end);
            }
        }
        // `artikel 7.2 a`, `artikel 7.2a`, where no `i` that is a preposition
        let single = !reading.parts.moments.is_empty() || reading.parts.sections.single().is_some();
        if let Some((points, points_end)) = self.bare_points(next).filter(|_| single) {
            reading.parts.items = points;
            reading.deepest = Some(Level::Item);
            reading.end = points_end;
        }
        // INVARIANT: a level was read, so there is a provision.
        let at = reading.end;
        reading.levels(at).ok()
    }

    /// Letters that name points with no word for it: `7.2 a`, `6.1 c och f`.
    fn bare_points(self, at: usize) -> Option<(Numerals, usize)> {
        let (letter, end) = self.lone_letter(at)?;
        let next = self.skip_space(end);
        let more = self.is_alphanumeric(next) || self.byte(next) == b'(';
        let preposition = letter == 'i' && more;
        let letters = self.letters(at)?;
        (letter.is_lowercase() && !preposition).then_some(letters)
    }

    fn article_and_paragraph(self, at: usize) -> Option<(crate::Numeral, crate::Numeral, usize)> {
        let wide = Scan { wide: true, ..self };
        let (number, end) = self.number(at)?;
        if self.byte(end) != b'.' {
            return None;
        }
        let article = crate::Numeral::new(number)?;
        let (paragraph, end) = wide.number(end.saturating_add(1))?;
        let date = self.byte(end) == b'.' && self.is_digit(end.saturating_add(1));
        let paragraph = crate::Numeral::new(paragraph).filter(|_| !date)?;
        Some((article, paragraph, end))
    }

    /// Further paragraphs of the same article: `72.1 och 72.3`, `5.1–5.3`.
    fn paragraphs(
        self,
        article: crate::Numeral,
        first: crate::Numeral,
        mut end: usize,
        gathered: &mut crate::numeral::Gathered,
    ) -> usize {
        let same_article = |at| {
            let (next, paragraph, end) = self.article_and_paragraph(at)?;
            (next == article).then_some((paragraph, end))
        };
        let mut from = Some(first);
        loop {
            if let Some(first) = from.take() {
                let range = self.dash(end).and_then(same_article);
                let taken = range.and_then(|(last, range_end)| {
                    gathered.push_range(first, last)?;
                    Some(range_end)
                });
                match taken {
                    Some(range_end) => end = range_end,
                    None => gathered.push(first),
                }
            }
            match self.separator(end).and_then(same_article) {
                Some((paragraph, next_end)) => {
                    from = Some(paragraph);
                    end = next_end;
                }
                None => return end,
            }
        }
    }

    /// Articles without paragraphs, or numbers of any English level. A letter after a space is a point or a
    /// word, and no part of the number.
    pub(crate) fn article_list(self, at: usize) -> Option<(Numerals, usize)> {
        let mut gathered = crate::numeral::Gathered::default();
        let member = |at: usize| {
            let (number, end) = self.number(at)?;
            if number > 999 && !self.wide {
                return None;
            }
            let goes_on = matches!(self.byte(end), b'/' | b'.' | b':')
                && self.is_digit(end.saturating_add(1));
            let numeral = crate::Numeral::new(number).filter(|_| !goes_on)?;
            let attached = self.lone_letter(end);
            match attached {
                Some((letter, after)) => Some((numeral.with_letter(letter)?, after)),
                None if self.letter(end) > 0 => None,
                None => Some((numeral, end)),
            }
        };
        let (mut from, mut end) = member(at)?;
        loop {
            let range = self.dash(end).and_then(member);
            let taken = range.and_then(|(to, range_end)| {
                gathered.push_range(from, to)?;
                Some(range_end)
            });
            match taken {
                Some(range_end) => end = range_end,
                None => gathered.push(from),
            }
            // `artikel 6 och 7 §`: the section is no article.
            let next = self.separator(end).and_then(member);
            match next.filter(|(_, next_end)| self.section_sign(*next_end).is_none()) {
                Some((next, next_end)) => (from, end) = (next, next_end),
                None => return Some((gathered.finish(), end)),
            }
        }
    }
}
