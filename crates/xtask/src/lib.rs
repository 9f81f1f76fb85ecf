//! `cargo xtask`: generated code and long checks of the oske workspace.
//!
//! The commands are in `main.rs`; what they do is here, so that tests can do it too.

pub mod benches;
pub mod checks;
pub mod codegen;
pub mod comparison;
pub mod conformance;
pub mod release;
mod root;
pub mod weight;

pub use root::workspace_root;
