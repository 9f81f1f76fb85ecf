//! Colours, strokes and marks that are told apart without colour.
//!
//! Contrasts by WCAG 2.2: [`INK`] 17.2 : 1 against white, [`MUTED`] 8.9, [`FIRST`] 11.1, [`SECOND`] 3.6;
//! [`FIRST`] against [`SECOND`] 3.1. They differ as much in grey, and blue and orange are told apart in
//! every common kind of colour blindness. Later ones differ in strokes and marks too.

use crate::svg::canvas::{Canvas, HATCH};
use crate::svg::length::{Length, Point};

/// Words and axes.
pub(crate) const INK: &str = "#1b1b1b";
/// Numbers at axes and remarks.
pub(crate) const MUTED: &str = "#4a4a4a";
/// The first of several things.
pub(crate) const FIRST: &str = "#0b3c6f";
/// The second of several things.
pub(crate) const SECOND: &str = "#d16d00";

/// The line of an axis.
pub(crate) const AXIS: &str = r##"stroke="#4a4a4a" stroke-width="1.2""##;
/// A line at a tick, across.
pub(crate) const GRID: &str = r##"stroke="#d0d0d0" stroke-width="1""##;
/// A broken line upward, where a curve has no value.
pub(crate) const BROKEN: &str = r##"stroke="#6b6b6b" stroke-width="1.2" stroke-dasharray="3 3""##;
/// Between two curves.
pub(crate) const SHADE: &str = r##"fill="#dde2e8""##;

/// Strokes of lines: colour, width, dashes.
const STROKES: [(&str, &str, &str); 6] = [
    (FIRST, "3", ""),
    (SECOND, "3", "9 5"),
    ("#00795c", "2.6", "2.5 4"),
    ("#8b3a8f", "2.6", "14 4 3 4"),
    (INK, "2", "6 3"),
    ("#8a5a00", "2", ""),
];

/// Fills of bars that stand beside each other.
const FILLS: [&str; 4] = [
    r##"fill="#0b3c6f""##,
    r##"fill="#d16d00""##,
    r##"fill="#c4d3e4" stroke="#0b3c6f" stroke-width="1.2""##,
    r##"fill="#ffffff" stroke="#1b1b1b" stroke-width="1.2""##,
];

/// The colour of one of several things.
pub(crate) fn colour(index: usize) -> &'static str {
    stroke(index).0
}

/// The look of the line of one of several things. After six, colours meet other dashes.
pub(crate) fn line(index: usize) -> String {
    let (colour, width, _) = stroke(index);
    let dashes = match stroke(turned(index, 1)).2 {
        "" => String::new(),
        dashes => format!(r#" stroke-dasharray="{dashes}""#),
    };
    format!(
        r#"fill="none" stroke="{colour}" stroke-width="{width}" stroke-linejoin="round"{dashes}"#
    )
}

/// The look of the bar of one of several things.
pub(crate) fn fill(index: usize) -> &'static str {
    let index = index.checked_rem(FILLS.len()).unwrap_or_default();
    FILLS.get(index).copied().unwrap_or_default()
}

/// The look of what nobody knows.
pub(crate) fn unknown() -> String {
    format!(r##"fill="{HATCH}" stroke="#6b6b6b" stroke-width="1""##)
}

/// The mark of a year of one of several things.
pub(crate) fn mark(canvas: &mut Canvas, index: usize, at: Point) {
    let colour = colour(index);
    let solid = format!(r##"fill="{colour}" stroke="#ffffff" stroke-width="1""##);
    let hollow = format!(r##"fill="#ffffff" stroke="{colour}" stroke-width="2""##);
    let (small, large) = (Length::of_tenths(45), Length::of_tenths(60));
    let square = |size: Length| at.moved(-size, -size);
    let triangle = [
        at.moved(Length::ZERO, -large),
        at.moved(large, small),
        at.moved(-large, small),
    ];
    let diamond = [
        at.moved(Length::ZERO, -large),
        at.moved(large, Length::ZERO),
        at.moved(Length::ZERO, large),
        at.moved(-large, Length::ZERO),
    ];
    match turned(index, 2).checked_rem(6) {
        Some(1) => canvas.area(square(small), small * 2, small * 2, &solid),
        Some(2) => canvas.polygon(&triangle, &solid),
        Some(3) => canvas.polygon(&diamond, &hollow),
        Some(4) => canvas.circle(at, small, &hollow),
        Some(5) => canvas.area(square(small), small * 2, small * 2, &hollow),
        _ => canvas.circle(at, Length::of_tenths(50), &solid),
    }
}

/// An index that goes on by some after each six.
fn turned(index: usize, by: usize) -> usize {
    let rounds = index.checked_div(STROKES.len()).unwrap_or_default();
    index.saturating_add(rounds.saturating_mul(by))
}

fn stroke(index: usize) -> (&'static str, &'static str, &'static str) {
    let index = index.checked_rem(STROKES.len()).unwrap_or_default();
    STROKES.get(index).copied().unwrap_or((INK, "2", ""))
}
