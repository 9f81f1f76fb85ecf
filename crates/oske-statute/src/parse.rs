//! Strict reading: a text that is one reference and nothing else.

use std::str::FromStr;

use chrono::NaiveDate;
use oske_types::parse_date;

use crate::acts;
use crate::chain::Above;
use crate::english;
use crate::error::ParseReferenceError;
use crate::european::EuActId;
use crate::grammar::Pinpoint;
use crate::lex::{Folded, Scan};
use crate::name::ActName;
use crate::parliament::{BillId, DocumentId};
use crate::provision::{Division, Provision, ProvisionParts};
use crate::reference::{DraftId, Instrument, Provisions, Reference};
use crate::statute::Series;
use crate::words;

const PROVISION: &str = "a number and the word of its level";
const PROVISION_EXAMPLE: &str = "1230/2001 6 § 2 mom";

impl Reference {
    /// The reference that a text is: in the canonical form, as Finnish and Swedish drafting writes it, in any
    /// case of inflection, or as English translations have it.
    ///
    /// A title before a bracketed number is passed over. Places that are listed inherit what they do not
    /// say: in `9 luvun 2 § ja 3 §` both are of chapter 9. A semicolon ends that.
    ///
    /// ```
    /// use oske_statute::Reference;
    ///
    /// let canonical = Reference::parse("410/2015 12 § 1–3, 5 mom")?;
    /// assert_eq!(Reference::parse("kuntalain (410/2015) 12 §:n 1–3 ja 5 momentissa")?, canonical);
    /// assert_eq!(Reference::parse("12 § 1–3 och 5 mom. i kommunallagen (410/2015)")?, canonical);
    /// let english = "section 12, subsections 1–3 and 5 of the Local Government Act (410/2015)";
    /// assert_eq!(Reference::parse(english)?, canonical);
    /// # Ok::<(), oske_statute::ParseReferenceError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the text is not one reference: the place, what stands there and what was expected.
    pub fn parse(text: &str) -> Result<Self, ParseReferenceError> {
        Strict {
            scan: Scan { text, wide: true },
        }
        .reference()
    }
}

impl FromStr for Reference {
    type Err = ParseReferenceError;

    fn from_str(text: &str) -> Result<Self, ParseReferenceError> {
        Self::parse(text)
    }
}

struct Strict<'t> {
    scan: Scan<'t>,
}

impl<'t> Strict<'t> {
    fn fault(
        &self,
        at: usize,
        expected: &'static str,
        example: &'static str,
    ) -> ParseReferenceError {
        ParseReferenceError::new(self.scan.text, at, expected, example)
    }

    fn reference(&self) -> Result<Reference, ParseReferenceError> {
        let scan = self.scan;
        let length = scan.text.len();
        let act = self.instrument(0);
        let mut at = act.map_or(0, |(_, end)| end);
        let mut instrument = act.map(|(instrument, _)| instrument);
        let mut provisions = Provisions::None;
        if at < length {
            let start = match scan.byte(at) {
                // `Social Welfare Act, section 7`
                b',' if instrument.is_some()
                    && self.is_english(scan.skip_space(at.saturating_add(1))) =>
                {
                    scan.skip_space(at.saturating_add(1))
                }
                _ => scan.skip_space(at),
            };
            if instrument.is_some() && start == at {
                return Err(self.fault(
                    at,
                    "a space and a provision, or the end",
                    PROVISION_EXAMPLE,
                ));
            }
            at = self.provisions(start, &mut provisions)?;
        }
        if at < length && instrument.is_none() {
            (instrument, at) = self.act_after(at)?;
        }
        if at < length {
            return Err(self.fault(
                at,
                "the end, or `,`, `ja` or `;` and another provision",
                PROVISION_EXAMPLE,
            ));
        }
        Reference::from_parts(instrument, provisions)
            .ok_or_else(|| self.fault(0, "an act or a provision", PROVISION_EXAMPLE))
    }

    /// The provisions from here on, and where they end.
    fn provisions(
        &self,
        start: usize,
        into: &mut Provisions,
    ) -> Result<usize, ParseReferenceError> {
        let scan = self.scan;
        let mut above = Above::default();
        let mut at = start;
        loop {
            let (parts, end) = self.provision(at)?;
            let parts = above.completed(parts);
            let next = scan
                .separator(end)
                .filter(|next| self.begins_provision(*next));
            let fresh = next.is_none() && scan.byte(end) == b';';
            above = match next {
                Some(_) => Above::of(&parts),
                None => Above::default(),
            };
            let provision = Provision::try_from(parts)
                .map_err(|_| self.fault(at, PROVISION, PROVISION_EXAMPLE))?;
            into.push(provision);
            at = match next {
                Some(next) => next,
                None if fresh => scan.skip_space(end.saturating_add(1)),
                None => return Ok(end),
            };
        }
    }

    fn begins_provision(&self, at: usize) -> bool {
        let scan = self.scan;
        let word_first = || {
            ["det ", "arti", "joh"]
                .iter()
                .any(|word| scan.starts_with(at, word))
        };
        scan.is_digit(at) || word_first() || scan.part(at).is_some() || self.is_english(at)
    }

    /// Whether an English word for a level stands here.
    fn is_english(&self, at: usize) -> bool {
        if self.scan.letter(at) == 0 {
            return false;
        }
        let (word, _) = self.scan.word(at);
        self.scan.starts_with(at, "the introductory")
            || english::level(word, Division::Sections).is_some()
    }

    /// One provision, with its end. What comes before it in Swedish is taken with it.
    fn provision(&self, at: usize) -> Result<(ProvisionParts, usize), ParseReferenceError> {
        let scan = self.scan;
        let stopped = |at| self.fault(at, PROVISION, PROVISION_EXAMPLE);
        if scan.is_digit(at) {
            return self.numbered_provision(at);
        }
        let (word, word_end) = scan.word(at);
        if word == "artikel" || word == "artiklarna" || word == "artiklar" {
            let articles = scan
                .articles(scan.skip_space(word_end))
                .ok_or_else(|| stopped(at))?;
            return Ok((articles.parts, articles.end));
        }
        if let Some(found) = scan.english_place(at) {
            return Ok((found.parts, found.end));
        }
        if word == "det" {
            return self.intro_first(at).ok_or_else(|| stopped(at));
        }
        if word == "johd" {
            let mut parts = ProvisionParts {
                intro: true,
                ..ProvisionParts::default()
            };
            let items = scan
                .separator(word_end)
                .and_then(|next| scan.pinpoint(next).ok());
            let only_items = |parts: &ProvisionParts| {
                !parts.items.is_empty()
                    && parts.sections.is_empty()
                    && parts.moments.is_empty()
                    && parts.subitems.is_empty()
            };
            let mut end = word_end;
            if let Some(items) = items.filter(|items| only_items(&items.parts)) {
                parts.items = items.parts.items;
                end = items.end;
            }
            return Ok((parts, end));
        }
        match self.alone_intro(at) {
            Some(found) => Ok(found),
            None => self.numbered_provision(at),
        }
    }

    /// A provision that begins with a number, a Roman one among them.
    fn numbered_provision(
        &self,
        at: usize,
    ) -> Result<(ProvisionParts, usize), ParseReferenceError> {
        let scan = self.scan;
        let stopped = |at| self.fault(at, PROVISION, PROVISION_EXAMPLE);
        let Pinpoint { parts, end, .. } = scan.pinpoint(at).map_err(|tried| stopped(tried.at))?;
        // A level that is begun and not ended is a slip, and not the act that follows.
        let next = scan.skip_space(end);
        if scan.is_digit(next) {
            return Err(stopped(next));
        }
        Ok((parts, end))
    }

    /// `johdantokappale`, with the items that may be listed with it, and no level above.
    fn alone_intro(&self, at: usize) -> Option<(ProvisionParts, usize)> {
        let (word, end) = self.scan.word(at);
        let folded = Folded::new(word);
        words::JOHDANTOKAPPALE
            .has_form(folded.as_bytes())
            .then_some(())?;
        let mut parts = ProvisionParts {
            intro: true,
            ..ProvisionParts::default()
        };
        let next = self
            .scan
            .separator(end)
            .filter(|next| self.scan.is_digit(*next));
        let items = next.and_then(|next| self.scan.pinpoint(next).ok());
        match items
            .filter(|items| items.parts.sections.is_empty() && items.parts.moments.is_empty())
        {
            Some(items) => {
                parts.items = items.parts.items;
                Some((parts, items.end))
            }
            None => Some((parts, end)),
        }
    }

    /// `det inledande stycket i 17 § 1 mom.`, or without a section.
    fn intro_first(&self, at: usize) -> Option<(ProvisionParts, usize)> {
        let scan = self.scan;
        let mut end = at;
        for expected in ["det", "inledande", "stycket"] {
            let (word, word_end) = scan.word(scan.skip_space(end));
            (word == expected).then_some(())?;
            end = word_end;
        }
        let intro_only = ProvisionParts {
            intro: true,
            ..ProvisionParts::default()
        };
        let mut parts = intro_only.clone();
        let listed = scan.separator(end).and_then(|next| {
            let (items, items_end) = scan.list(next)?;
            let (word, word_end) = scan.word(scan.skip_space(items_end));
            (word == "punkten").then_some((items, word_end))
        });
        if let Some((items, items_end)) = listed {
            parts.items = items;
            end = items_end;
        }
        let (word, word_end) = scan.word(scan.skip_space(end));
        let next = scan.skip_space(word_end);
        if word != "i" || !(scan.is_digit(next) || scan.part(next).is_some()) {
            return Some((parts, end));
        }
        let Ok(pinpoint) = scan.pinpoint(next) else {
            return Some((parts, end));
        };
        let above = pinpoint.parts;
        (above.items.is_empty() && above.subitems.is_empty()).then_some(())?;
        let parts = ProvisionParts {
            intro: true,
            items: parts.items,
            ..above
        };
        Some((parts, pinpoint.end))
    }

    /// The act that begins here, before its provisions.
    fn instrument(&self, at: usize) -> Option<(Instrument, usize)> {
        let scan = self.scan;
        let byte = scan.byte(at);
        if byte.is_ascii_digit() {
            return self.numbered(at, Series::Statutes);
        }
        if byte == b'(' {
            return self.european(at);
        }
        let (word, end) = scan.word(at);
        let next = scan.skip_space(end);
        match word {
            "" => return None,
            "HE" | "RP" => return self.bill(next),
            "SopS" | "FördrS" => return self.numbered(next, Series::Treaties),
            "draft" | "utkastet" => return self.draft(word, next),
            "treaty" => return self.instrument(next),
            "the" if !self.is_english(at) => return self.instrument(next),
            _ => {}
        }
        if words::LUONNOS.has_form(Folded::new(word).as_bytes()) {
            return self.draft(word, next);
        }
        if let Some(name) = self.english_name(at) {
            return Some(name);
        }
        if scan.is_digit(next)
            && let Some(document) = self.document(word, next)
        {
            return Some(document);
        }
        self.titled(at, word, end)
    }

    /// `Social Welfare Act`, and its number in brackets after it.
    fn english_name(&self, at: usize) -> Option<(Instrument, usize)> {
        let (name, length) = ActName::english_at(self.scan.text.get(at..)?)?;
        let end = at.saturating_add(length);
        let open = self.scan.skip_space(end);
        if self.scan.byte(open) == b'(' {
            return self.bracketed(open);
        }
        Some((Instrument::Named(name), end))
    }

    fn numbered(&self, at: usize, series: Series) -> Option<(Instrument, usize)> {
        let ratio = self.scan.ratio(at)?;
        let end = ratio.end;
        if let Some(eu) = ratio.suffixed() {
            return Some((Instrument::Eu(eu), end));
        }
        Some((Instrument::Statute(ratio.statute(series)?), end))
    }

    /// `(EU) 2016/679`, `(EY) N:o 883/2004`
    fn european(&self, at: usize) -> Option<(Instrument, usize)> {
        let close = self.scan.text.get(at..)?.find(')')?.checked_add(at)?;
        let mut number = self.scan.skip_space(close.saturating_add(1));
        for mark in ["N:o", "No", "nr"] {
            if self.scan.starts_with(number, mark) {
                number = self.scan.skip_space(number.saturating_add(mark.len()));
                break;
            }
        }
        self.european_number(number)
    }

    fn european_number(&self, number: usize) -> Option<(Instrument, usize)> {
        let ratio = self.scan.ratio(number)?;
        let before = self.scan.treaty_before(number)?;
        let act: EuActId = ratio.bracketed(before)?;
        Some((Instrument::Eu(act), ratio.end))
    }

    fn session(&self, end: usize) -> usize {
        let (word, word_end) = self.scan.word(self.scan.skip_space(end));
        if word == "vp" || word == "rd" {
            word_end
        } else {
            end
        }
    }

    fn bill(&self, at: usize) -> Option<(Instrument, usize)> {
        let ratio = self.scan.ratio(at)?;
        let (number, year) = ratio.document()?;
        Some((
            Instrument::Bill(BillId::new(number, year)?),
            self.session(ratio.end),
        ))
    }

    fn document(&self, code: &str, at: usize) -> Option<(Instrument, usize)> {
        let ratio = self.scan.ratio(at)?;
        let (number, year) = ratio.document()?;
        let document = DocumentId::new(code, number, year)?;
        let end = self.session(ratio.end);
        (end > ratio.end).then_some((Instrument::Document(document), end))
    }

    /// `draft 2014-08-18`, `luonnoksen 18.8.2014`, `utkastet av 18.8.2014`
    fn draft(&self, word: &str, at: usize) -> Option<(Instrument, usize)> {
        let scan = self.scan;
        if word == "draft" && scan.starts_with(at, "of ") {
            return self.english_draft(scan.skip_space(at.saturating_add(2)));
        }
        if word == "draft" {
            let end = at.checked_add(10)?;
            let draft = parse_date(scan.slice(at, end)).and_then(DraftId::new)?;
            return Some((Instrument::Draft(draft), end));
        }
        let (of, of_end) = scan.word(at);
        let at = if of == "av" {
            scan.skip_space(of_end)
        } else {
            at
        };
        let day_end = scan.digits_end(at);
        let month_at = day_end.checked_add(1)?;
        let month_end = scan.digits_end(month_at);
        let year_at = month_end.checked_add(1)?;
        let end = scan.digits_end(year_at);
        let points = scan.byte(day_end) == b'.' && scan.byte(month_end) == b'.';
        let day: u32 = scan.slice(at, day_end).parse().ok().filter(|_| points)?;
        let month = scan.slice(month_at, month_end).parse().ok()?;
        let year = scan.slice(year_at, end).parse().ok()?;
        let draft = NaiveDate::from_ymd_opt(year, month, day).and_then(DraftId::new)?;
        Some((Instrument::Draft(draft), end))
    }

    /// `draft of 18 August 2014`
    fn english_draft(&self, at: usize) -> Option<(Instrument, usize)> {
        const MONTHS: [&str; 12] = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        let scan = self.scan;
        let (day, day_end) = scan.number(at)?;
        let (month, month_end) = scan.word(scan.skip_space(day_end));
        let (year, end) = scan.number(scan.skip_space(month_end))?;
        let month = MONTHS
            .iter()
            .position(|name| *name == month)?
            .checked_add(1)?;
        let month = u32::try_from(month).ok()?;
        let date = NaiveDate::from_ymd_opt(i32::from(year), month, u32::from(day))?;
        Some((Instrument::Draft(DraftId::new(date)?), end))
    }

    /// A title, whose first word is given, and the number in brackets after it, or the short name of a known
    /// act.
    fn titled(&self, at: usize, word: &'t str, end: usize) -> Option<(Instrument, usize)> {
        let scan = self.scan;
        let mut begun = Some((word, end));
        let mut title = Title {
            scan,
            checked: at,
            names_act: false,
        };
        let mut last = "";
        let mut place = at;
        let mut first = true;
        // A title is words, and dates among them, up to the bracket.
        loop {
            let (word, end) = begun.take().unwrap_or_else(|| scan.word(place));
            if word.is_empty() {
                match scan.byte(place) {
                    b'(' => break,
                    b'0'..=b'9' => {
                        let ratio = scan.ratio(place);
                        if let Some(number) = ratio.filter(|_| title.names_act(last, place)) {
                            if let Some(eu) = number.suffixed() {
                                return Some((Instrument::Eu(eu), number.end));
                            }
                            let id = number.statute(Series::Statutes)?;
                            return Some((Instrument::Statute(id), number.end));
                        }
                        let date = scan.digits_end(place);
                        let after = scan.skip_space(date);
                        let (word, _) = scan.word(after);
                        if after == date
                            || word.is_empty()
                            || words::level(word.to_lowercase().as_bytes()).is_some()
                        {
                            return None;
                        }
                        place = after;
                        continue;
                    }
                    b',' | b'-' => {
                        place = scan.skip_space(place.saturating_add(1));
                        continue;
                    }
                    _ => return None,
                }
            }
            let next = scan.skip_space(end);
            if first {
                // `artikel 6 i lagen (…)` and `section 6 of the Act (…)` are provisions, and then the act.
                let provision =
                    matches!(word, "artikel" | "artiklarna" | "artiklar" | "det" | "the");
                if provision || english::level(word, Division::Sections).is_some() {
                    return None;
                }
                let provision = scan.byte(next) == 0
                    || (self.begins_provision(next) && scan.ratio(next).is_none());
                if let Some(name) = provision.then(|| ActName::find(word)).flatten() {
                    return Some((Instrument::Named(name), end));
                }
            }
            if end == place {
                return None;
            }
            first = false;
            last = word;
            place = next;
        }
        if !title.names_act(last, place) {
            return None;
        }
        self.bracketed(place)
    }

    /// `(1230/2001)`, `(SopS 26/1965)`, and `(EU) 2016/679` after a title.
    fn bracketed(&self, open: usize) -> Option<(Instrument, usize)> {
        let scan = self.scan;
        let inside = open.saturating_add(1);
        if !scan.is_digit(inside) {
            let (word, end) = scan.word(inside);
            if word != "SopS" && word != "FördrS" {
                return self.european(open);
            }
            let (act, end) = self.numbered(scan.skip_space(end), Series::Treaties)?;
            return (scan.byte(end) == b')').then_some((act, end.saturating_add(1)));
        }
        let (act, end) = self.numbered(inside, Series::Statutes)?;
        (scan.byte(end) == b')').then_some((act, end.saturating_add(1)))
    }

    /// The act after its provisions: ` i lagen om … (1230/2001)`, ` (1230/2001)`, ` strafflagen`.
    fn act_after(&self, at: usize) -> Result<(Option<Instrument>, usize), ParseReferenceError> {
        let scan = self.scan;
        let expected = "the end, another provision, or the act with its number";
        let example = "6 § i lagen om välfärdsområden (611/2021)";
        let start = scan.skip_space(at);
        if start == at {
            return Err(self.fault(at, expected, example));
        }
        if scan.byte(start) == b'(' {
            let act = self
                .bracketed(start)
                .ok_or_else(|| self.fault(start, expected, example))?;
            return Ok((Some(act.0), act.1));
        }
        let (word, end) = scan.word(start);
        let act_at = match word {
            "i" | "of" => scan.skip_space(end),
            _ => start,
        };
        let found = self
            .instrument(act_at)
            .ok_or_else(|| self.fault(act_at, expected, example))?;
        Ok((Some(found.0), found.1))
    }
}

/// The words of a title up to a place, and whether one of them names an act.
struct Title<'t> {
    scan: Scan<'t>,
    /// Words before here were looked at.
    checked: usize,
    names_act: bool,
}

impl Title<'_> {
    /// Whether a word before a place names an act: most often the last one, as in Finnish, or else the first.
    fn names_act(&mut self, last: &str, place: usize) -> bool {
        self.names_act = self.names_act || is_act(last);
        while !self.names_act && self.checked < place {
            let (word, end) = self.scan.word(self.checked);
            self.names_act = is_act(word);
            self.checked = end.max(self.checked.saturating_add(1));
        }
        self.names_act
    }
}

fn is_act(word: &str) -> bool {
    let folded = Folded::new(word);
    let lower = folded.as_bytes();
    acts::act_word(lower).is_some()
        || english::is_union_act_word(word)
        || words::SOPIMUS.compound(lower).is_some()
}
