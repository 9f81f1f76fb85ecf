//! [`Document::to_json`]: for other programs, format `oske-document` version 1.

use oske_types::{Exact, Money, Source};
use serde_json::Value;

use crate::{
    Bars, Block, Cell, Chart, ChartData, Column, ColumnKind, Curve, CurveEnd, Document, KeyFigure,
    Section, Series, Span, Table, Tiles, Words,
};

const FORMAT: &str = "oske-document";
const VERSION: u32 = 1;

impl Document {
    /// The document as JSON: what it says in its language, and every value exactly.
    ///
    /// Numbers are strings, as `"1234.5"`, or a ratio such as `"1/3"` where there is no end; dates are
    /// `"2023-06-01"`. A key that has nothing to say is left out.
    ///
    /// | key | value |
    /// |---|---|
    /// | `format`, `version` | `oske-document`, 1 |
    /// | `language` | `fi`, `sv` or `en` |
    /// | `title`, `subtitle` | words |
    /// | `opening` | the blocks before the first section |
    /// | `sections` | each with `heading`, `blocks`, and `sections` within it |
    /// | `sources` | each with `title`, `address`, `read_on` |
    ///
    /// A block has a `kind`:
    ///
    /// | `kind` | further keys |
    /// |---|---|
    /// | `paragraph`, `note` | `words`: the parts of the text, see below |
    /// | `list` | `points`: each the parts of its text |
    /// | `key_figures` | `figures`: each with `name`, `value` (a cell), `note` |
    /// | `table` | `title`, `columns`, `rows` (of cells), `totals` (for each column `null`, or the `sum`, a cell, and how many values were `left_out` because nobody knows them) |
    /// | `chart` | `title`, `description`, `data` |
    ///
    /// A part of a text is `plain`, `strong`, or `link` with its `address`. A column has a `heading`, a
    /// `kind`, which is that of its cells, the `decimals` that are shown of its numbers, the `currency` of
    /// its money, and whether it is `summed`. A cell is `null` where nothing belongs, or has a `kind`:
    ///
    /// | `kind` | further keys |
    /// |---|---|
    /// | `not_known` | |
    /// | `words` | `value` |
    /// | `link` | `value`, the words, and `address` |
    /// | `number`, `percent` | `value` |
    /// | `money` | `value`, `currency` |
    /// | `date` | `value` |
    /// | `figure` | `value`: `42`, `over 70`, `about 50` |
    ///
    /// The data of a chart has a `kind`. In `values` of bars what nobody knows is `null`, elsewhere the
    /// `value` is left out:
    ///
    /// | `kind` | further keys |
    /// |---|---|
    /// | `curves` | `quantity`, `unit`, `curves`: each with `name` and `pieces`, which go `from` an end `to` another: `quantity`, `value`, and whether the end is `included` |
    /// | `bars` | `unit`, `names`, `categories`: each with `name` and a value for each name in `values` |
    /// | `years` | `unit`, `series`: each with `name` and `values`: `year`, a number, and `value` |
    /// | `tiles` | `unit`, `tiles`: each with `column`, `row`, numbers, `short`, `name`, `value`; `classes`: where it is not empty, the value of a tile is the index of its class; `blocks` of tiles: `column`, `row`, `columns`, numbers, `short`, `name` |
    ///
    /// ```
    /// use oske_report::{Document, Section};
    /// use oske_types::Language;
    ///
    /// let report = Document::new(Language::English, "Dues 2023")
    ///     .with(Section::new("Basis").with("The law."));
    /// let json: serde_json::Value = serde_json::from_str(&report.to_json())?;
    /// assert_eq!(json["format"], "oske-document");
    /// assert_eq!(json["sections"][0]["blocks"][0]["words"][0]["plain"], "The law.");
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn to_json(&self) -> String {
        let document = object([
            ("format", FORMAT.into()),
            ("version", VERSION.into()),
            ("language", self.language().code().into()),
            ("title", self.title().into()),
            ("subtitle", self.subtitle().into()),
            ("opening", list(self.opening(), block)),
            ("sections", list(self.sections(), section)),
            ("sources", list(self.sources(), source)),
        ]);
        format!("{document:#}\n")
    }
}

/// An object of the keys that say something: a `null` is left out.
fn object<'k>(keys: impl IntoIterator<Item = (&'k str, Value)>) -> Value {
    let keys = keys.into_iter().filter(|(_, value)| !value.is_null());
    Value::Object(keys.map(|(key, value)| (key.to_owned(), value)).collect())
}

fn list<T>(items: &[T], value: impl Fn(&T) -> Value) -> Value {
    items.iter().map(value).collect()
}

fn section(section: &Section) -> Value {
    object([
        ("heading", section.heading().into()),
        ("blocks", list(section.blocks(), block)),
        ("sections", list(section.sections(), self::section)),
    ])
}

fn source(source: &Source) -> Value {
    let read_on = source.date_read().map(|date| date.to_string());
    object([
        ("title", source.title().into()),
        ("address", source.address().into()),
        ("read_on", read_on.into()),
    ])
}

fn block(block: &Block) -> Value {
    match block {
        Block::Paragraph(text) => object([("kind", "paragraph".into()), ("words", words(text))]),
        Block::Note(text) => object([("kind", "note".into()), ("words", words(text))]),
        Block::List(points) => object([("kind", "list".into()), ("points", list(points, words))]),
        Block::KeyFigures(figures) => object([
            ("kind", "key_figures".into()),
            ("figures", list(figures, key_figure)),
        ]),
        Block::Table(table) => self::table(table),
        Block::Chart(chart) => self::chart(chart),
    }
}

fn words(words: &Words) -> Value {
    list(words.spans(), |span| match span {
        Span::Plain(words) => object([("plain", words.as_str().into())]),
        Span::Foreign { words, language } => object([
            ("plain", words.as_str().into()),
            ("language", language.code().into()),
        ]),
        Span::Strong(words) => object([("strong", words.as_str().into())]),
        Span::Link { words, address } => object([
            ("link", words.as_str().into()),
            ("address", address.as_str().into()),
        ]),
    })
}

fn key_figure(figure: &KeyFigure) -> Value {
    object([
        ("name", figure.name().into()),
        ("value", cell(figure.value())),
        ("note", figure.note().into()),
    ])
}

fn table(table: &Table) -> Value {
    let totals = (0..table.columns().len()).map(|index| {
        table.total(index).map_or(Value::Null, |total| {
            object([
                ("sum", cell(total.sum())),
                ("left_out", total.left_out().into()),
            ])
        })
    });
    let totals: Option<Value> = table.has_totals().then(|| totals.collect());
    object([
        ("kind", "table".into()),
        ("title", table.title().into()),
        ("columns", list(table.columns(), column)),
        ("rows", list(table.rows(), |row| list(row, cell))),
        ("totals", totals.into()),
    ])
}

fn column(column: &Column) -> Value {
    let (kind, decimals, currency) = match column.kind() {
        ColumnKind::Words => ("words", None, None),
        ColumnKind::Number { decimals } => ("number", Some(decimals), None),
        ColumnKind::Money(currency) => ("money", None, Some(currency.code())),
        ColumnKind::Percent { decimals } => ("percent", Some(decimals), None),
        ColumnKind::Date => ("date", None, None),
    };
    object([
        ("heading", column.heading().into()),
        ("kind", kind.into()),
        ("decimals", decimals.into()),
        ("currency", currency.into()),
        ("summed", column.is_summed().into()),
    ])
}

fn cell(cell: &Cell) -> Value {
    let of = |kind: &str, value: String| object([("kind", kind.into()), ("value", value.into())]);
    match cell {
        Cell::Empty => Value::Null,
        Cell::NotKnown => object([("kind", "not_known".into())]),
        Cell::Words(words) => of("words", words.clone()),
        Cell::Foreign { words, language } => object([
            ("kind", "words".into()),
            ("value", words.as_str().into()),
            ("language", language.code().into()),
        ]),
        Cell::Link { words, address } => object([
            ("kind", "link".into()),
            ("value", words.as_str().into()),
            ("address", address.as_str().into()),
        ]),
        Cell::Number(number) => of("number", number.to_string()),
        Cell::Percent(number) => of("percent", number.to_string()),
        Cell::Money(money) => self::money(*money),
        Cell::Date(date) => of("date", date.to_string()),
        Cell::Figure(figure) => of("figure", figure.to_string()),
    }
}

fn money(money: Money) -> Value {
    object([
        ("kind", "money".into()),
        ("value", money.to_decimal_text().into()),
        ("currency", money.currency().code().into()),
    ])
}

fn chart(chart: &Chart) -> Value {
    let data = match chart.data() {
        ChartData::Curves {
            quantity,
            unit,
            curves,
        } => object([
            ("kind", "curves".into()),
            ("quantity", quantity.as_str().into()),
            ("unit", unit.as_str().into()),
            ("curves", list(curves, curve)),
        ]),
        ChartData::Bars(bars) => self::bars(bars),
        ChartData::Years { unit, series } => object([
            ("kind", "years".into()),
            ("unit", unit.as_str().into()),
            ("series", list(series, self::series)),
        ]),
        ChartData::Tiles(tiles) => self::tiles(tiles),
    };
    object([
        ("kind", "chart".into()),
        ("title", chart.title().into()),
        ("description", chart.description().into()),
        ("data", data),
    ])
}

fn curve(curve: &Curve) -> Value {
    object([
        ("name", curve.name().into()),
        (
            "pieces",
            list(curve.pieces(), |piece| {
                object([("from", end(piece.from())), ("to", end(piece.to()))])
            }),
        ),
    ])
}

fn end(end: CurveEnd) -> Value {
    object([
        ("quantity", end.quantity().to_string().into()),
        ("value", end.value().to_string().into()),
        ("included", end.is_included().into()),
    ])
}

fn bars(bars: &Bars) -> Value {
    object([
        ("kind", "bars".into()),
        ("unit", bars.unit().into()),
        ("names", bars.names().into()),
        (
            "categories",
            list(bars.categories(), |category| {
                object([
                    ("name", category.name().into()),
                    ("values", list(category.values(), known)),
                ])
            }),
        ),
    ])
}

fn series(series: &Series) -> Value {
    object([
        ("name", series.name().into()),
        (
            "values",
            list(series.values(), |(year, value)| {
                object([("year", (*year).into()), ("value", known(value))])
            }),
        ),
    ])
}

fn tiles(tiles: &Tiles) -> Value {
    object([
        ("kind", "tiles".into()),
        ("unit", tiles.unit().into()),
        (
            "tiles",
            list(tiles.tiles(), |tile| {
                object([
                    ("column", tile.column().into()),
                    ("row", tile.row().into()),
                    ("short", tile.short().into()),
                    ("name", tile.name().into()),
                    ("value", known(&tile.value())),
                ])
            }),
        ),
        (
            "classes",
            list(tiles.classes(), |class| class.as_str().into()),
        ),
        (
            "blocks",
            list(tiles.blocks(), |block| {
                object([
                    ("column", block.column().into()),
                    ("row", block.row().into()),
                    ("columns", block.columns().into()),
                    ("short", block.short().into()),
                    ("name", block.name().into()),
                ])
            }),
        ),
    ])
}

fn known(value: &Option<Exact>) -> Value {
    value.map(|value| value.to_string()).into()
}
