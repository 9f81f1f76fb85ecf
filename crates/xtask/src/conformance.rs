//! The judgement of others: schemas and rules of their publishers over what `oske-invoice` writes.

use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::checks::{cargo, status};
use crate::workspace_root;

/// The number of generated invoices where none is given.
pub const DEFAULT_CASES: u32 = 500;

/// The invoice of dues that the self-test spoils.
const CLEAN: &str = "demonstration-00000-ubl.xml";

/// Writes demonstration invoices and so many generated ones, each as Finvoice and as UBL, and lets validators of others
/// judge them. What they need of the package registry is installed below the target folder. See `conformance/README.md`.
///
/// # Errors
///
/// If cargo or Python cannot be started, or the folders cannot be made.
pub fn judge(cases: u32) -> io::Result<u8> {
    let scripts = workspace_root().join("conformance");
    let folder = target().join("conformance");
    let packages = folder.join("packages");
    let installed = install(&scripts.join("requirements.txt"), &packages)?;
    if installed != 0 {
        return Ok(installed);
    }
    let documents = folder.join("documents");
    if documents.exists() {
        std::fs::remove_dir_all(&documents)?;
    }
    let written = write(&documents, cases)?;
    if written != 0 {
        return Ok(written);
    }
    let mut check = Command::new("python3");
    check
        .arg(scripts.join("check.py"))
        .arg("--packages")
        .arg(packages)
        .arg("--self-test")
        .arg(documents.join(CLEAN))
        .arg(documents);
    status(check)
}

/// Where cargo puts what it makes.
fn target() -> PathBuf {
    let named = std::env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
    // A path that is not absolute is meant from where the command was given.
    named.unwrap_or_else(|| workspace_root().join("target"))
}

/// Installs the packages, unless these very ones are there.
fn install(requirements: &Path, packages: &Path) -> io::Result<u8> {
    let wanted = std::fs::read(requirements)?;
    let stamp = packages.join("requirements.txt");
    if std::fs::read(&stamp).is_ok_and(|there| there == wanted) {
        return Ok(0);
    }
    if packages.exists() {
        std::fs::remove_dir_all(packages)?;
    }
    std::fs::create_dir_all(packages)?;
    let mut pip = Command::new("python3");
    pip.args(["-m", "pip", "install", "--quiet", "--no-deps"])
        .args(["--only-binary", ":all:", "--disable-pip-version-check"])
        .arg("--requirement")
        .arg(requirements)
        .arg("--target")
        .arg(packages);
    let installed = status(pip)?;
    if installed == 0 {
        std::fs::write(stamp, wanted)?;
    }
    Ok(installed)
}

fn write(documents: &Path, cases: u32) -> io::Result<u8> {
    let mut command = cargo();
    command
        .current_dir(workspace_root())
        .args(["test", "--quiet", "--package", "oske-invoice"])
        .args(["--test", "conformance", "--", "--ignored"])
        .env("OSKE_CONFORMANCE", std::path::absolute(documents)?)
        .env("OSKE_CONFORMANCE_CASES", cases.to_string());
    status(command)
}
