//! Running the example programs as a user does.
//!
//! `cargo test` builds a package's examples before its tests. Where targets are picked, as by
//! `cargo test --tests`, they have to be built first: `cargo build -p oske-examples --examples`.
#![allow(
    dead_code,
    clippy::panic,
    clippy::unwrap_used,
    reason = "each test file uses its own part; a helper of a test fails by panicking"
)]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// How a run of a program ended.
pub(crate) struct Run {
    pub(crate) code: i32,
    /// What it printed on standard output.
    pub(crate) output: String,
    /// What it printed on standard error.
    pub(crate) messages: String,
}

impl Run {
    /// The output of a run that went well and had nothing to complain of.
    pub(crate) fn succeeded(self) -> String {
        assert_eq!(self.code, 0, "{}", self.messages);
        assert_eq!(self.messages, "");
        self.output
    }

    /// The messages of a run that ended with a code and put nothing on standard output.
    pub(crate) fn failed(self, code: i32) -> String {
        assert_eq!(self.code, code, "{}{}", self.output, self.messages);
        assert_eq!(self.output, "");
        self.messages
    }
}

/// Runs an example with arguments and nothing on standard input.
pub(crate) fn run(program: &str, arguments: &[&str]) -> Run {
    run_with_input(program, arguments, b"")
}

/// Runs an example with arguments and a text on standard input.
pub(crate) fn run_with_input(program: &str, arguments: &[&str], input: &[u8]) -> Run {
    let path = built(program);
    let mut child = Command::new(&path)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    // A program that ends before it has read its input closes the pipe.
    let _ = child.stdin.take().unwrap().write_all(input);
    let output = child.wait_with_output().unwrap();
    Run {
        code: output.status.code().unwrap(),
        output: String::from_utf8(output.stdout).unwrap(),
        messages: String::from_utf8(output.stderr).unwrap(),
    }
}

/// A built example, beside the folder of the test executable.
fn built(program: &str) -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let profile = test.parent().and_then(Path::parent).unwrap();
    let name = format!("{program}{}", std::env::consts::EXE_SUFFIX);
    let path = profile.join("examples").join(name);
    let help = "build it first: cargo build -p oske-examples --examples";
    assert!(path.is_file(), "{} is not built; {help}", path.display());
    path
}

/// An empty folder for one test.
pub(crate) fn folder(test: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(test);
    if folder.exists() {
        std::fs::remove_dir_all(&folder).unwrap();
    }
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// A file of one test, by its path as an argument.
pub(crate) fn file(folder: &Path, name: &str, content: impl AsRef<[u8]>) -> String {
    let path = folder.join(name);
    std::fs::write(&path, content).unwrap();
    argument(&path)
}

/// A path as an argument.
pub(crate) fn argument(path: &Path) -> String {
    path.to_str().unwrap().to_owned()
}

/// A path below the root of the workspace, as an argument.
pub(crate) fn in_workspace(path: &str) -> String {
    format!("{}/../{path}", env!("CARGO_MANIFEST_DIR"))
}

/// A demonstration policy, as an argument.
pub(crate) fn demonstration(id: &str) -> String {
    in_workspace(&format!("examples/data/policies/{id}.toml"))
}

/// The names in a folder, hidden ones too, in order.
pub(crate) fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// The keys of a JSON object, in the order of the text.
pub(crate) fn keys(value: &serde_json::Value) -> Vec<&str> {
    value
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect()
}
