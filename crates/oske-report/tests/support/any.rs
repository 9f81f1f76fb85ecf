//! Words and tables of every kind.

use oske_report::{
    Bars, Block, Category, Cell, Chart, Column, Document, KeyFigure, Section, Table, Words,
};
use oske_types::{Language, Source};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// What some format takes for its own.
const TRAPS: [&str; 44] = [
    "<script>alert(1)</script>",
    "]]>",
    "<!--",
    "-->",
    "</style>",
    "</title>",
    "&amp;",
    "&lt",
    "\"",
    "'",
    "`",
    "```",
    "|",
    "\\",
    "\\|",
    "*",
    "**",
    "_",
    "__",
    "~~",
    "# ",
    "- ",
    "+ ",
    "1. ",
    "1) ",
    "> ",
    "---",
    "===",
    "[a](b)",
    "![a](b)",
    "<https://a.fi>",
    "https://a.fi",
    "$x$",
    "=1+1",
    "@SUM(A1)",
    "Sheet1!A1",
    "_x0041_",
    "\n\n",
    "\r",
    "\t",
    "    ",
    "\0\u{1}\u{1b}[2J\u{7f}\u{85}",
    "\u{fffe}\u{ffff}\u{fdd0}",
    "\u{a0}\u{202e}\u{200b}\u{feff}",
];

pub(crate) fn words() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => select(&TRAPS[..]).prop_map(str::to_owned),
        2 => "[a-zåäö0-9]{1,6}",
        1 => any::<char>().prop_map(String::from),
        1 => Just(" ".to_owned()),
    ];
    let text = vec(piece, 0..8).prop_map(|pieces| pieces.concat());
    prop_oneof![
        20 => text,
        1 => Just("pitkä|sana ".repeat(2_000)),
    ]
}

/// Words as they are shown: on one line, without what formats do not hold.
pub(crate) fn shown(words: &str) -> String {
    let mut text = String::new();
    for character in words.chars() {
        let code = u32::from(character);
        if character.is_ascii_whitespace() {
            if !text.ends_with(' ') {
                text.push(' ');
            }
        } else if character.is_control()
            || code & 0xFFFE == 0xFFFE
            || (0xFDD0..=0xFDEF).contains(&code)
        {
            text.push('\u{fffd}');
        } else {
            text.push(character);
        }
    }
    text
}

/// The places for words in [`document`].
pub(crate) const PLACES: usize = 22;

/// A document of one shape, of words.
pub(crate) fn document(words: &[String]) -> Document {
    let [
        title,
        subtitle,
        paragraph,
        strong,
        link,
        path,
        after,
        point,
        second,
        note,
        figure,
        remark,
        table,
        heading,
        value,
        linked,
        chart,
        description,
        category,
        source,
        section,
        inner,
    ] = <[String; PLACES]>::try_from(words.to_vec()).unwrap();
    let address = format!("https://example.org/{path}");
    let mut rows = Table::new(
        table,
        [Column::words(heading), Column::count("number").summed()],
    );
    rows.push([Cell::words(value), Cell::count(1)]).unwrap();
    let of_link = Cell::Link {
        words: linked,
        address: address.clone(),
    };
    rows.push([of_link, Cell::NotKnown]).unwrap();
    let unsafe_link = Cell::Link {
        words: "plain".to_owned(),
        address: format!("javascript:{path}"),
    };
    rows.push([unsafe_link, Cell::Empty]).unwrap();
    let bars = Bars::new("€", ["2023"], vec![Category::new(category, vec![None])]);
    Document::new(Language::Swedish, title)
        .with_subtitle(subtitle)
        .with_opening(
            Words::from(paragraph)
                .strong(strong)
                .linked(link, address.clone())
                .plain(after),
        )
        .with(
            Section::new(section)
                .with(Block::List(vec![point.into(), second.into()]))
                .with(vec![
                    KeyFigure::new(figure, Cell::count(7)).with_note(remark),
                ])
                .with(Block::Note(note.into()))
                .with_section(Section::new(inner).with(rows).with(Chart::new(
                    chart,
                    description,
                    bars,
                ))),
        )
        .with_source(Source::new(source).at_address(address))
}
