//! [`register_hash`]: which register a round was made over.

use oske_domain::Register;
use oske_dues::document::Value;

/// The SHA-256 of what a register says, in hexadecimal: beside the [hash of the policy](
/// oske_dues::Policy::content_hash) it names what a round was made of, so that it can be made again.
///
/// It is of the register as [`Register::to_csv`] writes it: the same whether it was read from CSV or JSON,
/// whatever the order of the rows and the columns that are empty.
///
/// ```
/// use oske::domain::Register;
/// use oske::register_hash;
///
/// // Invented bodies.
/// let register = |rows: &str| Register::from_csv("register.csv", rows.as_bytes());
/// let first = register("\
/// id,name,kind,history
/// first-ry,First ry,association,admitted 2019-04-01 stated
/// other-ry,Other ry,association,admitted 2021-01-01 stated
/// ")?;
/// let again = register("\
/// name,id,kind,note,history
/// Other ry,other-ry,association,,admitted 2021-01-01 stated
/// First ry,first-ry,association,,admitted 2019-04-01 stated
/// ")?;
/// assert_eq!(register_hash(&first).len(), 64);
/// assert_eq!(register_hash(&first), register_hash(&again));
/// let other = register("\
/// id,name,kind,history
/// first-ry,First ry,association,admitted 2019-04-02 stated
/// other-ry,Other ry,association,admitted 2021-01-01 stated
/// ")?;
/// assert_ne!(register_hash(&first), register_hash(&other));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn register_hash(register: &Register) -> String {
    Value::text(register.to_csv()).content_hash()
}
