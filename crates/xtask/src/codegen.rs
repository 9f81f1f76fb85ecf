//! `cargo xtask codegen`: from the tables in `crates/oske-data/data` to its generated modules.
//!
//! ```text
//! data/*.tsv ─► tsv: cells ─► tables: typed rows, checked ─► render: Rust ─► src/generated/*.rs
//!      └──────────────────────────────────────────────────► fingerprint ─► data/fingerprints.csv
//! ```
//!
//! All of it but the two ends is a pure function from text to text: [`generate`].

mod fingerprint;
mod render;
mod tables;
mod tsv;

use std::path::{Path, PathBuf};
use std::{fmt, fs, io};

pub use tsv::{Fault, TableFile, TableTexts};

/// Where `oske-data` is, below the root of the workspace.
const DATA_CRATE: &str = "crates/oske-data";

/// The generated files of the given tables.
///
/// # Errors
///
/// [`Faults`] of the tables, as many as can be told at once.
pub fn generate(texts: &TableTexts) -> Result<Vec<GeneratedFile>, Faults> {
    let tables = tables::read(texts)?;
    let mut files = render::modules(&tables);
    files.push(fingerprint::of(texts));
    Ok(files)
}

/// The generated files whose committed text is not what the committed tables give.
///
/// # Errors
///
/// [`CodegenError`] if a table cannot be read or has faults.
pub fn stale_files() -> Result<Vec<GeneratedFile>, CodegenError> {
    let mut texts = TableTexts::default();
    for table in TableFile::ALL {
        let path = format!("{DATA_CRATE}/data/{}", table.name());
        let text = fs::read_to_string(workspace_root().join(&path))
            .map_err(|source| CodegenError::Unreadable { path, source })?;
        texts.insert(table, text);
    }
    let mut files = generate(&texts)?;
    files.retain(|file| !file.is_current());
    Ok(files)
}

/// A file that the generator writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GeneratedFile {
    path: String,
    text: String,
}

impl GeneratedFile {
    fn new(path_in_crate: &str, text: String) -> Self {
        let path = format!("{DATA_CRATE}/{path_in_crate}");
        Self { path, text }
    }

    /// The path, below the root of the workspace.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether the file has this text already.
    fn is_current(&self) -> bool {
        fs::read(self.location()).is_ok_and(|committed| committed == self.text.as_bytes())
    }

    /// Writes the file: beside its place first, so that it is never there in part.
    ///
    /// # Errors
    ///
    /// If it cannot be written.
    pub fn write(&self) -> io::Result<()> {
        let place = self.location();
        let beside = place.with_extension("new");
        if let Some(folder) = place.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(&beside, &self.text)?;
        fs::rename(&beside, &place)
    }

    fn location(&self) -> PathBuf {
        workspace_root().join(&self.path)
    }
}

/// This package is at `crates/xtask`.
fn workspace_root() -> &'static Path {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here)
}

/// Tables that nothing can be generated from.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CodegenError {
    /// A table cannot be read.
    #[error("{path}: {source}")]
    #[non_exhaustive]
    Unreadable {
        /// The file, below the root of the workspace.
        path: String,
        /// Why.
        source: io::Error,
    },
    /// The tables have faults.
    #[error(transparent)]
    Faults(#[from] Faults),
}

/// What is wrong with the tables: at least one fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Faults(Vec<Fault>);

impl Faults {
    fn of(mut faults: Vec<Fault>) -> Result<(), Self> {
        if faults.is_empty() {
            return Ok(());
        }
        faults.sort();
        Err(Self(faults))
    }

    /// The faults, file by file and line by line.
    #[must_use]
    pub fn faults(&self) -> &[Fault] {
        &self.0
    }
}

impl std::error::Error for Faults {}

impl fmt::Display for Faults {
    /// One line each.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, fault) in self.0.iter().enumerate() {
            let separator = if index == 0 { "" } else { "\n" };
            write!(f, "{separator}{fault}")?;
        }
        Ok(())
    }
}
