//! Words that name an act in running text: *laki*, *asetus*, *lag*, *förordning* and compounds of them.

use crate::words::{self, Noun};

/// The last part of an act's short name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Head {
    /// *laki*, *lag*
    Act,
    /// *kaari*, *balk*
    Code,
}

impl Head {
    /// The head that a word in lower case ends with, and the length of what comes before.
    pub(crate) fn of(word: &[u8]) -> Option<(usize, Self)> {
        let finnish = [(&words::LAKI, Self::Act), (&words::KAARI, Self::Code)];
        let finnish = finnish
            .into_iter()
            .find_map(|(noun, head)| Some((noun.compound(word)?, head)));
        finnish.or_else(|| {
            let swedish = [(SWEDISH_LAW, Self::Act), (SWEDISH_CODE, Self::Code)];
            swedish
                .into_iter()
                .find_map(|(forms, head)| Some((before_form(word, forms)?, head)))
        })
    }

    /// The head word, in Finnish and, with its article, in Swedish.
    pub(crate) const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Act => ("laki", "lagen"),
            Self::Code => ("kaari", "balken"),
        }
    }

    pub(crate) const fn noun(self) -> &'static Noun {
        match self {
            Self::Act => &words::LAKI,
            Self::Code => &words::KAARI,
        }
    }
}

/// Forms of *lag*, longest first.
const SWEDISH_LAW: &[&str] = &[
    "lagarnas", "lagarna", "lagens", "lagar", "lagen", "lags", "lag",
];
const SWEDISH_CODE: &[&str] = &["balkens", "balken", "balks", "balk"];
const SWEDISH_DECREE: &[&str] = &[
    "förordningarnas",
    "förordningarna",
    "förordningens",
    "förordningar",
    "förordningen",
    "förordnings",
    "förordning",
];
const SWEDISH_DIRECTIVE: &[&str] = &[
    "direktivets",
    "direktivet",
    "direktiven",
    "direktivs",
    "direktiv",
];

fn before_form(word: &[u8], forms: &[&str]) -> Option<usize> {
    forms
        .iter()
        .find_map(|form| Some(word.strip_suffix(form.as_bytes())?.len()))
}

/// A word that names an act, or the last part of one that does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ActWord {
    /// The word for a kind of act and nothing before it: *lain*, *förordningen*.
    pub(crate) bare: bool,
    pub(crate) swedish: bool,
    pub(crate) english: bool,
    /// Of a directive, which no Finnish act is.
    pub(crate) eu: bool,
    /// *laki, kaari*, which no act of the Union is.
    pub(crate) law: bool,
    /// *laissa, lailla*: where an amendment stands or by what it was made, and not the genitive that a
    /// provision follows.
    pub(crate) inessive: bool,
    /// *lag*, *förordning*: Swedish without its article.
    pub(crate) indefinite: bool,
    /// *laki*, *asetus*: Finnish in the nominative.
    pub(crate) nominative: bool,
}

/// What a word in lower case says of an act.
pub(crate) fn act_word(word: &[u8]) -> Option<ActWord> {
    if word.len() < 3 {
        return None;
    }
    let stems = Stems::of(word);
    if stems.are_none() {
        return english(word);
    }
    finnish(word, stems)
        .or_else(|| swedish(word, stems))
        .or_else(|| english(word))
}

/// Which stems may stand near the end of a word, going by their first three bytes: so most words are done with
/// at a glance.
#[derive(Debug, Clone, Copy)]
struct Stems(u16);

impl Stems {
    /// *laki* and its forms, which go on with k, i or e.
    const LAKI: u16 = 1;
    const LAG: u16 = 1 << 9;
    const ASETU: u16 = 1 << 1;
    const KAAR: u16 = 1 << 2;
    const DIREKTI: u16 = 1 << 3;
    const SAADO: u16 = 1 << 4;
    const JARJESTY: u16 = 1 << 5;
    const MUO: u16 = 1 << 6;
    const FORORDNING: u16 = 1 << 7;
    const BALK: u16 = 1 << 8;
    /// The longest stem and its longest ending, in bytes: *förordningarnas*.
    const REACH: usize = 18;

    fn of(word: &[u8]) -> Self {
        let tail = word.len().saturating_sub(Self::REACH);
        let tail = word.get(tail..).unwrap_or(word);
        let mut stems = 0;
        for three in tail.windows(3) {
            stems |= match *three {
                [b'l', b'a', b'k' | b'i' | b'e'] => Self::LAKI,
                [b'l', b'a', b'g'] => Self::LAG,
                [b'a', b's', b'e'] => Self::ASETU,
                [b'k', b'a', b'a'] => Self::KAAR,
                [b'd', b'i', b'r'] => Self::DIREKTI,
                [b's', 0xc3, 0xa4] => Self::SAADO,
                [b'j', 0xc3, 0xa4] => Self::JARJESTY,
                [b'm', b'u', b'o'] => Self::MUO,
                [b'f', 0xc3, 0xb6] => Self::FORORDNING,
                [b'b', b'a', b'l'] => Self::BALK,
                _ => 0,
            };
        }
        Self(stems)
    }

    const fn are_none(self) -> bool {
        self.0 == 0
    }

    const fn have(self, stem: u16) -> bool {
        self.0 & stem != 0
    }
}

/// *Act*, *Decree*, and *statute*, which is neither.
fn english(word: &[u8]) -> Option<ActWord> {
    matches!(
        word,
        b"act" | b"acts" | b"decree" | b"decrees" | b"statute" | b"statutes"
    )
    .then_some(ActWord {
        bare: true,
        swedish: false,
        english: true,
        eu: false,
        law: false,
        inessive: false,
        indefinite: false,
        nominative: false,
    })
}

/// Whether a stem stands near the end of a word, with no more than so many bytes after it.
fn tail_has(word: &[u8], stem: &[u8], longest_ending: usize) -> bool {
    let tail = word
        .len()
        .saturating_sub(stem.len().saturating_add(longest_ending));
    let mut tail = word.get(tail..).unwrap_or(word);
    let first = stem.first();
    while let Some((byte, rest)) = tail.split_first() {
        if Some(byte) == first && tail.starts_with(stem) {
            return true;
        }
        tail = rest;
    }
    false
}

fn finnish(word: &[u8], stems: Stems) -> Option<ActWord> {
    // The last letter of every form.
    if !matches!(word.last()?, b'i' | b'n' | b'a' | b's' | b't' | b'e' | 0xa4) {
        return None;
    }
    let found = |noun: &Noun, before: usize, eu: bool| {
        let head = word.get(before..).unwrap_or_default();
        let place = head
            .strip_suffix(b"a")
            .or_else(|| head.strip_suffix("ä".as_bytes()));
        let inessive = place.is_some_and(|stem| stem.ends_with(b"ss") || stem.ends_with(b"ll"));
        Some(ActWord {
            bare: before == 0,
            swedish: false,
            english: false,
            eu,
            law: noun.stem == words::LAKI.stem || noun.stem == words::KAARI.stem,
            inessive,
            indefinite: false,
            nominative: noun.is_nominative(head),
        })
    };
    let has = |flag: u16, stem: &[u8], longest_ending: usize| {
        stems.have(flag) && tail_has(word, stem, longest_ending)
    };
    if let Some(before) = has(Stems::LAKI, b"la", 6)
        .then(|| words::LAKI.compound(word))
        .flatten()
    {
        // `sellaista`, `kuntalaista`: people and kinds of things, not acts.
        let other = before > 0 && (word.ends_with(b"laista") || before < 3);
        return if other {
            None
        } else {
            found(&words::LAKI, before, false)
        };
    }
    if let Some(before) = has(Stems::ASETU, b"asetu", 6)
        .then(|| words::ASETUS.compound(word))
        .flatten()
    {
        return found(&words::ASETUS, before, false);
    }
    if let Some(before) = has(Stems::KAAR, b"kaar", 4)
        .then(|| words::KAARI.compound(word))
        .flatten()
    {
        return if before < 3 {
            None
        } else {
            found(&words::KAARI, before, false)
        };
    }
    if let Some(before) = has(Stems::DIREKTI, b"direktiivi", 4)
        .then(|| words::DIREKTIIVI.compound(word))
        .flatten()
    {
        return found(&words::DIREKTIIVI, before, true);
    }
    if stems.have(Stems::SAADO) && words::SAADOS.has_form(word) {
        return found(&words::SAADOS, 0, false);
    }
    let named = has(Stems::JARJESTY, "järjesty".as_bytes(), 7) || has(Stems::MUO, b"muo", 5);
    if !named {
        return None;
    }
    let named: [(&Noun, &[&str]); 2] = [
        (
            &words::JARJESTYS,
            &["valtiopäivä", "kirkko", "kirkon vaali", "työ", "vaali"],
        ),
        (&words::MUOTO, &["hallitus"]),
    ];
    named.into_iter().find_map(|(noun, names)| {
        let before = noun.compound(word)?;
        let name = word.get(..before)?;
        names
            .iter()
            .any(|known| known.as_bytes() == name)
            .then(|| found(noun, before, false))?
    })
}

/// Words that end as *lag* does and name no act.
const NO_LAW: &[&str] = &[
    "förslag",
    "anslag",
    "utslag",
    "inslag",
    "avslag",
    "uppslag",
    "beslag",
    "omslag",
    "tillslag",
    "nederslag",
    "överslag",
    "genomslag",
    "bolag",
    "underlag",
    "pålag",
    "tilldelag",
    "bilag",
];

fn swedish(word: &[u8], stems: Stems) -> Option<ActWord> {
    let found = |before: usize, eu: bool, forms: &[&str]| {
        let head = word.get(before..).unwrap_or_default();
        let plain = forms.last().is_some_and(|form| form.as_bytes() == head);
        let plural = head.ends_with(b"ar") || head.ends_with(b"arna");
        Some(ActWord {
            bare: before == 0,
            swedish: true,
            english: false,
            eu,
            law: head.starts_with(b"lag") || head.starts_with(b"balk"),
            inessive: false,
            indefinite: plain || plural,
            nominative: false,
        })
    };
    if !matches!(
        word.last()?,
        b'g' | b'n' | b's' | b'r' | b'a' | b'k' | b'v' | b't'
    ) {
        return None;
    }
    let has = |flag: u16, stem: &[u8]| stems.have(flag) && tail_has(word, stem, 6);
    if let Some(before) = has(Stems::LAG, b"lag")
        .then(|| before_form(word, SWEDISH_LAW))
        .flatten()
    {
        let end = before.saturating_add(3);
        let stem = word.get(..end).unwrap_or_default();
        let other = NO_LAW.iter().any(|no| stem.ends_with(no.as_bytes()));
        return if other || before == 1 {
            None
        } else {
            found(before, false, SWEDISH_LAW)
        };
    }
    if let Some(before) = has(Stems::FORORDNING, "förordning".as_bytes())
        .then(|| before_form(word, SWEDISH_DECREE))
        .flatten()
    {
        return found(before, false, SWEDISH_DECREE);
    }
    if stems.have(Stems::FORORDNING)
        && (word == "författningen".as_bytes() || word == "fördraget".as_bytes())
    {
        return found(0, false, &[]);
    }
    if let Some(before) = has(Stems::BALK, b"balk")
        .then(|| before_form(word, SWEDISH_CODE))
        .flatten()
    {
        return found(before, false, SWEDISH_CODE);
    }
    let before = has(Stems::DIREKTI, b"direktiv")
        .then(|| before_form(word, SWEDISH_DIRECTIVE))
        .flatten()?;
    found(before, true, SWEDISH_DIRECTIVE)
}

/// Whether a word in lower case is a form of *päätös* or *beslut*: the Government's are published as acts
/// are, those of everybody else are not.
pub(crate) fn is_decision(word: &[u8]) -> bool {
    match word.first() {
        Some(b'p') => words::PAATOS.has_form(word),
        Some(b'b') => matches!(
            word,
            b"beslut" | b"beslutet" | b"besluten" | b"besluts" | b"beslutets"
        ),
        _ => false,
    }
}

/// Whether a word in lower case names rules that are numbered as acts are, and that no parliament gave:
/// *hallintosääntö*, *stadgar*.
pub(crate) fn is_rulebook(word: &[u8]) -> bool {
    const RULES: [&str; 8] = [
        "sääntö",
        "säännön",
        "säännössä",
        "säännöstä",
        "sääntöön",
        "sääntöä",
        "sääntöjen",
        "säännöissä",
    ];
    let finnish = matches!(word.last(), Some(0xa4 | 0xb6 | b'n'))
        && RULES.iter().any(|rule| word.ends_with(rule.as_bytes()));
    finnish || word.starts_with(b"stadgar") || word == b"stadgans"
}

/// Words after which an act is one of the Union's: *komission*, *rådets*.
pub(crate) fn is_eu_cue(word: &[u8]) -> bool {
    matches!(
        word,
        b"eu"
            | b"ey"
            | b"ety"
            | b"eg"
            | b"eeg"
            | b"gdpr"
            | b"unionin"
            | b"unionens"
            | b"neuvoston"
            | b"komission"
            | b"parlamentin"
            | b"kommissionens"
            | b"europaparlamentets"
            | b"euroopan"
            | b"europeiska"
            | b"direktiv"
            | b"direktivet"
            | b"direktivets"
            | b"regulation"
            | b"directive"
    ) || word == "rådets".as_bytes()
        || word.starts_with(b"direktiivi")
        || word.starts_with("tietosuoja-asetu".as_bytes())
        || word.starts_with("dataskyddsförordning".as_bytes())
        || word.starts_with(b"eu-")
        || word.ends_with(b"direktiivin")
}

/// Words for things that are numbered as acts are, and are none: records, guides, issues, minutes.
pub(crate) fn is_other_document(word: &[u8]) -> bool {
    const STEMS: &[&str] = &[
        "dnro",
        "drno",
        "diaarinumero",
        "diaarinro",
        "diaari",
        "asianumero",
        "asianro",
        "asiakirja",
        "ohje",
        "määräys",
        "määräyks",
        "suositu",
        "kirje",
        "yleiskirje",
        "kiertokirje",
        "pöytäkirja",
        "esityslista",
        "lausunto",
        "lausunno",
        "mietintö",
        "mietinnö",
        "julkaisu",
        "raportti",
        "raporti",
        "selvitys",
        "selvityks",
        "muistio",
        "lehti",
        "lehde",
        "numero",
        "kokou",
        "tiedote",
        "tiedotte",
        "valitu",
        "hakemu",
        "lupa",
        "luva",
        "kantelu",
        "liite",
        "liittee",
        "esitys",
        "esityks",
        "aloite",
        "aloittee",
        "kysymys",
        "kysymyks",
        "tapau",
        "ratkaisu",
        "tuomio",
        "taltio",
        "sivu",
        "sarja",
        "vuosikerta",
        "katsau",
        "verohallinnon",
        "ohjeen",
        "cirkulär",
        "anvisning",
        "protokoll",
        "diarienummer",
        "dnr",
        "häfte",
        "häftet",
        "nummer",
        "utlåtande",
        "betänkande",
        "proposition",
        "publikation",
        "rapport",
        "dom",
        "domen",
        "ärende",
        "föreskrift",
        "bilaga",
        "bilagan",
        "handbok",
        "tidning",
        "meddelande",
        "brev",
        "sammanträde",
        "föredragningslista",
        "rekommendation",
        "möte",
        "skrivelse",
    ];
    let first = word.first();
    STEMS
        .iter()
        .filter(|stem| stem.as_bytes().first() == first)
        .any(|stem| {
            let rest = match word.strip_prefix(stem.as_bytes()) {
                Some(rest) => rest,
                None => return false,
            };
            // An inflected form, not a compound: `ohjeessa`, not `ohjesäännössä`; and `numerot` are numbers.
            rest.len() <= 6 && rest != b"t" && (stem.len() > 3 || rest.is_empty())
        })
}
