//! Sharing out a total by weights so that nothing is lost.

use std::collections::BTreeSet;
use std::fmt;

use crate::{Exact, Money};

/// Why a total cannot be shared out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AllocationError {
    /// No weight is above zero, so that nobody could be given anything.
    #[error("no weight is above zero: expected at least one share")]
    NothingToShareBy,
    /// A weight is below zero.
    #[error("the weight of `{0}` is below zero: expected zero or more")]
    NegativeWeight(Box<str>),
    /// Two shares have one key, so that ties between them could not be broken.
    #[error("`{0}` stands twice: expected each key once, since ties are broken by key")]
    DuplicateKey(Box<str>),
    /// The weights or their products with the total do not fit.
    #[error("the weights do not fit: expected products of at most 127 bits")]
    Overflow,
}

impl Money {
    /// Shares this total out by weights: largest remainder in minor units, ties by key, and the
    /// shares always sum to the total (*jyvitys*, *fördelning*).
    ///
    /// Each share is its exact quota rounded towards zero, and what is left over goes, one minor
    /// unit each, to the largest remainders; of equal remainders to the smaller key. So each share is
    /// within one minor unit of its quota, and the order of the weights does not matter. A negative
    /// total is shared as the positive one, with the sign put back. The shares come in the order of
    /// the weights.
    ///
    /// # Errors
    ///
    /// See [`AllocationError`].
    ///
    /// ```
    /// use oske_types::{Currency, Exact, Money};
    ///
    /// // 26 cents by weights 40, 20 and 1: quotas 17.05, 8.52 and 0.43.
    /// let total = Money::from_minor(26, Currency::EUR);
    /// let weights = [("a", 40), ("b", 20), ("c", 1)].map(|(key, w)| (key, Exact::from(w)));
    /// let cents: Vec<i64> = total.allocate(&weights)?.iter().map(|(_, share)| share.minor()).collect();
    /// assert_eq!(cents, [17, 9, 0]);
    /// # Ok::<(), oske_types::AllocationError>(())
    /// ```
    pub fn allocate<K>(self, weights: &[(K, Exact)]) -> Result<Vec<(K, Self)>, AllocationError>
    where
        K: Ord + Clone + fmt::Display,
    {
        let mut keys = BTreeSet::new();
        let mut sum = Exact::ZERO;
        for (key, weight) in weights {
            if !keys.insert(key) {
                return Err(AllocationError::DuplicateKey(key.to_string().into()));
            }
            if weight.is_negative() {
                return Err(AllocationError::NegativeWeight(key.to_string().into()));
            }
            sum = sum
                .checked_add(*weight)
                .map_err(|_| AllocationError::Overflow)?;
        }
        if sum.is_zero() {
            return Err(AllocationError::NothingToShareBy);
        }

        let size = i128::from(self.minor()).abs();
        let per_weight = Exact::try_from(size)
            .and_then(|size| size.checked_div(sum))
            .map_err(|_| AllocationError::Overflow)?;
        let mut shares = Vec::with_capacity(weights.len());
        let mut left = size;
        for (place, (key, weight)) in weights.iter().enumerate() {
            let quota = per_weight
                .checked_mul(*weight)
                .map_err(|_| AllocationError::Overflow)?;
            let whole = quota.floor();
            let remainder = Exact::try_from(whole)
                .and_then(|whole| quota.checked_sub(whole))
                .map_err(|_| AllocationError::Overflow)?;
            // INVARIANT: the quotas sum to `size`, so what is left stays at or above zero.
            left = left.saturating_sub(whole);
            shares.push(Share {
                place,
                key,
                whole,
                remainder,
            });
        }

        shares.sort_by(|a, b| b.remainder.cmp(&a.remainder).then_with(|| a.key.cmp(b.key)));
        // INVARIANT: the remainders are each below one and sum to `left`, so `left` of them exist.
        let lucky = usize::try_from(left).map_err(|_| AllocationError::Overflow)?;
        for share in shares.iter_mut().take(lucky) {
            share.whole = share.whole.saturating_add(1);
        }
        shares.sort_by_key(|share| share.place);
        shares
            .into_iter()
            .map(|share| {
                let minor = i64::try_from(share.whole).map_err(|_| AllocationError::Overflow)?;
                let minor = if self.minor() < 0 {
                    minor.wrapping_neg()
                } else {
                    minor
                };
                Ok((share.key.clone(), Self::from_minor(minor, self.currency())))
            })
            .collect()
    }
}

struct Share<'k, K> {
    place: usize,
    key: &'k K,
    whole: i128,
    remainder: Exact,
}
