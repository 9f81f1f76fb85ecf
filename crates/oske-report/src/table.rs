//! [`Table`]: rows of typed cells under headings, with totals that are checked sums.

use oske_types::{Currency, Exact, Figure, Language, Money};

use crate::Cell;
use crate::cell::percent_in;

/// Rows of typed cells under headings.
///
/// A cell fits its column or is refused, so that a column is one kind of value in every format; and the
/// total of a column is the sum of what stands in it.
///
/// ```
/// use oske_report::{Cell, Column, Table};
///
/// let mut table = Table::new("Osallistujat", [
///     Column::words("Tilaisuus"),
///     Column::count("Osallistujia").summed(),
/// ]);
/// table.push([Cell::words("Kevätseminaari"), Cell::count(42)])?;
/// table.push([Cell::words("Syysseminaari"), Cell::NotKnown])?;
/// let total = table.total(1).ok_or("a total")?;
/// assert_eq!((total.sum(), total.left_out()), (&Cell::count(42), 1));
///
/// let refused = table.push([Cell::words("Verkkokoulutus"), Cell::words("monta")]).unwrap_err();
/// assert_eq!(
///     refused.to_string(),
///     "table `Osallistujat`, row 3, column `Osallistujia`: found words, expected a number",
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    title: String,
    columns: Vec<Column>,
    rows: Vec<Vec<Cell>>,
}

/// A column of a [`Table`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    heading: String,
    kind: ColumnKind,
    summed: bool,
}

/// What stands in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ColumnKind {
    /// Words and links.
    Words,
    /// Numbers, rounded half away from zero to some decimals where they are shown.
    Number {
        /// The decimals that are shown.
        decimals: u32,
    },
    /// Amounts of one currency.
    Money(Currency),
    /// Shares in per cent, rounded likewise.
    Percent {
        /// The decimals that are shown.
        decimals: u32,
    },
    /// Dates.
    Date,
}

impl Column {
    fn new(heading: impl Into<String>, kind: ColumnKind) -> Self {
        Self {
            heading: heading.into(),
            kind,
            summed: false,
        }
    }

    /// Of words and links.
    #[must_use]
    pub fn words(heading: impl Into<String>) -> Self {
        Self::new(heading, ColumnKind::Words)
    }

    /// Of whole numbers.
    #[must_use]
    pub fn count(heading: impl Into<String>) -> Self {
        Self::number(heading, 0)
    }

    /// Of numbers, shown with some decimals.
    #[must_use]
    pub fn number(heading: impl Into<String>, decimals: u32) -> Self {
        Self::new(heading, ColumnKind::Number { decimals })
    }

    /// Of amounts of a currency.
    #[must_use]
    pub fn money(heading: impl Into<String>, currency: Currency) -> Self {
        Self::new(heading, ColumnKind::Money(currency))
    }

    /// Of shares in per cent, shown with some decimals.
    #[must_use]
    pub fn percent(heading: impl Into<String>, decimals: u32) -> Self {
        Self::new(heading, ColumnKind::Percent { decimals })
    }

    /// Of dates.
    #[must_use]
    pub fn date(heading: impl Into<String>) -> Self {
        Self::new(heading, ColumnKind::Date)
    }

    /// With a total below it. Words and dates have none.
    #[must_use]
    pub fn summed(mut self) -> Self {
        self.summed = !matches!(self.kind, ColumnKind::Words | ColumnKind::Date);
        self
    }

    /// The heading.
    #[must_use]
    pub fn heading(&self) -> &str {
        &self.heading
    }

    /// What stands in it.
    #[must_use]
    pub const fn kind(&self) -> ColumnKind {
        self.kind
    }

    /// Whether it has a total.
    #[must_use]
    pub const fn is_summed(&self) -> bool {
        self.summed
    }

    /// Whether its values stand at the right.
    pub(crate) const fn is_numeric(&self) -> bool {
        !matches!(self.kind, ColumnKind::Words | ColumnKind::Date)
    }

    /// A value of it as it is written in a language, with the decimals of the column.
    #[must_use]
    pub fn cell_in(&self, language: Language, cell: &Cell) -> String {
        match (self.kind, cell) {
            (ColumnKind::Number { decimals }, Cell::Number(number)) => {
                shown(*number, decimals, language)
            }
            (ColumnKind::Percent { decimals }, Cell::Percent(number)) => {
                percent_in(language, &shown(*number, decimals, language))
            }
            _ => cell.in_language(language),
        }
    }

    /// What a cell of the column may not be.
    fn refuses(&self, cell: &Cell) -> Option<Refused> {
        let fits = match (self.kind, cell) {
            (_, Cell::Empty | Cell::NotKnown)
            | (ColumnKind::Words, Cell::Words(_) | Cell::Foreign { .. } | Cell::Link { .. })
            | (ColumnKind::Number { .. }, Cell::Number(_) | Cell::Figure(_))
            | (ColumnKind::Percent { .. }, Cell::Percent(_))
            | (ColumnKind::Date, Cell::Date(_)) => true,
            (ColumnKind::Money(currency), Cell::Money(money)) => money.currency() == currency,
            _ => false,
        };
        (!fits).then(|| Refused {
            found: name_of(cell),
            expected: match self.kind {
                ColumnKind::Words => "words".to_owned(),
                ColumnKind::Number { .. } => "a number".to_owned(),
                ColumnKind::Money(currency) => format!("an amount in {currency}"),
                ColumnKind::Percent { .. } => "a share in per cent".to_owned(),
                ColumnKind::Date => "a date".to_owned(),
            },
        })
    }
}

struct Refused {
    found: String,
    expected: String,
}

fn name_of(cell: &Cell) -> String {
    match cell {
        Cell::Empty | Cell::NotKnown => "nothing".to_owned(),
        Cell::Words(_) | Cell::Foreign { .. } | Cell::Link { .. } => "words".to_owned(),
        Cell::Number(_) => "a number".to_owned(),
        Cell::Money(money) => format!("an amount in {}", money.currency()),
        Cell::Percent(_) => "a share in per cent".to_owned(),
        Cell::Date(_) => "a date".to_owned(),
        Cell::Figure(_) => "a figure".to_owned(),
    }
}

/// A number with all of some decimals: those of a column stand below each other.
fn shown(number: Exact, decimals: u32, language: Language) -> String {
    number.in_language_to(language, decimals)
}

impl Table {
    /// A table of a title, with its columns.
    #[must_use]
    pub fn new(title: impl Into<String>, columns: impl IntoIterator<Item = Column>) -> Self {
        Self {
            title: title.into(),
            columns: columns.into_iter().collect(),
            rows: Vec::new(),
        }
    }

    /// Adds a row.
    ///
    /// # Errors
    ///
    /// [`TableError`] if the row has more or fewer cells than the table has columns, or a cell does not fit
    /// its column; the table stays as it was.
    pub fn push(&mut self, row: impl IntoIterator<Item = Cell>) -> Result<(), TableError> {
        let row: Vec<Cell> = row.into_iter().collect();
        let error = |kind| TableError {
            table: self.title.clone().into(),
            row: self.rows.len().saturating_add(1),
            kind,
        };
        if row.len() != self.columns.len() {
            return Err(error(TableErrorKind::Length {
                found: row.len(),
                expected: self.columns.len(),
            }));
        }
        for (column, cell) in self.columns.iter().zip(&row) {
            if let Some(Refused { found, expected }) = column.refuses(cell) {
                return Err(error(TableErrorKind::Cell {
                    column: column.heading.clone().into(),
                    found: found.into(),
                    expected: expected.into(),
                }));
            }
        }
        self.rows.push(row);
        Ok(())
    }

    /// Of rows whose cells are made for their columns.
    pub(crate) fn of_rows(title: &str, columns: Vec<Column>, rows: Vec<Vec<Cell>>) -> Self {
        debug_assert!(rows.iter().all(|row| row.len() == columns.len()
            && columns.iter().zip(row).all(|(c, v)| c.refuses(v).is_none())));
        Self {
            title: title.to_owned(),
            columns,
            rows,
        }
    }

    /// The title.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The columns.
    #[must_use]
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The rows, each with a cell for each column.
    #[must_use]
    pub fn rows(&self) -> &[Vec<Cell>] {
        &self.rows
    }

    /// Whether any column has a total.
    #[must_use]
    pub fn has_totals(&self) -> bool {
        self.columns.iter().any(Column::is_summed)
    }

    /// The total of a column, by index; `None` of a column without one.
    #[must_use]
    pub fn total(&self, column: usize) -> Option<Total> {
        let of_column = self.columns.get(column).filter(|column| column.summed)?;
        let mut total = Total {
            sum: of_column.nothing(),
            left_out: 0,
        };
        for cell in self.rows.iter().filter_map(|row| row.get(column)) {
            match (add(&total.sum, cell), cell) {
                (Some(sum), _) => total.sum = sum,
                (None, Cell::Empty) => {}
                (None, Cell::NotKnown) => total.left_out = total.left_out.saturating_add(1),
                // What does not fit is no sum.
                (None, _) => {
                    total.sum = Cell::NotKnown;
                    break;
                }
            }
        }
        Some(total)
    }
}

impl Column {
    /// The sum of no values.
    fn nothing(&self) -> Cell {
        match self.kind {
            ColumnKind::Money(currency) => Cell::Money(Money::from_minor(0, currency)),
            ColumnKind::Percent { .. } => Cell::Percent(Exact::from(0_u32)),
            _ => Cell::Number(Exact::from(0_u32)),
        }
    }
}

/// The sum of two values of a column; `None` if one is none, or it does not fit.
fn add(sum: &Cell, cell: &Cell) -> Option<Cell> {
    let whole = |number: &Exact| {
        let whole = number.is_integer().then(|| number.numerator())?;
        u64::try_from(whole).ok().map(Figure::exactly)
    };
    Some(match (sum, cell) {
        (Cell::Number(sum), Cell::Number(number)) => Cell::Number(sum.checked_add(*number).ok()?),
        (Cell::Percent(sum), Cell::Percent(number)) => {
            Cell::Percent(sum.checked_add(*number).ok()?)
        }
        (Cell::Money(sum), Cell::Money(money)) => Cell::Money(sum.checked_add(*money).ok()?),
        (Cell::Figure(sum), Cell::Figure(figure)) => Cell::Figure(sum.checked_add(*figure)?),
        (Cell::Number(sum), Cell::Figure(figure)) => {
            Cell::Figure(whole(sum)?.checked_add(*figure)?)
        }
        (Cell::Figure(sum), Cell::Number(number)) => Cell::Figure(sum.checked_add(whole(number)?)?),
        _ => return None,
    })
}

/// The total of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Total {
    sum: Cell,
    left_out: usize,
}

impl Total {
    /// The sum of the values that are known.
    #[must_use]
    pub const fn sum(&self) -> &Cell {
        &self.sum
    }

    /// The number of values that nobody knows.
    #[must_use]
    pub const fn left_out(&self) -> usize {
        self.left_out
    }
}

/// A row that does not fit its table.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("table `{table}`, row {row}{kind}")]
pub struct TableError {
    table: Box<str>,
    row: usize,
    kind: TableErrorKind,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
enum TableErrorKind {
    #[error(": found {found} cells, expected {expected}")]
    Length { found: usize, expected: usize },
    #[error(", column `{column}`: found {found}, expected {expected}")]
    Cell {
        column: Box<str>,
        found: Box<str>,
        expected: Box<str>,
    },
}

impl TableError {
    /// The title of the table.
    #[must_use]
    pub fn table(&self) -> &str {
        &self.table
    }

    /// The row, the first being 1.
    #[must_use]
    pub const fn row(&self) -> usize {
        self.row
    }
}
