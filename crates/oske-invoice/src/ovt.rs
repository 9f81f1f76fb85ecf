//! [`Ovt`]: the e-invoice address that follows from a business id.

use std::fmt;
use std::str::FromStr;

use oske_types::{BusinessId, pad};

use crate::IdentifierError;
use crate::business_id::{eight_digits, from_eight_digits};
use crate::error::Kind;
use crate::writing::{compact, counted, first_stranger};

/// The code of a Finnish organisation in electronic messages (*OVT-tunnus*, *EDI-kod*): `0037`, the eight digits
/// of the business id, and up to five characters that the organisation gives its units.
///
/// It is checked strictly; many addresses of e-invoices are OVT codes, but not all are: see
/// [`EInvoiceAddress`](crate::EInvoiceAddress). The check digit is that of the business id, and what follows
/// it is not checked.
///
/// ```
/// use oske_invoice::Ovt;
/// use oske_types::BusinessId;
///
/// let county: BusinessId = "3221317-4".parse()?;
/// assert_eq!(Ovt::from(county).to_string(), "003732213174");
///
/// let unit: Ovt = "0037 3221 3174 991".parse()?;
/// assert_eq!((unit.business_id(), unit.unit()), (county, Some("991")));
/// assert_eq!(Ovt::of_unit(county, "991")?, unit);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Ovt {
    business_id: BusinessId,
    // INVARIANT: at most five capital ASCII letters and digits.
    unit: Box<str>,
}

/// The most characters of a unit.
const UNIT: usize = 5;

const KIND: Kind = Kind {
    what: "an OVT code",
    example: "003702446647",
};

impl Ovt {
    /// What every code begins with: Finland's own number among the schemes of ISO 6523.
    ///
    /// As the scheme of a Peppol participant or of a legal identifier it is retired; the code as a whole
    /// stands under [`Ovt::SCHEME`].
    pub const PREFIX: &'static str = "0037";

    /// The scheme of ISO 6523 under which the whole code stands: `0216`.
    pub const SCHEME: &'static str = "0216";

    /// The code of a unit of an organisation, of 1 to 5 letters and digits.
    ///
    /// # Errors
    ///
    /// [`IdentifierError`] where the unit has more characters or others, or none: the organisation's own
    /// code is `Ovt::from` its business id.
    pub fn of_unit(business_id: BusinessId, unit: &str) -> Result<Self, IdentifierError> {
        const KIND: Kind = Kind {
            what: "the unit of an OVT code",
            example: "101",
        };
        let unit = checked_unit(KIND, unit, compact(KIND, unit)?)?;
        Ok(Self { business_id, unit })
    }

    /// The business id in it.
    #[must_use]
    pub fn business_id(&self) -> BusinessId {
        self.business_id
    }

    /// What the organisation calls its unit, where it is one.
    #[must_use]
    pub fn unit(&self) -> Option<&str> {
        Some(&*self.unit).filter(|unit| !unit.is_empty())
    }

    /// As it is printed, which is its canonical text.
    #[must_use]
    pub fn formatted(&self) -> String {
        self.to_string()
    }
}

fn checked_unit(kind: Kind, found: &str, unit: String) -> Result<Box<str>, IdentifierError> {
    if let Some(stranger) = first_stranger(&unit, |letter| letter.is_ascii_alphanumeric()) {
        let reason = format!("expected digits and letters A to Z alone, found {stranger}");
        return Err(kind.malformed(found, reason));
    }
    if unit.len() > UNIT {
        let count = counted(&unit, "character", "characters");
        let reason = format!("expected at most {UNIT} characters of a unit, found {count}");
        return Err(kind.malformed(found, reason));
    }
    Ok(unit.into())
}

impl From<BusinessId> for Ovt {
    fn from(business_id: BusinessId) -> Self {
        let unit = Box::default();
        Self { business_id, unit }
    }
}

impl fmt::Display for Ovt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (prefix, digits) = (Self::PREFIX, eight_digits(self.business_id));
        pad(f, &format!("{prefix}{digits}{}", self.unit))
    }
}

impl fmt::Debug for Ovt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Ovt({self})")
    }
}

impl FromStr for Ovt {
    type Err = IdentifierError;

    fn from_str(text: &str) -> Result<Self, IdentifierError> {
        let letters = compact(KIND, text)?;
        let Some(rest) = letters.strip_prefix(Self::PREFIX) else {
            let reason = "expected `0037` and the eight digits of a business id at its beginning";
            return Err(KIND.malformed(text, reason));
        };
        let (digits, unit) = rest.split_at_checked(8).unwrap_or((rest, ""));
        let business_id = from_eight_digits(KIND, text, digits)?;
        let unit = checked_unit(KIND, text, unit.to_owned())?;
        Ok(Self { business_id, unit })
    }
}
