//! [`Figure`]: a number of things as a source gives it: exactly, or as over or about so many.

use std::fmt;
use std::str::FromStr;

use crate::{Exact, Language, ParseValueError, pad};

/// How exactly a source gives a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(
    clippy::exhaustive_enums,
    reason = "whoever adds up or prints figures must decide on each"
)]
pub enum Precision {
    /// So many: "71".
    Exactly,
    /// More than so many (*yli*, *över*): "over 70".
    Over,
    /// So many or nearly so (*noin*, *omkring*): "about 50".
    About,
}

/// A number of things as a source gives it.
///
/// What a source gives as over or about a number stays so wherever it is printed, and so does every sum
/// that it is part of.
///
/// ```
/// use oske_types::{Figure, Language};
///
/// let autumn: Figure = "over 70".parse()?;
/// let spring: Figure = "42".parse()?;
/// let year = autumn.checked_add(spring).ok_or("a sum that fits")?;
/// assert_eq!(year.to_string(), "over 112");
/// assert_eq!(year.in_language(Language::Finnish), "yli 112");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// The text form is the number, with `over` or `about` before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Figure {
    number: u64,
    precision: Precision,
}

impl Figure {
    /// Exactly so many.
    #[must_use]
    pub const fn exactly(number: u64) -> Self {
        Self {
            number,
            precision: Precision::Exactly,
        }
    }

    /// More than so many.
    #[must_use]
    pub const fn over(number: u64) -> Self {
        Self {
            number,
            precision: Precision::Over,
        }
    }

    /// So many or nearly so.
    #[must_use]
    pub const fn about(number: u64) -> Self {
        Self {
            number,
            precision: Precision::About,
        }
    }

    /// The number that the source gives.
    #[must_use]
    pub const fn number(self) -> u64 {
        self.number
    }

    /// How exactly it is given.
    #[must_use]
    pub const fn precision(self) -> Precision {
        self.precision
    }

    /// The sum: exact of exact figures, about as soon as one is about, over where one is over and none
    /// about. `None` if it does not fit.
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        let number = self.number.checked_add(other.number)?;
        let either = |precision| self.precision == precision || other.precision == precision;
        let precision = if either(Precision::About) {
            Precision::About
        } else if either(Precision::Over) {
            Precision::Over
        } else {
            Precision::Exactly
        };
        Some(Self { number, precision })
    }

    /// The figure as it is written in a language: "yli 70", "över 70", "over 70".
    #[must_use]
    pub fn in_language(self, language: Language) -> String {
        let number = Exact::from(self.number).in_language(language);
        match self.precision {
            Precision::Exactly => number,
            Precision::Over => format!("{} {number}", language.pick("yli", "över", "over")),
            Precision::About => format!("{} {number}", language.pick("noin", "omkring", "about")),
        }
    }
}

impl From<u64> for Figure {
    fn from(number: u64) -> Self {
        Self::exactly(number)
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let before = match self.precision {
            Precision::Exactly => "",
            Precision::Over => "over ",
            Precision::About => "about ",
        };
        pad(f, &format!("{before}{}", self.number))
    }
}

impl FromStr for Figure {
    type Err = ParseValueError;

    fn from_str(text: &str) -> Result<Self, ParseValueError> {
        let (precision, digits) = match text.split_once(' ') {
            Some(("over", digits)) => (Precision::Over, digits),
            Some(("about", digits)) => (Precision::About, digits),
            _ => (Precision::Exactly, text),
        };
        let number = digits.parse().ok();
        let number = number.filter(|number: &u64| number.to_string() == digits);
        number
            .map(|number| Self { number, precision })
            .ok_or_else(|| {
                let reason =
                    "expected a whole number, with `over` or `about` before it where it is so";
                ParseValueError::new("a figure", text, reason, "over 70")
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_is_as_exact_as_its_parts() {
        let [exact, over, about] = [Figure::exactly(1), Figure::over(2), Figure::about(3)];
        for (one, other, sum) in [
            (exact, exact, "2"),
            (exact, over, "over 3"),
            (over, over, "over 4"),
            (exact, about, "about 4"),
            (over, about, "about 5"),
        ] {
            for pair in [[one, other], [other, one]] {
                let [one, other] = pair;
                assert_eq!(
                    one.checked_add(other).map(|sum| sum.to_string()),
                    Some(sum.to_owned())
                );
            }
        }
        assert_eq!(Figure::exactly(u64::MAX).checked_add(exact), None);
    }

    #[test]
    fn text_is_read_again() {
        for text in ["0", "71", "over 70", "about 50"] {
            assert_eq!(
                text.parse::<Figure>().map(|figure| figure.to_string()),
                Ok(text.to_owned())
            );
        }
        for text in [
            "", "over", "over ", "over  70", "70 over", "+7", "07", "7.0", "noin 50",
        ] {
            assert!(text.parse::<Figure>().is_err(), "{text}");
        }
    }
}
