//! The two families of error: text that is not a value, and arithmetic that has no right answer.

use crate::{Currency, Unit};

/// A text that is not the value it was read as.
///
/// The message says what was found, what was expected and gives an example:
///
/// ```
/// use oske_types::MunicipalityCode;
///
/// let error = "5".parse::<MunicipalityCode>().unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "`5` is not a municipality code: expected three digits, as in `297`",
/// );
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{found}` is not {what}: {reason}, as in `{example}`")]
pub struct ParseValueError {
    what: &'static str,
    found: Box<str>,
    reason: &'static str,
    example: &'static str,
}

impl ParseValueError {
    /// `found` is not `what`, for a reason, where `example` would have been.
    ///
    /// Every crate of the project that reads a value from text says so in these words. `what` comes
    /// with its article, `reason` begins with "expected" where that says enough:
    ///
    /// ```
    /// use oske_types::ParseValueError;
    ///
    /// let error = ParseValueError::new("a colour", "5", "expected a word", "red");
    /// assert_eq!(error.to_string(), "`5` is not a colour: expected a word, as in `red`");
    /// ```
    #[must_use]
    pub fn new(
        what: &'static str,
        found: &str,
        reason: &'static str,
        example: &'static str,
    ) -> Self {
        Self {
            what,
            found: quoted(found).into(),
            reason,
            example,
        }
    }

    /// The text that was found, cut where it is very long.
    #[must_use]
    pub fn found(&self) -> &str {
        &self.found
    }

    /// What the text was read as, with its article: "a municipality code".
    #[must_use]
    pub fn what(&self) -> &str {
        self.what
    }

    /// What was expected, or what is wrong: "expected three digits".
    #[must_use]
    pub fn reason(&self) -> &str {
        self.reason
    }

    /// A text that would have been read.
    #[must_use]
    pub fn example(&self) -> &str {
        self.example
    }
}

/// The longest part of a faulty text that a message repeats, in characters.
const LONGEST_QUOTE: usize = 60;

/// A text as a message repeats it between backticks: on one line, without control characters, and
/// cut after 60 characters.
///
/// ```
/// use oske_types::quoted;
///
/// assert_eq!(quoted("5\t000"), r"5\t000");
/// assert!(quoted(&"x".repeat(100)).ends_with("xx…"));
/// ```
#[must_use]
pub fn quoted(text: &str) -> String {
    let shown = text.chars().take(LONGEST_QUOTE);
    let more = text.chars().nth(LONGEST_QUOTE).map(|_| '…');
    shown.flat_map(char::escape_debug).chain(more).collect()
}

/// Arithmetic that has no right answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ArithmeticError {
    /// The result, or a cross product on the way to it, does not fit.
    #[error("the result does not fit: numerator and denominator may have 127 bits, money 63")]
    Overflow,
    /// A division by zero.
    #[error("division by zero")]
    DivisionByZero,
    /// Two currencies met that have nothing to do with each other.
    #[error(transparent)]
    CurrencyMismatch(CurrencyMismatch),
    /// A rate met a quantity of another unit.
    #[error(transparent)]
    UnitMismatch(UnitMismatch),
    /// A rounding step is not a whole number of the currency's minor units.
    #[error("rounding to a step of {step} gives no whole number of minor units of {currency}")]
    #[non_exhaustive]
    StepTooFine {
        /// The step, as text.
        step: Box<str>,
        /// The currency that the result was to be money of.
        currency: Currency,
    },
}

/// Two currencies met in one calculation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("amounts in {left} and {right} cannot be calculated together")]
pub struct CurrencyMismatch {
    left: Currency,
    right: Currency,
}

impl CurrencyMismatch {
    pub(crate) fn check(left: Currency, right: Currency) -> Result<(), ArithmeticError> {
        if left == right {
            Ok(())
        } else {
            Err(ArithmeticError::CurrencyMismatch(Self { left, right }))
        }
    }

    /// The currency of the left operand.
    #[must_use]
    pub fn left(&self) -> Currency {
        self.left
    }

    /// The currency of the right operand.
    #[must_use]
    pub fn right(&self) -> Currency {
        self.right
    }
}

/// A rate per one unit met a quantity of another.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a rate per {per} cannot be applied to a quantity of {of}")]
pub struct UnitMismatch {
    per: Unit,
    of: Unit,
}

impl UnitMismatch {
    pub(crate) fn check(per: &Unit, of: &Unit) -> Result<(), ArithmeticError> {
        if per == of {
            Ok(())
        } else {
            Err(ArithmeticError::UnitMismatch(Self {
                per: per.clone(),
                of: of.clone(),
            }))
        }
    }

    /// The unit that the rate is per.
    #[must_use]
    pub fn per(&self) -> &Unit {
        &self.per
    }

    /// The unit of the quantity.
    #[must_use]
    pub fn of(&self) -> &Unit {
        &self.of
    }
}
