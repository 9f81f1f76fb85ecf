//! Paragraphs and lists of sources for a reader at a terminal.

use std::fmt::Display;

use oske::types::Language;

use crate::table::wrap;

/// How wide a line of prose may be.
const WIDTH: usize = 100;

/// A paragraph, indented.
pub(crate) fn prose(text: &str, indent: usize) -> String {
    let width = WIDTH.saturating_sub(indent);
    wrap(text, width, width)
        .into_iter()
        .map(|line| format!("{:indent$}{line}\n", ""))
        .collect()
}

/// The sources, each once, and at the end whom their licences ask to be named.
pub(crate) fn sources<S: Display>(
    sources: impl IntoIterator<Item = S>,
    language: Language,
) -> String {
    let title = language.pick("Lähteet", "Källor", "Sources");
    let mut text = format!("\n{title}\n");
    for source in each_once(sources.into_iter().map(|source| source.to_string())) {
        text.push_str(&prose(&source, 2));
    }
    text.push_str(&prose(oske::data::EDITION.attribution(), 2));
    text
}

/// In the order in which they first come.
pub(crate) fn each_once(texts: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for text in texts {
        if !found.contains(&text) {
            found.push(text);
        }
    }
    found
}

pub(crate) const fn not_known(language: Language) -> &'static str {
    match language {
        Language::Finnish => "ei tiedossa",
        Language::Swedish => "inte känt",
        Language::English => "not known",
    }
}
