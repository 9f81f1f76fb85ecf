//! Places by name: [`AtlasView::find`] and [`Atlas::find`].

use std::borrow::Cow;
use std::fmt;

use chrono::NaiveDate;
use oske_types::{Language, Text, Validity, nearest};

use super::tables::AtlasTables;
use super::{Atlas, AtlasView};
use crate::{ClassId, Place};

/// The longest name that is looked for, in bytes once folded.
const LONGEST: usize = 96;
/// The most names that are suggested.
const SUGGESTIONS: usize = 5;
/// The letters from which on a beginning suggests what begins with it.
const BEGINNING: usize = 3;

/// A name that a place has in a period, in small letters.
#[doc(hidden)]
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct NameEntry {
    // INVARIANT: of the name below. It comes first, so that entries are in the order of their names.
    beginning: u64,
    folded: Cow<'static, str>,
    place: Place,
    from: Option<NaiveDate>,
    until: Option<NaiveDate>,
}

impl NameEntry {
    #[must_use]
    pub const fn constant(folded: &'static str, place: Place, validity: Validity) -> Self {
        Self {
            beginning: beginning(folded),
            folded: Cow::Borrowed(folded),
            place,
            from: validity.from(),
            until: validity.until_exclusive(),
        }
    }

    #[must_use]
    pub fn folded(&self) -> &str {
        &self.folded
    }

    #[must_use]
    pub const fn place(&self) -> Place {
        self.place
    }

    #[must_use]
    pub fn validity(&self) -> Validity {
        // INVARIANT: taken from a validity, or joined from two that touch.
        Validity::new(self.from, self.until).unwrap_or(Validity::ALWAYS)
    }
}

/// Every name of every place, sorted, each once for a period in which it does not change.
pub(super) fn index(tables: &AtlasTables) -> Vec<NameEntry> {
    let mut entries = Vec::new();
    let mut add = |place: Place, name: &Text, validity: Validity| {
        for words in Language::ALL
            .into_iter()
            .filter_map(|language| name.get(language))
        {
            let folded: String = fold(words).collect();
            entries.push(NameEntry {
                beginning: beginning(&folded),
                folded: folded.into(),
                place,
                from: validity.from(),
                until: validity.until_exclusive(),
            });
        }
    };
    for row in tables.municipalities.iter() {
        add(row.code().into(), row.name(), row.validity());
    }
    for row in tables.regions.iter() {
        add(row.code().into(), row.name(), row.validity());
    }
    for row in tables.counties.iter() {
        add(row.code().into(), row.name(), row.validity());
    }
    for row in tables.cooperation_areas.iter() {
        add(row.code().into(), row.name(), row.validity());
    }
    for classification in tables.classifications.iter() {
        for row in classification.classes() {
            let id = ClassId::new(classification.id(), row.code());
            add(id.into(), row.name(), row.validity());
        }
    }
    entries.sort();
    entries.dedup_by(|next, entry| {
        let same = next.folded == entry.folded && next.place == entry.place;
        let goes_on = same && (next.from == entry.from || next.from == entry.until);
        if goes_on {
            entry.until = next.until;
        }
        goes_on
    });
    entries
}

/// The first eight bytes of a name as a number that is in the order of names: most names are told apart
/// by it, without a look at their letters.
const fn beginning(folded: &str) -> u64 {
    let mut bytes = folded.as_bytes();
    let mut beginning = [0; 8];
    let mut rest: &mut [u8] = &mut beginning;
    while let ([byte, later @ ..], [place, behind @ ..]) = (bytes, rest) {
        *place = *byte;
        bytes = later;
        rest = behind;
    }
    u64::from_be_bytes(beginning)
}

/// A name as it is compared: in small letters, with one space between words and any hyphen the same.
fn fold(name: &str) -> impl Iterator<Item = char> {
    let words = name.split_whitespace().enumerate();
    words.flat_map(|(index, word)| {
        let space = (index > 0).then_some(' ');
        space.into_iter().chain(word.chars().flat_map(|letter| {
            let letter = match letter {
                '\u{2010}' | '\u{2011}' | '\u{2013}' => '-',
                _ => letter,
            };
            letter.to_lowercase()
        }))
    })
}

/// Whether two names are the same but for capital letters, spaces and hyphens.
pub(super) fn is_same_name(name: &str, other: &str) -> bool {
    fold(name).eq(fold(other))
}

/// A folded name without memory of its own.
struct Folded {
    bytes: [u8; LONGEST],
    length: usize,
}

impl Folded {
    /// `None` if it is longer than any name.
    fn of(name: &str) -> Option<Self> {
        let mut folded = Self {
            bytes: [0; LONGEST],
            length: 0,
        };
        // As `fold`, which is the same for any name, and quick for the letters that names are made of.
        let mut between = false;
        for letter in name.trim().chars() {
            let letter = match letter {
                'a'..='z' | 'å' | 'ä' | 'ö' | '-' => letter,
                'A'..='Z' => letter.to_ascii_lowercase(),
                'Å' => 'å',
                'Ä' => 'ä',
                'Ö' => 'ö',
                '\u{2010}' | '\u{2011}' | '\u{2013}' => '-',
                _ if letter.is_whitespace() => {
                    between = true;
                    continue;
                }
                _ => {
                    folded.space(std::mem::take(&mut between))?;
                    for letter in letter.to_lowercase() {
                        folded.push(letter)?;
                    }
                    continue;
                }
            };
            folded.space(std::mem::take(&mut between))?;
            folded.push(letter)?;
        }
        Some(folded)
    }

    fn space(&mut self, between: bool) -> Option<()> {
        if between { self.push(' ') } else { Some(()) }
    }

    fn push(&mut self, letter: char) -> Option<()> {
        let end = self.length.checked_add(letter.len_utf8())?;
        letter.encode_utf8(self.bytes.get_mut(self.length..end)?);
        self.length = end;
        Some(())
    }

    fn as_str(&self) -> &str {
        let (letters, _) = self.bytes.split_at(self.length);
        // INVARIANT: whole letters were written.
        str::from_utf8(letters).unwrap_or_default()
    }
}

/// A place with the period in which it has the name that was looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NamedPlace {
    place: Place,
    validity: Validity,
}

impl NamedPlace {
    /// The place.
    #[must_use]
    pub const fn place(self) -> Place {
        self.place
    }

    /// The period in which it has the name.
    #[must_use]
    pub const fn validity(self) -> Validity {
        self.validity
    }
}

impl Atlas {
    /// The places that have a name at any time, in Finnish, Swedish or English; capital and small letters
    /// are the same. Municipalities come first, then regions, counties and the rest.
    pub fn find(&self, name: &str) -> impl Iterator<Item = NamedPlace> {
        self.entries(name).iter().map(|entry| NamedPlace {
            place: entry.place,
            validity: entry.validity(),
        })
    }

    fn entries(&self, name: &str) -> &[NameEntry] {
        let Some(folded) = Folded::of(name) else {
            return &[];
        };
        let name = folded.as_str();
        let key = (beginning(name), name);
        let before = |entry: &NameEntry| (entry.beginning, &*entry.folded) < key;
        let (_, rest) = self.names.split_at(self.names.partition_point(before));
        let same = rest.iter().take_while(|entry| entry.folded == name);
        let (entries, _) = rest.split_at(same.count());
        entries
    }

    /// Every name, for a generator.
    #[doc(hidden)]
    #[must_use]
    pub fn names(&self) -> &[NameEntry] {
        &self.names
    }
}

impl<'a> AtlasView<'a> {
    /// The places that have a name on the date, in Finnish, Swedish or English; capital and small letters
    /// are the same. Municipalities come first, then regions, counties and the rest.
    ///
    /// # Errors
    ///
    /// [`NameNotFound`] if there is none; it tells names that are near, and the place that had the
    /// name at another time.
    pub fn find(self, name: &str) -> Result<impl Iterator<Item = Place>, NameNotFound> {
        let entries = self.atlas.entries(name);
        let date = self.date;
        if entries.iter().any(|entry| entry.validity().contains(date)) {
            let of_date = entries
                .iter()
                .filter(move |entry| entry.validity().contains(date));
            Ok(of_date.map(|entry| entry.place))
        } else {
            Err(self.not_found(name))
        }
    }

    fn not_found(self, name: &str) -> NameNotFound {
        // A municipality before an area, and the last in time.
        let others = self.atlas.find(name);
        let other_time = others.max_by_key(|named| {
            let is_municipality = matches!(named.place, Place::Municipality(_));
            let until = named.validity.until_exclusive();
            (is_municipality, until.unwrap_or(NaiveDate::MAX))
        });
        let other_time = other_time.map(|named| {
            let heirs = match named.place {
                Place::Municipality(code) => self.heirs_of(code),
                _ => Vec::new(),
            };
            let heirs = heirs.iter();
            OtherTime {
                named,
                heirs: heirs
                    .map(|heir| heir.name().in_language(Language::Finnish).into())
                    .collect(),
            }
        });
        NameNotFound {
            name: name.into(),
            date: self.date,
            other_time,
            suggestions: self.suggestions(name),
        }
    }

    /// Names of the date that are near to one: as if misspelt, or beginning with it.
    fn suggestions(self, name: &str) -> Box<[Box<str>]> {
        let Some(folded) = Folded::of(name) else {
            return Box::default();
        };
        let name = folded.as_str();
        let of_date = || {
            let entries = self.atlas.names.iter();
            entries.filter(|entry| entry.validity().contains(self.date))
        };
        // Those that are near at all, which are few; of these the nearest, one after the other.
        let candidates: Vec<&NameEntry> = of_date()
            .filter(|entry| nearest(name, [entry.folded()]).is_some())
            .collect();
        let mut near: Vec<&NameEntry> = Vec::new();
        let is_new = |near: &[&NameEntry], entry: &NameEntry| {
            near.iter().all(|other| other.folded != entry.folded)
        };
        while near.len() < SUGGESTIONS {
            let others = candidates.iter().filter(|entry| is_new(&near, entry));
            let Some(found) = nearest(name, others.map(|entry| entry.folded())) else {
                break;
            };
            near.extend(candidates.iter().find(|entry| entry.folded == found));
        }
        if name.chars().count() >= BEGINNING {
            let beginning: Vec<_> = of_date()
                .filter(|entry| entry.folded.starts_with(name) && is_new(&near, entry))
                .collect();
            near.extend(beginning);
        }
        near.dedup_by(|next, entry| next.folded == entry.folded);
        let named = near.iter().take(SUGGESTIONS);
        named.filter_map(|entry| self.spelt(entry)).collect()
    }

    /// A name as it is written.
    fn spelt(self, entry: &NameEntry) -> Option<Box<str>> {
        let name = self.name_of(entry.place).ok()?;
        let words = Language::ALL
            .into_iter()
            .filter_map(|language| name.get(language));
        let mut words = words.filter(|words| fold(words).eq(entry.folded.chars()));
        words.next().map(Box::from)
    }
}

/// A name that no place has on a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameNotFound {
    name: Box<str>,
    date: NaiveDate,
    other_time: Option<OtherTime>,
    suggestions: Box<[Box<str>]>,
}

/// The place that has the name at another time.
#[derive(Debug, Clone, PartialEq, Eq)]
struct OtherTime {
    named: NamedPlace,
    /// The names of what it is part of on the date.
    heirs: Box<[Box<str>]>,
}

impl NameNotFound {
    /// The name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The date.
    #[must_use]
    pub const fn date(&self) -> NaiveDate {
        self.date
    }

    /// The place that has the name at another time: of several a municipality, and the last in time.
    #[must_use]
    pub fn at_another_time(&self) -> Option<NamedPlace> {
        self.other_time.as_ref().map(|other| other.named)
    }

    /// Names of the date that are near, the nearest first.
    pub fn suggestions(&self) -> impl Iterator<Item = &str> {
        self.suggestions.iter().map(|name| &**name)
    }
}

impl std::error::Error for NameNotFound {}

impl fmt::Display for NameNotFound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, date, .. } = self;
        write!(f, "no place is named `{name}` on {date}")?;
        if let Some(OtherTime { named, heirs }) = &self.other_time {
            write!(f, ": `{}` is in {}", named.place, named.validity)?;
            for (index, heir) in heirs.iter().enumerate() {
                let joint = if index == 0 { ", now in" } else { " and" };
                write!(f, "{joint} {heir}")?;
            }
        }
        for (index, near) in self.suggestions.iter().enumerate() {
            let joint = if index == 0 { ": did you mean" } else { "," };
            write!(f, "{joint} `{near}`")?;
        }
        if self.suggestions.is_empty() {
            Ok(())
        } else {
            f.write_str("?")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_folded_name_is_in_small_letters_with_single_spaces() {
        let folded = |name| Folded::of(name).map(|folded| folded.as_str().to_owned());
        let is = |name: &str| Some(name.to_owned());
        assert_eq!(folded(" HÄMEEN\u{2011}LINNA "), is("hämeen-linna"));
        assert_eq!(folded("Etelä-\u{a0}\tSAVO"), is("etelä- savo"));
        assert_eq!(folded("ÉKENÄS Ñ"), is("ékenäs ñ"));
        assert_eq!(folded(""), is(""));
        assert_eq!(folded(&"a".repeat(97)), None);
    }

    proptest! {
        #[test]
        fn quick_folding_is_folding(name in "[ \\t\u{a0}A-Za-zÅÄÖåäöÉÑİß\u{2013}-]{0,40}|\\PC{0,20}") {
            let slow: String = fold(&name).collect();
            match Folded::of(&name) {
                Some(quick) => prop_assert_eq!(quick.as_str(), slow),
                None => prop_assert!(slow.len() > LONGEST),
            }
        }

        #[test]
        fn beginnings_are_in_the_order_of_names(one in "[a-dö -]{0,12}", other in "[a-dö -]{0,12}") {
            let key = |name: &str| (beginning(name), name.to_owned());
            prop_assert_eq!(key(&one).cmp(&key(&other)), one.cmp(&other));
        }
    }
}
