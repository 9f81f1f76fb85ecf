//! Exact numbers as a workbook holds them.

use oske_types::Exact;

use crate::digits::{DIGITS, rounded, significant};

/// A number as a workbook holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum SheetNumber {
    /// A decimal of at most fifteen digits.
    Number(String),
    /// More digits than that, as text.
    Text(String),
}

impl SheetNumber {
    /// A number with an end is kept whole, as text where it is too long; one without is rounded.
    pub(super) fn of(number: Exact) -> Self {
        if number.decimals().is_some() {
            let text = number.to_string();
            return if significant(&text) <= DIGITS {
                Self::Number(text)
            } else {
                Self::Text(text)
            };
        }
        rounded(number).map_or_else(|| Self::Text(number.to_string()), Self::Number)
    }

    /// A share in per cent, which a workbook holds as a part of one.
    pub(super) fn of_percent(percent: Exact) -> Self {
        percent
            .checked_div(Exact::from(100))
            .map_or_else(|_| Self::Text(percent.to_string()), Self::of)
    }
}

/// The float nearest to a decimal.
///
/// This is the one place where a number becomes a float: the cells of a workbook are floats by its
/// format. Fifteen digits come back from it unchanged.
#[expect(
    clippy::disallowed_types,
    reason = "the cells of a workbook are floats by its format"
)]
pub(super) fn float_of(decimal: &str) -> f64 {
    decimal.parse().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fifteen_digits_are_a_number_and_more_are_text() {
        for (number, text) in [
            ("0", "0"),
            ("-1234.5", "-1234.5"),
            ("123456789012345", "123456789012345"),
            ("1234567890123.45", "1234567890123.45"),
            ("1000000000000000000", "1000000000000000000"),
            ("1/3", "0.333333333333333"),
            ("200/3", "66.6666666666667"),
            ("-200/3", "-66.6666666666667"),
        ] {
            let exact: Exact = number.parse().unwrap();
            let held = SheetNumber::of(exact);
            assert_eq!(held, SheetNumber::Number(text.to_owned()));
            if exact.decimals().is_some() {
                assert_eq!(float_of(text).to_string().parse(), Ok(exact));
            }
        }
        for number in [
            "1234567890123456",
            "12345678901234.56",
            "0.1234567890123456",
        ] {
            let held = SheetNumber::of(number.parse().unwrap());
            assert_eq!(held, SheetNumber::Text(number.to_owned()));
        }
    }
}
