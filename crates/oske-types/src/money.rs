//! [`Money`]: whole minor units of one currency.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use crate::error::CurrencyMismatch;
use crate::pad::pad;
use crate::{Amount, ArithmeticError, Currency, Exact, ParseValueError};

/// Whole minor units of one currency: what can be invoiced and paid (*rahamäärä*, *belopp*).
///
/// At most ±9.2 · 10¹⁸ minor units. Money comes from an unrounded [`Amount`] only through a
/// [`Rounding`](crate::Rounding), so that every rounding is visible. Two currencies never mix: they
/// have no order, and adding them is an error.
///
/// The text form is strict: all decimals of the minor unit, a space, the code.
///
/// ```
/// use oske_types::{Currency, Money};
///
/// let due = Money::from_minor(11_000, Currency::EUR);
/// assert_eq!(due.to_string(), "110.00 EUR");
/// assert_eq!("110.00 EUR".parse::<Money>()?, due);
/// assert!("110 EUR".parse::<Money>().is_err());
/// assert!(due < Money::from_minor(55_000, Currency::EUR));
/// assert_eq!(due.partial_cmp(&Money::from_minor(11_000, Currency::SEK)), None);
/// # Ok::<(), oske_types::ParseValueError>(())
/// ```
///
/// An amount that nobody has rounded is not money, and neither is a float:
///
/// ```compile_fail,E0308
/// # use oske_types::{Amount, Money};
/// fn invoiced(due: Amount) -> Money {
///     due
/// }
/// ```
///
/// ```compile_fail,E0308
/// # use oske_types::{Currency, Money};
/// let due = Money::from_minor(110.00, Currency::EUR);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Money {
    minor: i64,
    currency: Currency,
}

impl Money {
    /// So many minor units, cents for the euro.
    #[must_use]
    pub const fn from_minor(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// No money, in a currency.
    #[must_use]
    pub const fn zero(currency: Currency) -> Self {
        Self::from_minor(0, currency)
    }

    /// The minor units, cents for the euro.
    #[must_use]
    pub const fn minor(self) -> i64 {
        self.minor
    }

    /// The currency.
    #[must_use]
    pub const fn currency(self) -> Currency {
        self.currency
    }

    /// Whether this is 0.00.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.minor == 0
    }

    /// Whether this is below 0.00, as what a credit note takes back.
    ///
    /// ```
    /// use oske_types::{Currency, Money};
    ///
    /// let euros = |euros: i64| Money::from_minor(euros * 100, Currency::EUR);
    /// let (invoiced, paid) = (euros(110), euros(120));
    /// assert!(invoiced.checked_sub(paid)?.is_negative());
    /// assert!(paid.checked_sub(invoiced)?.is_positive());
    /// // Nothing is neither.
    /// assert!(!euros(0).is_negative() && !euros(0).is_positive());
    /// # Ok::<(), oske_types::ArithmeticError>(())
    /// ```
    #[must_use]
    pub const fn is_negative(self) -> bool {
        self.minor < 0
    }

    /// Whether this is above 0.00; see [`Money::is_negative`].
    #[must_use]
    pub const fn is_positive(self) -> bool {
        self.minor > 0
    }

    /// The same with the other sign: of dues, the amount of their credit note.
    ///
    /// ```
    /// use oske_types::{Currency, Money};
    ///
    /// let due = Money::from_minor(11_000, Currency::EUR);
    /// assert_eq!(due.checked_neg()?.to_string(), "-110.00 EUR");
    /// # Ok::<(), oske_types::ArithmeticError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`ArithmeticError::Overflow`] of the least amount that there is, which has no opposite.
    pub fn checked_neg(self) -> Result<Self, ArithmeticError> {
        let minor = self.minor.checked_neg();
        minor
            .map(|minor| Self::from_minor(minor, self.currency))
            .ok_or(ArithmeticError::Overflow)
    }

    /// The amount alone, without the currency, with all decimals: `110.00`.
    #[must_use]
    pub fn to_decimal_text(self) -> String {
        let digits = usize::try_from(self.currency.minor_digits()).unwrap_or_default();
        let units = self.currency.minor_units().unsigned_abs();
        let minor = self.minor.unsigned_abs();
        let whole = minor.checked_div(units).unwrap_or_default();
        let rest = minor.checked_rem(units).unwrap_or_default();
        let sign = if self.is_negative() { "-" } else { "" };
        if digits == 0 {
            format!("{sign}{whole}")
        } else {
            format!("{sign}{whole}.{rest:0digits$}")
        }
    }

    /// The sum.
    ///
    /// # Errors
    ///
    /// [`ArithmeticError::CurrencyMismatch`] or [`ArithmeticError::Overflow`].
    pub fn checked_add(self, other: Self) -> Result<Self, ArithmeticError> {
        CurrencyMismatch::check(self.currency, other.currency)?;
        let minor = self.minor.checked_add(other.minor);
        minor
            .map(|minor| Self::from_minor(minor, self.currency))
            .ok_or(ArithmeticError::Overflow)
    }

    /// The difference.
    ///
    /// # Errors
    ///
    /// [`ArithmeticError::CurrencyMismatch`] or [`ArithmeticError::Overflow`].
    pub fn checked_sub(self, other: Self) -> Result<Self, ArithmeticError> {
        CurrencyMismatch::check(self.currency, other.currency)?;
        let minor = self.minor.checked_sub(other.minor);
        minor
            .map(|minor| Self::from_minor(minor, self.currency))
            .ok_or(ArithmeticError::Overflow)
    }

    /// The sum of many, all in `currency`; of none it is 0.00.
    ///
    /// Only the total has to fit, so that the order of the parts does not matter.
    ///
    /// # Errors
    ///
    /// [`ArithmeticError::CurrencyMismatch`] or [`ArithmeticError::Overflow`].
    pub fn total(
        currency: Currency,
        parts: impl IntoIterator<Item = Self>,
    ) -> Result<Self, ArithmeticError> {
        let mut total: i128 = 0;
        for part in parts {
            CurrencyMismatch::check(currency, part.currency)?;
            total = total
                .checked_add(i128::from(part.minor))
                .ok_or(ArithmeticError::Overflow)?;
        }
        i64::try_from(total)
            .map(|minor| Self::from_minor(minor, currency))
            .map_err(|_| ArithmeticError::Overflow)
    }
}

impl From<Money> for Amount {
    fn from(money: Money) -> Self {
        // INVARIANT: both parts fit 64 bits and the divisor is a power of ten.
        let value = Exact::ratio(
            i128::from(money.minor),
            i128::from(money.currency.minor_units()),
        );
        Self::new(value.unwrap_or(Exact::ZERO), money.currency)
    }
}

/// Amounts of one currency have an order; amounts of two have none.
impl PartialOrd for Money {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        (self.currency == other.currency).then(|| self.minor.cmp(&other.minor))
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        pad(f, &format!("{} {}", self.to_decimal_text(), self.currency))
    }
}

impl fmt::Debug for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Money({self})")
    }
}

impl FromStr for Money {
    type Err = ParseValueError;

    fn from_str(text: &str) -> Result<Self, ParseValueError> {
        let fault = |reason| ParseValueError::new("an amount of money", text, reason, "110.00 EUR");
        let (number, code) = text
            .split_once(' ')
            .ok_or_else(|| fault("expected an amount, one space and a currency code"))?;
        let currency: Currency = code
            .parse()
            .map_err(|_| fault("expected a currency code of ISO 4217"))?;
        // A ratio is a number, but no way to write money.
        if number.contains('/') {
            return Err(fault("expected a plain decimal amount"));
        }
        let decimals = number
            .split_once('.')
            .map_or(0, |(_, decimals)| decimals.len());
        if u32::try_from(decimals) != Ok(currency.minor_digits()) {
            return Err(fault("expected all decimals of the currency's minor unit"));
        }
        let value: Exact = number
            .parse()
            .map_err(|_| fault("expected a plain decimal amount"))?;
        // INVARIANT: the denominator divides the number of minor units in one unit.
        i128::from(currency.minor_units())
            .checked_div(value.denominator())
            .and_then(|factor| value.numerator().checked_mul(factor))
            .and_then(|minor| i64::try_from(minor).ok())
            .map(|minor| Self::from_minor(minor, currency))
            .ok_or_else(|| fault("expected at most 9.2 · 10¹⁸ minor units"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ratio_is_no_money() {
        for text in ["1/2 JPY", "4/2 JPY", "1/2 EUR", "11000/100 EUR"] {
            assert!(text.parse::<Money>().is_err(), "{text}");
        }
    }

    #[test]
    fn money_is_read_up_to_its_ends() {
        for minor in [i64::MIN, i64::MAX] {
            for currency in [Currency::EUR, Currency::JPY] {
                let money = Money::from_minor(minor, currency);
                assert_eq!(money.to_string().parse(), Ok(money));
            }
        }
        assert!("92233720368547758.08 EUR".parse::<Money>().is_err());
    }

    #[test]
    fn an_amount_has_one_sign_and_an_opposite() {
        let cents = |minor| Money::from_minor(minor, Currency::EUR);
        for (minor, signs) in [
            (i64::MIN, (true, false, false)),
            (-1, (true, false, false)),
            (0, (false, true, false)),
            (1, (false, false, true)),
        ] {
            let money = cents(minor);
            let found = (money.is_negative(), money.is_zero(), money.is_positive());
            assert_eq!(found, signs, "{money}");
            let amount = Amount::from(money);
            let found = (amount.is_negative(), amount.is_zero(), amount.is_positive());
            assert_eq!(found, signs, "{amount}");
            assert_eq!(amount.negated().value(), -amount.value());
        }
        assert_eq!(cents(-11_000).checked_neg(), Ok(cents(11_000)));
        assert_eq!(
            cents(i64::MIN).checked_neg(),
            Err(ArithmeticError::Overflow)
        );
    }

    #[test]
    fn a_total_ignores_the_order_of_its_parts() {
        let cents = |minor| Money::from_minor(minor, Currency::EUR);
        let total = Money::total(Currency::EUR, [i64::MAX, 1, -1].map(cents));
        assert_eq!(total, Ok(cents(i64::MAX)));
        let too_much = Money::total(Currency::EUR, [i64::MAX, 1].map(cents));
        assert_eq!(too_much, Err(ArithmeticError::Overflow));
    }

    #[test]
    fn a_precision_cuts_no_money() {
        let due = Money::from_minor(123_456, Currency::EUR);
        assert_eq!(format!("{due:.2}"), "1234.56 EUR");
        assert_eq!(format!("{due:>13.2}"), "  1234.56 EUR");
    }
}
