//! [`Rounding`]: the one bridge from exact amounts to money.

use std::fmt;
use std::str::FromStr;

use crate::pad::pad;
use crate::{Amount, ArithmeticError, Currency, Exact, Money, ParseValueError};

/// Which neighbour a number between two steps goes to.
///
/// | mode | 2.5 | -2.5 | 2.1 | -2.1 |
/// |---|---|---|---|---|
/// | `half-up` (half away from zero) | 3 | -3 | 2 | -2 |
/// | `half-even` | 2 | -2 | 2 | -2 |
/// | `up` (away from zero) | 3 | -3 | 3 | -3 |
/// | `down` (towards zero) | 2 | -2 | 2 | -2 |
/// | `ceiling` | 3 | -2 | 3 | -2 |
/// | `floor` | 2 | -3 | 2 | -3 |
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(
    clippy::exhaustive_enums,
    reason = "the modes are the ones that dues use; a new one would change amounts and be a new version"
)]
pub enum RoundingMode {
    /// To the nearest, a half away from zero: commercial rounding.
    HalfUp,
    /// To the nearest, a half to the even neighbour.
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

impl RoundingMode {
    /// Every mode.
    pub const ALL: [Self; 6] = [
        Self::HalfUp,
        Self::HalfEven,
        Self::Up,
        Self::Down,
        Self::Ceiling,
        Self::Floor,
    ];

    /// The word in documents: `half-up`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::HalfUp => "half-up",
            Self::HalfEven => "half-even",
            Self::Up => "up",
            Self::Down => "down",
            Self::Ceiling => "ceiling",
            Self::Floor => "floor",
        }
    }

    /// The whole number that `value` goes to.
    fn whole(self, value: Exact) -> i128 {
        let (floor, rest) = value.floor_and_rest();
        if rest == 0 {
            return floor;
        }
        // INVARIANT: |floor| ≤ |numerator| < 2^127 - 1 wherever there is a rest.
        let ceil = floor.wrapping_add(1);
        let (inner, outer) = if value.is_negative() {
            (ceil, floor)
        } else {
            (floor, ceil)
        };
        // Twice the rest against the denominator, without the product: rest against what is left.
        let left = value.denominator().wrapping_sub(rest);
        let nearest = |half: i128| match rest.cmp(&left) {
            std::cmp::Ordering::Less => floor,
            std::cmp::Ordering::Equal => half,
            std::cmp::Ordering::Greater => ceil,
        };
        match self {
            Self::HalfUp => nearest(outer),
            Self::HalfEven => nearest(if floor.wrapping_rem(2) == 0 {
                floor
            } else {
                ceil
            }),
            Self::Up => outer,
            Self::Down => inner,
            Self::Ceiling => ceil,
            Self::Floor => floor,
        }
    }
}

impl fmt::Display for RoundingMode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        pad(f, self.name())
    }
}

impl FromStr for RoundingMode {
    type Err = ParseValueError;

    fn from_str(text: &str) -> Result<Self, ParseValueError> {
        Self::ALL
            .into_iter()
            .find(|mode| mode.name() == text)
            .ok_or_else(|| {
                let reason = "expected one of half-up, half-even, up, down, ceiling, floor";
                ParseValueError::new("a rounding mode", text, reason, "half-up")
            })
    }
}

/// A step and a mode: how an unrounded amount becomes money (*pyöristys*, *avrundning*).
///
/// ```
/// use oske_types::{Amount, Currency, Exact, Rounding, RoundingMode};
///
/// let whole_euros = Rounding::new(Exact::ONE, RoundingMode::HalfUp).ok_or("a step above zero")?;
/// let share: Amount = "16107.0442 EUR".parse()?;
/// assert_eq!(whole_euros.round_to_money(share)?.to_string(), "16107.00 EUR");
/// assert_eq!(whole_euros.to_string(), "half-up to 1");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Rounding {
    // INVARIANT: above zero.
    step: Exact,
    mode: RoundingMode,
}

impl Rounding {
    /// Rounding to whole multiples of `step`; `None` unless the step is above zero.
    #[must_use]
    pub fn new(step: Exact, mode: RoundingMode) -> Option<Self> {
        step.is_positive().then_some(Self { step, mode })
    }

    /// Half-up (half away from zero) to the minor unit, cents for the euro: what holds where a
    /// policy says nothing.
    #[must_use]
    pub fn to_minor_unit(currency: Currency) -> Self {
        // INVARIANT: the number of minor units is at least 1.
        let step = Exact::ratio(1, i128::from(currency.minor_units())).unwrap_or(Exact::ONE);
        Self {
            step,
            mode: RoundingMode::HalfUp,
        }
    }

    /// The step, above zero.
    #[must_use]
    pub const fn step(self) -> Exact {
        self.step
    }

    /// The mode.
    #[must_use]
    pub const fn mode(self) -> RoundingMode {
        self.mode
    }

    /// The multiple of the step that `value` goes to.
    ///
    /// # Errors
    ///
    /// [`ArithmeticError::Overflow`] if `value` divided by the step, or the result, does not fit.
    pub fn round(self, value: Exact) -> Result<Exact, ArithmeticError> {
        Exact::try_from(self.steps(value)?)?.checked_mul(self.step)
    }

    /// Which multiple of the step that is.
    fn steps(self, value: Exact) -> Result<i128, ArithmeticError> {
        Ok(self.mode.whole(value.checked_div(self.step)?))
    }

    /// The money that an unrounded amount becomes.
    ///
    /// # Errors
    ///
    /// [`ArithmeticError::StepTooFine`] if the step is no whole number of minor units, and
    /// [`ArithmeticError::Overflow`] if the money does not fit.
    pub fn round_to_money(self, amount: Amount) -> Result<Money, ArithmeticError> {
        let minor_units = amount.currency().minor_units();
        // The step is a whole number of minor units exactly if its denominator divides theirs.
        let denominator = i64::try_from(self.step.denominator()).ok();
        let denominator = denominator.filter(|by| minor_units.checked_rem(*by) == Some(0));
        let scale = denominator.and_then(|by| minor_units.checked_div(by));
        let Some(scale) = scale else {
            return Err(ArithmeticError::StepTooFine {
                step: self.step.to_string().into(),
                currency: amount.currency(),
            });
        };
        let minor = self
            .steps(amount.value())?
            .checked_mul(self.step.numerator())
            .and_then(|minor| minor.checked_mul(scale.into()))
            .and_then(|minor| i64::try_from(minor).ok())
            .ok_or(ArithmeticError::Overflow)?;
        Ok(Money::from_minor(minor, amount.currency()))
    }
}

impl fmt::Display for Rounding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        pad(f, &format!("{} to {}", self.mode, self.step))
    }
}

impl FromStr for Rounding {
    type Err = ParseValueError;

    fn from_str(text: &str) -> Result<Self, ParseValueError> {
        let fault = |reason| ParseValueError::new("a rounding", text, reason, "half-up to 0.01");
        let (mode, step) = text
            .split_once(" to ")
            .ok_or_else(|| fault("expected a mode, ` to ` and a step"))?;
        let mode = mode.parse().map_err(|_| {
            fault("expected the mode half-up, half-even, up, down, ceiling or floor")
        })?;
        step.parse()
            .ok()
            .and_then(|step| Self::new(step, mode))
            .ok_or_else(|| fault("expected a step above zero"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What each mode makes of a number, in the order of `RoundingMode::ALL`.
    const TABLE: &[(&str, [i128; 6])] = &[
        ("2", [2, 2, 2, 2, 2, 2]),
        ("-2", [-2, -2, -2, -2, -2, -2]),
        ("2.1", [2, 2, 3, 2, 3, 2]),
        ("-2.1", [-2, -2, -3, -2, -2, -3]),
        ("2.5", [3, 2, 3, 2, 3, 2]),
        ("-2.5", [-3, -2, -3, -2, -2, -3]),
        ("3.5", [4, 4, 4, 3, 4, 3]),
        ("-3.5", [-4, -4, -4, -3, -3, -4]),
        ("2.9", [3, 3, 3, 2, 3, 2]),
        ("-2.9", [-3, -3, -3, -2, -2, -3]),
        ("0.5", [1, 0, 1, 0, 1, 0]),
        ("-0.5", [-1, 0, -1, 0, 0, -1]),
        ("1/3", [0, 0, 1, 0, 1, 0]),
        ("-1/3", [0, 0, -1, 0, 0, -1]),
        ("2.49999999999999999999", [2, 2, 3, 2, 3, 2]),
        ("0", [0, 0, 0, 0, 0, 0]),
    ];

    #[test]
    fn rounding_matches_the_signed_table() {
        for (value, expected) in TABLE {
            for (mode, expected) in RoundingMode::ALL.into_iter().zip(expected) {
                let rounding = Rounding::new(Exact::ONE, mode).unwrap();
                let rounded = rounding.round(value.parse().unwrap()).unwrap();
                assert_eq!(rounded.floor(), *expected, "{value} {mode}");
                assert!(rounded.is_integer());
            }
        }
    }

    #[test]
    fn steps_other_than_one_scale_the_table() {
        for step in ["0.01", "0.05", "10", "1/3"] {
            let step: Exact = step.parse().unwrap();
            for (value, expected) in TABLE {
                let value = value.parse::<Exact>().unwrap().checked_mul(step).unwrap();
                for (mode, expected) in RoundingMode::ALL.into_iter().zip(expected) {
                    let rounded = Rounding::new(step, mode).unwrap().round(value).unwrap();
                    let expected = Exact::try_from(*expected).unwrap().checked_mul(step);
                    assert_eq!(rounded, expected.unwrap(), "{value} {mode} to {step}");
                }
            }
        }
    }

    #[test]
    fn money_is_the_rounded_number_in_minor_units() {
        for step in ["0.01", "0.05", "0.5", "1", "2.5", "10"] {
            let step: Exact = step.parse().unwrap();
            for (mode, (value, _)) in RoundingMode::ALL
                .into_iter()
                .flat_map(|mode| TABLE.iter().map(move |row| (mode, row)))
            {
                let rounding = Rounding::new(step, mode).unwrap();
                let value: Exact = value.parse().unwrap();
                let money = rounding.round_to_money(Amount::new(value, Currency::EUR));
                let rounded = rounding.round(value).unwrap();
                assert_eq!(
                    Amount::from(money.unwrap()).value(),
                    rounded,
                    "{value} {rounding}"
                );
            }
        }
    }

    #[test]
    fn a_step_of_any_size_gives_money() {
        let rounding: Rounding = format!("down to {}", i128::MAX).parse().unwrap();
        let amount = Amount::new(Exact::ONE, Currency::EUR);
        assert_eq!(
            rounding.round_to_money(amount),
            Ok(Money::zero(Currency::EUR))
        );
    }

    #[test]
    fn a_step_finer_than_the_minor_unit_gives_no_money() {
        let rounding: Rounding = "half-up to 0.001".parse().unwrap();
        let amount = Amount::new(Exact::ONE, Currency::EUR);
        let error = rounding.round_to_money(amount).unwrap_err();
        assert_eq!(
            error.to_string(),
            "rounding to a step of 0.001 gives no whole number of minor units of EUR",
        );
    }
}
