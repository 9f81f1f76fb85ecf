//! [`Rate`], [`Quantity`] and the [`Unit`] that joins them.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use crate::error::UnitMismatch;
use crate::pad::pad;
use crate::{Amount, ArithmeticError, Currency, Exact, ParseValueError};

/// What a quantity counts: inhabitants, persons, months (*yksikkö*, *enhet*).
///
/// An identifier, not an enum: any association may count something of its own. The text form is a
/// word of lower-case letters, digits and underscores, beginning with a letter, by convention in the
/// singular; or the code of a [`Currency`] for a quantity that is itself a sum of money, such as a
/// turnover.
///
/// ```
/// use oske_types::Unit;
///
/// assert_eq!("person_year".parse::<Unit>()?.as_str(), "person_year");
/// assert_eq!("EUR".parse::<Unit>()?.as_str(), "EUR");
/// assert!("Inhabitant".parse::<Unit>().is_err());
/// # Ok::<(), oske_types::ParseValueError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Unit(Cow<'static, str>);

impl Unit {
    /// One inhabitant of a place (*asukas*, *invånare*).
    pub const INHABITANT: Self = Self(Cow::Borrowed("inhabitant"));
    /// One person, of staff or of a membership (*henkilö*, *person*).
    pub const PERSON: Self = Self(Cow::Borrowed("person"));
    /// One month (*kuukausi*, *månad*).
    pub const MONTH: Self = Self(Cow::Borrowed("month"));

    /// The unit's word or currency code.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<Currency> for Unit {
    fn from(currency: Currency) -> Self {
        Self(Cow::Borrowed(currency.code()))
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        pad(f, &self.0)
    }
}

impl fmt::Debug for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Unit({})", self.0)
    }
}

impl FromStr for Unit {
    type Err = ParseValueError;

    fn from_str(text: &str) -> Result<Self, ParseValueError> {
        if let Ok(currency) = text.parse::<Currency>() {
            return Ok(currency.into());
        }
        let mut bytes = text.bytes();
        let is_word = bytes.next().is_some_and(|first| first.is_ascii_lowercase())
            && bytes.all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
        if is_word {
            Ok(Self(Cow::Owned(text.to_owned())))
        } else {
            let reason = "expected a lower-case word or a currency code";
            Err(ParseValueError::new("a unit", text, reason, "inhabitant"))
        }
    }
}

/// So much of a unit: `4999 inhabitant`.
///
/// ```
/// use oske_types::{Exact, Quantity, Unit};
///
/// let population = Quantity::new(Exact::from(4_999), Unit::INHABITANT);
/// assert_eq!(population.to_string(), "4999 inhabitant");
/// assert_eq!("4999 inhabitant".parse::<Quantity>()?, population);
/// # Ok::<(), oske_types::ParseValueError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Quantity {
    value: Exact,
    unit: Unit,
}

impl Quantity {
    /// `value` of `unit`.
    #[must_use]
    pub const fn new(value: Exact, unit: Unit) -> Self {
        Self { value, unit }
    }

    /// How much.
    #[must_use]
    pub const fn value(&self) -> Exact {
        self.value
    }

    /// Of what.
    #[must_use]
    pub const fn unit(&self) -> &Unit {
        &self.unit
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        pad(f, &format!("{} {}", self.value, self.unit))
    }
}

impl fmt::Debug for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Quantity({self})")
    }
}

impl FromStr for Quantity {
    type Err = ParseValueError;

    fn from_str(text: &str) -> Result<Self, ParseValueError> {
        let fault = |reason| ParseValueError::new("a quantity", text, reason, "4999 inhabitant");
        let (value, unit) = text
            .split_once(' ')
            .ok_or_else(|| fault("expected a number, one space and a unit"))?;
        Ok(Self::new(
            value
                .parse()
                .map_err(|_| fault("expected a plain decimal or a ratio"))?,
            unit.parse().map_err(|_| fault("expected a unit"))?,
        ))
    }
}

/// A price for each unit: `0.25 EUR/inhabitant` (*hinta*, *sats*).
///
/// A rate applies to a quantity of its own unit and gives an [`Amount`]; it cannot be added to
/// money, and a rate per month refuses a number of inhabitants.
///
/// ```
/// use oske_types::{Exact, Quantity, Rate, Unit};
///
/// let rate: Rate = "0.25 EUR/inhabitant".parse()?;
/// let due = rate.times(&Quantity::new(Exact::from(70_521), Unit::INHABITANT))?;
/// assert_eq!(due.to_string(), "17630.25 EUR");
/// assert!(rate.times(&Quantity::new(Exact::ONE, Unit::MONTH)).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// A rate is not money, and nothing adds the two by accident:
///
/// ```compile_fail,E0308
/// use oske_types::{Money, Rate};
/// fn total(fee: Money, rate: Rate) -> Money {
///     fee.checked_add(rate).unwrap()
/// }
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Rate {
    value: Exact,
    currency: Currency,
    per: Unit,
}

impl Rate {
    /// `value` units of `currency` for each `per`.
    #[must_use]
    pub const fn new(value: Exact, currency: Currency, per: Unit) -> Self {
        Self {
            value,
            currency,
            per,
        }
    }

    /// How much for one unit.
    #[must_use]
    pub const fn value(&self) -> Exact {
        self.value
    }

    /// In which currency.
    #[must_use]
    pub const fn currency(&self) -> Currency {
        self.currency
    }

    /// For each what.
    #[must_use]
    pub const fn per(&self) -> &Unit {
        &self.per
    }

    /// What so many units cost, unrounded.
    ///
    /// # Errors
    ///
    /// [`ArithmeticError::UnitMismatch`] or [`ArithmeticError::Overflow`].
    pub fn times(&self, quantity: &Quantity) -> Result<Amount, ArithmeticError> {
        UnitMismatch::check(&self.per, quantity.unit())?;
        let value = self.value.checked_mul(quantity.value())?;
        Ok(Amount::new(value, self.currency))
    }
}

impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        pad(f, &format!("{} {}/{}", self.value, self.currency, self.per))
    }
}

impl fmt::Debug for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Rate({self})")
    }
}

impl FromStr for Rate {
    type Err = ParseValueError;

    fn from_str(text: &str) -> Result<Self, ParseValueError> {
        let fault = |reason| ParseValueError::new("a rate", text, reason, "0.25 EUR/inhabitant");
        let (value, rest) = text
            .split_once(' ')
            .ok_or_else(|| fault("expected a number, one space, a currency, `/` and a unit"))?;
        let (currency, per) = rest
            .split_once('/')
            .ok_or_else(|| fault("expected a currency, `/` and a unit after the number"))?;
        Ok(Self::new(
            value
                .parse()
                .map_err(|_| fault("expected a plain decimal or a ratio"))?,
            currency
                .parse()
                .map_err(|_| fault("expected a currency code of ISO 4217"))?,
            per.parse().map_err(|_| fault("expected a unit"))?,
        ))
    }
}
