//! What the looks of a chart mean.

use crate::svg::canvas::{Canvas, Style};
use crate::svg::ink;
use crate::svg::length::{Length, Point};
use crate::svg::lettering::{LINE, TEXT, width, wrapped};

/// Between a sample and its words.
const GAP: Length = Length::of(7);
/// Between meanings.
const BETWEEN: Length = Length::of(20);

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
    /// A broken line upward.
    Broken,
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
    let meanings: Vec<Laid<'_>> = meanings
        .iter()
        .map(|meaning| meaning.laid(right - at.x))
        .collect();
    let nexts = meanings.iter().skip(1).map(Some).chain([None]);
    for (meaning, next) in meanings.iter().zip(nexts) {
        // The two kinds of ends are read together, and stay in one row.
        let with_next = next.filter(|_| matches!(meaning.sample, Sample::Closed));
        let together = with_next.map_or(meaning.wide, |next| meaning.wide + BETWEEN + next.wide);
        if cursor.x > at.x && cursor.x + together > right {
            cursor = Point::new(at.x, bottom);
        }
        meaning
            .sample
            .draw(canvas, cursor.moved(Length::ZERO, LINE.half()));
        for (index, line) in meaning.lines.iter().enumerate() {
            let baseline = Length::of(15) + LINE.times(index);
            let before = meaning.sample.width() + GAP;
            canvas.text(cursor.moved(before, baseline), line, Style::name());
        }
        bottom = bottom.max(cursor.y + LINE.times(meaning.lines.len()) + Length::of(3));
        cursor.x = cursor.x + meaning.wide + BETWEEN;
    }
    bottom
}

/// A meaning whose words are in lines.
struct Laid<'m> {
    sample: &'m Sample,
    lines: Vec<String>,
    wide: Length,
}

impl Meaning {
    fn laid(&self, room: Length) -> Laid<'_> {
        let before = self.sample.width() + GAP;
        let lines = wrapped(&self.words, TEXT, room - before, 2);
        let widest = lines.iter().map(|line| width(line, TEXT)).max();
        Laid {
            sample: &self.sample,
            lines,
            wide: before + widest.unwrap_or_default(),
        }
    }
}

impl Sample {
    fn width(&self) -> Length {
        match self {
            Self::Line(_) | Self::Marked(_) => Length::of(34),
            Self::Fill(_) => Length::of(26),
            Self::Broken | Self::Closed | Self::Open => Length::of(12),
        }
    }

    /// The look, from its middle left.
    fn draw(&self, canvas: &mut Canvas, left: Point) {
        let wide = self.width();
        let right = left.moved(wide, Length::ZERO);
        let middle = left.moved(wide.half(), Length::ZERO);
        match self {
            Self::Line(index) => canvas.line(left, right, &ink::line(*index)),
            Self::Marked(index) => {
                canvas.line(left, right, &ink::line(*index));
                ink::mark(canvas, *index, middle);
            }
            Self::Fill(look) => canvas.area(
                left.moved(Length::of(1), Length::of(-7)),
                wide - Length::of(2),
                Length::of(14),
                look,
            ),
            Self::Broken => canvas.line(
                middle.moved(Length::ZERO, Length::of(-8)),
                middle.moved(Length::ZERO, Length::of(8)),
                ink::BROKEN,
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
