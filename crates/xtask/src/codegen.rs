//! `cargo xtask codegen`: from the tables in `crates/oske-data/data` to its generated modules, and from those
//! of `crates/oske-statute/data` to the catalogue of known acts.
//!
//! ```text
//! data/*.tsv ─► tsv: cells ─► tables: typed rows, checked ─► render: Rust ─► src/generated/*.rs
//!      └──────────────────────────────────────────────────► fingerprint ─► data/fingerprints.csv
//!
//! oske-statute/data/*.tsv ─► catalogue: checked by the crate itself ─► oske-statute/src/catalogue/generated.rs
//!
//! tests/tariffs/*  ─► gallery ────────────────────────────────────────► oske-dues/docs/gallery.md
//!                     schema: the keys of a policy ───────────────────► oske-dues/docs/policy.schema.json
//! oske/docs/pictures/* ─► pictures: links that hold them ────────────► oske/docs/pictures.md
//! README.md, */src/lib.rs ─► readme: links and docs for a page ───────► */README.md
//! ```
//!
//! What comes of the tables is a pure function from text to text: [`generate`].

mod catalogue;
mod centres;
mod fingerprint;
mod gallery;
mod pictures;
mod readme;
mod render;
mod render_centres;
mod schema;
mod tables;
mod tsv;

use std::path::Path;
use std::{fmt, fs, io};

use oske_domain::CentreTables;
use oske_statute::CatalogueFaults;

pub(crate) use readme::FACADE;
pub use readme::{facade, readme};
pub use tsv::{Fault, TableFile, TableTexts};

/// Where `oske-data` is, below the root of the workspace.
const DATA_CRATE: &str = "crates/oske-data";
/// The folder in which every file is generated.
const GENERATED: &str = "crates/oske-data/src/generated";

/// The generated files of the given tables.
///
/// # Errors
///
/// [`Faults`] of the tables, as many as can be told at once.
pub fn generate(texts: &TableTexts) -> Result<Vec<GeneratedFile>, Faults> {
    let tables = tables::read(texts)?;
    let mut files = render::modules(&tables, texts);
    files.push(fingerprint::of(texts));
    Ok(files)
}

/// The tables of the centres in the given texts, as the generator reads them.
///
/// # Errors
///
/// [`Faults`] of the tables, as many as can be told at once.
pub fn centres(texts: &TableTexts) -> Result<CentreTables, Faults> {
    Ok(tables::read(texts)?.centres.tables())
}

/// The texts of the tables of a workspace.
///
/// # Errors
///
/// [`CodegenError`] if a table cannot be read.
pub fn texts(workspace: &Path) -> Result<TableTexts, CodegenError> {
    let mut texts = TableTexts::default();
    for table in TableFile::ALL {
        let path = format!("{DATA_CRATE}/data/{}", table.name());
        let text = fs::read_to_string(workspace.join(&path)).map_err(unreadable(&path))?;
        texts.insert(table, text);
    }
    Ok(texts)
}

fn unreadable(path: &str) -> impl FnOnce(io::Error) -> CodegenError + use<> {
    let path = path.to_owned();
    move |source| CodegenError::Unreadable { path, source }
}

/// The files of a workspace that are not what its tables give, in order of path.
///
/// # Errors
///
/// [`CodegenError`] if a table cannot be read or has faults.
pub fn stale_files(workspace: &Path) -> Result<Vec<StaleFile>, CodegenError> {
    let texts = texts(workspace)?;
    let mut files = generate(&texts)?;
    files.push(schema::file());
    files.extend(catalogue::files(workspace)?);
    files.extend(gallery::file(workspace)?);
    files.extend(readme::files(workspace)?);
    files.extend(pictures::file(workspace)?);

    let left_over = files_of(&workspace.join(GENERATED)).map_err(unreadable(GENERATED))?;
    let mut stale: Vec<StaleFile> = left_over
        .into_iter()
        .map(|name| format!("{GENERATED}/{name}"))
        .filter(|path| files.iter().all(|file| file.path() != path))
        .map(StaleFile::LeftOver)
        .collect();
    let outdated = files.into_iter().filter(|file| !file.is_current(workspace));
    stale.extend(outdated.map(StaleFile::Outdated));
    stale.sort_by(|one, other| one.path().cmp(other.path()));
    Ok(stale)
}

/// The names of what is in a folder; nothing where there is no such folder.
fn files_of(folder: &Path) -> io::Result<Vec<String>> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    entries
        .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
        .collect()
}

/// A file that is not what it is generated from gives.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum StaleFile {
    /// A generated file that is missing or has another text.
    Outdated(GeneratedFile),
    /// The path of a file among the generated ones that the generator does not write.
    LeftOver(String),
}

impl StaleFile {
    /// The path, below the root of the workspace.
    #[must_use]
    pub fn path(&self) -> &str {
        match self {
            Self::Outdated(file) => file.path(),
            Self::LeftOver(path) => path,
        }
    }

    /// Writes the file, or removes what is left over.
    ///
    /// # Errors
    ///
    /// If it cannot be written or removed.
    pub fn mend(&self, workspace: &Path) -> io::Result<()> {
        match self {
            Self::Outdated(file) => file.write(workspace),
            Self::LeftOver(path) => fs::remove_file(workspace.join(path)),
        }
    }
}

impl fmt::Display for StaleFile {
    /// What is wrong with it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Outdated(_) => "not what its sources give",
            Self::LeftOver(_) => "left over, no longer generated",
        })
    }
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
    fn is_current(&self, workspace: &Path) -> bool {
        let committed = fs::read(workspace.join(&self.path));
        committed.is_ok_and(|committed| committed == self.text.as_bytes())
    }

    /// Writes the file: beside its place first, so that it is never there in part.
    fn write(&self, workspace: &Path) -> io::Result<()> {
        let place = workspace.join(&self.path);
        let beside = place.with_extension("new");
        if let Some(folder) = place.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(&beside, &self.text)?;
        fs::rename(&beside, &place)
    }
}

/// Tables that nothing can be generated from.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CodegenError {
    /// A table or the folder of the generated files cannot be read.
    #[error("{path}: {source}")]
    #[non_exhaustive]
    Unreadable {
        /// Its path, below the root of the workspace.
        path: String,
        /// Why.
        source: io::Error,
    },
    /// The tables have faults.
    #[error(transparent)]
    Faults(#[from] Faults),
    /// The tables of known acts have faults.
    #[error(transparent)]
    Catalogue(#[from] CatalogueFaults),
    /// A folder from which the gallery is put together lacks something.
    #[error("{path}: {reason}")]
    #[non_exhaustive]
    Gallery {
        /// The file, below the root of the workspace.
        path: String,
        /// What was expected.
        reason: String,
    },
}

/// What is wrong with the tables: at least one fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Faults(Vec<Fault>);

impl Faults {
    fn of(faults: Vec<Fault>) -> Result<(), Self> {
        if faults.is_empty() {
            Ok(())
        } else {
            Err(Self::sorted(faults))
        }
    }

    fn sorted(mut faults: Vec<Fault>) -> Self {
        faults.sort();
        Self(faults)
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
