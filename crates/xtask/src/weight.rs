//! What oske weighs for those who build with it: `cargo xtask size` and `cargo xtask weight`.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;
use std::time::Duration;
use std::{fs, io};

use crate::checks::{cargo, said, status, target};
use crate::codegen::{self, FACADE};
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

/// How many jobs cargo has at a time, so that figures of several machines can be compared.
const JOBS: &str = "2";

/// Builds three small programs for release, each from nothing, and tells of each the crates in its tree, the
/// seconds that its build took, and its size: the section of the README, into which it is put if asked for.
///
/// # Errors
///
/// If cargo cannot be started, if it knows no tree of a program, if a program that it built cannot be found, or
/// if the README cannot be read and written.
pub fn weight(write: bool) -> io::Result<u8> {
    let projects = workspace_root().join("crates/xtask/weight");
    // What has to be fetched is there before a build is timed.
    let mut fetch = cargo();
    fetch
        .args(["fetch", "--quiet", "--locked", "--manifest-path"])
        .arg(projects.join("Cargo.toml"));
    let fetched = status(fetch)?;
    if fetched != 0 {
        return Ok(fetched);
    }
    let mut rows = String::new();
    for (program, depends_on) in PROGRAMS {
        let manifest = projects.join(program).join("Cargo.toml");
        let crates = crates(program, &manifest)?;
        let target = target().join("weight");
        if target.exists() {
            fs::remove_dir_all(&target)?;
        }
        let (ended, took) = build(&manifest, &target)?;
        if ended != 0 {
            return Ok(ended);
        }
        let file = format!("{program}{}", std::env::consts::EXE_SUFFIX);
        let bytes = fs::metadata(target.join("release").join(file))?.len();
        rows.push_str(&format!(
            "| {depends_on} | {crates} | {} s | {}.{} MB |\n",
            took.as_secs(),
            bytes / 1_000_000,
            bytes % 1_000_000 / 100_000,
        ));
    }
    let section = section(
        &compiler()?,
        std::thread::available_parallelism()?.get(),
        &rows,
    );
    print!("{section}");
    if write {
        let path = workspace_root().join("README.md");
        let readme = fs::read_to_string(&path)?;
        fs::write(&path, with_section(&readme, &section)?)?;
        write_copy()?;
    }
    Ok(0)
}

/// How many crates a program builds, in each of their versions and without itself.
fn crates(program: &str, manifest: &Path) -> io::Result<usize> {
    let mut tree = cargo();
    tree.args(["tree", "--locked", "--edges", "normal", "--prefix", "none"])
        .arg("--manifest-path")
        .arg(manifest);
    let tree = said(tree)?;
    let crates: BTreeSet<_> = tree
        .lines()
        .map(|line| {
            let mut words = line.split_whitespace();
            (words.next(), words.next())
        })
        .filter(|(name, _)| name.is_some_and(|name| name != program))
        .collect();
    Ok(crates.len())
}

/// Builds a program, and tells how that ended and how long it took.
fn build(manifest: &Path, target: &Path) -> io::Result<(u8, Duration)> {
    let mut build = cargo();
    build
        .args(["build", "--quiet", "--release", "--locked", "--offline"])
        .args(["--jobs", JOBS, "--manifest-path"])
        .arg(manifest)
        .arg("--target-dir")
        .arg(target)
        // A cache of compiled crates, or flags of one machine, would tell of that machine alone.
        .env_remove("RUSTC_WRAPPER")
        .env_remove("RUSTFLAGS");
    #[expect(
        clippy::disallowed_types,
        reason = "how long a build takes is what is asked"
    )]
    let begun = std::time::Instant::now();
    let ended = status(build)?;
    Ok((ended, begun.elapsed()))
}

/// The compiler, as `rustc 1.95.0`.
fn compiler() -> io::Result<String> {
    let mut compiler = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    compiler.arg("--version");
    let told = said(compiler)?;
    let words: Vec<_> = told.split_whitespace().take(2).collect();
    Ok(words.join(" "))
}

/// Where the section of the README begins and ends, and before which it is put if it is not there yet.
const BEGIN: &str = "<!-- written by `cargo xtask weight --write` -->\n";
const END: &str = "<!-- until here -->\n";
const FOLLOWING: &str = "## What it promises\n";

/// The section of the README.
fn section(compiler: &str, cores: usize, rows: &str) -> String {
    let cores = match cores {
        1 => "one core".to_owned(),
        cores => format!("{cores} cores"),
    };
    format!(
        "{BEGIN}## What it weighs\n\n\
         Three small programs, each built from nothing with thin link-time optimisation and stripped: one assesses a payer, one\n\
         the round of a register, and one writes its report as a page and a workbook and reads an invoice. {JOBS} jobs of cargo at a\n\
         time, on a machine with {cores}, {compiler}. The crates are those of `cargo tree -e normal`, without the program.\n\n\
         | program with | crates | clean release build | program |\n|---|---|---|---|\n{rows}{END}\n"
    )
}

/// A README with the section in the place of an old one, or where it belongs.
fn with_section(readme: &str, section: &str) -> io::Result<String> {
    let (before, after) = if let Some((before, rest)) = readme.split_once(BEGIN) {
        let (_, after) = rest
            .split_once(END)
            .ok_or_else(|| io::Error::other(format!("README.md: expected `{}`", END.trim())))?;
        (before, after.strip_prefix('\n').unwrap_or(after))
    } else {
        let at = readme.find(FOLLOWING).ok_or_else(|| {
            io::Error::other(format!("README.md: expected `{}`", FOLLOWING.trim()))
        })?;
        readme.split_at(at)
    };
    Ok(format!("{before}{section}{after}"))
}

/// Writes what is generated from the README: its copy in the facade.
fn write_copy() -> io::Result<()> {
    let root = workspace_root();
    for file in codegen::stale_files(root).map_err(io::Error::other)? {
        if file.path() == FACADE {
            file.mend(root)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What stands around the section stays, and a section that is there is replaced.
    #[test]
    fn the_section_is_put_in_and_replaced() -> io::Result<()> {
        let readme = "# oske\n\n## The crates\n\nEight.\n\n## What it promises\n\nMuch.\n";
        let first = section("rustc 1.95.0", 2, "| `oske` | 42 | 30 s | 2.1 MB |\n");
        let with_first = with_section(readme, &first)?;
        assert_eq!(with_first.replace(&first, ""), readme);
        assert!(
            with_first.contains("Eight.\n\n<!-- written"),
            "{with_first}"
        );
        assert!(
            with_first.contains("here -->\n\n## What it promises"),
            "{with_first}"
        );

        let second = section("rustc 1.96.0", 1, "| `oske` | 41 | 29 s | 2.0 MB |\n");
        let with_second = with_section(&with_first, &second)?;
        assert_eq!(with_second, with_section(readme, &second)?);
        assert!(!with_second.contains("30 s"), "{with_second}");
        Ok(())
    }

    /// A README without the place for it is not written to at a guess.
    #[test]
    fn a_readme_without_the_place_is_refused() {
        let said = with_section("# oske\n", "").unwrap_err().to_string();
        assert_eq!(said, "README.md: expected `## What it promises`");
        let open = format!("{BEGIN}## What it weighs\n");
        let said = with_section(&open, "").unwrap_err().to_string();
        assert_eq!(said, "README.md: expected `<!-- until here -->`");
    }

    /// A tree that cargo does not know is an error, and no tree without crates.
    #[test]
    fn a_program_without_a_tree_is_an_error() {
        let manifest = workspace_root().join("crates/xtask/weight/nothing/Cargo.toml");
        let error = crates("nothing", &manifest).unwrap_err().to_string();
        assert!(error.contains("nothing/Cargo.toml"), "{error}");
    }
}
