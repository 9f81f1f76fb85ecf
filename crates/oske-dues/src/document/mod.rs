//! Documents: how a policy is written, before it is checked.
//!
//! A [`PolicyDocument`] is TOML or JSON text, or a [`Value`] tree that a program builds. Reading finds
//! faults of syntax; [`PolicyDocument::check`] finds all others, all at once, and gives a
//! [`Policy`].
//!
//! # Version 0
//!
//! A draft without promise: version 1 will replace it. Unknown keys are faults. Numbers and dates
//! stand in quotes: a plain decimal (`"0.0073"`) or a ratio (`"1/3"`), a date as `"2023-01-01"`.
//! *Words* are `{ fi = "…", sv = "…", en = "…" }`, at least one of them. Names are lower-case letters,
//! digits and underscores; units, facts, parameters and tables share one namespace.
//!
//! | key | what it is |
//! |---|---|
//! | `format`, `version` | `"oske-policy"`, `0` |
//! | `id`, `title`, `note` | a text, words, words |
//! | `status` | `"proposed"`, `"in-force"` or `"superseded"` |
//! | `currency` | ISO 4217 |
//! | `dues_years` | `{ from = "2023", to = "2024" }`; without `to` there is no end; `"2023-09-01/P1Y"` for a year that begins on another day |
//! | `rounding` | `"half-up to 0.01"`; modes `half-up` (half away from zero), `half-even`, `up` (away from zero), `down`, `ceiling`, `floor`; half-up to the minor unit where it is missing |
//! | `decision` | `by` (words), `on` (a date), `rule` (a text), `note` (words) |
//! | `[[legal_basis]]` | `citation` (a text), `note` (words) |
//! | `area` | codes of places whose residents shall be charged for once |
//! | `[unit.NAME]` | `name`, `many`: words for one of it, and behind a number |
//! | `[line.NAME]` | words for a line of what is owed. A rule may name the declared ones, and `dues`, the line of a rule that names none, which needs no declaration |
//! | `[fact.NAME]` | an attribute: `name`, `values`, a list or a table of words. A measure: `name`, `unit`, `step`, `least`, `most`, `reference` (words) |
//! | `[param.NAME]` | `name`, `unit` (`"EUR/inhabitant"`), and `value` or dated `values`: `[{ from, until, value, note }]`; a value may be `"unknown"` |
//! | `[table.NAME]` | `name`, `by` (a measure), `unit`, `rows` |
//! | `[[rule]]` | `id`, `name`, `line`, `valid` (`{ from, until }`), `when`, `pays` or `exempt` (words), `charges_residents` (`true` beside `pays` alone), `note` |
//!
//! `until` is the first day on which something no longer holds. Of a dues year, the values and rules
//! of its first day are used.
//!
//! A table has at most 1,000 rows and a policy at most 1,000 rules, so that reading and proving it stay
//! within bounds.
//!
//! ## Rows
//!
//! A row says in the words of the printed tariff where it holds: `from` and `over`, `to` and `under`,
//! or `at`. It `pays` a number in the table's unit, or `"unknown"` where a row is known to exist but
//! not its value. `printed` keeps how the source prints it.
//!
//! ```toml
//! rows = [
//!     { under = "5000", pays = "110", printed = "alle 5 000 asukasta" },
//!     { from = "5000", to = "10000", pays = "550" },
//!     { over = "10000", pays = "unknown" },
//! ]
//! ```
//!
//! ## Formulas
//!
//! `pays` is arithmetic that must give the policy's currency: `+ - * /`, parentheses, numbers with a
//! unit written without blanks (`110 EUR`, `0.25 EUR/inhabitant`, `50%`), measures, parameters, and
//! tables looked up by their measure (`fee(population)`). A division is by a number that is not zero
//! (`/ 12`), so that no facts can make it fail; what else divides is a share to multiply by, such as a
//! parameter of the value `"1/12"`. Units are checked: `rate * population` with
//! a rate in EUR/inhabitant is an amount, `rate + population` is a fault.
//!
//! `when` says for whom a rule is, over attributes: `kind = 'association'`, `kind != 'other'`,
//! `kind in ['company', 'foundation']`, `not in`, with `and`, `or`, `not` and parentheses. A rule
//! without it is for everybody.
//!
//! ## What it means
//!
//! For each line, the rules of the year that are for a payer are looked for. One gives the amount,
//! which is rounded; the lines add up to what is owed. Two rules, or two rows that hold for one value,
//! are two readings, and the outcome is ambiguous where they differ in amount. No rule at all, or no
//! row for a value, is *not covered*. What rests on an unknown value or a missing fact is
//! *undetermined* and names it.

pub(crate) mod decode;
#[cfg(any(feature = "toml", feature = "json"))]
pub(crate) mod read;
pub(crate) mod v0;
mod value;

#[cfg(any(feature = "toml", feature = "json"))]
pub use read::LONGEST_DOCUMENT;
pub use value::Value;
pub(crate) use value::{Content, Entry, Span};

use crate::Policy;
use crate::diagnostic::{Faults, SourceFile};

/// A policy as it is written, not yet checked.
///
/// ```
/// use oske_dues::document::PolicyDocument;
///
/// let text = r#"
///     format = "oske-policy"
///     version = 0
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
        let value = read::read_json(&file, text)?;
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
    /// formulas that version 0 does not have: all at once.
    pub fn check(&self) -> Result<Policy, Faults> {
        crate::check::check(&self.value, &self.file)
    }
}
