//! [`Percent`]: a rate of tax or of interest.

use std::fmt;
use std::str::FromStr;

use oske_types::{ArithmeticError, Language, Money, ParseValueError, pad};

/// A percentage with up to three decimals, from 0 to 999.999: a rate of value added tax or of interest.
///
/// ```
/// use oske_invoice::Percent;
///
/// let general: Percent = "25.5".parse()?;
/// assert_eq!(general.to_string(), "25.5");
/// assert_eq!(general.thousandths(), 25_500);
/// # Ok::<(), oske_types::ParseValueError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Percent {
    // INVARIANT: below a million.
    thousandths: u32,
}

/// A thousand percent.
const TOO_MANY_THOUSANDTHS: u32 = 1_000_000;
/// The thousandths of a percent in one.
const ONE: i128 = 100_000;

impl Percent {
    /// Nothing.
    pub const ZERO: Self = Self { thousandths: 0 };

    /// The thousandths of one per cent: 25,500 for 25.5 %.
    #[must_use]
    pub const fn thousandths(self) -> u32 {
        self.thousandths
    }

    /// The percentage as people write it: `9,5 %` in Finnish and Swedish, with a no-break space, and `9.5%` in English.
    ///
    /// ```
    /// use oske_invoice::Percent;
    /// use oske_types::Language;
    ///
    /// let interest: Percent = "9.5".parse()?;
    /// assert_eq!(interest.in_language(Language::Finnish), "9,5\u{a0}%");
    /// assert_eq!(interest.in_language(Language::English), "9.5%");
    /// # Ok::<(), oske_types::ParseValueError>(())
    /// ```
    #[must_use]
    pub fn in_language(self, language: Language) -> String {
        match language {
            Language::Finnish | Language::Swedish => {
                format!("{}\u{a0}%", self.to_string().replace('.', ","))
            }
            Language::English => format!("{self}%"),
        }
    }

    /// This part of an amount, half a minor unit being rounded away from zero.
    ///
    /// ```
    /// use oske_invoice::Percent;
    /// use oske_types::{Currency, Money};
    ///
    /// let fee = Money::from_minor(11_010, Currency::EUR);
    /// assert_eq!("25.5".parse::<Percent>()?.of(fee)?.to_string(), "28.08 EUR");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`ArithmeticError::Overflow`] if it does not fit.
    pub fn of(self, amount: Money) -> Result<Money, ArithmeticError> {
        let product = i128::from(amount.minor()).checked_mul(i128::from(self.thousandths));
        let half = ONE.checked_div(2).unwrap_or_default();
        let rounded = product.and_then(|product| {
            let away = half.checked_mul(product.signum())?;
            product.checked_add(away)?.checked_div(ONE)
        });
        let minor = rounded.and_then(|rounded| i64::try_from(rounded).ok());
        let minor = minor.ok_or(ArithmeticError::Overflow)?;
        Ok(Money::from_minor(minor, amount.currency()))
    }
}

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let whole = self.thousandths.wrapping_div(1000);
        let rest = format!("{:03}", self.thousandths.wrapping_rem(1000));
        match rest.trim_end_matches('0') {
            "" => pad(f, &whole.to_string()),
            rest => pad(f, &format!("{whole}.{rest}")),
        }
    }
}

impl fmt::Debug for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Percent({self})")
    }
}

impl FromStr for Percent {
    type Err = ParseValueError;

    fn from_str(text: &str) -> Result<Self, ParseValueError> {
        let fault = || {
            let reason = "expected a number from 0 to 999.999 with at most three decimals";
            ParseValueError::new("a percentage", text, reason, "25.5")
        };
        let (whole, decimals) = text.split_once('.').unwrap_or((text, "0"));
        let are_digits = |part: &str| part.bytes().all(|letter| letter.is_ascii_digit());
        let is_number = are_digits(whole) && are_digits(decimals);
        let fits = (1..=3).contains(&whole.len()) && (1..=3).contains(&decimals.len());
        if !is_number || !fits || (whole.len() > 1 && whole.starts_with('0')) {
            return Err(fault());
        }
        let digits = format!("{whole}{decimals:0<3}");
        let thousandths = digits.parse().map_err(|_| fault())?;
        if thousandths < TOO_MANY_THOUSANDTHS {
            Ok(Self { thousandths })
        } else {
            Err(fault())
        }
    }
}

#[cfg(test)]
mod tests {
    use oske_types::Currency;

    use super::*;

    #[test]
    fn percentages_are_read_and_written() {
        for text in ["0", "10", "13.5", "25.5", "9.125", "999.999"] {
            assert_eq!(text.parse::<Percent>().unwrap().to_string(), text);
        }
        assert_eq!("25.50".parse::<Percent>().unwrap().to_string(), "25.5");
        for text in [
            "", ".", "1.", ".5", "-1", "1000", "01", "1.2345", "1,5", "１",
        ] {
            assert!(text.parse::<Percent>().is_err(), "{text}");
        }
    }

    #[test]
    fn half_a_cent_goes_away_from_zero() {
        let of = |percent: &str, minor| {
            let percent: Percent = percent.parse().unwrap();
            percent
                .of(Money::from_minor(minor, Currency::EUR))
                .unwrap()
                .minor()
        };
        assert_eq!(of("10", 5), 1);
        assert_eq!(of("10", -5), -1);
        assert_eq!(of("10", 4), 0);
        assert_eq!(of("25.5", 100), 26);
        assert_eq!(of("0", i64::MAX), 0);
        let percent: Percent = "999.999".parse().unwrap();
        assert!(
            percent
                .of(Money::from_minor(i64::MAX, Currency::EUR))
                .is_err()
        );
    }
}
