//! Sharing out a total by weights so that nothing is lost.

use std::cmp::Reverse;
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
    /// A total of zero is shared like any other, in shares of zero. By weights that are all zero it is
    /// refused too: whether there is anybody to share by does not depend on the total.
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
        // In the order of the keys, so that a fault too is the same whatever the order given.
        let mut by_key: Vec<(usize, &(K, Exact))> = weights.iter().enumerate().collect();
        by_key.sort_by(|(_, (a, _)), (_, (b, _))| a.cmp(b));
        for pair in by_key.windows(2) {
            if let [(_, (key, _)), (_, (next, _))] = pair
                && key == next
            {
                return Err(AllocationError::DuplicateKey(key.to_string().into()));
            }
        }
        let mut sum = Ok(Exact::ZERO);
        for (_, (key, weight)) in &by_key {
            if weight.is_negative() {
                return Err(AllocationError::NegativeWeight(key.to_string().into()));
            }
            sum = sum.and_then(|sum| sum.checked_add(*weight));
        }
        let sum = sum.map_err(|_| AllocationError::Overflow)?;
        if sum.is_zero() {
            return Err(AllocationError::NothingToShareBy);
        }

        let size = i128::from(self.minor()).abs();
        let per_weight = Exact::try_from(size)
            .and_then(|size| size.checked_div(sum))
            .map_err(|_| AllocationError::Overflow)?;
        let mut shares = Vec::with_capacity(weights.len());
        let mut left = size;
        for (place, (key, weight)) in by_key {
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

        // The sort is stable: of equal remainders the smaller key stays first.
        shares.sort_by_key(|share| Reverse(share.remainder));
        // INVARIANT: the remainders are each below one and sum to `left`, so `left` of them exist.
        let lucky = usize::try_from(left).map_err(|_| AllocationError::Overflow)?;
        for share in shares.iter_mut().take(lucky) {
            share.whole = share.whole.saturating_add(1);
        }
        shares.sort_by_key(|share| share.place);
        shares
            .into_iter()
            .map(|share| {
                // The sign first: the least money there is has no positive counterpart.
                let minor = if self.is_negative() {
                    share.whole.wrapping_neg()
                } else {
                    share.whole
                };
                let minor = i64::try_from(minor).map_err(|_| AllocationError::Overflow)?;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Currency;

    fn allocated(minor: i64, weights: &[(&str, i64)]) -> Result<Vec<i64>, AllocationError> {
        let weights: Vec<_> = weights
            .iter()
            .map(|(key, w)| (*key, Exact::from(*w)))
            .collect();
        let shares = Money::from_minor(minor, Currency::EUR).allocate(&weights)?;
        Ok(shares.iter().map(|(_, share)| share.minor()).collect())
    }

    #[test]
    fn ties_go_to_the_smaller_key_wherever_it_stands() {
        assert_eq!(
            allocated(100, &[("c", 1), ("a", 1), ("b", 1)]),
            Ok(vec![33, 34, 33])
        );
        assert_eq!(
            allocated(-100, &[("c", 1), ("a", 1), ("b", 1)]),
            Ok(vec![-33, -34, -33])
        );
        assert_eq!(
            allocated(1, &[("b", 0), ("a", 0), ("c", 5)]),
            Ok(vec![0, 0, 1])
        );
    }

    #[test]
    fn the_least_and_the_most_money_can_be_shared_out() {
        assert_eq!(allocated(i64::MIN, &[("a", 1)]), Ok(vec![i64::MIN]));
        assert_eq!(allocated(i64::MAX, &[("a", i64::MAX)]), Ok(vec![i64::MAX]));
    }

    #[test]
    fn faults_are_named_in_the_order_of_the_keys() {
        use AllocationError::{DuplicateKey, NegativeWeight, NothingToShareBy};
        assert_eq!(allocated(1, &[]), Err(NothingToShareBy));
        assert_eq!(allocated(1, &[("a", 0)]), Err(NothingToShareBy));
        assert_eq!(allocated(0, &[("a", 0)]), Err(NothingToShareBy));
        assert_eq!(allocated(0, &[("a", 0), ("b", 1)]), Ok(vec![0, 0]));
        assert_eq!(
            allocated(1, &[("b", -1), ("a", -1)]),
            Err(NegativeWeight("a".into()))
        );
        assert_eq!(
            allocated(1, &[("a", -1), ("b", 1), ("b", 2)]),
            Err(DuplicateKey("b".into()))
        );
    }
}
