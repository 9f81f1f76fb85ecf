//! [`EInvoiceAddress`] and [`Intermediator`]: where an e-invoice goes, and by way of whom.

use std::fmt;
use std::str::FromStr;

use oske_types::pad;

use crate::error::Kind;
use crate::writing::{are_digits, counted, first_stranger, without_blanks};
use crate::{Bic, Iban, IdentifierError, Ovt};

/// The address of a receiver of e-invoices (*verkkolaskuosoite*, *e-fakturaadress*).
///
/// It is an OVT code, an account in the network of the banks, or whatever the receiver's operator gave it:
/// one municipality's is `TE003702031070`. So it is read leniently: 2 to 35 ASCII characters, which is what Finvoice
/// 3.0 carries. [`form`](Self::form) says what it is, and [`doubt`](Self::doubt) where it has the look of a code
/// whose check digit does not fit: ask the receiver then, or look into the public directory.
///
/// ```
/// use oske_invoice::{AddressForm, EInvoiceAddress};
///
/// let address: EInvoiceAddress = "0037 0208 3882".parse()?;
/// assert!(matches!(address.form(), AddressForm::Ovt(_)));
///
/// let address: EInvoiceAddress = "TE003702031070".parse()?;
/// assert_eq!((address.form(), address.doubt()), (AddressForm::Other, None));
///
/// let address: EInvoiceAddress = "003702083883".parse()?;
/// assert!(address.doubt().is_some_and(|doubt| doubt.is_mistyped()));
/// # Ok::<(), oske_invoice::IdentifierError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EInvoiceAddress {
    // INVARIANT: 2 to 35 ASCII characters that can be seen; an OVT code or an IBAN is canonical.
    text: Box<str>,
}

/// What an [`EInvoiceAddress`] is.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum AddressForm {
    /// The code that follows from the receiver's business id.
    Ovt(Ovt),
    /// The receiver's account, in the network of the banks.
    Iban(Iban),
    /// A name of the operator's own.
    Other,
}

/// Who takes an e-invoice to its receiver (*välittäjä*, *förmedlare*): the receiver's operator or bank.
///
/// It is the OVT code of the operator, the BIC of a bank, or a name of the operator's own, as `PAGERO` or
/// `FI28768767`. It is read as leniently as an [`EInvoiceAddress`].
///
/// ```
/// use oske_invoice::{Intermediator, IntermediatorForm};
///
/// let bank: Intermediator = "DABAFIHH".parse()?;
/// assert!(matches!(bank.form(), IntermediatorForm::Bic(_)));
/// let operator: Intermediator = "003703575029".parse()?;
/// assert!(matches!(operator.form(), IntermediatorForm::Ovt(_)));
/// # Ok::<(), oske_invoice::IdentifierError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Intermediator {
    // INVARIANT: 2 to 35 ASCII characters that can be seen.
    text: Box<str>,
}

/// What an [`Intermediator`] is told by.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum IntermediatorForm {
    /// The code that follows from the operator's business id.
    Ovt(Ovt),
    /// A bank.
    Bic(Bic),
    /// A name of the operator's own.
    Other,
}

/// The fewest and the most characters that `FromIdentifier` and `FromIntermediator` of Finvoice 3.0 carry.
const LENGTH: std::ops::RangeInclusive<usize> = 2..=35;

const ADDRESS: Kind = Kind {
    what: "an e-invoice address",
    example: "003702083882",
};
const INTERMEDIATOR: Kind = Kind {
    what: "an e-invoice intermediator",
    example: "003721291126",
};

impl EInvoiceAddress {
    /// The canonical text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// What it is.
    #[must_use]
    pub fn form(&self) -> AddressForm {
        if let Ok(ovt) = self.text.parse() {
            AddressForm::Ovt(ovt)
        } else if let Ok(iban) = self.text.parse() {
            AddressForm::Iban(iban)
        } else {
            AddressForm::Other
        }
    }

    /// Why somebody should look at it again: it has the look of an OVT code or of a Finnish account, and
    /// its check digits do not fit.
    #[must_use]
    pub fn doubt(&self) -> Option<IdentifierError> {
        ovt_doubt(&self.text).or_else(|| {
            let rest = self.text.strip_prefix("FI")?;
            let look = rest.len() == 16 && are_digits(rest);
            let error = self.text.parse::<Iban>().err()?;
            (look && error.is_mistyped()).then_some(error)
        })
    }

    /// As it is printed, which is its canonical text.
    #[must_use]
    pub fn formatted(&self) -> String {
        self.to_string()
    }
}

impl Intermediator {
    /// The canonical text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// What it is told by.
    ///
    /// A name of eight or eleven letters has the form of a BIC, whether a bank has it or not.
    #[must_use]
    pub fn form(&self) -> IntermediatorForm {
        if let Ok(ovt) = self.text.parse() {
            IntermediatorForm::Ovt(ovt)
        } else if let Ok(bic) = self.text.parse() {
            IntermediatorForm::Bic(bic)
        } else {
            IntermediatorForm::Other
        }
    }

    /// Why somebody should look at it again: it has the look of an OVT code, and its check digit does not
    /// fit.
    #[must_use]
    pub fn doubt(&self) -> Option<IdentifierError> {
        ovt_doubt(&self.text)
    }

    /// As it is printed, which is its canonical text.
    #[must_use]
    pub fn formatted(&self) -> String {
        self.to_string()
    }
}

/// What is wrong with digits that look like an OVT code.
fn ovt_doubt(text: &str) -> Option<IdentifierError> {
    let look = text.starts_with(Ovt::PREFIX) && (12..=17).contains(&text.len());
    let error = text.parse::<Ovt>().err()?;
    (look && error.is_mistyped()).then_some(error)
}

/// A text of the right length and characters.
fn checked(kind: Kind, text: &str) -> Result<Box<str>, IdentifierError> {
    let letters = without_blanks(kind, text)?;
    if let Some(stranger) = first_stranger(&letters, |letter| letter.is_ascii_graphic()) {
        let reason =
            format!("expected letters A to Z, digits and ASCII signs alone, found {stranger}");
        return Err(kind.malformed(text, reason));
    }
    if !LENGTH.contains(&letters.len()) {
        let (least, most) = (LENGTH.start(), LENGTH.end());
        let count = counted(&letters, "character", "characters");
        let reason = format!("expected {least} to {most} characters, found {count}");
        return Err(kind.malformed(text, reason));
    }
    Ok(letters.into())
}

impl FromStr for EInvoiceAddress {
    type Err = IdentifierError;

    fn from_str(text: &str) -> Result<Self, IdentifierError> {
        let read = Self {
            text: checked(ADDRESS, text)?,
        };
        Ok(match read.form() {
            AddressForm::Ovt(ovt) => Self {
                text: ovt.to_string().into(),
            },
            AddressForm::Iban(iban) => Self {
                text: iban.as_str().into(),
            },
            AddressForm::Other => read,
        })
    }
}

impl FromStr for Intermediator {
    type Err = IdentifierError;

    fn from_str(text: &str) -> Result<Self, IdentifierError> {
        let text = checked(INTERMEDIATOR, text)?;
        Ok(Self { text })
    }
}

impl fmt::Display for EInvoiceAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        pad(f, &self.text)
    }
}

impl fmt::Debug for EInvoiceAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EInvoiceAddress({self})")
    }
}

impl fmt::Display for Intermediator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        pad(f, &self.text)
    }
}

impl fmt::Debug for Intermediator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Intermediator({self})")
    }
}
