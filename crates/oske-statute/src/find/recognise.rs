//! What stands at a digit: the number of an act, a provision, or nothing that is a reference.

use crate::english::{self, ActNamed};
use crate::european::EuActId;
use crate::lex::{Folded, Scan};
use crate::name::ActName;
use crate::number::Ratio;
use crate::numeral::{Numeral, Numerals};
use crate::parliament::{BillId, DocumentId};
use crate::provision::{Division, ProvisionParts, from_roman};
use crate::reference::Instrument;
use crate::statute::{Series, StatuteId};
use crate::words;

use super::context::Context;
use super::cues;
use super::{FoundKind, Unit};

/// A unit, and what it does to the ones around it.
pub(super) struct Recognised {
    pub(super) unit: Unit,
    /// Whether its act is handed on to what follows.
    pub(super) governs: bool,
    /// The act that follows it and governs the list before it: a number, a name, or none that is known.
    pub(super) act_after: Option<Option<Instrument>>,
}

/// What stands at a digit; or where to go on, if nothing does.
pub(super) fn recognise(
    scan: Scan<'_>,
    context: &Context<'_>,
    at: usize,
    before: Option<&Unit>,
) -> Result<Recognised, usize> {
    let floor = context.last_end();
    let reader = Reader {
        scan,
        context,
        at,
        before,
        floor,
    };
    if reader.hangs_on() {
        return reader.sign_first().ok_or_else(|| scan.cluster_end(at));
    }
    if let Some(found) = reader.number() {
        return Ok(found);
    }
    // A list that leads to no level leads to none from any of its members either.
    reader
        .provision()
        .map_err(|tried| tried.max(scan.cluster_end(at)))
}

/// The member of a list that begins with a letter and goes on from a unit: `a alakohta ja b alakohta`.
pub(super) fn lettered_after(scan: Scan<'_>, unit: &Unit) -> Option<Unit> {
    let parts = unit.parts.as_ref()?;
    let letters = |numerals: &Numerals| numerals.iter().any(|numeral| numeral.number().is_none());
    let of_items = letters(&parts.items) && parts.subitems.is_empty();
    if !of_items && !letters(&parts.subitems) {
        return None;
    }
    let start = scan.separator(unit.end)?;
    let (numerals, end) = scan.lettered_level(start)?;
    let mut parts = parts.clone();
    if of_items {
        parts.items = numerals;
    } else {
        parts.subitems = numerals;
    }
    Some(Unit {
        start,
        end,
        parts: Some(parts),
        written: false,
        ..*unit
    })
}

struct Reader<'s, 't> {
    scan: Scan<'t>,
    context: &'s Context<'t>,
    at: usize,
    before: Option<&'s Unit>,
    /// Where the unit before ends: nothing begins before that.
    floor: usize,
}

impl<'t> Reader<'_, 't> {
    /// Whether the digit goes on from something before it: `HEL7`, `KKO:1997`, `VN/19527`, `§ 99`.
    fn hangs_on(&self) -> bool {
        let scan = self.scan;
        let before = self.at.saturating_sub(1);
        match scan.before(self.at) {
            b'/' | b'_' | b'@' | b'#' | b'+' | b'=' | b'\\' => true,
            b'-' if self
                .before
                .is_some_and(|unit| unit.is_treaty() && unit.end == before) =>
            {
                false
            }
            b':' | b'-' | b'.' => scan.is_alphanumeric_before(before),
            _ => scan.is_alphanumeric_before(self.at) || self.follows_sign(),
        }
    }

    /// `§ 99`, `§:n 47 kohdalla`: in minutes the sign stands first.
    fn follows_sign(&self) -> bool {
        let scan = self.scan;
        let end = scan.space_before(self.at);
        let head = scan.slice(0, end);
        if head.ends_with('§') {
            return true;
        }
        let Some(head) = head.strip_suffix(":n") else {
            return false;
        };
        let numbered = |head: &str| {
            let end = scan.space_before(head.len());
            // `14 a §:n`
            let (letter, _) = scan.word_before(end);
            scan.before(end).is_ascii_digit() || letter.chars().count() == 1
        };
        head.strip_suffix('§')
            .is_some_and(|head| !numbered(head) || scan.is_date_before(head.len()))
    }

    /// `yhdistyslain § 14`, `SHL § 46`, `(410/2015) § 12`, `§ 12 i kommunallagen`: an act beside them tells
    /// that they are no items of minutes.
    fn sign_first(&self) -> Option<Recognised> {
        let scan = self.scan;
        let end = scan.space_before(self.at);
        let start = scan.slice(0, end).strip_suffix('§')?.len();
        let start = match scan.slice(0, start).strip_suffix('§') {
            Some(head) => head.len(),
            None => start,
        };
        let found = scan.after_sign(self.at)?;
        let (word, _) = self.word_before(start);
        // `KHALL § 12` is no abbreviation of an act.
        let cased = word.bytes().any(|byte| byte.is_ascii_lowercase());
        let abbreviation =
            cues::is_law_abbreviation(word) && (cased || ActName::find(word).is_some());
        let act = crate::acts::act_word(Folded::new(word).as_bytes());
        let numbered = self.before.is_some_and(|unit| {
            let between = scan.slice(unit.end, start).trim();
            unit.kind == FoundKind::Statute && (between.is_empty() || between == ")")
        });
        let tail = || {
            scan.act_after(found.end, false)
                .is_some_and(|tail| tail.act.is_some())
        };
        let beside = abbreviation || act.is_some_and(|act| !act.eu) || numbered;
        if start < self.floor || !(beside || tail()) {
            return None;
        }
        let named = ActName::find(word).filter(|_| abbreviation);
        Some(self.finish(found.parts, start, found.end, found.inflected, named))
    }

    /// The word just before, with its beginning.
    fn word_before(&self, at: usize) -> (&'t str, usize) {
        self.scan.word_before(self.scan.space_before(at))
    }

    fn whole(&self, start: usize, end: usize, kind: FoundKind, act: Instrument) -> Unit {
        Unit {
            start: start.max(self.floor),
            end,
            kind,
            parts: None,
            act: Some(act),
            written: true,
        }
    }

    // Numbers

    fn number(&self) -> Option<Recognised> {
        let Some(ratio) = self.scan.ratio(self.at) else {
            return self.listed_treaty().or_else(|| self.spaced_bill());
        };
        if let Some(act) = ratio.suffixed() {
            return Some(self.eu_act(self.at, ratio.end, act));
        }
        if let Some(before) = self.scan.treaty_before(self.at) {
            let cue = before.bracketed || before.treaty != crate::EuTreaty::Euratom;
            if let Some(act) = ratio.bracketed(before).filter(|_| cue) {
                return Some(self.eu_act(before.start, ratio.end, act));
            }
        }
        if let Some(found) = self.parliamentary(&ratio) {
            return found;
        }
        self.statute(&ratio)
    }

    /// A bill or another document of Parliament; `Some(None)` where it is one, and none that is known.
    fn parliamentary(&self, ratio: &Ratio) -> Option<Option<Recognised>> {
        let (session, session_end) = self.scan.word(self.scan.skip_space(ratio.end));
        let in_session = matches!(session, "vp" | "rd");
        let end = if in_session { session_end } else { ratio.end };
        let (mut code, mut start) = self.word_before(self.at);
        if matches!(code, "o" | "nro" | "nr" | "Nro" | "n") {
            let marked = self.scan.slice(0, start);
            let head = marked
                .strip_suffix("n:")
                .or_else(|| marked.strip_suffix("N:"))
                .unwrap_or(marked);
            (code, start) = self.word_before(head.len());
        }
        // `HE:n 56/2021 vp`
        if self.scan.before(start) == b':' && code.len() <= 4 {
            (code, start) = self.scan.word_before(start.saturating_sub(1));
        }
        let named = !in_session && self.bill_is_named(code, start);
        if named
            || matches!(code, "HE" | "RP")
            || (self.context.continues_bills(self.at) && in_session)
        {
            let start = if matches!(code, "HE" | "RP") {
                start
            } else {
                self.at
            };
            let (number, year) = ratio.document()?;
            let bill = BillId::new(number, year)?;
            let unit = self.whole(start, end, FoundKind::Bill, Instrument::Bill(bill));
            return Some(Some(Recognised {
                unit,
                governs: false,
                act_after: None,
            }));
        }
        let committee = is_document_code(code);
        if !in_session && !committee {
            return None;
        }
        let document = ratio.document().and_then(|(number, year)| {
            DocumentId::new(code, number, year).filter(|_| committee || code.len() <= 4)
        });
        Some(document.map(|document| Recognised {
            unit: self.whole(
                start,
                end,
                FoundKind::Document,
                Instrument::Document(document),
            ),
            governs: false,
            act_after: None,
        }))
    }

    /// `regeringens proposition 33/90`, `hallituksen esityksessä (56/2021)`: the words before a number.
    fn bill_is_named(&self, word: &str, start: usize) -> bool {
        let scan = self.scan;
        let bracket = scan.before(self.at) == b'(';
        let (word, start) = match bracket {
            true => self.word_before(self.at.saturating_sub(1)),
            false => (word, start),
        };
        let finnish = word.starts_with("esity");
        if !finnish && !word.starts_with("proposition") {
            return false;
        }
        let (giver, _) = self.word_before(start);
        let given = match finnish {
            true => "hallituksen",
            false => "regeringens",
        };
        giver.eq_ignore_ascii_case(given)
    }

    /// `SopS 59 ja 60/1991`, `SopS 18–19/1990`: numbers that share the year of the last.
    fn listed_treaty(&self) -> Option<Recognised> {
        const MEMBERS: usize = 8;
        let scan = self.scan;
        let (number, end) = scan.number(self.at)?;
        let (word, _) = self.word_before(self.at);
        let treaty = self.before.is_some_and(Unit::is_treaty);
        let continues = treaty && self.context.only_connectors(self.at);
        if !matches!(word, "SopS" | "FördrS") && !continues {
            return None;
        }
        let mut members_end = end;
        let year = (0..MEMBERS).find_map(|_| {
            let next = scan
                .separator(members_end)
                .or_else(|| scan.dash(members_end))?;
            let (_, next_end) = scan.number(next)?;
            members_end = next_end;
            Some(scan.ratio(next)?.statute(Series::Treaties)?.year())
        })?;
        let id = StatuteId::in_series(Series::Treaties, number, year)?;
        let unit = self.whole(self.at, end, FoundKind::Statute, Instrument::Statute(id));
        Some(Recognised {
            unit,
            governs: false,
            act_after: None,
        })
    }

    /// `HE 24 / 2009`
    fn spaced_bill(&self) -> Option<Recognised> {
        let scan = self.scan;
        let (code, start) = self.word_before(self.at);
        if !matches!(code, "HE" | "RP") {
            return None;
        }
        let (number, number_end) = scan.number(self.at)?;
        let slash = scan.skip_space(number_end);
        let (year, end) = scan
            .number(scan.skip_space(slash.saturating_add(1)))
            .filter(|_| scan.byte(slash) == b'/')?;
        let bill = BillId::new(number, year).filter(|_| !scan.is_alphanumeric(end))?;
        let (session, session_end) = scan.word(scan.skip_space(end));
        let end = if matches!(session, "vp" | "rd") {
            session_end
        } else {
            end
        };
        Some(Recognised {
            unit: self.whole(start, end, FoundKind::Bill, Instrument::Bill(bill)),
            governs: false,
            act_after: None,
        })
    }

    fn eu_act(&self, start: usize, end: usize, act: EuActId) -> Recognised {
        let mut unit = self.whole(start, end, FoundKind::Eu, Instrument::Eu(act));
        // The articles that follow at once: `(EU) N:o 952/2013 53 artiklan 1 kohdan`.
        let mut after = end;
        if self.scan.byte(after) == b')' {
            after = after.saturating_add(1);
        }
        let next = self.scan.skip_space(after);
        let (word, word_end) = self.scan.word(next);
        let articles = if is_article_word(word) {
            self.scan.articles(self.scan.skip_space(word_end))
        } else {
            self.scan.pinpoint(next).ok()
        };
        let articles = articles.filter(|found| found.parts.division == Division::Articles);
        if let Some(found) = articles {
            unit.end = found.end;
            unit.parts = Some(found.parts);
        }
        Recognised {
            unit,
            governs: true,
            act_after: None,
        }
    }

    fn statute(&self, ratio: &Ratio) -> Option<Recognised> {
        let before = self.scan.cues_before(self.at, self.context.is_amending());
        let direct = before.act.filter(|(_, words)| *words <= 2);
        if let Some((word, words)) = direct
            && before.eu
            && !before.treaty
            && !ratio.dated
            && (words == 1 || !ratio.spans_years())
        {
            let directive = if word.eu {
                ratio.unlettered_directive()
            } else {
                None
            };
            if let Some(act) = directive.or_else(|| ratio.unlettered()) {
                return Some(self.eu_act(self.at, ratio.end, act));
            }
        }
        // The Union has numbered more acts in a year than Finland ever did.
        if ratio.spans_years() || (ratio.number() > 1899 && !ratio.dated) {
            return None;
        }
        let series = if before.treaty {
            Series::Treaties
        } else {
            Series::Statutes
        };
        let id = ratio.statute(series)?;
        let continues = self.context.continues_statutes(self.at);
        if continues.is_none() && !before.treaty && !self.accepts(ratio, &before) {
            return None;
        }
        let amends = self.context.is_amending()
            && before
                .act
                .is_none_or(|(act, _)| act.inessive || act.indefinite);
        let titled = before
            .act
            .is_some_and(|(act, words)| !act.inessive && (!act.indefinite || words > 1));
        // `(muut. 204/2015)` tells of an amendment.
        let mut governs =
            !amends && (self.opens_bracket() || (titled && !before.treaty && !before.amendment));
        if let Some(governed) = continues {
            governs = governed;
        }
        // `kuntalain (410/2015) 14 § (1484/2016)`: what amended the section.
        let amended = self.before.is_some_and(|unit| {
            let between = self.scan.slice(unit.end, self.at);
            between.trim() == "(" && unit.is_amended_by(Instrument::Statute(id))
        });
        governs &= !amended;
        let mut unit = self.whole(
            self.at,
            ratio.end,
            FoundKind::Statute,
            Instrument::Statute(id),
        );
        if !amends && (governs || direct.is_some() || before.abbreviation) && !before.treaty {
            let after = self.scan.bracket_end(ratio.end);
            let next = self.scan.skip_space(after);
            let pinpoint = self
                .scan
                .pinpoint(next)
                .ok()
                .filter(|_| self.scan.is_digit(next));
            let english = || {
                let comma = usize::from(self.scan.byte(after) == b',');
                let at = self.scan.skip_space(after.saturating_add(comma));
                // `as amended by Act 481/2015, section 8 of the Child Welfare Act`
                let own = |end| {
                    let other = self.scan.english_act_after(end);
                    governs && other.is_none_or(|act| act == ActNamed::Before)
                };
                self.scan.english_place(at).filter(|found| own(found.end))
            };
            let pinpoint = pinpoint.or_else(english);
            let section = pinpoint.filter(|found| found.parts.division == Division::Sections);
            if let Some(found) = section {
                unit.end = found.end;
                unit.kind = FoundKind::Section;
                unit.parts = Some(found.parts);
                governs = true;
            }
        }
        Some(Recognised {
            unit,
            governs,
            act_after: None,
        })
    }

    /// Whether a ratio is the number of an act, going by the words before it.
    fn accepts(&self, ratio: &Ratio, before: &cues::Before) -> bool {
        // Of an act and another document the nearer one is known.
        let act_words = before.act.map(|(_, words)| words);
        let followed = || {
            let after = self.scan.bracket_end(ratio.end);
            let next = self.scan.skip_space(after);
            self.scan
                .pinpoint(next)
                .is_ok_and(|found| !found.parts.sections.is_empty())
        };
        if ratio.dated {
            // `13.4.2018/1753 HFD:2018:51`
            let (after, _) = self.scan.word(self.scan.skip_space(ratio.end));
            let court = before.court || cues::is_court(Folded::new(after).as_bytes());
            return before.abbreviation || !court && before.other.is_none();
        }
        if before.abbreviation {
            return true;
        }
        if ratio.is_reversed() {
            let in_brackets = self.context.bracket().is_some();
            return act_words.is_some_and(|words| words <= 4 || in_brackets);
        }
        if self.opens_bracket() {
            if before.other.is_some_and(|words| words <= 6) {
                return false;
            }
            let certain = act_words.is_some() || followed();
            return certain || (ratio.number() > 31 && !ratio.is_short());
        }
        if ratio.is_short() {
            return act_words.is_some_and(|words| words <= 2);
        }
        act_words.is_some()
    }

    /// Whether what stands in the brackets before the number is nothing, or the beginning of a list.
    fn opens_bracket(&self) -> bool {
        let Some(open) = self.context.bracket() else {
            return false;
        };
        let inside = self.scan.slice(open.saturating_add(1), self.at);
        matches!(inside.trim(), "" | "L" | "SopS" | "FördrS")
            || inside.trim().eq_ignore_ascii_case("n:o")
            || inside.len() <= 60 && inside.trim_end().ends_with(',')
    }

    // Provisions

    /// The provision here, or the end of what was taken for one.
    fn provision(&self) -> Result<Recognised, usize> {
        let scan = self.scan;
        if let Some(found) = self.english() {
            return found;
        }
        if let Some(found) = self.after_article_word() {
            return Ok(found);
        }
        if let Some(found) = self.colon() {
            return Ok(found);
        }
        let found = scan.pinpoint(self.at).map_err(|tried| tried.at)?;
        let mut parts = found.parts;
        let mut start = self.at;
        if (!parts.chapters.is_empty() || !parts.sections.is_empty())
            && let Some((part, part_start)) = self.part_before()
            && parts.division == Division::Sections
        {
            parts.part = Some(part);
            start = part_start;
        }
        if parts.division == Division::Sections
            && !parts.intro
            && let Some(intro) = scan.intro_before(start)
            && parts.items.is_empty()
            && intro >= self.floor
        {
            parts.intro = true;
            start = intro;
        }
        let mut act_named = None;
        let dotted = scan.byte(scan.digits_end(self.at)) == b'.';
        let (word, word_start) = self.word_before(start);
        if cues::is_law_abbreviation(word) {
            act_named = ActName::find(word);
            if dotted {
                start = word_start;
            }
        }
        if self.is_no_provision(&parts, start, found.end, found.inflected) {
            return Err(found.end);
        }
        Ok(self.finish(parts, start, found.end, found.inflected, act_named))
    }

    /// `section 6, subsection 2 of the Act`, where an act stands beside it or is handed on: `Some(Err)` where
    /// an English word stands before the number and none does, since reports have sections and chapters too.
    fn english(&self) -> Option<Result<Recognised, usize>> {
        let scan = self.scan;
        let (mut word, mut start) = self.word_before(self.at);
        if scan.before(self.at) == b'(' {
            // `point (1)`
            (word, start) = self.word_before(self.at.saturating_sub(1));
        }
        english::level(word, Division::Sections).filter(|_| start >= self.floor)?;
        let found = scan.english_place(start)?;
        let parts = &found.parts;
        let end = found.end;
        let section = parts.division == Division::Sections
            && !(parts.sections.is_empty() && parts.moments.is_empty());
        let article = parts.division == Division::Articles;
        let handed = (section || article) && self.governing_for(article).is_some()
            || self.context.continues_places(start);
        let of = scan.starts_with(scan.skip_space(end), "of ");
        let accepted = scan.is_followed_by_english_act(end)
            || scan.eu_act_after(end).is_some()
            || scan.eu_after(end)
            || handed && !of;
        if !accepted {
            return Some(Err(end));
        }
        Some(Ok(self.finish(found.parts, start, end, false, None)))
    }

    /// Minutes, appendices and headings, which are numbered as provisions are.
    fn is_no_provision(
        &self,
        parts: &ProvisionParts,
        start: usize,
        end: usize,
        inflected: bool,
    ) -> bool {
        let scan = self.scan;
        let items_only =
            parts.chapters.is_empty() && parts.sections.is_empty() && parts.moments.is_empty();
        let (word, word_start) = self.word_before(start);
        let folded = Folded::new(word);
        let lower = folded.as_bytes();
        // `Pöytäkirjan 34 ja 35 §`; the articles of a protocol are provisions.
        let sections = parts.division == Division::Sections;
        if sections && lower.starts_with("pöytäkir".as_bytes()) {
            return true;
        }
        if items_only {
            const LISTS: [&str; 13] = [
                "liit",
                "bilag",
                "taulu",
                "tabel",
                "esityslista",
                "asialista",
                "luettelo",
                "muistio",
                "sopimu",
                "kaava",
                "lomak",
                "ohjelma",
                "kuva",
            ];
            // `liite 1:n 1 kohta`
            let appendix = if word == "n" {
                let number = scan.slice(0, word_start).trim_end_matches([':', ' ']);
                let digits = number.trim_end_matches(|c: char| c.is_ascii_digit());
                let (before, _) = scan.word_before(scan.space_before(digits.len()));
                before.to_lowercase().starts_with("liit")
            } else {
                false
            };
            if appendix || LISTS.iter().any(|list| lower.starts_with(list.as_bytes())) {
                return true;
            }
        }
        let section_only =
            parts.moments.is_empty() && !parts.has_item() && !parts.sections.is_empty();
        if !section_only || inflected || !parts.chapters.is_empty() {
            return false;
        }
        // `Kunnanhallitus 12.3.2024 57 §`
        let dated = scan.is_date_before(start);
        // `57 § KOKOUKSEN LAILLISUUS`, but `KUNTALAIN 57 § MUKAAN`
        let next = scan.skip_space(end);
        let (heading, _) = scan.word(next);
        let capitals =
            heading.chars().count() >= 4 && heading.chars().all(|c| c.is_uppercase() || c == '-');
        let heading = capitals
            && !cues::is_law_abbreviation(heading)
            && crate::acts::act_word(lower).is_none();
        dated || heading || cues::holds_meetings(lower)
    }

    /// `III osan` before a chapter or section.
    fn part_before(&self) -> Option<(u8, usize)> {
        let (mut word, mut start) = self.word_before(self.at);
        let dotted = self.scan.space_before(self.at);
        if self.scan.before(dotted) == b'.' {
            let dot = dotted.saturating_sub(1);
            (word, start) = self.scan.word_before(dot);
        }
        let folded = Folded::new(word);
        let lower = folded.as_bytes();
        if !words::OSA.has_form(lower) && !matches!(lower, b"avd" | b"avdelningen") {
            return None;
        }
        let (numeral, numeral_start) = self.word_before(start);
        let part = from_roman(numeral).filter(|_| numeral_start >= self.floor)?;
        Some((part, numeral_start))
    }

    /// `KSL 3:4`, `RL 24:1.2`, `KSL 6:16 §:n 1 momentin`: the abbreviation is a part of it.
    fn colon(&self) -> Option<Recognised> {
        let scan = self.scan;
        let (chapter, end) = scan.number(self.at)?;
        if scan.byte(end) != b':' || chapter > 99 {
            return None;
        }
        let (word, start) = self.word_before(self.at);
        if !cues::is_law_abbreviation(word) || start < self.floor {
            return None;
        }
        let named = ActName::find(word);
        let signed = scan.pinpoint(self.at).ok();
        if let Some(found) = signed.filter(|found| !found.parts.sections.is_empty()) {
            return Some(self.finish(found.parts, start, found.end, found.inflected, named));
        }
        // `RL 21:5–6`
        let sections = scan.list(end.saturating_add(1));
        let several = sections.filter(|(sections, _)| sections.single().is_none());
        if let Some((sections, end)) = several {
            let parts = ProvisionParts {
                chapters: Numerals::one(Numeral::new(chapter)?),
                sections,
                ..ProvisionParts::default()
            };
            return Some(self.finish(parts, start, end, false, named));
        }
        let (section, mut end) = scan
            .number(end.saturating_add(1))
            .filter(|(section, _)| *section <= 199)?;
        let mut parts = ProvisionParts {
            chapters: Numerals::one(Numeral::new(chapter)?),
            ..ProvisionParts::default()
        };
        let mut section = Numeral::new(section)?;
        if let Some((letter, after)) = scan.lone_letter(end) {
            section = section.with_letter(letter)?;
            end = after;
        }
        if scan.byte(end) == b'.'
            && let Some((moment, after)) = scan.number(end.saturating_add(1))
        {
            parts.moments = Numerals::one(Numeral::new(moment)?);
            end = after;
        }
        parts.sections = Numerals::one(section);
        if scan.is_alphanumeric(end) {
            return None;
        }
        if let Some((sign_end, _)) = scan.section_sign(end) {
            end = sign_end;
        }
        Some(self.finish(parts, start, end, false, named))
    }

    /// `artikel 58.4`, `artiklarna 15 och 16`, `artikla 213`.
    fn after_article_word(&self) -> Option<Recognised> {
        let scan = self.scan;
        let (mut word, mut start) = self.word_before(self.at);
        if word.is_empty() {
            // `art. 6`
            let dot = scan.space_before(self.at);
            if scan.before(dot) == b'.' {
                (word, start) = scan.word_before(dot.saturating_sub(1));
                if word != "art" {
                    return None;
                }
            }
        }
        if start < self.floor {
            return self.further_article();
        }
        // `artiklan 6 kohdan 1`, but `5 artiklan 6 kohta`
        let inflected = !is_article_word(word);
        if inflected {
            let numbered = self.word_before(start).0.is_empty()
                && scan.is_alphanumeric_before(scan.space_before(start));
            let folded = Folded::new(word);
            if numbered || !words::ARTIKLA.has_form(folded.as_bytes()) {
                return self.further_article();
            }
        }
        let found = scan.articles(self.at)?;
        Some(self.finish(found.parts, start, found.end, false, None))
    }

    /// `artiklarna 6.1 c och 9.2 g`: the word stands before the first only.
    fn further_article(&self) -> Option<Recognised> {
        let unit = self.before.filter(|unit| unit.is_article())?;
        let (first, _) = self.scan.word(unit.start);
        let dotted = self.scan.byte(self.scan.digits_end(self.at)) == b'.';
        if !is_article_word(first) || !dotted || !self.context.continues_places(self.at) {
            return None;
        }
        let found = self.scan.articles(self.at)?;
        Some(self.finish(found.parts, self.at, found.end, false, None))
    }

    /// A provision with the act that governs it and what it inherits from the one before.
    fn finish(
        &self,
        parts: ProvisionParts,
        start: usize,
        end: usize,
        inflected: bool,
        named: Option<ActName>,
    ) -> Recognised {
        let context = self.context;
        let low = parts.chapters.is_empty() && parts.sections.is_empty() && parts.part.is_none();
        let new = self.is_new(start);
        let continues = context.continues_places(start);
        let parts = if continues || (low && new) {
            context.above().completed(parts)
        } else {
            parts
        };
        let parts = if continues && new {
            context.above().put_into(parts)
        } else {
            parts
        };
        let article = parts.division == Division::Articles;
        let mut unit = Unit {
            start: start.max(self.floor),
            end,
            kind: if article {
                FoundKind::Article
            } else {
                FoundKind::Section
            },
            parts: Some(parts),
            act: named
                .map(Instrument::Named)
                .or_else(|| self.governing_for(article)),
            written: false,
        };
        let mut act_after = None;
        let mut governs = false;
        if article {
            let tail = (!inflected).then(|| self.scan.eu_act_after(end)).flatten();
            if let Some((act, act_end)) = tail {
                unit.end = act_end;
                unit.written = true;
                unit.act = Some(act);
                act_after = Some(Some(act));
            }
            let eu = matches!(unit.act, Some(Instrument::Eu(_)));
            if eu || (unit.act.is_none() && self.is_of_the_union(start, end)) {
                unit.kind = FoundKind::Eu;
            }
        } else if let Some(act) = self
            .scan
            .number_after(end)
            .filter(|_| !inflected && !context.is_amending())
            // `TVL 17 b § (1043/74)`: courts add the number to the abbreviation.
            .filter(|(act, _)| named.is_some() || !unit.is_amended_by(*act))
        {
            unit.end = act.1;
            unit.written = true;
            unit.act = Some(act.0);
            governs = true;
        } else if let Some(named) = self.scan.english_act_after(end) {
            match named {
                ActNamed::Numbered(act, act_end) => {
                    unit.end = act_end;
                    unit.written = true;
                    unit.act = Some(act);
                    act_after = Some(unit.act);
                    governs = true;
                }
                ActNamed::Named(name) => {
                    unit.act = Some(Instrument::Named(name));
                    act_after = Some(unit.act);
                }
                ActNamed::Unknown => {
                    unit.act = None;
                    act_after = Some(None);
                }
                ActNamed::Before => {}
            }
        } else if let Some(tail) = self.scan.act_after(end, context.is_amending()) {
            if let Some(tail_end) = tail.end {
                unit.end = tail_end;
                unit.written = true;
                governs = true;
            }
            unit.act = tail.act;
            act_after = Some(tail.act);
        }
        Recognised {
            unit,
            governs,
            act_after,
        }
    }

    /// Whether the word just before is *uusi* or *ny*.
    fn is_new(&self, start: usize) -> bool {
        let (word, word_start) = self.word_before(start);
        let folded = Folded::new(word);
        word_start >= self.floor && words::is_new(folded.as_bytes())
    }

    /// The act that is handed on to a provision of this kind.
    fn governing_for(&self, article: bool) -> Option<Instrument> {
        self.context.governing().filter(|act| match act {
            Instrument::Eu(_) => article,
            Instrument::Statute(id) => article == (id.series() == Series::Treaties),
            _ => !article,
        })
    }

    fn is_of_the_union(&self, start: usize, end: usize) -> bool {
        self.scan.cues_before(start, false).eu || self.scan.eu_after(end)
    }
}

impl Scan<'_> {
    /// Whether a date ends here: `12.3.2024 `.
    fn is_date_before(self, at: usize) -> bool {
        let end = self.space_before(at);
        let head = self.slice(0, end);
        let bytes = head.bytes().rev().take(LONGEST_DATE);
        let date = bytes.take_while(|byte| byte.is_ascii_digit() || *byte == b'.');
        let (mut length, mut points) = (0_usize, 0_usize);
        for byte in date {
            length = length.saturating_add(1);
            points = points.saturating_add(usize::from(byte == b'.'));
        }
        length >= 8 && points == 2 && self.before(end) != b'.'
    }
}

/// `12.10.2024`, and a byte more.
const LONGEST_DATE: usize = 11;

/// Words before the number of an article.
fn is_article_word(word: &str) -> bool {
    matches!(
        word,
        "artikel"
            | "Artikel"
            | "artiklarna"
            | "artiklar"
            | "Artiklarna"
            | "art"
            | "artikla"
            | "artiklat"
            | "artiklassa"
            | "artiklaa"
            | "Artikla"
            | "artikeln"
    )
}

/// Codes of the documents of Parliament's committees and of Parliament itself.
fn is_document_code(code: &str) -> bool {
    let capital = code.starts_with(|first: char| first.is_ascii_uppercase());
    let committee = ["VM", "VL", "UB", "UU"]
        .iter()
        .any(|end| code.ends_with(end));
    let short = code.len() <= 5;
    capital
        && short
        && ((committee && code.len() >= 4)
            || matches!(
                code,
                "EV" | "RSv" | "RSk" | "EK" | "LA" | "TPA" | "VNS" | "VNT" | "PTK" | "LJL"
            ))
}
