//! Bytes of a text as pieces of a reference: spaces, words, signs, numerals and lists of them.

use crate::numeral::{Gathered, Numeral, Numerals};
use crate::words;

/// A text and where things stand in it. Every position is a byte; one that is handed out is on the
/// border of a character if the one that was handed in is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scan<'t> {
    pub(crate) text: &'t str,
    /// Whether numerals may have four digits, as values may. In running text those are years.
    pub(crate) wide: bool,
}

/// A word in lower case: its last bytes, if it is very long.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Folded {
    bytes: [u8; LONGEST_WORD],
    length: usize,
}

const LONGEST_WORD: usize = 40;

/// What shows where a word may be broken, and is no part of it.
const SOFT_HYPHEN: &str = "\u{ad}";

impl Folded {
    pub(crate) fn new(word: &str) -> Self {
        let source = word.as_bytes();
        let tail = source
            .get(source.len().saturating_sub(LONGEST_WORD)..)
            .unwrap_or(source);
        let mut bytes = [0; LONGEST_WORD];
        let mut length = tail.len();
        if let Some(place) = bytes.get_mut(..length) {
            place.copy_from_slice(tail);
        }
        // All of them at once, whatever the length.
        bytes.make_ascii_lowercase();
        if !bytes.is_ascii() {
            let mut before = 0;
            let mut soft = false;
            for place in bytes.iter_mut().take(length) {
                // À to Þ become à to þ.
                if before == 0xc3 && matches!(*place, 0x80..=0x9e) && *place != 0x97 {
                    *place |= 0x20;
                }
                soft |= before == 0xc2 && *place == 0xad;
                before = *place;
            }
            if soft {
                length = without_soft_hyphens(&mut bytes, length);
            }
        }
        Self { bytes, length }
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..self.length).unwrap_or_default()
    }
}

/// Moves what comes after a soft hyphen into its place; how many bytes are left.
fn without_soft_hyphens(bytes: &mut [u8; LONGEST_WORD], length: usize) -> usize {
    let word = *bytes;
    let mut rest = word.get(..length).unwrap_or_default();
    let mut kept = 0_usize;
    while let Some((first, tail)) = rest.split_first() {
        if let Some(after) = rest.strip_prefix(SOFT_HYPHEN.as_bytes()) {
            rest = after;
            continue;
        }
        if let Some(place) = bytes.get_mut(kept) {
            *place = *first;
        }
        kept = kept.saturating_add(1);
        rest = tail;
    }
    kept
}

impl<'t> Scan<'t> {
    pub(crate) fn byte(self, at: usize) -> u8 {
        self.text.as_bytes().get(at).copied().unwrap_or(0)
    }

    pub(crate) fn before(self, at: usize) -> u8 {
        at.checked_sub(1).map_or(0, |before| self.byte(before))
    }

    pub(crate) fn slice(self, from: usize, to: usize) -> &'t str {
        self.text.get(from..to).unwrap_or("")
    }

    /// The text that ends here, at most so many bytes of it.
    pub(crate) fn text_before(self, at: usize, bytes: usize) -> &'t str {
        let mut from = at.saturating_sub(bytes);
        while !self.text.is_char_boundary(from) {
            from = from.saturating_add(1);
        }
        self.slice(from, at)
    }

    pub(crate) fn is_digit(self, at: usize) -> bool {
        self.byte(at).is_ascii_digit()
    }

    pub(crate) fn starts_with(self, at: usize, what: &str) -> bool {
        self.text
            .as_bytes()
            .get(at..)
            .is_some_and(|rest| rest.starts_with(what.as_bytes()))
    }

    /// The end of the spaces from here on: at most one line break among them.
    pub(crate) fn skip_space(self, mut at: usize) -> usize {
        let mut breaks = 0_u8;
        loop {
            let length = self.space(at);
            if length == 0 {
                return at;
            }
            if self.byte(at) == b'\n' {
                breaks = breaks.saturating_add(1);
                if breaks > 1 {
                    return at;
                }
            }
            at = at.saturating_add(length);
        }
    }

    /// The length of a space that stands here, or 0.
    fn space(self, at: usize) -> usize {
        match self.byte(at) {
            b' ' | b'\t' | b'\n' | b'\r' => 1,
            0xc2 if self.byte(at.saturating_add(1)) == 0xa0 => 2,
            0xe2 if self.starts_with(at, "\u{2009}") || self.starts_with(at, "\u{202f}") => 3,
            _ => 0,
        }
    }

    /// The beginning of the spaces that end here.
    pub(crate) fn space_before(self, at: usize) -> usize {
        if self.before(at).is_ascii_graphic() {
            return at;
        }
        let head = self.slice(0, at);
        let is_space = |c: char| {
            matches!(
                c,
                ' ' | '\t' | '\n' | '\r' | '\u{a0}' | '\u{2009}' | '\u{202f}'
            )
        };
        head.trim_end_matches(is_space).len()
    }

    /// The word that begins here, put together where a line's end broke it, with its end; `None` of a word
    /// that is whole: `mo-` and `mentin`.
    pub(crate) fn broken_word(self, end: usize, word: &str) -> Option<(String, usize)> {
        if self.byte(end) != b'-' {
            return None;
        }
        let rest_at = self.skip_space(end.saturating_add(1));
        let (rest, rest_end) = self.word(rest_at);
        (!rest.is_empty()).then(|| (format!("{word}{rest}"), rest_end))
    }

    /// Whether the word that begins here goes on from the line before, which ends with a hyphen.
    pub(crate) fn is_broken_before(self, at: usize) -> bool {
        let end = self.space_before(at);
        self.before(end) == b'-' && self.slice(end, at).contains('\n')
    }

    /// The length of the letter that stands here, or 0.
    pub(crate) fn letter(self, at: usize) -> usize {
        match self.byte(at) {
            byte if byte.is_ascii_alphabetic() => 1,
            0xc3 => match self.byte(at.saturating_add(1)) {
                0x97 | 0xb7 => 0,
                _ => 2,
            },
            byte if byte < 0xc3 => 0,
            _ => {
                let rest = self.text.get(at..).unwrap_or("");
                rest.chars()
                    .next()
                    .filter(|c| c.is_alphabetic())
                    .map_or(0, char::len_utf8)
            }
        }
    }

    /// Whether a letter or a digit stands here.
    pub(crate) fn is_alphanumeric(self, at: usize) -> bool {
        self.is_digit(at) || self.letter(at) > 0
    }

    /// Whether a letter or digit ends here.
    pub(crate) fn is_alphanumeric_before(self, at: usize) -> bool {
        let last = self.slice(0, at).chars().next_back();
        last.is_some_and(char::is_alphanumeric)
    }

    /// The end of the word that begins here: letters, and hyphens between them.
    pub(crate) fn word_end(self, mut at: usize) -> usize {
        loop {
            let rest = self.text.as_bytes().get(at..).unwrap_or_default();
            let ascii = rest.iter().position(|byte| !byte.is_ascii_alphabetic());
            at = at.saturating_add(ascii.unwrap_or(rest.len()));
            if self.byte(at) == b' ' {
                return at;
            }
            let length = self.letter(at);
            if length > 0 {
                at = at.saturating_add(length);
                continue;
            }
            let after = at.saturating_add(1);
            if self.byte(at) == b'-' && self.letter(after) > 0 && self.letter_before(at) {
                at = after;
                continue;
            }
            let after = at.saturating_add(SOFT_HYPHEN.len());
            if self.starts_with(at, SOFT_HYPHEN) && self.letter(after) > 0 && self.letter_before(at)
            {
                at = after;
                continue;
            }
            return at;
        }
    }

    pub(crate) fn letter_before(self, at: usize) -> bool {
        let byte = self.before(at);
        byte.is_ascii_alphabetic() || (byte >= 0x80 && self.is_alphanumeric_before(at))
    }

    /// The word that begins here, with its end.
    pub(crate) fn word(self, at: usize) -> (&'t str, usize) {
        let end = self.word_end(at);
        (self.slice(at, end), end)
    }

    /// The word that ends here, at most 64 bytes of it, with its beginning.
    pub(crate) fn word_before(self, at: usize) -> (&'t str, usize) {
        let head = self.text.as_bytes().get(..at).unwrap_or_default();
        let letters = head.iter().rev().take(64);
        let ascii = letters
            .take_while(|byte| byte.is_ascii_alphabetic())
            .count();
        let mut start = at.saturating_sub(ascii);
        while at.saturating_sub(start) < 64 {
            let byte = self.before(start);
            let length = if byte.is_ascii_alphabetic() || (byte == b'-' && start < at) {
                1
            } else if byte >= 0x80 {
                let last = self.slice(0, start).chars().next_back();
                last.filter(|c| c.is_alphabetic()).map_or(0, char::len_utf8)
            } else {
                0
            };
            if length == 0 {
                break;
            }
            start = start.saturating_sub(length);
        }
        let trimmed = self.slice(start, at).trim_start_matches('-');
        (trimmed, at.saturating_sub(trimmed.len()))
    }

    /// The end of a dash that stands here, with the spaces before and after it.
    pub(crate) fn dash(self, at: usize) -> Option<usize> {
        let at = self.skip_space(at);
        let length = match self.byte(at) {
            b'-' => 1,
            0xe2 => match (
                self.byte(at.saturating_add(1)),
                self.byte(at.saturating_add(2)),
            ) {
                (0x80, 0x90..=0x95) | (0x94, 0x80) | (0x88, 0x92) => 3,
                _ => return None,
            },
            _ => return None,
        };
        Some(self.skip_space(at.saturating_add(length)))
    }

    /// The end of the bracket that closes here, if one does: `( 86/2000 )`.
    pub(crate) fn bracket_end(self, at: usize) -> usize {
        let close = self.skip_space(at);
        if self.byte(close) == b')' {
            close.saturating_add(1)
        } else {
            at
        }
    }

    /// The end of the digits that begin here.
    pub(crate) fn digits_end(self, mut at: usize) -> usize {
        while self.is_digit(at) {
            at = at.saturating_add(1);
        }
        at
    }

    /// The number of one to four digits that stands here without a leading zero, with its end.
    pub(crate) fn number(self, at: usize) -> Option<(u16, usize)> {
        let end = self.digits_end(at);
        let length = end.saturating_sub(at);
        if length == 0 || length > 4 || self.byte(at) == b'0' {
            return None;
        }
        let digits = self.text.as_bytes().get(at..end)?;
        let number = digits.iter().fold(0_u16, |number, digit| {
            // INVARIANT: at most four digits, so that nothing is lost.
            let digit = u16::from(digit.wrapping_sub(b'0'));
            number.saturating_mul(10).saturating_add(digit)
        });
        Some((number, end))
    }

    /// The numeral that stands here, with its end: `7`, `7a`, `7 a`. A letter that begins a word is no
    /// part of it, nor is a number that goes on as a date, a ratio or a decimal.
    pub(crate) fn numeral(self, at: usize) -> Option<(Numeral, usize)> {
        let (number, end) = self.number(at)?;
        if number > 999 && !self.wide {
            return None;
        }
        if matches!(self.byte(end), b'/' | b'.' | b':') && self.is_digit(end.saturating_add(1)) {
            return None;
        }
        let numeral = Numeral::new(number)?;
        let letter_at = self.skip_space(end);
        let attached = letter_at == end;
        match self.lone_letter(letter_at) {
            // `2 k.`, `2 p.` are items, and no letters.
            Some(('k' | 'p', after)) if !attached && !self.goes_on(after) => Some((numeral, end)),
            // `1 i lagen`
            Some(('i', after)) if !attached && self.starts_a_phrase(after) => Some((numeral, end)),
            Some((letter, after)) if attached || letter.is_lowercase() => {
                Some((numeral.with_letter(letter)?, after))
            }
            _ if attached && self.letter(end) > 0 => None,
            _ => Some((numeral, end)),
        }
    }

    /// Whether a numeral that ends here is followed by its level, or by more of its list.
    fn goes_on(self, at: usize) -> bool {
        if self.section_sign(at).is_some() {
            return true;
        }
        let (word, _) = self.word(self.skip_space(at));
        let folded = Folded::new(word);
        let word = folded.as_bytes();
        let level = words::level(word).is_some() || words::abbreviated_level(word).is_some();
        let more = || self.separator(at).or_else(|| self.dash(at));
        level || (self.wide && more().is_some_and(|next| self.is_digit(next)))
    }

    /// A letter that is no part of a word, with its end.
    pub(crate) fn lone_letter(self, at: usize) -> Option<(char, usize)> {
        let length = self.letter(at);
        let end = at.saturating_add(length);
        if length == 0 || self.is_alphanumeric(end) {
            return None;
        }
        let letter = self.slice(at, end).chars().next()?;
        let abbreviation =
            matches!(self.byte(end), b'.' | b':') && self.letter(end.saturating_add(1)) > 0;
        // `3 k.` and `3 §:n` are no numerals with letters.
        (!abbreviation).then_some((letter, end))
    }

    /// The end of what joins two members of a list, and of the spaces around it.
    pub(crate) fn separator(self, at: usize) -> Option<usize> {
        let comma = self.skip_space(at);
        let (start, has_comma) = match self.byte(comma) {
            b',' => (self.skip_space(comma.saturating_add(1)), true),
            _ => (comma, false),
        };
        // How the connectors begin.
        let first = self.byte(start) | 0x20;
        if !matches!(first, b'j' | b't' | b'e' | b's' | b'y' | b'o' | b'r' | b'a') {
            return has_comma.then_some(start);
        }
        let (word, end) = self.word(start);
        if word.len() <= 10 {
            let folded = Folded::new(word);
            if words::is_connector(folded.as_bytes()) {
                let slash = self.byte(end) == b'/';
                if slash {
                    // ja/tai, och/eller
                    let (second, second_end) = self.word(end.saturating_add(1));
                    let folded = Folded::new(second);
                    let joins = words::is_connector(folded.as_bytes());
                    return joins.then(|| self.skip_space(second_end));
                }
                return Some(self.skip_space(end));
            }
        }
        has_comma.then_some(start)
    }

    /// The list of numerals that begins here, with its end: `2, 4–7 ja 9 a`.
    pub(crate) fn list(self, at: usize) -> Option<(Numerals, usize)> {
        self.members(at, |scan, at, _| scan.numeral(at))
    }

    /// The list of lone letters that begins here, with its end: `a, c ja d`, `a–c`.
    pub(crate) fn letters(self, at: usize) -> Option<(Numerals, usize)> {
        self.letter_list(at, true)
    }

    /// The same in English, which has no preposition `i`.
    pub(crate) fn english_letters(self, at: usize) -> Option<(Numerals, usize)> {
        self.letter_list(at, false)
    }

    fn letter_list(self, at: usize, prepositions: bool) -> Option<(Numerals, usize)> {
        self.members(at, |scan, at, first| {
            let end = scan.word_end(at);
            let letters = scan.slice(at, end);
            // `a-punkten`: a hyphen within the word ends the letter.
            let letters = letters.split('-').next().unwrap_or(letters);
            let end = at.saturating_add(letters.len());
            let lower = letters.chars().all(char::is_lowercase);
            let known = lower && !scan.is_digit(end);
            let preposition = prepositions && !first && letters == "i" && scan.starts_a_phrase(end);
            let numeral = Numeral::from_letters(letters).filter(|_| known && !preposition)?;
            let connector = words::is_connector(letters.as_bytes());
            (!connector).then_some((numeral, end))
        })
    }

    /// Whether a word follows, so that a letter before it may be a preposition.
    pub(crate) fn starts_a_phrase(self, at: usize) -> bool {
        let next = self.skip_space(at);
        if next == at {
            return false;
        }
        if self.byte(next) == b'(' || self.is_digit(next) {
            return true;
        }
        let (word, _) = self.word(next);
        let folded = Folded::new(word);
        let word = folded.as_bytes();
        word.len() > 1
            && !words::is_connector(word)
            && words::level(word).is_none()
            && words::abbreviated_level(word).is_none()
            && !words::is_part_of_point(word)
    }

    fn members(
        self,
        at: usize,
        member: impl Fn(Self, usize, bool) -> Option<(Numeral, usize)>,
    ) -> Option<(Numerals, usize)> {
        let (first, mut end) = member(self, at, true)?;
        let mut gathered = Gathered::default();
        let mut last = first;
        let mut pending = Some(first);
        loop {
            if let Some(from) = pending.take() {
                let range = self.dash(end).and_then(|after| {
                    let (to, to_end) = member(self, after, false).or_else(|| {
                        // `4 a–c`: a letter of the same number.
                        let (letter, end) = self.lone_letter(after)?;
                        let base = from.letters().next().and(from.number())?;
                        Some((Numeral::new(base)?.with_letter(letter)?, end))
                    })?;
                    gathered.push_range(from, to)?;
                    Some((to, to_end))
                });
                match range {
                    Some((to, to_end)) => {
                        last = to;
                        end = to_end;
                    }
                    None => gathered.push(from),
                }
            }
            let next = self.separator(end).and_then(|after| {
                member(self, after, false).or_else(|| {
                    // `4 a ja c`, as some write
                    let (letter, letter_end) = self.lone_letter(after)?;
                    let base = last.letters().next().and(last.number())?;
                    let numeral = Numeral::new(base)?.with_letter(letter)?;
                    letter.is_lowercase().then_some((numeral, letter_end))
                })
            });
            match next {
                Some((numeral, next_end)) => {
                    pending = Some(numeral);
                    last = numeral;
                    end = next_end;
                }
                None => return Some((gathered.finish(), end)),
            }
        }
    }

    /// The end of the section sign that stands here, after spaces, with its case ending; and whether
    /// there was one.
    ///
    /// A sign that a conversion lost has left its ending, in running text: `32 :n 3 momentti`.
    pub(crate) fn section_sign(self, at: usize) -> Option<(usize, bool)> {
        let before = at;
        let at = self.skip_space(at);
        if !self.starts_with(at, "§") {
            let lost = self.byte(at) == b':' && at > before && !self.wide;
            let (end, inflected) = self.case_ending(at);
            return (lost && inflected).then_some((end, true));
        }
        let mut end = at.saturating_add(2);
        let second = self.skip_space(end);
        if self.starts_with(second, "§") {
            end = second.saturating_add(2);
        }
        let (after, inflected) = self.case_ending(end);
        Some((after, inflected))
    }

    /// Whether digits that follow a word at once are the number of a note: `momentin12 mukaan`.
    pub(crate) fn is_note(self, at: usize) -> bool {
        let end = self.digits_end(at);
        let goes_on = self.letter(end) > 0
            || (matches!(self.byte(end), b'.' | b'/' | b':' | b'-')
                && self.is_alphanumeric(end.saturating_add(1)));
        !self.wide && end.saturating_sub(at) <= 3 && !goes_on
    }

    /// The end of `:n`, `:ssä` and the like, also after a space; and whether there was one.
    pub(crate) fn case_ending(self, at: usize) -> (usize, bool) {
        let colon = if self.byte(at) == b' ' {
            at.saturating_add(1)
        } else {
            at
        };
        if self.byte(colon) != b':' {
            return (at, false);
        }
        let mut start = colon.saturating_add(1);
        if self.byte(start) == b' ' {
            start = start.saturating_add(1);
        }
        let (word, end) = self.word(start);
        if word.is_empty() || (self.is_digit(end) && !self.is_note(end)) {
            return (at, false);
        }
        let folded = Folded::new(word);
        // `mom:ssa` has the other vowels.
        let back: Vec<u8>;
        let mut known = words::SECTION_SIGN.has_form(folded.as_bytes());
        if !known {
            back = word.to_lowercase().replace('a', "ä").into_bytes();
            known = words::SECTION_SIGN.has_form(&back);
        }
        if known { (end, true) } else { (at, false) }
    }
}
