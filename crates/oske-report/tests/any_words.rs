//! Whatever the words are, each format says them, and takes none for its own.
#![cfg(all(feature = "csv", feature = "json"))]
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "tests may panic, and then say where"
)]

#[path = "support/any.rs"]
mod any;

use any::{PLACES, document, shown};
use proptest::collection::vec;
use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// The same words without anything in them: blank where they are.
fn plain(words: &[String]) -> Vec<String> {
    words
        .iter()
        .map(|words| {
            if shown(words).trim().is_empty() {
                String::new()
            } else {
                "x".to_owned()
            }
        })
        .collect()
}

/// The words that are told as they are; the others are parts of addresses.
fn told(words: &[String]) -> impl Iterator<Item = String> {
    let told = words.iter().enumerate().filter(|(place, _)| *place != 5);
    told.map(|(_, words)| shown(words).trim().to_owned())
}

/// The elements of pictures.
const OF_PICTURES: [&str; 14] = [
    "svg", "title", "desc", "defs", "pattern", "g", "rect", "path", "text", "tspan", "line",
    "circle", "polyline", "polygon",
];

/// The tags of a page outside its pictures, with the addresses left out, and its text.
fn read_html(page: &str) -> (Vec<String>, String) {
    let (mut tags, mut text) = (Vec::new(), String::new());
    let (mut rest, mut is_picture) = (page, false);
    while let Some((before, after)) = rest.split_once('<') {
        assert!(!before.contains('>'), "{before}");
        text.push_str(before);
        text.push('\n');
        let (tag, after) = after.split_once('>').unwrap();
        if tag == "style" {
            rest = after.split_once("</style>").unwrap().1;
            continue;
        }
        // Where things stand in a picture depends on how wide their words are.
        is_picture |= tag.starts_with("svg ");
        if is_picture {
            let name = tag
                .trim_start_matches('/')
                .split([' ', '/'])
                .next()
                .unwrap();
            assert!(OF_PICTURES.contains(&name), "{tag}");
            is_picture = tag != "/svg";
            rest = after;
            continue;
        }
        if let Some(address) = tag.strip_prefix("a href=\"") {
            let address = address.strip_suffix('"').unwrap();
            assert!(address.starts_with("https://example.org/"), "{address}");
            assert!(
                address
                    .chars()
                    .all(|c| c.is_ascii_graphic() && !"<>\"`".contains(c))
            );
            tags.push("a".to_owned());
        } else {
            tags.push(tag.to_owned());
        }
        rest = after;
    }
    let text = text
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&");
    (tags, text)
}

/// What Markdown is read as, and its text.
fn read_markdown(text: &str) -> (Vec<String>, String) {
    let (mut shape, mut words) = (Vec::new(), String::new());
    for event in Parser::new_ext(text, Options::all() - Options::ENABLE_SMART_PUNCTUATION) {
        match event {
            Event::Text(text) => words.push_str(&text),
            Event::InlineHtml(tag) if &*tag == "<strong>" => shape.push("Strong".to_owned()),
            Event::InlineHtml(tag) if &*tag == "</strong>" => shape.push("end Strong".to_owned()),
            Event::Start(Tag::Link { dest_url, .. }) => {
                assert!(dest_url.starts_with("https://example.org/"), "{dest_url}");
                shape.push("Link".to_owned());
            }
            Event::Start(Tag::Strong) => shape.push("Strong".to_owned()),
            Event::End(TagEnd::Strong) => shape.push("end Strong".to_owned()),
            other => {
                shape.push(format!("{other:?}"));
                words.push('\n');
            }
        }
    }
    (shape, words)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn html_says_the_words_and_has_no_other_tags(words in vec(any::words(), PLACES)) {
        let (tags, text) = read_html(&document(&words).to_html());
        let (of_plain, _) = read_html(&document(&plain(&words)).to_html());
        prop_assert_eq!(tags, of_plain);
        for words in told(&words) {
            prop_assert!(text.contains(&words), "{words:?}");
        }
    }

    #[test]
    fn markdown_says_the_words_and_has_no_other_marks(words in vec(any::words(), PLACES)) {
        let markdown = document(&words).to_markdown();
        let (shape, text) = read_markdown(&markdown);
        let (of_plain, _) = read_markdown(&document(&plain(&words)).to_markdown());
        prop_assert_eq!(shape, of_plain, "{}", markdown);
        for words in told(&words) {
            prop_assert!(text.contains(&words), "{words:?} in {text:?} of {markdown}");
        }
    }

    #[test]
    fn text_commands_no_terminal(words in vec(any::words(), PLACES), width in 0_usize..100) {
        let text = document(&words).to_text(width);
        prop_assert!(text.chars().all(|c| c == '\n' || !c.is_control()));
    }

    #[test]
    fn json_has_the_words_as_they_are(words in vec(any::words(), PLACES)) {
        let json: serde_json::Value = serde_json::from_str(&document(&words).to_json()).unwrap();
        prop_assert_eq!(json["title"].as_str(), Some(words[0].as_str()));
        let spans = &json["opening"][0]["words"];
        prop_assert_eq!(spans[1]["strong"].as_str(), Some(words[3].as_str()));
        prop_assert_eq!(spans[3]["plain"].as_str(), Some(words[6].as_str()));
    }

    #[test]
    fn csv_has_the_words_and_no_formula(words in vec(any::words(), PLACES)) {
        let document = document(&words);
        let csv = document.tables().next().unwrap().to_csv();
        let mut reader = csv::Reader::from_reader(csv.as_bytes());
        let heading = reader.headers().unwrap()[0].to_owned();
        let value = reader.records().next().unwrap().unwrap()[0].to_owned();
        for (written, words) in [(heading, &words[13]), (value, &words[14])] {
            let begins = written.trim_start().chars().next();
            prop_assert!(begins.is_none_or(|first| !"=+-@".contains(first)));
            let words = words.trim_start_matches('\u{feff}');
            prop_assert_eq!(written.strip_prefix('\'').unwrap_or(&written), words.strip_prefix('\'').unwrap_or(words));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn the_same_words_give_the_same_bytes(words in vec(any::words(), PLACES)) {
        let [one, other] = [document(&words), document(&words)];
        prop_assert_eq!(one.to_text(72), other.to_text(72));
        prop_assert_eq!(one.to_markdown(), other.to_markdown());
        prop_assert_eq!(one.to_html(), other.to_html());
        prop_assert_eq!(one.to_json(), other.to_json());
        #[cfg(feature = "xlsx")]
        {
            let [one, other] = [one.to_xlsx(), other.to_xlsx()];
            // A cell of a workbook has its limit, which is told.
            prop_assert!(one.as_ref().err().is_none_or(oske_report::XlsxError::is_too_long));
            prop_assert_eq!(one.ok(), other.ok());
        }
    }
}
