//! Tiles: values of places, each a square about where the place lies.

use oske_types::{Exact, Language};

use crate::svg::canvas::{Anchor, Canvas, Style};
use crate::svg::ink::{self, INK};
use crate::svg::length::{Length, Point};
use crate::svg::lettering::{LINE, SMALL, cut, width};
use crate::svg::number::ValueNumbers;
use crate::svg::scale::Grid;
use crate::svg::wording::Wording;
use crate::svg::{MARGIN, WIDTH, no_data};
use crate::{Tile, Tiles};

/// The widest tile.
const WIDEST: Length = Length::of(78);
/// The highest map.
const HIGHEST: Length = Length::of(900);
/// Narrower tiles have no words in them.
const NARROWEST_WITH_WORDS: Length = Length::of(34);
/// The height of the classes in the legend.
const CLASS: Length = Length::of(20);

/// Fills from the least to the greatest class, each darker than the one before it, and the colour of words
/// on them: contrasts of at least 5.2 : 1.
const SHADES: [(&str, &str); 5] = [
    ("#eef4fa", INK),
    ("#b9d3ea", INK),
    ("#7aa9d2", INK),
    ("#33719f", "#ffffff"),
    ("#0b3558", "#ffffff"),
];

pub(crate) fn draw(canvas: &mut Canvas, tiles: &Tiles, language: Language) -> Length {
    let Some(map) = Map::of(tiles.tiles()) else {
        return no_data(canvas, language);
    };
    let known: Vec<Exact> = tiles.tiles().iter().filter_map(Tile::value).collect();
    let classes = Classes::of(&known);
    let numbers = ValueNumbers::new(&known, tiles.unit(), language);
    let has_unknown = known.len() < tiles.tiles().len();

    let top = legend(canvas, &classes, numbers, has_unknown, language);
    for tile in tiles.tiles() {
        map.tile(canvas, tile, &classes, numbers, language, top);
    }
    top + map.height + MARGIN
}

/// How the tiles lie.
#[derive(Debug, Clone, Copy)]
struct Map {
    left: Length,
    width: Length,
    height: Length,
    columns: i64,
    rows: i64,
    first_column: u16,
    first_row: u16,
}

impl Map {
    fn of(tiles: &[Tile]) -> Option<Self> {
        let columns = || tiles.iter().map(Tile::column);
        let rows = || tiles.iter().map(Tile::row);
        let (first_column, first_row) = (columns().min()?, rows().min()?);
        let count = |first: u16, last: u16| i64::from(last.abs_diff(first)).saturating_add(1);
        let (columns, rows) = (
            count(first_column, columns().max()?),
            count(first_row, rows().max()?),
        );
        let room = WIDTH - MARGIN * 2;
        let side = WIDEST.min(room / columns).min(HIGHEST / rows);
        // Tiles narrower than a tenth have no whole number of tenths: the map is as large as it may be.
        let whole = |count: i64, most: Length| {
            if side > Length::ZERO {
                side * count
            } else {
                most.min(Length::of_tenths(count))
            }
        };
        let (width, height) = (whole(columns, room), whole(rows, HIGHEST));
        Some(Self {
            left: (WIDTH - width).half(),
            width,
            height,
            columns,
            rows,
            first_column,
            first_row,
        })
    }

    fn tile(
        self,
        canvas: &mut Canvas,
        tile: &Tile,
        classes: &Classes,
        numbers: ValueNumbers<'_>,
        language: Language,
        top: Length,
    ) {
        let column = i64::from(tile.column().abs_diff(self.first_column));
        let row = i64::from(tile.row().abs_diff(self.first_row));
        let across = |column: i64| self.left + self.width * column / self.columns;
        let down = |row: i64| top + self.height * row / self.rows;
        let at = Point::new(across(column), down(row));
        let far = Point::new(
            across(column.saturating_add(1)),
            down(row.saturating_add(1)),
        );
        let (wide, high) = (far.x - at.x, far.y - at.y);
        let gap = if wide > Length::of(20) {
            Length::of(2)
        } else {
            Length::ZERO
        };
        let value = tile.value().map_or_else(
            || Wording::NotKnown.in_language(language).to_owned(),
            |value| in_words(numbers, value),
        );
        canvas.titled(&format!("{}: {value}", tile.name()), |canvas| {
            let class = tile.value().map(|value| classes.shade(value));
            let (look, ink) = match class {
                Some((fill, ink)) => (
                    format!(r##"fill="{fill}" stroke="#4a4a4a" stroke-width="1""##),
                    ink,
                ),
                None => (ink::unknown(), INK),
            };
            canvas.area(at, wide - gap, high - gap, &look);
            if wide < NARROWEST_WITH_WORDS {
                return;
            }
            let room = wide - gap - Length::of(4);
            let middle = at.moved((wide - gap).half(), (high - gap).half());
            let style = Style::small().anchored(Anchor::Middle).filled(ink);
            let style = if class.is_none() {
                style.with_halo()
            } else {
                style
            };
            let number = tile.value().map(|value| numbers.number(value));
            let number = number.filter(|number| width(number, SMALL) <= room && high >= LINE * 2);
            let up = if number.is_some() { -3 } else { 5 };
            canvas.text(
                middle.moved(Length::ZERO, Length::of(up)),
                &cut(tile.short(), SMALL, room),
                style,
            );
            if let Some(number) = number {
                let below = middle.moved(Length::ZERO, Length::of(16));
                canvas.text(below, &number, style);
            }
        });
    }
}

/// What a value is in the words that show when its tile is pointed at.
fn in_words(numbers: ValueNumbers<'_>, value: Exact) -> String {
    match numbers.unit_apart() {
        Some(unit) => format!("{} {unit}", numbers.text(value)),
        None => numbers.text(value),
    }
}

/// Draws what the fills mean, and tells where the map may begin.
fn legend(
    canvas: &mut Canvas,
    classes: &Classes,
    numbers: ValueNumbers<'_>,
    has_unknown: bool,
    language: Language,
) -> Length {
    let mut y = MARGIN;
    if let Some(unit) = numbers.unit_apart() {
        let unit = cut(unit, SMALL, WIDTH - MARGIN * 2);
        canvas.text(
            Point::new(MARGIN, y + Length::of(13)),
            &unit,
            Style::small(),
        );
        y = y + LINE;
    }
    let not_known = Wording::NotKnown.in_language(language);
    let for_unknown = if has_unknown {
        width(not_known, SMALL).max(Length::of(40)) + Length::of(20)
    } else {
        Length::ZERO
    };
    let count = classes.count();
    let labels = classes.labels(numbers);
    let room = WIDTH - MARGIN * 2 - for_unknown;
    let widest = labels.iter().map(|(_, label)| width(label, SMALL)).max();
    let needed = widest.unwrap_or_default() + Length::of(12);
    let least = Length::of(46);
    let each = needed
        .max(least)
        .min(room.max(least) / classes.count_i64().max(1));

    // Labels at the limits of the first and the last class stand inside the row.
    let left = MARGIN;
    for index in 0..count {
        let at = Point::new(left + each.times(index), y);
        let (fill, _) = classes.shade_of(index);
        let look = format!(r##"fill="{fill}" stroke="#4a4a4a" stroke-width="1""##);
        canvas.area(at, each, CLASS, &look);
    }
    let baseline = y + CLASS + Length::of(16);
    for (halves, label) in &labels {
        let label = cut(label, SMALL, each - Length::of(2));
        let half = width(&label, SMALL).half();
        let x = left + (each * *halves).half();
        let x = x.max(left + half).min(left + each.times(count) - half);
        canvas.text(
            Point::new(x, baseline),
            &label,
            Style::small().anchored(Anchor::Middle),
        );
    }
    if has_unknown {
        let x = if count == 0 {
            left
        } else {
            left + each.times(count) + Length::of(20)
        };
        let wide = Length::of(40);
        canvas.area(Point::new(x, y), wide, CLASS, &ink::unknown());
        canvas.text(Point::new(x, baseline), not_known, Style::small());
    }
    baseline + Length::of(16)
}

/// Values in at most five classes.
#[derive(Debug, PartialEq, Eq)]
struct Classes {
    grid: Grid,
    kind: Kind,
}

#[derive(Debug, PartialEq, Eq)]
enum Kind {
    /// So few values that each is a class.
    Each(Vec<(i64, Exact)>),
    /// The least value, where each further class begins, and the greatest value.
    Between {
        least: Exact,
        limits: Vec<i64>,
        greatest: Exact,
    },
}

impl Classes {
    /// Classes with about as many values in each, that begin at round numbers.
    fn of(values: &[Exact]) -> Self {
        let grid = Grid::of(values.iter().copied());
        let mut sorted: Vec<(i64, Exact)> = values
            .iter()
            .map(|&value| (grid.place(value), value))
            .collect();
        sorted.sort_unstable();
        let mut distinct = sorted.clone();
        distinct.dedup_by_key(|&mut (place, _)| place);
        let (least, greatest) = match (distinct.first(), distinct.last()) {
            (Some(&(_, least)), Some(&(_, greatest))) if distinct.len() > SHADES.len() => {
                (least, greatest)
            }
            _ => {
                let kind = Kind::Each(distinct);
                return Self { grid, kind };
            }
        };
        let mut limits: Vec<i64> = Vec::new();
        for share in 1..SHADES.len() {
            let shared = sorted.len().saturating_mul(share);
            let index = shared.checked_div(SHADES.len()).unwrap_or_default();
            let Some(&(above, _)) = sorted.get(index) else {
                continue;
            };
            let below = distinct.iter().rev().find(|&&(place, _)| place < above);
            if let Some(&(below, _)) = below {
                let limit = roundest(below, above);
                if limits.last().is_none_or(|&last| last < limit) {
                    limits.push(limit);
                }
            }
        }
        Self {
            grid,
            kind: Kind::Between {
                least,
                limits,
                greatest,
            },
        }
    }

    fn count(&self) -> usize {
        match &self.kind {
            Kind::Each(values) => values.len(),
            Kind::Between { limits, .. } => limits.len().saturating_add(1),
        }
    }

    fn count_i64(&self) -> i64 {
        i64::try_from(self.count()).unwrap_or(i64::MAX)
    }

    fn shade(&self, value: Exact) -> (&'static str, &'static str) {
        let place = self.grid.place(value);
        let below = match &self.kind {
            Kind::Each(values) => values.iter().filter(|&&(each, _)| each < place).count(),
            Kind::Between { limits, .. } => limits.iter().filter(|&&limit| limit <= place).count(),
        };
        self.shade_of(below)
    }

    /// The fill of a class: where there are few, they are as far from each other as they may be.
    fn shade_of(&self, class: usize) -> (&'static str, &'static str) {
        let shades: &[usize] = match self.count() {
            0 | 1 => &[2],
            2 => &[1, 4],
            3 => &[0, 2, 4],
            4 => &[0, 2, 3, 4],
            _ => &[0, 1, 2, 3, 4],
        };
        let shade = shades.get(class).or(shades.last());
        let shade = shade.and_then(|&shade| SHADES.get(shade));
        shade.copied().unwrap_or(("#ffffff", INK))
    }

    /// What is written below the classes, each with how many halves of a class it is from the left.
    fn labels(&self, numbers: ValueNumbers<'_>) -> Vec<(i64, String)> {
        match &self.kind {
            Kind::Each(values) => {
                let labels = values.iter().map(|&(_, value)| numbers.number(value));
                (0..)
                    .map(|class: i64| class.saturating_mul(2).saturating_add(1))
                    .zip(labels)
                    .collect()
            }
            Kind::Between {
                least,
                limits,
                greatest,
            } => {
                let limits = limits.iter().map(|&limit| self.grid.value(limit));
                let values = std::iter::once(Some(*least))
                    .chain(limits)
                    .chain(std::iter::once(Some(*greatest)));
                let labels = values
                    .map(|value| value.map_or_else(String::new, |value| numbers.shortest(value)));
                (0..)
                    .map(|limit: i64| limit.saturating_mul(2))
                    .zip(labels)
                    .collect()
            }
        }
    }
}

/// The number with the fewest digits that is above one and not above the other.
fn roundest(below: i64, above: i64) -> i64 {
    let steps = (0_u32..18).rev().flat_map(|power| {
        let power = 10_i64.saturating_pow(power);
        [5, 2, 1].map(|digit: i64| power.saturating_mul(digit))
    });
    let last_of = |step: i64| {
        let steps = above.checked_div_euclid(step)?;
        Some(steps.saturating_mul(step)).filter(|&limit| limit > below)
    };
    steps.into_iter().find_map(last_of).unwrap_or(above)
}
