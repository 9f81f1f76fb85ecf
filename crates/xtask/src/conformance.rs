//! The judgement of others: schemas and rules of their publishers over the invoices that are written here.

use std::io;
use std::path::Path;
use std::process::Command;

use crate::checks::{cargo, status, target};
use crate::workspace_root;

/// The number of generated invoices, and of generated rounds, where none is given.
pub const DEFAULT_CASES: u32 = 300;

/// The invoice of dues that the self-test spoils.
const CLEAN: &str = "demonstration-00000-ubl.xml";

/// Writes demonstration invoices, so many generated ones and those of so many generated rounds, each as Finvoice and as
/// UBL, and what the example `invoice_round` writes, and lets validators of others judge them. What they need of the package registry is installed below the target folder. See `conformance/README.md`.
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
    for (package, features) in [("oske-invoice", ""), ("oske", "invoice")] {
        let written = write(package, features, &documents, cases)?;
        if written != 0 {
            return Ok(written);
        }
    }
    for (format, due) in EXAMPLES {
        let written = example(&documents.join("example"), format, due)?;
        if written != 0 {
            return Ok(written);
        }
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

/// Installs the packages and nothing that they name, unless these very ones are there.
fn install(requirements: &Path, packages: &Path) -> io::Result<u8> {
    install_with(requirements, packages, &["--no-deps"])
}

/// Installs the packages as the options say, unless these very ones are there.
pub(crate) fn install_with(
    requirements: &Path,
    packages: &Path,
    options: &[&str],
) -> io::Result<u8> {
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
    pip.args(["-m", "pip", "install", "--quiet"])
        .args(options)
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

/// The formats and due days in which the example is run, one after the other in one folder: with another due day
/// everything is credited and invoiced again.
const EXAMPLES: [(&str, &str); 4] = [
    ("finvoice", "2026-07-04"),
    ("ubl", "2026-07-04"),
    ("finvoice", "2026-08-03"),
    ("ubl", "2026-08-03"),
];

/// Lets the tests of a package write their documents.
fn write(package: &str, features: &str, documents: &Path, cases: u32) -> io::Result<u8> {
    let mut command = cargo();
    command
        .current_dir(workspace_root())
        .args(["test", "--quiet", "--package", package])
        .args(["--features", features])
        .args(["--test", "conformance", "--", "--ignored"])
        .env("OSKE_CONFORMANCE", std::path::absolute(documents)?)
        .env("OSKE_CONFORMANCE_CASES", cases.to_string());
    status(command)
}

/// Lets the example write the demonstration.
fn example(folder: &Path, format: &str, due: &str) -> io::Result<u8> {
    let mut command = cargo();
    command
        .current_dir(workspace_root())
        .args(["run", "--quiet", "--package", "oske-examples"])
        .args(["--example", "invoice_round", "--", "--out"])
        .arg(std::path::absolute(folder)?)
        .args(["--interest", "9.5", "--format", format, "--due", due]);
    status(command)
}
