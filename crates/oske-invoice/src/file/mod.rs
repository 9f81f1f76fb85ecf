//! Parties in files: [`Issuer::from_toml`](crate::Issuer::from_toml) and [`BillingBook`].

#[cfg(feature = "csv")]
mod billing;
mod fault;
#[cfg(feature = "toml")]
mod issuer;
#[cfg(feature = "toml")]
mod table;

#[cfg(feature = "csv")]
pub use billing::{BillingBook, BillingDetails};
pub use fault::{PartyFault, PartyFaults};

/// The longest file that is read, in bytes.
const LONGEST_FILE: usize = 16 * 1024 * 1024;
