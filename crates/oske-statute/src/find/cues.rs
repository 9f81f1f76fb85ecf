//! Words that tell what a number near them is.

use crate::acts::{self, ActWord};
use crate::lex::{Folded, Scan};

/// Whether a word is the abbreviation of an act: `KSL`, `IlmansuojeluL`, `RB`.
pub(super) fn is_law_abbreviation(word: &str) -> bool {
    let bytes = word.as_bytes();
    if bytes.len() < 2 || bytes.len() > 24 {
        return false;
    }
    let last = bytes.last().copied().unwrap_or(0);
    if !matches!(last, b'L' | b'K' | b'B') {
        return false;
    }
    if matches!(
        word,
        "OK" | "PK" | "MK" | "UK" | "KK" | "RB" | "UB" | "JB" | "HB" | "LJL"
    ) {
        return true;
    }
    // A committee's statement is no law.
    let other = word.ends_with("VL")
        && bytes.len() == 4
        && bytes.get(1).is_some_and(u8::is_ascii_lowercase);
    last == b'L' && word.starts_with(char::is_uppercase) && !other
}

/// Whether a word is an English one for a kind of act, as names of acts have it.
pub(super) fn is_english_act(word: &str) -> bool {
    matches!(word, "Act" | "Code" | "Constitution" | "Decree" | "ACT")
}

/// Whether a word is the abbreviation of a decree or decision that stands before its number: `VNA`,
/// `STMA`, `VNp`, `L`.
pub(super) fn is_decree_abbreviation(word: &str) -> bool {
    matches!(
        word,
        "L" | "A" | "As" | "VNA" | "VNa" | "VNP" | "VNp" | "VnA" | "VnP" | "Vna" | "TPA" | "AsetuS"
    ) || (word.len() <= 5
        && word.len() >= 3
        && word.ends_with(['A', 'a', 'p', 'P'])
        && (word.contains("M") || word.contains("VN")))
        && word.starts_with(char::is_uppercase)
        && word.chars().filter(|c| c.is_uppercase()).count() >= 2
}

/// Whether a word that stands alone for a kind of act begins a title or means this very act, so that it
/// is not the one that was named before.
pub(super) fn begins_title(act: ActWord, word: &str, previous: &[u8], next: &str) -> bool {
    if is_this(previous) {
        return true;
    }
    let given = gives_acts(previous);
    if act.swedish {
        let about = matches!(
            next,
            "om" | "angående" | "rörande" | "innefattande" | "innehållande"
        );
        let dated = !act.indefinite && matches!(next, "av" | "den");
        return about || dated || given;
    }
    // annettu, annetun, annettuun
    let issued = previous.starts_with(b"annet");
    let nominative = act.nominative && word.starts_with(char::is_uppercase);
    issued || given || nominative
}

/// *tämä, denna*: this very act.
pub(super) fn is_this(word: &[u8]) -> bool {
    matches!(
        word,
        b"denna"
            | b"detta"
            | b"t\xc3\xa4m\xc3\xa4n"
            | b"t\xc3\xa4ss\xc3\xa4"
            | b"t\xc3\xa4st\xc3\xa4"
            | b"t\xc3\xa4h\xc3\xa4n"
            | b"t\xc3\xa4m\xc3\xa4"
            | b"t\xc3\xa4t\xc3\xa4"
            | b"t\xc3\xa4ll\xc3\xa4"
    )
}

/// Whether a genitive is of somebody who gives decrees: *valtioneuvoston*, *ministeriets*.
pub(super) fn gives_acts(word: &[u8]) -> bool {
    const GIVERS: [&str; 17] = [
        "kirkolliskokouksen",
        "neuvoston",
        "ministeriön",
        "presidentin",
        "komission",
        "pankin",
        "viraston",
        "keskuksen",
        "laitoksen",
        "hallituksen",
        "rådets",
        "ministeriets",
        "presidentens",
        "kommissionens",
        "delegerade",
        "verkets",
        "delegoidun",
    ];
    GIVERS.iter().any(|giver| word.ends_with(giver.as_bytes()))
}

/// Whether a genitive is of a board of a municipality, a county or a parish, whose decisions are numbered in
/// its own records: *kunnanhallituksen*.
fn is_local(word: &[u8]) -> bool {
    const BOARDS: [&str; 9] = [
        "kunnanhallituksen",
        "kaupunginhallituksen",
        "maakuntahallituksen",
        "aluehallituksen",
        "liittohallituksen",
        "yhtymähallituksen",
        "kuntayhtymähallituksen",
        "kirkkoneuvoston",
        "kyrkorådets",
    ];
    BOARDS.iter().any(|board| word == board.as_bytes())
}

/// Bodies that number the items of their minutes as sections are, and decisions that are numbered so:
/// *Khall 48 §*.
pub(super) fn holds_meetings(word: &[u8]) -> bool {
    const ENDINGS: [&str; 13] = [
        "khall",
        "kvalt",
        "ltk",
        "hallitus",
        "valtuusto",
        "lautakunta",
        "jaosto",
        "johtokunta",
        "kokous",
        "styrelsen",
        "fullmäktige",
        "nämnden",
        "sektionen",
    ];
    matches!(word, b"kh" | b"kv" | b"kst" | b"fge")
        // `tekemällään hankintapäätöksellä 49 §`
        || word.ends_with("päätöksellä".as_bytes())
        || word.ends_with("päätöksellään".as_bytes())
        || ENDINGS
            .iter()
            .any(|ending| word.ends_with(ending.as_bytes()))
}

/// Words that say what an act is called from here on: *jäljempänä tukikelpoisuusasetus*.
pub(super) fn renames(word: &[u8]) -> bool {
    word == b"nedan" || word == "härefter".as_bytes() || word == "jäljempänä".as_bytes()
}

/// Words of the courts, before whose decisions the date and the record stand as an act's would.
pub(super) fn is_court(word: &[u8]) -> bool {
    matches!(
        word,
        b"kho"
            | b"kko"
            | b"hao"
            | b"mao"
            | b"hfd"
            | b"hd"
            | b"taltio"
            | b"taltionumero"
            | b"hovioikeus"
    ) || word.ends_with(b"oikeus")
        || word.ends_with(b"oikeuden")
        || word.ends_with(b"domstolen")
        || word.ends_with(b"domstol")
}

/// Whether the letters of the Union are capitals, where a word is nothing else; initials are not.
fn is_written_as_eu(word: &str) -> bool {
    word.len() > 3 || word.chars().all(char::is_uppercase)
}

/// A decision of the Government, numbered as decrees are.
const DECISION: ActWord = ActWord {
    bare: true,
    swedish: false,
    english: false,
    eu: false,
    law: false,
    inessive: false,
    indefinite: true,
    nominative: false,
};

/// What the words before a number make of it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Before {
    /// The nearest word that names an act, with how many words away it is.
    pub(super) act: Option<(ActWord, usize)>,
    /// How many words away the nearest word for another kind of document is.
    pub(super) other: Option<usize>,
    /// Whether a word near says that it is an act of the Union.
    pub(super) eu: bool,
    /// The number is counted in the treaty series.
    pub(super) treaty: bool,
    /// A court is named just before.
    pub(super) court: bool,
    /// An amendment is told of just before.
    pub(super) amendment: bool,
    /// The word just before is the abbreviation of an act or a decree.
    pub(super) abbreviation: bool,
    /// The word just before ends a title: *laki asiakirjojen julkisuudesta*.
    about: bool,
}

/// How many words are looked at.
const WORDS: usize = 30;
/// How many bytes are looked at.
const REACH: usize = 320;
/// How many words before the act's word may say that it is one of the Union's.
const NEAR_ACT: usize = 6;

impl Scan<'_> {
    /// The words before a number, back to the beginning of the sentence.
    pub(super) fn cues_before(self, at: usize, amending: bool) -> Before {
        let mut before = Before::default();
        let mut end = at;
        let mut count = 0_usize;
        while count < WORDS && at.saturating_sub(end) < REACH {
            let Some(word_end) = self.back_to_word(end) else {
                break;
            };
            let (word, start) = self.word_before(word_end);
            if start >= word_end {
                break;
            }
            if matches!(word, "n" | "o" | "N" | "nro" | "Nro" | "nr" | "No") {
                end = start;
                continue;
            }
            count = count.saturating_add(1);
            let decision = acts::is_decision(Folded::new(word).as_bytes());
            if decision && before.act.is_none() && before.other.is_none() {
                // A decision is an act where the Government or a ministry gave it.
                let (giver, _) = self.word_before(self.space_before(start));
                let giver = Folded::new(giver);
                let giver = giver.as_bytes();
                let given = gives_acts(giver) && !is_local(giver) || giver == b"n";
                if given || amending {
                    before.act = Some((DECISION, count));
                } else {
                    before.other = Some(count);
                }
            }
            self.note(word, count, &mut before);
            end = start;
            let settled = before
                .act
                .is_some_and(|(act, words)| act.law || count >= words.saturating_add(NEAR_ACT));
            if settled || before.other.is_some() && before.act.is_none() {
                break;
            }
        }
        before
    }

    fn note(self, word: &str, count: usize, before: &mut Before) {
        let folded = Folded::new(word);
        let lower = folded.as_bytes();
        if count <= 4 {
            let series = matches!(lower, b"sops" | b"f\xc3\xb6rdrs")
                || lower.starts_with(b"sopimussarja")
                || lower.starts_with("fördragsserie".as_bytes());
            before.treaty |= series && before.act.is_none();
        }
        if count <= 2 {
            before.amendment |= lower.starts_with(b"muut") || lower.starts_with("ändr".as_bytes());
        }
        // `as amended by Act 481/2015`
        before.amendment |= count <= 4 && lower.starts_with(b"amend");
        if count <= 6 {
            before.court |= is_court(lower);
        }
        if count <= 1 {
            before.abbreviation |= is_law_abbreviation(word) || is_decree_abbreviation(word);
            let about = lower.ends_with(b"sta") || lower.ends_with("stä".as_bytes());
            before.about = about && !acts::is_other_document(lower);
        }
        let near_act = before
            .act
            .is_none_or(|(_, words)| count <= words.saturating_add(NEAR_ACT));
        if near_act {
            before.eu |= acts::is_eu_cue(lower) && is_written_as_eu(word);
        }
        if before.act.is_none() {
            let statutes = lower.starts_with("säädös".as_bytes())
                || lower.starts_with("författnings".as_bytes());
            let act = acts::act_word(lower).or_else(|| {
                statutes.then_some(ActWord {
                    bare: true,
                    swedish: false,
                    english: false,
                    eu: false,
                    law: false,
                    inessive: true,
                    indefinite: true,
                    nominative: false,
                })
            });
            if let Some(act) = act {
                before.eu |= act.eu;
                before.act = Some((act, count));
                return;
            }
            if !before.about && acts::is_other_document(lower) {
                before.other = Some(count);
            }
        }
    }

    /// The end of the word before here, unless a sentence or a paragraph ended between.
    fn back_to_word(self, end: usize) -> Option<usize> {
        let head = self.slice(0, end);
        let mut place = end;
        let mut breaks = 0_usize;
        for (at, c) in head.char_indices().rev().take(60) {
            if c.is_alphabetic() {
                return Some(place);
            }
            if c == '\n' {
                breaks = breaks.saturating_add(1);
            }
            let ends_sentence = matches!(c, '.' | ';' | '!' | '?') && {
                let after = at.saturating_add(1);
                let next = self.skip_space(after);
                let length = self.letter(next);
                let letter = self.slice(next, next.saturating_add(length)).chars().next();
                next > after && letter.is_some_and(char::is_uppercase)
            };
            if breaks > 1 || ends_sentence {
                return None;
            }
            place = at;
        }
        None
    }
}
