//! Sentences of legal text with what is found in them: `tests/data/sentences.txt`, of which each line is a
//! sentence, with what is found between `⟦` and `⟧`, and after `=` the references that are meant.
#![allow(clippy::unwrap_used, reason = "tests may panic, and then say where")]

mod marked;

use oske_statute::{Attribution, Division, Found, FoundKind, Instrument, find};

const SENTENCES: &str = include_str!("data/sentences.txt");

/// `\n`, `\r` and `\u{a0}` stand for characters that a line cannot show.
fn unescaped(line: &str) -> String {
    let line = line.replace("\\n", "\n").replace("\\r", "\r");
    let mut pieces = line.split("\\u{");
    let mut text = pieces.next().unwrap().to_owned();
    for piece in pieces {
        let (code, rest) = piece.split_once('}').unwrap();
        text.push(char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap());
        text.push_str(rest);
    }
    text
}

/// The reference, and of an article whose act is not known, whether it is of the Union.
fn described(found: &Found<'_>) -> String {
    let reference = found.reference();
    let of_union = found.kind() == FoundKind::Eu;
    let by_number = matches!(reference.instrument(), Some(Instrument::Eu(_)));
    let words = if of_union && !by_number { " (EU)" } else { "" };
    format!("{reference}{words}")
}

/// What kind it is and how its act is known follow from what it refers to and from its span.
fn check(found: &Found<'_>) {
    let reference = found.reference();
    let article = found
        .provision()
        .is_some_and(|place| place.division() == Division::Articles);
    let kinds: &[FoundKind] = match (reference.instrument(), found.provision()) {
        (Some(Instrument::Eu(_)), _) => &[FoundKind::Eu],
        (Some(Instrument::Bill(_)), _) => &[FoundKind::Bill],
        (Some(Instrument::Document(_)), _) => &[FoundKind::Document],
        (_, Some(_)) if article => &[FoundKind::Article, FoundKind::Eu],
        (_, Some(_)) => &[FoundKind::Section],
        (_, None) => &[FoundKind::Statute],
    };
    assert!(kinds.contains(&found.kind()), "{found:?}");
    let attribution = match reference.instrument() {
        None => Attribution::Unknown,
        Some(Instrument::Named(_)) => Attribution::Named,
        Some(_) if found.provision().is_none() || found.text().contains('/') => {
            Attribution::Written
        }
        Some(_) => Attribution::HandedOn,
    };
    assert_eq!(found.attribution(), attribution, "{found:?}");
}

#[test]
fn what_is_marked_in_a_sentence_is_found_and_nothing_else() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for line in SENTENCES.lines() {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        count += 1;
        let (sentence, references) = line.rsplit_once(" = ").unwrap_or((line, ""));
        let sentence = unescaped(sentence);
        let text = sentence.replace(['⟦', '⟧'], "");
        let found: Vec<Found<'_>> = find(&text).collect();
        found.iter().for_each(check);
        let read = marked::read(&text).text;
        let described: Vec<String> = found.iter().map(described).collect();
        if read != sentence || described.join(" | ") != references {
            wrong.push(format!("{line}\n  read {read} = {}", described.join(" | ")));
        }
    }
    assert!(count > 200, "{count}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
