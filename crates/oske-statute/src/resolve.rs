//! [`Resolved`]: titles and addresses of what is cited.

use chrono::NaiveDate;
use oske_types::Language;

use crate::catalogue::{Act, Bill, Catalogue, EuAct, EuActKind, Naming};
use crate::european::{EuActId, EuNumbering};
use crate::numeral::{Numeral, Numerals};
use crate::provision::{Division, Provision, ProvisionParts};
use crate::reference::{Instrument, Reference};
use crate::statute::{Series, StatuteId};

/// Which text of an act is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(
    clippy::exhaustive_enums,
    reason = "the two texts that the publisher has of an act"
)]
pub enum TextVersion {
    /// *Alkuperäinen*, *ursprunglig*: as it was published in the Statute Book.
    AsPublished,
    /// *Ajantasainen*, *uppdaterad*: with its amendments put in.
    UpToDate,
}

/// The form of the publisher's addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum AddressScheme {
    /// Of Finlex since its renewal in 2024–25.
    Renewed,
    /// Of Finlex before; all over older texts, and no longer served or passed on to the other.
    Former,
}

/// An address of the publisher.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Address {
    url: String,
    anchor: Option<Anchor>,
}

/// How sure it is that the part of an address after `#` leads to the place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Anchor {
    /// Every level is given as the scheme has it.
    Built,
    /// It leads to the place only if the act has no chapters, or if nothing there was amended: the
    /// renewed pages name the chapter of each section, and on up-to-date pages also the act that amended
    /// it last. Else the page opens at its beginning.
    BestEffort,
}

impl Address {
    /// The address.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Whether it leads to the place that is cited, and not to the act as a whole.
    #[must_use]
    pub const fn anchor(&self) -> Option<Anchor> {
        self.anchor
    }
}

/// What a reference cites, with its title and addresses: what [`Catalogue::resolve`] returns.
///
/// Titles are those of the catalogue. Addresses are built from the number, also for acts that the
/// catalogue does not have.
///
/// # The addresses
///
/// Of an act in Finnish, with its year and number and, before the renewal, both in one word:
///
/// | | renewed | former |
/// |---|---|---|
/// | up to date | `finlex.fi/fi/lainsaadanto/2014/1301` | `finlex.fi/fi/laki/ajantasa/2014/20141301` |
/// | as published | `finlex.fi/fi/lainsaadanto/saadoskokoelma/2014/1301` | `finlex.fi/fi/laki/alkup/2014/20141301` |
/// | a section | `#sec_7`, `#chp_2__sec_9__subsec_1` | `#P7`, `#L2P9` (up to date only) |
/// | a treaty | `finlex.fi/fi/valtiosopimukset/sopimussarja/1965/26` | `finlex.fi/fi/sopimukset/sopsteksti/1965/19650026` |
/// | a bill | `finlex.fi/fi/hallituksen-esitykset/2001/154` | `finlex.fi/fi/esitykset/he/2001/20010154` |
///
/// Swedish pages are `sv/lagstiftning`, `sv/lagstiftning/forfattningssamling`, formerly `sv/laki/ajantasa`
/// and `sv/laki/alkup`. Of acts as published there is an English page since the renewal. The pages were not
/// opened: the forms are those of stored pages and of other programs' links. Three were seen once only
/// or follow from others: the English page, the treaties of both schemes, and the former `#P7`. Where no form
/// is known there is no address: of treaties and bills in other languages, and of up-to-date texts in
/// English.
///
/// [`eli`](Self::eli) is an identifier and not always a page: whether those of sections are still answered
/// is not known.
///
/// ```
/// use oske_statute::{AddressScheme, Catalogue, Reference, TextVersion};
/// use oske_types::Language;
///
/// let section = Reference::parse("sosiaalihuoltolain (1301/2014) 7 §")?;
/// let resolved = Catalogue::embedded().resolve(&section, None);
/// assert_eq!(resolved.title(Language::English), Some("Social Welfare Act"));
/// assert!(!resolved.is_official(Language::English));
///
/// let address = resolved
///     .address(TextVersion::UpToDate, AddressScheme::Renewed, Language::Finnish)
///     .ok_or("no address")?;
/// assert_eq!(address.url(), "https://www.finlex.fi/fi/lainsaadanto/2014/1301#sec_7");
/// assert_eq!(
///     resolved.eli(TextVersion::AsPublished).as_deref(),
///     Some("http://data.finlex.fi/eli/sd/2014/1301/pykala/7/alkup"),
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Resolved<'c> {
    instrument: Option<Instrument>,
    known: Known<'c>,
    namings: &'c [Naming],
    place: Option<Provision>,
}

#[derive(Debug, Clone, Copy)]
enum Known<'c> {
    Nothing,
    Act(&'c Act),
    Bill(&'c Bill),
    Eu(&'c EuAct),
}

impl Catalogue {
    /// What a reference cites. A short name is taken for the act that bore it on the day, or without a
    /// day for the last act that bears it; [`Resolved::namings`] tells of others. Addresses lead to the
    /// first place that is cited.
    #[must_use]
    pub fn resolve(&self, reference: &Reference, date: Option<NaiveDate>) -> Resolved<'_> {
        let mut namings: &[Naming] = &[];
        let instrument = match reference.instrument() {
            Some(Instrument::Named(name)) => {
                namings = self.namings(name);
                let id = match date {
                    Some(date) => self.named(name, date),
                    None => namings.last().map(Naming::act),
                };
                id.map(Instrument::Statute)
            }
            other => other,
        };
        let known = match instrument {
            Some(Instrument::Statute(id)) => self.act(id).map(Known::Act),
            Some(Instrument::Bill(id)) => self.bill(id).map(Known::Bill),
            Some(Instrument::Eu(id)) => self.eu_act(id).map(Known::Eu),
            _ => None,
        };
        Resolved {
            instrument,
            known: known.unwrap_or(Known::Nothing),
            namings,
            place: reference.provisions().first().cloned(),
        }
    }
}

impl<'c> Resolved<'c> {
    /// What is cited, a short name as the act that it means; `None` where nothing is named, or a name
    /// that no act is known to have borne.
    #[must_use]
    pub const fn instrument(&self) -> Option<Instrument> {
        self.instrument
    }

    /// The acts that the short name is known to have meant, the earliest first; none where a number is
    /// cited.
    #[must_use]
    pub const fn namings(&self) -> &'c [Naming] {
        self.namings
    }

    /// What the catalogue knows of the act.
    #[must_use]
    pub const fn act(&self) -> Option<&'c Act> {
        match self.known {
            Known::Act(act) => Some(act),
            _ => None,
        }
    }

    /// What the catalogue knows of the bill.
    #[must_use]
    pub const fn bill(&self) -> Option<&'c Bill> {
        match self.known {
            Known::Bill(bill) => Some(bill),
            _ => None,
        }
    }

    /// What the catalogue knows of the act of the Union.
    #[must_use]
    pub const fn eu_act(&self) -> Option<&'c EuAct> {
        match self.known {
            Known::Eu(act) => Some(act),
            _ => None,
        }
    }

    /// Its title in a language, where the catalogue has it.
    #[must_use]
    pub fn title(&self, language: Language) -> Option<&'c str> {
        let text = match self.known {
            Known::Nothing => return None,
            Known::Act(act) => act.title(),
            Known::Bill(bill) => bill.title(),
            Known::Eu(act) => act.title(),
        };
        text.get(language)
    }

    /// Whether titles in a language are official: of acts and bills in Finnish and Swedish, of acts of
    /// the Union in English too.
    #[must_use]
    pub fn is_official(&self, language: Language) -> bool {
        language != Language::English || matches!(self.instrument, Some(Instrument::Eu(_)))
    }

    /// The publisher's address of what is cited, of an act at the first place that is cited. A bill has
    /// one text only. `None` where no form of such an address is known.
    #[must_use]
    pub fn address(
        &self,
        version: TextVersion,
        scheme: AddressScheme,
        language: Language,
    ) -> Option<Address> {
        match self.instrument? {
            Instrument::Statute(id) if id.series() == Series::Treaties => {
                let path = match (scheme, language) {
                    (AddressScheme::Renewed, Language::Finnish) => {
                        format!("fi/valtiosopimukset/sopimussarja/{}", year_and_number(id))
                    }
                    (AddressScheme::Former, Language::Finnish) => {
                        format!("fi/sopimukset/sopsteksti/{}", in_one_word(id))
                    }
                    _ => return None,
                };
                Some(finlex(&path, None))
            }
            Instrument::Statute(id) => self.act_address(id, version, scheme, language),
            Instrument::Bill(id) => {
                let (number, year) = (id.number(), id.year());
                let path = match (scheme, language) {
                    (AddressScheme::Renewed, Language::Finnish) => {
                        format!("fi/hallituksen-esitykset/{year}/{number}")
                    }
                    (AddressScheme::Former, Language::Finnish) => {
                        format!("fi/esitykset/he/{year}/{year}{number:04}")
                    }
                    _ => return None,
                };
                Some(finlex(&path, None))
            }
            _ => None,
        }
    }

    /// The page to link to for a reader of a language: the up-to-date text at its first cited place, or the
    /// text as published where the publisher has no other in that language; of a document of Parliament its
    /// page there, and of an act of the Union its identifier, which leads to it in every language. `None`
    /// where no form of such an address is known.
    ///
    /// ```
    /// use oske_statute::{Catalogue, Reference};
    /// use oske_types::Language;
    ///
    /// let section = Reference::parse("yhdistyslaki (503/1989) 23 §")?;
    /// let page = Catalogue::embedded().resolve(&section, None).page(Language::Swedish);
    /// assert_eq!(page.as_deref(), Some("https://www.finlex.fi/sv/lagstiftning/1989/503#sec_23"));
    /// # Ok::<(), oske_statute::ParseReferenceError>(())
    /// ```
    #[must_use]
    pub fn page(&self, language: Language) -> Option<String> {
        let renewed = |version| self.address(version, AddressScheme::Renewed, language);
        let address = renewed(TextVersion::UpToDate).or_else(|| renewed(TextVersion::AsPublished));
        let of_union = matches!(self.instrument, Some(Instrument::Eu(_)));
        address
            .map(|address| address.url)
            .or_else(|| self.parliament_address(language))
            .or_else(|| of_union.then(|| self.eli(TextVersion::AsPublished))?)
    }

    fn act_address(
        &self,
        id: StatuteId,
        version: TextVersion,
        scheme: AddressScheme,
        language: Language,
    ) -> Option<Address> {
        use TextVersion::{AsPublished, UpToDate};
        let place = self.place.as_ref();
        match scheme {
            AddressScheme::Renewed => {
                let folder = match (version, language) {
                    (UpToDate, Language::Finnish) => "fi/lainsaadanto",
                    (UpToDate, Language::Swedish) => "sv/lagstiftning",
                    (UpToDate, Language::English) => return None,
                    (AsPublished, Language::Finnish) => "fi/lainsaadanto/saadoskokoelma",
                    (AsPublished, Language::Swedish) => "sv/lagstiftning/forfattningssamling",
                    (AsPublished, Language::English) => "en/legislation/collection",
                };
                let path = format!("{folder}/{}", year_and_number(id));
                let there = version == UpToDate || self.was_published_with_it();
                let anchor = place.filter(|_| there).and_then(renewed_anchor);
                Some(finlex(&path, anchor))
            }
            AddressScheme::Former => {
                let language = match language {
                    Language::Finnish => "fi",
                    Language::Swedish => "sv",
                    Language::English => return None,
                };
                // The pages of acts that had been repealed stood apart.
                let repealed = self.act().is_some_and(|act| act.repealed_by().is_some());
                let folder = match (version, repealed) {
                    (UpToDate, false) => "ajantasa",
                    (UpToDate, true) => "ajantasa/kumotut",
                    (AsPublished, _) => "alkup",
                };
                let path = format!("{language}/laki/{folder}/{}", in_one_word(id));
                let anchor = place
                    .filter(|_| version == UpToDate)
                    .and_then(former_anchor);
                Some(finlex(&path, anchor))
            }
        }
    }

    /// Whether the act had the section when it was published, or may have had it.
    fn was_published_with_it(&self) -> bool {
        let sections = self.act().map(Act::sections_as_published);
        let section = self
            .place
            .as_ref()
            .and_then(|place| first(place.sections()));
        match (sections.filter(|sections| !sections.is_empty()), section) {
            (Some(sections), Some(section)) => sections.contains(section),
            _ => true,
        }
    }

    /// The address of a bill or another document at Parliament, in Finnish or Swedish; in English there
    /// is none. The codes of documents are those of one language, and so are their addresses.
    #[must_use]
    pub fn parliament_address(&self, language: Language) -> Option<String> {
        let finnish = |code: &str, number: u16, year: u16| {
            format!("https://www.eduskunta.fi/valtiopaivaasiakirjat/{code}+{number}/{year}")
        };
        let swedish = |code: &str, number: u16, year: u16| {
            format!("https://www.eduskunta.fi/riksdagshandlingar/{code}+{number}/{year}")
        };
        match (self.instrument?, language) {
            (_, Language::English) => None,
            (Instrument::Bill(id), Language::Finnish) => {
                Some(finnish("HE", id.number(), id.year()))
            }
            (Instrument::Bill(id), Language::Swedish) => {
                Some(swedish("RP", id.number(), id.year()))
            }
            (Instrument::Document(id), language) => {
                match (id.is_swedish(), language == Language::Swedish) {
                    (false, false) => Some(finnish(id.code(), id.number(), id.year())),
                    (true, true) => Some(swedish(id.code(), id.number(), id.year())),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// The European Legislation Identifier, of an act down to the first place that is cited. Treaties have
    /// none that is known. Of an act of the Union whose number does not tell its kind, and which the
    /// catalogue does not have, see [`eu_elis`](Self::eu_elis).
    #[must_use]
    pub fn eli(&self, version: TextVersion) -> Option<String> {
        match self.instrument? {
            Instrument::Statute(id) if id.series() == Series::Statutes => {
                let mut eli = format!("http://data.finlex.fi/eli/sd/{}", year_and_number(id));
                if let Some(place) = &self.place {
                    eli.push_str(&eli_path(place.parts()));
                }
                eli.push_str(match version {
                    TextVersion::AsPublished => "/alkup",
                    TextVersion::UpToDate => "/ajantasa",
                });
                Some(eli)
            }
            Instrument::Bill(id) => {
                let (number, year) = (id.number(), id.year());
                Some(format!("http://data.finlex.fi/eli/he/{year}/{number}"))
            }
            Instrument::Eu(_) => {
                let mut elis = self.eu_elis().into_iter();
                let first = elis.next()?;
                elis.next().is_none().then_some(first.1)
            }
            _ => None,
        }
    }

    /// The identifiers that an act of the Union may have, by its kind: one where the kind is known. An act
    /// is numbered once, so that no more than one of them is answered since 2015; before, directives and
    /// decisions were numbered apart from regulations.
    #[must_use]
    pub fn eu_elis(&self) -> Vec<(EuActKind, String)> {
        let Some(Instrument::Eu(id)) = self.instrument else {
            return Vec::new();
        };
        let kinds: Vec<EuActKind> = match self.eu_act() {
            Some(act) => vec![act.kind()],
            None => possible_kinds(id).to_vec(),
        };
        let eli = |kind: EuActKind| {
            let word = match kind {
                EuActKind::Regulation => "reg",
                EuActKind::Directive => "dir",
                EuActKind::Decision => "dec",
            };
            let (year, number) = (id.year(), id.number());
            format!("http://data.europa.eu/eli/{word}/{year}/{number}/oj")
        };
        kinds.into_iter().map(|kind| (kind, eli(kind))).collect()
    }
}

/// The kinds that an act of the Union of this number may be of.
fn possible_kinds(id: EuActId) -> &'static [EuActKind] {
    match id.numbering() {
        EuNumbering::Bracketed if id.year() < 2015 => &[EuActKind::Regulation],
        EuNumbering::Suffixed => &[EuActKind::Directive, EuActKind::Decision],
        EuNumbering::Bracketed => &[
            EuActKind::Regulation,
            EuActKind::Directive,
            EuActKind::Decision,
        ],
    }
}

fn finlex(path: &str, anchor: Option<(String, Anchor)>) -> Address {
    let mut url = format!("https://www.finlex.fi/{path}");
    let anchor = anchor.map(|(text, anchor)| {
        url.push('#');
        url.push_str(&text);
        anchor
    });
    Address { url, anchor }
}

/// `2014/1301`, `1889/39-001`
fn year_and_number(id: StatuteId) -> String {
    match id.part() {
        None => format!("{}/{}", id.year(), id.number()),
        Some(part) => format!("{}/{}-{part:03}", id.year(), id.number()),
    }
}

/// `2014/20141301`, `1889/18890039001`
fn in_one_word(id: StatuteId) -> String {
    let (year, number) = (id.year(), id.number());
    match id.part() {
        None => format!("{year}/{year}{number:04}"),
        Some(part) => format!("{year}/{year}{number:04}{part:03}"),
    }
}

/// The one numeral of a level, or the first: an address leads to one place.
fn first(numerals: &Numerals) -> Option<Numeral> {
    numerals.iter().next()
}

/// `chp_2__sec_9__subsec_1__para_2__subpara_a`
fn renewed_anchor(place: &Provision) -> Option<(String, Anchor)> {
    let parts = place.parts();
    if parts.division != Division::Sections {
        return None;
    }
    let mut levels = Vec::new();
    if let Some(part) = parts.part {
        levels.push(format!("part_{part}"));
    }
    for (word, numerals) in [("chp", &parts.chapters), ("sec", &parts.sections)] {
        levels.extend(first(numerals).map(|numeral| format!("{word}_{}", numeral.joined())));
    }
    if parts.sections.is_empty() && parts.below_section() {
        return None;
    }
    // Items of an unnumbered moment are those of the first.
    let moment = match first(&parts.moments) {
        Some(moment) => Some(moment),
        None if parts.has_item() => Numeral::new(1),
        None => None,
    };
    levels.extend(moment.map(|numeral| format!("subsec_{}", numeral.joined())));
    if parts.intro {
        levels.push("intro".to_owned());
    } else {
        let lower = [("para", &parts.items), ("subpara", &parts.subitems)];
        for (word, numerals) in lower {
            levels.extend(first(numerals).map(|numeral| format!("{word}_{}", numeral.joined())));
        }
    }
    (!levels.is_empty()).then(|| (levels.join("__"), Anchor::BestEffort))
}

/// `O7L24P205`, `L2P9`, `P7`
fn former_anchor(place: &Provision) -> Option<(String, Anchor)> {
    let parts = place.parts();
    if parts.division != Division::Sections {
        return None;
    }
    let mut anchor = String::new();
    if let Some(part) = parts.part {
        anchor.push_str(&format!("O{part}"));
    }
    for (letter, numerals) in [('L', &parts.chapters), ('P', &parts.sections)] {
        if let Some(numeral) = first(numerals) {
            anchor.push_str(&format!("{letter}{}", numeral.joined()));
        }
    }
    let certain = if parts.chapters.is_empty() {
        Anchor::BestEffort
    } else {
        Anchor::Built
    };
    (!anchor.is_empty()).then_some((anchor, certain))
}

/// `/luku/2/pykala/9/momentti/1/kohta/14/alakohta/a`, `/momentti/1/johdanto`
fn eli_path(parts: &ProvisionParts) -> String {
    let mut path = String::new();
    if parts.division != Division::Sections || parts.below_section() && parts.sections.is_empty() {
        return path;
    }
    // The part is named only where chapters begin anew in each part, which the number does not tell; who
    // cites it in a section means such an act.
    if let Some(part) = parts.part {
        path.push_str(&format!("/osa/{part}"));
    }
    let mut push = |word: &str, numerals: &Numerals| {
        if let Some(numeral) = first(numerals) {
            path.push_str(&format!("/{word}/{}", numeral.joined()));
        }
    };
    push("luku", &parts.chapters);
    push("pykala", &parts.sections);
    if parts.moments.is_empty() && parts.has_item() {
        push(
            "momentti",
            &Numeral::new(1).map_or(Numerals::NONE, Numerals::one),
        );
    }
    push("momentti", &parts.moments);
    if parts.intro {
        path.push_str("/johdanto");
    } else {
        push("kohta", &parts.items);
        push("alakohta", &parts.subitems);
    }
    path
}
