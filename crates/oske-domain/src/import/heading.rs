//! What headings are known by themselves.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use oske_types::Language;

use super::mapping::Meaning;
use crate::MemberKind;
use crate::register::field::FACT_PREFIX;

/// One row for each meaning: its code, what its cells are, and its headings, of which the first in
/// each language is written.
macro_rules! headings {
    ($each:ident) => {
        $each! {
            Id, "id", "an id, such as `1001` or `siun-sote`",
                ["Jäsennumero", "Jäsennro", "Jäsentunnus"],
                ["Medlemsnummer", "Medlemsnr"],
                ["Member number", "Member no", "Member id", "Id"];
            Name(Language::Finnish), "name", "the name in Finnish",
                ["Nimi", "Nimi suomeksi", "Jäsenen nimi", "Jäsen"],
                ["Namn på finska"],
                ["Name in Finnish", "Name"];
            Name(Language::Swedish), "name_sv", "the name in Swedish",
                ["Nimi ruotsiksi"],
                ["Namn på svenska", "Namn", "Medlemmens namn", "Medlem"],
                ["Name in Swedish", "Name sv"];
            Name(Language::English), "name_en", "the name in English",
                ["Nimi englanniksi"],
                ["Namn på engelska"],
                ["Name in English", "Name en"];
            Kind, "kind", "a [`MemberKind`](crate::MemberKind)'s code or name, or a word of the mapping",
                ["Jäsenlaji", "Laji", "Jäsenryhmä", "Jäsentyyppi"],
                ["Medlemskategori", "Medlemsslag", "Medlemstyp"],
                ["Member kind", "Member type", "Kind"];
            BusinessId, "business_id", "a business id",
                ["Y-tunnus"],
                ["FO-nummer"],
                ["Business id"];
            Places, "places", "[`Place`](crate::Place)s with one space between them",
                ["Paikat"],
                ["Orter"],
                ["Places"];
            Municipality, "municipality", "the number of a municipality: `297`, `97`",
                ["Kuntanumero", "Kunnan numero", "Kuntakoodi"],
                ["Kommunnummer", "Kommunkod"],
                ["Municipality code", "Municipality number"];
            RepresentedBy, "represented_by", "[`Representation`](crate::Representation)s with `; ` between them",
                ["Edustus"],
                ["Företrädande"],
                ["Represented by"];
            Language, "language", "`fi`, `suomi`, `finska`, `Finnish`, …",
                ["Kieli", "Asiointikieli"],
                ["Språk", "Kontaktspråk"],
                ["Language"];
            History, "history", "a [`MembershipHistory`](crate::MembershipHistory)",
                ["Jäsenhistoria"],
                ["Medlemshistorik"],
                ["Membership history", "History"];
            Admitted, "admitted", "a day",
                ["Liittynyt", "Liittymispäivä", "Jäsen alkaen", "Hyväksytty jäseneksi"],
                ["Inträdesdatum", "Inträdde", "Medlem sedan", "Medlem från"],
                ["Joined", "Admitted", "Member since"];
            Resigned, "resigned", "a day",
                ["Eronnut", "Eropäivä"],
                ["Utträdesdatum", "Utträdde"],
                ["Resigned"];
            LastDay, "last_day", "a day",
                ["Viimeinen jäsenpäivä", "Viimeinen jäsenyyspäivä"],
                ["Sista medlemsdag"],
                ["Last day as a member", "Last day"];
            Source, "source", "text",
                ["Lähde"],
                ["Källa"],
                ["Source"];
            Note, "note", "text",
                ["Huomautus", "Huomautuksia", "Lisätieto", "Lisätiedot"],
                ["Anmärkning", "Anmärkningar"],
                ["Note", "Notes"];
            InvoicingAddress, "invoicing_address", "text",
                ["Laskutusosoite"],
                ["Faktureringsadress"],
                ["Invoicing address", "Billing address"];
        }
    };
}

/// The rows of the table in the docs of [`Meaning`].
macro_rules! known_headings {
    () => {
        headings!(table_rows)
    };
}
macro_rules! table_rows {
    ($($meaning:ident $(($of:path))?, $code:literal, $cells:literal,
        [$first:literal $(, $fi:literal)*], [$($sv:literal),*], [$($en:literal),*];)*) => {
        concat!($(
            "| `", $code, "` | ", $cells, " | ",
            $first $(, " · ", $fi)* $(, " · ", $sv)* $(, " · ", $en)*, " |\n",
        )*)
    };
}

/// What is known of one meaning.
struct Known {
    meaning: Meaning,
    code: &'static str,
    headings: [&'static [&'static str]; 3],
}

macro_rules! known_rows {
    ($($meaning:ident $(($of:path))?, $code:literal, $cells:literal,
        [$($fi:literal),*], [$($sv:literal),*], [$($en:literal),*];)*) => {
        const KNOWN: &[Known] = &[
            $(Known {
                meaning: Meaning::$meaning $(($of))?,
                code: $code,
                headings: [&[$($fi),*], &[$($sv),*], &[$($en),*]],
            },)*
        ];
    };
}
headings!(known_rows);

const PASSED_OVER: &str = "passed_over";

/// A heading or a word as it is compared: in small letters, with one space for each run of white
/// space, underscores and hyphens that are no ASCII ones, and without a colon or an asterisk at its end.
pub(super) fn plain(text: &str) -> String {
    let letters = text.chars().filter(|letter| *letter != '\u{ad}');
    let letters = letters.map(|letter| match letter {
        '_' => ' ',
        '\u{2010}' | '\u{2011}' => '-',
        other => other,
    });
    let spaced: String = letters.collect();
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let joined = words.join(" ").to_lowercase();
    joined.trim_end_matches([':', '*', ' ']).to_owned()
}

/// The meanings of headings and codes, by the plain heading.
static BY_HEADING: LazyLock<BTreeMap<String, &'static Meaning>> = LazyLock::new(|| {
    let of_each = KNOWN.iter().flat_map(|known| {
        let headings = known.headings.iter().flat_map(|headings| headings.iter());
        let headings = headings.copied().chain([known.code]);
        headings.map(|heading| (plain(heading), &known.meaning))
    });
    of_each.collect()
});

/// The kinds by their codes and their names in three languages, plain.
static BY_KIND: LazyLock<BTreeMap<String, MemberKind>> = LazyLock::new(|| {
    let of_each = MemberKind::ALL.iter().flat_map(|kind| {
        let name = kind.name();
        let names = Language::ALL.map(|language| plain(name.in_language(language)));
        let words = names.into_iter().chain([plain(kind.code())]);
        words.map(|word| (word, *kind))
    });
    of_each.collect()
});

/// The meaning of a plain heading.
pub(super) fn meaning(plain_heading: &str) -> Option<Meaning> {
    let fact = || {
        let name = plain_heading.strip_prefix(FACT_PREFIX)?;
        name.replace(' ', "_").parse().ok().map(Meaning::Facts)
    };
    let known = BY_HEADING.get(plain_heading);
    known.map(|meaning| (*meaning).clone()).or_else(fact)
}

/// The kind of a plain word.
pub(super) fn kind(plain_word: &str) -> Option<MemberKind> {
    BY_KIND.get(plain_word).copied()
}

/// Every heading that is known, and every code.
pub(super) fn all_headings() -> impl Iterator<Item = &'static str> {
    KNOWN.iter().flat_map(|known| {
        let headings = known
            .headings
            .iter()
            .flat_map(|headings| headings.iter().copied());
        headings.chain([known.code])
    })
}

/// The heading of a meaning in a language, where there is one.
pub(super) fn heading_in(language: Language, meaning: &Meaning) -> Option<&'static str> {
    let known = KNOWN.iter().find(|known| known.meaning == *meaning)?;
    let [fi, sv, en] = known.headings;
    language.pick(fi, sv, en).first().copied()
}

pub(super) fn code_of(meaning: &Meaning) -> &'static str {
    let known = KNOWN.iter().find(|known| known.meaning == *meaning);
    known.map_or(PASSED_OVER, |known| known.code)
}

pub(super) fn meaning_of_code(code: &str) -> Option<Meaning> {
    if code == PASSED_OVER {
        return Some(Meaning::PassedOver);
    }
    let known = KNOWN.iter().find(|known| known.code == code);
    known.map(|known| known.meaning.clone())
}

/// The codes of a mapping file.
pub(super) fn codes() -> impl Iterator<Item = &'static str> {
    KNOWN.iter().map(|known| known.code).chain([PASSED_OVER])
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{KNOWN, all_headings, meaning, plain};

    #[test]
    fn no_heading_means_two_things() {
        for known in KNOWN {
            for heading in known.headings.iter().flat_map(|headings| headings.iter()) {
                assert_eq!(
                    meaning(&plain(heading)).as_ref(),
                    Some(&known.meaning),
                    "{heading}"
                );
            }
            assert_eq!(meaning(&plain(known.code)).as_ref(), Some(&known.meaning));
        }
        let plain_headings: BTreeSet<String> = all_headings().map(plain).collect();
        assert!(plain_headings.len() > 60);
    }

    #[test]
    fn headings_are_compared_without_case_and_white_space() {
        assert_eq!(plain("  JÄSEN\u{a0}\n numero: "), "jäsen numero");
        assert_eq!(plain("business_id"), plain("Business ID *"));
        assert_eq!(plain("Y\u{2011}tunnus"), "y-tunnus");
    }
}
