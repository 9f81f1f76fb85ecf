//! Numbers as they are written, and rounding.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, Zero};

/// A number with the text that it was written as: `-2.5`, `1/3`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    text: String,
    value: BigRational,
}

impl Number {
    /// The number that a text is.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let value = Self::read(text).expect("a policy is drawn with numbers that are numbers");
        Self {
            text: text.to_owned(),
            value,
        }
    }

    /// The decimal number with a value.
    #[must_use]
    pub fn decimal(value: &BigRational) -> Self {
        Self::new(&decimal_text(value))
    }

    /// The number that is written, or `None` if it is not written strictly: a ratio of whole numbers,
    /// or digits without a leading zero, digits behind a point, a minus before anything but zero.
    #[must_use]
    pub fn read(text: &str) -> Option<BigRational> {
        match text.split_once('/') {
            None => read_decimal(text),
            Some((above, below)) => {
                let (above, below) = (read_decimal(above)?, read_decimal(below)?);
                let is_ratio = above.is_integer() && below.is_integer() && below.is_positive();
                (is_ratio && !text.contains('.')).then(|| above / below)
            }
        }
    }

    /// As it is written.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Its value.
    #[must_use]
    pub fn value(&self) -> &BigRational {
        &self.value
    }
}

fn read_decimal(text: &str) -> Option<BigRational> {
    let (negative, size) = match text.strip_prefix('-') {
        Some(size) => (true, size),
        None => (false, text),
    };
    let (whole, decimals) = match size.split_once('.') {
        Some((_, "")) => return None,
        Some(parts) => parts,
        None => (size, ""),
    };
    let is_digits = |digits: &str| digits.chars().all(|digit| digit.is_ascii_digit());
    if whole.is_empty() || !is_digits(whole) || !is_digits(decimals) {
        return None;
    }
    if whole.len() > 1 && whole.starts_with('0') {
        return None;
    }
    let digits: BigInt = format!("{whole}{decimals}").parse().ok()?;
    if negative && digits.is_zero() {
        return None;
    }
    let scale = BigInt::from(10).pow(u32::try_from(decimals.len()).ok()?);
    let value = BigRational::new(digits, scale);
    Some(if negative { -value } else { value })
}

/// How amounts are rounded.
#[derive(Debug, Clone)]
pub struct Rounding {
    /// Which neighbour.
    pub mode: Mode,
    /// The step.
    pub step: Number,
}

impl Rounding {
    /// The multiple of the step that stands for a value.
    #[must_use]
    pub fn round(&self, value: &BigRational) -> BigRational {
        self.mode.round(value, self.step.value())
    }
}

/// Which neighbour a number between two steps goes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// The nearest; a half away from zero.
    HalfUp,
    /// The nearest; a half to the even one.
    HalfEven,
    /// Away from zero.
    Up,
    /// Towards zero.
    Down,
    /// Towards plus infinity.
    Ceiling,
    /// Towards minus infinity.
    Floor,
}

impl Mode {
    /// The multiple of the step that stands for a value.
    #[must_use]
    pub fn round(self, value: &BigRational, step: &BigRational) -> BigRational {
        self.to_whole(&(value / step)) * step
    }

    fn to_whole(self, value: &BigRational) -> BigRational {
        let (below, above) = (value.floor(), value.ceil());
        let (inner, outer) = if value.is_negative() {
            (&above, &below)
        } else {
            (&below, &above)
        };
        let even = if (below.to_integer() % 2_i32).is_zero() {
            &below
        } else {
            &above
        };
        let half = BigRational::new(1.into(), 2.into());
        let nearest = |tie: &BigRational| {
            let part = value - &below;
            if part < half {
                below.clone()
            } else if part > half {
                above.clone()
            } else {
                tie.clone()
            }
        };
        match self {
            Self::HalfUp => nearest(outer),
            Self::HalfEven => nearest(even),
            Self::Up => outer.clone(),
            Self::Down => inner.clone(),
            Self::Ceiling => above,
            Self::Floor => below,
        }
    }
}

/// A decimal text of a number that has one.
///
/// # Panics
///
/// For a number such as 1/3.
#[must_use]
pub fn decimal_text(value: &BigRational) -> String {
    let mut scaled = value.abs();
    let mut decimals = 0;
    while !scaled.is_integer() {
        scaled *= BigRational::from(BigInt::from(10));
        decimals += 1;
        assert!(decimals < 60, "{value} is no decimal");
    }
    let sign = if value.is_negative() { "-" } else { "" };
    let digits = format!(
        "{:0>width$}",
        scaled.to_integer().to_string(),
        width = decimals + 1
    );
    let (whole, rest) = digits.split_at(digits.len() - decimals);
    if rest.is_empty() {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{rest}")
    }
}

/// A whole number as a fraction.
pub(crate) fn whole(number: impl Into<BigInt>) -> BigRational {
    BigRational::from(number.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounding_goes_by_the_table_of_signs() {
        let cases = [
            (Mode::HalfUp, [3, -3, 2, -2]),
            (Mode::HalfEven, [2, -2, 2, -2]),
            (Mode::Up, [3, -3, 3, -3]),
            (Mode::Down, [2, -2, 2, -2]),
            (Mode::Ceiling, [3, -2, 3, -2]),
            (Mode::Floor, [2, -3, 2, -3]),
        ];
        for (mode, expected) in cases {
            let step = Number::new("1");
            let rounded = ["2.5", "-2.5", "2.1", "-2.1"]
                .map(|text| mode.round(Number::new(text).value(), step.value()));
            assert_eq!(rounded, expected.map(whole), "{mode:?}");
        }
    }

    #[test]
    fn numbers_are_read_strictly_and_written_back() {
        for text in ["0", "-2.5", "110", "0.0073", "10000000"] {
            let value = Number::read(text).expect("a number");
            assert_eq!(decimal_text(&value), text);
        }
        let third = BigRational::new(1.into(), 3.into());
        assert_eq!(Number::read("1/3"), Some(third));
        for text in [
            "", "-", "-0", "01", "1.", ".5", "1e3", "1_000", "+1", "1,5", "1/0", "1/-2", "1.0/2",
        ] {
            assert_eq!(Number::read(text), None, "{text}");
        }
    }
}
