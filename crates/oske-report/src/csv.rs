//! [`Table::to_csv`]: for other programs.

use oske_types::Exact;

use crate::digits::rounded;
use crate::{Cell, Column, ColumnKind, Table};

impl Table {
    /// The table as CSV (RFC 4180, UTF-8, commas, line feeds): the headings and the rows, plain values in
    /// no language.
    ///
    /// - Numbers have a point and all their decimals, and no groups; one without an end is rounded to
    ///   fifteen digits, and whole in JSON. Amounts and shares stand without their unit, which is in the
    ///   heading: `Maksut (EUR)`, `Osuus (%)`.
    /// - Dates are `2023-06-01`, figures `42`, `over 70` or `about 50`, links their words.
    /// - What is empty and what nobody knows are both empty, and totals are left to the reader.
    /// - Words that a spreadsheet would compute, as `=1+1`, have an apostrophe before them: those that
    ///   begin with `=`, `+`, `-`, `@`, a tab or a line end, also after white space. Numbers never have
    ///   one. A byte order mark before words is left out: at the beginning of a file it is none of them.
    ///
    /// ```
    /// use oske_report::{Cell, Column, Table};
    /// use oske_types::{Currency, Money};
    ///
    /// let mut dues = Table::new("Maksut", [
    ///     Column::words("Jäsen"),
    ///     Column::money("Maksu", Currency::EUR).summed(),
    /// ]);
    /// dues.push([Cell::words("Kuopio"), Cell::from(Money::from_minor(123_450, Currency::EUR))])?;
    /// dues.push([Cell::words("=1+1"), Cell::NotKnown])?;
    /// assert_eq!(dues.to_csv(), "Jäsen,Maksu (EUR)\nKuopio,1234.50\n'=1+1,\n");
    /// # Ok::<(), oske_report::TableError>(())
    /// ```
    #[must_use]
    pub fn to_csv(&self) -> String {
        let mut text = Vec::new();
        {
            let mut writer = csv::Writer::from_writer(&mut text);
            let headings = self.columns().iter().map(heading).collect();
            let rows = self
                .rows()
                .iter()
                .map(|row| row.iter().map(value).collect());
            for row in std::iter::once(headings).chain(rows) {
                let row: Vec<String> = row;
                // Every row is as long as the first, and memory takes what is written to it.
                let _: Result<(), csv::Error> = writer.write_record(row);
            }
            let _: Result<(), std::io::Error> = writer.flush();
        }
        String::from_utf8(text).unwrap_or_default()
    }
}

fn heading(column: &Column) -> String {
    let heading = guarded(column.heading());
    match column.kind() {
        ColumnKind::Money(currency) => format!("{heading} ({currency})"),
        ColumnKind::Percent { .. } => format!("{heading} (%)"),
        ColumnKind::Words | ColumnKind::Number { .. } | ColumnKind::Date => heading,
    }
}

fn value(cell: &Cell) -> String {
    match cell {
        Cell::Empty | Cell::NotKnown => String::new(),
        Cell::Words(words) | Cell::Foreign { words, .. } | Cell::Link { words, .. } => {
            guarded(words)
        }
        Cell::Number(number) | Cell::Percent(number) => decimal(*number),
        Cell::Money(money) => money.to_decimal_text(),
        Cell::Date(date) => date.to_string(),
        Cell::Figure(figure) => figure.to_string(),
    }
}

/// A number as a decimal; as a ratio if it is too large for that.
fn decimal(number: Exact) -> String {
    let endless = number.decimals().is_none();
    let rounded = endless.then(|| rounded(number)).flatten();
    rounded.unwrap_or_else(|| number.to_string())
}

const BYTE_ORDER_MARK: char = '\u{feff}';

/// Words that no spreadsheet computes.
fn guarded(words: &str) -> String {
    let words = words.trim_start_matches(BYTE_ORDER_MARK);
    let begins_line = words.starts_with(['\t', '\r', '\n']);
    let trimmed = words.trim_start_matches(|c: char| c.is_whitespace() || c == BYTE_ORDER_MARK);
    // The wide forms are taken for the plain ones where they are usual.
    if begins_line || trimmed.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) {
        format!("'{words}")
    } else {
        words.to_owned()
    }
}
