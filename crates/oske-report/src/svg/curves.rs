//! Curves: amounts over a quantity, with every end of every piece to be seen.

use oske_types::{Exact, Language};

use crate::svg::axis::{QuantityAxis, ValueAxis};
use crate::svg::canvas::{Anchor, Canvas, Style};
use crate::svg::ink;
use crate::svg::legend::{self, Meaning, Sample};
use crate::svg::length::{Length, Point};
use crate::svg::lettering::{SMALL, cut};
use crate::svg::scale::{Scale, Zero, between};
use crate::svg::wording::Wording;
use crate::svg::{MARGIN, WIDTH, no_data};
use crate::{Curve, CurveEnd, CurvePiece};

/// How high the picture is between its axes.
const HEIGHT: Length = Length::of(270);
/// With more pieces than this, marks are small.
const MANY: usize = 24;

pub(crate) fn draw(
    canvas: &mut Canvas,
    (quantity, unit): (&str, &str),
    curves: &[Curve],
    language: Language,
) -> Length {
    let pieces = || curves.iter().flat_map(Curve::pieces);
    if pieces().next().is_none() {
        return no_data(canvas, language);
    }
    let ends = || pieces().flat_map(|piece| [piece.from(), piece.to()]);
    let values: Vec<Exact> = ends().map(CurveEnd::value).collect();
    let quantities: Vec<Exact> = ends().map(CurveEnd::quantity).collect();

    let top = legend::draw(
        canvas,
        Point::new(MARGIN, MARGIN),
        WIDTH - MARGIN,
        &meanings(curves, language),
    ) + Length::of(30);
    let bottom = top + HEIGHT;
    let value_axis = ValueAxis::new(&values, Zero::Always, (top, bottom), language);
    let left = MARGIN + value_axis.room();
    let right = WIDTH - MARGIN - Length::of(10);
    let quantity_axis = QuantityAxis::new(&quantities, (left, right), language);
    let plane = Plane {
        across: quantity_axis.scale(),
        up: value_axis.scale(),
    };

    if let [first, second] = curves {
        plane.shade(canvas, first, second);
    }
    if let [curve] = curves {
        plane.gaps(canvas, curve);
    }
    value_axis.draw(canvas, left, right);
    quantity_axis.draw(canvas, bottom);
    let lines: Vec<Vec<Run>> = curves.iter().map(runs).collect();
    for (index, runs) in lines.iter().enumerate() {
        plane.lines(canvas, index, runs);
    }
    let is_crowded = pieces().count() > MANY;
    for (index, runs) in lines.iter().enumerate() {
        plane.marks(canvas, index, runs, is_crowded);
    }

    let room = WIDTH - MARGIN * 2;
    canvas.text(
        Point::new(MARGIN, top - Length::of(13)),
        &cut(&value_axis.unit(unit), SMALL, room),
        Style::small(),
    );
    let below = bottom + Length::of(41);
    canvas.text(
        Point::new(right, below),
        &cut(&quantity_axis.unit(quantity), SMALL, room),
        Style::small().anchored(Anchor::End),
    );
    below + Length::of(11)
}

/// What the looks mean: only those that are there.
fn meanings(curves: &[Curve], language: Language) -> Vec<Meaning> {
    let mut meanings: Vec<Meaning> = curves
        .iter()
        .enumerate()
        .filter(|(_, curve)| !curve.name().trim().is_empty())
        .map(|(index, curve)| Meaning::new(Sample::Line(index), curve.name()))
        .collect();
    let mut add = |sample: Sample, words: Wording| {
        meanings.push(Meaning::new(sample, words.in_language(language)));
    };
    if curves.len() == 2 {
        add(Sample::Fill(ink::SHADE.to_owned()), Wording::Difference);
    }
    if let [curve] = curves {
        if gaps(curve).any(|(from, to)| from < to) {
            add(Sample::Fill(ink::unknown()), Wording::NoValue);
        } else if gaps(curve).next().is_some() {
            add(Sample::Broken, Wording::NoValue);
        }
    }
    let runs: Vec<Run> = curves.iter().flat_map(runs).collect();
    let ends = || runs.iter().flat_map(Run::ends);
    if ends().any(|end| !end.is_included() && !end.goes_on()) {
        if ends().any(CurveEnd::is_included) {
            add(Sample::Closed, Wording::Closed);
        }
        add(Sample::Open, Wording::Open);
    }
    meanings
}

/// Pieces that hang together.
#[derive(Debug)]
struct Run {
    ends: Vec<CurveEnd>,
}

impl Run {
    fn ends(&self) -> impl Iterator<Item = CurveEnd> {
        let (first, last) = (self.ends.first(), self.ends.last());
        first.into_iter().chain(last).copied()
    }
}

/// The runs of a curve: a piece begins a new one where it does not go on from the piece before it.
fn runs(curve: &Curve) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for piece in curve.pieces() {
        let (from, to) = (piece.from(), piece.to());
        match runs.last_mut() {
            Some(run) if run.ends.last().is_some_and(|&end| hang_together(end, from)) => {
                run.ends.push(to);
            }
            _ => runs.push(Run {
                ends: vec![from, to],
            }),
        }
    }
    runs
}

fn hang_together(end: CurveEnd, next: CurveEnd) -> bool {
    end.quantity() == next.quantity()
        && end.value() == next.value()
        && (end.is_included() || next.is_included() || (end.goes_on() && next.goes_on()))
}

/// Where a curve has no value between two of its pieces: from one quantity to another, or at one.
fn gaps(curve: &Curve) -> impl Iterator<Item = (Exact, Exact)> {
    let pieces = curve.pieces();
    let pairs = pieces.iter().zip(pieces.iter().skip(1));
    pairs.filter_map(|(before, after)| {
        let (end, next) = (before.to(), after.from());
        let (from, to) = (end.quantity(), next.quantity());
        let is_gap = from < to || (from == to && !end.is_included() && !next.is_included());
        is_gap.then_some((from, to))
    })
}

/// Quantities across and values up.
#[derive(Debug, Clone, Copy)]
struct Plane {
    across: Scale,
    up: Scale,
}

impl Plane {
    fn point(self, end: CurveEnd) -> Point {
        Point::new(self.across.at(end.quantity()), self.up.at(end.value()))
    }

    /// The area between two curves, wherever both have a value.
    fn shade(self, canvas: &mut Canvas, first: &Curve, second: &Curve) {
        let grid = self.across.range().grid();
        let pieces = || first.pieces().iter().chain(second.pieces());
        let mut limits: Vec<i64> = pieces()
            .flat_map(|piece| [piece.from().quantity(), piece.to().quantity()])
            .map(|quantity| grid.place(quantity))
            .collect();
        limits.sort_unstable();
        limits.dedup();

        let (mut there, mut back): (Vec<Point>, Vec<Point>) = (Vec::new(), Vec::new());
        let mut close = |there: &mut Vec<Point>, back: &mut Vec<Point>| {
            if !there.is_empty() {
                there.extend(back.drain(..).rev());
                canvas.polygon(there, ink::SHADE);
                there.clear();
            }
        };
        for (&from, &to) in limits.iter().zip(limits.iter().skip(1)) {
            let sides = self.side(first, from, to).zip(self.side(second, from, to));
            match sides {
                Some((one, other)) => {
                    there.extend(one);
                    back.extend(other);
                }
                None => close(&mut there, &mut back),
            }
        }
        close(&mut there, &mut back);
    }

    /// What a curve is at two places of the grid, if it is straight between them.
    fn side(self, curve: &Curve, from: i64, to: i64) -> Option<[Point; 2]> {
        let (across, up) = (self.across.range().grid(), self.up.range().grid());
        let ends = |piece: &CurvePiece| {
            [piece.from(), piece.to()]
                .map(|end| (across.place(end.quantity()), up.place(end.value())))
        };
        let [start, end] = curve
            .pieces()
            .iter()
            .map(ends)
            .find(|[start, end]| start.0 <= from && to <= end.0)?;
        let at = |place: i64| {
            let value = between(start, end, place)?;
            Some(Point::new(
                self.across.of_place(place),
                self.up.of_place(value),
            ))
        };
        Some([at(from)?, at(to)?])
    }

    /// Where a curve has no value: a band, or a broken line where it is at one quantity.
    fn gaps(self, canvas: &mut Canvas, curve: &Curve) {
        let (top, bottom) = (self.up.end(), self.up.start());
        for (from, to) in gaps(curve) {
            let (from, to) = (self.across.at(from), self.across.at(to));
            if to - from < Length::of(3) {
                canvas.line(Point::new(from, top), Point::new(from, bottom), ink::BROKEN);
            } else {
                canvas.area(
                    Point::new(from, top),
                    to - from,
                    bottom - top,
                    &ink::unknown(),
                );
            }
        }
    }

    fn lines(self, canvas: &mut Canvas, index: usize, runs: &[Run]) {
        for run in runs {
            let mut points: Vec<Point> = run.ends.iter().map(|&end| self.point(end)).collect();
            // A line ends within the head of its arrow, so that the head has a point.
            let goes_on = |end: Option<&CurveEnd>| end.is_some_and(|end| end.goes_on());
            if goes_on(run.ends.first())
                && let [first, second, ..] = points.as_mut_slice()
            {
                *first = first.toward(*second, Length::of(8));
            }
            if goes_on(run.ends.last())
                && let [.., before, last] = points.as_mut_slice()
            {
                *last = last.toward(*before, Length::of(8));
            }
            canvas.polyline(&points, &ink::line(index));
        }
    }

    fn marks(self, canvas: &mut Canvas, index: usize, runs: &[Run], is_crowded: bool) {
        let tenths = if is_crowded { 30 } else { 45 };
        let (radius, colour) = (Length::of_tenths(tenths), ink::colour(index));
        let solid = format!(r#"fill="{colour}" stroke="{colour}" stroke-width="2""#);
        let hollow = format!(r##"fill="#ffffff" stroke="{colour}" stroke-width="2""##);
        for run in runs {
            let inner = |end: Option<&CurveEnd>| end.map(|&end| self.point(end));
            let from_start = inner(run.ends.get(1));
            let mut before_last = run.ends.iter().rev().skip(1);
            let from_end = inner(before_last.next());
            for (end, beside) in run.ends().zip([from_start, from_end]) {
                let at = self.point(end);
                if end.goes_on() {
                    arrow(canvas, beside.unwrap_or(at), at, colour);
                } else if end.is_included() {
                    canvas.circle(at, radius, &solid);
                } else {
                    canvas.circle(at, radius, &hollow);
                }
            }
        }
    }
}

/// The head of an arrow at the end of a line from one point to another.
fn arrow(canvas: &mut Canvas, from: Point, to: Point, colour: &str) {
    let from = if from == to {
        to.moved(Length::of(-20), Length::ZERO)
    } else {
        from
    };
    let (long, wide) = (Length::of(13), Length::of(6));
    let foot = to.beyond(from, -long);
    // As far from the foot as the head is wide, but along the line: turned by a right angle below.
    let side = to.beyond(from, -long - wide);
    let (right, down) = (foot.x - side.x, foot.y - side.y);
    canvas.polygon(
        &[to, foot.moved(-down, right), foot.moved(down, -right)],
        &format!(r#"fill="{colour}""#),
    );
}
