//! [`CellPlace`]: where in a sheet something stands, as people see it.

use std::fmt;

use oske_types::quoted;

/// Where in a sheet something stands, as a spreadsheet shows it: the row, the column and its heading.
///
/// On one line, as far as it is known: `row 7, "Asukasluku" (D7)`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CellPlace {
    pub(super) row: Option<u64>,
    pub(super) column: Option<usize>,
    pub(super) heading: Option<Box<str>>,
}

impl CellPlace {
    pub(super) fn row(row: u64) -> Self {
        Self {
            row: Some(row),
            ..Self::default()
        }
    }

    pub(super) const fn in_column(mut self, column: usize) -> Self {
        self.column = Some(column);
        self
    }

    pub(super) fn under(mut self, heading: &str) -> Self {
        self.heading = (!heading.is_empty()).then(|| heading.into());
        self
    }

    /// The number of the row, the first being 1.
    #[must_use]
    pub const fn row_number(&self) -> Option<u64> {
        self.row
    }

    /// The letters of the column: `A`, `AB`.
    #[must_use]
    pub fn column_letters(&self) -> Option<String> {
        self.column.map(letters)
    }

    /// The cell as a spreadsheet names it, `D7`, where both its row and its column are known.
    #[must_use]
    pub fn cell(&self) -> Option<String> {
        Some(format!("{}{}", letters(self.column?), self.row?))
    }

    /// The heading of the column.
    #[must_use]
    pub fn heading(&self) -> Option<&str> {
        self.heading.as_deref()
    }
}

impl fmt::Display for CellPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(row) = self.row {
            write!(f, "row {row}")?;
        }
        let cell = self.cell().or_else(|| self.column_letters());
        if self.row.is_some() && (cell.is_some() || self.heading.is_some()) {
            f.write_str(", ")?;
        }
        match (&self.heading, cell) {
            (Some(heading), Some(cell)) => write!(f, "\"{}\" ({cell})", shown(heading)),
            (Some(heading), None) => write!(f, "\"{}\"", shown(heading)),
            (None, Some(cell)) => f.write_str(&cell),
            (None, None) => Ok(()),
        }
    }
}

/// A heading within double quotes.
pub(super) fn shown(heading: &str) -> String {
    quoted(heading).replace("\\'", "'")
}

/// The letters of a column, counted from 0.
pub(super) fn letters(column: usize) -> String {
    let mut letters = Vec::new();
    let mut left = Some(column);
    while let Some(number) = left {
        let letter = u8::try_from(number % 26).unwrap_or_default();
        letters.push(char::from(b'A'.saturating_add(letter)));
        left = (number / 26).checked_sub(1);
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::{CellPlace, letters};

    #[test]
    fn columns_have_the_letters_of_a_spreadsheet() {
        let found = [0, 3, 25, 26, 51, 52, 701, 702, 16_383].map(letters);
        assert_eq!(found, ["A", "D", "Z", "AA", "AZ", "BA", "ZZ", "AAA", "XFD"]);
    }

    #[test]
    fn a_place_is_shown_as_far_as_it_is_known() {
        let row = CellPlace::row(7);
        assert_eq!(row.to_string(), "row 7");
        assert_eq!(row.clone().in_column(3).to_string(), "row 7, D7");
        let whole = row.in_column(3).under("Asukasluku");
        assert_eq!(whole.to_string(), "row 7, \"Asukasluku\" (D7)");
        let column = CellPlace::default().in_column(3).under("Asukasluku");
        assert_eq!(column.to_string(), "\"Asukasluku\" (D)");
    }
}
