//! Generators and a slow, obvious second engine that judge oske.
//!
//! [`model`] assesses by trying every reading of a policy, in fractions of any size, and finds what a
//! policy leaves open by trying every payer; [`strategy`] draws random policies and payers; [`text`]
//! writes a policy as JSON and as TOML. Nothing here uses one of oske's own crates: where model and
//! engine agree, two hands have written it.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::exhaustive_enums,
    clippy::exhaustive_structs,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::large_enum_variant,
    clippy::missing_panics_doc,
    clippy::panic,
    reason = "an unpublished judge of tests: a panic is a failing test, and the numbers have no bounds"
)]

pub mod model;
pub mod strategy;
pub mod text;
