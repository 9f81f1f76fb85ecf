//! [`Amount`]: an unrounded amount of one currency.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use crate::error::CurrencyMismatch;
use crate::pad::pad;
use crate::{ArithmeticError, Currency, Exact, ParseValueError};

/// An unrounded amount of one currency.
///
/// It becomes [`Money`](crate::Money) only by a [`Rounding`](crate::Rounding).
///
/// ```
/// use oske_types::{Amount, Currency, Exact};
///
/// let third = Amount::new(Exact::ratio(1, 3)?, Currency::EUR);
/// assert_eq!(third.to_string(), "1/3 EUR");
/// assert_eq!(third.times(Exact::from(3))?.to_string(), "1 EUR");
/// assert!(third.checked_add(Amount::new(Exact::ONE, Currency::SEK)).is_err());
/// # Ok::<(), oske_types::ArithmeticError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Amount {
    value: Exact,
    currency: Currency,
}

impl Amount {
    /// An amount of `value` units (not minor units) of `currency`.
    #[must_use]
    pub const fn new(value: Exact, currency: Currency) -> Self {
        Self { value, currency }
    }

    /// The number of units, euros for the euro.
    #[must_use]
    pub const fn value(self) -> Exact {
        self.value
    }

    /// The currency.
    #[must_use]
    pub const fn currency(self) -> Currency {
        self.currency
    }

    /// Whether this is nothing.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.value.is_zero()
    }

    /// Whether this is below nothing, as a discount is.
    ///
    /// ```
    /// use oske_types::{Amount, Currency, Exact};
    ///
    /// let third = Amount::new(Exact::ratio(1, 3)?, Currency::EUR);
    /// assert!(third.is_positive() && !third.is_negative());
    /// assert_eq!(third.negated().to_string(), "-1/3 EUR");
    /// assert!(third.negated().is_negative());
    /// # Ok::<(), oske_types::ArithmeticError>(())
    /// ```
    #[must_use]
    pub const fn is_negative(self) -> bool {
        self.value.is_negative()
    }

    /// Whether this is above nothing; see [`Amount::is_negative`].
    #[must_use]
    pub const fn is_positive(self) -> bool {
        self.value.is_positive()
    }

    /// The same with the other sign.
    #[must_use]
    pub const fn negated(self) -> Self {
        Self::new(self.value.negated(), self.currency)
    }

    /// The sum.
    ///
    /// # Errors
    ///
    /// [`ArithmeticError::CurrencyMismatch`] or [`ArithmeticError::Overflow`].
    pub fn checked_add(self, other: Self) -> Result<Self, ArithmeticError> {
        CurrencyMismatch::check(self.currency, other.currency)?;
        let value = self.value.checked_add(other.value)?;
        Ok(Self::new(value, self.currency))
    }

    /// The difference.
    ///
    /// # Errors
    ///
    /// [`ArithmeticError::CurrencyMismatch`] or [`ArithmeticError::Overflow`].
    pub fn checked_sub(self, other: Self) -> Result<Self, ArithmeticError> {
        CurrencyMismatch::check(self.currency, other.currency)?;
        let value = self.value.checked_sub(other.value)?;
        Ok(Self::new(value, self.currency))
    }

    /// So many times the amount.
    ///
    /// # Errors
    ///
    /// [`ArithmeticError::Overflow`].
    pub fn times(self, factor: Exact) -> Result<Self, ArithmeticError> {
        Ok(Self::new(self.value.checked_mul(factor)?, self.currency))
    }
}

/// Amounts of one currency have an order; amounts of two have none.
impl PartialOrd for Amount {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        (self.currency == other.currency).then(|| self.value.cmp(&other.value))
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        pad(f, &format!("{} {}", self.value, self.currency))
    }
}

impl fmt::Debug for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Amount({self})")
    }
}

impl FromStr for Amount {
    type Err = ParseValueError;

    fn from_str(text: &str) -> Result<Self, ParseValueError> {
        let fault = |reason| ParseValueError::new("an amount", text, reason, "352.0863 EUR");
        let (value, currency) = text
            .split_once(' ')
            .ok_or_else(|| fault("expected a number, one space and a currency code"))?;
        Ok(Self::new(
            value
                .parse()
                .map_err(|_| fault("expected a plain decimal or a ratio"))?,
            currency
                .parse()
                .map_err(|_| fault("expected a currency code of ISO 4217"))?,
        ))
    }
}
