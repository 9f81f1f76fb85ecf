//! Rounding in integers: a numerator over a denominator that is known when the year is compiled.
//!
//! Every mode is `⌊(n + shift) / d⌋`, with another shift for numerators below zero and, for
//! `half-even`, one taken off where the rest is zero and the quotient odd.

use oske_types::RoundingMode;

/// How a numerator over a denominator is rounded to a whole number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct RoundingPlan {
    /// What is added to the numerator.
    pub(super) shift: i128,
    /// What is added to it besides where it is below zero.
    pub(super) below_zero: i128,
    /// Whether an odd quotient without a rest goes one down: it was a half.
    pub(super) to_even: bool,
}

impl RoundingPlan {
    /// For a denominator of at least 1.
    pub(super) fn new(mode: RoundingMode, denominator: i128) -> Self {
        let rest = denominator.saturating_sub(1);
        let half = denominator.checked_div(2).unwrap_or(0);
        // Of an odd denominator no rest is a half.
        let has_halves = denominator.checked_rem(2) == Some(0);
        let (shift, below_zero) = match mode {
            RoundingMode::HalfUp => (half, if has_halves { -1 } else { 0 }),
            RoundingMode::HalfEven => (half, 0),
            RoundingMode::Up => (rest, rest.saturating_neg()),
            RoundingMode::Down => (0, rest),
            RoundingMode::Ceiling => (rest, 0),
            RoundingMode::Floor => (0, 0),
        };
        Self {
            shift,
            below_zero,
            to_even: mode == RoundingMode::HalfEven && has_halves,
        }
    }

    /// For a numerator that the denominator divides.
    pub(super) const EXACT: Self = Self {
        shift: 0,
        below_zero: 0,
        to_even: false,
    };

    /// The whole number that `numerator / denominator` goes to; `None` where that does not fit.
    pub(super) fn apply(self, numerator: i128, denominator: i128) -> Option<i128> {
        let mut shifted = numerator.checked_add(self.shift)?;
        if numerator < 0 {
            shifted = shifted.checked_add(self.below_zero)?;
        }
        let quotient = shifted.checked_div_euclid(denominator)?;
        let rest = shifted.checked_rem_euclid(denominator)?;
        let is_half = self.to_even && rest == 0;
        quotient.checked_sub(if is_half { quotient.rem_euclid(2) } else { 0 })
    }
}

/// How a line's numerators are divided by its denominator, rounding down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Division {
    /// By a power of two.
    Shift(u32),
    /// By multiplying with a reciprocal: `(n + lift) · by >> 64 >> shift`, less `lift / d`. The lift is
    /// in the numerators already.
    Multiply { by: u64, shift: u32, lifted: i64 },
}

/// What numerators are lifted by, so that none is below zero, and how they are then divided.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lifted {
    pub(super) division: Division,
    pub(super) lift: i64,
}

impl Lifted {
    /// For a denominator of at least 1 and numerators from `least` to `most`; `None` where they do not
    /// fit.
    pub(super) fn new(denominator: i64, least: i64, most: i64) -> Option<Self> {
        let divisor = u64::try_from(denominator).ok().filter(|d| *d > 0)?;
        if divisor.is_power_of_two() {
            return Some(Self {
                division: Division::Shift(divisor.trailing_zeros()),
                lift: 0,
            });
        }
        // Whole denominators, at least as many as bring the least numerator to zero.
        let steps = i128::from(least.min(0)).checked_neg()?;
        let steps = steps.checked_add(i128::from(denominator))?.checked_sub(1)?;
        let steps = i64::try_from(steps.checked_div(i128::from(denominator))?).ok()?;
        let lift = steps.checked_mul(denominator)?;
        most.checked_add(lift)?;
        // With k = ⌊log₂ d⌋ and m = ⌈2^(64+k) / d⌉, m fits 64 bits, and what m is too large by, times a
        // numerator below 2^63, is below 2^(64+k): the quotient is exact.
        let shift = divisor.ilog2();
        let power = 1_u128.checked_shl(shift.checked_add(64)?)?;
        let by = u64::try_from(power.div_ceil(u128::from(divisor))).ok()?;
        Some(Self {
            division: Division::Multiply {
                by,
                shift,
                lifted: steps,
            },
            lift,
        })
    }
}

impl Division {
    /// What the numerators were lifted by.
    #[inline]
    pub(super) fn lift(self, denominator: i64) -> i64 {
        match self {
            Self::Shift(_) => 0,
            Self::Multiply { lifted, .. } => lifted.wrapping_mul(denominator),
        }
    }

    /// The quotient, rounded down.
    #[inline]
    pub(super) fn apply(self, numerator: i64) -> i64 {
        match self {
            Self::Shift(shift) => numerator.wrapping_shr(shift),
            Self::Multiply { by, shift, lifted } => {
                quotient(numerator, by, shift).wrapping_sub(lifted)
            }
        }
    }
}

/// The quotient of a numerator that is not below zero.
#[inline]
pub(super) fn quotient(numerator: i64, by: u64, shift: u32) -> i64 {
    let product = u128::from(numerator.cast_unsigned()).wrapping_mul(u128::from(by));
    // The upper half, which has 64 bits.
    let upper = (product >> 64) as u64;
    upper.wrapping_shr(shift).cast_signed()
}

#[cfg(test)]
#[expect(
    clippy::arithmetic_side_effects,
    reason = "the numbers of these tests leave room"
)]
mod tests {
    use super::*;
    use oske_types::{Exact, Rounding};

    fn numerators(denominator: i64) -> Vec<i64> {
        let mut numerators: Vec<i64> = (-50..=50).collect();
        let d = i128::from(denominator);
        for steps in [-3, -2, -1, 0, 1, 2, 3, 1_000_003, -1_000_003] {
            for near in -2..=2 {
                let twice = d * steps + near;
                numerators.extend(i64::try_from(twice));
                numerators.extend(i64::try_from(twice / 2));
            }
        }
        // As wide as the numerators of a line may be.
        let widest = i64::MAX / 4;
        numerators.extend([widest, -widest, widest - 1]);
        numerators.retain(|n| n.unsigned_abs() <= widest.unsigned_abs());
        numerators
    }

    const DENOMINATORS: [i64; 16] = [
        1,
        2,
        3,
        4,
        5,
        6,
        7,
        10,
        73,
        625,
        1_000,
        10_000_000,
        (1 << 31) - 1,
        1_000_000_007,
        999_999_999_999_989,
        i64::MAX / 4,
    ];

    #[test]
    fn quotients_are_exact_for_every_denominator() {
        for denominator in DENOMINATORS {
            let all = numerators(denominator);
            let (least, most) = (*all.iter().min().unwrap(), *all.iter().max().unwrap());
            let lifted = Lifted::new(denominator, least, most).unwrap();
            for numerator in all {
                assert_eq!(
                    lifted.division.apply(numerator + lifted.lift),
                    numerator.div_euclid(denominator),
                    "{numerator} / {denominator}",
                );
            }
        }
    }

    #[test]
    fn every_mode_rounds_as_the_exact_rounding_does() {
        for denominator in DENOMINATORS {
            for mode in RoundingMode::ALL {
                let plan = RoundingPlan::new(mode, denominator.into());
                let rounding = Rounding::new(Exact::ONE, mode).unwrap();
                for numerator in numerators(denominator) {
                    let exact = Exact::ratio(numerator.into(), denominator.into()).unwrap();
                    assert_eq!(
                        plan.apply(numerator.into(), denominator.into()),
                        Some(rounding.round(exact).unwrap().floor()),
                        "{numerator} / {denominator} {mode}",
                    );
                }
            }
        }
    }
}
