//! The pages of the guide and the sources of the crates, for the tests that hold one against the other.
#![allow(dead_code, reason = "each test file uses a part")]

use std::path::{Path, PathBuf};

/// A page of the guide.
pub(crate) struct Page {
    pub(crate) path: PathBuf,
    pub(crate) text: String,
}

/// A fenced block of a page.
#[derive(Debug)]
pub(crate) struct Block<'p> {
    /// What stands behind the fence: `toml`, `text finding`.
    pub(crate) kind: &'p str,
    pub(crate) text: &'p str,
    pub(crate) line: usize,
}

pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

pub(crate) fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

pub(crate) fn pages() -> Vec<Page> {
    let folder = root().join("docs/guide");
    let entries = std::fs::read_dir(&folder).unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "md"));
    paths.sort();
    let pages = paths.into_iter().map(|path| Page {
        text: read(&path),
        path,
    });
    pages.collect()
}

pub(crate) fn page(name: &str) -> Page {
    let path = root().join("docs/guide").join(name);
    Page {
        text: read(&path),
        path,
    }
}

impl Page {
    pub(crate) fn name(&self) -> &str {
        self.path
            .file_name()
            .and_then(|name| name.to_str())
            .unwrap()
    }

    /// The fenced blocks, in order.
    pub(crate) fn blocks(&self) -> Vec<Block<'_>> {
        let mut blocks = Vec::new();
        let mut open: Option<(&str, &str, usize, usize)> = None;
        let mut at = 0;
        for (index, line) in self.text.split_inclusive('\n').enumerate() {
            let kind = line.trim_start_matches('`');
            let fence = &line[..line.len() - kind.len()];
            match open {
                None if fence.len() >= 3 => {
                    open = Some((fence, kind.trim(), at + line.len(), index + 2));
                }
                // A block that holds fences has a longer one.
                Some((begun, kind, from, line)) if fence == begun => {
                    let text = &self.text[from..at];
                    blocks.push(Block { kind, text, line });
                    open = None;
                }
                _ => {}
            }
            at += line.len();
        }
        assert!(open.is_none(), "{}: a fence is not closed", self.name());
        blocks
    }

    pub(crate) fn block(&self, kind: &str, number: usize) -> &str {
        let blocks = self.blocks();
        let found = blocks.iter().filter(|block| block.kind == kind).nth(number);
        found
            .unwrap_or_else(|| panic!("{}: no block {number} of {kind}", self.name()))
            .text
    }
}

/// Every file of Rust at or below a path under `crates`.
pub(crate) fn sources(path: &str) -> Vec<(String, String)> {
    let crates = root().join("..");
    let there = crates.join(path);
    if there.is_file() {
        return vec![(path.to_owned(), read(&there))];
    }
    let entries = std::fs::read_dir(&there).unwrap_or_else(|error| panic!("{path}: {error}"));
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".rs") || there.join(name).is_dir())
        .collect();
    names.sort();
    let files = names.iter().map(|name| sources(&format!("{path}/{name}")));
    files.flatten().collect()
}

/// The sources of the crates that are published.
pub(crate) fn published() -> Vec<(String, String)> {
    [
        "oske-types",
        "oske-statute",
        "oske-domain",
        "oske-data",
        "oske-dues",
        "oske-invoice",
        "oske-report",
        "oske",
    ]
    .iter()
    .flat_map(|name| sources(&format!("{name}/src")))
    .collect()
}
