//! The long checks: commands that run for minutes to hours, by hand, and whose results are recorded.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::io;
use std::path::PathBuf;
use std::process::Command;

use crate::workspace_root;

/// The number of cases of a property where none is given.
pub const DEFAULT_CASES: u32 = 100_000;
/// The seconds that each fuzz target runs where none are given: ten minutes.
pub const DEFAULT_SECONDS: u32 = 600;
/// The crate whose mutants are looked at where none is given.
pub const DEFAULT_PACKAGE: &str = "oske-types";

/// Runs the tests of the workspace in release mode, or those whose name has a text in it, with a number of cases
/// for each property; the properties of `oske-dues` about reading take a tenth or a fifth of it. The judge is
/// left out: its own properties try every payer of a policy, which takes too long for so many. The cases are
/// drawn from a new seed, which is printed.
///
/// A property may refuse some of what is drawn, and of more cases more. How many it may refuse before it fails
/// grows with them.
///
/// # Errors
///
/// If cargo cannot be started.
pub fn properties(cases: u32, name: Option<&str>) -> io::Result<u8> {
    // The keys of hash maps are drawn at random; of nothing hashed with them a seed remains.
    let seed = RandomState::new().build_hasher().finish();
    eprintln!("PROPTEST_RNG_SEED={seed}");
    let refusals = cases.saturating_mul(10).max(65_536);
    let mut command = cargo();
    command
        .args(["test", "--workspace", "--exclude", "oske-testkit"])
        .arg("--release")
        .args(name)
        .env("PROPTEST_CASES", cases.to_string())
        .env("PROPTEST_MAX_LOCAL_REJECTS", refusals.to_string())
        .env("PROPTEST_MAX_GLOBAL_REJECTS", refusals.to_string())
        .env("PROPTEST_RNG_SEED", seed.to_string());
    status(command)
}

/// Runs every fuzz target for a number of seconds, from the committed seeds, and stops at the first
/// one that finds something. It needs `cargo-fuzz`.
///
/// # Errors
///
/// If cargo cannot be started or the targets cannot be listed.
pub fn fuzz(seconds: u32) -> io::Result<u8> {
    let folder = workspace_root().join("fuzz");
    let mut targets: Vec<String> = std::fs::read_dir(folder.join("fuzz_targets"))?
        .filter_map(|entry| entry.ok()?.path().file_stem()?.to_str().map(str::to_owned))
        .collect();
    targets.sort_unstable();
    for target in targets {
        let corpus = folder.join("corpus").join(&target);
        std::fs::create_dir_all(&corpus)?;
        let mut command = cargo();
        command
            .current_dir(workspace_root())
            .args(["fuzz", "run", "--fuzz-dir", "fuzz", "--sanitizer", "none"])
            .arg(&target)
            .arg(corpus)
            .arg(folder.join("seeds").join(&target))
            .arg("--")
            .arg(format!("-max_total_time={seconds}"))
            // The instrumentation of cargo-fuzz is not stable; the code under test is.
            .env("RUSTC_BOOTSTRAP", "1");
        let ended = status(command)?;
        if ended != 0 {
            return Ok(ended);
        }
    }
    Ok(0)
}

/// Changes one crate in many small ways and looks whether its tests notice. It needs
/// `cargo-mutants`.
///
/// # Errors
///
/// If cargo cannot be started.
pub fn mutants(package: &str) -> io::Result<u8> {
    let mut command = cargo();
    command
        .current_dir(workspace_root())
        .args(["mutants", "--package", package]);
    status(command)
}

/// Builds and runs a program that embeds `oske-dues` as others do: by path, without default features, outside of the workspace.
///
/// # Errors
///
/// If cargo cannot be started.
pub fn outside() -> io::Result<u8> {
    let mut command = cargo();
    command
        .args(["run", "--quiet", "--manifest-path"])
        .arg(workspace_root().join("conformance/outside/Cargo.toml"))
        .arg("--target-dir")
        .arg(target().join("outside"));
    status(command)
}

/// Runs what review expects: `.ci/run`.
///
/// # Errors
///
/// If the script cannot be started.
pub fn ci() -> io::Result<u8> {
    status(Command::new(workspace_root().join(".ci/run")))
}

/// Where cargo puts what it makes.
pub(crate) fn target() -> PathBuf {
    let named = std::env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
    // A path that is not absolute is meant from where the command was given.
    named.unwrap_or_else(|| workspace_root().join("target"))
}

/// Cargo tells the programs that it runs which cargo it is.
pub(crate) fn cargo() -> Command {
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// The exit status of a command; 1 where it was ended by a signal and has none.
pub(crate) fn status(mut command: Command) -> io::Result<u8> {
    let code = command.status()?.code();
    Ok(code.and_then(|code| code.try_into().ok()).unwrap_or(1))
}

/// What a command writes; an error with its reasons if it does not end well.
pub(crate) fn said(mut command: Command) -> io::Result<String> {
    let output = command.output()?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        let reasons = String::from_utf8_lossy(&output.stderr).into_owned();
        Err(io::Error::other(reasons))
    }
}
