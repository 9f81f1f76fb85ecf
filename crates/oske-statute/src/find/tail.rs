//! An act that follows the provision in Swedish: `6 § i lagen om … (150/1992)`, and the number in
//! brackets that follows one in either language.

use crate::acts::{self, ActWord};
use crate::lex::{Folded, Scan};
use crate::name::ActName;
use crate::reference::Instrument;
use crate::statute::Series;

use super::cues;

/// The act after a provision.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tail {
    /// Its number or name, where it has one.
    pub(super) act: Option<Instrument>,
    /// The end of its number.
    pub(super) end: Option<usize>,
}

/// How far a title may reach, in bytes.
const TITLE: usize = 320;
/// How many words may stand between `i` and the word that names the act.
const BEFORE_ACT: usize = 5;

impl Scan<'_> {
    /// The number in brackets just after a provision.
    pub(super) fn number_after(self, end: usize) -> Option<(Instrument, usize)> {
        let open = self.skip_space(end);
        if open == end || self.byte(open) != b'(' {
            return None;
        }
        let ratio = self.ratio(open.saturating_add(1))?;
        let plain = !ratio.is_reversed() && !ratio.dated && !ratio.spans_years();
        let close = self.byte(ratio.end) == b')' || self.byte(ratio.end) == b',';
        let id = ratio.statute(Series::Statutes).filter(|_| plain && close)?;
        Some((Instrument::Statute(id), ratio.end))
    }

    /// The act that a Swedish provision is of, if it follows.
    pub(super) fn act_after(self, end: usize, amending: bool) -> Option<Tail> {
        let start = self.skip_space(end);
        if start == end || self.letter(start) == 0 {
            return None;
        }
        let (first, first_end) = self.word(start);
        let preposition = first == "i";
        let mut at = if preposition {
            self.skip_space(first_end)
        } else {
            start
        };
        let mut previous = Folded::new("");
        let allowed = if preposition { BEFORE_ACT } else { 1 };
        for _ in 0..=allowed {
            let (word, word_end) = self.word(at);
            if word.is_empty() {
                return None;
            }
            let folded = Folded::new(word);
            if let Some(act) = acts::act_word(folded.as_bytes()).filter(|act| act.swedish) {
                let issued = previous.as_bytes();
                return self.act_named(act, word, issued, word_end, amending);
            }
            if !preposition && !cues::gives_acts(folded.as_bytes()) {
                return None;
            }
            previous = folded;
            // `jord- och skogsbruksministeriets`
            let word_end = word_end.saturating_add(usize::from(self.byte(word_end) == b'-'));
            let next = self.skip_space(word_end);
            if next == word_end {
                return None;
            }
            at = next;
        }
        None
    }

    fn act_named(
        self,
        act: ActWord,
        word: &str,
        previous: &[u8],
        end: usize,
        amending: bool,
    ) -> Option<Tail> {
        let unknown = Tail {
            act: None,
            end: None,
        };
        if cues::is_this(previous) {
            return Some(unknown);
        }
        if amending && act.indefinite {
            return None;
        }
        if act.eu {
            return Some(unknown);
        }
        let after = self.skip_space(end);
        let number = self.number_after(end).or_else(|| self.bare_number(after));
        if let Some(found) = number.or_else(|| self.number_after(self.date_after(end)?)) {
            return Some(Tail {
                act: Some(found.0),
                end: Some(found.1),
            });
        }
        if !act.bare {
            return Some(Tail {
                act: ActName::find(word).map(Instrument::Named),
                end: None,
            });
        }
        let (next, _) = self.word(after);
        if !cues::begins_title(act, word, previous, next) {
            // `i lagen`: the one that was named before.
            return None;
        }
        match self.number_in_title(after) {
            Some((number, number_end)) => Some(Tail {
                act: Some(number),
                end: Some(number_end),
            }),
            None => Some(unknown),
        }
    }

    /// The end of `av den 10 mars 1972`, or without `av`.
    fn date_after(self, end: usize) -> Option<usize> {
        let (word, word_end) = self.word(self.skip_space(end));
        let den = match word {
            "av" => self.word(self.skip_space(word_end)),
            _ => (word, word_end),
        };
        let (_, day_end) = self
            .number(self.skip_space(den.1))
            .filter(|_| den.0 == "den")?;
        let (_, month_end) = self.word(self.skip_space(day_end));
        let (_, year_end) = self.number(self.skip_space(month_end))?;
        Some(year_end)
    }

    /// `i lag 530/1994`
    fn bare_number(self, at: usize) -> Option<(Instrument, usize)> {
        let ratio = self.ratio(at)?;
        let plain = !ratio.is_reversed() && !ratio.spans_years() && !ratio.is_short();
        let id = ratio.statute(Series::Statutes).filter(|_| plain)?;
        Some((Instrument::Statute(id), ratio.end))
    }

    /// The number in the first brackets of a title, whose words begin here.
    pub(crate) fn number_in_title(self, from: usize) -> Option<(Instrument, usize)> {
        let mut at = from;
        let mut connector = false;
        while at.saturating_sub(from) < TITLE {
            match self.byte(at) {
                0 | b';' | b':' | b')' => return None,
                b'(' => return self.number_after(self.space_before(at)),
                b'.' => {
                    let next = self.skip_space(at.saturating_add(1));
                    // `lagen om … m.m. (530/1994)`
                    if self.byte(next) != b'(' && self.begins_sentence(next) {
                        return None;
                    }
                    at = next;
                }
                b'\n' if self.byte(at.saturating_add(1)) == b'\n' => return None,
                _ if self.starts_with(at, "§") => return None,
                _ if self.letter(at) > 0 => {
                    let (word, end) = self.word(at);
                    let folded = Folded::new(word);
                    let lower = folded.as_bytes();
                    // Another act in a list of acts, whose number is its own.
                    if connector && acts::act_word(lower).is_some_and(|act| act.swedish) {
                        return None;
                    }
                    connector = crate::words::is_connector(lower);
                    at = end;
                }
                _ => at = self.next_character(at),
            }
        }
        None
    }

    /// The number of the act of the Union that an article just before is of.
    pub(super) fn eu_act_after(self, end: usize) -> Option<(Instrument, usize)> {
        let start = self.skip_space(end);
        if start == end {
            return None;
        }
        let mut at = start;
        while at.saturating_sub(start) < TITLE {
            match self.byte(at) {
                0 | b';' | b':' | b',' => return None,
                b'0'..=b'9' => {
                    let ratio = self.ratio(at);
                    let act = ratio.and_then(|ratio| {
                        let treaty = self.treaty_before(at);
                        let bracketed = treaty.and_then(|treaty| ratio.bracketed(treaty));
                        Some((bracketed.or_else(|| ratio.suffixed())?, ratio.end))
                    });
                    if let Some((act, act_end)) = act {
                        return Some((Instrument::Eu(act), act_end));
                    }
                    let digits = self.digits_end(at);
                    let number = ratio.is_some() || self.pinpoint(at).is_ok();
                    if number {
                        return None;
                    }
                    at = digits;
                }
                b'.' => {
                    let next = self.skip_space(at.saturating_add(1));
                    if self.begins_sentence(next) {
                        return None;
                    }
                    at = next;
                }
                _ if self.starts_with(at, "§") => return None,
                _ if self.letter(at) > 0 => {
                    let (word, word_end) = self.word(at);
                    let another = ["artikel", "article", "articles"]
                        .iter()
                        .any(|article| word.eq_ignore_ascii_case(article));
                    if another || word == "samt" {
                        return None;
                    }
                    at = word_end;
                }
                _ => at = self.next_character(at),
            }
        }
        None
    }

    /// Whether a capital stands here, or no letter at all.
    pub(super) fn begins_sentence(self, at: usize) -> bool {
        let head = self.slice(at, at.saturating_add(self.letter(at)));
        head.chars().all(char::is_uppercase)
    }

    fn next_character(self, at: usize) -> usize {
        let rest = self.text.get(at..).unwrap_or("");
        let length = rest.chars().next().map_or(1, char::len_utf8);
        at.saturating_add(length)
    }

    /// Whether words just after an article say that it is of the Union.
    pub(super) fn eu_after(self, end: usize) -> bool {
        let mut at = self.skip_space(end);
        for _ in 0..6 {
            let (word, word_end) = self.word(at);
            if word.is_empty() {
                return false;
            }
            if acts::is_eu_cue(Folded::new(word).as_bytes()) {
                return true;
            }
            at = self.skip_space(word_end);
        }
        false
    }
}
