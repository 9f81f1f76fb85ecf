//! [`Grid`] and [`Scale`]: from exact values to places on the picture.

use oske_types::Exact;

use crate::svg::length::Length;

/// The digits of the largest value on a grid: far finer than what can be seen, and small enough that
/// products of two fit in 128 bits.
const DIGITS: i32 = 15;

/// Values as integers of one power of ten, chosen so that the largest has 15 digits. On it, values of any
/// size are compared and placed in integers, without overflow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Grid {
    /// A value is its integer by ten to minus this.
    exponent: i32,
}

impl Grid {
    pub(crate) fn of(values: impl IntoIterator<Item = Exact>) -> Self {
        let largest = values.into_iter().filter_map(order).max().unwrap_or(0);
        Self {
            exponent: DIGITS.saturating_sub(1).saturating_sub(largest),
        }
    }

    pub(crate) const fn exponent(self) -> i32 {
        self.exponent
    }

    /// The integer of a value, rounded half away from zero.
    pub(crate) fn place(self, value: Exact) -> i64 {
        let sign = if value.is_negative() { -1 } else { 1 };
        let bottom = value.denominator().unsigned_abs();
        let top = value.numerator().unsigned_abs();
        let whole = top.checked_div(bottom).unwrap_or_default();
        let size = match u32::try_from(self.exponent) {
            Ok(places) => {
                let mut size = whole;
                let mut rest = top.checked_rem(bottom).unwrap_or_default();
                for _ in 0..places {
                    let (digit, left) = tenfold(rest, bottom);
                    size = size.saturating_mul(10).saturating_add(digit);
                    rest = left;
                }
                let up = rest >= bottom.wrapping_sub(rest);
                size.saturating_add(u128::from(up))
            }
            Err(_) => 10_u128
                .checked_pow(self.exponent.unsigned_abs())
                .and_then(|scale| {
                    whole
                        .saturating_add(scale.wrapping_div(2))
                        .checked_div(scale)
                })
                .unwrap_or_default(),
        };
        i64::try_from(size).unwrap_or(i64::MAX).saturating_mul(sign)
    }

    /// The value of an integer, if it fits.
    pub(crate) fn value(self, place: i64) -> Option<Exact> {
        let scale = 10_i128.checked_pow(self.exponent.unsigned_abs())?;
        let place = i128::from(place);
        if self.exponent < 0 {
            return Exact::try_from(place.checked_mul(scale)?).ok();
        }
        Exact::ratio(place, scale).ok()
    }

    /// The integer of one, or of the least that there is where one is finer than the grid.
    pub(crate) fn one(self) -> i64 {
        u32::try_from(self.exponent)
            .ok()
            .and_then(|places| 10_i64.checked_pow(places))
            .unwrap_or(1)
    }
}

/// The power of ten of the first digit of a value, if it has one.
pub(crate) fn order(value: Exact) -> Option<i32> {
    if value.is_zero() {
        return None;
    }
    let bottom = value.denominator().unsigned_abs();
    let top = value.numerator().unsigned_abs();
    if let Some(whole) = top.checked_div(bottom).filter(|&whole| whole > 0) {
        return i32::try_from(whole.ilog10()).ok();
    }
    let mut rest = top;
    let mut order = 0_i32;
    loop {
        order = order.checked_sub(1)?;
        let (digit, left) = tenfold(rest, bottom);
        if digit > 0 {
            return Some(order);
        }
        rest = left;
    }
}

/// Ten times a rest in whole bottoms and a rest, for a rest below the bottom.
fn tenfold(rest: u128, bottom: u128) -> (u128, u128) {
    // INVARIANT: the bottom has at most 127 bits, so that the sum of two rests has at most 128.
    let (mut digit, mut sum) = (0_u128, 0_u128);
    for _ in 0..10 {
        sum = sum.saturating_add(rest);
        if sum >= bottom {
            sum = sum.saturating_sub(bottom);
            digit = digit.saturating_add(1);
        }
    }
    (digit, sum)
}

/// Values between two on a grid, with the step of its ticks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Range {
    grid: Grid,
    low: i64,
    high: i64,
    /// The least step between ticks.
    least: i64,
}

impl Range {
    /// From the least to the greatest of some values, with zero where those begin near it. Where there is
    /// no difference between them, some is made.
    pub(crate) fn of(grid: Grid, values: &[Exact], zero: Zero) -> Self {
        let places = || values.iter().map(|&value| grid.place(value));
        let (mut low, mut high) = (
            places().min().unwrap_or_default(),
            places().max().unwrap_or_default(),
        );
        let span = high.saturating_sub(low);
        let near = match zero {
            Zero::Always => true,
            Zero::WithinSpans(spans) => {
                low.saturating_abs().min(high.saturating_abs()) <= span.saturating_mul(spans)
            }
        };
        if near || span == 0 {
            low = low.min(0);
            high = high.max(0);
        }
        if low == high {
            high = high.saturating_add(grid.one());
        }
        let all_whole = values.iter().all(|value| value.is_integer());
        Self {
            grid,
            low,
            high,
            least: if all_whole { grid.one() } else { 1 },
        }
    }

    /// The step of ticks of which there are at most about `most`: 1, 2 or 5 of a power of ten.
    pub(crate) fn step(self, most: i64) -> i64 {
        let span = self.high.saturating_sub(self.low);
        let least = span.checked_div(most).unwrap_or(span).max(self.least);
        let mut power = 1_i64;
        loop {
            for digit in [1, 2, 5] {
                let step = power.saturating_mul(digit);
                if step >= least {
                    return step;
                }
            }
            power = power.saturating_mul(10);
        }
    }

    /// The range outward to whole steps where those are near, else a little outward.
    pub(crate) fn outward(self, step: i64) -> Self {
        let below = |place: i64| {
            let steps = place.checked_div_euclid(step).unwrap_or_default();
            let whole = steps.saturating_mul(step);
            let way = place.saturating_sub(whole);
            if way <= step.wrapping_div(2) {
                whole
            } else {
                place.saturating_sub(step.wrapping_div(5))
            }
        };
        Self {
            low: below(self.low),
            high: below(self.high.saturating_neg()).saturating_neg(),
            ..self
        }
    }

    pub(crate) const fn grid(self) -> Grid {
        self.grid
    }

    pub(crate) const fn has_zero(self) -> bool {
        self.low <= 0 && self.high >= 0
    }

    /// Every whole step within.
    pub(crate) fn ticks(self, step: i64) -> Vec<i64> {
        let first = self
            .low
            .saturating_neg()
            .checked_div_euclid(step)
            .unwrap_or_default()
            .saturating_mul(step)
            .saturating_neg();
        let ticks = std::iter::successors(Some(first), |tick| tick.checked_add(step));
        ticks
            .take_while(|&tick| tick <= self.high)
            .take(60)
            .collect()
    }

    /// The range from one place of the picture to another.
    pub(crate) const fn between(self, start: Length, end: Length) -> Scale {
        Scale {
            range: self,
            start,
            end,
        }
    }
}

/// Whether zero is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Zero {
    Always,
    /// If it is no farther from the values than as many times their difference.
    WithinSpans(i64),
}

/// A range of values from one place of the picture to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Scale {
    range: Range,
    start: Length,
    end: Length,
}

impl Scale {
    /// Where a value is.
    pub(crate) fn at(self, value: Exact) -> Length {
        self.of_place(self.range.grid.place(value))
    }

    /// Where a value on the grid is, rounded to the nearest tenth.
    pub(crate) fn of_place(self, place: i64) -> Length {
        let place = place.clamp(self.range.low, self.range.high);
        between(
            (self.range.low, self.start.in_tenths()),
            (self.range.high, self.end.in_tenths()),
            place,
        )
        .map_or(self.start, Length::of_tenths)
    }

    pub(crate) const fn range(self) -> Range {
        self.range
    }

    pub(crate) const fn start(self) -> Length {
        self.start
    }

    pub(crate) const fn end(self) -> Length {
        self.end
    }
}

/// What a straight line through two points is at a place, rounded half up; nothing where it goes straight
/// up.
pub(crate) fn between(from: (i64, i64), to: (i64, i64), place: i64) -> Option<i64> {
    let wide = |number: i64| i128::from(number);
    let run = wide(to.0).checked_sub(wide(from.0))?;
    let rise = wide(to.1).checked_sub(wide(from.1))?;
    let way = wide(place).checked_sub(wide(from.0))?;
    let (rise, run) = if run < 0 {
        (rise.checked_neg()?, run.checked_neg()?)
    } else {
        (rise, run)
    };
    let climbed = rise
        .checked_mul(way)?
        .checked_add(run.wrapping_div(2))?
        .checked_div_euclid(run)?;
    i64::try_from(wide(from.1).checked_add(climbed)?).ok()
}

#[cfg(test)]
mod tests {
    use oske_types::Exact;

    use super::{Grid, Range, Zero, order};
    use crate::svg::length::Length;

    fn exact(text: &str) -> Exact {
        text.parse().expect("a number")
    }

    #[test]
    fn the_order_is_that_of_the_first_digit() {
        let orders = ["1", "9.99", "10", "0.0073", "-250", "1/3"].map(|text| order(exact(text)));
        assert_eq!(
            orders,
            [Some(0), Some(0), Some(1), Some(-3), Some(2), Some(-1)]
        );
        assert_eq!(order(Exact::ZERO), None);
        let least = Exact::ratio(1, i128::MAX).expect("a ratio");
        assert_eq!(order(least), Some(-39));
    }

    #[test]
    fn the_largest_value_has_fifteen_digits() {
        let most = Exact::try_from(i128::MAX).expect("a number");
        let least = Exact::ratio(1, i128::MAX).expect("a ratio");
        for value in [most, least, exact("1/3"), exact("0.0073"), Exact::ONE] {
            let place = Grid::of([value]).place(value);
            assert_eq!(place.to_string().len(), 15, "{value}");
            assert_eq!(Grid::of([value]).place(-value), -place);
        }
    }

    #[test]
    fn places_are_rounded() {
        let grid = Grid::of([exact("2/3")]);
        assert_eq!(grid.place(exact("2/3")), 666_666_666_666_667);
    }

    #[test]
    fn ticks_are_nice_and_ends_are_kept() {
        let values = [exact("0"), exact("4730")];
        let grid = Grid::of(values);
        let range = Range::of(grid, &values, Zero::Always);
        let step = range.step(6);
        assert_eq!(step, 1_000 * grid.one());
        let outward = range.outward(step);
        assert_eq!(outward.ticks(step).len(), 6);
        let scale = outward.between(Length::of(300), Length::ZERO);
        assert_eq!(scale.at(exact("0")), Length::of(300));
        assert_eq!(scale.at(exact("5000")), Length::ZERO);
        assert_eq!(scale.at(exact("2500")), Length::of(150));
    }

    #[test]
    fn counts_have_no_ticks_between_them() {
        let values = [exact("0"), exact("2")];
        let grid = Grid::of(values);
        let range = Range::of(grid, &values, Zero::Always);
        assert_eq!(range.step(10), grid.one());
    }
}
