//! One reference in words: how it is read, what it resolves to, and its state.

use oske::types::{Language, date_in};
use oske_statute::{
    Case, Catalogue, Instrument, Numerals, Provision, Reference, Resolved, Style, TextVersion, find,
};

use crate::support::Failure;
use crate::{Options, record};

pub(crate) fn explain(text: &str, options: &Options) -> Result<String, Failure> {
    let error = match Reference::parse(text) {
        Ok(reference) => return Ok(of_reference(&reference, options)),
        Err(error) => error,
    };
    // What is no reference by itself may have one in it.
    let found: Vec<String> = find(text)
        .map(|found| {
            let words = language_of(options).pick("löytyi", "hittades", "found in it");
            let of_it = of_reference(found.reference(), options);
            format!("{words}: {}\n{of_it}", found.text())
        })
        .collect();
    if found.is_empty() {
        return Err(Failure::input(error));
    }
    Ok(format!("{error}\n\n{}", found.join("\n")))
}

fn language_of(options: &Options) -> Language {
    options.language
}

/// Lines of a label and what it says.
struct Lines(Vec<(String, String)>);

impl Lines {
    fn push(&mut self, label: &str, text: impl Into<String>) {
        self.0.push((label.to_owned(), text.into()));
    }

    fn finish(self) -> String {
        let widest = self.0.iter().map(|(label, _)| label.chars().count()).max();
        let widest = widest.unwrap_or(0);
        let line = |(label, text): &(String, String)| format!("{label:widest$}  {text}\n");
        self.0.iter().map(line).collect()
    }
}

fn of_reference(reference: &Reference, options: &Options) -> String {
    let language = options.language;
    let mut lines = Lines(Vec::new());
    let label = |fi, sv, en| language.pick(fi, sv, en);
    lines.push(label("luettu", "läst", "read as"), reference.to_string());
    let place = label("paikka", "ställe", "place");
    for provision in reference.provisions() {
        lines.push(place, levels(provision, language));
    }
    for (name, other) in [
        ("suomeksi", Language::Finnish),
        ("på svenska", Language::Swedish),
        ("in English", Language::English),
    ] {
        lines.push(name, reference.write(other, Case::Nominative, Style::Full));
    }
    let resolved = Catalogue::embedded().resolve(reference, options.on);
    of_act(&mut lines, reference, &resolved, options);
    lines.finish()
}

fn levels(provision: &Provision, language: Language) -> String {
    let list = |numerals: &Numerals| numerals.to_string();
    let parts = provision.parts();
    let mut levels = Vec::new();
    let mut push = |name: &str, text: String| {
        if !text.is_empty() {
            levels.push(format!("{name} {text}"));
        }
    };
    let part = parts.part.map(|part| part.to_string());
    push(
        language.pick("osa", "avdelning", "part"),
        part.unwrap_or_default(),
    );
    push(
        language.pick("luku", "kapitel", "chapter"),
        list(&parts.chapters),
    );
    let articles = parts.division == oske_statute::Division::Articles;
    let names = if articles {
        [
            language.pick("artikla", "artikel", "article"),
            language.pick("kohta", "punkt", "paragraph"),
            language.pick("alakohta", "led", "point"),
        ]
    } else {
        [
            language.pick("pykälä", "paragraf", "section"),
            language.pick("momentti", "moment", "subsection (moment)"),
            language.pick("kohta", "punkt", "paragraph (item)"),
        ]
    };
    let [section, moment, item] = names;
    push(section, list(&parts.sections));
    push(moment, list(&parts.moments));
    if parts.intro {
        let intro = language.pick("johdantokappale", "det inledande stycket", "introduction");
        levels.push(intro.to_owned());
    }
    let mut push = |name: &str, text: String| {
        if !text.is_empty() {
            levels.push(format!("{name} {text}"));
        }
    };
    push(item, list(&parts.items));
    push(
        language.pick("alakohta", "underpunkt", "subparagraph (sub-item)"),
        list(&parts.subitems),
    );
    levels.join(", ")
}

fn of_act(lines: &mut Lines, reference: &Reference, resolved: &Resolved<'_>, options: &Options) {
    let language = options.language;
    let label = |fi, sv, en| language.pick(fi, sv, en);
    if let Some(Instrument::Named(name)) = reference.instrument() {
        let bears = resolved.instrument().map_or_else(
            || label("ei tiedossa", "inte känt", "not known").to_owned(),
            |act| act.to_string(),
        );
        lines.push(label("nimi", "namn", "name"), format!("{name} = {bears}"));
        for naming in resolved.namings() {
            let from = date_in(language, naming.from());
            let since = label("alkaen", "från", "from");
            lines.push("", format!("{} {since} {from}", naming.act()));
        }
    }
    for other in Language::ALL {
        if let Some(title) = resolved.title(other) {
            let unofficial = label(" (epävirallinen)", " (inofficiell)", " (unofficial)");
            let mark = if resolved.is_official(other) {
                ""
            } else {
                unofficial
            };
            let name = label("nimike", "rubrik", "title");
            lines.push(
                &format!("{name} {}", other.code()),
                format!("{title}{mark}"),
            );
        }
    }
    if let Some(act) = resolved.act() {
        let day = |date: Option<_>| {
            date.map_or_else(
                || label("ei tiedossa", "inte känt", "not known").to_owned(),
                |date| date_in(language, date),
            )
        };
        lines.push(label("annettu", "given", "signed"), day(act.signed()));
        lines.push(
            label("voimaan", "i kraft", "in force"),
            day(act.in_force_from()),
        );
        if let Some(until) = act.until_exclusive() {
            let by = act.repealed_by().map(|by| format!(" ({by})"));
            let text = format!("{}{}", date_in(language, until), by.unwrap_or_default());
            lines.push(label("kumottu", "upphävd", "repealed"), text);
        }
        for provision in reference.provisions() {
            amendments(lines, act, provision, language);
        }
        if let Some(on) = act.complete_to() {
            lines.push(
                label("muutokset", "ändringar", "amendments"),
                match act.amendment_list() {
                    oske_statute::AmendmentList::All => {
                        let to = date_in(language, on);
                        language.pick(
                            format!("lueteltu {to} saakka"),
                            format!("anges till och med {to}"),
                            format!("listed up to {to}"),
                        )
                    }
                    _ => label("lueteltu osaksi", "anges delvis", "listed in part").to_owned(),
                },
            );
        }
    }
    let names = [
        label("ajantasainen", "uppdaterad", "up to date"),
        label("alkuperäinen", "ursprunglig", "as published"),
        label(
            "ajantasainen, vanha",
            "uppdaterad, tidigare",
            "up to date, former",
        ),
        label(
            "alkuperäinen, vanha",
            "ursprunglig, tidigare",
            "as published, former",
        ),
    ];
    let page = if language == Language::Swedish {
        Language::Swedish
    } else {
        Language::Finnish
    };
    for (name, (_, version, scheme)) in names.into_iter().zip(record::ADDRESSES) {
        if let Some(address) = resolved.address(version, scheme, page) {
            lines.push(name, address.url());
        }
    }
    if let Some(address) = resolved.parliament_address(page) {
        lines.push(label("eduskunta", "riksdagen", "parliament"), address);
    }
    if let Some(eli) = resolved.eli(TextVersion::UpToDate) {
        lines.push("ELI", eli);
    }
    if let Some(on) = options.on {
        let standing = Catalogue::embedded().standing(reference, on);
        let name = label("voimassa", "gäller", "stands");
        let name = format!("{name} {}", date_in(language, on));
        lines.push(&name, standing.in_language(language));
    }
}

fn amendments(
    lines: &mut Lines,
    act: &oske_statute::Act,
    provision: &Provision,
    language: Language,
) {
    let catalogue = Catalogue::embedded();
    for amendment in catalogue.amendments(act.id(), provision) {
        let from = amendment.in_force_from();
        let from = from.map(|from| date_in(language, from)).unwrap_or_default();
        let changes: Vec<String> = amendment
            .changes()
            .iter()
            .map(|change| {
                let effect = change.effect().in_language(language);
                format!("{} {effect}", change.provision())
            })
            .collect();
        let name = language.pick("muutettu", "ändrad", "amended by");
        lines.push(
            name,
            format!("{} ({from}): {}", amendment.by(), changes.join(", ")),
        );
    }
}
