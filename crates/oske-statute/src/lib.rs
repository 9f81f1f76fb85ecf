//! References to Finnish and EU law as values.
mod acts;
mod case;
mod chain;
mod error;
mod european;
mod find;
mod grammar;
mod lex;
mod name;
mod number;
mod numeral;
mod parliament;
mod parse;
mod provision;
mod reference;
#[cfg(feature = "serde")]
mod serde_text;
mod statute;
mod words;
mod write;

// What is cited
pub use european::{EuActId, EuNumbering, EuTreaty};
pub use name::ActName;
pub use parliament::{BillId, DocumentId};
pub use reference::{DraftId, Instrument, Reference};
pub use statute::{Series, StatuteId};
// Where in it
pub use numeral::{Numeral, Numerals};
pub use provision::{Division, Provision, ProvisionError, ProvisionParts};
// Reading and writing
pub use case::{Case, Style};
pub use error::ParseReferenceError;
pub use find::{Attribution, Finder, Found, FoundKind, find};
