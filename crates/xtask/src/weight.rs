//! What oske weighs for those who build with it: `cargo xtask size` and `cargo xtask weight`.

use std::collections::BTreeSet;
use std::{fs, io};

use crate::checks::{cargo, status, target};
use crate::workspace_root;

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
    let target = target().join("size");
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
        Ok(fs::metadata(target.join("release").join(file))?.len())
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

/// The programs of `crates/xtask/weight`, with what each depends on.
const PROGRAMS: [(&str, &str); 3] = [
    ("dues", "`oske-dues` alone"),
    ("facade", "`oske`, default features"),
    ("everything", "`oske`, all features"),
];

/// Builds three small programs for release, each from nothing, and tells of each the crates in its tree, the
/// seconds that its build took, and its size: the rows of the table in the README.
///
/// # Errors
///
/// If cargo cannot be started, or a program that it built cannot be found.
pub fn weight() -> io::Result<u8> {
    let projects = workspace_root().join("crates/xtask/weight");
    println!("| program with | crates | clean release build | program |");
    println!("|---|---|---|---|");
    for (program, depends_on) in PROGRAMS {
        let manifest = projects.join(program).join("Cargo.toml");
        let mut tree = cargo();
        tree.args([
            "tree",
            "--edges",
            "normal",
            "--prefix",
            "none",
            "--manifest-path",
        ]);
        let tree = tree.arg(&manifest).output()?;
        let tree = String::from_utf8_lossy(&tree.stdout).into_owned();
        let crates: BTreeSet<_> = tree
            .lines()
            .filter_map(|line| line.split_whitespace().next())
            .filter(|name| *name != program)
            .collect();

        let target = target().join("weight");
        if target.exists() {
            fs::remove_dir_all(&target)?;
        }
        let mut build = cargo();
        build
            .args([
                "build",
                "--quiet",
                "--release",
                "--locked",
                "--manifest-path",
            ])
            .arg(&manifest)
            .arg("--target-dir")
            .arg(&target);
        #[expect(
            clippy::disallowed_types,
            reason = "how long a build takes is what is asked"
        )]
        let begun = std::time::Instant::now();
        let ended = status(build)?;
        let took = begun.elapsed();
        if ended != 0 {
            return Ok(ended);
        }
        let file = format!("{program}{}", std::env::consts::EXE_SUFFIX);
        let bytes = fs::metadata(target.join("release").join(file))?.len();
        println!(
            "| {depends_on} | {} | {} s | {}.{} MB |",
            crates.len(),
            took.as_secs(),
            bytes / 1_000_000,
            bytes % 1_000_000 / 100_000,
        );
    }
    Ok(0)
}
