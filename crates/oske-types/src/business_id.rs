//! [`BusinessId`]: the identifier of a Finnish organisation.

use std::fmt;
use std::str::FromStr;

use crate::ParseValueError;
use crate::pad::pad;

/// The business id of a Finnish organisation (*Y-tunnus*, *FO-nummer*), with its check digit.
///
/// Seven digits, a hyphen and a check digit that the Business Information System computes from them:
/// the digits weighted 7, 9, 10, 5, 8, 4, 2, the sum's rest by eleven taken from eleven; a rest of 1
/// is never issued. Source: Finnish Patent and Registration Office and Finnish Tax Administration,
/// Business Information System (*YTJ*), description of the business id.
///
/// ```
/// use oske_types::BusinessId;
///
/// let id: BusinessId = "3221317-4".parse()?; // North Karelia's wellbeing services county
/// assert_eq!(id.to_string(), "3221317-4");
/// assert!("3221317-5".parse::<BusinessId>().is_err());
/// # Ok::<(), oske_types::ParseValueError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BusinessId {
    // INVARIANT: seven decimal digits and the check digit that follows from them.
    digits: [u8; 7],
    check: u8,
}

const WEIGHTS: [u32; 7] = [7, 9, 10, 5, 8, 4, 2];

impl BusinessId {
    /// The check digit that follows from seven digits, or `None` where no id is issued.
    fn check_digit(digits: [u8; 7]) -> Option<u8> {
        let sum: u32 = digits
            .into_iter()
            .zip(WEIGHTS)
            .map(|(digit, weight)| u32::from(digit).saturating_mul(weight))
            .sum();
        match sum.wrapping_rem(11) {
            0 => Some(0),
            1 => None,
            rest => u8::try_from(11_u32.saturating_sub(rest)).ok(),
        }
    }
}

impl fmt::Display for BusinessId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits: String = self
            .digits
            .iter()
            .map(|digit| char::from(b'0'.wrapping_add(*digit)))
            .collect();
        pad(f, &format!("{digits}-{}", self.check))
    }
}

impl fmt::Debug for BusinessId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BusinessId({self})")
    }
}

impl FromStr for BusinessId {
    type Err = ParseValueError;

    fn from_str(text: &str) -> Result<Self, ParseValueError> {
        let fault = |reason| ParseValueError::new("a business id", text, reason, "3221317-4");
        let form = "expected seven digits, a hyphen and a check digit";
        let (number, check) = text.split_once('-').ok_or_else(|| fault(form))?;
        let digit = |byte: u8| byte.is_ascii_digit().then(|| byte.wrapping_sub(b'0'));
        let digits: Option<Vec<u8>> = number.bytes().map(digit).collect();
        let digits = digits.and_then(|digits| <[u8; 7]>::try_from(digits).ok());
        let (Some(digits), [check]) = (digits, check.as_bytes()) else {
            return Err(fault(form));
        };
        let check = digit(*check).ok_or_else(|| fault(form))?;
        match Self::check_digit(digits) {
            Some(right) if right == check => Ok(Self { digits, check }),
            Some(_) => Err(fault(
                "the check digit does not follow from the other seven",
            )),
            None => Err(fault("no business id is issued with these seven digits")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Published: most on the invoicing pages of the bodies, some in test suites, one as the example of
    /// a page about Finland.
    const ISSUED: &[&str] = &[
        "1790235-0",
        "0114162-2",
        "2617416-4",
        "1008663-7",
        "1837954-9",
        "3221317-4",
        "3221318-2",
        "0186418-5",
        "0178455-6",
        "0161075-9",
        "1852302-9",
    ];

    #[test]
    fn issued_ids_are_read() {
        for text in ISSUED {
            assert_eq!(text.parse::<BusinessId>().unwrap().to_string(), *text);
        }
    }

    #[test]
    fn faulty_ids_are_refused() {
        let faulty = [
            "2077474-1",
            "2617416-44",
            "0244664-5",
            "1000008-1",
            "3221304-4",
            "26174164",
            "2617416 4",
            "617416-4",
            "",
            "-",
            "261741６-4",
        ];
        for text in faulty {
            assert!(text.parse::<BusinessId>().is_err(), "{text}");
        }
    }

    #[test]
    fn single_digit_slip_breaks_business_id() {
        for text in ISSUED {
            for place in (0..7).chain([8]) {
                for digit in b'0'..=b'9' {
                    let mut slip = text.as_bytes().to_vec();
                    if slip[place] == digit {
                        continue;
                    }
                    slip[place] = digit;
                    let slip = String::from_utf8(slip).unwrap();
                    assert!(
                        slip.parse::<BusinessId>().is_err(),
                        "{text} slipped to {slip}"
                    );
                }
            }
        }
    }
}
