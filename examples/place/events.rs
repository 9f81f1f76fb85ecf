//! What happened to places, in words.

use oske::domain::{ClassificationId, Place, PlaceChange, PlaceEvent};
use oske::types::{Language, Text};

use crate::facts::name_at;
use crate::text::short_label;

/// The kind of an event, as a program reads it.
pub(crate) fn code(event: &PlaceEvent<'_>) -> &'static str {
    match event.change() {
        PlaceChange::Founded => "founded",
        PlaceChange::Renamed { .. } => "renamed",
        PlaceChange::Ended { .. } => "ended",
        PlaceChange::Moved { .. } => "moved",
        PlaceChange::ServicesPassed { .. } => "services_passed",
        _ => "other",
    }
}

/// The kinds of events with their headings, in the order in which they are told.
pub(crate) fn headings(language: Language) -> [(&'static str, &'static str); 6] {
    [
        (
            "founded",
            language.pick("Perustettiin", "Bildades", "Founded"),
        ),
        (
            "ended",
            language.pick(
                "Päättyi tai yhdistyi",
                "Upphörde eller gick samman",
                "Ended or merged",
            ),
        ),
        ("moved", language.pick("Siirtyi", "Flyttades", "Moved")),
        (
            "renamed",
            language.pick("Sai uuden nimen", "Fick nytt namn", "Renamed"),
        ),
        (
            "services_passed",
            language.pick(
                "Järjestämisvastuu siirtyi",
                "Organiseringsansvaret övergick",
                "Duty to organise services passed",
            ),
        ),
        ("other", language.pick("Muuta", "Annat", "Other")),
    ]
}

/// The name of a place on the day of an event, with its code where that tells it from others.
pub(crate) fn name(place: Place, event: &PlaceEvent<'_>, language: Language) -> String {
    let name = name_at(place, event.date()).map(|name| name.in_language(language));
    match (name, place) {
        (Some(name), Place::Municipality(code)) => format!("{name} ({code})"),
        // A sub-region has the name of its town, and a region of NUTS that of a region.
        (Some(name), Place::Class(id))
            if [ClassificationId::SUB_REGION, ClassificationId::NUTS3]
                .contains(&id.classification()) =>
        {
            format!("{name} ({})", short_label(id.classification(), language))
        }
        (Some(name), _) => name.to_owned(),
        (None, _) => place.to_string(),
    }
}

/// An event in a sentence, its place first.
pub(crate) fn words(event: &PlaceEvent<'_>, language: Language) -> String {
    let subject = name(event.place(), event, language);
    match event.change() {
        PlaceChange::Founded => language.pick(
            format!("{subject} perustettiin"),
            format!("{subject} bildades"),
            format!("{subject} was founded"),
        ),
        PlaceChange::Renamed { from, to } => {
            let names = renamed(from, to, language);
            language.pick(
                format!("{subject} sai uuden nimen: {names}"),
                format!("{subject} fick nytt namn: {names}"),
                format!("{subject} was renamed: {names}"),
            )
        }
        PlaceChange::Ended { into } => {
            let heirs = into.iter();
            let heirs: Vec<String> = heirs
                .map(|code| name((*code).into(), event, language))
                .collect();
            match heirs.as_slice() {
                [] => language.pick(
                    format!("{subject} päättyi"),
                    format!("{subject} upphörde"),
                    format!("{subject} ended"),
                ),
                [one] => language.pick(
                    format!("{subject} päättyi; siitä tuli osa kuntaa {one}"),
                    format!("{subject} upphörde och blev en del av {one}"),
                    format!("{subject} ended and became part of {one}"),
                ),
                several => {
                    let several = several.join(", ");
                    language.pick(
                        format!("{subject} päättyi ja jaettiin: {several}"),
                        format!("{subject} upphörde och delades: {several}"),
                        format!("{subject} ended and was divided between {several}"),
                    )
                }
            }
        }
        PlaceChange::Moved { from, to } => {
            let [from, to] = [from, to].map(|area| name(*area, event, language));
            language.pick(
                format!("{subject} siirtyi: {from} → {to}"),
                format!("{subject} flyttades: {from} → {to}"),
                format!("{subject} moved from {from} to {to}"),
            )
        }
        PlaceChange::ServicesPassed { to } => {
            let county = name((*to).into(), event, language);
            language.pick(
                format!("{subject}: sosiaali- ja terveyspalvelut järjestää siitä lähtien {county}"),
                format!("{subject}: social- och hälsovården ordnas därefter av {county}"),
                format!(
                    "{subject}: health and social services are organised by {county} from then on"
                ),
            )
        }
        _ => subject,
    }
}

/// The names that are not as they were, each with its language.
fn renamed(from: &Text, to: &Text, language: Language) -> String {
    let words: Vec<String> = Language::ALL
        .into_iter()
        .filter_map(|of| {
            let (from, to) = (from.get(of)?, to.get(of)?);
            let in_words = match of {
                Language::Finnish => language.pick("suomeksi", "på finska", "in Finnish"),
                Language::Swedish => language.pick("ruotsiksi", "på svenska", "in Swedish"),
                Language::English => language.pick("englanniksi", "på engelska", "in English"),
            };
            (from != to).then(|| format!("{in_words} {from} → {to}"))
        })
        .collect();
    words.join("; ")
}
