//! [`Currency`]: an ISO 4217 currency and its minor unit.

use std::fmt;
use std::str::FromStr;

use crate::ParseValueError;
use crate::pad::pad;

/// A currency of ISO 4217, with the number of decimals of its minor unit.
///
/// The list is that of the standard's list one (active codes), with the currencies that the euro has
/// replaced since its notes and coins came in 2002 (`SIT` … `BGN`), because tariffs of those years
/// are still quoted. Metals, funds, units of account and test codes (`XAU`, `CHE`, `XDR`, `XTS` …)
/// are no currency of dues and are left out.
///
/// ```
/// use oske_types::Currency;
///
/// let yen: Currency = "JPY".parse()?;
/// assert_eq!((yen.code(), yen.minor_digits()), ("JPY", 0));
/// assert_eq!(Currency::EUR.minor_digits(), 2);
/// assert!("eur".parse::<Currency>().is_err());
/// # Ok::<(), oske_types::ParseValueError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Currency {
    // INVARIANT: an index of CODES.
    index: u8,
}

impl Currency {
    /// The euro.
    pub const EUR: Self = Self::constant(*b"EUR");
    /// The Swedish krona.
    pub const SEK: Self = Self::constant(*b"SEK");
    /// The United States dollar.
    pub const USD: Self = Self::constant(*b"USD");
    /// The pound sterling.
    pub const GBP: Self = Self::constant(*b"GBP");
    /// The yen, which has no minor unit.
    pub const JPY: Self = Self::constant(*b"JPY");

    /// Of a code that stands in the list; the test `constants_agree_with_the_list` holds it to that.
    #[expect(
        clippy::indexing_slicing,
        clippy::arithmetic_side_effects,
        reason = "evaluated while compiling, where a slip is a compile error"
    )]
    const fn constant(wanted: [u8; 3]) -> Self {
        let mut index = 0;
        while index < CODES.len() {
            let code = CODES[index].0.as_bytes();
            if code[0] == wanted[0] && code[1] == wanted[1] && code[2] == wanted[2] {
                break;
            }
            index += 1;
        }
        assert!(index < CODES.len(), "the code is not in the list");
        #[expect(clippy::cast_possible_truncation, reason = "fewer than 256 codes")]
        Self { index: index as u8 }
    }

    fn entry(self) -> (&'static str, u8) {
        // INVARIANT: the index is one of the list.
        CODES
            .get(usize::from(self.index))
            .copied()
            .unwrap_or_default()
    }

    /// The three letters.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.entry().0
    }

    /// What stands at an amount for people: the sign of the euro, of any other currency its code.
    ///
    /// ```
    /// use oske_types::Currency;
    ///
    /// assert_eq!((Currency::EUR.sign(), Currency::SEK.sign()), ("€", "SEK"));
    /// ```
    #[must_use]
    pub fn sign(self) -> &'static str {
        if self == Self::EUR {
            "€"
        } else {
            self.code()
        }
    }

    /// Decimals of the minor unit: 2 for the euro, 0 for the yen, 3 for the Kuwaiti dinar.
    #[must_use]
    pub fn minor_digits(self) -> u32 {
        u32::from(self.entry().1)
    }

    /// Minor units in one unit: 100 for the euro.
    #[must_use]
    pub fn minor_units(self) -> i64 {
        10_i64.saturating_pow(self.minor_digits())
    }

    /// Every currency, in the order of the codes.
    pub fn all() -> impl Iterator<Item = Self> {
        (0_u8..).take(CODES.len()).map(|index| Self { index })
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        pad(f, self.code())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Currency({})", self.code())
    }
}

impl FromStr for Currency {
    type Err = ParseValueError;

    fn from_str(text: &str) -> Result<Self, ParseValueError> {
        CODES
            .binary_search_by_key(&text, |&(code, _)| code)
            .ok()
            .and_then(|index| u8::try_from(index).ok())
            .map(|index| Self { index })
            .ok_or_else(|| {
                let reason = "expected a currency of ISO 4217 in three capital letters";
                ParseValueError::new("a currency code", text, reason, "EUR")
            })
    }
}

/// Sorted by code. Source: ISO 4217:2015, list one as amended to January 2026, and of list three
/// the currencies that the euro has replaced since its notes and coins came in 2002 (BGN CYP EEK HRK
/// LTL LVL MTL SIT SKK). The test `currencies` compares it with another list.
#[rustfmt::skip]
const CODES: &[(&str, u8)] = &[
    ("AED", 2), ("AFN", 2), ("ALL", 2), ("AMD", 2), ("AOA", 2), ("ARS", 2), ("AUD", 2), ("AWG", 2),
    ("AZN", 2), ("BAM", 2), ("BBD", 2), ("BDT", 2), ("BGN", 2), ("BHD", 3), ("BIF", 0), ("BMD", 2),
    ("BND", 2), ("BOB", 2), ("BRL", 2), ("BSD", 2), ("BTN", 2), ("BWP", 2), ("BYN", 2), ("BZD", 2),
    ("CAD", 2), ("CDF", 2), ("CHF", 2), ("CLP", 0), ("CNY", 2), ("COP", 2), ("CRC", 2), ("CUP", 2),
    ("CVE", 2), ("CYP", 2), ("CZK", 2), ("DJF", 0), ("DKK", 2), ("DOP", 2), ("DZD", 2), ("EEK", 2),
    ("EGP", 2), ("ERN", 2), ("ETB", 2), ("EUR", 2), ("FJD", 2), ("FKP", 2), ("GBP", 2), ("GEL", 2),
    ("GHS", 2), ("GIP", 2), ("GMD", 2), ("GNF", 0), ("GTQ", 2), ("GYD", 2), ("HKD", 2), ("HNL", 2),
    ("HRK", 2), ("HTG", 2), ("HUF", 2), ("IDR", 2), ("ILS", 2), ("INR", 2), ("IQD", 3), ("IRR", 2),
    ("ISK", 0), ("JMD", 2), ("JOD", 3), ("JPY", 0), ("KES", 2), ("KGS", 2), ("KHR", 2), ("KMF", 0),
    ("KPW", 2), ("KRW", 0), ("KWD", 3), ("KYD", 2), ("KZT", 2), ("LAK", 2), ("LBP", 2), ("LKR", 2),
    ("LRD", 2), ("LSL", 2), ("LTL", 2), ("LVL", 2), ("LYD", 3), ("MAD", 2), ("MDL", 2), ("MGA", 2),
    ("MKD", 2), ("MMK", 2), ("MNT", 2), ("MOP", 2), ("MRU", 2), ("MTL", 2), ("MUR", 2), ("MVR", 2),
    ("MWK", 2), ("MXN", 2), ("MYR", 2), ("MZN", 2), ("NAD", 2), ("NGN", 2), ("NIO", 2), ("NOK", 2),
    ("NPR", 2), ("NZD", 2), ("OMR", 3), ("PAB", 2), ("PEN", 2), ("PGK", 2), ("PHP", 2), ("PKR", 2),
    ("PLN", 2), ("PYG", 0), ("QAR", 2), ("RON", 2), ("RSD", 2), ("RUB", 2), ("RWF", 0), ("SAR", 2),
    ("SBD", 2), ("SCR", 2), ("SDG", 2), ("SEK", 2), ("SGD", 2), ("SHP", 2), ("SIT", 2), ("SKK", 2),
    ("SLE", 2), ("SOS", 2), ("SRD", 2), ("SSP", 2), ("STN", 2), ("SVC", 2), ("SYP", 2), ("SZL", 2),
    ("THB", 2), ("TJS", 2), ("TMT", 2), ("TND", 3), ("TOP", 2), ("TRY", 2), ("TTD", 2), ("TWD", 2),
    ("TZS", 2), ("UAH", 2), ("UGX", 0), ("USD", 2), ("UYU", 2), ("UZS", 2), ("VED", 2), ("VES", 2),
    ("VND", 0), ("VUV", 0), ("WST", 2), ("XAF", 0), ("XCD", 2), ("XCG", 2), ("XOF", 0), ("XPF", 0),
    ("YER", 2), ("ZAR", 2), ("ZMW", 2), ("ZWG", 2),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_sorted_three_letters() {
        assert!(CODES.is_sorted_by(|left, right| left.0 < right.0));
        assert!(CODES.len() < 256);
        assert!(CODES.iter().all(|(code, _)| code.len() == 3));
    }

    #[test]
    fn constants_agree_with_the_list() {
        for constant in [
            Currency::EUR,
            Currency::SEK,
            Currency::USD,
            Currency::GBP,
            Currency::JPY,
        ] {
            assert_eq!(constant.code().parse(), Ok(constant));
        }
        assert_eq!(Currency::EUR.code(), "EUR");
    }
}
