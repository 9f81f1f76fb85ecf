//! The README of each published crate, from the docs of its `lib.rs`, so that a package tells of itself what its
//! docs tell; that of the facade is the README of the workspace.
//!
//! ```text
//! README.md   links as from there ───────► crates/oske/README.md
//! crates/<crate>/src/lib.rs  //! docs ──► crates/<crate>/README.md
//! ```
//!
//! Outside the docs a link to a type leads nowhere: its words stay, and links to the web. The links of the README lead to files
//! of the repository, and its copy is two folders further down.

use std::fs;
use std::path::Path;

use super::{CodegenError, GeneratedFile, unreadable};

/// The crates whose docs are their README too, in the order of the house.
const CRATES: [&str; 7] = [
    "oske-types",
    "oske-statute",
    "oske-domain",
    "oske-data",
    "oske-dues",
    "oske-report",
    "oske-invoice",
];
/// The README of the facade, a copy of the one of the workspace.
pub(crate) const FACADE: &str = "crates/oske/README.md";

/// The README of every published crate; none of a workspace without them.
pub(super) fn files(workspace: &Path) -> Result<Vec<GeneratedFile>, CodegenError> {
    let read = |path: &str| fs::read_to_string(workspace.join(path)).map_err(unreadable(path));
    let mut files = Vec::new();
    if workspace.join("crates/oske").exists() {
        files.push(GeneratedFile {
            path: FACADE.to_owned(),
            text: facade(&read("README.md")?),
        });
    }
    for name in CRATES {
        let library = format!("crates/{name}/src/lib.rs");
        if workspace.join(&library).exists() {
            files.push(GeneratedFile {
                path: format!("crates/{name}/README.md"),
                text: readme(name, &read(&library)?),
            });
        }
    }
    Ok(files)
}

/// The README of the facade: that of the workspace, in which links to files are defined line by line as
/// `[name]: crates/oske/docs/guide/limits.md`, with links that lead to the same files from its own folder.
#[must_use]
pub fn facade(readme: &str) -> String {
    let mut page = String::new();
    let mut in_code = false;
    for line in readme.split_inclusive('\n') {
        in_code ^= line.starts_with("```");
        match line.split_once("]: ") {
            Some((name, target)) if !in_code && name.starts_with('[') => {
                page.push_str(&format!("{name}]: {}", from_facade(target)));
            }
            _ => page.push_str(line),
        }
    }
    page
}

/// A target of the workspace's README, as it is reached from `crates/oske`.
fn from_facade(target: &str) -> String {
    if target.starts_with("https://") || target.starts_with('#') {
        target.to_owned()
    } else if let Some(own) = target.strip_prefix("crates/oske/") {
        own.to_owned()
    } else if let Some(of_another_crate) = target.strip_prefix("crates/") {
        format!("../{of_another_crate}")
    } else {
        format!("../../{target}")
    }
}

/// The README of a crate with the given text of `lib.rs`.
#[must_use]
pub fn readme(name: &str, library: &str) -> String {
    let mut page = format!("# {name}\n\n");
    let mut example: Option<Example> = None;
    for line in docs(library) {
        if let Some(fence) = line.trim_start().strip_prefix("```") {
            example = match example {
                Some(_) => None,
                None => Some(Example::of(fence)),
            };
            match &example {
                Some(Example::Rust) => page.push_str("```rust"),
                _ => page.push_str(line),
            }
        } else if let Some(example) = &example {
            if example.hides(line) {
                continue;
            }
            page.push_str(line);
        } else if line.starts_with('#') {
            page.push('#');
            page.push_str(&without_inner_links(line));
        } else {
            page.push_str(&without_inner_links(line));
        }
        page.push('\n');
    }
    page.push_str(
        "\n## Licence\n\nMIT or Apache-2.0, at your choice. One of the crates of `oske`: membership dues as checked, \
         explained, dated data.\n",
    );
    page
}

/// The lines of the docs at the head of a module.
fn docs(library: &str) -> impl Iterator<Item = &str> {
    library
        .lines()
        .skip_while(|line| !line.starts_with("//!"))
        .map_while(|line| line.strip_prefix("//!"))
        .map(|line| line.strip_prefix(' ').unwrap_or(line))
}

/// A block of code in docs.
enum Example {
    /// Rust, of which rustdoc hides some lines.
    Rust,
    /// Anything else.
    Other,
}

impl Example {
    /// By what stands behind its three backticks.
    fn of(fence: &str) -> Self {
        match fence.trim() {
            "" | "rust" | "no_run" | "should_panic" | "compile_fail" => Self::Rust,
            _ => Self::Other,
        }
    }

    fn hides(&self, line: &str) -> bool {
        let line = line.trim_start();
        matches!(self, Self::Rust) && (line == "#" || line.starts_with("# "))
    }
}

/// A line of text in which links lead to the web alone: of others their words stay.
fn without_inner_links(line: &str) -> String {
    let mut text = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('[') {
        text.push_str(before);
        let Some((words, after)) = after.split_once(']') else {
            text.push('[');
            rest = after;
            continue;
        };
        let (target, after) = target(after);
        match target {
            Some(page) if page.starts_with("https://") => {
                text.push_str(&format!("[{words}]({page})"));
            }
            _ => text.push_str(words),
        }
        rest = after;
    }
    text.push_str(rest);
    text
}

/// Where a link leads, if it is said behind its words, and what follows; brackets in it are in pairs.
fn target(after: &str) -> (Option<&str>, &str) {
    let Some(inside) = after.strip_prefix('(') else {
        return (None, after);
    };
    let mut open = 1_usize;
    for (at, letter) in inside.char_indices() {
        match letter {
            '(' => open = open.saturating_add(1),
            ')' => open = open.saturating_sub(1),
            _ => {}
        }
        if open == 0 {
            let (target, rest) = inside.split_at(at);
            return (Some(target), rest.strip_prefix(')').unwrap_or(rest));
        }
    }
    (None, after)
}
