//! What is looked at before a release: the public surface, licences, features, versions, the floor of Rust, docs and packages.

use std::io;
use std::process::Command;

use serde_json::Value;

use crate::checks::{cargo, status, target};
use crate::workspace_root;

/// Compares the public surface of every published crate with that of a revision: what may break a user's build
/// must be in a new major version, or a new minor one below 1.0. It needs `cargo-semver-checks`.
///
/// Without a revision it is the last release, the nearest tag.
///
/// # Errors
///
/// If cargo or git cannot be started, or there is no release yet.
pub fn semver(revision: Option<&str>) -> io::Result<u8> {
    let last = match revision {
        Some(revision) => revision.to_owned(),
        None => last_release()?,
    };
    let mut command = cargo();
    command.current_dir(workspace_root()).args([
        "semver-checks",
        "--workspace",
        "--all-features",
        "--baseline-rev",
        &last,
    ]);
    for package in packages()?.iter().filter(|package| !package.is_published()) {
        command.args(["--exclude", &package.name]);
    }
    status(command)
}

/// The nearest tag.
fn last_release() -> io::Result<String> {
    let mut command = Command::new("git");
    command
        .current_dir(workspace_root())
        .args(["describe", "--tags", "--abbrev=0"]);
    let found = command.output()?;
    if found.status.success() {
        Ok(String::from_utf8_lossy(&found.stdout).trim().to_owned())
    } else {
        Err(io::Error::other(
            "there is no tag of a release yet: give a revision, as `cargo xtask semver HEAD~20`",
        ))
    }
}

/// Checks the licences of every dependency, their sources, and which of them are there in two versions, by
/// `deny.toml`. It needs `cargo-deny`.
///
/// # Errors
///
/// If cargo cannot be started.
pub fn licences() -> io::Result<u8> {
    let mut command = cargo();
    command.current_dir(workspace_root()).args([
        "deny",
        "--all-features",
        "check",
        "licenses",
        "bans",
        "sources",
    ]);
    status(command)
}

/// Builds every published crate with each pair of its features, with none and with all, warnings denied. It needs
/// `cargo-hack`.
///
/// # Errors
///
/// If cargo cannot be started.
pub fn features() -> io::Result<u8> {
    let mut command = cargo();
    command
        .current_dir(workspace_root())
        .args([
            "hack",
            "check",
            "--workspace",
            "--ignore-private",
            "--no-dev-deps",
        ])
        .args(["--feature-powerset", "--depth", "2"])
        .env("RUSTFLAGS", "-D warnings");
    status(command)
}

/// Builds the published crates of the last commit with the least versions of their dependencies that their
/// manifests allow, so that a manifest promises no version that does not serve.
///
/// # Errors
///
/// If cargo or git cannot be started.
pub fn minimal_versions() -> io::Result<u8> {
    let root = workspace_root();
    let copy = root.join("target/minimal-versions");
    if copy.exists() {
        std::fs::remove_dir_all(&copy)?;
    }
    let mut clone = Command::new("git");
    clone.args(["clone", "--quiet"]).arg(root).arg(&copy);
    let mut resolve = cargo();
    resolve
        .args(["update", "--quiet", "-Z", "direct-minimal-versions"])
        // The choice of least versions is not a stable option of cargo; what is built with them is.
        .env("RUSTC_BOOTSTRAP", "1");
    let mut build = cargo();
    build.args(["check", "--workspace", "--all-features"]);
    for package in packages()?.iter().filter(|package| !package.is_published()) {
        build.args(["--exclude", &package.name]);
    }
    resolve.current_dir(&copy);
    build.current_dir(&copy);
    for command in [clone, resolve, build] {
        let ended = status(command)?;
        if ended != 0 {
            return Ok(ended);
        }
    }
    Ok(0)
}

/// Checks the published crates with all features by the compiler of the floor, the `rust-version` of their manifests. It needs
/// rustup, and that compiler: `rustup toolchain install 1.88`.
///
/// # Errors
///
/// If rustup or cargo cannot be started, or a manifest names no floor.
pub fn floor() -> io::Result<u8> {
    let packages = packages()?;
    let floor = packages
        .iter()
        .filter(|package| package.is_published())
        .find_map(|package| package.manifest.get("rust_version")?.as_str())
        .ok_or_else(|| io::Error::other("expected a `rust-version` in the manifests"))?;
    let mut command = Command::new("rustup");
    command
        .current_dir(workspace_root())
        .args(["run", floor, "cargo", "check", "--locked"])
        .args(["--workspace", "--all-features", "--target-dir"])
        .arg(std::path::absolute(target())?.join("floor"))
        // They name the compiler that runs this.
        .env_remove("CARGO")
        .env_remove("RUSTC")
        .env_remove("RUSTUP_TOOLCHAIN");
    for package in packages.iter().filter(|package| !package.is_published()) {
        command.args(["--exclude", &package.name]);
    }
    status(command)
}

/// Makes the docs of every published crate as docs.rs does, with the features and flags of its manifest, and
/// warnings denied.
///
/// # Errors
///
/// If cargo cannot be started.
pub fn docs() -> io::Result<u8> {
    for package in packages()?.iter().filter(|package| package.is_published()) {
        let mut command = cargo();
        command
            .current_dir(workspace_root())
            .args(["doc", "--no-deps", "--package", &package.name])
            .env(
                "RUSTDOCFLAGS",
                format!("-D warnings {}", package.rustdoc_flags()),
            )
            // What docs.rs builds with is the newest compiler; the flags that it allows are not stable.
            .env("RUSTC_BOOTSTRAP", "1");
        if package.documents_all_features() {
            command.arg("--all-features");
        }
        let ended = status(command)?;
        if ended != 0 {
            return Ok(ended);
        }
    }
    Ok(0)
}

/// Packs every published crate and builds it from its package, without the network; and before that tells what
/// its manifest lacks that a reader of the registry looks for.
///
/// # Errors
///
/// If cargo cannot be started.
pub fn package() -> io::Result<u8> {
    let packages = packages()?;
    let lacks: Vec<String> = packages.iter().flat_map(Package::lacks).collect();
    for lack in &lacks {
        eprintln!("{lack}");
    }
    if !lacks.is_empty() {
        return Ok(1);
    }
    let mut command = cargo();
    command.current_dir(workspace_root()).args([
        "package",
        "--workspace",
        "--offline",
        "--all-features",
    ]);
    for package in packages.iter().filter(|package| !package.is_published()) {
        command.args(["--exclude", &package.name]);
    }
    status(command)
}

/// A package of the workspace, as `cargo metadata` tells of it.
struct Package {
    name: String,
    manifest: Value,
}

/// The packages of the workspace.
fn packages() -> io::Result<Vec<Package>> {
    let mut command = cargo();
    command
        .current_dir(workspace_root())
        .args(["metadata", "--no-deps", "--format-version", "1"]);
    let output = command.output()?;
    if !output.status.success() {
        return Err(io::Error::other(
            String::from_utf8_lossy(&output.stderr).into_owned(),
        ));
    }
    let metadata: Value = serde_json::from_slice(&output.stdout)?;
    let packages = metadata.get("packages").and_then(Value::as_array);
    Ok(packages
        .into_iter()
        .flatten()
        .map(|manifest| Package {
            name: manifest
                .get("name")
                .and_then(Value::as_str)
                .unwrap_or_default()
                .to_owned(),
            manifest: manifest.clone(),
        })
        .collect())
}

impl Package {
    /// Whether its manifest lets it be published.
    fn is_published(&self) -> bool {
        self.manifest.get("publish").is_none_or(Value::is_null)
    }

    fn of_docs(&self, key: &str) -> Option<&Value> {
        self.manifest.pointer("/metadata/docs/rs")?.get(key)
    }

    fn documents_all_features(&self) -> bool {
        self.of_docs("all-features")
            .and_then(Value::as_bool)
            .unwrap_or(false)
    }

    fn rustdoc_flags(&self) -> String {
        let flags = self.of_docs("rustdoc-args").and_then(Value::as_array);
        let flags: Vec<_> = flags
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        flags.join(" ")
    }

    /// What a published package lacks, a line each.
    fn lacks(&self) -> Vec<String> {
        if !self.is_published() {
            return Vec::new();
        }
        let asked = ["description", "license", "readme", "rust_version"];
        let lists = ["keywords", "categories", "authors"];
        let of_text = asked
            .into_iter()
            .filter(|key| !self.manifest.get(key).is_some_and(Value::is_string));
        let of_list = lists.into_iter().filter(|key| {
            self.manifest
                .get(key)
                .and_then(Value::as_array)
                .is_none_or(Vec::is_empty)
        });
        let of_docs = ["all-features"]
            .into_iter()
            .filter(|key| self.of_docs(key).is_none());
        of_text
            .chain(of_list)
            .chain(of_docs)
            .map(|key| format!("{}: its manifest has no `{key}`", self.name))
            .collect()
    }
}
