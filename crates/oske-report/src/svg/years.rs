//! Years: values over time, with a break in the line where a year has none.

use oske_types::{Exact, Language};

use crate::Series;
use crate::svg::axis::{ValueAxis, label_middle, tick_label};
use crate::svg::canvas::{Anchor, Canvas, Style};
use crate::svg::ink;
use crate::svg::legend::{self, Meaning, Sample};
use crate::svg::length::{Length, Point};
use crate::svg::lettering::{LINE, SMALL, TEXT, cut, width, wrapped};
use crate::svg::number::ValueNumbers;
use crate::svg::scale::{Scale, Zero, between};
use crate::svg::wording::Wording;
use crate::svg::{MARGIN, WIDTH, no_data};

/// How high the picture is between its axes.
const HEIGHT: Length = Length::of(250);
/// How much room names may have beside their lines; where one needs more, all stand above the picture.
const BESIDE: Length = Length::of(165);
/// Between the last year and the names.
const LEAD: Length = Length::of(16);
/// How wide the mark before a name is.
const MARK: Length = Length::of(18);

pub(crate) fn draw(
    canvas: &mut Canvas,
    unit: &str,
    series: &[Series],
    language: Language,
) -> Length {
    let lines: Vec<Line> = series.iter().map(Line::of).collect();
    let known: Vec<Exact> = lines.iter().flat_map(Line::values).collect();
    let years = || {
        lines
            .iter()
            .flat_map(|line| line.years.iter().map(|year| year.0))
    };
    let (Some(first), Some(last)) = (years().min(), years().max()) else {
        return no_data(canvas, language);
    };
    if known.is_empty() {
        return no_data(canvas, language);
    }

    let names = Names::of(series);
    let mut top = MARGIN;
    if let Names::Above = names {
        let meanings: Vec<Meaning> = series
            .iter()
            .enumerate()
            .map(|(index, series)| Meaning::new(Sample::Marked(index), series.name()))
            .collect();
        top = legend::draw(canvas, Point::new(MARGIN, top), WIDTH - MARGIN, &meanings);
    }
    // With one line, values stand above the marks and need room below the unit.
    let for_values = if lines.len() == 1 { 46 } else { 32 };
    top = top + Length::of(for_values);
    let bottom = top + HEIGHT;
    let value_axis = ValueAxis::new(&known, Zero::WithinSpans(50), (top, bottom), language);
    let left = MARGIN + value_axis.room();
    let inset = Length::of(14);
    let plane = Plane {
        first,
        last,
        start: left + inset,
        end: WIDTH - MARGIN - names.room().max(inset),
        up: value_axis.scale(),
    };
    let right = plane.end + inset;

    value_axis.draw(canvas, left, right);
    plane.years(canvas, left, right, bottom);
    for (index, line) in lines.iter().enumerate() {
        plane.line(canvas, index, line);
    }
    for (index, line) in lines.iter().enumerate() {
        for &(year, value) in &line.years {
            if let Some(value) = value {
                ink::mark(canvas, index, plane.point(year, value));
            }
        }
    }
    if let [line] = lines.as_slice() {
        plane.values(canvas, line, ValueNumbers::new(&known, "", language));
    }
    if let Names::Beside(names) = &names {
        plane.names(canvas, &lines, names);
    }

    let caption = caption(series, &value_axis.unit(unit));
    canvas.text(
        Point::new(MARGIN, top - Length::of(for_values) + Length::of(16)),
        &cut(&caption, SMALL, WIDTH - MARGIN * 2),
        Style::small(),
    );
    let notes = [
        (Wording::Break, lines.iter().any(Line::has_break)),
        (Wording::NotFromZero, !value_axis.shows_zero()),
    ];
    let mut below = bottom + Length::of(30);
    for (note, _) in notes.into_iter().filter(|&(_, holds)| holds) {
        below = below + LINE;
        canvas.text(
            Point::new(MARGIN, below - Length::of(4)),
            note.in_language(language),
            Style::small(),
        );
    }
    below + Length::of(4)
}

/// What the axis of values shows: the unit, and what it is of where there is but one line.
fn caption(series: &[Series], unit: &str) -> String {
    match series {
        [line] if line.name().trim().is_empty() => unit.to_owned(),
        [line] if line.name().to_lowercase() == unit.to_lowercase() => line.name().to_owned(),
        [line] if unit.is_empty() => line.name().to_owned(),
        [line] => format!("{}, {unit}", line.name()),
        _ => unit.to_owned(),
    }
}

/// The values of a series in the order of their years.
#[derive(Debug)]
struct Line {
    years: Vec<(i32, Option<Exact>)>,
}

impl Line {
    fn of(series: &Series) -> Self {
        let mut years = series.values().to_vec();
        years.sort_by_key(|&(year, _)| year);
        Self { years }
    }

    fn values(&self) -> impl Iterator<Item = Exact> {
        self.years.iter().filter_map(|&(_, value)| value)
    }

    /// The values of years that follow each other.
    fn runs(&self) -> Vec<Vec<(i32, Exact)>> {
        let mut runs: Vec<Vec<(i32, Exact)>> = Vec::new();
        for &(year, value) in &self.years {
            let Some(value) = value else {
                continue;
            };
            match runs.last_mut() {
                Some(run)
                    if run
                        .last()
                        .is_some_and(|last| year <= last.0.saturating_add(1)) =>
                {
                    run.push((year, value));
                }
                _ => runs.push(vec![(year, value)]),
            }
        }
        runs
    }

    fn has_break(&self) -> bool {
        self.runs().len() != 1
    }
}

/// Where the names of the lines stand.
#[derive(Debug)]
enum Names {
    /// There is but one line: its name is with the unit.
    WithUnit,
    /// Beside the end of each line.
    Beside(Vec<Vec<String>>),
    /// Above the picture.
    Above,
}

impl Names {
    fn of(series: &[Series]) -> Self {
        if series.len() <= 1 {
            return Self::WithUnit;
        }
        let widest = BESIDE - LEAD - MARK;
        let names: Vec<Vec<String>> = series
            .iter()
            .map(|series| wrapped(series.name(), TEXT, widest, 3))
            .collect();
        let lines = names.iter().flatten();
        let are_whole = lines.clone().all(|line| !line.ends_with('\u{2026}'));
        let words = series
            .iter()
            .flat_map(|series| series.name().split([' ', '-']));
        let are_unbroken = words.into_iter().all(|word| width(word, TEXT) <= widest);
        if are_whole && are_unbroken && LINE.times(lines.count()) <= HEIGHT {
            Self::Beside(names)
        } else {
            Self::Above
        }
    }

    /// How much room they need on the right.
    fn room(&self) -> Length {
        let Self::Beside(names) = self else {
            return Length::ZERO;
        };
        let widths = names.iter().flatten().map(|line| width(line, TEXT));
        LEAD + MARK + widths.max().unwrap_or_default()
    }
}

/// Years across and values up.
#[derive(Debug, Clone, Copy)]
struct Plane {
    first: i32,
    last: i32,
    start: Length,
    end: Length,
    up: Scale,
}

impl Plane {
    fn point(self, year: i32, value: Exact) -> Point {
        Point::new(self.year(year), self.up.at(value))
    }

    fn year(self, year: i32) -> Length {
        let middle = (self.start + self.end).half();
        between(
            (i64::from(self.first), self.start.in_tenths()),
            (i64::from(self.last), self.end.in_tenths()),
            i64::from(year),
        )
        .map_or(middle, Length::of_tenths)
    }

    /// From one year to the next.
    fn apart(self) -> Length {
        let years = i64::from(self.last).saturating_sub(i64::from(self.first));
        (self.end - self.start) / years.max(1)
    }

    /// The axis of years, with as many of them as have room.
    fn years(self, canvas: &mut Canvas, left: Length, right: Length, y: Length) {
        canvas.line(Point::new(left, y), Point::new(right, y), ink::AXIS);
        let years = [self.first, self.last].map(|year| width(&year.to_string(), SMALL));
        let widest = years.into_iter().max().unwrap_or_default() + Length::of(12);
        let span = i64::from(self.last).saturating_sub(i64::from(self.first));
        let room = (self.end - self.start).in_tenths();
        let has_room = |step: &i64| {
            let labels = span.checked_div(*step).unwrap_or_default();
            widest.in_tenths().saturating_mul(labels) <= room
        };
        let steps = (0_u32..10).flat_map(|power| {
            let power = 10_i64.saturating_pow(power);
            [1, 2, 5].map(|digit: i64| power.saturating_mul(digit))
        });
        let step = steps.into_iter().find(has_room).unwrap_or(span.max(1));
        // From the last year backward, so that it is always among them.
        let ticks =
            std::iter::successors(Some(i64::from(self.last)), |year| year.checked_sub(step));
        for year in ticks.take_while(|&year| year >= i64::from(self.first)) {
            let Ok(year) = i32::try_from(year) else {
                continue;
            };
            let at = Point::new(self.year(year), y);
            canvas.line(at, at.moved(Length::ZERO, Length::of(5)), ink::AXIS);
            tick_label(canvas, at, &year.to_string());
        }
    }

    fn line(self, canvas: &mut Canvas, index: usize, line: &Line) {
        for run in line.runs() {
            let points: Vec<Point> = run
                .iter()
                .map(|&(year, value)| self.point(year, value))
                .collect();
            if points.len() > 1 {
                canvas.polyline(&points, &ink::line(index));
            }
        }
    }

    /// The value above each mark, if all have room.
    fn values(self, canvas: &mut Canvas, line: &Line, numbers: ValueNumbers<'_>) {
        let widest = line
            .values()
            .map(|value| width(&numbers.number(value), SMALL))
            .max();
        if widest.unwrap_or_default() + Length::of(4) > self.apart() {
            return;
        }
        for &(year, value) in &line.years {
            if let Some(value) = value {
                let number = numbers.number(value);
                let mark = self.point(year, value);
                // Not among the numbers of the axis.
                let least = self.start - Length::of(10) + width(&number, SMALL).half();
                let x = label_middle(mark.x, &number).max(least);
                canvas.text(
                    Point::new(x, mark.y - Length::of(10)),
                    &number,
                    Style::small()
                        .filled(ink::INK)
                        .anchored(Anchor::Middle)
                        .with_halo(),
                );
            }
        }
    }

    /// The names beside the last value of each line, moved apart where they would lie on each other.
    fn names(self, canvas: &mut Canvas, lines: &[Line], names: &[Vec<String>]) {
        let mut places: Vec<(Length, usize, &[String])> = lines
            .iter()
            .zip(names)
            .enumerate()
            .map(|(index, (line, name))| {
                let last = line.values().last();
                let middle = last.map_or(self.up.start(), |value| self.up.at(value));
                (
                    middle - LINE.times(name.len()).half(),
                    index,
                    name.as_slice(),
                )
            })
            .collect();
        places.sort_by_key(|&(top, index, _)| (top, index));
        let mut free = self.up.end() - Length::of(10);
        for (top, _, name) in &mut places {
            *top = (*top).max(free);
            free = *top + LINE.times(name.len());
        }
        let mut free = self.up.start() + Length::of(10);
        for (top, _, name) in places.iter_mut().rev() {
            *top = (*top).min(free - LINE.times(name.len()));
            free = *top;
        }
        for (top, index, name) in places {
            let left = Point::new(self.end + LEAD, top);
            ink::mark(canvas, index, left.moved(Length::of(7), LINE.half()));
            for (line, words) in name.iter().enumerate() {
                let baseline = Length::of(15) + LINE.times(line);
                canvas.text(left.moved(MARK, baseline), words, Style::name());
            }
        }
    }
}
