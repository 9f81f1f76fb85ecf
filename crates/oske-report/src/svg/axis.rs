//! Axes with nice ticks, shared by the charts that have them.

use oske_types::{Exact, Language};

use crate::svg::WIDTH;
use crate::svg::canvas::{Anchor, Canvas, Style};
use crate::svg::ink::{AXIS, GRID};
use crate::svg::length::{Length, Point};
use crate::svg::lettering::{SMALL, width};
use crate::svg::number::TickNumbers;
use crate::svg::scale::{Grid, Range, Scale, Zero};

/// Between an axis and its numbers.
const GAP: Length = Length::of(8);

/// The axis of values, upward, with its ticks.
#[derive(Debug, Clone)]
pub(crate) struct ValueAxis {
    scale: Scale,
    step: i64,
    numbers: TickNumbers,
}

impl ValueAxis {
    /// The axis of some values from a place down to a place up.
    pub(crate) fn new(
        values: &[Exact],
        zero: Zero,
        (top, bottom): (Length, Length),
        language: Language,
    ) -> Self {
        let grid = Grid::of(values.iter().copied());
        let range = Range::of(grid, values, zero);
        let step = range.step(6);
        let range = range.outward(step);
        Self {
            scale: range.between(bottom, top),
            step,
            numbers: TickNumbers::new(range, step, language),
        }
    }

    pub(crate) const fn scale(&self) -> Scale {
        self.scale
    }

    pub(crate) fn shows_zero(&self) -> bool {
        self.scale.range().has_zero()
    }

    /// How much room its numbers need on the left.
    pub(crate) fn room(&self) -> Length {
        let labels = self.scale.range().ticks(self.step);
        let widths = labels
            .into_iter()
            .map(|tick| width(&self.numbers.label(tick), SMALL));
        widths.max().unwrap_or_default() + GAP
    }

    /// The unit of its numbers.
    pub(crate) fn unit(&self, unit: &str) -> String {
        self.numbers.unit(unit)
    }

    /// Lines across at each tick, with their numbers on the left.
    pub(crate) fn draw(&self, canvas: &mut Canvas, left: Length, right: Length) {
        for tick in self.scale.range().ticks(self.step) {
            let y = self.scale.of_place(tick);
            let look = if tick == 0 { AXIS } else { GRID };
            canvas.line(Point::new(left, y), Point::new(right, y), look);
            canvas.text(
                Point::new(left - GAP, y + Length::of(5)),
                &self.numbers.label(tick),
                Style::small().anchored(Anchor::End),
            );
        }
    }
}

/// The axis of a quantity, to the right, with as many ticks as have room for their numbers.
#[derive(Debug, Clone)]
pub(crate) struct QuantityAxis {
    scale: Scale,
    step: i64,
    numbers: TickNumbers,
}

impl QuantityAxis {
    pub(crate) fn new(
        values: &[Exact],
        (left, right): (Length, Length),
        language: Language,
    ) -> Self {
        let grid = Grid::of(values.iter().copied());
        let range = Range::of(grid, values, Zero::WithinSpans(1));
        let scale = range.between(left, right);
        let with_most = |most: i64| {
            let step = range.step(most);
            Self {
                scale,
                step,
                numbers: TickNumbers::new(range, step, language),
            }
        };
        let axes = (2..=7).rev().map(with_most);
        axes.into_iter()
            .find(Self::has_room)
            .unwrap_or_else(|| with_most(1))
    }

    pub(crate) const fn scale(&self) -> Scale {
        self.scale
    }

    /// The unit of its numbers.
    pub(crate) fn unit(&self, unit: &str) -> String {
        self.numbers.unit(unit)
    }

    /// Small lines at each tick with their numbers below.
    pub(crate) fn draw(&self, canvas: &mut Canvas, y: Length) {
        let (left, right) = (self.scale.start(), self.scale.end());
        canvas.line(Point::new(left, y), Point::new(right, y), AXIS);
        for tick in self.scale.range().ticks(self.step) {
            let at = Point::new(self.scale.of_place(tick), y);
            canvas.line(at, at.moved(Length::ZERO, Length::of(5)), AXIS);
            tick_label(canvas, at, &self.numbers.label(tick));
        }
    }

    fn has_room(&self) -> bool {
        let ticks = self.scale.range().ticks(self.step);
        let ends: Vec<(Length, Length)> = ticks
            .into_iter()
            .map(|tick| {
                let label = self.numbers.label(tick);
                let half = width(&label, SMALL).half();
                let at = label_middle(self.scale.of_place(tick), &label);
                (at - half, at + half)
            })
            .collect();
        let mut pairs = ends.iter().zip(ends.iter().skip(1));
        pairs.all(|(before, after)| before.1 + Length::of(14) <= after.0)
    }
}

/// A number or year below a tick.
pub(crate) fn tick_label(canvas: &mut Canvas, tick: Point, label: &str) {
    canvas.text(
        Point::new(label_middle(tick.x, label), tick.y + Length::of(20)),
        label,
        Style::small().anchored(Anchor::Middle),
    );
}

/// The middle of a label at a tick, moved inward where the label would stand out of the picture.
pub(crate) fn label_middle(tick: Length, label: &str) -> Length {
    let least = width(label, SMALL).half() + Length::of(2);
    tick.min(WIDTH - least).max(least)
}
