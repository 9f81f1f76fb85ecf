//! What stands on the page: its blocks, its constructs, every key of a document.

use std::collections::{BTreeMap, BTreeSet};

use crate::expected::{BLOCKS, CONSTRUCTS};
use crate::{FACTS, HEAD, PAGE, codes, in_first_year, read, rule};

/// The part of the page under each heading.
pub(crate) fn sections() -> BTreeMap<&'static str, Vec<&'static str>> {
    let mut sections: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let (mut heading, mut in_block) = ("", false);
    for line in PAGE.lines() {
        in_block ^= line.starts_with("```");
        // A comment in a block begins with the same sign.
        if let Some(title) = line.strip_prefix('#').filter(|_| !in_block) {
            heading = title.trim_start_matches('#').trim();
        }
        sections.entry(heading).or_default().push(line);
    }
    sections
}

/// The blocks of a section, which are all TOML.
fn blocks(lines: &[&str]) -> Vec<String> {
    let mut blocks = Vec::new();
    let mut lines = lines.iter();
    while let Some(opening) = lines.find(|line| line.starts_with("```")) {
        assert_eq!(*opening, "```toml", "a block whose language is not told");
        let block: Vec<&str> = lines
            .by_ref()
            .copied()
            .take_while(|line| *line != "```")
            .collect();
        blocks.push(block.join("\n"));
    }
    blocks
}

/// The code spans in a line.
fn spans(line: &str) -> impl Iterator<Item = &str> {
    line.split('`').skip(1).step_by(2)
}

/// The code spans in the first cell of each row of a section's tables.
pub(crate) fn first_cells<'l>(lines: &[&'l str]) -> Vec<&'l str> {
    let rows = lines.iter().filter_map(|line| line.strip_prefix("| "));
    rows.filter_map(|row| row.split(" | ").next())
        .flat_map(spans)
        .collect()
}

#[test]
fn every_block_of_the_page_loads_and_gives_what_it_says() {
    let mut told = BTreeMap::from_iter(BLOCKS.iter().copied());
    for (heading, lines) in sections() {
        let blocks = blocks(&lines);
        let around = told.remove(heading).unwrap_or_default();
        assert_eq!(
            blocks.len(),
            around.len(),
            "“{heading}”: each block needs its surroundings in this test"
        );
        for (block, around) in blocks.iter().zip(around) {
            let head = if block.starts_with("format") {
                ""
            } else {
                HEAD
            };
            let text = format!("{head}\n{block}\n{}", around.around);
            let policy = read(&text).unwrap_or_else(|faults| panic!("{text}\n{faults}"));
            for (json, expected) in around.payers {
                let found = in_first_year(&policy, json);
                assert_eq!(found, *expected, "“{heading}”: {json}");
            }
            assert!(!around.payers.is_empty(), "“{heading}”: no payer");
            let contradicted = codes(&policy).contains("printed-example");
            assert!(!contradicted, "“{heading}”");
        }
    }
    assert_eq!(Vec::from_iter(told.into_keys()), Vec::<&str>::new());
}

#[test]
fn the_whole_policy_has_no_finding() {
    let blocks = blocks(&sections()["A whole policy"]);
    let policy = read(&blocks[0]).unwrap();
    assert_eq!(codes(&policy), BTreeSet::new());
}

#[test]
fn every_construct_of_the_formula_tables_comes_to_what_is_stated() {
    let mut told: BTreeMap<&str, (&str, &str)> = CONSTRUCTS
        .iter()
        .map(|(span, frame, amount)| (*span, (*frame, *amount)))
        .collect();
    let payer = r#"{"branch": [{"employees": "3"}, {"employees": "4"}]}"#;
    let mut wrong = Vec::new();
    for span in first_cells(&sections()["Formulas"]) {
        let Some((frame, expected)) = told.remove(span) else {
            wrong.push(format!("`{span}`: no expectation in this test"));
            continue;
        };
        let formula = frame.replace('…', span);
        let found = match read(&format!("{HEAD}{FACTS}{}", rule(&formula))) {
            Ok(policy) => in_first_year(&policy, payer),
            Err(faults) => faults.to_string(),
        };
        if found != expected {
            wrong.push(format!("`{span}`: {found}, expected {expected}"));
        }
    }
    wrong.extend(
        told.keys()
            .map(|span| format!("`{span}` is not on the page")),
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The keys that the reader of documents asks for, from its source.
fn keys_that_are_read() -> BTreeSet<String> {
    let source = crate::support::source_of_reader();
    let mut keys = BTreeSet::new();
    let methods = [
        "text",
        "texts",
        "words",
        "parsed",
        "section",
        "sections",
        "named",
        "named_words",
        "truth",
        "integer",
        "text_or_texts",
        "has",
        "limit",
        "bound",
    ];
    let functions = [
        "date(section",
        "number(section",
        "required(section",
        "required(&section",
        "at_most(section",
        "at_most(root",
    ];
    let calls = methods.map(|method| format!("{method}(\""));
    let of_functions = functions.map(|function| format!("{function}, \""));
    for call in calls.iter().chain(&of_functions) {
        for (at, _) in source.match_indices(call.as_str()) {
            let (_, argument) = source.split_at(at + call.len());
            let (key, _) = argument.split_once('"').unwrap();
            keys.insert(key.to_owned());
        }
    }
    keys.insert("let".to_owned());
    assert!(keys.len() > 60 && keys.contains("least"), "{keys:?}");
    keys
}

#[test]
fn every_key_of_a_document_stands_on_the_page_and_in_an_example() {
    let examples: Vec<String> = sections()
        .values()
        .flat_map(|lines| blocks(lines))
        .collect();
    let examples = examples.join("\n");
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let words: BTreeSet<&str> = examples.split(|c| !is_word(c)).collect();
    let missing: Vec<String> = keys_that_are_read()
        .into_iter()
        .filter(|key| !words.contains(key.as_str()))
        .collect();
    assert_eq!(missing, Vec::<String>::new());
}
