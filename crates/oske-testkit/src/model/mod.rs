//! A slow, obvious second engine for version 1 of the dues language.
//!
//! [`Policy::assess`] evaluates a policy once for every way in which it can be read;
//! [`Policy::findings`] tries every payer. A policy is a tree of plain structs ([`ast`]), and numbers
//! are fractions of any size.

mod assess;
pub mod ast;
mod calendar;
mod evaluate;
mod findings;
mod grid;
mod look_up;
mod number;
mod payer;
#[cfg(test)]
mod tests;
mod uses;
mod world;

pub use assess::{Outcome, Owed, Reason, ReasonClass, Reasons};
pub use ast::Policy;
pub use calendar::{Day, DuesYear, Time};
pub use findings::ModelFindings;
pub use num_bigint::BigInt;
pub use num_rational::BigRational;
pub use number::{Mode, Number, Rounding, decimal_text};
pub use payer::{Given, Payer};

pub(crate) use grid::interesting;
#[cfg(test)]
pub(crate) use payer::Known;
