//! [`CreditorReference`]: the RF reference of ISO 11649.

use std::fmt;
use std::str::FromStr;

use oske_types::pad;

use crate::error::Kind;
use crate::writing::{are_digits, compact, counted, first_stranger, in_groups};
use crate::{IdentifierError, NationalReference, modulo_97};

/// The creditor reference of ISO 11649 (*RF-viite*, *RF-referens*): `RF`, two check digits and 1 to 21
/// letters and digits.
///
/// The check digits make the whole, as one number with the first four characters at its end, leave 1
/// modulo 97. Any single wrong character breaks them, and so do two digits or two letters exchanged with
/// their neighbours; see the [crate's docs](crate) for a digit and a letter. 00, 01 and 99 are never
/// computed and are refused.
///
/// In Finland what follows the check digits is itself a national reference with a check digit of its
/// own: [`national`](Self::national) says which. One that has none may come from abroad; from a Finnish
/// creditor it is a mistake, as was a reference in an older printing of the bank bar code guide.
///
/// ```
/// use oske_invoice::{CreditorReference, NationalReference};
///
/// let national: NationalReference = "23 48236".parse()?;
/// let reference = CreditorReference::from(national);
/// assert_eq!(reference.to_string(), "RF332348236");
/// assert_eq!(reference.formatted(), "RF33 2348 236");
/// assert_eq!(reference.national(), Some(national));
///
/// let printed: CreditorReference = "rf02 6987 5672 0834".parse()?;
/// assert_eq!(printed.national(), None);
/// # Ok::<(), oske_invoice::IdentifierError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CreditorReference {
    // INVARIANT: `RF`, two digits that fit, 1 to 21 capital ASCII letters and digits.
    text: Box<str>,
}

/// What every creditor reference begins with.
pub(super) const WORD: &str = "RF";
/// The most characters after the check digits.
const MOST: usize = 21;
/// The characters of a group on paper.
const GROUP: usize = 4;

const KIND: Kind = Kind {
    what: "an RF reference",
    example: "RF33 2348 236",
};
const BASE_KIND: Kind = Kind {
    what: "an RF reference without `RF` and its check digits",
    example: "2348236",
};

impl CreditorReference {
    /// The reference of 1 to 21 letters and digits of one's own, to which the check digits are computed.
    ///
    /// For a payee in Finland start from a [`NationalReference`] instead: it is what Finnish banks and
    /// the readers of a [`BankBarcode`](crate::BankBarcode) know.
    ///
    /// ```
    /// use oske_invoice::CreditorReference;
    ///
    /// assert_eq!(CreditorReference::from_base("5390 0754 7034")?.to_string(), "RF18539007547034");
    /// # Ok::<(), oske_invoice::IdentifierError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`IdentifierError`] where there are more characters or others.
    pub fn from_base(base: &str) -> Result<Self, IdentifierError> {
        let letters = compact(BASE_KIND, base)?;
        check_base(BASE_KIND, base, &letters)?;
        let reference = Self::of(&letters);
        reference.ok_or_else(|| BASE_KIND.malformed(base, "expected letters and digits"))
    }

    /// The reference of a base that has been checked.
    fn of(base: &str) -> Option<Self> {
        let check = modulo_97::check_digits(WORD, base)?;
        let text = format!("{WORD}{check}{base}").into();
        Some(Self { text })
    }

    /// The two check digits.
    #[must_use]
    pub fn check_digits(&self) -> &str {
        self.text.get(2..4).unwrap_or_default()
    }

    /// What follows the check digits.
    #[must_use]
    pub fn base(&self) -> &str {
        self.text.get(4..).unwrap_or_default()
    }

    /// The canonical text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The national reference that follows the check digits, where one does.
    ///
    /// Zeros before it do not count, so that `RF` of it need not be this reference again.
    #[must_use]
    pub fn national(&self) -> Option<NationalReference> {
        NationalReference::from_digits(self.base(), self.base()).ok()
    }

    /// In groups of four, as it is printed: `RF33 2348 236`.
    #[must_use]
    pub fn formatted(&self) -> String {
        in_groups(&self.text, GROUP)
    }
}

fn check_base(kind: Kind, found: &str, base: &str) -> Result<(), IdentifierError> {
    if let Some(stranger) = first_stranger(base, |letter| letter.is_ascii_alphanumeric()) {
        let reason = format!("expected letters A to Z, digits and spaces alone, found {stranger}");
        return Err(kind.malformed(found, reason));
    }
    if !(1..=MOST).contains(&base.len()) {
        let count = counted(base, "character", "characters");
        let where_counted = if kind == KIND {
            " after the check digits"
        } else {
            ""
        };
        let reason = format!("expected 1 to {MOST} characters{where_counted}, found {count}");
        return Err(kind.malformed(found, reason));
    }
    Ok(())
}

impl From<NationalReference> for CreditorReference {
    fn from(reference: NationalReference) -> Self {
        let base = reference.to_string();
        // INVARIANT: digits alone, of which the check digits always follow.
        let check = modulo_97::check_digits(WORD, &base).unwrap_or_default();
        let text = format!("{WORD}{check}{base}").into();
        Self { text }
    }
}

impl fmt::Display for CreditorReference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        pad(f, &self.text)
    }
}

impl fmt::Debug for CreditorReference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CreditorReference({self})")
    }
}

impl FromStr for CreditorReference {
    type Err = IdentifierError;

    fn from_str(text: &str) -> Result<Self, IdentifierError> {
        let letters = compact(KIND, text)?;
        let Some(rest) = letters.strip_prefix(WORD) else {
            return Err(KIND.malformed(text, "expected `RF` at its beginning"));
        };
        let Some((check, base)) = rest
            .split_at_checked(2)
            .filter(|(check, _)| are_digits(check))
        else {
            return Err(KIND.malformed(text, "expected two check digits after `RF`"));
        };
        check_base(KIND, text, base)?;
        if !modulo_97::fits(WORD, check, base) {
            let reason = format!(
                "the check digits `{check}` do not fit what follows them, so a character is wrong or two are exchanged"
            );
            return Err(KIND.mistyped(text, reason));
        }
        Ok(Self {
            text: letters.into(),
        })
    }
}
