//! Numbers in steps or decimals as the whole numbers of a measure's grid.

use oske_types::Exact;

use super::grid::Grid;

/// How a number of a column becomes one of the grid: `number · times / over`, where it is from `low` to
/// `high`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scaling {
    low: i64,
    high: i64,
    times: i64,
    pub(super) over: i64,
}

impl Scaling {
    /// `None` where no number of 64 bits can be in the range.
    pub(super) fn new(grid: &Grid, unit: Exact) -> Option<Self> {
        let ratio = unit.checked_div(grid.unit).ok()?;
        let end = |whole: i64| Exact::from(whole).checked_div(ratio).ok();
        let low = end(grid.low)?.ceil().max(i64::MIN.into());
        let high = end(grid.high)?.floor().min(i64::MAX.into());
        Some(Self {
            low: i64::try_from(low).ok()?,
            high: i64::try_from(high).ok()?,
            times: i64::try_from(ratio.numerator()).ok()?,
            over: i64::try_from(ratio.denominator()).ok()?,
        })
    }

    /// The whole number of the grid, if the number is one.
    pub(super) fn apply(&self, number: i64) -> Option<i64> {
        if number < self.low || number > self.high {
            return None;
        }
        let number = number.checked_mul(self.times)?;
        (number.checked_rem(self.over)? == 0).then_some(())?;
        number.checked_div(self.over)
    }

    pub(super) const NONE: Self = Self {
        low: 1,
        high: 0,
        times: 1,
        over: 1,
    };
}

/// So many times each number; `false` where one is out of range.
pub(super) fn scale<N: Copy + Into<i64>>(
    numbers: &[N],
    scaling: Scaling,
    values: &mut Vec<i64>,
) -> bool {
    let Scaling {
        low, high, times, ..
    } = scaling;
    // Of a number out of range one of the two differences is below zero, also where it wraps.
    let mut differences = 0_i64;
    let mut checked = |number: N| {
        let number: i64 = number.into();
        differences |= number.wrapping_sub(low) | high.wrapping_sub(number);
        number
    };
    if times == 1 {
        values.extend(numbers.iter().map(|number| checked(*number)));
    } else {
        // What is in range fits, and what is not is read once more.
        let numbers = numbers.iter();
        values.extend(numbers.map(|number| checked(*number).wrapping_mul(times)));
    }
    differences >= 0
}
