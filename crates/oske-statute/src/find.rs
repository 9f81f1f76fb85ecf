//! Finding: references in running text, with their places.

mod context;
mod cues;
mod recognise;
mod tail;

use std::collections::VecDeque;
use std::iter::FusedIterator;
use std::ops::Range;

use crate::catalogue::never_meant;
use crate::lex::Scan;
use crate::provision::{Division, Provision, ProvisionParts};
use crate::reference::{Instrument, Provisions, Reference};
use crate::statute::Series;

use context::Context;

/// Every reference in a text, in its order, none overlapping another.
///
/// One [`Found`] is one list at the lowest level under shared parents: `7, 8 ja 12 §` is one, `1 §:n 1
/// momentti ja 2 §:n 2 momentti` are two. Provisions that name no act are given the act that the text
/// hands on to them: one numbered in brackets before, until another act is named, or in Swedish one that
/// follows the list. Finnish, Swedish and English may be mixed. Dates, telephone numbers, case and record numbers
/// are passed over. Any text is read in time that grows with its length.
///
/// ```
/// use oske_statute::{Attribution, find};
///
/// let text = "muutetaan kuntalain (410/2015) 12 §:n 1—3 ja 5 momentti ja 132 §, sellaisena kuin \
///     niistä on 132 § laissa 175/2019";
/// let found: Vec<_> = find(text).collect();
/// assert_eq!(found[0].text(), "410/2015) 12 §:n 1—3 ja 5 momentti");
/// assert_eq!(found[0].reference().to_string(), "410/2015 12 § 1–3, 5 mom");
/// assert_eq!(found[1].reference().to_string(), "410/2015 132 §");
/// assert_eq!(found[1].attribution(), Attribution::HandedOn);
/// // An act that is named as the place of an amendment hands nothing on.
/// assert_eq!(found[3].reference().to_string(), "175/2019");
/// ```
#[must_use]
pub fn find(text: &str) -> Finder<'_> {
    let scan = Scan { text, wide: false };
    Finder {
        scan,
        at: 0,
        context: Context::new(scan),
        chain: Vec::new(),
        ready: VecDeque::new(),
        counted: Counted::default(),
    }
}

/// A reference that was found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found<'t> {
    text: &'t str,
    bytes: Range<usize>,
    characters: Range<usize>,
    kind: FoundKind,
    attribution: Attribution,
    reference: Reference,
}

/// What a found reference is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum FoundKind {
    /// The number of an act or a treaty, and no place in it.
    Statute,
    /// A chapter, section, moment or item, with the act's number or without.
    Section,
    /// A government bill.
    Bill,
    /// An act of the European Union, or an article of one.
    Eu,
    /// An article of a treaty, or of an act that the text does not show to be one of the Union's.
    Article,
    /// Another document of Parliament.
    Document,
}

/// How the act of a found reference is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Attribution {
    /// Its number stands within the reference.
    Written,
    /// Its number stands elsewhere in the text and is handed on.
    HandedOn,
    /// A short name stands in the text, and no number.
    Named,
    /// The text does not say, or by a title that is no known name.
    Unknown,
}

impl<'t> Found<'t> {
    /// The words of the reference: from its first digit, or the letters that belong to it, to its last.
    #[must_use]
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// Where it stands, in bytes; both ends are borders of characters.
    #[must_use]
    pub fn bytes(&self) -> Range<usize> {
        self.bytes.clone()
    }

    /// Where it stands, in Unicode code points.
    #[must_use]
    pub fn characters(&self) -> Range<usize> {
        self.characters.clone()
    }

    /// What it is.
    #[must_use]
    pub fn kind(&self) -> FoundKind {
        self.kind
    }

    /// How its act is known.
    #[must_use]
    pub fn attribution(&self) -> Attribution {
        self.attribution
    }

    /// What it refers to, with the act that the text hands on, and at most one place.
    #[must_use]
    pub fn reference(&self) -> &Reference {
        &self.reference
    }

    /// The place within the act.
    #[must_use]
    pub fn provision(&self) -> Option<&Provision> {
        self.reference.provisions().first()
    }
}

/// The references in a text: what [`find`] returns.
#[derive(Debug, Clone)]
pub struct Finder<'t> {
    scan: Scan<'t>,
    at: usize,
    context: Context<'t>,
    /// Units joined by nothing but commas and "and": an act after the last one may govern them all.
    chain: Vec<Unit>,
    ready: VecDeque<Unit>,
    counted: Counted,
}

/// A reference while what follows may still change its act.
#[derive(Debug, Clone)]
struct Unit {
    start: usize,
    end: usize,
    kind: FoundKind,
    parts: Option<ProvisionParts>,
    act: Option<Instrument>,
    /// Whether the act's number stands within the unit.
    written: bool,
}

impl Unit {
    fn is_provision(&self) -> bool {
        self.parts.is_some()
    }

    /// Whether an act whose number follows in brackets is what amended the place: `kuntalain 14 § (1484/2016)`,
    /// where the act of the place is another.
    fn is_amended_by(&self, act: Instrument) -> bool {
        self.is_provision()
            && match (self.act, act) {
                (Some(Instrument::Statute(_)), _) => true,
                (Some(Instrument::Named(name)), Instrument::Statute(id)) => never_meant(name, id),
                _ => false,
            }
    }

    fn is_treaty(&self) -> bool {
        matches!(self.act, Some(Instrument::Statute(id)) if id.series() == Series::Treaties)
    }

    fn is_article(&self) -> bool {
        self.parts
            .as_ref()
            .is_some_and(|parts| parts.division == Division::Articles)
    }
}

impl<'t> Iterator for Finder<'t> {
    type Item = Found<'t>;

    fn next(&mut self) -> Option<Found<'t>> {
        loop {
            if let Some(unit) = self.ready.pop_front() {
                if let Some(found) = self.finished(unit) {
                    return Some(found);
                }
                continue;
            }
            match self.scan.next_digit(self.at) {
                Some(digit) => self.step(digit),
                None if self.chain.is_empty() => return None,
                None => {
                    self.at = self.scan.text.len();
                    self.ready.extend(self.chain.drain(..));
                }
            }
        }
    }
}

impl FusedIterator for Finder<'_> {}

impl<'t> Finder<'t> {
    /// Reads what stands at a digit: a unit, or something to pass over.
    fn step(&mut self, digit: usize) {
        self.context.advance(digit);
        match recognise::recognise(self.scan, &self.context, digit, self.chain.last()) {
            Ok(found) => self.take(found),
            Err(end) => {
                self.at = end.max(digit.saturating_add(1));
                self.ready.extend(self.chain.drain(..));
                self.context.pass(self.at);
            }
        }
    }

    fn take(&mut self, found: recognise::Recognised) {
        let recognise::Recognised {
            unit,
            governs,
            act_after,
        } = found;
        let joined = self.context.only_connectors(unit.start) && !self.chain.is_empty();
        if !joined {
            self.ready.extend(self.chain.drain(..));
        }
        let forward = self.chain.first().is_some_and(|first| first.written);
        if let Some(act) = act_after.filter(|_| !forward) {
            let before = self.chain.iter_mut().rev();
            let open = before.take_while(|before| before.is_provision() && !before.written);
            for before in open.filter(|before| before.is_article() == unit.is_article()) {
                before.act = act;
                if unit.kind == FoundKind::Eu {
                    before.kind = FoundKind::Eu;
                }
            }
        }
        if unit.is_article() && unit.kind == FoundKind::Eu {
            // What follows the last of a list says it of the others too.
            let before = self.chain.iter_mut().rev();
            let open = before.take_while(|before| before.is_article() && before.act.is_none());
            open.for_each(|before| before.kind = FoundKind::Eu);
        }
        self.at = unit.end;
        self.context.after(&unit, governs, act_after.is_some());
        let mut next = recognise::lettered_after(self.scan, &unit);
        self.chain.push(unit);
        while let Some(unit) = next {
            self.at = unit.end;
            self.context.after(&unit, false, false);
            next = recognise::lettered_after(self.scan, &unit);
            self.chain.push(unit);
        }
    }

    fn finished(&mut self, unit: Unit) -> Option<Found<'t>> {
        let start = self.counted.at(self.scan.text, unit.start);
        let end = self.counted.at(self.scan.text, unit.end);
        let mut provisions = Provisions::None;
        if let Some(parts) = unit.parts {
            provisions.push(Provision::try_from(parts).ok()?);
        }
        let attribution = match unit.act {
            None => Attribution::Unknown,
            Some(Instrument::Named(_)) => Attribution::Named,
            Some(_) if unit.written => Attribution::Written,
            Some(_) => Attribution::HandedOn,
        };
        Some(Found {
            text: self.scan.slice(unit.start, unit.end),
            bytes: unit.start..unit.end,
            characters: start..end,
            kind: unit.kind,
            attribution,
            reference: Reference::from_parts(unit.act, provisions)?,
        })
    }
}

/// Bytes as characters, counted on from the last place: what is found is handed out in its order.
#[derive(Debug, Clone, Copy, Default)]
struct Counted {
    byte: usize,
    characters: usize,
}

impl Counted {
    fn at(&mut self, text: &str, byte: usize) -> usize {
        // INVARIANT: no unit begins before the end of the one before it, which is where the finder goes on.
        let between = text.as_bytes().get(self.byte..byte).unwrap_or_default();
        let count = between.iter().filter(|byte| **byte & 0xc0 != 0x80).count();
        self.characters = self.characters.saturating_add(count);
        self.byte = byte;
        self.characters
    }
}

impl Scan<'_> {
    /// The next digit from here on.
    fn next_digit(self, at: usize) -> Option<usize> {
        const BLOCK: usize = 64;
        let bytes = self.text.as_bytes().get(at..)?;
        let mut passed = at;
        for block in bytes.chunks(BLOCK) {
            // No early end within a block, so that it is looked at as a whole.
            let any = block
                .iter()
                .fold(false, |any, byte| any | byte.is_ascii_digit());
            if any {
                let place = block.iter().position(u8::is_ascii_digit)?;
                return passed.checked_add(place);
            }
            passed = passed.saturating_add(block.len());
        }
        None
    }

    /// The end of what hangs together with a digit here, and is passed over as a whole.
    fn cluster_end(self, mut at: usize) -> usize {
        loop {
            let length = self.letter(at);
            let inside = match self.byte(at) {
                b'0'..=b'9' => 1,
                b'.' | b',' | b':' | b'/' | b'-' | b'_' | b'@' => {
                    let after = at.saturating_add(1);
                    usize::from(self.is_alphanumeric(after))
                }
                _ => length,
            };
            if inside == 0 {
                return at;
            }
            at = at.saturating_add(inside);
        }
    }
}
