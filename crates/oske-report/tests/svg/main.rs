//! Charts as pictures: what is drawn of charts as reports have them, and what holds of every chart.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may panic"
)]

mod counties;
mod picture;
mod properties;
mod sample;

use oske_report::Chart;
use oske_types::Language;

use crate::picture::Picture;

/// Asserts the bytes of a chart in Finnish, and that every language gives a sound picture.
fn assert_drawn(name: &str, chart: &Chart) {
    for language in [Language::Finnish, Language::Swedish, Language::English] {
        let svg = chart.to_svg(language);
        assert_eq!(svg, chart.to_svg(language), "the same bytes twice");
        Picture::read(&svg).assert_sound();
    }
    insta::assert_snapshot!(name, chart.to_svg(Language::Finnish));
}

#[test]
fn a_tariff_shows_its_gap_its_cliff_and_that_it_goes_on() {
    assert_drawn("tariff", &sample::tariff());
}

#[test]
fn a_tariff_that_says_nothing_over_a_stretch_shows_it() {
    assert_drawn("tariff-with-a-stretch", &sample::tariff_with_a_stretch());
}

#[test]
fn two_tariffs_show_their_difference() {
    assert_drawn("two-tariffs", &sample::two_tariffs());
}

#[test]
fn kinds_have_their_names_beside_their_bars() {
    assert_drawn("kinds", &sample::kinds());
}

#[test]
fn long_names_stand_above_their_bars() {
    assert_drawn("long-names", &sample::long_names());
}

#[test]
fn changes_go_to_both_sides_of_zero() {
    assert_drawn("changes", &sample::changes());
}

#[test]
fn years_without_a_figure_break_the_line() {
    assert_drawn("members", &sample::members());
}

#[test]
fn a_scale_without_zero_says_so() {
    assert_drawn("grant", &sample::grant());
}

#[test]
fn several_lines_have_their_names_beside_them() {
    assert_drawn("funding", &sample::funding());
}

#[test]
fn counties_lie_where_they_are() {
    assert_drawn("counties", &counties::dues());
}

#[test]
fn few_values_are_classes_of_their_own() {
    assert_drawn("counties-with-units", &counties::units());
}

#[test]
fn no_line_goes_across_a_jump_or_a_gap() {
    let picture = |chart: Chart| Picture::read(&chart.to_svg(Language::Finnish));
    // Three runs: up to 5,000, on to 20,000, and beyond, where two pieces meet.
    assert_eq!(picture(sample::tariff()).count("polyline"), 3);
    assert_eq!(
        picture(sample::tariff_with_a_stretch()).count("polyline"),
        2
    );
    // Of the three runs of years, each has more than one.
    assert_eq!(picture(sample::members()).count("polyline"), 3);
}

#[test]
fn numbers_are_written_as_the_language_does() {
    let texts = |language: Language| {
        let svg = sample::kinds().to_svg(language);
        let picture = Picture::read(&svg);
        let texts = picture.texts().into_iter().map(str::to_owned);
        texts.collect::<Vec<String>>()
    };
    let has = |language: Language, text: &str| {
        let texts = texts(language);
        assert!(texts.contains(&text.to_owned()), "{texts:?}");
    };
    has(Language::Finnish, "23\u{a0}450,50\u{a0}€");
    has(Language::Finnish, "ei tiedossa");
    has(Language::Swedish, "23\u{a0}450,50\u{a0}€");
    has(Language::Swedish, "uppgift saknas");
    has(Language::English, "€23,450.50");
    has(Language::English, "not known");
}

#[test]
fn nothing_says_so() {
    assert_drawn("nothing", &sample::nothing());
}

#[test]
fn words_are_escaped_and_ids_differ() {
    let chart = |title: &str| {
        let description = "A < B & \"C\" > 'D'\u{0}\u{7}";
        Chart::new(title, description, sample::kinds().data().clone())
    };
    let svg = chart("</title><script>alert(1)</script>").to_svg(Language::English);
    assert!(!svg.contains("<script"));
    let read = Picture::read(&svg);
    assert_eq!(read.title(), "</title><script>alert(1)</script>");
    assert_eq!(read.description(), "A < B & \"C\" > 'D'");

    let other = chart("another").to_svg(Language::English);
    assert_ne!(read.ids(), Picture::read(&other).ids());
    let named = chart("another").to_svg_with_ids("1\"><b> x", Language::English);
    let ids = Picture::read(&named).ids();
    assert!(ids.contains(&"chart-1bx-title".to_owned()), "{ids:?}");
}
