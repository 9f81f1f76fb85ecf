//! The guide's comparison: the same tariff in other systems, run again.

use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::checks::{cargo, status, target};
use crate::conformance::install_with;
use crate::workspace_root;

/// The crate of the one system that is a program in Rust, and the version that the page names.
const AXIOM: (&str, &str) = ("axiom-rules-engine", "0.2.0");

/// Runs the tariff of the guide's comparison in the systems that it is compared with, and holds what they say against what
/// stands on the page. What they need is installed below the target folder, anew when a version that is named has changed. See `conformance/README.md`.
///
/// # Errors
///
/// If cargo or Python cannot be started, or the folders cannot be made.
pub fn run() -> io::Result<u8> {
    let scripts = workspace_root().join("conformance/comparison");
    let folder = std::path::absolute(target())?.join("comparison");
    let packages = folder.join("packages");
    let installed = install_with(&scripts.join("requirements.txt"), &packages, &[])?;
    if installed != 0 {
        return Ok(installed);
    }
    let axiom = axiom(&folder);
    if !axiom.exists() {
        let installed = install_axiom(&folder)?;
        if installed != 0 {
            return Ok(installed);
        }
    }
    let results = "crates/oske/docs/guide/comparison/results.csv";
    let mut command = Command::new("python3");
    command
        .env("PYTHONPATH", packages)
        .arg(scripts.join("run.py"))
        .arg("--axiom")
        .arg(axiom)
        .arg("--results")
        .arg(workspace_root().join(results));
    status(command)
}

/// Where the program is installed: in a folder of its version, so that another version is another program.
fn axiom_folder(folder: &Path) -> PathBuf {
    folder.join(format!("{}-{}", AXIOM.0, AXIOM.1))
}

fn axiom(folder: &Path) -> PathBuf {
    let file = format!("{}{}", AXIOM.0, std::env::consts::EXE_SUFFIX);
    axiom_folder(folder).join("bin").join(file)
}

fn install_axiom(folder: &Path) -> io::Result<u8> {
    let mut command = cargo();
    command
        .args([
            "install",
            AXIOM.0,
            "--version",
            AXIOM.1,
            "--locked",
            "--root",
        ])
        .arg(axiom_folder(folder))
        .arg("--target-dir")
        .arg(folder.join("build"));
    status(command)
}
