//! The record of a line, as JSON.

use std::fmt::Write;

use oske::types::Language;
use oske_statute::{
    AddressScheme, Catalogue, Found, FoundKind, Instrument, Numerals, Resolved, Series, TextVersion,
};
use serde_json::{Map, Value, json};

use crate::Options;

pub(crate) fn begin(record: &mut String, id: &Value) {
    // What is written into a String is written.
    let _ = write!(record, "{{\"id\":{id},\"citations\":[");
}

pub(crate) fn end(record: &mut String) {
    record.push_str("]}");
}

/// Adds a reference, if it is of a kind that is told; `before` is how many characters stand before the
/// line.
pub(crate) fn citation(
    record: &mut String,
    first: &mut bool,
    found: &Found<'_>,
    before: usize,
    options: &Options,
) {
    let kind = match found.kind() {
        FoundKind::Statute => "statute",
        FoundKind::Section => "section",
        FoundKind::Bill => "bill",
        FoundKind::Eu => "eu",
        _ => return,
    };
    if !std::mem::take(first) {
        record.push(',');
    }
    let characters = found.characters();
    let in_line = |place: usize| place.saturating_sub(before);
    let (start, end) = (in_line(characters.start), in_line(characters.end));
    let _ = write!(
        record,
        "{{\"start\":{start},\"end\":{end},\"kind\":\"{kind}\""
    );
    match number(found.reference().instrument()) {
        Some((number, year)) => {
            let _ = write!(record, ",\"number\":{number},\"year\":{year}");
        }
        None => record.push_str(",\"number\":null,\"year\":null"),
    }
    place(record, found);
    if let Some(Instrument::Statute(id)) = found.reference().instrument()
        && id.series() == Series::Treaties
    {
        record.push_str(",\"series\":\"SopS\"");
    }
    more(record, found, options);
    record.push('}');
}

fn number(instrument: Option<Instrument>) -> Option<(u16, u16)> {
    match instrument? {
        Instrument::Statute(id) => Some((id.number(), id.year())),
        Instrument::Eu(id) => Some((id.number(), id.year())),
        Instrument::Bill(id) => Some((id.number(), id.year())),
        _ => None,
    }
}

fn place(record: &mut String, found: &Found<'_>) {
    let Some(provision) = found.provision() else {
        record.push_str(",\"chapter\":null,\"sections\":[],\"moments\":[],\"items\":[]");
        return;
    };
    match provision.chapters().single() {
        Some(chapter) => {
            let _ = write!(record, ",\"chapter\":\"{}\"", chapter.joined());
        }
        None => record.push_str(",\"chapter\":null"),
    }
    list(record, "sections", false, provision.sections());
    list(record, "moments", false, provision.moments());
    list(record, "items", provision.has_intro(), provision.items());
    if provision.chapters().iter().nth(1).is_some() {
        list(record, "chapters", false, provision.chapters());
    }
    if provision.part().is_some() {
        // The canonical text begins with the part as it is written, in Roman numerals.
        let canonical = provision.to_string();
        let part = canonical.split(' ').next().unwrap_or_default();
        let _ = write!(record, ",\"part\":\"{part}\"");
    }
    if !provision.subitems().is_empty() {
        list(record, "subitems", false, provision.subitems());
    }
}

fn list(record: &mut String, key: &str, intro: bool, numerals: &Numerals) {
    let _ = write!(record, ",\"{key}\":[");
    let mut separator = "";
    if intro {
        record.push_str("\"intro\"");
        separator = ",";
    }
    for numeral in numerals.iter() {
        let _ = write!(record, "{separator}\"{}\"", numeral.joined());
        separator = ",";
    }
    record.push(']');
}

/// What is not in the text: the act of a short name, title and addresses, and the state on a day.
fn more(record: &mut String, found: &Found<'_>, options: &Options) {
    let reference = found.reference();
    let named = matches!(reference.instrument(), Some(Instrument::Named(_)));
    if named || options.resolve {
        let resolved = Catalogue::embedded().resolve(reference, options.on);
        let resolved = resolution(&resolved, named, options.resolve);
        if !resolved.is_empty() {
            let _ = write!(record, ",\"resolved\":{}", Value::Object(resolved));
        }
    }
    let of_act = matches!(
        reference.instrument(),
        Some(Instrument::Statute(_) | Instrument::Named(_))
    );
    if let Some(on) = options.on.filter(|_| of_act) {
        let standing = Catalogue::embedded().standing(reference, on);
        let reasons = standing.reasons().iter();
        let why: Vec<String> = reasons
            .map(|reason| reason.in_language(options.language))
            .collect();
        let standing = json!({
            "answer": standing.answer().in_language(Language::English),
            "why": why.join("; "),
        });
        let _ = write!(record, ",\"standing\":{standing}");
    }
}

fn resolution(resolved: &Resolved<'_>, named: bool, whole: bool) -> Map<String, Value> {
    let mut entries = Map::new();
    let Some(instrument) = resolved.instrument() else {
        return entries;
    };
    if named && let Some((number, year)) = number(Some(instrument)) {
        entries.insert("number".to_owned(), number.into());
        entries.insert("year".to_owned(), year.into());
        let others = resolved.namings().iter().map(|naming| naming.act());
        let others: Vec<String> = others
            .filter(|other| Instrument::Statute(*other) != instrument)
            .map(|other| other.to_string())
            .collect();
        if !others.is_empty() {
            entries.insert("also_borne_by".to_owned(), others.into());
        }
    }
    entries.insert("act".to_owned(), instrument.to_string().into());
    if whole {
        entries.extend(titles(resolved));
        entries.extend(addresses(resolved));
    }
    entries
}

fn titles(resolved: &Resolved<'_>) -> Option<(String, Value)> {
    let mut titles = Map::new();
    for language in Language::ALL {
        if let Some(title) = resolved.title(language) {
            titles.insert(language.code().to_owned(), title.into());
        }
    }
    if titles.contains_key("en") {
        let official = resolved.is_official(Language::English);
        titles.insert("english_official".to_owned(), official.into());
    }
    (!titles.is_empty()).then(|| ("title".to_owned(), titles.into()))
}

fn addresses(resolved: &Resolved<'_>) -> Vec<(String, Value)> {
    let mut entries = Vec::new();
    let mut addresses = Map::new();
    for (name, version, scheme) in ADDRESSES {
        for language in [Language::Finnish, Language::Swedish] {
            if let Some(address) = resolved.address(version, scheme, language) {
                let key = format!("{name}_{}", language.code());
                addresses.insert(key, address.url().into());
            }
        }
    }
    for language in [Language::Finnish, Language::Swedish] {
        if let Some(address) = resolved.parliament_address(language) {
            addresses.insert(format!("parliament_{}", language.code()), address.into());
        }
    }
    if !addresses.is_empty() {
        entries.push(("addresses".to_owned(), addresses.into()));
    }
    if let Some(eli) = resolved.eli(TextVersion::UpToDate) {
        entries.push(("eli".to_owned(), eli.into()));
    }
    entries
}

/// The addresses that are told, by name.
pub(crate) const ADDRESSES: [(&str, TextVersion, AddressScheme); 4] = [
    ("up_to_date", TextVersion::UpToDate, AddressScheme::Renewed),
    (
        "as_published",
        TextVersion::AsPublished,
        AddressScheme::Renewed,
    ),
    (
        "former_up_to_date",
        TextVersion::UpToDate,
        AddressScheme::Former,
    ),
    (
        "former_as_published",
        TextVersion::AsPublished,
        AddressScheme::Former,
    ),
];
