//! A business id as people write it.

use oske_types::{BusinessId, quoted};

use crate::IdentifierError;
use crate::error::Kind;
use crate::writing::{are_digits, compact, counted, first_stranger, is_dash};

const KIND: Kind = Kind {
    what: "a business id",
    example: "3221317-4",
};

/// Reads a business id (*Y-tunnus*, *FO-nummer*) as people write it.
///
/// [`BusinessId`] itself reads its canonical form alone. Here the hyphen may be any dash, as a word
/// processor makes of it, or missing; and an id of the 1970s may have six digits before it, to which a zero is
/// added.
///
/// ```
/// use oske_invoice::parse_business_id;
///
/// assert_eq!(parse_business_id("3221317\u{2013}4")?.to_string(), "3221317-4");
/// assert_eq!(parse_business_id("3221317 4")?.to_string(), "3221317-4");
/// assert_eq!(parse_business_id("114162-2")?.to_string(), "0114162-2");
/// assert!(parse_business_id("3221317-5").unwrap_err().is_mistyped());
/// # Ok::<(), oske_invoice::IdentifierError>(())
/// ```
///
/// # Errors
///
/// [`IdentifierError`] where it has another form or its check digit does not follow from the others.
pub fn parse_business_id(text: &str) -> Result<BusinessId, IdentifierError> {
    let letters = compact(KIND, text)?;
    let known = |letter: char| letter.is_ascii_digit() || is_dash(letter);
    if let Some(stranger) = first_stranger(&letters, known) {
        let reason = format!("expected digits and a hyphen alone, found {stranger}");
        return Err(KIND.malformed(text, reason));
    }
    let (digits, check) = match letters.split_once(is_dash) {
        Some(parts) => parts,
        None => letters
            .split_at_checked(7)
            .unwrap_or((letters.as_str(), "")),
    };
    let is_old = digits.len() == 6 && letters.contains(is_dash);
    if !(digits.len() == 7 || is_old) || check.len() != 1 || !are_digits(check) {
        let before = counted(digits, "digit", "digits");
        let reason = format!(
            "expected seven digits, a hyphen and a check digit, found {before} and then `{}`",
            quoted(check)
        );
        return Err(KIND.malformed(text, reason));
    }
    checked(KIND, text, &format!("{digits:0>7}"), check)
}

/// The id of eight digits, of which an identifier of another kind is made.
pub(crate) fn from_eight_digits(
    kind: Kind,
    found: &str,
    digits: &str,
) -> Result<BusinessId, IdentifierError> {
    let parts = digits
        .split_at_checked(7)
        .filter(|(_, check)| check.len() == 1 && are_digits(digits));
    match parts {
        Some((digits, check)) => checked(kind, found, digits, check),
        None => {
            let shown = if digits.is_empty() {
                "none".to_owned()
            } else {
                format!("`{}`", quoted(digits))
            };
            let reason = format!("expected the eight digits of a business id, found {shown}");
            Err(kind.malformed(found, reason))
        }
    }
}

fn checked(
    kind: Kind,
    found: &str,
    digits: &str,
    check: &str,
) -> Result<BusinessId, IdentifierError> {
    if let Ok(id) = format!("{digits}-{check}").parse() {
        return Ok(id);
    }
    let is_issued = (0..10).any(|check| format!("{digits}-{check}").parse::<BusinessId>().is_ok());
    let reason = if is_issued {
        format!(
            "the check digit `{check}` does not follow from `{digits}`, so a digit is wrong or two are exchanged"
        )
    } else {
        format!(
            "no business id is issued with `{digits}`, so a digit is wrong or two are exchanged"
        )
    };
    Err(kind.mistyped(found, reason))
}

/// The eight digits of a business id, without its hyphen.
pub(crate) fn eight_digits(id: BusinessId) -> String {
    id.to_string().replace('-', "")
}
