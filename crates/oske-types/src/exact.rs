//! [`Exact`]: an unrounded number, a fraction of two integers.

use std::cmp::Ordering;
use std::fmt;
use std::num::NonZero;
use std::str::FromStr;

use crate::pad::pad;
use crate::{ArithmeticError, ParseValueError};

/// An unrounded number: a reduced fraction of two integers of at most 127 bits.
///
/// Amounts, rates and quantities are computed in it, so that `1/3 · 3` is 1 and a breakpoint such as
/// `220 / 0.0073` is the fraction `2200000/73`. Operations are checked: what does not fit is an
/// error, never a wrong number.
///
/// The text form is a plain decimal where there is one of at most 38 places, else a ratio. What is
/// read may also have zeros at its end, as rates in tariffs do, or be a ratio that is not reduced:
///
/// ```
/// use oske_types::Exact;
///
/// let third = Exact::ratio(1, 3)?;
/// assert_eq!(third.to_string(), "1/3");
/// assert_eq!(third.checked_mul(Exact::from(3))?, Exact::ONE);
/// assert_eq!("0.0073".parse::<Exact>()?, Exact::ratio(73, 10_000)?);
/// assert_eq!("0.80".parse::<Exact>()?, "4/5".parse()?);
///
/// // Strict: no digit groups, no exponents, no sign of plus, no leading zeros.
/// for text in ["1_000", "1 000", "1e3", "+1", "01", ".5", "1.", "1,5", "1/0", ""] {
///     assert!(text.parse::<Exact>().is_err(), "{text}");
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// An exact number is no money, and nothing adds the two:
///
/// ```compile_fail,E0308
/// # use oske_types::{Amount, Exact};
/// fn raised(fee: Amount, by: Exact) -> Option<Amount> {
///     fee.checked_add(by).ok()
/// }
/// ```
///
/// Nor does it come from a float, which has lost the cents already:
///
/// ```compile_fail,E0277
/// # use oske_types::Exact;
/// let rate = Exact::from(0.0073);
/// ```
///
/// # Width
///
/// 127 bits were chosen by measuring. This is what twelve published tariffs need with measures of 10⁷
/// inhabitants and 10¹² of money with cents, cross products of additions and comparisons included;
/// the test `width` restates them and prints the calculations.
///
/// | tariff | bits | left |
/// |---|---|---|
/// | `fi-iso-2022` | 65 | 62 |
/// | `fi-kt-2022` | 88 | 39 |
/// | `fi-kt-2022, allocated` | 96 | 31 |
/// | `climate-alliance-2017-2024` | 30 | 97 |
/// | `iclei-g4-eur` | 24 | 103 |
/// | `fi-soste-2023` | 54 | 73 |
/// | `us-northampton-2020` | 32 | 95 |
/// | `us-council-of-industries-2018` | 47 | 80 |
/// | `fi-mtk-2022` | 30 | 97 |
/// | `fi-tehy-2023` | 54 | 73 |
/// | `ieee-2005` | 47 | 80 |
/// | `fi-sfs-2021` | 38 | 89 |
/// | `lions-2012-2014` | 37 | 90 |
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Exact {
    // INVARIANT: reduced, both of at most 127 bits without the sign: equal numbers have equal fields,
    // and negation cannot overflow.
    numerator: i128,
    denominator: NonZero<u128>,
}

impl Exact {
    /// Zero.
    pub const ZERO: Self = Self {
        numerator: 0,
        denominator: NonZero::<u128>::MIN,
    };
    /// One.
    pub const ONE: Self = Self {
        numerator: 1,
        denominator: NonZero::<u128>::MIN,
    };

    /// The fraction `numerator / denominator`, reduced.
    ///
    /// # Errors
    ///
    /// [`ArithmeticError::DivisionByZero`] if the denominator is zero, and
    /// [`ArithmeticError::Overflow`] if a part that was `i128::MIN` still has 128 bits when reduced.
    pub fn ratio(numerator: i128, denominator: i128) -> Result<Self, ArithmeticError> {
        let bottom = NonZero::new(denominator.unsigned_abs());
        let bottom = bottom.ok_or(ArithmeticError::DivisionByZero)?;
        let size =
            Self::of_sizes(numerator.unsigned_abs(), bottom).ok_or(ArithmeticError::Overflow)?;
        let negative = (numerator < 0) != (denominator < 0);
        Ok(if negative { size.negated() } else { size })
    }

    /// The numerator of the reduced fraction; it carries the sign.
    #[must_use]
    pub const fn numerator(self) -> i128 {
        self.numerator
    }

    /// The denominator of the reduced fraction, at least 1.
    #[must_use]
    pub const fn denominator(self) -> i128 {
        self.denominator.get().cast_signed()
    }

    /// Whether this is a whole number.
    #[must_use]
    pub const fn is_integer(self) -> bool {
        self.denominator.get() == 1
    }

    /// Whether this is zero.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.numerator == 0
    }

    /// Whether this is below zero.
    #[must_use]
    pub const fn is_negative(self) -> bool {
        self.numerator < 0
    }

    /// Whether this is above zero.
    #[must_use]
    pub const fn is_positive(self) -> bool {
        self.numerator > 0
    }

    /// The number without its sign.
    #[must_use]
    pub const fn abs(self) -> Self {
        Self {
            numerator: self.numerator.wrapping_abs(),
            denominator: self.denominator,
        }
    }

    /// The greatest whole number that is not above this one.
    #[must_use]
    pub const fn floor(self) -> i128 {
        self.floor_and_rest().0
    }

    /// The greatest whole number that is not above this one, and how many parts of the denominator
    /// this one is above it.
    #[expect(
        clippy::arithmetic_side_effects,
        reason = "the divisor is a denominator, which is positive"
    )]
    pub(crate) const fn floor_and_rest(self) -> (i128, i128) {
        let denominator = self.denominator();
        let towards_zero = self.numerator.wrapping_div(denominator);
        let rest = self
            .numerator
            .wrapping_sub(towards_zero.wrapping_mul(denominator));
        if rest >= 0 {
            return (towards_zero, rest);
        }
        let floor = towards_zero.wrapping_sub(1);
        (floor, rest.wrapping_add(denominator))
    }

    /// The least whole number that is not below this one.
    #[must_use]
    pub const fn ceil(self) -> i128 {
        // INVARIANT: |floor| ≤ |numerator| < 2^127 - 1 wherever there is a rest.
        let floor = self.floor();
        if self.is_integer() {
            floor
        } else {
            floor.wrapping_add(1)
        }
    }

    /// The sum.
    ///
    /// # Errors
    ///
    /// [`ArithmeticError::Overflow`] if the sum, or a cross product on the way, does not fit.
    pub fn checked_add(self, other: Self) -> Result<Self, ArithmeticError> {
        self.sum(other).ok_or(ArithmeticError::Overflow)
    }

    /// The difference.
    ///
    /// # Errors
    ///
    /// [`ArithmeticError::Overflow`] if the difference, or a cross product on the way, does not fit.
    pub fn checked_sub(self, other: Self) -> Result<Self, ArithmeticError> {
        self.checked_add(other.negated())
    }

    /// The product.
    ///
    /// # Errors
    ///
    /// [`ArithmeticError::Overflow`] if the product does not fit.
    pub fn checked_mul(self, other: Self) -> Result<Self, ArithmeticError> {
        self.product(other).ok_or(ArithmeticError::Overflow)
    }

    /// The quotient.
    ///
    /// # Errors
    ///
    /// [`ArithmeticError::DivisionByZero`], or [`ArithmeticError::Overflow`] if the quotient does
    /// not fit.
    pub fn checked_div(self, other: Self) -> Result<Self, ArithmeticError> {
        let inverse = Self {
            numerator: other.denominator(),
            denominator: NonZero::new(other.numerator.unsigned_abs())
                .ok_or(ArithmeticError::DivisionByZero)?,
        };
        let size = self.checked_mul(inverse)?;
        Ok(if other.is_negative() {
            size.negated()
        } else {
            size
        })
    }

    /// The number of decimals that this number has, or `None` for one like 1/3 whose decimals have
    /// no end.
    #[must_use]
    pub fn decimals(self) -> Option<u32> {
        let (rest, twos) = strip(self.denominator(), 2);
        let (rest, fives) = strip(rest, 5);
        (rest == 1).then_some(twos.max(fives))
    }

    /// The whole part and the digits after the point, without the sign, if those have an end within
    /// 38 places.
    pub(crate) fn decimal_parts(self, least_decimals: u32) -> Option<(u128, String)> {
        let decimals = self.decimals()?.max(least_decimals);
        let size = self.numerator.unsigned_abs();
        let (whole, rest) = (size / self.denominator, size % self.denominator);
        // The rest is below the denominator, so that it is below the scale when scaled.
        let scale = 10_u128.checked_pow(decimals)?;
        let scaled = rest.checked_mul(scale / self.denominator)?;
        let digits = match usize::try_from(decimals).ok()? {
            0 => String::new(),
            width => format!("{scaled:0width$}"),
        };
        Some((whole, digits))
    }

    /// The number with the other sign.
    #[must_use]
    pub const fn negated(self) -> Self {
        // INVARIANT: the numerator is above `i128::MIN`.
        Self {
            numerator: self.numerator.wrapping_neg(),
            denominator: self.denominator,
        }
    }

    fn sum(self, other: Self) -> Option<Self> {
        let (a, b) = (self.numerator, self.denominator());
        let (c, d) = (other.numerator, other.denominator());
        if b == d {
            let numerator = a.checked_add(c)?;
            return if b == 1 {
                Self::reduced(numerator, 1)
            } else {
                Self::ratio(numerator, b).ok()
            };
        }
        let common = gcd(b.unsigned_abs(), d.unsigned_abs());
        let (b_rest, d_rest) = (cancelled(b, common)?, cancelled(d, common)?);
        let numerator = times(a, d_rest)?.checked_add(times(c, b_rest)?)?;
        // Only a divisor of `common` can be left to cancel.
        let left = gcd(numerator.unsigned_abs(), common);
        Self::reduced(
            cancelled(numerator, left)?,
            times(b_rest, cancelled(d, left)?)?,
        )
    }

    fn product(self, other: Self) -> Option<Self> {
        // Cancelling crosswise first keeps the product reduced, so it fails only if it cannot fit.
        let (a, d) = in_lowest_terms(self.numerator, other.denominator())?;
        let (c, b) = in_lowest_terms(other.numerator, self.denominator())?;
        Self::reduced(times(a, c)?, times(b, d)?)
    }

    /// Of a numerator and a denominator above zero, both without a sign.
    fn of_sizes(top: u128, bottom: NonZero<u128>) -> Option<Self> {
        let divisor = gcd(top, bottom.get());
        Self::reduced(
            i128::try_from(top.checked_div(divisor)?).ok()?,
            i128::try_from(bottom.get().checked_div(divisor)?).ok()?,
        )
    }

    /// Of the digits before and after the point.
    fn of_decimal(whole: &str, decimals: &str) -> Option<Self> {
        let whole: i128 = whole.parse().ok()?;
        if decimals.is_empty() {
            return Self::reduced(whole, 1);
        }
        let scale = 10_u128.checked_pow(u32::try_from(decimals.len()).ok()?)?;
        let rest = Self::of_sizes(decimals.parse().ok()?, NonZero::new(scale)?)?;
        let numerator = whole
            .checked_mul(rest.denominator())?
            .checked_add(rest.numerator)?;
        Self::reduced(numerator, rest.denominator())
    }

    /// Of parts that are reduced already, the denominator above zero.
    fn reduced(numerator: i128, denominator: i128) -> Option<Self> {
        let denominator = NonZero::new(denominator.unsigned_abs())?;
        (numerator != i128::MIN).then_some(Self {
            numerator,
            denominator,
        })
    }
}

impl std::ops::Neg for Exact {
    type Output = Self;

    fn neg(self) -> Self {
        self.negated()
    }
}

impl From<i64> for Exact {
    fn from(whole: i64) -> Self {
        Self {
            numerator: i128::from(whole),
            denominator: NonZero::<u128>::MIN,
        }
    }
}

impl From<i32> for Exact {
    fn from(whole: i32) -> Self {
        Self::from(i64::from(whole))
    }
}

impl From<u64> for Exact {
    fn from(whole: u64) -> Self {
        Self {
            numerator: i128::from(whole),
            denominator: NonZero::<u128>::MIN,
        }
    }
}

impl From<u32> for Exact {
    fn from(whole: u32) -> Self {
        Self::from(i64::from(whole))
    }
}

impl TryFrom<i128> for Exact {
    type Error = ArithmeticError;

    fn try_from(whole: i128) -> Result<Self, ArithmeticError> {
        Self::reduced(whole, 1).ok_or(ArithmeticError::Overflow)
    }
}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Exact {
    fn cmp(&self, other: &Self) -> Ordering {
        if self.denominator == other.denominator {
            return self.numerator.cmp(&other.numerator);
        }
        let left = times(self.numerator, other.denominator());
        let right = times(other.numerator, self.denominator());
        match (left, right) {
            (Some(left), Some(right)) => left.cmp(&right),
            _ => compare_by_continued_fraction(*self, *other),
        }
    }
}

/// Compares without a product: whole parts first, then the inverses of what is left.
fn compare_by_continued_fraction(mut left: Exact, mut right: Exact) -> Ordering {
    loop {
        let (whole_left, rest_left) = left.floor_and_rest();
        let (whole_right, rest_right) = right.floor_and_rest();
        if whole_left != whole_right {
            return whole_left.cmp(&whole_right);
        }
        let rests = NonZero::new(rest_left).zip(NonZero::new(rest_right));
        let Some((rest_left, rest_right)) = rests else {
            return rest_left.cmp(&rest_right);
        };
        // a < b exactly if 1/b < 1/a for the rests, so the sides change places.
        (left, right) = (
            Exact {
                numerator: right.denominator(),
                denominator: rest_right.unsigned_abs(),
            },
            Exact {
                numerator: left.denominator(),
                denominator: rest_left.unsigned_abs(),
            },
        );
    }
}

impl fmt::Display for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.decimal_parts(0) {
            Some((whole, digits)) => {
                let sign = if self.is_negative() { "-" } else { "" };
                let point = if digits.is_empty() { "" } else { "." };
                pad(f, &format!("{sign}{whole}{point}{digits}"))
            }
            None => pad(f, &format!("{}/{}", self.numerator, self.denominator)),
        }
    }
}

impl fmt::Debug for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Exact({self})")
    }
}

impl FromStr for Exact {
    type Err = ParseValueError;

    fn from_str(text: &str) -> Result<Self, ParseValueError> {
        let fault = |reason| ParseValueError::new("an exact number", text, reason, "0.0073");
        let (negative, digits) = match text.strip_prefix('-') {
            Some(digits) => (true, digits),
            None => (false, text),
        };
        let form = "expected a plain decimal or a ratio of whole numbers";
        let too_long = "expected a shorter number: about 38 digits fit";
        let value = if let Some((top, bottom)) = digits.split_once('/') {
            if !is_plain_whole(top) || !is_plain_whole(bottom) {
                return Err(fault(form));
            }
            if bottom == "0" {
                return Err(fault("expected a denominator other than zero"));
            }
            let sizes = top
                .parse()
                .ok()
                .zip(bottom.parse().ok().and_then(NonZero::new));
            sizes.and_then(|(top, bottom)| Self::of_sizes(top, bottom))
        } else {
            let (whole, decimals) = digits.split_once('.').unwrap_or((digits, "0"));
            let plain = is_plain_whole(whole)
                && !decimals.is_empty()
                && decimals.bytes().all(|byte| byte.is_ascii_digit());
            if !plain {
                return Err(fault(form));
            }
            Self::of_decimal(whole, decimals.trim_end_matches('0'))
        };
        let value = value.ok_or_else(|| fault(too_long))?;
        if negative && value.is_zero() {
            return Err(fault("expected no sign before zero"));
        }
        Ok(if negative { value.negated() } else { value })
    }
}

/// Digits without a leading zero.
fn is_plain_whole(digits: &str) -> bool {
    !digits.is_empty()
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && (digits == "0" || !digits.starts_with('0'))
}

/// How often `prime`, 2 or 5, divides `value`, which is not zero, and what is left.
#[expect(clippy::arithmetic_side_effects, reason = "the divisor is 2 or 5")]
fn strip(mut value: i128, prime: i128) -> (i128, u32) {
    let mut times: u32 = 0;
    while value.checked_rem(prime) == Some(0) {
        value = value.wrapping_div(prime);
        times = times.saturating_add(1);
    }
    (value, times)
}

/// Without what the two have in common; the second is above zero.
fn in_lowest_terms(top: i128, bottom: i128) -> Option<(i128, i128)> {
    if bottom == 1 {
        return Some((top, bottom));
    }
    let divisor = gcd(top.unsigned_abs(), bottom.unsigned_abs());
    Some((cancelled(top, divisor)?, cancelled(bottom, divisor)?))
}

/// A whole number by a divisor of it, which most often is 1.
fn cancelled(whole: i128, divisor: u128) -> Option<i128> {
    if divisor == 1 {
        return Some(whole);
    }
    let divisor = i128::try_from(divisor).ok()?;
    match in_words(whole, divisor) {
        Some((whole, divisor)) => whole.checked_div(divisor).map(i128::from),
        None => whole.checked_div(divisor),
    }
}

/// A product, if it fits.
fn times(a: i128, b: i128) -> Option<i128> {
    match in_words(a, b) {
        Some((a, b)) => Some(i128::from(a).wrapping_mul(i128::from(b))),
        None => a.checked_mul(b),
    }
}

/// Most numbers fit a machine word, where they cost a fraction of wide ones, and whose products always
/// fit.
fn in_words(a: i128, b: i128) -> Option<(i64, i64)> {
    Some((i64::try_from(a).ok()?, i64::try_from(b).ok()?))
}

/// The greatest common divisor; that of 0 and n is n.
#[expect(
    clippy::arithmetic_side_effects,
    reason = "the loop ends before a division by zero"
)]
fn gcd(mut a: u128, mut b: u128) -> u128 {
    if a == 1 || b == 1 {
        return 1;
    }
    while b != 0 {
        if let (Ok(small_a), Ok(small_b)) = (u64::try_from(a), u64::try_from(b)) {
            return u128::from(small_gcd(small_a, small_b));
        }
        (a, b) = (b, a.wrapping_rem(b));
    }
    a
}

/// The same in machine words.
#[expect(
    clippy::arithmetic_side_effects,
    reason = "the loop ends before a division by zero"
)]
fn small_gcd(mut a: u64, mut b: u64) -> u64 {
    while b != 0 {
        (a, b) = (b, a.wrapping_rem(b));
    }
    a
}

/// The doors to and from `rust_decimal`; no other signature of this crate shows it.
#[cfg(feature = "decimal")]
#[cfg_attr(docsrs, doc(cfg(feature = "decimal")))]
impl Exact {
    /// The number that a decimal holds, exactly.
    #[must_use]
    pub fn from_decimal(decimal: rust_decimal::Decimal) -> Self {
        // INVARIANT: a decimal has a mantissa of 96 bits and a scale of at most 28.
        let scale = 10_i128.saturating_pow(decimal.scale());
        Self::ratio(decimal.mantissa(), scale).unwrap_or(Self::ZERO)
    }

    /// This number as a decimal, if a decimal of at most 28 places and 96 bits holds it exactly.
    ///
    /// It never rounds: 1/3 gives `None`. Round first, with [`Rounding`](crate::Rounding).
    #[must_use]
    pub fn to_decimal(self) -> Option<rust_decimal::Decimal> {
        let decimals = self.decimals()?;
        let factor = 10_i128
            .checked_pow(decimals)?
            .checked_div(self.denominator())?;
        let mantissa = self.numerator.checked_mul(factor)?;
        rust_decimal::Decimal::try_from_i128_with_scale(mantissa, decimals).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exact(text: &str) -> Exact {
        text.parse().unwrap()
    }

    #[test]
    fn fractions_are_reduced_and_signed_above() {
        assert_eq!(Exact::ratio(-4, -6).unwrap(), exact("2/3"));
        assert_eq!(Exact::ratio(4, -6).unwrap(), exact("-2/3"));
        assert_eq!(
            exact("220").checked_div(exact("0.0073")).unwrap(),
            exact("2200000/73")
        );
    }

    #[test]
    fn floor_and_ceil_of_negatives_go_down_and_up() {
        assert_eq!((exact("-0.5").floor(), exact("-0.5").ceil()), (-1, 0));
        assert_eq!((exact("2.5").floor(), exact("2.5").ceil()), (2, 3));
        assert_eq!((exact("-3").floor(), exact("-3").ceil()), (-3, -3));
    }

    #[test]
    fn the_longest_texts_are_read_back() {
        let tenth_below_most = Exact::ratio(i128::MAX, 5).unwrap();
        let text = "34028236692093846346337460743176821145.4";
        assert_eq!(tenth_below_most.to_string(), text);
        assert_eq!(exact(text), tenth_below_most);

        // 38 places and as many digits before them as still fit.
        let fine = Exact::ratio(i128::MAX, 1 << 38).unwrap();
        assert_eq!(fine.decimals(), Some(38));
        assert_eq!(exact(&fine.to_string()), fine);

        // With more places it is a ratio.
        let finer = Exact::ratio(1, 1 << 39).unwrap();
        assert_eq!(finer.to_string(), "1/549755813888");
        assert_eq!(
            exact("0.50000000000000000000000000000000000000000000"),
            exact("1/2")
        );
        let too_fine = "0.000000000000000000000000000000000000001".parse::<Exact>();
        assert!(
            too_fine
                .unwrap_err()
                .to_string()
                .contains("about 38 digits fit")
        );
    }

    #[test]
    fn the_ends_of_i128_are_reached_only_when_reduced() {
        assert_eq!(Exact::ratio(i128::MIN, i128::MIN), Ok(Exact::ONE));
        assert_eq!(Exact::ratio(0, i128::MIN), Ok(Exact::ZERO));
        assert_eq!(Exact::ratio(i128::MIN, 1), Err(ArithmeticError::Overflow));
        assert_eq!(Exact::ratio(1, i128::MIN), Err(ArithmeticError::Overflow));
        assert_eq!(Exact::ratio(2, i128::MIN).unwrap().denominator(), 1 << 126);
        assert_eq!(Exact::ratio(1, 0), Err(ArithmeticError::DivisionByZero));
    }

    #[test]
    fn words_and_wide_numbers_agree_where_they_meet() {
        let (least, most) = (i128::from(i64::MIN), i128::from(i64::MAX));
        let ends = [least - 1, least, least + 1, -1, 1, most - 1, most, most + 1];
        for (a, b) in ends.iter().flat_map(|a| ends.map(|b| (*a, b))) {
            let (left, right) = (Exact::try_from(a).unwrap(), Exact::try_from(b).unwrap());
            assert_eq!(left.checked_mul(right).unwrap().numerator(), a * b);
            assert_eq!(left.checked_div(right), Exact::ratio(a, b));
            let quotient = left.checked_div(right).unwrap();
            assert_eq!(quotient.checked_mul(right), Ok(left));
            assert_eq!(
                quotient.floor(),
                a.div_euclid(b) - i128::from(b < 0 && a % b != 0)
            );
            assert_eq!(quotient.cmp(&Exact::ONE), (a * b.signum()).cmp(&b.abs()));
        }
    }

    #[test]
    fn comparison_needs_no_room() {
        let just_below = Exact::ratio(i128::MAX - 1, i128::MAX).unwrap();
        let nearer = Exact::ratio(i128::MAX - 2, i128::MAX - 1).unwrap();
        assert!(nearer < just_below);
        assert!(just_below < Exact::ONE);
        assert!(-just_below < -nearer);
    }

    #[test]
    fn what_does_not_fit_is_an_error() {
        let most = Exact::try_from(i128::MAX).unwrap();
        assert_eq!(most.checked_add(Exact::ONE), Err(ArithmeticError::Overflow));
        assert_eq!(
            (-most).checked_sub(Exact::ONE),
            Err(ArithmeticError::Overflow)
        );
        assert_eq!(
            most.checked_mul(Exact::from(2)),
            Err(ArithmeticError::Overflow)
        );
        assert_eq!(
            Exact::ONE.checked_div(Exact::ZERO),
            Err(ArithmeticError::DivisionByZero)
        );
        assert!(Exact::try_from(i128::MIN).is_err());
        assert!(Exact::ratio(i128::MIN, 2).is_ok());
    }
}
