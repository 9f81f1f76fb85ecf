//! [`Iban`]: an account.

use std::fmt;
use std::str::FromStr;

use ::iban::{IbanLike as _, ParseIbanError};
use oske_types::pad;

use crate::error::Kind;
use crate::writing::{are_digits, compact, counted, first_stranger};
use crate::{Bic, IdentifierError, bank, modulo_97};

/// An account as ISO 13616 writes it (*tilinumero*, *kontonummer*), of any country.
///
/// Checked are the check digits, the form that its country gives it in the registry of IBANs, and of a
/// Finnish one the check digit of the account number in it too (Luhn), as banks do. 00, 01 and 99 are never
/// computed as check digits and are refused. The word `IBAN`, perhaps with a colon, may stand before it, as it
/// does on paper.
///
/// ```
/// use oske_invoice::Iban;
///
/// let account: Iban = "IBAN: fi79 4405 2020 0360 82".parse()?;
/// assert_eq!(account.to_string(), "FI7944052020036082");
/// assert_eq!(account.formatted(), "FI79 4405 2020 0360 82");
/// assert_eq!((account.country(), account.national()), ("FI", "44052020036082"));
///
/// let error = "FI79 4405 2020 0360 8".parse::<Iban>().unwrap_err();
/// assert_eq!(error.reason(), "expected 18 characters in an account of Finland, found 17 characters");
/// # Ok::<(), oske_invoice::IdentifierError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Iban {
    // INVARIANT: a Finnish one has a Luhn check digit that fits; check digits are 02 to 98.
    account: ::iban::Iban,
}

/// The country whose accounts are checked further.
const FINLAND: &str = "FI";
/// The characters of a Finnish one.
const FINNISH_LENGTH: usize = 18;

const KIND: Kind = Kind {
    what: "an IBAN",
    example: "FI79 4405 2020 0360 82",
};

impl Iban {
    /// The canonical text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.account.electronic_str()
    }

    /// The code of the country, two letters: `FI`. Accounts in Åland have it too.
    ///
    /// It may be one that no address has, as `XK`, and so is no [`CountryCode`](crate::CountryCode).
    #[must_use]
    pub fn country(&self) -> &str {
        self.as_str().get(..2).unwrap_or_default()
    }

    /// Whether this is an account in Finland.
    #[must_use]
    pub fn is_finnish(&self) -> bool {
        self.country() == FINLAND
    }

    /// The account number of the country, which follows the check digits.
    #[must_use]
    pub fn national(&self) -> &str {
        self.as_str().get(4..).unwrap_or_default()
    }

    /// The BIC of the bank that keeps a Finnish account, by the embedded list of bank codes.
    ///
    /// `None` for accounts elsewhere, and for codes that the list does not have: banks come and go, and
    /// [`bank_codes_source`](crate::bank_codes_source) says from when it is. An account of a bank that
    /// has gone is no wrong one.
    ///
    /// ```
    /// use oske_invoice::Iban;
    ///
    /// let account: Iban = "FI16 8000 1400 0502 67".parse()?;
    /// assert_eq!(account.finnish_bic().map(|bic| bic.to_string()).as_deref(), Some("DABAFIHH"));
    /// # Ok::<(), oske_invoice::IdentifierError>(())
    /// ```
    #[must_use]
    pub fn finnish_bic(&self) -> Option<Bic> {
        let code = self.national().get(..3).filter(|_| self.is_finnish())?;
        bank::bic_of_code(code.parse().ok()?)
    }

    /// In groups of four, as it is printed: `FI79 4405 2020 0360 82`.
    #[must_use]
    pub fn formatted(&self) -> String {
        self.account.to_string()
    }
}

impl fmt::Display for Iban {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        pad(f, self.as_str())
    }
}

impl fmt::Debug for Iban {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Iban({self})")
    }
}

impl FromStr for Iban {
    type Err = IdentifierError;

    fn from_str(text: &str) -> Result<Self, IdentifierError> {
        let malformed = |reason: String| KIND.malformed(text, reason);
        let letters = compact(KIND, text)?;
        let letters = match letters.strip_prefix("IBAN") {
            Some(rest) => rest.strip_prefix(':').unwrap_or(rest),
            None => &letters,
        };
        if let Some(stranger) = first_stranger(letters, |letter| letter.is_ascii_alphanumeric()) {
            return Err(malformed(format!(
                "expected letters A to Z, digits and spaces alone, found {stranger}"
            )));
        }
        let parts = letters
            .split_at_checked(2)
            .and_then(|(country, rest)| Some((country, rest.split_at_checked(2)?)))
            .filter(|(country, (check, _))| {
                country.bytes().all(|letter| letter.is_ascii_uppercase()) && are_digits(check)
            });
        let Some((country, (check, national))) = parts else {
            let reason =
                "expected the two letters of a country and two check digits at its beginning";
            return Err(malformed(reason.to_owned()));
        };
        if country == FINLAND && letters.len() != FINNISH_LENGTH {
            let count = counted(letters, "character", "characters");
            return Err(malformed(format!(
                "expected {FINNISH_LENGTH} characters in an account of Finland, found {count}"
            )));
        }
        if country == FINLAND
            && let Some(stranger) = first_stranger(national, |letter| letter.is_ascii_digit())
        {
            return Err(malformed(format!(
                "expected digits alone in an account of Finland, found {stranger}"
            )));
        }
        let account: ::iban::Iban = letters.parse().map_err(|error| match error {
            ParseIbanError::UnknownCountry(_) => malformed(format!(
                "expected a country that has IBANs, found `{country}`"
            )),
            ParseIbanError::InvalidBban(_) => malformed(format!(
                "expected an account number of the form that `{country}` has, found `{national}`"
            )),
            ParseIbanError::InvalidBaseIban { .. } => mistyped(text, check),
        })?;
        if !modulo_97::fits(country, check, national) {
            return Err(mistyped(text, check));
        }
        if country == FINLAND && !has_luhn_digit(national) {
            let reason = "the check digit at its end does not follow from the account number, so several digits \
                          are wrong";
            return Err(KIND.mistyped(text, reason));
        }
        Ok(Self { account })
    }
}

fn mistyped(found: &str, check: &str) -> IdentifierError {
    let reason = format!(
        "the check digits `{check}` do not fit the others, so a digit is wrong, missing or exchanged with another"
    );
    KIND.mistyped(found, reason)
}

/// Whether the last digit follows from the others: every second from the right doubled, the digits of
/// what results added up, give whole tens.
fn has_luhn_digit(digits: &str) -> bool {
    let sum: u32 = digits
        .chars()
        .rev()
        .filter_map(|digit| digit.to_digit(10))
        .zip([1, 2].into_iter().cycle())
        .map(|(digit, weight)| {
            // INVARIANT: at most 18.
            let product = digit.wrapping_mul(weight);
            if product > 9 {
                product.wrapping_sub(9)
            } else {
                product
            }
        })
        .sum();
    sum.wrapping_rem(10) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A Finnish account number with IBAN check digits that fit.
    fn with_check_digits(national: &str) -> String {
        let check = modulo_97::check_digits(FINLAND, national).unwrap();
        format!("{FINLAND}{check}{national}")
    }

    #[test]
    fn a_country_of_accounts_may_be_none_of_addresses() {
        let account: Iban = "XK05 1212 0123 4567 8906".parse().unwrap();
        assert_eq!(account.country(), "XK");
        assert!(account.country().parse::<crate::CountryCode>().is_err());
    }

    #[test]
    fn the_account_number_in_a_finnish_iban_is_checked_too() {
        assert!(with_check_digits("44052020036082").parse::<Iban>().is_ok());
        for last in "013456789".chars() {
            let text = with_check_digits(&format!("4405202003608{last}"));
            let error = text.parse::<Iban>().unwrap_err();
            assert!(error.is_mistyped(), "{error}");
        }
    }

    #[test]
    fn check_digits_that_are_never_computed_are_refused() {
        let mut refused = 0;
        // Accounts of other countries, as Luhn is not asked for there.
        for account in 0..2_000 {
            let national = format!("{account:018}");
            let check = modulo_97::check_digits("DE", &national).unwrap();
            let same_rest = match check.as_str() {
                "97" => "00",
                "98" => "01",
                "02" => "99",
                _ => continue,
            };
            assert!(format!("DE{check}{national}").parse::<Iban>().is_ok());
            assert!(format!("DE{same_rest}{national}").parse::<Iban>().is_err());
            refused += 1;
        }
        assert!(refused > 30);
    }
}
