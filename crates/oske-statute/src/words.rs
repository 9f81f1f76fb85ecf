//! The words of references, as data: levels and acts with their inflection, connectors.
//!
//! A Finnish noun is a stem and its endings in the order of [`Case::ALL`](crate::Case::ALL), then the
//! endings of the plural, which text outside statutes has. One table serves reading and writing.

/// What a level is called in either language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Level {
    Part,
    Chapter,
    Section,
    Article,
    Moment,
    Item,
    Subitem,
    Intro,
}

/// A Finnish noun in its eleven cases.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Noun {
    pub(crate) stem: &'static str,
    pub(crate) cases: [&'static str; 11],
    plural: &'static [&'static str],
}

impl Noun {
    /// Whether a word in lower case is a form of the noun.
    pub(crate) fn has_form(&self, word: &[u8]) -> bool {
        word.strip_prefix(self.stem.as_bytes())
            .is_some_and(|ending| {
                let mut endings = self.cases.iter().chain(self.plural);
                endings.any(|form| form.as_bytes() == ending)
            })
    }

    /// Whether a word in lower case ends with a form of the noun; the length of what comes before.
    pub(crate) fn compound(&self, word: &[u8]) -> Option<usize> {
        let endings = self.cases.iter().chain(self.plural);
        let last = word.last();
        let before = endings.filter_map(|ending| {
            // Most endings differ in their last letter.
            let other = !ending.is_empty() && ending.as_bytes().last() != last;
            let rest = if other {
                None
            } else {
                word.strip_suffix(ending.as_bytes())
            }?;
            Some(rest.strip_suffix(self.stem.as_bytes())?.len())
        });
        before.min()
    }

    /// The word of the nominative.
    pub(crate) fn is_nominative(&self, word: &[u8]) -> bool {
        let ending = word.strip_prefix(self.stem.as_bytes());
        ending.is_some_and(|ending| {
            self.cases
                .first()
                .is_some_and(|form| form.as_bytes() == ending)
        })
    }
}

pub(crate) const LUKU: Noun = Noun {
    stem: "lu",
    cases: [
        "ku", "vun", "kua", "vussa", "vusta", "kuun", "vulla", "vulta", "vulle", "kuna", "vuksi",
    ],
    plural: &["vut", "kujen", "kuja", "vuissa", "vuista", "kuihin"],
};

pub(crate) const OSA: Noun = Noun {
    stem: "osa",
    cases: [
        "", "n", "a", "ssa", "sta", "an", "lla", "lta", "lle", "na", "ksi",
    ],
    plural: &["t"],
};

/// The letters after `§:`.
pub(crate) const SECTION_SIGN: Noun = Noun {
    stem: "",
    cases: [
        "", "n", "ää", "ssä", "stä", "ään", "llä", "ltä", "lle", "nä", "ksi",
    ],
    plural: &[
        "t", "ien", "iä", "issä", "istä", "iin", "illä", "iltä", "ille",
    ],
};

const PYKALA: Noun = Noun {
    stem: "pykäl",
    cases: [
        "ä", "än", "ää", "ässä", "ästä", "ään", "ällä", "ältä", "älle", "änä", "äksi",
    ],
    plural: &["ät", "ien", "iä", "issä", "istä", "iin"],
};

pub(crate) const ARTIKLA: Noun = Noun {
    stem: "artikl",
    cases: [
        "a", "an", "aa", "assa", "asta", "aan", "alla", "alta", "alle", "ana", "aksi",
    ],
    plural: &["at", "ojen", "oja", "oissa", "oista", "oihin"],
};

pub(crate) const MOMENTTI: Noun = Noun {
    stem: "moment",
    cases: [
        "ti", "in", "tia", "issa", "ista", "tiin", "illa", "ilta", "ille", "tina", "iksi",
    ],
    plural: &["it", "tien", "teja", "eissa", "eista", "teihin"],
};

pub(crate) const KOHTA: Noun = Noun {
    stem: "koh",
    cases: [
        "ta", "dan", "taa", "dassa", "dasta", "taan", "dalla", "dalta", "dalle", "tana", "daksi",
    ],
    plural: &["dat", "tien", "tia", "dissa", "dista", "tiin"],
};

pub(crate) const ALAKOHTA: Noun = Noun {
    stem: "alakoh",
    ..KOHTA
};

pub(crate) const JOHDANTOKAPPALE: Noun = Noun {
    stem: "johdantokappale",
    cases: [
        "", "en", "tta", "essa", "esta", "eseen", "ella", "elta", "elle", "ena", "eksi",
    ],
    plural: &["et"],
};

pub(crate) const LAKI: Noun = Noun {
    stem: "la",
    cases: [
        "ki", "in", "kia", "issa", "ista", "kiin", "illa", "ilta", "ille", "kina", "iksi",
    ],
    plural: &[
        "it", "kien", "keja", "eissa", "eista", "keihin", "eilla", "eiksi",
    ],
};

pub(crate) const ASETUS: Noun = Noun {
    stem: "asetu",
    cases: [
        "s", "ksen", "sta", "ksessa", "ksesta", "kseen", "ksella", "kselta", "kselle", "ksena",
        "kseksi",
    ],
    plural: &[
        "kset", "sten", "ksien", "ksia", "ksissa", "ksista", "ksiin", "ksilla",
    ],
};

pub(crate) const KAARI: Noun = Noun {
    stem: "kaar",
    cases: [
        "i", "en", "ta", "essa", "esta", "een", "ella", "elta", "elle", "ena", "eksi",
    ],
    plural: &["et"],
};

pub(crate) const PAATOS: Noun = Noun {
    stem: "päätö",
    cases: [
        "s", "ksen", "stä", "ksessä", "ksestä", "kseen", "ksellä", "kseltä", "kselle", "ksenä",
        "kseksi",
    ],
    plural: &["kset", "sten", "ksien", "ksiä", "ksissä", "ksistä", "ksiin"],
};

pub(crate) const JARJESTYS: Noun = Noun {
    stem: "järjesty",
    cases: PAATOS.cases,
    plural: &[],
};

pub(crate) const MUOTO: Noun = Noun {
    stem: "muo",
    cases: [
        "to", "don", "toa", "dossa", "dosta", "toon", "dolla", "dolta", "dolle", "tona", "doksi",
    ],
    plural: &[],
};

pub(crate) const DIREKTIIVI: Noun = Noun {
    stem: "direktiivi",
    cases: [
        "", "n", "ä", "ssä", "stä", "in", "llä", "ltä", "lle", "nä", "ksi",
    ],
    plural: &["t", "en"],
};

/// The word for an act of which nothing but the number is known.
pub(crate) const SAADOS: Noun = Noun {
    stem: "säädö",
    cases: PAATOS.cases,
    plural: &["kset"],
};

/// The word for a treaty of which nothing but the number is known.
pub(crate) const SOPIMUS: Noun = Noun {
    stem: "sopimu",
    cases: ASETUS.cases,
    plural: &["kset"],
};

pub(crate) const LUONNOS: Noun = Noun {
    stem: "luonno",
    cases: [
        "s", "ksen", "sta", "ksessa", "ksesta", "kseen", "ksella", "kselta", "kselle", "ksena",
        "kseksi",
    ],
    plural: &[],
};

/// Swedish endings of level words, the plural and the genitive among them.
const SWEDISH: &[(&str, &[&str], Level)] = &[
    ("artikel", &["", "n", "ns", "s"], Level::Article),
    ("artiklar", &["", "na", "nas"], Level::Article),
    (
        "kapit",
        &["el", "let", "lets", "len", "els"],
        Level::Chapter,
    ),
    (
        "moment",
        &["", "et", "ets", "en", "ens", "s"],
        Level::Moment,
    ),
    ("paragraf", &["", "en", "ens", "er", "erna"], Level::Section),
    (
        "punkt",
        &["", "en", "ens", "er", "erna", "ernas", "s"],
        Level::Item,
    ),
    (
        "underpunkt",
        &["", "en", "ens", "er", "erna", "ernas", "s"],
        Level::Subitem,
    ),
];

/// The level that a word in lower case names, written out in full.
pub(crate) fn level(word: &[u8]) -> Option<Level> {
    level_form(word).map(|(level, _)| level)
}

/// The level that a word in lower case names, and whether the word is inflected as only Finnish ones are.
pub(crate) fn level_form(word: &[u8]) -> Option<(Level, bool)> {
    let finnish: &[(&Noun, Level)] = match word.first()? {
        b'a' => &[(&ARTIKLA, Level::Article), (&ALAKOHTA, Level::Subitem)],
        b'j' => &[(&JOHDANTOKAPPALE, Level::Intro)],
        b'k' => &[(&KOHTA, Level::Item)],
        b'l' => &[(&LUKU, Level::Chapter)],
        b'm' => &[(&MOMENTTI, Level::Moment)],
        b'o' => &[(&OSA, Level::Part)],
        b'p' => &[(&PYKALA, Level::Section)],
        b'u' => &[],
        _ => return None,
    };
    let finnish = finnish.iter().find(|(noun, _)| noun.has_form(word));
    if let Some((noun, level)) = finnish {
        return Some((*level, !noun.is_nominative(word)));
    }
    let swedish = SWEDISH.iter().find(|(stem, endings, _)| {
        let ending = word.strip_prefix(stem.as_bytes());
        ending.is_some_and(|ending| endings.iter().any(|form| form.as_bytes() == ending))
    });
    swedish.map(|(_, _, level)| (*level, false))
}

/// The level that an abbreviation in lower case names, and whether it stands only below another level:
/// `k` and `p` mean too much elsewhere.
pub(crate) fn abbreviated_level(word: &[u8]) -> Option<(Level, bool)> {
    match word {
        b"mom" => Some((Level::Moment, false)),
        b"kap" => Some((Level::Chapter, false)),
        b"art" => Some((Level::Article, false)),
        b"k" | b"p" | b"kohd" => Some((Level::Item, true)),
        b"alak" => Some((Level::Subitem, true)),
        b"johd" => Some((Level::Intro, true)),
        _ => None,
    }
}

/// Swedish words for a part of a point, which stand before its number or letter: *underled a*.
pub(crate) fn is_part_of_point(word: &[u8]) -> bool {
    matches!(
        word,
        b"underpunkt"
            | b"underpunkten"
            | b"underpunkterna"
            | b"underled"
            | b"underledet"
            | b"underleden"
    )
}

/// Words that join the members of a list.
pub(crate) fn is_connector(word: &[u8]) -> bool {
    matches!(
        word,
        b"ja"
            | b"tai"
            | b"taikka"
            | b"eik\xc3\xa4"
            | b"sek\xc3\xa4"
            | b"ynn\xc3\xa4"
            | b"och"
            | b"eller"
            | b"samt"
            | b"respektive"
            | b"resp"
            | b"and"
            | b"or"
    )
}

/// Words for something that is put in anew: *uusi*, *ny*.
pub(crate) fn is_new(word: &[u8]) -> bool {
    matches!(
        word,
        b"uusi" | b"uudet" | b"uuden" | b"uusia" | b"uutta" | b"uusien" | b"ny" | b"nytt" | b"nya"
    )
}
