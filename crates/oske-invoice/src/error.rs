//! [`IdentifierError`]: a text that is not the identifier it was read as.

use oske_types::quoted;

/// A text that is not the identifier it was read as.
///
/// The message says what was found, what is wrong with it and, where that is its form, gives an
/// example of a right one. It never says which digit would be right: see the [crate's docs](crate).
///
/// ```
/// use oske_invoice::NationalReference;
///
/// let error = "12A4561".parse::<NationalReference>().unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "`12A4561` is not a Finnish payment reference: expected digits and spaces alone, found `A`, as in `12 34561`",
/// );
/// assert!(!error.is_mistyped());
///
/// let error = "12 34651".parse::<NationalReference>().unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "`12 34651` is not a Finnish payment reference: the check digit at its end does not follow from the \
///      others, so a digit is wrong or two are exchanged: compare it with where it was read",
/// );
/// assert!(error.is_mistyped());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{found}` is not {}: {}", kind.what, self.whole_reason())]
pub struct IdentifierError {
    kind: Kind,
    found: Box<str>,
    reason: Box<str>,
    mistyped: bool,
}

impl IdentifierError {
    /// The text that was found, cut where it is very long.
    #[must_use]
    pub fn found(&self) -> &str {
        &self.found
    }

    /// What the text was read as, with its article: "a Finnish payment reference".
    #[must_use]
    pub fn what(&self) -> &str {
        self.kind.what
    }

    /// What is wrong with it and what was expected.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.reason
    }

    /// A text that would have been read.
    #[must_use]
    pub fn example(&self) -> &str {
        self.kind.example
    }

    /// Whether the text has the right form and only its check digits do not fit, so that somebody
    /// mistyped or misread it.
    #[must_use]
    pub fn is_mistyped(&self) -> bool {
        self.mistyped
    }

    fn whole_reason(&self) -> String {
        let reason = &self.reason;
        if self.mistyped {
            format!("{reason}: compare it with where it was read")
        } else {
            format!("{reason}, as in `{}`", self.kind.example)
        }
    }
}

/// A kind of identifier, as errors speak of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Kind {
    /// With its article.
    pub(crate) what: &'static str,
    pub(crate) example: &'static str,
}

impl Kind {
    /// A text that does not have the form of this kind.
    pub(crate) fn malformed(self, found: &str, reason: impl Into<Box<str>>) -> IdentifierError {
        self.error(found, reason.into(), false)
    }

    /// A text of the right form whose check digits do not fit.
    pub(crate) fn mistyped(self, found: &str, reason: impl Into<Box<str>>) -> IdentifierError {
        self.error(found, reason.into(), true)
    }

    fn error(self, found: &str, reason: Box<str>, mistyped: bool) -> IdentifierError {
        IdentifierError {
            kind: self,
            found: quoted(found).into(),
            reason,
            mistyped,
        }
    }
}
