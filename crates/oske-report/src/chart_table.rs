//! [`Chart::to_table`]: the data of a chart, for whoever does not see it.

use std::collections::{BTreeMap, BTreeSet};

use oske_types::{Exact, Language};

use crate::label::Label;
use crate::svg::number::is_euro;
use crate::{Bars, Cell, Chart, ChartData, Column, Curve, Series, Table, Tiles};

/// The most decimals that the data of a chart is shown with.
const MOST_DECIMALS: u32 = 6;
/// The decimals that a number without an end is shown with.
const ENDLESS_DECIMALS: u32 = 2;

impl Chart {
    /// The data as a table of the same title: bars and tiles with a row for each thing, lines with a row
    /// for each year, curves with a row for each end of a piece. The values in it are exact; they are
    /// shown with at most six decimals.
    #[must_use]
    pub fn to_table(&self, language: Language) -> Table {
        let title = self.title();
        let of = Headings { language };
        match self.data() {
            ChartData::Bars(bars) => of.bars(title, bars),
            ChartData::Years { unit, series } => of.years(title, unit, series),
            ChartData::Tiles(tiles) => of.tiles(title, tiles),
            ChartData::Curves {
                quantity,
                unit,
                curves,
            } => of.curves(title, quantity, unit, curves),
        }
    }
}

struct Headings {
    language: Language,
}

impl Headings {
    fn label(&self, label: Label) -> &'static str {
        label.in_language(self.language)
    }

    /// A column of values: the name with the unit after it, or either alone.
    fn values(&self, name: &str, unit: &str, values: impl Iterator<Item = Exact>) -> Column {
        let heading = match (name.trim(), unit.trim()) {
            ("", "") => self.label(Label::Value).to_owned(),
            (name, "") => name.to_owned(),
            ("", unit) => unit.to_owned(),
            (name, unit) => format!("{name} ({unit})"),
        };
        let decimals = values.map(|value| value.decimals().unwrap_or(ENDLESS_DECIMALS));
        let decimals = decimals.max().unwrap_or_default().min(MOST_DECIMALS);
        // Tens of cents are written with the cents.
        let decimals = match decimals {
            1 if is_euro(unit.trim()) => 2,
            decimals => decimals,
        };
        Column::number(heading, decimals)
    }

    fn bars(&self, title: &str, bars: &Bars) -> Table {
        let of_name = |index: usize| {
            let values = bars.categories().iter();
            values.filter_map(move |category| category.values().get(index).copied().flatten())
        };
        let mut columns = vec![Column::words(self.label(Label::Group))];
        columns.extend(
            bars.names()
                .iter()
                .enumerate()
                .map(|(index, name)| self.values(name, bars.unit(), of_name(index))),
        );
        let rows = bars.categories().iter().map(|category| {
            let values = (0..bars.names().len())
                .map(|index| Cell::from(category.values().get(index).copied().flatten()));
            std::iter::once(Cell::words(category.name()))
                .chain(values)
                .collect()
        });
        Table::of_rows(title, columns, rows.collect())
    }

    fn years(&self, title: &str, unit: &str, series: &[Series]) -> Table {
        let mut columns = vec![Column::words(self.label(Label::Year))];
        columns.extend(series.iter().map(|series| {
            let values = series.values().iter().filter_map(|(_, value)| *value);
            self.values(series.name(), unit, values)
        }));
        let by_year: Vec<BTreeMap<i32, Option<Exact>>> = series
            .iter()
            .map(|series| series.values().iter().copied().collect())
            .collect();
        let years: BTreeSet<i32> = by_year.iter().flat_map(BTreeMap::keys).copied().collect();
        let rows = years.into_iter().map(|year| {
            let values = by_year
                .iter()
                .map(|values| values.get(&year).map_or(Cell::Empty, |&v| Cell::from(v)));
            std::iter::once(Cell::words(year.to_string()))
                .chain(values)
                .collect()
        });
        Table::of_rows(title, columns, rows.collect())
    }

    fn tiles(&self, title: &str, tiles: &Tiles) -> Table {
        if !tiles.classes().is_empty() {
            let columns = vec![
                Column::words(self.label(Label::Place)),
                Column::words(self.label(Label::Group)),
            ];
            let rows = tiles.tiles().iter().map(|tile| {
                let class = tiles.class_of(tile).map_or(Cell::NotKnown, Cell::words);
                vec![Cell::words(tile.name()), class]
            });
            return Table::of_rows(title, columns, rows.collect());
        }
        let values = tiles.tiles().iter().filter_map(crate::Tile::value);
        let columns = vec![
            Column::words(self.label(Label::Place)),
            self.values("", tiles.unit(), values),
        ];
        let rows = tiles
            .tiles()
            .iter()
            .map(|tile| vec![Cell::words(tile.name()), Cell::from(tile.value())]);
        Table::of_rows(title, columns, rows.collect())
    }

    fn curves(&self, title: &str, quantity: &str, unit: &str, curves: &[Curve]) -> Table {
        let ends = || {
            curves.iter().flat_map(|curve| {
                let pieces = curve.pieces().iter();
                pieces.flat_map(move |piece| [piece.from(), piece.to()].map(|end| (curve, end)))
            })
        };
        let columns = vec![
            Column::words(self.label(Label::Curve)),
            self.values("", quantity, ends().map(|(_, end)| end.quantity())),
            self.values("", unit, ends().map(|(_, end)| end.value())),
            Column::words(self.label(Label::EndIncluded)),
        ];
        let rows = ends().map(|(curve, end)| {
            let included = if end.is_included() {
                Label::Yes
            } else {
                Label::No
            };
            vec![
                Cell::words(curve.name()),
                Cell::Number(end.quantity()),
                Cell::Number(end.value()),
                Cell::words(self.label(included)),
            ]
        });
        Table::of_rows(title, columns, rows.collect())
    }
}
