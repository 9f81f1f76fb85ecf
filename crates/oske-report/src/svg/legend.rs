//! What the looks of a chart mean.

use crate::svg::canvas::{Canvas, Style};
use crate::svg::ink;
use crate::svg::length::{Length, Point};
use crate::svg::lettering::{LINE, TEXT, width, wrapped};

/// How wide a sample is.
const SAMPLE: Length = Length::of(34);
/// Between a sample and its words.
const GAP: Length = Length::of(7);

/// What a look means.
#[derive(Debug, Clone)]
pub(crate) struct Meaning {
    sample: Sample,
    words: String,
}

/// A look.
#[derive(Debug, Clone)]
pub(crate) enum Sample {
    /// The line of a curve.
    Line(usize),
    /// The line of a series, with its mark.
    Marked(usize),
    /// A filled area.
    Fill(String),
    /// An end that belongs to its piece.
    Closed,
    /// An end that does not.
    Open,
}

impl Meaning {
    pub(crate) fn new(sample: Sample, words: impl Into<String>) -> Self {
        Self {
            sample,
            words: words.into(),
        }
    }
}

/// Draws meanings in rows from a place to the right, and tells where they end below.
pub(crate) fn draw(canvas: &mut Canvas, at: Point, right: Length, meanings: &[Meaning]) -> Length {
    let mut cursor = at;
    let mut bottom = at.y;
    for meaning in meanings {
        let before = SAMPLE + GAP;
        let lines = wrapped(&meaning.words, TEXT, right - at.x - before, 2);
        let widest = lines.iter().map(|line| width(line, TEXT)).max();
        let wide = before + widest.unwrap_or_default();
        if cursor.x > at.x && cursor.x + wide > right {
            cursor = Point::new(at.x, bottom);
        }
        meaning
            .sample
            .draw(canvas, cursor.moved(Length::ZERO, LINE.half()));
        for (index, line) in lines.iter().enumerate() {
            let baseline = Length::of(15) + LINE.times(index);
            canvas.text(cursor.moved(before, baseline), line, Style::name());
        }
        bottom = bottom.max(cursor.y + LINE.times(lines.len()) + Length::of(3));
        cursor.x = cursor.x + wide + Length::of(22);
    }
    bottom
}

impl Sample {
    /// The look, from its middle left.
    fn draw(&self, canvas: &mut Canvas, left: Point) {
        let right = left.moved(SAMPLE, Length::ZERO);
        let middle = left.moved(SAMPLE.half(), Length::ZERO);
        match self {
            Self::Line(index) => canvas.line(left, right, &ink::line(*index)),
            Self::Marked(index) => {
                canvas.line(left, right, &ink::line(*index));
                ink::mark(canvas, *index, middle);
            }
            Self::Fill(look) => canvas.area(
                left.moved(Length::of(6), Length::of(-7)),
                SAMPLE - Length::of(8),
                Length::of(14),
                look,
            ),
            Self::Closed => canvas.circle(middle, Length::of(5), r##"fill="#1b1b1b""##),
            Self::Open => canvas.circle(
                middle,
                Length::of_tenths(45),
                r##"fill="#ffffff" stroke="#1b1b1b" stroke-width="2""##,
            ),
        }
    }
}
