//! The whole numbers that stand for the values of a measure.

use oske_types::Exact;

use crate::policy::Measure;
use oske_types::DuesYear;

/// The greatest whole number that stands for a value of a measure without a bound.
const WIDEST: i128 = 1 << 52;

/// The decimals of a measure without a step, where its bounds leave room for them.
const DECIMALS: u32 = 6;

/// How the values of a measure are whole numbers: so many times a unit.
#[derive(Debug, Clone, Copy)]
pub(super) struct Grid {
    pub(super) unit: Exact,
    /// The least and the greatest whole number that stands for a value.
    pub(super) low: i64,
    pub(super) high: i64,
    /// What stands for a measure that is not given, where the policy says what that means.
    pub(super) absent: Option<i64>,
}

impl Grid {
    /// `None` for a measure of the things in a list, and for one that has no value on the grid.
    pub(super) fn of(measure: &Measure, year: DuesYear) -> Option<Self> {
        if measure.list.is_some() || measure.is_position {
            return None;
        }
        let (least, most) = measure.range(year);
        let grid = |unit: Exact| {
            let whole = |end: Exact| end.checked_div(unit).ok();
            let low = match least {
                Some(least) => whole(least)?.ceil().max(WIDEST.wrapping_neg()),
                None => WIDEST.wrapping_neg(),
            };
            let high = match most {
                Some(most) => whole(most)?.floor().min(WIDEST),
                None => WIDEST,
            };
            let grid = Self {
                unit,
                low: i64::try_from(low).ok()?,
                high: i64::try_from(high).ok()?,
                absent: None,
            };
            (low <= high).then_some(grid)
        };
        let mut found = match measure.step {
            Some(step) => grid(step)?,
            None => (0..=DECIMALS).rev().find_map(|decimals| {
                let grid = grid(Exact::ratio(1, 10_i128.checked_pow(decimals)?).ok()?)?;
                let widest = i128::from(grid.high) >= WIDEST
                    || i128::from(grid.low) <= WIDEST.wrapping_neg();
                (!widest || decimals == 0).then_some(grid)
            })?,
        };
        let absent = measure.absent.as_ref();
        found.absent = absent.and_then(|absent| found.whole(absent.value.number_in(year)));
        Some(found)
    }

    /// The whole number that stands for a value, if one does.
    pub(super) fn whole(&self, value: Exact) -> Option<i64> {
        let steps = value.checked_div(self.unit).ok()?;
        let whole = i64::try_from(steps.is_integer().then(|| steps.numerator())?).ok()?;
        (self.low <= whole && whole <= self.high).then_some(whole)
    }

    pub(super) fn value(&self, whole: i64) -> Option<Exact> {
        Exact::from(whole).checked_mul(self.unit).ok()
    }
}
