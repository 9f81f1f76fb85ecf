//! The long checks: commands that run for minutes to hours, by hand, and whose results are recorded.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::io;
use std::process::Command;

use crate::workspace_root;

/// The number of cases of a property where none is given.
pub const DEFAULT_CASES: u32 = 100_000;
/// The seconds that each fuzz target runs where none are given: ten minutes.
pub const DEFAULT_SECONDS: u32 = 600;
/// The crate whose mutants are looked at where none is given.
pub const DEFAULT_PACKAGE: &str = "oske-types";

/// Runs the tests of the workspace in release mode, with a number of cases for each property; the
/// properties of `oske-dues` about reading take a tenth or a fifth of it. The judge is left out: its own
/// properties try every payer of a policy, which takes too long for so many. The cases are drawn from a new
/// seed, which is printed.
///
/// # Errors
///
/// If cargo cannot be started.
pub fn properties(cases: u32) -> io::Result<u8> {
    // The keys of hash maps are drawn at random; of nothing hashed with them a seed remains.
    let seed = RandomState::new().build_hasher().finish();
    eprintln!("PROPTEST_RNG_SEED={seed}");
    let mut command = cargo();
    command
        .args(["test", "--workspace", "--exclude", "oske-testkit"])
        .arg("--release")
        .env("PROPTEST_CASES", cases.to_string())
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

/// The most that the embedded edition may add to a program, in bytes: one megabyte.
const MOST_OF_EDITION: u64 = 1_000_000;

/// Builds three programs for release and tells what the embedded edition adds to one: beside the same questions
/// asked of empty tables, and beside a program that asks nothing. It fails if the first is more than it may be:
/// the code that asks is needed for tables of one's own, too.
///
/// # Errors
///
/// If cargo cannot be started, or a program that it built cannot be found.
pub fn size() -> io::Result<u8> {
    let root = workspace_root();
    let target =
        std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), Into::into);
    let target = target.join("size");
    let mut command = cargo();
    command
        .args(["build", "--release", "--locked", "--manifest-path"])
        .arg(root.join("crates/xtask/size/Cargo.toml"))
        .arg("--target-dir")
        .arg(&target);
    let ended = status(command)?;
    if ended != 0 {
        return Ok(ended);
    }
    let bytes = |program: &str| -> io::Result<u64> {
        let file = format!("{program}{}", std::env::consts::EXE_SUFFIX);
        Ok(std::fs::metadata(target.join("release").join(file))?.len())
    };
    let (edition, own_tables, nothing) =
        (bytes("edition")?, bytes("own_tables")?, bytes("nothing")?);
    println!("with the embedded edition  {edition:>9} bytes");
    println!("with empty tables          {own_tables:>9} bytes");
    println!("without oske               {nothing:>9} bytes");
    let (added, with_code) = (
        edition.saturating_sub(own_tables),
        edition.saturating_sub(nothing),
    );
    println!("the edition adds {added} bytes, and with the code that asks it {with_code}");
    if added < MOST_OF_EDITION {
        return Ok(0);
    }
    println!("expected the edition to add less than {MOST_OF_EDITION} bytes");
    Ok(1)
}

/// Runs what review expects: `.ci/run`.
///
/// # Errors
///
/// If the script cannot be started.
pub fn ci() -> io::Result<u8> {
    status(Command::new(workspace_root().join(".ci/run")))
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
