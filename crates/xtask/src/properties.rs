//! `cargo xtask properties`: the tests with many cases for each property.

use std::io;
use std::process::Command;

/// The number of cases where none is given.
pub const DEFAULT_CASES: u32 = 1_000_000;

/// Runs all tests of the workspace in release mode, with a number of cases for each property.
/// Returns the exit status of the tests.
///
/// # Errors
///
/// If cargo cannot be started.
pub fn run(cases: u32) -> io::Result<u8> {
    // Cargo tells the programs that it runs which cargo it is.
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo)
        .args(["test", "--workspace", "--release"])
        .env("PROPTEST_CASES", cases.to_string())
        .status()?;
    // Ended by a signal, it has no exit status.
    Ok(status
        .code()
        .and_then(|code| code.try_into().ok())
        .unwrap_or(1))
}
