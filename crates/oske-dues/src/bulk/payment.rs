//! What an end pays, in whole numbers: over its own denominator in 128 bits, and over that of its line in
//! 64 where it fits.

use oske_types::{Exact, RoundingMode};

use super::grid::Grid;
use super::kernel::Fix;
use super::rounded::RoundingPlan;
use super::tree::Payment;
use super::ways::AskReason;
use crate::policy::Policy;

/// The largest amount of a line, in minor units, so that the sums of a block fit.
const MOST_AMOUNT: i64 = 1 << 46;

/// A payment in 128 bits.
#[derive(Debug, Clone)]
pub(super) struct WidePayment {
    terms: Vec<(usize, i128)>,
    constant: i128,
    pub(super) denominator: i128,
    mode: RoundingMode,
    plan: RoundingPlan,
    step: i64,
    /// The least and the greatest numerator.
    least: i128,
    most: i128,
}

impl WidePayment {
    /// Of nothing.
    pub(super) fn nothing() -> Self {
        Self {
            terms: Vec::new(),
            constant: 0,
            denominator: 1,
            mode: RoundingMode::Floor,
            plan: RoundingPlan::EXACT,
            step: 1,
            least: 0,
            most: 0,
        }
    }

    /// The amount in minor units.
    pub(super) fn amount(&self, value: impl Fn(usize) -> i64) -> Option<i64> {
        let terms = self.terms.iter();
        let sum = terms
            .copied()
            .try_fold(self.constant, |sum, (measure, factor)| {
                sum.checked_add(factor.checked_mul(value(measure).into())?)
            })?;
        let whole = self.plan.apply(sum, self.denominator)?;
        i64::try_from(whole.checked_mul(self.step.into())?).ok()
    }

    pub(super) fn new(
        payment: &Payment,
        policy: &Policy,
        grids: &[Option<Grid>],
    ) -> Result<Self, AskReason> {
        let step = payment.rounding.step();
        let minor = Exact::from(policy.currency.minor_units()).checked_mul(step);
        let minor = minor.map_err(|_| AskReason::Overflow)?;
        if !minor.is_integer() {
            return Err(AskReason::FineStep);
        }
        let minor = i64::try_from(minor.numerator()).map_err(|_| AskReason::TooWide)?;
        Self::in_steps(payment, step, minor, grids).ok_or(AskReason::TooWide)
    }

    fn in_steps(
        payment: &Payment,
        step: Exact,
        minor: i64,
        grids: &[Option<Grid>],
    ) -> Option<Self> {
        let form = &payment.form;
        let constant = form.constant.checked_div(step).ok()?;
        let mode = payment.rounding.mode();
        if form.terms.is_empty() {
            let plan = RoundingPlan::new(mode, constant.denominator());
            let whole = plan.apply(constant.numerator(), constant.denominator())?;
            let amount = whole.checked_mul(minor.into())?;
            if amount.checked_abs()? > i128::from(MOST_AMOUNT) {
                return None;
            }
            return Some(Self {
                terms: Vec::new(),
                constant: amount,
                denominator: 1,
                mode,
                plan: RoundingPlan::EXACT,
                step: 1,
                least: amount,
                most: amount,
            });
        }
        let mut factors = Vec::new();
        let mut denominator = constant.denominator();
        for (measure, factor) in &form.terms {
            let grid = grids.get(*measure)?.as_ref()?;
            let factor = factor.checked_mul(grid.unit).ok()?.checked_div(step).ok()?;
            denominator = common_multiple(denominator, factor.denominator())?;
            factors.push((*measure, factor));
        }
        let scaled = |number: Exact| {
            let times = denominator.checked_div(number.denominator())?;
            number.numerator().checked_mul(times)
        };
        let constant = scaled(constant)?;
        let (mut least, mut most) = (constant, constant);
        let mut terms = Vec::new();
        for ((measure, factor), (low, high)) in factors.into_iter().zip(&payment.ends) {
            let grid = grids.get(measure)?.as_ref()?;
            let factor = scaled(factor)?;
            let ends = [*low, *high].map(|end| {
                let whole = end.checked_div(grid.unit).ok()?;
                Some([whole.floor(), whole.ceil()])
            });
            let mut parts = Vec::new();
            for end in ends {
                for end in end? {
                    parts.push(end.checked_mul(factor)?);
                }
            }
            least = least.checked_add(parts.iter().copied().min()?)?;
            most = most.checked_add(parts.iter().copied().max()?)?;
            terms.push((measure, factor));
        }
        // Room for the rounding, and an amount that has a place among others in a sum.
        let room = denominator.checked_mul(4)?;
        for end in [least, most] {
            end.checked_abs()?.checked_add(room)?;
            let whole = end.checked_div(denominator)?.checked_abs()?;
            let amount = whole.checked_add(2)?.checked_mul(minor.into())?;
            if amount > i128::from(MOST_AMOUNT) {
                return None;
            }
        }
        Some(Self {
            terms,
            constant,
            denominator,
            mode,
            plan: RoundingPlan::new(mode, denominator),
            step: minor,
            least,
            most,
        })
    }

    pub(super) fn fits_64(&self, denominator: i128) -> bool {
        self.scaled(denominator).is_some_and(|scaled| {
            // Twice over, so that there is room for the lift.
            let widest = i64::MAX.wrapping_shr(2);
            scaled.least >= widest.saturating_neg() && scaled.most <= widest
        })
    }

    pub(super) fn scaled(&self, denominator: i128) -> Option<Scaled> {
        let times = denominator.checked_div(self.denominator)?;
        let narrow = |number: i128| i64::try_from(number.checked_mul(times)?).ok();
        if self.terms.is_empty() {
            let constant = narrow(self.constant)?;
            return Some(Scaled {
                terms: Vec::new(),
                constant,
                least: constant.min(0),
                most: constant.max(0),
                amount: Some(i64::try_from(self.constant).ok()?),
                fix: Fix {
                    zero: i64::MIN.wrapping_shr(2),
                    step: 1,
                    ..Fix::default()
                },
            });
        }
        let terms = self.terms.iter();
        let terms = terms.map(|(measure, factor)| Some((*measure, narrow(*factor)?)));
        let terms = terms.collect::<Option<_>>()?;
        let (least, most) = (narrow(self.least)?, narrow(self.most)?);
        // Over another denominator the mode is another plan.
        let plan = RoundingPlan::new(self.mode, denominator);
        let narrow = |number: i128| i64::try_from(number).ok();
        let (shift, below_zero) = (narrow(plan.shift)?, narrow(plan.below_zero)?);
        let constant = narrow(self.constant.checked_mul(times)?)?.checked_add(shift)?;
        let is_ever_below = least < 0;
        let widest = shift.checked_add(below_zero.checked_abs()?)?;
        Some(Scaled {
            terms,
            constant,
            least: least.checked_sub(widest)?,
            most: most.checked_add(widest)?,
            amount: None,
            fix: Fix {
                zero: shift,
                below_zero: if is_ever_below { below_zero } else { 0 },
                to_even: plan.to_even,
                step: self.step,
            },
        })
    }
}

/// A payment over the denominator of its line, in 64 bits.
pub(super) struct Scaled {
    pub(super) terms: Vec<(usize, i64)>,
    pub(super) constant: i64,
    /// The least and the greatest numerator, shifted.
    pub(super) least: i64,
    pub(super) most: i64,
    /// Of a constant, the amount in minor units.
    pub(super) amount: Option<i64>,
    pub(super) fix: Fix,
}

pub(super) fn common_multiple(left: i128, right: i128) -> Option<i128> {
    let (mut a, mut b) = (left, right);
    while b != 0 {
        (a, b) = (b, a.checked_rem(b)?);
    }
    left.checked_div(a)?.checked_mul(right)
}
