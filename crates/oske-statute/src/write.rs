//! Writing: a reference as Finnish, Swedish and English drafting has it.

use oske_types::Language;

use crate::case::{Case, Style};
use crate::chain::Above;
use crate::name::ActName;
use crate::numeral::{Numeral, Numerals};
use crate::provision::{Division, Provision, ProvisionParts, roman};
use crate::reference::{Instrument, Reference};
use crate::statute::{Series, StatuteId};
use crate::words::{self, Noun};

impl Reference {
    /// The reference in a language, in the case that the sentence needs.
    ///
    /// In Finnish the last level is inflected and what is above it stands in the genitive; ranges of three
    /// or more are shortened with a dash. The Swedish and English texts do not change with the case. What
    /// is written, [`Reference::parse`] reads as the same reference.
    ///
    /// ```
    /// use oske_statute::{Case, Reference, Style};
    /// use oske_types::Language;
    ///
    /// let reference = Reference::parse("sosiaalihuoltolaki 7 § 1 mom 2–4 kohta")?;
    /// assert_eq!(
    ///     reference.write(Language::Finnish, Case::Inessive, Style::Full),
    ///     "sosiaalihuoltolain 7 §:n 1 momentin 2–4 kohdassa",
    /// );
    /// assert_eq!(
    ///     reference.write(Language::Swedish, Case::Inessive, Style::Full),
    ///     "7 § 1 mom. 2–4 punkten i socialvårdslagen",
    /// );
    /// assert_eq!(
    ///     reference.write(Language::English, Case::Nominative, Style::Full),
    ///     "section 7, subsection 1, paragraphs 2–4 of the Social Welfare Act",
    /// );
    /// # Ok::<(), oske_statute::ParseReferenceError>(())
    /// ```
    #[must_use]
    pub fn write(&self, language: Language, case: Case, style: Style) -> String {
        let whole = self.provisions().is_empty();
        let instrument = self.instrument().map(|instrument| {
            // An act whose places follow is in the genitive.
            let case = if whole { case } else { Case::Genitive };
            act_text(instrument, language, case, style)
        });
        let places = self.places(language, case, style);
        match instrument {
            None => places,
            Some(act) if whole => act,
            Some(act) => match (language, style) {
                (Language::Finnish, _) | (Language::Swedish, Style::Short) => {
                    format!("{act} {places}")
                }
                (Language::Swedish, _) => format!("{places} i {act}"),
                (Language::English, Style::Short) => format!("{act}, {places}"),
                (Language::English, _) => format!("{places} of {}{act}", self.english_article()),
            },
        }
    }

    fn english_article(&self) -> &'static str {
        match self.instrument() {
            Some(Instrument::Named(_) | Instrument::Draft(_)) => "the ",
            _ => "",
        }
    }

    /// The places, joined so that none inherits what it does not say.
    fn places(&self, language: Language, case: Case, style: Style) -> String {
        let mut text = String::new();
        let provisions = self.provisions();
        let mut before: Option<&Provision> = None;
        for (place, provision) in provisions.iter().enumerate() {
            if let Some(before) = before {
                let last = place.saturating_add(1) == provisions.len();
                let and = language.pick(" ja ", " och ", " and ");
                text.push_str(match last {
                    _ if would_inherit(before, provision, language) => "; ",
                    true => and,
                    false => ", ",
                });
            }
            let parts = provision.parts();
            text.push_str(&match language {
                Language::Finnish => finnish(parts, case, style),
                Language::Swedish => swedish(parts, style),
                Language::English => english(parts),
            });
            before = Some(provision);
        }
        text
    }
}

/// Whether a provision would be read with levels of the one before it, if a comma stood between.
fn would_inherit(before: &Provision, provision: &Provision, language: Language) -> bool {
    let before = before.parts();
    let open_intro = before.intro && before.items.is_empty();
    // So would one of points and sub-items, whose word stands before them in Swedish.
    let word_first = language == Language::Swedish && !before.subitems.is_empty();
    // A list of articles would swallow the number of a section.
    let other = before.division != provision.division();
    // In English a comma stands between levels, too.
    let deeper = language == Language::English && deepest(before) < highest(provision.parts());
    other
        || word_first
        || deeper
        || open_intro
        || Above::of(before).completed(provision.parts().clone()) != *provision.parts()
}

/// The levels that are given, the highest first.
fn levels(parts: &ProvisionParts) -> impl DoubleEndedIterator<Item = usize> {
    [
        parts.part.is_some(),
        !parts.chapters.is_empty(),
        !parts.sections.is_empty(),
        !parts.moments.is_empty(),
        parts.intro,
        !parts.items.is_empty(),
        !parts.subitems.is_empty(),
    ]
    .into_iter()
    .enumerate()
    .filter_map(|(level, given)| given.then_some(level))
}

fn highest(parts: &ProvisionParts) -> usize {
    levels(parts).next().unwrap_or_default()
}

fn deepest(parts: &ProvisionParts) -> usize {
    levels(parts).next_back().unwrap_or_default()
}

fn act_text(instrument: Instrument, language: Language, case: Case, style: Style) -> String {
    match instrument {
        Instrument::Statute(id) => statute_text(id, language, case, style),
        Instrument::Named(name) => name_text(name, language, case, style),
        Instrument::Eu(id) => id.in_language(language),
        Instrument::Bill(id) if language == Language::Swedish => {
            format!("RP {}/{} rd", id.number(), id.year())
        }
        Instrument::Bill(id) => id.to_string(),
        Instrument::Document(id) => id.to_string(),
        Instrument::Draft(id) => {
            use chrono::Datelike;
            let date = id.date();
            let day = format!("{}.{}.{}", date.day(), date.month(), date.year());
            match language {
                Language::Finnish => format!("{} {day}", inflected(&words::LUONNOS, case)),
                Language::Swedish => format!("utkastet av {day}"),
                Language::English => format!("draft of {}", oske_types::date_in(language, date)),
            }
        }
    }
}

fn statute_text(id: StatuteId, language: Language, case: Case, style: Style) -> String {
    let treaty = id.series() == Series::Treaties;
    let bare = StatuteId::new(id.number(), id.year());
    let bare = bare.and_then(|bare| id.part().map_or(Some(bare), |part| bare.with_part(part)));
    let number = bare.map(|bare| bare.to_string()).unwrap_or_default();
    let series = match (treaty, language) {
        (false, _) => "",
        (true, Language::Swedish) => "FördrS ",
        (true, _) => "SopS ",
    };
    let number = format!("{series}{number}");
    match (style, language, treaty) {
        (Style::Short, ..) => number,
        (_, Language::Finnish, false) => format!("{} ({number})", inflected(&words::SAADOS, case)),
        (_, Language::Finnish, true) => format!("{} ({number})", inflected(&words::SOPIMUS, case)),
        (_, Language::Swedish, false) => format!("författningen ({number})"),
        (_, Language::Swedish, true) => format!("fördraget ({number})"),
        (_, Language::English, false) => format!("statute {number}"),
        (_, Language::English, true) => format!("treaty {number}"),
    }
}

fn name_text(name: ActName, language: Language, case: Case, style: Style) -> String {
    if language != Language::Finnish || style == Style::Short {
        return name.in_language(language);
    }
    let (before, head) = name.finnish_parts();
    format!("{before}{}", inflected(head.noun(), case))
}

fn inflected(noun: &Noun, case: Case) -> String {
    let ending = noun.cases.get(case.index()).copied().unwrap_or_default();
    format!("{}{ending}", noun.stem)
}

/// A list as a sentence has it: `1, 2 ja 4–6`.
fn listed(numerals: &Numerals, and: &str, write: impl Fn(Numeral) -> String) -> String {
    let mut members = Vec::new();
    for run in numerals.runs() {
        let first = write(run.first);
        if run.first == run.last {
            members.push(first);
        } else if run.first.successor() == Some(run.last) {
            // Two neighbours are a list, three are a range.
            members.push(first);
            members.push(write(run.last));
        } else {
            members.push(format!("{first}–{}", write(run.last)));
        }
    }
    let last = members.pop().unwrap_or_default();
    if members.is_empty() {
        last
    } else {
        format!("{} {and} {last}", members.join(", "))
    }
}

fn joined(numeral: Numeral) -> String {
    numeral.joined().to_string()
}

fn spaced(numeral: Numeral) -> String {
    numeral.to_string()
}

fn finnish(parts: &ProvisionParts, case: Case, style: Style) -> String {
    let short = style == Style::Short;
    let articles = parts.division == Division::Articles;
    let list = |numerals| listed(numerals, "ja", spaced);
    let mut levels: Vec<(String, &Noun, &'static str)> = Vec::new();
    if let Some(part) = parts.part {
        levels.push((roman(part), &words::OSA, ""));
    }
    if !parts.chapters.is_empty() {
        levels.push((list(&parts.chapters), &words::LUKU, ""));
    }
    if !parts.sections.is_empty() {
        let noun = if articles {
            &words::ARTIKLA
        } else {
            &words::SECTION_SIGN
        };
        levels.push((list(&parts.sections), noun, if articles { "" } else { "§" }));
    }
    if !parts.moments.is_empty() {
        let noun = if articles {
            &words::KOHTA
        } else {
            &words::MOMENTTI
        };
        let abbreviation = if short && !articles { "mom." } else { "" };
        levels.push((list(&parts.moments), noun, abbreviation));
    }
    if parts.intro {
        levels.push((String::new(), &words::JOHDANTOKAPPALE, ""));
    }
    if !parts.items.is_empty() {
        let noun = if articles {
            &words::ALAKOHTA
        } else {
            &words::KOHTA
        };
        let parent = !parts.sections.is_empty() || !parts.moments.is_empty();
        let abbreviation = if short && parent && !articles && !parts.intro {
            "k."
        } else {
            ""
        };
        levels.push((list(&parts.items), noun, abbreviation));
    }
    if !parts.subitems.is_empty() {
        levels.push((list(&parts.subitems), &words::ALAKOHTA, ""));
    }
    let mut text = String::new();
    let last = levels.len().saturating_sub(1);
    // The introduction and its items are joined on one level, and so are both inflected.
    for (place, (numerals, noun, sign)) in levels.iter().enumerate() {
        let after_intro = parts.intro && !parts.items.is_empty();
        let ends = place == last || (after_intro && place.saturating_add(1) == last);
        let case = match (ends, short) {
            (true, false) => case,
            (true, true) => Case::Nominative,
            (false, _) => Case::Genitive,
        };
        if place > 0 {
            text.push_str(if after_intro && place == last {
                " ja "
            } else {
                " "
            });
        }
        text.push_str(numerals);
        if !numerals.is_empty() {
            text.push(' ');
        }
        match *sign {
            "§" if short || case == Case::Nominative => text.push('§'),
            "§" => text.push_str(&format!("§:{}", inflected(noun, case))),
            "" => text.push_str(&inflected(noun, case)),
            abbreviation => text.push_str(abbreviation),
        }
    }
    text
}

fn swedish(parts: &ProvisionParts, style: Style) -> String {
    if parts.division == Division::Articles {
        return swedish_articles(parts);
    }
    let list = |numerals| listed(numerals, "och", spaced);
    let mut levels: Vec<String> = Vec::new();
    if let Some(part) = parts.part {
        levels.push(format!("{} avd.", roman(part)));
    }
    for (numerals, word) in [
        (&parts.chapters, "kap."),
        (&parts.sections, "§"),
        (&parts.moments, "mom."),
    ] {
        if !numerals.is_empty() {
            levels.push(format!("{} {word}", list(numerals)));
        }
    }
    let letters = parts
        .items
        .iter()
        .next()
        .is_some_and(|item| item.number().is_none());
    let items = match (parts.items.is_empty(), letters) {
        (true, _) => String::new(),
        (false, true) => format!("punkt {}", list(&parts.items)),
        (false, false) if style == Style::Short && !levels.is_empty() && !parts.intro => {
            format!("{} p.", list(&parts.items))
        }
        (false, false) => format!("{} punkten", list(&parts.items)),
    };
    if parts.intro {
        // The introduction stands before the place that it introduces.
        let with_items = if items.is_empty() {
            String::new()
        } else {
            format!(" och {items}")
        };
        let place = if levels.is_empty() {
            String::new()
        } else {
            format!(" i {}", levels.join(" "))
        };
        return format!("det inledande stycket{with_items}{place}");
    }
    if !items.is_empty() {
        levels.push(items);
    }
    if !parts.subitems.is_empty() {
        // After the word a letter is joined to its number, or it might be a word of the sentence.
        levels.push(format!(
            "underpunkt {}",
            listed(&parts.subitems, "och", joined)
        ));
    }
    levels.join(" ")
}

fn swedish_articles(parts: &ProvisionParts) -> String {
    let one = parts.sections.single();
    let plain = |numerals: &Numerals| {
        numerals
            .runs()
            .iter()
            .all(|run| run.first.letters().next().is_none())
    };
    let dotted = one.is_some() && plain(&parts.sections) && plain(&parts.moments);
    let mut text = match one {
        Some(_) => "artikel ".to_owned(),
        None => "artiklarna ".to_owned(),
    };
    if parts.moments.is_empty() {
        text.push_str(&listed(&parts.sections, "och", joined));
    } else if let Some(article) = one.filter(|_| dotted) {
        text.push_str(&listed(&parts.moments, "och", |moment| {
            format!("{article}.{moment}")
        }));
    } else {
        text.push_str(&listed(&parts.sections, "och", joined));
        text.push_str(" punkt ");
        text.push_str(&listed(&parts.moments, "och", joined));
    }
    for (numerals, word) in [(&parts.items, " led "), (&parts.subitems, " underled ")] {
        if !numerals.is_empty() {
            text.push_str(word);
            text.push_str(&listed(numerals, "och", joined));
        }
    }
    text
}

/// `section 6, subsection 2, paragraph 3`, the levels as translations of Finnish acts call them.
fn english(parts: &ProvisionParts) -> String {
    let words = match parts.division {
        Division::Sections => [
            "chapter",
            "section",
            "subsection",
            "paragraph",
            "subparagraph",
        ],
        Division::Articles => ["chapter", "article", "paragraph", "point", "point"],
    };
    let mut levels: Vec<String> = Vec::new();
    if let Some(part) = parts.part {
        levels.push(format!("part {}", roman(part)));
    }
    let [chapter, section, moment, item, subitem] = words;
    let upper = [
        (&parts.chapters, chapter),
        (&parts.sections, section),
        (&parts.moments, moment),
    ];
    for (numerals, word) in upper {
        levels.extend(english_level(numerals, word));
    }
    if parts.intro {
        levels.push("the introductory part".to_owned());
    }
    for (numerals, word) in [(&parts.items, item), (&parts.subitems, subitem)] {
        levels.extend(english_level(numerals, word));
    }
    levels.join(", ")
}

fn english_level(numerals: &Numerals, word: &str) -> Option<String> {
    if numerals.is_empty() {
        return None;
    }
    let plural = if numerals.single().is_some() { "" } else { "s" };
    Some(format!(
        "{word}{plural} {}",
        listed(numerals, "and", joined)
    ))
}
