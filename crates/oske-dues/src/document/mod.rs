//! Documents: how a policy is written, before it is checked.
//!
//! A [`PolicyDocument`] is TOML or JSON text, or a [`Value`] tree that a program builds. Reading finds
//! faults of syntax; [`PolicyDocument::check`] finds all others, all at once, and gives a
//! [`Policy`].
//!
//! How a policy is written, and what it means, stands on one page: the dues language, version 1, below.
//! The version is part of the document; another meaning would be another version. Twelve published
//! tariffs, written so, are in the [`gallery`]; why the language is as it is stands in
//! [`design`](crate::design).
//!
#![doc = include_str!("../../docs/language.md")]

pub(crate) mod decode;
pub mod gallery;
#[cfg(any(feature = "toml", feature = "json"))]
pub(crate) mod read;
pub(crate) mod v1;
mod value;

#[cfg(any(feature = "toml", feature = "json"))]
pub use read::LONGEST_DOCUMENT;
pub(crate) use v1::VERSION;
pub use value::Value;
pub(crate) use value::{Content, Entry, Span};

use crate::Policy;
use crate::diagnostic::{Faults, SourceFile};

/// The JSON Schema of the policy document, version 1, of draft 2020-12: for editors, which complete and
/// explain the keys with it, and for programs in other languages.
///
/// It sees keys, kinds and forms. What rests on formulas, names and units only
/// [`PolicyDocument::check`] sees, so that a document which fits the schema may have faults.
pub const SCHEMA: &str = include_str!("../../docs/policy.schema.json");

/// A policy as it is written, not yet checked.
///
/// ```
/// use oske_dues::document::PolicyDocument;
///
/// let text = r#"
///     format = "oske-policy"
///     version = 1
///     id = "example"
///     title = { en = "An example" }
///     status = "proposed"
///     currency = "EUR"
///     dues_years = { from = "2023" }
///
///     [[rule]]
///     id = "everyone"
///     pays = "10 euros"
/// "#;
/// let faults = PolicyDocument::from_toml("example.toml", text)?.check().unwrap_err();
/// assert_eq!(
///     faults.to_string(),
///     "example.toml:12:16: rule.1.pays: `euros` is not a unit: expected a currency code or a unit \
///      that is declared; did you mean `EUR`? [unknown-unit]",
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct PolicyDocument {
    value: Value,
    file: SourceFile,
}

impl PolicyDocument {
    /// Reads TOML. `name` is the file's name as messages shall show it.
    ///
    /// # Errors
    ///
    /// [`Faults`] of syntax, all of them, or a document that is too long.
    #[cfg(feature = "toml")]
    #[cfg_attr(docsrs, doc(cfg(feature = "toml")))]
    pub fn from_toml(name: &str, text: &str) -> Result<Self, Faults> {
        let file = SourceFile::new(name, text);
        let value = read::read_toml(&file, text)?;
        Ok(Self { value, file })
    }

    /// Reads JSON, strictly. `name` is the file's name as messages shall show it.
    ///
    /// # Errors
    ///
    /// [`Faults`] of syntax, or a document that is too long.
    #[cfg(feature = "json")]
    #[cfg_attr(docsrs, doc(cfg(feature = "json")))]
    pub fn from_json(name: &str, text: &str) -> Result<Self, Faults> {
        let file = SourceFile::new(name, text);
        let value = read::read_json(&file, text, read::DEEPEST_DOCUMENT)?;
        Ok(Self { value, file })
    }

    /// Of a tree that a program has built.
    #[must_use]
    pub fn from_value(value: Value) -> Self {
        Self {
            value,
            file: SourceFile::built(),
        }
    }

    /// The document as a tree.
    #[must_use]
    pub fn value(&self) -> &Value {
        &self.value
    }

    /// The checked policy.
    ///
    /// # Errors
    ///
    /// [`Faults`]: unknown keys, names and units, values that do not parse, units that do not fit,
    /// lets that go in a circle: all at once.
    pub fn check(&self) -> Result<Policy, Faults> {
        crate::check::check(&self.value, &self.file)
    }
}
