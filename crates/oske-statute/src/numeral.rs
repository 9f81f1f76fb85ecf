//! [`Numeral`] and [`Numerals`]: the number of a chapter, section, moment or item, and sets of them.

use std::fmt;
use std::num::NonZeroU32;
use std::str::FromStr;

use oske_types::{ParseValueError, pad};

use crate::provision::{from_roman, roman};

/// The number of one chapter, section, moment or item: `7`, `7 a` or, of a sub-item, `b`.
///
/// A letter follows its number, so that `7 < 7 a < 8`, and letters without a number are in the order of
/// the Finnish and Swedish alphabet. The text form has a space before the letter, as the drafting guides
/// of both languages have it; without the space it is read too.
///
/// ```
/// use oske_statute::Numeral;
///
/// let seven_a: Numeral = "7a".parse()?;
/// assert_eq!(seven_a.to_string(), "7 a");
/// assert_eq!(seven_a.joined().to_string(), "7a");
/// assert!("7".parse::<Numeral>()? < seven_a && seven_a < "8".parse()?);
/// # Ok::<(), oske_types::ParseValueError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Numeral {
    // INVARIANT: the number times 2^15, and three letters of five bits each, the first one highest. A
    // number is 1 to 9999 with at most one letter; without a number there are one to three letters.
    packed: NonZeroU32,
}

const LETTER_BITS: u32 = 5;
const LETTERS: usize = 3;
const ALL_LETTERS: u32 = 15;
const LETTER_MASK: u32 = 0b1_1111;
const LARGEST_NUMBER: u16 = 9999;

impl Numeral {
    /// A number of 1 to 9999 with no letter, or `None`.
    #[must_use]
    pub const fn new(number: u16) -> Option<Self> {
        if number == 0 || number > LARGEST_NUMBER {
            return None;
        }
        match NonZeroU32::new((number as u32) << ALL_LETTERS) {
            Some(packed) => Some(Self { packed }),
            None => None,
        }
    }

    /// The same number with a letter, of either case; `None` if it is no letter of the Finnish and
    /// Swedish alphabet, or if there already is one.
    #[must_use]
    pub fn with_letter(self, letter: char) -> Option<Self> {
        if self.number().is_none() || self.letters().next().is_some() {
            return None;
        }
        let code = letter_code(letter)? << (LETTER_BITS * 2);
        Some(Self {
            packed: self.packed | code,
        })
    }

    /// Letters without a number, as a sub-item has: one, the same up to three times (`aa`), or a small
    /// Roman numeral of up to three (`iv`). `None` if they are not.
    #[must_use]
    pub fn from_letters(letters: &str) -> Option<Self> {
        let first = letters.chars().next()?;
        let same = letters.chars().all(|letter| letter == first);
        let roman = letters
            .bytes()
            .all(|byte| matches!(byte, b'i' | b'v' | b'x'));
        if !same && !roman {
            return None;
        }
        let mut packed = 0_u32;
        let mut count = 0_u32;
        for letter in letters.chars() {
            let shift = match count {
                0 => LETTER_BITS * 2,
                1 => LETTER_BITS,
                2 => 0,
                _ => return None,
            };
            packed |= letter_code(letter)? << shift;
            count = count.saturating_add(1);
        }
        NonZeroU32::new(packed).map(|packed| Self { packed })
    }

    /// The number, or `None` of a sub-item that has letters alone.
    #[must_use]
    pub fn number(self) -> Option<u16> {
        let number = self.packed.get() >> ALL_LETTERS;
        u16::try_from(number).ok().filter(|number| *number > 0)
    }

    /// The letters, in lower case.
    pub fn letters(self) -> impl Iterator<Item = char> + Clone {
        let packed = self.packed.get();
        let codes = (0..LETTERS).map(move |place| match place {
            0 => packed >> (LETTER_BITS * 2),
            1 => packed >> LETTER_BITS,
            _ => packed,
        });
        codes.filter_map(|code| letter_of(code & LETTER_MASK))
    }

    /// The numeral without the space before its letter: `7a`, as addresses have it.
    #[must_use]
    pub fn joined(self) -> impl fmt::Display {
        Joined(self)
    }

    /// The next one of the same kind: 8 after 7, 7 b after 7 a. Nothing is said of whether it exists.
    pub(crate) fn successor(self) -> Option<Self> {
        let packed = self.packed.get();
        let step = match (self.number(), self.letters().count()) {
            (Some(LARGEST_NUMBER), 0) => return None,
            (Some(_), 0) => 1 << ALL_LETTERS,
            (_, 1) => 1 << (LETTER_BITS * 2),
            _ => return None,
        };
        let last = self.letters().last();
        if last.is_some_and(|letter| letter_code(letter) == Some(LAST_LETTER)) {
            return None;
        }
        NonZeroU32::new(packed.saturating_add(step)).map(|packed| Self { packed })
    }

    /// The value of letters alone that are a small Roman numeral, as `ii` is.
    fn roman(self) -> Option<u8> {
        let letters: String = self.letters().collect();
        let alone = self.number().is_none();
        from_roman(&letters.to_ascii_uppercase()).filter(|_| alone)
    }

    /// Whether a range may run from this one to the other: both numbers, or letters of one number.
    fn reaches(self, last: Self) -> bool {
        let letters = (self.letters().count(), last.letters().count());
        self < last
            && match letters {
                (0, 0) => true,
                (1, 1) => self.number() == last.number(),
                _ => false,
            }
    }
}

impl fmt::Display for Numeral {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = self
            .number()
            .map(|number| number.to_string())
            .unwrap_or_default();
        let mut letters = self.letters().peekable();
        if !text.is_empty() && letters.peek().is_some() {
            text.push(' ');
        }
        text.extend(letters);
        pad(f, &text)
    }
}

impl fmt::Debug for Numeral {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Numeral({self})")
    }
}

impl FromStr for Numeral {
    type Err = ParseValueError;

    fn from_str(text: &str) -> Result<Self, ParseValueError> {
        Self::read(text).ok_or_else(|| {
            let reason = "expected a number of 1 to 9999, with at most a letter, or letters";
            ParseValueError::new("a numeral", text, reason, "7 a")
        })
    }
}

impl Numeral {
    fn read(text: &str) -> Option<Self> {
        let letters = text.trim_start_matches(|c: char| c.is_ascii_digit());
        let digits = text.strip_suffix(letters)?;
        if digits.is_empty() {
            return Self::from_letters(letters);
        }
        if digits.starts_with('0') || digits.len() > 4 {
            return None;
        }
        let number = Self::new(digits.parse().ok()?)?;
        if letters.is_empty() {
            return Some(number);
        }
        let mut letters = letters.strip_prefix(' ').unwrap_or(letters).chars();
        let letter = letters.next()?;
        letters
            .next()
            .is_none()
            .then(|| number.with_letter(letter))?
    }
}

struct Joined(Numeral);

impl fmt::Display for Joined {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = self.0.number().map(|number| number.to_string());
        let text: String = number
            .iter()
            .flat_map(|n| n.chars())
            .chain(self.0.letters())
            .collect();
        pad(f, &text)
    }
}

/// The last letter of the alphabet, ö.
const LAST_LETTER: u32 = 29;

/// 1 for a, 29 for ö: their place in the Finnish and Swedish alphabet.
fn letter_code(letter: char) -> Option<u32> {
    match letter {
        'a'..='z' => Some((letter as u32).saturating_sub('a' as u32).saturating_add(1)),
        'A'..='Z' => Some((letter as u32).saturating_sub('A' as u32).saturating_add(1)),
        'å' | 'Å' => Some(27),
        'ä' | 'Ä' => Some(28),
        'ö' | 'Ö' => Some(LAST_LETTER),
        _ => None,
    }
}

fn letter_of(code: u32) -> Option<char> {
    match code {
        1..=26 => char::from_u32(code.saturating_add('a' as u32).saturating_sub(1)),
        27 => Some('å'),
        28 => Some('ä'),
        LAST_LETTER => Some('ö'),
        _ => None,
    }
}

/// A set of numerals of one level: `1 ja 3–5`, `23 a ja 23 b`.
///
/// It holds what a list and its ranges name, in ascending order and each once: `1, 2 ja 3` and `1–3`
/// are the same set. A range takes in no lettered number that it does not name, as the Finnish drafting
/// guide has it: `2–4 §` is without `3 a §`, and `2–4 a` is 2, 3, 4 and 4 a.
///
/// ```
/// use oske_statute::Numerals;
///
/// let sections: Numerals = "12–15, 17".parse()?;
/// assert_eq!(sections.iter().count(), 5);
/// assert_eq!(sections, "12, 13, 14, 15, 17".parse()?);
/// assert_eq!(sections.to_string(), "12–15, 17");
/// # Ok::<(), oske_types::ParseValueError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Numerals {
    runs: Runs,
}

/// What follows one upon the other, with nothing left out. It is itself one or more numerals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Run {
    // INVARIANT: the same, or the first reaches the last.
    pub(crate) first: Numeral,
    pub(crate) last: Numeral,
}

/// Almost every set is one run, which then needs no memory of its own.
#[derive(Debug, Clone, Default)]
enum Runs {
    #[default]
    None,
    One(Run),
    // INVARIANT: two or more, ascending, none meeting the next.
    Many(Box<[Run]>),
}

impl Runs {
    fn as_slice(&self) -> &[Run] {
        match self {
            Self::None => &[],
            Self::One(run) => std::slice::from_ref(run),
            Self::Many(runs) => runs,
        }
    }
}

impl PartialEq for Runs {
    fn eq(&self, other: &Self) -> bool {
        self.as_slice() == other.as_slice()
    }
}

impl Eq for Runs {}

impl std::hash::Hash for Runs {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.as_slice().hash(state);
    }
}

impl PartialOrd for Runs {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Runs {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.as_slice().cmp(other.as_slice())
    }
}

impl Numerals {
    /// No numeral.
    pub const NONE: Self = Self { runs: Runs::None };

    /// One numeral.
    #[must_use]
    pub const fn one(numeral: Numeral) -> Self {
        Self {
            runs: Runs::One(Run {
                first: numeral,
                last: numeral,
            }),
        }
    }

    /// Every numeral from one to another, both included; `None` where the second comes before the first,
    /// or where nothing says what lies between (`a–iii`, `3 a–4 b`). One letter is a letter: `i–iv` are the first
    /// four Roman numerals, and `i–v` the letters from i to v.
    #[must_use]
    pub fn range(first: Numeral, last: Numeral) -> Option<Self> {
        let mut gathered = Gathered::default();
        gathered.push_range(first, last)?;
        Some(gathered.finish())
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.runs.as_slice().is_empty()
    }

    /// Whether a numeral is one of these.
    #[must_use]
    pub fn contains(&self, numeral: Numeral) -> bool {
        let mut runs = self.runs.as_slice().iter();
        runs.any(|run| {
            run.first == numeral
                || run.last == numeral
                || (run.first.reaches(numeral) && numeral.reaches(run.last))
        })
    }

    /// Each of them, in ascending order, ranges written out.
    pub fn iter(&self) -> impl Iterator<Item = Numeral> + '_ {
        self.runs.as_slice().iter().flat_map(|run| {
            let last = run.last;
            std::iter::successors(Some(run.first), move |numeral| {
                (*numeral < last).then(|| numeral.successor())?
            })
        })
    }

    /// The one numeral, where there is no other.
    #[must_use]
    pub fn single(&self) -> Option<Numeral> {
        match self.runs.as_slice() {
            [run] if run.first == run.last => Some(run.first),
            _ => None,
        }
    }

    pub(crate) fn runs(&self) -> &[Run] {
        self.runs.as_slice()
    }
}

impl FromIterator<Numeral> for Numerals {
    fn from_iter<I: IntoIterator<Item = Numeral>>(numerals: I) -> Self {
        let mut gathered = Gathered::default();
        for numeral in numerals {
            gathered.push(numeral);
        }
        gathered.finish()
    }
}

impl From<Numeral> for Numerals {
    fn from(numeral: Numeral) -> Self {
        Self::one(numeral)
    }
}

impl fmt::Display for Numerals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        for run in self.runs() {
            if !text.is_empty() {
                text.push_str(", ");
            }
            text.push_str(&run.first.to_string());
            if run.first == run.last {
                continue;
            }
            // Two neighbours are a list, three are a range: so the drafting guides.
            let neighbours = run.first.successor() == Some(run.last);
            text.push_str(if neighbours { ", " } else { "–" });
            text.push_str(&run.last.to_string());
        }
        pad(f, &text)
    }
}

impl fmt::Debug for Numerals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Numerals({self})")
    }
}

impl FromStr for Numerals {
    type Err = ParseValueError;

    fn from_str(text: &str) -> Result<Self, ParseValueError> {
        let fault = |reason| ParseValueError::new("a list of numerals", text, reason, "12–15, 17");
        let mut gathered = Gathered::default();
        for part in text.split(", ") {
            let numeral = |text: &str| {
                let form = "expected numerals with a comma and a space between them";
                text.parse::<Numeral>().map_err(|_| fault(form))
            };
            match part.split_once('–') {
                None => gathered.push(numeral(part)?),
                Some((first, last)) => gathered
                    .push_range(numeral(first)?, numeral(last)?)
                    .ok_or_else(|| fault("the range does not run from a lower to a higher one"))?,
            }
        }
        Ok(gathered.finish())
    }
}

/// Numerals on the way to a set, in any order and any number of times.
#[derive(Debug, Clone, Default)]
pub(crate) struct Gathered {
    only: Option<Run>,
    /// All of them, where there are two or more.
    runs: Vec<Run>,
    /// Whether one did not come after all before it. Most lists ascend, and are then finished as they are.
    disordered: bool,
}

impl Gathered {
    pub(crate) fn push(&mut self, numeral: Numeral) {
        self.push_run(Run {
            first: numeral,
            last: numeral,
        });
    }

    /// What a range names; `None`, and nothing added, where it names nothing certain.
    pub(crate) fn push_range(&mut self, first: Numeral, last: Numeral) -> Option<()> {
        if first == last || first.reaches(last) {
            self.push_run(Run { first, last });
            return Some(());
        }
        if let Some(all) = romans(first, last) {
            all.into_iter().for_each(|numeral| self.push(numeral));
            return Some(());
        }
        // A range of which one end has a letter: `4–4 c`, `4 a–6`, `2–6 a`.
        let (from, to) = (first.number()?, last.number()?);
        if first >= last {
            return None;
        }
        let mut pieces = [None; 3];
        let mut whole_from = Some(Numeral::new(from)?);
        let mut whole_to = Numeral::new(to)?;
        if first.letters().next().is_some() {
            if from == to || last.letters().next().is_some() {
                return None;
            }
            pieces[0] = Some(Run { first, last: first });
            whole_from = whole_from.and_then(Numeral::successor);
        } else if let Some(letter) = last.letters().next() {
            let first_letter = whole_to.with_letter('a')?;
            // Within one number the letters from the first on; else the one that is named.
            let start = if from == to {
                first_letter
            } else {
                whole_to.with_letter(letter)?
            };
            pieces[2] = Some(Run { first: start, last });
            if from == to {
                whole_to = first;
            }
        }
        if let Some(whole_from) = whole_from.filter(|whole_from| *whole_from <= whole_to) {
            pieces[1] = Some(Run {
                first: whole_from,
                last: whole_to,
            });
        }
        pieces
            .into_iter()
            .flatten()
            .for_each(|run| self.push_run(run));
        Some(())
    }

    fn push_run(&mut self, run: Run) {
        let Some(before) = self.runs.last_mut().or(self.only.as_mut()) else {
            self.only = Some(run);
            return;
        };
        if !self.disordered && before.last.successor() == Some(run.first) {
            before.last = run.last;
            return;
        }
        self.disordered |= run.first <= before.last;
        if self.runs.is_empty() {
            self.runs = Vec::with_capacity(2);
            self.runs.extend(self.only);
        }
        self.runs.push(run);
    }

    pub(crate) fn finish(self) -> Numerals {
        let runs = if self.disordered {
            ordered(self.runs)
        } else {
            self.runs
        };
        let runs = match (runs.as_slice(), self.only) {
            ([], None) => Runs::None,
            ([], Some(only)) => Runs::One(only),
            ([run], _) => Runs::One(*run),
            _ => Runs::Many(runs.into()),
        };
        Numerals { runs }
    }
}

/// What a range of small Roman numerals names: `i–iii`. None is written with more than three letters here.
fn romans(first: Numeral, last: Numeral) -> Option<Vec<Numeral>> {
    let (from, to) = (first.roman()?, last.roman()?);
    let letters = |number| Numeral::from_letters(&roman(number).to_ascii_lowercase());
    (from < to).then(|| (from..=to).map(letters).collect())?
}

/// Runs in ascending order, those that meet made one.
fn ordered(mut runs: Vec<Run>) -> Vec<Run> {
    runs.sort_unstable();
    let (whole, lettered): (Vec<Run>, Vec<Run>) = runs
        .into_iter()
        .partition(|run| run.first.letters().next().is_none());
    interleaved(merged(whole), merged(lettered))
}

/// Ascending runs of one kind, those that meet made one.
fn merged(runs: Vec<Run>) -> Vec<Run> {
    let mut merged: Vec<Run> = Vec::with_capacity(runs.len());
    for run in runs {
        match merged.last_mut() {
            Some(before) if run.first <= before.last && meets(before.first, run.first) => {
                before.last = before.last.max(run.last);
            }
            Some(before) if before.last.successor() == Some(run.first) => {
                before.last = run.last;
            }
            _ => merged.push(run),
        }
    }
    merged
}

/// Whole numbers and lettered ones in one ascending order: 4–6 and 4 a are 4, 4 a and 5–6.
fn interleaved(whole: Vec<Run>, lettered: Vec<Run>) -> Vec<Run> {
    let mut runs = Vec::with_capacity(whole.len().saturating_add(lettered.len()));
    let mut lettered = lettered.into_iter().peekable();
    for mut run in whole {
        while let Some(next) = lettered.next_if(|next| next.first < run.last) {
            let base = next.first.number().and_then(Numeral::new);
            if let Some(base) = base.filter(|base| run.first <= *base) {
                runs.push(Run {
                    first: run.first,
                    last: base,
                });
                // INVARIANT: the base comes before the last of the run, so another follows it.
                run.first = base.successor().unwrap_or(run.last);
            }
            runs.push(next);
        }
        runs.push(run);
    }
    runs.extend(lettered);
    runs
}

/// Whether two numerals are the same or of one kind, so that one run can hold both.
fn meets(first: Numeral, second: Numeral) -> bool {
    first == second || first.reaches(second)
}
