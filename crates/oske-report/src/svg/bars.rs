//! Bars: values of kinds, places or other things, with their names and numbers.

use oske_types::{Exact, Language};

use crate::label::Label;
use crate::svg::canvas::{Anchor, Canvas, Style};
use crate::svg::ink;
use crate::svg::legend::{self, Meaning, Sample};
use crate::svg::length::{Length, Point};
use crate::svg::lettering::{LINE, SMALL, TEXT, cut, width, wrapped};
use crate::svg::number::ValueNumbers;
use crate::svg::scale::{Grid, Range, Scale, Zero};
use crate::svg::{MARGIN, WIDTH, no_data};
use crate::{Bars, Category};

/// How much room names may have beside their bars; where one needs more, all stand above theirs.
const BESIDE: Length = Length::of(176);
/// How thick a bar is, and how far it is from the next one of its category.
const THICK: Length = Length::of(18);
const APART: Length = Length::of(2);
/// Between categories.
const GAP: Length = Length::of(10);
/// Between a bar and its number.
const SPACE: Length = Length::of(6);
/// How wide the sign of a value that nobody knows is.
const STUB: Length = Length::of(26);

pub(crate) fn draw(canvas: &mut Canvas, bars: &Bars, language: Language) -> Length {
    if bars.categories().is_empty() {
        return no_data(canvas, language);
    }
    let all = || bars.categories().iter().flat_map(Category::values).copied();
    let known: Vec<Exact> = all().flatten().collect();
    let numbers = ValueNumbers::new(&known, bars.unit(), language);

    let mut y = MARGIN;
    let beside = bars.categories().iter().flat_map(Category::values).count();
    if bars.names().len() > 1 && beside > 0 {
        let names = bars.names().iter().enumerate();
        let meanings: Vec<Meaning> = names
            .map(|(index, name)| Meaning::new(Sample::Fill(ink::fill(index).to_owned()), name))
            .collect();
        y = legend::draw(canvas, Point::new(MARGIN, y), WIDTH - MARGIN, &meanings) + Length::of(5);
    }
    if let Some(unit) = numbers.unit_apart() {
        let unit = cut(unit, SMALL, WIDTH - MARGIN * 2);
        canvas.text(
            Point::new(MARGIN, y + Length::of(13)),
            &unit,
            Style::small(),
        );
        y = y + LINE + Length::of(3);
    }

    let names = Names::of(bars);
    let rows = Rows {
        numbers,
        scale: scale(bars, numbers, &known, names.left(), language),
        language,
        most: beside_each_other(bars),
    };
    let top = y;
    for (category, name) in bars.categories().iter().zip(&names.lines) {
        y = rows.category(canvas, category, name, names.above, y);
    }
    let bottom = y - GAP + Length::of(2);
    if !names.above {
        rows.line_of_zero(canvas, top, bottom);
    }
    bottom + MARGIN
}

/// How many bars stand beside each other.
fn beside_each_other(bars: &Bars) -> usize {
    let most = bars
        .categories()
        .iter()
        .map(|category| category.values().len());
    most.max().unwrap_or_default().max(1)
}

/// The names in lines, and whether they stand above their bars.
#[derive(Debug)]
struct Names {
    above: bool,
    lines: Vec<Vec<String>>,
}

impl Names {
    fn of(bars: &Bars) -> Self {
        let lines = |widest: Length, most: usize| -> Vec<Vec<String>> {
            let categories = bars.categories().iter();
            categories
                .map(|category| wrapped(category.name(), TEXT, widest, most))
                .collect()
        };
        let lines_beside = lines(BESIDE, 2);
        let words = |category: &Category| {
            let words: Vec<&str> = category.name().split(' ').collect();
            words.iter().all(|word| width(word, TEXT) <= BESIDE)
        };
        let fit = bars.categories().iter().all(words)
            && lines_beside.iter().all(|lines| lines.len() <= 2)
            && lines_beside
                .iter()
                .flatten()
                .all(|line| !line.ends_with('\u{2026}'));
        if fit {
            return Self {
                above: false,
                lines: lines_beside,
            };
        }
        Self {
            above: true,
            lines: lines(WIDTH - MARGIN * 2, 2),
        }
    }

    /// Where the bars may begin.
    fn left(&self) -> Length {
        if self.above {
            return MARGIN;
        }
        let lines = self.lines.iter().flatten();
        let widest = lines.map(|line| width(line, TEXT)).max();
        MARGIN + widest.unwrap_or_default() + Length::of(10)
    }
}

/// The scale that leaves room for the number at the end of each bar.
fn scale(
    bars: &Bars,
    numbers: ValueNumbers<'_>,
    known: &[Exact],
    left: Length,
    language: Language,
) -> Scale {
    let room = |values: &mut dyn Iterator<Item = &Exact>| {
        let widths = values.map(|&value| width(&numbers.text(value), TEXT));
        widths.max().map_or(Length::ZERO, |widest| widest + SPACE)
    };
    let for_negative = room(&mut known.iter().filter(|value| value.is_negative()));
    let for_positive = room(&mut known.iter().filter(|value| !value.is_negative()));
    let mut all = bars.categories().iter().flat_map(Category::values);
    let for_unknown = if all.any(Option::is_none) {
        width(Label::NotKnown.in_language(language), TEXT) + STUB + SPACE
    } else {
        Length::ZERO
    };
    let grid = Grid::of(known.iter().copied());
    let range = Range::of(grid, known, Zero::Always);
    let start = left + for_negative;
    let end = WIDTH - MARGIN - for_positive;
    let scale = range.between(start, end);
    // What is not known stands to the right of zero, where the bars are short if all values are negative.
    let lacking = scale.at(Exact::ZERO) + for_unknown - (WIDTH - MARGIN);
    if lacking > Length::ZERO {
        return range.between(start, end - lacking);
    }
    scale
}

/// What all categories have in common.
#[derive(Debug, Clone, Copy)]
struct Rows<'u> {
    numbers: ValueNumbers<'u>,
    scale: Scale,
    language: Language,
    most: usize,
}

impl Rows<'_> {
    fn zero(self) -> Length {
        self.scale.at(Exact::ZERO)
    }

    /// Draws a category from a height downward, and tells where the next one begins.
    fn category(
        self,
        canvas: &mut Canvas,
        category: &Category,
        name: &[String],
        above: bool,
        y: Length,
    ) -> Length {
        let names = LINE.times(name.len());
        let bars = (THICK + APART).times(self.most) - APART;
        let (name_top, bars_top, bottom) = if above {
            (
                y,
                y + names + Length::of(2),
                y + names + Length::of(2) + bars,
            )
        } else {
            let height = names.max(bars);
            let down = |inner: Length| y + (height - inner).half();
            (down(names), down(bars), y + height)
        };
        for (index, line) in name.iter().enumerate() {
            let baseline = name_top + Length::of(15) + LINE.times(index);
            canvas.text(Point::new(MARGIN, baseline), line, Style::name());
        }
        for (index, value) in category.values().iter().enumerate() {
            let top = bars_top + (THICK + APART).times(index);
            self.bar(canvas, index, *value, top);
        }
        if above {
            self.line_of_zero(canvas, bars_top, bottom);
            return bottom + GAP + Length::of(5);
        }
        bottom + GAP
    }

    fn line_of_zero(self, canvas: &mut Canvas, top: Length, bottom: Length) {
        let (zero, over) = (self.zero(), Length::of(2));
        canvas.line(
            Point::new(zero, top - over),
            Point::new(zero, bottom + over),
            ink::AXIS,
        );
    }

    fn bar(self, canvas: &mut Canvas, index: usize, value: Option<Exact>, top: Length) {
        let zero = self.zero();
        let baseline = top + Length::of(14);
        let Some(value) = value else {
            let inset = Length::of(2);
            let at = Point::new(zero + inset, top + inset);
            canvas.area(at, STUB - inset * 2, THICK - inset * 2, &ink::unknown());
            canvas.text(
                Point::new(zero + STUB + SPACE.half(), baseline),
                Label::NotKnown.in_language(self.language),
                Style::name().slanted().filled(ink::MUTED),
            );
            return;
        };
        let end = self.scale.at(value);
        let (from, to) = (zero.min(end), zero.max(end));
        if from < to {
            canvas.area(Point::new(from, top), to - from, THICK, ink::fill(index));
        }
        let (x, anchor) = if value.is_negative() {
            (end - SPACE, Anchor::End)
        } else {
            (end + SPACE, Anchor::Start)
        };
        canvas.text(
            Point::new(x, baseline),
            &self.numbers.text(value),
            Style::name().anchored(anchor),
        );
    }
}
