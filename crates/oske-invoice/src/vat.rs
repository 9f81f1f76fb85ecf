//! [`VatNumber`]: the VAT number of a Finnish trader.

use std::fmt;
use std::str::FromStr;

use oske_types::{BusinessId, pad};

use crate::IdentifierError;
use crate::business_id::{eight_digits, from_eight_digits};
use crate::error::Kind;
use crate::writing::{compact, is_dash};

/// The VAT number of a Finnish trader (*ALV-numero*, *momsregistreringsnummer*): `FI` and the eight digits of the
/// business id.
///
/// Every business id gives one; whether its holder is registered for VAT stands in the register of the
/// Tax Administration. The hyphen of the business id may have stayed in it.
///
/// ```
/// use oske_invoice::VatNumber;
/// use oske_types::BusinessId;
///
/// let number: VatNumber = "FI 0244664-7".parse()?;
/// assert_eq!(number.to_string(), "FI02446647");
/// let id: BusinessId = "0244664-7".parse()?;
/// assert_eq!(number.business_id(), id);
/// assert_eq!(VatNumber::from(id), number);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct VatNumber {
    business_id: BusinessId,
}

/// What a Finnish VAT number begins with.
const COUNTRY: &str = "FI";

const KIND: Kind = Kind {
    what: "a Finnish VAT number",
    example: "FI02446647",
};

impl VatNumber {
    /// The business id in it.
    #[must_use]
    pub fn business_id(&self) -> BusinessId {
        self.business_id
    }

    /// As it is printed, which is its canonical text.
    #[must_use]
    pub fn formatted(&self) -> String {
        self.to_string()
    }
}

impl From<BusinessId> for VatNumber {
    fn from(business_id: BusinessId) -> Self {
        Self { business_id }
    }
}

impl fmt::Display for VatNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        pad(f, &format!("{COUNTRY}{}", eight_digits(self.business_id)))
    }
}

impl fmt::Debug for VatNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VatNumber({self})")
    }
}

impl FromStr for VatNumber {
    type Err = IdentifierError;

    fn from_str(text: &str) -> Result<Self, IdentifierError> {
        let letters = compact(KIND, text)?;
        let Some(digits) = letters.strip_prefix(COUNTRY) else {
            return Err(KIND.malformed(text, "expected `FI` at its beginning"));
        };
        let business_id = match digits.split_once(is_dash) {
            Some((seven, check)) if seven.len() == 7 => {
                from_eight_digits(KIND, text, &format!("{seven}{check}"))
            }
            _ => from_eight_digits(KIND, text, digits),
        };
        business_id.map(Self::from)
    }
}
