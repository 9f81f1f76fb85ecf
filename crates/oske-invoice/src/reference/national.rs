//! [`NationalReference`]: the reference of a Finnish credit transfer.

use std::fmt;
use std::str::FromStr;

use oske_types::pad;

use crate::IdentifierError;
use crate::error::Kind;
use crate::writing::{compact, counted, first_stranger, in_groups_from_the_right};

/// The reference of a Finnish credit transfer (*viitenumero*, *referensnummer*): 3 to 19 digits and a
/// check digit.
///
/// The check digit is what the sum of the digits, weighted 7, 3, 1 from the right, lacks to the next
/// ten. Any single wrong digit breaks it. Two neighbours exchanged break it unless they differ by five: 1 and 6
/// exchange unseen. Source: Finance Finland, bank bar code guide 5.3, and the description of the
/// reference that banks publish.
///
/// Zeros before it do not count: banks carry it filled to 20 digits, and people print it without. Of
/// the few that have less than four digits without them (`0013`) the text form keeps as many zeros as make
/// four, since a shorter text is refused. One of zeros alone is no reference.
///
/// ```
/// use oske_invoice::NationalReference;
///
/// let reference: NationalReference = "0000 12 34561".parse()?;
/// assert_eq!(reference.to_string(), "1234561");
/// assert_eq!(reference.formatted(), "12 34561");
/// assert_eq!(reference.machine_form(), "00000000000001234561");
/// assert_eq!((reference.base().as_str(), reference.check_digit()), ("123456", 1));
/// # Ok::<(), oske_invoice::IdentifierError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NationalReference {
    // INVARIANT: of at most 20 digits, not zero, and the last digit follows from the others.
    value: u128,
}

/// The fewest digits, check digit and zeros before included.
const LEAST: usize = 4;
/// The most digits, and how many the machine form has.
const MOST: usize = 20;
/// The digits of a group on paper.
const GROUP: usize = 5;

const KIND: Kind = Kind {
    what: "a Finnish payment reference",
    example: "12 34561",
};
const BASE_KIND: Kind = Kind {
    what: "a Finnish payment reference without its check digit",
    example: "123456",
};

impl NationalReference {
    /// The reference of 3 to 19 digits of one's own, to which the check digit is computed.
    ///
    /// ```
    /// use oske_invoice::NationalReference;
    ///
    /// assert_eq!(NationalReference::from_base("234823")?.to_string(), "2348236");
    /// assert_eq!(NationalReference::from_base("100")?.check_digit(), 9);
    /// # Ok::<(), oske_invoice::IdentifierError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`IdentifierError`] where there are fewer digits or more, other characters, or only zeros.
    pub fn from_base(base: &str) -> Result<Self, IdentifierError> {
        let digits = compact(BASE_KIND, base)?;
        let value = number(BASE_KIND, base, &digits, LEAST.saturating_sub(1))?;
        // INVARIANT: below 10^19, so ten times as much is below 10^20.
        let value = value
            .wrapping_mul(10)
            .wrapping_add(u128::from(check_digit(value)));
        Ok(Self { value })
    }

    /// The digits before the check digit: three at least.
    #[must_use]
    pub fn base(&self) -> String {
        let width = LEAST.saturating_sub(1);
        format!("{:0width$}", self.value.wrapping_div(10))
    }

    /// The last digit.
    #[must_use]
    pub fn check_digit(&self) -> u8 {
        check_digit(self.value.wrapping_div(10))
    }

    /// Twenty digits, filled with zeros, as files of banks carry it.
    #[must_use]
    pub fn machine_form(&self) -> String {
        format!("{:0MOST$}", self.value)
    }

    /// In groups of five from the right, as it is printed: `12 34561`.
    #[must_use]
    pub fn formatted(&self) -> String {
        in_groups_from_the_right(&self.to_string(), GROUP)
    }

    /// The reference of digits alone, without spaces.
    pub(crate) fn from_digits(found: &str, digits: &str) -> Result<Self, IdentifierError> {
        let value = number(KIND, found, digits, LEAST)?;
        let last = value.wrapping_rem(10);
        if last == u128::from(check_digit(value.wrapping_div(10))) {
            return Ok(Self { value });
        }
        let reason = "the check digit at its end does not follow from the others, so a digit is wrong or \
                      two are exchanged";
        Err(KIND.mistyped(found, reason))
    }
}

/// The number that digits write, of which there are enough and, with a check digit, not too many.
fn number(kind: Kind, found: &str, digits: &str, least: usize) -> Result<u128, IdentifierError> {
    let most = MOST.saturating_sub(LEAST).saturating_add(least);
    if let Some(stranger) = first_stranger(digits, |letter| letter.is_ascii_digit()) {
        let reason = format!("expected digits and spaces alone, found {stranger}");
        return Err(kind.malformed(found, reason));
    }
    if !(least..=most).contains(&digits.len()) {
        let count = counted(digits, "digit", "digits");
        let reason = format!("expected {least} to {most} digits, found {count}");
        return Err(kind.malformed(found, reason));
    }
    let value: u128 = digits.parse().unwrap_or_default();
    if value == 0 {
        return Err(kind.malformed(found, "expected a number, found zeros alone"));
    }
    Ok(value)
}

/// What the digits, weighted 7, 3, 1 from the right, lack to the next ten.
fn check_digit(base: u128) -> u8 {
    let mut rest = base;
    let mut sum: u32 = 0;
    for weight in [7, 3, 1].into_iter().cycle() {
        if rest == 0 {
            break;
        }
        let digit = u32::try_from(rest.wrapping_rem(10)).unwrap_or_default();
        // INVARIANT: at most 39 digits of at most 9, each weighted 7 at most.
        sum = sum.wrapping_add(digit.wrapping_mul(weight));
        rest = rest.wrapping_div(10);
    }
    let lacking = 10_u32.wrapping_sub(sum.wrapping_rem(10)).wrapping_rem(10);
    u8::try_from(lacking).unwrap_or_default()
}

impl fmt::Display for NationalReference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        pad(f, &format!("{:0LEAST$}", self.value))
    }
}

impl fmt::Debug for NationalReference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "NationalReference({self})")
    }
}

impl FromStr for NationalReference {
    type Err = IdentifierError;

    fn from_str(text: &str) -> Result<Self, IdentifierError> {
        let digits = compact(KIND, text)?;
        if digits.starts_with(super::creditor::WORD) {
            let reason = "expected digits and spaces alone, found an RF reference";
            return Err(KIND.malformed(text, reason));
        }
        Self::from_digits(text, &digits)
    }
}
