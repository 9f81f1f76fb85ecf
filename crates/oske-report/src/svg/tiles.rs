//! Tiles: values of places, each a square about where the place lies.

use oske_types::{Exact, Language};

use crate::label::Label;
use crate::svg::canvas::{Anchor, Canvas, Style};
use crate::svg::ink::{self, INK};
use crate::svg::length::{Length, Point};
use crate::svg::lettering::{LINE, SMALL, cut, width};
use crate::svg::number::ValueNumbers;
use crate::svg::scale::Grid;
use crate::svg::{MARGIN, WIDTH, no_data};
use crate::{Tile, TileBlock, Tiles};

/// The widest tile.
const WIDEST: Length = Length::of(78);
/// The widest tile of a block.
const WIDEST_IN_BLOCK: Length = Length::of(100);
/// The highest tile of a block, in which two lines have room.
const HIGH_IN_BLOCK: Length = Length::of(42);
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
    let known: Vec<Exact> = tiles.tiles().iter().filter_map(Tile::value).collect();
    let picture = Picture {
        tiles,
        classes: Classes::of(&known),
        numbers: ValueNumbers::new(&known, tiles.unit(), language),
        language,
    };
    let has_unknown = tiles
        .tiles()
        .iter()
        .any(|tile| picture.shade(tile).is_none());
    let Some(map) = Map::of(tiles) else {
        return no_data(canvas, language);
    };

    let top = match tiles.classes() {
        [] => picture.legend(canvas, tiles.unit(), has_unknown),
        classes => picture.legend_of_classes(canvas, classes, has_unknown),
    };
    let top = top + map.head;
    let in_tiles = picture.numbers_of_width(&known, map.room());
    let names = tiles.tiles().iter().map(Tile::short).collect::<Vec<_>>();
    let names = short_names(&names, map.room());
    for (tile, name) in tiles.tiles().iter().zip(&names) {
        picture.tile(canvas, map.tile(tile, top), tile, name, in_tiles);
    }
    for block in tiles.blocks() {
        map.block(canvas, block, top);
    }
    top + map.height + MARGIN
}

/// How the tiles lie.
#[derive(Debug, Clone, Copy)]
struct Map {
    left: Length,
    /// Above the first row, for the names of blocks.
    head: Length,
    width: Length,
    height: Length,
    columns: i64,
    rows: i64,
    first_column: u16,
    first_row: u16,
}

impl Map {
    fn of(tiles: &Tiles) -> Option<Self> {
        let columns = || tiles.tiles().iter().map(Tile::column);
        let rows = || tiles.tiles().iter().map(Tile::row);
        let (first_column, first_row) = (columns().min()?, rows().min()?);
        let count = |first: u16, last: u16| i64::from(last.abs_diff(first)).saturating_add(1);
        let (columns, rows) = (
            count(first_column, columns().max()?),
            count(first_row, rows().max()?),
        );
        let room = WIDTH - MARGIN * 2;
        // Tiles in blocks are as high as their words, and may be wider; others are squares.
        let (wide, high, head) = if tiles.blocks().is_empty() {
            let side = WIDEST.min(room / columns).min(HIGHEST / rows);
            (side, side, Length::ZERO)
        } else {
            let wide = WIDEST_IN_BLOCK.min(room / columns);
            (wide, wide.min(HIGH_IN_BLOCK).min(HIGHEST / rows), LINE)
        };
        // Tiles narrower than a tenth have no whole number of tenths: the map is as large as it may be.
        let whole = |count: i64, side: Length, most: Length| {
            if side > Length::ZERO {
                side * count
            } else {
                most.min(Length::of_tenths(count))
            }
        };
        let (width, height) = (whole(columns, wide, room), whole(rows, high, HIGHEST));
        Some(Self {
            left: (WIDTH - width).half(),
            head,
            width,
            height,
            columns,
            rows,
            first_column,
            first_row,
        })
    }

    /// Writes the name of a block above it.
    fn block(self, canvas: &mut Canvas, block: &TileBlock, top: Length) {
        let column = i64::from(block.column().saturating_sub(self.first_column));
        let row = i64::from(block.row().saturating_sub(self.first_row));
        let x = self.left + self.width * column / self.columns;
        let y = top + self.height * row / self.rows;
        // Behind a block is a column without tiles.
        let columns = i64::from(block.columns()).saturating_add(1);
        let room = self.width * columns / self.columns - Length::of(8);
        let room = room.min(WIDTH - MARGIN - x);
        let name = [block.name(), block.short()];
        let name = name.into_iter().find(|name| width(name, SMALL) <= room);
        let name = name.map_or_else(|| cut(block.short(), SMALL, room), str::to_owned);
        let at = Point::new(x, y - Length::of(5));
        canvas.text(at, &name, Style::small().filled(INK));
    }

    /// Where a tile is, on a map that begins at a height.
    fn tile(self, tile: &Tile, top: Length) -> Square {
        let column = i64::from(tile.column().abs_diff(self.first_column));
        let row = i64::from(tile.row().abs_diff(self.first_row));
        let across = |column: i64| self.left + self.width * column / self.columns;
        let down = |row: i64| top + self.height * row / self.rows;
        let at = Point::new(across(column), down(row));
        let far = Point::new(
            across(column.saturating_add(1)),
            down(row.saturating_add(1)),
        );
        Square {
            at,
            width: far.x - at.x - self.gap(),
            height: far.y - at.y - self.gap(),
        }
    }

    /// Between tiles.
    fn gap(self) -> Length {
        if self.width / self.columns > Length::of(20) {
            Length::of(2)
        } else {
            Length::ZERO
        }
    }

    /// How wide the words in a tile may be.
    fn room(self) -> Length {
        self.width / self.columns - self.gap() - Length::of(4)
    }
}

/// Where a tile is.
#[derive(Debug, Clone, Copy)]
struct Square {
    at: Point,
    width: Length,
    height: Length,
}

/// What all tiles have in common.
#[derive(Debug)]
struct Picture<'u> {
    tiles: &'u Tiles,
    classes: Classes,
    numbers: ValueNumbers<'u>,
    language: Language,
}

impl<'u> Picture<'u> {
    /// The numbers that are written in tiles: without decimals where those have no room.
    fn numbers_of_width(&self, known: &[Exact], room: Length) -> ValueNumbers<'u> {
        let mut widths = known
            .iter()
            .map(|&value| width(&self.numbers.number(value), SMALL));
        if widths.all(|width| width <= room) {
            self.numbers
        } else {
            self.numbers.whole()
        }
    }

    /// The fill of a tile and the colour of words on it; `None` where its value is not known.
    fn shade(&self, tile: &Tile) -> Option<(&'static str, &'static str)> {
        let classes = self.tiles.classes();
        if classes.is_empty() {
            return tile.value().map(|value| self.classes.shade(value));
        }
        let class = self.tiles.class_of(tile)?;
        let index = classes.iter().position(|known| known == class)?;
        Some(shade_of(index, classes.len()))
    }

    fn tile(
        &self,
        canvas: &mut Canvas,
        square: Square,
        tile: &Tile,
        name: &str,
        in_tiles: ValueNumbers<'_>,
    ) {
        let is_of_classes = !self.tiles.classes().is_empty();
        let not_known = || Label::NotKnown.in_language(self.language).to_owned();
        let value = match (tile.value(), self.numbers.unit_apart()) {
            (None, _) => not_known(),
            _ if is_of_classes => {
                let class = self.tiles.class_of(tile);
                class.map_or_else(not_known, str::to_owned)
            }
            (Some(value), None) => self.numbers.text(value),
            (Some(value), Some(unit)) => format!("{} {unit}", self.numbers.text(value)),
        };
        canvas.titled(&format!("{}: {value}", tile.name()), |canvas| {
            let shade = self.shade(tile);
            let look = shade.map_or_else(ink::unknown, |(fill, _)| filled(fill));
            canvas.area(square.at, square.width, square.height, &look);
            if square.width >= NARROWEST_WITH_WORDS {
                let style = Style::small().anchored(Anchor::Middle);
                let style = match shade {
                    Some((_, ink)) => style.filled(ink),
                    None => style.filled(INK).with_halo(),
                };
                let number = tile.value().filter(|_| !is_of_classes);
                let number = number.map(|value| in_tiles.number(value));
                square.words(canvas, name, number, style);
            }
        });
    }

    /// Draws which fill is which class, and tells where the map may begin.
    fn legend_of_classes(
        &self,
        canvas: &mut Canvas,
        classes: &[String],
        has_unknown: bool,
    ) -> Length {
        let shades = (0..classes.len()).map(|index| filled(shade_of(index, classes.len()).0));
        let named = shades.zip(classes.iter().map(String::as_str));
        let not_known = Label::NotKnown.in_language(self.language);
        let unknown = has_unknown.then(|| (ink::unknown(), not_known));
        let (mut x, mut y) = (MARGIN, MARGIN);
        let swatch = Length::of(26);
        for (look, name) in named.chain(unknown) {
            let name = cut(name, SMALL, WIDTH - MARGIN * 2 - swatch);
            let wide = swatch + width(&name, SMALL);
            if x > MARGIN && x + wide > WIDTH - MARGIN {
                (x, y) = (MARGIN, y + LINE + Length::of(4));
            }
            canvas.area(Point::new(x, y), CLASS, Length::of(16), &look);
            let at = Point::new(x + swatch, y + Length::of(13));
            canvas.text(at, &name, Style::small());
            x = x + wide + Length::of(16);
        }
        y + LINE + Length::of(12)
    }

    /// Draws what the fills mean, and tells where the map may begin.
    fn legend(&self, canvas: &mut Canvas, unit: &str, has_unknown: bool) -> Length {
        let mut y = MARGIN;
        if !unit.trim().is_empty() {
            let unit = cut(unit, SMALL, WIDTH - MARGIN * 2);
            canvas.text(
                Point::new(MARGIN, y + Length::of(13)),
                &unit,
                Style::small(),
            );
            y = y + LINE;
        }
        let not_known = Label::NotKnown.in_language(self.language);
        let for_unknown = if has_unknown {
            width(not_known, SMALL).max(Length::of(40)) + Length::of(20)
        } else {
            Length::ZERO
        };
        let count = self.classes.count();
        let labels = self.classes.labels(self.numbers);
        let widths = || labels.iter().map(|(_, label)| width(label, SMALL));
        let widest = widths().max();
        // Labels at the outer limits of the first and the last class stand out by half.
        let at_limits = labels.first().is_some_and(|&(halves, _)| halves == 0);
        let half = |width: Option<Length>| match width {
            Some(width) if at_limits => width.half(),
            _ => Length::ZERO,
        };
        let (before, after) = (half(widths().next()), half(widths().next_back()));
        let left = MARGIN + before;
        let room = WIDTH - MARGIN - left - after - for_unknown;
        let needed = widest.unwrap_or_default() + Length::of(12);
        let least = Length::of(46);
        let each = needed
            .max(least)
            .min(room.max(least) / self.classes.count_i64().max(1));

        for index in 0..count {
            let at = Point::new(left + each.times(index), y);
            let (fill, _) = self.classes.shade_of(index);
            canvas.area(at, each, CLASS, &filled(fill));
        }
        let baseline = y + CLASS + Length::of(16);
        for (halves, label) in &labels {
            let label = cut(label, SMALL, each - Length::of(2));
            let x = left + (each * *halves).half();
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
                left + each.times(count) + after + Length::of(20)
            };
            let wide = Length::of(40);
            canvas.area(Point::new(x, y), wide, CLASS, &ink::unknown());
            canvas.text(Point::new(x, baseline), not_known, Style::small());
        }
        baseline + Length::of(16)
    }
}

impl Square {
    /// Words in the middle, with a number below them if it has room.
    fn words(self, canvas: &mut Canvas, words: &str, number: Option<String>, style: Style) {
        let room = self.width - Length::of(4);
        let middle = self.at.moved(self.width.half(), self.height.half());
        let has_room = |number: &String| width(number, SMALL) <= room && self.height >= LINE * 2;
        let number = number.filter(has_room);
        let up = if number.is_some() { -3 } else { 5 };
        canvas.text(
            middle.moved(Length::ZERO, Length::of(up)),
            &cut(words, SMALL, room),
            style,
        );
        if let Some(number) = number {
            let below = middle.moved(Length::ZERO, Length::of(16));
            canvas.text(below, &number, style);
        }
    }
}

/// The fill of a class and the colour of words on it: where there are few classes, their fills are as far from
/// each other as they may be.
fn shade_of(class: usize, count: usize) -> (&'static str, &'static str) {
    let shades: &[usize] = match count {
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

/// Names in a width, shortened so that no two of them become the same: "Rautavaara" and "Rautalampi" become
/// "R:vaara" and "R:lampi" where they have no more room.
fn short_names(names: &[&str], room: Length) -> Vec<String> {
    let shortened: Vec<String> = names.iter().map(|name| abbreviated(name, room)).collect();
    let told_apart = names.iter().zip(&shortened).map(|(name, short)| {
        let others = names.iter().zip(&shortened);
        let same = others.filter(|(other, known)| other != &name && known == &short);
        let common = same.map(|(other, _)| {
            let letters = name.chars().zip(other.chars());
            letters.take_while(|(one, other)| one == other).count()
        });
        match (common.max(), name.chars().next()) {
            (Some(common), Some(first)) => {
                let rest: String = name.chars().skip(common).collect();
                abbreviated(&format!("{first}:{rest}"), room)
            }
            _ => short.clone(),
        }
    });
    told_apart.collect()
}

/// A name in a width: its first letters and a full stop, where it is too long.
fn abbreviated(name: &str, room: Length) -> String {
    let cut = cut(name, SMALL, room);
    match cut.strip_suffix('\u{2026}') {
        Some(kept) if cut != name => format!("{}.", kept.trim_end_matches(['.', ' '])),
        _ => cut,
    }
}

/// The look of a class.
fn filled(fill: &str) -> String {
    format!(r##"fill="{fill}" stroke="#4a4a4a" stroke-width="1""##)
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

    fn shade_of(&self, class: usize) -> (&'static str, &'static str) {
        shade_of(class, self.count())
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
                let label = |&limit: &i64| {
                    let value = self.grid.value(limit)?;
                    Some(numbers.shortest(value))
                };
                let labels = std::iter::once(numbers.number(*least))
                    .chain(limits.iter().map(|limit| label(limit).unwrap_or_default()))
                    .chain(std::iter::once(numbers.number(*greatest)));
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
