//! [`Value`]: what a cell of a sheet holds.

use chrono::NaiveDate;

/// What a cell that is not empty holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    /// Text, as it was typed.
    Text(Box<str>),
    /// A number of a workbook: a plain decimal with a point.
    #[cfg_attr(
        not(feature = "xlsx-import"),
        expect(dead_code, reason = "only workbooks have them")
    )]
    Number(Box<str>),
    /// A day of a workbook.
    #[cfg_attr(
        not(feature = "xlsx-import"),
        expect(dead_code, reason = "only workbooks have them")
    )]
    Day(NaiveDate),
    /// What a workbook could not compute or nobody can read: a message.
    #[cfg_attr(
        not(feature = "xlsx-import"),
        expect(dead_code, reason = "only workbooks have them")
    )]
    Unreadable(Box<str>),
}

impl Value {
    /// How many bytes it takes, about.
    pub(super) fn length(&self) -> usize {
        match self {
            Self::Text(text) | Self::Number(text) | Self::Unreadable(text) => text.len(),
            Self::Day(_) => 0,
        }
    }

    /// As text on one line.
    pub(super) fn text(&self) -> String {
        match self {
            Self::Text(text) | Self::Number(text) | Self::Unreadable(text) => {
                let words: Vec<&str> = text.split_whitespace().collect();
                words.join(" ")
            }
            Self::Day(day) => day.to_string(),
        }
    }
}
