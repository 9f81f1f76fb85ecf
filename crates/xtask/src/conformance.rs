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
    let written = examples(&documents.join("example"))?;
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

/// Lets the example write the demonstration in two formats, and then again after every member has another order number, so
/// that everything is credited and invoiced again.
fn examples(folder: &Path) -> io::Result<u8> {
    let billing = workspace_root().join("examples/data/invoicing/billing.csv");
    let changed = folder.with_extension("billing.csv");
    std::fs::create_dir_all(folder)?;
    std::fs::write(
        &changed,
        with_other_orders(&std::fs::read_to_string(&billing)?),
    )?;
    let runs = [
        (&billing, ["--due", "2026-07-04", "--date", "2026-06-04"]),
        (&changed, ["--due", "2026-09-01", "--date", "2026-08-03"]),
    ];
    for (billing, days) in runs {
        for format in ["finvoice", "ubl"] {
            let mut command = cargo();
            command
                .current_dir(workspace_root())
                .args(["run", "--quiet", "--package", "oske-examples"])
                .args(["--example", "invoice_round", "--", "--interest", "9.5"])
                .arg("--out")
                .arg(std::path::absolute(folder)?)
                .arg("--billing")
                .arg(std::path::absolute(billing)?)
                .args(["--format", format])
                .args(days);
            let written = status(command)?;
            if written != 0 {
                return Ok(written);
            }
        }
    }
    Ok(0)
}

/// The demonstration's billing file, which has no commas within its cells, with another order number for everybody.
fn with_other_orders(billing: &str) -> String {
    let mut rows = billing.lines();
    let header: Vec<&str> = rows.next().unwrap_or_default().split(',').collect();
    let place = header.iter().position(|name| *name == "order");
    let changed = rows.map(|row| {
        let cells = row.split(',').enumerate();
        let cells: Vec<&str> = cells
            .map(|(at, cell)| {
                if Some(at) == place {
                    "OT-2026-18"
                } else {
                    cell
                }
            })
            .collect();
        cells.join(",")
    });
    let rows = std::iter::once(header.join(",")).chain(changed);
    rows.map(|row| row + "\n").collect()
}
