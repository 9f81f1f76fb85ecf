//! The ends of a line as columns: what each comes to, and as many payments as fit 64 bits over one
//! denominator.

use super::grid::Grid;
use super::kernel::{AMOUNT, ASK, Fix, INVALID, NOT_COVERED, Sums, UNDETERMINED, WIDE};
use super::needs::Needs;
use super::payment::{WidePayment, common_multiple};
use super::rounded::{Division, Lifted};
use super::tree::{End, Hindered};
use super::ways::Way;
use crate::policy::Policy;

/// The ends of a line as columns.
pub(super) struct Ends {
    pub(super) outcomes: Vec<u8>,
    pub(super) needs: Vec<Needs>,
    pub(super) wide: Vec<Option<WidePayment>>,
    pub(super) sums: Sums,
    pub(super) ways: Vec<(Way, usize)>,
}

impl Ends {
    pub(super) fn of(ends: &[&End], policy: &Policy, grids: &[Option<Grid>]) -> Self {
        let mut outcomes = Vec::new();
        let mut needs = Vec::new();
        let mut wide = Vec::new();
        let mut ways = Vec::new();
        for end in ends {
            let (outcome, needed, payment) = match end {
                End::Amount(payment) => match WidePayment::new(payment, policy, grids) {
                    Ok(wide) => (AMOUNT, payment.needs, Some(wide)),
                    Err(reason) => {
                        ways.push(Way::StepByStep(reason));
                        (ASK, Needs::NONE, None)
                    }
                },
                End::Nothing(needs) => (AMOUNT, *needs, Some(WidePayment::nothing())),
                End::Hindered(hindered, needs) => {
                    ways.push(Way::Scaled64);
                    let outcome = match hindered {
                        Hindered::Undetermined => UNDETERMINED,
                        Hindered::NotCovered => NOT_COVERED,
                        Hindered::Invalid => INVALID,
                    };
                    (outcome, *needs, Some(WidePayment::nothing()))
                }
                End::Ask(reason) => {
                    ways.push(Way::StepByStep(*reason));
                    (ASK, Needs::NONE, None)
                }
            };
            outcomes.push(outcome);
            needs.push(needed);
            wide.push(payment);
        }
        let sums = Sums::of(&wide, &mut outcomes);
        for outcome in &outcomes {
            match *outcome {
                AMOUNT => ways.push(Way::Scaled64),
                WIDE => ways.push(Way::Scaled128),
                _ => {}
            }
        }
        ways.sort_unstable();
        let mut counted: Vec<(Way, usize)> = Vec::new();
        for way in ways {
            match counted.last_mut() {
                Some((known, count)) if *known == way => *count = count.saturating_add(1),
                _ => counted.push((way, 1)),
            }
        }
        Self {
            outcomes,
            needs,
            wide,
            sums,
            ways: counted,
        }
    }
}

impl Sums {
    pub(super) fn none(ends: usize) -> Self {
        Self {
            terms: Vec::new(),
            constants: vec![0; ends],
            straight: Vec::new(),
            division: Division::Shift(0),
            denominator: 1,
            step: 1,
            fixes: None,
        }
    }

    /// What of the payments fits 64 bits over one denominator; what does not is marked as wide.
    fn of(payments: &[Option<WidePayment>], outcomes: &mut [u8]) -> Self {
        let mut denominator: i128 = 1;
        let mut fitting: Vec<bool> = vec![false; payments.len()];
        // From the smallest denominator on, so that one odd rate does not push out the others.
        let mut order: Vec<usize> = (0..payments.len()).collect();
        order.sort_by_key(|index| payment_at(payments, *index).map(|payment| payment.denominator));
        for index in order {
            let Some(payment) = payment_at(payments, index) else {
                continue;
            };
            let Some(common) = common_multiple(denominator, payment.denominator) else {
                continue;
            };
            // What fits over the denominator so far still does where that stays the same.
            let mut known = fitting.iter().enumerate().filter(|(_, fits)| **fits);
            let still_fit = common == denominator
                || known.all(|(index, _)| {
                    payment_at(payments, index).is_some_and(|payment| payment.fits_64(common))
                });
            if still_fit && payment.fits_64(common) {
                denominator = common;
                if let Some(fits) = fitting.get_mut(index) {
                    *fits = true;
                }
            }
        }
        match Self::over(denominator, payments, &fitting) {
            Some(sums) => {
                for (outcome, fits) in outcomes.iter_mut().zip(&fitting) {
                    if *outcome == AMOUNT && !fits {
                        *outcome = WIDE;
                    }
                }
                sums
            }
            None => {
                for outcome in outcomes.iter_mut().filter(|outcome| **outcome == AMOUNT) {
                    *outcome = WIDE;
                }
                Self::none(payments.len())
            }
        }
    }

    fn over(denominator: i128, payments: &[Option<WidePayment>], fitting: &[bool]) -> Option<Self> {
        let count = payments.len();
        let fitting = |index: usize| {
            let payment = payment_at(payments, index);
            payment.filter(|_| fitting.get(index) == Some(&true))
        };
        let mut ends = Vec::with_capacity(count);
        let (mut least, mut most) = (0_i64, 0_i64);
        for index in 0..count {
            let scaled = match fitting(index) {
                Some(payment) => Some(payment.scaled(denominator)?),
                None => None,
            };
            if let Some(scaled) = &scaled {
                least = least.min(scaled.least);
                most = most.max(scaled.most);
            }
            ends.push(scaled);
        }
        let denominator = i64::try_from(denominator).ok()?;
        let lifted = Lifted::new(denominator, least, most)?;
        let mut steps: Vec<i64> = ends
            .iter()
            .flatten()
            .filter(|scaled| scaled.amount.is_none())
            .map(|scaled| scaled.fix.step)
            .collect();
        steps.sort_unstable();
        steps.dedup();
        let step = match steps.as_slice() {
            [only] => Some(*only),
            [] => Some(1),
            _ => None,
        };
        // A constant is brought to the step of the others where that divides it.
        let is_uniform = step.is_some_and(|step| {
            ends.iter().flatten().all(|scaled| {
                scaled
                    .amount
                    .is_none_or(|amount| amount.checked_rem(step) == Some(0))
            })
        });
        let step = step.filter(|_| is_uniform);
        let needs_fixes = step.is_none()
            || ends
                .iter()
                .flatten()
                .any(|scaled| scaled.fix.below_zero != 0 || scaled.fix.to_even);
        let mut constants = vec![0_i64; count];
        let mut fixes = vec![Fix::default(); count];
        let mut terms: Vec<(usize, Vec<i64>)> = Vec::new();
        for (index, scaled) in ends.into_iter().enumerate() {
            let Some(scaled) = scaled else { continue };
            let mut constant = scaled.constant;
            let mut fix = scaled.fix;
            if let Some(amount) = scaled.amount {
                fix.step = step.unwrap_or(1);
                constant = amount.checked_div(fix.step)?.checked_mul(denominator)?;
            }
            fix.zero = fix.zero.checked_add(lifted.lift)?;
            *constants.get_mut(index)? = constant.checked_add(lifted.lift)?;
            *fixes.get_mut(index)? = fix;
            for (measure, factor) in scaled.terms {
                let place = terms.iter().position(|(known, _)| *known == measure);
                let place = place.unwrap_or_else(|| {
                    terms.push((measure, vec![0; count]));
                    terms.len().saturating_sub(1)
                });
                *terms.get_mut(place)?.1.get_mut(index)? = factor;
            }
        }
        let straight = match terms.as_slice() {
            [(_, factors)] => factors
                .iter()
                .copied()
                .zip(constants.iter().copied())
                .collect(),
            _ => Vec::new(),
        };
        Some(Self {
            terms,
            constants,
            straight,
            division: lifted.division,
            denominator,
            step: step.unwrap_or(1),
            fixes: needs_fixes.then_some(fixes),
        })
    }
}

fn payment_at(payments: &[Option<WidePayment>], index: usize) -> Option<&WidePayment> {
    payments.get(index).and_then(Option::as_ref)
}
