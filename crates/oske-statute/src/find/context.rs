//! What the text before a place says about it: the act that governs, amendments, connectors.

use crate::acts::{self, ActWord, Head};
use crate::chain::Above;
use crate::lex::{Folded, Scan};
use crate::name::ActName;
use crate::reference::Instrument;
use crate::words;

use super::cues;
use super::{FoundKind, Unit};

/// The state of the text up to a place.
#[derive(Debug, Clone)]
pub(super) struct Context<'t> {
    scan: Scan<'t>,
    at: usize,
    /// The act that is handed on: a number, a name, or none that is known.
    governing: Option<Instrument>,
    /// Whether the clause tells where earlier amendments stand: `sellaisena kuin`, `sådan den lyder`.
    amending: bool,
    /// Where the first thing since the last unit stands that is no connector; before the first unit, the
    /// beginning.
    broken: Option<usize>,
    /// The bracket that is open.
    bracket: Option<usize>,
    /// Where the last unit ends.
    last_end: usize,
    above: Above,
    last: Option<FoundKind>,
    last_governs: bool,
    last_is_place: bool,
    previous: Previous<'t>,
}

#[derive(Debug, Clone, Copy)]
struct Previous<'t> {
    word: &'t str,
}

/// How far an act is handed on without being named again, in bytes.
const HANDED_ON: usize = 800;
/// The longest English name of an act, in bytes.
const LONGEST_NAME: usize = 60;
/// How much of a longer gap is looked at, in bytes.
const LOOKED_AT: usize = 400;

impl<'t> Context<'t> {
    pub(super) fn new(scan: Scan<'t>) -> Self {
        Self {
            scan,
            at: 0,
            governing: None,
            amending: false,
            broken: Some(0),
            bracket: None,
            last_end: 0,
            above: Above::default(),
            last: None,
            last_governs: false,
            last_is_place: false,
            previous: Previous { word: "" },
        }
    }

    /// Whether nothing but connectors stands between the last unit and a place.
    pub(super) fn only_connectors(&self, to: usize) -> bool {
        self.broken.is_none_or(|broken| broken >= to)
    }

    pub(super) fn governing(&self) -> Option<Instrument> {
        self.governing
    }

    pub(super) fn is_amending(&self) -> bool {
        self.amending
    }

    pub(super) fn bracket(&self) -> Option<usize> {
        self.bracket
    }

    pub(super) fn last_end(&self) -> usize {
        self.last_end
    }

    pub(super) fn above(&self) -> &Above {
        &self.above
    }

    /// Whether the unit before was the bare number of an act, so that a list of them may go on; and
    /// whether it governs.
    pub(super) fn continues_statutes(&self, at: usize) -> Option<bool> {
        let statute = self.last == Some(FoundKind::Statute);
        (statute && self.only_connectors(at)).then_some(self.last_governs)
    }

    /// Whether the unit before was a place, of which a list may go on.
    pub(super) fn continues_places(&self, at: usize) -> bool {
        self.last_is_place && self.only_connectors(at)
    }

    pub(super) fn continues_bills(&self, at: usize) -> bool {
        self.last == Some(FoundKind::Bill) && self.only_connectors(at)
    }

    /// Reads the words up to a place.
    pub(super) fn advance(&mut self, to: usize) {
        if to.saturating_sub(self.at) > HANDED_ON {
            self.paragraph();
            self.at = self.border(to.saturating_sub(LOOKED_AT));
            self.at = self.scan.word_end(self.at);
        }
        while self.at < to {
            let byte = self.scan.byte(self.at);
            match byte {
                b' ' | b',' | b'\t' | b'\r' => self.at = self.at.saturating_add(1),
                b'\n' => self.line_break(),
                b'(' => {
                    self.bracket = Some(self.at);
                    self.other_sign(1);
                }
                b')' => {
                    // The bracket after an act's number belongs to it.
                    if self.bracket.take().is_none() {
                        self.broken.get_or_insert(self.at);
                    }
                    self.at = self.at.saturating_add(1);
                }
                b'.' => self.full_stop(),
                _ => {
                    let length = self.scan.letter(self.at);
                    if length == 0 {
                        self.sign();
                    } else {
                        self.word();
                    }
                }
            }
        }
    }

    fn border(&self, mut at: usize) -> usize {
        while !self.scan.text.is_char_boundary(at) {
            at = at.saturating_add(1);
        }
        at
    }

    fn paragraph(&mut self) {
        self.governing = None;
        self.amending = false;
        self.broken = Some(0);
        self.bracket = None;
        self.above = Above::default();
        self.last = None;
        self.previous = Previous { word: "" };
    }

    fn line_break(&mut self) {
        let next = self.at.saturating_add(1);
        let after = match self.scan.byte(next) {
            b'\r' => next.saturating_add(1),
            _ => next,
        };
        if self.scan.byte(after) == b'\n' && !self.sentence_goes_on() {
            self.paragraph();
        }
        self.at = next;
    }

    /// Whether the line that ends here leaves its sentence open, with a comma or *ja*: the of an enacting
    /// sentence stand in paragraphs of their own, and one act governs them all.
    fn sentence_goes_on(&self) -> bool {
        let end = self.scan.space_before(self.at);
        if self.scan.before(end) == b',' {
            return true;
        }
        let folded = Folded::new(self.previous.word);
        words::is_connector(folded.as_bytes())
            && self.scan.slice(0, end).ends_with(self.previous.word)
    }

    fn full_stop(&mut self) {
        let next = self.scan.skip_space(self.at.saturating_add(1));
        if self.scan.begins_sentence(next) {
            self.amending = false;
        }
        self.other_sign(1);
    }

    fn sign(&mut self) {
        let rest = self.scan.text.get(self.at..).unwrap_or("");
        let sign = rest.chars().next().unwrap_or(' ');
        if sign == '\u{a0}' || sign == '\u{2009}' || sign == '\u{202f}' {
            self.at = self.at.saturating_add(sign.len_utf8());
        } else {
            self.other_sign(sign.len_utf8());
        }
    }

    fn other_sign(&mut self, length: usize) {
        self.broken.get_or_insert(self.at);
        self.at = self.at.saturating_add(length);
    }

    fn word(&mut self) {
        let start = self.at;
        let (word, end) = self.scan.word(start);
        self.at = end.max(start.saturating_add(1)).max(self.at);
        if self.broken.is_none() {
            let folded = Folded::new(word);
            let lower = folded.as_bytes();
            if lower.len() <= 10 && (words::is_connector(lower) || words::is_new(lower)) {
                self.previous = Previous { word };
                return;
            }
            self.broken = Some(start);
        }
        if cues::is_english_act(word) {
            self.english_act(start, end);
            self.previous = Previous { word };
            return;
        }
        if !may_name_an_act(word.as_bytes()) {
            self.previous = Previous { word };
            return;
        }
        let folded = Folded::new(word);
        let lower = folded.as_bytes();
        match lower {
            b"sellaisena" | b"sellaisina" | b"lyder" | b"lydelse" | b"lydelsen" => {
                self.amending = true;
            }
            _ => {}
        }
        if cues::is_law_abbreviation(word) {
            // `(MRL)` only says how an act that was just named will be called.
            let explains = self.bracket == start.checked_sub(1) && self.scan.byte(end) == b')';
            if !explains {
                self.governing = ActName::find(word).map(Instrument::Named);
            }
        } else if let Some(act) = acts::act_word(lower) {
            self.act(act, word, lower, end);
        } else if acts::is_rulebook(lower) {
            self.governing = None;
        } else if !self.amending && acts::is_decision(lower) {
            let previous = Folded::new(self.previous.word);
            if cues::gives_acts(previous.as_bytes()) {
                self.governing = None;
            }
        }
        self.previous = Previous { word };
    }

    /// An English word that names an act. One that no title and no number stands beside is the one before.
    fn english_act(&mut self, start: usize, end: usize) {
        let scan = self.scan;
        let forward = ActName::english_at(scan.text.get(start..).unwrap_or(""));
        let longest = scan.text_before(end, LONGEST_NAME);
        let named = match forward {
            Some((name, _)) => Some(name),
            None => ActName::english_before(longest),
        };
        if named.is_some() {
            self.governing = named.map(Instrument::Named);
            return;
        }
        // `The Act` that begins a sentence is the one before, too.
        let previous = self.previous.word;
        let title = previous.starts_with(char::is_uppercase) && !matches!(previous, "The" | "That");
        let (next, _) = scan.word(scan.skip_space(end));
        if title || previous == "this" || matches!(next, "on" | "concerning") {
            self.governing = None;
        }
    }

    /// A word that names an act: the one that is handed on, or another.
    fn act(&mut self, act: ActWord, word: &str, lower: &[u8], end: usize) {
        // Where amendments stand, acts are named that hand nothing on.
        if self.amending && (act.inessive || act.indefinite) {
            return;
        }
        let (next, _) = self.scan.word(self.scan.skip_space(end));
        // `sosiaalihuolto-` and `lain`, which a line's end broke
        let start = end.saturating_sub(word.len());
        let broken = self.scan.is_broken_before(start);
        if broken && !self.previous.word.is_empty() {
            let whole = format!("{}{word}", self.previous.word);
            self.governing = ActName::find(&whole).map(Instrument::Named);
            return;
        }
        let previous = Folded::new(self.previous.word);
        let previous = previous.as_bytes();
        if act.bare && !cues::begins_title(act, word, previous, next) {
            return;
        }
        // `(50/2013, energiatodistuslaki)`, `jäljempänä rakenneasetus`: another name of the same act.
        let in_its_bracket = self.bracket.is_some_and(|open| open < self.last_end);
        let renamed = self.last_governs && (in_its_bracket || cues::renames(previous));
        if renamed && !act.bare {
            return;
        }
        let named = Head::of(lower).and_then(|(length, head)| {
            let before = std::str::from_utf8(lower.get(..length)?).ok()?;
            ActName::of_parts(before, head)
        });
        self.governing = named.filter(|_| !act.bare).map(Instrument::Named);
    }

    /// Passes over what is no unit.
    pub(super) fn pass(&mut self, to: usize) {
        self.broken.get_or_insert(self.at);
        self.at = to;
        self.previous = Previous { word: "" };
    }

    /// Goes on after a unit.
    pub(super) fn after(&mut self, unit: &Unit, governs: bool, act_after: bool) {
        self.at = unit.end;
        self.broken = None;
        self.previous = Previous { word: "" };
        self.last = Some(unit.kind);
        self.last_governs = governs;
        self.last_is_place = unit.is_provision();
        self.last_end = unit.end;
        let closed =
            |open| unit.start <= open || self.scan.slice(unit.start, unit.end).contains(')');
        if self.bracket.is_some_and(closed) {
            self.bracket = None;
        }
        if self.scan.byte(unit.end) == b')' {
            self.bracket = Some(unit.end);
        }
        if governs {
            self.governing = unit.act;
            self.amending = false;
        } else if act_after && !unit.written {
            self.governing = unit.act;
        }
        if let Some(parts) = &unit.parts {
            self.above = Above::of(parts);
        }
    }
}

/// Whether a word could be one that the context goes by: so most words are done with at a glance.
fn may_name_an_act(word: &[u8]) -> bool {
    if matches!(word.last(), Some(b'L' | b'K' | b'B')) {
        return true;
    }
    if word.len() < 3 {
        return false;
    }
    // `KUNTALAIN 57 §`
    if word.get(1).is_some_and(u8::is_ascii_uppercase) {
        return true;
    }
    let tail = word.get(word.len().saturating_sub(13)..).unwrap_or(word);
    // A stem of an act's word, in lower case but for its first letter, or one of the words for amendments.
    let pair = |pair: &[u8]| {
        matches!(
            *pair,
            [b'l' | b'L', b'a' | b'y']
                | [b'a' | b'A', b's' | b'a']
                | [b's', b'e' | b't' | 0xc3]
                | [b'S', b'e' | b't' | 0xc3]
                | [b'p' | b'P', 0xc3]
                | [b'r', b'd' | b'e' | b'j']
                | [b'b' | b'B', b'a' | b'e']
                | [b'm', b'u']
        )
    };
    tail.windows(2).any(pair)
}
