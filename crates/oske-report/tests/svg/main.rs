//! Charts as pictures: what is drawn of charts as reports have them, and what holds of every chart.

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
