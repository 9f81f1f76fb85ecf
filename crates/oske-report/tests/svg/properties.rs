//! What holds of every chart, however strange its data.

use oske_report::{
    Bars, Category, Chart, ChartData, Curve, CurveEnd, CurvePiece, Series, Tile, Tiles,
};
use oske_types::{Exact, Language};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

use crate::picture::Picture;

/// Ordinary numbers, huge ones, tiny ones and everything that fits.
fn any_exact() -> impl Strategy<Value = Exact> {
    let ratio = |(top, bottom): (i128, i128)| Exact::ratio(top, bottom).unwrap_or(Exact::ZERO);
    prop_oneof![
        4 => (-1_000_000_i64..1_000_000).prop_map(Exact::from),
        2 => (-1_000_000_i128..1_000_000, 1_i128..1_000).prop_map(ratio),
        1 => Just(Exact::ZERO),
        1 => (any::<i128>(), Just(1)).prop_map(ratio),
        1 => (-9_i128..9, 1..=i128::MAX).prop_map(ratio),
        1 => (any::<i128>(), any::<i128>()).prop_map(ratio),
        1 => (1_i128..9).prop_map(move |less| ratio((i128::MAX - less, i128::MAX))),
    ]
}

fn any_words() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zåäö]{0,12}",
        "[a-zA-ZåäöÅÄÖ -]{0,200}",
        "[a-zåäö]{200}",
        "\\PC{0,30}",
        any::<String>(),
    ]
}

fn any_end() -> impl Strategy<Value = CurveEnd> {
    (any_exact(), any_exact(), 0..3_u8).prop_map(|(quantity, value, kind)| match kind {
        0 => CurveEnd::included(quantity, value),
        1 => CurveEnd::excluded(quantity, value),
        _ => CurveEnd::going_on(quantity, value),
    })
}

fn any_curve() -> impl Strategy<Value = Curve> {
    let chained = vec(any_end(), 0..8).prop_map(|mut ends| {
        ends.sort_by_key(|end| end.quantity());
        let pairs = ends.iter().zip(ends.iter().skip(1));
        pairs
            .map(|(from, to)| CurvePiece::new(*from, *to))
            .collect()
    });
    let wild = vec((any_end(), any_end()), 0..40).prop_map(|pairs| {
        let pieces = pairs.into_iter();
        pieces.map(|(from, to)| CurvePiece::new(from, to)).collect()
    });
    let pieces = prop_oneof![chained, wild];
    (any_words(), pieces).prop_map(|(name, pieces)| Curve::new(name, pieces))
}

fn any_curves() -> impl Strategy<Value = ChartData> {
    let parts = (any_words(), any_words(), vec(any_curve(), 0..4));
    parts.prop_map(|(quantity, unit, curves)| ChartData::Curves {
        quantity,
        unit,
        curves,
    })
}

fn any_bars() -> impl Strategy<Value = ChartData> {
    let category = (any_words(), vec(option::of(any_exact()), 0..4))
        .prop_map(|(name, values)| Category::new(name, values));
    let parts = (any_words(), vec(any_words(), 0..4), vec(category, 0..14));
    parts.prop_map(|(unit, names, categories)| Bars::new(unit, names, categories).into())
}

fn any_years() -> impl Strategy<Value = ChartData> {
    let year = prop_oneof![8 => 1990..2060_i32, 1 => any::<i32>()];
    let series = (any_words(), vec((year, option::of(any_exact())), 0..14))
        .prop_map(|(name, values)| Series::new(name, values));
    let parts = (any_words(), vec(series, 0..9));
    parts.prop_map(|(unit, series)| ChartData::Years { unit, series })
}

fn any_tiles() -> impl Strategy<Value = ChartData> {
    let place = prop_oneof![4 => (0..8_u16, 0..8_u16), 1 => any::<(u16, u16)>()];
    let tile = (place, any_words(), any_words(), option::of(any_exact()))
        .prop_map(|(place, short, name, value)| Tile::new(place, short, name, value));
    let parts = (any_words(), vec(tile, 0..30));
    parts.prop_map(|(unit, tiles)| Tiles::new(unit, tiles).into())
}

fn any_data() -> impl Strategy<Value = ChartData> {
    prop_oneof![any_curves(), any_bars(), any_years(), any_tiles()]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn every_chart_is_drawn_within_its_picture(
        data in any_data(),
        title in any_words(),
        description in any_words(),
        language in prop_oneof![
            Just(Language::Finnish),
            Just(Language::Swedish),
            Just(Language::English),
        ],
    ) {
        let chart = Chart::new(title, description, data);
        let svg = chart.to_svg(language);
        prop_assert_eq!(&svg, &chart.to_svg(language));
        Picture::read(&svg).assert_sound();
    }

    #[test]
    fn titles_and_descriptions_are_read_back(
        title in "[ -~åäö€\u{a0}]{0,40}",
        description in "[ -~åäö€\u{a0}]{0,80}",
    ) {
        let chart = Chart::new(title.as_str(), description.as_str(), Bars::new("", [""], Vec::new()));
        let picture = Picture::read(&chart.to_svg(Language::Finnish));
        prop_assert_eq!(picture.title(), title);
        prop_assert_eq!(picture.description(), description);
    }
}
