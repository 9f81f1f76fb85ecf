//! [`Length`] and [`Point`]: where something is on the picture.

use std::fmt;
use std::ops::{Add, Div, Mul, Neg, Sub};

/// A length on the picture in tenths of its unit, so that it is printed with at most one decimal.
///
/// Its operators stop at the ends of `i64` instead of going round, and a division by zero gives zero:
/// what is drawn may be cut short, and nothing panics.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) struct Length(i64);

impl Length {
    pub(crate) const ZERO: Self = Self(0);

    pub(crate) const fn of(units: i64) -> Self {
        Self(units.saturating_mul(10))
    }

    pub(crate) const fn of_tenths(tenths: i64) -> Self {
        Self(tenths)
    }

    pub(crate) const fn in_tenths(self) -> i64 {
        self.0
    }

    pub(crate) const fn abs(self) -> Self {
        Self(self.0.saturating_abs())
    }

    pub(crate) fn half(self) -> Self {
        self / 2
    }

    /// As many of it as there are things.
    pub(crate) fn times(self, count: usize) -> Self {
        self * i64::try_from(count).unwrap_or(i64::MAX)
    }
}

impl Add for Length {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Length {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Neg for Length {
    type Output = Self;

    fn neg(self) -> Self {
        Self(self.0.saturating_neg())
    }
}

impl Mul<i64> for Length {
    type Output = Self;

    fn mul(self, count: i64) -> Self {
        Self(self.0.saturating_mul(count))
    }
}

impl Div<i64> for Length {
    type Output = Self;

    fn div(self, count: i64) -> Self {
        Self(self.0.checked_div(count).unwrap_or_default())
    }
}

impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let size = self.0.unsigned_abs();
        let (whole, tenth) = (size.wrapping_div(10), size.wrapping_rem(10));
        match tenth {
            0 => write!(f, "{sign}{whole}"),
            _ => write!(f, "{sign}{whole}.{tenth}"),
        }
    }
}

/// A place on the picture, from its upper left corner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Point {
    pub(crate) x: Length,
    pub(crate) y: Length,
}

impl Point {
    pub(crate) const fn new(x: Length, y: Length) -> Self {
        Self { x, y }
    }

    pub(crate) fn moved(self, right: Length, down: Length) -> Self {
        Self::new(self.x + right, self.y + down)
    }

    /// On the straight line from another point, so far beyond this one; before it if negative.
    pub(crate) fn beyond(self, from: Self, far: Length) -> Self {
        let (right, down) = (self.x - from.x, self.y - from.y);
        let square = |length: Length| length.0.saturating_mul(length.0);
        let way = square(right).saturating_add(square(down)).isqrt();
        self.moved(right * far.0 / way, down * far.0 / way)
    }

    /// On the straight line to another point, so far from this one, but not beyond the middle.
    pub(crate) fn toward(self, to: Self, far: Length) -> Self {
        let middle = Self::new((self.x + to.x).half(), (self.y + to.y).half());
        let moved = self.beyond(to, -far);
        let is_short = (middle.x - self.x).abs() + (middle.y - self.y).abs() < far;
        if is_short { middle } else { moved }
    }
}

#[cfg(test)]
mod tests {
    use super::Length;

    #[test]
    fn a_length_has_at_most_one_decimal() {
        let printed = [0, 5, 10, -5, -123, 1_000].map(|tenths| Length(tenths).to_string());
        assert_eq!(printed, ["0", "0.5", "1", "-0.5", "-12.3", "100"]);
    }
}
