//! The centres as a person reads them.

use oske::domain::{AreaMember, CentreKind, Confidence};
use oske::statute::{Case, Style};
use oske::types::{Exact, Language, date_in};

use crate::prose::{each_once, not_known, prose, sources};
use crate::table::{Align, Table};
use crate::{Told, ToldCentre};

pub(crate) fn told(told: &Told<'_>, language: Language) -> String {
    let date = date_in(language, told.view.date());
    let mut text = language.pick(
        format!("Sosiaalialan osaamiskeskukset {date}\n"),
        format!("Kompetenscentrumen inom det sociala området {date}\n"),
        format!("Centres of excellence on social welfare on {date}\n"),
    );
    if let Some(known_to) = told.view.known_to() {
        let known_to = date_in(language, known_to);
        let mut known = language.pick(
            format!("Tiedossa {known_to} asti."),
            format!("Känt till {known_to}."),
            format!("Known to {known_to}."),
        );
        if told.view.is_beyond_known() {
            known.push_str(language.pick(
                " Päivä on sen jälkeen: onko tilanne yhä sama, ei ole tarkistettu.",
                " Dagen är senare: om läget är detsamma har inte kontrollerats.",
                " The day is later: whether that still holds was not verified.",
            ));
        }
        text.push_str(&format!("{known}\n"));
    }
    text.push_str(&format!("\n{}", table(told, language).to_text()));
    let reasons = told.centres.iter();
    let reasons = reasons.filter_map(|row| row.people.as_ref().err().cloned());
    for (index, reason) in each_once(reasons).into_iter().enumerate() {
        let newline = if index == 0 { "\n" } else { "" };
        text.push_str(&format!("{newline}{}", prose(&reason, 0)));
    }
    let title = language.pick("Perusteet", "Grunder", "Grounds");
    text.push_str(&format!("\n{title}\n"));
    for centre in &told.centres {
        text.push_str(&grounds(centre, told, language));
    }
    text + &sources(told.sources(), language)
}

fn table(told: &Told<'_>, language: Language) -> Table {
    let people = match told.year {
        Some(year) => language.pick(
            format!("asukkaita 31.12.{year}"),
            format!("invånare 31.12.{year}"),
            format!("people 31 Dec {year}"),
        ),
        None => language.pick("asukkaita", "invånare", "people").to_owned(),
    };
    let columns = [
        (
            language.pick("keskus", "centrum", "centre"),
            Align::Left,
            34,
        ),
        (
            language.pick("toimialue", "område", "area"),
            Align::Left,
            40,
        ),
        (
            language.pick("kuntia", "kommuner", "municipalities"),
            Align::Right,
            14,
        ),
        (people.as_str(), Align::Right, 22),
        (
            language.pick("yksiköt", "enheter", "units"),
            Align::Left,
            38,
        ),
    ];
    let mut table = Table::new(columns);
    for row in &told.centres {
        let area = match row.centre.kind() {
            CentreKind::SwedishLanguage => language
                .pick("koko maa", "hela landet", "the whole country")
                .to_owned(),
            _ => names(&row.areas, language),
        };
        table.row([
            row.centre.name().in_language(language).to_owned(),
            area,
            row.municipalities.to_string(),
            people_of(row, language),
            units(row, language),
        ]);
    }
    table
}

fn names(areas: &[&AreaMember], language: Language) -> String {
    let names: Vec<&str> = areas
        .iter()
        .map(|area| area.name().in_language(language))
        .collect();
    names.join(", ")
}

fn people_of(row: &ToldCentre<'_>, language: Language) -> String {
    row.residents().map_or_else(
        || not_known(language).to_owned(),
        |people| Exact::from(i64::from(people)).in_language(language),
    )
}

/// Who runs a centre, with what is not certain marked.
fn units(row: &ToldCentre<'_>, language: Language) -> String {
    let units: Vec<String> = row
        .units
        .iter()
        .map(|(unit, operator)| {
            let name = unit.name().in_language(language);
            let mark = match operator.confidence() {
                Confidence::Verified => return name.to_owned(),
                Confidence::Inferred => language.pick("päätelty", "härlett", "inferred"),
                _ => language.pick("tarkistamatta", "inte kontrollerat", "unverified"),
            };
            format!("{name} ({mark})")
        })
        .collect();
    if units.is_empty() {
        return not_known(language).to_owned();
    }
    units.join("; ")
}

/// On what the area of a centre rests: each ground with the places that rest on it.
fn grounds(row: &ToldCentre<'_>, told: &Told<'_>, language: Language) -> String {
    let centre = row.centre;
    let write = |reference: &oske::statute::Reference| {
        reference.write(language, Case::Nominative, Style::Short)
    };
    let mut text = prose(
        &format!(
            "{}: {}, {} {}",
            centre.name().in_language(language),
            write(centre.citation()),
            language.pick("sanamuoto", "lydelse", "wording of"),
            centre.given_by(),
        ),
        2,
    );
    let mut of_ground = |ground: &str, word: &str| {
        let areas = row
            .areas
            .iter()
            .filter(|area| area.ground().code() == ground);
        let areas: Vec<&AreaMember> = areas.copied().collect();
        if !areas.is_empty() {
            text.push_str(&prose(&format!("{word}: {}", names(&areas, language)), 4));
        }
        for area in areas {
            let (Some(through), Some(reason)) = (area.ground().through(), area.ground().reason())
            else {
                continue;
            };
            let (name, reason) = (
                area.name().in_language(language),
                reason.in_language(language),
            );
            text.push_str(&prose(&format!("{name}: {reason} ({})", write(through)), 6));
        }
    };
    let area = centre.cooperation_area();
    let by_reference = area.map(|area| area.in_language(language));
    let by_reference = match by_reference {
        Some(area) => language.pick(
            format!("viittauksella ({area})"),
            format!("genom hänvisning ({area})"),
            format!("by reference ({area})"),
        ),
        None => language
            .pick("viittauksella", "genom hänvisning", "by reference")
            .to_owned(),
    };
    of_ground(
        "decree",
        language.pick(
            "asetus nimeää",
            "nämns i förordningen",
            "named by the decree",
        ),
    );
    of_ground("reference", &by_reference);
    of_ground(
        "interpretation",
        language.pick("tulkinnalla", "genom tolkning", "by interpretation"),
    );
    for area in &row.areas {
        if area.is_lapsed_on(told.view.date()) {
            let name = area.name().in_language(language);
            let ended = language.pick(
                format!("{name}: maakuntaa ei enää ollut, mutta asetus nimesi sen"),
                format!("{name}: landskapet fanns inte längre, men förordningen nämnde det"),
                format!("{name}: there was no such region any more, but the decree named it"),
            );
            text.push_str(&prose(&ended, 6));
        }
    }
    text
}
