//! [`Chart`]: what a picture shows, from exact data.

use oske_types::Exact;

/// A picture of data, with a title and a description in words for those who do not see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    title: String,
    description: String,
    data: ChartData,
}

impl Chart {
    /// A chart of data. The description says what there is to be seen, as one would say it aloud.
    #[must_use]
    pub fn new(
        title: impl Into<String>,
        description: impl Into<String>,
        data: impl Into<ChartData>,
    ) -> Self {
        Self {
            title: title.into(),
            description: description.into(),
            data: data.into(),
        }
    }

    /// The title.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// What there is to be seen, in words.
    #[must_use]
    pub fn description(&self) -> &str {
        &self.description
    }

    /// The data.
    #[must_use]
    pub const fn data(&self) -> &ChartData {
        &self.data
    }
}

/// The data of a chart.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ChartData {
    /// Amounts over a quantity, as one or two tariffs draw them.
    Curves {
        /// The name of the quantity with its unit: "asukasta".
        quantity: String,
        /// The unit of the values: "€".
        unit: String,
        /// One curve, or two whose difference is shaded.
        curves: Vec<Curve>,
    },
    /// Values of kinds, places or other things.
    Bars(Bars),
    /// Values over years.
    Years {
        /// The unit of the values.
        unit: String,
        /// The lines.
        series: Vec<Series>,
    },
    /// Values of places, each a tile where the place lies.
    Tiles(Tiles),
}

impl From<Bars> for ChartData {
    fn from(bars: Bars) -> Self {
        Self::Bars(bars)
    }
}

impl From<Tiles> for ChartData {
    fn from(tiles: Tiles) -> Self {
        Self::Tiles(tiles)
    }
}

/// A value that rises and falls in straight pieces over a quantity. Between pieces there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Curve {
    name: String,
    pieces: Vec<CurvePiece>,
}

impl Curve {
    /// A curve of pieces, in order of the quantity.
    #[must_use]
    pub fn new(name: impl Into<String>, pieces: Vec<CurvePiece>) -> Self {
        Self {
            name: name.into(),
            pieces,
        }
    }

    /// Its name, for the legend.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The pieces.
    #[must_use]
    pub fn pieces(&self) -> &[CurvePiece] {
        &self.pieces
    }
}

/// A straight piece of a [`Curve`], from one end to the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CurvePiece {
    from: CurveEnd,
    to: CurveEnd,
}

impl CurvePiece {
    /// A piece between two ends, the first not after the second.
    #[must_use]
    pub const fn new(from: CurveEnd, to: CurveEnd) -> Self {
        Self { from, to }
    }

    /// Where it begins.
    #[must_use]
    pub const fn from(self) -> CurveEnd {
        self.from
    }

    /// Where it ends.
    #[must_use]
    pub const fn to(self) -> CurveEnd {
        self.to
    }
}

/// An end of a piece: a quantity, the value there, and whether the end belongs to the piece.
///
/// A piece without an end is cut off somewhere for the picture, and its end says so:
///
/// ```
/// use oske_report::{CurveEnd, CurvePiece};
/// use oske_types::Exact;
///
/// // 0.50 € for each of more than 5,000 inhabitants, however many, as far as 20,000.
/// let piece = CurvePiece::new(
///     CurveEnd::excluded(Exact::from(5_000), Exact::from(2_500)),
///     CurveEnd::going_on(Exact::from(20_000), Exact::from(10_000)),
/// );
/// assert!(!piece.from().is_included());
/// assert!(piece.to().goes_on());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CurveEnd {
    quantity: Exact,
    value: Exact,
    kind: EndKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum EndKind {
    Included,
    Excluded,
    GoingOn,
}

impl CurveEnd {
    /// An end that belongs to its piece: the value holds there.
    #[must_use]
    pub const fn included(quantity: Exact, value: Exact) -> Self {
        Self {
            quantity,
            value,
            kind: EndKind::Included,
        }
    }

    /// An end that does not: the value is the one that the piece comes near to.
    #[must_use]
    pub const fn excluded(quantity: Exact, value: Exact) -> Self {
        Self {
            quantity,
            value,
            kind: EndKind::Excluded,
        }
    }

    /// No end at all, only where the picture is: the piece goes on straight beyond it.
    #[must_use]
    pub const fn going_on(quantity: Exact, value: Exact) -> Self {
        Self {
            quantity,
            value,
            kind: EndKind::GoingOn,
        }
    }

    /// The quantity.
    #[must_use]
    pub const fn quantity(self) -> Exact {
        self.quantity
    }

    /// The value.
    #[must_use]
    pub const fn value(self) -> Exact {
        self.value
    }

    /// Whether the end belongs to the piece.
    #[must_use]
    pub const fn is_included(self) -> bool {
        matches!(self.kind, EndKind::Included)
    }

    /// Whether the piece goes on beyond what is shown.
    #[must_use]
    pub const fn goes_on(self) -> bool {
        matches!(self.kind, EndKind::GoingOn)
    }
}

/// Values of kinds, places or other things, each in one bar or in several beside each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bars {
    unit: String,
    names: Vec<String>,
    categories: Vec<Category>,
}

impl Bars {
    /// Bars of a unit; `names` are those of the bars that stand beside each other, as before and after.
    #[must_use]
    pub fn new(
        unit: impl Into<String>,
        names: impl IntoIterator<Item = impl Into<String>>,
        categories: Vec<Category>,
    ) -> Self {
        Self {
            unit: unit.into(),
            names: names.into_iter().map(Into::into).collect(),
            categories,
        }
    }

    /// The unit of the values.
    #[must_use]
    pub fn unit(&self) -> &str {
        &self.unit
    }

    /// The names of the bars that stand beside each other.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// What is shown, in order.
    #[must_use]
    pub fn categories(&self) -> &[Category] {
        &self.categories
    }
}

/// One thing with its values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Category {
    name: String,
    values: Vec<Option<Exact>>,
}

impl Category {
    /// A thing with a value for each name of its [`Bars`]; one that nobody knows is `None`.
    #[must_use]
    pub fn new(name: impl Into<String>, values: Vec<Option<Exact>>) -> Self {
        Self {
            name: name.into(),
            values,
        }
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its values.
    #[must_use]
    pub fn values(&self) -> &[Option<Exact>] {
        &self.values
    }
}

/// Values over years. A year without one is a gap in the line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    name: String,
    values: Vec<(i32, Option<Exact>)>,
}

impl Series {
    /// A line of a name, with its years in order.
    #[must_use]
    pub fn new(name: impl Into<String>, values: Vec<(i32, Option<Exact>)>) -> Self {
        Self {
            name: name.into(),
            values,
        }
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its years with their values.
    #[must_use]
    pub fn values(&self) -> &[(i32, Option<Exact>)] {
        &self.values
    }
}

/// Places as tiles of one size, each about where the place lies.
///
/// Tiles show values, or in which of a few classes each place is:
///
/// ```
/// use oske_report::{Chart, Tile, TileBlock, Tiles};
/// use oske_types::Language;
///
/// let tiles = vec![
///     Tile::of_class((0, 0), "Kajaani", "Kajaani", Some(0)),
///     Tile::of_class((1, 0), "Kuhmo", "Kuhmo", Some(1)),
/// ];
/// let kainuu = TileBlock::new((0, 0), 2, "Kainuu", "Kainuun hyvinvointialue");
/// let tiles = Tiles::of_classes(["jäsen", "ei jäsen"], tiles).with_blocks(vec![kainuu]);
/// let chart = Chart::new("Jäsenyys kunnittain", "Kajaani on jäsen, Kuhmo ei.", tiles);
/// assert!(chart.to_svg(Language::Finnish).contains("<title>Kuhmo: ei jäsen</title>"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tiles {
    unit: String,
    classes: Vec<String>,
    tiles: Vec<Tile>,
    blocks: Vec<TileBlock>,
}

impl Tiles {
    /// Tiles whose values have a unit.
    #[must_use]
    pub fn new(unit: impl Into<String>, tiles: Vec<Tile>) -> Self {
        Self {
            unit: unit.into(),
            classes: Vec::new(),
            tiles,
            blocks: Vec::new(),
        }
    }

    /// Tiles that are each in one of some classes, of which at most five are told apart: see
    /// [`Tile::of_class`].
    #[must_use]
    pub fn of_classes(
        classes: impl IntoIterator<Item = impl Into<String>>,
        tiles: Vec<Tile>,
    ) -> Self {
        Self {
            classes: classes.into_iter().map(Into::into).collect(),
            ..Self::new("", tiles)
        }
    }

    /// With names over blocks of tiles. There is to be a row without tiles above each but the first row, and
    /// the tiles are as high as their words alone.
    #[must_use]
    pub fn with_blocks(mut self, blocks: Vec<TileBlock>) -> Self {
        self.blocks = blocks;
        self
    }

    /// The unit of the values.
    #[must_use]
    pub fn unit(&self) -> &str {
        &self.unit
    }

    /// The names of the classes; none where the tiles have values.
    #[must_use]
    pub fn classes(&self) -> &[String] {
        &self.classes
    }

    /// The name of the class that a tile is in.
    #[must_use]
    pub fn class_of(&self, tile: &Tile) -> Option<&str> {
        let index = tile.value().filter(|value| value.is_integer())?.numerator();
        let class = self.classes.get(usize::try_from(index).ok()?);
        class.map(String::as_str)
    }

    /// The tiles.
    #[must_use]
    pub fn tiles(&self) -> &[Tile] {
        &self.tiles
    }

    /// The blocks that have names.
    #[must_use]
    pub fn blocks(&self) -> &[TileBlock] {
        &self.blocks
    }
}

/// Tiles beside and below each other that have a name together, as the municipalities of a county.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TileBlock {
    column: u16,
    row: u16,
    columns: u16,
    short: String,
    name: String,
}

impl TileBlock {
    /// A block that begins at a column and row and is some columns wide, with its whole name and a short one for
    /// where that has no room.
    #[must_use]
    pub fn new(
        (column, row): (u16, u16),
        columns: u16,
        short: impl Into<String>,
        name: impl Into<String>,
    ) -> Self {
        Self {
            column,
            row,
            columns,
            short: short.into(),
            name: name.into(),
        }
    }

    /// The column of its first tile.
    #[must_use]
    pub const fn column(&self) -> u16 {
        self.column
    }

    /// The row of its first tile; its name stands above.
    #[must_use]
    pub const fn row(&self) -> u16 {
        self.row
    }

    /// How many columns it has.
    #[must_use]
    pub const fn columns(&self) -> u16 {
        self.columns
    }

    /// The short name.
    #[must_use]
    pub fn short(&self) -> &str {
        &self.short
    }

    /// The name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }
}

/// A place on a map of tiles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tile {
    column: u16,
    row: u16,
    short: String,
    name: String,
    value: Option<Exact>,
}

impl Tile {
    /// A place in a column from the west and a row from the north, with the short name that is written in
    /// it, its whole name and its value.
    #[must_use]
    pub fn new(
        (column, row): (u16, u16),
        short: impl Into<String>,
        name: impl Into<String>,
        value: Option<Exact>,
    ) -> Self {
        Self {
            column,
            row,
            short: short.into(),
            name: name.into(),
            value,
        }
    }

    /// A place in one of the classes of [`Tiles::of_classes`], by its index; `None` where that is not known.
    #[must_use]
    pub fn of_class(
        place: (u16, u16),
        short: impl Into<String>,
        name: impl Into<String>,
        class: Option<u16>,
    ) -> Self {
        Self::new(
            place,
            short,
            name,
            class.map(|class| Exact::from(u64::from(class))),
        )
    }

    /// The column, counted from the west.
    #[must_use]
    pub const fn column(&self) -> u16 {
        self.column
    }

    /// The row, counted from the north.
    #[must_use]
    pub const fn row(&self) -> u16 {
        self.row
    }

    /// What is written in it, shortened where it has no room.
    #[must_use]
    pub fn short(&self) -> &str {
        &self.short
    }

    /// The name of the place.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its value.
    #[must_use]
    pub const fn value(&self) -> Option<Exact> {
        self.value
    }
}
