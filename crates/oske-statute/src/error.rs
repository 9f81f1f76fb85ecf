//! [`ParseReferenceError`]: a text that is not one reference.

use oske_types::quoted;

/// A text that is not one reference to law, with the place where it stops being one.
///
/// ```
/// use oske_statute::Reference;
///
/// let error = Reference::parse("1230/2001 6 § 2 momenti").unwrap_err();
/// assert_eq!(error.position(), 15);
/// assert_eq!(
///     error.to_string(),
///     "`1230/2001 6 § 2 momenti` is not a reference to law: at `2 momenti` (byte 15) expected \
///      a number and the word of its level, as in `1230/2001 6 § 2 mom`",
/// );
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{text}` is not a reference to law: at {} (byte {position}) expected {expected}, as in `{example}`",
    self.shown()
)]
pub struct ParseReferenceError {
    text: Box<str>,
    position: usize,
    found: Box<str>,
    expected: &'static str,
    example: &'static str,
}

impl ParseReferenceError {
    pub(crate) fn new(
        text: &str,
        position: usize,
        expected: &'static str,
        example: &'static str,
    ) -> Self {
        Self {
            text: quoted(text).into(),
            position,
            found: quoted(text.get(position..).unwrap_or("").trim_end()).into(),
            expected,
            example,
        }
    }

    /// The byte at which the text stops being a reference. It is on the border of a character.
    #[must_use]
    pub fn position(&self) -> usize {
        self.position
    }

    /// What stands there, cut where it is very long; empty at the end of the text.
    #[must_use]
    pub fn found(&self) -> &str {
        &self.found
    }

    /// What could have stood there.
    #[must_use]
    pub fn expected(&self) -> &str {
        self.expected
    }

    /// A text that would have been read.
    #[must_use]
    pub fn example(&self) -> &str {
        self.example
    }

    fn shown(&self) -> String {
        if self.found.is_empty() {
            "the end".to_owned()
        } else {
            format!("`{}`", self.found)
        }
    }
}
