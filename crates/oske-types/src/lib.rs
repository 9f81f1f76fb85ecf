//! Small values that cannot be wrong: money, exact amounts, rounding, dated values, codes, text.
//!
//! Membership dues go wrong in small places: a float that is a cent off, a period that ends a day
//! late, a municipality code that lost its leading zero. Each type here has one checked way in, one
//! text form, and arithmetic that reports an error where it would otherwise be wrong.
//!
//! ```
//! use oske_types::{Amount, Currency, Exact, Money, Quantity, Rate, Rounding, Unit};
//!
//! // 0.0073 EUR an inhabitant for 48,231 inhabitants, exactly ...
//! let rate = Rate::new("0.0073".parse()?, Currency::EUR, Unit::INHABITANT);
//! let due: Amount = rate.times(&Quantity::new(Exact::from(48_231), Unit::INHABITANT))?;
//! assert_eq!(due.to_string(), "352.0863 EUR");
//!
//! // ... becomes money only by a rounding that says how.
//! let money: Money = Rounding::to_minor_unit(Currency::EUR).round_to_money(due)?;
//! assert_eq!(money.to_string(), "352.09 EUR");
//!
//! // A total that is shared out loses nothing.
//! let shares = money.allocate(&[("a", Exact::ONE), ("b", Exact::ONE)])?;
//! assert_eq!(shares[0].1.to_string(), "176.05 EUR");
//! assert_eq!(shares[1].1.to_string(), "176.04 EUR");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # The types
//!
//! | theme | types |
//! |---|---|
//! | amounts | [`Exact`] an unrounded fraction · [`Amount`] the same in a [`Currency`] · [`Rate`] per [`Unit`] · [`Quantity`] of a unit · [`Money`] whole minor units |
//! | from one to the other | [`Rounding`] the only way from an [`Amount`] to [`Money`] · [`Money::allocate`] a total by weights |
//! | time | [`Validity`] a half-open period · [`Timeline`] values without gaps or overlaps · [`DuesYear`] |
//! | words | [`Language`] · [`Text`] in Finnish, Swedish and English |
//! | as a source gives it | [`Figure`]: over, about or exactly so many |
//! | where from | [`Source`], [`ConstantSource`] · [`Sourced`] |
//! | codes | [`MunicipalityCode`] · [`RegionCode`] · [`CountyCode`] · [`CooperationAreaCode`] · [`BusinessId`] |
//!
//! # Text and serde
//!
//! `Display` writes the canonical text form, in any width and never cut by a precision. `FromStr`
//! reads it and nothing else; only an [`Exact`], and what is made of one, may also have zeros at its
//! end (`0.80`) or be a ratio that is not reduced (`4/2`). With the feature `serde` (on by default)
//! that text is also what is serialised: always a string, whatever features other crates of the
//! build turn on. A [`Text`] is serialised as a map of its languages and a [`Source`] as one of its
//! parts. Dates are read in years of four digits.
//!
//! # Limits
//!
//! An [`Exact`] holds a numerator and a denominator of 127 bits; what does not fit is an error and
//! never a wrong amount. The crate does no currency conversion and no arithmetic between different
//! currencies. It reads no clock and no locale: dates and languages are arguments.
//!
//! # Features
//!
//! - `serde` (default): the text forms through serde.
//! - `decimal`: the doors [`Exact::from_decimal`](crate::Exact) and `Exact::to_decimal` to
//!   `rust_decimal`.

#![cfg_attr(docsrs, feature(doc_cfg))]

mod allocate;
mod amount;
mod business_id;
mod code;
mod currency;
mod dues_year;
mod error;
mod exact;
mod faults;
mod figure;
mod format;
mod money;
mod nearest;
mod pad;
mod rate;
mod rounding;
#[cfg(feature = "serde")]
mod serde_text;
mod source;
mod text;
mod timeline;
mod validity;

// Amounts
pub use allocate::AllocationError;
pub use amount::Amount;
pub use currency::Currency;
pub use exact::Exact;
pub use money::Money;
pub use rate::{Quantity, Rate, Unit};
pub use rounding::{Rounding, RoundingMode};
// Time
/// The calendar whose [`NaiveDate`](chrono::NaiveDate) is the date of every crate of the family.
pub use chrono;
pub use dues_year::DuesYear;
pub use timeline::{Timeline, TimelineError};
pub use validity::Validity;
// Words, for people
pub use format::{date_in, parse_date};
pub use text::{Language, Text};
// Sources
pub use figure::{Figure, Precision};
pub use source::{ConstantSource, Source, Sourced};
// Codes
pub use business_id::BusinessId;
pub use code::{CooperationAreaCode, CountyCode, MunicipalityCode, RegionCode};
// Errors
pub use error::{ArithmeticError, CurrencyMismatch, ParseValueError, UnitMismatch};
// For crates with text forms and messages of their own
pub use error::quoted;
pub use nearest::nearest;
pub use pad::pad;
#[cfg(feature = "serde")]
#[doc(hidden)]
pub use serde_text::TextVisitor;
