//! [`ActName`]: the short name of a known act.

use std::fmt;
use std::str::FromStr;

use oske_types::{Language, ParseValueError, pad};

use crate::acts::Head;

/// The short name of an act (*lyhyt nimike*; *kort rubrik*): what text calls an act without its number,
/// as in `sosiaalihuoltolain 7 §`.
///
/// A name is not an act: *sosiaalihuoltolaki* was the name of 710/1982 and is that of 1301/2014, and only
/// a date tells which is meant. The text form is the Finnish name; it is read in Finnish and Swedish, in
/// every case of inflection, and from the usual abbreviations.
///
/// ```
/// use oske_statute::ActName;
/// use oske_types::Language;
///
/// let name: ActName = "sosiaalihuoltolaki".parse()?;
/// assert_eq!(ActName::find("socialvårdslagens"), Some(name));
/// assert_eq!(ActName::find("ShL"), Some(name));
/// assert_eq!(name.in_language(Language::Swedish), "socialvårdslagen");
/// # Ok::<(), oske_types::ParseValueError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ActName {
    // INVARIANT: an index of `NAMES`, which is in the order of the Finnish names.
    index: u8,
}

/// A name: what comes before the head word in either language, and what courts and guides shorten it to.
struct Entry {
    finnish: &'static str,
    swedish: &'static str,
    english: &'static str,
    head: Head,
    abbreviations: &'static [&'static str],
}

const fn act(
    finnish: &'static str,
    swedish: &'static str,
    english: &'static str,
    abbreviations: &'static [&'static str],
) -> Entry {
    Entry {
        finnish,
        swedish,
        english,
        head: Head::Act,
        abbreviations,
    }
}

const fn code(
    finnish: &'static str,
    swedish: &'static str,
    english: &'static str,
    abbreviations: &'static [&'static str],
) -> Entry {
    Entry {
        head: Head::Code,
        ..act(finnish, swedish, english, abbreviations)
    }
}

const NAMES: &[Entry] = &[
    act("arkisto", "arkiv", "Archives Act", &[]),
    act(
        "arvonlisävero",
        "mervärdesskatte",
        "Value Added Tax Act",
        &["AVL"],
    ),
    act(
        "hallinto",
        "förvaltnings",
        "Administrative Procedure Act",
        &["HL"],
    ),
    act(
        "hallintolainkäyttö",
        "förvaltningsprocess",
        "Administrative Judicial Procedure Act",
        &["HLL"],
    ),
    act(
        "hankinta",
        "upphandlings",
        "Public Procurement Act",
        &["HankL"],
    ),
    act(
        "julkisuus",
        "offentlighets",
        "Act on the Openness of Government Activities",
        &["JulkL"],
    ),
    act("kieli", "språk", "Language Act", &["KieliL"]),
    act(
        "kirjanpito",
        "bokförings",
        "Accounting Act",
        &["KPL", "KirjanpL"],
    ),
    act("korko", "ränte", "Interest Act", &["KorkoL"]),
    act("kunta", "kommunal", "Local Government Act", &["KuntaL"]),
    act("lastensuojelu", "barnskydds", "Child Welfare Act", &["LSL"]),
    act(
        "mielenterveys",
        "mentalvårds",
        "Mental Health Act",
        &["MTL"],
    ),
    code(
        "oikeudenkäymis",
        "rättegångs",
        "Code of Judicial Procedure",
        &["OK", "RB"],
    ),
    act(
        "osakeyhtiö",
        "aktiebolags",
        "Limited Liability Companies Act",
        &["OYL"],
    ),
    code("perintö", "ärvda", "Code of Inheritance", &["PK", "ÄB"]),
    act(
        "perustus",
        "grund",
        "Constitution of Finland",
        &["PL", "GL"],
    ),
    act(
        "päihdehuolto",
        "missbrukarvårds",
        "Act on Welfare for Substance Abusers",
        &[],
    ),
    act("rikos", "straff", "Criminal Code", &["RL", "RikosL", "SL"]),
    act(
        "sosiaalihuolto",
        "socialvårds",
        "Social Welfare Act",
        &["SHL", "ShL"],
    ),
    act("säätiö", "stiftelse", "Foundations Act", &["SäätiöL"]),
    act("tietosuoja", "dataskydds", "Data Protection Act", &[]),
    act("tulovero", "inkomstskatte", "Income Tax Act", &["TVL"]),
    act(
        "työsopimus",
        "arbetsavtals",
        "Employment Contracts Act",
        &["TSL"],
    ),
    code("ulosotto", "utsöknings", "Enforcement Code", &["UK", "UB"]),
    act(
        "valtionavustus",
        "statsunderstöds",
        "Act on Discretionary Government Transfers",
        &[],
    ),
    act(
        "vammaispalvelu",
        "funktionshinderservice",
        "Disability Services Act",
        &["VpL", "VPL"],
    ),
    act(
        "vanhuspalvelu",
        "äldreomsorgs",
        "Act on Care Services for Older Persons",
        &[],
    ),
    act(
        "varhaiskasvatus",
        "småbarnspedagogik",
        "Act on Early Childhood Education and Care",
        &[],
    ),
    act("yhdistys", "förenings", "Associations Act", &["YhdL"]),
];

impl ActName {
    /// The name that a word is a form or an abbreviation of, in Finnish or Swedish.
    #[must_use]
    pub fn find(word: &str) -> Option<Self> {
        Self::of_abbreviation(word).or_else(|| {
            let lower = word.to_lowercase();
            let (length, head) = Head::of(lower.as_bytes())?;
            let before = lower.get(..length)?;
            Self::of_parts(before, head)
        })
    }

    /// The name whose English begins a text, and its length; the Constitution also without its country.
    pub(crate) fn english_at(text: &str) -> Option<(Self, usize)> {
        let ends = |length: usize| {
            let mut rest = text.get(length..).unwrap_or("").chars();
            rest.next().is_none_or(|next| !next.is_alphanumeric())
        };
        let first = text.as_bytes().first();
        if !first.is_some_and(u8::is_ascii_uppercase) {
            return None;
        }
        let whole = |entry: &Entry| {
            entry.english.as_bytes().first() == first
                && text.starts_with(entry.english)
                && ends(entry.english.len())
        };
        let found = NAMES.iter().position(whole).and_then(|index| {
            let length = NAMES.get(index)?.english.len();
            Some((Self::at(index)?, length))
        });
        found.or_else(|| {
            let short = "Constitution";
            let named = text.starts_with(short) && ends(short.len());
            let is_short = |entry: &Entry| entry.english.starts_with(short);
            let index = NAMES.iter().position(is_short).filter(|_| named)?;
            Some((Self::at(index)?, short.len()))
        })
    }

    /// The name whose English ends a text.
    pub(crate) fn english_before(text: &str) -> Option<Self> {
        let ends = |entry: &Entry| text.ends_with(entry.english);
        Self::at(NAMES.iter().position(ends)?)
    }

    pub(crate) fn of_parts(before: &str, head: Head) -> Option<Self> {
        let is_name = |entry: &Entry| {
            entry.head == head && (entry.finnish == before || entry.swedish == before)
        };
        Self::at(NAMES.iter().position(is_name)?)
    }

    fn of_abbreviation(word: &str) -> Option<Self> {
        let is_name = |entry: &Entry| entry.abbreviations.contains(&word);
        let lower = |entry: &Entry| {
            entry.abbreviations.iter().any(|short| {
                short.len() == 3 && short.eq_ignore_ascii_case(word) && word.ends_with('l')
            })
        };
        let position = NAMES
            .iter()
            .position(is_name)
            .or_else(|| NAMES.iter().position(lower));
        Self::at(position?)
    }

    fn at(index: usize) -> Option<Self> {
        Some(Self {
            index: u8::try_from(index).ok()?,
        })
    }

    fn entry(self) -> Option<&'static Entry> {
        NAMES.get(usize::from(self.index))
    }

    /// The name in a language, as a sentence has it: *sosiaalihuoltolaki*, *socialvårdslagen*, *Social
    /// Welfare Act*. The English name is that of the unofficial translation, where there is one.
    #[must_use]
    pub fn in_language(self, language: Language) -> String {
        let Some(entry) = self.entry() else {
            return String::new();
        };
        let (finnish, swedish) = entry.head.words();
        match language {
            Language::Finnish => format!("{}{finnish}", entry.finnish),
            Language::Swedish => format!("{}{swedish}", entry.swedish),
            Language::English => entry.english.to_owned(),
        }
    }

    /// What comes before the head word in Finnish, and the head word.
    pub(crate) fn finnish_parts(self) -> (&'static str, Head) {
        self.entry()
            .map_or(("", Head::Act), |entry| (entry.finnish, entry.head))
    }

    /// Every name that is known.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..NAMES.len()).filter_map(Self::at)
    }
}

impl fmt::Display for ActName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        pad(f, &self.in_language(Language::Finnish))
    }
}

impl fmt::Debug for ActName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ActName({self})")
    }
}

impl FromStr for ActName {
    type Err = ParseValueError;

    fn from_str(text: &str) -> Result<Self, ParseValueError> {
        let named = Self::find(text).filter(|name| name.to_string() == text);
        named.ok_or_else(|| {
            let reason = "expected the Finnish short name of a known act";
            ParseValueError::new("the name of an act", text, reason, "sosiaalihuoltolaki")
        })
    }
}
